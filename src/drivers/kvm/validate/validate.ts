// Checks a completed definition: whether QEMU, as probed, can run it.
import type { Domain } from '../../../../schemas/xml/domain.ts';
import { validateCommon } from '../../../model/domain/validate-common.ts';
import type { QemuCaps } from '../capabilities/caps.ts';

/** Throws the first thing that is wrong. */
export const validate = (domain: Domain, _caps: QemuCaps): void => {
  validateCommon(domain);
};
