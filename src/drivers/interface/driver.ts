// The host's network interfaces as they are: listed and described from the kernel. Nothing configures them here, as
// with libvirt's udev backend; changes answer "not supported".
import { readFileSync } from 'node:fs';
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import { Interface } from '../../../schemas/xml/interface.ts';
import { formatXml } from '../../model/xml/format.ts';
import { type Link, listLinks } from '../../native/link.ts';
import { compileFilter, interfaceFilter } from '../common/filters.ts';
import { type InterfaceTable, type PartialTable, unsupported } from '../table.ts';

const states = ['unknown', 'notpresent', 'down', 'lowerlayerdown', 'testing', 'dormant', 'up'] as const;
const UP = 6;
const refuse = (code: number, text: string): VirError => new VirError(code, ErrorDomain.INTERFACE, text);
const passes = compileFilter(interfaceFilter);
const isActive = (link: Link): boolean => link.operstate === UP;

const sysfs = (name: string, attribute: string): string | null => {
  try {
    return readFileSync(`/sys/class/net/${name}/${attribute}`, 'utf8').trim();
  } catch {
    return null;
  }
};

/** Devices that stand for themselves: not a guest's tap, nor part of a bridge. */
const listed = (all: readonly Link[]): Link[] => {
  const bridges = new Set(all.filter(({ kind }) => kind === 'bridge').map(({ index }) => index));
  return all
    .filter((link) => link.kind !== 'tun' && !bridges.has(link.master))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
};

const linkOf = (link: Link): { state: (typeof states)[number]; speed?: number } => {
  const speed = isActive(link) ? Number(sysfs(link.name, 'speed') ?? 0) : 0;
  return { ...(speed > 0 ? { speed } : {}), state: states[link.operstate] ?? 'unknown' };
};

const bondModes = [
  'balance-rr',
  'active-backup',
  'balance-xor',
  'broadcast',
  '802.3ad',
  'balance-tlb',
  'balance-alb',
];
const first = (text: string | null): string => text?.split(' ')[0] ?? '';
const bondOf = (link: Link, all: readonly Link[]): object => {
  const read = (name: string): number => Number(first(sysfs(link.name, `bonding/${name}`)) || 0);
  const mode = bondModes[Number(sysfs(link.name, 'bonding/mode')?.split(' ')[1] ?? 0)];
  const validate = [undefined, 'active', 'backup', 'all'][
    Number(sysfs(link.name, 'bonding/arp_validate')?.split(' ')[1] ?? 0)
  ];
  const freq = read('miimon');
  return {
    mode,
    ...(freq > 0
      ? {
          miimon: {
            freq,
            downdelay: read('downdelay'),
            updelay: read('updelay'),
            carrier: read('use_carrier') === 1 ? 'netif' : 'ioctl',
          },
        }
      : {
          arpmon: {
            interval: read('arp_interval'),
            target: first(sysfs(link.name, 'bonding/arp_ip_target')),
            ...(validate ? { validate } : {}),
          },
        }),
    interfaces: membersOf(link, all).map((member) => describe(member, all, false)),
  };
};

const membersOf = (link: Link, all: readonly Link[]): Link[] =>
  all.filter(({ master }) => master === link.index).sort((a, b) => (a.name < b.name ? -1 : 1));

/** The XML form of a device; parts of a bridge or bond are told without their MTU. */
const describe = (link: Link, all: readonly Link[], whole: boolean): object => {
  const base = { name: link.name, ...(whole && link.mtu ? { mtu: { size: link.mtu } } : {}) };
  if (link.kind === 'bridge')
    return {
      type: 'bridge',
      ...base,
      bridge: {
        stp: link.bridge?.stp ?? false,
        delay: String(Math.round((link.bridge?.forwardDelay ?? 0) * 100)),
        interfaces: membersOf(link, all).map((member) => describe(member, all, false)),
      },
    };
  const state = { link: linkOf(link) };
  if (link.kind === 'bond') return { type: 'bond', ...base, ...state, bond: bondOf(link, all) };
  if (link.kind === 'vlan')
    return {
      type: 'vlan',
      ...base,
      ...state,
      vlan: {
        tag: String(link.vlan ?? 0),
        interface: { name: all.find(({ index }) => index === link.lower)?.name ?? '' },
      },
    };
  return { type: 'ethernet', ...base, ...state, mac: { address: link.mac } };
};

const handle = ({ name, mac }: Link): { name: string; mac: string } => ({ name, mac });
const byName = (name: string, all = listLinks()): Link => {
  const link = all.find((each) => each.name === name);
  if (!link) throw refuse(ErrorCode.NO_INTERFACE, `couldn't find interface named '${name}'`);
  return link;
};

const unmanaged = unsupported('interfaces are described from the kernel; nothing here configures the host');

export const createInterfaceDriver = (): { readonly table: InterfaceTable } => {
  const active = (wanted: boolean): string[] =>
    listed(listLinks())
      .filter((link) => isActive(link) === wanted)
      .map(({ name }) => name);
  const table = {
    connectNumOfInterfaces: () => ({ num: active(true).length }),
    connectListInterfaces: () => ({ names: active(true) }),
    connectNumOfDefinedInterfaces: () => ({ num: active(false).length }),
    connectListDefinedInterfaces: () => ({ names: active(false) }),
    connectListAllInterfaces: (_ctx, { flags }) => {
      const ifaces = listed(listLinks())
        .filter((link) => passes({ active: isActive(link) }, flags))
        .map(handle);
      return { ifaces, ret: ifaces.length };
    },
    interfaceLookupByName: (_ctx, { name }) => ({ iface: handle(byName(name)) }),
    interfaceLookupByMACString: (_ctx, { mac }) => {
      const found = listLinks().filter((link) => link.mac === mac.toLowerCase());
      const [link, ...more] = found;
      if (!link) throw refuse(ErrorCode.NO_INTERFACE, `couldn't find interface with MAC address '${mac}'`);
      if (more.length > 0)
        throw refuse(ErrorCode.MULTIPLE_INTERFACES, `the MAC address '${mac}' matches multiple interfaces`);
      return { iface: handle(link) };
    },
    interfaceGetXMLDesc: (_ctx, { iface }) => {
      const all = listLinks();
      return { xml: formatXml(Interface, describe(byName(iface.name, all), all, true) as Interface) };
    },
    interfaceIsActive: (_ctx, { iface }) => ({ active: isActive(byName(iface.name)) ? 1 : 0 }),
    interfaceDefineXML: unmanaged,
    interfaceUndefine: unmanaged,
    interfaceCreate: unmanaged,
    interfaceDestroy: unmanaged,
    interfaceChangeBegin: unmanaged,
    interfaceChangeCommit: unmanaged,
    interfaceChangeRollback: unmanaged,
  } satisfies PartialTable<'interface'>;
  return { table };
};
