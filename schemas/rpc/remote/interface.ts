// The interface procedures of the remote program.

import { Interface, string } from '../objects.ts';
import { procedure } from '../procedure.ts';
import { array, int, struct, uint } from '../types.ts';

export const connectNumOfInterfaces = procedure({
  number: 126,
  wire: 'CONNECT_NUM_OF_INTERFACES',
  kind: 'call',
  family: 'interface',
  api: 'virConnectNumOfInterfaces',
  since: '0.6.4',
  priority: 'high',
  readOnly: true,
  acl: ['connect:search_interfaces'],
  aclFilter: ['interface:getattr'],
  ret: struct({ num: int }),
  masks: { host: ['udevConnectNumOfInterfaces', null], test: ['testConnectNumOfInterfaces', null] },
});

export const connectListInterfaces = procedure({
  number: 127,
  wire: 'CONNECT_LIST_INTERFACES',
  kind: 'call',
  family: 'interface',
  api: 'virConnectListInterfaces',
  since: '0.6.4',
  priority: 'high',
  readOnly: true,
  acl: ['connect:search_interfaces'],
  aclFilter: ['interface:getattr'],
  args: struct({ maxnames: int }),
  ret: struct({ names: array(string, 16384) }),
  masks: { host: ['udevConnectListInterfaces', null], test: ['testConnectListInterfaces', null] },
  checks: [['maxnames', '>=0']],
});

export const interfaceLookupByName = procedure({
  number: 128,
  wire: 'INTERFACE_LOOKUP_BY_NAME',
  kind: 'call',
  family: 'interface',
  api: 'virInterfaceLookupByName',
  since: '0.6.4',
  priority: 'high',
  readOnly: true,
  acl: ['interface:getattr'],
  args: struct({ name: string }),
  ret: struct({ iface: Interface }),
  masks: { host: ['udevInterfaceLookupByName', null], test: ['testInterfaceLookupByName', null] },
  checks: [['name', 'nonnull']],
});

export const interfaceLookupByMACString = procedure({
  number: 129,
  wire: 'INTERFACE_LOOKUP_BY_MAC_STRING',
  kind: 'call',
  family: 'interface',
  api: 'virInterfaceLookupByMACString',
  since: '0.6.4',
  priority: 'high',
  readOnly: true,
  acl: ['interface:getattr'],
  args: struct({ mac: string }),
  ret: struct({ iface: Interface }),
  masks: { host: ['udevInterfaceLookupByMACString', null], test: ['testInterfaceLookupByMACString', null] },
  checks: [['macstr', 'nonnull']],
});

export const interfaceGetXMLDesc = procedure({
  number: 130,
  wire: 'INTERFACE_GET_XML_DESC',
  kind: 'call',
  family: 'interface',
  api: 'virInterfaceGetXMLDesc',
  since: '0.6.4',
  priority: 'low',
  readOnly: true,
  acl: ['interface:read'],
  args: struct({ iface: Interface, flags: uint }),
  ret: struct({ xml: string }),
  masks: { host: ['udevInterfaceGetXMLDesc', 1], test: ['testInterfaceGetXMLDesc', 0] },
});

export const interfaceDefineXML = procedure({
  number: 131,
  wire: 'INTERFACE_DEFINE_XML',
  kind: 'call',
  family: 'interface',
  api: 'virInterfaceDefineXML',
  since: '0.6.4',
  priority: 'high',
  readOnly: false,
  acl: ['interface:write', 'interface:save'],
  args: struct({ xml: string, flags: uint }),
  ret: struct({ iface: Interface }),
  masks: { test: ['testInterfaceDefineXML', 1] },
  checks: [['xml', 'nonnull']],
});

export const interfaceUndefine = procedure({
  number: 132,
  wire: 'INTERFACE_UNDEFINE',
  kind: 'call',
  family: 'interface',
  api: 'virInterfaceUndefine',
  since: '0.6.4',
  priority: 'high',
  readOnly: false,
  acl: ['interface:delete'],
  args: struct({ iface: Interface }),
  masks: { test: ['testInterfaceUndefine', null] },
});

export const interfaceCreate = procedure({
  number: 133,
  wire: 'INTERFACE_CREATE',
  kind: 'call',
  family: 'interface',
  api: 'virInterfaceCreate',
  since: '0.6.4',
  priority: 'low',
  readOnly: false,
  acl: ['interface:start'],
  args: struct({ iface: Interface, flags: uint }),
  masks: { test: ['testInterfaceCreate', 0] },
});

export const interfaceDestroy = procedure({
  number: 134,
  wire: 'INTERFACE_DESTROY',
  kind: 'call',
  family: 'interface',
  api: 'virInterfaceDestroy',
  since: '0.6.4',
  priority: 'high',
  readOnly: false,
  acl: ['interface:stop'],
  args: struct({ iface: Interface, flags: uint }),
  masks: { test: ['testInterfaceDestroy', 0] },
});

export const connectNumOfDefinedInterfaces = procedure({
  number: 137,
  wire: 'CONNECT_NUM_OF_DEFINED_INTERFACES',
  kind: 'call',
  family: 'interface',
  api: 'virConnectNumOfDefinedInterfaces',
  since: '0.7.0',
  priority: 'high',
  readOnly: true,
  acl: ['connect:search_interfaces'],
  aclFilter: ['interface:getattr'],
  ret: struct({ num: int }),
  masks: {
    host: ['udevConnectNumOfDefinedInterfaces', null],
    test: ['testConnectNumOfDefinedInterfaces', null],
  },
});

export const connectListDefinedInterfaces = procedure({
  number: 138,
  wire: 'CONNECT_LIST_DEFINED_INTERFACES',
  kind: 'call',
  family: 'interface',
  api: 'virConnectListDefinedInterfaces',
  since: '0.7.0',
  priority: 'high',
  readOnly: true,
  acl: ['connect:search_interfaces'],
  aclFilter: ['interface:getattr'],
  args: struct({ maxnames: int }),
  ret: struct({ names: array(string, 16384) }),
  masks: {
    host: ['udevConnectListDefinedInterfaces', null],
    test: ['testConnectListDefinedInterfaces', null],
  },
  checks: [['maxnames', '>=0']],
});

export const interfaceIsActive = procedure({
  number: 156,
  wire: 'INTERFACE_IS_ACTIVE',
  kind: 'call',
  family: 'interface',
  api: 'virInterfaceIsActive',
  since: '0.7.3',
  priority: 'high',
  readOnly: true,
  acl: ['interface:read'],
  args: struct({ iface: Interface }),
  ret: struct({ active: int }),
  masks: { host: ['udevInterfaceIsActive', null], test: ['testInterfaceIsActive', null] },
});

export const interfaceChangeBegin = procedure({
  number: 220,
  wire: 'INTERFACE_CHANGE_BEGIN',
  kind: 'call',
  family: 'interface',
  api: 'virInterfaceChangeBegin',
  since: '0.9.2',
  priority: 'low',
  readOnly: false,
  acl: ['connect:interface_transaction'],
  args: struct({ flags: uint }),
  masks: { test: ['testInterfaceChangeBegin', 0] },
});

export const interfaceChangeCommit = procedure({
  number: 221,
  wire: 'INTERFACE_CHANGE_COMMIT',
  kind: 'call',
  family: 'interface',
  api: 'virInterfaceChangeCommit',
  since: '0.9.2',
  priority: 'low',
  readOnly: false,
  acl: ['connect:interface_transaction'],
  args: struct({ flags: uint }),
  masks: { test: ['testInterfaceChangeCommit', 0] },
});

export const interfaceChangeRollback = procedure({
  number: 222,
  wire: 'INTERFACE_CHANGE_ROLLBACK',
  kind: 'call',
  family: 'interface',
  api: 'virInterfaceChangeRollback',
  since: '0.9.2',
  priority: 'low',
  readOnly: false,
  acl: ['connect:interface_transaction'],
  args: struct({ flags: uint }),
  masks: { test: ['testInterfaceChangeRollback', 0] },
});

export const connectListAllInterfaces = procedure({
  number: 284,
  wire: 'CONNECT_LIST_ALL_INTERFACES',
  kind: 'call',
  family: 'interface',
  api: 'virConnectListAllInterfaces',
  since: '0.10.2',
  priority: 'high',
  readOnly: true,
  acl: ['connect:search_interfaces'],
  aclFilter: ['interface:getattr'],
  args: struct({ need_results: int, flags: uint }),
  ret: struct({ ifaces: array(Interface, 16384), ret: uint }),
  masks: { host: ['udevConnectListAllInterfaces', 3], test: ['testConnectListAllInterfaces', 3] },
});
