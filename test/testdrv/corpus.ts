// The corpus suites of host interfaces, node devices, secrets, filters, bindings, snapshots, checkpoints and backups.
import { Backup, backupParseOptions } from '../../schemas/xml/backup.ts';
import type { Domain } from '../../schemas/xml/domain.ts';
import { Interface, interfaceParseOptions } from '../../schemas/xml/interface.ts';
import { NodeDevice, nodeDeviceParseOptions } from '../../schemas/xml/nodedev.ts';
import { NWFilter, nwfilterParseOptions } from '../../schemas/xml/nwfilter.ts';
import { NWFilterBinding, nwfilterBindingParseOptions } from '../../schemas/xml/nwfilter-binding.ts';
import { Secret, secretParseOptions } from '../../schemas/xml/secret.ts';
import { alignBackupDisks } from '../../src/model/backup/align.ts';
import {
  alignCheckpointDisks,
  formatCheckpoint,
  nameBitmaps,
  parseCheckpoint,
} from '../../src/model/checkpoint/document.ts';
import { formatSnapshot, parseSnapshot } from '../../src/model/snapshot/document.ts';
import { formatXml } from '../../src/model/xml/format.ts';
import { parseXml } from '../../src/model/xml/parse.ts';
import { type Judge, xmlToXml } from '../corpus/suites.ts';

const has = (flags: unknown, word: string): boolean => JSON.stringify(flags ?? '').includes(word);
const fakeDisk = (dev: string) => ({
  type: 'file',
  device: 'disk',
  target: { dev },
  source: { file: `/fake/${dev}.qcow2` },
});

/** Made when asked for: suites.ts and this file name each other. */
export const documentSuites = (): Record<string, Judge> => ({
  interfacexml2xml: xmlToXml((input) =>
    formatXml(Interface, parseXml(Interface, input, interfaceParseOptions)),
  ),
  secretxml2xml: xmlToXml((input) => formatXml(Secret, parseXml(Secret, input, secretParseOptions))),
  nwfilterxml2xml: xmlToXml((input) => formatXml(NWFilter, parseXml(NWFilter, input, nwfilterParseOptions))),
  nwfilterbindingxml2xml: xmlToXml((input) =>
    formatXml(NWFilterBinding, parseXml(NWFilterBinding, input, nwfilterBindingParseOptions)),
  ),
  snapshotxml2xml: xmlToXml((input, test) => {
    const redefine = has(test['flags'], 'TEST_REDEFINE');
    const now = test['creation_time'] as number | undefined;
    const def = parseSnapshot(input, { redefine, now: now ?? 0 });
    // libvirt's own test makes no name up in these cases.
    if (now === undefined && !redefine && !input.includes('<name>')) delete (def as { name?: string }).name;
    if (has(test['flags'], 'TEST_RUNNING')) def.state = 'running';
    return formatSnapshot(def, {
      domainUuid: test['domain_uuid'] as string,
      internal: has(test['flags'], 'TEST_INTERNAL'),
      secure: true,
    });
  }),
  checkpointxml2xml: xmlToXml((input, test) => {
    const redefine = has(test['flags'], 'TEST_REDEFINE');
    const def = parseCheckpoint(input, { redefine, now: (test['creation_time'] as number | undefined) ?? 0 });
    if (has(test['flags'], 'TEST_PARENT')) def.parent = { name: '1525111885' };
    if (has(test['flags'], 'TEST_VDA_BITMAP') && def.disks.length === 0)
      def.disks = [{ name: 'vda', checkpoint: 'bitmap' }];
    if (redefine) alignCheckpointDisks(def);
    else nameBitmaps(def);
    return formatCheckpoint(def, { secure: true });
  }),
  backupxml2xml: xmlToXml((input, test) => {
    const inactive = test['internal'] !== true;
    const def = parseXml(Backup, input, { ...backupParseOptions, inactive });
    const names = [...def.disks.map(({ name }) => name), 'vdextradisk'];
    alignBackupDisks(def, { devices: { disks: names.map(fakeDisk) } } as unknown as Domain, 'SUFFIX');
    return formatXml(Backup, def, { inactive });
  }),
  nodedevxml2xml: xmlToXml((input, test) =>
    formatXml(NodeDevice, parseXml(NodeDevice, input, nodeDeviceParseOptions), {
      inactive: JSON.stringify(test['flags'] ?? '').includes('INACTIVE'),
    }),
  ),
});
