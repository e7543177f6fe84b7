// <interface>: https://libvirt.org/formatdomain.html#network-interfaces
import * as x from '../dsl.ts';
import { PortBandwidth, routeOf, VirtualPort, Vlan } from '../parts/netdev.ts';
import { romInfo, virtioOptions } from './device.ts';
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
export const MacvtapMode = x.oneWord(['vepa', 'private', 'bridge', 'passthrough']);

/** Addresses that the guest or the host side of an interface gets. */
export const interfaceIps = x.children(
  'ip',
  x.element(
    'ip',
    {
      address: x.attr(x.ip, {
        required: 'Missing network address',
        invalid: "Failed to parse IP address: '{value}'",
      }),
      family: x.attr(x.oneWord(['ipv4', 'ipv6'])),
      prefix: x.attr(x.uint(), { omit: 0 }),
      peer: x.attr(x.ip, { invalid: "Invalid peer address '{value}'" }),
    },
    (ip: { address: string; family?: string; prefix?: number }) => {
      const family = ip.address.includes(':') ? 'ipv6' : 'ipv4';
      if (ip.family !== undefined && ip.family !== family)
        return `family '${ip.family}' does not match address '${ip.address}'`;
      ip.family = family;
      if ((ip.prefix ?? 0) > (family === 'ipv6' ? 128 : 32)) return `Invalid network prefix '${ip.prefix}'`;
      return undefined;
    },
  ),
);
export const interfaceRoutes = x.children('route', routeOf('Domain interface'));

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
    usb: { bus: x.attr(x.uint()), device: x.attr(x.uint()) },
  },
  { default: 'pci' },
);

const socketFields = {
  address: x.attr(x.text),
  port: x.attr(x.int(), {
    required: "No <source> 'port' attribute specified with socket interface",
    invalid: "Cannot parse <source> 'port' attribute with socket interface",
  }),
  local: x.child({
    address: x.attr(x.text, { required: "No <local> 'address' attribute specified with udp interface" }),
    port: x.attr(x.int(), {
      required: "No <local> 'port' attribute specified with udp interface",
      invalid: "Cannot parse <local> 'port' attribute with socket interface",
    }),
  }),
};

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
    network: x.attr(x.text, {
      required: "No <source> 'network' attribute specified with <interface type='network'/>",
    }),
    portgroup: x.attr(x.text),
    portid: x.attr(x.uuid, { live: true, invalid: "Unable to parse port id '{value}'" }),
    ...liveNetwork,
  },
  vhostuser: {
    type: x.attr(x.text),
    path: x.attr(x.text),
    mode: x.attr(x.text),
    dev: x.attr(x.text),
    reconnect,
  },
  bridge: {
    ...fromNetwork,
    bridge: x.attr(x.text),
    macTableManager: x.attr(x.oneWord(['kernel', 'libvirt']), { live: true }),
  },
  'server client mcast udp': socketFields,
  internal: { name: x.attr(x.text) },
  direct: { ...fromNetwork, dev: x.attr(x.text), mode: x.attr(MacvtapMode, { default: 'vepa' }) },
  'user ethernet': { dev: x.attr(x.text) },
  hostdev: {
    address: x.child(hostAddress),
    startupPolicy: x.attr(x.oneWord(['mandatory', 'requisite', 'optional'])),
  },
  vdpa: { dev: x.attr(x.text) },
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
    start: x.attr(x.uint(), { required: true, nonZero: true }),
    end: x.attr(x.uint(), { nonZero: true }),
    to: x.attr(x.uint(), { nonZero: true }),
    exclude: x.attr(x.yesNo),
  }),
});

export const teaming = x.child(
  x.element(
    'teaming',
    {
      type: x.attr(x.oneWord(['persistent', 'transient']), { required: true }),
      persistent: x.attr(x.text),
    },
    (t: { type: string; persistent?: string }) => {
      if (t.type === 'transient' && t.persistent === undefined)
        return "teaming persistent attribute must be set if teaming type is 'transient'";
      if (t.type === 'persistent' && t.persistent !== undefined)
        return "teaming persistent attribute not allowed if teaming type is 'persistent'";
      return undefined;
    },
  ),
);

export const filterref = x.child({
  filter: x.attr(x.text, { required: true }),
  parameters: x.children('parameter', {
    name: x.attr(x.word('[a-zA-Z0-9_]+'), { required: true }),
    value: x.attr(x.text, { required: true }),
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
  virtualport?: { type?: string };
  filterref?: unknown;
}
const GENERATED = /^(vnet|macvtap|macvlan)/;

export const Interface = x.expanded(
  x.element(
    'interface',
    {
      type: x.attr(InterfaceType, { default: 'user', invalid: "unknown interface type '{value}'" }),
      managed: x.attr(x.yesNo, { omit: false }),
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
      virtualport: x.child(VirtualPort),
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
          invalid: 'Model name contains invalid characters',
          empty: 'absent',
        }),
      }),
      $driver: x.oneOf('type', {
        hostdev: {},
        '*': { driver: netDriver },
      }),
      backend: x.child({
        type: x.attr(x.oneWord(['passt'], { also: ['default'] })),
        tap: x.attr(x.text, { empty: 'absent' }),
        vhost: x.attr(x.text, { empty: 'absent' }),
        logFile: x.attr(x.text, { empty: 'absent' }),
      }),
      filterref,
      tune: x.child({ sndbuf: x.child(x.ulong(), { invalid: 'sndbuf must be a positive integer' }) }),
      teaming,
      link: x.child({ state: x.attr(x.oneWord(['up', 'down'])) }),
      mtu: x.child({ size: x.attr(x.uint(), { required: true, omit: 0 }) }),
      coalesce: x.child({ rx: x.child({ frames: x.child({ max: x.attr(x.uint(), { omit: 0 }) }) }) }),
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
      if (net.mac?.address !== undefined && Number.parseInt(net.mac.address.slice(0, 2), 16) & 1) {
        return `expected unicast mac address, found multicast '${net.mac.address}'`;
      }
      return undefined;
    },
  ),
);
export type Interface = x.TypeOf<typeof Interface>;
