// The host's SMBIOS tables as libvirt shows them: what dmidecode(8) prints, put into <sysinfo>.
import { escapeXml } from '../xml/values.ts';

/** An element, the heading of its table in dmidecode's words, and its entries: name and dmidecode's label, in order. */
interface Table {
  readonly element: string;
  readonly heading: string;
  /** Only the first table of this kind counts. */
  readonly single?: true;
  readonly entries: readonly (readonly [name: string, label: string])[];
}

const tables: readonly Table[] = [
  {
    element: 'bios',
    heading: 'BIOS Information',
    single: true,
    entries: [
      ['vendor', 'Vendor'],
      ['version', 'Version'],
      ['date', 'Release Date'],
      ['release', 'BIOS Revision'],
    ],
  },
  {
    element: 'system',
    heading: 'System Information',
    single: true,
    entries: [
      ['manufacturer', 'Manufacturer'],
      ['product', 'Product Name'],
      ['version', 'Version'],
      ['serial', 'Serial Number'],
      ['uuid', 'UUID'],
      ['sku', 'SKU Number'],
      ['family', 'Family'],
    ],
  },
  {
    element: 'baseBoard',
    heading: 'Base Board Information',
    entries: [
      ['manufacturer', 'Manufacturer'],
      ['product', 'Product Name'],
      ['version', 'Version'],
      ['serial', 'Serial Number'],
      ['asset', 'Asset Tag'],
      ['location', 'Location In Chassis'],
    ],
  },
  {
    element: 'chassis',
    heading: 'Chassis Information',
    single: true,
    entries: [
      ['manufacturer', 'Manufacturer'],
      ['version', 'Version'],
      ['serial', 'Serial Number'],
      ['asset', 'Asset Tag'],
      ['sku', 'SKU Number'],
    ],
  },
  {
    element: 'processor',
    heading: 'Processor Information',
    entries: [
      ['socket_destination', 'Socket Designation'],
      ['type', 'Type'],
      ['family', 'Family'],
      ['manufacturer', 'Manufacturer'],
      ['signature', 'Signature'],
      ['version', 'Version'],
      ['external_clock', 'External Clock'],
      ['max_speed', 'Max Speed'],
      ['status', 'Status'],
      ['serial_number', 'Serial Number'],
      ['part_number', 'Part Number'],
    ],
  },
  {
    element: 'memory_device',
    heading: 'Memory Device',
    entries: [
      ['size', 'Size'],
      ['form_factor', 'Form Factor'],
      ['locator', 'Locator'],
      ['bank_locator', 'Bank Locator'],
      ['type', 'Type'],
      ['type_detail', 'Type Detail'],
      ['speed', 'Speed'],
      ['manufacturer', 'Manufacturer'],
      ['serial_number', 'Serial Number'],
      ['part_number', 'Part Number'],
    ],
  },
];

/** The table types above, and the manufacturer's strings, as dmidecode's `-t` takes them. */
export const SMBIOS_TYPES = '0,1,2,3,4,11,17';
const EMPTY_SLOT = 'No Module Installed';

interface Block {
  readonly heading: string;
  readonly values: ReadonlyMap<string, string>;
}

const readBlocks = (text: string): Block[] =>
  text.split(/\n\s*\n/).map((block) => {
    const [heading = '', ...lines] = block.replace(/^\n+/, '').split('\n');
    const values = new Map<string, string>();
    for (const line of lines) {
      const [, label, value] = /^\t([^\t:][^:]*): *(.*?)\s*$/.exec(line) ?? [];
      if (label && value && !values.has(label)) values.set(label, value);
    }
    return { heading: heading.trim(), values };
  });

const entry = (name: string, value: string): string =>
  `    <entry name='${name}'>${escapeXml(value)}</entry>\n`;

const formatTable = ({ element, heading, single, entries }: Table, blocks: readonly Block[]): string => {
  const found = blocks.filter((block) => block.heading === heading);
  return (single ? found.slice(0, 1) : found)
    .filter(({ values }) => values.get('Size') !== EMPTY_SLOT)
    .map(({ values }) =>
      entries
        .map(([name, label]) => (values.has(label) ? entry(name, values.get(label) ?? '') : ''))
        .join(''),
    )
    .filter((text) => text !== '')
    .map((text) => `  <${element}>\n${text}  </${element}>\n`)
    .join('');
};

const formatStrings = (blocks: readonly Block[]): string => {
  const strings = blocks
    .filter(({ heading }) => heading === 'OEM Strings')
    .flatMap(({ values }) => [...values].filter(([label]) => /^String \d+$/.test(label)))
    .map(([, value]) => `    <entry>${escapeXml(value)}</entry>\n`);
  return strings.length > 0 ? `  <oemStrings>\n${strings.join('')}  </oemStrings>\n` : '';
};

/** `<sysinfo>` from dmidecode's output, or null when it told nothing. */
export const formatSmbios = (output: string): string | null => {
  const blocks = readBlocks(output);
  const body = tables.map((table) => formatTable(table, blocks)).join('') + formatStrings(blocks);
  return body ? `<sysinfo type='smbios'>\n${body}</sysinfo>\n` : null;
};
