// The simulator's hypervisor table, put together from its parts; what it does not answer says why.
import { type HypervisorTable, unsupported } from '../table.ts';
import { blockSlots } from './domain/block.ts';
import { checkpointSlots } from './domain/checkpoint.ts';
import { deviceSlots } from './domain/devices.ts';
import { guestSlots } from './domain/guest.ts';
import { jobSlots } from './domain/jobs.ts';
import { type DomainHost, lifecycleSlots } from './domain/lifecycle.ts';
import { resourceSlots } from './domain/resources.ts';
import { saveSlots } from './domain/save.ts';
import { snapshotSlots } from './domain/snapshot.ts';
import { statsSlots } from './domain/stats.ts';
import { nodeSlots } from './node.ts';

const noMigration = unsupported('a simulated guest cannot leave: no other process could go on with it');
const oldMigration = unsupported(
  'a migration protocol from before cookies; no driver has spoken it for many years',
);
const noScreen = unsupported('there is no display server behind the simulated graphics');
const qemuOnly = unsupported('it speaks to QEMU, and there is none');
// virsh's dominfo shows what is answered here, and libvirt's own tests of it know no such line.
const noBoot = unsupported('a simulated host boots once, when it is opened: there is no next time');
const noFormat = unsupported('the simulator has no configuration format of its own to convert to or from');

export const hypervisorSlots = (host: DomainHost): HypervisorTable => ({
  ...nodeSlots(host),
  ...lifecycleSlots(host),
  ...saveSlots(host),
  ...resourceSlots(host),
  ...deviceSlots(host),
  ...blockSlots(host),
  ...guestSlots(host),
  ...snapshotSlots(host),
  ...checkpointSlots(host),
  ...jobSlots(host),
  ...statsSlots(host),
  connectDomainXMLFromNative: noFormat,
  connectDomainXMLToNative: noFormat,
  domainSetLaunchSecurityState: unsupported('no simulated guest has launch security'),
  domainGetAutostartOnce: noBoot,
  domainSetAutostartOnce: noBoot,
  domainOpenGraphics: noScreen,
  domainOpenGraphicsFD: noScreen,
  domainGraphicsReload: noScreen,
  domainQemuAgentCommand: qemuOnly,
  domainQemuAttach: qemuOnly,
  domainQemuMonitorCommand: qemuOnly,
  domainQemuMonitorCommandWithFiles: qemuOnly,
  domainLxcOpenNamespace: unsupported('a simulated guest has no namespaces'),
  domainMigratePrepare: oldMigration,
  domainMigratePerform: oldMigration,
  domainMigrateFinish: oldMigration,
  domainMigratePrepare2: oldMigration,
  domainMigrateFinish2: oldMigration,
  domainMigratePrepareTunnel: oldMigration,
  domainMigrateBegin3: noMigration,
  domainMigratePrepare3: noMigration,
  domainMigratePrepareTunnel3: noMigration,
  domainMigratePerform3: noMigration,
  domainMigrateFinish3: noMigration,
  domainMigrateConfirm3: noMigration,
  domainMigrateBegin3Params: noMigration,
  domainMigratePrepare3Params: noMigration,
  domainMigratePrepareTunnel3Params: noMigration,
  domainMigratePerform3Params: noMigration,
  domainMigrateFinish3Params: noMigration,
  domainMigrateConfirm3Params: noMigration,
  domainMigrateStartPostCopy: noMigration,
});
