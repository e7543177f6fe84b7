// Snapshots inside the images themselves: by QEMU while the guest runs, by qemu-img while it is off.
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import type { Snapshot } from '../../../model/snapshot/document.ts';
import { run as runProgram } from '../../common/run.ts';
import { layersFor } from '../blockjob-chain.ts';
import type { Guest, Run } from '../guest.ts';
import type { Domain } from '../hardware.ts';
import { runJob } from '../qmp-job.ts';
import { type Disk, diskPath } from '../stats/block.ts';
import type { World } from '../world.ts';

/** Memory goes through QEMU's main loop into an image: that takes what the storage takes. */
const MEMORY_MS = 24 * 3600_000;
const IMAGE_MS = 3600_000;
const PFLASH_NODE = 'libvirt-pflash1-format';

const failed = (text: string): VirError => new VirError(ErrorCode.OPERATION_FAILED, ErrorDomain.QEMU, text);
const invalid = (text: string): VirError => new VirError(ErrorCode.OPERATION_INVALID, ErrorDomain.QEMU, text);

/** The format node of a disk, where it has one. */
const formatNode = (run: Run, disk: Disk): string | undefined => {
  const [top] = layersFor(run, disk);
  return top?.nodes.find((node) => node.endsWith('-format'));
};
const hasPflashSnapshot = (domain: Domain): boolean => domain.os.nvram?.format === 'qcow2';

interface Kept {
  readonly name: string;
  readonly 'vm-state-size': number;
}
/** Snapshots that the images of a running guest have, by node. */
const snapshotsByNode = async (guest: Guest): Promise<ReadonlyMap<string, readonly Kept[]>> => {
  const nodes = (await guest.execute('query-named-block-nodes', { flat: true })) as unknown as readonly {
    readonly 'node-name': string;
    readonly image: { readonly snapshots?: readonly Kept[] };
  }[];
  return new Map(nodes.map((node) => [node['node-name'], node.image.snapshots ?? []]));
};

/** Saves memory and disks of a guest whose CPUs are stopped. */
export const saveInternal = async (guest: Guest, def: Snapshot): Promise<void> => {
  const run = guest.running();
  const devices = def.disks.flatMap(({ name, snapshot }) => {
    const disk = run.domain.devices.disks.find(({ target }) => target.dev === name);
    const node = snapshot === 'internal' && disk ? formatNode(run, disk) : undefined;
    return node ? [node] : [];
  });
  if (hasPflashSnapshot(run.domain)) devices.push(PFLASH_NODE);
  const id = `internal-snapshot-save-${def.name}`;
  const args = { 'job-id': id, tag: def.name, vmstate: devices[0], devices };
  await runJob(guest, id, () => guest.execute('snapshot-save', args), {
    deadline: MEMORY_MS,
    failed: (why) => failed(`snapshot-save job failed: ${why}`),
  });
};

/** Loads memory and disks into a QEMU that has not run its CPUs yet. */
export const loadInternal = async (guest: Guest, def: Snapshot): Promise<void> => {
  const run = guest.running();
  const kept = await snapshotsByNode(guest);
  const devices: string[] = [];
  let vmstate: string | null = null;
  const take = (node: string | undefined): boolean => {
    const found = node === undefined ? undefined : kept.get(node)?.find(({ name }) => name === def.name);
    if (!node || !found) return false;
    if (found['vm-state-size'] > 0) {
      if (vmstate !== null)
        throw failed(`two disks images contain vm state section for internal snapshot '${def.name}'`);
      vmstate = node;
    }
    devices.push(node);
    return true;
  };
  for (const { name, snapshot } of def.disks) {
    const disk = run.domain.devices.disks.find(({ target }) => target.dev === name);
    if (!disk)
      throw new VirError(
        ErrorCode.INTERNAL_ERROR,
        ErrorDomain.QEMU,
        `VM doesn't have disk '${name}' referenced by snapshot '${def.name}'`,
      );
    if (!take(formatNode(run, disk)) && snapshot === 'internal')
      throw failed(`image of disk '${name}' does not have internal snapshot '${def.name}'`);
  }
  if (hasPflashSnapshot(run.domain)) take(PFLASH_NODE);
  if (vmstate === null)
    throw failed(`missing vmstate section when reverting active internal snapshot '${def.name}'`);
  const id = `internal-snapshot-load-${def.name}`;
  const args = { 'job-id': id, tag: def.name, vmstate, devices };
  await runJob(guest, id, () => guest.execute('snapshot-load', args), {
    deadline: MEMORY_MS,
    failed: (why) => failed(`load of internal snapshot '${def.name}' job failed: ${why}`),
  });
};

/** Deletes what a running guest's images have of a snapshot, as far as they have it. */
export const deleteInternal = async (guest: Guest, name: string): Promise<void> => {
  const run = guest.running();
  const kept = await snapshotsByNode(guest);
  const has = (node: string | undefined): node is string =>
    node !== undefined && (kept.get(node) ?? []).some((each) => each.name === name);
  const devices = run.domain.devices.disks.flatMap((disk) => {
    const node = disk.readonly ? undefined : formatNode(run, disk);
    return has(node) ? [node] : [];
  });
  if (hasPflashSnapshot(run.domain) && has(PFLASH_NODE)) devices.push(PFLASH_NODE);
  if (devices.length === 0) return;
  const id = `internal-snapshot-delete-${name}`;
  const args = { 'job-id': id, tag: name, devices };
  await runJob(guest, id, () => guest.execute('snapshot-delete', args), {
    deadline: IMAGE_MS,
    failed: (why) => failed(`deletion of internal snapshot '${name}' job failed: ${why}`),
  });
};

type Action = '-c' | '-a' | '-d';

/**
 * qemu-img on every image of a guest that is off. A snapshot that cannot be made everywhere is made nowhere; of the
 * other actions whatever can be done is done, and the answer says whether that was all.
 */
export const eachImage = async (
  world: World,
  domain: Domain,
  def: Snapshot,
  action: Action,
): Promise<boolean> => {
  const located = new Map(def.disks.map(({ name, snapshot }) => [name, snapshot]));
  const wanted = domain.devices.disks.filter(
    ({ device, target }) => device === 'disk' && located.get(target.dev) === 'internal',
  );
  for (const disk of wanted) {
    const { dev } = disk.target;
    if (disk.type !== 'file' && disk.type !== 'block')
      throw invalid(`can't manipulate inactive snapshots of disk '${dev}'`);
    if (action === '-c' && disk.driver?.type && disk.driver.type !== 'qcow2')
      throw invalid(`Disk device '${dev}' does not support snapshotting`);
  }
  const paths = wanted.flatMap((disk) => {
    const path = diskPath(disk);
    return path !== undefined && disk.driver?.type === 'qcow2' ? [path] : [];
  });
  if (hasPflashSnapshot(domain) && domain.os.nvram?.path) paths.push(domain.os.nvram.path);
  let all = paths.length >= wanted.length;
  const done: string[] = [];
  for (const path of paths) {
    try {
      await runProgram('qemu-img', ['snapshot', action, def.name, path], { timeoutMs: IMAGE_MS });
      done.push(path);
    } catch (error) {
      if (action === '-c') {
        for (const each of done)
          await runProgram('qemu-img', ['snapshot', '-d', def.name, each]).catch(() => undefined);
        throw error;
      }
      world.log.warn({ image: path, err: String(error) }, `cannot do 'qemu-img snapshot ${action}'`);
      all = false;
    }
  }
  return all;
};
