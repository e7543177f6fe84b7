// Counts and pinnings of a domain's virtual CPUs, emulator and I/O threads in its definition.
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import type { Domain } from '../../../../schemas/xml/domain.ts';
import { members, range, setText } from '../bitmap.ts';

type Cputune = NonNullable<Domain['cputune']>;
type Thread = Domain['iothreadids'][number];

export const maxVcpus = (def: Domain): number => def.vcpu.value;
export const onlineVcpus = (def: Domain): number => def.vcpu.current ?? def.vcpu.value;
/** Is this virtual CPU plugged in? */
export const isOnline = (def: Domain, id: number): boolean => {
  const listed = def.vcpus.find((vcpu) => vcpu.id === id);
  return listed ? listed.enabled : id < onlineVcpus(def);
};

export const setOnlineVcpus = (def: Domain, count: number): void => {
  if (count === def.vcpu.value) delete def.vcpu.current;
  else def.vcpu.current = count;
  if (def.vcpus.length === 0) return;
  for (const vcpu of def.vcpus) vcpu.enabled = vcpu.id < count;
};
export const setMaxVcpus = (def: Domain, count: number): void => {
  const online = Math.min(onlineVcpus(def), count);
  def.vcpu.value = count;
  def.vcpus = def.vcpus.filter((vcpu) => vcpu.id < count);
  setOnlineVcpus(def, online);
};

const tuneOf = (def: Domain): Cputune => {
  def.cputune ??= {
    vcpupins: [],
    iothreadpins: [],
    vcpuscheds: [],
    iothreadscheds: [],
    cachetunes: [],
    memorytunes: [],
  } as Cputune;
  return def.cputune;
};

/** CPUs of the host a virtual CPU may run on. */
export const vcpuPin = (def: Domain, vcpu: number, hostCpus: number): number[] => {
  const own = def.cputune?.vcpupins.find((pin) => pin.vcpu === vcpu)?.cpuset ?? def.vcpu.cpuset;
  // A pin to no CPU at all is one that libvirt's simulator takes.
  if (own === '') return [];
  return own === undefined ? range(hostCpus) : members(own);
};
export const pinVcpu = (def: Domain, vcpu: number, cpus: readonly number[]): void => {
  const tune = tuneOf(def);
  tune.vcpupins = tune.vcpupins.filter((pin) => pin.vcpu !== vcpu);
  tune.vcpupins.push({ vcpu, cpuset: setText(cpus) });
  tune.vcpupins.sort((a, b) => a.vcpu - b.vcpu);
};
export const emulatorPin = (def: Domain, hostCpus: number): number[] => {
  const own = def.cputune?.emulatorpin?.cpuset ?? def.vcpu.cpuset;
  return own === undefined ? range(hostCpus) : members(own);
};
export const pinEmulator = (def: Domain, cpus: readonly number[]): void => {
  tuneOf(def).emulatorpin = { cpuset: setText(cpus) };
};

/** I/O threads of a definition: those listed by id, and as many more as are counted. */
export const iothreadsOf = (def: Domain): Thread[] => {
  const listed = [...def.iothreadids];
  const ids = new Set(listed.map((thread) => thread.id));
  for (let id = 1; listed.length < (def.iothreads ?? 0); id++)
    if (!ids.has(id)) listed.push({ id } as Thread);
  return listed;
};
const keepIothreads = (def: Domain, threads: Thread[]): void => {
  const plain = threads.every((thread, i) => thread.id === i + 1 && Object.keys(thread).length === 1);
  def.iothreads = threads.length;
  def.iothreadids = plain ? [] : threads;
};
const refuse = (text: string): VirError => new VirError(ErrorCode.INVALID_ARG, ErrorDomain.DOMAIN, text);

export const addIothread = (def: Domain, id: number): void => {
  const threads = iothreadsOf(def);
  if (threads.some((thread) => thread.id === id))
    throw refuse(`an IOThread is already using iothread_id '${id}'`);
  keepIothreads(def, [...threads, { id } as Thread]);
};
export const delIothread = (def: Domain, id: number): void => {
  const threads = iothreadsOf(def);
  if (!threads.some((thread) => thread.id === id))
    throw refuse(`cannot find IOThread '${id}' in iothreadids list`);
  const disk = def.devices.disks.find(
    ({ driver }) => driver?.iothread === id || driver?.iothreads?.some((mapping) => mapping.id === id),
  );
  if (disk) throw refuse(`cannot remove IOThread ${id} since it is being used by disk '${disk.target.dev}'`);
  const busy = def.devices.controllers.some(
    ({ driver }) => driver?.iothread === id || driver?.iothreads?.some((mapping) => mapping.id === id),
  );
  if (busy) throw refuse(`cannot remove IOThread '${id}' since it is being used by controller`);
  keepIothreads(
    def,
    threads.filter((thread) => thread.id !== id),
  );
  if (def.cputune) def.cputune.iothreadpins = def.cputune.iothreadpins.filter((pin) => pin.iothread !== id);
};
export const iothreadPin = (def: Domain, id: number): number[] => {
  const own = def.cputune?.iothreadpins.find((pin) => pin.iothread === id)?.cpuset ?? def.vcpu.cpuset;
  return own === undefined ? range(onlineVcpus(def)) : members(own);
};
export const pinIothread = (def: Domain, id: number, cpus: readonly number[]): void => {
  const tune = tuneOf(def);
  tune.iothreadpins = tune.iothreadpins.filter((pin) => pin.iothread !== id);
  tune.iothreadpins.push({ iothread: id, cpuset: setText(cpus) });
  tune.iothreadpins.sort((a, b) => a.iothread - b.iothread);
};
