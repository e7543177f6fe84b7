// libvirt-dbus's own tests, with stock libvirt-dbus between them and the daemon.
import { chmodSync, cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { programMissing, python, pythonMissing } from '../lab.mjs';
import { pytestCounts, pytestOptions } from '../pytest.mjs';

const bridge = '/usr/sbin/libvirt-dbus';
const bus = `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy></busconfig>
`;

export const libvirtDbus = {
  name: 'libvirt-dbus',
  title: "libvirt-dbus 1.4.1's pytest suite",
  source: 'libvirt-dbus',
  lacks: () => programMissing(bridge, 'dbus-run-session') ?? pythonMissing('pytest', 'dbus', 'gi'),
  stock: { passed: 84, failed: 0, skipped: 0 },
  async run(lab, source) {
    cpSync(join(source, 'tests'), join(lab.place, 'tests'), { recursive: true });
    mkdirSync(join(lab.place, 'src'));
    const wrapper = join(lab.place, 'src/libvirt-dbus');
    writeFileSync(wrapper, `#!/bin/sh\nLD_PRELOAD=${lab.preload.LD_PRELOAD} exec ${bridge} "$@"\n`);
    chmodSync(wrapper, 0o755);
    writeFileSync(join(lab.place, 'bus.conf'), bus);
    const session = [`--config-file=${join(lab.place, 'bus.conf')}`, '--'];
    return pytestCounts(
      await lab.run('dbus-run-session', [...session, python, '-m', 'pytest', ...pytestOptions, '.'], {
        cwd: join(lab.place, 'tests'),
        env: { abs_top_builddir: lab.place },
      }),
    );
  },
};
