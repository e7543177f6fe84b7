// Network port XML: https://libvirt.org/formatnetworkport.html
import { ErrorCode, ErrorDomain } from '../errors.ts';
import * as x from './dsl.ts';
import { ClassBandwidth, pciAddressFields, VirtualPort, Vlan } from './parts/netdev.ts';

const internal = (text: string): x.Message => ({ code: ErrorCode.INTERNAL_ERROR, text });

const bridgePlug = {
  bridge: x.attr(x.text, { required: 'Missing network port bridge name' }),
  macTableManager: x.attr(x.oneWord(['kernel', 'libvirt']), {
    invalid: "Invalid macTableManager setting '{value}' in network port",
  }),
};

/** What a port is plugged into: a bridge, a device of the host below a macvtap, or a PCI device itself. */
const Plug = x.element('plug', {
  type: x.attr(x.oneWord(['network', 'bridge', 'direct', 'hostdev-pci']), { required: true }),
  $plug: x.oneOf('type', {
    'network bridge': bridgePlug,
    direct: {
      dev: x.attr(x.text, { required: 'Missing network port link device name' }),
      mode: x.attr(x.oneWord(['vepa', 'private', 'bridge', 'passthrough']), {
        default: 'vepa',
        invalid: "Invalid mode setting '{value}' in network port",
      }),
    },
    'hostdev-pci': {
      managed: x.attr(x.yesNo),
      driver: x.child({ name: x.attr(x.oneWord(['kvm', 'vfio', 'xen'])), model: x.attr(x.text) }),
      address: x.child(pciAddressFields, { required: 'Missing network port PCI address' }),
    },
  }),
});

export const NetworkPort = x.element('networkport', {
  uuid: x.child(x.uuid, {
    required: internal('network port has no uuid'),
    invalid: internal("Unable to parse UUID '{value}'"),
  }),
  owner: x.child(
    {
      name: x.child(x.text, { required: internal('network port has no owner name') }),
      uuid: x.child(x.uuid, {
        required: internal('network port has no owner UUID'),
        invalid: internal("Unable to parse UUID '{value}'"),
      }),
    },
    { required: internal('network port has no owner name') },
  ),
  group: x.child(x.text),
  mac: x.child(
    {
      address: x.attr(x.mac, {
        required: internal('network port has no mac'),
        invalid: internal("Unable to parse MAC '{value}'"),
      }),
    },
    { required: internal('network port has no mac') },
  ),
  virtualport: x.child(VirtualPort),
  bandwidth: x.child(ClassBandwidth),
  vlan: x.child(Vlan),
  port: x.child({ isolated: x.attr(x.yesNo) }),
  rxfilters: x.child({ trustGuest: x.attr(x.yesNo) }),
  plug: x.child(Plug),
});
export type NetworkPort = x.TypeOf<typeof NetworkPort>;
export const networkPortParseOptions = {
  domain: ErrorDomain.NETWORK,
  filename: '(networkport_definition)',
} as const;
