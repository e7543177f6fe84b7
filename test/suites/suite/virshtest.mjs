// The table of libvirt's tests/virshtest.c, read out of its C, with the virsh of this machine and with the newest.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { programMissing } from '../lab.mjs';
import { newestVirsh, throughLoader } from '../sources.mjs';

const escapes = { n: '\n', t: '\t' };
const plain = (text) => text.replace(/\\(.)/gs, (_, char) => escapes[char] ?? char);

/** The arguments of a macro call from just behind its parenthesis: words (adjacent ones joined) and identifiers. */
const readArguments = (text, known) => {
  const token = /\s*(?:"((?:[^"\\]|\\.)*)"|([A-Za-z_0-9]+)|(,)|(\)))/gsy;
  const list = [];
  let word = null;
  for (let match = token.exec(text); match; match = token.exec(text)) {
    const [, quoted, name, comma] = match;
    if (quoted !== undefined) word = (word ?? '') + plain(quoted);
    else if (name !== undefined)
      word = name in known && typeof known[name] === 'string' ? (word ?? '') + known[name] : { name };
    else {
      if (word !== null) list.push(word);
      word = null;
      if (!comma) return list;
    }
  }
  throw new Error('virshtest.c: a macro call without an end');
};

const readTable = (source, uris) => {
  const tests = join(source, 'tests');
  const data = join(tests, 'virshtestdata');
  const text = readFileSync(join(tests, 'virshtest.c'), 'utf8')
    .replace(/\/\*.*?\*\//gs, '')
    .replace(/^#\s*define(?:[^\n\\]|\\\n|\\[^\n])*$/gm, '');
  const calls = /\b(DO_TEST_SCRIPT_FULL|DO_TEST_SCRIPT|DO_TEST_FULL|DO_TEST|virTestCounterReset)\s*\(/g;
  const words = (list) =>
    list.flatMap((word) => {
      if (typeof word === 'string') return [word];
      return (
        { VIRSH_DEFAULT: ['--connect', uris.default], VIRSH_CUSTOM: ['--connect', uris.custom] }[word.name] ??
        []
      );
    });
  const script = (name) => readFileSync(join(data, `${name}.in`), 'utf8');
  const filterOf = (word) => (typeof word === 'string' ? word : null);
  const cases = [];
  let [prefix, count] = ['', 0];
  const body = text.slice(text.indexOf('custom_uri = '));
  for (const match of body.matchAll(calls)) {
    const list = readArguments(body.slice(match.index + match[0].length), { abs_srcdir: tests });
    if (match[1] === 'virTestCounterReset') [prefix, count] = [list[0], 0];
    else if (match[1] === 'DO_TEST')
      cases.push({ name: `${prefix}${++count}`, args: ['--connect', uris.default, ...words(list)] });
    else if (match[1] === 'DO_TEST_FULL')
      cases.push({ name: list[0], filter: filterOf(list[1]), args: words(list.slice(2)) });
    else {
      const [name, filter] = [list[0], list[match[1] === 'DO_TEST_SCRIPT' ? 1 : 2]];
      const rest = list.slice(match[1] === 'DO_TEST_SCRIPT' ? 2 : 3);
      cases.push({ name, filter: filterOf(filter), args: [...words(rest), script(name)] });
    }
  }
  return cases.map((each) => ({ ...each, expected: join(data, `${each.name}.out`) }));
};

/** Cuts what a case declares to differ from run to run, from each occurrence to the end of its line. */
const without = (text, filter) => {
  if (!filter) return text;
  for (let at = text.indexOf(filter); at >= 0; at = text.indexOf(filter)) {
    const end = text.indexOf('\n', at + 1);
    text = text.slice(0, at) + (end < 0 ? '' : text.slice(end));
  }
  return text;
};

const runTable = async (lab, source, program) => {
  const uri = (path) => `test+unix://${path}?socket=${lab.socket}`;
  const cases = readTable(source, {
    default: uri('/default'),
    custom: uri(join(source, 'examples/xml/test/testnode.xml')),
  });
  const result = { passed: 0, skipped: 0, failures: [], text: '' };
  for (const { name, filter, args, expected } of cases) {
    if (!existsSync(expected)) {
      result.failures.push(`${name}: no expected output`);
      continue;
    }
    const done = await lab.run(program[0], [...program.slice(1), ...args], {
      cwd: join(source, 'tests'),
      env: { LANG: 'C', LC_ALL: 'C' },
    });
    const text = without(done.text + (done.status === 0 ? '' : `\n## Exit code: ${done.status}\n`), filter);
    if (text === readFileSync(expected, 'utf8')) result.passed++;
    else result.failures.push(name);
    result.text += `== ${name}\n${text}`;
  }
  return result;
};

const ownVirsh = ['virsh'];
export const virshtest = {
  name: 'virshtest',
  title: "libvirt 11.3's virshtest table, this machine's virsh",
  source: 'libvirt',
  lacks: () => programMissing('virsh'),
  /** Of virsh 9.0; what differs are columns and help texts of its own. */
  stock: { passed: 62, failed: 10, skipped: 0 },
  run: (lab, source) => runTable(lab, source, ownVirsh),
};

export const virshtestNew = {
  name: 'virshtest-new',
  title: 'the same with the newest virsh',
  source: 'libvirt',
  lacks: (options) => newestVirsh(options).missing ?? null,
  stock: { passed: 72, failed: 0, skipped: 0 },
  run: (lab, source) =>
    runTable(lab, source, throughLoader(newestVirsh({ fetch: false }).path, 'usr/bin/virsh')),
};
