// Migration as every hypervisor has it: the flags, the typed parameters, and the walk of a source that drives all five
// steps of version 3 of the protocol itself (peer-to-peer).
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import { ParamType, param, type TypedParam } from '../../../schemas/rpc/types.ts';
import type { PeerConnection } from '../host.ts';
import { type ParamRules, paramNumber, paramText, validateParams } from './params.ts';

/** virDomainMigrateFlags. */
export const MigrateFlag = {
  LIVE: 1,
  PEER2PEER: 2,
  TUNNELLED: 4,
  PERSIST_DEST: 8,
  UNDEFINE_SOURCE: 16,
  PAUSED: 32,
  NON_SHARED_DISK: 64,
  NON_SHARED_INC: 128,
  CHANGE_PROTECTION: 256,
  OFFLINE: 1024,
  POSTCOPY: 32768,
} as const;

const texts = { type: ParamType.STRING, multiple: true } as const;
/** VIR_MIGRATE_PARAM_*. */
export const migrationParameters: ParamRules = {
  destination_name: ParamType.STRING,
  destination_xml: ParamType.STRING,
  persistent_xml: ParamType.STRING,
  migrate_uri: ParamType.STRING,
  graphics_uri: ParamType.STRING,
  listen_address: ParamType.STRING,
  bandwidth: ParamType.ULLONG,
  'bandwidth.postcopy': ParamType.ULLONG,
  'bandwidth.avail.switchover': ParamType.ULLONG,
  migrate_disks: texts,
  migrate_disks_detect_zeroes: texts,
  'migrate_disks.target_zero': texts,
  disks_port: ParamType.INT,
  disks_uri: ParamType.STRING,
  compression: texts,
  'compression.mt.level': ParamType.INT,
  'compression.mt.threads': ParamType.INT,
  'compression.mt.dthreads': ParamType.INT,
  'compression.xbzrle.cache': ParamType.ULLONG,
  'compression.zlib.level': ParamType.INT,
  'compression.zstd.level': ParamType.INT,
  'auto_converge.initial': ParamType.INT,
  'auto_converge.increment': ParamType.INT,
  'parallel.connections': ParamType.INT,
  'tls.destination': ParamType.STRING,
};

/** What the parameters of a call say, checked. */
export interface MigrationParams {
  readonly uri: string | null;
  readonly name: string | null;
  readonly xml: string | null;
  readonly persistentXml: string | null;
  /** MiB/s; 0: as the guest's own limit says. */
  readonly bandwidth: number;
}
export const readMigrationParams = (params: readonly TypedParam[]): MigrationParams => {
  validateParams(params, migrationParameters);
  return {
    uri: paramText(params, 'migrate_uri') ?? null,
    name: paramText(params, 'destination_name') ?? null,
    xml: paramText(params, 'destination_xml') ?? null,
    persistentXml: paramText(params, 'persistent_xml') ?? null,
    bandwidth: paramNumber(params, 'bandwidth') ?? 0,
  };
};

/** Where a source sends the guest: an address of the destination, or a stream of the peer's connection. */
export type MigrationTarget =
  | { readonly uri: string | null }
  | { readonly stream: Awaited<ReturnType<PeerConnection['stream']>>['stream'] };

/** The source's own steps. `confirm` may be called when `perform` has already given everything up. */
export interface SourceSteps {
  readonly name: string;
  begin(): Promise<{ cookie_out: Buffer; xml: string }>;
  perform(target: MigrationTarget, cookie: Buffer): Promise<Buffer>;
  confirm(cookie: Buffer, cancelled: boolean): Promise<void>;
}

const PEER_ONLY = MigrateFlag.PEER2PEER;
const failed = (text: string): VirError => new VirError(ErrorCode.OPERATION_FAILED, ErrorDomain.NONE, text);

/**
 * Takes a guest to a peer. Whatever fails, the guest ends up running on exactly one side, and the first error is the one
 * that is reported. `passed` are the caller's parameters; name and XML are put in.
 */
export const migrateToPeer = async (
  peer: PeerConnection,
  steps: SourceSteps,
  passed: readonly TypedParam[],
  flags: number,
): Promise<void> => {
  const { name: wanted, uri } = readMigrationParams(passed);
  const name = wanted ?? steps.name;
  const offline = (flags & MigrateFlag.OFFLINE) !== 0;
  const remoteFlags = flags & ~PEER_ONLY;
  const begun = await steps.begin();
  const params = [
    ...passed.filter(({ field }) => field !== 'destination_name' && field !== 'destination_xml'),
    param.string('destination_name', name),
    param.string('destination_xml', begun.xml),
  ];
  let cookie: Buffer = Buffer.alloc(0);
  let prepared = false;
  let arrived = false;
  let firstError: unknown = null;
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    if (firstError) return;
    await work().catch((error: unknown) => {
      firstError = error;
    });
  };
  await attempt(async () => {
    const request = { params, cookie_in: begun.cookie_out, flags: remoteFlags };
    if (flags & MigrateFlag.TUNNELLED) {
      const { stream } = await peer.stream('domainMigratePrepareTunnel3Params', request);
      prepared = true;
      cookie = await steps.perform({ stream }, cookie);
      return;
    }
    const answer = (await peer.call('domainMigratePrepare3Params', request)) as {
      cookie_out: Buffer;
      uri_out?: string | null;
    };
    prepared = true;
    cookie = answer.cookie_out;
    const target = answer.uri_out ?? uri;
    if (!target && !offline) throw failed('domainMigratePrepare3 did not set uri');
    if (!offline) cookie = await steps.perform({ uri: target }, cookie);
  });
  if (prepared) {
    const cancelled = firstError ? 1 : 0;
    const finish = async (): Promise<void> => {
      const answer = (await peer.call('domainMigrateFinish3Params', {
        params,
        cookie_in: cookie,
        flags: remoteFlags,
        cancelled,
      })) as { cookie_out: Buffer };
      arrived = cancelled === 0;
      cookie = answer.cookie_out;
    };
    await finish().catch((error: unknown) => {
      firstError ??= error;
    });
  }
  await steps.confirm(cookie, !arrived);
  if (!arrived) throw firstError ?? failed('migration did not finish on the destination');
};
