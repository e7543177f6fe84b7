// Backups of a real guest: pushed and pulled, whole and what changed since a checkpoint; over a restart of the daemon; and
// what is left when one does not begin or is called off.
import { execFileSync, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import type { TypedParam } from '../../schemas/rpc/types.ts';
import { cleanUp, guestXml, type Lab, makeRoot, skipWithoutQemu, startLab, until } from './lab.ts';

t.setTimeout(180_000);

const disk = (image: string, target: string): string =>
  `<disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='${image}'/>` +
  `<target dev='${target}' bus='virtio'/></disk>`;
const push = (image: string, inner = ''): string =>
  `<domainbackup mode='push'>${inner}<disks><disk name='vda' type='file'><target file='${image}'/></disk>` +
  `</disks></domainbackup>`;
const pull = (socket: string, scratch: string, inner = ''): string =>
  `<domainbackup mode='pull'>${inner}<server transport='unix' socket='${socket}'/>` +
  `<disks><disk name='vda' type='file'><scratch file='${scratch}'/></disk></disks></domainbackup>`;
const checkpoint = (name: string): string =>
  `<domaincheckpoint><name>${name}</name><disks><disk name='vda'/>` +
  `<disk name='vdb' checkpoint='no'/></disks></domaincheckpoint>`;

/** How backups ended, as their events tell. */
const ends = (lab: Lab): string[] =>
  lab.events
    .filter(({ kind }) => kind === 'jobCompleted')
    .map(({ payload }) =>
      (payload.params as readonly TypedParam[])
        .map(({ field, value }) => (field === 'success' ? `${field}=${value}` : field))
        .join(' '),
    );

const stage = async (t: Test) => {
  const root = makeRoot();
  const uuid = randomUUID();
  t.teardown(() => cleanUp(root, [uuid]));
  const image = (name: string): string => join(root, name);
  for (const name of ['a', 'b']) execFileSync('qemu-img', ['create', '-q', '-f', 'qcow2', image(name), '8M']);
  const lab = await startLab(root);
  const extra = disk(image('a'), 'vda') + disk(image('b'), 'vdb');
  const { dom } = await lab.call('domainDefineXML', { xml: guestXml('saved', uuid, extra) });
  const begin = (on: Lab, backup_xml: string, checkpoint_xml: string | null = null, flags = 0) =>
    on.call('domainBackupBegin', { dom, backup_xml, checkpoint_xml, flags });
  /** Writes to the guest's first disk as the guest would. */
  const write = async (on: Lab, offset: string, byte: number): Promise<void> => {
    const device = '/machine/peripheral/virtio-disk0/virtio-backend';
    const cmd = `qemu-io -d ${device} "write -P ${byte} ${offset} 64k"`;
    const { result } = await on.call('domainQemuMonitorCommand', { dom, cmd, flags: 1 });
    if (String(result).trim() !== '') throw new Error(`not written: ${result}`);
  };
  const status = (): string => readFileSync(join(root, 'run/libvirt/qemu/saved.xml'), 'utf8');
  return { root, dom, lab, begin, write, image, status };
};

/** Bytes of an image that begin with `byte` at an offset. */
const holds = (image: string, offset: string, byte: number): boolean =>
  spawnSync('qemu-io', ['-r', '-U', '-c', `read -P ${byte} ${offset} 64k`, image]).status === 0;

t.test('pushed: all of a disk, then what has changed since', { skip: skipWithoutQemu }, async (t) => {
  const { dom, lab, begin, write, image } = await stage(t);
  await t.rejects(begin(lab, push(image('full'))), {
    message: 'cannot perform disk backup for inactive domain',
  });
  await lab.call('domainCreate', { dom });
  await t.rejects(lab.call('domainBackupGetXMLDesc', { dom, flags: 0 }), {
    message: 'no domain backup job present',
  });
  await write(lab, '0', 17);
  await begin(lab, push(image('full')), checkpoint('one'));
  await until('it is over', () => ends(lab).length === 1);
  t.match(ends(lab)[0], /^operation time_elapsed disk_total disk_processed disk_remaining success=true$/);
  t.ok(holds(image('full'), '0', 17));
  t.same(await lab.call('domainGetJobStats', { dom, flags: 0 }), { type: 0, params: [] });
  t.equal((await lab.call('domainGetJobStats', { dom, flags: 1 })).type, 3);

  await write(lab, '1M', 18);
  await begin(lab, push(image('more'), '<incremental>one</incremental>'));
  await until('it is over', () => ends(lab).length === 2);
  const info = JSON.parse(
    execFileSync('qemu-img', ['info', '--output=json', image('more')], { encoding: 'utf8' }),
  );
  t.equal(info['backing-filename'], image('a'));
  const map = JSON.parse(
    execFileSync('qemu-img', ['map', '-U', '--output=json', image('more')], { encoding: 'utf8' }),
  ) as { start: number; length: number; depth: number; data: boolean }[];
  t.same(
    map.filter(({ depth, data }) => depth === 0 && data).map(({ start, length }) => [start, length]),
    [[1048576, 65536]],
    'only what changed is in it',
  );
  const left = String(
    (
      await lab.call('domainQemuMonitorCommand', {
        dom,
        cmd: '{"execute":"query-named-block-nodes"}',
        flags: 0,
      })
    ).result,
  );
  t.notMatch(left, /backup-vda/, 'no bitmap of ours is left');
  t.notMatch(left, new RegExp(image('more')), 'nor an image');
  await lab.call('domainDestroy', { dom });
  await lab.stop();
});

t.test('pulled: read over NBD as it was, over a restart too', { skip: skipWithoutQemu }, async (t) => {
  const { dom, lab, begin, write, image, status } = await stage(t);
  await lab.call('domainCreate', { dom });
  await write(lab, '0', 33);
  await lab.call('domainCheckpointCreateXML', { dom, xml_desc: checkpoint('one'), flags: 0 });
  await write(lab, '2M', 34);
  await begin(lab, pull(image('nbd'), image('scratch'), '<incremental>one</incremental>'), checkpoint('two'));
  const { xml } = await lab.call('domainBackupGetXMLDesc', { dom, flags: 0 });
  t.match(
    xml,
    /<disk name='vda' backup='yes' type='file' backupmode='incremental' incremental='one' exportname='vda' exportbitmap='backup-vda' index='\d+'>\s*<driver type='qcow2'\/>\s*<scratch file='[^']*scratch'\/>/,
  );
  t.match(xml, /<disk name='vdb' backup='no'\/>/);
  t.match(status(), /<backups>\s*<domainbackup mode='pull'>[\s\S]*state='running'/);
  await write(lab, '0', 99);
  const url = `nbd+unix:///vda?socket=${image('nbd')}`;
  t.ok(holds(url, '0', 33), 'not what was written since');
  const dirty = execFileSync(
    'qemu-img',
    [
      'map',
      '--output=json',
      '--image-opts',
      `driver=nbd,export=vda,server.type=unix,server.path=${image('nbd')},x-dirty-bitmap=qemu:dirty-bitmap:backup-vda`,
    ],
    { encoding: 'utf8' },
  );
  t.match(JSON.parse(dirty), [
    { data: true },
    { start: 2097152, length: 65536, data: false },
    { data: true },
  ]);
  await t.rejects(lab.call('domainDetachDevice', { dom, xml: disk(image('a'), 'vda') }), {
    message: "disk 'vda' already in active block job",
  });
  t.match((await lab.call('domainGetJobStats', { dom, flags: 0 })) as object, {
    type: 2,
    params: [{}, {}, { field: 'disk_temp_used' }, { field: 'disk_temp_total' }],
  });
  await lab.stop();

  const next = await startLab(join(image('a'), '..'));
  t.equal(
    (await next.call('domainBackupGetXMLDesc', { dom, flags: 0 })).xml,
    xml,
    'the same after a restart',
  );
  t.ok(holds(url, '0', 33));
  await next.call('domainAbortJob', { dom });
  await until('it is over', () => ends(next).length === 1);
  t.match(ends(next)[0], /success=true errmsg$/, 'letting go is how a pull ends');
  t.notOk(existsSync(image('scratch')));
  await until('off the record', () => !/<backups>/.test(status()));
  t.same(
    (
      (await next.call('domainListAllCheckpoints', { dom, need_results: 1, flags: 0 })).checkpoints as {
        name: string;
      }[]
    ).map(({ name }) => name),
    ['one', 'two'],
  );
  await begin(next, pull(image('nbd2'), image('scratch2')));
  await next.call('domainDestroy', { dom });
  t.match(ends(next)[1], /^operation time_elapsed success=false$/);
  t.notOk(existsSync(image('scratch2')), 'the end of the guest is the end of its backup');
  await next.stop();
});

t.test('one that does not begin leaves nothing', { skip: skipWithoutQemu }, async (t) => {
  const { dom, lab, begin, image } = await stage(t);
  await lab.call('domainCreate', { dom });
  writeFileSync(image('there'), 'mine');
  const refused: readonly [xml: string, message: string | RegExp][] = [
    [push(image('there')), `store '${image('there')}' for backup of 'vda' exists`],
    [push('/nonexistent/x'), /failed to create image file '\/nonexistent\/x': No such file or directory/],
    [
      "<domainbackup><disks><disk name='vda' backup='no'/></disks></domainbackup>",
      'no disks selected for backup',
    ],
    [
      push(image('x'), '<incremental>none</incremental>'),
      "Checkpoint 'none' for incremental backup of disk 'vda' not found",
    ],
    [
      "<domainbackup mode='pull'><server transport='tcp' name='localhost'/></domainbackup>",
      '<domainbackup> must specify TCP port for now',
    ],
    [pull('/nonexistent/socket', image('x')), /Failed to bind socket to \/nonexistent\/socket/],
    ['<domainbackup mode="sideways"/>', /Unable to validate doc against/],
  ];
  for (const [xml, message] of refused) {
    await t.rejects(begin(lab, xml, checkpoint('never')), { message });
    t.notOk(existsSync(image('x')));
    t.equal((await lab.call('domainGetJobInfo', { dom })).type, 0);
  }
  t.equal(readFileSync(image('there'), 'utf8'), 'mine');
  t.equal((await lab.call('domainListAllCheckpoints', { dom, need_results: 1, flags: 0 })).ret, 0);
  await begin(lab, push(image('x')));
  await until('it is over', () => ends(lab).length === 1);
  await lab.call('domainDestroy', { dom });
  await lab.stop();
});
