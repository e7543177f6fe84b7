// What is stored with the library's own record of a domain, so that libvirt recognises the guest as its own.
import { Domain } from '../../../schemas/xml/domain.ts';
import { formatXml } from '../../model/xml/format.ts';
import type { Guest } from './world.ts';

/** The running definition, as the user data `libvirt-xml` of the domain. */
export const userdata = (guest: Guest): string =>
  guest.live ? formatXml(Domain, { ...guest.live, id: guest.id }, {}) : '';
