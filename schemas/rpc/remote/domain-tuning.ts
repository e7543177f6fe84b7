// How a domain shares the host: schedulers, block I/O, NUMA, perf events, confidential launch.
import { Domain, string } from '../objects.ts';
import { procedure } from '../procedure.ts';
import { array, int, struct, typedParam, uint } from '../types.ts';

export const domainGetSchedulerType = procedure({
  number: 56,
  wire: 'DOMAIN_GET_SCHEDULER_TYPE',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainGetSchedulerType',
  since: '0.2.3',
  priority: 'low',
  readOnly: true,
  acl: ['domain:read'],
  args: struct({ dom: Domain }),
  ret: struct({ type: string, nparams: int }),
  masks: {
    kvm: ['qemuDomainGetSchedulerType', null],
    libxl: ['libxlDomainGetSchedulerType', null],
    test: ['testDomainGetSchedulerType', null],
  },
});

export const domainGetSchedulerParameters = procedure({
  number: 57,
  wire: 'DOMAIN_GET_SCHEDULER_PARAMETERS',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainGetSchedulerParameters',
  since: '0.2.3',
  priority: 'low',
  readOnly: true,
  acl: ['domain:read'],
  args: struct({ dom: Domain, nparams: int }),
  ret: struct({ params: array(typedParam, 16) }),
  masks: {
    kvm: ['qemuDomainGetSchedulerParameters', null],
    libxl: ['libxlDomainGetSchedulerParameters', null],
    test: ['testDomainGetSchedulerParameters', null],
  },
  checks: [
    ['params', 'nonnull'],
    ['nparams', 'nonnull'],
    ['*nparams', '>0'],
  ],
});

export const domainSetSchedulerParameters = procedure({
  number: 58,
  wire: 'DOMAIN_SET_SCHEDULER_PARAMETERS',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainSetSchedulerParameters',
  since: '0.2.3',
  priority: 'low',
  readOnly: false,
  acl: ['domain:read'],
  args: struct({ dom: Domain, params: array(typedParam, 16) }),
  masks: {
    kvm: ['qemuDomainSetSchedulerParameters', null],
    libxl: ['libxlDomainSetSchedulerParameters', null],
    test: ['testDomainSetSchedulerParameters', null],
  },
  checks: [
    ['params', 'nonnull'],
    ['nparams', '>=0'],
  ],
});

export const domainSetBlkioParameters = procedure({
  number: 205,
  wire: 'DOMAIN_SET_BLKIO_PARAMETERS',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainSetBlkioParameters',
  since: '0.9.0',
  priority: 'low',
  readOnly: false,
  acl: [
    'domain:write',
    'domain:save:unless_flags=VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE',
    'domain:save:if_flags=VIR_DOMAIN_AFFECT_CONFIG',
  ],
  args: struct({ dom: Domain, params: array(typedParam, 16), flags: uint }),
  masks: { kvm: ['qemuDomainSetBlkioParameters', 3], test: ['testDomainSetBlkioParameters', 3] },
  checks: [
    ['params', 'nonnull'],
    ['nparams', '>=0'],
  ],
});

export const domainGetBlkioParameters = procedure({
  number: 206,
  wire: 'DOMAIN_GET_BLKIO_PARAMETERS',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainGetBlkioParameters',
  since: '0.9.0',
  priority: 'low',
  readOnly: true,
  acl: ['domain:read'],
  args: struct({ dom: Domain, nparams: int, flags: uint }),
  ret: struct({ params: array(typedParam, 16), nparams: int }),
  masks: { kvm: ['qemuDomainGetBlkioParameters', 7], test: ['testDomainGetBlkioParameters', 7] },
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

export const domainSetSchedulerParametersFlags = procedure({
  number: 219,
  wire: 'DOMAIN_SET_SCHEDULER_PARAMETERS_FLAGS',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainSetSchedulerParametersFlags',
  since: '0.9.2',
  priority: 'low',
  readOnly: false,
  acl: [
    'domain:write',
    'domain:save:unless_flags=VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE',
    'domain:save:if_flags=VIR_DOMAIN_AFFECT_CONFIG',
  ],
  args: struct({ dom: Domain, params: array(typedParam, 16), flags: uint }),
  masks: {
    kvm: ['qemuDomainSetSchedulerParametersFlags', 3],
    libxl: ['libxlDomainSetSchedulerParametersFlags', 0],
    test: ['testDomainSetSchedulerParametersFlags', 0],
  },
  checks: [
    ['params', 'nonnull'],
    ['nparams', '>=0'],
  ],
});

export const domainGetSchedulerParametersFlags = procedure({
  number: 223,
  wire: 'DOMAIN_GET_SCHEDULER_PARAMETERS_FLAGS',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainGetSchedulerParametersFlags',
  since: '0.9.2',
  priority: 'low',
  readOnly: true,
  acl: ['domain:read'],
  args: struct({ dom: Domain, nparams: int, flags: uint }),
  ret: struct({ params: array(typedParam, 16) }),
  masks: {
    kvm: ['qemuDomainGetSchedulerParametersFlags', 7],
    libxl: ['libxlDomainGetSchedulerParametersFlags', 4],
    test: ['testDomainGetSchedulerParametersFlags', 0],
  },
  exclusive: [
    [
      ['VIR_DOMAIN_AFFECT_LIVE', 1],
      ['VIR_DOMAIN_AFFECT_CONFIG', 2],
    ],
  ],
  checks: [
    ['params', 'nonnull'],
    ['nparams', 'nonnull'],
    ['*nparams', '>0'],
  ],
  stringOkay: true,
});

export const domainSetNumaParameters = procedure({
  number: 254,
  wire: 'DOMAIN_SET_NUMA_PARAMETERS',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainSetNumaParameters',
  since: '0.9.9',
  priority: 'low',
  readOnly: false,
  acl: [
    'domain:write',
    'domain:save:unless_flags=VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE',
    'domain:save:if_flags=VIR_DOMAIN_AFFECT_CONFIG',
  ],
  args: struct({ dom: Domain, params: array(typedParam, 16), flags: uint }),
  masks: { kvm: ['qemuDomainSetNumaParameters', 3], test: ['testDomainSetNumaParameters', 3] },
  checks: [
    ['params', 'nonnull'],
    ['nparams', '>0'],
  ],
});

export const domainGetNumaParameters = procedure({
  number: 255,
  wire: 'DOMAIN_GET_NUMA_PARAMETERS',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainGetNumaParameters',
  since: '0.9.9',
  priority: 'low',
  readOnly: true,
  acl: ['domain:read'],
  args: struct({ dom: Domain, nparams: int, flags: uint }),
  ret: struct({ params: array(typedParam, 16), nparams: int }),
  masks: {
    kvm: ['qemuDomainGetNumaParameters', 7],
    libxl: ['libxlDomainGetNumaParameters', 5],
    test: ['testDomainGetNumaParameters', 7],
  },
  checks: [
    ['nparams', 'nonnull'],
    ['params', 'nonnull'],
    ['*nparams', '>=0'],
  ],
  stringOkay: true,
});

export const domainGetPerfEvents = procedure({
  number: 365,
  wire: 'DOMAIN_GET_PERF_EVENTS',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainGetPerfEvents',
  since: '1.3.3',
  priority: 'low',
  readOnly: true,
  acl: ['domain:read'],
  args: struct({ dom: Domain, flags: uint }),
  ret: struct({ params: array(typedParam, 64) }),
  masks: { kvm: ['qemuDomainGetPerfEvents', 7], test: ['testDomainGetPerfEvents', 7] },
  checks: [
    ['params', 'nonnull'],
    ['nparams', 'nonnull'],
  ],
});

export const domainSetPerfEvents = procedure({
  number: 366,
  wire: 'DOMAIN_SET_PERF_EVENTS',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainSetPerfEvents',
  since: '1.3.3',
  priority: 'low',
  readOnly: false,
  acl: ['domain:write'],
  args: struct({ dom: Domain, params: array(typedParam, 64), flags: uint }),
  masks: { kvm: ['qemuDomainSetPerfEvents', 3], test: ['testDomainSetPerfEvents', 3] },
  checks: [
    ['params', 'nonnull'],
    ['nparams', '>0'],
  ],
});

export const domainGetLaunchSecurityInfo = procedure({
  number: 396,
  wire: 'DOMAIN_GET_LAUNCH_SECURITY_INFO',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainGetLaunchSecurityInfo',
  since: '4.5.0',
  priority: 'low',
  readOnly: false,
  acl: ['domain:read'],
  args: struct({ dom: Domain, flags: uint }),
  ret: struct({ params: array(typedParam, 64) }),
  masks: { kvm: ['qemuDomainGetLaunchSecurityInfo', 4], test: ['testDomainGetLaunchSecurityInfo', 0] },
  checks: [
    ['params', 'nonnull'],
    ['nparams', 'nonnull'],
  ],
});

export const domainSetLaunchSecurityState = procedure({
  number: 439,
  wire: 'DOMAIN_SET_LAUNCH_SECURITY_STATE',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainSetLaunchSecurityState',
  since: '8.0.0',
  priority: 'low',
  readOnly: false,
  acl: ['domain:write'],
  args: struct({ dom: Domain, params: array(typedParam, 64), flags: uint }),
  masks: { kvm: ['qemuDomainSetLaunchSecurityState', 0], test: ['testDomainSetLaunchSecurityState', 0] },
  checks: [
    ['params', 'nonnull'],
    ['nparams', '>0'],
  ],
});
