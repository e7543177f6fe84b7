// The picture on a simulated screen: colour bars, drawn once, as a PNG file.
import { crc32, deflateSync } from 'node:zlib';

export const WIDTH = 320;
export const HEIGHT = 240;
const BARS = [0xffffff, 0xffff00, 0x00ffff, 0x00ff00, 0xff00ff, 0xff0000, 0x0000ff, 0x202020];

/** Red, green and blue of a column. */
export const colourAt = (x: number): number => BARS[Math.floor((x * BARS.length) / WIDTH)] as number;

const chunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
};

const draw = (): Buffer => {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(WIDTH, 0);
  header.writeUInt32BE(HEIGHT, 4);
  header[8] = 8; // bits a channel
  header[9] = 2; // red, green, blue
  const row = Buffer.alloc(1 + WIDTH * 3);
  for (let x = 0; x < WIDTH; x++) row.writeUIntBE(colourAt(x), 1 + x * 3, 3);
  const pixels = Buffer.concat(Array.from({ length: HEIGHT }, () => row));
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
};

let picture: Buffer | undefined;
export const screenshot = (): Buffer => (picture ??= draw());
