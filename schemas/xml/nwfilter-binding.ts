// Network filter binding XML: https://libvirt.org/formatnwfilterbinding.html
import { ErrorCode, ErrorDomain } from '../errors.ts';
import * as x from './dsl.ts';
import { FilterReference } from './nwfilter.ts';

const missing = (what: string): x.Message => ({
  code: ErrorCode.INTERNAL_ERROR,
  text: `filter binding has no ${what}`,
});

export const NWFilterBinding = x.element('filterbinding', {
  owner: x.child(
    {
      name: x.child(x.text, { required: missing('owner name') }),
      uuid: x.child(x.uuid, { required: missing('owner UUID') }),
    },
    { required: missing('owner name') },
  ),
  portdev: x.child(
    { name: x.attr(x.text, { required: missing('port dev name') }) },
    { required: missing('port dev name') },
  ),
  linkdev: x.child({ name: x.attr(x.text) }),
  mac: x.child(
    { address: x.attr(x.mac, { required: missing('MAC address') }) },
    { required: missing('MAC address') },
  ),
  filterref: x.child(FilterReference, { required: missing('filter reference') }),
});
export type NWFilterBinding = x.TypeOf<typeof NWFilterBinding>;

export const nwfilterBindingParseOptions = {
  domain: ErrorDomain.NWFILTER,
  filename: '(nwfilterbinding_definition)',
} as const;
