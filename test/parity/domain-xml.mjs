// The same guest defined in a private stock libvirtd and in this daemon: the definition as kept, the command line, or the
// refusal. `npm run parity -- domain-xml [count] [--seed N] [--only SEED] [--recorded | --settings | --devices] [-v]`: the
// guests are composed from the recorded ones; with --recorded they are those themselves, with --settings made setting by
// setting from the declarations, with --devices from tables of what each class of device may have.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { connectRpc } from '../../dist/src/model/rpc/client.js';
import { xmlDiff } from '../../dist/test/corpus/compare.js';
import { openSuite } from '../../dist/test/corpus/corpus.js';
import { argsDiff } from '../../dist/test/hw/compare.js';
import { startStock, stockImpossible, unpackStock } from '../../scripts/stock.mjs';
import { composed } from './compose.mjs';
import { settingGuest } from './settings.mjs';
import { makePool, readTree, variant, writeTree } from './variants.mjs';
import { commonArgs, isOldMessage, knownDifference } from './versions.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const say = (text) => process.stdout.write(`${text}\n`);
const UNDEFINE_EVERYTHING = 4 | 2 | 1 | 16 | 64;
const INACTIVE_SECURE = 3;

/** The recorded guests, made definable anywhere: emulated instead of accelerated, by the emulators installed. */
const recorded = () => {
  const sources = [];
  const seen = new Set();
  for (const name of ['qemuxmlconf', 'genericxml2xml']) {
    const suite = openSuite(name);
    for (const test of suite?.cases ?? []) {
      if (!test.input || seen.has(test.input)) continue;
      seen.add(test.input);
      let tree;
      try {
        tree = readTree(suite.file(test.input));
      } catch {
        continue;
      }
      if (tree.name !== 'domain') continue;
      if (tree.attrs.get('type') === 'kvm') tree.attrs.set('type', 'qemu');
      sources.push({
        name: test.input
          .split('/')
          .pop()
          .replace(/\.xml$/, ''),
        tree,
      });
    }
  }
  return sources;
};

const attempt = async (make) => {
  try {
    return { value: await make() };
  } catch (error) {
    if (typeof error?.code !== 'number' || error.message.endsWith('client socket is closed')) throw error;
    return { error: { code: error.code, domain: error.domain, message: error.message } };
  }
};

/** What one daemon makes of a guest; nothing of it stays. */
const answer = async (client, xml) => {
  const defined = await attempt(() => client.remote.domainDefineXMLFlags({ xml, flags: 0 }));
  const result = { error: defined.error };
  if (defined.value) {
    const { dom } = defined.value;
    result.xml = (await client.remote.domainGetXMLDesc({ dom, flags: INACTIVE_SECURE })).xml;
    const undefined_ = await attempt(() =>
      client.remote.domainUndefineFlags({ dom, flags: UNDEFINE_EVERYTHING }),
    );
    if (undefined_.error) result.undefine = undefined_.error;
  }
  const native = await attempt(() =>
    client.remote.connectDomainXMLToNative({ nativeFormat: 'qemu-argv', domainXml: xml, flags: 0 }),
  );
  if (native.value) result.args = native.value.nativeConfig;
  else result.nativeError = native.error;
  return result;
};

/** A daemon that is started again when a guest's definition ends it; then the answer is undefined. */
const serve = async (start) => {
  let daemon;
  let client;
  const open = async () => {
    daemon = await start();
    client = await connectRpc({ path: daemon.socket, deadline: 60_000 });
    await client.open('qemu:///system');
  };
  await open();
  return {
    ask: async (xml) => {
      try {
        return await answer(client, xml);
      } catch (error) {
        await Promise.race([daemon.gone, new Promise((resolve) => setTimeout(resolve, 5000))]);
        if (!daemon.ended()) throw error;
        await open();
        return undefined;
      }
    },
    end: () => {
      client.close();
      return daemon.kill();
    },
  };
};

const errorDiff = (what, a, b) => {
  if (!a && !b) return [];
  const text = (e) => (e ? `${e.code}/${e.domain} ${e.message}` : 'accepted');
  if (text(a) === text(b) || (a && isOldMessage(a.message))) return [];
  return [`${what}: stock: ${text(a)} | ours: ${text(b)}`];
};

/** Where implied controllers stand in the list changed between releases; their addresses did not. */
const sortedControllers = (xml) => {
  const pattern = /^ {4}<controller [^>]*\/>\n|^ {4}<controller [\s\S]*?<\/controller>\n/gm;
  const place = (text) =>
    `${/type='([^']*)'/.exec(text)?.[1]} ${(/index='([^']*)'/.exec(text)?.[1] ?? '').padStart(8)} ${/model='([^']*)'/.exec(text)?.[1]}`;
  const sorted = (xml.match(pattern) ?? []).sort((a, b) => (place(a) < place(b) ? -1 : 1));
  return xml.replace(pattern, () => sorted.shift());
};

const diff = (stock, ours, xml) => {
  const dropAttrs = /<mac /.test(xml) ? [] : ['interface/mac@address'];
  const out = errorDiff('define', stock.error, ours.error);
  if (stock.xml && ours.xml)
    out.push(
      ...xmlDiff(sortedControllers(stock.xml), sortedControllers(ours.xml), { dropAttrs }).filter(
        (line) => !/\/genid: text|\/domain\/uuid: text/.test(line),
      ),
    );
  if (stock.args && ours.args) {
    const { missing, extra, strict, multiset } = argsDiff(commonArgs(stock.args), commonArgs(ours.args));
    out.push(...missing.map((each) => `argv - ${each}`), ...extra.map((each) => `argv + ${each}`));
    if (multiset && !strict) out.push('argv: another order');
  } else if (!stock.error || !ours.error)
    out.push(...errorDiff('native', stock.nativeError, ours.nativeError));
  return out;
};

export const run = async (args) => {
  const option = (name) => (args.includes(name) ? Number(args[args.indexOf(name) + 1]) : undefined);
  const verbose = args.includes('-v');
  const impossible = stockImpossible();
  const sources = recorded();
  if (impossible || sources.length === 0) {
    say(`${impossible ?? 'no recorded guests beside the repository'}\n0 passed, 0 failed, 1 skipped`);
    return 0;
  }
  const pool = makePool(sources.map(({ tree }) => tree));
  const count = Number(
    args.find((arg) => /^\d+$/.test(arg) && args[args.indexOf(arg) - 1]?.[0] !== '-') ?? 300,
  );
  const first = option('--seed') ?? 1;
  const only = option('--only');
  /** From the recorded ones put together differently, or setting by setting from the declarations. */
  const compose = (seed) => {
    if (args.includes('--devices')) return composed(seed);
    if (!args.includes('--settings')) return variant(seed, sources, pool);
    const { name, tree } = settingGuest(seed, pool);
    return { name, xml: writeTree(tree) };
  };
  let cases;
  if (args.includes('--recorded')) cases = sources.map(({ name, tree }) => ({ name, xml: writeTree(tree) }));
  else if (only !== undefined) cases = [compose(only)];
  else cases = Array.from({ length: count }, (_, i) => compose(first + i));

  const place = mkdtempSync(join(tmpdir(), 'virtlight-domain-xml-'));
  const libraries = unpackStock(say);
  const stock = await serve(() => startStock(join(place, 'stock'), libraries));
  const ours = await serve(() =>
    startStock(join(place, 'ours'), libraries, {
      daemon: `${process.execPath} ${join(root, 'bin/virtlightd')} --rest none -f "$D/libvirtd.conf" -p "$D/run/libvirtd.pid"`,
    }),
  );
  let failed = 0;
  let excused = 0;
  let fatal = 0;
  try {
    for (const { name, xml } of cases) {
      const [a, b] = await Promise.all([stock.ask(xml), ours.ask(xml)]);
      if (a === undefined) {
        fatal++;
        say(`     ${name}: ends the stock daemon`);
        continue;
      }
      if (b === undefined) {
        failed++;
        say(`FAIL ${name}: ends our daemon`);
        continue;
      }
      const all = diff(a, b, xml);
      const lines = all.filter((line) => !knownDifference(line, all, xml));
      if (lines.length === 0) {
        if (all.length > 0) excused++;
        if (verbose) say(`ok   ${name}${all.length > 0 ? ' (versions differ)' : ''}`);
        continue;
      }
      failed++;
      say(
        `FAIL ${name}\n${lines
          .slice(0, 12)
          .map((line) => `    ${line}`)
          .join('\n')}`,
      );
      if (only !== undefined) {
        writeFileSync(join(tmpdir(), 'virtlight-variant.xml'), xml);
        say(`${xml}\n${JSON.stringify(a, null, 1)}\n${JSON.stringify(b, null, 1)}`);
      }
    }
  } finally {
    await stock.end();
    await ours.end();
    rmSync(place, { recursive: true, force: true });
  }
  const passed = cases.length - failed - fatal;
  say(`${passed} passed (${excused} as the newer libvirt answers), ${failed} failed, ${fatal} skipped`);
  return failed > 0 ? 1 : 0;
};
if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await run(process.argv.slice(2));
