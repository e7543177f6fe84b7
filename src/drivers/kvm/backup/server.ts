// QEMU's NBD server, from which the client of a pull backup reads the disks as they were when it began.
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import type { Backup } from '../../../../schemas/xml/backup.ts';
import { tlsObject } from '../argv/build.ts';
import { nodeOf } from '../blockjob-chain.ts';
import type { Guest } from '../guest.ts';
import type { World } from '../world.ts';
import type { Prepared } from './disks.ts';

const TLS = 'objlibvirt_backup_tls0';
const TLS_FOLDER = '/etc/pki/qemu';

const unsupported = (text: string): VirError =>
  new VirError(ErrorCode.OPERATION_UNSUPPORTED, ErrorDomain.QEMU, text);

type Server = NonNullable<Backup['server']>;

/** Settles where a pull backup is served; refuses what cannot be. */
export const settleServer = (def: Backup): void => {
  if (def.mode !== 'pull') return;
  def.server ??= { transport: 'tcp', name: 'localhost' };
  const { transport, port } = def.server;
  if (transport === 'fd')
    throw unsupported('<domainbackup> over a passed file descriptor is not supported yet');
  if (transport === 'tcp' && !port) throw unsupported('<domainbackup> must specify TCP port for now');
};

const addressOf = ({ transport, name, port, socket }: Server) =>
  transport === 'unix'
    ? { type: 'unix', data: { path: socket } }
    : { type: 'inet', data: { host: name ?? '', port: String(port) } };

const addTls = async (world: World, guest: Guest): Promise<void> => {
  const { values } = world.config;
  const setting = (name: string) => values[`backup_tls_x509_${name}`] ?? values[`default_tls_x509_${name}`];
  if (setting('secret_uuid')) throw unsupported('TLS keys of backups cannot have a password yet');
  const folder = String(setting('cert_dir') ?? TLS_FOLDER);
  await guest.execute('object-add', tlsObject(TLS, folder, 'server', setting('verify') === 1));
};

/** Starts serving, nothing yet. */
export const startServer = async (world: World, guest: Guest, server: Server): Promise<void> => {
  if (server.tls) await addTls(world, guest);
  try {
    await guest.execute('nbd-server-start', {
      addr: addressOf(server),
      ...(server.tls && { 'tls-creds': TLS }),
    });
  } catch (cause) {
    if (server.tls) await guest.execute('object-del', { id: TLS }).catch(() => undefined);
    throw cause;
  }
};

/** Offers the disks. */
export const offerDisks = async (guest: Guest, disks: readonly Prepared[]): Promise<void> => {
  for (const { wanted, request } of disks) {
    const node = nodeOf(request.store);
    const incremental = wanted.backupmode === 'incremental' && wanted.exportbitmap;
    await guest.execute('block-export-add', {
      type: 'nbd',
      id: `libvirt-nbd-${node}`,
      'node-name': node,
      writable: false,
      name: wanted.exportname,
      ...(incremental && { bitmaps: [wanted.exportbitmap] }),
    });
  }
};

/** Stops serving; clients that still read lose their connection. */
export const stopServer = async (guest: Guest, server: Server): Promise<void> => {
  await guest.execute('nbd-server-stop').catch(() => undefined);
  if (server.tls) await guest.execute('object-del', { id: TLS }).catch(() => undefined);
};
