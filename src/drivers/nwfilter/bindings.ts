// Bindings: a filter in force on a guest's device, with the variables it was given and the address that was learned.
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import type { NWFilter } from '../../../schemas/xml/nwfilter.ts';
import type { NWFilterBinding } from '../../../schemas/xml/nwfilter-binding.ts';
import { instantiate, missingVariables, parametersOf, refersTo } from '../../model/nwfilter/instance.ts';
import type { Variables } from '../../model/nwfilter/variables.ts';
import { linkExists, setLink } from '../../native/link.ts';
import type { Logger } from '../host.ts';
import { buildRules, discardRules, learningRules, removeRules, switchRules } from './apply.ts';
import { learnAddress } from './learn.ts';
import { type LeaseStore, type Snoop, startSnoop } from './snoop.ts';

export interface Binding {
  readonly def: NWFilterBinding;
  /** The guest's address, once it has been seen. */
  address: string | null;
  learning: AbortController | null;
  /** Its DHCP, where that is what tells its addresses. */
  snoop: Snoop | null;
}

export interface Bindings {
  get(portdev: string): Binding | undefined;
  all(): IterableIterator<Binding>;
  add(def: NWFilterBinding): Promise<Binding>;
  remove(binding: Binding): Promise<void>;
  /** Puts a changed filter in force wherever it is used: everywhere or, if one fails, nowhere. */
  rebuild(filter: string): Promise<void>;
  uses(filter: string): boolean;
  /** Stops learning; rules stay. */
  halt(): void;
}

const LEARNING = 'CTRL_IP_LEARNING';
const internal = (text: string): VirError =>
  new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.NWFILTER, text);

export const createBindings = (
  find: (name: string) => NWFilter | undefined,
  leases: LeaseStore,
  /** What guests' packets lead to takes its turn with what clients ask for. */
  inTurn: <T>(action: () => Promise<T>) => Promise<T>,
  log: Logger,
): Bindings => {
  const bindings = new Map<string, Binding>();
  const deviceOf = (binding: Binding): string => binding.def.portdev.name;
  const filterOf = (binding: Binding): NWFilter => {
    const { filter: name } = binding.def.filterref;
    const filter = find(name);
    if (!filter) throw internal(`referenced filter '${name}' is missing`);
    return filter;
  };
  /** The variables given and known; those that are known are from then on shown as given, as libvirt has it. */
  const variablesOf = ({ def, address, snoop }: Binding): Variables => {
    const { filterref } = def;
    const note = (name: string, value: string): void => {
      if (filterref.parameters.some((parameter) => parameter.name === name)) return;
      filterref.parameters.push({ name, value });
      filterref.parameters.sort((a, b) => ((a.name ?? '') < (b.name ?? '') ? -1 : 1));
    };
    note('MAC', def.mac.address);
    if (address !== null) note('IP', address);
    const variables = parametersOf(filterref);
    const given = snoop?.addresses() ?? [];
    if (given.length > 0) variables.set('IP', given);
    return variables;
  };
  /** Whoever has no rules gets no network: better than an unfiltered one. */
  const cutOff = (binding: Binding, error: unknown): void => {
    const device = deviceOf(binding);
    const { filter } = binding.def.filterref;
    log.error({ device, filter, err: String(error) }, `no filter is in force on ${device}: it is cut off`);
    if (linkExists(device)) setLink(device, { up: false });
  };

  const unresolvable = (names: readonly string[]): VirError =>
    internal(
      `Cannot instantiate filter due to unresolvable variables or unavailable list elements: ${names.join(', ')}`,
    );

  /** A guest that has gone meanwhile has no use for what was learned. */
  const applyLearned = async (binding: Binding): Promise<void> => {
    if (bindings.get(deviceOf(binding)) === binding) await instantiateOn(binding);
  };

  const serversOf = (binding: Binding): readonly string[] => variablesOf(binding).get('DHCPSERVER') ?? [];
  const waitForAddress = (binding: Binding, dhcpOnly: boolean): Promise<void> =>
    learningRules(deviceOf(binding), binding.def.mac.address, dhcpOnly, serversOf(binding));

  const follow = (binding: Binding): Snoop => {
    const key = `${binding.def.owner.uuid}-${binding.def.mac.address}`;
    return startSnoop({
      device: deviceOf(binding),
      mac: binding.def.mac.address,
      servers: serversOf(binding),
      leases: leases.get(key),
      renewed: (list) => leases.set(key, list),
      changed(list) {
        leases.set(key, list);
        const addresses = list.map(({ address }) => address);
        log.info({ device: deviceOf(binding), addresses }, `addresses of ${deviceOf(binding)} have changed`);
        inTurn(() => applyLearned(binding)).catch((error) => cutOff(binding, error));
      },
    });
  };

  const learn = async (binding: Binding): Promise<void> => {
    const device = deviceOf(binding);
    if (binding.learning) return;
    await waitForAddress(binding, false);
    const learning = new AbortController();
    binding.learning = learning;
    void learnAddress(device, binding.def.mac.address, serversOf(binding), learning.signal)
      .then(async (address) => {
        binding.learning = null;
        binding.address = address;
        log.info({ device, address }, `${device} uses ${address}`);
        await inTurn(() => applyLearned(binding));
      })
      .catch((error) => {
        if (learning.signal.aborted) return;
        binding.learning = null;
        cutOff(binding, error);
      });
  };

  /** Builds the rules; false when the address must be learned first. */
  const build = async (binding: Binding): Promise<boolean> => {
    const filter = filterOf(binding);
    let variables = variablesOf(binding);
    let lacking = missingVariables(filter, variables, find);
    const isDhcp = (variables.get(LEARNING)?.[0] ?? '').toLowerCase() === 'dhcp';
    if (lacking.length === 1 && lacking[0] === 'IP' && isDhcp) {
      binding.snoop ??= follow(binding);
      variables = variablesOf(binding);
      lacking = missingVariables(filter, variables, find);
      if (lacking.length > 0) {
        await waitForAddress(binding, true);
        return false;
      }
    }
    if (lacking.length === 1 && lacking[0] === 'IP') {
      const way = (variables.get(LEARNING)?.[0] ?? 'any').toLowerCase();
      if (way === 'none') throw unresolvable(lacking);
      if (way !== 'any')
        throw new VirError(
          ErrorCode.PARSE_FAILED,
          ErrorDomain.NWFILTER,
          `filter '${filter.name}' learning value '${variables.get(LEARNING)?.[0]}' invalid.`,
        );
      await learn(binding);
      return false;
    }
    if (lacking.length > 0) throw unresolvable(lacking.filter((name) => name !== 'IP' && name !== 'MAC'));
    await buildRules(deviceOf(binding), instantiate(filter, variables, find));
    return true;
  };
  const instantiateOn = async (binding: Binding): Promise<void> => {
    if (!linkExists(deviceOf(binding))) return;
    if (await build(binding)) await switchRules(deviceOf(binding));
  };

  const using = (filter: string): Binding[] =>
    [...bindings.values()].filter(({ def }) => {
      const { filter: own } = def.filterref;
      if (own === filter) return true;
      const known = find(own);
      return known !== undefined && refersTo(known, filter, find);
    });

  return {
    get: (portdev) => bindings.get(portdev),
    all: () => bindings.values(),
    async add(def) {
      const binding: Binding = { def, address: null, learning: null, snoop: null };
      bindings.set(def.portdev.name, binding);
      try {
        await instantiateOn(binding);
      } catch (error) {
        bindings.delete(def.portdev.name);
        binding.learning?.abort();
        binding.snoop?.stop();
        throw error;
      }
      return binding;
    },
    async remove(binding) {
      binding.learning?.abort();
      binding.learning = null;
      binding.snoop?.stop();
      if (binding.snoop) leases.set(`${binding.def.owner.uuid}-${binding.def.mac.address}`, []);
      bindings.delete(deviceOf(binding));
      await removeRules(deviceOf(binding));
    },
    async rebuild(filter) {
      const built: string[] = [];
      try {
        for (const binding of using(filter))
          if (linkExists(deviceOf(binding)) && !binding.learning && (await build(binding)))
            built.push(deviceOf(binding));
      } catch (error) {
        for (const device of built) await discardRules(device);
        throw error;
      }
      for (const device of built) await switchRules(device);
    },
    uses: (filter) => using(filter).length > 0,
    halt() {
      for (const binding of bindings.values()) {
        binding.learning?.abort();
        binding.snoop?.stop();
      }
    },
  };
};
