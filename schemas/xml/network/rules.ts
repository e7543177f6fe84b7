// The structural checks of network XML that go beyond single values, with libvirt's texts.
import { ErrorCode, ErrorDomain } from '../../errors.ts';
import type { Message } from '../dsl.ts';
import { addressNumber, familyOf, networkOf, prefixOf } from '../parts/inet.ts';

type Maybe = Message | undefined;
const unsupported = (text: string): Message => ({ code: ErrorCode.CONFIG_UNSUPPORTED, text });
const detail = (text: string): Message => ({ code: ErrorCode.XML_DETAIL, text });

interface Ip {
  family?: string;
  address: string;
  netmask?: string;
  prefix?: number;
  dhcp?: {
    ranges: { start: string; end: string }[];
    hosts: Record<string, string | undefined>[];
    bootp?: unknown;
  };
  tftp?: unknown;
}

/** Family, netmask and prefix agree; DHCP ranges and hosts lie within. */
export const checkIp = (ip: Ip): Maybe => {
  const { family, address, netmask, prefix = 0 } = ip;
  if (family !== undefined && family !== 'ipv4' && family !== 'ipv6')
    return `Unrecognized family '${family}' in network '{name}'`;
  const v6 = family === 'ipv6';
  if (!v6 && familyOf(address) !== 'ipv4') {
    return unsupported(
      `${family ?? 'no'} family specified for non-IPv4 address '${address}' in network '{name}'`,
    );
  }
  if (v6 && familyOf(address) !== 'ipv6') {
    return unsupported(`Family 'ipv6' specified for non-IPv6 address '${address}' in network '{name}'`);
  }
  if (v6 && netmask)
    return unsupported(`netmask not allowed for IPv6 address '${address}' in network '{name}'`);
  if (netmask && familyOf(netmask) !== 'ipv4') {
    return unsupported(
      `Invalid netmask '${netmask}' for address '${address}' in network '{name}' (both must be IPv4)`,
    );
  }
  if (netmask && prefix > 0)
    return unsupported("Network '{name}' IP address cannot have both a prefix and a netmask");
  if (prefix > (v6 ? 128 : 32))
    return unsupported(`Invalid ${v6 ? 'IPv6' : 'IPv4'} prefix '${prefix}' in network '{name}'`);
  const { dhcp } = ip;
  for (const range of dhcp?.ranges ?? []) {
    const bad = checkRange(range.start, range.end, address, prefixOf(ip));
    if (bad) return bad;
  }
  for (const host of dhcp?.hosts ?? []) {
    const bad = checkHost(host, v6);
    if (bad) return bad;
  }
  if (v6 && dhcp) delete dhcp.bootp;
  if (v6 && ip.tftp) return unsupported("Unsupported <tftp> element in an IPv6 element in network '{name}'");
  return undefined;
};

const internal = (text: string): Message => ({
  code: ErrorCode.INTERNAL_ERROR,
  domain: ErrorDomain.NONE,
  text,
});

/** A range that is ascending and, when `address` is given, inside its network. */
export const checkRange = (
  start: string,
  end: string,
  address: string | undefined,
  prefix: number,
): Maybe => {
  const what = `range ${start} - ${end}`;
  if (familyOf(start) !== familyOf(end)) return internal(`mismatch of address family in ${what}`);
  if (address !== undefined) {
    if (familyOf(start) !== familyOf(address))
      return internal(`mismatch of address family in ${what} for network ${address}`);
    if (prefix < 0) return internal(`bad prefix ${prefix} for network ${address} when  checking ${what}`);
    const network = networkOf(address, prefix);
    if (networkOf(start, prefix) !== network || networkOf(end, prefix) !== network) {
      return internal(`${what} is not entirely within network ${address}/${prefix}`);
    }
  }
  if (addressNumber(end) < addressNumber(start)) return internal(`${what} is reversed `);
  const length = addressNumber(end) - addressNumber(start) + 1n;
  return length > 65535n ? internal(`${what} is too large (> 65535)`) : undefined;
};

/** A fixed assignment of DHCP: what names it, and in which family. */
export const checkHost = (host: Record<string, string | undefined>, v6: boolean): Maybe => {
  const { mac, id, name, ip } = host;
  if (mac !== undefined && v6) {
    return `Invalid to specify MAC address '${mac}' in network '{name}' IPv6 static host definition`;
  }
  if (mac !== undefined && Number.parseInt(mac.slice(0, 2), 16) & 1) {
    return `expected unicast mac address, found multicast '${mac}' in network '{name}'`;
  }
  const odd = id?.replace(/^[0-9a-fA-F:]*/, '');
  if (odd) return `Invalid character '${odd[0]}' in id '${id}' of network '{name}'`;
  if (name !== undefined && !/^[A-Za-z0-9]/.test(name))
    return `Cannot use host name '${name}' in network '{name}'`;
  if (v6 ? !(id ?? name) : !(mac ?? name)) {
    return `Static host definition in ${v6 ? 'IPv6' : 'IPv4'} network '{name}' must have ${v6 ? 'id' : 'mac'} or name attribute`;
  }
  return ip === undefined ? "Missing IP address in static host definition for network '{name}'" : undefined;
};

interface Srv {
  service: string;
  protocol?: string;
  target?: string;
  port?: number;
  priority?: number;
  weight?: number;
}
/** Characters and limits of a DNS SRV record. */
export const checkSrv = (srv: Srv): Maybe => {
  const { service, protocol } = srv;
  if (service.length > 60)
    return detail(`service attribute '${service}' in network '{name}' is too long, limit is 60 bytes`);
  if (!/^[A-Za-z0-9_\-+/*]*$/.test(service)) {
    return detail(
      `invalid character in service attribute '${service}' in DNS SRV record of network '{name}'`,
    );
  }
  if (protocol === undefined)
    return detail(`missing required protocol attribute in DNS SRV record '${service}' of network '{name}'`);
  if (!/^[A-Za-z0-9\-+/]*$/.test(protocol)) {
    return detail(
      `invalid character in protocol attribute '${protocol}' in DNS SRV record of network '{name}'`,
    );
  }
  for (const key of ['port', 'priority', 'weight'] as const) {
    const value = srv[key];
    if (value === undefined) continue;
    if (srv.target === undefined) {
      return detail(
        `DNS SRV ${key} attribute not permitted without target for service '${service}' in network '{name}'`,
      );
    }
    if (value > 65535 || (key === 'port' && value < 1)) {
      return detail(
        `${key === 'priority' ? 'Invalid' : 'invalid'} DNS SRV ${key} attribute for service '${service}' in network '{name}'`,
      );
    }
  }
  return undefined;
};

/** A DNS TXT record: its name, and that it says something. */
export const checkTxt = (txt: { name: string; value?: string }): Maybe => {
  if (/[ ,]/.test(txt.name))
    return detail(`prohibited character in DNS TXT record name '${txt.name}' of network {name}`);
  if (txt.value === undefined)
    return detail(`missing required value attribute in DNS TXT record named '${txt.name}' of network {name}`);
  return undefined;
};

interface Dns {
  enable?: boolean;
  forwarders: { addr?: string; domain?: string }[];
  hosts: unknown[];
  srvs: unknown[];
  txts: unknown[];
}
export const checkDns = (dns: Dns): Maybe => {
  if (dns.forwarders.some((f) => f.addr === undefined && f.domain === undefined)) {
    return 'Invalid forwarder element, must contain at least one of addr or domain';
  }
  const extra = dns.forwarders.length + dns.hosts.length + dns.srvs.length + dns.txts.length;
  return dns.enable === false && extra > 0 ? "Extra data in disabled network '{name}'" : undefined;
};

interface Forward {
  mode: string;
  dev?: string;
  nat?: { address?: { start: string; end: string }; port?: { start: number; end: number } };
  pfs: { dev: string }[];
  interfaces: { dev: string }[];
  addresses: { type: string; domain: number; bus: number; slot: number; function: number }[];
}
const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');

/** One kind of forwarding device at a time, each listed once; the first interface also stands in `dev`. */
export const checkForward = (forward: Forward): Maybe => {
  const { nat, pfs, interfaces, addresses } = forward;
  if (nat) {
    if (forward.mode !== 'nat') {
      return "The <nat> element can only be used when <forward> 'mode' is 'nat' in network {name}";
    }
    if (nat.address) {
      const bad = checkRange(nat.address.start, nat.address.end, undefined, 0);
      if (bad) return bad;
    }
    if (nat.port && nat.port.end < nat.port.start) {
      return detail("Missing or invalid 'end' attribute in <port> in <nat> in <forward> in network {name}");
    }
  }
  if (forward.dev !== undefined && addresses.length + pfs.length > 0) {
    return "the <forward> 'dev' attribute cannot be used when <address> or <pf> sub-elements are present in network {name}";
  }
  const first = interfaces[0];
  if (forward.dev !== undefined && first && first.dev !== forward.dev) {
    return `<forward dev='${forward.dev}'> must match first <interface dev='${first.dev}'/> in network {name}`;
  }
  const seen = new Set<string>();
  for (const { dev } of interfaces) {
    if (seen.has(dev)) return `interface '${dev}' can only be listed once in network {name}`;
    seen.add(dev);
  }
  for (const { domain, bus, slot, function: fn } of addresses) {
    const name = `${hex(domain, 4)}:${hex(bus, 2)}:${hex(slot, 2)}.${fn.toString(16)}`;
    if (seen.has(name)) return `PCI device '${name}' can only be listed once in network {name}`;
    seen.add(name);
  }
  if (interfaces.length > 0 || forward.dev !== undefined) {
    forward.addresses = [];
    forward.pfs = [];
    if (!first) interfaces.push({ dev: forward.dev as string });
    else if (pfs.length === 0) forward.dev = first.dev;
  } else if (addresses.length > 0) forward.pfs = [];
  return undefined;
};

interface Net {
  name: string;
  title?: string;
  mac?: { address?: string };
  domain?: { localOnly?: boolean; register?: boolean };
  mtu?: { size: number };
  bridge?: { name?: string; zone?: string; stp?: boolean; delay?: number; macTableManager?: string };
  forward?: Forward;
  ips: { address: string; netmask?: string; prefix?: number }[];
  routes: { gateway: string }[];
  virtualport?: { type?: string };
}

/** What the forward mode allows, and the bridge that the routed modes always have. */
export const checkNetwork = (net: Net): Maybe => {
  if (net.title?.includes('\n')) return "Network title can't contain newlines";
  if (net.domain?.register === true && net.domain.localOnly !== true) {
    return unsupported(
      "attribute 'register=yes' in <domain> element requires 'localOnly=yes' in network {name}",
    );
  }
  if (net.mac?.address && Number.parseInt(net.mac.address.slice(0, 2), 16) & 1) {
    return `Invalid multicast bridge mac address '${net.mac.address}' in network '{name}'`;
  }
  if (net.virtualport && net.virtualport.type === undefined)
    return { code: ErrorCode.XML_ERROR, domain: ErrorDomain.NONE, text: 'missing required virtualport type' };
  for (const { gateway } of net.routes) {
    const reachable = net.ips.some((ip) => {
      const prefix = prefixOf(ip);
      return (
        familyOf(gateway) === familyOf(ip.address) &&
        prefix >= 0 &&
        networkOf(gateway, prefix) === networkOf(ip.address, prefix)
      );
    });
    if (!reachable)
      return unsupported(`unreachable static route gateway '${gateway}' specified for network '{name}'`);
  }
  const { forward, bridge } = net;
  const mode = forward?.mode ?? 'none';
  const count = Math.max(forward?.interfaces.length ?? 0, forward?.addresses.length ?? 0);
  if (mode === 'route' || mode === 'nat') {
    if (net.ips.length === 0)
      return `${mode} forwarding requested, but no IP address provided for network '{name}'`;
    if (count > 1)
      return "multiple forwarding interfaces specified for network '{name}', only one is supported";
  } else if (mode === 'open') {
    if (count > 0) return `forward dev not allowed for network '{name}' with forward mode='${mode}'`;
  } else if (mode !== 'none') {
    if (mode !== 'bridge') {
      if (bridge?.name) return `bridge name not allowed in ${mode} mode (network '{name}')`;
      if (bridge?.zone) return `bridge zone not allowed in ${mode} mode (network '{name}')`;
      if (bridge?.macTableManager)
        return `bridge macTableManager setting not allowed in ${mode} mode (network '{name}')`;
    }
    if (bridge?.delay || bridge?.stp !== undefined || bridge?.zone) {
      return `bridge delay/stp/zone options only allowed in open, route, nat, and isolated mode, not in ${mode} (network '{name}')`;
    }
    if (bridge?.name && (count > 0 || (forward?.pfs.length ?? 0) > 0)) {
      return `A network with forward mode='${mode}' can specify a bridge name or a forward dev, but not both (network '{name}')`;
    }
    if (net.mtu?.size) {
      return `mtu size only allowed in open, route, nat, and isolated mode, not in ${mode} (network '{name}')`;
    }
  }
  if (['none', 'nat', 'route', 'open'].includes(mode)) {
    net.bridge ??= {};
    net.bridge.stp ??= true;
    net.bridge.delay ??= 0;
  }
  if (mode === 'none') delete net.forward;
  return undefined;
};
