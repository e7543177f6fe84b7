// Files that QEMU must open as its own user: handed over before it starts.
import { existsSync } from 'node:fs';
import { chown, lchown, stat } from 'node:fs/promises';
import { ErrorDomain, systemError } from '../../../schemas/errors.ts';
import { strerror } from '../../native/libc.ts';
import type { Domain } from './hardware.ts';
import type { World } from './world.ts';

/** Paths of images the guest writes or reads. */
const images = (domain: Domain): string[] =>
  domain.devices.disks.flatMap((disk) => {
    const source = disk.source as { file?: string } | undefined;
    return source?.file ? [source.file] : [];
  });

/** Files a guest boots from, which libvirt's DAC driver labels and therefore needs to find. */
export const checkBootFiles = async (world: World, domain: Domain): Promise<void> => {
  if (!world.host.privileged || !world.config.dynamicOwnership) return;
  const { kernel, initrd, dtb } = domain.os;
  for (const path of [kernel, initrd, dtb].filter((file) => file !== undefined)) {
    await stat(path).catch((error: NodeJS.ErrnoException) => {
      const code = Math.abs(error.errno ?? 0);
      throw systemError(ErrorDomain.SECURITY, code, `unable to stat: ${path}`, strerror(code));
    });
  }
};

/** Where the guest's processes are accounted for, on a host that has control groups. */
export const placeRun = (world: World, domain: Domain): void => {
  if (!world.host.privileged || domain.resource?.partition !== undefined || !existsSync('/sys/fs/cgroup'))
    return;
  domain.resource = { ...domain.resource, partition: '/machine' };
};

/** Gives the run's folders, and with dynamic_ownership the images, to QEMU's user. Nothing when it runs as we do. */
export const handOver = async (world: World, domain: Domain, folders: readonly string[]): Promise<void> => {
  const { user, dynamicOwnership } = world.config;
  if (!user) return;
  for (const path of folders) await lchown(path, user.uid, user.gid);
  await chown(`${folders[0]}/master-key.aes`, user.uid, user.gid);
  if (!dynamicOwnership) return;
  for (const path of images(domain)) await chown(path, user.uid, user.gid);
};

/** Says in the running definition whose QEMU it is, as libvirt's DAC driver does. */
export const labelRun = (world: World, domain: Domain): void => {
  if (!world.host.privileged || domain.seclabels.some((label) => label.model === 'dac')) return;
  const { uid, gid } = world.config.user ?? { uid: 0, gid: 0 };
  const label = `+${uid}:+${gid}`;
  domain.seclabels.push({ type: 'dynamic', model: 'dac', relabel: true, label, imagelabel: label });
};
