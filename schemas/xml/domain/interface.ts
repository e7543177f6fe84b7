// <interface>: https://libvirt.org/formatdomain.html#network-interfaces
import { ErrorCode } from '../../errors.ts';
import * as x from '../dsl.ts';
import { checkWholePort, PortBandwidth, refuseFloor, routeOf, VirtualPort, Vlan } from '../parts/netdev.ts';
import { checkPci, checkUsbAddress, hostUsbAddress, romInfo, virtioOptions } from './device.ts';
import { reconnect } from './storage.ts';

export const InterfaceType = x.oneWord([
  'user',
  'ethernet',
  'vhostuser',
  'server',
  'client',
  'mcast',
  'network',
  'bridge',
  'internal',
  'direct',
  'hostdev',
  'udp',
  'vdpa',
  'null',
  'vds',
]);
const unsupported = (text: string): x.Message => ({ code: ErrorCode.CONFIG_UNSUPPORTED, text });

export const MacvtapMode = x.oneWord(['vepa', 'private', 'bridge', 'passthrough']);

interface Ip {
  address: string;
  family?: string;
  prefix?: string | number;
  peer?: string;
}
const checkIp = (ip: Ip): x.Message | undefined => {
  const given = ip.family === 'ipv4' || ip.family === 'ipv6' ? ip.family : undefined;
  const family = ip.address.includes(':') ? 'ipv6' : 'ipv4';
  if (given !== undefined && given !== family) return `Invalid address '${ip.address}' in <ip>`;
  ip.family = family;
  const prefix = Number(ip.prefix ?? 0);
  if (prefix > (family === 'ipv6' ? 128 : 32)) return `Invalid prefix value '${ip.prefix}' in <ip>`;
  if (ip.peer !== undefined && ip.peer.includes(':') !== (family === 'ipv6'))
    return { code: ErrorCode.INVALID_ARG, text: `Invalid peer '${ip.peer}' in <ip>` };
  return undefined;
};

/** Addresses that the guest or the host side of an interface gets. */
export const interfaceIps = x.children(
  'ip',
  x.element(
    'ip',
    {
      address: x.attr(x.ip, {
        required: 'Missing required address in <ip>',
        invalid: "Invalid address '{value}' in <ip>",
      }),
      family: x.attr(x.text, { schema: { pattern: 'ipv4|ipv6' } }),
      prefix: x.attr(x.uint(), { omit: 0, invalid: "Invalid prefix value '{value}' in <ip>" }),
      peer: x.attr(x.ip, {
        invalid: { code: ErrorCode.INVALID_ARG, text: "Invalid peer '{value}' in <ip>" },
      }),
    },
    checkIp,
  ),
);
export const interfaceRoutes = x.children('route', routeOf('Domain interface'));

const unknownAddress = (type: string) => unsupported(`unknown host device source address type '${type}'`);
/** A PCI or USB device of the host, named with its bus. */
const hostAddress = x.tagged(
  'address',
  'type',
  {
    pci: {
      domain: x.attr(x.hex(4), { default: 0 }),
      bus: x.attr(x.hex(2), { default: 0 }),
      slot: x.attr(x.hex(2), { default: 0 }),
      function: x.attr(x.hex(1), { default: 0 }),
      multifunction: x.attr(x.onOff, { when: () => false }),
    },
    usb: hostUsbAddress,
  },
  {
    required: unknownAddress('(null)'),
    invalid: unknownAddress('{value}'),
  },
  checkPci,
  (address: { type?: string; device?: number; port?: string }) =>
    address.type === 'usb' ? checkUsbAddress(address) : undefined,
);

const port = x.attr(x.int(), { required: true });
const remoteFields = { address: x.attr(x.text, { required: true }), port };

/** What the network of a running guest made of `type='network'`. */
const liveNetwork = {
  bridge: x.attr(x.text, { live: true }),
  macTableManager: x.attr(x.oneWord(['kernel', 'libvirt']), { live: true }),
};

/** The network that a running guest's bridge or device came from. */
const fromNetwork = {
  network: x.attr(x.text, { live: true }),
  portgroup: x.attr(x.text, { live: true }),
  portid: x.attr(x.uuid, { live: true }),
};

const sourceCases = x.oneOf('^type', {
  network: {
    network: x.attr(x.text, { required: true }),
    portgroup: x.attr(x.text),
    portid: x.attr(x.uuid, { live: true, invalid: "Unable to parse port id '{value}'" }),
    ...liveNetwork,
  },
  vhostuser: {
    type: x.attr(x.text),
    path: x.attr(x.text),
    mode: x.attr(x.oneWord(['client', 'server'])),
    dev: x.attr(x.text),
    reconnect,
  },
  bridge: {
    ...fromNetwork,
    bridge: x.attr(x.text, { required: true }),
    macTableManager: x.attr(x.oneWord(['kernel', 'libvirt']), { live: true }),
  },
  server: { address: x.attr(x.text), port },
  'client mcast': remoteFields,
  udp: {
    ...remoteFields,
    local: x.child(
      { address: x.attr(x.text, { required: true }), port },
      { required: "'<local>' element missing for 'udp' socket interface" },
    ),
  },
  internal: { name: x.attr(x.text, { required: true }) },
  direct: {
    ...fromNetwork,
    dev: x.attr(x.text, { required: true }),
    mode: x.attr(MacvtapMode, { default: 'vepa' }),
  },
  'user ethernet': { dev: x.attr(x.text) },
  hostdev: {
    address: x.child(hostAddress),
    startupPolicy: x.attr(x.oneWord(['mandatory', 'requisite', 'optional'])),
  },
  vdpa: { dev: x.attr(x.text, { required: true }) },
  vds: {
    switchid: x.attr(x.uuid),
    portid: x.attr(x.long()),
    portgroupid: x.attr(x.text),
    connectionid: x.attr(x.long()),
  },
});

const hostOffloads = {
  csum: x.attr(x.onOff),
  gso: x.attr(x.onOff),
  tso4: x.attr(x.onOff),
  tso6: x.attr(x.onOff),
  ecn: x.attr(x.onOff),
  ufo: x.attr(x.onOff),
  mrg_rxbuf: x.attr(x.onOff),
};
const guestOffloads = {
  csum: x.attr(x.onOff),
  tso4: x.attr(x.onOff),
  tso6: x.attr(x.onOff),
  ecn: x.attr(x.onOff),
  ufo: x.attr(x.onOff),
};

export const netDriver = x.child(
  {
    name: x.attr(x.oneWord(['qemu', 'vhost'])),
    txmode: x.attr(x.oneWord(['iothread', 'timer'])),
    ioeventfd: x.attr(x.onOff),
    event_idx: x.attr(x.onOff),
    queues: x.attr(x.uint(), { omit: 0 }),
    rx_queue_size: x.attr(x.uint(), { omit: 0 }),
    tx_queue_size: x.attr(x.uint(), { omit: 0 }),
    rss: x.attr(x.onOff),
    rss_hash_report: x.attr(x.onOff),
    ...virtioOptions,
    host: x.child(hostOffloads),
    guest: x.child(guestOffloads),
  },
  {
    when: (net: { model?: { type: string } }) =>
      ['virtio', 'virtio-transitional', 'virtio-non-transitional'].includes(net.model?.type ?? ''),
  },
);

const portForwards = x.children('portForward', {
  proto: x.attr(x.oneWord(['tcp', 'udp']), { required: true }),
  address: x.attr(x.ip, { invalid: "Invalid address '{value}' in <portForward>" }),
  dev: x.attr(x.text),
  ranges: x.children('range', {
    start: x.attr(x.uint(), { nonZero: true, schema: { required: true } }),
    end: x.attr(x.uint(), { nonZero: true }),
    to: x.attr(x.uint(), { nonZero: true }),
    exclude: x.attr(x.yesNo),
  }),
});

export const teaming = x.child({
  type: x.attr(x.oneWord(['persistent', 'transient']), {
    required: unsupported("unknown teaming type '(null)'"),
    invalid: unsupported("unknown teaming type '{value}'"),
  }),
  persistent: x.attr(x.text),
});

export const filterref = x.child({
  filter: x.attr(x.text, { schema: { required: true } }),
  parameters: x.children('parameter', {
    name: x.attr(x.text, { schema: { required: true, pattern: '[a-zA-Z0-9_]+' } }),
    value: x.attr(x.text, { schema: { required: true } }),
  }),
});

/** What a port of a network turned out to be, as status files hold it. */
const actual = x.child(
  {
    type: x.attr(InterfaceType, { required: true }),
    managed: x.attr(x.yesNo, { omit: false }),
    trustGuestRxFilters: x.attr(x.yesNo),
    driver: x.child({ name: x.attr(x.oneWord(['kvm', 'vfio', 'xen'])), model: x.attr(x.text) }),
    source: x.child({
      $by: x.oneOf('^type', {
        'network bridge': liveNetwork,
        direct: { dev: x.attr(x.text), mode: x.attr(MacvtapMode, { default: 'vepa' }) },
        hostdev: { address: x.child(hostAddress) },
      }),
    }),
    class: x.child({ id: x.attr(x.uint()) }, { when: (_, { flags }) => flags.status === true }),
    vlan: x.child(Vlan),
    virtualport: x.child(VirtualPort),
    bandwidth: x.child(PortBandwidth),
    port: x.child({ isolated: x.attr(x.yesNo) }),
  },
  {
    live: true,
    accept: (_, { flags }) => flags.status === true,
    when: (_, { flags }) => flags.status === true,
  },
);

interface InterfaceLike {
  type: string;
  target?: { dev?: string; managed?: boolean };
  mac?: { address?: string };
  source?: { type?: string; address?: unknown };
  virtualport?: { type?: string; parameters?: Record<string, unknown> };
  bandwidth?: { inbound?: { floor?: number } };
}
const GENERATED = /^(vnet|macvtap|macvlan)/;
const NEEDS_SOURCE = /^(network|vds|internal|bridge|direct|vdpa|client|server|mcast|udp)$/;
const WHOLE_PORT = /^(bridge|direct|hostdev)$/;

const checkSource = ({ type, source }: InterfaceLike): x.Message | undefined => {
  if (!source && NEEDS_SOURCE.test(type)) return `interface type='${type}' requires a 'source' element`;
  if (type === 'hostdev' && !source?.address) return unknownAddress('(null)');
  return type === 'vhostuser' && source?.type !== undefined && source.type !== 'unix'
    ? unsupported(`Type='${source.type}' unsupported for <interface type='vhostuser'>`)
    : undefined;
};

const checkVirtualPort = ({ type, virtualport }: InterfaceLike): x.Message | undefined => {
  if (!virtualport) return undefined;
  if (type !== 'network' && !WHOLE_PORT.test(type))
    return unsupported(`<virtualport> element unsupported for <interface type='${type}'>`);
  return WHOLE_PORT.test(type) ? checkWholePort(virtualport) : undefined;
};

const checkFloor = ({ type, bandwidth }: InterfaceLike): x.Message | undefined =>
  type === 'network' ? undefined : refuseFloor(bandwidth?.inbound);

const checkUnicast = ({ mac }: InterfaceLike): x.Message | undefined =>
  mac?.address !== undefined && Number.parseInt(mac.address.slice(0, 2), 16) & 1
    ? `expected unicast mac address, found multicast '${mac.address}'`
    : undefined;

const badModel: x.Message = {
  code: ErrorCode.INVALID_ARG,
  text: 'Model name contains invalid characters',
};

const interfaceReads = [
  'type',
  'trustGuestRxFilters',
  'model',
  'source',
  checkSource,
  '$managed',
  '$hostdev',
  'virtualport',
  checkVirtualPort,
  'target',
  'bandwidth',
  checkFloor,
  'vlan',
  'mac',
  checkUnicast,
  'boot',
  'rom',
  'acpi',
  'address',
  'ips',
  'routes',
  'portForwards',
  '$driver',
  'backend',
  'link',
  'teaming',
  'tune',
  'mtu',
  'coalesce',
  'port',
] as const;

export const Interface = x.expanded(
  x.readFirst(
    interfaceReads,
    x.element(
      'interface',
      {
        type: x.attr(InterfaceType, { default: 'user', invalid: "unknown interface type '{value}'" }),
        $managed: x.oneOf('type', { hostdev: { managed: x.attr(x.yesNo, { omit: false }) } }),
        trustGuestRxFilters: x.attr(x.yesNo),
        mac: x.sure(
          x.child({
            address: x.sure(x.attr(x.mac, { invalid: "unable to parse mac address '{value}'" })),
            type: x.attr(x.oneWord(['generated', 'static'])),
            check: x.attr(x.yesNo),
            currentAddress: x.attr(x.mac, { live: true }),
          }),
        ),
        $hostdev: x.oneOf('type', {
          hostdev: {
            driver: x.child({ name: x.attr(x.oneWord(['kvm', 'vfio', 'xen'])), model: x.attr(x.text) }),
          },
        }),
        source: x.child({ $by: sourceCases, ips: interfaceIps, routes: interfaceRoutes }),
        vlan: x.child(Vlan),
        virtualport: x.child(VirtualPort, { keep: true }),
        bandwidth: x.child(PortBandwidth),
        port: x.child({ isolated: x.attr(x.yesNo) }),
        actual,
        ips: interfaceIps,
        routes: interfaceRoutes,
        portForwards,
        script: x.child({ path: x.attr(x.text) }),
        downscript: x.child({ path: x.attr(x.text) }),
        backenddomain: x.child({ name: x.attr(x.text) }),
        target: x.child({
          dev: x.attr(x.text, {
            empty: 'absent',
            when: (t: { dev?: string; managed?: boolean }, { flags }) =>
              !flags.inactive || t.managed === false || !GENERATED.test(t.dev ?? ''),
          }),
          managed: x.attr(x.yesNo),
        }),
        guest: x.child({ dev: x.attr(x.text), actual: x.attr(x.text, { live: true }) }),
        model: x.child({
          type: x.attr(x.word('[a-zA-Z0-9_-]+'), {
            invalid: badModel,
            empty: 'absent',
          }),
        }),
        $driver: x.oneOf('type', {
          hostdev: {},
          '*': { driver: netDriver },
        }),
        backend: x.child({
          type: x.attr(x.oneWord(['default', 'passt']), { omit: 'default' }),
          tap: x.attr(x.text, { empty: 'absent' }),
          vhost: x.attr(x.text, { empty: 'absent' }),
          logFile: x.attr(x.text, { empty: 'absent' }),
        }),
        filterref,
        tune: x.child({ sndbuf: x.child(x.ulong(), { invalid: 'sndbuf must be a positive integer' }) }),
        teaming,
        link: x.child({
          state: x.attr(x.oneWord(['up', 'down']), {
            invalid: unsupported("unknown interface link state '{value}'"),
          }),
        }),
        mtu: x.child({
          size: x.attr(x.uint(), { omit: 0, invalid: 'malformed mtu size', schema: { required: true } }),
        }),
        coalesce: x.child({
          rx: x.child({
            frames: x.child({
              max: x.attr(x.uint(), {
                omit: 0,
                invalid: {
                  code: ErrorCode.XML_DETAIL,
                  text: "cannot parse value '{value}' for coalesce parameter",
                },
              }),
            }),
          }),
        }),
        ...romInfo,
      },
      (net: InterfaceLike, { flags }) => {
        if (
          flags.inactive &&
          net.target?.dev !== undefined &&
          net.target.managed !== false &&
          GENERATED.test(net.target.dev)
        ) {
          delete net.target.dev;
          if (net.target.managed === undefined) delete (net as { target?: unknown }).target;
        }
        return undefined;
      },
    ),
  ),
);
export type Interface = x.TypeOf<typeof Interface>;
