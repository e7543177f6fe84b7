// Typed parameters as arguments: checked against a declaration, as virTypedParamsValidate does, then read by name.
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import { ParamType, type ParamValue, type TypedParam } from '../../../schemas/rpc/types.ts';

const typeNames = ['unknown', 'int', 'uint', 'llong', 'ullong', 'double', 'boolean', 'string'];
/** virTypedParameterType 'unsigned': either of the unsigned integers. */
export const UNSIGNED = 'unsigned';

/** What one parameter may be: a type, or a type that may occur several times. */
export type ParamRule =
  | number
  | typeof UNSIGNED
  | { readonly type: number | typeof UNSIGNED; readonly multiple: true };
export type ParamRules = Readonly<Record<string, ParamRule>>;

const invalid = (text: string): VirError => new VirError(ErrorCode.INVALID_ARG, ErrorDomain.NONE, text);
const byName = (a: TypedParam, b: TypedParam): number => (a.field < b.field ? -1 : a.field > b.field ? 1 : 0);

/** Refuses unknown names, wrong types and repetitions, in the order libvirt finds them. */
export const validateParams = (params: readonly TypedParam[], rules: ParamRules): void => {
  let last: string | null = null;
  for (const given of [...params].sort(byName)) {
    const rule = Object.hasOwn(rules, given.field) ? rules[given.field] : undefined;
    if (rule === undefined)
      throw new VirError(
        ErrorCode.ARGUMENT_UNSUPPORTED,
        ErrorDomain.NONE,
        `parameter '${given.field}' not supported`,
      );
    const multiple = typeof rule === 'object';
    const type = typeof rule === 'object' ? rule.type : rule;
    if (last === given.field && !multiple) throw invalid(`parameter '${given.field}' occurs multiple times`);
    const fits =
      type === UNSIGNED
        ? given.type === ParamType.UINT || given.type === ParamType.ULLONG
        : given.type === type;
    if (!fits) {
      const expected = type === UNSIGNED ? 'uint, ullong' : typeNames[type];
      const bad = typeNames[given.type] ?? typeNames[0];
      throw invalid(`invalid type '${bad}' for parameter '${given.field}', expected '${expected}'`);
    }
    last = given.field;
  }
};

/** The value of a parameter, or undefined. */
export const paramValue = (params: readonly TypedParam[], field: string): ParamValue | undefined =>
  params.find((p) => p.field === field)?.value;
export const paramNumber = (params: readonly TypedParam[], field: string): number | undefined => {
  const value = paramValue(params, field);
  return value === undefined ? undefined : Number(value);
};
export const paramText = (params: readonly TypedParam[], field: string): string | undefined => {
  const value = paramValue(params, field);
  return value === undefined ? undefined : String(value);
};
/** Every value of a parameter that may be repeated. */
export const paramValues = (params: readonly TypedParam[], field: string): ParamValue[] =>
  params.filter((p) => p.field === field).map((p) => p.value);
