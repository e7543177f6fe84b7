// Follows a guest's DHCP for as long as its filter is in force: addresses come with a lease, and go when it runs out or is
// given back. Leases outlive the daemon in libvirt's own file.
import { readFileSync } from 'node:fs';
import { readFrames } from '../../native/packet.ts';
import { writeFileAtomic } from '../common/store.ts';
import { readDhcp } from './dhcp.ts';

const LOOK_MS = 50;
const BATCH = 64;
const FOREVER = 0xffffffff;
/** The longest that a timer of Node can wait. */
const MAX_WAIT_MS = 0x7fffffff;

export interface Lease {
  readonly address: string;
  /** Seconds since the epoch; FOREVER for one that does not run out. */
  readonly until: number;
  readonly server: string;
}

const now = (): number => Math.floor(Date.now() / 1000);
const isLive = ({ until }: Lease): boolean => until > now();

/** The file of all guests' leases: a line `UNTIL KEY ADDRESS SERVER` each. */
export interface LeaseStore {
  get(key: string): Lease[];
  set(key: string, leases: readonly Lease[]): void;
  /** Everything said so far is on the disk. */
  written(): Promise<void>;
}

export const createLeaseStore = (file: string, failed: (error: unknown) => void): LeaseStore => {
  const all = new Map<string, Lease[]>();
  try {
    for (const line of readFileSync(file, 'utf8').split('\n')) {
      const [until, key, address, server] = line.split(' ');
      if (!until || !key || !address || !/^\d+$/.test(until)) continue;
      const lease = { until: Number(until), address, server: server ?? '' };
      const others = (all.get(key) ?? []).filter((other) => other.address !== address);
      all.set(key, isLive(lease) ? [...others, lease] : others);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') failed(error);
  }
  let tail: Promise<unknown> = Promise.resolve();
  const write = (): Promise<void> =>
    writeFileAtomic(
      file,
      [...all]
        .flatMap(([key, leases]) =>
          leases.map(({ until, address, server }) => `${until} ${key} ${address} ${server}\n`),
        )
        .join(''),
    );
  return {
    get: (key) => (all.get(key) ?? []).filter(isLive),
    set(key, leases) {
      if (leases.length > 0) all.set(key, [...leases]);
      else all.delete(key);
      tail = tail.then(write).catch(failed);
    },
    written: () => tail.then(() => undefined),
  };
};

export interface Snoop {
  addresses(): string[];
  stop(): void;
}

export interface SnoopOptions {
  readonly device: string;
  readonly mac: string;
  readonly servers: readonly string[];
  readonly leases: readonly Lease[];
  /** The set of addresses is another one. */
  changed(leases: readonly Lease[]): void;
  /** A lease was renewed: the same addresses, other times. */
  renewed(leases: readonly Lease[]): void;
}

/** Starts with the leases known from before. */
export const startSnoop = (options: SnoopOptions): Snoop => {
  const { device, mac, servers } = options;
  const leases = new Map(options.leases.map((lease) => [lease.address, lease]));
  const reader = readFrames(device, true);
  let expiry: NodeJS.Timeout | undefined;
  const list = (): Lease[] => [...leases.values()];

  const arm = (): void => {
    clearTimeout(expiry);
    const next = Math.min(...list().map(({ until }) => until));
    if (!Number.isFinite(next) || next >= FOREVER) return;
    const wait = Math.min(MAX_WAIT_MS, Math.max(0, next * 1000 - Date.now()));
    expiry = setTimeout(dropExpired, wait);
    expiry.unref();
  };
  const dropExpired = (): void => {
    const before = leases.size;
    for (const lease of list()) if (!isLive(lease)) leases.delete(lease.address);
    arm();
    if (leases.size !== before) options.changed(list());
  };
  const look = (): void => {
    for (let i = 0; i < BATCH; i++) {
      const frame = reader.next();
      if (!frame) return;
      const news = readDhcp(frame, mac, servers);
      if (!news) continue;
      const { address, seconds, server } = news;
      const known = leases.has(address);
      if (seconds === null) leases.delete(address);
      else
        leases.set(address, {
          address,
          server,
          until: seconds >= FOREVER ? FOREVER : Math.min(FOREVER - 1, now() + seconds),
        });
      arm();
      if (known === (seconds === null)) options.changed(list());
      else if (known) options.renewed(list());
    }
  };
  const timer = setInterval(look, LOOK_MS);
  timer.unref();
  arm();
  return {
    addresses: () => [...leases.keys()],
    stop() {
      clearInterval(timer);
      clearTimeout(expiry);
      reader.close();
    },
  };
};
