// Judge for the suite that turns network filters into firewall commands.
import { NWFilter, nwfilterParseOptions } from '../../schemas/xml/nwfilter.ts';
import { applyCommands, type Command } from '../../src/model/nwfilter/commands.ts';
import { instantiate } from '../../src/model/nwfilter/instance.ts';
import { parseXml } from '../../src/model/xml/parse.ts';
import type { Judge } from '../corpus/suites.ts';

const tools = { ethernet: 'ebtables --concurrent', ipv4: 'iptables -w', ipv6: 'ip6tables -w' } as const;
const line = ({ layer, args }: Command): string => `${tools[layer]} ${args.join(' ')}`;

const recorded = (text: string): string[] =>
  text
    .replaceAll(/ ?\\\n/g, ' ')
    .split('\n')
    .map((command) => command.trim())
    .filter((command) => command !== '');

/** The shell's quoting undone. */
const unquote = (text: string): string =>
  text
    .split("'\\''")
    .map((part) => part.replaceAll("'", ''))
    .join("'");

/** Takes blocks of lines out wherever they stand. */
const without = (lines: readonly string[], blocks: readonly string[][]): string[] => {
  const out = [...lines];
  for (const block of blocks)
    for (let i = 0; i + block.length <= out.length; i++)
      if (block.every((text, j) => out[i + j] === text)) out.splice(i--, block.length);
  return out;
};

const nwfilterxml2firewall: Judge = (test, suite) => {
  const filter = parseXml(NWFilter, suite.file(test.input), nwfilterParseOptions);
  const variables = new Map(Object.entries(suite.header['variables'] as Record<string, string[]>));
  const device = String(suite.header['interface']);
  const blocks = (suite.header['common_blocks'] as string[]).map(recorded);
  const got = without(
    applyCommands(
      instantiate(filter, variables, () => undefined),
      device,
    ).map(line),
    blocks,
  );
  const want = recorded(suite.file(String(test['commands']))).map((text) => unquote(text));
  for (let i = 0; i < Math.max(got.length, want.length); i++)
    if (got[i] !== want[i]) return `command ${i}: ${got[i]}\n      expected: ${want[i]}`;
  return undefined;
};

export const nwfilterSuites: Readonly<Record<string, Judge>> = { nwfilterxml2firewall };
