// How a domain starts, runs and ends.
import { Domain, string } from '../objects.ts';
import { procedure } from '../procedure.ts';
import { struct, uhyper, uint } from '../types.ts';

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
