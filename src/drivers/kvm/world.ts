// What all parts of the kvm driver share: places, configuration, the table of guests, events, capabilities.
import type { EventBus } from '../events.ts';
import type { DriverHost, Logger } from '../host.ts';
import type { FaultPoint } from '../plan.ts';
import type { QemuCaps } from './capabilities/caps.ts';
import type { QemuConfig } from './config.ts';
import type { Emulators } from './emulators.ts';
import type { GuestTable } from './guest.ts';
import type { Domain, Hardware } from './hardware.ts';
import type { Places } from './places.ts';
import type { PortPool } from './ports.ts';

export interface World {
  readonly host: DriverHost;
  readonly log: Logger;
  readonly places: Places;
  readonly bus: EventBus;
  readonly guests: GuestTable;
  readonly hardware: Hardware;
  readonly bootId: string;
  config: QemuConfig;
  /** Capabilities of the QEMU that a guest runs on. */
  capsFor(domain: Domain): Promise<QemuCaps>;
  readonly emulators: Emulators;
  /** Ports of displays. */
  readonly ports: PortPool;
  /** The number of the next guest to run. */
  nextId(): number;
  /** After a restart: numbers up to this are taken. */
  seenId(id: number): void;
  /** Breaks start, stop and other plans on purpose, in tests. */
  readonly fault?: FaultPoint;
}
