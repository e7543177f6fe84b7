// When two daemons' answers are alike: what differs between any two runs is taken out, what should differ is listed with why.

/** What differs between two runs by nature. */
export const normal = (text) =>
  text
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

/** libvirt's ways to say that it cannot. */
const lacking =
  /this function is not supported by the connection driver|[Nn]ot supported|unsupported|is not implemented|error 3 of/;

/** Answers that differ and should: `family: step`, and why. */
const model =
  "Xen hides SYSENTER on AMD, so no model fits; the lab's libvirtd is given one that does (build.sh)";
const since = 'libvirt since 9.2 says the format of a loader';
const expected = {
  'host: capabilities': model,
  'host: cpu-compare @cpu.xml': model,
  'host: net-list --all': 'libvirt leaves the default network to a package that is not in the image',
  'host: domxml-from-native xen-xl @hvm.cfg': since,
  'host: domcapabilities --machine xenfv': "the order of the firmware images is the distribution's",
  'host: domcapabilities --machine xenpvh': 'libvirt since 9.3 says that there are no host devices',
  'dom0: setmaxmem Domain-0 1G --live': 'libxenlight refuses, which libvirt overlooks',
  'dom0: undefine Domain-0': 'libvirt forgets the definition of the control domain; ours has none to forget',
  'define: define @broken.xml': 'libvirt since 10 says the line without the name of a document that has none',
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
          : lacking.test(text) && !lacking.test(mine)
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
