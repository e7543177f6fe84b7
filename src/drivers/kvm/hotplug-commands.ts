// Options of a command line as monitor commands, and what takes each of them back.
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import type { QmpArgs } from '../../../schemas/qmp/types.ts';

export interface Command {
  readonly execute: string;
  readonly arguments: QmpArgs;
  readonly fds?: readonly number[];
}

type Words = Readonly<Record<string, string>>;

/** `key=value` options with doubled commas for real ones; the first word may stand for itself. */
const parseOptions = (text: string): { first: string; rest: Words } => {
  const parts = text
    .replaceAll(',,', '\0')
    .split(',')
    .map((part) => part.replaceAll('\0', ','));
  const rest: Record<string, string> = {};
  for (const part of parts.slice(1)) {
    const [key = '', ...value] = part.split('=');
    rest[key] = value.join('=');
  }
  return { first: parts[0] ?? '', rest };
};

const properties = (text: string, firstKey: string): QmpArgs => {
  if (text.startsWith('{')) return JSON.parse(text) as QmpArgs;
  const { first, rest } = parseOptions(text);
  return { [firstKey]: first, ...rest };
};

const yes = (word: string | undefined): boolean | undefined =>
  word === undefined ? undefined : word === 'on';

const unsupported = (type: string): VirError =>
  new VirError(
    ErrorCode.OPERATION_UNSUPPORTED,
    ErrorDomain.QEMU,
    `Hotplug unsupported for char device type '${type}'`,
  );

const chardev = (text: string): QmpArgs => {
  const { first: type, rest } = parseOptions(text);
  const { id } = rest;
  const backend = (data: object): QmpArgs => ({ id, backend: { type, data } });
  const tcp = { server: yes(rest.server) ?? false, wait: yes(rest.wait) };
  switch (type) {
    case 'null':
    case 'pty':
      return backend({});
    case 'file':
      return backend({ out: rest.path, append: yes(rest.append) });
    case 'socket':
      return backend({
        addr: rest.path
          ? { type: 'unix', data: { path: rest.path } }
          : { type: 'inet', data: { host: rest.host, port: rest.port } },
        ...tcp,
      });
    case 'spicevmc':
      return backend({ type: rest.name });
    default:
      throw unsupported(type);
  }
};

/** Back ends first, the device last, as on the command line. */
const order = ['-object', '-blockdev', '-netdev', '-chardev', '-device'] as const;

/** The commands that do what the options say. */
export const commandsFor = (options: readonly (readonly [string, string])[]): Command[] => {
  const of = (name: string): string[] =>
    options.filter(([option]) => option === name).map(([, value]) => value);
  return order.flatMap((name) =>
    of(name).map((value): Command => {
      switch (name) {
        case '-object':
          return { execute: 'object-add', arguments: properties(value, 'qom-type') };
        case '-blockdev':
          return { execute: 'blockdev-add', arguments: properties(value, 'driver') };
        case '-netdev':
          return { execute: 'netdev_add', arguments: properties(value, 'type') };
        case '-chardev':
          return { execute: 'chardev-add', arguments: chardev(value) };
        default:
          return { execute: 'device_add', arguments: properties(value, 'driver') };
      }
    }),
  );
};

/** What takes a command back; null for those that need nothing. */
export const undoFor = ({ execute, arguments: args }: Command): Command | null => {
  switch (execute) {
    case 'object-add':
      return { execute: 'object-del', arguments: { id: args.id } };
    case 'blockdev-add':
      return { execute: 'blockdev-del', arguments: { 'node-name': args['node-name'] } };
    case 'netdev_add':
      return { execute: 'netdev_del', arguments: { id: args.id } };
    case 'chardev-add':
      return { execute: 'chardev-remove', arguments: { id: args.id } };
    case 'device_add':
      return { execute: 'device_del', arguments: { id: args.id } };
    case 'getfd':
      return { execute: 'closefd', arguments: { fdname: args.fdname } };
    default:
      return null;
  }
};
