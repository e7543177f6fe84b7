// Starting a guest, fresh or from a saved stream: ports and bridges, the library's configuration, creation, what is read
// back, and the undo of all of it when a step fails.
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import { Start, Stop } from '../common/lifecycle.ts';
import { PausedReason } from '../common/states.ts';
import { removeFile, writeFileAtomic } from '../common/store.ts';
import { buildDomainConfig } from './config/build.ts';
import { cpusOf, type Json } from './config/context.ts';
import { cloneDomain, removeStatus, saveStatus } from './definition.ts';
import { userdata } from './handover.ts';
import type { FileArg } from './process/functions.ts';
import { Rc, ToolstackError } from './toolstack.ts';
import { DOM0, failure, type Guest, type World } from './world.ts';
import { ConsoleType, type DomInfo } from './xen-types.ts';

export interface StartOptions {
  readonly paused?: boolean;
  /** Where a saved guest's stream comes from. */
  readonly restore?: { readonly from: FileArg; readonly version: number };
  readonly how?: { readonly reason: number; readonly detail: number };
  readonly signal?: AbortSignal;
  /** Without the event, and paused: an incoming migration is told when it has finished. */
  readonly silent?: boolean;
}

/** Takes ports on the virtual networks that a guest's interfaces name. */
const plugNetworks = async (world: World, guest: Guest): Promise<void> => {
  const { network } = world.host.services;
  const owner = { uuid: guest.uuid, name: guest.name };
  for (const net of guest.live?.devices.interfaces ?? []) {
    if (net.type !== 'network') continue;
    const name = net.source?.network ?? '';
    if (!network)
      throw new VirError(
        ErrorCode.NO_NETWORK,
        ErrorDomain.NETWORK,
        `no network with matching name '${name}'`,
      );
    const port = await network.allocatePort(
      { network: name, owner, mac: net.mac?.address ?? '' },
      AbortSignal.timeout(30_000),
    );
    guest.networkPorts.set(port.uuid, name);
    if (port.plug.type !== 'bridge' && port.plug.type !== 'network')
      throw failure(`unsupported interface type ${port.plug.type}`, ErrorCode.CONFIG_UNSUPPORTED);
    world.bridges.set(name, port.plug.bridge);
  }
};
/** Reads the secrets that disks of a Ceph cluster need. */
const readSecrets = async (world: World, guest: Guest): Promise<void> => {
  for (const disk of guest.live?.devices.disks ?? []) {
    const reference = (disk.auth ?? disk.source?.auth)?.secret as
      | { uuid?: string; usage?: string }
      | undefined;
    if (!reference) continue;
    const { secret } = world.host.services;
    if (!secret) throw failure('secret storage is not available', ErrorCode.NO_SUPPORT);
    const by = reference.uuid ? { uuid: reference.uuid } : { usage: reference.usage ?? '', type: 'ceph' };
    world.secrets.set(reference.uuid ?? reference.usage ?? '', (await secret.value(by)).toString('base64'));
  }
};

export const unplugNetworks = async (world: World, guest: Guest): Promise<void> => {
  for (const [uuid, name] of guest.networkPorts)
    await world.host.services.network
      ?.releasePort(name, uuid)
      .catch((error: Error) => world.log.warn({ err: error.message }, 'network port not released'));
  guest.networkPorts.clear();
};

/** The paths of consoles and channels, once the library knows them. */
const readConsoles = async (world: World, guest: Guest): Promise<void> => {
  const domain = guest.live;
  if (!domain) return;
  const tty = (port: number, kind: number) =>
    world.xen.call<string | null>('console_get_tty', guest.id, port, kind).catch(() => null);
  for (const [i, serial] of domain.devices.serials.entries()) {
    serial.alias = { name: `serial${i}` };
    if (serial.type !== 'pty') continue;
    const path = await tty(serial.target?.port ?? i, ConsoleType.SERIAL);
    if (path) serial.source = { path } as typeof serial.source;
  }
  for (const console of domain.devices.consoles) {
    if (console.type !== 'pty') continue;
    const serial = domain.devices.serials[0];
    const path =
      console.target?.type === 'serial'
        ? serial?.source?.path
        : await tty(console.target?.port ?? 0, ConsoleType.PV);
    if (path) console.source = { path } as typeof console.source;
  }
  // Channels are the consoles after the first.
  const channels = domain.devices.channels.filter((c) => c.target.type === 'xen');
  for (const [i, channel] of channels.entries()) {
    if (channel.type !== 'pty') continue;
    const path = await tty(i + 1, ConsoleType.PV);
    if (path) channel.source = { path } as typeof channel.source;
  }
};

const backendDrivers: Record<string, string> = { qdisk: 'qemu', tap: 'tap', phy: 'phy' };
/** The backends that the library chose for disks that named none. */
const readDisks = async (world: World, guest: Guest): Promise<void> => {
  const disks = guest.live?.devices.disks.filter((d) => d.driver?.name === undefined) ?? [];
  if (disks.length === 0) return;
  const known = await world.xen
    .call<{ vdev?: string; backend?: string }[]>('device_disk_list', guest.id)
    .catch(() => []);
  for (const disk of disks) {
    const name = backendDrivers[known.find((k) => k.vdev === disk.target?.dev)?.backend ?? ''];
    if (name) disk.driver = { ...disk.driver, name } as typeof disk.driver;
  }
};

const nameInterfaces = (guest: Guest, config: Json): void => {
  const nics = (config.nics ?? []) as Json[];
  const nets = guest.live?.devices.interfaces.filter((n) => n.type !== 'hostdev') ?? [];
  for (const [i, net] of nets.entries())
    if (net.target?.dev === undefined)
      net.target = {
        dev: `vif${guest.id}.${nics[i]?.devid ?? i}${nics[i]?.nictype === 'vif' ? '' : '-emu'}`,
      } as typeof net.target;
};

/** Virtual CPUs that are not pinned one by one go where all of them may. */
const pinToCpuset = async (world: World, guest: Guest): Promise<void> => {
  const { vcpu, cputune } = guest.live as NonNullable<Guest['live']>;
  if (vcpu.cpuset === undefined) return;
  const pinned = new Set(cputune?.vcpupins.map((p) => p.vcpu));
  const cpus = cpusOf(vcpu.cpuset);
  for (let i = 0; i < vcpu.value; i++)
    if (!pinned.has(i)) await world.xen.call('set_vcpuaffinity', guest.id, i, cpus);
};

/** Lets go of what a guest that has ended, or never quite began, held. */
export const release = async (world: World, guest: Guest): Promise<void> => {
  for (const taken of guest.consoles.values()) taken();
  guest.consoles.clear();
  guest.ports.clear();
  await unplugNetworks(world, guest);
  await removeStatus(world, guest.name);
  await removeFile(world.places.intentOf(guest.name));
};

const domainsOf = async (world: World, uuid: string): Promise<number[]> =>
  (await world.xen.call<DomInfo[]>('list_domain'))
    .filter((d) => d.uuid === uuid && !d.dying)
    .map((d) => d.domid ?? 0);
/** Who is being made, and which domains of the same uuid were there before: these are not half made. */
const formatIntent = (uuid: string, others: readonly number[]): string => `${[uuid, ...others].join(' ')}\n`;
export const parseIntent = (text: string): { uuid: string; others: ReadonlySet<number> } => {
  const [uuid = '', ...others] = text.trim().split(' ');
  return { uuid, others: new Set(others.map(Number)) };
};

const libraryFailure = (error: unknown, world: World, text: string): never => {
  if (error instanceof ToolstackError) {
    world.log.error({ err: error.message, rc: error.rc }, text);
    throw failure(text);
  }
  throw error;
};

/**
 * Starts a guest whose `live` is null. On failure it is inactive again, nothing of it is left, and a transient guest is
 * still in the table: the caller decides.
 */
export const startGuest = async (world: World, guest: Guest, options: StartOptions = {}): Promise<void> => {
  const { xen, places } = world;
  const definition = guest.live ?? guest.config;
  if (!definition) throw failure(`domain '${guest.name}' has no definition`);
  guest.live = cloneDomain(definition);
  guest.ending = false;
  let domid: number | null = null;
  let others: readonly number[] | null = null;
  try {
    others = await domainsOf(world, guest.uuid);
    await writeFileAtomic(places.intentOf(guest.name), formatIntent(guest.uuid, others));
    await plugNetworks(world, guest);
    await readSecrets(world, guest);
    const config = buildDomainConfig(guest.live, world.context(guest));
    // Left to itself the library gives two channels one number.
    for (const [i, channel] of ((config.channels ?? []) as Json[]).entries()) channel.devid = i + 1;
    const signal = options.signal ?? new AbortController().signal;
    const { restore } = options;
    domid = await (restore
      ? xen.abortable<number>(signal, 'domain_create_restore', config, restore.from, -1, {
          stream_version: restore.version,
        })
      : xen.abortable<number>(signal, 'domain_create_new', config)
    ).catch((error) =>
      libraryFailure(
        error,
        world,
        `libxenlight failed to ${restore ? 'restore' : 'create new'} domain '${guest.name}'`,
      ),
    );
    const id = domid as number;
    const how = options.how ?? (restore ? Start.restored : Start.boot);
    world.life.started(guest, how, {
      id,
      paused: true,
      pausedReason: PausedReason.STARTING_UP,
      silent: true,
    });
    await xen.call('watch', id);
    await pinToCpuset(world, guest);
    nameInterfaces(guest, config);
    await Promise.all([readConsoles(world, guest), readDisks(world, guest)]);
    await xen.call('userdata_store', id, 'libvirt-xml', userdata(guest));
    if (options.paused || options.silent) world.life.setState(guest, 3, PausedReason.USER);
    else {
      await xen.call('domain_unpause', id);
      // As libvirt has it, for a restored guest too: only the event tells them apart.
      world.life.setState(guest, 1, Start.boot.reason);
    }
    await saveStatus(world, guest);
    await removeFile(places.intentOf(guest.name));
    if (!options.silent) world.life.tell(guest, 2, how.detail);
  } catch (error) {
    guest.ending = true;
    if (domid !== null) {
      await xen.call('unwatch', domid).catch(() => undefined);
      world.guests.setInactive(guest);
    }
    // A worker that died leaves what it was making.
    const made = others && (await domainsOf(world, guest.uuid).catch(() => []));
    for (const id of made?.filter((d) => !others?.includes(d)) ?? [])
      await xen.call('domain_destroy', id).catch(() => undefined);
    world.life.setState(guest, 5, Stop.failed.reason);
    await release(world, guest);
    if (guest.config) guest.live = null;
    throw error;
  }
};

/** Destroys the library's domain without a word to clients. A worker that dies over it is not the end of it. */
export const destroyDomain = async (world: World, guest: Guest): Promise<void> => {
  guest.ending = true;
  await world.xen.call('unwatch', guest.id).catch(() => undefined);
  const { id } = guest;
  await world.xen.call('domain_destroy', id).catch(async (error) => {
    if (!(error instanceof ToolstackError) || error.rc !== Rc.WORKER_GONE) throw error;
    if ((await domainsOf(world, guest.uuid)).includes(id)) await world.xen.call('domain_destroy', id);
  });
};

/** The end of a running guest, however it came: told, released, and gone from the table if it was transient. */
export const guestStopped = async (
  world: World,
  guest: Guest,
  how: { reason: number; detail: number },
): Promise<void> => {
  if (guest.name === DOM0) return;
  await release(world, guest);
  world.life.stopped(guest, how);
};
