// node bench/memory.mjs [COUNT]: one daemon, COUNT definitions made and removed again, and its memory after every tenth of
// them: after the first it must not grow. Then 1,500 that stay.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { untilServing } from '../scripts/stock.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const count = Number(process.argv[2] ?? 100_000);
const client = `
import libvirt, sys
c = libvirt.open(sys.argv[1])
def define(i):
    return c.defineXML(f"""<domain type='qemu'><name>memory{i}</name><memory>65536</memory><vcpu>1</vcpu>
<os><type arch='x86_64' machine='pc'>hvm</type></os><devices><serial type='pty'/></devices></domain>""")
for tenth in range(10):
    for i in range(${Math.ceil(count / 10)}): define(i).undefine()
    print(f"{(tenth + 1) * 10} %", flush=True)
for i in range(1500): define(i)
print("1,500 defined", flush=True)
`;
const place = mkdtempSync(join(tmpdir(), 'virtlight-memory-'));
const daemon = spawn(join(root, 'bin/virtlightd'), ['--root', place, '--rest', 'none'], { stdio: 'inherit' });
const memory = () => {
  const status = readFileSync(`/proc/${daemon.pid}/status`, 'utf8');
  const of = (key) => (Number(new RegExp(`${key}:\\s+([0-9]+)`).exec(status)?.[1] ?? 0) / 1024).toFixed(0);
  return `${of('VmRSS')} MiB resident, ${of('VmHWM')} at most`;
};
try {
  const socket = join(place, 'run/libvirt/libvirt-sock');
  await untilServing(socket);
  console.log(`fresh: ${memory()}`);
  const python = spawn('/usr/bin/python3', ['-c', client, `qemu+unix:///system?socket=${socket}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: python.stdout })) console.log(`${line}: ${memory()}`);
} finally {
  daemon.kill('SIGTERM');
  rmSync(place, { recursive: true, force: true, maxRetries: 5 });
}
