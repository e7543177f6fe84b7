// <os>, <sysinfo>, <idmap>: https://libvirt.org/formatdomain.html#operating-system-booting
import { ErrorCode } from '../../errors.ts';
import * as x from '../dsl.ts';
import { StorageFormat, StorageType, sourceFields } from './storage.ts';

const FIRMWARE_FEATURES = ['enrolled-keys', 'secure-boot'] as const;

const IMAGE_FORMATS = { pattern: 'raw|qcow2' };
const imageFormat = (format: string | undefined, what: string): x.Message | undefined =>
  format === undefined || ['none', 'raw', 'qcow2'].includes(format)
    ? undefined
    : `Unsupported ${what} format '${format}'`;

const nvram = x.element(
  'nvram',
  {
    template: x.attr(x.text),
    templateFormat: x.attr(StorageFormat, {
      omit: 'none',
      schema: IMAGE_FORMATS,
      check: (n: { templateFormat?: string }) => imageFormat(n.templateFormat, 'nvram template'),
    }),
    type: x.attr(StorageType),
    format: x.attr(StorageFormat, {
      omit: 'none',
      check: (n: { format?: string }) => imageFormat(n.format, 'nvram'),
    }),
    source: x.child(x.element('source', sourceFields)),
    path: x.content(x.text, { when: (n: { type?: string }) => n.type === undefined }),
  },
  (nvram: { type?: string; source?: unknown; path?: string }) => {
    if (nvram.type !== undefined && nvram.source === undefined) return x.NAMELESS;
    // the old form names a file in its text, the new one has a source
    if (nvram.type === undefined) delete nvram.source;
    else delete nvram.path;
    return undefined;
  },
);

const Nvram = x.readFirst(['template', 'templateFormat', 'format', 'type', 'source'], nvram);

const loader = x.element('loader', {
  readonly: x.attr(x.yesNo),
  secure: x.attr(x.yesNo),
  type: x.attr(x.oneWord(['rom', 'pflash'])),
  stateless: x.attr(x.yesNo),
  format: x.attr(StorageFormat, {
    omit: 'none',
    schema: IMAGE_FORMATS,
    check: (l: { format?: string }) => imageFormat(l.format, 'loader'),
  }),
  path: x.content(x.text),
});
export const Loader = x.readFirst(['readonly', 'type', 'path', 'secure', 'stateless', 'format'], loader);

const features = x.children('feature', {
  enabled: x.attr(x.yesNo, { required: true }),
  name: x.attr(x.oneWord(FIRMWARE_FEATURES), { required: true }),
});
type AcpiTables = { acpiTables: { type: string }[] };
const uniqueTables = ({ acpiTables }: AcpiTables): x.Message | undefined => {
  const seen = new Set<string>();
  for (const { type } of acpiTables) {
    if (type !== 'raw' && seen.has(type)) return `ACPI table type '${type}' may only appear once`;
    seen.add(type);
  }
  return undefined;
};

interface FirmwareLike {
  features: { name: string; enabled: boolean }[];
}
/** A guest with a bootloader has no boot devices or menus of its own. */
const noBootloader = (_: unknown, { up }: x.WriteContext): boolean => up[0]?.bootloader === undefined;
const os = x.expanded(
  x.element('os', {
    firmware: x.attr(x.oneWord(['bios', 'efi']), {
      empty: 'absent',
      invalid: 'unknown firmware value {value}',
      when: (_: unknown, { flags }) => !flags.migratable,
    }),
    type: x.child(
      {
        arch: x.sure(x.attr(x.text, { empty: 'absent' })),
        machine: x.attr(x.text, { empty: 'absent' }),
        value: x.sure(
          x.content(x.oneWord(['hvm', 'xen', 'linux', 'exe', 'uml', 'xenpvh']), {
            invalid: { code: ErrorCode.CONFIG_UNSUPPORTED, text: "unknown OS type '{value}'" },
            computed: (type: { value?: string }, { up }) =>
              // the name Xen guests had before capabilities called it otherwise
              (up[0]?.type === 'xen' && type.value === 'xen' ? 'linux' : type.value) as 'linux',
          }),
        ),
      },
      { always: true },
    ),
    firmwareInfo: x.child(
      x.element(
        'firmware',
        { type: x.attr(x.oneWord(['bios', 'efi']), { when: () => false }), features },
        (firmware: FirmwareLike) => {
          const last = new Map(firmware.features.map((feature) => [feature.name, feature]));
          firmware.features = FIRMWARE_FEATURES.flatMap((name) => last.get(name) ?? []);
          return undefined;
        },
      ),
      { name: 'firmware', when: (_: unknown, { flags }) => !flags.migratable },
    ),
    init: x.child(x.text),
    initargs: x.children('initarg', x.text),
    initenvs: x.children('initenv', {
      name: x.attr(x.text, { required: 'No name supplied for <initenv> element' }),
      value: x.content(x.text),
    }),
    initdir: x.child(x.text),
    inituser: x.child(x.text),
    initgroup: x.child(x.text),
    loader: x.child(Loader),
    nvram: x.child(Nvram),
    kernel: x.child(x.text),
    initrd: x.child(x.text),
    cmdline: x.child(x.text),
    shim: x.child(x.text),
    dtb: x.child(x.text),
    root: x.child(x.text),
    acpiTables: x.children(
      'table',
      {
        type: x.attr(x.oneWord(['raw', 'rawset', 'slic', 'msdm']), { required: true }),
        path: x.content(x.text),
      },
      { wrap: 'acpi', check: uniqueTables },
    ),
    boots: x.children(
      'boot',
      { dev: x.attr(x.oneWord(['fd', 'cdrom', 'hd', 'network']), { required: true }) },
      { when: noBootloader },
    ),
    bootmenu: x.child(
      {
        enable: x.attr(x.yesNo, { required: false }),
        timeout: x.attr(x.uint(), {
          schema: {
            pattern: '[0-9]{1,4}|[0-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]',
          },
        }),
      },
      { when: noBootloader },
    ),
    bios: x.child(
      {
        useserial: x.attr(x.yesNo),
        rebootTimeout: x.attr(x.int()),
      },
      { when: noBootloader },
    ),
    smbios: x.child({
      mode: x.attr(x.oneWord(['none', 'emulate', 'host', 'sysinfo']), {
        omit: 'none',
        empty: 'absent',
        schema: { required: true },
        invalid: { code: ErrorCode.CONFIG_UNSUPPORTED, text: "unknown smbios mode '{value}'" },
      }),
    }),
  }),
);
export const Os = x.readFirst(
  ['type', 'firmwareInfo', 'firmware', 'nvram', 'loader', 'acpiTables', 'boots', 'bootmenu', 'bios'],
  os,
);
export type Os = x.TypeOf<typeof Os>;

/** Named entries, written in a fixed order; unknown names are dropped. */
const entries = <const V extends readonly string[]>(element: string, names: V) =>
  x.element(
    element,
    {
      entries: x.children('entry', { name: x.attr(x.text), value: x.content(x.text) }),
    },
    (group: { entries: { name?: string; value?: string }[] }) => {
      group.entries = names.flatMap(
        (name) => group.entries.find((entry) => entry.name === name && entry.value !== undefined) ?? [],
      );
      return undefined;
    },
  );

export const Sysinfo = x.element(
  'sysinfo',
  {
    type: x.attr(x.oneWord(['smbios', 'fwcfg']), { required: true }),
    $type: x.oneOf('type', {
      smbios: {
        bios: x.child(entries('bios', ['vendor', 'version', 'date', 'release'])),
        system: x.child(
          entries('system', ['manufacturer', 'product', 'version', 'serial', 'uuid', 'sku', 'family']),
        ),
        baseBoards: x.children(
          'baseBoard',
          entries('baseBoard', ['manufacturer', 'product', 'version', 'serial', 'asset', 'location']),
        ),
        chassis: x.child(entries('chassis', ['manufacturer', 'version', 'serial', 'asset', 'sku'])),
        processors: x.children(
          'processor',
          entries('processor', [
            'socket_destination',
            'type',
            'family',
            'manufacturer',
            'signature',
            'version',
            'external_clock',
            'max_speed',
            'status',
            'serial_number',
            'part_number',
          ]),
        ),
        memoryDevices: x.children(
          'memory_device',
          entries('memory_device', [
            'size',
            'form_factor',
            'locator',
            'bank_locator',
            'type',
            'type_detail',
            'speed',
            'manufacturer',
            'serial_number',
            'part_number',
          ]),
        ),
        oemStrings: x.children('entry', x.text, { wrap: 'oemStrings' }),
      },
      fwcfg: {
        entries: x.children(
          'entry',
          x.element(
            'entry',
            {
              name: x.attr(x.text, { required: "Firmware entry is missing 'name' attribute" }),
              file: x.attr(x.text),
              value: x.content(x.text, { when: (e: { file?: string }) => e.file === undefined }),
            },
            (entry: { file?: string; value?: string }) =>
              entry.file === undefined && entry.value === undefined
                ? "Firmware entry must have either value or 'file' attribute"
                : undefined,
          ),
        ),
      },
    }),
  },
  (sysinfo: Partial<Record<'baseBoards' | 'processors' | 'memoryDevices', { entries: unknown[] }[]>>) => {
    for (const list of ['baseBoards', 'processors', 'memoryDevices'] as const)
      if (sysinfo[list]) sysinfo[list] = sysinfo[list].filter(({ entries: known }) => known.length > 0);
    return undefined;
  },
);
