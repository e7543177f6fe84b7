// The backup calls. A backup ends by itself or by virDomainAbortJob: see save.ts.
import type { PartialTable } from '../../table.ts';
import { backupXml, beginBackup } from '../backup/begin.ts';
import type { World } from '../world.ts';

export const backupSlots = (world: World): PartialTable<'hypervisor'> => ({
  domainBackupBegin: (ctx, { dom, backup_xml, checkpoint_xml, flags }) =>
    beginBackup(
      world,
      world.guests.find(dom),
      { xml: backup_xml, checkpointXml: checkpoint_xml, flags },
      ctx.api,
    ),
  domainBackupGetXMLDesc: (_ctx, { dom }) => ({ xml: backupXml(world.guests.find(dom)) }),
});
