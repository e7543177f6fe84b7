// Character devices: serial, parallel, console, channel, and the sources that smartcards, RNGs and redirection share.
import { ErrorCode } from '../../errors.ts';
import * as x from '../dsl.ts';
import { bootableInfo, deviceInfo, deviceSeclabels } from './device.ts';
import { reconnect } from './storage.ts';

const unsupported = (text: string): x.Message => ({ code: ErrorCode.CONFIG_UNSUPPORTED, text });

export const ChardevType = x.oneWord([
  'null',
  'vc',
  'pty',
  'dev',
  'file',
  'pipe',
  'stdio',
  'udp',
  'tcp',
  'unix',
  'spicevmc',
  'spiceport',
  'nmdm',
  'qemu-vdagent',
  'dbus',
]);

const path = x.attr(x.text, { empty: 'absent' });
const sourceCases = x.oneOf('^type', {
  pty: { path: x.attr(x.text, { empty: 'absent', live: true }), seclabels: deviceSeclabels },
  'dev pipe': { path, seclabels: deviceSeclabels },
  file: { path, append: x.attr(x.onOff), seclabels: deviceSeclabels },
  nmdm: { master: x.attr(x.text), slave: x.attr(x.text) },
  tcp: {
    mode: x.attr(x.oneWord(['connect', 'bind']), { default: 'connect' }),
    host: x.attr(x.text),
    service: x.attr(x.text),
    tls: x.attr(x.yesNo),
    reconnect,
  },
  unix: {
    mode: x.attr(x.oneWord(['connect', 'bind']), {
      default: 'connect',
      when: (s: { path?: string }) => s.path !== undefined,
    }),
    path,
    seclabels: deviceSeclabels,
    reconnect,
  },
  'spiceport dbus': { channel: x.attr(x.text) },
  'qemu-vdagent': {
    clipboard: x.child({ copypaste: x.attr(x.yesNo, { required: true }) }),
    mouse: x.child({ mode: x.attr(x.oneWord(['server', 'client']), { required: true }) }),
  },
});

interface Udp {
  mode: string;
  host?: string;
  service?: string;
}
/** Where a character device reads and writes; the type stands in the enclosing element. */
export const chardevSource = {
  $type: x.oneOf('type', {
    udp: {
      sources: x.children(
        'source',
        {
          mode: x.attr(x.oneWord(['connect', 'bind']), { default: 'connect' }),
          host: x.attr(x.text, { empty: 'absent' }),
          service: x.attr(x.text, { empty: 'absent' }),
        },
        { most: [2, 'only two source elements are allowed for character device'] },
      ),
    },
    '*': {
      source: x.child(
        { $by: sourceCases },
        { most: [1, 'only one source element is allowed for character device'] },
      ),
    },
  }),
  $protocol: x.oneOf('type', {
    tcp: {
      protocol: x.child(
        {
          type: x.attr(x.oneWord(['raw', 'telnet', 'telnets', 'tls']), {
            default: 'raw',
          }),
        },
        {
          always: true,
          keep: true,
          most: [1, 'only one protocol element is allowed for character device'],
        },
      ),
    },
  }),
  $other: x.oneOf('type', {
    tcp: {},
    '*': {
      protocolIgnored: x.ignored(
        { type: x.attr(x.text) },
        { name: 'protocol', most: [1, 'only one protocol element is allowed for character device'] },
      ),
    },
  }),
  log: x.child(
    { file: x.attr(x.text), append: x.attr(x.onOff) },
    { most: [1, 'only one log element is allowed for character device'] },
  ),
};

interface WithUdp {
  type?: string;
  sources?: Udp[];
}
/** The bound end of a UDP device is written first. */
export const sortUdp: x.Rule = (device: WithUdp) => {
  device.sources?.sort((a, b) => a.mode.localeCompare(b.mode));
  return undefined;
};

export const chardevType = x.attr(ChardevType, {
  default: 'pty',
  empty: 'absent',
  invalid: unsupported('unknown type presented to host for character device: {value}'),
});

/** A target there always is: the port gets its number when the guest is settled. */
const always = <const F extends x.Fields>(fields: F) => x.child(fields, { always: true });
const unknownTarget = (what: string) => ({
  empty: 'keep' as const,
  invalid: unsupported(`unknown target ${what} '{value}' specified for character device`),
});
const portNumber = x.sure(x.attr(x.uint(), { invalid: 'Invalid port number: {value}' }));
const onlyVirtio = ({
  type,
  target,
}: {
  type?: string;
  target?: { type?: string };
}): x.Message | undefined =>
  type === 'spicevmc' && target?.type !== 'virtio'
    ? unsupported('spicevmc device type only supports virtio')
    : undefined;
/** Read in the order of libvirt's parser: targets before sources, places last. */
const asParsed = <F extends x.Fields>(shape: x.Element<F>): x.Element<F> => ({
  ...shape,
  reads: [
    ...['type', 'tty', 'target', '$type', '$protocol', '$other', 'log'],
    onlyVirtio,
    ...['alias', 'acpi', 'address'],
  ],
});

const serial = x.element(
  'serial',
  {
    type: chardevType,
    ...chardevSource,
    target: always({
      type: x.attr(
        x.oneWord([
          'isa-serial',
          'usb-serial',
          'pci-serial',
          'spapr-vio-serial',
          'system-serial',
          'sclp-serial',
          'isa-debug',
        ]),
        unknownTarget('type'),
      ),
      port: portNumber,
      model: x.child({
        name: x.attr(
          x.oneWord([
            'isa-serial',
            'usb-serial',
            'pci-serial',
            'spapr-vty',
            'pl011',
            'sclpconsole',
            'sclplmconsole',
            '16550a',
            'isa-debugcon',
          ]),
          unknownTarget('model'),
        ),
      }),
    }),
    ...deviceInfo,
  },
  sortUdp,
);
export const Serial = asParsed(serial);
export type Serial = x.TypeOf<typeof Serial>;

const parallel = x.element(
  'parallel',
  {
    type: chardevType,
    ...chardevSource,
    target: always({
      type: x.attr(x.text, { when: () => false }),
      port: portNumber,
    }),
    ...deviceInfo,
  },
  sortUdp,
);
export const Parallel = asParsed(parallel);
export type Parallel = x.TypeOf<typeof Parallel>;

interface ConsoleLike {
  type: string;
  tty?: string;
  source?: { path?: string };
  target?: { port?: number };
}
const console = x.element(
  'console',
  {
    type: chardevType,
    tty: x.attr(x.text, {
      live: true,
      computed: (c: ConsoleLike) =>
        (c.target?.port ?? 0) === 0 && c.type === 'pty' ? c.source?.path : undefined,
    }),
    ...chardevSource,
    target: always({
      type: x.attr(
        x.oneWord(['serial', 'xen', 'uml', 'virtio', 'lxc', 'openvz', 'sclp', 'sclplm']),
        unknownTarget('type'),
      ),
      port: portNumber,
    }),
    ...deviceInfo,
  },
  sortUdp,
  (c: ConsoleLike) => {
    // the attribute is the old spelling of the path
    if (c.tty !== undefined && c.type === 'pty' && !c.source?.path) c.source = { ...c.source, path: c.tty };
    delete c.tty;
    return undefined;
  },
);
export const Console = asParsed(console);
export type Console = x.TypeOf<typeof Console>;

const NO_TARGET = 'target type must be specified for channel device';
const channel = x.element(
  'channel',
  {
    type: chardevType,
    ...chardevSource,
    target: x.child(
      {
        type: x.attr(x.oneWord(['guestfwd', 'virtio', 'xen']), {
          required: NO_TARGET,
          invalid: unsupported("unknown target type '{value}' specified for character device"),
        }),
        $type: x.oneOf('type', {
          guestfwd: {
            address: x.attr(x.ip, {
              required: 'guestfwd channel does not define a target address',
              check: ({ address }: { address?: string }) =>
                address?.includes(':')
                  ? unsupported('guestfwd channel only supports IPv4 addresses')
                  : undefined,
            }),
            port: x.attr(x.uint(), { required: true }),
          },
          virtio: {
            name: x.attr(x.text),
            state: x.attr(x.oneWord(['connected', 'disconnected']), { live: true }),
          },
          xen: { name: x.attr(x.text) },
        }),
      },
      { required: NO_TARGET },
    ),
    ...deviceInfo,
  },
  sortUdp,
);
export const Channel = asParsed(channel);
export type Channel = x.TypeOf<typeof Channel>;

interface Certified {
  certificates?: string[];
  database?: string;
}
const threeCertificates = ({ certificates }: Certified): x.Message | undefined =>
  certificates?.length === 3 ? undefined : 'host-certificates mode needs exactly three certificates';
const absoluteDatabase = ({ database }: Certified): x.Message | undefined =>
  database === undefined || database.startsWith('/') ? undefined : `expecting absolute path: ${database}`;
export const Smartcard = x.element('smartcard', {
  mode: x.attr(x.oneWord(['host', 'host-certificates', 'passthrough']), { required: true }),
  $mode: x.oneOf('mode', {
    'host-certificates': {
      certificates: x.children('certificate', x.text, { check: threeCertificates }),
      database: x.child(x.text, { check: absoluteDatabase }),
    },
    passthrough: {
      type: x.attr(ChardevType, {
        required: 'passthrough mode requires a character device type attribute',
        invalid: unsupported('unknown type presented to host for character device: {value}'),
      }),
      ...chardevSource,
    },
  }),
  ...deviceInfo,
});
export type Smartcard = x.TypeOf<typeof Smartcard>;

export const Redirdev = x.element(
  'redirdev',
  {
    bus: x.attr(x.oneWord(['usb']), {
      default: 'usb',
      invalid: unsupported("unknown redirdev bus '{value}'"),
    }),
    type: x.attr(ChardevType, {
      required: { code: ErrorCode.INTERNAL_ERROR, text: 'missing type in redirdev' },
      invalid: unsupported("unknown redirdev character device type '{value}'"),
    }),
    ...chardevSource,
    ...bootableInfo,
  },
  sortUdp,
  ({ address }: { address?: { type: string } }) =>
    address && address.type !== 'usb' ? 'Invalid address for a USB device' : undefined,
);
export type Redirdev = x.TypeOf<typeof Redirdev>;

/** -1 stands for any. */
const usbNumber = (digits: number) =>
  x.attr(x.int({ base: 0, hex: digits, capitals: true, schema: { pattern: '-1|0x[0-9a-fA-F]+|[0-9]+' } }), {
    omit: -1,
  });
const checkClass = (filter: { class?: number }): x.Message | undefined =>
  filter.class !== undefined && filter.class !== -1 && (filter.class & ~0xff) !== 0
    ? {
        code: ErrorCode.INTERNAL_ERROR,
        text: `Invalid USB Class code 0x${(filter.class >>> 0).toString(16)}`,
      }
    : undefined;
export const redirfilter = x.children(
  'usbdev',
  x.readFirst(
    ['class', checkClass],
    x.element('usbdev', {
      class: usbNumber(2),
      vendor: usbNumber(4),
      product: usbNumber(4),
      version: x.attr(x.word('-1|\\d{1,2}\\.\\d{1,2}'), {
        omit: '-1',
        invalid: 'Cannot parse USB device version {value}',
      }),
      allow: x.attr(x.yesNo, { required: true }),
    }),
  ),
  { wrap: 'redirfilter' },
);

export const Rng = x.element('rng', {
  model: x.attr(x.oneWord(['virtio', 'virtio-transitional', 'virtio-non-transitional']), { required: true }),
  rate: x.child({
    bytes: x.attr(x.uint(), { omit: 0, invalid: 'invalid RNG rate bytes value', schema: { required: true } }),
    period: x.attr(x.uint(), { omit: 0, invalid: 'invalid RNG rate period value' }),
  }),
  backend: x.child(
    {
      model: x.attr(x.oneWord(['random', 'egd', 'builtin']), { required: true }),
      $model: x.oneOf('model', {
        random: { path: x.content(x.text) },
        egd: {
          type: x.attr(ChardevType, {
            required: 'missing EGD backend type',
            invalid: unsupported("unknown backend type '{value}' for egd"),
          }),
          ...chardevSource,
        },
      }),
    },
    { required: 'only one RNG backend is supported' },
  ),
  driver: x.child({
    iommu: x.attr(x.onOff),
    ats: x.attr(x.onOff),
    packed: x.attr(x.onOff),
    page_per_vq: x.attr(x.onOff),
  }),
  ...deviceInfo,
});
export type Rng = x.TypeOf<typeof Rng>;
