// Counters of the host side of guests' network interfaces.
import { readFile } from 'node:fs/promises';

export interface NetCounters {
  readonly rxBytes: number;
  readonly rxPackets: number;
  readonly rxErrors: number;
  readonly rxDropped: number;
  readonly txBytes: number;
  readonly txPackets: number;
  readonly txErrors: number;
  readonly txDropped: number;
}

/**
 * Counters of an interface as the guest sees them: what the host's tap sends is what the guest receives. A macvtap
 * counts from the guest's side already. Null when there is no such interface.
 */
export const netCounters = async (name: string, hostView: boolean): Promise<NetCounters | null> => {
  const table = await readFile('/proc/net/dev', 'utf8').catch(() => '');
  for (const line of table.split('\n')) {
    const colon = line.indexOf(':');
    if (colon < 0 || line.slice(0, colon).trim() !== name) continue;
    const v = line
      .slice(colon + 1)
      .trim()
      .split(/\s+/)
      .map(Number);
    const side = (at: number) => [v[at] ?? 0, v[at + 1] ?? 0, v[at + 2] ?? 0, v[at + 3] ?? 0] as const;
    const [rx, tx] = hostView ? [side(8), side(0)] : [side(0), side(8)];
    return {
      rxBytes: rx[0],
      rxPackets: rx[1],
      rxErrors: rx[2],
      rxDropped: rx[3],
      txBytes: tx[0],
      txPackets: tx[1],
      txErrors: tx[2],
      txDropped: tx[3],
    };
  }
  return null;
};
