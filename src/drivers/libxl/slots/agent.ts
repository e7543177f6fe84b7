// The guest agent's procedures, and a guest's addresses from wherever they can be known.
import { readFile } from 'node:fs/promises';
import { ErrorCode, ErrorDomain } from '../../../../schemas/errors.ts';
import { addresses, agentProcedures } from '../../common/agent/slots.ts';
import type { PartialTable } from '../../table.ts';
import { agentOf } from '../agent.ts';
import { failure, type Guest, mustRun, type World } from '../world.ts';

/** virDomainInterfaceAddressesSource. */
const Source = { LEASE: 0, AGENT: 1, ARP: 2 } as const;

/** What the host's neighbour table has for the guest's interfaces. */
const neighbours = async (guest: Guest) => {
  const lines = (await readFile('/proc/net/arp', 'utf8')).split('\n').slice(1);
  const table = lines.map((line) => line.split(/\s+/));
  return guest.def.devices.interfaces.flatMap((net) => {
    const found = table.filter((fields) => fields[3] === net.mac?.address);
    if (found.length === 0) return [];
    const addrs = found.map(([addr = '']) => ({ type: 0, addr, prefix: 0 }));
    return [{ name: net.target?.dev ?? '', hwaddr: net.mac?.address ?? null, addrs }];
  });
};

/** What the DHCP servers of the guest's networks have given to its interfaces. */
const leases = async (world: World, guest: Guest) => {
  const found = guest.def.devices.interfaces.map(async (net) => {
    if (net.type !== 'network' || !net.mac) return [];
    const { address: mac } = net.mac;
    const given = (await world.host.services.network?.dhcpLeases(net.source?.network ?? '', mac)) ?? [];
    if (given.length === 0) return [];
    const addrs = given.map(({ type, address, prefix }) => ({
      type: type === 'ipv4' ? 0 : 1,
      addr: address,
      prefix,
    }));
    return [{ name: net.target?.dev ?? '', hwaddr: mac, addrs }];
  });
  return (await Promise.all(found)).flat();
};

export const agentSlots = (world: World): PartialTable<'hypervisor'> => {
  const { guests } = world;
  return {
    ...agentProcedures({
      errorDomain: ErrorDomain.LIBXL,
      agent: (dom) => agentOf(guests.find(dom)),
      disks: (dom) => guests.find(dom).def.devices.disks,
      setTimeout(dom, timeout) {
        const guest = guests.find(dom);
        mustRun(guest);
        guest.agentTimeout = timeout;
      },
    }),
    async domainInterfaceAddresses(_ctx, { dom, source }) {
      const guest = guests.find(dom);
      mustRun(guest);
      if (source === Source.LEASE) return { ifaces: await leases(world, guest) };
      if (source === Source.AGENT) return { ifaces: await addresses(agentOf(guest)) };
      if (source === Source.ARP) return { ifaces: await neighbours(guest) };
      throw failure(`Unsupported IP address data source ${source}`, ErrorCode.ARGUMENT_UNSUPPORTED);
    },
  };
};
