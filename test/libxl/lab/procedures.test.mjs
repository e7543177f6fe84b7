// Every procedure that the matrix says yes to, asked by name over HTTP (streams and descriptors by libvirt-python) on guests of
// this dom0: what it changes is read back. A procedure that is neither asked here nor named in `elsewhere` is a failure.
// QUICK=1 leaves out what takes an emulated machine long: device models, hotplug scripts, core dumps, all kinds of saving.
import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { check, finish, until } from './check.mjs';
import { consoleOf, domids, python, startDaemon, uuidOf } from './dom0.mjs';

const REST = '/run/libvirt/virtlight-rest-sock';
const asked = new Set();
const quick = process.env.QUICK === '1';
/** One procedure; the answer, or an Error with libvirt's words. */
const call = (name, args = {}) =>
  new Promise((resolve, reject) => {
    asked.add(name);
    const body = JSON.stringify(args);
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const path = `/v1/call/${name}?connect=xen:///system`;
    const sent = request({ socketPath: REST, method: 'POST', path, headers }, (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => {
        const value = text === '' ? null : JSON.parse(text);
        resolve(response.statusCode < 300 ? value : new Error(value?.detail ?? text));
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
/** The answer must satisfy `wanted`: a function, or a pattern for the words of a refusal. */
const ask = async (name, args, wanted = () => true) => {
  const answer = await call(name, args);
  const refusal = wanted instanceof RegExp;
  const good = answer instanceof Error ? refusal && wanted.test(answer.message) : !refusal && wanted(answer);
  check(refusal ? `${name} refuses` : name, good === true, answer instanceof Error ? answer.message : answer);
  return answer;
};
const param = (field, value) => ({ field, type: typeof value === 'string' ? 7 : 2, value });
const found = (params, field) => params?.find((p) => p.field === field)?.value;
const [LIVE, CONFIG, STRINGS] = [1, 2, 4];

const pv = (
  name,
  n,
  more = '',
  devices = '',
) => `<domain type='xen'><name>${name}</name><uuid>${uuidOf(n)}</uuid>
<memory unit='MiB'>16</memory><currentMemory unit='MiB'>8</currentMemory><vcpu current='1'>2</vcpu><os><type>xen</type><kernel>/lab/tiny</kernel></os>${more}
<devices><console type='pty'/>${devices}</devices></domain>`;
const hvm = `<domain type='xen'><name>h</name><uuid>${uuidOf(3)}</uuid><memory unit='MiB'>32</memory><vcpu>1</vcpu>
<os><type arch='x86_64' machine='xenfv'>hvm</type><boot dev='hd'/></os><features><acpi/></features>
<devices><disk type='file' device='disk'><driver name='qemu' type='raw'/><source file='/tmp/h.img'/><target dev='hda' bus='ide'/></disk>
<disk type='file' device='cdrom'><driver name='qemu' type='raw'/><source file='/tmp/h.iso'/><target dev='hdc' bus='ide'/><readonly/></disk>
<graphics type='vnc' port='-1' autoport='yes' listen='127.0.0.1'/></devices></domain>`;
const nic =
  "<interface type='bridge'><mac address='00:16:3e:11:22:33'/><source bridge='xenbr0'/></interface>";
const disk =
  "<disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='/tmp/p.qcow2'/><target dev='xvda' bus='xen'/></disk>";

execFileSync('sh', [
  '-c',
  'truncate -s 8M /tmp/h.img /tmp/h.iso; qemu-img create -q -f qcow2 /tmp/p.qcow2 8M',
]);
const daemon = await startDaemon();
await until('HTTP', () => existsSync(REST), 240);

// The host.
await ask('connectGetType', {}, (a) => a.type === 'Xen');
await ask('connectGetVersion', {}, (a) => Number(a.hv_ver) === 4017000);
await ask('connectGetHostname', {}, (a) => a.hostname === 'lab');
await ask('connectGetMaxVcpus', { type: 'xen' }, (a) => a.max_vcpus === 2);
await ask('connectIsSecure', {}, (a) => a.secure === 1);
await ask('connectGetCapabilities', {}, (a) => /<os_type>xenpvh<\/os_type>/.test(a.capabilities));
await ask('connectGetDomainCapabilities', { machine: 'xenfv', flags: 0 }, (a) =>
  /hvmloader/.test(a.capabilities),
);
await ask('connectGetSysinfo', { flags: 0 }, (a) => /<sysinfo/.test(a.sysinfo));
await ask('connectGetCPUModelNames', { arch: 'x86_64', need_results: 1, flags: 0 }, (a) =>
  a.models.includes('qemu64'),
);
const cpu = '<cpu><arch>x86_64</arch><model>qemu64</model></cpu>';
for (const name of ['connectCompareCPU', 'connectCompareHypervisorCPU'])
  await ask(name, { xml: cpu, xmlCPU: cpu, flags: 0 }, (a) => a.result >= 0);
for (const name of ['connectBaselineCPU', 'connectBaselineHypervisorCPU'])
  await ask(name, { xmlCPUs: [cpu], flags: 0 }, (a) => /<model[^>]*>qemu64/.test(a.cpu));
await ask('nodeGetInfo', {}, (a) => a.cpus === 2 && Number(a.memory) > 1e6);
await ask('nodeGetFreeMemory', {}, (a) => Number(a.freeMem) > 1e8);
await ask('nodeGetCellsFreeMemory', { startCell: 0, maxcells: 4 }, (a) => a.cells.length === 1);
await ask(
  'nodeGetFreePages',
  { pages: [4], startCell: 0, cellCount: 1, flags: 0 },
  (a) => Number(a.counts[0]) > 1e4,
);
await ask('nodeGetCPUStats', { cpuNum: -1, nparams: 9, flags: 0 }, (a) => a.params.length === 2);
await ask('nodeGetMemoryStats', { cellNum: -1, nparams: 9, flags: 0 }, (a) => a.params.length === 2);
await ask('nodeGetMemoryParameters', { nparams: 0, flags: 0 });
await ask('nodeGetCPUMap', { need_map: 1, need_online: 1, flags: 0 }, (a) => a.online === 2);
await ask('nodeGetSecurityModel');
await ask('nodeSuspendForDuration', { target: 7, duration: 60, flags: 0 }, /not supported/);
const native = { nativeFormat: 'xen-xl', flags: 0 };
await ask('connectDomainXMLToNative', { ...native, domainXml: pv('n', 9) }, (a) =>
  /kernel = "\/lab\/tiny"/.test(a.nativeConfig),
);
await ask(
  'connectDomainXMLFromNative',
  { ...native, nativeConfig: 'name = "n"\nmemory = 8\nkernel = "/k"\n' },
  (a) => /<name>n<\/name>/.test(a.domainXml),
);
for (const name of ['nodeDeviceDettach', 'nodeDeviceReAttach', 'nodeDeviceReset', 'nodeDeviceDetachFlags'])
  await ask(name, { name: 'pci_0000_ff_1f_0', flags: 0 }, /no node device with matching name/);

// A definition.
let { dom } = await ask('domainDefineXML', { xml: pv('p', 1) }, (a) => a.dom.name === 'p');
await ask('domainDefineXMLFlags', { xml: pv('p', 1), flags: 0 }, (a) => a.dom.uuid === dom.uuid);
await ask('connectNumOfDefinedDomains', {}, (a) => a.num === 1);
await ask('connectListDefinedDomains', { maxnames: 9 }, (a) => a.names.join() === 'p');
await ask('domainGetMaxMemory', { dom }, (a) => Number(a.memory) === 16384);
await ask('domainSetVcpusFlags', { dom, nvcpus: 2, flags: CONFIG });
await ask('domainGetVcpusFlags', { dom, flags: CONFIG }, (a) => a.num === 2);
await call('domainSetVcpusFlags', { dom, nvcpus: 1, flags: CONFIG });
await ask('domainSetMemoryFlags', { dom, memory: 12288, flags: CONFIG });
await ask('domainSetMaxMemory', { dom, memory: 32768 });
await ask('domainGetMaxMemory', { dom }, (a) => Number(a.memory) === 32768);
await call('domainSetMaxMemory', { dom, memory: 16384 });
await ask('domainSetMemoryParameters', {
  dom,
  params: [{ ...param('hard_limit', 16384), type: 4 }],
  flags: CONFIG,
});
await ask(
  'domainGetMemoryParameters',
  { dom, nparams: 9, flags: 0 },
  (a) => Number(found(a.params, 'hard_limit')) === 16384,
);
await ask('domainSetAutostart', { dom, autostart: 1 });
await ask('domainGetAutostart', { dom }, (a) => a.autostart === 1);
await call('domainSetAutostart', { dom, autostart: 0 });
await ask('domainSetAutostartOnce', { dom, autostart: 1 });
await ask('domainGetAutostartOnce', { dom }, (a) => a.autostart === 1);
await call('domainSetAutostartOnce', { dom, autostart: 0 });
await ask('domainSetMetadata', { dom, type: 1, metadata: 'A title', flags: CONFIG });
await ask('domainGetMetadata', { dom, type: 1, flags: CONFIG }, (a) => a.metadata === 'A title');
await ask('domainRename', { dom, new_name: 'renamed', flags: 0 });
({ dom } = await ask('domainLookupByName', { name: 'renamed' }, (a) => a.dom.uuid === dom.uuid));
await call('domainRename', { dom, new_name: 'p', flags: 0 });
({ dom } = await ask('domainLookupByUUID', { uuid: dom.uuid }, (a) => a.dom.name === 'p'));
await ask('domainIsPersistent', { dom }, (a) => a.persistent === 1);

// A tiny PV guest that runs.
await ask('domainCreate', { dom });
await until('its console', () => consoleOf('p').includes('TINY-UP'), 240);
({ dom } = await call('domainLookupByName', { name: 'p' }));
await ask('domainLookupByID', { id: dom.id }, (a) => a.dom.name === 'p');
await ask('domainIsActive', { dom }, (a) => a.active === 1);
await ask('domainIsUpdated', { dom }, (a) => a.updated <= 1);
await ask('domainGetState', { dom, flags: 0 }, (a) => a.state === 1);
await ask('domainGetInfo', { dom }, (a) => a.state === 1 && Number(a.cpuTime) > 0);
await ask('domainGetOSType', { dom }, (a) => a.type === 'xen');
await ask('domainGetControlInfo', { dom, flags: 0 });
await ask('domainGetXMLDesc', { dom, flags: 0 }, (a) => /<source path='\/dev\/pts\/\d+'\/>/.test(a.xml));
await ask('domainGetSecurityLabel', { dom });
await ask('domainGetSecurityLabelList', { dom });
await ask('domainGetMessages', { dom, flags: 0 });
await ask('connectNumOfDomains', {}, (a) => a.num === 2);
await ask('connectListDomains', { maxids: 9 }, (a) => a.ids.includes(dom.id));
await ask('connectListAllDomains', { need_results: 1, flags: 1 }, (a) => a.domains.length === 2);
await ask('domainGetMaxVcpus', { dom }, (a) => a.num === 2);
await ask('domainGetVcpus', { dom, maxinfo: 2, maplen: 1 }, (a) => a.info.length === 2);
await ask('domainPinVcpu', { dom, vcpu: 0, cpumap: Buffer.from([2]).toString('base64') });
await ask(
  'domainGetVcpuPinInfo',
  { dom, ncpumaps: 1, maplen: 1, flags: LIVE },
  (a) => Buffer.from(a.cpumaps, 'base64')[0] === 2,
);
check(
  'pinned in Xen',
  /\b1 +\/|\ball\b|-b- .* 1 /.test(execFileSync('xl', ['vcpu-list', 'p'], { encoding: 'utf8' })),
);
await ask('domainPinVcpuFlags', {
  dom,
  vcpu: 0,
  cpumap: Buffer.from([3]).toString('base64'),
  flags: LIVE | CONFIG,
});
await ask('domainGetEmulatorPinInfo', { dom, maplen: 1, flags: 0 });
await ask('domainGetSchedulerType', { dom }, (a) => a.type.startsWith('credit'));
await ask('domainSetSchedulerParameters', { dom, params: [param('weight', 512)] });
await ask('domainGetSchedulerParameters', { dom, nparams: 2 }, (a) => found(a.params, 'weight') === 512);
await ask('domainSetSchedulerParametersFlags', { dom, params: [param('cap', 50)], flags: 0 });
await ask(
  'domainGetSchedulerParametersFlags',
  { dom, nparams: 2, flags: 0 },
  (a) => found(a.params, 'cap') === 50,
);
await call('domainSetSchedulerParameters', { dom, params: [param('cap', 0)] });
await ask('domainSetMemory', { dom, memory: 7168 });
await ask('domainMemoryStats', { dom, maxStats: 9, flags: 0 }, (a) => a.stats.length === 2);
await ask('domainSetMemoryStatsPeriod', { dom, period: 1, flags: 0 });
await ask('domainSetVcpus', { dom, nvcpus: 2 });
await ask('domainSetVcpu', { dom, cpumap: '1', state: 0, flags: LIVE });
await ask('domainSetGuestVcpus', { dom, cpumap: '1', state: 1, flags: 0 });
await ask('domainGetGuestVcpus', { dom, flags: 0 }, (a) => found(a.params, 'vcpus') === '0-1');
await ask(
  'domainGetCPUStats',
  { dom, nparams: 1, start_cpu: -1, ncpus: 1, flags: 0 },
  (a) => found(a.params, 'cpu_time') > 0,
);
await ask('connectGetAllDomainStats', { doms: [dom], stats: 0, flags: 0 }, (a) => a.retStats.length === 1);
await ask(
  'domainGetNumaParameters',
  { dom, nparams: 9, flags: LIVE | STRINGS },
  (a) => found(a.params, 'numa_nodeset') === '0',
);
await ask('domainSetNumaParameters', { dom, params: [param('numa_nodeset', '0')], flags: LIVE });
await ask('domainGetBlkioParameters', { dom, nparams: 9, flags: 0 });
await ask('domainGetDiskErrors', { dom, maxerrors: 9, flags: 0 });
await ask('domainSendKey', { dom, codeset: 0, holdtime: 0, keycodes: [56, 99, 35], flags: 0 });
await ask('domainSetLifecycleAction', { dom, type: 2, action: 3, flags: LIVE });
await ask('domainSuspend', { dom });
await ask('domainGetState', { dom, flags: 0 }, (a) => a.state === 3);
await ask('domainResume', { dom });
await ask('domainGetJobInfo', { dom }, (a) => a.type === 0);
await ask('domainGetJobStats', { dom, flags: 0 }, (a) => a.type === 0);
for (const name of ['domainAbortJob', 'domainAbortJobFlags'])
  await ask(name, { dom, flags: 0 }, /no job is active/);
await ask('domainMigrateSetMaxSpeed', { dom, bandwidth: 100, flags: 0 });
await ask('domainMigrateGetMaxSpeed', { dom, flags: 0 }, (a) => Number(a.bandwidth) === 100);
await ask('domainMigrateBegin3', { dom, flags: 0, resource: 0 });
await ask('domainMigrateConfirm3', { dom, cookie_in: '', flags: 0, cancelled: 1 });
// Saved and restored in every way.
if (!quick) {
  await ask('domainCoreDump', { dom, to: '/tmp/p.core', flags: 2 }, () => existsSync('/tmp/p.core'));
  await ask('domainCoreDumpWithFormat', { dom, to: '/tmp/p.core', dumpformat: 0, flags: 0 });
}
await ask('domainSave', { dom, to: '/tmp/p.save' });
await ask('domainSaveImageGetXMLDesc', { file: '/tmp/p.save', flags: 0 }, (a) =>
  /<name>p<\/name>/.test(a.xml),
);
const { xml: image } = await call('domainSaveImageGetXMLDesc', { file: '/tmp/p.save', flags: 0 });
await ask('domainSaveImageDefineXML', {
  file: '/tmp/p.save',
  dxml: image
    .replace('<name>', '<title>Kept</title><name>')
    .replace(/(<title>.*<\/title>)(<name>p<\/name>)/, '$2$1'),
  flags: 0,
});
if ((await ask('domainRestore', { from: '/tmp/p.save' })) instanceof Error)
  console.log(
    execFileSync('tail', ['-n', '25', '/var/log/libvirt/libxl/libxl-driver.log'], { encoding: 'utf8' }),
  );
({ dom } = await call('domainLookupByName', { name: 'p' }));
if (!quick) {
  await ask('domainSaveFlags', { dom, to: '/tmp/p.save', flags: 0 });
  await ask('domainRestoreFlags', { from: '/tmp/p.save', flags: 4 });
  ({ dom } = await call('domainLookupByName', { name: 'p' }));
  check('restored paused', (await call('domainGetState', { dom, flags: 0 })).state === 3);
  await ask('domainSaveParams', { dom, params: [param('file', '/tmp/p.save')], flags: 0 });
  await ask('domainRestoreParams', { params: [param('file', '/tmp/p.save')], flags: 0 });
  ({ dom } = await call('domainLookupByName', { name: 'p' }));
  await ask('domainManagedSave', { dom, flags: 0 });
  await ask('domainHasManagedSaveImage', { dom, flags: 0 }, (a) => a.result === 1);
  const { xml: managed } = await ask('domainManagedSaveGetXMLDesc', { dom, flags: 0 }, (a) =>
    /<name>p<\/name>/.test(a.xml),
  );
  await ask('domainManagedSaveDefineXML', { dom, dxml: managed, flags: 0 });
  await ask('domainCreateWithFlags', { dom, flags: 1 }, (a) => a.dom.id > 0);
  ({ dom } = await call('domainLookupByName', { name: 'p' }));
  await call('domainManagedSave', { dom, flags: 0 });
  await ask('domainManagedSaveRemove', { dom, flags: 0 });
  await call('domainCreate', { dom });
  ({ dom } = await call('domainLookupByName', { name: 'p' }));
  await until('another start', () => consoleOf('p').split('TINY-UP').length > 2, 240);
  await ask('domainReset', { dom, flags: 0 });
  await until('a fresh one', () => consoleOf('p').split('TINY-UP').length > 3, 240);
  ({ dom } = await call('domainLookupByName', { name: 'p' }));
  const before = dom.id;
  await ask('domainReboot', { dom, flags: 0 });
  ({ dom } = await until('its next life', async () => {
    const now = await call('domainLookupByName', { name: 'p' });
    return now.dom?.id > before && now;
  }));
  // Devices: none of them needs the guest's driver to be taken in, and the definition gives them up again.
  await ask('domainAttachDevice', { dom, xml: nic });
  await ask('domainAttachDeviceFlags', { dom, xml: nic, flags: CONFIG });
  check('its interface is there', /vif\d+\.0/.test(execFileSync('ip', ['-o', 'link'], { encoding: 'utf8' })));
  const mac = '00:16:3e:11:22:33';
  await ask('domainInterfaceStats', { dom, device: mac }, (a) => 'rx_bytes' in a);
  await ask('domainInterfaceAddresses', { dom, source: 2, flags: 0 });
  await ask('domainSetInterfaceParameters', {
    dom,
    device: mac,
    params: [param('outbound.average', 128)],
    flags: CONFIG,
  });
  await ask(
    'domainGetInterfaceParameters',
    { dom, device: mac, nparams: 9, flags: CONFIG },
    (a) => found(a.params, 'outbound.average') === 128,
  );
  await ask('domainDetachDeviceFlags', { dom, xml: nic, flags: CONFIG });
  await ask('domainDetachDevice', { dom, xml: nic.replace('22:33', '22:99') }, /no device found at address/);
  await ask(
    'domainDetachDeviceAlias',
    { dom, alias: 'net9', flags: LIVE },
    /no device found with alias net9/,
  );
}
// The agent, of a guest that has none (beyond.test.mjs has one that does), and streams and descriptors.
const noAgent = /[Gg]uest agent|agent is not/;
for (const [name, args] of Object.entries({
  domainQemuAgentCommand: { cmd: '{"execute":"guest-ping"}', timeout: 5 },
  domainGetHostname: {},
  domainFSTrim: { minimum: 0 },
  domainFSFreeze: { mountpoints: [] },
  domainFSThaw: { mountpoints: [] },
  domainGetTime: {},
  domainSetTime: { seconds: 1, nseconds: 0 },
  domainGetFSInfo: {},
  domainSetUserPassword: { user: 'root', password: 'x' },
  domainGetGuestInfo: { types: 2 },
  domainAuthorizedSSHKeysGet: { user: 'root' },
  domainAuthorizedSSHKeysSet: { user: 'root', keys: ['k'] },
}))
  await ask(name, { dom, flags: 0, ...args }, name === 'domainGetHostname' ? /agent|hostname/i : noAgent);
await ask('domainAgentSetResponseTimeout', { dom, timeout: 20, flags: 0 });
const spoken = await python(`
import libvirt
c = libvirt.open('xen:///system')
s = c.newStream(0)
c.lookupByName('p').openConsole(None, s, 0)
seen = s.recv(1024)
s.send(b'x')
s.finish()
print('heard' if seen else 'silence')
ring = c.newStream(0)
c.lookupByName('Domain-0').openConsole('xen', ring, 0)
print('Xen version' in ring.recv(1 << 20).decode('latin1'))
`);
asked.add('domainOpenConsole');
check('console both ways, and the ring of the hypervisor', spoken === 'heard\nTrue', spoken);
await ask('domainDestroy', { dom });

if (!quick) {
  // A disk of our own, off: snapshots in its image.
  await call('domainDefineXML', { xml: pv('p', 1, '', disk) });
  await ask('domainSnapshotCreateXML', {
    dom,
    xml_desc: '<domainsnapshot><name>one</name></domainsnapshot>',
    flags: 0,
  });
  const child = '<domainsnapshot><name>two</name></domainsnapshot>';
  const { snap: two } = await call('domainSnapshotCreateXML', { dom, xml_desc: child, flags: 0 });
  const { snap: one } = await ask(
    'domainSnapshotLookupByName',
    { dom, name: 'one', flags: 0 },
    (a) => a.snap.name === 'one',
  );
  await ask('domainSnapshotNum', { dom, flags: 0 }, (a) => a.num === 2);
  await ask('domainSnapshotListNames', { dom, maxnames: 9, flags: 0 }, (a) => a.names.length === 2);
  await ask('domainListAllSnapshots', { dom, need_results: 1, flags: 0 }, (a) => a.snapshots.length === 2);
  await ask('domainHasCurrentSnapshot', { dom, flags: 0 }, (a) => a.result === 1);
  await ask('domainSnapshotCurrent', { dom, flags: 0 }, (a) => a.snap.name === 'two');
  await ask('domainSnapshotGetXMLDesc', { snap: two, flags: 0 }, (a) => /<parent>/.test(a.xml));
  await ask('domainSnapshotGetParent', { snap: two, flags: 0 }, (a) => a.snap.name === 'one');
  await ask('domainSnapshotNumChildren', { snap: one, flags: 0 }, (a) => a.num === 1);
  await ask(
    'domainSnapshotListChildrenNames',
    { snap: one, maxnames: 9, flags: 0 },
    (a) => a.names.join() === 'two',
  );
  await ask(
    'domainSnapshotListAllChildren',
    { snapshot: one, need_results: 1, flags: 0 },
    (a) => a.snapshots.length === 1,
  );
  await ask('domainSnapshotIsCurrent', { snap: two, flags: 0 }, (a) => a.current === 1);
  await ask('domainSnapshotHasMetadata', { snap: two, flags: 0 }, (a) => a.metadata === 1);
  await ask('domainRevertToSnapshot', { snap: one, flags: 0 });
  await ask('domainSnapshotDelete', { snap: one, flags: 1 });
  await ask('domainUndefineFlags', { dom, flags: 0 });

  // A full machine, with its device model.
  ({ dom } = await ask('domainCreateXML', { xml_desc: hvm, flags: 0 }, (a) => a.dom.id > 0));
  await ask('domainQemuMonitorCommand', { dom, cmd: '{"execute":"query-status"}', flags: 0 }, (a) =>
    /"running"/.test(a.result),
  );
  await ask('domainGetBlockInfo', { dom, path: 'hda', flags: 0 }, (a) => Number(a.capacity) === 8 << 20);
  await ask(
    'domainBlockPeek',
    { dom, path: 'hda', offset: 0, size: 512, flags: 0 },
    (a) => Buffer.from(a.buffer, 'base64').length === 512,
  );
  await ask(
    'domainMemoryPeek',
    { dom, offset: 0, size: 16, flags: 2 },
    (a) => Buffer.from(a.buffer, 'base64').length === 16,
  );
  await ask('domainSetBlockIoTune', {
    dom,
    disk: 'hda',
    params: [{ ...param('total_bytes_sec', 1000000), type: 4 }],
    flags: LIVE,
  });
  await ask(
    'domainGetBlockIoTune',
    { dom, disk: 'hda', nparams: 20, flags: LIVE },
    (a) => Number(found(a.params, 'total_bytes_sec')) === 1000000,
  );
  await ask('domainBlockResize', { dom, disk: 'hda', size: 16384, flags: 0 });
  await ask('domainGetBlockInfo', { dom, path: 'hda', flags: 0 }, (a) => Number(a.capacity) === 16 << 20);
  for (const name of ['domainBlockStats', 'domainBlockStatsFlags'])
    await ask(name, { dom, path: 'hda', nparams: 9, flags: 0 }, /unsupported disk driver qemu/);
  await ask('domainUpdateDeviceFlags', {
    dom,
    xml: "<disk type='file' device='cdrom'><driver name='qemu' type='raw'/><target dev='hdc' bus='ide'/><readonly/></disk>",
    flags: LIVE,
  });
  await ask('domainInjectNMI', { dom, flags: 0 });
  await ask('domainSendKey', { dom, codeset: 0, holdtime: 10, keycodes: [30], flags: 0 });
  await ask('domainGraphicsReload', { dom, type: 1, flags: 0 }, /VNC|tls|TLS|display/);
  const seen = await python(`
import libvirt, os, socket
c = libvirt.open('xen:///system')
d = c.lookupByName('h')
s = c.newStream(0)
print(d.screenshot(s, 0, 0), s.recv(2).decode())
s.abort()
a, b = socket.socketpair()
d.openGraphics(0, b.fileno(), libvirt.VIR_DOMAIN_OPEN_GRAPHICS_SKIPAUTH)
a.settimeout(60); print(a.recv(12).decode().strip())
t = socket.socket(fileno=d.openGraphicsFD(0, 0)); t.settimeout(60); print(t.recv(12).decode().strip())
`);
  check('its screen, three ways', seen === 'image/x-portable-pixmap P6\nRFB 003.008\nRFB 003.008', seen);
  for (const name of ['domainScreenshot', 'domainOpenGraphics', 'domainOpenGraphicsFD']) asked.add(name);
  await ask('domainShutdownFlags', { dom, flags: 1 });
  await ask('domainDestroyFlags', { dom, flags: 0 });
  await until('its end', async () => (await domids()).length === 0, 240);

  // A guest that a session brings along, with descriptors; and one that shuts itself down.
  const files = await python(`
import libvirt
c = libvirt.open('xen:///system')
d = c.createXMLWithFiles("""${pv('p', 1)}""", [], 0)
print(d.ID() > 0)
d.destroy()
d = c.defineXML("""${pv('p', 1)}""")
d.createWithFiles([], 0)
print(d.isActive())
`);
  check('created with files', files === 'True\n1', files);
  for (const name of ['domainCreateXMLWithFiles', 'domainCreateWithFiles']) asked.add(name);
  ({ dom } = await call('domainLookupByName', { name: 'p' }));
  await until('its console', () => consoleOf('p').split('TINY-UP').length > 5, 240);
  await ask('domainShutdown', { dom });
  await until('its end', async () => (await call('domainGetState', { dom, flags: 0 })).state === 5);
  await ask('domainUndefine', { dom });
}

// What other tests ask: a guest with an agent or kernel of its own, or two ends.
const elsewhere = {
  'beyond.test.mjs': ['domainOpenChannel', 'domainQemuMonitorCommandWithFiles'],
  'comparison.test.mjs': ['domainPMSuspendForDuration', 'domainPMWakeup'],
  'migration.test.mjs': [
    ...[
      'Prepare3',
      'PrepareTunnel3',
      'Perform3',
      'Finish3',
      'Begin3Params',
      'Prepare3Params',
      'PrepareTunnel3Params',
      'Perform3Params',
      'Finish3Params',
      'Confirm3Params',
    ],
  ].map((name) => `domainMigrate${name}`),
};
const plain = (name) => name.replaceAll('_', '').toLowerCase();
const covered = new Set(
  [...asked, ...Object.values(elsewhere).flat()].map((name) => plain(name.replace('Qemu', ''))),
);
writeFileSync('/tmp/matrix', execFileSync('bin/virtlightd', ['--matrix', '--json']));
const matrix = JSON.parse(
  execFileSync('cat', ['/tmp/matrix'], { encoding: 'utf8', maxBuffer: 1 << 26 }),
).procedures;
const yes = matrix.filter(({ family, drivers }) => family === 'hypervisor' && drivers.libxl === true);
const missing = quick ? [] : yes.filter(({ name }) => !covered.has(plain(name))).map(({ name }) => name);
check(
  `all ${yes.length} procedures that the matrix says yes to are asked`,
  yes.length >= 180 && missing.length === 0,
  missing,
);
check('ends on SIGTERM', (await daemon.kill('SIGTERM')) === 0);
finish();
