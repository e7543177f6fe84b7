// How the values of filter rules may be spelled, for the generated schema.
import type { SchemaHint } from '../dsl.ts';
import type { Kind } from './protocols.ts';

const VARIABLE = '\\$[ ]*[a-zA-Z0-9_]+(\\[[ ]*@?[0-9]+[ ]*\\])?[ ]*';
const MAC = '([a-fA-F0-9]{1,2}:){5}[a-fA-F0-9]{1,2}';
const IPV4 = '([0-2]?[0-9]?[0-9]\\.){3}[0-2]?[0-9]?[0-9]';
const IPV6 = '([a-fA-F0-9]{0,4}:){2,7}[a-fA-F0-9]*(([0-2]?[0-9]?[0-9]\\.){3}[0-2]?[0-9]?[0-9])?';
const STATES = '(NEW|ESTABLISHED|RELATED|INVALID)';
const FLAGS = '((SYN|ACK|URG|PSH|FIN|RST)(,(SYN|ACK|URG|PSH|FIN|RST))*|ALL|NONE)';
const WAYS = '([Ss][Rr][Cc]|[Dd][Ss][Tt])';

const text = (pattern: string): SchemaHint => ({ pattern: `${VARIABLE}|${pattern}` });
const number = (max: number, pattern: string, min = 0): SchemaHint => ({
  ...text(pattern),
  range: [min, max],
});

/** The schema of each kind of value. */
export const kindSchemas: Readonly<Record<Kind, SchemaHint>> = {
  mac: text(MAC),
  macmask: text(MAC),
  ip: text(IPV4),
  ipmask: number(32, IPV4),
  ip6: text(IPV6),
  ip6mask: number(128, IPV6),
  u8: number(255, '0x[0-9a-fA-F]{1,2}'),
  u16: number(65535, '0x[0-9a-fA-F]{1,4}'),
  u32: number(4294967295, '0x[0-9a-fA-F]{1,8}'),
  dec16: number(65535, '0x[0-9a-fA-F]{1,4}'),
  bool: { pattern: 'yes|no|true|false|1|0' },
  comment: {},
  ethertype: number(65535, '0x([6-9a-fA-F][0-9a-fA-F]{2}|[0-9a-fA-F]{4})|arp|rarp|ipv4|ipv6|vlan', 1536),
  vlanid: number(4095, '0x[0-9a-fA-F]{1,3}'),
  vlanproto: number(65535, '0x([6-9a-fA-F][0-9a-fA-F]{2}|[0-9a-fA-F]{4})|arp|rarp|ipv4|ipv6|vlan', 1536),
  arpopcode: number(
    65535,
    '[Rr]eply|[Rr]equest|[Rr]equest_[Rr]everse|[Rr]eply_[Rr]everse|DRARP_([Rr]equest|[Rr]eply|[Ee]rror)|InARP_[Rr]equest|ARP_NAK',
  ),
  ipproto: number(255, '0x[0-9a-fA-F]{1,2}|tcp|udp|udplite|esp|ah|icmp|igmp|sctp|icmpv6'),
  dscp: number(63, '0x([0-3][0-9a-fA-F]|[0-9a-fA-F])'),
  state: { pattern: `${STATES}(,${STATES})*|NONE` },
  tcpflags: { pattern: `${FLAGS}/${FLAGS}` },
  ipset: text('[a-zA-Z0-9_.:+\\- ]{1,31}'),
  ipsetflags: { pattern: `${WAYS}(,${WAYS}){0,5}` },
};
