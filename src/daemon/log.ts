// The daemon's log: pino underneath; libvirt's log_outputs and log_filters decide what goes where.
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import pino from 'pino';
import type { Logger } from '../drivers/host.ts';
import { sendDatagram } from '../native/socket.ts';

/** libvirt's levels: 1 debug, 2 info, 3 warning, 4 error. */
export type LogLevel = 1 | 2 | 3 | 4;
const pinoLevels = { 1: 'debug', 2: 'info', 3: 'warn', 4: 'error' } as const;
const words: Record<number, string> = { 20: 'debug', 30: 'info', 40: 'warning', 50: 'error', 60: 'error' };

interface Output {
  readonly level: LogLevel;
  write(line: Record<string, unknown>): void;
}

/** One line in libvirt's form: time, pid, level, text. */
const plain = (line: Record<string, unknown>): string => {
  const time = new Date(line.time as number).toISOString().replace('T', ' ').replace('Z', '+0000');
  const { level, msg, pid, hostname: _h, time: _t, name: _n, ...rest } = line;
  const extras = Object.keys(rest).length > 0 ? ` ${JSON.stringify(rest)}` : '';
  return `${time}: ${pid}: ${words[level as number] ?? 'info'} : ${msg ?? ''}${extras}\n`;
};

const syslogPriority: Record<number, number> = { 20: 7, 30: 6, 40: 4, 50: 3, 60: 2 };

const makeOutput = (text: string): Output => {
  const match = /^([1-4]):(stderr|journald|syslog|file)(?::(.*))?$/.exec(text.trim());
  if (!match)
    throw new Error(
      `invalid log output '${text}': expected LEVEL:stderr, journald, syslog:NAME or file:PATH`,
    );
  const level = Number(match[1]) as LogLevel;
  const argument = match[3] ?? '';
  switch (match[2]) {
    case 'file': {
      if (!argument.startsWith('/'))
        throw new Error(`invalid log output '${text}': an absolute path is needed`);
      mkdirSync(dirname(argument), { recursive: true, mode: 0o700 });
      const file = pino.destination({ dest: argument, sync: true, mkdir: true, mode: 0o600 });
      return { level, write: (line) => file.write(plain(line)) };
    }
    case 'journald':
      return {
        level,
        write: (line) =>
          void sendDatagram(
            '/run/systemd/journal/socket',
            `MESSAGE=${String(line.msg ?? '').replaceAll('\n', ' ')}\nPRIORITY=${syslogPriority[line.level as number]}\n` +
              'SYSLOG_IDENTIFIER=virtlightd\nLIBVIRT_SOURCE=virtlight\n',
          ),
      };
    case 'syslog':
      return {
        level,
        write: (line) =>
          void sendDatagram(
            '/dev/log',
            `<${24 + (syslogPriority[line.level as number] ?? 6)}>${argument || 'virtlightd'}[${process.pid}]: ${line.msg ?? ''}`,
          ),
      };
    default:
      return { level, write: (line) => void process.stderr.write(plain(line)) };
  }
};

export interface DaemonLog {
  readonly logger: Logger;
  outputs: string;
  filters: string;
  setLevel(level: LogLevel): void;
  /** `LEVEL:output` separated by spaces; throws with the words to show on a mistake. */
  setOutputs(text: string): void;
  setFilters(text: string): void;
}

/** Values of keys that are never written: secrets travel through arguments and results, not through the log. */
const redact = { paths: ['password', 'secret', 'value', '*.password', '*.secret'], censor: '***' };

export const createLog = (level: LogLevel, outputs: string): DaemonLog => {
  let sinks: Output[] = [];
  const destination = {
    write(text: string) {
      const line = JSON.parse(text) as Record<string, unknown>;
      const own = (line.level as number) / 10 - 1;
      for (const sink of sinks) if (own >= sink.level) sink.write(line);
    },
  };
  const root = pino({ level: pinoLevels[level], redact }, destination);
  const log: DaemonLog = {
    logger: root as unknown as Logger,
    outputs,
    filters: '',
    setLevel(next) {
      root.level = pinoLevels[next];
    },
    setOutputs(text) {
      sinks = text.split(/\s+/).filter(Boolean).map(makeOutput);
      log.outputs = text;
    },
    setFilters(text) {
      for (const filter of text.split(/\s+/).filter(Boolean))
        if (!/^[1-4]:.+$/.test(filter))
          throw new Error(`invalid log filter '${filter}': expected LEVEL:NAME`);
      log.filters = text;
      const lowest = Math.min(
        level,
        ...text
          .split(/\s+/)
          .filter(Boolean)
          .map((f) => Number(f[0])),
      );
      root.level = pinoLevels[lowest as LogLevel];
    },
  };
  log.setOutputs(outputs);
  return log;
};
