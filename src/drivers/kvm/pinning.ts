// Which CPUs of the host a guest's threads may run on, by its definition.
import { readFileSync } from 'node:fs';
import { cpusetMembers } from '../../model/xml/values.ts';
import type { Domain } from './hardware.ts';

export const hostCpus = (): number[] =>
  cpusetMembers(readFileSync('/sys/devices/system/cpu/online', 'utf8').trim()) ?? [0];

/** What a definition allows to a thread; `own` is that thread's own pinning, if it has any. */
export const allowedCpus = ({ vcpu }: Domain, own?: string): number[] => {
  const set = own ?? vcpu.cpuset;
  return (set === undefined ? undefined : cpusetMembers(set)) ?? hostCpus();
};

export const allowedToVcpu = (domain: Domain, vcpu: number): number[] =>
  allowedCpus(domain, domain.cputune?.vcpupins.find((pin) => pin.vcpu === vcpu)?.cpuset);
