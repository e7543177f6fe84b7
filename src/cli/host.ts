// Questions about this host, answered without a daemon: is it fit for guests, and what is in a network's way.
import { chooseMode } from '../daemon/paths.ts';
import { diagnoseNetwork, formatFindings } from '../drivers/network/diagnose.ts';
import { networkPlaces } from '../drivers/network/places.ts';
import { formatHostChecks, validateHost } from '../drivers/node/host-validate.ts';
import type { CommandResult } from './main.ts';

export const hostValidateUsage = `Usage: virtlight host-validate

Checks whether this host can run guests; tells how to mend what is missing.
Exit status 1 when something needed is missing.
`;
export const hostValidate = (): CommandResult => formatHostChecks(validateHost());

export const netDiagnoseUsage = `Usage: virtlight net-diagnose [--root DIR] NETWORK

Tells what on this host would keep the network's guests from addresses, names or the outside, and how to mend it.
Changes nothing. Exit status 1 when something is in the way.
`;
export const netDiagnose = async (args: readonly string[]): Promise<CommandResult> => {
  const at = args.indexOf('--root');
  const root = at >= 0 ? (args[at + 1] ?? null) : null;
  const [name, ...more] = args.filter((_, i) => at < 0 || (i !== at && i !== at + 1));
  if (name === undefined || more.length > 0 || (at >= 0 && root === null))
    return { text: netDiagnoseUsage, status: 2 };
  const { paths, privileged } = chooseMode(root, process.geteuid?.() ?? 0, process.env);
  return formatFindings(await diagnoseNetwork(networkPlaces({ paths, privileged }), name));
};
