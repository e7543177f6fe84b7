// Questions about a guest that are answered from memory.
import { processStatSync } from '../../../native/process.ts';
import type { PartialTable } from '../../table.ts';
import { currentMemory, maxMemory, vcpusNow } from '../definition.ts';
import type { Guest } from '../guest.ts';
import type { World } from '../world.ts';

/** virDomainXMLFlags. */
const Xml = { SECURE: 1, INACTIVE: 2, MIGRATABLE: 8 } as const;
/** virDomainControlState and its error reasons. */
const Control = { OK: 0, JOB: 1, ERROR: 3, REASON_MONITOR: 2 } as const;
const NS_PER_TICK = 10_000_000;

/** In libvirt's order, which is the order of the messages. */
const taintTexts: Readonly<Record<string, string>> = {
  'custom-argv': 'custom configuration parameters specified',
  'custom-monitor': 'custom monitor control commands issued',
  'high-privileges': 'running with undesirable elevated privileges',
  'shell-scripts': 'network configuration using opaque shell scripts',
  'disk-probing': 'potentially unsafe disk format probing',
  'external-launch': 'managing externally launched configuration',
  'host-cpu': 'potentially unsafe use of host CPU passthrough',
  'hook-script': 'configuration potentially modified by hook script',
  'cdrom-passthrough': 'use of host cdrom passthrough',
  'custom-dtb': 'custom device tree blob used',
  'custom-ga-command': 'custom guest agent control commands issued',
  'custom-hypervisor-feature': 'hypervisor feature autodetection override',
  'deprecated-config': 'use of deprecated configuration settings',
  'custom-device': 'custom device configuration',
};

/** CPU time of the whole QEMU in nanoseconds. */
export const cpuTime = (guest: Guest): number => {
  const pid = guest.run?.process?.pid;
  const stat = pid === undefined ? null : processStatSync(pid);
  return stat ? (stat.userTicks + stat.systemTicks) * NS_PER_TICK : 0;
};

/** The XML of a guest for the flags of virDomainGetXMLDesc. */
export const describe = (world: World, guest: Guest, flags: number): string => {
  const inactive = (flags & Xml.INACTIVE) !== 0 || !guest.active;
  const domain = (flags & Xml.INACTIVE ? guest.config : null) ?? guest.def;
  return world.hardware.format(domain, {
    inactive,
    secure: (flags & Xml.SECURE) !== 0,
    migratable: (flags & Xml.MIGRATABLE) !== 0,
  });
};

export const infoSlots = (world: World): PartialTable<'hypervisor'> => {
  const { guests } = world;
  return {
    domainGetInfo(_ctx, { dom }) {
      const guest = guests.find(dom);
      const { def } = guest;
      return {
        state: guest.state,
        maxMem: maxMemory(def),
        memory: currentMemory(def),
        nrVirtCpu: vcpusNow(def),
        cpuTime: cpuTime(guest),
      };
    },
    domainGetState(_ctx, { dom }) {
      const { state, reason } = guests.find(dom);
      return { state, reason };
    },
    domainGetXMLDesc: (_ctx, { dom, flags }) => ({ xml: describe(world, guests.find(dom), flags) }),
    domainIsActive: (_ctx, { dom }) => ({ active: guests.find(dom).active ? 1 : 0 }),
    domainIsPersistent: (_ctx, { dom }) => ({ persistent: guests.find(dom).persistent ? 1 : 0 }),
    domainIsUpdated: (_ctx, { dom }) => ({ updated: guests.find(dom).updated ? 1 : 0 }),
    domainGetOSType: (_ctx, { dom }) => ({ type: guests.find(dom).def.os.type?.value ?? 'hvm' }),
    domainHasManagedSaveImage: (_ctx, { dom }) => ({ result: guests.find(dom).hasManagedSave ? 1 : 0 }),
    domainGetControlInfo(_ctx, { dom }) {
      const guest = guests.find(dom);
      const run = guest.running();
      if (!run.monitor?.connected)
        return { state: Control.ERROR, details: Control.REASON_MONITOR, stateTime: 0 };
      return { state: guest.job.holder === null ? Control.OK : Control.JOB, details: 0, stateTime: 0 };
    },
    domainGetMessages(_ctx, { dom }) {
      const { run } = guests.find(dom);
      const flags = Object.keys(taintTexts).filter((flag) => run?.taints.has(flag));
      return { msgs: flags.map((flag) => `tainted: ${taintTexts[flag]}`) };
    },
    domainGetMaxMemory: (_ctx, { dom }) => ({ memory: maxMemory(guests.find(dom).def) }),
    domainGetSecurityLabel(_ctx, { dom }) {
      guests.find(dom);
      return { label: Buffer.alloc(1), enforcing: 0 };
    },
    domainGetSecurityLabelList(_ctx, { dom }) {
      guests.find(dom);
      return { labels: [], ret: 0 };
    },
  };
};
