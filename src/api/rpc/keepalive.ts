// Pings a silent client and gives it up when it stays silent. Any frame counts as a sign of life.
import { MessageStatus, MessageType } from '../../../schemas/rpc/frame.ts';
import { keepalive } from '../../../schemas/rpc/programs.ts';
import { frame } from '../../model/rpc/frame.ts';

const pingFrame = frame({
  program: keepalive.number,
  version: keepalive.version,
  procedure: keepalive.procedures.ping.number,
  type: MessageType.MESSAGE,
  serial: 0,
  status: MessageStatus.OK,
});

export interface Keepalive {
  heard(): void;
  stop(): void;
}

/** Dead after `interval` seconds of silence, `count` times over, and one more. */
export const createKeepalive = (options: {
  readonly interval: number;
  readonly count: number;
  ping(data: Buffer): void;
  dead(): void;
}): Keepalive => {
  let heard = false;
  let unanswered = 0;
  const timer = setInterval(() => {
    if (heard) {
      heard = false;
      unanswered = 0;
      return;
    }
    if (unanswered >= options.count) {
      clearInterval(timer);
      options.dead();
      return;
    }
    unanswered++;
    options.ping(pingFrame);
  }, options.interval * 1000);
  timer.unref();
  return {
    heard() {
      heard = true;
    },
    stop: () => clearInterval(timer),
  };
};
