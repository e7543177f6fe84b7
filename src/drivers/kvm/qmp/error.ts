// The errors a monitor conversation can end in, as libvirt words them.
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';

/** QEMU refused a command: `qmpClass` and `desc` are its own words, to decide on; the message is the user's. */
export class QmpError extends VirError {
  readonly command: string;
  readonly qmpClass: string;
  readonly desc: string;

  constructor(command: string, qmpClass: string, desc: string) {
    super(ErrorCode.INTERNAL_ERROR, ErrorDomain.QEMU, `unable to execute QEMU command '${command}': ${desc}`);
    this.name = 'QmpError';
    this.command = command;
    this.qmpClass = qmpClass;
    this.desc = desc;
  }
}

/** QEMU does not know the command at all. */
export const isCommandNotFound = (error: unknown): boolean =>
  error instanceof QmpError && error.qmpClass === 'CommandNotFound';

export const monitorTimeout = (guest: string, command: string, ms: number): VirError =>
  new VirError(
    ErrorCode.OPERATION_TIMEOUT,
    ErrorDomain.QEMU,
    `QEMU monitor of '${guest}' did not answer '${command}' within ${ms} ms`,
  );

export const monitorClosed = (guest: string): VirError =>
  new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.QEMU, `End of file from qemu monitor (vm='${guest}')`);

export const monitorBroken = (guest: string, why: string): VirError =>
  new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.QEMU, `QEMU monitor of '${guest}' failed: ${why}`);

export const monitorAborted = (guest: string, command: string): VirError =>
  new VirError(
    ErrorCode.OPERATION_ABORTED,
    ErrorDomain.QEMU,
    `QEMU command '${command}' for '${guest}' was canceled`,
  );
