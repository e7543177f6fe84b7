// The makers' names of PCI and USB devices, from the lists that distributions ship.
import { readFile } from 'node:fs/promises';

const places = {
  pci: ['/usr/share/misc/pci.ids', '/usr/share/hwdata/pci.ids', '/usr/share/pci.ids'],
  usb: ['/usr/share/misc/usb.ids', '/usr/share/hwdata/usb.ids', '/var/lib/usbutils/usb.ids'],
} as const;

export interface DeviceNames {
  readonly vendor?: string;
  readonly product?: string;
}
export type NameLookup = (vendor: number, product: number) => DeviceNames;

const hex = (value: number): string => value.toString(16).padStart(4, '0');
const lineAt = (text: string, at: number): string => text.slice(at, text.indexOf('\n', at)).trim();

const lookIn =
  (text: string): NameLookup =>
  (vendor, product) => {
    const at = text.indexOf(`\n${hex(vendor)}  `);
    if (at < 0) return {};
    const end = text.slice(at + 1).search(/\n[0-9a-fC]/);
    const block = end < 0 ? text.slice(at + 1) : text.slice(at + 1, at + 1 + end + 1);
    const name = lineAt(`${block}\n`, 6);
    const own = block.indexOf(`\n\t${hex(product)}  `);
    return own < 0 ? { vendor: name } : { vendor: name, product: lineAt(`${block}\n`, own + 8) };
  };

/** Reads a list; without one, devices stay nameless. */
export const loadNames = async (kind: keyof typeof places): Promise<NameLookup> => {
  for (const path of places[kind]) {
    const text = await readFile(path, 'utf8').catch(() => null);
    if (text !== null) return lookIn(`\n${text}`);
  }
  return () => ({});
};
