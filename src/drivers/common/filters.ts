// The filters of every "list all" call, as declarations: bits of one group are alternatives, groups add up.

/** One group: [bit, does the object match it]. An object passes when no bit of the group is asked for, or one matches. */
export type FilterGroup<T> = readonly (readonly [bit: number, matches: (object: T) => boolean])[];
export type Filter<T> = readonly FilterGroup<T>[];

const bitsOf = <T>(group: FilterGroup<T>): number => group.reduce((bits, [bit]) => bits | bit, 0);

/** Makes `(object, flags) => passes`; the groups' masks are worked out once. */
export const compileFilter = <T>(filter: Filter<T>): ((object: T, flags: number) => boolean) => {
  const groups = filter.map((group) => ({ group, mask: bitsOf(group) }));
  return (object, flags) => {
    if (flags === 0) return true;
    for (const { group, mask } of groups) {
      if ((flags & mask) === 0) continue;
      let passes = false;
      for (const [bit, matches] of group) {
        if (flags & bit && matches(object)) {
          passes = true;
          break;
        }
      }
      if (!passes) return false;
    }
    return true;
  };
};

/** A group of two bits: the one asks for the property, the other for its absence. */
const either = <T>(yes: number, no: number, has: (object: T) => boolean): FilterGroup<T> => [
  [yes, has],
  [no, (object) => !has(object)],
];

export interface ListedDomain {
  readonly active: boolean;
  readonly persistent: boolean;
  readonly state: number;
  readonly hasManagedSave: boolean;
  readonly autostart: boolean;
  readonly snapshots: { readonly size: number };
  readonly checkpoints: { readonly size: number };
}
/** virConnectListAllDomainsFlags. */
export const domainFilter: Filter<ListedDomain> = [
  either(1, 2, (d) => d.active),
  either(4, 8, (d) => d.persistent),
  [
    [16, (d) => d.state === 1],
    [32, (d) => d.state === 3],
    [64, (d) => d.state === 5],
    [128, (d) => d.state !== 1 && d.state !== 3 && d.state !== 5],
  ],
  either(256, 512, (d) => d.hasManagedSave),
  either(1024, 2048, (d) => d.autostart),
  either(4096, 8192, (d) => d.snapshots.size > 0),
  either(16384, 32768, (d) => d.checkpoints.size > 0),
];

export interface ListedNetwork {
  readonly active: boolean;
  readonly persistent: boolean;
  readonly autostart: boolean;
}
/** virConnectListAllNetworksFlags. */
export const networkFilter: Filter<ListedNetwork> = [
  either(2, 1, (n) => n.active),
  either(4, 8, (n) => n.persistent),
  either(16, 32, (n) => n.autostart),
];

/** Pool types in the order of their filter bits, from 1 << 6. */
export const poolTypes = [
  'dir',
  'fs',
  'netfs',
  'logical',
  'disk',
  'iscsi',
  'scsi',
  'mpath',
  'rbd',
  'sheepdog',
  'gluster',
  'zfs',
  'vstorage',
  'iscsi-direct',
] as const;
export interface ListedPool extends ListedNetwork {
  readonly type: string;
}
/** virConnectListAllStoragePoolsFlags. */
export const poolFilter: Filter<ListedPool> = [
  ...networkFilter,
  poolTypes.map((type, index) => [1 << (6 + index), (p) => p.type === type]),
];

/** virConnectListAllInterfacesFlags. */
export const interfaceFilter: Filter<{ readonly active: boolean }> = [either(2, 1, (i) => i.active)];

/** Node device capabilities in the order of their filter bits, from 1 << 0. */
export const nodeDeviceCapabilities = [
  'system',
  'pci',
  'usb_device',
  'usb',
  'net',
  'scsi_host',
  'scsi_target',
  'scsi',
  'storage',
  'fc_host',
  'vports',
  'scsi_generic',
  'drm',
  'mdev_types',
  'mdev',
  'ccw',
  'css',
  'vdpa',
  'ap_card',
  'ap_queue',
  'ap_matrix',
  'vpd',
  'ccwgroup',
  'ccwgroup_member',
] as const;
export interface ListedNodeDevice {
  readonly active: boolean;
  readonly persistent: boolean;
  /** Every capability, with those that a capability brings along (fc_host, vports, mdev_types...). */
  readonly capabilities: readonly string[];
}
/** virConnectListAllNodeDeviceFlags. */
export const nodeDeviceFilter: Filter<ListedNodeDevice> = [
  nodeDeviceCapabilities.map((name, index) => [1 << index, (d) => d.capabilities.includes(name)]),
  either(1 << 28, 1 << 29, (d) => d.persistent),
  either(1 << 31, 1 << 30, (d) => d.active),
];

/** virConnectListAllSecretsFlags. */
export const secretFilter: Filter<{ readonly ephemeral: boolean; readonly private: boolean }> = [
  either(1, 2, (s) => s.ephemeral),
  either(4, 8, (s) => s.private),
];
