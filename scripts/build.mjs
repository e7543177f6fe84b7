// Builds everything into dist/: type-checked modules from tsc, then one bundle per program, which starts
// twice as fast as loose modules (docs/decisions/0003-build.md).
import { execFileSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const entries = {
  virtlightd: 'dist/src/daemon/main.js',
  virtlight: 'dist/src/cli/main.js',
  'virtlight-leaseshelper': 'dist/src/drivers/network/leaseshelper.js',
  'virtlight-libxl': 'dist/src/drivers/libxl/process/main.js',
  'virtlight-durable': 'dist/src/drivers/common/durable/thread.js',
  'virtlight-scan': 'dist/src/drivers/storage/local/scan-worker.js',
};

execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc')], {
  cwd: root,
  stdio: 'inherit',
});
rmSync(join(root, 'dist/bin'), { recursive: true, force: true });
await build({
  absWorkingDir: root,
  entryPoints: Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(join(root, file)))),
  bundle: true,
  platform: 'node',
  format: 'esm',
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  target: 'node20',
  outdir: 'dist/bin',
  outExtension: { '.js': '.mjs' },
  external: ['koffi', 'libxml2-wasm', 'usocket', 'x11'],
  banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
  legalComments: 'none',
  sourcemap: 'linked',
  logLevel: 'warning',
});
