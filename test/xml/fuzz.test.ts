// Whatever the declarations can describe survives being written and read; whatever else comes in ends in libvirt's
// kind of error and in nothing worse.
import { isDeepStrictEqual } from 'node:util';
import t from 'tap';
import { VirError } from '../../schemas/errors.ts';
import { parseDomain } from '../../src/model/domain/parse.ts';
import { formatXml } from '../../src/model/xml/format.ts';
import { parseXml } from '../../src/model/xml/parse.ts';
import { documents } from '../../src/model/xml/schema/documents.ts';
import { openSuite } from '../corpus/corpus.ts';
import { randomObject, randomSource } from './grammar.ts';

t.setTimeout(300_000);
const ROUNDS = Number(process.env['FUZZ_ROUNDS'] ?? 60);
const SEED = Number(process.env['FUZZ_SEED'] ?? 20260101);
/** As JSON has it: without members that are undefined. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const flags = { secure: true, status: true };

const shapes = Object.values(documents).flat();
for (const [n, shape] of shapes.entries()) {
  t.test(`${shape.name} ${n}: parse(format(x)) = x`, (t) => {
    const random = randomSource(SEED + n);
    let read = 0;
    let refused = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const xml = formatXml(shape, randomObject(shape, random, 1 + random(6)) as never, flags);
      let object: unknown;
      try {
        object = parseXml(shape, xml, { status: true });
      } catch (error) {
        // rules of libvirt's own may refuse a random mixture, but only with an error of its kind
        if (!(error instanceof VirError)) throw error;
        refused++;
        continue;
      }
      const again = formatXml(shape, object as never, flags);
      const twice = parseXml(shape, again, { status: true });
      read++;
      if (!isDeepStrictEqual(plain(twice), plain(object))) {
        t.strictSame(plain(twice), plain(object), `round ${round} of seed ${SEED}: ${again}`);
        break;
      }
    }
    t.ok(read + refused > 0, `${read} read, ${refused} refused`);
    t.end();
  });
}

t.test(
  'damaged domains end in an error or a domain, never in a crash',
  { skip: !openSuite('qemuxmlconf') && 'no corpus' },
  (t) => {
    const suite = openSuite('qemuxmlconf');
    const random = randomSource(SEED);
    const sources = (suite?.cases ?? [])
      .filter((each) => typeof each.input === 'string')
      .slice(0, 120)
      .map((each) => suite?.file(each.input) ?? '');
    let errors = 0;
    for (let round = 0; round < ROUNDS * 30; round++) {
      let xml = sources[random(sources.length)] ?? '';
      for (let i = 0; i <= random(4); i++) {
        const at = random(xml.length);
        const length = random(30);
        const other = random(xml.length);
        const piece =
          [xml.slice(other, other + length), '<', '>', "'", '&', '\0', '-1', '99999999999999999999', ''][
            random(9)
          ] ?? '';
        xml = xml.slice(0, at) + piece + xml.slice(at + (random(2) === 0 ? length : 0));
      }
      try {
        parseDomain(xml, { inactive: true });
      } catch (error) {
        if (!(error instanceof VirError)) {
          t.fail(`${(error as Error).stack}\n${xml}`);
          break;
        }
        errors++;
      }
    }
    t.ok(errors > 0, `${errors} of ${ROUNDS * 30} refused`);
    t.end();
  },
);
