// Runs the commands that put filters on devices: one after another, with the follow-ups that listings ask for.
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import {
  applyCommands,
  type Command,
  discardCommands,
  followUp,
  learningCommands,
  removeCommands,
  switchCommands,
} from '../../model/nwfilter/commands.ts';
import type { RuleInstance } from '../../model/nwfilter/instance.ts';
import { runCommand } from '../../util/command.ts';

const tools = {
  ethernet: ['ebtables', '--concurrent'],
  ipv4: ['iptables', '-w'],
  ipv6: ['ip6tables', '-w'],
} as const;

type Chains = Set<string>;
const listChains = async (layer: Command['layer']): Promise<Chains> => {
  const question = layer === 'ethernet' ? ['-t', 'nat', '-L'] : ['-S'];
  const { stdout } = await runCommand([...tools[layer], ...question]);
  return new Set([...stdout.matchAll(/^(?:Bridge chain: |-[NP] )([^\s,]+)/gm)].map(([, name = '']) => name));
};

/** What a command does to chains, and the chain without which it can do nothing. */
const subjectOf = (args: readonly string[]): { verb: string; chain: string; second: string } => {
  const at = args[0] === '-t' ? 2 : 0;
  const [verb = '', chain = '', second = ''] = args.slice(at);
  const target = args.at(-1) ?? '';
  const jumps = verb === '-D' && ['-j', '-g'].includes(args.at(-2) ?? '') && target !== 'ACCEPT';
  return { verb, chain: jumps ? target : chain, second };
};
const takesNote = (chains: Chains, { verb, chain, second }: ReturnType<typeof subjectOf>): void => {
  if (verb === '-N') chains.add(chain);
  if (verb === '-X' || verb === '-E') chains.delete(chain);
  if (verb === '-E') chains.add(second);
};

/**
 * Most of the clearing away beforehand has nothing to clear: what a look at the chains tells to be in vain is not tried.
 * What a listing leads to comes last: a chain can only go when nothing refers to it any more.
 */
const run = async (commands: readonly Command[]): Promise<void> => {
  const queue = [...commands];
  const known = new Map<Command['layer'], Chains>();
  for (let i = 0; i < queue.length; i++) {
    const { layer, args, optional, listed } = queue[i]!;
    const chains = known.get(layer) ?? (await listChains(layer));
    known.set(layer, chains);
    const subject = subjectOf(args);
    if (optional && chains.has(subject.chain) === (subject.verb === '-N')) continue;
    const argv = [...tools[layer], ...args];
    const result = await runCommand(argv);
    if (result.status === 0) {
      takesNote(chains, subject);
      if (listed) queue.push(...followUp(listed, result.stdout));
    } else if (!optional)
      throw new VirError(
        ErrorCode.INTERNAL_ERROR,
        ErrorDomain.NONE,
        `Failed to apply firewall rules ${argv.join(' ')}: ${result.stderr}`,
      );
  }
};

/** Builds new rules beside the old; takes them away again when that fails. */
export const buildRules = async (device: string, rules: readonly RuleInstance[]): Promise<void> => {
  try {
    await run(applyCommands(rules, device));
  } catch (error) {
    await run(discardCommands(device));
    throw error;
  }
};
/** Puts built rules in the place of the old ones. */
export const switchRules = (device: string): Promise<void> => run(switchCommands(device));
export const discardRules = (device: string): Promise<void> => run(discardCommands(device));
export const removeRules = (device: string): Promise<void> => run(removeCommands(device));
/** What a guest may do while its address is not known yet. */
export const learningRules = (
  device: string,
  mac: string,
  dhcpOnly: boolean,
  servers: readonly string[],
): Promise<void> => run(learningCommands(device, mac, dhcpOnly, servers));
