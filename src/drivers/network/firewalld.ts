// firewalld's word on the system bus that it has loaded its rules anew: ours are put back then.
import { findProgram } from '../../util/command.ts';
import type { Logger } from '../host.ts';

const NAME = 'org.fedoraproject.FirewallD1';
const BUS = 'org.freedesktop.DBus';
const matches = [
  `type='signal',sender='${NAME}',interface='${NAME}',member='Reloaded'`,
  `type='signal',sender='${BUS}',interface='${BUS}',member='NameOwnerChanged',arg0='${NAME}'`,
];

/** Listens until the signal, where the host has firewalld; without a bus there is nothing to hear. */
export const watchFirewalld = async (
  reloaded: () => void,
  signal: AbortSignal,
  log: Logger,
): Promise<void> => {
  if (!findProgram('firewall-cmd') || signal.aborted) return;
  const { systemBus, Message } = await import('dbus-next');
  const bus = systemBus();
  const deaf = (error: unknown): void =>
    log.debug({ err: String(error) }, 'firewalld is not listened to: no system bus');
  bus.on('error', deaf);
  signal.addEventListener('abort', () => bus.disconnect(), { once: true });
  bus.on('message', (message) => {
    // A firewalld that has just come has forgotten us too; one that left has nothing to say.
    const [, , owner] = message.body as unknown[];
    if (message.member === 'Reloaded' || (message.member === 'NameOwnerChanged' && owner !== '')) reloaded();
  });
  try {
    for (const rule of matches)
      await bus.call(
        new Message({
          destination: BUS,
          path: '/org/freedesktop/DBus',
          interface: BUS,
          member: 'AddMatch',
          signature: 's',
          body: [rule],
        }),
      );
  } catch (error) {
    deaf(error);
  }
};
