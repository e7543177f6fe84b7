// Attach, detach and update of devices, in the running guest, in its stored definition, or both.
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import type { Device, Disk, Interface } from '../../../model/domain/devices.ts';
import { parseDevice } from '../../../model/domain/parse.ts';
import { generateMac } from '../../../model/domain/settle.ts';
import { affected } from '../../common/impact.ts';
import { Affect } from '../../common/states.ts';
import type { PartialTable } from '../../table.ts';
import { saveDefinition } from '../define.ts';
import {
  checkAction,
  deviceByAlias,
  findDevice,
  type Info,
  insertDevice,
  replaceDevice,
  type Scope,
} from '../device-rules.ts';
import type { Guest } from '../guest.ts';
import type { Domain } from '../hardware.ts';
import { attachLive, detachLive } from '../hotplug.ts';
import { changeMedium } from '../media.ts';
import { postParseDevice } from '../postparse/postparse.ts';
import { saveStatus } from '../status.ts';
import type { World } from '../world.ts';

/** VIR_DOMAIN_DEVICE_MODIFY_FORCE */
const FORCE = 4;

const missing = (text: string): VirError => new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.QEMU, text);
const failed = (text: string): VirError => new VirError(ErrorCode.OPERATION_FAILED, ErrorDomain.QEMU, text);

const unsupported = (text: string): VirError =>
  new VirError(ErrorCode.OPERATION_UNSUPPORTED, ErrorDomain.QEMU, text);
const isVirtiofs = (dev: unknown): boolean =>
  (dev as { driver?: { type?: string } }).driver?.type === 'virtiofs';

/** Reads a device and fills in what a definition it joins would have. */
const complete = async (world: World, guest: Guest, xml: string, domain: Domain): Promise<Device> => {
  const device = parseDevice(xml, { inactive: true });
  const caps = guest.run?.caps ?? (await world.capsFor(domain));
  if (device.kind === 'net' && device.dev.mac?.address === undefined)
    device.dev.mac = { ...device.dev.mac, address: generateMac() };
  postParseDevice(device, domain, {
    caps,
    host: world.hardware.facts,
    options: { abiUpdate: true, inactive: true },
  });
  return device;
};

const clash = (domain: Domain, xml: string): void => {
  const device = parseDevice(xml, { inactive: true });
  if (device.kind !== 'disk') return;
  const { dev } = device.dev.target;
  if (domain.devices.disks.some((disk) => disk.target.dev === dev))
    throw failed(`target ${dev} already exists`);
};

const updateLive = async (world: World, guest: Guest, device: Device, force: boolean): Promise<void> => {
  checkAction(device.kind, 'update', 'live');
  const found = findDevice(guest.running().domain, device, 'live');
  if (device.kind === 'disk') {
    const disk = found as Disk;
    if (disk.device !== 'cdrom' && disk.device !== 'floppy')
      throw new VirError(
        ErrorCode.OPERATION_UNSUPPORTED,
        ErrorDomain.QEMU,
        `disk device '${disk.target.dev}' cannot be live updated`,
      );
    return changeMedium(world, guest, disk, { wanted: device.dev, force });
  }
  if (device.kind === 'net') {
    const net = found as Interface;
    const state = (device.dev as { link?: { state?: 'up' | 'down' } }).link?.state;
    await guest.execute('set_link', { name: net.alias?.name, up: state !== 'down' });
    (net as { link?: unknown }).link = (device.dev as { link?: unknown }).link;
    return saveStatus(world, guest);
  }
  throw new VirError(
    ErrorCode.OPERATION_UNSUPPORTED,
    ErrorDomain.QEMU,
    `live update of device '${device.kind}' is not supported`,
  );
};

export const deviceSlots = (world: World): PartialTable<'hypervisor'> => {
  const { guests } = world;

  /** Changes a copy of the stored definition, checks it, and keeps it. */
  const changeConfig = async (
    guest: Guest,
    config: Domain,
    change: (domain: Domain) => void,
  ): Promise<void> => {
    const next = world.hardware.clone(config);
    change(next);
    const caps = await world.capsFor(next);
    world.hardware.postParse(next, caps, true);
    world.hardware.validate(next, caps);
    await saveDefinition(world, guest, next);
    guest.config = next;
  };

  const attach = (api: string, guest: Guest, xml: string, flags: number): Promise<void> =>
    guest.modify(api, async () => {
      const { live, config } = affected(guest, flags);
      const { kind, dev } = parseDevice(xml, { inactive: true });
      if (config) checkAction(kind, 'attach', 'persistent');
      if (live) checkAction(kind, 'attach', 'live');
      if (live && kind === 'fs' && !isVirtiofs(dev))
        throw unsupported('only virtiofs filesystems can be hotplugged');
      for (const domain of [config, live]) if (domain) clash(domain, xml);
      const stored = config && (await complete(world, guest, xml, config));
      if (live) await attachLive(world, guest, await complete(world, guest, xml, live));
      if (stored) await changeConfig(guest, config, (domain) => insertDevice(domain, stored));
    });

  type Find = (domain: Domain, scope: Scope) => [Device['kind'], Info];
  const detach = (api: string, guest: Guest, flags: number, find: Find): Promise<void> =>
    guest.modify(api, async () => {
      const { live, config } = affected(guest, flags);
      if (config) checkAction(find(config, 'persistent')[0], 'detach', 'persistent');
      if (live) {
        const [kind, device] = find(live, 'live');
        checkAction(kind, 'detach', 'live');
        await detachLive(guest, device.alias?.name ?? '');
      }
      if (config)
        await changeConfig(guest, config, (domain) => replaceDevice(domain, ...find(domain, 'persistent')));
    });

  const update = (api: string, guest: Guest, xml: string, flags: number): Promise<void> =>
    guest.modify(api, async () => {
      const { live, config } = affected(guest, flags & ~FORCE);
      const stored = config && (await complete(world, guest, xml, config));
      if (config && stored) {
        checkAction(stored.kind, 'update', 'persistent');
        findDevice(config, stored, 'persistent');
      }
      if (live)
        await updateLive(world, guest, await complete(world, guest, xml, live), (flags & FORCE) !== 0);
      if (stored)
        await changeConfig(guest, config, (domain) =>
          replaceDevice(domain, stored.kind, findDevice(domain, stored, 'persistent'), stored.dev as Info),
        );
    });

  const byXml = (xml: string): Find => {
    const device = parseDevice(xml, { inactive: true });
    return (domain, scope) => {
      checkAction(device.kind, 'detach', scope);
      return [device.kind, findDevice(domain, device, scope)];
    };
  };

  return {
    domainAttachDevice: (ctx, { dom, xml }) => attach(ctx.api, guests.find(dom), xml, Affect.LIVE),
    domainAttachDeviceFlags: (ctx, { dom, xml, flags }) => attach(ctx.api, guests.find(dom), xml, flags),
    domainDetachDevice(ctx, { dom, xml }) {
      const guest = guests.find(dom);
      return detach(ctx.api, guest, Affect.LIVE, byXml(xml));
    },
    domainDetachDeviceFlags(ctx, { dom, xml, flags }) {
      const guest = guests.find(dom);
      return detach(ctx.api, guest, flags, byXml(xml));
    },
    domainDetachDeviceAlias(ctx, { dom, alias, flags }) {
      const find: Find = (domain) => {
        const found = deviceByAlias(domain, alias);
        if (found) return found;
        throw missing(`no device found with alias ${alias}`);
      };
      return detach(ctx.api, guests.find(dom), flags, find);
    },
    domainUpdateDeviceFlags: (ctx, { dom, xml, flags }) => update(ctx.api, guests.find(dom), xml, flags),
  };
};
