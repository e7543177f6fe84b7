// Firmware listed in domain capabilities: what the installed descriptors offer a machine, or the old fixed places.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { installedFirmware } from '../../src/drivers/kvm/capabilities/firmware.ts';

const descriptor = (kind: string, image: string, machines: string[], features: string[] = []): string =>
  JSON.stringify({
    'interface-types': [kind],
    mapping:
      kind === 'bios'
        ? { device: 'memory', filename: image }
        : { device: 'flash', mode: 'stateless', executable: { filename: image, format: 'raw' } },
    targets: [{ architecture: 'x86_64', machines }],
    features,
  });

t.test('descriptors', async (t) => {
  const root = mkdtempSync(join(tmpdir(), 'firmware-'));
  t.teardown(() => rmSync(root, { recursive: true }));
  t.same(await installedFirmware(root, ['/old.fd'])('x86_64', 'pc-q35-9.0'), {
    types: [],
    secure: false,
    loaders: [],
  });
  writeFileSync(join(root, 'old.fd'), '');
  t.same(
    (await installedFirmware(root, ['/old.fd'])('x86_64', 'pc-q35-9.0')).loaders,
    ['/old.fd'],
    'no descriptors at all',
  );
  const dir = join(root, 'usr/share/qemu/firmware');
  mkdirSync(dir, { recursive: true });
  writeFileSync(
    join(dir, '50-secure.json'),
    descriptor('uefi', '/secure.fd', ['pc-q35-*'], ['requires-smm', 'secure-boot']),
  );
  writeFileSync(join(dir, '60-plain.json'), descriptor('uefi', '/plain.fd', ['pc-*']));
  writeFileSync(join(dir, '70-bios.json'), descriptor('bios', '/bios.bin', ['pc-i440fx-*']));
  writeFileSync(join(dir, '80-bad.json'), '{');
  for (const file of ['secure.fd', 'plain.fd']) writeFileSync(join(root, file), '');
  const firmware = installedFirmware(root, ['/old.fd']);
  t.same(await firmware('x86_64', 'pc-q35-9.0'), {
    types: ['efi'],
    secure: true,
    loaders: ['/secure.fd', '/plain.fd'],
  });
  t.same(
    await firmware('x86_64', 'pc-i440fx-9.0'),
    { types: ['bios', 'efi'], secure: false, loaders: ['/plain.fd'] },
    'images that are missing are left out',
  );
  t.same(await firmware('aarch64', 'virt'), { types: [], secure: false, loaders: [] });
});
