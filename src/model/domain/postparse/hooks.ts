// Where a driver's own steps run within post-parse, and what it can declare itself able to take.
import type { Domain } from '../../../../schemas/xml/domain.ts';
import type { Device } from '../devices.ts';

export interface PostParseFlags {
  /** A new definition: sizes may be rounded, controllers and addresses added. */
  readonly abiUpdate?: boolean;
  /** An incoming migration: as `abiUpdate`, but what the source has must stay. */
  readonly abiUpdateMigration?: boolean;
  readonly inactive?: boolean;
  /** The definition comes from our own files: what no longer validates is kept. */
  readonly allowFailure?: boolean;
}

/** What a driver can take beyond the common ground; without it libvirt refuses. */
export type DomainFeature =
  | 'wide-scsi'
  | 'memory-hotplug'
  | 'offline-vcpupin'
  | 'name-slash'
  | 'individual-vcpus'
  | 'net-model-string'
  | 'disk-fd'
  | 'no-boot-order'
  | 'no-stub-console'
  | 'fw-autoselect'
  | 'user-alias';

/** A driver's own steps. Each changes the domain in place. */
export interface PostParseHooks {
  readonly features?: ReadonlySet<DomainFeature>;
  /** Before anything else: what probing needs, such as the emulator's path. */
  readonly basic?: (domain: Domain, flags: PostParseFlags) => void;
  /** Defaults of the whole guest, implicit devices. */
  readonly domain?: (domain: Domain, flags: PostParseFlags) => void;
  /** Defaults of one device, before the common ones. */
  readonly device?: (device: Device, domain: Domain, flags: PostParseFlags) => void;
  /** Addresses, once everything is there. */
  readonly addresses?: (domain: Domain, flags: PostParseFlags) => void;
}

/** The largest SCSI unit number a driver's controllers have. */
export const scsiMaxUnit = (features: ReadonlySet<DomainFeature> | undefined): number =>
  features?.has('wide-scsi') ? 16 : 7;
