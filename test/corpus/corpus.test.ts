// Pins what passes of each corpus suite: the counts in expected.json may only rise.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { corpusDir, repository } from './corpus.ts';
import { runSuite } from './run.ts';
import { suites } from './suites.ts';

const expected = JSON.parse(readFileSync(join(repository, 'test/corpus/expected.json'), 'utf8')) as Record<
  string,
  number
>;

for (const name of Object.keys(suites)) {
  t.test(name, { skip: corpusDir === undefined && 'no corpus beside the repository' }, (t) => {
    const report = runSuite(name);
    const least = expected[name] ?? 0;
    t.ok(report && report.passed >= least, `at least ${least} pass`, { report });
    if (report) t.comment(`${report.passed}/${report.total}`);
    if (report && report.passed > least)
      t.comment(`raise expected.json: ${name} now passes ${report.passed}`);
    t.end();
  });
}
