// Definitions as QEMU command lines and back: virConnectDomainXMLToNative and its kin.
import { randomBytes } from 'node:crypto';
import type { PartialTable } from '../../table.ts';
import { sealer } from '../argv-host.ts';
import { hostArch } from '../emulators.ts';
import { hostSide } from '../host-side.ts';
import { placeImages } from '../images.ts';
import { nativeHost } from '../native/host.ts';
import { checkNativeFormat, commandText, fromNative, toNative } from '../native/to-native.ts';
import type { World } from '../world.ts';

/** Of a guest's master key. */
const KEY_BYTES = 32;

export const nativeSlots = (world: World): PartialTable<'hypervisor'> => ({
  async connectDomainXMLToNative(_ctx, { nativeFormat, domainXml }) {
    checkNativeFormat(nativeFormat);
    const { hardware } = world;
    const parsed = hardware.parse(domainXml, { inactive: true });
    const caps = await world.capsFor(parsed);
    const domain = hardware.postParse(parsed, caps, true);
    hardware.validate(domain, caps);
    await placeImages(domain, world.host.services.storage);
    const { secretValue, ...side } = await hostSide(world, domain, caps);
    const host = nativeHost({
      ...side,
      name: domain.name,
      arch: hostArch,
      config: hardware.config,
      secret: (lookup) => sealer(randomBytes(KEY_BYTES))(secretValue(lookup)),
    });
    return { nativeConfig: commandText(toNative(domain, caps, host)) };
  },
  connectDomainXMLFromNative: () => fromNative(),
});
