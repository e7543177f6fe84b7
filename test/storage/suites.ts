// How the storage suites of the corpus are judged.

import { parseBackingString } from '../../src/model/storage/backing.ts';
import { formatBackingSource } from '../../src/model/storage/backing-xml.ts';
import { formatPool, formatVolume, parsePool, parseVolume } from '../../src/model/storage/documents.ts';
import { convertSteps, qemuImgCreate } from '../../src/model/storage/qemu-img.ts';
import { startCommand } from '../../src/model/storage/start-command.ts';
import { xmlDiff } from '../corpus/compare.ts';
import type { Case, Suite } from '../corpus/corpus.ts';

type Judge = (test: Case, suite: Suite) => string | undefined;

const flagsOf = (test: Case): string => JSON.stringify([test['flags'] ?? [], test['parse_flags'] ?? []]);
const capacityRule = (test: Case) =>
  flagsOf(test).includes('NO_CAPACITY')
    ? ('optional' as const)
    : flagsOf(test).includes('OPT_CAPACITY')
      ? ('unless-backed' as const)
      : ('required' as const);

/** Refused when it should be; otherwise `produce` answers a complaint or nothing. */
const outcome =
  (produce: (test: Case, suite: Suite) => string | undefined): Judge =>
  (test, suite) => {
    try {
      const complaint = produce(test, suite);
      return test.outcome === 'ok' ? complaint : (complaint ?? 'accepted, should be refused');
    } catch (error) {
      return test.outcome === 'ok' ? `refused: ${(error as Error).message}` : undefined;
    }
  };

const words = (text: string): string => text.replaceAll('\\\n', ' ').replace(/\s+/g, ' ').trim();
const sameText = (expected: string, actual: string): string | undefined =>
  expected === actual ? undefined : `expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`;

const volumeOf = (
  suite: Suite,
  pool: unknown,
  input: unknown,
  rule = 'required' as ReturnType<typeof capacityRule>,
) => {
  const { type, target } = parsePool(suite.file(String(pool)));
  const { volume } = parseVolume(type, suite.file(String(input)), rule);
  if (type === 'logical') {
    volume.type = 'block';
    volume.target.path = `${target?.path}/${volume.name}`;
  }
  return volume;
};

export const storageSuites: Readonly<Record<string, Judge>> = {
  storagepoolxml2xml: outcome((test, suite) => {
    const actual = formatPool(parsePool(suite.file(test.input)));
    const expected = suite.file(String(test['xml']));
    return xmlDiff(expected, actual)[0] ?? sameText(expected, actual);
  }),
  storagevolxml2xml: outcome((test, suite) => {
    const { type } = parsePool(suite.file(String(test['pool'])));
    const actual = formatVolume(type, parseVolume(type, suite.file(test.input), capacityRule(test)).volume);
    const expected = suite.file(String(test['xml']));
    return xmlDiff(expected, actual)[0] ?? sameText(expected, actual);
  }),
  storagevolxml2argv: outcome((test, suite) => {
    const volume = volumeOf(
      suite,
      test['pool'],
      test.input,
      test['input_vol'] ? 'optional' : capacityRule(test),
    );
    const input = test['input_vol'] ? volumeOf(suite, test['input_pool'], test['input_vol']) : undefined;
    const request = {
      volume,
      input,
      preallocateMetadata: flagsOf(test).includes('PREALLOC_METADATA'),
      secretFile: '/path/to/secretFile',
      inputSecretFile: '/path/to/inputSecretFile',
    };
    const lines = convertSteps(request).map((step) =>
      ['qemu-img', ...qemuImgCreate({ ...request, step })].join(' '),
    );
    return test['args'] === undefined
      ? undefined
      : sameText(words(suite.file(String(test['args']))), lines.join(' '));
  }),
  storagepoolxml2argv: outcome((test, suite) => {
    const command = startCommand(parsePool(suite.file(test.input)));
    if (!command) throw new Error('no command starts this pool');
    return test['args'] === undefined
      ? undefined
      : sameText(words(suite.file(String(test['args']))), command.join(' '));
  }),
  storagesource: (test) => {
    const expected = test['expected_xml'] as string | undefined;
    let actual: string;
    let partial: boolean;
    try {
      const source = parseBackingString(String(test['backing']));
      partial = source.partial === true;
      actual = formatBackingSource(source);
    } catch (error) {
      return expected === undefined ? undefined : `refused: ${(error as Error).message}`;
    }
    if (expected === undefined) return 'accepted, should be refused';
    if (partial !== (test['expected_rc'] === 1)) return `partial is ${partial}`;
    return sameText(expected, actual);
  },
};
