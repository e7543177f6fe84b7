// Puts what runs inside the lab into one folder, as it ships: the programs of bin/ with their bundles, the packages they load
// at run time, and the scripts of test/libxl/lab and bench/xen. Usage: stage.mjs FOLDER (after a build).
import { cpSync, existsSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
const packages = ['koffi', '@koromix/koffi-linux-x64', 'libxml2-wasm'];

/** Fills `folder`. */
export function stage(folder) {
  for (const name of packages) {
    const from = join(root, 'node_modules', name);
    if (!existsSync(from)) throw new Error(`${name} is not installed`);
    const real = realpathSync(from);
    cpSync(real, join(folder, 'node_modules', name), {
      recursive: true,
      filter: (f) => !/\/(doc|vendor|musl_x64)(\/|$)|\.map$/.test(f.slice(real.length)),
    });
  }
  // What package.json says of the programs, without what it says of development.
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}\n');
  for (const part of ['bin', 'dist/bin'])
    cpSync(join(root, part), join(folder, part), { recursive: true, filter: (f) => !f.endsWith('.map') });
  for (const [from, to] of [
    ['test/libxl/lab', 'lab'],
    ['bench/xen', 'bench'],
  ])
    if (existsSync(join(root, from))) cpSync(join(root, from), join(folder, to), { recursive: true });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = resolve(process.argv[2] ?? '.');
  mkdirSync(folder, { recursive: true });
  stage(folder);
}
