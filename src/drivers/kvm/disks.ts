// Finding a guest's disks by the names that QEMU uses for them.
import type { Run } from './guest.ts';

/** A disk as events tell of it. */
export interface DiskFace {
  readonly alias: string;
  readonly target: string;
  readonly path: string;
}

export const diskByNode = (_live: Run, _node: string): DiskFace | undefined => undefined;
export const diskByDevice = (_live: Run, _device: string, _qom: string): DiskFace | undefined => undefined;
