// Compares QEMU command lines by the rules of guides/corpus.md.

/** Splits a line as a POSIX shell does: quotes and backslashes, nothing more. */
export const shellWords = (line: string): string[] => {
  const words: string[] = [];
  let word: string | undefined;
  for (let i = 0; i < line.length; i++) {
    const c = line[i]!;
    if (c === '\\' && line[i + 1] === '\n') i++;
    else if (/\s/.test(c)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (c === "'") {
      const end = line.indexOf("'", i + 1);
      word = (word ?? '') + line.slice(i + 1, end);
      i = end;
    } else if (c === '"') {
      word ??= '';
      for (i++; line[i] !== '"' && i < line.length; i++) {
        if (line[i] === '\\' && '"\\$`\n'.includes(line[i + 1]!)) i++;
        word += line[i];
      }
    } else if (c === '\\') word = (word ?? '') + line[++i];
    else word = (word ?? '') + c;
  }
  if (word !== undefined) words.push(word);
  return words;
};

const sorted = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(sorted)
    : value !== null && typeof value === 'object'
      ? Object.fromEntries(
          Object.entries(value)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([k, v]) => [k, sorted(v)]),
        )
      : value;

const mask = (value: string): string =>
  value
    .replace(/\/var\/lib\/libvirt\/qemu\/domain-(?:-1|\d+)-[^/ ",]+/g, '@DOMDIR@')
    .replace(/"(data|iv|fd|vhostfd)":"[^"]*"/g, '"$1":"@"');

/** Binary and options, each option with its value; environment assignments are left out. */
const optionsOf = (words: readonly string[]): { binary: string; options: string[] } => {
  let i = words.findIndex((word) => !/^[A-Za-z_]\w*=/.test(word));
  const binary = words[i++] ?? '';
  const options: string[] = [];
  for (; i < words.length; i++) {
    let option = words[i]!;
    const next = words[i + 1];
    if (option.startsWith('-') && next !== undefined && !/^-[a-z]/.test(next)) {
      let value = next;
      if (value.startsWith('{')) {
        try {
          value = JSON.stringify(sorted(JSON.parse(value)));
        } catch {
          // Not JSON after all: compared as it is.
        }
      }
      option += ` ${mask(value)}`;
      i++;
    }
    options.push(option);
  }
  return { binary, options };
};

export interface ArgsResult {
  strict: boolean;
  multiset: boolean;
  missing: string[];
  extra: string[];
}

const without = (from: readonly string[], these: readonly string[]): string[] => {
  const counts = new Map<string, number>();
  for (const item of these) counts.set(item, (counts.get(item) ?? 0) + 1);
  return from.filter((item) => {
    const left = counts.get(item) ?? 0;
    if (left > 0) counts.set(item, left - 1);
    return left === 0;
  });
};

/** Compares command lines; the first may be a stored shell line. */
export const argsDiff = (
  expected: string | readonly string[],
  actual: string | readonly string[],
): ArgsResult => {
  const split = (line: string | readonly string[]): readonly string[] =>
    typeof line === 'string' ? shellWords(line) : line;
  const a = optionsOf(split(expected));
  const b = optionsOf(split(actual));
  const missing = without(a.options, b.options);
  const extra = without(b.options, a.options);
  const sameBinary = a.binary === b.binary;
  return {
    strict: sameBinary && a.options.join('\n') === b.options.join('\n'),
    multiset: sameBinary && missing.length === 0 && extra.length === 0,
    missing,
    extra,
  };
};
