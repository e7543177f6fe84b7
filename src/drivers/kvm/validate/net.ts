// Network interfaces that QEMU does not have.
import { ErrorDomain } from '../../../../schemas/errors.ts';
import type { Interface } from '../../../model/domain/devices.ts';
import { isVirtioNet } from '../argv/net.ts';
import { type Check, isPowerOfTwo, requireSharedMemory } from './context.ts';
import { unsupported, xmlError } from './errors.ts';

const checkGuestAddresses = (net: Interface, { caps }: Check): void => {
  const backend = net.backend?.type;
  const known = backend === 'passt' ? caps.has('netdev.stream') : caps.has('netdev.user');
  if (!known)
    throw unsupported(`the '${backend ?? 'default'}' network backend is not supported with this QEMU binary`);
  const seen = new Set<string>();
  for (const { address, prefix = 0, peer } of net.ips) {
    if (peer !== undefined) throw unsupported('Invalid attempt to set peer IP for guest');
    const family = address.includes(':') ? 'IPv6' : 'IPv4';
    if (seen.has(family)) throw unsupported(`Only one ${family} address per interface is allowed`);
    seen.add(family);
    if (family === 'IPv4' && prefix > 0 && (prefix < 4 || prefix > 27))
      throw xmlError('invalid prefix, must be in range of 4-27');
    if (family === 'IPv6' && prefix && prefix !== 64)
      throw unsupported(`unsupported IPv6 address prefix='${prefix}' - must be 64`);
  }
};

const checkVhostUser = (net: Interface, check: Check): void => {
  const { path, mode, reconnect } = (net.source ?? {}) as {
    path?: string;
    mode?: string;
    reconnect?: { enabled?: boolean };
  };
  if (path === undefined && net.backend?.type !== 'passt')
    throw xmlError("Missing required attribute 'path' in element 'source'");
  if (mode === 'server' && reconnect?.enabled) {
    throw unsupported(
      "'reconnect' attribute is not supported when source mode='server' for <interface type='vhostuser'>",
    );
  }
  requireSharedMemory(check, 'interface');
};

interface Queues {
  rx_queue_size?: number;
  tx_queue_size?: number;
  rss?: boolean;
  rss_hash_report?: boolean;
}

const checkVirtio = (net: Interface, { caps }: Check): void => {
  const driver = (net.driver ?? {}) as Queues;
  for (const name of ['rx_queue_size', 'tx_queue_size'] as const) {
    const size = driver[name];
    if (size && !isPowerOfTwo(size)) throw unsupported(`${name} has to be a power of two`);
  }
  if (driver.rss !== undefined && !caps.has('virtio-net.rss'))
    throw unsupported('virtio rss is not supported with this QEMU binary');
  if (driver.rss_hash_report !== undefined && !caps.has('virtio-net.rss'))
    throw unsupported('virtio rss hash report is not supported with this QEMU binary');
};

const supportsMtu = (net: Interface): boolean =>
  ['network', 'bridge', 'ethernet', 'vhostuser'].includes(net.type) ||
  (net.type === 'user' && net.backend?.type === 'passt');

/** Only switches that know of VLANs, and cards of their own, can be told of them. */
const supportsVlan = ({ type, source, virtualport }: Interface): boolean =>
  type === 'hostdev' ||
  (type === 'direct' && source?.mode === 'passthrough') ||
  (type === 'bridge' && (virtualport === undefined || virtualport.type === 'openvswitch'));

/** What a network's port turns out to be is checked when it is known. */
const checkConnection = (net: Interface): void => {
  const who = `interface ${net.mac.address} -`;
  if (net.type === 'network') return;
  if (net.vlan && !supportsVlan(net))
    throw unsupported(`${who} vlan tag not supported for this connection type`, ErrorDomain.DOMAIN);
  if (net.bandwidth && net.type === 'hostdev')
    throw unsupported(
      `${who} bandwidth settings are not supported for hostdev interfaces`,
      ErrorDomain.DOMAIN,
    );
};

export const checkInterface = (net: Interface, check: Check): void => {
  const { type, teaming } = net;
  const virtio = isVirtioNet(net);
  if (net.routes.length > 0) {
    throw unsupported('Invalid attempt to set network interface guest-side IP route, not supported by QEMU');
  }
  if (type === 'user' || (type === 'vhostuser' && net.backend?.type === 'passt'))
    checkGuestAddresses(net, check);
  else if (net.ips.length > 0) {
    throw unsupported(
      'Invalid attempt to set network interface guest-side IP address info, not supported for this interface type/backend',
    );
  }
  if (type === 'vdpa' && !check.caps.has('netdev.vhost-vdpa'))
    throw unsupported('vDPA devices are not supported with this QEMU binary');
  if (type === 'vhostuser') checkVhostUser(net, check);
  if (virtio) checkVirtio(net, check);
  else if (type === 'vdpa' || type === 'vhostuser') {
    throw unsupported(
      `invalid model for interface of type '${type}': '${net.model?.type ?? 'unknown'}' - must be 'virtio'`,
    );
  }
  if (net.mtu?.size && !supportsMtu(net))
    throw unsupported(`setting MTU on interface type ${type} is not supported yet`);
  if (teaming?.type === 'persistent' && !virtio) {
    throw unsupported(
      `virtio-net teaming persistent interface must be <model type='virtio'/>, not '${net.model?.type}'`,
    );
  }
  if (teaming?.type === 'transient' && type !== 'hostdev' && type !== 'network')
    throw unsupported(`virtio-net teaming transient interface must be type='hostdev', not '${type}'`);
  if (net.coalesce && type !== 'network' && type !== 'bridge')
    throw unsupported(`coalesce settings on interface type ${type} are not supported`);
  checkConnection(net);
};
