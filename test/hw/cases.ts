// What a case of the corpus asks of the hardware code, and what we make of it.
import { VirError } from '../../schemas/errors.ts';
import type { Domain } from '../../schemas/xml/domain.ts';
import { argv } from '../../src/drivers/kvm/argv/argv.ts';
import type { QemuCaps } from '../../src/drivers/kvm/capabilities/caps.ts';
import { toNative } from '../../src/drivers/kvm/native/to-native.ts';
import type { PostParseContext } from '../../src/drivers/kvm/postparse/context.ts';
import { postParse } from '../../src/drivers/kvm/postparse/postparse.ts';
import { validate } from '../../src/drivers/kvm/validate/validate.ts';
import { formatDomain, parseDomain } from '../../src/model/domain/parse.ts';
import { xmlDiff } from '../corpus/compare.ts';
import type { Case, Suite } from '../corpus/corpus.ts';
import { argsDiff } from './compare.ts';
import { capsOf, liveArgvHost, liveContext, unitArgvHost, unitHost } from './lab.ts';

/** A verdict by facet; a facet that a case does not have is left out. */
export interface Verdict {
  xml?: boolean;
  /** Same options in any order; in the same order. */
  args?: boolean;
  argsStrict?: boolean;
  errorCode?: boolean;
  errorText?: boolean;
  /** The same of a refusal to give the command line. */
  nativeCode?: boolean;
  nativeText?: boolean;
  /** What is wrong, a line each. */
  complaints: string[];
}

export interface Refusal {
  code: number;
  domain: number;
  message: string;
}

export type Outcome = { domain: Domain; xml: string; error?: never } | { error: Refusal };

const refusal = (error: unknown): Refusal => {
  if (error instanceof VirError) {
    return { code: error.code, domain: error.domain, message: error.message };
  }
  throw error;
};

/** Parses, completes, checks and writes one definition, as "define" and "dumpxml" do. */
export const define = (input: string, context: PostParseContext): Outcome => {
  try {
    const domain = parseDomain(input, { inactive: true, defaultArch: 'x86_64' });
    postParse(domain, context);
    validate(domain, context.caps, context.host);
    return { domain, xml: formatDomain(domain, { inactive: true, secure: true }) };
  } catch (error) {
    return { error: refusal(error) };
  }
};

const canonicalMachines = (xml: string, caps: QemuCaps): string =>
  xml.replace(
    /(<type[^>]* machine=['"])(pc|q35)(['"])/,
    (_, a, machine, b) => `${a}${caps.canonicalMachine('qemu', machine)}${b}`,
  );

/** Addresses that are made up: where the input has none, or all zeroes. */
const dropped = (input: string) =>
  /<mac /.test(input) && !/<mac address='00:00:00:00:00:00'/.test(input)
    ? {}
    : { dropAttrs: ['interface/mac@address'] };

const judgeXml = (
  verdict: Verdict,
  outcome: Outcome,
  expected: string,
  input: string,
  caps: QemuCaps,
): void => {
  if (outcome.error) {
    verdict.xml = false;
    verdict.complaints.push(`refused: ${outcome.error.message}`);
    return;
  }
  const made = /<genid\s*\/>/.test(input) ? /^\/domain\/genid: text/ : /^$/;
  const diff = xmlDiff(canonicalMachines(expected, caps), outcome.xml, dropped(input)).filter(
    (line) => !made.test(line),
  );
  verdict.xml = diff.length === 0;
  verdict.complaints.push(...diff);
};

const judgeArgs = (verdict: Verdict, expected: string, actual: readonly string[], caps: QemuCaps): void => {
  const canonical = expected.replace(
    /(-machine )(pc|q35)(,)/,
    (_, a, machine, b) => `${a}${caps.canonicalMachine('qemu', machine)}${b}`,
  );
  const { strict, multiset, missing, extra } = argsDiff(canonical, actual);
  verdict.args = multiset;
  verdict.argsStrict = strict;
  for (const option of missing) verdict.complaints.push(`- ${option}`);
  for (const option of extra) verdict.complaints.push(`+ ${option}`);
  if (multiset && !strict) verdict.complaints.push('other order');
};

/** Judges what gives a command line, or is refused. */
const judgeCommand = (
  verdict: Verdict,
  expected: string,
  make: () => readonly string[],
  caps: QemuCaps,
): void => {
  try {
    judgeArgs(verdict, expected, make(), caps);
  } catch (error) {
    verdict.args = false;
    verdict.argsStrict = false;
    verdict.complaints.push(
      error instanceof VirError ? `refused: ${error.message}` : `crashed: ${(error as Error).stack}`,
    );
  }
};

const judgeText = (verdict: Verdict, outcome: { error?: Refusal }, message: string): void => {
  if (!outcome.error) {
    verdict.errorText = false;
    verdict.complaints.push(`accepted, should be: ${message}`);
    return;
  }
  verdict.errorText = outcome.error.message === message;
  if (!verdict.errorText) verdict.complaints.push(`says: ${outcome.error.message}\n      not: ${message}`);
};

const judgeRefusal = (
  verdict: Verdict,
  outcome: { error?: Refusal },
  wanted: Refusal,
  which: 'error' | 'native',
): void => {
  const { error } = outcome;
  const same = error !== undefined && error.code === wanted.code && error.domain === wanted.domain;
  verdict[`${which}Code`] = same;
  verdict[`${which}Text`] = error?.message === wanted.message;
  const say = (e: Refusal | undefined): string => (e ? `${e.code}/${e.domain} ${e.message}` : 'accepted');
  if (say(error) !== say(wanted))
    verdict.complaints.push(`${which}: ${say(error)}\n         not: ${say(wanted)}`);
};

type Settings = Record<string, unknown>;
const settings = (test: Case, prefix: string): Settings =>
  Object.fromEntries(
    Object.entries((test['driver_config'] as Settings | undefined) ?? {})
      .filter(([key]) => key.startsWith(prefix))
      .map(([key, value]) => [key.slice(prefix.length), value]),
  );

/** `QEMU_CAPS_DEVICE_QEMU_XHCI` is the flag `qemu-xhci`. */
const flagName = (name: string): string =>
  name
    .replace(/^QEMU_CAPS_(DEVICE_)?/, '')
    .toLowerCase()
    .replaceAll('_', '-');

const attempt = (make: () => unknown): { error: Refusal } | Record<never, never> => {
  try {
    make();
    return {};
  } catch (error) {
    return { error: refusal(error) };
  }
};

/** One case of libvirt's unit test; undefined when it needs what is not at hand. */
export const judgeUnit = (test: Case, suite: Suite): Verdict | undefined => {
  if (!test.input) return undefined;
  let caps = capsOf(String(test['caps']));
  if (!caps) return undefined;
  const removed = test['caps_del'] as string[] | undefined;
  if (removed) caps = caps.with({ remove: removed.map(flagName) as never });
  const env = settings(test, 'env:');
  const host = unitHost({
    config: settings(test, 'config:'),
    ...(env['QEMU_AUDIO_DRV'] ? { audioDriver: String(env['QEMU_AUDIO_DRV']) } : {}),
    ...(env['TEST_TPM_ENV_VAR']
      ? { tpm: String(env['TEST_TPM_ENV_VAR']).includes('1_2') ? '1.2' : '2.0' }
      : {}),
  });
  const flags = (test['parse_flags'] as string[] | undefined) ?? [];
  const context: PostParseContext = {
    caps,
    host,
    options: { abiUpdate: flags.some((flag) => flag.endsWith('ABI_UPDATE')), inactive: true },
  };
  const input = suite.file(test.input);
  const verdict: Verdict = { complaints: [] };
  const outcome = define(input, context);
  if (test.outcome === 'parse-error') {
    judgeText(verdict, outcome, String(test['error']));
    return verdict;
  }
  if (test['xml']) judgeXml(verdict, outcome, suite.file(String(test['xml'])), input, caps);
  if (outcome.error) {
    if (test['args']) verdict.args = verdict.argsStrict = false;
    if (test.outcome === 'failure') judgeText(verdict, outcome, String(test['error']));
    return verdict;
  }
  const { domain } = outcome;
  const make = (): readonly string[] =>
    argv(
      domain,
      caps,
      unitArgvHost(domain.name, settings(test, 'config:'), test['host_cpu'] as string | undefined),
    ).argv;
  if (test['args']) judgeCommand(verdict, suite.file(String(test['args'])), make, caps);
  else if (test.outcome === 'failure') judgeText(verdict, attempt(make), String(test['error']));
  return verdict;
};

/** One case of a stock daemon's answers. */
export const judgeLive = (test: Case, suite: Suite): Verdict | undefined => {
  if (test['kind'] !== 'domain') return undefined;
  const caps = capsOf(suite.name === 'live-9.0' ? '7.2.0' : '10.0.0');
  if (!caps) return undefined;
  const input = suite.file(test.input);
  const verdict: Verdict = { complaints: [] };
  const outcome = define(input, liveContext(caps));
  if (test['define'] === 'error') {
    judgeRefusal(verdict, outcome, test['define_error'] as Refusal, 'error');
    return verdict;
  }
  judgeXml(verdict, outcome, suite.file(String(test['xml'])), input, caps);
  const make = (): readonly string[] => {
    if (outcome.error) throw new Error('not defined');
    return toNative(outcome.domain, caps, liveArgvHost(outcome.domain.name)).argv;
  };
  if (test['native'] === 'ok') judgeCommand(verdict, suite.file(String(test['args'])), make, caps);
  else if (!outcome.error) judgeRefusal(verdict, attempt(make), test['native_error'] as Refusal, 'native');
  return verdict;
};
