// Brings the definition of one volume up to date with its file: sizes, owner, times, the backing file's too.
import type { FileFormat } from '../../../../schemas/xml/storage/words.ts';
import type { StorageVolume } from '../../../../schemas/xml/volume.ts';
import type { SecretService } from '../../host.ts';
import { type Pool, pathOf, targetPath, type Volume } from '../objects.ts';
import { applyHeader, backingPlace } from './describe.ts';
import { applyFacts, applyOwner } from './facts.ts';
import { headerOf, isPloop, type OpenRules, openVolume, scanRules, volumeRules } from './inspect.ts';

/** The capacity a header tells, less the encryption header before the data. */
const applyCapacity = (
  def: StorageVolume,
  header: Awaited<ReturnType<typeof headerOf>>,
  size: number,
): void => {
  const { encryption } = def.target;
  def.capacity = header.format === 'raw' && !encryption ? size : header.capacity || size;
  if (encryption && header.encryption?.payloadOffset)
    def.capacity = Math.max(0, def.capacity - header.encryption.payloadOffset * 512);
};

const refreshBacking = async (def: StorageVolume): Promise<void> => {
  const { backingStore } = def;
  if (backingStore?.path === undefined || !backingStore.path.startsWith('/')) return;
  const backing = await openVolume(backingStore.path, { directories: false, lenient: true });
  if (!backing) return;
  applyOwner(backingStore, backing.facts);
  await backing.handle.close();
};

/**
 * Sizes, owner and times of a volume whose format is known; false when its file is not (any more) a volume and the
 * rules are lenient.
 */
export const refreshTarget = async (volume: Volume, rules: OpenRules = volumeRules): Promise<boolean> => {
  const { def } = volume;
  const path = pathOf(volume);
  let opened = await openVolume(path, rules);
  if (!opened) return false;
  try {
    applyFacts(def, opened.facts);
    let format = (def.target.format?.type ?? 'none') as FileFormat;
    if (opened.facts.kind === 'dir') {
      if (!(await isPloop(path))) return true;
      await opened.handle.close();
      opened = await openVolume(`${path}/root.hds`, volumeRules);
      if (!opened) return true;
      applyFacts(def, opened.facts);
      format = 'ploop';
      def.target.format = { type: 'ploop' };
    }
    const readable = def.type === 'file' || def.type === 'block' || format === 'ploop';
    if (readable && format !== 'none' && format !== 'dir')
      applyCapacity(def, await headerOf(opened, format), opened.facts.size);
  } finally {
    await opened?.handle.close();
  }
  await refreshBacking(def);
  return true;
};

/** Finds the secret of an encrypted volume by its path, as its usage. */
const findSecret = async (volume: Volume, secrets: SecretService | null): Promise<void> => {
  const { encryption } = volume.def.target;
  if (!encryption || encryption.secrets.length > 0 || !secrets) return;
  const uuid = await secrets.lookup('volume', pathOf(volume));
  if (uuid !== null) encryption.secrets = [{ type: 'passphrase', uuid }];
};

/** What a client asking for a volume's information sees. */
export const refreshLocalVolume = async (volume: Volume, secrets: SecretService | null): Promise<void> => {
  await refreshTarget(volume);
  await findSecret(volume, secrets);
};

/** Looks at a file as if it had never been seen: the format may have become another. Null when it is no volume. */
export const probeVolume = async (pool: Pool, name: string): Promise<StorageVolume | null> => {
  const path = `${targetPath(pool)}/${name}`;
  const opened = await openVolume(path, scanRules);
  if (!opened) return null;
  try {
    const def: StorageVolume = { type: 'file', name, key: path, target: { path, format: { type: 'raw' } } };
    applyFacts(def, opened.facts);
    if (opened.facts.kind === 'dir') {
      def.type = (await isPloop(path)) ? 'ploop' : 'dir';
      def.target.format = { type: def.type };
      return def;
    }
    const header = await headerOf(opened, 'auto');
    applyHeader(def, header);
    const place = backingPlace(path, header);
    if (place) {
      const format = place.format ?? (place.local ? await probeFormatOf(place.path) : 'raw');
      def.backingStore = { path: place.path, format: { type: format } };
      if (place.local) await refreshBacking(def);
    }
    return def;
  } finally {
    await opened.handle.close();
  }
};

const probeFormatOf = async (path: string): Promise<string> => {
  try {
    const opened = await openVolume(path, scanRules);
    if (!opened) return 'raw';
    try {
      return opened.facts.kind === 'dir' ? 'dir' : (await headerOf(opened, 'auto')).format;
    } finally {
      await opened.handle.close();
    }
  } catch {
    // A backing file that cannot be read now must not make the volume above it vanish.
    return 'raw';
  }
};
