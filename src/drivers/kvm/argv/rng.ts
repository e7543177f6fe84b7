// Sources of randomness.
import type { Rng } from '../../../model/domain/devices.ts';
import { addExtension, addressProps } from './address.ts';
import { addDevice, addObject, type Build } from './build.ts';
import { addChardev, charAlias } from './chardev.ts';
import { type Props, positive } from './json.ts';
import { virtioProps } from './virtio.ts';

const DEFAULT_PERIOD_MS = 1000;

export const rngBackend = (rng: Rng): Props => {
  const id = `obj${rng.alias?.name}`;
  const { backend } = rng;
  if (backend.model === 'random') return { 'qom-type': 'rng-random', id, filename: backend.path };
  if (backend.model === 'egd') return { 'qom-type': 'rng-egd', id, chardev: charAlias(rng.alias?.name) };
  return { 'qom-type': 'rng-builtin', id };
};

export const rngProps = (build: Build, rng: Rng): Props => ({
  ...virtioProps(build.caps, 'virtio-rng', rng, rng.driver, rng.model),
  rng: `obj${rng.alias?.name}`,
  id: rng.alias?.name,
  'max-bytes': positive(rng.rate?.bytes),
  period: rng.rate?.bytes ? rng.rate.period || DEFAULT_PERIOD_MS : undefined,
  ...addressProps(build, rng),
});

export const addRngs = (build: Build): void => {
  for (const rng of build.domain.devices.rngs) {
    if (rng.backend.model === 'egd') addChardev(build, rng.backend, charAlias(rng.alias?.name));
    addObject(build, rngBackend(rng));
    addExtension(build, rng);
    addDevice(build, rngProps(build, rng));
  }
};
