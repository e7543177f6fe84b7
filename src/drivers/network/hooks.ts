// The administrator's hook for networks: etc/libvirt/hooks/network and the programs in network.d, told of every change.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import type { NetworkPort } from '../../../schemas/xml/network-port.ts';
import { NetworkPort as PortShape } from '../../../schemas/xml/network-port.ts';
import { formatXml } from '../../model/xml/format.ts';
import { findProgram, runCommand } from '../../util/command.ts';
import type { DriverHost } from '../host.ts';
import { formatNetwork, type NetworkRecord } from './record.ts';

const programs = (directory: string): string[] => {
  const single = join(directory, 'network');
  const folder = join(directory, 'network.d');
  let many: string[] = [];
  try {
    many = readdirSync(folder)
      .sort()
      .map((name) => join(folder, name));
  } catch {}
  return [single, ...many].filter((path) => findProgram(path) !== null);
};

/** Runs the hooks; true when there were any. Rejects when one fails. */
export const runNetworkHook = async (
  host: DriverHost,
  net: NetworkRecord,
  operation: string,
  sub: string,
  port?: NetworkPort,
): Promise<boolean> => {
  const all = programs(join(host.paths.config, 'hooks'));
  if (all.length === 0) return false;
  const input = `<hookData>\n${formatNetwork(net.def, false, '  ')}${
    port ? formatXml(PortShape, port, {}, '  ') : ''
  }</hookData>`;
  for (const program of all) {
    const argv = [program, net.name, operation, sub, '-'];
    const result = await runCommand(argv, { input });
    if (result.status !== 0)
      throw new VirError(
        ErrorCode.HOOK_SCRIPT_FAILED,
        ErrorDomain.NONE,
        `Child process (${argv.join(' ')}) unexpected exit status ${result.status}: ${result.stderr}`,
      );
  }
  return true;
};
