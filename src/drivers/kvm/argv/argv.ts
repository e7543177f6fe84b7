// The command line of a guest, in the order libvirt gives it.
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import type { Domain } from '../../../../schemas/xml/domain.ts';
import type { QemuCaps } from '../capabilities/caps.ts';
import { machineOf } from '../facts.ts';
import { addBoot, addIommu, addLaunchSecurity, addLoader, addPflash, addPower } from './boot.ts';
import { addDevice, addObject, type Build, MASTER_KEY, unsupported } from './build.ts';
import { addSocket } from './chardev.ts';
import {
  addChannels,
  addConsoles,
  addParallels,
  addRedirdevs,
  addSerials,
  addSmartcards,
} from './chardevs.ts';
import { addClock } from './clock.ts';
import { addControllers, addControllersOf, addHubs, addPciHole } from './controller.ts';
import { addCpu } from './cpu.ts';
import { addDisks, addThrottleGroups } from './disk.ts';
import { addFilesystems } from './filesystem.ts';
import { addGraphics } from './graphics.ts';
import type { ArgvHost } from './host.ts';
import { addHostdevs } from './hostdev.ts';
import { addInputs } from './input.ts';
import { comma, onOff, toJson } from './json.ts';
import { addAccel, addMachine } from './machine.ts';
import { addMemballoon } from './memballoon.ts';
import { addMemory, addMemoryDevices } from './memory.ts';
import { addInterfaces } from './net.ts';
import { addIothreads, addNuma, addSmp } from './numa.ts';
import { prepare } from './prepare.ts';
import { addRngs } from './rng.ts';
import { addPstore, addShmems } from './shmem.ts';
import { addFwcfg, addGenerationId, addSmbios } from './smbios.ts';
import { addAudios, addSounds } from './sound.ts';
import { addTpms } from './tpm.ts';
import { addVideos } from './video.ts';
import { addCryptos, addVsock } from './vsock.ts';
import { addPanics, addWatchdogs } from './watchdog.ts';

export interface CommandLine {
  /** The program and its arguments. */
  argv: string[];
  env: [string, string][];
  /** The definition as it runs: with addresses, aliases, ports and paths settled. */
  domain: Domain;
}

export interface ArgvOptions {
  /** Where the guest's state comes from, if it is not to boot. */
  incoming?: string;
}

// ---------------------------------------------------------------- checks

const GRAPHICS = ['sdl', 'vnc', 'spice', 'egl-headless', 'dbus', 'rdp'] as const;

const check = ({ domain, host }: Build): void => {
  const { memtune, blkiotune, cputune, devices } = domain;
  if (!host.privileged) {
    if (
      memtune?.hard_limit !== undefined ||
      memtune?.soft_limit !== undefined ||
      memtune?.swap_hard_limit !== undefined
    ) {
      throw unsupported('Memory tuning is not available in session mode');
    }
    if (blkiotune?.weight) throw unsupported('Block I/O tuning is not available in session mode');
    const tuned = Object.entries(cputune ?? {}).some(
      ([name, value]) => /shares|period|quota/.test(name) && value,
    );
    if (tuned) throw unsupported('CPU tuning is not available in session mode');
  }
  for (const type of GRAPHICS) {
    if (devices.graphics.filter((graphics) => graphics.type === type).length > 1) {
      throw unsupported(
        'only 1 graphics device of each type (sdl, vnc, spice, headless, dbus, rdp) is supported',
      );
    }
  }
  const kind = domain.os.type.value;
  if (domain.type === 'xen' || kind === 'xen' || kind === 'linux') {
    throw new VirError(
      ErrorCode.INTERNAL_ERROR,
      ErrorDomain.QEMU,
      `qemu emulator '${devices.emulator}' does not support xen`,
    );
  }
};

// ---------------------------------------------------------------- small parts

const addEnvironment = ({ env, host }: Build): void => {
  env.push(['LC_ALL', 'C'], ...host.baseEnv.map(([name, value]): [string, string] => [name, value]));
  if (!host.privileged) {
    env.push(['XDG_CACHE_HOME', `${host.domainDir}/.cache`]);
    return;
  }
  env.push(
    ['HOME', host.domainDir],
    ['XDG_DATA_HOME', `${host.domainDir}/.local/share`],
    ['XDG_CACHE_HOME', `${host.domainDir}/.cache`],
    ['XDG_CONFIG_HOME', `${host.domainDir}/.config`],
  );
};

const addName = ({ args, domain, config }: Build): void => {
  const process = config.setProcessName ? `,process=qemu:${domain.name}` : '';
  args.push('-name', `guest=${comma(domain.name)}${process},debug-threads=on`);
};

/** What QEMU is to do about uses of deprecated interfaces. */
const addCompat = ({ args, domain, config }: Build): void => {
  const behavior = domain.qemuDeprecation?.behavior ?? config.deprecationBehavior;
  if (behavior === 'none' || !['omit', 'reject', 'crash'].includes(behavior)) return;
  const input = behavior === 'omit' ? undefined : behavior;
  args.push('-compat', toJson({ 'deprecated-output': 'hide', 'deprecated-input': input }));
};

const addMasterKey = (build: Build): void =>
  addObject(build, {
    'qom-type': 'secret',
    id: MASTER_KEY,
    format: 'raw',
    file: `${build.host.domainDir}/master-key.aes`,
  });

/** The helper that all managed persistent reservations share. */
const addReservations = (build: Build): void => {
  const managed = [...build.layers.values()].some((top) => {
    for (let layer: typeof top | null | undefined = top; layer; layer = layer.backing) {
      if (layer.reservations?.managed) return true;
    }
    return false;
  });
  if (!managed) return;
  const path = build.host.helperSocket('pr', 'pr-helper0');
  addObject(build, { 'qom-type': 'pr-manager-helper', id: 'pr-helper0', path });
};

const addMonitor = (build: Build): void => {
  const { monitor } = build.host;
  addSocket(build, { ...monitor, server: true }, 'charmonitor');
  build.args.push('-mon', 'chardev=charmonitor,id=monitor,mode=control');
};

const addNvram = ({ args, domain }: Build): void => {
  const address = domain.devices.nvram?.address;
  if (!domain.devices.nvram) return;
  const reg = address?.type === 'spapr-vio' ? (address.reg ?? 0) : 0;
  args.push('-global', `spapr-nvram.reg=0x${reg.toString(16)}`);
};

/** Options the definition gives as they are. */
const addPassthrough = ({ args, env, domain }: Build): void => {
  for (const { value } of domain.qemuCommandline?.args ?? []) args.push(value);
  for (const { name, value } of domain.qemuCommandline?.envs ?? []) env.push([name, value ?? '']);
};

const addSandbox = ({ args, caps, config }: Build): void => {
  if (!caps.has('seccomp-sandbox')) return;
  const rules = 'on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny';
  args.push('-sandbox', config.seccompSandbox ? rules : 'off');
};

const addAsyncTeardown = ({ args, caps, domain }: Build): void => {
  const wanted = domain.features['async-teardown'];
  if (!wanted || !caps.has('run-with.async-teardown')) return;
  args.push('-run-with', `async-teardown=${onOff(wanted.enabled ?? true)}`);
};

// ---------------------------------------------------------------- everything

const steps = (incoming: string | undefined): ((build: Build) => void)[] => [
  check,
  addEnvironment,
  addName,
  addCompat,
  ({ args }) => args.push('-S'),
  addMasterKey,
  addReservations,
  addPflash,
  addMachine,
  addAccel,
  addCpu,
  addLoader,
  addMemory,
  addSmp,
  addIothreads,
  addThrottleGroups,
  addNuma,
  ({ args, domain }) => args.push('-uuid', domain.uuid),
  addSmbios,
  addFwcfg,
  addGenerationId,
  ({ args, domain }) => {
    if (domain.devices.graphics.length === 0) args.push('-display', 'none');
    args.push('-no-user-config', '-nodefaults');
  },
  addMonitor,
  addClock,
  addPower,
  addBoot,
  addIommu,
  addPciHole,
  addControllers,
  addMemoryDevices,
  addHubs,
  (build) => addControllersOf(build, 'ccid'),
  addDisks,
  addFilesystems,
  addInterfaces,
  addSmartcards,
  addSerials,
  addParallels,
  addChannels,
  addConsoles,
  addTpms,
  addInputs,
  addAudios,
  addGraphics,
  addVideos,
  addSounds,
  addWatchdogs,
  addRedirdevs,
  addHostdevs,
  ({ args }) => {
    if (incoming !== undefined) args.push('-incoming', incoming);
  },
  addMemballoon,
  addRngs,
  addNvram,
  (build) => {
    const { vmcoreinfo } = build.domain.features;
    if (vmcoreinfo && vmcoreinfo.state !== false) addDevice(build, { driver: 'vmcoreinfo' });
  },
  addLaunchSecurity,
  addPassthrough,
  addSandbox,
  addPanics,
  addShmems,
  addVsock,
  addCryptos,
  addPstore,
  addAsyncTeardown,
  ({ args, config }) => {
    if (config.logTimestamp) args.push('-msg', 'timestamp=on');
  },
];

/** Settles a copy of the definition for one run and writes the command line for it. */
export const argv = (
  definition: Domain,
  caps: QemuCaps,
  host: ArgvHost,
  options: ArgvOptions = {},
): CommandLine => {
  const domain = structuredClone(definition);
  const prepared = prepare(domain, caps, host);
  const build: Build = {
    domain,
    caps: prepared.caps,
    machine: machineOf(domain),
    host,
    config: host.config,
    args: [],
    env: [],
    bootIndex: prepared.bootIndex,
    layers: prepared.layers,
    filters: prepared.filters,
    hostdevLayers: prepared.hostdevLayers,
    pflash: prepared.pflash,
    memPrealloc: false,
  };
  for (const step of steps(options.incoming)) step(build);
  return { argv: [domain.devices.emulator ?? caps.binary, ...build.args], env: build.env, domain };
};
