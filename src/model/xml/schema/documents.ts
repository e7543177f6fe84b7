// Every kind of document that has a schema, with the elements that may be its root. A new document is one line here.

import { Backup } from '../../../../schemas/xml/backup.ts';
import { Capabilities } from '../../../../schemas/xml/capabilities.ts';
import { CheckpointHead } from '../../../../schemas/xml/checkpoint.ts';
import { Cpu, HostCpu } from '../../../../schemas/xml/domain/cpu.ts';
import { Disk } from '../../../../schemas/xml/domain/disk.ts';
import { Devices, Domain } from '../../../../schemas/xml/domain.ts';
import { DomainCapabilities } from '../../../../schemas/xml/domcaps.ts';
import type { ChildField, ChildrenField, Fields, Shape } from '../../../../schemas/xml/dsl.ts';
import * as x from '../../../../schemas/xml/dsl.ts';
import { Interface } from '../../../../schemas/xml/interface.ts';
import { Network } from '../../../../schemas/xml/network.ts';
import { NetworkPort } from '../../../../schemas/xml/network-port.ts';
import { NodeDevice } from '../../../../schemas/xml/nodedev.ts';
import { NWFilter } from '../../../../schemas/xml/nwfilter.ts';
import { NWFilterBinding } from '../../../../schemas/xml/nwfilter-binding.ts';
import { StoragePool } from '../../../../schemas/xml/pool.ts';
import { Secret } from '../../../../schemas/xml/secret.ts';
import { SnapshotHead } from '../../../../schemas/xml/snapshot.ts';
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

/** The domain within a moment: whole, or only named by its UUID. */
const domainWithin = x.oneOf('form', {
  whole: { domain: x.child(Domain) },
  named: { domain: x.child({ uuid: x.child(x.uuid) }) },
});
const Snapshot = x.element('domainsnapshot', {
  ...SnapshotHead.fields,
  $domain: domainWithin,
  inactiveDomain: x.child(Domain),
  active: x.child(x.word('0|1')),
  cookie: x.verbatim(),
});
const Checkpoint = x.element('domaincheckpoint', { ...CheckpointHead.fields, $domain: domainWithin });

/** By the name of libvirt's schema file, without its ending. */
export const documents: Readonly<Record<string, readonly Shape[]>> = {
  capability: [Capabilities],
  cpu: [{ ...Cpu, name: 'cpu' }, HostCpu],
  device: deviceShapes,
  domain: [Domain],
  domainbackup: [Backup],
  domaincaps: [DomainCapabilities],
  domaincheckpoint: [Checkpoint],
  domainsnapshot: [Snapshot],
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
