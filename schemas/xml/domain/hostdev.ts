// <hostdev>: https://libvirt.org/formatdomain.html#host-device-assignment
import { ErrorCode } from '../../errors.ts';
import * as x from '../dsl.ts';
import { hostPciAddress, romInfo } from './device.ts';
import { interfaceIps, interfaceRoutes, teaming } from './interface.ts';
import { Auth, StartupPolicy } from './storage.ts';

const unsupported = (text: string): x.Message => ({ code: ErrorCode.CONFIG_UNSUPPORTED, text });

const usbId = (what: string) =>
  x.child({
    id: x.attr(x.hex(4, { max: 65535 }), {
      required: `usb ${what} needs id`,
      invalid: `cannot parse ${what} id {value}`,
    }),
  });

const subsystemSource = x.oneOf('^type', {
  usb: {
    startupPolicy: x.attr(StartupPolicy, { empty: 'absent' }),
    autoAddress: x.attr(x.yesNo, { omit: false, when: (_, { flags }) => flags.migratable === true }),
    missing: x.attr(x.yesNo, { omit: false, live: true }),
    guestReset: x.attr(x.oneWord(['off', 'uninitialized', 'on'])),
    vendor: usbId('vendor'),
    product: usbId('product'),
    address: x.child({
      bus: x.attr(x.uint({ base: 0 }), {
        required: 'usb address needs bus id',
        invalid: 'cannot parse bus {value}',
      }),
      device: x.attr(x.uint({ base: 0 }), {
        required: 'usb address needs device id',
        invalid: 'cannot parse device {value}',
      }),
      port: x.attr(x.text, { when: () => false }),
    }),
  },
  pci: {
    writeFiltering: x.attr(x.yesNo),
    address: x.child(hostPciAddress, { required: 'Missing PCI address' }),
    origstates: x.child(
      { unbind: x.flag(), removeslot: x.flag(), reprobe: x.flag() },
      { live: true, when: (_, { flags }) => flags.status === true },
    ),
  },
  scsi: {
    protocol: x.attr(x.oneWord(['adapter', 'iscsi']), { omit: 'adapter' }),
    name: x.attr(x.text, { when: (s: { protocol?: string }) => s.protocol === 'iscsi' }),
    adapter: x.child({
      name: x.attr(x.text, { required: "'adapter' must be specified for scsi hostdev source" }),
    }),
    hosts: x.children('host', {
      name: x.attr(x.text),
      port: x.attr(x.uint(), { omit: 0 }),
      transport: x.attr(x.text, { when: () => false }),
    }),
    address: x.child({
      bus: x.attr(x.uint(), { required: true }),
      target: x.attr(x.uint(), { required: true }),
      unit: x.attr(x.ulong(), { required: true }),
    }),
    auth: x.child(Auth),
    initiator: x.child({ iqn: x.child({ name: x.attr(x.text) }) }),
  },
  scsi_host: {
    protocol: x.attr(x.oneWord(['vhost']), { required: 'Missing scsi_host subsystem protocol' }),
    wwpn: x.attr(x.text, { required: "Missing vhost-scsi hostdev source 'wwpn'" }),
  },
  mdev: {
    address: x.child(
      { uuid: x.attr(x.uuid, { required: true }) },
      { required: { code: ErrorCode.CONFIG_UNSUPPORTED, text: 'Missing <address> element' } },
    ),
  },
});
const capabilitiesSource = x.oneOf('^type', {
  storage: { block: x.child(x.text, { required: 'Missing <block> element in hostdev storage device' }) },
  misc: { char: x.child(x.text, { required: 'Missing <char> element in hostdev character device' }) },
  net: { interface: x.child(x.text, { required: 'Missing <interface> element in hostdev net device' }) },
});

const SUBSYSTEMS = ['usb', 'pci', 'scsi', 'scsi_host', 'mdev'];
const CAPABILITIES = ['storage', 'misc', 'net'];

interface HostdevLike {
  mode: string;
  type: string;
}
export const Hostdev = x.expanded(
  x.element(
    'hostdev',
    {
      mode: x.attr(x.oneWord(['subsystem', 'capabilities']), { default: 'subsystem' }),
      type: x.attr(x.oneWord(['usb', 'pci', 'scsi', 'scsi_host', 'mdev', 'storage', 'misc', 'net']), {
        required: 'missing source address type',
        invalid: {
          code: ErrorCode.CONFIG_UNSUPPORTED,
          text: "unknown host device source address type '{value}'",
        },
      }),
      $subsystem: x.oneOf('mode', {
        subsystem: {
          managed: x.attr(x.yesNo, { default: false }),
          $type: x.oneOf('type', {
            scsi: { sgio: x.attr(x.oneWord(['filtered', 'unfiltered'])), rawio: x.attr(x.yesNo) },
            scsi_host: {
              model: x.attr(x.oneWord(['virtio', 'virtio-transitional', 'virtio-non-transitional'])),
            },
            mdev: {
              model: x.attr(x.oneWord(['vfio-pci', 'vfio-ccw', 'vfio-ap']), {
                required: "Missing 'model' attribute in mediated device's <hostdev> element",
              }),
              display: x.attr(x.onOff),
              ramfb: x.attr(x.onOff),
            },
            pci: {
              display: x.attr(x.onOff),
              ramfb: x.attr(x.onOff),
              driver: x.child({ name: x.attr(x.oneWord(['kvm', 'vfio', 'xen'])), model: x.attr(x.text) }),
            },
          }),
        },
      }),
      source: x.child(
        {
          $mode: x.oneOf('^mode', {
            subsystem: { $by: subsystemSource },
            capabilities: { $by: capabilitiesSource },
          }),
        },
        { required: 'Missing <source> element in hostdev device' },
      ),
      $net: x.oneOf('mode', { capabilities: { ips: interfaceIps, routes: interfaceRoutes } }),
      teaming,
      readonly: x.flag(),
      shareable: x.flag(),
      ...romInfo,
    },
    (hostdev: HostdevLike) =>
      (hostdev.mode === 'subsystem' ? SUBSYSTEMS : CAPABILITIES).includes(hostdev.type)
        ? undefined
        : unsupported(`unknown host device source address type '${hostdev.type}'`),
  ),
);
export type Hostdev = x.TypeOf<typeof Hostdev>;
