// Whether KVM really runs guests here. /dev/kvm can exist, open and answer ioctls, and yet hang or abort every guest
// (nested or emulated virtualization), so a guest of a few instructions is run once, with a deadline, and the answer
// is remembered for as long as the kernel and the device stay the same.
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { release, tmpdir, version } from 'node:os';
import { join } from 'node:path';
import { writeFileAtomic } from '../../common/store.ts';
import { QmpError } from '../qmp/error.ts';
import { type QmpProcessOptions, withQemu } from './process.ts';

/**
 * The throw-away guest, loaded as firmware at 0xf0000: enters protected mode, builds page tables for 4 GiB, enters
 * long mode, executes CPUID, reads the local APIC, computes with SSE2, clears 1 MiB through the page tables, and
 * writes 0x2a to port 0xf4. Its entry (FIRMWARE_END - 16) jumps to its start. Assembled from throwaway.S.
 */
const guestCode = Buffer.from(
  'fa31c08ec02e660f011610010f20c00c010f22c066ea1c000f00080066b810008ed88ec08ed0bc00800000bf0010000031c0b900180000fc' +
    'f3abc7050010000003200000c7050020000003300000c7050820000003400000c7051020000003500000c7051820000003600000bf003000' +
    '00b883000000890783c708050000200073f40f20e00d200600000f22e0b8001000000f22d8b9800000c00f320d000100000f300f20c00d00' +
    '00008083e0fb83c8020f22c0eabb000f00180031c00fa2be2000e0fe8b1e66480f6ec3660fd4c0bf00002000b90000020048c7c034120000' +
    'f348abb02ae6f4f4ebfd8db4000066900000000000000000ffff0000009bcf00ffff00000093cf00ffff0000009baf001f00f0000f',
  'hex',
);
const guestEntry = Buffer.from('ea000000f0', 'hex');
const FIRMWARE_SIZE = 0x10000;
/** isa-debug-exit ends QEMU with twice the value plus one. */
const SUCCESS_STATUS = 0x2a * 2 + 1;
export const KVM_DEADLINE_MS = 5_000;

/** `unknown`: the emulator could not be made to run the guest at all, which says nothing about KVM. */
export type KvmVerdict = 'works' | 'broken' | 'unknown';

type GuestOptions = Pick<QmpProcessOptions, 'binary' | 'uid' | 'gid' | 'signal' | 'env'> & {
  deadline?: number;
};

/** Runs the throw-away guest with the given accelerator. Only x86 emulators know how; others give `unknown`. */
export const runThrowAwayGuest = async (accel: 'kvm' | 'tcg', options: GuestOptions): Promise<KvmVerdict> => {
  const dir = await mkdtemp(join(tmpdir(), 'virtlight-kvm-'));
  try {
    const firmware = Buffer.alloc(FIRMWARE_SIZE);
    guestCode.copy(firmware);
    guestEntry.copy(firmware, FIRMWARE_SIZE - 16);
    const file = join(dir, 'guest.bin');
    await writeFile(file, firmware, { mode: 0o644 });
    if (options.uid !== undefined) await chmod(dir, 0o755);
    return await run(accel, file, options);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
};

const run = async (accel: string, firmware: string, options: GuestOptions): Promise<KvmVerdict> => {
  const machine = [
    '-no-user-config',
    '-nodefaults',
    '-display',
    'none',
    '-machine',
    `pc,accel=${accel}`,
    '-m',
    '16',
  ];
  const devices = ['-bios', firmware, '-device', 'isa-debug-exit,iobase=0xf4,iosize=1', '-S'];
  const deadline = options.deadline ?? KVM_DEADLINE_MS;
  let stopped: (() => void) | undefined;
  const died = new Promise<'stopped'>((resolve) => {
    stopped = () => resolve('stopped');
  });
  let started = false;
  try {
    return await withQemu(
      {
        ...options,
        args: [...machine, ...devices],
        deadline: deadline + 5_000,
        // KVM gives up on an instruction it cannot emulate by stopping the guest.
        onEvent: ({ event }) => event === 'STOP' && stopped?.(),
      },
      async ({ monitor, exited }): Promise<KvmVerdict> => {
        // An emulator that does not know its own processors is not running one.
        const cpus = await monitor.execute('query-cpus-fast');
        if (!Array.isArray(cpus) || cpus.length === 0) return 'unknown';
        started = true;
        monitor.execute('cont').catch(() => {});
        const end = await Promise.race([exited, died, timer(deadline)]);
        return end === SUCCESS_STATUS ? 'works' : 'broken';
      },
    );
  } catch (error) {
    if (error instanceof QmpError || !started) return 'unknown';
    throw error;
  }
};

const timer = (ms: number): Promise<'late'> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms, 'late').unref();
  });

interface Remembered {
  kernel: string;
  device: string;
  verdict: KvmVerdict;
}

/** What must stay the same for a verdict to hold. */
const circumstances = async (device: string): Promise<Pick<Remembered, 'kernel' | 'device'>> => {
  const { rdev, ctimeMs } = await stat(device);
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '');
  return { kernel: `${release()} ${version()} ${boot.trim()}`, device: `${rdev} ${Math.floor(ctimeMs)}` };
};

/**
 * Makes the question `does KVM run guests?`: answered by a run of the emulator given, at most once at a time, and
 * kept in `cacheFile` over restarts. `unknown` counts as yes and is not remembered.
 */
export const kvmCheck = (
  cacheFile: string,
  options: Omit<GuestOptions, 'binary'> & { device?: string } = {},
) => {
  let known: Promise<KvmVerdict> | undefined;
  const decide = async (binary: string): Promise<KvmVerdict> => {
    const now = await circumstances(options.device ?? '/dev/kvm').catch(() => undefined);
    if (now === undefined) return 'unknown';
    const text = await readFile(cacheFile, 'utf8').catch(() => undefined);
    const kept = text === undefined ? undefined : parse(text);
    if (kept?.kernel === now.kernel && kept.device === now.device) return kept.verdict;
    const verdict = await runThrowAwayGuest('kvm', { ...options, binary });
    if (verdict !== 'unknown') {
      const record: Remembered = { ...now, verdict };
      await writeFileAtomic(cacheFile, `${JSON.stringify(record)}\n`).catch(() => {});
    }
    return verdict;
  };
  return async (binary: string): Promise<boolean> => {
    const asked = known ?? decide(binary);
    known = asked;
    const verdict = await asked.catch((error: unknown) => {
      if (known === asked) known = undefined;
      throw error;
    });
    if (verdict === 'unknown' && known === asked) known = undefined;
    return verdict !== 'broken';
  };
};

const parse = (text: string): Remembered | undefined => {
  try {
    return JSON.parse(text) as Remembered;
  } catch {
    return undefined;
  }
};
