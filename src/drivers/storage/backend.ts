// What a kind of pool can do. A missing function means libvirt's "not supported" for the call that needs it.
import type { StoragePool } from '../../../schemas/xml/pool.ts';
import type { PoolType } from '../../../schemas/xml/storage/words.ts';
import type { CallStream } from '../context.ts';
import type { Logger, SecretService } from '../host.ts';
import type { Pool, Volume } from './objects.ts';

/** What backends are given by the driver. */
export interface BackendServices {
  readonly log: Logger;
  /** Folder for short-lived files, such as passphrases. */
  readonly runFolder: string;
  secrets(): SecretService | null;
  /** Rewrites a persistent pool's file after the backend has changed its definition. */
  saveDefinition(pool: Pool): Promise<void>;
}

export interface BuildFlags {
  readonly overwrite: boolean;
  readonly noOverwrite: boolean;
}
export interface VolumeFlags {
  readonly preallocateMetadata: boolean;
  readonly reflink: boolean;
}
export interface TransferRange {
  readonly offset: number;
  /** 0: to the end. */
  readonly length: number;
  readonly sparse: boolean;
}

export interface Backend {
  readonly type: PoolType;
  /** A pool of this kind has been defined and will probably be started soon. */
  prepare?(def: StoragePool): void;
  /** Is it already in reach? Kinds that cannot tell are taken for inactive at start-up. */
  checkPool?(pool: Pool): Promise<boolean>;
  startPool?(pool: Pool): Promise<void>;
  buildPool?(pool: Pool, flags: BuildFlags): Promise<void>;
  /** Lists the volumes anew and measures the pool. */
  refreshPool(pool: Pool, signal?: AbortSignal): Promise<void>;
  stopPool?(pool: Pool): Promise<void>;
  deletePool?(pool: Pool): Promise<void>;
  /** Answers `<sources>`. */
  findPoolSources?(spec: string | null): Promise<string>;
  /** Names the volume and its place; makes it, where making and filling are one. */
  createVol?(pool: Pool, volume: Volume): Promise<void>;
  /** Allocates what createVol has named, without the pool's queue. */
  buildVol?(pool: Pool, volume: Volume, flags: VolumeFlags): Promise<void>;
  buildVolFrom?(pool: Pool, volume: Volume, input: Volume, flags: VolumeFlags): Promise<void>;
  refreshVol?(pool: Pool, volume: Volume): Promise<void>;
  deleteVol?(pool: Pool, volume: Volume): Promise<void>;
  resizeVol?(pool: Pool, volume: Volume, capacity: number, allocate: boolean): Promise<void>;
  wipeVol?(pool: Pool, volume: Volume, algorithm: number): Promise<void>;
  /** Resolves when the stream is attached; `ended` is called when it is over. */
  uploadVol?(
    volume: Volume,
    stream: CallStream,
    range: TransferRange,
    ended: (done: boolean) => void,
  ): Promise<void>;
  downloadVol?(volume: Volume, stream: CallStream, range: TransferRange, ended: () => void): Promise<void>;
}
