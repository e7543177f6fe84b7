// The tree of a domain's snapshots or checkpoints: parents, the current one, libvirt's listings and structural rules.
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';

/** What every snapshot and checkpoint has. */
export interface MomentDef {
  name: string;
  /** Name of the parent, if it has one. */
  parent?: { name: string } | null;
}

export interface Moment<D extends MomentDef> {
  def: D;
  readonly name: string;
  readonly parent: Moment<D> | null;
  /** Newest first, as libvirt links them. */
  readonly children: readonly Moment<D>[];
}

interface Node<D extends MomentDef> {
  def: D;
  name: string;
  parent: Node<D> | null;
  children: Node<D>[];
}

/** Filter bits that snapshots and checkpoints share, whatever their numbers. */
export interface MomentBits {
  /** Roots on the whole tree, descendants below one moment. */
  readonly roots: number;
  readonly topological: number;
  readonly leaves: number;
  readonly noLeaves: number;
  readonly metadata: number;
  readonly noMetadata: number;
}
/** virDomainSnapshotListFlags; bits 5 to 9 are the snapshot's own filter. */
export const snapshotBits: MomentBits = {
  roots: 1,
  metadata: 2,
  leaves: 4,
  noLeaves: 8,
  noMetadata: 16,
  topological: 1024,
};
/** virDomainCheckpointListFlags. Every checkpoint has metadata. */
export const checkpointBits: MomentBits = {
  roots: 1,
  topological: 2,
  leaves: 4,
  noLeaves: 8,
  metadata: 0,
  noMetadata: 0,
};

/** State and place of snapshots: bits 5..9 of the list flags, when the two or three of a group are not all set. */
export const snapshotFilter = (def: { state?: string }, external: boolean, flags: number): boolean => {
  const status = flags & 0xe0;
  if (status && status !== 0xe0) {
    const bit = def.state === 'shutoff' ? 32 : def.state === 'disk-snapshot' ? 128 : 64;
    if (!(status & bit)) return false;
  }
  const location = flags & 0x300;
  return !location || location === 0x300 || (location & (external ? 512 : 256)) !== 0;
};

export interface MomentTree<D extends MomentDef> {
  readonly size: number;
  current: Moment<D> | null;
  find(name: string): Moment<D> | null;
  /** All, parents before children. */
  all(): Moment<D>[];
  /** Adds below the parent named in the definition (the top when it is missing). */
  add(def: D): Moment<D>;
  /** Gives a moment another definition, keeping its children. */
  replace(moment: Moment<D>, def: D): void;
  /** Refuses a parent that is missing, is itself, or comes after it. */
  checkCycles(def: D): void;
  /** Takes it off the tree; its children are given to its parent. Returns whether it was the current one. */
  remove(moment: Moment<D>): boolean;
  /** Takes off everything below; `visit` is called for each, parents first. */
  removeDescendants(moment: Moment<D>, visit?: (moment: Moment<D>) => void): void;
  descendants(moment: Moment<D>): Moment<D>[];
  /** Removes all. */
  clear(): void;
  /** Moments below `from` (or of the whole tree) that a list call with these flags names. */
  list(
    from: Moment<D> | null,
    flags: number,
    bits: MomentBits,
    own?: (moment: Moment<D>) => boolean,
  ): Moment<D>[];
}

const refuse = (text: string): VirError => new VirError(ErrorCode.INVALID_ARG, ErrorDomain.DOMAIN, text);

/** An empty tree. */
export const createMomentTree = <D extends MomentDef>(): MomentTree<D> => {
  const byName = new Map<string, Node<D>>();
  let roots: Node<D>[] = [];
  let current: Node<D> | null = null;

  const siblings = (node: Node<D>): Node<D>[] => node.parent?.children ?? roots;
  const link = (node: Node<D>): void => {
    node.parent = (node.def.parent ? byName.get(node.def.parent.name) : undefined) ?? null;
    siblings(node).unshift(node);
  };
  const unlink = (node: Node<D>): void => {
    const list = siblings(node);
    list.splice(list.indexOf(node), 1);
  };
  const below = (node: Node<D>, out: Node<D>[] = []): Node<D>[] => {
    for (const kid of node.children) {
      out.push(kid);
      below(kid, out);
    }
    return out;
  };
  const forget = (node: Node<D>): boolean => {
    byName.delete(node.name);
    if (current !== node) return false;
    current = null;
    return true;
  };

  return {
    get size() {
      return byName.size;
    },
    get current() {
      return current;
    },
    set current(moment) {
      current = moment as Node<D> | null;
    },
    find: (name) => byName.get(name) ?? null,
    all: () => roots.flatMap((root) => [root, ...below(root)]),
    add(def) {
      if (byName.has(def.name))
        throw new VirError(
          ErrorCode.OPERATION_FAILED,
          ErrorDomain.DOMAIN,
          `domain moment ${def.name} already exists`,
        );
      const node: Node<D> = { def, name: def.name, parent: null, children: [] };
      byName.set(def.name, node);
      link(node);
      return node;
    },
    replace(moment, def) {
      const node = moment as Node<D>;
      unlink(node);
      node.def = def;
      link(node);
    },
    checkCycles(def) {
      const parent = def.parent?.name;
      if (!parent) return;
      if (parent === def.name) throw refuse(`cannot set moment ${def.name} as its own parent`);
      let other = byName.get(parent);
      if (!other) throw refuse(`parent ${parent} for moment ${def.name} not found`);
      while (other.def.parent) {
        if (other.def.parent.name === def.name)
          throw refuse(`parent ${other.name} would create cycle to ${def.name}`);
        const next = byName.get(other.def.parent.name);
        if (!next) return;
        other = next;
      }
    },
    remove(moment) {
      const node = moment as Node<D>;
      unlink(node);
      const home = siblings(node);
      for (const kid of node.children) {
        kid.parent = node.parent;
        if (node.parent) kid.def.parent = { name: node.parent.name };
        else delete kid.def.parent;
      }
      home.unshift(...node.children);
      node.children = [];
      return forget(node);
    },
    removeDescendants(moment, visit) {
      const node = moment as Node<D>;
      for (const kid of below(node)) {
        visit?.(kid);
        forget(kid);
      }
      node.children = [];
    },
    descendants: (moment) => below(moment as Node<D>),
    clear() {
      byName.clear();
      roots = [];
      current = null;
    },
    list(from, flags, bits, own) {
      if ((flags & (bits.metadata | bits.noMetadata)) === bits.noMetadata && bits.noMetadata) return [];
      const leafBits = flags & (bits.leaves | bits.noLeaves);
      // "roots" of the whole tree and "descendants" of one moment are the same bit with opposite sense.
      const deep = from ? (flags & bits.roots) !== 0 : (flags & bits.roots) === 0;
      const start = from ? (from as Node<D>).children : roots;
      const seen: Moment<D>[] = deep ? start.flatMap((node) => [node, ...below(node)]) : [...start];
      return seen.filter((moment) => {
        if (leafBits === bits.leaves && moment.children.length > 0) return false;
        if (leafBits === bits.noLeaves && moment.children.length === 0) return false;
        return own ? own(moment) : true;
      });
    },
  };
};
