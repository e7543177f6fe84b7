// Serial consoles and channels of a simulated guest: an echo at the other end, one client at a time.
import { Readable, Writable } from 'node:stream';
import type { Domain } from '../../../../schemas/xml/domain.ts';
import type { CallContext } from '../../context.ts';
import { checkActive, failed, internal, type SimDomain } from './object.ts';

const Console = { FORCE: 1 } as const;

interface Named {
  alias?: { name?: string };
  target?: { name?: string; port?: number };
}

const nameOf = (kind: string, device: Named, index: number): string =>
  device.alias?.name ?? device.target?.name ?? `${kind}${index}`;

const consolesOf = (def: Domain): string[] => {
  const { consoles, serials, parallels } = def.devices;
  const named = (kind: string, list: readonly unknown[]): string[] =>
    list.map((device, i) => nameOf(kind, device as Named, i));
  return [...named('serial', serials), ...named('console', consoles), ...named('parallel', parallels)];
};
const channelsOf = (def: Domain): string[] =>
  def.devices.channels.map((device, i) => nameOf('channel', device as Named, i));

/** Connects a call's stream to a console or channel; what is typed comes back. */
export const openDevice = (
  ctx: CallContext,
  dom: SimDomain,
  kind: 'console' | 'channel',
  wanted: string | null,
  flags: number,
): void => {
  const def = checkActive(dom);
  const names = kind === 'console' ? consolesOf(def) : channelsOf(def);
  const name = wanted ? names.find((each) => each === wanted) : names[0];
  if (name === undefined)
    throw internal(
      kind === 'console'
        ? `cannot find console device '${wanted ?? 'default'}'`
        : `cannot find channel ${wanted ?? '(null)'}`,
    );
  const known = dom.guest.consoles.get(name);
  if (known && !(flags & Console.FORCE)) throw failed(`Active ${kind} session exists for this domain`);
  known?.();
  if (!ctx.stream) throw internal('the call has no stream');

  const readable = new Readable({ objectMode: true, read() {} });
  const writable = new Writable({
    objectMode: true,
    write(chunk: Buffer, _encoding, done) {
      if (Buffer.isBuffer(chunk)) readable.push(Buffer.from(chunk));
      done();
    },
    final(done) {
      readable.push(null);
      done();
    },
  });
  const close = (): void => {
    if (dom.guest.consoles.get(name) === close) dom.guest.consoles.delete(name);
    if (!readable.destroyed) readable.push(null);
  };
  readable.once('close', close);
  writable.once('close', close);
  dom.guest.consoles.set(name, close);
  ctx.stream.attach({ readable, writable });
};
