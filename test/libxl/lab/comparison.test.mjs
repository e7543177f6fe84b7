// The same steps on Debian's libvirtd with its Xen driver and on this daemon, one after the other in this dom0, by stock virsh and
// libvirt-python; their words compared. Where libvirt answers "not supported" and we answer, that is counted apart.
// FAMILIES="pv hvm" selects; VERBOSE=1 shows what differs for a known reason, too. Answers go to /mnt/out/libvirtd.json and virtlightd.json.
import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { check, finish } from './check.mjs';
import { judge, normal, rule } from './comparison-rules.mjs';
import { families, files } from './comparison-steps.mjs';
import { startDaemon, startLibvirtd, virsh } from './dom0.mjs';

const folder = '/tmp/comparison';
const place = '/tmp/comparison-lab';
const LEAST = 95;
const UNTIL_MS = 240_000;
const wanted = process.env.FAMILIES?.split(' ');
const chosen = Object.entries(families).filter(([name]) => !wanted || wanted.includes(name));

const shell = (command) => {
  const { stdout, stderr } = spawnSync('sh', ['-c', command], { encoding: 'utf8', timeout: 240_000 });
  return `${stdout}${stderr}`.trim();
};
const vifOf = (step) => {
  const name = step.split(' ')[1];
  const id = shell(`xl domid ${name} 2>/dev/null`);
  return `vif${id || 1}.0`;
};
/** The words of a command line, quotes taken away. */
const words = (text) =>
  [...text.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare.replace(/^@/, `${place}/`));

const answer = async (step) => {
  if (step.startsWith('sh ')) return shell(step.slice(3));
  if (step.startsWith('python '))
    return shell(`timeout 200 python3 ${join(import.meta.dirname, 'comparison.py')} ${step.slice(7)} 2>&1`);
  if (step.startsWith('until ')) {
    const [, command, pattern] = /^until (.*) ~ (.*)$/.exec(step);
    for (const end = Date.now() + UNTIL_MS; ; ) {
      const text = await answer(command);
      if (new RegExp(pattern).test(text)) return 'reached';
      if (Date.now() > end) return `not reached; at last: ${text.slice(-300)}`;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
  const given = step.includes('%vif') ? step.replaceAll('%vif', vifOf(step)) : step;
  return (await virsh(...words(given))).toString();
};

/** All steps on one daemon, from a clean slate. */
const run = async (start, known) => {
  for (const path of [
    '/run/libvirt',
    '/etc/libvirt/libxl',
    '/var/lib/libvirt/libxl',
    '/var/log/xen/console',
    place,
  ])
    rmSync(path, { recursive: true, force: true });
  for (const path of ['/var/log/xen/console', place]) mkdirSync(path, { recursive: true });
  for (const [name, text] of Object.entries(files())) writeFileSync(join(place, name), text);
  const daemon = await start();
  const answers = {};
  try {
    for (const [family, steps] of chosen) {
      const begun = Date.now();
      const list = (answers[family] = []);
      for (const step of steps) {
        const asked = Date.now();
        const text = await answer(step);
        appendFileSync('/mnt/out/progress', `${known} ${family} ${Date.now() - asked} ms ${step}\n`);
        for (const [name, words] of step.startsWith('python ') ? rule.lines(step, text) : [[step, text]])
          list.push({ step: name, text: normal(words, name) });
      }
      writeFileSync(`/mnt/out/${known}.json`, JSON.stringify(answers));
      console.log(
        `# ${known}, ${family}: ${list.length} answers in ${((Date.now() - begun) / 1000).toFixed(1)} s`,
      );
    }
  } finally {
    await daemon.kill('SIGTERM');
    for (const line of shell('xl list').split('\n').slice(2)) shell(`xl destroy ${line.split(/\s+/)[1]}`);
  }
  return answers;
};

mkdirSync(folder, { recursive: true });
for (const name of ['comparison.img', 'comparison.iso', 'comparison2.iso'])
  execFileSync('truncate', ['-s', '8M', `/tmp/${name}`]);
execFileSync('losetup', ['/dev/loop0', '/tmp/comparison.img']);
const theirs = await run(startLibvirtd, 'libvirtd');
const ours = await run(() => startDaemon(), 'virtlightd');
execFileSync('losetup', ['-d', '/dev/loop0']);

const { passed, beyond, known, failed, lines } = judge(theirs, ours);
for (const line of lines) console.log(line);
const all = passed + beyond + known + failed;
const share = ((100 * (all - failed)) / all).toFixed(1);
console.log(
  `# ${all} answers: ${passed} alike, ${beyond} that only we give, ${known} differ for a known reason, ${failed} differ`,
);
check(`alike, or more than libvirt, in ${share} of 100 answers: at least ${LEAST}`, Number(share) >= LEAST);
finish();
