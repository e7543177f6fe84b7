// Descriptors in both directions, with a peer that is not ours: Python's socket module, framing as libvirt's client does.
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import t from 'tap';
import { missingProgram } from '../daemon/support.ts';
import { startLab } from './support.ts';

const prelude = `
import array, os, socket, struct, sys
s = socket.socket(socket.AF_UNIX); s.connect(sys.argv[1]); s.settimeout(10)
serial = 0
def frame(proc, payload=b'', type=0):
    global serial
    serial += 1
    return struct.pack('>IIIiIII', 28 + len(payload), 0x20008086, 1, proc, type, serial, 0) + payload
def text(v): return struct.pack('>I', len(v)) + v + b'\\0' * (-len(v) % 4)
def exactly(n):
    got = b''
    while len(got) < n: got += s.recv(n - len(got))
    return got
def reply():
    n, = struct.unpack('>I', exactly(4)); body = exactly(n - 4)
    return struct.unpack('>IIiIII', body[:24]), body[24:]
def fd_file(words):
    r, w = os.pipe(); os.write(w, words); os.close(w); return r
s.sendall(frame(1, struct.pack('>I', 1) + text(b'test:///default') + struct.pack('>I', 0)))
print('open', reply()[0][5])
def send_fd(words):
    s.sendmsg([b'\\0'], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array('i', [fd_file(words)]))])
dom = text(b'x') + bytes(16) + struct.pack('>i', 1)
`;

const script = `${prelude}
for count in (2, 1):
    call = frame(443, struct.pack('>I', count) + dom + text(b'group') + struct.pack('>I', 0), 4)
    # The frame in two pieces, and a plain call right behind the descriptors: nothing may be mixed up.
    s.sendall(call[:30]); s.sendall(call[30:])
    for i in range(count):
        send_fd(b'words %d' % i)
    s.sendall(frame(3))
    answers = sorted([reply(), reply()], key=lambda r: r[0][4])
    print('fds', count, [a[0][5] for a in answers])
s.sendall(frame(343, dom + struct.pack('>II', 0, 0)))
head, body = reply()
print('type', head[3], struct.unpack('>I', body[:4])[0])
data, anc, _, _ = s.recvmsg(1, 100)
fd, = struct.unpack('i', anc[0][2][:4])
print('got', data, os.read(fd, 100))
s.sendall(frame(3)); print('alive', reply()[0][5])
`;

/** Stream data in floods and in drips, with calls and descriptors in between: one run of bytes, cut anywhere. */
const flood = `${prelude}
import random
random.seed(7)
vol = text(b'p') + text(b'v') + text(b'k')
s.sendall(frame(208, vol + struct.pack('>QQI', 0, 0, 0)))
reply()
upload = serial
def data(n, status=2):
    body = bytes((i * 7 + n) & 255 for i in range(n))
    return struct.pack('>IIIiIII', 28 + n, 0x20008086, 1, 208, 3, upload, status) + body
waiting = b''
def flush():
    global waiting
    at = 0
    while at < len(waiting):
        step = random.choice([1, 27, 28, 29, 5000, 70000, 400000])
        s.sendall(waiting[at:at + step]); at += step
    waiting = b''
for n in [20000, 100, 65536, 262120, 17000, 1, 300000, 16384, 20000, 131072, 1200000, 30000, 65536, 65536]:
    waiting += data(n)
    if n == 17000 or n == 131072:
        waiting += frame(443, struct.pack('>I', 2) + dom + text(b'group') + struct.pack('>I', 0), 4)
        flush(); send_fd(b'one %d' % n); send_fd(b'two %d' % n)
        waiting += data(40000) + frame(3)
flush()
answers = [reply() for _ in range(4)]
print('calls', sorted((a[0][2], a[0][5]) for a in answers))
s.sendall(data(0, 0)); head, body = reply()
print('finished', head[3], head[5])
`;

const runPython = async (script: string, path: string): Promise<{ out: string; problems: string }> => {
  const child = spawn('/usr/bin/python3', ['-c', script, path], { stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let problems = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    problems += chunk;
  });
  await new Promise((resolve) => child.once('close', resolve));
  return { out, problems };
};

t.test(
  'stream data in any pieces, descriptors in between',
  { skip: missingProgram('python3') ?? false, timeout: 60_000 },
  async (t) => {
    const lab = await startLab();
    t.teardown(() => lab.close());
    const { out, problems } = await runPython(flood, lab.path);
    t.equal(problems, '');
    t.same(out.trim().split('\n'), ['open 0', 'calls [(3, 0), (3, 0), (443, 0), (443, 0)]', 'finished 3 0']);
    t.same(lab.received, ['one 17000', 'two 17000', 'one 131072', 'two 131072']);
    const sizes = [20000, 100, 65536, 262120, 17000, 40000, 1, 300000, 16384, 20000];
    sizes.push(131072, 40000, 1200000, 30000, 65536, 65536);
    t.same(
      lab.uploaded.map((chunk) => (chunk as Buffer).length),
      sizes,
    );
    const wrong = lab.uploaded.findIndex((chunk, n) =>
      (chunk as Buffer).some((byte, i) => byte !== ((i * 7 + (sizes[n] ?? 0)) & 255)),
    );
    t.equal(wrong, -1, 'every byte in its place');
  },
);

t.test(
  'descriptors travel both ways',
  { skip: missingProgram('python3') ?? false, timeout: 60_000 },
  async (t) => {
    const lab = await startLab();
    t.teardown(() => lab.close());
    const before = readdirSync('/proc/self/fd').length;
    const { out, problems } = await runPython(script, lab.path);
    t.equal(problems, '');
    t.same(out.trim().split('\n'), [
      'open 0',
      'fds 2 [0, 0]',
      'fds 1 [0, 0]',
      'type 5 1',
      "got b'\\x00' b'handed over'",
      'alive 0',
    ]);
    t.same(lab.received, ['words 0', 'words 1', 'words 0']);
    t.ok(readdirSync('/proc/self/fd').length <= before + 1, 'no descriptor is left open');
  },
);
