// Virtio serial ports: whether the guest has them open, above all the guest agent's.
import type { Guest, Run } from './guest.ts';
import type { World } from './world.ts';

export const portChanged = (_w: World, _guest: Guest, _live: Run, _id: string, _open: boolean): void =>
  undefined;
