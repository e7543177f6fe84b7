// The domain block procedures of the remote program.

import { Domain, string } from '../objects.ts';
import { procedure } from '../procedure.ts';
import { array, hyper, int, opaque, optional, struct, typedParam, uhyper, uint } from '../types.ts';

export const domainBlockStats = procedure({
  number: 64,
  wire: 'DOMAIN_BLOCK_STATS',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainBlockStats',
  since: '0.3.2',
  priority: 'low',
  readOnly: true,
  acl: ['domain:read'],
  args: struct({ dom: Domain, path: string }),
  ret: struct({ rd_req: hyper, rd_bytes: hyper, wr_req: hyper, wr_bytes: hyper, errs: hyper }),
  masks: {
    kvm: ['qemuDomainBlockStats', null],
    libxl: ['libxlDomainBlockStats', null],
    test: ['testDomainBlockStats', null],
  },
  checks: [
    ['disk', 'nonnull'],
    ['stats', 'nonnull'],
  ],
});

export const domainBlockPeek = procedure({
  number: 103,
  wire: 'DOMAIN_BLOCK_PEEK',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainBlockPeek',
  since: '0.4.2',
  priority: 'low',
  readOnly: false,
  acl: ['domain:block_read'],
  args: struct({ dom: Domain, path: string, offset: uhyper, size: uint, flags: uint }),
  ret: struct({ buffer: opaque(4194304) }),
  masks: { kvm: ['qemuDomainBlockPeek', 0] },
  checks: [
    ['buffer', 'nonnull'],
    ['disk', 'nonempty'],
  ],
});

export const domainGetBlockInfo = procedure({
  number: 194,
  wire: 'DOMAIN_GET_BLOCK_INFO',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainGetBlockInfo',
  since: '0.8.1',
  priority: 'low',
  readOnly: true,
  acl: ['domain:read'],
  args: struct({ dom: Domain, path: string, flags: uint }),
  ret: struct({ allocation: uhyper, capacity: uhyper, physical: uhyper }),
  masks: { kvm: ['qemuDomainGetBlockInfo', 0], test: ['testDomainGetBlockInfo', 0] },
  checks: [
    ['info', 'nonnull'],
    ['disk', 'nonempty'],
  ],
});

export const domainBlockJobAbort = procedure({
  number: 237,
  wire: 'DOMAIN_BLOCK_JOB_ABORT',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainBlockJobAbort',
  since: '0.9.4',
  priority: 'low',
  readOnly: false,
  acl: ['domain:write'],
  args: struct({ dom: Domain, path: string, flags: uint }),
  masks: { kvm: ['qemuDomainBlockJobAbort', 3] },
  checks: [['disk', 'nonnull']],
});

export const domainGetBlockJobInfo = procedure({
  number: 238,
  wire: 'DOMAIN_GET_BLOCK_JOB_INFO',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainGetBlockJobInfo',
  since: '0.9.4',
  priority: 'low',
  readOnly: true,
  acl: ['domain:read'],
  args: struct({ dom: Domain, path: string, flags: uint }),
  ret: struct({ found: int, type: int, bandwidth: uhyper, cur: uhyper, end: uhyper }),
  masks: { kvm: ['qemuDomainGetBlockJobInfo', 1] },
  checks: [
    ['disk', 'nonnull'],
    ['info', 'nonnull'],
  ],
});

export const domainBlockJobSetSpeed = procedure({
  number: 239,
  wire: 'DOMAIN_BLOCK_JOB_SET_SPEED',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainBlockJobSetSpeed',
  since: '0.9.4',
  priority: 'low',
  readOnly: false,
  acl: ['domain:write'],
  args: struct({ dom: Domain, path: string, bandwidth: uhyper, flags: uint }),
  masks: { kvm: ['qemuDomainBlockJobSetSpeed', 1] },
  checks: [['disk', 'nonnull']],
});

export const domainBlockPull = procedure({
  number: 240,
  wire: 'DOMAIN_BLOCK_PULL',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainBlockPull',
  since: '0.9.4',
  priority: 'low',
  readOnly: false,
  acl: ['domain:block_write'],
  args: struct({ dom: Domain, path: string, bandwidth: uhyper, flags: uint }),
  masks: { kvm: ['qemuDomainBlockPull', 64] },
  checks: [['disk', 'nonnull']],
});

export const domainBlockStatsFlags = procedure({
  number: 243,
  wire: 'DOMAIN_BLOCK_STATS_FLAGS',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainBlockStatsFlags',
  since: '0.9.5',
  priority: 'low',
  readOnly: true,
  acl: ['domain:read'],
  args: struct({ dom: Domain, path: string, nparams: int, flags: uint }),
  ret: struct({ params: array(typedParam, 16), nparams: int }),
  masks: { kvm: ['qemuDomainBlockStatsFlags', 4], libxl: ['libxlDomainBlockStatsFlags', 4] },
  checks: [
    ['disk', 'nonnull'],
    ['nparams', 'nonnull'],
    ['params', 'nonnull'],
    ['*nparams', '>=0'],
  ],
  stringOkay: true,
});

export const domainBlockResize = procedure({
  number: 251,
  wire: 'DOMAIN_BLOCK_RESIZE',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainBlockResize',
  since: '0.9.8',
  priority: 'low',
  readOnly: false,
  acl: ['domain:block_write'],
  args: struct({ dom: Domain, disk: string, size: uhyper, flags: uint }),
  masks: { kvm: ['qemuDomainBlockResize', 3] },
  checks: [['disk', 'nonnull']],
});

export const domainSetBlockIoTune = procedure({
  number: 252,
  wire: 'DOMAIN_SET_BLOCK_IO_TUNE',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainSetBlockIoTune',
  since: '0.9.8',
  priority: 'low',
  readOnly: false,
  acl: [
    'domain:write',
    'domain:save:unless_flags=VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE',
    'domain:save:if_flags=VIR_DOMAIN_AFFECT_CONFIG',
  ],
  args: struct({ dom: Domain, disk: string, params: array(typedParam, 32), flags: uint }),
  masks: { kvm: ['qemuDomainSetBlockIoTune', 3], test: ['testDomainSetBlockIoTune', 3] },
  checks: [
    ['disk', 'nonnull'],
    ['params', 'nonnull'],
    ['nparams', '>0'],
  ],
});

export const domainGetBlockIoTune = procedure({
  number: 253,
  wire: 'DOMAIN_GET_BLOCK_IO_TUNE',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainGetBlockIoTune',
  since: '0.9.8',
  priority: 'low',
  readOnly: true,
  acl: ['domain:read'],
  args: struct({ dom: Domain, disk: optional(string), nparams: int, flags: uint }),
  ret: struct({ params: array(typedParam, 32), nparams: int }),
  masks: { kvm: ['qemuDomainGetBlockIoTune', 7], test: ['testDomainGetBlockIoTune', 7] },
  exclusive: [
    [
      ['VIR_DOMAIN_AFFECT_LIVE', 1],
      ['VIR_DOMAIN_AFFECT_CONFIG', 2],
    ],
  ],
  checks: [
    ['nparams', 'nonnull'],
    ['params', 'nonnull'],
    ['disk', 'nonnull'],
    ['*nparams', '>=0'],
  ],
  stringOkay: true,
});

export const domainGetDiskErrors = procedure({
  number: 263,
  wire: 'DOMAIN_GET_DISK_ERRORS',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainGetDiskErrors',
  since: '0.9.10',
  priority: 'low',
  readOnly: true,
  acl: ['domain:read'],
  args: struct({ dom: Domain, maxerrors: uint, flags: uint }),
  ret: struct({ errors: array(struct({ disk: string, error: int }), 256), nerrors: int }),
  masks: { kvm: ['qemuDomainGetDiskErrors', 0], test: ['testDomainGetDiskErrors', 0] },
});

export const domainBlockRebase = procedure({
  number: 266,
  wire: 'DOMAIN_BLOCK_REBASE',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainBlockRebase',
  since: '0.9.10',
  priority: 'low',
  readOnly: false,
  acl: ['domain:block_write'],
  args: struct({ dom: Domain, path: string, base: optional(string), bandwidth: uhyper, flags: uint }),
  masks: { kvm: ['qemuDomainBlockRebase', 127] },
  checks: [
    ['disk', 'nonnull'],
    ['base', 'nonnull'],
  ],
});

export const domainBlockCommit = procedure({
  number: 290,
  wire: 'DOMAIN_BLOCK_COMMIT',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainBlockCommit',
  since: '0.10.2',
  priority: 'low',
  readOnly: false,
  acl: ['domain:block_write'],
  args: struct({
    dom: Domain,
    disk: string,
    base: optional(string),
    top: optional(string),
    bandwidth: uhyper,
    flags: uint,
  }),
  masks: { kvm: ['qemuDomainBlockCommit', 31] },
  checks: [['disk', 'nonnull']],
});

export const domainFSTrim = procedure({
  number: 294,
  wire: 'DOMAIN_FSTRIM',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainFSTrim',
  since: '1.0.1',
  priority: 'low',
  readOnly: false,
  acl: ['domain:fs_trim'],
  args: struct({ dom: Domain, mountPoint: optional(string), minimum: uhyper, flags: uint }),
  masks: { kvm: ['qemuDomainFSTrim', 0], libxl: ['libxlDomainFSTrim', 0], test: ['testDomainFSTrim', 0] },
});

export const domainFSFreeze = procedure({
  number: 335,
  wire: 'DOMAIN_FSFREEZE',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainFSFreeze',
  since: '1.2.5',
  priority: 'low',
  readOnly: false,
  acl: ['domain:fs_freeze'],
  args: struct({ dom: Domain, mountpoints: array(string, 256), flags: uint }),
  ret: struct({ filesystems: int }),
  masks: {
    kvm: ['qemuDomainFSFreeze', 0],
    libxl: ['libxlDomainFSFreeze', 0],
    test: ['testDomainFSFreeze', 0],
  },
});

export const domainFSThaw = procedure({
  number: 336,
  wire: 'DOMAIN_FSTHAW',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainFSThaw',
  since: '1.2.5',
  priority: 'low',
  readOnly: false,
  acl: ['domain:fs_freeze'],
  args: struct({ dom: Domain, mountpoints: array(string, 256), flags: uint }),
  ret: struct({ filesystems: int }),
  masks: { kvm: ['qemuDomainFSThaw', 0], libxl: ['libxlDomainFSThaw', 0], test: ['testDomainFSThaw', 0] },
});

export const domainBlockCopy = procedure({
  number: 345,
  wire: 'DOMAIN_BLOCK_COPY',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainBlockCopy',
  since: '1.2.8',
  priority: 'low',
  readOnly: false,
  acl: ['domain:block_write'],
  args: struct({ dom: Domain, path: string, destxml: string, params: array(typedParam, 16), flags: uint }),
  masks: { kvm: ['qemuDomainBlockCopy', 15] },
  checks: [
    ['disk', 'nonnull'],
    ['destxml', 'nonnull'],
    ['params', 'nonnull'],
    ['nparams', '>=0'],
  ],
});

export const domainGetFSInfo = procedure({
  number: 349,
  wire: 'DOMAIN_GET_FSINFO',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainGetFSInfo',
  since: '1.2.11',
  priority: 'low',
  readOnly: false,
  acl: ['domain:fs_freeze'],
  args: struct({ dom: Domain, flags: uint }),
  ret: struct({
    info: array(
      struct({ mountpoint: string, name: string, fstype: string, dev_aliases: array(string, 256) }),
      256,
    ),
    ret: uint,
  }),
  masks: {
    kvm: ['qemuDomainGetFSInfo', 0],
    libxl: ['libxlDomainGetFSInfo', 0],
    test: ['testDomainGetFSInfo', 0],
  },
  checks: [['info', 'nonnull']],
});

export const domainSetBlockThreshold = procedure({
  number: 386,
  wire: 'DOMAIN_SET_BLOCK_THRESHOLD',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainSetBlockThreshold',
  since: '3.1.0',
  priority: 'low',
  readOnly: false,
  acl: ['domain:write'],
  args: struct({ dom: Domain, dev: string, threshold: uhyper, flags: uint }),
  masks: { kvm: ['qemuDomainSetBlockThreshold', 0] },
  checks: [['dev', 'nonnull']],
});

export const domainBackupBegin = procedure({
  number: 421,
  wire: 'DOMAIN_BACKUP_BEGIN',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainBackupBegin',
  since: '6.0.0',
  priority: 'low',
  readOnly: false,
  acl: ['domain:checkpoint', 'domain:block_write'],
  args: struct({ dom: Domain, backup_xml: string, checkpoint_xml: optional(string), flags: uint }),
  masks: { kvm: ['qemuDomainBackupBegin', 1] },
  checks: [['backupXML', 'nonnull']],
});

export const domainBackupGetXMLDesc = procedure({
  number: 422,
  wire: 'DOMAIN_BACKUP_GET_XML_DESC',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainBackupGetXMLDesc',
  since: '6.0.0',
  priority: 'high',
  readOnly: true,
  acl: ['domain:read'],
  args: struct({ dom: Domain, flags: uint }),
  ret: struct({ xml: string }),
  masks: { kvm: ['qemuDomainBackupGetXMLDesc', 0] },
});

export const domainSetThrottleGroup = procedure({
  number: 451,
  wire: 'DOMAIN_SET_THROTTLE_GROUP',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainSetThrottleGroup',
  since: '11.2.0',
  priority: 'low',
  readOnly: false,
  acl: [
    'domain:write',
    'domain:save:unless_flags=VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE',
    'domain:save:if_flags=VIR_DOMAIN_AFFECT_CONFIG',
  ],
  args: struct({ dom: Domain, group: string, params: array(typedParam, 32), flags: uint }),
  masks: { kvm: ['qemuDomainSetThrottleGroup', 3] },
  checks: [
    ['group', 'nonnull'],
    ['params', 'nonnull'],
    ['nparams', '>0'],
  ],
});

export const domainDelThrottleGroup = procedure({
  number: 452,
  wire: 'DOMAIN_DEL_THROTTLE_GROUP',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainDelThrottleGroup',
  since: '11.2.0',
  priority: 'low',
  readOnly: true,
  acl: [
    'domain:write',
    'domain:save:unless_flags=VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE',
    'domain:save:if_flags=VIR_DOMAIN_AFFECT_CONFIG',
  ],
  args: struct({ dom: Domain, group: optional(string), flags: uint }),
  masks: { kvm: ['qemuDomainDelThrottleGroup', 3] },
  checks: [['group', 'nonnull']],
});
