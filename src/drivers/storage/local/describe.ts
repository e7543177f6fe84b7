// Builds a volume's definition from what was found: the file's facts, its header, and its backing file's.
import type { StorageVolume, VolumeTarget } from '../../../../schemas/xml/volume.ts';
import { resolveBacking } from '../../../model/storage/backing.ts';
import type { ImageHeader } from '../../../model/storage/probe.ts';
import { applyFacts, type FileFacts } from './facts.ts';

/** Where the backing file of an image is, and whether its format must be guessed. */
export interface BackingPlace {
  readonly path: string;
  /** Null when the image does not say it. */
  readonly format: string | null;
  /** False for what is reached over a network: shown as it is written, never opened. */
  readonly local: boolean;
}

export const backingPlace = (image: string, header: ImageHeader): BackingPlace | null => {
  const { backing } = header;
  if (!backing) return null;
  try {
    const source = resolveBacking(image, backing.name);
    if (
      source.path !== undefined &&
      (source.type === 'file' || source.type === 'block' || source.type === 'dir')
    ) {
      const guessed = backing.format === 'auto' || backing.format === 'auto-safe';
      return { path: source.path, format: guessed ? null : backing.format, local: true };
    }
  } catch {
    // What cannot be understood is shown as it is written, like a network place.
  }
  return { path: backing.name, format: 'raw', local: false };
};

/** What the header adds to the definition. */
export const applyHeader = (def: StorageVolume, header: ImageHeader): void => {
  const target = def.target as VolumeTarget;
  target.format = { type: header.format };
  if (header.capacity) def.capacity = header.capacity;
  if (header.clusterSize) target.clusterSize = header.clusterSize;
  const { encryption } = header;
  if (encryption) {
    if (encryption.payloadOffset !== null)
      def.capacity = Math.max(0, (def.capacity ?? 0) - encryption.payloadOffset * 512);
    target.encryption = { format: encryption.format, secrets: target.encryption?.secrets ?? [] };
  } else delete target.encryption;
  if (header.features) {
    target.features = Object.fromEntries(header.features.map((feature) => [feature, true]));
    if (header.format === 'qcow2') target.compat = '1.1';
  } else {
    delete target.features;
    delete target.compat;
  }
};

/** A volume found in a folder. `header` is null for folders. */
export const describeFile = (
  folder: string,
  name: string,
  facts: FileFacts,
  header: ImageHeader | null,
): StorageVolume => {
  const path = `${folder}/${name}`;
  const def: StorageVolume = { type: 'file', name, key: path, target: { path, format: { type: 'raw' } } };
  applyFacts(def, facts);
  if (header) {
    applyHeader(def, header);
    if (header.format === 'ploop') def.type = 'ploop';
  } else {
    def.type = 'dir';
    def.target.format = { type: 'dir' };
  }
  return def;
};
