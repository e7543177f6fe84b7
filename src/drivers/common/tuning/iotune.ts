// Throughput limits of one disk (<iotune>) as typed parameters, and the event that tells of a change.
import { ErrorCode, VirError } from '../../../../schemas/errors.ts';
import { ParamType, param, type TypedParam } from '../../../../schemas/rpc/types.ts';
import type { Domain } from '../../../../schemas/xml/domain.ts';
import { paramNumber, paramText, validateParams } from '../params.ts';

type Disk = Domain['devices']['disks'][number];
type Limits = Record<string, number | undefined>;

const rates = [
  'total_bytes_sec',
  'read_bytes_sec',
  'write_bytes_sec',
  'total_iops_sec',
  'read_iops_sec',
  'write_iops_sec',
];
const maxima = rates.map((rate) => `${rate}_max`);
const lengths = maxima.map((max) => `${max}_length`);
/** In the order of virDomainGetBlockIoTune; the group's name stands between. */
const numbers = [...rates, ...maxima, 'size_iops_sec'];
const rules = Object.fromEntries([
  ...[...numbers, ...lengths].map((field) => [field, ParamType.ULLONG]),
  ['group_name', ParamType.STRING],
]);
const MOST = 1000000000000000;

export const getIotune = (disk: Disk): TypedParam[] => {
  const tune = (disk.iotune ?? {}) as Limits & { group_name?: string };
  return [
    ...numbers.map((field) => param.ullong(field, tune[field] ?? 0)),
    param.string('group_name', disk.iotune?.group_name ?? ''),
    ...lengths.map((field) => param.ullong(field, tune[field] ?? 0)),
  ];
};

/** The limits after the change; refuses combinations that make no sense. */
export const changedIotune = (
  disk: Disk,
  params: readonly TypedParam[],
  domain: number,
): NonNullable<Disk['iotune']> => {
  validateParams(params, rules);
  const tune: Limits & { group_name?: string | number } = { ...(disk.iotune as Limits | undefined) };
  for (const { field, value } of params) {
    if (field === 'group_name') continue;
    if (Number(value) > MOST)
      throw new VirError(
        ErrorCode.ARGUMENT_UNSUPPORTED,
        domain,
        `block I/O throttle limit value must be no more than ${MOST}`,
      );
    tune[field] = paramNumber(params, field);
  }
  const group = paramText(params, 'group_name');
  if (group !== undefined) Object.assign(tune, { group_name: group });
  const refuse = (text: string): VirError => new VirError(ErrorCode.INVALID_ARG, domain, text);
  for (const tail of ['bytes_sec', 'iops_sec', 'bytes_sec_max', 'iops_sec_max']) {
    if (tune[`total_${tail}`] && (tune[`read_${tail}`] || tune[`write_${tail}`]))
      throw refuse(`total and read/write of ${tail} cannot be set at the same time`);
  }
  return tune as NonNullable<Disk['iotune']>;
};

/** libvirt's simulator wants a maximum beside every rate. */
export const checkMaxima = (tune: NonNullable<Disk['iotune']>, domain: number): void => {
  const limits = tune as Limits;
  const rate = rates.find((field) => (limits[field] ?? 0) > (limits[`${field}_max`] ?? 0));
  if (rate)
    throw new VirError(ErrorCode.INVALID_ARG, domain, `${rate} cannot be set higher than ${rate}_max`);
};

/** Parameters of the tunable event that tells of the change. */
export const iotuneEvent = (path: string, params: readonly TypedParam[]): TypedParam[] => [
  param.string('blkdeviotune.disk', path),
  ...params.map(({ field, type, value }) => ({ field: `blkdeviotune.${field}`, type, value })),
];
