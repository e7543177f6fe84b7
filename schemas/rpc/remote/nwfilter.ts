// The nwfilter procedures of the remote program.

import { NWFilter, NWFilterBinding, string } from '../objects.ts';
import { procedure } from '../procedure.ts';
import { array, int, struct, uint, uuid } from '../types.ts';

export const nwfilterLookupByName = procedure({
  number: 175,
  wire: 'NWFILTER_LOOKUP_BY_NAME',
  kind: 'call',
  family: 'nwfilter',
  api: 'virNWFilterLookupByName',
  since: '0.8.0',
  priority: 'high',
  readOnly: true,
  acl: ['nwfilter:getattr'],
  args: struct({ name: string }),
  ret: struct({ nwfilter: NWFilter }),
  masks: { host: ['nwfilterLookupByName', null] },
  checks: [['name', 'nonnull']],
});

export const nwfilterLookupByUUID = procedure({
  number: 176,
  wire: 'NWFILTER_LOOKUP_BY_UUID',
  kind: 'call',
  family: 'nwfilter',
  api: 'virNWFilterLookupByUUID',
  since: '0.8.0',
  priority: 'high',
  readOnly: true,
  acl: ['nwfilter:getattr'],
  args: struct({ uuid: uuid }),
  ret: struct({ nwfilter: NWFilter }),
  masks: { host: ['nwfilterLookupByUUID', null] },
  checks: [['uuid', 'nonnull']],
});

export const nwfilterGetXMLDesc = procedure({
  number: 177,
  wire: 'NWFILTER_GET_XML_DESC',
  kind: 'call',
  family: 'nwfilter',
  api: 'virNWFilterGetXMLDesc',
  since: '0.8.0',
  priority: 'high',
  readOnly: true,
  acl: ['nwfilter:read'],
  args: struct({ nwfilter: NWFilter, flags: uint }),
  ret: struct({ xml: string }),
  masks: { host: ['nwfilterGetXMLDesc', 0] },
});

export const connectNumOfNWFilters = procedure({
  number: 178,
  wire: 'CONNECT_NUM_OF_NWFILTERS',
  kind: 'call',
  family: 'nwfilter',
  api: 'virConnectNumOfNWFilters',
  since: '0.8.0',
  priority: 'high',
  readOnly: true,
  acl: ['connect:search_nwfilters'],
  aclFilter: ['nwfilter:getattr'],
  ret: struct({ num: int }),
  masks: { host: ['nwfilterConnectNumOfNWFilters', null] },
});

export const connectListNWFilters = procedure({
  number: 179,
  wire: 'CONNECT_LIST_NWFILTERS',
  kind: 'call',
  family: 'nwfilter',
  api: 'virConnectListNWFilters',
  since: '0.8.0',
  priority: 'high',
  readOnly: true,
  acl: ['connect:search_nwfilters'],
  aclFilter: ['nwfilter:getattr'],
  args: struct({ maxnames: int }),
  ret: struct({ names: array(string, 16384) }),
  masks: { host: ['nwfilterConnectListNWFilters', null] },
  checks: [['maxnames', '>=0']],
});

export const nwfilterDefineXML = procedure({
  number: 180,
  wire: 'NWFILTER_DEFINE_XML',
  kind: 'call',
  family: 'nwfilter',
  api: 'virNWFilterDefineXML',
  since: '0.8.0',
  priority: 'high',
  readOnly: false,
  acl: ['nwfilter:write', 'nwfilter:save'],
  args: struct({ xml: string }),
  ret: struct({ nwfilter: NWFilter }),
  masks: { host: ['nwfilterDefineXML', null] },
  checks: [['xmlDesc', 'nonnull']],
});

export const nwfilterUndefine = procedure({
  number: 181,
  wire: 'NWFILTER_UNDEFINE',
  kind: 'call',
  family: 'nwfilter',
  api: 'virNWFilterUndefine',
  since: '0.8.0',
  priority: 'high',
  readOnly: false,
  acl: ['nwfilter:delete'],
  args: struct({ nwfilter: NWFilter }),
  masks: { host: ['nwfilterUndefine', null] },
});

export const connectListAllNWFilters = procedure({
  number: 286,
  wire: 'CONNECT_LIST_ALL_NWFILTERS',
  kind: 'call',
  family: 'nwfilter',
  api: 'virConnectListAllNWFilters',
  since: '0.10.2',
  priority: 'high',
  readOnly: true,
  acl: ['connect:search_nwfilters'],
  aclFilter: ['nwfilter:getattr'],
  args: struct({ need_results: int, flags: uint }),
  ret: struct({ filters: array(NWFilter, 16384), ret: uint }),
  masks: { host: ['nwfilterConnectListAllNWFilters', 0] },
});

export const nwfilterBindingLookupByPortDev = procedure({
  number: 397,
  wire: 'NWFILTER_BINDING_LOOKUP_BY_PORT_DEV',
  kind: 'call',
  family: 'nwfilter',
  api: 'virNWFilterBindingLookupByPortDev',
  since: '4.5.0',
  priority: 'high',
  readOnly: true,
  acl: ['nwfilter_binding:getattr'],
  args: struct({ name: string }),
  ret: struct({ nwfilter: NWFilterBinding }),
  masks: { host: ['nwfilterBindingLookupByPortDev', null] },
  checks: [['portdev', 'nonnull']],
});

export const nwfilterBindingGetXMLDesc = procedure({
  number: 398,
  wire: 'NWFILTER_BINDING_GET_XML_DESC',
  kind: 'call',
  family: 'nwfilter',
  api: 'virNWFilterBindingGetXMLDesc',
  since: '4.5.0',
  priority: 'high',
  readOnly: true,
  acl: ['nwfilter_binding:read'],
  args: struct({ nwfilter: NWFilterBinding, flags: uint }),
  ret: struct({ xml: string }),
  masks: { host: ['nwfilterBindingGetXMLDesc', 0] },
});

export const nwfilterBindingCreateXML = procedure({
  number: 399,
  wire: 'NWFILTER_BINDING_CREATE_XML',
  kind: 'call',
  family: 'nwfilter',
  api: 'virNWFilterBindingCreateXML',
  since: '4.5.0',
  priority: 'high',
  readOnly: false,
  acl: ['nwfilter_binding:create'],
  args: struct({ xml: string, flags: uint }),
  ret: struct({ nwfilter: NWFilterBinding }),
  masks: { host: ['nwfilterBindingCreateXML', 1] },
  checks: [['xml', 'nonnull']],
});

export const nwfilterBindingDelete = procedure({
  number: 400,
  wire: 'NWFILTER_BINDING_DELETE',
  kind: 'call',
  family: 'nwfilter',
  api: 'virNWFilterBindingDelete',
  since: '4.5.0',
  priority: 'high',
  readOnly: false,
  acl: ['nwfilter_binding:delete'],
  args: struct({ nwfilter: NWFilterBinding }),
  masks: { host: ['nwfilterBindingDelete', null] },
});

export const connectListAllNWFilterBindings = procedure({
  number: 401,
  wire: 'CONNECT_LIST_ALL_NWFILTER_BINDINGS',
  kind: 'call',
  family: 'nwfilter',
  api: 'virConnectListAllNWFilterBindings',
  since: '4.5.0',
  priority: 'high',
  readOnly: true,
  acl: ['connect:search_nwfilter_bindings'],
  aclFilter: ['nwfilter_binding:getattr'],
  args: struct({ need_results: int, flags: uint }),
  ret: struct({ bindings: array(NWFilterBinding, 16384), ret: uint }),
  masks: { host: ['nwfilterConnectListAllNWFilterBindings', 0] },
});

export const nwfilterDefineXMLFlags = procedure({
  number: 431,
  wire: 'NWFILTER_DEFINE_XML_FLAGS',
  kind: 'call',
  family: 'nwfilter',
  api: 'virNWFilterDefineXMLFlags',
  since: '7.7.0',
  priority: 'high',
  readOnly: false,
  acl: ['nwfilter:write', 'nwfilter:save'],
  args: struct({ xml: string, flags: uint }),
  ret: struct({ nwfilter: NWFilter }),
  masks: { host: ['nwfilterDefineXMLFlags', 1] },
  checks: [['xmlDesc', 'nonnull']],
});
