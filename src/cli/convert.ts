// virtlight convert: a domain in one form to another, without a daemon.
import { parseArgs } from 'node:util';
import { ErrorCode, ErrorDomain, VirError } from '../../schemas/errors.ts';
import type { Domain } from '../../schemas/xml/domain.ts';
import { nativeHost } from '../drivers/kvm/native/host.ts';
import { commandText, toNative } from '../drivers/kvm/native/to-native.ts';
import { postParse } from '../drivers/kvm/postparse/postparse.ts';
import { validate } from '../drivers/kvm/validate/validate.ts';
import { domainToLibxlConfig, xlConfigToXml, xmlToXlConfig } from '../drivers/libxl/convert.ts';
import { formatDomain, parseDomain } from '../model/domain/parse.ts';
import type { CommandResult } from './main.ts';
import { qemuFor } from './qemu.ts';

export const convertUsage = `Usage: virtlight convert [--driver kvm|libxl] [--from FORM] [--to FORM] FILE

Forms: xml     libvirt domain XML (the default to read)
       json    the same as JSON
       argv    QEMU arguments (driver kvm; the default of that driver to write)
       xl, xm  configuration of Xen's xl and xm (driver libxl)
       libxl   libxl_domain_config as JSON (driver libxl; the default of that driver to write)
'-' is standard input.
`;

/** The command line for the QEMU that the definition names, or that is installed: it is asked what it can do. */
const toArgv = async (xml: string): Promise<string> => {
  const parsed = parseDomain(xml);
  const { caps, host } = await qemuFor(parsed);
  const domain = postParse(parsed, { caps, host, options: { abiUpdate: true, inactive: false } });
  validate(domain, caps, host);
  return `${commandText(toNative(domain, caps, nativeHost({ name: domain.name, arch: host.arch })))}\n`;
};

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

const toXml: Readonly<Record<string, (text: string) => string>> = {
  xml: (text) => text,
  json: (text) => formatDomain(JSON.parse(text) as Domain, { secure: true }),
  xl: (text) => xlConfigToXml(text, 'xen-xl'),
  xm: (text) => xlConfigToXml(text, 'xen-xm'),
};

const fromXml: Readonly<Record<string, (xml: string) => string | Promise<string>>> = {
  xml: (xml) => xml,
  json: (xml) => json(parseDomain(xml)),
  argv: toArgv,
  libxl: (xml) => json(domainToLibxlConfig(xml)),
  xl: (xml) => xmlToXlConfig(xml, 'xen-xl'),
  xm: (xml) => xmlToXlConfig(xml, 'xen-xm'),
};

const form = <T>(forms: Readonly<Record<string, T>>, name: string, what: string): T => {
  const found = forms[name];
  if (found) return found;
  const known = Object.keys(forms).join(', ');
  throw new VirError(ErrorCode.INVALID_ARG, ErrorDomain.NONE, `cannot ${what} '${name}'; known are ${known}`);
};

export const convert = async (
  args: readonly string[],
  read: (path: string) => string,
): Promise<CommandResult> => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    strict: true,
    options: { driver: { type: 'string', default: 'kvm' }, from: { type: 'string' }, to: { type: 'string' } },
  });
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) return { text: convertUsage, status: 2 };
  const read_ = form(toXml, values.from ?? 'xml', 'read');
  const write = form(fromXml, values.to ?? (values.driver === 'libxl' ? 'libxl' : 'argv'), 'write');
  return { text: await write(read_(read(file))), status: 0 };
};
