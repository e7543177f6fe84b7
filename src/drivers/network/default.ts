// The network that a fresh host is given, as distributions of libvirt do: NAT on the first free private range.
import { randomUUID } from 'node:crypto';
import type { Network } from '../../model/network/def.ts';
import { listRoutes } from '../../native/route.ts';
import { parseNetwork } from './record.ts';
import { giveMac } from './validate.ts';

const FIRST = 122;
const LAST = 254;

/** `default`, defined but not started. */
export const defaultNetwork = (): Network => {
  const used = new Set(listRoutes().map((route) => route.to));
  let third = FIRST;
  while (third < LAST && used.has(`192.168.${third}.0`)) third++;
  const base = `192.168.${third}`;
  const net = parseNetwork(
    `<network><name>default</name><uuid>${randomUUID()}</uuid><forward mode='nat'/><bridge name='virbr0'/>` +
      `<ip address='${base}.1' netmask='255.255.255.0'><dhcp><range start='${base}.2' end='${base}.254'/></dhcp></ip></network>`,
  );
  giveMac(net);
  return net;
};
