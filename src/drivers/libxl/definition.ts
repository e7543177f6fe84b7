// Definitions on disk and in XML: the file of a defined guest, the status file of a running one, descriptions for clients.
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import { Domain, domainParseOptions } from '../../../schemas/xml/domain.ts';
import { formatXml } from '../../model/xml/format.ts';
import { parseNode } from '../../model/xml/parse.ts';
import { attribute, childNamed, parseTree } from '../../model/xml/tree.ts';
import { parseState, reasonWord, stateWord } from '../common/state-words.ts';
import { removeFile, writeFileAtomic } from '../common/store.ts';
import { readDomainXml, validate } from './postparse.ts';
import type { Guest, Migration, World } from './world.ts';
import { DOM0 } from './world.ts';

/** Reads a client's definition: parsed, completed, checked. */
export const readDefinition = (xml: string, options: { validate?: boolean } = {}): Domain => {
  const domain = readDomainXml(xml);
  if (domain.name.includes('\n'))
    throw new VirError(ErrorCode.XML_ERROR, ErrorDomain.DOMAIN, `invalid char in name: \\n`);
  if (options.validate !== false) validate(domain);
  return domain;
};

/** A copy to change or to run, which leaves the original alone. */
export const cloneDomain = (domain: Domain): Domain => structuredClone(domain);

/** virDomainXMLFlags. */
const Xml = { SECURE: 1, INACTIVE: 2, MIGRATABLE: 8 } as const;

/** Names that start so are Xen's own, and another one at the next start. */
const GENERATED_NAME = 'vif';
const withoutGeneratedNames = (domain: Domain): Domain => ({
  ...domain,
  devices: {
    ...domain.devices,
    interfaces: domain.devices.interfaces.map((net) => {
      if (!net.target?.dev?.startsWith(GENERATED_NAME)) return net;
      const { target: _, ...rest } = net;
      return rest as typeof net;
    }),
  },
});

export const describe = (guest: Guest, flags: number): string => {
  const wantsInactive = (flags & Xml.INACTIVE) !== 0;
  const domain = (wantsInactive ? guest.config : null) ?? guest.def;
  const inactive = wantsInactive || !guest.active;
  const shown = inactive ? withoutGeneratedNames(domain) : { ...domain, id: guest.id };
  return formatXml(Domain, shown, {
    inactive,
    secure: (flags & Xml.SECURE) !== 0,
    migratable: (flags & Xml.MIGRATABLE) !== 0,
  });
};

const header = (name: string): string =>
  `<!--
WARNING: THIS IS AN AUTO-GENERATED FILE. CHANGES TO IT ARE LIKELY TO BE
OVERWRITTEN AND LOST. Changes to this xml configuration should be made using:
  virsh -c xen:///system edit ${name.replaceAll('--', '- -')}
or other application using the libvirt API.
-->

`;

/** Writes the definition of the next boot. */
export const saveConfig = async ({ places }: World, guest: Guest): Promise<void> => {
  if (!guest.config || guest.name === DOM0) return;
  const text = formatXml(Domain, guest.config, { inactive: true, secure: true });
  await writeFileAtomic(places.configOf(guest.name), header(guest.name) + text);
};

/** Writes what a restarted daemon must know of a running guest. */
export const saveStatus = async ({ places }: World, guest: Guest): Promise<void> => {
  if (!guest.live || guest.name === DOM0) return;
  const domain = formatXml(Domain, { ...guest.live, id: guest.id }, { secure: true, status: true }, '  ');
  const words = `state='${stateWord(guest.state)}' reason='${reasonWord(guest.state, guest.reason)}' pid='0'`;
  const { migration } = guest;
  const note = migration
    ? `  <migration direction='${migration.direction}' phase='${migration.phase}'/>\n`
    : '';
  await writeFileAtomic(
    places.statusOf(guest.name),
    `${header(guest.name)}<domstatus ${words}>\n${note}${domain}</domstatus>\n`,
  );
};
export const removeStatus = ({ places }: World, name: string): Promise<void> =>
  removeFile(places.statusOf(name));

export interface Status {
  readonly domain: Domain;
  readonly state: number;
  readonly reason: number;
  readonly migration: Migration | null;
}
export const parseStatus = (text: string): Status => {
  const tree = parseTree(text, '(status)');
  const node = childNamed(tree.root, 'domain');
  if (!node) throw new VirError(ErrorCode.XML_ERROR, ErrorDomain.DOMAIN, 'no domain config in status file');
  const domain = parseNode(Domain, tree, node, { ...domainParseOptions, status: true } as object);
  if (domain.os.type.value === 'linux') domain.os.type.value = 'xen';
  const note = childNamed(tree.root, 'migration');
  const migration = note && {
    direction: attribute(note, 'direction'),
    phase: attribute(note, 'phase'),
  };
  return {
    domain,
    migration: (migration ?? null) as Migration | null,
    ...parseState(attribute(tree.root, 'state') ?? '', attribute(tree.root, 'reason') ?? ''),
  };
};
