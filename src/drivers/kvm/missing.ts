// Why slots of the hypervisor table are empty, for the support matrix; what is built takes their place.
import { type PartialTable, proceduresOf, unsupported } from '../table.ts';

/** The first pattern that fits a procedure's name gives the reason. */
const reasons: readonly (readonly [pattern: RegExp, reason: string])[] = [
  [/^domainLxc|ProcessSignal|WithFiles$/, 'containers only: QEMU has no such thing'],
  [/^domainMigrate(Prepare|Perform|Finish)$/, 'version-1 migration: QEMU uses version 3'],
  [/Migrate/, 'migration is not built yet'],
  [/ThrottleGroup/, 'throttle groups of running guests are not built yet'],
  [/Set(Scheduler|Memory|Blkio|Numa)Parameters/, 'cgroups are not managed yet'],
  [/AnnounceInterface/, 'announcements of interfaces are not built yet'],
  [/QemuAttach/, 'libvirt gave up adopting a QEMU it did not start'],
  [/LaunchSecurity/, 'confidential guests are not built yet'],
  [/Perf/, 'hardware counters are not read yet'],
  [/SetVcpu/, 'virtual CPUs are only added, by their number'],
];

/** A reason for every slot that has one of its own. */
export const missingSlots = (): PartialTable<'hypervisor'> => {
  const slots: Record<string, unknown> = {};
  for (const name of proceduresOf('hypervisor').keys()) {
    const found = reasons.find(([pattern]) => pattern.test(name));
    if (found) slots[name] = unsupported(found[1]);
  }
  return slots as PartialTable<'hypervisor'>;
};
