// The virsh commands of pools and volumes, failures included, beyond those of test/storage/parity-script.ts, which come
// first. `@` is the scratch folder, which each daemon has its own of.
import { commands, files as scripted } from '../../dist/test/storage/parity-script.js';

const kinds = [
  'dir --target @/x',
  'fs --source-dev /dev/zork --source-format ext4 --target @/x',
  'netfs --source-host h --source-path /e --source-format nfs --source-protocol-ver 4 --target @/x',
  'logical --source-name vg --source-dev /dev/zork --target /dev/vg',
  'disk --source-dev /dev/zork --source-format gpt --target /dev',
  'iscsi --source-host h --source-dev iqn.2020-01.org.example:t --source-initiator iqn.me --target /dev/disk/by-path',
  'iscsi --source-host h --source-dev iqn --auth-type chap --auth-username u --secret-usage s --target /dev/disk/by-path',
  'iscsi-direct --source-host h --source-dev iqn --source-initiator iqn.me',
  'scsi --adapter-name scsi_host1 --target /dev/disk/by-path',
  'scsi --adapter-wwnn 20000000c9831b4b --adapter-wwpn 10000000c9831b4b --adapter-parent scsi_host0 --target /dev/disk/by-path',
  'mpath --target /dev/mapper',
  'gluster --source-host h --source-name v --source-path /p',
  'rbd --source-host h --source-name p',
  'zfs --source-name z',
  'vstorage --source-name c --target @/x',
  'nonsense --target @/x',
];

const more = `
pool-list --details
pool-list --all --details
pool-list --all --uuid
pool-list --autostart
pool-list --no-autostart
pool-list --type zork
pool-list --all --type dir,zork
pool-define-as
pool-define-as x
pool-create-as x dir
pool-create-as s dir --target @/s --build
pool-create-as s dir --target @/s
pool-create-as s2 dir --target @/s
pool-create-as s3 dir --target @/missing
pool-create-as s4 dir --target @/s4 --build --overwrite
pool-create-as s4 dir --target @/s4 --build --overwrite --no-overwrite
pool-define-as s dir --target @/s
pool-define-as t dir --target @/t
pool-define-as t dir --target @/t2
pool-info t
pool-info t --bytes
pool-info s --bytes
pool-dumpxml t --xpath //target
pool-name t
pool-uuid t
pool-uuid zork
pool-edit t
pool-refresh t
pool-delete t
pool-destroy t
pool-start t
pool-start t --build --overwrite
pool-start t --build
pool-start zork
pool-destroy zork
pool-undefine zork
pool-autostart zork
pool-build zork
pool-refresh zork
pool-delete zork
pool-dumpxml zork
pool-edit zork
pool-event --list
pool-event
pool-event zork --event lifecycle --timeout 1
pool-event --event zork
vol-list t
vol-list zork
vol-list s
vol-list s --details
vol-create-as
vol-create-as s
vol-create-as s v
vol-create-as s v zork
vol-create-as s v 1Z
vol-create-as s v -1
vol-create-as s v 1M --allocation 0 --print-xml
vol-create-as s v 1M --allocation 0
vol-create-as s v 1M
vol-create-as s big 1M --allocation 4M
vol-info big --pool s --bytes
vol-create-as s full 1M
vol-info full s --bytes --physical
vol-create-as s q.qcow2 8M --format qcow2 --backing-vol v --backing-vol-format raw
vol-create-as s q2.qcow2 8M --format qcow2 --backing-vol zork --backing-vol-format raw
vol-create-as s q3.qcow2 8M --format qcow2 --backing-vol v
vol-create-as s q4.qcow2 8M --format qcow2 --backing-vol v --backing-vol-format zork
vol-dumpxml q.qcow2 s
vol-create-as s a/b 1M
vol-create-as s . 1M
vol-create-as s .. 1M
vol-create-as t v 1M
vol-create-as zork v 1M
vol-key v
vol-key v zork
vol-key @/s/v
vol-path v
vol-path @/s/v
vol-path v s
vol-path zork s
vol-pool v
vol-pool @/s/v
vol-pool @/s/v --uuid
vol-name v
vol-name @/s/v
vol-info v
vol-info @/s/v
vol-dumpxml v
vol-dumpxml @/s/v
vol-clone v w
vol-clone v w --pool s --print-xml
vol-clone v w --pool s
vol-clone v w --pool s
vol-clone v v --pool s
vol-clone v w2 --pool s --prealloc-metadata
vol-clone q.qcow2 q5.qcow2 --pool s --prealloc-metadata
vol-clone v a/b --pool s
vol-clone zork w3 --pool s
vol-clone v w4 --pool t
vol-clone v w4 --pool zork
vol-clone @/s/v w5
vol-resize v 2M s
vol-resize v 2M s --shrink
vol-resize v 1M s
vol-resize v 1M s --shrink
vol-resize v 512K s --delta --shrink
vol-resize v -512K s --delta --shrink
vol-resize v -- -512K s
vol-resize v 3M s --delta
vol-resize v 8M s --allocate
vol-resize v zork s
vol-resize v 0 s
vol-resize zork 1M s
vol-resize q.qcow2 4M s
vol-resize q.qcow2 4M s --shrink
vol-resize q.qcow2 16M s --allocate
vol-info q.qcow2 s --bytes
vol-wipe full s --algorithm zork
vol-wipe full s --algorithm nnsa
vol-wipe full s --algorithm dod
vol-wipe full s --algorithm bsi
vol-wipe full s --algorithm gutmann
vol-wipe full s --algorithm schneier
vol-wipe full s --algorithm pfitzner7
vol-wipe full s --algorithm pfitzner33
vol-wipe full s --algorithm random
vol-wipe full s --algorithm trim
vol-wipe q.qcow2 s
vol-info q.qcow2 s --bytes
vol-wipe zork s
vol-upload full @/data s --offset 1
vol-upload full @/data s --offset 99999999
vol-upload full @/data s --length 10 --offset 2M
vol-upload full @/data s --sparse
vol-upload full @/data s --sparse --offset 4096 --length 8192
vol-upload full @/nothing s
vol-upload full @/data s --offset zork
vol-upload full @/data s --offset -1
vol-upload zork @/data s
vol-upload full s
vol-download full @/o1 s
vol-download full @/o2 s --offset 4096 --length 8192 --sparse
vol-download full @/o3 s --offset 99999999
vol-download full @/o4 s --length 99999999
vol-download full /nonexistent/x s
vol-download full @/o5 s --length zork
vol-download zork @/o6 s
vol-delete v s --delete-snapshots
vol-delete w --pool s
vol-delete w --pool s
vol-delete big
vol-delete @/s/big
vol-delete full zork
vol-delete full t
vol-create s @/nothing
vol-create s vol.xml --prealloc-metadata
vol-create s vol.xml
vol-create s empty.xml
vol-create s malformed.xml
vol-create-from s clone.xml v1.raw
vol-create-from s clone.xml v1.raw --inputpool zork
vol-create-from s clone.xml v1.raw --inputpool s --prealloc-metadata
vol-create-from s clone.xml v1.raw --inputpool s
vol-create-from zork clone.xml v1.raw --inputpool s
vol-create-from s clone-reflink.xml v1.raw --inputpool s --reflink
pool-delete s
pool-destroy s
pool-destroy t
pool-delete t
pool-undefine t
pool-delete s
pool-undefine s
find-storage-pool-sources
find-storage-pool-sources-as
find-storage-pool-sources-as dir
find-storage-pool-sources-as zork
find-storage-pool-sources-as netfs
find-storage-pool-sources-as netfs localhost
find-storage-pool-sources-as netfs --host localhost --initiator iqn
find-storage-pool-sources-as logical
find-storage-pool-sources-as iscsi
find-storage-pool-sources-as iscsi --host 127.0.0.1 --port 1
find-storage-pool-sources-as disk
find-storage-pool-sources-as scsi
find-storage-pool-sources-as mpath
find-storage-pool-sources-as fs
find-storage-pool-sources netfs malformed.xml
find-storage-pool-sources netfs empty.xml
find-storage-pool-sources netfs @/nothing
pool-capabilities
pool-list --all
`;

const script = [
  ...commands.map((command) => command.replaceAll(/@\/xml\/(\S+)/g, '$1')),
  ...kinds.map((kind) => `pool-create-as x ${kind} --print-xml`),
  ...kinds.flatMap((kind) => [
    `pool-define-as x ${kind}`,
    'pool-dumpxml x',
    'pool-info x',
    'pool-undefine x',
  ]),
  ...more.trim().split('\n'),
];

export const files = {
  ...scripted,
  'clone.xml': `<volume><name>cc.raw</name><capacity unit='MiB'>3</capacity></volume>`,
  'clone-reflink.xml': `<volume><name>cr.raw</name><capacity unit='MiB'>3</capacity></volume>`,
  'empty.xml': '',
};
export const steps = script.map((line) => line.split(' '));
