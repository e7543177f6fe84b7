// How the suites of hypervisor-neutral domain XML are judged.
import { formatDomain, parseDomain } from '../../src/model/domain/parse.ts';
import { postParse } from '../../src/model/domain/postparse-common.ts';
import { validateCommon } from '../../src/model/domain/validate-common.ts';
import { prepareValidation } from '../../src/model/xml/schema/validate.ts';
import { xmlDiff } from '../corpus/compare.ts';
import type { Judge } from '../corpus/suites.ts';

const GENERIC = { features: new Set(['individual-vcpus'] as const) };

const validate = await prepareValidation();

/** A MAC address of zeros is replaced by a random one, which cannot be compared. */
const generatesMac = (input: string): boolean => input.includes("'00:00:00:00:00:00'");

export const domainSuites: Readonly<Record<string, Judge>> = {
  genericxml2xml: (test, suite) => {
    const input = suite.file(test.input);
    const inactive = test['active'] !== true;
    let output: string;
    try {
      const domain = postParse(parseDomain(input, { inactive }), GENERIC);
      validateCommon(domain);
      output = formatDomain(domain, { inactive, secure: true });
    } catch (error) {
      return test.outcome === 'ok' ? `refused: ${(error as Error).message}` : undefined;
    }
    if (test.outcome !== 'ok') return 'accepted, should be refused';
    const expected = suite.file(String(test['xml'] ?? test.input));
    const dropAttrs = generatesMac(input) ? ['interface/mac@address'] : [];
    return xmlDiff(expected, output, { dropAttrs })[0];
  },
  schema: (test, suite) => {
    let complaint: string | undefined;
    try {
      validate(String(test['schema']).replace('.rng', ''), suite.file(test.input));
    } catch (error) {
      complaint = (error as Error).message.split('\n').slice(0, 3).join(' ');
    }
    if (test['valid'] === (complaint === undefined)) return undefined;
    return complaint ?? 'accepted, should be refused';
  },
};
