// The extra numbers (uid and fid) that PCI devices of s390 guests carry.
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import { type Device, infoOf } from '../../../model/domain/devices.ts';
import { wantsPci } from './presence.ts';

const MAX = { uid: 0xffff, fid: 0xffffffff } as const;
type IdName = keyof typeof MAX;

const fail = (text: string): VirError => new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.DOMAIN, text);

export interface ZpciIds {
  /** Takes the numbers a definition gives. */
  collect(device: Device): void;
  /** Gives numbers to a PCI device that has none. */
  assign(device: Device, dryRun: boolean): void;
}

/** Character devices never carry these numbers. */
const carries = (device: Device): boolean =>
  !['serial', 'parallel', 'channel', 'console'].includes(device.kind);

export const zpciIds = (): ZpciIds => {
  const taken: Record<IdName, Set<number>> = { uid: new Set(), fid: new Set() };
  const reserve = (name: IdName, value: number): void => {
    if (taken[name].has(value)) throw fail(`zPCI ${name} 0${value.toString(8)} is already reserved`);
    taken[name].add(value);
  };
  const next = (name: IdName): number => {
    let value = name === 'uid' ? 1 : 0;
    while (taken[name].has(value)) {
      if (value === MAX[name]) throw fail(`There is no more free ${name}.`);
      value++;
    }
    return value;
  };
  const ensure = (ids: { uid?: number; fid?: number }): { uid: number; fid: number } => {
    const uid = ids.uid ?? next('uid');
    const fid = ids.fid ?? next('fid');
    reserve('uid', uid);
    reserve('fid', fid);
    return { uid, fid };
  };
  return {
    collect(device) {
      const { address } = infoOf(device);
      if (!carries(device) || address?.type !== 'pci' || !address.zpci) return;
      address.zpci = ensure(address.zpci);
    },
    assign(device, dryRun) {
      const info = infoOf(device);
      const { address } = info;
      if (!carries(device) || address?.type !== 'pci' || address.zpci) return;
      if (dryRun && wantsPci(info)) return;
      const ids = ensure({});
      if (!dryRun) address.zpci = ids;
    },
  };
};
