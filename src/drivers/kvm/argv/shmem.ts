// Memory shared with other guests, and memory that survives a crash.
import type { Shmem } from '../../../model/domain/devices.ts';
import { addExtension, addressProps } from './address.ts';
import { addDevice, addObject, type Build, internal, unsupported } from './build.ts';
import { addSocket, charAlias } from './chardev.ts';
import { onOff, type Props, positive } from './json.ts';

const memory = (shmem: Shmem): Props => ({
  'qom-type': 'memory-backend-file',
  id: `shmmem-${shmem.alias?.name}`,
  'mem-path': `/dev/shm/${shmem.name}`,
  size: positive(shmem.size),
  share: true,
});

export const shmemProps = (build: Build, shmem: Shmem): Props => {
  const alias = shmem.alias?.name;
  return {
    driver: shmem.model.type,
    id: alias,
    ...(shmem.server
      ? { chardev: charAlias(alias) }
      : { memdev: `shmmem-${alias}`, master: onOff(shmem.role && shmem.role === 'master') }),
    vectors: positive(shmem.msi?.vectors),
    ioeventfd: shmem.msi?.ioeventfd,
    ...addressProps(build, shmem),
  };
};

export const addShmems = (build: Build): void => {
  for (const shmem of build.domain.devices.shmems) {
    if (shmem.address?.type !== 'pci') {
      throw unsupported("only 'pci' addresses are supported for the shared memory device");
    }
    if (shmem.model.type === 'ivshmem') throw internal('An error occurred, but the cause is unknown');
    if (shmem.model.type === 'ivshmem-plain') addObject(build, memory(shmem));
    addExtension(build, shmem);
    addDevice(build, shmemProps(build, shmem));
    if (shmem.server) {
      const path = shmem.server.path ?? `/var/lib/libvirt/shmem-${shmem.name}-sock`;
      addSocket(build, { path }, charAlias(shmem.alias?.name));
    }
  }
};

export const addPstore = (build: Build): void => {
  const { pstore } = build.domain.devices;
  if (!pstore) return;
  const id = pstore.alias?.name;
  addObject(build, {
    'qom-type': 'memory-backend-file',
    id: `mem${id}`,
    'mem-path': pstore.path,
    size: positive(pstore.size * 1024),
    share: true,
  });
  addDevice(build, { driver: 'acpi-erst', id, memdev: `mem${id}`, ...addressProps(build, pstore) });
};
