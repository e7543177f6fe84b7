// What the library offers in a form that a line of functions.ts cannot say: text read piece by piece, structures passed by
// value, arrays counted apart. Each throws LibxlError.
import koffi from 'koffi';
import type { Context } from './context.ts';
import { LibxlError, type Pointer, type Structures } from './structures.ts';

export interface Composed {
  /** What the hypervisor has said so far; `clear` empties its ring. */
  consoleRing(context: Context, clear: boolean): string;
  /** The number of the new pool. */
  createCpuPool(context: Context, name: string, scheduler: number, cpus: readonly number[]): number;
  /** What the processors can do about shares of their caches or memory (`feature`: libxl_psr_feat_type), a socket each. */
  psrHwInfo(context: Context, feature: number, level: number): unknown[];
  /** Text kept with a domain, ending in a zero byte as libvirt stores it. */
  storeUserdata(context: Context, domid: number, name: string, text: string): void;
}

export const composedOf = ({ native, bitmap, Bitmap, elements }: Structures): Composed => ({
  consoleRing({ pointer: ctx }, clear) {
    const reader = native('xen_console_read_start', 'void *', ['void *', 'int'])(ctx, clear ? 1 : 0);
    if (!reader) throw new LibxlError(-3, 'xen_console_read_start');
    const line = native('xen_console_read_line', 'int', [
      'void *',
      'void *',
      koffi.out(koffi.pointer('str')),
    ]);
    let text = '';
    for (const out: [string | null] = [null]; line(ctx, reader, out) > 0; ) text += out[0] ?? '';
    native('xen_console_read_finish', 'void', ['void *', 'void *'])(ctx, reader);
    return text;
  },
  createCpuPool({ pointer: ctx }, name, scheduler, cpus) {
    const held: Pointer[] = [];
    const map = bitmap(cpus, (n) => {
      const p = koffi.alloc('uint8_t', n) as Pointer;
      held.push(p);
      return p;
    });
    const out: [number] = [0xffffffff];
    const uuid = Buffer.from(crypto.getRandomValues(new Uint8Array(16)));
    const code = native('cpupool_create', 'int', [
      'void *',
      'const char *',
      'int',
      Bitmap,
      'void *',
      koffi.inout(koffi.pointer('uint32_t')),
    ])(ctx, name, scheduler, koffi.decode(map, Bitmap), uuid, out);
    for (const p of held) koffi.free(p);
    if (code) throw new LibxlError(code, 'cpupool_create');
    return out[0];
  },
  psrHwInfo({ pointer: ctx }, feature, level) {
    const count: [number] = [0];
    const out: [Pointer | null] = [null];
    const code = native('psr_get_hw_info', 'int', [
      'void *',
      'int',
      'uint32_t',
      koffi.out(koffi.pointer('uint32_t')),
      koffi.out(koffi.pointer('void *')),
    ])(ctx, feature, level, count, out);
    if (code) throw new LibxlError(code, 'psr_get_hw_info');
    if (!out[0]) return [];
    const items = elements(ctx, 'psr_hw_info', out[0], count[0]);
    native('psr_hw_info_list_free', 'void', ['void *', 'uint32_t'])(out[0], count[0]);
    return items;
  },
  storeUserdata({ pointer: ctx }, domid, name, text) {
    const data = Buffer.from(`${text}\0`);
    const code = native('userdata_store', 'int', [
      'void *',
      'uint32_t',
      'const char *',
      'const uint8_t *',
      'int',
    ])(ctx, domid, name, data, data.length);
    if (code) throw new LibxlError(code, 'userdata_store');
  },
});
