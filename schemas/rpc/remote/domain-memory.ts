// Memory of a domain: size, balloon, limits, statistics, peeking.
import { Domain } from '../objects.ts';
import { procedure } from '../procedure.ts';
import { array, int, opaque, struct, typedParam, uhyper, uint } from '../types.ts';

export const domainGetMaxMemory = procedure({
  number: 17,
  wire: 'DOMAIN_GET_MAX_MEMORY',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainGetMaxMemory',
  since: '0.0.3',
  priority: 'high',
  readOnly: true,
  acl: ['domain:read'],
  args: struct({ dom: Domain }),
  ret: struct({ memory: uhyper }),
  masks: {
    kvm: ['qemuDomainGetMaxMemory', null],
    libxl: ['libxlDomainGetMaxMemory', null],
    test: ['testDomainGetMaxMemory', null],
  },
});

export const domainSetMaxMemory = procedure({
  number: 30,
  wire: 'DOMAIN_SET_MAX_MEMORY',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainSetMaxMemory',
  since: '0.0.3',
  priority: 'high',
  readOnly: false,
  acl: ['domain:write'],
  args: struct({ dom: Domain, memory: uhyper }),
  masks: {
    kvm: ['qemuDomainSetMaxMemory', null],
    libxl: ['libxlDomainSetMaxMemory', null],
    test: ['testDomainSetMaxMemory', null],
  },
  checks: [['memory', '!=0']],
});

export const domainSetMemory = procedure({
  number: 31,
  wire: 'DOMAIN_SET_MEMORY',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainSetMemory',
  since: '0.1.1',
  priority: 'low',
  readOnly: false,
  acl: ['domain:write'],
  args: struct({ dom: Domain, memory: uhyper }),
  masks: {
    kvm: ['qemuDomainSetMemory', null],
    libxl: ['libxlDomainSetMemory', null],
    test: ['testDomainSetMemory', null],
  },
  checks: [['memory', '!=0']],
});

export const domainMemoryPeek = procedure({
  number: 104,
  wire: 'DOMAIN_MEMORY_PEEK',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainMemoryPeek',
  since: '0.4.2',
  priority: 'low',
  readOnly: false,
  acl: ['domain:mem_read'],
  args: struct({ dom: Domain, offset: uhyper, size: uint, flags: uint }),
  ret: struct({ buffer: opaque(4194304) }),
  masks: { kvm: ['qemuDomainMemoryPeek', 3], test: ['testDomainMemoryPeek', 3] },
  exclusive: [
    [
      ['VIR_MEMORY_VIRTUAL', 1],
      ['VIR_MEMORY_PHYSICAL', 2],
    ],
  ],
  checks: [['buffer', 'nonnull']],
});

export const domainMemoryStats = procedure({
  number: 159,
  wire: 'DOMAIN_MEMORY_STATS',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainMemoryStats',
  since: '0.7.5',
  priority: 'low',
  readOnly: true,
  acl: ['domain:read'],
  args: struct({ dom: Domain, maxStats: uint, flags: uint }),
  ret: struct({ stats: array(struct({ tag: int, val: uhyper }), 1024) }),
  masks: {
    kvm: ['qemuDomainMemoryStats', 0],
    libxl: ['libxlDomainMemoryStats', 0],
    test: ['testDomainMemoryStats', 0],
  },
});

export const domainSetMemoryParameters = procedure({
  number: 197,
  wire: 'DOMAIN_SET_MEMORY_PARAMETERS',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainSetMemoryParameters',
  since: '0.8.5',
  priority: 'low',
  readOnly: false,
  acl: [
    'domain:write',
    'domain:save:unless_flags=VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE',
    'domain:save:if_flags=VIR_DOMAIN_AFFECT_CONFIG',
  ],
  args: struct({ dom: Domain, params: array(typedParam, 16), flags: uint }),
  masks: { kvm: ['qemuDomainSetMemoryParameters', 3], test: ['testDomainSetMemoryParameters', 3] },
  checks: [
    ['params', 'nonnull'],
    ['nparams', '>0'],
  ],
});

export const domainGetMemoryParameters = procedure({
  number: 198,
  wire: 'DOMAIN_GET_MEMORY_PARAMETERS',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainGetMemoryParameters',
  since: '0.8.5',
  priority: 'low',
  readOnly: true,
  acl: ['domain:read'],
  args: struct({ dom: Domain, nparams: int, flags: uint }),
  ret: struct({ params: array(typedParam, 16), nparams: int }),
  masks: { kvm: ['qemuDomainGetMemoryParameters', 7], test: ['testDomainGetMemoryParameters', 7] },
  exclusive: [
    [
      ['VIR_DOMAIN_AFFECT_LIVE', 1],
      ['VIR_DOMAIN_AFFECT_CONFIG', 2],
    ],
  ],
  checks: [
    ['nparams', 'nonnull'],
    ['params', 'nonnull'],
    ['*nparams', '>=0'],
  ],
  stringOkay: true,
});

export const domainSetMemoryFlags = procedure({
  number: 204,
  wire: 'DOMAIN_SET_MEMORY_FLAGS',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainSetMemoryFlags',
  since: '0.9.0',
  priority: 'low',
  readOnly: false,
  acl: [
    'domain:write',
    'domain:save:unless_flags=VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE',
    'domain:save:if_flags=VIR_DOMAIN_AFFECT_CONFIG',
  ],
  args: struct({ dom: Domain, memory: uhyper, flags: uint }),
  masks: {
    kvm: ['qemuDomainSetMemoryFlags', 7],
    libxl: ['libxlDomainSetMemoryFlags', 7],
    test: ['testDomainSetMemoryFlags', 7],
  },
  checks: [['memory', '!=0']],
});

export const domainSetMemoryStatsPeriod = procedure({
  number: 308,
  wire: 'DOMAIN_SET_MEMORY_STATS_PERIOD',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainSetMemoryStatsPeriod',
  since: '1.1.1',
  priority: 'low',
  readOnly: false,
  acl: [
    'domain:write',
    'domain:save:unless_flags=VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE',
    'domain:save:if_flags=VIR_DOMAIN_AFFECT_CONFIG',
  ],
  args: struct({ dom: Domain, period: int, flags: uint }),
  masks: { kvm: ['qemuDomainSetMemoryStatsPeriod', 3], test: ['testDomainSetMemoryStatsPeriod', 3] },
  checks: [['period', '>=0']],
});

export const domainStartDirtyRateCalc = procedure({
  number: 427,
  wire: 'DOMAIN_START_DIRTY_RATE_CALC',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainStartDirtyRateCalc',
  since: '7.2.0',
  priority: 'low',
  readOnly: false,
  acl: ['domain:write'],
  args: struct({ dom: Domain, seconds: int, flags: uint }),
  masks: { kvm: ['qemuDomainStartDirtyRateCalc', 3] },
  exclusive: [
    [
      ['VIR_DOMAIN_DIRTYRATE_MODE_PAGE_SAMPLING', 0],
      ['VIR_DOMAIN_DIRTYRATE_MODE_DIRTY_BITMAP', 1],
    ],
    [
      ['VIR_DOMAIN_DIRTYRATE_MODE_PAGE_SAMPLING', 0],
      ['VIR_DOMAIN_DIRTYRATE_MODE_DIRTY_RING', 2],
    ],
    [
      ['VIR_DOMAIN_DIRTYRATE_MODE_DIRTY_BITMAP', 1],
      ['VIR_DOMAIN_DIRTYRATE_MODE_DIRTY_RING', 2],
    ],
  ],
});
