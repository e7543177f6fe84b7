// The connection itself: what hypervisor this is.
import { hostname } from 'node:os';
import { ErrorDomain } from '../../../../schemas/errors.ts';
import { hostSysinfo } from '../../common/sysinfo.ts';
import type { PartialTable } from '../../table.ts';
import type { World } from '../world.ts';

export const connectSlots = (world: World): PartialTable<'hypervisor'> => ({
  connectGetType: () => ({ type: 'QEMU' }),
  async connectGetVersion() {
    return { hv_ver: (await world.emulators.lookup()).version };
  },
  connectGetHostname: () => ({ hostname: hostname() }),
  connectGetSysinfo: () => hostSysinfo(ErrorDomain.QEMU),
  connectIsSecure: () => ({ secure: 1 }),
});
