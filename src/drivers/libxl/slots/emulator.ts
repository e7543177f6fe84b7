// What the device model of a guest can do beyond libxenlight's own calls: throttle and resize the disks it serves, read
// memory, reload the certificates of a display. And reading a disk's bytes, which needs nobody.
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ErrorCode, ErrorDomain } from '../../../../schemas/errors.ts';
import { affected, oneDefinition } from '../../common/impact.ts';
import { changedIotune, getIotune, iotuneEvent } from '../../common/tuning/iotune.ts';
import type { PartialTable } from '../../table.ts';
import { saveConfig, saveStatus } from '../definition.ts';
import { execute } from '../qmp.ts';
import { findDisk } from '../stats.ts';
import { failure, type Guest, invalid, mustRun, notDom0, unsupportedArgument, type World } from '../world.ts';

const PEEK_LIMIT = 64 * 1024 * 1024;
const MEMORY_VIRTUAL = 1;
const RESIZE_BYTES = 1;

interface BlockDevice {
  readonly device: string;
  readonly inserted?: {
    readonly file?: string;
    readonly 'node-name'?: string;
    readonly image?: { readonly filename?: string };
  };
}

type Disk = ReturnType<typeof findDisk>;
const pathOf = (disk: Disk): string => disk.source?.file ?? disk.source?.dev ?? '';

/** The name under which the device model knows a disk; it may not be the one that serves it. */
const blockDevice = async (
  guest: Guest,
  disk: Disk,
): Promise<{ device: string } | { 'node-name': string }> => {
  const path = pathOf(disk);
  const found = (await execute<BlockDevice[]>(guest, 'query-block')).find(
    ({ inserted }) => inserted?.file === path || inserted?.image?.filename === path,
  );
  if (found?.device) return { device: found.device };
  const node = found?.inserted?.['node-name'];
  if (node) return { 'node-name': node };
  throw failure(`disk '${disk.target.dev}' is not served by a device model`, ErrorCode.OPERATION_UNSUPPORTED);
};

const diskOf = (devices: { readonly disks: readonly Disk[] }, name: string): Disk => {
  const disk = devices.disks.find((d) => d.target.dev === name || pathOf(d) === name);
  if (!disk) throw invalid(`invalid path: ${name}`);
  return disk;
};

/** QEMU's words for the limits of <iotune>. */
const throttle = (tune: Record<string, number | string | undefined>): Record<string, number> => {
  const words: Record<string, string> = { bytes: 'bps', iops: 'iops' };
  const found: Record<string, number> = { iops_size: Number(tune.size_iops_sec ?? 0) };
  for (const kind of ['bytes', 'iops'])
    for (const [way, tail] of [
      ['total', ''],
      ['read', '_rd'],
      ['write', '_wr'],
    ] as const) {
      const [name, word] = [`${way}_${kind}_sec`, words[kind]];
      found[`${word}${tail}`] = Number(tune[name] ?? 0);
      if (tune[`${name}_max`]) found[`${word}${tail}_max`] = Number(tune[`${name}_max`]);
      if (tune[`${name}_max_length`]) found[`${word}${tail}_max_length`] = Number(tune[`${name}_max_length`]);
    }
  return found;
};

const readAt = async (path: string, offset: number, size: number): Promise<Buffer> => {
  const file = await open(path).catch((error: Error) => {
    throw failure(`cannot open '${path}': ${error.message}`, ErrorCode.SYSTEM_ERROR);
  });
  try {
    const buffer = Buffer.alloc(size);
    const { bytesRead } = await file.read(buffer, 0, size, offset);
    if (bytesRead < size) throw failure(`'${path}' ends before ${offset + size}`, ErrorCode.SYSTEM_ERROR);
    return buffer;
  } finally {
    await file.close();
  }
};

export const emulatorSlots = (world: World): PartialTable<'hypervisor'> => {
  const { guests, places, bus } = world;
  const running = (dom: Parameters<typeof guests.find>[0]): Guest => {
    const guest = guests.find(dom);
    notDom0(guest);
    mustRun(guest);
    return guest;
  };
  return {
    async domainBlockPeek(_ctx, { dom, path, offset, size }) {
      const guest = guests.find(dom);
      if (size > PEEK_LIMIT) throw invalid(`size must be less than ${PEEK_LIMIT}`);
      const disk = findDisk(guest, path);
      const format = disk.driver?.type ?? 'raw';
      if (format !== 'raw')
        throw unsupportedArgument(`peeking is only supported for disk with 'raw' format not '${format}'`);
      return { buffer: await readAt(pathOf(disk), Number(offset), size) };
    },
    async domainMemoryPeek(_ctx, { dom, offset, size, flags }) {
      const guest = running(dom);
      if (flags & MEMORY_VIRTUAL)
        throw unsupportedArgument('a Xen device model knows physical addresses only');
      if (size > PEEK_LIMIT) throw invalid(`size must be less than ${PEEK_LIMIT}`);
      const folder = await mkdtemp(join(places.run, 'peek-'));
      try {
        const filename = join(folder, 'memory');
        await execute(guest, 'pmemsave', { val: Number(offset), size, filename });
        return { buffer: await readFile(filename) };
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
    domainBlockResize(_ctx, { dom, disk, size, flags }) {
      const guest = running(dom);
      return guest.job.run('libxlDomainBlockResize', async () => {
        const found = await blockDevice(guest, diskOf(guest.def.devices, disk));
        await execute(guest, 'block_resize', {
          ...found,
          size: Number(size) * (flags & RESIZE_BYTES ? 1 : 1024),
        });
      });
    },
    domainGetBlockIoTune(_ctx, { dom, disk, nparams, flags }) {
      const guest = guests.find(dom);
      const { def } = oneDefinition(guest, flags);
      const params = getIotune(
        disk === null ? (def.devices.disks[0] ?? diskOf(def.devices, '')) : diskOf(def.devices, disk),
      );
      return nparams === 0 ? { params: [], nparams: params.length } : { params, nparams: params.length };
    },
    domainSetBlockIoTune(_ctx, { dom, disk, params, flags }) {
      const guest = guests.find(dom);
      notDom0(guest);
      return guest.job.run('libxlDomainSetBlockIoTune', async () => {
        const target = affected(guest, flags);
        if (target.live) {
          const live = diskOf(target.live.devices, disk);
          const tune = changedIotune(live, params, ErrorDomain.LIBXL);
          if (tune.group_name) throw unsupportedArgument('disks of a Xen guest have no throttle groups');
          await execute(guest, 'block_set_io_throttle', {
            ...(await blockDevice(guest, live)),
            ...throttle(tune as Record<string, number>),
          });
          live.iotune = tune;
          await saveStatus(world, guest);
          bus.emit('domain', 'tunable', { dom: guest.handle, params: iotuneEvent(live.target.dev, params) });
        }
        if (target.config) {
          const config = diskOf(target.config.devices, disk);
          config.iotune = changedIotune(config, params, ErrorDomain.LIBXL);
          await saveConfig(world, guest);
        }
      });
    },
    async domainGraphicsReload(_ctx, { dom, type }) {
      const guest = running(dom);
      if (type > 1) throw invalid(`unknown graphics reload type '${type}'`);
      await execute(guest, 'display-reload', { type: 'vnc', 'tls-certs': true });
    },
  };
};
