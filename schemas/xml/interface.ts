// Host interface XML: https://libvirt.org/format.html (interfaces as netcf and the simulator describe them).
import { ErrorDomain } from '../errors.ts';
import * as x from './dsl.ts';

const Link = x.child({
  speed: x.attr(x.uint(), { omit: 0 }),
  state: x.attr(x.oneWord(['unknown', 'notpresent', 'down', 'lowerlayerdown', 'testing', 'dormant', 'up']), {
    invalid: 'unknown interface link state: {value}',
  }),
});

const protocolFields = {
  family: x.attr(x.oneWord(['ipv4', 'ipv6']), {
    required: 'protocol misses the family attribute',
    invalid: "unsupported protocol family '{value}'",
  }),
  autoconf: x.flag(),
  dhcp: x.child({ peerdns: x.attr(x.yesNo) }, { keep: true }),
  ips: x.children('ip', { address: x.attr(x.text), prefix: x.attr(x.int(), { omit: 0 }) }),
  route: x.child({ gateway: x.attr(x.text) }),
};
interface Protocol {
  family: string;
  autoconf?: boolean;
}
const Protocol = x.expanded(
  x.element('protocol', protocolFields, (protocol: Protocol) => {
    if (protocol.family === 'ipv4') delete protocol.autoconf;
  }),
);

const mac = { mac: x.child({ address: x.attr(x.text) }) };
const vlan = {
  vlan: x.child(
    {
      tag: x.attr(x.text, { required: 'vlan interface misses the tag attribute' }),
      interface: x.child(
        { name: x.attr(x.text, { required: 'vlan interface misses name attribute' }) },
        { required: 'vlan interface misses name attribute' },
      ),
    },
    { required: 'vlan interface misses the vlan element' },
  ),
};

const name = x.attr(x.text, { required: 'interface has no name' });
const unsupported = "interface has unsupported type '{value}'";
const types = ['ethernet', 'bridge', 'bond', 'vlan'] as const;

const BondMember = x.expanded(
  x.element('interface', {
    type: x.attr(x.oneWord(['ethernet']), { required: true, invalid: unsupported }),
    name,
    link: Link,
    ...mac,
  }),
);

interface BondDef {
  miimon?: object;
  arpmon?: object;
}
const bondMilliseconds = (attribute: string) =>
  x.attr(x.int(), { omit: 0, invalid: `bond interface miimon ${attribute} invalid` });
const Bond = x.expanded(
  x.element(
    'bond',
    {
      mode: x.attr(
        x.oneWord([
          'balance-rr',
          'active-backup',
          'balance-xor',
          'broadcast',
          '802.3ad',
          'balance-tlb',
          'balance-alb',
        ]),
        { invalid: 'unknown bonding mode {value}' },
      ),
      miimon: x.child({
        freq: x.attr(x.int(), {
          required: 'bond interface miimon freq missing or invalid',
          invalid: 'bond interface miimon freq missing or invalid',
        }),
        downdelay: bondMilliseconds('downdelay'),
        updelay: bondMilliseconds('updelay'),
        carrier: x.attr(x.oneWord(['ioctl', 'netif']), { invalid: 'unknown mii bonding carrier {value}' }),
      }),
      arpmon: x.child({
        interval: x.attr(x.int(), {
          required: 'bond interface arpmon interval missing or invalid',
          invalid: 'bond interface arpmon interval missing or invalid',
        }),
        target: x.attr(x.text, { required: 'bond interface arpmon target missing' }),
        validate: x.attr(x.oneWord(['active', 'backup', 'all']), {
          invalid: 'unknown arp bonding validate {value}',
        }),
      }),
      interfaces: x.children('interface', BondMember),
    },
    (bond: BondDef) => {
      if (bond.miimon) delete bond.arpmon;
    },
  ),
);
const bond = { bond: x.child(Bond, { required: 'bond interface misses the bond element' }) };

const BridgeMember = x.expanded(
  x.element('interface', {
    type: x.attr(x.oneWord(['ethernet', 'bond', 'vlan']), { required: true, invalid: unsupported }),
    name,
    link: Link,
    $kind: x.oneOf('type', { ethernet: mac, bond, vlan }),
  }),
);
const Bridge = x.expanded(
  x.element('bridge', {
    stp: x.attr(x.onOff, { invalid: 'bridge interface stp should be on or off got {value}' }),
    delay: x.attr(x.text),
    interfaces: x.children('interface', BridgeMember),
  }),
);
const bridge = { bridge: x.child(Bridge, { required: 'bridge interface misses the bridge element' }) };

interface InterfaceDef {
  type: string;
  link?: object;
}
export const Interface = x.expanded(
  x.element(
    'interface',
    {
      type: x.attr(x.oneWord(types), { required: true }),
      name,
      start: x.child(
        {
          mode: x.attr(x.oneWord(['none', 'onboot', 'hotplug']), {
            default: 'none',
            invalid: 'unknown interface startmode {value}',
          }),
        },
        { always: true },
      ),
      mtu: x.child({ size: x.attr(x.uint(), { omit: 0, invalid: 'interface mtu value is improper' }) }),
      protocols: x.children('protocol', Protocol),
      link: Link,
      $kind: x.oneOf('type', { ethernet: mac, bridge, bond, vlan }),
    },
    (def: InterfaceDef) => {
      if (def.type === 'bridge') delete def.link;
    },
  ),
);
export type Interface = x.TypeOf<typeof Interface>;

/** How complaints about such a document are labelled. */
export const interfaceParseOptions = {
  domain: ErrorDomain.INTERFACE,
  filename: '(interface_definition)',
} as const;
