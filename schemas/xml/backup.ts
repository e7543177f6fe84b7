// Domain backup XML: https://libvirt.org/formatbackup.html
import { ErrorCode, ErrorDomain } from '../errors.ts';
import { StorageFormat, StorageSource, StorageType } from './domain/storage.ts';
import * as x from './dsl.ts';

interface DiskDef {
  backup: boolean;
  type?: string;
}
const isBackedUp = (disk: DiskDef): boolean => disk.backup;

export const BackupDisk = x.element(
  'disk',
  {
    name: x.attr(x.text, { required: 'missing name from disk backup element' }),
    backup: x.attr(x.yesNo, { default: true }),
    state: x.attr(x.oneWord(['running', 'complete', 'failed', 'cancelling', 'cancelled']), { live: true }),
    type: x.attr(StorageType, { default: 'file', when: isBackedUp }),
    backupmode: x.attr(x.oneWord(['full', 'incremental']), { when: isBackedUp }),
    incremental: x.attr(x.text, { when: isBackedUp }),
    exportname: x.attr(x.text, { when: isBackedUp }),
    exportbitmap: x.attr(x.text, { when: isBackedUp }),
    index: x.attr(x.uint(), { live: true, omit: 0 }),
    driver: x.child({ type: x.attr(StorageFormat) }, { when: isBackedUp }),
    target: x.child(StorageSource, { when: isBackedUp }),
    scratch: x.child(StorageSource, { when: isBackedUp }),
  },
  (disk: DiskDef) =>
    disk.backup && disk.type !== 'file' && disk.type !== 'block'
      ? `unsupported disk backup type '${disk.type}'`
      : undefined,
);
export type BackupDisk = x.TypeOf<typeof BackupDisk>;

interface BackupDef {
  mode: string;
  server?: { transport?: string; socket?: string };
  disks: { target?: object; scratch?: object; exportname?: string; exportbitmap?: string }[];
}
const unsupported = (text: string): x.Message => ({ code: ErrorCode.CONFIG_UNSUPPORTED, text });

const checkServer = ({ mode, server }: BackupDef): x.Message | undefined => {
  if (!server) return undefined;
  if (mode !== 'pull') return unsupported('use of <server> requires pull mode backup');
  if (server.transport === 'rdma') return unsupported('transport rdma is not supported for <server>');
  if (server.transport === 'unix' && !server.socket?.startsWith('/'))
    return `backup socket path '${server.socket}' must be absolute`;
  return undefined;
};

export const Backup = x.element(
  'domainbackup',
  {
    mode: x.attr(x.oneWord(['push', 'pull']), {
      default: 'push',
      invalid: unsupported("unknown backup mode '{value}'"),
    }),
    incremental: x.child(x.text),
    server: x.child({
      transport: x.attr(x.oneWord(['tcp', 'unix', 'rdma', 'fd']), { default: 'tcp' }),
      tls: x.attr(x.yesNo),
      name: x.attr(x.text),
      port: x.attr(x.uint(), { omit: 0 }),
      socket: x.attr(x.text),
      fdgroup: x.attr(x.text),
    }),
    disks: x.children('disk', BackupDisk, { wrap: 'disks' }),
    privateData: x.child(
      {
        objects: x.child({
          secret: x.child({ type: x.attr(x.text), alias: x.attr(x.text) }),
          tls: x.child({ alias: x.attr(x.text) }, { name: 'TLSx509' }),
        }),
      },
      { live: true },
    ),
  },
  (backup: BackupDef) => {
    for (const disk of backup.disks) {
      if (backup.mode === 'push') {
        delete disk.scratch;
        delete disk.exportname;
        delete disk.exportbitmap;
      } else delete disk.target;
    }
    return checkServer(backup);
  },
);
export type Backup = x.TypeOf<typeof Backup>;

export const backupParseOptions = { domain: ErrorDomain.DOMAIN, filename: '(domain_backup)' } as const;
