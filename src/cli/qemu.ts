// The QEMU that a definition is for, asked what it can do: for the tools that need no daemon.
import type { Arch } from '../../schemas/cpu/arch.ts';
import { ErrorCode, ErrorDomain, VirError } from '../../schemas/errors.ts';
import type { Domain } from '../../schemas/xml/domain.ts';
import { defaultArgvConfig } from '../drivers/kvm/argv/host.ts';
import { type QemuCaps, qemuCaps } from '../drivers/kvm/capabilities/caps.ts';
import { defaultEmulator } from '../drivers/kvm/capabilities/emulators.ts';
import { probeQemu } from '../drivers/kvm/capabilities/probe.ts';
import { hostArch } from '../drivers/kvm/emulators.ts';
import { loadFirmware } from '../drivers/kvm/firmware/descriptor.ts';
import { defaultLegacyFirmware } from '../drivers/kvm/firmware/select.ts';
import type { PostParseContext } from '../drivers/kvm/postparse/context.ts';

/** What completing and checking a definition needs: the QEMU it names, or the one installed for its architecture. */
export const qemuFor = async (
  domain: Domain,
): Promise<{ caps: QemuCaps; host: PostParseContext['host'] }> => {
  const arch = domain.os.type?.arch as Arch | undefined;
  const binary = domain.devices.emulator ?? (await defaultEmulator(hostArch, arch ?? hostArch));
  if (!binary)
    throw new VirError(
      ErrorCode.CONFIG_UNSUPPORTED,
      ErrorDomain.QEMU,
      `No emulator found for arch '${arch ?? hostArch}'; install its qemu-system package, or name one in <emulator>`,
    );
  return {
    caps: qemuCaps(await probeQemu({ binary })),
    host: {
      arch: hostArch,
      firmware: loadFirmware({}),
      legacyFirmware: defaultLegacyFirmware,
      config: defaultArgvConfig,
    },
  };
};
