// What a guest and its agent are asked and told.
import { Domain, string } from '../objects.ts';
import { procedure } from '../procedure.ts';
import { array, charArray, hyper, int, optional, struct, typedParam, uint } from '../types.ts';

export const domainGetSecurityLabel = procedure({
  number: 121,
  wire: 'DOMAIN_GET_SECURITY_LABEL',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainGetSecurityLabel',
  since: '0.6.1',
  priority: 'high',
  readOnly: true,
  acl: ['domain:read'],
  args: struct({ dom: Domain }),
  ret: struct({ label: charArray(4097), enforcing: int }),
  masks: { kvm: ['qemuDomainGetSecurityLabel', null], test: ['testDomainGetSecurityLabel', null] },
  checks: [['seclabel', 'nonnull']],
});

export const domainInjectNMI = procedure({
  number: 210,
  wire: 'DOMAIN_INJECT_NMI',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainInjectNMI',
  since: '0.9.2',
  priority: 'low',
  readOnly: false,
  acl: ['domain:inject_nmi'],
  args: struct({ dom: Domain, flags: uint }),
  masks: { kvm: ['qemuDomainInjectNMI', 0], test: ['testDomainInjectNMI', 0] },
});

export const domainSetMetadata = procedure({
  number: 264,
  wire: 'DOMAIN_SET_METADATA',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainSetMetadata',
  since: '0.9.10',
  priority: 'low',
  readOnly: false,
  acl: [
    'domain:write',
    'domain:save:unless_flags=VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE',
    'domain:save:if_flags=VIR_DOMAIN_AFFECT_CONFIG',
  ],
  args: struct({
    dom: Domain,
    type: int,
    metadata: optional(string),
    key: optional(string),
    uri: optional(string),
    flags: uint,
  }),
  masks: {
    kvm: ['qemuDomainSetMetadata', 3],
    libxl: ['libxlDomainSetMetadata', 3],
    test: ['testDomainSetMetadata', 3],
  },
  checks: [
    ['uri', 'nonnull'],
    ['key', 'nonnull'],
  ],
});

export const domainGetMetadata = procedure({
  number: 265,
  wire: 'DOMAIN_GET_METADATA',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainGetMetadata',
  since: '0.9.10',
  priority: 'low',
  readOnly: true,
  acl: ['domain:read'],
  args: struct({ dom: Domain, type: int, uri: optional(string), flags: uint }),
  ret: struct({ metadata: string }),
  masks: {
    kvm: ['qemuDomainGetMetadata', 3],
    libxl: ['libxlDomainGetMetadata', null],
    test: ['testDomainGetMetadata', 3],
  },
  exclusive: [
    [
      ['VIR_DOMAIN_AFFECT_LIVE', 1],
      ['VIR_DOMAIN_AFFECT_CONFIG', 2],
    ],
  ],
  checks: [['uri', 'nonnull']],
});

export const domainGetHostname = procedure({
  number: 277,
  wire: 'DOMAIN_GET_HOSTNAME',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainGetHostname',
  since: '0.10.0',
  priority: 'low',
  readOnly: false,
  acl: ['domain:write'],
  args: struct({ dom: Domain, flags: uint }),
  ret: struct({ hostname: string }),
  masks: {
    kvm: ['qemuDomainGetHostname', 3],
    libxl: ['libxlDomainGetHostname', 2],
    test: ['testDomainGetHostname', 0],
  },
});

export const domainGetSecurityLabelList = procedure({
  number: 278,
  wire: 'DOMAIN_GET_SECURITY_LABEL_LIST',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainGetSecurityLabelList',
  since: '0.10.0',
  priority: 'high',
  readOnly: true,
  acl: ['domain:read'],
  args: struct({ dom: Domain }),
  ret: struct({ labels: array(struct({ label: charArray(4097), enforcing: int }), 64), ret: int }),
  masks: { kvm: ['qemuDomainGetSecurityLabelList', null] },
  checks: [['seclabels', 'nonnull']],
});

export const domainSendProcessSignal = procedure({
  number: 295,
  wire: 'DOMAIN_SEND_PROCESS_SIGNAL',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainSendProcessSignal',
  since: '1.0.1',
  priority: 'low',
  readOnly: false,
  acl: ['domain:send_signal'],
  args: struct({ dom: Domain, pid_value: hyper, signum: uint, flags: uint }),
  masks: { test: ['testDomainSendProcessSignal', 0] },
  checks: [['pid_value', '!=0']],
});

export const domainGetTime = procedure({
  number: 337,
  wire: 'DOMAIN_GET_TIME',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainGetTime',
  since: '1.2.5',
  priority: 'low',
  readOnly: false,
  acl: ['domain:write'],
  args: struct({ dom: Domain, flags: uint }),
  ret: struct({ seconds: hyper, nseconds: uint }),
  masks: { kvm: ['qemuDomainGetTime', 0], libxl: ['libxlDomainGetTime', 0], test: ['testDomainGetTime', 0] },
});

export const domainSetTime = procedure({
  number: 338,
  wire: 'DOMAIN_SET_TIME',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainSetTime',
  since: '1.2.5',
  priority: 'low',
  readOnly: false,
  acl: ['domain:set_time'],
  args: struct({ dom: Domain, seconds: hyper, nseconds: uint, flags: uint }),
  masks: { kvm: ['qemuDomainSetTime', 1], libxl: ['libxlDomainSetTime', 1], test: ['testDomainSetTime', 1] },
});

export const domainSetUserPassword = procedure({
  number: 357,
  wire: 'DOMAIN_SET_USER_PASSWORD',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainSetUserPassword',
  since: '1.2.16',
  priority: 'low',
  readOnly: false,
  acl: ['domain:set_password'],
  args: struct({ dom: Domain, user: optional(string), password: optional(string), flags: uint }),
  masks: {
    kvm: ['qemuDomainSetUserPassword', 1],
    libxl: ['libxlDomainSetUserPassword', 1],
    test: ['testDomainSetUserPassword', 1],
  },
  checks: [
    ['user', 'nonnull'],
    ['password', 'nonnull'],
  ],
});

export const domainGetGuestInfo = procedure({
  number: 418,
  wire: 'DOMAIN_GET_GUEST_INFO',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainGetGuestInfo',
  since: '5.7.0',
  priority: 'low',
  readOnly: false,
  acl: ['domain:write'],
  args: struct({ dom: Domain, types: uint, flags: uint }),
  ret: struct({ params: array(typedParam, 2048) }),
  masks: { kvm: ['qemuDomainGetGuestInfo', 0], libxl: ['libxlDomainGetGuestInfo', 0] },
  checks: [
    ['params', 'nonnull'],
    ['nparams', 'nonnull'],
  ],
});

export const domainAgentSetResponseTimeout = procedure({
  number: 420,
  wire: 'DOMAIN_AGENT_SET_RESPONSE_TIMEOUT',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainAgentSetResponseTimeout',
  since: '5.10.0',
  priority: 'low',
  readOnly: false,
  acl: ['domain:write'],
  args: struct({ dom: Domain, timeout: int, flags: uint }),
  ret: struct({ result: int }),
  masks: { kvm: ['qemuDomainAgentSetResponseTimeout', 0], libxl: ['libxlDomainAgentSetResponseTimeout', 0] },
});

export const domainAuthorizedSSHKeysGet = procedure({
  number: 424,
  wire: 'DOMAIN_AUTHORIZED_SSH_KEYS_GET',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainAuthorizedSSHKeysGet',
  since: '6.10.0',
  priority: 'low',
  readOnly: false,
  acl: ['domain:write'],
  args: struct({ dom: Domain, user: string, flags: uint }),
  ret: struct({ keys: array(string, 2048) }),
  masks: { kvm: ['qemuDomainAuthorizedSSHKeysGet', 0], libxl: ['libxlDomainAuthorizedSSHKeysGet', 0] },
  checks: [
    ['user', 'nonnull'],
    ['keys', 'nonnull'],
  ],
});

export const domainAuthorizedSSHKeysSet = procedure({
  number: 425,
  wire: 'DOMAIN_AUTHORIZED_SSH_KEYS_SET',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainAuthorizedSSHKeysSet',
  since: '6.10.0',
  priority: 'low',
  readOnly: false,
  acl: ['domain:write'],
  args: struct({ dom: Domain, user: string, keys: array(string, 2048), flags: uint }),
  masks: { kvm: ['qemuDomainAuthorizedSSHKeysSet', 3], libxl: ['libxlDomainAuthorizedSSHKeysSet', 3] },
  exclusive: [
    [
      ['VIR_DOMAIN_AUTHORIZED_SSH_KEYS_SET_APPEND', 1],
      ['VIR_DOMAIN_AUTHORIZED_SSH_KEYS_SET_REMOVE', 2],
    ],
  ],
  checks: [
    ['user', 'nonnull'],
    ['keys', 'nonnull'],
  ],
});
