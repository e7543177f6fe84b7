// All slots of the hypervisor table, put together from one file for each topic.
import { nodeSlots } from '../common/node.ts';
import { suspendHost } from '../node/suspend.ts';
import type { PartialTable } from '../table.ts';
import { capabilitySlots } from './capabilities/slots.ts';
import { agentSlots } from './slots/agent.ts';
import { backupSlots } from './slots/backup.ts';
import { blockSlots } from './slots/block.ts';
import { blockJobSlots } from './slots/blockjobs.ts';
import { checkpointSlots } from './slots/checkpoints.ts';
import { connectSlots } from './slots/connect.ts';
import { consoleSlots } from './slots/console.ts';
import { defineSlots } from './slots/define.ts';
import { deviceSlots } from './slots/devices.ts';
import { displaySlots } from './slots/display.ts';
import { infoSlots } from './slots/info.ts';
import { interfaceSlots } from './slots/interfaces.ts';
import { ioThreadSlots } from './slots/iothreads.ts';
import { lifecycleSlots } from './slots/lifecycle.ts';
import { listSlots } from './slots/list.ts';
import { memorySlots } from './slots/memory.ts';
import { metadataSlots } from './slots/metadata.ts';
import { migrationSlots } from './slots/migration.ts';
import { monitorSlots } from './slots/monitor.ts';
import { nativeSlots } from './slots/native.ts';
import { nodeDeviceSlots } from './slots/nodedev.ts';
import { pinSlots } from './slots/pin.ts';
import { saveSlots } from './slots/save.ts';
import { snapshotSlots } from './slots/snapshots.ts';
import { statsSlots } from './slots/stats.ts';
import { tuningSlots } from './slots/tuning.ts';
import type { World } from './world.ts';

export const slotsOf = (world: World): PartialTable<'hypervisor'> => ({
  ...nodeSlots({
    facts: () => world.emulators.service.hostFacts(),
    security: () => ({ model: 'none', doi: '0' }),
  }),
  nodeSuspendForDuration: (_ctx, { target, duration }) => suspendHost(target, duration),
  ...capabilitySlots(world.emulators.service),
  ...connectSlots(world),
  ...listSlots(world),
  ...defineSlots(world),
  ...lifecycleSlots(world),
  ...infoSlots(world),
  ...monitorSlots(world),
  ...consoleSlots(world),
  ...statsSlots(world),
  ...memorySlots(world),
  ...pinSlots(world),
  ...nodeDeviceSlots(world),
  ...metadataSlots(world),
  ...displaySlots(world),
  ...saveSlots(world),
  ...nativeSlots(world),
  ...deviceSlots(world),
  ...blockSlots(world),
  ...blockJobSlots(world),
  ...snapshotSlots(world),
  ...checkpointSlots(world),
  ...backupSlots(world),
  ...migrationSlots(world),
  ...tuningSlots(world),
  ...agentSlots(world),
  ...ioThreadSlots(world),
  ...interfaceSlots(world),
});
