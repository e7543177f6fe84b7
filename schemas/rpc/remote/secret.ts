// The secret procedures of the remote program.

import { Secret, string } from '../objects.ts';
import { procedure } from '../procedure.ts';
import { array, int, opaque, struct, uint, uuid } from '../types.ts';

export const connectNumOfSecrets = procedure({
  number: 139,
  wire: 'CONNECT_NUM_OF_SECRETS',
  kind: 'call',
  family: 'secret',
  api: 'virConnectNumOfSecrets',
  since: '0.7.1',
  priority: 'high',
  readOnly: true,
  acl: ['connect:search_secrets'],
  aclFilter: ['secret:getattr'],
  ret: struct({ num: int }),
  masks: { host: ['secretConnectNumOfSecrets', null] },
});

export const connectListSecrets = procedure({
  number: 140,
  wire: 'CONNECT_LIST_SECRETS',
  kind: 'call',
  family: 'secret',
  api: 'virConnectListSecrets',
  since: '0.7.1',
  priority: 'high',
  readOnly: true,
  acl: ['connect:search_secrets'],
  aclFilter: ['secret:getattr'],
  args: struct({ maxuuids: int }),
  ret: struct({ uuids: array(string, 16384) }),
  masks: { host: ['secretConnectListSecrets', null] },
  checks: [['maxuuids', '>=0']],
});

export const secretLookupByUUID = procedure({
  number: 141,
  wire: 'SECRET_LOOKUP_BY_UUID',
  kind: 'call',
  family: 'secret',
  api: 'virSecretLookupByUUID',
  since: '0.7.1',
  priority: 'high',
  readOnly: true,
  acl: ['secret:getattr'],
  args: struct({ uuid: uuid }),
  ret: struct({ secret: Secret }),
  masks: { host: ['secretLookupByUUID', null] },
  checks: [['uuid', 'nonnull']],
});

export const secretDefineXML = procedure({
  number: 142,
  wire: 'SECRET_DEFINE_XML',
  kind: 'call',
  family: 'secret',
  api: 'virSecretDefineXML',
  since: '0.7.1',
  priority: 'high',
  readOnly: false,
  acl: ['secret:write', 'secret:save'],
  args: struct({ xml: string, flags: uint }),
  ret: struct({ secret: Secret }),
  masks: { host: ['secretDefineXML', 1] },
  checks: [['xml', 'nonnull']],
});

export const secretGetXMLDesc = procedure({
  number: 143,
  wire: 'SECRET_GET_XML_DESC',
  kind: 'call',
  family: 'secret',
  api: 'virSecretGetXMLDesc',
  since: '0.7.1',
  priority: 'high',
  readOnly: true,
  acl: ['secret:read'],
  args: struct({ secret: Secret, flags: uint }),
  ret: struct({ xml: string }),
  masks: { host: ['secretGetXMLDesc', 0] },
});

export const secretSetValue = procedure({
  number: 144,
  wire: 'SECRET_SET_VALUE',
  kind: 'call',
  family: 'secret',
  api: 'virSecretSetValue',
  since: '0.7.1',
  priority: 'high',
  readOnly: false,
  acl: ['secret:write'],
  args: struct({ secret: Secret, value: opaque(65536), flags: uint }),
  masks: { host: ['secretSetValue', 0] },
  checks: [['value', 'nonnull']],
});

export const secretGetValue = procedure({
  number: 145,
  wire: 'SECRET_GET_VALUE',
  kind: 'call',
  family: 'secret',
  api: 'virSecretGetValue',
  since: '0.7.1',
  priority: 'high',
  readOnly: false,
  acl: ['secret:read_secure'],
  args: struct({ secret: Secret, flags: uint }),
  ret: struct({ value: opaque(65536) }),
  masks: { host: ['secretGetValue', 0] },
  checks: [['value_size', 'nonnull']],
});

export const secretUndefine = procedure({
  number: 146,
  wire: 'SECRET_UNDEFINE',
  kind: 'call',
  family: 'secret',
  api: 'virSecretUndefine',
  since: '0.7.1',
  priority: 'high',
  readOnly: false,
  acl: ['secret:delete'],
  args: struct({ secret: Secret }),
  masks: { host: ['secretUndefine', null] },
});

export const secretLookupByUsage = procedure({
  number: 147,
  wire: 'SECRET_LOOKUP_BY_USAGE',
  kind: 'call',
  family: 'secret',
  api: 'virSecretLookupByUsage',
  since: '0.7.1',
  priority: 'high',
  readOnly: true,
  acl: ['secret:getattr'],
  args: struct({ usageType: int, usageID: string }),
  ret: struct({ secret: Secret }),
  masks: { host: ['secretLookupByUsage', null] },
  checks: [['usageID', 'nonnull']],
});

export const connectListAllSecrets = procedure({
  number: 287,
  wire: 'CONNECT_LIST_ALL_SECRETS',
  kind: 'call',
  family: 'secret',
  api: 'virConnectListAllSecrets',
  since: '0.10.2',
  priority: 'high',
  readOnly: true,
  acl: ['connect:search_secrets'],
  aclFilter: ['secret:getattr'],
  args: struct({ need_results: int, flags: uint }),
  ret: struct({ secrets: array(Secret, 16384), ret: uint }),
  masks: { host: ['secretConnectListAllSecrets', 15] },
});
