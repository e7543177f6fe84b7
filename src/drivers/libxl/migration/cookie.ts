// The cookie that libvirt's Xen driver sends from begin to prepare.
import { hostname } from 'node:os';
import { ErrorCode } from '../../../../schemas/errors.ts';
import { parseTree, type XmlNode } from '../../../model/xml/tree.ts';
import { escapeXml } from '../../../model/xml/values.ts';
import { failure, type Guest } from '../world.ts';

const STREAM_VERSION = 2;

export const bakeCookie = (guest: Guest): Buffer =>
  Buffer.from(`<libxl-migration>
  <name>${escapeXml(guest.name)}</name>
  <uuid>${guest.uuid}</uuid>
  <hostname>${escapeXml(hostname())}</hostname>
  <migration-stream-version>${STREAM_VERSION}</migration-stream-version>
</libxl-migration>
\0`);

/** The stream version of a cookie; a source without cookies sends the first version. */
export const eatCookie = (cookie: Buffer): number => {
  if (cookie.length === 0) return 1;
  if (cookie[cookie.length - 1] !== 0) throw failure('Migration cookie was not NULL terminated');
  const { root } = parseTree(cookie.toString('utf8').slice(0, -1), '(libxl_migration_cookie)');
  const text = (name: string): string | undefined => root.kids.find((k: XmlNode) => k.name === name)?.text;
  if (text('name') === undefined) throw failure('missing name element in migration data');
  if (text('uuid') === undefined) throw failure('missing uuid element in migration data');
  const version = Number(text('migration-stream-version'));
  if (!Number.isInteger(version) || version < 1) throw failure('missing Xen migration stream version');
  if (version > STREAM_VERSION)
    throw failure(
      `Xen migration stream version '${version}' is not supported on this host`,
      ErrorCode.OPERATION_UNSUPPORTED,
    );
  return version;
};
