// Definitions: from a client's XML to a checked definition, and its file.

import { removeDurable, writeDurable } from '../common/durable/durable.ts';
import { validateIf } from '../common/schema.ts';
import { checkFileName, setLink } from '../common/store.ts';
import type { QemuCaps } from './capabilities/caps.ts';
import type { Guest } from './guest.ts';
import type { Domain } from './hardware.ts';
import type { World } from './world.ts';

const WARNING = (command: string): string =>
  `<!--
WARNING: THIS IS AN AUTO-GENERATED FILE. CHANGES TO IT ARE LIKELY TO BE
OVERWRITTEN AND LOST. Changes to this xml configuration should be made using:
  virsh ${command}
or other application using the libvirt API.
-->

`;

/** Parses, completes and checks a client's XML for an inactive guest. */
export const prepareDefinition = async (world: World, xml: string, validate: boolean): Promise<Domain> => {
  await validateIf(Number(validate), 'domain', xml, '(domain_definition)');
  const domain = world.hardware.parse(xml, { inactive: true });
  const caps: QemuCaps = await world.capsFor(domain);
  const complete = world.hardware.postParse(domain, caps, true);
  checkFileName(domain.name);
  world.hardware.validate(complete, caps);
  return complete;
};

/** Writes the definition of the next boot to its file. */
export const saveDefinition = async (world: World, guest: Guest, domain: Domain): Promise<void> => {
  const xml = world.hardware.format(domain, { inactive: true, secure: true });
  await writeDurable(guest.files.config, WARNING(`edit ${guest.name}`) + xml);
};

/** Removes the definition and its autostart link. */
export const removeDefinition = async (guest: Guest): Promise<void> => {
  await removeDurable(guest.files.config);
  await setLink(guest.files.autostart, guest.files.config, false);
};
