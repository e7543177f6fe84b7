// The migration procedures of the remote program.

import { Domain, string } from '../objects.ts';
import { procedure } from '../procedure.ts';
import { array, int, opaque, optional, struct, typedParam, uhyper, uint } from '../types.ts';

export const domainMigratePrepare = procedure({
  number: 61,
  wire: 'DOMAIN_MIGRATE_PREPARE',
  kind: 'call',
  family: 'hypervisor',
  priority: 'low',
  readOnly: false,
  acl: ['domain:migrate', 'domain:start', 'domain:write'],
  args: struct({ uri_in: optional(string), flags: uhyper, dname: optional(string), resource: uhyper }),
  ret: struct({ cookie: opaque(4194304), uri_out: optional(string) }),
  checks: [['dname', 'nonempty-if-set']],
});

export const domainMigratePerform = procedure({
  number: 62,
  wire: 'DOMAIN_MIGRATE_PERFORM',
  kind: 'call',
  family: 'hypervisor',
  priority: 'low',
  readOnly: false,
  acl: ['domain:migrate'],
  args: struct({
    dom: Domain,
    cookie: opaque(4194304),
    uri: string,
    flags: uhyper,
    dname: optional(string),
    resource: uhyper,
  }),
  masks: { kvm: ['qemuDomainMigratePerform', 2097151] },
  checks: [['dname', 'nonempty-if-set']],
});

export const domainMigrateFinish = procedure({
  number: 63,
  wire: 'DOMAIN_MIGRATE_FINISH',
  kind: 'call',
  family: 'hypervisor',
  priority: 'low',
  readOnly: false,
  acl: ['domain:migrate'],
  args: struct({ dname: string, cookie: opaque(4194304), uri: string, flags: uhyper }),
  ret: struct({ ddom: Domain }),
  checks: [['dname', 'nonempty-if-set']],
});

export const domainMigratePrepare2 = procedure({
  number: 108,
  wire: 'DOMAIN_MIGRATE_PREPARE2',
  kind: 'call',
  family: 'hypervisor',
  priority: 'low',
  readOnly: false,
  acl: ['domain:migrate', 'domain:start', 'domain:write'],
  args: struct({
    uri_in: optional(string),
    flags: uhyper,
    dname: optional(string),
    resource: uhyper,
    dom_xml: string,
  }),
  ret: struct({ cookie: opaque(4194304), uri_out: optional(string) }),
  masks: { kvm: ['qemuDomainMigratePrepare2', 2097151] },
  checks: [['dname', 'nonempty-if-set']],
});

export const domainMigrateFinish2 = procedure({
  number: 109,
  wire: 'DOMAIN_MIGRATE_FINISH2',
  kind: 'call',
  family: 'hypervisor',
  priority: 'low',
  readOnly: false,
  acl: ['domain:migrate'],
  args: struct({ dname: string, cookie: opaque(4194304), uri: string, flags: uhyper, retcode: int }),
  ret: struct({ ddom: Domain }),
  masks: { kvm: ['qemuDomainMigrateFinish2', 2097151] },
  checks: [['dname', 'nonempty-if-set']],
});

export const domainMigratePrepareTunnel = procedure({
  number: 148,
  wire: 'DOMAIN_MIGRATE_PREPARE_TUNNEL',
  kind: 'call',
  family: 'hypervisor',
  priority: 'low',
  readOnly: false,
  acl: ['domain:migrate', 'domain:start', 'domain:write'],
  args: struct({ flags: uhyper, dname: optional(string), resource: uhyper, dom_xml: string }),
  stream: 'client-to-server',
  masks: { kvm: ['qemuDomainMigratePrepareTunnel', 2097151] },
  checks: [['dname', 'nonempty-if-set']],
});

export const domainMigrateSetMaxDowntime = procedure({
  number: 166,
  wire: 'DOMAIN_MIGRATE_SET_MAX_DOWNTIME',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainMigrateSetMaxDowntime',
  since: '0.8.0',
  priority: 'low',
  readOnly: false,
  acl: ['domain:migrate'],
  args: struct({ dom: Domain, downtime: uhyper, flags: uint }),
  masks: { kvm: ['qemuDomainMigrateSetMaxDowntime', 0] },
});

export const domainMigrateSetMaxSpeed = procedure({
  number: 207,
  wire: 'DOMAIN_MIGRATE_SET_MAX_SPEED',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainMigrateSetMaxSpeed',
  since: '0.9.0',
  priority: 'low',
  readOnly: false,
  acl: ['domain:migrate'],
  args: struct({ dom: Domain, bandwidth: uhyper, flags: uint }),
  masks: { kvm: ['qemuDomainMigrateSetMaxSpeed', 1] },
});

export const domainMigrateBegin3 = procedure({
  number: 213,
  wire: 'DOMAIN_MIGRATE_BEGIN3',
  kind: 'call',
  family: 'hypervisor',
  priority: 'low',
  readOnly: false,
  acl: ['domain:migrate'],
  args: struct({
    dom: Domain,
    xmlin: optional(string),
    flags: uhyper,
    dname: optional(string),
    resource: uhyper,
  }),
  ret: struct({ cookie_out: opaque(4194304), xml: string }),
  masks: { kvm: ['qemuDomainMigrateBegin3', 2097151], test: ['testDomainMigrateBegin3', 2097151] },
  checks: [['dname', 'nonempty-if-set']],
});

export const domainMigratePrepare3 = procedure({
  number: 214,
  wire: 'DOMAIN_MIGRATE_PREPARE3',
  kind: 'call',
  family: 'hypervisor',
  priority: 'low',
  readOnly: false,
  acl: ['domain:migrate', 'domain:start', 'domain:write'],
  args: struct({
    cookie_in: opaque(4194304),
    uri_in: optional(string),
    flags: uhyper,
    dname: optional(string),
    resource: uhyper,
    dom_xml: string,
  }),
  ret: struct({ cookie_out: opaque(4194304), uri_out: optional(string) }),
  masks: { kvm: ['qemuDomainMigratePrepare3', 2097151], test: ['testDomainMigratePrepare3', 2097151] },
  checks: [['dname', 'nonempty-if-set']],
});

export const domainMigratePrepareTunnel3 = procedure({
  number: 215,
  wire: 'DOMAIN_MIGRATE_PREPARE_TUNNEL3',
  kind: 'call',
  family: 'hypervisor',
  priority: 'low',
  readOnly: false,
  acl: ['domain:migrate', 'domain:start', 'domain:write'],
  args: struct({
    cookie_in: opaque(4194304),
    flags: uhyper,
    dname: optional(string),
    resource: uhyper,
    dom_xml: string,
  }),
  ret: struct({ cookie_out: opaque(4194304) }),
  stream: 'client-to-server',
  masks: {
    kvm: ['qemuDomainMigratePrepareTunnel3', 2097151],
    test: ['testDomainMigratePrepareTunnel3', 2097151],
  },
  checks: [['dname', 'nonempty-if-set']],
});

export const domainMigratePerform3 = procedure({
  number: 216,
  wire: 'DOMAIN_MIGRATE_PERFORM3',
  kind: 'call',
  family: 'hypervisor',
  priority: 'low',
  readOnly: false,
  acl: ['domain:migrate'],
  args: struct({
    dom: Domain,
    xmlin: optional(string),
    cookie_in: opaque(4194304),
    dconnuri: optional(string),
    uri: optional(string),
    flags: uhyper,
    dname: optional(string),
    resource: uhyper,
  }),
  ret: struct({ cookie_out: opaque(4194304) }),
  masks: { kvm: ['qemuDomainMigratePerform3', 2097151], test: ['testDomainMigratePerform3', 2097151] },
  checks: [['dname', 'nonempty-if-set']],
});

export const domainMigrateFinish3 = procedure({
  number: 217,
  wire: 'DOMAIN_MIGRATE_FINISH3',
  kind: 'call',
  family: 'hypervisor',
  priority: 'low',
  readOnly: false,
  acl: ['domain:migrate'],
  args: struct({
    dname: string,
    cookie_in: opaque(4194304),
    dconnuri: optional(string),
    uri: optional(string),
    flags: uhyper,
    cancelled: int,
  }),
  ret: struct({ dom: Domain, cookie_out: opaque(4194304) }),
  masks: { kvm: ['qemuDomainMigrateFinish3', 2097151], test: ['testDomainMigrateFinish3', 2097151] },
  checks: [['dname', 'nonempty-if-set']],
});

export const domainMigrateConfirm3 = procedure({
  number: 218,
  wire: 'DOMAIN_MIGRATE_CONFIRM3',
  kind: 'call',
  family: 'hypervisor',
  priority: 'low',
  readOnly: false,
  acl: ['domain:migrate'],
  args: struct({ dom: Domain, cookie_in: opaque(4194304), flags: uhyper, cancelled: int }),
  masks: { kvm: ['qemuDomainMigrateConfirm3', 2097151], test: ['testDomainMigrateConfirm3', 2097151] },
});

export const domainMigrateGetMaxSpeed = procedure({
  number: 242,
  wire: 'DOMAIN_MIGRATE_GET_MAX_SPEED',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainMigrateGetMaxSpeed',
  since: '0.9.5',
  priority: 'low',
  readOnly: false,
  acl: ['domain:migrate'],
  args: struct({ dom: Domain, flags: uint }),
  ret: struct({ bandwidth: uhyper }),
  masks: { kvm: ['qemuDomainMigrateGetMaxSpeed', 1] },
  checks: [['bandwidth', 'nonnull']],
});

export const domainMigrateGetCompressionCache = procedure({
  number: 299,
  wire: 'DOMAIN_MIGRATE_GET_COMPRESSION_CACHE',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainMigrateGetCompressionCache',
  since: '1.0.3',
  priority: 'low',
  readOnly: true,
  acl: ['domain:migrate'],
  args: struct({ dom: Domain, flags: uint }),
  ret: struct({ cacheSize: uhyper }),
  masks: { kvm: ['qemuDomainMigrateGetCompressionCache', 0] },
  checks: [['cacheSize', 'nonnull']],
});

export const domainMigrateSetCompressionCache = procedure({
  number: 300,
  wire: 'DOMAIN_MIGRATE_SET_COMPRESSION_CACHE',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainMigrateSetCompressionCache',
  since: '1.0.3',
  priority: 'low',
  readOnly: false,
  acl: ['domain:migrate'],
  args: struct({ dom: Domain, cacheSize: uhyper, flags: uint }),
  masks: { kvm: ['qemuDomainMigrateSetCompressionCache', 0] },
});

export const domainMigrateBegin3Params = procedure({
  number: 302,
  wire: 'DOMAIN_MIGRATE_BEGIN3_PARAMS',
  kind: 'call',
  family: 'hypervisor',
  priority: 'low',
  readOnly: false,
  acl: ['domain:migrate'],
  args: struct({ dom: Domain, params: array(typedParam, 64), flags: uint }),
  ret: struct({ cookie_out: opaque(4194304), xml: string }),
  masks: {
    kvm: ['qemuDomainMigrateBegin3Params', 2097151],
    libxl: ['libxlDomainMigrateBegin3Params', 319],
    test: ['testDomainMigrateBegin3Params', 2097151],
  },
  checks: [['dname', 'nonempty-if-set']],
});

export const domainMigratePrepare3Params = procedure({
  number: 303,
  wire: 'DOMAIN_MIGRATE_PREPARE3_PARAMS',
  kind: 'call',
  family: 'hypervisor',
  priority: 'low',
  readOnly: false,
  acl: ['domain:migrate', 'domain:start', 'domain:write'],
  args: struct({ params: array(typedParam, 64), cookie_in: opaque(4194304), flags: uint }),
  ret: struct({ cookie_out: opaque(4194304), uri_out: optional(string) }),
  masks: {
    kvm: ['qemuDomainMigratePrepare3Params', 2097151],
    libxl: ['libxlDomainMigratePrepare3Params', 319],
    test: ['testDomainMigratePrepare3Params', 2097151],
  },
  checks: [['dname', 'nonempty-if-set']],
});

export const domainMigratePrepareTunnel3Params = procedure({
  number: 304,
  wire: 'DOMAIN_MIGRATE_PREPARE_TUNNEL3_PARAMS',
  kind: 'call',
  family: 'hypervisor',
  priority: 'low',
  readOnly: false,
  acl: ['domain:migrate', 'domain:start', 'domain:write'],
  args: struct({ params: array(typedParam, 64), cookie_in: opaque(4194304), flags: uint }),
  ret: struct({ cookie_out: opaque(4194304) }),
  stream: 'client-to-server',
  masks: {
    kvm: ['qemuDomainMigratePrepareTunnel3Params', 2097151],
    libxl: ['libxlDomainMigratePrepareTunnel3Params', 319],
    test: ['testDomainMigratePrepareTunnel3Params', 2097151],
  },
  checks: [['dname', 'nonempty-if-set']],
});

export const domainMigratePerform3Params = procedure({
  number: 305,
  wire: 'DOMAIN_MIGRATE_PERFORM3_PARAMS',
  kind: 'call',
  family: 'hypervisor',
  priority: 'low',
  readOnly: false,
  acl: ['domain:migrate'],
  args: struct({
    dom: Domain,
    dconnuri: optional(string),
    params: array(typedParam, 64),
    cookie_in: opaque(4194304),
    flags: uint,
  }),
  ret: struct({ cookie_out: opaque(4194304) }),
  masks: {
    kvm: ['qemuDomainMigratePerform3Params', 2097151],
    libxl: ['libxlDomainMigratePerform3Params', 319],
    test: ['testDomainMigratePerform3Params', 2097151],
  },
  checks: [['dname', 'nonempty-if-set']],
});

export const domainMigrateFinish3Params = procedure({
  number: 306,
  wire: 'DOMAIN_MIGRATE_FINISH3_PARAMS',
  kind: 'call',
  family: 'hypervisor',
  priority: 'low',
  readOnly: false,
  acl: ['domain:migrate'],
  args: struct({ params: array(typedParam, 64), cookie_in: opaque(4194304), flags: uint, cancelled: int }),
  ret: struct({ dom: Domain, cookie_out: opaque(4194304) }),
  masks: {
    kvm: ['qemuDomainMigrateFinish3Params', 2097151],
    libxl: ['libxlDomainMigrateFinish3Params', 319],
    test: ['testDomainMigrateFinish3Params', 2097151],
  },
  checks: [['dname', 'nonempty-if-set']],
});

export const domainMigrateConfirm3Params = procedure({
  number: 307,
  wire: 'DOMAIN_MIGRATE_CONFIRM3_PARAMS',
  kind: 'call',
  family: 'hypervisor',
  priority: 'low',
  readOnly: false,
  acl: ['domain:migrate'],
  args: struct({
    dom: Domain,
    params: array(typedParam, 64),
    cookie_in: opaque(4194304),
    flags: uint,
    cancelled: int,
  }),
  masks: {
    kvm: ['qemuDomainMigrateConfirm3Params', 2097151],
    libxl: ['libxlDomainMigrateConfirm3Params', 319],
    test: ['testDomainMigrateConfirm3Params', 2097151],
  },
  checks: [['dname', 'nonempty-if-set']],
});

export const domainMigrateStartPostCopy = procedure({
  number: 364,
  wire: 'DOMAIN_MIGRATE_START_POST_COPY',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainMigrateStartPostCopy',
  since: '1.3.3',
  priority: 'low',
  readOnly: false,
  acl: ['domain:migrate'],
  args: struct({ dom: Domain, flags: uint }),
  masks: { kvm: ['qemuDomainMigrateStartPostCopy', 0], test: ['testDomainMigrateStartPostCopy', 0] },
});

export const domainMigrateGetMaxDowntime = procedure({
  number: 387,
  wire: 'DOMAIN_MIGRATE_GET_MAX_DOWNTIME',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainMigrateGetMaxDowntime',
  since: '3.7.0',
  priority: 'low',
  readOnly: true,
  acl: ['domain:migrate'],
  args: struct({ dom: Domain, flags: uint }),
  ret: struct({ downtime: uhyper }),
  masks: { kvm: ['qemuDomainMigrateGetMaxDowntime', 0] },
  checks: [['downtime', 'nonnull']],
});
