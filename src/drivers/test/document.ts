// Reads a <node> document into a simulated host: everything it may hold, with references to other files.
import { readFileSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import { TestNs, testFault } from '../../../schemas/xml/domain/namespaces.ts';
import { Domain } from '../../../schemas/xml/domain.ts';
import { element } from '../../../schemas/xml/dsl.ts';
import { Interface, interfaceParseOptions } from '../../../schemas/xml/interface.ts';
import { Network, networkParseOptions } from '../../../schemas/xml/network.ts';
import { NodeDevice, nodeDeviceParseOptions } from '../../../schemas/xml/nodedev.ts';
import { poolParseOptions, StoragePool } from '../../../schemas/xml/pool.ts';
import type { PoolType } from '../../../schemas/xml/storage/words.ts';
import { snapshotFromTree } from '../../model/snapshot/document.ts';
import { parseVolume } from '../../model/storage/documents.ts';
import { parseNode } from '../../model/xml/parse.ts';
import { attribute, childNamed, parseTree, type XmlNode, type XmlTree } from '../../model/xml/tree.ts';
import { Start } from '../common/lifecycle.ts';
import { DomainState } from '../common/states.ts';
import { addDomain, startDomain, withoutExtensions } from './domain/lifecycle.ts';
import { addFaults, checkFaults, type FaultSpec } from './faults.ts';
import type { SimHost } from './host.ts';
import { addInterface } from './interface.ts';
import { addNetwork } from './network.ts';
import { addDevice } from './nodedev.ts';
import { addPool } from './pool.ts';
import { complete, completeGiven, nameInterfaces } from './postparse.ts';
import { addVolume } from './volume.ts';

const LAST_STATE = 8;
const DOMAIN_STATES = Object.values(DomainState).length;

/** A node of a document, or the root of the document it refers to. */
interface Place {
  readonly tree: XmlTree;
  readonly node: XmlNode;
}
const xmlError = (text: string): VirError => new VirError(ErrorCode.XML_ERROR, ErrorDomain.TEST, text);

const readTree = (path: string, root: string): XmlTree => {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new VirError(ErrorCode.XML_ERROR, ErrorDomain.XML, `failed to parse xml document '${path}'`);
  }
  const tree = parseTree(text, path, ErrorDomain.XML);
  if (tree.root.name !== root)
    throw new VirError(
      ErrorCode.XML_ERROR,
      ErrorDomain.XML,
      `expecting root element of '${root}', not '${tree.root.name}'`,
    );
  return tree;
};

/** Follows a `file` attribute, relative to the document it stands in. */
const resolve = (tree: XmlTree, node: XmlNode, file: string | null): Place => {
  const reference = attribute(node, 'file');
  if (reference === undefined) return { tree, node };
  const path = isAbsolute(reference) ? reference : join(dirname(file ?? '/'), reference);
  const other = readTree(path, node.name);
  return { tree: other, node: other.root };
};

const numberAt = (node: XmlNode | undefined, name: string, what: string): number | undefined => {
  const text = node && childNamed(node, name)?.text.trim();
  if (!text) return undefined;
  if (!/^\d+$/.test(text)) throw xmlError(`invalid node ${what} value`);
  return Number(text);
};

const readNodeInfo = (host: SimHost, root: XmlNode): void => {
  const { node } = host;
  const cpu = childNamed(root, 'cpu');
  for (const key of ['nodes', 'sockets', 'cores', 'threads'] as const)
    node[key] = numberAt(cpu, key, `cpu ${key}`) ?? node[key];
  node.cpus = node.nodes * node.sockets * node.cores * node.threads;
  const active = numberAt(cpu, 'active', 'cpu active');
  if (active !== undefined && active < node.cpus) node.cpus = active;
  node.mhz = numberAt(cpu, 'mhz', 'cpu mhz') ?? node.mhz;
  const model = cpu && childNamed(cpu, 'model')?.text;
  if (model) {
    if (Buffer.byteLength(model) > 31)
      throw new VirError(
        ErrorCode.INTERNAL_ERROR,
        ErrorDomain.TEST,
        `Model ${model} too big for destination`,
      );
    node.model = model;
  }
  node.memory = numberAt(root, 'memory', 'memory') ?? node.memory;
};

const readSnapshots = (host: SimHost, { tree, node }: Place, file: string | null, name: string): void => {
  const dom = host.domains.byName(name);
  if (!dom) return;
  const tag = node.kids.filter((kid) => kid.name === 'domainsnapshot' && kid.ns === TestNs.uri);
  const current: string[] = [];
  const defs = tag.map((kid) => {
    const place = resolve(tree, kid, file);
    const root = { ...place.node, ns: '' };
    const def = snapshotFromTree({ root, source: place.tree.source }, { redefine: true, complete });
    if (def.active === undefined)
      throw new VirError(
        ErrorCode.INTERNAL_ERROR,
        ErrorDomain.DOMAIN_SNAPSHOT,
        "Could not find 'active' element",
      );
    if (def.active) current.push(def.name);
    return def;
  });
  if (current.length > 1)
    throw new VirError(
      ErrorCode.INTERNAL_ERROR,
      ErrorDomain.TEST,
      'more than one snapshot claims to be active',
    );
  // Parents first, whatever the order of the document.
  const waiting = new Set(defs);
  for (let before = -1; waiting.size !== before; ) {
    before = waiting.size;
    for (const def of waiting) {
      if (def.parent && !dom.snapshots.find(def.parent.name)) continue;
      dom.snapshots.add(def);
      waiting.delete(def);
    }
  }
  if (waiting.size > 0)
    throw new VirError(
      ErrorCode.INTERNAL_ERROR,
      ErrorDomain.TEST,
      `Snapshots have inconsistent relations for domain ${name}`,
    );
  if (current[0]) dom.snapshots.current = dom.snapshots.find(current[0]);
};

const readDomains = (host: SimHost, tree: XmlTree, file: string | null): void => {
  for (const kid of tree.root.kids) {
    if (kid.name !== 'domain') continue;
    const place = resolve(tree, kid, file);
    const def = completeGiven(
      parseNode(Domain, place.tree, place.node, { domain: ErrorDomain.DOMAIN, inactive: true }),
    );
    const {
      testTransient: transient = false,
      testHasManagedSave: saved = false,
      testRunstate: state = 1,
    } = def;
    if (state >= LAST_STATE || state >= DOMAIN_STATES) throw xmlError(`runstate '${state}' out of range'`);
    if (transient && state === DomainState.SHUTOFF)
      throw xmlError("transient domain cannot have runstate 'shutoff'");
    if (saved && state !== DomainState.SHUTOFF)
      throw xmlError("domain with managedsave data can only have runstate 'shutoff'");
    checkFaults(def.testFaults);
    nameInterfaces(def);
    withoutExtensions(def);
    const { dom } = addDomain(host, def, { live: transient });
    readSnapshots(host, place, file, def.name);
    if (state !== DomainState.SHUTOFF) startDomain(host, dom, Start.boot, { silent: true });
    dom.hasManagedSave = saved;
    host.life.setState(dom, state, 0);
  }
};

const readPools = (host: SimHost, tree: XmlTree, file: string | null): void => {
  for (const kid of tree.root.kids) {
    if (kid.name !== 'pool') continue;
    const place = resolve(tree, kid, file);
    const pool = addPool(host.pools, parseNode(StoragePool, place.tree, place.node, poolParseOptions));
    pool.active = true;
    for (const node of place.node.kids) {
      if (node.name !== 'volume') continue;
      const inner = resolve(place.tree, node, file);
      const xml = inner.tree.source.slice(inner.node.start, inner.node.end);
      addVolume(host, pool, parseVolume(pool.def.type as PoolType, xml).volume, true);
    }
  }
};

const eachOf = (tree: XmlTree, name: string, file: string | null, read: (place: Place) => void): void => {
  for (const kid of tree.root.kids) if (kid.name === name) read(resolve(tree, kid, file));
};

/** A user of the simulated host; without a password the name is enough. */
export interface AuthUser {
  readonly name: string;
  readonly password: string | null;
}
const readUsers = (root: XmlNode): AuthUser[] =>
  (childNamed(root, 'auth')?.kids ?? [])
    .filter((kid) => kid.name === 'user')
    .map((kid) => {
      if (!kid.text) throw xmlError('missing username in /node/auth/user field');
      return { name: kid.text, password: attribute(kid, 'password') ?? null };
    });

const Fault = element('fault', testFault);

/** Fills a host from a document; `file` is its place, for references. */
export const readDocument = (host: SimHost, tree: XmlTree, file: string | null): void => {
  const { root } = tree;
  readNodeInfo(host, root);
  const faults = root.kids.filter((kid) => kid.name === 'fault' && kid.ns === TestNs.uri);
  const specs = faults.map((kid) => parseNode(Fault, tree, kid) as FaultSpec);
  checkFaults(specs);
  addFaults(host.faults, specs, null);
  readDomains(host, tree, file);
  eachOf(tree, 'network', file, ({ tree: own, node }) => {
    const network = addNetwork(host.networks, parseNode(Network, own, node, networkParseOptions), false);
    network.live = structuredClone(network.config);
  });
  eachOf(tree, 'interface', file, ({ tree: own, node }) => {
    addInterface(host.interfaces, parseNode(Interface, own, node, interfaceParseOptions), true);
  });
  readPools(host, tree, file);
  eachOf(tree, 'device', file, ({ tree: own, node }) => {
    addDevice(host.devices, parseNode(NodeDevice, own, node, nodeDeviceParseOptions), true);
  });
  host.users.push(...readUsers(root));
};

/** Reads the file of a simulated host. */
export const readHostFile = (path: string): XmlTree => readTree(path, 'node');
