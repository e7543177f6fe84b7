// Memory that the frames of a stream are received into, many at once. Each read of a socket is a system call, and on a
// virtual machine a system call costs as much as copying tens of kilobytes.
import { createReceiver, type Received } from '../../native/socket.ts';

/** Room for a few times what a sender's socket holds. */
const ARENA_SIZE = 1 << 20;
/** With less room than this a new arena is begun: the next frame is likely not to fit. */
const ROOM_MIN = 256 << 10;
const SPARES_MAX = 8;

export interface Arena {
  readonly memory: Buffer;
  /** Bytes taken so far; what is received next goes behind them. */
  used: number;
  receive(socket: number): Received;
  /** A piece of the memory that stays as it is until it is given back. */
  lend(from: number, to: number): Buffer;
}

interface Owned extends Arena {
  lent: number;
}

/** Arenas are used again once all that was lent of them has come back; what never does is the collector's. */
export const createArenas = () => {
  const owners = new WeakMap<ArrayBufferLike, Owned>();
  const spares: Owned[] = [];
  let current: Owned | null = null;

  const make = (): Owned => {
    const memory = Buffer.allocUnsafeSlow(ARENA_SIZE);
    const receive = createReceiver(memory);
    const arena: Owned = {
      memory,
      used: 0,
      lent: 0,
      receive(socket) {
        const got = receive(socket, arena.used);
        if (got.count > 0) arena.used += got.count;
        return got;
      },
      lend(from, to) {
        arena.lent++;
        return memory.subarray(from, to);
      },
    };
    owners.set(memory.buffer, arena);
    return arena;
  };

  const retire = (arena: Owned): void => {
    if (arena.lent > 0 || spares.length >= SPARES_MAX) return;
    arena.used = 0;
    spares.push(arena);
  };

  return {
    /** One with room behind what is used. */
    current(): Arena {
      if (current && ARENA_SIZE - current.used >= ROOM_MIN) return current;
      const full = current;
      current = spares.pop() ?? make();
      if (full) retire(full);
      return current;
    },
    /** Takes a lent piece back; false when it is none of ours. */
    giveBack({ buffer }: Buffer): boolean {
      const arena = owners.get(buffer);
      if (!arena) return false;
      arena.lent--;
      if (arena !== current) retire(arena);
      return true;
    },
  };
};
