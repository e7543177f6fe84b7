// The registration procedures of the remote program.

import { Domain, Network, NodeDevice, Secret, StoragePool } from '../objects.ts';
import { procedure } from '../procedure.ts';
import { int, optional, struct } from '../types.ts';

export const connectDomainEventRegister = procedure({
  number: 105,
  wire: 'CONNECT_DOMAIN_EVENT_REGISTER',
  kind: 'call',
  family: 'daemon',
  api: 'virConnectDomainEventRegister',
  since: '0.5.0',
  priority: 'high',
  readOnly: true,
  acl: ['connect:search_domains'],
  aclFilter: ['domain:getattr'],
  ret: struct({ cb_registered: int }),
  masks: {
    kvm: ['qemuConnectDomainEventRegisterAny', null],
    libxl: ['libxlConnectDomainEventRegisterAny', null],
    test: ['testConnectDomainEventRegisterAny', null],
  },
  checks: [['cb', 'nonnull']],
});

export const connectDomainEventDeregister = procedure({
  number: 106,
  wire: 'CONNECT_DOMAIN_EVENT_DEREGISTER',
  kind: 'call',
  family: 'daemon',
  api: 'virConnectDomainEventDeregister',
  since: '0.5.0',
  priority: 'high',
  readOnly: true,
  acl: ['connect:read'],
  ret: struct({ cb_registered: int }),
  masks: {
    kvm: ['qemuConnectDomainEventDeregisterAny', null],
    libxl: ['libxlConnectDomainEventDeregisterAny', null],
    test: ['testConnectDomainEventDeregisterAny', null],
  },
  checks: [['cb', 'nonnull']],
});

export const connectDomainEventRegisterAny = procedure({
  number: 167,
  wire: 'CONNECT_DOMAIN_EVENT_REGISTER_ANY',
  kind: 'call',
  family: 'daemon',
  api: 'virConnectDomainEventRegisterAny',
  since: '0.8.0',
  priority: 'high',
  readOnly: true,
  acl: ['connect:search_domains'],
  aclFilter: ['domain:getattr'],
  args: struct({ eventID: int }),
  masks: {
    kvm: ['qemuConnectDomainEventRegisterAny', null],
    libxl: ['libxlConnectDomainEventRegisterAny', null],
    test: ['testConnectDomainEventRegisterAny', null],
  },
  checks: [
    ['cb', 'nonnull'],
    ['eventID', '>=0'],
  ],
});

export const connectDomainEventDeregisterAny = procedure({
  number: 168,
  wire: 'CONNECT_DOMAIN_EVENT_DEREGISTER_ANY',
  kind: 'call',
  family: 'daemon',
  api: 'virConnectDomainEventDeregisterAny',
  since: '0.8.0',
  priority: 'high',
  readOnly: true,
  acl: ['connect:read'],
  args: struct({ eventID: int }),
  masks: {
    kvm: ['qemuConnectDomainEventDeregisterAny', null],
    libxl: ['libxlConnectDomainEventDeregisterAny', null],
    test: ['testConnectDomainEventDeregisterAny', null],
  },
  checks: [['callbackID', '>=0']],
});

export const connectNetworkEventRegisterAny = procedure({
  number: 313,
  wire: 'CONNECT_NETWORK_EVENT_REGISTER_ANY',
  kind: 'call',
  family: 'daemon',
  api: 'virConnectNetworkEventRegisterAny',
  since: '1.2.1',
  priority: 'high',
  readOnly: true,
  acl: ['connect:search_networks'],
  aclFilter: ['network:getattr'],
  args: struct({ eventID: int, net: optional(Network) }),
  ret: struct({ callbackID: int }),
  masks: {
    host: ['networkConnectNetworkEventRegisterAny', null],
    test: ['testConnectNetworkEventRegisterAny', null],
  },
  checks: [
    ['cb', 'nonnull'],
    ['eventID', '>=0'],
  ],
});

export const connectNetworkEventDeregisterAny = procedure({
  number: 314,
  wire: 'CONNECT_NETWORK_EVENT_DEREGISTER_ANY',
  kind: 'call',
  family: 'daemon',
  api: 'virConnectNetworkEventDeregisterAny',
  since: '1.2.1',
  priority: 'high',
  readOnly: true,
  acl: ['connect:read'],
  args: struct({ callbackID: int }),
  masks: {
    host: ['networkConnectNetworkEventDeregisterAny', null],
    test: ['testConnectNetworkEventDeregisterAny', null],
  },
  checks: [['callbackID', '>=0']],
});

export const connectDomainEventCallbackRegisterAny = procedure({
  number: 316,
  wire: 'CONNECT_DOMAIN_EVENT_CALLBACK_REGISTER_ANY',
  kind: 'call',
  family: 'daemon',
  priority: 'high',
  readOnly: true,
  acl: ['connect:search_domains'],
  aclFilter: ['domain:getattr'],
  args: struct({ eventID: int, dom: optional(Domain) }),
  ret: struct({ callbackID: int }),
  masks: {
    kvm: ['qemuConnectDomainEventRegisterAny', null],
    libxl: ['libxlConnectDomainEventRegisterAny', null],
    test: ['testConnectDomainEventRegisterAny', null],
  },
});

export const connectDomainEventCallbackDeregisterAny = procedure({
  number: 317,
  wire: 'CONNECT_DOMAIN_EVENT_CALLBACK_DEREGISTER_ANY',
  kind: 'call',
  family: 'daemon',
  priority: 'high',
  readOnly: true,
  acl: ['connect:read'],
  args: struct({ callbackID: int }),
  masks: {
    kvm: ['qemuConnectDomainEventDeregisterAny', null],
    libxl: ['libxlConnectDomainEventDeregisterAny', null],
    test: ['testConnectDomainEventDeregisterAny', null],
  },
});

export const connectRegisterCloseCallback = procedure({
  number: 360,
  wire: 'CONNECT_REGISTER_CLOSE_CALLBACK',
  kind: 'call',
  family: 'daemon',
  api: 'virConnectRegisterCloseCallback',
  since: '0.10.0',
  priority: 'high',
  readOnly: true,
  acl: ['connect:getattr'],
  checks: [['cb', 'nonnull']],
});

export const connectUnregisterCloseCallback = procedure({
  number: 361,
  wire: 'CONNECT_UNREGISTER_CLOSE_CALLBACK',
  kind: 'call',
  family: 'daemon',
  api: 'virConnectUnregisterCloseCallback',
  since: '0.10.0',
  priority: 'high',
  readOnly: true,
  acl: ['connect:getattr'],
  checks: [['cb', 'nonnull']],
});

export const connectStoragePoolEventRegisterAny = procedure({
  number: 368,
  wire: 'CONNECT_STORAGE_POOL_EVENT_REGISTER_ANY',
  kind: 'call',
  family: 'daemon',
  api: 'virConnectStoragePoolEventRegisterAny',
  since: '2.0.0',
  priority: 'high',
  readOnly: true,
  acl: ['connect:search_storage_pools'],
  aclFilter: ['storage_pool:getattr'],
  args: struct({ eventID: int, pool: optional(StoragePool) }),
  ret: struct({ callbackID: int }),
  masks: {
    host: ['storageConnectStoragePoolEventRegisterAny', null],
    test: ['testConnectStoragePoolEventRegisterAny', null],
  },
  checks: [
    ['cb', 'nonnull'],
    ['eventID', '>=0'],
  ],
});

export const connectStoragePoolEventDeregisterAny = procedure({
  number: 369,
  wire: 'CONNECT_STORAGE_POOL_EVENT_DEREGISTER_ANY',
  kind: 'call',
  family: 'daemon',
  api: 'virConnectStoragePoolEventDeregisterAny',
  since: '2.0.0',
  priority: 'high',
  readOnly: true,
  acl: ['connect:read'],
  args: struct({ callbackID: int }),
  masks: {
    host: ['storageConnectStoragePoolEventDeregisterAny', null],
    test: ['testConnectStoragePoolEventDeregisterAny', null],
  },
  checks: [['callbackID', '>=0']],
});

export const connectNodeDeviceEventRegisterAny = procedure({
  number: 374,
  wire: 'CONNECT_NODE_DEVICE_EVENT_REGISTER_ANY',
  kind: 'call',
  family: 'daemon',
  api: 'virConnectNodeDeviceEventRegisterAny',
  since: '2.2.0',
  priority: 'high',
  readOnly: true,
  acl: ['connect:search_node_devices'],
  aclFilter: ['node_device:getattr'],
  args: struct({ eventID: int, dev: optional(NodeDevice) }),
  ret: struct({ callbackID: int }),
  masks: {
    host: ['nodeConnectNodeDeviceEventRegisterAny', null],
    test: ['testConnectNodeDeviceEventRegisterAny', null],
  },
  checks: [
    ['cb', 'nonnull'],
    ['eventID', '>=0'],
  ],
});

export const connectNodeDeviceEventDeregisterAny = procedure({
  number: 375,
  wire: 'CONNECT_NODE_DEVICE_EVENT_DEREGISTER_ANY',
  kind: 'call',
  family: 'daemon',
  api: 'virConnectNodeDeviceEventDeregisterAny',
  since: '2.2.0',
  priority: 'high',
  readOnly: true,
  acl: ['connect:read'],
  args: struct({ callbackID: int }),
  masks: {
    host: ['nodeConnectNodeDeviceEventDeregisterAny', null],
    test: ['testConnectNodeDeviceEventDeregisterAny', null],
  },
  checks: [['callbackID', '>=0']],
});

export const connectSecretEventRegisterAny = procedure({
  number: 380,
  wire: 'CONNECT_SECRET_EVENT_REGISTER_ANY',
  kind: 'call',
  family: 'daemon',
  api: 'virConnectSecretEventRegisterAny',
  since: '3.0.0',
  priority: 'high',
  readOnly: true,
  acl: ['connect:search_secrets'],
  aclFilter: ['secret:getattr'],
  args: struct({ eventID: int, secret: optional(Secret) }),
  ret: struct({ callbackID: int }),
  masks: { host: ['secretConnectSecretEventRegisterAny', null] },
  checks: [
    ['cb', 'nonnull'],
    ['eventID', '>=0'],
  ],
});

export const connectSecretEventDeregisterAny = procedure({
  number: 381,
  wire: 'CONNECT_SECRET_EVENT_DEREGISTER_ANY',
  kind: 'call',
  family: 'daemon',
  api: 'virConnectSecretEventDeregisterAny',
  since: '3.0.0',
  priority: 'high',
  readOnly: true,
  acl: ['connect:read'],
  args: struct({ callbackID: int }),
  masks: { host: ['secretConnectSecretEventDeregisterAny', null] },
  checks: [['callbackID', '>=0']],
});
