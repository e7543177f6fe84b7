// The qemu-img command lines that make, convert and resize volumes, as libvirt writes them.
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import type { StorageEncryption } from '../../../schemas/xml/parts/storage.ts';
import type { StorageVolume } from '../../../schemas/xml/volume.ts';

const fail = (text: string, code: number = ErrorCode.CONFIG_UNSUPPORTED): VirError =>
  new VirError(code, ErrorDomain.STORAGE, text);

/** Converting to or from an encrypted image takes two runs: make the new one, then convert into it. */
export type ConvertStep = 'single' | 'create' | 'convert';

export interface QemuImgRequest {
  readonly volume: StorageVolume;
  /** The volume whose data the new one gets. */
  readonly input?: StorageVolume;
  readonly preallocateMetadata?: boolean;
  readonly step?: ConvertStep;
  /** Files that hold the passphrases. */
  readonly secretFile?: string;
  readonly inputSecretFile?: string;
}

/** QEMU's options are separated by commas; one within a value is doubled. */
const escapeComma = (text: string): string => text.replaceAll(',', ',,');
const kibibytes = (bytes: number): number => Math.ceil(bytes / 1024);

const encryptionOptions = (format: string, encryption: StorageEncryption, alias: string): string[] => {
  const prefix = format === 'qcow2' ? 'encrypt.' : '';
  const options = format === 'qcow2' ? ['encrypt.format=luks'] : [];
  options.push(`${prefix}key-secret=${alias}`);
  const { cipher, ivgen } = encryption;
  if (!cipher) return options;
  options.push(`${prefix}cipher-alg=${escapeComma(cipher.name)}-${cipher.size}`);
  if (cipher.mode !== undefined) options.push(`${prefix}cipher-mode=${escapeComma(cipher.mode)}`);
  if (cipher.hash !== undefined) options.push(`${prefix}hash-alg=${escapeComma(cipher.hash)}`);
  if (!ivgen) return options;
  options.push(`${prefix}ivgen-alg=${escapeComma(ivgen.name)}`);
  if (ivgen.hash !== undefined) options.push(`${prefix}ivgen-hash-alg=${escapeComma(ivgen.hash)}`);
  return options;
};

const secretAlias = (volume: StorageVolume): string => `${volume.name}_encrypt0`;
const secretObject = (alias: string, file: string): string[] => [
  '--object',
  `secret,id=${alias},file=${escapeComma(file)}`,
];

/** What qemu-img is to make of the volume: block devices and ISO images are raw. */
const outputFormat = (volume: StorageVolume): string => {
  const format = volume.target.format?.type ?? 'raw';
  return volume.type === 'block' || format === 'iso' ? 'raw' : format;
};

const driverOf = (volume: StorageVolume, format: string): string => {
  if (format !== 'raw' || !volume.target.encryption) return format;
  if (volume.target.encryption.format === 'luks') return 'luks';
  throw fail('Only luks encryption is supported for raw files', ErrorCode.INTERNAL_ERROR);
};

/** Refuses what qemu-img or libvirt cannot do for this volume. */
const checkRequest = (request: QemuImgRequest, format: string): void => {
  const { volume, input } = request;
  const { target } = volume;
  const own = target.encryption?.format;
  if (own !== undefined && (own === 'qcow' || own === 'default') && target.format?.type.startsWith('qcow'))
    throw fail('creation of qcow2 encrypted image is not supported');
  if (input?.target.encryption && input.target.encryption.format !== 'luks')
    throw fail('encryption format of inputvol must be LUKS');
  if (format !== 'qcow2') {
    if (request.preallocateMetadata) throw fail('metadata preallocation only available with qcow2');
    if (target.compat !== undefined) throw fail('compatibility option only available with qcow2');
    if (target.features) throw fail('format features only available with qcow2');
  }
};

const checkBacking = (request: QemuImgRequest, format: string): void => {
  const { volume, input } = request;
  if (format === 'raw') throw fail('cannot set backing store for raw volume');
  if (request.preallocateMetadata) throw fail('metadata preallocation conflicts with backing store');
  if (input?.backingStore && input.backingStore.path !== volume.backingStore?.path)
    throw fail('a different backing store cannot be specified.', ErrorCode.INTERNAL_ERROR);
};

const encryptionFormats = ['default', 'qcow', 'luks', 'luks2', 'luks-any'];
/** LUKS with exactly one secret, for formats that can hold it. */
export const checkEncryption = (format: string, driver: string, encryption: StorageEncryption): void => {
  if (format !== 'raw' && format !== 'qcow2')
    throw fail(`volume encryption unsupported with format ${driver}`);
  if (encryption.format !== 'luks')
    throw fail(`unsupported volume encryption format ${encryptionFormats.indexOf(encryption.format)}`);
  if (encryption.secrets.length > 1) throw fail('too many secrets for luks encryption', ErrorCode.XML_ERROR);
  if (encryption.secrets.length === 0)
    throw fail('no secret provided for luks encryption', ErrorCode.XML_ERROR);
};

const createOptions = (request: QemuImgRequest, format: string, backed: boolean): string[] => {
  const { volume } = request;
  const { target } = volume;
  const options: string[] = [];
  if (backed) options.push(`backing_fmt=${volume.backingStore?.format?.type ?? 'none'}`);
  if (target.encryption)
    options.push(...encryptionOptions(target.format?.type ?? 'raw', target.encryption, secretAlias(volume)));
  if (request.preallocateMetadata) {
    const sparse = kibibytes(volume.capacity ?? 0) > kibibytes(volume.allocation ?? 0);
    options.push(`preallocation=${sparse ? 'metadata' : 'falloc'}`);
  }
  if (target.nocow) options.push('nocow=on');
  if (target.compat !== undefined) options.push(`compat=${target.compat}`);
  else if (format === 'qcow2') options.push('compat=1.1');
  if (target.clusterSize) options.push(`cluster_size=${target.clusterSize}`);
  if (!target.features || format !== 'qcow2') return options;
  if (target.features.lazy_refcounts) {
    if (target.compat === '0.10') throw fail('lazy_refcounts not supported with compat level 0.10');
    options.push('lazy_refcounts');
  }
  if (target.features.extended_l2) {
    if (target.compat === '0.10') throw fail("'extended_l2' not supported with compat level 0.10");
    options.push('extended_l2=on');
  }
  return options;
};

const imageOptions = (volume: StorageVolume, driver: string): string => {
  const plain = `driver=${driver},file.filename=${volume.target.path}`;
  if (!volume.target.encryption) return plain;
  const prefix = volume.target.format?.type === 'qcow2' ? 'encrypt.' : '';
  return `${plain},${prefix}key-secret=${secretAlias(volume)}`;
};

/** Whether it takes two runs. */
export const convertSteps = (request: QemuImgRequest): ConvertStep[] =>
  request.input && (request.volume.target.encryption || request.input.target.encryption)
    ? ['create', 'convert']
    : ['single'];

/** What is refused before anybody looks at the backing file; gives the formats of the volume and of its bytes. */
export const checkBeforeBacking = (request: QemuImgRequest): { format: string; driver: string } => {
  const format = outputFormat(request.volume);
  checkRequest(request, format);
  const driver = driverOf(request.volume, format);
  if (request.volume.backingStore) checkBacking(request, format);
  return { format, driver };
};

/** The arguments of qemu-img that make a volume, after the program's name. */
export const qemuImgCreate = (request: QemuImgRequest): string[] => {
  const { volume, input, step = 'single' } = request;
  const converts = input !== undefined && step !== 'create';
  const { format, driver } = checkBeforeBacking(request);
  // The name in image options keeps the input's own format, the -f option takes what its bytes are.
  const inputName = input?.target.format?.type ?? 'none';
  const inputDriver = input ? driverOf(input, inputName) : '';
  const inputFormat = input?.type === 'block' || inputName === 'iso' ? 'raw' : inputName;
  const { encryption } = volume.target;
  if (encryption) checkEncryption(format, driver, encryption);

  const args: string[] = [];
  if (converts && step === 'single') args.push('convert', '-f', inputFormat, '-O', driver);
  else if (converts) args.push('convert', '--image-opts', '-n', '--target-image-opts');
  else args.push('create', '-f', driver);
  const backing = input ? undefined : volume.backingStore?.path;
  if (backing !== undefined) args.push('-b', backing);
  if (encryption) {
    if (request.secretFile === undefined)
      throw fail('path to secret data file is required', ErrorCode.INTERNAL_ERROR);
    args.push(...secretObject(secretAlias(volume), request.secretFile));
  }
  if (step === 'convert') {
    if (input?.target.encryption) {
      if (request.inputSecretFile === undefined)
        throw fail('path to inputvol secret data file is required', ErrorCode.INTERNAL_ERROR);
      args.push(...secretObject(secretAlias(input), request.inputSecretFile));
    }
    return [...args, imageOptions(input as StorageVolume, inputDriver), imageOptions(volume, driver)];
  }
  const options = createOptions(request, format, backing !== undefined);
  if (options.length > 0) args.push('-o', options.join(','));
  if (converts) args.push(input.target.path ?? '');
  args.push(volume.target.path ?? '');
  const size = kibibytes(volume.capacity ?? 0);
  if (!converts && (size > 0 || backing === undefined)) args.push(`${size}K`);
  return args;
};

/** The arguments of qemu-img that give a volume another capacity. */
export const qemuImgResize = (volume: StorageVolume, capacity: number, secretFile?: string): string[] => {
  const { target } = volume;
  const { encryption } = target;
  const format = target.format?.type ?? 'raw';
  if (
    encryption &&
    (encryption.format === 'qcow' || encryption.format === 'default') &&
    format.startsWith('qcow')
  )
    throw fail('resize of qcow2 encrypted image is not supported');
  const rounded = Math.ceil(capacity / 512) * 512;
  const args = ['resize'];
  if (rounded < (volume.capacity ?? 0)) args.push('--shrink');
  if (!encryption) args.push(target.path ?? '');
  else {
    checkEncryption(format, format === 'raw' ? 'luks' : format, encryption);
    const alias = secretAlias(volume);
    const [driver, prefix] = format === 'qcow2' ? ['qcow2', 'encrypt.'] : ['luks', ''];
    args.push(
      ...secretObject(alias, secretFile ?? ''),
      '--image-opts',
      `driver=${driver},${prefix}key-secret=${alias},file.filename=${escapeComma(target.path ?? '')}`,
    );
  }
  return [...args, String(rounded)];
};
