// The command line under construction, and what its parts need to know of each other.
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import type { Domain } from '../../../../schemas/xml/domain.ts';
import type { DeviceInfo, Disk, Hostdev } from '../../../model/domain/devices.ts';
import type { StorageLayer } from '../block/layer.ts';
import type { QemuCaps } from '../capabilities/caps.ts';
import type { MachineOf } from '../machine.ts';
import type { ArgvConfig, ArgvHost, SealedSecret } from './host.ts';
import { type Props, toJson, toKeyVal } from './json.ts';

/** A chardev's or image's TLS material, settled before the command line is written. */
export interface Build {
  readonly domain: Domain;
  readonly caps: QemuCaps;
  readonly machine: MachineOf;
  readonly host: ArgvHost;
  readonly config: ArgvConfig;
  readonly args: string[];
  readonly env: [string, string][];
  /** Boot order from `<os><boot>`, by device. */
  readonly bootIndex: Map<DeviceInfo, number>;
  /** The layers of every disk, with their node names. */
  readonly layers: Map<Disk, StorageLayer>;
  /** Names of the throttle filter nodes above a disk's image, lowest first. */
  readonly filters: Map<Disk, string[]>;
  /** The storage of SCSI devices of the host. */
  readonly hostdevLayers: Map<Hostdev, StorageLayer>;
  readonly pflash: { code?: StorageLayer; vars?: StorageLayer };
  /** `-mem-prealloc` has been given: back ends need not say it again. */
  memPrealloc: boolean;
}

export const unsupported = (text: string): VirError =>
  new VirError(ErrorCode.CONFIG_UNSUPPORTED, ErrorDomain.QEMU, text);
export const internal = (text: string): VirError =>
  new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.QEMU, text);

export const addObject = (build: Build, props: Props): void => {
  build.args.push('-object', toJson(props));
};
export const addBlockdev = (build: Build, props: Props): void => {
  build.args.push('-blockdev', toJson(props));
};
export const addNetdev = (build: Build, props: Props): void => {
  if (build.caps.has('netdev.json')) build.args.push('-netdev', toJson(props));
  else {
    const { type, ...rest } = props;
    build.args.push('-netdev', `${String(type)},${toKeyVal(rest)}`);
  }
};

/** `<qemu:override>` may replace, add or remove a device's properties. */
const overrides = (build: Build, props: Props): Props => {
  const list = build.domain.qemuOverride?.devices ?? [];
  const mine = list.filter((device) => device.alias === props.id);
  if (mine.length === 0) return props;
  const result: Props = { ...props };
  for (const device of mine) {
    for (const property of device.frontend?.properties ?? []) {
      delete result[property.name];
      const { type, value = '' } = property;
      if (type === 'remove') continue;
      result[property.name] =
        type === 'bool' ? value === 'true' : type === 'signed' || type === 'unsigned' ? Number(value) : value;
    }
  }
  return result;
};

export const addDevice = (build: Build, props: Props): void => {
  const final = overrides(build, props);
  if (build.caps.has('device.json+hotplug')) build.args.push('-device', toJson(final));
  else {
    const { driver, ...rest } = final;
    const tail = toKeyVal(rest);
    build.args.push('-device', tail ? `${String(driver)},${tail}` : String(driver));
  }
};

export const MASTER_KEY = 'masterKey0';

/** A secret object that QEMU decrypts with the guest's master key. */
export const secretObject = (id: string, { data, iv }: SealedSecret): Props => ({
  'qom-type': 'secret',
  id,
  data,
  keyid: MASTER_KEY,
  iv,
  format: 'base64',
});

export const tlsObject = (
  id: string,
  dir: string,
  endpoint: 'server' | 'client',
  verifyPeer: boolean,
  passwordId?: string,
): Props => ({
  'qom-type': 'tls-creds-x509',
  id,
  dir,
  endpoint,
  'verify-peer': endpoint === 'server' ? verifyPeer : true,
  passwordid: passwordId,
});

export const bootIndexOf = (build: Build, info: DeviceInfo): number | undefined =>
  info.boot?.order || build.bootIndex.get(info) || undefined;
