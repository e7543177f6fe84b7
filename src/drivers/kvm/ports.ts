// Ports for displays: free ones of the range, not given twice, remembered for guests found running.
import { readFileSync } from 'node:fs';
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';

const FIRST = 5900;
const LAST = 65535;
const FIRST_WEBSOCKET = 5700;
const LISTENING = '0A';

/** Ports somebody on this host listens on. */
const listening = (): Set<number> => {
  const ports = new Set<number>();
  for (const file of ['/proc/net/tcp', '/proc/net/tcp6']) {
    let table = '';
    try {
      table = readFileSync(file, 'utf8');
    } catch {
      continue;
    }
    for (const line of table.split('\n').slice(1)) {
      const [, local, , state] = line.trim().split(/\s+/);
      if (state === LISTENING) ports.add(Number.parseInt(local?.split(':')[1] ?? '', 16));
    }
  }
  return ports;
};

export interface PortPool {
  take(kind: string): number;
  /** A port that a guest found running has. */
  claim(port: number): void;
  release(port: number): void;
}

export const createPortPool = (
  range: { readonly first?: number; readonly last?: number; readonly firstWebsocket?: number } = {},
): PortPool => {
  const taken = new Set<number>();
  return {
    take(kind) {
      const busy = listening();
      const from = kind === 'websocket' ? (range.firstWebsocket ?? FIRST_WEBSOCKET) : (range.first ?? FIRST);
      for (let port = from; port <= (range.last ?? LAST); port++) {
        if (taken.has(port) || busy.has(port)) continue;
        taken.add(port);
        return port;
      }
      throw new VirError(
        ErrorCode.INTERNAL_ERROR,
        ErrorDomain.NONE,
        `Unable to find an unused port in range '${kind}' (${from}-${range.last ?? LAST})`,
      );
    },
    claim: (port) => void taken.add(port),
    release: (port) => void taken.delete(port),
  };
};
