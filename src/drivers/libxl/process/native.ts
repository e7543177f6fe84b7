// libxenlight loaded through koffi, of whatever series is installed. The files beside it call its functions as functions.ts
// declares them; JSON text is the only form in which structures cross this line.
import { readdirSync } from 'node:fs';
import koffi from 'koffi';
import { type Composed, composedOf } from './composed.ts';
import { type Context, contextsOf } from './context.ts';
import { createMarshal } from './marshal.ts';
import { libraryName, newestSeries, type Series, series, sizesOf } from './sizes.ts';
import { createStructures, LibxlError, type Native, type Pointer } from './structures.ts';

const libraryFolders = [
  '/usr/lib/x86_64-linux-gnu',
  '/usr/lib/aarch64-linux-gnu',
  '/usr/lib64',
  '/usr/lib',
  '/usr/local/lib',
  '/usr/local/lib64',
];

const filesIn = (folder: string): string[] => {
  try {
    return readdirSync(folder);
  } catch {
    return []; // No such folder here.
  }
};
/** The newest installed series that sizes are known for. */
const findLibrary = (): { file: string; series: Series } | null => {
  const held = libraryFolders.map((folder) => ({ folder, files: filesIn(folder) }));
  const found = newestSeries(held.flatMap((h) => h.files));
  if (!found) return null;
  const name = libraryName(found);
  const { folder = '' } = held.find((h) => h.files.includes(name)) ?? {};
  return { file: `${folder}/${name}`, series: found };
};

export interface Library extends Composed {
  readonly series: Series;
  /** A value of XenStore, or null when there is none. */
  readStore(path: string): Promise<string | null>;
  /** A new context; each has its own lock, so that a long call on one does not hold up the others. */
  context(): Context;
}

/** XenStore, connected to at the first use. */
const storeReader = (): Library['readStore'] => {
  let store: { handle: Pointer; read: Native } | null = null;
  return async (path) => {
    if (!store) {
      const xs = koffi.load('libxenstore.so.4');
      const handle = xs.func('void *xs_open(unsigned long flags)')(0) as Pointer | null;
      if (!handle) throw new LibxlError(-3, 'xs_open');
      store = {
        handle,
        read: xs.func(
          'HeapString xs_read(void *h, uint32_t transaction, const char *path, _Out_ uint32_t *length)',
        ),
      };
    }
    const { handle, read } = store;
    return new Promise((resolve, reject) =>
      read.async(handle, 0, path, [0], (e: unknown, text: string | null) => (e ? reject(e) : resolve(text))),
    );
  };
};

/** Loads the library. Throws with words for the log when there is none, or no Xen beneath. */
export const loadLibrary = (logFile: string, logLevel: number): Library => {
  const found = findLibrary();
  if (!found) throw new Error(`no libxenlight of Xen ${series.join(', ')} is installed`);
  const libc = koffi.load('libc.so.6');
  const xtl = koffi.load('libxentoollog.so.1');
  const xl = koffi.load(found.file);
  const fopen = libc.func('void *fopen(const char *path, const char *mode)');
  const logger = xtl.func('void *xtl_createlogger_stdiostream(void *file, int level, uint32_t flags)')(
    fopen(logFile, 'ae') ?? fopen('/dev/stderr', 'we'),
    logLevel,
    0,
  ) as Pointer;
  const structures = createStructures(xl, sizesOf[found.series]);
  return {
    series: found.series,
    context: contextsOf(xl, structures, createMarshal(structures, libc), logger),
    readStore: storeReader(),
    ...composedOf(structures),
  };
};
