// What hypervisors add to domain XML in namespaces of their own.
import * as x from '../dsl.ts';

const schema = (driver: string) => `http://libvirt.org/schemas/domain/${driver}/1.0`;
export const QemuNs = { prefix: 'qemu', uri: schema('qemu') } as const;
export const XenNs = { prefix: 'xen', uri: schema('xen') } as const;
export const LxcNs = { prefix: 'lxc', uri: schema('lxc') } as const;
export const BhyveNs = { prefix: 'bhyve', uri: schema('bhyve') } as const;
export const TestNs = { prefix: 'test', uri: schema('test') } as const;
export const VmwareNs = { prefix: 'vmware', uri: schema('vmware') } as const;

const args = x.children('arg', { value: x.attr(x.text, { required: true }) });
const env = x.element(
  'env',
  {
    name: x.attr(x.text, { required: 'No QEMU environment variable name specified' }),
    value: x.attr(x.text),
  },
  ({ name }: { name?: string }) => {
    if (!name) return 'Empty QEMU environment name specified';
    if (!/^[A-Za-z_]/.test(name))
      return 'Invalid environment name, it must begin with a letter or underscore';
    return /^[A-Za-z0-9_]*$/.test(name)
      ? undefined
      : 'Invalid environment name, it must contain only alphanumerics and underscore';
  },
);

/** A fault of the simulator: what goes wrong, and with which call. */
export const testFault = {
  operation: x.attr(x.text, { required: 'a fault needs an operation' }),
  delay: x.attr(x.uint(), { omit: 0 }),
  action: x.attr(x.oneWord(['error', 'hang', 'crash'])),
  code: x.attr(x.uint(), { omit: 0 }),
  message: x.attr(x.text),
  after: x.attr(x.uint(), { omit: 0 }),
  count: x.attr(x.uint(), { omit: 0 }),
};

export const namespaceFields = {
  qemuCommandline: x.child({ args, envs: x.children('env', env) }, { name: 'commandline', ns: QemuNs }),
  qemuCapabilities: x.child(
    {
      adds: x.children('add', { capability: x.attr(x.text, { required: 'missing capability name' }) }),
      dels: x.children('del', { capability: x.attr(x.text, { required: 'missing capability name' }) }),
    },
    { name: 'capabilities', ns: QemuNs },
  ),
  qemuOverride: x.child(
    {
      devices: x.children('device', {
        alias: x.attr(x.text, { required: "missing 'alias' attribute in <override>" }),
        frontend: x.child({
          properties: x.children('property', {
            name: x.attr(x.text, { required: "missing 'name' attribute in <property>" }),
            type: x.attr(x.oneWord(['string', 'signed', 'unsigned', 'bool', 'remove']), { required: true }),
            value: x.attr(x.text),
          }),
        }),
      }),
    },
    { name: 'override', ns: QemuNs },
  ),
  qemuDeprecation: x.child(
    {
      behavior: x.attr(x.oneWord(['none', 'omit', 'reject', 'crash'])),
    },
    { name: 'deprecation', ns: QemuNs },
  ),
  xenCommandline: x.child({ args }, { name: 'commandline', ns: XenNs }),
  /** What libxenlight's configuration has and libvirt's XML no word for, by its path in the library's own JSON. */
  xenSettings: x.child(
    {
      sets: x.children('set', {
        path: x.attr(x.text, { required: "missing 'path' attribute in <set>" }),
        value: x.attr(x.text, { required: "missing 'value' attribute in <set>" }),
      }),
    },
    { name: 'config', ns: XenNs },
  ),
  bhyveCommandline: x.child(
    { args, envs: x.children('env', { name: x.attr(x.text), value: x.attr(x.text) }) },
    { name: 'commandline', ns: BhyveNs },
  ),
  lxcNamespace: x.child(
    {
      sharenet: x.child({ type: x.attr(x.oneWord(['netns', 'name', 'pid'])), value: x.attr(x.text) }),
      shareipc: x.child({ type: x.attr(x.oneWord(['name', 'pid'])), value: x.attr(x.text) }),
      shareuts: x.child({ type: x.attr(x.oneWord(['name', 'pid'])), value: x.attr(x.text) }),
    },
    { name: 'namespace', ns: LxcNs },
  ),
  vmwareDatacenter: x.child(x.text, { name: 'datacenterpath', ns: VmwareNs }),
  vmwareMoref: x.child(x.text, { name: 'moref', ns: VmwareNs }),
  testTransient: x.flag({ name: 'transient', ns: TestNs }),
  testHasManagedSave: x.flag({ name: 'hasmanagedsave', ns: TestNs }),
  testRunstate: x.child(x.uint(), { name: 'runstate', ns: TestNs, invalid: 'invalid runstate' }),
  testFaults: x.children('fault', testFault, { ns: TestNs }),
  testSnapshots: x.children('domainsnapshot', { file: x.attr(x.text) }, { ns: TestNs }),
};
