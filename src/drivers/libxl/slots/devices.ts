// Attach, detach and update devices, live and in the definition; the bandwidth of network cards.
import { ErrorCode } from '../../../../schemas/errors.ts';
import { ParamType, param } from '../../../../schemas/rpc/types.ts';
import type { Domain } from '../../../../schemas/xml/domain.ts';
import type { Device } from '../../../model/domain/devices.ts';
import { affected, oneDefinition } from '../../common/impact.ts';
import { paramNumber, validateParams } from '../../common/params.ts';
import { Affect } from '../../common/states.ts';
import type { PartialTable } from '../../table.ts';
import { cloneDomain, saveConfig, saveStatus } from '../definition.ts';
import {
  addToConfig,
  attachLive,
  byAlias,
  detachLive,
  removeFromConfig,
  updateConfig,
  updateLive,
} from '../hotplug.ts';
import { readXenDevice } from '../postparse.ts';
import { failure, type Guest, invalid, notDom0, type World } from '../world.ts';

type Change = (world: World, guest: Guest, device: Device) => Promise<void>;

export const deviceSlots = (world: World): PartialTable<'hypervisor'> => {
  const { guests } = world;

  /** The definition is changed in a copy, which counts only when the running guest has followed. */
  const change = (
    guest: Guest,
    flags: number,
    read: (domain: Domain) => Device,
    inConfig: (domain: Domain, device: Device) => void,
    live: Change,
  ): Promise<void> => {
    notDom0(guest);
    return guest.job.run('libxlDomainDevice', async () => {
      const target = affected(guest, flags);
      let next: Domain | null = null;
      let device: Device | null = null;
      if (target.config) {
        next = cloneDomain(target.config);
        device = read(next);
        inConfig(next, structuredClone(device));
      }
      if (target.live) {
        // One reading for both, so that a generated MAC address is the same.
        await live(world, guest, device ?? read(target.live));
        await saveStatus(world, guest);
      }
      if (next) {
        guest.config = next;
        await saveConfig(world, guest);
      }
    });
  };
  const attach = (guest: Guest, xml: string, flags: number) =>
    change(guest, flags, (d) => readXenDevice(xml, d), addToConfig, attachLive);
  const detach = async (guest: Guest, flags: number, read: (domain: Domain) => Device): Promise<void> => {
    let alias = '';
    const named = (domain: Domain): Device => {
      const device = read(domain);
      alias = (device.dev as { alias?: { name?: string } }).alias?.name ?? alias;
      return device;
    };
    await change(guest, flags, named, removeFromConfig, detachLive);
    if (alias && guest.active)
      world.bus.emit('domain', 'deviceRemoved', { dom: guest.handle, devAlias: alias });
  };

  const findInterface = (domain: Domain, device: string) => {
    const net = domain.devices.interfaces.find((n) => n.target?.dev === device || n.mac?.address === device);
    if (!net) throw invalid(`cannot find interface device '${device}'`);
    return net;
  };
  const directions = ['inbound', 'outbound'] as const;
  const fields = ['average', 'peak', 'burst'] as const;

  return {
    domainAttachDevice: (_ctx, { dom, xml }) => attach(guests.find(dom), xml, Affect.LIVE),
    domainAttachDeviceFlags: (_ctx, { dom, xml, flags }) => attach(guests.find(dom), xml, flags),
    domainDetachDevice: (_ctx, { dom, xml }) =>
      detach(guests.find(dom), Affect.LIVE, (d) => readXenDevice(xml, d)),
    domainDetachDeviceFlags: (_ctx, { dom, xml, flags }) =>
      detach(guests.find(dom), flags, (d) => readXenDevice(xml, d)),
    domainDetachDeviceAlias: (_ctx, { dom, alias, flags }) =>
      detach(guests.find(dom), flags, (d) => byAlias(d, alias)),
    domainUpdateDeviceFlags: (_ctx, { dom, xml, flags }) =>
      change(guests.find(dom), flags, (d) => readXenDevice(xml, d), updateConfig, updateLive),
    domainGetInterfaceParameters(_ctx, { dom, device, flags }) {
      const net = findInterface(oneDefinition(guests.find(dom), flags).def, device);
      const params = directions.flatMap((way) =>
        fields.map((field) => param.uint(`${way}.${field}`, net.bandwidth?.[way]?.[field] ?? 0)),
      );
      return { params, nparams: 0 };
    },
    /** Xen limits what a guest sends, when its card is plugged in: a running guest's limit cannot be moved. */
    async domainSetInterfaceParameters(_ctx, { dom, device, params, flags }) {
      validateParams(
        params,
        Object.fromEntries(directions.flatMap((way) => fields.map((f) => [`${way}.${f}`, ParamType.UINT]))),
      );
      const guest = guests.find(dom);
      const { live, config } = affected(guest, flags);
      if (live)
        throw failure(
          'the limit of a plugged network card cannot be changed on Xen',
          ErrorCode.OPERATION_UNSUPPORTED,
        );
      if (!config) return;
      const net = findInterface(config, device);
      const bandwidth = (net.bandwidth ?? {}) as Record<
        string,
        { average?: number; peak?: number; burst?: number }
      >;
      for (const way of directions)
        for (const field of fields) {
          const value = paramNumber(params, `${way}.${field}`);
          if (value !== undefined) (bandwidth[way] ??= {})[field] = value;
        }
      net.bandwidth = bandwidth as typeof net.bandwidth;
      await saveConfig(world, guest);
    },
  };
};
