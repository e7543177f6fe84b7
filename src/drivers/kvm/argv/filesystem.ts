// Shared directories: 9p, virtiofs and MTP.
import type { Filesystem } from '../../../model/domain/devices.ts';
import { addExtension, addressProps } from './address.ts';
import { addDevice, type Build } from './build.ts';
import { addSocket } from './chardev.ts';
import { comma, positive } from './json.ts';
import { virtioProps } from './virtio.ts';

const sourceOf = (fs: Filesystem): { dir?: string; socket?: string; file?: string; dev?: string } =>
  fs.source ?? {};
const pathOf = (fs: Filesystem): string => {
  const { dir, file, dev } = sourceOf(fs);
  return dir ?? file ?? dev ?? '';
};

const addMtp = (build: Build, fs: Filesystem): void =>
  addDevice(build, {
    driver: 'usb-mtp',
    id: fs.alias?.name,
    rootdir: pathOf(fs),
    desc: fs.target?.dir,
    readonly: fs.readonly ?? false,
    ...addressProps(build, fs),
  });

const addVirtiofs = (build: Build, fs: Filesystem): void => {
  const alias = fs.alias?.name ?? '';
  const chardev = `chr-vu-${alias}`;
  addSocket(build, { path: sourceOf(fs).socket ?? build.host.helperSocket('virtiofs', alias) }, chardev);
  addExtension(build, fs);
  addDevice(build, {
    ...virtioProps(build.caps, 'vhost-user-fs', fs, fs.driver, fs.model),
    id: alias,
    chardev,
    'queue-size': positive(fs.driver?.queue),
    tag: fs.target?.dir,
    bootindex: positive(fs.boot?.order),
    ...addressProps(build, fs),
  });
};

const securityModels = { mapped: 'mapped', passthrough: 'passthrough', squash: 'none' } as const;
const octal = (mode: number): string => mode.toString(8).padStart(4, '0');

const fsdev = (fs: Filesystem): string => {
  const parts: string[] = [];
  if (fs.driver?.type === 'handle') parts.push('handle');
  else {
    parts.push('local');
    if (fs.accessmode) parts.push(`security_model=${securityModels[fs.accessmode]}`);
    if (fs.multidevs && (fs.multidevs as string) !== 'default') parts.push(`multidevs=${fs.multidevs}`);
    if (fs.fmode) parts.push(`fmode=${octal(fs.fmode)}`);
    if (fs.dmode) parts.push(`dmode=${octal(fs.dmode)}`);
  }
  if (fs.driver?.wrpolicy) parts.push(`writeout=${fs.driver.wrpolicy}`);
  parts.push(`id=fsdev-${fs.alias?.name}`, `path=${comma(pathOf(fs))}`);
  if (fs.readonly) parts.push('readonly');
  return parts.join(',');
};

const add9p = (build: Build, fs: Filesystem): void => {
  build.args.push('-fsdev', fsdev(fs));
  addExtension(build, fs);
  const alias = fs.alias?.name;
  addDevice(build, {
    ...virtioProps(build.caps, 'virtio-9p', fs, fs.driver, fs.model),
    id: alias,
    fsdev: `fsdev-${alias}`,
    mount_tag: fs.target?.dir,
    ...addressProps(build, fs),
  });
};

export const addFilesystems = (build: Build): void => {
  for (const fs of build.domain.devices.filesystems) {
    switch (fs.driver?.type) {
      case undefined:
      case 'path':
      case 'handle':
        add9p(build, fs);
        break;
      case 'virtiofs':
        addVirtiofs(build, fs);
        break;
      case 'mtp':
        addMtp(build, fs);
        break;
    }
  }
};
