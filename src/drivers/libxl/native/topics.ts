// One topic of an xl.cfg or xm.cfg file: the settings that belong together, read and written side by side.
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import type { Domain } from '../../../../schemas/xml/domain.ts';
import type { ConfigContext } from '../config/context.ts';
import type { Conf } from './conf.ts';

export interface Topic {
  /** Absent: both languages know these settings. */
  readonly only?: 'xen-xl' | 'xen-xm';
  read?(conf: Conf, domain: Domain, format: string): void;
  write?(domain: Domain, conf: Conf, format: string, context: ConfigContext): void;
}

export const refuse = (text: string): VirError =>
  new VirError(ErrorCode.CONFIG_UNSUPPORTED, ErrorDomain.XEN, text);
export const broken = (text: string): VirError =>
  new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.XEN, text);
export const syntax = (text: string): VirError => new VirError(ErrorCode.CONF_SYNTAX, ErrorDomain.XEN, text);

/** Sets what is defined. */
export const put = (conf: Conf, name: string, value: string | number | undefined): void => {
  if (value !== undefined) conf.set(name, value);
};
export const putList = (conf: Conf, name: string, values: readonly string[]): void => {
  if (values.length) conf.set(name, [...values]);
};

/** `a=1,b=2` as pairs in order; blanks after commas are passed over. */
export const pairsOf = (text: string): [key: string, value: string][] =>
  text.split(',').map((part) => {
    const trimmed = part.trimStart();
    const equals = trimmed.indexOf('=');
    return equals < 0 ? [trimmed, ''] : [trimmed.slice(0, equals), trimmed.slice(equals + 1)];
  });

/** Numbers that these files give in hexadecimal. */
export const hexOf = (text: string | undefined): number => Number.parseInt(text ?? '0', 16);

/** An object without the members that have no value. */
export const defined = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, v]) => v !== undefined));
