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

/** An adapter of the days before there were types: its name, and nothing else. */
export const checkUntypedAdapter = (adapter: Adapter): Message | undefined => {
  if (adapter.type !== undefined) return undefined;
  if (adapter.wwnn !== undefined || adapter.wwpn !== undefined || adapter.parent !== undefined)
    return "Use of 'wwnn', 'wwpn', and 'parent' attributes requires use of the adapter 'type'";
  if (adapter.parentaddr) return "Use of 'parentaddr' element requires use of the adapter 'type'";
  if (adapter.name !== undefined) adapter.type = 'scsi_host';
  return undefined;
};

/** A SCSI adapter: by name, by the PCI address of its parent, or by WWN. */
const checkAdapter = (adapter: Adapter | undefined): Message | undefined => {
  if (adapter?.type === undefined) return 'missing storage pool source adapter';
  if (adapter.type === 'fc_host') return checkFcHost(adapter);
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
  adapter?: Adapter;
  initiator?: { iqn?: { name?: string } };
  format?: { type?: string };
  protocol?: { ver?: string };
}

const typeOf = ({ up }: RuleContext): PoolType => (up.at(-1) as { type: PoolType }).type;

export const requireRbdName = (source: Source, context: RuleContext): Message | undefined =>
  typeOf(context) === 'rbd' && source.name === undefined
    ? "element 'name' is mandatory for RBD pool"
    : undefined;

export const settleDir = (source: Source, context: RuleContext): undefined => {
  if (source.dir?.path !== undefined) source.dir.path = sanitizePath(source.dir.path);
  else if (typeOf(context) === 'gluster') source.dir = { path: '/' };
  return undefined;
};

export const checkProtocol = (source: Source, context: RuleContext): Message | undefined => {
  const version = source.protocol?.ver;
  if (version === undefined) return undefined;
  // Kinds of pools without formats have format number 0, which libvirt takes for "auto" here.
  const format = source.format?.type ?? 'auto';
  const words = poolTraits[typeOf(context)].pool?.formats;
  if (words ? words.indexOf(format) > 1 : false)
    return unsupported(`storage pool protocol ver unsupported for pool type '${format}'`);
  return version.includes(',')
    ? {
        code: ErrorCode.XML_DETAIL,
        text: `storage pool protocol ver '${version}' must not contain ','`,
      }
    : undefined;
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
}

/** A pool may be called after its source. */
export const checkName = (pool: Pool): Message | undefined => {
  const { source, type } = pool;
  pool.capacity = 0;
  pool.allocation = 0;
  pool.available = 0;
  if (poolTraits[type].source.includes('name')) pool.name ??= source.name;
  if (pool.name === undefined) return 'missing pool source name element';
  return pool.name.includes('/') ? `name ${pool.name} cannot contain '/'` : undefined;
};

/** What a source must have depends on the kind of pool. */
export const checkNeeds = (pool: Pool): Message | undefined => {
  const { source } = pool;
  const knows = poolTraits[pool.type].source;
  if (knows.includes('host') && !source.hosts?.length) return 'missing storage pool source host name';
  if (knows.includes('dir') && source.dir?.path === undefined) return 'missing storage pool source path';
  if (knows.includes('name')) source.name ??= pool.name;
  if (knows.includes('adapter')) return checkAdapter(source.adapter);
  return knows.length === 1 && knows[0] === 'device' && !source.devices?.length
    ? 'missing storage pool source device name'
    : undefined;
};

/** Volume groups and ZFS pools have a place of their own. */
export const checkTargetPath = (target: { path?: string }, { up }: RuleContext): Message | undefined => {
  const { type, source } = up.at(-1) as Pool;
  if (type === 'logical') target.path = `/dev/${source.name}`;
  else if (type === 'zfs') target.path = `/dev/zvol/${source.name}`;
  if (target.path === undefined) return 'missing storage pool target path';
  target.path = sanitizePath(target.path);
  return undefined;
};

export const checkInitiator = ({ type, source }: Pool): Message | undefined =>
  type === 'iscsi-direct' && source.initiator?.iqn?.name === undefined
    ? unsupported('missing initiator IQN')
    : undefined;

/** For a shape of volumes whose capacity is optional in some calls. */
export const requireCapacity =
  (rule: 'required' | 'unless-backed' | 'optional') =>
  (volume: { capacity?: number; backingStore?: unknown }): Message | undefined => {
    if (volume.capacity !== undefined || rule === 'optional') return undefined;
    return rule === 'unless-backed' && volume.backingStore ? undefined : 'missing capacity element';
  };

interface VolumeTarget {
  compat?: string;
  features?: unknown;
}
export const checkCompat = ({ compat }: VolumeTarget): Message | undefined =>
  compat === undefined || /^\s*\+?\d+\.\s*\+?\d+$/.test(compat)
    ? undefined
    : "forbidden characters in 'compat' attribute";
export const settleCompat = (target: VolumeTarget): undefined => {
  if (target.features !== undefined) target.compat ??= '1.1';
  return undefined;
};

export const storageDomain = ErrorDomain.STORAGE;
