// Macvtap devices: a guest's own address on a device of the host, without a bridge. QEMU gets the device's descriptors.
import { closeSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ErrorCode, ErrorDomain, systemError, VirError } from '../../../schemas/errors.ts';
import { strerror } from '../../native/libc.ts';
import { createMacvlan, deleteLinkLater, findLink, type MacvlanMode, setLink } from '../../native/link.ts';
import { NetlinkError } from '../../native/netlink.ts';
import { openMacvtap } from '../../native/tap.ts';
import { removeFile, writeFileAtomic } from '../common/store.ts';

export interface MacvtapRequest {
  /** The device of the host below. */
  readonly on: string;
  readonly mode: MacvlanMode;
  readonly mac: string;
  /** A name of the administrator's own; others are numbered. */
  readonly name?: string;
  readonly queues: number;
  readonly vnetHeader: boolean;
  readonly virtualport?: { readonly type?: string };
  /** Where the address of a device that is given away whole is kept meanwhile. */
  readonly stateDir: string;
}
export interface Macvtap {
  readonly name: string;
  readonly fds: readonly number[];
}

const EEXIST = 17;
const MAX_NAMES = 8191;
const GENERATED = /^(macvtap|macvlan)/;
const NODE_TRIES = 50;
const NODE_PAUSE_MS = 20;

const failure = (text: string, code: number): VirError =>
  systemError(ErrorDomain.NONE, code, text, strerror(code));
const codeOf = (error: unknown): number => (error instanceof NetlinkError ? error.errno : 5);

const create = ({ on, mode, mac, name: wanted }: MacvtapRequest): string => {
  const refuse = (name: string, error: unknown): VirError =>
    failure(`error creating macvtap interface ${name}@${on} (${mac})`, codeOf(error));
  if (!findLink(on)) throw failure(`Unable to get index for interface ${on}`, 19);
  if (wanted !== undefined && !GENERATED.test(wanted)) {
    try {
      createMacvlan(wanted, on, mode, { mac });
    } catch (error) {
      throw refuse(wanted, error);
    }
    return wanted;
  }
  for (let number = 0; number <= MAX_NAMES; number++) {
    const name = `macvtap${number}`;
    if (findLink(name)) continue;
    try {
      createMacvlan(name, on, mode, { mac });
      return name;
    } catch (error) {
      if (codeOf(error) !== EEXIST) throw refuse(name, error);
    }
  }
  throw new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.NONE, 'no more names for macvtap devices');
};

/** Opens the device; udev may take a moment to make its node. */
const open = async (name: string, request: MacvtapRequest): Promise<readonly number[]> => {
  for (let tries = 1; ; tries++)
    try {
      return openMacvtap(name, request.queues, request.vnetHeader);
    } catch (error) {
      const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
      if (!missing || tries === NODE_TRIES) {
        const code = missing ? 2 : codeOf(error);
        throw failure(`cannot open macvtap tap device /dev/tap${findLink(name)?.index ?? ''}`, code);
      }
      await sleep(NODE_PAUSE_MS);
    }
};

const savedFile = (stateDir: string, device: string): string => join(stateDir, device);

/** A device that is given away whole takes the guest's address; its own comes back when the guest ends. */
const lendAddress = async ({ on, mac, stateDir }: MacvtapRequest): Promise<void> => {
  const link = findLink(on);
  if (!link || link.mac === mac.toLowerCase()) return;
  await mkdir(stateDir, { recursive: true });
  await writeFileAtomic(savedFile(stateDir, on), `${JSON.stringify({ mac: link.mac }, null, 2)}\n`);
  setLink(on, { mac });
};
const returnAddress = async (device: string, stateDir: string): Promise<void> => {
  const file = savedFile(stateDir, device);
  let mac: unknown;
  try {
    mac = (JSON.parse(readFileSync(file, 'utf8')) as { mac?: unknown }).mac;
  } catch {
    return;
  }
  if (typeof mac === 'string' && findLink(device)) setLink(device, { mac });
  await removeFile(file);
};

/** Makes the device, up, with the guest's address. */
export const makeMacvtap = async (request: MacvtapRequest): Promise<Macvtap> => {
  const profile = request.virtualport?.type;
  if (profile === '802.1Qbg' || profile === '802.1Qbh')
    throw new VirError(
      ErrorCode.INTERNAL_ERROR,
      ErrorDomain.NONE,
      `Failure to associate with a switch by ${profile}: this host runs no agent for it`,
    );
  const whole = request.mode === 'passthrough';
  if (whole) await lendAddress(request);
  let name: string | null = null;
  let fds: readonly number[] = [];
  try {
    name = create(request);
    fds = await open(name, request);
    setLink(name, { up: true });
    return { name, fds };
  } catch (error) {
    for (const fd of fds) closeSync(fd);
    if (name !== null) await deleteLinkLater(name).catch(() => undefined);
    if (whole) await returnAddress(request.on, request.stateDir).catch(() => undefined);
    if (error instanceof NetlinkError) throw failure(`Cannot set interface flags on '${name}'`, error.errno);
    throw error;
  }
};

/** Takes the device away; what stood below it gets its own address back. */
export const removeMacvtap = async (
  name: string,
  on: string,
  mode: string,
  stateDir: string,
): Promise<void> => {
  const link = findLink(name);
  if (link?.kind === 'macvtap') await deleteLinkLater(name).catch(() => undefined);
  if (mode === 'passthrough') await returnAddress(on, stateDir);
};
