// Watchdogs and what happens when they bite; panic devices.
import type { Watchdog } from '../../../model/domain/devices.ts';
import { addExtension, addressProps } from './address.ts';
import { addDevice, type Build } from './build.ts';
import type { Props } from './json.ts';

export const watchdogProps = (build: Build, dog: Watchdog): Props => ({
  driver: dog.model,
  id: dog.alias?.name,
  ...addressProps(build, dog),
});

export const addWatchdogs = (build: Build): void => {
  const { watchdogs } = build.domain.devices;
  const last = watchdogs.at(-1);
  if (!last) return;
  for (const dog of watchdogs) {
    if (dog.model === 'itco') continue;
    addExtension(build, dog);
    addDevice(build, watchdogProps(build, dog));
  }
  // The one in the chipset is there anyway, but strapped not to reset the guest.
  if (watchdogs.some((dog) => dog.model === 'itco')) build.args.push('-global', 'ICH9-LPC.noreboot=off');
  build.args.push('-watchdog-action', last.action === 'dump' ? 'pause' : last.action);
};

export const addPanics = (build: Build): void => {
  for (const panic of build.domain.devices.panics) {
    if (panic.model === 'isa') {
      const { address } = panic;
      addDevice(build, {
        driver: 'pvpanic',
        ioport: address?.type === 'isa' ? (address.iobase ?? 0) : undefined,
      });
    } else if (panic.model === 'pvpanic') {
      addDevice(build, { driver: 'pvpanic-pci', ...addressProps(build, panic) });
    }
  }
};
