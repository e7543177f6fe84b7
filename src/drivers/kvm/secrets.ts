// The secrets a definition's disks name, fetched before the command line is written.
import type { Domain } from './hardware.ts';
import type { World } from './world.ts';

interface Named {
  readonly uuid?: string;
  readonly usage?: string;
  readonly type?: string;
}

/** Every `<secret>` below a value: authentication and encryption of disks and their layers. */
const secretsIn = (value: unknown): Named[] => {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]): Named[] => {
    if (key === 'secret') return [inner as Named];
    if (key === 'secrets') return inner as Named[];
    return secretsIn(inner);
  });
};

/** Values by uuid or usage; what cannot be had is missing, and refused where it is used. */
export const collectSecrets = async (world: World, domain: Domain): Promise<Map<string, Buffer>> => {
  const values = new Map<string, Buffer>();
  const { secret } = world.host.services;
  if (!secret) return values;
  for (const { uuid, usage, type } of secretsIn(domain.devices.disks)) {
    const by = uuid === undefined ? { usage: usage ?? '', type: type ?? '' } : { uuid };
    values.set(uuid ?? usage ?? '', await secret.value(by));
  }
  return values;
};
