// <filesystem>: https://libvirt.org/formatdomain.html#filesystems
import { ErrorCode } from '../../errors.ts';
import * as x from '../dsl.ts';
import { bootableInfo, VirtioModel, virtioOptions } from './device.ts';
import { StorageFormat } from './storage.ts';

const unsupported = (text: string): x.Message => ({ code: ErrorCode.CONFIG_UNSUPPORTED, text });

/** Ranges of user and group ids, as in the domain's own <idmap>. */
export const idmap = x.child({
  uids: x.children('uid', {
    start: x.attr(x.uint(), { required: true }),
    target: x.attr(x.uint(), { required: true }),
    count: x.attr(x.uint(), { required: true }),
  }),
  gids: x.children('gid', {
    start: x.attr(x.uint(), { required: true }),
    target: x.attr(x.uint(), { required: true }),
    count: x.attr(x.uint(), { required: true }),
  }),
});

const source = x.child({
  $type: x.oneOf('^type', {
    'mount bind': { dir: x.attr(x.text), socket: x.attr(x.text) },
    block: { dev: x.attr(x.text) },
    file: { file: x.attr(x.text) },
    template: { name: x.attr(x.text) },
    ram: { usage: x.attr(x.size('KiB', 'KiB', { unitName: 'units' })) },
    volume: { pool: x.attr(x.text), volume: x.attr(x.text) },
  }),
});

export const Filesystem = x.expanded(
  x.element('filesystem', {
    type: x.attr(x.oneWord(['mount', 'block', 'file', 'template', 'ram', 'bind', 'volume']), {
      default: 'mount',
      invalid: unsupported("unknown filesystem type '{value}'"),
    }),
    accessmode: x.attr(x.oneWord(['passthrough', 'mapped', 'squash'])),
    model: x.attr(VirtioModel),
    multidevs: x.attr(x.oneWord(['remap', 'forbid', 'warn'], { also: ['default'] })),
    fmode: x.attr(x.octal(4), { invalid: "invalid fmode: '{value}'" }),
    dmode: x.attr(x.octal(4), { invalid: "invalid dmode: '{value}'" }),
    driver: x.child({
      type: x.attr(x.oneWord(['path', 'handle', 'loop', 'nbd', 'ploop', 'virtiofs', 'mtp'])),
      format: x.attr(StorageFormat),
      wrpolicy: x.attr(x.oneWord(['immediate'])),
      queue: x.attr(x.ulong(), { omit: 0 }),
      ...virtioOptions,
      name: x.attr(x.text, { when: () => false }),
    }),
    binary: x.child({
      path: x.attr(x.text),
      xattr: x.attr(x.onOff),
      cache: x.child({ mode: x.attr(x.oneWord(['none', 'always']), { required: true }) }),
      sandbox: x.child({ mode: x.attr(x.oneWord(['namespace', 'chroot']), { required: true }) }),
      lock: x.child({ posix: x.attr(x.onOff), flock: x.attr(x.onOff) }),
      thread_pool: x.child({ size: x.attr(x.int({ min: 0 })) }),
      openfiles: x.child({ max: x.attr(x.ulong(), { omit: 0 }) }),
    }),
    idmap,
    source,
    target: x.child({ dir: x.attr(x.text) }),
    readonly: x.flag(),
    ...bootableInfo,
    space_hard_limit: x.child(x.size('bytes'), { omit: 0 }),
    space_soft_limit: x.child(x.size('bytes'), { omit: 0 }),
  }),
);
export type Filesystem = x.TypeOf<typeof Filesystem>;
