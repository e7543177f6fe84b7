// <sound> and <audio>: https://libvirt.org/formatdomain.html#sound-devices
import * as x from '../dsl.ts';
import { deviceInfo, virtioOptions } from './device.ts';

export const Sound = x.element(
  'sound',
  {
    model: x.attr(x.oneWord(['sb16', 'es1370', 'pcspk', 'ac97', 'ich6', 'ich9', 'usb', 'ich7', 'virtio']), {
      required: true,
    }),
    $usb: x.oneOf('model', {
      usb: { multichannel: x.attr(x.yesNo) },
      virtio: { streams: x.attr(x.uint(), { default: 2 }) },
    }),
    codecs: x.children('codec', {
      type: x.attr(x.oneWord(['duplex', 'micro', 'output']), { required: true }),
    }),
    audio: x.child({ id: x.attr(x.uint(), { required: true, nonZero: true }) }),
    ...deviceInfo,
    driver: x.child(virtioOptions),
  },
  (sound: { model: string; codecs: unknown[] }) => {
    if (sound.model !== 'ich6' && sound.model !== 'ich9') sound.codecs = [];
    return undefined;
  },
);
export type Sound = x.TypeOf<typeof Sound>;

const settings = x.child(
  {
    frequency: x.attr(x.uint(), { omit: 0 }),
    channels: x.attr(x.uint(), { omit: 0 }),
    format: x.attr(x.oneWord(['u8', 's8', 'u16', 's16', 'u32', 's32', 'f32'])),
  },
  { keep: true },
);

const common = {
  mixingEngine: x.attr(x.yesNo),
  fixedSettings: x.attr(x.yesNo),
  voices: x.attr(x.uint(), { omit: 0 }),
  bufferLength: x.attr(x.uint(), { omit: 0 }),
};
const alsa = { dev: x.attr(x.text) };
const coreaudio = { bufferCount: x.attr(x.uint(), { omit: 0 }) };
const jack = {
  serverName: x.attr(x.text),
  clientName: x.attr(x.text),
  connectPorts: x.attr(x.text),
  exactName: x.attr(x.yesNo),
};
const oss = { dev: x.attr(x.text), bufferCount: x.attr(x.uint(), { omit: 0 }), tryPoll: x.attr(x.yesNo) };
const pulseaudio = {
  name: x.attr(x.text),
  streamName: x.attr(x.text),
  latency: x.attr(x.uint(), { omit: 0 }),
};
const direction = x.child(
  x.element(
    'direction',
    {
      ...common,
      $backend: x.oneOf('^type', {
        alsa,
        'coreaudio sdl': coreaudio,
        jack,
        oss,
        'pulseaudio pipewire': pulseaudio,
      }),
      settings,
    },
    (io: { fixedSettings?: boolean; settings?: unknown; mixingEngine?: boolean }) => {
      if (io.fixedSettings !== true) delete io.settings;
      if (io.fixedSettings) io.settings ??= {};
      return undefined;
    },
  ),
);

export const Audio = x.element('audio', {
  id: x.attr(x.uint(), { required: true, nonZero: true }),
  type: x.attr(
    x.oneWord([
      'none',
      'alsa',
      'coreaudio',
      'jack',
      'oss',
      'pulseaudio',
      'sdl',
      'spice',
      'file',
      'dbus',
      'pipewire',
    ]),
    { required: true },
  ),
  timerPeriod: x.attr(x.uint(), { nonZero: true }),
  $type: x.oneOf('type', {
    oss: { tryMMap: x.attr(x.yesNo), exclusive: x.attr(x.yesNo), dspPolicy: x.attr(x.int({ min: 0 })) },
    pulseaudio: { serverName: x.attr(x.text) },
    sdl: { driver: x.attr(x.oneWord(['esd', 'alsa', 'arts', 'pulseaudio'])) },
    file: { path: x.attr(x.text) },
    pipewire: { runtimeDir: x.attr(x.text) },
  }),
  input: direction,
  output: direction,
});
export type Audio = x.TypeOf<typeof Audio>;
