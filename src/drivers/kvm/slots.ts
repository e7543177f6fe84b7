// All slots of the hypervisor table, put together from one file for each topic.
import { nodeSlots } from '../node/slots.ts';
import type { PartialTable } from '../table.ts';
import { connectSlots } from './slots/connect.ts';
import { consoleSlots } from './slots/console.ts';
import { defineSlots } from './slots/define.ts';
import { infoSlots } from './slots/info.ts';
import { lifecycleSlots } from './slots/lifecycle.ts';
import { listSlots } from './slots/list.ts';
import { monitorSlots } from './slots/monitor.ts';
import { statsSlots } from './slots/stats.ts';
import type { World } from './world.ts';

export const slotsOf = (world: World): PartialTable<'hypervisor'> => ({
  ...nodeSlots,
  ...connectSlots(world),
  ...listSlots(world),
  ...defineSlots(world),
  ...lifecycleSlots(world),
  ...infoSlots(world),
  ...monitorSlots(world),
  ...consoleSlots(world),
  ...statsSlots(world),
});
