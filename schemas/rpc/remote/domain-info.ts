// The domain info procedures of the remote program.

import { Domain, string } from '../objects.ts';
import { procedure } from '../procedure.ts';
import { array, int, struct, typedParam, uchar, uhyper, uint, ushort, uuid } from '../types.ts';

export const domainGetXMLDesc = procedure({
  number: 14,
  wire: 'DOMAIN_GET_XML_DESC',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainGetXMLDesc',
  since: '0.0.3',
  priority: 'low',
  readOnly: { denyFlags: 9 },
  acl: [
    'domain:read',
    'domain:read_secure:if_flags=VIR_DOMAIN_XML_SECURE',
    'domain:read_secure:if_flags=VIR_DOMAIN_XML_MIGRATABLE',
  ],
  args: struct({ dom: Domain, flags: uint }),
  ret: struct({ xml: string }),
  masks: {
    kvm: ['qemuDomainGetXMLDesc', 15],
    libxl: ['libxlDomainGetXMLDesc', 11],
    test: ['testDomainGetXMLDesc', 11],
  },
});

export const domainGetAutostart = procedure({
  number: 15,
  wire: 'DOMAIN_GET_AUTOSTART',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainGetAutostart',
  since: '0.2.1',
  priority: 'high',
  readOnly: true,
  acl: ['domain:read'],
  args: struct({ dom: Domain }),
  ret: struct({ autostart: int }),
  masks: {
    kvm: ['qemuDomainGetAutostart', null],
    libxl: ['libxlDomainGetAutostart', null],
    test: ['testDomainGetAutostart', null],
  },
  checks: [['autostart', 'nonnull']],
});

export const domainGetInfo = procedure({
  number: 16,
  wire: 'DOMAIN_GET_INFO',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainGetInfo',
  since: '0.0.3',
  priority: 'low',
  readOnly: true,
  acl: ['domain:read'],
  args: struct({ dom: Domain }),
  ret: struct({ state: uchar, maxMem: uhyper, memory: uhyper, nrVirtCpu: ushort, cpuTime: uhyper }),
  masks: {
    kvm: ['qemuDomainGetInfo', null],
    libxl: ['libxlDomainGetInfo', null],
    test: ['testDomainGetInfo', null],
  },
  checks: [['info', 'nonnull']],
});

export const domainGetOSType = procedure({
  number: 19,
  wire: 'DOMAIN_GET_OS_TYPE',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainGetOSType',
  since: '0.0.3',
  priority: 'high',
  readOnly: true,
  acl: ['domain:read'],
  args: struct({ dom: Domain }),
  ret: struct({ type: string }),
  masks: { libxl: ['libxlDomainGetOSType', null], test: ['testDomainGetOSType', null] },
});

export const domainLookupByID = procedure({
  number: 22,
  wire: 'DOMAIN_LOOKUP_BY_ID',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainLookupByID',
  since: '0.0.3',
  priority: 'high',
  readOnly: true,
  acl: ['domain:getattr'],
  args: struct({ id: int }),
  ret: struct({ dom: Domain }),
  masks: {
    kvm: ['qemuDomainLookupByID', null],
    libxl: ['libxlDomainLookupByID', null],
    test: ['testDomainLookupByID', null],
  },
  checks: [['id', '>=0']],
});

export const domainLookupByName = procedure({
  number: 23,
  wire: 'DOMAIN_LOOKUP_BY_NAME',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainLookupByName',
  since: '0.0.3',
  priority: 'high',
  readOnly: true,
  acl: ['domain:getattr'],
  args: struct({ name: string }),
  ret: struct({ dom: Domain }),
  masks: {
    kvm: ['qemuDomainLookupByName', null],
    libxl: ['libxlDomainLookupByName', null],
    test: ['testDomainLookupByName', null],
  },
  checks: [['name', 'nonnull']],
});

export const domainLookupByUUID = procedure({
  number: 24,
  wire: 'DOMAIN_LOOKUP_BY_UUID',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainLookupByUUID',
  since: '0.0.5',
  priority: 'high',
  readOnly: true,
  acl: ['domain:getattr'],
  args: struct({ uuid: uuid }),
  ret: struct({ dom: Domain }),
  masks: {
    kvm: ['qemuDomainLookupByUUID', null],
    libxl: ['libxlDomainLookupByUUID', null],
    test: ['testDomainLookupByUUID', null],
  },
  checks: [['uuid', 'nonnull']],
});

export const domainSetAutostart = procedure({
  number: 29,
  wire: 'DOMAIN_SET_AUTOSTART',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainSetAutostart',
  since: '0.2.1',
  priority: 'high',
  readOnly: false,
  acl: ['domain:write'],
  args: struct({ dom: Domain, autostart: int }),
  masks: {
    kvm: ['qemuDomainSetAutostart', null],
    libxl: ['libxlDomainSetAutostart', null],
    test: ['testDomainSetAutostart', null],
  },
});

export const domainIsActive = procedure({
  number: 150,
  wire: 'DOMAIN_IS_ACTIVE',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainIsActive',
  since: '0.7.3',
  priority: 'high',
  readOnly: true,
  acl: ['domain:read'],
  args: struct({ dom: Domain }),
  ret: struct({ active: int }),
  masks: {
    kvm: ['qemuDomainIsActive', null],
    libxl: ['libxlDomainIsActive', null],
    test: ['testDomainIsActive', null],
  },
});

export const domainIsPersistent = procedure({
  number: 151,
  wire: 'DOMAIN_IS_PERSISTENT',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainIsPersistent',
  since: '0.7.3',
  priority: 'high',
  readOnly: true,
  acl: ['domain:read'],
  args: struct({ dom: Domain }),
  ret: struct({ persistent: int }),
  masks: {
    kvm: ['qemuDomainIsPersistent', null],
    libxl: ['libxlDomainIsPersistent', null],
    test: ['testDomainIsPersistent', null],
  },
});

export const domainGetJobInfo = procedure({
  number: 163,
  wire: 'DOMAIN_GET_JOB_INFO',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainGetJobInfo',
  since: '0.7.7',
  priority: 'low',
  readOnly: true,
  acl: ['domain:read'],
  args: struct({ dom: Domain }),
  ret: struct({
    type: int,
    timeElapsed: uhyper,
    timeRemaining: uhyper,
    dataTotal: uhyper,
    dataProcessed: uhyper,
    dataRemaining: uhyper,
    memTotal: uhyper,
    memProcessed: uhyper,
    memRemaining: uhyper,
    fileTotal: uhyper,
    fileProcessed: uhyper,
    fileRemaining: uhyper,
  }),
  masks: { kvm: ['qemuDomainGetJobInfo', null], libxl: ['libxlDomainGetJobInfo', null] },
  checks: [['info', 'nonnull']],
});

export const domainAbortJob = procedure({
  number: 164,
  wire: 'DOMAIN_ABORT_JOB',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainAbortJob',
  since: '0.7.7',
  priority: 'low',
  readOnly: false,
  acl: ['domain:write'],
  args: struct({ dom: Domain }),
  masks: { kvm: ['qemuDomainAbortJob', null] },
});

export const domainIsUpdated = procedure({
  number: 202,
  wire: 'DOMAIN_IS_UPDATED',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainIsUpdated',
  since: '0.8.6',
  priority: 'high',
  readOnly: true,
  acl: ['domain:read'],
  args: struct({ dom: Domain }),
  ret: struct({ updated: int }),
  masks: {
    kvm: ['qemuDomainIsUpdated', null],
    libxl: ['libxlDomainIsUpdated', null],
    test: ['testDomainIsUpdated', null],
  },
});

export const domainGetState = procedure({
  number: 212,
  wire: 'DOMAIN_GET_STATE',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainGetState',
  since: '0.9.2',
  priority: 'high',
  readOnly: true,
  acl: ['domain:read'],
  args: struct({ dom: Domain, flags: uint }),
  ret: struct({ state: int, reason: int }),
  masks: {
    kvm: ['qemuDomainGetState', 0],
    libxl: ['libxlDomainGetState', 0],
    test: ['testDomainGetState', 0],
  },
  checks: [['state', 'nonnull']],
});

export const domainGetControlInfo = procedure({
  number: 229,
  wire: 'DOMAIN_GET_CONTROL_INFO',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainGetControlInfo',
  since: '0.9.3',
  priority: 'high',
  readOnly: true,
  acl: ['domain:read'],
  args: struct({ dom: Domain, flags: uint }),
  ret: struct({ state: uint, details: uint, stateTime: uhyper }),
  masks: { kvm: ['qemuDomainGetControlInfo', 0], test: ['testDomainGetControlInfo', 0] },
  checks: [['info', 'nonnull']],
});

export const domainSaveImageGetXMLDesc = procedure({
  number: 235,
  wire: 'DOMAIN_SAVE_IMAGE_GET_XML_DESC',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainSaveImageGetXMLDesc',
  since: '0.9.4',
  priority: 'high',
  readOnly: false,
  acl: ['domain:write'],
  args: struct({ file: string, flags: uint }),
  ret: struct({ xml: string }),
  masks: { kvm: ['qemuDomainSaveImageGetXMLDesc', 1], test: ['testDomainSaveImageGetXMLDesc', 1] },
  checks: [['file', 'nonnull']],
});

export const domainGetJobStats = procedure({
  number: 298,
  wire: 'DOMAIN_GET_JOB_STATS',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainGetJobStats',
  since: '1.0.3',
  priority: 'low',
  readOnly: true,
  acl: ['domain:read'],
  args: struct({ dom: Domain, flags: uint }),
  ret: struct({ type: int, params: array(typedParam, 64) }),
  masks: { kvm: ['qemuDomainGetJobStats', 3], libxl: ['libxlDomainGetJobStats', 0] },
  requires: [
    [
      ['VIR_DOMAIN_JOB_STATS_KEEP_COMPLETED', 2],
      ['VIR_DOMAIN_JOB_STATS_COMPLETED', 1],
    ],
  ],
  checks: [
    ['type', 'nonnull'],
    ['params', 'nonnull'],
    ['nparams', 'nonnull'],
  ],
});

export const domainManagedSaveGetXMLDesc = procedure({
  number: 388,
  wire: 'DOMAIN_MANAGED_SAVE_GET_XML_DESC',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainManagedSaveGetXMLDesc',
  since: '3.7.0',
  priority: 'low',
  readOnly: { denyFlags: 1 },
  acl: ['domain:read', 'domain:read_secure:if_flags=VIR_DOMAIN_SAVE_IMAGE_XML_SECURE'],
  args: struct({ dom: Domain, flags: uint }),
  ret: struct({ xml: string }),
  masks: { kvm: ['qemuDomainManagedSaveGetXMLDesc', 1] },
});

export const domainGetMessages = procedure({
  number: 426,
  wire: 'DOMAIN_GET_MESSAGES',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainGetMessages',
  since: '7.1.0',
  priority: 'low',
  readOnly: true,
  acl: ['domain:read'],
  args: struct({ dom: Domain, flags: uint }),
  ret: struct({ msgs: array(string, 2048) }),
  masks: {
    kvm: ['qemuDomainGetMessages', 7],
    libxl: ['libxlDomainGetMessages', 7],
    test: ['testDomainGetMessages', 7],
  },
  checks: [['msgs', 'nonnull']],
});

export const domainAbortJobFlags = procedure({
  number: 442,
  wire: 'DOMAIN_ABORT_JOB_FLAGS',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainAbortJobFlags',
  since: '8.5.0',
  priority: 'low',
  readOnly: false,
  acl: ['domain:write'],
  args: struct({ dom: Domain, flags: uint }),
  masks: { kvm: ['qemuDomainAbortJobFlags', 1] },
});

export const domainGetAutostartOnce = procedure({
  number: 449,
  wire: 'DOMAIN_GET_AUTOSTART_ONCE',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainGetAutostartOnce',
  since: '11.2.0',
  priority: 'high',
  readOnly: true,
  acl: ['domain:read'],
  args: struct({ dom: Domain }),
  ret: struct({ autostart: int }),
  masks: { kvm: ['qemuDomainGetAutostartOnce', null] },
  checks: [['autostart', 'nonnull']],
});

export const domainSetAutostartOnce = procedure({
  number: 450,
  wire: 'DOMAIN_SET_AUTOSTART_ONCE',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainSetAutostartOnce',
  since: '11.2.0',
  priority: 'high',
  readOnly: false,
  acl: ['domain:write'],
  args: struct({ dom: Domain, autostart: int }),
  masks: { kvm: ['qemuDomainSetAutostartOnce', null] },
});
