// Finds the lasting name of a device node: the link in the pool's folder (/dev/disk/by-path, ...) that leads to it.
import { readdir, realpath } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { isErrno, systemFailure } from '../errors.ts';
import { type Pool, targetPath } from '../objects.ts';

const PAUSE_MS = 100;
const OPEN_TRIES = 50;
const LOOK_TRIES = 100;

/** Whether names in that folder outlive a reboot. */
export const isStableFolder = (path: string): boolean =>
  path.startsWith('/dev/') && path !== '/dev' && path !== '/dev/';

const leadsTo = async (link: string, device: string): Promise<boolean> => {
  const [a, b] = await Promise.all([link, device].map((path) => realpath(path).catch(() => null)));
  return a !== null && a === b;
};

/** The stable name of `device` for a pool, or `device` itself when there is none. `wait`: it may still appear. */
export const stablePath = async (pool: Pool, device: string, wait: boolean): Promise<string> => {
  const folder = targetPath(pool);
  if (pool.type === 'logical' || !isStableFolder(folder)) return device;
  for (let opened = 0, looked = 0; ; ) {
    let names: string[];
    try {
      names = await readdir(folder);
    } catch (error) {
      if (!wait || !isErrno(error, 'ENOENT') || ++opened >= OPEN_TRIES)
        throw systemFailure(error, `cannot read dir '${folder}'`);
      await sleep(PAUSE_MS);
      continue;
    }
    for (const name of names) if (await leadsTo(`${folder}/${name}`, device)) return `${folder}/${name}`;
    if (!wait || ++looked >= LOOK_TRIES) return device;
    await sleep(PAUSE_MS);
  }
};
