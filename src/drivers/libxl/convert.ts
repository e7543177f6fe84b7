// Definitions to and from the forms of Xen's own tools, as pure functions: for the driver's xml-to-native calls and for the
// command line, which needs no Xen host.
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import { Domain } from '../../../schemas/xml/domain.ts';
import { formatXml } from '../../model/xml/format.ts';
import { buildDomainConfig } from './config/build.ts';
import { type ConfigContext, type Json, offlineContext } from './config/context.ts';
import { formatNative, parseNative } from './native/config.ts';
import { readDomainXml, validate } from './postparse.ts';

/** Reads a definition for Xen: parsed, completed, checked. */
export const readDomain = (xml: string): Domain => {
  const domain = readDomainXml(xml);
  validate(domain);
  return domain;
};

/** The libxl_domain_config of a definition, as a host with everything would get it. */
export const domainToLibxlConfig = (xml: string, context: Partial<ConfigContext> = {}): Json =>
  buildDomainConfig(readDomain(xml), offlineContext(context));

export type NativeFormat = 'xen-xl' | 'xen-xm';
const formatOf = (format: string): NativeFormat => {
  if (format === 'xen-xl' || format === 'xen-xm') return format;
  throw new VirError(ErrorCode.INVALID_ARG, ErrorDomain.LIBXL, `unsupported config type ${format}`);
};

/** An xl.cfg or xm.cfg as a definition. */
export const xlConfigToXml = (text: string, format: string = 'xen-xl'): string => {
  const domain = parseNative(text, formatOf(format));
  return formatXml(Domain, domain, { inactive: true, secure: true });
};

/** A definition as xl.cfg or xm.cfg. */
export const xmlToXlConfig = (
  xml: string,
  format: string = 'xen-xl',
  context: Partial<ConfigContext> = {},
): string => formatNative(readDomain(xml), formatOf(format), offlineContext(context));
