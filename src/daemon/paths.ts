// Where everything lives: libvirt's own places for root, the XDG folders for a user, or all of it below one root.
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Paths } from '../drivers/host.ts';

export interface Mode {
  readonly paths: Paths;
  readonly privileged: boolean;
  readonly rooted: boolean;
  /** Sockets live here; the same as paths.run. */
  readonly sockets: string;
  readonly pidFile: string;
}

const below = (base: string): Paths => ({
  config: join(base, 'etc/libvirt'),
  run: join(base, 'run/libvirt'),
  state: join(base, 'var/lib/libvirt'),
  cache: join(base, 'var/cache/libvirt'),
  log: join(base, 'var/log/libvirt'),
});

/** Session places, as virGetUser*Directory computes them. */
const session = (env: NodeJS.ProcessEnv): Paths => {
  const home = env.HOME ?? homedir();
  const cache = join(env.XDG_CACHE_HOME ?? join(home, '.cache'), 'libvirt');
  return {
    config: join(env.XDG_CONFIG_HOME ?? join(home, '.config'), 'libvirt'),
    run: join(env.XDG_RUNTIME_DIR ?? join(home, '.cache'), 'libvirt'),
    state: join(env.XDG_CONFIG_HOME ?? join(home, '.config'), 'libvirt'),
    cache,
    log: cache,
  };
};

/** Chooses the places. `root` is --root. */
export const chooseMode = (root: string | null, uid: number, env: NodeJS.ProcessEnv): Mode => {
  const privileged = uid === 0;
  const paths = root !== null ? below(resolve(root)) : privileged ? below('/') : session(env);
  const pidDirectory = root !== null ? join(resolve(root), 'run') : privileged ? '/run' : paths.run;
  return {
    paths,
    privileged,
    rooted: root !== null,
    sockets: paths.run,
    pidFile: join(pidDirectory, 'libvirtd.pid'),
  };
};
