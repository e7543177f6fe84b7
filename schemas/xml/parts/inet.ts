// Arithmetic on IP addresses for the rules of the declarations: families, masks, ranges.
import { isIPv4, isIPv6 } from 'node:net';

export const familyOf = (address: string | undefined): 'ipv4' | 'ipv6' | undefined =>
  address === undefined ? undefined : isIPv4(address) ? 'ipv4' : isIPv6(address) ? 'ipv6' : undefined;

/** The address as one number. */
export const addressNumber = (address: string): bigint => {
  if (isIPv4(address)) return address.split('.').reduce((sum, part) => (sum << 8n) | BigInt(part), 0n);
  const [head = '', tail] = address.split('::');
  const words = (part: string): bigint[] =>
    part === ''
      ? []
      : part.split(':').flatMap((word) => {
          if (!word.includes('.')) return [BigInt(`0x${word}`)];
          const v4 = addressNumber(word);
          return [v4 >> 16n, v4 & 0xffffn];
        });
  const front = words(head);
  const back = tail === undefined ? [] : words(tail);
  const all = [...front, ...new Array<bigint>(8 - front.length - back.length).fill(0n), ...back];
  return all.reduce((sum, word) => (sum << 16n) | word, 0n);
};

const width = (address: string): number => (isIPv4(address) ? 32 : 128);

/** The number of leading ones of a netmask, or -1 when it is not one. */
export const prefixOfNetmask = (netmask: string): number => {
  const bits = addressNumber(netmask).toString(2).padStart(width(netmask), '0');
  return /^1*0*$/.test(bits) ? bits.lastIndexOf('1') + 1 : -1;
};

/** The network part of an address. */
export const networkOf = (address: string, prefix: number): bigint => {
  const host = BigInt(width(address) - prefix);
  return (addressNumber(address) >> host) << host;
};

/** The classful prefix libvirt assumes when neither netmask nor prefix is given. */
export const defaultPrefix = (address: string): number => {
  if (!isIPv4(address)) return 64;
  const first = Number(address.split('.')[0]);
  return first < 128 ? 8 : first < 192 ? 16 : first < 224 ? 24 : -1;
};

/** Where the network of a definition begins: its prefix, netmask or class. */
export const prefixOf = (def: { address?: string; netmask?: string; prefix?: number }): number => {
  if (def.prefix) return def.prefix;
  if (def.netmask) return prefixOfNetmask(def.netmask);
  return def.address ? defaultPrefix(def.address) : -1;
};
