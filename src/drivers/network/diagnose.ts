// What on this host keeps the guests of a network from their addresses, names, neighbours or the outside, and how to
// mend it. Reads files, the kernel and the packet filter; changes nothing.
import { readFileSync } from 'node:fs';
import { Network as NetworkShape, networkParseOptions } from '../../../schemas/xml/network.ts';
import { prefixOf } from '../../../schemas/xml/parts/inet.ts';
import {
  bridgeOf,
  forwardMode,
  hasDhcp,
  ipsOf,
  type Network,
  networkWithPrefix,
  ownsBridge,
} from '../../model/network/def.ts';
import { needsDnsmasq } from '../../model/network/dnsmasq.ts';
import { nftTable } from '../../model/network/nftables.ts';
import { parseNode } from '../../model/xml/parse.ts';
import { childNamed, parseTree } from '../../model/xml/tree.ts';
import { findLink, listLinks } from '../../native/link.ts';
import { listAddresses, listRoutes } from '../../native/route.ts';
import { findProgram } from '../../util/command.ts';
import { configFile, type NetworkPlaces, pidFile, statusFile } from './places.ts';
import { type BaseChain, readRuleset, verdictOf } from './ruleset.ts';

export interface Finding {
  readonly status: 'PASS' | 'WARN' | 'FAIL';
  readonly check: string;
  /** What is wrong, and the commands or steps that mend it. */
  readonly detail?: string;
  readonly remedy?: string;
}

const read = (path: string): string | null => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
};
const pass = (check: string): Finding => ({ status: 'PASS', check });
const fail = (check: string, detail: string, remedy: string): Finding => ({
  status: 'FAIL',
  check,
  detail,
  remedy,
});
const warn = (check: string, detail: string, remedy: string): Finding => ({
  status: 'WARN',
  check,
  detail,
  remedy,
});

/** The definition that runs, or the stored one; null when there is no network of that name. */
const definitionOf = (places: NetworkPlaces, name: string): { def: Network; running: boolean } | null => {
  for (const [file, running] of [
    [statusFile(places, name), true],
    [configFile(places, name), false],
  ] as const) {
    const text = read(file);
    if (text === null) continue;
    const tree = parseTree(text);
    const node = tree.root.name === 'network' ? tree.root : childNamed(tree.root, 'network');
    if (node) return { def: parseNode(NetworkShape, tree, node, networkParseOptions), running };
  }
  return null;
};

const checkBridge = (def: Network): Finding[] => {
  const bridge = bridgeOf(def);
  const check = `bridge ${bridge}`;
  const link = findLink(bridge);
  const again = `virsh net-destroy ${def.name}; virsh net-start ${def.name}`;
  if (!link) return [fail(check, 'it is not there: somebody removed it', again)];
  if (!link.up) return [fail(check, 'it is down', `ip link set ${bridge} up`)];
  const have = listAddresses()
    .filter(({ index }) => index === link.index)
    .map(({ address, prefix }) => `${address}/${prefix}`);
  const lacking = def.ips
    .map((ip) => `${ip.address}/${prefixOf(ip)}`)
    .find((address) => !have.includes(address));
  return [
    lacking
      ? fail(check, `it lacks its address ${lacking}`, `ip addr add ${lacking} dev ${bridge}`)
      : pass(check),
  ];
};

const checkOverlap = (def: Network): Finding => {
  const check = 'addresses of its own';
  const bridge = bridgeOf(def);
  for (const ip of ipsOf(def, 'ipv4')) {
    const own = networkWithPrefix(ip);
    const other = listRoutes().find(
      (route) => route.device !== bridge && `${route.to}/${route.prefix}` === own,
    );
    if (other)
      return fail(
        check,
        `${own} is also reached through ${other.device}`,
        `choose another range: virsh net-edit ${def.name}`,
      );
  }
  return pass(check);
};

const checkForwarding = (def: Network): Finding[] => {
  const mode = forwardMode(def);
  if (mode === 'none') return [];
  const out: Finding[] = [];
  const families = [
    ['ipv4', 'net.ipv4.ip_forward', '/proc/sys/net/ipv4/ip_forward'],
    ['ipv6', 'net.ipv6.conf.all.forwarding', '/proc/sys/net/ipv6/conf/all/forwarding'],
  ] as const;
  for (const [layer, name, file] of families) {
    if (ipsOf(def, layer).length === 0) continue;
    const check = `forwarding of ${layer === 'ipv4' ? 'IPv4' : 'IPv6'}`;
    out.push(
      read(file)?.trim() === '0'
        ? fail(
            check,
            `${name} is 0: packets are not passed on`,
            `sysctl -w ${name}=1 (and keep it in /etc/sysctl.d)`,
          )
        : pass(check),
    );
  }
  const hasWayOut = listRoutes().some(({ prefix, device }) => prefix === 0 && device !== bridgeOf(def));
  out.push(
    hasWayOut
      ? pass('a way out')
      : warn(
          'a way out',
          'the host itself has no default route',
          'give the host a default route; guests use the same',
        ),
  );
  return out;
};

const checkDnsmasq = (places: NetworkPlaces, def: Network): Finding[] => {
  if (!needsDnsmasq(def)) return [];
  const check = 'dnsmasq (DHCP and names)';
  if (!findProgram('dnsmasq'))
    return [fail(check, 'the program is not installed', 'install dnsmasq (Debian: dnsmasq-base)')];
  const pid = Number.parseInt(read(pidFile(places, def.name)) ?? '', 10);
  const command = Number.isNaN(pid) ? null : read(`/proc/${pid}/cmdline`);
  return [
    command?.includes('dnsmasq')
      ? pass(check)
      : fail(
          check,
          'it does not run',
          `see the daemon's log; then virsh net-destroy ${def.name}; virsh net-start ${def.name}`,
        ),
  ];
};

/** Who a table belongs to, and how that one is told to let guests through. */
const remedyFor = (base: BaseChain, bridge: string, what: 'forward' | 'input', ports: string): string => {
  const { rules, table, family, name } = base;
  const tool = family === 'ip6' ? 'ip6tables' : 'iptables';
  if (table === 'firewalld')
    return `firewall-cmd --permanent --zone=libvirt --add-interface=${bridge}; firewall-cmd --reload`;
  if ([...rules.keys()].some((chain) => chain.startsWith('ufw')))
    return what === 'forward'
      ? `ufw route allow in on ${bridge}; ufw route allow out on ${bridge}`
      : `ufw allow in on ${bridge}`;
  if (what === 'forward' && rules.has('DOCKER-USER'))
    return `${tool} -I DOCKER-USER -i ${bridge} -j ACCEPT; ${tool} -I DOCKER-USER -o ${bridge} -j ACCEPT`;
  if (table === 'filter')
    return what === 'forward'
      ? `${tool} -I ${name} -i ${bridge} -j ACCEPT; ${tool} -I ${name} -o ${bridge} -j ACCEPT`
      : `${tool} -I ${name} -i ${bridge} -j ACCEPT`;
  const rule = `nft insert rule ${family} ${table} ${name}`;
  return what === 'forward'
    ? `${rule} iifname "${bridge}" accept; ${rule} oifname "${bridge}" accept`
    : `${rule} iifname "${bridge}" ${ports} accept`;
};
const ownerOf = ({ table, rules }: BaseChain): string => {
  if (table === 'firewalld') return 'firewalld';
  if ([...rules.keys()].some((chain) => chain.startsWith('ufw'))) return 'ufw';
  return [...rules.keys()].some((chain) => chain.startsWith('DOCKER')) ? 'Docker' : 'another rule set';
};

const checkFirewall = async (def: Network): Promise<Finding[]> => {
  const bridge = bridgeOf(def);
  const mode = forwardMode(def);
  const out: Finding[] = [];
  const chains = (await readRuleset()).filter(({ family }) => ['ip', 'ip6', 'inet'].includes(family));
  const layers = (['ipv4', 'ipv6'] as const).filter((layer) => ipsOf(def, layer).length > 0);
  for (const layer of layers) {
    const family = layer === 'ipv4' ? 'ip' : 'ip6';
    const label = layer === 'ipv4' ? 'IPv4' : 'IPv6';
    const relevant = (hook: string): BaseChain[] =>
      chains.filter((base) => base.hook === hook && (base.family === family || base.family === 'inet'));
    if (mode === 'nat' || mode === 'route') {
      const own = relevant('forward').find(({ table }) => table === nftTable);
      const old = relevant('forward').find(({ rules }) => rules.has('LIBVIRT_FWO'));
      const check = `our own ${label} rules`;
      if (own || old) {
        const text = JSON.stringify([...(own ?? old!).rules.values()]);
        out.push(
          text.includes(`"${bridge}"`)
            ? pass(check)
            : fail(
                check,
                `nothing is there for ${bridge}`,
                `virsh net-destroy ${def.name}; virsh net-start ${def.name}`,
              ),
        );
      } else
        out.push(
          fail(
            check,
            'they are gone: somebody emptied the rule set',
            'restart the daemon: it puts them back',
          ),
        );
      const outside =
        listRoutes().find((r) => r.prefix === 0 && r.family === (layer === 'ipv4' ? 4 : 6))?.device ?? 'eth0';
      const path = { in: bridge, out: outside, protocol: 'tcp', port: 443 };
      for (const base of relevant('forward').filter((each) => each !== own)) {
        const name = `forwarding through ${base.family} ${base.table} ${base.name}`;
        out.push(
          verdictOf(base, path) === 'drop'
            ? fail(
                name,
                `${ownerOf(base)} drops what guests send to the outside`,
                remedyFor(base, bridge, 'forward', ''),
              )
            : pass(name),
        );
      }
    }
    const services = [
      ...(needsDnsmasq(def) && def.dns?.enable !== false
        ? [{ protocol: 'udp', port: 53, what: 'names (DNS)' }]
        : []),
      ...(ipsOf(def, layer).some(hasDhcp)
        ? [{ protocol: 'udp', port: layer === 'ipv4' ? 67 : 547, what: 'addresses (DHCP)' }]
        : []),
    ];
    for (const base of relevant('input')) {
      const blocked = services.filter(
        ({ protocol, port }) => verdictOf(base, { in: bridge, protocol, port }) === 'drop',
      );
      const name = `asking the host through ${base.family} ${base.table} ${base.name}`;
      const ports = `udp dport { ${blocked.map(({ port }) => port).join(', ')} }`;
      out.push(
        blocked.length > 0
          ? fail(
              name,
              `${ownerOf(base)} drops requests for ${blocked.map(({ what }) => what).join(' and ')}`,
              remedyFor(base, bridge, 'input', ports),
            )
          : pass(name),
      );
    }
  }
  return out;
};

/** Frames between guests of one bridge pass iptables too when this is on, and Docker's policy drops them there. */
const checkBridgeFilter = async (def: Network): Promise<Finding[]> => {
  if (read('/proc/sys/net/bridge/bridge-nf-call-iptables')?.trim() !== '1') return [];
  const bridge = bridgeOf(def);
  const check = 'traffic between guests of the bridge';
  const bad = (await readRuleset()).find(
    (base) =>
      base.family === 'ip' &&
      base.hook === 'forward' &&
      base.table !== nftTable &&
      verdictOf(base, { in: bridge, out: bridge, protocol: 'tcp', port: 443 }) === 'drop',
  );
  return [
    bad
      ? warn(
          check,
          `bridge-nf-call-iptables is on and ${ownerOf(bad)} drops it`,
          `${remedyFor(bad, bridge, 'forward', '')}; or sysctl -w net.bridge.bridge-nf-call-iptables=0`,
        )
      : pass(check),
  ];
};

/** Everything that was looked at. The first says whether there is such a network at all. */
export const diagnoseNetwork = async (places: NetworkPlaces, name: string): Promise<Finding[]> => {
  const found = definitionOf(places, name);
  if (!found)
    return [fail('network', `there is no network '${name}'`, 'virsh net-list --all shows what there is')];
  const { def, running } = found;
  if (!running) return [fail('network', 'it is not running', `virsh net-start ${name}`)];
  if (!ownsBridge(def)) {
    const bridge = bridgeOf(def);
    if (bridge === '') return [pass('network')];
    const there = listLinks().some((link) => link.name === bridge);
    return [
      pass('network'),
      there
        ? pass(`bridge ${bridge}`)
        : fail(`bridge ${bridge}`, 'the host has no such bridge', `ip link add ${bridge} type bridge`),
    ];
  }
  return [
    pass('network'),
    ...checkBridge(def),
    checkOverlap(def),
    ...checkForwarding(def),
    ...checkDnsmasq(places, def),
    ...(forwardMode(def) === 'open' ? [] : await checkFirewall(def)),
    ...(await checkBridgeFilter(def)),
  ];
};

/** The findings as lines of text, and whether all is well. */
export const formatFindings = (findings: readonly Finding[]): { text: string; status: number } => {
  const width = Math.max(...findings.map(({ check }) => check.length));
  const text = findings
    .map(({ status, check, detail, remedy }) => {
      const rest =
        detail === undefined ? '' : `  ${detail}${remedy === undefined ? '' : `\n      mend it: ${remedy}`}`;
      return `${status}  ${check.padEnd(width)}${rest}`.trimEnd();
    })
    .join('\n');
  return { text: `${text}\n`, status: findings.some(({ status }) => status === 'FAIL') ? 1 : 0 };
};
