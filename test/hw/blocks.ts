// The suite qemublock-xml2json: the properties of each layer of a disk, as used and as found.

import { applyDrive, cacheOf } from '../../src/drivers/kvm/argv/storage.ts';
import { backingString } from '../../src/drivers/kvm/block/backing-string.ts';
import { layersOf } from '../../src/drivers/kvm/block/from-disk.ts';
import { chainOf, isEmptyLayer, type StorageLayer } from '../../src/drivers/kvm/block/layer.ts';
import { formatNodeProps, sourceProps, storageNodeProps } from '../../src/drivers/kvm/block/props.ts';
import type { Disk } from '../../src/model/domain/devices.ts';
import { parseDevice } from '../../src/model/domain/parse.ts';
import type { Judge } from '../corpus/suites.ts';

/** What the status XML says of each layer's nodes and objects, in the order of the layers. */
const applyStatus = (layers: readonly StorageLayer[], xml: string): void => {
  const blocks = xml.split('<nodenames>').slice(1);
  const attr = (text: string, pattern: RegExp): string | undefined => pattern.exec(text)?.[1];
  layers.forEach((layer, i) => {
    const block = blocks[i] ?? '';
    const storage = attr(block, /type='storage' name='([^']*)'/) ?? '';
    const format = attr(block, /type='format' name='([^']*)'/);
    layer.nodes = format === undefined ? { storage } : { storage, format };
    const objects: NonNullable<StorageLayer['objects']> = {};
    const prManager = attr(block, /mgralias='([^']*)'/);
    const tlsCreds = attr(block, /<TLSx509 alias='([^']*)'/);
    if (prManager !== undefined) objects.prManager = prManager;
    if (tlsCreds !== undefined) objects.tlsCreds = tlsCreds;
    if (layer.auth) objects.authSecret = `${storage}-secalias`;
    if (layer.encryption) objects.encryption = [`${format}-encalias`];
    layer.objects = objects;
  });
};

/** The documents that stand one after another in a text. */
const documents = (text: string): unknown[] => JSON.parse(`[${text.replace(/^\}\n\{$/gm, '},{')}]`);

const plain = (value: unknown): string => JSON.stringify(value);

export const judgeBlocks: Judge = (test, suite) => {
  const xml = suite.file(test.input);
  let used: unknown[];
  let found: string;
  try {
    const disk = parseDevice(xml).dev as Disk;
    const layers = [...chainOf(layersOf(disk))].filter((layer) => !isEmptyLayer(layer));
    applyStatus(layers, xml);
    layers.forEach((layer, i) => {
      layer.readonly ||= i > 0;
      applyDrive(disk, layer, i === 0, cacheOf(disk));
    });
    used = layers.flatMap((layer) => [formatNodeProps(layer), storageNodeProps(layer, false)]);
    found = layers
      .map((layer) => `source:${plain(sourceProps(layer, 'target'))}\nbacking:${backingString(layer)}`)
      .join('\n');
  } catch (error) {
    return test.outcome === 'ok' ? `refused: ${(error as Error).message}` : undefined;
  }
  if (test.outcome !== 'ok') return 'accepted, should be refused';
  const expected = plain(documents(suite.file(String(test['json']))));
  if (expected !== plain(used)) return `${plain(used)}, not ${expected}`;
  const wanted = suite
    .file(String(test['srconly']))
    .split(/^\($/m)
    .slice(1)
    .map((block) => {
      const [, source = '', backing = ''] =
        /source only properties:\n([\s\S]*)backing store string:\n([\s\S]*)\n\)/.exec(block) ?? [];
      const [, json] = /^\s*json:([\s\S]*)$/.exec(backing) ?? [];
      const text = json === undefined ? backing.trim() : `json:${plain(JSON.parse(json))}`;
      return `source:${plain(JSON.parse(source))}\nbacking:${text}`;
    })
    .join('\n');
  return wanted === found ? undefined : `${found}, not ${wanted}`;
};
