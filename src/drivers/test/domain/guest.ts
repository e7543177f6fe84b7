// What is inside a simulated guest: file systems, clock, users, keyboard, screen, addresses and counters. The numbers
// are those of libvirt's simulator, so that what was written against it finds what it expects.
import { closeSync } from 'node:fs';
import { ErrorCode, VirError } from '../../../../schemas/errors.ts';
import { param, type TypedParam } from '../../../../schemas/rpc/types.ts';
import type { Domain } from '../../../../schemas/xml/domain.ts';
import { addressNumber, prefixOf } from '../../../../schemas/xml/parts/inet.ts';
import { invalidOperation } from '../../common/errors.ts';
import { DomainState } from '../../common/states.ts';
import { findInterface } from '../../common/tuning/bandwidth.ts';
import type { PartialTable } from '../../table.ts';
import type { Lease, SimNetwork } from '../network.ts';
import { openDevice } from './console.ts';
import type { DomainHost } from './lifecycle.ts';
import { checkActive, internal, invalid, type SimDomain, TEST } from './object.ts';

const MOUNTS = ['/', '/boot'] as const;
const CODE_SETS = ['linux', 'xt', 'atset1', 'atset2', 'atset3', 'osx', 'xt_kbd', 'usb', 'win32', 'qnum'];
const HIGHEST_KEY = 0x2ff;
const SIGNALS = 65;
const TOTAL_CPU_TIME = 48772617035;

const ipText = (value: bigint, v6: boolean): string =>
  v6
    ? new URL(
        `http://[${Array.from({ length: 8 }, (_, i) => ((value >> BigInt(112 - 16 * i)) & 0xffffn).toString(16)).join(':')}]/`,
      ).hostname.slice(1, -1)
    : [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join('.');

/** The address an interface of a running guest has on a network: the range's first, moved by guest and interface. */
const addressOn = (
  network: SimNetwork,
  id: number,
  index: number,
): { type: number; addr: string; prefix: number } | null => {
  const ip = (network.live ?? network.config)?.ips[0];
  if (!ip) return null;
  const base = ip.dhcp?.ranges[0]?.start ?? ip.address;
  const v6 = base.includes(':');
  return {
    type: v6 ? 1 : 0,
    addr: ipText(addressNumber(base) + BigInt(20 * (id - 1) + index + 1), v6),
    prefix: prefixOf(ip),
  };
};

/** Who has addresses on a network, as its DHCP server would know. */
export const leasesOn = (host: DomainHost, network: SimNetwork): Lease[] => {
  const leases: Lease[] = [];
  for (const dom of host.domains.all()) {
    for (const [i, net] of (dom.live?.devices.interfaces ?? []).entries()) {
      const source = net.source as { network?: string } | undefined;
      if (net.type !== 'network' || source?.network !== network.name) continue;
      const address = addressOn(network, dom.id, i);
      if (address)
        leases.push({
          mac: net.mac?.address ?? '',
          address: address.addr,
          prefix: address.prefix,
          hostname: `${dom.name}host`,
        });
    }
  }
  return leases;
};

const guestInfo = (dom: SimDomain, def: Domain, wanted: number): TypedParam[] => {
  const types = wanted || 0xff;
  const params: TypedParam[] = [];
  const text = (field: string, value: string): void => void params.push(param.string(field, value));
  if (types & 1) {
    params.push(param.uint('user.count', 1));
    text('user.0.name', 'test');
    params.push(param.ullong('user.0.login-time', dom.guest.seconds * 1000));
  }
  if (types & 2) {
    text('os.id', 'test');
    text('os.name', 'Test guest');
    text('os.pretty-name', 'Test guest 1');
    text('os.version', '1');
    text('os.version-id', '1');
    text('os.machine', def.os.type?.arch ?? 'i686');
    text('os.kernel-release', '1.0.0');
    text('os.kernel-version', '#1');
  }
  if (types & 4) {
    text('timezone.name', 'UTC');
    params.push(param.int('timezone.offset', 0));
  }
  if (types & 8) text('hostname', `${dom.name}host`);
  const disk = def.devices.disks.find((each) => each.device === 'disk')?.target.dev;
  if (types & 16) {
    params.push(param.uint('fs.count', disk ? MOUNTS.length : 0));
    if (disk)
      for (const [i, mount] of MOUNTS.entries()) {
        text(`fs.${i}.name`, `${disk}${i + 1}`);
        text(`fs.${i}.mountpoint`, mount);
        text(`fs.${i}.fstype`, 'ext4');
        params.push(
          param.ullong(`fs.${i}.total-bytes`, 1024 ** 3),
          param.ullong(`fs.${i}.used-bytes`, 512 * 1024 ** 2),
        );
        params.push(param.uint(`fs.${i}.disk.count`, 1));
        text(`fs.${i}.disk.0.alias`, disk);
      }
  }
  if (types & 32) {
    params.push(param.uint('disk.count', def.devices.disks.length));
    for (const [i, each] of def.devices.disks.entries()) {
      text(`disk.${i}.name`, `/dev/${each.target.dev}`);
      params.push(param.boolean(`disk.${i}.partition`, false));
      text(`disk.${i}.alias`, each.target.dev ?? '');
    }
  }
  if (types & 64) {
    params.push(param.uint('if.count', def.devices.interfaces.length));
    for (const [i, net] of def.devices.interfaces.entries()) {
      text(`if.${i}.name`, `eth${i}`);
      text(`if.${i}.hwaddr`, net.mac?.address ?? '');
    }
  }
  if (types & 128)
    params.push(param.double('load.1m', 0.1), param.double('load.5m', 0.1), param.double('load.15m', 0.1));
  return params;
};

const perCpu = (
  nparams: number,
  start: number,
  count: number,
  total: number,
): { params: TypedParam[]; nparams: number } => {
  if (nparams === 0 && count !== 0) return { params: [], nparams: 2 };
  if (count === 0) return { params: [], nparams: total };
  if (start >= total) throw invalid(`start_cpu ${start} larger than maximum of ${total - 1}`);
  const share = Math.floor(TOTAL_CPU_TIME / total);
  const stride = Math.min(nparams, 2);
  const params: TypedParam[] = [];
  for (let cpu = start; cpu < Math.min(total, start + count); cpu++) {
    params.push(param.ullong('cpu_time', share + cpu));
    if (stride > 1) params.push(param.ullong('vcpu_time', share + cpu - 1234567890));
  }
  return { params, nparams: stride };
};

const controlOf = (seconds: number): { state: number; details: number; stateTime: number } => {
  if (seconds > 0 && seconds < 10000) return { state: 1, details: 0, stateTime: seconds };
  if (seconds >= 10000 && seconds < 30000) return { state: 2, details: 0, stateTime: seconds - 10000 };
  if (seconds >= 30000 && seconds < 60000)
    return { state: 3, details: seconds % 4, stateTime: seconds - 30000 };
  return { state: 0, details: 0, stateTime: 0 };
};

/** virDomainMemoryStatTags. */
const memoryStats = (def: Domain): { tag: number; val: number }[] => {
  const memory = def.currentMemory ?? def.memory.value;
  const balloon = def.devices.memballoons[0];
  const half = Math.floor(memory / 2);
  const inside = [
    [6, memory],
    [0, 0],
    [1, 0],
    [2, 0],
    [3, 0],
    [4, half],
    [5, memory],
    [8, half],
    [9, 627319920],
    [10, Math.floor(memory / 8)],
    [11, 0],
    [12, 0],
    [7, half],
  ] as const;
  if (!balloon || balloon.model === 'none') return [];
  return inside.map(([tag, val]) => ({ tag, val }));
};

export const guestSlots = (host: DomainHost) => {
  const { domains } = host;
  const running = (dom: { uuid: string; name: string; id: number }): SimDomain => {
    const found = domains.find(dom);
    checkActive(found);
    return found;
  };
  const mounts = (names: readonly string[]): readonly string[] => {
    const unknown = names.find((name) => !(MOUNTS as readonly string[]).includes(name));
    if (unknown !== undefined) throw invalidOperation(`mount point not found: ${unknown}`, TEST);
    return names.length ? names : MOUNTS;
  };

  return {
    domainFSFreeze: (_ctx, { dom, mountpoints }) => {
      const { frozen } = running(dom).guest;
      const fresh = new Set(mounts(mountpoints).filter((name) => !frozen.has(name)));
      for (const name of fresh) frozen.add(name);
      return { filesystems: fresh.size };
    },
    domainFSThaw: (_ctx, { dom, mountpoints }) => {
      const { frozen } = running(dom).guest;
      return { filesystems: mounts(mountpoints).filter((name) => frozen.delete(name)).length };
    },
    domainFSTrim: (_ctx, { dom, mountPoint }) => {
      running(dom);
      if (mountPoint) mounts([mountPoint]);
    },
    domainGetFSInfo: (_ctx, { dom }) => {
      const def = checkActive(domains.find(dom));
      const disk = def.devices.disks.find((each) => each.device === 'disk')?.target.dev;
      const info = disk
        ? MOUNTS.map((mountpoint, i) => ({
            mountpoint,
            name: `${disk}${i + 1}`,
            fstype: 'ext4',
            dev_aliases: [disk],
          }))
        : [];
      return { info, ret: info.length };
    },
    domainGetTime: (_ctx, { dom: wanted }) => {
      const dom = domains.find(wanted);
      if (dom.state !== DomainState.RUNNING) throw invalidOperation('domain is not running', TEST);
      return { seconds: dom.guest.seconds, nseconds: dom.guest.nseconds };
    },
    domainSetTime: (_ctx, { dom, seconds, nseconds }) => {
      Object.assign(running(dom).guest, { seconds, nseconds });
    },
    domainGetControlInfo: (_ctx, { dom }) => controlOf(running(dom).guest.seconds),
    domainGetHostname: (_ctx, { dom }) => ({ hostname: `${running(dom).name}host` }),
    domainSetUserPassword: (_ctx, { dom }) => void running(dom),
    domainAuthorizedSSHKeysGet: (_ctx, { dom, user }) => ({
      keys: [...(running(dom).guest.keys.get(user) ?? [])],
    }),
    domainAuthorizedSSHKeysSet: (_ctx, { dom, user, keys, flags }) => {
      const known = running(dom).guest.keys;
      const before = known.get(user) ?? [];
      if (flags & 2)
        known.set(
          user,
          before.filter((key) => !keys.includes(key)),
        );
      else if (flags & 1) known.set(user, [...before, ...keys.filter((key) => !before.includes(key))]);
      else known.set(user, keys);
    },
    domainAgentSetResponseTimeout: (_ctx, { dom, timeout }) => {
      if (timeout < -2) throw invalid('guest agent timeout is less than the minimum');
      domains.find(dom).guest.agentTimeout = timeout;
      return { result: 0 };
    },
    domainGetGuestInfo: (_ctx, { dom, types }) => {
      const found = running(dom);
      return { params: guestInfo(found, found.def, types) };
    },
    domainInjectNMI: (_ctx, { dom }) => void running(dom),
    domainSendKey: (_ctx, { dom, codeset, keycodes }) => {
      running(dom);
      const bad = keycodes.find((code) => code === 0 || code > HIGHEST_KEY);
      if (bad !== undefined)
        throw internal(`invalid keycode ${bad} of ${CODE_SETS[codeset] ?? codeset} codeset`);
    },
    domainSendProcessSignal: (_ctx, { dom, pid_value, signum }) => {
      if (pid_value !== 1) throw invalid('only sending a signal to pid 1 is supported');
      if (signum >= SIGNALS) throw invalid(`signum value ${signum} is out of range`);
      domains.find(dom);
    },
    domainOpenConsole: (ctx, { dom, dev_name, flags }) =>
      openDevice(ctx, domains.find(dom), 'console', dev_name, flags),
    domainOpenChannel: (ctx, { dom, name, flags }) =>
      openDevice(ctx, domains.find(dom), 'channel', name, flags),
    domainFDAssociate: (ctx, { dom: wanted, name }) => {
      const dom = domains.find(wanted);
      dom.guest.associated.set(name, ctx.fds);
      const release = (): void => {
        if (!dom.guest.associated.delete(name)) return;
        for (const fd of ctx.fds) closeSync(fd);
      };
      ctx.onSessionEnd(release);
    },
    domainMemoryStats: (_ctx, { dom, maxStats }) => ({
      stats: memoryStats(checkActive(domains.find(dom))).slice(0, maxStats),
    }),
    domainMemoryPeek: (_ctx, { dom, offset, size, flags }) => {
      if (flags !== 1 && flags !== 2)
        throw invalid('flags parameter must be VIR_MEMORY_VIRTUAL or VIR_MEMORY_PHYSICAL');
      running(dom);
      const buffer = Buffer.alloc(size);
      for (let i = 0; i < size; i++) buffer[i] = (offset + i) & 0xff;
      return { buffer };
    },
    domainGetCPUStats: (_ctx, { dom, nparams, start_cpu, ncpus }) => {
      running(dom);
      if (start_cpu !== -1) return perCpu(nparams, start_cpu, ncpus, host.node.cores);
      if (nparams === 0) return { params: [], nparams: 3 };
      const params = [
        param.ullong('cpu_time', TOTAL_CPU_TIME),
        param.ullong('user_time', 5540000000),
        param.ullong('system_time', 6460000000),
      ].slice(0, nparams);
      return { params, nparams: params.length };
    },
    domainInterfaceStats: (_ctx, { dom, device }) => {
      findInterface(checkActive(domains.find(dom)), device);
      const now = BigInt(Date.now()) * 1000n;
      return {
        rx_bytes: now / 10n,
        rx_packets: now / 100n,
        rx_errs: now / 1000000n,
        rx_drop: now / 2000000n,
        tx_bytes: now / 20n,
        tx_packets: now / 110n,
        tx_errs: now / 3000000n,
        tx_drop: now / 4000000n,
      };
    },
    domainInterfaceAddresses: (_ctx, { dom: wanted, source }) => {
      if (source > 2)
        throw new VirError(ErrorCode.ARGUMENT_UNSUPPORTED, TEST, `Unknown IP address data source ${source}`);
      const dom = running(wanted);
      const ifaces = dom.def.devices.interfaces.map((net, i) => {
        let address: { type: number; addr: string; prefix: number } | null = {
          type: 0,
          addr: `192.168.0.${1 + i}`,
          prefix: 24,
        };
        if (net.type === 'network') {
          const name = (net.source as { network?: string } | undefined)?.network ?? '';
          const network = host.networks.byName(name);
          if (!network)
            throw new VirError(ErrorCode.NO_NETWORK, TEST, `no network with matching name '${name}'`);
          address = addressOn(network, dom.id, i);
        }
        return {
          name: net.target?.dev ?? '',
          hwaddr: net.mac?.address ?? null,
          addrs: address ? [address] : [],
        };
      });
      return { ifaces };
    },
    domainAnnounceInterface: (_ctx, { dom, device }) => {
      const def = checkActive(domains.find(dom));
      if (device !== null) findInterface(def, device);
    },
  } satisfies PartialTable<'hypervisor'>;
};
