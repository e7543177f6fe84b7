// qemu.conf as the driver uses it: defaults filled in, names of users resolved.
import { readFileSync } from 'node:fs';
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import type { ConfigValues, DriverHost } from '../host.ts';

export interface QemuConfig {
  readonly values: ConfigValues;
  /** Whom QEMU runs as; null: as the daemon itself. */
  readonly user: { readonly uid: number; readonly gid: number } | null;
  /** Whether files given to a guest are handed over to that user. */
  readonly dynamicOwnership: boolean;
  readonly maxFiles: number;
  readonly maxProcesses: number;
  /** Milliseconds a guest's monitor may take to answer an ordinary command. */
  readonly monitorDeadline: number;
  readonly seccompSandbox: boolean;
  readonly autostartDelayMs: number;
}

/** The user that distributions run QEMU as. */
const DEFAULT_USER = 'libvirt-qemu';

const readDatabase = (file: string): Map<string, string[]> => {
  try {
    const lines = readFileSync(file, 'utf8').split('\n');
    return new Map(lines.map((line) => line.split(':')).map((fields) => [fields[0] ?? '', fields]));
  } catch {
    return new Map();
  }
};

/** "+0" and "0" are numbers, anything else is looked up; libvirt treats a bare number as a name first. */
const idOf = (file: string, name: string): number | null => {
  if (/^\+\d+$/.test(name)) return Number(name.slice(1));
  const found = readDatabase(file).get(name)?.[2];
  if (found !== undefined) return Number(found);
  return /^\d+$/.test(name) ? Number(name) : null;
};

const text = (values: ConfigValues, key: string): string | undefined => {
  const value = values[key];
  return value === undefined ? undefined : String(value);
};
const number = (values: ConfigValues, key: string, otherwise: number): number => {
  const value = values[key];
  return typeof value === 'number' ? value : otherwise;
};

const userOf = (host: DriverHost, values: ConfigValues): QemuConfig['user'] => {
  if (!host.privileged) return null;
  const asked = text(values, 'user');
  // A private root is often below a folder that another user cannot enter: there the daemon's own user is the default.
  const user = asked ?? (host.rooted ? 'root' : DEFAULT_USER);
  const uid = idOf('/etc/passwd', user);
  if (uid === null) {
    if (asked === undefined) return null;
    throw new VirError(ErrorCode.CONF_SYNTAX, ErrorDomain.QEMU, `qemu.conf: user '${asked}' does not exist`);
  }
  const group = text(values, 'group');
  const gid =
    group === undefined ? Number(readDatabase('/etc/passwd').get(user)?.[3] ?? 0) : idOf('/etc/group', group);
  if (gid === null)
    throw new VirError(ErrorCode.CONF_SYNTAX, ErrorDomain.QEMU, `qemu.conf: group '${group}' does not exist`);
  return uid === 0 && gid === 0 ? null : { uid, gid };
};

/** Reads the driver's settings; throws for users and groups that do not exist. */
export const qemuConfig = (host: DriverHost): QemuConfig => {
  const values = host.config('qemu.conf');
  return {
    values,
    user: userOf(host, values),
    dynamicOwnership: number(values, 'dynamic_ownership', 1) !== 0,
    maxFiles: number(values, 'max_files', 0),
    maxProcesses: number(values, 'max_processes', 0),
    monitorDeadline: number(values, 'monitor_timeout', 5) * 1000,
    seccompSandbox: number(values, 'seccomp_sandbox', -1) !== 0,
    autostartDelayMs: number(values, 'auto_start_delay', 0),
  };
};
