// xl.cfg and xm.cfg: disks, in the two ways the two languages write them.
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import type { Domain } from '../../../../schemas/xml/domain.ts';
import { type Disk, diskPath, isHvm, rbdSource } from '../config/devices.ts';
import { getTexts } from './conf.ts';
import { type DiskSpec, parseDiskSpec } from './disk-spec.ts';
import { broken, defined, putList, refuse, type Topic } from './topics.ts';

const busOf = (domain: Domain, name: string): string =>
  name.startsWith('xvd') || !isHvm(domain) ? 'xen' : name.startsWith('sd') ? 'scsi' : 'ide';

/** `rbd:pool/image:key=value:...`, colons and semicolons escaped. */
const rbdFrom = (text: string): object => {
  const [name = '', ...options] = text
    .slice(4)
    .replaceAll('\\\\', '\\')
    .split(/(?<!\\):/);
  const unescaped = (s: string): string => s.replace(/\\(.)/g, '$1');
  const values = new Map(options.map((o) => [o.slice(0, o.indexOf('=')), o.slice(o.indexOf('=') + 1)]));
  const hosts = (values.get('mon_host') ?? '')
    .split(/\\;/)
    .filter((h) => h)
    .map((h) => {
      const plain = unescaped(h);
      const match = /^(\[.*\]|[^:]*)(?::(\d+))?$/.exec(plain);
      return defined({
        name: (match?.[1] ?? plain).replace(/^\[|\]$/g, ''),
        port: match?.[2] && Number(match[2]),
      });
    });
  return {
    source: defined({
      protocol: 'rbd',
      name: unescaped(name),
      hosts,
      config: values.has('conf') ? { file: values.get('conf') } : undefined,
      auth: values.has('id') ? { username: values.get('id'), secret: { type: 'ceph' } } : undefined,
    }),
  };
};

const diskFrom = (domain: Domain, spec: DiskSpec): Disk => {
  const path = spec.target;
  const rbd = path?.startsWith('rbd:') === true;
  const backend = spec.cdrom ? 'qdisk' : (spec.backend ?? 'qdisk');
  const drivers: Record<string, string> = { qdisk: 'qemu', tap: 'tap', phy: 'phy' };
  const driver = drivers[backend];
  if (!driver) throw refuse(`disk backend not supported: ${backend}`);
  const type = rbd && !spec.cdrom ? 'network' : driver === 'phy' ? 'block' : 'file';
  const format = spec.cdrom || spec.format === 'empty' ? 'raw' : (spec.format ?? 'raw');
  return defined({
    type,
    device: spec.cdrom ? 'cdrom' : 'disk',
    driver: { name: driver, type: format },
    ...(path === undefined
      ? {}
      : rbd
        ? rbdFrom(path)
        : { source: { [type === 'block' ? 'dev' : 'file']: path } }),
    target: { dev: spec.vdev, bus: busOf(domain, spec.vdev ?? '') },
    readonly: spec.readwrite ? undefined : true,
  }) as unknown as Disk;
};

const cfgFormats: Record<string, string> = {
  raw: 'raw',
  vhd: 'xvhd',
  qcow: 'qcow',
  qcow2: 'qcow2',
  qed: 'qed',
};
const cfgBackends: Record<string, string> = { qemu: 'qdisk', file: 'qdisk', tap: 'tap', phy: 'phy' };

const networkTarget = (disk: Disk): string => {
  const protocol = disk.source?.protocol;
  if (protocol !== 'rbd')
    throw new VirError(
      ErrorCode.NO_SUPPORT,
      ErrorDomain.XEN,
      `Unsupported network block protocol '${protocol}'`,
    );
  return rbdSource(disk, '\\\\', ':auth_supported=none');
};

export const xlDisks: Topic = {
  only: 'xen-xl',
  read(conf, domain) {
    domain.devices.disks = getTexts(conf, 'disk').map((text) => diskFrom(domain, parseDiskSpec(text)));
  },
  write(domain, conf) {
    const disks = domain.devices.disks.filter((d) => d.device !== 'floppy');
    putList(
      conf,
      'disk',
      disks.map((disk) => {
        if (disk.transient) throw refuse('transient disks not supported yet');
        const driver = disk.driver?.name;
        const parts = [
          `format=${cfgFormats[disk.driver?.type ?? 'raw'] ?? 'raw'}`,
          `vdev=${disk.target?.dev}`,
          `access=${disk.readonly ? 'ro' : disk.shareable ? '!' : 'rw'}`,
        ];
        if (driver !== undefined) parts.push(`backendtype=${cfgBackends[driver] ?? ''}`);
        if (disk.device === 'cdrom') parts.push('devtype=cdrom');
        const target =
          disk.type === 'network'
            ? networkTarget(disk)
            : disk.type === 'volume' || disk.type === 'nvme'
              ? (() => {
                  throw broken('unsupported storage type for this code path');
                })()
              : diskPath(disk);
        if (target !== undefined) parts.push(`target=${target}`);
        return parts.join(',');
      }),
    );
  },
};

/** An image's own name, without the pool of a cluster. */
const imageName = (source: Disk['source']): string | undefined =>
  source?.protocol === 'rbd' ? source.name?.replace(/^[^/]*\//, '') : source?.name;

const xmFormats: Record<string, string> = { aio: 'raw' };
const readXmDisk = (domain: Domain, text: string): Disk | undefined => {
  const [whole, devicePart, mode] = text.split(',', 3);
  if (whole === undefined || devicePart === undefined || mode === undefined) return undefined;
  let path = whole;
  let driver: string | undefined;
  let format: string | undefined;
  const take = (): string | undefined => {
    const colon = path.indexOf(':');
    if (colon < 0) return undefined;
    const word = path.slice(0, colon);
    path = path.slice(colon + 1);
    return word;
  };
  if (whole !== '') {
    driver = take();
    if (driver === 'tap' || driver === 'tap2') {
      const word = take();
      if (word === undefined) return undefined;
      format = xmFormats[word] ?? word;
      if (!['raw', 'qcow', 'qcow2', 'vhd', 'vmdk', 'vdi', 'vpc', 'qed', 'cow'].includes(format))
        return undefined;
    }
  }
  driver ??= 'phy';
  const device = devicePart.replace(/^ioemu:/, '');
  const [name = '', kind] = device.split(':');
  return defined({
    type: driver === 'phy' ? 'block' : 'file',
    device: kind === 'cdrom' ? 'cdrom' : 'disk',
    driver: defined({ name: driver, type: format }),
    source: whole === '' ? undefined : { [driver === 'phy' ? 'dev' : 'file']: path },
    target: { dev: name, bus: busOf(domain, name) },
    readonly: mode === 'r' || mode === 'ro' ? true : undefined,
    shareable: mode === 'w!' || mode === '!' ? true : undefined,
  }) as unknown as Disk;
};

export const xmDisks: Topic = {
  only: 'xen-xm',
  read(conf, domain) {
    domain.devices.disks = getTexts(conf, 'disk').flatMap((text) => readXmDisk(domain, text) ?? []);
  },
  write(domain, conf) {
    const disks = domain.devices.disks.filter((d) => d.device !== 'floppy');
    putList(
      conf,
      'disk',
      disks.map((disk) => {
        if (disk.transient) throw refuse('transient disks not supported yet');
        const path = diskPath(disk) ?? imageName(disk.source);
        const driver = disk.driver?.name;
        const format = disk.driver?.type ?? 'raw';
        const prefix =
          path === undefined || driver === undefined
            ? ''
            : driver === 'tap' || driver === 'tap2'
              ? `${driver}:${format === 'raw' ? 'aio' : format}:`
              : `${driver}:`;
        const kind = disk.device === 'cdrom' ? ':cdrom' : '';
        return `${prefix}${path ?? ''},${disk.target?.dev}${kind},${disk.readonly ? 'r' : disk.shareable ? '!' : 'w'}`;
      }),
    );
  },
};
