// <clock> and its timers: https://libvirt.org/formatdomain.html#time-keeping
import { ErrorCode } from '../../errors.ts';
import * as x from '../dsl.ts';

const unsupported = (text: string): x.Message => ({ code: ErrorCode.CONFIG_UNSUPPORTED, text });
const internal = (text: string): x.Message => ({ code: ErrorCode.INTERNAL_ERROR, text });

const NUMBER = /^\s*[+-]?\d+$/;

interface ClockLike {
  offset: string;
  adjustment?: string | number;
  basis?: string;
}

export const Clock = x.element(
  'clock',
  {
    offset: x.attr(x.oneWord(['utc', 'localtime', 'variable', 'timezone', 'absolute']), {
      default: 'utc',
      invalid: unsupported("unknown clock offset '{value}'"),
    }),
    /** `reset`, or for a variable clock the seconds of difference. */
    adjustment: x.attr(x.text, {
      when: (c: ClockLike) => ['utc', 'localtime', 'variable'].includes(c.offset),
    }),
    basis: x.attr(x.oneWord(['utc', 'localtime']), {
      when: (c: ClockLike) => c.offset === 'variable',
      invalid: unsupported("unknown clock basis '{value}'"),
    }),
    adjustment0: x.attr(x.long(), { live: true, when: (_: unknown, { flags }) => flags.status === true }),
    $offset: x.oneOf('offset', {
      timezone: {
        timezone: x.attr(x.text, {
          required: internal("missing 'timezone' attribute for clock with offset='timezone'"),
          empty: 'absent',
        }),
      },
      absolute: {
        start: x.attr(x.ulong(), {
          required: internal("missing 'start' attribute for clock with offset='absolute'"),
        }),
      },
    }),
    timers: x.children(
      'timer',
      x.element('timer', {
        name: x.attr(
          x.oneWord(['platform', 'pit', 'rtc', 'hpet', 'tsc', 'kvmclock', 'hypervclock', 'armvtimer']),
          { required: true },
        ),
        present: x.attr(x.yesNo),
        tickpolicy: x.attr(x.oneWord(['delay', 'catchup', 'merge', 'discard'])),
        track: x.attr(x.oneWord(['boot', 'guest', 'wall', 'realtime'])),
        frequency: x.attr(x.ulong(), {
          omit: 0,
          when: (t: { name: string }) => t.name === 'tsc',
          invalid: 'invalid timer frequency',
        }),
        mode: x.attr(x.oneWord(['auto', 'native', 'emulate', 'paravirt', 'smpsafe']), {
          when: (t: { name: string }) => t.name === 'tsc',
        }),
        catchup: x.child({
          threshold: x.attr(x.ulong(), { omit: 0 }),
          slew: x.attr(x.ulong(), { omit: 0 }),
          limit: x.attr(x.ulong(), { omit: 0 }),
        }),
      }),
    ),
  },
  (clock: ClockLike) => {
    const { adjustment } = clock;
    if (clock.offset === 'utc' || clock.offset === 'localtime') {
      delete clock.basis;
      if (adjustment === undefined || adjustment === 'reset') return undefined;
      if (!NUMBER.test(String(adjustment))) return `unknown clock adjustment '${adjustment}'`;
      clock.basis = clock.offset;
      clock.offset = 'variable';
    }
    if (clock.offset === 'variable') {
      const seconds = NUMBER.test(String(adjustment)) ? Number(adjustment) : 0;
      clock.adjustment = String(Number.isSafeInteger(seconds) ? seconds : 0);
      clock.basis ??= 'utc';
    } else {
      delete clock.adjustment;
      delete clock.basis;
    }
    return undefined;
  },
);
export type Clock = x.TypeOf<typeof Clock>;
