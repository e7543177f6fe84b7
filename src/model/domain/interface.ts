// What an interface of a running guest has become: its own settings, or those its network gave it.
import type { NetworkPort } from '../../../schemas/xml/network-port.ts';
import type { Interface } from './devices.ts';

/** The type it works as: an interface on a network may be on a bridge, a macvtap device or a host device. */
export const actualType = (net: Interface): Interface['type'] => net.actual?.type ?? net.type;

/** Where it is plugged in. */
export const actualSource = (net: Interface): Record<string, unknown> =>
  (net.actual?.source ?? net.source ?? {}) as Record<string, unknown>;

/** Statistics and limits of macvtap devices count as the guest sees them; those of taps the other way round. */
export const sharesHostView = (net: Interface): boolean => actualType(net) === 'direct';

/** The network and port it holds, if it is on a network. */
export const networkPortOf = (net: Interface): { network: string; portid?: string } | null => {
  const source = net.source as { network?: string; portid?: string } | undefined;
  if (net.type !== 'network' || source?.network === undefined) return null;
  return { network: source.network, ...(source.portid === undefined ? {} : { portid: source.portid }) };
};

type Settings = Pick<NetworkPort, 'bandwidth' | 'vlan' | 'virtualport' | 'port' | 'rxfilters'>;
const settingNames = ['bandwidth', 'vlan', 'virtualport', 'port'] as const;

/** What the interface itself asks of its port. */
export const portSettings = (net: Interface): Settings => {
  const settings: Settings = {};
  for (const name of settingNames) if (net[name]) Object.assign(settings, { [name]: net[name] });
  if (net.trustGuestRxFilters !== undefined) settings.rxfilters = { trustGuest: net.trustGuestRxFilters };
  return settings;
};

type Actual = NonNullable<Interface['actual']>;
const plugged = (plug: NonNullable<NetworkPort['plug']>): Record<string, unknown> => {
  if (plug.type === 'direct') return { dev: plug.dev, mode: plug.mode };
  if (plug.type === 'hostdev-pci') return { address: { type: 'pci', ...plug.address } };
  return {
    bridge: plug.bridge,
    ...(plug.macTableManager ? { macTableManager: plug.macTableManager } : {}),
  };
};

/** What a port makes of the interface that holds it. */
export const actualOf = ({ plug, rxfilters, ...port }: NetworkPort): Actual => {
  const actual: Record<string, unknown> = {
    type: plug?.type === 'hostdev-pci' ? 'hostdev' : plug?.type,
    ...(plug ? { source: plugged(plug) } : {}),
    ...(plug?.type === 'hostdev-pci' ? { managed: plug.managed, driver: plug.driver } : {}),
    ...(rxfilters ? { trustGuestRxFilters: rxfilters.trustGuest } : {}),
  };
  for (const name of settingNames) if (port[name]) actual[name] = structuredClone(port[name]);
  const id = port.bandwidth?.classID;
  if (id) {
    delete (actual['bandwidth'] as { classID?: number }).classID;
    actual['class'] = { id };
  }
  return actual as Actual;
};

/** The port that a running interface holds, as its network is told of it after a restart. */
export const portHeldBy = (net: Interface, owner: NetworkPort['owner']): NetworkPort | null => {
  const held = networkPortOf(net);
  if (!held?.portid) return null;
  const { actual } = net;
  const source = actualSource(net);
  const type = actual?.type ?? 'network';
  const plug =
    type === 'hostdev'
      ? { type: 'hostdev-pci', managed: actual?.managed ?? false, address: source['address'] }
      : type === 'direct'
        ? { type, dev: source['dev'], mode: source['mode'] }
        : { type, bridge: source['bridge'] ?? '', macTableManager: source['macTableManager'] };
  const bandwidth = actual?.bandwidth && {
    ...structuredClone(actual.bandwidth),
    ...(actual.class?.id ? { classID: actual.class.id } : {}),
  };
  return {
    uuid: held.portid,
    owner,
    mac: { address: net.mac.address },
    ...portSettings({ ...net, ...actual, type: net.type } as Interface),
    ...(bandwidth ? { bandwidth } : {}),
    plug: JSON.parse(JSON.stringify(plug)) as NonNullable<NetworkPort['plug']>,
  };
};
