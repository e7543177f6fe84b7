// LUNs of a SCSI host adapter, found through sysfs. iSCSI pools list theirs the same way.
import { readdir, readFile, realpath, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PoolSource } from '../../../../schemas/xml/pool.ts';
import { findProgram, run } from '../../common/run.ts';
import type { Backend, BackendServices } from '../backend.ts';
import { internalError, invalidArgument, orFail, systemFailure, xmlError } from '../errors.ts';
import { exists } from '../local/change.ts';
import { refreshTarget } from '../local/refresh.ts';
import { createVolume, createVolumeTable, type Pool, targetPath, type VolumeTable } from '../objects.ts';
import { transfers } from './folder.ts';
import { settleDevices } from './settle.ts';
import { isStableFolder, stablePath } from './stable-path.ts';

const HOSTS = '/sys/class/scsi_host';
const FC_HOSTS = '/sys/class/fc_host';
const DEVICES = '/sys/bus/scsi/devices';
const DISK = 0;
const ROM = 5;

const listed = (folder: string): Promise<string[]> =>
  orFail(readdir(folder), `cannot open directory '${folder}'`);
const text = (path: string): Promise<string> => readFile(path, 'latin1').then((content) => content.trim());

/** The serial number that stays with a LUN, through scsi_id; its path when there is none. */
const serialOf = async (path: string): Promise<string> => {
  const program = ['/lib/udev/scsi_id', '/usr/lib/udev/scsi_id']
    .map(findProgram)
    .find((found) => found !== null);
  if (!program) return path;
  const args = ['--replace-whitespace', '--whitelisted', '--ignore-sysfs', '--device', path];
  const { stdout } = await run(program, args, { accept: 'any' });
  return stdout.split('\n')[0] || path;
};

const blockNameOf = async (address: string): Promise<string | null> => {
  const folder = join(DEVICES, address);
  const entry = (await listed(folder)).find((name) => name.startsWith('block'));
  if (entry === undefined) return null;
  if (entry !== 'block') return entry.slice(entry.lastIndexOf(':') + 1);
  return (await listed(join(folder, 'block')))[0] ?? null;
};

const addLun = async (pool: Pool, volumes: VolumeTable, address: string): Promise<boolean> => {
  const [, bus, target, lun] = address.split(':');
  const type = await text(join(DEVICES, address, 'type')).catch(() => {
    throw internalError(`Failed to determine if ${address} is a Direct-Access LUN`);
  });
  if (Number(type) !== DISK && Number(type) !== ROM) return false;
  const block = await blockNameOf(address);
  if (block === null) return false;
  const folder = targetPath(pool);
  const plain = folder === '/dev' || folder === '/dev/';
  if (!isStableFolder(folder) && !plain)
    throw invalidArgument(`unable to use target path '${folder}' for dev '${block}'`);
  const device = `/dev/${block}`;
  const path = await stablePath(pool, device, true);
  if (path === device && !plain) return false;
  const volume = createVolume({
    type: 'block',
    name: `unit:${bus}:${target}:${lun}`,
    target: { path } as never,
  });
  if (!(await refreshTarget(volume, { directories: false, lenient: true }))) return false;
  volume.def.key = await serialOf(path);
  if (!volumes.add(volume)) return false;
  pool.def.capacity += volume.def.capacity ?? 0;
  pool.def.allocation += volume.def.allocation ?? 0;
  return true;
};

/** Lists the LUNs behind a host adapter as the pool's volumes. */
export const findLuns = async (pool: Pool, host: number): Promise<number> => {
  await settleDevices();
  const volumes = createVolumeTable();
  let found = 0;
  for (const address of await listed(DEVICES))
    if (
      address.startsWith(`${host}:`) &&
      /^\d+:\d+:\d+:\d+$/.test(address) &&
      (await addLun(pool, volumes, address))
    )
      found++;
  pool.volumes = volumes;
  return found;
};

export const clearSizes = ({ def }: Pool): void => {
  def.allocation = 0;
  def.capacity = 0;
  def.available = 0;
};

type Adapter = NonNullable<PoolSource['adapter']>;

/** `host5`, `scsi_host5` and `5` all mean host 5. */
export const hostNumber = (name: string): number => {
  const match = /^(?:scsi_|fc_)?host(\d+)$/.exec(name);
  if (match) return Number(match[1]);
  throw xmlError(`Invalid adapter name '${name}' for SCSI pool`);
};

const wwn = (value: string | undefined): string => (value ?? '').toLowerCase().replace(/^0x/, '');

const fcHostByWwn = async (adapter: Adapter): Promise<string | null> => {
  const names = await readdir(FC_HOSTS).catch(() => [] as string[]);
  for (const name of names) {
    const [node, port] = await Promise.all(
      ['node_name', 'port_name'].map((file) => text(join(FC_HOSTS, name, file)).catch(() => '')),
    );
    if (wwn(node) === wwn(adapter.wwnn) && wwn(port) === wwn(adapter.wwpn)) return name;
  }
  return null;
};

const hostByParent = async (parent: NonNullable<Adapter['parentaddr']>): Promise<string> => {
  const { domain, bus, slot, function: fn } = parent.address;
  const hex = (value: number, width: number): string => value.toString(16).padStart(width, '0');
  const address = `${hex(domain, 4)}:${hex(bus, 2)}:${hex(slot, 2)}.${fn.toString(16)}`;
  for (const name of await readdir(HOSTS).catch(() => [] as string[])) {
    const path = await realpath(join(HOSTS, name)).catch(() => '');
    if (!path.includes(`/${address}/`)) continue;
    const id = await text(join(HOSTS, name, 'unique_id')).catch(() => '');
    if (Number(id) === parent.unique_id) return name;
  }
  throw xmlError(`Failed to find scsi_host using PCI '${address}' and unique_id='${parent.unique_id}'`);
};

const adapterName = async (pool: Pool): Promise<string> => {
  const { adapter } = pool.def.source;
  if (!adapter) throw xmlError('missing storage pool source adapter');
  if (adapter.type === 'fc_host') {
    const name = await fcHostByWwn(adapter);
    if (name) return name;
    throw xmlError(`Failed to find SCSI host with wwnn='${adapter.wwnn}', wwpn='${adapter.wwpn}'`);
  }
  return adapter.parentaddr ? hostByParent(adapter.parentaddr) : (adapter.name ?? '');
};

const rescan = async (host: number): Promise<void> => {
  const path = join(HOSTS, `host${host}`, 'scan');
  try {
    await writeFile(path, '- - -', { flag: 'r+' });
  } catch (error) {
    throw systemFailure(error, `Could not open '${path}' to trigger host scan`);
  }
};

const vport = async (parent: string, operation: 'vport_create' | 'vport_delete', adapter: Adapter) => {
  const name = parent.replace(/^scsi_/, '');
  const places = [FC_HOSTS, HOSTS].map((folder) => join(folder, name, operation));
  for (const path of places) {
    if (!(await exists(path))) continue;
    const value = `${wwn(adapter.wwpn)}:${wwn(adapter.wwnn)}`;
    return orFail(
      writeFile(path, value, { flag: 'r+' }),
      `Write of '${value}' to '${path}' during vport create/delete failed`,
    );
  }
  throw internalError(`vport operation '${operation}' is not supported for ${name}`);
};

/** A vHBA: made when the pool starts, removed when it stops, if it is ours. */
const startVport = async (pool: Pool, services: BackendServices): Promise<void> => {
  const { adapter } = pool.def.source;
  if (adapter?.type !== 'fc_host' || (await fcHostByWwn(adapter))) return;
  if (adapter.parent === undefined)
    throw xmlError('the parent of a vHBA that does not exist yet must be named');
  if (adapter.managed !== true) {
    adapter.managed = true;
    if (pool.persistent) await services.saveDefinition(pool);
  }
  await vport(adapter.parent, 'vport_create', adapter);
};

const stopVport = async (pool: Pool): Promise<void> => {
  const { adapter } = pool.def.source;
  if (adapter?.type !== 'fc_host' || adapter.managed !== true || adapter.parent === undefined) return;
  if (await fcHostByWwn(adapter)) await vport(adapter.parent, 'vport_delete', adapter);
};

export const scsiBackend = (services: BackendServices): Backend => ({
  type: 'scsi',
  ...transfers,
  checkPool: async (pool) => {
    const fc = pool.def.source.adapter?.type === 'fc_host';
    const name = await adapterName(pool).catch((error) => {
      if (fc) return null;
      throw error;
    });
    return name !== null && exists(join(HOSTS, `host${hostNumber(name)}`));
  },
  startPool: (pool) => startVport(pool, services),
  stopPool: stopVport,
  refreshPool: async (pool) => {
    clearSizes(pool);
    const host = hostNumber(await adapterName(pool));
    await rescan(host);
    await findLuns(pool, host);
  },
});
