// Queues and filters of devices (tc(8)) as far as they are needed often; the rest goes through the program.
import { linkIndex } from './link.ts';
import { attribute, NESTED, netlink, stringz, u32 } from './netlink.ts';

const RTM_NEWQDISC = 36;
const RTM_NEWTFILTER = 44;
const NLM_F_EXCL = 0x200;
const NLM_F_CREATE = 0x400;
const TCA_KIND = 1;
const TCA_OPTIONS = 2;
const ROOT = 0xffffffff;
const FIRST = 0x00010000;
const ETH_P_IP_BE = 0x0008;

const message = (device: string, handle: number, parent: number, info: number): Buffer => {
  const out = Buffer.alloc(20);
  out.writeInt32LE(linkIndex(device), 4);
  out.writeUInt32LE(handle, 8);
  out.writeUInt32LE(parent, 12);
  out.writeUInt32LE(info >>> 0, 16);
  return out;
};
const words = (...values: number[]): Buffer => Buffer.concat(values.map(u32));

/** `tc qdisc add dev DEVICE root handle 1: htb default N` */
export const addHtb = (device: string, byDefault: number): void => {
  const TCA_HTB_INIT = 2;
  netlink().request(RTM_NEWQDISC, NLM_F_CREATE | NLM_F_EXCL, [
    message(device, FIRST, ROOT, 0),
    attribute(TCA_KIND, stringz('htb')),
    // version, rate2quantum, default class, debug, direct packets
    attribute(TCA_OPTIONS | NESTED, [attribute(TCA_HTB_INIT, words(3, 10, byDefault, 0, 0))]),
  ]);
};

/** `tc filter add dev DEVICE prio 2 protocol ip parent 1: u32 match ip dport PORT ffff action csum ip and udp` */
export const fillChecksums = (device: string, port: number): void => {
  const [TCA_U32_SEL, TCA_U32_ACT, TCA_ACT_KIND, TCA_ACT_OPTIONS, TCA_CSUM_PARMS] = [5, 7, 1, 2, 1];
  const IP_HEADER_AND_UDP = 1 | 16;
  const TERMINAL = 1;
  const selector = Buffer.alloc(32);
  selector.writeUInt8(TERMINAL, 0);
  selector.writeUInt8(1, 2);
  selector.writeUInt32BE(0xffff, 16);
  selector.writeUInt32BE(port, 20);
  selector.writeInt32LE(20, 24);
  netlink().request(RTM_NEWTFILTER, NLM_F_CREATE | NLM_F_EXCL, [
    message(device, 0, FIRST, (2 << 16) | ETH_P_IP_BE),
    attribute(TCA_KIND, stringz('u32')),
    attribute(TCA_OPTIONS | NESTED, [
      attribute(TCA_U32_SEL, selector),
      attribute(TCA_U32_ACT | NESTED, [
        attribute(1 | NESTED, [
          attribute(TCA_ACT_KIND, stringz('csum')),
          attribute(TCA_ACT_OPTIONS | NESTED, [
            attribute(TCA_CSUM_PARMS, words(0, 0, 0, 0, 0, IP_HEADER_AND_UDP)),
          ]),
        ]),
      ]),
    ]),
  ]);
};
