// The worker alone: every kind of call, events, save and restore to a file, parallel creation, abort, and its end.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { check, finish, run, until } from './check.mjs';

const worker = spawn('node', ['dist/bin/virtlight-libxl.mjs', '/tmp/libxl.log'], {
  stdio: ['pipe', 'pipe', 'inherit'],
  env: { ...process.env, UV_THREADPOOL_SIZE: '32' },
});
const ended = new Promise((r) => worker.on('exit', (code, signal) => r(signal ?? code)));
const waiting = new Map();
const events = [];
let hello;
const ready = new Promise((r) => {
  hello = r;
});
createInterface({ input: worker.stdout }).on('line', (line) => {
  const message = JSON.parse(line);
  if ('id' in message) waiting.get(message.id)?.(message);
  else if (message.event) events.push(message.event);
  else hello(message);
});
let last = 0;
const send = (o) => worker.stdin.write(`${JSON.stringify(o)}\n`);
const ask = (name, ...args) =>
  new Promise((r) => {
    waiting.set(++last, r);
    send({ id: last, call: name, args });
  });
const seen = (domid, type) =>
  until(`${type} of ${domid}`, () => events.some((e) => e.domid === domid && e.type === type));
const config = (n) => ({
  c_info: { type: 'pv', name: `w${n}`, uuid: `aaaaaaaa-2222-3333-4444-${String(n).padStart(12, '0')}` },
  b_info: {
    max_vcpus: 1,
    avail_vcpus: [0],
    max_memkb: 8192,
    target_memkb: 8192,
    kernel: '/lab/tiny',
    'type.pv': {},
  },
  on_poweroff: 'preserve',
  on_reboot: 'preserve',
  on_crash: 'preserve',
});
const consoleOf = (n) => {
  try {
    return readFileSync(`/var/log/xen/console/guest-w${n}.log`, 'latin1');
  } catch {
    return '';
  }
};

const { ready: about } = await ready;
check('the library is found and its series known', about?.series === '4.17', about);
check('dom0 is listed', (await ask('list_domain')).result.length === 1);
check('host information', (await ask('get_physinfo')).result.nr_cpus === 2);
check('topology', (await ask('get_cpu_topology')).result.length === 2);

const made = await ask('domain_create_new', config(1));
const id = made.result;
check('a guest is created', id > 0, made);
await ask('watch', id);
check('and set going', (await ask('domain_unpause', id)).result === null);
await until('console', () => consoleOf(1).includes('TINY-UP'), 30);
check('console path', /^\/dev\/pts\//.test((await ask('primary_console_get_tty', id)).result));
const [info, vcpus, none] = (await ask('batch', ['domain_info', id], ['list_vcpu', id], ['domain_info', 777]))
  .result;
check(
  'a batch answers in order, null for what failed',
  info.domid === id && vcpus.length === 1 && none === null,
);
check('pinning', (await ask('set_vcpuaffinity', id, 0, [1])).result === null);
check('pinned', (await ask('list_vcpu', id)).result[0].cpumap.join() === '1');
check('unknown guest', (await ask('domain_pause', 777)).rc !== undefined);
check('unknown call', (await ask('no_such_call')).rc !== undefined);
check(
  'configuration comes back',
  (await ask('retrieve_domain_configuration', id)).result.c_info.name === 'w1',
);
check('console ring', /Xen version/.test((await ask('console_ring', false)).result));

check('saved', (await ask('domain_suspend', id, { path: '/tmp/w1.save', mode: 'write' }, 0)).result === null);
await ask('domain_destroy', id);
await seen(id, 'domain_death');
const again = (
  await ask('domain_create_restore', config(1), { path: '/tmp/w1.save', mode: 'read', offset: 0 }, -1, {
    stream_version: 2,
  })
).result;
check('restored', again > id);
await ask('watch', again);
await ask('domain_unpause', again);
await until('resumed guest', () => consoleOf(1).includes('TINY-RESUMED'), 30);
await ask('domain_shutdown', again);
await seen(again, 'domain_shutdown');
check(
  'it shut down by itself',
  events.find((e) => e.domid === again && e.type === 'domain_shutdown').reason === 0,
);
await ask('domain_destroy', again);

const four = await Promise.all([2, 3, 4, 5].map((n) => ask('domain_create_new', config(n))));
check(
  'four at once',
  four.every((m) => m.result > 0),
  four,
);
await Promise.all(four.map((m) => ask('domain_destroy', m.result)));
check('no domain left', (await ask('list_domain')).result.filter((d) => d.domid).length === 0);

const large = ask('domain_create_new', {
  ...config(6),
  b_info: {
    ...config(6).b_info,
    kernel: '/lab/vmlinux',
    ramdisk: '/lab/guest.img',
    max_memkb: 131072,
    target_memkb: 131072,
  },
});
send({ abort: last });
const aborted = await large;
check('creation given up or done', aborted.rc !== undefined || aborted.result > 0, aborted);
if (aborted.result) await ask('domain_destroy', aborted.result);
worker.stdin.end();
check(
  'the worker ends with its input',
  (await Promise.race([ended, new Promise((r) => setTimeout(r, 30000, 'late'))])) === 'SIGKILL',
);
const left = (await run('xl', 'list')).toString();
check('nothing left', left.split('\n').length === 2, left);
finish();
