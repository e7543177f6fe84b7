// Devices joining and leaving a running guest. What QEMU is to be told is the difference between the command line with
// the device and the one without it, so that a plugged device is the same as one that was there from the start.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import type { Device, Interface } from '../../model/domain/devices.ts';
import { argv } from './argv/argv.ts';
import type { ArgvHost } from './argv/host.ts';
import { argvHost, createInherited } from './argv-host.ts';
import { checkIdle } from './blockjobs.ts';
import { detectChain, numberChain } from './chains.ts';
import { deviceByAlias, devicesOf, type Info, insertDevice, replaceDevice } from './device-rules.ts';
import type { Guest, Run } from './guest.ts';
import type { Domain } from './hardware.ts';
import { hostSide } from './host-side.ts';
import { type Command, commandsFor, undoFor } from './hotplug-commands.ts';
import { placeImages } from './images.ts';
import { closePlugs, notePlugs, type Plug, plugInterfaces, unplugInterface } from './interfaces.ts';
import { saveStatus } from './status.ts';
import type { World } from './world.ts';

/** How long an unplug waits for the guest's consent before the call returns; it may still happen later. */
const UNPLUG_MS = 5_000;

/** A host that opens nothing: descriptors are names under which QEMU will get them. */
const dryHost = async (
  world: World,
  run: Run,
  domain: Domain,
  tapNames: readonly string[],
): Promise<ArgvHost> => {
  const [masterKey, side] = await Promise.all([
    readFile(join(run.libDir, 'master-key.aes')),
    hostSide(world, domain, run.caps),
    placeImages(domain, world.host.services.storage),
  ]);
  const base = argvHost(world, 0, {
    run,
    inherited: createInherited(),
    masterKey,
    plugs: new Map(),
    // The CPU of a running guest is settled.
    side: { ...side, hostModels: () => undefined },
  });
  return {
    ...base,
    net: (_net, alias) => ({ tapFds: alias === tapNames[0] ? tapNames.slice(1) : ['0'] }),
    displayPort: () => 0,
    vhostFd: () => '0',
    seal: (value) => ({ data: Buffer.from(value).toString('base64'), iv: 'x' }),
  };
};

/** The command line a definition would have now, with everything of the host left out. */
export const commandLine = async (
  world: World,
  run: Run,
  domain: Domain,
  tapNames: readonly string[] = [],
): Promise<{ words: string[]; domain: Domain }> => {
  const host = await dryHost(world, run, domain, tapNames);
  const made = argv(domain, run.caps, host);
  return { words: made.argv, domain: made.domain };
};

const pairs = (words: readonly string[]): string[] =>
  words.flatMap((word, i) => (word.startsWith('-') ? [`${word}\n${words[i + 1] ?? ''}`] : []));

/** Options of the longer command line that the shorter has not, in their order. */
export const difference = (longer: readonly string[], shorter: readonly string[]): [string, string][] => {
  const known = new Set(pairs(shorter));
  return pairs(longer)
    .filter((pair) => !known.has(pair))
    .map((pair) => pair.split('\n') as [string, string]);
};

const noSlot = (): VirError =>
  new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.QEMU, 'No more available PCI slots');

const runAll = async (guest: Guest, commands: readonly Command[]): Promise<void> => {
  const done: Command[] = [];
  try {
    for (const command of commands) {
      await guest.execute(command.execute, command.arguments, { fds: command.fds });
      done.push(command);
    }
  } catch (error) {
    for (const command of done.reverse()) {
      const undo = undoFor(command);
      if (undo) await guest.execute(undo.execute, undo.arguments).catch(() => undefined);
    }
    throw error;
  }
};

/** Plugs a completed device into a running guest. The guest's job is the caller's. */
export const attachLive = async (world: World, guest: Guest, device: Device): Promise<void> => {
  const run = guest.running();
  const plugs = new Map<number, Plug>();
  const target = world.hardware.clone(run.domain);
  insertDevice(target, device);
  const at = devicesOf(target, device.kind).indexOf(device.dev as Info);
  if (device.kind === 'disk') {
    await detectChain(device.dev);
    run.nodeIndex = numberChain(device.dev, run.nodeIndex + 1) - 1;
  }
  try {
    const names: string[] = [];
    if (device.kind === 'net') {
      const only = { ...target, devices: { ...target.devices, interfaces: [device.dev] } } as Domain;
      await plugInterfaces(world, guest, only, plugs, new AbortController().signal);
      const alias = `net${nextNet(run.domain.devices.interfaces)}`;
      names.push(alias, ...(plugs.get(0)?.fds ?? []).map((_, i) => `fd-${alias}-${i}`));
    }
    const before = await commandLine(world, run, run.domain);
    const after = await commandLine(world, run, target, names);
    if (device.kind !== 'controller' && after.domain.devices.controllers.some(isNewPort(run.domain)))
      throw noSlot();
    const options = difference(after.words, before.words);
    const fds = (plugs.get(0)?.fds ?? []).map((fd, i) => ({ name: names[i + 1] ?? '', fd }));
    await runAll(guest, [
      ...fds.map(({ name, fd }): Command => ({ execute: 'getfd', arguments: { fdname: name }, fds: [fd] })),
      ...commandsFor(options),
    ]);
    run.domain = after.domain;
    run.domain.id = run.id;
    guest.live = run.domain;
    if (device.kind === 'net') notePlugs(run.domain, new Map([...plugs.values()].map((plug) => [at, plug])));
  } catch (error) {
    if (device.kind === 'net')
      for (const plug of plugs.values()) await unplugInterface(world, guest, device.dev as Interface, plug);
    throw error;
  } finally {
    closePlugs(plugs);
  }
  const alias = (devicesOf(run.domain, device.kind)[at] as Info).alias?.name ?? '';
  run.devices.push(alias);
  guest.emit('deviceAdded', { devAlias: alias });
  await saveStatus(world, guest);
};

/** A root port or bridge that was not there when the guest started cannot come later. */
const isNewPort = (before: Domain) => {
  const known = new Set(before.devices.controllers.map((c) => `${c.type}${c.index}`));
  return (c: { type: string; index?: number }): boolean =>
    c.type === 'pci' && !known.has(`${c.type}${c.index}`);
};

const nextNet = (interfaces: readonly Info[]): number => {
  const numbers = interfaces.map(({ alias }) => Number(/^net(\d+)$/.exec(alias?.name ?? '')?.[1] ?? -1));
  return Math.max(-1, ...numbers) + 1;
};

/** Takes a device out of the running definition after QEMU has let go of it, and what it stood on with it. */
export const finishDetach = async (world: World, guest: Guest, run: Run, alias: string): Promise<void> => {
  const [kind, gone] = deviceByAlias(run.domain, alias) ?? [];
  if (!kind || !gone) return;
  const with_ = await commandLine(world, run, run.domain);
  replaceDevice(run.domain, kind, gone);
  const without = await commandLine(world, run, run.domain);
  const options = difference(with_.words, without.words).filter(([name]) => name !== '-device');
  for (const command of commandsFor(options).reverse()) {
    const undo = undoFor(command);
    if (undo) await guest.execute(undo.execute, undo.arguments).catch(() => undefined);
  }
  if (kind === 'net') await unplugInterface(world, guest, gone as unknown as Interface, null);
  run.devices = run.devices.filter((name) => name !== alias);
  guest.emit('deviceRemoved', { devAlias: alias });
  await saveStatus(world, guest);
};

/** Asks the guest to let a device go and waits a while; when it takes longer it is finished by the event. */
export const detachLive = async (guest: Guest, alias: string): Promise<void> => {
  const run = guest.running();
  const disk = run.domain.devices.disks.find((each) => each.alias?.name === alias);
  if (disk) checkIdle(run, disk);
  let failed = false;
  const gone = new Promise<void>((resolve) => {
    const watcher = (event: { event: string; data: Record<string, unknown> }): void => {
      if (event.data.device !== alias) return;
      if (event.event === 'DEVICE_UNPLUG_GUEST_ERROR') failed = true;
      else if (event.event !== 'DEVICE_DELETED') return;
      run.watchers.delete(watcher);
      resolve();
    };
    run.watchers.add(watcher);
  });
  await guest.execute('device_del', { id: alias });
  await Promise.race([gone, sleep(UNPLUG_MS, undefined, { ref: false })]);
  await run.unplugging.get(alias);
  if (failed)
    throw new VirError(
      ErrorCode.OPERATION_FAILED,
      ErrorDomain.QEMU,
      'unplug of device was rejected by the guest',
    );
};
