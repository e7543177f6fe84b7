// The wire shapes of QMP (QEMU's docs/interop/qmp-spec) that every part of the driver shares.

export type Json = null | boolean | number | string | Json[] | { [member: string]: Json | undefined };

/** Arguments we send; a bigint goes out as a plain number of any size. */
export type QmpArgs = { readonly [member: string]: unknown };

export interface QmpVersion {
  qemu: { major: number; minor: number; micro: number };
  package: string;
}

export interface QmpGreeting {
  version: QmpVersion;
  capabilities: string[];
}

/** An asynchronous event; the time is QEMU's own clock reading, -1 where it gave none. */
export interface QmpEvent {
  event: string;
  data: { [member: string]: Json | undefined };
  seconds: number;
  micros: number;
}

/** Return types of commands used in more than one place; others are read as `Json` and checked where used. */
export interface QmpReturns {
  qmp_capabilities: object;
  'query-version': QmpVersion;
  'query-status': { status: string; running: boolean; singlestep?: boolean };
  'query-kvm': { enabled: boolean; present: boolean };
  'query-cpus-fast': {
    'cpu-index': number;
    'qom-path': string;
    'thread-id': number;
    target?: string;
    props?: { [member: string]: Json };
  }[];
  'query-balloon': { actual: number };
  'query-block': { [member: string]: Json }[];
  'query-blockstats': { [member: string]: Json }[];
  'query-chardev': { label: string; filename: string; 'frontend-open': boolean }[];
  'query-iothreads': { id: string; 'thread-id': number; 'poll-max-ns': number }[];
  'qom-list': { name: string; type: string; description?: string }[];
  'query-migrate': { status?: string; [member: string]: Json | undefined };
  'query-jobs': {
    id: string;
    type: string;
    status: string;
    'current-progress': number;
    'total-progress': number;
    error?: string;
  }[];
  'query-named-block-nodes': { [member: string]: Json }[];
  stop: object;
  cont: object;
  quit: object;
  system_powerdown: object;
  system_reset: object;
}

/** What `execute(command)` resolves to. */
export type QmpReturn<C extends string> = C extends keyof QmpReturns ? QmpReturns[C] : Json;
