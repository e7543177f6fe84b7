// Block jobs of a real guest: images joined, committed and copied, and what the definitions say afterwards.
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { cleanUp, guestXml, makeRoot, skipWithoutQemu, startLab, until } from './lab.ts';

t.setTimeout(120_000);

t.test('pull, commit, active commit and copy', { skip: skipWithoutQemu }, async (t) => {
  const root = makeRoot();
  const uuid = randomUUID();
  t.teardown(() => cleanUp(root, [uuid]));
  const lab = await startLab(root);
  const image = (name: string): string => join(root, name);
  const img = (...args: string[]): string => execFileSync('qemu-img', args, { encoding: 'utf8' });
  img('create', '-q', '-f', 'qcow2', image('base'), '8M');
  let below = 'base';
  for (const name of ['mid', 'up', 'top']) {
    img('create', '-q', '-f', 'qcow2', '-b', image(below), '-F', 'qcow2', image(name));
    below = name;
  }
  execFileSync('qemu-io', ['-c', 'write -P 7 0 1M', image('mid')]);
  const disk =
    `<disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='${image('top')}'/>` +
    `<target dev='vda' bus='virtio'/></disk>`;
  const { dom } = await lab.call('domainDefineXML', { xml: guestXml('jobs', uuid, disk) });
  await lab.call('domainCreate', { dom });
  const xml = async (flags = 0): Promise<string> =>
    String((await lab.call('domainGetXMLDesc', { dom, flags })).xml);
  const files = async (): Promise<string[]> =>
    [...(await xml()).matchAll(/<source file='[^']*\/([^/']+)'/g)].map(([, name]) => name ?? '');
  const told = (): string[] =>
    lab.events
      .splice(0)
      .filter(({ kind }) => kind === 'blockJob2')
      .map(({ payload }) => `${payload.dst} ${payload.type}.${payload.status}`);
  const seen: string[] = [];
  const event = (wanted: string): Promise<void> =>
    until(`event ${wanted}`, () => {
      seen.push(...told());
      return seen.includes(wanted);
    });
  t.same(await files(), ['top', 'up', 'mid', 'base']);

  const commit = { dom, disk: 'vda', base: null, top: null, bandwidth: 0, flags: 0 };
  await t.rejects(lab.call('domainBlockCommit', commit), {
    message: "invalid argument: commit of 'vda' active layer requires active flag",
  });
  await t.rejects(lab.call('domainBlockPull', { dom, path: 'vdz', bandwidth: 0, flags: 0 }), {
    message: "invalid argument: disk 'vdz' not found in domain",
  });
  await lab.call('domainBlockCommit', { ...commit, top: image('up'), base: image('mid'), flags: 2 });
  await event('vda 3.0');
  t.same(await files(), ['top', 'mid', 'base'], 'committed');
  t.notOk(existsSync(image('up')), 'the committed image is removed when asked');

  await lab.call('domainBlockRebase', { dom, path: 'vda', base: 'vda[4]', bandwidth: 0, flags: 0 });
  await event('vda 1.0');
  t.same(await files(), ['top', 'base'], 'rebased');

  await lab.call('domainBlockCommit', { ...commit, flags: 4 });
  await event('vda 4.3');
  t.match(await xml(), /<mirror type='file' job='active-commit' ready='yes'>/);
  t.match(await lab.call('domainGetBlockJobInfo', { dom, path: 'vda', flags: 0 }), { found: 1, type: 4 });
  await t.rejects(lab.call('domainBlockPull', { dom, path: 'vda', bandwidth: 0, flags: 0 }), {
    message: /disk 'vda' already in active block job/,
  });
  await lab.call('domainBlockJobAbort', { dom, path: 'vda', flags: 2 });
  seen.push(...told());
  t.equal(seen.at(-1), 'vda 4.0');
  t.same(await files(), ['base'], 'pivoted');
  t.match(await xml(2), new RegExp(`<source file='${image('base')}'/>`), 'and so is the stored definition');

  const destxml = `<disk type='file'><driver type='qcow2'/><source file='${image('copy')}'/></disk>`;
  const copy = { dom, path: 'vda', destxml, params: [], flags: 4 };
  await t.rejects(lab.call('domainBlockCopy', { ...copy, flags: 0 }), { message: /domain is not transient/ });
  await lab.call('domainBlockCopy', copy);
  await event('vda 2.3');
  t.match(await xml(), new RegExp(`<mirror type='file' file='${image('copy')}' format='qcow2' job='copy'`));
  await lab.call('domainBlockJobAbort', { dom, path: 'vda', flags: 0 });
  seen.push(...told());
  t.equal(seen.at(-1), 'vda 2.2', 'cancelled');
  t.same(await files(), ['base']);
  await lab.call('domainBlockCopy', { ...copy, destxml: destxml.replace('/copy', '/other') });
  await until('ready', async () => / ready='yes'/.test(await xml()));
  await lab.call('domainBlockJobAbort', { dom, path: 'vda', flags: 2 });
  t.same(await files(), ['other'], 'the copy is what the guest has now');
  await lab.call('domainDestroy', { dom });
  t.match(
    execFileSync('qemu-io', ['-c', 'read -P 7 0 1M', image('other')], { encoding: 'utf8' }),
    /read 1048576/,
  );
  await lab.stop();
});
