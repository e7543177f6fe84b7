// Settles what a device's parts say together: a source that is missing, labels that say nothing, settings its model lacks.
import type { Domain } from '../../../schemas/xml/domain.ts';
import type { Disk, Interface } from './devices.ts';

interface Labelled {
  seclabels?: { label?: string; relabel?: boolean }[];
}

/** What an inactive guest's labels were to skip is lost; a label that then says nothing goes. */
const settleLabels = (source: Labelled | undefined): void => {
  if (source?.seclabels)
    source.seclabels = source.seclabels.filter(
      ({ label, relabel }) => label !== undefined || relabel === false,
    );
};

/** Without a source there is nothing for another type to find. */
const settleDisk = (disk: Disk, inactive: boolean): void => {
  if (disk.source === undefined && disk.type !== 'vhostuser') disk.type = 'file';
  if (!inactive) return;
  settleLabels(disk.source as Labelled | undefined);
  let below = disk.backingStore as
    | { source?: Labelled; backingStore?: typeof below | undefined }
    | undefined
    | null;
  for (; below; below = below.backingStore) settleLabels(below.source);
};

const FILTERED: ReadonlySet<string> = new Set(['ethernet', 'network', 'bridge']);

const settleInterface = (net: Interface): void => {
  if (!FILTERED.has(net.type)) delete (net as Partial<Interface>).filterref;
  const driver = net.driver as { queues?: number } | undefined;
  if (driver?.queues === 1) delete driver.queues;
  const model = net.model?.type;
  if (model?.startsWith('virtio') !== true && net.backend) delete net.backend.vhost;
};

/** `9.4` is `9.40`. */
const fullVersion = (version: string): string =>
  version.includes('.') ? version.replace(/\.(.)$/, '.$10') : version;

export const settleSources = (domain: Domain, inactive: boolean): void => {
  const { devices } = domain;
  for (const disk of devices.disks) settleDisk(disk, inactive);
  for (const net of devices.interfaces) settleInterface(net);
  if (inactive) {
    for (const chardev of [
      ...devices.serials,
      ...devices.parallels,
      ...devices.consoles,
      ...devices.channels,
    ])
      settleLabels(chardev.source as Labelled | undefined);
  }
  for (const filter of devices.redirfilter ?? []) {
    if (filter.version !== undefined) filter.version = fullVersion(filter.version);
  }
};
