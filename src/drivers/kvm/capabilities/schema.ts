// Asks questions of the reply to query-qmp-schema by path: `command/arg-type/member/+variant/^value/$feature`.
// Modifiers: `+` a variant of a union, `*` an optional member, `^` a value of an enumeration, `!` a JSON type of a
// builtin, `$` a feature of what the path has reached; arrays and alternates are looked through.

interface SchemaEntry {
  name: string;
  'meta-type': string;
  features?: string[];
  members?: { name?: string; type?: string; default?: unknown; features?: string[] }[];
  variants?: { case: string; type: string }[];
  values?: string[];
  'element-type'?: string;
  'json-type'?: string;
  'arg-type'?: string;
  'ret-type'?: string;
}

/** A type may contain itself; no path we ask is longer. */
const MAX_DEPTH = 1000;

/** Returns the question: does this path exist in that QEMU's schema? */
export const qmpSchema = (reply: unknown): ((path: string) => boolean) => {
  const entries = new Map<string, SchemaEntry>();
  for (const entry of reply as SchemaEntry[]) entries.set(entry.name, entry);

  const walk = (name: string | undefined, path: readonly string[], depth: number): boolean => {
    const entry = name === undefined ? undefined : entries.get(name);
    if (entry === undefined || depth > MAX_DEPTH) return false;
    const [step, ...rest] = path;
    if (step === undefined) return true;
    const kind = entry['meta-type'];
    if (kind === 'array') return walk(entry['element-type'], path, depth + 1);
    if (kind === 'alternate')
      return (entry.members ?? []).some((member) => walk(member.type, path, depth + 1));
    const modifier = /^[a-z]/i.test(step) ? '' : step.charAt(0);
    const word = step.slice(modifier.length);
    if (kind === 'enum') return modifier === '^' && enumHas(entry, word, rest);
    if (kind === 'builtin') return modifier === '!' && rest.length === 0 && entry['json-type'] === word;
    if (modifier === '$') return rest.length === 0 && (entry.features ?? []).includes(word);
    if (kind === 'command' || kind === 'event') {
      if (modifier !== '' || (word !== 'arg-type' && word !== 'ret-type')) return false;
      return walk(entry[word], rest, depth + 1);
    }
    if (modifier === '+')
      return walk(entry.variants?.find((one) => one.case === word)?.type, rest, depth + 1);
    const member = entry.members?.find((one) => one.name === word);
    if (member === undefined || modifier === '^' || modifier === '!') return false;
    if (modifier === '*' && !('default' in member)) return false;
    return walk(member.type, rest, depth + 1);
  };
  return (path) => {
    const [name, ...rest] = path.split('/');
    return walk(name, rest, 0);
  };
};

const enumHas = (entry: SchemaEntry, value: string, rest: readonly string[]): boolean => {
  const member = entry.members?.find((one) => one.name === value);
  if (rest.length === 0) return member !== undefined || (entry.values ?? []).includes(value);
  return (
    rest.length === 1 && rest[0]!.startsWith('$') && (member?.features ?? []).includes(rest[0]!.slice(1))
  );
};
