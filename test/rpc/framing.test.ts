// How the server takes good and bad frames, row by row of the table of observed reactions (docs/protocol.md).
import { connect } from 'node:net';
import t from 'tap';
import { ErrorCode, type VirError } from '../../schemas/errors.ts';
import { MessageStatus, MessageType } from '../../schemas/rpc/frame.ts';
import { keepalive, remote } from '../../schemas/rpc/programs.ts';
import { frame, readError, readHeader } from '../../src/model/rpc/frame.ts';
import { startLab } from './support.ts';

const REMOTE = remote.number;
const call = (procedure: number, serial = 1, changes: object = {}) => ({
  program: REMOTE,
  version: 1,
  procedure,
  type: MessageType.CALL as number,
  serial,
  status: MessageStatus.OK as number,
  ...changes,
});

/** Sends bytes on a fresh connection; gives what comes back until `frames` frames, the end, or the deadline. */
const exchange = (
  path: string,
  bytes: Buffer,
  frames = 1,
  deadline = 3000,
): Promise<{ replies: Buffer[]; ended: boolean }> =>
  new Promise((resolve) => {
    const socket = connect(path);
    let got = Buffer.alloc(0);
    let ended = false;
    const replies: Buffer[] = [];
    const finish = (): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ replies, ended });
    };
    const timer = setTimeout(finish, deadline);
    socket.on('connect', () => socket.write(bytes));
    socket.on('data', (chunk) => {
      got = Buffer.concat([got, chunk]);
      while (got.length >= 4 && got.length >= got.readUInt32BE(0)) {
        const length = got.readUInt32BE(0);
        replies.push(got.subarray(4, length));
        got = got.subarray(length);
      }
      if (replies.length >= frames) finish();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      ended = true;
      finish();
    });
  });

const errorOf = (reply: Buffer | undefined): VirError => readError((reply as Buffer).subarray(24));

t.test('frames that break the length rules are dropped without a word', async (t) => {
  const lab = await startLab();
  t.teardown(() => lab.close());
  for (const length of [0, 3, 8, 27, 33554437, 0xffffffff]) {
    const bytes = Buffer.alloc(28);
    bytes.writeUInt32BE(length, 0);
    const { replies, ended } = await exchange(lab.path, bytes);
    t.same([replies.length, ended], [0, true], `length ${length}`);
  }
  const short = Buffer.alloc(8);
  short.writeUInt32BE(8, 0);
  t.same((await exchange(lab.path, short)).ended, true, 'a short frame is judged before its rest arrives');
});

t.test('calls that cannot be dispatched are answered with RPC errors', async (t) => {
  const lab = await startLab();
  t.teardown(() => lab.close());
  const cases: [string, Buffer, string | RegExp][] = [
    ['unknown program', frame(call(1, 5, { program: 0x1234 })), 'Cannot find program 4660 version 1'],
    ['unknown version', frame(call(1, 5, { version: 2 })), `Cannot find program ${REMOTE} version 2`],
    ['unknown procedure', frame(call(9999, 5)), 'unknown procedure: 9999'],
    ['negative procedure', frame(call(-3, 5)), 'unknown procedure: -3'],
    ['event used as a call', frame(call(107, 5)), 'unknown procedure: 107'],
    ['bad status', frame(call(66, 5, { status: 2 })), 'Unexpected message status 2'],
    ['payload too short', frame(call(1, 5)), 'Unable to decode message payload'],
    ['string over its limit', frame(call(60, 5), (w) => w.u32(1)), /not open/],
  ];
  for (const [name, bytes, text] of cases) {
    const { replies } = await exchange(lab.path, bytes);
    const header = readHeader(replies[0] as Buffer);
    t.match(header, { type: MessageType.REPLY, serial: 5, status: MessageStatus.ERROR }, name);
    const error = errorOf(replies[0]);
    if (typeof text === 'string') t.equal(error.message, text, name);
    else t.match(error.message, text, name);
    t.equal(error.domain, 7, `${name}: domain RPC`);
    if (typeof text === 'string') t.equal(error.code, ErrorCode.RPC, `${name}: code RPC`);
  }
});

t.test('what is no call is ignored, and the connection lives', async (t) => {
  const lab = await startLab();
  t.teardown(() => lab.close());
  for (const type of [1, 2, 3, 6, 77]) {
    const bytes = Buffer.concat([frame(call(16, 3, { type })), frame(call(66, 4))]);
    const { replies } = await exchange(lab.path, bytes);
    t.match(readHeader(replies[0] as Buffer), { serial: 4, procedure: 66, status: 0 }, `type ${type}`);
  }
});

t.test('a ping is answered before anything else is set up', async (t) => {
  const lab = await startLab();
  t.teardown(() => lab.close());
  const ping = frame(call(1, 0, { program: keepalive.number, type: MessageType.MESSAGE }));
  const { replies } = await exchange(lab.path, ping);
  t.match(readHeader(replies[0] as Buffer), { program: keepalive.number, procedure: 2, serial: 0 });
});

t.test('extra bytes after the payload are ignored', async (t) => {
  const lab = await startLab();
  t.teardown(() => lab.close());
  const { replies } = await exchange(
    lab.path,
    frame(call(66, 9), (w) => w.u64(1)),
  );
  t.match(readHeader(replies[0] as Buffer), { serial: 9, status: 0 });
});

t.test('calls before the connection is open are refused, two opens too', async (t) => {
  const lab = await startLab();
  t.teardown(() => lab.close());
  const client = await lab.client();
  await t.rejects(client.remote.connectGetHostname(), {
    code: 1,
    domain: 7,
    message: /hypervisor connection not open/,
  });
  await client.open('test:///default');
  await t.rejects(client.remote.connectOpen({ name: 'test:///default', flags: 0 }), {
    code: 1,
    message: /connection already open/,
  });
  await t.rejects(
    client.remote.domainGetInfo({ dom: { name: 'x', uuid: '6695eb01-f6a4-8304-79aa-97f2502e193f', id: 1 } }),
    {
      code: ErrorCode.NO_SUPPORT,
      domain: 20,
      fields: { str2: 'virDomainGetInfo' },
    },
  );
});

t.test('replies come in the order in which calls end; high priority passes a full queue', async (t) => {
  const lab = await startLab({ clientRequests: 2 });
  t.teardown(() => lab.close());
  const client = await lab.opened();
  const dom = { name: 'x', uuid: '6695eb01-f6a4-8304-79aa-97f2502e193f', id: 1 };
  const order: string[] = [];
  const slow = [1, 2, 3].map((n) =>
    client.remote.domainReboot({ dom, flags: 0 }).then(() => order.push(`slow ${n}`)),
  );
  const quick = client.remote.connectGetType().then(() => order.push('quick'));
  await quick;
  t.same(order, ['quick'], 'a quick call is not held up by slow ones');
  lab.releaseSlow();
  await Promise.all(slow.slice(0, 2));
  t.same(order, ['quick', 'slow 1', 'slow 2'], 'the third waits for its turn');
  await client.remote.connectGetType();
  lab.releaseSlow();
  await slow[2];
  t.equal(order.length, 4);
});

t.test('flags outside the mask and read-only connections', async (t) => {
  const lab = await startLab();
  t.teardown(() => lab.close());
  const client = await lab.opened();
  const dom = { name: 'x', uuid: '6695eb01-f6a4-8304-79aa-97f2502e193f', id: 1 };
  await t.rejects(client.remote.domainScreenshot({ dom, screen: 0, flags: 0x40 }), {
    code: ErrorCode.INVALID_ARG,
    message: 'unsupported flags (0x40) in function testDomainScreenshot',
    fields: { str1: 'testDomainScreenshot', str2: 'flags', int1: 0, int2: 0 },
  });
  const reader = await lab.client();
  await reader.open('test:///default', 1);
  await t.rejects(reader.remote.domainReboot({ dom, flags: 0 }), {
    code: ErrorCode.OPERATION_DENIED,
    domain: 20,
    message: 'operation forbidden: read only access prevents virDomainReboot',
  });
});

t.test('URIs nobody serves', async (t) => {
  const lab = await startLab();
  t.teardown(() => lab.close());
  const cases: [string, number, RegExp][] = [
    ['foo:///system', 5, /no connection driver available for foo:\/\/\/system/],
    ['test+unix:///default', ErrorCode.OPERATION_DENIED, /transport/],
    ['nonsense', 5, /does not include a driver name/],
  ];
  for (const [uri, code, message] of cases) {
    const client = await lab.client();
    await t.rejects(client.remote.connectOpen({ name: uri, flags: 0 }), { code, domain: 0, message }, uri);
  }
  const client = await lab.client();
  await client.remote.connectOpen({ name: '', flags: 0 });
  t.same(await client.remote.connectGetURI(), { uri: 'test:///default' }, 'the empty URI is chosen for');
});
