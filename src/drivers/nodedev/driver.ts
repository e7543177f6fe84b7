// The node device driver: the host's devices as they come and go, and the mediated ones that can be made.
import { setTimeout as sleep } from 'node:timers/promises';
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import { NodeDevice, newNodeDeviceOptions } from '../../../schemas/xml/nodedev.ts';
import { formatXml } from '../../model/xml/format.ts';
import { parseXml } from '../../model/xml/parse.ts';
import { openUevents, type Uevent, type UeventSocket } from '../../native/uevent.ts';
import { missing } from '../common/errors.ts';
import { compileFilter, nodeDeviceFilter } from '../common/filters.ts';
import { validateIf } from '../common/schema.ts';
import { NodeDeviceEvent } from '../common/states.ts';
import type { EventBus } from '../events.ts';
import type { DriverHost, PciDevice, PciDeviceService } from '../host.ts';
import type { NodeDeviceTable } from '../table.ts';
import { describeComputer, type Lookups } from './describe.ts';
import {
  createMdev,
  defineMdev,
  listDefinedMdevs,
  type MdevCapability,
  mdevOf,
  modifyMdev,
  setMdevAutostart,
  startMdev,
  stopMdev,
  undefineMdev,
} from './mdev.ts';
import { loadNames } from './names.ts';
import { parsePciAddress } from './pci.ts';
import { createPciControl } from './pci-control.ts';
import { readNodeDevice, readTree } from './tree.ts';
import { manageVport, type PortNames, parentHost, portNamesOf, type ScsiHost, vportHostOf } from './vport.ts';

/** VIR_NODE_DEVICE_CREATE_XML_VALIDATE and its twin for definitions. */
const VALIDATE = 1;

interface Held {
  readonly name: string;
  def: NodeDevice;
  active: boolean;
  persistent: boolean;
  autostart: boolean;
  capabilities: readonly string[];
}

export interface NodeDeviceDriver {
  readonly table: NodeDeviceTable;
  readonly service: PciDeviceService;
  start(signal: AbortSignal): Promise<void>;
  reload(): Promise<void>;
  stop(): Promise<void>;
}

const POLL_MS = 500;
/** How long udev gets to say its part before a new device is read. */
const SETTLE_MS = 100;
const CREATED_WAIT_MS = 5000;
const XML_INACTIVE = 1;
const UPDATE_LIVE = 1;
const UPDATE_CONFIG = 2;

const fail = (code: number, text: string): VirError => new VirError(code, ErrorDomain.NODEDEV, text);
const unsupportedType = (code: number = ErrorCode.CONFIG_UNSUPPORTED): VirError =>
  fail(code, 'Unsupported device type');

/** Every capability, with those that one brings along. */
export const capabilityNames = (def: NodeDevice): string[] =>
  def.capabilities.flatMap((capability) => {
    const inner = (capability as { capabilities?: { type: string }[] }).capabilities ?? [];
    const brought = inner.map(({ type }) => (type === 'vport_ops' ? 'vports' : type));
    return [
      capability.type,
      ...brought.filter((type) => ['fc_host', 'vports', 'mdev_types', 'vpd'].includes(type)),
    ];
  });

export const createNodeDeviceDriver = (host: DriverHost, events: EventBus): NodeDeviceDriver => {
  const devices = new Map<string, Held>();
  const paths = new Map<string, string>();
  let lookups: Lookups = { pci: () => ({}), usb: () => ({}) };
  let socket: UeventSocket | null = null;
  let timer: NodeJS.Timeout | undefined;
  const passes = compileFilter(nodeDeviceFilter);
  const control = createPciControl();

  const find = (name: string): Held => {
    const device = devices.get(name);
    if (!device) throw missing.nodeDevice(name, ErrorDomain.NODEDEV);
    return device;
  };
  const emit = (name: string, event: number): void =>
    events.emit('nodeDevice', 'lifecycle', { dev: { name }, event, detail: 0 });

  const put = (def: NodeDevice, state: Partial<Held> = {}): Held => {
    const name = def.name ?? '';
    const known = devices.get(name);
    const device: Held = {
      persistent: known?.persistent ?? false,
      autostart: known?.autostart ?? false,
      active: true,
      ...state,
      name,
      def,
      capabilities: capabilityNames(def),
    };
    devices.set(name, device);
    if (def.path !== undefined) paths.set(def.path, name);
    return device;
  };

  const nameOfMdev = (uuid: string, parent: string): string =>
    `mdev_${uuid}_${parent}`.replace(/[^A-Za-z0-9]/g, '_');
  const parentName = (address: string): string =>
    [...devices.values()].find(({ def }) => def.path?.endsWith(`/${address}`))?.name ?? 'computer';

  /** Devices that mdevctl will make, made or not. */
  const mergeMdevs = async (): Promise<void> => {
    const defined = await listDefinedMdevs();
    const names = new Set<string>();
    for (const { uuid, parent, type, attrs, autostart } of defined) {
      const name = nameOfMdev(uuid, parent);
      names.add(name);
      const known = devices.get(name);
      if (known) Object.assign(known, { persistent: true, autostart });
      else {
        const capability = { type: 'mdev', mdevType: { id: type }, uuid, parent_addr: parent, attrs };
        const def = { name, devnodes: [], parent: { name: parentName(parent) }, capabilities: [capability] };
        put(def as unknown as NodeDevice, { active: false, persistent: true, autostart });
        emit(name, NodeDeviceEvent.DEFINED);
      }
    }
    for (const device of [...devices.values()]) {
      if (!device.persistent || !mdevOf(device.def) || names.has(device.name)) continue;
      device.persistent = false;
      emit(device.name, NodeDeviceEvent.UNDEFINED);
      if (!device.active) devices.delete(device.name);
    }
  };

  const remove = (path: string): void => {
    const name = paths.get(path);
    if (name === undefined) return;
    paths.delete(path);
    const device = devices.get(name);
    if (device?.persistent && mdevOf(device.def)) {
      device.active = false;
      device.def = { ...device.def, path: undefined };
    } else devices.delete(name);
    emit(name, NodeDeviceEvent.DELETED);
  };

  const addOrChange = async (path: string): Promise<void> => {
    const def = await readNodeDevice(path, paths, lookups);
    if (!def?.name) return;
    const before = paths.get(path);
    if (before !== undefined && before !== def.name) remove(path);
    const fresh = devices.get(def.name)?.active !== true;
    put(def);
    if (fresh) emit(def.name, NodeDeviceEvent.CREATED);
    else events.emit('nodeDevice', 'update', { dev: { name: def.name } });
  };

  const handle = async (happened: readonly Uevent[]): Promise<void> => {
    for (const { action, path } of happened) if (action === 'remove') remove(`/sys${path}`);
    const others = happened.filter(({ action }) => action !== 'remove');
    if (others.length === 0) return;
    await sleep(SETTLE_MS);
    for (const { action, path, properties } of others) {
      if (action === 'move' && properties.DEVPATH_OLD !== undefined) remove(`/sys${properties.DEVPATH_OLD}`);
      await addOrChange(`/sys${path}`);
    }
  };

  let queue: Promise<void> = Promise.resolve();
  const poll = (): void => {
    const happened = socket?.drain() ?? [];
    if (happened.length === 0) return;
    queue = queue
      .then(() => handle(happened))
      .catch((error) => host.log.warn({ err: String(error) }, 'cannot follow a change of the device tree'));
  };

  const readAll = async (signal?: AbortSignal): Promise<void> => {
    put(describeComputer(host.hostUuid), { persistent: true, autostart: true });
    for (const def of await readTree(lookups, signal)) put(def);
    await mergeMdevs();
  };

  const parse = (xml: string): NodeDevice => parseXml(NodeDevice, xml, newNodeDeviceOptions);
  /** The mediated device a document asks for, and its parent's address. */
  const requested = (def: NodeDevice): { mdev: MdevCapability; parent: string } => {
    const mdev = mdevOf(def);
    if (!mdev) throw unsupportedType();
    const parent = def.parent?.name;
    if (!parent) throw fail(ErrorCode.CONFIG_UNSUPPORTED, 'missing parent device');
    const held = devices.get(parent);
    if (!held) throw fail(ErrorCode.CONFIG_UNSUPPORTED, `invalid parent device '${parent}'`);
    const { path } = held.def;
    if (path === undefined)
      throw fail(ErrorCode.PARSE_FAILED, `Unable to find address for parent device '${parent}'`);
    return { mdev, parent: path.slice(path.lastIndexOf('/') + 1) };
  };

  /** A port that a Fibre Channel adapter is to make for itself; null when the document describes no such thing. */
  const requestedPort = (def: NodeDevice): { host: number; wwns: PortNames } | null => {
    const wanted = def.capabilities.find(({ type }) => type === 'scsi_host') as ScsiHost | undefined;
    if (!wanted) return null;
    const wwns = portNamesOf(wanted);
    if (!wwns) throw fail(ErrorCode.INTERNAL_ERROR, 'Device is not a fibre channel HBA');
    return {
      host: parentHost(
        [...devices.values()].map(({ def: each }) => each),
        def,
      ),
      wwns,
    };
  };

  const mdevHeld = (name: string, code?: number): { device: Held; mdev: MdevCapability } => {
    const device = find(name);
    const mdev = mdevOf(device.def);
    if (!mdev) throw unsupportedType(code);
    return { device, mdev };
  };

  const findPort = (wwnn: string, wwpn: string): Held | undefined =>
    [...devices.values()].find(({ def }) => {
      const port = portNamesOf(def.capabilities.find(({ type }) => type === 'scsi_host'));
      return port?.wwnn === wwnn && port.wwpn === wwpn;
    });

  const waitForDevice = async (name: string): Promise<boolean> => {
    for (const end = Date.now() + CREATED_WAIT_MS; Date.now() < end; ) {
      poll();
      await queue;
      if (devices.get(name)?.active) return true;
      await sleep(SETTLE_MS);
    }
    return false;
  };

  const waitForPort = async ({ wwnn, wwpn }: PortNames): Promise<string> => {
    for (const end = Date.now() + CREATED_WAIT_MS; Date.now() < end; await sleep(SETTLE_MS)) {
      poll();
      await queue;
      const made = findPort(wwnn, wwpn);
      if (made) return made.name;
    }
    throw fail(
      ErrorCode.NO_NODE_DEVICE,
      `no node device for 'new device' with matching wwnn '${wwnn}' and wwpn '${wwpn}'`,
    );
  };

  /** Filters of old list calls: a capability, or all. */
  const withCapability = (cap: string | null): Held[] =>
    [...devices.values()].filter(
      ({ active, capabilities }) => active && (cap === null || capabilities.includes(cap)),
    );

  const table: NodeDeviceTable = {
    nodeNumOfDevices: (_ctx, { cap }) => ({ num: withCapability(cap).length }),
    nodeListDevices: (_ctx, { cap }) => ({ names: withCapability(cap).map(({ name }) => name) }),
    connectListAllNodeDevices: (_ctx, { flags }) => {
      const found = [...devices.values()]
        .filter((device) => passes(device, flags))
        .map(({ name }) => ({ name }));
      return { devices: found, ret: found.length };
    },
    nodeDeviceLookupByName: (_ctx, { name }) => ({ dev: { name: find(name).name } }),
    nodeDeviceLookupSCSIHostByWWN: (_ctx, { wwnn, wwpn }) => {
      const port = findPort(wwnn, wwpn);
      if (port) return { dev: { name: port.name } };
      throw fail(ErrorCode.NO_NODE_DEVICE, `no node device with matching wwnn '${wwnn}' and wwpn '${wwpn}'`);
    },
    nodeDeviceGetXMLDesc: async (_ctx, { name, flags }) => {
      const device = find(name);
      const { path } = device.def;
      // What changes without being announced (link speed, virtual functions) is read anew.
      const fresh = path === undefined ? null : await readNodeDevice(path, paths, lookups);
      if (fresh && fresh.name === name) device.def = fresh;
      return { xml: formatXml(NodeDevice, device.def, { inactive: (flags & XML_INACTIVE) !== 0 }) };
    },
    nodeDeviceGetParent: (_ctx, { name }) => ({ parentName: find(name).def.parent?.name ?? null }),
    nodeDeviceNumOfCaps: (_ctx, { name }) => ({ num: find(name).capabilities.length }),
    nodeDeviceListCaps: (_ctx, { name }) => ({ names: [...find(name).capabilities] }),
    nodeDeviceIsActive: (_ctx, { name }) => ({ active: find(name).active ? 1 : 0 }),
    nodeDeviceIsPersistent: (_ctx, { name }) => ({ persistent: find(name).persistent ? 1 : 0 }),
    nodeDeviceGetAutostart: (_ctx, { name }) => ({ autostart: find(name).autostart ? 1 : 0 }),
    nodeDeviceSetAutostart: async (_ctx, { name, autostart }) => {
      const { device, mdev } = mdevHeld(name, ErrorCode.OPERATION_UNSUPPORTED);
      if (!device.persistent)
        throw fail(ErrorCode.OPERATION_INVALID, 'cannot set autostart for transient device');
      const wanted = autostart !== 0;
      if (wanted !== device.autostart) await setMdevAutostart(mdev, wanted);
      device.autostart = wanted;
    },
    nodeDeviceCreateXML: async (_ctx, { xml_desc, flags }) => {
      await validateIf(flags & VALIDATE, 'nodedev', xml_desc, '(node_device_definition)');
      const def = parse(xml_desc);
      const port = requestedPort(def);
      if (port) {
        await manageVport(port.host, port.wwns, 'create');
        return { dev: { name: await waitForPort(port.wwns) } };
      }
      const { mdev, parent } = requested(def);
      const uuid = await createMdev(mdev, parent);
      const name = nameOfMdev(uuid, parent);
      if (!(await waitForDevice(name)))
        throw fail(ErrorCode.NO_NODE_DEVICE, `no node device for '${name}' with matching uuid '${uuid}'`);
      return { dev: { name } };
    },
    nodeDeviceDefineXML: async (_ctx, { xml_desc, flags }) => {
      await validateIf(flags & VALIDATE, 'nodedev', xml_desc, '(node_device_definition)');
      const { mdev, parent } = requested(parse(xml_desc));
      const uuid = await defineMdev(mdev, parent);
      await mergeMdevs();
      return { dev: { name: nameOfMdev(uuid, parent) } };
    },
    nodeDeviceUndefine: async (_ctx, { name }) => {
      const device = find(name);
      if (!device.persistent) throw fail(ErrorCode.OPERATION_INVALID, `Node device '${name}' is not defined`);
      await undefineMdev(mdevHeld(name).mdev);
      await mergeMdevs();
    },
    nodeDeviceCreate: async (_ctx, { name }) => {
      if (find(name).active) throw fail(ErrorCode.OPERATION_INVALID, 'Device is already active');
      await startMdev(mdevHeld(name).mdev);
      await waitForDevice(name);
    },
    nodeDeviceDestroy: async (_ctx, { name }) => {
      const wwns = portNamesOf(find(name).def.capabilities.find(({ type }) => type === 'scsi_host'));
      if (wwns) {
        const parent = devices.get(find(name).def.parent?.name ?? '');
        await manageVport(vportHostOf(parent?.def, parent?.name ?? ''), wwns, 'delete');
        poll();
        await queue;
        return;
      }
      const { device, mdev } = mdevHeld(name);
      if (!device.active) throw fail(ErrorCode.OPERATION_INVALID, `Device '${name}' is not active`);
      await stopMdev(mdev);
      poll();
      await queue;
    },
    nodeDeviceUpdate: async (_ctx, { name, xml_desc, flags }) => {
      const { device } = mdevHeld(name, ErrorCode.OPERATION_UNSUPPORTED);
      const { mdev, parent } = requested(parse(xml_desc));
      const config = (flags & UPDATE_CONFIG) !== 0 || (flags === 0 && !device.active);
      const live = (flags & UPDATE_LIVE) !== 0 || (flags === 0 && device.active);
      await modifyMdev({ ...mdev, uuid: mdevOf(device.def)?.uuid }, parent, config, live);
      await mergeMdevs();
      events.emit('nodeDevice', 'update', { dev: { name } });
    },
  };

  const findPci = (name: string): PciDevice => {
    const { def } = find(name);
    const address = def.path?.slice(def.path.lastIndexOf('/') + 1) ?? '';
    if (def.path === undefined || !parsePciAddress(address))
      throw new VirError(ErrorCode.INVALID_ARG, ErrorDomain.NONE, `device ${name} is not a PCI device`);
    return { address, path: def.path };
  };

  return {
    table,
    service: { ...control, find: findPci },
    async start(signal) {
      const [pci, usb] = await Promise.all([loadNames('pci'), loadNames('usb')]);
      lookups = { pci, usb };
      // Listen first: what comes while the tree is read is not lost.
      socket = openUevents();
      await readAll(signal);
      timer = setInterval(poll, POLL_MS);
      timer.unref();
    },
    reload: () => readAll(),
    async stop() {
      clearInterval(timer);
      socket?.close();
      socket = null;
    },
  };
};
