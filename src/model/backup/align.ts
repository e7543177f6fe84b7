// Makes a backup's list of disks match the domain's and fills in what nobody said.
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import type { Backup, BackupDisk } from '../../../schemas/xml/backup.ts';
import type { Domain } from '../../../schemas/xml/domain.ts';
import { sourcePath } from '../snapshot/align.ts';

type Disk = Domain['devices']['disks'][number];
const unsupported = (text: string): VirError =>
  new VirError(ErrorCode.CONFIG_UNSUPPORTED, ErrorDomain.DOMAIN, text);

const giveStore = (disk: BackupDisk, own: Disk, push: boolean, suffix: string): void => {
  const path = sourcePath(own.source);
  if (path === undefined) throw unsupported(`disk '${disk.name}' has no media`);
  const where = push ? 'target' : 'scratch';
  if (sourcePath(disk[where]) !== undefined) return;
  if (own.type !== 'file') throw unsupported(`refusing to generate file name for disk '${disk.name}'`);
  disk.type = 'file';
  disk[where] = { ...disk[where], file: `${path}.${suffix}` } as NonNullable<BackupDisk['target']>;
};

/** Completes `backup.disks` in place. `suffix` names the files that are made up. */
export const alignBackupDisks = (backup: Backup, domain: Domain, suffix: string): void => {
  const { disks } = domain.devices;
  const push = backup.mode === 'push';
  if (disks.length === 0) throw unsupported('domain must have at least one disk to perform backup');
  const seen = new Set<string>();
  const all = backup.disks.length === 0;
  for (const disk of backup.disks) {
    const own = disks.find((each) => each.target.dev === disk.name);
    if (!own) throw unsupported(`no disk named '${disk.name}'`);
    if (seen.has(disk.name)) throw unsupported(`disk '${disk.name}' specified twice`);
    seen.add(disk.name);
    if (disk.backupmode === 'incremental' && !disk.incremental && !backup.incremental)
      throw unsupported(
        `'incremental' backup mode of disk '${disk.name}' requires setting 'incremental' field for disk or backup`,
      );
    if (disk.backup) giveStore(disk, own, push, suffix);
  }
  for (const own of disks) {
    const name = own.target.dev ?? '';
    if (seen.has(name)) continue;
    const included = all && sourcePath(own.source) !== undefined && !own.readonly;
    const disk: BackupDisk = { name, backup: included, type: 'file' };
    if (included) giveStore(disk, own, push, suffix);
    backup.disks.push(disk);
  }
  for (const disk of backup.disks) {
    disk.backupmode ??= backup.incremental || disk.incremental ? 'incremental' : 'full';
    if (disk.backupmode === 'incremental') disk.incremental ??= backup.incremental;
  }
};
