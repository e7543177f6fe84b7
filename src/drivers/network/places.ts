// Where the network driver keeps its files: libvirt's own places, of the system or of a user's session.
import { join } from 'node:path';
import { escapeXml } from '../../model/xml/values.ts';
import type { DriverHost } from '../host.ts';

export interface NetworkPlaces {
  /** Definitions, and the links of autostarted ones. */
  readonly config: string;
  readonly autostart: string;
  /** State of running networks. */
  readonly state: string;
  readonly pids: string;
  /** dnsmasq's files and the leases. */
  readonly dnsmasq: string;
}

export const networkPlaces = ({
  paths,
  privileged,
}: Pick<DriverHost, 'paths' | 'privileged'>): NetworkPlaces => ({
  config: join(paths.config, 'qemu/networks'),
  autostart: join(paths.config, 'qemu/networks/autostart'),
  state: join(paths.run, privileged ? 'network' : 'network/lib'),
  pids: join(paths.run, privileged ? 'network' : 'network/run'),
  dnsmasq: privileged ? join(paths.state, 'dnsmasq') : join(paths.run, 'dnsmasq/lib'),
});

export const configFile = (places: NetworkPlaces, name: string): string => join(places.config, `${name}.xml`);
export const autostartLink = (places: NetworkPlaces, name: string): string =>
  join(places.autostart, `${name}.xml`);
export const statusFile = (places: NetworkPlaces, name: string): string => join(places.state, `${name}.xml`);
export const portsDirectory = (places: NetworkPlaces, name: string): string =>
  join(places.state, name, 'ports');
export const pidFile = (places: NetworkPlaces, name: string): string =>
  join(places.pids, `${escapeXml(name)}.pid`);
export const dnsmasqConfigFile = (places: NetworkPlaces, name: string): string =>
  join(places.dnsmasq, `${name}.conf`);
/** A bridge's name as part of a file name: nothing that leads elsewhere. */
const plain = (bridge: string): string => bridge.replaceAll('/', '_');
export const leaseFile = (places: NetworkPlaces, bridge: string): string =>
  join(places.dnsmasq, `${plain(bridge)}.status`);
export const macMapFile = (places: NetworkPlaces, bridge: string): string =>
  join(places.dnsmasq, `${plain(bridge)}.macs`);

const unsafe = /[\r\t\n !"#$&'()*;<>?[\\\]^`{|}~]|--/;

/** The warning at the head of a file that `virsh` should be used to change. */
export const withWarning = (xml: string, command: string, name: string, uuid: string): string => {
  const shown = [name, uuid].find((text) => !unsafe.test(text));
  return [
    '<!--',
    'WARNING: THIS IS AN AUTO-GENERATED FILE. CHANGES TO IT ARE LIKELY TO BE',
    'OVERWRITTEN AND LOST. Changes to this xml configuration should be made using:',
    `  virsh ${command}${shown === undefined ? '' : ` ${escapeXml(shown)}`}`,
    'or other application using the libvirt API.',
    '-->',
    '',
    xml,
  ].join('\n');
};
