// What networks, ports and guest interfaces share: bandwidth, VLAN tags, virtual ports, routes, PCI addresses.
import { ErrorCode, ErrorDomain } from '../../errors.ts';
import * as x from '../dsl.ts';
import { familyOf, networkOf, prefixOfNetmask } from './inet.ts';

/** A complaint of libvirt's shared code, which belongs to no driver. */
const plain = (text: string): x.Message => ({
  code: ErrorCode.XML_ERROR,
  domain: ErrorDomain.NONE,
  text,
});

const rate = x.element(
  'rate',
  {
    average: x.attr(x.ulong(), { omit: 0 }),
    peak: x.attr(x.ulong(), { omit: 0 }),
    floor: x.attr(x.ulong(), { omit: 0 }),
    burst: x.attr(x.ulong(), { omit: 0 }),
  },
  ({ average, peak, burst, floor }: { average?: number; peak?: number; burst?: number; floor?: number }) => {
    if (average === undefined && floor === undefined) {
      return { code: ErrorCode.XML_DETAIL, domain: 0, text: 'Missing mandatory average or floor attributes' };
    }
    if ((peak !== undefined || burst !== undefined) && average === undefined) {
      return {
        code: ErrorCode.CONFIG_UNSUPPORTED,
        domain: 0,
        text: "'peak' and 'burst' require 'average' attribute",
      };
    }
    return undefined;
  },
);

const noFloor =
  (text: string) =>
  (direction: { floor?: number } | undefined): x.Message | undefined =>
    direction?.floor === undefined ? undefined : { code: ErrorCode.CONFIG_UNSUPPORTED, domain: 0, text };
export const refuseFloor = noFloor('floor attribute is not supported for this config');

type Rates = { inbound?: { floor?: number }; outbound?: { floor?: number } };
const bandwidthFields = { inbound: x.child(rate), outbound: x.child(rate) };
/** Bandwidth of a whole network or port group: nothing can be guaranteed there. */
export const Bandwidth = x.element(
  'bandwidth',
  bandwidthFields,
  (b: Rates) => refuseFloor(b.inbound) ?? refuseFloor(b.outbound),
);
/** Bandwidth of one interface, which may have a guaranteed floor. */
export const PortBandwidth = x.element('bandwidth', bandwidthFields, (b: Rates) => refuseFloor(b.outbound));
/** The same with the class it got in its network's queue. */
export const ClassBandwidth = x.element(
  'bandwidth',
  { classID: x.attr(x.uint(), { omit: 0 }), ...bandwidthFields },
  (b: Rates) => refuseFloor(b.outbound),
);

interface Vlan {
  trunk?: string;
  tags: { id: number; nativeMode?: string }[];
}
export const Vlan = x.element(
  'vlan',
  {
    trunk: x.attr(x.text, { schema: { also: [], pattern: 'yes' } }),
    tags: x.children(
      'tag',
      {
        id: x.attr(x.uint(), { required: true }),
        nativeMode: x.attr(x.oneWord(['tagged', 'untagged'])),
      },
      { min: 1 },
    ),
  },
  (vlan: Vlan) => {
    if (vlan.tags.length === 0)
      return plain("missing tag id - each <vlan> must have at least one <tag id='n'/> subelement");
    const large = vlan.tags.find((tag) => tag.id > 4095);
    if (large) return plain(`vlan tag id ${large.id} too large (maximum 4095)`);
    if (vlan.tags.filter((tag) => tag.nativeMode !== undefined).length > 1)
      return plain('duplicate native vlan setting');
    const trunk = vlan.trunk?.toLowerCase();
    if (trunk !== undefined && trunk !== 'yes') {
      if (vlan.tags.length > 1) {
        return plain(
          `invalid "trunk='${vlan.trunk}'" in <vlan> - trunk='yes' is required for more than one vlan tag`,
        );
      }
      if (vlan.tags.some((tag) => tag.nativeMode !== undefined)) {
        return plain('invalid configuration in <vlan> - "trunk=\'no\'" is not allowed with a native vlan id');
      }
      if (trunk !== 'no') return plain(`invalid "trunk='${vlan.trunk}'" in <vlan> - must be yes or no`);
    }
    if (trunk === 'yes' || vlan.tags.length > 1) vlan.trunk = 'yes';
    else delete vlan.trunk;
    return undefined;
  },
);

interface VirtualPort {
  type?: string;
  parameters?: Record<string, unknown>;
}
const VIRTUAL_PORT_LIMITS = [
  ['managerid', 0xff, 'value of managerid out of range'],
  ['typeid', 0xffffff, 'value for typeid out of range'],
  ['typeidversion', 0xff, 'value of typeidversion out of range'],
] as const;
/** Looked for in this order where they mean nothing. */
const EXTRA_PARAMETERS: Record<string, readonly string[]> = {
  '802.1Qbg': ['profileid', 'interfaceid'],
  '802.1Qbh': ['managerid', 'typeid', 'typeidversion', 'instanceid', 'interfaceid'],
  openvswitch: ['managerid', 'typeid', 'typeidversion', 'instanceid'],
  midonet: ['managerid', 'typeid', 'typeidversion', 'instanceid'],
};
const unparsable = (name: string) => plain(`cannot parse value of ${name} parameter`);

/** What each type of virtual port needs, of what is not made up. */
const NEEDED_PARAMETERS: Record<string, readonly string[]> = {
  '802.1Qbg': ['managerid', 'typeid', 'typeidversion'],
  '802.1Qbh': ['profileid'],
  midonet: ['interfaceid'],
};
const netError = (text: string): x.Message => ({ code: ErrorCode.XML_ERROR, domain: ErrorDomain.NET, text });

/** The virtual port of an interface that no network completes. */
export const checkWholePort = (port: VirtualPort): x.Message | undefined => {
  if (port.type === undefined) return plain('missing required virtualport type');
  const missing = NEEDED_PARAMETERS[port.type]?.find((name) => !port.parameters?.[name]);
  return missing && netError(`missing ${missing} in <virtualport type='${port.type}'>`);
};

export const VirtualPort = x.element(
  'virtualport',
  {
    type: x.attr(x.oneWord(['802.1Qbg', '802.1Qbh', 'openvswitch', 'midonet']), {
      invalid: {
        code: ErrorCode.CONFIG_UNSUPPORTED,
        domain: ErrorDomain.NONE,
        text: 'unknown virtualport type {value}',
      },
    }),
    parameters: x.child({
      managerid: x.attr(x.uint({ base: 0 }), { invalid: unparsable('managerid') }),
      typeid: x.attr(x.uint({ base: 0 }), { invalid: unparsable('typeid') }),
      typeidversion: x.attr(x.uint({ base: 0 }), { invalid: unparsable('typeidversion') }),
      instanceid: x.attr(x.uuid, { invalid: plain('cannot parse instanceid parameter as a uuid') }),
      interfaceid: x.attr(x.uuid, { invalid: plain('cannot parse interfaceid parameter as a uuid') }),
      profileid: x.attr(x.text, { omit: '' }),
    }),
  },
  (port: VirtualPort) => {
    const { type, parameters = {} } = port;
    for (const [name, limit, text] of VIRTUAL_PORT_LIMITS)
      if (Number(parameters[name] ?? 0) > limit) return plain(text);
    if (String(parameters['profileid'] ?? '').length > 39) return plain('profileid parameter too long');
    const extra = EXTRA_PARAMETERS[type ?? '']?.find((name) => parameters[name]);
    return extra && netError(`extra ${extra} unsupported in <virtualport type='${type}'>`);
  },
);

interface RouteDef {
  family?: string;
  address?: string;
  netmask?: string;
  prefix?: number;
  gateway?: string;
}
/** A static route; `who` is how complaints name the object that has it. */
export const routeOf = (who: string) =>
  x.element(
    'route',
    {
      family: x.attr(x.text, { schema: { pattern: 'ipv4|ipv6' } }),
      address: x.attr(x.ip, {
        required: `${who}: Missing required address attribute in route definition`,
        invalid: `${who}: Bad network address '{value}' in route definition`,
      }),
      netmask: x.attr(x.ip, { invalid: `${who}: Bad netmask address '{value}' in route definition` }),
      prefix: x.attr(x.uint()),
      gateway: x.attr(x.ip, {
        required: `${who}: Missing required gateway attribute in route definition`,
        invalid: `${who}: Bad gateway address '{value}' in route definition`,
      }),
      metric: x.attr(x.uint(), { nonZero: true }),
    },
    (route: RouteDef) => {
      const { family, address = '', netmask, prefix = 0, gateway = '' } = route;
      if (family !== undefined && family !== 'ipv4' && family !== 'ipv6') {
        return `${who}: Unrecognized family '${family}' in route definition`;
      }
      const v6 = family === 'ipv6';
      const want = v6 ? 'ipv6' : 'ipv4';
      if (familyOf(address) !== want) {
        return v6
          ? `${who}: ipv6 family specified for non-IPv6 address '${address}' in route definition`
          : `${who}: ${family ? 'IPv4' : 'No'} family specified for non-IPv4 address '${address}' in route definition`;
      }
      if (v6 && netmask)
        return `${who}: Specifying netmask invalid for IPv6 address '${address}' in route definition`;
      if (familyOf(gateway) !== want) {
        return v6
          ? `${who}: ipv6 specified for non-IPv6 gateway address '${gateway}' in route definition`
          : `${who}: ${family ? 'IPv4' : 'No'} family specified for non-IPv4 gateway '${address}' in route definition`;
      }
      if (netmask && familyOf(netmask) !== 'ipv4') {
        return `${who}: Invalid netmask '${netmask}' for address '${address}' (both must be IPv4)`;
      }
      if (netmask && route.prefix !== undefined)
        return `${who}: Route definition cannot have both a prefix and a netmask`;
      const limit = v6 ? 128 : 32;
      if (prefix > limit)
        return `${who}: Invalid prefix ${prefix} specified in route definition, must be 0 - ${limit}`;
      const bits = netmask ? prefixOfNetmask(netmask) : prefix;
      if (networkOf(address, bits) !== networkOf(address, limit)) {
        return `${who}: Address '${address}' in route definition is not a network address`;
      }
      return undefined;
    },
  );

export interface PciNumbers {
  domain?: number;
  bus?: number;
  slot?: number;
  function?: number;
}
/** The ranges of a PCI address, with libvirt's texts. */
export const checkPciRange = ({ bus = 0, slot = 0, function: fn = 0 }: PciNumbers): x.Message | undefined => {
  const refuse = (text: string): x.Message => ({ code: ErrorCode.XML_ERROR, domain: ErrorDomain.NONE, text });
  if (bus > 0xff) return refuse(`Invalid PCI address bus='0x${bus.toString(16)}', must be <= 0xFF`);
  if (slot > 0x1f) return refuse(`Invalid PCI address slot='0x${slot.toString(16)}', must be <= 0x1F`);
  return fn > 7 ? refuse(`Invalid PCI address function=0x${fn.toString(16)}, must be <= 7`) : undefined;
};

/** domain:bus:slot.function, with the texts of virPCIDeviceAddressParseXML. */
export const pciAddressFields = {
  domain: x.attr(x.hex(4), { default: 0 }),
  bus: x.attr(x.hex(2), { default: 0 }),
  slot: x.attr(x.hex(2), { default: 0 }),
  function: x.attr(x.hex(1), { default: 0 }),
};
