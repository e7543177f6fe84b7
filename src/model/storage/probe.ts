// Reads what an image file's first bytes say of it: format, size, backing file, encryption. Everything read is
// checked against the bytes there are; nothing outside the header is looked at, and no file is opened here.
import type { FileFormat, VolumeFeature } from '../../../schemas/xml/storage/words.ts';

/** How much of a file's beginning is looked at. */
export const HEADER_LENGTH = 4 * 16384;

/** 'auto': the image does not say what its backing file is, which is then not to be trusted. */
export type BackingFormat = FileFormat | 'auto' | 'auto-safe';

export interface ImageHeader {
  format: FileFormat;
  /** Absent where the file's own size is the capacity. */
  capacity?: number;
  clusterSize?: number;
  backing?: { readonly name: string; readonly format: BackingFormat };
  dataFile?: string;
  /** Null for formats without features; then there is no compat level either. */
  features: VolumeFeature[] | null;
  encryption?: { readonly format: 'luks' | 'qcow'; readonly payloadOffset: number | null };
}

type Magic = readonly [format: FileFormat, offset: number, bytes: Buffer, valid: (b: Buffer) => boolean];
const ascii = (text: string): Buffer => Buffer.from(text, 'latin1');
const has = (b: Buffer, offset: number, length: number): boolean =>
  offset >= 0 && offset + length <= b.length;
const version32 =
  (offset: number, little: boolean, ...known: number[]) =>
  (b: Buffer): boolean =>
    has(b, offset, 4) && known.includes(little ? b.readUInt32LE(offset) : b.readUInt32BE(offset));
const anyVersion = (): boolean => true;

/** In the order in which they are tried. */
const magics: readonly Magic[] = [
  ['iso', 32769, ascii('CD001'), anyVersion],
  ['vpc', 0, ascii('conectix'), version32(12, false, 0x10000)],
  ['vdi', 64, ascii('\x7f\x10\xda\xbe'), version32(68, true, 0x00010001)],
  ['ploop', 0, ascii('WithouFreSpacExt'), anyVersion],
  ['cow', 0, ascii('OOOM'), version32(4, false, 2)],
  ['qcow', 0, ascii('QFI\xfb'), version32(4, false, 1)],
  ['qcow2', 0, ascii('QFI\xfb'), version32(4, false, 2, 3)],
  ['qed', 0, ascii('QED\0'), anyVersion],
  ['vmdk', 0, ascii('KDMV'), version32(4, true, 1, 2, 3)],
];

/** The format that the first bytes claim; 'raw' when they claim none that is known. */
export const probeFormat = (header: Buffer): FileFormat => {
  for (const [format, offset, bytes, valid] of magics) {
    // The first byte tells nearly always, and costs a tenth of a comparison.
    if (header[offset] !== bytes[0] || !has(header, offset, bytes.length)) continue;
    if (header.compare(bytes, 0, bytes.length, offset, offset + bytes.length) === 0 && valid(header))
      return format;
  }
  return 'raw';
};

/** Sizes beyond what a number holds exactly, or beyond what any file can have, are lies. */
const size64 = (value: bigint, factor = 1n): number | undefined => {
  const scaled = value * factor;
  return scaled > BigInt(Number.MAX_SAFE_INTEGER) ? undefined : Number(scaled);
};
const at64 = (b: Buffer, offset: number, little: boolean, factor = 1n): number | undefined =>
  has(b, offset, 8)
    ? size64(little ? b.readBigUInt64LE(offset) : b.readBigUInt64BE(offset), factor)
    : undefined;

const cString = (b: Buffer, offset: number, length: number): string => {
  const bytes = b.subarray(offset, offset + length);
  const end = bytes.indexOf(0);
  return bytes.toString('utf8', 0, end < 0 ? bytes.length : end);
};

const QCOW2_HEADER = 72;
const QCOW2_INCOMPATIBLE = 72;
const QCOW2_COMPATIBLE = 80;
const QCOW2_HEADER_LENGTH = 100;
const EXTENSION_BACKING_FORMAT = 0xe2792aca;
const EXTENSION_DATA_FILE = 0x44415441;

const fileFormatNames: ReadonlySet<string> = new Set([
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
]);

/** The header extensions of a qcow2 image, up to the name of its backing file. */
const qcow2Extensions = (b: Buffer): Map<number, Buffer> => {
  const found = new Map<number, Buffer>();
  const version = b.readUInt32BE(4);
  if (version === 3 && !has(b, QCOW2_HEADER_LENGTH, 4)) return found;
  let offset = version === 2 ? QCOW2_HEADER : b.readUInt32BE(QCOW2_HEADER_LENGTH);
  const backing = at64(b, 8, false) ?? b.length;
  const end = Math.min(backing === 0 ? b.length : backing, b.length);
  while (offset + 8 <= end) {
    const kind = b.readUInt32BE(offset);
    const length = b.readUInt32BE(offset + 4);
    offset += 8;
    if (kind === 0 || offset + length > b.length) break;
    if (!found.has(kind)) found.set(kind, b.subarray(offset, offset + length));
    // Payloads are padded to eight bytes.
    offset += (length + 7) & ~7;
  }
  return found;
};

const qcowBacking = (b: Buffer, image: ImageHeader): void => {
  const offset = at64(b, 8, false);
  if (!offset || !has(b, 16, 4)) return;
  const length = b.readUInt32BE(16);
  if (length === 0 || length > 1023 || !has(b, offset, length)) return;
  let format: BackingFormat = 'auto';
  if (image.format === 'qcow2') {
    const named = qcow2Extensions(b).get(EXTENSION_BACKING_FORMAT)?.toString('latin1');
    // A protocol's name there means that the image below has no format of its own.
    if (named !== undefined) format = fileFormatNames.has(named) ? (named as FileFormat) : 'raw';
  }
  image.backing = { name: cString(b, offset, length), format };
};

const qcow2Features = (b: Buffer): VolumeFeature[] | null => {
  if (!has(b, QCOW2_INCOMPATIBLE, 16) || b.readUInt32BE(4) === 2) return null;
  const features: VolumeFeature[] = [];
  const incompatible = b.readBigUInt64BE(QCOW2_INCOMPATIBLE);
  if (b.readBigUInt64BE(QCOW2_COMPATIBLE) & 1n) features.push('lazy_refcounts');
  if (incompatible & 16n) features.push('extended_l2');
  if (incompatible & 4n) features.push('data_file');
  return features;
};

const vmdkBacking = (b: Buffer, image: ImageHeader): void => {
  if (b.length <= 512) return;
  const description = cString(b, 512, b.length - 512);
  const name = /parentFileNameHint="([^"]*)"/.exec(description)?.[1];
  if (name) image.backing = { name, format: 'auto' };
};

const qedBacking = (b: Buffer, image: ImageHeader): void => {
  if (!has(b, 56, 8)) return;
  const features = b.readBigUInt64LE(16);
  if (!(features & 1n)) return;
  const offset = b.readUInt32LE(56);
  const length = b.readUInt32LE(60);
  if (length === 0 || !has(b, offset, length)) return;
  image.backing = { name: cString(b, offset, length), format: features & 4n ? 'raw' : 'auto-safe' };
};

/** What each format's header holds besides its magic. */
type Reader = (b: Buffer, image: ImageHeader) => void;
const sizeAt =
  (offset: number, little: boolean, factor = 1n): Reader =>
  (b, image) => {
    image.capacity = at64(b, offset, little, factor);
  };
const readers: Partial<Record<FileFormat, Reader>> = {
  bochs: sizeAt(84, true),
  vpc: sizeAt(40, false),
  vdi: sizeAt(368, true),
  ploop: sizeAt(36, true, 512n),
  cow: (b, image) => {
    image.capacity = at64(b, 1036, false);
    if (has(b, 8, 1024) && b[8] !== 0) image.backing = { name: cString(b, 8, 1024), format: 'auto' };
  },
  qcow: (b, image) => {
    image.capacity = at64(b, 24, false);
    if (has(b, 36, 4) && b.readUInt32BE(36) === 1) image.encryption = { format: 'qcow', payloadOffset: null };
    qcowBacking(b, image);
  },
  qcow2: (b, image) => {
    image.capacity = at64(b, 24, false);
    const bits = has(b, 20, 4) ? b.readUInt32BE(20) : 0;
    if (bits > 0 && bits < 40) image.clusterSize = 2 ** bits;
    const crypt = has(b, 32, 4) ? b.readUInt32BE(32) : 0;
    if (crypt === 1 || crypt === 2)
      image.encryption = { format: crypt === 2 ? 'luks' : 'qcow', payloadOffset: null };
    qcowBacking(b, image);
    image.features = qcow2Features(b);
    if (image.features?.includes('data_file'))
      image.dataFile = qcow2Extensions(b).get(EXTENSION_DATA_FILE)?.toString('utf8');
  },
  qed: (b, image) => {
    image.capacity = at64(b, 48, true);
    qedBacking(b, image);
  },
  vmdk: (b, image) => {
    image.capacity = at64(b, 12, true, 512n);
    vmdkBacking(b, image);
  },
  raw: (b, image) => {
    const LUKS = ascii('LUKS\xba\xbe');
    if (!has(b, 0, 108) || b.compare(LUKS, 0, 6, 0, 6) !== 0 || b.readUInt16BE(6) !== 1) return;
    image.encryption = { format: 'luks', payloadOffset: b.readUInt32BE(104) };
  },
};

/**
 * Reads a header as the given format, or as the one it claims. Whoever hands the file to a guest must say the format:
 * a guest can write any header into a raw image.
 */
export const readHeader = (header: Buffer, format: FileFormat | 'auto' = 'auto'): ImageHeader => {
  const image: ImageHeader = { format: format === 'auto' ? probeFormat(header) : format, features: null };
  readers[image.format]?.(header, image);
  return image;
};
