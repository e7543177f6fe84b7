// Whether a definition that is given for a saved or running guest is the same machine: libvirt's "ABI stability", as
// far as the identity, memory, CPUs and devices go.
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import type { Domain } from './hardware.ts';

const differs = (text: string): VirError =>
  new VirError(ErrorCode.CONFIG_UNSUPPORTED, ErrorDomain.DOMAIN, text);

interface Same {
  readonly name: string;
  readonly uuid?: string;
}

/** Refuses another guest's definition. */
export const checkStable = (own: Same, other: Domain): void => {
  if (own.uuid !== other.uuid)
    throw differs(`Target domain uuid ${other.uuid} does not match source ${own.uuid}`);
  if (own.name !== other.name)
    throw differs(`Target domain name '${other.name}' does not match source '${own.name}'`);
};

const counted: readonly (readonly [keyof Domain['devices'], string])[] = [
  ['disks', 'disk'],
  ['controllers', 'controller'],
  ['filesystems', 'filesystem'],
  ['interfaces', 'net'],
  ['inputs', 'input'],
  ['sounds', 'sound'],
  ['videos', 'video'],
  ['hostdevs', 'host'],
  ['serials', 'serial port'],
  ['channels', 'channel'],
  ['consoles', 'console'],
  ['memories', 'memory'],
];

/** Refuses a definition of another machine than this one. */
export const checkStableMachine = (own: Domain, other: Domain): void => {
  checkStable(own, other);
  const [ownMax, otherMax] = [own.memory.value, other.memory.value];
  if (ownMax !== otherMax)
    throw differs(`Target domain max memory ${otherMax} does not match source ${ownMax}`);
  const [ownCpus, otherCpus] = [own.vcpu.value, other.vcpu.value];
  if (ownCpus !== otherCpus)
    throw differs(`Target domain vCPU max ${otherCpus} does not match source ${ownCpus}`);
  const [ownMachine, otherMachine] = [own.os.type?.machine, other.os.type?.machine];
  if (ownMachine && otherMachine && ownMachine !== otherMachine)
    throw differs(`Target domain OS type machine ${otherMachine} does not match source ${ownMachine}`);
  for (const [key, word] of counted) {
    const [had, has] = [own.devices[key], other.devices[key]].map((list) =>
      Array.isArray(list) ? list.length : 0,
    );
    if (had !== has) throw differs(`Target domain ${word} device count ${has} does not match source ${had}`);
  }
};
