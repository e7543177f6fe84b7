// Sound cards and the audio back ends behind them.
import type { Audio, Sound } from '../../../model/domain/devices.ts';
import { addExtension, addressProps } from './address.ts';
import { addDevice, type Build, internal } from './build.ts';
import { type Props, positive, toJson } from './json.ts';
import { virtioProps } from './virtio.ts';

const drivers: Record<string, string> = {
  es1370: 'ES1370',
  ac97: 'AC97',
  ich6: 'intel-hda',
  ich9: 'ich9-intel-hda',
  usb: 'usb-audio',
  sb16: 'sb16',
};
const codecs = { duplex: 'hda-duplex', micro: 'hda-micro', output: 'hda-output' } as const;

/** The back end with this id; without one asked for, the first. */
export const audioId = (build: Build, id: number | undefined): string => {
  const { audios } = build.domain.devices;
  const audio = id ? audios.find((each) => each.id === id) : audios[0];
  if (!audio) throw internal('unable to find audio backend for sound device');
  return `audio${audio.id}`;
};

const hasCodecs = (sound: Sound): boolean => sound.model === 'ich6' || sound.model === 'ich9';

const addSound = (build: Build, sound: Sound): void => {
  const id = sound.alias?.name;
  addExtension(build, sound);
  addDevice(build, {
    ...(sound.model === 'virtio'
      ? virtioProps(build.caps, 'virtio-sound', sound, sound.driver)
      : { driver: drivers[sound.model] }),
    id,
    audiodev: hasCodecs(sound) ? undefined : audioId(build, sound.audio?.id),
    multi: sound.model === 'usb' ? sound.multichannel : undefined,
    streams: sound.model === 'virtio' ? positive(sound.streams) : undefined,
    ...addressProps(build, sound),
  });
  if (!hasCodecs(sound)) return;
  const list = sound.codecs?.length ? sound.codecs : [{ type: 'duplex' as const }];
  for (const [cad, codec] of list.entries()) {
    addDevice(build, {
      driver: codecs[codec.type],
      id: `${id}-codec${cad}`,
      bus: `${id}.0`,
      cad,
      audiodev: audioId(build, sound.audio?.id),
    });
  }
};

export const addSounds = (build: Build): void => {
  for (const sound of build.domain.devices.sounds) if (sound.model !== 'pcspk') addSound(build, sound);
};

// ---------------------------------------------------------------- back ends

interface Direction {
  mixingEngine?: boolean;
  fixedSettings?: boolean;
  voices?: number;
  bufferLength?: number;
  settings?: { frequency?: number; channels?: number; format?: string };
  dev?: string;
  bufferCount?: number;
  serverName?: string;
  clientName?: string;
  connectPorts?: string;
  exactName?: boolean;
  tryPoll?: boolean;
  name?: string;
  streamName?: string;
  latency?: number;
}

const special = (type: Audio['type'], way: Direction): Props => {
  switch (type) {
    case 'alsa':
      return { dev: way.dev };
    case 'coreaudio':
    case 'sdl':
      return { 'buffer-count': positive(way.bufferCount) };
    case 'jack':
      return {
        'server-name': way.serverName,
        'client-name': way.clientName,
        'connect-ports': way.connectPorts,
        'exact-name': way.exactName,
      };
    case 'oss':
      return { dev: way.dev, 'buffer-count': positive(way.bufferCount), 'try-poll': way.tryPoll };
    case 'pulseaudio':
    case 'pipewire':
      return { name: way.name, 'stream-name': way.streamName, latency: positive(way.latency) };
    default:
      return {};
  }
};

const direction = (type: Audio['type'], way: Direction | undefined): Props | undefined => {
  if (!way) return undefined;
  const fixed = way.fixedSettings ? way.settings : undefined;
  const props: Props = {
    'mixing-engine': way.mixingEngine,
    'fixed-settings': way.fixedSettings,
    voices: positive(way.voices),
    'buffer-length': positive(way.bufferLength),
    frequency: positive(fixed?.frequency),
    channels: positive(fixed?.channels),
    format: fixed?.format,
    ...special(type, way),
  };
  return Object.values(props).some((value) => value !== undefined) ? props : undefined;
};

const audioDrivers: Record<string, string> = { pulseaudio: 'pa', file: 'wav' };

const backend = (build: Build, audio: Audio): Props => {
  switch (audio.type) {
    case 'oss':
      return { 'try-mmap': audio.tryMMap, exclusive: audio.exclusive, 'dsp-policy': audio.dspPolicy };
    case 'pulseaudio':
      return { server: audio.serverName };
    case 'sdl':
      if (audio.driver) build.env.push(['SDL_AUDIODRIVER', audio.driver]);
      return {};
    case 'file':
      return { path: audio.path };
    case 'pipewire':
      if (audio.runtimeDir !== undefined) build.env.push(['PIPEWIRE_RUNTIME_DIR', audio.runtimeDir]);
      return {};
    default:
      return {};
  }
};

export const addAudios = (build: Build): void => {
  for (const audio of build.domain.devices.audios) {
    build.args.push(
      '-audiodev',
      toJson({
        id: `audio${audio.id}`,
        driver: audioDrivers[audio.type] ?? audio.type,
        'timer-period': positive(audio.timerPeriod),
        ...backend(build, audio),
        in: direction(audio.type, audio.input as Direction | undefined),
        out: direction(audio.type, audio.output as Direction | undefined),
      }),
    );
  }
};
