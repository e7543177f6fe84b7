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
import { park, resumeSource } from './migration/outgoing.ts';
import { ShutdownReason } from './process/protocol.ts';
import { isWhole } from './save.ts';
import { loadSnapshots } from './snapshots.ts';
import { guestStopped, parseIntent, startGuest } from './start.ts';
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

/**
 * A guest that is found suspended, though not by its own will, was being saved or sent away: it goes on here. Once it has
 * been sent only the other host knows, and it stays as it is.
 */
const goOn = async (world: World, guest: Guest, info: DomInfo): Promise<DomInfo> => {
  if (guest.migration?.phase === 'performed') {
    await park(world, guest);
    return info;
  }
  const suspended = info.shutdown && info.shutdown_reason === 'suspend';
  if (!suspended || guest.state === DomainState.PMSUSPENDED) return info;
  await resumeSource(world, guest);
  return world.xen.call<DomInfo>('domain_info', guest.id);
};

const takeUp = async (world: World, guest: Guest, found: DomInfo): Promise<void> => {
  world.guests.setActive(guest, found.domid ?? 0);
  guest.ending = false;
  const info = await goOn(world, guest, found);
  if (guest.migration?.phase !== 'performed') {
    guest.migration = null;
    const [state, reason] = stateOf(info);
    if (guest.state !== state) world.life.setState(guest, state, reason);
  }
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

/** The domain of a guest; another one with its uuid may be a copy that somebody else is making. */
const domainOf = (
  running: readonly DomInfo[],
  uuid: string | undefined,
  id: number | undefined,
): DomInfo | undefined => running.find((d) => d.uuid === uuid && d.domid === id);

/** Takes away guests that were being made when the daemon or the worker died. */
const removeHalfMade = async (world: World, running: readonly DomInfo[]): Promise<Set<number>> => {
  const removed = new Set<number>();
  for (const file of await readdir(world.places.run).catch(() => [] as string[])) {
    const path = join(world.places.run, file);
    if (!file.endsWith('.intent')) continue;
    const intent = parseIntent(await readFile(path, 'utf8').catch(() => ''));
    const { uuid } = intent;
    for (const { domid = 0 } of running.filter((d) => d.uuid === uuid && !intent.others.has(d.domid ?? 0))) {
      removed.add(domid);
      world.log.warn({ domid, uuid }, `domain ${domid} was only half made; it is destroyed`);
      await world.xen
        .call('domain_destroy', domid)
        .catch((error: Error) => world.log.error({ err: error.message }, `domain ${domid} not destroyed`));
    }
    await removeStatus(world, file.slice(0, -'.intent'.length));
    await removeFile(path);
  }
  return removed;
};

/** A saved image counts if it is whole, and if its guest has not been running since. */
const keepsImage = async (world: World, guest: Guest): Promise<boolean> => {
  const path = world.places.saveOf(guest.name);
  const whole = await isWhole(path);
  if (whole && !guest.active) return true;
  world.log.warn(
    { file: path },
    `${path} is ${whole ? 'older than the running guest' : 'incomplete'}; it is removed`,
  );
  await removeFile(path);
  return false;
};

/** Loads definitions and takes up running guests, when the daemon starts. */
export const loadGuests = async (world: World): Promise<void> => {
  const { places, guests, log } = world;
  const running = await listDomains(world);
  // Sockets of streams that a daemon left behind.
  for (const file of await readdir(places.run))
    if (file.endsWith('.migrate')) await removeFile(join(places.run, file));
  const halfMade = await removeHalfMade(world, running);
  const whole = running.filter((d) => !halfMade.has(d.domid ?? 0));
  const statuses = await loadDirectory(places.run, '.xml', parseStatus, log);
  for (const { name, value } of statuses) {
    const info = domainOf(whole, value.domain.uuid, value.domain.id);
    const elsewhere = value.migration?.direction === 'in' || value.migration?.phase === 'left';
    if (info && elsewhere) {
      log.warn(
        { domain: name },
        `'${name}' was on its way when the daemon ended; its copy here is destroyed`,
      );
      await world.xen
        .call('domain_destroy', info.domid)
        .catch((error: Error) => log.error({ err: error.message }, `domain ${info.domid} not destroyed`));
    }
    if (!info || elsewhere) {
      await removeStatus(world, name);
      continue;
    }
    const { dom } = guests.add(value.domain, { live: true });
    world.life.setState(dom, value.state, value.reason);
    dom.migration = value.migration;
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
    guest.hasManagedSave = saved.has(`${guest.name}.save`) && (await keepsImage(world, guest));
  }
  loadSnapshots(world);
};

/** After the worker's death: every running guest is looked up again, and watched again. */
export const rereadGuests = async (world: World): Promise<void> => {
  const running = await listDomains(world);
  const halfMade = await removeHalfMade(world, running);
  const whole = running.filter((d) => !halfMade.has(d.domid ?? 0));
  for (const guest of [...world.guests.all()]) {
    if (!guest.active || guest.name === DOM0) continue;
    const info = domainOf(whole, guest.uuid, guest.id);
    // One that is being saved or sent is the business of whoever does that, and has failed to.
    if (info && guest.ending) await world.xen.call('watch', guest.id);
    else if (info) await takeUp(world, guest, info);
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
