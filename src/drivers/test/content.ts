// The bytes of a simulated volume: sparse, in memory, bounded by what the simulator is willing to hold.
import { Readable, Writable } from 'node:stream';
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import { isHole, type StreamChunk } from '../context.ts';

const PAGE = 65536;
/** All volumes of a host together hold at most this much written data. */
const LIMIT = 256 * 1024 * 1024;
const CHUNK = 262120;

export interface Content {
  /** A stream of the bytes from `offset`, `length` of them (0: to the end); with holes when `sparse`. */
  read(offset: number, length: number, sparse: boolean): Readable;
  write(offset: number, length: number): Writable;
  /** Zeroes everything. */
  wipe(): void;
  /** A copy for a volume of another capacity. */
  clone(capacity: () => number): Content;
}

export interface Budget {
  used: number;
}

/** The content of a volume of `capacity()` bytes. */
export const createContent = (
  capacity: () => number,
  budget: Budget,
  pages: Map<number, Buffer> = new Map(),
): Content => {
  const put = (offset: number, data: Buffer): void => {
    for (let at = 0; at < data.length; ) {
      const index = Math.floor((offset + at) / PAGE);
      const inPage = (offset + at) % PAGE;
      let page = pages.get(index);
      if (!page) {
        if (budget.used + PAGE > LIMIT)
          throw new VirError(
            ErrorCode.OPERATION_FAILED,
            ErrorDomain.TEST,
            'the simulated storage holds no more data',
          );
        budget.used += PAGE;
        page = Buffer.alloc(PAGE);
        pages.set(index, page);
      }
      at += data.copy(page, inPage, at, at + PAGE - inPage);
    }
  };
  const clear = (): void => {
    budget.used -= pages.size * PAGE;
    pages.clear();
  };

  return {
    read(offset, length, sparse) {
      const end = length > 0 ? Math.min(offset + length, capacity()) : capacity();
      let at = offset;
      return new Readable({
        objectMode: true,
        read() {
          if (at >= end) return void this.push(null);
          const page = pages.get(Math.floor(at / PAGE));
          const room = PAGE - (at % PAGE);
          if (page) {
            const size = Math.min(room, end - at);
            const from = at % PAGE;
            at += size;
            return void this.push(Buffer.from(page.subarray(from, from + size)));
          }
          if (sparse) {
            const start = at;
            while (at < end && !pages.has(Math.floor(at / PAGE))) at = Math.min(end, at + PAGE - (at % PAGE));
            return void this.push({ hole: at - start });
          }
          const size = Math.min(room, end - at, CHUNK);
          at += size;
          this.push(Buffer.alloc(size));
        },
      });
    },
    write(offset, length) {
      let at = offset;
      const end = Math.min(
        length > 0 ? offset + length : Number.POSITIVE_INFINITY,
        Math.max(capacity(), offset),
      );
      return new Writable({
        objectMode: true,
        write(chunk: StreamChunk, _encoding, done) {
          try {
            const size = isHole(chunk) ? chunk.hole : chunk.length;
            if (at + size > end)
              throw new VirError(
                ErrorCode.OPERATION_FAILED,
                ErrorDomain.TEST,
                'cannot write past the end of the volume',
              );
            if (!isHole(chunk)) put(at, chunk);
            at += size;
            done();
          } catch (error) {
            done(error as Error);
          }
        },
      });
    },
    wipe: clear,
    clone(size) {
      const copied = new Map<number, Buffer>();
      for (const [index, page] of pages) {
        if (budget.used + PAGE > LIMIT) break;
        budget.used += PAGE;
        copied.set(index, Buffer.from(page));
      }
      return createContent(size, budget, copied);
    },
  };
};
