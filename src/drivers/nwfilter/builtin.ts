// The filters that every host has from the start; guests refer to them by name. Written out as definitions only where
// the host has no file of that name, and only at the first start.

type Entry = string;
const out = (action: string, match = '', priority?: number): Entry => rule('out', action, match, priority);
const into = (action: string, match = '', priority?: number): Entry => rule('in', action, match, priority);
const both = (action: string, match = '', priority?: number): Entry => rule('inout', action, match, priority);
const rule = (direction: string, action: string, match: string, priority?: number): Entry =>
  `<rule action='${action}' direction='${direction}'${priority === undefined ? '' : ` priority='${priority}'`}>${
    match === '' ? '' : `<${match}/>`
  }</rule>`;
const use = (filter: string): Entry => `<filterref filter='${filter}'/>`;

const broadcast = 'ff:ff:ff:ff:ff:ff';
const ask4 =
  "ip srcipaddr='0.0.0.0' dstipaddr='255.255.255.255' protocol='udp' srcportstart='68' dstportstart='67'";
const ask6 =
  "ipv6 srcipaddr='fe80::' srcipmask='10' dstipaddr='ff02::1:2' protocol='udp' srcportstart='546' dstportstart='547'";
const answer4 = "protocol='udp' srcportstart='67' dstportstart='68'";
const answer6 = "protocol='udp' srcportstart='547' dstportstart='546'";
const nowhere = "arpsrcipaddr='0.0.0.0' arpdstipaddr='0.0.0.0'";
const announce = `opcode='Request_Reverse' dstmacaddr='${broadcast}' arpsrcmacaddr='$MAC' arpdstmacaddr='$MAC' ${nowhere}`;

interface Builtin {
  readonly chain?: string;
  readonly priority?: number;
  readonly entries: readonly Entry[];
}
const builtins: Readonly<Record<string, Builtin>> = {
  'allow-arp': { chain: 'arp', entries: [both('accept')] },
  'allow-dhcp': { chain: 'ipv4', entries: [out('accept', ask4, 100), into('accept', `ip ${answer4}`, 100)] },
  'allow-dhcp-server': {
    chain: 'ipv4',
    entries: [out('accept', ask4, 100), into('accept', `ip srcipaddr='$DHCPSERVER' ${answer4}`, 100)],
  },
  'allow-dhcpv6': {
    chain: 'ipv6',
    entries: [out('accept', ask6, 100), into('accept', `ipv6 ${answer6}`, 100)],
  },
  'allow-dhcpv6-server': {
    chain: 'ipv6',
    entries: [out('accept', ask6, 100), into('accept', `ipv6 srcipaddr='$DHCPSERVER' ${answer6}`, 100)],
  },
  'allow-incoming-ipv4': { chain: 'ipv4', entries: [into('accept')] },
  'allow-incoming-ipv6': { chain: 'ipv6', entries: [into('accept')] },
  'allow-ipv4': { chain: 'ipv4', entries: [both('accept')] },
  'allow-ipv6': { chain: 'ipv6', entries: [both('accept')] },
  'clean-traffic': {
    chain: 'root',
    entries: [
      use('no-mac-spoofing'),
      use('no-ip-spoofing'),
      out('accept', "mac protocolid='ipv4'", -650),
      use('allow-incoming-ipv4'),
      use('no-arp-spoofing'),
      both('accept', "mac protocolid='arp'", -500),
      use('no-other-l2-traffic'),
      use('qemu-announce-self'),
    ],
  },
  'clean-traffic-gateway': {
    entries: [
      use('no-mac-spoofing'),
      use('no-ip-spoofing'),
      use('no-arp-spoofing'),
      both('accept', "mac protocolid='arp'", -500),
      into('accept', "mac srcmacaddr='$GATEWAY_MAC'"),
      out('accept', "mac dstmacaddr='$GATEWAY_MAC'"),
      use('no-other-l2-traffic'),
      use('qemu-announce-self'),
    ],
  },
  'no-arp-ip-spoofing': {
    chain: 'arp-ip',
    priority: -510,
    entries: [out('return', "arp arpsrcipaddr='$IP'", 400), out('drop', '', 1000)],
  },
  'no-arp-mac-spoofing': {
    chain: 'arp-mac',
    priority: -520,
    entries: [out('return', "arp arpsrcmacaddr='$MAC'", 350), out('drop', '', 1000)],
  },
  'no-arp-spoofing': { chain: 'root', entries: [use('no-arp-mac-spoofing'), use('no-arp-ip-spoofing')] },
  'no-ip-multicast': {
    chain: 'ipv4',
    entries: [out('drop', "ip dstipaddr='224.0.0.0' dstipmask='4'")],
  },
  'no-ip-spoofing': {
    chain: 'ipv4-ip',
    priority: -710,
    entries: [
      out('return', "ip srcipaddr='0.0.0.0' protocol='udp'", 100),
      out('return', "ip srcipaddr='$IP'", 500),
      out('drop', '', 1000),
    ],
  },
  'no-ipv6-multicast': { chain: 'ipv6', entries: [out('drop', "ipv6 dstipaddr='ff00::' dstipmask='8'")] },
  'no-ipv6-spoofing': {
    chain: 'ipv6-ip',
    priority: -610,
    entries: [
      out('return', "ipv6 srcipaddr='fe80::' srcipmask='10' protocol='udp'", 100),
      out('return', "ipv6 srcipaddr='$IPV6'", 500),
      out('drop', '', 1000),
    ],
  },
  'no-mac-broadcast': { chain: 'ipv4', entries: [out('drop', `mac dstmacaddr='${broadcast}'`)] },
  'no-mac-spoofing': {
    chain: 'mac',
    priority: -800,
    entries: [out('return', "mac srcmacaddr='$MAC'"), out('drop', 'mac')],
  },
  'no-other-l2-traffic': { entries: [both('drop', '', 1000)] },
  'no-other-rarp-traffic': { chain: 'rarp', entries: [both('drop', '', 1000)] },
  'qemu-announce-self': {
    chain: 'root',
    // Old QEMU announces itself with a mistyped protocol number.
    entries: [
      out('accept', "mac protocolid='0x835'"),
      use('qemu-announce-self-rarp'),
      use('no-other-rarp-traffic'),
    ],
  },
  'qemu-announce-self-rarp': {
    chain: 'rarp',
    entries: [
      out('accept', `rarp srcmacaddr='$MAC' ${announce}`, 500),
      into('accept', `rarp ${announce}`, 500),
    ],
  },
};

export const builtinNames: readonly string[] = Object.keys(builtins);

/** The XML of a built-in filter, without uuid. */
export const builtinXml = (name: string): string => {
  const { chain, priority, entries } = builtins[name] ?? { entries: [] };
  const attributes = `${chain === undefined ? '' : ` chain='${chain}'`}${priority === undefined ? '' : ` priority='${priority}'`}`;
  return `<filter name='${name}'${attributes}>${entries.join('')}</filter>`;
};
