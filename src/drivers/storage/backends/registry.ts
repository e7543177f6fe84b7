// The kinds of pools this host can have.
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import { type PoolType, poolTypes } from '../../../../schemas/xml/storage/words.ts';
import { findProgram } from '../../common/run.ts';
import type { Backend, BackendServices } from '../backend.ts';
import { diskBackend } from './disk.ts';
import { dirBackend } from './folder.ts';
import { fsBackend, netfsBackend } from './fs.ts';
import { glusterBackend } from './gluster.ts';
import { iscsiBackend } from './iscsi.ts';
import { logicalBackend } from './logical.ts';
import { iscsiDirectBackend, rbdBackend } from './network.ts';
import { mpathBackend, vstorageBackend, zfsBackend } from './others.ts';
import { scsiBackend } from './scsi.ts';

type Maker = (services: BackendServices) => Backend;
/**
 * Kinds that libvirt packages separately are there only when their program is; the others are always there, and name
 * the program they miss when they are started.
 */
const makers: Readonly<Partial<Record<PoolType, readonly [maker: Maker, program: string | null]>>> = {
  dir: [dirBackend, null],
  fs: [fsBackend, null],
  netfs: [netfsBackend, null],
  logical: [logicalBackend, null],
  disk: [diskBackend, null],
  iscsi: [iscsiBackend, null],
  'iscsi-direct': [iscsiDirectBackend, 'iscsi-ls'],
  scsi: [scsiBackend, null],
  mpath: [mpathBackend, null],
  rbd: [rbdBackend, 'rbd'],
  gluster: [glusterBackend, 'gluster'],
  zfs: [zfsBackend, 'zfs'],
  vstorage: [vstorageBackend, 'vstorage-mount'],
};

export interface BackendRegistry {
  /** Throws libvirt's error for kinds that are not there. */
  of(type: PoolType): Backend;
  has(type: PoolType): boolean;
  /** Kinds that are not there, and the program that would bring each. */
  readonly missing: ReadonlyMap<PoolType, string>;
}

export const createRegistry = (services: BackendServices): BackendRegistry => {
  const backends = new Map<PoolType, Backend>();
  const missing = new Map<PoolType, string>();
  for (const type of poolTypes) {
    const entry = makers[type];
    if (!entry) continue;
    const [maker, program] = entry;
    if (program === null || findProgram(program)) backends.set(type, maker(services));
    else missing.set(type, program);
  }
  return {
    of(type) {
      const backend = backends.get(type);
      if (backend) return backend;
      const number = poolTypes.indexOf(type);
      throw new VirError(
        ErrorCode.INTERNAL_ERROR,
        ErrorDomain.STORAGE,
        `missing backend for pool type ${number} (${type})`,
      );
    },
    has: (type) => backends.has(type),
    missing,
  };
};
