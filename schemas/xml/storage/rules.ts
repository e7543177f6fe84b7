// What a storage document alone decides: libvirt's structural checks of pools, and the normal form they are kept in.
import { ErrorCode, ErrorDomain } from '../../errors.ts';
import type { Message, RuleContext } from '../dsl.ts';
import { type PoolType, poolTraits } from './words.ts';

const unsupported = (text: string): Message => ({ code: ErrorCode.CONFIG_UNSUPPORTED, text });

/** Several slashes count as one, and none stands at the end; two at the very beginning stay. */
export const sanitizePath = (path: string): string => {
  if (path.includes('://')) return path;
  const twoFirst = path.startsWith('//') && path[2] !== '/';
  const single = path.replace(/\/+/g, '/').replace(/(.)\/$/, '$1');
  return twoFirst ? `/${single}` : single;
};

interface Adapter {
  type?: 'scsi_host' | 'fc_host';
  name?: string;
  parent?: string;
  parent_wwnn?: string;
  parent_wwpn?: string;
  parent_fabric_wwn?: string;
  managed?: boolean;
  wwnn?: string;
  wwpn?: string;
  parentaddr?: unknown;
}
const FC_ONLY = [
  'parent',
  'parent_wwnn',
  'parent_wwpn',
  'parent_fabric_wwn',
  'managed',
  'wwnn',
  'wwpn',
] as const;

const malformedWwn = (wwn: string): Message | undefined => {
  const digits = wwn.replace(/^0x/i, '');
  return /^[0-9a-f]{16}$/i.test(digits)
    ? undefined
    : { code: ErrorCode.INTERNAL_ERROR, domain: ErrorDomain.NONE, text: `Malformed wwn: ${wwn}` };
};

const checkFcHost = (fc: Adapter): Message | undefined => {
  if (fc.wwnn === undefined || fc.wwpn === undefined)
    return "'wwnn' and 'wwpn' must be specified for adapter type 'fchost'";
  const wrong = malformedWwn(fc.wwnn) ?? malformedWwn(fc.wwpn);
  if (wrong) return wrong;
  if (fc.parent_wwnn !== undefined && fc.parent_wwpn === undefined)
    return `when providing parent_wwnn='${fc.parent_wwnn}', the parent_wwpn must also be provided`;
  if (fc.parent_wwnn === undefined && fc.parent_wwpn !== undefined)
    return `when providing parent_wwpn='${fc.parent_wwpn}', the parent_wwnn must also be provided`;
  for (const wwn of [fc.parent_wwnn, fc.parent_wwpn, fc.parent_fabric_wwn]) {
    const bad = wwn === undefined ? undefined : malformedWwn(wwn);
    if (bad) return bad;
  }
  return undefined;
};

/** A SCSI adapter: by name, by the PCI address of its parent, or by WWN. */
export const checkAdapter = (adapter: Adapter): Message | undefined => {
  if (adapter.type === undefined) {
    if (adapter.wwnn !== undefined || adapter.wwpn !== undefined || adapter.parent !== undefined)
      return "Use of 'wwnn', 'wwpn', and 'parent' attributes requires use of the adapter 'type'";
    if (adapter.parentaddr) return "Use of 'parentaddr' element requires use of the adapter 'type'";
    if (adapter.name === undefined) return 'missing storage pool source adapter';
    adapter.type = 'scsi_host';
  }
  if (adapter.type === 'fc_host') {
    delete adapter.name;
    delete adapter.parentaddr;
    return checkFcHost(adapter);
  }
  for (const key of FC_ONLY) delete adapter[key];
  if (adapter.name === undefined && !adapter.parentaddr)
    return "Either 'name' or 'parent' must be specified for the 'scsi_host' adapter";
  if (adapter.name !== undefined && adapter.parentaddr)
    return "Both 'name' and 'parent' cannot be specified for the 'scsi_host' adapter";
  return undefined;
};

export const checkAuth = (auth: { type?: string }): Message | undefined =>
  auth.type === undefined || auth.type === 'none' ? unsupported('storage pool missing auth type') : undefined;

interface Source {
  name?: string;
  dir?: { path?: string };
  hosts?: unknown[];
  devices?: unknown[];
  adapter?: unknown;
  initiator?: { iqn?: { name?: string } };
  format?: { type?: string };
  protocol?: { ver?: string };
}

export const checkSource = (source: Source, { up }: RuleContext): Message | undefined => {
  const { type } = up.at(-1) as { type: PoolType };
  if (type === 'rbd' && source.name === undefined) return "element 'name' is mandatory for RBD pool";
  if (source.dir?.path !== undefined) source.dir.path = sanitizePath(source.dir.path);
  else if (type === 'gluster') source.dir = { path: '/' };
  const version = source.protocol?.ver;
  if (version !== undefined) {
    // Kinds of pools without formats have format number 0, which libvirt takes for "auto" here.
    const format = source.format?.type ?? 'auto';
    const words = poolTraits[type].pool?.formats;
    if (words ? words.indexOf(format) > 1 : false)
      return unsupported(`storage pool protocol ver unsupported for pool type '${format}'`);
    if (version.includes(','))
      return {
        code: ErrorCode.XML_DETAIL,
        text: `storage pool protocol ver '${version}' must not contain ','`,
      };
  }
  return undefined;
};

export const checkFeatures = (
  features: { cow?: { state?: boolean } },
  { up }: RuleContext,
): Message | undefined => {
  const { type } = up.at(-1) as { type: PoolType };
  if (features.cow?.state === undefined || type === 'fs' || type === 'dir') return undefined;
  return { code: ErrorCode.NO_SUPPORT, text: "cow feature may only be used for 'fs' and 'dir' pools" };
};

interface Pool {
  type: PoolType;
  name?: string;
  capacity: number;
  allocation: number;
  available: number;
  source: Source;
  target?: { path?: string };
}

/** What only a pool's whole definition tells. Sizes in a definition are ignored: they are measured. */
export const checkPool = (pool: Pool): Message | undefined => {
  const { source, type } = pool;
  const { source: knows, network } = poolTraits[type];
  pool.capacity = 0;
  pool.allocation = 0;
  pool.available = 0;
  if (pool.name === undefined && knows.includes('name') && source.name !== undefined) pool.name = source.name;
  if (pool.name === undefined) return 'missing pool source name element';
  if (pool.name.includes('/')) return `name ${pool.name} cannot contain '/'`;
  if (knows.includes('host') && !source.hosts?.length) return 'missing storage pool source host name';
  if (knows.includes('dir') && source.dir?.path === undefined) return 'missing storage pool source path';
  if (knows.includes('name')) source.name ??= pool.name;
  if (knows.includes('adapter') && !source.adapter) return 'missing storage pool source adapter';
  if (knows.length === 1 && knows[0] === 'device' && !source.devices?.length)
    return 'missing storage pool source device name';
  if (!network) {
    pool.target ??= {};
    if (type === 'logical') pool.target.path = `/dev/${source.name}`;
    else if (type === 'zfs') pool.target.path = `/dev/zvol/${source.name}`;
    if (pool.target.path === undefined) return 'missing storage pool target path';
    pool.target.path = sanitizePath(pool.target.path);
  }
  if (type === 'iscsi-direct' && source.initiator?.iqn?.name === undefined)
    return unsupported('missing initiator IQN');
  return undefined;
};

interface Volume {
  type: string;
  target: { compat?: string; features?: unknown; timestamps?: unknown };
  backingStore?: Record<string, unknown> & { path?: string };
  source?: unknown;
  physical?: number;
}

/** What a volume's definition says beyond its elements; what only a refresh can know is dropped. */
export const checkVolume = (volume: Volume): Message | undefined => {
  delete volume.source;
  delete volume.physical;
  delete volume.target.timestamps;
  if (volume.backingStore?.path === undefined) delete volume.backingStore;
  else {
    const { path, format, permissions } = volume.backingStore;
    volume.backingStore = { path, format, permissions } as Volume['backingStore'];
  }
  const { compat } = volume.target;
  if (compat !== undefined && !/^\s*\+?\d+\.\s*\+?\d+$/.test(compat))
    return "forbidden characters in 'compat' attribute";
  if (volume.target.features !== undefined) volume.target.compat ??= '1.1';
  return undefined;
};

export const storageDomain = ErrorDomain.STORAGE;
