// Saving a running guest to an image, and running it again from one.

import { access, rm } from 'node:fs/promises';
import { VirError } from '../../../schemas/errors.ts';
import { JobOperation } from '../common/job.ts';
import {
  Detail,
  DomainState,
  Lifecycle,
  PausedReason,
  RunningReason,
  ShutoffReason,
} from '../common/states.ts';
import { withAsyncJob } from './async-job.ts';
import { continueGuest } from './continue.ts';
import type { Guest } from './guest.ts';
import type { Domain } from './hardware.ts';
import { cookieXml, inactiveXml } from './inactive-copy.ts';
import { unpackFrom } from './save-format.ts';
import { openImage, type SaveHeader } from './save-image.ts';
import { writeImage } from './save-write.ts';
import { checkStable } from './stable.ts';
import { startGuest } from './start.ts';
import { readState } from './state-file.ts';
import { saveStatus } from './status.ts';
import { stopGuest } from './stop.ts';
import type { World } from './world.ts';

/** virDomainSaveRestoreFlags. */
export const SaveFlag = { BYPASS_CACHE: 1, RUNNING: 2, PAUSED: 4, RESET_NVRAM: 8 } as const;

export interface SaveRequest {
  readonly path: string;
  readonly flags: number;
  readonly api: string;
  readonly format: number;
  /** A definition to put into the image instead of the guest's own. */
  readonly xml?: string | null;
}

/** The document that goes into an image. */
const documentFor = (world: World, guest: Guest, xml: string | null | undefined): string => {
  const { domain: own } = guest.running();
  if (!xml) return inactiveXml(world, guest.running());
  const domain = world.hardware.parse(xml, { inactive: true });
  checkStable(own, domain);
  return world.hardware.format(domain, { inactive: true, secure: true, migratable: true });
};

/** Saves a guest and ends it. When it fails the guest runs on as before. */
export const saveGuest = async (world: World, guest: Guest, request: SaveRequest): Promise<void> => {
  const run = guest.running();
  const { path, flags, format, api } = request;
  let resumes = false;
  let made = false;
  try {
    await withAsyncJob(world, guest, JobOperation.SAVE, { api, told: true }, async (job) => {
      const wasRunning = guest.state === DomainState.RUNNING;
      if (wasRunning) {
        resumes = true;
        run.pausedReason = PausedReason.SAVE;
        await guest.execute('stop');
      }
      const running = flags & SaveFlag.RUNNING ? true : flags & SaveFlag.PAUSED ? false : wasRunning;
      const xml = documentFor(world, guest, request.xml);
      made = true;
      await writeImage(guest, { path, running, format, xml, cookie: cookieXml(run) }, job);
    });
  } catch (error) {
    if (made) await rm(path, { force: true }).catch(() => undefined);
    if (resumes && guest.run === run && !run.ending) {
      run.runningReason = RunningReason.SAVE_CANCELED;
      await continueGuest(guest).catch(() => undefined);
    }
    throw error;
  }
  await stopGuest(world, guest, { reason: ShutoffReason.SAVED });
};

export interface RestoreRequest {
  readonly path: string;
  readonly flags: number;
  readonly paused?: boolean;
  /** The definition to run it with; by default the image's. */
  readonly definition?: Domain;
}

/** An image whose state is about to be read. */
export interface OpenImage {
  readonly header: SaveHeader;
  /** What QEMU reads from. */
  readonly fd: number;
  /** QEMU has its own copy now. */
  release(): void;
  close(): Promise<void>;
}

/** Opens an image for QEMU to read, unpacked on the way if need be. */
export const openForRestore = async (path: string): Promise<OpenImage> => {
  const { file, header } = await openImage(path);
  try {
    const filter = unpackFrom(header.format, file.fd);
    return {
      header,
      fd: filter?.fd ?? file.fd,
      release: () => filter?.release(),
      async close() {
        filter?.release();
        filter?.kill();
        await file.close();
      },
    };
  } catch (error) {
    await file.close();
    throw error;
  }
};

/** Runs a guest from an image's state. */
export const restoreInto = async (world: World, guest: Guest, request: RestoreRequest): Promise<void> => {
  const image = await openForRestore(request.path);
  try {
    const { header } = image;
    const definition = request.definition ?? world.hardware.parse(header.xml, { inactive: true });
    const { flags } = request;
    const running = flags & SaveFlag.RUNNING ? true : flags & SaveFlag.PAUSED ? false : header.running;
    await startGuest(world, guest, {
      definition,
      paused: true,
      silent: true,
      flags,
      incoming: { uri: 'defer', fds: [image.fd] },
      beforeCpus: (_run, _signal, fds) => {
        image.release();
        return readState(guest, `fd:${fds[0]}`);
      },
    });
    guest.setState(DomainState.PAUSED, PausedReason.MIGRATION);
    guest.lifecycle(Lifecycle.STARTED, Detail.STARTED.RESTORED);
    if (running && !request.paused) {
      guest.running().runningReason = RunningReason.RESTORED;
      await continueGuest(guest);
    } else
      guest.lifecycle(
        Lifecycle.SUSPENDED,
        request.paused ? Detail.SUSPENDED.PAUSED : Detail.SUSPENDED.RESTORED,
      );
    await saveStatus(world, guest);
  } finally {
    await image.close();
  }
};

/** The definition in an image, complete. */
export const imageDefinition = async (world: World, { xml }: SaveHeader): Promise<Domain> => {
  const domain = world.hardware.parse(xml, { inactive: true });
  return world.hardware.postParse(domain, await world.capsFor(domain), false);
};

/** The head of an image, for those who only look. */
export const imageHeader = async (path: string): Promise<SaveHeader> => {
  const { file, header } = await openImage(path);
  await file.close();
  return header;
};

const START_PAUSED = 1;

/** Starts from the managed save image if there is one; says whether it did. A broken image is removed, as libvirt does. */
export const managedSaveStart = async (world: World, guest: Guest, flags: number): Promise<boolean> => {
  if (!guest.hasManagedSave) return false;
  const path = guest.files.managedSave;
  const there = await access(path).then(
    () => true,
    () => false,
  );
  if (!there) {
    guest.hasManagedSave = false;
    return false;
  }
  try {
    await restoreInto(world, guest, { path, flags: 0, paused: (flags & START_PAUSED) !== 0 });
  } catch (error) {
    const broken = error instanceof VirError && /incomplete|magic|header/.test(error.message);
    if (!broken) throw error;
    world.log.warn(
      { guest: guest.name, file: path },
      `the managed save image ${path} cannot be used; booting`,
    );
    await rm(path, { force: true });
    guest.hasManagedSave = false;
    return false;
  }
  await rm(path, { force: true });
  guest.hasManagedSave = false;
  return true;
};
