// The errors of QEMU's own checks.
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';

const make =
  (code: number) =>
  (text: string, domain: number = ErrorDomain.QEMU): VirError =>
    new VirError(code, domain, text);

export const unsupported = make(ErrorCode.CONFIG_UNSUPPORTED);
export const internal = make(ErrorCode.INTERNAL_ERROR);
export const xmlError = make(ErrorCode.XML_ERROR);
export const invalidArg = make(ErrorCode.INVALID_ARG);
export const overflow = make(ErrorCode.OVERFLOW);
export const argumentUnsupported = make(ErrorCode.ARGUMENT_UNSUPPORTED);
