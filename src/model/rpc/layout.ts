// The wire layout of every structure as text, one line a procedure: a change in it is a change of the protocol.
import type { ProcedureSpec } from '../../../schemas/rpc/procedure.ts';
import { admin, keepalive, lxc, qemu, remote } from '../../../schemas/rpc/programs.ts';
import type { WireType } from '../../../schemas/rpc/types.ts';

const typeText = (type: WireType): string => {
  switch (type.kind) {
    case 'string':
    case 'opaque':
    case 'charArray':
      return `${type.kind}<${type.max}>`;
    case 'opaqueFixed':
    case 'chars':
      return `${type.kind}[${type.len}]`;
    case 'array':
      return `${typeText(type.elem as WireType)}<${type.max}>`;
    case 'arrayFixed':
      return `${typeText(type.elem as WireType)}[${type.len}]`;
    case 'optional':
      return `${typeText(type.elem as WireType)}?`;
    case 'struct':
      return `{${Object.entries(type.fields ?? {})
        .map(([name, field]) => `${name}:${typeText(field)}`)
        .join(' ')}}`;
    default:
      return type.kind;
  }
};

/** Every procedure with its structures, by program and number. */
export const layoutText = (): string =>
  [remote, qemu, lxc, admin, keepalive]
    .flatMap((program) =>
      Object.values<ProcedureSpec>(program.procedures)
        .toSorted((a, b) => a.number - b.number)
        .map((spec) => {
          const parts = (['args', 'ret', 'msg'] as const)
            .filter((part) => spec[part])
            .map((part) => `${part}=${typeText(spec[part] as WireType)}`);
          return `${program.name} ${spec.number} ${spec.wire} ${parts.join(' ')}`.trimEnd();
        }),
    )
    .join('\n')
    .concat('\n');
