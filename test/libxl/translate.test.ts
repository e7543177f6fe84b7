// Definitions to libxenlight's JSON, to xl.cfg and xm.cfg, and back, against libvirt's own pairs (corpus suites
// libxlxml2domconfig, xlconfig, xmconfig). Skipped aloud when the corpus is not there.
import t from 'tap';
import type { Json, JsonValue } from '../../src/drivers/libxl/config/context.ts';
import { domainToLibxlConfig, xlConfigToXml, xmlToXlConfig } from '../../src/drivers/libxl/convert.ts';
import { xmlDiff } from '../corpus/compare.ts';
import { type Case, corpusDir, openSuite } from '../corpus/corpus.ts';

/** Values that the library leaves out of its JSON because they are the default. */
const isDefault = (key: string, value: JsonValue): boolean =>
  (key === 'pnode' && value === 0) ||
  (typeof value === 'object' &&
    !Array.isArray(value) &&
    Object.keys(value).length === 0 &&
    !key.startsWith('type.'));

const plain = (value: JsonValue): JsonValue => {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, v]) => [key, plain(v)] as const)
      .filter(([key, v]) => v !== undefined && !isDefault(key, v))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
};

const FIRMWARE = '/usr/lib/xen-4.17/boot';
const withFirmware = (text: string): string => text.replace(/\/?LIBXL_FIRMWARE_DIR/g, FIRMWARE);
/** What libvirt's test stands in for the host: a fixed answer of one function of the library. */
const offline = { shadowMemory: () => 1234, ovmf: `${FIRMWARE}/ovmf.bin` };

/** Runs `found` over a suite's cases; it gives what was found wrong. */
const judge = (name: string, differences: (c: Case, read: (role: string) => string) => unknown): void =>
  void t.test(name, { skip: corpusDir ? false : `no corpus for ${name}` }, (t) => {
    const suite = openSuite(name);
    for (const c of suite?.cases ?? []) {
      try {
        t.same(
          differences(c, (role) => withFirmware(suite?.file(c[role] as string) ?? '')),
          [],
          c.name,
        );
      } catch (e) {
        t.fail(`${c.name}: ${(e as Error).stack}`);
      }
    }
    t.end();
  });

judge('libxlxml2domconfig', (_, read) => {
  const wanted = JSON.stringify(plain(JSON.parse(read('json')) as Json));
  const found = JSON.stringify(plain(domainToLibxlConfig(read('input'), offline)));
  return wanted === found ? [] : [wanted, found];
});

for (const [name, format] of [
  ['xlconfig', 'xen-xl'],
  ['xmconfig', 'xen-xm'],
] as const) {
  judge(name, (c, read) => {
    if (c['kind'] === 'cfg->xml') return xmlDiff(read('xml'), xlConfigToXml(read('input'), format));
    const wanted = read('cfg').split('\n');
    const found = xmlToXlConfig(read('input'), format).split('\n');
    return [
      ...wanted.filter((l) => !found.includes(l)).map((l) => `- ${l}`),
      ...found.filter((l) => !wanted.includes(l)).map((l) => `+ ${l}`),
      ...(wanted.join() === found.join() ? [] : ['order']),
    ];
  });
}
