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

export interface Binding {
  readonly def: NWFilterBinding;
  /** The guest's address, once it has been seen. */
  address: string | null;
  learning: AbortController | null;
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

export const createBindings = (find: (name: string) => NWFilter | undefined, log: Logger): Bindings => {
  const bindings = new Map<string, Binding>();
  const deviceOf = (binding: Binding): string => binding.def.portdev.name;
  const filterOf = (binding: Binding): NWFilter => {
    const { filter: name } = binding.def.filterref;
    const filter = find(name);
    if (!filter) throw internal(`referenced filter '${name}' is missing`);
    return filter;
  };
  /** The variables given and known; those that are known are from then on shown as given, as libvirt has it. */
  const variablesOf = ({ def, address }: Binding): Variables => {
    const { filterref } = def;
    const note = (name: string, value: string): void => {
      if (filterref.parameters.some((parameter) => parameter.name === name)) return;
      filterref.parameters.push({ name, value });
      filterref.parameters.sort((a, b) => ((a.name ?? '') < (b.name ?? '') ? -1 : 1));
    };
    note('MAC', def.mac.address);
    if (address !== null) note('IP', address);
    return parametersOf(filterref);
  };

  const unresolvable = (names: readonly string[]): VirError =>
    internal(
      `Cannot instantiate filter due to unresolvable variables or unavailable list elements: ${names.join(', ')}`,
    );

  const learn = async (binding: Binding, filter: NWFilter, way: string): Promise<void> => {
    const device = deviceOf(binding);
    if (binding.learning) return;
    const servers = variablesOf(binding).get('DHCPSERVER') ?? [];
    const dhcpOnly = way === 'dhcp';
    await learningRules(device, binding.def.mac.address, dhcpOnly, servers);
    const learning = new AbortController();
    binding.learning = learning;
    void learnAddress(device, binding.def.mac.address, dhcpOnly, servers, learning.signal)
      .then(async (address) => {
        binding.learning = null;
        binding.address = address;
        log.info({ device, address }, `${device} uses ${address}`);
        await instantiateOn(binding);
      })
      .catch((error) => {
        if (learning.signal.aborted) return;
        binding.learning = null;
        log.error(
          { device, filter: filter.name, err: String(error) },
          `no filter is in force on ${device}: it is cut off`,
        );
        // Better no network than an unfiltered one.
        if (linkExists(device)) setLink(device, { up: false });
      });
  };

  /** Builds the rules; false when the address must be learned first. */
  const build = async (binding: Binding): Promise<boolean> => {
    const filter = filterOf(binding);
    const variables = variablesOf(binding);
    const lacking = missingVariables(filter, variables, find);
    if (lacking.length === 1 && lacking[0] === 'IP') {
      const way = (variables.get(LEARNING)?.[0] ?? 'any').toLowerCase();
      if (way === 'none') throw unresolvable(lacking);
      if (way !== 'any' && way !== 'dhcp')
        throw new VirError(
          ErrorCode.PARSE_FAILED,
          ErrorDomain.NWFILTER,
          `filter '${filter.name}' learning value '${variables.get(LEARNING)?.[0]}' invalid.`,
        );
      await learn(binding, filter, way);
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
      const binding: Binding = { def, address: null, learning: null };
      bindings.set(def.portdev.name, binding);
      try {
        await instantiateOn(binding);
      } catch (error) {
        bindings.delete(def.portdev.name);
        binding.learning?.abort();
        throw error;
      }
      return binding;
    },
    async remove(binding) {
      binding.learning?.abort();
      binding.learning = null;
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
      for (const binding of bindings.values()) binding.learning?.abort();
    },
  };
};
