// Where the two differ and should: `family: command`, and why.
const cluster = 'libvirt since 10.1 names the cluster of each CPU';
const versions = 'libvirt since 11 lists versioned models';
const place = 'libvirt since 10 says the line without the name of a document that has none';
const active = "today's virsh asks for active devices, which libvirt 9's simulator did not know";
const more = "real hypervisors send this event, libvirt's simulator does not";
const newer = 'a flag that libvirt 9 does not know';
const binding = 'the bindings add a flag that stock refuses, and never call the set function';
const nothing = 'stock answers nothing at all';
const flags = 'we answer virDomainBlockStatsFlags, so that virsh asks that';
export const expected = {
  'host: version --daemon': 'versions differ',
  'host: freepages --all': "stock 9.0 answers nothing at all, not even an error's text",
  'host: freepages --cellno 0 --pagesize 4': 'the same',
  'host: freepages --cellno 9 --pagesize 4': 'the same',
  'host: capabilities': cluster,
  'host: cpu-models i686': versions,
  'host: cpu-models x86_64': versions,
  'define: define @broken.xml': place,
  'snapshots: snapshot-create test @broken.xml': place,
  'interface: iface-define @broken.xml': place,
  'nodedev: nodedev-create @broken.xml': place,
  'interface: iface-list --all': 'after a rollback stock forgets which interfaces were active',
  'nodedev: nodedev-list': active,
  'nodedev: nodedev-list --tree': active,
  'nodedev: nodedev-list --cap system': active,
  'nodedev: nodedev-list --cap scsi_host': active,
  'nodedev: nodedev-list --cap fc_host,vports': active,
  'nodedev: nodedev-list --inactive': active,
  'nodedev: nodedev-list --all': active,
  'nodedev: nodedev-destroy computer': 'stock reports success and does nothing',
  'nodedev: nodedev-info computer':
    'stock cannot tell whether a device is persistent, which virsh takes for yes',
  'devices: domblkstat a vda': flags,
  'devices: domblkstat a vdz': flags,
  'devices: domblkstat a': flags,
  'events: == setMemory': more,
  'events: == pinVcpu': more,
  'events: == iotune': 'libvirt 10 dropped the blank at the end of the text',
  'events: == create after 1': 'stock tells that the guest was started from the snapshot, and leaves it off',
  'events: == create after 2': 'the same',
  'calls: connection: getCPUModelNames': versions,
  'calls: connection: getFreePages': nothing,
  'calls: connection: listAllDevices': newer,
  'calls: device: XMLDesc': newer,
  ...Object.fromEntries(
    ['running', 'off', 'transient'].flatMap((kind) => [
      [`calls: ${kind}: messages`, newer],
      [`calls: ${kind}: schedulerParametersFlags`, binding],
      [`calls: ${kind}: setSchedulerParametersFlags`, binding],
      [`calls: ${kind}: guestVcpus`, nothing],
      [`calls: ${kind}: migrateGetCompressionCache`, nothing],
      [`calls: ${kind}: migrateGetMaxDowntime`, nothing],
      [`calls: ${kind}: securityLabelList`, nothing],
      [`calls: ${kind}: setBlockIoTune`, 'libvirt 10 dropped the blank at the end of the text'],
    ]),
  ),
};
