// The network procedures of the remote program.

import { Network, NetworkPort, string } from '../objects.ts';
import { procedure } from '../procedure.ts';
import { array, hyper, int, optional, struct, typedParam, uint, uuid } from '../types.ts';

export const connectListDefinedNetworks = procedure({
  number: 36,
  wire: 'CONNECT_LIST_DEFINED_NETWORKS',
  kind: 'call',
  family: 'network',
  api: 'virConnectListDefinedNetworks',
  since: '0.2.0',
  priority: 'high',
  readOnly: true,
  acl: ['connect:search_networks'],
  aclFilter: ['network:getattr'],
  args: struct({ maxnames: int }),
  ret: struct({ names: array(string, 16384) }),
  masks: {
    host: ['networkConnectListDefinedNetworks', null],
    test: ['testConnectListDefinedNetworks', null],
  },
  checks: [['maxnames', '>=0']],
});

export const connectListNetworks = procedure({
  number: 38,
  wire: 'CONNECT_LIST_NETWORKS',
  kind: 'call',
  family: 'network',
  api: 'virConnectListNetworks',
  since: '0.2.0',
  priority: 'high',
  readOnly: true,
  acl: ['connect:search_networks'],
  aclFilter: ['network:getattr'],
  args: struct({ maxnames: int }),
  ret: struct({ names: array(string, 16384) }),
  masks: { host: ['networkConnectListNetworks', null], test: ['testConnectListNetworks', null] },
  checks: [['maxnames', '>=0']],
});

export const networkCreate = procedure({
  number: 39,
  wire: 'NETWORK_CREATE',
  kind: 'call',
  family: 'network',
  api: 'virNetworkCreate',
  since: '0.2.0',
  priority: 'low',
  readOnly: false,
  acl: ['network:start'],
  args: struct({ net: Network }),
  masks: { host: ['networkCreate', null], test: ['testNetworkCreate', null] },
});

export const networkCreateXML = procedure({
  number: 40,
  wire: 'NETWORK_CREATE_XML',
  kind: 'call',
  family: 'network',
  api: 'virNetworkCreateXML',
  since: '0.2.0',
  priority: 'low',
  readOnly: false,
  acl: ['network:write', 'network:start'],
  args: struct({ xml: string }),
  ret: struct({ net: Network }),
  masks: { host: ['networkCreateXML', null], test: ['testNetworkCreateXML', null] },
  checks: [['xmlDesc', 'nonnull']],
});

export const networkDefineXML = procedure({
  number: 41,
  wire: 'NETWORK_DEFINE_XML',
  kind: 'call',
  family: 'network',
  api: 'virNetworkDefineXML',
  since: '0.2.0',
  priority: 'high',
  readOnly: false,
  acl: ['network:write', 'network:save'],
  args: struct({ xml: string }),
  ret: struct({ net: Network }),
  masks: { host: ['networkDefineXML', null], test: ['testNetworkDefineXML', null] },
  checks: [['xml', 'nonnull']],
});

export const networkDestroy = procedure({
  number: 42,
  wire: 'NETWORK_DESTROY',
  kind: 'call',
  family: 'network',
  api: 'virNetworkDestroy',
  since: '0.2.0',
  priority: 'high',
  readOnly: false,
  acl: ['network:stop'],
  args: struct({ net: Network }),
  masks: { host: ['networkDestroy', null], test: ['testNetworkDestroy', null] },
});

export const networkGetXMLDesc = procedure({
  number: 43,
  wire: 'NETWORK_GET_XML_DESC',
  kind: 'call',
  family: 'network',
  api: 'virNetworkGetXMLDesc',
  since: '0.2.0',
  priority: 'high',
  readOnly: true,
  acl: ['network:read'],
  args: struct({ net: Network, flags: uint }),
  ret: struct({ xml: string }),
  masks: { host: ['networkGetXMLDesc', 1], test: ['testNetworkGetXMLDesc', 0] },
});

export const networkGetAutostart = procedure({
  number: 44,
  wire: 'NETWORK_GET_AUTOSTART',
  kind: 'call',
  family: 'network',
  api: 'virNetworkGetAutostart',
  since: '0.2.1',
  priority: 'high',
  readOnly: true,
  acl: ['network:read'],
  args: struct({ net: Network }),
  ret: struct({ autostart: int }),
  masks: { host: ['networkGetAutostart', null], test: ['testNetworkGetAutostart', null] },
  checks: [['autostart', 'nonnull']],
});

export const networkGetBridgeName = procedure({
  number: 45,
  wire: 'NETWORK_GET_BRIDGE_NAME',
  kind: 'call',
  family: 'network',
  api: 'virNetworkGetBridgeName',
  since: '0.2.0',
  priority: 'high',
  readOnly: true,
  acl: ['network:read'],
  args: struct({ net: Network }),
  ret: struct({ name: string }),
  masks: { host: ['networkGetBridgeName', null], test: ['testNetworkGetBridgeName', null] },
});

export const networkLookupByName = procedure({
  number: 46,
  wire: 'NETWORK_LOOKUP_BY_NAME',
  kind: 'call',
  family: 'network',
  api: 'virNetworkLookupByName',
  since: '0.2.0',
  priority: 'high',
  readOnly: true,
  acl: ['network:getattr'],
  args: struct({ name: string }),
  ret: struct({ net: Network }),
  masks: { host: ['networkLookupByName', null], test: ['testNetworkLookupByName', null] },
  checks: [['name', 'nonnull']],
});

export const networkLookupByUUID = procedure({
  number: 47,
  wire: 'NETWORK_LOOKUP_BY_UUID',
  kind: 'call',
  family: 'network',
  api: 'virNetworkLookupByUUID',
  since: '0.2.0',
  priority: 'high',
  readOnly: true,
  acl: ['network:getattr'],
  args: struct({ uuid: uuid }),
  ret: struct({ net: Network }),
  masks: { host: ['networkLookupByUUID', null], test: ['testNetworkLookupByUUID', null] },
  checks: [['uuid', 'nonnull']],
});

export const networkSetAutostart = procedure({
  number: 48,
  wire: 'NETWORK_SET_AUTOSTART',
  kind: 'call',
  family: 'network',
  api: 'virNetworkSetAutostart',
  since: '0.2.1',
  priority: 'high',
  readOnly: false,
  acl: ['network:write'],
  args: struct({ net: Network, autostart: int }),
  masks: { host: ['networkSetAutostart', null], test: ['testNetworkSetAutostart', null] },
});

export const networkUndefine = procedure({
  number: 49,
  wire: 'NETWORK_UNDEFINE',
  kind: 'call',
  family: 'network',
  api: 'virNetworkUndefine',
  since: '0.2.0',
  priority: 'high',
  readOnly: false,
  acl: ['network:delete'],
  args: struct({ net: Network }),
  masks: { host: ['networkUndefine', null], test: ['testNetworkUndefine', null] },
});

export const connectNumOfDefinedNetworks = procedure({
  number: 50,
  wire: 'CONNECT_NUM_OF_DEFINED_NETWORKS',
  kind: 'call',
  family: 'network',
  api: 'virConnectNumOfDefinedNetworks',
  since: '0.2.0',
  priority: 'high',
  readOnly: true,
  acl: ['connect:search_networks'],
  aclFilter: ['network:getattr'],
  ret: struct({ num: int }),
  masks: {
    host: ['networkConnectNumOfDefinedNetworks', null],
    test: ['testConnectNumOfDefinedNetworks', null],
  },
});

export const connectNumOfNetworks = procedure({
  number: 52,
  wire: 'CONNECT_NUM_OF_NETWORKS',
  kind: 'call',
  family: 'network',
  api: 'virConnectNumOfNetworks',
  since: '0.2.0',
  priority: 'high',
  readOnly: true,
  acl: ['connect:search_networks'],
  aclFilter: ['network:getattr'],
  ret: struct({ num: int }),
  masks: { host: ['networkConnectNumOfNetworks', null], test: ['testConnectNumOfNetworks', null] },
});

export const networkIsActive = procedure({
  number: 152,
  wire: 'NETWORK_IS_ACTIVE',
  kind: 'call',
  family: 'network',
  api: 'virNetworkIsActive',
  since: '0.7.3',
  priority: 'high',
  readOnly: true,
  acl: ['network:read'],
  args: struct({ net: Network }),
  ret: struct({ active: int }),
  masks: { host: ['networkIsActive', null], test: ['testNetworkIsActive', null] },
});

export const networkIsPersistent = procedure({
  number: 153,
  wire: 'NETWORK_IS_PERSISTENT',
  kind: 'call',
  family: 'network',
  api: 'virNetworkIsPersistent',
  since: '0.7.3',
  priority: 'high',
  readOnly: true,
  acl: ['network:read'],
  args: struct({ net: Network }),
  ret: struct({ persistent: int }),
  masks: { host: ['networkIsPersistent', null], test: ['testNetworkIsPersistent', null] },
});

export const connectListAllNetworks = procedure({
  number: 283,
  wire: 'CONNECT_LIST_ALL_NETWORKS',
  kind: 'call',
  family: 'network',
  api: 'virConnectListAllNetworks',
  since: '0.10.2',
  priority: 'high',
  readOnly: true,
  acl: ['connect:search_networks'],
  aclFilter: ['network:getattr'],
  args: struct({ need_results: int, flags: uint }),
  ret: struct({ nets: array(Network, 16384), ret: uint }),
  masks: { host: ['networkConnectListAllNetworks', 63], test: ['testConnectListAllNetworks', 63] },
});

export const networkUpdate = procedure({
  number: 291,
  wire: 'NETWORK_UPDATE',
  kind: 'call',
  family: 'network',
  api: 'virNetworkUpdate',
  since: '0.10.2',
  priority: 'high',
  readOnly: false,
  acl: [
    'network:write',
    'network:save:unless_flags=VIR_NETWORK_UPDATE_AFFECT_CONFIG|VIR_NETWORK_UPDATE_AFFECT_LIVE',
    'network:save:if_flags=VIR_NETWORK_UPDATE_AFFECT_CONFIG',
  ],
  args: struct({ net: Network, command: uint, section: uint, parentIndex: int, xml: string, flags: uint }),
  masks: { host: ['networkUpdate', 3], test: ['testNetworkUpdate', 3] },
  checks: [['xml', 'nonnull']],
});

export const networkGetDHCPLeases = procedure({
  number: 341,
  wire: 'NETWORK_GET_DHCP_LEASES',
  kind: 'call',
  family: 'network',
  api: 'virNetworkGetDHCPLeases',
  since: '1.2.6',
  priority: 'low',
  readOnly: true,
  acl: ['network:read'],
  args: struct({ net: Network, mac: optional(string), need_results: int, flags: uint }),
  ret: struct({
    leases: array(
      struct({
        iface: string,
        expirytime: hyper,
        type: int,
        mac: optional(string),
        iaid: optional(string),
        ipaddr: string,
        prefix: uint,
        hostname: optional(string),
        clientid: optional(string),
      }),
      65536,
    ),
    ret: uint,
  }),
  masks: { host: ['networkGetDHCPLeases', 0] },
});

export const networkListAllPorts = procedure({
  number: 404,
  wire: 'NETWORK_LIST_ALL_PORTS',
  kind: 'call',
  family: 'network',
  api: 'virNetworkListAllPorts',
  since: '5.5.0',
  priority: 'high',
  readOnly: true,
  acl: ['network:search_ports'],
  aclFilter: ['network_port:getattr'],
  args: struct({ network: Network, need_results: int, flags: uint }),
  ret: struct({ ports: array(NetworkPort, 16384), ret: uint }),
  masks: { host: ['networkListAllPorts', 0] },
});

export const networkPortLookupByUUID = procedure({
  number: 405,
  wire: 'NETWORK_PORT_LOOKUP_BY_UUID',
  kind: 'call',
  family: 'network',
  api: 'virNetworkPortLookupByUUID',
  since: '5.5.0',
  priority: 'high',
  readOnly: true,
  acl: ['network_port:getattr'],
  args: struct({ network: Network, uuid: uuid }),
  ret: struct({ port: NetworkPort }),
  masks: { host: ['networkPortLookupByUUID', null] },
  checks: [['uuid', 'nonnull']],
});

export const networkPortCreateXML = procedure({
  number: 406,
  wire: 'NETWORK_PORT_CREATE_XML',
  kind: 'call',
  family: 'network',
  api: 'virNetworkPortCreateXML',
  since: '5.5.0',
  priority: 'low',
  readOnly: false,
  acl: ['network_port:create'],
  args: struct({ network: Network, xml: string, flags: uint }),
  ret: struct({ port: NetworkPort }),
  masks: { host: ['networkPortCreateXML', 3] },
  checks: [['xmldesc', 'nonnull']],
});

export const networkPortGetParameters = procedure({
  number: 407,
  wire: 'NETWORK_PORT_GET_PARAMETERS',
  kind: 'call',
  family: 'network',
  api: 'virNetworkPortGetParameters',
  since: '5.5.0',
  priority: 'low',
  readOnly: true,
  acl: ['network_port:read'],
  args: struct({ port: NetworkPort, nparams: int, flags: uint }),
  ret: struct({ params: array(typedParam, 16), nparams: int }),
  masks: { host: ['networkPortGetParameters', 0] },
  checks: [
    ['nparams', 'nonnull'],
    ['*nparams', '>=0'],
  ],
});

export const networkPortSetParameters = procedure({
  number: 408,
  wire: 'NETWORK_PORT_SET_PARAMETERS',
  kind: 'call',
  family: 'network',
  api: 'virNetworkPortSetParameters',
  since: '5.5.0',
  priority: 'low',
  readOnly: false,
  acl: ['network_port:write'],
  args: struct({ port: NetworkPort, params: array(typedParam, 16), flags: uint }),
  masks: { host: ['networkPortSetParameters', 0] },
});

export const networkPortGetXMLDesc = procedure({
  number: 409,
  wire: 'NETWORK_PORT_GET_XML_DESC',
  kind: 'call',
  family: 'network',
  api: 'virNetworkPortGetXMLDesc',
  since: '5.5.0',
  priority: 'low',
  readOnly: true,
  acl: ['network_port:read'],
  args: struct({ port: NetworkPort, flags: uint }),
  ret: struct({ xml: string }),
  masks: { host: ['networkPortGetXMLDesc', 0] },
});

export const networkPortDelete = procedure({
  number: 410,
  wire: 'NETWORK_PORT_DELETE',
  kind: 'call',
  family: 'network',
  api: 'virNetworkPortDelete',
  since: '5.5.0',
  priority: 'low',
  readOnly: false,
  acl: ['network_port:delete'],
  args: struct({ port: NetworkPort, flags: uint }),
  masks: { host: ['networkPortDelete', 0] },
});

export const networkDefineXMLFlags = procedure({
  number: 432,
  wire: 'NETWORK_DEFINE_XML_FLAGS',
  kind: 'call',
  family: 'network',
  api: 'virNetworkDefineXMLFlags',
  since: '7.7.0',
  priority: 'high',
  readOnly: false,
  acl: ['network:write', 'network:save'],
  args: struct({ xml: string, flags: uint }),
  ret: struct({ net: Network }),
  masks: { host: ['networkDefineXMLFlags', 1], test: ['testNetworkDefineXMLFlags', 1] },
  checks: [['xml', 'nonnull']],
});

export const networkCreateXMLFlags = procedure({
  number: 437,
  wire: 'NETWORK_CREATE_XML_FLAGS',
  kind: 'call',
  family: 'network',
  api: 'virNetworkCreateXMLFlags',
  since: '7.8.0',
  priority: 'high',
  readOnly: false,
  acl: ['network:write', 'network:start'],
  args: struct({ xml: string, flags: uint }),
  ret: struct({ net: Network }),
  masks: { host: ['networkCreateXMLFlags', 1], test: ['testNetworkCreateXMLFlags', 1] },
  checks: [['xmlDesc', 'nonnull']],
});

export const networkSetMetadata = procedure({
  number: 444,
  wire: 'NETWORK_SET_METADATA',
  kind: 'call',
  family: 'network',
  api: 'virNetworkSetMetadata',
  since: '9.7.0',
  priority: 'low',
  readOnly: false,
  acl: [
    'network:write',
    'network:save:unless_flags=VIR_NETWORK_UPDATE_AFFECT_CONFIG|VIR_NETWORK_UPDATE_AFFECT_LIVE',
    'network:save:if_flags=VIR_NETWORK_UPDATE_AFFECT_CONFIG',
  ],
  args: struct({
    network: Network,
    type: int,
    metadata: optional(string),
    key: optional(string),
    uri: optional(string),
    flags: uint,
  }),
  masks: { host: ['networkSetMetadata', 3], test: ['testNetworkSetMetadata', 3] },
  checks: [
    ['uri', 'nonnull'],
    ['key', 'nonnull'],
  ],
});

export const networkGetMetadata = procedure({
  number: 445,
  wire: 'NETWORK_GET_METADATA',
  kind: 'call',
  family: 'network',
  api: 'virNetworkGetMetadata',
  since: '9.7.0',
  priority: 'low',
  readOnly: true,
  acl: ['network:read'],
  args: struct({ network: Network, type: int, uri: optional(string), flags: uint }),
  ret: struct({ metadata: string }),
  masks: { host: ['networkGetMetadata', 3], test: ['testNetworkGetMetadata', 3] },
  exclusive: [
    [
      ['VIR_NETWORK_UPDATE_AFFECT_LIVE', 1],
      ['VIR_NETWORK_UPDATE_AFFECT_CONFIG', 2],
    ],
  ],
  checks: [['uri', 'nonnull']],
});
