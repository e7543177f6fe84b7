// Waits until udev has made the device nodes it is still busy with.
import { findProgram, run } from '../../common/run.ts';

const SETTLE_MS = 180_000;

export const settleDevices = async (): Promise<void> => {
  if (!findProgram('udevadm')) return;
  await run('udevadm', ['settle'], { accept: 'any', timeoutMs: SETTLE_MS }).catch(() => undefined);
};
