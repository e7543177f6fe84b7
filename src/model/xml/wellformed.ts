// Words complaints about malformed XML as libvirt does: libxml2's message, the line and a caret below it.
import { ErrorCode, VirError } from '../../../schemas/errors.ts';

interface Complaint {
  readonly message: string;
  readonly at: number;
}

type Libxml2 = typeof import('libxml2-wasm');
let libxml2: Libxml2 | undefined;
let loading: Promise<Libxml2> | undefined;

/** Loads libxml2 for exact messages and for schema validation. Until it is there our own wording stands in. */
export const loadLibxml2 = (): Promise<Libxml2> => {
  loading ??= import('libxml2-wasm').then((module) => {
    libxml2 = module;
    return module;
  });
  return loading;
};

/** What libxml2 has to say about `source`, if it is loaded and has anything to say. */
const secondOpinion = (source: string): Complaint | undefined => {
  if (!libxml2) return undefined;
  try {
    libxml2.XmlDocument.fromString(source, { option: libxml2.ParseOption.XML_PARSE_NONET }).dispose();
  } catch (error) {
    if (!(error instanceof libxml2.XmlLibError)) return undefined;
    const fatal = error.details.find((detail) => Number(detail.level) === 3);
    if (!fatal) return undefined;
    let start = 0;
    for (let line = 1; line < fatal.line; line++) start = source.indexOf('\n', start) + 1;
    return {
      message: fatal.message.trimEnd(),
      at: Math.min(start + Math.max(fatal.col - 1, 0), source.length),
    };
  }
  return undefined;
};

/** The error for a malformed document. */
export const malformed = (source: string, own: Complaint, filename: string, domain: number): VirError => {
  const { message, at } = secondOpinion(source) ?? own;
  let cur = at;
  if (cur >= source.length && cur > 0) cur--;
  while (cur > 0 && (source[cur] === '\n' || source[cur] === '\r')) cur--;
  const start = source.lastIndexOf('\n', Math.max(cur - 1, 0)) + 1;
  const stop = source.indexOf('\n', start);
  const context = source.slice(start, stop < 0 ? undefined : stop);
  const column = Math.max(Math.min(at, start + context.length) - start, 0);
  const pointer = context.slice(0, column).replace(/[^\t]/g, '-');
  let line = 1;
  for (let i = source.indexOf('\n'); i >= 0 && i < at; i = source.indexOf('\n', i + 1)) line++;
  // text handed over has no file to name; what it is called then is in parentheses
  const where = filename.startsWith('(') ? `at line ${line}` : `${filename}:${line}`;
  // libxml2 has no line to show of what is empty, and libvirt prints that it has none.
  const shown = source === '' ? '(null)' : context;
  return new VirError(ErrorCode.XML_DETAIL, domain, `${where}: ${message}\n${shown}\n${pointer}^`);
};
