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
import { screenSlots } from './domain/screen.ts';
import { securitySlots } from './domain/security.ts';
import { snapshotSlots } from './domain/snapshot.ts';
import { statsSlots } from './domain/stats.ts';
import { destinationSlots } from './migration/destination.ts';
import { sourceSlots } from './migration/source.ts';
import { nodeSlots } from './node.ts';

const oldMigration = unsupported(
  'a migration protocol from before cookies; no driver has spoken it for many years',
);
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
  ...screenSlots(host),
  ...securitySlots(host),
  ...sourceSlots(host),
  ...destinationSlots(host),
  connectDomainXMLFromNative: noFormat,
  connectDomainXMLToNative: noFormat,
  domainGetAutostartOnce: noBoot,
  domainSetAutostartOnce: noBoot,
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
});
