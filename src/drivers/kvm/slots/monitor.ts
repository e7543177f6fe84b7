// QEMU's own monitor, for those who ask for it by name: virsh qemu-monitor-command.
import { closeSync } from 'node:fs';
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import type { QmpArgs } from '../../../../schemas/qmp/types.ts';
import type { PartialTable } from '../../table.ts';
import type { Guest } from '../guest.ts';
import { QmpError } from '../qmp/error.ts';
import { saveStatusSoon } from '../status.ts';
import type { World } from '../world.ts';

const HMP = 1;

interface Command {
  readonly execute: string;
  readonly arguments?: QmpArgs;
  readonly id?: unknown;
}

const parseCommand = (text: string): Command => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.NONE, `cannot parse json ${text}`);
  }
  const command = value as Partial<Command> | null;
  if (typeof command !== 'object' || command === null || typeof command.execute !== 'string')
    throw new VirError(
      ErrorCode.INVALID_ARG,
      ErrorDomain.QEMU,
      `the monitor command has no 'execute' member: ${text}`,
    );
  return command as Command;
};

/** A QMP command as the client wrote it; the answer is QEMU's, errors included. */
const passThrough = async (
  guest: Guest,
  command: Command,
  how: { deadline?: number; fds?: readonly number[] },
): Promise<string> => {
  const id = command.id === undefined ? 'libvirt-1' : command.id;
  try {
    const answer = await guest.execute(command.execute, command.arguments, how);
    return JSON.stringify({ return: answer, id });
  } catch (error) {
    if (!(error instanceof QmpError)) throw error;
    return JSON.stringify({ id, error: { class: error.qmpClass, desc: error.desc } });
  }
};

const monitorCommand = async (
  world: World,
  guest: Guest,
  cmd: string,
  flags: number,
  fds?: readonly number[],
): Promise<{ result: string }> => {
  const run = guest.running();
  if (!run.taints.has('custom-monitor')) {
    run.taints.add('custom-monitor');
    world.log.warn({ guest: guest.name }, `Domain '${guest.name}' is tainted: custom-monitor`);
    saveStatusSoon(world, guest);
  }
  if (flags & HMP) {
    const answer = await guest.execute('human-monitor-command', { 'command-line': cmd }, { fds });
    return { result: String(answer) };
  }
  return { result: await passThrough(guest, parseCommand(cmd), { fds }) };
};

export const monitorSlots = (world: World): PartialTable<'hypervisor'> => ({
  domainQemuMonitorCommand: (_ctx, { dom, cmd, flags }) =>
    monitorCommand(world, world.guests.find(dom), cmd, flags),
  async domainQemuMonitorCommandWithFiles(ctx, { dom, cmd, flags }) {
    try {
      if (ctx.fds.length > 1)
        throw new VirError(
          ErrorCode.INVALID_ARG,
          ErrorDomain.QEMU,
          'at most 1 fd can be passed to qemu along with a command',
        );
      return await monitorCommand(
        world,
        world.guests.find(dom),
        cmd,
        flags,
        ctx.fds.length ? ctx.fds : undefined,
      );
    } finally {
      for (const fd of ctx.fds) closeSync(fd);
    }
  },
});
