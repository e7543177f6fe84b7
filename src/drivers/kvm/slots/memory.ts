// Memory of guests: its size, the balloon, its statistics' period, a look into it.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import { affected } from '../../common/impact.ts';
import type { PartialTable } from '../../table.ts';
import { saveDefinition } from '../define.ts';
import { currentMemory, maxMemory } from '../definition.ts';
import type { Guest } from '../guest.ts';
import { QmpError } from '../qmp/error.ts';
import { balloonAlias } from '../stats/memory.ts';
import { saveStatus } from '../status.ts';
import type { World } from '../world.ts';

const MEM_MAXIMUM = 4;
const PEEK_VIRTUAL = 1;
const PEEK_LIMIT = 4194304;

const invalid = (text: string): VirError => new VirError(ErrorCode.OPERATION_INVALID, ErrorDomain.QEMU, text);
const badArgument = (text: string): VirError => new VirError(ErrorCode.INVALID_ARG, ErrorDomain.QEMU, text);

const setBalloon = async (world: World, guest: Guest, kib: number): Promise<void> => {
  try {
    const how = { deadline: world.config.monitorDeadline };
    await guest.execute('balloon', { value: kib * 1024 }, how);
  } catch (error) {
    if (!(error instanceof QmpError) || error.qmpClass !== 'DeviceNotActive') throw error;
    throw invalid(
      'Unable to change memory of active domain without the balloon device and guest OS balloon driver',
    );
  }
};

const setMemory = async (world: World, guest: Guest, kib: number, flags: number): Promise<void> => {
  const { live, config } = affected(guest, flags);
  if (flags & MEM_MAXIMUM) {
    if (live) throw invalid('cannot resize the maximum memory on an active domain');
    if (!config) return;
    if (config.cpu?.numa)
      throw invalid('initial memory size of a domain with NUMA nodes cannot be modified with this API');
    if (config.maxMemory && config.maxMemory.value < kib)
      throw invalid('cannot set initial memory size greater than the maximum memory size');
    config.memory.value = kib;
    if (currentMemory(config) > kib) config.currentMemory = kib;
    return saveDefinition(world, guest, config);
  }
  const limits = [live, config].flatMap((domain) => (domain ? [maxMemory(domain)] : []));
  if (kib > Math.max(...limits)) throw badArgument('cannot set memory higher than max memory');
  if (live) await setBalloon(world, guest, kib);
  if (config) {
    config.currentMemory = kib;
    await saveDefinition(world, guest, config);
  }
};

const setPeriod = async (world: World, guest: Guest, period: number, flags: number): Promise<void> => {
  const { live, config } = affected(guest, flags);
  for (const domain of [live, config]) {
    const balloon = domain?.devices.memballoons[0];
    if (domain && (!balloon || balloon.model === 'none'))
      throw invalid(
        domain === live
          ? 'Memory balloon model must be virtio to set the collection period'
          : 'No memory balloon device configured, can not set the collection period',
      );
  }
  if (live) {
    const path = `/machine/peripheral/${balloonAlias(guest)}`;
    await guest.execute('qom-set', { path, property: 'guest-stats-polling-interval', value: period });
    const [balloon] = live.devices.memballoons;
    if (balloon) balloon.stats = period ? { period } : undefined;
    await saveStatus(world, guest);
  }
  if (config) {
    const [balloon] = config.devices.memballoons;
    if (balloon) balloon.stats = period ? { period } : undefined;
    await saveDefinition(world, guest, config);
  }
};

/** QEMU writes the bytes into a file of the guest's own folder, where it may write. */
const peek = async (guest: Guest, offset: number, size: number, flags: number): Promise<Buffer> => {
  const run = guest.running();
  if (size > PEEK_LIMIT) throw badArgument(`size must be less than ${PEEK_LIMIT}`);
  const folder = await mkdtemp(join(run.libDir, 'peek-'));
  const filename = join(folder, 'memory');
  try {
    const command = flags & PEEK_VIRTUAL ? 'memsave' : 'pmemsave';
    await guest.execute(command, { val: offset, size, filename });
    return await readFile(filename);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

export const memorySlots = (world: World): PartialTable<'hypervisor'> => {
  const { guests } = world;
  const set = (api: string, guest: Guest, kib: number, flags: number): Promise<void> =>
    guest.modify(api, () => setMemory(world, guest, kib, flags));
  return {
    domainSetMemory: (ctx, { dom, memory }) => set(ctx.api, guests.find(dom), Number(memory), 1),
    domainSetMaxMemory: (ctx, { dom, memory }) => set(ctx.api, guests.find(dom), Number(memory), MEM_MAXIMUM),
    domainSetMemoryFlags: (ctx, { dom, memory, flags }) =>
      set(ctx.api, guests.find(dom), Number(memory), flags),
    domainSetMemoryStatsPeriod(ctx, { dom, period, flags }) {
      const guest = guests.find(dom);
      return guest.modify(ctx.api, () => setPeriod(world, guest, period, flags));
    },
    async domainMemoryPeek(_ctx, { dom, offset, size, flags }) {
      return { buffer: await peek(guests.find(dom), Number(offset), size, flags) };
    },
  };
};
