// Counting what pytest says.

/** Options that make every test's outcome a line of its own. */
export const pytestOptions = ['-p', 'no:cacheprovider', '-q', '-rA', '--tb=line'];

export const pytestCounts = ({ text }) => {
  const names = (word) =>
    [...text.matchAll(new RegExp(`^${word} (\\S+?::\\S+)`, 'gm'))].map((match) =>
      match[1].replace(/^.*?(?=test_)/, ''),
    );
  const total = (word) =>
    Number(new RegExp(`(\\d+) ${word}`).exec(text.trimEnd().split('\n').at(-1))?.[1] ?? 0);
  return {
    passed: total('passed'),
    skipped: total('skipped'),
    failures: [...names('FAILED'), ...names('ERROR')],
    text,
  };
};
