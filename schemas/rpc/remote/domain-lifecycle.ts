// The domain lifecycle procedures of the remote program.

import { Domain, string } from '../objects.ts';
import { procedure } from '../procedure.ts';
import { array, int, optional, struct, typedParam, uhyper, uint } from '../types.ts';

export const domainCreate = procedure({
  number: 9,
  wire: 'DOMAIN_CREATE',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainCreate',
  since: '0.1.1',
  priority: 'low',
  readOnly: false,
  acl: ['domain:start'],
  args: struct({ dom: Domain }),
  masks: {
    kvm: ['qemuDomainCreate', null],
    libxl: ['libxlDomainCreate', null],
    test: ['testDomainCreate', null],
  },
});

export const domainCreateXML = procedure({
  number: 10,
  wire: 'DOMAIN_CREATE_XML',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainCreateXML',
  since: '0.5.0',
  priority: 'low',
  readOnly: false,
  acl: ['domain:write', 'domain:start'],
  args: struct({ xml_desc: string, flags: uint }),
  ret: struct({ dom: Domain }),
  masks: {
    kvm: ['qemuDomainCreateXML', 51],
    libxl: ['libxlDomainCreateXML', 17],
    test: ['testDomainCreateXML', 16],
  },
  checks: [['xmlDesc', 'nonnull']],
});

export const domainDefineXML = procedure({
  number: 11,
  wire: 'DOMAIN_DEFINE_XML',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainDefineXML',
  since: '0.1.1',
  priority: 'high',
  readOnly: false,
  acl: ['domain:write', 'domain:save'],
  args: struct({ xml: string }),
  ret: struct({ dom: Domain }),
  masks: {
    kvm: ['qemuDomainDefineXML', null],
    libxl: ['libxlDomainDefineXML', null],
    test: ['testDomainDefineXML', null],
  },
  checks: [['xml', 'nonnull']],
});

export const domainDestroy = procedure({
  number: 12,
  wire: 'DOMAIN_DESTROY',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainDestroy',
  since: '0.0.3',
  priority: 'high',
  readOnly: false,
  acl: ['domain:stop'],
  args: struct({ dom: Domain }),
  masks: {
    kvm: ['qemuDomainDestroy', null],
    libxl: ['libxlDomainDestroy', null],
    test: ['testDomainDestroy', null],
  },
});

export const domainReboot = procedure({
  number: 27,
  wire: 'DOMAIN_REBOOT',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainReboot',
  since: '0.1.0',
  priority: 'low',
  readOnly: false,
  acl: ['domain:init_control', 'domain:write:if_flags=VIR_DOMAIN_REBOOT_GUEST_AGENT'],
  args: struct({ dom: Domain, flags: uint }),
  masks: { kvm: ['qemuDomainReboot', 3], libxl: ['libxlDomainReboot', 16], test: ['testDomainReboot', 31] },
});

export const domainResume = procedure({
  number: 28,
  wire: 'DOMAIN_RESUME',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainResume',
  since: '0.0.3',
  priority: 'low',
  readOnly: false,
  acl: ['domain:suspend'],
  args: struct({ dom: Domain }),
  masks: {
    kvm: ['qemuDomainResume', null],
    libxl: ['libxlDomainResume', null],
    test: ['testDomainResume', null],
  },
});

export const domainShutdown = procedure({
  number: 33,
  wire: 'DOMAIN_SHUTDOWN',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainShutdown',
  since: '0.0.3',
  priority: 'low',
  readOnly: false,
  acl: ['domain:init_control'],
  args: struct({ dom: Domain }),
  masks: {
    kvm: ['qemuDomainShutdown', null],
    libxl: ['libxlDomainShutdown', null],
    test: ['testDomainShutdown', null],
  },
});

export const domainSuspend = procedure({
  number: 34,
  wire: 'DOMAIN_SUSPEND',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainSuspend',
  since: '0.0.3',
  priority: 'low',
  readOnly: false,
  acl: ['domain:suspend'],
  args: struct({ dom: Domain }),
  masks: {
    kvm: ['qemuDomainSuspend', null],
    libxl: ['libxlDomainSuspend', null],
    test: ['testDomainSuspend', null],
  },
});

export const domainUndefine = procedure({
  number: 35,
  wire: 'DOMAIN_UNDEFINE',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainUndefine',
  since: '0.1.1',
  priority: 'high',
  readOnly: false,
  acl: ['domain:delete'],
  args: struct({ dom: Domain }),
  masks: {
    kvm: ['qemuDomainUndefine', null],
    libxl: ['libxlDomainUndefine', null],
    test: ['testDomainUndefine', null],
  },
});

export const domainCoreDump = procedure({
  number: 53,
  wire: 'DOMAIN_CORE_DUMP',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainCoreDump',
  since: '0.1.9',
  priority: 'low',
  readOnly: false,
  acl: ['domain:core_dump'],
  args: struct({ dom: Domain, to: string, flags: uint }),
  masks: {
    kvm: ['qemuDomainCoreDump', 31],
    libxl: ['libxlDomainCoreDump', 3],
    test: ['testDomainCoreDump', 1],
  },
  exclusive: [
    [
      ['VIR_DUMP_CRASH', 1],
      ['VIR_DUMP_LIVE', 2],
    ],
    [
      ['VIR_DUMP_CRASH', 1],
      ['VIR_DUMP_RESET', 8],
    ],
    [
      ['VIR_DUMP_LIVE', 2],
      ['VIR_DUMP_RESET', 8],
    ],
  ],
  checks: [['to', 'nonnull']],
});

export const domainRestore = procedure({
  number: 54,
  wire: 'DOMAIN_RESTORE',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainRestore',
  since: '0.0.3',
  priority: 'low',
  readOnly: false,
  acl: ['domain:start', 'domain:write'],
  args: struct({ from: string }),
  masks: {
    kvm: ['qemuDomainRestore', null],
    libxl: ['libxlDomainRestore', null],
    test: ['testDomainRestore', null],
  },
  checks: [['from', 'nonnull']],
});

export const domainSave = procedure({
  number: 55,
  wire: 'DOMAIN_SAVE',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainSave',
  since: '0.0.3',
  priority: 'low',
  readOnly: false,
  acl: ['domain:hibernate'],
  args: struct({ dom: Domain, to: string }),
  masks: { kvm: ['qemuDomainSave', null], libxl: ['libxlDomainSave', null], test: ['testDomainSave', null] },
  checks: [['to', 'nonnull']],
});

export const domainManagedSave = procedure({
  number: 182,
  wire: 'DOMAIN_MANAGED_SAVE',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainManagedSave',
  since: '0.8.0',
  priority: 'low',
  readOnly: false,
  acl: ['domain:hibernate'],
  args: struct({ dom: Domain, flags: uint }),
  masks: {
    kvm: ['qemuDomainManagedSave', 7],
    libxl: ['libxlDomainManagedSave', 0],
    test: ['testDomainManagedSave', 7],
  },
  exclusive: [
    [
      ['VIR_DOMAIN_SAVE_RUNNING', 2],
      ['VIR_DOMAIN_SAVE_PAUSED', 4],
    ],
  ],
});

export const domainHasManagedSaveImage = procedure({
  number: 183,
  wire: 'DOMAIN_HAS_MANAGED_SAVE_IMAGE',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainHasManagedSaveImage',
  since: '0.8.0',
  priority: 'low',
  readOnly: true,
  acl: ['domain:read'],
  args: struct({ dom: Domain, flags: uint }),
  ret: struct({ result: int }),
  masks: {
    kvm: ['qemuDomainHasManagedSaveImage', 0],
    libxl: ['libxlDomainHasManagedSaveImage', 0],
    test: ['testDomainHasManagedSaveImage', 0],
  },
});

export const domainManagedSaveRemove = procedure({
  number: 184,
  wire: 'DOMAIN_MANAGED_SAVE_REMOVE',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainManagedSaveRemove',
  since: '0.8.0',
  priority: 'low',
  readOnly: false,
  acl: ['domain:hibernate'],
  args: struct({ dom: Domain, flags: uint }),
  masks: {
    kvm: ['qemuDomainManagedSaveRemove', 0],
    libxl: ['libxlDomainManagedSaveRemove', 0],
    test: ['testDomainManagedSaveRemove', 0],
  },
});

export const domainCreateWithFlags = procedure({
  number: 196,
  wire: 'DOMAIN_CREATE_WITH_FLAGS',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainCreateWithFlags',
  since: '0.8.2',
  priority: 'low',
  readOnly: false,
  acl: ['domain:start'],
  args: struct({ dom: Domain, flags: uint }),
  ret: struct({ dom: Domain }),
  masks: {
    kvm: ['qemuDomainCreateWithFlags', 47],
    libxl: ['libxlDomainCreateWithFlags', 1],
    test: ['testDomainCreateWithFlags', 0],
  },
});

export const domainUndefineFlags = procedure({
  number: 231,
  wire: 'DOMAIN_UNDEFINE_FLAGS',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainUndefineFlags',
  since: '0.9.4',
  priority: 'high',
  readOnly: false,
  acl: ['domain:delete'],
  args: struct({ dom: Domain, flags: uint }),
  masks: {
    kvm: ['qemuDomainUndefineFlags', 127],
    libxl: ['libxlDomainUndefineFlags', 1],
    test: ['testDomainUndefineFlags', 3],
  },
});

export const domainSaveFlags = procedure({
  number: 232,
  wire: 'DOMAIN_SAVE_FLAGS',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainSaveFlags',
  since: '0.9.4',
  priority: 'low',
  readOnly: false,
  acl: ['domain:hibernate'],
  args: struct({ dom: Domain, to: string, dxml: optional(string), flags: uint }),
  masks: {
    kvm: ['qemuDomainSaveFlags', 7],
    libxl: ['libxlDomainSaveFlags', 0],
    test: ['testDomainSaveFlags', 0],
  },
  exclusive: [
    [
      ['VIR_DOMAIN_SAVE_RUNNING', 2],
      ['VIR_DOMAIN_SAVE_PAUSED', 4],
    ],
  ],
  checks: [['to', 'nonnull']],
});

export const domainRestoreFlags = procedure({
  number: 233,
  wire: 'DOMAIN_RESTORE_FLAGS',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainRestoreFlags',
  since: '0.9.4',
  priority: 'low',
  readOnly: false,
  acl: ['domain:start', 'domain:write'],
  args: struct({ from: string, dxml: optional(string), flags: uint }),
  masks: {
    kvm: ['qemuDomainRestoreFlags', 15],
    libxl: ['libxlDomainRestoreFlags', 4],
    test: ['testDomainRestoreFlags', 0],
  },
  exclusive: [
    [
      ['VIR_DOMAIN_SAVE_RUNNING', 2],
      ['VIR_DOMAIN_SAVE_PAUSED', 4],
    ],
  ],
  checks: [['from', 'nonnull']],
});

export const domainDestroyFlags = procedure({
  number: 234,
  wire: 'DOMAIN_DESTROY_FLAGS',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainDestroyFlags',
  since: '0.9.4',
  priority: 'high',
  readOnly: false,
  acl: ['domain:stop'],
  args: struct({ dom: Domain, flags: uint }),
  masks: {
    kvm: ['qemuDomainDestroyFlags', 3],
    libxl: ['libxlDomainDestroyFlags', 0],
    test: ['testDomainDestroyFlags', 1],
  },
});

export const domainSaveImageDefineXML = procedure({
  number: 236,
  wire: 'DOMAIN_SAVE_IMAGE_DEFINE_XML',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainSaveImageDefineXML',
  since: '0.9.4',
  priority: 'high',
  readOnly: false,
  acl: ['domain:write', 'domain:hibernate'],
  args: struct({ file: string, dxml: string, flags: uint }),
  masks: { kvm: ['qemuDomainSaveImageDefineXML', 6], test: ['testDomainSaveImageDefineXML', 6] },
  exclusive: [
    [
      ['VIR_DOMAIN_SAVE_RUNNING', 2],
      ['VIR_DOMAIN_SAVE_PAUSED', 4],
    ],
  ],
  checks: [
    ['file', 'nonnull'],
    ['dxml', 'nonnull'],
  ],
});

export const domainReset = procedure({
  number: 245,
  wire: 'DOMAIN_RESET',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainReset',
  since: '0.9.7',
  priority: 'low',
  readOnly: false,
  acl: ['domain:reset'],
  args: struct({ dom: Domain, flags: uint }),
  masks: { kvm: ['qemuDomainReset', 0], test: ['testDomainReset', 0] },
});

export const domainShutdownFlags = procedure({
  number: 258,
  wire: 'DOMAIN_SHUTDOWN_FLAGS',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainShutdownFlags',
  since: '0.9.10',
  priority: 'low',
  readOnly: false,
  acl: ['domain:init_control', 'domain:write:if_flags=VIR_DOMAIN_SHUTDOWN_GUEST_AGENT'],
  args: struct({ dom: Domain, flags: uint }),
  masks: {
    kvm: ['qemuDomainShutdownFlags', 3],
    libxl: ['libxlDomainShutdownFlags', 17],
    test: ['testDomainShutdownFlags', 0],
  },
});

export const domainPMSuspendForDuration = procedure({
  number: 261,
  wire: 'DOMAIN_PM_SUSPEND_FOR_DURATION',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainPMSuspendForDuration',
  since: '0.9.10',
  priority: 'low',
  readOnly: false,
  acl: ['domain:pm_control'],
  args: struct({ dom: Domain, target: uint, duration: uhyper, flags: uint }),
  masks: { kvm: ['qemuDomainPMSuspendForDuration', 0], libxl: ['libxlDomainPMSuspendForDuration', 0] },
});

export const domainPMWakeup = procedure({
  number: 267,
  wire: 'DOMAIN_PM_WAKEUP',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainPMWakeup',
  since: '0.9.11',
  priority: 'low',
  readOnly: false,
  acl: ['domain:pm_control'],
  args: struct({ dom: Domain, flags: uint }),
  masks: { kvm: ['qemuDomainPMWakeup', 0], libxl: ['libxlDomainPMWakeup', 0] },
});

export const domainCreateXMLWithFiles = procedure({
  number: 309,
  wire: 'DOMAIN_CREATE_XML_WITH_FILES',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainCreateXMLWithFiles',
  since: '1.1.1',
  priority: 'low',
  readOnly: false,
  acl: ['domain:write', 'domain:start'],
  args: struct({ xml_desc: string, flags: uint }),
  ret: struct({ dom: Domain }),
  fds: 'call',
  masks: { test: ['testDomainCreateXMLWithFiles', 16] },
  checks: [['xmlDesc', 'nonnull']],
});

export const domainCreateWithFiles = procedure({
  number: 310,
  wire: 'DOMAIN_CREATE_WITH_FILES',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainCreateWithFiles',
  since: '1.1.1',
  priority: 'low',
  readOnly: false,
  acl: ['domain:start'],
  args: struct({ dom: Domain, flags: uint }),
  ret: struct({ dom: Domain }),
  fds: 'call',
  masks: { test: ['testDomainCreateWithFiles', 0] },
});

export const domainCoreDumpWithFormat = procedure({
  number: 334,
  wire: 'DOMAIN_CORE_DUMP_WITH_FORMAT',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainCoreDumpWithFormat',
  since: '1.2.3',
  priority: 'low',
  readOnly: false,
  acl: ['domain:core_dump'],
  args: struct({ dom: Domain, to: string, dumpformat: uint, flags: uint }),
  masks: { kvm: ['qemuDomainCoreDumpWithFormat', 31], test: ['testDomainCoreDumpWithFormat', 1] },
  exclusive: [
    [
      ['VIR_DUMP_CRASH', 1],
      ['VIR_DUMP_LIVE', 2],
    ],
    [
      ['VIR_DUMP_CRASH', 1],
      ['VIR_DUMP_RESET', 8],
    ],
    [
      ['VIR_DUMP_LIVE', 2],
      ['VIR_DUMP_RESET', 8],
    ],
  ],
  checks: [['to', 'nonnull']],
});

export const domainDefineXMLFlags = procedure({
  number: 350,
  wire: 'DOMAIN_DEFINE_XML_FLAGS',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainDefineXMLFlags',
  since: '1.2.12',
  priority: 'high',
  readOnly: false,
  acl: ['domain:write', 'domain:save'],
  args: struct({ xml: string, flags: uint }),
  ret: struct({ dom: Domain }),
  masks: {
    kvm: ['qemuDomainDefineXMLFlags', 1],
    libxl: ['libxlDomainDefineXMLFlags', 1],
    test: ['testDomainDefineXMLFlags', 1],
  },
  checks: [['xml', 'nonnull']],
});

export const domainRename = procedure({
  number: 358,
  wire: 'DOMAIN_RENAME',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainRename',
  since: '1.2.19',
  priority: 'low',
  readOnly: false,
  acl: ['domain:write', 'domain:save'],
  args: struct({ dom: Domain, new_name: optional(string), flags: uint }),
  ret: struct({ retcode: int }),
  masks: { kvm: ['qemuDomainRename', 0], test: ['testDomainRename', 0] },
  checks: [['new_name', 'nonempty']],
});

export const domainManagedSaveDefineXML = procedure({
  number: 389,
  wire: 'DOMAIN_MANAGED_SAVE_DEFINE_XML',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainManagedSaveDefineXML',
  since: '3.7.0',
  priority: 'low',
  readOnly: false,
  acl: ['domain:write', 'domain:hibernate'],
  args: struct({ dom: Domain, dxml: optional(string), flags: uint }),
  masks: { kvm: ['qemuDomainManagedSaveDefineXML', 6] },
  exclusive: [
    [
      ['VIR_DOMAIN_SAVE_RUNNING', 2],
      ['VIR_DOMAIN_SAVE_PAUSED', 4],
    ],
  ],
});

export const domainSetLifecycleAction = procedure({
  number: 390,
  wire: 'DOMAIN_SET_LIFECYCLE_ACTION',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainSetLifecycleAction',
  since: '3.9.0',
  priority: 'low',
  readOnly: false,
  acl: ['domain:write'],
  args: struct({ dom: Domain, type: uint, action: uint, flags: uint }),
  masks: { kvm: ['qemuDomainSetLifecycleAction', 3], test: ['testDomainSetLifecycleAction', 3] },
});

export const domainSaveParams = procedure({
  number: 440,
  wire: 'DOMAIN_SAVE_PARAMS',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainSaveParams',
  since: '8.4.0',
  priority: 'low',
  readOnly: false,
  acl: ['domain:hibernate'],
  args: struct({ dom: Domain, params: array(typedParam, 64), flags: uint }),
  masks: { kvm: ['qemuDomainSaveParams', 7] },
  exclusive: [
    [
      ['VIR_DOMAIN_SAVE_RUNNING', 2],
      ['VIR_DOMAIN_SAVE_PAUSED', 4],
    ],
  ],
});

export const domainRestoreParams = procedure({
  number: 441,
  wire: 'DOMAIN_RESTORE_PARAMS',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainRestoreParams',
  since: '8.4.0',
  priority: 'low',
  readOnly: false,
  acl: ['domain:start', 'domain:write'],
  args: struct({ params: array(typedParam, 64), flags: uint }),
  masks: { kvm: ['qemuDomainRestoreParams', 15] },
  exclusive: [
    [
      ['VIR_DOMAIN_SAVE_RUNNING', 2],
      ['VIR_DOMAIN_SAVE_PAUSED', 4],
    ],
  ],
});

export const domainFDAssociate = procedure({
  number: 443,
  wire: 'DOMAIN_FD_ASSOCIATE',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainFDAssociate',
  since: '9.0.0',
  priority: 'low',
  readOnly: false,
  acl: ['domain:write'],
  args: struct({ dom: Domain, name: string, flags: uint }),
  fds: 'call',
  masks: { kvm: ['qemuDomainFDAssociate', 3] },
  checks: [
    ['fds', 'nonnull'],
    ['nfds', '!=0'],
  ],
});
