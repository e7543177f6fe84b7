// Snapshots inside the images of a guest that is off: qemu-img on every disk that a snapshot names.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ErrorCode, VirError } from '../../../schemas/errors.ts';
import type { Snapshot } from '../../model/snapshot/document.ts';

const run = promisify(execFile);
const IMAGE_MS = 600_000;

export interface ImageDisk {
  readonly target: { readonly dev: string };
  readonly driver?: { readonly type?: string };
}

/** Takes (`-c`), goes back to (`-a`) or drops (`-d`) a snapshot; one that is not there to be dropped is no matter. */
export const onImages = async <D extends ImageDisk>(
  disks: readonly D[],
  def: Snapshot,
  action: '-c' | '-a' | '-d',
  pathOf: (disk: D) => string | undefined,
  errorDomain: number,
): Promise<void> => {
  for (const { name, snapshot } of def.disks) {
    if (snapshot !== 'internal') continue;
    const disk = disks.find(({ target }) => target.dev === name);
    const path = disk && pathOf(disk);
    if (path === undefined) continue;
    if (disk?.driver?.type !== 'qcow2')
      throw new VirError(
        ErrorCode.OPERATION_UNSUPPORTED,
        errorDomain,
        `Disk device '${name}' does not support snapshotting`,
      );
    await run('qemu-img', ['snapshot', action, def.name, path], { timeout: IMAGE_MS }).catch(
      (error: Error) => {
        if (action === '-d') return;
        throw new VirError(ErrorCode.INTERNAL_ERROR, errorDomain, error.message.trim());
      },
    );
  }
};
