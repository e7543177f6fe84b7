// Graphics cards.
import type { Video } from '../../../model/domain/devices.ts';
import type { QemuCaps } from '../capabilities/caps.ts';
import { addExtension, addressProps } from './address.ts';
import { addDevice, type Build, internal } from './build.ts';
import { addSocket } from './chardev.ts';
import { type Props, positive } from './json.ts';
import { virtioProps } from './virtio.ts';

/** A card that is VGA compatible, as the first one should be. */
const vgaModels: Record<string, string> = {
  vga: 'VGA',
  cirrus: 'cirrus-vga',
  vmvga: 'vmware-svga',
  qxl: 'qxl-vga',
  bochs: 'bochs-display',
  ramfb: 'ramfb',
};

export interface VideoModel {
  name: string;
  virtio: boolean;
  busSuffix: boolean;
}

const supportsVga = (video: Video, caps: QemuCaps): boolean => {
  if (video.model.type !== 'virtio') return true;
  return caps.has(isVhostUser(video) ? 'vhost-user-vga' : 'virtio-vga');
};

/** The device that is to be this card; undefined when there is none. */
export const videoModel = (video: Video, caps: QemuCaps): VideoModel | undefined => {
  const { model } = video;
  const primary = model.device
    ? model.device.includes('-vga')
    : (model.primary ?? false) && supportsVga(video, caps);
  if (isVhostUser(video)) {
    return primary
      ? { name: 'vhost-user-vga', virtio: false, busSuffix: false }
      : { name: 'vhost-user-gpu', virtio: true, busSuffix: true };
  }
  if (model.type === 'virtio') {
    const base = primary ? 'virtio-vga' : 'virtio-gpu';
    const gl = model.device
      ? model.device.endsWith('-gl')
      : model.acceleration?.accel3d && caps.has(primary ? 'virtio-vga-gl' : 'virtio-gpu-gl-pci');
    return { name: gl ? `${base}-gl` : base, virtio: true, busSuffix: !primary };
  }
  const name = primary ? vgaModels[model.type] : model.type === 'qxl' ? 'qxl' : undefined;
  return name === undefined ? undefined : { name, virtio: false, busSuffix: false };
};

const isVhostUser = (video: Video): boolean => video.driver?.name === 'vhostuser';
const chardevAlias = (video: Video): string => `chr-vu-${video.alias?.name}`;

const memory = ({ caps }: Build, video: Video): Props => {
  const { model } = video;
  const { ram = 0, vram = 0, vram64 = 0, vgamem = 0 } = model;
  if (model.type === 'qxl') {
    return {
      ram_size: positive(ram * 1024),
      vram_size: positive(vram * 1024),
      vram64_size_mb: caps.has('qxl.vram64_size_mb') ? Math.floor(vram64 / 1024) : undefined,
      vgamem_mb: caps.has('qxl.vgamem_mb') ? Math.floor(vgamem / 1024) : undefined,
    };
  }
  if (isVhostUser(video)) return { chardev: chardevAlias(video) };
  if (
    (model.type === 'vga' && caps.has('VGA.vgamem_mb')) ||
    (model.type === 'vmvga' && caps.has('vmware-svga.vgamem_mb'))
  ) {
    return { vgamem_mb: positive(Math.floor(vram / 1024)) };
  }
  if (model.type === 'bochs') return { vgamem: positive(vram * 1024) };
  return model.type === 'virtio' ? { blob: model.blob } : {};
};

const videoProps = (build: Build, video: Video): Props => {
  const { caps } = build;
  const { model } = video;
  const chosen = videoModel(video, caps);
  if (!chosen) throw internal(`invalid model for video type '${model.type}'`);
  const accelerated = model.type === 'virtio' && !isVhostUser(video) && caps.has('virtio-gpu.virgl');
  return {
    ...(chosen.virtio
      ? virtioProps(caps, chosen.name, video, video.driver, undefined, chosen.busSuffix)
      : { driver: chosen.name }),
    id: video.alias?.name,
    virgl: accelerated ? model.acceleration?.accel3d : undefined,
    max_outputs: model.type === 'qxl' || model.type === 'virtio' ? positive(model.heads) : undefined,
    ...memory(build, video),
    xres: positive(model.resolution?.x),
    yres: positive(model.resolution?.y),
    ...addressProps(build, video),
  };
};

export const addVideos = (build: Build): void => {
  for (const video of build.domain.devices.videos) {
    if (video.model.type === 'none') continue;
    if (isVhostUser(video)) {
      const fd = build.host.videoFd?.(video.alias?.name ?? '') ?? '-1';
      addSocket(build, { fd }, chardevAlias(video));
    }
    addExtension(build, video);
    addDevice(build, videoProps(build, video));
  }
};
