// Puts a network's rules into the host's firewall and takes them out again: nftables in one transaction, in a table of
// our own; iptables through iptables-restore where the host has only that. What is needed to take them out is kept.
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import { prefixOf } from '../../../schemas/xml/parts/inet.ts';
import { bridgeOf, forwardMode, type Network, networkWithPrefix } from '../../model/network/def.ts';
import {
  type IptablesCommand,
  iptablesBaseCommands,
  iptablesCommands,
  iptablesRemoval,
  iptablesScript,
  iptablesTables,
} from '../../model/network/iptables.ts';
import {
  nftBaseCommands,
  nftCommands,
  nftFamily,
  nftScript,
  nftTable,
} from '../../model/network/nftables.ts';
import { runNftables } from '../../native/nftables.ts';
import { addHtb, fillChecksums } from '../../native/traffic.ts';
import { type CommandResult, findProgram, runCommand } from '../../util/command.ts';
import type { Logger } from '../host.ts';

export type Backend = 'none' | 'iptables' | 'nftables';
const layers = ['ipv4', 'ipv6'] as const;
/** As in the commands of checksumCommands, which say the same to tc. */
const OTHERS_CLASS = 2;
const DHCP_CLIENT_PORT = 68;

/** Commands that undo what was done for a network, in libvirt's form. */
export interface Removal {
  readonly backend: Backend;
  readonly actions: readonly {
    readonly layer: 'ipv4' | 'ipv6';
    readonly args: readonly string[];
  }[];
}

export interface Firewall {
  readonly backend: Backend;
  add(net: Network): Promise<Removal | null>;
  /** Puts the rules of the definition in the place of what the host has for it, without a moment between. */
  replace(net: Network, old: Removal | null): Promise<Removal | null>;
  remove(removal: Removal, net: Network): Promise<void>;
  /** Removes our table once nobody's rules are left in it. */
  leave(): Promise<void>;
  /** Forgets what it believes of the host's tables: somebody may have emptied them. */
  forget(): void;
}

const failed = (command: string, { stderr }: CommandResult): VirError =>
  new VirError(
    ErrorCode.INTERNAL_ERROR,
    ErrorDomain.NONE,
    `Failed to apply firewall command '${command}': ${stderr.trimEnd()}`,
  );

/** The configured backend, or the first that the host has. */
export const chooseBackend = (configured: string | undefined, privileged: boolean): Backend => {
  if (configured !== undefined) {
    if (configured !== 'iptables' && configured !== 'nftables' && configured !== 'none')
      throw new VirError(
        ErrorCode.INTERNAL_ERROR,
        ErrorDomain.NETWORK,
        `unrecognized firewall_backend = '${configured}' set in network driver config file network.conf`,
      );
    if (configured === 'none' || findProgram(configured === 'nftables' ? 'nft' : 'iptables'))
      return configured;
    throw new VirError(
      ErrorCode.INTERNAL_ERROR,
      ErrorDomain.NETWORK,
      `requested firewall_backend '${configured}' is not available`,
    );
  }
  if (!privileged) return 'none';
  return findProgram('nft') ? 'nftables' : findProgram('iptables') ? 'iptables' : 'none';
};

const handleOf = (line: string): string | undefined => /# handle (\d+)\s*$/.exec(line)?.[1];

/** Runs nft commands: in this process where that is possible, else with the program. */
const nft = (script: string, handles = false): Promise<CommandResult> =>
  runNftables(script, handles) ??
  runCommand(['nft', ...(handles ? ['-ae'] : []), '-f', '-'], { input: script });

const nftables = (log: Logger): Firewall => {
  let ready = false;
  // One change at a time: two first ones would both make the chains.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(action: () => Promise<T>): Promise<T> => {
    const mine = last.then(action, action);
    last = mine.catch(() => undefined);
    return mine;
  };

  const missingBase = async (): Promise<string[][]> => {
    const listings = await Promise.all(
      layers.map((layer) => nft(`list table ${nftFamily(layer)} ${nftTable}\n`)),
    );
    return layers.flatMap((layer, i) => nftBaseCommands(layer, listings[i]?.stdout ?? ''));
  };

  /** Some guests refuse DHCP answers without a UDP checksum, which virtual devices leave out. */
  let mending = true;
  const mendChecksum = (bridge: string): void => {
    if (!mending) return;
    try {
      addHtb(bridge, OTHERS_CLASS);
      fillChecksums(bridge, DHCP_CLIENT_PORT);
    } catch (error) {
      // A kernel without the action looks for its module at every try: once is enough.
      mending = false;
      log.debug({ bridge, err: String(error) }, 'DHCP checksums are not filled in on this host');
    }
  };

  /** Commands that delete what is in our chains for a network, found by its bridge and addresses. */
  const leftovers = async (net: Network): Promise<string[][]> => {
    const networks = net.ips.filter((ip) => prefixOf(ip) > 0).map((ip) => `saddr ${networkWithPrefix(ip)} `);
    const found: string[][] = [];
    for (const layer of layers) {
      const family = nftFamily(layer);
      const { stdout } = await nft(`list table ${family} ${nftTable}\n`, true);
      let chain = '';
      for (const line of stdout.split('\n')) {
        chain = /^\s*chain (\S+) /.exec(line)?.[1] ?? chain;
        const handle = handleOf(line);
        const mine =
          line.includes(`"${bridgeOf(net)}" `) ||
          (chain === 'guest_nat' && networks.some((text) => line.includes(text)));
        if (handle !== undefined && mine)
          found.push(['delete', 'rule', family, nftTable, chain, 'handle', handle]);
      }
    }
    return found;
  };

  const attempt = async (net: Network, first: readonly string[][] = []): Promise<Removal> => {
    const rules = nftCommands(net);
    const base = ready ? [] : await missingBase();
    const input = nftScript([...base, ...first, ...rules]);
    const result = await nft(input, true);
    if (result.status !== 0) throw failed(`nft -ae ${rules[0]?.join(' ')}`, result);
    ready = true;
    const echoed = result.stdout.split('\n').filter((line) => line.startsWith('insert rule '));
    const mine = echoed.slice(-rules.length);
    return {
      backend: 'nftables',
      actions: rules
        .map(([, , family = '', table = '', chain = ''], i) => ({
          layer: family === 'ip' ? ('ipv4' as const) : ('ipv6' as const),
          args: ['delete', 'rule', family, table, chain, 'handle', handleOf(mine[i] ?? '') ?? '0'],
        }))
        .reverse(),
    };
  };

  return {
    backend: 'nftables',
    forget: () => {
      ready = false;
    },
    async add(net) {
      mendChecksum(bridgeOf(net));
      return inTurn(() =>
        attempt(net).catch((error) => {
          if (!ready) throw error;
          // Our chains may have been flushed behind our back: look again, once.
          ready = false;
          return attempt(net);
        }),
      );
    },
    replace: (net) =>
      inTurn(async () => {
        ready = false;
        return attempt(net, await leftovers(net));
      }),
    remove: (removal, net) =>
      inTurn(async () => {
        const apply = (commands: readonly (readonly string[])[]): Promise<CommandResult> =>
          nft(nftScript(commands));
        if ((await apply(removal.actions.map(({ args }) => args))).status === 0) return;
        // Somebody has been at our table: take out what is still there of this network.
        const rest = await leftovers(net);
        if (rest.length > 0) await apply(rest);
      }),
    leave: () =>
      inTurn(async () => {
        for (const layer of layers) {
          const family = nftFamily(layer);
          const { status, stdout } = await nft(`list table ${family} ${nftTable}\n`);
          const own = stdout
            .split('\n')
            .filter((line) => /\bcounter\b/.test(line) && !/\bjump guest_/.test(line));
          if (status !== 0 || own.length > 0) continue;
          await nft(`delete table ${family} ${nftTable}\n`);
          ready = false;
        }
      }),
  };
};

const tool = (layer: 'ipv4' | 'ipv6'): string => (layer === 'ipv4' ? 'iptables' : 'ip6tables');

const iptables = (log: Logger): Firewall => {
  let ready = false;
  const restore = async (commands: readonly IptablesCommand[], layer: 'ipv4' | 'ipv6'): Promise<void> => {
    const input = iptablesScript(commands, layer);
    if (input === '') return;
    const argv = [`${tool(layer)}-restore`, '-w', '--noflush'];
    const result = await runCommand(argv, { input });
    if (result.status !== 0) throw failed(argv.join(' '), result);
  };
  const setUp = async (layer: 'ipv4' | 'ipv6'): Promise<void> => {
    const parts = await Promise.all(
      iptablesTables.map(async (table) => {
        const listed = await runCommand([tool(layer), '-w', '--table', table, '--list-rules']);
        return iptablesBaseCommands(layer, table, listed.stdout);
      }),
    );
    await restore(parts.flat(), layer);
  };
  const removeAll = async (commands: readonly IptablesCommand[]): Promise<void> => {
    for (const layer of layers)
      await restore(commands, layer).catch(async () => {
        for (const { argv } of commands.filter((command) => command.layer === layer))
          await runCommand([tool(layer), '-w', ...argv]);
      });
  };
  const isOptional = ({ argv }: IptablesCommand): boolean => argv.includes('CHECKSUM');
  return {
    backend: 'iptables',
    forget: () => {
      ready = false;
    },
    async add(net) {
      if (!ready) for (const layer of layers) await setUp(layer);
      ready = true;
      const commands = iptablesCommands(net);
      const needed = commands.filter((command) => !isOptional(command));
      try {
        for (const layer of layers) await restore(needed, layer);
      } catch (error) {
        await removeAll(iptablesRemoval(needed));
        throw error;
      }
      for (const command of commands.filter(isOptional))
        await restore([command], command.layer).catch((error) =>
          log.debug({ err: String(error) }, 'DHCP checksums are not filled in on this host'),
        );
      const actions = iptablesRemoval(commands).map(({ layer, argv }) => ({ layer, args: argv }));
      return { backend: 'iptables', actions };
    },
    // libvirt's chains stay: its other daemons may count on them.
    leave: async () => undefined,
    async replace(net, old) {
      if (old) await removeAll(old.actions.map(({ layer, args }) => ({ layer, argv: args })));
      ready = false;
      return this.add(net);
    },
    remove: ({ actions }) => removeAll(actions.map(({ layer, args }) => ({ layer, argv: args }))),
  };
};

const noBackend = (): Promise<never> =>
  Promise.reject(new VirError(ErrorCode.NO_SUPPORT, ErrorDomain.NONE, 'No firewall backend is available'));
const without: Firewall = {
  backend: 'none',
  add: noBackend,
  replace: noBackend,
  remove: async () => undefined,
  leave: async () => undefined,
  forget: () => undefined,
};

/** firewalld's zone of a device, where it is in charge. Returns whether it is. */
export const setZone = async (net: Network, remove = false): Promise<boolean> => {
  const bridge = bridgeOf(net);
  const zone = net.bridge?.zone;
  const running =
    findProgram('firewall-cmd') !== null && (await runCommand(['firewall-cmd', '--state'])).status === 0;
  if (!running) {
    if (zone === undefined || remove) return false;
    throw new VirError(
      ErrorCode.INTERNAL_ERROR,
      ErrorDomain.NONE,
      `zone ${zone} requested for network ${net.name} but firewalld is not active`,
    );
  }
  if (zone === undefined && forwardMode(net) === 'open') return true;
  if (remove) {
    const of = await runCommand(['firewall-cmd', `--get-zone-of-interface=${bridge}`]);
    if (of.status === 0)
      await runCommand(['firewall-cmd', `--zone=${of.stdout.trim()}`, `--remove-interface=${bridge}`]);
    return true;
  }
  const known = (await runCommand(['firewall-cmd', '--get-zones'])).stdout.split(/\s+/);
  const wanted =
    zone ?? (forwardMode(net) === 'route' && known.includes('libvirt-routed') ? 'libvirt-routed' : 'libvirt');
  if (zone === undefined && !known.includes(wanted))
    throw new VirError(
      ErrorCode.INTERNAL_ERROR,
      ErrorDomain.NONE,
      "firewalld can't find the 'libvirt' zone that should have been installed with libvirt",
    );
  const argv = ['firewall-cmd', `--zone=${wanted}`, `--change-interface=${bridge}`];
  const result = await runCommand(argv);
  if (result.status !== 0) throw failed(argv.join(' '), result);
  return true;
};

export const createFirewall = (backend: Backend, log: Logger): Firewall => {
  const firewall = backend === 'nftables' ? nftables(log) : backend === 'iptables' ? iptables(log) : without;
  return {
    ...firewall,
    // An open network is left to the administrator.
    add: async (net) => (forwardMode(net) === 'open' ? null : firewall.add(net)),
    replace: async (net, old) => (forwardMode(net) === 'open' ? null : firewall.replace(net, old)),
  };
};

/** Whether removal commands of the other backend may be used: those of a daemon that ran before us. */
export const removeWith = (firewall: Firewall, removal: Removal, net: Network, log: Logger): Promise<void> =>
  (removal.backend === firewall.backend ? firewall : createFirewall(removal.backend, log)).remove(
    removal,
    net,
  );
