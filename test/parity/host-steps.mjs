// The virsh commands of secrets, node devices and the node itself, failures included.
import { nodeDeviceCapabilities } from '../../dist/src/drivers/common/filters.js';

const U = 'aaaaaaaa-0000-4000-8000-000000000009';

const script = `
secret-list
secret-list --zork
secret-event --list
secret-event
secret-event --event zork
secret-event ${U} --event lifecycle --timeout 1
secret-define secret.xml
secret-define secret.xml
secret-define usage.xml
secret-define empty.xml
secret-define malformed.xml
secret-define wrongroot.xml
secret-define @/nothing
secret-define invalid.xml --validate
secret-define secret.xml --validate
secret-dumpxml ${U}
secret-dumpxml zork
secret-list
secret-list --ephemeral
secret-list --no-ephemeral
secret-list --private
secret-list --no-private
secret-get-value ${U}
secret-get-value ${U} --plain
secret-get-value zork
secret-set-value ${U}
secret-set-value ${U} zork!
secret-set-value ${U} --base64 bGV0bWVpbg==
secret-set-value ${U} --file data.bin
secret-set-value ${U} --file data.bin --plain
secret-set-value ${U} --file @/nothing
secret-set-value ${U} --base64 bGV0bWVpbg== --file data.bin
secret-set-value ${U} --base64 bGV0bWVpbg== --interactive
secret-set-value zork --base64 bGV0bWVpbg==
secret-get-value ${U}
secret-get-value ${U} --plain
secret-undefine zork
secret-undefine ${U}
secret-undefine ${U}
secret-list
nodedev-list
nodedev-list --tree
nodedev-list --all
nodedev-list --inactive
nodedev-list --persistent
nodedev-list --transient
nodedev-list --cap zork
nodedev-list --cap net,zork
nodedev-list --cap net,pci
nodedev-list --tree --cap net
nodedev-list --tree --inactive
${nodeDeviceCapabilities
  .slice(0, 22)
  .map((cap) => `nodedev-list --cap ${cap}`)
  .join('\n')}
nodedev-dumpxml computer
nodedev-dumpxml net_lo_00_00_00_00_00_00
nodedev-dumpxml net_up0_52_54_00_aa_00_02
nodedev-dumpxml net_hbr_52_54_00_aa_00_03
nodedev-dumpxml net_up0_52_54_00_aa_00_02 --xpath //address
nodedev-dumpxml net_up0_52_54_00_aa_00_02 --inactive
nodedev-dumpxml zork
nodedev-dumpxml 1,2
nodedev-info computer
nodedev-info net_up0_52_54_00_aa_00_02
nodedev-info zork
nodedev-detach zork
nodedev-detach computer
nodedev-detach computer --driver vfio
nodedev-detach computer --driver zork
nodedev-reattach zork
nodedev-reattach computer
nodedev-reset zork
nodedev-reset computer
nodedev-destroy zork
nodedev-destroy computer
nodedev-destroy 1,2
nodedev-undefine zork
nodedev-undefine computer
nodedev-start zork
nodedev-start computer
nodedev-autostart zork
nodedev-autostart computer
nodedev-autostart computer --disable
nodedev-create device.xml
nodedev-create mdev.xml
nodedev-create vport.xml
nodedev-create empty.xml
nodedev-create malformed.xml
nodedev-create wrongroot.xml
nodedev-create @/nothing
nodedev-define device.xml
nodedev-define mdev.xml
nodedev-define empty.xml
nodedev-define malformed.xml
nodedev-event --list
nodedev-event
nodedev-event --event zork
nodedev-event zork --event lifecycle --timeout 1
uri
hostname
version
version --daemon
sysinfo
nodeinfo
nodecpumap
nodecpumap --pretty
nodecpustats --cpu 99
nodecpustats --cpu -2
nodecpustats --cpu zork
nodecpustats --percent --cpu 99
nodememstats --cell 99
nodememstats --cell -2
nodememstats --cell zork
nodesevinfo
nodesuspend
nodesuspend mem
nodesuspend zork 60
nodesuspend mem zork
nodesuspend mem 1
nodesuspend hybrid 0 --flags 1
node-memory-tune
node-memory-tune --shm-pages-to-scan zork
node-memory-tune --shm-sleep-millisecs -1
node-memory-tune --shm-merge-across-nodes 2
freecell --cellno 99
freecell --cellno -1
freecell --all --cellno 0
freecell zork
freepages --cellno 0
freepages --pagesize 4
freepages --cellno 0 --pagesize 3
freepages --cellno 99 --pagesize 4
freepages --cellno -1 --pagesize 4
freepages --cellno 0 --pagesize zork
freepages --all --cellno 0
allocpages
allocpages 2048
allocpages 2048 1 --cellno 99
allocpages 2048 1 --cellno -2
allocpages 3 1
allocpages zork 1
allocpages 4 1
allocpages 2048 0 --add
allocpages 2048 0 --all
allocpages 2048 0 --cellno 0
maxvcpus
maxvcpus --type qemu
maxvcpus --type kvm
maxvcpus --type zork
cpu-models x86_64
cpu-models zork
domcapabilities --virttype zork
`;
export const files = {
  'secret.xml': `<secret><uuid>${U}</uuid><description>d</description><usage type='ceph'><name>client.a</name></usage></secret>`,
  'usage.xml': `<secret><usage type='ceph'><name>client.a</name></usage></secret>`,
  'invalid.xml': `<secret><zork/></secret>`,
  'empty.xml': '',
  'malformed.xml': '<secret><uuid></secret>',
  'wrongroot.xml': '<network/>',
  'data.bin': 'let me in',
  'device.xml': `<device><name>x</name><parent>computer</parent><capability type='zork'/></device>`,
  'mdev.xml': `<device><name>x</name><parent>computer</parent><capability type='mdev'><type id='t'/><uuid>${U}</uuid></capability></device>`,
  'vport.xml': `<device><parent>scsi_host99</parent><capability type='scsi_host'><capability type='fc_host'><wwnn>20000000c9831b4b</wwnn><wwpn>10000000c9831b4b</wwpn></capability></capability></device>`,
};
export const steps = script
  .trim()
  .split('\n')
  .map((line) => line.split(' '));
