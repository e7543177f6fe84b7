// Runs the corpus suites: `node dist/test/corpus/run.js [suite...] [-v]` reports passes per suite and the complaints.
import { openSuite } from './corpus.ts';
import { suites } from './suites.ts';

export interface Report {
  readonly suite: string;
  readonly passed: number;
  readonly total: number;
  readonly complaints: readonly string[];
}

/** Judges every case of a suite; undefined without the corpus. */
export const runSuite = (name: string): Report | undefined => {
  const suite = openSuite(name);
  const judge = suites[name];
  if (!suite || !judge) return undefined;
  const complaints: string[] = [];
  for (const test of suite.cases) {
    let complaint: string | undefined;
    try {
      complaint = judge(test, suite);
    } catch (error) {
      complaint = `crashed: ${(error as Error).stack}`;
    }
    if (complaint !== undefined) complaints.push(`${test.name}: ${complaint}`);
  }
  return {
    suite: name,
    passed: suite.cases.length - complaints.length,
    total: suite.cases.length,
    complaints,
  };
};

if (process.argv[1]?.endsWith('corpus/run.js')) {
  const verbose = process.argv.includes('-v');
  const names = process.argv.slice(2).filter((arg) => !arg.startsWith('-'));
  for (const name of names.length > 0 ? names : Object.keys(suites)) {
    const report = runSuite(name);
    if (!report) {
      console.log(`${name}: no such suite, or no corpus beside the repository`);
      continue;
    }
    console.log(`${name}: ${report.passed}/${report.total}`);
    if (verbose) for (const complaint of report.complaints) console.log(`  ${complaint}`);
  }
}
