// The same network in a private stock libvirtd and in this daemon: how it is kept, or refused; with --start what it is
// when it runs: its live XML, dnsmasq's files, bridge, addresses and rules. `npm run parity -- network-xml [count]
// [--start] [--seed N] [--only SEED] [--recorded] [-v]`. Each daemon has a network namespace of its own.
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { connectRpc } from '../../dist/src/model/rpc/client.js';
import { xmlDiff } from '../../dist/test/corpus/compare.js';
import { openSuite } from '../../dist/test/corpus/corpus.js';
import { startStock, stockImpossible, unpackStock } from '../../scripts/stock.mjs';
import { networkVariant } from './network-variants.mjs';
import { makePool, readTree, writeTree } from './variants.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const say = (text) => process.stdout.write(`${text}\n`);
const INACTIVE = 1;
const VALIDATE = 1;

const recorded = () => {
  const sources = [];
  const seen = new Set();
  for (const name of ['networkxml2xml', 'networkxml2conf', 'live-net-9.0']) {
    const suite = openSuite(name);
    for (const test of suite?.cases ?? []) {
      const short = test.input?.split('/').pop();
      if (!short || seen.has(short)) continue;
      seen.add(short);
      try {
        const tree = readTree(suite.file(test.input));
        if (tree.name === 'network') sources.push({ name: short.replace(/\.xml$/, ''), tree });
      } catch {}
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

const output = (pid, ...argv) => {
  const { stdout } = spawnSync('nsenter', ['-t', String(pid), '-n', ...argv], { encoding: 'utf8' });
  return stdout;
};
const rules = (pid, tool) =>
  output(pid, tool)
    .split('\n')
    .filter((line) => /^-A/.test(line))
    .map((line) => line.replace(/\[\d+:\d+\]/g, ''))
    .join('\n');

/** What a running network is on its host. */
const onHost = ({ pid, directory }) => {
  const files = join(directory, 'lib/dnsmasq');
  const out = {};
  for (const file of existsSync(files) ? readdirSync(files).sort() : [])
    if (/\.(conf|hostsfile|addnhosts|macs)$/.test(file))
      out[file] = file.endsWith('.macs')
        ? JSON.stringify(JSON.parse(readFileSync(join(files, file), 'utf8')))
        : readFileSync(join(files, file), 'utf8').trim();
  out.rules = rules(pid, 'iptables-save');
  out.rules6 = rules(pid, 'ip6tables-save');
  out.links = output(pid, 'ip', '-d', '-o', 'link')
    .split('\n')
    .filter((line) => /\bbridge forward_delay/.test(line))
    .map((line) =>
      [
        /^\d+: (\S+):/.exec(line)?.[1],
        /mtu \d+/.exec(line)?.[0],
        /forward_delay \d+/.exec(line)?.[0],
        /stp_state \d/.exec(line)?.[0],
      ].join(' '),
    )
    .join('\n');
  out.addresses = output(pid, 'ip', '-o', 'addr')
    .split('\n')
    .filter((line) => !/fe80::/.test(line))
    .map((line) => /^\d+: (\S+ +inet6? \S+( brd \S+)?)/.exec(line)?.[1])
    .join('\n');
  out.routes = output(pid, 'ip', 'route') + output(pid, 'ip', '-6', 'route').replace(/^fe80.*\n/gm, '');
  return out;
};

const answer = async (daemon, client, xml, start) => {
  const { remote } = client;
  const result = {};
  const valid = await attempt(() => remote.networkDefineXMLFlags({ xml, flags: VALIDATE }));
  if (valid.error) result.valid = valid.error;
  else await remote.networkUndefine(valid.value);
  const defined = await attempt(() => remote.networkDefineXML({ xml }));
  if (defined.error) return { ...result, define: defined.error };
  const { net } = defined.value;
  const dump = async (flags) => (await remote.networkGetXMLDesc({ net, flags })).xml;
  result.xml = await dump(INACTIVE);
  result.bridge = (await attempt(() => remote.networkGetBridgeName({ net }))).error;
  if (start) {
    const started = await attempt(() => remote.networkCreate({ net }));
    if (started.error) result.start = started.error;
    else {
      result.live = await dump(0);
      Object.assign(result, onHost(daemon));
      const port = `<networkport><uuid>11111111-2222-4333-8444-555555555555</uuid><owner><name>o</name><uuid>11111111-2222-4333-8444-666666666666</uuid></owner><mac address='52:54:00:00:00:77'/></networkport>`;
      const made = await attempt(() => remote.networkPortCreateXML({ network: net, xml: port, flags: 0 }));
      if (made.error) result.port = made.error;
      else {
        result.portXml = (await remote.networkPortGetXMLDesc({ port: made.value.port, flags: 0 })).xml;
        result.withPort = await dump(0);
        await remote.networkPortDelete({ port: made.value.port, flags: 0 });
      }
      result.destroy = (await attempt(() => remote.networkDestroy({ net }))).error;
    }
    result.after = onHost(daemon);
  }
  result.undefine = (await attempt(() => remote.networkUndefine({ net }))).error;
  return result;
};

const serve = async (directory, start) => {
  let daemon;
  let client;
  const open = async () => {
    daemon = { directory, ...(await start()) };
    for (const device of ['eth7', 'eth8']) output(daemon.pid, 'ip', 'link', 'add', device, 'type', 'veth');
    output(daemon.pid, 'ip', 'link', 'set', 'lo', 'up');
    client = await connectRpc({ path: daemon.socket, deadline: 60_000 });
    await client.open('qemu:///system');
    for (const { name, uuid } of (await client.remote.connectListAllNetworks({ needResults: 1, flags: 0 }))
      .nets)
      await client.remote.networkUndefine({ net: { name, uuid } }).catch(() => undefined);
  };
  await open();
  return {
    ask: async (xml, started) => {
      try {
        return await answer(daemon, client, xml, started);
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

/** What differs by nature: made-up identities, the lease helper's place, later releases' words. */
const normal = (text, xml) =>
  (/<uuid>/.test(xml) ? text : text.replace(/<uuid>.*<\/uuid>/g, '<uuid/>'))
    .replace(/^ *<mac address='52:54:00:[^']*'\/>\n/gm, (line) => (/<mac /.test(xml) ? line : ''))
    .replace(/'[0-9a-f]{8}-[0-9a-f-]{27}'/g, "'UUID'")
    .replace(/--dhcp-script=\S+/g, '--dhcp-script=HELPER')
    .trimEnd();

const messages = (e) => (e ? `${e.code}/${e.domain} ${e.message}` : 'done');
const diff = (stock, ours, xml) => {
  const out = [];
  for (const key of new Set([...Object.keys(stock), ...Object.keys(ours)])) {
    const [a, b] = [stock[key], ours[key]];
    if (['valid', 'define', 'start', 'bridge', 'port', 'destroy', 'undefine'].includes(key)) {
      const [left, right] = [messages(a), messages(b)].map((text) =>
        normal(text, xml)
          .replace(/\(\w+_definition\):\d+:|at line \d+:/g, 'L:')
          .replace('only allowed in route,', 'only allowed in open, route,'),
      );
      if (left !== right) out.push(`${key}: stock: ${left} | ours: ${right}`);
    } else if (typeof a === 'object' || typeof b === 'object')
      out.push(...diff(a ?? {}, b ?? {}, xml).map((l) => `${key} ${l}`));
    else if (/^(xml|live|portXml|withPort)$/.test(key) && a && b)
      out.push(...xmlDiff(normal(a, xml), normal(b, xml)).map((line) => `${key}${line}`));
    else if ((a ?? '') !== (b ?? '')) {
      const [left, right] = [(a ?? '').split('\n'), (b ?? '').split('\n')];
      out.push(
        ...left.filter((l) => !right.includes(l)).map((l) => `${key} - ${l}`),
        ...right.filter((l) => !left.includes(l)).map((l) => `${key} + ${l}`),
      );
      if (left.toSorted().join() === right.toSorted().join()) out.push(`${key}: another order`);
    }
  }
  return out;
};

export const run = async (args) => {
  const option = (name) => (args.includes(name) ? Number(args[args.indexOf(name) + 1]) : undefined);
  const verbose = args.includes('-v');
  const impossible = stockImpossible();
  const sources = recorded();
  if (impossible || sources.length === 0) {
    say(`${impossible ?? 'no recorded networks beside the repository'}\n0 passed, 0 failed, 1 skipped`);
    return 0;
  }
  const pool = makePool(sources.map(({ tree }) => tree));
  const count = Number(
    args.find((arg) => /^\d+$/.test(arg) && args[args.indexOf(arg) - 1]?.[0] !== '-') ?? 300,
  );
  const first = option('--seed') ?? 1;
  const only = option('--only');
  let cases;
  if (args.includes('--recorded')) cases = sources.map(({ name, tree }) => ({ name, xml: writeTree(tree) }));
  else if (only !== undefined) cases = [networkVariant(only, sources, pool)];
  else cases = Array.from({ length: count }, (_, i) => networkVariant(first + i, sources, pool));

  const place = mkdtempSync(join(tmpdir(), 'virtlight-network-xml-'));
  const libraries = unpackStock(say);
  const started = args.includes('--start');
  const stockPlace = join(place, 'stock');
  const ourPlace = join(place, 'ours');
  const stock = await serve(stockPlace, () => startStock(stockPlace, libraries));
  mkdirSync(join(ourPlace, 'etc'), { recursive: true });
  spawnSync('cp', ['-a', join(libraries, '/etc/libvirt'), join(ourPlace, 'etc/')]);
  // The stock release has only this backend.
  writeFileSync(join(ourPlace, 'etc/libvirt/network.conf'), 'firewall_backend = "iptables"\n');
  const ours = await serve(ourPlace, () =>
    startStock(ourPlace, libraries, {
      daemon: `${process.execPath} ${join(root, 'bin/virtlightd')} --rest none -f "$D/libvirtd.conf" -p "$D/run/libvirtd.pid"`,
    }),
  );
  let failed = 0;
  let fatal = 0;
  try {
    for (const { name, xml } of cases) {
      const [a, b] = await Promise.all([stock.ask(xml, started), ours.ask(xml, started)]);
      if (a === undefined) {
        fatal++;
        say(`     ${name}: ends the stock daemon`);
        continue;
      }
      const lines = b === undefined ? ['ends our daemon'] : diff(a, b, xml);
      if (lines.length === 0) {
        if (verbose) say(`ok   ${name}`);
      } else {
        failed++;
        say(
          `FAIL ${name}\n${lines
            .slice(0, 12)
            .map((line) => `    ${line}`)
            .join('\n')}`,
        );
      }
      if (only !== undefined) say(`${xml}\n${JSON.stringify(a, null, 1)}\n${JSON.stringify(b, null, 1)}`);
    }
  } finally {
    await stock.end();
    await ours.end();
    rmSync(place, { recursive: true, force: true });
  }
  say(`${cases.length - failed - fatal} passed, ${failed} failed, ${fatal} skipped`);
  return failed > 0 ? 1 : 0;
};
if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await run(process.argv.slice(2));
