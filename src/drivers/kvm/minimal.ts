// The least of a command line that boots a guest with a kernel, a serial port and a balloon; stands in for argv/ until
// that is complete.
import type { QemuCaps } from './capabilities/caps.ts';
import type { ArgvHost, Domain } from './hardware.ts';

export const minimalPostParse = (domain: Domain, caps: QemuCaps): Domain => {
  domain.devices.emulator ??= caps.binary;
  domain.currentMemory ??= domain.memory.value;
  return domain;
};

export const minimalArgv = (domain: Domain, _caps: QemuCaps, host: ArgvHost): string[] => {
  const { os, devices } = domain;
  const serials = devices.serials.flatMap((serial, i) => {
    serial.alias ??= { name: `serial${i}` };
    const { name } = serial.alias;
    return [
      '-chardev',
      `pty,id=char${name}`,
      '-device',
      `{"driver":"isa-serial","chardev":"char${name}","id":"${name}"}`,
    ];
  });
  const kernel = os as { kernel?: string; initrd?: string; cmdline?: string };
  return [
    '-name',
    `guest=${domain.name},debug-threads=on`,
    '-S',
    '-object',
    JSON.stringify({ 'qom-type': 'secret', id: 'masterKey0', format: 'raw', file: host.masterKey }),
    '-machine',
    `${os.type?.machine ?? 'q35'},usb=off,dump-guest-core=off`,
    '-accel',
    'tcg',
    '-m',
    String(domain.memory.value / 1024),
    '-smp',
    String(domain.vcpu.value),
    '-uuid',
    domain.uuid ?? '',
    '-display',
    'none',
    '-no-user-config',
    '-nodefaults',
    '-chardev',
    `socket,id=charmonitor,fd=${host.monitorFd},server=on,wait=off`,
    '-mon',
    'chardev=charmonitor,id=monitor,mode=control',
    '-no-shutdown',
    ...(kernel.kernel
      ? ['-kernel', kernel.kernel, '-initrd', kernel.initrd ?? '', '-append', kernel.cmdline ?? '']
      : []),
    ...serials,
    '-audiodev',
    '{"id":"audio1","driver":"none"}',
    '-device',
    '{"driver":"virtio-balloon-pci","id":"balloon0"}',
    ...(host.incoming ? ['-incoming', host.incoming] : []),
    '-msg',
    'timestamp=on',
  ];
};
