// The one-direction rule: schemas <- model <- drivers <- daemon <- api. Native code stays behind src/native and the
// libxl process.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import t from 'tap';

const root = process.cwd();
const layers = ['schemas', 'src/model', 'src/drivers', 'src/daemon', 'src/api'];
/** Puts the parts together, so it may know all of them. */
const exceptions = new Set(['src/daemon/main.ts']);
const everywhere = ['src/native', 'src/util'];

const files = (directory: string): string[] =>
  readdirSync(join(root, directory), { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return files(path);
    return path.endsWith('.ts') ? [path] : [];
  });

const layerOf = (file: string): number => layers.findIndex((layer) => file.startsWith(`${layer}/`));

const importsOf = (file: string): string[] => {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] as string);
};

const sources = [...files('schemas'), ...files('src')];

t.test('every import points the allowed way', async (t) => {
  t.ok(sources.length > 50, 'the tree is found');
  const wrong: string[] = [];
  for (const file of sources) {
    const from = layerOf(file);
    if (from < 0 || exceptions.has(file)) continue;
    for (const target of importsOf(file).filter((path) => path.startsWith('.'))) {
      const to = relative(root, resolve(root, dirname(file), target));
      if (everywhere.some((place) => to.startsWith(`${place}/`))) continue;
      if (layerOf(to) > from) wrong.push(`${file} -> ${to}`);
    }
  }
  t.same(wrong, []);
});

t.test('native code has its own places', async (t) => {
  const wrong = sources.filter(
    (file) =>
      importsOf(file).includes('koffi') &&
      !file.startsWith('src/native/') &&
      !file.startsWith('src/drivers/libxl/process/'),
  );
  t.same(wrong, []);
});

t.test('src/native and src/util know nobody', async (t) => {
  const wrong: string[] = [];
  for (const file of sources.filter((path) => everywhere.some((place) => path.startsWith(`${place}/`))))
    for (const target of importsOf(file).filter((path) => path.startsWith('.'))) {
      const to = relative(root, resolve(root, dirname(file), target));
      if (layerOf(to) > 0) wrong.push(`${file} -> ${to}`);
    }
  t.same(wrong, []);
});
