// Post-parse: the defaults and implicit devices that all hypervisors share, and the order in which a driver's own
// steps run between them.
import type { Domain } from '../../../schemas/xml/domain.ts';
import { type Video, walkDevices } from './devices.ts';
import { unsupported, xmlError } from './error.ts';
import { postParseDevice } from './postparse/devices.ts';
import {
  checkDuplicates,
  checkTimers,
  settleBootOrder,
  settleHugepages,
  settleMemory,
  settleVcpus,
} from './postparse/guest.ts';
import type { DomainFeature, PostParseFlags, PostParseHooks } from './postparse/hooks.ts';
import {
  addImplicitControllers,
  numberControllers,
  numberIsaSerials,
  settleConsoles,
} from './postparse/implicit.ts';

export { defaultVideoRam, postParseDevice, scsiAddressUsed, scsiUnitUnusable } from './postparse/devices.ts';
export {
  type DomainFeature,
  type PostParseFlags,
  type PostParseHooks,
  scsiMaxUnit,
} from './postparse/hooks.ts';
export { addImplicitControllers, needHostdevControllers } from './postparse/implicit.ts';

const settleVideos = (domain: Domain, hooks: PostParseHooks, flags: PostParseFlags): void => {
  const { videos, graphics } = domain.devices;
  const implicit = videos.length === 0 && graphics.length > 0;
  if (implicit) videos.push({ model: { type: 'default' } } as Video);
  const [first] = videos;
  if (!first) return;
  if (first.model.type === 'none') {
    videos[0] = { model: { type: 'none' }, ...(first.alias ? { alias: first.alias } : {}) } as Video;
    return;
  }
  first.model.primary = true;
  if (implicit) postParseDevice({ kind: 'video', dev: first }, domain, hooks, flags);
};

const settleGraphics = (domain: Domain): void => {
  for (const each of domain.devices.graphics) {
    const [listen] = each.listens ?? [];
    if (
      each.type === 'spice' &&
      listen?.type === 'address' &&
      !each.port &&
      !each.tlsPort &&
      !each.autoport
    ) {
      listen.type = 'none';
      delete listen.address;
    }
  }
};

const checkFeatures = (domain: Domain, features: ReadonlySet<DomainFeature>): void => {
  if (!features.has('memory-hotplug') && (domain.maxMemory?.value || domain.maxMemory?.slots)) {
    throw unsupported('memory hotplug tunables <maxMemory> are not supported by this hypervisor driver');
  }
  if (!features.has('offline-vcpupin') && domain.cputune) {
    const online = (id: number): boolean =>
      domain.vcpus.length > 0
        ? domain.vcpus[id]?.enabled === true
        : id < (domain.vcpu.current ?? domain.vcpu.value);
    domain.cputune.vcpupins = domain.cputune.vcpupins.filter((pin) => online(pin.vcpu));
  }
  if (!features.has('name-slash') && domain.name.includes('/'))
    throw xmlError(`name ${domain.name} cannot contain '/'`);
  if (!features.has('individual-vcpus') && domain.vcpus.length > 0) {
    throw unsupported('individual CPU state configuration is not supported');
  }
};

const common = (domain: Domain, hooks: PostParseHooks, flags: PostParseFlags): void => {
  const { features } = hooks;
  const hvm = domain.os.type.value === 'hvm';
  if (domain.os.type.value === 'exe' && domain.os.init === undefined)
    throw xmlError('init binary must be specified');
  settleVcpus(domain);
  settleMemory(domain, flags);
  if (domain.os.loader?.path !== undefined) domain.os.loader.type ??= 'rom';
  settleHugepages(domain);
  checkDuplicates(domain);
  if (hvm && !features?.has('no-boot-order')) settleBootOrder(domain);
  checkTimers(domain);
  if (!features?.has('no-stub-console')) settleConsoles(domain);
  addImplicitControllers(domain);
  settleVideos(domain, hooks, flags);
  const [serial] = domain.devices.serials;
  if (serial) postParseDevice({ kind: 'serial', dev: serial }, domain, hooks, flags);
  for (const controller of domain.devices.controllers) {
    if (controller.type === 'scsi' && controller.model === undefined) {
      postParseDevice({ kind: 'controller', dev: controller }, domain, hooks, flags);
    }
  }
  settleGraphics(domain);
  const { cpu } = domain;
  if (cpu?.mode === 'custom' && cpu.model?.value === undefined && cpu.check !== undefined) {
    throw unsupported('check attribute specified for CPU with no model');
  }
};

/** Completes a settled domain in place, running the driver's steps where libvirt runs them. */
export const postParse = (domain: Domain, hooks: PostParseHooks = {}, flags: PostParseFlags = {}): Domain => {
  hooks.basic?.(domain, flags);
  numberControllers(domain);
  hooks.domain?.(domain, flags);
  numberIsaSerials(domain);
  for (const device of walkDevices(domain, { allConsoles: true, withoutInfo: true })) {
    postParseDevice(device, domain, hooks, flags);
  }
  common(domain, hooks, flags);
  hooks.addresses?.(domain, flags);
  checkFeatures(domain, hooks.features ?? new Set());
  return domain;
};
