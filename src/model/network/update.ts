// virNetworkUpdate: adding, changing and removing single entries of a network definition, with libvirt's refusals.
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import type { AttrField, Fields, Shape } from '../../../schemas/xml/dsl.ts';
import * as x from '../../../schemas/xml/dsl.ts';
import { checkHost, checkRange, checkTxt } from '../../../schemas/xml/network/rules.ts';
import { DhcpHost, DhcpRange, DnsHost, DnsSrv, DnsTxt, PortGroup } from '../../../schemas/xml/network.ts';
import { prefixOf } from '../../../schemas/xml/parts/inet.ts';
import { parseNode } from '../xml/parse.ts';
import { parseTree } from '../xml/tree.ts';
import { escapeXml } from '../xml/values.ts';
import { hasDhcp, ipsOf, layerOf, type Network, type NetworkIp } from './def.ts';

export const updateCommands = { MODIFY: 1, DELETE: 2, ADD_LAST: 3, ADD_FIRST: 4 } as const;
export const updateSections = {
  BRIDGE: 1,
  DOMAIN: 2,
  IP: 3,
  IP_DHCP_HOST: 4,
  IP_DHCP_RANGE: 5,
  FORWARD: 6,
  FORWARD_INTERFACE: 7,
  FORWARD_PF: 8,
  PORTGROUP: 9,
  DNS_HOST: 10,
  DNS_TXT: 11,
  DNS_SRV: 12,
} as const;
const { MODIFY, DELETE, ADD_LAST, ADD_FIRST } = updateCommands;

const refuse = (code: number, text: string): VirError => new VirError(code, ErrorDomain.NETWORK, text);
const invalid = (text: string): VirError => refuse(ErrorCode.OPERATION_INVALID, text);
const unsupported = (text: string): VirError => refuse(ErrorCode.OPERATION_UNSUPPORTED, text);

interface Change {
  readonly net: Network;
  readonly command: number;
  readonly parentIndex: number;
  /** Reads the entry; its root must be the element of the section. */
  read<S extends Shape>(shape: S): x.TypeOf<S>;
}

/** The same element where nothing is obligatory: what names an entry to be deleted or changed. */
const partial = <S extends Shape>(shape: S): S => {
  const fields = Object.entries(shape.fields).map(([key, field]) => {
    const { options } = field as AttrField<unknown, boolean>;
    const { required: _, ...rest } = options ?? {};
    return [key, { ...field, options: rest }];
  });
  return { ...shape, fields: Object.fromEntries(fields) as Fields, rules: [] };
};

const isAdd = (command: number): boolean => command === ADD_FIRST || command === ADD_LAST;
const unknownCommand = (command: number): VirError =>
  unsupported(`unrecognized network update command code ${command | 0}`);
const insert = <T>(list: T[], command: number, entry: T): void =>
  void (command === ADD_FIRST ? list.unshift(entry) : list.push(entry));

const addressAt = ({ net, parentIndex }: Change): NetworkIp => {
  if (parentIndex >= 0) {
    const ip = net.ips[parentIndex];
    if (ip) return ip;
    throw invalid(
      `couldn't update dhcp host entry - no <ip> element found at index ${parentIndex} in network '${net.name}'`,
    );
  }
  const ip = net.ips.find(hasDhcp) ?? ipsOf(net, 'ipv4')[0] ?? net.ips[0];
  if (ip) return ip;
  throw invalid(`couldn't update dhcp host entry - no <ip> element found in network '${net.name}'`);
};

const onlyDhcp = (net: Network, ip: NetworkIp): void => {
  if (!ipsOf(net, layerOf(ip)).some((other) => other !== ip && hasDhcp(other))) return;
  const family = layerOf(ip) === 'ipv4' ? 'IPv4' : 'IPv6';
  throw invalid(`dhcp is supported only for a single ${family} address on each network`);
};
const dhcpOf = (ip: NetworkIp): NonNullable<NetworkIp['dhcp']> => {
  ip.dhcp ??= { ranges: [], hosts: [] };
  return ip.dhcp;
};

const dhcpHost = (change: Change): void => {
  const { net, command } = change;
  const deleting = command === DELETE;
  const shape = x.withRules(DhcpHost, (host) => {
    const v6 = layerOf(addressAt(change)) === 'ipv6';
    if (!deleting) return checkHost(host, v6);
    if (host.mac === undefined && host.name === undefined && host.ip === undefined)
      return "At least one of name, mac, or ip attribute must be specified for static host definition in network '{name}'";
    // Where they are given, the same holds for them as in a whole entry.
    return checkHost(
      { mac: host.mac, id: host.id ?? (v6 ? '0' : undefined), name: host.name ?? 'any', ip: host.ip ?? '' },
      v6,
    );
  });
  const host = change.read(shape);
  const ip = addressAt(change);
  if (!deleting && host.ip !== undefined && layerOf(ip) !== layerOf({ address: host.ip }))
    throw invalid(
      "the address family of a host entry IP must match the address family of the dhcp element's parent",
    );
  const { hosts } = dhcpOf(ip);
  const same = (other: typeof host): boolean =>
    (host.mac !== undefined && host.mac === other.mac) ||
    (host.ip !== undefined && host.ip === other.ip) ||
    (host.name !== undefined && host.name === other.name);
  if (command === MODIFY) {
    const at = hosts.findIndex(same);
    if (at < 0)
      throw invalid(
        `couldn't locate an existing dhcp host entry with "mac='${host.mac ?? 'unknown'}'" "name='${host.name ?? '(null)'}'" "ip='${host.ip ?? 'unknown'}'" in network '${net.name}'`,
      );
    hosts[at] = host;
  } else if (isAdd(command)) {
    onlyDhcp(net, ip);
    if (hosts.some(same))
      throw invalid(
        `there is an existing dhcp host entry in network '${net.name}' that matches "<host mac='${host.mac ?? 'unknown'}' name='${host.name ?? '(null)'}' ip='${host.ip ?? 'unknown'}'/>"`,
      );
    insert(hosts, command, host);
  } else if (deleting) {
    const at = hosts.findIndex(
      (other) =>
        (host.mac === undefined || other.mac === undefined || host.mac === other.mac) &&
        (host.name === undefined || host.name === other.name) &&
        (host.ip === undefined || host.ip === other.ip),
    );
    if (at < 0) throw invalid(`couldn't locate a matching dhcp host entry in network '${net.name}'`);
    hosts.splice(at, 1);
  } else throw unknownCommand(command);
};

const dhcpRange = (change: Change): void => {
  const { net, command } = change;
  const shape = x.withRules(DhcpRange, (range) => {
    const ip = addressAt(change);
    if (command === MODIFY)
      return {
        code: ErrorCode.OPERATION_UNSUPPORTED,
        text: 'dhcp ranges cannot be modified, only added or deleted',
      };
    return checkRange(range.start, range.end, ip.address, prefixOf(ip));
  });
  const range = change.read(shape);
  const ip = addressAt(change);
  if (layerOf(ip) !== layerOf({ address: range.start }))
    throw invalid(
      "the address family of a dhcp range must match the address family of the dhcp element's parent",
    );
  const { ranges } = dhcpOf(ip);
  const at = ranges.findIndex((other) => other.start === range.start && other.end === range.end);
  if (isAdd(command)) {
    onlyDhcp(net, ip);
    if (at >= 0)
      throw invalid(
        `there is an existing dhcp range entry in network '${net.name}' that matches "<range start='${range.start}' end='${range.end}'/>"`,
      );
    insert(ranges, command, range);
  } else if (command === DELETE) {
    if (at < 0) throw invalid(`couldn't locate a matching dhcp range entry in network '${net.name}'`);
    ranges.splice(at, 1);
  } else throw unknownCommand(command);
};

const ForwardInterface = x.element('interface', {
  dev: x.attr(x.text, { required: 'missing dev attribute in <interface> element' }),
});
const forwardInterface = (change: Change): void => {
  const { net, command } = change;
  const shape = x.withRules(ForwardInterface, () =>
    command === MODIFY
      ? {
          code: ErrorCode.OPERATION_UNSUPPORTED,
          text: 'forward interface entries cannot be modified, only added or deleted',
        }
      : undefined,
  );
  const { dev } = change.read(shape);
  const interfaces = net.forward?.interfaces ?? [];
  const at = interfaces.findIndex((other) => other.dev === dev);
  if (isAdd(command)) {
    if (at >= 0)
      throw invalid(
        `there is an existing interface entry in network '${net.name}' that matches "<interface dev='${dev}'>"`,
      );
    insert(interfaces, command, { dev });
  } else if (command === DELETE) {
    if (at < 0)
      throw invalid(
        `couldn't find an interface entry in network '${net.name}' matching <interface dev='${dev}'>`,
      );
    const { connections = 0 } = interfaces[at] ?? {};
    if (connections > 0)
      throw invalid(
        `unable to delete interface '${dev}' in network '${net.name}'. It is currently being used by ${connections} domains.`,
      );
    interfaces.splice(at, 1);
  } else throw unknownCommand(command);
  if (net.forward) {
    if (interfaces[0]) net.forward.dev = interfaces[0].dev;
    else delete net.forward.dev;
  }
};

const portgroup = (change: Change): void => {
  const { net, command } = change;
  const group = change.read(PortGroup as typeof PortGroup & { name: 'portgroup' });
  const at = net.portgroups.findIndex((other) => other.name === group.name);
  const byDefault = net.portgroups.findIndex((other) => other.default);
  if (at < 0 && (command === MODIFY || command === DELETE))
    throw invalid(
      `couldn't find a portgroup entry in network '${net.name}' matching <portgroup name='${group.name}'>`,
    );
  if (at >= 0 && isAdd(command))
    throw invalid(
      `there is an existing portgroup entry in network '${net.name}' that matches "<portgroup name='${group.name}'>"`,
    );
  if (command !== DELETE && group.default && byDefault >= 0 && byDefault !== at)
    throw invalid(
      `a different portgroup entry in network '${net.name}' is already set as the default. Only one default is allowed.`,
    );
  if (command === MODIFY) net.portgroups[at] = group;
  else if (isAdd(command)) insert(net.portgroups, command, group);
  else if (command === DELETE) net.portgroups.splice(at, 1);
  else throw unknownCommand(command);
};

type Dns = NonNullable<Network['dns']>;
const dnsOf = (net: Network): Dns => {
  net.dns ??= { forwarders: [], txts: [], srvs: [], hosts: [] };
  return net.dns;
};

/** One entry must match to be deleted or changed, none to be added. */
const exactlyOne = (kind: string, net: Network, command: number, matches: readonly number[]): number => {
  if (isAdd(command) || matches.length === 1) return matches[0] ?? -1;
  const all = kind === 'DNS SRV' ? ' matching all specified fields' : '';
  if (matches.length === 0) throw invalid(`couldn't locate a matching ${kind} record in network ${net.name}`);
  throw invalid(
    kind === 'DNS SRV'
      ? `multiple ${kind} records${all} were found in network ${net.name}`
      : `multiple matching ${kind} records were found in network ${net.name}`,
  );
};
const indices = <T>(list: readonly T[], test: (entry: T) => boolean): number[] =>
  list.flatMap((entry, i) => (test(entry) ? [i] : []));

const dnsHost = (change: Change): void => {
  const { net, command } = change;
  const add = isAdd(command);
  const shape = add
    ? DnsHost
    : x.withRules(partial(DnsHost), (host) =>
        host.ip === undefined && host.hostnames.length === 0
          ? {
              code: ErrorCode.XML_DETAIL,
              text: "Missing ip and hostname in network '{name}' DNS HOST record",
            }
          : undefined,
      );
  const host = change.read(shape);
  const { hosts } = dnsOf(net);
  const matches = indices(
    hosts,
    (other) =>
      host.ip === other.ip ||
      (command === DELETE && host.hostnames.some((name) => other.hostnames.includes(name))),
  );
  if (add && matches.length > 0)
    throw invalid(
      `there is already at least one DNS HOST record with a matching field in network ${net.name}`,
    );
  if (add) return insert(hosts, command, host);
  if (command !== DELETE && command !== MODIFY) throw unknownCommand(command);
  const at = exactlyOne('DNS HOST', net, command, matches);
  hosts.splice(at, 1, ...(command === MODIFY ? [host] : []));
};

const dnsSrv = (change: Change): void => {
  const { net, command } = change;
  if (command === MODIFY) throw unsupported('DNS SRV records cannot be modified, only added or deleted');
  const add = isAdd(command);
  const srv = change.read(add ? DnsSrv : partial(DnsSrv));
  const { srvs } = dnsOf(net);
  const matches = indices(srvs, (other) =>
    (['domain', 'service', 'protocol', 'target'] as const).every(
      (key) => srv[key] === undefined || srv[key] === other[key],
    ),
  );
  if (add && matches.length > 0)
    throw invalid(
      `there is already at least one DNS SRV record matching all specified fields in network ${net.name}`,
    );
  if (add) return insert(srvs, command, srv);
  if (command !== DELETE) throw unknownCommand(command);
  srvs.splice(exactlyOne('DNS SRV', net, command, matches), 1);
};

const dnsTxt = (change: Change): void => {
  const { net, command } = change;
  const add = isAdd(command);
  const shape = add
    ? DnsTxt
    : x.withRules(
        { ...partial(DnsTxt), fields: { ...partial(DnsTxt).fields, name: DnsTxt.fields.name } },
        (txt) => checkTxt({ name: txt.name, value: '' }),
      );
  const txt = change.read(shape);
  const { txts } = dnsOf(net);
  const at = txts.findIndex((other) => other.name === txt.name);
  if (add) {
    if (at >= 0)
      throw invalid(`there is already a DNS TXT record with name '${txt.name}' in network ${net.name}`);
    return insert(txts, command, txt);
  }
  if (command !== DELETE && command !== MODIFY) throw unknownCommand(command);
  if (at < 0) throw invalid(`couldn't locate a matching DNS TXT record in network ${net.name}`);
  if (command === DELETE) return void txts.splice(at, 1);
  if (txt.value === undefined)
    throw invalid(`missing value of modifying DNS TXT record in network ${net.name}`);
  txts[at] = txt;
};

const fixed =
  (what: string) =>
  ({ net }: Change): void => {
    throw unsupported(`can't update '${what}' section of network '${net.name}'`);
  };
const sections: Readonly<Record<number, (change: Change) => void>> = {
  [updateSections.BRIDGE]: fixed('bridge'),
  [updateSections.DOMAIN]: fixed('domain'),
  [updateSections.IP]: fixed('ip'),
  [updateSections.IP_DHCP_HOST]: dhcpHost,
  [updateSections.IP_DHCP_RANGE]: dhcpRange,
  [updateSections.FORWARD]: fixed('forward'),
  [updateSections.FORWARD_INTERFACE]: forwardInterface,
  [updateSections.FORWARD_PF]: fixed('forward pf'),
  [updateSections.PORTGROUP]: portgroup,
  [updateSections.DNS_HOST]: dnsHost,
  [updateSections.DNS_TXT]: dnsTxt,
  [updateSections.DNS_SRV]: dnsSrv,
};

/** The definition with one entry changed; the given one stays as it is. */
export const updateNetwork = (
  given: Network,
  command: number,
  section: number,
  parentIndex: number,
  xml: string,
): Network => {
  const net = structuredClone(given);
  const { root } = parseTree(xml, 'network_update_xml', ErrorDomain.NETWORK);
  const apply = sections[section];
  if (!apply) throw unsupported("can't update unrecognized section of network");
  apply({
    net,
    command,
    parentIndex,
    read(shape) {
      if (root.name !== shape.name)
        throw refuse(
          ErrorCode.XML_ERROR,
          `unexpected element <${root.name}>, expecting <${shape.name}>, while updating network '${net.name}'`,
        );
      // Read inside a network of this name, for the complaints name it.
      const body = xml.replace(/^\s*<\?xml[^>]*\?>/, '');
      const tree = parseTree(`<network><name>${escapeXml(net.name)}</name>${body}</network>`);
      return parseNode(shape, tree, tree.root.kids.at(-1)!, { domain: ErrorDomain.NETWORK });
    },
  });
  return net;
};
