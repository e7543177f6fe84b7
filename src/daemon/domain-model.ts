// The domain model as REST needs it: XML to the JSON form and back, and that form's schema.

import { ErrorDomain } from '../../schemas/errors.ts';
import type { Domain } from '../../schemas/xml/domain.ts';
import { formatDomain, parseDomain } from '../model/domain/parse.ts';
import { childNamed, parseTree } from '../model/xml/tree.ts';

export const domainModel = {
  fromXml: (xml: string): { uuid?: string } => parseDomain(xml) as { uuid?: string },
  uuidIn: (xml: string): string | null => {
    const { root } = parseTree(xml, '(domain_definition)', ErrorDomain.DOMAIN);
    const uuid = childNamed(root, 'uuid');
    return uuid ? uuid.text.trim() : null;
  },
  toXml: (domain: unknown): string => formatDomain(domain as Domain, { secure: true }),
  schema: { type: 'object' },
};
