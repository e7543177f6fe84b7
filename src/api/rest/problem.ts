// Errors as problem details (RFC 9457): the HTTP status by code, and libvirt's own numbers beside the words.
import { ErrorCode, VirError } from '../../../schemas/errors.ts';
import { asVirError } from '../../model/rpc/frame.ts';

const statusByCode: Readonly<Record<number, number>> = {
  [ErrorCode.NO_DOMAIN]: 404,
  [ErrorCode.NO_NETWORK]: 404,
  [ErrorCode.NO_STORAGE_POOL]: 404,
  [ErrorCode.NO_STORAGE_VOL]: 404,
  [ErrorCode.NO_SECRET]: 404,
  [ErrorCode.NO_NODE_DEVICE]: 404,
  [ErrorCode.NO_INTERFACE]: 404,
  [ErrorCode.NO_NWFILTER]: 404,
  [ErrorCode.NO_DOMAIN_SNAPSHOT]: 404,
  [ErrorCode.NO_DOMAIN_CHECKPOINT]: 404,
  [ErrorCode.NO_DOMAIN_METADATA]: 404,
  [ErrorCode.XML_ERROR]: 422,
  [ErrorCode.XML_DETAIL]: 422,
  [ErrorCode.XML_INVALID_SCHEMA]: 422,
  [ErrorCode.CONFIG_UNSUPPORTED]: 422,
  [ErrorCode.INVALID_ARG]: 400,
  [ErrorCode.INVALID_DOMAIN]: 400,
  [ErrorCode.ARGUMENT_UNSUPPORTED]: 400,
  [ErrorCode.OPERATION_INVALID]: 409,
  [ErrorCode.DOM_EXIST]: 409,
  [ErrorCode.NETWORK_EXIST]: 409,
  [ErrorCode.STORAGE_VOL_EXIST]: 409,
  [ErrorCode.OPERATION_FAILED]: 409,
  [ErrorCode.OPERATION_DENIED]: 403,
  [ErrorCode.ACCESS_DENIED]: 403,
  [ErrorCode.AUTH_FAILED]: 401,
  [ErrorCode.NO_SUPPORT]: 501,
  [ErrorCode.OPERATION_UNSUPPORTED]: 501,
  [ErrorCode.OPERATION_TIMEOUT]: 504,
  [ErrorCode.NO_CONNECT]: 503,
  [ErrorCode.RESOURCE_BUSY]: 423,
};

const nameByCode = new Map<number, string>(Object.entries(ErrorCode).map(([name, code]) => [code, name]));

export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code?: number;
  readonly domain?: number;
}

/** What went wrong, for a client that speaks HTTP. */
export const problemOf = (thrown: unknown): Problem => {
  const error = asVirError(thrown);
  const name = nameByCode.get(error.code) ?? 'UNKNOWN';
  const { statusCode } = thrown as { statusCode?: number };
  // What HTTP itself refuses (no JSON, too long) has a status and no code of libvirt's.
  if (!(thrown instanceof VirError) && statusCode !== undefined && statusCode < 500)
    return {
      type: 'about:blank',
      title: 'bad request',
      status: statusCode,
      detail: (thrown as Error).message,
    };
  const status = thrown instanceof VirError ? (statusByCode[error.code] ?? 500) : 500;
  return {
    type: `urn:libvirt:error:${name}`,
    title: name.toLowerCase().replaceAll('_', ' '),
    status,
    detail: error.message,
    code: error.code,
    domain: error.domain,
  };
};
