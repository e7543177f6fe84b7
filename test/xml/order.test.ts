// Of several faults in one guest, the one that libvirt's parser meets first is said.
import t from 'tap';
import { parseDomain } from '../../src/model/domain/parse.ts';

const guest = (parts: string, devices = ''): string =>
  `<domain type='qemu'><name>a</name><os><type arch='x86_64'>hvm</type></os>${parts}<devices>${devices}</devices></domain>`;

t.test('settings come in the order of the parser, whatever the order of writing', (t) => {
  t.throws(() => parseDomain(guest("<vcpu>x</vcpu><seclabel model='dac'/>")), {
    message: 'XML error: security label is missing',
  });
  t.throws(() => parseDomain(guest("<clock offset='x'/><on_crash>x</on_crash>")), {
    message: 'unsupported configuration: unknown on_crash action: x',
  });
  t.end();
});

t.test('devices too', (t) => {
  t.throws(() => parseDomain(guest('', "<memballoon model='x'/><rng model='x'/><sound model='y'/>")), {
    message: "XML error: Invalid value for attribute 'model' in element 'sound': 'y'.",
  });
  t.end();
});
