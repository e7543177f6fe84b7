// The node procedures of the remote program.

import { string } from '../objects.ts';
import { procedure } from '../procedure.ts';
import { array, charArray, chars, int, opaque, struct, typedParam, uhyper, uint } from '../types.ts';

export const nodeGetInfo = procedure({
  number: 6,
  wire: 'NODE_GET_INFO',
  kind: 'call',
  family: 'hypervisor',
  api: 'virNodeGetInfo',
  since: '0.1.0',
  priority: 'high',
  readOnly: true,
  acl: ['connect:read'],
  ret: struct({
    model: chars(32),
    memory: uhyper,
    cpus: int,
    mhz: int,
    nodes: int,
    sockets: int,
    cores: int,
    threads: int,
  }),
  masks: {
    kvm: ['qemuNodeGetInfo', null],
    libxl: ['libxlNodeGetInfo', null],
    test: ['testNodeGetInfo', null],
  },
  checks: [['info', 'nonnull']],
});

export const nodeGetCellsFreeMemory = procedure({
  number: 101,
  wire: 'NODE_GET_CELLS_FREE_MEMORY',
  kind: 'call',
  family: 'hypervisor',
  api: 'virNodeGetCellsFreeMemory',
  since: '0.3.3',
  priority: 'high',
  readOnly: true,
  acl: ['connect:read'],
  args: struct({ startCell: int, maxcells: int }),
  ret: struct({ cells: array(uhyper, 1024) }),
  masks: {
    kvm: ['qemuNodeGetCellsFreeMemory', null],
    libxl: ['libxlNodeGetCellsFreeMemory', null],
    test: ['testNodeGetCellsFreeMemory', null],
  },
  checks: [
    ['maxCells', '>0'],
    ['startCell', '>=0'],
  ],
});

export const nodeGetFreeMemory = procedure({
  number: 102,
  wire: 'NODE_GET_FREE_MEMORY',
  kind: 'call',
  family: 'hypervisor',
  api: 'virNodeGetFreeMemory',
  since: '0.3.3',
  priority: 'high',
  readOnly: true,
  acl: ['connect:read'],
  ret: struct({ freeMem: uhyper }),
  masks: {
    kvm: ['qemuNodeGetFreeMemory', null],
    libxl: ['libxlNodeGetFreeMemory', null],
    test: ['testNodeGetFreeMemory', null],
  },
});

export const nodeGetSecurityModel = procedure({
  number: 122,
  wire: 'NODE_GET_SECURITY_MODEL',
  kind: 'call',
  family: 'hypervisor',
  api: 'virNodeGetSecurityModel',
  since: '0.6.1',
  priority: 'high',
  readOnly: true,
  acl: ['connect:read'],
  ret: struct({ model: charArray(257), doi: charArray(257) }),
  masks: {
    kvm: ['qemuNodeGetSecurityModel', null],
    libxl: ['libxlNodeGetSecurityModel', null],
    test: ['testNodeGetSecurityModel', null],
  },
  checks: [['secmodel', 'nonnull']],
});

export const nodeGetCPUStats = procedure({
  number: 227,
  wire: 'NODE_GET_CPU_STATS',
  kind: 'call',
  family: 'hypervisor',
  api: 'virNodeGetCPUStats',
  since: '0.9.3',
  priority: 'high',
  readOnly: true,
  acl: ['connect:read'],
  args: struct({ cpuNum: int, nparams: int, flags: uint }),
  ret: struct({ params: array(struct({ field: string, value: uhyper }), 16), nparams: int }),
  masks: { kvm: ['qemuNodeGetCPUStats', 0], test: ['testNodeGetCPUStats', 0] },
  checks: [
    ['nparams', 'nonnull'],
    ['*nparams', '>=0'],
  ],
});

export const nodeGetMemoryStats = procedure({
  number: 228,
  wire: 'NODE_GET_MEMORY_STATS',
  kind: 'call',
  family: 'hypervisor',
  api: 'virNodeGetMemoryStats',
  since: '0.9.3',
  priority: 'high',
  readOnly: true,
  acl: ['connect:read'],
  args: struct({ nparams: int, cellNum: int, flags: uint }),
  ret: struct({ params: array(struct({ field: string, value: uhyper }), 16), nparams: int }),
  masks: { kvm: ['qemuNodeGetMemoryStats', 0] },
  checks: [
    ['nparams', 'nonnull'],
    ['*nparams', '>=0'],
  ],
});

export const nodeSuspendForDuration = procedure({
  number: 250,
  wire: 'NODE_SUSPEND_FOR_DURATION',
  kind: 'call',
  family: 'hypervisor',
  api: 'virNodeSuspendForDuration',
  since: '0.9.8',
  priority: 'low',
  readOnly: false,
  acl: ['connect:pm_control'],
  args: struct({ target: uint, duration: uhyper, flags: uint }),
  masks: { kvm: ['qemuNodeSuspendForDuration', 0] },
});

export const nodeSetMemoryParameters = procedure({
  number: 288,
  wire: 'NODE_SET_MEMORY_PARAMETERS',
  kind: 'call',
  family: 'hypervisor',
  api: 'virNodeSetMemoryParameters',
  since: '0.10.2',
  priority: 'low',
  readOnly: false,
  acl: ['connect:write'],
  args: struct({ params: array(typedParam, 64), flags: uint }),
  masks: { kvm: ['qemuNodeSetMemoryParameters', 0] },
  checks: [
    ['params', 'nonnull'],
    ['nparams', '>=0'],
  ],
});

export const nodeGetMemoryParameters = procedure({
  number: 289,
  wire: 'NODE_GET_MEMORY_PARAMETERS',
  kind: 'call',
  family: 'hypervisor',
  api: 'virNodeGetMemoryParameters',
  since: '0.10.2',
  priority: 'low',
  readOnly: true,
  acl: ['connect:read'],
  args: struct({ nparams: int, flags: uint }),
  ret: struct({ params: array(typedParam, 64), nparams: int }),
  masks: { kvm: ['qemuNodeGetMemoryParameters', 4] },
  checks: [
    ['nparams', 'nonnull'],
    ['params', 'nonnull'],
    ['*nparams', '>=0'],
  ],
  stringOkay: true,
});

export const nodeGetCPUMap = procedure({
  number: 293,
  wire: 'NODE_GET_CPU_MAP',
  kind: 'call',
  family: 'hypervisor',
  api: 'virNodeGetCPUMap',
  since: '1.0.0',
  priority: 'low',
  readOnly: true,
  acl: ['connect:read'],
  args: struct({ need_map: int, need_online: int, flags: uint }),
  ret: struct({ cpumap: opaque(2048), online: uint, ret: int }),
  masks: { kvm: ['qemuNodeGetCPUMap', 0], test: ['testNodeGetCPUMap', 0] },
});

export const nodeGetFreePages = procedure({
  number: 340,
  wire: 'NODE_GET_FREE_PAGES',
  kind: 'call',
  family: 'hypervisor',
  api: 'virNodeGetFreePages',
  since: '1.2.6',
  priority: 'high',
  readOnly: true,
  acl: ['connect:read'],
  args: struct({ pages: array(uint, 1024), startCell: int, cellCount: uint, flags: uint }),
  ret: struct({ counts: array(uhyper, 1024) }),
  masks: { kvm: ['qemuNodeGetFreePages', 0], test: ['testNodeGetFreePages', 0] },
  checks: [
    ['pages', 'nonnull'],
    ['counts', 'nonnull'],
    ['npages', '!=0'],
    ['cellCount', '!=0'],
  ],
});

export const nodeAllocPages = procedure({
  number: 347,
  wire: 'NODE_ALLOC_PAGES',
  kind: 'call',
  family: 'hypervisor',
  api: 'virNodeAllocPages',
  since: '1.2.9',
  priority: 'low',
  readOnly: false,
  acl: ['connect:write'],
  args: struct({
    pageSizes: array(uint, 1024),
    pageCounts: array(uhyper, 1024),
    startCell: int,
    cellCount: uint,
    flags: uint,
  }),
  ret: struct({ ret: int }),
  masks: { kvm: ['qemuNodeAllocPages', 1] },
  checks: [
    ['pageSizes', 'nonnull'],
    ['pageCounts', 'nonnull'],
    ['npages', '!=0'],
    ['cellCount', '!=0'],
  ],
});

export const nodeGetSEVInfo = procedure({
  number: 395,
  wire: 'NODE_GET_SEV_INFO',
  kind: 'call',
  family: 'hypervisor',
  api: 'virNodeGetSEVInfo',
  since: '4.5.0',
  priority: 'low',
  readOnly: false,
  acl: ['connect:read'],
  args: struct({ nparams: int, flags: uint }),
  ret: struct({ params: array(typedParam, 64), nparams: int }),
  masks: { kvm: ['qemuNodeGetSEVInfo', 4], test: ['testNodeGetSEVInfo', 0] },
  checks: [
    ['nparams', 'nonnull'],
    ['*nparams', '>=0'],
  ],
  stringOkay: true,
});
