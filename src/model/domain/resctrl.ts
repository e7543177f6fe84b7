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

/** An earlier group with the same vCPUs; overlapping ones are refused. */
const matching = (groups: readonly string[], vcpus: string): boolean => {
  for (const group of groups) {
    if (group === vcpus) return true;
    if (overlaps(group, vcpus)) throw xmlError('Overlapping vcpus in resctrls');
  }
  return false;
};

const invalid = (text: string): VirError => new VirError(ErrorCode.INVALID_ARG, ErrorDomain.DOMAIN, text);

/** Monitors watch vCPUs of their own group; only one that watches the whole group may overlap others. */
const checkMonitors = (monitors: readonly { vcpus: string }[], group: string, allocates: boolean): void => {
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
  const groups: string[] = [];
  tune.cachetunes = tune.cachetunes.filter((group) => {
    group.vcpus = existing(group.vcpus, max);
    if (group.vcpus === '') return false;
    if (matching(groups, group.vcpus)) throw xmlError('Identical vcpus in cachetunes found');
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
    for (const monitor of group.monitors) {
      monitor.vcpus = existing(monitor.vcpus, max);
      if (monitor.level !== 3) throw xmlError(`Invalid monitor cache level '${monitor.level ?? 0}'`);
    }
    checkMonitors(group.monitors, group.vcpus, group.caches.length > 0);
    if (group.caches.length + group.monitors.length === 0) return false;
    group.caches.sort(
      (a, b) => a.level - b.level || TYPES.indexOf(a.type) - TYPES.indexOf(b.type) || a.id - b.id,
    );
    groups.push(group.vcpus);
    return true;
  });
  tune.memorytunes = tune.memorytunes.filter((group) => {
    group.vcpus = existing(group.vcpus, max);
    if (group.vcpus === '') return false;
    const nodes = new Set<number>();
    const known = matching(groups, group.vcpus);
    for (const { id } of group.nodes) {
      if (nodes.has(id)) throw resctrlError(`Memory Bandwidth already defined for node ${id}`);
      nodes.add(id);
    }
    group.nodes.sort((a, b) => a.id - b.id);
    for (const monitor of group.monitors) monitor.vcpus = existing(monitor.vcpus, max);
    checkMonitors(group.monitors, group.vcpus, group.nodes.length > 0);
    if (!known) groups.push(group.vcpus);
    return group.nodes.length + group.monitors.length > 0;
  });
  tune.memorytunes.sort((a, b) => groups.indexOf(a.vcpus) - groups.indexOf(b.vcpus));
};
