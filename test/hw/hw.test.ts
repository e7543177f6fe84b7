// Pins what passes of the hardware suites, by facet: the counts in expected.json may only rise.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { corpusDir, repository } from '../corpus/corpus.ts';
import { hasFirmware } from './lab.ts';
import { runHw } from './run.ts';

type Counts = Record<string, Record<string, number>>;
const pinned = JSON.parse(readFileSync(join(repository, 'test/hw/expected.json'), 'utf8')) as {
  corpus: Counts;
  withLibvirtTests: Counts;
};
/** libvirt's tests (VIRTLIGHT_LIBVIRT_TESTS) bring the firmware and the QEMUs that some cases need. */
const expected = hasFirmware ? pinned.withLibvirtTests : pinned.corpus;

t.setTimeout(900_000);
const missing = corpusDir === undefined && 'no corpus beside the repository';

for (const [name, facets] of Object.entries(expected)) {
  t.test(name, { skip: missing }, (t) => {
    const report = runHw(name);
    for (const [facet, least] of Object.entries(facets)) {
      const [passed, total] = report?.counts[facet] ?? [0, 0];
      t.ok(passed >= least, `${facet}: at least ${least} of ${total} pass`, { passed });
      if (passed > least) t.comment(`raise expected.json: ${name} ${facet} now passes ${passed}`);
    }
    t.end();
  });
}
