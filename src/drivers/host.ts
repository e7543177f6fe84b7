// What every driver is given by the daemon when it is made: places, words for the log, configuration, and the services
// that the shared drivers offer to hypervisor drivers. Implementations are put together in src/daemon/main.ts.
import type { NetworkPort } from '../../schemas/xml/network-port.ts';
import type { Identity } from './context.ts';

export interface Logger {
  debug(fields: object, text: string): void;
  info(fields: object, text: string): void;
  warn(fields: object, text: string): void;
  error(fields: object, text: string): void;
  child(fields: object): Logger;
}

/** libvirt's places, moved below a root or into the XDG directories as the mode asks. */
export interface Paths {
  /** etc/libvirt */
  readonly config: string;
  /** run/libvirt */
  readonly run: string;
  /** var/lib/libvirt */
  readonly state: string;
  /** var/cache/libvirt */
  readonly cache: string;
  /** var/log/libvirt */
  readonly log: string;
}

/** Values of one configuration file, already checked against its keys. */
export type ConfigValues = Readonly<Record<string, string | number | readonly string[]>>;

/** Who a network, storage or secret service is asked on behalf of. */
export interface Owner {
  readonly uuid: string;
  readonly name: string;
}

/** Where a guest's interface on a virtual network is to be plugged in (virNetworkPortDef in short). */
export interface PortRequest {
  readonly network: string;
  readonly owner: Owner;
  readonly mac: string;
  readonly portgroup?: string;
  readonly filter?: { readonly name: string; readonly parameters: Readonly<Record<string, string>> };
  readonly portUuid?: string;
  /** What the interface itself asks for: it goes before the network's and the port group's settings. */
  readonly settings?: Pick<NetworkPort, 'bandwidth' | 'vlan' | 'virtualport' | 'port' | 'rxfilters'>;
}
export interface Port {
  readonly uuid: string;
  readonly network: { readonly name: string; readonly uuid: string };
  readonly plug:
    | {
        readonly type: 'bridge' | 'network';
        readonly bridge: string;
        readonly macTableManager?: string;
        readonly mtu?: number;
      }
    | {
        readonly type: 'direct';
        readonly device: string;
        readonly mode: 'bridge' | 'private' | 'vepa' | 'passthrough';
      }
    | { readonly type: 'hostdev'; readonly pci: string };
  /** All of it, as in the port's XML. */
  readonly definition: NetworkPort;
}
/** The network driver's service to guests. All may reject with VirError. */
export interface NetworkService {
  /** Takes a port on a network for an interface that is about to be created. */
  allocatePort(request: PortRequest, signal: AbortSignal): Promise<Port>;
  /** Tells that an interface of a guest found running still holds its port (after a restart). */
  notifyPort(network: string, definition: NetworkPort, tap: string | null): void;
  releasePort(network: string, portUuid: string): Promise<void>;
  /** Puts a tap on the port's bridge, up, with the port's isolation, VLANs, MTU and limits. */
  plugTap(port: Port, tap: string): Promise<void>;
  unplugTap(port: Port, tap: string): Promise<void>;
  /** Puts a tap on a bridge of the host that belongs to no network, with what the definition says of it. */
  joinBridge(tap: string, definition: NetworkPort): Promise<void>;
  leaveBridge(tap: string, definition: NetworkPort): Promise<void>;
  /**
   * Limits a device in place of what limited it. `hostView`: its directions are the guest's, as with macvtap devices.
   * What is guaranteed to a port (`floor`) is the network's: see changeBandwidth.
   */
  limit(device: string, bandwidth: NetworkPort['bandwidth'], hostView: boolean): Promise<void>;
  /** Changes what a port's definition says of bandwidth, and its guaranteed share; the device is the caller's. */
  changeBandwidth(
    network: string,
    portUuid: string,
    bandwidth: NetworkPort['bandwidth'],
  ): Promise<NetworkPort['bandwidth']>;
  /** The addresses that a network's DHCP server has given to an interface, still valid ones only. */
  dhcpLeases(
    network: string,
    mac: string,
  ): Promise<
    readonly { readonly type: 'ipv4' | 'ipv6'; readonly address: string; readonly prefix: number }[]
  >;
  /** Called when a network has come up again and taps must be put back on its bridge. */
  onNetworkStarted(callback: (network: { name: string; bridge: string }) => void): () => void;
}

/** The storage driver's service to guests: `<source pool= volume=>` resolved. */
export interface StorageService {
  resolveVolume(
    pool: string,
    volume: string,
  ): Promise<{
    readonly type: 'file' | 'block' | 'dir' | 'network';
    readonly path: string;
    readonly format: string;
  }>;
}

/** The secret driver's service to guests. */
export interface SecretService {
  value(by: { readonly uuid: string } | { readonly usage: string; readonly type: string }): Promise<Buffer>;
  /** The uuid of the secret for a usage, or null; `type` is 'volume', 'ceph', 'iscsi', 'tls' or 'vtpm'. */
  lookup(type: string, usage: string): Promise<string | null>;
}

/** The network filter driver's service to guests: rules on a tap, for as long as it lives. */
export interface FilterService {
  bind(request: {
    readonly filter: string;
    readonly owner: Owner;
    readonly portdev: string;
    readonly linkdev?: string;
    readonly mac: string;
    readonly parameters: Readonly<Record<string, readonly string[]>>;
  }): Promise<void>;
  unbind(portdev: string): Promise<void>;
}

/** A PCI device of the host. */
export interface PciDevice {
  /** 0000:00:1f.2 */
  readonly address: string;
  /** Its folder below /sys/devices. */
  readonly path: string;
}
/** The guest that has a device. */
export interface PciDeviceHolder {
  /** As libvirt names it: QEMU, Xen. */
  readonly driver: string;
  readonly domain: string;
}
/** The node device driver's service to those who give PCI devices to guests. All may reject with VirError. */
export interface PciDeviceService {
  /** The device of a node device's name. */
  find(name: string): PciDevice;
  /** Hands it to a driver that keeps it for guests; null is vfio-pci. */
  detach(device: PciDevice, driverName: string | null): Promise<void>;
  reattach(device: PciDevice): Promise<void>;
  reset(device: PciDevice): Promise<void>;
  /** Marks a device as a guest's; refuses when it is another's. */
  claim(address: string, holder: PciDeviceHolder): void;
  /** Gives it up; a device that is another guest's stays that guest's. */
  release(address: string, holder: PciDeviceHolder): void;
}

/** Another daemon as its client sees it, for migrations that the source drives itself. */
export interface PeerConnection {
  /** Calls a procedure of the remote program. */
  call(name: string, args: object): Promise<unknown>;
  /** Calls one that opens a stream from here to there. */
  stream(
    name: string,
    args: object,
  ): Promise<{
    readonly stream: { send(data: Buffer): void; finish(): Promise<void>; abort(): Promise<void> };
  }>;
  close(): void;
}

export interface DriverHost {
  readonly paths: Paths;
  readonly log: Logger;
  /** True for the system daemon (root), false for a session daemon. */
  readonly privileged: boolean;
  /** True when all of it lives below --root: nothing outside (system bridges, /dev) is to be assumed ours. */
  readonly rooted: boolean;
  /** Values of `qemu.conf`, `libxl.conf`, `network.conf`, ...: empty when there is no such file. */
  config(file: string): ConfigValues;
  readonly hostUuid: string;
  /** Opens a connection to the daemon of a URI; absent where there is no client. */
  readonly connectPeer?: (uri: string) => Promise<PeerConnection>;
  readonly services: {
    readonly network: NetworkService | null;
    readonly storage: StorageService | null;
    readonly secret: SecretService | null;
    readonly filter: FilterService | null;
    readonly pci?: PciDeviceService | null;
  };
}

export type { Identity };
