// The values of the declarations as RelaxNG data and as JSON Schema.
import type { SchemaHint, Type } from '../../../../schemas/xml/dsl.ts';

const escapeText = (text: string): string =>
  text.replace(/[&<>]/g, (c) => (c === '&' ? '&amp;' : c === '<' ? '&lt;' : '&gt;'));
const data = (pattern: string): string =>
  `<data type="string"><param name="pattern">${escapeText(pattern)}</param></data>`;
const choice = (values: readonly string[]): string =>
  values.length === 1
    ? `<value>${escapeText(values[0] ?? '')}</value>`
    : `<choice>${values.map((value) => `<value>${escapeText(value)}</value>`).join('')}</choice>`;

const IPV4 =
  '(((25[0-5])|(2[0-4][0-9])|(1[0-9]{2})|([1-9][0-9])|([0-9]))\\.){3}((25[0-5])|(2[0-4][0-9])|(1[0-9]{2})|([1-9][0-9])|([0-9]))';
const IPV6 = '[0-9a-fA-F:]*:[0-9a-fA-F:]+(\\.[0-9.]+)?|[0-9a-fA-F:]*::';
const SET = '([0-9]+(-[0-9]+)?|\\^[0-9]+)';

/** What a value looks like, whatever it is. */
export const lexicalPattern = (type: Type<unknown>): string | undefined => {
  switch (type.type) {
    case 'bool':
      return `${type.yes}|${type.no}`;
    case 'int': {
      const sign = (type.min ?? 0) < 0 ? '-?' : '';
      if (type.octal !== undefined) return '[0-7]+';
      if (type.hex !== undefined || type.base === 0 || type.base === 16) return `${sign}((0x)?[0-9a-fA-F]+)`;
      return `${sign}[0-9]+`;
    }
    case 'size':
    case 'wide':
      return '[0-9]+';
    case 'uuid':
      return '[a-fA-F0-9]{32}|[a-fA-F0-9]{8}\\-([a-fA-F0-9]{4}\\-){3}[a-fA-F0-9]{12}';
    case 'mac':
      return '[a-fA-F0-9]{1,2}(:[a-fA-F0-9]{1,2}){5}';
    case 'ip':
      return `${IPV4}|${IPV6}`;
    case 'cpuset':
      return `${SET}(\\s*,\\s*${SET})*`;
    case 'double':
      return '[+\\-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)';
    case 'word':
      return type.pattern;
    default:
      return undefined;
  }
};

/** The RelaxNG pattern of a value. `empty` lets it be missing. */
export const valuePattern = (type: Type<unknown>, hint?: SchemaHint, empty = false): string => {
  const schema = { ...type.schema, ...hint };
  if (schema.any) return '<text/>';
  const also = schema.also ?? [];
  const alternatives: string[] = [];
  if (schema.pattern !== undefined) alternatives.push(data(schema.pattern));
  else if (type.type === 'enum') {
    alternatives.push(choice((type.values ?? []).filter((value) => !schema.not?.includes(value))));
  } else if (type.type === 'bool') alternatives.push(choice([type.yes ?? 'yes', type.no ?? 'no']));
  else {
    const pattern = lexicalPattern(type);
    if (pattern === undefined) return '<text/>';
    alternatives.push(data(pattern));
  }
  if (schema.range) {
    const [min, max] = schema.range;
    const limits = `<param name="minInclusive">${min}</param><param name="maxInclusive">${max}</param>`;
    alternatives.push(`<data type="${max > 2147483647 ? 'unsignedInt' : 'int'}">${limits}</data>`);
  }
  if (also.length > 0) alternatives.push(choice(also));
  if (empty && type.type !== 'enum' && type.type !== 'bool') alternatives.push('<empty/>');
  return alternatives.length === 1
    ? (alternatives[0] as string)
    : `<choice>${alternatives.join('')}</choice>`;
};
