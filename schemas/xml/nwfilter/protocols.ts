// What each protocol of a filter rule may match on: attribute names in libvirt's order, with their kinds of value.

/** Kinds of value; the reading of each is in values.ts. */
export type Kind =
  | 'mac'
  | 'macmask'
  | 'ip'
  | 'ipmask'
  | 'ip6'
  | 'ip6mask'
  | 'u8'
  | 'u16'
  | 'u32'
  | 'dec16'
  | 'bool'
  | 'comment'
  | 'ethertype'
  | 'vlanid'
  | 'vlanproto'
  | 'arpopcode'
  | 'ipproto'
  | 'dscp'
  | 'state'
  | 'tcpflags'
  | 'ipset'
  | 'ipsetflags';
export type Attribute = readonly [name: string, kind: Kind];

const macs: Attribute[] = [
  ['srcmacaddr', 'mac'],
  ['srcmacmask', 'macmask'],
  ['dstmacaddr', 'mac'],
  ['dstmacmask', 'macmask'],
];
const comment: Attribute = ['comment', 'comment'];
const ports: Attribute[] = [
  ['srcportstart', 'u16'],
  ['srcportend', 'u16'],
  ['dstportstart', 'u16'],
  ['dstportend', 'u16'],
];
const addresses = (ip: Kind, mask: Kind): Attribute[] => [
  ['srcipaddr', ip],
  ['srcipmask', mask],
  ['dstipaddr', ip],
  ['dstipmask', mask],
];
const layer3 = (ip: Kind, mask: Kind): Attribute[] => [
  ['srcmacaddr', 'mac'],
  ...addresses(ip, mask),
  ['srcipfrom', ip],
  ['srcipto', ip],
  ['dstipfrom', ip],
  ['dstipto', ip],
  ['dscp', 'dscp'],
  ['connlimit-above', 'dec16'],
  ['state', 'state'],
  ['ipset', 'ipset'],
  ['ipsetflags', 'ipsetflags'],
];
const range = (name: string, kind: Kind): Attribute[] => [
  [name, kind],
  [`${name}-hi`, kind],
];
const arp: Attribute[] = [
  ...macs,
  ['hwtype', 'u16'],
  ['protocoltype', 'u16'],
  ['opcode', 'arpopcode'],
  ['arpsrcmacaddr', 'mac'],
  ['arpdstmacaddr', 'mac'],
  ['arpsrcipaddr', 'ip'],
  ['arpsrcipmask', 'ipmask'],
  ['arpdstipaddr', 'ip'],
  ['arpdstipmask', 'ipmask'],
  ['gratuitous', 'bool'],
  comment,
];
const v4 = layer3('ip', 'ipmask');
const v6 = layer3('ip6', 'ip6mask');
const icmp: Attribute[] = [
  ['type', 'u8'],
  ['code', 'u8'],
];

export const protocols: Readonly<Record<string, readonly Attribute[]>> = {
  arp,
  rarp: arp,
  mac: [...macs, ['protocolid', 'ethertype'], comment],
  vlan: [...macs, ['vlanid', 'vlanid'], ['encap-protocol', 'vlanproto'], comment],
  stp: [
    ['srcmacaddr', 'mac'],
    ['srcmacmask', 'macmask'],
    ['type', 'u8'],
    ['flags', 'u8'],
    ...range('root-priority', 'u16'),
    ['root-address', 'mac'],
    ['root-address-mask', 'macmask'],
    ...range('root-cost', 'u32'),
    ...range('sender-priority', 'u16'),
    ['sender-address', 'mac'],
    ['sender-address-mask', 'macmask'],
    ...range('port', 'u16'),
    ...range('age', 'u16'),
    ...range('max-age', 'u16'),
    ...range('hello-time', 'u16'),
    ...range('forward-delay', 'u16'),
    comment,
  ],
  ip: [...macs, ...addresses('ip', 'ipmask'), ['protocol', 'ipproto'], ...ports, ['dscp', 'dscp'], comment],
  ipv6: [
    ...macs,
    ...addresses('ip6', 'ip6mask'),
    ['protocol', 'ipproto'],
    ...ports,
    ['type', 'u8'],
    ['typeend', 'u8'],
    ['code', 'u8'],
    ['codeend', 'u8'],
    comment,
  ],
  tcp: [...v4, ...ports, ['option', 'u8'], ['flags', 'tcpflags'], comment],
  udp: [...v4, ...ports, comment],
  udplite: [...v4, comment],
  esp: [...v4, comment],
  ah: [...v4, comment],
  sctp: [...v4, ...ports, comment],
  icmp: [...v4, ...icmp, comment],
  all: [...v4, comment],
  igmp: [...v4, comment],
  'tcp-ipv6': [...v6, ...ports, ['option', 'u8'], comment],
  'udp-ipv6': [...v6, ...ports, comment],
  'udplite-ipv6': [...v6, comment],
  'esp-ipv6': [...v6, comment],
  'ah-ipv6': [...v6, comment],
  'sctp-ipv6': [...v6, ...ports, comment],
  icmpv6: [...v6, ...icmp, comment],
  'all-ipv6': [...v6, comment],
};

/** Which attribute's negation another one follows: masks their address, ends of ranges their start. */
export const follows: Readonly<Record<string, string>> = {
  srcmacmask: 'srcmacaddr',
  dstmacmask: 'dstmacaddr',
  srcipmask: 'srcipaddr',
  dstipmask: 'dstipaddr',
  srcipto: 'srcipfrom',
  dstipto: 'dstipfrom',
  srcportend: 'srcportstart',
  dstportstart: 'srcportstart',
  dstportend: 'srcportstart',
  code: 'type',
  typeend: 'type',
  codeend: 'type',
  'root-priority-hi': 'root-priority',
  'root-address-mask': 'root-address',
  'root-cost-hi': 'root-cost',
  'sender-priority-hi': 'sender-priority',
  'sender-address-mask': 'sender-address',
  'port-hi': 'port',
  'age-hi': 'age',
  'max-age-hi': 'max-age',
  'hello-time-hi': 'hello-time',
  'forward-delay-hi': 'forward-delay',
};
