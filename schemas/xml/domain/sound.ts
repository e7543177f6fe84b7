// <sound> and <audio>: https://libvirt.org/formatdomain.html#sound-devices
import { ErrorCode } from '../../errors.ts';
import * as x from '../dsl.ts';
import { deviceInfo, virtioOptions } from './device.ts';

const unsupported = (text: string): x.Message => ({ code: ErrorCode.CONFIG_UNSUPPORTED, text });

export const Sound = x.element('sound', {
  model: x.attr(x.oneWord(['sb16', 'es1370', 'pcspk', 'ac97', 'ich6', 'ich9', 'usb', 'ich7', 'virtio']), {
    required: true,
  }),
  $usb: x.oneOf('model', {
    usb: { multichannel: x.attr(x.yesNo) },
    virtio: { streams: x.attr(x.uint(), { default: 2, nonZero: true }) },
    'ich6 ich9': {
      codecs: x.children('codec', {
        type: x.attr(x.oneWord(['duplex', 'micro', 'output']), {
          required: unsupported("unknown codec type '(null)'"),
          invalid: unsupported("unknown codec type '{value}'"),
        }),
      }),
    },
  }),
  audio: x.child({ id: x.attr(x.uint(), { required: true, nonZero: true }) }),
  ...deviceInfo,
  driver: x.child(virtioOptions, { when: (s: { model: string }) => s.model === 'virtio' }),
});
export type Sound = x.TypeOf<typeof Sound>;

interface Direction {
  fixedSettings?: boolean;
  mixingEngine?: boolean;
  settings?: unknown;
}
const settings = x.child(
  {
    frequency: x.attr(x.uint(), { nonZero: true }),
    channels: x.attr(x.uint(), { nonZero: true }),
    format: x.attr(x.oneWord(['u8', 's8', 'u16', 's16', 'u32', 's32', 'f32'])),
  },
  {
    keep: true,
    check: (io: Direction) =>
      io.settings && io.fixedSettings !== true
        ? unsupported('audio settings specified without fixed settings flag')
        : undefined,
  },
);

const common = {
  mixingEngine: x.attr(x.yesNo),
  fixedSettings: x.attr(x.yesNo, {
    check: (io: Direction) =>
      io.fixedSettings && io.mixingEngine !== true
        ? unsupported('fixed audio settings requires mixing engine')
        : undefined,
  }),
  voices: x.attr(x.uint(), { nonZero: true }),
  bufferLength: x.attr(x.uint(), { nonZero: true }),
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
    (io: Direction) => {
      if (io.fixedSettings) io.settings ??= {};
      return undefined;
    },
  ),
);

const dspPolicy = ({ dspPolicy: value }: { dspPolicy?: number }): x.Message | undefined =>
  value !== undefined && value < 0 ? `cannot parse 'dspPolicy' value '${value}'` : undefined;

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
    oss: {
      tryMMap: x.attr(x.yesNo),
      exclusive: x.attr(x.yesNo),
      dspPolicy: x.attr(x.int(), { check: dspPolicy }),
    },
    pulseaudio: { serverName: x.attr(x.text) },
    sdl: { driver: x.attr(x.oneWord(['esd', 'alsa', 'arts', 'pulseaudio'])) },
    file: { path: x.attr(x.text) },
    pipewire: { runtimeDir: x.attr(x.text) },
  }),
  input: direction,
  output: direction,
});
export type Audio = x.TypeOf<typeof Audio>;
