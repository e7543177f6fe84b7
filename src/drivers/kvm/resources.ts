// What a run of a guest takes from the host beyond its process: interfaces on networks and bridges, ports of displays.
import type { Guest, Run } from './guest.ts';
import type { Domain } from './hardware.ts';
import { giveBackInterfaces } from './interfaces.ts';
import { givePciDevices } from './pci-devices.ts';
import type { World } from './world.ts';

/** Ports of displays that were chosen for this run. */
const displayPorts = (domain: Domain): number[] =>
  domain.devices.graphics.flatMap((graphics) => {
    const { port, websocket, tlsPort } = graphics as { port?: number; websocket?: number; tlsPort?: number };
    return [port, websocket, tlsPort].filter((number) => number !== undefined && number > 0) as number[];
  });

export const claimPorts = (world: World, domain: Domain): void => {
  for (const port of displayPorts(domain)) world.ports.claim(port);
};

/** Gives back all that the guest holds; safe for a start that got nowhere. */
export const giveBack = async (world: World, guest: Guest, run: Run): Promise<void> => {
  for (const port of displayPorts(run.domain)) world.ports.release(port);
  await givePciDevices(world, guest, run.domain);
  await giveBackInterfaces(world, guest, run.domain);
};
