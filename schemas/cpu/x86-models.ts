// The x86 CPU models libvirt knows, in its order (later ones are tried first). A model is told as the difference to one
// before it: `like` takes over vendor, signatures and features, `add`/`drop` change them. `later` are features that
// QEMU always had in the model but libvirt learned of after naming it; `gone` are features newer QEMU took out again.

export interface X86ModelFacts {
  readonly name: string;
  readonly like?: string;
  /** The same model under the name QEMU considers the proper one. */
  readonly canonicalOf?: string;
  readonly vendor?: string;
  /** family:model or family:model/steppings */
  readonly signatures?: string;
  readonly add?: string;
  readonly drop?: string;
  readonly later?: string;
  readonly gone?: string;
  /** Only for describing hosts, not guests; or for neither. */
  readonly decode?: 'host' | 'none';
  /** A guest's partial check compares with the model as libvirt first had it. */
  readonly compat?: true;
}

// biome-ignore format: a table reads better packed.
export const x86ModelTable: readonly X86ModelFacts[] = [
  { name: '486', add: 'fpu vme pse', compat: true },
  { name: '486-v1', canonicalOf: '486', decode: 'host' },
  { name: 'pentium', like: '486', add: 'de tsc msr mce cx8 mmx', compat: true },
  { name: 'pentium-v1', canonicalOf: 'pentium', decode: 'host' },
  { name: 'pentium2', like: 'pentium', add: 'pae sep mtrr pge mca cmov pat pse36 fxsr', compat: true },
  { name: 'pentium2-v1', canonicalOf: 'pentium2', decode: 'host' },
  { name: 'pentium3', like: 'pentium2', add: 'sse', compat: true },
  { name: 'pentium3-v1', canonicalOf: 'pentium3', decode: 'host' },
  { name: 'pentiumpro', like: 'pentium3', add: 'apic sse2', drop: 'vme mtrr mca pse36', compat: true },
  {
    name: 'coreduo',
    like: 'pentium3',
    vendor: 'Intel',
    add: 'pni monitor apic clflush sse2 nx',
    drop: 'pse36',
    later: 'vmx-activity-hlt vmx-entry-ia32e-mode vmx-exit-ack-intr vmx-hlt-exit vmx-intr-exit ' +
      'vmx-invlpg-exit vmx-io-bitmap vmx-io-exit vmx-monitor-exit vmx-movdr-exit vmx-msr-bitmap ' +
      'vmx-mwait-exit vmx-nmi-exit vmx-pause-exit vmx-rdpmc-exit vmx-rdtsc-exit vmx-tsc-offset ' +
      'vmx-vintr-pending',
    compat: true,
  },
  { name: 'coreduo-v1', canonicalOf: 'coreduo', decode: 'host' },
  {
    name: 'n270',
    like: 'pentium3',
    vendor: 'Intel',
    add: 'pni monitor ssse3 apic clflush sse2 nx',
    drop: 'pse36',
    compat: true,
  },
  { name: 'n270-v1', canonicalOf: 'n270', decode: 'host' },
  {
    name: 'core2duo',
    like: 'coreduo',
    add: 'ssse3 pse36 syscall lm',
    later: 'vmx-apicv-xapic vmx-cr8-load-exit vmx-cr8-store-exit vmx-flexpriority vmx-ins-outs ' +
      'vmx-secondary-ctls vmx-vnmi vmx-vnmi-pending',
    compat: true,
  },
  { name: 'core2duo-v1', canonicalOf: 'core2duo', decode: 'host' },
  { name: 'qemu32', like: 'pentiumpro', add: 'pni', compat: true },
  { name: 'qemu32-v1', canonicalOf: 'qemu32', decode: 'host' },
  { name: 'kvm32', like: 'coreduo', vendor: '', add: 'pse36', drop: 'monitor vme nx', compat: true },
  { name: 'kvm32-v1', canonicalOf: 'kvm32', decode: 'host' },
  {
    name: 'cpu64-rhel5',
    like: 'qemu32',
    add: 'mtrr mca pse36 clflush syscall nx lm',
    decode: 'none',
    compat: true,
  },
  { name: 'cpu64-rhel6', like: 'cpu64-rhel5', add: 'cx16 lahf_lm', decode: 'none', compat: true },
  { name: 'qemu64', like: 'cpu64-rhel5', add: 'cx16 svm', compat: true },
  { name: 'qemu64-v1', canonicalOf: 'qemu64', decode: 'host' },
  {
    name: 'kvm64',
    like: 'kvm32',
    add: 'cx16 syscall nx lm',
    later: 'vmx-cr8-load-exit vmx-cr8-store-exit vmx-flexpriority -vmx-msr-bitmap',
    compat: true,
  },
  { name: 'kvm64-v1', canonicalOf: 'kvm64', decode: 'host' },
  {
    name: 'Conroe',
    like: 'core2duo',
    signatures: '6:15 6:22',
    add: 'lahf_lm',
    drop: 'monitor vme',
    compat: true,
  },
  { name: 'Conroe-v1', canonicalOf: 'Conroe', decode: 'host' },
  {
    name: 'Penryn',
    like: 'Conroe',
    signatures: '6:23 6:29',
    add: 'cx16 sse4.1',
    later: 'vmx-entry-load-perf-global-ctrl vmx-exit-load-perf-global-ctrl vmx-wbinvd-exit',
    compat: true,
  },
  { name: 'Penryn-v1', canonicalOf: 'Penryn', decode: 'host' },
  {
    name: 'Nehalem',
    like: 'Penryn',
    signatures: '6:26 6:30 6:31 6:46',
    add: 'sse4.2 popcnt',
    later: 'vmx-apicv-x2apic vmx-cr3-load-noexit vmx-cr3-store-noexit vmx-desc-exit vmx-entry-load-efer ' +
      'vmx-entry-load-pat vmx-entry-noload-debugctl vmx-ept vmx-ept-1gb vmx-ept-2mb vmx-ept-execonly ' +
      'vmx-exit-load-efer vmx-exit-load-pat vmx-exit-nosave-debugctl vmx-exit-save-efer ' +
      'vmx-exit-save-pat vmx-exit-save-preemption-timer vmx-invept vmx-invept-all-context ' +
      'vmx-invept-single-context vmx-invvpid vmx-invvpid-all-context vmx-invvpid-single-addr ' +
      'vmx-invvpid-single-context-noglobals vmx-mtf vmx-page-walk-4 vmx-preemption-timer ' +
      'vmx-rdtscp-exit vmx-true-ctls vmx-vpid',
    compat: true,
  },
  { name: 'Nehalem-IBRS', like: 'Nehalem', add: 'spec-ctrl', compat: true },
  { name: 'Nehalem-v1', canonicalOf: 'Nehalem', decode: 'host' },
  { name: 'Nehalem-v2', canonicalOf: 'Nehalem-IBRS', decode: 'host' },
  {
    name: 'Westmere',
    like: 'Nehalem',
    signatures: '6:44 6:47 6:37',
    add: 'aes',
    later: 'vmx-store-lma vmx-unrestricted-guest',
    compat: true,
  },
  { name: 'Westmere-IBRS', like: 'Westmere', signatures: '6:44', add: 'spec-ctrl', compat: true },
  { name: 'Westmere-v1', canonicalOf: 'Westmere', decode: 'host' },
  { name: 'Westmere-v2', canonicalOf: 'Westmere-IBRS', decode: 'host' },
  {
    name: 'SandyBridge',
    like: 'Westmere',
    signatures: '6:42 6:45',
    add: 'pclmuldq x2apic tsc-deadline xsave avx rdtscp',
    compat: true,
  },
  { name: 'SandyBridge-IBRS', like: 'SandyBridge', add: 'spec-ctrl', compat: true },
  { name: 'SandyBridge-v1', canonicalOf: 'SandyBridge', decode: 'host' },
  { name: 'SandyBridge-v2', canonicalOf: 'SandyBridge-IBRS', decode: 'host' },
  {
    name: 'IvyBridge',
    like: 'SandyBridge',
    signatures: '6:58 6:62',
    add: 'f16c rdrand vme fsgsbase smep erms',
    later: 'vmx-apicv-register vmx-apicv-vid vmx-posted-intr vmx-rdrand-exit',
    compat: true,
  },
  { name: 'IvyBridge-IBRS', like: 'IvyBridge', add: 'spec-ctrl', compat: true },
  { name: 'IvyBridge-v1', canonicalOf: 'IvyBridge', decode: 'host' },
  { name: 'IvyBridge-v2', canonicalOf: 'IvyBridge-IBRS', decode: 'host' },
  {
    name: 'Haswell-noTSX',
    like: 'IvyBridge',
    signatures: '6:60 6:63 6:69 6:70',
    add: 'fma pcid movbe bmi1 avx2 bmi2 invpcid',
    drop: 'f16c rdrand vme',
    later: 'vmx-eptad vmx-eptp-switching vmx-invpcid-exit vmx-shadow-vmcs vmx-vmfunc ' +
      'vmx-vmwrite-vmexit-fields',
    compat: true,
  },
  { name: 'Haswell-noTSX-IBRS', like: 'Haswell-noTSX', add: 'spec-ctrl', compat: true },
  { name: 'Haswell', like: 'Haswell-noTSX', add: 'hle rtm', compat: true },
  { name: 'Haswell-IBRS', like: 'Haswell', add: 'spec-ctrl', compat: true },
  { name: 'Haswell-v1', canonicalOf: 'Haswell', decode: 'host' },
  { name: 'Haswell-v2', canonicalOf: 'Haswell-noTSX', decode: 'host' },
  { name: 'Haswell-v3', canonicalOf: 'Haswell-IBRS', decode: 'host' },
  { name: 'Haswell-v4', canonicalOf: 'Haswell-noTSX-IBRS', decode: 'host' },
  {
    name: 'Broadwell-noTSX',
    like: 'Haswell-noTSX',
    signatures: '6:61 6:71 6:79 6:86',
    add: 'rdseed adx smap 3dnowprefetch',
    later: 'vmx-pml vmx-rdseed-exit',
    compat: true,
  },
  { name: 'Broadwell-noTSX-IBRS', like: 'Broadwell-noTSX', add: 'spec-ctrl', compat: true },
  { name: 'Broadwell', like: 'Broadwell-noTSX', add: 'hle rtm', compat: true },
  { name: 'Broadwell-IBRS', like: 'Broadwell', add: 'spec-ctrl', compat: true },
  { name: 'Broadwell-v1', canonicalOf: 'Broadwell', decode: 'host' },
  { name: 'Broadwell-v2', canonicalOf: 'Broadwell-noTSX', decode: 'host' },
  { name: 'Broadwell-v3', canonicalOf: 'Broadwell-IBRS', decode: 'host' },
  { name: 'Broadwell-v4', canonicalOf: 'Broadwell-noTSX-IBRS', decode: 'host' },
  {
    name: 'Skylake-Client',
    like: 'Broadwell',
    signatures: '6:94 6:78 6:142 6:158',
    add: 'f16c rdrand vme arat xsaveopt xsavec xgetbv1 abm',
    later: '-vmx-apicv-register -vmx-apicv-vid -vmx-apicv-x2apic -vmx-posted-intr',
    gone: 'mpx',
    compat: true,
  },
  { name: 'Skylake-Client-IBRS', like: 'Skylake-Client', add: 'spec-ctrl', gone: 'mpx', compat: true },
  {
    name: 'Skylake-Client-noTSX-IBRS',
    like: 'Skylake-Client-IBRS',
    drop: 'hle rtm',
    later: 'vmx-xsaves',
    gone: 'mpx',
    decode: 'host',
    compat: true,
  },
  { name: 'Skylake-Client-v1', canonicalOf: 'Skylake-Client', decode: 'host' },
  { name: 'Skylake-Client-v2', canonicalOf: 'Skylake-Client-IBRS', decode: 'host' },
  { name: 'Skylake-Client-v3', canonicalOf: 'Skylake-Client-noTSX-IBRS', decode: 'host' },
  {
    name: 'Skylake-Client-v4',
    like: 'cpu64-rhel6',
    vendor: 'Intel',
    signatures: '6:94 6:78 6:142 6:158',
    add: 'pclmuldq ssse3 fma pcid sse4.1 sse4.2 x2apic movbe popcnt tsc-deadline aes xsave avx f16c ' +
      'rdrand vme arat fsgsbase bmi1 avx2 smep bmi2 erms invpcid rdseed adx smap spec-ctrl xsaveopt ' +
      'xsavec xgetbv1 xsaves abm 3dnowprefetch rdtscp vmx-ins-outs vmx-true-ctls vmx-store-lma ' +
      'vmx-activity-hlt vmx-vmwrite-vmexit-fields vmx-apicv-xapic vmx-ept vmx-desc-exit ' +
      'vmx-rdtscp-exit vmx-vpid vmx-wbinvd-exit vmx-unrestricted-guest vmx-rdrand-exit ' +
      'vmx-invpcid-exit vmx-vmfunc vmx-shadow-vmcs vmx-rdseed-exit vmx-pml vmx-xsaves ' +
      'vmx-ept-execonly vmx-page-walk-4 vmx-ept-2mb vmx-ept-1gb vmx-invept vmx-eptad ' +
      'vmx-invept-single-context vmx-invept-all-context vmx-invvpid-single-addr ' +
      'vmx-invvpid-all-context vmx-invvpid-single-context-noglobals vmx-intr-exit vmx-nmi-exit ' +
      'vmx-vnmi vmx-preemption-timer vmx-vintr-pending vmx-tsc-offset vmx-hlt-exit vmx-invlpg-exit ' +
      'vmx-mwait-exit vmx-rdpmc-exit vmx-rdtsc-exit vmx-cr3-load-noexit vmx-cr3-store-noexit ' +
      'vmx-cr8-load-exit vmx-cr8-store-exit vmx-flexpriority vmx-vnmi-pending vmx-movdr-exit ' +
      'vmx-io-exit vmx-io-bitmap vmx-mtf vmx-msr-bitmap vmx-monitor-exit vmx-pause-exit ' +
      'vmx-secondary-ctls vmx-exit-nosave-debugctl vmx-exit-load-perf-global-ctrl vmx-exit-ack-intr ' +
      'vmx-exit-save-pat vmx-exit-load-pat vmx-exit-save-efer vmx-exit-load-efer ' +
      'vmx-exit-save-preemption-timer vmx-entry-noload-debugctl vmx-entry-ia32e-mode ' +
      'vmx-entry-load-perf-global-ctrl vmx-entry-load-pat vmx-entry-load-efer vmx-eptp-switching',
    decode: 'host',
  },
  {
    name: 'Skylake-Server',
    like: 'Skylake-Client',
    signatures: '6:85/0-4',
    add: 'avx512f avx512dq clwb avx512cd avx512bw avx512vl pdpe1gb',
    later: 'vmx-apicv-register vmx-apicv-vid vmx-apicv-x2apic vmx-posted-intr -vmx-eptp-switching',
    gone: 'mpx',
    compat: true,
  },
  { name: 'Skylake-Server-IBRS', like: 'Skylake-Server', add: 'spec-ctrl', gone: 'mpx', compat: true },
  {
    name: 'Skylake-Server-noTSX-IBRS',
    like: 'Skylake-Server-IBRS',
    drop: 'hle rtm',
    later: 'vmx-eptp-switching vmx-xsaves',
    gone: 'mpx',
    decode: 'host',
    compat: true,
  },
  { name: 'Skylake-Server-v1', canonicalOf: 'Skylake-Server', decode: 'host' },
  { name: 'Skylake-Server-v2', canonicalOf: 'Skylake-Server-IBRS', decode: 'host' },
  { name: 'Skylake-Server-v3', canonicalOf: 'Skylake-Server-noTSX-IBRS', decode: 'host' },
  {
    name: 'Skylake-Server-v4',
    like: 'Skylake-Client-v4',
    signatures: '6:85/0-4',
    add: 'avx512f avx512dq clwb avx512cd avx512bw avx512vl pku pdpe1gb vmx-apicv-x2apic ' +
      'vmx-apicv-register vmx-apicv-vid vmx-posted-intr',
    drop: 'xsaves vmx-xsaves',
    decode: 'host',
  },
  { name: 'Skylake-Server-v5', like: 'Skylake-Server-v4', add: 'xsaves vmx-xsaves', decode: 'host' },
  {
    name: 'Cascadelake-Server',
    like: 'Skylake-Server-IBRS',
    signatures: '6:85/5-7',
    add: 'clflushopt avx512vnni ssbd',
    gone: 'mpx',
    compat: true,
  },
  {
    name: 'Cascadelake-Server-noTSX',
    like: 'Cascadelake-Server',
    drop: 'hle rtm',
    later: 'vmx-eptp-switching vmx-xsaves',
    gone: 'mpx',
    decode: 'host',
    compat: true,
  },
  { name: 'Cascadelake-Server-v1', canonicalOf: 'Cascadelake-Server', decode: 'host' },
  {
    name: 'Cascadelake-Server-v2',
    like: 'Skylake-Server-v4',
    signatures: '6:85/5-7',
    add: 'hle rtm clflushopt avx512vnni arch-capabilities ssbd rdctl-no ibrs-all skip-l1dfl-vmentry ' +
      'mds-no',
    drop: 'vmx-eptp-switching',
    decode: 'host',
  },
  { name: 'Cascadelake-Server-v3', canonicalOf: 'Cascadelake-Server-noTSX', decode: 'host' },
  {
    name: 'Cascadelake-Server-v4',
    like: 'Cascadelake-Server-v2',
    add: 'vmx-eptp-switching',
    drop: 'hle rtm',
    decode: 'host',
  },
  {
    name: 'Cascadelake-Server-v5',
    like: 'Cascadelake-Server-v4',
    add: 'xsaves vmx-xsaves',
    decode: 'host',
  },
  {
    name: 'Icelake-Client',
    like: 'cpu64-rhel6',
    vendor: 'Intel',
    signatures: '6:126',
    add: 'pclmuldq ssse3 fma pcid sse4.1 sse4.2 x2apic movbe popcnt tsc-deadline aes xsave avx f16c ' +
      'rdrand vme arat fsgsbase bmi1 hle avx2 smep bmi2 erms invpcid rtm mpx rdseed adx smap ' +
      'avx512vbmi umip pku avx512vbmi2 gfni vaes vpclmulqdq avx512vnni avx512bitalg avx512-vpopcntdq ' +
      'spec-ctrl ssbd xsaveopt xsavec xgetbv1 abm 3dnowprefetch rdtscp wbnoinvd',
    gone: 'intel-pt',
    compat: true,
  },
  {
    name: 'Icelake-Client-noTSX',
    like: 'Icelake-Client',
    drop: 'hle rtm',
    gone: 'intel-pt',
    decode: 'host',
    compat: true,
  },
  {
    name: 'Icelake-Server',
    like: 'Cascadelake-Server',
    signatures: '6:106',
    add: 'avx512vbmi umip pku avx512vbmi2 gfni vaes vpclmulqdq avx512bitalg avx512-vpopcntdq la57 ' +
      'wbnoinvd',
    later: '-vmx-pml -vmx-rdseed-exit',
    gone: 'intel-pt mpx',
    compat: true,
  },
  {
    name: 'Icelake-Server-noTSX',
    like: 'Icelake-Server',
    drop: 'hle rtm',
    later: 'vmx-eptp-switching vmx-page-walk-5 vmx-pml vmx-rdseed-exit vmx-xsaves',
    gone: 'intel-pt mpx',
    decode: 'host',
    compat: true,
  },
  { name: 'Icelake-Server-v1', canonicalOf: 'Icelake-Server', decode: 'host' },
  { name: 'Icelake-Server-v2', canonicalOf: 'Icelake-Server-noTSX', decode: 'host' },
  {
    name: 'Icelake-Server-v3',
    like: 'Cascadelake-Server-v4',
    signatures: '6:106',
    add: 'avx512vbmi umip avx512vbmi2 gfni vaes vpclmulqdq avx512bitalg avx512-vpopcntdq la57 wbnoinvd ' +
      'pschange-mc-no taa-no',
    drop: 'vmx-rdseed-exit vmx-pml vmx-eptp-switching',
    decode: 'host',
  },
  {
    name: 'Icelake-Server-v4',
    like: 'Icelake-Server-v3',
    add: 'avx512ifma sha-ni rdpid fsrm vmx-rdseed-exit vmx-pml vmx-eptp-switching',
    decode: 'host',
  },
  { name: 'Icelake-Server-v5', like: 'Icelake-Server-v4', add: 'xsaves vmx-xsaves', decode: 'host' },
  { name: 'Icelake-Server-v6', like: 'Icelake-Server-v5', add: 'vmx-page-walk-5', decode: 'host' },
  { name: 'Icelake-Server-v7', like: 'Icelake-Server-v6', add: 'hle rtm', decode: 'host' },
  {
    name: 'Cooperlake',
    like: 'Cascadelake-Server',
    signatures: '6:85/10-11',
    add: 'pku stibp arch-capabilities avx512-bf16 rdctl-no ibrs-all skip-l1dfl-vmentry mds-no ' +
      'pschange-mc-no taa-no',
    later: 'vmx-eptp-switching vmx-xsaves',
    compat: true,
  },
  { name: 'Cooperlake-v1', canonicalOf: 'Cooperlake', decode: 'host' },
  {
    name: 'Cooperlake-v2',
    like: 'Cascadelake-Server-v5',
    signatures: '6:85/10-11',
    add: 'hle rtm stibp avx512-bf16 pschange-mc-no taa-no',
    decode: 'host',
  },
  {
    name: 'Snowridge',
    like: 'Cascadelake-Server-noTSX',
    signatures: '6:134',
    add: 'sha-ni umip gfni cldemote movdiri movdir64b arch-capabilities core-capability ' +
      'split-lock-detect',
    drop: 'fma pcid avx f16c bmi1 avx2 bmi2 invpcid avx512f avx512dq adx avx512cd avx512bw avx512vl ' +
      'avx512vnni abm',
    compat: true,
  },
  { name: 'Snowridge-v1', canonicalOf: 'Snowridge', decode: 'host' },
  {
    name: 'Snowridge-v2',
    like: 'Skylake-Server-v4',
    signatures: '6:134',
    add: 'clflushopt sha-ni umip gfni cldemote movdiri movdir64b arch-capabilities core-capability ssbd ' +
      'split-lock-detect',
    drop: 'fma pcid avx f16c bmi1 avx2 bmi2 invpcid avx512f avx512dq adx avx512cd avx512bw avx512vl pku ' +
      'abm',
    decode: 'host',
  },
  { name: 'Snowridge-v3', like: 'Snowridge-v2', add: 'xsaves vmx-xsaves', decode: 'host' },
  {
    name: 'Snowridge-v4',
    like: 'Snowridge-v3',
    drop: 'core-capability split-lock-detect',
    decode: 'host',
  },
  {
    name: 'SapphireRapids',
    like: 'Icelake-Server-noTSX',
    signatures: '6:143',
    add: 'hle rtm avx512ifma sha-ni rdpid bus-lock-detect fsrm serialize tsx-ldtrk amx-bf16 avx512-fp16 ' +
      'amx-tile amx-int8 arch-capabilities avx-vnni avx512-bf16 fzrm fsrs fsrc xsaves xfd rdctl-no ' +
      'ibrs-all skip-l1dfl-vmentry mds-no pschange-mc-no taa-no',
    compat: true,
  },
  { name: 'SapphireRapids-v1', canonicalOf: 'SapphireRapids', decode: 'host' },
  {
    name: 'SapphireRapids-v2',
    like: 'Icelake-Server-v7',
    signatures: '6:143',
    add: 'bus-lock-detect serialize tsx-ldtrk amx-bf16 avx512-fp16 amx-tile amx-int8 avx-vnni ' +
      'avx512-bf16 fzrm fsrs fsrc xfd sbdr-ssdp-no fbsdp-no psdp-no',
    decode: 'host',
  },
  {
    name: 'SapphireRapids-v3',
    like: 'SapphireRapids-v2',
    add: 'ss tsc_adjust cldemote movdiri movdir64b',
    decode: 'host',
  },
  {
    name: 'GraniteRapids',
    like: 'SapphireRapids-v2',
    signatures: '6:173',
    add: 'amx-fp16 prefetchiti mcdt-no pbrsb-no vmx-invvpid',
    compat: true,
  },
  { name: 'GraniteRapids-v1', canonicalOf: 'GraniteRapids', decode: 'host' },
  {
    name: 'GraniteRapids-v2',
    like: 'SapphireRapids-v3',
    signatures: '6:173',
    add: 'amx-fp16 prefetchiti avx10 mcdt-no avx10-128 avx10-256 avx10-512 pbrsb-no',
    decode: 'host',
  },
  {
    name: 'SierraForest',
    like: 'Icelake-Server-v5',
    signatures: '6:175',
    add: 'bus-lock-detect serialize avx-vnni cmpccxadd fsrs avx-ifma avx-vnni-int8 avx-ne-convert ' +
      'mcdt-no sbdr-ssdp-no fbsdp-no psdp-no pbrsb-no vmx-invvpid',
    drop: 'avx512f avx512dq avx512ifma avx512cd avx512bw avx512vl avx512vbmi avx512vbmi2 avx512vnni ' +
      'avx512bitalg avx512-vpopcntdq la57 taa-no',
    compat: true,
  },
  { name: 'SierraForest-v1', canonicalOf: 'SierraForest', decode: 'host' },
  {
    name: 'Denverton',
    like: 'Snowridge-v2',
    signatures: '6:95',
    add: 'mpx rdctl-no skip-l1dfl-vmentry',
    drop: 'clwb umip gfni cldemote movdiri movdir64b core-capability split-lock-detect',
  },
  { name: 'Denverton-v1', canonicalOf: 'Denverton', decode: 'host' },
  { name: 'Denverton-v2', like: 'Denverton', drop: 'mpx', decode: 'host' },
  { name: 'Denverton-v3', like: 'Denverton-v2', add: 'xsaves vmx-xsaves', decode: 'host' },
  {
    name: 'KnightsMill',
    like: 'Icelake-Client-noTSX',
    signatures: '6:133',
    add: 'ss avx512f avx512pf avx512er avx512cd avx512-4vnniw avx512-4fmaps pdpe1gb',
    drop: 'pcid invpcid mpx smap avx512vbmi umip pku avx512vbmi2 gfni vaes vpclmulqdq avx512vnni ' +
      'avx512bitalg spec-ctrl ssbd xsavec xgetbv1 wbnoinvd',
  },
  { name: 'KnightsMill-v1', canonicalOf: 'KnightsMill', decode: 'host' },
  {
    name: 'athlon',
    like: 'pentium3',
    vendor: 'AMD',
    add: 'apic sse2 mmxext 3dnowext 3dnow',
    drop: 'mca',
    compat: true,
  },
  { name: 'athlon-v1', canonicalOf: 'athlon', decode: 'host' },
  {
    name: 'phenom',
    like: 'cpu64-rhel5',
    vendor: 'AMD',
    add: 'monitor svm mmxext fxsr_opt 3dnowext 3dnow',
    compat: true,
  },
  { name: 'phenom-v1', canonicalOf: 'phenom', decode: 'host' },
  { name: 'Opteron_G1', like: 'cpu64-rhel5', vendor: 'AMD', signatures: '15:6', compat: true },
  { name: 'Opteron_G1-v1', canonicalOf: 'Opteron_G1', decode: 'host' },
  { name: 'Opteron_G2', like: 'Opteron_G1', add: 'cx16 lahf_lm svm rdtscp', compat: true },
  { name: 'Opteron_G2-v1', canonicalOf: 'Opteron_G2', decode: 'host' },
  {
    name: 'Opteron_G3',
    like: 'Opteron_G2',
    add: 'popcnt abm sse4a misalignsse',
    gone: 'monitor',
    compat: true,
  },
  { name: 'Opteron_G3-v1', canonicalOf: 'Opteron_G3', decode: 'host' },
  {
    name: 'Opteron_G4',
    like: 'Opteron_G3',
    signatures: '21:1',
    add: 'pclmuldq ssse3 sse4.1 sse4.2 aes xsave avx 3dnowprefetch xop fma4 pdpe1gb',
    compat: true,
  },
  { name: 'Opteron_G4-v1', canonicalOf: 'Opteron_G4', decode: 'host' },
  { name: 'Opteron_G5', like: 'Opteron_G4', signatures: '21:2', add: 'fma f16c tbm', compat: true },
  { name: 'Opteron_G5-v1', canonicalOf: 'Opteron_G5', decode: 'host' },
  {
    name: 'EPYC',
    like: 'Opteron_G5',
    signatures: '23:1',
    add: 'movbe rdrand vme arat fsgsbase bmi1 avx2 smep bmi2 rdseed adx smap clflushopt sha-ni xsaveopt ' +
      'xsavec xgetbv1 cr8legacy osvw mmxext fxsr_opt',
    drop: 'xop fma4 tbm',
    gone: 'monitor',
    compat: true,
  },
  { name: 'EPYC-IBPB', like: 'EPYC', add: 'ibpb', gone: 'monitor', compat: true },
  { name: 'EPYC-v1', canonicalOf: 'EPYC', decode: 'host' },
  { name: 'EPYC-v2', canonicalOf: 'EPYC-IBPB', decode: 'host' },
  {
    name: 'EPYC-v3',
    like: 'EPYC-IBPB',
    add: 'xsaves perfctr_core clzero xsaveerptr npt nrip-save',
    decode: 'host',
  },
  { name: 'EPYC-v4', like: 'EPYC-v3', decode: 'host' },
  {
    name: 'EPYC-Rome',
    like: 'EPYC-v3',
    signatures: '23:49',
    add: 'clwb umip rdpid wbnoinvd amd-stibp',
    drop: 'xsaves',
    compat: true,
  },
  { name: 'EPYC-Rome-v1', canonicalOf: 'EPYC-Rome', decode: 'host' },
  { name: 'EPYC-Rome-v2', like: 'EPYC-Rome', add: 'xsaves ibrs amd-ssbd', decode: 'host' },
  { name: 'EPYC-Rome-v3', like: 'EPYC-Rome-v2', decode: 'host' },
  { name: 'EPYC-Rome-v4', like: 'EPYC-Rome-v2', drop: 'xsaves', decode: 'host' },
  {
    name: 'EPYC-Milan',
    like: 'EPYC-Rome-v2',
    signatures: '25:1',
    add: 'pcid erms invpcid pku fsrm svme-addr-chk',
    compat: true,
  },
  { name: 'EPYC-Milan-v1', canonicalOf: 'EPYC-Milan', decode: 'host' },
  {
    name: 'EPYC-Milan-v2',
    like: 'EPYC-Milan',
    add: 'vaes vpclmulqdq stibp-always-on amd-psfd no-nested-data-bp lfence-always-serializing ' +
      'null-sel-clr-base',
    decode: 'host',
  },
  {
    name: 'EPYC-Genoa',
    like: 'EPYC-Milan-v2',
    signatures: '25:17',
    add: 'avx512f avx512dq avx512ifma avx512cd avx512bw avx512vl avx512vbmi avx512vbmi2 gfni avx512vnni ' +
      'avx512bitalg avx512-vpopcntdq la57 avx512-bf16 vnmi auto-ibrs',
    compat: true,
  },
  { name: 'EPYC-Genoa-v1', canonicalOf: 'EPYC-Genoa', decode: 'host' },
  {
    name: 'Dhyana',
    like: 'EPYC-IBPB',
    vendor: 'Hygon',
    signatures: '24:0',
    drop: 'pclmuldq aes sha-ni',
    gone: 'monitor',
    compat: true,
  },
  { name: 'Dhyana-v1', canonicalOf: 'Dhyana', decode: 'host' },
  { name: 'Dhyana-v2', like: 'Dhyana', add: 'xsaves npt nrip-save', decode: 'host' },
];

/** Vendors and their CPUID strings. */
export const x86Vendors: Readonly<Record<string, string>> = {
  Intel: 'GenuineIntel',
  AMD: 'AuthenticAMD',
  Hygon: 'HygonGenuine',
};
