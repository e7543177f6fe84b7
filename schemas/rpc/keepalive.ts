// The procedures of the keepalive program.
import { procedure } from './procedure.ts';

export const ping = procedure({ number: 1, wire: 'PING', kind: 'event', family: 'daemon', priority: 'high' });

export const pong = procedure({ number: 2, wire: 'PONG', kind: 'event', family: 'daemon', priority: 'high' });
