// The procedures of the qemu program.

import { Domain, string } from './objects.ts';
import { procedure } from './procedure.ts';
import { hyper, int, optional, struct, uint } from './types.ts';

export const domainQemuMonitorCommand = procedure({
  number: 1,
  wire: 'DOMAIN_MONITOR_COMMAND',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainQemuMonitorCommand',
  since: '0.8.3',
  priority: 'low',
  readOnly: true,
  acl: ['domain:write'],
  args: struct({ dom: Domain, cmd: string, flags: uint }),
  ret: struct({ result: string }),
});

export const domainQemuAttach = procedure({
  number: 2,
  wire: 'DOMAIN_ATTACH',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainQemuAttach',
  since: '0.9.4',
  priority: 'low',
  readOnly: true,
  acl: ['domain:start', 'domain:write'],
  args: struct({ pid_value: uint, flags: uint }),
  ret: struct({ dom: Domain }),
});

export const domainQemuAgentCommand = procedure({
  number: 3,
  wire: 'DOMAIN_AGENT_COMMAND',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainQemuAgentCommand',
  since: '0.10.0',
  priority: 'low',
  readOnly: true,
  acl: ['domain:write'],
  args: struct({ dom: Domain, cmd: string, timeout: int, flags: uint }),
  ret: struct({ result: optional(string) }),
});

export const connectDomainQemuMonitorEventRegister = procedure({
  number: 4,
  wire: 'CONNECT_DOMAIN_MONITOR_EVENT_REGISTER',
  kind: 'call',
  family: 'daemon',
  api: 'virConnectDomainQemuMonitorEventRegister',
  since: '1.2.3',
  priority: 'high',
  readOnly: true,
  acl: ['connect:search_domains', 'connect:write'],
  aclFilter: ['domain:getattr'],
  args: struct({ dom: optional(Domain), event: optional(string), flags: uint }),
  ret: struct({ callbackID: int }),
});

export const connectDomainQemuMonitorEventDeregister = procedure({
  number: 5,
  wire: 'CONNECT_DOMAIN_MONITOR_EVENT_DEREGISTER',
  kind: 'call',
  family: 'daemon',
  api: 'virConnectDomainQemuMonitorEventDeregister',
  since: '1.2.3',
  priority: 'high',
  readOnly: true,
  acl: ['connect:write'],
  args: struct({ callbackID: int }),
});

export const domainMonitorEvent = procedure({
  number: 6,
  wire: 'DOMAIN_MONITOR_EVENT',
  kind: 'event',
  family: 'hypervisor',
  priority: 'low',
  msg: struct({
    callbackID: int,
    dom: Domain,
    event: string,
    seconds: hyper,
    micros: uint,
    details: optional(string),
  }),
});

export const domainQemuMonitorCommandWithFiles = procedure({
  number: 7,
  wire: 'DOMAIN_MONITOR_COMMAND_WITH_FILES',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainQemuMonitorCommandWithFiles',
  since: '8.2.0',
  priority: 'low',
  readOnly: true,
  acl: ['domain:write'],
  args: struct({ dom: Domain, cmd: string, flags: uint }),
  ret: struct({ result: string }),
  fds: 'both',
});
