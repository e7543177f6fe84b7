// The settings of migrations to come; migrating itself is not built yet.
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import type { PartialTable } from '../../table.ts';
import type { Guest } from '../guest.ts';
import type { World } from '../world.ts';

const POSTCOPY = 1;
const MIB = 1048576;
/** What libvirt begins with: more than any link has. MiB/s. */
const UNLIMITED = Math.floor(Number.MAX_SAFE_INTEGER / 1024);

const speeds = new WeakMap<Guest, number>();

const setting = async (guest: Guest, name: string): Promise<number> => {
  const all = (await guest.execute('query-migrate-parameters')) as Readonly<Record<string, unknown>>;
  return Number(all[name] ?? 0);
};

export const migrationSlots = ({ guests }: World): PartialTable<'hypervisor'> => ({
  async domainMigrateGetMaxSpeed(_ctx, { dom, flags }) {
    const guest = guests.find(dom);
    if (!(flags & POSTCOPY)) return { bandwidth: speeds.get(guest) ?? UNLIMITED };
    guest.running();
    return { bandwidth: Math.floor((await setting(guest, 'max-postcopy-bandwidth')) / MIB) };
  },
  async domainMigrateSetMaxSpeed(_ctx, { dom, bandwidth, flags }) {
    const guest = guests.find(dom);
    const wanted = Number(bandwidth);
    if (wanted > UNLIMITED)
      throw new VirError(
        ErrorCode.OVERFLOW,
        ErrorDomain.QEMU,
        `bandwidth must be less than ${UNLIMITED + 1}`,
      );
    if (!(flags & POSTCOPY)) speeds.set(guest, wanted);
    else await guest.execute('migrate-set-parameters', { 'max-postcopy-bandwidth': wanted * MIB });
  },
  async domainMigrateGetMaxDowntime(_ctx, { dom }) {
    const guest = guests.find(dom);
    guest.running();
    return { downtime: await setting(guest, 'downtime-limit') };
  },
  async domainMigrateSetMaxDowntime(ctx, { dom, downtime }) {
    const guest = guests.find(dom);
    guest.running();
    await guest.modify(ctx.api, () =>
      guest.execute('migrate-set-parameters', { 'downtime-limit': Number(downtime) }),
    );
  },
});
