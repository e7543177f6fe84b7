// Block I/O weights and limits of a domain (<blkiotune>) as typed parameters.
import { ErrorCode, VirError } from '../../../../schemas/errors.ts';
import { ParamType, param, type TypedParam } from '../../../../schemas/rpc/types.ts';
import type { Domain } from '../../../../schemas/xml/domain.ts';
import { type ParamRules, paramNumber, paramText, validateParams } from '../params.ts';

type Blkiotune = NonNullable<Domain['blkiotune']>;
type Device = Blkiotune['devices'][number];
type Limit = 'weight' | 'read_iops_sec' | 'write_iops_sec' | 'read_bytes_sec' | 'write_bytes_sec';

/** Parameter and the member of a device it sets. */
const limits: readonly (readonly [field: string, limit: Limit])[] = [
  ['device_weight', 'weight'],
  ['device_read_iops_sec', 'read_iops_sec'],
  ['device_write_iops_sec', 'write_iops_sec'],
  ['device_read_bytes_sec', 'read_bytes_sec'],
  ['device_write_bytes_sec', 'write_bytes_sec'],
];
export const blkioRules: ParamRules = {
  weight: ParamType.UINT,
  ...Object.fromEntries(limits.map(([field]) => [field, ParamType.STRING])),
};

const parsePairs = (text: string, field: string, domain: number): [path: string, value: number][] => {
  if (text === '') return [];
  const parts = text.split(',');
  if (parts.length % 2)
    throw new VirError(ErrorCode.INVALID_ARG, domain, `unable to parse blkio device '${field}' '${text}'`);
  const pairs: [string, number][] = [];
  for (let i = 0; i < parts.length; i += 2) {
    const [path = '', raw = ''] = parts.slice(i, i + 2);
    if (!/^\d+$/.test(raw))
      throw new VirError(
        ErrorCode.INVALID_ARG,
        domain,
        `invalid value '${raw}' for parameter '${field}' of device '${path}'`,
      );
    pairs.push([path, Number(raw)]);
  }
  return pairs;
};

/** Sets what `params` name; `domain` is the driver's error domain. */
export const setBlkio = (def: Domain, params: readonly TypedParam[], domain: number): void => {
  validateParams(params, blkioRules);
  const tune: Blkiotune = structuredClone(def.blkiotune) ?? { devices: [] };
  const weight = paramNumber(params, 'weight');
  if (weight !== undefined) tune.weight = weight;
  for (const [field, limit] of limits) {
    const text = paramText(params, field);
    if (text === undefined) continue;
    for (const [path, value] of parsePairs(text, field, domain)) {
      let device = tune.devices.find((each) => each.path === path);
      if (!device && value === 0) continue;
      if (!device) tune.devices.push((device = { path } as Device));
      device[limit] = value;
    }
  }
  def.blkiotune = tune;
};

export const getBlkio = (def: Domain): TypedParam[] => [
  param.uint('weight', def.blkiotune?.weight ?? 0),
  ...limits.map(([field, limit]) =>
    param.string(
      field,
      (def.blkiotune?.devices ?? [])
        .filter((device) => device[limit])
        .map((device) => `${device.path},${device[limit]}`)
        .join(','),
    ),
  ),
];
