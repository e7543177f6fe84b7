// Block jobs in the status file, in libvirt's form (`<blockjobs>`), so that a job outlives the daemon that started it.
import { attribute, childNamed, type XmlNode } from '../../model/xml/tree.ts';
import { escapeXml } from '../../model/xml/values.ts';
import type { Layer } from './blockjob-chain.ts';
import type { BlockJob } from './blockjobs.ts';

/** Words for types, by number. */
export const jobTypes = ['', 'pull', 'copy', 'commit', 'active-commit', 'backup'] as const;

/** What a status file tells of a job. */
export interface StoredJob {
  readonly name: string;
  readonly type: number;
  readonly state: string;
  readonly target: string | null;
  readonly base: string | null;
  readonly top: string | null;
  readonly remove: boolean;
  readonly shallow: boolean;
  readonly flags: number;
  readonly bitmap: string | null;
  readonly store: Omit<Layer, 'nodes'> | null;
}

const storageNode = (layer: Layer | undefined): string => layer?.nodes.at(-1) ?? '';
const place = (element: string, layer: Layer | undefined): string =>
  layer ? `      <${element} node='${storageNode(layer)}'/>\n` : '';

const storeElement = (store: Layer): string => {
  const where = store.type === 'block' ? `dev='${escapeXml(store.path)}'` : `file='${escapeXml(store.path)}'`;
  return [
    `      <store type='${store.type}' format='${store.format}'>\n`,
    `        <source ${where} index='${store.index}'>\n`,
    '          <privateData>\n            <nodenames>\n',
    `              <nodename type='storage' name='${storageNode(store)}'/>\n`,
    store.nodes.length > 1 ? `              <nodename type='format' name='${store.nodes[0]}'/>\n` : '',
    '            </nodenames>\n          </privateData>\n        </source>\n      </store>\n',
  ].join('');
};

const details = ({ type, layers, top, base, remove, bitmap, store }: BlockJob): string => {
  const word = jobTypes[type];
  const baseLayer = base === null ? undefined : layers[base];
  if (word === 'pull') return place('base', baseLayer);
  if (word === 'commit' || word === 'active-commit')
    return [
      place('base', baseLayer),
      place('top', layers[top]),
      top > 0 ? place('topparent', layers[top - 1]) : '',
      remove ? '      <deleteCommittedImages/>\n' : '',
    ].join('');
  if (word === 'backup')
    return `${bitmap ? `      <bitmap name='${escapeXml(bitmap)}'/>\n` : ''}${store ? storeElement(store) : ''}`;
  return '';
};

const element = (job: BlockJob): string => {
  const { name, type, state, target, mirror, shallow, flags = 0 } = job;
  return [
    `    <blockjob name='${escapeXml(name)}' type='${jobTypes[type] ?? 'broken'}' state='${state}' `,
    `jobflags='0x${flags.toString(16)}'${shallow && mirror ? " shallownew='yes'" : ''}>\n`,
    `      <disk dst='${escapeXml(target)}'${mirror ? " mirror='yes'" : ''}/>\n`,
    details(job),
    '    </blockjob>\n',
  ].join('');
};

/** All jobs of a run; those that are over are not on record any more. */
export const formatBlockJobs = (jobs: Iterable<BlockJob>): string => {
  const open = [...jobs].filter(({ state }) => state !== 'failed' && state !== 'done');
  if (open.length === 0) return `  <blockjobs active='no'/>\n`;
  const sorted = open.sort((a, b) => (a.name < b.name ? -1 : 1));
  return `  <blockjobs active='yes'>\n${sorted.map(element).join('')}  </blockjobs>\n`;
};

const parseStore = (node: XmlNode | undefined): StoredJob['store'] => {
  const source = node && childNamed(node, 'source');
  if (!source) return null;
  const type = attribute(node, 'type') === 'block' ? 'block' : 'file';
  const path = attribute(source, type === 'block' ? 'dev' : 'file') ?? '';
  const index = Number(attribute(source, 'index') ?? 0);
  const fields = type === 'block' ? { dev: path, index } : { file: path, index };
  return {
    type,
    path,
    index,
    format: attribute(node, 'format') ?? 'qcow2',
    source: fields as unknown as Layer['source'],
  };
};

const parseJob = (node: XmlNode): StoredJob => {
  const kid = (name: string): XmlNode | undefined => childNamed(node, name);
  const nodeName = (name: string): string | null => {
    const found = kid(name);
    return (found && attribute(found, 'node')) ?? null;
  };
  const disk = kid('disk');
  const bitmap = kid('bitmap');
  return {
    name: attribute(node, 'name') ?? '',
    type: Math.max(0, (jobTypes as readonly string[]).indexOf(attribute(node, 'type') ?? '')),
    state: attribute(node, 'newstate') ?? attribute(node, 'state') ?? 'running',
    target: (disk && attribute(disk, 'dst')) ?? null,
    base: nodeName('base'),
    top: nodeName('top'),
    remove: kid('deleteCommittedImages') !== undefined,
    shallow: attribute(node, 'shallownew') === 'yes',
    flags: Number(attribute(node, 'jobflags') ?? 0),
    bitmap: (bitmap && attribute(bitmap, 'name')) ?? null,
    store: parseStore(kid('store')),
  };
};

/** The jobs of a `<blockjobs>`. */
export const parseBlockJobs = (node: XmlNode | undefined): StoredJob[] =>
  (node?.kids ?? []).filter(({ name }) => name === 'blockjob').map(parseJob);
