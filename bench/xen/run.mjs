// node bench/xen/run.mjs [COUNT [ROUNDS]]: tiny Xen guests on this daemon, beside Debian's libvirtd and plain xl, in one dom0 of the
// lab (test/lab/xen). After a build. Emulated: the ratios count.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareLab, runInLab, whyNot } from '../../test/lab/xen/lab.mjs';
import { stage } from '../../test/lab/xen/stage.mjs';

const why = whyNot();
if (why) {
  console.log(why);
  process.exit(1);
}
await prepareLab();
const folder = mkdtempSync(join(tmpdir(), 'virtlight-bench-xen-'));
const out = join(folder, 'out');
try {
  stage(folder);
  const status = await runInLab(
    `node bench/measure.mjs ${process.argv.slice(2).join(' ')} > /mnt/out/log 2>&1`,
    {
      project: folder,
      out,
      timeout: Number(process.env.LAB_TIMEOUT ?? 1500),
    },
  );
  if (status !== 0)
    throw new Error(
      `the lab's script ended with ${status}: ${readFileSync(join(out, 'log'), 'utf8').slice(-2000)}`,
    );
  const { xl, libvirtd, virtlightd, own } = JSON.parse(readFileSync(join(out, 'bench.json'), 'utf8'));
  const show = (value) => (typeof value === 'number' ? value.toFixed(value < 10 ? 2 : 0) : '-');
  console.log(
    `load ${loadavg()[0].toFixed(1)}, milliseconds\n| figure | xl | libvirtd | virtlightd | of libvirtd's |\n|---|---|---|---|---|`,
  );
  for (const key of Object.keys(virtlightd).filter(
    (name) => typeof virtlightd[name] === 'number' && name !== 'guests',
  ))
    console.log(
      `| ${key} | ${show(xl[key])} | ${show(libvirtd[key])} | ${show(virtlightd[key])} | ${show(virtlightd[key] / libvirtd[key])} |`,
    );
  const grown = (figures) => show(figures.last_five / figures.first_five);
  console.log(
    `| creation ${virtlightd.creates.length} over the first | | ${grown(libvirtd)} | ${grown(virtlightd)} | |`,
  );
  console.log(`own part of a creation: ${(own.share * 100).toFixed(1)} % of ${show(own.create)} ms`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
