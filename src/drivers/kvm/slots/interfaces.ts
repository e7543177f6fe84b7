// Limits of guests' network interfaces, read and changed while they run.

import { affected, oneDefinition } from '../../common/impact.ts';
import { findInterface, getBandwidth, setBandwidth } from '../../common/tuning/bandwidth.ts';
import type { PartialTable } from '../../table.ts';
import { saveDefinition } from '../define.ts';
import { limitInterface } from '../interfaces.ts';
import { saveStatus } from '../status.ts';
import type { World } from '../world.ts';

export const interfaceSlots = (world: World): PartialTable<'hypervisor'> => {
  const { guests } = world;
  return {
    domainGetInterfaceParameters(_ctx, { dom, device, nparams, flags }) {
      const { def } = oneDefinition(guests.find(dom), flags);
      // Whoever asks how many there are has not to name an interface that exists.
      const params = getBandwidth(nparams === 0 ? {} : findInterface(def, device));
      return { params, nparams: params.length };
    },
    domainSetInterfaceParameters(ctx, { dom, device, params, flags }) {
      const guest = guests.find(dom);
      return guest.modify(ctx.api, async () => {
        const { live, config } = affected(guest, flags);
        const running = live && findInterface(live, device);
        const stored = config && findInterface(config, device);
        if (running) {
          const wanted = { ...running };
          setBandwidth(wanted, params);
          await limitInterface(world, running, wanted.bandwidth);
          await saveStatus(world, guest);
        }
        if (config && stored) {
          setBandwidth(stored, params);
          await saveDefinition(world, guest, config);
        }
      });
    },
  };
};
