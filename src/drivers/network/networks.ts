// The set of networks: loading, defining, starting, stopping, changing and removing them, with the events that tell.

import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import { type Network, ownsBridge } from '../../model/network/def.ts';
import { dnsmasqConfig, dnsmasqHosts, dnsmasqNames, needsDnsmasq } from '../../model/network/dnsmasq.ts';
import { firewallRules } from '../../model/network/firewall.ts';
import { updateNetwork } from '../../model/network/update.ts';
import { missing } from '../common/errors.ts';
import { networkMetadata, setMetadata } from '../common/metadata.ts';
import { createObjectTable, type ObjectTable } from '../common/objects.ts';
import { loadDirectory, removeFile, setLink, writeFileAtomic } from '../common/store.ts';
import type { EventBus } from '../events.ts';
import type { DriverHost, Logger } from '../host.ts';
import { defaultNetwork } from './default.ts';
import { runNetworkHook } from './hooks.ts';
import { createLifecycle, type Lifecycle } from './lifecycle.ts';
import { autostartLink, configFile, type NetworkPlaces, networkPlaces } from './places.ts';
import { moveCounts } from './ports.ts';
import {
  copyOf,
  createRecord,
  inTurn,
  type NetworkRecord,
  parseNetwork,
  parseStatus,
  persistentDef,
  saveConfig,
  saveStatus,
} from './record.ts';
import { giveMac, validateNetwork } from './validate.ts';

const NetworkEvent = { DEFINED: 0, UNDEFINED: 1, STARTED: 2, STOPPED: 3 } as const;
const AFFECT_LIVE = 1;
const AFFECT_CONFIG = 2;

const invalid = (text: string): VirError =>
  new VirError(ErrorCode.OPERATION_INVALID, ErrorDomain.NETWORK, text);

export interface Handle {
  readonly name: string;
  readonly uuid: string;
}

export interface Networks {
  readonly places: NetworkPlaces;
  readonly lifecycle: Lifecycle;
  readonly table: ObjectTable<NetworkRecord>;
  /** The network of a handle, or libvirt's refusal. */
  get(handle: Handle): NetworkRecord;
  define(xml: string): Promise<NetworkRecord>;
  create(xml: string): Promise<NetworkRecord>;
  start(net: NetworkRecord): Promise<void>;
  stop(net: NetworkRecord): Promise<void>;
  undefine(net: NetworkRecord): Promise<void>;
  setAutostart(net: NetworkRecord, on: boolean): Promise<void>;
  update(net: NetworkRecord, change: UpdateCall, flags: number): Promise<void>;
  setMetadata(net: NetworkRecord, change: MetadataCall, flags: number): Promise<void>;
  /** The one definition that flags ask for. */
  definition(net: NetworkRecord, flags: number): Network;
  load(signal: AbortSignal): Promise<void>;
  /** Puts the rules and zones of all running networks in force again: somebody may have emptied the host's tables. */
  reload(): Promise<void>;
  onStarted(callback: (net: NetworkRecord) => void): () => void;
}
export interface UpdateCall {
  readonly command: number;
  readonly section: number;
  readonly parentIndex: number;
  readonly xml: string;
}
export interface MetadataCall {
  readonly type: number;
  readonly metadata: string | null;
  readonly key: string | null;
  readonly uri: string | null;
}

/** AFFECT_CURRENT made plain, and what cannot be refused. */
const impact = (net: NetworkRecord, flags: number): number => {
  const resolved = flags & (AFFECT_LIVE | AFFECT_CONFIG) || (net.active ? AFFECT_LIVE : AFFECT_CONFIG);
  if (resolved & AFFECT_LIVE && !net.active) throw invalid('network is not running');
  if (resolved & AFFECT_CONFIG && !net.persistent)
    throw invalid('cannot change persistent config of a transient network');
  return resolved;
};

export const createNetworks = (host: DriverHost, events: EventBus, log: Logger): Networks => {
  const places = networkPlaces(host);
  const lifecycle = createLifecycle(host, places, log);
  const table = createObjectTable<NetworkRecord>('network', ErrorDomain.NETWORK);
  const started = new Set<(net: NetworkRecord) => void>();

  const tell = ({ name, uuid }: Handle, event: number): void =>
    events.emit('network', 'lifecycle', { net: { name, uuid }, event, detail: 0 });

  const forget = async (net: NetworkRecord): Promise<void> => {
    table.remove(net);
    await lifecycle.cleanUp(net);
  };

  const startNow = async (net: NetworkRecord): Promise<void> => {
    await lifecycle.start(net);
    tell(net, NetworkEvent.STARTED);
    for (const callback of [...started]) callback(net);
  };

  const stopNow = async (net: NetworkRecord): Promise<void> => {
    await lifecycle.stop(net);
    tell(net, NetworkEvent.STOPPED);
    if (!net.persistent) await forget(net);
    // Nobody waits for this; it takes its turn before the next network's rules.
    if (table.list((other) => other.active).length === 0)
      void lifecycle.firewall.leave().catch(() => undefined);
  };

  /** What a change of the running definition means for its helpers. */
  const effect = (
    before: Network,
    after: Network,
  ): { firewall: boolean; dnsmasq: 'restart' | 'refresh' | 'none' } => {
    if (!ownsBridge(after)) return { firewall: false, dnsmasq: 'none' };
    const files = { hostsFile: '', addnHosts: '' };
    const config = (def: Network): string => (needsDnsmasq(def) ? dnsmasqConfig(def, files) : '');
    const hosts = (def: Network): string => dnsmasqHosts(def) + dnsmasqNames(def);
    return {
      firewall: JSON.stringify(firewallRules(before)) !== JSON.stringify(firewallRules(after)),
      dnsmasq:
        config(before) !== config(after) ? 'restart' : hosts(before) !== hosts(after) ? 'refresh' : 'none',
    };
  };

  const loadConfigs = async (): Promise<void> => {
    const found = await loadDirectory(
      places.config,
      '.xml',
      (text, name) => {
        const def = parseNetwork(text);
        if (def.name !== name)
          throw new VirError(
            ErrorCode.INTERNAL_ERROR,
            ErrorDomain.NETWORK,
            `Network config filename '${join(places.config, `${name}.xml`)}' does not match network name '${def.name}'`,
          );
        return { def, complete: /<uuid>/.test(text) && (!ownsBridge(def) || def.mac !== undefined) };
      },
      log,
    );
    for (const { value } of found) {
      const { def, complete } = value;
      if (ownsBridge(def)) giveMac(def);
      else delete def.mac;
      const known = table.byUuid(def.uuid);
      if (known && known.name === def.name) {
        known.newDef = def;
        known.persistent = true;
      } else if (known || table.byName(def.name)) {
        log.error(
          { network: def.name },
          `network '${def.name}' is there twice; ${configFile(places, def.name)} is not used`,
        );
        continue;
      } else table.add(createRecord(def, true));
      const net = table.byUuid(def.uuid);
      if (net) net.autostart = existsSync(autostartLink(places, def.name));
      if (!complete) await saveConfig(places, def);
    }
  };

  const resumeAll = async (): Promise<void> => {
    const before = [...table.all()].filter((net) => net.active);
    for (const net of before) {
      const running = await lifecycle.resume(net).catch((error) => {
        log.error(
          { network: net.name, err: String(error) },
          `network '${net.name}' cannot be taken up whole`,
        );
        return true;
      });
      if (!running && !net.persistent) await forget(net);
    }
  };

  /** Networks marked so are started once a boot, not at every start of the daemon. */
  const autostart = async (signal: AbortSignal): Promise<void> => {
    const mark = join(places.state, 'autostarted');
    if (host.privileged && existsSync(mark)) return;
    for (const net of table.list((net) => net.autostart && !net.active)) {
      if (signal.aborted) return;
      await inTurn(net, () => startNow(net)).catch((error) =>
        log.error({ network: net.name, err: String(error) }, `cannot autostart network '${net.name}'`),
      );
    }
    if (host.privileged) await writeFileAtomic(mark, '');
  };

  return {
    places,
    lifecycle,
    table,
    get({ uuid, name }) {
      const net = table.byUuid(uuid);
      if (!net) throw missing.network.byHandle(uuid, name, ErrorDomain.NETWORK);
      return net;
    },
    async define(xml) {
      const def = parseNetwork(xml);
      validateNetwork(def, table.all());
      const known = table.claim(def.uuid, def.name);
      if (!known) {
        const net = createRecord(def, true);
        table.add(net);
        try {
          await saveConfig(places, def);
        } catch (error) {
          table.remove(net);
          throw error;
        }
        tell(net, NetworkEvent.DEFINED);
        return net;
      }
      return inTurn(known, async () => {
        await saveConfig(places, def);
        if (known.active) known.newDef = def;
        else known.def = def;
        known.persistent = true;
        tell(known, NetworkEvent.DEFINED);
        return known;
      });
    },
    async create(xml) {
      const def = parseNetwork(xml);
      validateNetwork(def, table.all());
      const known = table.claim(def.uuid, def.name);
      const net = known ?? createRecord(def, false);
      if (!known) table.add(net);
      return inTurn(net, async () => {
        if (net.active) throw invalid(`network is already active as '${net.name}'`);
        const stored = known ? net.def : null;
        if (stored) {
          net.newDef = net.persistent ? stored : null;
          net.def = def;
        }
        try {
          await startNow(net);
        } catch (error) {
          if (stored) {
            net.def = stored;
            net.newDef = null;
          } else table.remove(net);
          throw error;
        }
        return net;
      });
    },
    start: (net) => inTurn(net, () => startNow(net)),
    stop: (net) =>
      inTurn(net, async () => {
        if (!net.active) throw invalid(`network '${net.name}' is not active`);
        await stopNow(net);
      }),
    undefine: (net) =>
      inTurn(net, async () => {
        if (!net.persistent) throw invalid("can't undefine transient network");
        await setLink(autostartLink(places, net.name), '', false);
        net.autostart = false;
        await removeFile(configFile(places, net.name));
        net.persistent = false;
        tell(net, NetworkEvent.UNDEFINED);
        if (net.active) net.newDef = null;
        else await forget(net);
      }),
    setAutostart: (net, on) =>
      inTurn(net, async () => {
        if (!net.persistent) throw invalid('cannot set autostart for transient network');
        if (net.autostart === on) return;
        await setLink(autostartLink(places, net.name), configFile(places, net.name), on);
        net.autostart = on;
      }),
    update: (net, { command, section, parentIndex, xml }, flags) =>
      inTurn(net, async () => {
        const resolved = impact(net, flags);
        const change = (def: Network): Network => updateNetwork(def, command, section, parentIndex, xml);
        const live = resolved & AFFECT_LIVE ? change(net.def) : null;
        const config = resolved & AFFECT_CONFIG ? change(persistentDef(net)) : null;
        if (config) copyOf(config, true);
        if (live) copyOf(live, false);
        const jobs: Promise<unknown>[] = [];
        if (config) {
          jobs.push(saveConfig(places, config));
          if (net.active) net.newDef = config;
          else net.def = config;
        }
        if (live) {
          const before = net.def;
          moveCounts(before, live);
          net.def = live;
          jobs.push(lifecycle.applyUpdate(net, effect(before, live)), saveStatus(places, net));
        }
        for (const outcome of await Promise.allSettled(jobs))
          if (outcome.status === 'rejected') throw outcome.reason;
        await runNetworkHook(host, net, 'updated', 'begin');
      }),
    setMetadata: (net, { type, metadata, key, uri }, flags) =>
      inTurn(net, async () => {
        const resolved = impact(net, flags);
        const set = (def: Network): void => setMetadata(def, type, metadata, key, uri, networkMetadata);
        if (resolved & AFFECT_LIVE) {
          set(net.def);
          await saveStatus(places, net);
        }
        if (resolved & AFFECT_CONFIG) {
          set(persistentDef(net));
          await saveConfig(places, persistentDef(net));
        }
        events.emit('network', 'metadataChange', {
          net: { name: net.name, uuid: net.uuid },
          type,
          nsuri: uri,
        });
      }),
    definition(net, flags) {
      const resolved = impact(net, flags);
      return net.active && resolved & AFFECT_CONFIG ? persistentDef(net) : net.def;
    },
    async load(signal) {
      const fresh = host.privileged && !existsSync(places.config);
      await mkdir(places.state, { recursive: true });
      await mkdir(places.config, { recursive: true });
      if (fresh) await saveConfig(places, defaultNetwork());
      const running = await loadDirectory(places.state, '.xml', parseStatus, log);
      for (const { value } of running) table.add(value);
      await loadConfigs();
      await resumeAll();
      lifecycle.watch(
        () => table.all(),
        (net) => {
          void inTurn(net, async () => {
            if (!net.active) return;
            log.error(
              { network: net.name },
              `the bridge of network '${net.name}' was removed; the network is stopped`,
            );
            await stopNow(net);
          }).catch((error) => log.error({ err: String(error) }, 'cannot stop a network without bridge'));
        },
        signal,
      );
      await autostart(signal);
    },
    async reload() {
      const running = table.list((net) => net.active);
      const outcomes = await Promise.allSettled(
        running.map((net) =>
          inTurn(net, async () => {
            if (net.active) await lifecycle.applyUpdate(net, { firewall: true, dnsmasq: 'none' });
          }),
        ),
      );
      for (const [i, outcome] of outcomes.entries())
        if (outcome.status === 'rejected')
          log.error(
            { network: running[i]?.name, err: String(outcome.reason) },
            `the rules of network '${running[i]?.name}' cannot be put in force again`,
          );
    },
    onStarted(callback) {
      started.add(callback);
      return () => void started.delete(callback);
    },
  };
};
