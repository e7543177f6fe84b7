// CPU figures of a guest from /proc: the process's and each vCPU thread's.
import { readFile } from 'node:fs/promises';
import { getAffinity, processStat } from '../../../native/process.ts';
import type { Guest } from '../guest.ts';

const NS_PER_TICK = 10_000_000;

export interface ProcessTimes {
  readonly time: number;
  readonly user: number;
  readonly system: number;
}

/** Nanoseconds QEMU has run; null when it does not. */
export const processTimes = async (guest: Guest): Promise<ProcessTimes | null> => {
  const pid = guest.run?.process?.pid;
  const stat = pid === undefined ? null : await processStat(pid);
  if (!stat) return null;
  const user = stat.userTicks * NS_PER_TICK;
  const system = stat.systemTicks * NS_PER_TICK;
  return { time: user + system, user, system };
};

export interface VcpuTimes {
  readonly number: number;
  readonly thread: number;
  /** The host CPU it ran on last. */
  readonly cpu: number;
  readonly time: number;
  readonly wait: number;
  readonly delay: number;
}

const text = (path: string): Promise<string> => readFile(path, 'utf8').catch(() => '');

const vcpuTimes = async (pid: number, number: number, thread: number): Promise<VcpuTimes | null> => {
  const folder = `/proc/${pid}/task/${thread}`;
  const [stat, sched, schedstat] = await Promise.all([
    processStat(pid, thread),
    text(`${folder}/sched`),
    text(`${folder}/schedstat`),
  ]);
  if (!stat) return null;
  const waited = /se\.(?:statistics\.)?wait_sum\s*:\s*([\d.]+)/.exec(sched)?.[1];
  return {
    number,
    thread,
    cpu: stat.processor,
    time: (stat.userTicks + stat.systemTicks) * NS_PER_TICK,
    wait: Math.round(Number(waited ?? 0) * 1e6),
    delay: Number(schedstat.split(' ')[1] ?? 0),
  };
};

/** Figures of every vCPU that has a thread, in their order. */
export const allVcpuTimes = async (guest: Guest): Promise<VcpuTimes[]> => {
  const pid = guest.run?.process?.pid;
  if (pid === undefined) return [];
  const threads = [...(guest.run?.vcpuThreads ?? [])].sort(([a], [b]) => a - b);
  const all = await Promise.all(threads.map(([number, thread]) => vcpuTimes(pid, number, thread)));
  return all.filter((times) => times !== null);
};

/** Host CPUs a thread may use; empty when it cannot be told. */
export const affinityOf = (thread: number): number[] => {
  try {
    return getAffinity(thread);
  } catch {
    return [];
  }
};
