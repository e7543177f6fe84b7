// The connection itself: what hypervisor this is.
import { hostname } from 'node:os';
import type { PartialTable } from '../../table.ts';
import type { World } from '../world.ts';

export const connectSlots = (world: World): PartialTable<'hypervisor'> => ({
  connectGetType: () => ({ type: 'QEMU' }),
  async connectGetVersion() {
    return { hv_ver: (await world.emulators.lookup()).version };
  },
  connectGetHostname: () => ({ hostname: hostname() }),
  connectIsSecure: () => ({ secure: 1 }),
});
