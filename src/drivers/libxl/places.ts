// Where the driver keeps its files: libvirt's own places, so that either daemon can take over from the other.
import { join } from 'node:path';
import type { DriverHost } from '../host.ts';

export interface Places {
  readonly config: string;
  readonly autostart: string;
  readonly run: string;
  readonly lib: string;
  readonly save: string;
  readonly dump: string;
  readonly channels: string;
  readonly snapshots: string;
  readonly log: string;
  configOf(name: string): string;
  linkOf(name: string): string;
  statusOf(name: string): string;
  saveOf(name: string): string;
  /** Says that a guest of this name is being made: what is found half-made after a crash is taken away. */
  intentOf(name: string): string;
}

export const placesOf = ({ paths }: DriverHost): Places => {
  const config = join(paths.config, 'libxl');
  const run = join(paths.run, 'libxl');
  const lib = join(paths.state, 'libxl');
  const autostart = join(config, 'autostart');
  const save = join(lib, 'save');
  return {
    config,
    autostart,
    run,
    lib,
    save,
    dump: join(lib, 'dump'),
    channels: join(lib, 'channel/target'),
    snapshots: join(lib, 'snapshot'),
    log: join(paths.log, 'libxl'),
    configOf: (name) => join(config, `${name}.xml`),
    linkOf: (name) => join(autostart, `${name}.xml`),
    statusOf: (name) => join(run, `${name}.xml`),
    saveOf: (name) => join(save, `${name}.save`),
    intentOf: (name) => join(run, `${name}.intent`),
  };
};
