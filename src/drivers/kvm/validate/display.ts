// Graphics cards, displays and sound that QEMU does not have.

import type { QemuFlag } from '../../../../schemas/qmp/flags.ts';
import type { Audio, Graphics, Sound, Video } from '../../../model/domain/devices.ts';
import { glOf } from '../argv/displays.ts';
import { hasGraphics } from '../facts.ts';
import type { Check } from './context.ts';
import { internal, overflow, unsupported, xmlError } from './errors.ts';

const videoFlags: Record<string, QemuFlag> = {
  vga: 'VGA',
  cirrus: 'cirrus-vga',
  vmvga: 'vmware-svga',
  qxl: 'qxl',
  virtio: 'virtio-gpu',
  bochs: 'bochs-display',
  ramfb: 'ramfb',
};
const UINT_KIB = Math.floor(0xffffffff / 1024);

const checkQxl = ({ model }: Video): void => {
  for (const name of ['vram', 'ram'] as const) {
    if ((model[name] ?? 0) > UINT_KIB) throw overflow(`value for '${name}' must be less than '${UINT_KIB}'`);
  }
  const { vgamem } = model;
  if (!vgamem) return;
  if (vgamem < 1024) throw unsupported("value for 'vgamem' must be at least 1 MiB (1024 KiB)");
  if (2 ** Math.ceil(Math.log2(vgamem)) !== vgamem)
    throw unsupported("value for 'vgamem' must be power of two");
};

export const checkVideo = (video: Video, { domain, caps }: Check): void => {
  const { model, driver } = video;
  const { type, acceleration } = model;
  if (type === 'none') return;
  const flag = videoFlags[type];
  if (!flag || !caps.has(flag))
    throw unsupported(`domain configuration does not support video model '${type}'`);
  if (type !== 'qxl' && type !== 'virtio') {
    if (!model.primary) throw unsupported(`video type '${type}' is only valid as primary video device`);
    if ((model.heads ?? 1) !== 1) throw unsupported(`video type '${type}' doesn't support multiple 'heads'`);
  }
  if (acceleration?.accel2d) throw unsupported('qemu does not support the accel2d setting');
  if (type === 'qxl') checkQxl(video);
  if (model.resolution && !['vga', 'qxl', 'virtio', 'bochs'].includes(type))
    throw xmlError('model resolution is not supported');
  if ((type === 'vga' || type === 'vmvga') && model.vram && model.vram < 1024)
    throw unsupported("value for 'vram' must be at least 1 MiB (1024 KiB)");
  if (driver?.name === 'vhostuser') {
    if (type === 'virtio' && !caps.has('vhost-user-gpu'))
      throw unsupported("this QEMU does not support 'vhost-user' video device");
  } else if (acceleration?.accel3d) {
    if (type !== 'virtio') throw unsupported("3d acceleration is supported only with 'virtio' video device");
    const able = ['virtio-gpu.virgl', 'virtio-gpu-gl-pci', 'virtio-vga-gl'] as const;
    if (!able.some((each) => caps.has(each)))
      throw unsupported('3d acceleration is not supported by this QEMU binary');
  }
  if (type === 'virtio' && model.blob !== undefined) {
    if (!caps.has('virtio-gpu.blob'))
      throw unsupported("this QEMU does not support 'blob' for virtio-gpu devices");
    if (model.blob && domain.memoryBacking?.source?.type !== 'memfd') {
      throw unsupported("'blob' support for virtio-gpu devices requires a memfd memory backend");
    }
  }
};

// ---------------------------------------------------------------- displays

const supportsGraphics = (type: Graphics['type'], { caps, host }: Check): boolean => {
  switch (type) {
    case 'sdl':
    case 'vnc':
    case 'spice':
    case 'egl-headless':
      return caps.has(type);
    case 'dbus':
      return caps.has('display-dbus');
    case 'rdp':
      return caps.has('display-dbus') && (host.rdp ?? false);
    default:
      return false;
  }
};

const MAX_VNC_PASSWORD = 8;

const checkSpice = (graphics: Graphics, { caps, host }: Check): void => {
  const [listen] = graphics.listens ?? [];
  if (!listen) throw internal('missing listen element');
  const network = listen.type === 'address' || listen.type === 'network';
  if (network && (graphics.tlsPort ?? 0) > 0 && !host.config.spiceTls) {
    throw unsupported('spice TLS port set in XML configuration, but TLS is disabled in qemu.conf');
  }
  const gl = glOf(graphics);
  if (!gl?.enable) return;
  if (!caps.has('spice-gl')) throw unsupported("This QEMU doesn't support spice OpenGL");
  if (gl.rendernode !== undefined && !caps.has('spice-rendernode'))
    throw unsupported("This QEMU doesn't support spice OpenGL rendernode");
};

export const checkGraphics = (graphics: Graphics, check: Check): void => {
  const { domain, caps } = check;
  const { type } = graphics;
  if (!supportsGraphics(type, check)) throw unsupported(`${type} graphics are not supported with this QEMU`);
  const gl = glOf(graphics);
  if (hasGraphics(domain, 'egl-headless')) {
    if (type !== 'egl-headless' && type !== 'vnc' && type !== 'spice') {
      throw unsupported(
        "graphics type 'egl-headless' is only supported with one of: 'vnc', 'spice' graphics types",
      );
    }
    if (type === 'spice' && gl?.enable)
      throw unsupported('multiple OpenGL displays are not supported by QEMU');
  }
  if (type === 'spice') checkSpice(graphics, check);
  if (type === 'egl-headless' && gl?.rendernode !== undefined && !caps.has('egl-headless.rendernode')) {
    throw unsupported("This QEMU doesn't support OpenGL rendernode with egl-headless graphics type");
  }
  if (type === 'vnc') {
    if (graphics.powerControl !== undefined && !caps.has('vnc-power-control'))
      throw unsupported('VNC power control is not available');
    const length = Buffer.byteLength(graphics.passwd ?? '');
    if (length > MAX_VNC_PASSWORD)
      throw unsupported(`VNC password is ${length} characters long, only ${MAX_VNC_PASSWORD} permitted`);
  }
  if (type === 'dbus' && graphics.audio) {
    const audio = domain.devices.audios.find((each) => each.id === graphics.audio?.id);
    if (audio && audio.type !== 'dbus') throw unsupported("The associated audio is not of 'dbus' kind.");
  }
  if (type !== 'rdp') return;
  if (graphics.replaceUser) throw unsupported("RDP doesn't support 'replaceUser'");
  if (graphics.multiUser) throw unsupported("RDP doesn't support 'multiUser'");
  if (graphics.passwdValidTo !== undefined) throw unsupported("RDP password expiration isn't supported");
};

// ---------------------------------------------------------------- sound

export const checkAudio = (audio: Audio, { domain, caps }: Check): void => {
  if (audio.type === 'spice' && !hasGraphics(domain, 'spice'))
    throw unsupported('Spice audio is not supported without spice graphics');
  if (audio.type === 'dbus' && !caps.has('display-dbus'))
    throw unsupported('D-Bus audio is not supported with this QEMU');
};

const codecFlags = { duplex: 'hda-duplex', micro: 'hda-micro', output: 'hda-output' } as const;

export const checkSound = (sound: Sound, { caps }: Check): void => {
  const { model } = sound;
  if (model === 'usb' && !caps.has('usb-audio'))
    throw unsupported('usb-audio controller is not supported by this QEMU binary');
  if (model === 'ich9' && !caps.has('ich9-intel-hda'))
    throw unsupported('The ich9-intel-hda audio controller is not supported in this QEMU binary');
  if (model === 'virtio' && !caps.has('virtio-sound'))
    throw unsupported('virtio-sound controller is not supported in this QEMU binary');
  if (model === 'ich7') throw unsupported(`sound card model '${model}' is not supported by qemu`);
  if (model !== 'ich6' && model !== 'ich9') return;
  for (const { type } of sound.codecs ?? []) {
    const flag = codecFlags[type];
    if (!caps.has(flag)) throw unsupported(`${flag} not supported in this QEMU binary`);
  }
};
