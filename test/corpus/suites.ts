// How each suite of the corpus is judged: what a case must give to count as passed.
import { Network, networkParseOptions } from '../../schemas/xml/network.ts';
import { formatXml } from '../../src/model/xml/format.ts';
import { parseXml } from '../../src/model/xml/parse.ts';
import { capsSuites } from '../caps/suites.ts';
import { cpuSuites } from '../cpu/suites.ts';
import { hwSuites } from '../hw/suites.ts';
import { networkSuites } from '../network/suites.ts';
import { nwfilterSuites } from '../nwfilter/suites.ts';
import { storageSuites } from '../storage/suites.ts';
import { documentSuites } from '../testdrv/corpus.ts';
import { domainSuites } from '../xml/suites.ts';
import { xmlDiff } from './compare.ts';
import type { Case, Suite } from './corpus.ts';

/** The complaint about a case, or undefined when it passes. */
export type Judge = (test: Case, suite: Suite) => string | undefined;

/** A suite whose cases turn one document into another, or are refused. */
export const xmlToXml =
  (convert: (input: string, test: Case, suite: Suite) => string): Judge =>
  (test, suite) => {
    let output: string;
    try {
      output = convert(suite.file(test.input), test, suite);
    } catch (error) {
      return test.outcome === 'ok' ? `refused: ${(error as Error).message}` : undefined;
    }
    if (test.outcome !== 'ok') return 'accepted, should be refused';
    const expected = suite.file(String(test['xml'] ?? test.input));
    return xmlDiff(expected, output)[0];
  };

export const suites: Readonly<Record<string, Judge>> = {
  ...domainSuites,
  ...networkSuites,
  ...nwfilterSuites,
  ...capsSuites,
  ...cpuSuites,
  ...hwSuites,
  ...storageSuites,
  ...documentSuites(),
  networkxml2xml: xmlToXml((input, test) => {
    const flags = test['flags'] as string[] | string | undefined;
    const inactive = JSON.stringify(flags ?? '').includes('INACTIVE');
    return formatXml(Network, parseXml(Network, input, networkParseOptions), { inactive });
  }),
};
