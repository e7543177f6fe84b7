// Cache and memory-bandwidth allocations: groups of vCPUs may not overlap, nor one cache be given twice.
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import type { Domain } from '../../../schemas/xml/domain.ts';
import { cpusetMembers, formatCpuset } from '../xml/values.ts';
import { xmlError } from './error.ts';

type Cputune = NonNullable<Domain['cputune']>;
const resctrlError = (text: string): VirError => new VirError(ErrorCode.XML_ERROR, ErrorDomain.RESCTRL, text);
const TYPES = ['both', 'code', 'data'];

/** Those of a set that the guest has. */
const existing = (vcpus: string, max: number): string =>
  formatCpuset((cpusetMembers(vcpus) ?? []).filter((id) => id < max));

const overlaps = (a: string, b: string): boolean => {
  const members = new Set(cpusetMembers(a));
  return (cpusetMembers(b) ?? []).some((id) => members.has(id));
};

/** The groups so far, and which of them each vCPU is in. */
class Groups {
  readonly names: string[] = [];
  readonly #owners = new Map<number, string>();

  /** Whether there is this group already; one that shares only some vCPUs with another is refused. */
  has(vcpus: string): boolean {
    for (const id of cpusetMembers(vcpus) ?? []) {
      const owner = this.#owners.get(id);
      if (owner === vcpus) return true;
      if (owner !== undefined) throw xmlError('Overlapping vcpus in resctrls');
    }
    return false;
  }

  add(vcpus: string): void {
    this.names.push(vcpus);
    for (const id of cpusetMembers(vcpus) ?? []) this.#owners.set(id, vcpus);
  }
}

const invalid = (text: string): VirError => new VirError(ErrorCode.INVALID_ARG, ErrorDomain.DOMAIN, text);

/** Monitors watch vCPUs of their own group; only one that watches the whole group may overlap others. */
const checkMonitors = (monitors: readonly { vcpus: string }[], group: string, allocates: boolean): void => {
  if (monitors.length > 1024) throw invalid('vcpus overlaps in resctrl groups');
  const own = new Set(cpusetMembers(group));
  const seen: string[] = [];
  for (const { vcpus } of monitors) {
    if (vcpus === '') throw invalid('vcpus is empty');
    if ((cpusetMembers(vcpus) ?? []).some((id) => !own.has(id)))
      throw invalid('Monitor vcpus conflicts with allocation');
    if (seen.includes(vcpus)) throw invalid('Identical vcpus found in same type monitors');
    const touching = seen.filter((other) => overlaps(other, vcpus));
    if (touching.some((other) => vcpus !== group && other !== group) || (!allocates && touching.length > 0)) {
      throw invalid('vcpus overlaps in resctrl groups');
    }
    seen.push(vcpus);
  }
};

/** Settles the allocations of a guest with `max` vCPUs. */
export const settleResctrl = (tune: Cputune, max = Number.MAX_SAFE_INTEGER): void => {
  const groups = new Groups();
  tune.cachetunes = tune.cachetunes.filter((group) => {
    group.vcpus = existing(group.vcpus, max);
    if (group.vcpus === '') return false;
    if (groups.has(group.vcpus)) throw xmlError('Identical vcpus in cachetunes found');
    const taken = new Set<string>();
    for (const { level, type, id } of group.caches) {
      const clash = type === 'both' ? TYPES : [type, 'both'];
      if (clash.some((other) => taken.has(`${level}/${other}/${id}`))) {
        throw resctrlError(
          `Colliding cache allocations for cache level '${level}' id '${id}', type '${type}'`,
        );
      }
      taken.add(`${level}/${type}/${id}`);
    }
    for (const monitor of group.monitors) monitor.vcpus = existing(monitor.vcpus, max);
    checkMonitors(group.monitors, group.vcpus, group.caches.length > 0);
    if (group.caches.length + group.monitors.length === 0) return false;
    group.caches.sort(
      (a, b) => a.level - b.level || TYPES.indexOf(a.type) - TYPES.indexOf(b.type) || a.id - b.id,
    );
    groups.add(group.vcpus);
    return true;
  });
  tune.memorytunes = tune.memorytunes.filter((group) => {
    group.vcpus = existing(group.vcpus, max);
    if (group.vcpus === '') return false;
    const nodes = new Set<number>();
    const known = groups.has(group.vcpus);
    for (const { id } of group.nodes) {
      if (nodes.has(id)) throw resctrlError(`Memory Bandwidth already defined for node ${id}`);
      nodes.add(id);
    }
    group.nodes.sort((a, b) => a.id - b.id);
    for (const monitor of group.monitors) monitor.vcpus = existing(monitor.vcpus, max);
    checkMonitors(group.monitors, group.vcpus, group.nodes.length > 0);
    if (!known) groups.add(group.vcpus);
    return group.nodes.length + group.monitors.length > 0;
  });
  const places = new Map(groups.names.map((vcpus, place) => [vcpus, place]));
  tune.memorytunes.sort((a, b) => (places.get(a.vcpus) ?? 0) - (places.get(b.vcpus) ?? 0));
};
