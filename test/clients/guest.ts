// The tiny guest of the demonstration, for tests that boot something.
import { execFileSync, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { missingProgram } from '../daemon/support.ts';

export interface GuestFiles {
  readonly kernel: string;
  readonly initrd: string;
}

/** Why no guest can be booted here, or null. */
export const guestImpossible = (): string | null =>
  missingProgram('qemu-system-x86_64', 'virsh', 'cpio', 'apt-get');

/** Made on first use and kept in the cache. */
export const guestFiles = (): GuestFiles => {
  const made = execFileSync(process.execPath, [join(process.cwd(), 'scripts/guest.mjs')], {
    encoding: 'utf8',
    timeout: 300_000,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [kernel, initrd] = made.trim().split('\n') as [string, string];
  return { kernel, initrd };
};

/** Its end is of this run alone: other daemons on this host may have guests too. */
export const guestUuid = `5f3b4c5e-${randomUUID().slice(9)}`;

export const guestXml = (files: GuestFiles, name = 'demo', uuid = guestUuid): string => `<domain type='qemu'>
  <name>${name}</name>
  <uuid>${uuid}</uuid>
  <memory unit='MiB'>128</memory>
  <vcpu>1</vcpu>
  <os>
    <type arch='x86_64'>hvm</type>
    <kernel>${files.kernel}</kernel>
    <initrd>${files.initrd}</initrd>
    <cmdline>console=ttyS0 quiet</cmdline>
  </os>
  <features><acpi/></features>
  <devices>
    <serial type='pty'/>
    <console type='pty'/>
  </devices>
</domain>
`;

/** QEMU processes of a guest, by the name on their command line. */
export const qemuProcesses = (uuid: string): number[] =>
  spawnSync('pgrep', ['-f', `uuid ${uuid}`], { encoding: 'utf8' })
    .stdout.split('\n')
    .filter(Boolean)
    .map(Number);
