// The procedures of the lxc program.

import { Domain } from './objects.ts';
import { procedure } from './procedure.ts';
import { struct, uint } from './types.ts';

export const domainLxcOpenNamespace = procedure({
  number: 1,
  wire: 'DOMAIN_OPEN_NAMESPACE',
  kind: 'call',
  family: 'hypervisor',
  api: 'virDomainLxcOpenNamespace',
  since: '1.0.2',
  priority: 'low',
  readOnly: true,
  acl: ['domain:open_namespace'],
  args: struct({ dom: Domain, flags: uint }),
  fds: 'reply',
});
