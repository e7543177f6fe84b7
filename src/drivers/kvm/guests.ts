// The table of all guests of the driver, found by uuid, name or number, with the errors of a lookup that fails.
import { ErrorDomain } from '../../../schemas/errors.ts';
import { missing } from '../common/errors.ts';
import type { Guest } from './guest.ts';

export interface GuestTable {
  readonly size: number;
  add(guest: Guest): void;
  remove(guest: Guest): void;
  /** The guest has been given another name. */
  renamed(guest: Guest, old: string): void;
  byUuid(uuid: string): Guest | undefined;
  byName(name: string): Guest | undefined;
  byId(id: number): Guest | undefined;
  all(): Iterable<Guest>;
  /** The guest a client's handle means, or libvirt's error. */
  find(handle: { readonly uuid: string; readonly name: string }): Guest;
}

export const createGuestTable = (): GuestTable => {
  const uuids = new Map<string, Guest>();
  const names = new Map<string, Guest>();
  return {
    get size() {
      return uuids.size;
    },
    add(guest) {
      uuids.set(guest.uuid, guest);
      names.set(guest.name, guest);
    },
    remove(guest) {
      if (uuids.get(guest.uuid) === guest) uuids.delete(guest.uuid);
      if (names.get(guest.name) === guest) names.delete(guest.name);
    },
    renamed(guest, old) {
      names.delete(old);
      names.set(guest.name, guest);
    },
    byUuid: (uuid) => uuids.get(uuid),
    byName: (name) => names.get(name),
    byId(id) {
      for (const guest of uuids.values()) if (guest.id === id) return guest;
      return undefined;
    },
    all: () => uuids.values(),
    find({ uuid, name }) {
      const guest = uuids.get(uuid);
      if (!guest) throw missing.domain.byHandle(uuid, name, ErrorDomain.QEMU);
      return guest;
    },
  };
};
