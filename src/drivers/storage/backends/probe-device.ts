// Asks what is on a device before anything is written to it, or before it is taken for what a pool says it is.

import { findProgram, run } from '../../common/run.ts';
import { operationFailed, operationInvalid, poolBuilt, probeFailed } from '../errors.ts';
import { exists } from '../local/change.ts';

type Answer = 'nothing' | 'unknown-format' | 'match' | 'different';

const read = async (device: string, kind: 'superblocks' | 'partitions'): Promise<string | null> => {
  // Status 2: nothing recognised. 8: more than one thing recognised.
  const usage = kind === 'superblocks' ? ['-u', 'filesystem,raid,crypto,other'] : [];
  const { status, stdout } = await run('blkid', ['-p', '-o', 'export', ...usage, device], { accept: [2, 8] });
  if (status === 8) throw probeFailed('Found additional probes to run, probing may be incorrect');
  const key = kind === 'superblocks' ? 'TYPE' : 'PTTYPE';
  return new RegExp(`^${key}=(.*)$`, 'm').exec(stdout)?.[1] ?? null;
};

/** Partition tables that blkid calls by other names, or does not know. */
const notForBlkid: ReadonlySet<string> = new Set(['dvh', 'pc98', 'bsd']);

const askBlkid = async (device: string, format: string): Promise<Answer> => {
  const found = await read(device, 'superblocks');
  if (found !== null) return found === format ? 'match' : 'different';
  if (notForBlkid.has(format)) return 'unknown-format';
  const table = await read(device, 'partitions');
  if (table === null) return 'nothing';
  return table === format ? 'match' : 'different';
};

/** With parted, for the partition tables blkid cannot tell. */
const askParted = async (device: string, format: string, writing: boolean): Promise<void> => {
  const { status, stdout, stderr } = await run('parted', [device, 'print', '--script'], { accept: 'any' });
  if (status !== 0) {
    if (!`${stdout}${stderr}`.includes('unrecognised disk label'))
      throw operationFailed('Error checking for disk label, failed to get disk partition information');
    if (writing) return;
    throw operationFailed('Unrecognized disk label found, requires build');
  }
  const label = /Partition Table: (.*)$/m.exec(stdout)?.[1];
  if (label === undefined)
    throw operationFailed('Unable to determine Partition Type, requires build --overwrite');
  if ((label === 'msdos' ? 'dos' : label) !== format)
    throw operationFailed('Known, but different label format present, requires build --overwrite');
  if (writing) throw operationInvalid(`Disk label already formatted using '${format}'`);
};

/**
 * Before writing: there must be nothing on the device. Otherwise: what is on it must be `format`.
 */
export const requireEmptyDevice = async (device: string, format: string, writing: boolean): Promise<void> => {
  if (!findProgram('blkid')) return askParted(device, format, writing);
  if (!(await exists(device))) throw probeFailed(`Failed to create filesystem probe for device ${device}`);
  const answer = await askBlkid(device, format);
  switch (answer) {
    case 'nothing':
      if (writing) return;
      throw probeFailed(`Device '${device}' is unrecognized, requires build`);
    case 'unknown-format':
      return askParted(device, format, writing);
    case 'match':
      if (!writing) return;
      throw poolBuilt(`Device '${device}' already formatted using '${format}'`);
    case 'different': {
      const text = `Format of device '${device}' does not match the expected format '${format}'`;
      throw writing ? poolBuilt(`${text}, forced overwrite is necessary`) : operationInvalid(text);
    }
  }
};
