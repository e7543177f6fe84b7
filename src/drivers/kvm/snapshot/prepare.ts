// What a snapshot that is to be made must be like: its state, its disks, and what may not be mixed.
import { stat } from 'node:fs/promises';
import { ErrorCode, ErrorDomain, systemError, VirError } from '../../../../schemas/errors.ts';
import type { SnapshotDisk } from '../../../../schemas/xml/snapshot.ts';
import { snapshotStates } from '../../../../schemas/xml/snapshot.ts';
import { alignDisks } from '../../../model/snapshot/align.ts';
import type { Snapshot } from '../../../model/snapshot/document.ts';
import { strerror } from '../../../native/libc.ts';
import { DomainState } from '../../common/states.ts';
import { checkFree } from '../blockjobs.ts';
import type { Guest } from '../guest.ts';
import { inactiveCopy } from '../inactive-copy.ts';
import type { Disk } from '../stats/block.ts';
import type { World } from '../world.ts';
import { Create } from './flags.ts';
import { pathOf } from './overlay.ts';

const ENOENT = 2;
const error = (code: number, text: string): VirError => new VirError(code, ErrorDomain.QEMU, text);
const unsupported = (text: string): VirError => error(ErrorCode.CONFIG_UNSUPPORTED, text);
const notPossible = (text: string): VirError => error(ErrorCode.OPERATION_UNSUPPORTED, text);

/** Refuses names, flags and states that make no snapshot. */
export const checkRequest = (guest: Guest, def: Snapshot, flags: number): void => {
  if (!(flags & Create.NO_METADATA)) {
    if (def.name.includes('/'))
      throw error(ErrorCode.XML_DETAIL, `invalid snapshot name '${def.name}': name can't contain '/'`);
    if (def.name.startsWith('.'))
      throw error(ErrorCode.XML_DETAIL, `invalid snapshot name '${def.name}': name can't start with '.'`);
  }
  if (flags & Create.LIVE && (!guest.active || def.memory?.snapshot !== 'external'))
    throw notPossible('live snapshot creation is supported only during full system snapshots');
  const redefine = (flags & Create.REDEFINE) !== 0;
  const state = redefine ? def.state : snapshotStates[guest.state];
  if (state === 'pmsuspended')
    throw notPossible("qemu doesn't support taking snapshots of PMSUSPENDED guests");
  if (state === 'nostate' || state === 'blocked' || (state === 'disk-snapshot' && !redefine))
    throw error(ErrorCode.INTERNAL_ERROR, `Invalid domain state ${state}`);
};

const goesExternal = (guest: Guest, def: Snapshot, flags: number): boolean =>
  (flags & Create.DISK_ONLY) !== 0 ||
  def.memory?.snapshot === 'external' ||
  (!guest.active && def.disks.some(({ snapshot }) => snapshot === 'external'));

/** Notes the guest as it is, and settles for each disk where its part of the snapshot goes. */
export const settle = (world: World, guest: Guest, def: Snapshot, flags: number): void => {
  def.domain = inactiveCopy(world, guest);
  if (guest.active && guest.config) def.inactiveDomain = world.hardware.clone(guest.config);
  def.state = snapshotStates[guest.state] ?? 'nostate';
  const external = goesExternal(guest, def, flags);
  if (external && flags & Create.DISK_ONLY) {
    def.state = guest.active ? 'disk-snapshot' : 'shutoff';
    def.memory = { snapshot: 'no' };
  } else if (!external) {
    if (guest.active && def.memory?.snapshot === 'no')
      throw notPossible('internal snapshot of a running VM must include the memory state');
    def.memory = { snapshot: guest.state === DomainState.SHUTOFF ? 'no' : 'internal' };
  } else def.memory ??= { snapshot: 'no' };
  alignDisks(def, { location: external ? 'external' : 'internal', uniform: true });
};

/** Checks the image that a disk's part is to be in. */
export const checkImage = async (
  disk: Disk,
  wanted: SnapshotDisk,
  active: boolean,
  reuse: boolean,
): Promise<void> => {
  const format = wanted.driver?.type;
  if (!format) wanted.driver = { ...wanted.driver, type: 'qcow2' };
  else if (format !== 'qcow2' && format !== 'qed')
    throw unsupported(`external snapshot format for disk ${wanted.name} is unsupported: ${format}`);
  const kind = active ? 'active' : 'inactive';
  const local = (type: string): boolean => type === 'file' || type === 'block';
  if (!active && !local(disk.type)) {
    const { protocol } = (disk.source ?? {}) as { protocol?: string };
    throw error(
      ErrorCode.INTERNAL_ERROR,
      disk.type === 'network'
        ? `external inactive snapshots are not supported on 'network' disks using '${protocol}' protocol`
        : `external inactive snapshots are not supported on '${disk.type}' disks`,
    );
  }
  if (active && disk.device === 'lun')
    throw unsupported('external active snapshots are not supported on scsi passthrough devices');
  if (!local(wanted.type))
    throw error(
      ErrorCode.INTERNAL_ERROR,
      `external ${kind} snapshots are not supported on '${wanted.type}' disks`,
    );
  if (disk.shareable && !disk.readonly && wanted.driver?.type !== 'raw')
    throw unsupported(`shared access for disk '${wanted.name}' requires use of supported storage format`);
  const path = pathOf(wanted) ?? '';
  const found = await stat(path).catch((cause: NodeJS.ErrnoException) => {
    const code = Math.abs(cause.errno ?? 0);
    if (code !== ENOENT)
      throw systemError(
        ErrorDomain.QEMU,
        code,
        `unable to stat for disk ${wanted.name}: ${path}`,
        strerror(code),
      );
    return null;
  });
  if (!found && reuse)
    throw systemError(
      ErrorDomain.QEMU,
      ENOENT,
      `missing existing file for disk ${wanted.name}: ${path}`,
      strerror(ENOENT),
    );
  if (!found && wanted.type === 'block')
    throw notPossible(`block device snapshot target '${path}' doesn't exist`);
  if (!found) return;
  if (wanted.type === 'block' ? !found.isBlockDevice() : !found.isFile())
    throw unsupported(
      `mismatch between configured type for snapshot disk '${wanted.name}' and the type of existing file '${path}'`,
    );
  if (!reuse && wanted.type === 'file' && found.size > 0)
    throw unsupported(
      `external snapshot file for disk ${wanted.name} already exists and is not a block device: ${path}`,
    );
};

const checkInternal = (guest: Guest, def: Snapshot, disk: Disk, wanted: SnapshotDisk): void => {
  if (def.state === 'disk-snapshot' && guest.active)
    throw unsupported(
      `active qemu domains require external disk snapshots; disk ${wanted.name} requested internal`,
    );
  if (!guest.active && disk.type !== 'file' && disk.type !== 'block') {
    const { protocol } = (disk.source ?? {}) as { protocol?: string };
    throw error(
      ErrorCode.INTERNAL_ERROR,
      disk.type === 'network'
        ? `internal inactive snapshots are not supported on 'network' disks using '${protocol}' protocol`
        : `internal inactive snapshots are not supported on '${disk.type}' disks`,
    );
  }
  const format = disk.driver?.type;
  if (format && format !== 'qcow2')
    throw unsupported(`internal snapshot for disk ${wanted.name} unsupported for storage type ${format}`);
};

const isEmpty = (disk: Disk): boolean => disk.source === undefined;

/** Checks every disk and the whole; says whether somebody takes care of some disks himself. */
export const prepare = async (guest: Guest, def: Snapshot, flags: number): Promise<{ manual: boolean }> => {
  const reuse = (flags & Create.REUSE) !== 0;
  const { run } = guest;
  let internal = 0;
  let external = 0;
  let manual = false;
  let excluded = false;
  for (const wanted of def.disks) {
    const disk = guest.def.devices.disks.find(({ target }) => target.dev === wanted.name) as Disk;
    if (run && wanted.snapshot !== 'no') checkFree(run, disk);
    switch (wanted.snapshot) {
      case 'internal':
        internal++;
        checkInternal(guest, def, disk, wanted);
        break;
      case 'external':
        await checkImage(disk, wanted, guest.active, reuse);
        external++;
        break;
      case 'manual':
        manual = true;
        excluded = true;
        break;
      default:
        if (!isEmpty(disk) && !disk.readonly) excluded = true;
    }
  }
  const memory = def.memory?.snapshot ?? 'no';
  if (!internal && !external && memory === 'no') throw unsupported('nothing selected for snapshot');
  if ((memory === 'internal' && !internal) || (internal && excluded))
    throw unsupported('internal and full system snapshots require all disks to be selected for snapshot');
  if (def.state === 'disk-snapshot' && !external)
    throw unsupported('disk-only snapshots require at least one disk to be selected for snapshot');
  if ((internal && external) || (memory === 'internal' && external) || (memory === 'external' && internal))
    throw unsupported('mixing internal and external targets for a snapshot is not yet supported');
  const { nvram } = guest.def.os;
  if (guest.active && internal && nvram && nvram.format !== 'qcow2')
    throw notPossible('internal snapshots of a VM with pflash based firmware require QCOW2 nvram format');
  if (!guest.active && external && guest.checkpoints.size > 0)
    throw notPossible(
      'support for offline external snapshots while checkpoint exists was not yet implemented',
    );
  return { manual };
};
