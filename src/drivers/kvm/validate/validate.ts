// Checks a completed definition: whether QEMU, as probed, can run it.
import { VirError } from '../../../../schemas/errors.ts';
import type { Domain } from '../../../../schemas/xml/domain.ts';
import { type Device, walkDevices } from '../../../model/domain/devices.ts';
import type { DomainFeature } from '../../../model/domain/postparse-common.ts';
import { validateDevice as commonDevice } from '../../../model/domain/validate/devices.ts';
import { validateGuest } from '../../../model/domain/validate/guest.ts';
import type { QemuCaps } from '../capabilities/caps.ts';
import { checkOf, type ValidateHost } from './context.ts';
import { checkQemuDevice } from './devices.ts';
import { domainSteps } from './domain.ts';

const features: ReadonlySet<DomainFeature> = new Set(['fw-autoselect']);

interface Check {
  readonly run: () => void;
  /** What is looked at, if not the guest as a whole. */
  readonly at?: object;
}

/** Every check there is for a definition, in the order libvirt makes them. */
function* checks(domain: Domain, caps: QemuCaps, host: ValidateHost): Generator<Check> {
  const check = checkOf(domain, caps, host);
  for (const step of domainSteps) yield { run: () => step(check) };
  for (const device of walkDevices(domain, { allConsoles: true, withoutInfo: true })) {
    yield { run: () => commonDevice(device, domain), at: device.dev };
    yield { run: () => checkQemuDevice(device, check), at: device.dev };
  }
  yield { run: () => validateGuest(domain, features) };
}

/** Throws the first thing that is wrong. */
export const validate = (domain: Domain, caps: QemuCaps, host: ValidateHost): void => {
  for (const { run } of checks(domain, caps, host)) run();
};

/** Something that is wrong, with the device that it is wrong with. */
export interface Fault {
  readonly error: VirError;
  readonly at?: object;
}

/** Everything that is wrong: the first problem of each check. */
export const faults = (domain: Domain, caps: QemuCaps, host: ValidateHost): Fault[] => {
  const found: Fault[] = [];
  for (const { run, at } of checks(domain, caps, host)) {
    try {
      run();
    } catch (error) {
      if (!(error instanceof VirError)) throw error;
      found.push({ error, ...(at && { at }) });
    }
  }
  return found;
};

/** Checks one device that is to join a guest. */
export const validateDevice = (device: Device, domain: Domain, caps: QemuCaps, host: ValidateHost): void => {
  commonDevice(device, domain);
  checkQemuDevice(device, checkOf(domain, caps, host));
};
