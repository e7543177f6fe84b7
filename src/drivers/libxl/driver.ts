// The libxl driver as the daemon knows it: the worker started, guests loaded and taken up, connections opened.
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import type { Domain } from '../../../schemas/xml/domain.ts';
import { AgentTimeout } from '../common/agent/agent.ts';
import { createDomainTable } from '../common/domains.ts';
import { createLifecycle } from '../common/lifecycle.ts';
import { createEventBus, type EventBus } from '../events.ts';
import type { DriverHost } from '../host.ts';
import type { Connection, DriverModule, Tables } from '../table.ts';
import { handleEvent } from './events.ts';
import { hostContext } from './host.ts';
import { placesOf } from './places.ts';
import { autostart, dom0MaxMemory, loadGuests, refreshDom0, rereadGuests } from './reattach.ts';
import { hypervisorTable } from './slots.ts';
import { createToolstack, type ToolstackOptions } from './toolstack.ts';
import { failure, type Guest, type World } from './world.ts';
import type { CpuTopology, DomInfo, NumaInfo, PhysInfo } from './xen-types.ts';

/** VIR_DRV_FEATURE_*: migration with protocol 3 and parameters, peer to peer, change protection. */
const features: ReadonlySet<number> = new Set([4, 6, 7, 13]);

/** How long the guests that are marked for it may take to start. */
const AUTOSTART_MS = 600_000;

/** Whether this is the control domain of a Xen host: a look at a file, no library. */
export const isDom0 = (): boolean => {
  try {
    return readFileSync('/proc/xen/capabilities', 'utf8').startsWith('control_d');
  } catch {
    return existsSync('/dev/xen/xenstored') && existsSync('/proc/xen');
  }
};

const createWorld = (
  host: DriverHost,
  shared: EventBus | undefined,
  worker: ToolstackOptions['worker'],
  onRestart: (world: World) => void,
): World => {
  const bus = createEventBus();
  // Connections see the subsystems' events beside this driver's, but no other hypervisor's.
  shared?.subscribe(({ family, kind, payload }) => {
    if (family !== 'domain') bus.emit(family, kind as never, payload as never);
  });
  const places = placesOf(host);
  const log = host.log.child({ driver: 'libxl' });
  const guests = createDomainTable<Domain, Guest>(ErrorDomain.LIBXL, (common) =>
    Object.assign(common, {
      consoles: new Map(),
      ports: new Set<number>(),
      networkPorts: new Map(),
      ending: false,
      migration: null,
      migrationSpeed: 0,
      agentTimeout: AgentTimeout.BLOCK,
    }),
  );
  const world: World = {
    host,
    log,
    places,
    bus,
    guests,
    life: createLifecycle<Domain, Guest>(guests, bus, ErrorDomain.LIBXL),
    xen: createToolstack({
      log,
      logFile: join(places.log, 'libxl-driver.log'),
      lockFile: join(places.run, 'worker.lock'),
      worker,
      onEvent: (event) => handleEvent(world, event),
      onRestart: () => onRestart(world),
    }),
    figures: null,
    context: (guest) => hostContext(world, guest),
    bridges: new Map(),
    secrets: new Map(),
  };
  return world;
};

const readHost = async (world: World): Promise<void> => {
  const { xen } = world;
  const [physinfo, topology, numa] = await Promise.all([
    xen.call<PhysInfo>('get_physinfo'),
    xen.call<CpuTopology[]>('get_cpu_topology'),
    xen.call<NumaInfo[]>('get_numainfo'),
  ]);
  world.figures = { physinfo, topology, numa };
  const info = await xen.call<DomInfo>('domain_info', 0);
  const total = (physinfo.total_pages ?? 0) * 4;
  refreshDom0(world, info, dom0MaxMemory(xen.about?.version.commandline ?? '', total));
};

export interface LibxlDriverOptions {
  /** Tables of the host's subsystems that connections of this driver offer too. */
  readonly subsystems?: Partial<Tables>;
  /** Where the subsystems tell their events. */
  readonly events?: EventBus;
  /** A program that stands in for the worker with libxenlight; no Xen is needed then. */
  readonly worker?: ToolstackOptions['worker'];
}

/** Makes the driver; nothing is touched before `start`. */
export const createLibxlDriver = (host: DriverHost, options: LibxlDriverOptions = {}): DriverModule => {
  let world: World | null = null;
  let tables: Tables | null = null;
  let usable = false;
  const takeOver = async (world: World): Promise<void> => {
    await readHost(world);
    await loadGuests(world);
    usable = true;
    void autostart(world, AbortSignal.timeout(AUTOSTART_MS));
  };
  /** A worker has come up: guests are read for the first time, or again. */
  const workerUp = async (world: World): Promise<void> => {
    try {
      await (usable ? rereadGuests(world) : takeOver(world));
    } catch (error) {
      world.log.error({ err: (error as Error).message }, 'guests could not be read');
    }
  };
  const made = (): { world: World; tables: Tables } => {
    world ??= createWorld(host, options.events, options.worker, (world) => void workerUp(world));
    tables ??= {
      network: null,
      storage: null,
      interface: null,
      nodedev: null,
      nwfilter: null,
      secret: null,
      ...options.subsystems,
      hypervisor: hypervisorTable(world),
    };
    return { world, tables };
  };
  return {
    name: 'libxl',
    schemes: ['xen'],
    matrix: () => made().tables,
    async start(signal) {
      if (!host.privileged || !(options.worker || isDom0())) return;
      const { world } = made();
      for (const folder of [
        world.places.config,
        world.places.run,
        world.places.save,
        world.places.log,
        world.places.channels,
      ])
        mkdirSync(folder, { recursive: true, mode: 0o700 });
      // Where Xen is slow to answer, the daemon comes up without it, and this driver follows.
      const up = world.xen.start().then((running) => (running ? workerUp(world) : undefined));
      await Promise.race([up, once(signal, 'abort')]);
    },
    probe: () => (usable ? 'xen:///system' : null),
    open(request): Connection {
      const { world, tables } = made();
      const { pathname, href } = request.uri;
      if (pathname !== '/' && pathname !== '/system' && pathname !== '')
        throw failure(`unexpected Xen URI path '${pathname}', try xen:///system`);
      if (!usable)
        throw new VirError(
          ErrorCode.INTERNAL_ERROR,
          ErrorDomain.NONE,
          'libxenlight state driver is not active',
        );
      return { uri: href, driver: 'libxl', tables, events: world.bus, features, close: () => undefined };
    },
    async stop() {
      world?.xen.stop();
    },
  };
};
