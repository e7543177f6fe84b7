// Bare QEMU: the time from spawn to `cont` with nothing between, the floor under every start.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

const argv = (guest, path) => [
  ...['-S', '-machine', 'pc,accel=tcg', '-m', '64', '-display', 'none', '-nodefaults', '-no-user-config'],
  ...['-serial', 'null', '-kernel', guest.kernel, '-initrd', guest.initrd, '-append', 'console=ttyS0 quiet'],
  ...['-qmp', `unix:${path}`, '-device', 'piix3-usb-uhci', '-device', 'virtio-balloon-pci'],
];

/** One guest from spawn to the reply of `cont`; gives milliseconds. */
const once = (directory, name, guest) =>
  new Promise((resolve, reject) => {
    const path = join(directory, `${name}.sock`);
    let began = 0;
    let child;
    const server = createServer((socket) => {
      const commands = ['qmp_capabilities', 'cont'];
      let rest = '';
      const take = (message) => {
        if (message.event) return;
        const next = commands.shift();
        if (next) {
          socket.write(`${JSON.stringify({ execute: next })}\n`);
          return;
        }
        resolve(performance.now() - began);
        child.kill('SIGKILL');
        server.close();
      };
      socket.on('error', () => undefined);
      socket.on('data', (chunk) => {
        rest += chunk;
        const lines = rest.split('\n');
        rest = lines.pop();
        for (const line of lines) take(JSON.parse(line));
      });
    });
    server.listen(path, () => {
      began = performance.now();
      child = spawn('qemu-system-x86_64', argv(guest, path), { stdio: 'ignore' });
      child.on('error', reject);
    });
  });

export const bareQemu = async (guest) => {
  const directory = mkdtempSync(join(tmpdir(), 'virtlight-bare-'));
  try {
    const single = [];
    for (let i = 0; i < 6; i++) single.push(await once(directory, i, guest));
    const eight = [];
    for (let round = 0; round < 3; round++) {
      const began = performance.now();
      await Promise.all(Array.from({ length: 8 }, (_, i) => once(directory, `${round}-${i}`, guest)));
      eight.push(performance.now() - began);
    }
    return { start_ms: median(single), start_8_at_once_ms: median(eight) };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
};
