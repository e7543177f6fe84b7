// Makes every driver this daemon has and puts them together: the host's subsystems first (their services are what
// hypervisor drivers use), then the hypervisors in the order in which an empty URI tries them.
import { ErrorCode, VirError } from '../../schemas/errors.ts';
import { createEventBus } from '../drivers/events.ts';
import type { DriverHost } from '../drivers/host.ts';
import { createInterfaceDriver } from '../drivers/interface/driver.ts';
import { createKvmDriver } from '../drivers/kvm/driver.ts';
import { createLibxlDriver } from '../drivers/libxl/driver.ts';
import { createNetworkDriver } from '../drivers/network/driver.ts';
import { createNodeDeviceDriver } from '../drivers/nodedev/driver.ts';
import { createNWFilterDriver } from '../drivers/nwfilter/driver.ts';
import { createSecretDriver } from '../drivers/secret/driver.ts';
import { createStorageDriver } from '../drivers/storage/driver.ts';
import type { DriverModule, Tables } from '../drivers/table.ts';
import { createTestDriver } from '../drivers/test/driver.ts';

/** A part that hypervisor connections share: started before the hypervisors, stopped after them. */
interface Subsystem {
  start(signal: AbortSignal): Promise<void>;
  stop(): Promise<void>;
  reload?(): Promise<void>;
}

export interface Drivers {
  readonly modules: readonly DriverModule[];
  /** Starts what does not depend on each other at the same time; one that fails is reported and left out, unless its configuration is wrong. */
  start(signal: AbortSignal): Promise<void>;
  reload(): Promise<void>;
  stop(): Promise<void>;
}

/** `base` lacks the services, which are made here. */
export const createDrivers = (base: Omit<DriverHost, 'services'>): Drivers => {
  const events = createEventBus();
  const services: { -readonly [K in keyof DriverHost['services']]: DriverHost['services'][K] } = {
    network: null,
    storage: null,
    secret: null,
    filter: null,
  };
  const host: DriverHost = { ...base, services };

  const network = createNetworkDriver(host, events);
  services.network = network.service;

  const nwfilter = createNWFilterDriver(host);
  services.filter = nwfilter.service;

  const secret = createSecretDriver(host, events);
  services.secret = secret.service;

  const storage = createStorageDriver(host, events);
  services.storage = storage.service;

  const nodedev = createNodeDeviceDriver(host, events);
  services.pci = nodedev.service;

  const subsystems: Partial<Tables> = {
    network: network.table,
    nwfilter: nwfilter.table,
    interface: createInterfaceDriver().table,
    storage: storage.table,
    secret: secret.table,
    nodedev: nodedev.table,
  };
  const parts: Record<string, Subsystem> = { network, nwfilter, secret, storage, nodedev };
  const modules = [
    createLibxlDriver(host, { subsystems, events }),
    createKvmDriver(host, { subsystems, events }),
    createTestDriver(host),
  ];

  const each = async (
    what: string,
    list: readonly [string, () => Promise<void> | undefined][],
  ): Promise<void> => {
    await Promise.all(
      list.map(async ([name, run]) => {
        try {
          await run();
        } catch (error) {
          // A mistake in a configuration file is for its author to mend, not for us to run without.
          if (error instanceof VirError && error.code === ErrorCode.CONF_SYNTAX) throw error;
          host.log.error({ driver: name, err: String(error) }, `${name}: ${what} failed`);
        }
      }),
    );
  };
  const partList = Object.entries(parts);
  return {
    modules,
    async start(signal) {
      await each(
        'start',
        partList.map(([name, part]) => [name, () => part.start(signal)]),
      );
      await each(
        'start',
        modules.map((module) => [module.name, () => module.start(signal)]),
      );
    },
    async reload() {
      await each(
        'reload',
        partList.map(([name, part]) => [name, () => part.reload?.()]),
      );
      await each(
        'reload',
        modules.map((module) => [module.name, () => module.reload?.()]),
      );
    },
    async stop() {
      await each(
        'stop',
        modules.map((module) => [module.name, () => module.stop()]),
      );
      await each(
        'stop',
        partList.map(([name, part]) => [name, () => part.stop()]),
      );
    },
  };
};
