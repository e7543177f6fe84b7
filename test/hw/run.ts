// Counts by facet: `node dist/test/hw/run.js [suite...] [-v] [-x: XML only] [-a: args only] [-e: errors only] [=case]`.
import { type Case, openSuite, type Suite } from '../corpus/corpus.ts';
import { judgeLive, judgeUnit, type Verdict } from './cases.ts';

const judges: Record<string, (test: Case, suite: Suite) => Verdict | undefined> = {
  qemuxmlconf: judgeUnit,
  'live-9.0': judgeLive,
  'live-12.8-fake10.0.0': judgeLive,
};
const facets = ['xml', 'args', 'argsStrict', 'errorCode', 'errorText', 'nativeCode', 'nativeText'] as const;
export type Facet = (typeof facets)[number];

export interface HwReport {
  /** Passed and judged, by facet; `blackbox` counts only those a real daemon reproduces. */
  counts: Record<string, [passed: number, total: number]>;
  skipped: number;
  failures: { name: string; facets: Facet[]; complaints: string[] }[];
}

const blackbox = (test: Case, facet: Facet): boolean => {
  const marks = test['blackbox'] as Record<string, unknown> | undefined;
  if (facet === 'xml') return marks?.['xml'] === true;
  if (facet === 'args' || facet === 'argsStrict') return marks?.['args'] === 'strict';
  return marks?.['error_match'] === true;
};

export const runHw = (name: string): HwReport | undefined => {
  if (name === EITHER) return runEither();
  const suite = openSuite(name);
  const judge = judges[name];
  if (!suite || !judge) return undefined;
  const report: HwReport = { counts: {}, skipped: 0, failures: [] };
  const count = (key: string, pass: boolean): void => {
    const entry = (report.counts[key] ??= [0, 0]);
    entry[1]++;
    if (pass) entry[0]++;
  };
  for (const test of suite.cases) {
    let verdict: Verdict | undefined;
    try {
      verdict = judge(test, suite);
    } catch (error) {
      verdict = {
        xml: false,
        complaints: [`crashed: ${(error as Error).stack?.split('\n').slice(0, 4).join(' | ')}`],
      };
    }
    if (!verdict) {
      report.skipped++;
      continue;
    }
    const failed: Facet[] = [];
    for (const facet of facets) {
      const pass = verdict[facet];
      if (pass === undefined) continue;
      count(facet, pass);
      if (blackbox(test, facet)) count(`${facet} (blackbox)`, pass);
      if (!pass) failed.push(facet);
    }
    if (failed.length > 0)
      report.failures.push({ name: test.name, facets: failed, complaints: verdict.complaints });
  }
  return report;
};

/** The answers of two stock daemons; where they differ, either will do. */
const LIVE = ['live-9.0', 'live-12.8-fake10.0.0'] as const;
export const EITHER = 'live (either daemon)';

const runEither = (): HwReport | undefined => {
  const verdicts = new Map<string, Verdict[]>();
  for (const name of LIVE) {
    const suite = openSuite(name);
    if (!suite) return undefined;
    for (const test of suite.cases) {
      const verdict = judgeLive(test, suite);
      if (verdict) verdicts.set(test.name, [...(verdicts.get(test.name) ?? []), verdict]);
    }
  }
  const good = ({ xml, errorCode, errorText }: Verdict): boolean =>
    xml ?? (errorCode === true && errorText === true);
  const failures = [...verdicts].filter(([, all]) => !all.some(good));
  return {
    counts: { define: [verdicts.size - failures.length, verdicts.size] },
    skipped: 0,
    failures: failures.map(([name, all]) => ({
      name,
      facets: [],
      complaints: all.flatMap(({ complaints }) => complaints),
    })),
  };
};

if (process.argv[1]?.endsWith('hw/run.js')) {
  const args = process.argv.slice(2);
  const verbose = args.includes('-v');
  const wanted = new Set<Facet>();
  if (args.includes('-x')) wanted.add('xml');
  if (args.includes('-a')) for (const facet of ['args', 'argsStrict'] as const) wanted.add(facet);
  if (args.includes('-e'))
    for (const facet of ['errorCode', 'errorText', 'nativeCode', 'nativeText'] as const) wanted.add(facet);
  const only = args.find((arg) => arg.startsWith('='))?.slice(1);
  const names = args.filter((arg) => !/^[-=]/.test(arg));
  for (const name of names.length > 0 ? names : [...Object.keys(judges), EITHER]) {
    const report = runHw(name);
    if (!report) {
      console.log(`${name}: no such suite, or no corpus beside the repository`);
      continue;
    }
    const figures = Object.entries(report.counts).map(
      ([key, [passed, total]]) => `${key} ${passed}/${total}`,
    );
    console.log(`${name}: ${figures.join('  ')}  skipped ${report.skipped}`);
    if (!verbose && only === undefined) continue;
    for (const { name: test, facets: failed, complaints } of report.failures) {
      if (only !== undefined && !test.includes(only)) continue;
      if (wanted.size > 0 && !failed.some((facet) => wanted.has(facet))) continue;
      console.log(`  ${test}: ${failed.join(' ')}`);
      for (const line of complaints.slice(0, only === undefined ? 8 : 200)) console.log(`    ${line}`);
    }
  }
}
