// A daemon's driver that starts a guest and is killed in the middle of it: run by restart.test.ts as a process.
import { guestXml, startLab } from './lab.ts';

const [root = '', uuid = '', step = '', when = ''] = process.argv.slice(2);
const lab = await startLab(root, {
  fault: (_plan, at, moment) => {
    if (at === step && moment === when) process.kill(process.pid, 'SIGKILL');
  },
});
const { dom } = await lab.call('domainDefineXML', { xml: guestXml('victim', uuid) });
await lab.call('domainCreate', { dom });
if (step === 'never') process.kill(process.pid, 'SIGKILL');
