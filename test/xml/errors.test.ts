// Definitions that every hypervisor refuses are refused with libvirt's code, domain and text.
import t from 'tap';
import { ErrorDomain, VirError } from '../../schemas/errors.ts';
import { parseDomain } from '../../src/model/domain/parse.ts';
import { type DomainFeature, postParse } from '../../src/model/domain/postparse-common.ts';
import { validateCommon } from '../../src/model/domain/validate-common.ts';
import { loadLibxml2 } from '../../src/model/xml/wellformed.ts';
import { openSuite } from '../corpus/corpus.ts';

const features = new Set<DomainFeature>([
  'wide-scsi',
  'memory-hotplug',
  'offline-vcpupin',
  'individual-vcpus',
  'net-model-string',
  'disk-fd',
  'fw-autoselect',
]);

/** Those that come from the common parser and checks, not from a driver's defaults and addresses. */
const DRIVERS = /PCI|USB|firmware|video model|MAC|hub/;

/** Known to differ, each for a reason of its own. */
const KNOWN = new Set([
  // two things are wrong; libvirt looks at the guest's labels before those of its devices
  'domain/seclabel-multiple',
  // a later release leaves these to the search for firmware
  'domain/firmware-auto-bios-not-stateless',
  // the socket's path is the QEMU driver's to make up
  'domain/chardev-reconnect-generated-path',
]);

const suite = openSuite('live-12.8-fake10.0.0');
t.test('the errors of stock libvirtd', { skip: !suite && 'no corpus beside the repository' }, async (t) => {
  await loadLibxml2();
  let same = 0;
  for (const test of suite?.cases ?? []) {
    const wanted = test['define_error'] as { code: number; domain: number; message: string } | undefined;
    if (test['kind'] !== 'domain' || wanted === undefined || test['define'] !== 'error') continue;
    if (wanted.domain === ErrorDomain.QEMU || DRIVERS.test(wanted.message) || KNOWN.has(test.name)) continue;
    let got: unknown;
    try {
      const domain = parseDomain(suite?.file(test.input) ?? '', { inactive: true });
      validateCommon(postParse(domain, { features }, { abiUpdate: true }));
    } catch (error) {
      got = error;
    }
    t.ok(got instanceof VirError, test.name);
    if (!(got instanceof VirError)) continue;
    const { code, domain, message } = got;
    t.same(
      { code, domain, message },
      { code: wanted.code, domain: wanted.domain, message: wanted.message },
      test.name,
    );
    same++;
  }
  t.ok(same >= 70, `${same} compared`);
});

t.test('every problem at once, with its line', (t) => {
  const problems: { line: number; error: VirError }[] = [];
  parseDomain(
    `<domain type='kvm'>
  <name>a</name>
  <memory>1024</memory>
  <os><type>hvm</type></os>
  <on_crash>explode</on_crash>
  <devices>
    <disk type='file' device='brick'><target dev='vda'/></disk>
    <interface type='user'><mac address='nonsense'/></interface>
  </devices>
</domain>`,
    { problems, inactive: true },
  );
  t.same(
    problems.map(({ line, error }) => [line, error.message]),
    [
      [5, 'unsupported configuration: unknown on_crash action: explode'],
      [7, "XML error: Invalid value for attribute 'device' in element 'disk': 'brick'."],
      [8, "XML error: unable to parse mac address 'nonsense'"],
    ],
  );
  t.end();
});

const device = (xml: string): string =>
  `<domain type='qemu'><name>a</name><memory>1024</memory><os><type arch='x86_64'>hvm</type></os><devices>${xml}</devices></domain>`;

/** Two mistakes at once: what stock libvirtd 12.8 says. */
const twoMistakes: readonly (readonly [xml: string, code: number, domain: number, text: string])[] = [
  [
    "<disk type='network' device='x'><driver cache='x'/><source protocol='rbd' name='a'/><target dev='vda'/></disk>",
    27,
    18,
    "XML error: failed to split path 'a' into 'pool/image' or 'pool/namespace/image' components",
  ],
  [
    "<disk><driver cache='x'/><source file='/a'/><target dev='vda' bus='x'/></disk>",
    27,
    5,
    "XML error: Invalid value for attribute 'bus' in element 'target': 'x'.",
  ],
  [
    "<disk><driver name='qemu' type='x' cache='x'/><source file='/a'/><target dev='vda'/></disk>",
    27,
    5,
    "XML error: Invalid value for attribute 'cache' in element 'driver': 'x'.",
  ],
  [
    "<disk><source file='/a'/><auth username='u'><secret type='ceph' uuid='1f2f3f4f-0000-4000-8000-000000000001' usage='y'/></auth><target dev='vda' bus='x'/></disk>",
    27,
    0,
    'XML error: either secret uuid or usage expected',
  ],
  [
    "<interface type='mcast'><mac address='x'/><source address='1.2.3.4' port='1'/><virtualport type='midonet'/></interface>",
    67,
    20,
    "unsupported configuration: <virtualport> element unsupported for <interface type='mcast'>",
  ],
  [
    "<interface type='bridge'><mac address='x'/><model type='a b'/></interface>",
    8,
    20,
    'invalid argument: Model name contains invalid characters',
  ],
  [
    "<interface type='bridge'><mac address='x'/><source bridge='br0'/><vlan/></interface>",
    27,
    0,
    "XML error: missing tag id - each <vlan> must have at least one <tag id='n'/> subelement",
  ],
  [
    "<hostdev type='usb' sgio='filtered'><source><vendor id='x'/></source></hostdev>",
    27,
    20,
    'XML error: sgio is only supported for scsi host device',
  ],
  [
    "<hostdev type='scsi_host'><source protocol='vhost' wwpn='naa.1'/><boot order='x'/></hostdev>",
    27,
    20,
    "XML error: malformed 'wwpn' value",
  ],
  [
    "<controller type='pci' index='x' model='y'/>",
    67,
    20,
    "unsupported configuration: Unknown model type 'y'",
  ],
];

t.test('of several mistakes the one that libvirt meets first is told', (t) => {
  for (const [xml, code, domain, message] of twoMistakes) {
    t.throws(() => parseDomain(device(xml), { inactive: true }), { code, domain, message }, message);
  }
  t.end();
});
