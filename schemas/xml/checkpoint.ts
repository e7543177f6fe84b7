// Domain checkpoint XML: https://libvirt.org/formatcheckpoint.html. The domain inside is read and written by
// src/model/checkpoint/document.ts.
import { ErrorDomain } from '../errors.ts';
import * as x from './dsl.ts';

/** libvirt checks checkpoints against its schema always; this is what the schema says of a nameless disk. */
const nameless = 'Element disk failed to validate attributes';

export const CheckpointDisk = x.element('disk', {
  name: x.attr(x.text, { required: { code: 92, text: nameless } }),
  checkpoint: x.attr(x.oneWord(['no', 'bitmap']), { default: 'bitmap' }),
  bitmap: x.attr(x.text),
  size: x.attr(x.ulong(), { live: true }),
});
export const CheckpointHead = x.element('domaincheckpoint', {
  name: x.child(x.text),
  description: x.child(x.text),
  parent: x.child({ name: x.child(x.text, { required: true }) }),
  creationTime: x.child(x.long(), { omit: 0 }),
  disks: x.children('disk', CheckpointDisk, { wrap: 'disks' }),
});
export type CheckpointHead = x.TypeOf<typeof CheckpointHead>;
export type CheckpointDisk = x.TypeOf<typeof CheckpointDisk>;

export const checkpointParseOptions = {
  domain: ErrorDomain.DOMAIN_CHECKPOINT,
  filename: '(domain_checkpoint)',
} as const;
