// What a live definition learns from a QEMU that is there: pty paths, threads, devices. Asked all at once; QEMU answers
// in order.
import type { Guest, Live } from './guest.ts';
import type { World } from './world.ts';

interface CharDevice {
  readonly label: string;
  readonly filename: string;
}

const readPtys = (live: Live, devices: readonly CharDevice[]): void => {
  const paths = new Map(devices.map((device) => [device.label, device.filename]));
  for (const serial of live.domain.devices.serial) {
    const name = serial.alias ? paths.get(`char${serial.alias}`) : undefined;
    if (serial.type === 'pty' && name?.startsWith('pty:')) serial.path = name.slice(4);
  }
};

/** Asks QEMU what the definition cannot know and puts it there. */
export const refreshLive = async (
  _world: World,
  guest: Guest,
  live: Live,
  signal: AbortSignal,
): Promise<void> => {
  const how = { signal };
  const [devices, cpus, peripherals] = await Promise.all([
    guest.execute('query-chardev', undefined, how),
    guest.execute('query-cpus-fast', undefined, how),
    guest.execute('qom-list', { path: '/machine/peripheral' }, how),
  ]);
  readPtys(live, devices);
  live.vcpuThreads = new Map(cpus.map((cpu) => [cpu['cpu-index'], cpu['thread-id']]));
  live.devices = peripherals.filter((entry) => entry.type.startsWith('child<')).map((entry) => entry.name);
};
