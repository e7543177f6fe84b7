// `-rtc` and the timers that are not part of the CPU.
import { isX86 } from '../../../../schemas/cpu/arch.ts';
import { type Build, internal, unsupported } from './build.ts';

const stamp = (date: Date): string => date.toISOString().slice(0, 19);

const base = (build: Build): string => {
  const { clock } = build.domain;
  switch (clock.offset) {
    case 'utc':
      return 'utc';
    case 'localtime':
    case 'timezone':
      return 'localtime';
    case 'variable': {
      const now = build.host.now?.() ?? new Date();
      let seconds = Number(clock.adjustment ?? 0);
      if (clock.basis === 'localtime') seconds += build.host.localOffset?.() ?? -now.getTimezoneOffset() * 60;
      return stamp(new Date(now.getTime() + seconds * 1000));
    }
    case 'absolute':
      return stamp(new Date((clock.start ?? 0) * 1000));
    default:
      throw unsupported(`unsupported clock offset '${String((clock as { offset: string }).offset)}'`);
  }
};

const tracks = { guest: 'vm', wall: 'host', realtime: 'rt' } as const;

export const addClock = (build: Build): void => {
  const { args, caps, machine } = build;
  const { clock } = build.domain;
  const parts = [`base=${base(build)}`];
  const rtc = clock.timers.find((timer) => timer.name === 'rtc');
  if (rtc) {
    if (rtc.track === 'boot') throw internal("unsupported rtc timer track 'boot'");
    if (rtc.track) parts.push(`clock=${tracks[rtc.track]}`);
    if (rtc.tickpolicy === 'catchup') parts.push('driftfix=slew');
  }
  args.push('-rtc', parts.join(','));
  if (clock.offset === 'timezone' && clock.timezone) build.env.push(['TZ', clock.timezone]);
  for (const { name, tickpolicy, present } of clock.timers) {
    if (name === 'pit' && tickpolicy !== 'catchup' && caps.has('kvm-pit-lost-tick-policy')) {
      args.push('-global', `kvm-pit.lost_tick_policy=${tickpolicy === 'discard' ? 'discard' : 'delay'}`);
    } else if (name === 'hpet' && present === false && isX86(machine.arch) && !caps.has('machine-hpet')) {
      args.push('-no-hpet');
    }
  }
};
