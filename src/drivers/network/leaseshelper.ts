// The program that dnsmasq runs when a lease comes, stays or goes (started by bin/virtlight-leaseshelper).
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  applyLease,
  dnsmasqLeases,
  formatLeases,
  type LeaseAction,
  parseLeases,
} from '../../model/network/leases.ts';

const actions: readonly string[] = ['add', 'old', 'del', 'init'];

const main = (): void => {
  const [action = '', client, ip, hostname] = process.argv.slice(2);
  const { env } = process;
  const bridge = env.DNSMASQ_INTERFACE ?? env.VIR_BRIDGE_NAME;
  const directory = env.VIRTLIGHT_LEASE_DIR;
  // dnsmasq may learn to tell of more things: what is not about leases is none of our business.
  if (!actions.includes(action) || !bridge || !directory) return;
  const file = join(directory, `${bridge}.status`);
  let text = '';
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const leases = parseLeases(text) ?? [];
  if (action === 'init') {
    process.stdout.write(dnsmasqLeases(leases));
    return;
  }
  const changed = applyLease(leases, { action: action as LeaseAction, client, ip, hostname, env });
  const temporary = `${file}.${process.pid}.new`;
  writeFileSync(temporary, formatLeases(changed), { mode: 0o644 });
  renameSync(temporary, file);
};

main();
