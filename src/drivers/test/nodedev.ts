// Node devices of the simulated host; new ones are virtual SCSI hosts, as libvirt's simulator makes them.
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import { NodeDevice, nodeDeviceParseOptions } from '../../../schemas/xml/nodedev.ts';
import { formatXml } from '../../model/xml/format.ts';
import { parseXml } from '../../model/xml/parse.ts';
import { invalidOperation, missing } from '../common/errors.ts';
import { compileFilter, nodeDeviceFilter } from '../common/filters.ts';
import { namesOf } from '../common/listing.ts';
import { NodeDeviceEvent } from '../common/states.ts';
import type { EventBus } from '../events.ts';
import type { NodeDeviceTable } from '../table.ts';

const TEST = ErrorDomain.TEST;
const INACTIVE = 1;

export interface SimDevice {
  readonly name: string;
  def: NodeDevice;
  active: boolean;
  persistent: boolean;
  autostart: boolean;
  /** Every capability, with those that one brings along. */
  capabilities: readonly string[];
}
export type SimDevices = Map<string, SimDevice>;

interface Inner {
  readonly type: string;
}
const capabilitiesOf = (def: NodeDevice): string[] =>
  def.capabilities.flatMap((capability) => {
    const inner =
      ('capabilities' in capability
        ? (capability.capabilities as readonly Inner[] | undefined)
        : undefined) ?? [];
    const brought = inner.flatMap(({ type }) => (type === 'vport_ops' ? ['vports'] : type));
    return [
      capability.type,
      ...brought.filter((type) => ['fc_host', 'vports', 'mdev_types', 'vpd'].includes(type)),
    ];
  });

export const addDevice = (devices: SimDevices, def: NodeDevice, persistent: boolean): SimDevice => {
  const name = def.name ?? 'new device';
  const device: SimDevice = {
    name,
    def,
    active: true,
    persistent,
    autostart: false,
    capabilities: capabilitiesOf(def),
  };
  devices.set(name, device);
  return device;
};
export const parseNodeDevice = (xml: string): NodeDevice => parseXml(NodeDevice, xml, nodeDeviceParseOptions);

interface FibreChannel extends Inner {
  wwnn?: string;
  wwpn?: string;
  fabric_wwn?: string;
}
interface ScsiHost {
  type: string;
  host?: number;
  unique_id?: number;
  capabilities?: FibreChannel[];
}
const scsiHostOf = (def: NodeDevice): ScsiHost | undefined =>
  def.capabilities.find((capability) => capability.type === 'scsi_host') as ScsiHost | undefined;
const fibreOf = (def: NodeDevice): FibreChannel | undefined =>
  scsiHostOf(def)?.capabilities?.find((capability) => capability.type === 'fc_host');

const internal = (text: string, domain: number = TEST): VirError =>
  new VirError(ErrorCode.INTERNAL_ERROR, domain, text);

export interface NodeDeviceHost {
  readonly devices: SimDevices;
  readonly events: EventBus;
}

/** Makes the virtual host scsi_host12, a copy of scsi_host11 under other world wide names. */
export const createVport = ({ devices, events }: NodeDeviceHost, wwnn: string, wwpn: string): SimDevice => {
  const model = devices.get('scsi_host11');
  if (!model) throw missing.nodeDevice('scsi_host11', TEST);
  const def = structuredClone(model.def);
  def.name = 'scsi_host12';
  const fibre = fibreOf(def);
  if (fibre) Object.assign(fibre, { wwnn, wwpn });
  const device = addDevice(devices, def, false);
  events.emit('nodeDevice', 'lifecycle', {
    dev: { name: device.name },
    event: NodeDeviceEvent.CREATED,
    detail: 0,
  });
  return device;
};
export const destroyVport = ({ devices, events }: NodeDeviceHost): void => {
  if (!devices.delete('scsi_host12')) throw missing.nodeDevice('scsi_host12', TEST);
  events.emit('nodeDevice', 'lifecycle', {
    dev: { name: 'scsi_host12' },
    event: NodeDeviceEvent.DELETED,
    detail: 0,
  });
};

export const nodeDeviceSlots = (host: NodeDeviceHost): NodeDeviceTable => {
  const { devices, events } = host;
  const passes = compileFilter(nodeDeviceFilter);
  const find = (name: string): SimDevice => {
    const device = devices.get(name);
    if (!device) throw missing.nodeDevice(name, TEST);
    return device;
  };
  const tell = (name: string, event: number): void =>
    events.emit('nodeDevice', 'lifecycle', { dev: { name }, event, detail: 0 });
  const withCapability = (cap: string | null): SimDevice[] =>
    [...devices.values()].filter((device) => device.active && (!cap || device.capabilities.includes(cap)));

  /** World wide names of a definition; both or an error. */
  const namesOfVport = (def: NodeDevice): { wwnn: string; wwpn: string } => {
    const fibre = fibreOf(def);
    if (!fibre) throw internal('Device is not a fibre channel HBA', ErrorDomain.NODEDEV);
    // real hypervisors have vendor numbers to make names up from
    const lacking = (what: string): VirError =>
      internal(
        `no ${what} supplied for '${def.name ?? ''}', and auto-generation failed`,
        ErrorDomain.NODEDEV,
      );
    if (fibre.wwnn === undefined) throw lacking('WWNN');
    if (fibre.wwpn === undefined) throw lacking('WWPN');
    return { wwnn: fibre.wwnn, wwpn: fibre.wwpn };
  };
  const checkParent = (def: NodeDevice): void => {
    const { name, wwnn, wwpn, fabric_wwn: fabric } = def.parent ?? {};
    const capable = (device: SimDevice | undefined): boolean =>
      device?.capabilities.includes('vports') ?? false;
    const lacking = (): VirError =>
      internal(`Could not find parent device for '${def.name ?? ''}'`, ErrorDomain.NODEDEV);
    if (name) {
      const parent = devices.get(name);
      if (!parent) throw lacking();
      if (!capable(parent))
        throw internal(`Parent device ${name} is not capable of vport operations`, ErrorDomain.NODEDEV);
      return;
    }
    const match = [...devices.values()].find((device) => {
      const fibre = fibreOf(device.def);
      if (!capable(device) || !fibre) return false;
      if (wwnn) return fibre.wwnn === wwnn && fibre.wwpn === wwpn;
      return fabric ? fibre.fabric_wwn === fabric : true;
    });
    if (match) return;
    throw wwnn || fabric
      ? lacking()
      : internal('Could not find any vport capable device', ErrorDomain.NODEDEV);
  };

  return {
    nodeNumOfDevices: (_ctx, { cap }) => ({ num: withCapability(cap).length }),
    nodeListDevices: (_ctx, { cap }) => namesOf(withCapability(cap)),
    connectListAllNodeDevices: (_ctx, { flags }) => {
      const found = [...devices.values()]
        .filter((device) => passes(device, flags))
        .map(({ name }) => ({ name }));
      return { devices: found, ret: found.length };
    },
    nodeDeviceLookupByName: (_ctx, { name }) => ({ dev: { name: find(name).name } }),
    nodeDeviceLookupSCSIHostByWWN: (_ctx, { wwnn, wwpn }) => {
      const found = [...devices.values()].find((device) => {
        const fibre = fibreOf(device.def);
        return fibre?.wwnn === wwnn && fibre.wwpn === wwpn;
      });
      if (found) return { dev: { name: found.name } };
      throw new VirError(
        ErrorCode.NO_NODE_DEVICE,
        TEST,
        `no node device for 'scsi_host' with matching wwnn '${wwnn}' and wwpn '${wwpn}'`,
      );
    },
    nodeDeviceGetXMLDesc: (_ctx, { name, flags }) => {
      const device = find(name);
      if (flags & INACTIVE && !device.persistent)
        throw invalidOperation(`node device '${name}' is not persistent`, TEST);
      return {
        xml: formatXml(NodeDevice, device.def, { inactive: !device.active || (flags & INACTIVE) !== 0 }),
      };
    },
    nodeDeviceGetParent: (_ctx, { name }) => {
      const parentName = find(name).def.parent?.name;
      if (!parentName) throw internal('no parent for this device');
      return { parentName };
    },
    nodeDeviceNumOfCaps: (_ctx, { name }) => ({ num: find(name).def.capabilities.length }),
    nodeDeviceListCaps: (_ctx, { name }) => ({ names: find(name).def.capabilities.map(({ type }) => type) }),
    nodeDeviceIsActive: (_ctx, { name }) => ({ active: find(name).active ? 1 : 0 }),
    nodeDeviceIsPersistent: (_ctx, { name }) => ({ persistent: find(name).persistent ? 1 : 0 }),
    nodeDeviceCreateXML: (_ctx, { xml_desc }) => {
      const def = parseNodeDevice(xml_desc);
      const { wwnn, wwpn } = namesOfVport(def);
      checkParent(def);
      return { dev: { name: createVport(host, wwnn, wwpn).name } };
    },
    nodeDeviceDefineXML: (_ctx, { xml_desc }) => {
      const def = parseNodeDevice(xml_desc);
      const known = devices.get(def.name ?? '');
      const device = known ?? addDevice(devices, def, true);
      if (!known) device.active = false;
      Object.assign(device, { def, persistent: true, capabilities: capabilitiesOf(def) });
      tell(device.name, NodeDeviceEvent.DEFINED);
      return { dev: { name: device.name } };
    },
    nodeDeviceUndefine: (_ctx, { name }) => {
      const device = find(name);
      if (!device.persistent) throw invalidOperation(`Node device '${name}' is not defined`, TEST);
      device.persistent = false;
      if (!device.active) devices.delete(name);
      tell(name, NodeDeviceEvent.UNDEFINED);
    },
    nodeDeviceCreate: (_ctx, { name }) => {
      const device = find(name);
      if (device.active) throw invalidOperation('Device is already active', TEST);
      device.active = true;
      tell(name, NodeDeviceEvent.CREATED);
    },
    nodeDeviceDestroy: (_ctx, { name }) => {
      const device = find(name);
      namesOfVport(device.def);
      const parent = device.def.parent?.name ?? '';
      if (!devices.has(parent)) throw internal(`cannot find parent '${parent}' definition`);
      tell(name, NodeDeviceEvent.DELETED);
      devices.delete(name);
    },
    nodeDeviceUpdate: (_ctx, { name, xml_desc }) => {
      const device = find(name);
      const def = parseNodeDevice(xml_desc);
      if (def.name !== device.name)
        throw new VirError(
          ErrorCode.CONFIG_UNSUPPORTED,
          TEST,
          `device name '${device.name}' cannot be changed by an update (to '${def.name ?? ''}')`,
        );
      Object.assign(device, { def, capabilities: capabilitiesOf(def) });
      events.emit('nodeDevice', 'update', { dev: { name } });
    },
    nodeDeviceGetAutostart: (_ctx, { name }) => ({ autostart: find(name).autostart ? 1 : 0 }),
    nodeDeviceSetAutostart: (_ctx, { name, autostart }) => {
      const device = find(name);
      if (!device.persistent) throw invalidOperation('cannot set autostart for transient device', TEST);
      device.autostart = autostart !== 0;
    },
  };
};
