// 200,000 random and mutated frames: each is answered, ignored or ends its connection exactly as the rules say, and the
// server neither dies, nor leaks descriptors, nor grows. A failing batch is shown by its seed, to be kept in `saved`.
import { readdirSync } from 'node:fs';
import { connect } from 'node:net';
import t from 'tap';
import { FDS_MAX, HEADER_SIZE, MessageType } from '../../schemas/rpc/frame.ts';
import type { ProcedureSpec, Program } from '../../schemas/rpc/procedure.ts';
import { admin, keepalive, lxc, qemu, remote } from '../../schemas/rpc/programs.ts';
import { Writer } from '../../src/model/rpc/codec.ts';
import { frame, readHeader } from '../../src/model/rpc/frame.ts';
import { type Lab, startLab } from './support.ts';

const BATCH = 250;
const BATCHES = 820;
/** Seeds that once broke something. */
const saved = [7, 404, 90210];

/** A small generator with a seed (mulberry32), so that a batch can be run again. */
const random = (seed: number) => {
  let a = seed >>> 0;
  const next = (): number => {
    a = (a + 0x6d2b79f5) | 0;
    let x = Math.imul(a ^ (a >>> 15), 1 | a);
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
    return ((x ^ (x >>> 14)) >>> 0) / 4294967296;
  };
  return { next, below: (n: number) => Math.floor(next() * n) };
};
type Random = ReturnType<typeof random>;

const known: readonly Program[] = [remote, qemu, lxc];
const all: readonly Program[] = [...known, admin, keepalive];
const AUTH_LIST = 66;
const interesting = [0, 1, 2, 4, 27, 28, 80, 255, 4194304, 4194305, 0x7fffffff, 0x80000000, 0xffffffff];

const payload = (r: Random): Buffer => {
  const w = new Writer(64);
  for (let n = r.below(8); n > 0; n--) {
    const kind = r.below(4);
    if (kind === 0) w.u32(interesting[r.below(interesting.length)] as number);
    else if (kind === 1) w.str('x'.repeat(r.below(20)), 100);
    else if (kind === 2) w.uuid('6695eb01-f6a4-8304-79aa-97f2502e193f');
    else w.u32(r.below(4));
  }
  return w.buf.subarray(0, w.pos);
};

const makeFrame = (r: Random): Buffer => {
  if (r.below(200) === 0) {
    const noise = Buffer.from(Array.from({ length: 28 + r.below(60) }, () => r.below(256)));
    noise.writeUInt32BE(noise.length, 0);
    return noise;
  }
  const program = all[r.below(all.length)] as Program;
  const specs = Object.values<ProcedureSpec>(program.procedures);
  const spec = specs[r.below(specs.length)] as ProcedureSpec;
  const made = frame(
    {
      program: r.below(40) === 0 ? r.below(0xffffffff) : program.number,
      version: r.below(40) === 0 ? r.below(5) : 1,
      procedure: r.below(30) === 0 ? r.below(0xffffffff) | 0 : spec.number,
      type: r.below(5) === 0 ? r.below(9) : MessageType.CALL,
      serial: r.below(0x7fffffff) + 10,
      status: r.below(20) === 0 ? r.below(5) : 0,
    },
    (w) => {
      const body = payload(r);
      w.reserve(body.length);
      w.pos += body.copy(w.buf, w.pos);
    },
  );
  for (let flips = r.below(6) === 0 ? r.below(4) : 0; flips > 0; flips--)
    made[24 + r.below(made.length - 24)] = r.below(256);
  return made;
};

/** A reply with a descriptor is followed by a byte of its own; descriptors.test.ts tries that. */
const OPEN_GRAPHICS_FD = 343;

/** What must happen: a reply, nothing, or the end of the connection. */
const expected = (bytes: Buffer): 'reply' | 'nothing' | 'end' | 'avoid' => {
  const body = bytes.subarray(4);
  const header = readHeader(body);
  if (header.type === MessageType.CALL_WITH_FDS && body.length >= HEADER_SIZE + 4) {
    const count = body.readUInt32BE(HEADER_SIZE);
    if (count > FDS_MAX) return 'end';
    if (count > 0) return 'avoid';
  }
  if (header.procedure === OPEN_GRAPHICS_FD) return 'avoid';
  if (header.program === keepalive.number) return header.procedure === 1 ? 'reply' : 'nothing';
  if (header.type !== MessageType.CALL && header.type !== MessageType.CALL_WITH_FDS) return 'nothing';
  if (
    header.program === remote.number &&
    header.version === 1 &&
    header.status === 0 &&
    header.procedure === 2
  )
    return 'end';
  return 'reply';
};

/** Runs one batch on a connection of its own; gives what went wrong, or null. */
const runBatch = (lab: Lab, seed: number): Promise<string | null> =>
  new Promise((resolve) => {
    const r = random(seed);
    const parts: Buffer[] = [
      frame({ program: remote.number, version: 1, procedure: 1, type: 0, serial: 1, status: 0 }, (w) => {
        w.u32(1);
        w.str('test:///default', 100);
        w.u32(0);
      }),
    ];
    let replies = 1;
    let ends = false;
    for (let i = 0; i < BATCH && !ends; i++) {
      const bytes = makeFrame(r);
      const outcome = expected(bytes);
      if (outcome === 'avoid') continue;
      parts.push(bytes);
      if (outcome === 'reply') replies++;
      if (outcome === 'end') ends = true;
    }
    if (!ends) {
      parts.push(
        frame({ program: remote.number, version: 1, procedure: AUTH_LIST, type: 0, serial: 5, status: 0 }),
      );
      replies++;
    }
    const socket = connect(lab.path);
    let rest = Buffer.alloc(0);
    let got = 0;
    const finish = (problem: string | null): void => {
      clearTimeout(timer);
      clearInterval(release);
      socket.destroy();
      resolve(problem);
    };
    const timer = setTimeout(
      () => finish(`seed ${seed}: ${got} of ${replies} replies, ends ${ends}`),
      20_000,
    );
    const release = setInterval(() => lab.releaseSlow(), 5);
    socket.on('connect', () => socket.write(Buffer.concat(parts)));
    socket.on('data', (chunk) => {
      rest = Buffer.concat([rest, chunk]);
      while (rest.length >= 28 && rest.length >= rest.readUInt32BE(0)) {
        const length = rest.readUInt32BE(0);
        const header = readHeader(rest.subarray(4, length));
        if (header.type === MessageType.REPLY || header.program === keepalive.number) got++;
        rest = rest.subarray(length);
      }
      if (!ends && got === replies) finish(null);
      if (!ends && got > replies) finish(`seed ${seed}: more replies than calls`);
    });
    socket.on('error', () => undefined);
    socket.on('close', () =>
      finish(ends ? null : `seed ${seed}: dropped after ${got} of ${replies} replies`),
    );
  });

const descriptors = (): number => readdirSync('/proc/self/fd').length;

t.test('random and mutated frames', { timeout: 300_000 }, async (t) => {
  const lab = await startLab({ clientRequests: 50 });
  t.teardown(() => lab.close());
  const problems: string[] = [];
  for (const seed of saved) problems.push(...[await runBatch(lab, seed)].filter((p) => p !== null));
  const before = { fds: descriptors(), rss: 0 };
  for (let seed = 1; seed <= BATCHES; seed++) {
    const problem = await runBatch(lab, seed);
    if (problem) problems.push(problem);
    if (seed === 100) before.rss = process.memoryUsage().rss;
  }
  t.same(problems.slice(0, 5), []);
  t.ok(descriptors() - before.fds < 8, 'no descriptor is lost');
  t.ok(process.memoryUsage().rss - before.rss < 80 << 20, 'memory does not grow with bad frames');
  const client = await lab.opened();
  t.same(await client.remote.connectGetType(), { type: 'LAB' }, 'a good client is served');
});
