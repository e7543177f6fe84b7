// Where a guest's files are: libvirt's own folders, for the system and the session daemon.
import { join } from 'node:path';
import type { DriverHost } from '../host.ts';

export interface Places {
  /** Definitions: NAME.xml. */
  readonly config: string;
  /** Links to the definitions that start with the daemon. */
  readonly autostart: string;
  /** Run-time state: NAME.xml, NAME.pid. */
  readonly run: string;
  /** Folders of running guests, snapshots, managed save images, dumps. */
  readonly lib: string;
  readonly log: string;
  readonly save: string;
  readonly snapshot: string;
  readonly checkpoint: string;
  readonly dump: string;
  readonly nvram: string;
  readonly channel: string;
  readonly ram: string;
  readonly cache: string;
}

export const placesOf = (host: DriverHost): Places => {
  const { paths, privileged } = host;
  const lib = privileged ? join(paths.state, 'qemu') : join(paths.config, 'qemu/lib');
  const own = privileged ? lib : join(paths.config, 'qemu');
  return {
    config: join(paths.config, 'qemu'),
    autostart: join(paths.config, 'qemu/autostart'),
    run: privileged ? join(paths.run, 'qemu') : join(paths.run, 'qemu/run'),
    lib,
    log: privileged ? join(paths.log, 'qemu') : join(paths.cache, 'qemu/log'),
    save: join(own, 'save'),
    snapshot: join(own, 'snapshot'),
    checkpoint: join(own, 'checkpoint'),
    dump: join(own, 'dump'),
    nvram: join(own, 'nvram'),
    channel: join(privileged ? paths.run : lib, privileged ? 'qemu/channel' : 'channel/target'),
    ram: join(own, 'ram'),
    cache: join(paths.cache, 'qemu'),
  };
};

const SHORT_NAME = 20;

/** `1-name`: what a running guest's folders are called after `domain-`; long names are cut as libvirt does. */
export const shortName = (id: number, name: string): string =>
  `${id}-${[...name].slice(0, SHORT_NAME).join('')}`;

/** Files that belong to one guest by name, running or not. */
export const guestFiles = (places: Places, name: string) => ({
  config: join(places.config, `${name}.xml`),
  autostart: join(places.autostart, `${name}.xml`),
  autostartOnce: join(places.autostart, `${name}.xml.once`),
  status: join(places.run, `${name}.xml`),
  pid: join(places.run, `${name}.pid`),
  /** Says that a QEMU is about to be started, before its number can be known. */
  starting: join(places.run, `${name}.starting`),
  log: join(places.log, `${name}.log`),
  managedSave: join(places.save, `${name}.save`),
  snapshots: join(places.snapshot, name),
  checkpoints: join(places.checkpoint, name),
  nvram: join(places.nvram, `${name}_VARS.fd`),
});
export type GuestFiles = ReturnType<typeof guestFiles>;

/** Folders of one run of a guest. */
export const liveFolders = (places: Places, id: number, name: string) => {
  const lib = join(places.lib, `domain-${shortName(id, name)}`);
  return { lib, channel: join(places.channel, shortName(id, name)), monitor: join(lib, 'monitor.sock') };
};
