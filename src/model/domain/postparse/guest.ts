// Post-parse of the guest as a whole: memory, vCPUs, timers, boot order.
import type { Domain } from '../../../../schemas/xml/domain.ts';
import { infoOf, walkDevices } from '../devices.ts';
import { unsupported, xmlError } from '../error.ts';
import type { PostParseFlags } from './hooks.ts';

type Memory = Domain['devices']['memories'][number];
const hotplugMemory = (domain: Domain): number =>
  domain.devices.memories.reduce((sum: number, memory: Memory) => sum + (memory.target.size ?? 0), 0);

export const settleMemory = (domain: Domain, flags: PostParseFlags): void => {
  const cells = domain.cpu?.numa?.cells ?? [];
  const plugged = hotplugMemory(domain);
  if (domain.memory.value === 0 || flags.abiUpdate || flags.abiUpdateMigration) {
    const numa = cells.reduce((sum, cell) => sum + cell.memory, 0);
    if (numa > 0) domain.memory.value = numa + plugged;
  }
  const total = domain.memory.value;
  if (plugged > total) throw xmlError('Total size of memory devices exceeds the total memory size');
  if (total - plugged === 0) {
    throw xmlError('Memory size must be specified via <memory> or in the <numa> configuration');
  }
  if (!domain.currentMemory || domain.currentMemory > total) domain.currentMemory = total;
  const { maxMemory } = domain;
  if (!maxMemory) return;
  if (maxMemory.value === 0 && (maxMemory.slots ?? 0) > 0) {
    throw xmlError('maximum memory size must be specified when specifying number of memory slots');
  }
  if (maxMemory.value !== 0 && maxMemory.value < total) {
    throw xmlError('maximum memory size must be equal or greater than the actual memory size');
  }
};

/** Without NUMA cells a page size for node 0 is one for all. */
export const settleHugepages = (domain: Domain): void => {
  if (domain.cpu?.numa) return;
  for (const page of domain.memoryBacking?.hugepages?.pages ?? [])
    if (page.nodeset === '0') delete page.nodeset;
};

export const settleVcpus = (domain: Domain): void => {
  for (const vcpu of domain.vcpus) {
    if (vcpu.hotpluggable === false && !vcpu.enabled) {
      throw unsupported(`vcpu '${vcpu.id}' is both offline and not hotpluggable`);
    }
    vcpu.hotpluggable ??= !vcpu.enabled;
  }
};

export const checkTimers = (domain: Domain): void => {
  for (const timer of domain.clock.timers) {
    const refuse = (what: string) =>
      unsupported(`timer ${timer.name} doesn't support setting of timer ${what}`);
    if ((timer.name === 'kvmclock' || timer.name === 'hypervclock') && timer.tickpolicy)
      throw refuse('tickpolicy');
    const { threshold, slew, limit } = timer.catchup ?? {};
    if (timer.tickpolicy !== 'catchup' && (threshold || slew || limit)) {
      throw xmlError("setting of timer catchup policies is only supported with tickpolicy='catchup'");
    }
    if (timer.name !== 'tsc') {
      if (timer.frequency) throw refuse('frequency');
      if (timer.mode) throw refuse('mode');
    }
    if (timer.name !== 'platform' && timer.name !== 'rtc' && timer.track) throw refuse('track');
  }
};

export const checkDuplicates = (domain: Domain): void => {
  const seen = new Set<string>();
  for (const { type, index } of domain.devices.controllers) {
    if (type === 'usb') continue;
    if (seen.has(`${type} ${index}`)) throw xmlError(`Multiple '${type}' controllers with index '${index}'`);
    seen.add(`${type} ${index}`);
  }
  const panics = new Set<string>();
  for (const { model } of domain.devices.panics) {
    if (panics.has(model ?? '')) throw xmlError(`Multiple panic devices with model '${model ?? 'default'}'`);
    panics.add(model ?? '');
  }
};

export const settleBootOrder = (domain: Domain): void => {
  const orders = new Set<number>();
  for (const device of walkDevices(domain)) {
    const order = infoOf(device).boot?.order;
    if (order === undefined) continue;
    if (orders.has(order)) throw unsupported(`boot order '${order}' used for more than one device`);
    orders.add(order);
  }
  const { boots } = domain.os;
  if (boots.length > 0 && orders.size > 0) {
    throw unsupported('per-device boot elements cannot be used together with os/boot elements');
  }
  if (boots.length === 0 && orders.size === 0) boots.push({ dev: 'hd' });
};
