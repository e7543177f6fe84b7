// Block jobs outlive the daemon: those that run on, those that become ready and those that end while nobody watches.
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { connectMonitor } from '../../src/drivers/kvm/qmp/monitor.ts';
import { cleanUp, guestXml, type Lab, makeRoot, skipWithoutQemu, startLab, until } from './lab.ts';

t.setTimeout(120_000);

interface Stage {
  readonly root: string;
  readonly dom: unknown;
  image(name: string): string;
  files(lab: Lab, flags?: number): Promise<string[]>;
  /** The jobs that the status file tells of. */
  recorded(): string;
}

/** A paused guest on an image with one below it, and 4 MiB in the lower one. */
const stage = async (t: Test, lab: Lab, root: string, uuid: string): Promise<Stage> => {
  const image = (name: string): string => join(root, name);
  const img = (...args: string[]): string => execFileSync('qemu-img', args, { encoding: 'utf8' });
  img('create', '-q', '-f', 'qcow2', image('base'), '8M');
  img('create', '-q', '-f', 'qcow2', '-b', image('base'), '-F', 'qcow2', image('mid'));
  img('create', '-q', '-f', 'qcow2', '-b', image('mid'), '-F', 'qcow2', image('top'));
  execFileSync('qemu-io', ['-c', 'write -P 7 0 4M', image('mid')]);
  execFileSync('qemu-io', ['-c', 'write -P 8 4M 2M', image('top')]);
  const disk =
    `<disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='${image('top')}'/>` +
    `<target dev='vda' bus='virtio'/></disk>`;
  const { dom } = await lab.call('domainDefineXML', { xml: guestXml('jobs', uuid, disk) });
  await lab.call('domainCreateWithFlags', { dom, flags: 1 });
  const files = async (lab: Lab, flags = 0): Promise<string[]> => {
    const { xml } = await lab.call('domainGetXMLDesc', { dom, flags });
    return [...String(xml).matchAll(/<source file='[^']*\/([^/']+)'/g)].map(([, name]) => name ?? '');
  };
  t.same(await files(lab), ['top', 'mid', 'base']);
  const recorded = (): string =>
    /<blockjobs active='no'\/>|<blockjobs[\s\S]*<\/blockjobs>/.exec(
      readFileSync(join(root, 'run/libvirt/qemu/jobs.xml'), 'utf8'),
    )?.[0] ?? '';
  return { root, dom, image, files, recorded };
};

const told = (lab: Lab): string[] =>
  lab.events
    .filter(({ kind }) => kind === 'blockJob2')
    .map(({ payload }) => `${payload.dst} ${payload.type}.${payload.status}`);

const speed = (lab: Lab, dom: unknown, bandwidth: number): Promise<unknown> =>
  lab.call('domainBlockJobSetSpeed', { dom, path: 'vda', bandwidth, flags: 1 });

t.test('a pull runs on, and ends for the next daemon', { skip: skipWithoutQemu }, async (t) => {
  const root = makeRoot();
  const uuid = randomUUID();
  t.teardown(() => cleanUp(root, [uuid]));
  const first = await startLab(root);
  const { dom, files, recorded } = await stage(t, first, root, uuid);
  await first.call('domainBlockRebase', { dom, path: 'vda', base: 'vda[3]', bandwidth: 1048576, flags: 64 });
  t.match(
    recorded(),
    /<blockjobs active='yes'>\s*<blockjob name='pull-vda-libvirt-1-format' type='pull' state='/,
  );
  t.match(recorded(), /<disk dst='vda'\/>\s*<base node='libvirt-3-storage'\/>/);
  await first.stop();

  const second = await startLab(root);
  const info = await second.call('domainGetBlockJobInfo', { dom, path: 'vda', flags: 0 });
  t.match(info, { found: 1, type: 1 });
  await t.rejects(second.call('domainBlockPull', { dom, path: 'vda', bandwidth: 0, flags: 0 }), {
    message: /disk 'vda' already in active block job/,
  });
  await speed(second, dom, 0);
  await until('it is told of', () => told(second).includes('vda 1.0'));
  t.same(await files(second), ['top', 'base']);
  t.same(recorded(), "<blockjobs active='no'/>");
  await second.call('domainDestroy', { dom });
  await second.stop();
});

t.test(
  'a commit that ended meanwhile is told of by the next daemon',
  { skip: skipWithoutQemu },
  async (t) => {
    const root = makeRoot();
    const uuid = randomUUID();
    t.teardown(() => cleanUp(root, [uuid]));
    const first = await startLab(root);
    const { dom, files, image } = await stage(t, first, root, uuid);
    const commit = { dom, disk: 'vda', base: image('base'), top: image('mid'), bandwidth: 4, flags: 0 };
    await first.call('domainBlockCommit', commit);
    await first.stop();
    const monitor = await connectMonitor(join(root, 'var/lib/libvirt/qemu/domain-1-jobs/monitor.sock'), {
      guest: 'jobs',
    });
    await until('QEMU is done with it', async () => {
      const jobs = (await monitor.execute('query-jobs')) as unknown as { status: string }[];
      return jobs.some(({ status }) => status === 'concluded');
    });
    monitor.close();

    const second = await startLab(root);
    await until('it is told of', () => told(second).includes('vda 3.0'));
    t.same(await files(second), ['top', 'base']);
    await second.call('domainDestroy', { dom });
    await second.stop();
  },
);

t.test('a copy can be pivoted to by the next daemon', { skip: skipWithoutQemu }, async (t) => {
  const root = makeRoot();
  const uuid = randomUUID();
  t.teardown(() => cleanUp(root, [uuid]));
  const first = await startLab(root);
  const { dom, files, image, recorded } = await stage(t, first, root, uuid);
  const destxml = `<disk type='file'><driver type='qcow2'/><source file='${image('copy')}'/></disk>`;
  await first.call('domainBlockCopy', { dom, path: 'vda', destxml, params: [], flags: 4 | 1 });
  await until('ready', () => told(first).includes('vda 2.3'));
  await until('on record', () => /state='ready'/.test(recorded()));
  t.match(
    recorded(),
    /type='copy' state='ready' jobflags='0x5' shallownew='yes'>\s*<disk dst='vda' mirror='yes'\/>/,
  );
  await first.stop();

  const second = await startLab(root);
  t.match(
    (await second.call('domainGetXMLDesc', { dom, flags: 0 })).xml,
    /<mirror .*job='copy' ready='yes'>/,
  );
  await second.call('domainBlockJobAbort', { dom, path: 'vda', flags: 2 });
  t.same(await files(second), ['copy', 'mid', 'base']);
  t.same(told(second), ['vda 2.0']);
  t.same((await files(second, 2))[0], 'copy', 'and in the stored definition');
  await second.call('domainDestroy', { dom });
  await second.stop();
});

t.test(
  'an active commit is aborted by the next daemon; QEMU’s nodes are none too many',
  { skip: skipWithoutQemu },
  async (t) => {
    const root = makeRoot();
    const uuid = randomUUID();
    t.teardown(() => cleanUp(root, [uuid]));
    const first = await startLab(root);
    const { dom, files, recorded } = await stage(t, first, root, uuid);
    const commit = { dom, disk: 'vda', base: null, top: null, bandwidth: 0, flags: 4 };
    await first.call('domainBlockCommit', commit);
    await until('ready', () => told(first).includes('vda 4.3'));
    await until('on record', () => /state='ready'/.test(recorded()));
    await first.stop();
    const second = await startLab(root);
    await second.call('domainBlockJobAbort', { dom, path: 'vda', flags: 0 });
    t.same(told(second), ['vda 4.2']);
    t.same(await files(second), ['top', 'mid', 'base']);
    t.notMatch((await second.call('domainGetXMLDesc', { dom, flags: 0 })).xml, /<mirror/);
    await second.call('domainDestroy', { dom });
    await second.stop();
  },
);
