// libvirt-python's tests. The three of its asyncio part that fail assert an idle event loop right after opening, which a
// remote connection never has; the fourth needs the driver's own credentials relayed, which the remote driver does not do.
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { python, pythonMissing } from '../lab.mjs';
import { pytestCounts, pytestOptions } from '../pytest.mjs';

export const libvirtPython = {
  name: 'libvirt-python',
  title: "libvirt-python 9.0's tests",
  source: 'libvirt-python',
  lacks: () => pythonMissing('libvirt', 'libvirtaio', 'pytest'),
  stock: { passed: 12, failed: 4, skipped: 2 },
  async run(lab, source) {
    // away from the sources, whose unbuilt modules would be found first
    cpSync(join(source, 'tests'), join(lab.place, 'tests'), { recursive: true });
    const args = ['-m', 'pytest', ...pytestOptions, '--ignore=tests/test_api_coverage.py', 'tests'];
    return pytestCounts(await lab.run(python, args, { env: lab.preload }));
  },
};
