// Finding guests, and what is known of them without asking the library.
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import type { PartialTable } from '../../table.ts';
import { describe } from '../definition.ts';
import { orFail, type World } from '../world.ts';
import type { DomInfo } from '../xen-types.ts';

const ACTIVE = 1;
const INACTIVE = 2;

export const listSlots = (world: World): PartialTable<'hypervisor'> => {
  const { guests } = world;
  return {
    connectListAllDomains(_ctx, { flags }) {
      const domains = guests.list(flags).map((guest) => guest.handle);
      return { domains, ret: domains.length };
    },
    connectNumOfDomains: () => ({ num: guests.activeCount }),
    connectNumOfDefinedDomains: () => ({ num: guests.size - guests.activeCount }),
    connectListDomains: () => ({ ids: guests.list(ACTIVE).map((guest) => guest.id) }),
    connectListDefinedDomains: () => ({ names: guests.list(INACTIVE).map((guest) => guest.name) }),
    domainLookupByID(_ctx, { id }) {
      const guest = guests.byId(id);
      if (!guest) throw new VirError(ErrorCode.NO_DOMAIN, ErrorDomain.LIBXL, 'Domain not found');
      return { dom: guest.handle };
    },
    domainLookupByName: (_ctx, { name }) => ({ dom: guests.findByName(name).handle }),
    domainLookupByUUID: (_ctx, { uuid }) => ({ dom: guests.findByUuid(uuid).handle }),
    async domainGetInfo(_ctx, { dom }) {
      const guest = guests.find(dom);
      const { def } = guest;
      const maxMem = def.memory.value;
      const nrVirtCpu = def.vcpu.current ?? def.vcpu.value;
      if (!guest.active)
        return { state: guest.state, maxMem, memory: def.currentMemory ?? maxMem, nrVirtCpu, cpuTime: 0 };
      const { id } = guest;
      const info = await orFail(
        world,
        world.xen.call<DomInfo>('domain_info', id),
        `libxl_domain_info failed for domain '${id}'`,
      );
      return {
        state: guest.state,
        maxMem,
        memory: info.current_memkb ?? 0,
        nrVirtCpu,
        cpuTime: info.cpu_time ?? 0,
      };
    },
    domainGetState(_ctx, { dom }) {
      const { state, reason } = guests.find(dom);
      return { state, reason };
    },
    domainGetXMLDesc: (_ctx, { dom, flags }) => ({ xml: describe(guests.find(dom), flags) }),
    domainIsActive: (_ctx, { dom }) => ({ active: guests.find(dom).active ? 1 : 0 }),
    domainIsPersistent: (_ctx, { dom }) => ({ persistent: guests.find(dom).persistent ? 1 : 0 }),
    domainIsUpdated: (_ctx, { dom }) => ({ updated: guests.find(dom).updated ? 1 : 0 }),
    domainGetOSType(_ctx, { dom }) {
      const type = guests.find(dom).def.os.type?.value ?? 'linux';
      return { type: type === 'linux' ? 'xen' : type };
    },
    domainHasManagedSaveImage: (_ctx, { dom }) => ({ result: guests.find(dom).hasManagedSave ? 1 : 0 }),
    domainGetMaxMemory: (_ctx, { dom }) => ({ memory: guests.find(dom).def.memory.value }),
    domainGetMessages(_ctx, { dom }) {
      guests.find(dom);
      return { msgs: [] };
    },
    domainGetControlInfo(_ctx, { dom }) {
      const guest = guests.find(dom);
      return { state: guest.job.holder === null ? 0 : 1, details: 0, stateTime: 0 };
    },
    domainGetSecurityLabel(_ctx, { dom }) {
      guests.find(dom);
      return { label: Buffer.alloc(1), enforcing: 0 };
    },
    domainGetSecurityLabelList(_ctx, { dom }) {
      guests.find(dom);
      return { labels: [], ret: 0 };
    },
  };
};
