// Ports that a Fibre Channel adapter makes for itself (NPIV): asked for by writing their names to sysfs.
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ErrorCode, ErrorDomain, systemError, VirError } from '../../../schemas/errors.ts';
import type { NodeDevice } from '../../../schemas/xml/nodedev.ts';
import { strerror } from '../../native/libc.ts';

export interface PortNames {
  readonly wwnn: string;
  readonly wwpn: string;
}
export interface ScsiHost {
  readonly type: 'scsi_host';
  readonly host?: number;
  readonly capabilities: readonly { readonly type: string; readonly wwnn?: string; readonly wwpn?: string }[];
}

const fail = (text: string, code: number = ErrorCode.INTERNAL_ERROR): VirError =>
  new VirError(code, ErrorDomain.NODEDEV, text);

const scsiHostOf = (def: NodeDevice): ScsiHost | undefined =>
  def.capabilities.find(({ type }) => type === 'scsi_host') as ScsiHost | undefined;

/** The names of a Fibre Channel port; null for what is none. */
export const portNamesOf = (capability: object | undefined): PortNames | null => {
  const fc = (capability as ScsiHost | undefined)?.capabilities?.find(({ type }) => type === 'fc_host');
  return fc?.wwnn !== undefined && fc.wwpn !== undefined ? { wwnn: fc.wwnn, wwpn: fc.wwpn } : null;
};

const makesPorts = (def: NodeDevice): boolean =>
  scsiHostOf(def)?.capabilities.some(({ type }) => type === 'vport_ops') === true;

/** The number of an adapter that can make ports. */
export const vportHostOf = (def: NodeDevice | undefined, name: string): number => {
  const host = def && makesPorts(def) ? scsiHostOf(def)?.host : undefined;
  if (host === undefined) throw fail(`Parent device ${name} is not capable of vport operations`);
  return host;
};

/** The adapter a new port is asked of: the parent by name, by its own port names, by its fabric, or any that can. */
export const parentHost = (devices: readonly NodeDevice[], wanted: NodeDevice): number => {
  const { name, wwnn, wwpn, fabric_wwn: fabric } = wanted.parent ?? {};
  const fabricOf = (def: NodeDevice): string | undefined =>
    (
      scsiHostOf(def)?.capabilities.find(({ type }) => type === 'fc_host') as
        | { fabric_wwn?: string }
        | undefined
    )?.fabric_wwn;
  if (!name && wwnn === undefined && fabric === undefined) {
    const any = devices.find(makesPorts);
    if (!any) throw fail('Could not find any vport capable device');
    return vportHostOf(any, any.name ?? '');
  }
  const parent = devices.find((def) => {
    if (name) return def.name === name;
    const names = portNamesOf(scsiHostOf(def));
    return wwnn === undefined ? fabricOf(def) === fabric : names?.wwnn === wwnn && names?.wwpn === wwpn;
  });
  if (!parent) throw fail("Could not find parent device for 'new device'");
  return vportHostOf(parent, parent.name ?? '');
};

/** Has an adapter make or remove a port. */
export const manageVport = async (
  host: number,
  { wwnn, wwpn }: PortNames,
  what: 'create' | 'delete',
  sysfs = '/sys',
): Promise<void> => {
  const places = ['fc_host', 'scsi_host'].map((kind) =>
    join(sysfs, 'class', kind, `host${host}`, `vport_${what}`),
  );
  const file = places.find(existsSync);
  if (file === undefined)
    throw new VirError(
      ErrorCode.OPERATION_INVALID,
      ErrorDomain.NONE,
      `vport operation 'vport_${what}' is not supported for host${host}`,
    );
  const port = `${wwpn}:${wwnn}`;
  try {
    await writeFile(file, port, { flag: 'r+' });
  } catch (error) {
    const errno = Math.abs((error as NodeJS.ErrnoException).errno ?? 0);
    const text = `Write of '${port}' to '${file}' during vport create/delete failed`;
    throw systemError(ErrorDomain.NONE, errno, text, strerror(errno));
  }
};
