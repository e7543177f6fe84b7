// xl.cfg and xm.cfg: the machine. Name, memory, processors, features, clock, what happens at the end, how it boots.
import { randomUUID } from 'node:crypto';
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import type { Domain } from '../../../../schemas/xml/domain.ts';
import { bootOrder, oldStyleEfi } from '../config/build.ts';
import { cpusOf, formatCpus } from '../config/context.ts';
import { fromLibxlFeature, toLibxlFeature } from '../config/cpuid.ts';
import { isHvm } from '../config/devices.ts';
import { type Conf, getFlag, getNumber, getText } from './conf.ts';
import { broken, put, refuse, syntax, type Topic } from './topics.ts';

type Cpu = NonNullable<Domain['cpu']>;
const hostCpu = (domain: Domain): Cpu =>
  (domain.cpu ??= { mode: 'host-passthrough', features: [] } as unknown as Cpu);

const identity: Topic = {
  read(conf, domain) {
    const name = getText(conf, 'name');
    if (name === undefined) throw broken('config value name was missing');
    const uuid = conf.has('uuid') ? getText(conf, 'uuid') : randomUUID();
    const digits = (uuid ?? '').replace(/[\s-]/g, '').toLowerCase();
    if (!uuid) throw syntax("uuid can't be empty");
    if (!/^[0-9a-f]{32}$/.test(digits)) throw syntax(`${uuid} not parseable`);
    domain.name = name;
    domain.uuid = digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    const type = getText(conf, 'type');
    const kinds: Record<string, 'xen' | 'xenpvh' | 'hvm'> = { pv: 'xen', pvh: 'xenpvh', hvm: 'hvm' };
    const value = type === undefined ? (getText(conf, 'builder') === 'hvm' ? 'hvm' : 'xen') : kinds[type];
    if (!value) throw refuse(`type ${type} is not supported`);
    domain.os.type = { arch: 'x86_64', value };
  },
  write(domain, conf) {
    put(conf, 'name', domain.name);
    put(conf, 'uuid', domain.uuid);
  },
};

/** MiB given to a guest that says nothing. */
const DEFAULT_MIB = 64 * 2;
const memory: Topic = {
  read(conf, domain) {
    const now = getNumber(conf, 'memory') ?? DEFAULT_MIB;
    domain.currentMemory = now * 1024;
    domain.memory = { value: (getNumber(conf, 'maxmem') ?? now) * 1024 };
  },
  write(domain, conf) {
    put(conf, 'maxmem', Math.ceil(domain.memory.value / 1024));
    put(conf, 'memory', Math.ceil((domain.currentMemory ?? domain.memory.value) / 1024));
  },
};

const events: Topic = {
  read(conf, domain) {
    const known = [
      'destroy',
      'restart',
      'rename-restart',
      'preserve',
      'coredump-destroy',
      'coredump-restart',
    ] as const;
    const read = (name: string, otherwise: (typeof known)[number]) => {
      const text = getText(conf, name) ?? otherwise;
      const action = known.find((k) => k === text);
      if (!action) throw broken(`unexpected value ${text} for ${name}`);
      return action;
    };
    domain.on_poweroff = read('on_poweroff', 'destroy');
    domain.on_reboot = read('on_reboot', 'restart');
    domain.on_crash = read('on_crash', 'restart');
  },
  write(domain, conf) {
    put(conf, 'on_poweroff', domain.on_poweroff);
    put(conf, 'on_reboot', domain.on_reboot);
    put(conf, 'on_crash', domain.on_crash);
  },
};

const processors: Topic = {
  read(conf, domain) {
    const now = getNumber(conf, 'vcpus') ?? 1;
    const max = getNumber(conf, 'maxvcpus') ?? now;
    const cpus = getText(conf, 'cpus');
    domain.vcpu = { placement: 'static', value: max, ...(now < max ? { current: now } : {}) };
    if (cpus !== undefined) {
      if (!/^[\d\s,^-]+$/.test(cpus))
        throw new VirError(ErrorCode.INVALID_ARG, ErrorDomain.NONE, `Failed to parse bitmap '${cpus}'`);
      domain.vcpu.cpuset = formatCpus(cpusOf(cpus));
    }
  },
  write(domain, conf) {
    const { value, current = value, cpuset } = domain.vcpu;
    if (current < value) put(conf, 'maxvcpus', value);
    put(conf, 'vcpus', current);
    put(conf, 'cpus', cpuset);
  },
};

const tscModes = { native: 'native', native_paravirt: 'paravirt', always_emulate: 'emulate' } as const;
const passthroughModes = ['sync_pt', 'share_pt'] as const;

const features: Topic = {
  read(conf, domain) {
    const tsc = getText(conf, 'tsc_mode');
    const { timers } = domain.clock;
    if (tsc !== undefined)
      timers.push({
        name: 'tsc',
        present: true,
        mode: tscModes[tsc as keyof typeof tscModes] ?? 'auto',
      } as (typeof timers)[number]);
    const passthrough = getText(conf, 'passthrough');
    if (passthrough !== undefined && passthrough !== 'disabled') {
      const mode = passthroughModes.find((m) => m === passthrough);
      // What is none of these is passed over, as libvirt does.
      if (mode || passthrough === 'enabled')
        domain.features.xen = {
          ...domain.features.xen,
          passthrough: { state: true, ...(mode ? { mode } : {}) },
        };
    }
    if (!isHvm(domain)) {
      if (getFlag(conf, 'e820_host'))
        domain.features.xen = { ...domain.features.xen, e820_host: { state: true } };
      return;
    }
    if (getFlag(conf, 'pae') ?? true) domain.features.pae = true;
    if (getFlag(conf, 'acpi') ?? true) domain.features.acpi = true;
    if (getFlag(conf, 'apic') ?? true) domain.features.apic = {};
    if (getFlag(conf, 'hap') === false) domain.features.hap = { state: false };
    if (getFlag(conf, 'viridian')) domain.features.viridian = true;
    const hpet = getFlag(conf, 'hpet');
    if (hpet !== undefined) timers.push({ name: 'hpet', present: hpet } as (typeof timers)[number]);
  },
  write(domain, conf) {
    const { features: f, clock } = domain;
    const hvm = isHvm(domain);
    if (hvm) {
      put(conf, 'pae', f.pae ? 1 : 0);
      put(conf, 'acpi', f.acpi ? 1 : 0);
      put(conf, 'apic', f.apic ? 1 : 0);
      if (f.hap?.state === false) put(conf, 'hap', 0);
      put(conf, 'viridian', f.viridian ? 1 : 0);
    } else if (f.xen?.e820_host?.state) put(conf, 'e820_host', 1);
    if (f.xen?.passthrough?.state) put(conf, 'passthrough', f.xen.passthrough.mode ?? 'enabled');
    for (const timer of clock.timers) {
      if (timer.name === 'tsc')
        put(
          conf,
          'tsc_mode',
          Object.entries(tscModes).find(([, ours]) => ours === timer.mode)?.[0] ?? 'default',
        );
      else if (timer.name === 'hpet' && hvm) put(conf, 'hpet', timer.present === false ? 0 : 1);
      else throw refuse(`unsupported timer type (name) '${timer.name}'`);
    }
  },
};

const time: Topic = {
  read(conf, domain) {
    const local = getFlag(conf, 'localtime') ?? false;
    const offset = (): number => getNumber(conf, 'rtc_timeoffset') ?? 0;
    Object.assign(
      domain.clock,
      isHvm(domain)
        ? { offset: 'variable', adjustment: `${offset() | 0}`, basis: local ? 'localtime' : 'utc' }
        : { offset: local ? 'localtime' : 'utc', adjustment: 'reset' },
    );
  },
  write(domain, conf) {
    const { offset, basis, adjustment } = domain.clock;
    const hvm = isHvm(domain);
    if (offset !== 'utc' && offset !== 'localtime' && !(hvm && offset === 'variable'))
      throw refuse(`unsupported clock offset='${offset}'`);
    if (hvm) {
      if (offset !== 'variable' && adjustment === 'reset')
        throw refuse("unsupported clock adjustment='reset'");
      put(conf, 'rtc_timeoffset', offset === 'variable' ? Number(adjustment ?? 0) : 0);
    }
    put(conf, 'localtime', (offset === 'variable' ? basis : offset) === 'localtime' ? 1 : 0);
  },
};

const emulator: Topic = {
  read(conf, domain) {
    const path = getText(conf, 'device_model_override');
    if (path !== undefined) domain.devices.emulator = path;
  },
  write: (domain, conf) => put(conf, 'device_model_override', domain.devices.emulator),
};

/** The machine in what both languages share, in the order in which libvirt writes it. */
export const machineTopics: readonly Topic[] = [
  identity,
  memory,
  processors,
  features,
  time,
  events,
  emulator,
];

// ---- booting -----------------------------------------------------------------------------------------

const bootDevices = { a: 'fd', c: 'hd', d: 'cdrom', n: 'network' } as const;
const readBoot = (conf: Conf, domain: Domain): void => {
  domain.os.boots = [...(getText(conf, 'boot') ?? 'c')]
    .slice(0, 4)
    .map((c) => ({ dev: bootDevices[c as keyof typeof bootDevices] ?? 'hd' }));
};
const readDirect = (conf: Conf, domain: Domain, cmdline: string | undefined): void => {
  const kernel = getText(conf, 'kernel');
  const initrd = getText(conf, 'ramdisk');
  if (kernel !== undefined) domain.os.kernel = kernel;
  if (initrd !== undefined) domain.os.initrd = initrd;
  if (cmdline !== undefined) domain.os.cmdline = cmdline;
};
const readBootloader = (conf: Conf, domain: Domain): void => {
  const path = getText(conf, 'bootloader');
  const args = getText(conf, 'bootargs');
  if (path !== undefined) domain.bootloader = path;
  if (args !== undefined) domain.bootloader_args = args;
};
const rootAndExtra = (conf: Conf): string | undefined => {
  const root = getText(conf, 'root');
  const extra = getText(conf, 'extra');
  if (root === undefined) return extra;
  return extra === undefined ? `root=${root}` : `root=${root} ${extra}`;
};
const writeParavirtual = (domain: Domain, conf: Conf, cmdline: string): void => {
  put(conf, 'bootloader', domain.bootloader);
  put(conf, 'bootargs', domain.bootloader_args);
  put(conf, 'kernel', domain.os.kernel);
  put(conf, 'ramdisk', domain.os.initrd);
  put(conf, cmdline, domain.os.cmdline);
};

/** `hvmloader` is the loader that the host's capabilities give for full machines. */
export const xlBoot = (hvmloader: string, ovmf: string): Topic => ({
  only: 'xen-xl',
  read(conf, domain) {
    const cmdline = getText(conf, 'cmdline') ?? rootAndExtra(conf);
    readDirect(conf, domain, cmdline);
    if (!isHvm(domain)) return readBootloader(conf, domain);
    domain.os.loader =
      getText(conf, 'bios') === 'ovmf'
        ? { format: 'raw', type: 'pflash', readonly: true, path: getText(conf, 'bios_path_override') ?? ovmf }
        : { format: 'raw', path: hvmloader };
    const table = getText(conf, 'acpi_firmware');
    if (table !== undefined) domain.os.acpiTables.push({ type: 'rawset', path: table });
    readBoot(conf, domain);
    const nested = getFlag(conf, 'nestedhvm');
    if (nested !== undefined) {
      const cpu = hostCpu(domain);
      if (!nested) cpu.features.push({ name: 'vmx', policy: 'disable' });
    }
  },
  write(domain, conf) {
    if (!isHvm(domain)) {
      if (domain.os.type?.value === 'xenpvh') put(conf, 'type', 'pvh');
      return writeParavirtual(domain, conf, 'cmdline');
    }
    const { os, cpu } = domain;
    put(conf, 'builder', 'hvm');
    if (oldStyleEfi(domain)) {
      put(conf, 'bios', 'ovmf');
      put(conf, 'bios_path_override', os.loader?.path);
    }
    put(conf, 'acpi_firmware', os.acpiTables[0]?.path);
    put(conf, 'kernel', os.kernel);
    put(conf, 'ramdisk', os.initrd);
    put(conf, 'cmdline', os.cmdline);
    put(conf, 'boot', bootOrder(domain));
    if (cpu?.mode === 'host-passthrough') {
      const refused = cpu.features.some(
        (f) => (f.name === 'vmx' || f.name === 'svm') && (f.policy === 'disable' || f.policy === 'forbid'),
      );
      put(conf, 'nestedhvm', refused ? 0 : 1);
    }
  },
});

export const xmBoot: Topic = {
  only: 'xen-xm',
  read(conf, domain) {
    if (!isHvm(domain)) {
      readBootloader(conf, domain);
      return readDirect(conf, domain, rootAndExtra(conf));
    }
    const path = getText(conf, 'kernel');
    if (path === undefined) throw broken('config value kernel was missing');
    domain.os.loader = { format: 'raw', path };
    readBoot(conf, domain);
  },
  write(domain, conf) {
    if (!isHvm(domain)) return writeParavirtual(domain, conf, 'extra');
    put(conf, 'builder', 'hvm');
    put(conf, 'kernel', domain.os.loader?.path);
    put(conf, 'boot', bootOrder(domain));
  },
};

const policies = { '1': 'force', '0': 'disable', x: 'optional', k: 'optional', s: 'optional' } as const;
export const cpuid: Topic = {
  only: 'xen-xl',
  read(conf, domain) {
    const text = getText(conf, 'cpuid');
    if (text === undefined) return;
    const cpu = hostCpu(domain);
    const [base, ...items] = text.split(',');
    if (base !== 'host') throw syntax(`cpuid starting with ${base} is not supported, only libxl format is`);
    for (const item of items) {
      const [name, value] = item.split('=', 2);
      if (!name || value === undefined) throw syntax(`Invalid libxl cpuid key=value element: ${item}`);
      const policy = policies[value as keyof typeof policies];
      if (!policy) throw syntax(`Invalid libxl cpuid value: ${item}`);
      cpu.features.push({ name: fromLibxlFeature(name), policy });
    }
  },
  write(domain, conf) {
    const { cpu } = domain;
    if (cpu?.mode !== 'host-passthrough') return;
    const values = { force: '1', require: '1', optional: 'x', disable: '0', forbid: '0' } as const;
    const items = cpu.features
      .map((f) => [toLibxlFeature(f.name ?? ''), values[f.policy]])
      .filter(([name]) => name !== 'vmx' && name !== 'svm')
      .map(([name, value]) => `${name}=${value}`);
    if (items.length) put(conf, 'cpuid', ['host', ...items].join(','));
  },
};

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
export const vnuma: Topic = {
  only: 'xen-xl',
  read(conf, domain) {
    const nodes = listOf(conf.get('vnuma')).filter(Array.isArray);
    if (nodes.length === 0) return;
    let vcpus = 0;
    const cells = nodes.map((node, id) => {
      let pnode = -1;
      let size = 0;
      let cpus: number[] | undefined;
      const distances: { id: number; value: number }[] = [];
      for (const item of node) {
        const text = String(item);
        const equals = text.lastIndexOf('=');
        if (equals < 0) throw broken(`vnuma vnode invalid format '${text}'`);
        const data = text.slice(equals + 1);
        if (!data) continue;
        if (text.startsWith('pnode')) {
          pnode = Number(data);
          if (!(pnode < nodes.length))
            throw refuse(`vnuma vnode ${id} contains invalid pnode value '${data}'`);
        } else if (text.startsWith('size')) size = Number(data) * 1024;
        else if (text.startsWith('vcpus')) cpus = cpusOf(data);
        else if (text.startsWith('vdistances')) {
          const values = data.split(',').map(Number);
          if (values.length !== nodes.length)
            throw refuse(
              `vnuma pnode ${pnode} configured '${text}' (count ${values.length}) doesn't fit the number of specified vnodes ${nodes.length}`,
            );
          distances.push(...values.map((value, to) => ({ id: to, value })));
        } else throw syntax(`Invalid vnuma configuration for vnode ${id}`);
      }
      if (pnode < 0 || !cpus || size === 0) throw syntax(`Incomplete vnuma configuration for vnode ${id}`);
      vcpus += cpus.length;
      return { id, cpus: formatCpus(cpus), memory: size, distances, caches: [] };
    });
    if (domain.vcpu.value < vcpus)
      throw refuse(
        `vnuma configuration contains ${vcpus} vcpus, which is greater than ${domain.vcpu.value} maxvcpus`,
      );
    domain.cpu = { mode: 'custom', features: [], numa: { cells } } as unknown as Cpu;
  },
  write(domain, conf) {
    const cells = domain.cpu?.numa?.cells ?? [];
    if (cells.length === 0) return;
    const distance = (i: number, j: number): number =>
      cells[i]?.distances.find((d) => d.id === j)?.value ?? (i === j ? 10 : 20);
    conf.set(
      'vnuma',
      cells.map((cell, i) => [
        `pnode=${i}`,
        `size=${Math.floor(cell.memory / 1024)}`,
        `vcpus=${cell.cpus ?? ''}`,
        `vdistances=${cells.map((_, j) => distance(i, j)).join(',')}`,
      ]),
    );
  },
};

export const xenbusLimits: Topic = {
  only: 'xen-xl',
  read(conf, domain) {
    const channels = getNumber(conf, 'max_event_channels');
    const frames = getNumber(conf, 'max_grant_frames');
    domain.devices.controllers.push({
      type: 'xenbus',
      index: 0,
      ...(channels ? { maxEventChannels: channels } : {}),
      ...(frames ? { maxGrantFrames: frames } : {}),
    } as Domain['devices']['controllers'][number]);
  },
  write(domain, conf) {
    const xenbus = domain.devices.controllers.find((c) => c.type === 'xenbus');
    if (xenbus?.maxEventChannels) put(conf, 'max_event_channels', xenbus.maxEventChannels);
    if (xenbus?.maxGrantFrames) put(conf, 'max_grant_frames', xenbus.maxGrantFrames);
  },
};

export const modelArgs: Topic = {
  only: 'xen-xl',
  read(conf, domain) {
    const args = listOf(conf.get('device_model_args')).filter((a) => typeof a === 'string');
    if (args.length) domain.xenCommandline = { args: args.map((value) => ({ value })) };
  },
  write(domain, conf) {
    const args = domain.xenCommandline?.args.map((a) => a.value) ?? [];
    if (args.length) conf.set('device_model_args', args);
  },
};

/** An unknown format of the caller's. */
export const unknownFormat = (format: string): VirError =>
  new VirError(ErrorCode.INVALID_ARG, ErrorDomain.XEN, `unsupported config type ${format}`);
