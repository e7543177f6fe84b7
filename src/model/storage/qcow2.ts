// Builds the beginning of a new, empty qcow2 image: header, feature names, refcounts and an empty L1 table. What
// `qemu-img create` writes with four flushes is one buffer here.

export interface Qcow2Options {
  /** Bytes; rounded up to whole KiB as qemu-img is told it. */
  readonly capacity: number;
  readonly version: 2 | 3;
  readonly clusterSize?: number;
  readonly lazyRefcounts?: boolean;
}

const FEATURE_NAMES: readonly (readonly [kind: number, bit: number, name: string])[] = [
  [0, 0, 'dirty bit'],
  [0, 1, 'corrupt bit'],
  [0, 2, 'external data file'],
  [0, 3, 'compression type'],
  [0, 4, 'extended L2 entries'],
  [1, 0, 'lazy refcounts'],
  [2, 0, 'bitmaps'],
  [2, 1, 'raw external data'],
];
const FEATURE_TABLE = 0x6803f857;
const HEADER_V3 = 112;
const HEADER_V2 = 72;
const REFCOUNT_BYTES = 2;
const ENTRY = 8;

const writeFeatureNames = (image: Buffer, at: number): void => {
  image.writeUInt32BE(FEATURE_TABLE, at);
  image.writeUInt32BE(FEATURE_NAMES.length * 48, at + 4);
  FEATURE_NAMES.forEach(([kind, bit, name], index) => {
    const entry = at + 8 + index * 48;
    image[entry] = kind;
    image[entry + 1] = bit;
    image.write(name, entry + 2, 46, 'latin1');
  });
};

/** The first bytes of the image, or null when its tables do not fit the simple layout (then qemu-img makes it). */
export const emptyQcow2 = (options: Qcow2Options): Buffer | null => {
  const { version, clusterSize = 65536 } = options;
  const bits = Math.log2(clusterSize);
  if (!Number.isInteger(bits) || bits < 16 || bits > 21 || options.capacity <= 0) return null;
  const size = Math.ceil(options.capacity / 1024) * 1024;
  const l1Entries = Math.ceil(size / (clusterSize * (clusterSize / ENTRY)));
  const l1Clusters = Math.ceil((l1Entries * ENTRY) / clusterSize);
  const clusters = 3 + l1Clusters;
  if (clusters > clusterSize / REFCOUNT_BYTES || l1Entries > 4 * 1024 * 1024) return null;

  const [refcountTable, refcountBlock, l1] = [clusterSize, 2 * clusterSize, 3 * clusterSize];
  const image = Buffer.alloc(l1 + l1Entries * ENTRY);
  image.write('QFI\xfb', 0, 'latin1');
  image.writeUInt32BE(version, 4);
  image.writeUInt32BE(bits, 20);
  image.writeBigUInt64BE(BigInt(size), 24);
  image.writeUInt32BE(l1Entries, 36);
  image.writeBigUInt64BE(BigInt(l1), 40);
  image.writeBigUInt64BE(BigInt(refcountTable), 48);
  image.writeUInt32BE(1, 56);
  if (version === 3) {
    image.writeBigUInt64BE(options.lazyRefcounts ? 1n : 0n, 80);
    image.writeUInt32BE(4, 96);
    image.writeUInt32BE(HEADER_V3, 100);
    writeFeatureNames(image, HEADER_V3);
  } else image.writeUInt32BE(0, HEADER_V2);
  image.writeBigUInt64BE(BigInt(refcountBlock), refcountTable);
  for (let cluster = 0; cluster < clusters; cluster++)
    image.writeUInt16BE(1, refcountBlock + cluster * REFCOUNT_BYTES);
  return image;
};
