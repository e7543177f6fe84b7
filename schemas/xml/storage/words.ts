// The words of storage: kinds of pools, of volumes, of formats, and what each kind of pool takes.

export const poolTypes = [
  'dir',
  'fs',
  'netfs',
  'logical',
  'disk',
  'iscsi',
  'iscsi-direct',
  'scsi',
  'mpath',
  'rbd',
  'sheepdog',
  'gluster',
  'zfs',
  'vstorage',
] as const;
export type PoolType = (typeof poolTypes)[number];

export const volumeTypes = ['file', 'block', 'dir', 'network', 'netdir', 'ploop'] as const;
export type VolumeType = (typeof volumeTypes)[number];

/** File formats in libvirt's order. */
export const fileFormats = [
  'none',
  'raw',
  'dir',
  'bochs',
  'cloop',
  'dmg',
  'iso',
  'vpc',
  'vdi',
  'fat',
  'vhd',
  'ploop',
  'cow',
  'qcow',
  'qcow2',
  'qed',
  'vmdk',
] as const;
export type FileFormat = (typeof fileFormats)[number];

export const fileSystems = [
  'auto',
  'ext2',
  'ext3',
  'ext4',
  'ufs',
  'iso9660',
  'udf',
  'gfs',
  'gfs2',
  'vfat',
  'hfs+',
  'xfs',
  'ocfs2',
  'vmfs',
] as const;
export const netFileSystems = ['auto', 'nfs', 'glusterfs', 'cifs'] as const;
export const diskLabels = ['unknown', 'dos', 'dvh', 'gpt', 'mac', 'bsd', 'pc98', 'sun', 'lvm2'] as const;
export const logicalFormats = ['unknown', 'lvm2'] as const;
export const partitionFormats = [
  'none',
  'linux',
  'fat16',
  'fat32',
  'linux-swap',
  'linux-lvm',
  'linux-raid',
  'extended',
] as const;
/** What parted calls the partition formats above. */
export const partedFormats = [
  'ext2',
  'ext2',
  'fat16',
  'fat32',
  'linux-swap',
  'ext2',
  'ext2',
  'extended',
] as const;

export const volumeFeatures = ['lazy_refcounts', 'extended_l2', 'data_file'] as const;
export type VolumeFeature = (typeof volumeFeatures)[number];

/** Which parts of `<source>` a kind of pool knows, and its formats and those of its volumes. */
export interface PoolTraits {
  readonly source: readonly ('host' | 'device' | 'dir' | 'adapter' | 'name' | 'initiator')[];
  /** Its data is reached over a network; there is no target path. */
  readonly network?: boolean;
  readonly pool?: { readonly formats: readonly string[]; readonly default: string };
  /** `listed` is false where the capabilities name only the default. */
  readonly volume?: {
    readonly formats: readonly string[];
    readonly default: string;
    readonly listed: boolean;
  };
}

const files = { formats: fileFormats, default: 'raw', listed: true } as const;
export const poolTraits: Readonly<Record<PoolType, PoolTraits>> = {
  dir: { source: [], volume: files },
  fs: { source: ['device'], pool: { formats: fileSystems, default: 'auto' }, volume: files },
  netfs: { source: ['host', 'dir'], pool: { formats: netFileSystems, default: 'auto' }, volume: files },
  logical: { source: ['device', 'name'], pool: { formats: logicalFormats, default: 'lvm2' } },
  disk: {
    source: ['device'],
    pool: { formats: diskLabels, default: 'unknown' },
    volume: { formats: partitionFormats, default: 'none', listed: true },
  },
  iscsi: { source: ['host', 'device', 'initiator'] },
  'iscsi-direct': { source: ['host', 'device', 'initiator'], network: true },
  scsi: { source: ['adapter'] },
  mpath: { source: [] },
  rbd: { source: ['host', 'name'], network: true, volume: { ...files, listed: false } },
  sheepdog: { source: ['host', 'name'], network: true },
  gluster: { source: ['host', 'dir', 'name'], network: true, volume: files },
  zfs: { source: ['device', 'name'] },
  vstorage: { source: ['name'], volume: files },
};
