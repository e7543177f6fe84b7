// node bench/xml/run.mjs: how long one core takes to parse, complete, check and write domain XML, stage by stage, in
// microseconds of processor time; a small guest and one of 9 KB.

import { defaultArgvConfig } from '../../dist/src/drivers/kvm/argv/host.js';
import { qemuCaps } from '../../dist/src/drivers/kvm/capabilities/caps.js';
import { probeQemu } from '../../dist/src/drivers/kvm/capabilities/probe.js';
import { loadFirmware } from '../../dist/src/drivers/kvm/firmware/descriptor.js';
import { defaultLegacyFirmware } from '../../dist/src/drivers/kvm/firmware/select.js';
import { postParse } from '../../dist/src/drivers/kvm/postparse/postparse.js';
import { validate } from '../../dist/src/drivers/kvm/validate/validate.js';
import { formatDomain, parseDomain } from '../../dist/src/model/domain/parse.js';

const small = `<domain type='qemu'><name>small</name><memory unit='MiB'>64</memory><vcpu>1</vcpu>
<os><type arch='x86_64' machine='pc'>hvm</type></os><features><acpi/></features>
<devices><serial type='pty'/></devices></domain>`;

const disk = (i) => `
    <disk type='file' device='disk'>
      <driver name='qemu' type='qcow2' cache='none' io='native' discard='unmap'/>
      <source file='/var/lib/libvirt/images/server-${i}.qcow2'/>
      <target dev='vd${String.fromCharCode(97 + i)}' bus='virtio'/>
      <iotune><total_iops_sec>500</total_iops_sec><total_bytes_sec>104857600</total_bytes_sec></iotune>
      <serial>disk-${i}-0123456789</serial>
    </disk>`;
const nic = (i) => `
    <interface type='bridge'>
      <mac address='52:54:00:00:10:0${i}'/>
      <source bridge='br${i}'/>
      <model type='virtio'/>
      <driver name='vhost' queues='4'/>
      <bandwidth><inbound average='1000' peak='5000' burst='1024'/><outbound average='128' peak='256' burst='256'/></bandwidth>
    </interface>`;
const port = (i) => `
    <controller type='pci' index='${i}' model='pcie-root-port'><model name='pcie-root-port'/><target chassis='${i}' port='0x${(15 + i).toString(16)}'/></controller>`;
const range = (count, make) => Array.from({ length: count }, (_, i) => make(i)).join('');
const large = `<domain type='qemu' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>
  <name>large</name>
  <uuid>7a1d7a5e-0d53-4d5a-9f0e-4ad1c1f0f001</uuid>
  <title>A server with much hardware</title>
  <description>Composed for a measurement &amp; nothing else</description>
  <metadata><app:owner xmlns:app='http://example.org/app'><app:name>bench</app:name></app:owner></metadata>
  <memory unit='GiB'>8</memory>
  <currentMemory unit='GiB'>4</currentMemory>
  <vcpu placement='static' current='4'>8</vcpu>
  <iothreads>2</iothreads>
  <cputune>
    <shares>2048</shares>${range(8, (i) => `\n    <vcpupin vcpu='${i}' cpuset='${i}'/>`)}
    <emulatorpin cpuset='0-1'/>
  </cputune>
  <os><type arch='x86_64' machine='q35'>hvm</type><boot dev='hd'/><bootmenu enable='yes' timeout='3000'/></os>
  <features><acpi/><apic/><pae/><vmcoreinfo state='on'/></features>
  <cpu mode='custom' match='exact' check='none'>
    <model fallback='forbid'>Nehalem</model>
    <topology sockets='2' dies='1' cores='2' threads='2'/>
    <feature policy='require' name='vme'/><feature policy='disable' name='x2apic'/>
    <numa><cell id='0' cpus='0-3' memory='4' unit='GiB'/><cell id='1' cpus='4-7' memory='4' unit='GiB'/></numa>
  </cpu>
  <clock offset='utc'><timer name='rtc' tickpolicy='catchup'/><timer name='pit' tickpolicy='delay'/><timer name='hpet' present='no'/></clock>
  <on_poweroff>destroy</on_poweroff><on_reboot>restart</on_reboot><on_crash>destroy</on_crash>
  <pm><suspend-to-mem enabled='no'/><suspend-to-disk enabled='no'/></pm>
  <devices>
    <emulator>/usr/bin/qemu-system-x86_64</emulator>${range(8, disk)}
    <disk type='file' device='cdrom'><driver name='qemu' type='raw'/><target dev='sda' bus='sata'/><readonly/></disk>
    <controller type='pci' index='0' model='pcie-root'/>${range(14, (i) => port(i + 1))}
    <controller type='usb' index='0' model='qemu-xhci' ports='15'/>
    <controller type='scsi' index='0' model='virtio-scsi'/>${range(4, nic)}
    <serial type='pty'><target port='0'/></serial>
    <console type='pty'><target type='serial' port='0'/></console>
    <channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>
    <input type='tablet' bus='usb'/>
    <graphics type='vnc' port='-1' autoport='yes' listen='127.0.0.1'><listen type='address' address='127.0.0.1'/></graphics>
    <video><model type='virtio' heads='1' primary='yes'/></video>
    <memballoon model='virtio'><stats period='10'/></memballoon>
    <rng model='virtio'><rate bytes='1024' period='1000'/><backend model='random'>/dev/urandom</backend></rng>
    <watchdog model='i6300esb' action='reset'/>
  </devices>
</domain>`;

const caps = qemuCaps(await probeQemu({ binary: '/usr/bin/qemu-system-x86_64' }));
const host = {
  arch: 'x86_64',
  firmware: loadFirmware({}),
  legacyFirmware: defaultLegacyFirmware,
  securityModel: 'none',
  config: defaultArgvConfig,
};

const stages = (xml) => {
  let domain;
  return {
    parse: () => {
      domain = parseDomain(xml, { inactive: true });
    },
    complete: () => postParse(domain, { caps, host, options: { abiUpdate: true, inactive: true } }),
    check: () => validate(domain, caps, host),
    write: () => formatDomain(domain, { inactive: true, secure: true }),
  };
};

const processorTime = () => {
  const { user, system } = process.cpuUsage();
  return user + system;
};

const measure = (xml, rounds) => {
  const all = stages(xml);
  const spent = Object.fromEntries(Object.keys(all).map((name) => [name, 0]));
  const began = processorTime();
  for (let i = 0; i < rounds; i++)
    for (const [name, stage] of Object.entries(all)) {
      const before = performance.now();
      stage();
      spent[name] += performance.now() - before;
    }
  const total = (processorTime() - began) / rounds;
  const wall = Object.values(spent).reduce((sum, each) => sum + each, 0);
  const shares = Object.entries(spent).map(([name, each]) => [name, Math.round((total * each) / wall)]);
  return { total: Math.round(total), ...Object.fromEntries(shares) };
};

for (const [name, xml] of Object.entries({ small, large })) {
  measure(xml, 1000);
  const best = Array.from({ length: 7 }, () => measure(xml, 500)).sort((a, b) => a.total - b.total)[2];
  console.log(`${name} (${xml.length} bytes): ${Math.round(1e6 / best.total)} a second; us`, best);
}
