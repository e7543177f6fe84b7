// The command that brings a pool's storage into reach: mount for file systems, vgchange for volume groups.
import type { StoragePool } from '../../../schemas/xml/pool.ts';

/** What is mounted: a device, or an exported folder of a host. */
export const mountSource = (pool: StoragePool): string => {
  const { source } = pool;
  if (pool.type !== 'netfs') return source.devices?.[0]?.path ?? '';
  const [host, dir] = [source.hosts?.[0]?.name ?? '', source.dir?.path ?? ''];
  return source.format?.type === 'cifs' ? `//${host}/${dir}` : `${host}:${dir}`;
};

const SAFE = 'nodev,nosuid,noexec';

/** The arguments of mount(8). */
export const mountArguments = (pool: StoragePool): string[] => {
  const { source, target } = pool;
  const format = source.format?.type ?? 'auto';
  const net = pool.type === 'netfs';
  const options = [SAFE];
  if (net && format === 'glusterfs') options.push('direct-io-mode=1');
  else if (net && format === 'cifs') options.push('guest');
  else if (net && source.protocol?.ver !== undefined) options.push(`nfsvers=${source.protocol.ver}`);
  options.push(...(pool.mountOptions ?? []).map((option) => option.name));
  // mount tells NFS by the look of the source only when no type is named.
  const type = net && format === 'auto' ? [] : ['-t', format];
  return ['-o', options.join(','), ...type, mountSource(pool), target?.path ?? ''];
};

/** The arguments of vgchange(8). */
export const activateArguments = (pool: StoragePool, on: boolean): string[] => [
  on ? '-aly' : '-aln',
  pool.source.name ?? '',
];

/** The whole command that starts a pool, or null for kinds that need none. */
export const startCommand = (pool: StoragePool): string[] | null => {
  if (pool.type === 'fs' || pool.type === 'netfs') return ['mount', ...mountArguments(pool)];
  if (pool.type === 'logical') return ['vgchange', ...activateArguments(pool, true)];
  return null;
};
