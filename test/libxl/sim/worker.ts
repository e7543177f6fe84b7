// Stands in for the worker with libxenlight: the same lines on standard input and output, over domains that are files of
// one folder (SIM_XEN), so that they outlive workers and daemons as Xen's do. A test names a moment in the file `kill` of
// that folder, and the worker then kills itself or its daemon there.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Request } from '../../../src/drivers/libxl/process/protocol.ts';

const folder = process.env.SIM_XEN ?? '';
const side = process.env.SIM_SIDE ?? '';
const CHUNKS = 6;
const CHUNK = Buffer.alloc(32 << 10, 'm');
const STEP_MS = 15;

interface Domain {
  domid: number;
  uuid: string;
  name: string;
  state: 'building' | 'paused' | 'running' | 'suspended';
}
class Failure extends Error {
  readonly rc: number;
  constructor(rc: number, text: string) {
    super(text);
    this.rc = rc;
  }
}
const FAIL = -3;
const NOT_FOUND = -21;
const ABORTED = -22;

// ---- what Xen keeps ------------------------------------------------------------------------------------

const fileOf = (domid: number): string => join(folder, 'domains', `${domid}.json`);
const put = (domain: Domain): void => {
  writeFileSync(fileOf(domain.domid), JSON.stringify(domain));
};
const domains = (): Domain[] =>
  readdirSync(join(folder, 'domains')).flatMap((f) => {
    const text = readFileSync(join(folder, 'domains', f), 'utf8');
    return text ? [JSON.parse(text) as Domain] : [];
  });
const find = (domid: unknown): Domain => {
  const found = domains().find((d) => d.domid === domid);
  if (!found) throw new Failure(NOT_FOUND, `no domain ${domid}`);
  return found;
};
const change = (domid: unknown, state: Domain['state']): null => {
  put({ ...find(domid), state });
  return null;
};
const build = (config: { c_info: { uuid: string; name: string } }): Domain => {
  for (let domid = 1; ; domid++) {
    try {
      writeFileSync(fileOf(domid), '', { flag: 'wx' });
    } catch {
      continue;
    }
    const { uuid, name } = config.c_info;
    const domain: Domain = { domid, uuid, name, state: 'building' };
    put(domain);
    return domain;
  }
};
const info = ({ domid, uuid, state }: Domain) => ({
  domid,
  uuid,
  vcpu_online: 1,
  current_memkb: 8192,
  ...(state === 'running' ? { running: true } : {}),
  ...(state === 'paused' || state === 'building' ? { paused: true } : {}),
  ...(state === 'suspended' ? { shutdown: true, shutdown_reason: 'suspend' } : {}),
});
const dom0 = { domid: 0, uuid: '00000000-0000-0000-0000-000000000000', running: true, vcpu_online: 1 };

// ---- the moment to die at --------------------------------------------------------------------------------

/** `SIDE CALL:MOMENT daemon|worker`; used up by the first that reaches it. */
const reach = async (moment: string): Promise<void> => {
  const file = join(folder, 'kill');
  if (!existsSync(file)) return;
  const [who, where, what] = readFileSync(file, 'utf8').split(' ');
  if (who !== side || where !== moment) return;
  rmSync(file);
  process.kill(what === 'worker' ? process.pid : process.ppid, 'SIGKILL');
  // What died does not go on; nor does this call before its end has been noticed.
  await new Promise((resolve) => setTimeout(resolve, 200));
};

// ---- calls -----------------------------------------------------------------------------------------------

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, STEP_MS));
const open = (arg: { socket: string }): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect({ path: arg.socket, allowHalfOpen: true });
    socket.once('error', reject);
    socket.once('connect', () => resolve(socket));
  });

const suspend = async (domid: number, to: { socket: string }, signal: AbortSignal): Promise<null> => {
  const socket = await open(to);
  const broken = new Promise<never>((_, reject) => socket.once('error', reject).once('close', reject));
  broken.catch(() => undefined);
  try {
    for (let i = 0; i < CHUNKS; i++) {
      if (i === CHUNKS / 2) await reach('domain_suspend:middle');
      if (signal.aborted) throw new Failure(ABORTED, 'aborted');
      await Promise.race([new Promise((r) => socket.write(CHUNK, r)), broken]);
      await pause();
    }
    change(domid, 'suspended');
    await Promise.race([new Promise<void>((r) => void socket.end('END', r)), broken]);
    return null;
  } catch (error) {
    socket.destroy();
    throw error instanceof Failure ? error : new Failure(FAIL, 'the stream broke');
  }
};

const restore = async (
  config: Parameters<typeof build>[0],
  from: { socket: string },
  signal: AbortSignal,
): Promise<number> => {
  const domain = build(config);
  try {
    const socket = await open(from);
    signal.addEventListener('abort', () => socket.destroy());
    let last = '';
    let length = 0;
    for await (const chunk of socket as AsyncIterable<Buffer>) {
      length += chunk.length;
      last = (last + chunk.toString('latin1')).slice(-3);
      if (length > CHUNK.length) await reach('domain_create_restore:middle');
    }
    if (last !== 'END') throw new Failure(FAIL, 'the stream ended early');
    put({ ...domain, state: 'paused' });
    return domain.domid;
  } catch (error) {
    rmSync(fileOf(domain.domid), { force: true });
    throw signal.aborted ? new Failure(ABORTED, 'aborted') : error;
  }
};

// biome-ignore lint/suspicious/noExplicitAny: what a request carries is JSON of the driver's own making
type Args = readonly any[];
const calls: Record<string, (args: Args, signal: AbortSignal) => unknown> = {
  get_physinfo: () => ({
    nr_cpus: 1,
    threads_per_core: 1,
    cores_per_socket: 1,
    nr_nodes: 1,
    total_pages: 1 << 18,
  }),
  get_cpu_topology: () => [{}],
  get_numainfo: () => [{}],
  list_domain: () => [dom0, ...domains().map(info)],
  domain_info: ([domid]) => (domid === 0 ? dom0 : info(find(domid))),
  domain_create_new: ([config]) => {
    const domain = build(config);
    change(domain.domid, 'paused');
    return domain.domid;
  },
  domain_create_restore: ([config, from], signal) => restore(config, from, signal),
  domain_suspend: ([domid, to], signal) => suspend(domid, to, signal),
  domain_resume: ([domid]) => (find(domid).state === 'suspended' ? change(domid, 'running') : null),
  domain_unpause: ([domid]) => change(domid, 'running'),
  domain_pause: ([domid]) => change(domid, 'paused'),
  domain_destroy: ([domid]) => rmSync(fileOf(find(domid).domid)),
  device_disk_list: () => [],
};
for (const name of [
  'watch',
  'unwatch',
  'userdata_store',
  'store_read',
  'console_get_tty',
  'set_vcpuaffinity',
])
  calls[name] = () => null;

// ---- lines -----------------------------------------------------------------------------------------------

const say = (message: object): void => void process.stdout.write(`${JSON.stringify(message)}\n`);
const running = new Map<number, AbortController>();
const handle = async (request: Request): Promise<void> => {
  if ('abort' in request) {
    running.get(request.abort)?.abort();
    return;
  }
  const { id, call, args } = request;
  const controller = new AbortController();
  running.set(id, controller);
  try {
    await reach(`${call}:begin`);
    const work = calls[call];
    if (!work) throw new Failure(FAIL, `the simulation has no ${call}`);
    const result = (await work(args as Args, controller.signal)) ?? null;
    await reach(`${call}:end`);
    say({ id, result });
  } catch (error) {
    say({ id, rc: error instanceof Failure ? error.rc : FAIL, error: (error as Error).message });
  } finally {
    running.delete(id);
  }
};
mkdirSync(join(folder, 'domains'), { recursive: true });
process.stdout.on('error', () => undefined);
createInterface({ input: process.stdin })
  .on('line', (line) => void handle(JSON.parse(line) as Request))
  .on('close', () => {
    for (const controller of running.values()) controller.abort();
    const leave = (): void => {
      if (running.size === 0) process.exit(0);
      setTimeout(leave, STEP_MS);
    };
    leave();
  });
say({ ready: { series: '4.17', version: {} } });
