// The domain model as REST needs it: XML to the JSON form and back, and that form's schema.
import { ErrorDomain } from '../../schemas/errors.ts';
import { Domain, domainParseOptions } from '../../schemas/xml/domain.ts';
import { formatDomain, parseDomain } from '../model/domain/parse.ts';
import { fromJson } from '../model/xml/json.ts';
import { jsonSchema } from '../model/xml/schema/json.ts';
import { childNamed, parseTree } from '../model/xml/tree.ts';

export const domainModel = {
  fromXml: (xml: string): { uuid?: string } => parseDomain(xml) as { uuid?: string },
  uuidIn: (xml: string): string | null => {
    const { root } = parseTree(xml, '(domain_definition)', ErrorDomain.DOMAIN);
    return childNamed(root, 'uuid')?.text.trim() ?? null;
  },
  toXml: (domain: unknown): string =>
    formatDomain(fromJson(Domain, domain, domainParseOptions), { secure: true }),
  /** A resource of its own, so that its references stay inside it wherever it is put. */
  schema: { $id: 'urn:virtlight:schema:domain', ...jsonSchema([Domain], 'libvirt domain') },
};
