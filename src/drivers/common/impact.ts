// AFFECT_CURRENT, LIVE and CONFIG: which of a domain's two definitions a call is about (virDomainModificationImpact).
import { ErrorDomain, invalidArgument } from '../../../schemas/errors.ts';
import { invalidOperation, notRunning } from './errors.ts';
import { Affect } from './states.ts';

/** A domain as far as the resolution needs it: the running definition, and the one of the next boot. */
export interface TwoDefinitions<D> {
  readonly active: boolean;
  readonly persistent: boolean;
  readonly live: D | null;
  readonly config: D | null;
}

/** The definitions to change; at least one is not null. */
export interface Affected<D> {
  readonly live: D | null;
  readonly config: D | null;
}

/** Replaces AFFECT_CURRENT by what it stands for now, and refuses what cannot be. Other bits are left alone. */
export const resolveImpact = (dom: TwoDefinitions<unknown>, flags: number): number => {
  let resolved = flags;
  if ((flags & (Affect.LIVE | Affect.CONFIG)) === 0) resolved |= dom.active ? Affect.LIVE : Affect.CONFIG;
  if (!dom.active && resolved & Affect.LIVE) throw notRunning();
  if (!dom.persistent && resolved & Affect.CONFIG)
    throw invalidOperation('transient domains do not have any persistent config');
  return resolved;
};

/** The definitions that a changing call is to change (virDomainObjGetDefs). */
export const affected = <D>(dom: TwoDefinitions<D>, flags: number): Affected<D> => {
  const resolved = resolveImpact(dom, flags);
  return {
    live: resolved & Affect.LIVE ? dom.live : null,
    config: resolved & Affect.CONFIG ? dom.config : null,
  };
};

/** The one definition that a reading call is about (virDomainObjGetOneDef), and whether it is the running one. */
export const oneDefinition = <D>(
  dom: TwoDefinitions<D>,
  flags: number,
): { readonly def: D; readonly isLive: boolean } => {
  if (flags & Affect.LIVE && flags & Affect.CONFIG)
    throw invalidArgument(
      ErrorDomain.DOMAIN,
      "Flags 'VIR_DOMAIN_AFFECT_LIVE' and 'VIR_DOMAIN_AFFECT_CONFIG' are mutually exclusive",
      'virDomainObjGetOneDefState',
      'flags',
    );
  const isLive = (resolveImpact(dom, flags) & Affect.LIVE) !== 0;
  return { def: (isLive ? dom.live : dom.config) as D, isLive };
};
