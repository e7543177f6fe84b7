// The whole table of the driver: the slots by topic, and the reason for each one that stays empty.
import {
  type HypervisorTable,
  type PartialTable,
  tableWith,
  type Unsupported,
  unsupported,
} from '../table.ts';
import { agentSlots } from './slots/agent.ts';
import { consoleSlots } from './slots/console.ts';
import { defineSlots } from './slots/define.ts';
import { deviceSlots } from './slots/devices.ts';
import { emulatorSlots } from './slots/emulator.ts';
import { graphicsSlots } from './slots/graphics.ts';
import { lifecycleSlots } from './slots/lifecycle.ts';
import { listSlots } from './slots/list.ts';
import { migrateSlots } from './slots/migrate.ts';
import { monitorSlots } from './slots/monitor.ts';
import { nodeSlots } from './slots/node.ts';
import { saveSlots } from './slots/save.ts';
import { snapshotSlots } from './slots/snapshots.ts';
import { statsSlots } from './slots/stats.ts';
import { tuningSlots } from './slots/tuning.ts';
import type { World } from './world.ts';

/** Why procedures are missing, by a pattern of their names. The first that matches counts. */
const reasons: readonly (readonly [RegExp, string])[] = [
  [
    /Migrate(Prepare|Perform|Finish)2?$|MigratePrepareTunnel$/,
    'versions 1 and 2 of the migration protocol: Xen guests use version 3',
  ],
  [/IOThread/, 'Xen back ends have no I/O threads'],
  [
    /Checkpoint|Backup|Block(Commit|Copy|Pull|Rebase|Job)|Throttle|BlockThreshold/,
    'Xen back ends have no block jobs or dirty bitmaps',
  ],
  [/LaunchSecurity|SEV/, 'Xen has no launch security'],
  [/Perf|DirtyRate/, 'libxenlight shows no such figures'],
  [/Compression|PostCopy|MaxDowntime/, 'libxenlight has no such setting of a migration'],
  [/QemuAttach/, 'a Xen guest is not a QEMU process'],
  [/Lxc/, 'Xen guests are not containers'],
];

const why = (name: string): Unsupported =>
  unsupported(reasons.find(([pattern]) => pattern.test(name))?.[1] ?? 'libxenlight has no such operation');

export const slotsOf = (world: World): PartialTable<'hypervisor'> => ({
  ...listSlots(world),
  ...lifecycleSlots(world),
  ...defineSlots(world),
  ...saveSlots(world),
  ...tuningSlots(world),
  ...statsSlots(world),
  ...consoleSlots(world),
  ...deviceSlots(world),
  ...migrateSlots(world),
  ...nodeSlots(world),
  ...monitorSlots(world),
  ...emulatorSlots(world),
  ...agentSlots(world),
  ...graphicsSlots(world),
  ...snapshotSlots(world),
});

/** Completes the table; every empty slot says why it is empty. */
export const hypervisorTable = (world: World): HypervisorTable => {
  const slots = slotsOf(world);
  const table = { ...tableWith('hypervisor', {}, '') } as Record<string, unknown>;
  for (const name of Object.keys(table)) table[name] = why(name);
  return Object.assign(table, slots) as unknown as HypervisorTable;
};
