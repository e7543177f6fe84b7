// Domain XML as libvirt writes it is read and written back without a change, and fast.
import t from 'tap';
import { formatDomain, parseDomain } from '../../src/model/domain/parse.ts';
import { xmlDiff } from '../corpus/compare.ts';
import { openSuite } from '../corpus/corpus.ts';

const isDomain = (xml: string): boolean => /^\s*(<!--.*?-->\s*)?<domain\b/s.test(xml);

for (const [name, least] of [
  ['qemuxmlconf', 550],
  ['live-12.8', 460],
  ['live-12.8-fake10.0.0', 545],
] as const) {
  const suite = openSuite(name);
  t.test(`${name}: format(parse(x)) = x`, { skip: !suite && 'no corpus beside the repository' }, (t) => {
    let same = 0;
    for (const each of suite?.cases ?? []) {
      if (typeof each['xml'] !== 'string' || each.outcome !== 'ok') continue;
      const xml = suite?.file(each['xml']) ?? '';
      if (!isDomain(xml)) continue;
      const output = formatDomain(parseDomain(xml, { inactive: !/<domain[^>]* id=/.test(xml) }), {
        secure: true,
      });
      const [difference] = xmlDiff(xml, output, { keepAlias: true });
      if (difference === undefined) same++;
      else t.fail(`${each.name}: ${difference}`);
    }
    t.ok(same >= least, `${same} equal`);
    t.end();
  });
}

t.test('speed', { skip: !openSuite('qemuxmlconf') && 'no corpus beside the repository' }, (t) => {
  const suite = openSuite('qemuxmlconf');
  const all = (suite?.cases ?? []).flatMap((each) =>
    typeof each['xml'] === 'string' ? [suite?.file(each['xml']) ?? ''] : [],
  );
  const xml = all.filter((each) => each.length < 10000).sort((a, b) => b.length - a.length)[0] ?? '';
  const once = () => formatDomain(parseDomain(xml, { inactive: true }));
  const rates = [1, 2, 3, 4, 5].map(() => {
    const start = process.cpuUsage();
    for (let i = 0; i < 200; i++) once();
    return 200 / (process.cpuUsage(start).user / 1e6);
  });
  const rate = Math.max(...rates);
  t.comment(`${xml.length} bytes: ${Math.round(rate)} per second`);
  // the aim is a thousand; half of it keeps the test quiet on a machine that does other work too
  t.ok(rate > 500, 'many hundreds per second of one core');
  t.end();
});
