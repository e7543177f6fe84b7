// The set of PCI buses, slots and functions of one guest: which plugs fit which bus, what is taken, what is free.
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';

/** What a device needs of a bus, and what a bus offers. */
export const Plug = {
  AUTOASSIGN: 1 << 0,
  HOTPLUGGABLE: 1 << 1,
  INTEGRATED: 1 << 2,
  AGGREGATE_SLOT: 1 << 3,
  PCI_DEVICE: 1 << 4,
  PCIE_DEVICE: 1 << 5,
  PCIE_ROOT_PORT: 1 << 6,
  PCIE_SWITCH_UPSTREAM_PORT: 1 << 7,
  PCIE_SWITCH_DOWNSTREAM_PORT: 1 << 8,
  DMI_TO_PCI_BRIDGE: 1 << 9,
  PCI_EXPANDER_BUS: 1 << 10,
  PCIE_EXPANDER_BUS: 1 << 11,
  PCI_BRIDGE: 1 << 12,
  PCIE_TO_PCI_BRIDGE: 1 << 13,
} as const;
const TYPES_MASK = 0x3ff0;
const ENDPOINTS = Plug.PCI_DEVICE | Plug.PCIE_DEVICE;

export interface PciAddress {
  domain: number;
  bus: number;
  slot: number;
  function: number;
  multifunction?: boolean;
}

export type PciModel =
  | 'pci-root'
  | 'pcie-root'
  | 'pci-bridge'
  | 'dmi-to-pci-bridge'
  | 'pcie-to-pci-bridge'
  | 'pcie-root-port'
  | 'pcie-switch-upstream-port'
  | 'pcie-switch-downstream-port'
  | 'pci-expander-bus'
  | 'pcie-expander-bus';

/** What a controller needs of the bus it is plugged into. */
export const plugOfModel: Record<PciModel, number> = {
  'pci-root': 0,
  'pcie-root': 0,
  'pci-bridge': Plug.PCI_BRIDGE,
  'pci-expander-bus': Plug.PCI_EXPANDER_BUS,
  'pcie-expander-bus': Plug.PCIE_EXPANDER_BUS,
  'dmi-to-pci-bridge': Plug.DMI_TO_PCI_BRIDGE,
  'pcie-to-pci-bridge': Plug.PCIE_TO_PCI_BRIDGE,
  'pcie-root-port': Plug.PCIE_ROOT_PORT | Plug.AGGREGATE_SLOT,
  'pcie-switch-upstream-port': Plug.PCIE_SWITCH_UPSTREAM_PORT,
  'pcie-switch-downstream-port': Plug.PCIE_SWITCH_DOWNSTREAM_PORT,
};

const conventional = Plug.AUTOASSIGN | Plug.PCI_DEVICE | Plug.PCI_BRIDGE;
const port = Plug.AUTOASSIGN | Plug.PCIE_DEVICE | Plug.PCIE_SWITCH_UPSTREAM_PORT | Plug.PCIE_TO_PCI_BRIDGE;

/** What the bus behind each controller offers: flags, slots, and whether it can take hot plugged devices. */
const offers: Record<PciModel, { flags: number; min: number; max: number; hotplug: boolean }> = {
  'pci-root': { flags: conventional | Plug.PCI_EXPANDER_BUS, min: 1, max: 31, hotplug: true },
  'pci-bridge': { flags: conventional, min: 1, max: 31, hotplug: true },
  'pci-expander-bus': { flags: conventional, min: 0, max: 31, hotplug: true },
  'pcie-root': {
    flags: Plug.PCIE_DEVICE | Plug.PCIE_ROOT_PORT | Plug.DMI_TO_PCI_BRIDGE | Plug.PCIE_EXPANDER_BUS,
    min: 1,
    max: 31,
    hotplug: false,
  },
  'dmi-to-pci-bridge': { flags: Plug.PCI_DEVICE | Plug.PCI_BRIDGE, min: 0, max: 31, hotplug: false },
  'pcie-to-pci-bridge': { flags: conventional, min: 1, max: 31, hotplug: true },
  'pcie-root-port': { flags: port, min: 0, max: 0, hotplug: true },
  'pcie-switch-downstream-port': { flags: port, min: 0, max: 0, hotplug: true },
  'pcie-switch-upstream-port': { flags: Plug.PCIE_SWITCH_DOWNSTREAM_PORT, min: 0, max: 31, hotplug: false },
  'pcie-expander-bus': {
    flags: Plug.PCIE_ROOT_PORT | Plug.DMI_TO_PCI_BRIDGE,
    min: 0,
    max: 31,
    hotplug: false,
  },
};

export interface PciBus {
  model: PciModel | undefined;
  flags: number;
  min: number;
  max: number;
  /** Bit mask of used functions, by slot. */
  used: number[];
  /** Bit mask of slots whose functions may go to several devices. */
  aggregate: number;
  isolationGroup: number;
  isolationLocked: boolean;
}

const blankBus = (): PciBus => ({
  model: undefined,
  flags: 0,
  min: 0,
  max: 0,
  used: [],
  aggregate: 0,
  isolationGroup: 0,
  isolationLocked: false,
});

/** How the C library prints a PCI address in messages. */
export const pciText = (a: PciAddress): string => {
  const hex = (n: number, digits: number): string => n.toString(16).padStart(digits, '0');
  return `${hex(a.domain, 4)}:${hex(a.bus, 2)}:${hex(a.slot, 2)}.${a.function.toString(8)}`;
};

const fail = (fromConfig: boolean, text: string): VirError =>
  new VirError(fromConfig ? ErrorCode.XML_ERROR : ErrorCode.INTERNAL_ERROR, ErrorDomain.DOMAIN, text);

/** What a device is called that needs such a plug. */
const plugNames: readonly (readonly [number, string])[] = [
  [Plug.PCI_DEVICE, 'standard PCI device'],
  [Plug.PCIE_DEVICE, 'PCI Express device'],
  [Plug.PCIE_ROOT_PORT, 'pcie-root-port'],
  [Plug.PCIE_SWITCH_UPSTREAM_PORT, 'pcie-switch-upstream-port'],
  [Plug.PCIE_SWITCH_DOWNSTREAM_PORT, 'pcie-switch-downstream-port'],
  [Plug.DMI_TO_PCI_BRIDGE, 'dmi-to-pci-bridge'],
  [Plug.PCIE_TO_PCI_BRIDGE, 'pcie-to-pci-bridge'],
  [Plug.PCI_EXPANDER_BUS, 'pci-expander-bus'],
  [Plug.PCIE_EXPANDER_BUS, 'pcie-expander-bus'],
  [Plug.PCI_BRIDGE, 'pci-bridge'],
];

/** Says why a device does not fit a bus; undefined when it does. */
const misfit = (
  a: PciAddress,
  offered: number,
  wanted: number,
  fromConfig: boolean,
): (() => string) | undefined => {
  let bus = offered;
  let device = wanted;
  const where = (): string => `The device at PCI address ${pciText(a)}`;
  if (device & Plug.INTEGRATED) {
    if (a.bus !== 0) return () => `${where()} needs to be an integrated device (bus=0)`;
    bus |= Plug.PCI_DEVICE | Plug.AUTOASSIGN;
  }
  if (fromConfig) {
    // A user may put any end device on any bus that takes some kind of end device.
    if (bus & ENDPOINTS) bus |= ENDPOINTS;
    if (device & Plug.PCI_BRIDGE) device |= Plug.PCI_DEVICE;
  } else if (device & Plug.AUTOASSIGN && !(bus & Plug.AUTOASSIGN)) {
    return () =>
      `${where()} was auto-assigned this address, ` +
      `but the PCI controller with index='${a.bus}' doesn't allow auto-assignment`;
  }
  if (device & Plug.HOTPLUGGABLE && !(bus & Plug.HOTPLUGGABLE)) {
    return () =>
      `${where()} requires hotplug capability, ` +
      `but the PCI controller with index='${a.bus}' doesn't support hotplug`;
  }
  if (device & bus & TYPES_MASK) return undefined;
  return () => {
    const name = plugNames.find(([flag]) => device & flag)?.[1];
    if (name === undefined) {
      const flags = (device & TYPES_MASK).toString(16).padStart(2, '0');
      return `${where()} has unrecognized connection type flags 0x${flags}`;
    }
    return (
      `${where()} cannot be plugged into the PCI controller with index='${a.bus}'. ` +
      `It requires a controller that accepts a ${name}.`
    );
  };
};

export interface PciSetOptions {
  buses: number;
  /** Only to learn how many buses are needed: buses are added, addresses are not kept. */
  dryRun: boolean;
  multipleRoots: boolean;
  pcieToPciBridge: boolean;
}

/** Where an automatic address goes: what it needs, and what must not be shared. */
export interface PciWish {
  flags: number;
  isolationGroup?: number;
  /** A function to use, or any. */
  function?: number;
}

export interface PciSet {
  readonly buses: readonly PciBus[];
  setModel(bus: number, model: PciModel, hotplug: boolean): void;
  slotInUse(address: PciAddress): boolean;
  busIsFull(bus: number): boolean;
  /** Throws libvirt's complaint about an address that cannot be. */
  check(address: PciAddress, flags: number): void;
  /** Takes an address that the definition (or the chipset) demands. */
  reserve(address: PciAddress, flags: number, isolationGroup?: number): void;
  /** Takes and returns the first address that fits. */
  reserveNext(wish: PciWish): PciAddress;
  release(address: PciAddress): void;
}

export const pciSet = (options: PciSetOptions): PciSet => {
  const buses: PciBus[] = Array.from({ length: options.buses }, blankBus);

  const setModel = (index: number, model: PciModel, hotplug: boolean): void => {
    const bus = buses[index];
    const offer = offers[model];
    if (bus === undefined || offer === undefined)
      throw fail(false, 'PCI controller model was not set correctly');
    bus.model = model;
    bus.flags = offer.flags | (offer.hotplug && hotplug ? Plug.HOTPLUGGABLE : 0);
    bus.min = offer.min;
    bus.max = offer.max;
    while (bus.used.length <= bus.max) bus.used.push(0);
  };

  /** Whether each slot of a bus is in use, or none is. */
  const everySlot = (bus: PciBus, inUse: boolean): boolean => {
    for (let slot = bus.min; slot <= bus.max; slot++) if ((bus.used[slot] !== 0) !== inUse) return false;
    return true;
  };
  const isEmpty = (bus: PciBus): boolean => everySlot(bus, false);

  const check = (a: PciAddress, flags: number, fromConfig = true): void => {
    const bad = (why: string): VirError => fail(fromConfig, `Invalid PCI address ${pciText(a)}. ${why}`);
    if (buses.length === 0) throw fail(fromConfig, 'No PCI buses available');
    if (a.domain !== 0) throw bad('Only PCI domain 0 is available');
    const bus = buses[a.bus];
    if (bus === undefined) throw bad(`Only PCI buses up to ${buses.length - 1} are available`);
    const why = misfit(a, bus.flags, flags, fromConfig);
    if (why) throw fail(fromConfig, why());
    if (a.slot < bus.min) throw bad(`slot must be >= ${bus.min}`);
    if (a.slot > bus.max) throw bad(`slot must be <= ${bus.max}`);
    if (a.function > 7) throw bad('function must be <= 7');
  };

  const cannotGrow = (flags: number): VirError => {
    const controllers = Object.entries(plugOfModel) as [PciModel, number][];
    const model = controllers.find(
      ([name, plug]) => name !== 'pcie-to-pci-bridge' && plug & flags & TYPES_MASK,
    )?.[0];
    return fail(
      false,
      model
        ? `a ${model.startsWith('pcie-') ? 'PCIe' : 'PCI'} slot is needed to connect a PCI controller model='${model}', but none is available, ` +
            'and it cannot be automatically added'
        : 'Cannot automatically add a new PCI bus for a device with unrecognized connect flags ' +
            flags.toString(16).padStart(2, '0'),
    );
  };

  /** Adds buses until `a.bus` exists; may move `a.bus` when a bridge needs a bus of its own first. */
  const grow = (a: PciAddress, flags: number): void => {
    let missing = a.bus - buses.length + 1;
    if (missing <= 0) return;
    const chain: PciModel[] = [];
    let model: PciModel;
    if (flags & Plug.PCI_DEVICE) {
      model = options.multipleRoots ? 'pci-root' : 'pci-bridge';
      const needsBridge = !options.multipleRoots && !buses.some((bus) => bus.flags & Plug.PCI_BRIDGE);
      if (needsBridge) {
        if (missing === 1) {
          missing++;
          a.bus++;
        }
        if (options.pcieToPciBridge) chain.push('pcie-root-port', 'pcie-to-pci-bridge');
        else chain.push('dmi-to-pci-bridge');
      }
    } else if (flags & (Plug.PCIE_DEVICE | Plug.PCIE_SWITCH_UPSTREAM_PORT)) {
      model = 'pcie-root-port';
    } else {
      throw cannotGrow(flags);
    }
    while (chain.length < missing) chain.push(model);
    for (const [i, next] of chain.entries()) {
      const index = buses.push(blankBus()) - 1;
      setModel(index, next, next !== 'dmi-to-pci-bridge');
      const reservedForBridge = i === 0 && next === 'pcie-root-port' && chain[1] === 'pcie-to-pci-bridge';
      if (reservedForBridge) buses[index]!.flags = Plug.PCIE_TO_PCI_BRIDGE;
    }
  };

  const reserve = (a: PciAddress, flags: number, isolationGroup = 0, fromConfig = true): void => {
    // The message names the address as it was asked for, before a bridge moved it.
    const { bus: asked } = a;
    if (options.dryRun) grow(a, flags);
    check(a, flags, fromConfig);
    const bus = buses[a.bus]!;
    const used = bus.used[a.slot]!;
    if (used & (1 << a.function)) {
      const text = pciText({ ...a, bus: asked });
      throw fail(fromConfig, `Attempted double use of PCI Address ${text}`);
    }
    if (used === 0 && flags & Plug.AGGREGATE_SLOT) bus.aggregate |= 1 << a.slot;
    if (isEmpty(bus) && !bus.isolationLocked) bus.isolationGroup = isolationGroup;
    else if (bus.isolationGroup !== isolationGroup && fromConfig) bus.isolationGroup = 0;
    bus.used[a.slot] = used | (1 << a.function);
  };

  const freeOnBus = (index: number, wish: PciWish): PciAddress | undefined => {
    const bus = buses[index]!;
    const a: PciAddress = { domain: 0, bus: index, slot: bus.min, function: wish.function ?? 0 };
    if (misfit(a, bus.flags, wish.flags, false)) return undefined;
    for (; a.slot <= bus.max; a.slot++) {
      const used = bus.used[a.slot]!;
      if (used === 0) return a;
      if (!(wish.flags & Plug.AGGREGATE_SLOT && bus.aggregate & (1 << a.slot))) continue;
      if (!(used & (1 << a.function))) return a;
      if (wish.function !== undefined) continue;
      for (let f = 0; f < 8; f++) if (!(used & (1 << f))) return { ...a, function: f };
    }
    return undefined;
  };

  const findNext = (wish: PciWish): PciAddress => {
    if (buses.length === 0) throw fail(true, 'No PCI buses available');
    const group = wish.isolationGroup ?? 0;
    for (let i = 0; i < buses.length; i++) {
      if (buses[i]?.isolationGroup !== group) continue;
      const found = freeOnBus(i, wish);
      if (found) return found;
    }
    // A bus nobody uses yet may change its isolation group.
    for (const [i, bus] of buses.entries()) {
      if (!isEmpty(bus) || bus.isolationLocked) continue;
      const found = freeOnBus(i, wish);
      if (found) return found;
    }
    if (!options.dryRun) throw fail(false, 'No more available PCI slots');
    const a: PciAddress = { domain: 0, bus: buses.length, slot: 0, function: wish.function ?? 0 };
    grow(a, wish.flags);
    a.slot = buses[a.bus]!.min;
    return a;
  };

  return {
    buses,
    setModel,
    slotInUse: (a) => (buses[a.bus]?.used[a.slot] ?? 0) !== 0,
    busIsFull: (index) => everySlot(buses[index]!, true),
    check: (a, flags) => check(a, flags),
    reserve: (a, flags, group = 0) => reserve(a, flags, group),
    reserveNext: (wish) => {
      const a = findNext(wish);
      reserve(a, wish.flags, wish.isolationGroup ?? 0, false);
      return a;
    },
    release: (a) => {
      const bus = buses[a.bus];
      if (bus?.used[a.slot]) bus.used[a.slot]! &= ~(1 << a.function);
    },
  };
};
