// Devices of a domain: attached, changed, detached; consoles, displays and interfaces.
import { Domain, string } from '../objects.ts';
import { procedure } from '../procedure.ts';
import { array, hyper, int, optional, struct, typedParam, uint } from '../types.ts';

export const domainAttachDevice = procedure({
  number: 8,
  wire: 'DOMAIN_ATTACH_DEVICE',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainAttachDevice',
  since: '0.1.9',
  priority: 'low',
  readOnly: false,
  acl: ['domain:write'],
  args: struct({ dom: Domain, xml: string }),
  masks: {
    kvm: ['qemuDomainAttachDevice', null],
    libxl: ['libxlDomainAttachDevice', null],
    test: ['testDomainAttachDevice', null],
  },
  checks: [['xml', 'nonnull']],
});

export const domainDetachDevice = procedure({
  number: 13,
  wire: 'DOMAIN_DETACH_DEVICE',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainDetachDevice',
  since: '0.1.9',
  priority: 'low',
  readOnly: false,
  acl: ['domain:write'],
  args: struct({ dom: Domain, xml: string }),
  masks: { kvm: ['qemuDomainDetachDevice', null], libxl: ['libxlDomainDetachDevice', null] },
  checks: [['xml', 'nonnull']],
});

export const domainInterfaceStats = procedure({
  number: 65,
  wire: 'DOMAIN_INTERFACE_STATS',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainInterfaceStats',
  since: '0.3.2',
  priority: 'high',
  readOnly: true,
  acl: ['domain:read'],
  args: struct({ dom: Domain, device: string }),
  ret: struct({
    rx_bytes: hyper,
    rx_packets: hyper,
    rx_errs: hyper,
    rx_drop: hyper,
    tx_bytes: hyper,
    tx_packets: hyper,
    tx_errs: hyper,
    tx_drop: hyper,
  }),
  masks: {
    kvm: ['qemuDomainInterfaceStats', null],
    libxl: ['libxlDomainInterfaceStats', null],
    test: ['testDomainInterfaceStats', null],
  },
  checks: [
    ['device', 'nonnull'],
    ['stats', 'nonnull'],
  ],
});

export const domainAttachDeviceFlags = procedure({
  number: 160,
  wire: 'DOMAIN_ATTACH_DEVICE_FLAGS',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainAttachDeviceFlags',
  since: '0.7.7',
  priority: 'low',
  readOnly: false,
  acl: [
    'domain:write',
    'domain:save:unless_flags=VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE',
    'domain:save:if_flags=VIR_DOMAIN_AFFECT_CONFIG',
  ],
  args: struct({ dom: Domain, xml: string, flags: uint }),
  masks: {
    kvm: ['qemuDomainAttachDeviceFlags', 3],
    libxl: ['libxlDomainAttachDeviceFlags', 3],
    test: ['testDomainAttachDeviceFlags', null],
  },
  checks: [['xml', 'nonnull']],
});

export const domainDetachDeviceFlags = procedure({
  number: 161,
  wire: 'DOMAIN_DETACH_DEVICE_FLAGS',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainDetachDeviceFlags',
  since: '0.7.7',
  priority: 'low',
  readOnly: false,
  acl: [
    'domain:write',
    'domain:save:unless_flags=VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE',
    'domain:save:if_flags=VIR_DOMAIN_AFFECT_CONFIG',
  ],
  args: struct({ dom: Domain, xml: string, flags: uint }),
  masks: { kvm: ['qemuDomainDetachDeviceFlags', 3], libxl: ['libxlDomainDetachDeviceFlags', 3] },
  checks: [['xml', 'nonnull']],
});

export const domainUpdateDeviceFlags = procedure({
  number: 174,
  wire: 'DOMAIN_UPDATE_DEVICE_FLAGS',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainUpdateDeviceFlags',
  since: '0.8.0',
  priority: 'low',
  readOnly: false,
  acl: [
    'domain:write',
    'domain:save:unless_flags=VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE',
    'domain:save:if_flags=VIR_DOMAIN_AFFECT_CONFIG',
  ],
  args: struct({ dom: Domain, xml: string, flags: uint }),
  masks: {
    kvm: ['qemuDomainUpdateDeviceFlags', 7],
    libxl: ['libxlDomainUpdateDeviceFlags', 3],
    test: ['testDomainUpdateDeviceFlags', 3],
  },
  checks: [['xml', 'nonnull']],
});

export const domainOpenConsole = procedure({
  number: 201,
  wire: 'DOMAIN_OPEN_CONSOLE',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainOpenConsole',
  since: '0.8.6',
  priority: 'low',
  readOnly: false,
  acl: ['domain:open_device'],
  args: struct({ dom: Domain, dev_name: optional(string), flags: uint }),
  stream: 'duplex',
  masks: { kvm: ['qemuDomainOpenConsole', 3], libxl: ['libxlDomainOpenConsole', 1] },
});

export const domainScreenshot = procedure({
  number: 211,
  wire: 'DOMAIN_SCREENSHOT',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainScreenshot',
  since: '0.9.2',
  priority: 'low',
  readOnly: false,
  acl: ['domain:screenshot'],
  args: struct({ dom: Domain, screen: uint, flags: uint }),
  ret: struct({ mime: optional(string) }),
  stream: 'server-to-client',
  masks: { kvm: ['qemuDomainScreenshot', 0], test: ['testDomainScreenshot', 0] },
});

export const domainSendKey = procedure({
  number: 226,
  wire: 'DOMAIN_SEND_KEY',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainSendKey',
  since: '0.9.3',
  priority: 'low',
  readOnly: false,
  acl: ['domain:send_input'],
  args: struct({ dom: Domain, codeset: uint, holdtime: uint, keycodes: array(uint, 16), flags: uint }),
  masks: { kvm: ['qemuDomainSendKey', 0], test: ['testDomainSendKey', 0] },
  checks: [
    ['keycodes', 'nonnull'],
    ['nkeycodes', '>0'],
  ],
});

export const domainOpenGraphics = procedure({
  number: 249,
  wire: 'DOMAIN_OPEN_GRAPHICS',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainOpenGraphics',
  since: '0.9.7',
  priority: 'low',
  readOnly: false,
  acl: ['domain:open_graphics'],
  args: struct({ dom: Domain, idx: uint, flags: uint }),
  fds: 'call',
  masks: {
    kvm: ['qemuDomainOpenGraphics', 1],
    libxl: ['libxlDomainOpenGraphics', 1],
    test: ['testDomainOpenGraphics', 1],
  },
  checks: [['fd', '>=0']],
});

export const domainSetInterfaceParameters = procedure({
  number: 256,
  wire: 'DOMAIN_SET_INTERFACE_PARAMETERS',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainSetInterfaceParameters',
  since: '0.9.9',
  priority: 'low',
  readOnly: false,
  acl: [
    'domain:write',
    'domain:save:unless_flags=VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE',
    'domain:save:if_flags=VIR_DOMAIN_AFFECT_CONFIG',
  ],
  args: struct({ dom: Domain, device: string, params: array(typedParam, 16), flags: uint }),
  masks: { kvm: ['qemuDomainSetInterfaceParameters', 3], test: ['testDomainSetInterfaceParameters', 3] },
  checks: [
    ['params', 'nonnull'],
    ['nparams', '>0'],
  ],
});

export const domainGetInterfaceParameters = procedure({
  number: 257,
  wire: 'DOMAIN_GET_INTERFACE_PARAMETERS',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainGetInterfaceParameters',
  since: '0.9.9',
  priority: 'low',
  readOnly: true,
  acl: ['domain:read'],
  args: struct({ dom: Domain, device: string, nparams: int, flags: uint }),
  ret: struct({ params: array(typedParam, 16), nparams: int }),
  masks: { kvm: ['qemuDomainGetInterfaceParameters', 7], test: ['testDomainGetInterfaceParameters', 7] },
  checks: [
    ['nparams', 'nonnull'],
    ['params', 'nonnull'],
    ['*nparams', '>=0'],
  ],
  stringOkay: true,
});

export const domainOpenChannel = procedure({
  number: 296,
  wire: 'DOMAIN_OPEN_CHANNEL',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainOpenChannel',
  since: '1.0.2',
  priority: 'low',
  readOnly: false,
  acl: ['domain:open_device'],
  args: struct({ dom: Domain, name: optional(string), flags: uint }),
  stream: 'duplex',
  masks: { kvm: ['qemuDomainOpenChannel', 1] },
});

export const domainOpenGraphicsFD = procedure({
  number: 343,
  wire: 'DOMAIN_OPEN_GRAPHICS_FD',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainOpenGraphicsFD',
  since: '1.2.8',
  priority: 'low',
  readOnly: false,
  acl: ['domain:open_graphics'],
  args: struct({ dom: Domain, idx: uint, flags: uint }),
  fds: 'reply',
  masks: {
    kvm: ['qemuDomainOpenGraphicsFD', 1],
    libxl: ['libxlDomainOpenGraphicsFD', 1],
    test: ['testDomainOpenGraphicsFD', 1],
  },
});

export const domainInterfaceAddresses = procedure({
  number: 353,
  wire: 'DOMAIN_INTERFACE_ADDRESSES',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainInterfaceAddresses',
  since: '1.2.14',
  priority: 'low',
  readOnly: { denyWhen: ['source', 2] },
  acl: ['domain:read', 'domain:write:if_param=source:equals=VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_AGENT'],
  args: struct({ dom: Domain, source: uint, flags: uint }),
  ret: struct({
    ifaces: array(
      struct({
        name: string,
        hwaddr: optional(string),
        addrs: array(struct({ type: int, addr: string, prefix: uint }), 2048),
      }),
      2048,
    ),
  }),
  masks: {
    kvm: ['qemuDomainInterfaceAddresses', 0],
    libxl: ['libxlDomainInterfaceAddresses', 0],
    test: ['testDomainInterfaceAddresses', 0],
  },
  checks: [['ifaces', 'nonnull']],
});

export const domainDetachDeviceAlias = procedure({
  number: 392,
  wire: 'DOMAIN_DETACH_DEVICE_ALIAS',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainDetachDeviceAlias',
  since: '4.4.0',
  priority: 'low',
  readOnly: false,
  acl: [
    'domain:write',
    'domain:save:unless_flags=VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE',
    'domain:save:if_flags=VIR_DOMAIN_AFFECT_CONFIG',
  ],
  args: struct({ dom: Domain, alias: string, flags: uint }),
  masks: { kvm: ['qemuDomainDetachDeviceAlias', 3], test: ['testDomainDetachDeviceAlias', null] },
  checks: [['alias', 'nonnull']],
});

export const domainGraphicsReload = procedure({
  number: 448,
  wire: 'DOMAIN_GRAPHICS_RELOAD',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainGraphicsReload',
  since: '10.2.0',
  priority: 'low',
  readOnly: false,
  acl: ['domain:write'],
  args: struct({ dom: Domain, type: uint, flags: uint }),
  masks: { kvm: ['qemuDomainGraphicsReload', 0], test: ['testDomainGraphicsReload', 0] },
});

export const domainAnnounceInterface = procedure({
  number: 456,
  wire: 'DOMAIN_ANNOUNCE_INTERFACE',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainAnnounceInterface',
  since: '12.5.0',
  priority: 'low',
  readOnly: true,
  acl: ['domain:write'],
  args: struct({ dom: Domain, device: optional(string), params: array(typedParam, 16), flags: uint }),
});
