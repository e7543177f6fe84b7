// Takes the compressed ELF kernel out of a bzImage: Xen and libxl both load ELF, and unpacking once here
// is quicker than at every emulated boot. Usage: unpack-kernel.mjs BZIMAGE OUTPUT
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

const [, , input, output] = process.argv;
const image = readFileSync(input);
// Linux boot protocol: setup_sects at 0x1f1, payload_offset and payload_length at 0x248 and 0x24c.
const start = ((image[0x1f1] || 4) + 1) * 512 + image.readUInt32LE(0x248);
const payload = image.subarray(start, start + image.readUInt32LE(0x24c));
const filter = (command, args) =>
  execFileSync(command, args, { input: payload, maxBuffer: 1 << 30, stdio: ['pipe', 'pipe', 'ignore'] });

const unpackers = [
  ['fd377a585a00', () => filter('xz', ['-dc', '--single-stream'])],
  ['28b52ffd', () => filter('zstd', ['-dcq'])],
  ['1f8b', () => gunzipSync(payload)],
];
const found = unpackers.find(([magic]) => payload.toString('hex', 0, 6).startsWith(magic));
if (!found) throw new Error(`${input}: unknown compression`);
let kernel;
try {
  kernel = found[1]();
} catch (e) {
  // The payload carries its length behind the stream, which the tools report as trailing rubbish.
  if (!e.stdout?.length) throw e;
  kernel = e.stdout;
}
if (kernel.toString('latin1', 1, 4) !== 'ELF') throw new Error(`${input}: no ELF kernel inside`);
writeFileSync(output, kernel);
