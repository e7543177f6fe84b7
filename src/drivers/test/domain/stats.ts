// Bulk statistics of simulated domains (virConnectGetAllDomainStats): every group, fast enough for thousands.
import { ErrorCode, VirError } from '../../../../schemas/errors.ts';
import { param, type TypedParam } from '../../../../schemas/rpc/types.ts';
import type { Domain } from '../../../../schemas/xml/domain.ts';
import { sourcePath } from '../../../model/snapshot/align.ts';
import { maxVcpus, onlineVcpus } from '../../common/tuning/vcpus.ts';
import type { PartialTable } from '../../table.ts';
import type { DomainHost } from './lifecycle.ts';
import { type SimDomain, TEST } from './object.ts';

const LIST_FLAGS = 0xff;
const ENFORCE = 0x80000000;

type Group = (dom: SimDomain, def: Domain, params: TypedParam[], now: bigint) => void;

const state: Group = (dom, _def, params) =>
  void params.push(param.int('state.state', dom.state), param.int('state.reason', dom.reason));

const cpu: Group = (dom, _def, params, now) => {
  if (dom.active)
    params.push(
      param.ullong('cpu.time', now * 1000n),
      param.ullong('cpu.user', 5540000000),
      param.ullong('cpu.system', 6460000000),
    );
};

const balloon: Group = (dom, def, params) => {
  params.push(
    param.ullong('balloon.current', def.currentMemory ?? def.memory.value),
    param.ullong('balloon.maximum', def.memory.value),
  );
  if (dom.active)
    params.push(param.ullong('balloon.rss', Math.floor((def.currentMemory ?? def.memory.value) / 2)));
};

const vcpu: Group = (dom, def, params, now) => {
  const online = onlineVcpus(def);
  params.push(param.uint('vcpu.current', online), param.uint('vcpu.maximum', maxVcpus(def)));
  if (!dom.active) return;
  for (let i = 0; i < online; i++)
    params.push(
      param.int(`vcpu.${i}.state`, 1),
      param.ullong(`vcpu.${i}.time`, now / 10n),
      param.ullong(`vcpu.${i}.wait`, 0),
    );
};

const net: Group = (dom, def, params, now) => {
  if (!dom.active) return;
  params.push(param.uint('net.count', def.devices.interfaces.length));
  for (const [i, each] of def.devices.interfaces.entries())
    params.push(
      param.string(`net.${i}.name`, each.target?.dev ?? ''),
      param.ullong(`net.${i}.rx.bytes`, now / 10n),
      param.ullong(`net.${i}.rx.pkts`, now / 100n),
      param.ullong(`net.${i}.rx.errs`, now / 1000000n),
      param.ullong(`net.${i}.rx.drop`, now / 2000000n),
      param.ullong(`net.${i}.tx.bytes`, now / 20n),
      param.ullong(`net.${i}.tx.pkts`, now / 110n),
      param.ullong(`net.${i}.tx.errs`, now / 3000000n),
      param.ullong(`net.${i}.tx.drop`, now / 4000000n),
    );
};

const block: Group = (dom, def, params, now) => {
  params.push(param.uint('block.count', def.devices.disks.length));
  for (const [i, disk] of def.devices.disks.entries()) {
    params.push(param.string(`block.${i}.name`, disk.target.dev ?? ''));
    const path = sourcePath(disk.source);
    if (path !== undefined) params.push(param.string(`block.${i}.path`, path));
    if (!dom.active) continue;
    params.push(
      param.ullong(`block.${i}.rd.reqs`, now / 10n),
      param.ullong(`block.${i}.rd.bytes`, now / 20n),
      param.ullong(`block.${i}.wr.reqs`, now / 30n),
      param.ullong(`block.${i}.wr.bytes`, now / 40n),
      param.ullong(`block.${i}.allocation`, 1099511627776),
      param.ullong(`block.${i}.capacity`, 1099506450432),
      param.ullong(`block.${i}.physical`, 1099511627776),
    );
    const threshold = dom.guest.thresholds.get(disk.target.dev ?? '');
    if (threshold) params.push(param.ullong(`block.${i}.threshold`, threshold));
  }
};

const perf: Group = (_dom, def, params) => {
  for (const event of def.perf?.events ?? [])
    if (event.enabled) params.push(param.ullong(`perf.${event.name}`, 0));
};

const iothread: Group = (dom, _def, params) => {
  const { iothreads } = dom.guest;
  if (!dom.active || iothreads.length === 0) return;
  params.push(param.uint('iothread.count', iothreads.length));
  for (const thread of iothreads)
    params.push(
      param.ullong(`iothread.${thread.id}.poll-max-ns`, thread.pollMax),
      param.uint(`iothread.${thread.id}.poll-grow`, thread.pollGrow),
      param.uint(`iothread.${thread.id}.poll-shrink`, thread.pollShrink),
    );
};

const dirtyRate: Group = (dom, _def, params) => {
  const rate = dom.guest.dirtyRate;
  if (!rate) return;
  const done = Date.now() - rate.started >= rate.seconds * 1000;
  params.push(
    param.int('dirtyrate.calc_status', done ? 2 : 1),
    param.llong('dirtyrate.calc_start_time', Math.floor(rate.started / 1000)),
    param.int('dirtyrate.calc_period', rate.seconds),
  );
  if (done) params.push(param.llong('dirtyrate.megabytes_per_second', 0));
};

/** virDomainStatsTypes; the two that libvirt's simulator has are asked for by 0. */
const groups: readonly (readonly [bit: number, group: Group])[] = [
  [1, state],
  [2, cpu],
  [4, balloon],
  [8, vcpu],
  [16, net],
  [32, block],
  [64, perf],
  [128, iothread],
  [512, dirtyRate],
];
const SUPPORTED = groups.reduce((bits, [bit]) => bits | bit, 0);
const DEFAULT = 1 | 128;

export const statsSlots = (host: DomainHost) =>
  ({
    connectGetAllDomainStats: (_ctx, { doms, stats, flags }) => {
      const unknown = stats & ~SUPPORTED;
      if (unknown && flags & ENFORCE)
        throw new VirError(
          ErrorCode.ARGUMENT_UNSUPPORTED,
          TEST,
          `Stats types bits 0x${(unknown >>> 0).toString(16)} are not supported by this daemon`,
        );
      const wanted = stats || DEFAULT;
      const chosen = groups.filter(([bit]) => wanted & bit);
      const passing = host.domains.list(flags & LIST_FLAGS);
      const asked = (): SimDomain[] => {
        const set = new Set(passing);
        return doms.flatMap(({ uuid }) => {
          const dom = host.domains.byUuid(uuid);
          return dom && set.has(dom) ? dom : [];
        });
      };
      const domains = doms.length ? asked() : passing;
      const now = BigInt(Date.now()) * 1000n;
      const retStats: { dom: SimDomain['handle']; params: TypedParam[] }[] = [];
      for (const dom of domains) {
        const params: TypedParam[] = [];
        for (const [, group] of chosen) group(dom, dom.def, params, now);
        retStats.push({ dom: dom.handle, params });
      }
      return { retStats };
    },
  }) satisfies PartialTable<'hypervisor'>;
