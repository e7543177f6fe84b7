// When two daemons' answers are alike: what differs between any two runs is taken out, what should differ is listed with why.

/** What differs between two runs by nature. */
export const normal = (text, step) =>
  (step.startsWith('domid ') ? text.replace(/^[0-9]+$/, 'N') : text)
    .replace(/\bid='[0-9]+'/g, "id='N'")
    .replace(/\bvif[0-9]+\./g, 'vifN.')
    .replace(/\/dev\/pts\/[0-9]+/g, '/dev/pts/N')
    .replace(/^(Id: +)[0-9]+$/gm, '$1N')
    .replace(/^( *)[0-9]+( +\S+ +(running|paused|shut off|pmsuspended))/gm, ' N$2')
    .replace(/(domain|Domain) ('?)[0-9]+\b('?)/g, '$1 $2N$3')
    .replace(
      /((CPU time|cpu_time|vcpu_time|user|system|kernel|idle|iowait|Time elapsed)\s*:?\s+)[0-9.]+( seconds|s| ms)?/gi,
      '$1T',
    )
    .replace(/(cpu_time)\s+T$/gm, '$1 T')
    .replace(/^(CPU: +)[0-9]+$/gm, '$1C')
    .replace(/^(CPU[0-9]+:|Total:)$/gm, '$1')
    .replace(
      /(cpu\.time|vcpu\.[0-9]+\.time|vcpu\.[0-9]+\.(delay|wait)|balloon\.current|(rd|wr|fl|rx|tx)\.[a-z]+)=[0-9]+/g,
      '$1=N',
    )
    .replace(/(vcpu\.[0-9]+\.state)=[0-9]+/g, '$1=S')
    .replace(/^(State: +)(running|offline|blocked|idle|no state)$/gm, '$1S')
    .replace(/^(\S+ (rd|wr|rx|tx|flush)_\S+) [0-9]+$/gm, '$1 N')
    .replace(/^((actual|available|rss|unused|last_update|free) *:?) +[0-9]+.*$/gm, '$1 N')
    .replace(/^([0-9]*:? *)[0-9]+ KiB$/gm, '$1N KiB')
    .replace(/(Total: +|free *: +)[0-9]+ KiB/g, '$1N KiB')
    .replace(/^(0x)?[0-9]+$/gm, (number) => (number.length > 3 ? 'NUMBER' : number))
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, (uuid) =>
      uuid.startsWith('cccccccc') ? uuid : 'RANDOM-UUID',
    )
    .replace(/00:16:3e:[0-9a-f]{2}:[0-9a-f]{2}:[0-9a-f]{2}/g, (mac) =>
      /11:22:33|11:22:34|44:00:01|66:12:b4|ff:ff:ff/.test(mac) ? mac : 'RANDOM-MAC',
    )
    .replaceAll('/tmp/comparison-lab/', '@')
    .trimEnd();

export const rule = {
  /** Each line of comparison.py is an answer of its own. */
  lines: (step, text) =>
    text.split('\n').map((line) => {
      const at = line.indexOf(' => ');
      return at < 0 ? [`${step}: words`, line] : [`${step}: ${line.slice(0, at)}`, line.slice(at + 4)];
    }),
};

/** What libvirt says of a procedure that its driver has not got at all: whatever we say of this guest is more. */
const missing = /this function is not supported by the connection driver/;
/** libvirt's ways to say that it cannot. */
const lacking =
  /this function is not supported by the connection driver|[Nn]ot supported|unsupported|is not implemented|error 3 of/;

/** Answers that differ and should: `family: step`, and why. */
const model =
  "Xen hides SYSENTER on AMD, so no model fits; the lab's libvirtd is given one that does (build.sh)";
const since = 'libvirt since 9.2 says the format of a loader';
const unnamed = 'libvirt since 10 says the line without the name of a document that has none';
const agent = 'libvirt asks no agent of a Xen guest';
const unread = 'libvirt says that it has changed a device that it could not read';
const nameless = 'libvirt does not learn the name of a network card that is plugged in';
const plugged = [
  ...['', ' --inactive', ' --security-info', ' --migratable'].map((flag) => `dumpxml pvh${flag}`),
  'domiflist pvh',
  'domifstat pvh %vif',
  'domif-getlink pvh %vif',
];
const expected = {
  'host: capabilities': model,
  'host: cpu-compare @cpu.xml': model,
  'host: net-list --all': 'libvirt leaves the default network to a package that is not in the image',
  'host: domxml-from-native xen-xl @hvm.cfg': since,
  'pv: python pv: compareCPU': model,
  'hvm: python hvm: compareCPU': model,
  'pv: python pv: createXML': unnamed,
  'hvm: python hvm: createXML': unnamed,
  'pv: python pv: domain.interfaceAddresses 1': agent,
  'hvm: python hvm: domain.interfaceAddresses 1': agent,
  'pv: python pv: updateDeviceFlags': unread,
  'hvm: python hvm: updateDeviceFlags': unread,
  ...Object.fromEntries(plugged.map((step) => [`pvh: ${step}`, nameless])),
  'host: domcapabilities --machine xenfv': "the order of the firmware images is the distribution's",
  'host: domcapabilities --machine xenpvh': 'libvirt since 9.3 says that there are no host devices',
  'dom0: setmaxmem Domain-0 1G --live': 'libxenlight refuses, which libvirt overlooks',
  'dom0: undefine Domain-0': 'libvirt forgets the definition of the control domain; ours has none to forget',
  'define: define @broken.xml': unnamed,
  'define: domrename renamed pv': 'libvirt could not rename it in the first place',
  'define: sh ls /run/libvirt/libxl | grep -v driver.pid':
    "the status of the control domain, and a mark of autostart, are libvirt's own",
};

const only = (lines, others) => lines.filter((line) => !others.includes(line));
const unlike = (a, b) => {
  const [left, right] = [a.split('\n'), b.split('\n')];
  const lines = [
    ...only(left, right).map((line) => `#    libvirtd:   ${line}`),
    ...only(right, left).map((line) => `#    virtlightd: ${line}`),
  ];
  return lines.length > 0 ? lines.slice(0, 24) : ['#    the same lines in another order'];
};

/** Compares all answers; `lines` tell what differs. */
export const judge = (theirs, ours) => {
  const counts = { passed: 0, beyond: 0, known: 0, failed: 0 };
  const lines = [];
  for (const [family, list] of Object.entries(theirs))
    for (const [i, { step, text }] of list.entries()) {
      const mine =
        ours[family]?.[i]?.step === step ? ours[family][i].text : `(not asked: ${ours[family]?.[i]?.step})`;
      const why = expected[`${family}: ${step}`];
      const kind =
        text === mine
          ? 'passed'
          : (missing.test(text) && !missing.test(mine)) || (lacking.test(text) && !lacking.test(mine))
            ? 'beyond'
            : why
              ? 'known'
              : 'failed';
      counts[kind]++;
      if (kind === 'failed' || (kind === 'known' && process.env.VERBOSE))
        lines.push(`# ${kind} ${family} ${i}: ${step}`, ...unlike(text, mine));
    }
  return { ...counts, lines };
};
