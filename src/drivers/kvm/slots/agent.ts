// The guest agent's procedures of QEMU guests, and addresses from everywhere they can be known.
import { readFile } from 'node:fs/promises';
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import { addresses, agentProcedures } from '../../common/agent/slots.ts';
import type { PartialTable } from '../../table.ts';
import { agentOf } from '../agent.ts';
import type { Guest } from '../guest.ts';
import { saveStatusSoon } from '../status.ts';
import type { World } from '../world.ts';

/** virDomainInterfaceAddressesSource. */
const Source = { LEASE: 0, AGENT: 1, ARP: 2 } as const;

/** What the host's neighbour table has for the guest's interfaces. */
const neighbours = async (guest: Guest) => {
  const table = (await readFile('/proc/net/arp', 'utf8')).split('\n').slice(1);
  return guest.def.devices.interfaces.flatMap((net) => {
    const found = table.map((line) => line.split(/\s+/)).filter((fields) => fields[3] === net.mac.address);
    if (found.length === 0) return [];
    const addrs = found.map(([addr = '']) => ({ type: 0, addr, prefix: 0 }));
    return [{ name: net.target?.dev ?? '', hwaddr: net.mac.address, addrs }];
  });
};

/** What the DHCP servers of the guest's networks have given to its interfaces. */
const leases = async (world: World, guest: Guest) => {
  const found = await Promise.all(
    guest.def.devices.interfaces.map(async (net) => {
      if (net.type !== 'network') return [];
      const { network } = net.source as { network: string };
      const given = (await world.host.services.network?.dhcpLeases(network, net.mac.address)) ?? [];
      if (given.length === 0) return [];
      const addrs = given.map(({ type, address, prefix }) => ({
        type: type === 'ipv4' ? 0 : 1,
        addr: address,
        prefix,
      }));
      return [{ name: net.target?.dev ?? '', hwaddr: net.mac.address, addrs }];
    }),
  );
  return found.flat();
};

export const agentSlots = (world: World): PartialTable<'hypervisor'> => {
  const { guests } = world;
  return {
    ...agentProcedures({
      errorDomain: ErrorDomain.QEMU,
      agent: (dom) => agentOf(world, guests.find(dom)),
      disks: (dom) => guests.find(dom).def.devices.disks,
      setTimeout(dom, timeout) {
        const guest = guests.find(dom);
        guest.running().agentTimeout = timeout;
        saveStatusSoon(world, guest);
      },
      passedThrough(dom) {
        const guest = guests.find(dom);
        guest.run?.taints.add('custom-ga-command');
        saveStatusSoon(world, guest);
      },
      timeSet: (dom) =>
        guests
          .find(dom)
          .execute('rtc-reset-reinjection')
          .catch(() => undefined),
    }),
    async domainInterfaceAddresses(_ctx, { dom, source }) {
      guests.find(dom).running();
      if (source === Source.AGENT) return { ifaces: await addresses(agentOf(world, guests.find(dom))) };
      if (source === Source.ARP) return { ifaces: await neighbours(guests.find(dom)) };
      if (source === Source.LEASE) return { ifaces: await leases(world, guests.find(dom)) };
      throw new VirError(
        ErrorCode.ARGUMENT_UNSUPPORTED,
        ErrorDomain.QEMU,
        `Unknown IP address data source ${source}`,
      );
    },
  };
};
