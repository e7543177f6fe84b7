// Life of guests: create, shut down, reboot, reset, destroy, suspend, resume, sleep and wake.

import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import { notRunning } from '../../common/errors.ts';
import { DomainState, PausedReason, RunningReason, ShutoffReason } from '../../common/states.ts';
import { removeFile } from '../../common/store.ts';
import type { CallContext } from '../../context.ts';
import type { PartialTable } from '../../table.ts';
import { agentOf, agentWanted } from '../agent.ts';
import { armAutodestroy } from '../autodestroy.ts';
import { continueGuest } from '../continue.ts';
import { prepareDefinition } from '../define.ts';
import type { Guest } from '../guest.ts';
import { managedSaveStart } from '../save.ts';
import { startGuest } from '../start.ts';
import { saveStatus } from '../status.ts';
import { forgetIfTransient, stopGuest } from '../stop.ts';
import type { World } from '../world.ts';

/** virDomainCreateFlags. */
const Create = { PAUSED: 1, AUTODESTROY: 2, FORCE_BOOT: 8, VALIDATE: 16 } as const;
const Destroy = { GRACEFUL: 1, REMOVE_LOGS: 2 } as const;
/** virDomainShutdownFlagValues and virDomainRebootFlagValues, as far as QEMU has them. */
const How = { ACPI: 1, AGENT: 2 } as const;

const invalid = (text: string): VirError => new VirError(ErrorCode.OPERATION_INVALID, ErrorDomain.QEMU, text);

const create = async (world: World, ctx: CallContext, guest: Guest, flags: number): Promise<void> => {
  if (guest.active) throw invalid('domain is already running');
  const definition = guest.config;
  if (!definition) throw notRunning();
  const paused = (flags & Create.PAUSED) !== 0;
  if (flags & Create.FORCE_BOOT || !(await managedSaveStart(world, guest, flags)))
    await startGuest(world, guest, { definition, paused, flags });
  if (flags & Create.AUTODESTROY) armAutodestroy(world, ctx, guest);
};

const destroy = async (world: World, guest: Guest, flags: number): Promise<void> => {
  guest.running().fakeReboot = false;
  await stopGuest(world, guest, {
    reason: ShutoffReason.DESTROYED,
    graceful: (flags & Destroy.GRACEFUL) !== 0,
  });
  if (flags & Destroy.REMOVE_LOGS) await removeFile(guest.files.log);
};

const suspend = async (world: World, guest: Guest): Promise<void> => {
  const run = guest.running();
  if (guest.state === DomainState.PMSUSPENDED) throw invalid('domain is pmsuspended');
  if (guest.state === DomainState.PAUSED) return;
  run.pausedReason = PausedReason.USER;
  try {
    await guest.execute('stop', undefined, { deadline: world.config.monitorDeadline });
  } catch (error) {
    run.pausedReason = PausedReason.UNKNOWN;
    throw error;
  }
};

const resume = async (world: World, guest: Guest): Promise<void> => {
  const run = guest.running();
  const { state } = guest;
  if (state === DomainState.PMSUSPENDED) throw invalid('domain is pmsuspended');
  if (state === DomainState.RUNNING) throw invalid('domain is already running');
  if (state !== DomainState.PAUSED && state !== DomainState.CRASHED) return;
  run.runningReason = RunningReason.UNPAUSED;
  await continueGuest(guest, world.config.monitorDeadline);
};

/** Shutdown and reboot differ in what is to follow; the guest is asked through its agent or its power button. */
const askDown = async (
  world: World,
  ctx: CallContext,
  guest: Guest,
  flags: number,
  reboot: boolean,
): Promise<void> => {
  const run = guest.running();
  const onlyAgent = (flags & How.AGENT) !== 0 && !(flags & How.ACPI);
  if (agentWanted(guest, (flags & How.AGENT) !== 0, (flags & How.ACPI) !== 0)) {
    try {
      run.fakeReboot = reboot;
      await agentOf(world, guest).shutdown(reboot ? 'reboot' : 'powerdown');
      return;
    } catch (error) {
      run.fakeReboot = false;
      if (onlyAgent) throw error;
    }
  }
  await guest.modify(ctx.api, async () => {
    guest.running().fakeReboot = reboot;
    await guest.execute('system_powerdown', undefined, { deadline: world.config.monitorDeadline });
  });
};

const pmTargets = ['suspend-ram', 'suspend-disk', 'suspend-hybrid'] as const;

const sleepTarget = (target: number, duration: number): (typeof pmTargets)[number] => {
  if (duration !== 0)
    throw new VirError(
      ErrorCode.ARGUMENT_UNSUPPORTED,
      ErrorDomain.QEMU,
      'Duration not supported. Use 0 for now',
    );
  const word = pmTargets[target];
  if (!word) throw new VirError(ErrorCode.INVALID_ARG, ErrorDomain.QEMU, `Unknown suspend target: ${target}`);
  return word;
};

export const lifecycleSlots = (world: World): PartialTable<'hypervisor'> => {
  const { guests } = world;
  const createWith = (ctx: CallContext, guest: Guest, flags: number): Promise<void> =>
    guest.modify(ctx.api, () => create(world, ctx, guest, flags));
  return {
    domainCreate: (ctx, { dom }) => createWith(ctx, guests.find(dom), 0),
    async domainCreateWithFlags(ctx, { dom, flags }) {
      const guest = guests.find(dom);
      await createWith(ctx, guest, flags);
      return { dom: guest.handle };
    },
    async domainCreateXML(ctx, { xml_desc, flags }) {
      const definition = await prepareDefinition(world, xml_desc, (flags & Create.VALIDATE) !== 0);
      const { dom: guest } = guests.add(definition, { live: true, checkActive: true });
      const options = { definition, paused: (flags & Create.PAUSED) !== 0, flags };
      try {
        await guest.modify(ctx.api, () => startGuest(world, guest, options));
      } catch (error) {
        forgetIfTransient(world, guest);
        throw error;
      }
      if (flags & Create.AUTODESTROY) armAutodestroy(world, ctx, guest);
      return { dom: guest.handle };
    },
    domainDestroy: (_ctx, { dom }) => destroy(world, guests.find(dom), 0),
    domainDestroyFlags: (_ctx, { dom, flags }) => destroy(world, guests.find(dom), flags),
    domainSuspend(ctx, { dom }) {
      const guest = guests.find(dom);
      guest.running();
      return guest.modify(ctx.api, () => suspend(world, guest));
    },
    domainResume(ctx, { dom }) {
      const guest = guests.find(dom);
      guest.running();
      return guest.modify(ctx.api, () => resume(world, guest));
    },
    domainShutdown: (ctx, { dom }) => askDown(world, ctx, guests.find(dom), 0, false),
    domainShutdownFlags: (ctx, { dom, flags }) => askDown(world, ctx, guests.find(dom), flags, false),
    domainReboot: (ctx, { dom, flags }) => askDown(world, ctx, guests.find(dom), flags, true),
    domainReset(ctx, { dom }) {
      const guest = guests.find(dom);
      const run = guest.running();
      return guest.modify(ctx.api, async () => {
        await guest.execute('system_reset', undefined, { deadline: world.config.monitorDeadline });
        run.fakeReboot = false;
        if (guest.state === DomainState.CRASHED) guest.setState(DomainState.PAUSED, PausedReason.CRASHED);
        await saveStatus(world, guest);
      });
    },
    async domainPMSuspendForDuration(_ctx, { dom, target, duration }) {
      const guest = guests.find(dom);
      guest.running();
      await agentOf(world, guest).suspend(sleepTarget(target, duration));
    },
    async domainPMWakeup(ctx, { dom }) {
      const guest = guests.find(dom);
      guest.running();
      await guest.modify(ctx.api, () => guest.execute('system_wakeup'));
    },
    async domainInjectNMI(ctx, { dom }) {
      const guest = guests.find(dom);
      guest.running();
      await guest.modify(ctx.api, () => guest.execute('inject-nmi'));
    },
  };
};
