// What QEMU's checks ask: the guest, what this QEMU can do, and the little of the host that matters.
import type { Domain } from '../../../../schemas/xml/domain.ts';
import type { QemuCaps } from '../capabilities/caps.ts';
import { machineOf, numaCells } from '../facts.ts';
import type { MachineOf } from '../machine.ts';
import type { HostFacts } from '../postparse/context.ts';
import { unsupported } from './errors.ts';

export type ValidateHost = Pick<HostFacts, 'swtpm' | 'physBits' | 'rdp'> & {
  readonly config: Pick<HostFacts['config'], 'spiceTls'>;
};

export interface Check {
  readonly domain: Domain;
  readonly caps: QemuCaps;
  readonly machine: MachineOf;
  readonly host: ValidateHost;
}

export const checkOf = (domain: Domain, caps: QemuCaps, host: ValidateHost): Check => ({
  domain,
  caps,
  host,
  machine: machineOf(domain),
});

/** A helper process must see the guest's memory. */
export const requireSharedMemory = ({ domain }: Check, name: string): void => {
  const fallback = domain.memoryBacking?.access?.mode;
  const cells = numaCells(domain);
  const modes = cells.length > 0 ? cells.map((cell) => cell.memAccess ?? fallback) : [fallback];
  if (modes.some((mode) => mode !== 'shared')) throw unsupported(`'${name}' requires shared memory`);
};

export const isPowerOfTwo = (value: number): boolean => value > 0 && Number.isInteger(Math.log2(value));
