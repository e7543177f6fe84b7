// The host as a command line needs it, for one start: descriptors numbered as QEMU will see them, secrets sealed with
// the guest's master key, ports taken.
import { createCipheriv, randomBytes } from 'node:crypto';
import { closeSync, openSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import type { ArgvHost, SealedSecret } from './argv/host.ts';
import { hostArch } from './emulators.ts';
import type { Run } from './guest.ts';
import type { HostSide } from './host-side.ts';
import type { Plug } from './interfaces.ts';
import { hostRenderNode, hostScsiGeneric } from './native/host.ts';
import { shortName } from './places.ts';
import type { World } from './world.ts';

/** The first inherited descriptor; below are the standard ones. */
export const FIRST_FD = 3;
const BLOCK_CDROM_MAJORS = new Set([11]);

/** Descriptors QEMU inherits; `add` gives the number QEMU knows it by. */
export interface Inherited {
  readonly fds: number[];
  /** Those opened for this start only, to be closed afterwards. */
  readonly own: number[];
  add(fd: number, own?: boolean): string;
}

export const createInherited = (): Inherited => {
  const fds: number[] = [];
  const own: number[] = [];
  return {
    fds,
    own,
    add(fd, mine = false) {
      fds.push(fd);
      if (mine) own.push(fd);
      return String(FIRST_FD + fds.length - 1);
    },
  };
};

/** As QEMU's `secret` objects take them: AES-256-CBC under the master key. */
export const sealer =
  (masterKey: Buffer) =>
  (value: Buffer | string): SealedSecret => {
    const iv = randomBytes(16);
    const cipher = createCipheriv('aes-256-cbc', masterKey, iv);
    const data = Buffer.concat([cipher.update(value), cipher.final()]);
    return { data: data.toString('base64'), iv: iv.toString('base64') };
  };

export interface StartMeans {
  readonly run: Run;
  readonly inherited: Inherited;
  readonly masterKey: Buffer;
  readonly plugs: ReadonlyMap<number, Plug>;
  readonly side: HostSide;
}

const opened = (path: string): number => {
  try {
    return openSync(path, 'r+');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'No such file or directory' : (error as Error).message;
    throw new VirError(ErrorCode.SYSTEM_ERROR, ErrorDomain.QEMU, `Unable to open '${path}': ${why}`);
  }
};

export const argvHost = (world: World, monitorFd: number, means: StartMeans): ArgvHost => {
  const { run, inherited, plugs } = means;
  const { secretValue, ...side } = means.side;
  const seal = sealer(means.masterKey);
  const waiting = [...plugs.entries()].sort(([a], [b]) => a - b);
  return {
    ...side,
    arch: hostArch,
    privileged: world.host.privileged,
    config: world.hardware.config,
    domainDir: run.libDir,
    shortName: shortName(run.id, run.domain.name),
    channelDir: run.channelDir,
    baseEnv: [['PATH', process.env.PATH ?? '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin']],
    monitor: { fd: inherited.add(monitorFd) },
    net() {
      const [, plug] = waiting.shift() ?? [];
      return { tapFds: (plug?.fds ?? []).map((fd) => inherited.add(fd)) };
    },
    secret: (lookup) => seal(secretValue(lookup)),
    seal,
    vhostFd: (device) => inherited.add(opened(`/dev/${device}`), true),
    isCdrom(path) {
      const stat = statSync(path, { throwIfNoEntry: false });
      return stat?.isBlockDevice() === true && BLOCK_CDROM_MAJORS.has(Math.floor(stat.rdev / 256));
    },
    renderNode: hostRenderNode,
    helperSocket: (kind, alias) =>
      kind === 'pr' ? join(run.libDir, `${alias}.sock`) : join(run.libDir, `${alias}-${kind}.sock`),
    tpm() {
      throw new VirError(
        ErrorCode.CONFIG_UNSUPPORTED,
        ErrorDomain.QEMU,
        'TPM passthrough is not supported yet',
      );
    },
    scsiGeneric: hostScsiGeneric,
    displayPort: (kind) => world.ports.take(kind),
    strictPorts: true,
  };
};

/** Lets go of what was opened for the start alone. */
export const closeInherited = (inherited: Inherited): void => {
  for (const fd of inherited.own.splice(0)) closeSync(fd);
};
