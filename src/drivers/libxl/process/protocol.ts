// What the driver and its libxenlight worker say to each other: one JSON object a line, over the worker's standard
// input and output. Requests carry an id, and each gets exactly one answer; notices come unasked.
import type { FunctionName } from './functions.ts';

/** Calls that are not one function of the library each. */
export type SpecialName =
  | 'batch'
  | 'watch'
  | 'unwatch'
  | 'console_ring'
  | 'cpupool_create'
  | 'psr_hw_info'
  | 'store_read'
  | 'userdata_store';

export type Request =
  | { readonly id: number; readonly call: FunctionName | SpecialName; readonly args: readonly unknown[] }
  /** Asks the library to give up an earlier request; that one then answers, usually with ABORTED. */
  | { readonly abort: number };

/** `ms` is what the call took inside the worker. */
export type Answer =
  | { readonly id: number; readonly ms: number; readonly result: unknown }
  | { readonly id: number; readonly ms: number; readonly rc: number; readonly error: string };

/** Said once the library is loaded and a context open, or why that was not possible. */
export type Hello =
  | { readonly ready: { readonly series: string; readonly version: unknown } }
  | { readonly unusable: string };

/** Something happened to a watched guest. */
export interface Notice {
  readonly event: LibxlEvent;
}
export type LibxlEvent =
  | { readonly type: 'domain_shutdown'; readonly domid: number; readonly reason: number }
  | { readonly type: 'domain_death'; readonly domid: number }
  | { readonly type: 'disk_eject'; readonly domid: number; readonly vdev: string };

export type FromWorker = Answer | Hello | Notice;

/** Shutdown reasons (libxl_shutdown_reason). */
export const ShutdownReason = {
  poweroff: 0,
  reboot: 1,
  suspend: 2,
  crash: 3,
  watchdog: 4,
  softReset: 5,
} as const;
