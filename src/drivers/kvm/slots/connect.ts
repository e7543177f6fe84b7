// The connection itself: what hypervisor this is.
import { hostname } from 'node:os';
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import { formatSmbios, SMBIOS_TYPES } from '../../../model/host/smbios.ts';
import { findProgram, runCommand } from '../../../util/command.ts';
import type { PartialTable } from '../../table.ts';
import type { World } from '../world.ts';

let smbios: Promise<string | null> | null = null;

/** The host's tables, which stay what they are: read when first asked for. */
const readSmbios = async (): Promise<string | null> => {
  if (!findProgram('dmidecode')) return null;
  const { status, stdout } = await runCommand(['dmidecode', '-q', '-t', SMBIOS_TYPES]);
  return status === 0 ? formatSmbios(stdout) : null;
};

export const connectSlots = (world: World): PartialTable<'hypervisor'> => ({
  connectGetType: () => ({ type: 'QEMU' }),
  async connectGetVersion() {
    return { hv_ver: (await world.emulators.lookup()).version };
  },
  connectGetHostname: () => ({ hostname: hostname() }),
  async connectGetSysinfo() {
    smbios ??= readSmbios();
    const sysinfo = await smbios.catch(() => null);
    if (sysinfo !== null) return { sysinfo };
    throw new VirError(
      ErrorCode.CONFIG_UNSUPPORTED,
      ErrorDomain.QEMU,
      'Host SMBIOS information is not available',
    );
  },
  connectIsSecure: () => ({ secure: 1 }),
});
