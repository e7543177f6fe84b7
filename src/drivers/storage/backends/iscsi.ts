// LUNs of an iSCSI target that the kernel's initiator is logged in to, through iscsiadm.
import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import type { PoolSource } from '../../../../schemas/xml/pool.ts';
import { formatSources, parseSourceSpec } from '../../../model/storage/documents.ts';
import { parseIscsiInterfaces, parseIscsiSession, parseIscsiTargets } from '../../../model/storage/tools.ts';
import { LONG_MS, run } from '../../common/run.ts';
import type { Backend, BackendServices } from '../backend.ts';
import {
  configUnsupported,
  internalError,
  invalidArgument,
  operationFailed,
  orFail,
  xmlError,
} from '../errors.ts';
import type { Pool } from '../objects.ts';
import { transfers } from './folder.ts';
import { clearSizes, findLuns } from './scsi.ts';
import { settleDevices } from './settle.ts';

const DEFAULT_PORT = 3260;
const ISCSIADM = '/usr/bin/iscsiadm';

/** host:port,1 with IPv6 addresses in brackets. */
export const portalOf = (source: PoolSource): string => {
  const [host] = source.hosts ?? [];
  if (source.hosts?.length !== 1 || !host)
    throw configUnsupported('Expected exactly 1 host for the storage pool');
  host.port ||= DEFAULT_PORT;
  return host.name.includes(':') ? `[${host.name}]:${host.port},1` : `${host.name}:${host.port},1`;
};

const targetOf = (pool: Pool): string => {
  const { source } = pool.def;
  if (source.hosts?.length !== 1) throw configUnsupported('Expected exactly 1 host for the storage pool');
  const [device] = source.devices ?? [];
  if (source.devices?.length !== 1 || !device) throw internalError('missing source device');
  return device.path;
};

const initiatorOf = (source: PoolSource): string | undefined => source.initiator?.iqn?.name;

/** The number of the session with the pool's target, or null. */
const sessionOf = async (pool: Pool): Promise<{ session: string | null; said: string }> => {
  const { stdout, stderr } = await run('iscsiadm', ['--mode', 'session'], { accept: 'any' });
  return { session: parseIscsiSession(stdout, targetOf(pool)), said: stderr };
};

const scanTargets = async (portal: string, iface: string | null, persist: boolean): Promise<string[]> => {
  const args = ['--mode', 'discovery', '--type', 'sendtargets', '--portal', portal];
  if (!persist) args.push('--op', 'nonpersistent');
  if (iface !== null) args.push('--interface', iface);
  const { stdout } = await run('iscsiadm', args);
  return parseIscsiTargets(stdout);
};

const findInterface = async (initiator: string): Promise<string | null> => {
  const { stdout } = await run('iscsiadm', ['--mode', 'iface']);
  const found = parseIscsiInterfaces(stdout, initiator);
  if (found === undefined) throw internalError(`malformed output of ${ISCSIADM}: ${stdout}`);
  return found;
};

/** The interface that speaks as `initiator`; made when there is none. */
const interfaceFor = async (initiator: string, portal: string): Promise<string> => {
  const known = await findInterface(initiator);
  if (known !== null) return known;
  const name = `libvirt-iface-${randomBytes(4).toString('hex')}`;
  const mode = ['--mode', 'iface', '--interface', name, '--op'];
  await run('iscsiadm', [...mode, 'new'], { accept: 'any' });
  await run('iscsiadm', [...mode, 'update', '--name', 'iface.initiatorname', '--value', initiator], {
    accept: 'any',
  });
  const made = await findInterface(initiator);
  if (made === null) throw internalError(`Failed to run command '${ISCSIADM}' to create new iscsi interface`);
  // Commands to the interface are accepted only after a discovery through it.
  await scanTargets(portal, made, true);
  return made;
};

const connection = async (pool: Pool, verb: '--login' | '--logout'): Promise<void> => {
  const portal = portalOf(pool.def.source);
  const args = ['--mode', 'node', '--portal', portal, '--targetname', targetOf(pool), verb];
  const initiator = initiatorOf(pool.def.source);
  if (initiator !== undefined) args.push('--interface', await interfaceFor(initiator, portal));
  await run('iscsiadm', args, { timeoutMs: LONG_MS });
};

const makeNode = async (portal: string, target: string): Promise<void> => {
  const args = ['--mode', 'node', '--portal', portal, '--targetname', target, '--op', 'new'];
  const { status } = await run('iscsiadm', args, { accept: 'any' });
  // 21, "no objects found", is what older versions say when it worked.
  if (status !== 0 && status !== 21)
    throw internalError(`${ISCSIADM} failed new mode for target '${target}' with status '${status}'`);
};

const setAuth = async (pool: Pool, portal: string, services: BackendServices): Promise<void> => {
  const { auth } = pool.def.source;
  if (!auth) return;
  if (auth.type !== 'chap') throw xmlError("iscsi pool only supports 'chap' auth type");
  const secrets = services.secrets();
  if (!secrets) throw internalError('no secret driver is available');
  const { uuid, usage = '' } = auth.secret;
  const value = await secrets.value(uuid !== undefined ? { uuid } : { usage, type: 'iscsi' });
  const settings = {
    'node.session.auth.authmethod': 'CHAP',
    'node.session.auth.username': auth.username,
    'node.session.auth.password': value.toString('utf8'),
  };
  value.fill(0);
  const node = ['--mode', 'node', '--portal', portal, '--target', targetOf(pool), '--op', 'update'];
  for (const [name, setting] of Object.entries(settings)) {
    const { status } = await run('iscsiadm', [...node, '--name', name, '--value', setting], {
      accept: 'any',
    });
    if (status !== 0)
      throw internalError(`Failed to update '${name}' of node mode for target '${targetOf(pool)}'`);
  }
};

const hostOf = async (session: string): Promise<number> => {
  await settleDevices();
  const path = `/sys/class/iscsi_session/session${session}/device`;
  const names = await orFail(readdir(path), `cannot open directory '${path}'`);
  const target = names.find((name) => name.startsWith('target'));
  const host = /^target(\d+):/.exec(target ?? '')?.[1];
  if (target === undefined)
    throw internalError(`Failed to get host number for iSCSI session with path '${path}'`);
  if (host === undefined) throw internalError(`Failed to parse target '${target}'`);
  return Number(host);
};

const findSources = async (spec: string | null): Promise<string> => {
  if (spec === null) throw invalidArgument('hostname must be specified for iscsi sources');
  const wanted = parseSourceSpec('iscsi', spec);
  const portal = portalOf(wanted);
  const initiator = initiatorOf(wanted);
  // Looking around makes nothing: who wants to speak as somebody must be known by that name.
  const iface = initiator === undefined ? null : await findInterface(initiator);
  if (initiator !== undefined && iface === null)
    throw operationFailed(`no iSCSI interface defined for IQN ${initiator}`);
  const targets = await scanTargets(portal, iface, false);
  return formatSources(
    'iscsi',
    targets.map((path) => ({
      hosts: wanted.hosts,
      devices: [{ path, freeExtents: [] }],
      initiator: wanted.initiator,
    })),
  );
};

export const iscsiBackend = (services: BackendServices): Backend => ({
  type: 'iscsi',
  ...transfers,
  findPoolSources: findSources,
  checkPool: async (pool) => (await sessionOf(pool)).session !== null,
  startPool: async (pool) => {
    if ((await sessionOf(pool)).session !== null) return;
    const portal = portalOf(pool.def.source);
    await makeNode(portal, targetOf(pool));
    await setAuth(pool, portal, services);
    await connection(pool, '--login');
  },
  stopPool: async (pool) => {
    if ((await sessionOf(pool)).session !== null) await connection(pool, '--logout');
  },
  refreshPool: async (pool) => {
    clearSizes(pool);
    const { session, said } = await sessionOf(pool);
    if (session === null) throw internalError(`cannot find iscsiadm session: ${said}`);
    await run('iscsiadm', ['--mode', 'session', '-r', session, '-R']);
    await findLuns(pool, await hostOf(session));
  },
});
