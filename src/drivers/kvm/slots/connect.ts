// The connection itself: what hypervisor this is, and how big a guest may be.
import { hostname } from 'node:os';
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import type { PartialTable } from '../../table.ts';
import type { World } from '../world.ts';

/** libvirt's answer for QEMU, whatever the machine type. */
const MAX_VCPUS: Readonly<Record<string, number>> = { qemu: 16, kvm: 16 };

export const connectSlots = (world: World): PartialTable<'hypervisor'> => ({
  connectGetType: () => ({ type: 'QEMU' }),
  async connectGetVersion() {
    return { hv_ver: (await world.emulators.lookup()).version };
  },
  connectGetHostname: () => ({ hostname: hostname() }),
  connectIsSecure: () => ({ secure: 1 }),
  connectGetMaxVcpus(_ctx, { type }) {
    const max = MAX_VCPUS[(type ?? 'qemu').toLowerCase()];
    if (max === undefined)
      throw new VirError(ErrorCode.INVALID_ARG, ErrorDomain.QEMU, `unknown type '${type}'`);
    return { max_vcpus: max };
  },
});
