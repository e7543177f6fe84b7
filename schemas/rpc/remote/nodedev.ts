// The nodedev procedures of the remote program.

import { NodeDevice, string } from '../objects.ts';
import { procedure } from '../procedure.ts';
import { array, int, optional, struct, uint } from '../types.ts';

export const nodeNumOfDevices = procedure({
  number: 111,
  wire: 'NODE_NUM_OF_DEVICES',
  kind: 'call',
  family: 'nodedev',
  api: 'virNodeNumOfDevices',
  since: '0.5.0',
  priority: 'high',
  readOnly: true,
  acl: ['connect:search_node_devices'],
  aclFilter: ['node_device:getattr'],
  args: struct({ cap: optional(string), flags: uint }),
  ret: struct({ num: int }),
  masks: { host: ['nodeNumOfDevices', 0], test: ['testNodeNumOfDevices', 0] },
});

export const nodeListDevices = procedure({
  number: 112,
  wire: 'NODE_LIST_DEVICES',
  kind: 'call',
  family: 'nodedev',
  api: 'virNodeListDevices',
  since: '0.5.0',
  priority: 'high',
  readOnly: true,
  acl: ['connect:search_node_devices'],
  aclFilter: ['node_device:getattr'],
  args: struct({ cap: optional(string), maxnames: int, flags: uint }),
  ret: struct({ names: array(string, 65536) }),
  masks: { host: ['nodeListDevices', 0], test: ['testNodeListDevices', 0] },
  checks: [['maxnames', '>=0']],
});

export const nodeDeviceLookupByName = procedure({
  number: 113,
  wire: 'NODE_DEVICE_LOOKUP_BY_NAME',
  kind: 'call',
  family: 'nodedev',
  api: 'virNodeDeviceLookupByName',
  since: '0.5.0',
  priority: 'high',
  readOnly: true,
  acl: ['node_device:getattr'],
  args: struct({ name: string }),
  ret: struct({ dev: NodeDevice }),
  masks: { host: ['nodeDeviceLookupByName', null], test: ['testNodeDeviceLookupByName', null] },
  checks: [['name', 'nonnull']],
});

export const nodeDeviceGetXMLDesc = procedure({
  number: 114,
  wire: 'NODE_DEVICE_GET_XML_DESC',
  kind: 'call',
  family: 'nodedev',
  api: 'virNodeDeviceGetXMLDesc',
  since: '0.5.0',
  priority: 'low',
  readOnly: true,
  acl: ['node_device:read'],
  args: struct({ name: string, flags: uint }),
  ret: struct({ xml: string }),
  masks: { host: ['nodeDeviceGetXMLDesc', 1], test: ['testNodeDeviceGetXMLDesc', 1] },
});

export const nodeDeviceGetParent = procedure({
  number: 115,
  wire: 'NODE_DEVICE_GET_PARENT',
  kind: 'call',
  family: 'nodedev',
  api: 'virNodeDeviceGetParent',
  since: '0.5.0',
  priority: 'high',
  readOnly: true,
  acl: ['node_device:read'],
  args: struct({ name: string }),
  ret: struct({ parentName: optional(string) }),
  masks: { host: ['nodeDeviceGetParent', null], test: ['testNodeDeviceGetParent', null] },
});

export const nodeDeviceNumOfCaps = procedure({
  number: 116,
  wire: 'NODE_DEVICE_NUM_OF_CAPS',
  kind: 'call',
  family: 'nodedev',
  api: 'virNodeDeviceNumOfCaps',
  since: '0.5.0',
  priority: 'high',
  readOnly: true,
  acl: ['node_device:read'],
  args: struct({ name: string }),
  ret: struct({ num: int }),
  masks: { host: ['nodeDeviceNumOfCaps', null], test: ['testNodeDeviceNumOfCaps', null] },
});

export const nodeDeviceListCaps = procedure({
  number: 117,
  wire: 'NODE_DEVICE_LIST_CAPS',
  kind: 'call',
  family: 'nodedev',
  api: 'virNodeDeviceListCaps',
  since: '0.5.0',
  priority: 'high',
  readOnly: true,
  acl: ['node_device:read'],
  args: struct({ name: string, maxnames: int }),
  ret: struct({ names: array(string, 65536) }),
  masks: { host: ['nodeDeviceListCaps', null], test: ['testNodeDeviceListCaps', null] },
  checks: [['maxnames', '>=0']],
});

export const nodeDeviceDettach = procedure({
  number: 118,
  wire: 'NODE_DEVICE_DETTACH',
  kind: 'call',
  family: 'hypervisor',
  api: 'virNodeDeviceDettach',
  since: '0.6.1',
  priority: 'low',
  readOnly: false,
  acl: ['node_device:detach'],
  args: struct({ name: string }),
  masks: { kvm: ['qemuNodeDeviceDettach', null], libxl: ['libxlNodeDeviceDettach', null] },
});

export const nodeDeviceReAttach = procedure({
  number: 119,
  wire: 'NODE_DEVICE_RE_ATTACH',
  kind: 'call',
  family: 'hypervisor',
  api: 'virNodeDeviceReAttach',
  since: '0.6.1',
  priority: 'low',
  readOnly: false,
  acl: ['node_device:detach'],
  args: struct({ name: string }),
  masks: { kvm: ['qemuNodeDeviceReAttach', null], libxl: ['libxlNodeDeviceReAttach', null] },
});

export const nodeDeviceReset = procedure({
  number: 120,
  wire: 'NODE_DEVICE_RESET',
  kind: 'call',
  family: 'hypervisor',
  api: 'virNodeDeviceReset',
  since: '0.6.1',
  priority: 'low',
  readOnly: false,
  acl: ['node_device:detach'],
  args: struct({ name: string }),
  masks: { kvm: ['qemuNodeDeviceReset', null], libxl: ['libxlNodeDeviceReset', null] },
});

export const nodeDeviceCreateXML = procedure({
  number: 123,
  wire: 'NODE_DEVICE_CREATE_XML',
  kind: 'call',
  family: 'nodedev',
  api: 'virNodeDeviceCreateXML',
  since: '0.6.3',
  priority: 'low',
  readOnly: false,
  acl: ['node_device:write', 'node_device:start'],
  args: struct({ xml_desc: string, flags: uint }),
  ret: struct({ dev: NodeDevice }),
  masks: { host: ['nodeDeviceCreateXML', 1], test: ['testNodeDeviceCreateXML', 1] },
  checks: [['xmlDesc', 'nonnull']],
});

export const nodeDeviceDestroy = procedure({
  number: 124,
  wire: 'NODE_DEVICE_DESTROY',
  kind: 'call',
  family: 'nodedev',
  api: 'virNodeDeviceDestroy',
  since: '0.6.3',
  priority: 'high',
  readOnly: false,
  acl: ['node_device:stop'],
  args: struct({ name: string }),
  masks: { host: ['nodeDeviceDestroy', null], test: ['testNodeDeviceDestroy', null] },
});

export const connectListAllNodeDevices = procedure({
  number: 285,
  wire: 'CONNECT_LIST_ALL_NODE_DEVICES',
  kind: 'call',
  family: 'nodedev',
  api: 'virConnectListAllNodeDevices',
  since: '0.10.2',
  priority: 'high',
  readOnly: true,
  acl: ['connect:search_node_devices'],
  aclFilter: ['node_device:getattr'],
  args: struct({ need_results: int, flags: uint }),
  ret: struct({ devices: array(NodeDevice, 65536), ret: uint }),
  masks: {
    host: ['nodeConnectListAllNodeDevices', 4043309055],
    test: ['testConnectListAllNodeDevices', 4043309055],
  },
});

export const nodeDeviceLookupSCSIHostByWWN = procedure({
  number: 297,
  wire: 'NODE_DEVICE_LOOKUP_SCSI_HOST_BY_WWN',
  kind: 'call',
  family: 'nodedev',
  api: 'virNodeDeviceLookupSCSIHostByWWN',
  since: '1.0.3',
  priority: 'high',
  readOnly: true,
  acl: ['node_device:getattr'],
  args: struct({ wwnn: string, wwpn: string, flags: uint }),
  ret: struct({ dev: NodeDevice }),
  masks: { host: ['nodeDeviceLookupSCSIHostByWWN', 0] },
  checks: [
    ['wwnn', 'nonnull'],
    ['wwpn', 'nonnull'],
  ],
});

export const nodeDeviceDetachFlags = procedure({
  number: 301,
  wire: 'NODE_DEVICE_DETACH_FLAGS',
  kind: 'call',
  family: 'hypervisor',
  api: 'virNodeDeviceDetachFlags',
  since: '1.0.5',
  priority: 'low',
  readOnly: false,
  acl: ['node_device:detach'],
  args: struct({ name: string, driverName: optional(string), flags: uint }),
  masks: { kvm: ['qemuNodeDeviceDetachFlags', 0], libxl: ['libxlNodeDeviceDetachFlags', 0] },
});

export const nodeDeviceDefineXML = procedure({
  number: 428,
  wire: 'NODE_DEVICE_DEFINE_XML',
  kind: 'call',
  family: 'nodedev',
  api: 'virNodeDeviceDefineXML',
  since: '7.3.0',
  priority: 'low',
  readOnly: false,
  acl: ['node_device:write', 'node_device:save'],
  args: struct({ xml_desc: string, flags: uint }),
  ret: struct({ dev: NodeDevice }),
  masks: { host: ['nodeDeviceDefineXML', 1] },
  checks: [['xmlDesc', 'nonnull']],
});

export const nodeDeviceUndefine = procedure({
  number: 429,
  wire: 'NODE_DEVICE_UNDEFINE',
  kind: 'call',
  family: 'nodedev',
  api: 'virNodeDeviceUndefine',
  since: '7.3.0',
  priority: 'high',
  readOnly: false,
  acl: ['node_device:delete'],
  args: struct({ name: string, flags: uint }),
  masks: { host: ['nodeDeviceUndefine', 0] },
});

export const nodeDeviceCreate = procedure({
  number: 430,
  wire: 'NODE_DEVICE_CREATE',
  kind: 'call',
  family: 'nodedev',
  api: 'virNodeDeviceCreate',
  since: '7.3.0',
  priority: 'high',
  readOnly: false,
  acl: ['node_device:start'],
  args: struct({ name: string, flags: uint }),
  masks: { host: ['nodeDeviceCreate', 0] },
});

export const nodeDeviceGetAutostart = procedure({
  number: 433,
  wire: 'NODE_DEVICE_GET_AUTOSTART',
  kind: 'call',
  family: 'nodedev',
  api: 'virNodeDeviceGetAutostart',
  since: '7.8.0',
  priority: 'high',
  readOnly: true,
  acl: ['node_device:read'],
  args: struct({ name: string }),
  ret: struct({ autostart: int }),
  masks: { host: ['nodeDeviceGetAutostart', null] },
});

export const nodeDeviceSetAutostart = procedure({
  number: 434,
  wire: 'NODE_DEVICE_SET_AUTOSTART',
  kind: 'call',
  family: 'nodedev',
  api: 'virNodeDeviceSetAutostart',
  since: '7.8.0',
  priority: 'high',
  readOnly: false,
  acl: ['node_device:write'],
  args: struct({ name: string, autostart: int }),
  masks: { host: ['nodeDeviceSetAutostart', null] },
});

export const nodeDeviceIsPersistent = procedure({
  number: 435,
  wire: 'NODE_DEVICE_IS_PERSISTENT',
  kind: 'call',
  family: 'nodedev',
  api: 'virNodeDeviceIsPersistent',
  since: '7.8.0',
  priority: 'high',
  readOnly: true,
  acl: ['node_device:read'],
  args: struct({ name: string }),
  ret: struct({ persistent: int }),
  masks: { host: ['nodeDeviceIsPersistent', null], test: ['testNodeDeviceIsPersistent', null] },
});

export const nodeDeviceIsActive = procedure({
  number: 436,
  wire: 'NODE_DEVICE_IS_ACTIVE',
  kind: 'call',
  family: 'nodedev',
  api: 'virNodeDeviceIsActive',
  since: '7.8.0',
  priority: 'high',
  readOnly: true,
  acl: ['node_device:read'],
  args: struct({ name: string }),
  ret: struct({ active: int }),
  masks: { host: ['nodeDeviceIsActive', null], test: ['testNodeDeviceIsActive', null] },
});

export const nodeDeviceUpdate = procedure({
  number: 447,
  wire: 'NODE_DEVICE_UPDATE',
  kind: 'call',
  family: 'nodedev',
  api: 'virNodeDeviceUpdate',
  since: '10.1.0',
  priority: 'high',
  readOnly: false,
  acl: [
    'node_device:write',
    'node_device:save:unless_flags=VIR_NODE_DEVICE_UPDATE_AFFECT_CONFIG|VIR_NODE_DEVICE_UPDATE_AFFECT_LIVE',
    'node_device:save:if_flags=VIR_NODE_DEVICE_UPDATE_AFFECT_CONFIG',
  ],
  args: struct({ name: string, xml_desc: string, flags: uint }),
  masks: { host: ['nodeDeviceUpdate', 3] },
  checks: [['xmlDesc', 'nonnull']],
});
