// Which sockets the configuration asks for: places, modes, authentication. Nothing is bound here.
import { join } from 'node:path';
import type { ConfigValues } from '../drivers/host.ts';
import { settings } from './config.ts';
import { groupId } from './listen.ts';
import type { Mode } from './paths.ts';

/** A reason not to start, told without a stack. */
export class Refusal extends Error {}

export const AUTH = { none: 0, sasl: 1, polkit: 2 } as const;

export interface Endpoint {
  readonly server: 'libvirtd' | 'admin';
  readonly file: string;
  /** The systemd unit that may bring it. */
  readonly unit: string;
  readonly readOnly: boolean;
  readonly auth: number;
  readonly mode: number;
  readonly group?: number;
  readonly onlyUid?: number;
}
export interface TcpEndpoint {
  readonly host: string;
  readonly port: number;
  readonly auth: number;
}

/** The configuration's words have been checked when they were read. */
const authType = (name: string): number => AUTH[name as keyof typeof AUTH];

/** The unix sockets. polkit is libvirt's choice for the system daemon; a private root is its owner's alone. */
export const unixEndpoints = (mode: Mode, config: ConfigValues, uid: number): Endpoint[] => {
  const { text } = settings(config);
  const fallback = mode.privileged && !mode.rooted ? 'polkit' : 'none';
  const rw = authType(text('auth_unix_rw', fallback));
  const ro = authType(text('auth_unix_ro', 'none'));
  const directory = text('unix_sock_dir', mode.sockets);
  const group =
    mode.privileged && config.unix_sock_group ? groupId(text('unix_sock_group', 'root')) : undefined;
  const bits = (key: string, otherwise: string): number => Number.parseInt(text(key, otherwise), 8);
  const all: Endpoint[] = [
    {
      server: 'libvirtd',
      file: join(directory, 'libvirt-sock'),
      unit: 'libvirtd.socket',
      readOnly: false,
      auth: rw,
      mode: bits('unix_sock_rw_perms', rw === AUTH.polkit ? '0777' : '0700'),
      group,
    },
    {
      server: 'admin',
      file: join(directory, 'libvirt-admin-sock'),
      unit: 'libvirtd-admin.socket',
      readOnly: false,
      auth: AUTH.none,
      mode: bits('unix_sock_admin_perms', '0700'),
      onlyUid: uid,
    },
  ];
  if (mode.privileged)
    all.push({
      server: 'libvirtd',
      file: join(directory, 'libvirt-sock-ro'),
      unit: 'libvirtd-ro.socket',
      readOnly: true,
      auth: ro,
      mode: bits('unix_sock_ro_perms', '0777'),
      group,
    });
  return all;
};

/** The TCP socket, when both -l and the configuration want it. */
export const tcpEndpoint = (config: ConfigValues, listen: boolean): TcpEndpoint | null => {
  const { text, flag } = settings(config);
  if (!listen || !flag('listen_tcp', false)) return null;
  return {
    host: text('listen_addr', '0.0.0.0'),
    port: Number(text('tcp_port', '16509')),
    auth: authType(text('auth_tcp', 'sasl')),
  };
};
