// Snapshots of simulated domains: the whole tree, every listing, creation, redefinition, deletion and reverting.
import { ErrorCode, VirError } from '../../../../schemas/errors.ts';
import { snapshotStates } from '../../../../schemas/xml/snapshot.ts';
import { alignDisks, prepareRedefinition } from '../../../model/snapshot/align.ts';
import { parseSnapshot, type Snapshot } from '../../../model/snapshot/document.ts';
import { invalidOperation } from '../../common/errors.ts';
import { Start, Stop } from '../../common/lifecycle.ts';
import type { Moment } from '../../common/moments.ts';
import { snapshotReading } from '../../common/snapshot-slots.ts';
import { Detail, DomainState, Lifecycle, PausedReason } from '../../common/states.ts';
import type { PartialTable } from '../../table.ts';
import { complete } from '../postparse.ts';
import { type DomainHost, startDomain, stopDomain } from './lifecycle.ts';
import { type SimDomain, TEST, unsupportedOperation } from './object.ts';

const Create = { REDEFINE: 1, CURRENT: 2, HALT: 8, DISK_ONLY: 16 } as const;
const Delete = { CHILDREN: 1, CHILDREN_ONLY: 4 } as const;
const Revert = { RUNNING: 1, PAUSED: 2 } as const;

export const snapshotSlots = (host: DomainHost) => {
  const { domains, life } = host;
  const { locate, handle, slots } = snapshotReading<SimDomain>({
    errorDomain: TEST,
    domain: (dom) => domains.find(dom),
    tree: (dom) => dom.snapshots,
  });

  const alignNew = (dom: SimDomain, def: Snapshot, flags: number): void => {
    if (def.disks.some((disk) => disk.snapshot === 'manual'))
      throw unsupportedOperation("'manual' snapshot mode is not supported by the test driver");
    const state = snapshotStates[dom.state] ?? 'nostate';
    let location: 'internal' | 'external' = 'internal';
    if (flags & Create.DISK_ONLY) {
      location = 'external';
      def.state = dom.active ? 'disk-snapshot' : 'shutoff';
      def.memory = { snapshot: 'no' };
    } else if (def.memory?.snapshot === 'external') {
      location = 'external';
      def.state = state;
    } else {
      def.state = state;
      def.memory = { snapshot: state === 'shutoff' ? 'no' : 'internal' };
    }
    alignDisks(def, { location, uniform: true });
  };

  const create = (dom: SimDomain, xml: string, flags: number): Moment<Snapshot> => {
    const redefine = (flags & Create.REDEFINE) !== 0;
    if (dom.checkpoints.size > 0)
      throw unsupportedOperation('cannot create snapshot while checkpoint exists');
    if (!dom.persistent && flags & Create.HALT)
      throw invalidOperation('cannot halt after transient domain snapshot', TEST);
    const def = parseSnapshot(xml, { redefine, complete });
    let moment: Moment<Snapshot>;
    if (redefine) {
      dom.snapshots.checkCycles(def);
      const other = dom.snapshots.find(def.name);
      prepareRedefinition(def, dom.uuid, other?.def ?? null, (flags & Create.DISK_ONLY) !== 0);
      if (other) {
        if (!def.domain && other.def.domain) def.domain = other.def.domain;
        dom.snapshots.replace(other, def);
        moment = other;
      } else moment = dom.snapshots.add(def);
    } else {
      def.domain = structuredClone(dom.live ?? dom.def);
      alignNew(dom, def, flags);
      const { current } = dom.snapshots;
      if (current) def.parent = { name: current.name };
      moment = dom.snapshots.add(def);
      if (flags & Create.HALT && dom.active) stopDomain(host, dom, Stop.snapshot);
    }
    if (!redefine || flags & Create.CURRENT) dom.snapshots.current = moment;
    return moment;
  };

  const remove = (dom: SimDomain, moment: Moment<Snapshot>, flags: number): void => {
    const { snapshots } = dom;
    if (flags & (Delete.CHILDREN | Delete.CHILDREN_ONLY)) {
      const below = snapshots.descendants(moment);
      const hadCurrent = below.includes(snapshots.current as Moment<Snapshot>);
      snapshots.removeDescendants(moment);
      if (hadCurrent) snapshots.current = moment;
      if (flags & Delete.CHILDREN_ONLY) return;
    }
    const { parent } = moment;
    if (snapshots.remove(moment)) snapshots.current = parent;
  };

  const revert = (dom: SimDomain, moment: Moment<Snapshot>, flags: number): void => {
    const { def } = moment;
    const online = def.state === 'running' || def.state === 'paused';
    const wanted = flags & (Revert.RUNNING | Revert.PAUSED);
    if (!dom.persistent && !online && !wanted)
      throw invalidOperation(
        'transient domain needs to request run or pause to revert to inactive snapshot',
        TEST,
      );
    if (!def.domain)
      throw new VirError(
        ErrorCode.SNAPSHOT_REVERT_RISKY,
        TEST,
        `snapshot '${def.name}' lacks domain '${dom.name}' rollback info`,
      );
    const definition = structuredClone(def.inactiveDomain ?? def.domain);
    const wasPersistent = dom.persistent;
    // A transient domain stays in the table while it changes over.
    if (dom.active) {
      dom.config = definition;
      stopDomain(host, dom, Stop.snapshot);
    }
    dom.config = definition;
    if (online || wanted) {
      dom.live = structuredClone(def.domain);
      startDomain(host, dom, Start.snapshot);
      const paused = online
        ? !(flags & Revert.RUNNING) && (def.state === 'paused' || flags & Revert.PAUSED)
        : flags & Revert.PAUSED;
      if (paused) {
        life.setState(dom, DomainState.PAUSED, PausedReason.FROM_SNAPSHOT);
        life.tell(dom, Lifecycle.SUSPENDED, Detail.SUSPENDED.FROM_SNAPSHOT);
      }
    }
    if (!wasPersistent) dom.config = null;
    dom.snapshots.current = moment;
  };

  return {
    ...slots,
    domainSnapshotCreateXML: (_ctx, { dom: wanted, xml_desc, flags }) => {
      const dom = domains.find(wanted);
      return { snap: handle(dom, create(dom, xml_desc, flags).name) };
    },
    domainSnapshotDelete: (_ctx, { snap, flags }) => {
      const { dom, moment } = locate(snap);
      remove(dom, moment, flags);
    },
    domainRevertToSnapshot: (_ctx, { snap, flags }) => {
      const { dom, moment } = locate(snap);
      revert(dom, moment, flags);
    },
  } satisfies PartialTable<'hypervisor'>;
};
