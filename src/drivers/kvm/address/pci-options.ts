// What a PCI controller's position settles: its model name, chassis and port numbers, bus numbers.
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import type { Domain } from '../../../../schemas/xml/domain.ts';
import type { Controller } from '../../../model/domain/devices.ts';
import type { QemuCaps } from '../capabilities/caps.ts';
import { isPseries, type MachineOf } from '../machine.ts';

const fail = (text: string): VirError => new VirError(ErrorCode.CONFIG_UNSUPPORTED, ErrorDomain.QEMU, text);

const modelNames: Record<string, string> = {
  'pci-bridge': 'pci-bridge',
  'dmi-to-pci-bridge': 'i82801b11-bridge',
  'pcie-to-pci-bridge': 'pcie-pci-bridge',
  'pcie-switch-upstream-port': 'x3130-upstream',
  'pcie-switch-downstream-port': 'xio3130-downstream',
  'pci-expander-bus': 'pxb',
  'pcie-expander-bus': 'pxb-pcie',
};

const modelNameOf = (controller: Controller, caps: QemuCaps, machine: MachineOf): string | undefined => {
  if (controller.model === 'pcie-root-port') return caps.has('pcie-root-port') ? 'pcie-root-port' : 'ioh3420';
  if (controller.model === 'pci-root') return isPseries(machine) ? 'spapr-pci-host-bridge' : undefined;
  return modelNames[controller.model ?? ''];
};

type Target = NonNullable<Extract<Controller, { target?: unknown }>['target']>;

/** Expander buses count down from the lowest bus number in use, two at a time. */
const freeBusNumber = (domain: Domain): number | undefined => {
  let lowest = 256;
  for (const c of domain.devices.controllers) {
    if (c.type === 'pci') lowest = Math.min(lowest, c.target?.busNr ?? lowest);
  }
  return lowest <= 2 ? undefined : lowest - 2;
};
const freeTargetIndex = (domain: Domain): number | undefined => {
  const used = new Set(
    domain.devices.controllers
      .filter((c) => c.type === 'pci' && c.modelName?.name === 'spapr-pci-host-bridge')
      .map((c) => c.target?.index),
  );
  for (let index = 1; index <= 31; index++) if (!used.has(index)) return index;
  return undefined;
};

/** Completes every PCI controller once all addresses are known. */
export const completePciControllers = (domain: Domain, caps: QemuCaps, machine: MachineOf): void => {
  for (const controller of domain.devices.controllers) {
    if (controller.type !== 'pci') continue;
    const index = controller.index ?? 0;
    const name = modelNameOf(controller, caps, machine);
    if (name !== undefined && controller.modelName?.name === undefined) {
      controller.modelName = { name } as NonNullable<Controller['modelName']>;
    }
    const address = controller.address?.type === 'pci' ? controller.address : undefined;
    const bus = address?.bus ?? 0;
    const complete = (fill: (target: Target) => void): void => {
      const target: Target = controller.target ?? {};
      fill(target);
      controller.target = target;
    };
    switch (controller.model) {
      case 'pci-bridge':
        complete((t) => {
          t.chassisNr ??= index;
        });
        if (index <= bus) {
          const hex = (n: number): string => `0x${n.toString(16).padStart(2, '0')}`;
          throw fail(
            `PCI controller at index ${index} (${hex(index)}) has bus='${hex(bus)}', but index must be larger than bus`,
          );
        }
        break;
      case 'pcie-root-port':
        complete((t) => {
          t.chassis ??= index;
          t.port ??= ((address?.slot ?? 0) << 3) + (address?.function ?? 0);
        });
        break;
      case 'pcie-switch-downstream-port':
        complete((t) => {
          t.chassis ??= index;
          t.port ??= address?.slot ?? 0;
        });
        break;
      case 'pci-expander-bus':
      case 'pcie-expander-bus':
        complete((t) => {
          t.busNr ??= freeBusNumber(domain);
          if (t.busNr === undefined) {
            throw fail(
              `No free busNr lower than current lowest busNr is available to auto-assign to bus ${bus}. ` +
                'Must be manually assigned',
            );
          }
        });
        break;
      case 'pci-root':
        if (!isPseries(machine)) break;
        complete((t) => {
          t.index ??= index === 0 ? 0 : freeTargetIndex(domain);
          if (t.index === undefined) throw fail(`No usable target index found for ${bus}`);
        });
        break;
    }
  }
};
