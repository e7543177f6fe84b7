// Sizes in bytes of libxenlight's structures on 64-bit x86 and ARM, one table for each series of Xen. Nothing else of their
// layout is known here: contents go in and out as the library's own JSON. Sizes matter as strides of arrays and for
// the room given to a single structure; they do not change within a series (taken with sizeof from the releases' headers).

export const series = ['4.17', '4.18', '4.19', '4.20'] as const;
export type Series = (typeof series)[number];

const xen417 = {
  channelinfo: 56,
  connector_param: 16,
  connectorinfo: 32,
  cpupoolinfo: 40,
  cputopology: 12,
  device_channel: 48,
  device_disk: 144,
  device_dtdev: 8,
  device_nic: 504,
  device_p9: 48,
  device_pci: 32,
  device_pvcallsif: 24,
  device_rdm: 24,
  device_usbctrl: 32,
  device_usbdev: 16,
  device_vdispl: 40,
  device_vfb: 88,
  device_vkb: 64,
  device_vsnd: 104,
  device_vtpm: 40,
  diskinfo: 48,
  domain_build_info: 920,
  domain_config: 1288,
  domain_create_info: 104,
  domain_remus_info: 48,
  domain_restore_params: 24,
  domain_sched_params: 32,
  dominfo: 120,
  event: 208,
  iomem_range: 24,
  ioport_range: 8,
  nicinfo: 48,
  numainfo: 32,
  pcitopology: 8,
  pcminfo: 16,
  physinfo: 128,
  psr_cat_info: 16,
  psr_hw_info: 20,
  rdm_reserve: 8,
  sched_credit_params: 12,
  sched_params: 24,
  sdl_info: 24,
  spice_info: 72,
  streaminfo: 8,
  usbctrlinfo: 64,
  vcpu_sched_params: 16,
  vcpuinfo: 56,
  vdisplinfo: 56,
  version_info: 96,
  vkbinfo: 48,
  vminfo: 20,
  vnc_info: 32,
  vnode_info: 48,
  vsnd_params: 48,
  vsnd_pcm: 72,
  vsnd_stream: 64,
  vsndinfo: 48,
  vtpminfo: 64,
} as const;
export type StructName = keyof typeof xen417;
export type Sizes = Readonly<Record<StructName, number>>;

const xen418: Sizes = { ...xen417, domain_build_info: 960, domain_config: 1344, physinfo: 136 };
const xen419: Sizes = {
  ...xen418,
  device_nic: 512,
  device_p9: 64,
  domain_build_info: 968,
  domain_config: 1352,
};
const xen420: Sizes = { ...xen419, domain_build_info: 984, domain_config: 1368 };

/** The library's file of a series. */
export const libraryName = (name: Series): string => `libxenlight.so.${name}`;
/** The newest series among file names that sizes are known for. */
export const newestSeries = (files: readonly string[]): Series | undefined =>
  series.findLast((name) => files.includes(libraryName(name)));

/** Sizes by series; a series that is not listed here is not driven. */
export const sizesOf: Readonly<Record<Series, Sizes>> = {
  '4.17': xen417,
  '4.18': xen418,
  '4.19': xen419,
  '4.20': xen420,
};
