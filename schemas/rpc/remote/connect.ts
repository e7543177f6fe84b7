// The connect procedures of the remote program.

import { string } from '../objects.ts';
import { procedure } from '../procedure.ts';
import { array, charArray, int, optional, struct, typedParam, uhyper, uint } from '../types.ts';

export const connectOpen = procedure({
  number: 1,
  wire: 'CONNECT_OPEN',
  kind: 'call',
  family: 'daemon',
  api: 'virConnectOpen',
  since: '0.0.3',
  priority: 'high',
  readOnly: true,
  acl: ['connect:getattr'],
  args: struct({ name: optional(string), flags: uint }),
  masks: { kvm: ['qemuConnectOpen', 1], libxl: ['libxlConnectOpen', 1], test: ['testConnectOpen', 1] },
});

export const connectClose = procedure({
  number: 2,
  wire: 'CONNECT_CLOSE',
  kind: 'call',
  family: 'daemon',
  api: 'virConnectClose',
  since: '0.0.3',
  priority: 'high',
  readOnly: true,
  masks: {
    kvm: ['qemuConnectClose', null],
    libxl: ['libxlConnectClose', null],
    test: ['testConnectClose', null],
  },
});

export const connectGetType = procedure({
  number: 3,
  wire: 'CONNECT_GET_TYPE',
  kind: 'call',
  family: 'hypervisor',
  api: 'virConnectGetType',
  since: '0.0.3',
  priority: 'high',
  readOnly: true,
  acl: ['connect:getattr'],
  ret: struct({ type: string }),
  masks: { libxl: ['libxlConnectGetType', null], test: ['testConnectGetType', null] },
});

export const connectGetVersion = procedure({
  number: 4,
  wire: 'CONNECT_GET_VERSION',
  kind: 'call',
  family: 'hypervisor',
  api: 'virConnectGetVersion',
  since: '0.0.3',
  priority: 'high',
  readOnly: true,
  acl: ['connect:getattr'],
  ret: struct({ hv_ver: uhyper }),
  masks: {
    kvm: ['qemuConnectGetVersion', null],
    libxl: ['libxlConnectGetVersion', null],
    test: ['testConnectGetVersion', null],
  },
  checks: [['hvVer', 'nonnull']],
});

export const connectGetMaxVcpus = procedure({
  number: 5,
  wire: 'CONNECT_GET_MAX_VCPUS',
  kind: 'call',
  family: 'hypervisor',
  api: 'virConnectGetMaxVcpus',
  since: '0.2.1',
  priority: 'high',
  readOnly: true,
  acl: ['connect:read'],
  args: struct({ type: optional(string) }),
  ret: struct({ max_vcpus: int }),
  masks: {
    kvm: ['qemuConnectGetMaxVcpus', null],
    libxl: ['libxlConnectGetMaxVcpus', null],
    test: ['testConnectGetMaxVcpus', null],
  },
});

export const connectGetCapabilities = procedure({
  number: 7,
  wire: 'CONNECT_GET_CAPABILITIES',
  kind: 'call',
  family: 'hypervisor',
  api: 'virConnectGetCapabilities',
  since: '0.2.1',
  priority: 'low',
  readOnly: true,
  acl: ['connect:read'],
  ret: struct({ capabilities: string }),
  masks: { libxl: ['libxlConnectGetCapabilities', null], test: ['testConnectGetCapabilities', null] },
});

export const connectGetHostname = procedure({
  number: 59,
  wire: 'CONNECT_GET_HOSTNAME',
  kind: 'call',
  family: 'hypervisor',
  api: 'virConnectGetHostname',
  since: '0.3.0',
  priority: 'high',
  readOnly: true,
  acl: ['connect:getattr'],
  ret: struct({ hostname: string }),
  masks: {
    kvm: ['qemuConnectGetHostname', null],
    libxl: ['libxlConnectGetHostname', null],
    test: ['testConnectGetHostname', null],
  },
});

export const connectSupportsFeature = procedure({
  number: 60,
  wire: 'CONNECT_SUPPORTS_FEATURE',
  kind: 'call',
  family: 'daemon',
  priority: 'high',
  readOnly: true,
  acl: ['connect:getattr'],
  args: struct({ feature: int }),
  ret: struct({ supported: int }),
  masks: {
    kvm: ['qemuConnectSupportsFeature', null],
    libxl: ['libxlConnectSupportsFeature', null],
    test: ['testConnectSupportsFeature', null],
  },
});

export const authList = procedure({
  number: 66,
  wire: 'AUTH_LIST',
  kind: 'call',
  family: 'daemon',
  priority: 'high',
  readOnly: true,
  ret: struct({ types: array(int, 20) }),
});

export const authSaslInit = procedure({
  number: 67,
  wire: 'AUTH_SASL_INIT',
  kind: 'call',
  family: 'daemon',
  priority: 'high',
  readOnly: true,
  ret: struct({ mechlist: string }),
});

export const authSaslStart = procedure({
  number: 68,
  wire: 'AUTH_SASL_START',
  kind: 'call',
  family: 'daemon',
  priority: 'high',
  readOnly: true,
  args: struct({ mech: string, nil: int, data: charArray(65536) }),
  ret: struct({ complete: int, nil: int, data: charArray(65536) }),
});

export const authSaslStep = procedure({
  number: 69,
  wire: 'AUTH_SASL_STEP',
  kind: 'call',
  family: 'daemon',
  priority: 'high',
  readOnly: true,
  args: struct({ nil: int, data: charArray(65536) }),
  ret: struct({ complete: int, nil: int, data: charArray(65536) }),
});

export const authPolkit = procedure({
  number: 70,
  wire: 'AUTH_POLKIT',
  kind: 'call',
  family: 'daemon',
  priority: 'high',
  readOnly: true,
  ret: struct({ complete: int }),
});

export const connectGetURI = procedure({
  number: 110,
  wire: 'CONNECT_GET_URI',
  kind: 'call',
  family: 'daemon',
  api: 'virConnectGetURI',
  since: '0.3.0',
  priority: 'high',
  readOnly: true,
  acl: ['connect:getattr'],
  ret: struct({ uri: string }),
});

export const connectIsSecure = procedure({
  number: 149,
  wire: 'CONNECT_IS_SECURE',
  kind: 'call',
  family: 'hypervisor',
  api: 'virConnectIsSecure',
  since: '0.7.3',
  priority: 'high',
  readOnly: true,
  ret: struct({ secure: int }),
  masks: { kvm: ['qemuConnectIsSecure', null], test: ['testConnectIsSecure', null] },
});

export const connectGetLibVersion = procedure({
  number: 157,
  wire: 'CONNECT_GET_LIB_VERSION',
  kind: 'call',
  family: 'daemon',
  api: 'virConnectGetLibVersion',
  since: '0.7.3',
  priority: 'high',
  readOnly: true,
  acl: ['connect:getattr'],
  ret: struct({ lib_ver: uhyper }),
  checks: [['libVer', 'nonnull']],
});

export const connectCompareCPU = procedure({
  number: 158,
  wire: 'CONNECT_COMPARE_CPU',
  kind: 'call',
  family: 'hypervisor',
  api: 'virConnectCompareCPU',
  since: '0.7.5',
  priority: 'high',
  readOnly: true,
  acl: ['connect:read'],
  args: struct({ xml: string, flags: uint }),
  ret: struct({ result: int }),
  masks: { kvm: ['qemuConnectCompareCPU', 3], libxl: ['libxlConnectCompareCPU', 3] },
  checks: [['xmlDesc', 'nonnull']],
});

export const connectBaselineCPU = procedure({
  number: 162,
  wire: 'CONNECT_BASELINE_CPU',
  kind: 'call',
  family: 'hypervisor',
  api: 'virConnectBaselineCPU',
  since: '0.7.7',
  priority: 'low',
  readOnly: true,
  acl: ['connect:read'],
  args: struct({ xmlCPUs: array(string, 256), flags: uint }),
  ret: struct({ cpu: string }),
  masks: {
    kvm: ['qemuConnectBaselineCPU', 3],
    libxl: ['libxlConnectBaselineCPU', 3],
    test: ['testConnectBaselineCPU', 1],
  },
  checks: [['xmlCPUs', 'nonnull']],
});

export const connectGetSysinfo = procedure({
  number: 203,
  wire: 'CONNECT_GET_SYSINFO',
  kind: 'call',
  family: 'hypervisor',
  api: 'virConnectGetSysinfo',
  since: '0.8.8',
  priority: 'high',
  readOnly: true,
  acl: ['connect:read'],
  args: struct({ flags: uint }),
  ret: struct({ sysinfo: string }),
  masks: {
    kvm: ['qemuConnectGetSysinfo', 0],
    libxl: ['libxlConnectGetSysinfo', 0],
    test: ['testConnectGetSysinfo', 0],
  },
});

export const connectGetCPUModelNames = procedure({
  number: 312,
  wire: 'CONNECT_GET_CPU_MODEL_NAMES',
  kind: 'call',
  family: 'hypervisor',
  api: 'virConnectGetCPUModelNames',
  since: '1.1.3',
  priority: 'low',
  readOnly: true,
  acl: ['connect:read'],
  args: struct({ arch: string, need_results: int, flags: uint }),
  ret: struct({ models: array(string, 8192), ret: int }),
  masks: { kvm: ['qemuConnectGetCPUModelNames', 0], test: ['testConnectGetCPUModelNames', 0] },
  checks: [['arch', 'nonnull']],
});

export const connectCompareHypervisorCPU = procedure({
  number: 393,
  wire: 'CONNECT_COMPARE_HYPERVISOR_CPU',
  kind: 'call',
  family: 'hypervisor',
  api: 'virConnectCompareHypervisorCPU',
  since: '4.4.0',
  priority: 'low',
  readOnly: false,
  acl: ['connect:write'],
  args: struct({
    emulator: optional(string),
    arch: optional(string),
    machine: optional(string),
    virttype: optional(string),
    xmlCPU: string,
    flags: uint,
  }),
  ret: struct({ result: int }),
  masks: { kvm: ['qemuConnectCompareHypervisorCPU', 3], test: ['testConnectCompareHypervisorCPU', 3] },
  checks: [['xmlCPU', 'nonnull']],
});

export const connectBaselineHypervisorCPU = procedure({
  number: 394,
  wire: 'CONNECT_BASELINE_HYPERVISOR_CPU',
  kind: 'call',
  family: 'hypervisor',
  api: 'virConnectBaselineHypervisorCPU',
  since: '4.4.0',
  priority: 'low',
  readOnly: false,
  acl: ['connect:write'],
  args: struct({
    emulator: optional(string),
    arch: optional(string),
    machine: optional(string),
    virttype: optional(string),
    xmlCPUs: array(string, 256),
    flags: uint,
  }),
  ret: struct({ cpu: string }),
  masks: { kvm: ['qemuConnectBaselineHypervisorCPU', 3], test: ['testConnectBaselineHypervisorCPU', 3] },
  checks: [['xmlCPUs', 'nonnull']],
});

export const connectSetIdentity = procedure({
  number: 419,
  wire: 'CONNECT_SET_IDENTITY',
  kind: 'call',
  family: 'daemon',
  api: 'virConnectSetIdentity',
  since: '5.8.0',
  priority: 'low',
  readOnly: true,
  acl: ['connect:write'],
  args: struct({ params: array(typedParam, 20), flags: uint }),
});
