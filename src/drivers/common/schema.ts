// The VALIDATE flag of define and create calls: the document must fit its schema before anything else is looked at.
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import { prepareValidation } from '../../model/xml/schema/validate.ts';
import { parseTree } from '../../model/xml/tree.ts';

const roots = {
  domain: 'domain',
  domainsnapshot: 'domainsnapshot',
  domainbackup: 'domainbackup',
  secret: 'secret',
  storagepool: 'pool',
  network: 'network',
  networkport: 'networkport',
  nwfilter: 'filter',
  nwfilterbinding: 'filterbinding',
  storagevol: 'volume',
  nodedev: 'device',
} as const;

/** Checks the document when the flag is there; malformed ones get their own complaint first. */
export const validateIf = async (
  flag: number,
  schema: keyof typeof roots,
  xml: string,
  filename: string,
): Promise<void> => {
  if (flag === 0) return;
  const { root } = parseTree(xml, filename);
  const wanted = roots[schema];
  if (root.name !== wanted)
    throw new VirError(
      ErrorCode.XML_ERROR,
      ErrorDomain.XML,
      `expecting root element of '${wanted}', not '${root.name}'`,
    );
  (await prepareValidation())(schema, xml);
};
