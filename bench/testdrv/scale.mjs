// node bench/testdrv/scale.mjs [COUNT]: that many simulated domains in one daemon, and the memory they take.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { untilServing } from '../../scripts/stock.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const count = Number(process.argv[2] ?? 10_000);
const client = `
import libvirt, sys, time
c = libvirt.open(sys.argv[1])
t = time.time()
for i in range(${count}):
    c.createXML(f"""<domain type='test'><name>scale{i}</name><memory>8192</memory><vcpu>2</vcpu><os><type>hvm</type></os>
<devices><disk type='file'><source file='/images/{i}.img'/><target dev='vda' bus='virtio'/></disk>
<interface type='network'><source network='default'/></interface></devices></domain>""")
print(f"{${count} / (time.time() - t):.0f} domains started a second", flush=True); sys.stdin.readline()
doms = c.listAllDomains()
assert len(doms) == ${count} + 1
for d in doms: d.XMLDesc(0)
assert len(c.getAllDomainStats()) == ${count} + 1
print("listed, described, measured", flush=True); sys.stdin.readline()
`;
const place = mkdtempSync(join(tmpdir(), 'virtlight-scale-'));
const daemon = spawn(process.execPath, [join(root, 'bin/virtlightd'), '--root', place, '--rest', 'none'], {
  stdio: 'inherit',
});
const socket = join(place, 'run/libvirt/libvirt-sock');
await untilServing(socket);
const memory = () => {
  const status = readFileSync(`/proc/${daemon.pid}/status`, 'utf8');
  const of = (key) => (Number(new RegExp(`${key}:\\s+([0-9]+)`).exec(status)?.[1] ?? 0) / 1024).toFixed(0);
  return `${of('VmRSS')} MiB resident, ${of('VmHWM')} at most`;
};
console.log(`before: ${memory()}`);
const python = spawn('/usr/bin/python3', ['-c', client, `test+unix:///default?socket=${socket}`], {
  stdio: ['pipe', 'pipe', 'inherit'],
});
python.stdout.on('data', (line) => {
  console.log(`${String(line).trim()}: ${memory()}`);
  python.stdin.write('\n');
});
const status = await new Promise((resolve) => python.on('close', resolve));
daemon.kill();
rmSync(place, { recursive: true, force: true });
process.exitCode = status ?? 1;
