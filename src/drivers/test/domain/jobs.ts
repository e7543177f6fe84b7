// Long work on simulated domains: jobs and their figures, backups, dirty rates, the limits of migrations to come.
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import { param, type TypedParam } from '../../../../schemas/rpc/types.ts';
import { Backup, backupParseOptions } from '../../../../schemas/xml/backup.ts';
import { alignBackupDisks } from '../../../model/backup/align.ts';
import { formatXml } from '../../../model/xml/format.ts';
import { parseXml } from '../../../model/xml/parse.ts';
import { invalidOperation } from '../../common/errors.ts';
import { JobOperation, JobType } from '../../common/job.ts';
import type { PartialTable } from '../../table.ts';
import { createCheckpoint } from './checkpoint.ts';
import type { DomainHost } from './lifecycle.ts';
import { checkActive, invalid, type SimDomain, TEST } from './object.ts';

const COMPLETED = 1;
const NO_FIGURES = {
  timeElapsed: 0,
  timeRemaining: 0,
  dataTotal: 0,
  dataProcessed: 0,
  dataRemaining: 0,
  memTotal: 0,
  memProcessed: 0,
  memRemaining: 0,
  fileTotal: 0,
  fileProcessed: 0,
  fileRemaining: 0,
};

const jobParams = (
  operation: number,
  elapsed: number,
  progress: Readonly<Record<string, number>>,
): TypedParam[] => [
  param.int('operation', operation),
  param.ullong('time_elapsed', elapsed),
  ...Object.entries(progress).map(([field, value]) => param.ullong(field, value)),
];

export const jobSlots = (host: DomainHost) => {
  const { domains, events } = host;

  const endBackup = (dom: SimDomain, success: boolean): void => {
    const { job } = dom;
    const elapsed = job.async ? Date.now() - job.async.started : 0;
    const progress = job.async?.progress ?? {};
    dom.guest.backup = null;
    job.endAsync();
    if (success)
      job.completed = { operation: JobOperation.BACKUP, progress: { time_elapsed: elapsed, ...progress } };
    const params = [...jobParams(JobOperation.BACKUP, elapsed, progress), param.boolean('success', success)];
    events.emit('domain', 'jobCompleted', { dom: dom.handle, params });
  };
  const abort = (dom: SimDomain): void => {
    checkActive(dom);
    if (!dom.job.async) throw invalidOperation('no job is active on the domain', TEST);
    dom.job.async.abort();
    // A migration sees the signal and ends its job itself.
    if (dom.guest.backup) endBackup(dom, false);
  };
  const active = (dom: { uuid: string; name: string; id: number }): SimDomain => {
    const found = domains.find(dom);
    checkActive(found);
    return found;
  };

  return {
    domainGetJobInfo: (_ctx, { dom: wanted }) => {
      const { job } = active(wanted);
      if (!job.async) return { type: JobType.NONE, ...NO_FIGURES };
      const { progress, started } = job.async;
      return {
        type: JobType.UNBOUNDED,
        ...NO_FIGURES,
        timeElapsed: Date.now() - started,
        dataTotal: progress.data_total ?? 0,
        dataProcessed: progress.data_processed ?? 0,
        dataRemaining: progress.data_remaining ?? 0,
        memTotal: progress.memory_total ?? 0,
        memProcessed: progress.memory_processed ?? 0,
        memRemaining: progress.memory_remaining ?? 0,
      };
    },
    domainGetJobStats: (_ctx, { dom: wanted, flags }) => {
      const dom = domains.find(wanted);
      const { job } = dom;
      if (flags & COMPLETED) {
        const done = job.completed;
        job.completed = null;
        if (!done) return { type: JobType.NONE, params: [] };
        const { time_elapsed: elapsed = 0, ...rest } = done.progress;
        return {
          type: JobType.COMPLETED,
          params: jobParams(done.operation, elapsed, rest),
        };
      }
      checkActive(dom);
      if (!job.async) return { type: JobType.NONE, params: [] };
      const { operation, started, progress } = job.async;
      return { type: JobType.UNBOUNDED, params: jobParams(operation, Date.now() - started, progress) };
    },
    domainAbortJob: (_ctx, { dom }) => abort(domains.find(dom)),
    domainAbortJobFlags: (_ctx, { dom }) => abort(domains.find(dom)),
    domainBackupBegin: (_ctx, { dom: wanted, backup_xml, checkpoint_xml }) => {
      const dom = domains.find(wanted);
      const def = checkActive(dom);
      if (dom.job.async) throw invalidOperation('a job is active on the domain already', TEST);
      const backup = parseXml(Backup, backup_xml, { ...backupParseOptions, inactive: true });
      alignBackupDisks(backup, def, String(Math.floor(Date.now() / 1000)));
      if (backup.incremental && !dom.checkpoints.find(backup.incremental))
        throw new VirError(
          ErrorCode.NO_DOMAIN_CHECKPOINT,
          ErrorDomain.TEST,
          `could not locate checkpoint '${backup.incremental}'`,
        );
      if (checkpoint_xml) createCheckpoint(dom, checkpoint_xml, 0);
      if (backup.mode === 'pull') backup.server ??= { transport: 'tcp', name: 'localhost', port: 10809 };
      dom.guest.backup = backup;
      dom.job.beginAsync(JobOperation.BACKUP);
      // Pushing nothing is quickly done; who pulls says when it is over.
      if (backup.mode === 'push') setImmediate(() => dom.guest.backup === backup && endBackup(dom, true));
    },
    domainBackupGetXMLDesc: (_ctx, { dom }) => {
      const { backup } = domains.find(dom).guest;
      if (backup) return { xml: formatXml(Backup, backup, { inactive: true }) };
      throw new VirError(ErrorCode.NO_DOMAIN_BACKUP, TEST, 'no domain backup job present');
    },
    domainStartDirtyRateCalc: (_ctx, { dom: wanted, seconds }) => {
      if (seconds < 1 || seconds > 60)
        throw invalid(`seconds=${seconds} is invalid, please choose value within [1, 60].`);
      active(wanted).guest.dirtyRate = { started: Date.now(), seconds };
    },
    domainMigrateGetMaxDowntime: (_ctx, { dom }) => ({ downtime: active(dom).guest.maxDowntime }),
    domainMigrateSetMaxDowntime: (_ctx, { dom, downtime }) => {
      active(dom).guest.maxDowntime = downtime;
    },
    domainMigrateGetMaxSpeed: (_ctx, { dom }) => ({ bandwidth: domains.find(dom).guest.maxSpeed }),
    domainMigrateSetMaxSpeed: (_ctx, { dom, bandwidth }) => {
      domains.find(dom).guest.maxSpeed = bandwidth;
    },
    domainMigrateGetCompressionCache: (_ctx, { dom }) => ({ cacheSize: active(dom).guest.compressionCache }),
    domainMigrateSetCompressionCache: (_ctx, { dom, cacheSize }) => {
      active(dom).guest.compressionCache = cacheSize;
    },
  } satisfies PartialTable<'hypervisor'>;
};
