// After a restart, of the daemon or of the worker: what is defined is loaded, what still runs is taken up again, what has
// ended meanwhile is told, and what was only half made is taken away.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Domain, domainParseOptions } from '../../../schemas/xml/domain.ts';
import { parseXml } from '../../model/xml/parse.ts';
import { Start, Stop } from '../common/lifecycle.ts';
import { DomainState, PausedReason, RunningReason } from '../common/states.ts';
import { loadDirectory, removeFile } from '../common/store.ts';
import { parseStatus, readDefinition, removeStatus, saveStatus } from './definition.ts';
import { handleEvent } from './events.ts';
import { ShutdownReason } from './process/protocol.ts';
import { loadSnapshots } from './snapshots.ts';
import { guestStopped, startGuest } from './start.ts';
import { DOM0, type Guest, type World } from './world.ts';
import type { DomInfo } from './xen-types.ts';

/** Adds or refreshes Domain-0, which always runs. */
export const refreshDom0 = (world: World, info: DomInfo, maxKiB: number): void => {
  const known = world.guests.byName(DOM0);
  const domain =
    known?.def ??
    parseXml(
      Domain,
      `<domain type='xen'><name>${DOM0}</name><uuid>00000000-0000-0000-0000-000000000000</uuid><memory>0</memory><os><type>linux</type></os></domain>`,
      { ...domainParseOptions, inactive: true },
    );
  // It was not started by this driver, and nothing restarts it.
  domain.on_poweroff = 'destroy';
  domain.on_reboot = 'destroy';
  domain.on_crash = 'destroy';
  domain.vcpu = {
    placement: 'static',
    value: (info.vcpu_max_id ?? 0) + 1,
    ...(info.vcpu_online !== (info.vcpu_max_id ?? 0) + 1 ? { current: info.vcpu_online } : {}),
  };
  domain.currentMemory = info.current_memkb ?? 0;
  domain.memory = { value: maxKiB };
  if (known) return;
  const { dom } = world.guests.add(domain);
  dom.live = domain;
  world.guests.setActive(dom, 0);
  world.life.setState(dom, DomainState.RUNNING, RunningReason.UNKNOWN);
};

/** dom0_mem=...,max:SIZE on Xen's command line, else all of the machine's memory. */
export const dom0MaxMemory = (commandline: string, totalKiB: number): number => {
  const match = /(?:^| )dom0_mem=(?:[^ ]*,)?max:(\d+)([bkmgt]?)/i.exec(commandline);
  if (!match) return totalKiB;
  const scale =
    { b: 1 / 1024, k: 1, m: 1024, g: 1024 ** 2, t: 1024 ** 3 }[(match[2] ?? '').toLowerCase()] ?? 1;
  return Math.floor(Number(match[1]) * scale);
};

const stateOf = (info: DomInfo): [number, number] => {
  if (info.shutdown && info.shutdown_reason === 'suspend') return [DomainState.PMSUSPENDED, 0];
  if (info.paused) return [DomainState.PAUSED, PausedReason.UNKNOWN];
  return [DomainState.RUNNING, RunningReason.UNKNOWN];
};

const takeUp = async (world: World, guest: Guest, info: DomInfo): Promise<void> => {
  world.guests.setActive(guest, info.domid ?? 0);
  const [state, reason] = stateOf(info);
  if (guest.state !== state) world.life.setState(guest, state, reason);
  guest.ending = false;
  for (const graphics of guest.live?.devices.graphics ?? [])
    if (graphics.autoport && graphics.port) guest.ports.add(graphics.port);
  await world.xen.call('watch', guest.id);
  await saveStatus(world, guest);
  // One that shut down before it was watched brings no event.
  const now = await world.xen.call<DomInfo>('domain_info', guest.id);
  const shutdown = ShutdownReason[now.shutdown_reason as keyof typeof ShutdownReason];
  if (now.shutdown && shutdown !== undefined)
    handleEvent(world, { type: 'domain_shutdown', domid: guest.id, reason: shutdown });
};

const listDomains = async (world: World): Promise<DomInfo[]> =>
  (await world.xen.call<DomInfo[]>('list_domain')).filter((d) => d.domid && !d.dying);

/** Takes away guests that were being made when the daemon or the worker died. */
const removeHalfMade = async (world: World, running: readonly DomInfo[]): Promise<Set<string>> => {
  const removed = new Set<string>();
  for (const file of await readdir(world.places.run).catch(() => [] as string[])) {
    if (!file.endsWith('.intent')) continue;
    const path = join(world.places.run, file);
    const uuid = (await readFile(path, 'utf8').catch(() => '')).trim();
    for (const { domid } of running.filter((d) => d.uuid === uuid)) {
      world.log.warn({ domid, uuid }, `domain ${domid} was only half made; it is destroyed`);
      await world.xen
        .call('domain_destroy', domid)
        .catch((error: Error) => world.log.error({ err: error.message }, `domain ${domid} not destroyed`));
    }
    removed.add(uuid);
    await removeStatus(world, file.slice(0, -'.intent'.length));
    await removeFile(path);
  }
  return removed;
};

/** Loads definitions and takes up running guests, when the daemon starts. */
export const loadGuests = async (world: World): Promise<void> => {
  const { places, guests, log } = world;
  const running = await listDomains(world);
  const halfMade = await removeHalfMade(world, running);
  const byUuid = new Map(running.filter((d) => !halfMade.has(d.uuid ?? '')).map((d) => [d.uuid, d]));
  const statuses = await loadDirectory(places.run, '.xml', parseStatus, log);
  for (const { name, value } of statuses) {
    const info = byUuid.get(value.domain.uuid);
    if (!info) {
      await removeStatus(world, name);
      continue;
    }
    const { dom } = guests.add(value.domain, { live: true });
    world.life.setState(dom, value.state, value.reason);
    await takeUp(world, dom, info);
  }
  const configs = await loadDirectory(
    places.config,
    '.xml',
    (text) => readDefinition(text, { validate: false }),
    log,
  );
  for (const { value, path } of configs) {
    try {
      guests.add(value);
    } catch (error) {
      log.error({ file: path, err: String(error) }, `the definition in ${path} is left out`);
    }
  }
  const links = new Set(await readdir(places.autostart).catch(() => [] as string[]));
  const saved = new Set(await readdir(places.save).catch(() => [] as string[]));
  for (const guest of guests.all()) {
    guest.autostart = links.has(`${guest.name}.xml`);
    guest.autostartOnce = links.has(`${guest.name}.xml.once`);
    guest.hasManagedSave = saved.has(`${guest.name}.save`);
  }
  loadSnapshots(world);
};

/** After the worker's death: every running guest is looked up again, and watched again. */
export const rereadGuests = async (world: World): Promise<void> => {
  const running = await listDomains(world);
  const halfMade = await removeHalfMade(world, running);
  const byUuid = new Map(running.filter((d) => !halfMade.has(d.uuid ?? '')).map((d) => [d.uuid, d]));
  for (const guest of [...world.guests.all()]) {
    if (!guest.active || guest.name === DOM0) continue;
    const info = byUuid.get(guest.uuid);
    if (info) await takeUp(world, guest, info);
    else {
      guest.ending = true;
      await guestStopped(world, guest, Stop.destroyed);
    }
  }
};

/** Starts what is marked for it, one after another; a guest that fails is reported and passed over. */
export const autostart = async (world: World, signal: AbortSignal): Promise<void> => {
  for (const guest of [...world.guests.all()]) {
    if (signal.aborted || guest.active || !(guest.autostart || guest.autostartOnce)) continue;
    await guest.job
      .run('libxlAutostartDomain', () => startGuest(world, guest, { how: Start.boot, signal }))
      .catch((error: Error) =>
        world.log.error({ err: error.message }, `Failed to autostart VM '${guest.name}'`),
      );
  }
};
