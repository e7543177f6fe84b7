// QEMU's two spellings of an option's properties: a JSON object, and the older `key=value,...` form.

export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json | undefined };
export type Props = { [key: string]: Json | undefined };

/** The properties that are set, in the order given: undefined means "leave it out", as in libvirt's builders. */
export const toJson = (props: Props): string => JSON.stringify(props);

/** Zero means "leave it out". */
export const positive = (value: number | undefined): number | undefined => (value ? value : undefined);

/** False means "leave it out". */
export const onlyTrue = (value: boolean | undefined): true | undefined => (value ? true : undefined);

/** `on`, `off` or nothing, for QEMU's three-valued properties that want a string. */
export const onOff = (value: boolean | undefined): 'on' | 'off' | undefined =>
  value === undefined ? undefined : value ? 'on' : 'off';

/** A literal comma in a `key=value` option is written twice. */
export const comma = (text: string): string => text.replaceAll(',', ',,');

const flatten = (key: string, value: Json, out: string[]): void => {
  if (Array.isArray(value)) {
    for (const item of value as readonly Json[]) flatten(key, item, out);
  } else if (value !== null && typeof value === 'object') {
    for (const [name, inner] of Object.entries(value)) {
      if (inner !== undefined) flatten(`${key}.${name}`, inner, out);
    }
  } else if (typeof value === 'boolean') {
    out.push(`${key}=${value ? 'on' : 'off'}`);
  } else if (value !== null) {
    out.push(`${key}=${comma(String(value))}`);
  }
};

/** `a=1,b=on`: what options take that know no JSON. */
export const toKeyVal = (props: Props): string => {
  const out: string[] = [];
  for (const [key, value] of Object.entries(props)) if (value !== undefined) flatten(key, value, out);
  return out.join(',');
};
