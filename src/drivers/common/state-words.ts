// The words of the status file for states and reasons, and how a state's reason is told in a lifecycle event.
import { Detail, DomainState, PausedReason, RunningReason, ShutoffReason } from './states.ts';

const stateWords = [
  'nostate',
  'running',
  'blocked',
  'paused',
  'shutdown',
  'shutoff',
  'crashed',
  'pmsuspended',
];
const reasonWords: Readonly<Record<number, readonly string[]>> = {
  [DomainState.RUNNING]: [
    'unknown',
    'booted',
    'migrated',
    'restored',
    'from snapshot',
    'unpaused',
    'migration canceled',
    'save canceled',
    'wakeup',
    'crashed',
    'post-copy',
    'post-copy failed',
  ],
  [DomainState.PAUSED]: [
    'unknown',
    'user',
    'migration',
    'save',
    'dump',
    'ioerror',
    'watchdog',
    'from snapshot',
    'shutdown',
    'snapshot',
    'panicked',
    'starting up',
    'post-copy',
    'post-copy failed',
    'api error',
  ],
  [DomainState.SHUTDOWN]: ['unknown', 'user'],
  [DomainState.SHUTOFF]: [
    'unknown',
    'shutdown',
    'destroyed',
    'crashed',
    'migrated',
    'saved',
    'failed',
    'from snapshot',
    'daemon',
  ],
  [DomainState.CRASHED]: ['unknown', 'panicked'],
};

export const stateWord = (state: number): string => stateWords[state] ?? 'nostate';
export const reasonWord = (state: number, reason: number): string =>
  reasonWords[state]?.[reason] ?? 'unknown';

/** The numbers behind the status file's words; unknown ones become 0. */
export const parseState = (state: string, reason: string): { state: DomainState; reason: number } => {
  const number = Math.max(0, stateWords.indexOf(state)) as DomainState;
  return { state: number, reason: Math.max(0, reasonWords[number]?.indexOf(reason) ?? 0) };
};

const suspended: Readonly<Record<number, number>> = {
  [PausedReason.MIGRATION]: Detail.SUSPENDED.MIGRATED,
  [PausedReason.FROM_SNAPSHOT]: Detail.SUSPENDED.FROM_SNAPSHOT,
  [PausedReason.IOERROR]: Detail.SUSPENDED.IOERROR,
  [PausedReason.WATCHDOG]: Detail.SUSPENDED.WATCHDOG,
  [PausedReason.POSTCOPY]: Detail.SUSPENDED.POSTCOPY,
  [PausedReason.POSTCOPY_FAILED]: Detail.SUSPENDED.POSTCOPY_FAILED,
  [PausedReason.API_ERROR]: Detail.SUSPENDED.API_ERROR,
};
/** How a paused reason is told in a SUSPENDED event. */
export const suspendedDetail = (reason: number): number => suspended[reason] ?? Detail.SUSPENDED.PAUSED;

const resumed: Readonly<Record<number, number>> = {
  [RunningReason.MIGRATED]: Detail.RESUMED.MIGRATED,
  [RunningReason.RESTORED]: Detail.RESUMED.FROM_SNAPSHOT,
  [RunningReason.FROM_SNAPSHOT]: Detail.RESUMED.FROM_SNAPSHOT,
  [RunningReason.POSTCOPY]: Detail.RESUMED.POSTCOPY,
  [RunningReason.POSTCOPY_FAILED]: Detail.RESUMED.POSTCOPY_FAILED,
};
/** How a running reason is told in a RESUMED event. */
export const resumedDetail = (reason: number): number => resumed[reason] ?? Detail.RESUMED.UNPAUSED;

const stopped: Readonly<Record<number, number>> = {
  [ShutoffReason.SHUTDOWN]: Detail.STOPPED.SHUTDOWN,
  [ShutoffReason.DESTROYED]: Detail.STOPPED.DESTROYED,
  [ShutoffReason.CRASHED]: Detail.STOPPED.CRASHED,
  [ShutoffReason.MIGRATED]: Detail.STOPPED.MIGRATED,
  [ShutoffReason.SAVED]: Detail.STOPPED.SAVED,
  [ShutoffReason.FROM_SNAPSHOT]: Detail.STOPPED.FROM_SNAPSHOT,
};
/** How the end of a guest is told in a STOPPED event. */
export const stoppedDetail = (reason: number): number => stopped[reason] ?? Detail.STOPPED.FAILED;
