// The leases of a network as libvirt keeps them: a JSON list in BRIDGE.status, and what dnsmasq tells and asks of it.

/** One lease, with the keys and the order of the file. */
export interface Lease {
  iaid?: string;
  'ip-address': string;
  'mac-address': string;
  hostname?: string;
  'client-id'?: string;
  'server-duid'?: string;
  'expiry-time': number;
}

const isLease = (value: unknown): value is Lease => {
  const lease = value as Partial<Lease> | null;
  return typeof lease?.['ip-address'] === 'string' && typeof lease['expiry-time'] === 'number';
};

/** Reads the file; null when it is not such a list. */
export const parseLeases = (text: string): Lease[] | null => {
  if (text.trim() === '') return [];
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) && list.every(isLease) ? list : null;
  } catch {
    return null;
  }
};
export const formatLeases = (leases: readonly Lease[]): string => `${JSON.stringify(leases, null, 2)}\n`;

export type LeaseAction = 'add' | 'old' | 'del' | 'init';
/** What dnsmasq says in its arguments and environment (dnsmasq(8), --dhcp-script). */
export interface LeaseCall {
  readonly action: LeaseAction;
  /** MAC address, or for DHCPv6 the client's identifier. */
  readonly client?: string;
  readonly ip?: string;
  readonly hostname?: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The list after a call. */
export const applyLease = (
  leases: readonly Lease[],
  { action, client, ip, hostname, env }: LeaseCall,
): Lease[] => {
  if (action === 'init' || ip === undefined) return [...leases];
  const v6 = env.DNSMASQ_IAID !== undefined;
  const mac = v6 ? env.DNSMASQ_MAC : client;
  if (action !== 'del' && mac === undefined) return [...leases];
  const others = leases.filter((lease) => lease['ip-address'] !== ip);
  if (action === 'del' || mac === undefined) return others;
  const name = hostname ?? env.DNSMASQ_SUPPLIED_HOSTNAME ?? env.DNSMASQ_OLD_HOSTNAME;
  const clientId = v6 ? client : env.DNSMASQ_CLIENT_ID;
  const duid = env.DNSMASQ_SERVER_DUID;
  return [
    ...others,
    {
      ...(v6 ? { iaid: env.DNSMASQ_IAID } : {}),
      'ip-address': ip,
      'mac-address': mac,
      ...(name === undefined ? {} : { hostname: name }),
      ...(clientId === undefined ? {} : { 'client-id': clientId }),
      ...(duid === undefined ? {} : { 'server-duid': duid }),
      'expiry-time': Number.parseInt(env.DNSMASQ_LEASE_EXPIRES ?? '0', 10) || 0,
    },
  ];
};

/** What dnsmasq is told at its start, in the form of its own lease file. */
export const dnsmasqLeases = (leases: readonly Lease[]): string => {
  const line = (lease: Lease, client: string): string =>
    `${lease['expiry-time']} ${client} ${lease['ip-address']} ${lease.hostname ?? '*'} ${lease['client-id'] ?? '*'}\n`;
  const v6 = leases.filter((lease) => lease['ip-address'].includes(':'));
  const duid = v6.find((lease) => lease['server-duid'] !== undefined)?.['server-duid'];
  const v4 = leases.filter((lease) => !lease['ip-address'].includes(':'));
  return [
    ...v4.map((lease) => line(lease, lease['mac-address'])),
    ...(duid === undefined ? [] : [`duid ${duid}\n`, ...v6.map((lease) => line(lease, lease.iaid ?? '0'))]),
  ].join('');
};
