// What the tests inside the lab share: an assertion that counts, and waiting for a condition with a deadline.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const begin = Date.now();
const exec = promisify(execFile);
let failures = 0;
let count = 0;

/** One assertion; `found` is shown when it fails. */
export const check = (text, ok, found) => {
  count++;
  if (!ok) failures++;
  console.log(
    `${ok ? 'ok' : 'not ok'} ${count} - ${text}${ok || found === undefined ? '' : ` # found ${JSON.stringify(found)}`} (${((Date.now() - begin) / 1000).toFixed(1)} s)`,
  );
  return ok;
};

/** Resolves to what `probe` gives once it is truthy; fails after `seconds`. */
export const until = async (text, probe, seconds = 60) => {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const value = await probe();
    if (value) return value;
    if (Date.now() > deadline) throw new Error(`no ${text} within ${seconds} s`);
    await new Promise((r) => setTimeout(r, 50));
  }
};

/** Runs a program; its output, trimmed, or the error text with `code`. */
export const run = async (program, ...args) => {
  try {
    const { stdout } = await exec(program, args, { maxBuffer: 1 << 26 });
    return stdout.trim();
  } catch (e) {
    return Object.assign(new String(`${e.stdout ?? ''}${e.stderr ?? ''}`.trim()), { code: e.code });
  }
};

/** Ends the test with the right exit status. */
export const finish = () => {
  console.log(`1..${count}`);
  process.exit(failures || !count ? 1 : 0);
};
process.on('unhandledRejection', (e) => {
  console.log(`not ok ${++count} - ${e?.stack ?? e}`);
  process.exit(1);
});
