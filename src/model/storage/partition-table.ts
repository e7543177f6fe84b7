// Tells by its first sectors which partition table a disk has.

const labels: readonly (readonly [label: string, offset: number, magic: string])[] = [
  ['lvm2', 0x218, '4c564d3220303031'],
  ['gpt', 0x200, '4546492050415254'],
  ['dvh', 0x0, '0be5a941'],
  ['mac', 0x0, '4552'],
  ['bsd', 0x40, '57455682'],
  ['sun', 0x1fc, 'dabe'],
  ['pc98', 0x0, 'cb00000049504c31'],
  // Last: several of the others carry this signature too.
  ['dos', 0x1fe, '55aa'],
];

/** The label of a disk by its first 1024 bytes; 'unknown' when there is none. */
export const detectLabel = (start: Buffer): string => {
  for (const [label, offset, magic] of labels) {
    const bytes = Buffer.from(magic, 'hex');
    if (start.length >= offset + bytes.length && start.subarray(offset, offset + bytes.length).equals(bytes))
      return label;
  }
  return 'unknown';
};
