// What a network interface may be, whatever the hypervisor.
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import type { Interface } from '../devices.ts';
import { unsupported } from '../error.ts';
import { checkVirtioOptions, VIRTIO_MODELS } from './shared.ts';

type Bandwidth = NonNullable<Interface['bandwidth']>;
const SPEED = 2 ** 54;
const BURST = 4194303;

/** The limits of tc(8). */
export const checkBandwidth = (bandwidth: Bandwidth | undefined): void => {
  for (const rate of [bandwidth?.inbound, bandwidth?.outbound]) {
    for (const key of ['average', 'peak', 'burst', 'floor'] as const) {
      const value = rate?.[key] ?? 0;
      const limit = key === 'burst' ? BURST : SPEED;
      if (value > limit) {
        throw new VirError(
          ErrorCode.OVERFLOW,
          ErrorDomain.NONE,
          `value '${value}' is too big for '${key}' parameter, maximum is '${limit}'`,
        );
      }
    }
  }
};

const checkPort = (net: Interface): void => {
  if (net.port?.isolated !== true) return;
  const who = `interface ${net.mac.address} - <port isolated='yes'/> is not supported for network interfaces with`;
  if (net.type !== 'network' && net.type !== 'bridge') throw unsupported(`${who} type='${net.type}'`);
  if (net.virtualport?.type !== undefined)
    throw unsupported(`${who} virtualport type='${net.virtualport.type}'`);
};

export const validateInterface = (net: Interface): void => {
  const { type, source, backend, portForwards } = net;
  if ((source?.ips.length || source?.routes.length) && type !== 'ethernet') {
    throw unsupported(
      'Invalid attempt to set network interface host-side IP route and/or address info on interface of type ' +
        `'${type}'. This is only supported on interfaces of type 'ethernet'`,
    );
  }
  if (net.target?.managed === false && type !== 'ethernet') {
    throw unsupported(`unmanaged target dev is not supported on interfaces of type '${type}'`);
  }
  const { teaming } = net;
  if (teaming?.type === 'transient' && teaming.persistent === undefined)
    throw unsupported("teaming persistent attribute must be set if teaming type is 'transient'");
  if (teaming?.type === 'persistent' && teaming.persistent !== undefined)
    throw unsupported("teaming persistent attribute not allowed if teaming type is 'persistent'");
  checkPort(net);
  if (!VIRTIO_MODELS.has(net.model?.type))
    checkVirtioOptions(net.driver as Parameters<typeof checkVirtioOptions>[0]);
  const userLike = type === 'user' || type === 'vhostuser';
  if (!userLike && backend?.type === 'passt') {
    throw unsupported("The 'passt' backend can only be used with interface type='user' or type='vhostuser'");
  }
  if (portForwards.length > 0 && (!userLike || backend?.type !== 'passt')) {
    throw unsupported(
      "The <portForward> element can only be used with the 'passt' backend of interface type='user' or type='vhostuser'",
    );
  }
  for (const { start, end, to, exclude } of portForwards.flatMap(({ ranges }) => ranges)) {
    if (start === undefined && (end !== undefined || to !== undefined || exclude !== undefined)) {
      throw unsupported(
        "The 'range' of a 'portForward' requires 'start' attribute if 'end', 'to', or 'exclude' is specified",
      );
    }
  }
  checkBandwidth(net.bandwidth);
};
