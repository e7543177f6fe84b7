// Recorded QMP dialogues from the corpus, answered as the recorded QEMU did: capabilities without that QEMU.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type QemuCaps, qemuCaps } from '../../src/drivers/kvm/capabilities/caps.ts';
import {
  type Ask,
  interrogate,
  interrogateTcg,
  type ProbeHost,
} from '../../src/drivers/kvm/capabilities/interrogate.ts';
import { QmpError } from '../../src/drivers/kvm/qmp/error.ts';
import { corpusDir } from '../corpus/corpus.ts';

/** The shared test data; undefined where it is missing. */
export const sharedDir = (): string | undefined => corpusDir && join(corpusDir, '../..');

type Recorded = Map<string, { return?: unknown; error?: { class: string; desc: string } }>;

const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, part) =>
    part && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );

/** The sessions of a `.replies` file (KVM first, then TCG): documents alternate between command and reply. */
export const readReplies = (text: string): Recorded[] => {
  const documents = text.split(/\n\n(?=\{)/).map((part) => JSON.parse(part));
  const sessions: Recorded[] = [];
  for (let at = 0; at + 1 < documents.length; at += 2) {
    const command = documents[at];
    if (command.execute === 'qmp_capabilities') sessions.push(new Map());
    const key = `${command.execute} ${canonical(command.arguments ?? {})}`;
    const session = sessions.at(-1)!;
    if (!session.has(key)) session.set(key, documents[at + 1]);
  }
  return sessions;
};

const answer =
  (session: Recorded): Ask =>
  async (command, args) => {
    const reply = session.get(`${command} ${canonical(args ?? {})}`);
    if (reply === undefined)
      throw new QmpError(command, 'CommandNotFound', `not recorded: ${canonical(args ?? {})}`);
    if (reply.error) throw new QmpError(command, reply.error.class, reply.error.desc);
    return reply.return;
  };

/** Capabilities from one recorded probe, e.g. `caps_10.0.0_x86_64`. */
export const replayFile = async (path: string, host: ProbeHost = {}): Promise<QemuCaps> => {
  const [first, second] = readReplies(readFileSync(path, 'utf8'));
  const arch = /_([a-z0-9_]+?)(\+\w+)?\.replies$/.exec(path)?.[1] ?? 'x86_64';
  const data = await interrogate(
    answer(first!),
    `/usr/bin/qemu-system-${arch.replace(/^i686$/, 'i386')}`,
    host,
  );
  return qemuCaps(second === undefined ? data : await interrogateTcg(answer(second), data, host));
};

/** A recorded probe of the open corpus; undefined where the corpus is missing. */
export const corpusCaps = async (version: '7.2.0' | '10.0.0'): Promise<QemuCaps | undefined> => {
  const shared = sharedDir();
  if (shared === undefined) return undefined;
  return replayFile(join(shared, `corpus/open/qemucaps/qemucapabilitiesdata/caps_${version}_x86_64.replies`));
};
