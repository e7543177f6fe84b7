// Exchanges with a guest agent: synchronisation, leftovers, errors, silence.
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { ErrorDomain } from '../../schemas/errors.ts';
import type { TypedParam } from '../../schemas/rpc/types.ts';
import { agentProcedures } from '../../src/drivers/common/agent/slots.ts';
import { askAgent } from '../../src/drivers/common/agent/socket.ts';

/** An agent that answers by `reply`; null is silence. Greets with bytes left over from another time. */
const fakeAgent = async (
  reply: (command: string, args: unknown) => object | null,
): Promise<{ path: string; close(): void }> => {
  const folder = mkdtempSync(join(tmpdir(), 'agent-'));
  const path = join(folder, 'sock');
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.write('{"return": 17}\n{"retu');
    let text = '';
    socket.on('data', (chunk: Buffer) => {
      text += chunk.filter((byte) => byte !== 0xff).toString();
      for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n')) {
        const { execute, arguments: args } = JSON.parse(text.slice(0, end));
        text = text.slice(end + 1);
        if (execute === 'guest-sync-delimited') {
          const answer = Buffer.from(`${JSON.stringify({ return: args.id })}\n`);
          socket.write(Buffer.concat([Buffer.from([0xff]), answer]));
          continue;
        }
        const answer = reply(execute, args);
        if (answer) socket.write(`${JSON.stringify(answer)}\n`);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  return {
    path,
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

t.test('an answer comes after leftovers have been passed over', async (t) => {
  const agent = await fakeAgent((command, args) => ({ return: { command, args } }));
  t.teardown(agent.close);
  const request = { path: agent.path, command: 'guest-ping', arguments: { a: 1 }, timeout: 1000 };
  t.same(await askAgent({ ...request, syncTimeout: 1000 }), { command: 'guest-ping', args: { a: 1 } });
});

t.test('an error is told in libvirt’s words', async (t) => {
  const agent = await fakeAgent(() => ({ error: { class: 'CommandNotFound', desc: 'no such thing' } }));
  t.teardown(agent.close);
  await t.rejects(askAgent({ path: agent.path, command: 'guest-x', timeout: 1000, syncTimeout: 1000 }), {
    code: 1,
    message: "internal error: unable to execute QEMU agent command 'guest-x': no such thing",
  });
});

t.test('silence is an unresponsive agent, except where silence is the answer', async (t) => {
  const agent = await fakeAgent(() => null);
  t.teardown(agent.close);
  const request = { path: agent.path, command: 'guest-shutdown', timeout: 50, syncTimeout: 1000 };
  await t.rejects(askAgent(request), { code: 86 });
  t.equal(await askAgent({ ...request, silent: true }), undefined);
});

t.test('no socket is no agent', async (t) => {
  const request = { path: '/nonexistent/agent', command: 'guest-ping', timeout: 50, syncTimeout: 50 };
  await t.rejects(askAgent(request), { message: /QEMU guest agent is not connected/ });
});

t.test('virtual CPUs as the guest has them', async (t) => {
  const asked: unknown[] = [];
  const cpus = [0, 1, 2].map((id) => ({ 'logical-id': id, online: id < 2, 'can-offline': id > 0 }));
  const slots = agentProcedures({
    errorDomain: ErrorDomain.QEMU,
    agent: () => ({
      ask: async (command: string, how?: { arguments?: object }) => {
        asked.push(how?.arguments);
        return command === 'guest-get-vcpus' ? cpus : 1;
      },
      shutdown: async () => undefined,
      suspend: async () => undefined,
    }),
    disks: () => [],
    setTimeout: () => undefined,
  });
  const dom = { name: 'guest', uuid: '00000000-0000-4000-8000-000000000009', id: 1 };
  const call = (name: 'domainGetGuestVcpus' | 'domainSetGuestVcpus', args: object) =>
    (slots[name] as unknown as (ctx: object, args: object) => Promise<{ params: TypedParam[] }>)({}, args);
  const { params } = await call('domainGetGuestVcpus', { dom, flags: 0 });
  t.same(
    params.map(({ field, value }) => `${field}=${value}`),
    ['vcpus=0-2', 'online=0-1', 'offlinable=1-2'],
  );
  await call('domainSetGuestVcpus', { dom, cpumap: '1-2', state: 0, flags: 0 });
  t.same(asked.at(-1), {
    vcpus: [
      { 'logical-id': 1, online: false },
      { 'logical-id': 2, online: false },
    ],
  });
  await t.rejects(call('domainSetGuestVcpus', { dom, cpumap: '7', state: 0, flags: 0 }), {
    message: "guest vCPU '7' is not present",
  });
});
