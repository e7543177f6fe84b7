// `virtlight validate`: every problem at once with its line, in the document and in what QEMU can run of it.
import { existsSync } from 'node:fs';
import t from 'tap';
import { validateFiles } from '../../src/cli/validate.ts';
import { loadLibxml2 } from '../../src/model/xml/wellformed.ts';

await loadLibxml2();
const QEMU = '/usr/bin/qemu-system-x86_64';
const told = async (xml: string): Promise<readonly [string[], number]> => {
  const { text, status } = await validateFiles(['guest.xml'], () => xml);
  return [text.trimEnd().split('\n').filter(Boolean), status];
};
const guest = (devices: string): string => `<domain type='qemu'>
  <name>a</name>
  <memory>1048576</memory>
  <os><type arch='x86_64' machine='pc'>hvm</type></os>
  <devices>
    <emulator>${QEMU}</emulator>
${devices}
  </devices>
</domain>`;

t.test('what is wrong with the document', async (t) => {
  const [lines, status] = await told(
    guest(`    <disk type='file' device='brick'><target dev='vda'/></disk>
    <interface type='user'><mac address='nonsense'/></interface>`),
  );
  t.same(lines, [
    "guest.xml:7: XML error: Invalid value for attribute 'device' in element 'disk': 'brick'.",
    "guest.xml:8: XML error: unable to parse mac address 'nonsense'",
  ]);
  t.equal(status, 1);
});

t.test('what QEMU cannot run', { skip: !existsSync(QEMU) && `no ${QEMU} here` }, async (t) => {
  const [lines, status] = await told(
    guest(`    <disk type='file' device='disk'><source file='/a'/><target dev='vda' bus='virtio' tray='open'/></disk>
    <filesystem type='block'><source dev='/dev/a'/><target dir='b'/></filesystem>
    <iommu model='intel'/>`),
  );
  t.same(lines, [
    'guest.xml:7: unsupported configuration: tray is only valid for cdrom and floppy',
    'guest.xml:8: unsupported configuration: only supports mount filesystem type',
    "guest.xml:9: unsupported configuration: IOMMU device: 'intel' is only supported with Q35 machines",
  ]);
  t.equal(status, 1);
});

t.test('a guest that is in order', { skip: !existsSync(QEMU) && `no ${QEMU} here` }, async (t) => {
  t.same(await told(guest("    <rng model='virtio'><backend model='random'>/dev/urandom</backend></rng>")), [
    [],
    0,
  ]);
});
