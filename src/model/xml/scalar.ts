// Reads one value: an attribute, or the text of an element, with libvirt's complaint about what does not fit.
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import type { AttrField, ChildField, Type } from '../../../schemas/xml/dsl.ts';
import { fail, failGeneric, failMessage, type ParseContext } from './context.ts';
import { attribute, type XmlNode } from './tree.ts';
import { INVALID, readerOf, sizeSuffix } from './values.ts';

export type Obj = Record<string, unknown>;
/** Puts a part of `node` into `object`. */
export type Step = (node: XmlNode, object: Obj, ctx: ParseContext) => void;

/** Complains of what has to be there. */
export const missing = (
  ctx: ParseContext,
  node: XmlNode,
  name: string,
  options: { required?: unknown },
  generic: string,
): void => {
  const { required } = options;
  if (required === true) failGeneric(ctx, node, generic);
  else if (required) failMessage(ctx, node, required as never, { attr: name });
};

const readSize = (raw: string, type: Type<unknown>, node: XmlNode, ctx: ParseContext): unknown => {
  if (!/^\s*\+?\d+$/.test(raw)) return INVALID;
  const count = BigInt(raw.trim());
  if (count > 0xffffffffffffffffn) return INVALID;
  const unit = attribute(node, type.unitName ?? 'unit') ?? '';
  const scale = unit === '' ? BigInt(type.defaultScale ?? 1) : sizeSuffix(unit);
  if (scale === undefined) {
    fail(ctx, node, new VirError(ErrorCode.INVALID_ARG, ErrorDomain.NONE, `unknown suffix '${unit}'`));
    return undefined;
  }
  const limit = type.max === undefined ? 0xffffffffffffffffn : BigInt(type.max);
  if (count > limit / scale) {
    fail(ctx, node, new VirError(ErrorCode.OVERFLOW, ErrorDomain.NONE, `value too large: ${count}${unit}`));
    return undefined;
  }
  const own = BigInt(type.scale ?? 1);
  return Number((count * scale + own - 1n) / own);
};

const complain = (
  ctx: ParseContext,
  node: XmlNode,
  field: { of: Type<unknown>; options: { invalid?: unknown } },
  name: string,
  raw: string,
  isAttr: boolean,
): void => {
  const { invalid } = field.options;
  if (invalid) return failMessage(ctx, node, invalid as never, { attr: name, value: raw });
  if (!isAttr)
    return failGeneric(ctx, node, `Invalid value '${raw}' for element or attribute './${node.name}'`);
  const { type, expect, belowZero } = field.of;
  const tail =
    type === 'int' || type === 'wide'
      ? `. ${belowZero !== undefined && /^\s*-\d+$/.test(raw) ? belowZero : expect}`
      : type === 'uuid'
        ? '. Expected UUID'
        : type === 'size'
          ? '. Expected non-negative integer value'
          : '.';
  failGeneric(ctx, node, `Invalid value for attribute '${name}' in element '${node.name}': '${raw}'${tail}`);
};

export const scalarStep = (key: string, field: AttrField<unknown, boolean>): Step => {
  const { of, options } = field;
  const name = options.name ?? key;
  const isAttr = field.kind === 'attr';
  const read = readerOf(of);
  const fallback = options.default ?? options.implied;
  const { required, nonZero } = options;
  const isSize = of.type === 'size';
  const blankIsAbsent = isAttr ? options.empty === 'absent' : options.empty !== 'keep';
  return (node, object, ctx) => {
    let raw = isAttr ? attribute(node, name) : node.text;
    if (
      blankIsAbsent &&
      (raw === '' || (!isAttr && node.kids.length > 0 && raw !== undefined && raw.trim() === ''))
    )
      raw = undefined;
    if (raw === undefined) {
      if (fallback !== undefined) object[key] = fallback;
      else if (required)
        missing(ctx, node, name, options, `Missing required attribute '${name}' in element '${node.name}'`);
      return;
    }
    const value = isSize ? readSize(raw, of, node, ctx) : read(raw);
    if (value === INVALID) complain(ctx, node, field, name, raw, isAttr);
    else if (value === 0 && nonZero) {
      failGeneric(
        ctx,
        node,
        `Invalid value for attribute '${name}' in element '${node.name}': Zero is not permitted`,
      );
    } else if (value !== undefined) object[key] = value;
  };
};

/** Reads an element that is a bare value. */
export const valueReader = (
  of: Type<unknown>,
  options: ChildField<unknown, boolean>['options'],
): ((node: XmlNode, ctx: ParseContext) => unknown) => {
  const into = scalarStep('value', {
    is: 'field',
    kind: 'text',
    of,
    options: { invalid: options.invalid, empty: options.empty },
  });
  return (node, ctx) => {
    const box: Obj = {};
    into(node, box, ctx);
    return box['value'];
  };
};
