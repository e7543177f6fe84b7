// Reads and writes domain XML: the declaration plus what every hypervisor's parser shares.
import { ErrorDomain } from '../../../schemas/errors.ts';
import { Domain } from '../../../schemas/xml/domain.ts';
import type { FormatFlags } from '../../../schemas/xml/dsl.ts';
import type { Problem } from '../xml/context.ts';
import { formatXml } from '../xml/format.ts';
import { parseXml } from '../xml/parse.ts';

export interface DomainParseOptions {
  /** The definition of an inactive guest: runtime values are ignored. */
  readonly inactive?: boolean;
  /** What malformed input is called; libvirt's default is `(domain_definition)`. */
  readonly filename?: string;
  /** Collects every problem with its line instead of throwing at the first. */
  readonly problems?: Problem[];
}

/** Reads domain XML by its structure alone; nothing is defaulted but what the format itself implies. */
export const parseDomain = (xml: string, options: DomainParseOptions = {}): Domain =>
  parseXml(Domain, xml, { domain: ErrorDomain.DOMAIN, filename: '(domain_definition)', ...options });

/** Writes domain XML. An inactive guest (`id` absent) is always written as inactive. */
export const formatDomain = (domain: Domain, flags: FormatFlags = {}): string =>
  formatXml(Domain, domain, domain.id === undefined || domain.id < 0 ? { ...flags, inactive: true } : flags);
