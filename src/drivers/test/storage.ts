// The simulator's storage table: pools and volumes together.
import type { StorageTable } from '../table.ts';
import { unsupported } from '../table.ts';
import { poolSlots, type StorageHost } from './pool.ts';
import { volumeSlots } from './volume.ts';

export const storageSlots = (host: StorageHost): StorageTable => ({
  ...poolSlots(host),
  ...volumeSlots(host),
  connectGetStoragePoolCapabilities: unsupported(
    'the simulator has no storage backends whose abilities it could list',
  ),
});
