// States of domains in files: save, restore, managed save, dump; jobs.
import { Domain, string } from '../objects.ts';
import { procedure } from '../procedure.ts';
import { array, int, optional, struct, typedParam, uint } from '../types.ts';

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
    test: ['testDomainCoreDumpWithFormat', 1],
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
