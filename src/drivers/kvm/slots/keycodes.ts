// Key codes of other worlds as QEMU numbers them (qnum): the AT set 1 code, with 0x80 added for extended keys.
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';

/** virKeycodeSet. */
const sets = ['linux', 'xt', 'atset1', 'atset2', 'atset3', 'os_x', 'xt_kbd', 'usb', 'win32', 'qnum'];

/** Linux codes up to 88 are AT set 1 codes; these are the others. */
const linux: Readonly<Record<number, number>> = {
  85: 0x76,
  89: 0x73,
  90: 0x78,
  91: 0x77,
  92: 0x79,
  93: 0x70,
  94: 0x7b,
  95: 0x5c,
  96: 0x9c,
  97: 0x9d,
  98: 0xb5,
  99: 0x54,
  100: 0xb8,
  101: 0x5b,
  102: 0xc7,
  103: 0xc8,
  104: 0xc9,
  105: 0xcb,
  106: 0xcd,
  107: 0xcf,
  108: 0xd0,
  109: 0xd1,
  110: 0xd2,
  111: 0xd3,
  113: 0xa0,
  114: 0xae,
  115: 0xb0,
  116: 0xde,
  117: 0x59,
  119: 0xc6,
  121: 0x7e,
  122: 0xf2,
  123: 0xf1,
  124: 0x7d,
  125: 0xdb,
  126: 0xdc,
  127: 0xdd,
  128: 0xe8,
  138: 0xf5,
  140: 0xa1,
  142: 0xdf,
  143: 0xe3,
  163: 0x99,
  164: 0xa2,
  165: 0x90,
  166: 0xa4,
};

const translate = (set: string, code: number): number | undefined => {
  switch (set) {
    case 'linux':
      return linux[code] ?? (code > 0 && code <= 88 ? code : undefined);
    case 'qnum':
    case 'xt_kbd':
      return code;
    case 'xt':
    case 'atset1':
      if (code >= 0xe000) return (code & 0x7f) | 0x80;
      return code < 0x80 ? code : undefined;
    default:
      return undefined;
  }
};

/** The number QEMU takes for a key; libvirt's error for one it cannot be given. */
export const qnumOf = (codeset: number, code: number): number => {
  const set = sets[codeset] ?? String(codeset);
  const qnum = translate(set, code);
  if (qnum !== undefined) return qnum;
  throw new VirError(
    ErrorCode.INTERNAL_ERROR,
    ErrorDomain.QEMU,
    `cannot translate keycode ${code} of ${set} codeset to qnum keycode`,
  );
};
