// Starting and stopping networks, taking up those that ran on while the daemon was away, and watching over them.
import { rm } from 'node:fs/promises';
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import { bridgeOf, forwardMode, ipsOf, type Network, ownsBridge } from '../../model/network/def.ts';
import { linkExists } from '../../native/link.ts';
import { loadDirectory, removeFile } from '../common/store.ts';
import type { DriverHost, Logger } from '../host.ts';
import {
  checkRouteCollision,
  enableForwarding,
  makeBridge,
  manageMacTable,
  raiseBridge,
  removeBridge,
} from './bridge.ts';
import { createDnsmasq, type Dnsmasq } from './dnsmasq.ts';
import { chooseBackend, createFirewall, type Firewall, removeWith, setZone } from './firewall.ts';
import { runNetworkHook } from './hooks.ts';
import { leaseFile, macMapFile, type NetworkPlaces, portsDirectory, statusFile } from './places.ts';
import { plugTap } from './plug.ts';
import { claimPort, fillPool } from './ports.ts';
import { clearBandwidth, setBandwidth } from './qos.ts';
import {
  copyOf,
  type NetworkRecord,
  type PortRecord,
  parsePort,
  removePort,
  savePort,
  saveStatus,
} from './record.ts';
import { replaceFile } from './replace.ts';

/** A dnsmasq that dies this often within the time is left dead, and reported. */
const RESTARTS = 5;
const RESTART_WINDOW_MS = 60_000;
const WATCH_MS = 500;

export interface Lifecycle {
  readonly firewall: Firewall;
  readonly dnsmasq: Dnsmasq;
  start(net: NetworkRecord): Promise<void>;
  stop(net: NetworkRecord): Promise<void>;
  /** Takes up a network whose state file was found. False when it does not run any more. */
  resume(net: NetworkRecord): Promise<boolean>;
  /** After a change of the running definition: what must be told of it. */
  applyUpdate(
    net: NetworkRecord,
    what: { firewall: boolean; dnsmasq: 'restart' | 'refresh' | 'none' },
  ): Promise<void>;
  /** Looks after running networks until the signal: restarts dnsmasq, notices a bridge that vanished. */
  watch(
    networks: () => Iterable<NetworkRecord>,
    vanished: (net: NetworkRecord) => void,
    signal: AbortSignal,
  ): void;
  saveMacs(net: NetworkRecord): Promise<void>;
  /** Removes the files of a network that is gone for good. */
  cleanUp(net: NetworkRecord): Promise<void>;
}

/** A running network shows the ports that masquerading uses, as libvirtd's does. */
const showNatPorts = (def: Network): void => {
  const { forward } = def;
  if (forward?.mode !== 'nat' || (ipsOf(def, 'ipv4').length === 0 && !forward.nat?.ipv6)) return;
  forward.nat ??= {};
  forward.nat.port ??= { start: 1024, end: 65535 };
};

export const createLifecycle = (host: DriverHost, places: NetworkPlaces, log: Logger): Lifecycle => {
  const configured = host.config('network.conf').firewall_backend;
  const backend = chooseBackend(typeof configured === 'string' ? configured : undefined, host.privileged);
  const firewall = createFirewall(backend, log);
  const dnsmasq = createDnsmasq(places);
  const hook = (net: NetworkRecord, operation: string, sub: string): Promise<boolean> =>
    runNetworkHook(host, net, operation, sub);

  const saveMacs = async (net: NetworkRecord): Promise<void> => {
    if (net.def.ips.length === 0 || !ownsBridge(net.def)) return;
    const owners = new Map<string, string[]>();
    for (const { def } of net.ports.values())
      owners.set(def.owner.name, [...(owners.get(def.owner.name) ?? []), def.mac.address]);
    const list = [...owners].sort(([a], [b]) => (a < b ? -1 : 1)).map(([domain, macs]) => ({ domain, macs }));
    await replaceFile(macMapFile(places, bridgeOf(net.def)), `${JSON.stringify(list, null, 2)}\n`, 0o644);
  };

  const allowTraffic = async (net: NetworkRecord): Promise<void> => {
    await setZone(net.def);
    showNatPorts(net.def);
    net.removal = await firewall.add(net.def);
  };
  const forbidTraffic = async (net: NetworkRecord): Promise<void> => {
    const { removal } = net;
    net.removal = null;
    if (removal) await removeWith(firewall, removal, net.def, log);
  };

  const startVirtual = async (net: NetworkRecord): Promise<void> => {
    const { def } = net;
    checkRouteCollision(def);
    if (bridgeOf(def) === '')
      throw new VirError(
        ErrorCode.INTERNAL_ERROR,
        ErrorDomain.NETWORK,
        `network '${def.name}' has no bridge name defined`,
      );
    await makeBridge(def);
    try {
      raiseBridge(def, (text) => log.warn({ network: net.name }, text));
      await enableForwarding(def);
      // The rules and the name server do not need each other.
      const outcomes = await Promise.allSettled([
        allowTraffic(net),
        dnsmasq.start(def).then((pid) => {
          net.dnsmasqPid = pid;
        }),
        saveMacs(net),
      ]);
      for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
      await setBandwidth(bridgeOf(def), def.bandwidth, { hierarchical: true, swapped: true });
    } catch (error) {
      await stopVirtual(net).catch(() => undefined);
      throw error;
    }
  };

  const stopVirtual = async (net: NetworkRecord): Promise<void> => {
    const { def } = net;
    const pid = net.dnsmasqPid;
    net.dnsmasqPid = null;
    const done = await Promise.allSettled([
      pid === null ? undefined : dnsmasq.stop(pid),
      forbidTraffic(net),
      setZone(def, true),
      removeBridge(def),
    ]);
    for (const outcome of done)
      if (outcome.status === 'rejected')
        log.warn({ network: net.name, err: String(outcome.reason) }, 'something of the network stays behind');
  };

  const startOther = async (net: NetworkRecord): Promise<void> => {
    const { def } = net;
    if (forwardMode(def) !== 'bridge' || bridgeOf(def) === '') return fillPool(def);
    try {
      await setBandwidth(bridgeOf(def), def.bandwidth, { hierarchical: true, swapped: true });
      manageMacTable(def);
    } catch (error) {
      if (def.bandwidth) await clearBandwidth(bridgeOf(def));
      throw error;
    }
  };

  const forgetPorts = async (net: NetworkRecord): Promise<void> => {
    net.ports.clear();
    net.def.connections = 0;
    await rm(portsDirectory(places, net.name), { recursive: true, force: true });
  };

  /** Puts the taps back that were on the bridge when the network was stopped. */
  const replug = async (net: NetworkRecord): Promise<void> => {
    for (const [uuid, port] of net.orphans) {
      net.orphans.delete(uuid);
      if (!port.tap || !linkExists(port.tap)) continue;
      try {
        // The definition may have given the network another bridge since.
        if (port.def.plug?.type === 'network') port.def.plug.bridge = bridgeOf(net.def);
        claimPort(net, port.def);
        net.ports.set(uuid, port);
        await savePort(places, net.name, port.def);
        await plug(net, port);
      } catch (error) {
        log.warn({ network: net.name, tap: port.tap, err: String(error) }, 'cannot plug a guest back in');
      }
    }
  };
  const plug = (net: NetworkRecord, port: PortRecord): Promise<void> =>
    plugTap(port.tap!, port.def, {
      mac: port.def.mac.address,
      owner: port.def.owner,
      ...(net.def.mtu?.size ? { mtu: net.def.mtu.size } : {}),
    });

  const settleDown = (net: NetworkRecord): void => {
    net.active = false;
    net.removal = null;
    net.dnsmasqPid = null;
    net.restarts = [];
    net.floorSum = 0;
    net.classIds.clear();
    for (const id of [0, 1, 2]) net.classIds.add(id);
    if (net.newDef) {
      net.def = net.newDef;
      net.newDef = null;
    }
  };

  const reviveDnsmasq = async (net: NetworkRecord): Promise<void> => {
    const now = Date.now();
    net.restarts = net.restarts.filter((time) => now - time < RESTART_WINDOW_MS);
    if (net.restarts.length >= RESTARTS) {
      log.error(
        { network: net.name },
        `dnsmasq of network '${net.name}' keeps dying; it is not started again`,
      );
      net.dnsmasqPid = null;
      return;
    }
    net.restarts.push(now);
    log.warn(
      { network: net.name, pid: net.dnsmasqPid },
      `dnsmasq of network '${net.name}' died; starting it again`,
    );
    net.dnsmasqPid = await dnsmasq.start(net.def).catch((error) => {
      log.error(
        { network: net.name, err: String(error) },
        `cannot start dnsmasq of network '${net.name}' again`,
      );
      return net.dnsmasqPid;
    });
  };

  const lifecycle: Lifecycle = {
    firewall,
    dnsmasq,
    saveMacs,
    async start(net) {
      if (net.active)
        throw new VirError(ErrorCode.OPERATION_INVALID, ErrorDomain.NETWORK, 'network is already active');
      await forgetPorts(net);
      const made = net.persistent && !net.newDef;
      if (made) net.newDef = copyOf(net.def, true);
      let running = false;
      try {
        await hook(net, 'start', 'begin');
        await (ownsBridge(net.def) ? startVirtual(net) : startOther(net));
        running = true;
        net.floorSum = 0;
        net.tainted ||= await hook(net, 'started', 'begin');
        await saveStatus(places, net);
        net.active = true;
      } catch (error) {
        if (running && ownsBridge(net.def)) await stopVirtual(net);
        settleDown(net);
        await hook(net, 'stopped', 'end').catch(() => false);
        throw error;
      }
      await replug(net);
    },
    async stop(net) {
      const { def } = net;
      for (const [uuid, port] of net.ports) if (port.tap) net.orphans.set(uuid, port);
      await Promise.all([
        removeFile(statusFile(places, net.name)).catch(() => undefined),
        ownsBridge(def) ? stopVirtual(net) : undefined,
      ]);
      if (!ownsBridge(def) && def.bandwidth) await clearBandwidth(bridgeOf(def));
      await forgetPorts(net);
      await hook(net, 'stopped', 'end').catch(() => false);
      settleDown(net);
    },
    async resume(net) {
      const { def } = net;
      const bridge = bridgeOf(def);
      if (bridge !== '' && !linkExists(bridge)) {
        log.warn(
          { network: net.name },
          `bridge ${bridge} of network '${net.name}' is gone; the network is stopped`,
        );
        await lifecycle.stop(net);
        return false;
      }
      def.connections = 0;
      for (const { value } of await loadDirectory(portsDirectory(places, net.name), '.xml', parsePort, log))
        try {
          claimPort(net, value);
          net.ports.set(value.uuid, { def: value, tap: null });
        } catch (error) {
          log.warn({ network: net.name, port: value.uuid, err: String(error) }, 'a port is given up');
          await removePort(places, net.name, value.uuid);
        }
      if (!ownsBridge(def)) return true;
      net.dnsmasqPid = await dnsmasq.find(def);
      if (net.dnsmasqPid === null) net.dnsmasqPid = await dnsmasq.start(def).catch(() => null);
      await lifecycle.applyUpdate(net, { firewall: true, dnsmasq: 'none' });
      return true;
    },
    async applyUpdate(net, what) {
      if (!ownsBridge(net.def)) return;
      if (what.firewall) {
        const old = net.removal;
        await setZone(net.def);
        if (old && old.backend !== firewall.backend) await removeWith(firewall, old, net.def, log);
        net.removal = await firewall.replace(net.def, old?.backend === firewall.backend ? old : null);
        await saveStatus(places, net);
      }
      const pid = net.dnsmasqPid;
      if (what.dnsmasq === 'none' || net.def.ips.length === 0) return;
      if (what.dnsmasq === 'refresh' && pid !== null && dnsmasq.alive(pid))
        return dnsmasq.refresh(net.def, pid);
      if (pid !== null) await dnsmasq.stop(pid);
      net.dnsmasqPid = await dnsmasq.start(net.def);
    },
    watch(networks, vanished, signal) {
      const look = (): void => {
        for (const net of networks()) {
          if (!net.active || !ownsBridge(net.def)) continue;
          const lost = !linkExists(bridgeOf(net.def));
          const dead = net.dnsmasqPid !== null && !dnsmasq.alive(net.dnsmasqPid);
          if (lost) vanished(net);
          else if (dead) {
            const pid = net.dnsmasqPid;
            net.tail = net.tail
              .then(async () => {
                if (net.active && net.dnsmasqPid === pid) await reviveDnsmasq(net);
              })
              .catch(() => undefined);
          }
        }
      };
      const timer = setInterval(look, WATCH_MS);
      timer.unref();
      signal.addEventListener('abort', () => clearInterval(timer), { once: true });
    },
    async cleanUp(net) {
      const def: Network = net.newDef ?? net.def;
      await dnsmasq.forget(def);
      const files = [
        leaseFile(places, bridgeOf(def)),
        macMapFile(places, bridgeOf(def)),
        statusFile(places, net.name),
      ];
      await Promise.all(files.map((file) => removeFile(file).catch(() => undefined)));
    },
  };
  return lifecycle;
};
