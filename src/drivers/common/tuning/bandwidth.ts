// Bandwidth of one interface of a domain as typed parameters (virDomainSetInterfaceParameters).
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import { ParamType, param, type TypedParam } from '../../../../schemas/rpc/types.ts';
import type { Domain } from '../../../../schemas/xml/domain.ts';
import { paramNumber, validateParams } from '../params.ts';

type Interface = Domain['devices']['interfaces'][number];
type Rates = { average?: number; peak?: number; floor?: number; burst?: number };

const fields = [
  'inbound.average',
  'inbound.peak',
  'inbound.burst',
  'inbound.floor',
  'outbound.average',
  'outbound.peak',
  'outbound.burst',
] as const;
const rules = Object.fromEntries(fields.map((field) => [field, ParamType.UINT]));
const split = (field: string): ['inbound' | 'outbound', keyof Rates] =>
  field.split('.') as ['inbound' | 'outbound', keyof Rates];

/** The interface with this device name or MAC address. */
export const findInterface = (def: Domain, device: string): Interface => {
  const wanted = device.toLowerCase();
  const net = def.devices.interfaces.find(
    (each) => each.target?.dev === device || each.mac?.address === wanted,
  );
  if (net) return net;
  throw new VirError(ErrorCode.INVALID_ARG, ErrorDomain.DOMAIN, `'${device}' is not a known interface`);
};

export const getBandwidth = (net: Pick<Interface, 'bandwidth'>): TypedParam[] =>
  fields.map((field) => {
    const [way, rate] = split(field);
    return param.uint(field, net.bandwidth?.[way]?.[rate] ?? 0);
  });

/** A direction given without average (or floor) loses its limits; one not given at all keeps them. */
export const setBandwidth = (net: Interface, params: readonly TypedParam[]): void => {
  validateParams(params, rules);
  const bandwidth = { ...net.bandwidth };
  for (const way of ['inbound', 'outbound'] as const) {
    const rates: Rates = {};
    for (const rate of ['average', 'peak', 'burst', 'floor'] as const) {
      const value = paramNumber(params, `${way}.${rate}`);
      if (value) rates[rate] = value;
    }
    const decided = ['average', 'floor'].some((rate) => paramNumber(params, `${way}.${rate}`) !== undefined);
    if (rates.average || rates.floor) bandwidth[way] = rates;
    else if (decided) delete bandwidth[way];
  }
  if (bandwidth.inbound || bandwidth.outbound) net.bandwidth = bandwidth;
  else delete net.bandwidth;
};
