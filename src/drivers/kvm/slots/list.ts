// Finding guests: lists old and new, lookups.
import type { PartialTable } from '../../table.ts';
import type { World } from '../world.ts';

/** virConnectListAllDomainsFlags. */
const ACTIVE = 1;
const INACTIVE = 2;

export const listSlots = ({ guests }: World): PartialTable<'hypervisor'> => ({
  connectListAllDomains(_ctx, { flags }) {
    const domains = guests.list(flags).map((guest) => guest.handle);
    return { domains, ret: domains.length };
  },
  connectNumOfDomains: () => ({ num: guests.activeCount }),
  connectNumOfDefinedDomains: () => ({ num: guests.size - guests.activeCount }),
  connectListDomains: () => ({ ids: guests.list(ACTIVE).map((guest) => guest.id) }),
  connectListDefinedDomains: () => ({ names: guests.list(INACTIVE).map((guest) => guest.name) }),
  domainLookupByID: (_ctx, { id }) => ({ dom: guests.findById(id).handle }),
  domainLookupByName: (_ctx, { name }) => ({ dom: guests.findByName(name).handle }),
  domainLookupByUUID: (_ctx, { uuid }) => ({ dom: guests.findByUuid(uuid).handle }),
});
