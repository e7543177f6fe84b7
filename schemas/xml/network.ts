// Network XML: https://libvirt.org/formatnetwork.html
import { randomUUID } from 'node:crypto';
import { ErrorCode, ErrorDomain } from '../errors.ts';
import * as x from './dsl.ts';
import { checkDns, checkForward, checkIp, checkNetwork, checkSrv, checkTxt } from './network/rules.ts';
import { Bandwidth, pciAddressFields, routeOf, VirtualPort, Vlan } from './parts/netdev.ts';

const detail = (text: string): x.Message => ({ code: ErrorCode.XML_DETAIL, text });

/** What libvirt's schema takes for the name of a device, a name in DNS, and the address of one device. */
const deviceName = { pattern: '[a-zA-Z0-9_\\.\\-\\\\:/]+' } as const;
const dnsName = { pattern: '[a-zA-Z0-9\\.\\-]+' } as const;
const only = (element: string, where: string): readonly [1, x.Message] => [
  1,
  { code: ErrorCode.XML_ERROR, text: `Only one <${element}> element is allowed in ${where}` },
];

const unicastMac = { pattern: '[a-fA-F0-9][02468aAcCeE](:[a-fA-F0-9]{2}){5}' } as const;

/** dnsmasq options passed through as they are. */
export const DnsmasqNs = {
  prefix: 'dnsmasq',
  uri: 'http://libvirt.org/schemas/network/dnsmasq/1.0',
} as const;

const Lease = {
  expiry: x.attr(x.ulong(), { required: true }),
  unit: x.attr(x.oneWord(['seconds', 'minutes', 'hours'])),
};
const lease = x.child(
  x.element('lease', Lease, (lease: { expiry: number; unit?: string }) => {
    if (lease.expiry === 0) delete lease.unit;
    else lease.unit ??= 'minutes';
    const least = lease.unit === 'seconds' ? 120 : lease.unit === 'minutes' ? 2 : 0;
    return lease.expiry > 0 && lease.expiry < least
      ? {
          code: ErrorCode.CONFIG_UNSUPPORTED,
          text: 'The minimum lease time should be greater than 2 minutes',
        }
      : undefined;
  }),
);

/** What getaddrinfo(3) says. */
const noAddress: x.Message = {
  code: ErrorCode.SYSTEM_ERROR,
  domain: ErrorDomain.NONE,
  text: "Cannot parse socket address '{value}': Name or service not known",
};

export const DhcpHost = x.element('host', {
  mac: x.attr(x.mac, {
    schema: unicastMac,
    invalid: "Cannot parse MAC address '{value}' in network '{name}'",
  }),
  id: x.attr(x.text),
  name: x.attr(x.text),
  ip: x.attr(x.ip, { invalid: "Invalid IP address in static host definition for network '{name}'" }),
  lease,
});

export const DhcpRange = x.element('range', {
  start: x.attr(x.ip, {
    required: "Missing 'start' attribute in dhcp range for network '{name}'",
    invalid: noAddress,
  }),
  end: x.attr(x.ip, {
    required: "Missing 'end' attribute in dhcp range for network '{name}'",
    invalid: noAddress,
  }),
  lease,
});

export const DnsHost = x.element(
  'host',
  {
    ip: x.attr(x.ip, {
      required: detail("Missing IP address in network '{name}' DNS HOST record"),
      invalid: detail("Invalid IP address in network '{name}' DNS HOST record"),
    }),
    hostnames: x.children('hostname', x.text, { required: true, min: 1 }),
  },
  (host: { hostnames: string[] }) =>
    host.hostnames.length === 0 ? detail("Missing hostname in network '{name}' DNS HOST record") : undefined,
);

const srvNumber = (key: string): x.AttrField<number, true> =>
  x.attr(x.uint(), { omit: 0, invalid: detail(`invalid DNS SRV ${key} attribute in network '{name}'`) });
export const DnsSrv = x.element(
  'srv',
  {
    service: x.attr(x.text, {
      required: detail("missing required service attribute in DNS SRV record of network '{name}'"),
    }),
    protocol: x.attr(x.text),
    domain: x.attr(x.text),
    target: x.attr(x.text),
    port: srvNumber('port'),
    priority: srvNumber('priority'),
    weight: srvNumber('weight'),
  },
  checkSrv,
);

export const DnsTxt = x.element(
  'txt',
  {
    name: x.attr(x.text, {
      required: detail('missing required name attribute in DNS TXT record of network {name}'),
    }),
    value: x.attr(x.text),
  },
  checkTxt,
);

export const NetworkIp = x.expanded(
  x.element(
    'ip',
    {
      family: x.attr(x.text, { empty: 'absent', schema: { pattern: 'ipv4|ipv6' } }),
      address: x.attr(x.ip, {
        empty: 'absent',
        schema: { required: false },
        required: "Missing required address attribute in network '{name}'",
        invalid: "Invalid address '{value}' in network '{name}'",
      }),
      netmask: x.attr(x.ip, { empty: 'absent', invalid: "Invalid netmask '{value}' in network '{name}'" }),
      prefix: x.attr(x.uint(), { omit: 0 }),
      localPtr: x.attr(x.yesNo),
      tftp: x.child({ root: x.attr(x.text) }),
      dhcp: x.child({
        ranges: x.children('range', DhcpRange),
        hosts: x.children('host', DhcpHost),
        bootp: x.child({
          file: x.attr(x.text, { required: true }),
          server: x.attr(x.ip, { invalid: noAddress }),
        }),
      }),
    },
    checkIp,
  ),
);

export const PortGroup = x.expanded(
  x.element('portgroup', {
    name: x.attr(x.text, { required: 'Missing required name attribute in portgroup', schema: deviceName }),
    default: x.attr(x.yesNo, { omit: false }),
    trustGuestRxFilters: x.attr(x.yesNo),
    vlan: x.child(Vlan),
    virtualport: x.child(VirtualPort),
    bandwidth: x.child(Bandwidth),
  }),
);

export const ForwardMode = x.oneWord(
  ['none', 'nat', 'route', 'open', 'bridge', 'private', 'vepa', 'passthrough', 'hostdev'],
  { not: ['none'] },
);
const natAddress = (which: string): x.AttrField<string, false> =>
  x.attr(x.ip, {
    required: `missing '${which}' attribute in <address> element in <nat> in <forward> in network {name}`,
    invalid: `Bad ipv4 ${which} address '{value}' in <nat> in <forward> in network '{name}'`,
  });
const natPort = (which: string): x.AttrField<number, false> => {
  const message = detail(
    `Missing or invalid '${which}' attribute in <port> in <nat> in <forward> in network {name}`,
  );
  return x.attr(x.uint({ max: 65535 }), { required: message, invalid: message });
};

const Forward = x.element(
  'forward',
  {
    dev: x.attr(x.text, { empty: 'absent', schema: deviceName }),
    mode: x.attr(ForwardMode, {
      default: 'nat',
      empty: 'absent',
      invalid: { code: ErrorCode.CONFIG_UNSUPPORTED, text: "unknown forwarding type '{value}'" },
    }),
    $managed: x.oneOf('mode', { hostdev: { managed: x.attr(x.yesNo, { default: false }) } }),
    driver: x.child({ name: x.attr(x.oneWord(['kvm', 'vfio', 'xen'])), model: x.attr(x.text) }),
    nat: x.child(
      {
        ipv6: x.attr(x.yesNo),
        address: x.child(
          { start: natAddress('start'), end: natAddress('end') },
          { most: only('address', '<nat> in <forward> in network {name}') },
        ),
        port: x.child(
          { start: natPort('start'), end: natPort('end') },
          { most: only('port', '<nat> in <forward> in network {name}') },
        ),
      },
      { most: only('nat', '<forward> of network {name}') },
    ),
    pfs: x.children(
      'pf',
      {
        dev: x.attr(x.text, {
          required: "Missing required dev attribute in <pf> element of network '{name}'",
          schema: deviceName,
        }),
      },
      { most: only('pf', '<forward> of network {name}') },
    ),
    interfaces: x.children('interface', {
      dev: x.attr(x.text, {
        required: 'Missing required dev attribute in <forward> <interface> element of network {name}',
        schema: deviceName,
      }),
      connections: x.attr(x.uint(), { live: true, omit: 0 }),
    }),
    addresses: x.children('address', {
      type: x.attr(x.oneWord(['pci']), {
        required: 'missing address type in network {name}',
        invalid: {
          code: ErrorCode.CONFIG_UNSUPPORTED,
          text: "unknown address type '{value}' in network {name}",
        },
      }),
      ...pciAddressFields,
    }),
  },
  checkForward,
);

const NetworkElement = x.element(
  'network',
  {
    connections: x.attr(x.uint(), { live: true, omit: 0 }),
    ipv6: x.attr(x.yesNo, { omit: false, invalid: "Invalid ipv6 setting '{value}' in network '{name}'" }),
    trustGuestRxFilters: x.attr(x.yesNo),
    name: x.child(x.word('[^/]*', { any: true }), {
      required: { code: ErrorCode.NO_NAME, text: '' },
      invalid: { code: ErrorCode.XML_DETAIL, domain: ErrorDomain.XML, text: 'invalid char in name: /' },
    }),
    uuid: x.child(x.uuid, {
      generate: randomUUID,
      invalid: { code: ErrorCode.INTERNAL_ERROR, text: 'malformed uuid element' },
    }),
    title: x.child(x.text),
    description: x.child(x.text),
    metadata: x.verbatim({ sanitized: true }),
    forward: x.child(Forward, { keep: true }),
    bridge: x.child({
      name: x.attr(x.text, { empty: 'absent', schema: deviceName }),
      zone: x.attr(x.text, { empty: 'absent', schema: { pattern: '[a-zA-Z0-9_\\-]+' } }),
      stp: x.attr(x.onOff),
      delay: x.attr(x.ulong(), { invalid: "Invalid delay value in network '{name}'" }),
      macTableManager: x.attr(x.oneWord(['kernel', 'libvirt']), {
        invalid: "Invalid macTableManager setting '{value}' in network '{name}'",
      }),
    }),
    mtu: x.child({
      size: x.attr(x.uint(), {
        required: true,
        omit: 0,
        invalid: "Invalid mtu size '{value}' in network '{name}'",
      }),
    }),
    mac: x.child({
      address: x.attr(x.mac, {
        schema: { ...unicastMac, required: true },
        invalid: "Invalid bridge mac address '{value}' in network '{name}'",
      }),
    }),
    domain: x.child({
      name: x.attr(x.text, { empty: 'absent', schema: { ...dnsName, required: true } }),
      localOnly: x.attr(x.yesNo),
      register: x.attr(x.yesNo),
    }),
    dns: x.child(
      x.element(
        'dns',
        {
          enable: x.attr(x.yesNo),
          forwardPlainNames: x.attr(x.yesNo),
          forwarders: x.children('forwarder', {
            domain: x.attr(x.text),
            addr: x.attr(x.ip, { invalid: "Invalid forwarder IP address '{value}' in network '{name}'" }),
          }),
          txts: x.children('txt', DnsTxt),
          srvs: x.children('srv', DnsSrv),
          hosts: x.children('host', DnsHost),
        },
        checkDns,
      ),
    ),
    vlan: x.child(Vlan),
    bandwidth: x.child(Bandwidth),
    port: x.child({ isolated: x.attr(x.yesNo) }),
    ips: x.children('ip', NetworkIp),
    routes: x.children('route', routeOf('{name}')),
    virtualport: x.child(VirtualPort),
    portgroups: x.children('portgroup', PortGroup),
    dnsmasq: x.children(
      'option',
      {
        value: x.attr(x.text, {
          required: { code: ErrorCode.INTERNAL_ERROR, text: 'No dnsmasq options value specified' },
        }),
      },
      { ns: DnsmasqNs, wrap: 'options' },
    ),
  },
  checkNetwork,
);

/** libvirt looks at addresses before it looks at how they are reached. */
export const Network = x.readFirst(
  [
    ...([
      'connections',
      'ipv6',
      'trustGuestRxFilters',
      'name',
      'uuid',
      'title',
      'description',
      'metadata',
    ] as const),
    ...(['domain', 'bridge', 'mac', 'dns', 'virtualport', 'bandwidth', 'vlan', 'port'] as const),
    ...(['portgroups', 'ips', 'routes'] as const),
  ],
  NetworkElement,
);

export type Network = x.TypeOf<typeof Network>;
export const networkParseOptions = { domain: ErrorDomain.NETWORK, filename: '(network_definition)' } as const;
