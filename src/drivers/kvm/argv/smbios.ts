// What the firmware tells the guest about its machine: SMBIOS tables, firmware configuration files, the generation id.
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import { addDevice, type Build, unsupported } from './build.ts';
import type { HostSysinfo } from './host.ts';
import { comma } from './json.ts';

interface Group {
  entries: { name?: string; value?: string }[];
}
type Values = Record<string, string | undefined>;
const valuesOf = (group: Group | undefined): Values | undefined =>
  group && Object.fromEntries(group.entries.map(({ name, value }) => [name ?? '', value]));

const table = (type: number, names: readonly string[], values: Values): string => {
  const parts = [`type=${type}`];
  for (const name of names) {
    const value = values[name];
    if (value !== undefined) parts.push(`${name}=${comma(value)}`);
  }
  return parts.join(',');
};

const SYSTEM = ['manufacturer', 'product', 'version', 'serial', 'uuid', 'sku', 'family'];

const sourceOf = (build: Build): HostSysinfo | undefined => {
  const { domain } = build;
  const mode = domain.os.smbios?.mode;
  if (mode === undefined || mode === 'emulate') return undefined;
  if (mode === 'host') {
    const host = build.host.hostSysinfo?.();
    if (!host) throw unsupported('Host SMBIOS information is not available');
    return host;
  }
  const own = domain.sysinfos.find((info) => info.type === 'smbios');
  if (own?.type !== 'smbios') {
    throw new VirError(
      ErrorCode.XML_ERROR,
      ErrorDomain.QEMU,
      `Domain '${domain.name}' sysinfo are not available`,
    );
  }
  return {
    bios: valuesOf(own.bios),
    system: valuesOf(own.system),
    baseBoards: (own.baseBoards ?? []).map((board) => valuesOf(board) ?? {}),
    chassis: valuesOf(own.chassis),
    oemStrings: own.oemStrings ?? [],
  };
};

export const addSmbios = (build: Build): void => {
  const source = sourceOf(build);
  if (!source) return;
  const add = (text: string): void => {
    build.args.push('-smbios', text);
  };
  if (source.bios) add(table(0, ['vendor', 'version', 'date', 'release'], source.bios));
  if (source.system) {
    // The host's own UUID is not the guest's.
    const host = build.domain.os.smbios?.mode === 'host';
    add(table(1, host ? SYSTEM.filter((name) => name !== 'uuid') : SYSTEM, source.system));
  }
  const boards = source.baseBoards ?? [];
  if (boards.length > 1)
    throw unsupported('qemu does not support more than one entry to Type 2 in SMBIOS table');
  for (const board of boards) {
    add(table(2, ['manufacturer', 'product', 'version', 'serial', 'asset', 'location'], board));
  }
  if (source.chassis) add(table(3, ['manufacturer', 'version', 'serial', 'asset', 'sku'], source.chassis));
  if (source.oemStrings?.length) {
    add(['type=11', ...source.oemStrings.map((text) => `value=${comma(text)}`)].join(','));
  }
};

/** These values go through libvirt's XML escaping, as they always have. */
const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;');

export const addFwcfg = (build: Build): void => {
  for (const info of build.domain.sysinfos) {
    if (info.type !== 'fwcfg') continue;
    for (const { name, value, file } of info.entries ?? []) {
      const content = value !== undefined ? `string=${escaped(value)}` : `file=${escaped(file ?? '')}`;
      build.args.push('-fw_cfg', `name=${name},${content}`);
    }
  }
};

export const addGenerationId = (build: Build): void => {
  const { genid } = build.domain;
  if (genid) addDevice(build, { driver: 'vmgenid', guid: genid.value, id: 'vmgenid0' });
};
