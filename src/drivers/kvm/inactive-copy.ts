// The running definition as it would be defined anew: without what only this run has (aliases, numbers, chains that
// were found out, the CPU as QEMU made it). Snapshots, checkpoints and save images keep it.
import { Cpu } from '../../../schemas/xml/domain/cpu.ts';
import { formatXml } from '../../model/xml/format.ts';
import type { Backing } from './blockjob-chain.ts';
import type { Guest, Run } from './guest.ts';
import type { Domain } from './hardware.ts';
import type { Disk } from './stats/block.ts';
import type { World } from './world.ts';

/** Leaves of a chain what the definition told. */
const dropDetected = (disk: Disk): void => {
  for (let holder: { backingStore?: Backing } | undefined = disk; holder; holder = holder.backingStore)
    if (holder.backingStore?.detected) delete holder.backingStore;
};

/** The part of it that is no matter of the document's form. */
const settled = (world: World, run: Run): Domain => {
  const domain = world.hardware.clone(run.domain);
  for (const disk of domain.devices.disks) {
    delete disk.mirror;
    dropDetected(disk);
  }
  // A label that nobody asked for was given for this run.
  domain.seclabels = domain.seclabels.filter(
    ({ type, model, label }) => !(type === 'dynamic' && model === 'dac' && label?.startsWith('+')),
  );
  if (run.cpu) domain.cpu = structuredClone(run.cpu);
  return domain;
};

/** As a document. */
export const inactiveXml = (world: World, run: Run): string =>
  world.hardware.format(settled(world, run), { inactive: true, secure: true, migratable: true });

/** As an object; of a guest that is off, its definition. */
export const inactiveCopy = (world: World, guest: Guest): Domain => {
  const { run } = guest;
  if (!run) return world.hardware.clone(guest.def);
  const domain = world.hardware.parse(inactiveXml(world, run), { inactive: true });
  return world.hardware.postParse(domain, run.caps, false);
};

/** User-mode networking that QEMU does itself. */
const hasBuiltinSlirp = ({ devices }: Domain): boolean =>
  devices.interfaces.some((net) => net.type === 'user');

/** What whoever runs this state must know besides the definition: the CPU as QEMU made it. */
export const cookieXml = ({ domain }: Run): string => {
  const cpu = domain.cpu ? formatXml(Cpu, domain.cpu, {}, '  ') : '';
  const slirp = hasBuiltinSlirp(domain) ? '' : '  <slirpHelper/>\n';
  return `<cookie>\n${cpu}${slirp}</cookie>`;
};
