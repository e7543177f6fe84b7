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

t.test('what does not belong there, and what is left out, is refused where it stands', (t) => {
  const refused = (parts: string, devices: string, message: string): void =>
    void t.throws(() => parseDomain(guest(parts, devices)), { message });
  refused('<features><acpi/><warp/></features>', '', "unsupported configuration: unexpected feature 'warp'");
  refused(
    "<features><hyperv><warp state='on'/></hyperv></features>",
    '',
    'unsupported configuration: unsupported HyperV Enlightenment feature: warp',
  );
  refused(
    "<features><kvm><dirty-ring state='on' size='1000'/></kvm></features>",
    '',
    'XML error: dirty ring must be power of 2 and ranges [1024, 65536]',
  );
  refused(
    "<cpu><feature name='vmx'/></cpu>",
    '',
    'XML error: Non-empty feature list specified without CPU model',
  );
  refused('<resource/>', '', 'An error occurred, but the cause is unknown');
  refused(
    '',
    "<serial><address type='ccw' ssid='0x0'/></serial>",
    'internal error: Invalid partial specification for virtio ccw address',
  );
  refused(
    '',
    "<audio id='1' type='none'><input><settings/></input></audio>",
    'unsupported configuration: audio settings specified without fixed settings flag',
  );
  t.doesNotThrow(() =>
    parseDomain(guest("<features><hyperv mode='passthrough'><warp/></hyperv></features>")),
  );
  t.end();
});
