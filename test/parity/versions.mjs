// Where the stock daemon at hand (9.0) is older than the libvirt this daemon answers like: differences that are meant. A
// pattern speaks about one line of a comparison.
import { existsSync, readFileSync } from 'node:fs';

/** A command line without what only one release says, or says in other words. */
export const commonArgs = (line) =>
  line
    .replace(/ -m (\d+)(?= )/, (_, mib) => ` -m size=${BigInt(mib) * 1024n}k`)
    .replace(/,pcspk-audiodev=[^ ,]+/, '')
    .replace(' -spice unix=on,', ' -spice unix,');

const known = [
  // The channels' sockets moved to /run in 9.7; the monitor's place follows.
  /^argv [-+] -chardev socket,id=charchannel\d+,path=\/(var\/lib|run)\/libvirt\/qemu\/channel\//,
  // Which card a virtio video is, and how a USB disk is attached, is written down since 12.5.
  /^\/domain\/devices\/video\/model@device: undefined != /,
  /^\/domain\/devices\/disk@model: undefined != usb-(bot|storage)$/,

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

/** The words of a newer libvirt, from its libvirt.pot, as patterns; none when it is not at hand. */
const readWords = (path) => {
  if (!path || !existsSync(path)) return undefined;
  const words = [];
  for (const [, quoted] of readFileSync(path, 'utf8').matchAll(/^msgid ((?:".*"\n)+)/gm)) {
    const text = [...quoted.matchAll(/"(.*)"\n/g)].map(([, part]) => JSON.parse(`"${part}"`)).join('');
    if (text === '') continue;
    const pattern = text
      .split(/%(?:\d+\$)?[-+#0]*[0-9.*]*(?:ll|l|z|h)?[a-z%]/i)
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    words.push({
      whole: new RegExp(`(?:^|: )${pattern.join('[\\s\\S]*')}$`),
      plain: pattern.join('').length,
    });
  }
  // What is hardly more than a placeholder fits everything.
  return words.filter(({ plain }) => plain > 8).map(({ whole }) => whole);
};
let words;

/** Whether only the older libvirt says this: VIRTLIGHT_NEWER_WORDS names the libvirt.pot of the newer one. */
export const isOldMessage = (message) => {
  words ??= readWords(process.env.VIRTLIGHT_NEWER_WORDS) ?? [];
  return words.length > 0 && !words.some((pattern) => pattern.test(message));
};
