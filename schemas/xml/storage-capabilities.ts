// What kinds of pools a connection offers: https://libvirt.org/formatstoragecaps.html
import * as x from './dsl.ts';
import { poolTypes } from './storage/words.ts';

const options = (name: string) =>
  x.child(
    x.element('options', {
      defaultFormat: x.child({ type: x.attr(x.text, { required: true }) }, { required: true }),
      enum: x.child(
        x.expanded(
          x.element('enum', { name: x.attr(x.text, { default: name }), values: x.children('value', x.text) }),
        ),
        { required: true },
      ),
    }),
  );

export const StoragePoolCapabilities = x.element('storagepoolCapabilities', {
  pools: x.children(
    'pool',
    x.expanded(
      x.element('pool', {
        type: x.attr(x.oneWord(poolTypes), { required: true }),
        supported: x.attr(x.yesNo, { required: true }),
        poolOptions: options('sourceFormatType'),
        volOptions: options('targetFormatType'),
      }),
    ),
  ),
});
export type StoragePoolCapabilities = x.TypeOf<typeof StoragePoolCapabilities>;
