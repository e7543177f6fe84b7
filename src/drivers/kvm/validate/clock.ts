// What QEMU cannot make of a guest's clock and its timers.
import { isX86 } from '../../../../schemas/cpu/arch.ts';
import { isArmVirt } from '../machine.ts';
import type { Check } from './context.ts';
import { unsupported } from './errors.ts';

type Step = (check: Check) => void;

type Timer = Check['domain']['clock']['timers'][number];

const checkArmTimer = ({ name, present, tickpolicy }: Timer, check: Check): void => {
  const { domain, machine, caps } = check;
  if (domain.type !== 'kvm' || !isArmVirt(machine)) throw foreignTimer(name, check);
  if (present === false) throw unsupported(`The '${name}' timer can't be disabled`);
  if (!caps.has('cpu.kvm-no-adjvtime'))
    throw unsupported(`Configuring the '${name}' timer is not supported with this QEMU binary`);
  if (tickpolicy === 'catchup' || tickpolicy === 'merge')
    throw unsupported(`The '${name}' timer does not support tickpolicy '${tickpolicy}'`);
};

const foreignTimer = (name: string, { domain, machine }: Check) =>
  unsupported(
    `Configuring the '${name}' timer is not supported for virtType=${domain.type} ` +
      `arch=${machine.arch} machine=${machine.machine} guests`,
  );

const checkTimer = (timer: Timer, check: Check): void => {
  const { name, present, tickpolicy, track } = timer;
  const { machine, caps } = check;
  switch (name) {
    case 'platform':
      throw unsupported(`unsupported timer type (name) '${name}'`);
    case 'tsc':
    case 'kvmclock':
    case 'hypervclock':
      if (!isX86(machine.arch) && present) throw foreignTimer(name, check);
      return;
    case 'rtc':
      if (track === 'boot') throw unsupported(`unsupported rtc timer track '${track}'`);
      if (tickpolicy === 'merge' || tickpolicy === 'discard')
        throw unsupported(`unsupported rtc timer tickpolicy '${tickpolicy}'`);
      return;
    case 'pit':
      if (tickpolicy === 'merge' || (tickpolicy === 'catchup' && !caps.has('kvm-pit-lost-tick-policy'))) {
        throw unsupported(`unsupported pit tickpolicy '${tickpolicy}'`);
      }
      return;
    case 'hpet':
      if (present && !isX86(machine.arch))
        throw unsupported('hpet timer is not supported by this architecture');
      return;
    case 'armvtimer':
      return checkArmTimer(timer, check);
  }
};

const LAST_START = 253402300799;
export const checkClock: Step = (check) => {
  const { clock } = check.domain;
  for (const timer of clock.timers) checkTimer(timer, check);
  if (clock.offset === 'absolute' && (clock.start ?? 0) > LAST_START) {
    throw unsupported(`The maximum 'start' value for <clock offset='absolute'> is ${LAST_START}`);
  }
};
