// Puts what runs inside the lab into one folder: the bundled programs, the packages they load at run time, and the
// scripts of test/libxl/lab. Usage: stage.mjs FOLDER (after a build).
import { cpSync, existsSync, mkdirSync, realpathSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
const packages = ['koffi', '@koromix/koffi-linux-x64', 'libxml2-wasm'];
const programs = {
  virtlightd: 'dist/src/daemon/main.js',
  virtlight: 'dist/src/cli/main.js',
  'virtlight-libxl': 'dist/src/drivers/libxl/process/main.js',
};

/** Fills `folder`; programs that are not built yet are left out. */
export async function stage(folder) {
  mkdirSync(join(folder, 'node_modules'), { recursive: true });
  for (const name of packages) {
    const from = join(root, 'node_modules', name);
    if (!existsSync(from)) throw new Error(`${name} is not installed`);
    cpSync(realpathSync(from), join(folder, 'node_modules', name), {
      recursive: true,
      filter: (f) => !/\/(doc|vendor|musl_x64)(\/|$)/.test(f.slice(realpathSync(from).length)),
    });
  }
  await build({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(
      Object.entries(programs).filter(([, file]) => existsSync(join(root, file))),
    ),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    outdir: join(folder, 'bin'),
    outExtension: { '.js': '.mjs' },
    external: ['koffi', 'libxml2-wasm', 'usocket', 'x11'],
    banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
    logLevel: 'warning',
  });
  const scripts = join(root, 'test/libxl/lab');
  if (existsSync(scripts)) cpSync(scripts, join(folder, 'lab'), { recursive: true });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await stage(resolve(process.argv[2] ?? '.'));
