// Which event id of which family travels in which message, and the type of what an event tells.

import type { MessageOf, ProcedureSpec } from './procedure.ts';
import * as messages from './remote/events.ts';

export interface EventSpec<P extends ProcedureSpec = ProcedureSpec> {
  readonly id: number;
  /** The message that carries a callback id. */
  readonly message: P;
  /** The message of clients from before callback ids (ids 0 to 15 of domains). */
  readonly legacy?: ProcedureSpec;
}

const event = <const P extends ProcedureSpec>(
  id: number,
  message: P,
  legacy?: ProcedureSpec,
): EventSpec<P> => ({
  id,
  message,
  legacy,
});

export const eventTable = {
  domain: {
    lifecycle: event(0, messages.domainEventCallbackLifecycle, messages.domainEventLifecycle),
    reboot: event(1, messages.domainEventCallbackReboot, messages.domainEventReboot),
    rtcChange: event(2, messages.domainEventCallbackRtcChange, messages.domainEventRtcChange),
    watchdog: event(3, messages.domainEventCallbackWatchdog, messages.domainEventWatchdog),
    ioError: event(4, messages.domainEventCallbackIoError, messages.domainEventIoError),
    graphics: event(5, messages.domainEventCallbackGraphics, messages.domainEventGraphics),
    ioErrorReason: event(6, messages.domainEventCallbackIoErrorReason, messages.domainEventIoErrorReason),
    controlError: event(7, messages.domainEventCallbackControlError, messages.domainEventControlError),
    blockJob: event(8, messages.domainEventCallbackBlockJob, messages.domainEventBlockJob),
    diskChange: event(9, messages.domainEventCallbackDiskChange, messages.domainEventDiskChange),
    trayChange: event(10, messages.domainEventCallbackTrayChange, messages.domainEventTrayChange),
    pmwakeup: event(11, messages.domainEventCallbackPmwakeup, messages.domainEventPmwakeup),
    pmsuspend: event(12, messages.domainEventCallbackPmsuspend, messages.domainEventPmsuspend),
    balloonChange: event(13, messages.domainEventCallbackBalloonChange, messages.domainEventBalloonChange),
    pmsuspendDisk: event(14, messages.domainEventCallbackPmsuspendDisk, messages.domainEventPmsuspendDisk),
    deviceRemoved: event(15, messages.domainEventCallbackDeviceRemoved, messages.domainEventDeviceRemoved),
    blockJob2: event(16, messages.domainEventBlockJob2),
    tunable: event(17, messages.domainEventCallbackTunable),
    agentLifecycle: event(18, messages.domainEventCallbackAgentLifecycle),
    deviceAdded: event(19, messages.domainEventCallbackDeviceAdded),
    migrationIteration: event(20, messages.domainEventCallbackMigrationIteration),
    jobCompleted: event(21, messages.domainEventCallbackJobCompleted),
    deviceRemovalFailed: event(22, messages.domainEventCallbackDeviceRemovalFailed),
    metadataChange: event(23, messages.domainEventCallbackMetadataChange),
    blockThreshold: event(24, messages.domainEventBlockThreshold),
    memoryFailure: event(25, messages.domainEventMemoryFailure),
    memoryDeviceSizeChange: event(26, messages.domainEventMemoryDeviceSizeChange),
    nicMacChange: event(27, messages.domainEventNicMacChange),
    vcpuRemoved: event(28, messages.domainEventVcpuRemoved),
    channelLifecycle: event(29, messages.domainEventCallbackChannelLifecycle),
  },
  network: {
    lifecycle: event(0, messages.networkEventLifecycle),
    metadataChange: event(1, messages.networkEventCallbackMetadataChange),
  },
  storagePool: {
    lifecycle: event(0, messages.storagePoolEventLifecycle),
    refresh: event(1, messages.storagePoolEventRefresh),
  },
  nodeDevice: {
    lifecycle: event(0, messages.nodeDeviceEventLifecycle),
    update: event(1, messages.nodeDeviceEventUpdate),
  },
  secret: {
    lifecycle: event(0, messages.secretEventLifecycle),
    valueChanged: event(1, messages.secretEventValueChanged),
  },
} as const;

export type EventFamily = keyof typeof eventTable;
export type EventKind<F extends EventFamily> = keyof (typeof eventTable)[F] & string;
type SpecOf<F extends EventFamily, K extends EventKind<F>> = (typeof eventTable)[F][K];
type Message<S> = S extends EventSpec<infer P> ? MessageOf<P> : never;
/** What an event tells, without the callback id: the inner structure of ids 0 to 15, the flat fields of newer ones. */
export type EventPayload<F extends EventFamily, K extends EventKind<F>> =
  Message<SpecOf<F, K>> extends { msg: infer M } ? M : Omit<Message<SpecOf<F, K>>, 'callbackID'>;
