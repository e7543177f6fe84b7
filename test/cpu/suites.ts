// How the CPU suite of the corpus is judged: compare and baseline, as libvirt's own test asks them.
import { VirError } from '../../schemas/errors.ts';
import { baselineCpu, compareCpu, expandCpu } from '../../src/model/cpu/cpu.ts';
import { cpuFromNode, formatCpu, parseCpu } from '../../src/model/cpu/document.ts';
import { parseTree } from '../../src/model/xml/tree.ts';
import { xmlDiff } from '../corpus/compare.ts';
import type { Case, Suite } from '../corpus/corpus.ts';

const compare = (test: Case, suite: Suite): string => {
  try {
    const host = parseCpu(suite.file(String(test['host'])));
    return `VIR_CPU_COMPARE_${compareCpu(host.arch!, host, parseCpu(suite.file(test.input))).toUpperCase()}`;
  } catch (error) {
    if (!(error instanceof VirError)) throw error;
    return 'VIR_CPU_COMPARE_ERROR';
  }
};

const baseline = (test: Case, suite: Suite): string | undefined => {
  const tree = parseTree(suite.file(test.input));
  const cpus = tree.root.kids.map((node) => cpuFromNode(tree, node, 'auto'));
  const flags = String(test['flags'] ?? '');
  const cpu = baselineCpu('x86_64', cpus, { migratable: flags.includes('MIGRATABLE') });
  if (flags.includes('EXPAND_FEATURES')) expandCpu('x86_64', cpu);
  const [difference] = xmlDiff(suite.file(String(test['xml'])), formatCpu(cpu));
  if (difference !== undefined) return difference;
  const unfit = cpus.findIndex((one) => compareCpu('x86_64', one, cpu) === 'incompatible');
  return unfit < 0 ? undefined : `the baseline does not fit CPU ${unfit}`;
};

export const cpuSuites = {
  cputest: (test: Case, suite: Suite): string | undefined => {
    if (test['kind'] === 'cpu-compare') {
      const result = compare(test, suite);
      return result === test['result'] ? undefined : `${result}, not ${test['result']}`;
    }
    try {
      const complaint = baseline(test, suite);
      return test.outcome === 'ok' ? complaint : 'accepted, should be refused';
    } catch (error) {
      if (test.outcome !== 'ok' && error instanceof VirError) return undefined;
      throw error;
    }
  },
};
