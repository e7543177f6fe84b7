// The events procedures of the remote program.

import { Domain, Network, NodeDevice, Secret, StoragePool, string } from '../objects.ts';
import { procedure } from '../procedure.ts';
import { array, hyper, int, optional, struct, typedParam, uhyper, uint } from '../types.ts';

export const domainEventLifecycle = procedure({
  number: 107,
  wire: 'DOMAIN_EVENT_LIFECYCLE',
  kind: 'event',
  family: 'hypervisor',
  priority: 'low',
  msg: struct({ dom: Domain, event: int, detail: int }),
});

export const domainEventReboot = procedure({
  number: 169,
  wire: 'DOMAIN_EVENT_REBOOT',
  kind: 'event',
  family: 'hypervisor',
  priority: 'low',
  msg: struct({ dom: Domain }),
});

export const domainEventRtcChange = procedure({
  number: 170,
  wire: 'DOMAIN_EVENT_RTC_CHANGE',
  kind: 'event',
  family: 'hypervisor',
  priority: 'low',
  msg: struct({ dom: Domain, offset: hyper }),
});

export const domainEventWatchdog = procedure({
  number: 171,
  wire: 'DOMAIN_EVENT_WATCHDOG',
  kind: 'event',
  family: 'hypervisor',
  priority: 'low',
  msg: struct({ dom: Domain, action: int }),
});

export const domainEventIoError = procedure({
  number: 172,
  wire: 'DOMAIN_EVENT_IO_ERROR',
  kind: 'event',
  family: 'hypervisor',
  priority: 'low',
  msg: struct({ dom: Domain, srcPath: string, devAlias: string, action: int }),
});

export const domainEventGraphics = procedure({
  number: 173,
  wire: 'DOMAIN_EVENT_GRAPHICS',
  kind: 'event',
  family: 'hypervisor',
  priority: 'low',
  msg: struct({
    dom: Domain,
    phase: int,
    local: struct({ family: int, node: string, service: string }),
    remote: struct({ family: int, node: string, service: string }),
    authScheme: string,
    subject: array(struct({ type: string, name: string }), 20),
  }),
});

export const domainEventIoErrorReason = procedure({
  number: 195,
  wire: 'DOMAIN_EVENT_IO_ERROR_REASON',
  kind: 'event',
  family: 'hypervisor',
  priority: 'low',
  msg: struct({ dom: Domain, srcPath: string, devAlias: string, action: int, reason: string }),
});

export const domainEventControlError = procedure({
  number: 224,
  wire: 'DOMAIN_EVENT_CONTROL_ERROR',
  kind: 'event',
  family: 'hypervisor',
  priority: 'low',
  msg: struct({ dom: Domain }),
});

export const domainEventBlockJob = procedure({
  number: 241,
  wire: 'DOMAIN_EVENT_BLOCK_JOB',
  kind: 'event',
  family: 'hypervisor',
  priority: 'low',
  msg: struct({ dom: Domain, path: string, type: int, status: int }),
});

export const domainEventDiskChange = procedure({
  number: 248,
  wire: 'DOMAIN_EVENT_DISK_CHANGE',
  kind: 'event',
  family: 'hypervisor',
  priority: 'low',
  msg: struct({
    dom: Domain,
    oldSrcPath: optional(string),
    newSrcPath: optional(string),
    devAlias: string,
    reason: int,
  }),
});

export const domainEventTrayChange = procedure({
  number: 268,
  wire: 'DOMAIN_EVENT_TRAY_CHANGE',
  kind: 'event',
  family: 'hypervisor',
  priority: 'low',
  msg: struct({ dom: Domain, devAlias: string, reason: int }),
});

export const domainEventPmwakeup = procedure({
  number: 269,
  wire: 'DOMAIN_EVENT_PMWAKEUP',
  kind: 'event',
  family: 'hypervisor',
  priority: 'low',
  msg: struct({ dom: Domain }),
});

export const domainEventPmsuspend = procedure({
  number: 270,
  wire: 'DOMAIN_EVENT_PMSUSPEND',
  kind: 'event',
  family: 'hypervisor',
  priority: 'low',
  msg: struct({ dom: Domain }),
});

export const domainEventBalloonChange = procedure({
  number: 276,
  wire: 'DOMAIN_EVENT_BALLOON_CHANGE',
  kind: 'event',
  family: 'hypervisor',
  priority: 'low',
  msg: struct({ dom: Domain, actual: uhyper }),
});

export const domainEventPmsuspendDisk = procedure({
  number: 292,
  wire: 'DOMAIN_EVENT_PMSUSPEND_DISK',
  kind: 'event',
  family: 'hypervisor',
  priority: 'low',
  msg: struct({ dom: Domain }),
});

export const domainEventDeviceRemoved = procedure({
  number: 311,
  wire: 'DOMAIN_EVENT_DEVICE_REMOVED',
  kind: 'event',
  family: 'hypervisor',
  priority: 'low',
  msg: struct({ dom: Domain, devAlias: string }),
});

export const networkEventLifecycle = procedure({
  number: 315,
  wire: 'NETWORK_EVENT_LIFECYCLE',
  kind: 'event',
  family: 'network',
  priority: 'low',
  msg: struct({ callbackID: int, net: Network, event: int, detail: int }),
});

export const domainEventCallbackLifecycle = procedure({
  number: 318,
  wire: 'DOMAIN_EVENT_CALLBACK_LIFECYCLE',
  kind: 'event',
  family: 'hypervisor',
  priority: 'low',
  msg: struct({ callbackID: int, msg: struct({ dom: Domain, event: int, detail: int }) }),
});

export const domainEventCallbackReboot = procedure({
  number: 319,
  wire: 'DOMAIN_EVENT_CALLBACK_REBOOT',
  kind: 'event',
  family: 'hypervisor',
  priority: 'low',
  msg: struct({ callbackID: int, msg: struct({ dom: Domain }) }),
});

export const domainEventCallbackRtcChange = procedure({
  number: 320,
  wire: 'DOMAIN_EVENT_CALLBACK_RTC_CHANGE',
  kind: 'event',
  family: 'hypervisor',
  priority: 'low',
  msg: struct({ callbackID: int, msg: struct({ dom: Domain, offset: hyper }) }),
});

export const domainEventCallbackWatchdog = procedure({
  number: 321,
  wire: 'DOMAIN_EVENT_CALLBACK_WATCHDOG',
  kind: 'event',
  family: 'hypervisor',
  priority: 'low',
  msg: struct({ callbackID: int, msg: struct({ dom: Domain, action: int }) }),
});

export const domainEventCallbackIoError = procedure({
  number: 322,
  wire: 'DOMAIN_EVENT_CALLBACK_IO_ERROR',
  kind: 'event',
  family: 'hypervisor',
  priority: 'low',
  msg: struct({
    callbackID: int,
    msg: struct({ dom: Domain, srcPath: string, devAlias: string, action: int }),
  }),
});

export const domainEventCallbackGraphics = procedure({
  number: 323,
  wire: 'DOMAIN_EVENT_CALLBACK_GRAPHICS',
  kind: 'event',
  family: 'hypervisor',
  priority: 'low',
  msg: struct({
    callbackID: int,
    msg: struct({
      dom: Domain,
      phase: int,
      local: struct({ family: int, node: string, service: string }),
      remote: struct({ family: int, node: string, service: string }),
      authScheme: string,
      subject: array(struct({ type: string, name: string }), 20),
    }),
  }),
});

export const domainEventCallbackIoErrorReason = procedure({
  number: 324,
  wire: 'DOMAIN_EVENT_CALLBACK_IO_ERROR_REASON',
  kind: 'event',
  family: 'hypervisor',
  priority: 'low',
  msg: struct({
    callbackID: int,
    msg: struct({ dom: Domain, srcPath: string, devAlias: string, action: int, reason: string }),
  }),
});

export const domainEventCallbackControlError = procedure({
  number: 325,
  wire: 'DOMAIN_EVENT_CALLBACK_CONTROL_ERROR',
  kind: 'event',
  family: 'hypervisor',
  priority: 'low',
  msg: struct({ callbackID: int, msg: struct({ dom: Domain }) }),
});

export const domainEventCallbackBlockJob = procedure({
  number: 326,
  wire: 'DOMAIN_EVENT_CALLBACK_BLOCK_JOB',
  kind: 'event',
  family: 'hypervisor',
  priority: 'low',
  msg: struct({ callbackID: int, msg: struct({ dom: Domain, path: string, type: int, status: int }) }),
});

export const domainEventCallbackDiskChange = procedure({
  number: 327,
  wire: 'DOMAIN_EVENT_CALLBACK_DISK_CHANGE',
  kind: 'event',
  family: 'hypervisor',
  priority: 'low',
  msg: struct({
    callbackID: int,
    msg: struct({
      dom: Domain,
      oldSrcPath: optional(string),
      newSrcPath: optional(string),
      devAlias: string,
      reason: int,
    }),
  }),
});

export const domainEventCallbackTrayChange = procedure({
  number: 328,
  wire: 'DOMAIN_EVENT_CALLBACK_TRAY_CHANGE',
  kind: 'event',
  family: 'hypervisor',
  priority: 'low',
  msg: struct({ callbackID: int, msg: struct({ dom: Domain, devAlias: string, reason: int }) }),
});

export const domainEventCallbackPmwakeup = procedure({
  number: 329,
  wire: 'DOMAIN_EVENT_CALLBACK_PMWAKEUP',
  kind: 'event',
  family: 'hypervisor',
  priority: 'low',
  msg: struct({ callbackID: int, reason: int, msg: struct({ dom: Domain }) }),
});

export const domainEventCallbackPmsuspend = procedure({
  number: 330,
  wire: 'DOMAIN_EVENT_CALLBACK_PMSUSPEND',
  kind: 'event',
  family: 'hypervisor',
  priority: 'low',
  msg: struct({ callbackID: int, reason: int, msg: struct({ dom: Domain }) }),
});

export const domainEventCallbackBalloonChange = procedure({
  number: 331,
  wire: 'DOMAIN_EVENT_CALLBACK_BALLOON_CHANGE',
  kind: 'event',
  family: 'hypervisor',
  priority: 'low',
  msg: struct({ callbackID: int, msg: struct({ dom: Domain, actual: uhyper }) }),
});

export const domainEventCallbackPmsuspendDisk = procedure({
  number: 332,
  wire: 'DOMAIN_EVENT_CALLBACK_PMSUSPEND_DISK',
  kind: 'event',
  family: 'hypervisor',
  priority: 'low',
  msg: struct({ callbackID: int, reason: int, msg: struct({ dom: Domain }) }),
});

export const domainEventCallbackDeviceRemoved = procedure({
  number: 333,
  wire: 'DOMAIN_EVENT_CALLBACK_DEVICE_REMOVED',
  kind: 'event',
  family: 'hypervisor',
  priority: 'low',
  msg: struct({ callbackID: int, msg: struct({ dom: Domain, devAlias: string }) }),
});

export const domainEventBlockJob2 = procedure({
  number: 339,
  wire: 'DOMAIN_EVENT_BLOCK_JOB_2',
  kind: 'event',
  family: 'hypervisor',
  priority: 'low',
  msg: struct({ callbackID: int, dom: Domain, dst: string, type: int, status: int }),
});

export const domainEventCallbackTunable = procedure({
  number: 346,
  wire: 'DOMAIN_EVENT_CALLBACK_TUNABLE',
  kind: 'event',
  family: 'hypervisor',
  priority: 'low',
  msg: struct({ callbackID: int, dom: Domain, params: array(typedParam, 2048) }),
});

export const domainEventCallbackAgentLifecycle = procedure({
  number: 348,
  wire: 'DOMAIN_EVENT_CALLBACK_AGENT_LIFECYCLE',
  kind: 'event',
  family: 'hypervisor',
  priority: 'low',
  msg: struct({ callbackID: int, dom: Domain, state: int, reason: int }),
});

export const domainEventCallbackDeviceAdded = procedure({
  number: 354,
  wire: 'DOMAIN_EVENT_CALLBACK_DEVICE_ADDED',
  kind: 'event',
  family: 'hypervisor',
  priority: 'low',
  msg: struct({ callbackID: int, dom: Domain, devAlias: string }),
});

export const domainEventCallbackMigrationIteration = procedure({
  number: 359,
  wire: 'DOMAIN_EVENT_CALLBACK_MIGRATION_ITERATION',
  kind: 'event',
  family: 'hypervisor',
  priority: 'low',
  msg: struct({ callbackID: int, dom: Domain, iteration: int }),
});

export const connectEventConnectionClosed = procedure({
  number: 362,
  wire: 'CONNECT_EVENT_CONNECTION_CLOSED',
  kind: 'event',
  family: 'daemon',
  priority: 'low',
  msg: struct({ reason: int }),
});

export const domainEventCallbackJobCompleted = procedure({
  number: 363,
  wire: 'DOMAIN_EVENT_CALLBACK_JOB_COMPLETED',
  kind: 'event',
  family: 'hypervisor',
  priority: 'low',
  msg: struct({ callbackID: int, dom: Domain, params: array(typedParam, 64) }),
});

export const domainEventCallbackDeviceRemovalFailed = procedure({
  number: 367,
  wire: 'DOMAIN_EVENT_CALLBACK_DEVICE_REMOVAL_FAILED',
  kind: 'event',
  family: 'hypervisor',
  priority: 'low',
  msg: struct({ callbackID: int, dom: Domain, devAlias: string }),
});

export const storagePoolEventLifecycle = procedure({
  number: 370,
  wire: 'STORAGE_POOL_EVENT_LIFECYCLE',
  kind: 'event',
  family: 'storage',
  priority: 'low',
  msg: struct({ callbackID: int, pool: StoragePool, event: int, detail: int }),
});

export const storagePoolEventRefresh = procedure({
  number: 373,
  wire: 'STORAGE_POOL_EVENT_REFRESH',
  kind: 'event',
  family: 'storage',
  priority: 'low',
  msg: struct({ callbackID: int, pool: StoragePool }),
});

export const nodeDeviceEventLifecycle = procedure({
  number: 376,
  wire: 'NODE_DEVICE_EVENT_LIFECYCLE',
  kind: 'event',
  family: 'nodedev',
  priority: 'low',
  msg: struct({ callbackID: int, dev: NodeDevice, event: int, detail: int }),
});

export const nodeDeviceEventUpdate = procedure({
  number: 377,
  wire: 'NODE_DEVICE_EVENT_UPDATE',
  kind: 'event',
  family: 'nodedev',
  priority: 'low',
  msg: struct({ callbackID: int, dev: NodeDevice }),
});

export const domainEventCallbackMetadataChange = procedure({
  number: 379,
  wire: 'DOMAIN_EVENT_CALLBACK_METADATA_CHANGE',
  kind: 'event',
  family: 'hypervisor',
  priority: 'low',
  msg: struct({ callbackID: int, dom: Domain, type: int, nsuri: optional(string) }),
});

export const secretEventLifecycle = procedure({
  number: 382,
  wire: 'SECRET_EVENT_LIFECYCLE',
  kind: 'event',
  family: 'secret',
  priority: 'low',
  msg: struct({ callbackID: int, secret: Secret, event: int, detail: int }),
});

export const secretEventValueChanged = procedure({
  number: 383,
  wire: 'SECRET_EVENT_VALUE_CHANGED',
  kind: 'event',
  family: 'secret',
  priority: 'low',
  msg: struct({ callbackID: int, secret: Secret }),
});

export const domainEventBlockThreshold = procedure({
  number: 385,
  wire: 'DOMAIN_EVENT_BLOCK_THRESHOLD',
  kind: 'event',
  family: 'hypervisor',
  priority: 'low',
  msg: struct({
    callbackID: int,
    dom: Domain,
    dev: string,
    path: optional(string),
    threshold: uhyper,
    excess: uhyper,
  }),
});

export const domainEventMemoryFailure = procedure({
  number: 423,
  wire: 'DOMAIN_EVENT_MEMORY_FAILURE',
  kind: 'event',
  family: 'hypervisor',
  priority: 'low',
  msg: struct({ callbackID: int, dom: Domain, recipient: int, action: int, flags: uint }),
});

export const domainEventMemoryDeviceSizeChange = procedure({
  number: 438,
  wire: 'DOMAIN_EVENT_MEMORY_DEVICE_SIZE_CHANGE',
  kind: 'event',
  family: 'hypervisor',
  priority: 'low',
  msg: struct({ callbackID: int, dom: Domain, alias: string, size: uhyper }),
});

export const networkEventCallbackMetadataChange = procedure({
  number: 446,
  wire: 'NETWORK_EVENT_CALLBACK_METADATA_CHANGE',
  kind: 'event',
  family: 'network',
  priority: 'low',
  msg: struct({ callbackID: int, net: Network, type: int, nsuri: optional(string) }),
});

export const domainEventNicMacChange = procedure({
  number: 453,
  wire: 'DOMAIN_EVENT_NIC_MAC_CHANGE',
  kind: 'event',
  family: 'hypervisor',
  priority: 'low',
  msg: struct({ callbackID: int, dom: Domain, alias: string, oldMAC: string, newMAC: string }),
});

export const domainEventVcpuRemoved = procedure({
  number: 454,
  wire: 'DOMAIN_EVENT_VCPU_REMOVED',
  kind: 'event',
  family: 'hypervisor',
  priority: 'low',
  msg: struct({ callbackID: int, dom: Domain, vcpuid: uint }),
});

export const domainEventCallbackChannelLifecycle = procedure({
  number: 455,
  wire: 'DOMAIN_EVENT_CALLBACK_CHANNEL_LIFECYCLE',
  kind: 'event',
  family: 'hypervisor',
  priority: 'low',
  msg: struct({ callbackID: int, dom: Domain, channelName: string, state: int, reason: int }),
});
