// ruby-libvirt's tests: one script per kind of object, each counting its own checks.
import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { programMissing } from '../lab.mjs';

export const rubyLibvirt = {
  name: 'ruby-libvirt',
  title: "ruby-libvirt's tests",
  source: 'ruby-libvirt',
  // they write below /var/lib/libvirt/images
  lacks: () => (process.geteuid() === 0 ? programMissing('ruby', 'qemu-img') : 'it needs root'),
  stock: { passed: 882, failed: 4, skipped: 0 },
  async run(lab, source) {
    const tests = join(lab.place, 'tests');
    cpSync(join(source, 'tests'), tests, { recursive: true });
    const result = { passed: 0, skipped: 0, failures: [], text: '' };
    for (const file of readdirSync(tests).filter((name) => /^test_(?!utils).*\.rb$/.test(name))) {
      const { status, text } = await lab.run('ruby', ['-W0', file], { cwd: tests, env: lab.preload });
      const counts = /^Successfully finished (\d+) tests, failed (\d+) tests, skipped (\d+)/m.exec(text);
      result.text += text;
      if (!counts) result.failures.push(`${file}: ended with ${status} before its count`);
      else result.passed += Number(counts[1]);
      for (const line of text.matchAll(/^FAIL(?:URE)?:? .*$/gm)) result.failures.push(`${file}: ${line[0]}`);
    }
    return result;
  },
};
