// A portion of a scan's answer as it travels between threads. Most volumes are plain raw files: a name and six numbers,
// side by side, cost a tenth of what an object for each does.
import type { StorageVolume } from '../../../../schemas/xml/volume.ts';
import type { ImageHeader } from '../../../model/storage/probe.ts';
import { describeFile } from './describe.ts';
import type { FileFacts } from './facts.ts';

export const PORTION = 256;

const kinds: readonly FileFacts['kind'][] = ['file', 'block', 'char', 'dir'];
const NUMBERS = 6;
const plain: ImageHeader = { format: 'raw', features: null };

/** What there is to say of a volume beyond the numbers. */
interface Extra {
  readonly label?: string;
  readonly header: ImageHeader | null;
  readonly backing?: StorageVolume['backingStore'];
}

export interface Portion {
  readonly names: readonly string[];
  readonly numbers: Float64Array;
  readonly extras: ReadonlyMap<number, Extra>;
  /** Volumes that are what they were. */
  readonly same: readonly string[];
}

export interface FoundVolume {
  readonly name: string;
  readonly facts: FileFacts;
  readonly header: ImageHeader | null;
  readonly backing?: StorageVolume['backingStore'];
}

export const createPortion = () => {
  const names: string[] = [];
  const numbers = new Float64Array(PORTION * NUMBERS);
  const extras = new Map<number, Extra>();
  const same: string[] = [];
  const isPlain = (header: ImageHeader | null): boolean =>
    header !== null && header.format === 'raw' && header.capacity === undefined && !header.encryption;
  return {
    names,
    numbers,
    extras,
    same,
    get full() {
      return names.length === PORTION || same.length >= PORTION * 8;
    },
    add({ name, facts, header, backing }: FoundVolume): void {
      const at = names.length * NUMBERS;
      numbers[at] = kinds.indexOf(facts.kind);
      numbers[at + 1] = facts.size;
      numbers[at + 2] = facts.allocation;
      numbers[at + 3] = facts.mode;
      numbers[at + 4] = facts.uid;
      numbers[at + 5] = facts.gid;
      if (facts.label !== undefined || backing || !isPlain(header))
        extras.set(names.length, {
          header,
          ...(facts.label === undefined ? {} : { label: facts.label }),
          ...(backing ? { backing } : {}),
        });
      names.push(name);
    },
  };
};

/** The definitions of a portion's volumes. */
export const volumesOf = function* (folder: string, portion: Portion): Generator<StorageVolume> {
  const { names, numbers, extras } = portion;
  const number = (index: number): number => numbers[index] ?? 0;
  for (const [i, name] of names.entries()) {
    const at = i * NUMBERS;
    const extra = extras.get(i);
    const facts: FileFacts = {
      kind: kinds[number(at)] ?? 'file',
      size: number(at + 1),
      allocation: number(at + 2),
      mode: number(at + 3),
      uid: number(at + 4),
      gid: number(at + 5),
      ...(extra?.label === undefined ? {} : { label: extra.label }),
    };
    const volume = describeFile(folder, name, facts, extra ? extra.header : plain);
    if (extra?.backing) volume.backingStore = extra.backing;
    yield volume;
  }
};
