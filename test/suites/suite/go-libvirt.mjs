// go-libvirt's unit and integration tests: a client without libvirt.so. They dial 127.0.0.1:16509 and want a guest of QEMU,
// a pool and a secret, all made here as the suite's own continuous integration does.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { programMissing } from '../lab.mjs';

const packages = '/usr/share/gocode/src/github.com';
const library = join(packages, 'digitalocean/go-libvirt');
const assertions = join(packages, 'stretchr/testify');
const LOCAL_PORT = 16509;

/** TCP in front of the socket, for as long as the tests run. */
const bridge = (path) =>
  new Promise((resolve, reject) => {
    const server = createServer((client) => {
      const daemon = connect(path);
      client.pipe(daemon).pipe(client);
      const drop = () => {
        client.destroy();
        daemon.destroy();
      };
      client.on('error', drop);
      daemon.on('error', drop);
    });
    server.on('error', reject);
    server.listen(LOCAL_PORT, '127.0.0.1', () => resolve(server));
  });

export const goLibvirt = {
  name: 'go-libvirt',
  title: "go-libvirt's tests",
  source: null,
  lacks() {
    if (process.geteuid() !== 0) return 'it needs root for a network namespace of its own';
    return (
      programMissing('go', 'qemu-system-x86_64', 'qemu-img', 'virsh') ??
      (existsSync(library) ? null : 'golang-github-digitalocean-go-libvirt-dev not installed') ??
      (existsSync(assertions) ? null : 'golang-github-stretchr-testify-dev not installed')
    );
  },
  stock: { passed: 67, failed: 0, skipped: 0 },
  async run(lab) {
    const uri = `qemu+unix:///system?socket=${lab.socket}`;
    const virsh = async (...args) => {
      const { status, text } = await lab.run('virsh', ['-c', uri, ...args]);
      if (status !== 0) throw new Error(`virsh ${args.join(' ')}: ${text}`);
    };
    const document = (name, change) => {
      const path = join(lab.place, name);
      writeFileSync(path, change(readFileSync(join(library, 'testdata', name), 'utf8')));
      return path;
    };
    const disk = join(lab.place, 'test.raw');
    const pool = join(lab.place, 'pool');
    mkdirSync(pool);
    spawnSync('qemu-img', ['create', '-q', '-f', 'raw', disk, '10M']);
    await virsh(
      'define',
      document('test-domain.xml', (xml) => xml.replace('/var/lib/libvirt/images/test.raw', disk)),
    );
    await virsh('start', 'test');
    await virsh(
      'pool-create',
      document('test-pool.xml', (xml) => xml.replace('/tmp', pool)),
    );
    await virsh(
      'secret-define',
      document('test-secret.xml', (xml) => xml),
    );

    const workspace = join(lab.place, 'go/src/github.com/digitalocean/go-libvirt');
    cpSync(library, workspace, { recursive: true });
    const server = await bridge(lab.socket);
    try {
      const env = {
        GO111MODULE: 'off',
        GOFLAGS: '',
        GOPATH: `${join(lab.place, 'go')}:/usr/share/gocode`,
        GOCACHE: join(lab.place, 'cache'),
      };
      const { status, text } = await lab.run(
        'go',
        ['test', '-v', '-vet=off', '-tags=integration', '.', './socket'],
        { cwd: workspace, env },
      );
      const failures = [...text.matchAll(/^--- FAIL: (\S+)/gm)].map((match) => match[1]);
      if (status !== 0 && failures.length === 0) failures.push(`go test ended with ${status}`);
      const count = (word) => [...text.matchAll(new RegExp(`^--- ${word}:`, 'gm'))].length;
      return { passed: count('PASS'), skipped: count('SKIP'), failures, text };
    } finally {
      server.close();
      await virsh('destroy', 'test');
      await virsh('undefine', 'test');
    }
  },
};
