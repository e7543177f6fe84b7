// Composes documents from the declarations themselves: every element and attribute may come, alone or beside others, with a
// value of its type, one that a recorded document has at that place, or now and then one that is none.
import { casesOf, deciding } from '../../dist/src/model/xml/parse.js';

const odd = [
  '',
  'bogus',
  '0',
  '-1',
  '1',
  '65536',
  '4294967296',
  '18446744073709551616',
  '0x10',
  '1.5',
  ' 1',
  'yes',
  'off',
  'default',
  'none',
];
const texts = ['a', 'two words', '/some/place', 'relative/place', 'q&"<', 'x'.repeat(40)];
const sets = ['0', '0', '0-3', '1', '1,3', '0-3,^2', '0-1'];
const oddSets = ['', '3-1', '1,,2', '0-4000', 'x', '7-9'];
const units = ['KiB', 'KiB', 'KiB', 'MiB', 'M', 'b', 'bytes', 'KB', 'k'];
const oddUnits = ['G', 'GB', 'TiB', 'E', 'furlong', ''];

/**
 * A maker of elements. `pool` knows what is usual at which place (`makePool`), `random` numbers below another; `spoilt` out
 * of 100 values are unlawful; `sparse` out of 100 optional parts stay away.
 */
export const maker = ({ random, pool, spoilt = 4, sparse = 65 }) => {
  const chance = (percent) => random(100) < percent;
  const pick = (values) => values[random(values.length)];
  const hex = (count) => Array.from({ length: count }, () => random(16).toString(16)).join('');

  const lawful = (type, path, name) => {
    const usual = [
      ...((name === '' ? pool.texts.get(path)?.get('') : pool.attrs.get(path)?.get(name)) ?? []),
    ];
    switch (type.type) {
      case 'bool':
        return chance(50) ? type.yes : type.no;
      case 'enum':
        return pick(type.values);
      case 'int': {
        if (usual.length > 0 && chance(60)) return pick(usual);
        const { min = 0, max = 100 } = type;
        const small = [1, 2, 3, 7, 16, 255, 1024, 4096].filter((each) => each >= min && each <= max);
        const number = pick(chance(spoilt * 3) || small.length === 0 ? [min, max, Math.max(min, 0)] : small);
        return type.hex ? `0x${number.toString(16)}` : type.octal ? number.toString(8) : String(number);
      }
      case 'size':
        return usual.length > 0 && chance(60)
          ? pick(usual)
          : pick(['0', '1', '1024', '1048576', '4194304', '1000']);
      case 'uuid':
        return pick([
          `${hex(8)}-${hex(4)}-${hex(4)}-${hex(4)}-${hex(12)}`,
          hex(32),
          '00000000-0000-0000-0000-000000000000',
        ]);
      case 'mac':
        return `52:54:00:${hex(2)}:${hex(2)}:${hex(2)}`;
      case 'ip':
        return pick([
          '10.0.0.1',
          '192.168.122.0',
          '0.0.0.0',
          '127.0.0.1',
          '::1',
          'fe80::1',
          '2001:db8::',
          '224.0.0.1',
        ]);
      case 'cpuset':
        return pick(sets);
      case 'double':
        return pick(['0', '1.5', '20']);
      case 'wide':
        return pick(['0', '1', '18446744073709551615']);
      default:
        return usual.length > 0 && chance(85) ? pick(usual) : pick(texts);
    }
  };
  const value = (type, path, name) =>
    chance(spoilt) ? pick(type.type === 'cpuset' ? oddSets : odd) : lawful(type, path, name);
  const unit = () => pick(chance(spoilt) ? oddUnits : units);
  /** What a deciding path sees. */
  const seen = (type, text) => (type.type === 'bool' ? text === type.yes : text);

  const fill = (fields, node, shadow, up, path, depth) => {
    for (const [key, field] of Object.entries(fields)) {
      if (field.kind === 'oneOf') {
        const chosen = casesOf(field.cases, (one) => one)(deciding(field.by)(shadow, up));
        if (chosen) fill(chosen, node, shadow, up, path, depth);
        continue;
      }
      const { options } = field;
      const name = options.name ?? key;
      const needed = options.required || (key === 'type' && field.kind === 'attr');
      if (needed ? chance(spoilt > 0 ? 2 : 0) : chance(Math.min(sparse + depth * 4, 92))) continue;
      if (field.kind === 'attr' || field.kind === 'text') {
        const text = value(field.of, path, field.kind === 'text' ? '' : name);
        if (field.kind === 'text') node.text = text;
        else node.attrs.set(name, text);
        if (field.of.type === 'size' && chance(60)) node.attrs.set(field.of.unitName ?? 'unit', unit());
        shadow[key] = seen(field.of, text);
        continue;
      }
      const into = options.wrap
        ? { name: options.wrap, ns: node.ns, attrs: new Map(), kids: [], text: '' }
        : node;
      const place = options.wrap ? `${path}/${options.wrap}` : path;
      const ns = options.ns?.uri ?? node.ns;
      const add = (what, of) => {
        const kid = element(what, of, [...up, shadow], `${place}/${what}`, depth + 1, ns);
        into.kids.push(kid.node);
        return kid.shadow;
      };
      if (field.kind === 'child') {
        shadow[key] = add(name, field.of);
        if (chance(spoilt)) add(name, field.of);
      } else if (field.kind === 'children')
        shadow[key] = Array.from({ length: pick([1, 1, 1, 2, 2, 3]) }, () => add(name, field.of));
      else if (field.kind === 'mixed') {
        const tags = Object.entries(field.of);
        for (let count = 1 + random(3); count > 0; count--) add(...pick(tags));
      } else {
        into.kids.push({
          name,
          ns,
          attrs: new Map(),
          kids: [],
          text: field.kind === 'verbatim' ? pick(texts) : '',
        });
        shadow[key] = true;
      }
      if (into !== node) node.kids.push(into);
    }
  };
  const element = (name, of, up, path, depth, ns = '') => {
    const node = { name, ns, attrs: new Map(), kids: [], text: '' };
    if (of.is === 'type') {
      node.text = value(of, path, '');
      if (of.type === 'size' && chance(60)) node.attrs.set('unit', unit());
      return { node, shadow: seen(of, node.text) };
    }
    const shadow = {};
    if (depth < 8) fill(of.fields, node, shadow, up, path, depth);
    return { node, shadow };
  };
  /** An element of that shape or type, as it stands at `path`. */
  return { chance, pick, element: (name, of, path, ns) => element(name, of, [], path, 0, ns).node };
};
