// The wire layout of every structure is frozen: schemas/rpc/layout.golden is what `npm run generate` last wrote.
import { readFileSync } from 'node:fs';
import t from 'tap';
import type { ProcedureSpec } from '../../schemas/rpc/procedure.ts';
import { admin, keepalive, lxc, qemu, remote } from '../../schemas/rpc/programs.ts';
import type { WireType } from '../../schemas/rpc/types.ts';
import { codecOf, Reader, Writer } from '../../src/model/rpc/codec.ts';
import { layoutText } from '../../src/model/rpc/layout.ts';

t.test('the layout is the frozen one', async (t) => {
  t.equal(layoutText(), readFileSync('schemas/rpc/layout.golden', 'utf8'));
});

t.test('the programs are whole', async (t) => {
  const count = (program: { procedures: object }) => Object.keys(program.procedures).length;
  t.same([remote, qemu, lxc, admin, keepalive].map(count), [456, 7, 1, 20, 2]);
  const numbers = Object.values<ProcedureSpec>(remote.procedures).map((spec) => spec.number);
  t.equal(new Set(numbers).size, 456);
  t.equal(Math.max(...numbers), 456);
});

/** A value of a type, as varied as `seed` makes it. */
const sample = (type: WireType, seed: number): unknown => {
  switch (type.kind) {
    case 'string':
      return 'ä'.repeat(seed % 3);
    case 'uuid':
      return '6695eb01-f6a4-8304-79aa-97f2502e193f';
    case 'opaque':
    case 'charArray':
      return Buffer.alloc(Math.min(seed % 7, type.max as number), 200);
    case 'opaqueFixed':
      return Buffer.alloc(type.len as number, seed);
    case 'chars':
      return 'model'.slice(0, (type.len as number) - 1);
    case 'typedParam':
      return [
        { field: 'a', type: 1, value: -5 },
        { field: 'b', type: 4, value: 18446744073709551615n },
        { field: 'c', type: 7, value: 'text' },
        { field: 'd', type: 6, value: true },
        { field: 'e', type: 5, value: 1.5 },
      ][seed % 5];
    case 'optional':
      return seed % 2 ? null : sample(type.elem as WireType, seed + 1);
    case 'array':
      return Array.from({ length: Math.min(seed % 4, type.max as number) }, (_, i) =>
        sample(type.elem as WireType, seed + i),
      );
    case 'arrayFixed':
      return Array.from({ length: type.len as number }, (_, i) => sample(type.elem as WireType, seed + i));
    case 'struct':
      return Object.fromEntries(
        Object.entries(type.fields ?? {}).map(([k, f], i) => [k, sample(f, seed + i)]),
      );
    case 'int':
    case 'hyper':
    case 'char':
    case 'short':
      return -seed;
    case 'double':
      return seed / 4;
    default:
      return seed;
  }
};

t.test('what is encoded decodes to itself, for every structure', async (t) => {
  let tried = 0;
  const wrong: string[] = [];
  for (const program of [remote, qemu, lxc, admin])
    for (const [name, spec] of Object.entries<ProcedureSpec>(program.procedures))
      for (const type of [spec.args, spec.ret, spec.msg])
        for (let seed = 0; type && seed < 5; seed++) {
          const value = sample(type, seed);
          const w = new Writer(16);
          codecOf(type).encode(w, value);
          const back = codecOf(type).decode(new Reader(w.buf, 0, w.pos));
          tried++;
          if (JSON.stringify(back, big) !== JSON.stringify(value, big)) wrong.push(`${name} ${seed}`);
        }
  t.ok(tried > 2500, `${tried} structures`);
  t.same(wrong, []);
});
const big = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? `${value}n` : value);
