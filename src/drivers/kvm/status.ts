// The status file of a running guest in libvirt's form (`<domstatus>`), so that either daemon can take it over, and the
// mark that a start leaves before there is a process to name.
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import { Backup, backupParseOptions } from '../../../schemas/xml/backup.ts';
import { Cpu } from '../../../schemas/xml/domain/cpu.ts';
import { formatXml } from '../../model/xml/format.ts';
import { parseXml } from '../../model/xml/parse.ts';
import { attribute, childNamed, parseTree, type XmlNode } from '../../model/xml/tree.ts';
import { escapeXml } from '../../model/xml/values.ts';
import { parseState, reasonWord, stateWord } from '../common/state-words.ts';
import type { RunningBackup } from './backup/end.ts';
import { formatBlockJobs, parseBlockJobs, type StoredJob } from './blockjob-status.ts';
import type { Guest, Run, RunningJob } from './guest.ts';
import type { World } from './world.ts';

const NAMESPACE = 'https://virtlight.org/schemas/status/1.0';

/** What a status file tells besides the definition itself. */
export interface Status {
  readonly state: number;
  readonly reason: number;
  readonly pid: number;
  /** Absent when libvirt wrote the file. */
  readonly startTime?: string;
  readonly bootId?: string;
  readonly monitorPath: string;
  readonly libDir: string;
  readonly channelDir: string;
  readonly taints: readonly string[];
  readonly flags: readonly string[];
  readonly vcpuThreads: ReadonlyMap<number, number>;
  readonly devices: readonly string[];
  readonly fakeReboot: boolean;
  readonly agentTimeout: number;
  readonly nodeIndex: number;
  readonly fdsetIndex: number;
  readonly blockJobs: readonly StoredJob[];
  /** The asynchronous job that was under way. */
  readonly asyncJob: RunningJob | null;
  readonly backup: RunningBackup | null;
  /** What the CPU was before QEMU told; its text. */
  readonly cpuXml: string | null;
  /** Everything else libvirt keeps, as it was: written back unchanged. */
  readonly rest: string;
  readonly domainXml: string;
}

/** Replaces a file whole. It is of no use after a reboot, so nothing waits for the disk. */
const replaceFile = async (path: string, text: string): Promise<void> => {
  const temporary = `${path}.new`;
  const write = (): Promise<void> => writeFile(temporary, text, { mode: 0o600 });
  await write().catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    await mkdir(dirname(path), { recursive: true, mode: 0o755 });
    await write();
  });
  await rename(temporary, path);
};
const dropFile = (path: string): Promise<void> => rm(path, { force: true });

const indent = (xml: string): string => xml.replace(/^(?=.)/gm, '  ');

const element = (name: string, attrs: Readonly<Record<string, string | number>>): string =>
  `  <${name}${Object.entries(attrs)
    .map(([key, value]) => ` ${key}='${escapeXml(String(value))}'`)
    .join('')}/>\n`;

const list = (name: string, items: readonly string[]): string =>
  items.length ? `  <${name}>\n${items.join('')}  </${name}>\n` : '';

const asyncElement = ({ asyncJob }: Run): string =>
  asyncJob
    ? element('job', {
        type: 'none',
        async: asyncJob.word,
        phase: 'none',
        flags: '0x0',
        asyncStarted: asyncJob.started,
      })
    : '';

const backupElement = ({ backup }: Run): string =>
  backup ? `  <backups>\n${indent(indent(formatXml(Backup, backup.def, {})))}  </backups>\n` : '';

const backupOf = (
  node: XmlNode | undefined,
  source: string,
  own: XmlNode | undefined,
): RunningBackup | null => {
  const document = node && childNamed(node, 'domainbackup');
  if (!document) return null;
  const def = parseXml(Backup, source.slice(document.start, document.end), backupParseOptions);
  const flags = Number((own && attribute(own, 'backupFlags')) ?? 0);
  return { def, flags, current: 0, total: 0, error: null };
};

/** The text of the status file. */
export const formatStatus = (world: World, guest: Guest, run: Run): string => {
  const vcpus = [...run.vcpuThreads].map(([id, pid]) => `    <vcpu id='${id}' pid='${pid}'/>\n`);
  const flags = run.caps.flags.map((flag) => `    <flag name='${flag}'/>\n`);
  const devices = run.devices.map((alias) => `    <device alias='${escapeXml(alias)}'/>\n`);
  return [
    `<domstatus state='${stateWord(guest.state)}' reason='${reasonWord(guest.state, guest.reason)}' `,
    `pid='${run.process?.pid ?? 0}'>\n`,
    ...[...run.taints].map((flag) => element('taint', { flag })),
    `  <virtlight:process xmlns:virtlight='${NAMESPACE}' startTime='${run.process?.startTime ?? ''}' `,
    `bootId='${world.bootId}'${run.asyncJob ? ` operation='${run.asyncJob.operation}'` : ''}`,
    `${run.backup ? ` backupFlags='${run.backup.flags}'` : ''}/>\n`,
    element('monitor', { path: run.monitorPath, type: 'unix' }),
    list('vcpus', vcpus),
    list('qemuCaps', flags),
    asyncElement(run),
    run.fakeReboot ? '  <fakereboot/>\n' : '',
    list('devices', devices),
    element('libDir', { path: run.libDir }),
    element('channelTargetDir', { path: run.channelDir }),
    run.cpu ? indent(formatXml(Cpu, run.cpu, { inactive: true })) : '',
    run.kept,
    element('nodename', { index: run.nodeIndex }),
    element('fdset', { index: run.fdsetIndex }),
    formatBlockJobs(run.blockJobs.values()),
    backupElement(run),
    `  <agentTimeout>${run.agentTimeout}</agentTimeout>\n`,
    indent(world.hardware.format(run.domain, { secure: true, status: true })),
    '</domstatus>\n',
  ].join('');
};

/** Elements that `formatStatus` writes itself; any other is kept as it was. */
const ours = new Set([
  'taint',
  'process',
  'monitor',
  'vcpus',
  'qemuCaps',
  'fakereboot',
  'devices',
  'libDir',
  'channelTargetDir',
  'nodename',
  'fdset',
  'blockjobs',
  'backups',
  'agentTimeout',
  'job',
  'cpu',
  'domain',
]);

const broken = (what: string): VirError =>
  new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.DOMAIN, `unexpected domain status: ${what}`);

const asyncOf = (node: XmlNode | undefined, own: XmlNode | undefined): Status['asyncJob'] => {
  const word = node && attribute(node, 'async');
  if (!word || word === 'none') return null;
  const operation = Number((own && attribute(own, 'operation')) ?? 0);
  return { word, operation, started: Number(attribute(node, 'asyncStarted') ?? Date.now()) };
};

/** Reads a status file; throws when it is not one. */
export const parseStatus = (text: string): Status => {
  const { root, source } = parseTree(text);
  if (root.name !== 'domstatus') throw broken(`root element <${root.name}>, expecting <domstatus>`);
  const kid = (name: string): XmlNode | undefined => childNamed(root, name);
  const own = root.kids.find((node) => node.name === 'process' && node.ns === NAMESPACE);
  const all = (parent: string, attr: string): string[] =>
    (kid(parent)?.kids ?? []).map((node) => attribute(node, attr) ?? '');
  const domain = kid('domain');
  const monitorPath = attribute(kid('monitor') ?? root, 'path');
  const pid = Number(attribute(root, 'pid'));
  if (!domain) throw broken('no domain config');
  if (!monitorPath) throw broken('no monitor path');
  if (!Number.isInteger(pid)) throw broken('no pid');
  const cpu = kid('cpu');
  return {
    ...parseState(attribute(root, 'state') ?? '', attribute(root, 'reason') ?? ''),
    pid,
    startTime: own && (attribute(own, 'startTime') || undefined),
    bootId: own && (attribute(own, 'bootId') || undefined),
    monitorPath,
    libDir: attribute(kid('libDir') ?? root, 'path') ?? monitorPath.replace(/\/[^/]*$/, ''),
    channelDir: attribute(kid('channelTargetDir') ?? root, 'path') ?? '',
    taints: root.kids.filter((node) => node.name === 'taint').map((node) => attribute(node, 'flag') ?? ''),
    flags: all('qemuCaps', 'name'),
    vcpuThreads: new Map(
      (kid('vcpus')?.kids ?? []).map((node) => [
        Number(attribute(node, 'id')),
        Number(attribute(node, 'pid')),
      ]),
    ),
    devices: all('devices', 'alias'),
    fakeReboot: kid('fakereboot') !== undefined,
    agentTimeout: Number(kid('agentTimeout')?.text ?? -2),
    nodeIndex: Number(attribute(kid('nodename') ?? root, 'index') ?? 0),
    fdsetIndex: Number(attribute(kid('fdset') ?? root, 'index') ?? 0),
    blockJobs: parseBlockJobs(kid('blockjobs')),
    asyncJob: asyncOf(kid('job'), own),
    backup: backupOf(kid('backups'), source, own),
    cpuXml: cpu ? source.slice(cpu.start, cpu.end) : null,
    rest: root.kids
      .filter((node) => !ours.has(node.name))
      .map((node) => `  ${source.slice(node.start, node.end)}\n`)
      .join(''),
    domainXml: source.slice(domain.start, domain.end),
  };
};

/** The CPU of a status file's own `<cpu>`. */
export const cpuOf = (xml: string | null): Cpu | undefined =>
  xml === null ? undefined : parseXml(Cpu, xml, { inactive: true });

interface Writer {
  running: Promise<void> | null;
  again: boolean;
}
const writers = new WeakMap<Run, Writer>();

/** Writes the status file; writes that come while one is under way become one. Nothing for a guest that is ending. */
export const saveStatus = (world: World, guest: Guest): Promise<void> => {
  const run = guest.run;
  if (!run || run.cleared) return Promise.resolve();
  const writer = writers.get(run) ?? { running: null, again: false };
  writers.set(run, writer);
  if (writer.running) {
    writer.again = true;
    return writer.running;
  }
  const write = async (): Promise<void> => {
    do {
      writer.again = false;
      if (run.cleared) return;
      await replaceFile(guest.files.status, formatStatus(world, guest, run));
    } while (writer.again);
  };
  writer.running = write().finally(() => {
    writer.running = null;
  });
  return writer.running;
};

/** The same where nobody waits: a failure goes to the log. */
export const saveStatusSoon = (world: World, guest: Guest): void => {
  saveStatus(world, guest).catch((error) =>
    world.log.warn({ guest: guest.name, err: String(error) }, `cannot write the status of '${guest.name}'`),
  );
};

/** Removes the status file for good, after any write under way. */
export const removeStatus = async (guest: Guest, run: Run): Promise<void> => {
  run.cleared = true;
  await writers.get(run)?.running?.catch(() => undefined);
  await Promise.all([dropFile(guest.files.status), dropFile(guest.files.pid)]);
};

/** What is written before a QEMU is started: enough to find it again by its command line. */
export interface StartMark {
  readonly uuid: string;
  readonly libDir: string;
}

export const writeStartMark = (guest: Guest, mark: StartMark): Promise<void> =>
  replaceFile(guest.files.starting, JSON.stringify(mark));

export const removeStartMark = (guest: Guest): Promise<void> => dropFile(guest.files.starting);

export const readStartMark = async (path: string): Promise<StartMark | null> => {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as StartMark;
  } catch {
    return null;
  }
};
