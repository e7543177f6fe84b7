// The capabilities document: every kind of pool, whether it is there, and the formats it and its volumes may have.
import { type PoolType, poolTraits, poolTypes } from '../../../schemas/xml/storage/words.ts';
import { StoragePoolCapabilities } from '../../../schemas/xml/storage-capabilities.ts';
import { formatXml } from '../xml/format.ts';

export const formatCapabilities = (has: (type: PoolType) => boolean): string =>
  formatXml(StoragePoolCapabilities, {
    pools: poolTypes.map((type) => {
      const { pool, volume } = poolTraits[type];
      return {
        type,
        supported: has(type),
        poolOptions: pool && {
          defaultFormat: { type: pool.default },
          enum: { name: 'sourceFormatType', values: [...pool.formats] },
        },
        volOptions: volume && {
          defaultFormat: { type: volume.default },
          enum: { name: 'targetFormatType', values: volume.listed ? [...volume.formats] : [] },
        },
      };
    }),
  });
