// What the translation of a definition needs to know of the host, and the words for what it refuses.
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';

export type Json = { [key: string]: JsonValue };
export type JsonValue = string | number | boolean | Json | JsonValue[] | undefined;

export interface ConfigContext {
  /** The host's CPU features that matter: vmx, svm. */
  readonly hostFeatures: ReadonlySet<string>;
  /** libxl.conf: nested_hvm. */
  readonly nestedHvm: boolean;
  /** Firmware for EFI guests that name none. */
  readonly ovmf: string;
  readonly channelFolder: string;
  /** NUMA nodes of the host. */
  readonly hostNodes: number;
  /** A free port for a display that asks for one. */
  displayPort(): number;
  /** Bridge of a virtual network. */
  networkBridge(network: string): string;
  /** Key of a Ceph user. */
  secret(by: { uuid?: string; usage?: string; type?: string }): string;
  /** Bus and device number of a USB device named by vendor and product. */
  usbDevice(vendor: number, product: number): { bus: number; device: number };
  /** A guest's shadow memory, in KiB (libxl_get_required_shadow_memory). */
  shadowMemory(maxKiB: number, vcpus: number): number;
  fileExists(path: string): 'no' | 'yes' | 'executable';
}

export const unsupportedConfig = (text: string): VirError =>
  new VirError(ErrorCode.CONFIG_UNSUPPORTED, ErrorDomain.LIBXL, text);
export const internal = (text: string): VirError =>
  new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.LIBXL, text);

/** 256 pages for each virtual CPU, and two for each MiB of memory. */
export const requiredShadowMemory = (maxKiB: number, vcpus: number): number =>
  4 * (256 * vcpus + 2 * Math.floor(maxKiB / 1024));

/** A context for translation without a Xen host: nothing is looked up, ports count from 5900. */
export const offlineContext = (over: Partial<ConfigContext> = {}): ConfigContext => {
  let port = 5900;
  const noHost = (what: string): never => {
    throw internal(`${what} cannot be resolved without a host`);
  };
  return {
    hostFeatures: new Set(['vmx']),
    nestedHvm: true,
    ovmf: '/usr/lib/xen-4.17/boot/ovmf.bin',
    channelFolder: '/var/lib/libvirt/libxl/channel/target',
    hostNodes: 1024,
    displayPort: () => port++,
    networkBridge: (network) => noHost(`network '${network}'`),
    secret: () => noHost('a secret'),
    usbDevice: (vendor, product) => noHost(`USB device ${vendor.toString(16)}:${product.toString(16)}`),
    shadowMemory: requiredShadowMemory,
    fileExists: () => 'executable',
    ...over,
  };
};

/** "True" and "False", as the library writes its three-valued booleans; undefined stays the default. */
export const defbool = (value: boolean | undefined): string | undefined =>
  value === undefined ? undefined : value ? 'True' : 'False';

/** "1,3-5,^4" as numbers in order. */
export const cpusOf = (set: string | undefined): number[] => {
  const cpus = new Set<number>();
  for (const part of (set ?? '').split(',')) {
    const match = /^\s*(\^?)(\d+)(?:-(\d+))?\s*$/.exec(part);
    if (!match) continue;
    const [, not, first, last = first] = match;
    for (let cpu = Number(first); cpu <= Number(last); cpu++) {
      if (not) cpus.delete(cpu);
      else cpus.add(cpu);
    }
  }
  return [...cpus].sort((a, b) => a - b);
};

/** The other way round, with ranges. */
export const formatCpus = (cpus: readonly number[]): string => {
  const parts: string[] = [];
  for (let i = 0; i < cpus.length; ) {
    let end = i;
    while (cpus[end + 1] === (cpus[end] as number) + 1) end++;
    parts.push(end === i ? `${cpus[i]}` : `${cpus[i]}-${cpus[end]}`);
    i = end + 1;
  }
  return parts.join(',');
};
