// What a definition must fulfil before it is taken over, beyond what its XML alone decides; and the names it is given.
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import { forwardMode, hasDhcp, ipsOf, type Network, ownsBridge } from '../../model/network/def.ts';
import { linkExists } from '../../native/link.ts';
import type { NetworkRecord } from './record.ts';

const MAX_BRIDGE_ID = 256;
const unsupported = (text: string): VirError =>
  new VirError(ErrorCode.CONFIG_UNSUPPORTED, ErrorDomain.NETWORK, text);
const internal = (text: string): VirError =>
  new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.NETWORK, text);

const bridgeInUse = (others: Iterable<NetworkRecord>, bridge: string, name: string): boolean => {
  for (const other of others)
    if (other.name !== name && [other.def.bridge?.name, other.newDef?.bridge?.name].includes(bridge))
      return true;
  return false;
};

/** Checks the bridge's name, or finds a free one for a missing name or a template such as `virbr%d`. */
const chooseBridge = (net: Network, others: Iterable<NetworkRecord>): void => {
  const all = [...others];
  const given = net.bridge?.name;
  if (given !== undefined && !given.includes('%d')) {
    if (bridgeInUse(all, given, net.name)) throw internal(`bridge name '${given}' already in use.`);
    return;
  }
  const template = given !== undefined && given.split('%').length === 2 ? given : 'virbr%d';
  for (let id = 0; id <= MAX_BRIDGE_ID; id++) {
    const name = template.replace('%d', String(id));
    if (bridgeInUse(all, name, net.name) || linkExists(name)) continue;
    net.bridge ??= {};
    net.bridge.name = name;
    return;
  }
  throw internal(`Bridge generation exceeded max id ${MAX_BRIDGE_ID}`);
};

/** A MAC address for the bridge, that stays its own whatever is plugged into it. */
export const giveMac = (net: Network): void => {
  if (net.mac) return;
  const tail = [...randomBytes(3)].map((byte) => byte.toString(16).padStart(2, '0'));
  net.mac = { address: ['52', '54', '00', ...tail].join(':') };
};

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');
type PciAddress = NonNullable<Network['forward']>['addresses'][number];
const sysfsOf = ({ domain, bus, slot, function: fn }: PciAddress): string =>
  `/sys/bus/pci/devices/${hex(domain, 4)}:${hex(bus, 2)}:${hex(slot, 2)}.${fn.toString(16)}`;

const checkDevices = (net: Network): void => {
  const mode = forwardMode(net);
  const { interfaces = [], addresses = [], pfs = [] } = net.forward ?? {};
  const [first] = interfaces;
  if (first && mode === 'hostdev')
    throw unsupported(
      `hostdev network '${net.name}' lists '${first.dev}' in the device pool, but hostdev networks require all devices to be listed by PCI address, not network device name`,
    );
  for (const address of addresses) {
    if (mode !== 'hostdev')
      throw unsupported(
        `network '${net.name}' has forward mode '${mode}' but lists a device by PCI address in the device pool. This is only supported for networks with forward mode 'hostdev'`,
      );
    const path = sysfsOf(address);
    if (!existsSync(`${path}/physfn`))
      throw unsupported(`device '${path}' in network '${net.name}' is not an SR-IOV Virtual Function`);
  }
  if ([pfs, interfaces, addresses].filter((list) => list.length > 0).length > 1)
    throw unsupported(
      `<address>, <interface>, and <pf> elements of <forward> in network ${net.name} are mutually exclusive`,
    );
};

const checkForeign = (net: Network): void => {
  const mode = forwardMode(net);
  const refuse = (element: string): VirError =>
    unsupported(`Unsupported <${element}> element in network ${net.name} with forward mode='${mode}'`);
  if (net.mac) throw refuse('mac');
  if (net.ips.length > 0) throw refuse('ip');
  if (net.dns && net.dns.txts.length + net.dns.hosts.length + net.dns.srvs.length > 0) throw refuse('dns');
  if (net.domain?.name !== undefined) throw refuse('domain');
};

const checkPortgroups = (net: Network, bandwidthAllowed: boolean): void => {
  const mode = forwardMode(net);
  const ovs = (profile: { type?: string } | undefined): boolean => profile?.type === 'openvswitch';
  const vlanAllowed =
    mode === 'hostdev' ||
    mode === 'passthrough' ||
    (mode === 'bridge' && (net.virtualport === undefined || ovs(net.virtualport)));
  const vlanUsed = net.vlan !== undefined;
  let bad = false;
  let byDefault: string | undefined;
  const seen = net.portgroups.map((group) => group.name);
  for (const [i, group] of net.portgroups.entries()) {
    if (vlanUsed || group.vlan) {
      if (group.virtualport) bad ||= mode !== 'bridge' || !ovs(group.virtualport);
      else bad ||= !vlanAllowed;
    }
    if (group.default) {
      if (byDefault !== undefined)
        throw unsupported(
          `network '${net.name}' has multiple default <portgroup> elements (${byDefault} and ${group.name}), but only one default is allowed`,
        );
      byDefault = group.name;
    }
    if (seen.indexOf(group.name, i + 1) >= 0)
      throw unsupported(
        `multiple <portgroup> elements with the same name (${group.name}) in network '${net.name}'`,
      );
    if (group.bandwidth && !bandwidthAllowed)
      throw unsupported(
        `Unsupported <bandwidth> element in network '${net.name}' in portgroup '${group.name}' with forward mode='${mode}'`,
      );
  }
  if (bad || (vlanUsed && !vlanAllowed && byDefault === undefined))
    throw unsupported(
      `<vlan> element specified for network ${net.name}, whose type doesn't support vlan configuration`,
    );
};

/** Checks a new definition against the host and the other networks; fills in its bridge and MAC address. */
export const validateNetwork = (net: Network, others: Iterable<NetworkRecord>): void => {
  if (net.name.includes('\n'))
    throw new VirError(ErrorCode.XML_DETAIL, ErrorDomain.XML, 'invalid char in name: \n');
  const mode = forwardMode(net);
  let bandwidthAllowed = false;
  if (ownsBridge(net)) {
    chooseBridge(net, others);
    giveMac(net);
    bandwidthAllowed = true;
  } else {
    bandwidthAllowed = mode === 'bridge' && net.bridge?.name !== undefined;
    checkForeign(net);
  }
  if (net.bandwidth && !bandwidthAllowed)
    throw unsupported(
      `Unsupported network-wide <bandwidth> element in network ${net.name} with forward mode='${mode}'`,
    );
  checkDevices(net);
  for (const [layer, family] of [
    ['ipv4', 'IPv4'],
    ['ipv6', 'IPv6'],
  ] as const)
    if (ipsOf(net, layer).filter(hasDhcp).length > 1)
      throw unsupported(
        `Multiple ${family} dhcp sections found -- dhcp is supported only for a single ${family} address on each network`,
      );
  checkPortgroups(net, bandwidthAllowed);
};
