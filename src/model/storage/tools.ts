// Reads what the system's storage tools print. Pure: text in, facts out.

/** `showmount --no-headers --exports`: the exported folders, blanks in them included. */
export const parseShowmount = (output: string): string[] =>
  output.split('\n').flatMap((line) => /^(\/.*\S) +\S+$/.exec(line)?.[1] ?? []);

/** `pvs --noheadings -o pv_name,vg_name`: the devices of each volume group. */
export const parsePvs = (output: string): Map<string, string[]> => {
  const groups = new Map<string, string[]>();
  for (const line of output.split('\n')) {
    const [, device, group] = /^\s*(\S+)\s+(\S+)\s*$/.exec(line) ?? [];
    if (device === undefined || group === undefined) continue;
    groups.set(group, [...(groups.get(group) ?? []), device]);
  }
  return groups;
};

/** `vgs --separator : ... -o vg_size,vg_free`. */
export const parseVgs = (output: string): { readonly size: number; readonly free: number } | null => {
  for (const line of output.split('\n')) {
    const match = /^\s*(\d+):(\d+):?\s*$/.exec(line);
    if (match) return { size: Number(match[1]), free: Number(match[2]) };
  }
  return null;
};

export interface LogicalExtent {
  readonly path: string;
  readonly start: number;
  readonly end: number;
}
/** One segment of a logical volume: volumes of several segments are printed on several lines. */
export interface LogicalVolumeLine {
  readonly name: string;
  readonly origin: string;
  readonly uuid: string;
  readonly size: number;
  readonly attributes: string;
  readonly extents: readonly LogicalExtent[];
}

export const LVS_FIELDS = 'lv_name,origin,uuid,devices,segtype,stripes,seg_size,vg_extent_size,size,lv_attr';

/** A line that is one, but cannot be understood. */
export class MalformedOutput extends Error {}

const extentsOf = (devices: string, count: number, length: number, unit: number): LogicalExtent[] => {
  const parts = devices.split(',').slice(0, count);
  if (parts.length < count) throw new MalformedOutput('malformed volume extent devices value');
  return parts.map((part) => {
    const [, path, offset] = /^(\S+)\((\S+)\)$/.exec(part) ?? [];
    if (path === undefined || offset === undefined)
      throw new MalformedOutput('malformed volume extent devices value');
    if (!/^\d+$/.test(offset)) throw new MalformedOutput('malformed volume extent offset value');
    const start = Number(offset) * unit;
    return { path, start, end: start + length };
  });
};

/** `lvs --separator # ...` with the fields above. */
export const parseLvs = (output: string): LogicalVolumeLine[] =>
  output.split('\n').flatMap((line) => {
    const fields = line.trim().split('#');
    if (fields.length < 10) return [];
    const [
      name = '',
      origin = '',
      uuid = '',
      devices = '',
      kind = '',
      stripes = '',
      length = '',
      unit = '',
      size = '',
    ] = fields;
    const attributes = (fields[9] ?? '').replace(/#?,?$/, '');
    if (name === '' || !/^\d+$/.test(stripes) || !/^\d+$/.test(unit) || !/^\d+$/.test(size)) return [];
    if (!/^\d+$/.test(length)) throw new MalformedOutput('malformed volume extent length value');
    const striped = kind === 'striped' || kind === 'mirror' || kind.startsWith('raid');
    const extents = extentsOf(devices, striped ? Number(stripes) : 1, Number(length), Number(unit));
    return [{ name, origin, uuid, size: Number(size), attributes, extents }];
  });

/** `iscsiadm --mode session`: the session number of a target. */
export const parseIscsiSession = (output: string, target: string): string | null => {
  for (const line of output.split('\n')) {
    const match = /^tcp:\s+\[(\S+)\]\s+\S+\s+(\S+).*$/.exec(line);
    if (match?.[2] === target) return match[1] ?? null;
  }
  return null;
};

/** `iscsiadm --mode discovery --type sendtargets`: the targets behind a portal. */
export const parseIscsiTargets = (output: string): string[] =>
  output.split('\n').flatMap((line) => /^\s*\S+\s+(\S+)\s*$/.exec(line)?.[1] ?? []);

/** `iscsiadm --mode iface`: the interface that uses an initiator name; undefined for output that is none. */
export const parseIscsiInterfaces = (output: string, initiator: string): string | null | undefined => {
  for (const line of output.split('\n')) {
    if (line === '') continue;
    const space = line.indexOf(' ');
    const fields = line.slice(space + 1).split(',');
    if (space < 0 || fields.length < 5) return undefined;
    if (fields.slice(4).join(',') === initiator) return line.slice(0, space);
  }
  return null;
};

/** `zpool get -Hp health,size,free,allocated`. */
export const parseZpool = (output: string): { size?: number; free?: number; allocated?: number } => {
  const values: Record<string, number> = {};
  for (const line of output.split('\n')) {
    const [, name = '', value = '', source] = line.split('\t');
    if (source !== undefined && /^\d+$/.test(value)) values[name] = Number(value);
  }
  return values;
};

/** `zfs list -Hp -t volume -r -o name,volsize,refreservation`. */
export const parseZfsVolumes = (output: string): { name: string; size: number; reserved: number }[] =>
  output.split('\n').flatMap((line) => {
    const [name = '', size = '', reserved = ''] = line.split('\t');
    if (!/^\d+$/.test(size) || !/^\d+$/.test(reserved)) return [];
    return [{ name, size: Number(size), reserved: Number(reserved) }];
  });

export interface Partition {
  /** The partition's number; null for free space and bookkeeping areas. */
  readonly number: number | null;
  readonly type: 'normal' | 'logical' | 'extended';
  readonly content: 'data' | 'free' | 'metadata';
  readonly start: number;
  readonly end: number;
}
export interface DiskLayout {
  readonly cylinders: number;
  readonly heads: number;
  readonly sectors: number;
  readonly label: string;
  readonly partitions: readonly Partition[];
}

/** `parted -s -m DEVICE unit B print free`, and `unit chs print` before it for the geometry. */
export const parseParted = (output: string): DiskLayout | null => {
  const lines = output.split('\n').map((line) => line.trim().replace(/;$/, ''));
  const disks = lines.filter((line) => line.startsWith('/'));
  const geometry = lines.map((line) => /^(\d+):(\d+):(\d+):\d+/.exec(line)).find((match) => match !== null);
  const label = disks.at(-1)?.split(':')[5];
  if (label === undefined) return null;
  const found: Partition[] = [];
  const from = lines.lastIndexOf(disks.at(-1) as string);
  for (const line of lines.slice(from + 1)) {
    const [number = '', start = '', end = '', , ...rest] = line.split(':');
    if (!start.endsWith('B') || !end.endsWith('B')) continue;
    const free = rest[0] === 'free';
    found.push({
      number: free ? null : Number(number),
      type: 'normal',
      content: free ? 'free' : 'data',
      start: Number(start.slice(0, -1)),
      end: Number(end.slice(0, -1)) + 1,
    });
  }
  return {
    cylinders: Number(geometry?.[1] ?? 0),
    heads: Number(geometry?.[2] ?? 255),
    sectors: Number(geometry?.[3] ?? 63),
    label,
    partitions: label === 'msdos' ? markLogical(found) : found,
  };
};

const FIRST_LOGICAL = 5;
/** On a DOS disk: numbers from 5 are logical, and the partition that surrounds them is the extended one. */
const markLogical = (partitions: readonly Partition[]): Partition[] => {
  const logical = partitions.filter(({ number }) => number !== null && number >= FIRST_LOGICAL);
  const surrounds = (outer: Partition): boolean =>
    outer.number !== null &&
    outer.number < FIRST_LOGICAL &&
    partitions.some((inner) => inner !== outer && inner.start >= outer.start && inner.end <= outer.end);
  const extended = partitions.find(surrounds);
  return partitions.map((partition) => {
    if (partition === extended) return { ...partition, type: 'extended', content: 'metadata' };
    const inside = extended && partition.start >= extended.start && partition.end <= extended.end;
    return inside || logical.includes(partition) ? { ...partition, type: 'logical' } : partition;
  });
};

/** `rbd ls -l --format json`. */
export const parseRbdList = (output: string): { name: string; size: number }[] => {
  const list: unknown = JSON.parse(output === '' ? '[]' : output);
  if (!Array.isArray(list)) throw new MalformedOutput('malformed rbd list');
  return list.flatMap((item: { image?: unknown; name?: unknown; size?: unknown; snapshot?: unknown }) => {
    const name = item.image ?? item.name;
    if (typeof name !== 'string' || typeof item.size !== 'number' || item.snapshot !== undefined) return [];
    return [{ name, size: item.size }];
  });
};

/** `ceph df --format json` or `rbd` statistics of one pool, and of the cluster. */
export const parseCephDf = (output: string, pool: string) => {
  const df = JSON.parse(output) as {
    stats?: { total_bytes?: number; total_avail_bytes?: number };
    pools?: { name?: string; stats?: { stored?: number; bytes_used?: number } }[];
  };
  const own = df.pools?.find(({ name }) => name === pool)?.stats;
  return {
    capacity: df.stats?.total_bytes ?? 0,
    available: df.stats?.total_avail_bytes ?? 0,
    allocation: own?.stored ?? own?.bytes_used ?? 0,
  };
};

/** `gluster --xml volume info all`: the names of the volumes. */
export const parseGlusterVolumes = (xml: string): string[] =>
  [...xml.matchAll(/<volume>\s*<name>([^<]*)<\/name>/g)].map((match) => match[1] ?? '');

/** `iscsi-ls -s URL`: the LUNs of a target. */
export const parseIscsiLuns = (output: string): { lun: number; type: string; size: number }[] =>
  output.split('\n').flatMap((line) => {
    const match = /^\s*Lun:(\d+)\s+Type:(\S+)(?:\s+\(Size:(\d+)([KMGT]?)\))?/.exec(line);
    if (!match) return [];
    const unit = { '': 1, K: 2 ** 10, M: 2 ** 20, G: 2 ** 30, T: 2 ** 40 }[match[4] ?? ''] ?? 1;
    return [{ lun: Number(match[1]), type: match[2] ?? '', size: Number(match[3] ?? 0) * unit }];
  });
