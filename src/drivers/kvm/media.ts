// Media of drives that take one: the old image is let go of, the new one opened, the tray moved as a user would.
import { setTimeout as sleep } from 'node:timers/promises';
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import { layersFor, nodeOf } from './blockjob-chain.ts';
import { detectChain, numberChain } from './chains.ts';
import { type Guest, orGone, type Run } from './guest.ts';
import { commandLine, difference } from './hotplug.ts';
import { type Command, commandsFor, undoFor } from './hotplug-commands.ts';
import { type Disk, diskPath } from './stats/block.ts';
import { saveStatus } from './status.ts';
import type { World } from './world.ts';

/** How long a guest may take to unlock its tray when it is asked to. */
const EJECT_MS = 10_000;
const POLL_MS = 20;

const TRAYS: readonly string[] = ['cdrom'];

const untilOpen = async (run: Run, disk: Disk): Promise<void> => {
  const alias = disk.alias?.name ?? '';
  const end = performance.now() + EJECT_MS;
  while (!run.trays.get(alias)) {
    if (performance.now() > end)
      throw new VirError(
        ErrorCode.OPERATION_TIMEOUT,
        ErrorDomain.QEMU,
        `timed out waiting to open tray of '${disk.target.dev}'`,
      );
    await orGone(run, sleep(POLL_MS));
  }
};

/** Commands for the images that the first definition has and the second has not. */
const images = (
  longer: { readonly words: readonly string[] },
  shorter: { readonly words: readonly string[] },
): Command[] => commandsFor(difference(longer.words, shorter.words).filter(([name]) => name !== '-device'));

const takeBack = async (guest: Guest, commands: readonly Command[]): Promise<void> => {
  for (const command of [...commands].reverse()) {
    const undo = undoFor(command);
    if (undo) await guest.execute(undo.execute, undo.arguments).catch(() => undefined);
  }
};

export interface MediumRequest {
  /** The drive as it is to be; only its medium counts. */
  readonly wanted: Disk;
  /** The guest is not asked. */
  readonly force: boolean;
}

/** Puts another medium into a drive, or none. A drive that was opened stays open when that fails. */
export const changeMedium = async (
  world: World,
  guest: Guest,
  disk: Disk,
  { wanted, force }: MediumRequest,
): Promise<void> => {
  const run = guest.running();
  const id = disk.alias?.name ?? '';
  const hasTray = TRAYS.includes(disk.device ?? 'disk');
  const oldSrcPath = diskPath(disk) ?? null;
  const newSrcPath = diskPath(wanted) ?? null;
  if (newSrcPath === oldSrcPath) return;
  const target = world.hardware.clone(run.domain);
  const next = target.devices.disks[run.domain.devices.disks.indexOf(disk)] as Disk;
  next.source = wanted.source;
  next.backingStore = wanted.backingStore;
  if (next.driver) next.driver.type = wanted.driver?.type ?? 'raw';
  if (newSrcPath !== null) await detectChain(next);
  // No medium has a number too.
  else next.source = {} as Disk['source'];
  run.nodeIndex = numberChain(next, run.nodeIndex + 1) - 1;
  const before = await commandLine(world, run, run.domain);
  const after = await commandLine(world, run, target);
  const added = images(after, before);
  const node = nodeOf(layersFor(run, next)[0]);
  if (hasTray && !run.trays.get(id)) {
    await guest.execute('blockdev-open-tray', { id, force });
    if (!force) await untilOpen(run, disk);
  }
  if (oldSrcPath !== null) await guest.execute('blockdev-remove-medium', { id });
  const made: Command[] = [];
  try {
    for (const command of added) {
      await guest.execute(command.execute, command.arguments);
      made.push(command);
    }
    if (newSrcPath !== null) await guest.execute('blockdev-insert-medium', { id, 'node-name': node });
  } catch (cause) {
    await takeBack(guest, made);
    throw cause;
  }
  await takeBack(guest, images(before, after));
  if (hasTray) await guest.execute('blockdev-close-tray', { id });
  disk.source = next.source;
  disk.backingStore = next.backingStore;
  disk.driver = next.driver;
  await saveStatus(world, guest);
};
