// A driver made from the skeleton: it opens, keeps definitions, and answers everything else as not supported.
import t from 'tap';
import { ErrorCode, VirError } from '../../schemas/errors.ts';
import { remote } from '../../schemas/rpc/programs.ts';
import { createOperations } from '../../src/daemon/operations.ts';
import type { Session } from '../../src/daemon/session.ts';
import type { DriverHost } from '../../src/drivers/host.ts';
import { createSkeletonDriver } from '../../src/drivers/skeleton.ts';
import { isUnsupported, proceduresOf } from '../../src/drivers/table.ts';

const XML = `<domain type='test'><name>first</name><uuid>4a64cc71-19c4-2fd0-2323-305594139001</uuid>
<memory>8192</memory><os><type arch='x86_64'>hvm</type></os></domain>`;

t.test('a driver made from the skeleton registers and answers', async (t) => {
  const driver = createSkeletonDriver({ hostUuid: 'a-host' } as unknown as DriverHost, 'test');
  await driver.start(new AbortController().signal);
  t.same(driver.schemes, ['skeleton']);
  const connection = await driver.open({ uri: new URL('skeleton:///'), readOnly: false });
  const session = { connection, readOnly: false, identity: {} } as unknown as Session;
  const { invoke } = createOperations(null);
  const call = (
    name: 'connectGetType' | 'domainDefineXML' | 'domainLookupByName' | 'domainGetXMLDesc',
    args = {},
  ) => invoke(session, name, remote.procedures[name], args) as Record<string, unknown>;

  t.same(call('connectGetType'), { type: 'test' });
  const { dom } = call('domainDefineXML', { xml: XML });
  t.match(dom, { name: 'first', uuid: '4a64cc71-19c4-2fd0-2323-305594139001', id: -1 });
  t.same(call('domainLookupByName', { name: 'first' }), { dom });
  t.match(call('domainGetXMLDesc', { dom, flags: 0 }).xml, /<name>first<\/name>/);
  let refused: unknown;
  try {
    invoke(session, 'domainSuspend', remote.procedures.domainSuspend, { dom });
  } catch (error) {
    refused = error;
  }
  t.ok(
    refused instanceof VirError && refused.code === ErrorCode.NO_SUPPORT,
    'what is not written yet says so',
  );
  const table = driver.matrix().hypervisor as Record<string, unknown> | null;
  const undeclared = [...proceduresOf('hypervisor').keys()].filter(
    (name) => typeof table?.[name] !== 'function' && !isUnsupported(table?.[name]),
  );
  t.same(undeclared, [], 'the matrix names every slot');
  connection.close();
  await driver.stop();
});
