// Definitions as QEMU command lines and back: virConnectDomainXMLToNative and its kin.
import type { PartialTable } from '../../table.ts';
import { hostArch } from '../emulators.ts';
import { nativeHost } from '../native/host.ts';
import { checkNativeFormat, commandText, fromNative, toNative } from '../native/to-native.ts';
import type { World } from '../world.ts';

export const nativeSlots = (world: World): PartialTable<'hypervisor'> => ({
  async connectDomainXMLToNative(_ctx, { nativeFormat, domainXml }) {
    checkNativeFormat(nativeFormat);
    const { hardware } = world;
    const parsed = hardware.parse(domainXml, {});
    const caps = await world.capsFor(parsed);
    const domain = hardware.postParse(parsed, caps, true);
    hardware.validate(domain, caps);
    const host = nativeHost({ name: domain.name, arch: hostArch, config: hardware.config });
    return { nativeConfig: `${commandText(toNative(domain, caps, host))}\n` };
  },
  connectDomainXMLFromNative: () => fromNative(),
});
