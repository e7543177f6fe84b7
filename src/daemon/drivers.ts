// Makes every driver this daemon has, in the order in which an empty URI tries them.

import { createEventBus } from '../drivers/events.ts';
import { createKvmDriver } from '../drivers/kvm/driver.ts';
import type { DriverHost } from '../drivers/host.ts';
import type { DriverModule, TableFamily } from '../drivers/table.ts';
import { tableFamilies, tableWith } from '../drivers/table.ts';

const placeholder = (): DriverModule => {
  const tables = Object.fromEntries(
    tableFamilies.map((family: TableFamily) => [family, tableWith(family, {}, 'not built yet')]),
  ) as unknown as ReturnType<DriverModule['matrix']>;
  return {
    name: 'test',
    schemes: ['test'],
    matrix: () => tables,
    start: async () => undefined,
    probe: () => 'test:///default',
    open: ({ uri }) => ({
      uri: uri.href,
      driver: 'test',
      tables,
      events: createEventBus(),
      features: new Set(),
      close: () => undefined,
    }),
    stop: async () => undefined,
  };
};

export const createDrivers = (host: DriverHost): readonly DriverModule[] => [createKvmDriver(host), placeholder()];
