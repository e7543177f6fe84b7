// What QEMU made of a guest's CPU: the features it really has are noted in the running definition (x86, as libvirt's
// virCPUUpdateLive does it). Asking costs some hundred properties, so the answer is kept for CPUs of the same making.
import { setMaxListeners } from 'node:events';
import type { Domain } from '../../../schemas/xml/domain.ts';
import { updateLiveX86 } from '../../model/cpu/x86.ts';
import { addFeature, emptySet, type FeatureSet, x86Feature } from '../../model/cpu/x86map.ts';
import { cpuDefOf, writeCpuBack } from './argv/guest-cpu.ts';
import { cpuFeatureFromQemu } from './capabilities/caps.ts';
import type { Guest, Run } from './guest.ts';

interface LiveFeatures {
  readonly enabled: FeatureSet;
  readonly disabled: FeatureSet;
}

const known = new Map<string, LiveFeatures>();
const KNOWN_MAX = 200;

const setOf = (names: readonly string[]): FeatureSet => {
  const set = emptySet();
  for (const name of names) {
    const feature = x86Feature(cpuFeatureFromQemu('x86_64', name));
    if (feature) addFeature(set, feature.index);
  }
  return set;
};

const ask = async (guest: Guest, path: string, signal: AbortSignal): Promise<LiveFeatures> => {
  // Hundreds of questions wait on one signal.
  setMaxListeners(0, signal);
  const how = { signal };
  const get = (property: string): Promise<unknown> => guest.execute('qom-get', { path, property }, how);
  const properties = await guest.execute('qom-list', { path }, how);
  const flags = properties.filter(({ type }) => type === 'bool').map(({ name }) => name);
  const [missing, ...values] = await Promise.all([
    get('unavailable-features'),
    ...flags.map((name) => get(name).catch(() => false)),
  ]);
  return {
    enabled: setOf(flags.filter((_, index) => values[index] === true)),
    disabled: setOf(missing as string[]),
  };
};

/** The words of the command line on which the CPU depends. */
const makingOf = (run: Run, words: readonly string[]): string =>
  JSON.stringify([
    run.caps.binary,
    run.caps.version,
    ...['-machine', '-accel', '-cpu'].map((option) => words[words.indexOf(option) + 1] ?? ''),
  ]);

const isX86 = (domain: Domain): boolean => ['x86_64', 'i686'].includes(domain.os.type?.arch ?? '');

/** Notes the CPU's features in the running definition; with check='full' a difference is refused. */
export const noteLiveCpu = async (
  guest: Guest,
  run: Run,
  words: readonly string[],
  signal: AbortSignal,
): Promise<void> => {
  const { cpu } = run.domain;
  if (!cpu || !isX86(run.domain) || (cpu.mode === 'custom' && cpu.model?.value === undefined)) return;
  const making = makingOf(run, words);
  let live = known.get(making);
  if (!live) {
    const [first] = await guest.execute('query-cpus-fast', undefined, { signal });
    if (!first) return;
    live = await ask(guest, first['qom-path'], signal);
    if (known.size >= KNOWN_MAX) known.clear();
    known.set(making, live);
  }
  const def = cpuDefOf(cpu);
  updateLiveX86(def, live.enabled, live.disabled.slice());
  writeCpuBack(cpu, def);
  cpu.check = 'full';
};
