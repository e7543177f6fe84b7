// How long a QMP command may take before the monitor counts as not answering, in milliseconds; the one table of them.

/** For every command not named below. */
export const DEFAULT_DEADLINE_MS = 5_000;

/** Handshake: the greeting comes only when QEMU has finished initialising, which with much memory takes a while. */
export const GREETING_DEADLINE_MS = 30_000;

/** QEMU may flush, open or close storage or allocate memory before it answers these. */
const storage = 30_000;
/** QEMU answers these only after draining in-flight I/O of possibly slow storage. */
const drain = 60_000;

const deadlines: Readonly<Record<string, number>> = {
  'block-commit': storage,
  'block-dirty-bitmap-merge': storage,
  'block-export-add': storage,
  'block-export-del': storage,
  'block-stream': storage,
  'blockdev-add': storage,
  'blockdev-backup': storage,
  'blockdev-change-medium': storage,
  'blockdev-create': storage,
  'blockdev-del': storage,
  'blockdev-mirror': storage,
  'blockdev-open-tray': storage,
  'blockdev-reopen': storage,
  'blockdev-snapshot': storage,
  'blockdev-snapshot-sync': storage,
  block_resize: storage,
  block_set_io_throttle: storage,
  cont: drain,
  device_add: storage,
  device_del: storage,
  'dump-guest-memory': storage,
  'human-monitor-command': drain,
  'job-complete': storage,
  'job-dismiss': storage,
  memsave: storage,
  migrate: storage,
  'migrate-incoming': storage,
  'nbd-server-add': storage,
  'nbd-server-stop': storage,
  netdev_add: storage,
  'object-add': drain,
  'object-del': storage,
  pmemsave: storage,
  'query-block': storage,
  'query-blockstats': storage,
  'query-cpu-model-expansion': storage,
  'query-named-block-nodes': storage,
  'query-qmp-schema': storage,
  quit: storage,
  screendump: storage,
  stop: drain,
  system_reset: storage,
  transaction: drain,
};

/** The deadline of `command` when its caller gives none. */
export const deadlineOf = (command: string): number => deadlines[command] ?? DEFAULT_DEADLINE_MS;
