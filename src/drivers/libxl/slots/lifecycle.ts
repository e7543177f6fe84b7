// Start, stop, pause, reboot, sleep: what changes a guest's state.
import { ErrorCode } from '../../../../schemas/errors.ts';
import { Stop } from '../../common/lifecycle.ts';
import { Detail, DomainState, Lifecycle, PausedReason, RunningReason } from '../../common/states.ts';
import type { CallContext } from '../../context.ts';
import type { PartialTable } from '../../table.ts';
import { readDefinition, saveStatus } from '../definition.ts';
import { resumeSource } from '../migration/outgoing.ts';
import { startOrRestore } from '../saved.ts';
import { destroyDomain, guestStopped, startGuest } from '../start.ts';
import { Rc, ToolstackError } from '../toolstack.ts';
import {
  failure,
  type Guest,
  mustRun,
  notDom0,
  notValid,
  orFail,
  unsupportedArgument,
  type World,
} from '../world.ts';
import { Trigger } from '../xen-types.ts';

const START_PAUSED = 1;
const START_VALIDATE = 16;
const START_AUTODESTROY = 2;
const SHUTDOWN_ACPI = 1;
const SHUTDOWN_PARAVIRT = 16;
const TARGET_MEMORY = 0;

export const lifecycleSlots = (world: World): PartialTable<'hypervisor'> => {
  const { guests, xen, life } = world;
  const inJob = <T>(ctx: CallContext, guest: Guest, work: () => Promise<T>): Promise<T> =>
    guest.job.run(ctx.api, work, { signal: ctx.signal });

  const create = (ctx: CallContext, guest: Guest, flags: number): Promise<void> =>
    inJob(ctx, guest, async () => {
      if (guest.active) throw notValid('Domain is already running');
      await startOrRestore(world, guest, (flags & START_PAUSED) !== 0, ctx.signal);
      if (flags & START_AUTODESTROY) ctx.onSessionEnd(() => void end(guest).catch(() => undefined));
    });

  const end = (guest: Guest): Promise<void> =>
    guest.job.run('libxlDomainDestroy', async () => {
      mustRun(guest);
      await orFail(world, destroyDomain(world, guest), `Failed to destroy domain '${guest.id}'`).catch(
        (error) => {
          guest.ending = false;
          throw error;
        },
      );
      await guestStopped(world, guest, Stop.destroyed);
    });

  const createXml = async (ctx: CallContext, xml: string, flags: number) => {
    const { dom: guest } = guests.add(readDefinition(xml), { live: true, checkActive: true });
    try {
      await inJob(ctx, guest, () =>
        startGuest(world, guest, { paused: (flags & START_PAUSED) !== 0, signal: ctx.signal }),
      );
    } catch (error) {
      if (!guest.persistent) guests.remove(guest);
      throw error;
    }
    if (flags & START_AUTODESTROY) ctx.onSessionEnd(() => void end(guest).catch(() => undefined));
    return { dom: guest.handle };
  };

  const shutdown = async (guest: Guest, wish: number): Promise<void> => {
    const flags = wish || SHUTDOWN_PARAVIRT | SHUTDOWN_ACPI;
    notDom0(guest);
    mustRun(guest);
    const text = `Failed to shutdown domain '${guest.id}' with libxenlight`;
    if (flags & SHUTDOWN_PARAVIRT) {
      try {
        await xen.call('domain_shutdown', guest.id);
        return;
      } catch (error) {
        if (!(error instanceof ToolstackError) || error.rc !== Rc.NOPARAVIRT || !(flags & SHUTDOWN_ACPI))
          throw failure(text);
      }
    }
    await orFail(world, xen.call('send_trigger', guest.id, Trigger.POWER, 0), text);
  };

  return {
    domainCreate: (ctx, { dom }) => create(ctx, guests.find(dom), 0),
    async domainCreateWithFlags(ctx, { dom, flags }) {
      const guest = guests.find(dom);
      await create(ctx, guest, flags);
      return { dom: guest.handle };
    },
    async domainCreateWithFiles(ctx, { dom, flags }) {
      if (ctx.fds.length) throw unsupportedArgument('Xen guests take no file descriptors');
      const guest = guests.find(dom);
      await create(ctx, guest, flags);
      return { dom: guest.handle };
    },
    domainCreateXML: (ctx, { xml_desc, flags }) => createXml(ctx, xml_desc, flags & ~START_VALIDATE),
    domainCreateXMLWithFiles(ctx, { xml_desc, flags }) {
      if (ctx.fds.length) throw unsupportedArgument('Xen guests take no file descriptors');
      return createXml(ctx, xml_desc, flags & ~START_VALIDATE);
    },
    async domainSuspend(ctx, { dom }) {
      const guest = guests.find(dom);
      notDom0(guest);
      await inJob(ctx, guest, async () => {
        mustRun(guest);
        if (guest.state === DomainState.PAUSED) return;
        await orFail(
          world,
          xen.call('domain_pause', guest.id),
          `Failed to suspend domain '${guest.id}' with libxenlight`,
        );
        life.paused(guest, PausedReason.USER, Detail.SUSPENDED.PAUSED);
        await saveStatus(world, guest);
      });
    },
    async domainResume(ctx, { dom }) {
      const guest = guests.find(dom);
      notDom0(guest);
      await inJob(ctx, guest, async () => {
        mustRun(guest);
        if (guest.state !== DomainState.PAUSED) return;
        if (guest.migration) {
          await resumeSource(world, guest);
          life.tell(guest, Lifecycle.RESUMED, Detail.RESUMED.UNPAUSED);
          return;
        }
        await orFail(
          world,
          xen.call('domain_unpause', guest.id),
          `Failed to resume domain '${guest.id}' with libxenlight`,
        );
        life.resumed(guest, RunningReason.UNPAUSED, Detail.RESUMED.UNPAUSED);
        await saveStatus(world, guest);
      });
    },
    domainShutdown: (_ctx, { dom }) => shutdown(guests.find(dom), 0),
    domainShutdownFlags: (_ctx, { dom, flags }) => shutdown(guests.find(dom), flags),
    async domainReboot(_ctx, { dom }) {
      const guest = guests.find(dom);
      notDom0(guest);
      mustRun(guest);
      await orFail(
        world,
        xen.call('domain_reboot', guest.id),
        `Failed to reboot domain '${guest.id}' with libxenlight`,
      );
    },
    async domainReset(ctx, { dom }) {
      const guest = guests.find(dom);
      notDom0(guest);
      await inJob(ctx, guest, async () => {
        mustRun(guest);
        // A full machine has a reset line. Others are made anew, keeping their place, as a reset would.
        if (guest.def.os.type?.value === 'hvm') {
          await orFail(
            world,
            xen.call('send_trigger', guest.id, Trigger.RESET, 0),
            `Failed to reset domain '${guest.id}' with libxenlight`,
          );
          return;
        }
        const transient = guest.persistent ? null : guest.live;
        await orFail(world, destroyDomain(world, guest), `Failed to destroy domain '${guest.id}'`);
        const { live } = guest;
        guests.setInactive(guest);
        guest.live = transient ?? (guest.config ? null : live);
        await startGuest(world, guest, { silent: true });
        await xen.call('domain_unpause', guest.id);
        life.setState(guest, DomainState.RUNNING, RunningReason.BOOTED);
        await saveStatus(world, guest);
        world.bus.emit('domain', 'reboot', { dom: guest.handle });
      });
    },
    async domainDestroy(_ctx, { dom }) {
      const guest = guests.find(dom);
      notDom0(guest);
      await end(guest);
    },
    async domainDestroyFlags(_ctx, { dom }) {
      const guest = guests.find(dom);
      notDom0(guest);
      await end(guest);
    },
    async domainPMSuspendForDuration(ctx, { dom, target, duration }) {
      if (target !== TARGET_MEMORY)
        throw unsupportedArgument(`PMSuspend type ${target} not supported by libxenlight driver`);
      if (Number(duration) !== 0) throw unsupportedArgument('Duration not supported. Use 0 for now');
      const guest = guests.find(dom);
      // Suspending the control domain takes the whole host down.
      notDom0(guest);
      await inJob(ctx, guest, async () => {
        mustRun(guest);
        await orFail(
          world,
          xen.call('domain_suspend_only', guest.id),
          `Failed to suspend domain '${guest.id}'`,
        );
        life.setState(guest, DomainState.PMSUSPENDED, 0);
        await saveStatus(world, guest);
        life.tell(guest, Lifecycle.PMSUSPENDED, Detail.PMSUSPENDED.MEMORY);
      });
    },
    async domainPMWakeup(ctx, { dom }) {
      const guest = guests.find(dom);
      await inJob(ctx, guest, async () => {
        if (guest.state !== DomainState.PMSUSPENDED) throw notValid('Domain is not suspended');
        await orFail(world, xen.call('domain_resume', guest.id, 1), `Failed to resume domain '${guest.id}'`);
        life.setState(guest, DomainState.RUNNING, RunningReason.WAKEUP);
        // The library tells of a shutdown once only.
        await xen.call('unwatch', guest.id);
        await xen.call('watch', guest.id);
        await saveStatus(world, guest);
        life.tell(guest, Lifecycle.STARTED, Detail.STARTED.WAKEUP);
      });
    },
    async domainInjectNMI(_ctx, { dom }) {
      const guest = guests.find(dom);
      notDom0(guest);
      mustRun(guest);
      if (guest.def.os.type?.value !== 'hvm')
        throw failure('an NMI can only be injected into a full machine', ErrorCode.OPERATION_UNSUPPORTED);
      await orFail(
        world,
        xen.call('send_trigger', guest.id, Trigger.NMI, 0),
        `Failed to inject NMI into domain '${guest.id}'`,
      );
    },
    async domainSendKey(_ctx, { dom, codeset, keycodes, holdtime }) {
      const guest = guests.find(dom);
      notDom0(guest);
      mustRun(guest);
      await sendKeys(world, guest, codeset, keycodes, holdtime);
    },
  };
};

const LINUX = 0;
/** Alt+SysRq+letter of paravirtual guests, for which Xen has a line of its own. */
const LEFT_ALT = 56;
const SYSRQ = 99;
const rows: readonly [number, string][] = [
  [16, 'qwertyuiop'],
  [30, 'asdfghjkl'],
  [44, 'zxcvbnm'],
  [2, '1234567890'],
];
const letterOf = (code: number): string | undefined => {
  const row = rows.find(([first, letters]) => code >= first && code < first + letters.length);
  return row?.[1][code - row[0]];
};

const sendKeys = async (
  world: World,
  guest: Guest,
  codeset: number,
  codes: readonly number[],
  hold: number,
): Promise<void> => {
  if (codeset !== LINUX)
    throw failure('only Linux key codes are known to this driver', ErrorCode.ARGUMENT_UNSUPPORTED);
  if (guest.def.os.type?.value === 'hvm') {
    // Scan codes of the first 83 keys are the same numbers in both sets.
    const keys = codes.map((c) => `0x${c.toString(16)}`).join('-');
    await orFail(
      world,
      world.xen.call('qemu_monitor_command', guest.id, `sendkey ${keys} ${hold || 100}`),
      `failed to send keys to domain '${guest.id}'`,
    );
    return;
  }
  const letter =
    codes.includes(LEFT_ALT) && codes.includes(SYSRQ) ? codes.map(letterOf).find((l) => l) : undefined;
  if (!letter)
    throw failure('a paravirtual guest only takes Alt+SysRq+letter', ErrorCode.OPERATION_UNSUPPORTED);
  await orFail(
    world,
    world.xen.call('send_sysrq', guest.id, letter.charCodeAt(0)),
    `failed to send keys to domain '${guest.id}'`,
  );
};
