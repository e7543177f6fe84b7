// virNodeSuspendForDuration: sends the whole host to sleep, with the clock set to wake it.
import { readFileSync } from 'node:fs';
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import { runChecked, runCommand } from '../../util/command.ts';

const targets = [
  { name: 'Suspend-to-RAM', state: 'mem', verb: 'suspend' },
  { name: 'Suspend-to-Disk', state: 'disk', verb: 'hibernate' },
  { name: 'Hybrid-Suspend', state: 'disk', verb: 'hybrid-sleep' },
] as const;
const SHORTEST_S = 60;
/** The answer must reach the client before the host sleeps. */
const GRACE_MS = 10_000;

const refuse = (code: number, text: string): VirError => new VirError(code, ErrorDomain.NONE, text);
let underWay = false;

const supported = (state: string): boolean => {
  try {
    return readFileSync('/sys/power/state', 'utf8').split(/\s+/).includes(state);
  } catch {
    return false;
  }
};

/** Refuses with libvirt's words, or sets the alarm and lets the host go to sleep ten seconds later. */
export const suspendHost = async (target: number, duration: number | bigint): Promise<void> => {
  if (underWay) throw refuse(ErrorCode.OPERATION_INVALID, 'Suspend operation already in progress');
  const chosen = targets[target];
  if (!chosen) throw refuse(ErrorCode.INVALID_ARG, 'Invalid suspend target');
  if (!supported(chosen.state)) throw refuse(ErrorCode.ARGUMENT_UNSUPPORTED, chosen.name);
  if (duration < SHORTEST_S)
    throw refuse(
      ErrorCode.INVALID_ARG,
      `Suspend duration is too short, must be at least ${SHORTEST_S} seconds`,
    );
  underWay = true;
  try {
    await runChecked(['rtcwake', '-m', 'no', '-s', String(duration)]);
  } catch (error) {
    underWay = false;
    throw error;
  }
  setTimeout(() => {
    void runCommand(['systemctl', chosen.verb])
      .catch(() => undefined)
      .finally(() => {
        underWay = false;
      });
  }, GRACE_MS).unref();
};
