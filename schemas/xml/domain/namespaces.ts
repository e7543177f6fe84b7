// What hypervisors add to domain XML in namespaces of their own.
import { ErrorCode, ErrorDomain } from '../../errors.ts';
import * as x from '../dsl.ts';

const schema = (driver: string) => `http://libvirt.org/schemas/domain/${driver}/1.0`;
export const QemuNs = { prefix: 'qemu', uri: schema('qemu') } as const;
export const XenNs = { prefix: 'xen', uri: schema('xen') } as const;
export const LxcNs = { prefix: 'lxc', uri: schema('lxc') } as const;
export const BhyveNs = { prefix: 'bhyve', uri: schema('bhyve') } as const;
export const TestNs = { prefix: 'test', uri: schema('test') } as const;
export const VmwareNs = { prefix: 'vmware', uri: schema('vmware') } as const;

const qemu = (text: string, code: number = ErrorCode.INTERNAL_ERROR): x.Message => ({
  code,
  domain: ErrorDomain.QEMU,
  text,
});
const args = (missing: x.Message | true) =>
  x.children('arg', { value: x.attr(x.text, { required: missing as x.Message }) });
const env = x.element(
  'env',
  {
    name: x.attr(x.text, { required: qemu('No qemu environment name specified') }),
    value: x.attr(x.text),
  },
  ({ name }: { name?: string }) => {
    if (name === undefined) return undefined;
    if (!/^[A-Za-z_]/.test(name))
      return qemu('Invalid environment name, it must begin with a letter or underscore');
    return /^[A-Za-z0-9_]*$/.test(name)
      ? undefined
      : qemu('Invalid environment name, it must contain only alphanumerics and underscore');
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

const capability = { capability: x.attr(x.text, { required: qemu('missing capability name') }) };

interface Property {
  name?: string;
  type?: string;
  value?: string;
}
const VALUES: Readonly<Record<string, RegExp>> = {
  signed: /^\s*[-+]?\d+$/,
  unsigned: /^\s*\+?\d+$/,
  bool: /^(true|false)$/,
};
const property = x.element(
  'property',
  {
    name: x.attr(x.text, {
      required: qemu("missing 'name' attribute for qemu:property", ErrorCode.XML_ERROR),
      check: ({ name }: Property) =>
        name === 'id' ? qemu("property with name 'id' can't be overridden", ErrorCode.XML_ERROR) : undefined,
    }),
    type: x.attr(x.oneWord(['string', 'signed', 'unsigned', 'bool', 'remove']), { required: true }),
    value: x.attr(x.text),
  },
  ({ type = '', value }: Property) => {
    const refuse = (text: string): x.Message => qemu(text, ErrorCode.XML_ERROR);
    if (type === 'remove')
      return value === undefined
        ? undefined
        : refuse("setting 'value' attribute of 'qemu:property' doesn't make sense with 'remove' type");
    if (value === undefined) return refuse("missing 'value' attribute for 'qemu:property'");
    return VALUES[type] && !VALUES[type].test(value)
      ? refuse(`invalid value '${value}' of 'value' attribute of 'qemu:property'`)
      : undefined;
  },
);

export const namespaceFields = {
  qemuCommandline: x.child(
    { args: args(qemu('No qemu command-line argument specified')), envs: x.children('env', env) },
    { name: 'commandline', ns: QemuNs },
  ),
  qemuCapabilities: x.child(
    {
      adds: x.children('add', capability),
      dels: x.children('del', capability),
    },
    { name: 'capabilities', ns: QemuNs },
  ),
  qemuOverride: x.child(
    {
      devices: x.children('device', {
        alias: x.attr(x.text, {
          required: qemu("missing 'alias' attribute for qemu:device", ErrorCode.XML_ERROR),
        }),
        frontend: x.child({
          properties: x.children('property', property),
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
  xenCommandline: x.child({ args: args(true) }, { name: 'commandline', ns: XenNs }),
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
    { args: args(true), envs: x.children('env', { name: x.attr(x.text), value: x.attr(x.text) }) },
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
