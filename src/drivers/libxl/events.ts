// What the library tells of guests: one that has shut down, crashed or gone away. Each guest's events are dealt with in
// its own job, in order.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Stop } from '../common/lifecycle.ts';
import { type LibxlEvent, ShutdownReason } from './process/protocol.ts';
import { destroyDomain, guestStopped, startGuest } from './start.ts';
import { DOM0, type Guest, type World } from './world.ts';

type Action = 'destroy' | 'restart' | 'preserve' | 'dump-destroy' | 'dump-restart';
const actions: Record<string, Action> = {
  destroy: 'destroy',
  restart: 'restart',
  'rename-restart': 'restart',
  preserve: 'preserve',
  'coredump-destroy': 'dump-destroy',
  'coredump-restart': 'dump-restart',
};

/** Dumps a crashed guest's memory where libvirt would. */
const dump = async (world: World, guest: Guest): Promise<void> => {
  const now = new Date();
  const two = (n: number) => `${n}`.padStart(2, '0');
  const stamp = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}-${two(now.getHours())}:${two(now.getMinutes())}:${two(now.getSeconds())}`;
  await mkdir(world.places.dump, { recursive: true });
  await world.xen
    .call('domain_core_dump', guest.id, join(world.places.dump, `${guest.name}-${stamp}`))
    .catch((error: Error) => world.log.warn({ err: error.message }, `core of '${guest.name}' not dumped`));
};

const endAs = async (
  world: World,
  guest: Guest,
  action: Action,
  how: { reason: number; detail: number },
): Promise<void> => {
  if (action === 'dump-destroy' || action === 'dump-restart') await dump(world, guest);
  if (action === 'preserve') {
    world.life.setState(guest, 5, how.reason);
    world.life.tell(guest, 5, how.detail);
    return;
  }
  await destroyDomain(world, guest).catch((error: Error) =>
    world.log.warn({ err: error.message }, `domain ${guest.id} not destroyed`),
  );
  const transient = guest.config === null ? guest.live : null;
  if (action === 'destroy' || action === 'dump-destroy') {
    await guestStopped(world, guest, how);
    return;
  }
  // A restart keeps a transient guest: it is put back for the moment it needs to come up again.
  if (transient) guest.config = transient;
  await guestStopped(world, guest, how);
  try {
    await startGuest(world, guest);
    if (transient) guest.config = null;
  } catch (error) {
    world.log.error({ err: String(error) }, `Failed to restart VM '${guest.name}'`);
    if (transient) {
      guest.config = null;
      world.guests.remove(guest);
    }
  }
};

const softReset = async (world: World, guest: Guest): Promise<void> => {
  try {
    const config = await world.xen.call('retrieve_domain_configuration', guest.id);
    await world.xen.call('unwatch', guest.id);
    await world.xen.call('domain_soft_reset', config, guest.id);
    await world.xen.call('watch', guest.id);
    await world.xen.call('domain_unpause', guest.id);
  } catch (error) {
    world.log.error({ err: String(error) }, `soft reset of '${guest.name}' failed; it is destroyed`);
    await endAs(world, guest, 'destroy', Stop.failed);
  }
};

const hasShutDown = async (world: World, guest: Guest, reason: number): Promise<void> => {
  const domain = guest.live;
  if (!domain) return;
  if (reason === ShutdownReason.poweroff)
    await endAs(world, guest, actions[domain.on_poweroff] ?? 'destroy', Stop.shutdown);
  else if (reason === ShutdownReason.reboot)
    await endAs(world, guest, actions[domain.on_reboot] ?? 'restart', Stop.shutdown);
  else if (reason === ShutdownReason.crash || reason === ShutdownReason.watchdog)
    await endAs(world, guest, actions[domain.on_crash] ?? 'destroy', Stop.crashed);
  else if (reason === ShutdownReason.softReset) await softReset(world, guest);
};

/** Deals with one event. Events of guests that the driver itself is ending, saving or sending away are not news. */
export const handleEvent = (world: World, event: LibxlEvent): void => {
  const guest = world.guests.byId(event.domid);
  if (!guest || guest.name === DOM0) return;
  if (event.type === 'domain_shutdown' && event.reason === ShutdownReason.suspend) return;
  const handle = async (): Promise<void> => {
    if (guest.ending || guest.id !== event.domid) return;
    if (event.type === 'domain_shutdown') await hasShutDown(world, guest, event.reason);
    else if (event.type === 'domain_death') {
      guest.ending = true;
      await world.xen.call('unwatch', event.domid).catch(() => undefined);
      await guestStopped(world, guest, Stop.destroyed);
    } else if (event.type === 'disk_eject')
      world.bus.emit('domain', 'trayChange', { dom: guest.handle, devAlias: event.vdev, reason: 0 });
  };
  guest.job
    .run('libxlDomainEvent', handle, { wait: 600_000 })
    .catch((error) =>
      world.log.error({ err: String(error) }, `event ${event.type} of '${guest.name}' not dealt with`),
    );
};
