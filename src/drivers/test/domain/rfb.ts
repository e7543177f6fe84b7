// A display server for one client that shows the simulated screen: the Remote Framebuffer Protocol, RFC 6143, with raw
// pixels and no authentication. Keys and the pointer are taken and forgotten.
import type { Duplex } from 'node:stream';
import { colourAt, HEIGHT, WIDTH } from './screenshot.ts';

const VERSION = 'RFB 003.008\n';
const SECURITY_NONE = 1;

/** RFC 6143 section 7.4. */
interface PixelFormat {
  readonly bytes: number;
  readonly big: boolean;
  readonly max: readonly [number, number, number];
  readonly shift: readonly [number, number, number];
}
const ordinary: PixelFormat = { bytes: 4, big: false, max: [255, 255, 255], shift: [16, 8, 0] };

const writeFormat = ({ bytes, big, max, shift }: PixelFormat): Buffer => {
  const out = Buffer.alloc(16);
  out.set([bytes * 8, 24, big ? 1 : 0, 1]);
  for (const [i, value] of max.entries()) out.writeUInt16BE(value, 4 + 2 * i);
  out.set(shift, 10);
  return out;
};
/** The format a client asks for, or null when it is none with true colours. */
const readFormat = (data: Buffer): PixelFormat | null => {
  const bytes = (data[0] as number) / 8;
  if (![1, 2, 4].includes(bytes) || data[3] === 0) return null;
  return {
    bytes,
    big: data[2] !== 0,
    max: [data.readUInt16BE(4), data.readUInt16BE(6), data.readUInt16BE(8)],
    shift: [data[10] as number, data[11] as number, data[12] as number],
  };
};

/** One raw rectangle of the whole screen, section 7.7.1. */
const wholeScreen = ({ bytes, big, max, shift }: PixelFormat): Buffer => {
  const head = Buffer.alloc(16);
  head.writeUInt16BE(1, 2);
  head.writeUInt16BE(WIDTH, 8);
  head.writeUInt16BE(HEIGHT, 10);
  const row = Buffer.alloc(WIDTH * bytes);
  for (let x = 0; x < WIDTH; x++) {
    const colour = colourAt(x);
    let pixel = 0;
    for (const i of [0, 1, 2] as const)
      pixel += Math.floor((((colour >> (16 - 8 * i)) & 255) * max[i]) / 255) * 2 ** shift[i];
    if (big) row.writeUIntBE(pixel % 2 ** (8 * bytes), x * bytes, bytes);
    else row.writeUIntLE(pixel % 2 ** (8 * bytes), x * bytes, bytes);
  }
  return Buffer.concat([head, ...Array.from({ length: HEIGHT }, () => row)]);
};

/** The bytes a client's message has in all, section 7.5; 0 while that cannot be told. */
const messageSize = (data: Buffer): number => {
  switch (data[0]) {
    case 0:
      return 20;
    case 2:
      return data.length < 4 ? 0 : 4 + 4 * data.readUInt16BE(2);
    case 3:
      return 10;
    case 4:
      return 8;
    case 5:
      return 6;
    case 6:
      return data.length < 8 ? 0 : 8 + data.readUInt32BE(4);
    default:
      return -1;
  }
};
const LONGEST_MESSAGE = 1024 * 1024;

/** Serves one client until it leaves. `name` is the title of its window. */
export const serveScreen = (client: Duplex, name: string): void => {
  let format = ordinary;
  let waiting: Buffer = Buffer.alloc(0);

  const initialise = (): void => {
    const head = Buffer.alloc(4);
    head.writeUInt16BE(WIDTH, 0);
    head.writeUInt16BE(HEIGHT, 2);
    const title = Buffer.from(name);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(title.length);
    client.write(Buffer.concat([head, writeFormat(format), length, title]));
  };
  const message = (data: Buffer): void => {
    if (data[0] === 0) {
      const wanted = readFormat(data.subarray(4));
      if (wanted) format = wanted;
      else client.destroy();
    }
    // The picture never changes: whoever has it and asks for what is new waits in vain.
    if (data[0] === 3 && data[1] === 0) client.write(wholeScreen(format));
  };
  type Step = () => { readonly need: number; act(data: Buffer): Step };
  const messages: Step = () => ({
    need: messageSize(waiting) || waiting.length + 1,
    act(data) {
      message(data);
      return messages;
    },
  });
  const shared: Step = () => ({
    need: 1,
    act() {
      initialise();
      return messages;
    },
  });
  const security = (minor: number): Step => {
    return () => ({
      need: 1,
      act([chosen]) {
        if (chosen !== SECURITY_NONE) client.destroy();
        // Section 7.1.3: before 3.8 nobody is told that it went well.
        else if (minor >= 8) client.write(Buffer.alloc(4));
        return shared;
      },
    });
  };
  const version: Step = () => ({
    need: VERSION.length,
    act(data) {
      const minor = Number(/^RFB 003\.00(\d)\n$/.exec(data.toString())?.[1] ?? Number.NaN);
      if (Number.isNaN(minor)) {
        client.destroy();
        return version;
      }
      if (minor >= 7) {
        client.write(Buffer.from([1, SECURITY_NONE]));
        return security(minor);
      }
      client.write(Buffer.from([0, 0, 0, SECURITY_NONE]));
      return shared;
    },
  });

  let step: Step = version;
  client.on('error', () => client.destroy());
  client.on('end', () => client.end());
  client.on('data', (data: Buffer) => {
    waiting = waiting.length ? Buffer.concat([waiting, data]) : data;
    while (waiting.length > 0 && !client.destroyed) {
      const { need, act } = step();
      if (need < 0 || need > LONGEST_MESSAGE) {
        client.destroy();
        return;
      }
      if (waiting.length < need) return;
      const part = waiting.subarray(0, need);
      const rest = waiting.subarray(need);
      step = act(part);
      waiting = rest;
    }
  });
  client.write(VERSION);
};
