// Device models that are dead, dumb or strange: each ends its own conversation with an error, and nothing else.
import { mkdtempSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { converse } from '../../src/drivers/libxl/qmp.ts';

const pathOf = (): string => join(mkdtempSync(join(tmpdir(), 'virtlight-qmp-')), 'qmp');
const status = (path: string): Promise<string> =>
  converse(path, (send) => send('{"execute":"query-status"}'));

/** A device model that greets with one text and answers each command with the other; no answer is hanging up. */
const model = async (path: string, greeting: string, answer?: string): Promise<Server> => {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', () => (answer === undefined ? socket.destroy() : socket.write(`${answer}\n`)));
    socket.write(`${greeting}\n`);
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  return server;
};

t.test('nobody listens', async (t) => {
  await t.rejects(status(pathOf()), { message: /cannot reach the device model: connect ENOENT/ });
});

for (const [what, greeting, answer, message] of [
  ['no QMP at all', 'SSH-2.0-OpenSSH', '{}', /does not speak QMP/],
  ['a number', '7', '{}', /does not speak QMP/],
  ['it hangs up', '{"QMP":{}}', undefined, /the device model has gone/],
] as const)
  t.test(what, async (t) => {
    const path = pathOf();
    const server = await model(path, greeting, answer);
    await t.rejects(status(path), { message });
    server.close();
  });

t.test('events between are passed by', async (t) => {
  const path = pathOf();
  const server = await model(path, '{"QMP":{}}', '{"event":"RESUME"}\n{"return":{"status":"running"}}');
  t.match(await status(path), /running/);
  server.close();
});
