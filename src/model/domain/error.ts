// The errors that reading and settling a guest's definition throws.
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';

const make =
  (code: number) =>
  (text: string): VirError =>
    new VirError(code, ErrorDomain.DOMAIN, text);

export const xmlError = make(ErrorCode.XML_ERROR);
export const xmlDetail = make(ErrorCode.XML_DETAIL);
export const unsupported = make(ErrorCode.CONFIG_UNSUPPORTED);
export const internalError = make(ErrorCode.INTERNAL_ERROR);
