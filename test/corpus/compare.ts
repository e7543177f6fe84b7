// Compares two XML documents by meaning, after the rules of guides/corpus.md: attribute order, blanks and the mutual
// order of different elements do not matter; the order of elements of one name does.
import { parseTree, type XmlNode } from '../../src/model/xml/tree.ts';

export interface CompareOptions {
  /** Attributes to leave out, as `interface/mac@address`. */
  readonly dropAttrs?: readonly string[];
  /** Elements to leave out, as `devices/memballoon`. */
  readonly dropElements?: readonly string[];
  readonly keepAlias?: boolean;
}

const attrsOf = (node: XmlNode, path: string, options: CompareOptions): Map<string, string> => {
  const attrs = new Map<string, string>();
  for (let i = 0; i < node.attrs.length; i += 2)
    attrs.set(node.attrs[i] as string, node.attrs[i + 1] as string);
  if (path === '/domain') attrs.delete('id');
  for (const drop of options.dropAttrs ?? []) {
    const [where = '', name = ''] = drop.split('@');
    if (path.endsWith(where)) attrs.delete(name);
  }
  return attrs;
};

const kidsOf = (node: XmlNode, path: string, options: CompareOptions): Map<string, XmlNode[]> => {
  const kids = new Map<string, XmlNode[]>();
  for (const kid of node.kids) {
    if (
      kid.name === 'alias' &&
      !options.keepAlias &&
      !attrsOf(kid, '', options).get('name')?.startsWith('ua-')
    )
      continue;
    if (options.dropElements?.some((drop) => `${path}/${kid.name}`.endsWith(drop))) continue;
    const key = `${kid.ns} ${kid.name}`;
    const list = kids.get(key);
    if (list) list.push(kid);
    else kids.set(key, [kid]);
  }
  return kids;
};

const diff = (a: XmlNode, b: XmlNode, path: string, options: CompareOptions, out: string[]): void => {
  const [left, right] = [attrsOf(a, path, options), attrsOf(b, path, options)];
  for (const key of new Set([...left.keys(), ...right.keys()])) {
    if (left.get(key) !== right.get(key)) out.push(`${path}@${key}: ${left.get(key)} != ${right.get(key)}`);
  }
  if (a.text.trim() !== b.text.trim()) out.push(`${path}: text '${a.text.trim()}' != '${b.text.trim()}'`);
  const [kidsA, kidsB] = [kidsOf(a, path, options), kidsOf(b, path, options)];
  for (const key of new Set([...kidsA.keys(), ...kidsB.keys()])) {
    const [x, y] = [kidsA.get(key) ?? [], kidsB.get(key) ?? []];
    const name = key.slice(key.indexOf(' ') + 1);
    if (x.length !== y.length) out.push(`${path}/${name}: count ${x.length} != ${y.length}`);
    for (let i = 0; i < Math.min(x.length, y.length); i++) {
      diff(x[i] as XmlNode, y[i] as XmlNode, `${path}/${name}`, options, out);
    }
  }
};

/** The differences between the expected and the actual document; none when they mean the same. */
export const xmlDiff = (expected: string, actual: string, options: CompareOptions = {}): string[] => {
  const a = parseTree(expected, 'expected').root;
  const b = parseTree(actual, 'actual').root;
  if (a.name !== b.name) return [`root ${a.name} != ${b.name}`];
  const out: string[] = [];
  diff(a, b, `/${a.name}`, options, out);
  return out;
};
