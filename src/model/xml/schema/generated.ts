// The schema files made from the declarations, by file name.
import { documents } from './documents.ts';
import { jsonSchema } from './json.ts';
import { relaxng } from './relaxng.ts';

/** One tag a line where that keeps lines short, so that changes show in a diff. */
const wrap = (xml: string): string => xml.replace(/(<\/element>|<\/define>|<interleave>|<group>)/g, '$1\n');

/** Every generated file with its text. */
export const generatedFiles = (): [name: string, text: string][] =>
  Object.entries(documents).flatMap(([name, roots]): [string, string][] => [
    [`${name}.rng`, wrap(relaxng(roots))],
    [`${name}.json`, `${JSON.stringify(jsonSchema(roots, `libvirt ${name}`), undefined, 1)}\n`],
  ]);
