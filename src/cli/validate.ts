// virtlight validate: every problem of a document at once, with line numbers. The kind is told by the root element.
import { parseArgs } from 'node:util';
import { Domain } from '../../schemas/xml/domain.ts';
import type { Shape } from '../../schemas/xml/dsl.ts';
import { Network, networkParseOptions } from '../../schemas/xml/network.ts';
import { postParse } from '../drivers/kvm/postparse/postparse.ts';
import { faults } from '../drivers/kvm/validate/validate.ts';
import { parseDomain } from '../model/domain/parse.ts';
import { asVirError } from '../model/rpc/frame.ts';
import type { Problem } from '../model/xml/context.ts';
import { type ParseOptions, parseXml } from '../model/xml/parse.ts';
import { documents } from '../model/xml/schema/documents.ts';
import { parseTree } from '../model/xml/tree.ts';
import type { CommandResult } from './main.ts';
import { qemuFor } from './qemu.ts';

export const validateUsage = `Usage: virtlight validate FILE ...

Reads each document ('-' is standard input) and prints FILE:LINE: PROBLEM for everything libvirt would refuse. What QEMU
cannot run of a domain is told too: the emulator that it names, or that is installed, is asked what it can do.
Exit status 0 when there is nothing, 1 otherwise.
`;

interface Kind {
  readonly shape: Shape;
  readonly options: ParseOptions;
}
/** Every document we know, by its root element. */
const kinds = new Map<string, Kind>();
for (const [document, shapes] of Object.entries(documents))
  if (document !== 'device')
    for (const shape of shapes) if (!kinds.has(shape.name)) kinds.set(shape.name, { shape, options: {} });
kinds.set('network', { shape: Network, options: networkParseOptions });

interface Told {
  readonly line: number;
  readonly text: string;
}
const told = ({ line, error }: Problem): Told => ({ line, text: error.message });

/** What is wrong with a domain: first as a document, then, if that is sound, as a guest of QEMU. */
const domainProblems = async (text: string, problems: Problem[]): Promise<void> => {
  const places = new Map<object, number>();
  const domain = parseDomain(text, { problems, places, inactive: true });
  if (problems.length > 0 || !QEMU_TYPES.has(domain.type)) return;
  const { caps, host } = await qemuFor(domain);
  const line = places.get(domain) ?? 1;
  try {
    postParse(domain, { caps, host, options: { abiUpdate: true, inactive: true } });
  } catch (error) {
    problems.push({ line, error: asVirError(error) });
    return;
  }
  for (const { error, at } of faults(domain, caps, host))
    problems.push({ line: places.get(at ?? domain) ?? line, error });
};
const QEMU_TYPES: ReadonlySet<string> = new Set(['qemu', 'kvm', 'hvf']);

const problemsOf = async (text: string): Promise<Told[]> => {
  const problems: Problem[] = [];
  try {
    const root = parseTree(text, '(document)', 0).root.name;
    const kind = kinds.get(root);
    if (!kind)
      return [{ line: 1, text: `a <${root}> document is not one of: ${[...kinds.keys()].join(', ')}` }];
    if (kind.shape === Domain) await domainProblems(text, problems);
    else parseXml(kind.shape, text, { ...kind.options, problems });
  } catch (error) {
    const shown = asVirError(error);
    const line = /:([0-9]+):/.exec(shown.message);
    return [...problems.map(told), { line: Number(line?.[1] ?? 1), text: shown.message }];
  }
  return problems.map(told);
};

export const validateFiles = async (
  args: readonly string[],
  read: (path: string) => string,
): Promise<CommandResult> => {
  const { positionals } = parseArgs({ args: [...args], allowPositionals: true, strict: true });
  if (positionals.length === 0) return { text: validateUsage, status: 2 };
  const lines: string[] = [];
  for (const file of positionals) {
    const found = (await problemsOf(read(file))).toSorted((a, b) => a.line - b.line);
    lines.push(...new Set(found.map(({ line, text }) => `${file}:${line}: ${text}`)));
  }
  return { text: lines.length > 0 ? `${lines.join('\n')}\n` : '', status: lines.length > 0 ? 1 : 0 };
};
