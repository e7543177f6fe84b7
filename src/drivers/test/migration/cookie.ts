// What the two sides of a simulated migration tell each other, and the arguments of the older calls as parameters.
import { param, type TypedParam } from '../../../../schemas/rpc/types.ts';
import { invalidOperation } from '../../common/errors.ts';
import { MigrateFlag } from '../../common/migration.ts';
import { internal, type SimDomain, TEST } from '../domain/object.ts';

export const NO_COOKIE: Buffer = Buffer.alloc(0);

/** What one side tells the other. */
export interface Cookie {
  readonly host: string;
  readonly hostname: string;
  /** The definition that is to stay on the destination. */
  readonly persistent?: string;
  /** What is inside the guest. */
  readonly inside?: Inside;
  readonly postcopy?: boolean;
}
interface Inside {
  readonly seconds: number;
  readonly nseconds: number;
  readonly frozen: readonly string[];
  readonly keys: readonly (readonly [string, readonly string[]])[];
  readonly agentTimeout: number;
  readonly memoryPeriod: number;
}

export const bake = (cookie: Cookie): Buffer => Buffer.from(JSON.stringify(cookie));
export const eat = (cookie: Buffer): Partial<Cookie> => {
  if (cookie.length === 0) return {};
  try {
    const value: unknown = JSON.parse(cookie.toString());
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // Told below, with everything else that is no cookie of ours.
  }
  throw internal('(simulated migration): the cookie is not that of a simulated host');
};

export const packInside = ({ guest }: SimDomain): Inside => ({
  seconds: guest.seconds,
  nseconds: guest.nseconds,
  frozen: [...guest.frozen],
  keys: [...guest.keys],
  agentTimeout: guest.agentTimeout,
  memoryPeriod: guest.memoryPeriod,
});
export const unpackInside = ({ guest }: SimDomain, inside: Inside): void => {
  const { seconds, nseconds, agentTimeout, memoryPeriod } = inside;
  Object.assign(guest, { seconds, nseconds, agentTimeout, memoryPeriod });
  for (const name of inside.frozen) guest.frozen.add(name);
  for (const [user, keys] of inside.keys) guest.keys.set(user, keys);
};

/** Refuses what a migration of a mere definition cannot do. */
export const checkOffline = (flags: number): void => {
  if (flags & (MigrateFlag.NON_SHARED_DISK | MigrateFlag.NON_SHARED_INC))
    throw invalidOperation('offline migration cannot handle non-shared storage', TEST);
  if (!(flags & MigrateFlag.PERSIST_DEST))
    throw invalidOperation('offline migration must be specified with the persistent flag set', TEST);
  if (flags & MigrateFlag.TUNNELLED)
    throw invalidOperation('tunnelled offline migration does not make sense', TEST);
};

/** The arguments of the calls from before parameters, as parameters. */
export const asParams = (given: {
  xml?: string | null;
  uri?: string | null;
  name?: string | null;
  resource?: number | bigint;
}): TypedParam[] => [
  ...(given.xml ? [param.string('destination_xml', given.xml)] : []),
  ...(given.uri ? [param.string('migrate_uri', given.uri)] : []),
  ...(given.name ? [param.string('destination_name', given.name)] : []),
  ...(given.resource ? [param.ullong('bandwidth', given.resource)] : []),
];
