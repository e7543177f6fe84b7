// virt-manager's test-suite: virt-install, virt-clone, virt-xml and the library below them.
import { cpSync } from 'node:fs';
import { python, pythonMissing } from '../lab.mjs';
import { pytestCounts, pytestOptions } from '../pytest.mjs';

export const virtManager = {
  name: 'virt-manager',
  title: "virt-manager 4.1's test-suite",
  source: 'virt-manager',
  lacks: () => pythonMissing('libvirt', 'pytest', 'gi', 'requests'),
  /** Those skipped miss an optional tool; all 543 run where every one is installed. */
  stock: { passed: 543, failed: 0, skipped: 0 },
  async run(lab, source) {
    cpSync(source, lab.place, { recursive: true });
    return pytestCounts(
      await lab.run(python, ['-m', 'pytest', ...pytestOptions, 'tests'], { env: lab.preload }),
    );
  },
};
