// The domain model as REST needs it: XML to the JSON form and back, and that form's schema.
import { ErrorCode, ErrorDomain, VirError } from '../../schemas/errors.ts';
import { Domain } from '../../schemas/xml/domain.ts';
import { formatDomain, parseDomain } from '../model/domain/parse.ts';
import { jsonSchema, objectProblems } from '../model/xml/schema/json.ts';
import { childNamed, parseTree } from '../model/xml/tree.ts';

const checked = (value: unknown): Domain => {
  const problems = objectProblems(Domain, value);
  if (problems.length > 0)
    throw new VirError(ErrorCode.XML_ERROR, ErrorDomain.DOMAIN, problems.slice(0, 10).join('; '));
  return value as Domain;
};

export const domainModel = {
  fromXml: (xml: string): { uuid?: string } => parseDomain(xml) as { uuid?: string },
  uuidIn: (xml: string): string | null => {
    const { root } = parseTree(xml, '(domain_definition)', ErrorDomain.DOMAIN);
    return childNamed(root, 'uuid')?.text.trim() ?? null;
  },
  toXml: (domain: unknown): string => formatDomain(checked(domain), { secure: true }),
  /** A resource of its own, so that its references stay inside it wherever it is put. */
  schema: { $id: 'urn:virtlight:schema:domain', ...jsonSchema([Domain], 'libvirt domain') },
};
