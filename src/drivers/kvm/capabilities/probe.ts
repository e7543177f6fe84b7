// Probes a QEMU binary: one session with acceleration, one without, both bounded in time.
import type { QemuCapsData } from './caps.ts';
import { type Ask, interrogate, interrogateTcg, type ProbeHost } from './interrogate.ts';
import { type QmpProcessOptions, withQemu } from './process.ts';

export interface ProbeOptions extends Pick<QmpProcessOptions, 'binary' | 'uid' | 'gid' | 'signal' | 'env'> {
  /** Milliseconds per session. */
  deadline?: number;
  host?: ProbeHost;
  /**
   * Called where QEMU says KVM is enabled; false (it was seen not to work) makes QEMU be probed as if the host had
   * none. Without it QEMU's word is taken.
   */
  kvmWorks?: (binary: string) => Promise<boolean>;
}

export const PROBE_DEADLINE_MS = 30_000;

/** Asks the binary everything. Rejects with a coded error; never takes longer than two deadlines. */
export const probeQemu = async (options: ProbeOptions): Promise<QemuCapsData> => {
  const session = <T>(accel: string, use: (ask: Ask) => Promise<T>): Promise<T> => {
    const machine = ['-S', '-no-user-config', '-nodefaults', '-nographic', '-machine', `none,accel=${accel}`];
    const deadline = options.deadline ?? PROBE_DEADLINE_MS;
    const { binary, uid, gid, signal, env } = options;
    return withQemu({ binary, uid, gid, signal, env, deadline, args: machine }, ({ monitor }) =>
      use((command, args) => monitor.execute(command, args, { deadline })),
    );
  };
  const everything = (accel: string): Promise<QemuCapsData> =>
    session(accel, (ask) => interrogate(ask, options.binary, options.host));
  const first = await everything('kvm:tcg');
  if (!first.flags.includes('kvm')) return first;
  if ((await options.kvmWorks?.(options.binary)) === false) return everything('tcg');
  if (!first.flags.includes('tcg')) return first;
  return session('tcg', (ask) => interrogateTcg(ask, first, options.host));
};
