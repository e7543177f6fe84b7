// One network as the driver knows it, and the two files it is kept in: the definition, and the state while it runs.
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import { Network, networkParseOptions } from '../../../schemas/xml/network.ts';
import { NetworkPort, networkPortParseOptions } from '../../../schemas/xml/network-port.ts';
import { formatXml } from '../../model/xml/format.ts';
import { parseNode, parseXml } from '../../model/xml/parse.ts';
import { attribute, childNamed, parseTree, type XmlNode } from '../../model/xml/tree.ts';
import { cpusetMembers, escapeXml, formatCpuset } from '../../model/xml/values.ts';
import { removeFile, writeFileAtomic } from '../common/store.ts';
import type { Removal } from './firewall.ts';
import { configFile, type NetworkPlaces, portsDirectory, statusFile, withWarning } from './places.ts';
import { replaceFile } from './replace.ts';

/** The port with what guests' drivers told of it. */
export interface PortRecord {
  readonly def: NetworkPort;
  /** The guest's device on the bridge, once it is known. */
  tap: string | null;
}

export interface NetworkRecord {
  readonly uuid: string;
  readonly name: string;
  /** The running definition, or the stored one when it does not run. */
  def: Network;
  /** The definition of the next start, while it runs. */
  newDef: Network | null;
  active: boolean;
  persistent: boolean;
  autostart: boolean;
  removal: Removal | null;
  dnsmasqPid: number | null;
  /** Times of late restarts of dnsmasq, to give up on one that cannot live. */
  restarts: number[];
  readonly ports: Map<string, PortRecord>;
  /** Sum of guaranteed rates, and the queue classes in use (0 to 2 always are). */
  floorSum: number;
  readonly classIds: Set<number>;
  tainted: boolean;
  /** Taps that were on the bridge when the network was stopped, put back at its next start. */
  readonly orphans: Map<string, PortRecord>;
  /** The end of the queue of changes. */
  tail: Promise<unknown>;
}

export const createRecord = (def: Network, persistent: boolean): NetworkRecord => ({
  uuid: def.uuid,
  name: def.name,
  def,
  newDef: null,
  active: false,
  persistent,
  autostart: false,
  removal: null,
  dnsmasqPid: null,
  restarts: [],
  ports: new Map(),
  floorSum: 0,
  classIds: new Set([0, 1, 2]),
  tainted: false,
  orphans: new Map(),
  tail: Promise.resolve(),
});

/** Does one change of a network after the other. */
export const inTurn = <T>(net: NetworkRecord, action: () => Promise<T>): Promise<T> => {
  const mine = net.tail.then(action, action);
  net.tail = mine.catch(() => undefined);
  return mine;
};

export const persistentDef = (net: NetworkRecord): Network => net.newDef ?? net.def;

/** The XML of a definition. The pool that a physical function was expanded to is only shown while running. */
export const formatNetwork = (def: Network, inactive: boolean, indent = ''): string => {
  const { forward } = def;
  const hidden =
    inactive && forward && forward.pfs.length > 0
      ? { ...def, forward: { ...forward, interfaces: [], addresses: [], dev: undefined } }
      : def;
  return formatXml(Network, hidden, { inactive }, indent);
};

/** A copy as it would be read back from its file. */
export const copyOf = (def: Network, inactive: boolean): Network =>
  parseXml(Network, formatNetwork(def, inactive), networkParseOptions);

export const parseNetwork = (xml: string): Network => parseXml(Network, xml, networkParseOptions);

export const saveConfig = (places: NetworkPlaces, def: Network): Promise<void> =>
  writeFileAtomic(
    configFile(places, def.name),
    withWarning(formatNetwork(def, true), 'net-edit', def.name, def.uuid),
  );

const formatRemoval = ({ backend, actions }: Removal): string => {
  const action = (layer: string, args: readonly string[]): string =>
    `      <action layer='${layer}'>\n        <args>\n${args
      .map((arg) => `          <item>${escapeXml(arg)}</item>\n`)
      .join('')}        </args>\n      </action>\n`;
  const body = actions.map(({ layer, args }) => action(layer, args)).join('');
  return `  <firewall name='fwRemoval' backend='${backend}'>\n    <group>\n${body}    </group>\n  </firewall>\n`;
};

const kidsNamed = (node: XmlNode, name: string): XmlNode[] => node.kids.filter((kid) => kid.name === name);
const parseRemoval = (node: XmlNode | undefined): Removal | null => {
  if (!node || attribute(node, 'name') !== 'fwRemoval') return null;
  const backend = attribute(node, 'backend');
  if (backend !== 'nftables' && backend !== 'iptables') return null;
  const actions = kidsNamed(node, 'group')
    .flatMap((group) => kidsNamed(group, 'action'))
    .flatMap((action) => {
      const layer = attribute(action, 'layer');
      const args = childNamed(action, 'args');
      if ((layer !== 'ipv4' && layer !== 'ipv6') || !args) return [];
      return [{ layer, args: kidsNamed(args, 'item').map((item) => item.text) } as const];
    });
  return { backend, actions };
};

/** The file of a running network, in libvirt's form so that libvirtd could take over. */
export const formatStatus = (net: NetworkRecord): string =>
  [
    '<networkstatus>\n',
    `  <class_id bitmap='${formatCpuset([...net.classIds].sort((a, b) => a - b))}'/>\n`,
    `  <floor sum='${net.floorSum}'/>\n`,
    net.tainted ? "  <taint flag='hook-script'/>\n" : '',
    formatNetwork(net.def, false, '  '),
    net.removal ? formatRemoval(net.removal) : '',
    '</networkstatus>\n',
  ].join('');

/** Reads such a file, of this daemon or of libvirtd. */
export const parseStatus = (text: string, name: string): NetworkRecord => {
  const tree = parseTree(text);
  const { root } = tree;
  const node = root.name === 'network' ? root : childNamed(root, 'network');
  if (!node)
    throw new VirError(
      ErrorCode.INTERNAL_ERROR,
      ErrorDomain.NETWORK,
      "Could not find any 'network' element in status file",
    );
  const def = parseNode(Network, tree, node, networkParseOptions);
  if (def.name !== name)
    throw new VirError(
      ErrorCode.INTERNAL_ERROR,
      ErrorDomain.NETWORK,
      `Network config filename '${name}.xml' does not match network name '${def.name}'`,
    );
  const net = createRecord(def, false);
  net.active = true;
  const bitmap = childNamed(root, 'class_id');
  for (const id of cpusetMembers((bitmap && attribute(bitmap, 'bitmap')) ?? '') ?? []) net.classIds.add(id);
  const floor = childNamed(root, 'floor');
  net.floorSum = Number((floor && attribute(floor, 'sum')) ?? 0) || 0;
  net.tainted = childNamed(root, 'taint') !== undefined;
  net.removal = parseRemoval(childNamed(root, 'firewall'));
  return net;
};

export const saveStatus = (places: NetworkPlaces, net: NetworkRecord): Promise<void> =>
  replaceFile(statusFile(places, net.name), withWarning(formatStatus(net), 'net-edit', net.name, net.uuid));

const portFile = (places: NetworkPlaces, network: string, uuid: string): string =>
  `${portsDirectory(places, network)}/${uuid}.xml`;
export const formatPort = (def: NetworkPort): string => formatXml(NetworkPort, def);
export const parsePort = (xml: string): NetworkPort => parseXml(NetworkPort, xml, networkPortParseOptions);
export const savePort = (places: NetworkPlaces, network: string, def: NetworkPort): Promise<void> =>
  replaceFile(
    portFile(places, network, def.uuid),
    withWarning(formatPort(def), 'net-port-create', def.uuid, def.uuid),
  );
export const removePort = (places: NetworkPlaces, network: string, uuid: string): Promise<void> =>
  removeFile(portFile(places, network, uuid));
