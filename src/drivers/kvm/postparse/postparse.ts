// Completes a KVM guest's definition: the common steps, with QEMU's defaults and addresses between them.
import type { Arch } from '../../../../schemas/cpu/arch.ts';
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import type { Domain } from '../../../../schemas/xml/domain.ts';
import type { Device } from '../../../model/domain/devices.ts';
import { xmlError } from '../../../model/domain/error.ts';
import {
  postParseDevice as commonDevice,
  postParse as commonPostParse,
  type DomainFeature,
  type PostParseHooks,
} from '../../../model/domain/postparse-common.ts';
import { assignAddresses } from '../address/assign.ts';
import type { PostParseContext } from './context.ts';
import { completeDevice, settleVirtioVideos } from './devices.ts';
import { completeDomain } from './domain.ts';

const features: ReadonlySet<DomainFeature> = new Set<DomainFeature>([
  'memory-hotplug',
  'offline-vcpupin',
  'individual-vcpus',
  'user-alias',
  'fw-autoselect',
  'net-model-string',
  'disk-fd',
]);

const hooksFor = (context: PostParseContext): PostParseHooks => ({
  features,
  basic: (domain) => {
    const arch = domain.os.type.arch as Arch;
    if (domain.devices.emulator === undefined && !context.caps.supportsArch(arch)) {
      throw new VirError(
        ErrorCode.CONFIG_UNSUPPORTED,
        ErrorDomain.QEMU,
        `No emulator found for arch '${arch}'`,
      );
    }
    domain.devices.emulator ??= context.caps.binary;
  },
  domain: (domain) => completeDomain(domain, context),
  device: (device, domain) => completeDevice(device, domain, context),
  addresses: (domain) => {
    if (context.options.abiUpdate) settleVirtioVideos(domain, context.caps);
    const { hostIsExpress } = context.host;
    assignAddresses(domain, context.caps, {
      newDomain: context.options.abiUpdate,
      ...(hostIsExpress ? { hostIsExpress } : {}),
    });
  },
});

/** A guest's only label without a model is of the host's first model; with none there is nothing to label. */
const completeLabel = (domain: Domain, { host, options }: PostParseContext): void => {
  const [label, ...others] = domain.seclabels;
  if (!label || others.length > 0 || label.model !== undefined || host.securityModel === undefined) return;
  const dynamic = (label.type ?? 'dynamic') === 'dynamic' && label.baselabel === undefined;
  if (label.type !== 'none' && !(dynamic && options.inactive))
    throw xmlError('missing security model in domain seclabel');
  label.model = host.securityModel;
  if (label.model === 'none' && options.inactive) domain.seclabels = [{ type: 'none', model: 'none' }];
};

/** Completes a parsed definition in place. */
export const postParse = (domain: Domain, context: PostParseContext): Domain => {
  completeLabel(domain, context);
  return commonPostParse(domain, hooksFor(context), context.options);
};

/** Completes one device that is to join a guest. */
export const postParseDevice = (device: Device, domain: Domain, context: PostParseContext): void =>
  commonDevice(device, domain, hooksFor(context), context.options);
