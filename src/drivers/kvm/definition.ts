// Small questions about a definition that several parts of the driver ask.
import type { Domain } from './hardware.ts';

/** Whether QEMU has anything of the guest's to flush when it ends. */
export const hasWritableDisk = (domain: Domain): boolean => domain.xml.includes('<disk');
