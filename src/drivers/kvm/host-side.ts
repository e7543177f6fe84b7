// What a command line asks of the host and of other drivers, fetched before it is written: values of secrets, the host's
// CPU and memory nodes. What cannot be had is refused only where the command line uses it, so that the
// first complaint is libvirt's first.
import { VirError } from '../../../schemas/errors.ts';
import { type ArgvHost, missingSecret } from './argv/host.ts';
import type { SecretLookup } from './block/layer.ts';
import type { QemuCaps } from './capabilities/caps.ts';
import { virtTypeOf } from './facts.ts';
import type { Domain } from './hardware.ts';
import type { World } from './world.ts';

/** A value, or why there is none. */
type Fetched<T> = { readonly value: T } | { readonly error: unknown };

const fetched = async <T>(make: () => Promise<T>): Promise<Fetched<T>> => {
  try {
    return { value: await make() };
  } catch (error) {
    if (error instanceof VirError) return { error };
    throw error;
  }
};

const take = <T>(found: Fetched<T> | undefined, otherwise: () => unknown): T => {
  if (found && 'value' in found) return found.value;
  throw found ? found.error : otherwise();
};

interface Named extends SecretLookup {
  readonly type?: string;
}

/** Every `<secret>` below a value. */
const secretsIn = (value: unknown): Named[] => {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]): Named[] => {
    if (key === 'secret') return [inner as Named];
    if (key === 'secrets') return inner as Named[];
    return secretsIn(inner);
  });
};

export interface HostSide extends Required<Pick<ArgvHost, 'hostModels' | 'numaNodes' | 'nodesOfCpus'>> {
  /** The value of a secret. */
  secretValue(lookup: SecretLookup): Buffer;
}

export const hostSide = async (world: World, domain: Domain, caps: QemuCaps): Promise<HostSide> => {
  const { secret } = world.host.services;
  const { disks, hostdevs, tpms } = domain.devices;
  const secrets = new Map<string, Fetched<Buffer>>();
  if (secret) {
    for (const { uuid, usage, type } of secretsIn([disks, hostdevs, tpms])) {
      const by = uuid === undefined ? { usage: usage ?? '', type: type ?? '' } : { uuid };
      secrets.set(uuid ?? usage ?? '', await fetched(() => secret.value(by)));
    }
  }
  const { service } = world.emulators;
  const models = await service.hostModels(caps, virtTypeOf(domain));
  const { nodes } = (await service.hostFacts()).memory;
  return {
    hostModels: () => models,
    numaNodes: () => nodes.map(({ id }) => id),
    nodesOfCpus: (cpus) =>
      nodes.filter((node) => node.cpus.some(({ id }) => cpus.includes(id))).map(({ id }) => id),
    secretValue: (lookup) =>
      take(secrets.get(lookup.uuid ?? lookup.usage ?? ''), () => missingSecret(lookup)),
  };
};
