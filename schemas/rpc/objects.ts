// The object handles that travel by value in calls and events.
import { type Decoded, hyper, int, struct, text, uhyper, uint, uuid } from './types.ts';

/** A string of at most 4 MiB, libvirt's limit for anything textual. */
export const string = text(4194304);

export const Domain = struct({ name: string, uuid: uuid, id: int });
export type Domain = Decoded<typeof Domain>;

export const Network = struct({ name: string, uuid: uuid });
export type Network = Decoded<typeof Network>;

export const NetworkPort = struct({ net: Network, uuid: uuid });
export type NetworkPort = Decoded<typeof NetworkPort>;

export const NWFilter = struct({ name: string, uuid: uuid });
export type NWFilter = Decoded<typeof NWFilter>;

export const NWFilterBinding = struct({ portdev: string, filtername: string });
export type NWFilterBinding = Decoded<typeof NWFilterBinding>;

export const Interface = struct({ name: string, mac: string });
export type Interface = Decoded<typeof Interface>;

export const StoragePool = struct({ name: string, uuid: uuid });
export type StoragePool = Decoded<typeof StoragePool>;

export const StorageVol = struct({ pool: string, name: string, key: string });
export type StorageVol = Decoded<typeof StorageVol>;

export const NodeDevice = struct({ name: string });
export type NodeDevice = Decoded<typeof NodeDevice>;

export const Secret = struct({ uuid: uuid, usageType: int, usageID: string });
export type Secret = Decoded<typeof Secret>;

export const DomainCheckpoint = struct({ name: string, dom: Domain });
export type DomainCheckpoint = Decoded<typeof DomainCheckpoint>;

export const DomainSnapshot = struct({ name: string, dom: Domain });
export type DomainSnapshot = Decoded<typeof DomainSnapshot>;

export const AdminServer = struct({ name: string });
export type AdminServer = Decoded<typeof AdminServer>;

export const AdminClient = struct({ srv: AdminServer, id: uhyper, timestamp: hyper, transport: uint });
export type AdminClient = Decoded<typeof AdminClient>;
