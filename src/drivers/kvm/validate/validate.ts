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

/** Every check there is for a definition, in the order libvirt makes them. */
function* checks(domain: Domain, caps: QemuCaps, host: ValidateHost): Generator<() => void> {
  const check = checkOf(domain, caps, host);
  for (const step of domainSteps) yield () => step(check);
  for (const device of walkDevices(domain, { allConsoles: true, withoutInfo: true })) {
    yield () => commonDevice(device, domain);
    yield () => checkQemuDevice(device, check);
  }
  yield () => validateGuest(domain, features);
}

/** Throws the first thing that is wrong. */
export const validate = (domain: Domain, caps: QemuCaps, host: ValidateHost): void => {
  for (const run of checks(domain, caps, host)) run();
};

/** Everything that is wrong: the first problem of each check. */
export const problems = (domain: Domain, caps: QemuCaps, host: ValidateHost): VirError[] => {
  const found: VirError[] = [];
  for (const run of checks(domain, caps, host)) {
    try {
      run();
    } catch (error) {
      if (!(error instanceof VirError)) throw error;
      found.push(error);
    }
  }
  return found;
};

/** Checks one device that is to join a guest. */
export const validateDevice = (device: Device, domain: Domain, caps: QemuCaps, host: ValidateHost): void => {
  commonDevice(device, domain);
  checkQemuDevice(device, checkOf(domain, caps, host));
};
