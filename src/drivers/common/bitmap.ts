// CPU and node sets: the text of the XML, the bytes of the wire, and lists of numbers.
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import { cpusetMembers, formatCpuset } from '../../model/xml/values.ts';

/** Members of a set as the XML writes it (`0-3,5`). */
export const members = (text: string): number[] => {
  const found = cpusetMembers(text);
  if (!found) throw new VirError(ErrorCode.INVALID_ARG, ErrorDomain.NONE, `Failed to parse bitmap '${text}'`);
  return found;
};
export const setText = (numbers: readonly number[]): string => formatCpuset(numbers);

/** Numbers of the bits set in a wire bitmap. */
export const bitsOf = (map: Uint8Array): number[] => {
  const bits: number[] = [];
  for (let i = 0; i < map.length * 8; i++) if ((map[i >> 3] as number) & (1 << (i & 7))) bits.push(i);
  return bits;
};

/** A wire bitmap of `length` bytes; members beyond it are cut off. */
export const bitmapOf = (numbers: readonly number[], length: number): Buffer => {
  const map = Buffer.alloc(length);
  for (const n of numbers) if (n < length * 8) map[n >> 3] = (map[n >> 3] as number) | (1 << (n & 7));
  return map;
};
/** As many bytes as the highest member needs. */
export const fittingBitmap = (numbers: readonly number[]): Buffer =>
  bitmapOf(numbers, Math.ceil((Math.max(-1, ...numbers) + 1) / 8));

export const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
