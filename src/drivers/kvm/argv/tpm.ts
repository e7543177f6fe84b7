// Trusted platform modules.

import { isX86 } from '../../../../schemas/cpu/arch.ts';
import type { Tpm } from '../../../model/domain/devices.ts';
import { addressProps } from './address.ts';
import { addDevice, type Build } from './build.ts';
import { addChardev, addSocket } from './chardev.ts';
import { comma } from './json.ts';

const CHARDEV = 'chrtpm';

const backendOf = (build: Build, tpm: Tpm): string => {
  const { backend } = tpm;
  const alias = tpm.alias?.name ?? '';
  const id = `tpm-${alias}`;
  if (backend.type === 'passthrough') {
    const { device, cancel } = build.host.tpm(backend.device?.path ?? '/dev/tpm0', alias);
    return `passthrough,id=${id},path=${comma(device)},cancel-path=${comma(cancel)}`;
  }
  if (backend.type === 'external') {
    addChardev(build, { type: 'unix', source: { mode: 'connect', ...backend.external } as never }, CHARDEV);
  } else addSocket(build, { path: build.host.helperSocket('tpm', alias) }, CHARDEV);
  return `emulator,id=${id},chardev=${CHARDEV}`;
};

export const addTpms = (build: Build): void => {
  for (const tpm of build.domain.devices.tpms) {
    const id = tpm.alias?.name;
    const { backend } = tpm;
    if (tpm.model === 'spapr-tpm-proxy') {
      const path = backend.type === 'passthrough' ? backend.device?.path : undefined;
      addDevice(build, { driver: tpm.model, id, 'host-path': path });
      continue;
    }
    build.args.push('-tpmdev', backendOf(build, tpm));
    const driver = tpm.model === 'tpm-tis' && !isX86(build.machine.arch) ? 'tpm-tis-device' : tpm.model;
    addDevice(build, { driver, tpmdev: `tpm-${id}`, id, ...addressProps(build, tpm) });
  }
};
