// The QMP client against a scripted server: order, deadlines, events, descriptors and every way a monitor can break.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import t from 'tap';
import { ErrorCode, VirError } from '../../schemas/errors.ts';
import type { QmpEvent } from '../../schemas/qmp/types.ts';
import { isCommandNotFound, QmpError } from '../../src/drivers/kvm/qmp/error.ts';
import { encodeLine, jsonLines, MAX_LINE } from '../../src/drivers/kvm/qmp/lines.ts';
import { type ConnectOptions, connectMonitor } from '../../src/drivers/kvm/qmp/monitor.ts';

type Command = { execute: string; arguments?: Record<string, unknown>; id: string };
const hello =
  '{"QMP": {"version": {"qemu": {"micro": 19, "minor": 2, "major": 7}, "package": "test"}, "capabilities": ["oob"]}}\r\n';

/** Serves one fake QEMU; `answer` gets every command after the handshake. */
const fakeQemu = async (test: Tap, answer: (command: Command, socket: Socket) => void, greet = hello) => {
  const dir = mkdtempSync(join(tmpdir(), 'qmp-'));
  const path = join(dir, 'monitor.sock');
  const sockets: Socket[] = [];
  const server: Server = createServer((socket) => {
    sockets.push(socket);
    socket.write(greet);
    socket.on('error', () => {});
    socket.on(
      'data',
      jsonLines((object) => {
        const command = object as unknown as Command;
        if (command.execute === 'qmp_capabilities') reply(socket, command, {});
        else answer(command, socket);
      }),
    );
  });
  await new Promise<void>((done) => server.listen(path, done));
  test.teardown(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
    rmSync(dir, { recursive: true });
  });
  return { path, sockets };
};
type Tap = Pick<typeof t, 'teardown'>;
const reply = (socket: Socket, command: Command, value: unknown): boolean =>
  socket.write(`${JSON.stringify({ return: value, id: command.id })}\r\n`);

const open = async (test: Tap, path: string, more: Partial<ConnectOptions> = {}) => {
  const monitor = await connectMonitor(path, { guest: 'vm1', ...more });
  test.teardown(() => monitor.close());
  return monitor;
};

t.test('greeting, commands and replies out of order', async (t) => {
  const held: Command[] = [];
  const { path } = await fakeQemu(t, (command, socket) => {
    held.push(command);
    if (held.length === 2) for (const one of held.reverse()) reply(socket, one, { of: one.execute });
  });
  const monitor = await open(t, path);
  t.same(monitor.version.qemu, { major: 7, minor: 2, micro: 19 });
  const [a, b] = await Promise.all([monitor.execute('a'), monitor.execute('b', { x: 1n << 63n })]);
  t.same(a, { of: 'a' });
  t.same(b, { of: 'b' });
});

t.test('an error of QEMU carries its class and words', async (t) => {
  const { path } = await fakeQemu(t, (command, socket) =>
    socket.write(
      `{"id": "${command.id}", "error": {"class": "CommandNotFound", "desc": "The command x has not been found"}}\r\n`,
    ),
  );
  const monitor = await open(t, path);
  const error = await monitor.execute('x').then(
    () => null,
    (e: unknown) => e,
  );
  t.ok(error instanceof QmpError && isCommandNotFound(error));
  t.equal((error as QmpError).code, ErrorCode.INTERNAL_ERROR);
  t.equal(
    (error as QmpError).message,
    "internal error: unable to execute QEMU command 'x': The command x has not been found",
  );
});

t.test('a silent monitor fails only the command that waited too long', async (t) => {
  let answering = false;
  const late: [Command, Socket][] = [];
  const { path } = await fakeQemu(t, (command, socket) => {
    if (answering) reply(socket, command, 'now');
    else late.push([command, socket]);
  });
  const monitor = await open(t, path);
  const error = await monitor.execute('query-status', undefined, { deadline: 30 }).then(
    () => null,
    (e: unknown) => e,
  );
  t.ok(error instanceof VirError);
  t.equal((error as VirError).code, ErrorCode.OPERATION_TIMEOUT);
  t.match((error as VirError).message, /^Timed out during operation: .*'vm1'.*'query-status'/);
  answering = true;
  for (const [command, socket] of late) reply(socket, command, 'too late');
  t.equal(await monitor.execute('query-name'), 'now', 'the late reply is not taken for this one');
});

t.test('a command behind a slow one keeps its own time', async (t) => {
  const { path } = await fakeQemu(t, (command, socket) => {
    if (command.execute === 'quick') setTimeout(() => reply(socket, command, 'ok'), 150);
    else setTimeout(() => reply(socket, command, 'ok'), 120);
  });
  const monitor = await open(t, path);
  const slow = monitor.execute('slow', undefined, { deadline: 5000 });
  const quick = monitor.execute('quick', undefined, { deadline: 60 });
  t.equal(await slow, 'ok');
  t.equal(await quick, 'ok');
});

t.test('cancelling', async (t) => {
  const { path } = await fakeQemu(t, () => {});
  const monitor = await open(t, path);
  const abort = new AbortController();
  const waiting = monitor.execute('x', undefined, { signal: abort.signal });
  abort.abort();
  await t.rejects(waiting, { code: ErrorCode.OPERATION_ABORTED });
  await t.rejects(monitor.execute('y', undefined, { signal: abort.signal }), {
    code: ErrorCode.OPERATION_ABORTED,
  });
});

t.test('events carry the time QEMU gave them and may come in pieces', async (t) => {
  const { path } = await fakeQemu(t, (command, socket) => {
    const text =
      '{"timestamp": {"seconds": 1401385907, "microseconds": 422329}, "event": "BALLOON_CHANGE", "data": {"actual": 944766976, "s": "é"}}\r\n';
    const bytes = Buffer.from(text);
    const cut = bytes.indexOf(0xc3) + 1;
    socket.write(bytes.subarray(0, cut), () => {
      setTimeout(() => {
        socket.write(bytes.subarray(cut));
        reply(socket, command, {});
      }, 5);
    });
  });
  const events: QmpEvent[] = [];
  const monitor = await open(t, path, { onEvent: (event) => events.push(event) });
  await monitor.execute('balloon', { value: 1 });
  t.same(events, [
    { event: 'BALLOON_CHANGE', data: { actual: 944766976, s: 'é' }, seconds: 1401385907, micros: 422329 },
  ]);
});

t.test('end of file is an event, and fails what waits', async (t) => {
  const { path } = await fakeQemu(t, (_command, socket) => socket.destroy());
  const closes: (Error | null)[] = [];
  const monitor = await open(t, path, { onClose: (error) => closes.push(error) });
  await t.rejects(monitor.execute('x'), {
    code: ErrorCode.INTERNAL_ERROR,
    message: /End of file from qemu monitor \(vm='vm1'\)/,
  });
  await t.rejects(monitor.execute('y'), { message: /End of file/ });
  t.same(closes, [null]);
  t.notOk(monitor.connected);
});

t.test('rubbish ends the conversation with a reason', async (t) => {
  for (const rubbish of ['not json\r\n', '[1]\r\n']) {
    const { path } = await fakeQemu(t, (_command, socket) => socket.write(rubbish));
    const closes: (Error | null)[] = [];
    const monitor = await open(t, path, { onClose: (error) => closes.push(error) });
    await t.rejects(monitor.execute('x'), { code: ErrorCode.INTERNAL_ERROR });
    t.equal(closes.length, 1);
    t.ok(closes[0] instanceof Error);
  }
});

t.test('no greeting, no socket, and no process', async (t) => {
  const { path } = await fakeQemu(t, () => {}, '');
  await t.rejects(connectMonitor(path, { guest: 'vm1', greetingDeadline: 30 }), {
    code: ErrorCode.OPERATION_TIMEOUT,
  });
  await t.rejects(connectMonitor(`${path}.absent`, { guest: 'vm1', connectDeadline: 30 }), {
    code: ErrorCode.OPERATION_TIMEOUT,
  });
  await t.rejects(connectMonitor(`${path}.absent`, { guest: 'vm1', alive: () => false }), {
    code: ErrorCode.INTERNAL_ERROR,
  });
});

t.test('connecting waits for the socket to appear', async (t) => {
  const { path } = await fakeQemu(t, (command, socket) => reply(socket, command, 'here'));
  const { renameSync } = await import('node:fs');
  renameSync(path, `${path}.hidden`);
  const connecting = open(t, path);
  await sleep(20);
  renameSync(`${path}.hidden`, path);
  t.equal(await (await connecting).execute('x'), 'here');
});

t.test('descriptors go out in the order of the commands', async (t) => {
  const seen: string[] = [];
  const { path } = await fakeQemu(t, (command, socket) => {
    seen.push(command.execute);
    reply(socket, command, {});
  });
  const passed: (readonly number[])[] = [];
  const monitor = await open(t, path, {
    sendWithFds: (stream, bytes, fds) => {
      passed.push(fds);
      t.equal(stream.writableLength, 0, 'nothing is queued before the descriptors');
      stream.write(bytes);
    },
  });
  await Promise.all([
    monitor.execute('a', { pad: 'x'.repeat(300_000) }),
    monitor.execute('getfd', { fdname: 'f' }, { fds: [7] }),
    monitor.execute('b'),
  ]);
  t.same(seen, ['a', 'getfd', 'b']);
  t.same(passed, [[7]]);
  const bare = await open(t, path);
  await t.rejects(bare.execute('getfd', { fdname: 'f' }, { fds: [7] }), {
    message: /cannot pass file descriptors/,
  });
});

t.test('lines', (t) => {
  t.equal(encodeLine({ a: 18446744073709551615n, b: '1' }), '{"a":18446744073709551615,"b":"1"}\r\n');
  const seen: unknown[] = [];
  const feed = jsonLines((object) => seen.push(object));
  for (const byte of Buffer.from('{"a": 1}\r\n\r\n{"b": "ü"}\n')) feed(Buffer.from([byte]));
  t.same(seen, [{ a: 1 }, { b: 'ü' }]);
  t.throws(() => feed(Buffer.alloc(MAX_LINE + 1, 'x')), { message: /No complete monitor response/ });
  t.end();
});

const realQemu = '/usr/bin/qemu-system-x86_64';
t.test(
  'a real QEMU, stopped and continued',
  { skip: existsSync(realQemu) ? false : 'QEMU is not installed' },
  async (t) => {
    const dir = mkdtempSync(join(tmpdir(), 'qmp-'));
    const path = join(dir, 'monitor.sock');
    const qemu = spawn(
      realQemu,
      [
        '-S',
        '-nodefaults',
        '-display',
        'none',
        '-machine',
        'none',
        '-qmp',
        `unix:${path},server=on,wait=off`,
      ],
      { stdio: 'ignore' },
    );
    t.teardown(() => {
      qemu.kill('SIGKILL');
      rmSync(dir, { recursive: true });
    });
    let onClose: (error: Error | null) => void = () => {};
    const ended = new Promise<Error | null>((resolve) => {
      onClose = resolve;
    });
    const alive = () => qemu.exitCode === null;
    const monitor = await open(t, path, { alive, onClose });
    t.match(await monitor.execute('query-status'), { running: false });
    qemu.kill('SIGSTOP');
    await t.rejects(monitor.execute('query-status', undefined, { deadline: 50 }), {
      code: ErrorCode.OPERATION_TIMEOUT,
    });
    t.ok(monitor.connected, 'a silent QEMU is not a gone one');
    qemu.kill('SIGCONT');
    t.match(await monitor.execute('query-version'), { qemu: { major: monitor.version.qemu.major } });
    await monitor.execute('quit');
    t.equal(await ended, null);
    t.notOk(monitor.connected);
  },
);
