// A host for command lines that are only looked at: nothing is opened or created, but what is missing is said.
import { accessSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Arch } from '../../../../schemas/cpu/arch.ts';
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import { type ArgvConfig, type ArgvHost, defaultArgvConfig, missingSecret } from '../argv/host.ts';

export interface NativeHostOptions extends Partial<ArgvHost> {
  arch: Arch;
  /** Name of the guest, for its directories. */
  name: string;
  config?: ArgvConfig;
}

const systemError = (domain: number, text: string, error: unknown): VirError => {
  const { code } = error as NodeJS.ErrnoException;
  const reason =
    code === 'ENOENT' ? 'No such file or directory' : code === 'EACCES' ? 'Permission denied' : code;
  return new VirError(ErrorCode.SYSTEM_ERROR, domain, `${text}: ${reason}`);
};

const list = (dir: string): string[] => {
  try {
    return readdirSync(dir);
  } catch (error) {
    throw systemError(ErrorDomain.NONE, `cannot open directory '${dir}'`, error);
  }
};

/** The first GPU that renders without a display. */
export const hostRenderNode = (): string => {
  const node = list('/dev/dri').find((name) => name.startsWith('renderD'));
  if (node === undefined) {
    throw new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.NONE, 'No DRM render nodes available');
  }
  return `/dev/dri/${node}`;
};

/** The generic device of a SCSI device of the host. */
export const hostScsiGeneric: ArgvHost['scsiGeneric'] = (adapter, { bus, target, unit }) => {
  const host = adapter.replace(/^scsi_host/, '');
  const [name = ''] = list(`/sys/bus/scsi/devices/${host}:${bus}:${target}:${unit}/scsi_generic`);
  return `/dev/${name}`;
};

const checkTpm = (path: string): void => {
  try {
    accessSync(path);
  } catch (error) {
    throw systemError(ErrorDomain.QEMU, `Could not open TPM device ${path}`, error);
  }
};

const VHOST_SCSI = '/dev/vhost-scsi';
const VHOST_USER_DIRS = ['/etc/qemu/vhost-user', '/usr/share/qemu/vhost-user'];

/** Programs that implement vhost-user devices say so in descriptors. */
const checkVhostUserGpu = (): void => {
  const isGpu = (path: string): boolean => {
    try {
      return (JSON.parse(readFileSync(path, 'utf8')) as { type?: string }).type === 'gpu';
    } catch {
      return false;
    }
  };
  const files = VHOST_USER_DIRS.filter((dir) => existsSync(dir)).flatMap((dir) =>
    readdirSync(dir).map((name) => join(dir, name)),
  );
  if (files.some(isGpu)) return;
  throw new VirError(
    ErrorCode.OPERATION_FAILED,
    ErrorDomain.QEMU,
    'Unable to find a satisfying vhost-user-gpu',
  );
};

const FIRST_FD = 24;
const SHORT_NAME = 20;

export const nativeHost = ({ name, ...given }: NativeHostOptions): ArgvHost => {
  const config = given.config ?? defaultArgvConfig;
  const shortName = given.shortName ?? `-1-${[...name].slice(0, SHORT_NAME).join('')}`;
  const domainDir = given.domainDir ?? `${config.libDir}/domain-${shortName}`;
  let fd = FIRST_FD;
  const next = (): string => String(fd++);
  const seal = (): { data: string; iv: string } => ({ data: '', iv: '' });
  return {
    privileged: true,
    config,
    domainDir,
    shortName,
    channelDir: `${config.channelTargetDir}/${shortName}`,
    baseEnv: [['PATH', process.env['PATH'] ?? '/usr/sbin:/usr/bin:/sbin:/bin']],
    monitor: { path: `${domainDir}/monitor.sock` },
    net: () => ({ tapFds: [next()] }),
    secret: (lookup) => {
      throw missingSecret(lookup);
    },
    seal,
    vhostFd(device) {
      if (device === 'vhost-scsi' && !existsSync(VHOST_SCSI)) {
        throw new VirError(
          ErrorCode.CONFIG_UNSUPPORTED,
          ErrorDomain.NONE,
          `vhost-scsi device file '${VHOST_SCSI}' cannot be found`,
        );
      }
      return next();
    },
    vhostUserGpu: checkVhostUserGpu,
    isCdrom: () => false,
    renderNode: hostRenderNode,
    scsiGeneric: hostScsiGeneric,
    tpm: (path) => {
      checkTpm(path);
      return { device: '/dev/fdset/0', cancel: '/dev/fdset/1' };
    },
    helperSocket: (kind, alias) =>
      kind === 'pr'
        ? `${domainDir}/${alias}.sock`
        : `${domainDir}/${alias}-${kind === 'virtiofs' ? 'fs' : kind}.sock`,
    displayPort: (kind) => ({ vnc: 5900, websocket: 0, spice: 5901, 'spice-tls': 5902, rdp: 3389 })[kind],
    ...given,
  };
};
