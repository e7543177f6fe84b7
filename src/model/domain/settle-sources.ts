// Settles what a device's parts say together: a source that is missing, labels that say nothing, settings its model lacks.
import { randomUUID } from 'node:crypto';
import type { Domain } from '../../../schemas/xml/domain.ts';
import { defaultPorts } from '../storage/ports.ts';
import type { Disk, Interface } from './devices.ts';

interface Source {
  protocol?: string;
  hosts?: { port?: number; transport?: string }[];
}

/** Hosts reached by TCP have their protocol's port. */
const settleHosts = ({ protocol = '', hosts = [] }: Source): void => {
  const port = defaultPorts[protocol];
  if (port) for (const host of hosts) if ((host.transport ?? 'tcp') === 'tcp') host.port ||= port;
};

interface Labelled extends Source {
  seclabels?: { label?: string; relabel?: boolean }[];
}

/** What an inactive guest's labels were to skip is lost; a label that then says nothing goes. */
const settleLabels = (source: Labelled | undefined): void => {
  if (source?.seclabels)
    source.seclabels = source.seclabels.filter(
      ({ label, relabel }) => label !== undefined || relabel === false,
    );
};

/** Without a source there is nothing for another type to find. */
const settleDisk = (disk: Disk, inactive: boolean): void => {
  if (disk.source === undefined && disk.type !== 'vhostuser') disk.type = 'file';
  if ((disk.driver?.cache as string | undefined) === 'default') delete disk.driver?.cache;
  settle(disk.source as Labelled | undefined);
  let below = disk.backingStore as
    | { source?: Labelled; backingStore?: typeof below | undefined }
    | undefined
    | null;
  for (; below; below = below.backingStore) settle(below.source);

  function settle(source: Labelled | undefined): void {
    if (!source) return;
    settleHosts(source);
    if (inactive) settleLabels(source);
  }
};

/** A filter's variables; others are passed over. */
const VARIABLE = /^[a-zA-Z0-9_]+$/;
const FILTERED: ReadonlySet<string> = new Set(['ethernet', 'network', 'bridge']);

type Port = { type?: string; parameters?: Record<string, unknown> };

/** The ids that a switch knows a port by are made up where there are none; what the type has no use for goes. */
const settlePort = (port: Port): void => {
  const { type } = port;
  port.parameters ??= {};
  const { parameters } = port;
  if (type === undefined || type === '802.1Qbg') parameters['instanceid'] ??= randomUUID();
  if (type === undefined || type === 'openvswitch') parameters['interfaceid'] ??= randomUUID();
  if (type === 'midonet')
    for (const name of Object.keys(parameters)) if (name !== 'interfaceid') delete parameters[name];
};

const settleInterface = (net: Interface): void => {
  if (net.virtualport) settlePort(net.virtualport as Port);
  if (!FILTERED.has(net.type)) delete (net as Partial<Interface>).filterref;
  if (net.filterref)
    net.filterref.parameters = net.filterref.parameters.filter(
      ({ name = '', value = '' }) => VARIABLE.test(name) && value !== '',
    );
  // only passt takes a device of the host
  const source = net.source as { dev?: string } | undefined;
  if ((net.type === 'user' || net.type === 'vhostuser') && net.backend?.type !== 'passt') delete source?.dev;
  const driver = net.driver as { queues?: number } | undefined;
  if (driver?.queues === 1) delete driver.queues;
  const model = net.model?.type;
  if (model?.startsWith('virtio') !== true && net.backend) delete net.backend.vhost;
};

/** `9.4` is `9.40`. */
const fullVersion = (version: string): string =>
  version.includes('.') ? version.replace(/\.(.)$/, '.$10') : version;

export const settleSources = (domain: Domain, inactive: boolean): void => {
  const { devices } = domain;
  for (const disk of devices.disks) settleDisk(disk, inactive);
  for (const net of devices.interfaces) settleInterface(net);
  if (inactive) {
    for (const chardev of [
      ...devices.serials,
      ...devices.parallels,
      ...devices.consoles,
      ...devices.channels,
    ])
      settleLabels(chardev.source as Labelled | undefined);
  }
  for (const redirdev of devices.redirdevs) {
    if (redirdev.type === 'dbus') {
      const target = redirdev as { source?: { channel?: string } };
      target.source ??= {};
      target.source.channel ??= 'org.qemu.usbredir';
    }
  }
  for (const filter of devices.redirfilter ?? []) {
    if (filter.version !== undefined) filter.version = fullVersion(filter.version);
  }
};
