// The storage driver's errors: libvirt's codes and words, in the storage domain.
import { constants } from 'node:os';
import { ErrorCode, ErrorDomain, systemError, VirError } from '../../../schemas/errors.ts';
import { strerror } from '../../native/libc.ts';

const make =
  (code: number) =>
  (text: string): VirError =>
    new VirError(code, ErrorDomain.STORAGE, text);

export const internalError = make(ErrorCode.INTERNAL_ERROR);
export const operationInvalid = make(ErrorCode.OPERATION_INVALID);
export const operationFailed = make(ErrorCode.OPERATION_FAILED);
export const operationUnsupported = make(ErrorCode.OPERATION_UNSUPPORTED);
export const configUnsupported = make(ErrorCode.CONFIG_UNSUPPORTED);
export const argumentUnsupported = make(ErrorCode.ARGUMENT_UNSUPPORTED);
export const xmlError = make(ErrorCode.XML_ERROR);
export const probeFailed = make(ErrorCode.STORAGE_PROBE_FAILED);
export const poolBuilt = make(ErrorCode.STORAGE_POOL_BUILT);
export const noVolume = make(ErrorCode.NO_STORAGE_VOL);

/** "this function is not supported by the connection driver: ...". */
export const notSupported = make(ErrorCode.NO_SUPPORT);

/** "invalid argument: ..." raised inside the driver, template and all. */
export const invalidArgument = make(ErrorCode.INVALID_ARG);

/** Number of a failed system call, whoever made it. */
export const errnoOf = (error: unknown): number => {
  const { errno, code } = error as NodeJS.ErrnoException;
  // Node refuses itself what no file system could do.
  if (code === 'ERR_OUT_OF_RANGE') return constants.errno.EINVAL;
  return typeof errno === 'number' ? Math.abs(errno) : 0;
};

export const isErrno = (error: unknown, ...codes: string[]): boolean =>
  codes.includes((error as NodeJS.ErrnoException | null)?.code ?? '');

/** A failed system call in libvirt's form: what was being done, then the system's own words. */
export const systemFailure = (
  error: unknown,
  text: string,
  domain: number = ErrorDomain.STORAGE,
): VirError => {
  if (error instanceof VirError) return error;
  const errno = errnoOf(error);
  if (errno === 0) return internalError(`${text}: ${error instanceof Error ? error.message : String(error)}`);
  return systemError(domain, errno, text, strerror(errno));
};

/** Awaits a system call; its failure is told as `text`. */
export const orFail = async <T>(call: Promise<T>, text: string): Promise<T> => {
  try {
    return await call;
  } catch (error) {
    throw systemFailure(error, text);
  }
};
