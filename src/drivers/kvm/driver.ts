// The kvm driver as the daemon knows it: loads what is defined, takes up what runs, opens connections.
import type { Arch } from '../../../schemas/cpu/arch.ts';
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import { bootId } from '../../native/process.ts';
import { createEventBus, type EventBus } from '../events.ts';
import type { DriverHost } from '../host.ts';
import type { FaultPoint } from '../plan.ts';
import type { Connection, DriverModule, HypervisorTable, PartialTable, Tables } from '../table.ts';
import { tableWith } from '../table.ts';
import { startAutostarted } from './autostart.ts';
import { qemuConfig } from './config.ts';
import { createEmulators } from './emulators.ts';
import { createGuestTable } from './guest.ts';
import { createHardware } from './hardware.ts';
import { loadDefinitions } from './load.ts';
import { missingSlots } from './missing.ts';
import { placesOf } from './places.ts';
import { createPortPool } from './ports.ts';
import { reattachAll } from './reattach.ts';
import { slotsOf } from './slots.ts';
import type { World } from './world.ts';

/** VIR_DRV_FEATURE_*: what clients may expect of connections to this driver. */
const features: ReadonlySet<number> = new Set([3, 4, 6, 7, 11, 12, 13]);

export interface KvmDriverOptions {
  /** Tables of the host's subsystems that connections of this driver offer too. */
  readonly subsystems?: Partial<Tables>;
  /** The host's journal, shared with the subsystems; one of its own otherwise. */
  readonly events?: EventBus;
  /** Breaks plans on purpose, in tests. */
  readonly fault?: FaultPoint;
}

const createWorld = (host: DriverHost, options: KvmDriverOptions): World => {
  let lastId = 0;
  const nextId = (): number => ++lastId;
  const places = placesOf(host);
  const hardware = createHardware(host, places);
  const emulators = createEmulators(host, places);
  const world: World = {
    host,
    log: host.log.child({ driver: 'kvm' }),
    places,
    bus: options.events ?? createEventBus(),
    guests: createGuestTable(() => world, nextId),
    hardware,
    bootId: bootId(),
    config: qemuConfig(host),
    fault: options.fault,
    emulators,
    ports: createPortPool(),
    capsFor: ({ devices, os }) => emulators.lookup(devices.emulator, os.type.arch as Arch),
    nextId,
    seenId: (id) => {
      lastId = Math.max(lastId, id);
    },
  };
  return world;
};

const tablesOf = (world: World, subsystems: Partial<Tables>): Tables => ({
  network: null,
  storage: null,
  interface: null,
  nodedev: null,
  nwfilter: null,
  secret: null,
  ...subsystems,
  hypervisor: hypervisorTable(slotsOf(world)),
});

const hypervisorTable = (slots: PartialTable<'hypervisor'>): HypervisorTable =>
  tableWith('hypervisor', { ...missingSlots(), ...slots }, 'not built yet');

/** libvirt's rule: the system daemon serves /system (and, for old programs, /session), a session daemon /session. */
const checkPath = (path: string, privileged: boolean): void => {
  const fits = privileged ? path === '/system' || path === '/session' : path === '/session';
  if (fits) return;
  throw new VirError(
    ErrorCode.INTERNAL_ERROR,
    ErrorDomain.NONE,
    `unexpected qemu URI path '${path}', try qemu:///${privileged ? 'system' : 'session'}`,
  );
};

/** Makes the driver; nothing is touched before `start`. */
export const createKvmDriver = (host: DriverHost, options: KvmDriverOptions = {}): DriverModule => {
  let world: World | null = null;
  let tables: Tables | null = null;
  const made = (): { world: World; tables: Tables } => {
    world ??= createWorld(host, options);
    tables ??= tablesOf(world, options.subsystems ?? {});
    return { world, tables };
  };
  const uri = `qemu:///${host.privileged ? 'system' : 'session'}`;
  return {
    name: 'kvm',
    schemes: ['qemu'],
    matrix: () => made().tables,
    async start(signal) {
      const { world } = made();
      loadDefinitions(world);
      await reattachAll(world);
      startAutostarted(world, signal);
    },
    probe: () => uri,
    open(request): Connection {
      const { world, tables } = made();
      checkPath(request.uri.pathname, host.privileged);
      return {
        uri: request.uri.href,
        driver: 'kvm',
        tables,
        events: world.bus,
        features,
        close: () => undefined,
      };
    },
    async reload() {
      const { world } = made();
      world.config = qemuConfig(host);
    },
    async stop() {
      for (const guest of world?.guests.all() ?? []) {
        const { run } = guest;
        if (!run) continue;
        run.ending = true;
        // What is under way fails now; the file goes on telling of it, for the next daemon to take back.
        run.cleared = true;
        run.monitor?.close();
      }
    },
  };
};
