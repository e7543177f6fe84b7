// Keyboards, mice, tablets and host input devices.
import type { Input } from '../../../model/domain/devices.ts';
import { addExtension, addressProps } from './address.ts';
import { addDevice, addObject, type Build } from './build.ts';
import { onlyTrue, type Props } from './json.ts';
import { virtioProps } from './virtio.ts';

const usbDrivers: Record<string, string> = { mouse: 'usb-mouse', tablet: 'usb-tablet', keyboard: 'usb-kbd' };
const virtioDrivers: Record<string, string> = {
  mouse: 'virtio-mouse',
  tablet: 'virtio-tablet',
  keyboard: 'virtio-keyboard',
  passthrough: 'virtio-input-host',
};

export const evdevProps = (input: Input): Props => ({
  'qom-type': 'input-linux',
  id: input.alias?.name,
  evdev: input.source?.dev,
  repeat: input.source?.repeat,
  grab_all: onlyTrue(input.source?.grab === 'all'),
  'grab-toggle': input.source?.grabToggle,
});

/** The device of an input; undefined for those that the board has. */
export const inputProps = (build: Build, input: Input): Props | undefined => {
  const id = input.alias?.name;
  if (input.bus === 'usb') return { driver: usbDrivers[input.type], id, ...addressProps(build, input) };
  if (input.bus !== 'virtio') return undefined;
  return {
    ...virtioProps(build.caps, virtioDrivers[input.type] ?? '', input, input.driver, input.model),
    id,
    evdev: input.type === 'passthrough' ? input.source?.evdev : undefined,
    ...addressProps(build, input),
  };
};

export const addInputs = (build: Build): void => {
  for (const input of build.domain.devices.inputs) {
    addExtension(build, input);
    if (input.type === 'evdev') {
      addObject(build, evdevProps(input));
      continue;
    }
    const props = inputProps(build, input);
    if (props) addDevice(build, props);
  }
};
