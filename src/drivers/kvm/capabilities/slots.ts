// The driver's slots that answer from capabilities: what this host and its emulators can do, and CPUs compared with it.
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import { param } from '../../../../schemas/rpc/types.ts';
import type { PartialTable } from '../../table.ts';
import { type Asked, type CapabilityService, compareResultNumber } from './service.ts';

/** virConnectCompareCPUFlags */
const FAIL_INCOMPATIBLE = 1;
/** virConnectBaselineCPUFlags */
const EXPAND_FEATURES = 1;
const MIGRATABLE = 2;
/** virConnectGetDomainCapabilitiesFlags */
const DISABLE_DEPRECATED_FEATURES = 1;

const baselineFlags = (flags: number) => ({
  expand: (flags & EXPAND_FEATURES) !== 0,
  migratable: (flags & MIGRATABLE) !== 0,
});

const asked = (args: {
  emulator: string | null;
  arch: string | null;
  machine: string | null;
  virttype: string | null;
}): Asked => ({ binary: args.emulator, arch: args.arch, machine: args.machine, virtType: args.virttype });

/** `validate` checks a CPU document against the schema where a client asks for it. */
export const capabilitySlots = (
  service: CapabilityService,
  validate: (xml: string) => void = () => {},
): PartialTable<'hypervisor'> => {
  const checked = (xml: string, flags: number): string => {
    // VIR_CONNECT_COMPARE_CPU_VALIDATE_XML
    if (flags & 2) validate(xml);
    return xml;
  };
  return {
    async connectGetCapabilities() {
      return { capabilities: await service.capabilities() };
    },
    async connectGetDomainCapabilities(_ctx, { emulatorbin, arch, machine, virttype, flags }) {
      const deprecated = (flags & DISABLE_DEPRECATED_FEATURES) !== 0;
      const which = { binary: emulatorbin, arch, machine, virtType: virttype };
      return { capabilities: await service.domainCapabilities(which, deprecated) };
    },
    async connectGetMaxVcpus(_ctx, { type }) {
      return { max_vcpus: await service.maxVcpus(type) };
    },
    connectGetCPUModelNames(_ctx, { arch }) {
      const models = service.modelNames(arch);
      return { models, ret: models.length };
    },
    async connectCompareCPU(_ctx, { xml, flags }) {
      const result = await service.compare(checked(xml, flags), (flags & FAIL_INCOMPATIBLE) !== 0);
      return { result: compareResultNumber[result] };
    },
    connectBaselineCPU(_ctx, { xmlCPUs, flags }) {
      return { cpu: service.baseline(xmlCPUs, baselineFlags(flags)) };
    },
    async connectCompareHypervisorCPU(_ctx, args) {
      const { xmlCPU, flags } = args;
      const fail = (flags & FAIL_INCOMPATIBLE) !== 0;
      const result = await service.compareHypervisor(asked(args), checked(xmlCPU, flags), fail);
      return { result: compareResultNumber[result] };
    },
    async connectBaselineHypervisorCPU(_ctx, args) {
      return { cpu: await service.baselineHypervisor(asked(args), args.xmlCPUs, baselineFlags(args.flags)) };
    },
    async nodeGetSEVInfo() {
      const caps = await service.defaultEmulator();
      const { sev } = caps;
      if (sev === undefined || !caps.has('sev-guest')) {
        const text = 'QEMU does not support SEV guest';
        throw new VirError(ErrorCode.OPERATION_UNSUPPORTED, ErrorDomain.QEMU, text);
      }
      const params = [
        param.string('pdh', sev.pdh),
        param.string('cert-chain', sev.certChain),
        ...(sev.cpu0Id === undefined ? [] : [param.string('cpu0-id', sev.cpu0Id)]),
        param.uint('cbitpos', sev.cbitpos),
        param.uint('reduced-phys-bits', sev.reducedPhysBits),
        param.uint('max-guests', sev.maxGuests),
        param.uint('max-es-guests', sev.maxEsGuests),
      ];
      return { params, nparams: params.length };
    },
  };
};
