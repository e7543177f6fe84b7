// Shows a place read from a backing string as libvirt's `<source>` element.
import { escapeXml } from '../xml/values.ts';
import type { BackingSource, SourceHost } from './backing.ts';

type Attributes = readonly (readonly [name: string, value: string | number | undefined])[];
const attributes = (list: Attributes): string =>
  list
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => ` ${name}='${escapeXml(String(value))}'`)
    .join('');

const hostLine = (host: SourceHost): string =>
  `  <host${attributes([
    ['name', host.name],
    ['port', host.port || undefined],
    ['transport', host.transport === 'tcp' ? undefined : host.transport],
    ['socket', host.socket],
  ])}/>\n`;

const networkAttributes = (source: BackingSource): Attributes => [
  ['protocol', source.protocol],
  ['name', source.volume === undefined ? source.path : `${source.volume}/${source.path ?? ''}`],
  ['query', source.query],
];

const body = (source: BackingSource): string => {
  let text = (source.hosts ?? []).map(hostLine).join('');
  if (source.snapshot !== undefined) text += `  <snapshot${attributes([['name', source.snapshot]])}/>\n`;
  if (source.configFile !== undefined) text += `  <config${attributes([['file', source.configFile]])}/>\n`;
  if (source.slice) {
    const { offset, size } = source.slice;
    text += `  <slices>\n    <slice type='storage' offset='${offset}' size='${size}'/>\n  </slices>\n`;
  }
  if (source.sslVerify !== undefined) text += `  <ssl verify='${source.sslVerify ? 'yes' : 'no'}'/>\n`;
  if (source.cookies?.length) {
    const cookies = source.cookies.map(
      ({ name, value }) => `    <cookie name='${escapeXml(name)}'>${escapeXml(value)}</cookie>\n`,
    );
    text += `  <cookies>\n${cookies.join('')}  </cookies>\n`;
  }
  if (source.readahead) text += `  <readahead size='${source.readahead}'/>\n`;
  if (source.timeout) text += `  <timeout seconds='${source.timeout}'/>\n`;
  if (source.nfs)
    text += `  <identity${attributes([
      ['user', source.nfs.user],
      ['group', source.nfs.group],
    ])}/>\n`;
  return text;
};

const placeAttributes = (source: BackingSource): Attributes => {
  switch (source.type) {
    case 'file':
      return [['file', source.path]];
    case 'block':
      return [['dev', source.path]];
    case 'dir':
      return [['dir', source.path]];
    case 'network':
      return networkAttributes(source);
    case 'nvme':
      return [
        ['type', 'pci'],
        ['namespace', source.nvme?.namespace],
      ];
  }
};

/** The `<source>` element of a place. */
export const formatBackingSource = (source: BackingSource): string => {
  const inner = body(source);
  const open = `<source${attributes(placeAttributes(source))}`;
  return inner === '' ? `${open}/>\n` : `${open}>\n${inner}</source>\n`;
};
