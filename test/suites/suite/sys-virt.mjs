// Sys::Virt's tests of the simulated hypervisor. Its test of events counts the timers of a loop of its own and would hang
// over any socket, stock's too; the others look only at the Perl module itself.

import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { programMissing } from '../lab.mjs';

export const sysVirt = {
  name: 'sys-virt',
  title: 'Sys::Virt 9.0 t/[1-6]*.t',
  source: 'libsys-virt-perl',
  lacks: () =>
    programMissing('perl') ??
    (spawnSync('perl', ['-MSys::Virt', '-MXML::XPath', '-e', '1']).status === 0
      ? null
      : 'perl lacks Sys::Virt or XML::XPath (libsys-virt-perl, libxml-xpath-perl)'),
  stock: { passed: 185, failed: 0, skipped: 0 },
  async run(lab, source) {
    cpSync(join(source, 't'), join(lab.place, 't'), { recursive: true });
    const result = { passed: 0, skipped: 0, failures: [], text: '' };
    for (const file of readdirSync(join(lab.place, 't')).filter((name) => /^[1-6].*\.t$/.test(name))) {
      const { status, text } = await lab.run('perl', [join('t', file)], { env: lab.preload });
      result.text += text;
      for (const [line, not, skip] of text.matchAll(/^(not )?ok \d+.*?(# skip)?.*$/gim)) {
        if (not) result.failures.push(`${file}: ${line}`);
        else if (skip) result.skipped++;
        else result.passed++;
      }
      if (status !== 0 || !/^1\.\.\d+/m.test(text)) result.failures.push(`${file}: ended with ${status}`);
    }
    return result;
  },
};
