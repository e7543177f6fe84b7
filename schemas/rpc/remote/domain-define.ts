// Definitions of domains: made, changed, removed, found again at boot.
import { Domain, string } from '../objects.ts';
import { procedure } from '../procedure.ts';
import { int, optional, struct, uint } from '../types.ts';

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
    libxl: ['libxlDomainUndefineFlags', 3],
    test: ['testDomainUndefineFlags', 3],
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
