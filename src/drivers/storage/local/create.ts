// Makes the files of volumes: raw images by hand, plain qcow2 images by hand too, everything else through qemu-img.
// A file that could not be completed is removed.
import { type FileHandle, mkdir, open, rm, rmdir, stat } from 'node:fs/promises';
import { ErrorDomain, unsupportedFlags } from '../../../../schemas/errors.ts';
import type { StorageVolume } from '../../../../schemas/xml/volume.ts';
import { emptyQcow2 } from '../../../model/storage/qcow2.ts';
import {
  checkBeforeBacking,
  convertSteps,
  type QemuImgRequest,
  qemuImgCreate,
} from '../../../model/storage/qemu-img.ts';
import { allocate, setCopyOnWrite } from '../../../native/files.ts';
import { findProgram, LONG_MS, run } from '../../common/run.ts';
import type { BackendServices, VolumeFlags } from '../backend.ts';
import {
  configUnsupported,
  errnoOf,
  internalError,
  isErrno,
  notSupported,
  operationInvalid,
  orFail,
  systemFailure,
} from '../errors.ts';
import { type Pool, pathOf, targetPath, type Volume } from '../objects.ts';
import { copyData, writeZeros } from './copy.ts';
import { withSecretFile } from './passphrase.ts';

const flagBits = { preallocateMetadata: 1, reflink: 2 } as const;
/** Each way of making a volume knows some of the flags. */
const refuseFlags = (func: string, flags: VolumeFlags, known: readonly (keyof VolumeFlags)[]): void => {
  let bits = 0;
  for (const flag of ['preallocateMetadata', 'reflink'] as const)
    if (flags[flag] && !known.includes(flag)) bits |= flagBits[flag];
  if (bits !== 0) throw unsupportedFlags(ErrorDomain.STORAGE, bits, func);
};

const DEFAULT_MODE = 0o600;
const NONE = 0xffffffff;
const permissionsOf = (def: StorageVolume) => {
  const { mode, owner, group } = def.target.permissions ?? {};
  return { mode: mode === undefined ? DEFAULT_MODE : Number.parseInt(mode, 8), owner, group };
};

const octal = (mode: number): string => mode.toString(8).padStart(4, '0');

/** Gives an open file the owner and mode its definition asks for. */
const applyPermissions = async (file: FileHandle, def: StorageVolume, path: string): Promise<void> => {
  const { mode, owner, group } = permissionsOf(def);
  const now = await file.stat();
  if ((owner !== undefined && owner !== now.uid) || (group !== undefined && group !== now.gid)) {
    const text = `cannot chown '${path}' to (${owner ?? NONE}, ${group ?? NONE})`;
    await orFail(file.chown(owner ?? now.uid, group ?? now.gid), text);
  }
  if ((now.mode & 0o777) !== mode)
    await orFail(file.chmod(mode), `cannot set mode of '${path}' to ${octal(mode)}`);
};

/** Makes a file that must not exist, fills it, and removes it again when that fails. */
const makeFile = async (def: StorageVolume, fill: (file: FileHandle) => Promise<void>): Promise<void> => {
  const path = def.target.path ?? '';
  let file: FileHandle;
  try {
    file = await open(path, 'wx+', permissionsOf(def).mode);
  } catch (error) {
    throw systemFailure(error, `Failed to create file '${path}'`);
  }
  try {
    await applyPermissions(file, def, path);
    await fill(file);
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(path, { force: true });
    throw error;
  }
  await file.close();
};

const setNoCow = (file: FileHandle, path: string): void => {
  try {
    setCopyOnWrite(file.fd, false);
  } catch (error) {
    // Only btrfs knows the flag.
    if (!['ENOTTY', 'EOPNOTSUPP', 'EINVAL'].includes(codeOf(error)))
      throw systemFailure(error, `Failed to set NOCOW flag on '${path}'`);
  }
};
const codes: Readonly<Record<number, string>> = {
  25: 'ENOTTY',
  95: 'EOPNOTSUPP',
  22: 'EINVAL',
  38: 'ENOSYS',
};
const codeOf = (error: unknown): string =>
  (error as NodeJS.ErrnoException).code ?? codes[errnoOf(error)] ?? '';

/** A raw image, empty or with another volume's data. */
export const createRaw = async (volume: Volume, input: Volume | null, flags: VolumeFlags): Promise<void> => {
  const { def } = volume;
  const path = pathOf(volume);
  if (flags.preallocateMetadata)
    throw configUnsupported('metadata preallocation is not supported for raw volumes');
  if (def.backingStore) throw notSupported('backing storage not supported for raw volumes');
  if (def.target.encryption) throw configUnsupported('storage pool does not support encrypted volumes');
  const [capacity, allocation] = [def.capacity ?? 0, def.allocation ?? 0];
  await makeFile(def, async (file) => {
    if (def.target.nocow) setNoCow(file, path);
    let allocated = input !== null && allocation < (input.def.capacity ?? 0);
    const mayShare = input !== null && !def.target.nocow;
    if (mayShare && !flags.reflink && (await shareAll(input, file, path, capacity))) return;
    await orFail(file.truncate(capacity), `cannot extend file '${path}'`);
    if (allocation > 0 && !allocated) {
      try {
        await allocate(file.fd, 0, allocation);
        allocated = true;
      } catch (error) {
        if (codeOf(error) !== 'ENOSYS' && codeOf(error) !== 'EOPNOTSUPP')
          throw systemFailure(error, `cannot allocate ${allocation} bytes in file '${path}'`);
      }
    }
    let filled = 0;
    if (input) {
      filled = input.def.capacity ?? 0;
      await copyData(input, file, path, {
        sparse: allocated,
        reflink: flags.reflink,
        mayShare: false,
        size: filled,
      });
    }
    if (!allocated) await orFail(writeZeros(file, filled, allocation, false), `cannot fill file '${path}'`);
    await orFail(file.sync(), `cannot sync data to file '${path}'`);
  });
};

/** Shares all blocks of the source, where the file system can: the copy is then there at once. */
const shareAll = async (
  input: Volume,
  file: FileHandle,
  path: string,
  capacity: number,
): Promise<boolean> => {
  const size = input.def.capacity ?? 0;
  if (input.def.type !== 'file' || size === 0) return false;
  try {
    await copyData(input, file, path, { sparse: true, reflink: true, mayShare: true, size });
  } catch {
    return false;
  }
  await orFail(file.truncate(capacity), `cannot extend file '${path}'`);
  await orFail(file.sync(), `cannot sync data to file '${path}'`);
  return true;
};

/** Whether an image of ours is the same as what qemu-img would make. */
const simpleQcow2 = (def: StorageVolume, flags: VolumeFlags): Buffer | null => {
  const { target } = def;
  if (target.format?.type !== 'qcow2' || flags.preallocateMetadata || flags.reflink) return null;
  if (target.encryption || target.nocow || def.backingStore) return null;
  if (target.features?.extended_l2 || target.features?.data_file) return null;
  const compat = target.compat ?? '1.1';
  if (compat !== '1.1' && compat !== '0.10') return null;
  if (compat === '0.10' && target.features?.lazy_refcounts) return null;
  return emptyQcow2({
    capacity: def.capacity ?? 0,
    version: compat === '1.1' ? 3 : 2,
    clusterSize: target.clusterSize,
    lazyRefcounts: target.features?.lazy_refcounts === true,
  });
};

const checkBackingReadable = async (pool: Pool, def: StorageVolume): Promise<void> => {
  const path = def.backingStore?.path;
  if (path === undefined) return;
  const absolute = path.startsWith('/') ? path : `${targetPath(pool)}/${path}`;
  const text = `inaccessible backing store volume ${path}`;
  const file = await orFail(open(absolute, 'r'), text);
  await file.close();
};

const runQemuImg = async (request: QemuImgRequest): Promise<void> => {
  const def = request.volume;
  const path = def.target.path ?? '';
  await run('qemu-img', qemuImgCreate(request), { timeoutMs: LONG_MS });
  await orFail(stat(path), `failed to create ${path}`);
  const file = await orFail(open(path, 'r+'), `failed to create ${path}`);
  try {
    await applyPermissions(file, def, path);
  } finally {
    await file.close();
  }
};

/** An image of any format that qemu-img knows, empty or converted from another volume. */
export const createImage = async (
  pool: Pool,
  volume: Volume,
  input: Volume | null,
  flags: VolumeFlags,
  services: BackendServices,
): Promise<void> => {
  const { def } = volume;
  const image = input ? null : simpleQcow2(def, flags);
  if (image) {
    const text = `failed writing to file '${pathOf(volume)}'`;
    return makeFile(def, async (file) => {
      await orFail(file.writeFile(image), text);
      await orFail(file.datasync(), text);
    });
  }
  if (!findProgram('qemu-img'))
    throw internalError('creation of non-raw file images is not supported without qemu-img.');
  refuseFlags('storageBackendCreateQemuImg', flags, ['preallocateMetadata']);
  const request = {
    volume: def,
    input: input?.def,
    preallocateMetadata: flags.preallocateMetadata,
  };
  const steps = convertSteps(request);
  await withSecretFile(pool, volume, services, (secretFile) =>
    withSecretFile(pool, input, services, async (inputSecretFile) => {
      // Whatever libvirt refuses is refused before anything is made.
      checkBeforeBacking(request);
      await checkBackingReadable(pool, def);
      for (const step of steps) qemuImgCreate({ ...request, step, secretFile, inputSecretFile });
      try {
        for (const step of steps) await runQemuImg({ ...request, step, secretFile, inputSecretFile });
      } catch (error) {
        if (def.type === 'file') await rm(pathOf(volume), { force: true });
        throw error;
      }
    }),
  );
};

/** A folder as a volume. */
export const createFolder = async (volume: Volume, input: Volume | null): Promise<void> => {
  const { def } = volume;
  const path = pathOf(volume);
  if (input) throw internalError('cannot copy from volume to a directory volume');
  if (def.backingStore) throw notSupported('backing storage not supported for directories volumes');
  const { mode } = permissionsOf(def);
  await orFail(mkdir(path, { mode }), `failed to create directory '${path}'`);
  const folder = await open(path, 'r');
  try {
    await applyPermissions(folder, def, path);
  } catch (error) {
    await rmdir(path).catch(() => undefined);
    throw error;
  } finally {
    await folder.close();
  }
};

/** A Virtuozzo image: a folder with a disk and its description. */
export const createPloop = async (
  volume: Volume,
  input: Volume | null,
  flags: VolumeFlags,
): Promise<void> => {
  const { def } = volume;
  const path = pathOf(volume);
  refuseFlags('storageBackendCreatePloop', flags, []);
  if (input && input.def.target.format?.type !== 'ploop')
    throw internalError(`unsupported input storage vol type ${input.def.target.format?.type}`);
  if (def.target.encryption)
    throw configUnsupported('encrypted ploop volumes are not supported with ploop init');
  if (def.backingStore) throw configUnsupported('copy-on-write ploop volumes are not yet supported');
  if (!input && !findProgram('ploop'))
    throw internalError('unable to find ploop, please install ploop tools');
  try {
    if (input) await run('cp', ['-r', pathOf(input), path], { timeoutMs: LONG_MS });
    else {
      await createFolder(volume, null);
      const size = `${Math.ceil((def.capacity ?? 0) / (1 << 20))}M`;
      await run('ploop', ['init', '-s', size, '-t', 'ext4', `${path}/root.hds`], { timeoutMs: LONG_MS });
    }
  } catch (error) {
    await rm(path, { recursive: true, force: true });
    throw error;
  }
};

/** Fills an existing block device with another volume's data. */
export const fillDevice = async (volume: Volume, input: Volume, flags: VolumeFlags): Promise<void> => {
  const path = pathOf(volume);
  if (flags.preallocateMetadata)
    throw configUnsupported('metadata preallocation is not supported for block volumes');
  const device = await orFail(open(path, 'r+'), `cannot create path '${path}'`);
  try {
    const size = Math.min(volume.def.capacity ?? 0, input.def.capacity ?? 0);
    await copyData(input, device, path, { sparse: false, reflink: flags.reflink, mayShare: false, size });
    await applyPermissions(device, volume.def, path);
  } finally {
    await device.close();
  }
};

/** Gives a new volume of a folder pool its place. */
export const nameLocalVolume = async (pool: Pool, volume: Volume): Promise<void> => {
  const { def } = volume;
  const format = def.target.format?.type;
  def.type = format === 'dir' ? 'dir' : format === 'ploop' ? 'ploop' : 'file';
  if (def.name.includes('/')) throw operationInvalid(`volume name '${def.name}' cannot contain '/'`);
  def.target.path = `${targetPath(pool)}/${def.name}`;
  const exists = await stat(def.target.path).then(
    () => true,
    (error) => !isErrno(error, 'ENOENT'),
  );
  if (exists) throw operationInvalid(`volume target path '${def.target.path}' already exists`);
  def.key = def.target.path;
};

/** Makes a new volume of a folder pool. */
export const buildLocalVolume = (
  pool: Pool,
  volume: Volume,
  input: Volume | null,
  flags: VolumeFlags,
  services: BackendServices,
): Promise<void> => {
  const { def } = volume;
  const format = def.target.format?.type ?? 'raw';
  if (input) return buildFrom(pool, volume, input, flags, services);
  if (format === 'raw' && !def.target.encryption) return createRaw(volume, null, flags);
  if (format === 'dir') return createFolder(volume, null);
  if (format === 'ploop') return createPloop(volume, null, flags);
  return createImage(pool, volume, null, flags, services);
};

const needsTool = ({ def }: Volume): boolean =>
  def.type === 'file' &&
  ((def.target.format?.type ?? 'raw') !== 'raw' || def.target.encryption !== undefined);

/** Makes a volume with the data of another, in whatever way their kinds allow. */
export const buildFrom = async (
  pool: Pool,
  volume: Volume,
  input: Volume,
  flags: VolumeFlags,
  services: BackendServices,
): Promise<void> => {
  if (needsTool(volume) || needsTool(input)) return createImage(pool, volume, input, flags, services);
  if (volume.def.type === 'ploop') return createPloop(volume, input, flags);
  if (volume.def.type === 'block') return fillDevice(volume, input, flags);
  return createRaw(volume, input, flags);
};
