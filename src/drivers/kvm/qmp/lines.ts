// Splits a byte stream into the JSON objects of a QMP conversation, one per line, without rescanning what was read.
import { StringDecoder } from 'node:string_decoder';

/** One reply may be this long (query-qmp-schema is about 200 kB); libvirt uses the same bound. */
export const MAX_LINE = 10 * 1024 * 1024;

/**
 * Returns a function to feed with chunks; it calls `onObject` for each complete line. Throws on a line that is
 * not a JSON object or is too long: the conversation cannot be trusted after that.
 */
export const jsonLines = (onObject: (object: Record<string, unknown>) => void): ((chunk: Buffer) => void) => {
  const decoder = new StringDecoder('utf8');
  let parts: string[] = [];
  let held = 0;
  return (chunk) => {
    let text = decoder.write(chunk);
    for (let newline = text.indexOf('\n'); newline >= 0; newline = text.indexOf('\n')) {
      parts.push(text.slice(0, newline));
      text = text.slice(newline + 1);
      const line = parts.join('').trim();
      parts = [];
      held = 0;
      if (line === '') continue;
      onObject(parseObject(line));
    }
    if (text === '') return;
    parts.push(text);
    held += text.length;
    if (held > MAX_LINE) throw new Error(`No complete monitor response found in ${MAX_LINE} bytes`);
  };
};

const parseObject = (line: string): Record<string, unknown> => {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new Error(`cannot parse json ${line.slice(0, 200)}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error(`Parsed JSON reply '${line.slice(0, 200)}' isn't an object`);
  }
  return value as Record<string, unknown>;
};

/** One command as a line; bigint members become JSON numbers, which JSON.stringify alone cannot do. */
export const encodeLine = (message: object): string =>
  `${JSON.stringify(message, (_key, value) =>
    typeof value === 'bigint' ? `\u0001${value}\u0001` : value,
  ).replace(/"\\u0001(-?\d+)\\u0001"/g, '$1')}\r\n`;
