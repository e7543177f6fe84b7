// Where the stock daemon at hand (9.0) is older than the libvirt this daemon answers like: differences that are meant. A
// pattern speaks about one line of a comparison.

/** The older daemon's command line in the newer one's words. */
export const modernArgs = (line) =>
  line.replace(/ -m (\d+)(?= )/, (_, mib) => ` -m size=${BigInt(mib) * 1024n}k`);

const known = [
  // Formats of firmware images are shown since 9.2.
  /^\/domain\/os\/(loader|nvram)@(format|templateFormat): undefined != raw/,
  // The watchdog that the Q35 chipset has anyway is shown since 9.1, and set up.
  /^\/domain\/devices\/watchdog: count 0 != 1/,
  /unknown watchdog model 'itco'/,
  /^argv \+ -global ICH9-LPC.noreboot=off$/,
  /^argv \+ -watchdog-action reset$/,
  // Clusters of a processor's topology since 10.1.
  /^\/domain\/cpu\/topology@clusters: undefined != 1/,
  /^argv [-+] -smp .*(,dies=\d+,cores|,clusters=)/,
  // The PC speaker's sound went from -soundhw to the machine's options.
  /^argv - -soundhw pcspk$/,
];

/** Is this line of a comparison only the older libvirt's? */
export const knownDifference = (line) => known.some((pattern) => pattern.test(line));
