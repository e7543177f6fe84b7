// Controllers that QEMU does not have.

import type { QemuFlag } from '../../../../schemas/qmp/flags.ts';
import type { Controller } from '../../../model/domain/devices.ts';
import { hasBuiltinEsp, hasBuiltinIde, isI440fx, isPseries, isQ35 } from '../machine.ts';
import type { Check } from './context.ts';
import { internal, unsupported } from './errors.ts';
import { checkIothreadMapping, hasIothread } from './iothreads.ts';

const VIRTIO_SCSI: ReadonlySet<string> = new Set([
  'virtio-scsi',
  'virtio-transitional',
  'virtio-non-transitional',
]);

const scsiFlags: Record<string, readonly [QemuFlag, string]> = {
  lsilogic: ['lsi', 'the LSI 53C895A SCSI'],
  'virtio-scsi': ['virtio-scsi-pci', 'virtio scsi'],
  'virtio-transitional': ['virtio-scsi-pci', 'virtio scsi'],
  'virtio-non-transitional': ['virtio-scsi-pci', 'virtio scsi'],
  lsisas1068: ['mptsas1068', 'the LSI SAS1068 (MPT Fusion)'],
  lsisas1078: ['megasas', 'the LSI SAS1078 (MegaRAID)'],
  vmpvscsi: ['pvscsi', 'the pvscsi (VMware paravirtual SCSI)'],
};

const checkScsiModel = (dev: Controller, { caps }: Check): void => {
  const { model = '' } = dev;
  if (model === 'buslogic') throw unsupported(`Unsupported controller model: ${model}`);
  const known = scsiFlags[model];
  if (known && !caps.has(known[0])) throw unsupported(`This QEMU doesn't support ${known[1]} controller`);
};

const checkVirtioScsiOnly = ({ type, model, driver }: Controller): void => {
  if (type === 'scsi' && VIRTIO_SCSI.has(model ?? '')) return;
  for (const name of ['queues', 'cmd_per_lun', 'max_sectors'] as const) {
    if (driver?.[name])
      throw unsupported(
        `'${name}' is only supported by virtio-scsi ${name === 'queues' ? 'and nvme controllers' : 'controller'}`,
      );
  }
  if (driver?.ioeventfd !== undefined)
    throw unsupported("'ioeventfd' is only supported by virtio-scsi and nvme controllers");
  if (driver?.iothread) throw unsupported("'iothread' is only supported for virtio-scsi controller");
};

const checkScsi = (dev: Controller, check: Check): void => {
  const { driver, address } = dev;
  if (dev.model === 'ncr53c90') {
    if (dev.index !== 0) throw unsupported('ncr53c90 can only be used as first SCSI controller');
    if (!hasBuiltinEsp(check.machine))
      throw unsupported('ncr53c90 SCSI controller is not a built-in for this machine');
  }
  if (!VIRTIO_SCSI.has(dev.model ?? '') || (!driver?.iothread && !driver?.iothreads?.length)) return;
  if (address && address.type !== 'pci' && address.type !== 'ccw') {
    throw unsupported('virtio-scsi IOThreads only available for virtio pci and virtio ccw controllers');
  }
  if (driver.iothreads?.length) {
    if (!check.caps.has('virtio-scsi.iothread-mapping')) {
      throw unsupported(
        'IOThread mapping for virtio-scsi controllers is not available with this QEMU binary',
      );
    }
    checkIothreadMapping(driver.iothreads, driver.queues ?? 0, check);
  }
  if (driver.iothread && !hasIothread(driver.iothread, check))
    throw unsupported(`controller iothread '${driver.iothread}' not defined in iothreadid`);
};

const checkIde = (dev: Controller, { machine }: Check): void => {
  if (dev.index === 0 && hasBuiltinIde(machine)) return;
  throw unsupported(
    hasBuiltinIde(machine)
      ? 'Only a single IDE controller is supported for this machine type'
      : 'IDE controllers are unsupported for this QEMU binary or machine type',
  );
};

// ---------------------------------------------------------------- PCI

const SPAPR = 'spapr-pci-host-bridge';

/** The devices that a model of controller may be; the first flag that says QEMU has them. */
const names: Record<string, readonly string[]> = {
  'pci-bridge': ['pci-bridge'],
  'dmi-to-pci-bridge': ['i82801b11-bridge'],
  'pcie-root-port': ['ioh3420', 'pcie-root-port'],
  'pcie-switch-upstream-port': ['x3130-upstream'],
  'pcie-switch-downstream-port': ['xio3130-downstream'],
  'pci-expander-bus': ['pxb'],
  'pcie-expander-bus': ['pxb-pcie'],
  'pcie-to-pci-bridge': ['pcie-pci-bridge'],
  'pci-root': [SPAPR],
  'pcie-root': [],
};
const nameFlags: Record<string, QemuFlag> = {
  'pci-bridge': 'pci-bridge',
  ioh3420: 'ioh3420',
  'x3130-upstream': 'x3130-upstream',
  'xio3130-downstream': 'xio3130-downstream',
  pxb: 'pxb',
  'pxb-pcie': 'pxb-pcie',
  'pcie-root-port': 'pcie-root-port',
  [SPAPR]: 'spapr-pci-host-bridge',
  'pcie-pci-bridge': 'pcie-pci-bridge',
};

const isPort = (model: string): boolean =>
  model === 'pcie-root-port' || model === 'pcie-switch-downstream-port';
const isExpander = (model: string): boolean => model === 'pci-expander-bus' || model === 'pcie-expander-bus';

const checkPci = (dev: Controller, check: Check): void => {
  const { machine, caps } = check;
  const { target } = dev;
  const model = dev.model ?? '';
  const index = dev.index ?? 0;
  const name = dev.modelName?.name;
  const about = `for PCI controller with index '${index}', model '${model}' and modelName '${name ?? 'none'}'`;
  const missing = (option: string) => internal(`Required option '${option}' is not set ${about}`);
  const invalid = (option: string) => unsupported(`Option '${option}' is not valid ${about}`);
  /** An option that some models must have and the others must not. */
  const option = (key: string, value: unknown, needed: boolean): void => {
    if (needed && value === undefined) throw missing(key);
    if (!needed && value !== undefined) throw invalid(key);
  };
  const root = model === 'pci-root' || model === 'pcie-root';
  const host = model === 'pci-root' && name === SPAPR;
  option('modelName', name, !root || (model === 'pci-root' && isPseries(machine)));
  if (name !== undefined && !names[model]?.includes(name))
    throw unsupported(`Option 'modelName' has invalid value ${about}`);
  if (!root && index === 0) throw unsupported(`Index for '${model}' controllers must be > 0`);
  if (root && !host && index !== 0) throw unsupported(`Index for '${model}' controllers must be 0`);
  option('targetIndex', target?.index, host);
  if (dev.type === 'pci' && dev.pcihole64 !== undefined) {
    if (!root) throw invalid('pcihole64');
    if (model === 'pci-root' ? !isI440fx(machine) : !isQ35(machine))
      throw unsupported(`Setting the 64-bit PCI hole size is not supported for machine '${machine.machine}'`);
  }
  option('busNr', target?.busNr, isExpander(model));
  const node = isExpander(model) || (host && target?.index !== 0);
  if (!node && target?.node !== undefined) throw invalid('numaNode');
  option('chassisNr', target?.chassisNr, model === 'pci-bridge');
  option('chassis', target?.chassis, isPort(model));
  option('port', target?.port, isPort(model));
  checkHotplug(dev, check, invalid);
  if (target?.memReserve && model !== 'pcie-root-port' && model !== 'pci-bridge') throw invalid('memReserve');
  const flag = nameFlags[name ?? ''];
  if (flag && !caps.has(flag)) throw unsupported(`The '${name}' device is not supported by this QEMU binary`);
  if (host && target?.node !== undefined && !caps.has('spapr-pci-host-bridge.numa_node')) {
    throw unsupported(`Option 'numaNode' is not supported by '${name}' device with this QEMU binary`);
  }
};

const checkHotplug = (dev: Controller, { caps }: Check, invalid: (option: string) => Error): void => {
  if (dev.target?.hotplug === undefined) return;
  const model = dev.model ?? '';
  const refuse = (device: string) =>
    unsupported(
      `setting the 'hotplug' property on a '${device}' device is not supported by this QEMU binary`,
    );
  if (model === 'pci-root') {
    if (!caps.has('piix4.acpi-root-pci-hotplug')) throw refuse('pci-root');
  } else if (isPort(model)) {
    if (!caps.has('pcie-root-port.hotplug')) throw refuse(dev.modelName?.name ?? '');
  } else throw invalid('hotplug');
};

export const checkController = (dev: Controller, check: Check): void => {
  if (dev.type === 'scsi') checkScsiModel(dev, check);
  checkVirtioScsiOnly(dev);
  if (dev.type === 'ide') checkIde(dev, check);
  else if (dev.type === 'scsi') checkScsi(dev, check);
  else if (dev.type === 'pci') checkPci(dev, check);
  else if (dev.type === 'sata') {
    const builtin = dev.index === 0 && isQ35(check.machine);
    if (!builtin && !check.caps.has('ich9-ahci'))
      throw unsupported('SATA is not supported with this QEMU binary');
  }
};
