// What is tried on both daemons, family by family: virsh command lines, failures included. `@file` is a file of the
// lab's folder; a step that starts with `~` waits for the words in its second element to appear in `virsh` output.
export const families = {
  domain: [
    ['define', '@demo.xml'],
    ['list', '--all'],
    ['domuuid', 'demo'],
    ['domname', '5f3b4c5e-8b9a-4d0e-9c3f-0a1b2c3d4e5f'],
    ['domid', 'demo'],
    ['dominfo', 'demo'],
    ['domstate', 'demo', '--reason'],
    ['dumpxml', 'demo'],
    ['suspend', 'demo'],
    ['start', 'demo'],
    ['start', 'demo'],
    ['domid', 'demo'],
    ['domname', '1'],
    ['domstate', 'demo', '--reason'],
    ['list'],
    ['list', '--name', '--state-running'],
    ['list', '--all', '--inactive'],
    ['list', '--persistent', '--with-snapshot'],
    ['dumpxml', 'demo'],
    ['dumpxml', 'demo', '--inactive'],
    ['dominfo', 'demo'],
    ['qemu-monitor-command', 'demo', '{"execute":"query-status"}'],
    ['qemu-monitor-command', 'demo', '--hmp', 'info status'],
    ['qemu-monitor-command', 'demo', '{"execute":"nonsense"}'],
    ['qemu-monitor-command', 'demo', 'garbage'],
    ['suspend', 'demo'],
    ['domstate', 'demo', '--reason'],
    ['suspend', 'demo'],
    ['resume', 'demo'],
    ['resume', 'demo'],
    ['domstate', 'demo', '--reason'],
    ['reboot', 'demo', '--mode', 'acpi'],
    ['autostart', 'demo'],
    ['dominfo', 'demo'],
    ['list', '--autostart'],
    ['autostart', 'demo', '--disable'],
    ['define', '@other-uuid.xml'],
    ['define', '@other-name.xml'],
    ['undefine', 'demo'],
    ['list', '--transient'],
    ['autostart', 'demo'],
    ['define', '@demo.xml'],
    ['domblklist', 'demo'],
    ['domiflist', 'demo'],
    ['vcpucount', 'demo'],
    ['vcpuinfo', 'demo'],
    ['ttyconsole', 'demo'],
    ['domdisplay', 'demo'],
    ['domcontrol', 'demo'],
    ['domjobinfo', 'demo'],
    ['schedinfo', 'demo'],
    ['emulatorpin', 'demo'],
    ['destroy', 'demo'],
    ['destroy', 'demo'],
    ['shutdown', 'demo'],
    ['reset', 'demo'],
    ['domstate', 'demo', '--reason'],
    ['start', 'demo', '--paused'],
    ['domstate', 'demo', '--reason'],
    ['resume', 'demo'],
    ['destroy', 'demo', '--graceful'],
    ['undefine', 'demo'],
    ['undefine', 'demo'],
    ['create', '@demo.xml', '--paused'],
    ['list'],
    ['autostart', 'demo'],
    ['undefine', 'demo'],
    ['destroy', 'demo'],
    ['list', '--all'],
    ['start', 'nobody'],
    ['domstate', 'nobody'],
    ['domid', '99'],
    ['define', '@broken.xml'],
    ['define', '@wrong-root.xml'],
    ['define', '@no-name.xml'],
    ['define', '@bad-type.xml'],
    ['define', '@bad-arch.xml'],
    ['define', '@no-kernel.xml'],
    ['start', 'nokernel'],
    ['undefine', 'nokernel'],
    ['create', '@bad-machine.xml'],
  ],
  host: [
    ['uri'],
    ['hostname'],
    ['nodeinfo'],
    ['nodecpumap'],
    ['maxvcpus'],
    ['maxvcpus', 'qemu'],
    ['maxvcpus', 'nonsense'],
    ['capabilities'],
    ['domcapabilities', '--virttype', 'qemu'],
    ['cpu-models', 'x86_64'],
    ['freecell', '--all'],
    ['version'],
    ['sysinfo'],
  ],
  cpu: [
    ['nodecpustats', '--cpu', '99'],
    ['nodememstats', '--cell', '9'],
    ['node-memory-tune'],
    ['freecell', '--cellno', '7'],
    ['freepages', '--cellno', '0', '--pagesize', '5'],
    ['allocpages', '2048', '1', '--cellno', '9'],
    ['domcapabilities', '--arch', 'nonsense'],
    ['domcapabilities', '--machine', 'nonsense'],
    ['domcapabilities', '--emulatorbin', '/nonexistent'],
    ['domcapabilities', '--virttype', 'xen'],
    ['cpu-models', 'ppc64'],
    ['cpu-models', 's390x'],
    ['cpu-models', 'nonsense'],
    ['cpu-compare', '@cpu-old.xml'],
    ['cpu-compare', '@cpu-unknown.xml'],
    ['cpu-compare', '@cpu-unknown-feature.xml'],
    ['cpu-compare', '@cpu-ppc.xml'],
    ['cpu-baseline', '@cpus.xml'],
    ['cpu-baseline', '@cpus.xml', '--features'],
    ['cpu-baseline', '@cpus.xml', '--migratable'],
    ['cpu-baseline', '@cpus-two-vendors.xml'],
    ['hypervisor-cpu-baseline', '@cpus.xml', '--virttype', 'qemu'],
    ['hypervisor-cpu-baseline', '@cpus.xml', '--virttype', 'qemu', '--features'],
    ['hypervisor-cpu-baseline', '@cpus.xml', '--arch', 'ppc64'],
  ],
};

const uuid = '5f3b4c5e-8b9a-4d0e-9c3f-0a1b2c3d4e5f';

const cpu = (model, arch = 'x86_64', more = '') =>
  `<cpu><arch>${arch}</arch><model>${model}</model>${more}</cpu>`;

/** The files of the lab. */
export const files = (guest) => {
  const domain = ({
    name = 'demo',
    id = uuid,
    type = 'qemu',
    arch = 'x86_64',
    machine = '',
    kernel = guest.kernel,
  } = {}) => `<domain type='${type}'>
  <name>${name}</name>
  <uuid>${id}</uuid>
  <memory unit='MiB'>128</memory>
  <vcpu>1</vcpu>
  <os>
    <type arch='${arch}'${machine}>hvm</type>
    <kernel>${kernel}</kernel>
    <initrd>${guest.initrd}</initrd>
    <cmdline>console=ttyS0 quiet</cmdline>
  </os>
  <features><acpi/></features>
  <devices>
    <serial type='pty'/>
    <console type='pty'/>
  </devices>
</domain>
`;
  return {
    'cpu-old.xml': cpu('core2duo'),
    'cpu-unknown.xml': cpu('Nope'),
    'cpu-unknown-feature.xml': cpu('core2duo', 'x86_64', "<feature name='zork'/>"),
    'cpu-ppc.xml': cpu('POWER8', 'ppc64'),
    'cpus.xml': `<cpus>${cpu('Westmere', 'x86_64', "<feature name='vmx'/>")}${cpu('Haswell-noTSX')}</cpus>`,
    'cpus-two-vendors.xml': `<cpus>${cpu('Opteron_G5')}${cpu('Haswell')}</cpus>`,
    'demo.xml': domain(),
    'other-uuid.xml': domain({ id: uuid.replace(/^5/, '6') }),
    'other-name.xml': domain({ name: 'other' }),
    'broken.xml': "<domain type='qemu'>\n  <name>demo</nam>\n</domain>\n",
    'wrong-root.xml': '<network><name>x</name></network>\n',
    'no-name.xml': domain().replace(/<name>.*<\/name>/, ''),
    'bad-type.xml': domain({ type: 'nonsense' }),
    'bad-arch.xml': domain({ arch: 'pdp11' }),
    'bad-machine.xml': domain({ machine: " machine='pc-0.0'" }),
    'no-kernel.xml': domain({
      name: 'nokernel',
      id: uuid.replace(/^5/, '7'),
      kernel: '/nonexistent/vmlinuz',
    }),
  };
};
