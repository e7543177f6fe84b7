// What the guest's own agent knows and does, for every driver that can reach one: time, file systems, users, keys,
// anything by name.
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import type { Domain as Handle } from '../../../../schemas/rpc/objects.ts';
import { param, type TypedParam } from '../../../../schemas/rpc/types.ts';
import { cpusetMembers, formatCpuset } from '../../../model/xml/values.ts';
import type { PartialTable } from '../../table.ts';
import { type Agent, AgentTimeout } from './agent.ts';

const PASSWORD_ENCRYPTED = 1;
const TIME_SYNC = 1;

interface FileSystem {
  readonly name: string;
  readonly mountpoint: string;
  readonly type: string;
  readonly 'used-bytes'?: number;
  readonly 'total-bytes'?: number;
  readonly disk?: readonly {
    readonly bus: number;
    readonly target: number;
    readonly unit: number;
    readonly dev?: string;
    readonly serial?: string;
  }[];
}
interface GuestInterface {
  readonly name: string;
  readonly 'hardware-address'?: string;
  readonly 'ip-addresses'?: readonly {
    readonly 'ip-address': string;
    readonly 'ip-address-type': string;
    readonly prefix: number;
  }[];
}

/** The addresses that the guest itself knows. */
export const addresses = async (agent: Agent) => {
  const found = (await agent.ask('guest-network-get-interfaces')) as readonly GuestInterface[];
  return found.map((net) => ({
    name: net.name,
    hwaddr: net['hardware-address'] ?? null,
    addrs: (net['ip-addresses'] ?? []).map((address) => ({
      type: address['ip-address-type'] === 'ipv6' ? 1 : 0,
      addr: address['ip-address'],
      prefix: address.prefix,
    })),
  }));
};

/** virDomainGuestInfoTypes, each as a question and what it gives. */
const infoGroups: readonly (readonly [bit: number, read: (agent: Agent) => Promise<TypedParam[]>])[] = [
  [
    1,
    async (agent) => {
      const users = (await agent.ask('guest-get-users')) as {
        user: string;
        domain?: string;
        'login-time': number;
      }[];
      return [
        param.uint('user.count', users.length),
        ...users.flatMap((user, i) => [
          param.string(`user.${i}.name`, user.user),
          ...(user.domain ? [param.string(`user.${i}.domain`, user.domain)] : []),
          param.ullong(`user.${i}.login-time`, Math.round(user['login-time'] * 1000)),
        ]),
      ];
    },
  ],
  [
    2,
    async (agent) => {
      const os = (await agent.ask('guest-get-osinfo')) as Record<string, string>;
      return Object.entries(os).map(([name, value]) => param.string(`os.${name}`, value));
    },
  ],
  [
    4,
    async (agent) => {
      const zone = (await agent.ask('guest-get-timezone')) as { zone?: string; offset: number };
      return [
        ...(zone.zone ? [param.string('timezone.name', zone.zone)] : []),
        param.int('timezone.offset', zone.offset),
      ];
    },
  ],
  [
    8,
    async (agent) => {
      const { 'host-name': name } = (await agent.ask('guest-get-host-name')) as { 'host-name': string };
      return [param.string('hostname', name)];
    },
  ],
  [
    16,
    async (agent) => {
      const all = (await agent.ask('guest-get-fsinfo')) as FileSystem[];
      return [
        param.uint('fs.count', all.length),
        ...all.flatMap((fs, i) => [
          param.string(`fs.${i}.name`, fs.name),
          param.string(`fs.${i}.mountpoint`, fs.mountpoint),
          param.string(`fs.${i}.fstype`, fs.type),
          ...(fs['total-bytes'] === undefined
            ? []
            : [
                param.ullong(`fs.${i}.total-bytes`, fs['total-bytes']),
                param.ullong(`fs.${i}.used-bytes`, fs['used-bytes'] ?? 0),
              ]),
        ]),
      ];
    },
  ],
];

interface GuestCpu {
  readonly 'logical-id': number;
  readonly online: boolean;
  readonly 'can-offline'?: boolean;
}
const vcpusOf = async (agent: Agent): Promise<readonly GuestCpu[]> =>
  (await agent.ask('guest-get-vcpus')) as readonly GuestCpu[];

/** What a driver adds: where its agents are, and what it keeps about them. */
export interface AgentHost {
  readonly errorDomain: number;
  agent(dom: Handle): Agent;
  /** Disks of the guest, to name those that the agent speaks of. */
  disks(dom: Handle): readonly { readonly serial?: string; readonly target: { readonly dev: string } }[];
  setTimeout(dom: Handle, timeout: number): void;
  /** A command was passed through as it came. */
  passedThrough?(dom: Handle): void;
  /** The guest's clock was set. */
  timeSet?(dom: Handle): Promise<unknown>;
}

export const agentProcedures = (host: AgentHost): PartialTable<'hypervisor'> => {
  const { agent, errorDomain } = host;
  const unsupported = (text: string): VirError =>
    new VirError(ErrorCode.ARGUMENT_UNSUPPORTED, errorDomain, text);
  const target = (dom: Handle, serial: string | undefined): string[] =>
    serial ? host.disks(dom).flatMap((disk) => (disk.serial === serial ? [disk.target.dev] : [])) : [];
  return {
    async domainQemuAgentCommand(ctx, { dom, cmd, timeout }) {
      let parsed: { execute?: string; arguments?: object };
      try {
        parsed = JSON.parse(cmd) as typeof parsed;
      } catch {
        throw new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.NONE, `cannot parse json ${cmd}`);
      }
      const asked = agent(dom);
      host.passedThrough?.(dom);
      const answer = await asked.ask(parsed.execute ?? '', {
        arguments: parsed.arguments,
        timeout,
        signal: ctx.signal,
      });
      return { result: JSON.stringify({ return: answer ?? {} }) };
    },
    async domainFSFreeze(_ctx, { dom, mountpoints }) {
      const asked = agent(dom);
      const filesystems = mountpoints.length
        ? await asked.ask('guest-fsfreeze-freeze-list', { arguments: { mountpoints } })
        : await asked.ask('guest-fsfreeze-freeze');
      return { filesystems: Number(filesystems) };
    },
    async domainFSThaw(_ctx, { dom }) {
      return { filesystems: Number(await agent(dom).ask('guest-fsfreeze-thaw')) };
    },
    async domainGetGuestVcpus(_ctx, { dom }) {
      const cpus = await vcpusOf(agent(dom));
      const set = (chosen: readonly GuestCpu[]): string =>
        formatCpuset(chosen.map((cpu) => cpu['logical-id']));
      return {
        params: [
          param.string('vcpus', set(cpus)),
          param.string('online', set(cpus.filter(({ online }) => online))),
          param.string('offlinable', set(cpus.filter((cpu) => cpu['can-offline'] ?? !cpu.online))),
        ],
      };
    },
    async domainSetGuestVcpus(_ctx, { dom, cpumap, state }) {
      const asked = agent(dom);
      const cpus = await vcpusOf(asked);
      const wanted = cpusetMembers(cpumap);
      if (!wanted || wanted.length === 0)
        throw new VirError(ErrorCode.INVALID_ARG, errorDomain, `Failed to parse bitmap '${cpumap}'`);
      const unknown = wanted.find((id) => !cpus.some((cpu) => cpu['logical-id'] === id));
      if (unknown !== undefined)
        throw new VirError(ErrorCode.INVALID_ARG, errorDomain, `guest vCPU '${unknown}' is not present`);
      const vcpus = wanted.map((id) => ({ 'logical-id': id, online: state !== 0 }));
      await asked.ask('guest-set-vcpus', { arguments: { vcpus } });
    },
    async domainFSTrim(_ctx, { dom, mountPoint, minimum }) {
      if (mountPoint) throw unsupported('Specifying mount point is not supported for now');
      await agent(dom).ask('guest-fstrim', { arguments: { minimum: Number(minimum) } });
    },
    async domainGetTime(_ctx, { dom }) {
      const now = Number(await agent(dom).ask('guest-get-time'));
      return { seconds: Math.floor(now / 1e9), nseconds: Math.floor(now % 1e9) };
    },
    async domainSetTime(_ctx, { dom, seconds, nseconds, flags }) {
      const time = Number(seconds) * 1e9 + nseconds;
      await agent(dom).ask('guest-set-time', flags & TIME_SYNC ? {} : { arguments: { time } });
      await host.timeSet?.(dom);
    },
    async domainSetUserPassword(_ctx, { dom, user, password, flags }) {
      const crypted = (flags & PASSWORD_ENCRYPTED) !== 0;
      await agent(dom).ask('guest-set-user-password', {
        arguments: { username: user, password: Buffer.from(password ?? '').toString('base64'), crypted },
      });
    },
    async domainGetFSInfo(_ctx, { dom }) {
      const all = (await agent(dom).ask('guest-get-fsinfo')) as FileSystem[];
      const info = all.map((fs) => ({
        mountpoint: fs.mountpoint,
        name: fs.name,
        fstype: fs.type,
        dev_aliases: (fs.disk ?? []).flatMap((disk) => target(dom, disk.serial)),
      }));
      return { info, ret: info.length };
    },
    async domainGetHostname(_ctx, { dom }) {
      const answer = (await agent(dom).ask('guest-get-host-name')) as { 'host-name': string };
      return { hostname: answer['host-name'] };
    },
    async domainGetGuestInfo(_ctx, { dom, types }) {
      const asked = agent(dom);
      const params: TypedParam[] = [];
      for (const [bit, read] of infoGroups) {
        if (types !== 0 && !(types & bit)) continue;
        try {
          params.push(...(await read(asked)));
        } catch (error) {
          // Asked for everything, an agent that lacks one thing still tells the rest.
          if (types !== 0) throw error;
        }
      }
      return { params };
    },
    domainAgentSetResponseTimeout(_ctx, { dom, timeout }) {
      if (timeout < AgentTimeout.BLOCK)
        throw new VirError(
          ErrorCode.INVALID_ARG,
          errorDomain,
          `guest agent timeout '${timeout}' is less than the minimum '${AgentTimeout.BLOCK}'`,
        );
      host.setTimeout(dom, timeout);
      return { result: 0 };
    },
    async domainAuthorizedSSHKeysGet(_ctx, { dom, user }) {
      const answer = (await agent(dom).ask('guest-ssh-get-authorized-keys', {
        arguments: { username: user },
      })) as { keys: string[] };
      return { keys: answer.keys };
    },
    async domainAuthorizedSSHKeysSet(_ctx, { dom, user, keys, flags }) {
      const remove = (flags & 2) !== 0;
      await agent(dom).ask(remove ? 'guest-ssh-remove-authorized-keys' : 'guest-ssh-add-authorized-keys', {
        arguments: { username: user, keys, ...(!remove && { reset: (flags & 1) === 0 }) },
      });
    },
  };
};
