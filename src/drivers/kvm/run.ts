// The record of one run of a guest, as it is before anything has been started.
import { PausedReason, RunningReason } from '../common/states.ts';
import type { QemuCaps } from './capabilities/caps.ts';
import type { Run } from './guest.ts';
import type { Domain } from './hardware.ts';
import { liveFolders } from './places.ts';
import type { World } from './world.ts';

export const createRun = (world: World, name: string, domain: Domain, caps: QemuCaps, id: number): Run => {
  const folders = liveFolders(world.places, id, name);
  return {
    domain,
    caps,
    id,
    process: null,
    monitor: null,
    libDir: folders.lib,
    channelDir: folders.channel,
    monitorPath: folders.monitor,
    vcpuThreads: new Map(),
    ioThreads: new Map(),
    devices: [],
    taints: new Set(world.host.privileged && !world.config.user ? ['high-privileges'] : []),
    pausedReason: PausedReason.UNKNOWN,
    runningReason: RunningReason.UNKNOWN,
    fakeReboot: false,
    ending: false,
    quiet: false,
    ended: null,
    starting: null,
    startDone: null,
    cleared: false,
    gone: new AbortController(),
    kept: '',
    consoles: new Map(),
    autodestroy: null,
    watchers: new Set(),
    unplugging: new Map(),
    trays: new Map(),
    blockJobs: new Map(),
    backup: null,
    asyncJob: null,
    cpu: structuredClone(domain.cpu),
    agentTimeout: -2,
    nodeIndex: 0,
    fdsetIndex: 0,
    since: Date.now(),
  };
};
