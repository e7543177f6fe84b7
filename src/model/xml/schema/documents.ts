// Every kind of document that has a schema, with the elements that may be its root. A new document is one line here.

import { Capabilities } from '../../../../schemas/xml/capabilities.ts';
import { HostCpu } from '../../../../schemas/xml/cpu.ts';
import { Cpu } from '../../../../schemas/xml/domain/cpu.ts';
import { Disk } from '../../../../schemas/xml/domain/disk.ts';
import { Devices, Domain } from '../../../../schemas/xml/domain.ts';
import { DomainCapabilities } from '../../../../schemas/xml/domcaps.ts';
import type { ChildField, ChildrenField, Fields, Shape } from '../../../../schemas/xml/dsl.ts';
import { Interface } from '../../../../schemas/xml/interface.ts';
import { Network } from '../../../../schemas/xml/network.ts';
import { NetworkPort } from '../../../../schemas/xml/network-port.ts';
import { NodeDevice } from '../../../../schemas/xml/nodedev.ts';
import { NWFilter } from '../../../../schemas/xml/nwfilter.ts';
import { NWFilterBinding } from '../../../../schemas/xml/nwfilter-binding.ts';
import { StoragePool } from '../../../../schemas/xml/pool.ts';
import { Secret } from '../../../../schemas/xml/secret.ts';
import { StoragePoolCapabilities } from '../../../../schemas/xml/storage-capabilities.ts';
import { FileVolume, PartitionVolume, PlainVolume } from '../../../../schemas/xml/volume.ts';

const target = Disk.fields.target as unknown as ChildField<unknown, false>;
/** A disk on its own may lack the target that it needs within a guest. */
const withoutTarget: Fields = {
  ...Disk.fields,
  target: { ...target, options: { ...target.options, schema: { required: false } } } as typeof target,
};

/** The shapes of the devices, under the names their elements have. */
export const deviceShapes: readonly Shape[] = Object.entries(Devices.fields).flatMap(
  ([key, field]): Shape[] => {
    const { of, options } = field as unknown as ChildrenField<unknown> | ChildField<unknown, boolean>;
    if (of?.is !== 'shape' || (options as { wrap?: string }).wrap !== undefined) return [];
    const name = options.name ?? key;
    return [{ ...of, name, fields: name === 'disk' ? withoutTarget : of.fields }];
  },
);

/** By the name of libvirt's schema file, without its ending. */
export const documents: Readonly<Record<string, readonly Shape[]>> = {
  capability: [Capabilities],
  cpu: [{ ...Cpu, name: 'cpu' }, HostCpu],
  device: deviceShapes,
  domain: [Domain],
  domaincaps: [DomainCapabilities],
  interface: [Interface],
  network: [Network],
  networkport: [NetworkPort],
  nodedev: [NodeDevice],
  nwfilter: [NWFilter],
  nwfilterbinding: [NWFilterBinding],
  secret: [Secret],
  storagepool: [StoragePool],
  storagepoolcaps: [StoragePoolCapabilities],
  storagevol: [FileVolume, PartitionVolume, PlainVolume],
};
