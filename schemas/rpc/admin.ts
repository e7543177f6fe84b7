// The procedures of the admin program.

import { AdminClient, AdminServer, string } from './objects.ts';
import { procedure } from './procedure.ts';
import { array, optional, struct, typedParam, uhyper, uint } from './types.ts';

export const connectOpen = procedure({
  number: 1,
  wire: 'CONNECT_OPEN',
  kind: 'call',
  family: 'daemon',
  priority: 'low',
  readOnly: true,
  args: struct({ flags: uint }),
  masks: { kvm: ['qemuConnectOpen', 1], libxl: ['libxlConnectOpen', 1], test: ['testConnectOpen', 1] },
});

export const connectClose = procedure({
  number: 2,
  wire: 'CONNECT_CLOSE',
  kind: 'call',
  family: 'daemon',
  priority: 'low',
  readOnly: true,
  masks: {
    kvm: ['qemuConnectClose', null],
    libxl: ['libxlConnectClose', null],
    test: ['testConnectClose', null],
  },
});

export const connectGetLibVersion = procedure({
  number: 3,
  wire: 'CONNECT_GET_LIB_VERSION',
  kind: 'call',
  family: 'daemon',
  priority: 'low',
  readOnly: true,
  ret: struct({ libVer: uhyper }),
  checks: [['libVer', 'nonnull']],
});

export const connectListServers = procedure({
  number: 4,
  wire: 'CONNECT_LIST_SERVERS',
  kind: 'call',
  family: 'daemon',
  priority: 'low',
  readOnly: true,
  args: struct({ need_results: uint, flags: uint }),
  ret: struct({ servers: array(AdminServer, 16384), ret: uint }),
});

export const connectLookupServer = procedure({
  number: 5,
  wire: 'CONNECT_LOOKUP_SERVER',
  kind: 'call',
  family: 'daemon',
  priority: 'low',
  readOnly: true,
  args: struct({ name: string, flags: uint }),
  ret: struct({ srv: AdminServer }),
});

export const serverGetThreadpoolParameters = procedure({
  number: 6,
  wire: 'SERVER_GET_THREADPOOL_PARAMETERS',
  kind: 'call',
  family: 'daemon',
  priority: 'low',
  readOnly: true,
  args: struct({ srv: AdminServer, flags: uint }),
  ret: struct({ params: array(typedParam, 32) }),
});

export const serverSetThreadpoolParameters = procedure({
  number: 7,
  wire: 'SERVER_SET_THREADPOOL_PARAMETERS',
  kind: 'call',
  family: 'daemon',
  priority: 'low',
  readOnly: true,
  args: struct({ srv: AdminServer, params: array(typedParam, 32), flags: uint }),
});

export const serverListClients = procedure({
  number: 8,
  wire: 'SERVER_LIST_CLIENTS',
  kind: 'call',
  family: 'daemon',
  priority: 'low',
  readOnly: true,
  args: struct({ srv: AdminServer, need_results: uint, flags: uint }),
  ret: struct({ clients: array(AdminClient, 16384), ret: uint }),
});

export const serverLookupClient = procedure({
  number: 9,
  wire: 'SERVER_LOOKUP_CLIENT',
  kind: 'call',
  family: 'daemon',
  priority: 'low',
  readOnly: true,
  args: struct({ srv: AdminServer, id: uhyper, flags: uint }),
  ret: struct({ clnt: AdminClient }),
});

export const clientGetInfo = procedure({
  number: 10,
  wire: 'CLIENT_GET_INFO',
  kind: 'call',
  family: 'daemon',
  priority: 'low',
  readOnly: true,
  args: struct({ clnt: AdminClient, flags: uint }),
  ret: struct({ params: array(typedParam, 64) }),
});

export const clientClose = procedure({
  number: 11,
  wire: 'CLIENT_CLOSE',
  kind: 'call',
  family: 'daemon',
  priority: 'low',
  readOnly: true,
  args: struct({ clnt: AdminClient, flags: uint }),
});

export const serverGetClientLimits = procedure({
  number: 12,
  wire: 'SERVER_GET_CLIENT_LIMITS',
  kind: 'call',
  family: 'daemon',
  priority: 'low',
  readOnly: true,
  args: struct({ srv: AdminServer, flags: uint }),
  ret: struct({ params: array(typedParam, 32) }),
});

export const serverSetClientLimits = procedure({
  number: 13,
  wire: 'SERVER_SET_CLIENT_LIMITS',
  kind: 'call',
  family: 'daemon',
  priority: 'low',
  readOnly: true,
  args: struct({ srv: AdminServer, params: array(typedParam, 32), flags: uint }),
});

export const connectGetLoggingOutputs = procedure({
  number: 14,
  wire: 'CONNECT_GET_LOGGING_OUTPUTS',
  kind: 'call',
  family: 'daemon',
  priority: 'low',
  readOnly: true,
  args: struct({ flags: uint }),
  ret: struct({ outputs: string, noutputs: uint }),
});

export const connectGetLoggingFilters = procedure({
  number: 15,
  wire: 'CONNECT_GET_LOGGING_FILTERS',
  kind: 'call',
  family: 'daemon',
  priority: 'low',
  readOnly: true,
  args: struct({ flags: uint }),
  ret: struct({ filters: optional(string), nfilters: uint }),
});

export const connectSetLoggingOutputs = procedure({
  number: 16,
  wire: 'CONNECT_SET_LOGGING_OUTPUTS',
  kind: 'call',
  family: 'daemon',
  priority: 'low',
  readOnly: true,
  args: struct({ outputs: optional(string), flags: uint }),
});

export const connectSetLoggingFilters = procedure({
  number: 17,
  wire: 'CONNECT_SET_LOGGING_FILTERS',
  kind: 'call',
  family: 'daemon',
  priority: 'low',
  readOnly: true,
  args: struct({ filters: optional(string), flags: uint }),
});

export const serverUpdateTlsFiles = procedure({
  number: 18,
  wire: 'SERVER_UPDATE_TLS_FILES',
  kind: 'call',
  family: 'daemon',
  priority: 'low',
  readOnly: true,
  args: struct({ srv: AdminServer, flags: uint }),
});

export const connectSetDaemonTimeout = procedure({
  number: 19,
  wire: 'CONNECT_SET_DAEMON_TIMEOUT',
  kind: 'call',
  family: 'daemon',
  priority: 'low',
  readOnly: true,
  args: struct({ timeout: uint, flags: uint }),
});

export const connectDaemonShutdown = procedure({
  number: 20,
  wire: 'CONNECT_DAEMON_SHUTDOWN',
  kind: 'call',
  family: 'daemon',
  priority: 'low',
  readOnly: true,
  args: struct({ flags: uint }),
});
