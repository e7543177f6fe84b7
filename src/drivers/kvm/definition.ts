// Small questions about a definition that several parts of the driver ask.
import type { Domain } from './hardware.ts';

/** Whether QEMU has anything of the guest's to flush when it ends. */
export const hasWritableDisk = (domain: Domain): boolean => domain.devices.disks.length > 0;

/** What the guest can have at most, KiB. */
export const maxMemory = (domain: Domain): number => domain.memory.value;
/** What it is to have now, KiB. */
export const currentMemory = (domain: Domain): number => domain.currentMemory ?? domain.memory.value;
/** vCPUs that are there at boot. */
export const vcpusNow = (domain: Domain): number => domain.vcpu.current ?? domain.vcpu.value;
