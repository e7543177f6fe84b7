// <hostdev>: https://libvirt.org/formatdomain.html#host-device-assignment
import { ErrorCode, ErrorDomain } from '../../errors.ts';
import * as x from '../dsl.ts';
import { checkUsbAddress, hostPciAddress, hostUsbAddress, romInfo } from './device.ts';
import { interfaceIps, interfaceRoutes, teaming } from './interface.ts';
import { Auth, StartupPolicy } from './storage.ts';

const unsupported = (text: string): x.Message => ({ code: ErrorCode.CONFIG_UNSUPPORTED, text });

const never = { when: () => false, schema: { hidden: true } } as const;
/** Read only to be refused. */
const noStartupPolicy = { startupPolicy: x.attr(x.text, never) };

const subsystemSource = x.oneOf('^type', {
  usb: {
    startupPolicy: x.attr(StartupPolicy, { empty: 'absent' }),
    autoAddress: x.attr(x.yesNo, { omit: false, when: (_, { flags }) => flags.migratable === true }),
    missing: x.attr(x.yesNo, { omit: false, live: true }),
    guestReset: x.attr(x.oneWord(['off', 'uninitialized', 'on'])),
    vendor: x.child({ id: x.attr(x.hex(4), { required: true, nonZero: true }) }),
    product: x.child({ id: x.attr(x.hex(4), { required: true }) }),
    address: x.child(x.element('address', hostUsbAddress, checkUsbAddress)),
  },
  pci: {
    ...noStartupPolicy,
    writeFiltering: x.attr(x.yesNo),
    address: x.child(hostPciAddress, { always: true }),
    origstates: x.child(
      { unbind: x.flag(), removeslot: x.flag(), reprobe: x.flag() },
      { live: true, when: (_, { flags }) => flags.status === true },
    ),
  },
  scsi: {
    ...noStartupPolicy,
    protocol: x.attr(x.oneWord(['adapter', 'iscsi']), { omit: 'adapter' }),
    name: x.attr(x.text, { when: (s: { protocol?: string }) => s.protocol === 'iscsi' }),
    adapter: x.child({
      name: x.attr(x.text, {
        required: "'adapter' name must be specified for scsi hostdev source",
        empty: 'absent',
      }),
    }),
    hosts: x.children('host', {
      name: x.attr(x.text),
      port: x.attr(x.uint(), { omit: 0 }),
      transport: x.attr(x.text, { when: () => false }),
    }),
    address: x.child({
      bus: x.attr(x.uint({ base: 0 }), { required: true }),
      target: x.attr(x.uint({ base: 0 }), { required: true }),
      unit: x.attr(x.wide, { required: true }),
    }),
    auth: x.child(Auth),
    initiator: x.child({ iqn: x.child({ name: x.attr(x.text) }) }),
  },
  scsi_host: {
    ...noStartupPolicy,
    protocol: x.attr(x.oneWord(['vhost']), { required: true }),
    wwpn: x.attr(x.text, { required: 'missing vhost-scsi hostdev source wwpn' }),
  },
  mdev: {
    ...noStartupPolicy,
    address: x.child(
      {
        uuid: x.attr(x.uuid, { required: true }),
      },
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
  sgio?: string;
  rawio?: boolean;
  model?: string;
  source?: {
    startupPolicy?: string;
    vendor?: unknown;
    product?: unknown;
    wwpn?: string;
    protocol?: string;
    address?: unknown;
    adapter?: unknown;
    name?: string;
    hosts: unknown[];
    auth?: { secret: { type?: string } };
  };
}
/** What each mode and type has, of what is written beside the source. */
const checkKind = (hostdev: HostdevLike): x.Message | undefined =>
  (hostdev.mode === 'subsystem' ? SUBSYSTEMS : CAPABILITIES).includes(hostdev.type)
    ? undefined
    : {
        code: ErrorCode.XML_ERROR,
        domain: ErrorDomain.XML,
        text: `Invalid value for attribute 'type' in element 'hostdev': '${hostdev.type}'.`,
      };
const checkParts = ({ mode, type, ...hostdev }: HostdevLike): x.Message | undefined => {
  if (mode !== 'subsystem') return undefined;
  for (const key of ['sgio', 'rawio'] as const)
    if (type !== 'scsi' && hostdev[key] !== undefined) return `${key} is only supported for scsi host device`;
  return type !== 'mdev' && type !== 'scsi_host' && hostdev.model !== undefined
    ? `'model' attribute in <hostdev> is only supported when type='${type}'`
    : undefined;
};
const checkSource = ({ type, source }: HostdevLike): x.Message | undefined => {
  if (type !== 'usb' && source?.startupPolicy !== undefined)
    return unsupported('Setting startupPolicy is only allowed for USB devices');
  const internal = (text: string): x.Message => ({ code: ErrorCode.INTERNAL_ERROR, text });
  if (type === 'usb') {
    if (source?.vendor && !source.product) return internal('missing product');
    return source?.product && !source.vendor ? internal('missing vendor') : undefined;
  }
  if (type === 'scsi_host' && !/^naa\.(0x)?[0-9a-fA-F]{16}$/.test(source?.wwpn ?? ''))
    return "malformed 'wwpn' value";
  if (type !== 'scsi') return undefined;
  if (source?.protocol !== 'iscsi') {
    if (!source?.address) return "'address' must be specified for scsi hostdev source";
    return source.adapter ? undefined : "'adapter' name must be specified for scsi hostdev source";
  }
  if (source.name === undefined) return 'missing iSCSI hostdev source path name';
  if (source.hosts.length === 0) return 'missing the host address for the iSCSI hostdev';
  if (source.hosts.length > 1) return 'only one source host address may be specified for the iSCSI hostdev';
  const usage = source.auth?.secret.type;
  return source.auth && usage !== 'iscsi' ? internal(`hostdev invalid secret type '${usage}'`) : undefined;
};

const saysSomething = ({ source }: HostdevLike): boolean =>
  Object.values(source ?? {}).some(
    (value) => value !== undefined && (!Array.isArray(value) || value.length > 0),
  );

export const Hostdev = x.expanded(
  x.readFirst(
    [
      'mode',
      'type',
      checkKind,
      '$subsystem',
      checkParts,
      'source',
      checkSource,
      'boot',
      'rom',
      'acpi',
      'address',
      'teaming',
    ],
    x.element('hostdev', {
      mode: x.attr(x.oneWord(['subsystem', 'capabilities']), { default: 'subsystem' }),
      type: x.attr(x.oneWord(['usb', 'pci', 'scsi', 'scsi_host', 'mdev', 'storage', 'misc', 'net']), {
        required: true,
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
                required: true,
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
          $other: x.oneOf('type', {
            'usb pci scsi_host mdev': { sgio: x.attr(x.text, never), rawio: x.attr(x.text, never) },
          }),
          $model: x.oneOf('type', { 'usb pci scsi': { model: x.attr(x.text, never) } }),
        },
      }),
      source: x.child(
        {
          $mode: x.oneOf('^mode', {
            subsystem: { $by: subsystemSource },
            capabilities: { $by: capabilitiesSource },
          }),
        },
        { required: 'Missing <source> element in hostdev device', keep: true, when: saysSomething },
      ),
      $net: x.oneOf('mode', { capabilities: { ips: interfaceIps, routes: interfaceRoutes } }),
      teaming,
      $scsi: x.oneOf('type', { scsi: { readonly: x.flag(), shareable: x.flag() } }),
      ...romInfo,
    }),
  ),
);
export type Hostdev = x.TypeOf<typeof Hostdev>;
