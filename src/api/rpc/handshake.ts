// The procedures the server answers itself: opening, features, authentication, identity, event registration.
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import type { EventFamily } from '../../../schemas/rpc/events.ts';
import type { TypedParam } from '../../../schemas/rpc/types.ts';
import { LIBVIRT_VERSION } from '../../../schemas/version.ts';
import type { Identity } from '../../drivers/context.ts';
import type { Connection } from '../../drivers/table.ts';
import type { Peer } from './peer.ts';

/** VIR_DRV_FEATURE_* that the daemon answers for every driver. */
const daemonFeatures = new Set([8, 9, 10, 14, 15, 16]);
export const KEEPALIVE_FEATURE = 10;

type Args = Record<string, unknown>;
export type DaemonProcedure = (peer: Peer, args: Args) => unknown;

const internal = (text: string): VirError => new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.RPC, text);

const opened = (peer: Peer): Connection => {
  const { connection } = peer.session;
  if (!connection) throw internal('hypervisor connection not open');
  return connection;
};

const uuidOf = (object: unknown): string | null => (object as { uuid: string } | null)?.uuid ?? null;
const nameOf = (object: unknown): string | null => (object as { name: string } | null)?.name ?? null;

const registerAny =
  (family: EventFamily, objectOf: (args: Args) => string | null): DaemonProcedure =>
  (peer, args) => ({
    callbackID: peer.registrations.register(
      opened(peer).events,
      family,
      args.eventID as number,
      objectOf(args),
    ),
  });
const deregisterAny =
  (family: EventFamily): DaemonProcedure =>
  (peer, args) => {
    opened(peer);
    peer.registrations.deregister(family, args.callbackID as number);
  };

const identityFields: Record<string, keyof Identity> = {
  'unix-user-name': 'userName',
  'unix-user-id': 'uid',
  'unix-group-name': 'groupName',
  'unix-group-id': 'gid',
  'unix-process-id': 'pid',
  'sasl-user-name': 'saslUserName',
  'x509-distinguished-name': 'x509dname',
  'selinux-context': 'selinuxContext',
};

const open = async (peer: Peer, args: Args): Promise<void> => {
  const { session } = peer;
  if (session.connection || peer.opening) throw internal('connection already open');
  if (args.name === null) throw internal('connection not open');
  peer.opening = true;
  try {
    const readOnly = session.readOnly || ((args.flags as number) & 1) !== 0;
    const connection = await peer.server.opener.open(args.name as string, readOnly);
    if (session.isOver) {
      connection.close();
      return;
    }
    session.readOnly = readOnly;
    session.connection = connection;
  } finally {
    peer.opening = false;
  }
};

/** By slot name. */
export const daemonProcedures: Readonly<Record<string, DaemonProcedure>> = {
  connectOpen: open,
  connectClose: (peer) => peer.closeSoon(),
  connectGetURI: (peer) => ({ uri: opened(peer).uri }),
  connectGetLibVersion: (peer) => {
    opened(peer);
    return { lib_ver: LIBVIRT_VERSION };
  },
  connectSupportsFeature: (peer, args) => {
    const feature = args.feature as number;
    if (feature === KEEPALIVE_FEATURE) peer.startKeepalive();
    if (daemonFeatures.has(feature)) return { supported: 1 };
    return { supported: opened(peer).features.has(feature) ? 1 : 0 };
  },
  connectRegisterCloseCallback: (peer) => void opened(peer),
  connectUnregisterCloseCallback: (peer) => void opened(peer),
  connectSetIdentity: (peer, args) => {
    opened(peer);
    if (peer.session.readOnly)
      throw new VirError(
        ErrorCode.OPERATION_DENIED,
        ErrorDomain.NONE,
        'read only access prevents virConnectSetIdentity',
      );
    const identity: Record<string, unknown> = {};
    for (const { field, value } of args.params as TypedParam[]) {
      const key = identityFields[field];
      if (key) identity[key] = value;
    }
    peer.session.identity = identity as Identity;
  },

  authList: (peer) => ({ types: [peer.authType()] }),
  authPolkit: (peer) => peer.authPolkit(),
  authSaslInit: (peer) => peer.sasl('init', null),
  authSaslStart: (peer, args) => peer.sasl('start', args),
  authSaslStep: (peer, args) => peer.sasl('step', args),

  connectDomainEventCallbackRegisterAny: registerAny('domain', (args) => uuidOf(args.dom)),
  connectDomainEventCallbackDeregisterAny: deregisterAny('domain'),
  connectNetworkEventRegisterAny: registerAny('network', (args) => uuidOf(args.net)),
  connectNetworkEventDeregisterAny: deregisterAny('network'),
  connectStoragePoolEventRegisterAny: registerAny('storagePool', (args) => uuidOf(args.pool)),
  connectStoragePoolEventDeregisterAny: deregisterAny('storagePool'),
  connectNodeDeviceEventRegisterAny: registerAny('nodeDevice', (args) => nameOf(args.dev)),
  connectNodeDeviceEventDeregisterAny: deregisterAny('nodeDevice'),
  connectSecretEventRegisterAny: registerAny('secret', (args) => uuidOf(args.secret)),
  connectSecretEventDeregisterAny: deregisterAny('secret'),
  connectDomainEventRegister: (peer) => {
    peer.registrations.registerLegacy(opened(peer).events, 0);
    return { cb_registered: 1 };
  },
  connectDomainEventDeregister: (peer) => {
    opened(peer);
    peer.registrations.deregisterLegacy(0);
    return { cb_registered: 0 };
  },
  connectDomainEventRegisterAny: (peer, args) =>
    peer.registrations.registerLegacy(opened(peer).events, args.eventID as number),
  connectDomainEventDeregisterAny: (peer, args) => {
    opened(peer);
    peer.registrations.deregisterLegacy(args.eventID as number);
  },
  connectDomainQemuMonitorEventRegister: (peer, args) => ({
    callbackID: peer.registrations.registerMonitor(
      opened(peer).events,
      uuidOf(args.dom),
      args.event as string | null,
      args.flags as number,
    ),
  }),
  connectDomainQemuMonitorEventDeregister: (peer, args) => {
    opened(peer);
    peer.registrations.deregisterMonitor(args.callbackID as number);
  },
};
