// Virtual CPUs, emulator and I/O threads of a domain.
import { Domain, string } from '../objects.ts';
import { procedure } from '../procedure.ts';
import { array, int, opaque, struct, typedParam, uhyper, uint } from '../types.ts';

export const domainGetMaxVcpus = procedure({
  number: 18,
  wire: 'DOMAIN_GET_MAX_VCPUS',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainGetMaxVcpus',
  since: '0.2.1',
  priority: 'high',
  readOnly: true,
  acl: ['domain:read'],
  args: struct({ dom: Domain }),
  ret: struct({ num: int }),
  masks: {
    kvm: ['qemuDomainGetMaxVcpus', null],
    libxl: ['libxlDomainGetMaxVcpus', null],
    test: ['testDomainGetMaxVcpus', null],
  },
});

export const domainGetVcpus = procedure({
  number: 20,
  wire: 'DOMAIN_GET_VCPUS',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainGetVcpus',
  since: '0.1.4',
  priority: 'high',
  readOnly: true,
  acl: ['domain:read'],
  args: struct({ dom: Domain, maxinfo: int, maplen: int }),
  ret: struct({
    info: array(struct({ number: uint, state: int, cpu_time: uhyper, cpu: int }), 16384),
    cpumaps: opaque(8388608),
  }),
  masks: {
    kvm: ['qemuDomainGetVcpus', null],
    libxl: ['libxlDomainGetVcpus', null],
    test: ['testDomainGetVcpus', null],
  },
  checks: [
    ['info', 'nonnull'],
    ['maxinfo', '>0'],
  ],
});

export const domainPinVcpu = procedure({
  number: 26,
  wire: 'DOMAIN_PIN_VCPU',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainPinVcpu',
  since: '0.1.4',
  priority: 'low',
  readOnly: false,
  acl: ['domain:write'],
  args: struct({ dom: Domain, vcpu: uint, cpumap: opaque(2048) }),
  masks: {
    kvm: ['qemuDomainPinVcpu', null],
    libxl: ['libxlDomainPinVcpu', null],
    test: ['testDomainPinVcpu', null],
  },
  checks: [
    ['cpumap', 'nonnull'],
    ['maplen', '>0'],
  ],
});

export const domainSetVcpus = procedure({
  number: 32,
  wire: 'DOMAIN_SET_VCPUS',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainSetVcpus',
  since: '0.1.4',
  priority: 'low',
  readOnly: false,
  acl: ['domain:write'],
  args: struct({ dom: Domain, nvcpus: uint }),
  masks: {
    kvm: ['qemuDomainSetVcpus', null],
    libxl: ['libxlDomainSetVcpus', null],
    test: ['testDomainSetVcpus', null],
  },
  checks: [['nvcpus', '!=0']],
});

export const domainSetVcpusFlags = procedure({
  number: 199,
  wire: 'DOMAIN_SET_VCPUS_FLAGS',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainSetVcpusFlags',
  since: '0.8.5',
  priority: 'low',
  readOnly: false,
  acl: [
    'domain:write',
    'domain:save:unless_flags=VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE',
    'domain:save:if_flags=VIR_DOMAIN_AFFECT_CONFIG',
    'domain:write:if_flags=VIR_DOMAIN_VCPU_GUEST',
  ],
  args: struct({ dom: Domain, nvcpus: uint, flags: uint }),
  masks: {
    kvm: ['qemuDomainSetVcpusFlags', 31],
    libxl: ['libxlDomainSetVcpusFlags', 7],
    test: ['testDomainSetVcpusFlags', 7],
  },
  exclusive: [
    [
      ['VIR_DOMAIN_VCPU_GUEST', 8],
      ['VIR_DOMAIN_AFFECT_CONFIG', 2],
    ],
  ],
  requires: [
    [
      ['VIR_DOMAIN_VCPU_MAXIMUM', 4],
      ['VIR_DOMAIN_AFFECT_CONFIG', 2],
    ],
  ],
  checks: [['nvcpus', '!=0']],
});

export const domainGetVcpusFlags = procedure({
  number: 200,
  wire: 'DOMAIN_GET_VCPUS_FLAGS',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainGetVcpusFlags',
  since: '0.8.5',
  priority: 'low',
  readOnly: { denyFlags: 8 },
  acl: ['domain:read', 'domain:write:if_flags=VIR_DOMAIN_VCPU_GUEST'],
  args: struct({ dom: Domain, flags: uint }),
  ret: struct({ num: int }),
  masks: {
    kvm: ['qemuDomainGetVcpusFlags', 15],
    libxl: ['libxlDomainGetVcpusFlags', 7],
    test: ['testDomainGetVcpusFlags', 7],
  },
  exclusive: [
    [
      ['VIR_DOMAIN_AFFECT_LIVE', 1],
      ['VIR_DOMAIN_AFFECT_CONFIG', 2],
    ],
  ],
});

export const domainPinVcpuFlags = procedure({
  number: 225,
  wire: 'DOMAIN_PIN_VCPU_FLAGS',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainPinVcpuFlags',
  since: '0.9.3',
  priority: 'low',
  readOnly: false,
  acl: [
    'domain:write',
    'domain:save:unless_flags=VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE',
    'domain:save:if_flags=VIR_DOMAIN_AFFECT_CONFIG',
  ],
  args: struct({ dom: Domain, vcpu: uint, cpumap: opaque(2048), flags: uint }),
  masks: {
    kvm: ['qemuDomainPinVcpuFlags', 3],
    libxl: ['libxlDomainPinVcpuFlags', 3],
    test: ['testDomainPinVcpuFlags', 0],
  },
  checks: [
    ['cpumap', 'nonnull'],
    ['maplen', '>0'],
  ],
});

export const domainGetVcpuPinInfo = procedure({
  number: 230,
  wire: 'DOMAIN_GET_VCPU_PIN_INFO',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainGetVcpuPinInfo',
  since: '0.9.3',
  priority: 'low',
  readOnly: true,
  acl: ['domain:read'],
  args: struct({ dom: Domain, ncpumaps: int, maplen: int, flags: uint }),
  ret: struct({ cpumaps: opaque(8388608), num: int }),
  masks: {
    kvm: ['qemuDomainGetVcpuPinInfo', 3],
    libxl: ['libxlDomainGetVcpuPinInfo', 3],
    test: ['testDomainGetVcpuPinInfo', null],
  },
  exclusive: [
    [
      ['VIR_DOMAIN_AFFECT_LIVE', 1],
      ['VIR_DOMAIN_AFFECT_CONFIG', 2],
    ],
  ],
  checks: [
    ['ncpumaps', '>0'],
    ['maplen', '>0'],
  ],
});

export const domainGetCPUStats = procedure({
  number: 262,
  wire: 'DOMAIN_GET_CPU_STATS',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainGetCPUStats',
  since: '0.9.10',
  priority: 'low',
  readOnly: true,
  acl: ['domain:read'],
  args: struct({ dom: Domain, nparams: uint, start_cpu: int, ncpus: uint, flags: uint }),
  ret: struct({ params: array(typedParam, 2048), nparams: int }),
  masks: {
    kvm: ['qemuDomainGetCPUStats', 4],
    libxl: ['libxlDomainGetCPUStats', 4],
    test: ['testDomainGetCPUStats', 4],
  },
  checks: [
    ['params', 'nonnull'],
    ['start_cpu', '>=-1'],
  ],
  stringOkay: true,
});

export const domainPinEmulator = procedure({
  number: 279,
  wire: 'DOMAIN_PIN_EMULATOR',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainPinEmulator',
  since: '0.10.0',
  priority: 'low',
  readOnly: false,
  acl: [
    'domain:write',
    'domain:save:unless_flags=VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE',
    'domain:save:if_flags=VIR_DOMAIN_AFFECT_CONFIG',
  ],
  args: struct({ dom: Domain, cpumap: opaque(2048), flags: uint }),
  masks: { kvm: ['qemuDomainPinEmulator', 3], test: ['testDomainPinEmulator', 3] },
  checks: [
    ['cpumap', 'nonnull'],
    ['maplen', '>0'],
  ],
});

export const domainGetEmulatorPinInfo = procedure({
  number: 280,
  wire: 'DOMAIN_GET_EMULATOR_PIN_INFO',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainGetEmulatorPinInfo',
  since: '0.10.0',
  priority: 'low',
  readOnly: true,
  acl: ['domain:read'],
  args: struct({ dom: Domain, maplen: int, flags: uint }),
  ret: struct({ cpumaps: opaque(8388608), ret: int }),
  masks: { kvm: ['qemuDomainGetEmulatorPinInfo', 3], test: ['testDomainGetEmulatorPinInfo', 3] },
  exclusive: [
    [
      ['VIR_DOMAIN_AFFECT_LIVE', 1],
      ['VIR_DOMAIN_AFFECT_CONFIG', 2],
    ],
  ],
  checks: [
    ['cpumap', 'nonnull'],
    ['maplen', '>0'],
  ],
});

export const domainGetIOThreadInfo = procedure({
  number: 351,
  wire: 'DOMAIN_GET_IOTHREAD_INFO',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainGetIOThreadInfo',
  since: '1.2.14',
  priority: 'low',
  readOnly: true,
  acl: ['domain:read'],
  args: struct({ dom: Domain, flags: uint }),
  ret: struct({ info: array(struct({ iothread_id: uint, cpumap: opaque(2048) }), 16384), ret: uint }),
  masks: { kvm: ['qemuDomainGetIOThreadInfo', 3], test: ['testDomainGetIOThreadInfo', 3] },
  exclusive: [
    [
      ['VIR_DOMAIN_AFFECT_LIVE', 1],
      ['VIR_DOMAIN_AFFECT_CONFIG', 2],
    ],
  ],
  checks: [['info', 'nonnull']],
});

export const domainPinIOThread = procedure({
  number: 352,
  wire: 'DOMAIN_PIN_IOTHREAD',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainPinIOThread',
  since: '1.2.14',
  priority: 'low',
  readOnly: false,
  acl: [
    'domain:write',
    'domain:save:unless_flags=VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE',
    'domain:save:if_flags=VIR_DOMAIN_AFFECT_CONFIG',
  ],
  args: struct({ dom: Domain, iothreads_id: uint, cpumap: opaque(2048), flags: uint }),
  masks: { kvm: ['qemuDomainPinIOThread', 3], test: ['testDomainPinIOThread', 3] },
  checks: [
    ['cpumap', 'nonnull'],
    ['maplen', '>0'],
  ],
});

export const domainAddIOThread = procedure({
  number: 355,
  wire: 'DOMAIN_ADD_IOTHREAD',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainAddIOThread',
  since: '1.2.15',
  priority: 'low',
  readOnly: false,
  acl: [
    'domain:write',
    'domain:save:unless_flags=VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE',
    'domain:save:if_flags=VIR_DOMAIN_AFFECT_CONFIG',
  ],
  args: struct({ dom: Domain, iothread_id: uint, flags: uint }),
  masks: { kvm: ['qemuDomainAddIOThread', 3], test: ['testDomainAddIOThread', 3] },
});

export const domainDelIOThread = procedure({
  number: 356,
  wire: 'DOMAIN_DEL_IOTHREAD',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainDelIOThread',
  since: '1.2.15',
  priority: 'low',
  readOnly: false,
  acl: [
    'domain:write',
    'domain:save:unless_flags=VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE',
    'domain:save:if_flags=VIR_DOMAIN_AFFECT_CONFIG',
  ],
  args: struct({ dom: Domain, iothread_id: uint, flags: uint }),
  masks: { kvm: ['qemuDomainDelIOThread', 3], test: ['testDomainDelIOThread', 3] },
  checks: [['iothread_id', '!=0']],
});

export const domainGetGuestVcpus = procedure({
  number: 371,
  wire: 'DOMAIN_GET_GUEST_VCPUS',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainGetGuestVcpus',
  since: '2.0.0',
  priority: 'low',
  readOnly: false,
  acl: ['domain:write'],
  args: struct({ dom: Domain, flags: uint }),
  ret: struct({ params: array(typedParam, 64) }),
  masks: { kvm: ['qemuDomainGetGuestVcpus', 0] },
  checks: [
    ['params', 'nonnull'],
    ['nparams', 'nonnull'],
  ],
});

export const domainSetGuestVcpus = procedure({
  number: 372,
  wire: 'DOMAIN_SET_GUEST_VCPUS',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainSetGuestVcpus',
  since: '2.0.0',
  priority: 'low',
  readOnly: false,
  acl: ['domain:write'],
  args: struct({ dom: Domain, cpumap: string, state: int, flags: uint }),
  masks: { kvm: ['qemuDomainSetGuestVcpus', 0] },
  checks: [['cpumap', 'nonnull']],
});

export const domainSetVcpu = procedure({
  number: 384,
  wire: 'DOMAIN_SET_VCPU',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainSetVcpu',
  since: '3.1.0',
  priority: 'low',
  readOnly: false,
  acl: [
    'domain:write',
    'domain:save:unless_flags=VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE',
    'domain:save:if_flags=VIR_DOMAIN_AFFECT_CONFIG',
  ],
  args: struct({ dom: Domain, cpumap: string, state: int, flags: uint }),
  masks: { kvm: ['qemuDomainSetVcpu', 3] },
  checks: [['vcpumap', 'nonnull']],
});

export const domainSetIOThreadParams = procedure({
  number: 402,
  wire: 'DOMAIN_SET_IOTHREAD_PARAMS',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainSetIOThreadParams',
  since: '4.10.0',
  priority: 'low',
  readOnly: false,
  acl: [
    'domain:write',
    'domain:save:unless_flags=VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE',
    'domain:save:if_flags=VIR_DOMAIN_AFFECT_CONFIG',
  ],
  args: struct({ dom: Domain, iothread_id: uint, params: array(typedParam, 64), flags: uint }),
  masks: { kvm: ['qemuDomainSetIOThreadParams', 3], test: ['testDomainSetIOThreadParams', 1] },
  checks: [
    ['params', 'nonnull'],
    ['nparams', '>0'],
  ],
});
