// What the translation of definitions looks up on this host: free display ports, USB devices by their numbers, files.
import { accessSync, constants, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { firmware, virtualizationFeatures } from './capabilities.ts';
import { type ConfigContext, internal, requiredShadowMemory } from './config/context.ts';
import { failure, type Guest, type World } from './world.ts';

const FIRST_PORT = 5900;
const LAST_PORT = 65535;
const LISTEN = '0A';

/** Ports that something on this host listens on. */
const listening = (): Set<number> => {
  const ports = new Set<number>();
  for (const file of ['/proc/net/tcp', '/proc/net/tcp6']) {
    if (!existsSync(file)) continue;
    for (const line of readFileSync(file, 'utf8').split('\n').slice(1)) {
      const [, local, , state] = line.trim().split(/\s+/);
      if (state === LISTEN) ports.add(Number.parseInt(local?.split(':')[1] ?? '', 16));
    }
  }
  return ports;
};

const freePort = (world: World, guest: Guest | undefined): number => {
  const taken = listening();
  for (const other of world.guests.all()) for (const port of other.ports) taken.add(port);
  for (let port = FIRST_PORT; port <= LAST_PORT; port++) {
    if (taken.has(port)) continue;
    guest?.ports.add(port);
    return port;
  }
  throw failure("Unable to find an unused port in range 'vnc' (5900-65535)");
};

const USB = '/sys/bus/usb/devices';
const findUsb = (vendor: number, product: number): { bus: number; device: number } => {
  const read = (device: string, file: string): string => readFileSync(join(USB, device, file), 'utf8').trim();
  const found = existsSync(USB)
    ? readdirSync(USB).filter((d) => {
        if (!existsSync(join(USB, d, 'idVendor'))) return false;
        return (
          Number.parseInt(read(d, 'idVendor'), 16) === vendor &&
          Number.parseInt(read(d, 'idProduct'), 16) === product
        );
      })
    : [];
  const [device] = found;
  if (device === undefined || found.length > 1)
    throw failure(
      `failed to find USB device busnum:devnum for ${vendor.toString(16)}:${product.toString(16)}`,
      9,
    );
  return { bus: Number(read(device, 'busnum')), device: Number(read(device, 'devnum')) };
};

const fileState = (path: string): 'no' | 'yes' | 'executable' => {
  if (!existsSync(path)) return 'no';
  try {
    accessSync(path, constants.X_OK);
    return 'executable';
  } catch {
    return 'yes';
  }
};

/** The context of a translation on this host; ports are booked for `guest`. */
export const hostContext = (world: World, guest?: Guest): ConfigContext => ({
  hostFeatures: world.figures ? virtualizationFeatures(world.figures) : new Set(),
  nestedHvm: Number(world.host.config('libxl.conf').nested_hvm ?? 0) === 1,
  ovmf: firmware.ovmf,
  channelFolder: world.places.channels,
  hostNodes: world.figures?.physinfo.nr_nodes ?? 1,
  displayPort: () => freePort(world, guest),
  networkBridge(network) {
    const bridge = world.bridges.get(network);
    if (bridge === undefined) throw internal(`network ${network} is not active`);
    return bridge;
  },
  secret({ uuid, usage }) {
    const value = world.secrets.get(uuid ?? usage ?? '');
    if (value === undefined) throw internal('the secret of a disk is not known');
    return value;
  },
  usbDevice: findUsb,
  shadowMemory: requiredShadowMemory,
  fileExists: fileState,
});
