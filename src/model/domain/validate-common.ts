// The checks of a completed guest that all hypervisors share, and where a driver's own stand among them.
import type { Domain } from '../../../schemas/xml/domain.ts';
import { type Device, walkDevices } from './devices.ts';
import type { DomainFeature } from './postparse-common.ts';
import { validateDevice } from './validate/devices.ts';
import { validateGuest } from './validate/guest.ts';

/** A driver's own checks; each throws the first thing that is wrong. */
export interface ValidateHooks {
  readonly features?: ReadonlySet<DomainFeature>;
  /** The guest as a whole; comes first. */
  readonly domain?: (domain: Domain) => void;
  /** One device, after the common checks of it. */
  readonly device?: (device: Device, domain: Domain) => void;
}

const EVERYTHING: ReadonlySet<DomainFeature> = new Set(['fw-autoselect']);

/** Checks a completed guest; throws the first problem, in libvirt's order. */
export const validateCommon = (domain: Domain, hooks: ValidateHooks = {}): void => {
  hooks.domain?.(domain);
  for (const device of walkDevices(domain, { allConsoles: true, withoutInfo: true })) {
    validateDevice(device, domain);
    hooks.device?.(device, domain);
  }
  validateGuest(domain, hooks.features ?? EVERYTHING);
};

export { validateChardev } from './validate/chardev.ts';
export { validateDevice } from './validate/devices.ts';
