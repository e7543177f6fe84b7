// Checkpoints of simulated domains; the bitmaps behind them are as large as nothing has changed.
import { ErrorCode, VirError } from '../../../../schemas/errors.ts';
import type {
  DomainCheckpoint as CheckpointHandle,
  Domain as Handle,
} from '../../../../schemas/rpc/objects.ts';
import {
  alignCheckpointDisks,
  type Checkpoint,
  formatCheckpoint,
  parseCheckpoint,
  prepareCheckpointRedefinition,
} from '../../../model/checkpoint/document.ts';
import { missing } from '../../common/errors.ts';
import { checkpointBits, type Moment } from '../../common/moments.ts';
import type { PartialTable } from '../../table.ts';
import { complete } from '../postparse.ts';
import type { DomainHost } from './lifecycle.ts';
import { checkActive, type SimDomain, TEST, unsupportedOperation } from './object.ts';

const REDEFINE = 1;
const Delete = { CHILDREN: 1, CHILDREN_ONLY: 4 } as const;
const Xml = { SECURE: 1, NO_DOMAIN: 2, SIZE: 4 } as const;

/** Takes a checkpoint of a running domain. */
export const createCheckpoint = (dom: SimDomain, xml: string, flags: number): Moment<Checkpoint> => {
  const { checkpoints } = dom;
  const redefine = (flags & REDEFINE) !== 0;
  if (dom.snapshots.size > 0) throw unsupportedOperation('cannot create checkpoint while snapshot exists');
  if (!dom.active) throw unsupportedOperation('cannot create checkpoint for inactive domain');
  const def = parseCheckpoint(xml, { redefine, complete });
  let moment: Moment<Checkpoint>;
  let becomesCurrent = !redefine;
  if (redefine) {
    checkpoints.checkCycles(def);
    prepareCheckpointRedefinition(def, dom.uuid);
    const parent = def.parent ? checkpoints.find(def.parent.name) : null;
    becomesCurrent = checkpoints.current === null || (parent !== null && parent === checkpoints.current);
    const other = checkpoints.find(def.name);
    if (other) {
      checkpoints.replace(other, def);
      moment = other;
    } else moment = checkpoints.add(def);
  } else {
    def.domain = structuredClone(dom.live ?? dom.def);
    alignCheckpointDisks(def);
    if (checkpoints.current) def.parent = { name: checkpoints.current.name };
    moment = checkpoints.add(def);
  }
  if (becomesCurrent) checkpoints.current = moment;
  return moment;
};

export const checkpointSlots = (host: DomainHost) => {
  const { domains } = host;
  const find = (dom: SimDomain, name: string): Moment<Checkpoint> => {
    const moment = dom.checkpoints.find(name);
    if (!moment) throw missing.checkpoint(name, TEST);
    return moment;
  };
  const locate = (checkpoint: CheckpointHandle): { dom: SimDomain; moment: Moment<Checkpoint> } => {
    const dom = domains.find(checkpoint.dom);
    return { dom, moment: find(dom, checkpoint.name) };
  };
  const handle = (dom: SimDomain, name: string): { name: string; dom: Handle } => ({
    name,
    dom: { ...dom.handle },
  });
  const answer = (dom: SimDomain, moments: Moment<Checkpoint>[]) => ({
    checkpoints: moments.map(({ name }) => handle(dom, name)),
    ret: moments.length,
  });

  return {
    domainCheckpointCreateXML: (_ctx, { dom: wanted, xml_desc, flags }) => {
      const dom = domains.find(wanted);
      return { checkpoint: handle(dom, createCheckpoint(dom, xml_desc, flags).name) };
    },
    domainListAllCheckpoints: (_ctx, { dom: wanted, flags }) => {
      const dom = domains.find(wanted);
      return answer(dom, dom.checkpoints.list(null, flags, checkpointBits));
    },
    domainCheckpointListAllChildren: (_ctx, { checkpoint, flags }) => {
      const { dom, moment } = locate(checkpoint);
      return answer(dom, dom.checkpoints.list(moment, flags, checkpointBits));
    },
    domainCheckpointLookupByName: (_ctx, { dom: wanted, name }) => {
      const dom = domains.find(wanted);
      return { checkpoint: handle(dom, find(dom, name).name) };
    },
    domainCheckpointGetParent: (_ctx, { checkpoint }) => {
      const { dom, moment } = locate(checkpoint);
      const parent = moment.def.parent?.name;
      if (parent) return { parent: handle(dom, parent) };
      throw new VirError(
        ErrorCode.NO_DOMAIN_CHECKPOINT,
        TEST,
        `checkpoint '${moment.name}' does not have a parent`,
      );
    },
    domainCheckpointGetXMLDesc: (_ctx, { checkpoint, flags }) => {
      const { dom, moment } = locate(checkpoint);
      // libvirt's simulator makes a size up and then shows none
      if (flags & Xml.SIZE) checkActive(dom);
      const xml = formatCheckpoint(moment.def, {
        noDomain: (flags & Xml.NO_DOMAIN) !== 0,
        secure: (flags & Xml.SECURE) !== 0,
      });
      return { xml };
    },
    domainCheckpointDelete: (_ctx, { checkpoint, flags }) => {
      const { dom, moment } = locate(checkpoint);
      const { checkpoints } = dom;
      if (flags & (Delete.CHILDREN | Delete.CHILDREN_ONLY)) {
        const below = checkpoints.descendants(moment);
        const hadCurrent = below.includes(checkpoints.current as Moment<Checkpoint>);
        checkpoints.removeDescendants(moment);
        if (hadCurrent) checkpoints.current = moment;
        if (flags & Delete.CHILDREN_ONLY) return;
      }
      const { parent } = moment;
      if (checkpoints.remove(moment)) checkpoints.current = parent;
    },
  } satisfies PartialTable<'hypervisor'>;
};
