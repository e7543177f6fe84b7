// The simulator's storage table: pools and volumes together.
import { formatCapabilities } from '../../model/storage/capabilities.ts';
import type { StorageTable } from '../table.ts';
import { poolSlots, type StorageHost } from './pool.ts';
import { volumeSlots } from './volume.ts';

export const storageSlots = (host: StorageHost): StorageTable => ({
  ...poolSlots(host),
  ...volumeSlots(host),
  // A simulated pool may be of any kind.
  connectGetStoragePoolCapabilities: () => ({ capabilities: formatCapabilities(() => true) }),
});
