// Beginning a backup: all disks at one moment, in one transaction, with a checkpoint when one is asked for.
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import { Backup, backupParseOptions } from '../../../../schemas/xml/backup.ts';
import { alignBackupDisks } from '../../../model/backup/align.ts';
import { formatXml } from '../../../model/xml/format.ts';
import { parseXml } from '../../../model/xml/parse.ts';
import { JobOperation } from '../../common/job.ts';
import { validateIf } from '../../common/schema.ts';
import { beginAsync, endAsync } from '../async-job.ts';
import { type Followed, followJob } from '../blockjobs.ts';
import { type NewCheckpoint, newCheckpoint } from '../checkpoint/checkpoints.ts';
import type { Guest } from '../guest.ts';
import { saveStatus } from '../status.ts';
import type { World } from '../world.ts';
import { prepareDisks, undoDisks } from './disks.ts';
import { Begin, cancelBackup, endBackupDisk } from './end.ts';
import { offerDisks, settleServer, startServer, stopServer } from './server.ts';

const error = (code: number, text: string): VirError => new VirError(code, ErrorDomain.QEMU, text);

export interface BackupRequest {
  readonly xml: string;
  readonly checkpointXml: string | null;
  readonly flags: number;
}

const start = async (world: World, guest: Guest, def: Backup, request: BackupRequest): Promise<void> => {
  const { checkpointXml, flags } = request;
  if (!guest.active)
    throw error(ErrorCode.OPERATION_UNSUPPORTED, 'cannot perform disk backup for inactive domain');
  const run = guest.running();
  settleServer(def);
  let checkpoint: NewCheckpoint | null = null;
  const undo = { nodes: [], files: [] };
  const followed: Followed[] = [];
  let serving = false;
  try {
    const suffix = String(Math.floor(Date.now() / 1000));
    // Settled before the new checkpoint is in the tree: an increment ends where that one begins.
    alignBackupDisks(def, run.domain, suffix);
    const disks = await prepareDisks(world, guest, def, (flags & Begin.REUSE_EXTERNAL) !== 0, undo);
    if (checkpointXml !== null) checkpoint = newCheckpoint(world, guest, checkpointXml);
    if (def.server) {
      await startServer(world, guest, def.server);
      serving = true;
    }
    for (const disk of disks) {
      disk.wanted.state = 'running';
      followed.push(followJob(world, guest, { ...disk.request, endBackup: endBackupDisk }, 'new'));
    }
    run.backup = { def, flags, current: 0, total: 0, error: null };
    await saveStatus(world, guest);
    const actions = [...(checkpoint?.actions ?? []), ...disks.flatMap((disk) => disk.actions)];
    await guest.execute('transaction', { actions });
    for (const each of followed.splice(0)) each.note('running');
    await checkpoint?.keep();
    checkpoint = null;
    if (serving) await offerDisks(guest, disks);
    await saveStatus(world, guest);
  } catch (cause) {
    checkpoint?.drop();
    if (followed.length === 0 && run.backup) {
      // It runs, but nobody could read it.
      await cancelBackup(guest);
      throw cause;
    }
    run.backup = null;
    for (const each of followed) each.forget();
    if (serving && def.server) await stopServer(guest, def.server);
    await undoDisks(guest, undo);
    throw cause;
  }
};

/** Begins a backup; it goes on as the guest's asynchronous job. */
export const beginBackup = async (
  world: World,
  guest: Guest,
  request: BackupRequest,
  api: string,
): Promise<void> => {
  await validateIf(1, 'domainbackup', request.xml, backupParseOptions.filename);
  const def = parseXml(Backup, request.xml, { ...backupParseOptions, inactive: true });
  await beginAsync(world, guest, JobOperation.BACKUP, api);
  try {
    await guest.modify(api, () => start(world, guest, def, request));
  } catch (cause) {
    if (!guest.run?.backup) await endAsync(world, guest);
    throw cause;
  }
};

/** The document of the backup under way. */
export const backupXml = (guest: Guest): string => {
  const def = guest.run?.backup?.def;
  if (!def) throw error(ErrorCode.NO_DOMAIN_BACKUP, 'no domain backup job present');
  const shown = { ...def, disks: def.disks.map((disk) => ({ ...disk, state: undefined })) };
  return formatXml(Backup, shown, {});
};
