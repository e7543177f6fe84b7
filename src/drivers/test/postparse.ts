// How the simulator completes a definition: the ground that all hypervisors share, its own video model, interface names.
import type { Domain } from '../../../schemas/xml/domain.ts';
import type { Device } from '../../model/domain/devices.ts';
import { parseDomain } from '../../model/domain/parse.ts';
import {
  type DomainFeature,
  type PostParseHooks,
  postParse,
  postParseDevice,
} from '../../model/domain/postparse-common.ts';
import { settleDomain } from '../../model/domain/settle.ts';
import { validateCommon, validateDevice } from '../../model/domain/validate-common.ts';

const features: ReadonlySet<DomainFeature> = new Set([
  'memory-hotplug',
  'offline-vcpupin',
  'individual-vcpus',
  'user-alias',
  'fw-autoselect',
  'net-model-string',
]);

const videoType = ({ type }: Domain['os']): 'xen' | 'vga' | 'cirrus' => {
  if (type.value === 'xen' || type.value === 'linux') return 'xen';
  return type.arch.startsWith('ppc64') ? 'vga' : 'cirrus';
};
const hooks: PostParseHooks = {
  features,
  device: (device, domain) => {
    if (device.kind !== 'video') return;
    const { model } = device.dev;
    if (model.type === 'default') model.type = videoType(domain.os);
    if (model.type !== 'none') model.heads ??= 1;
  },
};

const settling = { defaultArch: 'i686', inactive: true };
/** One cluster per die is no information; clients written before there were clusters compare the XML word for word. */
const forgetOneCluster = ({ cpu }: Domain): void => {
  const topology: { clusters?: number } | undefined = cpu?.topology;
  if (topology?.clusters === 1) delete topology.clusters;
};
const finish = (def: Domain): Domain => {
  postParse(def, hooks, { abiUpdate: true, inactive: true });
  forgetOneCluster(def);
  return def;
};
/** The field's documents have guests on sheepdog, which every real hypervisor has dropped; it is no worse simulated than nbd. */
const onLivingProtocols = (def: Domain): Domain => {
  const { disks } = def.devices;
  if (!disks.some(({ source }) => source?.protocol === 'sheepdog')) return def;
  const revive = (disk: Domain['devices']['disks'][number]): typeof disk =>
    disk.source?.protocol === 'sheepdog' ? { ...disk, source: { ...disk.source, protocol: 'nbd' } } : disk;
  return { ...def, devices: { ...def.devices, disks: disks.map(revive) } };
};
const checked = (def: Domain): Domain => {
  validateCommon(onLivingProtocols(def), { features });
  return def;
};

/** Completes a guest of a host's document. What no hypervisor supports any more stays: old documents must still open. */
export const completeGiven = (def: Domain): Domain => {
  settleDomain(def, settling);
  return finish(def);
};
/** Completes a definition that was read as a part of another document. */
export const complete = (def: Domain): Domain => checked(completeGiven(def));
/** Reads a definition and completes it. */
export const readDefinition = (xml: string): Domain => checked(finish(parseDomain(xml, settling)));

/** Completes and checks one device that is about to join a domain. */
export const completeDevice = (device: Device, def: Domain): void => {
  postParseDevice(device, def, hooks, { abiUpdate: true });
  validateDevice(device, def);
};

/** The host-side names libvirt's simulator gives to interfaces that have none. */
export const nameInterfaces = (def: Domain): void => {
  const { interfaces } = def.devices;
  const taken = new Set(interfaces.map((net) => net.target?.dev));
  let number = 0;
  for (const net of interfaces) {
    if (net.target?.dev) continue;
    while (taken.has(`testnet${number}`)) number++;
    const dev = `testnet${number}`;
    taken.add(dev);
    net.target = { ...net.target, dev };
  }
};
