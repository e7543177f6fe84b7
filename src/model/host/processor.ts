// What model of processor the host has: from CPUID and MSRs where the kernel lets us read them, else from the flags in
// /proc/cpuinfo.
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { type Arch, isArm, isPpc64, isS390, isX86 } from '../../../schemas/cpu/arch.ts';
import { linuxFlagNames } from '../../../schemas/cpu/linux-flags.ts';
import { armModels, armVendors, ppc64Models } from '../../../schemas/cpu/other.ts';
import type { CpuDef, HypervisorCpuModel } from '../cpu/def.ts';
import {
  type CpuidLeaf,
  type X86Data,
  x86DataFromCpuid,
  x86DataFromNames,
  x86FeatureMsrs,
} from '../cpu/x86data.ts';
import { decodeX86 } from '../cpu/x86decode.ts';
import { vendorOfString, x86Feature, x86Features } from '../cpu/x86map.ts';
import type { HostReader } from './sysfs.ts';

/** What is known of the processor, before a model is chosen for it. */
export interface Processor {
  arch: Arch;
  x86?: X86Data;
  /** Of other architectures: a model by name, or none that is known. */
  model?: string;
  vendor?: string;
  features?: string[];
  microcode: number;
  /** Bits of a physical address; undefined where the architecture does not tell. */
  physAddrSize?: number;
  tsc?: { frequency: number; scaling?: boolean };
  /** Vendor, name, family and so on in one line: changes when the machine is another. */
  signature?: string;
  /** How many SEV and SEV-ES guests can be told apart. */
  sevGuests?: { max: number; maxEs: number };
}

/** What files do not tell, where the machine asked about is the one we run on. */
export interface ProcessorProbes {
  /** The CPUID instruction. */
  cpuid?: (leaf: number, subleaf: number) => [eax: number, ebx: number, ecx: number, edx: number];
  /** From /dev/kvm. */
  kvm?: { msrs: ReadonlyMap<number, bigint>; tsc?: { frequency: number; scaling: boolean } };
}

export const readProcessor = async (
  reader: HostReader,
  arch: Arch,
  probes: ProcessorProbes = {},
): Promise<Processor> => {
  const cpuinfo = (await reader.text('/proc/cpuinfo')) ?? '';
  const field = (name: string): string | undefined =>
    new RegExp(`^${name}[ \t]*: (.*)$`, 'm').exec(cpuinfo)?.[1]?.trim();
  const signature = signatureOf(arch, field);
  const processor: Processor = { arch, microcode: 0, ...(signature && { signature }) };
  if (isX86(arch)) return readX86(reader, processor, field, probes);
  if (isArm(arch)) {
    const part = Number(field('CPU part') ?? Number.NaN);
    const model = armModels.find((one) => one.part === part);
    const vendor = armVendors[Number(field('CPU implementer') ?? 0)];
    const features = field('Features')?.split(' ').filter(Boolean) ?? [];
    return { ...processor, ...(model && { model: model.name }), ...(vendor && { vendor }), features };
  }
  if (isPpc64(arch)) {
    const version = Number.parseInt(/pvr ([0-9a-f]+)/.exec(field('revision') ?? '')?.[1] ?? '', 16);
    const model = ppc64Models.find(({ versions }) => (versions as readonly number[]).includes(version));
    return { ...processor, ...(model && { model: model.name, vendor: model.vendor }) };
  }
  return processor;
};

/** Describes the processor as a host's CPU, or for a guest with only the given models; undefined if none fits. */
export const describeProcessor = (
  processor: Processor,
  type: CpuDef['type'],
  models?: ReadonlyMap<string, HypervisorCpuModel>,
): CpuDef | undefined => {
  const cpu: CpuDef =
    type === 'host'
      ? { type, arch: processor.arch, features: [] }
      : { type, mode: 'custom', match: 'exact', features: [] };
  if (processor.x86 !== undefined) {
    Object.assign(cpu, decodeX86(type, processor.x86, { models }));
    if (processor.microcode) cpu.microcode = processor.microcode;
    if (processor.tsc !== undefined) cpu.tsc = processor.tsc;
    if (processor.physAddrSize) cpu.maxphysaddr = { mode: 'emulate', bits: processor.physAddrSize };
    return cpu;
  }
  const { model, vendor, features = [] } = processor;
  if (model === undefined || (models !== undefined && !models.has(model))) return undefined;
  return {
    ...cpu,
    model,
    ...(vendor && { vendor }),
    features: features.map((name) => (type === 'host' ? { name } : { name, policy: 'require' })),
  };
};

type Field = (name: string) => string | undefined;

const signatureOf = (arch: Arch, field: Field): string | undefined => {
  if (isX86(arch)) {
    const [vendor, name] = [field('vendor_id'), field('model name')];
    const [family, model, stepping] = [field('cpu family'), field('model'), field('stepping')];
    return vendor && `${vendor}, ${name}, family: ${family}, model: ${model}, stepping: ${stepping}`;
  }
  if (isPpc64(arch)) return field('cpu') && `${field('cpu')}, rev ${field('revision')}`;
  if (!isS390(arch)) return undefined;
  return (
    field('vendor_id') && `${field('vendor_id')}, ${field('processor 0')}, facilities: ${field('facilities')}`
  );
};

const readX86 = async (
  reader: HostReader,
  processor: Processor,
  field: Field,
  { cpuid, kvm }: ProcessorProbes,
): Promise<Processor> => {
  const leaves = await readCpuid(join(reader.root, 'dev/cpu/0/cpuid'), cpuid);
  const bits = Number(/^(\d+) bits physical/.exec(field('address sizes') ?? '')?.[1] ?? 0);
  processor.microcode = Number(field('microcode') ?? 0) || 0;
  if (bits > 0) processor.physAddrSize = bits;
  if (leaves === undefined) {
    processor.x86 = fromFlags(field);
  } else {
    const msrs = new Map<number, bigint>();
    for (const index of x86FeatureMsrs) {
      const value = (await readMsr(join(reader.root, 'dev/cpu/0/msr'), index)) ?? kvm?.msrs.get(index);
      if (value !== undefined) msrs.set(index, value);
    }
    processor.x86 = x86DataFromCpuid(leaves, msrs);
    const sev = leaves.find(({ leaf }) => leaf === 0x8000001f);
    if (sev && sev.ecx !== 0 && sev.edx !== 0) {
      processor.sevGuests = { max: sev.ecx - sev.edx + 1, maxEs: sev.edx - 1 };
    }
  }
  const invariant = x86Features.find(({ name }) => name === 'invtsc')!;
  const stable = ((processor.x86.features[invariant.index >>> 5]! >>> (invariant.index & 31)) & 1) === 1;
  if (kvm?.tsc !== undefined && stable) processor.tsc = kvm.tsc;
  return processor;
};

/** The kernel's flags, under its own names for features. */
const fromFlags = (field: Field): X86Data => {
  const flags = (field('flags') ?? '').split(' ').filter(Boolean);
  const names = flags.map(
    (flag) => linuxFlagNames[flag] ?? (x86Feature(flag) ? flag : flag.replaceAll('_', '-')),
  );
  const vendor = vendorOfString(field('vendor_id') ?? '');
  return {
    ...x86DataFromNames(names),
    ...(vendor && { vendor }),
    family: Number(field('cpu family') ?? 0),
    model: Number(field('model') ?? 0),
    stepping: Number(field('stepping') ?? 0),
  };
};

/** A device of the msr driver: MSRs by file offset. */
const readMsr = async (path: string, index: number): Promise<bigint | undefined> => {
  const file = await open(path, 'r').catch(() => undefined);
  if (file === undefined) return undefined;
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(8), 0, 8, index);
    return bytesRead === 8 ? buffer.readBigUInt64LE(0) : undefined;
  } catch {
    // The processor has no such register.
    return undefined;
  } finally {
    await file.close();
  }
};

/** Leaves whose subleaves say more; how many there are is told by the first. */
const subleaves = (leaf: number, { eax, ebx, edx }: CpuidLeaf): number[] => {
  const upTo = (last: number): number[] => Array.from({ length: Math.min(last, 63) }, (_, at) => at + 1);
  if (leaf === 0x7 || leaf === 0x14) return upTo(eax);
  if (leaf === 0xd) return [1];
  if (leaf === 0xf) return upTo(31).filter((bit) => (edx >>> bit) & 1);
  if (leaf === 0x10) return upTo(31).filter((bit) => (ebx >>> bit) & 1);
  return leaf === 0x12 ? [1] : [];
};

type ReadLeaf = (leaf: number, subleaf?: number) => Promise<CpuidLeaf>;

/** All leaves, by the instruction or through the kernel's cpuid device; undefined where there is neither. */
const readCpuid = async (path: string, cpuid: ProcessorProbes['cpuid']): Promise<CpuidLeaf[] | undefined> => {
  if (cpuid !== undefined) {
    return allLeaves(async (leaf, subleaf = 0) => {
      const [eax, ebx, ecx, edx] = cpuid(leaf, subleaf);
      return { leaf, subleaf, eax, ebx, ecx, edx };
    });
  }
  const file = await open(path, 'r').catch(() => undefined);
  if (file === undefined) return undefined;
  try {
    return await allLeaves(async (leaf, subleaf = 0) => {
      // The driver takes the leaf in the lower and the subleaf in the upper half of the file offset.
      const { buffer } = await file.read(Buffer.alloc(16), 0, 16, subleaf * 2 ** 32 + leaf);
      const [eax, ebx, ecx, edx] = [0, 4, 8, 12].map((at) => buffer.readUInt32LE(at));
      return { leaf, subleaf, eax: eax!, ebx: ebx!, ecx: ecx!, edx: edx! };
    });
  } catch {
    return undefined;
  } finally {
    await file.close();
  }
};

/** Bounds what a processor may claim to have. */
const MAX_LEAVES = 0x100;

const allLeaves = async (read: ReadLeaf): Promise<CpuidLeaf[]> => {
  const leaves: CpuidLeaf[] = [];
  for (const base of [0, 0x80000000]) {
    const last = (await read(base)).eax;
    for (let leaf = base; leaf <= last && leaf < base + MAX_LEAVES; leaf++) {
      // SGX's leaf counts only where leaf 7 announces SGX.
      if (leaf === 0x12 && !(((leaves.find((one) => one.leaf === 7)?.ebx ?? 0) >>> 2) & 1)) continue;
      const first = await read(leaf);
      leaves.push(first);
      for (const subleaf of subleaves(leaf, first)) leaves.push(await read(leaf, subleaf));
    }
  }
  return leaves;
};
