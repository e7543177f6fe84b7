// Queues spread over I/O threads.
import type { Check } from './context.ts';
import { unsupported } from './errors.ts';

export const hasIothread = (id: number, { domain }: Check): boolean =>
  domain.iothreadids.length > 0
    ? domain.iothreadids.some((thread) => thread.id === id)
    : id >= 1 && id <= (domain.iothreads ?? 0);

type Mapping = readonly { id: number; queues: readonly { id: number }[] }[] | undefined;

/** Either no thread names its queues, or together they name each queue once. */
export const checkIothreadMapping = (mapping: Mapping, queues: number, check: Check): void => {
  const [first] = mapping ?? [];
  if (!mapping || !first) return;
  const explicit = first.queues.length > 0;
  if (explicit && queues === 0)
    throw unsupported("'queue' count must be configured for explicit iothread to queue mapping");
  const threads = new Set<number>();
  const taken = new Set<number>();
  for (const { id, queues: own } of mapping) {
    if (threads.has(id)) throw unsupported(`duplicate mapping for iothread '${id}'`);
    threads.add(id);
    if (!hasIothread(id, check)) throw unsupported(`iothread '${id}' not defined in iothreadid`);
    if (explicit !== own.length > 0) {
      throw unsupported('iothread to queue mapping must be provided for all iothreads or for none');
    }
    for (const queue of own) {
      if (queue.id >= queues) throw unsupported(`iothread queue '${queue.id}' mapping out of range`);
      if (taken.has(queue.id)) throw unsupported(`iothread queue '${queue.id}' is already assigned`);
      taken.add(queue.id);
    }
  }
  if (!explicit) return;
  for (let queue = 0; queue < queues; queue++) {
    if (!taken.has(queue)) throw unsupported(`missing iothread mapping for queue '${queue}'`);
  }
};
