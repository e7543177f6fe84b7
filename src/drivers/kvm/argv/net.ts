// Network interfaces: the back end on the host (`-netdev`) and the card the guest sees.
import type { Interface } from '../../../model/domain/devices.ts';
import { actualType } from '../../../model/domain/interface.ts';
import { addExtension, addressProps, romProps } from './address.ts';
import { addDevice, addNetdev, type Build, bootIndexOf, internal, unsupported } from './build.ts';
import { addSocket, charAlias } from './chardev.ts';
import type { NetBackend } from './host.ts';
import { onlyTrue, type Props, positive } from './json.ts';
import { virtioProps } from './virtio.ts';

const virtioModels: ReadonlySet<string> = new Set([
  'virtio',
  'virtio-transitional',
  'virtio-non-transitional',
]);
export const isVirtioNet = (net: Interface): boolean => virtioModels.has(net.model?.type ?? '');

type Driver = NonNullable<Exclude<Interface, { type: 'hostdev' }>['driver']>;
const driverOf = (net: Interface): Partial<Driver> => (net.driver ?? {}) as Partial<Driver>;

interface SocketSource {
  address?: string;
  port?: number;
  local?: { address: string; port: number };
}

const PASST_RECONNECT_SECONDS = 5;

const passt = (build: Build, { streamSocket }: NetBackend): Props => {
  const { caps } = build;
  const props: Props = { type: 'stream', addr: { type: 'unix', path: streamSocket }, server: false };
  if (!caps.has('netdev.stream.reconnect')) return props;
  return caps.has('netdev-stream-reconnect-miliseconds')
    ? { ...props, 'reconnect-ms': PASST_RECONNECT_SECONDS * 1000 }
    : { ...props, reconnect: PASST_RECONNECT_SECONDS };
};

const user = (net: Interface): Props => {
  const props: Props = { type: 'user' };
  for (const { address, prefix } of net.ips) {
    if (address.includes(':')) {
      props['ipv6-prefix'] = address;
      props['ipv6-prefixlen'] = positive(prefix);
    } else props['net'] = prefix ? `${address}/${prefix}` : address;
  }
  return props;
};

const tap = (net: Interface, { tapFds, vhostFds }: NetBackend): Props => ({
  type: 'tap',
  [tapFds.length > 1 ? 'fds' : 'fd']: tapFds.join(':'),
  vhost: onlyTrue(vhostFds && vhostFds.length > 0),
  [vhostFds && vhostFds.length > 1 ? 'vhostfds' : 'vhostfd']: vhostFds?.length
    ? vhostFds.join(':')
    : undefined,
  sndbuf: net.tune?.sndbuf,
});

const backend = (build: Build, net: Interface, alias: string): Props => {
  if (net.script && net.type !== 'ethernet') {
    throw unsupported(`scripts are not supported on interfaces of type ${net.type}`);
  }
  const socket = (net.source ?? {}) as SocketSource;
  const address = `${socket.address ?? ''}:${socket.port}`;
  const { queues = 0 } = driverOf(net);
  switch (net.type) {
    case 'network':
    case 'bridge':
    case 'direct':
    case 'ethernet':
      return tap(net, build.host.net(net, alias));
    case 'client':
      return { type: 'socket', connect: address };
    case 'server':
      return { type: 'socket', listen: address };
    case 'mcast':
      return { type: 'socket', mcast: address };
    case 'udp':
      return {
        type: 'socket',
        udp: address,
        localaddr: `${socket.local?.address ?? ''}:${socket.local?.port ?? 0}`,
      };
    case 'user': {
      if (net.backend?.type === 'passt') return passt(build, build.host.net(net, alias));
      return user(net);
    }
    case 'internal':
      return { type: 'user' };
    case 'vhostuser':
      return { type: 'vhost-user', chardev: charAlias(alias), queues: queues > 1 ? queues : undefined };
    case 'vdpa':
      return {
        type: 'vhost-vdpa',
        vhostdev: build.host.net(net, alias).vdpaPath,
        queues: queues > 1 ? queues : undefined,
      };
    default:
      throw unsupported(`network device type '${net.type}' is not supported by this hypervisor`);
  }
};

const virtioNic = (build: Build, net: Interface): Props => {
  const driver = driverOf(net);
  const { host, guest, queues = 0 } = driver;
  const multi = queues > 1;
  return {
    ...virtioProps(build.caps, 'virtio-net', net, driver, net.model?.type),
    tx: { iothread: 'bh', timer: 'timer', none: undefined }[driver.txmode ?? 'none'],
    ioeventfd: driver.ioeventfd,
    event_idx: driver.event_idx,
    csum: host?.csum,
    gso: host?.gso,
    host_tso4: host?.tso4,
    host_tso6: host?.tso6,
    host_ecn: host?.ecn,
    host_ufo: host?.ufo,
    mrg_rxbuf: host?.mrg_rxbuf,
    guest_csum: guest?.csum,
    guest_tso4: guest?.tso4,
    guest_tso6: guest?.tso6,
    guest_ecn: guest?.ecn,
    guest_ufo: guest?.ufo,
    mq: onlyTrue(multi),
    vectors: multi && net.address?.type !== 'ccw' ? 2 * queues + 2 : undefined,
    rx_queue_size: positive(driver.rx_queue_size),
    tx_queue_size: positive(driver.tx_queue_size),
    rss: driver.rss,
    hash: driver.rss_hash_report,
    host_mtu: positive(net.mtu?.size),
    failover: onlyTrue(net.teaming?.type === 'persistent'),
  };
};

export const nicProps = (build: Build, net: Interface): Props => ({
  ...(isVirtioNet(net) ? virtioNic(build, net) : { driver: net.model?.type }),
  netdev: `host${net.alias?.name}`,
  id: net.alias?.name,
  mac: net.mac.address,
  bootindex: bootIndexOf(build, net),
  loadparm: build.caps.has('virtio-ccw.loadparm') ? net.boot?.loadparm : undefined,
  ...addressProps(build, net),
  ...romProps(net),
});

/** ARM boards with a network chip of their own only know the old `-net nic`. */
const isPluggable = ({ machine }: Build, net: Interface): boolean =>
  !['armv6l', 'armv7l', 'aarch64'].includes(machine.arch) ||
  net.address?.type === 'virtio-mmio' ||
  net.address?.type === 'pci';

const addNic = (build: Build, net: Interface): void => {
  addExtension(build, net);
  if (isPluggable(build, net)) {
    addDevice(build, nicProps(build, net));
    return;
  }
  if (net.type === 'vhostuser') throw internal('Nicdev support unavailable');
  const alias = net.alias?.name;
  const model = net.model?.type === undefined ? '' : `,model=${net.model.type}`;
  build.args.push('-net', `nic,macaddr=${net.mac.address},netdev=host${alias}${model},id=${alias}`);
};

interface VhostUserSource {
  path?: string;
  mode?: string;
  reconnect?: { enabled?: boolean; timeout?: number };
}

export const addInterfaces = (build: Build): void => {
  for (const net of build.domain.devices.interfaces) {
    if (actualType(net) === 'hostdev') continue;
    const alias = net.alias?.name ?? '';
    if (net.type === 'vhostuser') {
      const { path, mode, reconnect } = (net.source ?? {}) as VhostUserSource;
      const socket = net.backend?.type === 'passt' ? build.host.net(net, alias).streamSocket : path;
      // QEMU may wait for its peer: without it there is no network.
      addSocket(
        build,
        {
          ...(socket === undefined ? {} : { path: socket }),
          server: mode === 'server',
          wait: true,
          ...(reconnect ? { reconnect } : {}),
        },
        charAlias(alias),
      );
    }
    addNetdev(build, { ...backend(build, net, alias), id: `host${alias}` });
    addNic(build, net);
  }
};
