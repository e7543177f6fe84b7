// The balloon that takes memory back from a guest.
import { balloonOf } from '../facts.ts';
import { addExtension, addressProps } from './address.ts';
import { addDevice, type Build } from './build.ts';
import { virtioProps } from './virtio.ts';

export const addMemballoon = (build: Build): void => {
  const balloon = balloonOf(build.domain);
  if (!balloon) return;
  addExtension(build, balloon);
  addDevice(build, {
    ...virtioProps(build.caps, 'virtio-balloon', balloon, balloon.driver, balloon.model),
    id: balloon.alias?.name,
    'deflate-on-oom': balloon.autodeflate,
    'free-page-reporting': balloon.freePageReporting,
    ...addressProps(build, balloon),
  });
};
