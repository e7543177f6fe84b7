// GET /v1/events: the journal as server-sent events. A reader that falls behind is dropped; it comes back with
// Last-Event-ID and gets what is still remembered, or a `gap` when some of it is not.
import type { ServerResponse } from 'node:http';
import type { Event, EventBus } from '../../drivers/events.ts';
import { jsonReplacer } from './schema.ts';

const HEARTBEAT_MS = 15_000;
const UNREAD_MAX = 1 << 20;

export interface EventFilter {
  readonly family?: string;
  readonly object?: string;
}

const formatted = (event: Event): string =>
  `id: ${event.sequence}\nevent: ${event.family}.${event.kind}\ndata: ${JSON.stringify(
    { sequence: event.sequence, time: event.time, family: event.family, kind: event.kind, ...event.payload },
    jsonReplacer,
  )}\n\n`;

/** Streams events until the client leaves. `after` is its Last-Event-ID. */
export const streamEvents = (
  bus: EventBus,
  response: ServerResponse,
  after: number | null,
  filter: EventFilter,
): void => {
  response.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    connection: 'keep-alive',
    'x-accel-buffering': 'no',
  });
  const wanted = (event: Event): boolean =>
    (!filter.family || filter.family === event.family) && (!filter.object || filter.object === event.object);
  const write = (text: string): void => {
    response.write(text);
    if (response.writableLength > UNREAD_MAX) response.destroy();
  };
  write(`retry: 1000\nid: ${after ?? bus.sequence}\n\n`);
  if (after !== null) {
    const { events, gap } = bus.since(after);
    if (gap) write(`event: gap\ndata: {"after":${after}}\n\n`);
    for (const event of events.filter(wanted)) write(formatted(event));
  }
  const unsubscribe = bus.subscribe((event) => {
    if (wanted(event)) write(formatted(event));
  });
  const heartbeat = setInterval(() => write(': alive\n\n'), HEARTBEAT_MS);
  response.on('close', () => {
    clearInterval(heartbeat);
    unsubscribe();
  });
};
