// The storage pool procedures of the remote program.

import { StoragePool, StorageVol, string } from '../objects.ts';
import { procedure } from '../procedure.ts';
import { array, int, optional, struct, uchar, uhyper, uint, uuid } from '../types.ts';

export const connectNumOfStoragePools = procedure({
  number: 71,
  wire: 'CONNECT_NUM_OF_STORAGE_POOLS',
  kind: 'call',
  family: 'storage',
  api: 'virConnectNumOfStoragePools',
  since: '0.4.1',
  priority: 'high',
  readOnly: true,
  acl: ['connect:search_storage_pools'],
  aclFilter: ['storage_pool:getattr'],
  ret: struct({ num: int }),
  masks: { host: ['storageConnectNumOfStoragePools', null], test: ['testConnectNumOfStoragePools', null] },
});

export const connectListStoragePools = procedure({
  number: 72,
  wire: 'CONNECT_LIST_STORAGE_POOLS',
  kind: 'call',
  family: 'storage',
  api: 'virConnectListStoragePools',
  since: '0.4.1',
  priority: 'high',
  readOnly: true,
  acl: ['connect:search_storage_pools'],
  aclFilter: ['storage_pool:getattr'],
  args: struct({ maxnames: int }),
  ret: struct({ names: array(string, 16384) }),
  masks: { host: ['storageConnectListStoragePools', null], test: ['testConnectListStoragePools', null] },
  checks: [['maxnames', '>=0']],
});

export const connectNumOfDefinedStoragePools = procedure({
  number: 73,
  wire: 'CONNECT_NUM_OF_DEFINED_STORAGE_POOLS',
  kind: 'call',
  family: 'storage',
  api: 'virConnectNumOfDefinedStoragePools',
  since: '0.4.1',
  priority: 'high',
  readOnly: true,
  acl: ['connect:search_storage_pools'],
  aclFilter: ['storage_pool:getattr'],
  ret: struct({ num: int }),
  masks: {
    host: ['storageConnectNumOfDefinedStoragePools', null],
    test: ['testConnectNumOfDefinedStoragePools', null],
  },
});

export const connectListDefinedStoragePools = procedure({
  number: 74,
  wire: 'CONNECT_LIST_DEFINED_STORAGE_POOLS',
  kind: 'call',
  family: 'storage',
  api: 'virConnectListDefinedStoragePools',
  since: '0.4.1',
  priority: 'high',
  readOnly: true,
  acl: ['connect:search_storage_pools'],
  aclFilter: ['storage_pool:getattr'],
  args: struct({ maxnames: int }),
  ret: struct({ names: array(string, 16384) }),
  masks: {
    host: ['storageConnectListDefinedStoragePools', null],
    test: ['testConnectListDefinedStoragePools', null],
  },
  checks: [['maxnames', '>=0']],
});

export const connectFindStoragePoolSources = procedure({
  number: 75,
  wire: 'CONNECT_FIND_STORAGE_POOL_SOURCES',
  kind: 'call',
  family: 'storage',
  api: 'virConnectFindStoragePoolSources',
  since: '0.4.5',
  priority: 'low',
  readOnly: false,
  acl: ['connect:detect_storage_pools'],
  args: struct({ type: string, srcSpec: optional(string), flags: uint }),
  ret: struct({ xml: string }),
  masks: {
    host: ['storageConnectFindStoragePoolSources', 0],
    test: ['testConnectFindStoragePoolSources', 0],
  },
  checks: [['type', 'nonnull']],
});

export const storagePoolCreateXML = procedure({
  number: 76,
  wire: 'STORAGE_POOL_CREATE_XML',
  kind: 'call',
  family: 'storage',
  api: 'virStoragePoolCreateXML',
  since: '0.4.1',
  priority: 'low',
  readOnly: false,
  acl: ['storage_pool:start', 'storage_pool:write'],
  args: struct({ xml: string, flags: uint }),
  ret: struct({ pool: StoragePool }),
  masks: { host: ['storagePoolCreateXML', 7], test: ['testStoragePoolCreateXML', 0] },
  checks: [['xmlDesc', 'nonnull']],
});

export const storagePoolDefineXML = procedure({
  number: 77,
  wire: 'STORAGE_POOL_DEFINE_XML',
  kind: 'call',
  family: 'storage',
  api: 'virStoragePoolDefineXML',
  since: '0.4.1',
  priority: 'high',
  readOnly: false,
  acl: ['storage_pool:write', 'storage_pool:save'],
  args: struct({ xml: string, flags: uint }),
  ret: struct({ pool: StoragePool }),
  masks: { host: ['storagePoolDefineXML', 1], test: ['testStoragePoolDefineXML', 1] },
  checks: [['xml', 'nonnull']],
});

export const storagePoolCreate = procedure({
  number: 78,
  wire: 'STORAGE_POOL_CREATE',
  kind: 'call',
  family: 'storage',
  api: 'virStoragePoolCreate',
  since: '0.4.1',
  priority: 'low',
  readOnly: false,
  acl: ['storage_pool:start'],
  args: struct({ pool: StoragePool, flags: uint }),
  masks: { host: ['storagePoolCreate', 7], test: ['testStoragePoolCreate', 0] },
});

export const storagePoolBuild = procedure({
  number: 79,
  wire: 'STORAGE_POOL_BUILD',
  kind: 'call',
  family: 'storage',
  api: 'virStoragePoolBuild',
  since: '0.4.1',
  priority: 'low',
  readOnly: false,
  acl: ['storage_pool:format'],
  args: struct({ pool: StoragePool, flags: uint }),
  masks: { host: ['storagePoolBuild', 12], test: ['testStoragePoolBuild', 0] },
});

export const storagePoolDestroy = procedure({
  number: 80,
  wire: 'STORAGE_POOL_DESTROY',
  kind: 'call',
  family: 'storage',
  api: 'virStoragePoolDestroy',
  since: '0.4.1',
  priority: 'high',
  readOnly: false,
  acl: ['storage_pool:stop'],
  args: struct({ pool: StoragePool }),
  masks: { host: ['storagePoolDestroy', null], test: ['testStoragePoolDestroy', null] },
});

export const storagePoolDelete = procedure({
  number: 81,
  wire: 'STORAGE_POOL_DELETE',
  kind: 'call',
  family: 'storage',
  api: 'virStoragePoolDelete',
  since: '0.4.1',
  priority: 'low',
  readOnly: false,
  acl: ['storage_pool:format'],
  args: struct({ pool: StoragePool, flags: uint }),
  masks: { host: ['storagePoolDelete', 0], test: ['testStoragePoolDelete', 0] },
});

export const storagePoolUndefine = procedure({
  number: 82,
  wire: 'STORAGE_POOL_UNDEFINE',
  kind: 'call',
  family: 'storage',
  api: 'virStoragePoolUndefine',
  since: '0.4.1',
  priority: 'high',
  readOnly: false,
  acl: ['storage_pool:delete'],
  args: struct({ pool: StoragePool }),
  masks: { host: ['storagePoolUndefine', null], test: ['testStoragePoolUndefine', null] },
});

export const storagePoolRefresh = procedure({
  number: 83,
  wire: 'STORAGE_POOL_REFRESH',
  kind: 'call',
  family: 'storage',
  api: 'virStoragePoolRefresh',
  since: '0.4.1',
  priority: 'low',
  readOnly: false,
  acl: ['storage_pool:refresh'],
  args: struct({ pool: StoragePool, flags: uint }),
  masks: { host: ['storagePoolRefresh', 0], test: ['testStoragePoolRefresh', 0] },
});

export const storagePoolLookupByName = procedure({
  number: 84,
  wire: 'STORAGE_POOL_LOOKUP_BY_NAME',
  kind: 'call',
  family: 'storage',
  api: 'virStoragePoolLookupByName',
  since: '0.4.1',
  priority: 'high',
  readOnly: true,
  acl: ['storage_pool:getattr'],
  args: struct({ name: string }),
  ret: struct({ pool: StoragePool }),
  masks: { host: ['storagePoolLookupByName', null], test: ['testStoragePoolLookupByName', null] },
  checks: [['name', 'nonnull']],
});

export const storagePoolLookupByUUID = procedure({
  number: 85,
  wire: 'STORAGE_POOL_LOOKUP_BY_UUID',
  kind: 'call',
  family: 'storage',
  api: 'virStoragePoolLookupByUUID',
  since: '0.4.1',
  priority: 'high',
  readOnly: true,
  acl: ['storage_pool:getattr'],
  args: struct({ uuid: uuid }),
  ret: struct({ pool: StoragePool }),
  masks: { host: ['storagePoolLookupByUUID', null], test: ['testStoragePoolLookupByUUID', null] },
  checks: [['uuid', 'nonnull']],
});

export const storagePoolLookupByVolume = procedure({
  number: 86,
  wire: 'STORAGE_POOL_LOOKUP_BY_VOLUME',
  kind: 'call',
  family: 'storage',
  api: 'virStoragePoolLookupByVolume',
  since: '0.4.1',
  priority: 'high',
  readOnly: true,
  acl: ['storage_pool:getattr'],
  args: struct({ vol: StorageVol }),
  ret: struct({ pool: StoragePool }),
  masks: { host: ['storagePoolLookupByVolume', null], test: ['testStoragePoolLookupByVolume', null] },
});

export const storagePoolGetInfo = procedure({
  number: 87,
  wire: 'STORAGE_POOL_GET_INFO',
  kind: 'call',
  family: 'storage',
  api: 'virStoragePoolGetInfo',
  since: '0.4.1',
  priority: 'high',
  readOnly: true,
  acl: ['storage_pool:read'],
  args: struct({ pool: StoragePool }),
  ret: struct({ state: uchar, capacity: uhyper, allocation: uhyper, available: uhyper }),
  masks: { host: ['storagePoolGetInfo', null], test: ['testStoragePoolGetInfo', null] },
  checks: [['info', 'nonnull']],
});

export const storagePoolGetXMLDesc = procedure({
  number: 88,
  wire: 'STORAGE_POOL_GET_XML_DESC',
  kind: 'call',
  family: 'storage',
  api: 'virStoragePoolGetXMLDesc',
  since: '0.4.1',
  priority: 'high',
  readOnly: true,
  acl: ['storage_pool:read'],
  args: struct({ pool: StoragePool, flags: uint }),
  ret: struct({ xml: string }),
  masks: { host: ['storagePoolGetXMLDesc', 1], test: ['testStoragePoolGetXMLDesc', 0] },
});

export const storagePoolGetAutostart = procedure({
  number: 89,
  wire: 'STORAGE_POOL_GET_AUTOSTART',
  kind: 'call',
  family: 'storage',
  api: 'virStoragePoolGetAutostart',
  since: '0.4.1',
  priority: 'high',
  readOnly: true,
  acl: ['storage_pool:read'],
  args: struct({ pool: StoragePool }),
  ret: struct({ autostart: int }),
  masks: { host: ['storagePoolGetAutostart', null], test: ['testStoragePoolGetAutostart', null] },
  checks: [['autostart', 'nonnull']],
});

export const storagePoolSetAutostart = procedure({
  number: 90,
  wire: 'STORAGE_POOL_SET_AUTOSTART',
  kind: 'call',
  family: 'storage',
  api: 'virStoragePoolSetAutostart',
  since: '0.4.1',
  priority: 'high',
  readOnly: false,
  acl: ['storage_pool:write'],
  args: struct({ pool: StoragePool, autostart: int }),
  masks: { host: ['storagePoolSetAutostart', null], test: ['testStoragePoolSetAutostart', null] },
});

export const storagePoolIsActive = procedure({
  number: 154,
  wire: 'STORAGE_POOL_IS_ACTIVE',
  kind: 'call',
  family: 'storage',
  api: 'virStoragePoolIsActive',
  since: '0.7.3',
  priority: 'high',
  readOnly: true,
  acl: ['storage_pool:read'],
  args: struct({ pool: StoragePool }),
  ret: struct({ active: int }),
  masks: { host: ['storagePoolIsActive', null], test: ['testStoragePoolIsActive', null] },
});

export const storagePoolIsPersistent = procedure({
  number: 155,
  wire: 'STORAGE_POOL_IS_PERSISTENT',
  kind: 'call',
  family: 'storage',
  api: 'virStoragePoolIsPersistent',
  since: '0.7.3',
  priority: 'high',
  readOnly: true,
  acl: ['storage_pool:read'],
  args: struct({ pool: StoragePool }),
  ret: struct({ persistent: int }),
  masks: { host: ['storagePoolIsPersistent', null], test: ['testStoragePoolIsPersistent', null] },
});

export const connectListAllStoragePools = procedure({
  number: 281,
  wire: 'CONNECT_LIST_ALL_STORAGE_POOLS',
  kind: 'call',
  family: 'storage',
  api: 'virConnectListAllStoragePools',
  since: '0.10.2',
  priority: 'high',
  readOnly: true,
  acl: ['connect:search_storage_pools'],
  aclFilter: ['storage_pool:getattr'],
  args: struct({ need_results: int, flags: uint }),
  ret: struct({ pools: array(StoragePool, 16384), ret: uint }),
  masks: {
    host: ['storageConnectListAllStoragePools', 1048575],
    test: ['testConnectListAllStoragePools', 1048575],
  },
});

export const storagePoolLookupByTargetPath = procedure({
  number: 391,
  wire: 'STORAGE_POOL_LOOKUP_BY_TARGET_PATH',
  kind: 'call',
  family: 'storage',
  api: 'virStoragePoolLookupByTargetPath',
  since: '4.1.0',
  priority: 'high',
  readOnly: true,
  acl: ['storage_pool:getattr'],
  args: struct({ path: string }),
  ret: struct({ pool: StoragePool }),
  masks: { host: ['storagePoolLookupByTargetPath', null] },
  checks: [['path', 'nonnull']],
});

export const connectGetStoragePoolCapabilities = procedure({
  number: 403,
  wire: 'CONNECT_GET_STORAGE_POOL_CAPABILITIES',
  kind: 'call',
  family: 'storage',
  api: 'virConnectGetStoragePoolCapabilities',
  since: '5.2.0',
  priority: 'low',
  readOnly: true,
  acl: ['connect:read'],
  args: struct({ flags: uint }),
  ret: struct({ capabilities: string }),
  masks: { host: ['storageConnectGetStoragePoolCapabilities', 0] },
});
