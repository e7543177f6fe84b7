// What a run definition learns from a QEMU that is there: pty paths, threads, devices. Asked all at once; QEMU answers
// in order.
import { refreshPorts } from './channels.ts';
import type { Guest, Run } from './guest.ts';
import type { World } from './world.ts';

interface CharDevice {
  readonly label: string;
  readonly filename: string;
}

const readPtys = (run: Run, devices: readonly CharDevice[]): void => {
  const paths = new Map(devices.map((device) => [device.label, device.filename]));
  for (const serial of run.domain.devices.serials) {
    const name = serial.alias ? paths.get(`char${serial.alias.name}`) : undefined;
    if (serial.type === 'pty' && name?.startsWith('pty:'))
      serial.source = { ...serial.source, path: name.slice(4) };
  }
};

/** Asks QEMU what the definition cannot know and puts it there. */
export const refreshLive = async (
  _world: World,
  guest: Guest,
  run: Run,
  signal: AbortSignal,
): Promise<void> => {
  const how = { signal };
  const [devices, cpus, iothreads, peripherals] = await Promise.all([
    guest.execute('query-chardev', undefined, how),
    guest.execute('query-cpus-fast', undefined, how),
    run.domain.iothreads ? guest.execute('query-iothreads', undefined, how) : [],
    guest.execute('qom-list', { path: '/machine/peripheral' }, how),
  ]);
  readPtys(run, devices);
  refreshPorts(guest, run, devices);
  run.vcpuThreads = new Map(cpus.map((cpu) => [cpu['cpu-index'], cpu['thread-id']]));
  run.ioThreads = new Map(
    iothreads
      .map((thread) => [Number(thread.id.replace(/^iothread/, '')), thread['thread-id']] as const)
      .sort(([a], [b]) => a - b),
  );
  run.devices = peripherals.filter((entry) => entry.type.startsWith('child<')).map((entry) => entry.name);
};
