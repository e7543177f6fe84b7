// Mediated devices: made, defined, started and removed by mdevctl.
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import type { NodeDevice } from '../../../schemas/xml/nodedev.ts';
import { run } from '../common/run.ts';
import type { Capability } from './pci.ts';

export interface MdevCapability {
  readonly type: 'mdev';
  mdevType?: { id: string };
  uuid?: string;
  parent_addr?: string;
  attrs?: { name: string; value: string }[];
}

export const mdevOf = (def: NodeDevice): MdevCapability | null => {
  const found = def.capabilities.find((capability: Capability) => capability.type === 'mdev');
  return (found as MdevCapability | undefined) ?? null;
};

const failed = (text: string): VirError => new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.NODEDEV, text);

const configuration = (mdev: MdevCapability, autostart: boolean): string =>
  JSON.stringify({
    mdev_type: mdev.mdevType?.id,
    start: autostart ? 'auto' : 'manual',
    ...(mdev.attrs?.length ? { attrs: mdev.attrs.map(({ name, value }) => ({ [name]: value })) } : {}),
  });

const command = async (
  verb: string,
  what: string,
  args: readonly string[],
  input?: string,
): Promise<string> => {
  const { status, stdout, stderr } = await run('mdevctl', [verb, ...args], { accept: 'any', input });
  if (status === 0) return stdout.trim();
  throw failed(`Unable to ${what} mediated device: ${stderr || 'Unknown Error'}`);
};

const withConfiguration = (mdev: MdevCapability, parent: string): string[] => [
  `--parent=${parent}`,
  '--jsonfile=/dev/stdin',
  ...(mdev.uuid === undefined ? [] : [`--uuid=${mdev.uuid}`]),
];

/** Makes a transient device; answers its uuid. */
export const createMdev = async (mdev: MdevCapability, parent: string): Promise<string> =>
  (await command('start', 'start', withConfiguration(mdev, parent), configuration(mdev, false))) ||
  mdev.uuid ||
  '';
/** Defines a device for later; answers its uuid. */
export const defineMdev = async (mdev: MdevCapability, parent: string): Promise<string> =>
  (await command('define', 'define', withConfiguration(mdev, parent), configuration(mdev, false))) ||
  mdev.uuid ||
  '';
const byUuid = (mdev: MdevCapability): string[] => [`--uuid=${mdev.uuid}`];
export const startMdev = (mdev: MdevCapability): Promise<string> => command('start', 'start', byUuid(mdev));
export const stopMdev = (mdev: MdevCapability): Promise<string> => command('stop', 'stop', byUuid(mdev));
export const undefineMdev = (mdev: MdevCapability): Promise<string> =>
  command('undefine', 'undefine', byUuid(mdev));
export const setMdevAutostart = (mdev: MdevCapability, on: boolean): Promise<string> =>
  command('modify', 'set autostart on', [...byUuid(mdev), on ? '--auto' : '--manual']);
/** Changes a device's definition, what runs, or both. */
export const modifyMdev = (
  mdev: MdevCapability,
  parent: string,
  defined: boolean,
  live: boolean,
): Promise<string> => {
  const args = withConfiguration(mdev, parent);
  if (defined) args.push('--defined');
  if (live) args.push('--live');
  return command('modify', 'modify', args, configuration(mdev, false));
};

export interface DefinedMdev {
  readonly uuid: string;
  readonly parent: string;
  readonly type: string;
  readonly autostart: boolean;
  readonly attrs: { name: string; value: string }[];
}
/** Reads `mdevctl list --dumpjson --defined`. */
export const parseDefinedMdevs = (output: string): DefinedMdev[] => {
  type Entry = { mdev_type?: string; start?: string; attrs?: Record<string, string>[] };
  const parents = JSON.parse(output === '' ? '[]' : output) as Record<string, Record<string, Entry>[]>[];
  return parents.flatMap((byParent) =>
    Object.entries(byParent).flatMap(([parent, devices]) =>
      devices.flatMap((device) =>
        Object.entries(device).map(([uuid, { mdev_type: type = '', start, attrs = [] }]) => ({
          uuid,
          parent,
          type,
          autostart: start === 'auto',
          attrs: attrs.flatMap((attr) => Object.entries(attr).map(([name, value]) => ({ name, value }))),
        })),
      ),
    ),
  );
};

/** The devices mdevctl knows of; none where it is not installed. */
export const listDefinedMdevs = async (): Promise<DefinedMdev[]> => {
  try {
    return parseDefinedMdevs((await run('mdevctl', ['list', '--dumpjson', '--defined'])).stdout);
  } catch {
    return [];
  }
};
