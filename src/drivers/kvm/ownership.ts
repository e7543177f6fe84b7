// Files that QEMU must open as its own user: handed over before it starts.
import { chown, lchown } from 'node:fs/promises';
import type { Domain } from './hardware.ts';
import type { World } from './world.ts';

/** Paths of images the guest writes or reads. */
const images = (domain: Domain): string[] =>
  domain.devices.disks.flatMap((disk) => {
    const source = disk.source as { file?: string } | undefined;
    return source?.file ? [source.file] : [];
  });

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
