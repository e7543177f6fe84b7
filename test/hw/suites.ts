// The suites of hardware whose cases pass or fail as a whole; those with facets are in run.ts.
import type { Judge } from '../corpus/suites.ts';
import { judgeBlocks } from './blocks.ts';

export const hwSuites: Readonly<Record<string, Judge>> = { 'qemublock-xml2json': judgeBlocks };
