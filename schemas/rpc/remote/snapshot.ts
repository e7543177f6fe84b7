// The snapshot procedures of the remote program.

import { Domain, DomainSnapshot, string } from '../objects.ts';
import { procedure } from '../procedure.ts';
import { array, int, struct, uint } from '../types.ts';

export const domainSnapshotCreateXML = procedure({
  number: 185,
  wire: 'DOMAIN_SNAPSHOT_CREATE_XML',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainSnapshotCreateXML',
  since: '0.8.0',
  priority: 'low',
  readOnly: false,
  acl: ['domain:snapshot', 'domain:fs_freeze:if_flags=VIR_DOMAIN_SNAPSHOT_CREATE_QUIESCE'],
  args: struct({ dom: Domain, xml_desc: string, flags: uint }),
  ret: struct({ snap: DomainSnapshot }),
  masks: {
    kvm: ['qemuDomainSnapshotCreateXML', 1023],
    libxl: ['libxlDomainSnapshotCreateXML', 663],
    test: ['testDomainSnapshotCreateXML', 971],
  },
  exclusive: [
    [
      ['VIR_DOMAIN_SNAPSHOT_CREATE_REDEFINE', 1],
      ['VIR_DOMAIN_SNAPSHOT_CREATE_NO_METADATA', 4],
    ],
    [
      ['VIR_DOMAIN_SNAPSHOT_CREATE_REDEFINE', 1],
      ['VIR_DOMAIN_SNAPSHOT_CREATE_HALT', 8],
    ],
  ],
  requires: [
    [
      ['VIR_DOMAIN_SNAPSHOT_CREATE_CURRENT', 2],
      ['VIR_DOMAIN_SNAPSHOT_CREATE_REDEFINE', 1],
    ],
  ],
  checks: [['xmlDesc', 'nonnull']],
});

export const domainSnapshotGetXMLDesc = procedure({
  number: 186,
  wire: 'DOMAIN_SNAPSHOT_GET_XML_DESC',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainSnapshotGetXMLDesc',
  since: '0.8.0',
  priority: 'high',
  readOnly: { denyFlags: 1 },
  acl: ['domain:read', 'domain:read_secure:if_flags=VIR_DOMAIN_SNAPSHOT_XML_SECURE'],
  args: struct({ snap: DomainSnapshot, flags: uint }),
  ret: struct({ xml: string }),
  masks: {
    kvm: ['qemuDomainSnapshotGetXMLDesc', 1],
    libxl: ['libxlDomainSnapshotGetXMLDesc', 1],
    test: ['testDomainSnapshotGetXMLDesc', 1],
  },
});

export const domainSnapshotNum = procedure({
  number: 187,
  wire: 'DOMAIN_SNAPSHOT_NUM',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainSnapshotNum',
  since: '0.8.0',
  priority: 'high',
  readOnly: true,
  acl: ['domain:read'],
  args: struct({ dom: Domain, flags: uint }),
  ret: struct({ num: int }),
  masks: {
    kvm: ['qemuDomainSnapshotNum', 2047],
    libxl: ['libxlDomainSnapshotNum', 2047],
    test: ['testDomainSnapshotNum', 2047],
  },
});

export const domainSnapshotListNames = procedure({
  number: 188,
  wire: 'DOMAIN_SNAPSHOT_LIST_NAMES',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainSnapshotListNames',
  since: '0.8.0',
  priority: 'high',
  readOnly: true,
  acl: ['domain:read'],
  args: struct({ dom: Domain, maxnames: int, flags: uint }),
  ret: struct({ names: array(string, 16384) }),
  masks: {
    kvm: ['qemuDomainSnapshotListNames', 2047],
    libxl: ['libxlDomainSnapshotListNames', 2047],
    test: ['testDomainSnapshotListNames', 2047],
  },
  checks: [['nameslen', '>=0']],
});

export const domainSnapshotLookupByName = procedure({
  number: 189,
  wire: 'DOMAIN_SNAPSHOT_LOOKUP_BY_NAME',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainSnapshotLookupByName',
  since: '0.8.0',
  priority: 'high',
  readOnly: true,
  acl: ['domain:read'],
  args: struct({ dom: Domain, name: string, flags: uint }),
  ret: struct({ snap: DomainSnapshot }),
  masks: {
    kvm: ['qemuDomainSnapshotLookupByName', 0],
    libxl: ['libxlDomainSnapshotLookupByName', 0],
    test: ['testDomainSnapshotLookupByName', 0],
  },
  checks: [['name', 'nonnull']],
});

export const domainHasCurrentSnapshot = procedure({
  number: 190,
  wire: 'DOMAIN_HAS_CURRENT_SNAPSHOT',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainHasCurrentSnapshot',
  since: '0.8.0',
  priority: 'low',
  readOnly: true,
  acl: ['domain:read'],
  args: struct({ dom: Domain, flags: uint }),
  ret: struct({ result: int }),
  masks: {
    kvm: ['qemuDomainHasCurrentSnapshot', 0],
    libxl: ['libxlDomainHasCurrentSnapshot', 0],
    test: ['testDomainHasCurrentSnapshot', 0],
  },
});

export const domainSnapshotCurrent = procedure({
  number: 191,
  wire: 'DOMAIN_SNAPSHOT_CURRENT',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainSnapshotCurrent',
  since: '0.8.0',
  priority: 'low',
  readOnly: true,
  acl: ['domain:read'],
  args: struct({ dom: Domain, flags: uint }),
  ret: struct({ snap: DomainSnapshot }),
  masks: {
    kvm: ['qemuDomainSnapshotCurrent', 0],
    libxl: ['libxlDomainSnapshotCurrent', 0],
    test: ['testDomainSnapshotCurrent', 0],
  },
});

export const domainRevertToSnapshot = procedure({
  number: 192,
  wire: 'DOMAIN_REVERT_TO_SNAPSHOT',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainRevertToSnapshot',
  since: '0.8.0',
  priority: 'low',
  readOnly: false,
  acl: ['domain:snapshot'],
  args: struct({ snap: DomainSnapshot, flags: uint }),
  masks: {
    kvm: ['qemuDomainRevertToSnapshot', 15],
    libxl: ['libxlDomainRevertToSnapshot', 7],
    test: ['testDomainRevertToSnapshot', 7],
  },
  exclusive: [
    [
      ['VIR_DOMAIN_SNAPSHOT_REVERT_RUNNING', 1],
      ['VIR_DOMAIN_SNAPSHOT_REVERT_PAUSED', 2],
    ],
  ],
});

export const domainSnapshotDelete = procedure({
  number: 193,
  wire: 'DOMAIN_SNAPSHOT_DELETE',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainSnapshotDelete',
  since: '0.8.0',
  priority: 'low',
  readOnly: false,
  acl: ['domain:snapshot'],
  args: struct({ snap: DomainSnapshot, flags: uint }),
  masks: {
    kvm: ['qemuDomainSnapshotDelete', 7],
    libxl: ['libxlDomainSnapshotDelete', 7],
    test: ['testDomainSnapshotDelete', 5],
  },
  exclusive: [
    [
      ['VIR_DOMAIN_SNAPSHOT_DELETE_CHILDREN', 1],
      ['VIR_DOMAIN_SNAPSHOT_DELETE_CHILDREN_ONLY', 4],
    ],
  ],
});

export const domainSnapshotGetParent = procedure({
  number: 244,
  wire: 'DOMAIN_SNAPSHOT_GET_PARENT',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainSnapshotGetParent',
  since: '0.9.7',
  priority: 'high',
  readOnly: true,
  acl: ['domain:read'],
  args: struct({ snap: DomainSnapshot, flags: uint }),
  ret: struct({ snap: DomainSnapshot }),
  masks: {
    kvm: ['qemuDomainSnapshotGetParent', 0],
    libxl: ['libxlDomainSnapshotGetParent', 0],
    test: ['testDomainSnapshotGetParent', 0],
  },
});

export const domainSnapshotNumChildren = procedure({
  number: 246,
  wire: 'DOMAIN_SNAPSHOT_NUM_CHILDREN',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainSnapshotNumChildren',
  since: '0.9.7',
  priority: 'high',
  readOnly: true,
  acl: ['domain:read'],
  args: struct({ snap: DomainSnapshot, flags: uint }),
  ret: struct({ num: int }),
  masks: {
    kvm: ['qemuDomainSnapshotNumChildren', 2047],
    libxl: ['libxlDomainSnapshotNumChildren', 2047],
    test: ['testDomainSnapshotNumChildren', 2047],
  },
});

export const domainSnapshotListChildrenNames = procedure({
  number: 247,
  wire: 'DOMAIN_SNAPSHOT_LIST_CHILDREN_NAMES',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainSnapshotListChildrenNames',
  since: '0.9.7',
  priority: 'high',
  readOnly: true,
  acl: ['domain:read'],
  args: struct({ snap: DomainSnapshot, maxnames: int, flags: uint }),
  ret: struct({ names: array(string, 16384) }),
  masks: {
    kvm: ['qemuDomainSnapshotListChildrenNames', 2047],
    libxl: ['libxlDomainSnapshotListChildrenNames', 2047],
    test: ['testDomainSnapshotListChildrenNames', 2047],
  },
  checks: [['nameslen', '>=0']],
});

export const domainSnapshotIsCurrent = procedure({
  number: 271,
  wire: 'DOMAIN_SNAPSHOT_IS_CURRENT',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainSnapshotIsCurrent',
  since: '0.9.13',
  priority: 'low',
  readOnly: true,
  acl: ['domain:read'],
  args: struct({ snap: DomainSnapshot, flags: uint }),
  ret: struct({ current: int }),
  masks: {
    kvm: ['qemuDomainSnapshotIsCurrent', 0],
    libxl: ['libxlDomainSnapshotIsCurrent', 0],
    test: ['testDomainSnapshotIsCurrent', 0],
  },
});

export const domainSnapshotHasMetadata = procedure({
  number: 272,
  wire: 'DOMAIN_SNAPSHOT_HAS_METADATA',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainSnapshotHasMetadata',
  since: '0.9.13',
  priority: 'low',
  readOnly: true,
  acl: ['domain:read'],
  args: struct({ snap: DomainSnapshot, flags: uint }),
  ret: struct({ metadata: int }),
  masks: {
    kvm: ['qemuDomainSnapshotHasMetadata', 0],
    libxl: ['libxlDomainSnapshotHasMetadata', 0],
    test: ['testDomainSnapshotHasMetadata', 0],
  },
});

export const domainListAllSnapshots = procedure({
  number: 274,
  wire: 'DOMAIN_LIST_ALL_SNAPSHOTS',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainListAllSnapshots',
  since: '0.9.13',
  priority: 'high',
  readOnly: true,
  acl: ['domain:read'],
  args: struct({ dom: Domain, need_results: int, flags: uint }),
  ret: struct({ snapshots: array(DomainSnapshot, 16384), ret: int }),
  masks: {
    kvm: ['qemuDomainListAllSnapshots', 2047],
    libxl: ['libxlDomainListAllSnapshots', 2047],
    test: ['testDomainListAllSnapshots', 2047],
  },
});

export const domainSnapshotListAllChildren = procedure({
  number: 275,
  wire: 'DOMAIN_SNAPSHOT_LIST_ALL_CHILDREN',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainSnapshotListAllChildren',
  since: '0.9.13',
  priority: 'high',
  readOnly: true,
  acl: ['domain:read'],
  args: struct({ snapshot: DomainSnapshot, need_results: int, flags: uint }),
  ret: struct({ snapshots: array(DomainSnapshot, 16384), ret: int }),
  masks: {
    kvm: ['qemuDomainSnapshotListAllChildren', 2047],
    libxl: ['libxlDomainSnapshotListAllChildren', 2047],
    test: ['testDomainSnapshotListAllChildren', 2047],
  },
});
