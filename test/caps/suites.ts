// How the domain capabilities of the corpus are judged: emulators replayed from their recorded probes.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { QemuCaps, VirtType } from '../../src/drivers/kvm/capabilities/caps.ts';
import { buildDomainCapabilities, type DomainCapsHost } from '../../src/drivers/kvm/capabilities/domcaps.ts';
import { hostModels } from '../../src/drivers/kvm/capabilities/hostmodel.ts';
import { firmware, domainCapabilitiesXml as xenCapabilities } from '../../src/drivers/libxl/capabilities.ts';
import { xmlDiff } from '../corpus/compare.ts';
import { type Case, corpusDir, type Suite } from '../corpus/corpus.ts';
import { replayFile } from './replay.ts';

/** Recorded probes by version, architecture and variant. Only two are in the open corpus. */
const recorded = new Map<string, QemuCaps>();
const wanted = ['7.2.0_x86_64', '7.2.0_x86_64+hvf', '9.2.0_x86_64', '9.2.0_x86_64+amdsev', '10.0.0_x86_64'];
for (const name of corpusDir === undefined ? [] : wanted) {
  const path = join(corpusDir!, `qemucaps/qemucapabilitiesdata/caps_${name}.replies`);
  if (existsSync(path)) recorded.set(name, await replayFile(path, { sevGuests: { max: 59, maxEs: 450 } }));
}

/** The host libvirt's own test pretends to run on. */
const host: DomainCapsHost = {
  arch: 'x86_64',
  kvmMaxVcpus: 2147483647,
  physAddrSize: 64,
  vfio: true,
  swtpm: ['2.0'],
  rdp: true,
};

export const domainCapsOf = (caps: QemuCaps, virtType: VirtType, machine?: string): string =>
  buildDomainCapabilities({
    caps,
    arch: caps.arch,
    virtType,
    machine: machine === undefined ? caps.defaultMachine(virtType) : caps.canonicalMachine(virtType, machine),
    host: { ...host, arch: caps.arch },
    firmware: {
      types: ['bios', 'efi'],
      secure: machine === 'q35',
      loaders: ['/obviously/fake/firmware1.fd', '/obviously/fake/firmware2.fd'],
    },
    hostModel: hostModels(caps, caps.arch, virtType, () => ({ type: 'guest', model: 'qemu64', features: [] }))
      ?.reported,
  });

export const capsSuites = {
  domaincaps: (test: Case, suite: Suite): string | undefined => {
    if (test['kind'] === 'domaincaps-libxl')
      return xmlDiff(
        suite.file(String(test['xml'])),
        xenCapabilities('/usr/bin/qemu-system-x86_64', 'xenfv', 'x86_64').replace(
          firmware.ovmf,
          '/usr/lib/xen/boot/ovmf.bin',
        ),
      )[0];
    if (test['kind'] !== 'domaincaps') return 'another driver';
    const caps = recorded.get(`${test['caps']}_${test['arch']}${test['caps_variant'] ?? ''}`);
    if (caps === undefined) return 'no recorded probe of this QEMU in the corpus';
    const actual = domainCapsOf(caps, test['virttype'] as VirtType, test['machine'] as string | undefined);
    return xmlDiff(suite.file(String(test['xml'])), actual)[0];
  },
};
