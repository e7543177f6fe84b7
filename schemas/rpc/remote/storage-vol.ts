// The storage vol procedures of the remote program.

import { StoragePool, StorageVol, string } from '../objects.ts';
import { procedure } from '../procedure.ts';
import { array, char, int, struct, uhyper, uint } from '../types.ts';

export const storagePoolNumOfVolumes = procedure({
  number: 91,
  wire: 'STORAGE_POOL_NUM_OF_VOLUMES',
  kind: 'call',
  family: 'storage',
  api: 'virStoragePoolNumOfVolumes',
  since: '0.4.1',
  priority: 'high',
  readOnly: true,
  acl: ['storage_pool:search_storage_vols'],
  aclFilter: ['storage_vol:getattr'],
  args: struct({ pool: StoragePool }),
  ret: struct({ num: int }),
  masks: { host: ['storagePoolNumOfVolumes', null], test: ['testStoragePoolNumOfVolumes', null] },
});

export const storagePoolListVolumes = procedure({
  number: 92,
  wire: 'STORAGE_POOL_LIST_VOLUMES',
  kind: 'call',
  family: 'storage',
  api: 'virStoragePoolListVolumes',
  since: '0.4.1',
  priority: 'high',
  readOnly: true,
  acl: ['storage_pool:search_storage_vols'],
  aclFilter: ['storage_vol:getattr'],
  args: struct({ pool: StoragePool, maxnames: int }),
  ret: struct({ names: array(string, 16384) }),
  masks: { host: ['storagePoolListVolumes', null], test: ['testStoragePoolListVolumes', null] },
  checks: [['maxnames', '>=0']],
});

export const storageVolCreateXML = procedure({
  number: 93,
  wire: 'STORAGE_VOL_CREATE_XML',
  kind: 'call',
  family: 'storage',
  api: 'virStorageVolCreateXML',
  since: '0.4.1',
  priority: 'low',
  readOnly: false,
  acl: ['storage_vol:create'],
  args: struct({ pool: StoragePool, xml: string, flags: uint }),
  ret: struct({ vol: StorageVol }),
  masks: { host: ['storageVolCreateXML', 5], test: ['testStorageVolCreateXML', 4] },
  checks: [['xmlDesc', 'nonnull']],
});

export const storageVolDelete = procedure({
  number: 94,
  wire: 'STORAGE_VOL_DELETE',
  kind: 'call',
  family: 'storage',
  api: 'virStorageVolDelete',
  since: '0.4.1',
  priority: 'low',
  readOnly: false,
  acl: ['storage_vol:delete'],
  args: struct({ vol: StorageVol, flags: uint }),
  masks: { host: ['storageVolDelete', 0], test: ['testStorageVolDelete', 0] },
});

export const storageVolLookupByName = procedure({
  number: 95,
  wire: 'STORAGE_VOL_LOOKUP_BY_NAME',
  kind: 'call',
  family: 'storage',
  api: 'virStorageVolLookupByName',
  since: '0.4.1',
  priority: 'high',
  readOnly: true,
  acl: ['storage_vol:getattr'],
  args: struct({ pool: StoragePool, name: string }),
  ret: struct({ vol: StorageVol }),
  masks: { host: ['storageVolLookupByName', null], test: ['testStorageVolLookupByName', null] },
  checks: [['name', 'nonnull']],
});

export const storageVolLookupByKey = procedure({
  number: 96,
  wire: 'STORAGE_VOL_LOOKUP_BY_KEY',
  kind: 'call',
  family: 'storage',
  api: 'virStorageVolLookupByKey',
  since: '0.4.1',
  priority: 'high',
  readOnly: true,
  acl: ['storage_vol:getattr'],
  args: struct({ key: string }),
  ret: struct({ vol: StorageVol }),
  masks: { host: ['storageVolLookupByKey', null], test: ['testStorageVolLookupByKey', null] },
  checks: [['key', 'nonnull']],
});

export const storageVolLookupByPath = procedure({
  number: 97,
  wire: 'STORAGE_VOL_LOOKUP_BY_PATH',
  kind: 'call',
  family: 'storage',
  api: 'virStorageVolLookupByPath',
  since: '0.4.1',
  priority: 'high',
  readOnly: true,
  acl: ['storage_vol:getattr'],
  args: struct({ path: string }),
  ret: struct({ vol: StorageVol }),
  masks: { host: ['storageVolLookupByPath', null], test: ['testStorageVolLookupByPath', null] },
  checks: [['path', 'nonnull']],
});

export const storageVolGetInfo = procedure({
  number: 98,
  wire: 'STORAGE_VOL_GET_INFO',
  kind: 'call',
  family: 'storage',
  api: 'virStorageVolGetInfo',
  since: '0.4.1',
  priority: 'high',
  readOnly: true,
  acl: ['storage_vol:read'],
  args: struct({ vol: StorageVol }),
  ret: struct({ type: char, capacity: uhyper, allocation: uhyper }),
  masks: { host: ['storageVolGetInfo', null], test: ['testStorageVolGetInfo', null] },
  checks: [['info', 'nonnull']],
});

export const storageVolGetXMLDesc = procedure({
  number: 99,
  wire: 'STORAGE_VOL_GET_XML_DESC',
  kind: 'call',
  family: 'storage',
  api: 'virStorageVolGetXMLDesc',
  since: '0.4.1',
  priority: 'high',
  readOnly: true,
  acl: ['storage_vol:read'],
  args: struct({ vol: StorageVol, flags: uint }),
  ret: struct({ xml: string }),
  masks: { host: ['storageVolGetXMLDesc', 0], test: ['testStorageVolGetXMLDesc', 0] },
});

export const storageVolGetPath = procedure({
  number: 100,
  wire: 'STORAGE_VOL_GET_PATH',
  kind: 'call',
  family: 'storage',
  api: 'virStorageVolGetPath',
  since: '0.4.1',
  priority: 'high',
  readOnly: true,
  acl: ['storage_vol:read'],
  args: struct({ vol: StorageVol }),
  ret: struct({ name: string }),
  masks: { host: ['storageVolGetPath', null], test: ['testStorageVolGetPath', null] },
});

export const storageVolCreateXMLFrom = procedure({
  number: 125,
  wire: 'STORAGE_VOL_CREATE_XML_FROM',
  kind: 'call',
  family: 'storage',
  api: 'virStorageVolCreateXMLFrom',
  since: '0.6.4',
  priority: 'low',
  readOnly: false,
  acl: ['storage_vol:create'],
  args: struct({ pool: StoragePool, xml: string, clonevol: StorageVol, flags: uint }),
  ret: struct({ vol: StorageVol }),
  masks: { host: ['storageVolCreateXMLFrom', 7], test: ['testStorageVolCreateXMLFrom', 4] },
  checks: [['xmlDesc', 'nonnull']],
});

export const storageVolWipe = procedure({
  number: 165,
  wire: 'STORAGE_VOL_WIPE',
  kind: 'call',
  family: 'storage',
  api: 'virStorageVolWipe',
  since: '0.8.0',
  priority: 'low',
  readOnly: false,
  acl: ['storage_vol:format'],
  args: struct({ vol: StorageVol, flags: uint }),
  masks: { host: ['storageVolWipe', 0] },
});

export const storageVolUpload = procedure({
  number: 208,
  wire: 'STORAGE_VOL_UPLOAD',
  kind: 'call',
  family: 'storage',
  api: 'virStorageVolUpload',
  since: '0.9.0',
  priority: 'low',
  readOnly: false,
  acl: ['storage_vol:data_write'],
  args: struct({ vol: StorageVol, offset: uhyper, length: uhyper, flags: uint }),
  stream: 'client-to-server',
  masks: { host: ['storageVolUpload', 1] },
});

export const storageVolDownload = procedure({
  number: 209,
  wire: 'STORAGE_VOL_DOWNLOAD',
  kind: 'call',
  family: 'storage',
  api: 'virStorageVolDownload',
  since: '0.9.0',
  priority: 'low',
  readOnly: false,
  acl: ['storage_vol:data_read'],
  args: struct({ vol: StorageVol, offset: uhyper, length: uhyper, flags: uint }),
  stream: 'server-to-client',
  masks: { host: ['storageVolDownload', 1] },
});

export const storageVolWipePattern = procedure({
  number: 259,
  wire: 'STORAGE_VOL_WIPE_PATTERN',
  kind: 'call',
  family: 'storage',
  api: 'virStorageVolWipePattern',
  since: '0.9.10',
  priority: 'low',
  readOnly: false,
  acl: ['storage_vol:format'],
  args: struct({ vol: StorageVol, algorithm: uint, flags: uint }),
  masks: { host: ['storageVolWipePattern', 0] },
});

export const storageVolResize = procedure({
  number: 260,
  wire: 'STORAGE_VOL_RESIZE',
  kind: 'call',
  family: 'storage',
  api: 'virStorageVolResize',
  since: '0.9.10',
  priority: 'low',
  readOnly: false,
  acl: ['storage_vol:resize'],
  args: struct({ vol: StorageVol, capacity: uhyper, flags: uint }),
  masks: { host: ['storageVolResize', 7] },
});

export const storagePoolListAllVolumes = procedure({
  number: 282,
  wire: 'STORAGE_POOL_LIST_ALL_VOLUMES',
  kind: 'call',
  family: 'storage',
  api: 'virStoragePoolListAllVolumes',
  since: '0.10.2',
  priority: 'high',
  readOnly: true,
  acl: ['storage_pool:search_storage_vols'],
  aclFilter: ['storage_vol:getattr'],
  args: struct({ pool: StoragePool, need_results: int, flags: uint }),
  ret: struct({ vols: array(StorageVol, 16384), ret: uint }),
  masks: { host: ['storagePoolListAllVolumes', 0], test: ['testStoragePoolListAllVolumes', 0] },
});

export const storageVolGetInfoFlags = procedure({
  number: 378,
  wire: 'STORAGE_VOL_GET_INFO_FLAGS',
  kind: 'call',
  family: 'storage',
  api: 'virStorageVolGetInfoFlags',
  since: '3.0.0',
  priority: 'high',
  readOnly: true,
  acl: ['storage_vol:read'],
  args: struct({ vol: StorageVol, flags: uint }),
  ret: struct({ type: char, capacity: uhyper, allocation: uhyper }),
  masks: { host: ['storageVolGetInfoFlags', 1] },
  checks: [['info', 'nonnull']],
});
