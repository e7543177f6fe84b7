// The checkpoint procedures of the remote program.

import { Domain, DomainCheckpoint, string } from '../objects.ts';
import { procedure } from '../procedure.ts';
import { array, int, struct, uint } from '../types.ts';

export const domainCheckpointCreateXML = procedure({
  number: 411,
  wire: 'DOMAIN_CHECKPOINT_CREATE_XML',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainCheckpointCreateXML',
  since: '5.6.0',
  priority: 'low',
  readOnly: false,
  acl: ['domain:checkpoint', 'domain:fs_freeze:if_flags=VIR_DOMAIN_CHECKPOINT_CREATE_QUIESCE'],
  args: struct({ dom: Domain, xml_desc: string, flags: uint }),
  ret: struct({ checkpoint: DomainCheckpoint }),
  masks: { kvm: ['qemuDomainCheckpointCreateXML', 5], test: ['testDomainCheckpointCreateXML', 3] },
  exclusive: [
    [
      ['VIR_DOMAIN_CHECKPOINT_CREATE_REDEFINE', 1],
      ['VIR_DOMAIN_CHECKPOINT_CREATE_QUIESCE', 2],
    ],
  ],
  requires: [
    [
      ['VIR_DOMAIN_CHECKPOINT_CREATE_REDEFINE_VALIDATE', 4],
      ['VIR_DOMAIN_CHECKPOINT_CREATE_REDEFINE', 1],
    ],
  ],
  checks: [['xmlDesc', 'nonnull']],
});

export const domainCheckpointGetXMLDesc = procedure({
  number: 412,
  wire: 'DOMAIN_CHECKPOINT_GET_XML_DESC',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainCheckpointGetXMLDesc',
  since: '5.6.0',
  priority: 'low',
  readOnly: { denyFlags: 1 },
  acl: ['domain:read', 'domain:read_secure:if_flags=VIR_DOMAIN_CHECKPOINT_XML_SECURE'],
  args: struct({ checkpoint: DomainCheckpoint, flags: uint }),
  ret: struct({ xml: string }),
  masks: { kvm: ['qemuDomainCheckpointGetXMLDesc', 7], test: ['testDomainCheckpointGetXMLDesc', 7] },
});

export const domainListAllCheckpoints = procedure({
  number: 413,
  wire: 'DOMAIN_LIST_ALL_CHECKPOINTS',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainListAllCheckpoints',
  since: '5.6.0',
  priority: 'high',
  readOnly: true,
  acl: ['domain:read'],
  args: struct({ dom: Domain, need_results: int, flags: uint }),
  ret: struct({ checkpoints: array(DomainCheckpoint, 16384), ret: int }),
  masks: { kvm: ['qemuDomainListAllCheckpoints', 15], test: ['testDomainListAllCheckpoints', 15] },
});

export const domainCheckpointListAllChildren = procedure({
  number: 414,
  wire: 'DOMAIN_CHECKPOINT_LIST_ALL_CHILDREN',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainCheckpointListAllChildren',
  since: '5.6.0',
  priority: 'high',
  readOnly: true,
  acl: ['domain:read'],
  args: struct({ checkpoint: DomainCheckpoint, need_results: int, flags: uint }),
  ret: struct({ checkpoints: array(DomainCheckpoint, 16384), ret: int }),
  masks: {
    kvm: ['qemuDomainCheckpointListAllChildren', 15],
    test: ['testDomainCheckpointListAllChildren', 15],
  },
});

export const domainCheckpointLookupByName = procedure({
  number: 415,
  wire: 'DOMAIN_CHECKPOINT_LOOKUP_BY_NAME',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainCheckpointLookupByName',
  since: '5.6.0',
  priority: 'high',
  readOnly: true,
  acl: ['domain:read'],
  args: struct({ dom: Domain, name: string, flags: uint }),
  ret: struct({ checkpoint: DomainCheckpoint }),
  masks: { kvm: ['qemuDomainCheckpointLookupByName', 0], test: ['testDomainCheckpointLookupByName', 0] },
  checks: [['name', 'nonnull']],
});

export const domainCheckpointGetParent = procedure({
  number: 416,
  wire: 'DOMAIN_CHECKPOINT_GET_PARENT',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainCheckpointGetParent',
  since: '5.6.0',
  priority: 'high',
  readOnly: true,
  acl: ['domain:read'],
  args: struct({ checkpoint: DomainCheckpoint, flags: uint }),
  ret: struct({ parent: DomainCheckpoint }),
  masks: { kvm: ['qemuDomainCheckpointGetParent', 0], test: ['testDomainCheckpointGetParent', 0] },
});

export const domainCheckpointDelete = procedure({
  number: 417,
  wire: 'DOMAIN_CHECKPOINT_DELETE',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainCheckpointDelete',
  since: '5.6.0',
  priority: 'low',
  readOnly: false,
  acl: ['domain:checkpoint'],
  args: struct({ checkpoint: DomainCheckpoint, flags: uint }),
  masks: { kvm: ['qemuDomainCheckpointDelete', 7], test: ['testDomainCheckpointDelete', 7] },
  exclusive: [
    [
      ['VIR_DOMAIN_CHECKPOINT_DELETE_CHILDREN', 1],
      ['VIR_DOMAIN_CHECKPOINT_DELETE_CHILDREN_ONLY', 4],
    ],
  ],
});
