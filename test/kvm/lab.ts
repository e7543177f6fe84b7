// A kvm driver of its own below a temporary root, for tests: calls its slots as a face would, collects its events.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CallContext, CallStream } from '../../src/drivers/context.ts';
import type { Event } from '../../src/drivers/events.ts';
import type { ConfigValues, DriverHost, Logger } from '../../src/drivers/host.ts';
import { createKvmDriver } from '../../src/drivers/kvm/driver.ts';
import type { FaultPoint } from '../../src/drivers/plan.ts';
import type { Connection, DriverModule, HypervisorTable } from '../../src/drivers/table.ts';

export const qemuBinary = '/usr/bin/qemu-system-x86_64';
export const haveQemu = spawnSync(qemuBinary, ['--version']).status === 0;
export const skipWithoutQemu = haveQemu ? false : `${qemuBinary} is not installed`;

export const makeRoot = (): string => mkdtempSync(join(tmpdir(), 'kvm-test-'));

const quiet: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => quiet,
};

export interface LabOptions {
  readonly fault?: FaultPoint;
  readonly config?: ConfigValues;
  readonly log?: Logger;
}

export const labHost = (root: string, options: LabOptions = {}): DriverHost => ({
  paths: {
    config: join(root, 'etc/libvirt'),
    run: join(root, 'run/libvirt'),
    state: join(root, 'var/lib/libvirt'),
    cache: join(tmpdir(), 'kvm-test-cache'),
    log: join(root, 'var/log/libvirt'),
  },
  log: options.log ?? quiet,
  privileged: true,
  rooted: true,
  hostUuid: '00000000-0000-4000-8000-000000000001',
  config: () => options.config ?? {},
  services: { network: null, storage: null, secret: null, filter: null },
});

type Slots = { [K in keyof HypervisorTable]: HypervisorTable[K] };
type Call = <N extends keyof Slots>(
  name: N,
  args: Record<string, unknown>,
  extras?: Partial<CallContext>,
) => Promise<Record<string, unknown>>;

export interface Lab {
  readonly root: string;
  readonly driver: DriverModule;
  readonly connection: Connection;
  readonly events: Event[];
  /** Lifecycle events as `event.detail` words, and clears them. */
  lifecycle(): string[];
  call: Call;
  /** Ends the session that calls are made in. */
  endSession(): void;
  /** Lets go of the guests, as a daemon that ends does. */
  stop(): Promise<void>;
}

/** Starts a driver on a root; several may follow one another on the same one. */
export const startLab = async (root: string, options: LabOptions = {}): Promise<Lab> => {
  mkdirSync(join(root, 'etc/libvirt'), { recursive: true });
  const driver = createKvmDriver(labHost(root, options), { fault: options.fault });
  const events: Event[] = [];
  const opening = driver.open({ uri: new URL('qemu:///system'), readOnly: false });
  const connection = await opening;
  connection.events.subscribe((event) => events.push(event));
  await driver.start(new AbortController().signal);
  const ending = new Set<() => void>();
  const context: CallContext = {
    connection,
    identity: {},
    readOnly: false,
    session: {},
    onSessionEnd(callback) {
      ending.add(callback);
      return () => ending.delete(callback);
    },
    api: 'virTest',
    signal: new AbortController().signal,
    stream: null as CallStream | null,
    fds: [],
    sendFds: () => undefined,
  };
  return {
    root,
    driver,
    connection,
    events,
    lifecycle() {
      const told = events
        .splice(0)
        .filter((event) => event.kind === 'lifecycle')
        .map(({ payload }) => `${payload.event}.${payload.detail}`);
      return told;
    },
    async call(name, args, extras) {
      const slot = connection.tables.hypervisor?.[name] as unknown as (
        ctx: CallContext,
        args: Record<string, unknown>,
      ) => unknown;
      if (typeof slot !== 'function') throw new Error(`no slot ${name}`);
      return (await slot({ ...context, ...extras }, args)) as Record<string, unknown>;
    },
    endSession() {
      for (const callback of [...ending]) callback();
    },
    stop: () => driver.stop(),
  };
};

/** A guest that boots nothing: QEMU is up in a moment and its vCPU idles in the firmware. */
export const guestXml = (name: string, uuid: string, extra = ''): string => `<domain type='qemu'>
  <name>${name}</name><uuid>${uuid}</uuid><memory unit='MiB'>32</memory><vcpu>1</vcpu>
  <os><type arch='x86_64' machine='q35'>hvm</type></os>
  <devices><emulator>${qemuBinary}</emulator><serial type='pty'/><console type='pty'/><memballoon model='virtio'/>${extra}</devices>
</domain>`;

/** Numbers of the QEMU processes that run a guest with this uuid. */
export const qemuProcesses = (uuid: string): number[] =>
  readdirSync('/proc')
    .map(Number)
    .filter((pid) => {
      if (!Number.isInteger(pid) || pid <= 0) return false;
      try {
        const argv = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
        const state = / ([A-Z]) /.exec(readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/\(.*\)/, ''))?.[1];
        return argv[argv.indexOf('-uuid') + 1] === uuid && state !== 'Z';
      } catch {
        return false;
      }
    });

/** Ends every QEMU of these guests and removes the root. */
export const cleanUp = (root: string, uuids: readonly string[]): void => {
  for (const uuid of uuids) for (const pid of qemuProcesses(uuid)) process.kill(pid, 'SIGKILL');
  rmSync(root, { recursive: true, force: true });
};

/** Waits until something is so, or fails. */
export const until = async (
  what: string,
  so: () => boolean | Promise<boolean>,
  ms = 10_000,
): Promise<void> => {
  const end = performance.now() + ms;
  while (!(await so())) {
    if (performance.now() > end) throw new Error(`not so after ${ms} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};
