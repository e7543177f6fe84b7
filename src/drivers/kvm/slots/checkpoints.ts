// The checkpoint calls: listings, documents, making and deleting.
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import type {
  DomainCheckpoint as CheckpointHandle,
  Domain as Handle,
} from '../../../../schemas/rpc/objects.ts';
import type { Checkpoint } from '../../../model/checkpoint/document.ts';
import { missing } from '../../common/errors.ts';
import { checkpointBits, type Moment } from '../../common/moments.ts';
import type { PartialTable } from '../../table.ts';
import { checkpointXml, createCheckpoint, deleteCheckpoint } from '../checkpoint/checkpoints.ts';
import { checkpointsOf } from '../checkpoint/store.ts';
import type { Guest } from '../guest.ts';
import type { World } from '../world.ts';

export const checkpointSlots = (world: World): PartialTable<'hypervisor'> => {
  const { guests } = world;
  const find = (dom: Guest, name: string): Moment<Checkpoint> => {
    const moment = checkpointsOf(dom).find(name);
    if (!moment) throw missing.checkpoint(name, ErrorDomain.QEMU);
    return moment;
  };
  const locate = (checkpoint: CheckpointHandle): { dom: Guest; moment: Moment<Checkpoint> } => {
    const dom = guests.find(checkpoint.dom);
    return { dom, moment: find(dom, checkpoint.name) };
  };
  const handle = (dom: Guest, name: string): { name: string; dom: Handle } => ({
    name,
    dom: { ...dom.handle },
  });
  const answer = (dom: Guest, from: Moment<Checkpoint> | null, flags: number) => {
    const checkpoints = checkpointsOf(dom)
      .list(from, flags, checkpointBits)
      .map(({ name }) => handle(dom, name));
    return { checkpoints, ret: checkpoints.length };
  };
  return {
    domainCheckpointCreateXML: (ctx, { dom: wanted, xml_desc, flags }) => {
      const dom = guests.find(wanted);
      return dom.modify(ctx.api, async () => ({
        checkpoint: handle(dom, await createCheckpoint(world, dom, xml_desc, flags)),
      }));
    },
    domainListAllCheckpoints: (_ctx, { dom, flags }) => answer(guests.find(dom), null, flags),
    domainCheckpointListAllChildren: (_ctx, { checkpoint, flags }) => {
      const { dom, moment } = locate(checkpoint);
      return answer(dom, moment, flags);
    },
    domainCheckpointLookupByName: (_ctx, { dom: wanted, name }) => {
      const dom = guests.find(wanted);
      return { checkpoint: handle(dom, find(dom, name).name) };
    },
    domainCheckpointGetParent: (_ctx, { checkpoint }) => {
      const { dom, moment } = locate(checkpoint);
      const parent = moment.def.parent?.name;
      if (parent) return { parent: handle(dom, parent) };
      throw new VirError(
        ErrorCode.NO_DOMAIN_CHECKPOINT,
        ErrorDomain.QEMU,
        `checkpoint '${moment.name}' does not have a parent`,
      );
    },
    domainCheckpointGetXMLDesc: (ctx, { checkpoint, flags }) => {
      const { dom, moment } = locate(checkpoint);
      return dom.modify(ctx.api, async () => ({ xml: await checkpointXml(dom, moment, flags) }));
    },
    domainCheckpointDelete: (ctx, { checkpoint, flags }) => {
      const { dom } = locate(checkpoint);
      return dom.modify(ctx.api, () => deleteCheckpoint(dom, find(dom, checkpoint.name), flags));
    },
  };
};
