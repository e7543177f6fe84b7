// A table of objects known by uuid and by name: networks, pools, filters. Domains have their own (domains.ts).
import { ErrorCode, VirError } from '../../../schemas/errors.ts';

export interface Named {
  readonly uuid: string;
  readonly name: string;
}

export interface ObjectTable<T extends Named> {
  readonly size: number;
  byUuid(uuid: string): T | undefined;
  byName(name: string): T | undefined;
  all(): IterableIterator<T>;
  list(passes: (object: T) => boolean): T[];
  add(object: T): void;
  remove(object: T): void;
  /**
   * The object that a new definition would replace, or null. Refuses a uuid under another name and a name under
   * another uuid with libvirt's words; `noun` is 'network' or 'pool'.
   */
  claim(uuid: string, name: string): T | null;
}

export const createObjectTable = <T extends Named>(noun: string, errorDomain: number): ObjectTable<T> => {
  const uuids = new Map<string, T>();
  const names = new Map<string, T>();
  const failed = (text: string): VirError => new VirError(ErrorCode.OPERATION_FAILED, errorDomain, text);
  return {
    get size() {
      return uuids.size;
    },
    byUuid: (uuid) => uuids.get(uuid),
    byName: (name) => names.get(name),
    all: () => uuids.values(),
    list: (passes) => [...uuids.values()].filter(passes),
    add(object) {
      uuids.set(object.uuid, object);
      names.set(object.name, object);
    },
    remove(object) {
      uuids.delete(object.uuid);
      names.delete(object.name);
    },
    claim(uuid, name) {
      const known = uuids.get(uuid);
      if (known) {
        if (known.name !== name) throw failed(`${noun} '${known.name}' is already defined with uuid ${uuid}`);
        return known;
      }
      const namesake = names.get(name);
      if (namesake) throw failed(`${noun} '${name}' already exists with uuid ${namesake.uuid}`);
      return null;
    },
  };
};
