// The domain model as REST needs it: XML to the JSON form and back, and that form's schema.
import type { Domain } from '../../schemas/xml/domain.ts';
import { formatDomain, parseDomain } from '../model/domain/parse.ts';

export const domainModel = {
  fromXml: (xml: string): { uuid?: string } => parseDomain(xml) as { uuid?: string },
  toXml: (domain: unknown): string => formatDomain(domain as Domain, { secure: true }),
  schema: { type: 'object' },
};
