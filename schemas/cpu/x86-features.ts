// Where every x86 CPU feature libvirt names is found: CPUID leaf.subleaf and register, or MSR and half, then name:bit.
// Facts from Intel's and AMD's manuals under the names libvirt uses; the order decides the order in CPU documents.
// `!` marks features that forbid migration.

// biome-ignore format: a table of names reads better packed.
export const x86FeatureTable: readonly (readonly [place: string, features: string])[] = [
  ['cpuid 1.0 ecx', 'pni:0 pclmuldq:1 dtes64:2 monitor:3 ds_cpl:4 vmx:5 smx:6 est:7 tm2:8 ssse3:9 cid:10 fma:12 ' +
    'cx16:13 xtpr:14 pdcm:15 pcid:17 dca:18 sse4.1:19 sse4.2:20 x2apic:21 movbe:22 popcnt:23 ' +
    'tsc-deadline:24 aes:25 xsave:26 osxsave:27 avx:28 f16c:29 rdrand:30 hypervisor:31'],
  ['cpuid 1.0 edx', 'fpu:0 vme:1 de:2 pse:3 tsc:4 msr:5 pae:6 mce:7 cx8:8 apic:9 sep:11 mtrr:12 pge:13 mca:14 cmov:15 ' +
    'pat:16 pse36:17 pn:18 clflush:19 ds:21 acpi:22 mmx:23 fxsr:24 sse:25 sse2:26 ss:27 ht:28 tm:29 ' +
    'ia64:30 pbe:31'],
  ['cpuid 6.0 eax', 'arat:2'],
  ['cpuid 7.0 ebx', 'fsgsbase:0 tsc_adjust:1 sgx:2 bmi1:3 hle:4 avx2:5 fdp-excptn-only:6 smep:7 bmi2:8 erms:9 ' +
    'invpcid:10 rtm:11 cmt:12 zero-fcs-fds:13 mpx:14 avx512f:16 avx512dq:17 rdseed:18 adx:19 smap:20 ' +
    'avx512ifma:21 pcommit:22 clflushopt:23 clwb:24 intel-pt:25 avx512pf:26 avx512er:27 avx512cd:28 ' +
    'sha-ni:29 avx512bw:30 avx512vl:31'],
  ['cpuid 7.0 ecx', 'avx512vbmi:1 umip:2 pku:3 ospke:4 waitpkg:5 avx512vbmi2:6 gfni:8 vaes:9 vpclmulqdq:10 ' +
    'avx512vnni:11 avx512bitalg:12 avx512-vpopcntdq:14 la57:16 rdpid:22 bus-lock-detect:24 ' +
    'cldemote:25 movdiri:27 movdir64b:28 sgxlc:30 pks:31'],
  ['cpuid 7.0 edx', 'avx512-4vnniw:2 avx512-4fmaps:3 fsrm:4 avx512-vp2intersect:8 md-clear:10 serialize:14 ' +
    'tsx-ldtrk:16 pconfig:18 arch-lbr:19 amx-bf16:22 avx512-fp16:23 amx-tile:24 amx-int8:25 ' +
    'spec-ctrl:26 stibp:27 flush-l1d:28 arch-capabilities:29 core-capability:30 ssbd:31'],
  ['cpuid 7.1 eax', 'sha512:0 sm3:1 sm4:2 avx-vnni:4 avx512-bf16:5 cmpccxadd:7 fzrm:10 fsrs:11 fsrc:12 fred:17 ' +
    'lkgs:18 wrmsrns:19 amx-fp16:21 avx-ifma:23 lam:26'],
  ['cpuid 7.1 edx', 'avx-vnni-int8:4 avx-ne-convert:5 amx-complex:8 avx-vnni-int16:10 prefetchiti:14 avx10:19'],
  ['cpuid 7.2 edx', 'intel-psfd:0 ipred-ctrl:1 rrsba-ctrl:2 ddpd-u:3 bhi-ctrl:4 mcdt-no:5'],
  ['cpuid d.1 eax', 'xsaveopt:0 xsavec:1 xgetbv1:2 xsaves:3! xfd:4'],
  ['cpuid f.1 edx', 'mbm_total:1 mbm_local:2'],
  ['cpuid 12.0 eax', 'sgx1:0 sgx2:1 sgx-edeccssa:11'],
  ['cpuid 12.0 ebx', 'sgx-exinfo:0'],
  ['cpuid 12.1 eax', 'sgx-debug:1 sgx-mode64:2 sgx-provisionkey:4 sgx-tokenkey:5 sgx-kss:7 sgx-aex-notify:10'],
  ['cpuid 14.0 ecx', 'intel-pt-lip:31'],
  ['cpuid 24.0 ebx', 'avx10-128:16 avx10-256:17 avx10-512:18'],
  ['cpuid 80000001.0 ecx', 'lahf_lm:0 cmp_legacy:1 svm:2 extapic:3 cr8legacy:4 abm:5 sse4a:6 misalignsse:7 3dnowprefetch:8 ' +
    'osvw:9 ibs:10 xop:11 skinit:12 wdt:13 lwp:15 fma4:16 tce:17 cvt16:18 nodeid_msr:19 tbm:21 ' +
    'topoext:22 perfctr_core:23 perfctr_nb:24'],
  ['cpuid 80000001.0 edx', 'syscall:11 nx:20 mmxext:22 fxsr_opt:25 pdpe1gb:26 rdtscp:27 lm:29 3dnowext:30 3dnow:31'],
  ['cpuid 80000007.0 ebx', 'overflow-recov:0 succor:1'],
  ['cpuid 80000007.0 edx', 'invtsc:8!'],
  ['cpuid 80000008.0 ebx', 'clzero:0 xsaveerptr:2 wbnoinvd:9 ibpb:12 ibrs:14 amd-stibp:15 stibp-always-on:17 amd-ssbd:24 ' +
    'virt-ssbd:25 amd-no-ssb:26 amd-psfd:28'],
  ['cpuid 8000000a.0 edx', 'npt:0 lbrv:1 svm-lock:2 nrip-save:3 tsc-scale:4 vmcb-clean:5 flushbyasid:6 decodeassists:7 ' +
    'pause-filter:10 pfthreshold:12 avic:13 v-vmsave-vmload:15 vgif:16 vnmi:25 svme-addr-chk:28'],
  ['cpuid 80000021.0 eax', 'no-nested-data-bp:0 lfence-always-serializing:2 null-sel-clr-base:6 auto-ibrs:8 eraps:24 sbpb:27 ' +
    'ibpb-brtype:28 srso-no:29 srso-user-kernel-no:30'],
  ['cpuid 80000022.0 eax', 'perfmon-v2:0'],
  ['msr cf eax', 'split-lock-detect:5'],
  ['msr 10a eax', 'rdctl-no:0 ibrs-all:1 rsba:2 skip-l1dfl-vmentry:3 ssb-no:4 mds-no:5 pschange-mc-no:6 tsx-ctrl:7 ' +
    'taa-no:8 sbdr-ssdp-no:13 fbsdp-no:14 psdp-no:15 fb-clear:17 pbrsb-no:24 gds-no:26 rfds-no:27 ' +
    'rfds-clear:28'],
  ['msr 480 edx', 'vmx-ins-outs:22 vmx-true-ctls:23 vmx-any-errcode:24 vmx-nested-exception:26'],
  ['msr 485 eax', 'vmx-store-lma:5 vmx-activity-hlt:6 vmx-activity-shutdown:7 vmx-activity-wait-sipi:8 ' +
    'vmx-vmwrite-vmexit-fields:29 vmx-zero-len-inject:30'],
  ['msr 48b eax', 'vmx-apicv-xapic:0 vmx-ept:1 vmx-desc-exit:2 vmx-rdtscp-exit:3 vmx-apicv-x2apic:4 vmx-vpid:5 ' +
    'vmx-wbinvd-exit:6 vmx-unrestricted-guest:7 vmx-apicv-register:8 vmx-apicv-vid:9 vmx-ple:10 ' +
    'vmx-rdrand-exit:11 vmx-invpcid-exit:12 vmx-vmfunc:13 vmx-shadow-vmcs:14 vmx-encls-exit:15 ' +
    'vmx-rdseed-exit:16 vmx-pml:17 vmx-xsaves:20 vmx-tsc-scaling:25 vmx-enable-user-wait-pause:26'],
  ['msr 48c eax', 'vmx-ept-execonly:0 vmx-page-walk-4:6 vmx-page-walk-5:7 vmx-ept-uc:8 vmx-ept-wb:14 vmx-ept-2mb:16 ' +
    'vmx-ept-1gb:17 vmx-invept:20 vmx-eptad:21 vmx-ept-advanced-exitinfo:22 ' +
    'vmx-invept-single-context:25 vmx-invept-all-context:26'],
  ['msr 48c edx', 'vmx-invvpid:0 vmx-invvpid-single-addr:8 vmx-invvpid-single-context:9 vmx-invvpid-all-context:10 ' +
    'vmx-invvpid-single-context-noglobals:11'],
  ['msr 48d eax', 'vmx-intr-exit:0 vmx-nmi-exit:3 vmx-vnmi:5 vmx-preemption-timer:6 vmx-posted-intr:7'],
  ['msr 48e eax', 'vmx-vintr-pending:2 vmx-tsc-offset:3 vmx-hlt-exit:7 vmx-invlpg-exit:9 vmx-mwait-exit:10 ' +
    'vmx-rdpmc-exit:11 vmx-rdtsc-exit:12 vmx-cr3-load-noexit:15 vmx-cr3-store-noexit:16 ' +
    'vmx-cr8-load-exit:19 vmx-cr8-store-exit:20 vmx-flexpriority:21 vmx-vnmi-pending:22 ' +
    'vmx-movdr-exit:23 vmx-io-exit:24 vmx-io-bitmap:25 vmx-mtf:27 vmx-msr-bitmap:28 ' +
    'vmx-monitor-exit:29 vmx-pause-exit:30 vmx-secondary-ctls:31'],
  ['msr 48f eax', 'vmx-exit-nosave-debugctl:2 vmx-exit-load-perf-global-ctrl:12 vmx-exit-ack-intr:15 ' +
    'vmx-exit-save-pat:18 vmx-exit-load-pat:19 vmx-exit-save-efer:20 vmx-exit-load-efer:21 ' +
    'vmx-exit-save-preemption-timer:22 vmx-exit-clear-bndcfgs:23 vmx-exit-clear-rtit-ctl:25 ' +
    'vmx-exit-load-pkrs:29 vmx-exit-secondary-ctls:31'],
  ['msr 490 eax', 'vmx-entry-noload-debugctl:2 vmx-entry-ia32e-mode:9 vmx-entry-load-perf-global-ctrl:13 ' +
    'vmx-entry-load-pat:14 vmx-entry-load-efer:15 vmx-entry-load-bndcfgs:16 ' +
    'vmx-entry-load-rtit-ctl:18 vmx-entry-load-pkrs:22 vmx-entry-load-fred:23'],
  ['msr 491 eax', 'vmx-eptp-switching:0'],
];
