// The disk specification of xl.cfg (xl-disk-configuration(5)): named parameters, positional ones, and old prefixes.
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';

export interface DiskSpec {
  target?: string;
  format?: 'raw' | 'qcow' | 'qcow2' | 'vhd' | 'qed' | 'empty';
  vdev?: string;
  readwrite: boolean;
  backend?: 'phy' | 'tap' | 'qdisk' | 'standalone';
  backendDomain?: string;
  script?: string;
  cdrom: boolean;
  discard?: boolean;
  directIoSafe?: boolean;
}

const formats = ['raw', 'qcow', 'qcow2', 'vhd', 'qed', 'empty'] as const;
const backends = ['phy', 'tap', 'qdisk', 'standalone'] as const;
const access: Record<string, boolean> = { r: false, ro: false, rw: true, w: true, '': true };

const fail = (what: string, value: string): never => {
  throw new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.XENXL, `disk specification: ${what}: ${value}`);
};
const oneOf = <T extends string>(values: readonly T[], value: string, what: string): T =>
  values.find((v) => v === value) ?? fail(`unknown value for ${what}`, value);

/** Reads one element of the `disk` list. */
export const parseDiskSpec = (text: string): DiskSpec => {
  const spec: DiskSpec = { readwrite: false, cdrom: false };
  let accessSet = false;
  let oldPrefix = false;
  const once = (key: 'target' | 'vdev' | 'backendDomain' | 'script', value: string): void => {
    if (spec[key]) fail(`${key} respecified`, value);
    spec[key] = value;
  };
  const setFormat = (value: string): void => {
    const format = value === '' ? 'raw' : oneOf(formats, value, 'format');
    if (spec.format !== undefined && spec.format !== format) fail('format respecified', value);
    spec.format = format;
  };
  const setAccess = (value: string): void => {
    spec.readwrite = access[value] ?? fail('unknown value for access', value);
    accessSet = true;
  };
  const named: Record<string, (value: string) => void> = {
    format: setFormat,
    devtype: (v) => void (spec.cdrom = oneOf(['cdrom', 'disk'] as const, v, 'type') === 'cdrom'),
    access: setAccess,
    backend: (v) => once('backendDomain', v),
    backendtype: (v) => void (spec.backend = oneOf(backends, v, 'backendtype')),
    specification: (v) => void oneOf(['xen', 'virtio'] as const, v, 'specification'),
    vdev: (v) => once('vdev', v),
    script: (v) => once('script', v),
  };
  const flags: Record<string, () => void> = {
    cdrom: () => void (spec.cdrom = true),
    'direct-io-safe': () => void (spec.directIoSafe = true),
    discard: () => void (spec.discard = true),
    'no-discard': () => void (spec.discard = false),
    colo: () => undefined,
    'no-colo': () => undefined,
    trusted: () => undefined,
    untrusted: () => undefined,
  };
  /** `hdc:cdrom`, as older files write it. */
  const deviceAndType = (value: string): boolean => {
    const colon = value.lastIndexOf(':');
    if (colon < 0) return false;
    once('vdev', value.slice(0, colon));
    spec.cdrom = oneOf(['cdrom', 'disk'] as const, value.slice(colon + 1), 'deprecated type') === 'cdrom';
    return true;
  };
  const positional = (value: string): void => {
    if (spec.target === undefined) spec.target = value;
    else if (!oldPrefix && spec.format === undefined) {
      if (spec.target === '' && deviceAndType(value)) spec.format = 'empty';
      else setFormat(value);
    } else if (spec.vdev === undefined) {
      if (!deviceAndType(value)) once('vdev', value);
    } else if (!accessSet) setAccess(value);
    else fail('too many positional parameters', value);
  };

  for (let rest = text; ; ) {
    rest = rest.trimStart();
    if (rest === '') break;
    if (rest.startsWith('target=')) {
      once('target', rest.slice(7).replace(/,$/, ''));
      break;
    }
    const prefix = /^(raw|qcow2?|vhd|iscsi|e?nbd|drbd|tapdisk|tap2?|aio|ioemu|file|phy):/.exec(rest);
    if (prefix) {
      const name = prefix[1] as string;
      oldPrefix = true;
      if (['raw', 'qcow', 'qcow2', 'vhd'].includes(name)) setFormat(name);
      else if (/^(iscsi|e?nbd|drbd)$/.test(name)) once('script', `block-${name}`);
      rest = rest.slice(prefix[0].length);
      continue;
    }
    if (/^[a-z][a-z0-9]*:([^a-z0-9]|$)/.test(rest)) fail('unknown deprecated disk prefix', rest);
    const comma = rest.indexOf(',');
    const word = comma < 0 ? rest : rest.slice(0, comma);
    rest = comma < 0 ? '' : rest.slice(comma + 1);
    const equals = word.indexOf('=');
    if (equals > 0)
      (named[word.slice(0, equals)] ?? (() => fail('unknown parameter', word)))(word.slice(equals + 1));
    else if (flags[word]) flags[word]();
    else positional(word);
  }
  if (spec.format === undefined && spec.target) spec.format = 'raw';
  if (spec.cdrom && !spec.target) spec.format = 'empty';
  if (spec.vdev === undefined) fail('no vdev specified', text);
  if (!spec.target && !spec.cdrom) fail('no target specified', text);
  // A disk is writable unless it says otherwise; a CD never is.
  if (!accessSet) spec.readwrite = true;
  if (spec.cdrom) spec.readwrite = false;
  return spec;
};
