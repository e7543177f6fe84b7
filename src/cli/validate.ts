// virtlight validate: every problem of a document at once, with line numbers. The kind is told by the root element.
import { parseArgs } from 'node:util';
import { Domain, domainParseOptions } from '../../schemas/xml/domain.ts';
import type { Shape } from '../../schemas/xml/dsl.ts';
import { Network, networkParseOptions } from '../../schemas/xml/network.ts';
import { asVirError } from '../model/rpc/frame.ts';
import type { Problem } from '../model/xml/context.ts';
import { type ParseOptions, parseXml } from '../model/xml/parse.ts';
import { documents } from '../model/xml/schema/documents.ts';
import { parseTree } from '../model/xml/tree.ts';
import type { CommandResult } from './main.ts';

export const validateUsage = `Usage: virtlight validate FILE ...

Reads each document ('-' is standard input) and prints FILE:LINE: PROBLEM for everything libvirt would refuse.
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
kinds.set('domain', { shape: Domain, options: domainParseOptions });
kinds.set('network', { shape: Network, options: networkParseOptions });

const problemsOf = (text: string): { line: number; text: string }[] => {
  const problems: Problem[] = [];
  try {
    const root = parseTree(text, '(document)', 0).root.name;
    const kind = kinds.get(root);
    if (!kind)
      return [{ line: 1, text: `a <${root}> document is not one of: ${[...kinds.keys()].join(', ')}` }];
    parseXml(kind.shape, text, { ...kind.options, problems });
  } catch (error) {
    const shown = asVirError(error);
    const line = /:([0-9]+):/.exec(shown.message);
    return [...problems.map(told), { line: Number(line?.[1] ?? 1), text: shown.message }];
  }
  return problems.map(told);
};
const told = (problem: Problem): { line: number; text: string } => ({
  line: problem.line,
  text: problem.error.message,
});

export const validateFiles = (args: readonly string[], read: (path: string) => string): CommandResult => {
  const { positionals } = parseArgs({ args: [...args], allowPositionals: true, strict: true });
  if (positionals.length === 0) return { text: validateUsage, status: 2 };
  const lines = positionals.flatMap((file) =>
    problemsOf(read(file))
      .toSorted((a, b) => a.line - b.line)
      .map(({ line, text }) => `${file}:${line}: ${text}`),
  );
  return { text: lines.length > 0 ? `${lines.join('\n')}\n` : '', status: lines.length > 0 ? 1 : 0 };
};
