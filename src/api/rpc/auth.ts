// Authentication on the wire: polkit asks the system's authority; SASL is answered as libvirtd does without it.
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import type { Logger } from '../../drivers/host.ts';
import type { Authenticator } from './server.ts';

const POLKIT_MS = 60_000;

interface PolkitSubject {
  readonly pid: number;
  readonly startTime: string;
  readonly uid: number;
}

/** Asks org.freedesktop.PolicyKit1 whether this process may do this action, letting it ask the user. */
const askPolkit = async (
  subject: PolkitSubject,
  action: string,
): Promise<{ allowed: boolean; dismissed: boolean }> => {
  const { systemBus, Variant } = await import('dbus-next');
  const bus = systemBus();
  const broken = new Promise<never>((_, reject) => bus.on('error', reject));
  broken.catch(() => undefined);
  const ask = async (): Promise<{ allowed: boolean; dismissed: boolean }> => {
    const proxy = await bus.getProxyObject(
      'org.freedesktop.PolicyKit1',
      '/org/freedesktop/PolicyKit1/Authority',
    );
    const authority = proxy.getInterface('org.freedesktop.PolicyKit1.Authority') as unknown as {
      CheckAuthorization(...args: unknown[]): Promise<[boolean, boolean, Record<string, string>]>;
    };
    const process = {
      pid: new Variant('u', subject.pid),
      'start-time': new Variant('t', BigInt(subject.startTime)),
      uid: new Variant('i', subject.uid),
    };
    const [allowed, , details] = await authority.CheckAuthorization(
      ['unix-process', process],
      action,
      {},
      1,
      '',
    );
    return { allowed, dismissed: 'polkit.dismissed' in details };
  };
  try {
    return await Promise.race([ask(), broken]);
  } finally {
    bus.disconnect();
  }
};

export const createAuthenticator = (log: Logger): Authenticator => ({
  async polkit({ identity, readOnly }) {
    const { pid, uid, startTime } = identity;
    const action = readOnly ? 'org.libvirt.unix.monitor' : 'org.libvirt.unix.manage';
    const refuse = (code: number, text: string): VirError => new VirError(code, ErrorDomain.POLKIT, text);
    if (pid === undefined || uid === undefined || startTime === undefined)
      throw refuse(ErrorCode.AUTH_FAILED, 'authentication failed');
    const deadline = new Promise<never>((_, reject) =>
      setTimeout(() => reject(new Error('no answer from polkit')), POLKIT_MS).unref(),
    );
    let answer: { allowed: boolean; dismissed: boolean };
    try {
      answer = await Promise.race([askPolkit({ pid, uid, startTime }, action), deadline]);
    } catch (error) {
      log.warn({ err: String(error), pid, uid }, 'polkit cannot be asked; access is refused');
      throw refuse(
        ErrorCode.AUTH_UNAVAILABLE,
        `no polkit agent available to authenticate action '${action}'`,
      );
    }
    if (answer.allowed) return;
    if (answer.dismissed) throw refuse(ErrorCode.AUTH_CANCELLED, 'user cancelled authentication process');
    throw refuse(ErrorCode.AUTH_FAILED, 'access denied by policy');
  },
  async sasl() {
    throw new VirError(ErrorCode.AUTH_FAILED, ErrorDomain.RPC, 'authentication failed');
  },
});
