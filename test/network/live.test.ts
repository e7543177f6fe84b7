// Every network of the recorded run of stock libvirtd is started here too, and compared in what it leaves on the host:
// live XML, dnsmasq's files, rules (with the iptables backend, which that run had), bridge and addresses.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { VirError } from '../../schemas/errors.ts';
import { createEventBus } from '../../src/drivers/events.ts';
import { createNetworkDriver } from '../../src/drivers/network/driver.ts';
import { formatNetwork } from '../../src/drivers/network/record.ts';
import { findLink, listLinks } from '../../src/native/link.ts';
import { listAddresses } from '../../src/native/route.ts';
import { xmlDiff } from '../corpus/compare.ts';
import { type Case, openSuite } from '../corpus/corpus.ts';
import { clearRoom, inNamespace } from './namespace.ts';
import { quietLog, testHost } from './serve.ts';

/** How many of the cases must agree: the issue asks for 97 of 100. */
const NEEDED = 0.97;

const lines = (text: string): string => text.trim();
const save = (tool: string): string =>
  spawnSync(tool, [], { encoding: 'utf8' })
    .stdout.split('\n')
    .filter((line) => !line.startsWith('#'))
    .map((line) => line.replace(/\[\d+:\d+\]/g, '[0:0]'))
    .join('\n')
    .trim();

/** The parts of a rule list that are ours: tables in any order, empty ones left out. */
const rulesOf = (text: string): string => {
  const tables = new Map<string, string[]>();
  let table = '';
  for (const line of text.split('\n')) {
    if (line.startsWith('*')) table = line;
    else if (line.startsWith('-A')) tables.set(table, [...(tables.get(table) ?? []), line]);
  }
  return [...tables]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, rules]) => `${name}\n${rules.join('\n')}`)
    .join('\n');
};

if (inNamespace(import.meta.url)) {
  const suite = openSuite('live-net-9.0');
  t.test('networks of the recorded run', { skip: !suite && 'no corpus beside the repository' }, async (t) => {
    if (!suite) return;
    const root = mkdtempSync(join(tmpdir(), 'virtlight-live-'));
    chmodSync(root, 0o755);
    t.teardown(() => clearRoom(root));
    const host = testHost(root, quietLog, { 'network.conf': { firewall_backend: 'iptables' } });
    const driver = createNetworkDriver(host, createEventBus());
    const ours = (text: string): string =>
      text
        .replaceAll(`${root}/lib`, '/var/lib/libvirt')
        .replaceAll(`${root}/run`, '/run/libvirt')
        .replace(/--dhcp-script=\S*leaseshelper/, '--dhcp-script=/usr/lib/libvirt/libvirt_leaseshelper');

    const compare = (test: Case, def: Parameters<typeof formatNetwork>[0]): string | undefined => {
      const want = (role: string): string | undefined =>
        test[role] === undefined ? undefined : suite.file(String(test[role]));
      // What the input leaves open is made up anew at every run.
      const input = suite.file(test.input);
      const masked = (text: string): string =>
        [/<uuid>[^<]*<\/uuid>/, /<mac address='[^']*'\/>/]
          .filter((part) => !input.includes(part.source.slice(0, 5)))
          .reduce((all, part) => all.replace(part, ''), text);
      const xml = xmlDiff(masked(want('xml') ?? ''), masked(formatNetwork(def, false)))[0];
      if (xml) return `xml: ${xml}`;
      const file = (name: string): string =>
        ours(readFileSync(join(host.paths.state, 'dnsmasq', name), 'utf8'));
      for (const role of ['conf', 'hostsfile', 'addnhosts']) {
        const wanted = want(role);
        if (wanted !== undefined && lines(wanted) !== lines(file(`${def.name}.${role}`)))
          return `${role}:\n${file(`${def.name}.${role}`)}\nexpected:\n${wanted}`;
      }
      for (const [role, tool] of [
        ['iptables', 'iptables-save'],
        ['ip6tables', 'ip6tables-save'],
      ] as const) {
        const [mine, theirs] = [rulesOf(save(tool)), rulesOf(want(role) ?? '')];
        if (mine !== theirs) return `${role}:\n${mine}\nexpected:\n${theirs}`;
      }
      const wantedAddr = want('addr');
      const bridge = def.bridge?.name;
      if (wantedAddr === undefined || bridge === undefined) return undefined;
      const seen = JSON.parse(wantedAddr) as Record<string, unknown>;
      const link = findLink(bridge);
      if (!seen.kind) return link ? `bridge ${bridge} is there` : undefined;
      const mine = {
        bridge,
        mtu: link?.mtu,
        kind: link?.kind,
        up: link?.up,
        stp: link?.bridge?.stp ? 1 : 0,
        forward_delay_cs: (link?.bridge?.forwardDelay ?? 0) * 100,
        addr: listAddresses()
          .filter((a) => a.index === link?.index && !a.address.startsWith('fe80'))
          .map((a) => `${a.address}/${a.prefix}`)
          .sort(),
      };
      const theirs = {
        bridge: seen.bridge,
        mtu: seen.mtu,
        kind: seen.kind,
        up: (seen.flags as string[]).includes('UP'),
        stp: seen.stp,
        forward_delay_cs: seen.forward_delay_cs,
        addr: [...(seen.addr as string[])].filter((a) => !a.startsWith('fe80')).sort(),
      };
      return JSON.stringify(mine) === JSON.stringify(theirs)
        ? undefined
        : `bridge: ${JSON.stringify(mine)}\nexpected: ${JSON.stringify(theirs)}`;
    };

    const judge = async (test: Case): Promise<string | undefined> => {
      let net: Awaited<ReturnType<typeof driver.networks.create>>;
      try {
        net = await driver.networks.create(suite.file(test.input));
      } catch (error) {
        if (!(error instanceof VirError)) return `crashed: ${(error as Error).stack}`;
        const want = test['create_error'] as { code: number; message: string } | undefined;
        if (!want) return `refused: ${error.message}`;
        const got = ours(error.message);
        return got === want.message && error.code === want.code
          ? undefined
          : `error: ${got}\nexpected: ${want.message}`;
      }
      try {
        if (test.outcome !== 'ok') return `accepted, expected ${JSON.stringify(test['create_error'])}`;
        return compare(test, net.def);
      } finally {
        await driver.networks.stop(net);
      }
    };

    const complaints: string[] = [];
    const before = listLinks().length;
    for (const test of suite.cases) {
      const complaint = await judge(test);
      if (complaint) complaints.push(`${test.name}: ${complaint}`);
      if (listLinks().length !== before) complaints.push(`${test.name}: something stays behind`);
    }
    const passed = suite.cases.length - complaints.length;
    t.comment(`${passed}/${suite.cases.length}`);
    for (const complaint of complaints) t.comment(complaint);
    t.ok(passed >= suite.cases.length * NEEDED, `${passed} of ${suite.cases.length} agree`);
  });
}
