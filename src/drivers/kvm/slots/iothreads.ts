// I/O threads of guests: added, removed and tuned, while running or for the next boot.
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import type { TypedParam } from '../../../../schemas/rpc/types.ts';
import { setAffinity } from '../../../native/process.ts';
import { affected } from '../../common/impact.ts';
import { paramNumber } from '../../common/params.ts';
import type { PartialTable } from '../../table.ts';
import { saveDefinition } from '../define.ts';
import type { Guest } from '../guest.ts';
import type { Domain } from '../hardware.ts';
import { allowedCpus } from '../pinning.ts';
import { saveStatus } from '../status.ts';
import type { World } from '../world.ts';

/** libvirt's names of what can be tuned, and QEMU's. */
const tunables = {
  poll_max_ns: 'poll-max-ns',
  poll_grow: 'poll-grow',
  poll_shrink: 'poll-shrink',
  thread_pool_min: 'thread-pool-min',
  thread_pool_max: 'thread-pool-max',
} as const;

const badArgument = (text: string): VirError => new VirError(ErrorCode.INVALID_ARG, ErrorDomain.QEMU, text);

/** Numbers of a definition's threads: given, or counted. */
export const ioThreadIds = (domain: Domain): number[] =>
  domain.iothreadids?.length
    ? domain.iothreadids.map(({ id }) => id)
    : Array.from({ length: domain.iothreads ?? 0 }, (_, i) => i + 1);

const setIds = (domain: Domain, ids: readonly number[]): void => {
  const known = new Map((domain.iothreadids ?? []).map((thread) => [thread.id, thread]));
  domain.iothreads = ids.length || undefined;
  const plain = ids.every((id, i) => id === i + 1);
  domain.iothreadids = plain && known.size === 0 ? [] : ids.map((id) => known.get(id) ?? { id });
};

/** The disk that would lose its thread. */
const checkUnused = (domain: Domain, id: number): void => {
  const user = domain.devices.disks.find((disk) => disk.driver?.iothread === id);
  if (user)
    throw badArgument(`cannot remove IOThread ${id} since it is being used by disk '${user.target.dev}'`);
};

const refreshThreads = async (guest: Guest): Promise<void> => {
  const threads = await guest.execute('query-iothreads');
  guest.running().ioThreads = new Map(
    threads
      .map((thread) => [Number(thread.id.replace(/^iothread/, '')), thread['thread-id']] as const)
      .sort(([a], [b]) => a - b),
  );
};

/** Makes the change in QEMU, then in each definition it is about. */
const change = async (
  world: World,
  guest: Guest,
  flags: number,
  check: (domain: Domain, ids: readonly number[]) => void,
  live: () => Promise<unknown>,
  next: (ids: readonly number[]) => number[],
): Promise<void> => {
  const domains = affected(guest, flags);
  for (const domain of [domains.live, domains.config]) if (domain) check(domain, ioThreadIds(domain));
  if (domains.live) {
    await live();
    setIds(domains.live, next(ioThreadIds(domains.live)));
    const { ioThreads } = guest.running();
    const before = new Set(ioThreads.keys());
    await refreshThreads(guest);
    // A new thread begins where its parent was pinned to.
    for (const [id, thread] of guest.running().ioThreads)
      if (!before.has(id)) setAffinity(thread, allowedCpus(domains.live));
    await saveStatus(world, guest);
  }
  if (domains.config) {
    setIds(domains.config, next(ioThreadIds(domains.config)));
    await saveDefinition(world, guest, domains.config);
  }
};

const tune = async (
  world: World,
  guest: Guest,
  id: number,
  params: readonly TypedParam[],
  flags: number,
): Promise<void> => {
  const { live, config } = affected(guest, flags);
  for (const domain of [live, config])
    if (domain && !ioThreadIds(domain).includes(id))
      throw badArgument(`cannot find IOThread '${id}' in iothreadids list`);
  if (live)
    for (const [name, property] of Object.entries(tunables)) {
      const value = paramNumber(params, name);
      if (value === undefined) continue;
      await guest.execute('qom-set', { path: `/objects/iothread${id}`, property, value });
    }
  if (!config) return;
  setIds(config, ioThreadIds(config));
  config.iothreadids = ioThreadIds(config).map(
    (known) => config.iothreadids?.find((t) => t.id === known) ?? { id: known },
  );
  const thread = config.iothreadids.find((t) => t.id === id);
  if (thread) {
    const poll = { ...thread.poll };
    for (const [key, name] of [
      ['max', 'poll_max_ns'],
      ['grow', 'poll_grow'],
      ['shrink', 'poll_shrink'],
    ] as const) {
      const value = paramNumber(params, name);
      if (value !== undefined) poll[key] = String(value);
    }
    thread.poll = poll;
  }
  await saveDefinition(world, guest, config);
};

export const ioThreadSlots = (world: World): PartialTable<'hypervisor'> => {
  const { guests } = world;
  return {
    domainAddIOThread(ctx, { dom, iothread_id: id, flags }) {
      if (id === 0) throw badArgument('invalid value of 0 for iothread_id');
      const guest = guests.find(dom);
      return guest.modify(ctx.api, () =>
        change(
          world,
          guest,
          flags,
          (_domain, ids) => {
            if (ids.includes(id)) throw badArgument(`an IOThread is already using iothread_id '${id}'`);
          },
          () => guest.execute('object-add', { 'qom-type': 'iothread', id: `iothread${id}` }),
          (ids) => [...ids, id],
        ),
      );
    },
    domainDelIOThread(ctx, { dom, iothread_id: id, flags }) {
      if (id === 0) throw badArgument('invalid value of 0 for iothread_id');
      const guest = guests.find(dom);
      return guest.modify(ctx.api, () =>
        change(
          world,
          guest,
          flags,
          (domain, ids) => {
            if (!ids.includes(id)) throw badArgument(`cannot find IOThread '${id}' in iothreadids list`);
            checkUnused(domain, id);
          },
          () => guest.execute('object-del', { id: `iothread${id}` }),
          (ids) => ids.filter((known) => known !== id),
        ),
      );
    },
    domainSetIOThreadParams(ctx, { dom, iothread_id, params, flags }) {
      const guest = guests.find(dom);
      return guest.modify(ctx.api, () => tune(world, guest, iothread_id, params, flags));
    },
  };
};
