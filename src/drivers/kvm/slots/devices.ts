// Attach, detach and update of devices, in the running guest, in its stored definition, or both.
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import type { Device, Disk, Interface } from '../../../model/domain/devices.ts';
import { formatDevice, parseDevice } from '../../../model/domain/parse.ts';
import { affected } from '../../common/impact.ts';
import { Affect } from '../../common/states.ts';
import type { PartialTable } from '../../table.ts';
import { saveDefinition } from '../define.ts';
import type { Guest } from '../guest.ts';
import type { Domain } from '../hardware.ts';
import { attachLive, detachLive, listFor } from '../hotplug.ts';
import { changeMedium } from '../media.ts';
import { postParseDevice } from '../postparse/postparse.ts';
import { saveStatus } from '../status.ts';
import type { World } from '../world.ts';

/** VIR_DOMAIN_DEVICE_MODIFY_FORCE */
const FORCE = 4;

type Info = { alias?: { name: string } };

const missing = (text: string): VirError => new VirError(ErrorCode.DEVICE_MISSING, ErrorDomain.QEMU, text);
const failed = (text: string): VirError => new VirError(ErrorCode.OPERATION_FAILED, ErrorDomain.QEMU, text);

const complete = (world: World, guest: Guest, xml: string, domain: Domain): Device => {
  const device = parseDevice(xml, { inactive: true });
  const caps = guest.run?.caps ?? world.emulators.cache.peek(domain.devices.emulator ?? '');
  if (caps)
    postParseDevice(device, domain, {
      caps,
      host: world.hardware.facts,
      options: { abiUpdate: true, inactive: true },
    });
  return device;
};

const clash = (domain: Domain, device: Device): void => {
  if (device.kind !== 'disk') return;
  const { dev } = device.dev.target;
  if (domain.devices.disks.some((disk) => disk.target.dev === dev))
    throw failed(`target ${dev} already exists`);
};

const sameXml = (device: Device, other: Info): boolean => {
  const bare = (dev: unknown): string =>
    formatDevice({ ...device, dev: { ...(dev as object), alias: undefined, address: undefined } } as Device, {
      inactive: true,
    });
  return bare(device.dev) === bare(other);
};

/** The device of a definition that a client's XML means. */
const findDevice = (domain: Domain, device: Device): Info => {
  const list = listFor(domain, device.kind);
  if (device.kind === 'disk') {
    const { dev } = (device.dev as Disk).target;
    const found = list.find((info) => (info as Disk).target.dev === dev);
    if (!found) throw missing(`disk ${dev} not found`);
    return found;
  }
  if (device.kind === 'net') {
    const { address } = (device.dev as Interface).mac;
    const found = list.filter((info) => (info as Interface).mac.address === address);
    if (found.length > 1) throw failed(`multiple devices matching MAC address ${address} found`);
    if (!found[0]) throw missing(`no device matching MAC address ${address} found`);
    return found[0];
  }
  const alias = (device.dev as Info).alias?.name;
  const found = list.find((info) => (alias ? info.alias?.name === alias : sameXml(device, info)));
  if (!found) throw missing('device not present in domain configuration');
  return found;
};

const updateLive = async (world: World, guest: Guest, device: Device, force: boolean): Promise<void> => {
  const found = findDevice(guest.running().domain, device);
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
      for (const domain of [config, live]) if (domain) clash(domain, complete(world, guest, xml, domain));
      if (live) await attachLive(world, guest, complete(world, guest, xml, live));
      if (config)
        await changeConfig(guest, config, (domain) => {
          const device = complete(world, guest, xml, domain);
          listFor(domain, device.kind).push(device.dev as Info);
        });
    });

  const detach = (api: string, guest: Guest, flags: number, find: (domain: Domain) => Info): Promise<void> =>
    guest.modify(api, async () => {
      const { live, config } = affected(guest, flags);
      const inLive = live && find(live);
      if (config) find(config);
      if (inLive) await detachLive(guest, inLive.alias?.name ?? '');
      if (config)
        await changeConfig(guest, config, (domain) => {
          const gone = find(domain);
          for (const list of Object.values(domain.devices))
            if (Array.isArray(list) && list.includes(gone as never))
              list.splice(list.indexOf(gone as never), 1);
        });
    });

  const update = (api: string, guest: Guest, xml: string, flags: number): Promise<void> =>
    guest.modify(api, async () => {
      const { live, config } = affected(guest, flags & ~FORCE);
      if (live) await updateLive(world, guest, complete(world, guest, xml, live), (flags & FORCE) !== 0);
      if (config)
        await changeConfig(guest, config, (domain) => {
          const device = complete(world, guest, xml, domain);
          const old = findDevice(domain, device);
          const list = listFor(domain, device.kind);
          list.splice(list.indexOf(old), 1, device.dev as Info);
        });
    });

  const byXml =
    (guest: Guest, xml: string) =>
    (domain: Domain): Info =>
      findDevice(domain, complete(world, guest, xml, domain));

  return {
    domainAttachDevice: (ctx, { dom, xml }) => attach(ctx.api, guests.find(dom), xml, Affect.LIVE),
    domainAttachDeviceFlags: (ctx, { dom, xml, flags }) => attach(ctx.api, guests.find(dom), xml, flags),
    domainDetachDevice(ctx, { dom, xml }) {
      const guest = guests.find(dom);
      return detach(ctx.api, guest, Affect.LIVE, byXml(guest, xml));
    },
    domainDetachDeviceFlags(ctx, { dom, xml, flags }) {
      const guest = guests.find(dom);
      return detach(ctx.api, guest, flags, byXml(guest, xml));
    },
    domainDetachDeviceAlias(ctx, { dom, alias, flags }) {
      const find = (domain: Domain): Info => {
        for (const list of Object.values(domain.devices)) {
          const found = Array.isArray(list) && (list as Info[]).find((info) => info.alias?.name === alias);
          if (found) return found;
        }
        throw missing(`no device found with alias ${alias}`);
      };
      return detach(ctx.api, guests.find(dom), flags, find);
    },
    domainUpdateDeviceFlags: (ctx, { dom, xml, flags }) => update(ctx.api, guests.find(dom), xml, flags),
  };
};
