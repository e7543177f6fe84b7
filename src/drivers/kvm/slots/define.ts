// Definitions as calls: define, undefine, autostart, rename.
import { rm } from 'node:fs/promises';
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import { removeDurable } from '../../common/durable/durable.ts';
import { createLifecycle } from '../../common/lifecycle.ts';
import { Detail, Lifecycle } from '../../common/states.ts';
import { removeFile, setLink } from '../../common/store.ts';
import type { PartialTable } from '../../table.ts';
import { prepareDefinition, removeDefinition, saveDefinition } from '../define.ts';
import type { Guest } from '../guest.ts';
import type { Domain } from '../hardware.ts';
import type { World } from '../world.ts';

const DEFINE_VALIDATE = 1;
/** virDomainUndefineFlagsValues. */
const Undefine = { MANAGED_SAVE: 1, SNAPSHOTS: 2, NVRAM: 4, KEEP_NVRAM: 8, CHECKPOINTS: 16 } as const;

const invalid = (text: string): VirError => new VirError(ErrorCode.OPERATION_INVALID, ErrorDomain.QEMU, text);

/** Snapshots and checkpoints of a guest that is to go for good: refused, or dropped with it. */
const dropMoments = async (guest: Guest, flags: number): Promise<void> => {
  const { snapshots, checkpoints, files } = guest;
  if (snapshots.size && !(flags & Undefine.SNAPSHOTS))
    throw invalid(`cannot delete inactive domain with ${snapshots.size} snapshots`);
  if (checkpoints.size && !(flags & Undefine.CHECKPOINTS))
    throw invalid(`cannot delete inactive domain with ${checkpoints.size} checkpoints`);
  if (snapshots.size) await rm(files.snapshots, { recursive: true, force: true });
  if (checkpoints.size) await rm(files.checkpoints, { recursive: true, force: true });
};

export const defineSlots = (world: World): PartialTable<'hypervisor'> => {
  const { guests } = world;
  const life = createLifecycle<Domain, Guest>(guests, world.bus, ErrorDomain.QEMU);

  const define = async (xml: string, flags: number) => {
    const definition = await prepareDefinition(world, xml, (flags & DEFINE_VALIDATE) !== 0);
    const { dom: guest, old, isNew } = guests.add(definition);
    try {
      await saveDefinition(world, guest, definition);
    } catch (error) {
      guest.config = old;
      if (isNew) guests.remove(guest);
      throw error;
    }
    guest.updated = true;
    guest.lifecycle(Lifecycle.DEFINED, old ? Detail.DEFINED.UPDATED : Detail.DEFINED.ADDED);
    return { dom: guest.handle };
  };

  const undefine = async (guest: Guest, flags: number): Promise<void> => {
    if (!guest.persistent) throw invalid('cannot undefine transient domain');
    if (!guest.active) await dropMoments(guest, flags);
    if (guest.hasManagedSave) {
      if (!(flags & Undefine.MANAGED_SAVE))
        throw invalid('Refusing to undefine while domain managed save image exists');
      await removeFile(guest.files.managedSave);
    }
    await removeDefinition(guest);
    life.undefined(guest);
  };

  /** Sets or removes one of the two links that make a guest start with the daemon. */
  const setAutostart = (
    guest: Guest,
    api: string,
    key: 'autostart' | 'autostartOnce',
    link: string,
    on: boolean,
  ): Promise<void> => {
    if (!guest.persistent) throw invalid('cannot set autostart for transient domain');
    return guest.modify(api, async () => {
      if (guest[key] === on) return;
      await setLink(link, guest.files.config, on);
      guest[key] = on;
    });
  };

  const rename = async (guest: Guest, name: string): Promise<void> => {
    if (guest.snapshots.size) throw invalid('cannot rename domain with snapshots');
    if (guest.checkpoints.size) throw invalid('cannot rename domain with checkpoints');
    const { files: old, autostart, autostartOnce } = guest;
    life.rename(guest, name);
    if (guest.config) await saveDefinition(world, guest, guest.config);
    await removeDurable(old.config);
    const { files } = guest;
    for (const [present, from, to] of [
      [autostart, old.autostart, files.autostart],
      [autostartOnce, old.autostartOnce, files.autostartOnce],
    ] as const) {
      if (!present) continue;
      await setLink(to, files.config, true);
      await removeFile(from);
    }
  };

  return {
    domainDefineXML: (_ctx, { xml }) => define(xml, 0),
    domainDefineXMLFlags: (_ctx, { xml, flags }) => define(xml, flags),
    domainUndefine(ctx, { dom }) {
      const guest = guests.find(dom);
      return guest.modify(ctx.api, () => undefine(guest, 0));
    },
    domainUndefineFlags(ctx, { dom, flags }) {
      const guest = guests.find(dom);
      return guest.modify(ctx.api, () => undefine(guest, flags));
    },
    domainGetAutostart: (_ctx, { dom }) => ({ autostart: guests.find(dom).autostart ? 1 : 0 }),
    domainSetAutostart(ctx, { dom, autostart }) {
      const guest = guests.find(dom);
      return setAutostart(guest, ctx.api, 'autostart', guest.files.autostart, autostart !== 0);
    },
    domainGetAutostartOnce: (_ctx, { dom }) => ({ autostart: guests.find(dom).autostartOnce ? 1 : 0 }),
    domainSetAutostartOnce(ctx, { dom, autostart }) {
      const guest = guests.find(dom);
      return setAutostart(guest, ctx.api, 'autostartOnce', guest.files.autostartOnce, autostart !== 0);
    },
    async domainRename(ctx, { dom, new_name }) {
      const guest = guests.find(dom);
      await guest.modify(ctx.api, () => rename(guest, new_name ?? ''));
      return { retcode: 0 };
    },
  };
};
