// Formats of save images, dumps and memory snapshots (qemu.conf's save_image_format and its sisters), and the programs
// that pack and unpack them.
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import { makePipe } from '../../native/descriptors.ts';
import { findProgram } from '../common/run.ts';
import { imageFormats } from './save-image.ts';
import type { World } from './world.ts';

export type Style = 'save' | 'dump' | 'snapshot';
/** Formats that QEMU itself writes. */
const PLAIN: ReadonlySet<string> = new Set(['raw', 'sparse']);
/** Dumps and snapshots of libvirt's name one format differently. */
const MAX_COMPLAINT = 4096;

const failed = (text: string): VirError => new VirError(ErrorCode.OPERATION_FAILED, ErrorDomain.QEMU, text);

/** The number of a format by name; throws for one that is none or whose program is not there. */
export const formatNumber = (word: string, style: Style): number => {
  const number = (imageFormats as readonly string[]).indexOf(word);
  if (number < 0) throw failed(`Invalid ${style} image format specified in configuration file`);
  if (!PLAIN.has(word) && !findProgram(word))
    throw failed(`Compression program for ${style} image format in configuration file isn't available`);
  if (word === 'sparse')
    throw new VirError(
      ErrorCode.OPERATION_UNSUPPORTED,
      ErrorDomain.QEMU,
      `save image format ${word} is not supported by this QEMU binary`,
    );
  return number;
};

/** The format that the configuration asks for. */
export const configuredFormat = (world: World, style: Style): number => {
  const word = world.config.values[`${style}_image_format`];
  return word === undefined ? 0 : formatNumber(String(word), style);
};

export interface Filter {
  /** The end for QEMU. */
  readonly fd: number;
  /** Our copy of that end is of no use any more. */
  release(): void;
  /** Resolves when the program has ended well. */
  done(): Promise<void>;
  kill(): void;
}

const follow = (child: ChildProcess, program: string, fd: number): Filter => {
  let complaint = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    if (complaint.length < MAX_COMPLAINT) complaint += chunk.toString();
  });
  const ended = new Promise<void>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status, signal) => {
      if (status === 0) resolve();
      else
        reject(
          new VirError(
            ErrorCode.INTERNAL_ERROR,
            ErrorDomain.NONE,
            `Child process (${program}) unexpected ${signal ? `fatal signal ${signal}` : `exit status ${status}`}: ${complaint}`,
          ),
        );
    });
  });
  // It may fail long before anybody waits for it.
  ended.catch(() => undefined);
  let open = true;
  return {
    fd,
    release() {
      if (open) closeSync(fd);
      open = false;
    },
    done: () => ended,
    kill: () => void child.kill('SIGKILL'),
  };
};

/** What QEMU writes goes through the format's program into the file; null where nothing is in between. */
export const packInto = (format: number, file: number): Filter | null => {
  const word = imageFormats[format] ?? 'raw';
  if (PLAIN.has(word)) return null;
  const program = findProgram(word);
  if (!program)
    throw failed(`Compression program for save image format in configuration file isn't available`);
  const [read, write] = makePipe();
  try {
    const args = word === 'xz' ? ['-c', '-3'] : ['-c'];
    return follow(spawn(program, args, { stdio: [read, file, 'pipe'] }), program, write);
  } finally {
    closeSync(read);
  }
};

/** What QEMU reads comes out of the file through the format's program; null where nothing is in between. */
export const unpackFrom = (format: number, file: number): Filter | null => {
  const word = imageFormats[format] ?? 'raw';
  if (word === 'raw') return null;
  if (word === 'sparse')
    throw new VirError(
      ErrorCode.OPERATION_UNSUPPORTED,
      ErrorDomain.QEMU,
      `save image format ${word} is not supported by this QEMU binary`,
    );
  const program = findProgram(word);
  if (!program)
    throw new VirError(
      ErrorCode.OPERATION_FAILED,
      ErrorDomain.QEMU,
      `cannot find '${word}', which unpacks the save image`,
    );
  const [read, write] = makePipe();
  try {
    return follow(spawn(program, ['-dc'], { stdio: [file, write, 'pipe'] }), program, read);
  } finally {
    closeSync(write);
  }
};
