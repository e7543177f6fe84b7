// The job that a migration holds on each side from its first step to its last, and what is on record of it for a restart.
// Steps, by name: begin, prepare, perform, finish, confirm.
import { ParamType, type TypedParam } from '../../../../schemas/rpc/types.ts';
import { paramText, validateParams } from '../../common/params.ts';
import type { CallContext } from '../../context.ts';
import type { Guest } from '../world.ts';

/** LIBXL_MIGRATION_PARAMETERS: it takes no others. */
const MIGRATION_PARAMETERS = {
  migrate_uri: ParamType.STRING,
  destination_name: ParamType.STRING,
  destination_xml: ParamType.STRING,
} as const;

export interface Session {
  readonly direction: 'out' | 'in';
  /** Ends the guest's job. */
  end(): void;
  /** Source: the stream's way, while it is under way. */
  performing?: Promise<void>;
  /** Source: what the destination says has become of the guest, once it is over. */
  verdict?: Promise<Verdict>;
  /** Destination: the stream's arrival, how to give it up, and how the source is told of the end. */
  received?: Promise<void>;
  giveUp?: () => void;
  tell?: (verdict: Exclude<Verdict, 'unknown'>) => void;
}
/**
 * Said by the destination on the stream's own connection when it has decided. A destination that is not ours closes it
 * without a word.
 */
export type Verdict = 'running' | 'cancelled' | 'unknown';

const sessions = new WeakMap<Guest, Session>();
export const sessionOf = (guest: Guest, direction: Session['direction']): Session | undefined => {
  const session = sessions.get(guest);
  return session?.direction === direction ? session : undefined;
};

/** Takes the guest's job and keeps it until `end`; `abandoned` runs when the client's session ends first. */
export const openSession = async (
  ctx: CallContext,
  guest: Guest,
  direction: Session['direction'],
  abandoned: (session: Session) => Promise<void>,
): Promise<Session> => {
  let release: () => void = () => undefined;
  await new Promise<void>((acquired, refused) => {
    guest.job
      .run(ctx.api, () => {
        acquired();
        return new Promise<void>((resolve) => {
          release = resolve;
        });
      })
      .catch(refused);
  });
  const forget = ctx.onSessionEnd(() => {
    if (sessions.get(guest) === session) void abandoned(session).catch(() => undefined);
  });
  const session: Session = {
    direction,
    end() {
      if (sessions.get(guest) === session) sessions.delete(guest);
      forget();
      release();
    },
  };
  sessions.set(guest, session);
  return session;
};

/** The parameters of a call, checked. */
export const migrationParams = (params: readonly TypedParam[]) => {
  validateParams(params, MIGRATION_PARAMETERS);
  return {
    uri: paramText(params, 'migrate_uri') ?? null,
    name: paramText(params, 'destination_name') ?? null,
    xml: paramText(params, 'destination_xml') ?? null,
  };
};
