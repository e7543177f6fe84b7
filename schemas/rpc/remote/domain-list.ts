// The domain list procedures of the remote program.

import { Domain, string } from '../objects.ts';
import { procedure } from '../procedure.ts';
import { array, int, optional, struct, typedParam, uint } from '../types.ts';

export const connectListDefinedDomains = procedure({
  number: 21,
  wire: 'CONNECT_LIST_DEFINED_DOMAINS',
  kind: 'call',
  family: 'hypervisor',
  api: 'virConnectListDefinedDomains',
  since: '0.1.1',
  priority: 'high',
  readOnly: true,
  acl: ['connect:search_domains'],
  aclFilter: ['domain:getattr'],
  args: struct({ maxnames: int }),
  ret: struct({ names: array(string, 16384) }),
  masks: { libxl: ['libxlConnectListDefinedDomains', null], test: ['testConnectListDefinedDomains', null] },
  checks: [['maxnames', '>=0']],
});

export const connectNumOfDefinedDomains = procedure({
  number: 25,
  wire: 'CONNECT_NUM_OF_DEFINED_DOMAINS',
  kind: 'call',
  family: 'hypervisor',
  api: 'virConnectNumOfDefinedDomains',
  since: '0.1.5',
  priority: 'high',
  readOnly: true,
  acl: ['connect:search_domains'],
  aclFilter: ['domain:getattr'],
  ret: struct({ num: int }),
  masks: {
    kvm: ['qemuConnectNumOfDefinedDomains', null],
    libxl: ['libxlConnectNumOfDefinedDomains', null],
    test: ['testConnectNumOfDefinedDomains', null],
  },
});

export const connectListDomains = procedure({
  number: 37,
  wire: 'CONNECT_LIST_DOMAINS',
  kind: 'call',
  family: 'hypervisor',
  api: 'virConnectListDomains',
  since: '0.0.3',
  priority: 'high',
  readOnly: true,
  acl: ['connect:search_domains'],
  aclFilter: ['domain:getattr'],
  args: struct({ maxids: int }),
  ret: struct({ ids: array(int, 16384) }),
  masks: {
    kvm: ['qemuConnectListDomains', null],
    libxl: ['libxlConnectListDomains', null],
    test: ['testConnectListDomains', null],
  },
  checks: [['maxids', '>=0']],
});

export const connectNumOfDomains = procedure({
  number: 51,
  wire: 'CONNECT_NUM_OF_DOMAINS',
  kind: 'call',
  family: 'hypervisor',
  api: 'virConnectNumOfDomains',
  since: '0.0.3',
  priority: 'high',
  readOnly: true,
  acl: ['connect:search_domains'],
  aclFilter: ['domain:getattr'],
  ret: struct({ num: int }),
  masks: {
    kvm: ['qemuConnectNumOfDomains', null],
    libxl: ['libxlConnectNumOfDomains', null],
    test: ['testConnectNumOfDomains', null],
  },
});

export const connectDomainXMLFromNative = procedure({
  number: 135,
  wire: 'CONNECT_DOMAIN_XML_FROM_NATIVE',
  kind: 'call',
  family: 'hypervisor',
  api: 'virConnectDomainXMLFromNative',
  since: '0.6.4',
  priority: 'low',
  readOnly: false,
  acl: ['connect:write'],
  args: struct({ nativeFormat: string, nativeConfig: string, flags: uint }),
  ret: struct({ domainXml: string }),
  masks: { libxl: ['libxlConnectDomainXMLFromNative', 0] },
  checks: [
    ['nativeFormat', 'nonnull'],
    ['nativeConfig', 'nonnull'],
  ],
});

export const connectDomainXMLToNative = procedure({
  number: 136,
  wire: 'CONNECT_DOMAIN_XML_TO_NATIVE',
  kind: 'call',
  family: 'hypervisor',
  api: 'virConnectDomainXMLToNative',
  since: '0.6.4',
  priority: 'low',
  readOnly: false,
  acl: ['connect:write'],
  args: struct({ nativeFormat: string, domainXml: string, flags: uint }),
  ret: struct({ nativeConfig: string }),
  masks: { kvm: ['qemuConnectDomainXMLToNative', 0], libxl: ['libxlConnectDomainXMLToNative', 0] },
  checks: [
    ['nativeFormat', 'nonnull'],
    ['domainXml', 'nonnull'],
  ],
});

export const connectListAllDomains = procedure({
  number: 273,
  wire: 'CONNECT_LIST_ALL_DOMAINS',
  kind: 'call',
  family: 'hypervisor',
  api: 'virConnectListAllDomains',
  since: '0.9.13',
  priority: 'high',
  readOnly: true,
  acl: ['connect:search_domains'],
  aclFilter: ['domain:getattr'],
  args: struct({ need_results: int, flags: uint }),
  ret: struct({ domains: array(Domain, 16384), ret: uint }),
  masks: {
    kvm: ['qemuConnectListAllDomains', 65535],
    libxl: ['libxlConnectListAllDomains', 65535],
    test: ['testConnectListAllDomains', 65535],
  },
});

export const connectGetDomainCapabilities = procedure({
  number: 342,
  wire: 'CONNECT_GET_DOMAIN_CAPABILITIES',
  kind: 'call',
  family: 'hypervisor',
  api: 'virConnectGetDomainCapabilities',
  since: '1.2.7',
  priority: 'low',
  readOnly: false,
  acl: ['connect:write'],
  args: struct({
    emulatorbin: optional(string),
    arch: optional(string),
    machine: optional(string),
    virttype: optional(string),
    flags: uint,
  }),
  ret: struct({ capabilities: string }),
  masks: {
    kvm: ['qemuConnectGetDomainCapabilities', 1],
    libxl: ['libxlConnectGetDomainCapabilities', 0],
    test: ['testConnectGetDomainCapabilities', 0],
  },
});

export const connectGetAllDomainStats = procedure({
  number: 344,
  wire: 'CONNECT_GET_ALL_DOMAIN_STATS',
  kind: 'call',
  family: 'hypervisor',
  api: 'virConnectGetAllDomainStats',
  since: '1.2.8',
  priority: 'low',
  readOnly: true,
  acl: ['connect:search_domains'],
  aclFilter: ['domain:read'],
  args: struct({ doms: array(Domain, 16384), stats: uint, flags: uint }),
  ret: struct({ retStats: array(struct({ dom: Domain, params: array(typedParam, 262144) }), 16384) }),
  masks: {
    kvm: ['qemuConnectGetAllDomainStats', 3758096639],
    test: ['testConnectGetAllDomainStats', 3758096639],
  },
  checks: [['retStats', 'nonnull']],
});
