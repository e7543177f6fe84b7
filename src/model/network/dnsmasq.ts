// dnsmasq's configuration and host files for a network, as libvirt words them.
import { isIPv4 } from 'node:net';
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import { addressNumber, prefixOf } from '../../../schemas/xml/parts/inet.ts';
import { ipBytes } from '../../native/route.ts';
import { escapeXml } from '../xml/values.ts';
import {
  bridgeOf,
  type DhcpHost,
  forwardMode,
  hasDhcp,
  ipsOf,
  layerOf,
  type Network,
  type NetworkIp,
  netmaskOf,
} from './def.ts';

/** Where the files lie that the configuration names. */
export interface DnsmasqPlaces {
  readonly hostsFile: string;
  readonly addnHosts: string;
  readonly pidFile?: string;
}

/** The names of a network's files. Odd characters in them are escaped as in XML, for libvirt does so. */
export const dnsmasqPlaces = (dir: string, name: string): { hostsFile: string; addnHosts: string } => ({
  hostsFile: `${dir}/${escapeXml(name)}.hostsfile`,
  addnHosts: `${dir}/${escapeXml(name)}.addnhosts`,
});

const unsupported = (text: string): VirError =>
  new VirError(ErrorCode.CONFIG_UNSUPPORTED, ErrorDomain.NETWORK, text);

const leaseTime = (lease: DhcpHost['lease']): string =>
  lease === undefined
    ? ''
    : lease.expiry === 0
      ? ',infinite'
      : `,${lease.expiry}${(lease.unit ?? 'minutes')[0]}`;

/** The reverse zone of an address's network; only whole bytes (nibbles for IPv6) have one. */
const ptrDomain = (ip: NetworkIp): string => {
  const prefix = prefixOf(ip);
  const v4 = isIPv4(ip.address);
  const step = v4 ? 8 : 4;
  if (prefix % step !== 0 || prefix <= 0 || prefix >= (v4 ? 32 : 128))
    throw unsupported(
      `PTR domain for ${v4 ? 'IPv4' : 'IPv6'} network with prefix ${prefix} cannot be automatically created`,
    );
  const bytes = ipBytes(ip.address);
  const labels = v4 ? [...bytes].map(String) : [...bytes.toString('hex')];
  return `${labels
    .slice(0, prefix / step)
    .reverse()
    .join('.')}.${v4 ? 'in-addr' : 'ip6'}.arpa`;
};

const dnsLines = (net: Network): string[] => {
  const { dns } = net;
  const out: string[] = [];
  const forwarders = dns?.forwarders ?? [];
  for (const { domain, addr } of forwarders)
    out.push(`server=${domain === undefined ? '' : `/${domain}/`}${addr ?? '#'}`);
  if (forwarders.some(({ domain, addr }) => addr !== undefined && domain === undefined))
    out.push('no-resolv');
  return out;
};

const srvLine = (srv: NonNullable<Network['dns']>['srvs'][number]): string => {
  let line = `srv-host=_${srv.service}._${srv.protocol}`;
  if (srv.domain !== undefined) line += `.${srv.domain}`;
  if (srv.target === undefined || srv.target === '.') return line;
  line += `,${srv.target}`;
  if (srv.port || srv.priority || srv.weight) line += `,${srv.port || 1}`;
  if (srv.priority || srv.weight) line += `,${srv.priority ?? 0}`;
  if (srv.weight) line += `,${srv.weight}`;
  return line;
};

const dhcpLines = (ip: NetworkIp): string[] => {
  const out: string[] = [];
  const v4 = isIPv4(ip.address);
  const prefix = prefixOf(ip);
  const { ranges = [], hosts = [], bootp } = ip.dhcp ?? {};
  for (const range of ranges)
    out.push(
      `dhcp-range=${range.start},${range.end},${v4 ? netmaskOf(prefix) : prefix}${leaseTime(range.lease)}`,
    );
  if (ranges.length === 0 && hosts.length > 0)
    out.push(`dhcp-range=${ip.address},static${v4 ? '' : `,${prefix}`}`);
  if (!v4) return out;
  if (ranges.length > 0 || hosts.length > 0) out.push('dhcp-no-override', 'dhcp-authoritative');
  if (bootp) out.push(`dhcp-boot=${bootp.file}${bootp.server === undefined ? '' : `,,${bootp.server}`}`);
  return out;
};

const leaseCount = (ip: NetworkIp): number =>
  (ip.dhcp?.ranges ?? []).reduce(
    (sum, range) => sum + Number(addressNumber(range.end) - addressNumber(range.start)) + 1,
    0,
  );

/** A value with a line break would become a line of its own: dnsmasq's files are lines. */
const joined = (lines: readonly string[]): string => {
  const odd = lines.find((line) => /[\r\n]/.test(line));
  if (odd !== undefined) throw unsupported(`line break within '${odd.split(/[\r\n]/)[0]}'`);
  return lines.map((line) => `${line}\n`).join('');
};

/** The one address of each family that DHCP is given on. */
export const dhcpAddresses = (net: Network): NetworkIp[] =>
  (['ipv4', 'ipv6'] as const).flatMap((layer) => {
    const all = ipsOf(net, layer).filter(hasDhcp);
    if (all.length > 1)
      throw unsupported(
        `For ${layer === 'ipv4' ? 'IPv4' : 'IPv6'}, multiple DHCP definitions cannot be specified.`,
      );
    return all;
  });

/** The configuration file. */
export const dnsmasqConfig = (net: Network, places: DnsmasqPlaces): string => {
  const { dns, domain } = net;
  const wantDns = dns?.enable !== false;
  const dhcp = dhcpAddresses(net);
  const dhcp6 = dhcp.some((ip) => layerOf(ip) === 'ipv6');
  const lines = [
    '##WARNING:  THIS IS AN AUTO-GENERATED FILE. CHANGES TO IT ARE LIKELY TO BE',
    '##OVERWRITTEN AND LOST.  Changes to this configuration should be made using:',
    `##    virsh net-edit ${net.name}`,
    '## or other application using the libvirt API.',
    '##',
    '## dnsmasq conf file created by libvirt',
    'strict-order',
  ];
  if (!wantDns) lines.push('port=0');
  if (wantDns) lines.push(...dnsLines(net));
  if (domain?.name !== undefined) {
    if (domain.localOnly) lines.push(`local=/${domain.name}/`);
    lines.push(`domain=${domain.name}`, 'expand-hosts');
  }
  if (wantDns) {
    for (const ip of net.ips) if (ip.localPtr) lines.push(`local=/${ptrDomain(ip)}/`);
    if (dns?.forwardPlainNames === false) lines.push('domain-needed', 'local=//');
  }
  if (places.pidFile) lines.push(`pid-file=${places.pidFile}`);
  lines.push('except-interface=lo', 'bind-dynamic', `interface=${bridgeOf(net)}`);
  // An isolated network must not look like a way out.
  if (forwardMode(net) === 'none') lines.push('dhcp-option=3', 'no-resolv', 'ra-param=*,0,0');
  if (wantDns) {
    for (const txt of dns?.txts ?? []) lines.push(`txt-record=${txt.name},${txt.value}`);
    for (const srv of dns?.srvs ?? []) lines.push(srvLine(srv));
  }
  const tftp = ipsOf(net, 'ipv4').filter((ip) => ip.tftp?.root !== undefined);
  if (tftp.length > 0) lines.push('enable-tftp');
  for (const ip of tftp) lines.push(`tftp-root=${ip.tftp?.root}`);
  for (const ip of dhcp) lines.push(...dhcpLines(ip));
  const leases = dhcp.reduce((sum, ip) => sum + leaseCount(ip), 0);
  if (leases > 0) lines.push(`dhcp-lease-max=${leases}`);
  if (dhcp.length > 0) lines.push(`dhcp-hostsfile=${places.hostsFile}`);
  if (wantDns) lines.push(`addn-hosts=${places.addnHosts}`);
  if (net.mtu?.size) lines.push(`dhcp-option=option:mtu,${net.mtu.size}`);
  if (dhcp6) lines.push('enable-ra');
  else for (const ip of ipsOf(net, 'ipv6')) lines.push(`dhcp-range=${ip.address},ra-only`);
  // These are the administrator's own lines.
  return joined(lines) + net.dnsmasq.map(({ value }) => `${value}\n`).join('');
};

/** The file of fixed DHCP assignments. */
export const dnsmasqHosts = (net: Network): string => {
  const lines: string[] = [];
  for (const ip of dhcpAddresses(net))
    for (const host of ip.dhcp?.hosts ?? []) {
      if (host.ip === undefined) continue;
      const who =
        layerOf(ip) === 'ipv6'
          ? [host.id === undefined ? '' : `id:${host.id}`, host.name ?? '', `[${host.ip}]`]
          : host.mac === undefined
            ? [host.name ?? '', host.ip]
            : [host.mac, host.ip, host.name ?? ''];
      lines.push(`${who.filter((part) => part !== '').join(',')}${leaseTime(host.lease)}`);
    }
  return joined(lines);
};

/** The file of further names, in the manner of /etc/hosts. */
export const dnsmasqNames = (net: Network): string => {
  const names = new Map<string, string[]>();
  for (const host of net.dns?.hosts ?? [])
    names.set(host.ip, [...(names.get(host.ip) ?? []), ...host.hostnames]);
  return joined([...names].map(([ip, list]) => `${ip}\t${list.map((name) => `${name}\t`).join('')}`));
};

/** Whether the network has anything for dnsmasq to do. */
export const needsDnsmasq = (net: Network): boolean =>
  net.ips.length > 0 &&
  (net.dns?.enable !== false || net.ips.some((ip) => hasDhcp(ip) || ip.tftp?.root !== undefined));
