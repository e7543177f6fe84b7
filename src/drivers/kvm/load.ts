// Definitions on disk at the start of the daemon: named at once, read in full when somebody asks or when there is time,
// so that a thousand of them do not delay the first answer.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as pause } from 'node:timers/promises';
import { setAside } from '../common/store.ts';
import { loadCheckpoints } from './checkpoint/store.ts';
import type { Guest } from './guest.ts';
import type { Domain } from './hardware.ts';
import { loadSnapshots } from './snapshot/store.ts';
import type { World } from './world.ts';

/** Definitions read between two turns of the event loop. */
const SLICE = 4;
const NAME = /^(?:<!--[\s\S]*?-->\s*)?<domain [\s\S]*?<name>([^<&]+)<\/name>\s*<uuid>([0-9a-f-]{36})<\/uuid>/;

const list = (folder: string): string[] => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};

/** Puts the reading of a definition off until it is looked at; one that cannot be read is set aside and forgotten. */
const defer = (world: World, guest: Guest, path: string, text: string): void => {
  const settle = (value: Domain | null): void => {
    Object.defineProperty(guest, 'config', { value, writable: true, enumerable: true, configurable: true });
  };
  const read = (): Domain | null => {
    try {
      return world.hardware.parse(text, { inactive: true });
    } catch (error) {
      void setAside(path, world.log, error);
      if (!guest.active) world.guests.remove(guest);
      return null;
    }
  };
  Object.defineProperty(guest, 'config', {
    get() {
      const domain = read();
      settle(domain);
      return domain;
    },
    set: settle,
    enumerable: true,
    configurable: true,
  });
};

const add = (world: World, file: string): void => {
  const path = join(world.places.config, file);
  const text = readFileSync(path, 'utf8');
  const [, name, uuid] = NAME.exec(text) ?? [];
  if (name === undefined || uuid === undefined || `${name}.xml` !== file) {
    world.guests.add(world.hardware.parse(text, { inactive: true }));
    return;
  }
  // Nothing looks at a definition while it is added but for its name and uuid.
  const { dom: guest } = world.guests.add({ name, uuid } as Domain);
  defer(world, guest, path, text);
};

/** Loads all definitions, and says which guests start by themselves or have a saved state. */
export const loadDefinitions = (world: World): void => {
  const { places, guests, log } = world;
  for (const file of list(places.config)) {
    if (!file.endsWith('.xml') || file.startsWith('.')) continue;
    try {
      add(world, file);
    } catch (error) {
      void setAside(join(places.config, file), log, error);
    }
  }
  const links = new Set(list(places.autostart));
  const saved = new Set(list(places.save));
  for (const guest of guests.all()) {
    guest.autostart = links.has(`${guest.name}.xml`);
    guest.autostartOnce = links.has(`${guest.name}.xml.once`);
    guest.hasManagedSave = saved.has(`${guest.name}.save`);
  }
  for (const guest of guests.all()) {
    loadSnapshots(world, guest);
    loadCheckpoints(world, guest);
  }
  void readAll([...guests.all()]);
};

/** Reads what is still unread, a few at a time. */
const readAll = async (guests: readonly Guest[]): Promise<void> => {
  for (const [index, guest] of guests.entries()) {
    if (index % SLICE === 0) await pause();
    void guest.config;
  }
};
