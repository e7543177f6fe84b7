// The host's SMBIOS tables for connectGetSysinfo, whatever the hypervisor.
import { ErrorCode, type ErrorDomain, VirError } from '../../../schemas/errors.ts';
import { formatSmbios, SMBIOS_TYPES } from '../../model/host/smbios.ts';
import { findProgram, runCommand } from '../../util/command.ts';

let smbios: Promise<string | null> | null = null;

/** The host's tables, which stay what they are: read when first asked for. */
const readSmbios = async (): Promise<string | null> => {
  if (!findProgram('dmidecode')) return null;
  const { status, stdout } = await runCommand(['dmidecode', '-q', '-t', SMBIOS_TYPES]);
  return status === 0 ? formatSmbios(stdout) : null;
};

/** The answer of virConnectGetSysinfo. Throws CONFIG_UNSUPPORTED where dmidecode(8) tells nothing. */
export const hostSysinfo = async (
  domain: (typeof ErrorDomain)[keyof typeof ErrorDomain],
): Promise<{ sysinfo: string }> => {
  smbios ??= readSmbios();
  const sysinfo = await smbios.catch(() => null);
  if (sysinfo !== null) return { sysinfo };
  throw new VirError(ErrorCode.CONFIG_UNSUPPORTED, domain, 'Host SMBIOS information is not available');
};
