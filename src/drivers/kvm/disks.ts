// Finding a guest's disks by the names that QEMU uses for them.
import type { Disk } from '../../model/domain/devices.ts';
import type { Run } from './guest.ts';
import { diskPath } from './stats/block.ts';

/** A disk as events tell of it. */
export interface DiskFace {
  readonly alias: string;
  readonly target: string;
  readonly path: string;
}

const faceOf = (disk: Disk): DiskFace => ({
  alias: disk.alias?.name ?? '',
  target: disk.target.dev,
  path: diskPath(disk) ?? '',
});

/** By the name of a block node: libvirt-3-format. */
export const diskByNode = ({ domain }: Run, node: string): DiskFace | undefined => {
  const number = Number(/^libvirt-(\d+)-/.exec(node)?.[1] ?? 0);
  if (!number) return undefined;
  const found = domain.devices.disks.find((disk) => {
    if ((disk.source as { index?: number } | undefined)?.index === number) return true;
    for (let layer = disk.backingStore; layer?.type !== undefined; layer = layer.backingStore)
      if (layer.index === number) return true;
    return false;
  });
  return found && faceOf(found);
};

/** By the drive's name, the device's id or its path in the object model. */
export const diskByDevice = ({ domain }: Run, device: string, qom: string): DiskFace | undefined => {
  const name = device.replace(/^drive-/, '');
  const parts = qom.split('/');
  const found = domain.devices.disks.find(({ alias }) => {
    const own = alias?.name;
    return own !== undefined && own !== '' && (own === name || parts.includes(own));
  });
  return found && faceOf(found);
};
