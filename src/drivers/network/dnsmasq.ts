// The dnsmasq process of a network: started unprivileged with libvirt's configuration, told of changes, ended.
import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ErrorDomain, systemError } from '../../../schemas/errors.ts';
import { bridgeOf, type Network } from '../../model/network/def.ts';
import {
  dnsmasqConfig,
  dnsmasqHosts,
  dnsmasqNames,
  dnsmasqPlaces,
  needsDnsmasq,
} from '../../model/network/dnsmasq.ts';
import { findProgram, runChecked } from '../../util/command.ts';
import { removeFile } from '../common/store.ts';
import { dnsmasqConfigFile, type NetworkPlaces, pidFile } from './places.ts';
import { replaceFile } from './replace.ts';

const ENOENT = 2;
const PATIENCE_MS = 3000;

/** A file that lies beside the program: in a folder above this module, whether bundled or not. */
const beside = (...candidates: readonly string[]): string | null => {
  for (let dir = dirname(fileURLToPath(import.meta.url)); ; dir = dirname(dir)) {
    for (const name of candidates) if (existsSync(join(dir, name))) return join(dir, name);
    if (dir === dirname(dir)) return null;
  }
};
const helperScript = beside('bin/virtlight-leaseshelper', 'virtlight-leaseshelper');
const helperProgram = beside(
  'leaseshelper.js',
  'virtlight-leaseshelper.mjs',
  'dist/bin/virtlight-leaseshelper.mjs',
  'dist/src/drivers/network/leaseshelper.js',
);

/** Whether a process runs: one that waits for its parent to take note of its end does not. */
const alive = (pid: number): boolean => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const state = stat[stat.lastIndexOf(')') + 2];
    return state !== 'Z' && state !== 'X';
  } catch {
    return false;
  }
};
const signal = (pid: number, name: NodeJS.Signals): boolean => {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
};
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export interface Dnsmasq {
  /** Starts it and returns its process id; null when the network has nothing for it to do. */
  start(net: Network): Promise<number | null>;
  /** Writes the host files anew and has them read: neither leases nor answers are interrupted. */
  refresh(net: Network, pid: number): Promise<void>;
  stop(pid: number): Promise<void>;
  /** The process that serves a network since before this daemon started, if it still does. */
  find(net: Network): Promise<number | null>;
  alive(pid: number): boolean;
  /** Removes all files but the leases. */
  forget(net: Network): Promise<void>;
}

export const createDnsmasq = (places: NetworkPlaces): Dnsmasq => {
  const files = (net: Network): { hostsFile: string; addnHosts: string } =>
    dnsmasqPlaces(places.dnsmasq, net.name);
  const writeHosts = async (net: Network): Promise<void> => {
    const { hostsFile, addnHosts } = files(net);
    // It reads them again as an unprivileged user.
    await Promise.all([
      replaceFile(hostsFile, dnsmasqHosts(net), 0o644),
      replaceFile(addnHosts, dnsmasqNames(net), 0o644),
    ]);
  };
  const isOurs = async (pid: number, net: Network): Promise<boolean> => {
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    return command.split('\0').includes(`--conf-file=${dnsmasqConfigFile(places, net.name)}`);
  };
  const readPid = async (net: Network): Promise<number | null> => {
    const text = await readFile(pidFile(places, net.name), 'utf8').catch(() => '');
    const pid = Number.parseInt(text, 10);
    return pid > 1 ? pid : null;
  };
  return {
    alive,
    async start(net) {
      if (!needsDnsmasq(net)) return null;
      const program = findProgram('dnsmasq');
      if (!program)
        throw systemError(
          ErrorDomain.NETWORK,
          ENOENT,
          "Unable to find 'dnsmasq' binary in $PATH",
          'No such file or directory',
        );
      await mkdir(places.dnsmasq, { recursive: true });
      await Promise.all([chmod(places.dnsmasq, 0o755), mkdir(places.pids, { recursive: true, mode: 0o755 })]);
      const config = dnsmasqConfigFile(places, net.name);
      const text = dnsmasqConfig(net, { ...files(net), pidFile: pidFile(places, net.name) });
      await Promise.all([replaceFile(config, text, 0o600), writeHosts(net)]);
      const argv = [program, `--conf-file=${config}`, '--leasefile-ro', `--dhcp-script=${helperScript}`];
      await runChecked(argv, {
        env: { VIR_BRIDGE_NAME: bridgeOf(net) },
        quietEnv: {
          VIRTLIGHT_LEASE_DIR: places.dnsmasq,
          VIRTLIGHT_NODE: process.execPath,
          VIRTLIGHT_LEASE_HELPER: helperProgram ?? '',
        },
      });
      return readPid(net);
    },
    async refresh(net, pid) {
      await writeHosts(net);
      signal(pid, 'SIGHUP');
    },
    async stop(pid) {
      if (!signal(pid, 'SIGTERM')) return;
      const end = Date.now() + PATIENCE_MS;
      while (alive(pid) && Date.now() < end) await pause(2);
      if (alive(pid)) signal(pid, 'SIGKILL');
    },
    async find(net) {
      const pid = await readPid(net);
      return pid !== null && alive(pid) && (await isOurs(pid, net)) ? pid : null;
    },
    async forget(net) {
      const { hostsFile, addnHosts } = files(net);
      const gone = [hostsFile, addnHosts, dnsmasqConfigFile(places, net.name), pidFile(places, net.name)];
      await Promise.all(gone.map((file) => removeFile(file).catch(() => undefined)));
    },
  };
};
