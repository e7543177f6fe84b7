import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);

// dist/src/cli/main.js
import { readFileSync as readFileSync4 } from "node:fs";

// dist/schemas/errors.js
var ErrorCode = {
  OK: 0,
  INTERNAL_ERROR: 1,
  NO_MEMORY: 2,
  NO_SUPPORT: 3,
  UNKNOWN_HOST: 4,
  NO_CONNECT: 5,
  INVALID_CONN: 6,
  INVALID_DOMAIN: 7,
  INVALID_ARG: 8,
  OPERATION_FAILED: 9,
  GET_FAILED: 10,
  POST_FAILED: 11,
  HTTP_ERROR: 12,
  SEXPR_SERIAL: 13,
  NO_XEN: 14,
  XEN_CALL: 15,
  OS_TYPE: 16,
  NO_KERNEL: 17,
  NO_ROOT: 18,
  NO_SOURCE: 19,
  NO_TARGET: 20,
  NO_NAME: 21,
  NO_OS: 22,
  NO_DEVICE: 23,
  NO_XENSTORE: 24,
  DRIVER_FULL: 25,
  CALL_FAILED: 26,
  XML_ERROR: 27,
  DOM_EXIST: 28,
  OPERATION_DENIED: 29,
  OPEN_FAILED: 30,
  READ_FAILED: 31,
  PARSE_FAILED: 32,
  CONF_SYNTAX: 33,
  WRITE_FAILED: 34,
  XML_DETAIL: 35,
  INVALID_NETWORK: 36,
  NETWORK_EXIST: 37,
  SYSTEM_ERROR: 38,
  RPC: 39,
  GNUTLS_ERROR: 40,
  VIR_WAR_NO_NETWORK: 41,
  NO_DOMAIN: 42,
  NO_NETWORK: 43,
  INVALID_MAC: 44,
  AUTH_FAILED: 45,
  INVALID_STORAGE_POOL: 46,
  INVALID_STORAGE_VOL: 47,
  VIR_WAR_NO_STORAGE: 48,
  NO_STORAGE_POOL: 49,
  NO_STORAGE_VOL: 50,
  VIR_WAR_NO_NODE: 51,
  INVALID_NODE_DEVICE: 52,
  NO_NODE_DEVICE: 53,
  NO_SECURITY_MODEL: 54,
  OPERATION_INVALID: 55,
  VIR_WAR_NO_INTERFACE: 56,
  NO_INTERFACE: 57,
  INVALID_INTERFACE: 58,
  MULTIPLE_INTERFACES: 59,
  VIR_WAR_NO_NWFILTER: 60,
  INVALID_NWFILTER: 61,
  NO_NWFILTER: 62,
  BUILD_FIREWALL: 63,
  VIR_WAR_NO_SECRET: 64,
  INVALID_SECRET: 65,
  NO_SECRET: 66,
  CONFIG_UNSUPPORTED: 67,
  OPERATION_TIMEOUT: 68,
  MIGRATE_PERSIST_FAILED: 69,
  HOOK_SCRIPT_FAILED: 70,
  INVALID_DOMAIN_SNAPSHOT: 71,
  NO_DOMAIN_SNAPSHOT: 72,
  INVALID_STREAM: 73,
  ARGUMENT_UNSUPPORTED: 74,
  STORAGE_PROBE_FAILED: 75,
  STORAGE_POOL_BUILT: 76,
  SNAPSHOT_REVERT_RISKY: 77,
  OPERATION_ABORTED: 78,
  AUTH_CANCELLED: 79,
  NO_DOMAIN_METADATA: 80,
  MIGRATE_UNSAFE: 81,
  OVERFLOW: 82,
  BLOCK_COPY_ACTIVE: 83,
  OPERATION_UNSUPPORTED: 84,
  SSH: 85,
  AGENT_UNRESPONSIVE: 86,
  RESOURCE_BUSY: 87,
  ACCESS_DENIED: 88,
  DBUS_SERVICE: 89,
  STORAGE_VOL_EXIST: 90,
  CPU_INCOMPATIBLE: 91,
  XML_INVALID_SCHEMA: 92,
  MIGRATE_FINISH_OK: 93,
  AUTH_UNAVAILABLE: 94,
  NO_SERVER: 95,
  NO_CLIENT: 96,
  AGENT_UNSYNCED: 97,
  LIBSSH: 98,
  DEVICE_MISSING: 99,
  INVALID_NWFILTER_BINDING: 100,
  NO_NWFILTER_BINDING: 101,
  INVALID_DOMAIN_CHECKPOINT: 102,
  NO_DOMAIN_CHECKPOINT: 103,
  NO_DOMAIN_BACKUP: 104,
  INVALID_NETWORK_PORT: 105,
  NETWORK_PORT_EXIST: 106,
  NO_NETWORK_PORT: 107,
  NO_HOSTNAME: 108,
  CHECKPOINT_INCONSISTENT: 109,
  MULTIPLE_DOMAINS: 110,
  NO_NETWORK_METADATA: 111,
  AGENT_COMMAND_TIMEOUT: 112,
  AGENT_COMMAND_FAILED: 113,
  INVALID_ENCR_KEY_SECRET: 114
};
var ErrorDomain = {
  NONE: 0,
  XEN: 1,
  XEND: 2,
  XENSTORE: 3,
  SEXPR: 4,
  XML: 5,
  DOM: 6,
  RPC: 7,
  PROXY: 8,
  CONF: 9,
  QEMU: 10,
  NET: 11,
  TEST: 12,
  REMOTE: 13,
  OPENVZ: 14,
  XENXM: 15,
  STATS_LINUX: 16,
  LXC: 17,
  STORAGE: 18,
  NETWORK: 19,
  DOMAIN: 20,
  UML: 21,
  NODEDEV: 22,
  XEN_INOTIFY: 23,
  SECURITY: 24,
  VBOX: 25,
  INTERFACE: 26,
  ONE: 27,
  ESX: 28,
  PHYP: 29,
  SECRET: 30,
  CPU: 31,
  XENAPI: 32,
  NWFILTER: 33,
  HOOK: 34,
  DOMAIN_SNAPSHOT: 35,
  AUDIT: 36,
  SYSINFO: 37,
  STREAMS: 38,
  VMWARE: 39,
  EVENT: 40,
  LIBXL: 41,
  LOCKING: 42,
  HYPERV: 43,
  CAPABILITIES: 44,
  URI: 45,
  AUTH: 46,
  DBUS: 47,
  PARALLELS: 48,
  DEVICE: 49,
  SSH: 50,
  LOCKSPACE: 51,
  INITCTL: 52,
  IDENTITY: 53,
  CGROUP: 54,
  ACCESS: 55,
  SYSTEMD: 56,
  BHYVE: 57,
  CRYPTO: 58,
  FIREWALL: 59,
  POLKIT: 60,
  THREAD: 61,
  ADMIN: 62,
  LOGGING: 63,
  XENXL: 64,
  PERF: 65,
  LIBSSH: 66,
  RESCTRL: 67,
  FIREWALLD: 68,
  DOMAIN_CHECKPOINT: 69,
  TPM: 70,
  BPF: 71,
  CH: 72
};
var messages = {
  1: ["internal error", "internal error: %s"],
  2: ["out of memory", "out of memory: %s"],
  3: [
    "this function is not supported by the connection driver",
    "this function is not supported by the connection driver: %s"
  ],
  4: ["unknown host", "unknown host %s"],
  5: ["no connection driver available", "no connection driver available for %s"],
  6: ["invalid connection pointer in", "invalid connection pointer in %s"],
  7: ["invalid domain pointer in", "invalid domain pointer in %s"],
  8: ["invalid argument", "invalid argument: %s"],
  9: ["operation failed", "operation failed: %s"],
  10: ["GET operation failed", "GET operation failed: %s"],
  11: ["POST operation failed", "POST operation failed: %s"],
  12: ["got unknown HTTP error code", "got unknown HTTP error code %s"],
  13: ["failed to serialize S-Expr", "failed to serialize S-Expr: %s"],
  14: ["could not use Xen hypervisor entry", "could not use Xen hypervisor entry %s"],
  15: ["failed Xen syscall", "failed Xen syscall %s"],
  16: ["unknown OS type", "unknown OS type %s"],
  17: ["missing kernel information", "missing kernel information: %s"],
  18: ["missing root device information", "missing root device information in %s"],
  19: ["missing source information for device", "missing source information for device %s"],
  20: ["missing target information for device", "missing target information for device %s"],
  21: ["missing name information", "missing name information in %s"],
  22: ["missing operating system information", "missing operating system information for %s"],
  23: ["missing devices information", "missing devices information for %s"],
  24: ["could not connect to Xen Store", "could not connect to Xen Store %s"],
  25: ["too many drivers registered", "too many drivers registered in %s"],
  26: ["library call failed", "library call failed: %s"],
  27: ["XML description is invalid or not well formed", "XML error: %s"],
  28: ["this domain exists already", "domain %s exists already"],
  29: ["operation forbidden for read only access", "operation forbidden: %s"],
  30: ["failed to open configuration file", "failed to open configuration file %s"],
  31: ["failed to read configuration file", "failed to read configuration file %s"],
  32: ["failed to parse configuration file", "failed to parse configuration file %s"],
  33: ["configuration file syntax error", "configuration file syntax error: %s"],
  34: ["failed to write configuration file", "failed to write configuration file: %s"],
  35: ["parser error", "%s"],
  36: ["invalid network pointer in", "invalid network pointer in %s"],
  37: ["this network exists already", "network %s exists already"],
  38: ["system call error", "%s"],
  39: ["RPC error", "%s"],
  40: ["GNUTLS call error", "%s"],
  41: ["Failed to find the network", "Failed to find the network: %s"],
  42: ["Domain not found", "Domain not found: %s"],
  43: ["Network not found", "Network not found: %s"],
  44: ["invalid MAC address", "invalid MAC address: %s"],
  45: ["authentication failed", "authentication failed: %s"],
  46: ["invalid storage pool pointer in", "invalid storage pool pointer in %s"],
  47: ["invalid storage volume pointer in", "invalid storage volume pointer in %s"],
  48: ["Failed to find a storage driver", "Failed to find a storage driver: %s"],
  49: ["Storage pool not found", "Storage pool not found: %s"],
  50: ["Storage volume not found", "Storage volume not found: %s"],
  51: ["Failed to find a node driver", "Failed to find a node driver: %s"],
  52: ["invalid node device pointer", "invalid node device pointer in %s"],
  53: ["Node device not found", "Node device not found: %s"],
  54: ["Security model not found", "Security model not found: %s"],
  55: ["Requested operation is not valid", "Requested operation is not valid: %s"],
  56: ["Failed to find the interface", "Failed to find the interface: %s"],
  57: ["Interface not found", "Interface not found: %s"],
  58: ["invalid interface pointer in", "invalid interface pointer in %s"],
  59: ["multiple matching interfaces found", "multiple matching interfaces found: %s"],
  60: ["Failed to start the nwfilter driver", "Failed to start the nwfilter driver: %s"],
  61: ["Invalid network filter", "Invalid network filter: %s"],
  62: ["Network filter not found", "Network filter not found: %s"],
  63: ["Error while building firewall", "Error while building firewall: %s"],
  64: ["Failed to find a secret storage driver", "Failed to find a secret storage driver: %s"],
  65: ["Invalid secret", "Invalid secret: %s"],
  66: ["Secret not found", "Secret not found: %s"],
  67: ["unsupported configuration", "unsupported configuration: %s"],
  68: ["Timed out during operation", "Timed out during operation: %s"],
  69: [
    "Failed to make domain persistent after migration",
    "Failed to make domain persistent after migration: %s"
  ],
  70: ["Hook script execution failed", "Hook script execution failed: %s"],
  71: ["Invalid domain snapshot", "Invalid domain snapshot: %s"],
  72: ["Domain snapshot not found", "Domain snapshot not found: %s"],
  73: ["invalid stream pointer", "invalid stream pointer in %s"],
  74: ["argument unsupported", "argument unsupported: %s"],
  75: ["Storage pool probe failed", "Storage pool probe failed: %s"],
  76: ["Storage pool already built", "Storage pool already built: %s"],
  77: ["revert requires force", "revert requires force: %s"],
  78: ["operation aborted", "operation aborted: %s"],
  79: ["authentication cancelled", "authentication cancelled: %s"],
  80: ["metadata not found", "metadata not found: %s"],
  81: ["Unsafe migration", "Unsafe migration: %s"],
  82: ["numerical overflow", "numerical overflow: %s"],
  83: ["block copy still active", "block copy still active: %s"],
  84: ["Operation not supported", "Operation not supported: %s"],
  85: ["SSH transport error", "SSH transport error: %s"],
  86: ["Guest agent is not responding", "Guest agent is not responding: %s"],
  87: ["resource busy", "resource busy: %s"],
  88: ["access denied", "access denied: %s"],
  89: ["error from service", "error from service: %s"],
  90: ["this storage volume exists already", "storage volume %s exists already"],
  91: ["the CPU is incompatible with host CPU", "the CPU is incompatible with host CPU: %s"],
  92: [
    "XML document failed to validate against schema",
    "XML document failed to validate against schema: %s"
  ],
  93: ["migration successfully aborted", "migration successfully aborted: %s"],
  94: ["authentication unavailable", "authentication unavailable: %s"],
  95: ["Server not found", "Server not found: %s"],
  96: ["Client not found", "Client not found: %s"],
  97: [
    "guest agent replied with wrong id to guest-sync command",
    "guest agent replied with wrong id to guest-sync command: %s"
  ],
  98: ["libssh transport error", "libssh transport error: %s"],
  99: ["device not found", "device not found: %s"],
  100: ["Invalid network filter binding", "Invalid network filter binding: %s"],
  101: ["Network filter binding not found", "Network filter binding not found: %s"],
  102: ["Invalid domain checkpoint", "Invalid domain checkpoint: %s"],
  103: ["Domain checkpoint not found", "Domain checkpoint not found: %s"],
  104: ["Domain backup job id not found", "Domain backup job id not found: %s"],
  105: ["Invalid network port pointer", "Invalid network port pointer: %s"],
  106: ["this network port exists already", "network port %s exists already"],
  107: ["network port not found", "network port not found: %s"],
  108: ["no hostname found", "no hostname found: %s"],
  109: ["checkpoint inconsistent", "checkpoint inconsistent: %s"],
  110: ["multiple matching domains found", "multiple matching domains found: %s"],
  111: ["metadata not found", "metadata not found: %s"],
  112: ["guest agent command timed out", "guest agent command timed out: %s"],
  113: ["guest agent command failed", "guest agent command failed: %s"],
  114: ["invalid encryption key secret", "invalid encryption key secret: %s"]
};
var ErrorLevel = { NONE: 0, WARNING: 1, ERROR: 2 };
var VirError = class extends Error {
  code;
  domain;
  level = ErrorLevel.ERROR;
  fields;
  constructor(code2, domain, detail4, fields = {}, message) {
    const [short2, template] = messages[code2] ?? ["unknown error", "unknown error: %s"];
    const hasDetail = detail4 !== void 0 && detail4 !== null;
    super(message ?? (hasDetail ? template.replace("%s", () => detail4) : short2));
    this.name = "VirError";
    this.code = code2;
    this.domain = domain;
    this.fields = {
      str1: hasDetail ? template : short2,
      str2: hasDetail ? detail4 : null,
      str3: null,
      int1: -1,
      int2: -1,
      ...fields
    };
  }
};
var systemError = (domain, errno2, text4, strerror2) => {
  const full = `${text4}: ${strerror2}`;
  return new VirError(ErrorCode.SYSTEM_ERROR, domain, full, { str1: "%s", int1: errno2 });
};

// dist/schemas/rpc/types.js
var scalar = (kind) => ({ kind });
var int = scalar("int");
var uint = scalar("uint");
var hyper = scalar("hyper");
var uhyper = scalar("uhyper");
var double = scalar("double");
var char = scalar("char");
var uchar = scalar("uchar");
var short = scalar("short");
var ushort = scalar("ushort");
var uuid = scalar("uuid");
var text = (max) => ({ kind: "string", max });
var optional = (elem) => ({
  kind: "optional",
  elem
});
var struct = (fields) => ({
  kind: "struct",
  fields
});

// dist/schemas/rpc/objects.js
var string = text(4194304);
var Domain = struct({ name: string, uuid, id: int });
var Network = struct({ name: string, uuid });
var NetworkPort = struct({ net: Network, uuid });
var NWFilter = struct({ name: string, uuid });
var NWFilterBinding = struct({ portdev: string, filtername: string });
var Interface = struct({ name: string, mac: string });
var StoragePool = struct({ name: string, uuid });
var StorageVol = struct({ pool: string, name: string, key: string });
var NodeDevice = struct({ name: string });
var Secret = struct({ uuid, usageType: int, usageID: string });
var DomainCheckpoint = struct({ name: string, dom: Domain });
var DomainSnapshot = struct({ name: string, dom: Domain });
var AdminServer = struct({ name: string });
var AdminClient = struct({ srv: AdminServer, id: uhyper, timestamp: hyper, transport: uint });

// dist/schemas/rpc/frame.js
var RemoteError = struct({
  code: int,
  domain: int,
  message: optional(string),
  level: int,
  dom: optional(Domain),
  str1: optional(string),
  str2: optional(string),
  str3: optional(string),
  int1: int,
  int2: int,
  net: optional(Network)
});
var StreamHole = struct({ length: hyper, flags: uint });

// dist/src/model/rpc/codec.js
var HEX = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, "0"));
var leastSize = (t) => {
  switch (t.kind) {
    case "hyper":
    case "uhyper":
    case "double":
      return 8;
    case "uuid":
      return 16;
    case "typedParam":
      return 12;
    case "opaqueFixed":
      return t.len + 3 & ~3;
    case "chars":
      return t.len * 4;
    case "arrayFixed":
      return t.len * leastSize(t.elem);
    case "struct":
      return Object.values(t.fields ?? {}).reduce((sum, f) => sum + leastSize(f), 0);
    default:
      return 4;
  }
};
var temporary = 0;
var fresh = () => `t${temporary++}`;
var encodeSource = (t, v) => {
  switch (t.kind) {
    case "int":
    case "uint":
    case "char":
    case "uchar":
    case "short":
    case "ushort":
      return `w.u32(${v});`;
    case "hyper":
    case "uhyper":
      return `w.u64(${v});`;
    case "double":
      return `w.f64(${v});`;
    case "uuid":
      return `w.uuid(${v});`;
    case "string":
      return `w.str(${v},${t.max});`;
    case "opaque":
    case "charArray":
      return `w.${t.kind}(${v},${t.max});`;
    case "opaqueFixed":
    case "chars":
      return `w.${t.kind}(${v},${t.len});`;
    case "typedParam":
      return `w.param(${v});`;
    case "optional": {
      const x = fresh();
      return `const ${x}=${v};if(${x}===null||${x}===undefined)w.u32(0);else{w.u32(1);${encodeSource(t.elem, x)}}`;
    }
    case "array":
    case "arrayFixed": {
      const [a, i, n] = [fresh(), fresh(), fresh()];
      const count2 = t.kind === "array" ? `w.count(${a}.length,${t.max})` : `${t.len}`;
      const body = encodeSource(t.elem, `${a}[${i}]`);
      return `const ${a}=${v};for(let ${i}=0,${n}=${count2};${i}<${n};${i}++){${body}}`;
    }
    case "struct":
      return Object.entries(t.fields ?? {}).map(([name3, f]) => encodeSource(f, `${v}.${name3}`)).join("");
    default:
      throw new TypeError(`no encoder for ${t.kind}`);
  }
};
var decodeSource = (t) => {
  switch (t.kind) {
    case "int":
    case "char":
    case "short":
      return "r.i32()";
    case "uint":
    case "uchar":
    case "ushort":
      return "r.u32()";
    case "hyper":
      return "r.i64()";
    case "uhyper":
      return "r.u64()";
    case "double":
      return "r.f64()";
    case "uuid":
      return "r.uuid()";
    case "string":
      return `r.str(${t.max})`;
    case "opaque":
    case "charArray":
      return `r.${t.kind}(${t.max})`;
    case "opaqueFixed":
    case "chars":
      return `r.${t.kind}(${t.len})`;
    case "typedParam":
      return "r.param()";
    case "optional":
      return `(r.i32()===0?null:${decodeSource(t.elem)})`;
    case "array": {
      const elem = t.elem;
      return `many(r.count(${t.max},${leastSize(elem)}),()=>${decodeSource(elem)})`;
    }
    case "arrayFixed":
      return `many(${t.len},()=>${decodeSource(t.elem)})`;
    case "struct":
      return `({${Object.entries(t.fields ?? {}).map(([name3, f]) => `${name3}:${decodeSource(f)}`).join(",")}})`;
    default:
      throw new TypeError(`no decoder for ${t.kind}`);
  }
};
var many = (n, one) => {
  const out = [];
  for (let i = 0; i < n; i++)
    out.push(one());
  return out;
};
var compiled = /* @__PURE__ */ new WeakMap();
var codecOf = (type2) => {
  let codec = compiled.get(type2);
  if (!codec) {
    codec = {
      encode: new Function("w", "v", encodeSource(type2, "v")),
      decode: new Function("many", `return r=>${decodeSource(type2)}`)(many)
    };
    compiled.set(type2, codec);
  }
  return codec;
};

// dist/src/model/rpc/frame.js
var errorCodec = codecOf(RemoteError);
var asVirError = (thrown) => {
  if (thrown instanceof VirError)
    return thrown;
  const text4 = thrown instanceof Error ? thrown.message : String(thrown);
  return new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.NONE, text4);
};

// dist/src/model/xml/wellformed.js
var libxml2;
var loading;
var loadLibxml2 = () => {
  loading ??= import("libxml2-wasm").then((module) => {
    libxml2 = module;
    return module;
  });
  return loading;
};
var secondOpinion = (source2) => {
  if (!libxml2)
    return void 0;
  try {
    libxml2.XmlDocument.fromString(source2, { option: libxml2.ParseOption.XML_PARSE_NONET }).dispose();
  } catch (error3) {
    if (!(error3 instanceof libxml2.XmlLibError))
      return void 0;
    const fatal = error3.details.find((detail4) => Number(detail4.level) === 3);
    if (!fatal)
      return void 0;
    let start = 0;
    for (let line = 1; line < fatal.line; line++)
      start = source2.indexOf("\n", start) + 1;
    return {
      message: fatal.message.trimEnd(),
      at: Math.min(start + Math.max(fatal.col - 1, 0), source2.length)
    };
  }
  return void 0;
};
var malformed = (source2, own, filename, domain) => {
  const { message, at: at2 } = secondOpinion(source2) ?? own;
  let cur = at2;
  if (cur >= source2.length && cur > 0)
    cur--;
  while (cur > 0 && (source2[cur] === "\n" || source2[cur] === "\r"))
    cur--;
  const start = source2.lastIndexOf("\n", Math.max(cur - 1, 0)) + 1;
  const stop = source2.indexOf("\n", start);
  const context = source2.slice(start, stop < 0 ? void 0 : stop);
  const column = Math.max(Math.min(at2, start + context.length) - start, 0);
  const pointer = context.slice(0, column).replace(/[^\t]/g, "-");
  let line = 1;
  for (let i = source2.indexOf("\n"); i >= 0 && i < at2; i = source2.indexOf("\n", i + 1))
    line++;
  const where = filename.startsWith("(") ? `at line ${line}` : `${filename}:${line}`;
  return new VirError(ErrorCode.XML_DETAIL, domain, `${where}: ${message}
${context}
${pointer}^`);
};

// dist/src/cli/convert.js
import { parseArgs } from "node:util";

// dist/src/drivers/kvm/argv/host.js
var defaultArgvConfig = {
  dumpGuestCore: false,
  setProcessName: false,
  seccompSandbox: true,
  logTimestamp: true,
  vncPassword: false,
  vncTls: false,
  vncTlsCertDir: "/etc/pki/libvirt-vnc",
  vncTlsVerify: false,
  vncSasl: false,
  vncSaslDir: void 0,
  vncListen: "127.0.0.1",
  vncAutoUnixSocket: false,
  vncAllowHostAudio: false,
  spicePassword: false,
  spiceTls: false,
  spiceTlsCertDir: "/etc/pki/libvirt-spice",
  spiceSasl: false,
  spiceSaslDir: void 0,
  spiceListen: "127.0.0.1",
  spiceAutoUnixSocket: false,
  nogfxAllowHostAudio: false,
  chardevTls: false,
  chardevTlsCertDir: "/etc/pki/libvirt-chardev",
  chardevTlsVerify: false,
  nbdTls: false,
  nbdTlsCertDir: "/etc/pki/libvirt-nbd",
  vxhsTls: false,
  vxhsTlsCertDir: "/etc/pki/libvirt-vxhs",
  glusterDebugLevel: 4,
  hugetlbfs: [],
  memoryBackingDir: "/var/lib/libvirt/qemu/ram",
  nvramDir: "/var/lib/libvirt/qemu/nvram",
  channelTargetDir: "/run/libvirt/qemu/channel",
  libDir: "/var/lib/libvirt/qemu",
  deprecationBehavior: "none"
};

// dist/schemas/cpu/arch.js
var table = {
  alpha: { bits: 64, bigEndian: true, machine: "clipper" },
  armv6l: { bits: 32, machine: "integratorcp" },
  armv7l: { bits: 32, machine: "virt" },
  armv7b: { bits: 32, bigEndian: true, machine: "virt" },
  aarch64: { bits: 64, machine: "virt" },
  cris: { bits: 32, machine: "axis-dev88" },
  i686: { bits: 32, machine: "pc" },
  ia64: { bits: 64 },
  lm32: { bits: 32, bigEndian: true, machine: "lm32-evr" },
  loongarch64: { bits: 64, machine: "virt" },
  m68k: { bits: 32, bigEndian: true, machine: "mcf5208evb" },
  microblaze: { bits: 32, bigEndian: true, machine: "petalogix-s3adsp1800" },
  microblazeel: { bits: 32, machine: "petalogix-s3adsp1800" },
  mips: { bits: 32, bigEndian: true, machine: "malta" },
  mipsel: { bits: 32, machine: "malta" },
  mips64: { bits: 64, bigEndian: true, machine: "malta" },
  mips64el: { bits: 64, machine: "malta" },
  openrisc: { bits: 32, bigEndian: true, machine: "or1k-sim" },
  parisc: { bits: 32, bigEndian: true },
  parisc64: { bits: 64, bigEndian: true },
  ppc: { bits: 32, bigEndian: true, machine: "g3beige" },
  ppcle: { bits: 32, machine: "g3beige" },
  ppc64: { bits: 64, bigEndian: true, machine: "pseries" },
  ppc64le: { bits: 64, machine: "pseries" },
  ppcemb: { bits: 32, bigEndian: true, machine: "bamboo" },
  riscv32: { bits: 32, machine: "virt" },
  riscv64: { bits: 64, machine: "virt" },
  s390: { bits: 32, bigEndian: true },
  s390x: { bits: 64, bigEndian: true, machine: "s390-ccw-virtio" },
  sh4: { bits: 32, machine: "shix" },
  sh4eb: { bits: 64, bigEndian: true, machine: "shix" },
  sparc: { bits: 32, bigEndian: true, machine: "SS-5" },
  sparc64: { bits: 64, bigEndian: true, machine: "sun4u" },
  unicore32: { bits: 32, machine: "puv3" },
  x86_64: { bits: 64, machine: "pc" },
  xtensa: { bits: 32, machine: "sim" },
  xtensaeb: { bits: 32, bigEndian: true, machine: "sim" }
};
var archNames = Object.keys(table);
var isArch = (name3) => Object.hasOwn(table, name3);
var archFacts = (arch3) => table[arch3];
var isX86 = (arch3) => arch3 === "x86_64" || arch3 === "i686";
var isArm = (arch3) => ["aarch64", "armv6l", "armv7l", "armv7b"].includes(arch3);
var isPpc = (arch3) => ["ppc", "ppcle", "ppc64", "ppc64le", "ppcemb"].includes(arch3);
var isPpc64 = (arch3) => arch3 === "ppc64" || arch3 === "ppc64le";
var isS390 = (arch3) => arch3 === "s390" || arch3 === "s390x";
var isRiscv = (arch3) => arch3 === "riscv32" || arch3 === "riscv64";
var isLoongarch = (arch3) => arch3 === "loongarch64";

// dist/src/drivers/kvm/capabilities/caps.js
var accelOf = (type2) => type2 === "qemu" ? "tcg" : type2;
var qemuCaps = (data) => {
  const flags = new Set(data.flags);
  const accel = (type2) => data.accel[accelOf(type2)];
  const machineIndex = /* @__PURE__ */ new Map();
  const machinesByName = (type2) => {
    let index = machineIndex.get(type2);
    if (index === void 0) {
      index = /* @__PURE__ */ new Map();
      for (const machine2 of accel(type2)?.machines ?? []) {
        if (machine2.alias !== void 0)
          index.set(machine2.alias, machine2);
      }
      for (const machine2 of accel(type2)?.machines ?? [])
        index.set(machine2.name, machine2);
      machineIndex.set(type2, index);
    }
    return index;
  };
  const caps = {
    ...data,
    has: (flag2) => flags.has(flag2),
    with: ({ add = [], remove = [] }) => {
      const next = /* @__PURE__ */ new Set([...flags, ...add]);
      for (const flag2 of remove)
        next.delete(flag2);
      return qemuCaps({ ...data, flags: [...next] });
    },
    accelerated: flags.has("kvm") || flags.has("hvf"),
    defaultVirtType: flags.has("kvm") ? "kvm" : flags.has("hvf") ? "hvf" : flags.has("tcg") ? "qemu" : void 0,
    supportsArch: (arch3) => arch3 === data.arch || compatible[data.arch] === arch3,
    supportsVirtType: (type2) => flags.has(accelOf(type2)),
    machines: (type2) => accel(type2)?.machines ?? [],
    machine: (type2, name3) => machinesByName(type2).get(name3),
    canonicalMachine: (type2, name3) => accel(type2)?.machines.find((machine2) => machine2.alias === name3)?.name ?? name3,
    defaultMachine: (type2) => accel(type2)?.machines[0]?.name,
    cpus: (type2) => accel(type2)?.cpus ?? [],
    cpu: (type2, name3) => accel(type2)?.cpus?.find((cpu) => cpu.name === name3),
    defaultCpu: (type2, name3) => {
      const typename = accel(type2)?.machines.find((machine2) => machine2.name === name3)?.defaultCpu;
      return typename && accel(type2)?.cpus?.find((cpu) => cpu.typename === typename)?.name;
    },
    hostCpu: (type2) => accel(type2)?.hostCpu
  };
  return caps;
};
var compatible = {
  x86_64: "i686",
  aarch64: "armv7l",
  armv7l: "armv6l",
  ppc64: "ppc64le"
};
var isNative = (host, guest) => host === guest || host === "x86_64" && guest === "i686" || host === "aarch64" && guest === "armv7l" || isPpc64(host) && isPpc64(guest);
var s390HostOnly = /^s390-ccw-virtio-2\.[4567]$/;
var supportsCpuMode = (caps, host, type2, mode, machine2, hostModel) => {
  if (isS390(caps.arch) && type2 === "kvm" && mode !== "host-passthrough" && machine2 && s390HostOnly.test(machine2)) {
    return false;
  }
  if (mode === "host-passthrough")
    return type2 !== "qemu" && isNative(host, caps.arch);
  if (mode === "host-model")
    return hostModel;
  if (mode === "maximum")
    return caps.has("cpu-max");
  return caps.cpus(type2).length > 0;
};
var x86FeatureNames = [
  ["cmp_legacy", "cmp-legacy"],
  ["ds_cpl", "ds-cpl"],
  ["fxsr_opt", "fxsr-opt"],
  ["kvm_pv_eoi", "kvm-pv-eoi"],
  ["kvm_pv_unhalt", "kvm-pv-unhalt"],
  ["lahf_lm", "lahf-lm"],
  ["nodeid_msr", "nodeid-msr"],
  ["pclmuldq", "pclmulqdq"],
  ["perfctr_core", "perfctr-core"],
  ["perfctr_nb", "perfctr-nb"],
  ["tsc_adjust", "tsc-adjust"],
  ["vmx-invvpid-single-context-noglobals", "vmx-invept-single-context-noglobals"],
  ["hv-vendor_id", "hv-vendor-id"],
  ["hv-emsr_bitmap", "hv-emsr-bitmap"],
  ["hv-xmm_input", "hv-xmm-input"]
];
var toQemu = new Map(x86FeatureNames);
var fromQemu = new Map(x86FeatureNames.map(([libvirt, qemu]) => [qemu, libvirt]));
var cpuFeatureToQemu = (arch3, name3) => isX86(arch3) && toQemu.get(name3) || name3;
var cpuFeatureFromQemu = (arch3, name3) => isX86(arch3) && fromQemu.get(name3) || name3;

// dist/src/drivers/kvm/capabilities/emulators.js
import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { delimiter, join } from "node:path";
var findInPath = async (name3) => {
  const candidates2 = name3.startsWith("/") ? [name3] : (process.env.PATH ?? "").split(delimiter).map((dir) => join(dir, name3));
  for (const path2 of candidates2) {
    if (await access(path2, constants.X_OK).then(() => true, () => false))
      return path2;
  }
  return void 0;
};
var qemuArchName = (arch3) => {
  if (arch3 === "i686")
    return "i386";
  if (arch3 === "armv6l" || arch3 === "armv7l")
    return "arm";
  return arch3;
};
var candidates = (host, guest) => {
  const names2 = [];
  const add = (arch3) => names2.push(`qemu-system-${qemuArchName(arch3)}`);
  if (host === "aarch64" && guest === "armv7l")
    add(host);
  add(guest);
  const target2 = isNative(host, guest) ? host : guest;
  const second = isPpc64(target2) ? "ppc64" : target2;
  if (second !== guest)
    add(second);
  if (isNative(host, guest))
    names2.push("/usr/libexec/qemu-kvm");
  return names2;
};
var defaultEmulator = async (host, guest, find2 = findInPath) => {
  for (const name3 of candidates(host, guest)) {
    const path2 = await find2(name3);
    if (path2 !== void 0)
      return path2;
  }
  return void 0;
};

// dist/schemas/qmp/probes.js
var flagsByObjectType = {
  "hda-duplex": "hda-duplex",
  "hda-micro": "hda-micro",
  "ccid-card-emulated": "ccid-emulated",
  "ccid-card-passthru": "ccid-passthru",
  "piix3-usb-uhci": "piix3-usb-uhci",
  "piix4-usb-uhci": "piix4-usb-uhci",
  "usb-ehci": "usb-ehci",
  "ich9-usb-ehci1": "ich9-usb-ehci1",
  "vt82c686b-usb-uhci": "vt82c686b-usb-uhci",
  "pci-ohci": "pci-ohci",
  "nec-usb-xhci": "nec-usb-xhci",
  "usb-redir": "usb-redir",
  "usb-hub": "usb-hub",
  "ich9-ahci": "ich9-ahci",
  "virtio-blk-ccw": "virtio-ccw",
  sclpconsole: "s390-sclp",
  lsi53c895a: "lsi",
  "virtio-scsi-pci": "virtio-scsi-pci",
  "virtio-scsi-ccw": "virtio-scsi-pci",
  "virtio-scsi-device": "virtio-scsi-pci",
  megasas: "megasas",
  qxl: "qxl",
  "scsi-block": "scsi-block",
  VGA: "VGA",
  "cirrus-vga": "cirrus-vga",
  "vmware-svga": "vmware-svga",
  "usb-serial": "usb-serial",
  "virtio-rng-pci": "virtio-rng",
  "virtio-rng-ccw": "virtio-rng",
  "virtio-rng-device": "virtio-rng",
  "rng-random": "rng-random",
  "rng-egd": "rng-egd",
  "spapr-nvram": "nvram",
  "pci-bridge": "pci-bridge",
  "vfio-pci": "vfio-pci",
  "i82801b11-bridge": "dmi-to-pci-bridge",
  "usb-storage": "usb-storage",
  "virtio-mmio": "virtio-mmio",
  "ich9-intel-hda": "ich9-intel-hda",
  pvpanic: "pvpanic",
  "usb-kbd": "usb-kbd",
  "usb-audio": "usb-audio",
  "pc-dimm": "pc-dimm",
  "pci-serial": "pci-serial",
  ioh3420: "ioh3420",
  "x3130-upstream": "x3130-upstream",
  "xio3130-downstream": "xio3130-downstream",
  rtl8139: "rtl8139",
  e1000: "e1000",
  "virtio-net-pci": "virtio-net",
  "virtio-net-ccw": "virtio-net",
  "virtio-net-device": "virtio-net",
  "virtio-gpu-pci": "virtio-gpu",
  "virtio-gpu-device": "virtio-gpu",
  "virtio-vga": "virtio-vga",
  "virtio-keyboard-device": "virtio-keyboard",
  "virtio-keyboard-pci": "virtio-keyboard",
  "virtio-mouse-device": "virtio-mouse",
  "virtio-mouse-pci": "virtio-mouse",
  "virtio-tablet-device": "virtio-tablet",
  "virtio-tablet-pci": "virtio-tablet",
  "virtio-input-host-device": "virtio-input-host",
  "virtio-input-host-pci": "virtio-input-host",
  mptsas1068: "mptsas1068",
  pxb: "pxb",
  "pxb-pcie": "pxb-pcie",
  "intel-iommu": "intel-iommu",
  "ivshmem-plain": "ivshmem-plain",
  "ivshmem-doorbell": "ivshmem-doorbell",
  "vhost-scsi": "vhost-scsi",
  nvdimm: "nvdimm",
  "pcie-root-port": "pcie-root-port",
  "qemu-xhci": "qemu-xhci",
  "spapr-pci-host-bridge": "spapr-pci-host-bridge",
  vmcoreinfo: "vmcoreinfo",
  "spapr-vty": "spapr-vty",
  sclplmconsole: "sclplmconsole",
  "isa-serial": "isa-serial",
  pl011: "pl011",
  "virtio-gpu-ccw": "virtio-gpu-ccw",
  "virtio-keyboard-ccw": "virtio-keyboard-ccw",
  "virtio-mouse-ccw": "virtio-mouse-ccw",
  "virtio-tablet-ccw": "virtio-tablet-ccw",
  "pcie-pci-bridge": "pcie-pci-bridge",
  "pr-manager-helper": "pr-manager-helper",
  "vfio-ccw": "vfio-ccw",
  "hda-output": "hda-output",
  vmgenid: "vmgenid",
  "vhost-vsock-device": "vhost-vsock",
  mch: "mch",
  "sev-guest": "sev-guest",
  "vfio-ap": "vfio-ap",
  zpci: "zpci",
  "memory-backend-memfd": "memory-backend-memfd",
  "virtio-blk-pci-transitional": "virtio-pci-non-transitional",
  "virtio-blk-pci-non-transitional": "virtio-pci-non-transitional",
  "virtio-net-pci-transitional": "virtio-pci-non-transitional",
  "virtio-net-pci-non-transitional": "virtio-pci-non-transitional",
  "vhost-scsi-pci-transitional": "virtio-pci-non-transitional",
  "vhost-scsi-pci-non-transitional": "virtio-pci-non-transitional",
  "virtio-rng-pci-transitional": "virtio-pci-non-transitional",
  "virtio-rng-pci-non-transitional": "virtio-pci-non-transitional",
  "virtio-9p-pci-transitional": "virtio-pci-non-transitional",
  "virtio-9p-pci-non-transitional": "virtio-pci-non-transitional",
  "virtio-balloon-pci-transitional": "virtio-pci-non-transitional",
  "virtio-balloon-pci-non-transitional": "virtio-pci-non-transitional",
  "vhost-vsock-pci-transitional": "virtio-pci-non-transitional",
  "vhost-vsock-pci-non-transitional": "virtio-pci-non-transitional",
  "virtio-scsi-pci-transitional": "virtio-pci-non-transitional",
  "virtio-scsi-pci-non-transitional": "virtio-pci-non-transitional",
  "virtio-serial-pci-transitional": "virtio-pci-non-transitional",
  "virtio-serial-pci-non-transitional": "virtio-pci-non-transitional",
  "max-x86_64-cpu": "x86-max-cpu",
  "bochs-display": "bochs-display",
  "dbus-vmstate": "dbus-vmstate",
  "vhost-user-gpu": "vhost-user-gpu",
  "vhost-user-vga": "vhost-user-vga",
  ramfb: "ramfb",
  "max-arm-cpu": "arm-max-cpu",
  i8042: "i8042",
  "rng-builtin": "rng-builtin",
  "tpm-spapr": "tpm-spapr",
  "vhost-user-fs-device": "vhost-user-fs",
  "tcg-accel": "tcg",
  pvscsi: "pvscsi",
  "spapr-tpm-proxy": "spapr-tpm-proxy",
  vmport: "machine-vmport-opt",
  dc390: "dc390",
  am53c974: "am53c974",
  "virtio-pmem-pci": "virtio-pmem-pci",
  "vhost-user-blk": "vhost-user-blk",
  "input-linux": "input-linux",
  "virtio-gpu-gl-pci": "virtio-gpu-gl-pci",
  "virtio-vga-gl": "virtio-vga-gl",
  "s390-pv-guest": "s390-pv-guest",
  "virtio-mem-pci": "virtio-mem-pci",
  "virtio-iommu-pci": "virtio-iommu-pci",
  "sgx-epc": "sgx-epc",
  "thread-context": "thread-context",
  "virtio-crypto-pci": "virtio-crypto",
  "virtio-crypto-device": "virtio-crypto",
  "cryptodev-backend-lkcf": "cryptodev-backend-lkcf",
  "pvpanic-pci": "pvpanic-pci",
  "usb-mtp": "usb-mtp",
  "virtio-sound-pci": "virtio-sound",
  "virtio-sound-device": "virtio-sound",
  "sev-snp-guest": "sev-snp-guest",
  "acpi-erst": "acpi-erst",
  "virtio-mem-ccw": "virtio-mem-ccw"
};
var flagsBySchemaPath = {
  "blockdev-add/arg-type/+file/drop-cache": "migration-file-drop-cache",
  "blockdev-add/arg-type/+nvme": "drive-nvme",
  "blockdev-add/arg-type/+file/aio/^io_uring": "aio.io_uring",
  "blockdev-add/arg-type/+rbd/encrypt": "rbd-encryption",
  "blockdev-add/arg-type/+rbd/encrypt/parent": "rbd-encryption-layering",
  "blockdev-add/arg-type/+rbd/encrypt/format/^luks-any": "rbd-encryption-luks-any",
  "blockdev-add/arg-type/+nbd/tls-hostname": "blockdev.nbd.tls-hostname",
  "blockdev-add/arg-type/+qcow2/discard-no-unref": "qcow2-discard-no-unref",
  "blockdev-add/arg-type/+virtio-blk-vhost-vdpa/$fdset": "virtio-blk-vhost-vdpa",
  "calc-dirty-rate/arg-type/mode": "dirtyrate-param.mode",
  "chardev-add/arg-type/backend/+socket/data/reconnect": "chardev-reconnect",
  "chardev-add/arg-type/backend/+socket/data/reconnect-ms": "chardev-reconnect-miliseconds",
  "chardev-add/arg-type/backend/+qemu-vdagent": "chardev.qemu-vdagent",
  "device_add/$json-cli-hotplug": "device.json+hotplug",
  "nbd-server-start/arg-type/tls-creds": "nbd-tls",
  "netdev_add/arg-type/+stream": "netdev.stream",
  "netdev_add/arg-type/+stream/reconnect": "netdev.stream.reconnect",
  "netdev_add/arg-type/+vhost-vdpa": "netdev.vhost-vdpa",
  "netdev_add/arg-type/type/^dgram": "netdev.json",
  "netdev_add/arg-type/+user": "netdev.user",
  "netdev_add/arg-type/+stream/reconnect-ms": "netdev-stream-reconnect-miliseconds",
  "object-add/arg-type/+sev-guest/kernel-hashes": "sev-guest-kernel-hashes",
  "object-add/arg-type/+iothread/thread-pool-max": "iothread.thread-pool-max",
  "query-display-options/ret-type/+egl-headless/rendernode": "egl-headless.rendernode",
  "query-display-options/ret-type/+sdl": "sdl",
  "query-display-options/ret-type/+egl-headless": "egl-headless",
  "query-display-options/ret-type/+dbus": "display-dbus",
  "query-hotpluggable-cpus/ret-type/props/die-id": "smp-dies",
  "query-hotpluggable-cpus/ret-type/props/cluster-id": "smp-clusters",
  "query-migrate/ret-type/blocked-reasons": "migration.blocked-reasons",
  "screendump/arg-type/device": "screendump_device",
  "screendump/arg-type/format/^png": "screenshot-format-png",
  "set-numa-node/arg-type/+hmat-lb": "numa.hmat",
  "query-cpu-model-expansion/ret-type/deprecated-props": "query-cpu-model-expansion.deprecated-props",
  "migrate-incoming/arg-type/exit-on-error": "migrate-incoming.exit-on-error",
  "query-vnc": "vnc",
  "rtc-reset-reinjection": "rtc-reset-reinjection",
  "query-cpu-model-expansion": "query-cpu-model-expansion",
  "query-cpu-definitions": "query-cpu-definitions",
  "query-cpu-model-baseline": "query-cpu-model-baseline",
  "query-cpu-model-comparison": "query-cpu-model-comparison",
  "set-action": "set-action",
  "query-dirty-rate": "query-dirty-rate",
  "sev-inject-launch-secret": "sev-inject-launch-secret",
  "calc-dirty-rate": "calc-dirty-rate",
  "query-stats": "query-stats",
  "query-stats-schemas": "query-stats-schemas",
  "display-reload": "display-reload",
  "blockdev-set-active": "blockdev-set-active"
};
var flagsByMigrationCapability = {
  "rdma-pin-all": "migrate-rdma"
};
var flagsByDeviceProperty = [
  {
    type: "virtio-blk-pci",
    props: {
      scsi: "virtio-blk-pci.scsi",
      "queue-size": "virtio-blk.queue-size",
      "acpi-index": "acpi-index",
      "iothread-vq-mapping": "virtio-blk.iothread-mapping"
    }
  },
  { type: "virtio-net-pci", if: "virtio-net", props: { "acpi-index": "acpi-index", rss: "virtio-net.rss" } },
  {
    type: "virtio-scsi-pci",
    if: "virtio-scsi-pci",
    props: { "acpi-index": "acpi-index", "iothread-vq-mapping": "virtio-scsi.iothread-mapping" }
  },
  {
    type: "virtio-blk-ccw",
    if: "virtio-ccw",
    props: {
      scsi: "virtio-blk-pci.scsi",
      "queue-size": "virtio-blk.queue-size",
      "acpi-index": "acpi-index",
      "iothread-vq-mapping": "virtio-blk.iothread-mapping"
    }
  },
  { type: "virtio-net-ccw", if: "virtio-net", props: { "acpi-index": "acpi-index", rss: "virtio-net.rss" } },
  {
    type: "virtio-scsi-ccw",
    if: "virtio-scsi-pci",
    props: { "acpi-index": "acpi-index", "iothread-vq-mapping": "virtio-scsi.iothread-mapping" }
  },
  { type: "scsi-hd", props: { channel: "scsi-disk.channel", rotation_rate: "rotation-rate" } },
  { type: "PIIX4_PM", props: { "acpi-root-pci-hotplug": "piix4.acpi-root-pci-hotplug" } },
  { type: "usb-redir", if: "usb-redir", props: { filter: "usb-redir.filter" } },
  { type: "kvm-pit", props: { lost_tick_policy: "kvm-pit-lost-tick-policy" } },
  { type: "VGA", if: "VGA", props: { vgamem_mb: "VGA.vgamem_mb" } },
  { type: "vmware-svga", if: "vmware-svga", props: { vgamem_mb: "vmware-svga.vgamem_mb" } },
  { type: "qxl", if: "qxl", props: { vgamem_mb: "qxl.vgamem_mb", vram64_size_mb: "qxl.vram64_size_mb" } },
  {
    type: "virtio-gpu-pci",
    if: "virtio-gpu",
    props: { virgl: "virtio-gpu.virgl", "acpi-index": "acpi-index", blob: "virtio-gpu.blob" }
  },
  {
    type: "virtio-gpu-device",
    if: "virtio-gpu",
    props: { virgl: "virtio-gpu.virgl", "acpi-index": "acpi-index", blob: "virtio-gpu.blob" }
  },
  {
    type: "virtio-balloon-pci",
    props: {
      "deflate-on-oom": "virtio-balloon-pci.deflate-on-oom",
      "free-page-reporting": "virtio-balloon.free-page-reporting",
      "acpi-index": "acpi-index"
    }
  },
  {
    type: "virtio-balloon-ccw",
    props: {
      "deflate-on-oom": "virtio-balloon-pci.deflate-on-oom",
      "free-page-reporting": "virtio-balloon.free-page-reporting",
      "acpi-index": "acpi-index"
    }
  },
  {
    type: "virtio-balloon-device",
    props: {
      "deflate-on-oom": "virtio-balloon-pci.deflate-on-oom",
      "free-page-reporting": "virtio-balloon.free-page-reporting",
      "acpi-index": "acpi-index"
    }
  },
  {
    type: "intel-iommu",
    if: "intel-iommu",
    props: {
      intremap: "intel-iommu.intremap",
      "caching-mode": "intel-iommu.caching-mode",
      eim: "intel-iommu.eim",
      "device-iotlb": "intel-iommu.device-iotlb",
      "aw-bits": "intel-iommu.aw-bits",
      "dma-translation": "intel-iommu.dma-translation"
    }
  },
  {
    type: "spapr-pci-host-bridge",
    if: "spapr-pci-host-bridge",
    props: { numa_node: "spapr-pci-host-bridge.numa_node" }
  },
  {
    type: "virtio-gpu-ccw",
    if: "virtio-gpu-ccw",
    props: { virgl: "virtio-gpu.virgl", "acpi-index": "acpi-index", blob: "virtio-gpu.blob" }
  },
  { type: "mch", if: "mch", props: { "extended-tseg-mbytes": "mch.extended-tseg-mbytes" } },
  { type: "nvdimm", if: "nvdimm", props: { unarmed: "nvdimm.unarmed" } },
  { type: "pcie-root-port", if: "pcie-root-port", props: { hotplug: "pcie-root-port.hotplug" } },
  {
    type: "usb-host",
    props: { hostdevice: "usb-host.hostdevice", "guest-resets-all": "usb-host.guest-resets-all" }
  },
  { type: "vhost-user-fs-device", if: "vhost-user-fs", props: { bootindex: "vhost-user-fs.bootindex" } },
  {
    type: "virtio-mem-pci",
    if: "virtio-mem-pci",
    props: { prealloc: "virtio-mem-pci.prealloc", "dynamic-memslots": "virtio-mem-pci.dynamic-memslots" }
  },
  { type: "virtio-iommu-pci", if: "virtio-iommu-pci", props: { "boot-bypass": "virtio-iommu.boot-bypass" } },
  { type: "virtio-blk-ccw", if: "virtio-ccw", props: { loadparm: "virtio-ccw.loadparm" } }
];
var flagsByObjectProperty = [
  {
    type: "memory-backend-file",
    props: {
      pmem: "memory-backend-file.pmem",
      "x-use-canonical-path-for-ramblock-id": "memory-backend-file.x-use-canonical-path-for-ramblock-id",
      reserve: "memory-backend-file.reserve",
      "prealloc-threads": "memory-backend-file.prealloc-threads"
    }
  },
  {
    type: "memory-backend-memfd",
    if: "memory-backend-memfd",
    props: { hugetlb: "memory-backend-memfd.hugetlb" }
  },
  {
    type: "max-x86_64-cpu",
    if: "x86-max-cpu",
    props: {
      "unavailable-features": "cpu-unavailable-features",
      "kvm-no-adjvtime": "cpu.kvm-no-adjvtime",
      migratable: "cpu.migratable"
    }
  },
  {
    type: "max-arm-cpu",
    if: "arm-max-cpu",
    props: {
      "unavailable-features": "cpu-unavailable-features",
      "kvm-no-adjvtime": "cpu.kvm-no-adjvtime",
      migratable: "cpu.migratable"
    }
  }
];
var flagsByMachineProperty = [
  { type: "virt", props: { iommu: "machine.virt.iommu", ras: "machine.virt.ras", aia: "machine.virt.aia" } },
  { type: "none", props: { "confidential-guest-support": "confidential-guest-support", shim: "shim" } },
  { type: "generic-pc", props: { i8042: "machine-i8042-opt" } }
];
var flagsByOption = [
  ["fsdev", "multidevs", "fsdev.multidevs"],
  ["machine", "hpet", "machine-hpet"],
  ["sandbox", null, "seccomp-sandbox"],
  ["spice", null, "spice"],
  ["spice", "gl", "spice-gl"],
  ["spice", "rendernode", "spice-rendernode"],
  ["vnc", "power-control", "vnc-power-control"],
  ["run-with", "async-teardown", "run-with.async-teardown"]
];

// dist/src/drivers/kvm/qmp/error.js
var QmpError = class extends VirError {
  command;
  qmpClass;
  desc;
  constructor(command, qmpClass, desc) {
    super(ErrorCode.INTERNAL_ERROR, ErrorDomain.QEMU, `unable to execute QEMU command '${command}': ${desc}`);
    this.name = "QmpError";
    this.command = command;
    this.qmpClass = qmpClass;
    this.desc = desc;
  }
};
var monitorTimeout = (guest, command, ms) => new VirError(ErrorCode.OPERATION_TIMEOUT, ErrorDomain.QEMU, `QEMU monitor of '${guest}' did not answer '${command}' within ${ms} ms`);
var monitorClosed = (guest) => new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.QEMU, `End of file from qemu monitor (vm='${guest}')`);
var monitorBroken = (guest, why) => new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.QEMU, `QEMU monitor of '${guest}' failed: ${why}`);
var monitorAborted = (guest, command) => new VirError(ErrorCode.OPERATION_ABORTED, ErrorDomain.QEMU, `QEMU command '${command}' for '${guest}' was canceled`);

// dist/src/drivers/kvm/capabilities/hostcpu.js
var hypervNames = [
  "relaxed",
  "vapic",
  "spinlocks",
  "vpindex",
  "runtime",
  "synic",
  "stimer",
  "reset",
  "vendor_id",
  "frequencies",
  "reenlightenment",
  "tlbflush",
  "ipi",
  "evmcs",
  "avic",
  "emsr_bitmap",
  "xmm_input"
];
var probeHostCpu = async (ask, flags, arch3, accelerated) => {
  if (!flags.has("query-cpu-model-expansion"))
    return {};
  const name3 = accelerated ? "host" : "max";
  const expand = async (type2, model5) => {
    try {
      return await ask("query-cpu-model-expansion", { type: type2, model: model5 });
    } catch (error3) {
      if (error3 instanceof QmpError && error3.qmpClass === "GenericError")
        return void 0;
      throw error3;
    }
  };
  const expandHost = async (props) => {
    const model5 = props === void 0 ? { name: name3 } : { name: name3, props };
    if (isArm(arch3))
      return expand("full", model5);
    const first2 = await expand("static", model5);
    return first2 && isX86(arch3) && !flags.has("canonical-cpu-features") ? expand("full", first2.model) : first2;
  };
  const plain = await expandHost();
  if (plain === void 0)
    return {};
  const hostCpu3 = {
    model: plain.model.name,
    migratability: false,
    props: toProps(plain.model.props)
  };
  if (plain["deprecated-props"]?.length)
    hostCpu3.deprecatedProps = plain["deprecated-props"];
  if (isX86(arch3)) {
    const unmigratable = await expandHost({ migratable: false });
    if (unmigratable !== void 0)
      markMigratable(hostCpu3, unmigratable.model.props ?? {});
  }
  if (flags.has("query-cpu-model-expansion.deprecated-props")) {
    const deprecated = (await expand("full", { name: name3 }))?.["deprecated-props"];
    if (deprecated?.length)
      hostCpu3.deprecatedProps = deprecated;
  }
  if (!accelerated || !(isX86(arch3) || isArm(arch3)))
    return { hostCpu: hostCpu3 };
  const full = await expand("full", { name: name3, props: { migratable: false, "hv-passthrough": true } });
  const hyperv3 = full && hypervOf(full.model.props ?? {});
  return { hostCpu: hostCpu3, ...hyperv3?.length && { hyperv: hyperv3 } };
};
var toProps = (props = {}) => Object.entries(props).flatMap(([name3, value]) => {
  if (typeof value === "boolean" || typeof value === "string")
    return [{ name: name3, value }];
  return typeof value === "number" && Math.abs(value) < 2 ** 63 ? [{ name: name3, value }] : [];
});
var markMigratable = (hostCpu3, all) => {
  for (const prop of hostCpu3.props) {
    const other = all[prop.name];
    if (typeof prop.value !== "boolean" || typeof other !== "boolean")
      continue;
    if (prop.value)
      prop.migratable = true;
    else if (other) {
      prop.value = true;
      prop.migratable = false;
    }
  }
  hostCpu3.migratability = true;
};
var hypervOf = (props) => hypervNames.filter((name3) => {
  const value = props[`hv-${name3}`] ?? props[`hv-${name3.replaceAll("_", "-")}`];
  return value === true || typeof value === "number" && value > 0 || typeof value === "string";
});

// dist/src/drivers/kvm/capabilities/schema.js
var MAX_DEPTH = 1e3;
var qmpSchema = (reply) => {
  const entries2 = /* @__PURE__ */ new Map();
  for (const entry of reply)
    entries2.set(entry.name, entry);
  const walk2 = (name3, path2, depth) => {
    const entry = name3 === void 0 ? void 0 : entries2.get(name3);
    if (entry === void 0 || depth > MAX_DEPTH)
      return false;
    const [step, ...rest] = path2;
    if (step === void 0)
      return true;
    const kind = entry["meta-type"];
    if (kind === "array")
      return walk2(entry["element-type"], path2, depth + 1);
    if (kind === "alternate")
      return (entry.members ?? []).some((member2) => walk2(member2.type, path2, depth + 1));
    const modifier = /^[a-z]/i.test(step) ? "" : step.charAt(0);
    const word2 = step.slice(modifier.length);
    if (kind === "enum")
      return modifier === "^" && enumHas(entry, word2, rest);
    if (kind === "builtin")
      return modifier === "!" && rest.length === 0 && entry["json-type"] === word2;
    if (modifier === "$")
      return rest.length === 0 && (entry.features ?? []).includes(word2);
    if (kind === "command" || kind === "event") {
      if (modifier !== "" || word2 !== "arg-type" && word2 !== "ret-type")
        return false;
      return walk2(entry[word2], rest, depth + 1);
    }
    if (modifier === "+")
      return walk2(entry.variants?.find((one) => one.case === word2)?.type, rest, depth + 1);
    const member = entry.members?.find((one) => one.name === word2);
    if (member === void 0 || modifier === "^" || modifier === "!")
      return false;
    if (modifier === "*" && !("default" in member))
      return false;
    return walk2(member.type, rest, depth + 1);
  };
  return (path2) => {
    const [name3, ...rest] = path2.split("/");
    return walk2(name3, rest, 0);
  };
};
var enumHas = (entry, value, rest) => {
  const member = entry.members?.find((one) => one.name === value);
  if (rest.length === 0)
    return member !== void 0 || (entry.values ?? []).includes(value);
  return rest.length === 1 && rest[0].startsWith("$") && (member?.features ?? []).includes(rest[0].slice(1));
};

// dist/src/drivers/kvm/capabilities/interrogate.js
var MIN_VERSION = [6, 2, 0];
var interrogate = async (ask, binary, host = {}) => {
  const version2 = await ask("query-version");
  const { major, minor, micro } = version2.qemu;
  if (major < MIN_VERSION[0] || major === MIN_VERSION[0] && minor < MIN_VERSION[1]) {
    const found = `QEMU version >= ${MIN_VERSION.join(".")} is required, but ${major}.${minor}.${micro} found`;
    throw new VirError(ErrorCode.CONFIG_UNSUPPORTED, ErrorDomain.QEMU, found);
  }
  const arch3 = archOfTarget((await ask("query-target")).arch);
  const flags = /* @__PURE__ */ new Set();
  const hasPath = qmpSchema(await ask("query-qmp-schema"));
  for (const [path2, flag2] of Object.entries(flagsBySchemaPath))
    if (hasPath(path2))
      flags.add(flag2);
  if (["block-commit", "block-stream"].every((job) => hasPath(`${job}/arg-type/backing-mask-protocol`))) {
    flags.add("blockjob.backing-mask-protocol");
  }
  const kvm2 = await ask("query-kvm");
  if (kvm2.enabled && kvm2.present)
    flags.add("kvm");
  for (const { name: name3 } of await ask("qom-list-types"))
    addFlag(flags, flagsByObjectType, name3);
  await Promise.all([askProperties(ask, flags, "device"), askProperties(ask, flags, "object")]);
  const accel = { machines: await askMachines(ask, arch3) };
  await askMachineProperties(ask, flags, arch3, accel.machines);
  accel.cpus = await askCpus(ask, flags, arch3, host);
  await askTpm(ask, flags);
  const options2 = new Map((await ask("query-command-line-options")).map(({ option, parameters }) => [option, new Set(parameters.map(({ name: name3 }) => name3))]));
  for (const [option, parameter, flag2] of flagsByOption) {
    const parameters = options2.get(option);
    if (parameters !== void 0 && (parameter === null || parameters.has(parameter)))
      flags.add(flag2);
  }
  for (const { capability } of await ask("query-migrate-capabilities")) {
    addFlag(flags, flagsByMigrationCapability, capability);
  }
  const gic2 = await askGic(ask, arch3);
  const sev = await askSev(ask, flags, host);
  const sgx = await askSgx(ask, flags);
  if (flags.has("cpu-unavailable-features"))
    flags.add("canonical-cpu-features");
  if (arch3 === "sparc" || arch3 === "m68k" || arch3 === "mips")
    flags.add("ncr53c90");
  const kvmOn = flags.has("kvm");
  const { hostCpu: hostCpu3, hyperv: hyperv3 } = await probeHostCpu(ask, flags, arch3, true);
  if (hostCpu3 !== void 0)
    accel.hostCpu = hostCpu3;
  return {
    binary,
    arch: arch3,
    version: major * 1e6 + minor * 1e3 + micro,
    package: version2.package,
    flags: [...flags],
    accel: kvmOn ? { kvm: accel } : { tcg: accel },
    ...gic2 && { gic: gic2 },
    ...sev && { sev },
    ...sgx && { sgx },
    ...hyperv3 && { hyperv: hyperv3 }
  };
};
var interrogateTcg = async (ask, data, host = {}) => {
  const flags = new Set(data.flags);
  const cpus = await askCpus(ask, flags, data.arch, host);
  const { hostCpu: hostCpu3 } = await probeHostCpu(ask, flags, data.arch, false);
  const tcg = {
    machines: await askMachines(ask, data.arch),
    ...cpus && { cpus },
    ...hostCpu3 && { hostCpu: hostCpu3 }
  };
  return { ...data, flags: [...flags], accel: { ...data.accel, tcg } };
};
var addFlag = (flags, table3, name3) => {
  if (Object.hasOwn(table3, name3))
    flags.add(table3[name3]);
};
var archOfTarget = (target2) => {
  const renamed = { i386: "i686", arm: "armv7l" };
  const arch3 = renamed[target2] ?? target2;
  if (isArch(arch3))
    return arch3;
  throw new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.QEMU, `Unknown QEMU arch ${target2}`);
};
var askOr = async (ask, none2, classes, command, args2) => {
  try {
    return await ask(command, args2);
  } catch (error3) {
    if (error3 instanceof QmpError && classes.includes(error3.qmpClass))
      return none2;
    throw error3;
  }
};
var askProperties = async (ask, flags, kind) => {
  const table3 = kind === "device" ? flagsByDeviceProperty : flagsByObjectProperty;
  const command = kind === "device" ? "device-list-properties" : "qom-list-properties";
  const wanted = table3.filter(({ if: flag2 }) => flag2 === void 0 || flags.has(flag2));
  await Promise.all(wanted.map(async ({ type: type2, props }) => {
    const found = await askOr(ask, [], ["DeviceNotFound"], command, { typename: type2 });
    setByProperties(flags, props, found);
    const scsi3 = found.find(({ name: name3 }) => name3 === "scsi");
    if (type2.startsWith("virtio-blk") && scsi3?.["default-value"] === false) {
      flags.add("virtio-blk-pci.scsi.default.disabled");
    }
  }));
};
var setByProperties = (flags, props, found) => {
  for (const { name: name3 } of found)
    addFlag(flags, props, name3);
};
var askMachineProperties = async (ask, flags, arch3, machines2) => {
  for (const { type: type2, props } of flagsByMachineProperty) {
    const canonical = machines2.find((machine2) => machine2.alias === type2)?.name ?? type2;
    const abstract = type2 === "none" || type2 === "generic-pc" && isX86(arch3);
    if (!abstract && !machines2.some((machine2) => machine2.name === canonical))
      continue;
    const args2 = { typename: `${canonical}-machine` };
    setByProperties(flags, props, await askOr(ask, [], ["DeviceNotFound"], "qom-list-properties", args2));
  }
};
var askMachines = async (ask, arch3) => {
  const replies = await ask("query-machines");
  const machines2 = replies.filter(({ name: name3 }) => name3 !== "none").map((reply) => ({
    name: reply.name,
    ...reply.alias && { alias: reply.alias },
    maxCpus: reply["cpu-max"],
    ...reply["hotpluggable-cpus"] && { hotplugCpus: true },
    ...reply["is-default"] && { qemuDefault: true },
    ...reply["default-cpu-type"] && { defaultCpu: reply["default-cpu-type"] },
    ...reply["numa-mem-supported"] && { numaMemSupported: true },
    ...reply["default-ram-id"] && { defaultRamId: reply["default-ram-id"] },
    ...reply.deprecated && { deprecated: true },
    ...reply.acpi !== void 0 && { acpi: reply.acpi }
  }));
  const preferred = archFacts(arch3).machine;
  const first2 = machines2.findLast(({ name: name3, alias: alias2 }) => preferred !== void 0 && (name3 === preferred || alias2 === preferred)) ?? machines2.findLast(({ qemuDefault }) => qemuDefault);
  return first2 === void 0 ? machines2 : [first2, ...machines2.filter((machine2) => machine2 !== first2)];
};
var askCpus = async (ask, flags, arch3, host) => {
  if (!flags.has("query-cpu-definitions"))
    return void 0;
  const replies = await askOr(ask, void 0, ["GenericError"], "query-cpu-definitions");
  if (replies === void 0)
    return void 0;
  if (replies.some(({ name: name3 }) => name3 === "max"))
    flags.add("cpu-max");
  const spelling = new Map((host.ppc64Models ?? []).map((name3) => [name3.toLowerCase(), name3]));
  return replies.map((reply) => {
    const blockers = reply["unavailable-features"];
    return {
      name: arch3.startsWith("ppc64") ? spelling.get(reply.name.toLowerCase()) ?? reply.name : reply.name,
      ...reply.typename && { typename: reply.typename },
      ...blockers && { usable: blockers.length > 0 ? "no" : "yes" },
      ...reply.deprecated && { deprecated: true },
      ...blockers?.length && { blockers: blockers.map((name3) => cpuFeatureFromQemu(arch3, name3)) }
    };
  });
};
var askTpm = async (ask, flags) => {
  const absent = ["CommandNotFound", "GenericError"];
  const models = new Set(await askOr(ask, [], absent, "query-tpm-models"));
  if (models.size === 0)
    return;
  for (const flag2 of ["tpm-tis", "tpm-crb", "tpm-spapr"])
    if (models.has(flag2))
      flags.add(flag2);
  const types2 = new Set(await askOr(ask, [], absent, "query-tpm-types"));
  if (types2.has("passthrough"))
    flags.add("tpm-passthrough");
  if (types2.has("emulator"))
    flags.add("tpm-emulator");
};
var askGic = async (ask, arch3) => {
  if (!isArm(arch3))
    return void 0;
  const found = await askOr(ask, [], ["CommandNotFound"], "query-gic-capabilities");
  return found.map(({ version: version2, kernel, emulated }) => ({ version: version2, kernel, emulated }));
};
var askSev = async (ask, flags, host) => {
  if (!flags.has("sev-guest") && !flags.has("sev-snp-guest"))
    return void 0;
  const reply = await askOr(ask, void 0, ["GenericError"], "query-sev-capabilities");
  if (reply === void 0) {
    flags.delete("sev-guest");
    flags.delete("sev-snp-guest");
    return void 0;
  }
  return {
    cbitpos: reply.cbitpos,
    reducedPhysBits: reply["reduced-phys-bits"],
    pdh: reply.pdh,
    certChain: reply["cert-chain"],
    ...reply["cpu0-id"] !== void 0 && { cpu0Id: reply["cpu0-id"] },
    maxGuests: host.sevGuests?.max ?? 0,
    maxEsGuests: host.sevGuests?.maxEs ?? 0
  };
};
var askSgx = async (ask, flags) => {
  if (!flags.has("sgx-epc"))
    return void 0;
  const reply = await askOr(ask, void 0, ["GenericError"], "query-sgx-capabilities");
  if (reply?.sections === void 0) {
    flags.delete("sgx-epc");
    return void 0;
  }
  const sections = reply.sections.map(({ node, size: size2 }) => ({ node, size: Math.floor(size2 / 1024) }));
  const total = reply["section-size"];
  return {
    flc: reply.flc,
    sgx1: reply.sgx1,
    sgx2: reply.sgx2,
    sectionSize: total === void 0 ? sections.reduce((sum, { size: size2 }) => sum + size2, 0) : Math.floor(total / 1024),
    sections
  };
};

// dist/src/drivers/kvm/capabilities/process.js
import { spawn } from "node:child_process";
import { constants as constants2 } from "node:fs";
import { access as access2, stat } from "node:fs/promises";
import { Duplex } from "node:stream";

// dist/schemas/qmp/timeouts.js
var DEFAULT_DEADLINE_MS = 5e3;
var GREETING_DEADLINE_MS = 3e4;
var storage = 3e4;
var drain = 6e4;
var deadlines = {
  "block-commit": storage,
  "block-dirty-bitmap-merge": storage,
  "block-export-add": storage,
  "block-export-del": storage,
  "block-stream": storage,
  "blockdev-add": storage,
  "blockdev-backup": storage,
  "blockdev-change-medium": storage,
  "blockdev-create": storage,
  "blockdev-del": storage,
  "blockdev-mirror": storage,
  "blockdev-open-tray": storage,
  "blockdev-reopen": storage,
  "blockdev-snapshot": storage,
  "blockdev-snapshot-sync": storage,
  block_resize: storage,
  block_set_io_throttle: storage,
  cont: drain,
  device_add: storage,
  device_del: storage,
  "dump-guest-memory": storage,
  "human-monitor-command": drain,
  "job-complete": storage,
  "job-dismiss": storage,
  memsave: storage,
  migrate: storage,
  "migrate-incoming": storage,
  "nbd-server-add": storage,
  "nbd-server-stop": storage,
  netdev_add: storage,
  "object-add": drain,
  "object-del": storage,
  pmemsave: storage,
  "query-block": storage,
  "query-blockstats": storage,
  "query-cpu-model-expansion": storage,
  "query-named-block-nodes": storage,
  "query-qmp-schema": storage,
  quit: storage,
  screendump: storage,
  stop: drain,
  system_reset: storage,
  transaction: drain
};
var deadlineOf = (command) => deadlines[command] ?? DEFAULT_DEADLINE_MS;

// dist/src/drivers/kvm/qmp/lines.js
import { StringDecoder } from "node:string_decoder";
var MAX_LINE = 10 * 1024 * 1024;
var jsonLines = (onObject) => {
  const decoder = new StringDecoder("utf8");
  let parts = [];
  let held = 0;
  return (chunk) => {
    let text4 = decoder.write(chunk);
    for (let newline = text4.indexOf("\n"); newline >= 0; newline = text4.indexOf("\n")) {
      parts.push(text4.slice(0, newline));
      text4 = text4.slice(newline + 1);
      const line = parts.join("").trim();
      parts = [];
      held = 0;
      if (line === "")
        continue;
      onObject(parseObject(line));
    }
    if (text4 === "")
      return;
    parts.push(text4);
    held += text4.length;
    if (held > MAX_LINE)
      throw new Error(`No complete monitor response found in ${MAX_LINE} bytes`);
  };
};
var parseObject = (line) => {
  let value;
  try {
    value = JSON.parse(line);
  } catch {
    throw new Error(`cannot parse json ${line.slice(0, 200)}`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new Error(`Parsed JSON reply '${line.slice(0, 200)}' isn't an object`);
  }
  return value;
};
var encodeLine = (message) => `${JSON.stringify(message, (_key, value) => typeof value === "bigint" ? `${value}` : value).replace(/"\\u0001(-?\d+)\\u0001"/g, "$1")}\r
`;

// dist/src/drivers/kvm/qmp/monitor.js
var openMonitor = async (stream, options2) => {
  const conversation = converse(stream, options2);
  try {
    const greeting = await conversation.greeting;
    await conversation.execute("qmp_capabilities");
    return {
      guest: options2.guest,
      greeting,
      version: greeting.version,
      get connected() {
        return conversation.connected();
      },
      execute: conversation.execute,
      close: conversation.close
    };
  } catch (error3) {
    conversation.close();
    throw error3;
  }
};
var converse = (stream, options2) => {
  const { guest } = options2;
  const pending = /* @__PURE__ */ new Map();
  let nextId = 1;
  let ended = false;
  let writing = Promise.resolve();
  let queuedWrites = 0;
  const greeting = deferred();
  greeting.promise.catch(() => {
  });
  const greetingDeadline = options2.greetingDeadline ?? GREETING_DEADLINE_MS;
  const greetingTimer = setTimeout(() => {
    greeting.reject(monitorTimeout(guest, "greeting", greetingDeadline));
  }, greetingDeadline);
  const finish = (error3) => {
    if (ended)
      return;
    ended = true;
    clearTimeout(greetingTimer);
    options2.signal?.removeEventListener("abort", onAbort);
    const failure = error3 ?? monitorClosed(guest);
    greeting.reject(failure);
    for (const command of [...pending.values()])
      command.settle(failure);
    stream.destroy();
    options2.onClose?.(error3);
  };
  const onAbort = () => finish(monitorAborted(guest, "connect"));
  options2.signal?.addEventListener("abort", onAbort, { once: true });
  if (options2.signal?.aborted)
    queueMicrotask(onAbort);
  const expire = (id3) => {
    const command = pending.get(id3);
    if (command === void 0)
      return;
    const oldest = pending.values().next().value ?? command;
    const left = Math.max(command.due, oldest.due) - performance.now();
    if (left > 1)
      command.timer = setTimeout(expire, left, id3);
    else
      command.settle(monitorTimeout(guest, command.command, command.deadline));
  };
  const receive = (message) => {
    if ("event" in message) {
      options2.onEvent?.(toEvent(message));
      return;
    }
    if ("QMP" in message) {
      clearTimeout(greetingTimer);
      greeting.resolve(message.QMP);
      return;
    }
    for (const waiting of pending.values())
      waiting.due = Math.max(waiting.due, performance.now() + waiting.deadline);
    const command = typeof message.id === "string" ? pending.get(message.id) : void 0;
    if (command === void 0)
      return;
    if ("return" in message) {
      command.settle(null, message.return);
      return;
    }
    const error3 = message.error ?? {};
    command.settle(new QmpError(command.command, error3.class ?? "GenericError", error3.desc ?? "unknown QEMU command error"));
  };
  const feed = jsonLines(receive);
  stream.on("data", (chunk) => {
    if (ended)
      return;
    try {
      feed(chunk);
    } catch (error3) {
      finish(monitorBroken(guest, error3.message));
    }
  });
  stream.on("error", (error3) => finish(isReset(error3) ? null : monitorBroken(guest, error3.message)));
  stream.on("end", () => finish(null));
  stream.on("close", () => finish(null));
  const send = (line, fds) => {
    if (fds === void 0 && queuedWrites === 0) {
      stream.write(line);
      return;
    }
    queuedWrites++;
    writing = writing.then(async () => {
      if (ended)
        return;
      if (fds === void 0) {
        stream.write(line);
        return;
      }
      await new Promise((resolve3) => stream.write("", () => resolve3()));
      await options2.sendWithFds?.(stream, Buffer.from(line), fds);
    }).catch((error3) => finish(monitorBroken(guest, error3.message))).finally(() => {
      queuedWrites--;
    });
  };
  const execute = (command, args2, how = {}) => new Promise((resolve3, reject) => {
    const { signal } = how;
    if (ended)
      return reject(monitorClosed(guest));
    if (signal?.aborted)
      return reject(monitorAborted(guest, command));
    if (how.fds !== void 0 && options2.sendWithFds === void 0) {
      return reject(monitorBroken(guest, "this monitor cannot pass file descriptors"));
    }
    const id3 = `libvirt-${nextId++}`;
    const deadline = how.deadline ?? deadlineOf(command);
    const cancel = () => entry.settle(monitorAborted(guest, command));
    const entry = {
      command,
      deadline,
      due: performance.now() + deadline,
      timer: setTimeout(expire, deadline, id3),
      settle: (error3, value) => {
        clearTimeout(entry.timer);
        signal?.removeEventListener("abort", cancel);
        pending.delete(id3);
        if (error3 !== null)
          reject(error3);
        else
          resolve3(value);
      }
    };
    signal?.addEventListener("abort", cancel, { once: true });
    pending.set(id3, entry);
    send(encodeLine(args2 === void 0 ? { execute: command, id: id3 } : { execute: command, arguments: args2, id: id3 }), how.fds);
  });
  return { greeting: greeting.promise, execute, close: () => finish(null), connected: () => !ended };
};
var deferred = () => {
  let resolve3;
  let reject;
  const promise = new Promise((yes, no) => {
    resolve3 = yes;
    reject = no;
  });
  return { promise, resolve: resolve3, reject };
};
var isReset = (error3) => ["ECONNRESET", "EPIPE"].includes(error3.code ?? "");
var toEvent = (message) => {
  const time2 = message.timestamp ?? {};
  return {
    event: String(message.event),
    data: message.data ?? {},
    seconds: time2.seconds ?? -1,
    micros: time2.microseconds ?? -1
  };
};

// dist/src/drivers/kvm/capabilities/process.js
var passedOn = ["PATH", "LD_PRELOAD", "LD_LIBRARY_PATH", "HOME", "USER", "LOGNAME", "TMPDIR"];
var MAX_STDERR = 64 * 1024;
var environment = () => {
  const env2 = { LC_ALL: "C" };
  for (const name3 of passedOn)
    if (process.env[name3] !== void 0)
      env2[name3] = process.env[name3];
  return env2;
};
var checkBinary = async (binary) => {
  await stat(binary).catch((error3) => {
    throw fileError(error3, `Cannot check QEMU binary ${binary}`);
  });
  await access2(binary, constants2.X_OK).catch((error3) => {
    throw fileError(error3, `QEMU binary ${binary} is not executable`);
  });
};
var fileError = (error3, text4) => {
  const words3 = error3.code === "ENOENT" ? "No such file or directory" : error3.code === "EACCES" ? "Permission denied" : error3.message;
  return systemError(ErrorDomain.QEMU, Math.abs(error3.errno ?? 0), text4, words3);
};
var withQemu = async (options2, use) => {
  await checkBinary(options2.binary);
  const timeout = AbortSignal.timeout(options2.deadline);
  const signal = options2.signal ? AbortSignal.any([options2.signal, timeout]) : timeout;
  const child2 = spawn(options2.binary, [...options2.args, "-qmp", "stdio"], {
    stdio: ["pipe", "pipe", "pipe"],
    cwd: "/",
    env: options2.env ?? environment(),
    ...options2.uid !== void 0 && { uid: options2.uid },
    ...options2.gid !== void 0 && { gid: options2.gid }
  });
  let stderr = "";
  child2.stderr.setEncoding("utf8").on("data", (text4) => {
    if (stderr.length < MAX_STDERR)
      stderr += text4;
  });
  const exited = new Promise((resolve3) => {
    child2.once("error", (error3) => {
      stderr ||= error3.message;
      resolve3(null);
    });
    child2.once("exit", (status) => resolve3(status));
  });
  const closed = new Promise((resolve3) => child2.once("close", () => resolve3()));
  child2.stdin.on("error", () => {
  });
  const failed = () => {
    const why = timeout.aborted ? `no answer within ${options2.deadline} ms` : stderr.trim() || "unknown error";
    const text4 = `Failed to start QEMU binary ${options2.binary} for probing: ${why}`;
    return new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.QEMU, text4);
  };
  const { onEvent: onEvent2 } = options2;
  let monitor2;
  try {
    const stream = Duplex.from({ readable: child2.stdout, writable: child2.stdin });
    const greetingDeadline = options2.deadline;
    monitor2 = await openMonitor(stream, { guest: options2.binary, signal, onEvent: onEvent2, greetingDeadline }).catch(async (error3) => {
      await Promise.race([closed, after(500)]);
      if (options2.signal?.aborted)
        throw error3;
      throw failed();
    });
    return await use({ monitor: monitor2, exited });
  } catch (error3) {
    if (timeout.aborted)
      throw failed();
    throw error3;
  } finally {
    monitor2?.close();
    child2.kill("SIGKILL");
    await Promise.race([exited, after(1e3)]);
    for (const stream of [child2.stdin, child2.stdout, child2.stderr])
      stream.destroy();
  }
};
var after = (ms) => new Promise((resolve3) => {
  setTimeout(resolve3, ms, null).unref();
});

// dist/src/drivers/kvm/capabilities/probe.js
var PROBE_DEADLINE_MS = 3e4;
var probeQemu = async (options2) => {
  const session2 = (accel, use) => {
    const machine2 = ["-S", "-no-user-config", "-nodefaults", "-nographic", "-machine", `none,accel=${accel}`];
    const deadline = options2.deadline ?? PROBE_DEADLINE_MS;
    const { binary, uid, gid, signal, env: env2 } = options2;
    return withQemu({ binary, uid, gid, signal, env: env2, deadline, args: machine2 }, ({ monitor: monitor2 }) => use((command, args2) => monitor2.execute(command, args2, { deadline })));
  };
  const everything = (accel) => session2(accel, (ask) => interrogate(ask, options2.binary, options2.host));
  const first2 = await everything("kvm:tcg");
  if (!first2.flags.includes("kvm"))
    return first2;
  if (await options2.kvmWorks?.(options2.binary) === false)
    return everything("tcg");
  if (!first2.flags.includes("tcg"))
    return first2;
  return session2("tcg", (ask) => interrogateTcg(ask, first2, options2.host));
};

// dist/src/drivers/kvm/emulators.js
import { arch as arch2, release, version } from "node:os";

// dist/src/drivers/kvm/capabilities/kvm.js
var guestCode = Buffer.from("fa31c08ec02e660f011610010f20c00c010f22c066ea1c000f00080066b810008ed88ec08ed0bc00800000bf0010000031c0b900180000fcf3abc7050010000003200000c7050020000003300000c7050820000003400000c7051020000003500000c7051820000003600000bf00300000b883000000890783c708050000200073f40f20e00d200600000f22e0b8001000000f22d8b9800000c00f320d000100000f300f20c00d0000008083e0fb83c8020f22c0eabb000f00180031c00fa2be2000e0fe8b1e66480f6ec3660fd4c0bf00002000b90000020048c7c034120000f348abb02ae6f4f4ebfd8db4000066900000000000000000ffff0000009bcf00ffff00000093cf00ffff0000009baf001f00f0000f", "hex");
var guestEntry = Buffer.from("ea000000f0", "hex");
var SUCCESS_STATUS = 42 * 2 + 1;

// dist/schemas/cpu/other.js
var ppc64Models = [
  { name: "POWER6", vendor: "IBM", versions: [62] },
  { name: "POWER7", vendor: "IBM", versions: [63, 74] },
  { name: "POWER8", vendor: "IBM", versions: [75, 76, 77] },
  { name: "POWER9", vendor: "IBM", versions: [78] },
  { name: "POWER10", vendor: "IBM", versions: [128] },
  { name: "POWERPC_e5500", vendor: "Freescale", versions: [32804] },
  { name: "POWERPC_e6500", vendor: "Freescale", versions: [32832] }
];
var armFeatures = [
  "sve",
  ...Array.from({ length: 16 }, (_, at2) => `sve${(at2 + 1) * 128}`),
  "pauth"
];

// dist/schemas/xml/types.js
var type = (record) => ({ is: "type", ...record });
var text2 = type({ type: "text" });
var yesNo = type({ type: "bool", yes: "yes", no: "no" });
var onOff = type({ type: "bool", yes: "on", no: "off" });
var uuid2 = type({ type: "uuid" });
var mac = type({ type: "mac" });
var ip = type({ type: "ip" });
var cpuset = type({ type: "cpuset" });
var double2 = type({ type: "double" });
var oneWord = (values, schema2) => type({ type: "enum", values, schema: schema2 });
var word = (pattern, schema2) => type({ type: "word", pattern, schema: schema2 });
var NON_NEGATIVE = "Expected non-negative integer value";
var int2 = (options2 = {}) => type({
  type: "int",
  min: -2147483648,
  max: 2147483647,
  base: 10,
  expect: "Expected integer value",
  ...options2
});
var uint2 = (options2 = {}) => type({ type: "int", min: 0, max: 4294967295, base: 10, expect: NON_NEGATIVE, ...options2 });
var ulong = (options2 = {}) => type({ type: "int", min: 0, max: Number.MAX_SAFE_INTEGER, base: 10, expect: NON_NEGATIVE, ...options2 });
var long = (options2 = {}) => type({
  type: "int",
  min: Number.MIN_SAFE_INTEGER,
  max: Number.MAX_SAFE_INTEGER,
  base: 10,
  expect: "Expected long long integer value",
  ...options2
});
var wide = type({ type: "wide", expect: NON_NEGATIVE });
var hex = (digits, options2 = {}) => type({ type: "int", min: 0, max: 4294967295, base: 0, hex: digits, expect: NON_NEGATIVE, ...options2 });
var octal = (digits, options2 = {}) => type({ type: "int", min: 0, max: 511, base: 8, octal: digits, expect: NON_NEGATIVE, ...options2 });
var SCALES = { bytes: 1, KiB: 1024, MiB: 1048576 };
var size = (unit, plain = unit, options2 = {}) => type({
  type: "size",
  unit,
  scale: SCALES[unit] ?? 1,
  defaultScale: SCALES[plain] ?? 1,
  writeUnit: true,
  ...options2
});

// dist/schemas/xml/dsl.js
var attr = (of2, options2) => ({ is: "field", kind: "attr", of: of2, options: options2 ?? {} });
var content = (of2, options2) => ({ is: "field", kind: "text", of: of2, options: options2 ?? {} });
var shaped = (name3, of2) => "is" in of2 && (of2.is === "type" || of2.is === "shape") ? of2 : { is: "shape", name: name3, fields: of2, rules: [] };
var child = (of2, options2) => ({
  is: "field",
  kind: "child",
  of: shaped("", of2),
  options: options2 ?? {}
});
var children = (name3, of2, options2 = {}) => ({
  is: "field",
  kind: "children",
  of: shaped(name3, of2),
  options: { ...options2, name: name3 }
});
var flag = (options2 = {}) => ({
  is: "field",
  kind: "flag",
  options: options2
});
var verbatim = (options2 = {}) => ({
  is: "field",
  kind: "verbatim",
  options: options2
});
var mixed = (cases, options2 = {}) => ({
  is: "field",
  kind: "mixed",
  of: Object.fromEntries(Object.entries(cases).map(([name3, of2]) => [name3, shaped(name3, of2)])),
  options: options2
});
var oneOf = (by, cases, options2 = {}) => ({
  is: "oneOf",
  kind: "oneOf",
  by,
  cases,
  options: options2
});
var tagged = (name3, by, cases, options2 = { required: true }, ...rules) => ({
  is: "shape",
  name: name3,
  fields: {
    [by]: attr(oneWord(Object.keys(cases), options2.schema), options2),
    $cases: oneOf(by, cases)
  },
  rules
});
var sure = (field) => field;
var ignored = (of2, options2 = {}) => child(of2, { ...options2, accept: () => false, when: () => false });
var element = (name3, fields, ...rules) => ({
  is: "shape",
  name: name3,
  fields,
  rules
});
var withRules = (shape, ...rules) => ({
  ...shape,
  rules: [...shape.rules, ...rules]
});
var expanded = (shape) => ({ ...shape, expanded: true });
var recursive = (name3, fields, ...rules) => {
  let known4;
  return {
    is: "shape",
    name: name3,
    get fields() {
      known4 ??= fields();
      return known4;
    },
    rules
  };
};

// dist/schemas/xml/domain/cpu.js
var unsupported = (text4) => ({ code: ErrorCode.CONFIG_UNSUPPORTED, text: text4 });
var checkDistances = (cells) => {
  if (cells.every((cell) => cell.distances.length === 0))
    return void 0;
  const table3 = cells.map(() => /* @__PURE__ */ new Map());
  for (const [i, cell] of cells.entries()) {
    for (const { id: id3, value } of cell.distances) {
      const there = table3[id3];
      if (!there)
        return `'sibling_id ${id3}' does not refer to a valid cell within NUMA 'cell id ${i}'`;
      if (value < 10 || value > 255 || id3 === i !== (value === 10)) {
        return `'value ${value}' is invalid for 'sibling id ${id3}' under NUMA 'cell id ${i}'`;
      }
      table3[i]?.set(i, 10).set(id3, value);
      there.set(id3, 10);
      if (!there.has(i))
        there.set(i, value);
    }
  }
  for (const [i, cell] of cells.entries()) {
    cell.distances = [...table3[i] ?? []].map(([id3, value]) => ({ id: id3, value })).sort((a, b) => a.id - b.id);
  }
  return void 0;
};
var members = (set) => {
  const out = /* @__PURE__ */ new Set();
  for (const part of set.split(",")) {
    const [first2 = 0, last = first2] = part.split("-").map(Number);
    for (let i = first2; i <= last; i++)
      out.add(i);
  }
  return out;
};
var checkCells = (numa) => {
  const { cells } = numa;
  if (cells.length === 0)
    return "NUMA topology defined without NUMA cells";
  const ordered = [];
  const owners = /* @__PURE__ */ new Map();
  for (const [i, cell] of cells.entries()) {
    cell.id ??= i;
    if (cell.id >= cells.length) {
      return "Exactly one 'cell' element per guest NUMA cell allowed, non-contiguous ranges or ranges not starting from 0 are not allowed";
    }
    if (ordered[cell.id])
      return `Duplicate NUMA cell info for cell id '${cell.id}'`;
    ordered[cell.id] = cell;
    if (cell.cpus === void 0)
      continue;
    for (const cpu of members(cell.cpus)) {
      const other = owners.get(cpu);
      if (other !== void 0)
        return unsupported(`NUMA cells ${cell.id} and ${other} have overlapping vCPU ids`);
      owners.set(cpu, cell.id);
    }
  }
  numa.cells = ordered;
  return checkDistances(ordered);
};
var latencyType = attr(oneWord(["access", "read", "write"]), { required: true });
var interconnect = {
  initiator: attr(uint2(), { required: true }),
  target: attr(uint2(), { required: true }),
  cache: attr(uint2(), { omit: 0 }),
  type: latencyType
};
var GuestNuma = element("numa", {
  cells: children("cell", {
    id: attr(uint2()),
    cpus: attr(cpuset, {
      empty: "absent",
      invalid: { code: ErrorCode.INVALID_ARG, text: "Failed to parse bitmap '{value}'", domain: 0 }
    }),
    memory: attr(size("KiB"), { required: "missing element or attribute './@memory'" }),
    memAccess: attr(oneWord(["shared", "private"])),
    discard: attr(yesNo),
    distances: children("sibling", { id: attr(uint2(), { required: true }), value: attr(uint2(), { required: true }) }, { wrap: "distances" }),
    caches: children("cache", {
      level: attr(uint2(), { required: true, nonZero: true }),
      associativity: attr(oneWord(["none", "direct", "full"]), { required: true }),
      policy: attr(oneWord(["none", "writeback", "writethrough"]), { required: true }),
      size: child({ value: attr(size("KiB"), { required: true }) }, { required: true }),
      line: child({ value: attr(size("bytes", "bytes", { unitLabel: "B" }), { required: true }) }, { required: true })
    })
  }),
  interconnects: child({
    list: mixed({
      latency: { ...interconnect, value: attr(ulong(), { required: true }) },
      bandwidth: { ...interconnect, value: attr(size("KiB"), { required: true }) }
    })
  })
}, checkCells);
var topology = child({
  sockets: attr(uint2(), { required: true, nonZero: true }),
  dies: attr(uint2(), { default: 1, nonZero: true }),
  clusters: attr(uint2(), { default: 1, nonZero: true }),
  cores: attr(uint2(), { required: true, nonZero: true }),
  threads: attr(uint2(), { required: true, nonZero: true })
});
var maxphysaddr = child(element("maxphysaddr", {
  mode: attr(oneWord(["emulate", "passthrough"]), { required: true }),
  bits: attr(int2({ min: 0 })),
  limit: attr(uint2(), { nonZero: true })
}, (m) => m.limit !== void 0 && m.mode !== "passthrough" ? unsupported("attribute 'limit' is only supported for maxphysaddr mode 'passthrough'") : void 0));
var cache = child({
  level: attr(int2({ min: 1, max: 3 }), { invalid: "invalid CPU cache level, must be in range [1,3]" }),
  mode: attr(oneWord(["emulate", "passthrough", "disable"]), { required: true })
});
var bare = (cpu) => cpu.mode === "custom" && cpu.model?.value === void 0;
var writesModel = (cpu) => cpu.mode === "custom" || cpu.mode === "host-model";
var duplicateFeature = (features8) => {
  const seen = /* @__PURE__ */ new Set();
  for (const { name: name3 } of features8) {
    if (seen.has(name3))
      return `CPU feature '${name3}' specified more than once`;
    seen.add(name3);
  }
  return void 0;
};
var checkCpu = (cpu) => {
  const { mode, model: model5 } = cpu;
  if (cpu.migratable !== void 0 && mode !== "host-passthrough" && mode !== "maximum") {
    return unsupported("Attribute migratable is only allowed for 'host-passthrough' / 'maximum' CPU mode");
  }
  if (model5?.vendor_id !== void 0 && writesModel(cpu)) {
    if (model5.vendor_id.length !== 12)
      return "vendor_id must be exactly 12 characters long";
    if (model5.vendor_id.includes(","))
      return "vendor id is invalid";
  }
  if (cpu.vendor !== void 0 && model5?.value === void 0)
    return "CPU vendor specified without CPU model";
  if (cpu.features.length > 0 && mode === "custom" && model5?.value === void 0)
    return "Non-empty feature list specified without CPU model";
  return duplicateFeature(cpu.features);
};
var CpuMode = oneWord(["custom", "host-model", "host-passthrough", "maximum"]);
var FeaturePolicy = oneWord(["force", "require", "optional", "disable", "forbid"]);
var Cpu = element("cpu", {
  mode: attr(CpuMode, {
    default: "custom",
    invalid: unsupported("Invalid mode attribute '{value}'"),
    when: (c) => !bare(c)
  }),
  match: attr(oneWord(["exact", "minimum", "strict"]), {
    default: "exact",
    when: (c) => c.mode === "custom" && !bare(c)
  }),
  check: attr(oneWord(["none", "partial", "full"]), { when: (c) => !bare(c) }),
  migratable: attr(onOff),
  deprecated_features: attr(onOff),
  model: child(element("model", {
    fallback: attr(oneWord(["allow", "forbid"]), {
      default: "allow",
      empty: "absent",
      invalid: unsupported("Invalid fallback attribute"),
      when: (m) => m.value !== void 0
    }),
    vendor_id: attr(text2, { empty: "absent" }),
    value: content(text2)
  }), {
    when: writesModel,
    accept: (m) => m.value !== void 0 || m.vendor_id !== void 0
  }),
  vendor: child(text2, { when: writesModel }),
  topology,
  cache,
  maxphysaddr,
  features: children("feature", {
    policy: attr(FeaturePolicy, {
      default: "require",
      invalid: unsupported("Invalid CPU feature policy")
    }),
    name: attr(text2, { required: "Invalid CPU feature name", empty: "absent" })
  }),
  numa: child(GuestNuma)
}, checkCpu);
var HostCpu = element("cpu", {
  arch: child(text2, { required: "Missing CPU architecture" }),
  model: child(text2, { required: "Missing CPU model name" }),
  vendor: child(text2),
  microcode: child({ version: attr(uint2(), { invalid: unsupported("invalid microcode version") }) }),
  signature: child({
    family: attr(uint2(), { required: true, nonZero: true }),
    model: attr(uint2(), { required: true }),
    stepping: attr(uint2(), { required: true })
  }),
  counters: children("counter", {
    name: attr(text2),
    frequency: attr(ulong(), { required: true }),
    scaling: attr(yesNo)
  }),
  topology,
  cache,
  maxphysaddr,
  features: children("feature", {
    name: attr(text2, { required: "Invalid CPU feature name", empty: "absent" })
  })
}, (cpu) => duplicateFeature(cpu.features));

// dist/src/model/xml/tree.js
var MAX_DEPTH2 = 256;
var MAX_SIZE = 10 * 1024 * 1024;
var Malformed = class extends Error {
  at;
  constructor(message, at2) {
    super(message);
    this.at = at2;
  }
};
var FORBIDDEN = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
var NAME = /[\p{L}_:\u00b7\u2070-\u218f][\p{L}\p{M}\p{N}_:.\u00b7-]*/uy;
var MANY = 64;
var XML_NS = "http://www.w3.org/XML/1998/namespace";
var NO_SCOPE = /* @__PURE__ */ new Map([["xml", XML_NS]]);
var NO_NODES = Object.freeze([]);
var NO_ATTRS = Object.freeze([]);
var isSpace = (c) => c === 32 || c === 10 || c === 9 || c === 13;
var isAsciiNameChar = (c) => c >= 97 && c <= 122 || c >= 65 && c <= 90 || c >= 48 && c <= 57 || c === 45 || c === 95 || c === 46 || c === 58;
var nameAt = (source2, at2) => {
  let i = at2;
  let c = source2.charCodeAt(i);
  if (c >= 48 && c <= 57 || c === 45 || c === 46)
    return "";
  while (isAsciiNameChar(c))
    c = source2.charCodeAt(++i);
  if (!(c > 127))
    return source2.slice(at2, i);
  NAME.lastIndex = at2;
  return NAME.exec(source2)?.[0] ?? "";
};
var ENTITIES = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };
var decode = (raw, at2) => {
  let out = "";
  let from = 0;
  for (let amp = raw.indexOf("&"); amp >= 0; amp = raw.indexOf("&", from)) {
    out += raw.slice(from, amp);
    const semi = raw.indexOf(";", amp);
    const body = semi < 0 ? "" : raw.slice(amp + 1, semi);
    if (body.startsWith("#")) {
      const code2 = /^#x[0-9a-fA-F]+$/.test(body) ? Number.parseInt(body.slice(2), 16) : /^#[0-9]+$/.test(body) ? Number.parseInt(body.slice(1), 10) : -1;
      if (code2 < 0 || code2 > 1114111)
        throw new Malformed("xmlParseCharRef: invalid value", at2 + amp);
      const char2 = String.fromCodePoint(code2);
      if (code2 === 0 || FORBIDDEN.test(char2))
        throw new Malformed(`xmlParseCharRef: invalid xmlChar value ${code2}`, at2 + amp);
      out += char2;
    } else {
      const value = ENTITIES[body];
      if (value === void 0) {
        if (nameAt(body, 0) !== body || body === "")
          throw new Malformed("xmlParseEntityRef: no name", at2 + amp + 1);
        throw new Malformed(`Entity '${body}' not defined`, at2 + semi + 1);
      }
      out += value;
    }
    from = semi + 1;
  }
  return from === 0 ? raw : out + raw.slice(from);
};
var resolve = (qname, scope) => {
  const colon = qname.indexOf(":");
  if (colon < 0)
    return [qname, scope.get("") ?? ""];
  const uri = scope.get(qname.slice(0, colon));
  return uri === void 0 ? [qname, ""] : [qname.slice(colon + 1), uri];
};
var scan = (source2) => {
  let at2 = source2.charCodeAt(0) === 65279 ? 1 : 0;
  const stack = [];
  let top;
  let root;
  const close = (open, end) => {
    stack.pop();
    top = stack[stack.length - 1];
    const node = {
      name: open.name,
      ns: open.ns,
      attrs: open.attrs,
      kids: open.kids.length === 0 ? NO_NODES : open.kids,
      text: open.text,
      start: open.start,
      end
    };
    if (top)
      top.kids.push(node);
    else
      root = node;
  };
  const addText = (raw, from) => {
    if (top)
      top.text += raw.includes("&") ? decode(raw, from) : raw;
    else if (/\S/.test(raw)) {
      throw new Malformed(root ? "Extra content at the end of the document" : "Start tag expected, '<' not found", from);
    }
  };
  const skip = (end, from, what) => {
    const stop = source2.indexOf(end, from);
    if (stop < 0)
      throw new Malformed(what, source2.length);
    return stop + end.length;
  };
  while (at2 < source2.length) {
    const lt = source2.indexOf("<", at2);
    if (lt < 0) {
      addText(source2.slice(at2), at2);
      break;
    }
    if (lt > at2)
      addText(source2.slice(at2, lt), at2);
    const next = source2.charCodeAt(lt + 1);
    if (next === 47) {
      let i2 = lt + 2;
      if (!top)
        throw new Malformed("Extra content at the end of the document", lt);
      if (source2.startsWith(top.qname, i2) && !isAsciiNameChar(source2.charCodeAt(i2 + top.qname.length)))
        i2 += top.qname.length;
      else {
        const found = nameAt(source2, i2);
        throw new Malformed(`Opening and ending tag mismatch: ${top.qname} line ${lineOf(source2, top.start)} and ${found || "unparsable"}`, skip(">", i2, "expected >"));
      }
      while (isSpace(source2.charCodeAt(i2)))
        i2++;
      if (source2.charCodeAt(i2) !== 62)
        throw new Malformed("expected '>'", i2);
      at2 = i2 + 1;
      close(top, at2);
      continue;
    }
    if (next === 33) {
      if (source2.startsWith("<!--", lt)) {
        const dashes = source2.indexOf("--", lt + 4);
        if (dashes < 0)
          throw new Malformed("Comment not terminated", source2.length);
        if (source2.charCodeAt(dashes + 2) !== 62)
          throw new Malformed("Double hyphen within comment", dashes);
        at2 = dashes + 3;
      } else if (source2.startsWith("<![CDATA[", lt) && top) {
        at2 = skip("]]>", lt + 9, "CData section not finished");
        top.text += source2.slice(lt + 9, at2 - 3);
      } else if (source2.startsWith("<!DOCTYPE", lt)) {
        throw new VirError(ErrorCode.XML_ERROR, ErrorDomain.XML, "document type declarations are not accepted");
      } else
        throw new Malformed("StartTag: invalid element name", lt + 1);
      continue;
    }
    if (next === 63) {
      if (/^<\?xml\s/i.test(source2.slice(lt, lt + 6)) && lt > 1) {
        throw new Malformed("XML declaration allowed only at the start of the document", lt + 5);
      }
      at2 = skip("?>", lt + 2, "ParsePI: PI never end");
      continue;
    }
    if (!top && root)
      throw new Malformed("Extra content at the end of the document", lt);
    const qname = nameAt(source2, lt + 1);
    if (qname === "")
      throw new Malformed("StartTag: invalid element name", lt + 1);
    if (stack.length >= MAX_DEPTH2) {
      throw new Malformed(`Excessive depth in document: ${MAX_DEPTH2} use XML_PARSE_HUGE option`, lt + 1 + qname.length);
    }
    let i = lt + 1 + qname.length;
    let attrs;
    let names2;
    let scope = top?.scope ?? NO_SCOPE;
    let empty = false;
    for (; ; ) {
      const before = i;
      let c = source2.charCodeAt(i);
      while (isSpace(c))
        c = source2.charCodeAt(++i);
      if (c === 62) {
        i++;
        break;
      }
      if (c === 47 && source2.charCodeAt(i + 1) === 62) {
        i += 2;
        empty = true;
        break;
      }
      if (Number.isNaN(c))
        throw new Malformed(`Couldn't find end of Start Tag ${qname} line ${lineOf(source2, lt)}`, i);
      const key = nameAt(source2, i);
      if (key === "")
        throw new Malformed(`Couldn't find end of Start Tag ${qname} line ${lineOf(source2, lt)}`, i);
      if (before === i)
        throw new Malformed("attributes construct error", i);
      i += key.length;
      c = source2.charCodeAt(i);
      while (isSpace(c))
        c = source2.charCodeAt(++i);
      if (c !== 61)
        throw new Malformed(`Specification mandates value for attribute ${key}`, i);
      c = source2.charCodeAt(++i);
      while (isSpace(c))
        c = source2.charCodeAt(++i);
      if (c !== 39 && c !== 34)
        throw new Malformed(`AttValue: " or ' expected`, i);
      const stop = source2.indexOf(c === 39 ? "'" : '"', i + 1);
      if (stop < 0)
        throw new Malformed("AttValue: ' expected", source2.length);
      let value = source2.slice(i + 1, stop);
      const bad = value.indexOf("<");
      if (bad >= 0)
        throw new Malformed("Unescaped '<' not allowed in attributes values", i + 1 + bad);
      if (value.includes("\n") || value.includes("	") || value.includes("\r"))
        value = value.replace(/\r\n|[\n\t\r]/g, " ");
      if (value.includes("&"))
        value = decode(value, i + 1);
      i = stop + 1;
      if (key === "xmlns" || key.startsWith("xmlns:")) {
        if (scope === (top?.scope ?? NO_SCOPE))
          scope = new Map(scope);
        scope.set(key === "xmlns" ? "" : key.slice(6), value);
        continue;
      }
      const colon = key.indexOf(":");
      const local = colon < 0 ? key : key.slice(colon + 1);
      attrs ??= [];
      if (attrs.length >= MANY) {
        names2 ??= new Set(attrs.filter((_, a) => a % 2 === 0));
        if (names2.has(local) && colon < 0)
          throw new Malformed(`Attribute ${key} redefined`, i);
        names2.add(local);
      } else {
        for (let a = 0; a < attrs.length; a += 2) {
          if (attrs[a] === local && colon < 0)
            throw new Malformed(`Attribute ${key} redefined`, i);
        }
      }
      attrs.push(local, value);
    }
    const [name3, ns] = resolve(qname, scope);
    at2 = i;
    top = { qname, name: name3, ns, attrs: attrs ?? NO_ATTRS, kids: [], text: "", start: lt, scope };
    stack.push(top);
    if (empty)
      close(top, at2);
  }
  if (top) {
    throw new Malformed(`Premature end of data in tag ${top.qname} line ${lineOf(source2, top.start)}`, source2.length);
  }
  if (!root) {
    throw new Malformed(source2.trim() === "" ? "Document is empty" : "Start tag expected, '<' not found", source2.length);
  }
  return root;
};
var lineOf = (source2, offset) => {
  let line = 1;
  for (let i = source2.indexOf("\n"); i >= 0 && i < offset; i = source2.indexOf("\n", i + 1))
    line++;
  return line;
};
var attribute = (node, name3) => {
  const { attrs } = node;
  for (let i = 0; i < attrs.length; i += 2)
    if (attrs[i] === name3)
      return attrs[i + 1];
  return void 0;
};
var childNamed = (node, name3) => node.kids.find((kid) => kid.name === name3 && kid.ns === "");
var parseTree = (text4, filename = "(unknown)", domain = ErrorDomain.XML) => {
  if (text4.length > MAX_SIZE) {
    throw new VirError(ErrorCode.XML_ERROR, domain, `document of ${text4.length} characters is too large, limit is ${MAX_SIZE}`);
  }
  const source2 = text4.includes("\r") ? text4.replace(/\r\n?/g, "\n") : text4;
  const forbidden = FORBIDDEN.exec(source2);
  try {
    const root = scan(source2);
    if (forbidden) {
      throw new Malformed(`PCDATA invalid Char value ${forbidden[0].charCodeAt(0)}`, forbidden.index);
    }
    return { root, source: source2 };
  } catch (error3) {
    if (error3 instanceof Malformed)
      throw malformed(source2, error3, filename, domain);
    throw error3;
  }
};

// dist/src/model/xml/context.js
var MAX_PROBLEMS = 1e3;
var fail = (ctx, node, error3) => {
  if (!ctx.problems || ctx.problems.length >= MAX_PROBLEMS)
    throw error3;
  ctx.problems.push({ line: lineOf(ctx.tree.source, node.start), error: error3 });
};
var failGeneric = (ctx, node, text4) => fail(ctx, node, new VirError(ErrorCode.XML_ERROR, ErrorDomain.XML, text4));
var failMessage = (ctx, node, message, parts = {}) => {
  const { code: code2, text: text4, domain } = typeof message === "string" ? { code: ErrorCode.XML_ERROR, text: message, domain: void 0 } : message;
  const filled = text4.replace(/\{(value|attr|element|name)\}/g, (_, key) => {
    if (key === "value")
      return parts.value ?? "";
    if (key === "attr")
      return parts.attr ?? "";
    return key === "element" ? node.name : childNamed(ctx.tree.root, "name")?.text ?? "";
  });
  fail(ctx, node, new VirError(code2, domain ?? ctx.domain, filled === "" ? null : filled));
};

// dist/src/model/xml/values.js
import { BlockList, isIPv4, isIPv6 } from "node:net";
var INVALID = /* @__PURE__ */ Symbol("invalid");
var DECIMAL = /^[ \t\n\v\f\r]*[+-]?\d+$/;
var ANY_BASE = /^[ \t\n\v\f\r]*([+-]?)(?:0x([0-9a-fA-F]+)|([0-9]+))$/i;
var HEXADECIMAL = /^[ \t\n\v\f\r]*[+-]?(?:0x)?([0-9a-fA-F]+)$/i;
var readInteger = (raw, base3) => {
  if (base3 === 10)
    return DECIMAL.test(raw) ? Number.parseInt(raw, 10) : Number.NaN;
  if (base3 === 16) {
    const hex5 = HEXADECIMAL.exec(raw);
    return hex5 ? Number.parseInt(hex5[1] ?? "", 16) * (raw.includes("-") ? -1 : 1) : Number.NaN;
  }
  if (base3 === 8)
    return /^\s*\+?[0-7]+$/.test(raw) ? Number.parseInt(raw, 8) : Number.NaN;
  const match = ANY_BASE.exec(raw);
  if (!match)
    return Number.NaN;
  const [, sign, digits16, digits] = match;
  let value;
  if (digits16 !== void 0)
    value = Number.parseInt(digits16, 16);
  else if (digits !== void 0 && digits.length > 1 && digits.startsWith("0")) {
    value = /^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number.NaN;
  } else
    value = Number.parseInt(digits ?? "", 10);
  return sign === "-" ? -value : value;
};
var readUuid = (raw) => {
  const digits = raw.trim().replace(/[- ]/g, "").toLowerCase();
  if (!/^[0-9a-f]{32}$/.test(digits))
    return INVALID;
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-${digits.slice(12, 16)}-${digits.slice(16, 20)}-${digits.slice(20)}`;
};
var readMac = (raw) => {
  const parts = raw.split(":");
  if (parts.length !== 6 || !parts.every((part) => /^[0-9a-fA-F]{1,2}$/.test(part)))
    return INVALID;
  return parts.map((part) => part.toLowerCase().padStart(2, "0")).join(":");
};
var readIp = (raw) => {
  if (isIPv4(raw))
    return raw;
  if (!isIPv6(raw) || raw.includes("%"))
    return INVALID;
  const list2 = new BlockList();
  list2.addAddress(raw, "ipv6");
  return /([0-9a-fA-F:.]+)$/.exec(list2.rules[0] ?? "")?.[1]?.toLowerCase() ?? raw.toLowerCase();
};
var MAX_SET_WORK = 1 << 20;
var cpusetMembers = (raw, limit2 = 16384) => {
  const members2 = /* @__PURE__ */ new Set();
  let work = 0;
  if (raw.trim() === "")
    return void 0;
  for (const part of raw.split(",")) {
    const match = /^\s*(\^?)(\d+)\s*(?:-\s*(\d+)\s*)?$/.exec(part);
    if (!match)
      return void 0;
    const first2 = Number(match[2]);
    const last = match[3] === void 0 ? first2 : Number(match[3]);
    if (last < first2 || last >= limit2 || match[1] === "^" && match[3] !== void 0)
      return void 0;
    work += last - first2 + 1;
    if (work > MAX_SET_WORK)
      return void 0;
    for (let i = first2; i <= last; i++) {
      if (match[1] === "^")
        members2.delete(i);
      else
        members2.add(i);
    }
  }
  return [...members2].sort((a, b) => a - b);
};
var formatCpuset = (members2) => {
  const parts = [];
  for (let i = 0; i < members2.length; ) {
    let j = i;
    while (j + 1 < members2.length && members2[j + 1] === (members2[j] ?? 0) + 1)
      j++;
    parts.push(i === j ? `${members2[i]}` : `${members2[i]}-${members2[j]}`);
    i = j + 1;
  }
  return parts.join(",");
};
var readCpuset = (raw) => {
  if (/^(\d|[1-9]\d{1,3})$/.test(raw))
    return raw;
  const members2 = cpusetMembers(raw);
  return members2 && members2.length > 0 ? formatCpuset(members2) : INVALID;
};
var sizeSuffix = (suffix) => {
  const lower = suffix.toLowerCase();
  if (lower === "b" || lower === "byte" || lower === "bytes")
    return 1n;
  const power = "kmgtpe".indexOf(lower.slice(0, 1)) + 1;
  if (power === 0)
    return void 0;
  const rest = lower.slice(1);
  if (rest === "" || rest === "ib")
    return 1024n ** BigInt(power);
  return rest === "b" ? 1000n ** BigInt(power) : void 0;
};
var patterns = /* @__PURE__ */ new Map();
var patternOf = (pattern) => {
  let known4 = patterns.get(pattern);
  if (!known4) {
    known4 = new RegExp(`^(?:${pattern})$`, "u");
    patterns.set(pattern, known4);
  }
  return known4;
};
var readerOf = (type2) => {
  switch (type2.type) {
    case "text":
      return (raw) => raw;
    case "bool": {
      const { yes, no } = type2;
      return (raw) => raw === yes ? true : raw === no ? false : INVALID;
    }
    case "enum": {
      const values = new Set(type2.values);
      return (raw) => values.has(raw) ? raw : INVALID;
    }
    case "int":
    case "size": {
      const { min = 0, max = Number.MAX_SAFE_INTEGER, base: base3 = 10 } = type2;
      return (raw) => {
        const value = readInteger(raw, base3);
        return value >= min && value <= max ? value + 0 : INVALID;
      };
    }
    case "uuid":
      return readUuid;
    case "mac":
      return readMac;
    case "ip":
      return readIp;
    case "cpuset":
      return readCpuset;
    case "double":
      return (raw) => /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(raw) ? Number.parseFloat(raw) : INVALID;
    case "wide":
      return (raw) => {
        const value = /^\s*\+?\d+$/.test(raw) ? BigInt(raw.replace("+", "").trim()) : -1n;
        return value >= 0n && value <= 0xffffffffffffffffn ? value.toString() : INVALID;
      };
    case "word": {
      const pattern = patternOf(type2.pattern ?? ".*");
      return (raw) => pattern.test(raw) ? raw : INVALID;
    }
  }
};
var SPECIAL = /[<>&"'\x01-\x08\x0b\x0c\x0e-\x19]/;
var EACH = /[<>&"'\x01-\x08\x0b\x0c\x0e-\x19]/g;
var ESCAPES = {
  "<": "&lt;",
  ">": "&gt;",
  "&": "&amp;",
  '"': "&quot;",
  "'": "&apos;"
};
var escapeXml = (value) => SPECIAL.test(value) ? value.replace(EACH, (c) => ESCAPES[c] ?? "") : value;
var writerOf = (type2) => {
  switch (type2.type) {
    case "bool":
      return (value) => value ? type2.yes ?? "yes" : type2.no ?? "no";
    case "int": {
      const { hex: hex5, octal: octal3 } = type2;
      if (octal3 !== void 0)
        return (value) => Number(value).toString(8).padStart(octal3, "0");
      return hex5 === void 0 ? String : (value) => `0x${Number(value).toString(16).padStart(hex5, "0")}`;
    }
    case "text":
    case "word":
      return (value) => escapeXml(String(value));
    case "double":
      return (value) => Number(value).toString();
    default:
      return String;
  }
};

// dist/src/model/xml/verbatim.js
var escapeText = (text4) => text4.replace(/[<>&\r]/g, (c) => c === "<" ? "&lt;" : c === ">" ? "&gt;" : c === "&" ? "&amp;" : "&#13;");
var escapeAttr = (text4) => text4.replace(/[<>&"\n\t\r]/g, (c) => {
  const known4 = { "<": "&lt;", ">": "&gt;", "&": "&amp;", '"': "&quot;" };
  return known4[c] ?? `&#${c.charCodeAt(0)};`;
});
var split = (source2) => {
  const root = { kind: "element", raw: "", name: "", parts: [] };
  const stack = [root];
  let at2 = 0;
  while (at2 < source2.length) {
    const top = stack[stack.length - 1];
    const lt = source2.indexOf("<", at2);
    const stop = lt < 0 ? source2.length : lt;
    if (stop > at2)
      top.parts.push({ kind: "text", raw: escapeText(decode(source2.slice(at2, stop), at2)) });
    if (lt < 0)
      break;
    const other = source2.startsWith("<!--", lt) ? "-->" : source2.startsWith("<![", lt) ? "]]>" : source2.startsWith("<?", lt) ? "?>" : "";
    if (other) {
      at2 = source2.indexOf(other, lt + 2) + other.length;
      top.parts.push({ kind: other === "]]>" ? "text" : "other", raw: source2.slice(lt, at2) });
      continue;
    }
    if (source2[lt + 1] === "/") {
      stack.pop();
      at2 = source2.indexOf(">", lt) + 1;
      continue;
    }
    const name3 = nameAt(source2, lt + 1);
    let i = lt + 1 + name3.length;
    const declarations = [];
    const attributes = [];
    for (; ; ) {
      while (/\s/.test(source2[i] ?? ""))
        i++;
      if (source2[i] === ">" || source2[i] === "/")
        break;
      const key = nameAt(source2, i);
      i = source2.slice(i).search(/["']/) + i;
      const end = source2.indexOf(source2[i] ?? "", i + 1);
      const value = escapeAttr(decode(source2.slice(i + 1, end).replace(/[\n\t]/g, " "), i));
      (key === "xmlns" || key.startsWith("xmlns:") ? declarations : attributes).push(` ${key}="${value}"`);
      i = end + 1;
    }
    const part = {
      kind: "element",
      raw: "",
      name: name3,
      head: [...declarations, ...attributes].join(""),
      parts: []
    };
    top.parts.push(part);
    if (source2[i] === "/")
      at2 = i + 2;
    else {
      stack.push(part);
      at2 = i + 1;
    }
  }
  return root.parts[0] ?? root;
};
var write = (part, level, indenting = true) => {
  if (part.kind !== "element")
    return part.raw;
  const parts = part.parts ?? [];
  if (parts.length === 0)
    return `<${part.name}${part.head}/>`;
  const pretty = indenting && !parts.some((each) => each.kind === "text");
  const pad = (depth) => pretty ? `
${"  ".repeat(depth)}` : "";
  const body = parts.map((each) => pad(level + 1) + write(each, level + 1, pretty)).join("");
  return `<${part.name}${part.head}>${body}${pad(level)}</${part.name}>`;
};
var verbatimText = (source2, node, level = 1, leaveOut = []) => {
  const left = new Set(leaveOut);
  let slice = "";
  let from = node.start;
  for (const kid of leaveOut) {
    slice += source2.slice(from, kid.start);
    from = kid.end;
  }
  slice += source2.slice(from, node.end);
  const part = split(slice);
  const inherited = /* @__PURE__ */ new Map();
  const own = (text4, prefix) => text4.includes(prefix ? `xmlns:${prefix}=` : "xmlns=");
  const visit = (each) => {
    const prefix = prefixOf(source2, each);
    if (each.ns !== "" && !own(slice, prefix))
      inherited.set(prefix, each.ns);
    for (const kid of each.kids)
      if (!left.has(kid))
        visit(kid);
  };
  visit(node);
  const added = [...inherited].map(([prefix, uri]) => ` xmlns${prefix && ":"}${prefix}="${escapeAttr(uri)}"`).join("");
  return write({ ...part, head: added + (part.head ?? "") }, level);
};
var prefixOf = (source2, node) => {
  const qname = nameAt(source2, node.start + 1);
  const colon = qname.indexOf(":");
  return colon < 0 ? "" : qname.slice(0, colon);
};
var strayMetadata = (node) => {
  const seen = /* @__PURE__ */ new Set();
  return node.kids.filter((kid) => {
    const stray = kid.ns === "" || seen.has(kid.ns);
    seen.add(kid.ns);
    return stray;
  });
};

// dist/src/model/xml/parse.js
var readers = /* @__PURE__ */ new WeakMap();
var deciding = (by) => {
  const levels = by.lastIndexOf("^") + 1;
  const path2 = by.slice(levels).split(".");
  return (object, up) => {
    let at2 = levels === 0 ? object : up[up.length - levels];
    for (const key of path2)
      at2 = at2?.[key];
    return at2 === void 0 ? "" : String(at2);
  };
};
var casesOf = (cases, make3) => {
  const table3 = /* @__PURE__ */ new Map();
  for (const [names2, fields] of Object.entries(cases)) {
    const made = make3(fields);
    for (const name3 of names2.split(" "))
      table3.set(name3, made);
  }
  const rest = table3.get("*");
  return (value) => table3.get(value) ?? rest;
};
var missing = (ctx, node, name3, options2, generic) => {
  const { required } = options2;
  if (required === true)
    failGeneric(ctx, node, generic);
  else if (required)
    failMessage(ctx, node, required, { attr: name3 });
};
var readSize = (raw, type2, node, ctx) => {
  if (!/^\s*\+?\d+$/.test(raw))
    return INVALID;
  const unit = attribute(node, type2.unitName ?? "unit") ?? "";
  const scale = unit === "" ? BigInt(type2.defaultScale ?? 1) : sizeSuffix(unit);
  if (scale === void 0) {
    fail(ctx, node, new VirError(ErrorCode.INVALID_ARG, ErrorDomain.NONE, `unknown suffix '${unit}'`));
    return void 0;
  }
  const count2 = BigInt(raw.trim());
  const limit2 = type2.max === void 0 ? 0xffffffffffffffffn : BigInt(type2.max);
  if (count2 > 0xffffffffffffffffn)
    return INVALID;
  if (count2 > limit2 / scale) {
    fail(ctx, node, new VirError(ErrorCode.OVERFLOW, ErrorDomain.NONE, `value too large: ${count2}${unit}`));
    return void 0;
  }
  const own = BigInt(type2.scale ?? 1);
  return Number((count2 * scale + own - 1n) / own);
};
var complain = (ctx, node, field, name3, raw, isAttr) => {
  const { invalid: invalid3 } = field.options;
  if (invalid3)
    return failMessage(ctx, node, invalid3, { attr: name3, value: raw });
  if (!isAttr)
    return failGeneric(ctx, node, `Invalid value '${raw}' for element or attribute './${node.name}'`);
  const { type: type2, expect } = field.of;
  const tail = type2 === "int" || type2 === "wide" ? `. ${expect}` : type2 === "uuid" ? ". Expected UUID" : type2 === "size" ? ". Expected non-negative integer value" : ".";
  failGeneric(ctx, node, `Invalid value for attribute '${name3}' in element '${node.name}': '${raw}'${tail}`);
};
var scalarStep = (key, field) => {
  const { of: of2, options: options2 } = field;
  const name3 = options2.name ?? key;
  const isAttr = field.kind === "attr";
  const read2 = readerOf(of2);
  const fallback = options2.default ?? options2.implied;
  const blankIsAbsent = isAttr ? options2.empty === "absent" : options2.empty !== "keep";
  return (node, object, ctx) => {
    let raw = isAttr ? attribute(node, name3) : node.text;
    if (blankIsAbsent && (raw === "" || !isAttr && node.kids.length > 0 && raw !== void 0 && raw.trim() === ""))
      raw = void 0;
    if (raw === void 0) {
      if (fallback !== void 0)
        object[key] = fallback;
      else if (options2.required)
        missing(ctx, node, name3, options2, `Missing required attribute '${name3}' in element '${node.name}'`);
      return;
    }
    const value = of2.type === "size" ? readSize(raw, of2, node, ctx) : read2(raw);
    if (value === INVALID)
      complain(ctx, node, field, name3, raw, isAttr);
    else if (value === 0 && options2.nonZero) {
      failGeneric(ctx, node, `Invalid value for attribute '${name3}' in element '${node.name}': Zero is not permitted`);
    } else if (value !== void 0)
      object[key] = value;
  };
};
var find = (node, name3, ns, last) => {
  const { kids } = node;
  let found;
  for (let i = 0; i < kids.length; i++) {
    const kid = kids[i];
    if (kid.name === name3 && kid.ns === ns) {
      if (!last)
        return kid;
      found = kid;
    }
  }
  return found;
};
var valueReader = (of2, options2) => {
  const into = scalarStep("value", {
    is: "field",
    kind: "text",
    of: of2,
    options: { invalid: options2.invalid, empty: options2.empty }
  });
  return (node, ctx) => {
    const box = {};
    into(node, box, ctx);
    return box["value"];
  };
};
var checkMost = (ctx, node, name3, ns, most) => {
  const count2 = node.kids.reduce((sum, kid) => sum + (kid.name === name3 && kid.ns === ns ? 1 : 0), 0);
  if (count2 > most[0])
    failMessage(ctx, node, most[1]);
};
var childStep = (key, field, outerNs) => {
  const { of: of2, options: options2 } = field;
  const name3 = options2.name ?? key;
  const ns = options2.ns?.uri ?? outerNs;
  const fallback = options2.default ?? options2.implied;
  const read2 = of2.is === "type" ? valueReader(of2, options2) : lazyReader(of2, ns);
  const bare3 = of2.is === "type";
  const empty = bare3 ? void 0 : lazily(() => emptiness(of2));
  return (node, object, ctx) => {
    if (options2.live && ctx.flags.inactive)
      return;
    if (options2.most)
      checkMost(ctx, node, name3, ns, options2.most);
    const kid = find(node, name3, ns, options2.last === true);
    let value;
    if (kid) {
      if (!bare3)
        ctx.up.push(object);
      value = read2(kid, ctx);
      if (!bare3)
        ctx.up.pop();
      if (empty && !options2.keep && !options2.always && empty()(value))
        value = void 0;
    } else if (options2.always) {
      ctx.up.push(object);
      value = read2({ name: name3, ns, attrs: [], kids: [], text: "", start: node.start, end: node.start }, ctx);
      ctx.up.pop();
    }
    if (value !== void 0 && options2.accept && !options2.accept(value, ctx))
      value = void 0;
    if (value === void 0)
      value = options2.generate ? options2.generate() : fallback;
    if (value !== void 0)
      object[key] = value;
    else if (options2.required && !kid)
      missing(ctx, node, name3, options2, `missing element or attribute './${name3}'`);
    else if (options2.required)
      missing(ctx, node, name3, options2, `missing element or attribute './${name3}'`);
  };
};
var childrenStep = (key, field, outerNs) => {
  const { of: of2, options: options2 } = field;
  const name3 = options2.name ?? key;
  const ns = options2.ns?.uri ?? outerNs;
  const read2 = of2.is === "type" ? valueReader(of2, options2) : lazyReader(of2, ns);
  return (node, object, ctx) => {
    const list2 = [];
    object[key] = list2;
    if (options2.live && ctx.flags.inactive)
      return;
    const parent = options2.wrap === void 0 ? node : find(node, options2.wrap, ns, false);
    if (!parent)
      return;
    if (options2.most)
      checkMost(ctx, parent, name3, ns, options2.most);
    const { kids } = parent;
    ctx.up.push(object);
    for (let i = 0; i < kids.length; i++) {
      const kid = kids[i];
      if (kid.name !== name3 || kid.ns !== ns)
        continue;
      const value = read2(kid, ctx);
      if (value !== void 0)
        list2.push(value);
    }
    ctx.up.pop();
  };
};
var flagStep = (key, field, outerNs) => {
  const { options: options2 } = field;
  const name3 = options2.name ?? key;
  const ns = options2.ns?.uri ?? outerNs;
  return (node, object, ctx) => {
    if (options2.live && ctx.flags.inactive)
      return;
    if (find(node, name3, ns, false))
      object[key] = true;
  };
};
var verbatimStep = (key, field, outerNs) => {
  const name3 = field.options.name ?? key;
  const ns = field.options.ns?.uri ?? outerNs;
  return (node, object, ctx) => {
    const kid = find(node, name3, ns, false);
    if (!kid || field.options.live && ctx.flags.inactive)
      return;
    if (field.options.sanitized && kid.kids.length === 0)
      return;
    const text4 = verbatimText(ctx.tree.source, kid, 1, field.options.sanitized ? strayMetadata(kid) : []);
    if (!field.options.accept || field.options.accept(text4, ctx))
      object[key] = text4;
  };
};
var mixedStep = (key, field, ns) => {
  const table3 = new Map(Object.entries(field.of).map(([name3, of2]) => [name3, of2.is === "type" ? valueReader(of2, {}) : lazyReader(of2, ns)]));
  return (node, object, ctx) => {
    const list2 = [];
    object[key] = list2;
    ctx.up.push(object);
    for (const kid of node.kids) {
      const read2 = kid.ns === ns ? table3.get(kid.name) : void 0;
      if (!read2)
        continue;
      const value = read2(kid, ctx);
      list2.push(typeof value === "object" ? { tag: kid.name, ...value } : { tag: kid.name, value });
    }
    ctx.up.pop();
  };
};
var oneOfStep = (field, ns) => {
  const decide = deciding(field.by);
  const pick = casesOf(field.cases, (fields) => compileFields(fields, ns));
  return (node, object, ctx) => {
    const value = decide(object, ctx.up);
    const compiled2 = pick(value);
    if (compiled2)
      runSteps(compiled2, node, object, ctx);
    else if (field.options.unknown)
      failMessage(ctx, node, field.options.unknown, { value });
  };
};
var stepOf = (key, field, ns) => {
  const known4 = field;
  switch (known4.kind) {
    case "attr":
    case "text": {
      const step = scalarStep(key, known4);
      return known4.options.live ? (node, object, ctx) => ctx.flags.inactive ? void 0 : step(node, object, ctx) : step;
    }
    case "child":
      return childStep(key, known4, ns);
    case "children":
      return childrenStep(key, known4, ns);
    case "flag":
      return flagStep(key, known4, ns);
    case "verbatim":
      return verbatimStep(key, known4, ns);
    case "mixed":
      return mixedStep(key, known4, ns);
    case "oneOf":
      return oneOfStep(known4, ns);
  }
};
var silentWhenAbsent = (field) => {
  const { kind, options: options2 } = field;
  if (kind === "flag" || kind === "verbatim")
    return true;
  if (kind !== "child")
    return false;
  const { always: always2, required, generate, default: fallback, implied } = options2;
  return !always2 && !required && !generate && fallback === void 0 && implied === void 0;
};
var compileFields = (fields, ns) => {
  const all = [];
  const leaf = [];
  for (const [key, field] of Object.entries(fields)) {
    const step = stepOf(key, field, ns);
    all.push(step);
    if (!silentWhenAbsent(field))
      leaf.push(step);
  }
  return { all, leaf };
};
var runSteps = ({ all, leaf }, node, object, ctx) => {
  const steps3 = node.kids.length === 0 ? leaf : all;
  for (let i = 0; i < steps3.length; i++)
    steps3[i](node, object, ctx);
};
var lazily = (make3) => {
  let made;
  return () => made ??= make3();
};
var emptiness = (shape) => {
  const implied = /* @__PURE__ */ new Map();
  const note = (fields) => {
    for (const [key, field] of Object.entries(fields)) {
      if (field.is === "oneOf")
        Object.values(field.cases).forEach(note);
      else {
        const { options: options2 } = field;
        const silent = options2?.implied ?? options2?.omit;
        if (silent !== void 0)
          implied.set(key, silent);
      }
    }
  };
  note(shape.fields);
  return (object) => {
    for (const key in object) {
      const value = object[key];
      if (value === void 0 || Array.isArray(value) && value.length === 0)
        continue;
      if (value !== implied.get(key))
        return false;
    }
    return true;
  };
};
var lazyReader = (shape, ns) => {
  let reader;
  return (node, ctx) => (reader ??= compileReader(shape, ns))(node, ctx);
};
var compileReader = (shape, ns = "") => {
  const known4 = readers.get(shape)?.get(ns);
  if (known4)
    return known4;
  const { rules } = shape;
  const steps3 = compileFields(shape.fields, ns);
  const reader = (node, ctx) => {
    const object = {};
    runSteps(steps3, node, object, ctx);
    for (let i = 0; i < rules.length; i++) {
      const complaint = rules[i]?.(object, ctx);
      if (complaint)
        failMessage(ctx, node, complaint);
    }
    return object;
  };
  const byNs = readers.get(shape) ?? /* @__PURE__ */ new Map();
  readers.set(shape, byNs.set(ns, reader));
  return reader;
};
var parseNode = (shape, tree, node, options2 = {}) => {
  const ctx = {
    tree,
    domain: options2.domain ?? ErrorDomain.XML,
    flags: options2,
    problems: options2.problems,
    up: []
  };
  return compileReader(shape)(node, ctx);
};
var parseXml = (shape, xml, options2 = {}) => {
  const tree = parseTree(xml, options2.filename, options2.domain);
  if (tree.root.name !== shape.name) {
    throw new VirError(ErrorCode.XML_ERROR, ErrorDomain.XML, `expecting root element of '${shape.name}', not '${tree.root.name}'`);
  }
  return parseNode(shape, tree, tree.root, options2);
};

// dist/src/model/xml/format.js
var writers = /* @__PURE__ */ new WeakMap();
var qualified = (name3, ns) => ns ? `${ns.prefix}:${name3}` : name3;
var unitOf = (of2) => of2.type === "size" && of2.writeUnit && !of2.pretty ? ` ${of2.unitName ?? "unit"}='${of2.unitLabel ?? of2.unit}'` : "";
var sized = (of2, value) => {
  const units = ["bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];
  let [count2, at2] = [Number(value) * (of2.scale ?? 1), 0];
  while (count2 > 0 && count2 % 1024 === 0 && at2 < units.length - 1)
    [count2, at2] = [count2 / 1024, at2 + 1];
  return [String(count2), ` unit='${units[at2]}'`];
};
var chosen = (object, key, options2, silent, ctx) => {
  if (options2.live && ctx.flags.inactive)
    return void 0;
  if (options2.secret && !ctx.flags.secure)
    return void 0;
  if (options2.when && !options2.when(object, ctx))
    return void 0;
  const value = options2.computed ? options2.computed(object, ctx) : object[key];
  return value === null || value === silent ? void 0 : value;
};
var scalarStep2 = (key, field) => {
  const { of: of2, options: options2 } = field;
  const prefix = ` ${options2.name ?? key}='`;
  const write3 = writerOf(of2);
  const silent = options2.implied ?? options2.omit;
  const unit = unitOf(of2);
  const plain = !options2.live && !options2.secret && !options2.when && !options2.computed;
  return (object, out, _indent, ctx) => {
    const value = plain ? object[key] : chosen(object, key, options2, silent, ctx);
    if (value === void 0 || value === null || value === silent)
      return;
    if (of2.pretty) {
      const [count2, label] = sized(of2, value);
      if (field.kind === "text")
        out.text = count2;
      out.attrs += field.kind === "text" ? label : `${prefix}${count2}'${label}`;
    } else if (field.kind === "text") {
      out.text = write3(value);
      out.attrs += unit;
    } else
      out.attrs += `${prefix}${write3(value)}'${unit}`;
  };
};
var bareWriter = (of2) => {
  const write3 = writerOf(of2);
  const unit = unitOf(of2);
  if (of2.pretty) {
    return (name3, value, indent) => {
      const [count2, label] = sized(of2, value);
      return `${indent}<${name3}${label}>${count2}</${name3}>
`;
    };
  }
  return (name3, value, indent) => `${indent}<${name3}${unit}>${write3(value)}</${name3}>
`;
};
var childStep2 = (key, field, outer) => {
  const { of: of2, options: options2 } = field;
  const ns = options2.ns ?? outer;
  const name3 = qualified(options2.name ?? key, ns);
  const silent = options2.implied ?? options2.omit;
  const bare3 = of2.is === "type" ? bareWriter(of2) : void 0;
  return (object, out, indent, ctx) => {
    const value = chosen(object, key, options2, silent, ctx);
    if (value === void 0)
      return;
    const before = out.body.length;
    if (bare3)
      out.body += bare3(name3, value, indent);
    else {
      ctx.up.push(object);
      out.body += compileWriter(of2, ns)(name3, value, indent, options2.keep === true, ctx);
      ctx.up.pop();
    }
    if (options2.ns && out.body.length > before)
      ctx.namespaces.add(options2.ns);
  };
};
var childrenStep2 = (key, field, outer) => {
  const { of: of2, options: options2 } = field;
  const ns = options2.ns ?? outer;
  const name3 = qualified(options2.name ?? key, ns);
  const wrap = options2.wrap === void 0 ? void 0 : qualified(options2.wrap, ns);
  const bare3 = of2.is === "type" ? bareWriter(of2) : void 0;
  return (object, out, indent, ctx) => {
    const list2 = chosen(object, key, options2, void 0, ctx);
    if (!list2 || list2.length === 0)
      return;
    const inner = wrap === void 0 ? indent : `${indent}  `;
    let body = "";
    ctx.up.push(object);
    for (const value of list2) {
      body += bare3 ? bare3(name3, value, inner) : compileWriter(of2, ns)(name3, value, inner, true, ctx);
    }
    ctx.up.pop();
    if (options2.ns)
      ctx.namespaces.add(options2.ns);
    out.body += wrap === void 0 ? body : `${indent}<${wrap}>
${body}${indent}</${wrap}>
`;
  };
};
var flagStep2 = (key, field, outer) => {
  const { options: options2 } = field;
  const ns = options2.ns ?? outer;
  const name3 = qualified(options2.name ?? key, ns);
  return (object, out, indent, ctx) => {
    if (chosen(object, key, options2, void 0, ctx) !== true)
      return;
    out.body += `${indent}<${name3}/>
`;
    if (options2.ns)
      ctx.namespaces.add(options2.ns);
  };
};
var verbatimStep2 = (key, field) => (object, out, indent, ctx) => {
  const value = chosen(object, key, field.options, void 0, ctx);
  if (typeof value === "string")
    out.body += `${indent}${value}
`;
};
var mixedStep2 = (key, field, ns) => (object, out, indent, ctx) => {
  const list2 = object[key] ?? [];
  ctx.up.push(object);
  for (const item of list2) {
    const of2 = field.of[item.tag];
    if (!of2)
      continue;
    const name3 = qualified(item.tag, ns);
    out.body += of2.is === "type" ? bareWriter(of2)(name3, item["value"], indent) : compileWriter(of2, ns)(name3, item, indent, true, ctx);
  }
  ctx.up.pop();
};
var oneOfStep2 = (field, ns) => {
  const decide = deciding(field.by);
  const pick = casesOf(field.cases, (fields) => compileFields2(fields, ns));
  return (object, out, indent, ctx) => {
    const steps3 = pick(decide(object, ctx.up));
    if (steps3)
      for (const step of steps3)
        step(object, out, indent, ctx);
  };
};
var stepOf2 = (key, field, ns) => {
  const known4 = field;
  switch (known4.kind) {
    case "attr":
    case "text":
      return scalarStep2(key, known4);
    case "child":
      return childStep2(key, known4, ns);
    case "children":
      return childrenStep2(key, known4, ns);
    case "flag":
      return flagStep2(key, known4, ns);
    case "verbatim":
      return verbatimStep2(key, known4);
    case "mixed":
      return mixedStep2(key, known4, ns);
    case "oneOf":
      return oneOfStep2(known4, ns);
  }
};
var compileFields2 = (fields, ns) => Object.entries(fields).map(([key, field]) => stepOf2(key, field, ns));
var compileWriter = (shape, ns) => {
  const known4 = writers.get(shape)?.get(ns);
  if (known4)
    return known4;
  const steps3 = compileFields2(shape.fields, ns);
  const writer = (name3, object, indent, keep, ctx) => {
    const out = { attrs: "", text: "", body: "" };
    const inner = `${indent}  `;
    for (let i = 0; i < steps3.length; i++)
      steps3[i](object, out, inner, ctx);
    if (indent === ctx.outermost)
      for (const { prefix, uri } of ctx.namespaces)
        out.attrs += ` xmlns:${prefix}='${escapeXml(uri)}'`;
    if (out.body !== "" || shape.expanded)
      return `${indent}<${name3}${out.attrs}>${out.text}
${out.body}${indent}</${name3}>
`;
    if (out.text !== "")
      return `${indent}<${name3}${out.attrs}>${out.text}</${name3}>
`;
    return out.attrs === "" && !keep ? "" : `${indent}<${name3}${out.attrs}/>
`;
  };
  const byNs = writers.get(shape) ?? /* @__PURE__ */ new Map();
  writers.set(shape, byNs.set(ns, writer));
  return writer;
};
var formatXml = (shape, object, flags = {}, indent = "") => compileWriter(shape)(shape.name, object, indent, true, {
  flags,
  up: [],
  namespaces: /* @__PURE__ */ new Set(),
  outermost: indent
});

// dist/src/model/cpu/def.js
var updateFeature = (cpu, name3, policy2) => {
  const feature = cpu.features.find((one) => one.name === name3);
  if (feature !== void 0) {
    if (cpu.type === "guest")
      feature.policy = policy2;
  } else
    cpu.features.push(cpu.type === "guest" ? { name: name3, policy: policy2 } : { name: name3 });
};
var addFeatureIfMissing = (cpu, name3, policy2) => {
  if (!cpu.features.some((one) => one.name === name3))
    updateFeature(cpu, name3, policy2);
};
var copyModel = (to, from, keep = () => true) => {
  to.model = from.model;
  to.vendor = from.vendor;
  to.vendorId = from.vendorId;
  to.features = from.features.filter(keep).map(({ name: name3, policy: policy2 }) => to.type === "host" ? { name: name3 } : { name: name3, policy: policy2 ?? "require" });
};

// dist/src/model/cpu/otherarch.js
var error = (code2, text4) => new VirError(code2, ErrorDomain.CPU, text4);
var ppc64Model = (name3) => {
  const model5 = ppc64Models.find((one) => one.name === name3);
  if (model5 === void 0)
    throw error(ErrorCode.INTERNAL_ERROR, `Unknown CPU model ${name3}`);
  return model5;
};
var legacyNames = {
  "POWER7_v2.1": "POWER7",
  "POWER7_v2.3": "POWER7",
  "POWER7+_v2.1": "POWER7",
  "POWER8_v1.0": "POWER8"
};
var convertLegacyPpc64 = (cpu) => {
  if (cpu.model !== void 0)
    cpu.model = legacyNames[cpu.model] ?? cpu.model;
};
var powerGeneration = (text4, prefix) => {
  if (!text4.startsWith(prefix) || !/^\d+$/.test(text4.slice(prefix.length)))
    return void 0;
  const generation = Number(text4.slice(prefix.length));
  return generation >= 6 && generation <= 10 ? generation : void 0;
};
var comparePpc64 = (host, other, reason) => {
  const cpu = { ...other };
  convertLegacyPpc64(cpu);
  const incompatible = (text4) => {
    reason(text4);
    return "incompatible";
  };
  if (cpu.arch !== void 0 && !isPpc64(cpu.arch))
    return incompatible(`CPU arch ${cpu.arch} does not match host arch`);
  if (cpu.vendor !== void 0 && cpu.vendor !== host.vendor) {
    return incompatible(`host CPU vendor does not match required CPU vendor ${cpu.vendor}`);
  }
  const hostModel = ppc64Model(host.model);
  if (cpu.type === "guest" && cpu.mode !== void 0 && cpu.mode !== "custom") {
    if (cpu.mode !== "host-model" || cpu.model === void 0)
      return "identical";
    const generation = powerGeneration(hostModel.name, "POWER");
    if (generation === void 0) {
      throw error(ErrorCode.INTERNAL_ERROR, "Host CPU does not support compatibility modes");
    }
    const compat = powerGeneration(cpu.model, "power");
    if (compat === void 0)
      throw error(ErrorCode.INTERNAL_ERROR, `Unknown compatibility mode ${cpu.model}`);
    return compat > generation ? "incompatible" : "identical";
  }
  const model5 = ppc64Model(cpu.model);
  if (model5 !== hostModel)
    return incompatible(`host CPU model does not match required CPU model ${model5.name}`);
  return "identical";
};
var compareArm = (host, cpu, reason) => {
  if (cpu.type !== "host" || host.vendor === cpu.vendor && host.model === cpu.model)
    return "identical";
  const { vendor: vendor3 = "<null>", model: model5 = "<null>" } = cpu;
  reason(`Host CPU model does not match required CPU vendor ${vendor3} or(and) model ${model5}`);
  return "incompatible";
};
var takeHostModel = (guest, host, named3) => {
  if (host === void 0)
    throw error(ErrorCode.CONFIG_UNSUPPORTED, "unknown host CPU model");
  const own = guest.features;
  guest.mode = "custom";
  guest.match = "exact";
  copyModel(guest, host);
  if (named3)
    for (const { name: name3, policy: policy2 = "require" } of own)
      updateFeature(guest, name3, policy2);
};

// dist/schemas/cpu/x86-features.js
var x86FeatureTable = [
  ["cpuid 1.0 ecx", "pni:0 pclmuldq:1 dtes64:2 monitor:3 ds_cpl:4 vmx:5 smx:6 est:7 tm2:8 ssse3:9 cid:10 fma:12 cx16:13 xtpr:14 pdcm:15 pcid:17 dca:18 sse4.1:19 sse4.2:20 x2apic:21 movbe:22 popcnt:23 tsc-deadline:24 aes:25 xsave:26 osxsave:27 avx:28 f16c:29 rdrand:30 hypervisor:31"],
  ["cpuid 1.0 edx", "fpu:0 vme:1 de:2 pse:3 tsc:4 msr:5 pae:6 mce:7 cx8:8 apic:9 sep:11 mtrr:12 pge:13 mca:14 cmov:15 pat:16 pse36:17 pn:18 clflush:19 ds:21 acpi:22 mmx:23 fxsr:24 sse:25 sse2:26 ss:27 ht:28 tm:29 ia64:30 pbe:31"],
  ["cpuid 6.0 eax", "arat:2"],
  ["cpuid 7.0 ebx", "fsgsbase:0 tsc_adjust:1 sgx:2 bmi1:3 hle:4 avx2:5 fdp-excptn-only:6 smep:7 bmi2:8 erms:9 invpcid:10 rtm:11 cmt:12 zero-fcs-fds:13 mpx:14 avx512f:16 avx512dq:17 rdseed:18 adx:19 smap:20 avx512ifma:21 pcommit:22 clflushopt:23 clwb:24 intel-pt:25 avx512pf:26 avx512er:27 avx512cd:28 sha-ni:29 avx512bw:30 avx512vl:31"],
  ["cpuid 7.0 ecx", "avx512vbmi:1 umip:2 pku:3 ospke:4 waitpkg:5 avx512vbmi2:6 gfni:8 vaes:9 vpclmulqdq:10 avx512vnni:11 avx512bitalg:12 avx512-vpopcntdq:14 la57:16 rdpid:22 bus-lock-detect:24 cldemote:25 movdiri:27 movdir64b:28 sgxlc:30 pks:31"],
  ["cpuid 7.0 edx", "avx512-4vnniw:2 avx512-4fmaps:3 fsrm:4 avx512-vp2intersect:8 md-clear:10 serialize:14 tsx-ldtrk:16 pconfig:18 arch-lbr:19 amx-bf16:22 avx512-fp16:23 amx-tile:24 amx-int8:25 spec-ctrl:26 stibp:27 flush-l1d:28 arch-capabilities:29 core-capability:30 ssbd:31"],
  ["cpuid 7.1 eax", "sha512:0 sm3:1 sm4:2 avx-vnni:4 avx512-bf16:5 cmpccxadd:7 fzrm:10 fsrs:11 fsrc:12 fred:17 lkgs:18 wrmsrns:19 amx-fp16:21 avx-ifma:23 lam:26"],
  ["cpuid 7.1 edx", "avx-vnni-int8:4 avx-ne-convert:5 amx-complex:8 avx-vnni-int16:10 prefetchiti:14 avx10:19"],
  ["cpuid 7.2 edx", "intel-psfd:0 ipred-ctrl:1 rrsba-ctrl:2 ddpd-u:3 bhi-ctrl:4 mcdt-no:5"],
  ["cpuid d.1 eax", "xsaveopt:0 xsavec:1 xgetbv1:2 xsaves:3! xfd:4"],
  ["cpuid f.1 edx", "mbm_total:1 mbm_local:2"],
  ["cpuid 12.0 eax", "sgx1:0 sgx2:1 sgx-edeccssa:11"],
  ["cpuid 12.0 ebx", "sgx-exinfo:0"],
  ["cpuid 12.1 eax", "sgx-debug:1 sgx-mode64:2 sgx-provisionkey:4 sgx-tokenkey:5 sgx-kss:7 sgx-aex-notify:10"],
  ["cpuid 14.0 ecx", "intel-pt-lip:31"],
  ["cpuid 24.0 ebx", "avx10-128:16 avx10-256:17 avx10-512:18"],
  ["cpuid 80000001.0 ecx", "lahf_lm:0 cmp_legacy:1 svm:2 extapic:3 cr8legacy:4 abm:5 sse4a:6 misalignsse:7 3dnowprefetch:8 osvw:9 ibs:10 xop:11 skinit:12 wdt:13 lwp:15 fma4:16 tce:17 cvt16:18 nodeid_msr:19 tbm:21 topoext:22 perfctr_core:23 perfctr_nb:24"],
  ["cpuid 80000001.0 edx", "syscall:11 nx:20 mmxext:22 fxsr_opt:25 pdpe1gb:26 rdtscp:27 lm:29 3dnowext:30 3dnow:31"],
  ["cpuid 80000007.0 ebx", "overflow-recov:0 succor:1"],
  ["cpuid 80000007.0 edx", "invtsc:8!"],
  ["cpuid 80000008.0 ebx", "clzero:0 xsaveerptr:2 wbnoinvd:9 ibpb:12 ibrs:14 amd-stibp:15 stibp-always-on:17 amd-ssbd:24 virt-ssbd:25 amd-no-ssb:26 amd-psfd:28"],
  ["cpuid 8000000a.0 edx", "npt:0 lbrv:1 svm-lock:2 nrip-save:3 tsc-scale:4 vmcb-clean:5 flushbyasid:6 decodeassists:7 pause-filter:10 pfthreshold:12 avic:13 v-vmsave-vmload:15 vgif:16 vnmi:25 svme-addr-chk:28"],
  ["cpuid 80000021.0 eax", "no-nested-data-bp:0 lfence-always-serializing:2 null-sel-clr-base:6 auto-ibrs:8 eraps:24 sbpb:27 ibpb-brtype:28 srso-no:29 srso-user-kernel-no:30"],
  ["cpuid 80000022.0 eax", "perfmon-v2:0"],
  ["msr cf eax", "split-lock-detect:5"],
  ["msr 10a eax", "rdctl-no:0 ibrs-all:1 rsba:2 skip-l1dfl-vmentry:3 ssb-no:4 mds-no:5 pschange-mc-no:6 tsx-ctrl:7 taa-no:8 sbdr-ssdp-no:13 fbsdp-no:14 psdp-no:15 fb-clear:17 pbrsb-no:24 gds-no:26 rfds-no:27 rfds-clear:28"],
  ["msr 480 edx", "vmx-ins-outs:22 vmx-true-ctls:23 vmx-any-errcode:24 vmx-nested-exception:26"],
  ["msr 485 eax", "vmx-store-lma:5 vmx-activity-hlt:6 vmx-activity-shutdown:7 vmx-activity-wait-sipi:8 vmx-vmwrite-vmexit-fields:29 vmx-zero-len-inject:30"],
  ["msr 48b eax", "vmx-apicv-xapic:0 vmx-ept:1 vmx-desc-exit:2 vmx-rdtscp-exit:3 vmx-apicv-x2apic:4 vmx-vpid:5 vmx-wbinvd-exit:6 vmx-unrestricted-guest:7 vmx-apicv-register:8 vmx-apicv-vid:9 vmx-ple:10 vmx-rdrand-exit:11 vmx-invpcid-exit:12 vmx-vmfunc:13 vmx-shadow-vmcs:14 vmx-encls-exit:15 vmx-rdseed-exit:16 vmx-pml:17 vmx-xsaves:20 vmx-tsc-scaling:25 vmx-enable-user-wait-pause:26"],
  ["msr 48c eax", "vmx-ept-execonly:0 vmx-page-walk-4:6 vmx-page-walk-5:7 vmx-ept-uc:8 vmx-ept-wb:14 vmx-ept-2mb:16 vmx-ept-1gb:17 vmx-invept:20 vmx-eptad:21 vmx-ept-advanced-exitinfo:22 vmx-invept-single-context:25 vmx-invept-all-context:26"],
  ["msr 48c edx", "vmx-invvpid:0 vmx-invvpid-single-addr:8 vmx-invvpid-single-context:9 vmx-invvpid-all-context:10 vmx-invvpid-single-context-noglobals:11"],
  ["msr 48d eax", "vmx-intr-exit:0 vmx-nmi-exit:3 vmx-vnmi:5 vmx-preemption-timer:6 vmx-posted-intr:7"],
  ["msr 48e eax", "vmx-vintr-pending:2 vmx-tsc-offset:3 vmx-hlt-exit:7 vmx-invlpg-exit:9 vmx-mwait-exit:10 vmx-rdpmc-exit:11 vmx-rdtsc-exit:12 vmx-cr3-load-noexit:15 vmx-cr3-store-noexit:16 vmx-cr8-load-exit:19 vmx-cr8-store-exit:20 vmx-flexpriority:21 vmx-vnmi-pending:22 vmx-movdr-exit:23 vmx-io-exit:24 vmx-io-bitmap:25 vmx-mtf:27 vmx-msr-bitmap:28 vmx-monitor-exit:29 vmx-pause-exit:30 vmx-secondary-ctls:31"],
  ["msr 48f eax", "vmx-exit-nosave-debugctl:2 vmx-exit-load-perf-global-ctrl:12 vmx-exit-ack-intr:15 vmx-exit-save-pat:18 vmx-exit-load-pat:19 vmx-exit-save-efer:20 vmx-exit-load-efer:21 vmx-exit-save-preemption-timer:22 vmx-exit-clear-bndcfgs:23 vmx-exit-clear-rtit-ctl:25 vmx-exit-load-pkrs:29 vmx-exit-secondary-ctls:31"],
  ["msr 490 eax", "vmx-entry-noload-debugctl:2 vmx-entry-ia32e-mode:9 vmx-entry-load-perf-global-ctrl:13 vmx-entry-load-pat:14 vmx-entry-load-efer:15 vmx-entry-load-bndcfgs:16 vmx-entry-load-rtit-ctl:18 vmx-entry-load-pkrs:22 vmx-entry-load-fred:23"],
  ["msr 491 eax", "vmx-eptp-switching:0"]
];

// dist/schemas/cpu/x86-models.js
var x86ModelTable = [
  { name: "486", add: "fpu vme pse", compat: true },
  { name: "486-v1", canonicalOf: "486", decode: "host" },
  { name: "pentium", like: "486", add: "de tsc msr mce cx8 mmx", compat: true },
  { name: "pentium-v1", canonicalOf: "pentium", decode: "host" },
  { name: "pentium2", like: "pentium", add: "pae sep mtrr pge mca cmov pat pse36 fxsr", compat: true },
  { name: "pentium2-v1", canonicalOf: "pentium2", decode: "host" },
  { name: "pentium3", like: "pentium2", add: "sse", compat: true },
  { name: "pentium3-v1", canonicalOf: "pentium3", decode: "host" },
  { name: "pentiumpro", like: "pentium3", add: "apic sse2", drop: "vme mtrr mca pse36", compat: true },
  {
    name: "coreduo",
    like: "pentium3",
    vendor: "Intel",
    add: "pni monitor apic clflush sse2 nx",
    drop: "pse36",
    later: "vmx-activity-hlt vmx-entry-ia32e-mode vmx-exit-ack-intr vmx-hlt-exit vmx-intr-exit vmx-invlpg-exit vmx-io-bitmap vmx-io-exit vmx-monitor-exit vmx-movdr-exit vmx-msr-bitmap vmx-mwait-exit vmx-nmi-exit vmx-pause-exit vmx-rdpmc-exit vmx-rdtsc-exit vmx-tsc-offset vmx-vintr-pending",
    compat: true
  },
  { name: "coreduo-v1", canonicalOf: "coreduo", decode: "host" },
  {
    name: "n270",
    like: "pentium3",
    vendor: "Intel",
    add: "pni monitor ssse3 apic clflush sse2 nx",
    drop: "pse36",
    compat: true
  },
  { name: "n270-v1", canonicalOf: "n270", decode: "host" },
  {
    name: "core2duo",
    like: "coreduo",
    add: "ssse3 pse36 syscall lm",
    later: "vmx-apicv-xapic vmx-cr8-load-exit vmx-cr8-store-exit vmx-flexpriority vmx-ins-outs vmx-secondary-ctls vmx-vnmi vmx-vnmi-pending",
    compat: true
  },
  { name: "core2duo-v1", canonicalOf: "core2duo", decode: "host" },
  { name: "qemu32", like: "pentiumpro", add: "pni", compat: true },
  { name: "qemu32-v1", canonicalOf: "qemu32", decode: "host" },
  { name: "kvm32", like: "coreduo", vendor: "", add: "pse36", drop: "monitor vme nx", compat: true },
  { name: "kvm32-v1", canonicalOf: "kvm32", decode: "host" },
  {
    name: "cpu64-rhel5",
    like: "qemu32",
    add: "mtrr mca pse36 clflush syscall nx lm",
    decode: "none",
    compat: true
  },
  { name: "cpu64-rhel6", like: "cpu64-rhel5", add: "cx16 lahf_lm", decode: "none", compat: true },
  { name: "qemu64", like: "cpu64-rhel5", add: "cx16 svm", compat: true },
  { name: "qemu64-v1", canonicalOf: "qemu64", decode: "host" },
  {
    name: "kvm64",
    like: "kvm32",
    add: "cx16 syscall nx lm",
    later: "vmx-cr8-load-exit vmx-cr8-store-exit vmx-flexpriority -vmx-msr-bitmap",
    compat: true
  },
  { name: "kvm64-v1", canonicalOf: "kvm64", decode: "host" },
  {
    name: "Conroe",
    like: "core2duo",
    signatures: "6:15 6:22",
    add: "lahf_lm",
    drop: "monitor vme",
    compat: true
  },
  { name: "Conroe-v1", canonicalOf: "Conroe", decode: "host" },
  {
    name: "Penryn",
    like: "Conroe",
    signatures: "6:23 6:29",
    add: "cx16 sse4.1",
    later: "vmx-entry-load-perf-global-ctrl vmx-exit-load-perf-global-ctrl vmx-wbinvd-exit",
    compat: true
  },
  { name: "Penryn-v1", canonicalOf: "Penryn", decode: "host" },
  {
    name: "Nehalem",
    like: "Penryn",
    signatures: "6:26 6:30 6:31 6:46",
    add: "sse4.2 popcnt",
    later: "vmx-apicv-x2apic vmx-cr3-load-noexit vmx-cr3-store-noexit vmx-desc-exit vmx-entry-load-efer vmx-entry-load-pat vmx-entry-noload-debugctl vmx-ept vmx-ept-1gb vmx-ept-2mb vmx-ept-execonly vmx-exit-load-efer vmx-exit-load-pat vmx-exit-nosave-debugctl vmx-exit-save-efer vmx-exit-save-pat vmx-exit-save-preemption-timer vmx-invept vmx-invept-all-context vmx-invept-single-context vmx-invvpid vmx-invvpid-all-context vmx-invvpid-single-addr vmx-invvpid-single-context-noglobals vmx-mtf vmx-page-walk-4 vmx-preemption-timer vmx-rdtscp-exit vmx-true-ctls vmx-vpid",
    compat: true
  },
  { name: "Nehalem-IBRS", like: "Nehalem", add: "spec-ctrl", compat: true },
  { name: "Nehalem-v1", canonicalOf: "Nehalem", decode: "host" },
  { name: "Nehalem-v2", canonicalOf: "Nehalem-IBRS", decode: "host" },
  {
    name: "Westmere",
    like: "Nehalem",
    signatures: "6:44 6:47 6:37",
    add: "aes",
    later: "vmx-store-lma vmx-unrestricted-guest",
    compat: true
  },
  { name: "Westmere-IBRS", like: "Westmere", signatures: "6:44", add: "spec-ctrl", compat: true },
  { name: "Westmere-v1", canonicalOf: "Westmere", decode: "host" },
  { name: "Westmere-v2", canonicalOf: "Westmere-IBRS", decode: "host" },
  {
    name: "SandyBridge",
    like: "Westmere",
    signatures: "6:42 6:45",
    add: "pclmuldq x2apic tsc-deadline xsave avx rdtscp",
    compat: true
  },
  { name: "SandyBridge-IBRS", like: "SandyBridge", add: "spec-ctrl", compat: true },
  { name: "SandyBridge-v1", canonicalOf: "SandyBridge", decode: "host" },
  { name: "SandyBridge-v2", canonicalOf: "SandyBridge-IBRS", decode: "host" },
  {
    name: "IvyBridge",
    like: "SandyBridge",
    signatures: "6:58 6:62",
    add: "f16c rdrand vme fsgsbase smep erms",
    later: "vmx-apicv-register vmx-apicv-vid vmx-posted-intr vmx-rdrand-exit",
    compat: true
  },
  { name: "IvyBridge-IBRS", like: "IvyBridge", add: "spec-ctrl", compat: true },
  { name: "IvyBridge-v1", canonicalOf: "IvyBridge", decode: "host" },
  { name: "IvyBridge-v2", canonicalOf: "IvyBridge-IBRS", decode: "host" },
  {
    name: "Haswell-noTSX",
    like: "IvyBridge",
    signatures: "6:60 6:63 6:69 6:70",
    add: "fma pcid movbe bmi1 avx2 bmi2 invpcid",
    drop: "f16c rdrand vme",
    later: "vmx-eptad vmx-eptp-switching vmx-invpcid-exit vmx-shadow-vmcs vmx-vmfunc vmx-vmwrite-vmexit-fields",
    compat: true
  },
  { name: "Haswell-noTSX-IBRS", like: "Haswell-noTSX", add: "spec-ctrl", compat: true },
  { name: "Haswell", like: "Haswell-noTSX", add: "hle rtm", compat: true },
  { name: "Haswell-IBRS", like: "Haswell", add: "spec-ctrl", compat: true },
  { name: "Haswell-v1", canonicalOf: "Haswell", decode: "host" },
  { name: "Haswell-v2", canonicalOf: "Haswell-noTSX", decode: "host" },
  { name: "Haswell-v3", canonicalOf: "Haswell-IBRS", decode: "host" },
  { name: "Haswell-v4", canonicalOf: "Haswell-noTSX-IBRS", decode: "host" },
  {
    name: "Broadwell-noTSX",
    like: "Haswell-noTSX",
    signatures: "6:61 6:71 6:79 6:86",
    add: "rdseed adx smap 3dnowprefetch",
    later: "vmx-pml vmx-rdseed-exit",
    compat: true
  },
  { name: "Broadwell-noTSX-IBRS", like: "Broadwell-noTSX", add: "spec-ctrl", compat: true },
  { name: "Broadwell", like: "Broadwell-noTSX", add: "hle rtm", compat: true },
  { name: "Broadwell-IBRS", like: "Broadwell", add: "spec-ctrl", compat: true },
  { name: "Broadwell-v1", canonicalOf: "Broadwell", decode: "host" },
  { name: "Broadwell-v2", canonicalOf: "Broadwell-noTSX", decode: "host" },
  { name: "Broadwell-v3", canonicalOf: "Broadwell-IBRS", decode: "host" },
  { name: "Broadwell-v4", canonicalOf: "Broadwell-noTSX-IBRS", decode: "host" },
  {
    name: "Skylake-Client",
    like: "Broadwell",
    signatures: "6:94 6:78 6:142 6:158",
    add: "f16c rdrand vme arat xsaveopt xsavec xgetbv1 abm",
    later: "-vmx-apicv-register -vmx-apicv-vid -vmx-apicv-x2apic -vmx-posted-intr",
    gone: "mpx",
    compat: true
  },
  { name: "Skylake-Client-IBRS", like: "Skylake-Client", add: "spec-ctrl", gone: "mpx", compat: true },
  {
    name: "Skylake-Client-noTSX-IBRS",
    like: "Skylake-Client-IBRS",
    drop: "hle rtm",
    later: "vmx-xsaves",
    gone: "mpx",
    decode: "host",
    compat: true
  },
  { name: "Skylake-Client-v1", canonicalOf: "Skylake-Client", decode: "host" },
  { name: "Skylake-Client-v2", canonicalOf: "Skylake-Client-IBRS", decode: "host" },
  { name: "Skylake-Client-v3", canonicalOf: "Skylake-Client-noTSX-IBRS", decode: "host" },
  {
    name: "Skylake-Client-v4",
    like: "cpu64-rhel6",
    vendor: "Intel",
    signatures: "6:94 6:78 6:142 6:158",
    add: "pclmuldq ssse3 fma pcid sse4.1 sse4.2 x2apic movbe popcnt tsc-deadline aes xsave avx f16c rdrand vme arat fsgsbase bmi1 avx2 smep bmi2 erms invpcid rdseed adx smap spec-ctrl xsaveopt xsavec xgetbv1 xsaves abm 3dnowprefetch rdtscp vmx-ins-outs vmx-true-ctls vmx-store-lma vmx-activity-hlt vmx-vmwrite-vmexit-fields vmx-apicv-xapic vmx-ept vmx-desc-exit vmx-rdtscp-exit vmx-vpid vmx-wbinvd-exit vmx-unrestricted-guest vmx-rdrand-exit vmx-invpcid-exit vmx-vmfunc vmx-shadow-vmcs vmx-rdseed-exit vmx-pml vmx-xsaves vmx-ept-execonly vmx-page-walk-4 vmx-ept-2mb vmx-ept-1gb vmx-invept vmx-eptad vmx-invept-single-context vmx-invept-all-context vmx-invvpid-single-addr vmx-invvpid-all-context vmx-invvpid-single-context-noglobals vmx-intr-exit vmx-nmi-exit vmx-vnmi vmx-preemption-timer vmx-vintr-pending vmx-tsc-offset vmx-hlt-exit vmx-invlpg-exit vmx-mwait-exit vmx-rdpmc-exit vmx-rdtsc-exit vmx-cr3-load-noexit vmx-cr3-store-noexit vmx-cr8-load-exit vmx-cr8-store-exit vmx-flexpriority vmx-vnmi-pending vmx-movdr-exit vmx-io-exit vmx-io-bitmap vmx-mtf vmx-msr-bitmap vmx-monitor-exit vmx-pause-exit vmx-secondary-ctls vmx-exit-nosave-debugctl vmx-exit-load-perf-global-ctrl vmx-exit-ack-intr vmx-exit-save-pat vmx-exit-load-pat vmx-exit-save-efer vmx-exit-load-efer vmx-exit-save-preemption-timer vmx-entry-noload-debugctl vmx-entry-ia32e-mode vmx-entry-load-perf-global-ctrl vmx-entry-load-pat vmx-entry-load-efer vmx-eptp-switching",
    decode: "host"
  },
  {
    name: "Skylake-Server",
    like: "Skylake-Client",
    signatures: "6:85/0-4",
    add: "avx512f avx512dq clwb avx512cd avx512bw avx512vl pdpe1gb",
    later: "vmx-apicv-register vmx-apicv-vid vmx-apicv-x2apic vmx-posted-intr -vmx-eptp-switching",
    gone: "mpx",
    compat: true
  },
  { name: "Skylake-Server-IBRS", like: "Skylake-Server", add: "spec-ctrl", gone: "mpx", compat: true },
  {
    name: "Skylake-Server-noTSX-IBRS",
    like: "Skylake-Server-IBRS",
    drop: "hle rtm",
    later: "vmx-eptp-switching vmx-xsaves",
    gone: "mpx",
    decode: "host",
    compat: true
  },
  { name: "Skylake-Server-v1", canonicalOf: "Skylake-Server", decode: "host" },
  { name: "Skylake-Server-v2", canonicalOf: "Skylake-Server-IBRS", decode: "host" },
  { name: "Skylake-Server-v3", canonicalOf: "Skylake-Server-noTSX-IBRS", decode: "host" },
  {
    name: "Skylake-Server-v4",
    like: "Skylake-Client-v4",
    signatures: "6:85/0-4",
    add: "avx512f avx512dq clwb avx512cd avx512bw avx512vl pku pdpe1gb vmx-apicv-x2apic vmx-apicv-register vmx-apicv-vid vmx-posted-intr",
    drop: "xsaves vmx-xsaves",
    decode: "host"
  },
  { name: "Skylake-Server-v5", like: "Skylake-Server-v4", add: "xsaves vmx-xsaves", decode: "host" },
  {
    name: "Cascadelake-Server",
    like: "Skylake-Server-IBRS",
    signatures: "6:85/5-7",
    add: "clflushopt avx512vnni ssbd",
    gone: "mpx",
    compat: true
  },
  {
    name: "Cascadelake-Server-noTSX",
    like: "Cascadelake-Server",
    drop: "hle rtm",
    later: "vmx-eptp-switching vmx-xsaves",
    gone: "mpx",
    decode: "host",
    compat: true
  },
  { name: "Cascadelake-Server-v1", canonicalOf: "Cascadelake-Server", decode: "host" },
  {
    name: "Cascadelake-Server-v2",
    like: "Skylake-Server-v4",
    signatures: "6:85/5-7",
    add: "hle rtm clflushopt avx512vnni arch-capabilities ssbd rdctl-no ibrs-all skip-l1dfl-vmentry mds-no",
    drop: "vmx-eptp-switching",
    decode: "host"
  },
  { name: "Cascadelake-Server-v3", canonicalOf: "Cascadelake-Server-noTSX", decode: "host" },
  {
    name: "Cascadelake-Server-v4",
    like: "Cascadelake-Server-v2",
    add: "vmx-eptp-switching",
    drop: "hle rtm",
    decode: "host"
  },
  {
    name: "Cascadelake-Server-v5",
    like: "Cascadelake-Server-v4",
    add: "xsaves vmx-xsaves",
    decode: "host"
  },
  {
    name: "Icelake-Client",
    like: "cpu64-rhel6",
    vendor: "Intel",
    signatures: "6:126",
    add: "pclmuldq ssse3 fma pcid sse4.1 sse4.2 x2apic movbe popcnt tsc-deadline aes xsave avx f16c rdrand vme arat fsgsbase bmi1 hle avx2 smep bmi2 erms invpcid rtm mpx rdseed adx smap avx512vbmi umip pku avx512vbmi2 gfni vaes vpclmulqdq avx512vnni avx512bitalg avx512-vpopcntdq spec-ctrl ssbd xsaveopt xsavec xgetbv1 abm 3dnowprefetch rdtscp wbnoinvd",
    gone: "intel-pt",
    compat: true
  },
  {
    name: "Icelake-Client-noTSX",
    like: "Icelake-Client",
    drop: "hle rtm",
    gone: "intel-pt",
    decode: "host",
    compat: true
  },
  {
    name: "Icelake-Server",
    like: "Cascadelake-Server",
    signatures: "6:106",
    add: "avx512vbmi umip pku avx512vbmi2 gfni vaes vpclmulqdq avx512bitalg avx512-vpopcntdq la57 wbnoinvd",
    later: "-vmx-pml -vmx-rdseed-exit",
    gone: "intel-pt mpx",
    compat: true
  },
  {
    name: "Icelake-Server-noTSX",
    like: "Icelake-Server",
    drop: "hle rtm",
    later: "vmx-eptp-switching vmx-page-walk-5 vmx-pml vmx-rdseed-exit vmx-xsaves",
    gone: "intel-pt mpx",
    decode: "host",
    compat: true
  },
  { name: "Icelake-Server-v1", canonicalOf: "Icelake-Server", decode: "host" },
  { name: "Icelake-Server-v2", canonicalOf: "Icelake-Server-noTSX", decode: "host" },
  {
    name: "Icelake-Server-v3",
    like: "Cascadelake-Server-v4",
    signatures: "6:106",
    add: "avx512vbmi umip avx512vbmi2 gfni vaes vpclmulqdq avx512bitalg avx512-vpopcntdq la57 wbnoinvd pschange-mc-no taa-no",
    drop: "vmx-rdseed-exit vmx-pml vmx-eptp-switching",
    decode: "host"
  },
  {
    name: "Icelake-Server-v4",
    like: "Icelake-Server-v3",
    add: "avx512ifma sha-ni rdpid fsrm vmx-rdseed-exit vmx-pml vmx-eptp-switching",
    decode: "host"
  },
  { name: "Icelake-Server-v5", like: "Icelake-Server-v4", add: "xsaves vmx-xsaves", decode: "host" },
  { name: "Icelake-Server-v6", like: "Icelake-Server-v5", add: "vmx-page-walk-5", decode: "host" },
  { name: "Icelake-Server-v7", like: "Icelake-Server-v6", add: "hle rtm", decode: "host" },
  {
    name: "Cooperlake",
    like: "Cascadelake-Server",
    signatures: "6:85/10-11",
    add: "pku stibp arch-capabilities avx512-bf16 rdctl-no ibrs-all skip-l1dfl-vmentry mds-no pschange-mc-no taa-no",
    later: "vmx-eptp-switching vmx-xsaves",
    compat: true
  },
  { name: "Cooperlake-v1", canonicalOf: "Cooperlake", decode: "host" },
  {
    name: "Cooperlake-v2",
    like: "Cascadelake-Server-v5",
    signatures: "6:85/10-11",
    add: "hle rtm stibp avx512-bf16 pschange-mc-no taa-no",
    decode: "host"
  },
  {
    name: "Snowridge",
    like: "Cascadelake-Server-noTSX",
    signatures: "6:134",
    add: "sha-ni umip gfni cldemote movdiri movdir64b arch-capabilities core-capability split-lock-detect",
    drop: "fma pcid avx f16c bmi1 avx2 bmi2 invpcid avx512f avx512dq adx avx512cd avx512bw avx512vl avx512vnni abm",
    compat: true
  },
  { name: "Snowridge-v1", canonicalOf: "Snowridge", decode: "host" },
  {
    name: "Snowridge-v2",
    like: "Skylake-Server-v4",
    signatures: "6:134",
    add: "clflushopt sha-ni umip gfni cldemote movdiri movdir64b arch-capabilities core-capability ssbd split-lock-detect",
    drop: "fma pcid avx f16c bmi1 avx2 bmi2 invpcid avx512f avx512dq adx avx512cd avx512bw avx512vl pku abm",
    decode: "host"
  },
  { name: "Snowridge-v3", like: "Snowridge-v2", add: "xsaves vmx-xsaves", decode: "host" },
  {
    name: "Snowridge-v4",
    like: "Snowridge-v3",
    drop: "core-capability split-lock-detect",
    decode: "host"
  },
  {
    name: "SapphireRapids",
    like: "Icelake-Server-noTSX",
    signatures: "6:143",
    add: "hle rtm avx512ifma sha-ni rdpid bus-lock-detect fsrm serialize tsx-ldtrk amx-bf16 avx512-fp16 amx-tile amx-int8 arch-capabilities avx-vnni avx512-bf16 fzrm fsrs fsrc xsaves xfd rdctl-no ibrs-all skip-l1dfl-vmentry mds-no pschange-mc-no taa-no",
    compat: true
  },
  { name: "SapphireRapids-v1", canonicalOf: "SapphireRapids", decode: "host" },
  {
    name: "SapphireRapids-v2",
    like: "Icelake-Server-v7",
    signatures: "6:143",
    add: "bus-lock-detect serialize tsx-ldtrk amx-bf16 avx512-fp16 amx-tile amx-int8 avx-vnni avx512-bf16 fzrm fsrs fsrc xfd sbdr-ssdp-no fbsdp-no psdp-no",
    decode: "host"
  },
  {
    name: "SapphireRapids-v3",
    like: "SapphireRapids-v2",
    add: "ss tsc_adjust cldemote movdiri movdir64b",
    decode: "host"
  },
  {
    name: "GraniteRapids",
    like: "SapphireRapids-v2",
    signatures: "6:173",
    add: "amx-fp16 prefetchiti mcdt-no pbrsb-no vmx-invvpid",
    compat: true
  },
  { name: "GraniteRapids-v1", canonicalOf: "GraniteRapids", decode: "host" },
  {
    name: "GraniteRapids-v2",
    like: "SapphireRapids-v3",
    signatures: "6:173",
    add: "amx-fp16 prefetchiti avx10 mcdt-no avx10-128 avx10-256 avx10-512 pbrsb-no",
    decode: "host"
  },
  {
    name: "SierraForest",
    like: "Icelake-Server-v5",
    signatures: "6:175",
    add: "bus-lock-detect serialize avx-vnni cmpccxadd fsrs avx-ifma avx-vnni-int8 avx-ne-convert mcdt-no sbdr-ssdp-no fbsdp-no psdp-no pbrsb-no vmx-invvpid",
    drop: "avx512f avx512dq avx512ifma avx512cd avx512bw avx512vl avx512vbmi avx512vbmi2 avx512vnni avx512bitalg avx512-vpopcntdq la57 taa-no",
    compat: true
  },
  { name: "SierraForest-v1", canonicalOf: "SierraForest", decode: "host" },
  {
    name: "Denverton",
    like: "Snowridge-v2",
    signatures: "6:95",
    add: "mpx rdctl-no skip-l1dfl-vmentry",
    drop: "clwb umip gfni cldemote movdiri movdir64b core-capability split-lock-detect"
  },
  { name: "Denverton-v1", canonicalOf: "Denverton", decode: "host" },
  { name: "Denverton-v2", like: "Denverton", drop: "mpx", decode: "host" },
  { name: "Denverton-v3", like: "Denverton-v2", add: "xsaves vmx-xsaves", decode: "host" },
  {
    name: "KnightsMill",
    like: "Icelake-Client-noTSX",
    signatures: "6:133",
    add: "ss avx512f avx512pf avx512er avx512cd avx512-4vnniw avx512-4fmaps pdpe1gb",
    drop: "pcid invpcid mpx smap avx512vbmi umip pku avx512vbmi2 gfni vaes vpclmulqdq avx512vnni avx512bitalg spec-ctrl ssbd xsavec xgetbv1 wbnoinvd"
  },
  { name: "KnightsMill-v1", canonicalOf: "KnightsMill", decode: "host" },
  {
    name: "athlon",
    like: "pentium3",
    vendor: "AMD",
    add: "apic sse2 mmxext 3dnowext 3dnow",
    drop: "mca",
    compat: true
  },
  { name: "athlon-v1", canonicalOf: "athlon", decode: "host" },
  {
    name: "phenom",
    like: "cpu64-rhel5",
    vendor: "AMD",
    add: "monitor svm mmxext fxsr_opt 3dnowext 3dnow",
    compat: true
  },
  { name: "phenom-v1", canonicalOf: "phenom", decode: "host" },
  { name: "Opteron_G1", like: "cpu64-rhel5", vendor: "AMD", signatures: "15:6", compat: true },
  { name: "Opteron_G1-v1", canonicalOf: "Opteron_G1", decode: "host" },
  { name: "Opteron_G2", like: "Opteron_G1", add: "cx16 lahf_lm svm rdtscp", compat: true },
  { name: "Opteron_G2-v1", canonicalOf: "Opteron_G2", decode: "host" },
  {
    name: "Opteron_G3",
    like: "Opteron_G2",
    add: "popcnt abm sse4a misalignsse",
    gone: "monitor",
    compat: true
  },
  { name: "Opteron_G3-v1", canonicalOf: "Opteron_G3", decode: "host" },
  {
    name: "Opteron_G4",
    like: "Opteron_G3",
    signatures: "21:1",
    add: "pclmuldq ssse3 sse4.1 sse4.2 aes xsave avx 3dnowprefetch xop fma4 pdpe1gb",
    compat: true
  },
  { name: "Opteron_G4-v1", canonicalOf: "Opteron_G4", decode: "host" },
  { name: "Opteron_G5", like: "Opteron_G4", signatures: "21:2", add: "fma f16c tbm", compat: true },
  { name: "Opteron_G5-v1", canonicalOf: "Opteron_G5", decode: "host" },
  {
    name: "EPYC",
    like: "Opteron_G5",
    signatures: "23:1",
    add: "movbe rdrand vme arat fsgsbase bmi1 avx2 smep bmi2 rdseed adx smap clflushopt sha-ni xsaveopt xsavec xgetbv1 cr8legacy osvw mmxext fxsr_opt",
    drop: "xop fma4 tbm",
    gone: "monitor",
    compat: true
  },
  { name: "EPYC-IBPB", like: "EPYC", add: "ibpb", gone: "monitor", compat: true },
  { name: "EPYC-v1", canonicalOf: "EPYC", decode: "host" },
  { name: "EPYC-v2", canonicalOf: "EPYC-IBPB", decode: "host" },
  {
    name: "EPYC-v3",
    like: "EPYC-IBPB",
    add: "xsaves perfctr_core clzero xsaveerptr npt nrip-save",
    decode: "host"
  },
  { name: "EPYC-v4", like: "EPYC-v3", decode: "host" },
  {
    name: "EPYC-Rome",
    like: "EPYC-v3",
    signatures: "23:49",
    add: "clwb umip rdpid wbnoinvd amd-stibp",
    drop: "xsaves",
    compat: true
  },
  { name: "EPYC-Rome-v1", canonicalOf: "EPYC-Rome", decode: "host" },
  { name: "EPYC-Rome-v2", like: "EPYC-Rome", add: "xsaves ibrs amd-ssbd", decode: "host" },
  { name: "EPYC-Rome-v3", like: "EPYC-Rome-v2", decode: "host" },
  { name: "EPYC-Rome-v4", like: "EPYC-Rome-v2", drop: "xsaves", decode: "host" },
  {
    name: "EPYC-Milan",
    like: "EPYC-Rome-v2",
    signatures: "25:1",
    add: "pcid erms invpcid pku fsrm svme-addr-chk",
    compat: true
  },
  { name: "EPYC-Milan-v1", canonicalOf: "EPYC-Milan", decode: "host" },
  {
    name: "EPYC-Milan-v2",
    like: "EPYC-Milan",
    add: "vaes vpclmulqdq stibp-always-on amd-psfd no-nested-data-bp lfence-always-serializing null-sel-clr-base",
    decode: "host"
  },
  {
    name: "EPYC-Genoa",
    like: "EPYC-Milan-v2",
    signatures: "25:17",
    add: "avx512f avx512dq avx512ifma avx512cd avx512bw avx512vl avx512vbmi avx512vbmi2 gfni avx512vnni avx512bitalg avx512-vpopcntdq la57 avx512-bf16 vnmi auto-ibrs",
    compat: true
  },
  { name: "EPYC-Genoa-v1", canonicalOf: "EPYC-Genoa", decode: "host" },
  {
    name: "Dhyana",
    like: "EPYC-IBPB",
    vendor: "Hygon",
    signatures: "24:0",
    drop: "pclmuldq aes sha-ni",
    gone: "monitor",
    compat: true
  },
  { name: "Dhyana-v1", canonicalOf: "Dhyana", decode: "host" },
  { name: "Dhyana-v2", like: "Dhyana", add: "xsaves npt nrip-save", decode: "host" }
];
var x86Vendors = {
  Intel: "GenuineIntel",
  AMD: "AuthenticAMD",
  Hygon: "HygonGenuine"
};

// dist/src/model/cpu/x86map.js
var parseFeatures = () => {
  const features8 = [];
  for (const [place, names2] of x86FeatureTable) {
    const [source2, where, register] = place.split(" ");
    const [leaf, subleaf = "0"] = where.split(".");
    for (const entry of names2.split(" ")) {
      const [, name3, bit, fixed] = /^(.+):(\d+)(!?)$/.exec(entry);
      features8.push({
        name: name3,
        index: features8.length,
        source: source2,
        leaf: Number.parseInt(leaf, 16),
        subleaf: Number.parseInt(subleaf, 16),
        register,
        bit: Number(bit),
        migratable: fixed === ""
      });
    }
  }
  return features8;
};
var x86Features = parseFeatures();
var featureByName = new Map(x86Features.map((feature) => [feature.name, feature]));
var x86Feature = (name3) => featureByName.get(name3);
var WORDS = Math.ceil(x86Features.length / 32);
var emptySet = () => new Uint32Array(WORDS);
var hasFeature = (set, index) => (set[index >>> 5] >>> (index & 31) & 1) === 1;
var addFeature = (set, index) => {
  set[index >>> 5] |= 1 << (index & 31);
};
var dropFeature = (set, index) => {
  set[index >>> 5] &= ~(1 << (index & 31));
};
var unite = (set, other) => other.forEach((word2, at2) => void (set[at2] |= word2));
var subtract = (set, other) => other.forEach((word2, at2) => void (set[at2] &= ~word2));
var intersect = (set, other) => other.forEach((word2, at2) => void (set[at2] &= word2));
var isEmpty = (set) => set.every((word2) => word2 === 0);
var includes = (set, subset) => subset.every((word2, at2) => (word2 & ~set[at2]) === 0);
var featureNames = (set) => x86Features.filter(({ index }) => hasFeature(set, index)).map(({ name: name3 }) => name3);
var words = (text4) => text4 ? text4.split(" ") : [];
var parseSignature = (text4) => {
  const [, family, model5, steppings] = /^(\d+):(\d+)(?:\/(.+))?$/.exec(text4);
  const signature = { family: Number(family), model: Number(model5) };
  if (steppings === void 0)
    return signature;
  const numbers = steppings.split(",").flatMap((part) => {
    const [from, to = from] = part.split("-").map(Number);
    return Array.from({ length: to - from + 1 }, (_, at2) => from + at2);
  });
  return { ...signature, steppings: new Set(numbers) };
};
var buildModels = () => {
  const models = /* @__PURE__ */ new Map();
  for (const facts of x86ModelTable) {
    const origin = models.get(facts.canonicalOf ?? facts.like ?? "");
    const features8 = origin === void 0 ? emptySet() : origin.features.slice();
    if (facts.canonicalOf !== void 0 && origin !== void 0) {
      for (const name3 of origin.removed)
        dropFeature(features8, x86Feature(name3).index);
      origin.canonical = facts.name;
    }
    for (const name3 of words(facts.add))
      addFeature(features8, x86Feature(name3).index);
    for (const name3 of words(facts.drop))
      dropFeature(features8, x86Feature(name3).index);
    const added = facts.canonicalOf === void 0 ? new Set(origin?.added) : /* @__PURE__ */ new Set();
    for (const name3 of words(facts.later)) {
      if (name3.startsWith("-"))
        added.delete(name3.slice(1));
      else
        added.add(name3);
    }
    const vendor3 = facts.vendor ?? origin?.vendor;
    models.set(facts.name, {
      name: facts.name,
      ...vendor3 && { vendor: vendor3 },
      signatures: facts.signatures === void 0 ? origin?.signatures ?? [] : words(facts.signatures).map(parseSignature),
      features: features8,
      added: [...added],
      removed: words(facts.gone),
      decodeHost: facts.decode !== "none",
      decodeGuest: facts.decode === void 0,
      compatCheck: facts.compat === true
    });
  }
  return models;
};
var built;
var x86Models = () => {
  built ??= buildModels();
  return built;
};
var x86VendorNames = Object.keys(x86Vendors);
var matchesSignature = (model5, family, number3, stepping) => model5.signatures.some((one) => one.family === family && one.model === number3 && (one.steppings?.has(stepping) ?? true));

// dist/src/model/cpu/x86data.js
var x86FeatureMsrs = [
  ...new Set(x86Features.filter(({ source: source2 }) => source2 === "msr").map(({ leaf }) => leaf))
];
var dropBrokenTsx = (data) => {
  const { vendor: vendor3, family, model: model5, stepping } = data;
  const broken2 = model5 === 60 || model5 === 69 || model5 === 70 || model5 === 63 && stepping < 4;
  if (vendor3 !== "Intel" || family !== 6 || !broken2)
    return;
  for (const name3 of ["hle", "rtm"])
    dropFeature(data.features, x86Feature(name3).index);
};

// dist/src/model/cpu/x86decode.js
var decodeX86 = (type2, raw, options2 = {}) => {
  const data = { ...raw, features: raw.features.slice() };
  dropBrokenTsx(data);
  const preferred = options2.preferred?.length ? options2.preferred : void 0;
  const single2 = preferred?.length === 1 ? preferred[0] : void 0;
  let best;
  for (const model5 of [...x86Models().values()].reverse()) {
    const offered = options2.models?.get(model5.name);
    if (options2.models !== void 0 && offered === void 0) {
      if (model5.name === single2 && options2.fallback === "forbid") {
        const text4 = `CPU model ${single2} is not supported by hypervisor`;
        throw new VirError(ErrorCode.CONFIG_UNSUPPORTED, ErrorDomain.CPU, text4);
      }
      continue;
    }
    if (data.vendor !== void 0 && model5.vendor !== void 0 && data.vendor !== model5.vendor)
      continue;
    if (!(type2 === "host" ? model5.decodeHost : model5.decodeGuest))
      continue;
    const features8 = describe(type2, data.features, model5, offered);
    if (type2 === "host" && features8.some(({ policy: policy2 }) => policy2 === "disable"))
      continue;
    const candidate = { model: model5, features: features8 };
    if (model5.name === single2) {
      best = candidate;
      break;
    }
    if (best === void 0 || isBetter(type2, candidate, best, data, preferred?.includes(model5.name) ?? false)) {
      best = candidate;
    }
  }
  if (best === void 0) {
    const text4 = "Cannot find suitable CPU model for given data";
    throw new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.CPU, text4);
  }
  const keep = ({ name: name3 }) => !options2.migratable || x86Feature(name3)?.migratable !== false;
  return {
    model: best.model.name,
    ...data.vendor && { vendor: data.vendor },
    features: best.features.filter(keep).map((feature) => type2 === "host" ? { name: feature.name } : feature),
    signature: { family: data.family, model: data.model, stepping: data.stepping }
  };
};
var describe = (type2, present, model5, offered) => {
  const extra = present.slice();
  subtract(extra, model5.features);
  const missing4 = model5.features.slice();
  subtract(missing4, present);
  for (const name3 of offered?.blockers ?? []) {
    const feature = x86Feature(name3);
    if (feature !== void 0 && !hasFeature(extra, feature.index))
      addFeature(missing4, feature.index);
  }
  const cpu = { type: "guest", features: [] };
  for (const name3 of featureNames(extra))
    cpu.features.push({ name: name3, policy: "require" });
  for (const name3 of featureNames(missing4))
    cpu.features.push({ name: name3, policy: "disable" });
  if (type2 === "guest")
    for (const name3 of model5.removed)
      addFeatureIfMissing(cpu, name3, "disable");
  return cpu.features;
};
var isBetter = (type2, candidate, current, { family, model: model5, stepping }, preferred) => {
  if (family !== 0 || model5 !== 0 || stepping !== 0) {
    const fits = matchesSignature(candidate.model, family, model5, stepping);
    const fitted = matchesSignature(current.model, family, model5, stepping);
    if (fits !== fitted)
      return fits;
  }
  const old = weigh(type2, current.features);
  const fresh2 = weigh(type2, candidate.features);
  if (fresh2.total < old.total || fresh2.total === old.total && fresh2.disabled < old.disabled)
    return true;
  return preferred && fresh2.disabled < old.disabled;
};
var weigh = (type2, features8) => {
  let enabled = features8.length;
  let disabled = 0;
  if (type2 === "guest") {
    let cost = 2;
    for (let at2 = 0; at2 < enabled; at2++) {
      if (features8[at2].policy !== "disable")
        continue;
      enabled--;
      disabled += cost++;
    }
  }
  return { total: enabled + disabled, disabled };
};

// dist/src/model/cpu/x86.js
var internal = (text4) => new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.CPU, text4);
var findModel = (name3) => {
  const model5 = x86Models().get(name3);
  if (model5 === void 0)
    throw internal(`Unknown CPU model ${name3}`);
  return model5;
};
var findFeature = (name3) => {
  const feature = x86Feature(name3);
  if (feature === void 0)
    throw internal(`Unknown CPU feature ${name3}`);
  return feature.index;
};
var featuresWith = (cpu, policy2) => {
  if (cpu.type === "host" && policy2 !== "require")
    return emptySet();
  const set = cpu.model !== void 0 && policy2 === "require" ? findModel(cpu.model).features.slice() : emptySet();
  for (const feature of cpu.features) {
    if ((feature.policy ?? "require") === policy2)
      addFeature(set, findFeature(feature.name));
  }
  return set;
};
var allFeatures = (cpu) => {
  const set = cpu.model === void 0 ? emptySet() : findModel(cpu.model).features.slice();
  for (const { name: name3, policy: policy2 = "require" } of cpu.features) {
    if (policy2 === "optional")
      continue;
    const one = emptySet();
    addFeature(one, findFeature(name3));
    if (policy2 === "disable" || policy2 === "forbid")
      subtract(set, one);
    else
      unite(set, one);
  }
  return set;
};
var compareX86 = (host, cpu, reason = () => {
}) => {
  const incompatible = (text4, set) => {
    reason(set === void 0 ? text4 : `${text4}: ${featureNames(set).join(", ")}`);
    return "incompatible";
  };
  if (cpu.arch !== void 0 && !isX86(cpu.arch))
    return incompatible(`CPU arch ${cpu.arch} does not match host arch`);
  if (cpu.vendor !== void 0 && cpu.vendor !== host.vendor) {
    return incompatible(`host CPU vendor does not match required CPU vendor ${cpu.vendor}`);
  }
  const has = allFeatures(host);
  const [force, require2, optional2, disable, forbid] = ["force", "require", "optional", "disable", "forbid"].map((policy2) => featuresWith(cpu, policy2));
  intersect(forbid, has);
  if (!isEmpty(forbid))
    return incompatible("Host CPU provides forbidden features", forbid);
  for (const other of [force, optional2, disable])
    subtract(require2, other);
  if (!includes(has, require2)) {
    subtract(require2, has);
    return incompatible("Host CPU does not provide required features", require2);
  }
  const extra = has;
  for (const other of [optional2, require2, disable, force])
    subtract(extra, other);
  if (isEmpty(extra))
    return "identical";
  if (cpu.type === "guest" && cpu.match === "strict") {
    return incompatible("Host CPU does not strictly match guest CPU: Extra features", extra);
  }
  return "superset";
};
var expandX86 = (cpu) => {
  const model5 = x86Models().get(cpu.model ?? "");
  if (model5 === void 0)
    throw internal(`unknown CPU model ${cpu.model}`);
  const named3 = cpu.features;
  cpu.features = featureNames(model5.features).map((name3) => cpu.type === "host" ? { name: name3 } : { name: name3, policy: "require" });
  for (const { name: name3, policy: policy2 = "require" } of named3) {
    if (cpu.type === "guest" && policy2 !== "require" && policy2 !== "disable")
      continue;
    updateFeature(cpu, name3, policy2);
  }
  if (cpu.type === "guest")
    for (const name3 of model5.removed)
      addFeatureIfMissing(cpu, name3, "disable");
};
var updateX86 = (guest, host, relative, removedPolicy = "disable") => {
  if (relative) {
    if (host === void 0)
      throw new VirError(ErrorCode.CONFIG_UNSUPPORTED, ErrorDomain.CPU, "unknown host CPU model");
    const has = allFeatures(host);
    for (const feature of guest.features) {
      if (feature.policy !== "optional")
        continue;
      feature.policy = hasFeature(has, findKnown(feature.name)) ? "require" : "disable";
    }
    if (guest.mode === "host-model" || guest.match === "minimum")
      takeHostModel2(guest, host);
  }
  for (const name3 of findModel(guest.model ?? "").removed)
    addFeatureIfMissing(guest, name3, removedPolicy);
};
var findKnown = (name3) => {
  const feature = x86Feature(name3);
  if (feature === void 0)
    throw internal(`unknown CPU feature ${name3}`);
  return feature.index;
};
var takeHostModel2 = (guest, host) => {
  const updated = { type: "guest", features: [] };
  copyModel(updated, host);
  for (const { name: name3, policy: policy2 = "require" } of guest.features)
    updateFeature(updated, name3, policy2);
  const { vendorId, mode } = guest;
  const vendor3 = mode === "custom" ? guest.vendor : updated.vendor;
  Object.assign(guest, { ...updated, vendor: vendor3, vendorId: vendorId ?? updated.vendorId });
  guest.mode = "custom";
  guest.match = "exact";
};
var translateX86 = (cpu, models) => {
  const model5 = findModel(cpu.model ?? "");
  const [signature] = model5.signatures;
  const stepping = signature?.steppings === void 0 ? 0 : Math.min(...signature.steppings);
  const data = {
    features: allFeatures(cpu),
    ...model5.vendor && { vendor: model5.vendor },
    family: signature?.family ?? 0,
    model: signature?.model ?? 0,
    stepping
  };
  const decoded = decodeX86("guest", data, { models });
  const translated = { ...cpu, model: decoded.model, features: decoded.features };
  for (const { name: name3, policy: policy2 = "require" } of cpu.features)
    updateFeature(translated, name3, policy2);
  cpu.model = translated.model;
  cpu.features = translated.features;
};

// dist/src/model/cpu/cpu.js
var error2 = (code2, text4) => new VirError(code2, ErrorDomain.CPU, text4);
var checkArch = (arch3) => {
  const known4 = [isX86, isArm, isPpc64, isS390, isLoongarch].some((family) => family(arch3)) || arch3 === "riscv64";
  if (!known4)
    throw error2(ErrorCode.NO_SUPPORT, `'${arch3}' architecture is not supported by CPU driver`);
};
var compareCpu = (arch3, host, cpu, failIncompatible = false) => {
  checkArch(arch3);
  let why;
  const reason = (text4) => {
    why = text4;
  };
  let result;
  if (isS390(arch3) || isRiscv(arch3) || isLoongarch(arch3) || isArm(arch3) && cpu.type !== "host")
    return "identical";
  if (host?.model === void 0) {
    reason("unknown host CPU");
    result = "incompatible";
  } else if (isX86(arch3))
    result = compareX86(host, cpu, reason);
  else if (isPpc64(arch3))
    result = comparePpc64(host, cpu, reason);
  else
    result = compareArm(host, cpu, reason);
  if (result === "incompatible" && failIncompatible) {
    throw new VirError(ErrorCode.CPU_INCOMPATIBLE, ErrorDomain.CPU, why ?? null);
  }
  return result;
};
var expandCpu = (arch3, cpu) => {
  checkArch(arch3);
  if (isX86(arch3))
    expandX86(cpu);
  cpu.features.sort((a, b) => a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
};
var updateCpu = (arch3, guest, host, removedPolicy = "disable") => {
  checkArch(arch3);
  if (guest.mode === "host-passthrough" || guest.mode === "maximum")
    return;
  const hostModel = guest.mode === "host-model";
  const relative = hostModel || guest.match === "minimum" || guest.features.some(({ policy: policy2 }) => policy2 === "optional");
  if (isX86(arch3))
    updateX86(guest, host, relative, removedPolicy);
  else if (isPpc64(arch3)) {
    if (!hostModel)
      guest.match = "exact";
  } else if (isS390(arch3) && relative) {
    if (!hostModel) {
      const text4 = guest.match === "minimum" ? "match mode minimum not supported" : "optional CPU features are not supported";
      throw error2(ErrorCode.CONFIG_UNSUPPORTED, text4);
    }
    takeHostModel(guest, host, true);
  } else if ((isArm(arch3) || isRiscv(arch3)) && hostModel)
    takeHostModel(guest, host, false);
};
var translateCpu = (arch3, cpu, models) => {
  checkArch(arch3);
  if ((cpu.mode ?? "custom") !== "custom" || cpu.model === void 0)
    return;
  if (models === void 0 || models.has(cpu.model))
    return;
  if (cpu.fallback === "forbid") {
    throw error2(ErrorCode.CONFIG_UNSUPPORTED, `CPU model ${cpu.model} is not supported by hypervisor`);
  }
  if (!isX86(arch3))
    throw error2(ErrorCode.NO_SUPPORT, `cannot translate CPU model ${cpu.model} to a supported model`);
  translateX86(cpu, models);
};
var convertLegacyCpu = (arch3, cpu) => {
  if (isPpc64(arch3))
    convertLegacyPpc64(cpu);
};
var validateCpuFeatures = (arch3, cpu) => {
  checkArch(arch3);
  for (const { name: name3, policy: policy2 } of cpu.features) {
    const unknown = isX86(arch3) ? x86Feature(name3) === void 0 : isArm(arch3) && !armFeatures.includes(name3);
    if (unknown)
      throw error2(ErrorCode.CONFIG_UNSUPPORTED, `unknown CPU feature: ${name3}`);
    if (isS390(arch3) && policy2 === "optional") {
      const text4 = `only cpu feature policies 'require' and 'disable' are supported for ${name3}`;
      throw error2(ErrorCode.CONFIG_UNSUPPORTED, text4);
    }
  }
};

// dist/src/native/cpuid.js
import { Buffer as Buffer2 } from "node:buffer";
import koffi2 from "koffi";

// dist/src/native/libc.js
import { constants as constants3 } from "node:os";
import koffi from "koffi";
var libc = koffi.load("libc.so.6");
var errno = () => koffi.errno();
var strerrorOf = libc.func("const char *strerror(int)");
var strerror = (code2) => strerrorOf(code2);
var EAGAIN = constants3.errno.EAGAIN;
var EINTR = constants3.errno.EINTR;

// dist/src/native/cpuid.js
var mmap = libc.func("void *mmap(void *, size_t, int, int, int, int64_t)");
var mprotect = libc.func("int mprotect(void *, size_t, int)");
var memcpy = libc.func("void *memcpy(void *, void *, size_t)");
var routine = koffi2.proto("void cpuid_routine(uint32_t, uint32_t, void *)");
var code = Buffer2.from("4989d05389f889f10fa241890041895804418948084189500c5bc3", "hex");

// dist/src/native/descriptors.js
var dupFn = libc.func("int fcntl(int, int, ...)");
var dup2Fn = libc.func("int dup2(int, int)");

// dist/src/native/kvm.js
var ioctlNumber = libc.func("int ioctl(int, unsigned long, long)");

// dist/schemas/xml/capabilities.js
var { arch, ...modelFields } = HostCpu.fields;
var name = attr(text2, { required: true });
var id = attr(uint2(), { required: true });
var kib = attr(text2, { default: "KiB" });
var NumaCpu = {
  id,
  socketId: attr(uint2(), { name: "socket_id" }),
  dieId: attr(uint2(), { name: "die_id" }),
  clusterId: attr(uint2(), { name: "cluster_id" }),
  coreId: attr(uint2(), { name: "core_id" }),
  siblings: attr(cpuset)
};
var Cell = element("cell", {
  id,
  memory: child({ unit: kib, size: content(ulong()) }),
  pages: children("pages", {
    unit: kib,
    size: attr(uint2(), { required: true }),
    count: content(ulong())
  }),
  distances: children("sibling", { id, value: attr(uint2(), { required: true }) }, { wrap: "distances" }),
  caches: children("cache", {
    level: attr(uint2(), { required: true }),
    associativity: attr(oneWord(["none", "direct", "full"]), { required: true }),
    policy: attr(oneWord(["none", "writeback", "writethrough"]), { required: true }),
    size: child({ value: attr(ulong(), { required: true }), unit: kib }),
    line: child({ value: attr(uint2(), { required: true }), unit: attr(text2, { default: "B" }) })
  }),
  cpus: child({ num: attr(uint2(), { required: true }), cpus: children("cpu", NumaCpu) })
});
var Interconnect = {
  initiator: attr(uint2(), { required: true }),
  target: attr(uint2(), { required: true }),
  cache: attr(uint2(), { omit: 0 }),
  type: attr(oneWord(["access", "read", "write"]), { required: true }),
  value: attr(ulong(), { required: true }),
  unit: attr(text2)
};
var Control = {
  granularity: attr(ulong(), { required: true }),
  min: attr(ulong()),
  unit: attr(text2),
  type: attr(oneWord(["both", "code", "data"])),
  maxAllocs: attr(uint2(), { required: true })
};
var Monitor = {
  level: attr(uint2()),
  reuseThreshold: attr(uint2()),
  maxMonitors: attr(uint2(), { required: true }),
  features: children("feature", { name })
};
var Bank = {
  id,
  level: attr(uint2(), { required: true }),
  type: attr(oneWord(["both", "code", "data"]), { required: true }),
  size: attr(ulong(), { required: true }),
  unit: attr(text2, { required: true }),
  cpus: attr(cpuset, { required: true }),
  controls: children("control", Control)
};
var SecModel = {
  model: child(text2, { required: true }),
  doi: child(text2, { required: true }),
  baselabels: children("baselabel", { type: attr(text2, { required: true }), label: content(text2) })
};
var CapabilitiesHost = element("host", {
  uuid: child(uuid2),
  cpu: child({
    arch,
    /** What Xen and the test driver tell of a processor instead of a model. */
    abilities: child({ pae: flag(), nonpae: flag(), vmx: flag(), svm: flag() }, { name: "features" }),
    ...modelFields,
    // Capabilities are given also where the processor is unknown.
    model: child(text2),
    pages: children("pages", { unit: kib, size: attr(uint2(), { required: true }) })
  }),
  powerManagement: child({
    suspendMem: flag({ name: "suspend_mem" }),
    suspendDisk: flag({ name: "suspend_disk" }),
    suspendHybrid: flag({ name: "suspend_hybrid" })
  }, { name: "power_management", keep: true }),
  iommu: child({ support: attr(yesNo, { required: true }) }),
  migrationFeatures: child({
    live: flag(),
    transports: children("uri_transport", text2, { wrap: "uri_transports" })
  }, { name: "migration_features" }),
  netprefix: child(text2),
  topology: child({
    cells: child({ num: attr(uint2(), { required: true }), cells: children("cell", Cell) }),
    interconnects: child({
      links: mixed({ latency: Interconnect, bandwidth: Interconnect })
    })
  }),
  cache: child({ banks: children("bank", Bank), monitor: child(Monitor) }),
  memoryBandwidth: child({
    nodes: children("node", {
      id,
      cpus: attr(cpuset, { required: true }),
      control: child(Control)
    }),
    monitor: child(Monitor)
  }, { name: "memory_bandwidth" }),
  secmodels: children("secmodel", SecModel)
});
var GuestMachine = {
  canonical: attr(text2),
  maxCpus: attr(uint2(), { omit: 0 }),
  deprecated: attr(yesNo),
  name: content(text2)
};
var Toggle = { default: attr(onOff), toggle: attr(yesNo) };
var toggle = child(Toggle, { keep: true });
var CapabilitiesGuest = element("guest", {
  osType: child(text2, { name: "os_type", required: true }),
  arch: child({
    name: attr(oneWord(archNames), { required: true }),
    wordsize: child(uint2(), { required: true }),
    emulator: child(text2),
    loader: child(text2),
    machines: children("machine", GuestMachine),
    domains: children("domain", {
      type: attr(text2, { required: true }),
      emulator: child(text2),
      loader: child(text2),
      machines: children("machine", GuestMachine)
    })
  }),
  features: child({
    pae: toggle,
    nonpae: toggle,
    ia64_be: toggle,
    acpi: toggle,
    apic: toggle,
    cpuselection: toggle,
    deviceboot: toggle,
    disksnapshot: toggle,
    hap: toggle,
    externalSnapshot: toggle
  })
});
var Capabilities = element("capabilities", {
  host: child(CapabilitiesHost),
  guests: children("guest", CapabilitiesGuest)
});

// dist/schemas/xml/domcaps.js
var enums = children("enum", {
  name: attr(text2, { required: true }),
  values: children("value", text2)
});
var supported = attr(yesNo, { required: true });
var Feature = { supported };
var Device = { supported, enums };
var Loader = { supported, values: children("value", text2), enums };
var CustomModel = {
  usable: attr(oneWord(["unknown", "yes", "no"]), { required: true }),
  deprecated: attr(yesNo),
  vendor: attr(text2),
  canonical: attr(text2),
  name: content(text2)
};
var Blockers = {
  model: attr(text2, { required: true }),
  features: children("feature", { name: attr(text2, { required: true }) })
};
var { topology: topology2, cache: cache2, maxphysaddr: maxphysaddr2, features } = Cpu.fields;
var model = child({
  fallback: attr(oneWord(["allow", "forbid"])),
  vendor_id: attr(text2),
  value: content(text2)
});
var vendor = child(text2);
var CpuMode2 = {
  name: attr(oneWord(["host-passthrough", "maximum", "host-model", "custom"]), { required: true }),
  supported,
  $any: oneOf("name", {
    "host-passthrough maximum": { enums },
    "host-model": { model, vendor, topology: topology2, cache: cache2, maxphysaddr: maxphysaddr2, features },
    custom: { models: mixed({ model: CustomModel, blockers: Blockers }) }
  })
};
var Sgx = {
  supported,
  flc: child(yesNo),
  sgx1: child(yesNo),
  sgx2: child(yesNo),
  sectionSize: child({ unit: attr(text2, { default: "KiB" }), size: content(ulong()) }, { name: "section_size" }),
  sections: child({
    sections: children("section", {
      node: attr(uint2(), { required: true }),
      size: attr(ulong(), { required: true }),
      unit: attr(text2, { default: "KiB" })
    })
  })
};
var DomainCapabilities = element("domainCapabilities", {
  path: child(text2),
  domain: child(text2, { required: true }),
  machine: child(text2),
  arch: child(oneWord(archNames), { required: true }),
  vcpu: child({ max: attr(uint2(), { required: true }) }),
  iothreads: child(Feature),
  os: child({ supported, enums, loader: child(Loader) }),
  cpu: child({ modes: children("mode", CpuMode2) }),
  memoryBacking: child(Device),
  devices: child({
    disk: child(Device),
    graphics: child(Device),
    video: child(Device),
    hostdev: child(Device),
    rng: child(Device),
    filesystem: child(Device),
    tpm: child(Device),
    redirdev: child(Device),
    channel: child(Device),
    crypto: child(Device),
    interface: child(Device),
    panic: child(Device)
  }),
  features: child({
    gic: child(Device),
    vmcoreinfo: child(Feature),
    genid: child(Feature),
    backingStoreInput: child(Feature),
    backup: child(Feature),
    asyncTeardown: child(Feature, { name: "async-teardown" }),
    s390Pv: child(Feature, { name: "s390-pv" }),
    ps2: child(Feature),
    sev: child({
      supported,
      cbitpos: child(uint2()),
      reducedPhysBits: child(uint2()),
      maxGuests: child(uint2()),
      maxESGuests: child(uint2()),
      cpu0Id: child(text2)
    }),
    sgx: child(Sgx),
    hyperv: child(Device),
    launchSecurity: child(Device)
  })
});

// dist/src/drivers/kvm/firmware/descriptor.js
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join as join2 } from "node:path";
var interfaces = /* @__PURE__ */ new Set(["bios", "openfirmware", "uboot", "uefi"]);
var modes = /* @__PURE__ */ new Set(["split", "combined", "stateless"]);
var isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
var strings = (value) => Array.isArray(value) && value.every((item) => typeof item === "string") ? value : void 0;
var file = (value) => isObject(value) && typeof value.filename === "string" && typeof value.format === "string" ? { filename: value.filename, format: value.format } : void 0;
var mappingOf = (value) => {
  if (!isObject(value))
    return void 0;
  if (value.device === "kernel" || value.device === "memory") {
    return typeof value.filename === "string" ? { device: value.device, filename: value.filename } : void 0;
  }
  if (value.device !== "flash")
    return void 0;
  const mode = value.mode ?? "split";
  const executable = file(value.executable);
  if (typeof mode !== "string" || !modes.has(mode) || !executable)
    return void 0;
  if (mode !== "split")
    return { device: "flash", mode, executable };
  const nvramTemplate = file(value["nvram-template"]);
  return nvramTemplate && { device: "flash", mode: "split", executable, nvramTemplate };
};
var targetsOf = (value) => {
  if (!Array.isArray(value))
    return void 0;
  const targets = [];
  for (const item of value) {
    const machines2 = isObject(item) ? strings(item.machines) : void 0;
    if (!isObject(item) || typeof item.architecture !== "string" || !machines2)
      return void 0;
    targets.push({ architecture: item.architecture === "i386" ? "i686" : item.architecture, machines: machines2 });
  }
  return targets;
};
var parseFirmware = (path2, text4) => {
  let doc;
  try {
    doc = JSON.parse(text4);
  } catch {
    return void 0;
  }
  if (!isObject(doc))
    return void 0;
  const kinds2 = strings(doc["interface-types"]);
  const mapping = mappingOf(doc.mapping);
  const targets = targetsOf(doc.targets);
  const features8 = strings(doc.features);
  if (!kinds2?.every((kind) => interfaces.has(kind)) || !mapping || !targets || !features8)
    return void 0;
  return { path: path2, interfaces: kinds2, mapping, targets, features: features8 };
};
var firmwareFiles = ({ root = "", user: user2 }) => {
  const dirs = [join2(root, "/usr/share/qemu/firmware"), join2(root, "/etc/qemu/firmware")];
  if (user2 !== void 0)
    dirs.push(user2);
  const byName = /* @__PURE__ */ new Map();
  for (const dir of dirs) {
    let names2;
    try {
      names2 = readdirSync(dir);
    } catch {
      continue;
    }
    for (const name3 of names2)
      if (!name3.startsWith(".") && name3.endsWith(".json"))
        byName.set(name3, join2(dir, name3));
  }
  return [...byName.keys()].sort().map((name3) => byName.get(name3)).filter((path2) => (statSync(path2, { throwIfNoEntry: false })?.size ?? 0) > 0);
};
var MAX_SIZE2 = 1024 * 1024;
var loadFirmware = (dirs) => {
  const found = [];
  for (const path2 of firmwareFiles(dirs)) {
    const text4 = readFileSync(path2, "utf8");
    const firmware = text4.length <= MAX_SIZE2 ? parseFirmware(path2, text4) : void 0;
    if (firmware)
      found.push(firmware);
  }
  return found;
};
var glob = (pattern) => new RegExp(`^${pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*").replaceAll("?", ".")}$`);
var firmwareFits = (firmware, arch3, machine2) => firmware.targets.some((target2) => target2.architecture === arch3 && target2.machines.some((pattern) => glob(pattern).test(machine2)));

// dist/src/model/storage/ports.js
var defaultPorts = {
  nbd: 10809,
  rbd: 0,
  sheepdog: 7e3,
  gluster: 24007,
  iscsi: 3260,
  http: 80,
  https: 443,
  ftp: 21,
  ftps: 990,
  tftp: 69,
  ssh: 22,
  vxhs: 9999,
  nfs: 0
};

// dist/src/drivers/kvm/address/pci-set.js
var Plug = {
  AUTOASSIGN: 1 << 0,
  HOTPLUGGABLE: 1 << 1,
  INTEGRATED: 1 << 2,
  AGGREGATE_SLOT: 1 << 3,
  PCI_DEVICE: 1 << 4,
  PCIE_DEVICE: 1 << 5,
  PCIE_ROOT_PORT: 1 << 6,
  PCIE_SWITCH_UPSTREAM_PORT: 1 << 7,
  PCIE_SWITCH_DOWNSTREAM_PORT: 1 << 8,
  DMI_TO_PCI_BRIDGE: 1 << 9,
  PCI_EXPANDER_BUS: 1 << 10,
  PCIE_EXPANDER_BUS: 1 << 11,
  PCI_BRIDGE: 1 << 12,
  PCIE_TO_PCI_BRIDGE: 1 << 13
};
var TYPES_MASK = 16368;
var ENDPOINTS = Plug.PCI_DEVICE | Plug.PCIE_DEVICE;
var plugOfModel = {
  "pci-root": 0,
  "pcie-root": 0,
  "pci-bridge": Plug.PCI_BRIDGE,
  "pci-expander-bus": Plug.PCI_EXPANDER_BUS,
  "pcie-expander-bus": Plug.PCIE_EXPANDER_BUS,
  "dmi-to-pci-bridge": Plug.DMI_TO_PCI_BRIDGE,
  "pcie-to-pci-bridge": Plug.PCIE_TO_PCI_BRIDGE,
  "pcie-root-port": Plug.PCIE_ROOT_PORT | Plug.AGGREGATE_SLOT,
  "pcie-switch-upstream-port": Plug.PCIE_SWITCH_UPSTREAM_PORT,
  "pcie-switch-downstream-port": Plug.PCIE_SWITCH_DOWNSTREAM_PORT
};
var conventional = Plug.AUTOASSIGN | Plug.PCI_DEVICE | Plug.PCI_BRIDGE;
var port = Plug.AUTOASSIGN | Plug.PCIE_DEVICE | Plug.PCIE_SWITCH_UPSTREAM_PORT | Plug.PCIE_TO_PCI_BRIDGE;
var offers = {
  "pci-root": { flags: conventional | Plug.PCI_EXPANDER_BUS, min: 1, max: 31, hotplug: true },
  "pci-bridge": { flags: conventional, min: 1, max: 31, hotplug: true },
  "pci-expander-bus": { flags: conventional, min: 0, max: 31, hotplug: true },
  "pcie-root": {
    flags: Plug.PCIE_DEVICE | Plug.PCIE_ROOT_PORT | Plug.DMI_TO_PCI_BRIDGE | Plug.PCIE_EXPANDER_BUS,
    min: 1,
    max: 31,
    hotplug: false
  },
  "dmi-to-pci-bridge": { flags: Plug.PCI_DEVICE | Plug.PCI_BRIDGE, min: 0, max: 31, hotplug: false },
  "pcie-to-pci-bridge": { flags: conventional, min: 1, max: 31, hotplug: true },
  "pcie-root-port": { flags: port, min: 0, max: 0, hotplug: true },
  "pcie-switch-downstream-port": { flags: port, min: 0, max: 0, hotplug: true },
  "pcie-switch-upstream-port": { flags: Plug.PCIE_SWITCH_DOWNSTREAM_PORT, min: 0, max: 31, hotplug: false },
  "pcie-expander-bus": {
    flags: Plug.PCIE_ROOT_PORT | Plug.DMI_TO_PCI_BRIDGE,
    min: 0,
    max: 31,
    hotplug: false
  }
};
var blankBus = () => ({
  model: void 0,
  flags: 0,
  min: 0,
  max: 0,
  used: new Array(32).fill(0),
  aggregate: new Array(32).fill(false),
  isolationGroup: 0,
  isolationLocked: false
});
var pciText = (a) => {
  const hex5 = (n, digits) => n.toString(16).padStart(digits, "0");
  return `${hex5(a.domain, 4)}:${hex5(a.bus, 2)}:${hex5(a.slot, 2)}.${a.function.toString(8)}`;
};
var fail2 = (fromConfig, text4) => new VirError(fromConfig ? ErrorCode.XML_ERROR : ErrorCode.INTERNAL_ERROR, ErrorDomain.DOMAIN, text4);
var plugNames = [
  [Plug.PCI_DEVICE, "standard PCI device"],
  [Plug.PCIE_DEVICE, "PCI Express device"],
  [Plug.PCIE_ROOT_PORT, "pcie-root-port"],
  [Plug.PCIE_SWITCH_UPSTREAM_PORT, "pcie-switch-upstream-port"],
  [Plug.PCIE_SWITCH_DOWNSTREAM_PORT, "pcie-switch-downstream-port"],
  [Plug.DMI_TO_PCI_BRIDGE, "dmi-to-pci-bridge"],
  [Plug.PCIE_TO_PCI_BRIDGE, "pcie-to-pci-bridge"],
  [Plug.PCI_EXPANDER_BUS, "pci-expander-bus"],
  [Plug.PCIE_EXPANDER_BUS, "pcie-expander-bus"],
  [Plug.PCI_BRIDGE, "pci-bridge"]
];
var misfit = (a, offered, wanted, fromConfig) => {
  let bus = offered;
  let device = wanted;
  const text4 = pciText(a);
  if (device & Plug.INTEGRATED) {
    if (a.bus !== 0)
      return `The device at PCI address ${text4} needs to be an integrated device (bus=0)`;
    bus |= Plug.PCI_DEVICE | Plug.AUTOASSIGN;
  }
  if (fromConfig) {
    if (bus & ENDPOINTS)
      bus |= ENDPOINTS;
    if (device & Plug.PCI_BRIDGE)
      device |= Plug.PCI_DEVICE;
  } else if (device & Plug.AUTOASSIGN && !(bus & Plug.AUTOASSIGN)) {
    return `The device at PCI address ${text4} was auto-assigned this address, but the PCI controller with index='${a.bus}' doesn't allow auto-assignment`;
  }
  if (device & Plug.HOTPLUGGABLE && !(bus & Plug.HOTPLUGGABLE)) {
    return `The device at PCI address ${text4} requires hotplug capability, but the PCI controller with index='${a.bus}' doesn't support hotplug`;
  }
  if (device & bus & TYPES_MASK)
    return void 0;
  const name3 = plugNames.find(([flag2]) => device & flag2)?.[1];
  if (name3 === void 0) {
    const flags = (device & TYPES_MASK).toString(16).padStart(2, "0");
    return `The device at PCI address ${text4} has unrecognized connection type flags 0x${flags}`;
  }
  return `The device at PCI address ${text4} cannot be plugged into the PCI controller with index='${a.bus}'. It requires a controller that accepts a ${name3}.`;
};
var pciSet = (options2) => {
  const buses = Array.from({ length: options2.buses }, blankBus);
  const setModel = (index, model5, hotplug) => {
    const bus = buses[index];
    const offer = offers[model5];
    if (bus === void 0 || offer === void 0)
      throw fail2(false, "PCI controller model was not set correctly");
    bus.model = model5;
    bus.flags = offer.flags | (offer.hotplug && hotplug ? Plug.HOTPLUGGABLE : 0);
    bus.min = offer.min;
    bus.max = offer.max;
  };
  const slotsOf = (bus) => bus.used.slice(bus.min, bus.max + 1);
  const isEmpty3 = (bus) => slotsOf(bus).every((functions) => functions === 0);
  const check2 = (a, flags, fromConfig = true) => {
    const bad = (why2) => fail2(fromConfig, `Invalid PCI address ${pciText(a)}. ${why2}`);
    if (buses.length === 0)
      throw fail2(fromConfig, "No PCI buses available");
    if (a.domain !== 0)
      throw bad("Only PCI domain 0 is available");
    const bus = buses[a.bus];
    if (bus === void 0)
      throw bad(`Only PCI buses up to ${buses.length - 1} are available`);
    const why = misfit(a, bus.flags, flags, fromConfig);
    if (why !== void 0)
      throw fail2(fromConfig, why);
    if (a.slot < bus.min)
      throw bad(`slot must be >= ${bus.min}`);
    if (a.slot > bus.max)
      throw bad(`slot must be <= ${bus.max}`);
    if (a.function > 7)
      throw bad("function must be <= 7");
  };
  const cannotGrow = (flags) => {
    const controllers2 = Object.entries(plugOfModel);
    const model5 = controllers2.find(([name3, plug]) => name3 !== "pcie-to-pci-bridge" && plug & flags & TYPES_MASK)?.[0];
    return fail2(false, model5 ? `a PCI slot is needed to connect a PCI controller model='${model5}', but none is available, and it cannot be automatically added` : "Cannot automatically add a new PCI bus for a device with connect flags " + flags.toString(16).padStart(2, "0"));
  };
  const grow = (a, flags) => {
    let missing4 = a.bus - buses.length + 1;
    if (missing4 <= 0)
      return;
    const chain = [];
    let model5;
    if (flags & Plug.PCI_DEVICE) {
      model5 = options2.multipleRoots ? "pci-root" : "pci-bridge";
      const needsBridge = !options2.multipleRoots && !buses.some((bus) => bus.flags & Plug.PCI_BRIDGE);
      if (needsBridge) {
        if (missing4 === 1) {
          missing4++;
          a.bus++;
        }
        if (options2.pcieToPciBridge)
          chain.push("pcie-root-port", "pcie-to-pci-bridge");
        else
          chain.push("dmi-to-pci-bridge");
      }
    } else if (flags & (Plug.PCIE_DEVICE | Plug.PCIE_SWITCH_UPSTREAM_PORT)) {
      model5 = "pcie-root-port";
    } else {
      throw cannotGrow(flags);
    }
    while (chain.length < missing4)
      chain.push(model5);
    for (const [i, next] of chain.entries()) {
      const index = buses.push(blankBus()) - 1;
      setModel(index, next, next !== "dmi-to-pci-bridge");
      const reservedForBridge = i === 0 && next === "pcie-root-port" && chain[1] === "pcie-to-pci-bridge";
      if (reservedForBridge)
        buses[index].flags = Plug.PCIE_TO_PCI_BRIDGE;
    }
  };
  const reserve = (a, flags, isolationGroup = 0, fromConfig = true) => {
    const text4 = pciText(a);
    if (options2.dryRun)
      grow(a, flags);
    check2(a, flags, fromConfig);
    const bus = buses[a.bus];
    const used = bus.used[a.slot];
    if (used & 1 << a.function)
      throw fail2(fromConfig, `Attempted double use of PCI Address ${text4}`);
    if (used === 0 && flags & Plug.AGGREGATE_SLOT)
      bus.aggregate[a.slot] = true;
    if (isEmpty3(bus) && !bus.isolationLocked)
      bus.isolationGroup = isolationGroup;
    else if (bus.isolationGroup !== isolationGroup && fromConfig)
      bus.isolationGroup = 0;
    bus.used[a.slot] = used | 1 << a.function;
  };
  const freeOnBus = (index, wish) => {
    const bus = buses[index];
    const a = { domain: 0, bus: index, slot: bus.min, function: wish.function ?? 0 };
    if (misfit(a, bus.flags, wish.flags, false) !== void 0)
      return void 0;
    for (; a.slot <= bus.max; a.slot++) {
      const used = bus.used[a.slot];
      if (used === 0)
        return a;
      if (!(wish.flags & Plug.AGGREGATE_SLOT && bus.aggregate[a.slot]))
        continue;
      if (!(used & 1 << a.function))
        return a;
      if (wish.function !== void 0)
        continue;
      for (let f = 0; f < 8; f++)
        if (!(used & 1 << f))
          return { ...a, function: f };
    }
    return void 0;
  };
  const findNext = (wish) => {
    if (buses.length === 0)
      throw fail2(true, "No PCI buses available");
    const group = wish.isolationGroup ?? 0;
    for (const [i, bus] of buses.entries()) {
      if (bus.isolationGroup !== group)
        continue;
      const found = freeOnBus(i, wish);
      if (found)
        return found;
    }
    for (const [i, bus] of buses.entries()) {
      if (!isEmpty3(bus) || bus.isolationLocked)
        continue;
      const found = freeOnBus(i, wish);
      if (found)
        return found;
    }
    if (!options2.dryRun)
      throw fail2(false, "No more available PCI slots");
    const a = { domain: 0, bus: buses.length, slot: 0, function: wish.function ?? 0 };
    grow(a, wish.flags);
    a.slot = buses[a.bus].min;
    return a;
  };
  return {
    buses,
    setModel,
    slotInUse: (a) => (buses[a.bus]?.used[a.slot] ?? 0) !== 0,
    busIsFull: (index) => slotsOf(buses[index]).every((functions) => functions !== 0),
    check: (a, flags) => check2(a, flags),
    reserve: (a, flags, group = 0) => reserve(a, flags, group),
    reserveNext: (wish) => {
      const a = findNext(wish);
      reserve(a, wish.flags, wish.isolationGroup ?? 0, false);
      return a;
    },
    release: (a) => {
      const bus = buses[a.bus];
      if (bus)
        bus.used[a.slot] &= ~(1 << a.function);
    }
  };
};

// dist/src/drivers/kvm/block/from-disk.js
var splitName = (layer, name3) => {
  if (name3 === void 0)
    return;
  if (layer.protocol === "rbd" || layer.protocol === "gluster") {
    const slash = name3.indexOf("/");
    if (slash > 0 && slash < name3.length - 1) {
      layer.volume = name3.slice(0, slash);
      layer.path = name3.slice(slash + 1);
      return;
    }
    if (layer.protocol === "gluster") {
      throw new VirError(ErrorCode.XML_ERROR, ErrorDomain.DOMAIN, `can't split path '${name3}' into pool name and image name`);
    }
  }
  layer.path = name3;
};
var lookup = (secret) => secret && (secret.uuid !== void 0 ? { uuid: secret.uuid } : { usage: secret.usage });
var hostOf = (host, port4) => {
  const transport = host.transport ?? "tcp";
  const out = { transport };
  if (host.name !== void 0)
    out.name = host.name;
  if (host.socket !== void 0)
    out.socket = host.socket;
  if (transport === "tcp" && (host.port || port4))
    out.port = host.port || port4;
  return out;
};
var layerOfSource = (type2, source2) => {
  const layer = { type: type2, hosts: [] };
  if (!source2)
    return layer;
  if (source2.index !== void 0)
    layer.index = source2.index;
  switch (type2) {
    case "file":
      if (source2.file !== void 0)
        layer.path = source2.file;
      if (source2.fdgroup !== void 0)
        layer.fdGroup = source2.fdgroup;
      break;
    case "block":
    case "vhostvdpa":
      if (source2.dev !== void 0)
        layer.path = source2.dev;
      break;
    case "dir":
      if (source2.dir !== void 0)
        layer.path = source2.dir;
      break;
    case "nvme":
      layer.nvme = {
        address: source2.address ? pciText(source2.address) : "",
        namespace: source2.namespace ?? 0
      };
      break;
    case "vhostuser":
      if (source2.path !== void 0)
        layer.path = source2.path;
      break;
    case "network":
      networkSource(layer, source2);
      break;
  }
  const [slice] = source2.slices ?? [];
  if (slice)
    layer.slice = { offset: slice.offset, size: slice.size };
  if (source2.reservations) {
    const { managed, source: helper } = source2.reservations;
    layer.reservations = { managed, ...helper?.path !== void 0 ? { path: helper.path } : {} };
  }
  setAuth(layer, source2.auth);
  setEncryption(layer, source2.encryption);
  return layer;
};
var setAuth = (layer, auth2) => {
  if (!auth2)
    return;
  layer.auth = { username: auth2.username };
  const secret = lookup(auth2.secret);
  if (secret)
    layer.auth.secret = secret;
  if (auth2.secret?.type !== void 0)
    layer.auth.secretType = auth2.secret.type;
};
var setEncryption = (layer, encryption) => {
  if (!encryption)
    return;
  layer.encryption = {
    format: encryption.format,
    engine: encryption.engine ?? "qemu",
    secrets: encryption.secrets.map((secret) => lookup(secret))
  };
};
var networkSource = (layer, source2) => {
  const protocol = source2.protocol;
  if (!protocol)
    return;
  layer.protocol = protocol;
  splitName(layer, source2.name);
  layer.hosts = (source2.hosts ?? []).map((host) => hostOf(host, defaultPorts[protocol] ?? 0));
  if (source2.query !== void 0)
    layer.query = source2.query;
  if (source2.tls !== void 0)
    layer.tls = source2.tls;
  if (source2.tlsHostname !== void 0)
    layer.tlsHostname = source2.tlsHostname;
  if (source2.snapshot?.name !== void 0)
    layer.snapshot = source2.snapshot.name;
  if (source2.config?.file !== void 0)
    layer.configFile = source2.config.file;
  if (source2.initiator?.iqn?.name !== void 0)
    layer.initiator = source2.initiator.iqn.name;
  if (source2.ssl?.verify !== void 0)
    layer.sslVerify = source2.ssl.verify;
  if (source2.cookies && source2.cookies.length > 0) {
    layer.cookies = source2.cookies.map(({ name: name3, value }) => ({ name: name3, value: value ?? "" }));
  }
  if (source2.readahead?.size)
    layer.readahead = source2.readahead.size;
  if (source2.timeout?.seconds)
    layer.timeout = source2.timeout.seconds;
  if (source2.reconnect && "delay" in source2.reconnect && source2.reconnect.delay) {
    layer.reconnectDelay = source2.reconnect.delay;
  }
  if (source2.identity?.user !== void 0)
    layer.nfsUser = source2.identity.user;
  if (source2.identity?.group !== void 0)
    layer.nfsGroup = source2.identity.group;
  if (source2.identity?.username !== void 0)
    layer.sshUser = source2.identity.username;
};
var dataStoreOf = (source2) => {
  const store = source2?.dataStore;
  if (!store)
    return void 0;
  const layer = layerOfSource(store.type, store.source);
  if (store.format)
    layer.format = store.format.type;
  return layer;
};
var backingLayer = (backing) => {
  if (!backing)
    return void 0;
  if (backing.type === void 0)
    return null;
  const layer = layerOfSource(backing.type, backing.source);
  if (backing.index !== void 0)
    layer.index = backing.index;
  if (backing.format)
    layer.format = backing.format.type;
  if (backing.format?.metadata_cache?.max_size)
    layer.metadataCache = backing.format.metadata_cache.max_size;
  layer.readonly = true;
  const dataStore = dataStoreOf(backing.source);
  if (dataStore)
    layer.dataStore = { ...dataStore, readonly: true };
  const next = backingLayer(backing.backingStore);
  if (next !== void 0)
    layer.backing = next;
  return layer;
};
var layersOf = (disk2) => {
  const { source: source2, driver: driver2 } = disk2;
  const top = layerOfSource(disk2.type, source2);
  if (driver2?.type !== void 0)
    top.format = driver2.type;
  if (!source2?.auth)
    setAuth(top, disk2.auth);
  if (!source2?.encryption)
    setEncryption(top, disk2.encryption);
  if (disk2.readonly)
    top.readonly = true;
  if (disk2.shareable)
    top.shared = true;
  if (driver2?.metadata_cache?.max_size)
    top.metadataCache = driver2.metadata_cache.max_size;
  const dataStore = dataStoreOf(source2);
  if (dataStore)
    top.dataStore = { ...dataStore, readonly: top.readonly ?? false };
  const backing = backingLayer(disk2.backingStore);
  if (backing !== void 0)
    top.backing = backing;
  return top;
};

// dist/src/drivers/kvm/block/layer.js
var isEmptyLayer = (layer) => {
  if (!layer || layer.type === "none")
    return true;
  if (layer.type === "file" || layer.type === "block" || layer.type === "dir")
    return !layer.path && !layer.fdGroup;
  return false;
};
var isRawLuks = (layer) => layer.format === "raw" && layer.encryption?.format === "luks" && (layer.encryption.engine ?? "qemu") === "qemu";
var isPlainRaw = (layer) => layer.format === "raw" && !isRawLuks(layer);
function* chainOf(top) {
  for (let layer = top; layer && layer.type !== "none"; layer = layer.backing)
    yield layer;
}
var effectiveNode = (layer) => layer.nodes?.format ?? layer.nodes?.slice ?? layer.nodes?.storage ?? "";

// dist/src/drivers/kvm/facts.js
var machineOf = (domain) => ({
  arch: domain.os.type?.arch ?? "x86_64",
  machine: domain.os.type?.machine ?? ""
});
var virtTypeOf = (domain) => domain.type === "kvm" || domain.type === "hvf" ? domain.type : "qemu";
var deviceMemory = (domain) => domain.devices.memories.reduce((sum, mem) => sum + mem.target.size, 0);
var initialMemory = (domain) => domain.memory.value - deviceMemory(domain);
var hasMemoryHotplug = (domain) => Boolean(domain.maxMemory?.value || domain.maxMemory?.slots);
var numaCells = (domain) => domain.cpu?.numa?.cells ?? [];
var vcpusOf = (domain) => {
  const max = domain.vcpu.value;
  const current = domain.vcpu.current ?? max;
  const given = new Map(domain.vcpus.map((vcpu) => [vcpu.id, vcpu]));
  return Array.from({ length: max }, (_, id3) => {
    const vcpu = given.get(id3);
    const online = domain.vcpus.length > 0 ? vcpu?.enabled ?? false : id3 < current;
    return {
      id: id3,
      online,
      hotpluggable: vcpu?.hotpluggable ?? !online,
      ...vcpu?.order !== void 0 ? { order: vcpu.order } : {}
    };
  });
};
var onlineVcpus = (domain) => vcpusOf(domain).filter((vcpu) => vcpu.online).length;
var topologyCpus = (domain) => {
  const t = domain.cpu?.topology;
  return t && t.sockets * t.dies * t.clusters * t.cores * t.threads;
};
var balloonOf = (domain) => {
  const balloon2 = domain.devices.memballoons[0];
  return balloon2 && balloon2.model !== "none" ? balloon2 : void 0;
};
var iommuOf = (domain) => domain.devices.iommus[0];
var hasGraphics = (domain, type2) => domain.devices.graphics.some((graphics) => graphics.type === type2);
var hasPflash = (domain) => domain.os.loader?.type === "pflash";

// dist/src/drivers/kvm/firmware/check.js
var detail = (text4) => new VirError(ErrorCode.XML_DETAIL, ErrorDomain.DOMAIN, text4);
var checkOs = ({ os }) => {
  const { loader: loader2, nvram, firmware } = os;
  const enabled = (name3) => os.firmwareInfo?.features.find((feature) => feature.name === name3)?.enabled;
  const stored = nvram !== void 0 && (nvram.type !== void 0 || Boolean(nvram.path));
  if (firmware) {
    if (enabled("enrolled-keys") === true && enabled("secure-boot") === false) {
      throw detail("firmware feature 'enrolled-keys' cannot be enabled when firmware feature 'secure-boot' is disabled");
    }
    if (!loader2)
      return;
    if (stored && firmware !== "efi")
      throw detail(`firmware type '${firmware}' does not support nvram`);
  } else {
    if (os.firmwareInfo && os.firmwareInfo.features.length > 0) {
      throw detail("cannot use feature-based firmware autoselection when firmware autoselection is disabled");
    }
    if (!loader2)
      return;
    if (!loader2.path)
      throw detail("no loader path specified and firmware auto selection disabled");
  }
  if (loader2.stateless === true) {
    if (nvram?.template !== void 0 || stored) {
      throw detail("Variable storage (NVRAM/varstore) is not permitted when loader is stateless");
    }
  } else if (loader2.stateless === false) {
    if (!firmware) {
      if (loader2.type !== "pflash")
        throw detail("Only pflash loader type permits NVRAM");
    } else if (firmware !== "efi")
      throw detail("Only EFI firmware permits NVRAM");
  }
  if (os.shim !== void 0 && os.kernel === void 0) {
    throw new VirError(ErrorCode.CONFIG_UNSUPPORTED, ErrorDomain.DOMAIN, "shim only allowed with kernel option");
  }
};

// dist/src/drivers/kvm/firmware/select.js
var unsupported2 = (text4) => new VirError(ErrorCode.CONFIG_UNSUPPORTED, ErrorDomain.QEMU, text4);
var defaultLegacyFirmware = [
  { code: "/usr/share/OVMF/OVMF_CODE.fd", vars: "/usr/share/OVMF/OVMF_VARS.fd" },
  { code: "/usr/share/OVMF/OVMF_CODE.secboot.fd", vars: "/usr/share/OVMF/OVMF_VARS.fd" },
  { code: "/usr/share/AAVMF/AAVMF_CODE.fd", vars: "/usr/share/AAVMF/AAVMF_VARS.fd" },
  { code: "/usr/share/AAVMF/AAVMF32_CODE.fd", vars: "/usr/share/AAVMF/AAVMF32_VARS.fd" },
  { code: "/usr/share/OVMF/OVMF_CODE.ms.fd", vars: "/usr/share/OVMF/OVMF_VARS.ms.fd" }
];
var featureOf = (os, name3) => os.firmwareInfo?.features.find((feature) => feature.name === name3)?.enabled;
var hasStore = (nvram) => {
  if (!nvram)
    return false;
  if (nvram.type === void 0)
    return Boolean(nvram.path);
  return !isEmptyLayer(layerOfSource(nvram.type, nvram.source));
};
var storeIsLocal = (nvram) => nvram?.type === void 0 || nvram.type === "file" || nvram.type === "block" || nvram.type === "dir";
var wantedInterface = (os) => {
  if (os.firmware)
    return os.firmware === "efi" ? "uefi" : "bios";
  if (os.loader?.type === "rom")
    return "bios";
  return os.loader?.type === "pflash" ? "uefi" : void 0;
};
var pathsMatch = (os, { mapping }) => {
  const { loader: loader2, nvram, kernel } = os;
  if (mapping.device === "kernel")
    return kernel === void 0 || kernel === mapping.filename;
  if (mapping.device === "memory")
    return !loader2?.path || loader2.path === mapping.filename;
  if (loader2?.path && loader2.path !== mapping.executable.filename)
    return false;
  return nvram?.template === void 0 || nvram.template === mapping.nvramTemplate?.filename;
};
var flashMatches = (loader2, mapping) => {
  if (loader2?.type && loader2.type !== "pflash")
    return false;
  if (loader2?.stateless) {
    if (mapping.mode !== "stateless")
      return false;
  } else if (loader2?.readonly === false) {
    if (mapping.mode !== "combined")
      return false;
  } else if (mapping.mode !== "split")
    return false;
  const formats2 = ["raw", "qcow2"];
  if (!formats2.includes(mapping.executable.format))
    return false;
  if (loader2?.format && loader2.format !== mapping.executable.format)
    return false;
  return mapping.mode !== "split" || formats2.includes(mapping.nvramTemplate?.format ?? "");
};
var SEV_ES = 1 << 2;
var matches = (domain, firmware) => {
  const { os, features: features8, pm, launchSecurity } = domain;
  const { loader: loader2 } = os;
  const machine2 = machineOf(domain);
  const has = (feature) => firmware.features.includes(feature);
  const want = wantedInterface(os);
  if (want === void 0 || !firmware.interfaces.includes(want))
    return false;
  if (!pathsMatch(os, firmware) || !firmwareFits(firmware, machine2.arch, machine2.machine))
    return false;
  if (pm?.["suspend-to-mem"]?.enabled && !has("acpi-s3"))
    return false;
  if (pm?.["suspend-to-disk"]?.enabled && !has("acpi-s4"))
    return false;
  for (const name3 of ["secure-boot", "enrolled-keys"]) {
    const wanted = featureOf(os, name3);
    if (wanted !== void 0 && wanted !== has(name3))
      return false;
  }
  if (has("requires-smm")) {
    if (features8.smm?.state === false || loader2?.secure === false)
      return false;
  } else if (loader2?.secure)
    return false;
  const { mapping } = firmware;
  if (mapping.device === "flash" && !flashMatches(loader2, mapping))
    return false;
  if (mapping.device === "memory") {
    if (loader2?.type && loader2.type !== "rom")
      return false;
    if (loader2?.readonly === false)
      return false;
  }
  if (launchSecurity?.type === "sev") {
    if (!has("amd-sev"))
      return false;
    if ((launchSecurity.policy ?? 0) & SEV_ES && !has("amd-sev-es"))
      return false;
  }
  return launchSecurity?.type !== "sev-snp" || has("amd-sev-snp");
};
var apply = (domain, firmware) => {
  const { os } = domain;
  const { mapping } = firmware;
  if (mapping.device === "kernel")
    os.kernel = mapping.filename;
  else {
    const loader2 = os.loader ?? {};
    os.loader = loader2;
    if (mapping.device === "memory") {
      loader2.type = "rom";
      loader2.path = mapping.filename;
    } else {
      loader2.type = "pflash";
      loader2.readonly ??= mapping.mode !== "combined";
      loader2.format = mapping.executable.format;
      loader2.path = mapping.executable.filename;
      if (mapping.mode === "split") {
        delete os.nvram?.template;
        delete os.nvram?.templateFormat;
        if (!hasStore(os.nvram) || storeIsLocal(os.nvram)) {
          const template = mapping.nvramTemplate;
          os.nvram = {
            ...os.nvram,
            template: template.filename,
            templateFormat: template.format
          };
        }
      }
    }
  }
  if (firmware.features.includes("requires-smm")) {
    domain.features.smm = { ...domain.features.smm, state: true };
    os.loader = { ...os.loader, secure: true };
  }
  if (!os.firmware) {
    for (const kind of firmware.interfaces) {
      if (kind === "uefi")
        os.firmware = "efi";
      else if (kind === "bios")
        os.firmware = "bios";
      if (os.firmware)
        break;
    }
  }
  if (os.firmware)
    setFeatures(os, firmware);
};
var setFeatures = (os, firmware) => {
  const keysKnown = !(os.loader?.type === "pflash" && !os.loader.stateless && os.nvram?.template === void 0);
  const features8 = [];
  if (keysKnown)
    features8.push({ name: "enrolled-keys", enabled: firmware.features.includes("enrolled-keys") });
  features8.push({ name: "secure-boot", enabled: firmware.features.includes("secure-boot") });
  os.firmwareInfo = { features: features8 };
};
var fillLegacy = (os, legacy) => {
  const { loader: loader2 } = os;
  if (loader2?.type !== "pflash" || loader2.readonly === false || loader2.stateless)
    return false;
  if (loader2.format && loader2.format !== "raw")
    return false;
  const found = legacy.find(({ code: code2 }) => code2 === loader2.path);
  if (!found)
    return false;
  loader2.readonly = true;
  loader2.format = "raw";
  os.nvram = { ...os.nvram, template: os.nvram?.template ?? found.vars };
  os.nvram.templateFormat ??= "raw";
  return true;
};
var ensureStore = (domain, context) => {
  const { os } = domain;
  const { loader: loader2 } = os;
  if (loader2?.type !== "pflash" || !loader2.readonly || loader2.stateless)
    return;
  const nvram = os.nvram ?? {};
  os.nvram = nvram;
  if (hasStore(nvram)) {
    nvram.format ??= loader2.format;
    return;
  }
  delete nvram.type;
  delete nvram.source;
  nvram.format = nvram.templateFormat ?? loader2.format;
  const raw = context.abiUpdate && nvram.template?.endsWith(".raw") ? ".raw" : ".fd";
  const extension = nvram.format === "raw" ? raw : nvram.format === "qcow2" ? ".qcow2" : "";
  nvram.path = `${context.nvramDir}/${domain.name}_VARS${extension}`;
};
var known = (format2) => format2 === void 0 || format2 === "raw" || format2 === "qcow2";
var fillFirmware = (domain, context) => {
  const { os } = domain;
  checkOs(domain);
  if (!known(os.loader?.format))
    throw unsupported2(`Unsupported loader format '${os.loader?.format}'`);
  if (!known(os.nvram?.format))
    throw unsupported2(`Unsupported nvram format '${os.nvram?.format}'`);
  const automatic = os.firmware !== void 0;
  if (!automatic && (!os.loader || os.loader.type === "rom"))
    return;
  const chosen2 = context.firmware.find((firmware) => matches(domain, firmware));
  if (chosen2)
    apply(domain, chosen2);
  else if (automatic) {
    throw new VirError(ErrorCode.OPERATION_FAILED, ErrorDomain.QEMU, `Unable to find '${os.firmware}' firmware that is compatible with the current configuration`);
  } else if (!fillLegacy(os, context.legacy) && os.loader)
    os.loader.format ??= "raw";
  ensureStore(domain, context);
};

// dist/src/drivers/kvm/capabilities/hostmodel.js
var hypervisorModels = (caps, type2) => new Map(caps.cpus(type2).map(({ name: name3, usable, blockers }) => [name3, { name: name3, usable, blockers }]));
var unknownToQemu = /* @__PURE__ */ new Set([
  "cmt",
  "mbm_total",
  "mbm_local",
  "osxsave",
  "ospke",
  "vmx-ept-uc",
  "vmx-ept-wb",
  "vmx-invvpid-single-context"
]);
var knownToQemu = (arch3, name3) => !isX86(arch3) || !unknownToQemu.has(name3);

// dist/src/drivers/kvm/emulators.js
var archNames2 = {
  x64: "x86_64",
  ia32: "i686",
  arm64: "aarch64",
  arm: "armv7l",
  ppc64: "ppc64le",
  s390x: "s390x",
  riscv64: "riscv64",
  loong64: "loongarch64"
};
var hostArch = archNames2[arch2()] ?? "x86_64";

// dist/src/drivers/kvm/native/host.js
import { accessSync, readdirSync as readdirSync2 } from "node:fs";
var systemError2 = (domain, text4, error3) => {
  const { code: code2 } = error3;
  const reason = code2 === "ENOENT" ? "No such file or directory" : code2 === "EACCES" ? "Permission denied" : code2;
  return new VirError(ErrorCode.SYSTEM_ERROR, domain, `${text4}: ${reason}`);
};
var list = (dir) => {
  try {
    return readdirSync2(dir);
  } catch (error3) {
    throw systemError2(ErrorDomain.NONE, `cannot open directory '${dir}'`, error3);
  }
};
var hostRenderNode = () => {
  const node = list("/dev/dri").find((name3) => name3.startsWith("renderD"));
  if (node === void 0) {
    throw new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.NONE, "No DRM render nodes available");
  }
  return `/dev/dri/${node}`;
};
var hostScsiGeneric = (adapter, { bus, target: target2, unit }) => {
  const host = adapter.replace(/^scsi_host/, "");
  const [name3 = ""] = list(`/sys/bus/scsi/devices/${host}:${bus}:${target2}:${unit}/scsi_generic`);
  return `/dev/${name3}`;
};
var checkTpm = (path2) => {
  try {
    accessSync(path2);
  } catch (error3) {
    throw systemError2(ErrorDomain.QEMU, `Could not open TPM device ${path2}`, error3);
  }
};
var FIRST_FD = 24;
var SHORT_NAME = 20;
var nativeHost = ({ name: name3, ...given }) => {
  const config = given.config ?? defaultArgvConfig;
  const shortName = given.shortName ?? `-1-${[...name3].slice(0, SHORT_NAME).join("")}`;
  const domainDir = given.domainDir ?? `${config.libDir}/domain-${shortName}`;
  let fd = FIRST_FD;
  const next = () => String(fd++);
  const seal = () => ({ data: "", iv: "" });
  return {
    privileged: true,
    config,
    domainDir,
    shortName,
    channelDir: `${config.channelTargetDir}/${shortName}`,
    baseEnv: [["PATH", process.env["PATH"] ?? "/usr/sbin:/usr/bin:/sbin:/bin"]],
    monitor: { path: `${domainDir}/monitor.sock` },
    net: () => ({ tapFds: [next()] }),
    secret: (lookup2) => {
      const by = lookup2.uuid !== void 0 ? `uuid '${lookup2.uuid}'` : `usage '${lookup2.usage}'`;
      throw new VirError(ErrorCode.NO_SECRET, ErrorDomain.SECRET, `no secret with matching ${by}`);
    },
    seal,
    vhostFd: next,
    isCdrom: () => false,
    renderNode: hostRenderNode,
    scsiGeneric: hostScsiGeneric,
    tpm: (path2) => {
      checkTpm(path2);
      return { device: "/dev/fdset/0", cancel: "/dev/fdset/1" };
    },
    helperSocket: (kind, alias2) => kind === "pr" ? `${domainDir}/${alias2}.sock` : `${domainDir}/${alias2}-${kind === "virtiofs" ? "fs" : kind}.sock`,
    displayPort: (kind) => ({ vnc: 5900, websocket: 0, spice: 5901, "spice-tls": 5902, rdp: 3389 })[kind],
    ...given
  };
};

// dist/src/drivers/kvm/machine.js
var armNotBig = (arch3) => isArm(arch3) && arch3 !== "armv7b";
var mips = (arch3) => arch3.startsWith("mips");
var families = [
  { family: "i440fx", arch: isX86, machine: /^(pc$|pc-0\.|pc-1\.|pc-i440fx-|rhel)/ },
  { family: "q35", arch: isX86, machine: /^(q35$|pc-q35-)/ },
  { family: "isapc", arch: () => true, machine: /^isapc$/ },
  { family: "microvm", arch: isX86, machine: /^microvm$/ },
  { family: "xenfv", arch: isX86, machine: /^(xenfv$|xenfv-)/ },
  { family: "arm-virt", arch: armNotBig, machine: /^virt($|-)/ },
  { family: "riscv-virt", arch: isRiscv, machine: /^virt($|-)/ },
  { family: "loongarch-virt", arch: isLoongarch, machine: /^virt($|-)/ },
  { family: "pseries", arch: isPpc64, machine: /^pseries($|-)/ },
  { family: "s390-ccw", arch: isS390, machine: /^s390-ccw/ },
  { family: "malta", arch: mips, machine: /^malta$/ }
];
var familyOf = ({ arch: arch3, machine: machine2 }) => families.find((rule) => rule.arch(arch3) && rule.machine.test(machine2))?.family ?? "other";
var virt = /* @__PURE__ */ new Set(["arm-virt", "riscv-virt", "loongarch-virt"]);
var isI440fx = (m) => familyOf(m) === "i440fx";
var isQ35 = (m) => familyOf(m) === "q35";
var isPseries2 = (m) => familyOf(m) === "pseries";
var isArmVirt2 = (m) => familyOf(m) === "arm-virt";
var isRiscvVirt = (m) => familyOf(m) === "riscv-virt";
var isLoongarchVirt = (m) => familyOf(m) === "loongarch-virt";
var isS390Ccw = (m) => familyOf(m) === "s390-ccw";
var isVirt = (m) => virt.has(familyOf(m));
var hasBuiltinIde = (m) => isI440fx(m) || ["malta", "sun4u", "g3beige"].includes(m.machine);
var hasBuiltinEsp = ({ arch: arch3, machine: machine2 }) => arch3 === "sparc" || (arch3 === "mips64" || arch3 === "mips64el") && (machine2 === "magnum" || machine2 === "pica61") || arch3 === "m68k" && machine2 === "q800";
var needsFloppyController = isQ35;
var supportsPci = (m) => {
  if (isArm(m.arch))
    return isArmVirt2(m) || m.machine === "versatilepb";
  if (isRiscv(m.arch))
    return isRiscvVirt(m);
  return true;
};
var hasNumberedPci = (m) => isX86(m.arch) || isPpc(m.arch) || isS390(m.arch) || isVirt(m);
var hasVmport = (m) => isI440fx(m) || isQ35(m) || m.machine === "isapc";
var hasI8042 = (m) => hasVmport(m) || familyOf(m) === "xenfv";

// dist/src/model/domain/devices.js
var infoOf = (device) => device.dev;
var isConsoleAlias = (domain, console) => domain.os.type.value === "hvm" && domain.devices.consoles[0] === console && (console.target?.type ?? "serial") === "serial";
function* walkDevices(domain, options2 = {}) {
  const d = domain.devices;
  for (const dev of d.disks)
    yield { kind: "disk", dev };
  for (const dev of d.interfaces)
    yield { kind: "net", dev };
  for (const dev of d.sounds)
    yield { kind: "sound", dev };
  for (const dev of d.hostdevs)
    yield { kind: "hostdev", dev };
  for (const dev of d.videos)
    yield { kind: "video", dev };
  for (const dev of d.controllers)
    yield { kind: "controller", dev };
  for (const dev of d.smartcards)
    yield { kind: "smartcard", dev };
  for (const dev of d.serials)
    yield { kind: "serial", dev };
  for (const dev of d.parallels)
    yield { kind: "parallel", dev };
  for (const dev of d.channels)
    yield { kind: "channel", dev };
  for (const dev of d.consoles) {
    if (options2.allConsoles || !isConsoleAlias(domain, dev))
      yield { kind: "console", dev };
  }
  for (const dev of d.inputs)
    yield { kind: "input", dev };
  for (const dev of d.filesystems)
    yield { kind: "fs", dev };
  for (const dev of d.watchdogs)
    yield { kind: "watchdog", dev };
  for (const dev of d.memballoons)
    yield { kind: "memballoon", dev };
  for (const dev of d.rngs)
    yield { kind: "rng", dev };
  if (d.nvram)
    yield { kind: "nvram", dev: d.nvram };
  for (const dev of d.hubs)
    yield { kind: "hub", dev };
  for (const dev of d.shmems)
    yield { kind: "shmem", dev };
  for (const dev of d.tpms)
    yield { kind: "tpm", dev };
  for (const dev of d.panics)
    yield { kind: "panic", dev };
  for (const dev of d.memories)
    yield { kind: "memory", dev };
  for (const dev of d.redirdevs)
    yield { kind: "redirdev", dev };
  for (const dev of d.iommus)
    yield { kind: "iommu", dev };
  if (d.vsock)
    yield { kind: "vsock", dev: d.vsock };
  for (const dev of d.cryptos)
    yield { kind: "crypto", dev };
  if (d.pstore)
    yield { kind: "pstore", dev: d.pstore };
  if (options2.withoutInfo) {
    for (const dev of d.graphics)
      yield { kind: "graphics", dev };
    for (const dev of d.audios)
      yield { kind: "audio", dev };
    for (const dev of d.leases)
      yield { kind: "lease", dev };
  }
}
var findController = (domain, type2, index) => domain.devices.controllers.find((c) => c.type === type2 && c.index === index);
var freeControllerIndex = (domain, type2) => {
  let index = 0;
  while (findController(domain, type2, index))
    index++;
  return index;
};
var insertController = (list2, controller2) => {
  let at2 = -1;
  for (let i = list2.length - 1; i >= 0; i--) {
    const current = list2[i];
    if (current.type !== controller2.type)
      continue;
    if (controller2.index === void 0) {
      at2 = i + 1;
      break;
    }
    if ((current.index ?? 0) > controller2.index)
      at2 = i;
    else if (!controller2.master && current.master && current.index === controller2.index)
      at2 = i;
    else if (at2 === -1)
      at2 = i + 1;
  }
  list2.splice(at2 === -1 ? list2.length : at2, 0, controller2);
};
var addController = (domain, type2, index, model5) => {
  const controller2 = {
    type: type2,
    index: index ?? freeControllerIndex(domain, type2),
    ...model5 !== void 0 ? { model: model5 } : {}
  };
  insertController(domain.devices.controllers, controller2);
  return controller2;
};
var needController = (domain, type2, index, model5) => findController(domain, type2, index) ? void 0 : addController(domain, type2, index, model5);
var addUsbController = (domain, index, model5) => {
  const { index: at2 } = addController(domain, "usb", index, model5);
  if (model5 !== "ich9-ehci1")
    return;
  for (const [n, startport] of [0, 2, 4].entries()) {
    const companion = {
      type: "usb",
      index: at2,
      model: `ich9-uhci${n + 1}`,
      master: { startport }
    };
    insertController(domain.devices.controllers, companion);
  }
};
var scsiControllerOf = (domain, address3) => domain.devices.controllers.find((c) => c.type === "scsi" && c.index === address3.controller);

// dist/src/drivers/kvm/argv/json.js
var toJson = (props) => JSON.stringify(props);
var positive = (value) => value ? value : void 0;
var onlyTrue = (value) => value ? true : void 0;
var onOff2 = (value) => value === void 0 ? void 0 : value ? "on" : "off";
var comma = (text4) => text4.replaceAll(",", ",,");
var flatten = (key, value, out) => {
  if (Array.isArray(value)) {
    for (const item of value)
      flatten(key, item, out);
  } else if (value !== null && typeof value === "object") {
    for (const [name3, inner] of Object.entries(value)) {
      if (inner !== void 0)
        flatten(`${key}.${name3}`, inner, out);
    }
  } else if (typeof value === "boolean") {
    out.push(`${key}=${value ? "on" : "off"}`);
  } else if (value !== null) {
    out.push(`${key}=${comma(String(value))}`);
  }
};
var toKeyVal = (props) => {
  const out = [];
  for (const [key, value] of Object.entries(props))
    if (value !== void 0)
      flatten(key, value, out);
  return out.join(",");
};

// dist/src/drivers/kvm/argv/build.js
var unsupported3 = (text4) => new VirError(ErrorCode.CONFIG_UNSUPPORTED, ErrorDomain.QEMU, text4);
var internal2 = (text4) => new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.QEMU, text4);
var addObject = (build, props) => {
  build.args.push("-object", toJson(props));
};
var addBlockdev = (build, props) => {
  build.args.push("-blockdev", toJson(props));
};
var addNetdev = (build, props) => {
  if (build.caps.has("netdev.json"))
    build.args.push("-netdev", toJson(props));
  else {
    const { type: type2, ...rest } = props;
    build.args.push("-netdev", `${String(type2)},${toKeyVal(rest)}`);
  }
};
var overrides = (build, props) => {
  const list2 = build.domain.qemuOverride?.devices ?? [];
  const mine = list2.filter((device) => device.alias === props.id);
  if (mine.length === 0)
    return props;
  const result = { ...props };
  for (const device of mine) {
    for (const property of device.frontend?.properties ?? []) {
      delete result[property.name];
      const { type: type2, value = "" } = property;
      if (type2 === "remove")
        continue;
      result[property.name] = type2 === "bool" ? value === "true" : type2 === "signed" || type2 === "unsigned" ? Number(value) : value;
    }
  }
  return result;
};
var addDevice = (build, props) => {
  const final = overrides(build, props);
  if (build.caps.has("device.json+hotplug"))
    build.args.push("-device", toJson(final));
  else {
    const { driver: driver2, ...rest } = final;
    const tail = toKeyVal(rest);
    build.args.push("-device", tail ? `${String(driver2)},${tail}` : String(driver2));
  }
};
var MASTER_KEY = "masterKey0";
var secretObject = (id3, { data, iv }) => ({
  "qom-type": "secret",
  id: id3,
  data,
  keyid: MASTER_KEY,
  iv,
  format: "base64"
});
var tlsObject = (id3, dir, endpoint, verifyPeer, passwordId) => ({
  "qom-type": "tls-creds-x509",
  id: id3,
  dir,
  endpoint,
  "verify-peer": endpoint === "server" ? verifyPeer : true,
  passwordid: passwordId
});
var bootIndexOf = (build, info) => info.boot?.order || build.bootIndex.get(info) || void 0;

// dist/src/drivers/kvm/argv/address.js
var isUserAlias = (alias2) => alias2.startsWith("ua-");
var pciBus = (build, address3) => {
  const controller2 = findController(build.domain, "pci", address3.bus);
  const where = `index '${address3.bus}' required for device at address '${pciText(address3)}'`;
  if (!controller2)
    throw internal2(`Could not find PCI controller with ${where}`);
  let alias2 = controller2.alias?.name;
  if (alias2 === void 0)
    throw internal2(`Device alias was not set for PCI controller with ${where}`);
  const target2 = controller2.type === "pci" ? controller2.target?.index ?? 0 : 0;
  if (isUserAlias(alias2)) {
    if (controller2.model === "pci-root" && target2 <= 0)
      alias2 = hasNumberedPci(build.machine) ? "pci.0" : "pci";
    else if (controller2.model === "pcie-root")
      alias2 = "pcie.0";
  }
  const hostBridge = controller2.type === "pci" && controller2.modelName?.name === "spapr-pci-host-bridge" && target2 > 0;
  return hostBridge ? `${alias2}.0` : alias2;
};
var controllerAlias = (build, type2, index) => {
  const alias2 = findController(build.domain, type2, index)?.alias?.name;
  if (alias2 === void 0)
    throw internal2(`Could not find ${type2} controller with index ${index} required for device`);
  return alias2;
};
var drive = (build, address3, bus) => {
  const { controller: controller2, bus: channel2, target: target2, unit } = address3;
  switch (bus) {
    case "ide": {
      const alias2 = hasBuiltinIde(build.machine) ? "ide" : controllerAlias(build, "ide", controller2);
      return { bus: `${alias2}.${channel2}`, unit };
    }
    case "sata": {
      const builtin = isQ35(build.machine) && controller2 === 0;
      return { bus: `${builtin ? "ide" : controllerAlias(build, "sata", controller2)}.${unit}` };
    }
    case "fdc":
      return { unit };
    case "scsi": {
      const hba = scsiControllerOf(build.domain, address3);
      if (!hba)
        throw internal2(`unable to find a SCSI controller for idx=${controller2}`);
      switch (hba.model) {
        case "lsilogic":
        case "ncr53c90":
        case "dc390":
        case "am53c974":
          return { bus: `${hba.alias?.name}.${channel2}`, "scsi-id": unit };
        default:
          return { bus: `${hba.alias?.name}.0`, channel: channel2, "scsi-id": target2, lun: unit };
      }
    }
    default:
      throw internal2(`address type drive is not supported for bus '${bus}'`);
  }
};
var hex2 = (n, digits = 1) => (n ?? 0).toString(16).padStart(digits, "0");
var addressProps = (build, info, bus = "scsi") => {
  const { address: address3 } = info;
  switch (address3?.type) {
    case "pci":
      return {
        bus: pciBus(build, address3),
        multifunction: address3.multifunction,
        addr: `0x${hex2(address3.slot)}${address3.function ? `.0x${hex2(address3.function)}` : ""}`,
        "acpi-index": positive(info.acpi?.index)
      };
    case "usb":
      return { bus: `${controllerAlias(build, "usb", address3.bus)}.0`, port: address3.port };
    case "spapr-vio":
      return { reg: positive(address3.reg) };
    case "ccw":
      return { devno: `${hex2(address3.cssid)}.${hex2(address3.ssid)}.${hex2(address3.devno, 4)}` };
    case "isa":
      return { iobase: address3.iobase ?? 0, irq: positive(address3.irq) };
    case "dimm":
      return { slot: address3.slot, addr: positive(address3.base) };
    case "drive":
      return drive(build, address3, bus);
    case "virtio-serial":
      return {
        bus: `${controllerAlias(build, "virtio-serial", address3.controller)}.${address3.bus}`,
        nr: address3.port
      };
    default:
      return {};
  }
};
var addExtension = (build, info) => {
  const zpci2 = info.address?.type === "pci" ? info.address.zpci : void 0;
  if (!zpci2)
    return;
  addDevice(build, {
    driver: "zpci",
    uid: zpci2.uid,
    fid: zpci2.fid,
    target: info.alias?.name,
    id: `zpci${zpci2.uid}`
  });
};
var romProps = ({ rom: rom2 }) => {
  if (!rom2)
    return {};
  if (rom2.enabled === false)
    return { romfile: "" };
  return { rombar: rom2.bar === void 0 ? void 0 : rom2.bar ? 1 : 0, romfile: rom2.file };
};

// dist/src/drivers/kvm/address/presence.js
var isPlace = (a) => Boolean(a.domain || a.bus || a.slot);
var pciOf = (info) => info.address?.type === "pci" && isPlace(info.address) ? info.address : void 0;
var hasPci = (info) => pciOf(info) !== void 0;
var wantsPci = (info) => info.address === void 0 || info.address.type === "pci" && !isPlace(info.address);
var isType = (info, type2) => info.address?.type === type2 ? info.address : void 0;

// dist/src/drivers/kvm/hostdevs.js
var hostdevOfInterface = (net3) => {
  const { source: source2, driver: driver2, managed } = net3;
  const address3 = source2?.address;
  return {
    mode: "subsystem",
    type: address3?.type === "usb" ? "usb" : "pci",
    managed: managed ?? false,
    ...driver2 ? { driver: driver2 } : {},
    source: { address: address3 }
  };
};
var cache3 = /* @__PURE__ */ new WeakMap();
var cached = (net3) => {
  let hostdev2 = cache3.get(net3);
  if (!hostdev2) {
    hostdev2 = hostdevOfInterface(net3);
    cache3.set(net3, hostdev2);
  }
  return hostdev2;
};
var hostdevsOf = (domain) => [
  ...domain.devices.interfaces.filter((net3) => net3.type === "hostdev").map((net3) => ({ hostdev: cached(net3), info: net3, parent: net3 })),
  ...domain.devices.hostdevs.map((hostdev2) => ({ hostdev: hostdev2, info: hostdev2 }))
];

// dist/src/drivers/kvm/alias.js
var diskIndex = (dev) => {
  const letters = /^(?:fd|hd|vd|sd|xvd|ubd)([a-z]+)(?:0|[1-9][0-9]*)?$/.exec(dev)?.[1];
  if (letters === void 0)
    return void 0;
  let index = -1;
  for (const letter of letters)
    index = (index + 1) * 26 + letter.charCodeAt(0) - 97;
  return index;
};
var nameIt = (info, name3) => {
  info.alias ??= { name: name3 };
};
var nextNumber = (infos, prefix) => {
  let next = 0;
  for (const { alias: alias2 } of infos) {
    const digits = alias2?.name.startsWith(prefix) ? alias2.name.slice(prefix.length) : "";
    if (/^\d+$/.test(digits))
      next = Math.max(next, Number(digits) + 1);
  }
  return next;
};
var controllerAlias2 = (domain, c) => {
  const machine2 = machineOf(domain);
  const index = c.index ?? 0;
  if (c.type === "pci") {
    if (!hasNumberedPci(machine2))
      return "pci";
    return c.model === "pcie-root" ? `pcie.${index}` : `pci.${index}`;
  }
  if (index === 0) {
    if (c.type === "ide" && hasBuiltinIde(machine2))
      return "ide";
    if (c.type === "sata" && isQ35(machine2))
      return "ide";
    if (c.type === "usb")
      return "usb";
    if (c.type === "scsi" && c.model === "ncr53c90")
      return "scsi";
  }
  return `${c.type}${index}`;
};
var diskAlias = (domain, disk2) => {
  const bus = disk2.target?.bus ?? "none";
  const drive3 = isType(disk2, "drive");
  if (!drive3)
    return `${bus}-disk${diskIndex(disk2.target?.dev ?? "") ?? 0}`;
  const { controller: controller2, bus: channel2, target: target2, unit } = drive3;
  if (bus === "scsi") {
    const model5 = scsiControllerOf(domain, drive3)?.model;
    if (model5 === void 0) {
      throw new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.QEMU, `unable to find a SCSI controller for idx=${controller2}`);
    }
    if (model5 !== "lsilogic")
      return `${bus}${controller2}-${channel2}-${target2}-${unit}`;
  }
  return `${bus}${controller2}-${channel2}-${unit}`;
};
var memoryPrefix = {
  dimm: "dimm",
  nvdimm: "nvdimm",
  "virtio-pmem": "virtiopmem",
  "virtio-mem": "virtiomem",
  "sgx-epc": "epc"
};
var memoryAlias = (all, mem) => {
  const prefix = memoryPrefix[mem.model];
  const slot = mem.model === "dimm" || mem.model === "nvdimm" ? isType(mem, "dimm")?.slot ?? 0 : void 0;
  return `${prefix}${slot ?? nextNumber(all, prefix)}`;
};
var assignAliases = (domain) => {
  const d = domain.devices;
  const number3 = (list2, prefix) => {
    for (const [i, info] of list2.entries())
      nameIt(info, `${prefix}${i}`);
  };
  const next = (list2, prefix) => {
    for (const info of list2)
      if (!info.alias)
        nameIt(info, `${prefix}${nextNumber(list2, prefix)}`);
  };
  for (const disk2 of d.disks)
    if (!disk2.alias)
      nameIt(disk2, diskAlias(domain, disk2));
  const hostdevs2 = hostdevsOf(domain).map((entry) => entry.info);
  const nextHostdev = () => `hostdev${nextNumber([...hostdevs2, ...d.interfaces], "hostdev")}`;
  for (const net3 of d.interfaces) {
    if (net3.alias)
      continue;
    nameIt(net3, net3.type === "hostdev" ? nextHostdev() : `net${nextNumber(d.interfaces, "net")}`);
  }
  next(d.filesystems, "fs");
  number3(d.sounds, "sound");
  for (const info of hostdevs2)
    if (!info.alias)
      nameIt(info, nextHostdev());
  number3(d.redirdevs, "redir");
  number3(d.videos, "video");
  for (const c of d.controllers)
    if (!c.alias)
      nameIt(c, controllerAlias2(domain, c));
  number3(d.inputs, "input");
  number3(d.parallels, "parallel");
  number3(d.serials, "serial");
  number3(d.channels, "channel");
  for (const [i, console] of d.consoles.entries()) {
    const serial2 = isConsoleAlias(domain, console) ? d.serials[0]?.alias : void 0;
    nameIt(console, serial2?.name ?? `console${i}`);
  }
  number3(d.hubs, "hub");
  number3(d.shmems, "shmem");
  number3(d.smartcards, "smartcard");
  number3(d.watchdogs, "watchdog");
  const balloon2 = balloonOf(domain);
  if (balloon2)
    nameIt(balloon2, "balloon0");
  next(d.rngs, "rng");
  number3(d.tpms, "tpm");
  for (const mem of d.memories)
    if (!mem.alias)
      nameIt(mem, memoryAlias(d.memories, mem));
  if (d.vsock)
    nameIt(d.vsock, "vsock0");
  number3(d.iommus, "iommu");
  next(d.cryptos, "crypto");
  if (d.pstore)
    nameIt(d.pstore, "pstore0");
};

// dist/src/drivers/kvm/block/props.js
import { isIPv6 as isIPv62 } from "node:net";
var internal3 = (text4) => new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.QEMU, text4);
var formatsWithBacking = /* @__PURE__ */ new Set([
  "vmdk",
  "qed",
  "qcow",
  "qcow2",
  "vpc",
  "parallels",
  "cow"
]);
var cacheFlags = (cache4) => {
  switch (cache4) {
    case "none":
      return { writeback: true, direct: true, noFlush: false };
    case "writethrough":
      return { writeback: false, direct: false, noFlush: false };
    case "writeback":
      return { writeback: true, direct: false, noFlush: false };
    case "directsync":
      return { writeback: false, direct: true, noFlush: false };
    case "unsafe":
      return { writeback: true, direct: false, noFlush: true };
    default:
      return void 0;
  }
};
var port2 = (host) => String(host.port ?? 0);
var socketAddress = (host) => {
  if (host.transport === "tcp")
    return { type: "inet", host: host.name, port: port2(host) };
  if (host.transport === "unix")
    return { type: "unix", path: host.socket };
  throw internal3(`transport protocol '${host.transport}' is not yet supported`);
};
var inetAddress = (host) => {
  if (host.transport !== "tcp")
    throw internal3("only TCP protocol can be converted to InetSocketAddress");
  return { host: host.name, port: port2(host) };
};
var onlyHost = (layer, name3) => {
  const host = layer.hosts[0];
  if (layer.hosts.length !== 1 || !host)
    throw internal3(`${name3} accepts only one host`);
  return host;
};
var layerUri = (layer) => {
  const host = onlyHost(layer, `protocol '${layer.protocol}'`);
  const tcp2 = host.transport === "tcp";
  const scheme = tcp2 ? layer.protocol : `${layer.protocol}+${host.transport}`;
  let path2 = "";
  if (layer.path !== void 0) {
    path2 = layer.volume ? `/${layer.volume}/${layer.path}` : `${layer.path.startsWith("/") ? "" : "/"}${layer.path}`;
  }
  const server = host.name === void 0 ? "" : isIPv62(host.name) ? `[${host.name}]` : host.name;
  const at2 = tcp2 && host.port ? `:${host.port}` : "";
  const query = layer.query ?? (host.socket !== void 0 ? `socket=${host.socket}` : void 0);
  const escaped2 = path2.replace(/[^A-Za-z0-9\-._~!$&'()*+,;=@/]/g, (c) => encodeURIComponent(c));
  return `${scheme}://${server}${at2}${escaped2}${query === void 0 ? "" : `?${query}`}`;
};
var cookieString = (layer) => layer.cookies?.map(({ name: name3, value }) => `${name3}=${value}`).join("; ");
var rbd = (layer, use) => {
  let encrypt;
  if (layer.encryption?.engine === "librbd") {
    for (const secret of [...layer.objects?.encryption ?? []].reverse()) {
      encrypt = { format: layer.encryption.format, "key-secret": secret, parent: encrypt };
    }
  }
  const auth2 = use ? layer.auth : void 0;
  return {
    driver: "rbd",
    pool: layer.volume,
    image: layer.path,
    snapshot: layer.snapshot,
    conf: layer.configFile,
    server: layer.hosts.length > 0 ? layer.hosts.map(inetAddress) : void 0,
    encrypt,
    user: auth2?.username,
    "auth-client-required": auth2 && ["cephx", "none"],
    "key-secret": auth2 && layer.objects?.authSecret
  };
};
var iscsi = (layer, use) => {
  const host = onlyHost(layer, "iSCSI protocol");
  const [target2 = "", lun] = (layer.path ?? "").split(/\/(.*)/s);
  const name3 = host.name ?? "";
  if (lun !== void 0 && !/^\d+$/.test(lun))
    throw internal3(`cannot parse target for lunStr '${target2}'`);
  return {
    driver: "iscsi",
    portal: `${isIPv62(name3) ? `[${name3}]` : name3}:${port2(host)}`,
    target: target2,
    lun: Number(lun ?? 0),
    transport: "tcp",
    user: use ? layer.auth?.username : void 0,
    "password-secret": use && layer.auth ? layer.objects?.authSecret : void 0,
    "initiator-name": layer.initiator
  };
};
var curl = (layer, use) => ({
  driver: layer.protocol,
  url: layerUri(layer),
  username: use ? layer.auth?.username : void 0,
  "password-secret": use && layer.auth ? layer.objects?.authSecret : void 0,
  sslverify: layer.sslVerify,
  cookie: use ? void 0 : cookieString(layer),
  "cookie-secret": use ? layer.objects?.cookieSecret : void 0,
  timeout: positive(layer.timeout),
  readahead: positive(layer.readahead)
});
var nfsId = (id3) => id3?.startsWith("+") ? Number(id3.slice(1)) : void 0;
var network = (layer, use) => {
  switch (layer.protocol) {
    case "gluster":
      return {
        driver: "gluster",
        volume: layer.volume,
        path: layer.path,
        server: layer.hosts.map(socketAddress),
        debug: use ? layer.debugLevel : void 0
      };
    case "vxhs":
      return {
        driver: "vxhs",
        "tls-creds": use ? layer.objects?.tlsCreds : void 0,
        "vdisk-id": layer.path,
        server: inetAddress(onlyHost(layer, "VxHS protocol"))
      };
    case "http":
    case "https":
    case "ftp":
    case "ftps":
    case "tftp":
      return curl(layer, use);
    case "iscsi":
      return iscsi(layer, use);
    case "nbd":
      return {
        driver: "nbd",
        server: socketAddress(onlyHost(layer, "nbd protocol")),
        export: layer.path,
        "tls-creds": use ? layer.objects?.tlsCreds : void 0,
        "tls-hostname": use ? layer.tlsHostname : void 0,
        "reconnect-delay": positive(layer.reconnectDelay)
      };
    case "rbd":
      return rbd(layer, use);
    case "ssh":
      return {
        driver: "ssh",
        path: layer.path,
        server: inetAddress(onlyHost(layer, "ssh protocol")),
        user: layer.auth?.username ?? layer.sshUser,
        "host-key-check": layer.sshHostKeyCheckDisabled ? { mode: "none" } : void 0
      };
    case "nfs":
      return {
        driver: "nfs",
        server: { host: layer.hosts[0]?.name, type: "inet" },
        path: layer.path,
        user: nfsId(layer.nfsUser),
        group: nfsId(layer.nfsGroup)
      };
    default:
      throw internal3("unsupported disk protocol");
  }
};
var sourceProps = (layer, purpose, isCdrom = false) => {
  const use = purpose === "use";
  switch (layer.type) {
    case "file":
    case "block":
      return {
        driver: layer.type === "file" ? "file" : isCdrom ? "host_cdrom" : "host_device",
        filename: (use ? layer.objects?.fdPath : void 0) ?? layer.path,
        aio: use ? layer.io : void 0,
        "pr-manager": use ? layer.objects?.prManager : void 0
      };
    case "dir":
      return {
        driver: "vvfat",
        dir: layer.path,
        floppy: layer.floppy ?? false,
        rw: use ? !layer.readonly : void 0
      };
    case "nvme":
      return { driver: "nvme", device: layer.nvme?.address, namespace: layer.nvme?.namespace };
    case "vhostvdpa":
      return { driver: "virtio-blk-vhost-vdpa", path: layer.objects?.fdPath ?? layer.path };
    case "network":
      return network(layer, use);
    case "vhostuser":
      throw internal3("unable to create blockdev props for vhostuser disk type");
    case "volume":
      throw internal3("storage source pool volume is not translated");
    default:
      throw internal3(`Unexpected enum value 0 for virStorageType`);
  }
};
var checkNodeName = (name3) => {
  if (Buffer.byteLength(name3) >= 32)
    throw internal3(`node-name '${name3}' too long for qemu`);
};
var detectZeroesOf = (layer) => layer.detectZeroes === "unmap" && layer.discard !== "unmap" ? "on" : layer.detectZeroes;
var common = (layer, node, effective) => {
  checkNodeName(node);
  const flags = cacheFlags(layer.cache);
  const cache4 = flags && { direct: flags.direct, "no-flush": flags.noFlush };
  return effective ? {
    "node-name": node,
    "read-only": layer.readonly ?? false,
    discard: layer.discard,
    "detect-zeroes": detectZeroesOf(layer),
    cache: cache4
  } : { "node-name": node, "auto-read-only": true, discard: "unmap", cache: cache4 };
};
var storageNodeProps = (layer, top, isCdrom = false) => ({
  ...sourceProps(layer, "use", isCdrom),
  ...common(layer, layer.nodes?.storage ?? "", top)
});
var sliceNodeProps = (layer, top) => ({
  driver: "raw",
  file: layer.nodes?.storage,
  offset: layer.slice?.offset,
  size: layer.slice?.size,
  ...common(layer, layer.nodes?.slice ?? "", top)
});
var formatDriver = (layer) => {
  const secret = layer.objects?.encryption?.[0];
  const encrypt = layer.encryption && (layer.encryption.engine ?? "qemu") === "qemu" && secret ? { format: layer.encryption.format === "qcow" ? "aes" : layer.encryption.format, "key-secret": secret } : void 0;
  switch (layer.format) {
    case "fat":
      return { driver: "raw" };
    case "raw":
      if (!isRawLuks(layer))
        return { driver: "raw" };
      if (secret === void 0)
        throw internal3("missing secret info for 'luks' driver");
      return { driver: "luks", "key-secret": secret };
    case "qcow2":
      return {
        driver: "qcow2",
        encrypt,
        "cache-size": positive(layer.metadataCache),
        "discard-no-unref": layer.discardNoUnref,
        "data-file": layer.dataStore && effectiveNode(layer.dataStore)
      };
    case "qcow":
      return { driver: "qcow", encrypt };
    case "ploop":
      return { driver: "parallels" };
    case "vhd":
      return { driver: "vhdx" };
    case "bochs":
    case "cloop":
    case "dmg":
    case "vdi":
    case "vpc":
    case "qed":
    case "vmdk":
      return { driver: layer.format };
    default:
      throw internal3(`mishandled storage format '${layer.format ?? "none"}'`);
  }
};
var formatNodeProps = (layer) => {
  const { backing } = layer;
  const hasBacking = backing !== void 0 && backing !== null && !isEmptyLayer(backing);
  const canBack = formatsWithBacking.has(layer.format ?? "");
  if (hasBacking && !canBack) {
    throw new VirError(ErrorCode.CONFIG_UNSUPPORTED, ErrorDomain.QEMU, `storage format '${layer.format}' does not support backing store`);
  }
  return {
    ...common(layer, layer.nodes?.format ?? "", true),
    ...formatDriver(layer),
    file: layer.nodes?.slice ?? layer.nodes?.storage,
    ...canBack && backing !== void 0 ? { backing: hasBacking ? effectiveNode(backing) : null } : {}
  };
};
var layerNodes = (layer, isCdrom = false) => {
  const nodes = [];
  nodes.push(storageNodeProps(layer, !layer.nodes?.format && !layer.nodes?.slice, isCdrom));
  if (layer.nodes?.slice)
    nodes.push(sliceNodeProps(layer, !layer.nodes.format));
  if (layer.nodes?.format)
    nodes.push(formatNodeProps(layer));
  return nodes;
};

// dist/src/drivers/kvm/argv/chardev.js
var reconnectProps = (build, reconnect2) => {
  if (reconnect2?.enabled === void 0)
    return {};
  const seconds = reconnect2.enabled ? reconnect2.timeout ?? 0 : 0;
  return build.caps.has("chardev-reconnect-miliseconds") ? { "reconnect-ms": seconds * 1e3 } : { reconnect: seconds };
};
var socketProps = (build, socket) => ({
  ...socket.fd !== void 0 ? { fd: socket.fd } : { path: socket.path },
  server: socket.server ? true : void 0,
  wait: socket.server && !socket.wait ? false : void 0,
  ...socket.fd === void 0 ? reconnectProps(build, socket.reconnect) : {}
});
var tcp = (build, dev, alias2) => {
  const source2 = dev.source ?? {};
  const server = source2.mode === "bind";
  const tls = source2.tls ?? build.config.chardevTls;
  return {
    host: source2.host,
    port: source2.service,
    telnet: dev.protocol?.type === "telnet" ? true : void 0,
    server: server ? true : void 0,
    wait: server ? false : void 0,
    ...reconnectProps(build, source2.reconnect),
    "tls-creds": tls ? `obj${alias2}_tls0` : void 0
  };
};
var backendOf = (build, dev, alias2) => {
  const source2 = dev.source ?? {};
  switch (dev.type ?? "pty") {
    case "null":
    case "vc":
    case "pty":
    case "stdio":
      return { type: dev.type ?? "pty", props: {} };
    case "file":
      return { type: "file", props: { path: source2.path, append: source2.append } };
    case "pipe":
      return { type: "pipe", props: { path: source2.path } };
    case "dev":
      return { type: alias2.startsWith("charparallel") ? "parallel" : "serial", props: { path: source2.path } };
    case "unix": {
      const socket = { server: source2.mode === "bind" };
      if (source2.path !== void 0)
        socket.path = source2.path;
      if (source2.reconnect)
        socket.reconnect = source2.reconnect;
      return { type: "socket", props: socketProps(build, socket) };
    }
    case "tcp":
      return { type: "socket", props: tcp(build, dev, alias2) };
    case "udp": {
      const to = dev.sources?.find((end) => end.mode === "connect");
      const from = dev.sources?.find((end) => end.mode === "bind");
      return {
        type: "udp",
        props: {
          host: to?.host ?? "",
          port: to?.service,
          localaddr: from?.host ?? "",
          localport: from?.service ?? "0"
        }
      };
    }
    case "spicevmc":
      return {
        type: "spicevmc",
        props: { name: alias2.startsWith("charchannel") ? "vdagent" : spicevmc(alias2) }
      };
    case "qemu-vdagent": {
      const mode = source2.mouse?.mode;
      return {
        type: "qemu-vdagent",
        props: {
          name: "vdagent",
          clipboard: source2.clipboard?.copypaste,
          mouse: mode === void 0 ? void 0 : mode === "client"
        }
      };
    }
    case "dbus":
      return { type: "dbus", props: { name: source2.channel } };
    case "spiceport":
      return { type: "spiceport", props: { name: source2.channel } };
    default:
      throw unsupported3(`unsupported chardev '${dev.type}'`);
  }
};
var spicevmc = (alias2) => alias2.startsWith("charsmartcard") ? "smartcard" : alias2.startsWith("charredir") ? "usbredir" : "vdagent";
var write2 = (build, alias2, { type: type2, props }) => {
  const tail = toKeyVal(props);
  build.args.push("-chardev", `${type2},id=${alias2}${tail ? `,${tail}` : ""}`);
};
var addChardev = (build, dev, alias2) => {
  const tls = dev.type === "tcp" && (dev.source?.tls ?? build.config.chardevTls);
  if (tls) {
    const server = dev.source?.mode === "bind";
    const { chardevTlsCertDir, chardevTlsVerify } = build.config;
    const { chardevTlsSecret } = build.config;
    const secret = chardevTlsSecret === void 0 ? void 0 : `${alias2}-secret0`;
    if (secret !== void 0 && chardevTlsSecret !== void 0) {
      addObject(build, secretObject(secret, build.host.secret({ uuid: chardevTlsSecret }, "tls")));
    }
    const endpoint = server ? "server" : "client";
    addObject(build, tlsObject(`obj${alias2}_tls0`, chardevTlsCertDir, endpoint, chardevTlsVerify, secret));
  }
  const backend3 = backendOf(build, dev, alias2);
  if (dev.log?.file !== void 0) {
    backend3.props = { ...backend3.props, logfile: dev.log.file, logappend: dev.log.append };
  }
  write2(build, alias2, backend3);
};
var addSocket = (build, socket, alias2) => write2(build, alias2, { type: "socket", props: socketProps(build, socket) });
var charAlias = (alias2) => {
  if (alias2 === void 0)
    throw internal2("character device is missing an alias");
  return `char${alias2}`;
};

// dist/src/drivers/kvm/argv/virtio.js
var suffixes = { pci: "pci", "virtio-mmio": "device", ccw: "ccw" };
var virtioDriver = (caps, base3, info, model5, suffix = true) => {
  const type2 = info.address?.type ?? "none";
  const bus = suffixes[type2];
  if (bus === void 0)
    throw internal2(`Unexpected address type for '${base3}'`);
  let name3 = suffix ? `${base3}-${bus}` : base3;
  if (model5 === "virtio-transitional" || model5 === "virtio-non-transitional") {
    if (type2 !== "pci") {
      throw unsupported3(`virtio (non-)transitional models are not supported for address type=${type2}`);
    }
    if (caps.has("virtio-pci-non-transitional"))
      name3 += model5.slice("virtio".length);
    else if (model5 === "virtio-non-transitional") {
      throw unsupported3("virtio non-transitional model not supported for this qemu");
    }
  }
  return name3;
};
var virtioProps = (caps, base3, info, options2, model5, suffix = true) => ({
  driver: virtioDriver(caps, base3, info, model5, suffix),
  iommu_platform: options2?.iommu,
  ats: options2?.ats,
  packed: options2?.packed,
  "page-per-vq": options2?.page_per_vq
});

// dist/src/drivers/kvm/argv/disk.js
var iothreadMapping = (list2) => list2 && list2.length > 0 ? list2.map(({ id: id3, queues }) => ({
  iothread: `iothread${id3}`,
  vqs: queues.length > 0 ? queues.map((queue) => queue.id) : void 0
})) : void 0;
var errorPolicy = (disk2) => {
  const { error_policy: write3, rerror_policy: read2 } = disk2.driver ?? {};
  if (write3 === "enospace")
    return { werror: "enospc", rerror: read2 };
  return { werror: write3, rerror: read2 ?? write3 };
};
var vhostUserAlias = (disk2) => `chr-vu-${disk2.alias?.name}`;
var topNode = (build, disk2) => {
  const layer = build.layers.get(disk2);
  if (!layer || isEmptyLayer(layer))
    return void 0;
  const filter = build.filters.get(disk2)?.at(-1);
  if (filter !== void 0)
    return filter;
  return disk2.driver?.copy_on_read ? copyOnReadNode(disk2) : effectiveNode(layer);
};
var copyOnReadNode = (disk2) => `libvirt-CoR-${disk2.target?.dev}`;
var scsiDriver = (disk2) => disk2.device === "lun" ? "scsi-block" : disk2.device === "cdrom" ? "scsi-cd" : "scsi-hd";
var frontend = (build, disk2) => {
  const { driver: driver2 } = disk2;
  const bus = disk2.target?.bus ?? "none";
  switch (bus) {
    case "ide":
    case "sata":
      return { driver: disk2.device === "cdrom" ? "ide-cd" : "ide-hd" };
    case "scsi":
      return { driver: scsiDriver(disk2) };
    case "usb":
      return { driver: "usb-storage" };
    case "fdc":
      return { driver: "floppy" };
    case "virtio": {
      const vhostUser = disk2.type === "vhostuser";
      let scsi3;
      if (!vhostUser && build.caps.has("virtio-blk-pci.scsi")) {
        if (disk2.device === "lun")
          scsi3 = true;
        else if (!build.caps.has("virtio-blk-pci.scsi.default.disabled"))
          scsi3 = false;
      }
      return {
        ...virtioProps(build.caps, vhostUser ? "vhost-user-blk" : "virtio-blk", disk2, driver2, disk2.model),
        iothread: driver2?.iothread ? `iothread${driver2.iothread}` : void 0,
        ioeventfd: driver2?.ioeventfd,
        event_idx: driver2?.event_idx,
        scsi: scsi3,
        "num-queues": positive(driver2?.queues),
        "queue-size": positive(driver2?.queue_size),
        "iothread-vq-mapping": iothreadMapping(driver2?.iothreads)
      };
    }
    default:
      throw internal2(`unsupported disk bus '${bus}' with device setup`);
  }
};
var diskDeviceProps = (build, disk2) => {
  const bus = disk2.target?.bus ?? "none";
  const scsi3 = bus === "scsi";
  const ata = bus === "ide" || bus === "sata";
  const floppy = disk2.device === "floppy";
  const lun = disk2.device === "lun";
  const cache4 = cacheFlags(build.layers.get(disk2)?.cache);
  const alias2 = disk2.alias?.name ?? "";
  const scsiId = scsi3 && !lun ? disk2.serial ?? `drive-${alias2}` : void 0;
  const removable = bus === "usb" ? disk2.target?.removable ?? false : scsi3 && disk2.device === "disk" ? disk2.target?.removable : void 0;
  const { geometry: geometry2 } = disk2;
  return {
    ...frontend(build, disk2),
    ...addressProps(build, disk2, bus),
    device_id: scsiId,
    "share-rw": disk2.shareable ? true : void 0,
    drive: disk2.type === "vhostuser" ? void 0 : topNode(build, disk2),
    chardev: disk2.type === "vhostuser" ? vhostUserAlias(disk2) : void 0,
    id: alias2,
    bootindex: floppy ? void 0 : bootIndexOf(build, disk2),
    loadparm: !floppy && build.caps.has("virtio-ccw.loadparm") ? disk2.boot?.loadparm : void 0,
    logical_block_size: positive(disk2.blockio?.logical_block_size),
    physical_block_size: positive(disk2.blockio?.physical_block_size),
    discard_granularity: positive(disk2.blockio?.discard_granularity),
    wwn: disk2.wwn === void 0 ? void 0 : bigWwn(disk2.wwn),
    rotation_rate: positive(disk2.target?.rotation_rate),
    vendor: disk2.vendor,
    product: scsi3 ? disk2.product : void 0,
    model: ata ? disk2.product : void 0,
    removable,
    "write-cache": lun ? void 0 : onOff2(cache4?.writeback),
    cyls: positive(geometry2?.cyls),
    heads: positive(geometry2?.heads),
    secs: positive(geometry2?.secs),
    "bios-chs-trans": geometry2?.trans,
    serial: disk2.serial?.replaceAll(" ", "\\ "),
    ...errorPolicy(disk2)
  };
};
var bigWwn = (wwn) => {
  const value = BigInt(`0x${wwn.replace(/^0x/, "")}`);
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : JSON_RAW(value.toString());
};
var rawJson = JSON.rawJSON;
var JSON_RAW = (text4) => rawJson ? rawJson(text4) : Number(text4);
var addLayerObjects = (build, layer) => {
  const { objects } = layer;
  const { host, config } = build;
  if (layer.reservations && !layer.reservations.managed && objects?.prManager) {
    addObject(build, {
      "qom-type": "pr-manager-helper",
      id: objects.prManager,
      path: layer.reservations.path
    });
  }
  if (objects?.authSecret && layer.auth) {
    const purpose = layer.protocol === "rbd" ? "ceph" : "iscsi";
    addObject(build, secretObject(objects.authSecret, host.secret(layer.auth.secret ?? {}, purpose)));
  }
  if (objects?.cookieSecret && layer.cookies) {
    const text4 = layer.cookies.map(({ name: name3, value }) => `${name3}=${value}`).join("; ");
    addObject(build, secretObject(objects.cookieSecret, host.seal(text4)));
  }
  if (objects?.tlsCreds) {
    const dir = layer.protocol === "vxhs" ? config.vxhsTlsCertDir : config.nbdTlsCertDir;
    const secret = objects.tlsSecret;
    if (secret)
      addObject(build, secretObject(secret.id, host.secret({ uuid: secret.uuid }, "tls")));
    addObject(build, tlsObject(objects.tlsCreds, dir, "client", true, secret?.id));
  }
  for (const [i, id3] of (objects?.encryption ?? []).entries()) {
    addObject(build, secretObject(id3, host.secret(layer.encryption?.secrets[i] ?? {}, "volume")));
  }
};
var addLayer = (build, layer) => {
  addLayerObjects(build, layer);
  const cdrom = layer.type === "block" && layer.path !== void 0 && build.host.isCdrom(layer.path);
  for (const node of layerNodes(layer, cdrom))
    addBlockdev(build, node);
};
var addChain = (build, top) => {
  const layers = [];
  for (const layer of chainOf(top)) {
    layers.push(layer);
    if (layer.dataStore)
      layers.push(layer.dataStore);
  }
  for (const layer of layers.reverse())
    addLayer(build, layer);
};
var sdDrive = (disk2, layer) => {
  const parts = [];
  if (layer.type === "network")
    parts.push(toKeyVal({ file: sourceProps(layer, "use") }));
  else if (layer.type === "dir") {
    parts.push(`file=fat:${disk2.device === "floppy" ? "floppy:" : ""}${comma(layer.path ?? "")}`);
  } else
    parts.push(`file=${comma(layer.path ?? "")}`);
  const secret = layer.objects?.encryption?.[0];
  if (secret && isRawLuks(layer))
    parts.push(`key-secret=${secret}`);
  else if (secret && layer.format === "qcow2")
    parts.push("encrypt.format=luks", `encrypt.key-secret=${secret}`);
  if (layer.format && layer.type !== "dir")
    parts.push(`format=${isRawLuks(layer) ? "luks" : layer.format}`);
  parts.push("if=sd", `index=${diskIndex(disk2.target?.dev ?? "") ?? 0}`);
  if (layer.readonly)
    parts.push("readonly=on");
  if (!isEmptyLayer(layer)) {
    if (layer.cache)
      parts.push(`cache=${layer.cache}`);
    if (disk2.driver?.copy_on_read !== void 0)
      parts.push(`copy-on-read=${onOff2(disk2.driver.copy_on_read)}`);
    if (layer.discard)
      parts.push(`discard=${layer.discard}`);
    const zeroes = detectZeroesOf(layer);
    if (zeroes)
      parts.push(`detect-zeroes=${zeroes}`);
    if (layer.io)
      parts.push(`aio=${layer.io}`);
  }
  return parts.join(",");
};
var addSource = (build, disk2, layer) => {
  if (layer.type === "vhostuser") {
    const source2 = disk2.source;
    addSocket(build, { path: layer.path ?? "", reconnect: source2?.reconnect }, vhostUserAlias(disk2));
    return;
  }
  if (disk2.target?.bus === "sd") {
    addLayerObjects(build, layer);
    build.args.push("-drive", sdDrive(disk2, layer));
    return;
  }
  if (isEmptyLayer(layer))
    return;
  addChain(build, layer);
  if (disk2.driver?.copy_on_read) {
    addBlockdev(build, {
      driver: "copy-on-read",
      "node-name": copyOnReadNode(disk2),
      file: effectiveNode(layer),
      discard: "unmap"
    });
  }
};
var addThrottleFilters = (build, disk2, layer) => {
  const { throttlefilters: filters } = disk2;
  let below2 = disk2.driver?.copy_on_read ? copyOnReadNode(disk2) : effectiveNode(layer);
  for (const [i, node] of (build.filters.get(disk2) ?? []).entries()) {
    addBlockdev(build, {
      driver: "throttle",
      "node-name": node,
      "throttle-group": `throttle-${filters[i].group}`,
      file: below2
    });
    below2 = node;
  }
};
var addFloppyController = (build) => {
  const floppies = build.domain.devices.disks.filter((disk2) => disk2.target?.bus === "fdc");
  if (floppies.length === 0)
    return;
  const boot3 = [void 0, void 0];
  for (const disk2 of floppies)
    boot3[isType(disk2, "drive")?.unit ? 1 : 0] = bootIndexOf(build, disk2);
  if (needsFloppyController(build.machine)) {
    addDevice(build, { driver: "isa-fdc", bootindexA: boot3[0], bootindexB: boot3[1] });
    return;
  }
  for (const [i, index] of boot3.entries()) {
    if (index)
      build.args.push("-global", `isa-fdc.bootindex${"AB"[i]}=${index}`);
  }
};
var addDisks = (build) => {
  addFloppyController(build);
  for (const disk2 of build.domain.devices.disks) {
    if (disk2.transient?.shareBacking)
      continue;
    const layer = build.layers.get(disk2);
    addSource(build, disk2, layer);
    addThrottleFilters(build, disk2, layer);
    if (disk2.target?.bus === "sd")
      continue;
    addExtension(build, disk2);
    addDevice(build, diskDeviceProps(build, disk2));
  }
};
var limitNames = [
  ["total_bytes_sec", "bps-total"],
  ["read_bytes_sec", "bps-read"],
  ["write_bytes_sec", "bps-write"],
  ["total_iops_sec", "iops-total"],
  ["read_iops_sec", "iops-read"],
  ["write_iops_sec", "iops-write"],
  ["total_bytes_sec_max", "bps-total-max"],
  ["read_bytes_sec_max", "bps-read-max"],
  ["write_bytes_sec_max", "bps-write-max"],
  ["total_iops_sec_max", "iops-total-max"],
  ["read_iops_sec_max", "iops-read-max"],
  ["write_iops_sec_max", "iops-write-max"],
  ["size_iops_sec", "iops-size"],
  ["total_bytes_sec_max_length", "bps-total-max-length"],
  ["read_bytes_sec_max_length", "bps-read-max-length"],
  ["write_bytes_sec_max_length", "bps-write-max-length"],
  ["total_iops_sec_max_length", "iops-total-max-length"],
  ["read_iops_sec_max_length", "iops-read-max-length"],
  ["write_iops_sec_max_length", "iops-write-max-length"]
];
var addThrottleGroups = (build) => {
  for (const group of build.domain.throttlegroups) {
    const values = group;
    if (!limitNames.some(([name3]) => values[name3]))
      continue;
    const limits = {};
    for (const [name3, qemu] of limitNames) {
      limits[qemu] = qemu.endsWith("-length") ? positive(values[name3]) : values[name3] ?? 0;
    }
    addObject(build, { "qom-type": "throttle-group", id: `throttle-${group.group_name}`, limits });
  }
};

// dist/src/drivers/kvm/argv/boot.js
var addPflash = (build) => {
  const { code: code2, vars } = build.pflash;
  if (code2)
    addChain(build, code2);
  if (vars)
    addChain(build, vars);
};
var addLoader = ({ domain, args: args2 }) => {
  const { loader: loader2 } = domain.os;
  if (loader2?.type === "rom")
    args2.push("-bios", loader2.path ?? "");
  else if (loader2?.type === "pflash" && loader2.secure) {
    args2.push("-global", "driver=cfi.pflash01,property=secure,value=on");
  }
};
var allowsReboot = ({ on_reboot, on_poweroff, on_crash }) => on_reboot !== "destroy" || on_poweroff !== "destroy" || on_crash !== "destroy" && on_crash !== "coredump-destroy";
var addPower = ({ domain, caps, machine: machine2, args: args2 }) => {
  args2.push(caps.has("set-action") || allowsReboot(domain) ? "-no-shutdown" : "-no-reboot");
  const board = caps.machine(virtTypeOf(domain), machine2.machine);
  if (board?.acpi === void 0 && (isX86(machine2.arch) || machine2.arch === "aarch64") && !domain.features.acpi) {
    args2.push("-no-acpi");
  }
  const { pm } = domain;
  const bridge2 = isQ35(machine2) ? "ICH9-LPC" : "PIIX4_PM";
  const mem = pm?.["suspend-to-mem"]?.enabled;
  const disk2 = pm?.["suspend-to-disk"]?.enabled;
  if (mem !== void 0)
    args2.push("-global", `${bridge2}.disable_s3=${mem ? 0 : 1}`);
  if (disk2 !== void 0)
    args2.push("-global", `${bridge2}.disable_s4=${disk2 ? 0 : 1}`);
};
var addBoot = ({ domain, args: args2 }) => {
  const { os } = domain;
  const parts = [];
  if (os.bootmenu?.enable !== void 0)
    parts.push(`menu=${onOff2(os.bootmenu.enable)}`);
  if (os.bios?.rebootTimeout !== void 0)
    parts.push(`reboot-timeout=${os.bios.rebootTimeout}`);
  if (os.bootmenu?.timeout !== void 0)
    parts.push(`splash-time=${os.bootmenu.timeout}`);
  parts.push("strict=on");
  args2.push("-boot", parts.join(","));
  const files2 = { kernel: os.kernel, initrd: os.initrd, append: os.cmdline, shim: os.shim, dtb: os.dtb };
  for (const [option, value] of Object.entries(files2))
    if (value !== void 0)
      args2.push(`-${option}`, value);
  for (const { type: type2, path: path2 } of os.acpiTables) {
    const signature = type2 === "slic" || type2 === "msdm" ? `sig=${type2.toUpperCase()},` : "";
    args2.push("-acpitable", `${signature}file=${comma(path2 ?? "")}`);
  }
};
var addIommu = (build) => {
  const iommu3 = iommuOf(build.domain);
  if (!iommu3)
    return;
  const id3 = iommu3.alias?.name;
  const { driver: driver2 } = iommu3;
  if (iommu3.model === "intel") {
    addDevice(build, {
      driver: "intel-iommu",
      id: id3,
      intremap: onOff2(driver2?.intremap),
      "caching-mode": driver2?.caching_mode,
      eim: onOff2(driver2?.eim),
      "device-iotlb": driver2?.iotlb,
      "aw-bits": positive(driver2?.aw_bits),
      "dma-translation": driver2?.dma_translation
    });
  } else if (iommu3.model === "virtio") {
    addDevice(build, { driver: "virtio-iommu", id: id3, ...addressProps(build, iommu3) });
  }
};
var addLaunchSecurity = (build) => {
  const { launchSecurity: security2 } = build.domain;
  if (!security2)
    return;
  const id3 = "lsec0";
  if (security2.type === "s390-pv") {
    addObject(build, { "qom-type": "s390-pv-guest", id: id3 });
    return;
  }
  const host = build.caps.sev;
  const common4 = {
    cbitpos: security2.cbitpos ?? host?.cbitpos ?? 0,
    "reduced-phys-bits": security2.reducedPhysBits ?? host?.reducedPhysBits ?? 0
  };
  if (security2.type === "sev") {
    const file2 = (name3, content2) => content2 === void 0 ? void 0 : `${build.host.domainDir}/${name3}.base64`;
    addObject(build, {
      "qom-type": "sev-guest",
      id: id3,
      ...common4,
      policy: security2.policy,
      "dh-cert-file": file2("dh_cert", security2.dhCert),
      "session-file": file2("session", security2.session),
      "kernel-hashes": security2.kernelHashes
    });
    return;
  }
  addObject(build, {
    "qom-type": "sev-snp-guest",
    id: id3,
    ...common4,
    "kernel-hashes": security2.kernelHashes,
    policy: security2.policy,
    "guest-visible-workarounds": security2.guestVisibleWorkarounds,
    "id-block": security2.idBlock,
    "id-auth": security2.idAuth,
    "host-data": security2.hostData,
    "author-key-enabled": security2.authorKey,
    "vcek-disabled": security2.vcek === void 0 ? void 0 : !security2.vcek
  });
};

// dist/src/drivers/kvm/argv/chardevs.js
var serialFlags = {
  "isa-serial": "isa-serial",
  "usb-serial": "usb-serial",
  "pci-serial": "pci-serial",
  "spapr-vty": "spapr-vty",
  sclplmconsole: "sclplmconsole",
  pl011: "pl011"
};
var isPlatformSerial = ({ machine: machine2 }, { target: target2 }) => {
  if (target2.type === void 0)
    return true;
  if (target2.type !== "system-serial")
    return false;
  const { arch: arch3 } = machine2;
  if (target2.model?.name === "pl011")
    return isArm(arch3);
  return target2.model?.name === "16550a" && (isRiscv(arch3) || isLoongarch(arch3));
};
var checkModel = ({ caps }, model5) => {
  const flag2 = serialFlags[model5 ?? ""];
  if (flag2 && !caps.has(flag2))
    throw unsupported3(`'${model5}' is not supported in this QEMU binary`);
};
var serialProps = (build, serial2) => {
  const model5 = serial2.target.model?.name;
  if (model5 === void 0 || model5 === "pl011" || model5 === "16550a") {
    throw internal2("Invalid target model for serial device");
  }
  checkModel(build, model5);
  return {
    driver: model5,
    chardev: charAlias(serial2.alias?.name),
    id: serial2.alias?.name,
    index: model5 === "isa-serial" ? serial2.target.port : void 0,
    ...addressProps(build, serial2)
  };
};
var addSerials = (build) => {
  const spice4 = hasGraphics(build.domain, "spice");
  for (const serial2 of build.domain.devices.serials) {
    if (serial2.type === "spiceport" && !spice4)
      continue;
    const chardev = charAlias(serial2.alias?.name);
    addChardev(build, serial2, chardev);
    if (isPlatformSerial(build, serial2)) {
      checkModel(build, serial2.target.model?.name);
      build.args.push("-serial", `chardev:${chardev}`);
    } else
      addDevice(build, serialProps(build, serial2));
  }
};
var parallelProps = (parallel) => ({
  driver: "isa-parallel",
  chardev: charAlias(parallel.alias?.name),
  id: parallel.alias?.name
});
var addParallels = (build) => {
  for (const parallel of build.domain.devices.parallels) {
    addChardev(build, parallel, charAlias(parallel.alias?.name));
    addDevice(build, parallelProps(parallel));
  }
};
var SPICE_CHANNEL = "com.redhat.spice.0";
var virtioPort = (build, port4, driver2, name3) => {
  const address3 = port4.address?.type;
  if (address3 !== void 0 && address3 !== "virtio-serial" && address3 !== "ccw") {
    throw internal2("virtio serial device has invalid address type");
  }
  return {
    driver: driver2,
    ...addressProps(build, port4),
    chardev: charAlias(port4.alias?.name),
    id: port4.alias?.name,
    name: name3
  };
};
var channelProps = (build, channel2) => {
  const name3 = channel2.target.type === "virtio" ? channel2.target.name : void 0;
  const spice4 = channel2.type === "spicevmc";
  if (spice4 && name3 !== void 0 && name3 !== SPICE_CHANNEL) {
    throw unsupported3(`Unsupported spicevmc target name '${name3}'`);
  }
  return virtioPort(build, channel2, "virtserialport", name3 ?? (spice4 ? SPICE_CHANNEL : void 0));
};
var guestForward = (channel2) => {
  if (channel2.target.type !== "guestfwd")
    throw internal2("not a guestfwd channel");
  const { address: address3, port: port4 } = channel2.target;
  const alias2 = channel2.alias?.name;
  return {
    type: "user",
    guestfwd: [{ str: `tcp:${address3}:${port4}-chardev:${charAlias(alias2)}` }],
    id: alias2
  };
};
var addChannels = (build) => {
  for (const channel2 of build.domain.devices.channels) {
    addChardev(build, channel2, charAlias(channel2.alias?.name));
    if (channel2.target.type === "guestfwd")
      addNetdev(build, guestForward(channel2));
    else
      addDevice(build, channelProps(build, channel2));
  }
};
var consoleProps = (build, console) => {
  const type2 = console.target.type;
  if (type2 === "virtio")
    return virtioPort(build, console, "virtconsole", void 0);
  return { driver: `${type2}console`, chardev: charAlias(console.alias?.name), id: console.alias?.name };
};
var addConsoles = (build) => {
  for (const console of build.domain.devices.consoles) {
    const { type: type2 } = console.target;
    if (type2 === "serial")
      continue;
    addChardev(build, console, charAlias(console.alias?.name));
    addDevice(build, consoleProps(build, console));
  }
};
var DEFAULT_DATABASE = "/etc/pki/nssdb";
var addSmartcards = (build) => {
  const [card] = build.domain.devices.smartcards;
  if (!card)
    return;
  let props;
  if (card.mode === "passthrough") {
    const chardev = charAlias(card.alias?.name);
    addChardev(build, card, chardev);
    props = { driver: "ccid-card-passthru", chardev };
  } else if (card.mode === "host-certificates") {
    const [cert1, cert2, cert3] = card.certificates ?? [];
    props = {
      driver: "ccid-card-emulated",
      backend: "certificates",
      cert1,
      cert2,
      cert3,
      db: card.database ?? DEFAULT_DATABASE
    };
  } else
    props = { driver: "ccid-card-emulated", backend: "nss-emulated" };
  const controller2 = card.address?.type === "ccid" ? card.address.controller : 0;
  addDevice(build, {
    ...props,
    id: card.alias?.name,
    bus: `${controllerAlias(build, "ccid", controller2)}.0`
  });
};
var hexOrAny = (value, digits) => {
  if (value === void 0 || value === "-1")
    return "-1";
  return `0x${Number(value).toString(16).toUpperCase().padStart(digits, "0")}`;
};
var versionOrAny = (version2) => {
  if (version2 === void 0 || version2 === "-1")
    return "-1";
  const [major = "0", minor = "0"] = version2.split(".");
  const bcd = `${major.padStart(2, "0")}${minor.padEnd(2, "0")}`;
  return `0x${bcd}`;
};
var filterRule = (rule) => [
  hexOrAny(rule.class, 2),
  hexOrAny(rule.vendor, 4),
  hexOrAny(rule.product, 4),
  versionOrAny(rule.version),
  rule.allow ? "1" : "0"
].join(":");
var redirdevProps = (build, dev) => {
  const rules = build.domain.devices.redirfilter;
  return {
    driver: "usb-redir",
    chardev: charAlias(dev.alias?.name),
    id: dev.alias?.name,
    filter: rules && rules.length > 0 ? rules.map(filterRule).join("|") : void 0,
    bootindex: positive(dev.boot?.order),
    ...addressProps(build, dev)
  };
};
var addRedirdevs = (build) => {
  for (const dev of build.domain.devices.redirdevs) {
    addChardev(build, dev, charAlias(dev.alias?.name));
    addDevice(build, redirdevProps(build, dev));
  }
};

// dist/src/drivers/kvm/argv/clock.js
var stamp = (date) => date.toISOString().slice(0, 19);
var base = (build) => {
  const { clock: clock2 } = build.domain;
  switch (clock2.offset) {
    case "utc":
      return "utc";
    case "localtime":
    case "timezone":
      return "localtime";
    case "variable": {
      const now = build.host.now?.() ?? /* @__PURE__ */ new Date();
      let seconds = Number(clock2.adjustment ?? 0);
      if (clock2.basis === "localtime")
        seconds += build.host.localOffset?.() ?? -now.getTimezoneOffset() * 60;
      return stamp(new Date(now.getTime() + seconds * 1e3));
    }
    case "absolute":
      return stamp(new Date((clock2.start ?? 0) * 1e3));
    default:
      throw unsupported3(`unsupported clock offset '${String(clock2.offset)}'`);
  }
};
var tracks = { guest: "vm", wall: "host", realtime: "rt" };
var addClock = (build) => {
  const { args: args2, caps, machine: machine2 } = build;
  const { clock: clock2 } = build.domain;
  const parts = [`base=${base(build)}`];
  const rtc = clock2.timers.find((timer) => timer.name === "rtc");
  if (rtc) {
    if (rtc.track === "boot")
      throw internal2("unsupported rtc timer track 'boot'");
    if (rtc.track)
      parts.push(`clock=${tracks[rtc.track]}`);
    if (rtc.tickpolicy === "catchup")
      parts.push("driftfix=slew");
  }
  args2.push("-rtc", parts.join(","));
  if (clock2.offset === "timezone" && clock2.timezone)
    build.env.push(["TZ", clock2.timezone]);
  for (const { name: name3, tickpolicy, present } of clock2.timers) {
    if (name3 === "pit" && tickpolicy !== "catchup" && caps.has("kvm-pit-lost-tick-policy")) {
      args2.push("-global", `kvm-pit.lost_tick_policy=${tickpolicy === "discard" ? "discard" : "delay"}`);
    } else if (name3 === "hpet" && present === false && isX86(machine2.arch) && !caps.has("machine-hpet")) {
      args2.push("-no-hpet");
    }
  }
};

// dist/src/drivers/kvm/argv/controller.js
var usbControllers = {
  "piix3-uhci": ["piix3-usb-uhci", "piix3-usb-uhci"],
  "piix4-uhci": ["piix4-usb-uhci", "piix4-usb-uhci"],
  ehci: ["usb-ehci", "usb-ehci"],
  "ich9-ehci1": ["ich9-usb-ehci1", "ich9-usb-ehci1"],
  "ich9-uhci1": ["ich9-usb-uhci1", "ich9-usb-ehci1"],
  "ich9-uhci2": ["ich9-usb-uhci2", "ich9-usb-ehci1"],
  "ich9-uhci3": ["ich9-usb-uhci3", "ich9-usb-ehci1"],
  "vt82c686b-uhci": ["vt82c686b-usb-uhci", "vt82c686b-usb-uhci"],
  "pci-ohci": ["pci-ohci", "pci-ohci"],
  "nec-xhci": ["nec-usb-xhci", "nec-usb-xhci"],
  "qemu-xhci": ["qemu-xhci", "qemu-xhci"]
};
var usb = (build, dev) => {
  const { model: model5 } = dev;
  if (model5 === void 0)
    throw unsupported3("no model provided for USB controller");
  const known4 = usbControllers[model5];
  if (!known4 || !build.caps.has(known4[1])) {
    throw unsupported3(`USB controller model '${model5}' not supported in this QEMU binary`);
  }
  if (dev.ports !== void 0 && model5 !== "nec-xhci" && model5 !== "qemu-xhci") {
    throw unsupported3(`usb controller type '${model5}' doesn't support 'ports' with this QEMU binary`);
  }
  const props = { driver: known4[0], p2: dev.ports, p3: dev.ports };
  if (!dev.master)
    return { ...props, id: dev.alias?.name };
  const master = build.domain.devices.controllers.find((other) => other.type === "usb" && other.index === dev.index && !other.master);
  if (!master)
    throw internal2("masterbus not found");
  return { ...props, masterbus: `${master.alias?.name}.0`, firstport: dev.master.startport };
};
var scsiDrivers = {
  lsilogic: "lsi",
  ibmvscsi: "spapr-vscsi",
  lsisas1068: "mptsas1068",
  lsisas1078: "megasas",
  vmpvscsi: "pvscsi",
  am53c974: "am53c974",
  dc390: "dc-390"
};
var scsi = (build, dev) => {
  const { driver: driver2, model: model5 } = dev;
  const id3 = dev.alias?.name;
  switch (model5) {
    case "virtio-scsi":
    case "virtio-transitional":
    case "virtio-non-transitional":
      return {
        ...virtioProps(build.caps, "virtio-scsi", dev, driver2, model5),
        iothread: driver2?.iothread ? `iothread${driver2.iothread}` : void 0,
        id: id3,
        num_queues: positive(driver2?.queues),
        "iothread-vq-mapping": iothreadMapping(driver2?.iothreads),
        cmd_per_lun: positive(driver2?.cmd_per_lun),
        max_sectors: positive(driver2?.max_sectors),
        ioeventfd: driver2?.ioeventfd
      };
    default: {
      const name3 = scsiDrivers[model5 ?? ""];
      if (name3 === void 0)
        throw unsupported3(`Unsupported controller model: ${model5}`);
      return { driver: name3, id: id3 };
    }
  }
};
var pci = (dev) => {
  const { target: target2, model: model5 } = dev;
  const driver2 = dev.modelName?.name;
  const id3 = dev.alias?.name;
  if (model5 === "pci-root" && driver2 === "spapr-pci-host-bridge" && !target2?.index)
    return void 0;
  if (driver2 === void 0)
    throw internal2("Unknown virDomainControllerPCIModelName value: 0");
  const reserve = positive((target2?.memReserve ?? 0) * 1024);
  switch (model5) {
    case "pci-bridge":
      return { driver: driver2, chassis_nr: target2?.chassisNr, "mem-reserve": reserve, id: id3 };
    case "pci-expander-bus":
    case "pcie-expander-bus":
      return { driver: driver2, bus_nr: target2?.busNr, id: id3, numa_node: target2?.node };
    case "dmi-to-pci-bridge":
    case "pcie-switch-upstream-port":
    case "pcie-to-pci-bridge":
      return { driver: driver2, id: id3 };
    case "pcie-root-port":
    case "pcie-switch-downstream-port":
      return {
        driver: driver2,
        port: target2?.port,
        chassis: target2?.chassis,
        id: id3,
        hotplug: target2?.hotplug,
        "mem-reserve": reserve
      };
    case "pci-root":
      return { driver: driver2, index: target2?.index, "mem-reserve": reserve, id: id3, numa_node: target2?.node };
    default:
      throw unsupported3("Unsupported PCI Express root controller");
  }
};
var base2 = (build, dev) => {
  switch (dev.type) {
    case "scsi":
      return scsi(build, dev);
    case "virtio-serial": {
      const serial2 = dev;
      return {
        ...virtioProps(build.caps, "virtio-serial", dev, dev.driver, dev.model),
        id: dev.alias?.name,
        max_ports: serial2.ports,
        vectors: serial2.vectors
      };
    }
    case "ccid":
      return { driver: "usb-ccid", id: dev.alias?.name };
    case "sata":
      return { driver: "ahci", id: dev.alias?.name };
    case "usb":
      return usb(build, dev);
    case "pci":
      return pci(dev);
    default:
      throw unsupported3(`Unsupported controller type: ${dev.type}`);
  }
};
var controllerProps = (build, dev) => {
  const props = base2(build, dev);
  return props && { ...props, ...addressProps(build, dev) };
};
var isBuiltin = ({ machine: machine2 }, dev) => {
  if (dev.type === "pci")
    return dev.model === "pcie-root" || dev.model === "pci-root" && !isPseries2(machine2);
  if (dev.type === "usb")
    return dev.model === "none" || isS390(machine2.arch) && dev.model === void 0;
  if (dev.index !== 0)
    return false;
  if (dev.type === "sata")
    return isQ35(machine2);
  if (dev.type === "ide")
    return hasBuiltinIde(machine2);
  return dev.type === "scsi" && dev.model === "ncr53c90" && hasBuiltinEsp(machine2);
};
var addControllersOf = (build, type2) => {
  for (const dev of build.domain.devices.controllers) {
    if (dev.type !== type2)
      continue;
    if (dev.type === "pci" && dev.model === "pci-root" && dev.index === 0 && dev.target?.hotplug !== void 0) {
      build.args.push("-global", `PIIX4_PM.acpi-root-pci-hotplug=${onOff2(dev.target.hotplug)}`);
    }
    if (isBuiltin(build, dev))
      continue;
    const props = controllerProps(build, dev);
    if (!props)
      continue;
    addExtension(build, dev);
    addDevice(build, props);
  }
};
var addControllers = (build) => {
  for (const type2 of ["pci", "usb", "scsi", "ide", "sata", "virtio-serial"])
    addControllersOf(build, type2);
};
var addPciHole = (build) => {
  for (const dev of build.domain.devices.controllers) {
    if (dev.type !== "pci" || dev.pcihole64 === void 0)
      continue;
    const host = { "pci-root": "i440FX-pcihost", "pcie-root": "q35-pcihost" }[dev.model];
    if (host === void 0)
      throw internal2("64-bit PCI hole setting is only for root PCI controllers");
    build.args.push("-global", `${host}.pci-hole64-size=${dev.pcihole64}K`);
  }
};
var addHubs = (build) => {
  for (const hub of build.domain.devices.hubs) {
    addDevice(build, { driver: "usb-hub", id: hub.alias?.name, ...addressProps(build, hub) });
  }
};

// dist/src/drivers/kvm/argv/cpu.js
var knownFeatures = (build) => {
  const host = build.caps.hostCpu(virtTypeOf(build.domain));
  return host && new Set(host.props.map(({ name: name3 }) => cpuFeatureFromQemu(build.machine.arch, name3)));
};
var model2 = (build) => {
  const { cpu } = build.domain;
  const { arch: arch3 } = build.machine;
  if (!cpu || cpu.mode === "custom" && cpu.model?.value === void 0) {
    const wide2 = build.domain.devices.emulator?.includes("x86_64");
    const kvm2 = build.host.arch === "x86_64" && build.domain.devices.emulator?.includes("kvm");
    return arch3 === "i686" && (wide2 || kvm2) ? "qemu32" : void 0;
  }
  const parts = [];
  switch (cpu.mode) {
    case "host-passthrough":
    case "maximum":
      parts.push(cpu.mode === "maximum" ? "max" : "host");
      if (arch3 === "armv7l" && build.host.arch === "aarch64")
        parts.push("aarch64=off");
      if (cpu.migratable !== void 0 && build.caps.has("cpu.migratable")) {
        parts.push(`migratable=${onOff2(cpu.migratable)}`);
      }
      break;
    case "host-model":
      if (!isPpc64(arch3))
        throw internal2(`unexpected host-model CPU for ${arch3} architecture`);
      parts.push("host");
      break;
    default:
      parts.push(cpu.model?.value ?? "");
  }
  if ((isS390(arch3) || isArm(arch3)) && cpu.features.length > 0 && !build.caps.has("query-cpu-model-expansion")) {
    throw internal2(`CPU features not supported by hypervisor for ${arch3} architecture`);
  }
  if (cpu.model?.vendor_id !== void 0)
    parts.push(`vendor=${cpu.model.vendor_id}`);
  const known4 = isX86(arch3) ? knownFeatures(build) : void 0;
  for (const { name: name3, policy: policy2 } of cpu.features) {
    if (!knownToQemu(arch3, name3))
      continue;
    const qemu = cpuFeatureToQemu(arch3, name3);
    if (policy2 === "force" || policy2 === "require")
      parts.push(`${qemu}=on`);
    else if ((policy2 === "disable" || policy2 === "forbid") && (!known4 || known4.has(name3)))
      parts.push(`${qemu}=off`);
  }
  return parts.join(",");
};
var timers = (build) => {
  const parts = [];
  for (const timer of build.domain.clock.timers) {
    if (timer.name === "kvmclock" && timer.present !== void 0)
      parts.push(`kvmclock=${onOff2(timer.present)}`);
    else if (timer.name === "hypervclock" && timer.present)
      parts.push("hv-time=on");
    else if (timer.name === "tsc" && timer.frequency)
      parts.push(`tsc-frequency=${timer.frequency}`);
    else if (timer.name === "armvtimer" && timer.tickpolicy === "delay")
      parts.push("kvm-no-adjvtime=off");
    else if (timer.name === "armvtimer" && timer.tickpolicy === "discard")
      parts.push("kvm-no-adjvtime=on");
  }
  return parts;
};
var enlightenments = [
  "relaxed",
  "vapic",
  "spinlocks",
  "vpindex",
  "runtime",
  "synic",
  "stimer",
  "reset",
  "vendor_id",
  "frequencies",
  "reenlightenment",
  "tlbflush",
  "ipi",
  "evmcs",
  "avic",
  "emsr_bitmap",
  "xmm_input"
];
var hyperv = (build) => {
  const { hyperv: features8 } = build.domain.features;
  if (!features8)
    return [];
  const parts = features8.mode === "passthrough" ? ["hv-passthrough=on"] : [];
  for (const name3 of enlightenments) {
    if (!features8[name3]?.state)
      continue;
    if (name3 === "spinlocks")
      parts.push(`hv-spinlocks=0x${(features8.spinlocks?.retries ?? 0).toString(16)}`);
    else if (name3 === "vendor_id")
      parts.push(`hv-vendor-id=${features8.vendor_id?.value}`);
    else
      parts.push(`${cpuFeatureToQemu(build.machine.arch, `hv-${name3}`)}=on`);
    if (name3 === "stimer" && features8.stimer?.direct?.state)
      parts.push("hv-stimer-direct=on");
    if (name3 === "tlbflush") {
      if (features8.tlbflush?.direct?.state)
        parts.push("hv-tlbflush-direct=on");
      if (features8.tlbflush?.extended?.state)
        parts.push("hv-tlbflush-ext=on");
    }
  }
  return parts;
};
var kvm = (build) => {
  const { kvm: features8 } = build.domain.features;
  const parts = [];
  if (features8?.hidden?.state)
    parts.push("kvm=off");
  if (features8?.["hint-dedicated"]?.state)
    parts.push("kvm-hint-dedicated=on");
  if (features8?.["poll-control"]?.state)
    parts.push("kvm-poll-control=on");
  if (features8?.["pv-ipi"]?.state === false)
    parts.push("kvm-pv-ipi=off");
  return parts;
};
var caches = (build) => {
  const { cpu } = build.domain;
  if (!cpu?.cache)
    return [];
  const { mode } = cpu.cache;
  const parts = [];
  if (mode === "emulate")
    parts.push("l3-cache=on");
  if (mode === "passthrough")
    parts.push("host-cache-info=on");
  else if (cpu.mode === "host-passthrough" || cpu.mode === "maximum")
    parts.push("host-cache-info=off");
  if (mode !== "emulate")
    parts.push("l3-cache=off");
  return parts;
};
var physicalBits = (build) => {
  const address3 = build.domain.cpu?.maxphysaddr;
  if (!address3)
    return [];
  if (address3.mode === "emulate")
    return [address3.bits ? `phys-bits=${address3.bits}` : "host-phys-bits=off"];
  return ["host-phys-bits=on", ...address3.limit ? [`host-phys-bits-limit=${address3.limit}`] : []];
};
var addCpu = (build) => {
  const { domain, machine: machine2 } = build;
  const { features: features8 } = domain;
  const parts = timers(build);
  if (features8.apic?.eoi !== void 0)
    parts.push(`kvm-pv-eoi=${onOff2(features8.apic.eoi)}`);
  if (features8.pvspinlock)
    parts.push(`kvm-pv-unhalt=${onOff2(features8.pvspinlock.state)}`);
  parts.push(...hyperv(build));
  if (domain.devices.panics.some((panic2) => panic2.model === "hyperv"))
    parts.push("hv-crash");
  parts.push(...kvm(build));
  if (features8.pmu && !isPpc64(machine2.arch))
    parts.push(`pmu=${onOff2(features8.pmu.state)}`);
  parts.push(...caches(build), ...physicalBits(build));
  let cpu = model2(build);
  if (cpu === void 0 && parts.length > 0) {
    const fallback = { i686: "qemu32", x86_64: "qemu64" };
    cpu = fallback[machine2.arch];
    if (cpu === void 0) {
      throw unsupported3(`CPU flags requested but can't determine default CPU for arch ${machine2.arch}`);
    }
  }
  if (cpu !== void 0)
    build.args.push("-cpu", [cpu, ...parts].join(","));
};

// dist/src/drivers/kvm/argv/filesystem.js
var sourceOf = (fs) => fs.source ?? {};
var pathOf = (fs) => {
  const { dir, file: file2, dev } = sourceOf(fs);
  return dir ?? file2 ?? dev ?? "";
};
var addMtp = (build, fs) => addDevice(build, {
  driver: "usb-mtp",
  id: fs.alias?.name,
  rootdir: pathOf(fs),
  desc: fs.target?.dir,
  readonly: fs.readonly ?? false,
  ...addressProps(build, fs)
});
var addVirtiofs = (build, fs) => {
  const alias2 = fs.alias?.name ?? "";
  const chardev = `chr-vu-${alias2}`;
  addSocket(build, { path: sourceOf(fs).socket ?? build.host.helperSocket("virtiofs", alias2) }, chardev);
  addExtension(build, fs);
  addDevice(build, {
    ...virtioProps(build.caps, "vhost-user-fs", fs, fs.driver, fs.model),
    id: alias2,
    chardev,
    "queue-size": positive(fs.driver?.queue),
    tag: fs.target?.dir,
    bootindex: positive(fs.boot?.order),
    ...addressProps(build, fs)
  });
};
var securityModels = { mapped: "mapped", passthrough: "passthrough", squash: "none" };
var octal2 = (mode) => mode.toString(8).padStart(4, "0");
var fsdev = (fs) => {
  const parts = [];
  if (fs.driver?.type === "handle")
    parts.push("handle");
  else {
    parts.push("local");
    if (fs.accessmode)
      parts.push(`security_model=${securityModels[fs.accessmode]}`);
    if (fs.multidevs && fs.multidevs !== "default")
      parts.push(`multidevs=${fs.multidevs}`);
    if (fs.fmode)
      parts.push(`fmode=${octal2(fs.fmode)}`);
    if (fs.dmode)
      parts.push(`dmode=${octal2(fs.dmode)}`);
  }
  if (fs.driver?.wrpolicy)
    parts.push(`writeout=${fs.driver.wrpolicy}`);
  parts.push(`id=fsdev-${fs.alias?.name}`, `path=${comma(pathOf(fs))}`);
  if (fs.readonly)
    parts.push("readonly");
  return parts.join(",");
};
var add9p = (build, fs) => {
  build.args.push("-fsdev", fsdev(fs));
  addExtension(build, fs);
  const alias2 = fs.alias?.name;
  addDevice(build, {
    ...virtioProps(build.caps, "virtio-9p", fs, fs.driver, fs.model),
    id: alias2,
    fsdev: `fsdev-${alias2}`,
    mount_tag: fs.target?.dir,
    ...addressProps(build, fs)
  });
};
var addFilesystems = (build) => {
  for (const fs of build.domain.devices.filesystems) {
    switch (fs.driver?.type) {
      case void 0:
      case "path":
      case "handle":
        add9p(build, fs);
        break;
      case "virtiofs":
        addVirtiofs(build, fs);
        break;
      case "mtp":
        addMtp(build, fs);
        break;
    }
  }
};

// dist/src/drivers/kvm/argv/displays.js
var glOf = (graphics) => graphics.gl;
var listensOf = (graphics) => graphics.listens ?? [];
var channelsOf = (graphics) => graphics.channels ?? [];
var setupRenderNode = (graphics, caps, host) => {
  const gl2 = glOf(graphics);
  if (graphics.type === "egl-headless") {
    if (gl2?.rendernode !== void 0 || !caps.has("egl-headless.rendernode"))
      return;
  } else if (graphics.type === "spice" || graphics.type === "dbus") {
    if (!gl2?.enable || gl2.rendernode !== void 0)
      return;
    if (graphics.type === "spice" && !caps.has("spice-rendernode"))
      return;
  } else
    return;
  const node = host.renderNode?.();
  if (node !== void 0)
    graphics.gl = { ...gl2, rendernode: node };
};
var setupListens = (graphics, { config, domainDir, networkAddress }) => {
  if (graphics.type !== "vnc" && graphics.type !== "spice" && graphics.type !== "rdp")
    return;
  const vnc3 = graphics.type === "vnc";
  const useSocket = graphics.type !== "rdp" && (vnc3 ? config.vncAutoUnixSocket : config.spiceAutoUnixSocket);
  const fallback = graphics.type === "rdp" ? "127.0.0.1" : vnc3 ? config.vncListen : config.spiceListen;
  const socket = `${domainDir}/${graphics.type}.sock`;
  for (const listen of listensOf(graphics)) {
    if (listen.type === "socket")
      listen.socket ??= socket;
    else if (listen.address === void 0 && listen.type === "address") {
      if (useSocket) {
        listen.type = "socket";
        listen.socket = socket;
      } else
        listen.address = fallback;
    } else if (listen.address === void 0 && listen.type === "network") {
      const address3 = listen.network === void 0 ? fallback : networkAddress?.(listen.network);
      if (address3 === void 0) {
        throw unsupported3("network-based listen isn't possible, network driver isn't present");
      }
      listen.address = address3;
    }
  }
};
var setupPorts = (graphics, host) => {
  if (graphics.type !== "vnc" && graphics.type !== "spice" && graphics.type !== "rdp")
    return;
  const [listen] = listensOf(graphics);
  if (listen?.type !== "address" && listen?.type !== "network")
    return;
  const port4 = (kind, old) => old && old > 0 ? old : host.displayPort(kind);
  if (graphics.type === "rdp") {
    if (graphics.autoport)
      graphics.port = port4("rdp", graphics.port);
    return;
  }
  if (graphics.type === "vnc") {
    if (graphics.autoport)
      graphics.port = port4("vnc", graphics.port);
    if (graphics.websocket === -1)
      graphics.websocket = host.displayPort("websocket") || -1;
    return;
  }
  let plain = graphics.port === -1;
  let secure2 = graphics.tlsPort === -1;
  if (graphics.autoport) {
    const modes2 = [graphics.defaultMode ?? "any", ...channelsOf(graphics).map((channel2) => channel2.mode)];
    if (modes2.includes("secure") || modes2[0] === "any" && host.config.spiceTls)
      secure2 = true;
    if (modes2.includes("insecure") || modes2[0] === "any")
      plain = true;
  }
  if (plain)
    graphics.port = port4("spice", graphics.port);
  if (secure2) {
    if (!host.config.spiceTls && host.strictPorts) {
      throw unsupported3("Auto allocation of spice TLS port requested but spice TLS is disabled in qemu.conf");
    }
    graphics.tlsPort = port4("spice-tls", graphics.tlsPort);
  }
};
var setupGraphics = (graphics, caps, host) => {
  setupRenderNode(graphics, caps, host);
  setupListens(graphics, host);
  if (graphics.type === "dbus" && !graphics.p2p)
    graphics.address ??= host.helperSocket("dbus", "dbus");
  setupPorts(graphics, host);
};

// dist/src/drivers/kvm/argv/sound.js
var drivers = {
  es1370: "ES1370",
  ac97: "AC97",
  ich6: "intel-hda",
  ich9: "ich9-intel-hda",
  usb: "usb-audio",
  sb16: "sb16"
};
var codecs = { duplex: "hda-duplex", micro: "hda-micro", output: "hda-output" };
var audioId = (build, id3) => {
  const { audios } = build.domain.devices;
  const audio2 = id3 ? audios.find((each) => each.id === id3) : audios[0];
  if (!audio2)
    throw internal2("unable to find audio backend for sound device");
  return `audio${audio2.id}`;
};
var hasCodecs = (sound) => sound.model === "ich6" || sound.model === "ich9";
var addSound = (build, sound) => {
  const id3 = sound.alias?.name;
  addExtension(build, sound);
  addDevice(build, {
    ...sound.model === "virtio" ? virtioProps(build.caps, "virtio-sound", sound, sound.driver) : { driver: drivers[sound.model] },
    id: id3,
    audiodev: hasCodecs(sound) ? void 0 : audioId(build, sound.audio?.id),
    multi: sound.model === "usb" ? sound.multichannel : void 0,
    streams: sound.model === "virtio" ? positive(sound.streams) : void 0,
    ...addressProps(build, sound)
  });
  if (!hasCodecs(sound))
    return;
  const list2 = sound.codecs.length > 0 ? sound.codecs : [{ type: "duplex" }];
  for (const [cad, codec] of list2.entries()) {
    addDevice(build, {
      driver: codecs[codec.type],
      id: `${id3}-codec${cad}`,
      bus: `${id3}.0`,
      cad,
      audiodev: audioId(build, sound.audio?.id)
    });
  }
};
var addSounds = (build) => {
  for (const sound of build.domain.devices.sounds)
    if (sound.model !== "pcspk")
      addSound(build, sound);
};
var special = (type2, way) => {
  switch (type2) {
    case "alsa":
      return { dev: way.dev };
    case "coreaudio":
    case "sdl":
      return { "buffer-count": positive(way.bufferCount) };
    case "jack":
      return {
        "server-name": way.serverName,
        "client-name": way.clientName,
        "connect-ports": way.connectPorts,
        "exact-name": way.exactName
      };
    case "oss":
      return { dev: way.dev, "buffer-count": positive(way.bufferCount), "try-poll": way.tryPoll };
    case "pulseaudio":
    case "pipewire":
      return { name: way.name, "stream-name": way.streamName, latency: positive(way.latency) };
    default:
      return {};
  }
};
var direction = (type2, way) => {
  if (!way)
    return void 0;
  const fixed = way.fixedSettings ? way.settings : void 0;
  const props = {
    "mixing-engine": way.mixingEngine,
    "fixed-settings": way.fixedSettings,
    voices: positive(way.voices),
    "buffer-length": positive(way.bufferLength),
    frequency: positive(fixed?.frequency),
    channels: positive(fixed?.channels),
    format: fixed?.format,
    ...special(type2, way)
  };
  return Object.values(props).some((value) => value !== void 0) ? props : void 0;
};
var audioDrivers = { pulseaudio: "pa", file: "wav" };
var backend = (build, audio2) => {
  switch (audio2.type) {
    case "oss":
      return { "try-mmap": audio2.tryMMap, exclusive: audio2.exclusive, "dsp-policy": audio2.dspPolicy };
    case "pulseaudio":
      return { server: audio2.serverName };
    case "sdl":
      if (audio2.driver)
        build.env.push(["SDL_AUDIODRIVER", audio2.driver]);
      return {};
    case "file":
      return { path: audio2.path };
    case "pipewire":
      if (audio2.runtimeDir !== void 0)
        build.env.push(["PIPEWIRE_RUNTIME_DIR", audio2.runtimeDir]);
      return {};
    default:
      return {};
  }
};
var addAudios = (build) => {
  for (const audio2 of build.domain.devices.audios) {
    build.args.push("-audiodev", toJson({
      id: `audio${audio2.id}`,
      driver: audioDrivers[audio2.type] ?? audio2.type,
      "timer-period": positive(audio2.timerPeriod),
      ...backend(build, audio2),
      in: direction(audio2.type, audio2.input),
      out: direction(audio2.type, audio2.output)
    }));
  }
};

// dist/src/drivers/kvm/argv/graphics.js
var TLS_ALIAS = "vnc-tls-creds0";
var VNC_FIRST_PORT = 5900;
var listenOf = (graphics) => {
  const [listen] = listensOf(graphics);
  if (!listen)
    throw internal2("missing listen element");
  return listen;
};
var sdl = (build, graphics) => {
  if (graphics.xauth !== void 0)
    build.env.push(["XAUTHORITY", graphics.xauth]);
  if (graphics.display !== void 0)
    build.env.push(["DISPLAY", graphics.display]);
  if (graphics.fullscreen)
    build.args.push("-full-screen");
  const gl2 = glOf(graphics)?.enable;
  build.args.push("-display", gl2 === void 0 ? "sdl" : `sdl,gl=${onOff2(gl2)}`);
};
var vncAddress = (graphics) => {
  const listen = listenOf(graphics);
  if (listen.type === "socket")
    return [`vnc=unix:${comma(listen.socket ?? "")}`];
  if (listen.type === "none")
    return ["none"];
  const { port: port4 = -1 } = graphics;
  if (!graphics.autoport && (port4 < VNC_FIRST_PORT || port4 > 65535)) {
    throw unsupported3("vnc port must be in range [5900,65535]");
  }
  const address3 = listen.address ?? "";
  const host = address3.includes(":") ? `[${address3}]` : address3;
  const parts = [`${host}:${port4 - VNC_FIRST_PORT}`];
  if (graphics.websocket)
    parts.push(`websocket=${graphics.websocket}`);
  return parts;
};
var vnc = (build, graphics) => {
  const { config, args: args2 } = build;
  const audio2 = audioId(build, graphics.audio?.id);
  const parts = vncAddress(graphics);
  if (graphics.sharePolicy)
    parts.push(`share=${graphics.sharePolicy}`);
  if (graphics.passwd !== void 0 || config.vncPassword)
    parts.push("password=on");
  if (config.vncTls) {
    let secret;
    if (config.vncTlsSecret !== void 0) {
      secret = `${TLS_ALIAS}-secret0`;
      addObject(build, secretObject(secret, build.host.secret({ uuid: config.vncTlsSecret }, "tls")));
    }
    addObject(build, tlsObject(TLS_ALIAS, config.vncTlsCertDir, "server", config.vncTlsVerify, secret));
    parts.push(`tls-creds=${TLS_ALIAS}`);
  }
  if (config.vncSasl) {
    parts.push("sasl=on");
    if (config.vncSaslDir !== void 0)
      build.env.push(["SASL_CONF_PATH", config.vncSaslDir]);
  }
  if (graphics.powerControl !== void 0)
    parts.push(`power-control=${onOff2(graphics.powerControl)}`);
  parts.push(`audiodev=${audio2}`);
  args2.push("-vnc", parts.join(","));
  if (graphics.keymap !== void 0)
    args2.push("-k", graphics.keymap);
};
var spicePorts = (graphics) => {
  const listen = listenOf(graphics);
  if (listen.type === "socket") {
    return { parts: ["unix=on", `addr=${comma(listen.socket ?? "")}`], secure: false, plain: true };
  }
  if (listen.type === "none")
    return { parts: ["port=0"], secure: false, plain: true };
  const { port: port4 = 0, tlsPort = 0 } = graphics;
  const parts = [];
  if (port4 > 0)
    parts.push(`port=${port4}`);
  if (tlsPort > 0)
    parts.push(`tls-port=${tlsPort}`);
  if ((port4 > 0 || tlsPort > 0) && listen.address !== void 0)
    parts.push(`addr=${listen.address}`);
  return { parts, secure: tlsPort > 0, plain: port4 > 0 };
};
var spiceChannels = (graphics, { secure: secure2, plain }) => {
  const parts = [];
  const add = (name3, mode, what) => {
    if (mode === "secure") {
      if (!secure2)
        throw unsupported3(`${what("secure")} in XML configuration, but TLS connection is not available`);
      parts.push(`tls-channel=${name3}`);
    } else if (mode === "insecure") {
      if (!plain)
        throw unsupported3(`${what("insecure")} in XML configuration, but plaintext connection is not available`);
      parts.push(`plaintext-channel=${name3}`);
    }
  };
  add("default", graphics.defaultMode, (kind) => `spice defaultMode ${kind} requested`);
  for (const { name: name3, mode } of channelsOf(graphics))
    add(name3, mode, (kind) => `spice ${kind} channels set`);
  return parts;
};
var spice = (build, graphics) => {
  const { config } = build;
  const ports2 = spicePorts(graphics);
  const parts = [...ports2.parts];
  if (config.spiceSasl) {
    parts.push("sasl=on");
    if (config.spiceSaslDir !== void 0)
      build.env.push(["SASL_CONF_PATH", config.spiceSaslDir]);
  }
  if (graphics.mouse)
    parts.push(`agent-mouse=${onOff2(graphics.mouse.mode === "client")}`);
  if (graphics.passwd === void 0 && !config.spicePassword)
    parts.push("disable-ticketing=on");
  if (ports2.secure)
    parts.push(`x509-dir=${comma(config.spiceTlsCertDir)}`);
  parts.push(...spiceChannels(graphics, ports2));
  if (graphics.image)
    parts.push(`image-compression=${graphics.image.compression}`);
  if (graphics.jpeg)
    parts.push(`jpeg-wan-compression=${graphics.jpeg.compression}`);
  if (graphics.zlib)
    parts.push(`zlib-glz-wan-compression=${graphics.zlib.compression}`);
  if (graphics.playback)
    parts.push(`playback-compression=${onOff2(graphics.playback.compression)}`);
  if (graphics.streaming)
    parts.push(`streaming-video=${graphics.streaming.mode}`);
  if (graphics.clipboard?.copypaste === false)
    parts.push("disable-copy-paste=on");
  if (graphics.filetransfer?.enable === false)
    parts.push("disable-agent-file-xfer=on");
  const gl2 = glOf(graphics);
  if (gl2?.enable) {
    parts.push("gl=on");
    if (gl2.rendernode !== void 0)
      parts.push(`rendernode=${comma(gl2.rendernode)}`);
  }
  parts.push("seamless-migration=on");
  build.args.push("-spice", parts.join(","));
  if (graphics.keymap !== void 0)
    build.args.push("-k", graphics.keymap);
};
var headless = (build, graphics) => {
  const node = glOf(graphics)?.rendernode;
  build.args.push("-display", node === void 0 ? "egl-headless" : `egl-headless,rendernode=${comma(node)}`);
};
var dbus = (build, graphics) => {
  const parts = ["dbus", graphics.p2p ? "p2p=on" : `addr=${comma(graphics.address ?? "")}`];
  const gl2 = glOf(graphics);
  if (gl2?.enable !== void 0)
    parts.push(`gl=${onOff2(gl2.enable)}`);
  if (gl2?.rendernode !== void 0)
    parts.push(`rendernode=${comma(gl2.rendernode)}`);
  if (graphics.audio)
    parts.push(`audiodev=${audioId(build, graphics.audio.id)}`);
  build.args.push("-display", parts.join(","));
};
var addGraphics = (build) => {
  for (const graphics of build.domain.devices.graphics) {
    if (graphics.type === "sdl")
      sdl(build, graphics);
    else if (graphics.type === "vnc")
      vnc(build, graphics);
    else if (graphics.type === "spice")
      spice(build, graphics);
    else if (graphics.type === "egl-headless")
      headless(build, graphics);
    else if (graphics.type === "dbus")
      dbus(build, graphics);
  }
};

// dist/src/drivers/kvm/argv/hostdev.js
var pci2 = (build, { hostdev: hostdev2, info, parent }) => {
  const dev = hostdev2;
  const ramfb = dev.ramfb === true;
  const { address: address3 } = dev.source;
  const teaming2 = parent ? parent.teaming : dev.teaming;
  return {
    driver: ramfb ? "vfio-pci-nohotplug" : "vfio-pci",
    host: address3 && pciText(address3),
    id: info.alias?.name,
    bootindex: bootIndexOf(build, info),
    failover_pair_id: teaming2?.type === "transient" ? teaming2.persistent : void 0,
    display: onOff2(dev.display),
    ramfb: onlyTrue(ramfb),
    ...addressProps(build, info),
    ...romProps(info)
  };
};
var guestResets = {
  off: { "guest-reset": false },
  uninitialized: { "guest-reset": true, "guest-resets-all": false },
  on: { "guest-reset": true, "guest-resets-all": true }
};
var usb2 = (build, { hostdev: hostdev2, info }) => {
  const { address: address3, missing: missing4, guestReset } = hostdev2.source;
  const where = {};
  if (!missing4) {
    if (!address3?.bus && !address3?.device)
      throw internal2("USB host device is missing bus/device information");
    if (build.caps.has("usb-host.hostdevice")) {
      const three = (n) => String(n).padStart(3, "0");
      where["hostdevice"] = `/dev/bus/usb/${three(address3.bus)}/${three(address3.device)}`;
    } else {
      where["hostbus"] = positive(address3.bus);
      where["hostaddr"] = positive(address3.device);
    }
  }
  return {
    driver: "usb-host",
    ...where,
    id: info.alias?.name,
    bootindex: positive(info.boot?.order),
    ...guestResets[guestReset ?? ""],
    ...addressProps(build, info)
  };
};
var loadparm = (build, { info }) => build.caps.has("virtio-ccw.loadparm") ? info.boot?.loadparm : void 0;
var addScsi = (build, entry) => {
  const { hostdev: hostdev2, info } = entry;
  const layer = build.hostdevLayers.get(hostdev2);
  const secret = layer.objects?.authSecret;
  if (secret && layer.auth)
    addObject(build, secretObject(secret, build.host.secret(layer.auth.secret ?? {}, "iscsi")));
  for (const node of layerNodes(layer, false))
    addBlockdev(build, node);
  addDevice(build, {
    driver: "scsi-generic",
    drive: layer.nodes?.storage,
    id: info.alias?.name,
    bootindex: positive(info.boot?.order),
    loadparm: loadparm(build, entry),
    ...addressProps(build, info)
  });
};
var vhostScsi = (build, { hostdev: hostdev2, info }) => {
  const dev = hostdev2;
  const alias2 = info.alias?.name ?? "";
  return {
    ...virtioProps(build.caps, "vhost-scsi", info, void 0, dev.model),
    wwpn: dev.source.wwpn,
    vhostfd: build.host.vhostFd("vhost-scsi", alias2),
    id: alias2,
    ...addressProps(build, info)
  };
};
var mdev = (build, entry) => {
  const { info } = entry;
  const dev = entry.hostdev;
  const ramfb = dev.ramfb === true;
  const { address: address3 } = dev.source;
  return {
    driver: ramfb && dev.model === "vfio-pci" ? "vfio-pci-nohotplug" : dev.model,
    id: info.alias?.name,
    sysfsdev: `/sys/bus/mdev/devices/${address3?.uuid}`,
    display: onOff2(dev.display),
    ramfb: onlyTrue(ramfb),
    bootindex: positive(info.boot?.order),
    loadparm: loadparm(build, entry),
    ...addressProps(build, info)
  };
};
var addHostdevs = (build) => {
  for (const entry of hostdevsOf(build.domain)) {
    const { hostdev: hostdev2, info } = entry;
    if (hostdev2.mode !== "subsystem")
      continue;
    switch (hostdev2.type) {
      case "usb":
        addDevice(build, usb2(build, entry));
        break;
      case "pci":
        if (info.address?.type === "unassigned")
          break;
        addExtension(build, info);
        addDevice(build, pci2(build, entry));
        break;
      case "scsi":
        addScsi(build, entry);
        break;
      case "scsi_host":
        addDevice(build, vhostScsi(build, entry));
        break;
      case "mdev":
        addDevice(build, mdev(build, entry));
        break;
    }
  }
};

// dist/src/drivers/kvm/argv/input.js
var usbDrivers = { mouse: "usb-mouse", tablet: "usb-tablet", keyboard: "usb-kbd" };
var virtioDrivers = {
  mouse: "virtio-mouse",
  tablet: "virtio-tablet",
  keyboard: "virtio-keyboard",
  passthrough: "virtio-input-host"
};
var evdevProps = (input) => ({
  "qom-type": "input-linux",
  id: input.alias?.name,
  evdev: input.source?.dev,
  repeat: input.source?.repeat,
  grab_all: onlyTrue(input.source?.grab === "all"),
  "grab-toggle": input.source?.grabToggle
});
var inputProps = (build, input) => {
  const id3 = input.alias?.name;
  if (input.bus === "usb")
    return { driver: usbDrivers[input.type], id: id3, ...addressProps(build, input) };
  if (input.bus !== "virtio")
    return void 0;
  return {
    ...virtioProps(build.caps, virtioDrivers[input.type] ?? "", input, input.driver, input.model),
    id: id3,
    evdev: input.type === "passthrough" ? input.source?.evdev : void 0,
    ...addressProps(build, input)
  };
};
var addInputs = (build) => {
  for (const input of build.domain.devices.inputs) {
    addExtension(build, input);
    if (input.type === "evdev") {
      addObject(build, evdevProps(input));
      continue;
    }
    const props = inputProps(build, input);
    if (props)
      addDevice(build, props);
  }
};

// dist/src/drivers/kvm/argv/memory.js
var defaultPageSize = ({ config }) => {
  const { hugetlbfs } = config;
  const fallback = hugetlbfs.find((fs) => fs.default) ?? hugetlbfs[0];
  if (!fallback)
    throw internal2("hugetlbfs filesystem is not mounted or disabled by administrator config");
  return fallback.size;
};
var systemPage = (build) => (build.host.systemPageSize ?? 4096) / 1024;
var isNodeIn = (node, set) => node !== void 0 && set !== void 0 && (cpusetMembers(set)?.includes(node) ?? false);
var hugepagesOf = (build) => {
  const huge = build.domain.memoryBacking?.hugepages;
  if (!huge)
    return [];
  return huge.pages.length > 0 ? huge.pages : [{ size: 0 }];
};
var pagesOf = (build, mem) => {
  const { source: source2, model: model5, node } = mem;
  let size2 = source2?.pagesize ?? 0;
  let needed = size2 > 0;
  let used = needed;
  const persistent = model5 === "nvdimm" || model5 === "virtio-pmem";
  if (size2 === 0) {
    const all = hugepagesOf(build);
    const own = all.find((page) => isNodeIn(node, page.nodeset));
    if (own)
      needed = true;
    const chosen2 = own ?? all.findLast((page) => page.nodeset === void 0);
    if (chosen2) {
      size2 = chosen2.size;
      used = true;
    }
  }
  if (size2 === systemPage(build)) {
    size2 = 0;
    needed = false;
    used = false;
  } else if (used && size2 === 0)
    size2 = defaultPageSize(build);
  let prealloc = build.domain.memoryBacking?.allocation?.mode === "immediate";
  if (persistent) {
    if (model5 === "nvdimm" && !source2?.pmem)
      prealloc = true;
  } else if (used)
    prealloc = true;
  return { size: size2, needed, used, prealloc };
};
var hugePath = (build, size2) => {
  const fs = build.config.hugetlbfs.find((each) => each.size === size2);
  if (!fs)
    throw internal2(`Unable to find any usable hugetlbfs mount for ${size2} KiB`);
  return `${fs.dir}/libvirt/qemu/${build.host.shortName}`;
};
var filePath = (build, id3) => `${build.config.memoryBackingDir}/${build.host.shortName}/${id3}`;
var policies = {
  strict: "bind",
  preferred: "preferred",
  interleave: "interleave",
  restrictive: "restrictive"
};
var memnodeOf = ({ domain }, node) => node === void 0 ? void 0 : domain.numatune?.memnodes.find((each) => each.cellid === node);
var modeOf = (build, node) => memnodeOf(build, node)?.mode ?? build.domain.numatune?.memory?.mode ?? "strict";
var hostNodes = (build, node) => {
  const { numatune } = build.domain;
  const { memory: memory7 } = numatune ?? {};
  if (memory7?.placement === "auto") {
    const advice = build.host.autoNodeset?.();
    if (!advice)
      throw internal2("Advice from numad is needed in case of automatic numa placement");
    return [...advice];
  }
  const set = memnodeOf(build, node)?.nodeset ?? memory7?.nodeset;
  return set === void 0 ? void 0 : cpusetMembers(set);
};
var checkHostNodes = (build, nodes) => {
  const available = build.host.numaNodes?.();
  for (const node of nodes) {
    if (!available?.includes(node))
      throw unsupported3(`NUMA node ${node} is unavailable`);
  }
};
var checkTunedNodes = (build) => {
  const cells = numaCells(build.domain);
  const sets = [hostNodes(build, void 0), ...cells.map((_, node) => hostNodes(build, node))];
  for (const nodes of sets)
    if (nodes)
      checkHostNodes(build, nodes);
};
var memoryBackend = (build, mem, force, system2) => {
  const { domain, caps } = build;
  const { memoryBacking } = domain;
  const { model: model5, source: source2, node } = mem;
  const cell = node === void 0 ? void 0 : numaCells(domain)[node];
  const access4 = mem.access ?? cell?.memAccess ?? memoryBacking?.access?.mode;
  const discard = mem.discard ?? cell?.discard ?? (memoryBacking?.discard ? true : void 0);
  const pages = pagesOf(build, mem);
  const path2 = model5 === "nvdimm" || model5 === "virtio-pmem" ? source2?.path : void 0;
  const kind = memoryBacking?.source?.type;
  const share = access4 && access4 === "shared";
  let type2 = "memory-backend-file";
  let props = {};
  let prealloc = pages.prealloc;
  let canonical = false;
  if (model5 === "sgx-epc") {
    type2 = "memory-backend-epc";
    if (!build.memPrealloc)
      prealloc = true;
  } else if (path2 === void 0 && kind === "memfd") {
    type2 = "memory-backend-memfd";
    if (pages.used)
      props = { hugetlb: true, hugetlbsize: pages.size * 1024 };
    props["share"] = share;
    canonical = system2;
  } else if (pages.used || path2 !== void 0 || access4 || kind === "file") {
    props = {
      "mem-path": path2 ?? (pages.used ? hugePath(build, pages.size) : filePath(build, mem.file ?? mem.id)),
      "discard-data": path2 === void 0 ? discard : void 0,
      share
    };
    canonical = system2;
  } else
    type2 = "memory-backend-ram";
  if (canonical && caps.has("memory-backend-file.x-use-canonical-path-for-ramblock-id")) {
    props["x-use-canonical-path-for-ramblock-id"] = false;
  }
  if (model5 === "virtio-mem") {
    if (!caps.has("virtio-mem-pci.prealloc") && build.memPrealloc)
      props["prealloc"] = false;
    if (caps.has("memory-backend-file.reserve"))
      props["reserve"] = false;
  } else if (!build.memPrealloc) {
    props["prealloc"] = onlyTrue(prealloc);
    props["prealloc-threads"] = positive(memoryBacking?.allocation?.threads);
  }
  props["size"] = mem.size * 1024;
  if (model5 === "nvdimm") {
    props["align"] = positive((source2?.alignsize ?? 0) * 1024);
    if (source2?.pmem) {
      if (!caps.has("memory-backend-file.pmem")) {
        throw unsupported3("nvdimm pmem property is not available with this QEMU binary");
      }
      props["pmem"] = true;
    }
  }
  const own = source2?.nodemask === void 0 ? void 0 : cpusetMembers(source2.nodemask);
  const nodes = own ?? hostNodes(build, node);
  if (nodes) {
    checkHostNodes(build, nodes);
    const mode = modeOf(build, node);
    if (mode !== "restrictive") {
      props["host-nodes"] = nodes;
      props["policy"] = policies[mode];
    }
  }
  const required = force || pages.needed || own !== void 0 || memnodeOf(build, node) !== void 0 || path2 !== void 0 || access4 !== void 0 || kind === "file" || kind === "memfd";
  if (required && type2 === "memory-backend-memfd" && !caps.has("memory-backend-memfd")) {
    throw unsupported3("this qemu doesn't support the memory-backend-memfd object");
  }
  return { props: { "qom-type": type2, id: mem.id, ...props }, nodes, required };
};
var addBackend = (build, { props, nodes }) => {
  const affinity = nodes && threadNodes(build, nodes);
  if (!affinity || !build.caps.has("thread-context") || props["prealloc"] !== true) {
    addObject(build, props);
    return;
  }
  const id3 = `tc-${String(props["id"])}`;
  addObject(build, { "qom-type": "thread-context", id: id3, "node-affinity": affinity });
  addObject(build, { ...props, "prealloc-context": id3 });
};
var threadNodes = (build, nodes) => {
  const { cputune, vcpu } = build.domain;
  const pin2 = cputune?.emulatorpin?.cpuset ?? (vcpu.placement === "auto" ? void 0 : vcpu.cpuset);
  const pinned2 = pin2 === void 0 ? void 0 : build.host.nodesOfCpus?.(cpusetMembers(pin2) ?? []);
  if (!pinned2)
    return nodes;
  const common4 = nodes.filter((node) => pinned2.includes(node));
  return common4.length > 0 ? common4 : void 0;
};
var addMemPath = (build) => {
  const { memoryBacking } = build.domain;
  const [first2] = hugepagesOf(build);
  let prealloc = memoryBacking?.allocation?.mode === "immediate";
  let path2;
  if (first2 && first2.size !== systemPage(build)) {
    path2 = hugePath(build, first2.size || defaultPageSize(build));
    prealloc = true;
  } else if (memoryBacking?.source?.type === "file")
    path2 = filePath(build, "ram");
  if (prealloc && !build.memPrealloc) {
    build.args.push("-mem-prealloc");
    build.memPrealloc = true;
  }
  if (path2 !== void 0)
    build.args.push("-mem-path", path2);
};
var addMemory = (build) => {
  const { domain, caps, machine: machine2, args: args2 } = build;
  const hotplug = hasMemoryHotplug(domain);
  const initial = initialMemory(domain);
  const parts = [`size=${hotplug ? initial : initial - initial % 512}k`];
  if (domain.maxMemory?.slots)
    parts.push(`slots=${domain.maxMemory.slots}`);
  if (domain.maxMemory?.value)
    parts.push(`maxmem=${domain.maxMemory.value}k`);
  args2.push("-m", parts.join(","));
  if (numaCells(domain).length === 0) {
    const ram = caps.machine(virtTypeOf(domain), machine2.machine)?.defaultRamId;
    if (ram === void 0)
      addMemPath(build);
    else
      addBackend(build, memoryBackend(build, { id: ram, size: initial, node: void 0 }, false, true));
  }
  args2.push("-overcommit", `mem-lock=${domain.memoryBacking?.locked ? "on" : "off"}`);
};
var backedModule = (mem) => ({
  id: `mem${mem.alias?.name}`,
  file: mem.alias?.name,
  size: mem.target.size,
  node: mem.target.node,
  access: mem.access,
  discard: mem.discard,
  model: mem.model,
  source: mem.source
});
var memoryProps = (build, mem) => {
  const target2 = mem.target;
  const alias2 = mem.alias?.name;
  let driver2;
  let prealloc = false;
  if (mem.model === "dimm")
    driver2 = { driver: "pc-dimm" };
  else if (mem.model === "nvdimm")
    driver2 = { driver: "nvdimm" };
  else
    driver2 = virtioProps(build.caps, mem.model, mem, void 0);
  if (mem.model === "virtio-mem" && build.caps.has("virtio-mem-pci.prealloc")) {
    prealloc = pagesOf(build, backedModule(mem)).prealloc;
  }
  return {
    ...driver2,
    node: mem.target.node,
    "label-size": positive((target2.label?.size ?? 0) * 1024),
    "block-size": positive((target2.block ?? 0) * 1024),
    "requested-size": positive((target2.requested ?? 0) * 1024),
    uuid: mem.uuid,
    unarmed: mem.model === "nvdimm" ? onlyTrue(target2.readonly) : void 0,
    memdev: `mem${alias2}`,
    prealloc: onlyTrue(prealloc),
    memaddr: positive(target2.address?.base),
    "dynamic-memslots": target2.dynamicMemslots,
    id: alias2,
    ...addressProps(build, mem)
  };
};
var addMemoryDevices = (build) => {
  for (const mem of build.domain.devices.memories) {
    addBackend(build, memoryBackend(build, backedModule(mem), true, false));
    if (mem.model !== "sgx-epc")
      addDevice(build, memoryProps(build, mem));
  }
};

// dist/src/drivers/kvm/argv/numa.js
var addSmp = ({ domain, caps, args: args2 }) => {
  const max = domain.vcpu.value;
  const present = vcpusOf(domain).filter((vcpu) => vcpu.online && !vcpu.hotpluggable).length;
  const parts = [`${present}`];
  if (present !== max)
    parts.push(`maxcpus=${max}`);
  const topology3 = domain.cpu?.topology;
  if (topology3) {
    if (topology3.dies !== 1 && !caps.has("smp-dies"))
      throw unsupported3("Only 1 die per socket is supported");
    if (topology3.clusters !== 1 && !caps.has("smp-clusters"))
      throw unsupported3("Only 1 cluster per die is supported");
    parts.push(`sockets=${topology3.sockets}`);
    if (caps.has("smp-dies"))
      parts.push(`dies=${topology3.dies}`);
    if (caps.has("smp-clusters"))
      parts.push(`clusters=${topology3.clusters}`);
    parts.push(`cores=${topology3.cores}`, `threads=${topology3.threads}`);
  } else
    parts.push(`sockets=${max}`, "cores=1", "threads=1");
  args2.push("-smp", parts.join(","));
};
var addIothreads = (build) => {
  const { iothreadids: iothreadids2, iothreads = 0, defaultiothread: defaultiothread2 } = build.domain;
  const known4 = new Map(iothreadids2.map((thread) => [thread.id, thread]));
  const ids = iothreadids2.map((thread) => thread.id);
  for (let id3 = 1; ids.length < iothreads; id3++)
    if (!ids.includes(id3))
      ids.push(id3);
  for (const id3 of ids) {
    const thread = known4.get(id3);
    const props = {
      "qom-type": "iothread",
      id: `iothread${id3}`,
      "thread-pool-min": thread?.thread_pool_min,
      "thread-pool-max": thread?.thread_pool_max,
      "poll-max-ns": thread?.poll?.max,
      "poll-grow": thread?.poll?.grow,
      "poll-shrink": thread?.poll?.shrink
    };
    addObject(build, props);
  }
  if (defaultiothread2) {
    addObject(build, {
      "qom-type": "main-loop",
      id: "main-loop",
      "thread-pool-min": defaultiothread2.thread_pool_min,
      "thread-pool-max": defaultiothread2.thread_pool_max
    });
  }
};
var hasHmat = (domain) => (domain.cpu?.numa?.interconnects?.list.length ?? 0) > 0 || numaCells(domain).some((cell) => cell.caches.length > 0);
var associativity = { none: "none", direct: "direct", full: "complex" };
var policy = { none: "none", writeback: "write-back", writethrough: "write-through" };
var hierarchy = ["memory", "first-level", "second-level", "third-level"];
var addHmat = ({ domain, args: args2 }) => {
  for (const link2 of domain.cpu?.numa?.interconnects?.list ?? []) {
    const value = link2.tag === "latency" ? `latency,latency=${link2.value}` : `bandwidth,bandwidth=${link2.value}K`;
    args2.push("-numa", `hmat-lb,initiator=${link2.initiator},target=${link2.target},hierarchy=${hierarchy[link2.cache ?? 0]},data-type=${link2.type}-${value}`);
  }
  for (const [node, cell] of numaCells(domain).entries()) {
    for (const cache4 of cell.caches) {
      const parts = [
        `hmat-cache,node-id=${node}`,
        `size=${cache4.size.value}K`,
        `level=${cache4.level}`,
        `associativity=${associativity[cache4.associativity]}`,
        `policy=${policy[cache4.policy]}`
      ];
      if (cache4.line.value)
        parts.push(`line=${cache4.line.value}`);
      args2.push("-numa", parts.join(","));
    }
  }
};
var distance = (cells, from, to) => cells[from]?.distances.find((sibling) => sibling.id === to)?.value ?? (from === to ? 10 : 20);
var initiatorOf = (domain, cells, node) => {
  if (cells[node]?.cpus !== void 0)
    return node;
  const links = (domain.cpu?.numa?.interconnects?.list ?? []).filter((link2) => link2.target === node);
  const best = (tag, better) => links.filter((link2) => link2.tag === tag).reduce((chosen2, link2) => chosen2 && !better(link2.value, chosen2.value) ? chosen2 : link2, void 0)?.initiator;
  return best("latency", (a, b) => a < b) ?? best("bandwidth", (a, b) => a > b);
};
var addNuma = (build) => {
  const { domain, caps, machine: machine2, args: args2 } = build;
  const cells = numaCells(domain);
  if (cells.length === 0)
    return;
  checkTunedNodes(build);
  const hmat = hasHmat(domain);
  const backends4 = cells.map((cell, node) => memoryBackend(build, { id: `ram-node${node}`, size: cell.memory, node }, false, false));
  const supported2 = caps.machine(virtTypeOf(domain), machine2.machine)?.numaMemSupported ?? false;
  const needed = !supported2 || hmat || backends4.some((backend3) => backend3.required);
  if (!needed)
    addMemPath(build);
  const master = cells.findIndex((cell) => cell.cpus !== void 0);
  if (master < 0)
    throw unsupported3("At least one NUMA node has to have CPUs");
  for (const [node, cell] of cells.entries()) {
    if (needed)
      addBackend(build, backends4[node]);
    const parts = [`node,nodeid=${node}`];
    const members2 = cell.cpus === void 0 ? void 0 : cpusetMembers(cell.cpus);
    if (members2)
      for (const range3 of formatCpuset(members2).split(","))
        parts.push(`cpus=${range3}`);
    if (hmat)
      parts.push(`initiator=${initiatorOf(domain, cells, node) ?? master}`);
    parts.push(needed ? `memdev=ram-node${node}` : `mem=${Math.floor(cell.memory / 1024)}`);
    args2.push("-numa", parts.join(","));
  }
  const local = (from, to) => from === to ? 10 : 20;
  const uneven = cells.some((_, from) => cells.some((__, to) => distance(cells, from, to) !== local(from, to)));
  if (uneven) {
    for (const from of cells.keys()) {
      for (const to of cells.keys()) {
        args2.push("-numa", `dist,src=${from},dst=${to},val=${distance(cells, from, to)}`);
      }
    }
  }
  if (hmat)
    addHmat(build);
};

// dist/src/drivers/kvm/argv/machine.js
var keyWrap = ({ domain, machine: machine2 }) => {
  if (domain.ciphers.length === 0)
    return [];
  if (!isS390(machine2.arch)) {
    throw unsupported3("'aes-key-wrap'/'dea-key-wrap' is not available on this architecture");
  }
  return ["aes", "dea"].flatMap((name3) => {
    const cipher = domain.ciphers.find((each) => each.name === name3);
    return cipher ? [`${name3}-key-wrap=${onOff2(cipher.state)}`] : [];
  });
};
var gic = ({ domain, caps }) => {
  const version2 = domain.features.gic?.version;
  if (version2 === void 0)
    return [];
  if (caps.arch === "aarch64")
    return [`gic-version=${version2}`];
  if (version2 !== "2")
    throw unsupported3("gic-version option is not available with this QEMU binary");
  return [];
};
var features2 = (build) => {
  const { features: f } = build.domain;
  const parts = [];
  const toggle2 = (option, value) => {
    if (value !== void 0)
      parts.push(`${option}=${onOff2(value)}`);
  };
  const choice = (option, value) => {
    if (value !== void 0)
      parts.push(`${option}=${value}`);
  };
  toggle2("vmport", f.vmport && (f.vmport.state ?? true));
  toggle2("smm", f.smm?.state);
  parts.push(...gic(build));
  choice("kernel_irqchip", f.ioapic && (f.ioapic.driver === "qemu" ? "split" : "on"));
  choice("resize-hpt", f.hpt?.resizing);
  choice("cap-hpt-max-page-size", f.hpt?.maxpagesize ? `${f.hpt.maxpagesize}k` : void 0);
  toggle2("cap-htm", f.htm?.state);
  toggle2("cap-nested-hv", f["nested-hv"]?.state);
  toggle2("cap-ccf-assist", f["ccf-assist"]?.state);
  choice("cap-cfpc", f.cfpc?.value);
  choice("cap-sbbc", f.sbbc?.value);
  choice("cap-ibs", f.ibs?.value);
  toggle2("ras", f.ras && (f.ras.state ?? true));
  toggle2("i8042", f.ps2?.state);
  choice("aia", f.aia?.value);
  return parts;
};
var memory = ({ domain, caps, config, machine: machine2 }) => {
  const parts = [`dump-guest-core=${onOff2(domain.memory.dumpCore ?? config.dumpGuestCore)}`];
  if (domain.memoryBacking?.nosharepages)
    parts.push("mem-merge=off");
  const { memories } = domain.devices;
  let epc = 0;
  let nvdimm = false;
  for (const dev of memories) {
    if (dev.model === "nvdimm" && !nvdimm) {
      parts.push("nvdimm=on");
      nvdimm = true;
    } else if (dev.model === "sgx-epc") {
      parts.push(`sgx-epc.${epc}.memdev=mem${dev.alias?.name}`, `sgx-epc.${epc}.node=${dev.target.node ?? 0}`);
      epc++;
    }
  }
  if (numaCells(domain).length === 0) {
    const ram = caps.machine(virtTypeOf(domain), machine2.machine)?.defaultRamId;
    if (ram !== void 0)
      parts.push(`memory-backend=${ram}`);
  }
  return parts;
};
var loadparm2 = ({ domain, machine: machine2 }) => {
  if (!isS390(machine2.arch))
    return [];
  const hostdevs2 = hostdevsOf(domain).filter(({ hostdev: hostdev2 }) => hostdev2.mode === "subsystem" && (hostdev2.type === "scsi" || hostdev2.type === "mdev" && hostdev2.model === "vfio-ccw")).map(({ info }) => info);
  const candidates2 = [...domain.devices.disks, ...domain.devices.interfaces, ...hostdevs2];
  const first2 = candidates2.find(({ boot: boot3 }) => boot3?.order === 1 && boot3.loadparm !== void 0);
  return first2 ? [`loadparm=${first2.boot?.loadparm}`] : [];
};
var security = ({ domain, caps }) => {
  const type2 = domain.launchSecurity?.type;
  if (type2 === void 0)
    return [];
  const old = type2 !== "s390-pv" && !caps.has("confidential-guest-support");
  return [`${old ? "memory-encryption" : "confidential-guest-support"}=lsec0`];
};
var pflash = ({ pflash: { code: code2, vars } }) => [
  ...code2 ? [`pflash0=${effectiveNode(code2)}`] : [],
  ...vars ? [`pflash1=${effectiveNode(vars)}`] : []
];
var acpi = ({ domain, caps, machine: machine2 }) => {
  if (caps.machine(virtTypeOf(domain), machine2.machine)?.acpi !== true)
    return [];
  return [`acpi=${onOff2(domain.features.acpi ?? false)}`];
};
var addMachine = (build) => {
  const { domain, caps, machine: machine2 } = build;
  const parts = [machine2.machine, "usb=off", ...keyWrap(build), ...features2(build)];
  if (iommuOf(domain)?.model === "smmuv3")
    parts.push("iommu=smmuv3");
  parts.push(...memory(build));
  const { cpu } = domain;
  if (cpu?.mode === "host-model" && cpu.model?.value !== void 0 && isPseries2(machine2)) {
    parts.push(`max-cpu-compat=${cpu.model.value}`);
  }
  if (!caps.has("virtio-ccw.loadparm"))
    parts.push(...loadparm2(build));
  parts.push(...security(build), ...pflash(build));
  if (hasHmat(domain))
    parts.push("hmat=on");
  if (domain.os.bios?.useserial)
    parts.push("graphics=off");
  if (caps.has("machine-hpet")) {
    for (const { name: name3, present } of domain.clock.timers) {
      if (name3 === "hpet" && present !== void 0)
        parts.push(`hpet=${onOff2(present)}`);
    }
  }
  const speaker = domain.devices.sounds.find((sound) => sound.model === "pcspk");
  if (speaker)
    parts.push(`pcspk-audiodev=${audioId(build, speaker.audio?.id)}`);
  parts.push(...acpi(build));
  build.args.push("-machine", parts.join(","));
};
var addAccel = ({ args: args2, domain }) => {
  const { tcg, kvm: kvm2 } = domain.features;
  const parts = [];
  if (domain.type === "qemu") {
    parts.push("tcg");
    if (tcg?.["tb-cache"])
      parts.push(`tb-size=${Math.floor(tcg["tb-cache"] / 1024)}`);
  } else if (domain.type === "kvm") {
    parts.push("kvm");
    if (kvm2?.["dirty-ring"]?.state)
      parts.push(`dirty-ring-size=${kvm2["dirty-ring"].size ?? 0}`);
  } else if (domain.type === "hvf")
    parts.push("hvf");
  args2.push("-accel", parts.join(","));
  const tseg = domain.features.smm?.state ? domain.features.smm.tseg : void 0;
  if (tseg !== void 0)
    args2.push("-global", `mch.extended-tseg-mbytes=${Math.floor(tseg / 1048576)}`);
};

// dist/src/drivers/kvm/argv/memballoon.js
var addMemballoon = (build) => {
  const balloon2 = balloonOf(build.domain);
  if (!balloon2)
    return;
  addExtension(build, balloon2);
  addDevice(build, {
    ...virtioProps(build.caps, "virtio-balloon", balloon2, balloon2.driver, balloon2.model),
    id: balloon2.alias?.name,
    "deflate-on-oom": balloon2.autodeflate,
    "free-page-reporting": balloon2.freePageReporting,
    ...addressProps(build, balloon2)
  });
};

// dist/src/drivers/kvm/argv/net.js
var virtioModels = /* @__PURE__ */ new Set([
  "virtio",
  "virtio-transitional",
  "virtio-non-transitional"
]);
var isVirtioNet = (net3) => virtioModels.has(net3.model?.type ?? "");
var driverOf = (net3) => net3.driver ?? {};
var PASST_RECONNECT_SECONDS = 5;
var passt = (build, { streamSocket }) => {
  const { caps } = build;
  const props = { type: "stream", addr: { type: "unix", path: streamSocket }, server: false };
  if (!caps.has("netdev.stream.reconnect"))
    return props;
  return caps.has("netdev-stream-reconnect-miliseconds") ? { ...props, "reconnect-ms": PASST_RECONNECT_SECONDS * 1e3 } : { ...props, reconnect: PASST_RECONNECT_SECONDS };
};
var user = (net3) => {
  const props = { type: "user" };
  for (const { address: address3, prefix } of net3.ips) {
    if (address3.includes(":")) {
      props["ipv6-prefix"] = address3;
      props["ipv6-prefixlen"] = positive(prefix);
    } else
      props["net"] = prefix ? `${address3}/${prefix}` : address3;
  }
  return props;
};
var tap = (net3, { tapFds, vhostFds }) => ({
  type: "tap",
  [tapFds.length > 1 ? "fds" : "fd"]: tapFds.join(":"),
  vhost: onlyTrue(vhostFds && vhostFds.length > 0),
  [vhostFds && vhostFds.length > 1 ? "vhostfds" : "vhostfd"]: vhostFds?.length ? vhostFds.join(":") : void 0,
  sndbuf: net3.tune?.sndbuf
});
var backend2 = (build, net3, alias2) => {
  if (net3.script && net3.type !== "ethernet") {
    throw unsupported3(`scripts are not supported on interfaces of type ${net3.type}`);
  }
  const socket = net3.source ?? {};
  const address3 = `${socket.address ?? ""}:${socket.port}`;
  const { queues = 0 } = driverOf(net3);
  switch (net3.type) {
    case "network":
    case "bridge":
    case "direct":
    case "ethernet":
      return tap(net3, build.host.net(net3, alias2));
    case "client":
      return { type: "socket", connect: address3 };
    case "server":
      return { type: "socket", listen: address3 };
    case "mcast":
      return { type: "socket", mcast: address3 };
    case "udp":
      return {
        type: "socket",
        udp: address3,
        localaddr: `${socket.local?.address ?? ""}:${socket.local?.port ?? 0}`
      };
    case "user": {
      if (net3.backend?.type === "passt")
        return passt(build, build.host.net(net3, alias2));
      return user(net3);
    }
    case "internal":
      return { type: "user" };
    case "vhostuser":
      return { type: "vhost-user", chardev: charAlias(alias2), queues: queues > 1 ? queues : void 0 };
    case "vdpa":
      return {
        type: "vhost-vdpa",
        vhostdev: build.host.net(net3, alias2).vdpaPath,
        queues: queues > 1 ? queues : void 0
      };
    default:
      throw unsupported3(`network device type '${net3.type}' is not supported by this hypervisor`);
  }
};
var virtioNic = (build, net3) => {
  const driver2 = driverOf(net3);
  const { host, guest, queues = 0 } = driver2;
  const multi = queues > 1;
  return {
    ...virtioProps(build.caps, "virtio-net", net3, driver2, net3.model?.type),
    tx: { iothread: "bh", timer: "timer", none: void 0 }[driver2.txmode ?? "none"],
    ioeventfd: driver2.ioeventfd,
    event_idx: driver2.event_idx,
    csum: host?.csum,
    gso: host?.gso,
    host_tso4: host?.tso4,
    host_tso6: host?.tso6,
    host_ecn: host?.ecn,
    host_ufo: host?.ufo,
    mrg_rxbuf: host?.mrg_rxbuf,
    guest_csum: guest?.csum,
    guest_tso4: guest?.tso4,
    guest_tso6: guest?.tso6,
    guest_ecn: guest?.ecn,
    guest_ufo: guest?.ufo,
    mq: onlyTrue(multi),
    vectors: multi && net3.address?.type !== "ccw" ? 2 * queues + 2 : void 0,
    rx_queue_size: positive(driver2.rx_queue_size),
    tx_queue_size: positive(driver2.tx_queue_size),
    rss: driver2.rss,
    hash: driver2.rss_hash_report,
    host_mtu: positive(net3.mtu?.size),
    failover: onlyTrue(net3.teaming?.type === "persistent")
  };
};
var nicProps = (build, net3) => ({
  ...isVirtioNet(net3) ? virtioNic(build, net3) : { driver: net3.model?.type },
  netdev: `host${net3.alias?.name}`,
  id: net3.alias?.name,
  mac: net3.mac.address,
  bootindex: bootIndexOf(build, net3),
  loadparm: build.caps.has("virtio-ccw.loadparm") ? net3.boot?.loadparm : void 0,
  ...addressProps(build, net3),
  ...romProps(net3)
});
var isPluggable = ({ machine: machine2 }, net3) => !["armv6l", "armv7l", "aarch64"].includes(machine2.arch) || net3.address?.type === "virtio-mmio" || net3.address?.type === "pci";
var addNic = (build, net3) => {
  addExtension(build, net3);
  if (isPluggable(build, net3)) {
    addDevice(build, nicProps(build, net3));
    return;
  }
  if (net3.type === "vhostuser")
    throw internal2("Nicdev support unavailable");
  const alias2 = net3.alias?.name;
  const model5 = net3.model?.type === void 0 ? "" : `,model=${net3.model.type}`;
  build.args.push("-net", `nic,macaddr=${net3.mac.address},netdev=host${alias2}${model5},id=${alias2}`);
};
var addInterfaces = (build) => {
  for (const net3 of build.domain.devices.interfaces) {
    if (net3.type === "hostdev")
      continue;
    const alias2 = net3.alias?.name ?? "";
    if (net3.type === "vhostuser") {
      const { path: path2, mode, reconnect: reconnect2 } = net3.source ?? {};
      const socket = net3.backend?.type === "passt" ? build.host.net(net3, alias2).streamSocket : path2;
      addSocket(build, {
        ...socket === void 0 ? {} : { path: socket },
        server: mode === "server",
        wait: true,
        ...reconnect2 ? { reconnect: reconnect2 } : {}
      }, charAlias(alias2));
    }
    addNetdev(build, { ...backend2(build, net3, alias2), id: `host${alias2}` });
    addNic(build, net3);
  }
};

// dist/schemas/qmp/flags.js
var qemuFlags = [
  "kvm",
  "sdl",
  "spice",
  "hda-duplex",
  "ccid-emulated",
  "ccid-passthru",
  "piix3-usb-uhci",
  "piix4-usb-uhci",
  "usb-ehci",
  "ich9-usb-ehci1",
  "vt82c686b-usb-uhci",
  "pci-ohci",
  "usb-redir",
  "usb-hub",
  "ich9-ahci",
  "virtio-blk-pci.scsi",
  "scsi-disk.channel",
  "scsi-block",
  "hda-micro",
  "nec-usb-xhci",
  "lsi",
  "virtio-scsi-pci",
  "usb-redir.filter",
  "seccomp-sandbox",
  "vnc",
  "qxl",
  "VGA",
  "cirrus-vga",
  "vmware-svga",
  "s390-sclp",
  "usb-serial",
  "virtio-rng",
  "rng-random",
  "rng-egd",
  "virtio-ccw",
  "megasas",
  "tpm-passthrough",
  "tpm-tis",
  "nvram",
  "pci-bridge",
  "vfio-pci",
  "dmi-to-pci-bridge",
  "usb-storage",
  "virtio-mmio",
  "ich9-intel-hda",
  "kvm-pit-lost-tick-policy",
  "pvpanic",
  "usb-kbd",
  "usb-audio",
  "rtc-reset-reinjection",
  "migrate-rdma",
  "VGA.vgamem_mb",
  "vmware-svga.vgamem_mb",
  "qxl.vgamem_mb",
  "pc-dimm",
  "machine-vmport-opt",
  "pci-serial",
  "ioh3420",
  "x3130-upstream",
  "xio3130-downstream",
  "rtl8139",
  "e1000",
  "virtio-net",
  "virtio-gpu",
  "virtio-gpu.virgl",
  "virtio-keyboard",
  "virtio-mouse",
  "virtio-tablet",
  "virtio-input-host",
  "virtio-balloon-pci.deflate-on-oom",
  "mptsas1068",
  "spice-gl",
  "qxl.vram64_size_mb",
  "pxb",
  "pxb-pcie",
  "intel-iommu",
  "virtio-vga",
  "ivshmem-plain",
  "ivshmem-doorbell",
  "vhost-scsi",
  "query-cpu-model-expansion",
  "spice-rendernode",
  "nvdimm",
  "pcie-root-port",
  "query-cpu-definitions",
  "qemu-xhci",
  "intel-iommu.intremap",
  "intel-iommu.caching-mode",
  "intel-iommu.eim",
  "intel-iommu.device-iotlb",
  "spapr-pci-host-bridge",
  "spapr-pci-host-bridge.numa_node",
  "chardev-reconnect",
  "vmcoreinfo",
  "spapr-vty",
  "sclplmconsole",
  "isa-serial",
  "pl011",
  "virtio-gpu-ccw",
  "virtio-keyboard-ccw",
  "virtio-mouse-ccw",
  "virtio-tablet-ccw",
  "pcie-pci-bridge",
  "nbd-tls",
  "tpm-crb",
  "pr-manager-helper",
  "vfio-ccw",
  "screendump_device",
  "hda-output",
  "vmgenid",
  "vhost-vsock",
  "tpm-emulator",
  "mch",
  "mch.extended-tseg-mbytes",
  "sev-guest",
  "egl-headless",
  "vfio-ap",
  "zpci",
  "memory-backend-memfd",
  "memory-backend-memfd.hugetlb",
  "egl-headless.rendernode",
  "memory-backend-file.pmem",
  "nvdimm.unarmed",
  "virtio-pci-non-transitional",
  "machine.virt.iommu",
  "x86-max-cpu",
  "cpu-unavailable-features",
  "canonical-cpu-features",
  "bochs-display",
  "migration-file-drop-cache",
  "dbus-vmstate",
  "vhost-user-gpu",
  "vhost-user-vga",
  "query-cpu-model-baseline",
  "query-cpu-model-comparison",
  "ramfb",
  "arm-max-cpu",
  "drive-nvme",
  "smp-dies",
  "i8042",
  "rng-builtin",
  "tpm-spapr",
  "cpu.kvm-no-adjvtime",
  "vhost-user-fs",
  "fsdev.multidevs",
  "pcie-root-port.hotplug",
  "aio.io_uring",
  "tcg",
  "virtio-blk-pci.scsi.default.disabled",
  "pvscsi",
  "cpu.migratable",
  "intel-iommu.aw-bits",
  "spapr-tpm-proxy",
  "numa.hmat",
  "usb-host.hostdevice",
  "virtio-balloon.free-page-reporting",
  "netdev.vhost-vdpa",
  "ncr53c90",
  "dc390",
  "am53c974",
  "virtio-pmem-pci",
  "vhost-user-fs.bootindex",
  "vhost-user-blk",
  "cpu-max",
  "memory-backend-file.x-use-canonical-path-for-ramblock-id",
  "vnc-power-control",
  "rotation-rate",
  "acpi-index",
  "input-linux",
  "virtio-gpu-gl-pci",
  "virtio-vga-gl",
  "confidential-guest-support",
  "s390-pv-guest",
  "set-action",
  "virtio-blk.queue-size",
  "virtio-mem-pci",
  "memory-backend-file.reserve",
  "piix4.acpi-root-pci-hotplug",
  "netdev.json",
  "chardev.json",
  "query-dirty-rate",
  "rbd-encryption",
  "sev-guest-kernel-hashes",
  "sev-inject-launch-secret",
  "device.json+hotplug",
  "hvf",
  "virtio-mem-pci.prealloc",
  "calc-dirty-rate",
  "dirtyrate-param.mode",
  "blockdev.nbd.tls-hostname",
  "memory-backend-file.prealloc-threads",
  "virtio-iommu-pci",
  "virtio-iommu.boot-bypass",
  "virtio-net.rss",
  "chardev.qemu-vdagent",
  "display-dbus",
  "iothread.thread-pool-max",
  "usb-host.guest-resets-all",
  "migration.blocked-reasons",
  "query-stats",
  "query-stats-schemas",
  "sgx-epc",
  "thread-context",
  "screenshot-format-png",
  "machine-hpet",
  "netdev.stream",
  "virtio-crypto",
  "cryptodev-backend-lkcf",
  "pvpanic-pci",
  "netdev.stream.reconnect",
  "virtio-gpu.blob",
  "rbd-encryption-layering",
  "rbd-encryption-luks-any",
  "qcow2-discard-no-unref",
  "run-with.async-teardown",
  "virtio-blk-vhost-vdpa",
  "virtio-blk.iothread-mapping",
  "smp-clusters",
  "virtio-mem-pci.dynamic-memslots",
  "blockjob.backing-mask-protocol",
  "display-reload",
  "usb-mtp",
  "machine.virt.ras",
  "virtio-sound",
  "sev-snp-guest",
  "netdev.user",
  "acpi-erst",
  "intel-iommu.dma-translation",
  "machine-i8042-opt",
  "chardev-reconnect-miliseconds",
  "virtio-ccw.loadparm",
  "netdev-stream-reconnect-miliseconds",
  "query-cpu-model-expansion.deprecated-props",
  "migrate-incoming.exit-on-error",
  "machine.virt.aia",
  "virtio-mem-ccw",
  "blockdev-set-active",
  "shim",
  "virtio-scsi.iothread-mapping"
];
var known2 = new Set(qemuFlags);

// dist/src/drivers/kvm/address/virtio-serial-set.js
var DEFAULT_PORTS = 31;
var fail3 = (code2, text4) => new VirError(code2, ErrorDomain.DOMAIN, text4);
var virtioSerialSet = () => {
  const ports2 = /* @__PURE__ */ new Map();
  const firstFree = (map, from) => map.indexOf(false, from);
  const taken = (a) => fail3(ErrorCode.XML_ERROR, `virtio serial port ${a.port} on controller ${a.controller} is already occupied`);
  const reserve = (a) => {
    const map = ports2.get(a.controller);
    if (!map)
      throw fail3(ErrorCode.XML_ERROR, `virtio serial controller ${a.controller} is missing`);
    if (a.port >= map.length) {
      throw fail3(ErrorCode.XML_ERROR, `virtio serial controller ${a.controller} does not have port ${a.port}`);
    }
    if (map[a.port])
      throw taken(a);
    map[a.port] = true;
  };
  return {
    addController(index, count2) {
      if (ports2.has(index)) {
        throw fail3(ErrorCode.INTERNAL_ERROR, `virtio serial controller with index ${index} already exists in the address set`);
      }
      ports2.set(index, new Array(count2 ?? DEFAULT_PORTS).fill(false));
    },
    reserve,
    nextOf(controller2) {
      const map = ports2.get(controller2);
      if (!map)
        throw fail3(ErrorCode.INTERNAL_ERROR, `virtio-serial controller ${controller2} not available`);
      const port4 = firstFree(map, 1);
      if (port4 < 1) {
        throw fail3(ErrorCode.XML_ERROR, `Unable to find a free port on virtio-serial controller ${controller2}`);
      }
      map[port4] = true;
      return { controller: controller2, bus: 0, port: port4 };
    },
    next(allowZero, addController3) {
      const from = allowZero ? 0 : 1;
      if (ports2.size === 0)
        throw fail3(ErrorCode.INTERNAL_ERROR, "no virtio-serial controllers are available");
      for (const controller3 of [...ports2.keys()].sort((a, b) => a - b)) {
        const port4 = firstFree(ports2.get(controller3), from);
        if (port4 < 0)
          continue;
        const address4 = { controller: controller3, bus: 0, port: port4 };
        reserve(address4);
        return address4;
      }
      let controller2 = 0;
      while (ports2.has(controller2))
        controller2++;
      addController3(controller2);
      const address3 = { controller: controller2, bus: 0, port: from };
      reserve(address3);
      return address3;
    }
  };
};

// dist/src/drivers/kvm/address/other-buses.js
var fail4 = (code2, domain, text4) => new VirError(code2, domain, text4);
var portsOf = (controller2) => controller2.type === "virtio-serial" ? controller2.ports : void 0;
var assignVirtioSerial = (domain) => {
  const set = virtioSerialSet();
  for (const c of domain.devices.controllers) {
    if (c.type === "virtio-serial")
      set.addController(c.index ?? 0, portsOf(c));
  }
  const complete2 = (info) => Boolean(isType(info, "virtio-serial")?.port);
  for (const device of walkDevices(domain)) {
    const address3 = isType(infoOf(device), "virtio-serial");
    if (address3?.port)
      set.reserve(address3);
  }
  const grow = (index) => {
    if (!findController(domain, "virtio-serial", index))
      addController(domain, "virtio-serial", index);
    set.addController(index, void 0);
  };
  const assign2 = (info, allowZero) => {
    if (complete2(info))
      return;
    const given = isType(info, "virtio-serial");
    const address3 = given ? set.nextOf(given.controller) : set.next(allowZero, grow);
    if (!allowZero)
      info.address = { type: "virtio-serial", ...address3 };
  };
  for (const console of domain.devices.consoles)
    if (console.target?.type === "virtio")
      assign2(console, true);
  for (const channel2 of domain.devices.channels)
    if (channel2.target.type === "virtio")
      assign2(channel2, false);
};
var VIO = { net: 4096, scsi: 8192, serial: 805306368, nvram: 12288, tpm: 16384 };
var assignSpaprVio = (domain, machine2) => {
  const d = domain.devices;
  const inUse = (reg, except) => {
    for (const device of walkDevices(domain)) {
      const info = infoOf(device);
      if (info !== except && isType(info, "spapr-vio")?.reg === reg)
        return true;
    }
    return false;
  };
  const assign2 = (info, first2) => {
    const address3 = isType(info, "spapr-vio");
    if (!address3)
      return;
    if (address3.reg !== void 0) {
      if (!inUse(address3.reg, info))
        return;
      const text4 = `spapr-vio address 0x${address3.reg.toString(16)} already in use`;
      throw fail4(ErrorCode.XML_ERROR, ErrorDomain.QEMU, text4);
    }
    let reg = first2;
    while (inUse(reg, info))
      reg += 4096;
    address3.reg = reg;
  };
  const on2 = (info, condition, first2) => {
    if (condition && info.address?.type !== "spapr-vio")
      info.address = { type: "spapr-vio" };
    assign2(info, first2);
  };
  for (const net3 of d.interfaces)
    on2(net3, net3.model?.type === "spapr-vlan", VIO.net);
  for (const c of d.controllers)
    on2(c, c.type === "scsi" && c.model === "ibmvscsi", VIO.scsi);
  for (const serial2 of d.serials)
    on2(serial2, serial2.target?.type === "spapr-vio-serial", VIO.serial);
  if (d.nvram)
    on2(d.nvram, isPseries2(machine2), VIO.nvram);
  for (const tpm2 of d.tpms)
    on2(tpm2, tpm2.model !== "spapr-tpm-proxy" && isPseries2(machine2), VIO.tpm);
};
var bare2 = (bus) => bus === "pci" ? { type: "pci", domain: 0, bus: 0, slot: 0, function: 0 } : { type: bus };
var virtioNets = /* @__PURE__ */ new Set(["virtio", "virtio-transitional", "virtio-non-transitional"]);
var primeVirtio = (domain, bus) => {
  const d = domain.devices;
  const prime = (info, condition = true) => {
    if (condition && info.address === void 0)
      info.address = bare2(bus);
  };
  for (const disk2 of d.disks)
    prime(disk2, disk2.target?.bus === "virtio");
  for (const net3 of d.interfaces)
    prime(net3, virtioNets.has(net3.model?.type ?? ""));
  for (const video2 of d.videos)
    prime(video2, video2.model.type === "virtio");
  for (const input of d.inputs)
    prime(input, input.bus === "virtio");
  for (const c of d.controllers)
    prime(c, c.type === "virtio-serial" || c.type === "scsi");
  for (const { hostdev: hostdev2, info } of hostdevsOf(domain))
    prime(info, hostdev2.type === "scsi_host");
  const balloon2 = balloonOf(domain);
  if (balloon2)
    prime(balloon2);
  for (const rng of d.rngs)
    prime(rng);
  for (const mem of d.memories)
    prime(mem, mem.model === "virtio-pmem" || mem.model === "virtio-mem");
  if (bus === "ccw") {
    for (const fs of d.filesystems)
      prime(fs);
    if (d.vsock)
      prime(d.vsock);
  }
  for (const crypto of d.cryptos)
    prime(crypto);
  for (const sound of d.sounds)
    prime(sound, sound.model === "virtio");
};
var primeMmio = (domain, caps, machine2) => {
  const arch3 = isArm(machine2.arch) && machine2.arch !== "armv7b" || isRiscv(machine2.arch);
  const board = machine2.machine.startsWith("vexpress-") || isArmVirt2(machine2) || isRiscvVirt(machine2);
  if (!arch3 || !board)
    return;
  const hasMmio = [...walkDevices(domain)].some((device) => infoOf(device).address?.type === "virtio-mmio");
  const pcie = findController(domain, "pci", 0)?.model === "pcie-root";
  if (pcie && (caps.has("pcie-root-port") || caps.has("ioh3420")) && !hasMmio)
    primeVirtio(domain, "pci");
  else if (caps.has("virtio-mmio"))
    primeVirtio(domain, "virtio-mmio");
};
var ccwText = (a) => {
  const hex5 = (n, digits = 1) => (n ?? 0).toString(16).padStart(digits, "0");
  return `${hex5(a.cssid)}.${hex5(a.ssid)}.${hex5(a.devno, 4)}`;
};
var assignCcw = (domain, caps, machine2) => {
  if (!isS390Ccw(machine2))
    return;
  for (const hostdev2 of domain.devices.hostdevs) {
    if (hostdev2.type !== "mdev")
      continue;
    if (hostdev2.model === "vfio-ccw" && caps.has("vfio-ccw"))
      hostdev2.address ??= { type: "ccw" };
    if (hostdev2.model === "vfio-ap")
      delete hostdev2.address;
  }
  primeVirtio(domain, "ccw");
  const taken = /* @__PURE__ */ new Set();
  const all = () => [...walkDevices(domain)].flatMap((device) => isType(infoOf(device), "ccw") ?? []);
  for (const address3 of all()) {
    if (address3.devno === void 0)
      continue;
    const text4 = ccwText(address3);
    if (taken.has(text4)) {
      throw fail4(ErrorCode.XML_ERROR, ErrorDomain.DOMAIN, `The CCW devno '${text4}' is in use already`);
    }
    taken.add(text4);
  }
  const next = { type: "ccw", cssid: 254, ssid: 0, devno: 0 };
  for (const address3 of all()) {
    if (address3.devno !== void 0)
      continue;
    while (taken.has(ccwText(next))) {
      next.devno++;
      if (next.devno > 65535) {
        next.devno = 0;
        next.ssid++;
      }
      if (next.ssid > 3) {
        throw fail4(ErrorCode.INTERNAL_ERROR, ErrorDomain.DOMAIN, "There are no more free CCW devnos.");
      }
    }
    Object.assign(address3, { cssid: next.cssid, ssid: next.ssid, devno: next.devno });
    taken.add(ccwText(next));
  }
};
var assignMemorySlots = (domain) => {
  const slots = domain.maxMemory?.slots ?? 0;
  if (slots === 0 && !domain.maxMemory)
    return;
  const used = /* @__PURE__ */ new Set();
  for (const mem of domain.devices.memories) {
    const address3 = isType(mem, "dimm");
    if (address3)
      used.add(address3.slot);
  }
  for (const mem of domain.devices.memories) {
    if (mem.model !== "dimm" && mem.model !== "nvdimm" || isType(mem, "dimm"))
      continue;
    let slot = 0;
    while (used.has(slot))
      slot++;
    if (slot >= slots) {
      throw fail4(ErrorCode.INTERNAL_ERROR, ErrorDomain.QEMU, "failed to find an empty memory slot");
    }
    used.add(slot);
    mem.address = { type: "dimm", slot };
  }
};

// dist/src/drivers/kvm/address/pci-chipset.js
var at = (slot, fn = 0) => ({ domain: 0, bus: 0, slot, function: fn });
var same = (a, b) => a.domain === b.domain && a.bus === b.bus && a.slot === b.slot && a.function === b.function;
var setPci = (info, a) => {
  const old = info.address?.type === "pci" ? info.address : void 0;
  info.address = {
    type: "pci",
    domain: a.domain,
    bus: a.bus,
    slot: a.slot,
    function: a.function,
    ...a.multifunction !== void 0 ? { multifunction: a.multifunction } : {},
    ...old?.zpci ? { zpci: old.zpci } : {}
  };
};
var pin = (controller2, place, complaint) => {
  const address3 = pciOf(controller2);
  if (!address3)
    setPci(controller2, place);
  else if (!same(address3, place)) {
    throw new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.QEMU, complaint);
  }
};
var isPiixIde = (c) => c.type === "ide" && c.index === 0;
var isPiixUsb = (c) => c.type === "usb" && c.index === 0 && (c.model === void 0 || c.model === "piix3-uhci");
var primaryVideo = (domain, set, slot, flags, reserveNext2) => {
  const video2 = domain.devices.videos[0];
  const type2 = video2?.model?.type;
  if (!video2 || type2 === "none" || type2 === "ramfb" || !wantsPci(video2))
    return;
  const place = at(slot);
  set.check(place, flags);
  if (set.slotInUse(place))
    reserveNext2(video2);
  else {
    set.reserve(place, flags);
    setPci(video2, place);
  }
};
var reservePiix3 = (domain, set, reserveNext2) => {
  const flags = Plug.AUTOASSIGN | Plug.PCI_DEVICE;
  for (const controller2 of domain.devices.controllers) {
    if (isPiixIde(controller2)) {
      pin(controller2, at(1, 1), "Primary IDE controller must have PCI address 0:0:1.1");
    } else if (isPiixUsb(controller2)) {
      pin(controller2, at(1, 2), "PIIX3 USB controller at index 0 must have PCI address 0:0:1.2");
    } else
      continue;
    if (set.buses.length > 0)
      set.reserve(pciOf(controller2), flags);
  }
  if (set.buses.length > 0) {
    set.reserve(at(1, 0), flags);
    set.reserve(at(1, 3), flags);
  }
  primaryVideo(domain, set, 2, flags, reserveNext2);
};
var reserveQ35 = (domain, set, reserveNext2) => {
  const flags = Plug.PCIE_DEVICE;
  for (const controller2 of domain.devices.controllers) {
    if (controller2.type === "sata" && controller2.index === 0) {
      pin(controller2, at(31, 2), "Primary SATA controller must have PCI address 0:0:1f.2");
    } else if (controller2.type === "usb" && controller2.model === "ich9-uhci1" && controller2.address === void 0) {
      const slot = [29, 26].find((candidate) => !set.slotInUse(at(candidate)));
      if (slot === void 0)
        continue;
      set.reserve(at(slot), flags);
      setPci(controller2, { ...at(slot), multifunction: true });
    } else if (controller2.type === "pci" && controller2.model === "dmi-to-pci-bridge" && controller2.address === void 0 && !set.slotInUse(at(30))) {
      set.reserve(at(30), flags);
      setPci(controller2, at(30));
    }
  }
  if (set.buses.length > 0) {
    set.reserve(at(31, 0), flags);
    set.reserve(at(31, 3), flags);
  }
  primaryVideo(domain, set, 1, flags, reserveNext2);
  if (set.slotInUse(at(27)))
    return;
  const sound = domain.devices.sounds.find((candidate) => candidate.model === "ich9" && !hasPci(candidate));
  if (sound && wantsPci(sound)) {
    set.reserve(at(27), flags);
    setPci(sound, at(27));
  }
};

// dist/src/drivers/kvm/address/pci-flags.js
var conventional2 = Plug.PCI_DEVICE | Plug.AUTOASSIGN;
var pciKinds = (hasPcieRoot, caps) => {
  const express = (hasPcieRoot ? Plug.PCIE_DEVICE : Plug.PCI_DEVICE) | Plug.AUTOASSIGN;
  return { express, virtio: caps.has("virtio-pci-non-transitional") ? express : conventional2 };
};
var byModel = (model5, kinds2) => model5 === "virtio-transitional" ? conventional2 : kinds2.virtio;
var usbPlug = {
  "nec-xhci": "express",
  "qemu-xhci": "express",
  qusb1: "none",
  qusb2: "none",
  none: "none"
};
var controllerPlug = (dev, kinds2) => {
  switch (dev.type) {
    case "pci":
      return plugOfModel[dev.model] ?? 0;
    case "sata":
    case "ide":
      return conventional2;
    case "usb": {
      const plug = usbPlug[dev.model ?? ""];
      return plug === "express" ? kinds2.express : plug === "none" ? 0 : conventional2;
    }
    case "scsi":
      if (dev.model === "virtio-scsi" || dev.model === "virtio-non-transitional")
        return kinds2.virtio;
      return dev.model === void 0 || dev.model === "auto" || dev.model === "ncr53c90" ? 0 : conventional2;
    case "virtio-serial":
      return byModel(dev.model, kinds2);
    default:
      return 0;
  }
};
var hostdevPlug = (dev, kinds2) => {
  if (dev.mode !== "subsystem")
    return 0;
  if (dev.type !== "pci" && dev.type !== "scsi_host" && dev.type !== "mdev")
    return 0;
  if (kinds2.express === conventional2)
    return conventional2;
  if (hasPci(dev))
    return kinds2.express;
  if (dev.type === "mdev")
    return kinds2.express;
  if (dev.type === "scsi_host")
    return byModel(dev.model, kinds2);
  const host = dev.source?.address;
  return host && kinds2.hostIsExpress?.(host) === false ? conventional2 : kinds2.express;
};
var plugOf = (device, kinds2) => {
  switch (device.kind) {
    case "controller":
      return controllerPlug(device.dev, kinds2);
    case "fs": {
      const driver2 = device.dev.driver?.type;
      if (driver2 === void 0 || driver2 === "path" || driver2 === "handle")
        return byModel(device.dev.model, kinds2);
      return driver2 === "virtiofs" ? kinds2.virtio : 0;
    }
    case "net": {
      const model5 = device.dev.model?.type;
      if (device.dev.type === "hostdev" || model5 === "usb-net")
        return 0;
      if (model5 === "virtio" || model5 === "virtio-non-transitional")
        return kinds2.virtio;
      if (model5 === "e1000e" || model5 === "igb")
        return kinds2.express;
      return model5 === void 0 || !knownNetModels.has(model5) ? kinds2.express : conventional2;
    }
    case "sound":
      switch (device.dev.model) {
        case "es1370":
        case "ac97":
        case "ich6":
        case "ich9":
          return conventional2;
        case "virtio":
          return kinds2.virtio;
        default:
          return 0;
      }
    case "disk":
      return device.dev.target?.bus === "virtio" ? byModel(device.dev.model, kinds2) : 0;
    case "hostdev":
      return hostdevPlug(device.dev, kinds2);
    case "memballoon":
      return device.dev.model === "none" || device.dev.model === "xen" ? 0 : byModel(device.dev.model, kinds2);
    case "rng":
      return byModel(device.dev.model, kinds2);
    case "watchdog":
      return device.dev.model === "i6300esb" ? conventional2 : 0;
    case "video":
      switch (device.dev.model?.type) {
        case "virtio":
          return kinds2.virtio;
        case "bochs":
          return kinds2.express;
        case void 0:
        case "default":
        case "gop":
        case "none":
        case "ramfb":
          return 0;
        default:
          return conventional2;
      }
    case "shmem":
    case "pstore":
      return conventional2;
    case "input":
      return device.dev.bus === "virtio" ? byModel(device.dev.model, kinds2) : 0;
    case "serial":
      return device.dev.target?.type === "pci-serial" ? conventional2 : 0;
    case "iommu":
      return device.dev.model === "virtio" ? kinds2.virtio | Plug.INTEGRATED : 0;
    case "vsock":
      return device.dev.model === void 0 ? 0 : byModel(device.dev.model, kinds2);
    case "memory":
      return device.dev.model === "virtio-pmem" || device.dev.model === "virtio-mem" ? kinds2.virtio : 0;
    case "crypto":
      return conventional2;
    case "panic":
      return device.dev.model === "pvpanic" ? conventional2 | Plug.INTEGRATED : 0;
    default:
      return 0;
  }
};
var knownNetModels = /* @__PURE__ */ new Set([
  "netfront",
  "rtl8139",
  "virtio",
  "e1000",
  "e1000e",
  "igb",
  "virtio-transitional",
  "virtio-non-transitional",
  "usb-net",
  "spapr-vlan",
  "lan9118",
  "scm91c111",
  "vlance",
  "vmxnet",
  "vmxnet2",
  "vmxnet3",
  "Am79C970A",
  "Am79C973",
  "82540EM",
  "82545EM",
  "82543GC"
]);

// dist/src/drivers/kvm/address/pci-options.js
var fail5 = (text4) => new VirError(ErrorCode.CONFIG_UNSUPPORTED, ErrorDomain.QEMU, text4);
var modelNames = {
  "pci-bridge": "pci-bridge",
  "dmi-to-pci-bridge": "i82801b11-bridge",
  "pcie-to-pci-bridge": "pcie-pci-bridge",
  "pcie-switch-upstream-port": "x3130-upstream",
  "pcie-switch-downstream-port": "xio3130-downstream",
  "pci-expander-bus": "pxb",
  "pcie-expander-bus": "pxb-pcie"
};
var modelNameOf = (controller2, caps, machine2) => {
  if (controller2.model === "pcie-root-port")
    return caps.has("pcie-root-port") ? "pcie-root-port" : "ioh3420";
  if (controller2.model === "pci-root")
    return isPseries2(machine2) ? "spapr-pci-host-bridge" : void 0;
  return modelNames[controller2.model ?? ""];
};
var freeBusNumber = (domain) => {
  let lowest = 256;
  for (const c of domain.devices.controllers) {
    if (c.type === "pci")
      lowest = Math.min(lowest, c.target?.busNr ?? lowest);
  }
  return lowest <= 2 ? void 0 : lowest - 2;
};
var freeTargetIndex = (domain) => {
  const used = new Set(domain.devices.controllers.filter((c) => c.type === "pci" && c.modelName?.name === "spapr-pci-host-bridge").map((c) => c.target?.index));
  for (let index = 1; index <= 31; index++)
    if (!used.has(index))
      return index;
  return void 0;
};
var completePciControllers = (domain, caps, machine2) => {
  for (const controller2 of domain.devices.controllers) {
    if (controller2.type !== "pci")
      continue;
    const index = controller2.index ?? 0;
    const name3 = modelNameOf(controller2, caps, machine2);
    if (name3 !== void 0 && controller2.modelName?.name === void 0) {
      controller2.modelName = { name: name3 };
    }
    const address3 = controller2.address?.type === "pci" ? controller2.address : void 0;
    const bus = address3?.bus ?? 0;
    const complete2 = (fill) => {
      const target2 = controller2.target ?? {};
      fill(target2);
      controller2.target = target2;
    };
    switch (controller2.model) {
      case "pci-bridge":
        complete2((t) => {
          t.chassisNr ??= index;
        });
        if (index <= bus) {
          const hex5 = (n) => `0x${n.toString(16).padStart(2, "0")}`;
          throw fail5(`PCI controller at index ${index} (${hex5(index)}) has bus='${hex5(bus)}', but index must be larger than bus`);
        }
        break;
      case "pcie-root-port":
        complete2((t) => {
          t.chassis ??= index;
          t.port ??= ((address3?.slot ?? 0) << 3) + (address3?.function ?? 0);
        });
        break;
      case "pcie-switch-downstream-port":
        complete2((t) => {
          t.chassis ??= index;
          t.port ??= address3?.slot ?? 0;
        });
        break;
      case "pci-expander-bus":
      case "pcie-expander-bus":
        complete2((t) => {
          t.busNr ??= freeBusNumber(domain);
          if (t.busNr === void 0) {
            throw fail5(`No free busNr lower than current lowest busNr is available to auto-assign to bus ${bus}. Must be manually assigned`);
          }
        });
        break;
      case "pci-root":
        if (!isPseries2(machine2))
          break;
        complete2((t) => {
          t.index ??= index === 0 ? 0 : freeTargetIndex(domain);
          if (t.index === void 0)
            throw fail5(`No usable target index found for ${bus}`);
        });
        break;
    }
  }
};

// dist/src/drivers/kvm/address/zpci.js
var MAX = { uid: 65535, fid: 4294967295 };
var fail6 = (text4) => new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.DOMAIN, text4);
var carries = (device) => !["serial", "parallel", "channel", "console"].includes(device.kind);
var zpciIds = () => {
  const taken = { uid: /* @__PURE__ */ new Set(), fid: /* @__PURE__ */ new Set() };
  const reserve = (name3, value) => {
    if (taken[name3].has(value))
      throw fail6(`zPCI ${name3} 0${value.toString(8)} is already reserved`);
    taken[name3].add(value);
  };
  const next = (name3) => {
    let value = name3 === "uid" ? 1 : 0;
    while (taken[name3].has(value)) {
      if (value === MAX[name3])
        throw fail6(`There is no more free ${name3}.`);
      value++;
    }
    return value;
  };
  const ensure = (ids) => {
    const uid = ids.uid ?? next("uid");
    const fid = ids.fid ?? next("fid");
    reserve("uid", uid);
    reserve("fid", fid);
    return { uid, fid };
  };
  return {
    collect(device) {
      const { address: address3 } = infoOf(device);
      if (!carries(device) || address3?.type !== "pci" || !address3.zpci)
        return;
      address3.zpci = ensure(address3.zpci);
    },
    assign(device, dryRun2) {
      const info = infoOf(device);
      const { address: address3 } = info;
      if (!carries(device) || address3?.type !== "pci" || address3.zpci)
        return;
      if (dryRun2 && wantsPci(info))
        return;
      const ids = ensure({});
      if (!dryRun2)
        address3.zpci = ids;
    }
  };
};

// dist/src/drivers/kvm/address/pci-assign.js
var fail7 = (code2, text4) => new VirError(code2, ErrorDomain.QEMU, text4);
var pciControllers = (domain) => domain.devices.controllers.filter((c) => c.type === "pci");
var rootModel = (domain) => findController(domain, "pci", 0)?.model;
var reserveNext = (pass3, info, fn) => {
  const flags = pass3.plugs.get(info) ?? 0;
  const address3 = pass3.set.reserveNext({
    flags,
    isolationGroup: pass3.groups.get(info) ?? 0,
    ...fn !== void 0 ? { function: fn } : {}
  });
  if (!pass3.dryRun)
    setPci(info, address3);
  return address3;
};
var collect = (pass3, device) => {
  const info = infoOf(device);
  const address3 = pciOf(info);
  if (!address3)
    return;
  const flags = pass3.plugs.get(info) || Plug.PCI_DEVICE;
  pass3.plugs.set(info, flags);
  if (device.kind === "controller" && address3.domain === 0 && address3.bus === 0 && address3.slot === 1) {
    const piix = isPiixIde(device.dev) && address3.function === 1 || isPiixUsb(device.dev) && address3.function === 2;
    if (piix) {
      const bus = pass3.set.buses[0];
      if (bus && !(bus.flags & Plug.PCI_DEVICE)) {
        throw fail7(ErrorCode.INTERNAL_ERROR, "Bus 0 must be PCI for integrated PIIX3 USB or IDE controllers");
      }
      return;
    }
  }
  pass3.set.reserve(address3, flags, pass3.groups.get(info) ?? 0);
};
var addressed = function* (domain) {
  for (const device of walkDevices(domain))
    yield device;
};
var openPass = (context, buses, dryRun2, state3) => {
  const { domain, caps, machine: machine2 } = context;
  const set = pciSet({
    buses,
    dryRun: dryRun2,
    multipleRoots: isPseries2(machine2),
    pcieToPciBridge: caps.has("pcie-pci-bridge")
  });
  for (const controller2 of pciControllers(domain)) {
    const index = controller2.index ?? 0;
    if (index >= buses) {
      throw fail7(ErrorCode.INTERNAL_ERROR, `Inappropriate new pci controller index ${index} exceeds addrs array length`);
    }
    set.setModel(index, controller2.model, controller2.target?.hotplug !== false);
    const bus = set.buses[index];
    bus.isolationGroup = state3.groups.get(controller2) ?? 0;
    bus.isolationLocked = isPseries2(machine2) && index === 0;
  }
  if (buses > 0 && !set.buses[0].model)
    set.setModel(0, "pci-root", true);
  const filler = isPseries2(machine2) ? "pci-root" : rootModel(domain) === "pcie-root" ? "pcie-root-port" : "pci-bridge";
  for (const [i, bus] of set.buses.entries())
    if (i > 0 && !bus.model)
      set.setModel(i, filler, true);
  const pass3 = { ...context, set, dryRun: dryRun2, ...state3, zpci: caps.has("zpci") ? zpciIds() : void 0 };
  for (const device of addressed(domain))
    collect(pass3, device);
  if (pass3.zpci)
    for (const device of addressed(domain))
      pass3.zpci.collect(device);
  return pass3;
};
var reserveChipset = (pass3) => {
  const next = (info) => void reserveNext(pass3, info);
  if (isI440fx(pass3.machine))
    reservePiix3(pass3.domain, pass3.set, next);
  if (isQ35(pass3.machine))
    reserveQ35(pass3.domain, pass3.set, next);
};
var ich9Function = {
  "ich9-ehci1": [7, void 0],
  "ich9-uhci1": [0, true],
  "ich9-uhci2": [1, void 0],
  "ich9-uhci3": [2, void 0]
};
var reserveIch9 = (pass3, controller2) => {
  const [fn, multifunction] = ich9Function[controller2.model ?? ""];
  const partner = pass3.domain.devices.controllers.find((c) => c.type === "usb" && (c.model ?? "") in ich9Function && c.index === controller2.index && hasPci(c));
  const place = partner && pciOf(partner);
  if (place) {
    const address4 = { domain: place.domain, bus: place.bus, slot: place.slot, function: fn };
    if (multifunction !== void 0)
      address4.multifunction = multifunction;
    pass3.set.reserve(address4, pass3.plugs.get(controller2) ?? 0, pass3.groups.get(controller2) ?? 0);
    setPci(controller2, address4);
    return;
  }
  const address3 = reserveNext(pass3, controller2, fn);
  if (!pass3.dryRun && multifunction !== void 0)
    setPci(controller2, { ...address3, multifunction });
};
var virtioDisk = (pass3, disk2) => {
  const type2 = disk2.address?.type;
  if (hasPci(disk2) || type2 === "ccw")
    return;
  if (type2 === "virtio-mmio" && pass3.caps.has("virtio-mmio"))
    return;
  if (!wantsPci(disk2)) {
    throw fail7(ErrorCode.CONFIG_UNSUPPORTED, `virtio disk cannot have an address of type '${type2}'`);
  }
  reserveNext(pass3, disk2);
};
var assignSlots = (pass3) => {
  const d = pass3.domain.devices;
  const next = (info) => {
    if (wantsPci(info))
      reserveNext(pass3, info);
  };
  for (const c of d.controllers) {
    if (c.type === "pci" && c.model !== "pci-root" && c.model !== "pcie-root")
      next(c);
  }
  for (const fs of d.filesystems)
    if (fs.driver?.type !== "mtp")
      next(fs);
  for (const net3 of d.interfaces)
    if (net3.model?.type !== "usb-net" && net3.type !== "hostdev")
      next(net3);
  for (const sound of d.sounds)
    if (!["sb16", "pcspk", "usb"].includes(sound.model))
      next(sound);
  for (const c of d.controllers) {
    if (c.type === "pci" || c.type === "fdc" || c.type === "ccid")
      continue;
    if (c.type === "usb" && c.model === "none" || c.type === "ide" && c.index === 0)
      continue;
    if (c.type === "scsi" && c.model === "ncr53c90" || !wantsPci(c))
      continue;
    if (c.type === "usb" && (c.model ?? "") in ich9Function)
      reserveIch9(pass3, c);
    else
      reserveNext(pass3, c);
  }
  for (const disk2 of d.disks)
    if (disk2.target?.bus === "virtio")
      virtioDisk(pass3, disk2);
  for (const { hostdev: hostdev2, info } of hostdevsOf(pass3.domain)) {
    if (hostdev2.mode !== "subsystem" || info.address?.type === "unassigned")
      continue;
    const pci5 = hostdev2.type === "pci" || hostdev2.type === "scsi_host" || hostdev2.type === "mdev" && hostdev2.model === "vfio-pci";
    if (pci5)
      next(info);
  }
  const balloon2 = balloonOf(pass3.domain);
  if (balloon2)
    next(balloon2);
  for (const rng of d.rngs)
    next(rng);
  for (const dog of d.watchdogs)
    if (dog.model === "i6300esb")
      next(dog);
  for (const video2 of d.videos) {
    if (video2.model?.type !== "none" && video2.model?.type !== "ramfb")
      next(video2);
  }
  for (const shmem2 of d.shmems)
    next(shmem2);
  for (const input of d.inputs)
    if (input.bus === "virtio")
      next(input);
  for (const serial2 of d.serials)
    if (serial2.target?.type === "pci-serial")
      next(serial2);
  for (const iommu3 of d.iommus)
    if (iommu3.model === "virtio")
      next(iommu3);
  if (d.vsock)
    next(d.vsock);
  for (const mem of d.memories)
    if (mem.model === "virtio-pmem" || mem.model === "virtio-mem")
      next(mem);
  for (const crypto of d.cryptos)
    next(crypto);
  for (const panic2 of d.panics)
    if (panic2.model === "pvpanic")
      next(panic2);
  if (d.pstore)
    next(d.pstore);
};
var dryRun = (context, buses, state3, kinds2) => {
  const { domain } = context;
  const pass3 = openPass(context, buses, true, state3);
  const { set } = pass3;
  reserveChipset(pass3);
  if (rootModel(domain) === "pci-root") {
    const full = set.buses.every((_, i) => set.busIsFull(i));
    if (!full)
      set.reserveNext({ flags: Plug.AUTOASSIGN | Plug.PCI_DEVICE });
  }
  assignSlots(pass3);
  if (pass3.zpci)
    for (const device of addressed(domain))
      pass3.zpci.assign(device, true);
  if (buses <= 1 && set.buses.length > buses && rootModel(domain) === "pcie-root") {
    set.reserveNext({ flags: Plug.AUTOASSIGN | Plug.PCIE_DEVICE });
  }
  for (let i = 1; i < set.buses.length; i++) {
    if (findController(domain, "pci", i))
      continue;
    const model5 = set.buses[i].model;
    const controller2 = addController(domain, "pci", i, model5);
    state3.plugs.set(controller2, plugOf({ kind: "controller", dev: controller2 }, kinds2));
    if (model5 === "pci-root" || model5 === "pcie-root")
      continue;
    reserveNext(pass3, controller2);
    pass3.zpci?.assign({ kind: "controller", dev: controller2 }, true);
  }
  return set.buses.length;
};
var markMultifunction = (domain) => {
  const zero = /* @__PURE__ */ new Map();
  const shared2 = /* @__PURE__ */ new Set();
  for (const device of walkDevices(domain)) {
    const address3 = infoOf(device).address;
    if (address3?.type !== "pci")
      continue;
    const slot = `${address3.domain}:${address3.bus}:${address3.slot}`;
    if (address3.function === 0) {
      if (!zero.has(slot))
        zero.set(slot, address3);
    } else
      shared2.add(slot);
  }
  for (const slot of shared2) {
    const address3 = zero.get(slot);
    if (address3)
      address3.multifunction ??= true;
  }
};
var assignPci = (context) => {
  const { domain, caps, machine: machine2 } = context;
  const kinds2 = { ...pciKinds(rootModel(domain) === "pcie-root", caps) };
  if (context.hostIsExpress)
    kinds2.hostIsExpress = context.hostIsExpress;
  let buses = Math.max(-1, ...pciControllers(domain).map((c) => c.index ?? 0)) + 1;
  const state3 = { plugs: /* @__PURE__ */ new Map(), groups: /* @__PURE__ */ new Map() };
  for (const device of walkDevices(domain))
    state3.plugs.set(infoOf(device), plugOf(device, kinds2));
  for (const { hostdev: hostdev2, info } of hostdevsOf(domain)) {
    state3.plugs.set(info, plugOf({ kind: "hostdev", dev: hostdev2 }, kinds2));
  }
  if (buses > 0)
    buses = dryRun(context, buses, state3, kinds2);
  const pass3 = openPass(context, buses, false, state3);
  if (supportsPci(machine2)) {
    reserveChipset(pass3);
    assignSlots(pass3);
    if (pass3.zpci)
      for (const device of addressed(domain))
        pass3.zpci.assign(device, false);
    markMultifunction(domain);
    completePciControllers(domain, caps, machine2);
  }
  return pass3.set;
};

// dist/src/drivers/kvm/address/usb-set.js
var HUB_PORTS = 8;
var MAX_DEPTH3 = 4;
var newHub = (ports2) => ({
  used: new Array(ports2).fill(false),
  hubs: new Array(ports2).fill(void 0)
});
var xmlError = (text4) => new VirError(ErrorCode.XML_ERROR, ErrorDomain.DOMAIN, text4);
var portsOfController = (model5, ports2) => {
  switch (model5) {
    case void 0:
    case "piix3-uhci":
    case "piix4-uhci":
    case "vt82c686b-uhci":
      return 2;
    case "ehci":
    case "ich9-ehci1":
      return 6;
    case "pci-ohci":
      return 3;
    case "nec-xhci":
    case "qemu-xhci":
      return ports2 ?? 4;
    case "qusb1":
    case "qusb2":
      return ports2 ?? 8;
    default:
      return 0;
  }
};
var usbSet = () => {
  const buses = [];
  const find2 = (a) => {
    const root = buses[a.bus];
    if (root === void 0)
      throw xmlError(`Missing USB bus ${a.bus}`);
    const path2 = a.port.split(".").map(Number);
    let hub = root;
    for (const step of path2.slice(0, -1)) {
      const where = `at port ${step} in USB address bus: ${a.bus} port: ${a.port}`;
      if (hub.used.length <= step - 1) {
        throw xmlError(`port ${step} out of range in USB address bus: ${a.bus} port: ${a.port}`);
      }
      const next = hub.hubs[step - 1];
      if (next === void 0)
        throw xmlError(`there is no hub ${where}`);
      hub = next;
    }
    const target2 = path2.at(-1) - 1;
    if (target2 >= hub.used.length) {
      throw xmlError(`requested USB port ${a.port} not present on USB bus ${a.bus}`);
    }
    return [hub, target2];
  };
  const freePort = (hub, level) => {
    const here = hub.used.indexOf(false);
    if (here >= 0)
      return [here + 1];
    if (level >= MAX_DEPTH3 - 1)
      return void 0;
    for (const [i, below2] of hub.hubs.entries()) {
      const path2 = below2 && freePort(below2, level + 1);
      if (path2)
        return [i + 1, ...path2];
    }
    return void 0;
  };
  const reserve = (a) => {
    const [hub, port4] = find2(a);
    if (hub.used[port4])
      throw xmlError(`Duplicate USB address bus ${a.bus} port ${a.port}`);
    hub.used[port4] = true;
  };
  return {
    addController(index, ports2) {
      if (ports2 === 0)
        return;
      if (buses[index])
        throw xmlError(`Duplicate USB controllers with index ${index}`);
      buses[index] = newHub(ports2);
    },
    addHub(a) {
      const [hub, port4] = find2(a);
      if (hub.hubs[port4])
        throw xmlError(`Duplicate USB hub on bus ${a.bus} port ${a.port}`);
      hub.used[port4] = true;
      hub.hubs[port4] = newHub(HUB_PORTS);
    },
    reserve,
    assign(wanted) {
      if (wanted !== void 0 && buses[wanted] === void 0) {
        throw xmlError(`USB bus ${wanted} requested but no controller with that index is present`);
      }
      for (const bus of wanted !== void 0 ? [wanted] : buses.keys()) {
        const root = buses[bus];
        const path2 = root && freePort(root, 0);
        if (!path2)
          continue;
        const address3 = { bus, port: path2.join(".") };
        reserve(address3);
        return address3;
      }
      throw new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.DOMAIN, "No free USB ports");
    },
    release(a) {
      const [hub, port4] = find2(a);
      hub.used[port4] = false;
    }
  };
};

// dist/src/drivers/kvm/address/usb-assign.js
var controllerPorts = (c) => c.type === "usb" ? portsOfController(c.model, c.ports) : 0;
var usbDevices = (domain, withHubs) => {
  const d = domain.devices;
  const list2 = [];
  list2.push(...d.disks.filter((disk2) => disk2.target?.bus === "usb"));
  list2.push(...d.interfaces.filter((net3) => net3.model?.type === "usb-net"));
  list2.push(...d.sounds.filter((sound) => sound.model === "usb"));
  for (const { hostdev: hostdev2, info } of hostdevsOf(domain))
    if (hostdev2.type === "usb")
      list2.push(info);
  list2.push(...d.controllers.filter((c) => c.type === "ccid"));
  list2.push(...d.serials.filter((serial2) => serial2.target?.type === "usb-serial"));
  list2.push(...d.inputs.filter((input) => input.bus === "usb"));
  list2.push(...d.filesystems.filter((fs) => fs.driver?.type === "mtp"));
  if (withHubs)
    list2.push(...d.hubs);
  list2.push(...d.redirdevs);
  return list2;
};
var complete = (info) => isType(info, "usb")?.port !== void 0;
var assign = (set, info) => {
  const bus = isType(info, "usb")?.bus;
  info.address = { type: "usb", ...set.assign(bus) };
};
var placed = (info) => {
  const { bus, port: port4 } = isType(info, "usb");
  return { bus, port: port4 };
};
var hasUsb = (domain) => !domain.devices.controllers.some((c) => c.type === "usb" && c.model === "none");
var addHubs2 = (domain) => {
  const d = domain.devices;
  let available = d.controllers.reduce((sum, c) => sum + controllerPorts(c), 0);
  available += d.hubs.filter((hub) => hub.type === "usb").length * HUB_PORTS;
  const wanted = usbDevices(domain, true).length;
  if (wanted > 0 && !hasUsb(domain)) {
    throw new VirError(ErrorCode.CONFIG_UNSUPPORTED, ErrorDomain.QEMU, "USB is disabled for this domain, but USB devices are present in the domain XML");
  }
  if (wanted <= available)
    return;
  const hubs = Math.ceil((wanted - available + 1) / (HUB_PORTS - 1));
  for (let i = 0; i < hubs; i++)
    d.hubs.push({ type: "usb" });
};
var assignUsb = (domain, newDomain) => {
  if (!newDomain && !usbDevices(domain, true).every(complete))
    return void 0;
  addHubs2(domain);
  const set = usbSet();
  for (const c of domain.devices.controllers)
    if (c.type === "usb")
      set.addController(c.index ?? 0, controllerPorts(c));
  const hubs = domain.devices.hubs.filter((hub) => hub.type === "usb");
  for (const hub of hubs)
    if (complete(hub))
      set.addHub(placed(hub));
  for (const info of usbDevices(domain, false))
    if (complete(info))
      set.reserve(placed(info));
  for (const hub of hubs) {
    if (complete(hub))
      continue;
    assign(set, hub);
    set.addHub(placed(hub));
  }
  for (const info of usbDevices(domain, false)) {
    const type2 = info.address?.type;
    if ((type2 === void 0 || type2 === "usb") && !complete(info))
      assign(set, info);
  }
  return set;
};

// dist/src/drivers/kvm/address/assign.js
var assignAddresses = (domain, caps, options2) => {
  const machine2 = machineOf(domain);
  assignVirtioSerial(domain);
  assignSpaprVio(domain, machine2);
  assignCcw(domain, caps, machine2);
  primeMmio(domain, caps, machine2);
  const { hostIsExpress } = options2;
  const pci5 = assignPci({ domain, caps, machine: machine2, ...hostIsExpress ? { hostIsExpress } : {} });
  const usb4 = assignUsb(domain, options2.newDomain);
  assignMemorySlots(domain);
  return { pci: pci5, usb: usb4 };
};

// dist/src/drivers/kvm/argv/guest-cpu.js
var cpuDefOf = (cpu) => ({
  type: "guest",
  mode: cpu.mode,
  match: cpu.match,
  ...cpu.check ? { check: cpu.check } : {},
  ...cpu.model?.value !== void 0 ? { model: cpu.model.value } : {},
  fallback: cpu.model?.fallback ?? "allow",
  ...cpu.model?.vendor_id !== void 0 ? { vendorId: cpu.model.vendor_id } : {},
  ...cpu.vendor !== void 0 ? { vendor: cpu.vendor } : {},
  features: cpu.features.map(({ name: name3, policy: policy2 }) => ({ name: name3, policy: policy2 }))
});
var writeCpuBack = (cpu, def) => {
  cpu.mode = def.mode ?? "custom";
  cpu.match = def.match ?? "exact";
  if (def.model !== void 0 || def.vendorId !== void 0) {
    cpu.model = {
      fallback: def.fallback ?? "allow",
      ...def.vendorId !== void 0 ? { vendor_id: def.vendorId } : {},
      ...def.model !== void 0 ? { value: def.model } : {}
    };
  }
  if (def.vendor !== void 0)
    cpu.vendor = def.vendor;
  cpu.features = def.features.map(({ name: name3, policy: policy2 = "require" }) => ({ name: name3, policy: policy2 }));
};
var checkForbidden = (def, host) => {
  for (const { name: name3, policy: policy2 } of def.features) {
    if (policy2 !== "forbid")
      continue;
    const there = host.features.find((feature) => feature.name === name3);
    if (there && there.policy !== "disable") {
      throw new VirError(ErrorCode.CPU_INCOMPATIBLE, ErrorDomain.CPU, `Host CPU provides forbidden feature '${name3}'`);
    }
  }
};
var isUsable = (def, domain, caps) => def.model !== void 0 && def.features.every(({ policy: policy2 }) => policy2 === "disable" || policy2 === "forbid") && caps.cpu(virtTypeOf(domain), def.model)?.usable === "yes";
var checkHost = (def, domain, caps, models) => {
  if (def.check !== "partial" || isUsable(def, domain, caps))
    return;
  const { arch: arch3 } = machineOf(domain);
  const model5 = def.model === void 0 ? void 0 : caps.cpu(virtTypeOf(domain), def.model);
  const blockers = model5?.blockers;
  if (!models?.fromQemu || blockers === void 0 || def.match === "minimum" || def.mode !== "custom") {
    compareCpu(arch3, models?.full, def, true);
    return;
  }
  const disabled = new Set(def.features.filter(({ policy: policy2 }) => policy2 === "disable" || policy2 === "forbid").map(({ name: name3 }) => name3));
  const host = {
    ...models.reported,
    features: models.reported.features.map((feature) => ({ ...feature }))
  };
  expandCpu(arch3, host);
  const has = new Set(host.features.filter(({ policy: policy2 }) => policy2 !== "disable").map(({ name: name3 }) => name3));
  const missing4 = blockers.filter((name3) => !disabled.has(name3));
  for (const { name: name3, policy: policy2 } of def.features) {
    if (policy2 === "require" && !has.has(name3) && !missing4.includes(name3))
      missing4.push(name3);
  }
  if (missing4.length > 0) {
    throw new VirError(ErrorCode.CPU_INCOMPATIBLE, ErrorDomain.CPU, `Host CPU does not provide required features: ${missing4.join(", ")}`);
  }
};
var definiteCpu = (domain, caps, host) => {
  const { cpu } = domain;
  if (!cpu || cpu.mode === "custom" && cpu.model?.value === void 0)
    return;
  const { arch: arch3, machine: machine2 } = machineOf(domain);
  const type2 = virtTypeOf(domain);
  const def = cpuDefOf(cpu);
  validateCpuFeatures(arch3, def);
  const models = host.hostModels?.(caps, type2);
  if (!supportsCpuMode(caps, host.arch, type2, cpu.mode, machine2, models !== void 0)) {
    throw unsupported3(`CPU mode '${cpu.mode}' for ${arch3} ${domain.type} domain on ${host.arch} host is not supported by hypervisor`);
  }
  convertLegacyCpu(arch3, def);
  if (def.check !== "none" && models)
    checkForbidden(def, models.full);
  if (cpu.mode !== "host-passthrough" && cpu.mode !== "maximum") {
    checkHost(def, domain, caps, models);
    updateCpu(arch3, def, models?.migratable);
    const known4 = hypervisorModels(caps, type2);
    translateCpu(arch3, def, known4.size > 0 ? known4 : void 0);
    def.fallback = "forbid";
  }
  def.features = def.features.filter(({ name: name3 }) => knownToQemu(arch3, name3));
  if (cpu.deprecated_features !== void 0) {
    if (!caps.has("query-cpu-model-expansion.deprecated-props")) {
      throw unsupported3("toggling deprecated features for CPU model is unsupported");
    }
    if (!cpu.deprecated_features) {
      for (const name3 of caps.hostCpu(type2)?.deprecatedProps ?? [])
        updateFeature(def, name3, "disable");
    }
  }
  writeCpuBack(cpu, def);
};

// dist/src/drivers/kvm/argv/storage.js
var layerNumbers = (from = 0) => {
  let last = from;
  return { next: () => ++last };
};
var needsFormatNode = (layer, caps) => !caps.has("blockjob.backing-mask-protocol") || !isPlainRaw(layer);
var isTlsProtocol = (protocol) => protocol === "nbd" || protocol === "vxhs";
var nameLayer = (layer, prefix, index, caps, host) => {
  const storage3 = `${prefix}-storage`;
  const format2 = needsFormatNode(layer, caps) ? `${prefix}-format` : void 0;
  layer.nodes = { storage: storage3 };
  if (format2)
    layer.nodes.format = format2;
  if (layer.slice)
    layer.nodes.slice = `libvirt-${index}-slice-sto`;
  const objects = {};
  if (layer.encryption && layer.encryption.secrets.length > 0 && !isEmptyLayer(layer)) {
    const parent = format2 ?? storage3;
    objects.encryption = layer.encryption.secrets.map((_, i) => `${parent}-encryption-secret${i}`);
  }
  if (layer.type === "network") {
    if (layer.auth?.secret)
      objects.authSecret = `${storage3}-auth-secret0`;
    if (layer.cookies)
      objects.cookieSecret = `${storage3}-httpcookie-secret0`;
    if (layer.protocol === "gluster")
      layer.debugLevel = host.config.glusterDebugLevel;
    if (isTlsProtocol(layer.protocol)) {
      const { config } = host;
      const [fallback, secret] = layer.protocol === "nbd" ? [config.nbdTls, config.nbdTlsSecret] : [config.vxhsTls, config.vxhsTlsSecret];
      if (layer.tls ?? fallback) {
        objects.tlsCreds = `obj${storage3}_tls0`;
        if (secret !== void 0)
          objects.tlsSecret = { id: `${objects.tlsCreds}-secret0`, uuid: secret };
      }
    } else if (layer.tls) {
      throw unsupported3(`TLS transport is not supported for disk protocol '${layer.protocol}'`);
    }
  }
  if (layer.reservations)
    objects.prManager = layer.reservations.managed ? "pr-helper0" : `pr-helper-${storage3}`;
  const passed = host.imagePath?.(layer);
  if (passed !== void 0)
    objects.fdPath = passed;
  layer.objects = objects;
};
var applyDrive = (disk2, layer, top, cache4) => {
  const { driver: driver2 } = disk2;
  if (top && driver2?.detect_zeroes !== void 0)
    layer.detectZeroes = driver2.detect_zeroes;
  if (driver2?.io !== void 0)
    layer.io = driver2.io;
  if (cache4 !== void 0)
    layer.cache = cache4;
  if (driver2?.discard !== void 0)
    layer.discard = driver2.discard;
  if (driver2?.discard_no_unref !== void 0)
    layer.discardNoUnref = driver2.discard_no_unref;
  if (disk2.device === "floppy")
    layer.floppy = true;
};
var cacheOf = (disk2) => disk2.driver?.cache ?? (disk2.shareable && !disk2.readonly ? "none" : void 0);
var prepareDisk = (disk2, numbers, caps, host) => {
  const top = layersOf(disk2);
  const cache4 = cacheOf(disk2);
  if (top.type === "volume" && top.format === void 0)
    top.format = "raw";
  const filters = [];
  if (top.type === "vhostuser")
    return { layer: top, filters };
  if (disk2.target?.bus === "sd") {
    applyDrive(disk2, top, true, cache4);
    nameLegacy(disk2, top);
    return { layer: top, filters };
  }
  for (const layer of chainOf(top)) {
    name3(layer, layer === top);
    if (layer.dataStore)
      name3(layer.dataStore, layer === top);
  }
  terminate(top);
  for (const _ of disk2.throttlefilters)
    filters.push(`libvirt-${numbers.next()}-filter`);
  return { layer: top, filters };
  function name3(layer, isTop) {
    layer.index ??= numbers.next();
    applyDrive(disk2, layer, isTop, cache4);
    nameLayer(layer, `libvirt-${layer.index}`, layer.index, caps, host);
  }
};
var nameLegacy = (disk2, layer) => {
  const alias2 = disk2.alias?.name ?? "";
  const objects = {};
  if (layer.encryption)
    objects.encryption = layer.encryption.secrets.map((_, i) => `${alias2}-encryption-secret${i}`);
  if (layer.auth?.secret)
    objects.authSecret = `${alias2}-auth-secret0`;
  layer.objects = objects;
};
var terminate = (top) => {
  for (const layer of chainOf(top))
    if (layer.backing === void 0)
      return;
};
var prepareDisks = (domain, numbers, caps, host) => {
  const prepared = /* @__PURE__ */ new Map();
  for (const disk2 of [...domain.devices.disks].reverse())
    prepared.set(disk2, prepareDisk(disk2, numbers, caps, host));
  return prepared;
};
var prepareHostdevs = (entries2, numbers, caps, host) => {
  const layers = /* @__PURE__ */ new Map();
  for (const { hostdev: hostdev2 } of entries2) {
    if (hostdev2.mode !== "subsystem")
      continue;
    if (hostdev2.type === "pci" && !caps.has("vfio-pci")) {
      throw unsupported3("VFIO PCI device assignment is not supported by this version of QEMU");
    }
    if (hostdev2.type !== "scsi")
      continue;
    const source2 = hostdev2.source;
    const index = numbers.next();
    const node = `libvirt-${index}-backend`;
    const layer = source2.protocol === "iscsi" ? layerOfSource("network", hostdev2.source) : {
      type: "block",
      hosts: [],
      path: host.scsiGeneric(source2.adapter?.name ?? "", source2.address ?? { bus: 0, target: 0, unit: 0 })
    };
    layer.index = index;
    layer.nodes = { storage: node };
    layer.readonly = hostdev2.readonly ?? false;
    if (layer.auth?.secret)
      layer.objects = { authSecret: `${node}-secret0` };
    layers.set(hostdev2, layer);
  }
  return layers;
};
var preparePflash = (domain, caps, host) => {
  const { loader: loader2, nvram } = domain.os;
  if (loader2?.type !== "pflash")
    return {};
  const code2 = {
    type: "file",
    hosts: [],
    path: loader2.path ?? "",
    format: loader2.format ?? "raw",
    readonly: loader2.readonly ?? false
  };
  code2.nodes = { storage: "libvirt-pflash0-storage", format: "libvirt-pflash0-format" };
  code2.backing = null;
  if (!nvram)
    return { code: code2 };
  const vars = nvram.type === void 0 ? { type: "file", hosts: [], ...nvram.path !== void 0 ? { path: nvram.path } : {} } : layerOfSource(nvram.type, nvram.source);
  vars.format = nvram.format ?? "raw";
  vars.readonly = false;
  vars.backing = null;
  nameLayer(vars, "libvirt-pflash1", 0, caps, host);
  return { code: code2, vars };
};

// dist/src/drivers/kvm/argv/prepare.js
var knownFlags = new Set(qemuFlags);
var customCaps = (domain, caps) => {
  const { adds = [], dels = [] } = domain.qemuCapabilities ?? {};
  if (adds.length === 0 && dels.length === 0)
    return caps;
  const flags = (list2) => list2.map(({ capability }) => {
    if (!knownFlags.has(capability))
      throw internal2(`invalid qemu namespace capability '${capability}'`);
    return capability;
  });
  return caps.with({ add: flags(adds), remove: flags(dels) });
};
var checkStart = (domain, caps) => {
  const { graphics, shmems, disks: disks2 } = domain.devices;
  for (const each of graphics) {
    if ((each.type === "vnc" || each.type === "spice") && listensOf(each).length > 1) {
      throw unsupported3("QEMU does not support multiple listens for one graphics device.");
    }
    if (each.type !== "rdp")
      continue;
    if (listensOf(each).length > 1) {
      throw unsupported3("qemu-rdp does not support multiple listens for one graphics device.");
    }
    if (each.multiUser)
      throw unsupported3("qemu-rdp doesn't support the 'multiUser' attribute.");
    if (each.replaceUser)
      throw unsupported3("qemu-rdp doesn't support the 'replaceUser' attribute.");
    if (!graphics.some((other) => other.type === "dbus" && !other.p2p)) {
      throw unsupported3("qemu-rdp support requires a D-Bus bus graphics device.");
    }
  }
  for (const { name: name3 } of shmems) {
    if (name3.includes("/"))
      throw unsupported3(`shmem name '${name3}' must not contain '/'`);
  }
  for (const disk2 of disks2) {
    if (disk2.type === "network" && disk2.source?.protocol === "vxhs") {
      throw unsupported3("VxHS protocol is not supported with this QEMU binary");
    }
    if (disk2.device === "floppy" && isPseries2(machineOf(domain))) {
      throw unsupported3("PowerPC pseries machines do not support floppy device");
    }
    if (disk2.type === "nvme" && !caps.has("drive-nvme")) {
      throw unsupported3("NVMe disks are not supported with this QEMU binary");
    }
  }
};
var bootNames = { cdrom: "cdrom", disk: "hd", lun: "hd", floppy: "fd" };
var bootOrder = (domain) => {
  const order = /* @__PURE__ */ new Map();
  const left = /* @__PURE__ */ new Map();
  for (const [i, { dev }] of domain.os.boots.entries())
    left.set(dev, i + 1);
  for (const disk2 of domain.devices.disks) {
    const kind = bootNames[disk2.device];
    const index = left.get(kind);
    if (index === void 0)
      continue;
    order.set(disk2, index);
    left.delete(kind);
  }
  const network2 = left.get("network");
  const [first2] = domain.devices.interfaces;
  if (network2 !== void 0 && first2)
    order.set(first2, network2);
  return order;
};
var roundUp = (value, step) => Math.ceil(value / step) * step;
var PPC64_STEP = 256 * 1024;
var alignMemory = (domain) => {
  const ppc64 = isPpc64(machineOf(domain).arch);
  const step = ppc64 ? PPC64_STEP : 1024;
  const cells = numaCells(domain);
  const plain = roundUp(initialMemory(domain), step);
  for (const cell of cells)
    cell.memory = roundUp(cell.memory, step);
  const initial = cells.reduce((sum, cell) => sum + cell.memory, 0) || plain;
  if (domain.maxMemory)
    domain.maxMemory.value = roundUp(domain.maxMemory.value, step);
  let plugged = 0;
  for (const mem of domain.devices.memories) {
    if (!(ppc64 && mem.model === "nvdimm"))
      mem.target.size = roundUp(mem.target.size, ppc64 ? PPC64_STEP : 2048);
    plugged += mem.target.size;
  }
  domain.memory.value = initial + plugged;
};
var channelPath = (channel2, dir) => {
  if (channel2.type !== "unix" || channel2.target.type !== "virtio")
    return;
  const source2 = channel2.source ?? {};
  if (source2.path !== void 0)
    return;
  const { name: name3 } = channel2.target;
  const two = (n) => String(n).padStart(2, "0");
  if (name3 !== void 0)
    source2.path = `${dir}/${name3}`;
  else {
    const at2 = channel2.address?.type === "virtio-serial" ? channel2.address : { controller: 0, bus: 0, port: 0 };
    source2.path = `${dir}/vioser-${two(at2.controller)}-${two(at2.bus)}-${two(at2.port)}.sock`;
  }
  channel2.source = source2;
};
var prepare = (domain, probed, host) => {
  const caps = customCaps(domain, probed);
  checkStart(domain, caps);
  assignAddresses(domain, caps, {
    newDomain: true,
    ...host.hostIsExpress ? { hostIsExpress: host.hostIsExpress } : {}
  });
  assignAliases(domain);
  const bootIndex = bootOrder(domain);
  for (const graphics of domain.devices.graphics)
    setupGraphics(graphics, caps, host);
  const numbers = layerNumbers();
  const disks2 = prepareDisks(domain, numbers, caps, host);
  const hostdevLayers = prepareHostdevs(hostdevsOf(domain), numbers, caps, host);
  const pflash2 = preparePflash(domain, caps, host);
  alignMemory(domain);
  for (const channel2 of domain.devices.channels)
    channelPath(channel2, host.channelDir);
  definiteCpu(domain, caps, host);
  const layers = /* @__PURE__ */ new Map();
  const filters = /* @__PURE__ */ new Map();
  for (const [disk2, prepared] of disks2) {
    layers.set(disk2, prepared.layer);
    filters.set(disk2, prepared.filters);
  }
  return { caps, bootIndex, layers, filters, hostdevLayers, pflash: pflash2 };
};

// dist/src/drivers/kvm/argv/rng.js
var DEFAULT_PERIOD_MS = 1e3;
var rngBackend = (rng) => {
  const id3 = `obj${rng.alias?.name}`;
  const { backend: backend3 } = rng;
  if (backend3.model === "random")
    return { "qom-type": "rng-random", id: id3, filename: backend3.path };
  if (backend3.model === "egd")
    return { "qom-type": "rng-egd", id: id3, chardev: charAlias(rng.alias?.name) };
  return { "qom-type": "rng-builtin", id: id3 };
};
var rngProps = (build, rng) => ({
  ...virtioProps(build.caps, "virtio-rng", rng, rng.driver, rng.model),
  rng: `obj${rng.alias?.name}`,
  id: rng.alias?.name,
  "max-bytes": positive(rng.rate?.bytes),
  period: rng.rate?.bytes ? rng.rate.period || DEFAULT_PERIOD_MS : void 0,
  ...addressProps(build, rng)
});
var addRngs = (build) => {
  for (const rng of build.domain.devices.rngs) {
    if (rng.backend.model === "egd")
      addChardev(build, rng.backend, charAlias(rng.alias?.name));
    addObject(build, rngBackend(rng));
    addExtension(build, rng);
    addDevice(build, rngProps(build, rng));
  }
};

// dist/src/drivers/kvm/argv/shmem.js
var memory2 = (shmem2) => ({
  "qom-type": "memory-backend-file",
  id: `shmmem-${shmem2.alias?.name}`,
  "mem-path": `/dev/shm/${shmem2.name}`,
  size: positive(shmem2.size),
  share: true
});
var shmemProps = (build, shmem2) => {
  const alias2 = shmem2.alias?.name;
  return {
    driver: shmem2.model.type,
    id: alias2,
    ...shmem2.server ? { chardev: charAlias(alias2) } : { memdev: `shmmem-${alias2}`, master: onOff2(shmem2.role && shmem2.role === "master") },
    vectors: positive(shmem2.msi?.vectors),
    ioeventfd: shmem2.msi?.ioeventfd,
    ...addressProps(build, shmem2)
  };
};
var addShmems = (build) => {
  for (const shmem2 of build.domain.devices.shmems) {
    if (shmem2.address?.type !== "pci") {
      throw unsupported3("only 'pci' addresses are supported for the shared memory device");
    }
    if (shmem2.model.type === "ivshmem")
      throw internal2("An error occurred, but the cause is unknown");
    if (shmem2.model.type === "ivshmem-plain")
      addObject(build, memory2(shmem2));
    addExtension(build, shmem2);
    addDevice(build, shmemProps(build, shmem2));
    if (shmem2.server) {
      const path2 = shmem2.server.path ?? `/var/lib/libvirt/shmem-${shmem2.name}-sock`;
      addSocket(build, { path: path2 }, charAlias(shmem2.alias?.name));
    }
  }
};
var addPstore = (build) => {
  const { pstore: pstore2 } = build.domain.devices;
  if (!pstore2)
    return;
  const id3 = pstore2.alias?.name;
  addObject(build, {
    "qom-type": "memory-backend-file",
    id: `mem${id3}`,
    "mem-path": pstore2.path,
    size: positive(pstore2.size * 1024),
    share: true
  });
  addDevice(build, { driver: "acpi-erst", id: id3, memdev: `mem${id3}`, ...addressProps(build, pstore2) });
};

// dist/src/drivers/kvm/argv/smbios.js
var valuesOf = (group) => group && Object.fromEntries(group.entries.map(({ name: name3, value }) => [name3 ?? "", value]));
var table2 = (type2, names2, values) => {
  const parts = [`type=${type2}`];
  for (const name3 of names2) {
    const value = values[name3];
    if (value !== void 0)
      parts.push(`${name3}=${comma(value)}`);
  }
  return parts.join(",");
};
var SYSTEM = ["manufacturer", "product", "version", "serial", "uuid", "sku", "family"];
var sourceOf2 = (build) => {
  const { domain } = build;
  const mode = domain.os.smbios?.mode;
  if (mode === void 0 || mode === "emulate")
    return void 0;
  if (mode === "host") {
    const host = build.host.hostSysinfo?.();
    if (!host)
      throw unsupported3("Host SMBIOS information is not available");
    return host;
  }
  const own = domain.sysinfos.find((info) => info.type === "smbios");
  if (own?.type !== "smbios") {
    throw new VirError(ErrorCode.XML_ERROR, ErrorDomain.QEMU, `Domain '${domain.name}' sysinfo are not available`);
  }
  return {
    bios: valuesOf(own.bios),
    system: valuesOf(own.system),
    baseBoards: (own.baseBoards ?? []).map((board) => valuesOf(board) ?? {}),
    chassis: valuesOf(own.chassis),
    oemStrings: own.oemStrings ?? []
  };
};
var addSmbios = (build) => {
  const source2 = sourceOf2(build);
  if (!source2)
    return;
  const add = (text4) => {
    build.args.push("-smbios", text4);
  };
  if (source2.bios)
    add(table2(0, ["vendor", "version", "date", "release"], source2.bios));
  if (source2.system) {
    const host = build.domain.os.smbios?.mode === "host";
    add(table2(1, host ? SYSTEM.filter((name3) => name3 !== "uuid") : SYSTEM, source2.system));
  }
  const boards = source2.baseBoards ?? [];
  if (boards.length > 1)
    throw unsupported3("qemu does not support more than one entry to Type 2 in SMBIOS table");
  for (const board of boards) {
    add(table2(2, ["manufacturer", "product", "version", "serial", "asset", "location"], board));
  }
  if (source2.chassis)
    add(table2(3, ["manufacturer", "version", "serial", "asset", "sku"], source2.chassis));
  if (source2.oemStrings?.length) {
    add(["type=11", ...source2.oemStrings.map((text4) => `value=${comma(text4)}`)].join(","));
  }
};
var escaped = (text4) => text4.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;").replaceAll("'", "&apos;");
var addFwcfg = (build) => {
  for (const info of build.domain.sysinfos) {
    if (info.type !== "fwcfg")
      continue;
    for (const { name: name3, value, file: file2 } of info.entries ?? []) {
      const content2 = value !== void 0 ? `string=${escaped(value)}` : `file=${escaped(file2 ?? "")}`;
      build.args.push("-fw_cfg", `name=${name3},${content2}`);
    }
  }
};
var addGenerationId = (build) => {
  const { genid } = build.domain;
  if (genid)
    addDevice(build, { driver: "vmgenid", guid: genid.value, id: "vmgenid0" });
};

// dist/src/drivers/kvm/argv/tpm.js
var CHARDEV = "chrtpm";
var backendOf2 = (build, tpm2) => {
  const { backend: backend3 } = tpm2;
  const alias2 = tpm2.alias?.name ?? "";
  const id3 = `tpm-${alias2}`;
  if (backend3.type === "passthrough") {
    const { device, cancel } = build.host.tpm(backend3.device?.path ?? "/dev/tpm0", alias2);
    return `passthrough,id=${id3},path=${comma(device)},cancel-path=${comma(cancel)}`;
  }
  if (backend3.type === "external") {
    addChardev(build, { type: "unix", source: { mode: "connect", ...backend3.external } }, CHARDEV);
  } else
    addSocket(build, { path: build.host.helperSocket("tpm", alias2) }, CHARDEV);
  return `emulator,id=${id3},chardev=${CHARDEV}`;
};
var addTpms = (build) => {
  for (const tpm2 of build.domain.devices.tpms) {
    const id3 = tpm2.alias?.name;
    const { backend: backend3 } = tpm2;
    if (tpm2.model === "spapr-tpm-proxy") {
      const path2 = backend3.type === "passthrough" ? backend3.device?.path : void 0;
      addDevice(build, { driver: tpm2.model, id: id3, "host-path": path2 });
      continue;
    }
    build.args.push("-tpmdev", backendOf2(build, tpm2));
    const driver2 = tpm2.model === "tpm-tis" && !isX86(build.machine.arch) ? "tpm-tis-device" : tpm2.model;
    addDevice(build, { driver: driver2, tpmdev: `tpm-${id3}`, id: id3, ...addressProps(build, tpm2) });
  }
};

// dist/src/drivers/kvm/argv/video.js
var vgaModels = {
  vga: "VGA",
  cirrus: "cirrus-vga",
  vmvga: "vmware-svga",
  qxl: "qxl-vga",
  bochs: "bochs-display",
  ramfb: "ramfb"
};
var supportsVga = (video2, caps) => {
  if (video2.model.type !== "virtio")
    return true;
  return caps.has(isVhostUser(video2) ? "vhost-user-vga" : "virtio-vga");
};
var videoModel = (video2, caps) => {
  const { model: model5 } = video2;
  const primary = (model5.primary ?? false) && supportsVga(video2, caps);
  if (isVhostUser(video2)) {
    return primary ? { name: "vhost-user-vga", virtio: false, busSuffix: false } : { name: "vhost-user-gpu", virtio: true, busSuffix: true };
  }
  if (model5.type === "virtio") {
    const base3 = primary ? "virtio-vga" : "virtio-gpu";
    const gl2 = model5.acceleration?.accel3d && caps.has(primary ? "virtio-vga-gl" : "virtio-gpu-gl-pci");
    return { name: gl2 ? `${base3}-gl` : base3, virtio: true, busSuffix: !primary };
  }
  const name3 = primary ? vgaModels[model5.type] : model5.type === "qxl" ? "qxl" : void 0;
  return name3 === void 0 ? void 0 : { name: name3, virtio: false, busSuffix: false };
};
var isVhostUser = (video2) => video2.driver?.name === "vhostuser";
var chardevAlias = (video2) => `chr-vu-${video2.alias?.name}`;
var memory3 = ({ caps }, video2) => {
  const { model: model5 } = video2;
  const { ram = 0, vram = 0, vram64 = 0, vgamem = 0 } = model5;
  if (model5.type === "qxl") {
    return {
      ram_size: positive(ram * 1024),
      vram_size: positive(vram * 1024),
      vram64_size_mb: caps.has("qxl.vram64_size_mb") ? Math.floor(vram64 / 1024) : void 0,
      vgamem_mb: caps.has("qxl.vgamem_mb") ? Math.floor(vgamem / 1024) : void 0
    };
  }
  if (isVhostUser(video2))
    return { chardev: chardevAlias(video2) };
  if (model5.type === "vga" && caps.has("VGA.vgamem_mb") || model5.type === "vmvga" && caps.has("vmware-svga.vgamem_mb")) {
    return { vgamem_mb: positive(Math.floor(vram / 1024)) };
  }
  if (model5.type === "bochs")
    return { vgamem: positive(vram * 1024) };
  return model5.type === "virtio" ? { blob: model5.blob } : {};
};
var videoProps = (build, video2) => {
  const { caps } = build;
  const { model: model5 } = video2;
  const chosen2 = videoModel(video2, caps);
  if (!chosen2)
    throw internal2(`invalid model for video type '${model5.type}'`);
  const accelerated = model5.type === "virtio" && !isVhostUser(video2) && caps.has("virtio-gpu.virgl");
  return {
    ...chosen2.virtio ? virtioProps(caps, chosen2.name, video2, video2.driver, void 0, chosen2.busSuffix) : { driver: chosen2.name },
    id: video2.alias?.name,
    virgl: accelerated ? model5.acceleration?.accel3d : void 0,
    max_outputs: model5.type === "qxl" || model5.type === "virtio" ? positive(model5.heads) : void 0,
    ...memory3(build, video2),
    xres: positive(model5.resolution?.x),
    yres: positive(model5.resolution?.y),
    ...addressProps(build, video2)
  };
};
var addVideos = (build) => {
  for (const video2 of build.domain.devices.videos) {
    if (video2.model.type === "none")
      continue;
    if (isVhostUser(video2)) {
      const fd = build.host.videoFd?.(video2.alias?.name ?? "") ?? "-1";
      addSocket(build, { fd }, chardevAlias(video2));
    }
    addExtension(build, video2);
    addDevice(build, videoProps(build, video2));
  }
};

// dist/src/drivers/kvm/argv/vsock.js
var addVsock = (build) => {
  const { vsock: vsock2 } = build.domain.devices;
  if (!vsock2)
    return;
  const alias2 = vsock2.alias?.name ?? "";
  addExtension(build, vsock2);
  addDevice(build, {
    ...virtioProps(build.caps, "vhost-vsock", vsock2, vsock2.driver, vsock2.model),
    id: alias2,
    "guest-cid": build.host.guestCid?.(vsock2) ?? vsock2.cid?.address ?? 0,
    vhostfd: build.host.vhostFd("vhost-vsock", alias2),
    ...addressProps(build, vsock2)
  });
};
var backends = { builtin: "cryptodev-backend-builtin", lkcf: "cryptodev-backend-lkcf" };
var addCryptos = (build) => {
  for (const crypto of build.domain.devices.cryptos) {
    const alias2 = crypto.alias?.name;
    addObject(build, {
      "qom-type": backends[crypto.backend.model],
      id: `obj${alias2}`,
      queues: positive(crypto.backend.queues)
    });
    addExtension(build, crypto);
    addDevice(build, {
      ...virtioProps(build.caps, "virtio-crypto", crypto, crypto.driver),
      cryptodev: `obj${alias2}`,
      id: alias2,
      ...addressProps(build, crypto)
    });
  }
};

// dist/src/drivers/kvm/argv/watchdog.js
var watchdogProps = (build, dog) => ({
  driver: dog.model,
  id: dog.alias?.name,
  ...addressProps(build, dog)
});
var addWatchdogs = (build) => {
  const { watchdogs } = build.domain.devices;
  const last = watchdogs.at(-1);
  if (!last)
    return;
  for (const dog of watchdogs) {
    if (dog.model === "itco")
      continue;
    addExtension(build, dog);
    addDevice(build, watchdogProps(build, dog));
  }
  if (watchdogs.some((dog) => dog.model === "itco"))
    build.args.push("-global", "ICH9-LPC.noreboot=off");
  build.args.push("-watchdog-action", last.action === "dump" ? "pause" : last.action);
};
var addPanics = (build) => {
  for (const panic2 of build.domain.devices.panics) {
    if (panic2.model === "isa") {
      const { address: address3 } = panic2;
      addDevice(build, {
        driver: "pvpanic",
        ioport: address3?.type === "isa" ? address3.iobase ?? 0 : void 0
      });
    } else if (panic2.model === "pvpanic") {
      addDevice(build, { driver: "pvpanic-pci", ...addressProps(build, panic2) });
    }
  }
};

// dist/src/drivers/kvm/argv/argv.js
var GRAPHICS = ["sdl", "vnc", "spice", "egl-headless", "dbus", "rdp"];
var check = ({ domain, host }) => {
  const { memtune, blkiotune, cputune, devices: devices2 } = domain;
  if (!host.privileged) {
    if (memtune?.hard_limit !== void 0 || memtune?.soft_limit !== void 0 || memtune?.swap_hard_limit !== void 0) {
      throw unsupported3("Memory tuning is not available in session mode");
    }
    if (blkiotune?.weight)
      throw unsupported3("Block I/O tuning is not available in session mode");
    const tuned = Object.entries(cputune ?? {}).some(([name3, value]) => /shares|period|quota/.test(name3) && value);
    if (tuned)
      throw unsupported3("CPU tuning is not available in session mode");
  }
  for (const type2 of GRAPHICS) {
    if (devices2.graphics.filter((graphics) => graphics.type === type2).length > 1) {
      throw unsupported3("only 1 graphics device of each type (sdl, vnc, spice, headless, dbus, rdp) is supported");
    }
  }
  const kind = domain.os.type.value;
  if (domain.type === "xen" || kind === "xen" || kind === "linux") {
    throw new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.QEMU, `qemu emulator '${devices2.emulator}' does not support xen`);
  }
};
var addEnvironment = ({ env: env2, host }) => {
  env2.push(["LC_ALL", "C"], ...host.baseEnv.map(([name3, value]) => [name3, value]));
  if (!host.privileged) {
    env2.push(["XDG_CACHE_HOME", `${host.domainDir}/.cache`]);
    return;
  }
  env2.push(["HOME", host.domainDir], ["XDG_DATA_HOME", `${host.domainDir}/.local/share`], ["XDG_CACHE_HOME", `${host.domainDir}/.cache`], ["XDG_CONFIG_HOME", `${host.domainDir}/.config`]);
};
var addName = ({ args: args2, domain, config }) => {
  const process2 = config.setProcessName ? `,process=qemu:${domain.name}` : "";
  args2.push("-name", `guest=${comma(domain.name)}${process2},debug-threads=on`);
};
var addCompat = ({ args: args2, domain, config }) => {
  const behavior = domain.qemuDeprecation?.behavior ?? config.deprecationBehavior;
  if (behavior === "none" || !["omit", "reject", "crash"].includes(behavior))
    return;
  const input = behavior === "omit" ? void 0 : behavior;
  args2.push("-compat", toJson({ "deprecated-output": "hide", "deprecated-input": input }));
};
var addMasterKey = (build) => addObject(build, {
  "qom-type": "secret",
  id: MASTER_KEY,
  format: "raw",
  file: `${build.host.domainDir}/master-key.aes`
});
var addReservations = (build) => {
  const managed = [...build.layers.values()].some((top) => {
    for (let layer = top; layer; layer = layer.backing) {
      if (layer.reservations?.managed)
        return true;
    }
    return false;
  });
  if (!managed)
    return;
  const path2 = build.host.helperSocket("pr", "pr-helper0");
  addObject(build, { "qom-type": "pr-manager-helper", id: "pr-helper0", path: path2 });
};
var addMonitor = (build) => {
  const { monitor: monitor2 } = build.host;
  addSocket(build, { ...monitor2, server: true }, "charmonitor");
  build.args.push("-mon", "chardev=charmonitor,id=monitor,mode=control");
};
var addNvram = ({ args: args2, domain }) => {
  const address3 = domain.devices.nvram?.address;
  if (!domain.devices.nvram)
    return;
  const reg = address3?.type === "spapr-vio" ? address3.reg ?? 0 : 0;
  args2.push("-global", `spapr-nvram.reg=0x${reg.toString(16)}`);
};
var addPassthrough = ({ args: args2, env: env2, domain }) => {
  for (const { value } of domain.qemuCommandline?.args ?? [])
    args2.push(value);
  for (const { name: name3, value } of domain.qemuCommandline?.envs ?? [])
    env2.push([name3, value ?? ""]);
};
var addSandbox = ({ args: args2, caps, config }) => {
  if (!caps.has("seccomp-sandbox"))
    return;
  const rules = "on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny";
  args2.push("-sandbox", config.seccompSandbox ? rules : "off");
};
var addAsyncTeardown = ({ args: args2, caps, domain }) => {
  const wanted = domain.features["async-teardown"];
  if (!wanted || !caps.has("run-with.async-teardown"))
    return;
  args2.push("-run-with", `async-teardown=${onOff2(wanted.enabled ?? true)}`);
};
var steps = (incoming) => [
  check,
  addEnvironment,
  addName,
  addCompat,
  ({ args: args2 }) => args2.push("-S"),
  addMasterKey,
  addReservations,
  addPflash,
  addMachine,
  addAccel,
  addCpu,
  addLoader,
  addMemory,
  addSmp,
  addIothreads,
  addThrottleGroups,
  addNuma,
  ({ args: args2, domain }) => args2.push("-uuid", domain.uuid),
  addSmbios,
  addFwcfg,
  addGenerationId,
  ({ args: args2, domain }) => {
    if (domain.devices.graphics.length === 0)
      args2.push("-display", "none");
    args2.push("-no-user-config", "-nodefaults");
  },
  addMonitor,
  addClock,
  addPower,
  addBoot,
  addIommu,
  addPciHole,
  addControllers,
  addMemoryDevices,
  addHubs,
  (build) => addControllersOf(build, "ccid"),
  addDisks,
  addFilesystems,
  addInterfaces,
  addSmartcards,
  addSerials,
  addParallels,
  addChannels,
  addConsoles,
  addTpms,
  addInputs,
  addAudios,
  addGraphics,
  addVideos,
  addSounds,
  addWatchdogs,
  addRedirdevs,
  addHostdevs,
  ({ args: args2 }) => {
    if (incoming !== void 0)
      args2.push("-incoming", incoming);
  },
  addMemballoon,
  addRngs,
  addNvram,
  (build) => {
    const { vmcoreinfo } = build.domain.features;
    if (vmcoreinfo && vmcoreinfo.state !== false)
      addDevice(build, { driver: "vmcoreinfo" });
  },
  addLaunchSecurity,
  addPassthrough,
  addSandbox,
  addPanics,
  addShmems,
  addVsock,
  addCryptos,
  addPstore,
  addAsyncTeardown,
  ({ args: args2, config }) => {
    if (config.logTimestamp)
      args2.push("-msg", "timestamp=on");
  }
];
var argv = (definition, caps, host, options2 = {}) => {
  const domain = structuredClone(definition);
  const prepared = prepare(domain, caps, host);
  const build = {
    domain,
    caps: prepared.caps,
    machine: machineOf(domain),
    host,
    config: host.config,
    args: [],
    env: [],
    bootIndex: prepared.bootIndex,
    layers: prepared.layers,
    filters: prepared.filters,
    hostdevLayers: prepared.hostdevLayers,
    pflash: prepared.pflash,
    memPrealloc: false
  };
  for (const step of steps(options2.incoming))
    step(build);
  return { argv: [domain.devices.emulator ?? caps.binary, ...build.args], env: build.env, domain };
};

// dist/src/drivers/kvm/native/to-native.js
var plainInterface = (net3) => ({
  type: "ethernet",
  mac: net3.mac,
  ...net3.model ? { model: net3.model } : {},
  ...net3.script ? { script: net3.script } : {},
  ips: [],
  routes: [],
  portForwards: []
});
var SPECIAL2 = /[\r\t\n !"#$&'()*;<>?[\\\]^`{|}~]/;
var quote = (word2) => word2 === "" || SPECIAL2.test(word2) ? `'${word2.replaceAll("'", "'\\''")}'` : word2;
var commandText = ({ argv: words3, env: env2 }) => [...env2.map(([name3, value]) => `${name3}=${quote(value)}`), ...words3.map(quote)].join(" ");
var toNative = (definition, caps, host) => {
  const domain = structuredClone(definition);
  domain.devices.interfaces = domain.devices.interfaces.map(plainInterface);
  return argv(domain, caps, host);
};

// dist/src/model/domain/error.js
var make = (code2) => (text4) => new VirError(code2, ErrorDomain.DOMAIN, text4);
var xmlError2 = make(ErrorCode.XML_ERROR);
var xmlDetail = make(ErrorCode.XML_DETAIL);
var unsupported4 = make(ErrorCode.CONFIG_UNSUPPORTED);
var internalError = make(ErrorCode.INTERNAL_ERROR);

// dist/src/model/domain/postparse/devices.js
import { randomUUID as randomUUID2 } from "node:crypto";

// dist/src/model/domain/settle.js
import { randomBytes, randomUUID } from "node:crypto";

// dist/src/model/domain/resctrl.js
var resctrlError = (text4) => new VirError(ErrorCode.XML_ERROR, ErrorDomain.RESCTRL, text4);
var TYPES = ["both", "code", "data"];
var existing = (vcpus, max) => formatCpuset((cpusetMembers(vcpus) ?? []).filter((id3) => id3 < max));
var overlaps = (a, b) => {
  const members2 = new Set(cpusetMembers(a));
  return (cpusetMembers(b) ?? []).some((id3) => members2.has(id3));
};
var Groups = class {
  names = [];
  #owners = /* @__PURE__ */ new Map();
  /** Whether there is this group already; one that shares only some vCPUs with another is refused. */
  has(vcpus) {
    for (const id3 of cpusetMembers(vcpus) ?? []) {
      const owner = this.#owners.get(id3);
      if (owner === vcpus)
        return true;
      if (owner !== void 0)
        throw xmlError2("Overlapping vcpus in resctrls");
    }
    return false;
  }
  add(vcpus) {
    this.names.push(vcpus);
    for (const id3 of cpusetMembers(vcpus) ?? [])
      this.#owners.set(id3, vcpus);
  }
};
var invalid = (text4) => new VirError(ErrorCode.INVALID_ARG, ErrorDomain.DOMAIN, text4);
var checkMonitors = (monitors, group, allocates) => {
  if (monitors.length > 1024)
    throw invalid("vcpus overlaps in resctrl groups");
  const own = new Set(cpusetMembers(group));
  const seen = [];
  for (const { vcpus } of monitors) {
    if (vcpus === "")
      throw invalid("vcpus is empty");
    if ((cpusetMembers(vcpus) ?? []).some((id3) => !own.has(id3)))
      throw invalid("Monitor vcpus conflicts with allocation");
    if (seen.includes(vcpus))
      throw invalid("Identical vcpus found in same type monitors");
    const touching = seen.filter((other) => overlaps(other, vcpus));
    if (touching.some((other) => vcpus !== group && other !== group) || !allocates && touching.length > 0) {
      throw invalid("vcpus overlaps in resctrl groups");
    }
    seen.push(vcpus);
  }
};
var settleResctrl = (tune, max = Number.MAX_SAFE_INTEGER) => {
  const groups = new Groups();
  tune.cachetunes = tune.cachetunes.filter((group) => {
    group.vcpus = existing(group.vcpus, max);
    if (group.vcpus === "")
      return false;
    if (groups.has(group.vcpus))
      throw xmlError2("Identical vcpus in cachetunes found");
    const taken = /* @__PURE__ */ new Set();
    for (const { level, type: type2, id: id3 } of group.caches) {
      const clash = type2 === "both" ? TYPES : [type2, "both"];
      if (clash.some((other) => taken.has(`${level}/${other}/${id3}`))) {
        throw resctrlError(`Colliding cache allocations for cache level '${level}' id '${id3}', type '${type2}'`);
      }
      taken.add(`${level}/${type2}/${id3}`);
    }
    for (const monitor2 of group.monitors) {
      monitor2.vcpus = existing(monitor2.vcpus, max);
      if (monitor2.level !== 3)
        throw xmlError2(`Invalid monitor cache level '${monitor2.level ?? 0}'`);
    }
    checkMonitors(group.monitors, group.vcpus, group.caches.length > 0);
    if (group.caches.length + group.monitors.length === 0)
      return false;
    group.caches.sort((a, b) => a.level - b.level || TYPES.indexOf(a.type) - TYPES.indexOf(b.type) || a.id - b.id);
    groups.add(group.vcpus);
    return true;
  });
  tune.memorytunes = tune.memorytunes.filter((group) => {
    group.vcpus = existing(group.vcpus, max);
    if (group.vcpus === "")
      return false;
    const nodes = /* @__PURE__ */ new Set();
    const known4 = groups.has(group.vcpus);
    for (const { id: id3 } of group.nodes) {
      if (nodes.has(id3))
        throw resctrlError(`Memory Bandwidth already defined for node ${id3}`);
      nodes.add(id3);
    }
    group.nodes.sort((a, b) => a.id - b.id);
    for (const monitor2 of group.monitors)
      monitor2.vcpus = existing(monitor2.vcpus, max);
    checkMonitors(group.monitors, group.vcpus, group.nodes.length > 0);
    if (!known4)
      groups.add(group.vcpus);
    return group.nodes.length + group.monitors.length > 0;
  });
  const places2 = new Map(groups.names.map((vcpus, place) => [vcpus, place]));
  tune.memorytunes.sort((a, b) => (places2.get(a.vcpus) ?? 0) - (places2.get(b.vcpus) ?? 0));
};

// dist/src/model/domain/settle-sources.js
var settleHosts = ({ protocol = "", hosts = [] }) => {
  const port4 = defaultPorts[protocol];
  if (port4) {
    for (const host of hosts)
      if ((host.transport ?? "tcp") === "tcp")
        host.port ||= port4;
  }
};
var settleLabels = (source2) => {
  if (source2?.seclabels)
    source2.seclabels = source2.seclabels.filter(({ label, relabel }) => label !== void 0 || relabel === false);
};
var settleDisk = (disk2, inactive) => {
  if (disk2.source === void 0 && disk2.type !== "vhostuser")
    disk2.type = "file";
  if (disk2.driver?.cache === "default")
    delete disk2.driver?.cache;
  settle(disk2.source);
  let below2 = disk2.backingStore;
  for (; below2; below2 = below2.backingStore)
    settle(below2.source);
  function settle(source2) {
    if (!source2)
      return;
    settleHosts(source2);
    if (inactive)
      settleLabels(source2);
  }
};
var FILTERED = /* @__PURE__ */ new Set(["ethernet", "network", "bridge"]);
var settleInterface = (net3) => {
  if (!FILTERED.has(net3.type))
    delete net3.filterref;
  const driver2 = net3.driver;
  if (driver2?.queues === 1)
    delete driver2.queues;
  const model5 = net3.model?.type;
  if (model5?.startsWith("virtio") !== true && net3.backend)
    delete net3.backend.vhost;
};
var fullVersion = (version2) => version2.includes(".") ? version2.replace(/\.(.)$/, ".$10") : version2;
var settleSources = (domain, inactive) => {
  const { devices: devices2 } = domain;
  for (const disk2 of devices2.disks)
    settleDisk(disk2, inactive);
  for (const net3 of devices2.interfaces)
    settleInterface(net3);
  if (inactive) {
    for (const chardev of [
      ...devices2.serials,
      ...devices2.parallels,
      ...devices2.consoles,
      ...devices2.channels
    ])
      settleLabels(chardev.source);
  }
  for (const redirdev of devices2.redirdevs) {
    if (redirdev.type === "dbus") {
      const target2 = redirdev;
      target2.source ??= {};
      target2.source.channel ??= "org.qemu.usbredir";
    }
  }
  for (const filter of devices2.redirfilter ?? []) {
    if (filter.version !== void 0)
      filter.version = fullVersion(filter.version);
  }
};

// dist/src/model/domain/settle.js
var ARCHITECTURES = /* @__PURE__ */ new Set([
  "alpha",
  "armv6l",
  "armv7l",
  "armv7b",
  "aarch64",
  "cris",
  "i686",
  "ia64",
  "lm32",
  "loongarch64",
  "m68k",
  "microblaze",
  "microblazeel",
  "mips",
  "mipsel",
  "mips64",
  "mips64el",
  "openrisc",
  "parisc",
  "parisc64",
  "ppc",
  "ppcle",
  "ppc64",
  "ppc64le",
  "ppcemb",
  "riscv32",
  "riscv64",
  "s390",
  "s390x",
  "sh4",
  "sh4eb",
  "sparc",
  "sparc64",
  "unicore32",
  "x86_64",
  "xtensa",
  "xtensaeb"
]);
var HOST_ARCHES = {
  x64: "x86_64",
  arm64: "aarch64",
  ia32: "i686",
  s390x: "s390x",
  riscv64: "riscv64"
};
var hostArch2 = () => HOST_ARCHES[process.arch] ?? process.arch;
var diskIndex2 = (name3) => {
  const match = /^(?:fd|hd|vd|sd|xvd|ubd)([a-z]+)(?:[1-9]\d*|0)?$/.exec(name3 ?? "");
  if (!match)
    return -1;
  let index = 0;
  for (const [i, letter] of [...match[1] ?? ""].entries())
    index = (index + (i > 0 ? 1 : 0)) * 26 + letter.charCodeAt(0) - 97;
  return index;
};
var settleIdentity = (domain, options2) => {
  const { type: type2 } = domain.os;
  if (domain.genid && domain.genid.value === void 0)
    domain.genid.value = randomUUID();
  if (type2.value === void 0) {
    if (domain.bootloader === void 0)
      throw xmlError2("an os <type> must be specified");
    type2.value = "xen";
  }
  if (type2.value === "linux" && domain.type === "xen")
    type2.value = "xen";
  if (type2.arch !== void 0 && !ARCHITECTURES.has(type2.arch))
    throw unsupported4(`Unknown architecture ${type2.arch}`);
  type2.arch ??= options2.defaultArch ?? hostArch2();
  if (domain.title?.includes("\n"))
    throw xmlError2("Domain title can't contain newlines");
};
var settleLabels2 = (domain) => {
  const models = /* @__PURE__ */ new Set();
  for (const { model: model5 } of domain.seclabels) {
    if (models.has(model5))
      throw xmlDetail(`seclabel for model ${model5 ?? "(null)"} is already provided`);
    models.add(model5);
  }
  if (models.size > 1 && models.has(void 0))
    throw xmlError2("missing security model when using multiple labels");
};
var settleBoot = (domain) => {
  const { os } = domain;
  const kind = os.type.value;
  if (kind !== "exe") {
    os.initargs = [];
    os.initenvs = [];
    for (const key of ["init", "initdir", "inituser", "initgroup"])
      delete os[key];
  }
  if (kind === "exe" || kind === "linux") {
    for (const key of ["kernel", "initrd", "cmdline", "shim", "dtb", "root", "loader", "nvram"])
      delete os[key];
  }
  if (kind !== "hvm") {
    for (const key of ["firmware", "firmwareInfo", "bootmenu", "bios"])
      delete os[key];
    os.acpiTables = [];
    os.boots = [];
  }
  os.boots = os.boots.slice(0, 4);
  if (os.bootmenu && os.bootmenu.enable !== true)
    delete os.bootmenu.timeout;
  if (os.bootmenu?.enable === void 0)
    delete os.bootmenu;
};
var settleVcpus = (domain) => {
  const { vcpu } = domain;
  if (vcpu.value === 0)
    throw unsupported4("domain config can't have 0 maximum vCPUs");
  if (vcpu.placement === "auto")
    delete vcpu.cpuset;
  if (domain.vcpus.length > 0) {
    if (vcpu.value > MAX_THREADS)
      throw unsupported4(`a domain cannot have ${vcpu.value} individual vCPUs`);
    const all = Array.from({ length: vcpu.value }, (_, id3) => ({
      id: id3,
      enabled: false
    }));
    for (const each of domain.vcpus) {
      if (each.id >= vcpu.value)
        throw xmlError2(`vcpu id '${each.id}' is out of range of maximum vcpu count`);
      all[each.id] = each;
    }
    domain.vcpus = all;
    vcpu.current = all.filter((each) => each.enabled).length;
  } else if (vcpu.current !== void 0 && vcpu.current > vcpu.value) {
    throw internalError(`maxvcpus must not be less than current vcpus (${vcpu.value} < ${vcpu.current})`);
  }
  if (vcpu.current === vcpu.value)
    delete vcpu.current;
};
var MAX_THREADS = 65536;
var iothreadIds = (domain) => {
  const ids = new Set(domain.iothreadids.map((each) => each.id));
  for (let id3 = 1; ids.size < (domain.iothreads ?? 0); id3++)
    ids.add(id3);
  return [...ids];
};
var settleIothreads = (domain) => {
  const seen = /* @__PURE__ */ new Set();
  for (const { id: id3 } of domain.iothreadids) {
    if (seen.has(id3))
      throw xmlError2(`duplicate iothread id '${id3}' found`);
    seen.add(id3);
  }
  if ((domain.iothreads ?? 0) > MAX_THREADS)
    throw xmlError2(`invalid iothreads count '${domain.iothreads}'`);
  const ids = iothreadIds(domain);
  if (ids.length > 0)
    domain.iothreads = ids.length;
  else
    delete domain.iothreads;
  if (domain.iothreadids.length > 0) {
    for (const id3 of ids)
      if (!seen.has(id3))
        domain.iothreadids.push({ id: id3 });
  }
};
var spread = (list2, key, order) => {
  const byId = /* @__PURE__ */ new Map();
  for (const entry of list2) {
    for (const id3 of cpusetMembers(entry[key]) ?? []) {
      if (byId.has(id3))
        throw xmlDetail(`'${key.slice(0, -1)}sched' attributes '${key}' must not overlap`);
      byId.set(id3, { ...entry, [key]: String(id3) });
    }
  }
  return order([...byId.keys()]).flatMap((id3) => byId.get(id3) ?? []);
};
var settleCputune = (domain) => {
  const tune = domain.cputune;
  if (!tune)
    return;
  const max = domain.vcpu.value;
  const ids = iothreadIds(domain);
  const places2 = new Map(ids.map((id3, place) => [id3, place]));
  tune.vcpupins = tune.vcpupins.filter((pin2) => pin2.vcpu < max);
  const pinned2 = /* @__PURE__ */ new Set();
  for (const { iothread } of tune.iothreadpins) {
    if (!places2.has(iothread))
      throw xmlError2(`Cannot find 'iothread' : ${iothread}`);
    if (pinned2.has(iothread))
      throw internalError(`duplicate iothreadpin for same iothread '${iothread}'`);
    pinned2.add(iothread);
  }
  tune.iothreadpins.sort((a, b) => (places2.get(a.iothread) ?? 0) - (places2.get(b.iothread) ?? 0));
  tune.vcpuscheds = spread(tune.vcpuscheds, "vcpus", (all) => all.filter((id3) => id3 < max).sort((a, b) => a - b));
  for (const { iothreads } of tune.iothreadscheds) {
    const unknown = (cpusetMembers(iothreads) ?? []).find((id3) => !places2.has(id3));
    if (unknown !== void 0)
      throw unsupported4(`Cannot find 'iothread' : ${unknown}`);
  }
  tune.iothreadscheds = spread(tune.iothreadscheds, "iothreads", (all) => all.sort((a, b) => (places2.get(a) ?? 0) - (places2.get(b) ?? 0)));
  settleResctrl(tune, max);
};
var settleNuma = (domain) => {
  const cells = domain.cpu?.numa?.cells ?? [];
  const cpus = cells.map((cell) => cpusetMembers(cell.cpus ?? "") ?? []);
  const count2 = cpus.reduce((sum, each) => sum + each.length, 0);
  if (count2 > domain.vcpu.value)
    throw internalError("Number of CPUs in <numa> exceeds the <vcpu> count");
  if (Math.max(-1, ...cpus.flat()) >= domain.vcpu.value)
    throw internalError("CPU IDs in <numa> exceed the <vcpu> count");
  const fixed = domain.vcpu.placement === "static";
  const tune = domain.numatune;
  if (tune?.memory || !fixed) {
    const memory8 = tune?.memory ?? { placement: "auto" };
    memory8.mode ??= "strict";
    memory8.placement ??= memory8.nodeset !== void 0 || fixed ? "static" : "auto";
    if (memory8.placement === "static" && memory8.nodeset === void 0) {
      throw unsupported4("nodeset for NUMA memory tuning must be set if 'placement' is 'static'");
    }
    if (memory8.placement === "auto")
      delete memory8.nodeset;
    domain.numatune = { memnodes: [], ...tune, memory: memory8 };
  }
  const { memnodes = [], memory: memory7 } = domain.numatune ?? {};
  if (memnodes.length > 0) {
    if (memory7?.placement === "auto")
      throw unsupported4("Per-node binding is not compatible with automatic NUMA placement.");
    if (cells.length === 0)
      throw xmlError2("Element 'memnode' is invalid without any guest NUMA cells");
    const seen = /* @__PURE__ */ new Set();
    for (const { cellid } of memnodes) {
      if (cellid >= cells.length) {
        throw xmlError2("Argument 'cellid' in memnode element must correspond to existing guest's NUMA cell");
      }
      if (seen.has(cellid))
        throw xmlError2(`Multiple memnode elements with cellid ${cellid}`);
      seen.add(cellid);
    }
    memnodes.sort((a, b) => a.cellid - b.cellid);
  }
  if (memory7?.placement === "auto" && domain.vcpu.cpuset === void 0 && !domain.cputune?.emulatorpin && !domain.cputune?.vcpupins.length && !domain.cputune?.iothreadpins.length)
    domain.vcpu.placement = "auto";
};
var sortDisks = (list2) => {
  const buses = /* @__PURE__ */ new Map();
  for (const disk2 of list2) {
    const peers = buses.get(disk2.target.bus);
    if (peers)
      peers.push(disk2);
    else
      buses.set(disk2.target.bus, [disk2]);
  }
  return [...buses.values()].flatMap((peers) => {
    const indexes = new Map(peers.map((disk2) => [disk2, diskIndex2(disk2.target.dev)]));
    return peers.sort((a, b) => (indexes.get(a) ?? 0) - (indexes.get(b) ?? 0));
  });
};
var COMPANION_PORTS = {
  "ich9-uhci1": 0,
  "ich9-uhci2": 2,
  "ich9-uhci3": 4
};
var settleControllers = (domain) => {
  let none2 = false;
  let other = false;
  let master = false;
  const sorted = [];
  for (const controller2 of domain.devices.controllers) {
    if (controller2.type === "usb") {
      const startport = COMPANION_PORTS[controller2.model ?? ""];
      if (startport !== void 0)
        controller2.master ??= { startport };
      const off2 = controller2.model === "none";
      if (none2 || off2 && other)
        throw xmlDetail("Can't add another USB controller: USB is disabled for this domain");
      if (off2)
        none2 = true;
      else
        other = true;
      if (!controller2.master)
        master = true;
    }
    insertController(sorted, controller2);
  }
  if (other && !master)
    throw xmlDetail("No master USB controller specified");
  domain.devices.controllers = sorted;
  return none2;
};
var MAX_DEVICES = 8192;
var NO_MAC = "00:00:00:00:00:00";
var single = (list2, error3) => {
  if (list2.length > 1)
    throw error3();
};
var settleDevices = (domain, options2) => {
  const { devices: devices2 } = domain;
  const count2 = Object.values(devices2).reduce((sum, list2) => sum + (Array.isArray(list2) ? list2.length : 0), 0);
  if (count2 > MAX_DEVICES)
    throw unsupported4(`a domain cannot have ${count2} devices`);
  settleSources(domain, options2.inactive === true);
  devices2.disks = sortDisks(devices2.disks);
  const noUsb = settleControllers(domain);
  for (const net3 of devices2.interfaces) {
    net3.mac ??= {};
    if (net3.mac.address === void 0 || net3.mac.address === NO_MAC)
      net3.mac.address = generateMac(options2.macPrefix);
  }
  let last = -1;
  for (const { target: target2 } of devices2.parallels) {
    target2.port ??= last + 1;
    last = Math.max(last, target2.port);
  }
  for (const [i, { target: target2 }] of devices2.consoles.entries())
    target2.port = i;
  for (const chardev of [
    ...devices2.serials,
    ...devices2.parallels,
    ...devices2.consoles,
    ...devices2.channels
  ]) {
    const target2 = chardev.target;
    if (chardev.type === "spicevmc" && target2.type !== "virtio")
      throw unsupported4("spicevmc device type only supports virtio");
    if (target2.type === "usb-serial" && chardev.address && chardev.address.type !== "usb") {
      throw unsupported4("usb-serial requires address of usb type");
    }
  }
  if (noUsb) {
    if (devices2.inputs.some((input) => input.bus === "usb"))
      throw unsupported4("Can't add USB input device. USB bus is disabled");
    if (devices2.hostdevs.some((hostdev2) => hostdev2.type === "usb")) {
      throw unsupported4("Can't add host USB device: USB is disabled in this host");
    }
    if (devices2.hubs.length > 0)
      throw unsupported4("Can't add USB hub: USB is disabled for this domain");
  }
  const primaries = devices2.videos.filter((video2) => video2.model.primary);
  if (primaries.length > 1)
    throw unsupported4("Only one primary video device is supported");
  devices2.videos = [...primaries, ...devices2.videos.filter((video2) => !video2.model.primary)];
  single(devices2.memballoons, () => internalError("only a single memory balloon device is supported"));
  single(devices2.iommus, () => xmlError2("only a single IOMMU device is supported"));
  if (devices2.tpms.length > 2) {
    throw xmlError2("a maximum of two TPM devices is supported, one of them being a TPM Proxy device");
  }
};
var generateMac = (prefix = "52:54:00") => [prefix, ...randomBytes(3).toString("hex").match(/../g)].join(":");
var isBiosDate = (date) => {
  const match = /^\s*([+-]?\d+)\/\s*([+-]?\d+)\/\s*([+-]?\d+)$/.exec(date);
  const [month = 0, day = 0, year = -1] = (match ?? []).slice(1).map(Number);
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 && year >= 0 && (year < 100 || year >= 1900);
};
var settleSysinfo = (domain) => {
  for (const { system: system2, bios } of domain.sysinfos) {
    const date = bios?.entries.find((each) => each.name === "date")?.value;
    if (date !== void 0 && !isBiosDate(date))
      throw xmlDetail("Invalid BIOS 'date' format");
    const entry = system2?.entries.find((each) => each.name === "uuid");
    if (entry?.value === void 0)
      continue;
    const digits = entry.value.replace(/[-\s]/g, "").toLowerCase();
    if (!/^[0-9a-f]{32}$/.test(digits))
      throw xmlDetail("malformed <sysinfo> uuid element");
    if (digits !== domain.uuid.replaceAll("-", ""))
      throw xmlDetail("UUID mismatch between <uuid> and <sysinfo>");
    entry.value = domain.uuid;
  }
};
var settleDomain = (domain, options2 = {}) => {
  settleIdentity(domain, options2);
  settleLabels2(domain);
  settleVcpus(domain);
  settleIothreads(domain);
  settleCputune(domain);
  settleNuma(domain);
  settleBoot(domain);
  settleDevices(domain, options2);
  settleSysinfo(domain);
};

// dist/src/model/domain/postparse/hooks.js
var scsiMaxUnit = (features8) => features8?.has("wide-scsi") ? 16 : 7;

// dist/src/model/domain/postparse/devices.js
var scsiAddressUsed = (domain, address3, except) => {
  const { disks: disks2, hostdevs: hostdevs2 } = domain.devices;
  const same2 = (device) => device !== except && device.address?.type === "drive" && device.address.controller === address3.controller && device.address.bus === address3.bus && device.address.target === address3.target && device.address.unit === address3.unit;
  return disks2.some((disk2) => disk2.target.bus === "scsi" && same2(disk2)) || hostdevs2.some((hostdev2) => hostdev2.type === "scsi" && same2(hostdev2));
};
var diskBus = (disk2) => {
  if (disk2.device === "floppy")
    return "fdc";
  const prefixes2 = { hd: "ide", sd: "scsi", vd: "virtio", xvd: "xen", ubd: "uml" };
  const found = Object.entries(prefixes2).find(([prefix]) => disk2.target.dev.startsWith(prefix));
  return found ? found[1] : "ide";
};
var assignDiskAddress = (disk2, domain, features8) => {
  const index = diskIndex2(disk2.target.dev);
  if (index < 0)
    throw xmlError2(`Unknown disk name '${disk2.target.dev}' and no address specified`);
  const at2 = (controller2, bus, unit) => {
    disk2.address = { type: "drive", controller: controller2, bus, target: 0, unit };
  };
  switch (disk2.target.bus) {
    case "scsi": {
      const wide2 = scsiMaxUnit(features8) > 7;
      const controller2 = Math.floor(index / (wide2 ? 15 : 7));
      let unit = index % (wide2 ? 15 : 7);
      if (wide2 && unit >= 7)
        unit++;
      const { hostdevs: hostdevs2 } = domain.devices;
      if (hostdevs2.some((h) => h.type === "scsi" && h.address?.type === "drive" && h.address.controller === controller2 && h.address.bus === 0 && h.address.target === 0 && h.address.unit === unit)) {
        throw unsupported4(`using disk target name '${disk2.target.dev}' conflicts with SCSI host device address controller='${controller2}' bus='0' target='0' unit='${unit}`);
      }
      return at2(controller2, 0, unit);
    }
    case "ide":
      return at2(Math.floor(index / 4), Math.floor(index % 4 / 2), index % 2);
    case "sata":
      return at2(Math.floor(index / 6), 0, index % 6);
    case "fdc":
      return at2(Math.floor(index / 2), 0, index % 2);
    default:
  }
};
var iscsiLun = (source2) => {
  if (source2?.name !== void 0 && !source2.name.includes("/"))
    source2.name += "/0";
};
var LIMIT = /_sec(_max(_length)?)?$/;
var hasLimits = (tune) => Object.entries(tune).some(([key, value]) => LIMIT.test(key) && Boolean(value));
var settleDisk2 = (disk2, domain, features8) => {
  disk2.target.dev = disk2.target.dev.replace(/^ioemu:/, "");
  if (disk2.device === "cdrom")
    disk2.readonly = true;
  if (disk2.target.bus === void 0 || disk2.target.bus === "none")
    disk2.target.bus = diskBus(disk2);
  if (disk2.readonly)
    disk2.snapshot ??= "no";
  if (disk2.type === "network" && disk2.source?.protocol === "iscsi")
    iscsiLun(disk2.source);
  if (disk2.type === "nvme" && disk2.source)
    disk2.source.managed ??= true;
  if (disk2.type === "vhostuser")
    disk2.snapshot ??= "no";
  if (!disk2.address)
    assignDiskAddress(disk2, domain, features8);
  const { iotune } = disk2;
  if (iotune?.group_name !== void 0 && !hasLimits(iotune)) {
    const peer = domain.devices.disks.find((d) => d.iotune?.group_name === iotune.group_name && d.iotune && hasLimits(d.iotune));
    if (peer?.iotune)
      disk2.iotune = { ...peer.iotune };
  }
};
var settleHostdev = (hostdev2, domain, features8) => {
  if (hostdev2.mode !== "subsystem")
    return;
  if (hostdev2.type === "scsi") {
    if (hostdev2.source.protocol === "iscsi")
      iscsiLun(hostdev2.source);
    if (!hostdev2.address) {
      const max = scsiMaxUnit(features8);
      for (let controller2 = 0; !hostdev2.address; controller2++) {
        for (let unit = 0; unit < max && !hostdev2.address; unit++) {
          const address4 = { type: "drive", controller: controller2, bus: 0, target: 0, unit };
          if (!scsiUnitUnusable(domain, address4) && !scsiAddressUsed(domain, address4))
            hostdev2.address = address4;
        }
      }
    }
    const { address: address3 } = hostdev2;
    if (address3?.type === "drive" && domain.devices.disks.some((disk2) => disk2.target.bus === "scsi" && disk2.address?.type === "drive" && disk2.address.controller === address3.controller && disk2.address.bus === address3.bus && disk2.address.target === address3.target && disk2.address.unit === address3.unit)) {
      throw xmlError2(`SCSI host address controller='${address3.controller}' bus='${address3.bus}' target='${address3.target}' unit='${address3.unit}' in use by a SCSI disk`);
    }
  } else if (hostdev2.type === "mdev" && hostdev2.address) {
    const wanted = { "vfio-pci": "pci", "vfio-ccw": "ccw" }[hostdev2.model];
    if (wanted !== void 0 && hostdev2.address.type !== wanted) {
      throw xmlError2(`Unsupported address type '${hostdev2.address.type}' with mediated device model '${hostdev2.model}'`);
    }
  }
};
var scsiUnitUnusable = (domain, address3) => {
  const model5 = scsiControllerOf(domain, address3)?.model;
  const { unit } = address3;
  switch (model5) {
    case "virtio-scsi":
    case "virtio-transitional":
    case "virtio-non-transitional":
      return unit > 16383;
    case "ibmvscsi":
      return unit > 31 || unit === 7;
    case "lsisas1068":
      return unit > 1;
    case "lsisas1078":
      return unit > 255;
    case "lsilogic":
    case "vmpvscsi":
    case "buslogic":
      return unit === 7;
    case "ncr53c90":
    case "dc390":
    case "am53c974":
      return unit > 6;
    default:
      return false;
  }
};
var VIDEO_RAM = {
  vga: 16384,
  cirrus: 16384,
  vmvga: 16384,
  bochs: 16384,
  xen: 4096,
  qxl: 65536
};
var defaultVideoRam = (domain, type2) => {
  const small = { vbox: 8192, vmware: 4096 }[domain.type];
  return small !== void 0 && ["vga", "cirrus", "vmvga"].includes(type2) ? small : VIDEO_RAM[type2] ?? 0;
};
var powerOfTwo = (value) => value === 0 ? 0 : 2 ** Math.ceil(Math.log2(value));
var settleVideo = (video2, domain) => {
  const { model: model5 } = video2;
  if (model5.type !== "none")
    model5.heads ??= 1;
  const fallback = defaultVideoRam(domain, model5.type);
  if (!model5.ram && model5.type === "qxl")
    model5.ram = fallback;
  if (!model5.vram)
    model5.vram = fallback;
  for (const key of ["ram", "vram"]) {
    const value = powerOfTwo(model5[key] ?? 0);
    if (value > 0)
      model5[key] = value;
    else
      delete model5[key];
  }
};
var isX862 = (arch3) => arch3 === "x86_64" || arch3 === "i686";
var settleInput = (input, domain) => {
  if (input.bus !== void 0 && input.bus !== "default")
    return;
  const { value: kind, arch: arch3 } = domain.os.type;
  if (kind === "hvm") {
    if ((input.type === "mouse" || input.type === "keyboard") && isX862(arch3))
      input.bus = "ps2";
    else if (arch3.startsWith("s390") || input.type === "passthrough")
      input.bus = "virtio";
    else
      input.bus = input.type === "evdev" ? "none" : "usb";
  } else if (kind === "xen" || kind === "xenpvh")
    input.bus = "xen";
  else if (domain.type === "vz" || domain.type === "parallels")
    input.bus = "parallels";
};
var settlePort = (chardev, peers) => {
  chardev.target.port ??= Math.max(-1, ...peers.map((peer) => peer.target.port ?? -1)) + 1;
};
var settleDevice = (device, domain, features8) => {
  const { devices: devices2 } = domain;
  switch (device.kind) {
    case "disk":
      return settleDisk2(device.dev, domain, features8);
    case "serial":
      if (device.dev.target.type === "isa-debug" && !isX862(domain.os.type.arch)) {
        throw unsupported4("isa-debug serial type only valid on x86 architecture");
      }
      return settlePort(device.dev, devices2.serials);
    case "parallel":
      return settlePort(device.dev, devices2.parallels);
    case "console":
      device.dev.target.type ??= "serial";
      return settlePort(device.dev, devices2.consoles);
    case "rng":
      if (device.dev.backend.model === "random")
        device.dev.backend.path ??= "/dev/random";
      return;
    case "video":
      return settleVideo(device.dev, domain);
    case "hostdev":
      return settleHostdev(device.dev, domain, features8);
    case "controller":
      if (device.dev.driver?.iothread && !["virtio-scsi", "virtio-transitional", "virtio-non-transitional"].includes(device.dev.model ?? "")) {
        throw xmlError2("'iothread' attribute only supported for virtio scsi controllers");
      }
      return;
    case "vsock":
      device.dev.cid ??= {};
      device.dev.cid.auto ??= !device.dev.cid.address;
      return;
    case "memory":
      if (device.dev.model === "virtio-pmem")
        device.dev.access ??= "shared";
      if (device.dev.model === "nvdimm" && domain.os.type.arch.startsWith("ppc64"))
        device.dev.uuid ??= randomUUID2();
      return;
    case "fs":
      if (device.dev.source?.socket === void 0)
        device.dev.accessmode ??= "passthrough";
      return;
    case "input":
      return settleInput(device.dev, domain);
    default:
  }
};
var checkDeviceFeatures = (device, features8) => {
  if (device.kind === "memory" && !features8.has("memory-hotplug")) {
    throw unsupported4("memory devices are not supported by this driver");
  }
  if (device.kind === "net" && !features8.has("net-model-string")) {
    const model5 = device.dev.model?.type;
    if (model5 !== void 0 && !KNOWN_MODELS.has(model5))
      throw unsupported4(`driver does not support net model '${model5}'`);
  }
  if (device.kind === "disk" && device.dev.source?.fdgroup !== void 0 && !features8.has("disk-fd")) {
    throw unsupported4(`driver does not support FD passing for disk '${device.dev.target.dev}'`);
  }
};
var KNOWN_MODELS = /* @__PURE__ */ new Set([
  "netfront",
  "rtl8139",
  "virtio",
  "e1000",
  "e1000e",
  "igb",
  "virtio-transitional",
  "virtio-non-transitional",
  "usb-net",
  "spapr-vlan",
  "lan9118",
  "scm91c111",
  "vlance",
  "vmxnet",
  "vmxnet2",
  "vmxnet3",
  "Am79C970A",
  "Am79C973",
  "82540EM",
  "82545EM",
  "82543GC"
]);
var postParseDevice = (device, domain, hooks = {}, flags = {}) => {
  hooks.device?.(device, domain, flags);
  settleDevice(device, domain, hooks.features);
  checkDeviceFeatures(device, hooks.features ?? /* @__PURE__ */ new Set());
};

// dist/src/model/domain/postparse/guest.js
var hotplugMemory = (domain) => domain.devices.memories.reduce((sum, memory7) => sum + (memory7.target.size ?? 0), 0);
var settleMemory = (domain, flags) => {
  const cells = domain.cpu?.numa?.cells ?? [];
  const plugged = hotplugMemory(domain);
  if (domain.memory.value === 0 || flags.abiUpdate || flags.abiUpdateMigration) {
    const numa = cells.reduce((sum, cell) => sum + cell.memory, 0);
    if (numa > 0)
      domain.memory.value = numa + plugged;
  }
  const total = domain.memory.value;
  if (plugged > total)
    throw xmlError2("Total size of memory devices exceeds the total memory size");
  if (total - plugged === 0) {
    throw xmlError2("Memory size must be specified via <memory> or in the <numa> configuration");
  }
  if (!domain.currentMemory || domain.currentMemory > total)
    domain.currentMemory = total;
  const { maxMemory } = domain;
  if (!maxMemory)
    return;
  if (maxMemory.value === 0 && (maxMemory.slots ?? 0) > 0) {
    throw xmlError2("maximum memory size must be specified when specifying number of memory slots");
  }
  if (maxMemory.value !== 0 && maxMemory.value < total) {
    throw xmlError2("maximum memory size must be equal or greater than the actual memory size");
  }
};
var settleHugepages = (domain) => {
  if (domain.cpu?.numa)
    return;
  for (const page of domain.memoryBacking?.hugepages?.pages ?? [])
    if (page.nodeset === "0")
      delete page.nodeset;
};
var settleVcpus2 = (domain) => {
  for (const vcpu of domain.vcpus) {
    if (vcpu.hotpluggable === false && !vcpu.enabled) {
      throw unsupported4(`vcpu '${vcpu.id}' is both offline and not hotpluggable`);
    }
    vcpu.hotpluggable ??= !vcpu.enabled;
  }
};
var checkTimers = (domain) => {
  for (const timer of domain.clock.timers) {
    const refuse2 = (what) => unsupported4(`timer ${timer.name} doesn't support setting of timer ${what}`);
    if ((timer.name === "kvmclock" || timer.name === "hypervclock") && timer.tickpolicy)
      throw refuse2("tickpolicy");
    const { threshold, slew, limit: limit2 } = timer.catchup ?? {};
    if (timer.tickpolicy !== "catchup" && (threshold || slew || limit2)) {
      throw xmlError2("setting of timer catchup policies is only supported with tickpolicy='catchup'");
    }
    if (timer.name !== "tsc") {
      if (timer.frequency)
        throw refuse2("frequency");
      if (timer.mode)
        throw refuse2("mode");
    }
    if (timer.name !== "platform" && timer.name !== "rtc" && timer.track)
      throw refuse2("track");
  }
};
var checkDuplicates = (domain) => {
  const seen = /* @__PURE__ */ new Set();
  for (const { type: type2, index } of domain.devices.controllers) {
    if (type2 === "usb")
      continue;
    if (seen.has(`${type2} ${index}`))
      throw xmlError2(`Multiple '${type2}' controllers with index '${index}'`);
    seen.add(`${type2} ${index}`);
  }
  const panics = /* @__PURE__ */ new Set();
  for (const { model: model5 } of domain.devices.panics) {
    if (panics.has(model5 ?? ""))
      throw xmlError2(`Multiple panic devices with model '${model5 ?? "default"}'`);
    panics.add(model5 ?? "");
  }
};
var settleBootOrder = (domain) => {
  const orders = /* @__PURE__ */ new Set();
  for (const device of walkDevices(domain)) {
    const order = infoOf(device).boot?.order;
    if (order === void 0)
      continue;
    if (orders.has(order))
      throw unsupported4(`boot order '${order}' used for more than one device`);
    orders.add(order);
  }
  const { boots } = domain.os;
  if (boots.length > 0 && orders.size > 0) {
    throw unsupported4("per-device boot elements cannot be used together with os/boot elements");
  }
  if (boots.length === 0 && orders.size === 0)
    boots.push({ dev: "hd" });
};

// dist/src/model/domain/postparse/implicit.js
var settleConsoles = (domain) => {
  const { consoles: consoles2, serials } = domain.devices;
  if (consoles2.slice(1).some((console) => console.target.type === "serial")) {
    throw unsupported4("Only the first console can be a serial port");
  }
  if (domain.os.type.value !== "hvm")
    return;
  const [first2] = consoles2;
  const [serial2] = serials;
  if (first2 && (first2.target.type === void 0 || first2.target.type === "serial")) {
    if (!serial2)
      serials.push({ ...first2, target: { port: 0 } });
    consoles2[0] = { type: serials[0]?.type ?? "pty", target: { type: "serial", port: 0 } };
  } else if (serial2 && [void 0, "isa-serial", "spapr-vio-serial", "system-serial", "sclp-serial"].includes(serial2.target.type)) {
    consoles2.unshift({ type: serial2.type, target: { type: "serial", port: 0 } });
  } else
    return;
  for (const [i, { target: target2 }] of consoles2.entries())
    target2.port = i;
};
var needControllers = (domain, type2, last, model5) => {
  for (let i = 0; i <= last; i++)
    needController(domain, type2, i, model5);
};
var driveControllers = (domain, type2) => {
  let last = -1;
  for (const { target: target2, address: address3 } of domain.devices.disks) {
    if (target2.bus === type2 && address3?.type === "drive")
      last = Math.max(last, address3.controller);
  }
  needControllers(domain, type2, last);
};
var needSmartcardController = (domain) => {
  for (const card of domain.devices.smartcards) {
    if (!card.address) {
      const slots = domain.devices.smartcards.flatMap(({ address: address3 }) => address3?.type === "ccid" && address3.controller === 0 ? [address3.slot] : []);
      card.address = { type: "ccid", controller: 0, slot: Math.max(-1, ...slots) + 1 };
    }
    if (card.address.type === "ccid")
      needController(domain, "ccid", card.address.controller);
  }
};
var needHostdevControllers = (domain) => {
  let last = -1;
  let model5;
  for (const hostdev2 of domain.devices.hostdevs) {
    if (hostdev2.type !== "scsi")
      continue;
    const controller2 = hostdev2.address?.type === "drive" ? hostdev2.address.controller : 0;
    if (controller2 <= last)
      continue;
    last = controller2;
    model5 = findController(domain, "scsi", controller2)?.model ?? model5;
  }
  needControllers(domain, "scsi", last, model5);
};
var addImplicitControllers = (domain) => {
  for (const type2 of ["scsi", "fdc", "ide", "sata"])
    driveControllers(domain, type2);
  const ports2 = [...domain.devices.channels, ...domain.devices.consoles];
  for (const { target: target2, address: address3 } of ports2) {
    if (target2.type !== "virtio")
      continue;
    needController(domain, "virtio-serial", address3?.type === "virtio-serial" ? address3.controller : 0);
  }
  needSmartcardController(domain);
  needHostdevControllers(domain);
};
var numberControllers = (domain) => {
  const { controllers: controllers2 } = domain.devices;
  let reorder = false;
  for (const [at2, controller2] of controllers2.entries()) {
    if (controller2.index !== void 0)
      continue;
    if (at2 > 0 && isUsb2(controller2)) {
      reorder = true;
      const before = controllers2.slice(0, at2).findLast((each) => each.type === "usb");
      if (before && isUsb2(before) && !controllers2.some((each) => each.type === "usb" && each.index === before.index && each.model === controller2.model && each !== controller2)) {
        controller2.index = before.index;
      }
    }
    controller2.index ??= freeControllerIndex(domain, controller2.type);
  }
  if (reorder) {
    domain.devices.controllers = [];
    for (const controller2 of controllers2)
      insertController(domain.devices.controllers, controller2);
  }
};
var isUsb2 = (controller2) => controller2.type === "usb" && /^ich9-(ehci|uhci)\d$/.test(controller2.model ?? "");
var MAX_ISA_SERIAL = 4;
var numberIsaSerials = (domain) => {
  const serials = domain.devices.serials.filter((serial2) => serial2.target.type === "isa-serial");
  const used = /* @__PURE__ */ new Set();
  for (const { target: target2 } of serials) {
    const { port: port4 } = target2;
    if (serials.length > MAX_ISA_SERIAL || (port4 ?? 0) >= MAX_ISA_SERIAL) {
      throw internalError(`Maximum supported number of ISA serial ports is '${MAX_ISA_SERIAL}'`);
    }
    if (port4 === void 0)
      continue;
    if (used.has(port4))
      throw internalError(`target port '${port4}' already allocated`);
    used.add(port4);
  }
  for (const { target: target2 } of serials) {
    if (target2.port !== void 0)
      continue;
    target2.port = [0, 1, 2, 3].find((port4) => !used.has(port4)) ?? 0;
    used.add(target2.port);
  }
};

// dist/src/model/domain/postparse-common.js
var settleVideos = (domain, hooks, flags) => {
  const { videos: videos2, graphics } = domain.devices;
  const implicit = videos2.length === 0 && graphics.length > 0;
  if (implicit)
    videos2.push({ model: { type: "default" } });
  const [first2] = videos2;
  if (!first2)
    return;
  if (first2.model.type === "none") {
    videos2[0] = { model: { type: "none" }, ...first2.alias ? { alias: first2.alias } : {} };
    return;
  }
  first2.model.primary = true;
  if (implicit)
    postParseDevice({ kind: "video", dev: first2 }, domain, hooks, flags);
};
var settleGraphics = (domain) => {
  for (const each of domain.devices.graphics) {
    const [listen] = each.listens ?? [];
    if (each.type === "spice" && listen?.type === "address" && !each.port && !each.tlsPort && !each.autoport) {
      listen.type = "none";
      delete listen.address;
    }
  }
};
var checkFeatures = (domain, features8) => {
  if (!features8.has("memory-hotplug") && (domain.maxMemory?.value || domain.maxMemory?.slots)) {
    throw unsupported4("memory hotplug tunables <maxMemory> are not supported by this hypervisor driver");
  }
  if (!features8.has("offline-vcpupin") && domain.cputune) {
    const online = (id3) => domain.vcpus.length > 0 ? domain.vcpus[id3]?.enabled === true : id3 < (domain.vcpu.current ?? domain.vcpu.value);
    domain.cputune.vcpupins = domain.cputune.vcpupins.filter((pin2) => online(pin2.vcpu));
  }
  if (!features8.has("name-slash") && domain.name.includes("/"))
    throw xmlError2(`name ${domain.name} cannot contain '/'`);
  if (!features8.has("individual-vcpus") && domain.vcpus.length > 0) {
    throw unsupported4("individual CPU state configuration is not supported");
  }
};
var common2 = (domain, hooks, flags) => {
  const { features: features8 } = hooks;
  const hvm = domain.os.type.value === "hvm";
  if (domain.os.type.value === "exe" && domain.os.init === void 0)
    throw xmlError2("init binary must be specified");
  settleVcpus2(domain);
  settleMemory(domain, flags);
  if (domain.os.loader?.path !== void 0)
    domain.os.loader.type ??= "rom";
  settleHugepages(domain);
  checkDuplicates(domain);
  if (hvm && !features8?.has("no-boot-order"))
    settleBootOrder(domain);
  checkTimers(domain);
  if (!features8?.has("no-stub-console"))
    settleConsoles(domain);
  addImplicitControllers(domain);
  settleVideos(domain, hooks, flags);
  const [serial2] = domain.devices.serials;
  if (serial2)
    postParseDevice({ kind: "serial", dev: serial2 }, domain, hooks, flags);
  for (const controller2 of domain.devices.controllers) {
    if (controller2.type === "scsi" && controller2.model === void 0) {
      postParseDevice({ kind: "controller", dev: controller2 }, domain, hooks, flags);
    }
  }
  settleGraphics(domain);
  const { cpu } = domain;
  if (cpu?.mode === "custom" && cpu.model?.value === void 0 && cpu.check !== void 0) {
    throw unsupported4("check attribute specified for CPU with no model");
  }
};
var postParse = (domain, hooks = {}, flags = {}) => {
  hooks.basic?.(domain, flags);
  numberControllers(domain);
  hooks.domain?.(domain, flags);
  numberIsaSerials(domain);
  for (const device of [...walkDevices(domain, { allConsoles: true, withoutInfo: true })]) {
    postParseDevice(device, domain, hooks, flags);
  }
  common2(domain, hooks, flags);
  hooks.addresses?.(domain, flags);
  checkFeatures(domain, hooks.features ?? /* @__PURE__ */ new Set());
  return domain;
};

// dist/src/drivers/kvm/postparse/devices.js
var fail8 = (code2, text4) => new VirError(code2, ErrorDomain.QEMU, text4);
var unsupported5 = (text4) => fail8(ErrorCode.CONFIG_UNSUPPORTED, text4);
var MAX_VCPUS_WITHOUT_EIM = 255;
var needsEim = (domain) => {
  const machine2 = machineOf(domain);
  return isX86(machine2.arch) && domain.vcpu.value > MAX_VCPUS_WITHOUT_EIM && isQ35(machine2);
};
var defaultNetModel = (m, caps) => {
  if (isS390(m.arch) || isLoongarchVirt(m) || isRiscvVirt(m))
    return "virtio";
  if (isArm(m.arch)) {
    if (m.machine === "versatilepb")
      return "scm91c111";
    return isArmVirt2(m) ? "virtio" : "lan9118";
  }
  if (caps.has("rtl8139"))
    return "rtl8139";
  if (caps.has("e1000"))
    return "e1000";
  return caps.has("virtio-net") ? "virtio" : "rtl8139";
};
var net = (dev, domain, { caps }) => {
  if (dev.model?.type === void 0 && dev.type !== "hostdev") {
    const virtio = dev.type === "vdpa" || dev.type === "vhostuser";
    dev.model = { type: virtio ? "virtio" : defaultNetModel(machineOf(domain), caps) };
  }
  if (dev.type === "user" && dev.backend?.type === void 0) {
    if (!caps.has("netdev.user") && caps.has("netdev.stream"))
      dev.backend = { ...dev.backend, type: "passt" };
  }
};
var disk = (dev) => {
  const driver2 = dev.driver ?? {};
  driver2.name ??= "qemu";
  if (driver2.type === void 0 && dev.type !== "volume")
    driver2.type = "raw";
  dev.driver = driver2;
  if (dev.mirror && !dev.mirror.format)
    dev.mirror.format = { type: "raw" };
  if (dev.encryption)
    dev.encryption.engine ??= "qemu";
  if (dev.source?.encryption)
    dev.source.encryption.engine ??= "qemu";
  for (let next = dev.backingStore; next; next = next.backingStore) {
    if (next.source?.encryption)
      next.source.encryption.engine ??= "qemu";
  }
};
var defaultVideo = (m, caps) => {
  if (isPpc64(m.arch))
    return "vga";
  if (isArmVirt2(m) || isLoongarchVirt(m) || isRiscvVirt(m) || isS390(m.arch))
    return "virtio";
  if (caps.has("cirrus-vga"))
    return "cirrus";
  return caps.has("VGA") ? "vga" : "default";
};
var QXL_VGAMEM = 16 * 1024;
var video = (dev, domain, { caps }) => {
  if (dev.model.type === "default")
    dev.model.type = defaultVideo(machineOf(domain), caps);
  if (dev.model.type === "qxl")
    dev.model.vgamem ||= QXL_VGAMEM;
};
var defaultPanic = (m) => {
  if (isPseries2(m))
    return "pseries";
  if (isS390(m.arch))
    return "s390";
  if (isX86(m.arch))
    return "isa";
  return isArmVirt2(m) ? "pvpanic" : void 0;
};
var panic = (dev, domain) => {
  dev.model ??= defaultPanic(machineOf(domain));
};
var MAX_XHCI_PORTS = 15;
var defaultScsiModel = (m, caps, index) => {
  if (isPseries2(m))
    return "ibmvscsi";
  if (isS390(m.arch) || isLoongarchVirt(m))
    return "virtio-scsi";
  if (caps.has("lsi"))
    return "lsilogic";
  if (caps.has("virtio-scsi-pci"))
    return "virtio-scsi";
  if (hasBuiltinEsp(m))
    return "ncr53c90";
  throw fail8(ErrorCode.INTERNAL_ERROR, `Unable to determine model for SCSI controller idx=${index}`);
};
var defaultUsbModel = (dev, m, { caps, options: options2 }) => {
  if (isS390(m.arch))
    return dev.address === void 0 ? "none" : caps.has("piix3-usb-uhci") ? "piix3-uhci" : void 0;
  if (isPpc64(m.arch)) {
    if (options2.abiUpdate && caps.has("qemu-xhci"))
      return "qemu-xhci";
    if (options2.abiUpdate && caps.has("nec-usb-xhci"))
      return "nec-xhci";
    return caps.has("pci-ohci") ? "pci-ohci" : void 0;
  }
  if (m.arch === "aarch64" || isLoongarch(m.arch)) {
    if (caps.has("qemu-xhci"))
      return "qemu-xhci";
    if (m.arch === "aarch64" && caps.has("nec-usb-xhci"))
      return "nec-xhci";
  }
  if (caps.has("piix3-usb-uhci"))
    return "piix3-uhci";
  return !isX86(m.arch) && caps.has("pci-ohci") ? "pci-ohci" : void 0;
};
var usbController = (dev, domain, context) => {
  if (dev.model === void 0) {
    const model6 = defaultUsbModel(dev, machineOf(domain), context);
    if (model6 !== void 0)
      dev.model = model6;
  }
  const { model: model5 } = dev;
  if (model5 === "qusb1" || model5 === "qusb2") {
    throw unsupported5(`USB controller model type 'qusb1' or 'qusb2' is not supported in ${domain.type}`);
  }
  if ((model5 === "nec-xhci" || model5 === "qemu-xhci") && (dev.ports ?? 0) > MAX_XHCI_PORTS) {
    throw unsupported5(`'${model5}' controller only supports up to '${MAX_XHCI_PORTS}' ports`);
  }
};
var pciController = (dev, domain) => {
  const m = machineOf(domain);
  const index = dev.index ?? 0;
  if (!isPseries2(m) && (dev.model === "pci-root" || dev.model === "pcie-root") && index !== 0) {
    throw fail8(ErrorCode.XML_ERROR, "pci-root and pcie-root controllers should have index 0");
  }
  if (dev.model === "pci-expander-bus" && !isI440fx(m)) {
    throw unsupported5("pci-expander-bus controllers are only supported on 440fx-based machinetypes");
  }
  if (dev.model === "pcie-expander-bus" && !isQ35(m) && !isArmVirt2(m)) {
    throw unsupported5("pcie-expander-bus controllers are not supported with this machine type");
  }
  const node = dev.target?.node;
  const cells = numaCells(domain).length;
  if (node !== void 0 && node >= cells) {
    throw fail8(ErrorCode.XML_ERROR, `${dev.model} with index ${index} is configured for a NUMA node (${node}) not present in the domain's <cpu><numa> array (${cells})`);
  }
};
var controller = (dev, domain, context) => {
  switch (dev.type) {
    case "scsi":
      if (dev.model === void 0 || dev.model === "auto") {
        const model5 = defaultScsiModel(machineOf(domain), context.caps, dev.index ?? 0);
        dev.model = model5;
      }
      break;
    case "usb":
      usbController(dev, domain, context);
      break;
    case "pci":
      pciController(dev, domain);
      break;
  }
};
var DEFAULT_SHMEM = 4 * 1024 * 1024;
var shmem = (dev) => {
  const model5 = dev.model.type;
  if (model5 !== "ivshmem-doorbell" && !dev.size)
    dev.size = DEFAULT_SHMEM;
  if (model5 === "ivshmem")
    return;
  if (!dev.server) {
    if (model5 === "ivshmem-doorbell") {
      throw unsupported5(`shmem model '${model5}' is supported only with server option enabled`);
    }
    if (dev.msi)
      throw unsupported5(`shmem model '${model5}' doesn't support msi`);
    return;
  }
  if (model5 === "ivshmem-plain") {
    throw unsupported5(`shmem model '${model5}' is supported only with server option disabled`);
  }
  if (dev.size)
    throw unsupported5(`shmem model '${model5}' does not support size setting`);
  dev.msi = { ...dev.msi };
  dev.msi.ioeventfd ??= true;
};
var defaultSerialTarget = (m) => {
  if (isX86(m.arch))
    return "isa-serial";
  if (isPseries2(m))
    return "spapr-vio-serial";
  if (isArmVirt2(m) || isLoongarchVirt(m) || isRiscvVirt(m))
    return "system-serial";
  return isS390(m.arch) ? "sclp-serial" : void 0;
};
var serialModel = (target2, m) => {
  switch (target2) {
    case "isa-serial":
    case "usb-serial":
    case "pci-serial":
      return target2;
    case "spapr-vio-serial":
      return "spapr-vty";
    case "system-serial":
      return isArmVirt2(m) ? "pl011" : isLoongarchVirt(m) || isRiscvVirt(m) ? "16550a" : void 0;
    case "sclp-serial":
      return "sclpconsole";
    case "isa-debug":
      return "isa-debugcon";
    default:
      return void 0;
  }
};
var serial = (dev, domain) => {
  const m = machineOf(domain);
  const target2 = dev.target ?? {};
  dev.target = target2;
  if (target2.type === void 0 || target2.type === "isa-serial") {
    const type2 = defaultSerialTarget(m);
    if (type2 !== void 0)
      target2.type = type2;
    else
      delete target2.type;
  }
  if (target2.model?.name === void 0) {
    const name3 = serialModel(target2.type, m);
    if (name3 !== void 0)
      target2.model = { name: name3 };
  }
};
var literal = (text4) => text4.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
var isGeneratedPath = (path2, name3, { host }) => {
  if (name3 === void 0)
    return false;
  const { channelTargetDir, libDir } = host.config;
  return [channelTargetDir, `${libDir}/channel`].some((dir) => {
    const between = "(target/)?(([^/]+\\.)|(domain-[^/]+/)|([0-9]+-[^/]+/))";
    return new RegExp(`^${literal(dir)}/${between}${literal(name3)}$`).test(path2);
  });
};
var channel = (dev, context) => {
  if (!context.options.inactive || dev.type !== "unix")
    return;
  const source2 = dev.source;
  const { target: target2 } = dev;
  if (source2?.path !== void 0 && target2.type === "virtio" && isGeneratedPath(source2.path, target2.name, context)) {
    delete source2.path;
  }
  if (source2?.path === void 0)
    dev.source = { ...dev.source, mode: "bind" };
};
var vsock = (dev) => {
  dev.model ??= "virtio";
};
var hostdev = (dev) => {
  if (dev.type === "mdev" && dev.model === "vfio-pci")
    dev.display ??= false;
};
var tpm = (dev, domain) => {
  const { arch: arch3 } = machineOf(domain);
  dev.model ??= isPpc64(arch3) ? "tpm-spapr" : "tpm-tis";
  if (dev.backend.type === "emulator") {
    dev.backend.version ??= dev.model === "tpm-tis" && isX86(arch3) ? "1.2" : "2.0";
  }
};
var PPC64_MODULE = 256 * 1024;
var memory4 = (dev, domain, { options: options2 }) => {
  if (!options2.abiUpdate || !isPpc64(machineOf(domain).arch))
    return;
  const roundUp3 = (n) => Math.ceil(n / PPC64_MODULE) * PPC64_MODULE;
  if (dev.model !== "nvdimm") {
    dev.target.size = roundUp3(dev.target.size);
    return;
  }
  const label = dev.target.label?.size ?? 0;
  const area = dev.target.size - label;
  if (area < PPC64_MODULE) {
    throw fail8(ErrorCode.XML_ERROR, "minimum target size for the NVDIMM must be 256MB plus the label size");
  }
  dev.target.size = Math.floor(area / PPC64_MODULE) * PPC64_MODULE + label;
};
var pstore = (dev, domain, { host }) => {
  dev.path ??= `${host.config.nvramDir}/${domain.name}_PSTORE.raw`;
};
var iommu = (dev, domain, { caps, options: options2 }) => {
  if (!options2.abiUpdate || !needsEim(domain) || dev.model !== "intel")
    return;
  const driver2 = dev.driver ?? {};
  if (caps.has("intel-iommu.intremap"))
    driver2.intremap ??= true;
  if (caps.has("intel-iommu.eim"))
    driver2.eim ??= true;
  if (Object.keys(driver2).length > 0)
    dev.driver = driver2;
};
var completeDevice = (device, domain, context) => {
  switch (device.kind) {
    case "net":
      return net(device.dev, domain, context);
    case "disk":
      return disk(device.dev);
    case "video":
      return video(device.dev, domain, context);
    case "panic":
      return panic(device.dev, domain);
    case "controller":
      return controller(device.dev, domain, context);
    case "shmem":
      return shmem(device.dev);
    case "serial":
      return serial(device.dev, domain);
    case "channel":
      return channel(device.dev, context);
    case "vsock":
      return vsock(device.dev);
    case "hostdev":
      return hostdev(device.dev);
    case "tpm":
      return tpm(device.dev, domain);
    case "memory":
      return memory4(device.dev, domain, context);
    case "pstore":
      return pstore(device.dev, domain, context);
    case "iommu":
      return iommu(device.dev, domain, context);
  }
};

// dist/src/drivers/kvm/postparse/domain.js
var fail9 = (code2, text4) => new VirError(code2, ErrorDomain.QEMU, text4);
var unsupported6 = (text4) => fail9(ErrorCode.CONFIG_UNSUPPORTED, text4);
var setMachine = (domain, { caps }) => {
  const type2 = virtTypeOf(domain);
  const os = domain.os.type;
  os.machine ??= caps.defaultMachine(type2);
  if (os.machine === void 0) {
    throw fail9(ErrorCode.INVALID_ARG, `could not get preferred machine for ${domain.devices.emulator} type=${domain.type}`);
  }
  os.machine = caps.canonicalMachine(type2, os.machine);
};
var dropAcpi = (domain, { caps, options: options2 }) => {
  const { arch: arch3, machine: machine2 } = machineOf(domain);
  if (options2.abiUpdate || !isS390(arch3) || !domain.features.acpi)
    return;
  if (caps.machine(virtTypeOf(domain), machine2)?.acpi === false)
    delete domain.features.acpi;
};
var setFirmware = (domain, { host, options: options2 }) => {
  const { abiUpdate } = options2;
  if (!domain.os.loader && domain.os.nvram?.format) {
    domain.os.loader = { format: domain.os.nvram.format };
  }
  if (!abiUpdate && domain.os.firmware) {
    domain.os.loader ??= {};
    domain.os.loader.format ??= "raw";
  }
  try {
    fillFirmware(domain, {
      firmware: host.firmware,
      legacy: host.legacyFirmware,
      nvramDir: host.config.nvramDir,
      abiUpdate
    });
  } catch (error3) {
    if (abiUpdate)
      throw error3;
  }
};
var q35Usb = (caps) => {
  if (caps.has("qemu-xhci"))
    return { model: "qemu-xhci" };
  if (caps.has("nec-usb-xhci"))
    return { model: "nec-xhci" };
  return caps.has("ich9-usb-ehci1") ? { model: "ich9-ehci1" } : void 0;
};
var x86Board = (m, vcpus, caps) => {
  if (m.machine === "isapc")
    return { balloon: true };
  if (isQ35(m)) {
    return {
      balloon: true,
      usb: q35Usb(caps),
      pciRoot: "pcie-root",
      sata: true,
      itco: true,
      iommu: vcpus > MAX_VCPUS_WITHOUT_EIM
    };
  }
  return { balloon: true, usb: {}, ...isI440fx(m) ? { pciRoot: "pci-root" } : {} };
};
var armBoard = (m) => {
  const versatile = m.machine === "versatilepb";
  if (versatile || m.machine.startsWith("realview")) {
    return { usb: { model: "pci-ohci" }, ...versatile ? { pciRoot: "pci-root" } : {} };
  }
  return isArmVirt2(m) ? { pciRoot: "pcie-root" } : {};
};
var boardOf = (m, vcpus, caps) => {
  switch (m.arch) {
    case "i686":
    case "x86_64":
      return x86Board(m, vcpus, caps);
    case "armv6l":
    case "armv7l":
    case "armv7b":
    case "aarch64":
      return armBoard(m);
    case "ppc64":
    case "ppc64le":
      return { pciRoot: "pci-root", usb: {}, usbInput: true, balloon: true, panic: isPseries2(m) };
    case "alpha":
    case "ppc":
    case "ppcemb":
    case "sh4":
    case "sh4eb":
    case "sparc64":
      return { usb: {}, balloon: true, pciRoot: "pci-root" };
    case "riscv32":
    case "riscv64":
      return { balloon: true, ...isRiscvVirt(m) ? { pciRoot: "pcie-root" } : {} };
    case "s390":
    case "s390x":
      return { balloon: true, panic: true, ...caps.has("zpci") ? { pciRoot: "pci-root" } : {} };
    case "mips":
    case "mipsel":
    case "mips64":
    case "mips64el":
      return { usb: {}, balloon: true, ...m.machine === "malta" ? { pciRoot: "pci-root" } : {} };
    case "loongarch64":
      return { pciRoot: "pcie-root" };
    default:
      return {};
  }
};
var addPciRoot = (domain, model5) => {
  const root = findController(domain, "pci", 0);
  if (!root)
    addController(domain, "pci", 0, model5);
  else if (root.model !== model5) {
    throw fail9(ErrorCode.XML_ERROR, `The PCI controller with index='0' must be model='${model5}' for this machine type, but model='${root.model}' was found instead`);
  }
};
var needInput = (domain, type2, bus) => {
  const { inputs: inputs3 } = domain.devices;
  if (!inputs3.some((input) => input.type === type2 && input.bus === bus))
    inputs3.push({ type: type2, bus });
};
var addImplicitDevices = (domain, context) => {
  const { caps } = context;
  const m = machineOf(domain);
  const d = domain.devices;
  if (caps.has("i8042") && hasI8042(m) && domain.features.ps2?.state !== false) {
    needInput(domain, "mouse", "ps2");
    needInput(domain, "keyboard", "ps2");
  }
  const board = boardOf(m, domain.vcpu.value, caps);
  if (board.usb && !findController(domain, "usb", 0))
    addUsbController(domain, 0, board.usb.model);
  if (board.sata)
    needController(domain, "sata", 0);
  if (board.pciRoot)
    addPciRoot(domain, board.pciRoot);
  if (board.balloon && d.memballoons.length === 0)
    d.memballoons.push({ model: "virtio" });
  if (board.usbInput && d.graphics.length > 0) {
    const tablet = d.inputs.some((input) => input.type === "tablet" && input.bus === "usb");
    needInput(domain, "keyboard", "usb");
    if (!tablet)
      needInput(domain, "mouse", "usb");
  }
  if (board.panic) {
    const model5 = defaultPanic(m);
    if (!d.panics.some((panic2) => panic2.model === void 0 || panic2.model === model5))
      d.panics.push({});
  }
  if (board.itco && !d.watchdogs.some((dog) => dog.model === "itco")) {
    d.watchdogs.push({ model: "itco", action: d.watchdogs[0]?.action ?? "reset" });
  }
  const remapping = ["intel-iommu", "intel-iommu.intremap", "intel-iommu.eim"];
  if (board.iommu && d.iommus.length === 0 && remapping.every((flag2) => caps.has(flag2))) {
    d.iommus.push({ model: "intel", driver: { intremap: true, eim: true } });
  }
  addAudio(domain, context);
};
var fromEnv = { pa: "pulseaudio", wav: "file" };
var AUDIO_TYPES = [
  "none",
  "alsa",
  "coreaudio",
  "jack",
  "oss",
  "pulseaudio",
  "sdl",
  "spice",
  "file",
  "dbus",
  "pipewire"
];
var addAudio = (domain, { host }) => {
  const d = domain.devices;
  if (d.audios.length > 0)
    return;
  let type2 = "none";
  let wanted = d.graphics.length === 0;
  let hostAudio = wanted && host.config.nogfxAllowHostAudio;
  for (const graphics of d.graphics) {
    if (graphics.type === "vnc") {
      hostAudio = host.config.vncAllowHostAudio;
      if (!hostAudio)
        type2 = "none";
      wanted = true;
    } else if (graphics.type === "spice") {
      hostAudio = false;
      type2 = "spice";
      wanted = true;
    } else if (graphics.type === "sdl") {
      hostAudio = true;
      wanted = true;
    }
  }
  if (!wanted)
    return;
  if (hostAudio) {
    const driver2 = host.audioEnv?.driver;
    if (driver2 === void 0)
      return;
    const named3 = fromEnv[driver2] ?? driver2;
    if (!AUDIO_TYPES.includes(named3))
      throw unsupported6(`unknown QEMU_AUDIO_DRV setting ${driver2}`);
    type2 = named3;
  }
  const audio2 = { id: 1, type: type2 };
  const sdl2 = host.audioEnv?.sdlDriver;
  if (type2 === "sdl" && sdl2 !== void 0) {
    if (!["esd", "alsa", "arts", "pulseaudio"].includes(sdl2)) {
      throw unsupported6(`unknown SDL_AUDIODRIVER setting ${sdl2}`);
    }
    audio2.driver = sdl2;
  }
  d.audios.push(audio2);
};
var CPU_ARCHS = /* @__PURE__ */ new Set([
  "i686",
  "x86_64",
  "armv6l",
  "armv7l",
  "armv7b",
  "aarch64",
  "ppc64",
  "ppc64le",
  "s390",
  "s390x",
  "riscv64",
  "loongarch64"
]);
var setCpu = (domain, { caps, host }) => {
  const { cpu } = domain;
  if (cpu && (cpu.mode !== "custom" || cpu.model?.value !== void 0))
    return;
  const { arch: arch3, machine: machine2 } = machineOf(domain);
  if (!CPU_ARCHS.has(arch3))
    return;
  const native = isX86(arch3) || isS390(arch3) || arch3 === "ppc64" || arch3 === "ppc64le";
  if (!native && domain.type !== "qemu")
    return;
  const model5 = caps.defaultCpu(virtTypeOf(domain), machine2);
  if (model5 === void 0)
    return;
  if (model5 === "host" && domain.type !== "kvm") {
    throw fail9(ErrorCode.INTERNAL_ERROR, 'QEMU reports invalid default CPU model "host" for non-kvm domain virt type');
  }
  const next = cpu ?? { mode: "custom", match: "exact", features: [] };
  domain.cpu = next;
  if (model5 === "host") {
    next.mode = isS390(arch3) && host.hostModel ? "host-model" : "host-passthrough";
    return;
  }
  next.check = "none";
  next.mode = "custom";
  next.match = "exact";
  next.model = { ...next.model, fallback: "forbid", value: model5 };
};
var completeCpu = (domain, { caps }) => {
  const { cpu } = domain;
  if (!cpu)
    return;
  completeSve(cpu);
  const { arch: arch3 } = machineOf(domain);
  const inactive = domain.id === void 0 || domain.id < 0;
  if (inactive && cpu.mode === "host-passthrough" && cpu.migratable === void 0) {
    if (caps.has("cpu.migratable"))
      cpu.migratable = true;
    else if (isX86(arch3))
      cpu.migratable = false;
  }
  if (cpu.mode === "custom" && cpu.model?.value === void 0)
    return;
  if (cpu.check !== void 0)
    return;
  if (cpu.mode === "host-passthrough" || cpu.mode === "maximum")
    cpu.check = "none";
  else if (cpu.mode === "host-model")
    cpu.check = "partial";
  else
    cpu.check = domain.type === "qemu" ? "none" : "partial";
};
var completeSve = (cpu) => {
  if (!cpu.features.some(({ name: name3 }) => name3.startsWith("sve") && name3 !== "sve"))
    return;
  const sve = cpu.features.find(({ name: name3 }) => name3 === "sve");
  if (!sve)
    cpu.features.push({ name: "sve", policy: "require" });
  else if (sve.policy === "disable" || sve.policy === "forbid") {
    throw unsupported6("SVE disabled, but SVE vector lengths provided");
  } else
    sve.policy = "require";
};
var setFeatures2 = (domain, { caps }) => {
  const { features: features8 } = domain;
  const m = machineOf(domain);
  if (!features8.gic && isArmVirt2(m) || features8.gic && features8.gic.version === void 0) {
    const type2 = virtTypeOf(domain);
    const supports = (version3) => (caps.gic ?? []).some((gic2) => gic2.version === version3 && (type2 === "kvm" ? gic2.kernel : gic2.emulated));
    const version2 = type2 !== "qemu" && supports(3) ? "3" : "2";
    features8.gic = { version: version2 };
  }
  const iommu3 = iommuOf(domain);
  if (iommu3 && (iommu3.driver?.intremap || needsEim(domain)) && !features8.ioapic) {
    features8.ioapic = { driver: "qemu" };
  }
};
var checkTseg = (domain, { caps }) => {
  const { smm } = domain.features;
  if (!smm?.state || smm.tseg === void 0)
    return;
  if (!isQ35(machineOf(domain)))
    throw unsupported6("SMM TSEG is only supported with q35 machine type");
  if (!caps.has("mch.extended-tseg-mbytes")) {
    throw unsupported6("Setting TSEG size is not supported with this QEMU binary");
  }
  if (smm.tseg % (1 << 20) !== 0)
    throw unsupported6("SMM TSEG size must be divisible by 1 MiB");
};
var dropOwnSockets = (domain, { host, options: options2 }) => {
  if (!options2.inactive)
    return;
  for (const graphics of domain.devices.graphics) {
    if (graphics.type !== "vnc")
      continue;
    for (const listen of graphics.listens ?? []) {
      if (listen.type !== "socket" || !listen.socket?.startsWith(host.config.libDir))
        continue;
      delete listen.socket;
      listen.type = "address";
    }
  }
};
var checkVcpus = (domain) => {
  const [first2, ...rest] = vcpusOf(domain);
  if (!first2)
    return;
  if (!first2.online)
    throw unsupported6("vcpu 0 can't be offline");
  if (first2.hotpluggable)
    throw unsupported6("vcpu0 can't be hotpluggable");
  if (first2.order !== void 0 && first2.order !== 1)
    throw unsupported6("vcpu0 must be enabled first");
  const ordered = first2.order !== void 0;
  let previous = first2;
  for (const vcpu of rest) {
    if (vcpu.online && vcpu.order !== void 0 !== ordered) {
      throw unsupported6("all vcpus must have either set or unset order");
    }
    if (!vcpu.hotpluggable) {
      if (previous.hotpluggable) {
        throw unsupported6("online non-hotpluggable vcpus need to be ordered prior to hotpluggable vcpus");
      }
      if ((previous.order ?? 0) > (vcpu.order ?? 0)) {
        throw unsupported6("online non-hotpluggable vcpus must be ordered in ascending order");
      }
    }
    previous = vcpu;
  }
};
var addNuma2 = (domain, { options: options2 }) => {
  if (!options2.abiUpdate || !hasMemoryHotplug(domain) || isS390Ccw(machineOf(domain)))
    return;
  if (numaCells(domain).length > 0)
    return;
  let memory7 = domain.memory.value;
  for (const mem of domain.devices.memories) {
    if (mem.target.size > memory7) {
      throw fail9(ErrorCode.XML_ERROR, "Total size of memory devices exceeds the total memory size");
    }
    memory7 -= mem.target.size;
    if (mem.model === "dimm" || mem.model === "nvdimm" || mem.model === "virtio-mem")
      mem.target.node ??= 0;
  }
  domain.cpu ??= { mode: "custom", match: "exact", features: [] };
  domain.cpu.numa = { cells: [{ id: 0, memory: memory7, distances: [], caches: [] }] };
};
var fillNuma = (domain) => {
  const cells = numaCells(domain);
  const [first2] = cells;
  if (!first2)
    return;
  const claimed = new Set(cells.flatMap((cell) => cpusetMembers(cell.cpus ?? "") ?? []));
  const max = domain.vcpu.value;
  if (claimed.size >= max)
    return;
  const mine = new Set(cpusetMembers(first2.cpus ?? "") ?? []);
  const others = new Set(cells.slice(1).flatMap((cell) => cpusetMembers(cell.cpus ?? "") ?? []));
  for (let cpu = 0; cpu < max; cpu++)
    if (!others.has(cpu))
      mine.add(cpu);
  first2.cpus = formatCpuset([...mine].sort((a, b) => a - b));
};
var completeDomain = (domain, context) => {
  setMachine(domain, context);
  dropAcpi(domain, context);
  setFirmware(domain, context);
  addImplicitDevices(domain, context);
  setCpu(domain, context);
  setFeatures2(domain, context);
  dropOwnSockets(domain, context);
  checkVcpus(domain);
  completeCpu(domain, context);
  checkTseg(domain, context);
  addNuma2(domain, context);
  fillNuma(domain);
};

// dist/src/drivers/kvm/postparse/postparse.js
var features3 = /* @__PURE__ */ new Set([
  "memory-hotplug",
  "offline-vcpupin",
  "individual-vcpus",
  "user-alias",
  "fw-autoselect",
  "net-model-string",
  "disk-fd"
]);
var hooksFor = (context) => ({
  features: features3,
  basic: (domain) => {
    const arch3 = domain.os.type.arch;
    if (domain.devices.emulator === void 0 && !context.caps.supportsArch(arch3)) {
      throw unsupported4(`No emulator found for arch '${arch3}'`);
    }
    domain.devices.emulator ??= context.caps.binary;
  },
  domain: (domain) => completeDomain(domain, context),
  device: (device, domain) => completeDevice(device, domain, context),
  addresses: (domain) => {
    const { hostIsExpress } = context.host;
    assignAddresses(domain, context.caps, {
      newDomain: context.options.abiUpdate,
      ...hostIsExpress ? { hostIsExpress } : {}
    });
  }
});
var completeLabel = (domain, { host, options: options2 }) => {
  const [label, ...others] = domain.seclabels;
  if (!label || others.length > 0 || label.model !== void 0 || host.securityModel === void 0)
    return;
  const dynamic = (label.type ?? "dynamic") === "dynamic" && label.baselabel === void 0;
  if (label.type !== "none" && !(dynamic && options2.inactive))
    throw xmlError2("missing security model in domain seclabel");
  label.model = host.securityModel;
  if (label.model === "none" && options2.inactive)
    domain.seclabels = [{ type: "none", model: "none" }];
};
var postParse2 = (domain, context) => {
  completeLabel(domain, context);
  return postParse(domain, hooksFor(context), context.options);
};

// dist/src/model/domain/validate/chardev.js
var missing2 = (what) => internalError(`Missing source ${what} attribute for char device`);
var validateChardev = (device, pathOptional = false) => {
  const { source: source2 = {} } = device;
  const listens2 = source2.mode === "bind" && source2.reconnect?.enabled !== void 0;
  switch (device.type) {
    case "file":
    case "dev":
    case "pipe":
      if (source2.path === void 0)
        throw missing2("path");
      return;
    case "nmdm":
      if (source2.master === void 0 !== (source2.slave === void 0)) {
        throw internalError("Should define both master and slave path attributes for nmdm device");
      }
      return;
    case "tcp":
      if (source2.host === void 0)
        throw missing2("host");
      if (source2.service === void 0)
        throw missing2("service");
      if (listens2)
        throw internalError("chardev reconnect is possible only for connect mode");
      return;
    case "udp":
      if (!device.sources?.some((each) => each.mode === "connect" && each.service !== void 0))
        throw missing2("service");
      return;
    case "unix":
      if (source2.path === void 0 && !pathOptional)
        throw missing2("path");
      if (listens2)
        throw internalError("chardev reconnect is possible only for connect mode");
      return;
    case "spiceport":
    case "dbus":
      if (source2.channel === void 0)
        throw unsupported4("Missing source channel attribute for char device");
      if (!/^[A-Za-z0-9_.-]*$/.test(source2.channel)) {
        throw new VirError(ErrorCode.INVALID_ARG, ErrorDomain.DOMAIN, "Invalid character in source channel for char device");
      }
      return;
    default:
  }
};

// dist/src/model/domain/validate/shared.js
var checkVirtioOptions = (driver2) => {
  for (const key of ["iommu", "ats", "packed"]) {
    if (driver2?.[key] !== void 0)
      throw unsupported4(`${key} driver option is only supported for virtio devices`);
  }
  if (driver2?.page_per_vq !== void 0)
    throw unsupported4("page_per_vq option is only supported for virtio devices");
};
var checkDeviceLabels = (labels, domain) => {
  for (const { model: model5 } of labels) {
    if (domain.seclabels.some((label) => label.model === model5 && !label.relabel)) {
      throw unsupported4("label overrides require relabeling to be enabled at the domain level");
    }
  }
};
var VIRTIO_MODELS = /* @__PURE__ */ new Set([
  "virtio",
  "virtio-transitional",
  "virtio-non-transitional"
]);

// dist/src/model/domain/validate/disk.js
var chainOf2 = (disk2) => {
  const chain = [{ type: disk2.type, format: disk2.driver?.type, source: disk2.source }];
  for (let next = disk2.backingStore; next?.type; next = next.backingStore) {
    chain.push({ type: next.type, format: next.format?.type, source: next.source });
  }
  return chain;
};
var sourceName = (disk2) => {
  const { file: file2, dev, dir, name: name3 } = disk2.source ?? {};
  return file2 ?? dev ?? dir ?? name3;
};
var SECRET_USAGES = ["none", "volume", "ceph", "iscsi", "tls", "vtpm"];
var checkLayer = ({ type: type2, format: format2, source: source2 }, disk2, top) => {
  const protocol = type2 === "network" ? source2?.protocol : void 0;
  if (protocol === "sheepdog")
    throw unsupported4("'sheepdog' protocol is no longer supported by any hypervisor driver");
  const auth2 = source2?.auth ?? (top ? disk2.auth : void 0);
  if (type2 === "network" && auth2) {
    if (["nbd", "gluster", "tftp", "vxhs", "nfs"].includes(protocol ?? "")) {
      throw unsupported4(`authentication is not supported for protocol '${protocol}'`);
    }
    const usage2 = auth2.secret.type;
    if (usage2 === void 0 || !SECRET_USAGES.includes(usage2))
      throw unsupported4(`unknown secret type '${usage2 ?? "<null>"}'`);
    if (protocol === "iscsi" && usage2 !== "iscsi" || protocol === "rbd" && usage2 !== "ceph") {
      throw unsupported4(`invalid secret type '${usage2}'`);
    }
  }
  const encryption = source2?.encryption ?? (top ? disk2.encryption : void 0);
  if (encryption?.format === "luks" && encryption.cipher) {
    throw unsupported4("supplying <cipher> for domain disk definition is unnecessary");
  }
  const store = source2?.dataStore;
  if (store) {
    if (format2 !== "qcow2")
      throw unsupported4("<dataStore> feature available only with qcow2 images");
    if (store.format && store.format.type !== "raw")
      throw unsupported4("only 'raw' images supported as <dataStore>");
    if (store.source?.slices.length)
      throw xmlError2("slices are not supported for <dataStore>");
  }
  if (type2 !== "network") {
    if (source2?.snapshot)
      throw xmlError2("<snapshot> element is currently supported only with 'rbd' disks");
    if (source2?.config)
      throw xmlError2("<config> element is currently supported only with 'rbd' disks");
  }
};
var checkLun = (disk2) => {
  const { type: type2, source: source2, driver: driver2 } = disk2;
  if (type2 === "network") {
    if (source2?.protocol !== "iscsi")
      throw unsupported4(`disk device='lun' is not supported for protocol='${source2?.protocol}'`);
  } else if (type2 !== "block" && type2 !== "volume") {
    throw unsupported4("disk device='lun' is only valid for block type disk source");
  }
  if (driver2?.type !== void 0 && driver2.type !== "raw")
    throw unsupported4("disk device 'lun' must use 'raw' format");
  if (source2?.slices.length)
    throw unsupported4("disk device 'lun' doesn't support storage slice");
  const encryption = source2?.encryption ?? disk2.encryption;
  if (encryption && encryption.format !== "default")
    throw unsupported4("disk device 'lun' doesn't support encryption");
};
var checkLimits = (limits) => {
  for (const tail of ["", "_max"]) {
    for (const kind of ["bytes", "iops"]) {
      const [total, read2, write3] = ["total", "read", "write"].map((way) => limits[`${way}_${kind}_sec${tail}`]);
      if (total && (read2 || write3))
        throw xmlError2(`total and read/write ${kind}_sec${tail} cannot be set at the same time`);
    }
  }
};
var hasLimits2 = (limits) => Object.values(limits ?? {}).some(Boolean);
var checkVhostuser = (disk2) => {
  const refuse2 = (what) => unsupported4(`${what} is not supported with vhostuser disk`);
  if (disk2.target.bus !== "virtio")
    throw unsupported4("vhostuser disk supports only virtio bus");
  if (disk2.snapshot !== "no")
    throw unsupported4("only snapshot=no is supported with vhostuser disk");
  const { driver: driver2 = {}, geometry: geometry2, blockio } = disk2;
  const given = [
    [driver2.cache !== void 0, "cache"],
    [driver2.error_policy !== void 0 || driver2.rerror_policy !== void 0, "error_policy"],
    [driver2.io !== void 0, "io"],
    [driver2.ioeventfd !== void 0, "ioeventfd"],
    [driver2.copy_on_read !== void 0, "copy_on_read"],
    [driver2.discard !== void 0, "discard"],
    [driver2.iothread !== void 0, "iothread"],
    [driver2.detect_zeroes !== void 0, "detect_zeroes"],
    [Boolean(driver2.metadata_cache?.max_size), "metadata_cache"],
    [hasLimits2(disk2.iotune), "iotune"],
    [disk2.backingStore !== void 0, "backingStore"],
    [(disk2.source?.encryption ?? disk2.encryption) !== void 0, "encryption"],
    [disk2.readonly === true, "readonly"],
    [disk2.shareable === true, "shareable"],
    [disk2.transient !== void 0, "transient"],
    [disk2.serial !== void 0, "serial"],
    [disk2.wwn !== void 0, "wwn"],
    [disk2.vendor !== void 0, "vendor"],
    [disk2.product !== void 0, "product"],
    [(disk2.source?.auth ?? disk2.auth) !== void 0, "auth"],
    [geometry2 !== void 0, "geometry"],
    [blockio !== void 0, "blockio"]
  ];
  const first2 = given.find(([is]) => is);
  if (first2)
    throw refuse2(first2[1]);
};
var DRIVE_BUSES = ["ide", "fdc", "scsi", "sata"];
var checkBus = (disk2) => {
  const { driver: driver2, model: model5, address: address3, target: target2 } = disk2;
  const bus = target2.bus ?? "none";
  if (address3 && DRIVE_BUSES.includes(bus) && address3.type !== "drive") {
    throw unsupported4(`Invalid address type '${address3.type}' for the disk '${target2.dev}' with the bus type '${bus}'`);
  }
  if (bus === "virtio")
    return;
  if (model5?.startsWith("virtio"))
    throw unsupported4(`disk model '${model5}' not supported for bus '${bus}'`);
  if (driver2?.queues)
    throw unsupported4("queues attribute in disk driver element is only supported for virtio bus");
  if (driver2?.queue_size)
    throw unsupported4("queue_size attribute in disk driver is only supported for virtio bus");
  if (driver2?.event_idx !== void 0)
    throw unsupported4("disk event_idx mode supported only for virtio bus");
  if (driver2?.ioeventfd !== void 0)
    throw unsupported4("disk ioeventfd mode supported only for virtio bus");
  checkVirtioOptions(driver2);
};
var PRINTABLE = /^[\x20-\x7e]*$/;
var checkNames = (disk2) => {
  const { vendor: vendor3, product: product2, wwn, target: target2, device } = disk2;
  const bus = target2.bus ?? "none";
  if (vendor3 !== void 0) {
    if (!PRINTABLE.test(vendor3))
      throw xmlError2("disk vendor is not printable string");
    if (vendor3.length > 8)
      throw unsupported4("disk vendor is more than 8 characters");
  }
  if (product2 !== void 0) {
    const length = bus === "scsi" ? 16 : 40;
    if (!PRINTABLE.test(product2))
      throw xmlError2("disk product is not printable string");
    if (product2.length > length)
      throw unsupported4(`disk product is more than ${length} characters`);
  }
  if (device === "floppy" && bus !== "fdc")
    throw internalError(`Invalid bus type '${bus}' for floppy disk`);
  if (device !== "floppy" && bus === "fdc")
    throw internalError(`Invalid bus type '${bus}' for disk`);
  if (target2.removable !== void 0 && bus !== "usb" && !(bus === "scsi" && device === "disk")) {
    throw xmlError2("removable is only valid for usb or scsi disks");
  }
  checkStartupPolicy(disk2);
  if (wwn !== void 0 && !/^(0x)?[0-9a-fA-F]{16}$/.test(wwn))
    throw internalError(`Malformed wwn: ${wwn}`);
  if ((device === "disk" || device === "lun") && !/^(hd|sd|vd|xvd|ubd)/.test(target2.dev)) {
    throw internalError(`Invalid harddisk device name: ${target2.dev}`);
  }
  if (device === "floppy" && !target2.dev.startsWith("fd"))
    throw internalError(`Invalid floppy device name: ${target2.dev}`);
};
var checkStartupPolicy = (disk2) => {
  const policy2 = disk2.source?.startupPolicy;
  if (policy2 === void 0)
    return;
  if (!["file", "block", "dir", "volume"].includes(disk2.type)) {
    throw xmlError2(`disk startupPolicy '${policy2}' is not allowed for disk of '${disk2.type}' type`);
  }
  if (disk2.device !== "cdrom" && disk2.device !== "floppy" && policy2 === "requisite") {
    throw xmlError2("disk startupPolicy 'requisite' is allowed only for cdrom or floppy");
  }
};
var isEmpty2 = (disk2) => {
  const { source: source2 = {} } = disk2;
  switch (disk2.type) {
    case "file":
    case "block":
    case "dir":
      return !(source2.file ?? source2.dev ?? source2.dir);
    case "network":
      return source2.protocol === void 0;
    case "volume":
      return source2.pool === void 0 && source2.volume === void 0;
    default:
      return false;
  }
};
var MAX_FILTERS = 4096;
var checkThrottling = (disk2, domain) => {
  if (disk2.throttlefilters.length === 0)
    return;
  const refuse2 = (text4) => new VirError(ErrorCode.OPERATION_UNSUPPORTED, ErrorDomain.DOMAIN, text4);
  if (hasLimits2(disk2.iotune)) {
    throw refuse2(`block 'throttlefilters' can't be used together with 'iotune' for disk '${disk2.target.dev}'`);
  }
  if (disk2.device === "cdrom")
    throw refuse2("cdrom device with throttle filters isn't supported");
  for (const { group } of disk2.throttlefilters.slice(0, MAX_FILTERS)) {
    if (!domain.throttlegroups.some((each) => each.group_name === group))
      throw xmlError2(`throttle group '${group}' not found`);
  }
};
var validateDisk = (disk2, domain) => {
  const chain = chainOf2(disk2);
  for (const [i, layer] of chain.entries())
    checkLayer(layer, disk2, i === 0);
  if (disk2.sgio === "unfiltered")
    throw unsupported4("unfiltered sgio is no longer supported");
  if (disk2.device === "lun")
    checkLun(disk2);
  else {
    if (disk2.source?.reservations)
      throw unsupported4("<reservations/> allowed only for lun devices");
    if (disk2.rawio !== void 0)
      throw unsupported4("rawio can be used only with device='lun'");
    if (disk2.sgio !== void 0)
      throw unsupported4("sgio can be used only with device='lun'");
  }
  if (disk2.iotune)
    checkLimits(disk2.iotune);
  checkBus(disk2);
  if (disk2.type === "vhostuser")
    checkVhostuser(disk2);
  for (const { source: source2 } of chain)
    checkDeviceLabels(source2?.seclabels ?? [], domain);
  if (disk2.target.tray === "open" && disk2.device !== "floppy" && disk2.device !== "cdrom") {
    throw unsupported4("tray is only valid for cdrom and floppy");
  }
  checkNames(disk2);
  if (isEmpty2(disk2) && disk2.device === "disk") {
    throw new VirError(ErrorCode.NO_SOURCE, ErrorDomain.DOMAIN, disk2.target.dev);
  }
  const { driver: driver2 } = disk2;
  if (driver2?.discard_no_unref === true) {
    if (driver2.type !== "qcow2")
      throw unsupported4("'discard_no_unref' only works with qcow2 disk format");
    if (disk2.readonly)
      throw unsupported4("'discard_no_unref' is not compatible with read-only disk");
  }
  if (driver2?.iothread && driver2.iothreads.length > 0) {
    throw xmlError2("disk driver 'iothread' attribute can't be used together with 'iothreads' subelement");
  }
  checkThrottling(disk2, domain);
};

// dist/src/model/domain/validate/interface.js
var SPEED = 2 ** 54;
var BURST = 4194303;
var checkBandwidth = (bandwidth) => {
  for (const rate2 of [bandwidth?.inbound, bandwidth?.outbound]) {
    for (const key of ["average", "peak", "burst", "floor"]) {
      const value = rate2?.[key] ?? 0;
      const limit2 = key === "burst" ? BURST : SPEED;
      if (value > limit2) {
        throw new VirError(ErrorCode.OVERFLOW, ErrorDomain.NONE, `value '${value}' is too big for '${key}' parameter, maximum is '${limit2}'`);
      }
    }
  }
};
var checkPort = (net3) => {
  if (net3.port?.isolated !== true)
    return;
  const who = `interface ${net3.mac.address} - <port isolated='yes'/> is not supported for network interfaces with`;
  if (net3.type !== "network" && net3.type !== "bridge")
    throw unsupported4(`${who} type='${net3.type}'`);
  if (net3.virtualport?.type !== void 0)
    throw unsupported4(`${who} virtualport type='${net3.virtualport.type}'`);
};
var validateInterface = (net3) => {
  const { type: type2, source: source2, backend: backend3, portForwards: portForwards2 } = net3;
  if ((source2?.ips.length || source2?.routes.length) && type2 !== "ethernet") {
    throw unsupported4(`Invalid attempt to set network interface host-side IP route and/or address info on interface of type '${type2}'. This is only supported on interfaces of type 'ethernet'`);
  }
  if (net3.target?.managed === false && type2 !== "ethernet") {
    throw unsupported4(`unmanaged target dev is not supported on interfaces of type '${type2}'`);
  }
  checkPort(net3);
  if (!VIRTIO_MODELS.has(net3.model?.type))
    checkVirtioOptions(net3.driver);
  const userLike = type2 === "user" || type2 === "vhostuser";
  if (!userLike && backend3?.type === "passt") {
    throw unsupported4("The 'passt' backend can only be used with interface type='user' or type='vhostuser'");
  }
  if (userLike && source2?.dev !== void 0 && backend3?.type !== "passt") {
    throw unsupported4("The 'dev' attribute of the <source> element can only be used with <interface> type='user' or type='vhostuser' if the <backend> type='passt'");
  }
  if (portForwards2.length > 0 && (!userLike || backend3?.type !== "passt")) {
    throw unsupported4("The <portForward> element can only be used with the 'passt' backend of interface type='user' or type='vhostuser'");
  }
  checkBandwidth(net3.bandwidth);
};

// dist/src/model/domain/validate/devices.js
var hasUsb2 = (domain) => domain.devices.controllers.some((c) => c.type === "usb" && c.model !== "none");
var validateVideo = ({ model: model5, driver: driver2, address: address3 }, domain) => {
  if (model5.type === "default")
    throw internalError("missing video model and cannot determine default");
  if (domain.devices.videos.length > 1 && domain.devices.videos.some((video2) => video2.model.type === "none")) {
    throw unsupported4("a 'none' video type must be the only video device defined for the domain");
  }
  if (driver2?.name === "vhostuser") {
    if (model5.type !== "virtio")
      throw unsupported4("'vhostuser' driver is only supported with 'virtio' device");
  } else if (model5.acceleration?.rendernode !== void 0) {
    throw unsupported4("unsupported rendernode accel attribute without 'vhostuser'");
  }
  if (model5.resolution && (model5.resolution.x === 0 || model5.resolution.y === 0)) {
    throw unsupported4("video resolution values must be greater than 0");
  }
  if (model5.type !== "qxl") {
    for (const key of ["ram", "vram64", "vgamem"]) {
      if (model5[key])
        throw unsupported4(`${key} attribute only supported for video type qxl`);
    }
  }
  if (model5.type === "ramfb" && address3)
    throw unsupported4("address not supported for video type ramfb");
  if (model5.type !== "virtio") {
    checkVirtioOptions(driver2);
    if (model5.blob !== void 0)
      throw unsupported4(`video type '${model5.type}' does not support blob resources`);
  }
};
var validateController = (controller2) => {
  const { type: type2, model: model5, index, target: target2, address: address3, driver: driver2 } = controller2;
  if (type2 === "pci") {
    if ((model5 === "pci-root" || model5 === "pcie-root") && address3) {
      throw unsupported4("pci-root and pcie-root controllers should not have an address");
    }
    if (index > 255)
      throw unsupported4(`PCI controller index ${index} too high, maximum is 255`);
    const at2 = target2?.index;
    if (at2 !== void 0) {
      if (at2 > 30)
        throw unsupported4(`PCI controller target index '${at2}' out of range - must be 0-30`);
      if (index === 0 !== (at2 === 0)) {
        throw unsupported4("Only the PCI controller with index 0 can have target index 0, and vice versa");
      }
    }
    if (target2?.node !== void 0 && index === 0) {
      throw unsupported4("The PCI controller with index=0 can't be associated with a NUMA node");
    }
  }
  const mapped = (driver2?.iothreads.length ?? 0) > 0;
  if (driver2?.iothread || mapped) {
    const virtio = model5 === "virtio-scsi" || model5 === "virtio-transitional" || model5 === "virtio-non-transitional";
    if (type2 !== "scsi" || !virtio)
      throw unsupported4("iothreads are supported only by 'virtio-scsi' controllers");
  }
  if (driver2?.iothread && mapped) {
    throw xmlError2("controller driver 'iothread' attribute can't be used together with 'iothreads' subelement");
  }
};
var validateHostdev = ({ mode, type: type2, address: address3, sgio, teaming: teaming2 }) => {
  const on2 = address3?.type;
  if (mode === "subsystem") {
    if (type2 === "pci" && on2 !== void 0 && on2 !== "unassigned" && on2 !== "pci") {
      throw internalError("PCI host devices must use 'pci' or 'unassigned' address type");
    }
    if (type2 === "scsi") {
      if (on2 !== void 0 && on2 !== "drive")
        throw unsupported4("SCSI host device must use 'drive' address type");
      if (sgio === "unfiltered")
        throw unsupported4("unfiltered sgio is no longer supported");
    }
    if (type2 === "scsi_host" && on2 !== void 0 && on2 !== "pci" && on2 !== "ccw") {
      throw unsupported4("SCSI_host host device must use 'pci' or 'ccw' address type");
    }
    if (type2 === "usb" && on2 !== void 0 && on2 !== "usb")
      throw unsupported4("USB host device must use 'usb' address type");
  }
  if (!teaming2)
    return;
  if (teaming2.type !== "transient")
    throw unsupported4("teaming hostdev devices must have type='transient'");
  if (mode !== "subsystem" || type2 !== "pci")
    throw unsupported4("teaming is only supported for pci hostdev devices");
};
var KIB = 1024;
var PAGE = 4096;
var HUGE_PAGE = 2048;
var isPowerOfTwo = (value) => value > 0 && Number.isInteger(Math.log2(value));
var baseOf = (memory7) => memory7.model === "virtio-pmem" || memory7.model === "virtio-mem" ? memory7.target.address?.base ?? 0 : memory7.model !== "sgx-epc" && memory7.address?.type === "dimm" ? memory7.address.base ?? 0 : 0;
var mappedSize = (memory7) => {
  const label = memory7.model === "nvdimm" ? memory7.target.label?.size ?? 0 : 0;
  const align2 = memory7.source?.alignsize || PAGE / KIB;
  return (memory7.target.size - Math.ceil(label / align2) * align2) * KIB;
};
var checkOverlap = (memory7, domain) => {
  const slot = memory7.address?.type === "dimm" && memory7.model !== "sgx-epc" ? memory7.address.slot : void 0;
  const start = baseOf(memory7);
  if (start === 0 && slot === void 0)
    return;
  const end = start + mappedSize(memory7);
  const hex5 = (value) => `0x${value.toString(16)}`;
  for (const other of domain.devices.memories) {
    if (other === memory7)
      continue;
    if (slot !== void 0 && other.address?.type === "dimm" && other.address.slot === slot) {
      throw unsupported4(`memory device slot '${slot}' is already being used by another memory device`);
    }
    const otherStart = baseOf(other);
    if (start === 0 || otherStart === 0)
      continue;
    if (start <= otherStart ? end > otherStart : otherStart + mappedSize(other) > start) {
      throw unsupported4(`memory device address [${hex5(start)}:${hex5(end)}] overlaps with other memory device (${hex5(otherStart)})`);
    }
  }
};
var validateMemory = (memory7, domain) => {
  const { model: model5, target: target2 } = memory7;
  const cells = domain.cpu?.numa?.cells.length ?? 0;
  if (target2.node !== void 0) {
    if (cells === 0)
      throw xmlDetail("can't add memory backend as guest has no NUMA nodes configured");
    if (target2.node >= cells) {
      throw xmlDetail(`can't add memory backend for guest node '${target2.node}' as the guest has only '${cells}' NUMA nodes configured`);
    }
  }
  const ppc = domain.os.type.arch.startsWith("ppc64");
  if (model5 === "nvdimm") {
    if (memory7.discard === true)
      throw unsupported4("discard is not supported for nvdimms");
    if (ppc && !target2.label?.size)
      throw unsupported4("label size is required for NVDIMM device");
    if (!ppc && memory7.uuid !== void 0)
      throw unsupported4("UUID is not supported for NVDIMM device");
  } else if (model5 === "virtio-pmem") {
    if (memory7.discard === true)
      throw unsupported4(`discard is not supported for model '${model5}'`);
    if (memory7.access !== "shared")
      throw unsupported4("shared access mode required for virtio-pmem device");
    if (target2.node !== void 0)
      throw unsupported4("virtio-pmem does not support NUMA nodes");
    if ((target2.address?.base ?? 0) % PAGE !== 0)
      throw unsupported4(`memory address must be aligned to ${PAGE} bytes`);
  } else if (model5 === "virtio-mem") {
    const block = target2.block ?? 0;
    const requested = target2.requested ?? 0;
    if (requested > target2.size)
      throw xmlDetail(`requested size must be smaller than or equal to @size (${target2.size}KiB)`);
    if (!isPowerOfTwo(block))
      throw xmlDetail("block size must be a power of two");
    if (block < HUGE_PAGE)
      throw xmlDetail(`block size too small, must be at least ${HUGE_PAGE}KiB`);
    if (requested % block !== 0)
      throw xmlDetail("requested size must be an integer multiple of block size");
    if ((target2.address?.base ?? 0) % (block * KIB) !== 0)
      throw xmlDetail("memory device address must be aligned to blocksize");
  } else if (model5 === "sgx-epc" && memory7.address) {
    throw unsupported4(`memory device address is not supported for model '${model5}'`);
  }
  checkOverlap(memory7, domain);
};
var checkInputBus = (input, domain) => {
  const { type: type2, bus = "default" } = input;
  const pointing = type2 === "mouse" || type2 === "keyboard";
  const kind = domain.os.type.value;
  if (kind === "hvm") {
    if (bus === "ps2" && !pointing)
      throw internalError(`ps2 bus does not support ${type2} input device`);
    if (bus === "xen")
      throw internalError(`unsupported input bus ${bus}`);
  } else if (kind === "xen" || kind === "xenpvh") {
    if (bus !== "xen")
      throw internalError(`unsupported input bus ${bus}`);
    if (!pointing)
      throw internalError(`xen bus does not support ${type2} input device`);
  } else if (domain.type === "vz" || domain.type === "parallels") {
    if (bus !== "parallels")
      throw internalError(`parallels containers don't support input bus ${bus}`);
    if (!pointing)
      throw internalError(`parallels bus does not support ${type2} input device`);
  } else
    throw internalError("Input devices are not supported by this virtualization driver.");
};
var validateInput = (input, domain) => {
  checkInputBus(input, domain);
  const { type: type2, bus } = input;
  if (type2 === "passthrough") {
    if (bus !== "virtio")
      throw unsupported4("only bus 'virtio' is supported for 'passthrough' input devices");
  } else if (type2 === "evdev") {
    if (bus !== "none")
      throw unsupported4("input evdev doesn't support bus element");
  } else if (input.source?.evdev !== void 0) {
    throw unsupported4("setting source evdev path only supported for passthrough input devices");
  }
  if (input.model !== void 0 && bus !== "virtio") {
    throw unsupported4(`only bus 'virtio' is supported for input model '${input.model}'`);
  }
  if (bus === "ps2" && domain.features.ps2?.state === false) {
    throw unsupported4("ps2 bus inputs require the ps2 feature not to be disabled");
  }
};
var validateFilesystem = (fs, domain) => {
  const target2 = fs.target?.dir;
  if (target2 === void 0) {
    const { dir, socket, dev, file: file2, name: name3 } = fs.source ?? {};
    throw new VirError(ErrorCode.NO_TARGET, ErrorDomain.DOMAIN, dir ?? dev ?? file2 ?? name3 ?? socket ?? null);
  }
  if (fs.boot && fs.driver?.type !== "virtiofs")
    throw unsupported4("boot order is only supported for virtiofs");
  const tags = domain.devices.filesystems.filter((each) => each.driver?.type === "virtiofs").map((each) => each.target?.dir);
  if (tags.filter((tag) => tag === target2).length > 1 || tags.includes(target2) && fs.driver?.type !== "virtiofs") {
    throw unsupported4(`filesystem target '${target2}' specified twice`);
  }
};
var checkAudioId = (domain, id3) => {
  if (id3 && !domain.devices.audios.some((audio2) => audio2.id === id3))
    throw xmlError2(`no audio device with ID ${id3}`);
};
var validateGraphics = (graphics, domain) => {
  const { type: type2, listens: listens2 = [] } = graphics;
  const listening = type2 === "vnc" || type2 === "spice" || type2 === "rdp";
  for (const listen of listening ? listens2 : []) {
    if (listen.type === "network" && listen.network === void 0) {
      throw xmlError2("'network' attribute is required for listen type 'network'");
    }
    if ((listen.type === "socket" || listen.type === "none") && type2 === "rdp") {
      throw unsupported4(`listen type '${listen.type}' is not available for graphics type '${type2}'`);
    }
  }
  if (type2 === "vnc")
    checkAudioId(domain, graphics.audio?.id);
  if (type2 === "dbus" && graphics.p2p && graphics.address !== void 0)
    throw xmlError2("D-Bus p2p with an address is not supported");
};
var validateIommu = ({ model: model5, driver: driver2, address: address3 }) => {
  if (model5 !== "intel" && driver2 && Object.values(driver2).some((value) => value !== void 0)) {
    throw xmlError2(`iommu model '${model5}' doesn't support some additional attributes`);
  }
  if (model5 !== "virtio" && address3)
    throw xmlError2(`iommu model '${model5}' can't have address`);
};
var validateTpm = ({ backend: backend3 }) => {
  if (backend3.type === "emulator") {
    if (backend3.active_pcr_banks && backend3.version !== "2.0")
      throw xmlError2("<active_pcr_banks/> requires TPM version '2.0'");
    if (backend3.profile?.source !== void 0 && backend3.version !== "2.0")
      throw xmlError2("<profile/> requires TPM version '2.0'");
  } else if (backend3.type === "external") {
    if (backend3.external?.type !== "unix")
      throw xmlError2("only source type 'unix' is supported for external TPM device");
    if (backend3.external.path === void 0)
      throw xmlError2("missing socket path for external TPM device");
  }
};
var validateDevice = (device, domain) => {
  if (infoOf(device).address?.type === "unassigned" && device.kind !== "hostdev") {
    throw unsupported4("address of type 'unassigned' is supported only for hostdevs");
  }
  const { devices: devices2 } = domain;
  switch (device.kind) {
    case "disk":
      return validateDisk(device.dev, domain);
    case "redirdev":
      if (!hasUsb2(domain))
        throw unsupported4("cannot add redirected USB device: USB is disabled for this domain");
      return validateChardev(device.dev);
    case "net":
      return validateInterface(device.dev);
    case "controller":
      return validateController(device.dev);
    case "console":
      if (isConsoleAlias(domain, device.dev))
        return;
      return validateChardev(device.dev);
    case "serial":
    case "parallel":
      checkDeviceLabels(device.dev.source?.seclabels ?? [], domain);
      return validateChardev(device.dev);
    case "channel":
      return validateChardev(device.dev, device.dev.target.type === "virtio" || device.dev.target.type === "xen");
    case "smartcard":
      if (device.dev.address && device.dev.address.type !== "ccid")
        throw unsupported4("Controllers must use the 'ccid' address type");
      if (device.dev.mode === "passthrough")
        validateChardev(device.dev);
      return;
    case "rng":
      if (device.dev.backend.model === "egd")
        validateChardev(device.dev.backend);
      return;
    case "hostdev":
      return validateHostdev(device.dev);
    case "video":
      return validateVideo(device.dev, domain);
    case "memory":
      return validateMemory(device.dev, domain);
    case "vsock": {
      const cid = device.dev.cid?.address ?? 0;
      if (cid > 0 && cid <= 2)
        throw unsupported4("guest CIDs must be >= 3");
      if (!VIRTIO_MODELS.has(device.dev.model))
        checkVirtioOptions(device.dev.driver);
      return;
    }
    case "input":
      return validateInput(device.dev, domain);
    case "fs":
      return validateFilesystem(device.dev, domain);
    case "audio":
      if (devices2.audios.some((audio2) => audio2 !== device.dev && audio2.id === device.dev.id)) {
        throw xmlError2(`audio ID ${device.dev.id} is used multiple times`);
      }
      return;
    case "sound":
      return checkAudioId(domain, device.dev.audio?.id);
    case "graphics":
      return validateGraphics(device.dev, domain);
    case "iommu":
      return validateIommu(device.dev);
    case "tpm":
      return validateTpm(device.dev);
    case "pstore":
      if (!device.dev.path)
        throw xmlError2("missing path for ACPI ERST pstore device");
      if (device.dev.size < 4 || !isPowerOfTwo(device.dev.size))
        throw xmlError2("invalid size of ACPI ERST pstore device");
      return;
    default:
  }
};

// dist/src/model/domain/validate/guest.js
var checkResource = ({ resource }) => {
  const appid = resource?.fibrechannel?.appid;
  if (appid === void 0)
    return;
  if (!/^[\x20-\x7e]*$/.test(appid))
    throw xmlError2("Fibre Channel 'appid' is not a printable string");
  if (appid.length < 1 || appid.length > 128) {
    throw new VirError(ErrorCode.INVALID_ARG, ErrorDomain.DOMAIN, "Fibre Channel 'appid' string length must be between [1, 128]");
  }
};
var checkDiskTargets = ({ devices: devices2 }) => {
  for (const [i, disk2] of devices2.disks.entries()) {
    const twin = devices2.disks.slice(i + 1).find((other) => other.target.dev === disk2.target.dev);
    if (!twin)
      continue;
    throw xmlError2(`target '${disk2.target.dev}' duplicated for disk sources '${sourceName(disk2) ?? "<null>"}' and '${sourceName(twin) ?? "<null>"}'`);
  }
};
var sameHostdev = (a, b) => {
  if (a.mode !== b.mode || a.type !== b.type)
    return false;
  const [x, y] = [a.source, b.source];
  const same2 = (key) => JSON.stringify(x[key]) === JSON.stringify(y[key]);
  switch (a.type) {
    case "pci":
    case "mdev":
      return same2("address");
    case "usb":
      return x.address ? same2("address") : same2("vendor") && same2("product") && !y.address;
    case "scsi":
      return (x.protocol ?? "adapter") === (y.protocol ?? "adapter") && (x.protocol === "iscsi" ? same2("hosts") && same2("name") : same2("adapter") && same2("address"));
    case "scsi_host":
      return same2("wwpn");
    case "storage":
      return same2("block");
    case "misc":
      return same2("char");
    default:
      return same2("interface");
  }
};
var checkHostdevs = ({ devices: { hostdevs: hostdevs2 } }) => {
  for (const [i, hostdev2] of hostdevs2.entries()) {
    if (hostdevs2.slice(i + 1).some((other) => sameHostdev(hostdev2, other))) {
      throw xmlError2("Hostdev already exists in the domain configuration");
    }
  }
  if (hostdevs2.filter((hostdev2) => hostdev2.ramfb === true).length > 1) {
    throw unsupported4("Only one vgpu device can have 'ramfb' enabled");
  }
};
var driveKey = ({ address: address3 }) => address3?.type === "drive" ? JSON.stringify(address3) : void 0;
var checkDriveAddresses = ({ devices: { disks: disks2, hostdevs: hostdevs2 } }) => {
  for (const [i, disk2] of disks2.entries()) {
    const key = driveKey(disk2);
    if (key === void 0 || disk2.address?.type !== "drive")
      continue;
    if (disks2.slice(i + 1).some((other) => other.target.bus === disk2.target.bus && driveKey(other) === key)) {
      const { controller: controller2, bus, target: target2, unit } = disk2.address;
      throw unsupported4(`Found duplicate drive address for disk with target name '${disk2.target.dev}' controller='${controller2}' bus='${bus}' target='${target2}' unit='${unit}'`);
    }
  }
  const scsi3 = hostdevs2.filter((hostdev2) => hostdev2.type === "scsi");
  for (const [i, hostdev2] of scsi3.entries()) {
    const key = driveKey(hostdev2);
    if (key === void 0 || hostdev2.address?.type !== "drive")
      continue;
    const { controller: controller2, bus, target: target2, unit } = hostdev2.address;
    const where = `SCSI host address controller='${bus}' bus='${controller2}' target='${target2}' unit='${unit}' in use by another`;
    if (scsi3.slice(i + 1).some((other) => driveKey(other) === key))
      throw unsupported4(`${where} SCSI host device`);
    if (disks2.some((disk2) => disk2.target.bus === "scsi" && driveKey(disk2) === key))
      throw unsupported4(`${where} SCSI disk`);
  }
};
var checkAliases = (domain) => {
  const seen = /* @__PURE__ */ new Set();
  for (const device of walkDevices(domain, { allConsoles: true })) {
    const name3 = infoOf(device).alias?.name;
    if (!name3?.startsWith("ua-"))
      continue;
    if (device.kind === "console" && isConsoleAlias(domain, device.dev))
      continue;
    if (seen.has(name3))
      throw unsupported4(`non unique alias detected: ${name3}`);
    seen.add(name3);
  }
};
var checkIommu = ({ devices: devices2, features: features8 }) => {
  const { intremap, eim } = devices2.iommus[0]?.driver ?? {};
  if (intremap === true && features8.ioapic?.driver !== "qemu") {
    throw unsupported4("IOMMU interrupt remapping requires split I/O APIC (ioapic driver='qemu')");
  }
  if (eim === true && intremap !== true)
    throw unsupported4("IOMMU eim requires interrupt remapping to be enabled");
};
var checkLifecycle = (domain) => {
  for (const event of ["poweroff", "reboot"]) {
    const action = domain[`on_${event}`];
    if (action.startsWith("coredump-"))
      throw unsupported4(`Lifecycle event '${event}' doesn't support '${action}' action`);
  }
};
var checkHugepages = ({ memoryBacking, cpu }) => {
  const last = (cpu?.numa?.cells.length ?? 0) - 1;
  const owners = /* @__PURE__ */ new Map();
  let master;
  for (const { nodeset, size: size2 } of memoryBacking?.hugepages?.pages ?? []) {
    const nodes = nodeset === void 0 ? void 0 : cpusetMembers(nodeset) ?? [];
    if (!nodes) {
      if (master !== void 0)
        throw xmlDetail(`two master hugepages detected: ${size2} and ${master}`);
      master = size2;
      continue;
    }
    for (const node of nodes) {
      const other = owners.get(node);
      if (other !== void 0) {
        throw xmlDetail(`nodeset attribute of hugepages of sizes ${size2} and ${other} intersect`);
      }
    }
    const missing4 = nodes.find((node) => node > last);
    if (missing4 !== void 0)
      throw xmlDetail(`hugepages: node ${missing4} not found`);
    for (const node of nodes)
      owners.set(node, size2);
  }
};
var checkFirmware = ({ os }, features8) => {
  const { loader: loader2, nvram, firmware } = os;
  const wanted = os.firmwareInfo?.features ?? [];
  const enabled = (name3) => wanted.find((feature) => feature.name === name3)?.enabled;
  if (firmware !== void 0) {
    if (!features8.has("fw-autoselect"))
      throw xmlDetail("firmware auto selection not implemented for this driver");
    if (enabled("enrolled-keys") === true && enabled("secure-boot") === false) {
      throw xmlDetail("firmware feature 'enrolled-keys' cannot be enabled when firmware feature 'secure-boot' is disabled");
    }
    if (!loader2 && !nvram)
      return;
    if (nvram && firmware !== "efi")
      throw xmlDetail(`firmware type '${firmware}' does not support nvram`);
  } else {
    if (wanted.length > 0) {
      throw xmlDetail("cannot use feature-based firmware autoselection when firmware autoselection is disabled");
    }
    if (!loader2 && !nvram)
      return;
    if (loader2?.path === void 0)
      throw xmlDetail("no loader path specified and firmware auto selection disabled");
  }
  if (loader2?.stateless === true && nvram) {
    throw xmlDetail("Variable storage (NVRAM/varstore) is not permitted when loader is stateless");
  }
  if (loader2?.stateless === false) {
    if (firmware === void 0) {
      if (loader2.type !== "pflash")
        throw xmlDetail("Only pflash loader type permits NVRAM");
    } else if (firmware !== "efi")
      throw xmlDetail("Only EFI firmware permits NVRAM");
  }
};
var checkCputune = ({ cputune }) => {
  if (!cputune)
    return;
  const inRange = (name3, value, max) => {
    if (value !== void 0 && value > 0 && (value < 1e3 || value > max)) {
      throw unsupported4(`Value of cputune '${name3}' must be in range [1000, ${max}]`);
    }
  };
  for (const name3 of ["period", "global_period", "emulator_period", "iothread_period"])
    inRange(name3, cputune[name3], 1e6);
  for (const name3 of ["quota", "global_quota", "emulator_quota", "iothread_quota"])
    inRange(name3, cputune[name3], 17592186044415);
};
var checkBoot = ({ os }) => {
  if ((os.bootmenu?.timeout ?? 0) > 65535)
    throw unsupported4("invalid value for boot menu timeout, must be in range [0,65535]");
  const delay = os.bios?.rebootTimeout;
  if (delay !== void 0 && (delay < -1 || delay > 65535)) {
    throw unsupported4("invalid value for rebootTimeout, must be in range [-1,65535]");
  }
};
var checkIdmap = ({ idmap: idmap2 }) => {
  if (!idmap2)
    return;
  if (idmap2.uids.length === 0 !== (idmap2.gids.length === 0))
    throw unsupported4("uid and gid should be mapped both");
  if (idmap2.uids[0]?.start || idmap2.gids[0]?.start)
    throw unsupported4("You must map the root user of container");
};
var checkNuma = ({ cpu, numatune }) => {
  const cells = cpu?.numa?.cells ?? [];
  for (const { mode } of numatune?.memnodes ?? []) {
    const whole = numatune?.memory?.mode;
    if (whole === "restrictive" && mode !== "restrictive") {
      throw xmlError2("'restrictive' mode is required in memnode element when mode is 'restrictive' in memory element");
    }
    if (mode === "restrictive" && whole !== "restrictive") {
      throw xmlError2("'restrictive' mode is required in memory element when mode is 'restrictive' in memnode element");
    }
  }
  for (const { caches: caches2 } of cells) {
    const seen2 = /* @__PURE__ */ new Set();
    for (const { level } of caches2) {
      if (level > 3)
        throw xmlError2("Ain't nobody heard of that much cache level");
      if (seen2.has(level))
        throw xmlError2(`Cache level '${level}' already defined`);
      seen2.add(level);
    }
  }
  const links = cpu?.numa?.interconnects?.list ?? [];
  const seen = /* @__PURE__ */ new Set();
  for (const link2 of links) {
    const from = cells[link2.initiator];
    const to = cells[link2.target];
    if (!from)
      throw xmlError2("'initiator' refers to a non-existent NUMA node");
    if (!to)
      throw xmlError2("'target' refers to a non-existent NUMA node");
    if (from.cpus === void 0)
      throw xmlError2("NUMA nodes without CPUs can't be initiator");
    if (link2.cache && !to.caches.some(({ level }) => level === link2.cache)) {
      throw xmlError2("'cache' refers to a non-existent NUMA node cache");
    }
    const direction3 = `${link2.initiator} ${link2.target}`;
    const what = `${link2.tag} ${direction3} ${link2.cache ?? 0} ${link2.type}`;
    if (seen.has(what))
      throw xmlError2("Duplicate info for NUMA latencies");
    if (link2.initiator !== link2.target && seen.has(`${link2.target} ${link2.initiator}`))
      throw xmlError2("Link already defined");
    seen.add(what).add(direction3);
  }
};
var checkIothreads = ({ iothreadids: iothreadids2, defaultiothread: defaultiothread2 }) => {
  for (const { thread_pool_min: min = -1, thread_pool_max: max = -1 } of [
    ...iothreadids2,
    ...defaultiothread2 ? [defaultiothread2] : []
  ]) {
    if (max === 0)
      throw unsupported4("thread_pool_max must be a positive integer");
    if (min > max)
      throw unsupported4("thread_pool_min must be smaller or equal to thread_pool_max");
  }
};
var checkLaunchSecurity = ({ launchSecurity: sec }) => {
  if (sec?.type !== "sev-snp")
    return;
  const lengths = { guestVisibleWorkarounds: 16, idBlock: 96, idAuth: 4096, hostData: 32 };
  for (const [key, expected] of Object.entries(lengths)) {
    const value = sec[key];
    if (value === void 0)
      continue;
    const { length } = Buffer.from(value, "base64");
    if (length !== expected)
      throw unsupported4(`Unexpected length of '${key}', expected ${expected} got ${length}`);
  }
};
var checkTopology = ({ cpu }) => {
  const { sockets = 0, dies = 1, clusters = 1, cores = 1, threads = 1 } = cpu?.topology ?? {};
  if (sockets * dies * clusters * cores * threads > 4294967295) {
    throw unsupported4("cpu topology results in more than 4294967295 cpus");
  }
};
var validateGuest = (domain, features8) => {
  checkResource(domain);
  checkDiskTargets(domain);
  checkHostdevs(domain);
  checkDriveAddresses(domain);
  checkTopology(domain);
  checkAliases(domain);
  checkIommu(domain);
  checkLifecycle(domain);
  checkHugepages(domain);
  checkFirmware(domain, features8);
  if (domain.os.shim !== void 0 && domain.os.kernel === void 0)
    throw unsupported4("shim only allowed with kernel option");
  checkCputune(domain);
  checkBoot(domain);
  if (domain.devices.videos.filter((video2) => video2.model.primary).length > 1) {
    throw unsupported4("Only one primary video device is supported");
  }
  checkIdmap(domain);
  checkNuma(domain);
  checkIothreads(domain);
  checkLaunchSecurity(domain);
  for (const group of domain.throttlegroups)
    checkLimits(group);
};

// dist/src/drivers/kvm/validate/errors.js
var make2 = (code2) => (text4) => new VirError(code2, ErrorDomain.QEMU, text4);
var unsupported7 = make2(ErrorCode.CONFIG_UNSUPPORTED);
var internal4 = make2(ErrorCode.INTERNAL_ERROR);
var xmlError3 = make2(ErrorCode.XML_ERROR);
var invalidArg = make2(ErrorCode.INVALID_ARG);
var overflow = make2(ErrorCode.OVERFLOW);
var argumentUnsupported = make2(ErrorCode.ARGUMENT_UNSUPPORTED);

// dist/src/drivers/kvm/validate/context.js
var checkOf = (domain, caps, host) => ({
  domain,
  caps,
  host,
  machine: machineOf(domain)
});
var requireSharedMemory = ({ domain }, name3) => {
  const fallback = domain.memoryBacking?.access?.mode;
  const cells = numaCells(domain);
  const modes2 = cells.length > 0 ? cells.map((cell) => cell.memAccess ?? fallback) : [fallback];
  if (modes2.some((mode) => mode !== "shared"))
    throw unsupported7(`'${name3}' requires shared memory`);
};
var isPowerOfTwo2 = (value) => value > 0 && Number.isInteger(Math.log2(value));

// dist/src/drivers/kvm/validate/address.js
var checkScsi = (address3, { domain, caps }) => {
  const { bus, target: target2, unit } = address3;
  if (bus !== 0)
    throw internal4("SCSI controller only supports 1 bus");
  const controller2 = scsiControllerOf(domain, address3);
  if (!controller2)
    return;
  if (controller2.model === "lsilogic") {
    if (target2 !== 0)
      throw unsupported7("target must be 0 for controller model 'lsilogic'");
  } else if (!caps.has("scsi-disk.channel")) {
    if (target2 > 7)
      throw unsupported7("This QEMU doesn't support target greater than 7");
    if (bus !== 0 && unit !== 0)
      throw unsupported7("This QEMU only supports both bus and unit equal to 0");
  }
};
var checkDrive = (address3, bus, check2) => {
  const { controller: controller2, bus: channel2, target: target2 } = address3;
  switch (bus) {
    case "scsi":
      return checkScsi(address3, check2);
    case "ide":
      if (controller2 !== 0)
        throw internal4("Only 1 IDE controller is supported");
      if (target2 !== 0)
        throw unsupported7("target must be 0 for ide controller");
      return;
    case "fdc":
      if (controller2 !== 0)
        throw internal4("Only 1 fdc controller is supported");
      if (channel2 !== 0)
        throw internal4("Only 1 fdc bus is supported");
      if (target2 !== 0)
        throw unsupported7("target must be 0 for controller fdc");
      return;
    case "sata":
      if (channel2 !== 0)
        throw unsupported7("bus must be 0 for sata controller");
      if (target2 !== 0)
        throw unsupported7("target must be 0 for sata controller");
      return;
    default:
  }
};
var checkZpci = (zpci2, { caps }) => {
  if (!caps.has("zpci"))
    throw unsupported7("This QEMU binary doesn't support zPCI");
  if (zpci2.uid === 0 || zpci2.uid > 65535) {
    const hex5 = zpci2.uid.toString(16).padStart(4, "0");
    throw xmlError3(`Invalid PCI address uid='0x${hex5}', must be > 0x0000 and <= 0xffff`);
  }
};
var checkAddress = (device, check2) => {
  const { address: address3 } = infoOf(device);
  switch (address3?.type) {
    case "pci":
      if (address3.zpci)
        checkZpci(address3.zpci, check2);
      return;
    case "spapr-vio":
      if ((address3.reg ?? 0) > 4294967295) {
        throw unsupported7(`spapr-vio reg='0x${(address3.reg ?? 0).toString(16)}' exceeds maximum possible value (0xffffffff)`);
      }
      return;
    case "virtio-s390":
      throw unsupported7("'virtio-s390' addresses are no longer supported");
    case "ccw":
      if (!isS390Ccw(check2.machine))
        throw unsupported7(`CCW addresses are not supported by machine type '${check2.machine.machine}'`);
      return;
    case "drive":
      return checkDrive(address3, device.kind === "disk" ? device.dev.target.bus : "scsi", check2);
    default:
  }
};
var checkInfo = (device, check2) => {
  checkAddress(device, check2);
  const { acpi: acpi3, rom: rom2, address: address3 } = infoOf(device);
  const type2 = address3?.type;
  if (acpi3?.index) {
    if (!check2.caps.has("acpi-index"))
      throw unsupported7("ACPI index is not supported with this QEMU");
    if (type2 !== void 0 && type2 !== "pci")
      throw unsupported7("ACPI index is only supported for PCI devices");
  }
  if (rom2 && (rom2.enabled !== void 0 || rom2.bar !== void 0 || rom2.file !== void 0)) {
    if (type2 !== void 0 && type2 !== "pci" && type2 !== "unassigned")
      throw unsupported7("ROM tuning is only supported for PCI devices");
  }
};

// dist/src/drivers/kvm/validate/chardev.js
var checkSource = (dev, { domain, caps }) => {
  const { type: type2 } = dev;
  if (type2 === "tcp") {
    const protocol = dev.protocol?.type;
    if (protocol === "telnets" || protocol === "tls")
      throw unsupported7(`tcp chardev protocol '${protocol}' not supported`);
  }
  if (type2 === "tcp" || type2 === "unix") {
    const reconnect2 = dev.source?.reconnect;
    if (reconnect2?.enabled && !reconnect2.timeout)
      throw invalidArg("chardev reconnect source timeout cannot be '0'");
  }
  if (type2 === "qemu-vdagent" && !caps.has("chardev.qemu-vdagent"))
    throw unsupported7(`chardev '${type2}' not supported in this QEMU binary`);
  if ((type2 === "spicevmc" || type2 === "spiceport") && !hasGraphics(domain, "spice"))
    throw unsupported7(`chardev '${type2}' not supported without spice graphics`);
};
var addressOf2 = {
  "isa-serial": "isa",
  "isa-debug": "isa",
  "usb-serial": "usb",
  "pci-serial": "pci",
  "spapr-vio-serial": "spapr-vio"
};
var typeOfModel = {
  "isa-serial": "isa-serial",
  "usb-serial": "usb-serial",
  "pci-serial": "pci-serial",
  "spapr-vty": "spapr-vio-serial",
  pl011: "system-serial",
  "16550a": "system-serial",
  sclpconsole: "sclp-serial",
  sclplmconsole: "sclp-serial",
  "isa-debugcon": "isa-debug"
};
var checkSerial = (serial2, check2) => {
  const { machine: machine2 } = check2;
  checkSource(serial2, check2);
  const { type: type2, model: model5 } = serial2.target;
  const name3 = model5?.name;
  const address3 = serial2.address?.type;
  if (type2 !== void 0 && address3 !== void 0) {
    const expected = addressOf2[type2];
    if (expected === void 0)
      throw unsupported7(`Target type '${type2}' cannot have an associated address`);
    if (address3 !== expected)
      throw unsupported7(`Target type '${type2}' requires address type '${expected}'`);
  }
  if (name3 !== void 0 && typeOfModel[name3] !== type2)
    throw unsupported7(`Target model '${name3}' requires target type '${typeOfModel[name3]}'`);
  const foreign = name3 === "pl011" && !isArmVirt2(machine2) || name3 === "16550a" && !isLoongarchVirt(machine2) && !isRiscvVirt(machine2) || type2 === "spapr-vio-serial" && !isPseries2(machine2) || type2 === "sclp-serial" && !isS390(machine2.arch);
  if (foreign) {
    throw unsupported7(`Serial device with target type '${type2}' and target model '${name3}' not compatible with guest architecture or machine type`);
  }
};
var checkParallel = (dev, check2) => {
  checkSource(dev, check2);
  if (isS390(check2.machine.arch) || isPseries2(check2.machine))
    throw unsupported7("parallel ports are not supported");
};
var checkSmartcard = (card, check2) => {
  const { domain, caps } = check2;
  const { address: address3 } = card;
  const first2 = address3?.type === "ccid" && address3.controller === 0 && address3.slot === 0;
  if (domain.devices.smartcards.length > 1 || !first2)
    throw unsupported7("this QEMU binary lacks multiple smartcard support");
  if (card.mode === "passthrough") {
    if (!caps.has("ccid-passthru"))
      throw unsupported7("this QEMU binary lacks smartcard passthrough mode support");
    checkSource(card, check2);
  } else if (!caps.has("ccid-emulated")) {
    throw unsupported7("this QEMU binary lacks smartcard host mode support");
  }
};
var rngFlags = { random: "rng-random", egd: "rng-egd", builtin: "rng-builtin" };
var checkRng = (rng, check2) => {
  const { caps } = check2;
  const { backend: backend3, model: model5 } = rng;
  const flag2 = rngFlags[backend3.model];
  if (!caps.has(flag2))
    throw unsupported7(`this qemu doesn't support the ${flag2} backend`);
  if (backend3.model === "egd")
    checkSource(backend3, check2);
  if (!caps.has("virtio-rng") || model5 !== "virtio" && !caps.has("virtio-pci-non-transitional"))
    throw unsupported7(`domain configuration does not support rng model '${model5}'`);
};
var checkRedirdev = (dev, check2) => {
  const { caps, domain } = check2;
  checkSource(dev, check2);
  if (!caps.has("usb-redir"))
    throw unsupported7("USB redirection is not supported by this version of QEMU");
  if (domain.devices.redirfilter?.length && !caps.has("usb-redir.filter"))
    throw unsupported7("USB redirection filter is not supported by this version of QEMU");
};

// dist/src/drivers/kvm/validate/iothreads.js
var hasIothread = (id3, { domain }) => domain.iothreadids.length > 0 ? domain.iothreadids.some((thread) => thread.id === id3) : id3 >= 1 && id3 <= (domain.iothreads ?? 0);
var checkIothreadMapping = (mapping, queues, check2) => {
  const [first2] = mapping ?? [];
  if (!mapping || !first2)
    return;
  const explicit = first2.queues.length > 0;
  if (explicit && queues === 0)
    throw unsupported7("'queue' count must be configured for explicit iothread to queue mapping");
  const threads = /* @__PURE__ */ new Set();
  const taken = /* @__PURE__ */ new Set();
  for (const { id: id3, queues: own } of mapping) {
    if (threads.has(id3))
      throw unsupported7(`duplicate mapping for iothread '${id3}'`);
    threads.add(id3);
    if (!hasIothread(id3, check2))
      throw unsupported7(`iothread '${id3}' not defined in iothreadid`);
    if (explicit !== own.length > 0) {
      throw unsupported7("iothread to queue mapping must be provided for all iothreads or for none");
    }
    for (const queue of own) {
      if (queue.id >= queues)
        throw unsupported7(`iothread queue '${queue.id}' mapping out of range`);
      if (taken.has(queue.id))
        throw unsupported7(`iothread queue '${queue.id}' is already assigned`);
      taken.add(queue.id);
    }
  }
  if (!explicit)
    return;
  for (let queue = 0; queue < queues; queue++) {
    if (!taken.has(queue))
      throw unsupported7(`missing iothread mapping for queue '${queue}'`);
  }
};

// dist/src/drivers/kvm/validate/controller.js
var VIRTIO_SCSI = /* @__PURE__ */ new Set([
  "virtio-scsi",
  "virtio-transitional",
  "virtio-non-transitional"
]);
var scsiFlags = {
  lsilogic: ["lsi", "the LSI 53C895A SCSI"],
  "virtio-scsi": ["virtio-scsi-pci", "virtio scsi"],
  "virtio-transitional": ["virtio-scsi-pci", "virtio scsi"],
  "virtio-non-transitional": ["virtio-scsi-pci", "virtio scsi"],
  lsisas1068: ["mptsas1068", "the LSI SAS1068 (MPT Fusion)"],
  lsisas1078: ["megasas", "the LSI SAS1078 (MegaRAID)"],
  vmpvscsi: ["pvscsi", "the pvscsi (VMware paravirtual SCSI)"]
};
var checkScsiModel = (dev, { caps }) => {
  const { model: model5 = "" } = dev;
  if (model5 === "buslogic")
    throw unsupported7(`Unsupported controller model: ${model5}`);
  const known4 = scsiFlags[model5];
  if (known4 && !caps.has(known4[0]))
    throw unsupported7(`This QEMU doesn't support ${known4[1]} controller`);
};
var checkVirtioScsiOnly = ({ type: type2, model: model5, driver: driver2 }) => {
  if (type2 === "scsi" && VIRTIO_SCSI.has(model5 ?? ""))
    return;
  for (const name3 of ["queues", "cmd_per_lun", "max_sectors"]) {
    if (driver2?.[name3])
      throw unsupported7(`'${name3}' is only supported by virtio-scsi controller`);
  }
  if (driver2?.ioeventfd !== void 0)
    throw unsupported7("'ioeventfd' is only supported by virtio-scsi controller");
  if (driver2?.iothread)
    throw unsupported7("'iothread' is only supported for virtio-scsi controller");
};
var checkScsi2 = (dev, check2) => {
  const { driver: driver2, address: address3 } = dev;
  if (dev.model === "ncr53c90") {
    if (dev.index !== 0)
      throw unsupported7("ncr53c90 can only be used as first SCSI controller");
    if (!hasBuiltinEsp(check2.machine))
      throw unsupported7("ncr53c90 SCSI controller is not a built-in for this machine");
  }
  if (!VIRTIO_SCSI.has(dev.model ?? "") || !driver2?.iothread && !driver2?.iothreads?.length)
    return;
  if (address3 && address3.type !== "pci" && address3.type !== "ccw") {
    throw unsupported7("virtio-scsi IOThreads only available for virtio pci and virtio ccw controllers");
  }
  if (driver2.iothreads?.length) {
    if (!check2.caps.has("virtio-scsi.iothread-mapping")) {
      throw unsupported7("IOThread mapping for virtio-scsi controllers is not available with this QEMU binary");
    }
    checkIothreadMapping(driver2.iothreads, driver2.queues ?? 0, check2);
  }
  if (driver2.iothread && !hasIothread(driver2.iothread, check2))
    throw unsupported7(`controller iothread '${driver2.iothread}' not defined in iothreadid`);
};
var checkIde = (dev, { machine: machine2 }) => {
  if (dev.index === 0 && hasBuiltinIde(machine2))
    return;
  throw unsupported7(hasBuiltinIde(machine2) ? "Only a single IDE controller is supported for this machine type" : "IDE controllers are unsupported for this QEMU binary or machine type");
};
var SPAPR = "spapr-pci-host-bridge";
var names = {
  "pci-bridge": ["pci-bridge"],
  "dmi-to-pci-bridge": ["i82801b11-bridge"],
  "pcie-root-port": ["ioh3420", "pcie-root-port"],
  "pcie-switch-upstream-port": ["x3130-upstream"],
  "pcie-switch-downstream-port": ["xio3130-downstream"],
  "pci-expander-bus": ["pxb"],
  "pcie-expander-bus": ["pxb-pcie"],
  "pcie-to-pci-bridge": ["pcie-pci-bridge"],
  "pci-root": [SPAPR],
  "pcie-root": []
};
var nameFlags = {
  "pci-bridge": "pci-bridge",
  ioh3420: "ioh3420",
  "x3130-upstream": "x3130-upstream",
  "xio3130-downstream": "xio3130-downstream",
  pxb: "pxb",
  "pxb-pcie": "pxb-pcie",
  "pcie-root-port": "pcie-root-port",
  [SPAPR]: "spapr-pci-host-bridge",
  "pcie-pci-bridge": "pcie-pci-bridge"
};
var isPort = (model5) => model5 === "pcie-root-port" || model5 === "pcie-switch-downstream-port";
var isExpander = (model5) => model5 === "pci-expander-bus" || model5 === "pcie-expander-bus";
var checkPci = (dev, check2) => {
  const { machine: machine2, caps } = check2;
  const { target: target2 } = dev;
  const model5 = dev.model ?? "";
  const index = dev.index ?? 0;
  const name3 = dev.modelName?.name;
  const about = `for PCI controller with index '${index}', model '${model5}' and modelName '${name3 ?? "none"}'`;
  const missing4 = (option2) => internal4(`Required option '${option2}' is not set ${about}`);
  const invalid3 = (option2) => unsupported7(`Option '${option2}' is not valid ${about}`);
  const option = (key, value, needed) => {
    if (needed && value === void 0)
      throw missing4(key);
    if (!needed && value !== void 0)
      throw invalid3(key);
  };
  const root = model5 === "pci-root" || model5 === "pcie-root";
  const host = model5 === "pci-root" && name3 === SPAPR;
  option("modelName", name3, !root || model5 === "pci-root" && isPseries2(machine2));
  if (name3 !== void 0 && !names[model5]?.includes(name3))
    throw unsupported7(`Option 'modelName' has invalid value ${about}`);
  if (!root && index === 0)
    throw unsupported7(`Index for '${model5}' controllers must be > 0`);
  if (root && !host && index !== 0)
    throw unsupported7(`Index for '${model5}' controllers must be 0`);
  option("targetIndex", target2?.index, host);
  if (dev.type === "pci" && dev.pcihole64 !== void 0) {
    if (!root)
      throw invalid3("pcihole64");
    if (model5 === "pci-root" ? !isI440fx(machine2) : !isQ35(machine2))
      throw unsupported7(`Setting the 64-bit PCI hole size is not supported for machine '${machine2.machine}'`);
  }
  option("busNr", target2?.busNr, isExpander(model5));
  const node = isExpander(model5) || host && target2?.index !== 0;
  if (!node && target2?.node !== void 0)
    throw invalid3("numaNode");
  option("chassisNr", target2?.chassisNr, model5 === "pci-bridge");
  option("chassis", target2?.chassis, isPort(model5));
  option("port", target2?.port, isPort(model5));
  checkHotplug(dev, check2, invalid3);
  if (target2?.memReserve && model5 !== "pcie-root-port" && model5 !== "pci-bridge")
    throw invalid3("memReserve");
  const flag2 = nameFlags[name3 ?? ""];
  if (flag2 && !caps.has(flag2))
    throw unsupported7(`The '${name3}' device is not supported by this QEMU binary`);
  if (host && target2?.node !== void 0 && !caps.has("spapr-pci-host-bridge.numa_node")) {
    throw unsupported7(`Option 'numaNode' is not supported by '${name3}' device with this QEMU binary`);
  }
};
var checkHotplug = (dev, { caps }, invalid3) => {
  if (dev.target?.hotplug === void 0)
    return;
  const model5 = dev.model ?? "";
  const refuse2 = (device) => unsupported7(`setting the 'hotplug' property on a '${device}' device is not supported by this QEMU binary`);
  if (model5 === "pci-root") {
    if (!caps.has("piix4.acpi-root-pci-hotplug"))
      throw refuse2("pci-root");
  } else if (isPort(model5)) {
    if (!caps.has("pcie-root-port.hotplug"))
      throw refuse2(dev.modelName?.name ?? "");
  } else
    throw invalid3("hotplug");
};
var checkController = (dev, check2) => {
  if (dev.type === "scsi")
    checkScsiModel(dev, check2);
  checkVirtioScsiOnly(dev);
  if (dev.type === "ide")
    checkIde(dev, check2);
  else if (dev.type === "scsi")
    checkScsi2(dev, check2);
  else if (dev.type === "pci")
    checkPci(dev, check2);
  else if (dev.type === "sata") {
    const builtin = dev.index === 0 && isQ35(check2.machine);
    if (!builtin && !check2.caps.has("ich9-ahci"))
      throw unsupported7("SATA is not supported with this QEMU binary");
  }
};

// dist/src/drivers/kvm/validate/storage.js
var isProtocol = (layer, ...protocols2) => layer.type === "network" && protocols2.includes(layer.protocol ?? "");
var HTTP = ["http", "https"];
var CURL = ["http", "https", "ftp", "ftps"];
var checkFormat = (layer) => {
  const { type: type2, format: format2 } = layer;
  if (format2 === "cow")
    throw unsupported7("'cow' storage format is not supported");
  if (format2 === "dir") {
    throw unsupported7("'directory' storage format is not directly supported by QEMU, use 'dir' disk type instead");
  }
  if (format2 === "iso")
    throw unsupported7("storage format 'iso' is not directly supported by QEMU, use 'raw' instead");
  if (format2 === "fat" && type2 !== "volume" && type2 !== "dir")
    throw unsupported7("storage format 'fat' is supported only with 'dir' storage type");
  if (type2 !== "dir")
    return;
  if (format2 !== void 0 && format2 !== "fat")
    throw unsupported7("storage type 'dir' requires use of storage format 'fat'");
  if (!layer.readonly)
    throw unsupported7("virtual FAT storage can't be accessed in read-write mode");
};
var COOKIE_BAD = /[\s",;\\]/;
var COOKIE_NAME_BAD = /[\x01-\x20()<>@,;:\\/[\]?={}"]/;
var badCookie = (text4) => new VirError(ErrorCode.XML_ERROR, ErrorDomain.STORAGE, text4);
var checkCookies = (cookies) => {
  for (const [i, { name: name3, value }] of cookies.entries()) {
    if (name3 === "")
      throw badCookie("cookie name must not be empty");
    if (COOKIE_BAD.test(name3) || COOKIE_NAME_BAD.test(name3))
      throw badCookie(`cookie name '${name3}' contains invalid characters`);
    const quoted = value.startsWith('"');
    const bare3 = quoted ? value.slice(1, -1) : value;
    if (quoted && !value.endsWith('"') || COOKIE_BAD.test(bare3))
      throw badCookie(`value of cookie '${name3}' contains invalid characters`);
    if (cookies.slice(i + 1).some((other) => other.name === name3))
      throw badCookie(`duplicate cookie '${name3}'`);
  }
};
var checkNetwork = (layer) => {
  if (layer.sslVerify !== void 0 && !isProtocol(layer, "https", "ftps"))
    throw unsupported7("ssl verification is supported only with HTTPS/FTPS protocol");
  if (layer.cookies && layer.cookies.length > 0) {
    if (!isProtocol(layer, ...HTTP))
      throw unsupported7("http cookies are supported only with HTTP(S) protocol");
    checkCookies(layer.cookies);
  }
  if (layer.readahead && !isProtocol(layer, ...CURL))
    throw unsupported7("readahead is supported only with HTTP(S)/FTP(s) protocols");
  if (layer.timeout && !isProtocol(layer, ...CURL))
    throw unsupported7("timeout is supported only with HTTP(S)/FTP(s) protocols");
  if (layer.reconnectDelay && !isProtocol(layer, "nbd"))
    throw unsupported7("reconnect delay is supported only with NBD protocol");
  if (layer.query !== void 0 && !isProtocol(layer, ...HTTP))
    throw unsupported7("query is supported only with HTTP(S) protocols");
  if (isProtocol(layer, "tftp"))
    throw unsupported7("'tftp' protocol is not supported with this QEMU binary");
  if (!isProtocol(layer, "nfs"))
    return;
  const [host] = layer.hosts;
  if (layer.hosts.length !== 1 || !host)
    throw unsupported7("'nfs' protocol requires the usage of exactly one host");
  if (host.transport !== "tcp")
    throw unsupported7("'nfs' host must use TCP protocol");
  if (host.port)
    throw unsupported7("port cannot be specified in 'nfs' protocol host");
};
var checkEncryption = (layer, { caps }) => {
  const { encryption } = layer;
  if (!encryption)
    return;
  const format2 = encryption.format;
  if (format2 === "default" || format2 === "qcow")
    throw unsupported7("old qcow/qcow2 encryption is not supported");
  if (encryption.engine !== "librbd") {
    if (format2 === "luks") {
      if (layer.format !== "qcow2" && layer.format !== "raw")
        throw unsupported7("encryption is supported only with 'raw' and 'qcow2' image format");
    } else
      throw unsupported7(`'${format2}' is currently not supported by the qemu encryption engine`);
    if (encryption.secrets.length > 1)
      throw unsupported7("qemu encryption engine expects only a single secret");
    return;
  }
  if (!caps.has("rbd-encryption"))
    throw unsupported7("librbd encryption is not supported by this QEMU binary");
  if (layer.type !== "network" && layer.protocol !== "rbd")
    throw unsupported7("librbd encryption is supported only with RBD backed disks");
  if (encryption.secrets.length > 1 && !caps.has("rbd-encryption-layering"))
    throw unsupported7("librbd encryption layering is not supported by this QEMU binary");
  if (format2 === "luks-any" && !caps.has("rbd-encryption-luks-any"))
    throw unsupported7("luks-any encryption is not supported by this QEMU binary");
};
var checkStorage = (layer, check2) => {
  const { caps } = check2;
  checkFormat(layer);
  if (layer.reservations && !caps.has("pr-manager-helper"))
    throw unsupported7("reservations not supported with this QEMU binary");
  checkNetwork(layer);
  if (layer.metadataCache && layer.format !== "qcow2")
    throw unsupported7("metadata cache max size control is supported only with qcow2 images");
  checkEncryption(layer, check2);
  if (layer.tlsHostname !== void 0) {
    if (!isProtocol(layer, "nbd"))
      throw unsupported7("'tlsHostname' field is supported only with NBD disks");
    if (!caps.has("blockdev.nbd.tls-hostname"))
      throw unsupported7("'tlsHostname' field is not supported by this QEMU");
  }
};
var checkChain = (top, check2) => {
  for (const layer of chainOf(top))
    checkStorage(layer, check2);
};
var checkNvram = (check2) => {
  const { nvram } = check2.domain.os;
  if (!nvram || nvram.type === void 0 && nvram.path === void 0 && !hasPflash(check2.domain))
    return;
  const type2 = nvram.type ?? "file";
  if (type2 !== "file" && type2 !== "block" && type2 !== "network")
    throw unsupported7(`unsupported nvram disk type '${type2}'`);
  const layer = layerOfSource(type2, nvram.source);
  if (nvram.format !== void 0)
    layer.format = nvram.format;
  if (layer.slice)
    throw unsupported7("slices are not supported with NVRAM");
  if (layer.reservations)
    throw unsupported7("persistent reservations are not supported with NVRAM");
  checkStorage(layer, check2);
};

// dist/src/drivers/kvm/validate/disk.js
var DRIVE_BUSES2 = /* @__PURE__ */ new Set(["scsi", "ide", "fdc", "sata"]);
var checkGeometry = ({ geometry: geometry2, target: target2 }) => {
  if (!geometry2?.cyls || !geometry2.heads || !geometry2.secs)
    return;
  const { bus } = target2;
  if (bus === "usb" || bus === "sd")
    throw unsupported7(`CHS geometry can not be set for '${bus}' bus`);
  if (geometry2.trans !== void 0 && bus !== "ide")
    throw unsupported7(`CHS translation mode can only be set for 'ide' bus not '${bus}'`);
};
var checkCopyOnRead = (disk2) => {
  if (!disk2.driver?.copy_on_read)
    return;
  const { dev } = disk2.target;
  if (disk2.readonly)
    throw unsupported7(`copy_on_read is not compatible with read-only disk '${dev}'`);
  if (disk2.device === "cdrom" || disk2.device === "floppy")
    throw unsupported7(`copy_on_read is not supported with removable disk '${dev}'`);
};
var checkIdentity = ({ wwn, vendor: vendor3, product: product2, target: target2 }) => {
  const { bus } = target2;
  if (wwn !== void 0 && bus !== "ide" && bus !== "scsi")
    throw unsupported7("Only ide and scsi disk support wwn");
  if (vendor3 !== void 0 && bus !== "scsi")
    throw unsupported7("Only scsi disk supports 'vendor'");
  if (product2 !== void 0 && bus !== "ide" && bus !== "sata" && bus !== "scsi")
    throw unsupported7("Only ide, sata and scsi disk supports 'product'");
};
var checkLun2 = (disk2, { caps }) => {
  const { bus, dev } = disk2.target;
  if (bus === "scsi") {
    if (!caps.has("scsi-block"))
      throw unsupported7("This QEMU doesn't support scsi-block for lun passthrough");
  } else if (bus === "virtio") {
    if (!caps.has("virtio-blk-pci.scsi"))
      throw unsupported7("This QEMU doesn't support SCSI emulation with 'virtio-blk' device");
  } else
    throw unsupported7(`disk device='lun' is not supported for bus='${bus}'`);
  if (disk2.driver?.copy_on_read)
    throw unsupported7(`copy_on_read is not compatible with 'lun' disk '${dev}'`);
  if (disk2.wwn !== void 0)
    throw unsupported7("Setting wwn is not supported for lun device");
  if (disk2.vendor !== void 0 || disk2.product !== void 0)
    throw unsupported7("Setting vendor or product is not supported for lun device");
};
var checkRotation = (disk2, { caps }) => {
  const { rotation_rate: rate2, bus } = disk2.target;
  if (!rate2)
    return;
  if (bus !== "scsi" && bus !== "ide" && bus !== "sata")
    throw internal4("rotation rate is only valid for SCSI/IDE/SATA bus");
  if (disk2.device !== "disk")
    throw internal4("rotation rate is only valid for disk device");
  if (!caps.has("rotation-rate"))
    throw internal4("rotation rate is not supported with this QEMU");
};
var checkBus2 = (disk2, { caps }) => {
  const { bus } = disk2.target;
  const address3 = disk2.address?.type;
  if (DRIVE_BUSES2.has(bus) && address3 !== "drive")
    throw internal4(`unexpected address type for ${bus} disk`);
  if (bus === "virtio" && disk2.driver?.queue_size && !caps.has("virtio-blk.queue-size"))
    throw unsupported7("queue-size property isn't supported by this QEMU binary");
  if (bus !== "usb")
    return;
  if (!caps.has("usb-storage"))
    throw unsupported7("This QEMU doesn't support '-device usb-storage'");
  if (isEmptyLayer(layersOf(disk2)))
    throw unsupported7("'usb' disk must not be empty");
  if (address3 !== void 0 && address3 !== "usb")
    throw internal4("unexpected address type for usb disk");
};
var checkIo = (disk2, { caps }) => {
  const { driver: driver2 } = disk2;
  if (driver2?.io === "native" && driver2.cache !== "directsync" && driver2.cache !== "none")
    throw unsupported7("io='native' needs either no disk cache or directsync cache mode");
  if (driver2?.io === "io_uring" && !caps.has("aio.io_uring"))
    throw unsupported7("io uring is not supported by this QEMU binary");
};
var checkSerial2 = ({ serial: serial2, target: target2, device }) => {
  if (serial2 === void 0)
    return;
  if (target2.bus === "scsi" && device === "lun")
    throw unsupported7("scsi-block 'lun' devices do not support the serial property");
  if (!/^[A-Za-z0-9\-_ .+]*$/.test(serial2))
    throw internal4(`driver serial '${serial2}' contains unsafe characters`);
};
var checkIothreads2 = (disk2, check2) => {
  const { iothread, iothreads, queues = 0 } = disk2.driver ?? {};
  if (!iothread && !iothreads?.length)
    return;
  const { bus, dev } = disk2.target;
  if (bus !== "virtio")
    throw unsupported7(`IOThreads not available for bus ${bus} target ${dev}`);
  if (iothreads?.length && !check2.caps.has("virtio-blk.iothread-mapping"))
    throw unsupported7(`IOThread mapping for disk '${dev}' is not available with this QEMU binary`);
  checkIothreadMapping(iothreads, queues, check2);
  if (iothread && !hasIothread(iothread, check2))
    throw unsupported7(`Disk iothread '${iothread}' not defined in iothreadid`);
};
var checkFrontend = (disk2, check2) => {
  const { bus, dev } = disk2.target;
  checkGeometry(disk2);
  if (disk2.serial !== void 0 && bus === "sd")
    throw internal4(`Serial property not supported for drive bus '${bus}'`);
  if (disk2.device === "cdrom" && (bus === "virtio" || bus === "sd"))
    throw unsupported7(`disk type of '${dev}' does not support ejectable media`);
  checkCopyOnRead(disk2);
  checkIdentity(disk2);
  if (disk2.device === "lun")
    checkLun2(disk2, check2);
  checkRotation(disk2, check2);
  checkBus2(disk2, check2);
  if (disk2.readonly && disk2.device === "disk" && (bus === "ide" || bus === "sata"))
    throw unsupported7(`readonly ${bus} disks are not supported`);
  checkIo(disk2, check2);
  checkSerial2(disk2);
  checkIothreads2(disk2, check2);
};
var LIMIT2 = /_(bytes|iops)_sec(_max)?$/;
var MAX_LIMIT = 1e15;
var settingsOf = (disk2) => Object.entries(disk2.iotune ?? {}).filter(([key, value]) => key.includes("_sec") && value);
var checkTuning = (disk2, { domain }) => {
  const group = disk2.iotune?.group_name;
  const settings2 = settingsOf(disk2);
  if (group !== void 0 && settings2.length === 0)
    throw unsupported7("group_name can be configured only together with settings");
  if (disk2.target.bus === "sd" && (group !== void 0 || settings2.length > 0))
    throw unsupported7("<iotune> is not supported with bus='sd'");
  if (group !== void 0) {
    for (const other of domain.devices.disks) {
      if (other === disk2 || other.iotune?.group_name !== group)
        continue;
      const mine = JSON.stringify([...settings2].sort());
      if (mine !== JSON.stringify(settingsOf(other).sort()))
        throw unsupported7(`different iotunes for disks ${disk2.target.dev} and ${other.target.dev}`);
    }
  }
  if (settings2.some(([key, value]) => LIMIT2.test(key) && Number(value) > MAX_LIMIT)) {
    throw argumentUnsupported(`block I/O throttle limit must be no more than ${MAX_LIMIT} using QEMU`);
  }
};
var checkTransient = (disk2, { domain, caps }) => {
  if (!disk2.transient)
    return;
  const { dev, bus } = disk2.target;
  if (isEmptyLayer(layersOf(disk2)))
    throw unsupported7(`transient disk '${dev}' must not be empty`);
  if (disk2.readonly)
    throw unsupported7(`transient disk '${dev}' must not be read-only`);
  if (disk2.type !== "file")
    throw unsupported7(`transient disk supported only with 'file' type (${dev})`);
  if (disk2.device !== "disk")
    throw unsupported7(`transient disk supported only with 'disk' device (${dev})`);
  if (!disk2.transient.shareBacking)
    return;
  const { on_reboot, on_poweroff, on_crash } = domain;
  const destroys = on_reboot === "destroy" && on_poweroff === "destroy" && (on_crash === "destroy" || on_crash === "coredump-destroy");
  if (!caps.has("set-action") && destroys) {
    throw unsupported7("transient disk backing image sharing with destroy action of lifecycle isn't supported by this QEMU binary");
  }
  if (bus !== "usb" && bus !== "virtio" && bus !== "scsi")
    throw unsupported7(`disk bus '${bus}' doesn't support transiend disk backing image sharing`);
};
var checkServed = (disk2, check2) => {
  const { type: type2 } = disk2;
  if (type2 !== "vhostuser" && type2 !== "vhostvdpa")
    return;
  const flag2 = type2 === "vhostuser" ? "vhost-user-blk" : "virtio-blk-vhost-vdpa";
  if (!check2.caps.has(flag2))
    throw unsupported7(`${type2} disk is not supported with this QEMU binary`);
  requireSharedMemory(check2, type2);
  const cache4 = cacheOf(disk2);
  if (type2 === "vhostvdpa" && cache4 !== "directsync" && cache4 !== "none")
    throw unsupported7(`disk type '${type2}' requires cache mode 'directsync' or 'none'`);
};
var checkDisk = (disk2, check2) => {
  const { dev, bus } = disk2.target;
  checkFrontend(disk2, check2);
  checkTuning(disk2, check2);
  checkTransient(disk2, check2);
  const top = layersOf(disk2);
  if (disk2.shareable && !disk2.readonly && (top.format !== "raw" || isRawLuks(top)))
    throw unsupported7(`shared access for disk '${dev}' requires use of supported storage format`);
  const name3 = disk2.driver?.name;
  if (name3 !== void 0 && name3 !== "qemu")
    throw unsupported7(`unsupported driver name '${name3}' for disk '${dev}'`);
  if (diskIndex(dev) === void 0)
    throw unsupported7(`invalid disk target '${dev}'`);
  if (/[1-9]\d*$/.test(dev))
    throw unsupported7(`invalid disk target '${dev}', partitions can't appear in disk targets`);
  if (disk2.driver?.discard_no_unref !== void 0 && !check2.caps.has("qcow2-discard-no-unref"))
    throw unsupported7("'discard_no_unref' is not supported by this QEMU binary");
  checkChain(top, check2);
  if (bus === "sd" && (top.encryption?.secrets.length ?? 0) > 1)
    throw unsupported7(`sd card '${dev}' does not support multiple encryption secrets`);
  checkServed(disk2, check2);
};

// dist/src/drivers/kvm/validate/display.js
var videoFlags = {
  vga: "VGA",
  cirrus: "cirrus-vga",
  vmvga: "vmware-svga",
  qxl: "qxl",
  virtio: "virtio-gpu",
  bochs: "bochs-display",
  ramfb: "ramfb"
};
var UINT_KIB = Math.floor(4294967295 / 1024);
var checkQxl = ({ model: model5 }) => {
  for (const name3 of ["vram", "ram"]) {
    if ((model5[name3] ?? 0) > UINT_KIB)
      throw overflow(`value for '${name3}' must be less than '${UINT_KIB}'`);
  }
  const { vgamem } = model5;
  if (!vgamem)
    return;
  if (vgamem < 1024)
    throw unsupported7("value for 'vgamem' must be at least 1 MiB (1024 KiB)");
  if (2 ** Math.ceil(Math.log2(vgamem)) !== vgamem)
    throw unsupported7("value for 'vgamem' must be power of two");
};
var checkVideo = (video2, { domain, caps }) => {
  const { model: model5, driver: driver2 } = video2;
  const { type: type2, acceleration } = model5;
  if (type2 === "none")
    return;
  const flag2 = videoFlags[type2];
  if (!flag2 || !caps.has(flag2))
    throw unsupported7(`domain configuration does not support video model '${type2}'`);
  if (type2 !== "qxl" && type2 !== "virtio") {
    if (!model5.primary)
      throw unsupported7(`video type '${type2}' is only valid as primary video device`);
    if ((model5.heads ?? 1) !== 1)
      throw unsupported7(`video type '${type2}' doesn't support multiple 'heads'`);
  }
  if (acceleration?.accel2d)
    throw unsupported7("qemu does not support the accel2d setting");
  if (type2 === "qxl")
    checkQxl(video2);
  if (model5.resolution && !["vga", "qxl", "virtio", "bochs"].includes(type2))
    throw xmlError3("model resolution is not supported");
  if ((type2 === "vga" || type2 === "vmvga") && model5.vram && model5.vram < 1024)
    throw unsupported7("value for 'vram' must be at least 1 MiB (1024 KiB)");
  if (driver2?.name === "vhostuser") {
    if (type2 === "virtio" && !caps.has("vhost-user-gpu"))
      throw unsupported7("this QEMU does not support 'vhost-user' video device");
  } else if (acceleration?.accel3d) {
    if (type2 !== "virtio")
      throw unsupported7("3d acceleration is supported only with 'virtio' video device");
    const able = ["virtio-gpu.virgl", "virtio-gpu-gl-pci", "virtio-vga-gl"];
    if (!able.some((each) => caps.has(each)))
      throw unsupported7("3d acceleration is not supported by this QEMU binary");
  }
  if (type2 === "virtio" && model5.blob !== void 0) {
    if (!caps.has("virtio-gpu.blob"))
      throw unsupported7("this QEMU does not support 'blob' for virtio-gpu devices");
    if (model5.blob && domain.memoryBacking?.source?.type !== "memfd") {
      throw unsupported7("'blob' support for virtio-gpu devices requires a memfd memory backend");
    }
  }
};
var supportsGraphics = (type2, { caps, host }) => {
  switch (type2) {
    case "sdl":
    case "vnc":
    case "spice":
    case "egl-headless":
      return caps.has(type2);
    case "dbus":
      return caps.has("display-dbus");
    case "rdp":
      return caps.has("display-dbus") && (host.rdp ?? false);
    default:
      return false;
  }
};
var MAX_VNC_PASSWORD = 8;
var checkSpice = (graphics, { caps, host }) => {
  const [listen] = graphics.listens ?? [];
  if (!listen)
    throw internal4("missing listen element");
  const network2 = listen.type === "address" || listen.type === "network";
  if (network2 && (graphics.tlsPort ?? 0) > 0 && !host.config.spiceTls) {
    throw unsupported7("spice TLS port set in XML configuration, but TLS is disabled in qemu.conf");
  }
  const gl2 = glOf(graphics);
  if (!gl2?.enable)
    return;
  if (!caps.has("spice-gl"))
    throw unsupported7("This QEMU doesn't support spice OpenGL");
  if (gl2.rendernode !== void 0 && !caps.has("spice-rendernode"))
    throw unsupported7("This QEMU doesn't support spice OpenGL rendernode");
};
var checkGraphics = (graphics, check2) => {
  const { domain, caps } = check2;
  const { type: type2 } = graphics;
  if (!supportsGraphics(type2, check2))
    throw unsupported7(`${type2} graphics are not supported with this QEMU`);
  const gl2 = glOf(graphics);
  if (hasGraphics(domain, "egl-headless")) {
    if (type2 !== "egl-headless" && type2 !== "vnc" && type2 !== "spice") {
      throw unsupported7("graphics type 'egl-headless' is only supported with one of: 'vnc', 'spice' graphics types");
    }
    if (type2 === "spice" && gl2?.enable)
      throw unsupported7("multiple OpenGL displays are not supported by QEMU");
  }
  if (type2 === "spice")
    checkSpice(graphics, check2);
  if (type2 === "egl-headless" && gl2?.rendernode !== void 0 && !caps.has("egl-headless.rendernode")) {
    throw unsupported7("This QEMU doesn't support OpenGL rendernode with egl-headless graphics type");
  }
  if (type2 === "vnc") {
    if (graphics.powerControl !== void 0 && !caps.has("vnc-power-control"))
      throw unsupported7("VNC power control is not available");
    const length = Buffer.byteLength(graphics.passwd ?? "");
    if (length > MAX_VNC_PASSWORD)
      throw unsupported7(`VNC password is ${length} characters long, only ${MAX_VNC_PASSWORD} permitted`);
  }
  if (type2 === "dbus" && graphics.audio) {
    const audio2 = domain.devices.audios.find((each) => each.id === graphics.audio?.id);
    if (audio2 && audio2.type !== "dbus")
      throw unsupported7("The associated audio is not of 'dbus' kind.");
  }
  if (type2 !== "rdp")
    return;
  if (graphics.replaceUser)
    throw unsupported7("RDP doesn't support 'replaceUser'");
  if (graphics.multiUser)
    throw unsupported7("RDP doesn't support 'multiUser'");
  if (graphics.passwdValidTo !== void 0)
    throw unsupported7("RDP password expiration isn't supported");
};
var checkAudio = (audio2, { domain, caps }) => {
  if (audio2.type === "spice" && !hasGraphics(domain, "spice"))
    throw unsupported7("Spice audio is not supported without spice graphics");
  if (audio2.type === "dbus" && !caps.has("display-dbus"))
    throw unsupported7("D-Bus audio is not supported with this QEMU");
};
var codecFlags = { duplex: "hda-duplex", micro: "hda-micro", output: "hda-output" };
var checkSound = (sound, { caps }) => {
  const { model: model5 } = sound;
  if (model5 === "usb" && !caps.has("usb-audio"))
    throw unsupported7("usb-audio controller is not supported by this QEMU binary");
  if (model5 === "ich9" && !caps.has("ich9-intel-hda"))
    throw unsupported7("The ich9-intel-hda audio controller is not supported in this QEMU binary");
  if (model5 === "virtio" && !caps.has("virtio-sound"))
    throw unsupported7("virtio-sound controller is not supported in this QEMU binary");
  if (model5 === "ich7")
    throw unsupported7(`sound card model '${model5}' is not supported by qemu`);
  if (model5 !== "ich6" && model5 !== "ich9")
    return;
  for (const { type: type2 } of sound.codecs) {
    const flag2 = codecFlags[type2];
    if (!caps.has(flag2))
      throw unsupported7(`${flag2} not supported in this QEMU binary`);
  }
};

// dist/src/drivers/kvm/validate/hostdev.js
var NEEDS_GRAPHICS = "graphics device is needed for attribute value 'display=on' in <hostdev>";
var noVfio = (text4) => unsupported7(`VFIO ${text4} device assignment is not supported by this version of QEMU`);
var noBoot = (what) => unsupported7(`booting from assigned devices is not supported by ${what}`);
var checkMdev = (dev, { domain, caps }) => {
  const { model: model5 } = dev;
  if (model5 === "vfio-pci") {
    if (!caps.has("vfio-pci"))
      throw noVfio("PCI");
    if (dev.boot)
      throw noBoot("mediated devices of model vfio-pci");
    if (dev.display && domain.devices.graphics.length === 0)
      throw unsupported7(NEEDS_GRAPHICS);
  } else if (model5 === "vfio-ap") {
    if (!caps.has("vfio-ap"))
      throw noVfio("AP");
    if (dev.boot)
      throw noBoot("mediated devices of model vfio-ap");
    const same2 = domain.devices.hostdevs.filter((each) => each.mode === "subsystem" && each.type === "mdev" && each.model === "vfio-ap");
    if (same2.length > 1)
      throw unsupported7("Only one hostdev of model vfio-ap is supported");
  } else if (!caps.has("vfio-ccw"))
    throw noVfio("CCW");
};
var checkHostdev = (dev, check2) => {
  const { domain, caps } = check2;
  if (dev.mode === "capabilities")
    throw unsupported7(`hostdev mode 'capabilities' is not supported in ${domain.type}`);
  switch (dev.type) {
    case "usb": {
      const { guestReset } = dev.source;
      if (guestReset !== void 0 && !caps.has("usb-host.guest-resets-all"))
        throw unsupported7("guestReset is not supported with this version of QEMU");
      return;
    }
    case "pci": {
      const { writeFiltering } = dev.source;
      if (dev.driver?.name === "vfio" && !caps.has("vfio-pci")) {
        throw unsupported7("VFIO PCI device assignment is not supported by this version of qemu");
      }
      if (writeFiltering !== void 0) {
        throw unsupported7("Write filtering of PCI device configuration space is not supported by qemu");
      }
      if (dev.display && domain.devices.graphics.length === 0)
        throw unsupported7(NEEDS_GRAPHICS);
      return;
    }
    case "scsi_host":
      if (dev.boot)
        throw noBoot("vhost SCSI devices");
      if (!caps.has("vhost-scsi"))
        throw unsupported7("This QEMU doesn't support vhost-scsi devices");
      return;
    case "mdev":
      return checkMdev(dev, check2);
    default:
  }
};

// dist/src/drivers/kvm/validate/net.js
var checkGuestAddresses = (net3, { caps }) => {
  const backend3 = net3.backend?.type;
  const known4 = backend3 === "passt" ? caps.has("netdev.stream") : caps.has("netdev.user");
  if (!known4)
    throw unsupported7(`the '${backend3 ?? "default"}' network backend is not supported with this QEMU binary`);
  const seen = /* @__PURE__ */ new Set();
  for (const { address: address3, prefix = 0, peer } of net3.ips) {
    if (peer !== void 0)
      throw unsupported7("Invalid attempt to set peer IP for guest");
    const family = address3.includes(":") ? "IPv6" : "IPv4";
    if (seen.has(family))
      throw unsupported7(`Only one ${family} address per interface is allowed`);
    seen.add(family);
    if (family === "IPv4" && prefix > 0 && (prefix < 4 || prefix > 27))
      throw xmlError3("invalid prefix, must be in range of 4-27");
    if (family === "IPv6" && prefix && prefix !== 64)
      throw unsupported7(`unsupported IPv6 address prefix='${prefix}' - must be 64`);
  }
};
var checkVhostUser = (net3, check2) => {
  const { path: path2, mode, reconnect: reconnect2 } = net3.source ?? {};
  if (path2 === void 0 && net3.backend?.type !== "passt")
    throw xmlError3("Missing required attribute 'path' in element 'source'");
  if (mode === "server" && reconnect2?.enabled) {
    throw unsupported7("'reconnect' attribute is not supported when source mode='server' for <interface type='vhostuser'>");
  }
  requireSharedMemory(check2, "interface");
};
var checkVirtio = (net3, { caps }) => {
  const driver2 = net3.driver ?? {};
  for (const name3 of ["rx_queue_size", "tx_queue_size"]) {
    const size2 = driver2[name3];
    if (size2 && !isPowerOfTwo2(size2))
      throw unsupported7(`${name3} has to be a power of two`);
  }
  if (driver2.rss !== void 0 && !caps.has("virtio-net.rss"))
    throw unsupported7("virtio rss is not supported with this QEMU binary");
  if (driver2.rss_hash_report !== void 0 && !caps.has("virtio-net.rss"))
    throw unsupported7("virtio rss hash report is not supported with this QEMU binary");
};
var supportsMtu = (net3) => ["network", "bridge", "ethernet", "vhostuser"].includes(net3.type) || net3.type === "user" && net3.backend?.type === "passt";
var checkInterface = (net3, check2) => {
  const { type: type2, teaming: teaming2 } = net3;
  const virtio = isVirtioNet(net3);
  if (net3.routes.length > 0) {
    throw unsupported7("Invalid attempt to set network interface guest-side IP route, not supported by QEMU");
  }
  if (type2 === "user" || type2 === "vhostuser" && net3.backend?.type === "passt")
    checkGuestAddresses(net3, check2);
  else if (net3.ips.length > 0) {
    throw unsupported7("Invalid attempt to set network interface guest-side IP address info, not supported by QEMU");
  }
  if (type2 === "vdpa" && !check2.caps.has("netdev.vhost-vdpa"))
    throw unsupported7("vDPA devices are not supported with this QEMU binary");
  if (type2 === "vhostuser")
    checkVhostUser(net3, check2);
  if (virtio)
    checkVirtio(net3, check2);
  else if (type2 === "vdpa" || type2 === "vhostuser") {
    throw unsupported7(`invalid model for interface of type '${type2}': '${net3.model?.type}' - must be 'virtio'`);
  }
  if (net3.mtu?.size && !supportsMtu(net3))
    throw unsupported7(`setting MTU on interface type ${type2} is not supported yet`);
  if (teaming2?.type === "persistent" && !virtio) {
    throw unsupported7(`virtio-net teaming persistent interface must be <model type='virtio'/>, not '${net3.model?.type}'`);
  }
  if (teaming2?.type === "transient" && type2 !== "hostdev" && type2 !== "network")
    throw unsupported7(`virtio-net teaming transient interface must be type='hostdev', not '${type2}'`);
  if (net3.coalesce && type2 !== "network" && type2 !== "bridge")
    throw unsupported7(`coalesce settings on interface type ${type2} are not supported`);
};

// dist/src/drivers/kvm/validate/devices.js
var checkWatchdog = (dog, { domain, machine: machine2 }) => {
  const { model: model5, action, address: address3 } = dog;
  if (domain.devices.watchdogs[0]?.action !== action)
    throw unsupported7("watchdogs with different actions are not supported with this QEMU binary");
  switch (model5) {
    case "i6300esb":
      if (address3 && address3.type !== "pci")
        throw unsupported7(`${model5} model of watchdog can go only on PCI bus`);
      return;
    case "ib700":
      if (!isI440fx(machine2))
        throw unsupported7(`${model5} model of watchdog cannot be used with this machine type`);
      if (address3)
        throw unsupported7(`${model5} model of watchdog does not support configuring the address`);
      return;
    case "diag288":
      if (address3)
        throw unsupported7(`${model5} model of watchdog is virtual and cannot go on any bus.`);
      if (!isS390(machine2.arch))
        throw unsupported7(`${model5} model of watchdog is allowed for s390 and s390x only`);
      return;
    case "itco":
      if (address3) {
        throw unsupported7(`${model5} model of watchdog is part of the machine and cannot have any address set.`);
      }
      if (!isQ35(machine2))
        throw unsupported7(`${model5} model of watchdog is only part of q35 machine`);
  }
};
var tpmFlags = {
  "tpm-tis": "tpm-tis",
  "tpm-crb": "tpm-crb",
  "tpm-spapr": "tpm-spapr",
  "spapr-tpm-proxy": "spapr-tpm-proxy"
};
var checkTpm2 = ({ model: model5, backend: backend3 }, { domain, caps, machine: machine2, host }) => {
  const { emulator: emulator2 } = domain.devices;
  if (backend3.type === "emulator") {
    const { version: version2 } = backend3;
    if (version2 !== void 0 && !host.swtpm?.versions.includes(version2))
      throw unsupported7(`TPM version '${version2}' is not supported`);
    if (version2 === "1.2") {
      if (model5 !== "tpm-tis")
        throw unsupported7(`TPM 1.2 is not supported for model '${model5}'`);
      if (!isX86(machine2.arch))
        throw unsupported7(`TPM 1.2 is not supported on architecture '${machine2.arch}'`);
    }
  }
  const able = backend3.type === "passthrough" ? caps.has("tpm-passthrough") : host.swtpm && caps.has("tpm-emulator");
  if (!able)
    throw unsupported7(`The QEMU executable ${emulator2} does not support TPM backend type ${backend3.type}`);
  if (isPpc64(machine2.arch) && model5 === "spapr-tpm-proxy" && backend3.type !== "passthrough")
    throw unsupported7(`TPM Proxy model ${model5} requires 'Passthrough' backend`);
  const flag2 = tpmFlags[model5 ?? ""];
  if (!flag2 || !caps.has(flag2))
    throw unsupported7(`The QEMU executable ${emulator2} does not support TPM model ${model5}`);
};
var inputFlags = {
  mouse: ["virtio-mouse", "virtio-mouse", "virtio-mouse-ccw"],
  tablet: ["virtio-tablet", "virtio-tablet", "virtio-tablet-ccw"],
  keyboard: ["virtio-keyboard", "virtio-keyboard", "virtio-keyboard-ccw"],
  passthrough: ["virtio-input-host", "virtio-input-host"],
  evdev: ["input-linux", "input-linux"]
};
var checkInput = ({ type: type2, bus, model: model5, address: address3 }, { caps, machine: machine2 }) => {
  if (bus === "ps2" && (!caps.has("i8042") || !hasI8042(machine2)))
    throw unsupported7(`${bus} is not supported by this QEMU binary`);
  if (bus === "usb" && type2 === "keyboard" && !caps.has("usb-kbd"))
    throw unsupported7("usb keyboard is not supported by this QEMU binary");
  if (bus !== "virtio")
    return;
  if (model5 === "virtio-transitional" || model5 === "virtio-non-transitional") {
    throw unsupported7(`virtio (non-)transitional models are not supported for input type=${type2}`);
  }
  const [name3, flag2, ccw] = inputFlags[type2] ?? [];
  if (!flag2 || !caps.has(flag2) || address3?.type === "ccw" && ccw !== void 0 && !caps.has(ccw))
    throw unsupported7(`${name3} is not supported by this QEMU binary`);
};
var checkBalloon = (balloon2, { caps }) => {
  const { model: model5 } = balloon2;
  if (model5 === "none")
    return;
  if (!model5.startsWith("virtio")) {
    throw unsupported7(`Memory balloon device type '${model5}' is not supported by this version of qemu`);
  }
  if (balloon2.autodeflate !== void 0 && !caps.has("virtio-balloon-pci.deflate-on-oom"))
    throw unsupported7("deflate-on-oom is not supported by this QEMU binary");
  if (balloon2.freePageReporting !== void 0 && !caps.has("virtio-balloon.free-page-reporting"))
    throw unsupported7("freePageReporting is not supported by this QEMU binary");
};
var iommuFlags = {
  intremap: ["intel-iommu.intremap", "interrupt remapping is"],
  caching_mode: ["intel-iommu.caching-mode", "caching mode is"],
  eim: ["intel-iommu.eim", "eim is"],
  iotlb: ["intel-iommu.device-iotlb", "device IOTLB is"],
  aw_bits: ["intel-iommu.aw-bits", "aw_bits is"],
  dma_translation: ["intel-iommu.dma-translation", "updating dma translation is"]
};
var checkIommu2 = (iommu3, { domain, caps, machine: machine2 }) => {
  const { model: model5, driver: driver2, address: address3 } = iommu3;
  const device = `IOMMU device: '${model5}'`;
  const unknown = () => unsupported7(`${device} is not supported with this QEMU binary`);
  if (model5 === "intel") {
    if (!isQ35(machine2))
      throw unsupported7(`${device} is only supported with Q35 machines`);
    if (!caps.has("intel-iommu"))
      throw unknown();
  } else if (model5 === "smmuv3") {
    if (!isArmVirt2(machine2))
      throw unsupported7(`${device} is only supported with ARM Virt machines`);
    if (!caps.has("machine.virt.iommu"))
      throw unknown();
  } else {
    if (!isArmVirt2(machine2) && !isQ35(machine2))
      throw unsupported7(`${device} is only supported with Q35 and ARM Virt machines`);
    if (!caps.has("virtio-iommu-pci") || !caps.has("virtio-iommu.boot-bypass"))
      throw unknown();
    if (!domain.features.acpi)
      throw unsupported7(`${device} requires ACPI`);
    if (address3 && address3.type !== "pci")
      throw unsupported7(`${device} needs a PCI address`);
  }
  for (const [key, [flag2, what]] of Object.entries(iommuFlags)) {
    const value = driver2?.[key];
    if (value !== void 0 && value !== 0 && !caps.has(flag2))
      throw unsupported7(`iommu: ${what} not supported with this QEMU binary`);
  }
};
var checkVirtiofs = (fs, check2) => {
  const { caps } = check2;
  const socket = fs.source?.socket;
  const no = (what) => unsupported7(`virtiofs does not support ${what}`);
  if (socket === void 0) {
    if (fs.accessmode !== "passthrough")
      throw unsupported7("virtiofs only supports passthrough accessmode");
    if (fs.driver?.wrpolicy)
      throw no("wrpolicy");
  }
  if (fs.model)
    throw no("model");
  if (fs.driver?.format)
    throw no("format");
  if (!caps.has("vhost-user-fs"))
    throw unsupported7("virtiofs is not supported with this QEMU binary");
  if (fs.multidevs && fs.multidevs !== "default")
    throw no("multidevs");
  if (fs.fmode || fs.dmode)
    throw no("fmode and dmode");
  requireSharedMemory(check2, "virtiofs");
  if (!fs.boot)
    return;
  if (!caps.has("vhost-user-fs.bootindex"))
    throw unsupported7("setting virtiofs boot order is not supported with this QEMU binary");
  if (fs.address && fs.address.type !== "pci")
    throw unsupported7("setting virtiofs boot order is supported only with PCI bus");
};
var checkFilesystem = (fs, check2) => {
  const { caps } = check2;
  const kind = fs.driver?.type;
  if (fs.type !== "mount")
    throw unsupported7("only supports mount filesystem type");
  if (fs.space_hard_limit || fs.space_soft_limit)
    throw unsupported7("filesystem usage limits are not supported with QEMU");
  if (fs.multidevs && fs.multidevs !== "default" && !caps.has("fsdev.multidevs"))
    throw unsupported7("multidevs is not supported with this QEMU binary");
  if ((fs.fmode || fs.dmode) && fs.accessmode !== "mapped")
    throw unsupported7("fmode and dmode must be used with accessmode=mapped");
  if (kind !== "virtiofs" && fs.binary?.sandbox)
    throw unsupported7("sandbox can only be used with driver=virtiofs");
  switch (kind) {
    case "handle":
      if (fs.accessmode !== "passthrough")
        throw unsupported7("only supports passthrough accessmode");
      return;
    case "loop":
    case "nbd":
    case "ploop":
      throw unsupported7("Filesystem driver type not supported");
    case "virtiofs":
      return checkVirtiofs(fs, check2);
    case "mtp":
      if (!caps.has("usb-mtp"))
        throw unsupported7("mtp is not supported with this QEMU binary");
      if (fs.accessmode !== "passthrough")
        throw unsupported7("mtp only supports passthrough accessmode");
      return;
    default:
  }
};
var checkSgx = (mem, { caps }) => {
  if (!caps.has("sgx-epc"))
    throw unsupported7("sgx epc isn't supported by this QEMU binary");
  const sections = caps.sgx?.sections ?? [];
  if (sections.length === 0)
    throw unsupported7("this QEMU version didn't provide SGX EPC NUMA info");
  const { nodemask } = mem.source ?? {};
  const nodes = nodemask === void 0 ? [0] : cpusetMembers(nodemask) ?? [];
  for (const node of nodes) {
    const size2 = sections[node]?.size ?? 0;
    if (mem.target.size > size2) {
      throw unsupported7(`sgx epc size ${size2} on host node ${node} is less than requested size ${mem.target.size}`);
    }
  }
};
var checkVirtioMem = (mem, { domain, caps }) => {
  const type2 = mem.address?.type;
  if (type2 === "pci" && !caps.has("virtio-mem-pci") || type2 === "ccw" && !caps.has("virtio-mem-ccw"))
    throw unsupported7("virtio-mem isn't supported by this QEMU binary");
  if (type2 === "ccw") {
    const page = (mem.source ?? {}).pagesize;
    const boot3 = domain.memoryBacking?.hugepages;
    if (page && boot3 && page !== boot3.pages[0]?.size)
      throw unsupported7("virtio-mem-ccw can't use different page size than the boot memory");
    if (mem.target.node)
      throw unsupported7("NUMA nodes are not supported for virtio-mem-ccw");
  }
  const { dynamicMemslots } = mem.target;
  if (dynamicMemslots && !caps.has("virtio-mem-pci.dynamic-memslots"))
    throw unsupported7("virtio-mem does not support dynamicMemslots");
};
var checkMemory = (mem, check2) => {
  const { caps } = check2;
  switch (mem.model) {
    case "dimm":
      if (!caps.has("pc-dimm"))
        throw unsupported7("memory hotplug isn't supported by this QEMU binary");
      return;
    case "nvdimm":
      if (!caps.has("nvdimm"))
        throw unsupported7("nvdimm isn't supported by this QEMU binary");
      if (mem.target.readonly && !caps.has("nvdimm.unarmed")) {
        throw unsupported7("nvdimm readonly property is not available with this QEMU binary");
      }
      return;
    case "virtio-pmem":
      if (!caps.has("virtio-pmem-pci"))
        throw unsupported7("virtio-pmem isn't supported by this QEMU binary");
      return;
    case "virtio-mem":
      return checkVirtioMem(mem, check2);
    case "sgx-epc":
      return checkSgx(mem, check2);
  }
};
var MIB = 1048576;
var checkShmem = ({ size: size2, model: model5 }, { caps }) => {
  if (size2 && (size2 < MIB || !isPowerOfTwo2(size2)))
    throw xmlError3("shmem size must be a power of 2 and at least 1 MiB (1024 KiB)");
  if (model5.type === "ivshmem")
    throw unsupported7("ivshmem device is no longer supported");
  if (!caps.has(model5.type))
    throw unsupported7(`shmem model '${model5.type}' is not supported by this QEMU binary`);
};
var checkCrypto = ({ model: model5, backend: backend3 }, { caps }) => {
  if (!caps.has("virtio-crypto"))
    throw unsupported7(`crypto model ${model5} is not supported`);
  if (backend3.model === "lkcf" && !caps.has("cryptodev-backend-lkcf"))
    throw unsupported7(`crypto backend ${backend3.model} is not supported`);
};
var checkNvram2 = (nvram, { caps, machine: machine2 }) => {
  if (!isPseries2(machine2))
    throw unsupported7("nvram device is only supported for PPC64");
  if (!caps.has("nvram"))
    throw unsupported7("nvram device is not supported by this QEMU binary");
  const { address: address3 } = nvram;
  if (address3?.type !== "spapr-vio" || address3.reg === void 0)
    throw xmlError3("nvram address type must be spaprvio");
};
var checkQemuDevice = (device, check2) => {
  checkInfo(device, check2);
  const { caps } = check2;
  switch (device.kind) {
    case "net":
      return checkInterface(device.dev, check2);
    case "serial":
      return checkSerial(device.dev, check2);
    case "parallel":
      return checkParallel(device.dev, check2);
    case "channel":
      return checkSource(device.dev, check2);
    case "console":
      return device.dev.target.type === "serial" ? void 0 : checkSource(device.dev, check2);
    case "smartcard":
      return checkSmartcard(device.dev, check2);
    case "rng":
      return checkRng(device.dev, check2);
    case "redirdev":
      return checkRedirdev(device.dev, check2);
    case "watchdog":
      return checkWatchdog(device.dev, check2);
    case "hostdev":
      return checkHostdev(device.dev, check2);
    case "video":
      return checkVideo(device.dev, check2);
    case "disk":
      return checkDisk(device.dev, check2);
    case "controller":
      return checkController(device.dev, check2);
    case "vsock":
      if (!caps.has("vhost-vsock"))
        throw unsupported7("vsock device is not supported with this QEMU binary");
      return;
    case "tpm":
      return checkTpm2(device.dev, check2);
    case "graphics":
      return checkGraphics(device.dev, check2);
    case "input":
      return checkInput(device.dev, check2);
    case "memballoon":
      return checkBalloon(device.dev, check2);
    case "iommu":
      return checkIommu2(device.dev, check2);
    case "fs":
      return checkFilesystem(device.dev, check2);
    case "nvram":
      return checkNvram2(device.dev, check2);
    case "hub":
      if (!caps.has("usb-hub"))
        throw unsupported7("usb-hub not supported by QEMU binary");
      return;
    case "sound":
      return checkSound(device.dev, check2);
    case "memory":
      return checkMemory(device.dev, check2);
    case "shmem":
      return checkShmem(device.dev, check2);
    case "audio":
      return checkAudio(device.dev, check2);
    case "crypto":
      return checkCrypto(device.dev, check2);
    case "pstore":
      if (!caps.has("acpi-erst"))
        throw unsupported7("acpi-erst backend of pstore device is not supported");
      if (device.dev.address && device.dev.address.type !== "pci")
        throw unsupported7("ACPI ERST device must reside on a PCI bus");
      return;
    default:
  }
};

// dist/src/drivers/kvm/validate/domain.js
var checkEmulator = ({ domain, caps, machine: machine2 }) => {
  const { emulator: emulator2 } = domain.devices;
  const kind = domain.os.type.value;
  const refuse2 = (what) => unsupported7(`Emulator '${emulator2}' does not support ${what}`);
  if (kind !== "hvm")
    throw refuse2(`os type '${kind}'`);
  if (!caps.supportsArch(machine2.arch))
    throw refuse2(`arch '${machine2.arch}'`);
  const known4 = domain.type === "qemu" || domain.type === "kvm" || domain.type === "hvf";
  if (!known4 || !caps.supportsVirtType(virtTypeOf(domain)))
    throw refuse2(`virt type '${domain.type}'`);
  const board = caps.machines(virtTypeOf(domain)).find((each) => each.name === machine2.machine);
  if (!board)
    throw refuse2(`machine type '${machine2.machine}'`);
  if (board.acpi === false && domain.features.acpi) {
    throw unsupported7(`machine type '${machine2.machine}' does not support ACPI`);
  }
};
var checkBasics = ({ domain, caps, machine: machine2 }) => {
  const { os, features: features8 } = domain;
  if (domain.memtune?.min_guarantee)
    throw unsupported7("Parameter 'min_guarantee' not supported by QEMU.");
  const uefi = os.firmware === "efi" || hasPflash(domain);
  if (uefi && isX86(machine2.arch) && !features8.acpi)
    throw unsupported7("UEFI requires ACPI on this architecture");
  if (!uefi && machine2.arch === "aarch64" && features8.acpi)
    throw unsupported7("ACPI requires UEFI on this architecture");
  if (domain.genid && !caps.has("vmgenid"))
    throw unsupported7("this QEMU does not support the 'genid' capability");
  if (os.bios?.useserial) {
    if (!isX86(machine2.arch))
      throw unsupported7("BIOS serial console only supported on x86 architectures");
    if (domain.devices.serials.length === 0)
      throw xmlError3("need at least one serial port to use BIOS serial output");
  }
};
var checkLifecycle2 = ({ domain }) => {
  const { on_poweroff, on_reboot, on_crash } = domain;
  if ([on_poweroff, on_reboot, on_crash].includes("rename-restart")) {
    throw unsupported7("qemu driver doesn't support the 'rename-restart' action for 'on_reboot'/'on_poweroff'/'on_crash'");
  }
  if (on_poweroff === "preserve" || on_reboot === "preserve") {
    throw unsupported7("qemu driver doesn't support the 'preserve' action for 'on_reboot'/'on_poweroff'");
  }
  if (on_poweroff === "restart" && on_reboot === "destroy") {
    throw unsupported7("qemu driver doesn't support 'onReboot' set to 'destroy and 'onPoweroff' set to 'reboot'");
  }
};
var checkPhysicalBits = ({ domain, machine: machine2, host }) => {
  const address3 = domain.cpu?.maxphysaddr;
  if (!address3)
    return;
  if (!isX86(machine2.arch)) {
    throw unsupported7(`CPU maximum physical address bits specification is not supported for '${machine2.arch}' architecture`);
  }
  if (address3.mode === "passthrough") {
    if (address3.bits !== void 0) {
      throw unsupported7("CPU maximum physical address bits number specification cannot be used with mode='passthrough'");
    }
  } else if (host.physBits !== void 0 && (address3.bits ?? 0) > host.physBits) {
    throw unsupported7("The number of virtual CPU address bits cannot exceed the number supported by the host CPU");
  }
};
var checkCache = ({ domain, machine: machine2 }) => {
  const { cpu } = domain;
  if (!cpu?.cache)
    return;
  const { mode, level } = cpu.cache;
  if (!isX86(machine2.arch)) {
    throw unsupported7(`CPU cache specification is not supported for '${machine2.arch}' architecture`);
  }
  if (mode === "emulate") {
    if (level !== 3)
      throw unsupported7(`CPU cache mode '${mode}' can only be used with level='3'`);
    return;
  }
  if (mode === "passthrough" && cpu.mode !== "host-passthrough" && cpu.mode !== "maximum") {
    throw unsupported7(`CPU cache mode '${mode}' can only be used with 'host-passthrough' / 'maximum' CPUs`);
  }
  if (level !== void 0)
    throw unsupported7(`unsupported CPU cache level for mode '${mode}'`);
};
var checkCpuMode = ({ domain, caps }) => {
  const { cpu } = domain;
  if (cpu?.mode === "host-passthrough" && cpu.migratable && !caps.has("cpu.migratable")) {
    throw unsupported7("Migratable attribute for host-passthrough CPU is not supported by this QEMU binary");
  }
  if (cpu?.mode === "maximum" && !caps.has("cpu-max"))
    throw unsupported7("maximum CPU is not supported by QEMU binary");
};
var checkModule = (mem, { domain }) => {
  const { model: model5, address: address3 } = mem;
  const slots = domain.maxMemory?.slots ?? 0;
  const type2 = address3?.type;
  if (model5 === "dimm" || model5 === "nvdimm") {
    if (type2 !== void 0 && type2 !== "dimm")
      throw unsupported7("only 'dimm' addresses are supported for the pc-dimm device");
    if (address3?.type === "dimm" && address3.slot >= slots)
      throw unsupported7(`memory device slot '${address3.slot}' exceeds slots count '${slots}'`);
  } else if (model5 === "virtio-pmem") {
    if (type2 !== void 0 && type2 !== "pci")
      throw unsupported7("only 'pci' addresses are supported for the virtio-pmem device");
    return;
  } else if (type2 !== void 0 && type2 !== "pci" && type2 !== "ccw") {
    throw unsupported7(`only 'pci' and 'ccw' addresses are supported for the ${model5} device`);
  }
  if (numaCells(domain).length > 0 && mem.target.node === void 0) {
    throw unsupported7("target NUMA node needs to be specified for memory device");
  }
};
var checkMemoryHotplug = (check2) => {
  const { domain, machine: machine2 } = check2;
  const { memories } = domain.devices;
  if (!hasMemoryHotplug(domain)) {
    if (memories.length > 0) {
      throw unsupported7("cannot use/hotplug a memory device when domain 'maxMemory' is not defined");
    }
    return;
  }
  if (!isPpc64(machine2.arch) && !isS390(machine2.arch) && numaCells(domain).length === 0) {
    throw unsupported7("At least one numa node has to be configured when enabling memory hotplug");
  }
  const slots = domain.maxMemory?.slots ?? 0;
  let needed = 0;
  let total = 0;
  for (const mem of memories) {
    total += mem.target.size;
    if (mem.model === "dimm" || mem.model === "nvdimm")
      needed++;
    if (mem.model !== "sgx-epc")
      checkModule(mem, check2);
  }
  if (needed > slots) {
    throw unsupported7(`count of memory devices requiring memory slots '${needed}' exceeds slots count '${slots}'`);
  }
  const space = (domain.maxMemory?.value ?? 0) - initialMemory(domain);
  if (space >= 0 && total > space)
    throw unsupported7("memory device total size exceeds hotplug space");
};
var checkHugepages2 = ({ domain, caps, machine: machine2 }) => {
  const { memoryBacking } = domain;
  if (!memoryBacking?.hugepages)
    return;
  const { allocation, source: source2, access: access4, hugepages } = memoryBacking;
  if (allocation?.mode === "ondemand")
    throw unsupported7("hugepages are not allowed with memory allocation ondemand");
  if (allocation?.threads && !caps.has("memory-backend-file.prealloc-threads"))
    throw unsupported7("preallocation threads are unsupported with this QEMU");
  if (source2?.type === "anonymous")
    throw unsupported7("hugepages are not allowed with anonymous memory source");
  if (source2?.type === "memfd" && !caps.has("memory-backend-memfd.hugetlb"))
    throw unsupported7("hugepages is not supported with memfd memory source");
  const ram = caps.machine(virtTypeOf(domain), machine2.machine)?.defaultRamId;
  if (ram === void 0 && hugepages.pages[0]?.size !== 4 && numaCells(domain).length === 0 && access4?.mode === "shared") {
    throw unsupported7(`memory access mode '${access4.mode}' not supported without guest numa node`);
  }
};
var checkHmat = ({ domain, caps }) => {
  if (hasHmat(domain) && !caps.has("numa.hmat"))
    throw unsupported7("HMAT is not supported with this QEMU");
};
var checkIothreads3 = ({ domain, caps }) => {
  const pools = [...domain.iothreadids, ...domain.defaultiothread ? [domain.defaultiothread] : []];
  const used = pools.some((each) => each.thread_pool_min !== void 0 || each.thread_pool_max !== void 0);
  if (used && !caps.has("iothread.thread-pool-max")) {
    throw unsupported7("thread_pool_min and thread_pool_max is not supported by this QEMU binary");
  }
};
var checkArmTimer = ({ name: name3, present, tickpolicy }, check2) => {
  const { domain, machine: machine2, caps } = check2;
  if (domain.type !== "kvm" || !isArmVirt2(machine2))
    throw foreignTimer(name3, check2);
  if (present === false)
    throw unsupported7(`The '${name3}' timer can't be disabled`);
  if (!caps.has("cpu.kvm-no-adjvtime"))
    throw unsupported7(`Configuring the '${name3}' timer is not supported with this QEMU binary`);
  if (tickpolicy === "catchup" || tickpolicy === "merge")
    throw unsupported7(`The '${name3}' timer does not support tickpolicy '${tickpolicy}'`);
};
var foreignTimer = (name3, { domain, machine: machine2 }) => unsupported7(`Configuring the '${name3}' timer is not supported for virtType=${domain.type} arch=${machine2.arch} machine=${machine2.machine} guests`);
var checkTimer = (timer, check2) => {
  const { name: name3, present, tickpolicy, track } = timer;
  const { machine: machine2, caps } = check2;
  switch (name3) {
    case "platform":
      throw unsupported7(`unsupported timer type (name) '${name3}'`);
    case "tsc":
    case "kvmclock":
    case "hypervclock":
      if (!isX86(machine2.arch) && present)
        throw foreignTimer(name3, check2);
      return;
    case "rtc":
      if (track === "boot")
        throw unsupported7(`unsupported rtc timer track '${track}'`);
      if (tickpolicy === "merge" || tickpolicy === "discard")
        throw unsupported7(`unsupported rtc timer tickpolicy '${tickpolicy}'`);
      return;
    case "pit":
      if (tickpolicy === "merge" || tickpolicy === "catchup" && !caps.has("kvm-pit-lost-tick-policy")) {
        throw unsupported7(`unsupported pit tickpolicy '${tickpolicy}'`);
      }
      return;
    case "hpet":
      if (present && !isX86(machine2.arch))
        throw unsupported7("hpet timer is not supported by this architecture");
      return;
    case "armvtimer":
      return checkArmTimer(timer, check2);
  }
};
var LAST_START = 253402300799;
var checkClock = (check2) => {
  const { clock: clock2 } = check2.domain;
  for (const timer of clock2.timers)
    checkTimer(timer, check2);
  if (clock2.offset === "absolute" && (clock2.start ?? 0) > LAST_START) {
    throw unsupported7(`The maximum 'start' value for <clock offset='absolute'> is ${LAST_START}`);
  }
};
var checkBoot2 = (check2) => {
  const { domain, caps, machine: machine2 } = check2;
  const { os } = domain;
  if (domain.bootloader !== void 0 || domain.bootloader_args !== void 0)
    throw unsupported7("bootloader is not supported by QEMU");
  if (os.loader) {
    if (os.loader.secure) {
      if (!isQ35(machine2))
        throw unsupported7("Secure boot is supported with q35 machine types only");
      if (machine2.arch !== "x86_64")
        throw unsupported7("Secure boot is supported for x86_64 architecture only");
      if (!os.firmware && !domain.features.smm?.state)
        throw unsupported7("Secure boot requires SMM feature enabled");
    }
    checkNvram(check2);
  }
  for (const { type: type2 } of os.acpiTables) {
    if (type2 === "rawset")
      throw unsupported7(`ACPI table type '${type2}' is not supported`);
  }
  if (os.shim !== void 0 && !caps.has("shim"))
    throw unsupported7("shim is not supported by this QEMU binary");
};
var checkVcpus2 = ({ domain, caps, machine: machine2 }) => {
  const max = domain.vcpu.value;
  const current = onlineVcpus(domain);
  const limit2 = caps.machine(virtTypeOf(domain), machine2.machine)?.maxCpus ?? 0;
  if (current === 0)
    throw unsupported7("Domain requires at least 1 vCPU");
  if (limit2 > 0 && max > limit2)
    throw unsupported7(`Maximum CPUs greater than specified machine type limit ${limit2}`);
  const topology3 = topologyCpus(domain);
  if (topology3 !== void 0 && topology3 !== max)
    throw unsupported7("CPU topology doesn't match maximum vcpu count");
  const step = isPseries2(machine2) ? domain.cpu?.topology?.threads ?? 1 : 1;
  if (current % step !== 0)
    throw unsupported7(`vCPUs count must be a multiple of the vCPU hotplug granularity (${step})`);
  if (!isX86(machine2.arch) || max <= MAX_VCPUS_WITHOUT_EIM)
    return;
  const many2 = `more than ${MAX_VCPUS_WITHOUT_EIM} vCPUs`;
  if (!isQ35(machine2))
    throw unsupported7(`${many2} are only supported on q35-based machine types`);
  if (!domain.devices.iommus[0]?.driver?.eim)
    throw unsupported7(`${many2} require extended interrupt mode enabled on the iommu device`);
};
var checkResctrl = ({ domain }) => {
  const tune = domain.cputune;
  if ((tune?.cachetunes?.length || tune?.memorytunes?.length) && domain.type !== "kvm")
    throw unsupported7("cachetune is only supported for KVM domains");
};
var pseriesFeatures = ["hpt", "htm", "nested-hv", "ccf-assist", "cfpc", "sbbc", "ibs"];
var checkFeatures2 = ({ domain, caps, machine: machine2 }) => {
  const f = domain.features;
  const { arch: arch3 } = machine2;
  const foreign = (what) => unsupported7(`${what} not supported for architecture '${arch3}' or machine type '${machine2.machine}'`);
  const x86 = isX86(arch3);
  if (f.apic?.eoi !== void 0 && !x86)
    throw foreign("The 'eoi' attribute of the 'apic' feature is");
  if (f.hyperv && !x86 && !isArmVirt2(machine2))
    throw foreign("Hyperv features are");
  if (f.pvspinlock && !x86)
    throw foreign("The 'pvspinlock' feature is");
  if (f.pmu?.state === false && isPpc64(arch3))
    throw unsupported7(`PMU is always enabled for architecture '${arch3}'`);
  if (f.vmport) {
    if (!caps.has("machine-vmport-opt") || !hasVmport(machine2))
      throw unsupported7("vmport is not available with this QEMU binary");
    if (f.vmport.state !== false && f.ps2?.state === false)
      throw unsupported7("vmport feature requires the ps2 feature not to be disabled");
  }
  if (f.gic && !isArmVirt2(machine2))
    throw foreign("The 'gic' feature is");
  if (f.ioapic && !x86)
    throw foreign("The 'ioapic' feature is");
  if (f.hpt && !isPseries2(machine2))
    throw foreign("The 'hpt' feature is");
  if (f.vmcoreinfo && f.vmcoreinfo.state !== false && !caps.has("vmcoreinfo"))
    throw unsupported7("vmcoreinfo is not available with this QEMU binary");
  for (const name3 of pseriesFeatures) {
    if (f[name3] && !isPseries2(machine2))
      throw foreign(`The '${name3}' feature is`);
  }
  if (f.tcg) {
    if (domain.type !== "qemu")
      throw unsupported7(`TCG features are incompatible with domain type '${domain.type}'`);
    if ((f.tcg["tb-cache"] ?? 0) % 1024 !== 0)
      throw unsupported7("tb-cache size must be an integer multiple of MiB");
  }
  const teardown = f["async-teardown"];
  if (teardown && teardown.enabled !== false && !caps.has("run-with.async-teardown"))
    throw unsupported7("asynchronous teardown is not available with this QEMU binary");
  if (f.ras) {
    if (!isArmVirt2(machine2))
      throw unsupported7("ras feature is only supported with ARM Virt machines");
    if (!caps.has("machine.virt.ras"))
      throw unsupported7("ras feature is not available with this QEMU binary");
  }
  if (f.ps2) {
    if (!caps.has("i8042") || !hasI8042(machine2))
      throw unsupported7("ps2 feature is not available with this QEMU binary");
    if (!caps.has("machine-i8042-opt"))
      throw unsupported7("ps2 feature state cannot be controlled with this QEMU binary");
  }
  if (f.aia) {
    if (!isRiscvVirt(machine2))
      throw unsupported7("aia feature is only supported with RISC-V Virt machines");
    if (!caps.has("machine.virt.aia"))
      throw unsupported7("aia feature is not available with this QEMU binary");
  }
};
var checkConsoles = ({ domain, caps }) => {
  for (const { target: target2 } of domain.devices.consoles) {
    if (target2.type === "sclplm" && !caps.has("sclplmconsole"))
      throw unsupported7("sclplmconsole is not supported in this QEMU binary");
    if (!["sclp", "sclplm", "virtio", "serial"].includes(target2.type ?? "serial"))
      throw unsupported7(`unsupported console target type ${target2.type}`);
  }
};
var checkFwcfg = ({ domain }) => {
  for (const info of domain.sysinfos) {
    if (info.type !== "fwcfg")
      continue;
    for (const { name: name3 } of info.entries ?? []) {
      if (!name3.startsWith("opt/"))
        throw unsupported7("Invalid firmware name");
      if (name3.startsWith("opt/ovmf/") || name3.startsWith("opt/org.qemu/"))
        throw unsupported7("That firmware name is reserved");
    }
  }
};
var checkPanics = ({ domain, caps, machine: machine2 }) => {
  const only = (who, model5) => unsupported7(`only ${who} support panic device of model '${model5}'`);
  for (const { model: model5, address: address3 } of domain.devices.panics) {
    if (model5 === void 0) {
      throw unsupported7("no panic model provided, and no default for the architecture and machine type");
    }
    if (model5 === "s390" && !isS390(machine2.arch))
      throw only("S390 guests", model5);
    if (model5 === "hyperv" && !isX86(machine2.arch))
      throw only("i686 and x86_64 guests", model5);
    if (model5 === "pseries" && !isPseries2(machine2))
      throw only("pSeries guests", model5);
    if (model5 === "isa") {
      if (!caps.has("pvpanic"))
        throw unsupported7("the QEMU binary does not support the ISA panic device");
      if (address3 && address3.type !== "isa")
        throw unsupported7("panic is supported only with ISA address type");
    } else if (model5 === "pvpanic") {
      if (!caps.has("pvpanic-pci"))
        throw unsupported7("the QEMU binary does not support the PCI pvpanic device");
      if (address3?.type !== "pci")
        throw unsupported7("pvpanic is supported only with PCI address type");
    } else if (address3) {
      throw unsupported7(`setting the panic device address is not supported for model '${model5}'`);
    }
  }
};
var checkTpms = ({ domain }) => {
  const { tpms } = domain.devices;
  const proxies = tpms.filter((tpm2) => tpm2.model === "spapr-tpm-proxy").length;
  if (proxies > 1)
    throw unsupported7("only a single TPM Proxy device is supported");
  if (tpms.length - proxies > 1)
    throw unsupported7("only a single TPM non-proxy device is supported");
};
var checkWatchdogs = ({ domain }) => {
  const seen = /* @__PURE__ */ new Set();
  for (const { model: model5 } of domain.devices.watchdogs) {
    if (model5 === "i6300esb")
      continue;
    if (seen.has(model5))
      throw unsupported7(`domain can only have one watchdog with model '${model5}'`);
    seen.add(model5);
  }
};
var securityFlags = {
  sev: "sev-guest",
  "sev-snp": "sev-snp-guest",
  "s390-pv": "s390-pv-guest"
};
var checkSecurity = ({ domain, caps }) => {
  const { launchSecurity } = domain;
  if (!launchSecurity)
    return;
  const { type: type2 } = launchSecurity;
  const flag2 = securityFlags[type2];
  const confidential = type2 !== "s390-pv" || caps.has("confidential-guest-support");
  if (!flag2 || !caps.has(flag2) || !confidential)
    throw unsupported7(`'${type2}' launch security is not supported with this QEMU binary`);
  if (launchSecurity.type === "sev") {
    if (launchSecurity.kernelHashes !== void 0 && !caps.has("sev-guest-kernel-hashes"))
      throw unsupported7("SEV measured direct kernel boot is not supported with this QEMU binary");
  }
  if (type2 === "s390-pv" && !caps.kvmSupportsSecureGuest)
    throw unsupported7("S390 PV launch security is not supported by this host or kernel");
};
var checkSuspend = ({ domain, machine: machine2 }) => {
  const { pm } = domain;
  const set = pm?.["suspend-to-mem"]?.enabled !== void 0 || pm?.["suspend-to-disk"]?.enabled !== void 0;
  if (set && !isX86(machine2.arch))
    throw unsupported7("setting ACPI S3/S4 not supported");
};
var domainSteps = [
  checkEmulator,
  checkBasics,
  checkLifecycle2,
  checkPhysicalBits,
  checkCache,
  checkCpuMode,
  checkMemoryHotplug,
  checkIothreads3,
  checkClock,
  checkSuspend,
  checkBoot2,
  checkVcpus2,
  checkResctrl,
  checkFeatures2,
  checkHugepages2,
  checkHmat,
  checkConsoles,
  checkFwcfg,
  checkPanics,
  checkTpms,
  checkWatchdogs,
  checkSecurity
];

// dist/src/drivers/kvm/validate/validate.js
var features4 = /* @__PURE__ */ new Set(["fw-autoselect"]);
function* checks(domain, caps, host) {
  const check2 = checkOf(domain, caps, host);
  for (const step of domainSteps)
    yield () => step(check2);
  for (const device of walkDevices(domain, { allConsoles: true, withoutInfo: true })) {
    yield () => validateDevice(device, domain);
    yield () => checkQemuDevice(device, check2);
  }
  yield () => validateGuest(domain, features4);
}
var validate = (domain, caps, host) => {
  for (const run of checks(domain, caps, host))
    run();
};

// dist/schemas/xml/domain.js
import { randomUUID as randomUUID3 } from "node:crypto";

// dist/schemas/xml/domain/device.js
var checkPci2 = (pci5) => {
  if (pci5.type !== void 0 && pci5.type !== "pci" || !pciPresent(pci5))
    return void 0;
  const { bus = 0, slot = 0, function: fn = 0 } = pci5;
  const refuse2 = (text4) => ({ code: ErrorCode.XML_ERROR, domain: ErrorDomain.NONE, text: text4 });
  if (bus > 255)
    return refuse2(`Invalid PCI address bus='0x${bus.toString(16)}', must be <= 0xFF`);
  if (slot > 31)
    return refuse2(`Invalid PCI address slot='0x${slot.toString(16)}', must be <= 0x1F`);
  return fn > 7 ? refuse2(`Invalid PCI address function=0x${fn.toString(16)}, must be <= 7`) : void 0;
};
var pciPresent = (pci5) => Boolean(pci5.domain || pci5.bus || pci5.slot);
var PCI_BUS = { pattern: "(0x)?[0-9a-fA-F]{1,2}|[0-9]{1,3}" };
var PCI_DOMAIN = { pattern: "(0x)?[0-9a-fA-F]{1,8}|[0-9]{1,10}" };
var PCI_SLOT = { pattern: "(0x)?[0-1]?[0-9a-fA-F]|[0-2]?[0-9]|3[01]" };
var PCI_FUNCTION = { pattern: "(0x)?[0-7]" };
var pciNumbers = {
  domain: attr(hex(4), { default: 0, schema: PCI_DOMAIN, when: pciPresent }),
  bus: attr(hex(2), { default: 0, schema: PCI_BUS, when: pciPresent }),
  slot: attr(hex(2), { default: 0, schema: PCI_SLOT, when: pciPresent }),
  function: attr(hex(1), { default: 0, schema: PCI_FUNCTION, when: pciPresent })
};
var zpci = child({ uid: attr(hex(4), { default: 0 }), fid: attr(hex(8), { default: 0 }) });
var drive2 = attr(uint2(), { default: 0 });
var DeviceAddress = tagged("address", "type", {
  pci: { ...pciNumbers, multifunction: attr(onOff), zpci },
  drive: { controller: drive2, bus: drive2, target: drive2, unit: drive2 },
  "virtio-serial": { controller: drive2, bus: drive2, port: drive2 },
  ccid: { controller: drive2, slot: drive2 },
  usb: {
    bus: drive2,
    port: attr(word("\\d+(\\.\\d+){0,3}"), {
      invalid: {
        code: ErrorCode.INTERNAL_ERROR,
        domain: ErrorDomain.DEVICE,
        text: "Cannot parse <address> 'port' attribute"
      }
    })
  },
  "spapr-vio": {
    reg: attr(hex(8, { base: 16, max: Number.MAX_SAFE_INTEGER }), {
      schema: { pattern: "(0x)?[0-9a-fA-F]{1,8}" }
    })
  },
  "virtio-s390": {},
  ccw: { cssid: attr(hex(1)), ssid: attr(hex(1)), devno: attr(hex(4)) },
  "virtio-mmio": {},
  isa: {
    iobase: attr(hex(1, { base: 16 }), { omit: 0 }),
    irq: attr(hex(1, { base: 16 }), { omit: 0 })
  },
  dimm: {
    slot: attr(uint2(), { default: 0 }),
    base: attr(hex(1, { base: 16, max: Number.MAX_SAFE_INTEGER }), { omit: 0 })
  },
  unassigned: {}
}, {
  required: "No type specified for device address",
  invalid: "unknown address type '{value}'"
}, checkPci2);
var address = child(DeviceAddress, {
  when: (device) => device.address?.type !== "virtio-s390"
});
var alias = child({ name: attr(text2, { required: true }) }, {
  accept: (value, { flags }) => value.name !== void 0 && (!flags.inactive || /^ua-[A-Za-z0-9_-]*$/.test(value.name))
});
var acpi2 = child({ index: attr(uint2(), { nonZero: true }) });
var LOADPARM = /^[A-Z0-9. ]*$/;
var internal5 = (text4) => ({ code: ErrorCode.INTERNAL_ERROR, text: text4 });
var boot = child(element("boot", {
  order: attr(uint2(), { required: true, nonZero: true }),
  loadparm: attr(text2, { schema: { pattern: "[a-zA-Z0-9.\\s]{1,8}" } })
}, (device) => {
  if (device.loadparm === void 0)
    return void 0;
  device.loadparm = device.loadparm.toUpperCase();
  const { loadparm: loadparm3 } = device;
  if (loadparm3.length < 1 || loadparm3.length > 8) {
    return internal5(`loadparm value '${loadparm3}' must be between 1 and 8 characters`);
  }
  return LOADPARM.test(loadparm3) ? void 0 : internal5(`invalid loadparm value '${loadparm3}', expecting chars in set of [a-zA-Z0-9.] and blank spaces`);
}));
var rom = child({
  enabled: attr(yesNo),
  bar: attr(onOff),
  file: attr(text2, { schema: { pattern: "/.*" } })
});
var deviceInfo = { alias, acpi: acpi2, address };
var bootableInfo = { boot, alias, acpi: acpi2, address };
var romInfo = { boot, alias, rom, acpi: acpi2, address };
var virtioOptions = {
  iommu: attr(onOff),
  ats: attr(onOff),
  packed: attr(onOff),
  page_per_vq: attr(onOff)
};
var hostPciAddress = element("address", {
  domain: attr(hex(4), { default: 0, schema: PCI_DOMAIN }),
  bus: attr(hex(2), { default: 0, schema: PCI_BUS }),
  slot: attr(hex(2), { default: 0, schema: PCI_SLOT }),
  function: attr(hex(1), { default: 0, schema: PCI_FUNCTION }),
  multifunction: attr(onOff, { when: () => false }),
  zpci: child({ uid: attr(hex(4)), fid: attr(hex(8)) }, { when: () => false })
}, checkPci2);
var DeviceSeclabel = element("seclabel", {
  model: attr(text2, { empty: "absent" }),
  labelskip: attr(yesNo, { omit: false }),
  relabel: attr(yesNo, { invalid: "invalid security relabel value {value}" }),
  $label: oneOf("labelskip", {
    true: {},
    "*": {
      $label: oneOf("relabel", {
        false: {},
        "*": { label: child(text2, { schema: { required: true } }) }
      })
    }
  })
}, (seclabel, { flags }) => {
  const { label, relabel, model: model5 = "<null>" } = seclabel;
  seclabel.relabel ??= true;
  if (flags.inactive)
    delete seclabel.labelskip;
  if (label !== void 0 && relabel === false) {
    return `Cannot specify a label if relabelling is turned off. model=${model5}`;
  }
  return relabel && flags.inactive && label === void 0 ? `Cannot specify relabel if label is missing. model=${model5}` : void 0;
});
var deviceSeclabels = children("seclabel", DeviceSeclabel);
var iothreadMapping2 = children("iothread", {
  id: attr(uint2(), { required: true, nonZero: true }),
  queues: children("queue", { id: attr(uint2(), { required: true }) })
}, { wrap: "iothreads" });
var model3 = ["virtio", "virtio-transitional", "virtio-non-transitional"];
var VirtioModel = oneWord(model3);

// dist/schemas/xml/domain/storage.js
var unsupported8 = (text4) => ({ code: ErrorCode.CONFIG_UNSUPPORTED, text: text4 });
var StorageType = oneWord([
  "file",
  "block",
  "dir",
  "network",
  "volume",
  "nvme",
  "vhostuser",
  "vhostvdpa"
]);
var StorageFormat = oneWord([
  "raw",
  "dir",
  "bochs",
  "cloop",
  "dmg",
  "iso",
  "vpc",
  "vdi",
  "fat",
  "vhd",
  "ploop",
  "cow",
  "qcow",
  "qcow2",
  "qed",
  "vmdk"
], { also: ["none"] });
var NetworkProtocol = oneWord([
  "nbd",
  "rbd",
  "sheepdog",
  "gluster",
  "iscsi",
  "http",
  "https",
  "ftp",
  "ftps",
  "tftp",
  "ssh",
  "vxhs",
  "nfs"
]);
var oneReference = (secret) => secret.uuid === void 0 && secret.usage === void 0 ? "missing secret uuid or usage attribute" : secret.uuid !== void 0 && secret.usage !== void 0 ? "either secret uuid or usage expected" : void 0;
var reference = {
  uuid: attr(uuid2, { invalid: "invalid secret uuid '{value}'" }),
  usage: attr(text2)
};
var Auth = element("auth", {
  type: attr(oneWord(["chap", "ceph"]), { invalid: unsupported8("unknown auth type '{value}'") }),
  username: attr(text2, { required: "missing username for auth", empty: "absent" }),
  secret: child(element("secret", { type: attr(text2, { schema: { required: true, pattern: "iscsi|ceph" } }), ...reference }, oneReference), {
    required: "Missing <secret> element in auth"
  })
});
var Encryption = expanded(element("encryption", {
  format: attr(oneWord(["default", "qcow", "luks", "luks2", "luks-any"]), {
    required: "unknown volume encryption format",
    invalid: unsupported8("unknown volume encryption format type {value}")
  }),
  engine: attr(oneWord(["qemu", "librbd"])),
  secrets: children("secret", element("secret", {
    type: attr(oneWord(["passphrase"]), {
      required: "unknown volume encryption secret type",
      invalid: unsupported8("unknown volume encryption secret type {value}")
    }),
    ...reference
  }, oneReference)),
  $luks: oneOf("format", {
    luks: {
      cipher: child({
        name: attr(text2, { required: "cipher info missing 'name' attribute" }),
        size: attr(uint2(), { required: true }),
        mode: attr(text2),
        hash: attr(text2)
      }),
      ivgen: child({
        name: attr(text2, { required: "missing ivgen info name string" }),
        hash: attr(text2)
      })
    }
  })
}, (encryption) => encryption.ivgen && !encryption.cipher ? "ivgen element found, but cipher is missing" : void 0));
var DiskEncryption = {
  ...Encryption,
  fields: { ...Encryption.fields, $luks: { ...Encryption.fields.$luks, options: { hidden: true } } }
};
var reservations = child(element("reservations", {
  managed: attr(yesNo, { required: true }),
  source: child({
    type: attr(text2, { schema: { pattern: "unix" } }),
    path: attr(text2),
    mode: attr(text2, { schema: { pattern: "client" } })
  }, { when: (r, { flags }) => !r.managed || !flags.migratable })
}, ({ managed, source: source2 }) => {
  if (managed && !source2)
    return void 0;
  if (!source2?.type)
    return "missing connection type for <reservations/>";
  if (!source2.path)
    return "missing path for <reservations/>";
  if (!source2.mode)
    return "missing connection mode for <reservations/>";
  if (source2.type !== "unix")
    return `unsupported connection type for <reservations/>: ${source2.type}`;
  return source2.mode === "client" ? void 0 : `unsupported connection mode for <reservations/>: ${source2.mode}`;
}));
var StorageHost = element("host", {
  name: attr(text2),
  port: attr(uint2(), { omit: 0, invalid: "failed to parse port number '{value}'" }),
  transport: attr(oneWord(["tcp", "unix", "rdma", "fd"]), {
    invalid: unsupported8("unknown protocol transport type '{value}'")
  }),
  socket: attr(text2)
}, (host) => {
  if (host.transport === "unix" && host.socket === void 0)
    return "missing socket for unix transport";
  if (host.transport !== "unix" && host.socket !== void 0)
    return `transport '${host.transport ?? "tcp"}' does not support socket attribute`;
  if (host.transport !== "unix" && host.name === void 0)
    return "missing name for host";
  if (host.name !== void 0)
    host.transport ??= "tcp";
  if (host.transport === "tcp")
    delete host.transport;
  return void 0;
});
var reconnect = child(element("reconnect", {
  enabled: attr(yesNo, {
    required: "missing or invalid value for attribute enabled of element reconnect"
  }),
  timeout: attr(uint2(), { when: (r) => r.enabled === true })
}, (r) => {
  if (r.enabled && r.timeout === void 0)
    return "Missing required attribute 'timeout' in element 'reconnect'";
  if (!r.enabled)
    delete r.timeout;
  return void 0;
}));
var networkFields = {
  protocol: attr(NetworkProtocol, {
    required: true,
    invalid: unsupported8("unknown protocol type '{value}'")
  }),
  name: attr(text2),
  query: attr(text2),
  tls: attr(yesNo),
  tlsHostname: attr(text2),
  $hosts: oneOf("protocol", {
    iscsi: { hosts: children("host", StorageHost, { min: 1 }) },
    "*": { hosts: children("host", StorageHost) }
  }),
  $nfs: oneOf("protocol", { nfs: { identity: child({ user: attr(text2), group: attr(text2) }) } }),
  reconnect: child({ delay: attr(uint2(), { omit: 0 }) }),
  snapshot: child({ name: attr(text2) }),
  config: child({ file: attr(text2) }),
  initiator: child({ iqn: child({ name: attr(text2) }) }),
  ssl: child({ verify: attr(yesNo) }),
  cookies: children("cookie", { name: attr(text2, { required: true }), value: content(text2) }, {
    wrap: "cookies",
    secret: true
  }),
  readahead: child({ size: attr(ulong(), { omit: 0 }) }),
  timeout: child({ seconds: attr(ulong(), { omit: 0 }) }),
  $ssh: oneOf("protocol", {
    ssh: {
      knownHosts: child({ path: attr(text2) }),
      identity: child({ username: attr(text2), keyfile: attr(text2), agentsock: attr(text2) })
    }
  })
};
var slices = children("slice", {
  type: attr(oneWord(["storage"]), { required: true }),
  offset: attr(ulong(), { required: true }),
  size: attr(ulong(), { required: true, nonZero: true })
}, { wrap: "slices" });
var StartupPolicy = oneWord(["mandatory", "requisite", "optional"]);
var metadataCache = child({ max_size: child(size("bytes"), { omit: 0 }) });
var seclabelsUnlessNetwork = {
  seclabels: deviceSeclabels
};
var sourceTail = {
  slices,
  ...seclabelsUnlessNetwork,
  auth: child(Auth),
  encryption: child(Encryption),
  reservations,
  /** Of a running guest's status file only. */
  privateData: verbatim({
    accept: (_, { flags }) => flags.status === true,
    when: (_, { flags }) => flags.status === true
  })
};
var sourceFields = {
  $type: oneOf("^type", {
    file: { file: attr(text2), fdgroup: attr(text2) },
    block: { dev: attr(text2) },
    dir: { dir: attr(text2) },
    network: networkFields,
    volume: {
      pool: attr(text2),
      volume: attr(text2),
      mode: attr(oneWord(["host", "direct"]), {
        invalid: unsupported8("unknown source mode '{value}' for volume type disk")
      })
    },
    nvme: {
      type: attr(oneWord(["pci"]), { required: true }),
      managed: attr(yesNo),
      namespace: attr(ulong(), { required: true, nonZero: true }),
      address: child(hostPciAddress, { required: true })
    },
    vhostuser: {
      type: attr(oneWord(["unix"]), {
        required: true,
        invalid: unsupported8("unsupported source type '{value}' for vhostuser")
      }),
      path: attr(text2, { required: true }),
      reconnect
    },
    vhostvdpa: { dev: attr(text2, { required: true }) }
  }),
  ...sourceTail
};
var diskSourceFields = {
  ...sourceFields,
  startupPolicy: attr(StartupPolicy, { empty: "absent" }),
  index: attr(uint2(), { live: true, omit: 0, invalid: "invalid disk index '{value}'" }),
  dataStore: child({
    type: attr(StorageType, { required: true }),
    format: child({ type: attr(StorageFormat, { required: true }) }),
    source: child(element("source", { ...sourceFields, index: attr(uint2(), { live: true, omit: 0 }) }))
  })
};
var StorageSource = element("source", diskSourceFields);
var BackingStore = recursive("backingStore", () => ({
  type: attr(StorageType, {
    empty: "absent",
    invalid: unsupported8("unknown disk backing store type '{value}'")
  }),
  index: attr(uint2(), { live: true, omit: 0 }),
  format: child({
    type: attr(StorageFormat, {
      required: "missing disk backing store format",
      invalid: unsupported8("unknown disk backing store format '{value}'")
    }),
    metadata_cache: metadataCache
  }),
  source: child(StorageSource),
  backingStore: child(BackingStore, { keep: true })
}), (store) => {
  if (store.type === void 0)
    return void 0;
  if (!store.format)
    return "missing disk backing store format";
  return store.source ? void 0 : "missing disk backing store source";
});

// dist/schemas/xml/domain/chardev.js
var unsupported9 = (text4) => ({ code: ErrorCode.CONFIG_UNSUPPORTED, text: text4 });
var ChardevType = oneWord([
  "null",
  "vc",
  "pty",
  "dev",
  "file",
  "pipe",
  "stdio",
  "udp",
  "tcp",
  "unix",
  "spicevmc",
  "spiceport",
  "nmdm",
  "qemu-vdagent",
  "dbus"
]);
var path = attr(text2, { empty: "absent" });
var sourceCases = oneOf("^type", {
  pty: { path: attr(text2, { empty: "absent", live: true }), seclabels: deviceSeclabels },
  "dev pipe": { path, seclabels: deviceSeclabels },
  file: { path, append: attr(onOff), seclabels: deviceSeclabels },
  nmdm: { master: attr(text2), slave: attr(text2) },
  tcp: {
    mode: attr(oneWord(["connect", "bind"]), { default: "connect" }),
    host: attr(text2),
    service: attr(text2),
    tls: attr(yesNo),
    reconnect
  },
  unix: {
    mode: attr(oneWord(["connect", "bind"]), {
      default: "connect",
      when: (s) => s.path !== void 0
    }),
    path,
    seclabels: deviceSeclabels,
    reconnect
  },
  "spiceport dbus": { channel: attr(text2) },
  "qemu-vdagent": {
    clipboard: child({ copypaste: attr(yesNo) }),
    mouse: child({ mode: attr(oneWord(["server", "client"])) })
  }
});
var chardevSource = {
  $type: oneOf("type", {
    udp: {
      sources: children("source", {
        mode: attr(oneWord(["connect", "bind"]), { default: "connect" }),
        host: attr(text2, { empty: "absent" }),
        service: attr(text2, { empty: "absent" })
      }, { most: [2, "only two source elements are allowed for character device"] })
    },
    "*": {
      source: child({ $by: sourceCases }, { most: [1, "only one source element is allowed for character device"] })
    }
  }),
  $protocol: oneOf("type", {
    tcp: {
      protocol: child({
        type: attr(oneWord(["raw", "telnet", "telnets", "tls"]), {
          default: "raw",
          invalid: unsupported9("Unknown protocol '{value}'")
        })
      }, {
        always: true,
        keep: true,
        most: [1, "only one protocol element is allowed for character device"]
      })
    }
  }),
  $other: oneOf("type", {
    tcp: {},
    "*": { protocolIgnored: ignored({ type: attr(text2) }, { name: "protocol" }) }
  }),
  log: child({ file: attr(text2), append: attr(onOff) }, { most: [1, "only one log element is allowed for character device"] })
};
var sortUdp = (device) => {
  device.sources?.sort((a, b) => a.mode.localeCompare(b.mode));
  return void 0;
};
var chardevType = attr(ChardevType, {
  default: "pty",
  empty: "absent",
  invalid: unsupported9("unknown type presented to host for character device: {value}")
});
var always = (fields) => child(fields, { always: true });
var Serial = element("serial", {
  type: chardevType,
  ...chardevSource,
  target: always({
    type: attr(oneWord([
      "isa-serial",
      "usb-serial",
      "pci-serial",
      "spapr-vio-serial",
      "system-serial",
      "sclp-serial",
      "isa-debug"
    ])),
    port: sure(attr(uint2(), { invalid: "Invalid port number: {value}" })),
    model: child({
      name: attr(oneWord([
        "isa-serial",
        "usb-serial",
        "pci-serial",
        "spapr-vty",
        "pl011",
        "sclpconsole",
        "sclplmconsole",
        "16550a",
        "isa-debugcon"
      ]))
    })
  }),
  ...deviceInfo
}, sortUdp);
var Parallel = element("parallel", {
  type: chardevType,
  ...chardevSource,
  target: always({
    type: attr(text2, { when: () => false }),
    port: sure(attr(uint2(), { invalid: "Invalid port number: {value}" }))
  }),
  ...deviceInfo
}, sortUdp);
var Console = element("console", {
  type: chardevType,
  tty: attr(text2, {
    live: true,
    computed: (c) => (c.target?.port ?? 0) === 0 && c.type === "pty" ? c.source?.path : void 0
  }),
  ...chardevSource,
  target: always({
    type: attr(oneWord(["serial", "xen", "uml", "virtio", "lxc", "openvz", "sclp", "sclplm"])),
    port: sure(attr(uint2(), { invalid: "Invalid port number: {value}" }))
  }),
  ...deviceInfo
}, sortUdp, (c) => {
  if (c.tty !== void 0 && c.type === "pty" && !c.source?.path)
    c.source = { ...c.source, path: c.tty };
  delete c.tty;
  return void 0;
});
var Channel = element("channel", {
  type: chardevType,
  ...chardevSource,
  target: child({
    type: attr(oneWord(["guestfwd", "virtio", "xen"]), {
      required: "no target type specified for character device",
      invalid: "unknown target type '{value}' specified for character device"
    }),
    $type: oneOf("type", {
      guestfwd: {
        address: attr(ip, { required: "guestfwd channel does not define a target address" }),
        port: attr(uint2({ max: 65535 }), {
          required: "guestfwd channel does not define a target port",
          invalid: "Invalid port number: {value}"
        })
      },
      virtio: {
        name: attr(text2),
        state: attr(oneWord(["connected", "disconnected"]), { live: true })
      },
      xen: { name: attr(text2) }
    })
  }, { required: "target type must be specified for channel device" }),
  ...deviceInfo
}, sortUdp);
var Smartcard = element("smartcard", {
  mode: attr(oneWord(["host", "host-certificates", "passthrough"]), { required: true }),
  $mode: oneOf("mode", {
    "host-certificates": {
      certificates: children("certificate", text2),
      database: child(text2)
    },
    passthrough: {
      type: attr(ChardevType, {
        required: "passthrough mode requires a character device type attribute",
        invalid: "unknown type presented to host for character device: {value}"
      }),
      ...chardevSource
    }
  }),
  ...deviceInfo
}, (card) => {
  if (card.mode !== "host-certificates")
    return void 0;
  if (card.certificates?.length !== 3)
    return "host-certificates mode needs exactly three certificates";
  return card.database !== void 0 && !card.database.startsWith("/") ? `expecting absolute path: ${card.database}` : void 0;
});
var Redirdev = element("redirdev", {
  bus: attr(oneWord(["usb"]), { default: "usb" }),
  type: attr(ChardevType, {
    required: "missing type in redirdev",
    invalid: "unknown redirdev character device type '{value}'"
  }),
  ...chardevSource,
  ...bootableInfo
}, sortUdp);
var usbNumber = word("-1|0x[0-9a-fA-F]+|[0-9]+");
var any = { omit: "-1" };
var redirfilter = children("usbdev", {
  class: attr(usbNumber, any),
  vendor: attr(usbNumber, any),
  product: attr(usbNumber, any),
  version: attr(word("-1|\\d{1,2}\\.\\d{1,2}"), any),
  allow: attr(yesNo, { required: "Missing usb allow attribute" })
}, { wrap: "redirfilter" });
var Rng = element("rng", {
  model: attr(oneWord(["virtio", "virtio-transitional", "virtio-non-transitional"]), { required: true }),
  rate: child({
    bytes: attr(uint2(), { required: true, nonZero: true }),
    period: attr(uint2(), { omit: 0 })
  }),
  backend: child({
    model: attr(oneWord(["random", "egd", "builtin"]), { required: true }),
    $model: oneOf("model", {
      random: { path: content(text2) },
      egd: {
        type: attr(ChardevType, { required: true }),
        ...chardevSource
      }
    })
  }, { required: "missing RNG device backend" }),
  driver: child({
    iommu: attr(onOff),
    ats: attr(onOff),
    packed: attr(onOff),
    page_per_vq: attr(onOff)
  }),
  ...deviceInfo
});

// dist/schemas/xml/domain/clock.js
var unsupported10 = (text4) => ({ code: ErrorCode.CONFIG_UNSUPPORTED, text: text4 });
var internal6 = (text4) => ({ code: ErrorCode.INTERNAL_ERROR, text: text4 });
var NUMBER = /^\s*[+-]?\d+$/;
var Clock = element("clock", {
  offset: attr(oneWord(["utc", "localtime", "variable", "timezone", "absolute"]), {
    default: "utc",
    invalid: unsupported10("unknown clock offset '{value}'")
  }),
  /** `reset`, or for a variable clock the seconds of difference. */
  adjustment: attr(text2, {
    when: (c) => ["utc", "localtime", "variable"].includes(c.offset)
  }),
  basis: attr(oneWord(["utc", "localtime"]), {
    when: (c) => c.offset === "variable",
    invalid: unsupported10("unknown clock basis '{value}'")
  }),
  adjustment0: attr(long(), { live: true, when: (_, { flags }) => flags.status === true }),
  $offset: oneOf("offset", {
    timezone: {
      timezone: attr(text2, {
        required: internal6("missing 'timezone' attribute for clock with offset='timezone'"),
        empty: "absent"
      })
    },
    absolute: {
      start: attr(ulong(), {
        required: internal6("missing 'start' attribute for clock with offset='absolute'")
      })
    }
  }),
  timers: children("timer", element("timer", {
    name: attr(oneWord(["platform", "pit", "rtc", "hpet", "tsc", "kvmclock", "hypervclock", "armvtimer"]), { required: true }),
    present: attr(yesNo),
    tickpolicy: attr(oneWord(["delay", "catchup", "merge", "discard"])),
    track: attr(oneWord(["boot", "guest", "wall", "realtime"])),
    frequency: attr(ulong(), {
      omit: 0,
      when: (t) => t.name === "tsc",
      invalid: "invalid timer frequency"
    }),
    mode: attr(oneWord(["auto", "native", "emulate", "paravirt", "smpsafe"]), {
      when: (t) => t.name === "tsc"
    }),
    catchup: child({
      threshold: attr(ulong(), { omit: 0 }),
      slew: attr(ulong(), { omit: 0 }),
      limit: attr(ulong(), { omit: 0 })
    })
  }))
}, (clock2) => {
  const { adjustment } = clock2;
  if (clock2.offset === "utc" || clock2.offset === "localtime") {
    delete clock2.basis;
    if (adjustment === void 0 || adjustment === "reset")
      return void 0;
    if (!NUMBER.test(String(adjustment)))
      return `unknown clock adjustment '${adjustment}'`;
    clock2.basis = clock2.offset;
    clock2.offset = "variable";
  }
  if (clock2.offset === "variable") {
    const seconds = NUMBER.test(String(adjustment)) ? Number(adjustment) : 0;
    clock2.adjustment = String(Number.isSafeInteger(seconds) ? seconds : 0);
    clock2.basis ??= "utc";
  } else {
    delete clock2.adjustment;
    delete clock2.basis;
  }
  return void 0;
});

// dist/schemas/xml/domain/controller.js
var ControllerType = oneWord([
  "ide",
  "fdc",
  "scsi",
  "sata",
  "virtio-serial",
  "ccid",
  "usb",
  "pci",
  "xenbus",
  "isa"
]);
var PciControllerModel = oneWord([
  "pci-root",
  "pcie-root",
  "pci-bridge",
  "dmi-to-pci-bridge",
  "pcie-to-pci-bridge",
  "pcie-root-port",
  "pcie-switch-upstream-port",
  "pcie-switch-downstream-port",
  "pci-expander-bus",
  "pcie-expander-bus"
]);
var PciControllerModelName = oneWord([
  "pci-bridge",
  "i82801b11-bridge",
  "ioh3420",
  "x3130-upstream",
  "xio3130-downstream",
  "pxb",
  "pxb-pcie",
  "pcie-root-port",
  "spapr-pci-host-bridge",
  "pcie-pci-bridge"
], { also: ["none"] });
var ScsiControllerModel = oneWord([
  "auto",
  "buslogic",
  "lsilogic",
  "lsisas1068",
  "vmpvscsi",
  "ibmvscsi",
  "virtio-scsi",
  "lsisas1078",
  "virtio-transitional",
  "virtio-non-transitional",
  "ncr53c90",
  "dc390",
  "am53c974"
]);
var UsbControllerModel = oneWord([
  "piix3-uhci",
  "piix4-uhci",
  "ehci",
  "ich9-ehci1",
  "ich9-uhci1",
  "ich9-uhci2",
  "ich9-uhci3",
  "vt82c686b-uhci",
  "pci-ohci",
  "nec-xhci",
  "qusb1",
  "qusb2",
  "qemu-xhci",
  "none"
]);
var IdeControllerModel = oneWord(["piix3", "piix4", "ich6"]);
var VirtioSerialControllerModel = oneWord([
  "virtio",
  "virtio-transitional",
  "virtio-non-transitional"
]);
var unknownModel = "Unknown model type '{value}'";
var model4 = (of2) => attr(of2, { invalid: unknownModel, empty: "absent" });
var count = (what) => attr(int2({ min: 0 }), { invalid: `Invalid ${what}: {value}` });
var checkTarget = (target2) => {
  if (target2.chassisNr !== void 0 && (target2.chassisNr < 1 || target2.chassisNr > 255)) {
    return `PCI controller chassisNr '${target2.chassisNr}' out of range - must be 1-255`;
  }
  if (target2.chassis !== void 0 && (target2.chassis < 0 || target2.chassis > 255)) {
    return `PCI controller chassis '${target2.chassis}' out of range - must be 0-255`;
  }
  if (target2.port !== void 0 && (target2.port < 0 || target2.port > 255)) {
    return `PCI controller port '${target2.port}' out of range - must be 0-255`;
  }
  if (target2.busNr !== void 0 && (target2.busNr < 1 || target2.busNr > 254)) {
    return `PCI controller busNr '${target2.busNr}' out of range - must be 1-254`;
  }
  return void 0;
};
var pciParts = {
  modelName: child({ name: attr(PciControllerModelName, { empty: "absent" }) }, {
    name: "model",
    when: (c, { flags }) => !(c.model === "pci-root" && c.modelName?.name === "spapr-pci-host-bridge" && flags.migratable)
  }),
  target: child(element("target", {
    chassisNr: attr(uint2({ base: 0 })),
    chassis: attr(uint2({ base: 0 })),
    port: attr(hex(1)),
    busNr: attr(uint2({ base: 0 })),
    index: attr(uint2({ base: 0 })),
    hotplug: attr(onOff),
    memReserve: attr(ulong({ base: 0 }), { omit: 0 }),
    node: child(uint2({ base: 10 }), { invalid: "Invalid NUMA node in target" })
  }, checkTarget))
};
var Controller = element("controller", {
  type: attr(ControllerType, { required: true }),
  index: sure(attr(uint2())),
  $model: oneOf("type", {
    pci: { model: model4(PciControllerModel) },
    scsi: { model: model4(ScsiControllerModel) },
    usb: { model: model4(UsbControllerModel), ports: count("ports") },
    ide: { model: model4(IdeControllerModel) },
    "virtio-serial": {
      model: model4(VirtioSerialControllerModel),
      ports: count("ports"),
      vectors: count("vectors")
    },
    xenbus: { maxGrantFrames: count("maxGrantFrames"), maxEventChannels: count("maxEventChannels") }
  }),
  $parts: oneOf("type", { pci: pciParts }),
  driver: child({
    queues: attr(uint2(), { omit: 0 }),
    cmd_per_lun: attr(uint2(), { omit: 0 }),
    max_sectors: attr(uint2(), { omit: 0 }),
    ioeventfd: attr(onOff),
    iothread: attr(uint2(), { omit: 0 }),
    ...virtioOptions,
    iothreads: iothreadMapping2
  }),
  alias,
  master: child({ startport: attr(uint2(), { required: true }) }),
  acpi: acpi2,
  address,
  $hole: oneOf("type", { pci: { pcihole64: child(size("KiB")) } })
});

// dist/schemas/xml/domain/devices.js
var unsupported11 = (text4) => ({ code: ErrorCode.CONFIG_UNSUPPORTED, text: text4 });
var driver = child(virtioOptions);
var Lease = element("lease", {
  lockspace: child(text2),
  key: child(text2, { required: "Missing 'key' element for lease" }),
  target: child({
    path: attr(text2, { required: "Missing 'target' element for lease" }),
    offset: attr(ulong(), { omit: 0 })
  }, { required: "Missing 'target' element for lease" })
});
var Input = element("input", {
  type: attr(oneWord(["mouse", "tablet", "keyboard", "passthrough", "evdev"]), { required: true }),
  bus: attr(oneWord(["ps2", "usb", "xen", "parallels", "virtio", "none"]), { omit: "none" }),
  model: attr(VirtioModel),
  driver,
  source: child({
    dev: attr(text2, { empty: "absent" }),
    evdev: attr(text2, { empty: "absent" }),
    grab: attr(oneWord(["all"])),
    grabToggle: attr(oneWord(["ctrl-ctrl", "alt-alt", "shift-shift", "meta-meta", "scrolllock", "ctrl-scrolllock"])),
    repeat: attr(onOff)
  }),
  ...deviceInfo
}, (input) => {
  if (input.type === "passthrough" && input.source?.evdev === void 0)
    return "Missing evdev path for input device passthrough";
  if (input.type === "evdev" && input.source?.dev === void 0)
    return "Missing evdev path for input device";
  return void 0;
});
var Hub = element("hub", { type: attr(oneWord(["usb"]), { required: true }), ...deviceInfo });
var Watchdog = element("watchdog", {
  model: attr(oneWord(["i6300esb", "ib700", "diag288", "itco"]), { required: true }),
  action: attr(oneWord(["reset", "shutdown", "poweroff", "pause", "dump", "none", "inject-nmi"]), {
    default: "reset"
  }),
  ...deviceInfo
});
var Memballoon = element("memballoon", {
  model: attr(oneWord(["virtio", "xen", "none", "virtio-transitional", "virtio-non-transitional"]), {
    required: true
  }),
  autodeflate: attr(onOff),
  freePageReporting: attr(onOff),
  stats: child({ period: attr(int2(), { omit: 0, invalid: "invalid statistics collection period" }) }),
  ...deviceInfo,
  driver
});
var Nvram = expanded(element("nvram", deviceInfo));
var Panic = element("panic", {
  model: attr(oneWord(["isa", "pseries", "hyperv", "s390", "pvpanic"])),
  ...deviceInfo
});
var Shmem = expanded(element("shmem", {
  name: attr(text2, { required: true }),
  role: attr(oneWord(["master", "peer"])),
  model: child({ type: attr(oneWord(["ivshmem", "ivshmem-plain", "ivshmem-doorbell"]), { default: "ivshmem" }) }, { always: true }),
  /** In bytes; written in whole mebibytes. */
  size: child(size("bytes", "bytes", { unitLabel: "M" }), {
    when: (s) => Boolean(s.size),
    computed: (s) => Math.floor((s.size ?? 0) / 1048576)
  }),
  server: child({ path: attr(text2) }, { keep: true }),
  msi: child({ vectors: attr(uint2(), { omit: 0 }), ioeventfd: attr(onOff) }, { keep: true }),
  ...deviceInfo
}, (shmem2) => {
  if (!shmem2.size)
    delete shmem2.size;
  if (shmem2.msi && !shmem2.server)
    return "msi option is only supported with a server";
  if (shmem2.name.includes("/"))
    return unsupported11("shmem name cannot include '/' character");
  return shmem2.name === "." || shmem2.name === ".." ? unsupported11(`shmem name cannot be equal to '${shmem2.name}'`) : void 0;
}));
var Tpm = element("tpm", {
  model: attr(oneWord(["tpm-tis", "tpm-crb", "tpm-spapr", "spapr-tpm-proxy"])),
  backend: child({
    type: attr(oneWord(["passthrough", "emulator", "external"]), {
      required: "missing TPM device backend type",
      invalid: unsupported11("Unknown TPM backend type '{value}'")
    }),
    $type: oneOf("type", {
      passthrough: { device: child({ path: attr(text2) }) },
      emulator: {
        version: attr(oneWord(["1.2", "2.0"]), {
          invalid: unsupported11("Unsupported TPM version '{value}'")
        }),
        persistent_state: attr(yesNo, { omit: false }),
        debug: attr(uint2(), { omit: 0 }),
        encryption: child({
          secret: attr(uuid2, { required: true, invalid: "Unable to parse secret uuid '{value}'" })
        }),
        active_pcr_banks: child({ sha1: flag(), sha256: flag(), sha384: flag(), sha512: flag() }),
        source: child({
          type: attr(oneWord(["file", "dir"]), { required: true }),
          path: attr(text2, { required: "missing path for TPM source" })
        }),
        profile: child({
          source: attr(text2),
          removeDisabled: attr(oneWord(["check", "fips-host"])),
          name: attr(text2)
        })
      },
      external: {
        external: child({
          type: attr(text2, { required: "missing external TPM device source type" }),
          mode: attr(text2, { required: false, computed: () => "connect" }),
          path: attr(text2)
        }, { name: "source", required: "missing external TPM device source" })
      }
    })
  }, { required: "missing TPM device backend" }),
  ...deviceInfo
});
var nodeSource = { nodemask: child(cpuset), pagesize: child(size("KiB"), { omit: 0 }) };
var guestAddress = child({
  base: attr(hex(1, { base: 16, max: Number.MAX_SAFE_INTEGER }), { required: true })
});
var MemoryDevice = expanded(element("memory", {
  model: attr(oneWord(["dimm", "nvdimm", "virtio-pmem", "virtio-mem", "sgx-epc"]), { required: true }),
  access: attr(oneWord(["shared", "private"])),
  discard: attr(yesNo),
  uuid: child(uuid2, {
    invalid: "malformed uuid element",
    when: (m) => m.model === "nvdimm"
  }),
  source: child({
    $model: oneOf("^model", {
      "dimm virtio-mem": nodeSource,
      nvdimm: {
        path: child(text2, { required: "path is required for model 'nvdimm'" }),
        alignsize: child(size("KiB"), { omit: 0 }),
        pmem: flag()
      },
      "virtio-pmem": { path: child(text2, { required: "path is required for model 'virtio-pmem'" }) },
      "sgx-epc": { nodemask: child(cpuset) }
    })
  }),
  target: child({
    $dynamic: oneOf("^model", { "virtio-mem": { dynamicMemslots: attr(yesNo) } }),
    size: child(size("KiB"), { required: true }),
    node: child(uint2(), { invalid: "invalid or missing value of memory device node" }),
    $model: oneOf("^model", {
      nvdimm: {
        label: child({ size: child(size("KiB"), { required: true }) }),
        readonly: flag()
      },
      "virtio-pmem": { address: guestAddress },
      "virtio-mem": {
        block: child(size("KiB")),
        requested: child(size("KiB")),
        current: child(size("KiB"), { live: true }),
        address: guestAddress
      }
    })
  }, { required: "missing <target> element for <memory> device" }),
  ...deviceInfo
}));
var Iommu = element("iommu", {
  model: attr(oneWord(["intel", "smmuv3", "virtio"]), { required: true }),
  driver: child({
    intremap: attr(onOff),
    caching_mode: attr(onOff),
    eim: attr(onOff),
    iotlb: attr(onOff),
    aw_bits: attr(uint2(), { omit: 0 }),
    dma_translation: attr(onOff)
  }),
  ...deviceInfo
});
var Vsock = element("vsock", {
  model: attr(VirtioModel),
  cid: child(element("cid", { auto: attr(yesNo), address: attr(uint2(), { omit: 0 }) })),
  ...deviceInfo,
  driver
});
var Crypto = element("crypto", {
  model: attr(oneWord(["virtio"]), { required: true }),
  type: attr(oneWord(["qemu"]), { required: true }),
  backend: child({
    model: attr(oneWord(["builtin", "lkcf"]), { required: true }),
    queues: attr(uint2(), { omit: 0 })
  }, { required: "missing crypto device backend" }),
  driver,
  ...deviceInfo
});
var Pstore = element("pstore", {
  backend: attr(oneWord(["acpi-erst"]), { required: true }),
  path: child(text2),
  size: child(size("KiB"), { required: true }),
  ...deviceInfo
});

// dist/schemas/xml/domain/disk.js
var DiskBus = oneWord(["none", "ide", "fdc", "scsi", "virtio", "xen", "usb", "uml", "sata", "sd"], { not: ["none"] });
var DiskDevice = oneWord(["disk", "cdrom", "floppy", "lun"]);
var SnapshotLocation = oneWord(["no", "internal", "external", "manual"]);
var ErrorPolicy = ["stop", "report", "ignore", "enospace"];
var limit = () => child(ulong(), { omit: 0, invalid: "disk iotune field '{element}' must be an integer" });
var throttleLimits = {
  total_bytes_sec: limit(),
  read_bytes_sec: limit(),
  write_bytes_sec: limit(),
  total_iops_sec: limit(),
  read_iops_sec: limit(),
  write_iops_sec: limit(),
  total_bytes_sec_max: limit(),
  read_bytes_sec_max: limit(),
  write_bytes_sec_max: limit(),
  total_iops_sec_max: limit(),
  read_iops_sec_max: limit(),
  write_iops_sec_max: limit(),
  size_iops_sec: limit()
};
var throttleLengths = {
  total_bytes_sec_max_length: limit(),
  read_bytes_sec_max_length: limit(),
  write_bytes_sec_max_length: limit(),
  total_iops_sec_max_length: limit(),
  read_iops_sec_max_length: limit(),
  write_iops_sec_max_length: limit()
};
var checkIotune = (limits) => {
  for (const kind of ["bytes", "iops"]) {
    for (const tail of ["", "_max"]) {
      const [total, read2, write3] = ["total", "read", "write"].map((way) => limits[`${way}_${kind}_sec${tail}`]);
      if (total && (read2 || write3)) {
        return {
          code: ErrorCode.INVALID_ARG,
          text: `total and read/write of ${kind}_sec${tail} cannot be set at the same time`
        };
      }
    }
  }
  return void 0;
};
var forgetDefaultCache = (driver2) => {
  if (driver2.cache === "default")
    delete driver2.cache;
  return void 0;
};
var driverFields = {
  name: attr(text2),
  type: attr(StorageFormat, { empty: "absent", invalid: "unknown driver format value '{value}'" }),
  cache: attr(oneWord(["none", "writethrough", "writeback", "directsync", "unsafe", "default"])),
  error_policy: attr(oneWord(ErrorPolicy)),
  rerror_policy: attr(oneWord(["stop", "report", "ignore"])),
  io: attr(oneWord(["native", "threads", "io_uring"])),
  ioeventfd: attr(onOff),
  event_idx: attr(onOff),
  copy_on_read: attr(onOff),
  discard: attr(oneWord(["unmap", "ignore"])),
  iothread: attr(uint2(), { nonZero: true }),
  detect_zeroes: attr(oneWord(["off", "on", "unmap"])),
  discard_no_unref: attr(onOff),
  queues: attr(uint2(), { nonZero: true }),
  queue_size: attr(uint2(), { nonZero: true }),
  ...virtioOptions,
  metadata_cache: metadataCache,
  iothreads: iothreadMapping2
};
var Driver = element("driver", driverFields, forgetDefaultCache);
var geometry = child({
  cyls: attr(uint2(), { invalid: "invalid geometry settings (cyls)" }),
  heads: attr(uint2(), { invalid: "invalid geometry settings (heads)" }),
  secs: attr(uint2(), { invalid: "invalid geometry settings (secs)" }),
  trans: attr(oneWord(["none", "auto", "lba"]), { invalid: "invalid translation value '{value}'" })
}, { when: ({ geometry: g }) => Boolean(g?.cyls && g.heads && g.secs) });
var Mirror = element("mirror", {
  type: attr(StorageType),
  file: attr(text2),
  formatAttr: attr(text2, { name: "format" }),
  job: attr(oneWord(["copy", "active-commit"])),
  ready: attr(oneWord(["yes", "abort", "pivot"])),
  format: child({ type: attr(StorageFormat), metadata_cache: metadataCache }),
  source: child(StorageSource),
  backingStore: child(BackingStore, { keep: true })
});
var unsupported12 = (text4) => ({ code: ErrorCode.CONFIG_UNSUPPORTED, text: text4 });
var Disk = element("disk", {
  type: attr(StorageType, {
    default: "file",
    invalid: "Invalid value for attribute 'type' in element 'disk': '{value}'."
  }),
  // the parser takes a lun of any type, the schema only of those that can be one
  $device: oneOf("type", {
    "block network volume": { device: attr(DiskDevice, { default: "disk" }) },
    "*": { device: attr(DiskDevice, { default: "disk", schema: { not: ["lun"] } }) }
  }),
  model: attr(oneWord(["virtio", "virtio-transitional", "virtio-non-transitional", "usb-storage", "usb-bot"])),
  rawio: attr(yesNo),
  sgio: attr(oneWord(["filtered", "unfiltered"])),
  snapshot: attr(SnapshotLocation, {
    when: (disk2) => !(disk2.snapshot === "no" && disk2.readonly)
  }),
  driver: child(Driver),
  auth: child(Auth),
  $source: oneOf("type", {
    network: { source: child(StorageSource, { schema: { required: true } }) },
    "*": { source: child(StorageSource) }
  }),
  backingStore: child(BackingStore, { keep: true }),
  backenddomain: child({ name: attr(text2) }),
  geometry,
  blockio: child({
    logical_block_size: attr(uint2(), { omit: 0 }),
    physical_block_size: attr(uint2(), { omit: 0 }),
    discard_granularity: attr(uint2(), { omit: 0 })
  }),
  mirror: child(Mirror, { live: true }),
  target: sure(child({
    dev: attr(text2, { required: true, empty: "absent" }),
    bus: sure(attr(DiskBus)),
    tray: attr(oneWord(["closed", "open"]), { omit: "closed" }),
    removable: attr(onOff),
    rotation_rate: attr(uint2(), { nonZero: true })
  }, { schema: { required: true } })),
  iotune: child(element("iotune", { ...throttleLimits, group_name: child(text2), ...throttleLengths }, checkIotune)),
  throttlefilters: children("throttlefilter", { group: attr(text2, { required: true }) }, { wrap: "throttlefilters" }),
  readonly: flag(),
  shareable: flag(),
  transient: child({ shareBacking: attr(yesNo, { omit: false }) }, { keep: true }),
  serial: child(text2),
  wwn: child(text2),
  vendor: child(text2),
  product: child(text2),
  encryption: child(DiskEncryption),
  ...bootableInfo
}, (disk2) => {
  if (!disk2.target) {
    const { file: file2, dev, dir, name: name3 } = disk2.source ?? {};
    return { code: ErrorCode.NO_TARGET, text: file2 ?? dev ?? dir ?? name3 ?? "" };
  }
  if (disk2.source?.auth && disk2.auth)
    return unsupported12("an <auth> definition already found for disk source");
  if (disk2.source?.encryption && disk2.encryption)
    return unsupported12("an <encryption> definition already found for disk source");
  return void 0;
});

// dist/schemas/xml/domain/features.js
var state = child({ state: attr(onOff, { default: true }) });
var stateRequired = child({ state: attr(onOff, { required: true }) });
var direct = child({ state: attr(onOff, { required: true }) }, { when: (f) => f.direct?.state === true });
var hyperv2 = expanded(element("hyperv", {
  mode: attr(oneWord(["custom", "passthrough"]), { default: "custom" }),
  relaxed: stateRequired,
  vapic: stateRequired,
  spinlocks: child({
    state: attr(onOff, { required: true }),
    retries: attr(uint2(), {
      when: (f) => f.state,
      invalid: "invalid HyperV spinlock retry count"
    })
  }),
  vpindex: stateRequired,
  runtime: stateRequired,
  synic: stateRequired,
  stimer: child({ state: attr(onOff, { required: true }), direct }),
  reset: stateRequired,
  vendor_id: child({
    state: attr(onOff, { required: true }),
    value: attr(text2, { when: (f) => f.state })
  }),
  frequencies: stateRequired,
  reenlightenment: stateRequired,
  tlbflush: child({
    state: attr(onOff, { required: true }),
    direct,
    extended: child({ state: attr(onOff, { required: true }) }, { when: (f) => f.extended?.state === true })
  }),
  ipi: stateRequired,
  evmcs: stateRequired,
  avic: stateRequired,
  emsr_bitmap: stateRequired,
  xmm_input: stateRequired
}));
var CAPABILITIES = [
  "audit_control",
  "audit_write",
  "block_suspend",
  "chown",
  "dac_override",
  "dac_read_search",
  "fowner",
  "fsetid",
  "ipc_lock",
  "ipc_owner",
  "kill",
  "lease",
  "linux_immutable",
  "mac_admin",
  "mac_override",
  "mknod",
  "net_admin",
  "net_bind_service",
  "net_broadcast",
  "net_raw",
  "setgid",
  "setfcap",
  "setpcap",
  "setuid",
  "sys_admin",
  "sys_boot",
  "sys_chroot",
  "sys_module",
  "sys_nice",
  "sys_pacct",
  "sys_ptrace",
  "sys_rawio",
  "sys_resource",
  "sys_time",
  "sys_tty_config",
  "syslog",
  "wake_alarm"
];
var processCapabilities = Object.fromEntries(CAPABILITIES.map((name3) => [name3, child({ state: attr(onOff, { default: true }) })]));
var Features = element("features", {
  acpi: flag(),
  apic: child({ eoi: attr(onOff) }, { keep: true }),
  pae: flag(),
  hap: state,
  viridian: flag(),
  privnet: flag(),
  hyperv: child(hyperv2, { keep: true }),
  kvm: child(expanded(element("kvm", {
    hidden: stateRequired,
    "hint-dedicated": stateRequired,
    "poll-control": stateRequired,
    "pv-ipi": stateRequired,
    "dirty-ring": child({
      state: attr(onOff, { required: true }),
      size: attr(uint2(), { omit: 0 })
    })
  })), { keep: true }),
  pvspinlock: state,
  capabilities: child({
    policy: attr(oneWord(["default", "allow", "deny"]), { default: "default" }),
    ...processCapabilities
  }),
  pmu: state,
  vmport: state,
  gic: child({ version: attr(oneWord(["host", "2", "3"])) }, { keep: true }),
  smm: child({
    state: attr(onOff, { default: true }),
    tseg: child(size("bytes", "MiB", { pretty: true }))
  }),
  ioapic: child({ driver: attr(oneWord(["qemu", "kvm"]), { required: true }) }),
  hpt: child({
    resizing: attr(oneWord(["enabled", "disabled", "required"])),
    maxpagesize: child(size("KiB"), { omit: 0 })
  }),
  vmcoreinfo: state,
  htm: stateRequired,
  "nested-hv": stateRequired,
  msrs: child({ unknown: attr(oneWord(["ignore", "fault"]), { required: true }) }),
  "ccf-assist": stateRequired,
  xen: child(expanded(element("xen", {
    e820_host: stateRequired,
    passthrough: child({
      state: attr(onOff, { required: true }),
      mode: attr(oneWord(["sync_pt", "share_pt"]), { when: (f) => f.state })
    })
  })), { keep: true }),
  cfpc: child({ value: attr(oneWord(["broken", "workaround", "fixed"]), { required: true }) }),
  sbbc: child({ value: attr(oneWord(["broken", "workaround", "fixed"]), { required: true }) }),
  ibs: child({
    value: attr(oneWord(["broken", "workaround", "fixed-ibs", "fixed-ccd", "fixed-na"]), {
      required: true
    })
  }),
  tcg: child({ "tb-cache": child(size("KiB"), { omit: 0 }) }),
  "async-teardown": child({ enabled: attr(yesNo, { default: true }) }),
  ras: state,
  ps2: stateRequired,
  aia: child({ value: attr(oneWord(["none", "aplic", "aplic-imsic"]), { required: true }) })
});

// dist/schemas/xml/domain/filesystem.js
var unsupported13 = (text4) => ({ code: ErrorCode.CONFIG_UNSUPPORTED, text: text4 });
var idmap = child({
  uids: children("uid", {
    start: attr(uint2(), { required: true }),
    target: attr(uint2(), { required: true }),
    count: attr(uint2(), { required: true })
  }),
  gids: children("gid", {
    start: attr(uint2(), { required: true }),
    target: attr(uint2(), { required: true }),
    count: attr(uint2(), { required: true })
  })
});
var source = child({
  $type: oneOf("^type", {
    "mount bind": { dir: attr(text2), socket: attr(text2) },
    block: { dev: attr(text2) },
    file: { file: attr(text2) },
    template: { name: attr(text2) },
    ram: { usage: attr(size("KiB", "KiB", { unitName: "units" })) },
    volume: { pool: attr(text2), volume: attr(text2) }
  })
});
var Filesystem = expanded(element("filesystem", {
  type: attr(oneWord(["mount", "block", "file", "template", "ram", "bind", "volume"]), {
    default: "mount",
    invalid: unsupported13("unknown filesystem type '{value}'")
  }),
  accessmode: attr(oneWord(["passthrough", "mapped", "squash"])),
  model: attr(VirtioModel),
  multidevs: attr(oneWord(["remap", "forbid", "warn"], { also: ["default"] })),
  fmode: attr(octal(4), { invalid: "invalid fmode: '{value}'" }),
  dmode: attr(octal(4), { invalid: "invalid dmode: '{value}'" }),
  driver: child({
    type: attr(oneWord(["path", "handle", "loop", "nbd", "ploop", "virtiofs", "mtp"])),
    format: attr(StorageFormat),
    wrpolicy: attr(oneWord(["immediate"])),
    queue: attr(ulong(), { omit: 0 }),
    ...virtioOptions,
    name: attr(text2, { when: () => false })
  }),
  binary: child({
    path: attr(text2),
    xattr: attr(onOff),
    cache: child({ mode: attr(oneWord(["none", "always"]), { required: true }) }),
    sandbox: child({ mode: attr(oneWord(["namespace", "chroot"]), { required: true }) }),
    lock: child({ posix: attr(onOff), flock: attr(onOff) }),
    thread_pool: child({ size: attr(int2({ min: 0 })) }),
    openfiles: child({ max: attr(ulong(), { omit: 0 }) })
  }),
  idmap,
  source,
  target: child({ dir: attr(text2) }),
  readonly: flag(),
  ...bootableInfo,
  space_hard_limit: child(size("bytes"), { omit: 0 }),
  space_soft_limit: child(size("bytes"), { omit: 0 })
}));

// dist/schemas/xml/domain/graphics.js
var auth = {
  username: attr(text2),
  passwd: attr(text2, { secret: true }),
  passwdValidTo: attr(text2, {
    invalid: "cannot parse password validity time '{value}', expect YYYY-MM-DDTHH:MM:SS"
  }),
  connected: attr(oneWord(["fail", "disconnect", "keep"]))
};
var GraphicsListen = element("listen", {
  type: attr(oneWord(["none", "address", "network", "socket"]), { required: true }),
  address: attr(text2, {
    empty: "absent",
    when: (l, { flags }) => l.type === "address" || l.type === "network" && !flags.inactive
  }),
  $network: oneOf("type", {
    network: { network: attr(text2, { empty: "absent", schema: { required: true } }) },
    "*": { network: attr(text2, { empty: "absent", when: () => false }) }
  }),
  socket: attr(text2, { empty: "absent", when: (l) => l.type === "socket" })
});
var first = (g) => g.listens?.[0];
var onNetwork = (g) => first(g)?.type === "address" || first(g)?.type === "network";
var listenAttr = attr(text2, {
  empty: "absent",
  computed: (g, { flags }) => !onNetwork(g) || first(g)?.type === "network" && (flags.inactive || flags.migratable) ? void 0 : first(g)?.address
});
var listens = children("listen", GraphicsListen);
var port3 = (name3) => ({
  invalid: { code: ErrorCode.INTERNAL_ERROR, text: `cannot parse ${name3} port {value}` }
});
var gl = child({ enable: attr(yesNo), rendernode: attr(text2) });
var audio = child({ id: attr(uint2(), { required: true, nonZero: true }) });
var compression = (values) => child({ compression: attr(oneWord(values), { required: true }) });
var vnc2 = {
  socket: attr(text2, {
    empty: "absent",
    computed: (g) => first(g)?.type === "socket" ? first(g)?.socket : void 0
  }),
  port: attr(int2(), {
    ...port3("vnc"),
    when: onNetwork,
    computed: (g, { flags }) => g.port && (!g.autoport || !flags.inactive) ? g.port : g.autoport ? -1 : void 0
  }),
  autoport: attr(yesNo, { when: onNetwork, computed: (g) => g.autoport === true }),
  websocket: attr(int2(), { when: onNetwork, invalid: "cannot parse vnc WebSocket port {value}" }),
  listen: listenAttr,
  keymap: attr(text2),
  sharePolicy: attr(oneWord(["allow-exclusive", "force-shared", "ignore"])),
  powerControl: attr(yesNo),
  ...auth,
  listens,
  audio
};
var spice2 = {
  port: attr(int2(), { ...port3("spice"), when: onNetwork, omit: 0 }),
  tlsPort: attr(int2(), { invalid: "cannot parse spice tlsPort {value}", when: onNetwork, omit: 0 }),
  autoport: attr(yesNo, {
    computed: (g, { flags }) => onNetwork(g) ? g.autoport === true : first(g)?.type === "none" && flags.migratable ? false : void 0
  }),
  listen: listenAttr,
  keymap: attr(text2),
  defaultMode: attr(oneWord(["any", "secure", "insecure"]), { omit: "any" }),
  ...auth,
  listens,
  channels: children("channel", {
    name: attr(oneWord(["main", "display", "inputs", "cursor", "playback", "record", "smartcard", "usbredir"]), { required: true }),
    mode: attr(oneWord(["any", "secure", "insecure"]), { required: true })
  }),
  image: compression(["auto_glz", "auto_lz", "quic", "glz", "lz", "off"]),
  jpeg: compression(["auto", "never", "always"]),
  zlib: compression(["auto", "never", "always"]),
  playback: child({ compression: attr(onOff, { required: true }) }),
  streaming: child({ mode: attr(oneWord(["filter", "all", "off"]), { required: true }) }),
  mouse: child({ mode: attr(oneWord(["server", "client"]), { required: true }) }),
  clipboard: child({ copypaste: attr(yesNo, { required: true }) }),
  filetransfer: child({ enable: attr(yesNo, { required: true }) }),
  gl
};
var CHANNELS = ["main", "display", "inputs", "cursor", "playback", "record", "smartcard", "usbredir"];
var mismatch = (attr2, value, member, found) => ({
  code: ErrorCode.CONFIG_UNSUPPORTED,
  text: `graphics '${attr2}' attribute '${value}' must match '${member}' attribute of first listen element (found '${found}')`
});
var unifyListens = (g, { flags }) => {
  if (!g.listens)
    return void 0;
  const [one] = g.listens;
  if (one?.type === "address") {
    if (one.address !== void 0 && g.listen !== void 0 && one.address !== g.listen) {
      return mismatch("listen", g.listen, "address", one.address);
    }
    if (one.address === void 0 && g.listen !== void 0)
      one.address = g.listen;
  }
  if (one?.type === "socket") {
    if (one.socket !== void 0 && g.socket !== void 0 && one.socket !== g.socket) {
      return mismatch("socket", g.socket, "socket", one.socket);
    }
    if (one.socket === void 0 && g.socket !== void 0)
      one.socket = g.socket;
  }
  for (const listen of g.listens) {
    if (listen.type !== "address" && !(listen.type === "network" && !flags.inactive))
      delete listen.address;
    if (listen.type !== "network" && listen.network !== void 0) {
      return "'network' attribute is valid only for listen type 'network'";
    }
    if (listen.type !== "socket" && listen.socket !== void 0) {
      return "'socket' attribute is valid only for listen type 'socket'";
    }
  }
  if (g.listens.length === 0) {
    if (g.type === "vnc" && g.socket !== void 0)
      g.listens.push({ type: "socket", socket: g.socket });
    else
      g.listens.push({ type: "address", ...g.listen === void 0 ? {} : { address: g.listen } });
  } else if (g.type === "vnc" && g.socket !== void 0 && (one?.type === "address" || one?.type === "network")) {
    g.listens[0] = { type: "socket", socket: g.socket };
  }
  delete g.listen;
  delete g.socket;
  if (g.channels) {
    const last = new Map(g.channels.map((channel2) => [channel2.name, channel2]));
    g.channels = CHANNELS.flatMap((name3) => {
      const channel2 = last.get(name3);
      return channel2 && channel2.mode !== "any" ? [channel2] : [];
    });
  }
  return void 0;
};
var unifyPorts = (g, { flags }) => {
  if (g.type === "vnc") {
    g.autoport ??= g.port === void 0 || g.port === -1;
    if (g.port === -1 || g.autoport && flags.inactive)
      delete g.port;
  } else if (g.type === "spice") {
    if (g.port === -1 && g.tlsPort === -1)
      g.autoport = true;
    g.autoport ??= false;
    if (g.autoport && flags.inactive) {
      delete g.port;
      delete g.tlsPort;
    }
  } else if (g.type === "rdp") {
    if (g.port === void 0 || g.port === 0) {
      delete g.port;
      g.autoport = true;
    }
    if (g.autoport && flags.inactive)
      delete g.port;
  }
  return void 0;
};
var GraphicsType = oneWord(["sdl", "vnc", "rdp", "desktop", "spice", "egl-headless", "dbus"]);
var Graphics = element("graphics", {
  type: attr(GraphicsType, { required: true }),
  $type: oneOf("type", {
    vnc: vnc2,
    sdl: {
      display: attr(text2),
      xauth: attr(text2),
      fullscreen: attr(yesNo, { omit: false }),
      gl: child({ enable: attr(yesNo) })
    },
    rdp: {
      port: attr(int2(), {
        ...port3("rdp"),
        computed: (g) => g.port ?? (g.autoport ? 0 : void 0)
      }),
      autoport: attr(yesNo, { omit: false }),
      replaceUser: attr(yesNo, { omit: false }),
      multiUser: attr(yesNo, { omit: false }),
      listen: listenAttr,
      username: auth.username,
      passwd: auth.passwd,
      listens
    },
    desktop: { display: attr(text2), fullscreen: attr(yesNo, { omit: false }) },
    spice: spice2,
    "egl-headless": { gl: child({ rendernode: attr(text2) }) },
    dbus: { p2p: attr(yesNo, { omit: false }), address: attr(text2), gl, audio }
  })
}, unifyPorts, unifyListens);
var videoMemory = (name3) => attr(uint2(), { omit: 0, invalid: `cannot parse video ${name3} '{value}'` });
var Video = expanded(element("video", {
  driver: child({
    ...virtioOptions,
    vgaconf: attr(oneWord(["io", "on", "off"])),
    name: attr(oneWord(["qemu", "vhostuser"]))
  }),
  model: child({
    type: attr(oneWord([
      "default",
      "vga",
      "cirrus",
      "vmvga",
      "xen",
      "vbox",
      "qxl",
      "parallels",
      "virtio",
      "gop",
      "none",
      "bochs",
      "ramfb"
    ]), { default: "default" }),
    ram: videoMemory("ram"),
    vram: videoMemory("vram"),
    vram64: videoMemory("vram64"),
    vgamem: videoMemory("vgamem"),
    heads: attr(uint2(), { omit: 0 }),
    primary: attr(yesNo, { omit: false }),
    blob: attr(onOff),
    device: attr(text2, { schema: { hidden: true } }),
    acceleration: child({ accel3d: attr(yesNo), accel2d: attr(yesNo), rendernode: attr(text2) }, { keep: true }),
    resolution: child({
      x: attr(uint2(), { required: true }),
      y: attr(uint2(), { required: true })
    })
  }, { always: true }),
  ...deviceInfo
}));

// dist/schemas/xml/parts/inet.js
import { isIPv4 as isIPv42, isIPv6 as isIPv63 } from "node:net";
var familyOf2 = (address3) => address3 === void 0 ? void 0 : isIPv42(address3) ? "ipv4" : isIPv63(address3) ? "ipv6" : void 0;
var addressNumber = (address3) => {
  if (isIPv42(address3))
    return address3.split(".").reduce((sum, part) => sum << 8n | BigInt(part), 0n);
  const [head = "", tail] = address3.split("::");
  const words3 = (part) => part === "" ? [] : part.split(":").flatMap((word2) => {
    if (!word2.includes("."))
      return [BigInt(`0x${word2}`)];
    const v42 = addressNumber(word2);
    return [v42 >> 16n, v42 & 0xffffn];
  });
  const front = words3(head);
  const back = tail === void 0 ? [] : words3(tail);
  const all = [...front, ...new Array(8 - front.length - back.length).fill(0n), ...back];
  return all.reduce((sum, word2) => sum << 16n | word2, 0n);
};
var width = (address3) => isIPv42(address3) ? 32 : 128;
var prefixOfNetmask = (netmask) => {
  const bits = addressNumber(netmask).toString(2).padStart(width(netmask), "0");
  return /^1*0*$/.test(bits) ? bits.lastIndexOf("1") + 1 : -1;
};
var networkOf = (address3, prefix) => {
  const host = BigInt(width(address3) - prefix);
  return addressNumber(address3) >> host << host;
};
var defaultPrefix = (address3) => {
  if (!isIPv42(address3))
    return 64;
  const first2 = Number(address3.split(".")[0]);
  return first2 < 128 ? 8 : first2 < 192 ? 16 : first2 < 224 ? 24 : -1;
};
var prefixOf2 = (def) => {
  if (def.prefix)
    return def.prefix;
  if (def.netmask)
    return prefixOfNetmask(def.netmask);
  return def.address ? defaultPrefix(def.address) : -1;
};

// dist/schemas/xml/parts/netdev.js
var rate = element("rate", {
  average: attr(ulong(), { omit: 0 }),
  peak: attr(ulong(), { omit: 0 }),
  floor: attr(ulong(), { omit: 0 }),
  burst: attr(ulong(), { omit: 0 })
}, ({ average, peak, burst, floor }) => {
  if (average === void 0 && floor === void 0) {
    return { code: ErrorCode.XML_DETAIL, domain: 0, text: "Missing mandatory average or floor attributes" };
  }
  if ((peak !== void 0 || burst !== void 0) && average === void 0) {
    return {
      code: ErrorCode.CONFIG_UNSUPPORTED,
      domain: 0,
      text: "'peak' and 'burst' require 'average' attribute"
    };
  }
  return void 0;
});
var noFloor = (text4) => (direction3) => direction3?.floor === void 0 ? void 0 : { code: ErrorCode.CONFIG_UNSUPPORTED, domain: 0, text: text4 };
var refuseFloor = noFloor("floor attribute is not supported for this config");
var bandwidthFields = { inbound: child(rate), outbound: child(rate) };
var Bandwidth = element("bandwidth", bandwidthFields, (b) => refuseFloor(b.inbound) ?? refuseFloor(b.outbound));
var PortBandwidth = element("bandwidth", bandwidthFields, (b) => refuseFloor(b.outbound));
var ClassBandwidth = element("bandwidth", { classID: attr(uint2(), { omit: 0 }), ...bandwidthFields }, (b) => refuseFloor(b.outbound));
var Vlan = element("vlan", {
  trunk: attr(text2, { schema: { also: [], pattern: "yes" } }),
  tags: children("tag", {
    id: attr(uint2(), { required: true }),
    nativeMode: attr(oneWord(["tagged", "untagged"]))
  }, { min: 1 })
}, (vlan2) => {
  if (vlan2.tags.length === 0)
    return "missing tag id - each <vlan> must have at least one <tag id='n'/> subelement";
  const large = vlan2.tags.find((tag) => tag.id > 4095);
  if (large)
    return `vlan tag id ${large.id} too large (maximum 4095)`;
  if (vlan2.tags.filter((tag) => tag.nativeMode !== void 0).length > 1)
    return "duplicate native vlan setting";
  const trunk = vlan2.trunk?.toLowerCase();
  if (trunk !== void 0 && trunk !== "yes") {
    if (vlan2.tags.length > 1) {
      return `invalid "trunk='${vlan2.trunk}'" in <vlan> - trunk='yes' is required for more than one vlan tag`;
    }
    if (vlan2.tags.some((tag) => tag.nativeMode !== void 0)) {
      return `invalid configuration in <vlan> - "trunk='no'" is not allowed with a native vlan id`;
    }
    if (trunk !== "no")
      return `invalid "trunk='${vlan2.trunk}'" in <vlan> - must be yes or no`;
  }
  if (trunk === "yes" || vlan2.tags.length > 1)
    vlan2.trunk = "yes";
  else
    delete vlan2.trunk;
  return void 0;
});
var range = (what, text4 = `value of ${what} out of range`) => ({
  parse: `cannot parse value of ${what} parameter`,
  text: text4
});
var VIRTUAL_PORT_LIMITS = [
  ["managerid", 255, range("managerid").text],
  ["typeid", 16777215, "value for typeid out of range"],
  ["typeidversion", 255, range("typeidversion").text]
];
var VIRTUAL_PORT_PARAMETERS = {
  "802.1Qbg": ["managerid", "typeid", "typeidversion", "instanceid"],
  "802.1Qbh": ["profileid"],
  openvswitch: ["interfaceid", "profileid"],
  midonet: ["interfaceid"]
};
var ALL_PARAMETERS = ["managerid", "typeid", "typeidversion", "instanceid", "profileid", "interfaceid"];
var VirtualPort = element("virtualport", {
  type: attr(oneWord(["802.1Qbg", "802.1Qbh", "openvswitch", "midonet"]), {
    invalid: { code: ErrorCode.CONFIG_UNSUPPORTED, text: "unknown virtualport type {value}" }
  }),
  parameters: child({
    managerid: attr(uint2({ base: 0 }), { invalid: range("managerid").parse }),
    typeid: attr(uint2({ base: 0 }), { invalid: range("typeid").parse }),
    typeidversion: attr(uint2({ base: 0 }), { invalid: range("typeidversion").parse }),
    instanceid: attr(uuid2, { invalid: "cannot parse instanceid parameter as a uuid" }),
    interfaceid: attr(uuid2, { invalid: "cannot parse interfaceid parameter as a uuid" }),
    profileid: attr(text2, { omit: "" })
  })
}, (port4) => {
  const parameters = port4.parameters ?? {};
  for (const [name3, limit2, text4] of VIRTUAL_PORT_LIMITS)
    if (Number(parameters[name3] ?? 0) > limit2)
      return text4;
  if (String(parameters["profileid"] ?? "").length > 39)
    return "profileid parameter too long";
  const allowed = port4.type === void 0 ? void 0 : VIRTUAL_PORT_PARAMETERS[port4.type];
  if (!allowed)
    return void 0;
  const extra = ALL_PARAMETERS.find((name3) => parameters[name3] !== void 0 && parameters[name3] !== "" && !allowed.includes(name3));
  return extra && `extra ${extra} unsupported in <virtualport type='${port4.type}'>`;
});
var routeOf = (who) => element("route", {
  family: attr(text2, { schema: { pattern: "ipv4|ipv6" } }),
  address: attr(ip, {
    required: `${who}: Missing required address attribute in route definition`,
    invalid: `${who}: Bad network address '{value}' in route definition`
  }),
  netmask: attr(ip, { invalid: `${who}: Bad netmask address '{value}' in route definition` }),
  prefix: attr(uint2()),
  gateway: attr(ip, {
    required: `${who}: Missing required gateway attribute in route definition`,
    invalid: `${who}: Bad gateway address '{value}' in route definition`
  }),
  metric: attr(uint2(), { nonZero: true })
}, (route) => {
  const { family, address: address3 = "", netmask, prefix = 0, gateway = "" } = route;
  if (family !== void 0 && family !== "ipv4" && family !== "ipv6") {
    return `${who}: Unrecognized family '${family}' in route definition`;
  }
  const v62 = family === "ipv6";
  const want = v62 ? "ipv6" : "ipv4";
  if (familyOf2(address3) !== want) {
    return v62 ? `${who}: ipv6 family specified for non-IPv6 address '${address3}' in route definition` : `${who}: ${family ? "IPv4" : "No"} family specified for non-IPv4 address '${address3}' in route definition`;
  }
  if (v62 && netmask)
    return `${who}: Specifying netmask invalid for IPv6 address '${address3}' in route definition`;
  if (familyOf2(gateway) !== want) {
    return v62 ? `${who}: ipv6 specified for non-IPv6 gateway address '${gateway}' in route definition` : `${who}: ${family ? "IPv4" : "No"} family specified for non-IPv4 gateway '${address3}' in route definition`;
  }
  if (netmask && familyOf2(netmask) !== "ipv4") {
    return `${who}: Invalid netmask '${netmask}' for address '${address3}' (both must be IPv4)`;
  }
  if (netmask && route.prefix !== void 0)
    return `${who}: Route definition cannot have both a prefix and a netmask`;
  const limit2 = v62 ? 128 : 32;
  if (prefix > limit2)
    return `${who}: Invalid prefix ${prefix} specified in route definition, must be 0 - ${limit2}`;
  const bits = netmask ? prefixOfNetmask(netmask) : prefix;
  if (networkOf(address3, bits) !== networkOf(address3, limit2)) {
    return `${who}: Address '${address3}' in route definition is not a network address`;
  }
  return void 0;
});
var pciAddressFields = {
  domain: attr(hex(4), { default: 0 }),
  bus: attr(hex(2), { default: 0 }),
  slot: attr(hex(2), { default: 0 }),
  function: attr(hex(1), { default: 0 })
};

// dist/schemas/xml/domain/interface.js
var InterfaceType = oneWord([
  "user",
  "ethernet",
  "vhostuser",
  "server",
  "client",
  "mcast",
  "network",
  "bridge",
  "internal",
  "direct",
  "hostdev",
  "udp",
  "vdpa",
  "null",
  "vds"
]);
var MacvtapMode = oneWord(["vepa", "private", "bridge", "passthrough"]);
var interfaceIps = children("ip", element("ip", {
  address: attr(ip, {
    required: "Missing network address",
    invalid: "Failed to parse IP address: '{value}'"
  }),
  family: attr(oneWord(["ipv4", "ipv6"])),
  prefix: attr(uint2(), { omit: 0 }),
  peer: attr(ip, { invalid: "Invalid peer address '{value}'" })
}, (ip2) => {
  const family = ip2.address.includes(":") ? "ipv6" : "ipv4";
  if (ip2.family !== void 0 && ip2.family !== family)
    return `family '${ip2.family}' does not match address '${ip2.address}'`;
  ip2.family = family;
  if ((ip2.prefix ?? 0) > (family === "ipv6" ? 128 : 32))
    return `Invalid network prefix '${ip2.prefix}'`;
  return void 0;
}));
var interfaceRoutes = children("route", routeOf("Domain interface"));
var hostAddress = tagged("address", "type", {
  pci: {
    domain: attr(hex(4), { default: 0 }),
    bus: attr(hex(2), { default: 0 }),
    slot: attr(hex(2), { default: 0 }),
    function: attr(hex(1), { default: 0 }),
    multifunction: attr(onOff, { when: () => false })
  },
  usb: { bus: attr(uint2()), device: attr(uint2()) }
}, { default: "pci" });
var socketFields = {
  address: attr(text2),
  port: attr(int2(), {
    required: "No <source> 'port' attribute specified with socket interface",
    invalid: "Cannot parse <source> 'port' attribute with socket interface"
  }),
  local: child({
    address: attr(text2, { required: "No <local> 'address' attribute specified with udp interface" }),
    port: attr(int2(), {
      required: "No <local> 'port' attribute specified with udp interface",
      invalid: "Cannot parse <local> 'port' attribute with socket interface"
    })
  })
};
var liveNetwork = {
  bridge: attr(text2, { live: true }),
  macTableManager: attr(oneWord(["kernel", "libvirt"]), { live: true })
};
var fromNetwork = {
  network: attr(text2, { live: true }),
  portgroup: attr(text2, { live: true }),
  portid: attr(uuid2, { live: true })
};
var sourceCases2 = oneOf("^type", {
  network: {
    network: attr(text2, {
      required: "No <source> 'network' attribute specified with <interface type='network'/>"
    }),
    portgroup: attr(text2),
    portid: attr(uuid2, { live: true, invalid: "Unable to parse port id '{value}'" }),
    ...liveNetwork
  },
  vhostuser: {
    type: attr(text2),
    path: attr(text2),
    mode: attr(text2),
    dev: attr(text2),
    reconnect
  },
  bridge: {
    ...fromNetwork,
    bridge: attr(text2),
    macTableManager: attr(oneWord(["kernel", "libvirt"]), { live: true })
  },
  "server client mcast udp": socketFields,
  internal: { name: attr(text2) },
  direct: { ...fromNetwork, dev: attr(text2), mode: attr(MacvtapMode, { default: "vepa" }) },
  "user ethernet": { dev: attr(text2) },
  hostdev: {
    address: child(hostAddress),
    startupPolicy: attr(oneWord(["mandatory", "requisite", "optional"]))
  },
  vdpa: { dev: attr(text2) },
  vds: {
    switchid: attr(uuid2),
    portid: attr(long()),
    portgroupid: attr(text2),
    connectionid: attr(long())
  }
});
var hostOffloads = {
  csum: attr(onOff),
  gso: attr(onOff),
  tso4: attr(onOff),
  tso6: attr(onOff),
  ecn: attr(onOff),
  ufo: attr(onOff),
  mrg_rxbuf: attr(onOff)
};
var guestOffloads = {
  csum: attr(onOff),
  tso4: attr(onOff),
  tso6: attr(onOff),
  ecn: attr(onOff),
  ufo: attr(onOff)
};
var netDriver = child({
  name: attr(oneWord(["qemu", "vhost"])),
  txmode: attr(oneWord(["iothread", "timer"])),
  ioeventfd: attr(onOff),
  event_idx: attr(onOff),
  queues: attr(uint2(), { omit: 0 }),
  rx_queue_size: attr(uint2(), { omit: 0 }),
  tx_queue_size: attr(uint2(), { omit: 0 }),
  rss: attr(onOff),
  rss_hash_report: attr(onOff),
  ...virtioOptions,
  host: child(hostOffloads),
  guest: child(guestOffloads)
}, {
  when: (net3) => ["virtio", "virtio-transitional", "virtio-non-transitional"].includes(net3.model?.type ?? "")
});
var portForwards = children("portForward", {
  proto: attr(oneWord(["tcp", "udp"]), { required: true }),
  address: attr(ip, { invalid: "Invalid address '{value}' in <portForward>" }),
  dev: attr(text2),
  ranges: children("range", {
    start: attr(uint2(), { required: true, nonZero: true }),
    end: attr(uint2(), { nonZero: true }),
    to: attr(uint2(), { nonZero: true }),
    exclude: attr(yesNo)
  })
});
var teaming = child(element("teaming", {
  type: attr(oneWord(["persistent", "transient"]), { required: true }),
  persistent: attr(text2)
}, (t) => {
  if (t.type === "transient" && t.persistent === void 0)
    return "teaming persistent attribute must be set if teaming type is 'transient'";
  if (t.type === "persistent" && t.persistent !== void 0)
    return "teaming persistent attribute not allowed if teaming type is 'persistent'";
  return void 0;
}));
var filterref = child({
  filter: attr(text2, { required: true }),
  parameters: children("parameter", {
    name: attr(word("[a-zA-Z0-9_]+"), { required: true }),
    value: attr(text2, { required: true })
  })
});
var actual = child({
  type: attr(InterfaceType, { required: true }),
  managed: attr(yesNo, { omit: false }),
  trustGuestRxFilters: attr(yesNo),
  driver: child({ name: attr(oneWord(["kvm", "vfio", "xen"])), model: attr(text2) }),
  source: child({ $by: sourceCases2 }),
  class: child({ id: attr(uint2()) }, { when: (_, { flags }) => flags.status === true }),
  vlan: child(Vlan),
  virtualport: child(VirtualPort),
  bandwidth: child(PortBandwidth),
  port: child({ isolated: attr(yesNo) })
}, {
  live: true,
  accept: (_, { flags }) => flags.status === true,
  when: (_, { flags }) => flags.status === true
});
var GENERATED = /^(vnet|macvtap|macvlan)/;
var Interface2 = expanded(element("interface", {
  type: attr(InterfaceType, { default: "user", invalid: "unknown interface type '{value}'" }),
  managed: attr(yesNo, { omit: false }),
  trustGuestRxFilters: attr(yesNo),
  mac: sure(child({
    address: sure(attr(mac, { invalid: "unable to parse mac address '{value}'" })),
    type: attr(oneWord(["generated", "static"])),
    check: attr(yesNo),
    currentAddress: attr(mac, { live: true })
  })),
  $hostdev: oneOf("type", {
    hostdev: {
      driver: child({ name: attr(oneWord(["kvm", "vfio", "xen"])), model: attr(text2) })
    }
  }),
  source: child({ $by: sourceCases2, ips: interfaceIps, routes: interfaceRoutes }),
  vlan: child(Vlan),
  virtualport: child(VirtualPort),
  bandwidth: child(PortBandwidth),
  port: child({ isolated: attr(yesNo) }),
  actual,
  ips: interfaceIps,
  routes: interfaceRoutes,
  portForwards,
  script: child({ path: attr(text2) }),
  downscript: child({ path: attr(text2) }),
  backenddomain: child({ name: attr(text2) }),
  target: child({
    dev: attr(text2, {
      empty: "absent",
      when: (t, { flags }) => !flags.inactive || t.managed === false || !GENERATED.test(t.dev ?? "")
    }),
    managed: attr(yesNo)
  }),
  guest: child({ dev: attr(text2), actual: attr(text2, { live: true }) }),
  model: child({
    type: attr(word("[a-zA-Z0-9_-]+"), {
      invalid: "Model name contains invalid characters",
      empty: "absent"
    })
  }),
  $driver: oneOf("type", {
    hostdev: {},
    "*": { driver: netDriver }
  }),
  backend: child({
    type: attr(oneWord(["passt"], { also: ["default"] })),
    tap: attr(text2, { empty: "absent" }),
    vhost: attr(text2, { empty: "absent" }),
    logFile: attr(text2, { empty: "absent" })
  }),
  filterref,
  tune: child({ sndbuf: child(ulong(), { invalid: "sndbuf must be a positive integer" }) }),
  teaming,
  link: child({ state: attr(oneWord(["up", "down"])) }),
  mtu: child({ size: attr(uint2(), { required: true, omit: 0 }) }),
  coalesce: child({ rx: child({ frames: child({ max: attr(uint2(), { omit: 0 }) }) }) }),
  ...romInfo
}, (net3, { flags }) => {
  if (flags.inactive && net3.target?.dev !== void 0 && net3.target.managed !== false && GENERATED.test(net3.target.dev)) {
    delete net3.target.dev;
    if (net3.target.managed === void 0)
      delete net3.target;
  }
  if (net3.mac?.address !== void 0 && Number.parseInt(net3.mac.address.slice(0, 2), 16) & 1) {
    return `expected unicast mac address, found multicast '${net3.mac.address}'`;
  }
  return void 0;
}));

// dist/schemas/xml/domain/hostdev.js
var unsupported14 = (text4) => ({ code: ErrorCode.CONFIG_UNSUPPORTED, text: text4 });
var usbId = (what) => child({
  id: attr(hex(4, { max: 65535 }), {
    required: `usb ${what} needs id`,
    invalid: `cannot parse ${what} id {value}`
  })
});
var subsystemSource = oneOf("^type", {
  usb: {
    startupPolicy: attr(StartupPolicy, { empty: "absent" }),
    autoAddress: attr(yesNo, { omit: false, when: (_, { flags }) => flags.migratable === true }),
    missing: attr(yesNo, { omit: false, live: true }),
    guestReset: attr(oneWord(["off", "uninitialized", "on"])),
    vendor: usbId("vendor"),
    product: usbId("product"),
    address: child({
      bus: attr(uint2({ base: 0 }), {
        required: "usb address needs bus id",
        invalid: "cannot parse bus {value}"
      }),
      device: attr(uint2({ base: 0 }), {
        required: "usb address needs device id",
        invalid: "cannot parse device {value}"
      }),
      port: attr(text2, { when: () => false })
    })
  },
  pci: {
    writeFiltering: attr(yesNo),
    address: child(hostPciAddress, { required: "Missing PCI address" }),
    origstates: child({ unbind: flag(), removeslot: flag(), reprobe: flag() }, { live: true, when: (_, { flags }) => flags.status === true })
  },
  scsi: {
    protocol: attr(oneWord(["adapter", "iscsi"]), { omit: "adapter" }),
    name: attr(text2, { when: (s) => s.protocol === "iscsi" }),
    adapter: child({
      name: attr(text2, { required: "'adapter' must be specified for scsi hostdev source" })
    }),
    hosts: children("host", {
      name: attr(text2),
      port: attr(uint2(), { omit: 0 }),
      transport: attr(text2, { when: () => false })
    }),
    address: child({
      bus: attr(uint2(), { required: true }),
      target: attr(uint2(), { required: true }),
      unit: attr(ulong(), { required: true })
    }),
    auth: child(Auth),
    initiator: child({ iqn: child({ name: attr(text2) }) })
  },
  scsi_host: {
    protocol: attr(oneWord(["vhost"]), { required: "Missing scsi_host subsystem protocol" }),
    wwpn: attr(text2, { required: "Missing vhost-scsi hostdev source 'wwpn'" })
  },
  mdev: {
    address: child({ uuid: attr(uuid2, { required: true }) }, { required: "Missing <address> element" })
  }
});
var capabilitiesSource = oneOf("^type", {
  storage: { block: child(text2, { required: "Missing <block> element in hostdev storage device" }) },
  misc: { char: child(text2, { required: "Missing <char> element in hostdev character device" }) },
  net: { interface: child(text2, { required: "Missing <interface> element in hostdev net device" }) }
});
var SUBSYSTEMS = ["usb", "pci", "scsi", "scsi_host", "mdev"];
var CAPABILITIES2 = ["storage", "misc", "net"];
var Hostdev = expanded(element("hostdev", {
  mode: attr(oneWord(["subsystem", "capabilities"]), { default: "subsystem" }),
  type: attr(oneWord(["usb", "pci", "scsi", "scsi_host", "mdev", "storage", "misc", "net"]), {
    required: "missing source address type",
    invalid: "unknown host device source address type '{value}'"
  }),
  $subsystem: oneOf("mode", {
    subsystem: {
      managed: attr(yesNo, { default: false }),
      $type: oneOf("type", {
        scsi: { sgio: attr(oneWord(["filtered", "unfiltered"])), rawio: attr(yesNo) },
        scsi_host: {
          model: attr(oneWord(["virtio", "virtio-transitional", "virtio-non-transitional"]))
        },
        mdev: {
          model: attr(oneWord(["vfio-pci", "vfio-ccw", "vfio-ap"]), {
            required: "Missing 'model' attribute in mediated device's <hostdev> element"
          }),
          display: attr(onOff),
          ramfb: attr(onOff)
        },
        pci: {
          display: attr(onOff),
          ramfb: attr(onOff),
          driver: child({ name: attr(oneWord(["kvm", "vfio", "xen"])), model: attr(text2) })
        }
      })
    }
  }),
  source: child({
    $mode: oneOf("^mode", {
      subsystem: { $by: subsystemSource },
      capabilities: { $by: capabilitiesSource }
    })
  }, { required: "Missing <source> element in hostdev device" }),
  $net: oneOf("mode", { capabilities: { ips: interfaceIps, routes: interfaceRoutes } }),
  teaming,
  readonly: flag(),
  shareable: flag(),
  ...romInfo
}, (hostdev2) => (hostdev2.mode === "subsystem" ? SUBSYSTEMS : CAPABILITIES2).includes(hostdev2.type) ? void 0 : unsupported14(`unknown host device source address type '${hostdev2.type}'`)));

// dist/schemas/xml/domain/namespaces.js
var schema = (driver2) => `http://libvirt.org/schemas/domain/${driver2}/1.0`;
var QemuNs = { prefix: "qemu", uri: schema("qemu") };
var XenNs = { prefix: "xen", uri: schema("xen") };
var LxcNs = { prefix: "lxc", uri: schema("lxc") };
var BhyveNs = { prefix: "bhyve", uri: schema("bhyve") };
var TestNs = { prefix: "test", uri: schema("test") };
var VmwareNs = { prefix: "vmware", uri: schema("vmware") };
var args = children("arg", { value: attr(text2, { required: true }) });
var env = element("env", {
  name: attr(text2, { required: "No QEMU environment variable name specified" }),
  value: attr(text2)
}, ({ name: name3 }) => {
  if (!name3)
    return "Empty QEMU environment name specified";
  if (!/^[A-Za-z_]/.test(name3))
    return "Invalid environment name, it must begin with a letter or underscore";
  return /^[A-Za-z0-9_]*$/.test(name3) ? void 0 : "Invalid environment name, it must contain only alphanumerics and underscore";
});
var testFault = {
  operation: attr(text2, { required: "a fault needs an operation" }),
  delay: attr(uint2(), { omit: 0 }),
  action: attr(oneWord(["error", "hang", "crash"])),
  code: attr(uint2(), { omit: 0 }),
  message: attr(text2),
  after: attr(uint2(), { omit: 0 }),
  count: attr(uint2(), { omit: 0 })
};
var namespaceFields = {
  qemuCommandline: child({ args, envs: children("env", env) }, { name: "commandline", ns: QemuNs }),
  qemuCapabilities: child({
    adds: children("add", { capability: attr(text2, { required: "missing capability name" }) }),
    dels: children("del", { capability: attr(text2, { required: "missing capability name" }) })
  }, { name: "capabilities", ns: QemuNs }),
  qemuOverride: child({
    devices: children("device", {
      alias: attr(text2, { required: "missing 'alias' attribute in <override>" }),
      frontend: child({
        properties: children("property", {
          name: attr(text2, { required: "missing 'name' attribute in <property>" }),
          type: attr(oneWord(["string", "signed", "unsigned", "bool", "remove"]), { required: true }),
          value: attr(text2)
        })
      })
    })
  }, { name: "override", ns: QemuNs }),
  qemuDeprecation: child({
    behavior: attr(oneWord(["none", "omit", "reject", "crash"]))
  }, { name: "deprecation", ns: QemuNs }),
  xenCommandline: child({ args }, { name: "commandline", ns: XenNs }),
  bhyveCommandline: child({ args, envs: children("env", { name: attr(text2), value: attr(text2) }) }, { name: "commandline", ns: BhyveNs }),
  lxcNamespace: child({
    sharenet: child({ type: attr(oneWord(["netns", "name", "pid"])), value: attr(text2) }),
    shareipc: child({ type: attr(oneWord(["name", "pid"])), value: attr(text2) }),
    shareuts: child({ type: attr(oneWord(["name", "pid"])), value: attr(text2) })
  }, { name: "namespace", ns: LxcNs }),
  vmwareDatacenter: child(text2, { name: "datacenterpath", ns: VmwareNs }),
  vmwareMoref: child(text2, { name: "moref", ns: VmwareNs }),
  testTransient: flag({ name: "transient", ns: TestNs }),
  testHasManagedSave: flag({ name: "hasmanagedsave", ns: TestNs }),
  testRunstate: child(uint2(), { name: "runstate", ns: TestNs, invalid: "invalid runstate" }),
  testFaults: children("fault", testFault, { ns: TestNs }),
  testSnapshots: children("domainsnapshot", { file: attr(text2) }, { ns: TestNs })
};

// dist/schemas/xml/domain/os.js
var FIRMWARE_FEATURES = ["enrolled-keys", "secure-boot"];
var Nvram2 = element("nvram", {
  template: attr(text2),
  templateFormat: attr(oneWord(["raw", "qcow2"])),
  type: attr(StorageType),
  format: attr(StorageFormat),
  source: child(element("source", sourceFields)),
  path: content(text2, { when: (n) => n.type === void 0 })
}, (nvram) => {
  if (nvram.type === void 0)
    delete nvram.source;
  else
    delete nvram.path;
  return void 0;
});
var Loader2 = element("loader", {
  readonly: attr(yesNo),
  secure: attr(yesNo),
  type: attr(oneWord(["rom", "pflash"])),
  stateless: attr(yesNo),
  format: attr(oneWord(["raw", "qcow2"])),
  path: content(text2)
});
var features5 = children("feature", {
  enabled: attr(yesNo, { required: true }),
  name: attr(oneWord(FIRMWARE_FEATURES), { required: true })
});
var noBootloader = (_, { up }) => up[0]?.bootloader === void 0;
var Os = expanded(element("os", {
  firmware: attr(oneWord(["bios", "efi"]), { when: (_, { flags }) => !flags.migratable }),
  type: child({
    arch: sure(attr(text2, { empty: "absent" })),
    machine: attr(text2, { empty: "absent" }),
    value: sure(content(oneWord(["hvm", "xen", "linux", "exe", "uml", "xenpvh"]), {
      invalid: { code: ErrorCode.CONFIG_UNSUPPORTED, text: "unknown OS type '{value}'" },
      computed: (type2, { up }) => (
        // the name Xen guests had before capabilities called it otherwise
        up[0]?.type === "xen" && type2.value === "xen" ? "linux" : type2.value
      )
    }))
  }, { always: true }),
  firmwareInfo: child(element("firmware", { type: attr(oneWord(["bios", "efi"]), { when: () => false }), features: features5 }, (firmware) => {
    const last = new Map(firmware.features.map((feature) => [feature.name, feature]));
    firmware.features = FIRMWARE_FEATURES.flatMap((name3) => last.get(name3) ?? []);
    return void 0;
  }), { name: "firmware", when: (_, { flags }) => !flags.migratable }),
  init: child(text2),
  initargs: children("initarg", text2),
  initenvs: children("initenv", {
    name: attr(text2, { required: "No name supplied for <initenv> element" }),
    value: content(text2)
  }),
  initdir: child(text2),
  inituser: child(text2),
  initgroup: child(text2),
  loader: child(Loader2),
  nvram: child(Nvram2),
  kernel: child(text2),
  initrd: child(text2),
  cmdline: child(text2),
  shim: child(text2),
  dtb: child(text2),
  root: child(text2),
  acpiTables: children("table", {
    type: attr(oneWord(["raw", "rawset", "slic", "msdm"]), { required: true }),
    path: content(text2)
  }, { wrap: "acpi" }),
  boots: children("boot", { dev: attr(oneWord(["fd", "cdrom", "hd", "network"]), { required: true }) }, { when: noBootloader }),
  bootmenu: child({
    enable: attr(yesNo, { required: false }),
    timeout: attr(uint2(), {
      schema: {
        pattern: "[0-9]{1,4}|[0-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]"
      },
      invalid: { code: ErrorCode.XML_ERROR, text: "invalid value for boot menu timeout" }
    })
  }, { when: noBootloader }),
  bios: child({
    useserial: attr(yesNo),
    rebootTimeout: attr(int2(), {
      invalid: "invalid value for rebootTimeout, must be in range [-1,65535]"
    })
  }, { when: noBootloader }),
  smbios: child({
    mode: attr(oneWord(["none", "emulate", "host", "sysinfo"]), { required: true, omit: "none" })
  })
}));
var entries = (element2, names2) => element(element2, {
  entries: children("entry", { name: attr(text2), value: content(text2) })
}, (group) => {
  group.entries = names2.flatMap((name3) => group.entries.find((entry) => entry.name === name3 && entry.value !== void 0) ?? []);
  return void 0;
});
var Sysinfo = element("sysinfo", {
  type: attr(oneWord(["smbios", "fwcfg"]), { required: true }),
  $type: oneOf("type", {
    smbios: {
      bios: child(entries("bios", ["vendor", "version", "date", "release"])),
      system: child(entries("system", ["manufacturer", "product", "version", "serial", "uuid", "sku", "family"])),
      baseBoards: children("baseBoard", entries("baseBoard", ["manufacturer", "product", "version", "serial", "asset", "location"])),
      chassis: child(entries("chassis", ["manufacturer", "version", "serial", "asset", "sku"])),
      processors: children("processor", entries("processor", [
        "socket_destination",
        "type",
        "family",
        "manufacturer",
        "signature",
        "version",
        "external_clock",
        "max_speed",
        "status",
        "serial_number",
        "part_number"
      ])),
      memoryDevices: children("memory_device", entries("memory_device", [
        "size",
        "form_factor",
        "locator",
        "bank_locator",
        "type",
        "type_detail",
        "speed",
        "manufacturer",
        "serial_number",
        "part_number"
      ])),
      oemStrings: children("entry", text2, { wrap: "oemStrings" })
    },
    fwcfg: {
      entries: children("entry", element("entry", {
        name: attr(text2, { required: "Firmware entry is missing 'name' attribute" }),
        file: attr(text2),
        value: content(text2, { when: (e) => e.file === void 0 })
      }, (entry) => entry.file === void 0 && entry.value === void 0 ? "Firmware entry must have either value or 'file' attribute" : void 0))
    }
  })
}, (sysinfo) => {
  sysinfo.baseBoards = sysinfo.baseBoards?.filter((board) => board.entries.length > 0) ?? [];
  return void 0;
});

// dist/schemas/xml/domain/security.js
var unsupported15 = (text4) => ({ code: ErrorCode.CONFIG_UNSUPPORTED, text: text4 });
var settleLabel = (seclabel, { flags }) => {
  seclabel.type ??= "dynamic";
  seclabel.relabel ??= seclabel.type === "dynamic";
  const { relabel } = seclabel;
  if (seclabel.type === "dynamic" && !relabel)
    return unsupported15("dynamic label type must use resource relabeling");
  if (seclabel.type === "none" && relabel) {
    return unsupported15("resource relabeling is not compatible with 'none' label type");
  }
  if (seclabel.model === "none") {
    if (flags.inactive) {
      seclabel.type = "none";
      seclabel.relabel = false;
    }
    if (seclabel.type !== "none")
      return unsupported15(`unsupported type='${seclabel.type}' to model 'none'`);
  }
  const { type: type2 } = seclabel;
  const running = !flags.inactive && type2 !== "none";
  if (type2 === "static" || running) {
    if (seclabel.label === void 0)
      return "security label is missing";
  } else
    delete seclabel.label;
  if (relabel && running) {
    if (seclabel.imagelabel === void 0)
      return "security imagelabel is missing";
  } else
    delete seclabel.imagelabel;
  if (type2 !== "dynamic")
    delete seclabel.baselabel;
  return void 0;
};
var Seclabel = element("seclabel", {
  type: attr(oneWord(["none", "dynamic", "static"]), {
    default: "dynamic",
    invalid: "invalid security type"
  }),
  model: attr(text2, { empty: "absent" }),
  relabel: attr(yesNo, {
    when: (l) => l.type !== "none",
    invalid: "invalid security relabel value {value}"
  }),
  label: child(text2),
  imagelabel: child(text2, { when: (l) => l.relabel === true }),
  baselabel: child(text2, { when: (l) => l.type === "dynamic" })
}, settleLabel);
var sevCommon = {
  kernelHashes: attr(yesNo),
  cbitpos: child(uint2(), { invalid: "Invalid format for launch security cbitpos" }),
  reducedPhysBits: child(uint2(), { invalid: "Invalid format for launch security reduced-phys-bits" })
};
var LaunchSecurity = element("launchSecurity", {
  type: attr(oneWord(["sev", "sev-snp", "s390-pv"]), { required: true }),
  $type: oneOf("type", {
    sev: {
      ...sevCommon,
      policy: child(hex(4), {
        required: "failed to get launch security policy",
        invalid: "failed to get launch security policy"
      }),
      dhCert: child(text2),
      session: child(text2)
    },
    "sev-snp": {
      kernelHashes: sevCommon.kernelHashes,
      authorKey: attr(yesNo),
      vcek: attr(yesNo),
      cbitpos: sevCommon.cbitpos,
      reducedPhysBits: sevCommon.reducedPhysBits,
      policy: child(hex(8, { max: Number.MAX_SAFE_INTEGER }), {
        required: "failed to get launch security policy"
      }),
      guestVisibleWorkarounds: child(text2),
      idBlock: child(text2),
      idAuth: child(text2),
      hostData: child(text2)
    }
  })
});
var ciphers = children("cipher", {
  name: attr(oneWord(["aes", "dea"]), { required: true }),
  state: attr(onOff, { required: true })
}, { wrap: "keywrap" });

// dist/schemas/xml/domain/sound.js
var Sound = element("sound", {
  model: attr(oneWord(["sb16", "es1370", "pcspk", "ac97", "ich6", "ich9", "usb", "ich7", "virtio"]), {
    required: true
  }),
  $usb: oneOf("model", {
    usb: { multichannel: attr(yesNo) },
    virtio: { streams: attr(uint2(), { default: 2 }) }
  }),
  codecs: children("codec", {
    type: attr(oneWord(["duplex", "micro", "output"]), { required: true })
  }),
  audio: child({ id: attr(uint2(), { required: true, nonZero: true }) }),
  ...deviceInfo,
  driver: child(virtioOptions)
}, (sound) => {
  if (sound.model !== "ich6" && sound.model !== "ich9")
    sound.codecs = [];
  return void 0;
});
var settings = child({
  frequency: attr(uint2(), { omit: 0 }),
  channels: attr(uint2(), { omit: 0 }),
  format: attr(oneWord(["u8", "s8", "u16", "s16", "u32", "s32", "f32"]))
}, { keep: true });
var common3 = {
  mixingEngine: attr(yesNo),
  fixedSettings: attr(yesNo),
  voices: attr(uint2(), { omit: 0 }),
  bufferLength: attr(uint2(), { omit: 0 })
};
var alsa = { dev: attr(text2) };
var coreaudio = { bufferCount: attr(uint2(), { omit: 0 }) };
var jack = {
  serverName: attr(text2),
  clientName: attr(text2),
  connectPorts: attr(text2),
  exactName: attr(yesNo)
};
var oss = { dev: attr(text2), bufferCount: attr(uint2(), { omit: 0 }), tryPoll: attr(yesNo) };
var pulseaudio = {
  name: attr(text2),
  streamName: attr(text2),
  latency: attr(uint2(), { omit: 0 })
};
var direction2 = child(element("direction", {
  ...common3,
  $backend: oneOf("^type", {
    alsa,
    "coreaudio sdl": coreaudio,
    jack,
    oss,
    "pulseaudio pipewire": pulseaudio
  }),
  settings
}, (io) => {
  if (io.fixedSettings !== true)
    delete io.settings;
  if (io.fixedSettings)
    io.settings ??= {};
  return void 0;
}));
var Audio = element("audio", {
  id: attr(uint2(), { required: true, nonZero: true }),
  type: attr(oneWord([
    "none",
    "alsa",
    "coreaudio",
    "jack",
    "oss",
    "pulseaudio",
    "sdl",
    "spice",
    "file",
    "dbus",
    "pipewire"
  ]), { required: true }),
  timerPeriod: attr(uint2(), { nonZero: true }),
  $type: oneOf("type", {
    oss: { tryMMap: attr(yesNo), exclusive: attr(yesNo), dspPolicy: attr(int2({ min: 0 })) },
    pulseaudio: { serverName: attr(text2) },
    sdl: { driver: attr(oneWord(["esd", "alsa", "arts", "pulseaudio"])) },
    file: { path: attr(text2) },
    pipewire: { runtimeDir: attr(text2) }
  }),
  input: direction2,
  output: direction2
});

// dist/schemas/xml/domain/tuning.js
var UNLIMITED = 9007199254740991;
var memoryLimit = () => child(size("KiB"), { omit: UNLIMITED });
var Memtune = element("memtune", {
  hard_limit: memoryLimit(),
  soft_limit: memoryLimit(),
  min_guarantee: child(size("KiB"), { omit: 0 }),
  swap_hard_limit: memoryLimit()
}, (tune) => {
  for (const [key, value] of Object.entries(tune))
    if (value !== void 0 && value > UNLIMITED)
      tune[key] = UNLIMITED;
  return void 0;
});
var MemoryBacking = element("memoryBacking", {
  hugepages: child({
    pages: children("page", {
      size: attr(size("KiB"), { required: "missing element or attribute './@size'" }),
      nodeset: attr(cpuset, {
        invalid: { code: ErrorCode.INVALID_ARG, domain: 0, text: "Failed to parse bitmap '{value}'" }
      })
    })
  }, { keep: true }),
  nosharepages: flag(),
  locked: flag(),
  source: child({ type: attr(oneWord(["file", "anonymous", "memfd"]), { required: true }) }),
  access: child({ mode: attr(oneWord(["shared", "private"]), { required: true }) }),
  allocation: child({
    mode: attr(oneWord(["immediate", "ondemand"])),
    threads: attr(uint2(), { nonZero: true })
  }),
  discard: flag()
});
var Blkiotune = element("blkiotune", {
  weight: child(uint2(), { omit: 0 }),
  devices: children("device", {
    path: child(text2),
    weight: child(uint2(), { omit: 0, invalid: "could not parse weight {value}" }),
    read_iops_sec: child(uint2(), { omit: 0, invalid: "could not parse read iops sec {value}" }),
    write_iops_sec: child(uint2(), { omit: 0, invalid: "could not parse write iops sec {value}" }),
    read_bytes_sec: child(ulong(), { omit: 0, invalid: "could not parse read bytes sec {value}" }),
    write_bytes_sec: child(ulong(), { omit: 0, invalid: "could not parse write bytes sec {value}" })
  })
}, (tune) => {
  const seen = /* @__PURE__ */ new Set();
  for (const { path: path2 } of tune.devices) {
    if (path2 === void 0)
      return "missing per-device path";
    if (seen.has(path2))
      return `duplicate blkio device path '${path2}'`;
    seen.add(path2);
  }
  return void 0;
});
var pinned = (what) => ({
  cpuset: attr(cpuset, {
    required: `missing cpuset for ${what}`,
    invalid: { code: ErrorCode.INVALID_ARG, domain: 0, text: "Failed to parse bitmap '{value}'" }
  })
});
var Scheduler = oneWord(["batch", "idle", "fifo", "rr"]);
var schedulerFields = {
  scheduler: attr(Scheduler, {
    required: "Missing scheduler attribute",
    invalid: "Invalid scheduler attribute: '{value}'"
  }),
  priority: attr(int2(), {
    when: (s) => s.scheduler === "fifo" || s.scheduler === "rr",
    invalid: "Missing or invalid scheduler priority"
  })
};
var needsPriority = (s) => s.priority === void 0 && (s.scheduler === "fifo" || s.scheduler === "rr") ? "Missing or invalid scheduler priority" : void 0;
var period = () => child(ulong(), { omit: 0 });
var quota = () => child(long(), { omit: 0 });
var monitor = children("monitor", {
  level: attr(uint2()),
  vcpus: attr(cpuset, { required: true })
});
var vcpusAttr = attr(cpuset, {
  required: "Missing cachetune attribute 'vcpus'",
  invalid: "Invalid cachetune attribute 'vcpus' value '{value}'"
});
var Cputune = element("cputune", {
  shares: child(ulong(), { invalid: "can't parse cputune shares value" }),
  period: period(),
  quota: quota(),
  global_period: period(),
  global_quota: quota(),
  emulator_period: period(),
  emulator_quota: quota(),
  iothread_period: period(),
  iothread_quota: quota(),
  vcpupins: children("vcpupin", {
    vcpu: attr(uint2(), { required: true }),
    ...pinned("vcpupin")
  }),
  emulatorpin: child(pinned("emulatorpin")),
  iothreadpins: children("iothreadpin", {
    iothread: attr(uint2(), { required: true, nonZero: true }),
    ...pinned("iothreadpin")
  }),
  emulatorsched: child(element("emulatorsched", schedulerFields, needsPriority)),
  vcpuscheds: children("vcpusched", element("vcpusched", {
    vcpus: attr(cpuset, { required: "Missing attribute 'vcpus' in element 'vcpusched'" }),
    ...schedulerFields
  }, needsPriority)),
  iothreadscheds: children("iothreadsched", element("iothreadsched", {
    iothreads: attr(cpuset, {
      required: "Missing attribute 'iothreads' in element 'iothreadsched'"
    }),
    ...schedulerFields
  }, needsPriority)),
  cachetunes: children("cachetune", {
    vcpus: vcpusAttr,
    id: attr(text2, { live: true }),
    caches: children("cache", {
      id: attr(uint2(), { required: true }),
      level: attr(uint2(), { required: true }),
      type: attr(oneWord(["both", "code", "data"]), { required: true }),
      size: attr(size("bytes", "KiB", { pretty: true }), { required: true })
    }),
    monitors: monitor
  }),
  memorytunes: children("memorytune", {
    vcpus: vcpusAttr,
    id: attr(text2, { live: true }),
    nodes: children("node", {
      id: attr(uint2(), { required: true }),
      bandwidth: attr(uint2(), { required: true })
    }),
    monitors: monitor
  })
}, (tune) => {
  const pins = /* @__PURE__ */ new Set();
  for (const { vcpu } of tune.vcpupins) {
    if (pins.has(vcpu))
      return `duplicate vcpupin for vcpu '${vcpu}'`;
    pins.add(vcpu);
  }
  tune.vcpupins.sort((a, b) => a.vcpu - b.vcpu);
  return void 0;
});
var MemMode = oneWord(["strict", "preferred", "interleave", "restrictive"]);
var Numatune = element("numatune", {
  memory: child(element("memory", {
    mode: attr(MemMode),
    placement: attr(oneWord(["static", "auto"]), {
      when: (m) => m.placement === "auto"
    }),
    $nodeset: oneOf("placement", {
      auto: {},
      "*": {
        nodeset: attr(cpuset, {
          empty: "absent",
          invalid: { code: ErrorCode.INVALID_ARG, domain: 0, text: "Failed to parse bitmap '{value}'" }
        })
      }
    })
  })),
  memnodes: children("memnode", {
    cellid: attr(uint2(), { required: true }),
    mode: attr(MemMode, { default: "strict" }),
    nodeset: attr(cpuset, {
      required: true,
      invalid: { code: ErrorCode.INVALID_ARG, domain: 0, text: "Failed to parse bitmap '{value}'" }
    })
  })
});
var poolSize = () => attr(int2({ min: 0 }));
var iothreadids = children("iothread", {
  id: attr(uint2(), { required: true, nonZero: true }),
  thread_pool_min: poolSize(),
  thread_pool_max: poolSize(),
  poll: child({ max: attr(wide), grow: attr(wide), shrink: attr(wide) })
}, { wrap: "iothreadids" });
var defaultiothread = child({ thread_pool_min: poolSize(), thread_pool_max: poolSize() });
var throttlegroups = children("throttlegroup", element("throttlegroup", {
  ...throttleLimits,
  ...throttleLengths,
  group_name: child(text2, { required: true })
}), { wrap: "throttlegroups" });
var PERF_EVENTS = [
  "cmt",
  "mbmt",
  "mbml",
  "cpu_cycles",
  "instructions",
  "cache_references",
  "cache_misses",
  "branch_instructions",
  "branch_misses",
  "bus_cycles",
  "stalled_cycles_frontend",
  "stalled_cycles_backend",
  "ref_cpu_cycles",
  "cpu_clock",
  "task_clock",
  "page_faults",
  "context_switches",
  "cpu_migrations",
  "page_faults_min",
  "page_faults_maj",
  "alignment_faults",
  "emulation_faults"
];
var Perf = element("perf", {
  events: children("event", {
    name: attr(oneWord(PERF_EVENTS), { required: true }),
    enabled: attr(yesNo, { required: true })
  })
}, (perf) => {
  const seen = /* @__PURE__ */ new Set();
  for (const { name: name3 } of perf.events) {
    if (seen.has(name3))
      return `perf event '${name3}' was already specified`;
    seen.add(name3);
  }
  perf.events.sort((a, b) => PERF_EVENTS.indexOf(a.name) - PERF_EVENTS.indexOf(b.name));
  return void 0;
});

// dist/schemas/xml/domain.js
var VirtType = oneWord([
  "none",
  "qemu",
  "kqemu",
  "kvm",
  "xen",
  "lxc",
  "uml",
  "openvz",
  "test",
  "vmware",
  "hyperv",
  "vbox",
  "phyp",
  "parallels",
  "bhyve",
  "vz",
  "hvf"
], { not: ["none"] });
var LifecycleAction = oneWord([
  "destroy",
  "restart",
  "rename-restart",
  "preserve",
  "coredump-destroy",
  "coredump-restart"
]);
var onEvent = (name3) => ({
  invalid: { code: ErrorCode.INTERNAL_ERROR, text: `unknown ${name3} action: {value}` }
});
var writtenConsoles = (devices2, { up }) => {
  const domain = up[up.length - 1];
  if (domain?.os.type?.value !== "hvm")
    return devices2.consoles;
  return devices2.consoles.map((console, i) => {
    const serial2 = devices2.serials[i];
    const type2 = console.target?.type;
    if (!serial2 || type2 !== void 0 && type2 !== "serial")
      return console;
    return { ...serial2, target: { type: "serial", port: serial2.target?.port ?? 0 } };
  });
};
var Devices = expanded(element("devices", {
  emulator: child(text2),
  disks: children("disk", Disk),
  controllers: children("controller", Controller),
  leases: children("lease", Lease),
  filesystems: children("filesystem", Filesystem),
  interfaces: children("interface", Interface2),
  smartcards: children("smartcard", Smartcard),
  serials: children("serial", Serial),
  parallels: children("parallel", Parallel),
  consoles: children("console", Console, { computed: writtenConsoles }),
  channels: children("channel", Channel),
  inputs: children("input", Input, {
    // other daemons add the keyboard of the machine themselves
    computed: ((devices2, { flags }) => flags.migratable ? devices2.inputs.filter(({ type: type2, bus }) => type2 !== "keyboard" || bus !== "ps2" && bus !== "xen") : devices2.inputs)
  }),
  tpms: children("tpm", Tpm),
  graphics: children("graphics", Graphics),
  sounds: children("sound", Sound),
  audios: children("audio", Audio),
  videos: children("video", Video),
  hostdevs: children("hostdev", Hostdev),
  redirdevs: children("redirdev", Redirdev),
  redirfilter,
  hubs: children("hub", Hub),
  watchdogs: children("watchdog", Watchdog),
  memballoons: children("memballoon", Memballoon),
  rngs: children("rng", Rng),
  nvram: child(Nvram, { keep: true }),
  panics: children("panic", Panic),
  shmems: children("shmem", Shmem),
  memories: children("memory", MemoryDevice),
  cryptos: children("crypto", Crypto),
  iommus: children("iommu", Iommu),
  vsock: child(Vsock, { keep: true }),
  pstore: child(Pstore)
}));
var Domain2 = element("domain", {
  type: attr(VirtType, {
    required: { code: ErrorCode.INTERNAL_ERROR, text: "missing domain type attribute" },
    invalid: { code: ErrorCode.CONFIG_UNSUPPORTED, text: "invalid domain type {value}" }
  }),
  id: attr(int2({ base: 10 }), {
    live: true,
    when: (d) => d.id !== void 0 && d.id >= 0
  }),
  name: child(text2, { required: { code: ErrorCode.NO_NAME, text: "" } }),
  hwuuid: child(text2, { when: () => false }),
  uuid: child(uuid2, {
    generate: randomUUID3,
    invalid: { code: ErrorCode.INTERNAL_ERROR, text: "malformed uuid element" }
  }),
  genid: child({
    value: content(uuid2, {
      invalid: { code: ErrorCode.INTERNAL_ERROR, text: "malformed genid element" }
    })
  }, { keep: true }),
  title: child(text2),
  description: child(text2),
  metadata: verbatim({ sanitized: true }),
  maxMemory: child({
    slots: attr(uint2(), { omit: 0, invalid: "Failed to parse memory slot count" }),
    value: content(size("KiB"), { required: true })
  }),
  memory: child({ dumpCore: attr(onOff), value: content(size("KiB"), { default: 0 }) }, { always: true }),
  currentMemory: sure(child(size("KiB"))),
  blkiotune: child(Blkiotune),
  memtune: child(Memtune),
  memoryBacking: child(MemoryBacking),
  vcpu: child({
    placement: attr(oneWord(["static", "auto"]), {
      default: "static",
      invalid: { code: ErrorCode.CONFIG_UNSUPPORTED, text: "unsupported vcpu placement {value}" }
    }),
    cpuset: attr(cpuset, {
      empty: "absent",
      invalid: { code: ErrorCode.INVALID_ARG, domain: 0, text: "Failed to parse bitmap '{value}'" }
    }),
    current: attr(uint2(), { invalid: "maximum vcpus count must be an integer" }),
    value: content(uint2(), { default: 1, invalid: "maximum vcpus count must be an integer" })
  }, { always: true }),
  vcpus: children("vcpu", {
    id: attr(uint2(), { required: true }),
    enabled: attr(yesNo, { required: true }),
    hotpluggable: attr(yesNo),
    order: attr(uint2(), { nonZero: true })
  }, { wrap: "vcpus" }),
  iothreads: child(uint2(), { omit: 0, invalid: "invalid iothreads count '{value}'" }),
  iothreadids,
  defaultiothread,
  throttlegroups,
  cputune: child(Cputune),
  numatune: child(Numatune),
  resource: child({
    partition: child(text2),
    fibrechannel: child({ appid: attr(text2, { required: "missing required 'appid'" }) })
  }),
  sysinfos: children("sysinfo", Sysinfo),
  bootloader: child(text2),
  bootloader_args: child(text2),
  os: child(Os, { always: true }),
  idmap,
  features: child(Features, { always: true }),
  cpu: child(Cpu),
  clock: child(Clock, { always: true }),
  on_poweroff: child(LifecycleAction, { default: "destroy", ...onEvent("on_poweroff") }),
  on_reboot: child(LifecycleAction, { default: "restart", ...onEvent("on_reboot") }),
  on_crash: child(LifecycleAction, { default: "destroy", ...onEvent("on_crash") }),
  on_lockfailure: child(oneWord(["poweroff", "restart", "pause", "ignore"]), onEvent("on_lockfailure")),
  pm: child({
    "suspend-to-mem": child({ enabled: attr(yesNo) }),
    "suspend-to-disk": child({ enabled: attr(yesNo) })
  }),
  perf: child(Perf),
  devices: child(Devices, { always: true }),
  seclabels: children("seclabel", Seclabel),
  ciphers,
  launchSecurity: child(LaunchSecurity, { keep: true }),
  ...namespaceFields
});
var domainParseOptions = { domain: ErrorDomain.DOMAIN, filename: "(domain_definition)" };

// dist/src/drivers/libxl/config/build.js
import { existsSync } from "node:fs";

// dist/src/drivers/libxl/config/chardev.js
var udpEnds = (dev) => ({
  connect: dev.sources?.find((s) => (s.mode ?? "connect") === "connect"),
  bind: dev.sources?.find((s) => s.mode === "bind")
});
var chardevText = (dev, forCfg) => {
  const source2 = dev.source ?? {};
  switch (dev.type) {
    case "null":
    case "stdio":
    case "vc":
    case "pty":
      return dev.type;
    case "file":
    case "pipe":
      return `${dev.type}:${source2.path ?? ""}`;
    case "dev":
      return source2.path ?? "";
    case "udp": {
      const { connect, bind } = udpEnds(dev);
      const bound = bind?.service ?? (forCfg ? "" : "0");
      return `udp:${connect?.host ?? ""}:${connect?.service ?? ""}@${bind?.host ?? ""}:${bound}`;
    }
    case "tcp": {
      const prefix = (dev.protocol?.type ?? "raw") === "raw" ? "tcp" : "telnet";
      return `${prefix}:${source2.host ?? ""}:${source2.service ?? ""}${source2.mode === "bind" ? ",server,nowait" : ""}`;
    }
    case "unix":
      return `unix:${source2.path ?? ""}${source2.mode === "bind" ? ",server,nowait" : ""}`;
    default:
      throw new VirError(ErrorCode.CONFIG_UNSUPPORTED, forCfg ? ErrorDomain.XEN : ErrorDomain.LIBXL, forCfg ? `unsupported chr device type '${dev.type}'` : `unsupported chardev '${dev.type}'`);
  }
};
var known3 = [
  "null",
  "vc",
  "pty",
  "dev",
  "file",
  "pipe",
  "stdio",
  "udp",
  "tcp",
  "unix",
  "spicevmc",
  "spiceport",
  "nmdm"
];
var fail10 = (text4) => new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.XEN, text4);
var parseChardev = (text4) => {
  if (text4.startsWith("/"))
    return { type: "dev", source: { path: text4 } };
  const colon = text4.indexOf(":");
  const prefix = colon < 0 ? text4 : text4.slice(0, colon);
  const value = colon < 0 ? text4 : text4.slice(colon + 1);
  const telnet = prefix.startsWith("telnet");
  const type2 = telnet ? "tcp" : known3.find((k) => k === prefix);
  if (!type2)
    throw fail10(`unknown chr device type '${prefix}'`);
  const [address3 = "", ...options2] = value.split(",");
  const listens2 = options2.includes("server");
  const hostPort = (s) => {
    const at2 = s.indexOf(":");
    if (at2 < 0)
      throw fail10("malformed char device string");
    return { ...at2 > 0 ? { host: s.slice(0, at2) } : {}, service: s.slice(at2 + 1) };
  };
  switch (type2) {
    case "file":
    case "pipe":
      return { type: type2, source: { path: value } };
    case "tcp":
      return {
        type: type2,
        source: { mode: listens2 ? "bind" : "connect", ...hostPort(address3) },
        protocol: { type: telnet ? "telnet" : "raw" }
      };
    case "udp": {
      const [remote = "", local] = value.split("@");
      const connect = { mode: "connect", ...hostPort(remote) };
      if (local === void 0)
        return { type: type2, sources: [connect] };
      return { type: type2, sources: [{ mode: "bind", ...hostPort(local) }, connect] };
    }
    case "unix":
      return { type: type2, source: { mode: listens2 ? "bind" : "connect", path: address3 } };
    default:
      return { type: type2 };
  }
};

// dist/src/drivers/libxl/config/context.js
var unsupportedConfig = (text4) => new VirError(ErrorCode.CONFIG_UNSUPPORTED, ErrorDomain.LIBXL, text4);
var internal7 = (text4) => new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.LIBXL, text4);
var requiredShadowMemory = (maxKiB, vcpus) => 4 * (256 * vcpus + 2 * Math.floor(maxKiB / 1024));
var offlineContext = (over = {}) => {
  let port4 = 5900;
  const noHost = (what) => {
    throw internal7(`${what} cannot be resolved without a host`);
  };
  return {
    hostFeatures: /* @__PURE__ */ new Set(["vmx"]),
    nestedHvm: true,
    ovmf: "/usr/lib/xen-4.17/boot/ovmf.bin",
    channelFolder: "/var/lib/libvirt/libxl/channel/target",
    hostNodes: 1024,
    displayPort: () => port4++,
    networkBridge: (network2) => noHost(`network '${network2}'`),
    secret: () => noHost("a secret"),
    usbDevice: (vendor3, product2) => noHost(`USB device ${vendor3.toString(16)}:${product2.toString(16)}`),
    shadowMemory: requiredShadowMemory,
    fileExists: () => "executable",
    ...over
  };
};
var defbool = (value) => value === void 0 ? void 0 : value ? "True" : "False";
var cpusOf = (set) => {
  const cpus = /* @__PURE__ */ new Set();
  for (const part of (set ?? "").split(",")) {
    const match = /^\s*(\^?)(\d+)(?:-(\d+))?\s*$/.exec(part);
    if (!match)
      continue;
    const [, not, first2, last = first2] = match;
    for (let cpu = Number(first2); cpu <= Number(last); cpu++) {
      if (not)
        cpus.delete(cpu);
      else
        cpus.add(cpu);
    }
  }
  return [...cpus].sort((a, b) => a - b);
};
var formatCpus = (cpus) => {
  const parts = [];
  for (let i = 0; i < cpus.length; ) {
    let end = i;
    while (cpus[end + 1] === cpus[end] + 1)
      end++;
    parts.push(end === i ? `${cpus[i]}` : `${cpus[i]}-${cpus[end]}`);
    i = end + 1;
  }
  return parts.join(",");
};

// dist/src/drivers/libxl/config/cpuid-features.js
var cpuidFeatures = [
  [0, null, "eax", "maxleaf:0+32"],
  [1, null, "eax", "stepping:0+4 model:4+8 family:8+8"],
  [1, null, "ebx", "brandid:0+8 clflush:8+8 proccount:16+8 localapicid:24+8"],
  [
    1,
    null,
    "ecx",
    "sse3:0 pclmulqdq:1 dtes64:2 monitor:3 dscpl:4 vmx:5 smx:6 est:7 tm2:8 ssse3:9 cntxid:10 fma:12"
  ],
  [
    1,
    null,
    "ecx",
    "cmpxchg16:13 xtpr:14 pdcm:15 pcid:17 dca:18 sse4_1:19 sse4.1:19 sse4_2:20 sse4.2:20 x2apic:21"
  ],
  [
    1,
    null,
    "ecx",
    "movbe:22 popcnt:23 tsc-deadline:24 aes:25 xsave:26 osxsave:27 avx:28 f16c:29 rdrand:30"
  ],
  [
    1,
    null,
    "ecx",
    "hypervisor:31 eist:7 sdbg:11 cx16:13 sse4-1:19 sse4-2:20 tsc_deadline:24 aesni:25"
  ],
  [
    1,
    null,
    "edx",
    "fpu:0 vme:1 de:2 pse:3 tsc:4 msr:5 pae:6 mce:7 cmpxchg8:8 apic:9 sysenter:11 mtrr:12 pge:13"
  ],
  [
    1,
    null,
    "edx",
    "mca:14 cmov:15 pat:16 pse36:17 psn:18 clfsh:19 ds:21 acpi:22 mmx:23 fxsr:24 sse:25 sse2:26"
  ],
  [1, null, "edx", "ss:27 htt:28 tm:29 ia64:30 pbe:31 cx8:8 sep:11 tm1:29"],
  [6, null, "eax", "arat:2"],
  [
    7,
    0,
    "ebx",
    "fsgsbase:0 tsc_adjust:1 bmi1:3 hle:4 avx2:5 smep:7 bmi2:8 erms:9 invpcid:10 rtm:11 cmt:12"
  ],
  [
    7,
    0,
    "ebx",
    "mpx:14 avx512f:16 avx512dq:17 rdseed:18 adx:19 smap:20 avx512-ifma:21 clflushopt:23 clwb:24"
  ],
  [
    7,
    0,
    "ebx",
    "proc-trace:25 avx512pf:26 avx512er:27 avx512cd:28 sha:29 avx512bw:30 avx512vl:31 tsc-adjust:1"
  ],
  [
    7,
    0,
    "ebx",
    "sgx:2 fdp-excp-only:6 fdp_excp_only:6 pqm:12 no-fpu-sel:13 no_fpu_sel:13 pqe:15 avx512_ifma:21"
  ],
  [7, 0, "ebx", "proc_trace:25"],
  [
    7,
    0,
    "ecx",
    "prefetchwt1:0 avx512-vbmi:1 umip:2 pku:3 ospke:4 avx512-vbmi2:6 cet-ss:7 gfni:8 vaes:9"
  ],
  [
    7,
    0,
    "ecx",
    "vpclmulqdq:10 avx512-vnni:11 avx512-bitalg:12 avx512-vpopcntdq:14 rdpid:22 cldemote:25"
  ],
  [
    7,
    0,
    "ecx",
    "avx512_vbmi:1 waitpkg:5 avx512_vbmi2:6 cet_ss:7 avx512_vnni:11 avx512_bitalg:12 tme:13"
  ],
  [
    7,
    0,
    "ecx",
    "avx512_vpopcntdq:14 la57:16 bld:24 movdiri:27 movdir64b:28 enqcmd:29 sgx-lc:30 sgx_lc:30 pks:31"
  ],
  [
    7,
    0,
    "edx",
    "avx512-4vnniw:2 avx512-4fmaps:3 fsrm:4 avx512-vp2intersect:8 srbds-ctrl:9 md-clear:10"
  ],
  [
    7,
    0,
    "edx",
    "serialize:14 tsxldtrk:16 cet-ibt:20 avx512-fp16:23 ibrsb:26 stibp:27 l1d-flush:28 arch-caps:29"
  ],
  [
    7,
    0,
    "edx",
    "core-caps:30 ssbd:31 sgx_keys:1 sgx-keys:1 avx512_4vnniw:2 avx512_4fmaps:3 uintr:5"
  ],
  [
    7,
    0,
    "edx",
    "avx512_vp2intersect:8 srbds_ctrl:9 md_clear:10 rtm-always-abort:11 rtm_always_abort:11"
  ],
  [
    7,
    0,
    "edx",
    "tsx-force-abort:13 tsx_force_abort:13 hybrid:15 pconfig:18 arch_lbr:19 arch-lbr:19 cet_ibt:20"
  ],
  [
    7,
    0,
    "edx",
    "amx-bf16:22 amx_bf16:22 avx512_fp16:23 amx_tile:24 amx-tile:24 amx-int8:25 amx_int8:25"
  ],
  [7, 0, "edx", "l1d_flush:28 arch_caps:29 core_caps:30"],
  [
    7,
    1,
    "eax",
    "avx-vnni:4 avx512-bf16:5 fzrm:10 fsrs:11 fsrcs:12 sha512:0 sm3:1 sm4:2 avx_vnni:4 avx512_bf16:5"
  ],
  [7, 1, "eax", "cmpccxadd:7 fred:17 wrmsrns:19 amx_fp16:21 amx-fp16:21 avx-ifma:23 avx_ifma:23"],
  [
    7,
    2,
    "edx",
    "intel-psfd:0 mcdt-no:5 intel_psfd:0 ipred-ctrl:1 ipred_ctrl:1 rrsba-ctrl:2 rrsba_ctrl:2"
  ],
  [7, 2, "edx", "ddp-ctrl:3 ddp_ctrl:3 bhi-ctrl:4 bhi_ctrl:4 mcdt_no:5"],
  [
    2147483649,
    null,
    "ecx",
    "lahfsahf:0 cmplegacy:1 svm:2 extapic:3 altmovcr8:4 abm:5 sse4a:6 misalignsse:7 3dnowprefetch:8"
  ],
  [
    2147483649,
    null,
    "ecx",
    "osvw:9 ibs:10 xop:11 skinit:12 wdt:13 lwp:15 fma4:16 nodeid:19 tbm:21 topoext:22"
  ],
  [
    2147483649,
    null,
    "ecx",
    "perfctr_core:23 perfctr_nb:24 lahf-lm:0 lahf_lm:0 cmp-legacy:1 cmp_legacy:1 cr8-legacy:4"
  ],
  [
    2147483649,
    null,
    "ecx",
    "cr8_legacy:4 nodeid-msr:19 nodeid_msr:19 dbext:26 monitorx:29 addr-msk-ext:30 addr_msk_ext:30"
  ],
  [
    2147483649,
    null,
    "edx",
    "syscall:11 nx:20 mmxext:22 ffxsr:25 page1gb:26 rdtscp:27 lm:29 3dnowext:30 3dnow:31"
  ],
  [4, 0, "eax", "procpkg:26+6"],
  [2147483655, null, "edx", "invtsc:8 hw-pstate:7 hw_pstate:7 itsc:8 cpb:9 efro:10"],
  [
    2147483656,
    null,
    "ebx",
    "clzero:0 rstr-fp-err-ptrs:2 wbnoinvd:9 ibpb:12 ibrs:14 amd-stibp:15 ibrs-always:16"
  ],
  [
    2147483656,
    null,
    "ebx",
    "stibp-always:17 ibrs-fast:18 ibrs-same-mode:19 no-lmsl:20 ppin:23 amd-ssbd:24 virt-ssbd:25"
  ],
  [
    2147483656,
    null,
    "ebx",
    "ssb-no:26 psfd:28 btc-no:29 ibpb-ret:30 rstr_fp_err_ptrs:2 amd_stibp:15 ibrs_always:16"
  ],
  [
    2147483656,
    null,
    "ebx",
    "stibp_always:17 ibrs_fast:18 ibrs_same_mode:19 no_lmsl:20 amd_ppin:23 amd-ppin:23 amd_ssbd:24"
  ],
  [2147483656, null, "ebx", "virt_ssbd:25 ssb_no:26 btc_no:29 ibpb_ret:30"],
  [2147483656, null, "ecx", "nc:0+8 apicidsize:12+4"],
  [
    2147483658,
    null,
    "edx",
    "svm_npt:0 svm_lbrv:1 svm_nrips:3 svm_tscrate:4 svm_vmcbclean:5 svm_decode:7 svm_pausefilt:10"
  ],
  [
    2147483681,
    null,
    "eax",
    "lfence+:2 nscb:6 no_nest_bp:0 no-nest-bp:0 fs-gs-ns:1 fs_gs_ns:1 lfence-dispatch:2"
  ],
  [
    2147483681,
    null,
    "eax",
    "lfence_dispatch:2 verw-clear:5 verw_clear:5 auto-ibrs:8 auto_ibrs:8 amd-fsrs:10 amd_fsrs:10"
  ],
  [
    2147483681,
    null,
    "eax",
    "amd_fsrc:11 amd-fsrc:11 cpuid_user_dis:17 cpuid-user-dis:17 epsf:18 fsrsc:19 amd_prefetchi:20"
  ],
  [
    2147483681,
    null,
    "eax",
    "amd-prefetchi:20 sbpb:27 ibpb_brtype:28 ibpb-brtype:28 srso-no:29 srso_no:29 srso_us_no:30"
  ],
  [2147483681, null, "eax", "srso-us-no:30 srso-msr-fix:31 srso_msr_fix:31"],
  [1073741824, null, "eax", "maxhvleaf:0+8"],
  [13, 1, "eax", "xsaveopt:0 xsavec:1 xgetbv1:2 xsaves:3 xfd:4"],
  [7, 1, "ebx", "intel_ppin:0 intel-ppin:0"],
  [
    7,
    1,
    "edx",
    "avx-vnni-int8:4 avx_vnni_int8:4 avx-ne-convert:5 avx_ne_convert:5 amx-complex:8 amx_complex:8"
  ],
  [7, 1, "edx", "avx-vnni-int16:10 avx_vnni_int16:10 prefetchi:14 cet-sss:18 cet_sss:18"]
];

// dist/src/drivers/libxl/config/cpuid.js
var otherNames = [
  ["cx16", "cmpxchg16"],
  ["cid", "cntxid"],
  ["ds_cpl", "dscpl"],
  ["pclmuldq", "pclmulqdq"],
  ["pni", "sse3"],
  ["ht", "htt"],
  ["pn", "psn"],
  ["clflush", "clfsh"],
  ["sep", "sysenter"],
  ["cx8", "cmpxchg8"],
  ["nodeid_msr", "nodeid"],
  ["cr8legacy", "altmovcr8"],
  ["lahf_lm", "lahfsahf"],
  ["cmp_legacy", "cmplegacy"],
  ["fxsr_opt", "ffxsr"],
  ["pdpe1gb", "page1gb"],
  ["spec-ctrl", "ibrsb"]
];
var toLibxlFeature = (name3) => otherNames.find(([ours]) => ours === name3)?.[1] ?? name3;
var fromLibxlFeature = (name3) => otherNames.find(([, theirs]) => theirs === name3)?.[0] ?? name3;
var places = /* @__PURE__ */ new Map();
for (const [leaf, subleaf, register, names2] of cpuidFeatures) {
  for (const item of names2.split(" ")) {
    const [, name3 = "", bit, width2 = "1"] = /^(.*):(\d+)(?:\+(\d+))?$/.exec(item) ?? [];
    places.set(name3, { leaf, subleaf, register, bit: Number(bit), width: Number(width2) });
  }
}
var setFeature = (policy2, libxlName, on2) => {
  const place = places.get(libxlName);
  if (!place)
    return false;
  const { leaf, subleaf, register, bit, width: width2 } = place;
  let entry = policy2.find((e) => e.leaf === leaf && (e.subleaf ?? null) === subleaf);
  if (!entry)
    policy2.push(entry = subleaf === null ? { leaf } : { leaf, subleaf });
  const bits = [...entry[register] ?? "x".repeat(32)];
  for (let i = 0; i < width2; i++)
    bits[31 - bit - i] = on2 && i === 0 ? "1" : "0";
  entry[register] = bits.join("");
  return true;
};
var off = /* @__PURE__ */ new Set(["disable", "forbid"]);
var on = /* @__PURE__ */ new Set(["force", "require"]);
var cpuPolicy = (cpu, context) => {
  const policy2 = [];
  const nests = (name3) => (name3 === "vmx" || name3 === "svm") && context.hostFeatures.has(name3);
  let nested = context.nestedHvm && (context.hostFeatures.has("vmx") || context.hostFeatures.has("svm"));
  for (const { name: name3 = "", policy: wish } of cpu.features) {
    if (!off.has(wish) && !on.has(wish))
      continue;
    if (nests(name3))
      nested = on.has(wish);
    else if (!setFeature(policy2, toLibxlFeature(name3), on.has(wish)))
      throw unsupportedConfig(`unsupported cpu feature '${name3}'`);
  }
  return { policy: policy2, nested };
};

// dist/src/drivers/libxl/config/devices.js
var osTypeOf = (domain) => {
  const type2 = domain.os.type?.value;
  return type2 === "hvm" || type2 === "xenpvh" ? type2 : "xen";
};
var isHvm = (domain) => osTypeOf(domain) === "hvm";
var deviceModelVersion = (domain) => isHvm(domain) && /(^|\/)qemu-dm$/.test(domain.devices.emulator ?? "") ? "qemu_xen_traditional" : "qemu_xen";
var backends2 = {
  tap: { qcow: "qdisk", qcow2: "qdisk", qed: "qdisk", vhd: "tap", raw: "tap" },
  tap2: { qcow: "qdisk", qcow2: "qdisk", qed: "qdisk", vhd: "tap", raw: "tap" },
  qemu: { qcow: "qdisk", qcow2: "qdisk", qed: "qdisk", vhd: "qdisk", raw: "qdisk" },
  file: { raw: "qdisk" },
  phy: { raw: "phy" }
};
var diskPath = (disk2) => {
  const source2 = disk2.source;
  return source2?.file ?? source2?.dev ?? source2?.dir;
};
var escapeColons = (text4) => text4.replace(/[\\:]/g, (c) => `\\${c}`);
var sourceOf3 = (disk2) => disk2.source ?? {};
var rbdSource = (disk2, separator, auth2) => {
  const source2 = sourceOf3(disk2);
  const [pool = "", ...rest] = (source2.name ?? "").split("/");
  const image = rest.join("/");
  if (image.includes(":"))
    throw unsupportedConfig(`':' not allowed in RBD source volume name '${image}'`);
  const hosts = (source2.hosts ?? []).map((host) => {
    const name3 = host.name ?? "";
    const text4 = name3.includes(":") ? `[${escapeColons(name3)}]` : name3;
    return host.port ? `${text4}${separator}:${host.port}` : text4;
  });
  const monitors = hosts.length ? `:mon_host=${hosts.join(`${separator};`)}` : "";
  return `rbd:${pool}/${image}${auth2}${monitors}`;
};
var networkPath = (disk2, context) => {
  const source2 = sourceOf3(disk2);
  if (source2.protocol !== "rbd")
    throw new VirError(ErrorCode.NO_SUPPORT, ErrorDomain.LIBXL, `Unsupported network block protocol '${source2.protocol}'`);
  const user2 = disk2.auth ?? source2.auth;
  const auth2 = user2 ? `:id=${escapeColons(user2.username ?? "")}:key=${escapeColons(context.secret(user2.secret ?? {}))}:auth_supported=cephx\\;none` : ":auth_supported=none";
  const conf = source2.config?.file ? `:conf=${escapeColons(source2.config.file)}` : "";
  return `${rbdSource(disk2, "\\", auth2)}${conf}`;
};
var libxlDisk = (disk2, context) => {
  const driver2 = disk2.driver?.name;
  const format2 = disk2.driver?.type ?? "raw";
  const network2 = disk2.type === "network";
  if (network2 && driver2 !== "qemu")
    throw new VirError(ErrorCode.OPERATION_INVALID, ErrorDomain.LIBXL, "only the 'qemu' driver can be used with network disks");
  const path2 = network2 ? networkPath(disk2, context) : diskPath(disk2);
  let backend3;
  if (driver2 !== void 0) {
    const formats2 = backends2[driver2];
    if (!formats2)
      throw internal7(`libxenlight does not support disk driver ${driver2}`);
    backend3 = formats2[format2];
    if (!backend3)
      throw internal7(`libxenlight does not support disk format ${format2} with disk driver ${driver2}`);
  }
  if (disk2.transient)
    throw internal7("libxenlight does not support transient disks");
  const cdrom = disk2.device === "cdrom";
  const readwrite = !disk2.readonly && !cdrom;
  const discard = disk2.driver?.discard;
  return {
    backend_domname: disk2.backenddomain?.name,
    pdev_path: path2,
    vdev: disk2.target?.dev,
    backend: backend3,
    // An empty CD drive must have the empty format.
    format: cdrom && path2 === void 0 ? "empty" : driver2 === void 0 ? "raw" : format2,
    removable: 1,
    readwrite: readwrite ? 1 : void 0,
    is_cdrom: cdrom ? 1 : void 0,
    discard_enable: readwrite && discard ? defbool(discard === "unmap") : void 0
  };
};
var bridgeText = (net3) => {
  const tags = net3.vlan?.tags ?? [];
  const bridge2 = net3.source?.bridge ?? "";
  if (net3.virtualport?.type !== "openvswitch" || tags.length === 0)
    return bridge2;
  return net3.vlan?.trunk ? `${bridge2}${tags.map((t) => `:${t.id}`).join("")}` : `${bridge2}.${tags[0]?.id}`;
};
var scriptOf = (net3) => net3.script?.path ?? (net3.type === "bridge" && net3.virtualport?.type === "openvswitch" ? "vif-openvswitch" : void 0);
var addressesOf = (net3) => net3.ips.length ? net3.ips.map((ip2) => ip2.address).join(" ") : void 0;
var RATE_INTERVAL_US = 5e4;
var libxlNic = (net3, domain, context, hotplug = false) => {
  const { type: type2 } = net3;
  if (net3.script?.path !== void 0 && type2 !== "bridge" && type2 !== "ethernet")
    throw unsupportedConfig("specifying a script is only supported with interface types bridge and ethernet");
  if (type2 !== "bridge" && type2 !== "ethernet" && type2 !== "network")
    throw unsupportedConfig(`unsupported interface type ${type2}`);
  const model5 = net3.model?.type;
  if (model5 !== void 0 && model5 !== "netfront" && !isHvm(domain))
    throw unsupportedConfig("only model 'netfront' is supported for Xen PV(H) domains");
  const emulated = model5 === void 0 ? isHvm(domain) && !hotplug : model5 !== "netfront";
  const average = net3.bandwidth?.outbound?.average;
  return {
    backend_domname: net3.backenddomain?.name,
    model: model5,
    mac: net3.mac?.address,
    ip: addressesOf(net3),
    bridge: type2 === "bridge" ? bridgeText(net3) : type2 === "network" ? context.networkBridge(net3.source?.network ?? "") : void 0,
    ifname: net3.target?.dev,
    script: type2 === "network" ? void 0 : scriptOf(net3),
    nictype: emulated ? "vif_ioemu" : "vif",
    rate_bytes_per_interval: average ? Math.floor(average * 1024 * RATE_INTERVAL_US / 1e6) : void 0,
    rate_interval_usecs: average ? RATE_INTERVAL_US : void 0
  };
};
var firstListen = (graphics) => graphics.listens?.[0];
var VNC_FIRST_PORT2 = 5900;
var takePort = (graphics, context) => {
  if (graphics.autoport)
    graphics.port = context.displayPort();
  return graphics.port ?? 0;
};
var listenAddress = (graphics) => {
  const listen = firstListen(graphics);
  if (listen && listen.address === void 0 && listen.type === "address") {
    listen.address = "127.0.0.1";
    return void 0;
  }
  return listen?.address;
};
var libxlVfb = (graphics, context) => {
  const none2 = { vnc: { enable: "False" }, sdl: { enable: "False" } };
  switch (graphics.type) {
    case "sdl":
      return {
        ...none2,
        sdl: { enable: "True", opengl: "False", display: graphics.display, xauthority: graphics.xauth }
      };
    case "vnc": {
      const display = takePort(graphics, context) - VNC_FIRST_PORT2;
      return {
        vnc: {
          enable: "True",
          listen: listenAddress(graphics),
          passwd: graphics.passwd,
          display: display || void 0,
          findunused: "False"
        },
        sdl: { enable: "False" },
        keymap: graphics.keymap
      };
    }
    case "spice":
      return none2;
    default:
      throw unsupportedConfig(`unsupported graphics type ${graphics.type}`);
  }
};
var hvmDisplay = (domain, vfbs, context) => {
  const spice4 = domain.devices.graphics.find((g) => g.type === "spice");
  if (spice4) {
    const client = spice4.mouse?.mode !== "server";
    const share = spice4.clipboard?.copypaste === true;
    const port4 = takePort(spice4, context);
    const address3 = firstListen(spice4) ? listenAddress(spice4) ?? "127.0.0.1" : void 0;
    return {
      spice: {
        enable: "True",
        port: port4,
        host: address3,
        disable_ticketing: defbool(spice4.passwd === void 0),
        passwd: spice4.passwd,
        agent_mouse: defbool(client),
        vdagent: defbool(share),
        clipboard_sharing: defbool(share)
      },
      keymap: spice4.keymap
    };
  }
  const first2 = vfbs[0];
  if (!first2)
    return {};
  const vnc3 = first2.vnc;
  const sdl2 = first2.sdl;
  return {
    ...vnc3.enable === "True" ? { vnc: vnc3 } : sdl2.enable === "True" ? { sdl: sdl2 } : {},
    keymap: first2.keymap
  };
};
var videoMinimum = {
  vga: { kind: "std", least: [16384, 8192], name: "VGA" },
  xen: { kind: "std", least: [16384, 8192], name: "VGA" },
  cirrus: { kind: "cirrus", least: [8192, 4096], name: "CIRRUS" },
  qxl: { kind: "qxl", least: [131072, 131072], name: "QXL" }
};
var defaultVideoMemory = (type2, domain) => videoMinimum[type2]?.least[deviceModelVersion(domain) === "qemu_xen" ? 0 : 1];
var hvmVideo = (domain) => {
  const video2 = domain.devices.videos[0];
  if (!video2)
    return { hvm: { nographic: "True", vga: { kind: "none" } } };
  const type2 = video2.model.type;
  const known4 = videoMinimum[type2];
  if (!known4)
    throw unsupportedConfig(`video type ${type2} is not supported by libxl`);
  const least = defaultVideoMemory(type2, domain) ?? 0;
  const memory7 = video2.model.vram ?? 0;
  if (memory7 < least)
    throw unsupportedConfig(`videoram must be at least ${least / 1024}MB for ${known4.name}`);
  return { memory: memory7, hvm: { vga: { kind: known4.kind } } };
};
var libxlPci = (address3, permissive = false) => ({
  func: address3.function || void 0,
  dev: address3.slot || void 0,
  bus: address3.bus || void 0,
  domain: address3.domain || void 0,
  permissive: permissive || void 0,
  rdm_policy: "invalid"
});
var pciDevices = (domain) => [
  ...domain.devices.interfaces.filter((net3) => net3.type === "hostdev").map((net3) => libxlPci(net3.source?.address ?? {})),
  ...domain.devices.hostdevs.filter((h) => h.mode === "subsystem" && h.type === "pci").map((h) => libxlPci(h.source.address ?? {}, h.source.writeFiltering === false))
];
var usbVersions = { qusb1: 1, qusb2: 2 };
var libxlUsbController = (controller2) => {
  const version2 = controller2.model === void 0 ? 2 : usbVersions[controller2.model];
  if (!version2)
    throw unsupportedConfig("unsupported usb model");
  return { type: "qusb", devid: controller2.index ?? 0, version: version2, ports: controller2.ports ?? 8 };
};
var libxlUsbDevice = (hostdev2, context) => {
  const address3 = hostdev2.source.address;
  const found = address3?.bus && address3.device ? { bus: address3.bus, device: address3.device } : context.usbDevice(hostdev2.source.vendor?.id ?? 0, hostdev2.source.product?.id ?? 0);
  return { "type.hostdev": { hostbus: found.bus, hostaddr: found.device } };
};
var isUsb = (h) => h.mode === "subsystem" && h.type === "usb";
var usbDevices2 = (domain, context) => {
  const devices2 = domain.devices.hostdevs.filter(isUsb);
  const controllers2 = domain.devices.controllers.filter((c) => c.type === "usb");
  if (controllers2.length === 0)
    for (let i = 0; i < Math.ceil(devices2.length / 8); i++)
      controllers2.push({ type: "usb", index: i, model: "qusb2", ports: 8 });
  return {
    usbctrls: controllers2.map(libxlUsbController),
    usbdevs: devices2.map((d) => libxlUsbDevice(d, context))
  };
};
var libxlChannel = (channel2, domain, context) => {
  if (channel2.target.type !== "xen")
    throw unsupportedConfig("channel target type not supported");
  const { name: name3 } = channel2.target;
  if (channel2.type === "unix" && channel2.source?.path === void 0)
    channel2.source = {
      ...channel2.source,
      path: `${context.channelFolder}/${domain.name}-${name3 ?? "unknown.sock"}`,
      mode: "bind"
    };
  if (channel2.type !== "unix" && channel2.type !== "pty")
    throw unsupportedConfig("channel source type not supported");
  if (name3 === void 0)
    throw new VirError(ErrorCode.OPERATION_INVALID, ErrorDomain.LIBXL, "channel target name missing");
  return channel2.type === "pty" ? { name: name3, "connection.pty": {} } : { name: name3, "connection.socket": { path: channel2.source?.path } };
};

// dist/src/drivers/libxl/config/build.js
var guestTypes = { hvm: "hvm", xenpvh: "pvh", xen: "pv" };
var createInfo = (domain) => {
  const type2 = guestTypes[osTypeOf(domain)];
  const passthrough = domain.features.xen?.passthrough;
  return {
    type: type2,
    hap: type2 === "pv" ? void 0 : defbool(domain.features.hap?.state),
    name: domain.name,
    uuid: domain.uuid,
    passthrough: passthrough && (passthrough.state ? passthrough.mode ?? "enabled" : "disabled")
  };
};
var tscModes = {
  native: "native",
  paravirt: "native_paravirt",
  emulate: "always_emulate"
};
var clock = (domain) => {
  const { offset, basis, adjustment, timers: timers2 } = domain.clock;
  const build = {};
  if (offset === "timezone")
    throw unsupportedConfig(`unsupported clock offset '${offset}'`);
  if (offset === "absolute")
    throw unsupportedConfig("unexpected clock offset '4'");
  if (offset === "localtime" || offset === "variable" && basis === "localtime")
    build.localtime = "True";
  if (offset === "variable" && Number(adjustment))
    build.rtc_timeoffset = Number(adjustment) >>> 0;
  let hpet = false;
  for (const timer of timers2) {
    if (timer.name === "tsc")
      build.tsc_mode = tscModes[timer.mode ?? ""];
    else if (timer.name === "hpet" && isHvm(domain))
      hpet ||= timer.present === true;
    else
      throw unsupportedConfig(`unsupported timer type (name) '${timer.name}'`);
  }
  return { build, hpet };
};
var affinities = (domain, max) => {
  const pins = new Map((domain.cputune?.vcpupins ?? []).map((p) => [p.vcpu, cpusOf(p.cpuset)]));
  const all = domain.vcpu.cpuset === void 0 ? void 0 : cpusOf(domain.vcpu.cpuset);
  const of2 = (i) => pins.get(i) ?? all;
  const pinned2 = Array.from({ length: max }, (_, i) => i).filter((i) => of2(i));
  if (pinned2.length === 0)
    return {};
  const last = pinned2[pinned2.length - 1];
  const any2 = Array.from({ length: 1024 }, (_, i) => i);
  return {
    vcpu_hard_affinity: Array.from({ length: last + 1 }, (_, i) => of2(i) ?? any2),
    numa_placement: "False"
  };
};
var roundUp2 = (kib2) => Math.ceil(kib2 / 1024) * 1024;
var memoryOf = (domain) => {
  const max = roundUp2(domain.memory.value);
  return { max, target: Math.min(roundUp2(domain.currentMemory ?? domain.memory.value), max) };
};
var vcpusOf2 = (domain) => ({
  max: domain.vcpu.value,
  now: domain.vcpu.current ?? domain.vcpu.value
});
var enlightenments2 = [
  "base",
  "freq",
  "time_ref_count",
  "reference_tsc",
  "hcall_remote_tlb_flush",
  "apic_assist",
  "crash_ctl",
  "synic",
  "stimer",
  "hcall_ipi"
];
var viridianOf = {
  synic: ["synic"],
  stimer: ["stimer", "synic", "time_ref_count", "reference_tsc"],
  vapic: ["apic_assist"],
  frequencies: ["freq"],
  tlbflush: ["hcall_remote_tlb_flush"],
  ipi: ["hcall_ipi"]
};
var noViridian = ["runtime", "reset", "reenlightenment", "evmcs", "avic", "emsr_bitmap", "xmm_input"];
var VIRIDIAN_BITS = 64;
var viridian = (domain) => {
  const hyperv3 = domain.features.hyperv;
  if (!hyperv3)
    return void 0;
  if (hyperv3.mode === "passthrough")
    return Array.from({ length: VIRIDIAN_BITS }, (_, i) => i);
  const isOn = (name3) => hyperv3[name3]?.state === true;
  const refused = noViridian.find(isOn);
  if (refused)
    throw unsupportedConfig(`Hyper-v enlightenment feature '${refused}' is not supported for Xen domains.`);
  const bits = /* @__PURE__ */ new Set([enlightenments2.indexOf("base"), enlightenments2.indexOf("crash_ctl")]);
  for (const [feature, names2] of Object.entries(viridianOf))
    if (isOn(feature))
      for (const name3 of names2)
        bits.add(enlightenments2.indexOf(name3));
  return [...bits].sort((a, b) => a - b);
};
var bootLetters = { fd: "a", cdrom: "d", network: "n", hd: "c" };
var bootOrder2 = (domain) => domain.os.boots.map((b) => bootLetters[b.dev] ?? "c").join("") || "c";
var oldStyleEfi = (domain) => domain.os.loader?.type === "pflash" && domain.os.loader.readonly === true && domain.os.loader.path !== void 0;
var usbInputs = { mouse: "mouse", tablet: "tablet" };
var machine = (domain, context, hpet) => {
  const { features: features8, os, devices: devices2 } = domain;
  const efi = os.firmware === "efi" ? os.loader?.path ?? context.ovmf : oldStyleEfi(domain) ? os.loader?.path : void 0;
  if (os.loader?.format && os.loader.format !== "raw")
    throw unsupportedConfig(`Unsupported loader format '${os.loader.format}'`);
  const emulator2 = devices2.emulator;
  if (emulator2 !== void 0) {
    const found = context.fileExists(emulator2);
    if (found === "no")
      throw unsupportedConfig(`emulator '${emulator2}' not found`);
    if (found === "yes")
      throw unsupportedConfig(`emulator '${emulator2}' is not executable`);
  }
  if (devices2.parallels.length)
    throw unsupportedConfig("Parallel devices are not supported by libxl");
  const serials = devices2.serials.map((s) => chardevText(s, false));
  const usb4 = devices2.inputs.filter((i) => i.bus === "usb").map((i) => {
    const name3 = usbInputs[i.type];
    if (!name3)
      throw unsupportedConfig("Unknown input device type");
    return name3;
  });
  const sound = devices2.sounds[0]?.model;
  return {
    build: {
      apic: defbool(features8.apic !== void 0),
      acpi: defbool(features8.acpi === true),
      kernel: os.kernel,
      ramdisk: os.initrd,
      cmdline: os.cmdline,
      device_model: emulator2,
      device_model_version: emulator2 === void 0 ? void 0 : deviceModelVersion(domain)
    },
    hvm: {
      pae: defbool(features8.pae === true),
      hpet: hpet ? "True" : void 0,
      viridian_enable: viridian(domain),
      acpi_firmware: os.acpiTables[0]?.path,
      soundhw: sound === "ich6" ? "hda" : sound,
      boot: bootOrder2(domain),
      bios: efi === void 0 ? void 0 : "ovmf",
      system_firmware: efi,
      serial: serials.length === 1 ? serials[0] : void 0,
      serial_list: serials.length > 1 ? serials : void 0,
      usbdevice_list: usb4.length ? usb4 : void 0,
      vnc: { enable: "False" },
      sdl: { enable: "False" },
      spice: {},
      rdm: {}
    }
  };
};
var PYGRUB = "pygrub";
var bootloaderPath = () => ["/usr/lib/xen-4.17/bin/pygrub", "/usr/bin/pygrub"].find((p) => existsSync(p)) ?? PYGRUB;
var words2 = (text4) => text4?.split(" 	\n");
var vnuma = (domain, context) => {
  const cells = domain.cpu?.numa?.cells;
  if (!cells?.length)
    return void 0;
  const simulate = cells.length > context.hostNodes;
  const distance2 = (i, j) => cells[i]?.distances.find((d) => d.id === j)?.value ?? (i === j ? 10 : 20);
  return cells.map((cell, i) => ({
    memkb: cell.memory,
    distances: cells.map((_, j) => distance2(i, j)),
    pnode: simulate ? 0 : i,
    vcpus: cpusOf(cell.cpus)
  }));
};
var buildInfo = (domain, context) => {
  const type2 = osTypeOf(domain);
  const { max, now } = vcpusOf2(domain);
  const memory7 = memoryOf(domain);
  const time2 = clock(domain);
  const xenbus2 = domain.devices.controllers.find((c) => c.type === "xenbus");
  const balloon2 = domain.devices.memballoons[0]?.model;
  if (balloon2 === "none")
    throw unsupportedConfig("balloon device cannot be disabled");
  if (balloon2 !== void 0 && balloon2 !== "xen")
    throw unsupportedConfig(`unsupported balloon device model '${balloon2}'`);
  const passthrough = type2 !== "xen" && domain.cpu?.mode === "host-passthrough" ? cpuPolicy(domain.cpu, context) : void 0;
  const args2 = domain.xenCommandline?.args.map((a) => a.value);
  const common4 = {
    max_vcpus: max,
    avail_vcpus: Array.from({ length: now }, (_, i) => i),
    ...affinities(domain, max),
    ...time2.build,
    max_memkb: memory7.max,
    target_memkb: memory7.target,
    shadow_memkb: context.shadowMemory(memory7.max, max),
    cpuid: passthrough?.policy.length ? passthrough.policy : void 0,
    nested_hvm: passthrough && defbool(passthrough.nested),
    sched_params: domain.cputune?.shares === void 0 ? {} : { weight: domain.cputune.shares },
    event_channels: xenbus2?.maxEventChannels || void 0,
    max_grant_frames: xenbus2?.maxGrantFrames || void 0,
    vnuma_nodes: vnuma(domain, context),
    extra: args2?.length ? args2 : void 0,
    arch_arm: {},
    arch_x86: {}
  };
  const { os } = domain;
  const direct2 = { kernel: os.kernel, ramdisk: os.initrd, cmdline: os.cmdline };
  if (type2 === "hvm") {
    const { build, hvm } = machine(domain, context, time2.hpet);
    return { ...common4, ...build, "type.hvm": hvm };
  }
  const bootloader = { bootloader: domain.bootloader, bootloader_args: words2(domain.bootloader_args) };
  if (type2 === "xenpvh")
    return { ...common4, ...direct2, ...bootloader, "type.pvh": {} };
  const e820 = domain.features.xen?.e820_host?.state;
  return {
    ...common4,
    "type.pv": {
      ...direct2,
      ...bootloader,
      ...domain.bootloader === void 0 && os.kernel === void 0 ? { bootloader: bootloaderPath() } : {},
      e820_host: defbool(e820)
    }
  };
};
var actions = {
  restart: "restart",
  "rename-restart": "restart_rename",
  preserve: "preserve",
  "coredump-destroy": "coredump_destroy",
  "coredump-restart": "coredump_restart"
};
var compact = (value) => {
  if (Array.isArray(value))
    return value.map(compact);
  if (typeof value !== "object")
    return value;
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== void 0).map(([k, v]) => [k, compact(v)]));
};
var apply2 = (config, path2, text4) => {
  let value = text4;
  try {
    value = JSON.parse(text4);
  } catch {
  }
  if (typeof value === "boolean")
    value = value ? "True" : "False";
  const keys = path2.replace(/\btype\.(hvm|pvh|pv)\b/, "type:$1").split(".").map((k) => k.replace("type:", "type."));
  let at2 = config;
  for (const key of keys.slice(0, -1))
    at2 = at2[key] ??= {};
  const last = keys[keys.length - 1];
  if (last.endsWith("[]"))
    (at2[last.slice(0, -2)] ??= []).push(value);
  else
    at2[last] = value;
};
var buildDomainConfig = (domain, context) => {
  const { devices: devices2 } = domain;
  const build = buildInfo(domain, context);
  const vfbs = devices2.graphics.map((g) => libxlVfb(g, context));
  if (isHvm(domain)) {
    const video2 = hvmVideo(domain);
    const hvm = build["type.hvm"];
    build["type.hvm"] = { ...hvm, ...video2.hvm, ...hvmDisplay(domain, vfbs, context) };
    build.video_memkb = video2.memory;
  }
  const list2 = (items) => items.length ? items : void 0;
  const usb4 = usbDevices2(domain, context);
  const nics = devices2.interfaces.filter((net3) => net3.type !== "hostdev");
  const config = {
    c_info: createInfo(domain),
    b_info: build,
    disks: list2(devices2.disks.map((d) => libxlDisk(d, context))),
    nics: list2(nics.map((net3, i) => ({ devid: i, ...libxlNic(net3, domain, context) }))),
    pcidevs: list2(pciDevices(domain)),
    vfbs: list2(vfbs.map((v) => ({ devid: -1, ...v }))),
    vkbs: list2(vfbs.map(() => ({ devid: -1 }))),
    channels: list2(devices2.channels.map((c) => ({ devid: -1, ...libxlChannel(c, domain, context) }))),
    usbctrls: list2(usb4.usbctrls),
    usbdevs: list2(usb4.usbdevs),
    on_poweroff: actions[domain.on_poweroff],
    on_reboot: actions[domain.on_reboot],
    on_crash: actions[domain.on_crash]
  };
  for (const { path: path2, value } of domain.xenSettings?.sets ?? [])
    apply2(config, path2, value);
  return compact(config);
};

// dist/src/drivers/libxl/postparse.js
import { randomBytes as randomBytes2 } from "node:crypto";
var machines = { hvm: "xenfv", xen: "xenpv", linux: "xenpv", xenpvh: "xenpvh" };
var osType = (domain) => {
  const type2 = domain.os.type ??= { arch: "x86_64", value: "linux" };
  if (type2.value === void 0 || type2.value === "xen")
    type2.value = "linux";
  if (type2.value !== "hvm" && type2.value !== "linux" && type2.value !== "xenpvh")
    throw new VirError(ErrorCode.INVALID_ARG, ErrorDomain.CAPABILITIES, `could not find capabilities for ostype=${type2.value}`);
  type2.arch ??= "x86_64";
  type2.machine ??= machines[type2.value];
};
var memory5 = (domain) => {
  domain.currentMemory ??= domain.memory.value;
  if (domain.currentMemory > domain.memory.value || domain.currentMemory === 0)
    domain.currentMemory = domain.memory.value;
};
var loader = (domain) => {
  if (domain.os.loader?.path !== void 0)
    domain.os.loader.type ??= "rom";
};
var boot2 = (domain) => {
  if (isHvm(domain) && domain.os.boots.length === 0 && !domain.devices.disks.some((d) => d.boot) && !domain.devices.interfaces.some((n) => n.boot))
    domain.os.boots.push({ dev: "hd" });
};
var consoles = (domain) => {
  const { consoles: list2, serials } = domain.devices;
  if (!isHvm(domain)) {
    if (list2.length === 0)
      list2.push({ type: "pty", target: { type: "xen", port: 0 } });
    for (const console of list2) {
      console.target ??= { port: 0 };
      console.target.type ??= "xen";
      console.target.port ??= 0;
    }
    return;
  }
  const first2 = list2[0];
  if (first2 && (first2.target?.type ?? "serial") === "serial" && serials.length === 0) {
    const { target: _, ...rest } = first2;
    serials.push({ ...rest, target: { port: 0 } });
  }
  for (const [port4, serial3] of serials.entries()) {
    serial3.target ??= { port: port4 };
    serial3.target.port ??= port4;
  }
  const serial2 = serials[0];
  if (serial2 && list2.length === 0)
    list2.push({
      ...serial2,
      target: { type: "serial", port: serial2.target?.port ?? 0 }
    });
  for (const console of list2) {
    console.target ??= { port: 0 };
    console.target.type ??= "serial";
    console.target.port ??= 0;
  }
};
var inputs = (domain) => {
  const list2 = domain.devices.inputs;
  const bus = isHvm(domain) ? "ps2" : "xen";
  for (const input of list2)
    input.bus ??= bus;
  for (const type2 of ["mouse", "keyboard"])
    if (!list2.some((i) => i.type === type2 && i.bus === bus))
      list2.push({ type: type2, bus });
};
var features6 = (domain) => {
  if (!isHvm(domain) || domain.os.type?.arch !== "x86_64")
    return;
  domain.features.pae = true;
  if (domain.cpu?.numa?.cells.length)
    domain.features.acpi = true;
};
var balloon = (domain) => {
  if (domain.devices.memballoons.length === 0)
    domain.devices.memballoons.push({ model: "xen" });
};
var addController2 = (domain, type2, index) => {
  const list2 = domain.devices.controllers;
  if (list2.some((c) => c.type === type2 && c.index === index))
    return;
  const after2 = list2.findLastIndex((c) => c.type === type2 && (c.index ?? 0) < index);
  const controller2 = { type: type2, index };
  if (after2 < 0)
    list2.push(controller2);
  else
    list2.splice(after2 + 1, 0, controller2);
};
var xenbus = (domain) => {
  if (!domain.devices.controllers.some((c) => c.type === "xenbus"))
    addController2(domain, "xenbus", 0);
};
var controllerIndexes = (domain) => {
  const next = /* @__PURE__ */ new Map();
  for (const controller2 of domain.devices.controllers) {
    const seen = next.get(controller2.type) ?? 0;
    controller2.index ??= seen;
    next.set(controller2.type, Math.max(seen, controller2.index + 1));
  }
};
var busByName = [
  ["xvd", "xen"],
  ["hd", "ide"],
  ["sd", "scsi"],
  ["vd", "virtio"],
  ["ubd", "uml"]
];
var busShapes = {
  ide: [4, 2],
  scsi: [7, 7],
  fdc: [2, 2],
  sata: [6, 6]
};
var diskIndex3 = (name3) => {
  const letters = /^(?:fd|hd|vd|sd|xvd|ubd)([a-z]+)\d*$/.exec(name3)?.[1];
  if (!letters)
    return -1;
  return [...letters].reduce((n, c) => n * 26 + c.charCodeAt(0) - 96, 0) - 1;
};
var completeDisk = (disk2, domain) => {
  const target2 = disk2.target;
  if (target2) {
    const name3 = target2.dev ?? "";
    if (target2.bus === void 0) {
      if (disk2.device === "floppy")
        target2.bus = "fdc";
      else if (!isHvm(domain))
        target2.bus = "xen";
      else
        target2.bus = busByName.find(([prefix]) => name3.startsWith(prefix))?.[1] ?? "ide";
    }
    const shape = busShapes[target2.bus];
    const index = diskIndex3(name3);
    if (shape && index >= 0 && disk2.address === void 0) {
      const [each, unit] = shape;
      disk2.address = {
        type: "drive",
        controller: Math.floor(index / each),
        bus: target2.bus === "ide" ? Math.floor(index % each / unit) : 0,
        target: 0,
        unit: target2.bus === "ide" ? index % unit : index % each
      };
    }
  }
  if (disk2.device === "cdrom")
    disk2.readonly = true;
  if (disk2.type === "network") {
    disk2.driver ??= {};
    disk2.driver.name ??= "qemu";
  }
  disk2.driver ??= {};
  disk2.driver.type ??= "raw";
};
var disks = (domain) => {
  for (const disk2 of domain.devices.disks)
    completeDisk(disk2, domain);
};
var diskControllers = (domain) => {
  for (const type2 of ["fdc", "ide", "scsi", "sata"]) {
    const used = domain.devices.disks.filter((d) => d.target?.bus === type2).map((d) => d.address?.controller ?? 0);
    for (let i = 0; i <= Math.max(-1, ...used); i++)
      addController2(domain, type2, i);
  }
};
var hostdevs = (domain) => {
  const drivers2 = [
    ...domain.devices.hostdevs,
    ...domain.devices.interfaces.filter((n) => n.type === "hostdev")
  ];
  for (const device of drivers2) {
    if ("mode" in device && device.mode === "capabilities")
      throw unsupportedConfig("hostdev mode 'capabilities' is not supported in xen");
    const name3 = device.driver?.name;
    if (name3 !== void 0 && name3 !== "xen")
      throw unsupportedConfig(`XEN does not support device assignment mode '${name3}'`);
  }
};
var videos = (domain) => {
  const { videos: list2, graphics } = domain.devices;
  if (graphics.length > 0 && list2.length === 0)
    list2.push({ model: { type: "default" } });
  for (const video2 of list2) {
    const model5 = video2.model;
    if (model5.type === "default")
      model5.type = isHvm(domain) ? "cirrus" : "xen";
    if (isHvm(domain))
      model5.vram ||= defaultVideoMemory(model5.type, domain) ?? 0;
    else if (model5.type === "xen")
      model5.vram ||= 4096;
    else
      model5.vram ||= 16384;
    model5.heads ??= 1;
  }
  const first2 = list2[0];
  if (first2 && !list2.some((v) => v.model.primary))
    first2.model.primary = true;
};
var randomMac = () => ["00", "16", "3e", ...[...randomBytes2(3)].map((b) => b.toString(16).padStart(2, "0"))].join(":");
var macs = (domain) => {
  for (const net3 of domain.devices.interfaces) {
    net3.mac ??= {};
    net3.mac.address ??= randomMac();
  }
};
var steps2 = [
  osType,
  memory5,
  loader,
  boot2,
  hostdevs,
  disks,
  consoles,
  inputs,
  features6,
  balloon,
  controllerIndexes,
  xenbus,
  diskControllers,
  videos,
  macs
];
var postParse3 = (domain) => {
  for (const step of steps2)
    step(domain);
  return domain;
};
var soundModels = /* @__PURE__ */ new Set(["ich6", "es1370", "ac97", "sb16"]);
var validate2 = (domain, guestTypes2 = /* @__PURE__ */ new Set(["hvm", "linux", "xenpvh"])) => {
  const { os, devices: devices2 } = domain;
  const type2 = os.type?.value ?? "linux";
  if (domain.type !== "xen" || !guestTypes2.has(type2) || os.type?.arch !== "x86_64")
    throw new VirError(ErrorCode.INVALID_ARG, ErrorDomain.CAPABILITIES, `could not find capabilities for arch=${os.type?.arch} domaintype=${domain.type} `.trimEnd());
  const secure2 = os.firmware === "efi" && os.firmwareInfo?.features.some((f) => f.name === "secure-boot" && f.enabled);
  if (secure2 || os.loader?.type === "pflash" && os.loader.secure)
    throw unsupportedConfig("Secure boot is not supported on Xen");
  const table3 = os.acpiTables.find((t) => t.type !== "slic" && t.type !== "rawset");
  if (table3)
    throw unsupportedConfig(`ACPI table type '${table3.type}' is not supported`);
  if (os.acpiTables.length > 1)
    throw unsupportedConfig("Only a single ACPI table is supported");
  const sound = devices2.sounds[0];
  if (sound && !soundModels.has(sound.model))
    throw unsupportedConfig(`unsupported audio model ${sound.model}`);
  if (devices2.interfaces.some((n) => n.filterref))
    throw unsupportedConfig("filterref is not supported in xen");
};

// dist/src/drivers/libxl/native/conf.js
var NAME2 = /[A-Za-z][A-Za-z0-9_\-.]*/y;
var NUMBER2 = /[+-]?[0-9]+/y;
var parseConf = (text4, file2 = "memory conf") => {
  let at2 = 0;
  let line = 1;
  const fail14 = (what) => {
    throw new VirError(ErrorCode.CONF_SYNTAX, ErrorDomain.CONF, `${file2}:${line}: ${what}`);
  };
  const skip = (newlines) => {
    for (; at2 < text4.length; at2++) {
      const c = text4[at2];
      if (c === "#")
        while (at2 + 1 < text4.length && text4[at2 + 1] !== "\n")
          at2++;
      else if (c === "\n" && newlines)
        line++;
      else if (c !== " " && c !== "	" && !(c === "\r" && newlines))
        return;
    }
  };
  const match = (pattern) => {
    pattern.lastIndex = at2;
    const found = pattern.exec(text4)?.[0];
    if (found !== void 0)
      at2 += found.length;
    return found;
  };
  const string2 = () => {
    const quote2 = text4.startsWith('"""', at2) ? '"""' : text4[at2];
    const start = at2 + quote2.length;
    const end = text4.indexOf(quote2, start);
    const value2 = text4.slice(start, end);
    if (end < 0 || quote2.length === 1 && value2.includes("\n"))
      return fail14("unterminated string");
    line += value2.split("\n").length - 1;
    at2 = end + quote2.length;
    return value2;
  };
  const list2 = () => {
    const items = [];
    at2++;
    for (; ; ) {
      skip(true);
      if (at2 >= text4.length)
        return fail14("list is not closed with ']'");
      if (text4[at2] === "]") {
        at2++;
        return items;
      }
      if (items.length > 0) {
        if (text4[at2] !== ",")
          return fail14("expecting a separator in list");
        at2++;
        skip(true);
        if (text4[at2] === "]")
          continue;
      }
      items.push(value());
    }
  };
  const value = () => {
    skip(false);
    const c = text4[at2];
    if (c === '"' || c === "'")
      return string2();
    if (c === "[")
      return list2();
    const number3 = match(NUMBER2);
    return number3 === void 0 ? fail14("expecting a value") : Number(number3);
  };
  const conf = /* @__PURE__ */ new Map();
  for (; ; ) {
    skip(true);
    if (at2 >= text4.length)
      return conf;
    const name3 = match(NAME2) ?? fail14("expecting a name");
    skip(false);
    if (text4[at2] !== "=")
      fail14("expecting an assignment");
    at2++;
    conf.set(name3, value());
    skip(false);
    if (at2 < text4.length && text4[at2] !== "\n" && text4[at2] !== ";" && text4[at2] !== "\r")
      fail14("expecting a separator");
    if (text4[at2] === ";")
      at2++;
  }
};
var formatValue = (value) => {
  if (Array.isArray(value))
    return value.length ? `[ ${value.map(formatValue).join(", ")} ]` : "[  ]";
  if (typeof value === "number")
    return `${value}`;
  return value.includes("\n") || value.includes('"') ? `"""${value}"""` : `"${value}"`;
};
var formatConf = (conf) => [...conf].map(([name3, value]) => `${name3} = ${formatValue(value)}
`).join("");
var malformed2 = (name3) => {
  throw new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.XEN, `config value ${name3} was malformed`);
};
var getText = (conf, name3) => {
  const value = conf.get(name3);
  if (value === void 0 || typeof value === "string")
    return value;
  throw new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.CONF, `memory conf: expected a string for '${name3}' parameter`);
};
var getNumber = (conf, name3) => {
  const value = conf.get(name3);
  if (value === void 0 || typeof value === "number")
    return value;
  return typeof value === "string" && /^\s*[+-]?\d+$/.test(value) ? Number(value) : malformed2(name3);
};
var getFlag = (conf, name3) => {
  const value = conf.get(name3);
  if (value === void 0)
    return void 0;
  if (Array.isArray(value))
    return malformed2(name3);
  return typeof value === "number" ? value !== 0 : value === "1";
};
var getTexts = (conf, name3) => {
  const value = conf.get(name3);
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
};

// dist/src/drivers/libxl/native/disk-spec.js
var formats = ["raw", "qcow", "qcow2", "vhd", "qed", "empty"];
var backends3 = ["phy", "tap", "qdisk", "standalone"];
var access3 = { r: false, ro: false, rw: true, w: true, "": true };
var fail11 = (what, value) => {
  throw new VirError(ErrorCode.CONF_SYNTAX, ErrorDomain.XENXL, `disk specification: ${what}: ${value}`);
};
var oneOf2 = (values, value, what) => values.find((v) => v === value) ?? fail11(`unknown value for ${what}`, value);
var parseDiskSpec = (text4) => {
  const spec = { readwrite: false, cdrom: false };
  let accessSet = false;
  let oldPrefix = false;
  const once = (key, value) => {
    if (spec[key])
      fail11(`${key} respecified`, value);
    spec[key] = value;
  };
  const setFormat = (value) => {
    const format2 = value === "" ? "raw" : oneOf2(formats, value, "format");
    if (spec.format !== void 0 && spec.format !== format2)
      fail11("format respecified", value);
    spec.format = format2;
  };
  const setAccess = (value) => {
    spec.readwrite = access3[value] ?? fail11("unknown value for access", value);
    accessSet = true;
  };
  const named3 = {
    format: setFormat,
    devtype: (v) => void (spec.cdrom = oneOf2(["cdrom", "disk"], v, "type") === "cdrom"),
    access: setAccess,
    backend: (v) => once("backendDomain", v),
    backendtype: (v) => void (spec.backend = oneOf2(backends3, v, "backendtype")),
    specification: (v) => void oneOf2(["xen", "virtio"], v, "specification"),
    vdev: (v) => once("vdev", v),
    script: (v) => once("script", v)
  };
  const flags = {
    cdrom: () => void (spec.cdrom = true),
    "direct-io-safe": () => void (spec.directIoSafe = true),
    discard: () => void (spec.discard = true),
    "no-discard": () => void (spec.discard = false),
    colo: () => void 0,
    "no-colo": () => void 0,
    trusted: () => void 0,
    untrusted: () => void 0
  };
  const deviceAndType = (value) => {
    const colon = value.lastIndexOf(":");
    if (colon < 0)
      return false;
    once("vdev", value.slice(0, colon));
    spec.cdrom = oneOf2(["cdrom", "disk"], value.slice(colon + 1), "deprecated type") === "cdrom";
    return true;
  };
  const positional = (value) => {
    if (spec.target === void 0)
      spec.target = value;
    else if (!oldPrefix && spec.format === void 0) {
      if (spec.target === "" && deviceAndType(value))
        spec.format = "empty";
      else
        setFormat(value);
    } else if (spec.vdev === void 0) {
      if (!deviceAndType(value))
        once("vdev", value);
    } else if (!accessSet)
      setAccess(value);
    else
      fail11("too many positional parameters", value);
  };
  for (let rest = text4; ; ) {
    rest = rest.trimStart();
    if (rest === "")
      break;
    if (rest.startsWith("target=")) {
      once("target", rest.slice(7).replace(/,$/, ""));
      break;
    }
    const prefix = /^(raw|qcow2?|vhd|iscsi|e?nbd|drbd|tapdisk|tap2?|aio|ioemu|file|phy):/.exec(rest);
    if (prefix) {
      const name3 = prefix[1];
      oldPrefix = true;
      if (["raw", "qcow", "qcow2", "vhd"].includes(name3))
        setFormat(name3);
      else if (/^(iscsi|e?nbd|drbd)$/.test(name3))
        once("script", `block-${name3}`);
      rest = rest.slice(prefix[0].length);
      continue;
    }
    if (/^[a-z][a-z0-9]*:([^a-z0-9]|$)/.test(rest))
      fail11("unknown deprecated disk prefix", rest);
    const comma2 = rest.indexOf(",");
    const word2 = comma2 < 0 ? rest : rest.slice(0, comma2);
    rest = comma2 < 0 ? "" : rest.slice(comma2 + 1);
    const equals = word2.indexOf("=");
    if (equals > 0)
      (named3[word2.slice(0, equals)] ?? (() => fail11("unknown parameter", word2)))(word2.slice(equals + 1));
    else if (flags[word2])
      flags[word2]();
    else
      positional(word2);
  }
  if (spec.target === "")
    delete spec.target;
  if (spec.format === void 0 && spec.target !== void 0)
    spec.format = "raw";
  if (spec.cdrom && spec.target === void 0)
    spec.format = "empty";
  if (spec.vdev === void 0)
    fail11("no vdev specified", text4);
  if (spec.target === void 0 && !spec.cdrom)
    fail11("no target specified", text4);
  if (!accessSet)
    spec.readwrite = true;
  if (spec.cdrom)
    spec.readwrite = false;
  return spec;
};

// dist/src/drivers/libxl/native/topics.js
var refuse = (text4) => new VirError(ErrorCode.CONFIG_UNSUPPORTED, ErrorDomain.XEN, text4);
var broken = (text4) => new VirError(ErrorCode.INTERNAL_ERROR, ErrorDomain.XEN, text4);
var syntax = (text4) => new VirError(ErrorCode.CONF_SYNTAX, ErrorDomain.XEN, text4);
var put = (conf, name3, value) => {
  if (value !== void 0)
    conf.set(name3, value);
};
var putList = (conf, name3, values) => {
  if (values.length)
    conf.set(name3, [...values]);
};
var pairsOf = (text4) => text4.split(",").map((part) => {
  const trimmed = part.trimStart();
  const equals = trimmed.indexOf("=");
  return equals < 0 ? [trimmed, ""] : [trimmed.slice(0, equals), trimmed.slice(equals + 1)];
});
var hexOf = (text4) => Number.parseInt(text4 ?? "", 16);

// dist/src/drivers/libxl/native/devices.js
var VNC_FIRST_PORT3 = 5900;
var DEFAULT_VIF_SCRIPT = "vif-bridge";
var listenOn = (address3) => [
  { type: "address", ...address3 === void 0 ? {} : { address: address3 } }
];
var graphicsOf = (fields) => fields;
var defined = (fields) => Object.fromEntries(Object.entries(fields).filter(([, v]) => v !== void 0));
var vncFrom = (get, unused) => graphicsOf(defined({
  type: "vnc",
  autoport: unused,
  port: unused ? void 0 : Number(get("vncdisplay") ?? 0) + VNC_FIRST_PORT3,
  listens: listenOn(get("vnclisten")),
  passwd: get("vncpasswd"),
  keymap: get("keymap")
}));
var displays = {
  read(conf, domain) {
    const list2 = domain.devices.graphics;
    if (isHvm(domain)) {
      if (getFlag(conf, "vnc")) {
        const get = (name3) => name3 === "vncdisplay" ? getNumber(conf, name3) : getText(conf, name3);
        list2.push(vncFrom(get, getFlag(conf, "vncunused") ?? true));
      } else if (getFlag(conf, "sdl"))
        list2.push(graphicsOf(defined({ type: "sdl", display: getText(conf, "display"), xauth: getText(conf, "xauthority") })));
      return;
    }
    const text4 = getTexts(conf, "vfb")[0];
    if (text4 === void 0)
      return;
    const pairs = new Map(pairsOf(text4));
    if (text4.includes("type=sdl"))
      list2.push(graphicsOf(defined({ type: "sdl", display: pairs.get("display"), xauth: pairs.get("xauthority") })));
    else {
      const display = pairs.get("vncdisplay");
      if (display !== void 0 && !/^\d+$/.test(display))
        throw broken(`invalid vncdisplay value '${display}'`);
      const vnc3 = vncFrom((name3) => pairs.get(name3), pairs.get("vncunused") === "1");
      if (display === void 0)
        delete vnc3.port;
      list2.push(vnc3);
    }
  },
  write(domain, conf) {
    const [graphics, ...more] = domain.devices.graphics;
    if (!graphics || more.length || graphics.type === "spice")
      return;
    const sdl2 = graphics.type === "sdl";
    const address3 = graphics.listens?.[0]?.address;
    const display = graphics.autoport ? void 0 : (graphics.port ?? 0) - VNC_FIRST_PORT3;
    if (isHvm(domain)) {
      put(conf, "sdl", sdl2 ? 1 : 0);
      put(conf, "vnc", sdl2 ? 0 : 1);
      if (sdl2) {
        put(conf, "display", graphics.display);
        put(conf, "xauthority", graphics.xauth);
        return;
      }
      put(conf, "vncunused", graphics.autoport ? 1 : 0);
      put(conf, "vncdisplay", display);
      put(conf, "vnclisten", address3);
      put(conf, "vncpasswd", graphics.passwd);
      put(conf, "keymap", graphics.keymap);
      return;
    }
    const parts = sdl2 ? { type: "sdl", display: graphics.display, xauthority: graphics.xauth } : {
      type: "vnc",
      vncunused: graphics.autoport ? 1 : 0,
      vncdisplay: display,
      vnclisten: address3,
      vncpasswd: graphics.passwd,
      keymap: graphics.keymap
    };
    putList(conf, "vfb", [
      Object.entries(defined(parts)).map(([k, v]) => `${k}=${v}`).join(",")
    ]);
  }
};
var spice3 = {
  only: "xen-xl",
  read(conf, domain) {
    if (!isHvm(domain) || !getFlag(conf, "spice"))
      return;
    const port4 = getNumber(conf, "spiceport") ?? 0;
    const tlsPort = getNumber(conf, "spicetls_port") ?? 0;
    const passwd = getText(conf, "spicepasswd");
    const ticket = !getFlag(conf, "spicedisable_ticketing");
    if (ticket && passwd === void 0)
      throw broken("config value spicepasswd was missing");
    domain.devices.graphics = [
      graphicsOf(defined({
        type: "spice",
        port: port4 || void 0,
        tlsPort: tlsPort || void 0,
        autoport: !port4 && !tlsPort,
        listens: listenOn(getText(conf, "spicehost")),
        passwd: ticket ? passwd : void 0,
        mouse: { mode: getFlag(conf, "spiceagent_mouse") ? "client" : "server" },
        clipboard: { copypaste: getFlag(conf, "spice_clipboard_sharing") ?? false },
        channels: []
      }))
    ];
  },
  write(domain, conf) {
    const graphics = domain.devices.graphics[0];
    if (!isHvm(domain) || graphics?.type !== "spice")
      return;
    put(conf, "sdl", 0);
    put(conf, "vnc", 0);
    put(conf, "spice", 1);
    put(conf, "spicehost", graphics.listens?.[0]?.address);
    put(conf, "spiceport", graphics.port ?? 0);
    put(conf, "spicetls_port", graphics.tlsPort ?? 0);
    put(conf, "spicedisable_ticketing", graphics.passwd === void 0 ? 1 : 0);
    put(conf, "spicepasswd", graphics.passwd);
    const mode = graphics.mouse?.mode;
    if (mode !== void 0)
      put(conf, "spiceagent_mouse", mode === "client" ? 1 : 0);
    if (mode === "client")
      put(conf, "spicevdagent", 1);
    if (graphics.clipboard?.copypaste) {
      put(conf, "spice_clipboard_sharing", 1);
      put(conf, "spicevdagent", 1);
    }
  }
};
var vifType = (format2) => format2 === "xen-xl" ? "vif" : "netfront";
var rateOf = (text4) => {
  const match = /^(\d+)([GMK]?)([Bb])\/s(@.*)?$/.exec(text4);
  if (!match)
    throw broken(`Invalid rate '${text4}' specified`);
  const [, digits, prefix, unit] = match;
  const scale = prefix === "G" ? 1024 * 1024 : prefix === "M" ? 1024 : 1;
  return Math.floor(Number(digits) * scale / (unit === "b" ? 8 : 1));
};
var bridgeFrom = (text4) => {
  const openvswitch = { virtualport: { type: "openvswitch" } };
  const [bridge2 = "", tag] = text4.split(".");
  if (tag !== void 0)
    return { source: { bridge: bridge2 }, vlan: { tags: [{ id: Number(tag) }] }, ...openvswitch };
  const [name3, ...trunks] = text4.split(":");
  if (trunks.length)
    return {
      source: { bridge: name3 },
      vlan: { trunk: "yes", tags: trunks.map((id3) => ({ id: Number(id3) })) },
      ...openvswitch
    };
  return { source: { bridge: text4 } };
};
var readVif = (text4, word2) => {
  const pairs = /* @__PURE__ */ new Map();
  for (const [key, value] of pairsOf(text4)) {
    if (value === "" && !text4.includes(`${key}=`))
      throw broken(`malformed vif '${text4}'`);
    pairs.set(key, value);
  }
  const { mac: mac4, bridge: bridge2, script, model: model5, type: type2, ip: ip2, vifname, rate: rate2 } = Object.fromEntries(pairs);
  if (mac4 !== void 0 && !/^([0-9a-f]{1,2}:){5}[0-9a-f]{1,2}$/i.test(mac4))
    throw broken(`malformed mac address '${mac4}'`);
  const bridged = bridge2 !== void 0 || script === "vif-bridge" || script === "vif-vnic";
  return defined({
    type: bridged ? "bridge" : "ethernet",
    mac: mac4 === void 0 ? void 0 : { address: mac4.toLowerCase() },
    ...bridged && bridge2 !== void 0 ? bridgeFrom(bridge2) : {},
    bandwidth: rate2 === void 0 ? void 0 : { outbound: { average: rateOf(rate2) } },
    ips: ip2 ? ip2.split(" ").map((address3) => ({ address: address3, family: address3.includes(":") ? "ipv6" : "ipv4" })) : [],
    routes: [],
    portForwards: [],
    script: script ? { path: script } : void 0,
    target: vifname ? { dev: vifname } : void 0,
    model: model5 !== void 0 ? { type: model5 } : type2 === word2 ? { type: "netfront" } : void 0
  });
};
var networks = {
  read(conf, domain, format2) {
    domain.devices.interfaces = getTexts(conf, "vif").map((text4) => readVif(text4, vifType(format2)));
  },
  write(domain, conf, format2, context) {
    const texts = domain.devices.interfaces.map((net3) => {
      const addresses2 = addressesOf(net3);
      const parts = [`mac=${net3.mac?.address}`];
      const ip2 = addresses2 === void 0 ? [] : [`ip=${addresses2}`];
      if (net3.type === "bridge")
        parts.push(`bridge=${bridgeText(net3)}`, ...ip2, `script=${scriptOf(net3) ?? DEFAULT_VIF_SCRIPT}`);
      else if (net3.type === "ethernet")
        parts.push(...net3.script?.path ? [`script=${net3.script.path}`] : [], ...ip2);
      else if (net3.type === "network")
        parts.push(`bridge=${context.networkBridge(net3.source?.network ?? "")}`, `script=${DEFAULT_VIF_SCRIPT}`);
      else
        throw refuse(`Unsupported net type '${net3.type}'`);
      const model5 = net3.model?.type;
      if (model5 !== void 0)
        parts.push(isHvm(domain) && model5 === "netfront" ? `type=${vifType(format2)}` : `model=${model5}`);
      if (net3.target?.dev)
        parts.push(`vifname=${net3.target.dev}`);
      const average = net3.bandwidth?.outbound?.average;
      if (average)
        parts.push(`rate=${average}KB/s`);
      return parts.join(",");
    });
    putList(conf, "vif", texts);
  }
};
var readPci = (text4) => {
  const match = /^(?:([0-9a-f]+):)?([0-9a-f]+):([0-9a-f]+)\.([0-9a-f]+)(?:,(.*))?$/i.exec(text4);
  if (!match)
    throw broken(`Malformed PCI address ${text4}`);
  const [, domain = "0", bus, slot, func, options2] = match;
  const permissive = pairsOf(options2 ?? "").find(([key]) => key === "permissive")?.[1];
  return {
    mode: "subsystem",
    type: "pci",
    managed: false,
    source: {
      ...permissive === void 0 ? {} : { writeFiltering: Number(permissive) === 0 },
      address: { domain: hexOf(domain), bus: hexOf(bus), slot: hexOf(slot), function: hexOf(func) }
    }
  };
};
var hex3 = (n, digits) => (n ?? 0).toString(16).padStart(digits, "0");
var pci3 = {
  read(conf, domain) {
    domain.devices.hostdevs.push(...getTexts(conf, "pci").map(readPci));
  },
  write(domain, conf) {
    const devices2 = domain.devices.hostdevs.filter((h) => h.mode === "subsystem" && h.type === "pci");
    putList(conf, "pci", devices2.map((h) => {
      const a = h.source.address;
      const filter = h.source.writeFiltering;
      const permissive = filter === void 0 ? "" : `,permissive=${filter ? 0 : 1}`;
      return `${hex3(a.domain, 4)}:${hex3(a.bus, 2)}:${hex3(a.slot, 2)}.${hex3(a.function, 1)}${permissive}`;
    }));
  }
};
var lines = {
  read(conf, domain, format2) {
    const { devices: devices2 } = domain;
    if (!isHvm(domain)) {
      devices2.consoles.push({ type: "pty", target: { type: "xen", port: 0 } });
      return;
    }
    const parallel = getText(conf, "parallel");
    if (parallel !== void 0 && parallel !== "none")
      devices2.parallels.push({
        ...parseChardev(parallel),
        target: { port: 0 }
      });
    const many2 = Array.isArray(conf.get("serial"));
    if (many2 && format2 === "xen-xm")
      throw refuse("Multiple serial devices are not supported by xen-xm");
    const texts = many2 ? getTexts(conf, "serial") : [getText(conf, "serial") ?? "none"];
    for (const [port4, text4] of texts.entries())
      if (text4 !== "none")
        devices2.serials.push({ ...parseChardev(text4), target: { port: port4 } });
  },
  write(domain, conf, format2) {
    if (!isHvm(domain))
      return;
    const { parallels, serials } = domain.devices;
    put(conf, "parallel", parallels[0] ? chardevText(parallels[0], true) : "none");
    const first2 = serials[0];
    if (!first2)
      put(conf, "serial", "none");
    else if (serials.length === 1 && (first2.target?.port ?? 0) === 0)
      put(conf, "serial", chardevText(first2, true));
    else {
      if (format2 === "xen-xm")
        throw refuse("Multiple serial devices are not supported by xen-xm");
      const ports2 = Math.max(...serials.map((s) => s.target?.port ?? 0)) + 1;
      conf.set("serial", Array.from({ length: ports2 }, (_, port4) => {
        const serial2 = serials.find((s) => (s.target?.port ?? 0) === port4);
        return serial2 ? chardevText(serial2, true) : "none";
      }));
    }
  }
};
var sounds = {
  read(conf, domain) {
    const text4 = isHvm(domain) ? getText(conf, "soundhw") : void 0;
    if (text4 === void 0)
      return;
    const models = text4 === "all" ? ["sb16", "es1370"] : text4.split(",").filter((m) => m !== "");
    const known4 = ["sb16", "es1370", "pcspk", "ac97", "ich6", "ich9", "usb", "ich7", "virtio"];
    const odd = models.find((m) => !known4.includes(m));
    if (odd)
      throw broken(`unknown sound model '${odd}'`);
    domain.devices.sounds = models.map((model5) => ({ model: model5, codecs: [] }));
  },
  write(domain, conf) {
    if (isHvm(domain) && domain.devices.sounds.length)
      put(conf, "soundhw", domain.devices.sounds.map((s) => s.model).join(","));
  }
};
var deviceTopics = [displays, networks, pci3, lines, sounds];
var busOf = (domain, name3) => name3.startsWith("xvd") || !isHvm(domain) ? "xen" : name3.startsWith("sd") ? "scsi" : "ide";
var rbdFrom = (text4) => {
  const [name3 = "", ...options2] = text4.slice(4).replaceAll("\\\\", "\\").split(/(?<!\\):/);
  const unescaped = (s) => s.replace(/\\(.)/g, "$1");
  const values = new Map(options2.map((o) => [o.slice(0, o.indexOf("=")), o.slice(o.indexOf("=") + 1)]));
  const hosts = (values.get("mon_host") ?? "").split(/\\;/).filter((h) => h).map((h) => {
    const plain = unescaped(h);
    const match = /^(\[.*\]|[^:]*)(?::(\d+))?$/.exec(plain);
    return defined({
      name: (match?.[1] ?? plain).replace(/^\[|\]$/g, ""),
      port: match?.[2] && Number(match[2])
    });
  });
  return {
    source: defined({
      protocol: "rbd",
      name: unescaped(name3),
      hosts,
      config: values.has("conf") ? { file: values.get("conf") } : void 0
    })
  };
};
var diskFrom = (domain, spec) => {
  const path2 = spec.target;
  const rbd2 = path2?.startsWith("rbd:") === true;
  const backend3 = spec.cdrom ? "qdisk" : spec.backend ?? "qdisk";
  const drivers2 = { qdisk: "qemu", tap: "tap", phy: "phy" };
  const driver2 = drivers2[backend3];
  if (!driver2)
    throw refuse(`disk backend not supported: ${backend3}`);
  const type2 = rbd2 && !spec.cdrom ? "network" : driver2 === "phy" ? "block" : "file";
  const format2 = spec.cdrom || spec.format === "empty" ? "raw" : spec.format ?? "raw";
  return defined({
    type: type2,
    device: spec.cdrom ? "cdrom" : "disk",
    driver: { name: driver2, type: format2 },
    ...path2 === void 0 ? {} : rbd2 ? rbdFrom(path2) : { source: { [type2 === "block" ? "dev" : "file"]: path2 } },
    target: { dev: spec.vdev, bus: busOf(domain, spec.vdev ?? "") },
    readonly: spec.readwrite ? void 0 : true
  });
};
var cfgFormats = {
  raw: "raw",
  vhd: "xvhd",
  qcow: "qcow",
  qcow2: "qcow2",
  qed: "qed"
};
var cfgBackends = { qemu: "qdisk", file: "qdisk", tap: "tap", phy: "phy" };
var xlDisks = {
  only: "xen-xl",
  read(conf, domain) {
    domain.devices.disks = getTexts(conf, "disk").map((text4) => diskFrom(domain, parseDiskSpec(text4)));
  },
  write(domain, conf) {
    const disks2 = domain.devices.disks.filter((d) => d.device !== "floppy");
    putList(conf, "disk", disks2.map((disk2) => {
      if (disk2.transient)
        throw refuse("transient disks not supported yet");
      const driver2 = disk2.driver?.name;
      const parts = [
        `format=${cfgFormats[disk2.driver?.type ?? "raw"] ?? "raw"}`,
        `vdev=${disk2.target?.dev}`,
        `access=${disk2.readonly ? "ro" : disk2.shareable ? "!" : "rw"}`
      ];
      if (driver2 !== void 0)
        parts.push(`backendtype=${cfgBackends[driver2] ?? ""}`);
      if (disk2.device === "cdrom")
        parts.push("devtype=cdrom");
      const target2 = disk2.type === "network" ? rbdSource(disk2, "\\\\", ":auth_supported=none") : disk2.type === "volume" || disk2.type === "nvme" ? (() => {
        throw broken("unsupported storage type for this code path");
      })() : diskPath(disk2);
      if (target2 !== void 0)
        parts.push(`target=${target2}`);
      return parts.join(",");
    }));
  }
};
var xmFormats = { aio: "raw" };
var readXmDisk = (domain, text4) => {
  const [whole, devicePart, mode] = text4.split(",", 3);
  if (whole === void 0 || devicePart === void 0 || mode === void 0)
    return void 0;
  let path2 = whole;
  let driver2;
  let format2;
  const take = () => {
    const colon = path2.indexOf(":");
    if (colon < 0)
      return void 0;
    const word2 = path2.slice(0, colon);
    path2 = path2.slice(colon + 1);
    return word2;
  };
  if (whole !== "") {
    driver2 = take();
    if (driver2 === "tap" || driver2 === "tap2") {
      const word2 = take();
      if (word2 === void 0)
        return void 0;
      format2 = xmFormats[word2] ?? word2;
      if (!["raw", "qcow", "qcow2", "vhd", "vmdk", "vdi", "vpc", "qed", "cow"].includes(format2))
        throw broken(`Unknown driver type ${word2}:${path2}`);
    }
  }
  driver2 ??= "phy";
  const device = devicePart.replace(/^ioemu:/, "");
  const [name3 = "", kind] = device.split(":");
  return defined({
    type: driver2 === "phy" ? "block" : "file",
    device: kind === "cdrom" ? "cdrom" : "disk",
    driver: defined({ name: driver2, type: format2 }),
    source: whole === "" ? void 0 : { [driver2 === "phy" ? "dev" : "file"]: path2 },
    target: { dev: name3, bus: busOf(domain, name3) },
    readonly: mode === "r" || mode === "ro" ? true : void 0,
    shareable: mode === "w!" || mode === "!" ? true : void 0
  });
};
var xmDisks = {
  only: "xen-xm",
  read(conf, domain) {
    domain.devices.disks = getTexts(conf, "disk").flatMap((text4) => readXmDisk(domain, text4) ?? []);
  },
  write(domain, conf) {
    const disks2 = domain.devices.disks.filter((d) => d.device !== "floppy");
    putList(conf, "disk", disks2.map((disk2) => {
      if (disk2.transient)
        throw refuse("transient disks not supported yet");
      const path2 = diskPath(disk2);
      const driver2 = disk2.driver?.name;
      const format2 = disk2.driver?.type ?? "raw";
      const prefix = path2 === void 0 || driver2 === void 0 ? "" : driver2 === "tap" || driver2 === "tap2" ? `${driver2}:${format2 === "raw" ? "aio" : format2}:` : `${driver2}:`;
      const kind = disk2.device === "cdrom" ? ":cdrom" : "";
      return `${prefix}${path2 ?? ""},${disk2.target?.dev}${kind},${disk2.readonly ? "r" : disk2.shareable ? "!" : "w"}`;
    }));
  }
};
var usbInputs2 = ["tablet", "mouse", "keyboard"];
var readInputs = (texts) => texts.flatMap((text4) => {
  if (typeof text4 !== "string")
    throw broken("config value usbdevice was malformed");
  const type2 = usbInputs2.find((u) => u === text4);
  return type2 ? [{ type: type2, bus: "usb" }] : [];
});
var inputs2 = {
  read(conf, domain, format2) {
    const value = conf.get("usbdevice");
    if (!isHvm(domain) || value === void 0)
      return;
    if (format2 === "xen-xm")
      getText(conf, "usbdevice");
    domain.devices.inputs.push(...readInputs(Array.isArray(value) ? value : [value]));
  },
  write(domain, conf, format2) {
    if (!isHvm(domain))
      return;
    const list2 = domain.devices.inputs.filter((i) => i.bus === "usb");
    if (list2.length === 0)
      return;
    put(conf, "usb", 1);
    const words3 = usbInputs2.length ? list2.map((i) => i.type).filter((type2) => usbInputs2.some((u) => u === type2)) : [];
    if (words3.length > 1 && format2 === "xen-xl")
      putList(conf, "usbdevice", words3);
    else
      put(conf, "usbdevice", words3[0]);
  }
};
var usbDevices3 = {
  only: "xen-xl",
  read(conf, domain) {
    for (const text4 of getTexts(conf, "usbdev")) {
      const pairs = new Map(pairsOf(text4));
      domain.devices.hostdevs.push({
        mode: "subsystem",
        type: "usb",
        managed: false,
        source: { address: { bus: hexOf(pairs.get("hostbus")), device: hexOf(pairs.get("hostaddr")) } }
      });
    }
  },
  write(domain, conf) {
    const devices2 = domain.devices.hostdevs.filter((h) => h.mode === "subsystem" && h.type === "usb");
    putList(conf, "usbdev", devices2.map((h) => {
      const a = h.source.address ?? {};
      return `hostbus=${hex3(a.bus, 1)},hostaddr=${hex3(a.device, 1)}`;
    }));
  }
};
var usbControllers2 = {
  only: "xen-xl",
  read(conf, domain) {
    for (const text4 of getTexts(conf, "usbctrl")) {
      const pairs = new Map(pairsOf(text4));
      if ((pairs.get("type") ?? "qusb").startsWith("qusb"))
        domain.devices.controllers.push({
          type: "usb",
          model: pairs.has("version") && hexOf(pairs.get("version")) === 1 ? "qusb1" : "qusb2",
          ports: pairs.has("ports") ? hexOf(pairs.get("ports")) : 8
        });
    }
  },
  write(domain, conf) {
    const controllers2 = domain.devices.controllers.filter((c) => c.type === "usb");
    putList(conf, "usbctrl", controllers2.map((c) => {
      const version2 = c.model === void 0 ? "" : `type=qusb,version=${c.model === "qusb1" ? 1 : 2},`;
      return `${version2}${c.ports === void 0 ? "" : `ports=${hex3(c.ports, 1)}`}`;
    }));
  }
};
var channels = {
  only: "xen-xl",
  read(conf, domain) {
    for (const text4 of getTexts(conf, "channel")) {
      const pairs = new Map(pairsOf(text4));
      const connection = pairs.get("connection") ?? "";
      const target2 = { type: "xen", name: pairs.get("name") };
      const channel2 = connection.startsWith("socket") ? { type: "unix", source: defined({ mode: "bind", path: pairs.get("path") }), target: target2 } : { type: "pty", target: target2 };
      domain.devices.channels.push(channel2);
    }
  },
  write(domain, conf) {
    const list2 = domain.devices.channels.filter((c) => c.target.type === "xen");
    putList(conf, "channel", list2.map((c) => {
      if (c.type === "pty")
        return `connection=pty,name=${c.target.name}`;
      const path2 = c.source?.path === void 0 ? "" : `path=${c.source.path},`;
      return `connection=socket,${path2}name=${c.target.name}`;
    }));
  }
};

// dist/src/drivers/libxl/native/machine.js
import { randomUUID as randomUUID4 } from "node:crypto";
var hostCpu2 = (domain) => domain.cpu ??= { mode: "host-passthrough", features: [] };
var identity = {
  read(conf, domain) {
    const name3 = getText(conf, "name");
    if (name3 === void 0)
      throw broken("config value name was missing");
    const uuid3 = conf.has("uuid") ? getText(conf, "uuid") : randomUUID4();
    const digits = (uuid3 ?? "").replace(/[\s-]/g, "").toLowerCase();
    if (!uuid3)
      throw syntax("uuid can't be empty");
    if (!/^[0-9a-f]{32}$/.test(digits))
      throw syntax(`${uuid3} not parseable`);
    domain.name = name3;
    domain.uuid = digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
    const type2 = getText(conf, "type");
    const kinds2 = { pv: "linux", pvh: "xenpvh", hvm: "hvm" };
    const value = type2 === void 0 ? getText(conf, "builder") === "hvm" ? "hvm" : "linux" : kinds2[type2];
    if (!value)
      throw refuse(`type ${type2} is not supported`);
    domain.os.type = { arch: "x86_64", value };
  },
  write(domain, conf) {
    put(conf, "name", domain.name);
    put(conf, "uuid", domain.uuid);
  }
};
var DEFAULT_MIB = 64 * 2;
var memory6 = {
  read(conf, domain) {
    const now = getNumber(conf, "memory") ?? DEFAULT_MIB;
    domain.currentMemory = now * 1024;
    domain.memory = { value: (getNumber(conf, "maxmem") ?? now) * 1024 };
  },
  write(domain, conf) {
    put(conf, "maxmem", Math.ceil(domain.memory.value / 1024));
    put(conf, "memory", Math.ceil((domain.currentMemory ?? domain.memory.value) / 1024));
  }
};
var events = {
  read(conf, domain) {
    const known4 = [
      "destroy",
      "restart",
      "rename-restart",
      "preserve",
      "coredump-destroy",
      "coredump-restart"
    ];
    const read2 = (name3, otherwise) => {
      const text4 = getText(conf, name3) ?? otherwise;
      const action = known4.find((k) => k === text4);
      if (!action)
        throw broken(`unexpected value ${text4} for ${name3}`);
      return action;
    };
    domain.on_poweroff = read2("on_poweroff", "destroy");
    domain.on_reboot = read2("on_reboot", "restart");
    domain.on_crash = read2("on_crash", "restart");
  },
  write(domain, conf) {
    put(conf, "on_poweroff", domain.on_poweroff);
    put(conf, "on_reboot", domain.on_reboot);
    put(conf, "on_crash", domain.on_crash);
  }
};
var processors = {
  read(conf, domain) {
    const now = getNumber(conf, "vcpus") ?? 1;
    const max = getNumber(conf, "maxvcpus") ?? now;
    const cpus = getText(conf, "cpus");
    domain.vcpu = { placement: "static", value: max, ...now < max ? { current: now } : {} };
    if (cpus !== void 0) {
      if (!/^[\d\s,^-]+$/.test(cpus))
        throw new VirError(ErrorCode.INVALID_ARG, ErrorDomain.NONE, `Failed to parse bitmap '${cpus}'`);
      domain.vcpu.cpuset = formatCpus(cpusOf(cpus));
    }
  },
  write(domain, conf) {
    const { value, current = value, cpuset: cpuset2 } = domain.vcpu;
    if (current < value)
      put(conf, "maxvcpus", value);
    put(conf, "vcpus", current);
    put(conf, "cpus", cpuset2);
  }
};
var tscModes2 = { native: "native", native_paravirt: "paravirt", always_emulate: "emulate" };
var passthroughModes = ["sync_pt", "share_pt"];
var features7 = {
  read(conf, domain) {
    const tsc = getText(conf, "tsc_mode");
    const { timers: timers2 } = domain.clock;
    if (tsc !== void 0)
      timers2.push({
        name: "tsc",
        present: true,
        mode: tscModes2[tsc] ?? "auto"
      });
    const passthrough = getText(conf, "passthrough");
    if (passthrough !== void 0 && passthrough !== "disabled") {
      const mode = passthroughModes.find((m) => m === passthrough);
      if (!mode && passthrough !== "enabled")
        throw syntax(`Invalid passthrough mode ${passthrough}`);
      domain.features.xen = {
        ...domain.features.xen,
        passthrough: { state: true, ...mode ? { mode } : {} }
      };
    }
    if (!isHvm(domain)) {
      if (getFlag(conf, "e820_host"))
        domain.features.xen = { ...domain.features.xen, e820_host: { state: true } };
      return;
    }
    if (getFlag(conf, "pae") ?? true)
      domain.features.pae = true;
    if (getFlag(conf, "acpi") ?? true)
      domain.features.acpi = true;
    if (getFlag(conf, "apic") ?? true)
      domain.features.apic = {};
    if (getFlag(conf, "hap") === false)
      domain.features.hap = { state: false };
    if (getFlag(conf, "viridian"))
      domain.features.viridian = true;
    const hpet = getFlag(conf, "hpet");
    if (hpet !== void 0)
      timers2.push({ name: "hpet", present: hpet });
  },
  write(domain, conf) {
    const { features: f, clock: clock2 } = domain;
    const hvm = isHvm(domain);
    if (hvm) {
      put(conf, "pae", f.pae ? 1 : 0);
      put(conf, "acpi", f.acpi ? 1 : 0);
      put(conf, "apic", f.apic ? 1 : 0);
      if (f.hap?.state === false)
        put(conf, "hap", 0);
      put(conf, "viridian", f.viridian ? 1 : 0);
    } else if (f.xen?.e820_host?.state)
      put(conf, "e820_host", 1);
    if (f.xen?.passthrough?.state)
      put(conf, "passthrough", f.xen.passthrough.mode ?? "enabled");
    for (const timer of clock2.timers) {
      if (timer.name === "tsc")
        put(conf, "tsc_mode", Object.entries(tscModes2).find(([, ours]) => ours === timer.mode)?.[0] ?? "default");
      else if (timer.name === "hpet" && hvm)
        put(conf, "hpet", timer.present === false ? 0 : 1);
      else
        throw refuse(`unsupported timer type (name) '${timer.name}'`);
    }
  }
};
var time = {
  read(conf, domain) {
    const local = getFlag(conf, "localtime") ?? false;
    const offset = getNumber(conf, "rtc_timeoffset") ?? 0;
    Object.assign(domain.clock, isHvm(domain) ? { offset: "variable", adjustment: `${offset | 0}`, basis: local ? "localtime" : "utc" } : { offset: local ? "localtime" : "utc", adjustment: "reset" });
  },
  write(domain, conf) {
    const { offset, basis, adjustment } = domain.clock;
    const hvm = isHvm(domain);
    if (offset !== "utc" && offset !== "localtime" && !(hvm && offset === "variable"))
      throw refuse(`unsupported clock offset='${offset}'`);
    if (hvm) {
      if (offset !== "variable" && adjustment === "reset")
        throw refuse("unsupported clock adjustment='reset'");
      put(conf, "rtc_timeoffset", offset === "variable" ? Number(adjustment ?? 0) : 0);
    }
    put(conf, "localtime", (offset === "variable" ? basis : offset) === "localtime" ? 1 : 0);
  }
};
var emulator = {
  read(conf, domain) {
    const path2 = getText(conf, "device_model_override");
    if (path2 !== void 0)
      domain.devices.emulator = path2;
  },
  write: (domain, conf) => put(conf, "device_model_override", domain.devices.emulator)
};
var machineTopics = [
  identity,
  memory6,
  processors,
  features7,
  time,
  events,
  emulator
];
var bootDevices = { a: "fd", c: "hd", d: "cdrom", n: "network" };
var readBoot = (conf, domain) => {
  domain.os.boots = [...getText(conf, "boot") ?? "c"].slice(0, 4).map((c) => ({ dev: bootDevices[c] ?? "hd" }));
};
var readDirect = (conf, domain, cmdline) => {
  const kernel = getText(conf, "kernel");
  const initrd = getText(conf, "ramdisk");
  if (kernel !== void 0)
    domain.os.kernel = kernel;
  if (initrd !== void 0)
    domain.os.initrd = initrd;
  if (cmdline !== void 0)
    domain.os.cmdline = cmdline;
};
var readBootloader = (conf, domain) => {
  const path2 = getText(conf, "bootloader");
  const args2 = getText(conf, "bootargs");
  if (path2 !== void 0)
    domain.bootloader = path2;
  if (args2 !== void 0)
    domain.bootloader_args = args2;
};
var rootAndExtra = (conf) => {
  const root = getText(conf, "root");
  const extra = getText(conf, "extra");
  if (root === void 0)
    return extra;
  return extra === void 0 ? `root=${root}` : `root=${root} ${extra}`;
};
var writeParavirtual = (domain, conf, cmdline) => {
  put(conf, "bootloader", domain.bootloader);
  put(conf, "bootargs", domain.bootloader_args);
  put(conf, "kernel", domain.os.kernel);
  put(conf, "ramdisk", domain.os.initrd);
  put(conf, cmdline, domain.os.cmdline);
};
var xlBoot = (hvmloader, ovmf) => ({
  only: "xen-xl",
  read(conf, domain) {
    const cmdline = getText(conf, "cmdline") ?? rootAndExtra(conf);
    readDirect(conf, domain, cmdline);
    if (!isHvm(domain))
      return readBootloader(conf, domain);
    domain.os.loader = getText(conf, "bios") === "ovmf" ? { format: "raw", type: "pflash", readonly: true, path: getText(conf, "bios_path_override") ?? ovmf } : { format: "raw", path: hvmloader };
    const table3 = getText(conf, "acpi_firmware");
    if (table3 !== void 0)
      domain.os.acpiTables.push({ type: "rawset", path: table3 });
    readBoot(conf, domain);
    const nested = getFlag(conf, "nestedhvm");
    if (nested !== void 0) {
      const cpu = hostCpu2(domain);
      if (!nested)
        cpu.features.push({ name: "vmx", policy: "disable" });
    }
  },
  write(domain, conf) {
    if (!isHvm(domain)) {
      if (domain.os.type?.value === "xenpvh")
        put(conf, "type", "pvh");
      return writeParavirtual(domain, conf, "cmdline");
    }
    const { os, cpu } = domain;
    put(conf, "builder", "hvm");
    if (oldStyleEfi(domain)) {
      put(conf, "bios", "ovmf");
      put(conf, "bios_path_override", os.loader?.path);
    }
    put(conf, "acpi_firmware", os.acpiTables[0]?.path);
    put(conf, "kernel", os.kernel);
    put(conf, "ramdisk", os.initrd);
    put(conf, "cmdline", os.cmdline);
    put(conf, "boot", bootOrder2(domain));
    if (cpu?.mode === "host-passthrough") {
      const refused = cpu.features.some((f) => (f.name === "vmx" || f.name === "svm") && (f.policy === "disable" || f.policy === "forbid"));
      put(conf, "nestedhvm", refused ? 0 : 1);
    }
  }
});
var xmBoot = {
  only: "xen-xm",
  read(conf, domain) {
    if (!isHvm(domain)) {
      readBootloader(conf, domain);
      return readDirect(conf, domain, rootAndExtra(conf));
    }
    const path2 = getText(conf, "kernel");
    if (path2 === void 0)
      throw broken("config value kernel was missing");
    domain.os.loader = { format: "raw", path: path2 };
    readBoot(conf, domain);
  },
  write(domain, conf) {
    if (!isHvm(domain))
      return writeParavirtual(domain, conf, "extra");
    put(conf, "builder", "hvm");
    put(conf, "kernel", domain.os.loader?.path);
    put(conf, "boot", bootOrder2(domain));
  }
};
var policies2 = { "1": "force", "0": "disable", x: "optional", k: "optional", s: "optional" };
var cpuid = {
  only: "xen-xl",
  read(conf, domain) {
    const text4 = getText(conf, "cpuid");
    if (text4 === void 0)
      return;
    const cpu = hostCpu2(domain);
    const [base3, ...items] = text4.split(",");
    if (base3 !== "host")
      throw syntax(`cpuid starting with ${base3} is not supported, only libxl format is`);
    for (const item of items) {
      const [name3, value] = item.split("=", 2);
      if (!name3 || value === void 0)
        throw syntax(`Invalid libxl cpuid key=value element: ${item}`);
      const policy2 = policies2[value];
      if (!policy2)
        throw syntax(`Invalid libxl cpuid value: ${item}`);
      cpu.features.push({ name: fromLibxlFeature(name3), policy: policy2 });
    }
  },
  write(domain, conf) {
    const { cpu } = domain;
    if (cpu?.mode !== "host-passthrough")
      return;
    const values = { force: "1", require: "1", optional: "x", disable: "0", forbid: "0" };
    const items = cpu.features.map((f) => [toLibxlFeature(f.name ?? ""), values[f.policy]]).filter(([name3]) => name3 !== "vmx" && name3 !== "svm").map(([name3, value]) => `${name3}=${value}`);
    if (items.length)
      put(conf, "cpuid", ["host", ...items].join(","));
  }
};
var listOf = (value) => Array.isArray(value) ? value : [];
var vnuma2 = {
  only: "xen-xl",
  read(conf, domain) {
    const nodes = listOf(conf.get("vnuma")).filter(Array.isArray);
    if (nodes.length === 0)
      return;
    let vcpus = 0;
    const cells = nodes.map((node, id3) => {
      let pnode = -1;
      let size2 = 0;
      let cpus;
      const distances = [];
      for (const item of node) {
        const text4 = String(item);
        const equals = text4.lastIndexOf("=");
        if (equals < 0)
          throw broken(`vnuma vnode invalid format '${text4}'`);
        const data = text4.slice(equals + 1);
        if (!data)
          continue;
        if (text4.startsWith("pnode")) {
          pnode = Number(data);
          if (!(pnode < nodes.length))
            throw refuse(`vnuma vnode ${id3} contains invalid pnode value '${data}'`);
        } else if (text4.startsWith("size"))
          size2 = Number(data) * 1024;
        else if (text4.startsWith("vcpus"))
          cpus = cpusOf(data);
        else if (text4.startsWith("vdistances")) {
          const values = data.split(",").map(Number);
          if (values.length !== nodes.length)
            throw refuse(`vnuma pnode ${pnode} configured '${text4}' (count ${values.length}) doesn't fit the number of specified vnodes ${nodes.length}`);
          distances.push(...values.map((value, to) => ({ id: to, value })));
        } else
          throw syntax(`Invalid vnuma configuration for vnode ${id3}`);
      }
      if (pnode < 0 || !cpus || size2 === 0)
        throw syntax(`Incomplete vnuma configuration for vnode ${id3}`);
      vcpus += cpus.length;
      return { id: id3, cpus: formatCpus(cpus), memory: size2, distances, caches: [] };
    });
    if (domain.vcpu.value < vcpus)
      throw refuse(`vnuma configuration contains ${vcpus} vcpus, which is greater than ${domain.vcpu.value} maxvcpus`);
    domain.cpu = { mode: "custom", features: [], numa: { cells } };
  },
  write(domain, conf) {
    const cells = domain.cpu?.numa?.cells ?? [];
    if (cells.length === 0)
      return;
    const distance2 = (i, j) => cells[i]?.distances.find((d) => d.id === j)?.value ?? (i === j ? 10 : 20);
    conf.set("vnuma", cells.map((cell, i) => [
      `pnode=${i}`,
      `size=${Math.floor(cell.memory / 1024)}`,
      `vcpus=${cell.cpus ?? ""}`,
      `vdistances=${cells.map((_, j) => distance2(i, j)).join(",")}`
    ]));
  }
};
var xenbusLimits = {
  only: "xen-xl",
  read(conf, domain) {
    const channels2 = getNumber(conf, "max_event_channels");
    const frames = getNumber(conf, "max_grant_frames");
    domain.devices.controllers.push({
      type: "xenbus",
      index: 0,
      ...channels2 ? { maxEventChannels: channels2 } : {},
      ...frames ? { maxGrantFrames: frames } : {}
    });
  },
  write(domain, conf) {
    const xenbus2 = domain.devices.controllers.find((c) => c.type === "xenbus");
    if (xenbus2?.maxEventChannels)
      put(conf, "max_event_channels", xenbus2.maxEventChannels);
    if (xenbus2?.maxGrantFrames)
      put(conf, "max_grant_frames", xenbus2.maxGrantFrames);
  }
};
var modelArgs = {
  only: "xen-xl",
  read(conf, domain) {
    const args2 = listOf(conf.get("device_model_args")).filter((a) => typeof a === "string");
    if (args2.length)
      domain.xenCommandline = { args: args2.map((value) => ({ value })) };
  },
  write(domain, conf) {
    const args2 = domain.xenCommandline?.args.map((a) => a.value) ?? [];
    if (args2.length)
      conf.set("device_model_args", args2);
  }
};

// dist/src/drivers/libxl/native/config.js
var defaults = {
  hvmloader: "/usr/lib/xen/boot/hvmloader",
  ovmf: "/usr/lib/xen-4.17/boot/ovmf.bin"
};
var topics = (options2) => [
  ...machineTopics,
  ...deviceTopics,
  xlBoot(options2.hvmloader, options2.ovmf),
  xmBoot,
  cpuid,
  vnuma2,
  xenbusLimits,
  xlDisks,
  xmDisks,
  spice3,
  inputs2,
  usbDevices3,
  usbControllers2,
  channels,
  modelArgs
];
var of = (format2, options2) => topics(options2).filter((t) => !t.only || t.only === format2);
var parseNative = (text4, format2, options2 = defaults) => {
  const conf = parseConf(text4);
  const domain = parseXml(Domain2, "<domain type='xen'><name>x</name></domain>", {
    ...domainParseOptions,
    inactive: true
  });
  for (const topic of of(format2, options2))
    topic.read?.(conf, domain, format2);
  return postParse3(domain);
};
var formatNative = (domain, format2, context, options2 = defaults) => {
  const conf = /* @__PURE__ */ new Map();
  for (const topic of of(format2, options2))
    topic.write?.(domain, conf, format2, context);
  return formatConf(conf);
};

// dist/src/drivers/libxl/convert.js
var readDomain = (xml, flags = { inactive: true }) => {
  const domain = parseXml(Domain2, xml, { ...domainParseOptions, ...flags });
  postParse3(domain);
  validate2(domain);
  return domain;
};
var domainToLibxlConfig = (xml, context = {}) => buildDomainConfig(readDomain(xml), offlineContext(context));
var formatOf = (format2) => {
  if (format2 === "xen-xl" || format2 === "xen-xm")
    return format2;
  throw new VirError(ErrorCode.INVALID_ARG, ErrorDomain.LIBXL, `unsupported config type ${format2}`);
};
var xlConfigToXml = (text4, format2 = "xen-xl") => {
  const domain = parseNative(text4, formatOf(format2));
  return formatXml(Domain2, domain, { inactive: true, secure: true });
};
var xmlToXlConfig = (xml, format2 = "xen-xl", context = {}) => formatNative(readDomain(xml), formatOf(format2), offlineContext(context));

// dist/src/model/domain/parse.js
var CONTEXT = { domain: ErrorDomain.DOMAIN, filename: "(domain_definition)" };
var dropNamespaces = (domain, kept) => {
  for (const [key, field] of Object.entries(namespaceFields)) {
    const prefix = field.options.ns?.prefix;
    if (prefix !== void 0 && !kept.includes(prefix)) {
      if (key === "testSnapshots")
        domain.testSnapshots = [];
      else
        delete domain[key];
    }
  }
};
var parseDomain = (xml, options2 = {}) => {
  const domain = parseXml(Domain2, xml, { ...CONTEXT, ...options2 });
  const { problems, namespaces } = options2;
  if (namespaces)
    dropNamespaces(domain, namespaces);
  if (problems && problems.length > 0)
    return domain;
  try {
    settleDomain(domain, options2);
  } catch (error3) {
    if (!problems || !(error3 instanceof VirError))
      throw error3;
    problems.push({ line: 1, error: error3 });
  }
  return domain;
};
var publicInterface = (net3) => {
  const { actual: actual2, ...rest } = net3;
  if (!actual2 || net3.type !== "network")
    return net3;
  const { network: network2, portgroup, portid } = net3.source ?? {};
  return {
    ...rest,
    type: actual2.type,
    managed: actual2.managed,
    trustGuestRxFilters: net3.trustGuestRxFilters ?? actual2.trustGuestRxFilters,
    source: { ...net3.source, ...actual2.source, network: network2, portgroup, portid },
    vlan: actual2.vlan,
    virtualport: actual2.virtualport,
    bandwidth: actual2.bandwidth,
    port: actual2.port
  };
};
var formatDomain = (domain, flags = {}) => {
  if (domain.id === void 0 || domain.id < 0)
    return formatXml(Domain2, domain, { ...flags, inactive: true });
  const { interfaces: interfaces2 } = domain.devices;
  const shown = !flags.inactive && !flags.status && !flags.migratable && interfaces2.some((net3) => net3.actual) ? { ...domain, devices: { ...domain.devices, interfaces: interfaces2.map(publicInterface) } } : domain;
  return formatXml(Domain2, shown, flags);
};
var shapes = /* @__PURE__ */ new Map();
for (const field of Object.values(Devices.fields)) {
  const { of: of2, options: options2 } = field;
  if (of2?.is === "shape") {
    const name3 = options2.name ?? of2.name;
    shapes.set(name3, { ...of2, name: name3 });
  }
}
for (const [name3, key] of [
  ["nvram", "nvram"],
  ["vsock", "vsock"],
  ["pstore", "pstore"]
]) {
  const { of: of2 } = Devices.fields[key];
  shapes.set(name3, { ...of2, name: name3 });
}
shapes.delete("usbdev");
shapes.delete("");

// dist/src/cli/convert.js
var convertUsage = `Usage: virtlight convert [--driver kvm|libxl] [--from FORM] [--to FORM] FILE

Forms: xml     libvirt domain XML (the default to read)
       json    the same as JSON
       argv    QEMU arguments (driver kvm; the default of that driver to write)
       xl, xm  configuration of Xen's xl and xm (driver libxl)
       libxl   libxl_domain_config as JSON (driver libxl; the default of that driver to write)
'-' is standard input.
`;
var toArgv = async (xml) => {
  const parsed = parseDomain(xml);
  const arch3 = parsed.os.type?.arch;
  const binary = parsed.devices.emulator ?? await defaultEmulator(hostArch, arch3 ?? hostArch);
  if (!binary)
    throw new VirError(ErrorCode.CONFIG_UNSUPPORTED, ErrorDomain.QEMU, `No emulator found for arch '${arch3 ?? hostArch}'; install its qemu-system package, or name one in <emulator>`);
  const caps = qemuCaps(await probeQemu({ binary }));
  const host = {
    arch: hostArch,
    firmware: loadFirmware({}),
    legacyFirmware: defaultLegacyFirmware,
    config: defaultArgvConfig
  };
  const domain = postParse2(parsed, { caps, host, options: { abiUpdate: true, inactive: false } });
  validate(domain, caps, host);
  return `${commandText(toNative(domain, caps, nativeHost({ name: domain.name, arch: hostArch })))}
`;
};
var json = (value) => `${JSON.stringify(value, null, 2)}
`;
var toXml = {
  xml: (text4) => text4,
  json: (text4) => formatDomain(JSON.parse(text4), { secure: true }),
  xl: (text4) => xlConfigToXml(text4, "xen-xl"),
  xm: (text4) => xlConfigToXml(text4, "xen-xm")
};
var fromXml = {
  xml: (xml) => xml,
  json: (xml) => json(parseDomain(xml)),
  argv: toArgv,
  libxl: (xml) => json(domainToLibxlConfig(xml)),
  xl: (xml) => xmlToXlConfig(xml, "xen-xl"),
  xm: (xml) => xmlToXlConfig(xml, "xen-xm")
};
var form = (forms, name3, what) => {
  const found = forms[name3];
  if (found)
    return found;
  const known4 = Object.keys(forms).join(", ");
  throw new VirError(ErrorCode.INVALID_ARG, ErrorDomain.NONE, `cannot ${what} '${name3}'; known are ${known4}`);
};
var convert = async (args2, read2) => {
  const { values, positionals } = parseArgs({
    args: [...args2],
    allowPositionals: true,
    strict: true,
    options: { driver: { type: "string", default: "kvm" }, from: { type: "string" }, to: { type: "string" } }
  });
  const [file2] = positionals;
  if (file2 === void 0 || positionals.length > 1)
    return { text: convertUsage, status: 2 };
  const read_ = form(toXml, values.from ?? "xml", "read");
  const write3 = form(fromXml, values.to ?? (values.driver === "libxl" ? "libxl" : "argv"), "write");
  return { text: await write3(read_(read2(file2))), status: 0 };
};

// dist/src/daemon/paths.js
import { homedir } from "node:os";
import { join as join3, resolve as resolve2 } from "node:path";
var below = (base3) => ({
  config: join3(base3, "etc/libvirt"),
  run: join3(base3, "run/libvirt"),
  state: join3(base3, "var/lib/libvirt"),
  cache: join3(base3, "var/cache/libvirt"),
  log: join3(base3, "var/log/libvirt")
});
var session = (env2) => {
  const home = env2.HOME ?? homedir();
  const cache4 = join3(env2.XDG_CACHE_HOME ?? join3(home, ".cache"), "libvirt");
  return {
    config: join3(env2.XDG_CONFIG_HOME ?? join3(home, ".config"), "libvirt"),
    run: join3(env2.XDG_RUNTIME_DIR ?? join3(home, ".cache"), "libvirt"),
    state: join3(env2.XDG_CONFIG_HOME ?? join3(home, ".config"), "libvirt"),
    cache: cache4,
    log: cache4
  };
};
var chooseMode = (root, uid, env2) => {
  const privileged = uid === 0;
  const paths = root !== null ? below(resolve2(root)) : privileged ? below("/") : session(env2);
  const pidDirectory = root !== null ? join3(resolve2(root), "run") : privileged ? "/run" : paths.run;
  return {
    paths,
    privileged,
    rooted: root !== null,
    sockets: paths.run,
    pidFile: join3(pidDirectory, "libvirtd.pid")
  };
};

// dist/src/drivers/network/diagnose.js
import { readFileSync as readFileSync2 } from "node:fs";

// dist/schemas/xml/network.js
import { randomUUID as randomUUID5 } from "node:crypto";

// dist/schemas/xml/network/rules.js
var unsupported16 = (text4) => ({ code: ErrorCode.CONFIG_UNSUPPORTED, text: text4 });
var detail2 = (text4) => ({ code: ErrorCode.XML_DETAIL, text: text4 });
var checkIp = (ip2) => {
  const { family, address: address3, netmask, prefix = 0 } = ip2;
  if (family !== void 0 && family !== "ipv4" && family !== "ipv6")
    return `Unrecognized family '${family}' in network '{name}'`;
  const v62 = family === "ipv6";
  if (!v62 && familyOf2(address3) !== "ipv4") {
    return unsupported16(`${family ?? "no"} family specified for non-IPv4 address '${address3}' in network '{name}'`);
  }
  if (v62 && familyOf2(address3) !== "ipv6") {
    return unsupported16(`Family 'ipv6' specified for non-IPv6 address '${address3}' in network '{name}'`);
  }
  if (v62 && netmask)
    return unsupported16(`netmask not allowed for IPv6 address '${address3}' in network '{name}'`);
  if (netmask && familyOf2(netmask) !== "ipv4") {
    return unsupported16(`Invalid netmask '${netmask}' for address '${address3}' in network '{name}' (both must be IPv4)`);
  }
  if (netmask && prefix > 0)
    return unsupported16("Network '{name}' IP address cannot have both a prefix and a netmask");
  if (prefix > (v62 ? 128 : 32))
    return unsupported16(`Invalid ${v62 ? "IPv6" : "IPv4"} prefix '${prefix}' in network '{name}'`);
  const { dhcp } = ip2;
  for (const range3 of dhcp?.ranges ?? []) {
    const bad = checkRange(range3.start, range3.end, address3, prefixOf2(ip2));
    if (bad)
      return bad;
  }
  for (const host of dhcp?.hosts ?? []) {
    const bad = checkHost2(host, v62);
    if (bad)
      return bad;
  }
  if (v62 && dhcp)
    delete dhcp.bootp;
  if (v62 && ip2.tftp)
    return unsupported16("Unsupported <tftp> element in an IPv6 element in network '{name}'");
  return void 0;
};
var internal8 = (text4) => ({
  code: ErrorCode.INTERNAL_ERROR,
  domain: ErrorDomain.NONE,
  text: text4
});
var checkRange = (start, end, address3, prefix) => {
  const what = `range ${start} - ${end}`;
  if (familyOf2(start) !== familyOf2(end))
    return internal8(`mismatch of address family in ${what}`);
  if (address3 !== void 0) {
    if (familyOf2(start) !== familyOf2(address3))
      return internal8(`mismatch of address family in ${what} for network ${address3}`);
    if (prefix < 0)
      return internal8(`bad prefix ${prefix} for network ${address3} when  checking ${what}`);
    const network2 = networkOf(address3, prefix);
    if (networkOf(start, prefix) !== network2 || networkOf(end, prefix) !== network2) {
      return internal8(`${what} is not entirely within network ${address3}/${prefix}`);
    }
  }
  if (addressNumber(end) < addressNumber(start))
    return internal8(`${what} is reversed `);
  const length = addressNumber(end) - addressNumber(start) + 1n;
  return length > 65535n ? internal8(`${what} is too large (> 65535)`) : void 0;
};
var checkHost2 = (host, v62) => {
  const { mac: mac4, id: id3, name: name3, ip: ip2 } = host;
  if (mac4 !== void 0 && v62) {
    return `Invalid to specify MAC address '${mac4}' in network '{name}' IPv6 static host definition`;
  }
  if (mac4 !== void 0 && Number.parseInt(mac4.slice(0, 2), 16) & 1) {
    return `expected unicast mac address, found multicast '${mac4}' in network '{name}'`;
  }
  const odd = id3?.replace(/^[0-9a-fA-F:]*/, "");
  if (odd)
    return `Invalid character '${odd[0]}' in id '${id3}' of network '{name}'`;
  if (name3 !== void 0 && !/^[A-Za-z0-9]/.test(name3))
    return `Cannot use host name '${name3}' in network '{name}'`;
  if (v62 ? !(id3 ?? name3) : !(mac4 ?? name3)) {
    return `Static host definition in ${v62 ? "IPv6" : "IPv4"} network '{name}' must have ${v62 ? "id" : "mac"} or name attribute`;
  }
  return ip2 === void 0 ? "Missing IP address in static host definition for network '{name}'" : void 0;
};
var checkSrv = (srv) => {
  const { service, protocol } = srv;
  if (service.length > 60)
    return detail2(`service attribute '${service}' in network '{name}' is too long, limit is 60 bytes`);
  if (!/^[A-Za-z0-9_\-+/*]*$/.test(service)) {
    return detail2(`invalid character in service attribute '${service}' in DNS SRV record of network '{name}'`);
  }
  if (protocol === void 0)
    return detail2(`missing required protocol attribute in DNS SRV record '${service}' of network '{name}'`);
  if (!/^[A-Za-z0-9\-+/]*$/.test(protocol)) {
    return detail2(`invalid character in protocol attribute '${protocol}' in DNS SRV record of network '{name}'`);
  }
  for (const key of ["port", "priority", "weight"]) {
    const value = srv[key];
    if (value === void 0)
      continue;
    if (srv.target === void 0) {
      return detail2(`DNS SRV ${key} attribute not permitted without target for service '${service}' in network '{name}'`);
    }
    if (value > 65535 || key === "port" && value < 1) {
      return detail2(`${key === "priority" ? "Invalid" : "invalid"} DNS SRV ${key} attribute for service '${service}' in network '{name}'`);
    }
  }
  return void 0;
};
var checkTxt = (txt) => {
  if (/[ ,]/.test(txt.name))
    return detail2(`prohibited character in DNS TXT record name '${txt.name}' of network {name}`);
  if (txt.value === void 0)
    return detail2(`missing required value attribute in DNS TXT record named '${txt.name}' of network {name}`);
  return void 0;
};
var checkDns = (dns) => {
  if (dns.forwarders.some((f) => f.addr === void 0 && f.domain === void 0)) {
    return "Invalid forwarder element, must contain at least one of addr or domain";
  }
  const extra = dns.forwarders.length + dns.hosts.length + dns.srvs.length + dns.txts.length;
  return dns.enable === false && extra > 0 ? "Extra data in disabled network '{name}'" : void 0;
};
var hex4 = (value, digits) => value.toString(16).padStart(digits, "0");
var checkForward = (forward) => {
  const { nat, pfs, interfaces: interfaces2, addresses: addresses2 } = forward;
  if (nat) {
    if (forward.mode !== "nat") {
      return "The <nat> element can only be used when <forward> 'mode' is 'nat' in network {name}";
    }
    if (nat.address) {
      const bad = checkRange(nat.address.start, nat.address.end, void 0, 0);
      if (bad)
        return bad;
    }
    if (nat.port && nat.port.end < nat.port.start) {
      return detail2("Missing or invalid 'end' attribute in <port> in <nat> in <forward> in network {name}");
    }
  }
  if (forward.dev !== void 0 && addresses2.length + pfs.length > 0) {
    return "the <forward> 'dev' attribute cannot be used when <address> or <pf> sub-elements are present in network {name}";
  }
  const first2 = interfaces2[0];
  if (forward.dev !== void 0 && first2 && first2.dev !== forward.dev) {
    return `<forward dev='${forward.dev}'> must match first <interface dev='${first2.dev}'/> in network {name}`;
  }
  const seen = /* @__PURE__ */ new Set();
  for (const { dev } of interfaces2) {
    if (seen.has(dev))
      return `interface '${dev}' can only be listed once in network {name}`;
    seen.add(dev);
  }
  for (const { domain, bus, slot, function: fn } of addresses2) {
    const name3 = `${hex4(domain, 4)}:${hex4(bus, 2)}:${hex4(slot, 2)}.${fn.toString(16)}`;
    if (seen.has(name3))
      return `PCI device '${name3}' can only be listed once in network {name}`;
    seen.add(name3);
  }
  if (pfs.length > 1)
    return "Only one <pf> element is allowed in <forward> of network {name}";
  if (interfaces2.length > 0 || forward.dev !== void 0) {
    forward.addresses = [];
    forward.pfs = [];
    if (!first2)
      interfaces2.push({ dev: forward.dev });
    else if (pfs.length === 0)
      forward.dev = first2.dev;
  } else if (addresses2.length > 0)
    forward.pfs = [];
  return void 0;
};
var checkNetwork2 = (net3) => {
  if (net3.name.includes("/"))
    return detail2("invalid char in name: /");
  if (net3.title?.includes("\n"))
    return "Network title can't contain newlines";
  if (net3.domain?.register === true && net3.domain.localOnly !== true) {
    return unsupported16("attribute 'register=yes' in <domain> element requires 'localOnly=yes' in network {name}");
  }
  if (net3.mac && Number.parseInt(net3.mac.address.slice(0, 2), 16) & 1) {
    return `Invalid multicast bridge mac address '${net3.mac.address}' in network '{name}'`;
  }
  if (net3.virtualport && net3.virtualport.type === void 0)
    return "missing required virtualport type";
  for (const { gateway } of net3.routes) {
    const reachable = net3.ips.some((ip2) => {
      const prefix = prefixOf2(ip2);
      return familyOf2(gateway) === familyOf2(ip2.address) && prefix >= 0 && networkOf(gateway, prefix) === networkOf(ip2.address, prefix);
    });
    if (!reachable)
      return unsupported16(`unreachable static route gateway '${gateway}' specified for network '{name}'`);
  }
  const { forward, bridge: bridge2 } = net3;
  const mode = forward?.mode ?? "none";
  const count2 = Math.max(forward?.interfaces.length ?? 0, forward?.addresses.length ?? 0);
  if (mode === "route" || mode === "nat") {
    if (net3.ips.length === 0)
      return `${mode} forwarding requested, but no IP address provided for network '{name}'`;
    if (count2 > 1)
      return "multiple forwarding interfaces specified for network '{name}', only one is supported";
  } else if (mode === "open") {
    if (count2 > 0)
      return `forward dev not allowed for network '{name}' with forward mode='${mode}'`;
  } else if (mode !== "none") {
    if (mode !== "bridge") {
      if (bridge2?.name)
        return `bridge name not allowed in ${mode} mode (network '{name}')`;
      if (bridge2?.zone)
        return `bridge zone not allowed in ${mode} mode (network '{name}')`;
      if (bridge2?.macTableManager)
        return `bridge macTableManager setting not allowed in ${mode} mode (network '{name}')`;
    }
    if (bridge2?.delay || bridge2?.stp !== void 0 || bridge2?.zone) {
      return `bridge delay/stp/zone options only allowed in open, route, nat, and isolated mode, not in ${mode} (network '{name}')`;
    }
    if (bridge2?.name && (count2 > 0 || (forward?.pfs.length ?? 0) > 0)) {
      return `A network with forward mode='${mode}' can specify a bridge name or a forward dev, but not both (network '{name}')`;
    }
    if (net3.mtu?.size) {
      return `mtu size only allowed in open, route, nat, and isolated mode, not in ${mode} (network '{name}')`;
    }
  }
  if (["none", "nat", "route", "open"].includes(mode)) {
    net3.bridge ??= {};
    net3.bridge.stp ??= true;
    net3.bridge.delay ??= 0;
  }
  if (mode === "none")
    delete net3.forward;
  return void 0;
};

// dist/schemas/xml/network.js
var detail3 = (text4) => ({ code: ErrorCode.XML_DETAIL, text: text4 });
var unicastMac = { pattern: "[a-fA-F0-9][02468aAcCeE](:[a-fA-F0-9]{2}){5}" };
var DnsmasqNs = {
  prefix: "dnsmasq",
  uri: "http://libvirt.org/schemas/network/dnsmasq/1.0"
};
var Lease2 = {
  expiry: attr(ulong(), { required: true }),
  unit: attr(oneWord(["seconds", "minutes", "hours"]))
};
var lease = child(element("lease", Lease2, (lease2) => {
  if (lease2.expiry === 0)
    delete lease2.unit;
  else
    lease2.unit ??= "minutes";
  if (lease2.unit === "seconds" && lease2.expiry > 0 && lease2.expiry < 120) {
    return "The minimum lease time should be greater than 2 minutes";
  }
  return void 0;
}));
var DhcpHost = element("host", {
  mac: attr(mac, {
    schema: unicastMac,
    invalid: "Cannot parse MAC address '{value}' in network '{name}'"
  }),
  id: attr(text2),
  name: attr(text2),
  ip: attr(ip, { invalid: "Invalid IP address in static host definition for network '{name}'" }),
  lease
});
var DhcpRange = element("range", {
  start: attr(ip, { required: "Missing 'start' attribute in dhcp range for network '{name}'" }),
  end: attr(ip, { required: "Missing 'end' attribute in dhcp range for network '{name}'" }),
  lease
});
var DnsHost = element("host", {
  ip: attr(ip, {
    required: detail3("Missing IP address in network '{name}' DNS HOST record"),
    invalid: detail3("Invalid IP address in network '{name}' DNS HOST record")
  }),
  hostnames: children("hostname", text2, { required: true, min: 1 })
}, (host) => host.hostnames.length === 0 ? detail3("Missing hostname in network '{name}' DNS HOST record") : void 0);
var srvNumber = (key) => attr(uint2(), { omit: 0, invalid: detail3(`invalid DNS SRV ${key} attribute in network '{name}'`) });
var DnsSrv = element("srv", {
  service: attr(text2, {
    required: detail3("missing required service attribute in DNS SRV record of network '{name}'")
  }),
  protocol: attr(text2),
  domain: attr(text2),
  target: attr(text2),
  port: srvNumber("port"),
  priority: srvNumber("priority"),
  weight: srvNumber("weight")
}, checkSrv);
var DnsTxt = element("txt", {
  name: attr(text2, {
    required: detail3("missing required name attribute in DNS TXT record of network {name}")
  }),
  value: attr(text2)
}, checkTxt);
var NetworkIp = expanded(element("ip", {
  family: attr(text2, { schema: { pattern: "ipv4|ipv6" } }),
  address: attr(ip, {
    required: "Missing required address attribute in network '{name}'",
    invalid: "Invalid address '{value}' in network '{name}'"
  }),
  netmask: attr(ip, { invalid: "Invalid netmask '{value}' in network '{name}'" }),
  prefix: attr(uint2(), { omit: 0 }),
  localPtr: attr(yesNo),
  tftp: child({ root: attr(text2) }),
  dhcp: child({
    ranges: children("range", DhcpRange),
    hosts: children("host", DhcpHost),
    bootp: child({ file: attr(text2, { required: true }), server: attr(ip) })
  })
}, checkIp));
var PortGroup = expanded(element("portgroup", {
  name: attr(text2, { required: "Missing required name attribute in portgroup" }),
  default: attr(yesNo, { omit: false }),
  trustGuestRxFilters: attr(yesNo),
  vlan: child(Vlan),
  virtualport: child(VirtualPort),
  bandwidth: child(Bandwidth)
}));
var ForwardMode = oneWord(["none", "nat", "route", "open", "bridge", "private", "vepa", "passthrough", "hostdev"], { not: ["none"] });
var natAddress = (which) => attr(ip, {
  required: `missing '${which}' attribute in <address> element in <nat> in <forward> in network {name}`,
  invalid: `Bad ipv4 ${which} address '{value}' in <nat> in <forward> in network '{name}'`
});
var natPort = (which) => {
  const message = detail3(`Missing or invalid '${which}' attribute in <port> in <nat> in <forward> in network {name}`);
  return attr(uint2({ max: 65535 }), { required: message, invalid: message });
};
var Forward = element("forward", {
  dev: attr(text2, { empty: "absent" }),
  mode: attr(ForwardMode, {
    default: "nat",
    empty: "absent",
    invalid: { code: ErrorCode.CONFIG_UNSUPPORTED, text: "unknown forwarding type '{value}'" }
  }),
  $managed: oneOf("mode", { hostdev: { managed: attr(yesNo, { default: false }) } }),
  driver: child({ name: attr(oneWord(["kvm", "vfio", "xen"])), model: attr(text2) }),
  nat: child({
    ipv6: attr(yesNo),
    address: child({ start: natAddress("start"), end: natAddress("end") }),
    port: child({ start: natPort("start"), end: natPort("end") })
  }),
  pfs: children("pf", {
    dev: attr(text2, { required: "Missing required dev attribute in <pf> element of network '{name}'" })
  }),
  interfaces: children("interface", {
    dev: attr(text2, {
      required: "Missing required dev attribute in <forward> <interface> element of network {name}"
    }),
    connections: attr(uint2(), { live: true, omit: 0 })
  }),
  addresses: children("address", {
    type: attr(oneWord(["pci"]), {
      required: "missing address type in network {name}",
      invalid: {
        code: ErrorCode.CONFIG_UNSUPPORTED,
        text: "unknown address type '{value}' in network {name}"
      }
    }),
    ...pciAddressFields
  })
}, checkForward);
var Network2 = element("network", {
  connections: attr(uint2(), { live: true, omit: 0 }),
  ipv6: attr(yesNo, { omit: false, invalid: "Invalid ipv6 setting '{value}' in network '{name}'" }),
  trustGuestRxFilters: attr(yesNo),
  name: child(text2, { required: { code: ErrorCode.NO_NAME, text: "" } }),
  uuid: child(uuid2, {
    generate: randomUUID5,
    invalid: { code: ErrorCode.INTERNAL_ERROR, text: "malformed uuid element" }
  }),
  title: child(text2),
  description: child(text2),
  metadata: verbatim({ sanitized: true }),
  forward: child(Forward, { keep: true }),
  bridge: child({
    name: attr(text2, { empty: "absent" }),
    zone: attr(text2, { empty: "absent" }),
    stp: attr(onOff),
    delay: attr(ulong(), { invalid: "Invalid delay value in network '{name}'" }),
    macTableManager: attr(oneWord(["kernel", "libvirt"]), {
      invalid: "Invalid macTableManager setting '{value}' in network '{name}'"
    })
  }),
  mtu: child({
    size: attr(uint2(), {
      required: true,
      omit: 0,
      invalid: "Invalid mtu size '{value}' in network '{name}'"
    })
  }),
  mac: child({
    address: attr(mac, {
      schema: unicastMac,
      required: true,
      invalid: "Invalid bridge mac address '{value}' in network '{name}'"
    })
  }),
  domain: child({
    name: attr(text2, { empty: "absent" }),
    localOnly: attr(yesNo),
    register: attr(yesNo)
  }),
  dns: child(element("dns", {
    enable: attr(yesNo),
    forwardPlainNames: attr(yesNo),
    forwarders: children("forwarder", {
      domain: attr(text2),
      addr: attr(ip, { invalid: "Invalid forwarder IP address '{value}' in network '{name}'" })
    }),
    txts: children("txt", DnsTxt),
    srvs: children("srv", DnsSrv),
    hosts: children("host", DnsHost)
  }, checkDns)),
  vlan: child(Vlan),
  bandwidth: child(Bandwidth),
  port: child({ isolated: attr(yesNo) }),
  ips: children("ip", NetworkIp),
  routes: children("route", routeOf("{name}")),
  virtualport: child(VirtualPort),
  portgroups: children("portgroup", PortGroup),
  dnsmasq: children("option", { value: attr(text2, { required: true }) }, { ns: DnsmasqNs, wrap: "options" })
}, checkNetwork2);
var networkParseOptions = { domain: ErrorDomain.NETWORK, filename: "(network_definition)" };

// dist/src/model/network/def.js
import { isIPv4 as isIPv43 } from "node:net";

// dist/src/native/netlink.js
var socketCall = libc.func("int socket(int, int, int)");
var sendCall = libc.func("int64_t send(int, _In_ uint8_t *, size_t, int)");
var recvCall = libc.func("int64_t recv(int, _Out_ uint8_t *, size_t, int)");
var setsockoptCall = libc.func("int setsockopt(int, int, int, _In_ uint8_t *, uint32_t)");
var closeCall = libc.func("int close(int)");
var AF_NETLINK = 16;
var SOCK_RAW_CLOEXEC = 3 | 524288;
var NETLINK_ROUTE = 0;
var SOL_NETLINK = 270;
var NETLINK_EXT_ACK = 11;
var NLMSG_ERROR = 2;
var NLMSG_DONE = 3;
var NLM_F_REQUEST = 1;
var NLM_F_ACK = 4;
var NLM_F_DUMP = 768;
var NLM_F_CAPPED = 256;
var NLM_F_ACK_TLVS = 512;
var NLMSGERR_ATTR_MSG = 1;
var EINTR2 = 4;
var NetlinkError = class extends Error {
  errno;
  reason;
  constructor(code2, reason = null) {
    super(reason ? `${strerror(code2)} (${reason})` : strerror(code2));
    this.name = "NetlinkError";
    this.errno = code2;
    this.reason = reason;
  }
};
var align = (length) => length + 3 & ~3;
var attribute2 = (type2, value) => {
  const body = Buffer.isBuffer(value) ? value : Buffer.concat(value);
  const out = Buffer.alloc(align(4 + body.length));
  out.writeUInt16LE(4 + body.length, 0);
  out.writeUInt16LE(type2, 2);
  body.copy(out, 4);
  return out;
};
var u32 = (value) => {
  const out = Buffer.alloc(4);
  out.writeUInt32LE(value >>> 0);
  return out;
};
var stringz = (value) => Buffer.from(`${value}\0`);
var attributesOf = (data, from = 0) => {
  const found = /* @__PURE__ */ new Map();
  for (let at2 = from; at2 + 4 <= data.length; ) {
    const length = data.readUInt16LE(at2);
    if (length < 4 || at2 + length > data.length)
      break;
    found.set(data.readUInt16LE(at2 + 2) & 16383, data.subarray(at2 + 4, at2 + length));
    at2 += align(length);
  }
  return found;
};
var textOf = (data) => {
  if (!data)
    return "";
  const end = data.indexOf(0);
  return data.toString("utf8", 0, end < 0 ? data.length : end);
};
var explanation = (message, flags) => {
  if ((flags & NLM_F_ACK_TLVS) === 0 || message.length < 20)
    return null;
  const echoed = (flags & NLM_F_CAPPED) !== 0 ? 16 : align(message.readUInt32LE(4));
  return textOf(attributesOf(message, 4 + echoed).get(NLMSGERR_ATTR_MSG)) || null;
};
var pack = (type2, flags, sequence, payload) => {
  const body = Buffer.concat(payload);
  const header2 = Buffer.alloc(16);
  header2.writeUInt32LE(16 + body.length, 0);
  header2.writeUInt16LE(type2, 4);
  header2.writeUInt16LE(flags | NLM_F_REQUEST, 6);
  header2.writeUInt32LE(sequence, 8);
  return Buffer.concat([header2, body]);
};
var openNetlink = () => {
  const fd = socketCall(AF_NETLINK, SOCK_RAW_CLOEXEC, NETLINK_ROUTE);
  if (fd < 0)
    throw new NetlinkError(errno());
  setsockoptCall(fd, SOL_NETLINK, NETLINK_EXT_ACK, u32(1), 4);
  const inbox = Buffer.alloc(1 << 16);
  let sequence = 0;
  const exchange = (type2, flags, payload, single2) => {
    const message = pack(type2, flags, ++sequence, payload);
    if (Number(sendCall(fd, message, message.length, 0)) < 0)
      throw new NetlinkError(errno());
    const found = [];
    for (; ; ) {
      const size2 = Number(recvCall(fd, inbox, inbox.length, 0));
      if (size2 < 0) {
        if (errno() === EINTR2)
          continue;
        throw new NetlinkError(errno());
      }
      for (let at2 = 0; at2 + 16 <= size2; ) {
        const length = inbox.readUInt32LE(at2);
        if (length < 16 || at2 + length > size2)
          break;
        const kind = inbox.readUInt16LE(at2 + 4);
        const data = Buffer.from(inbox.subarray(at2 + 16, at2 + length));
        const mine = inbox.readUInt32LE(at2 + 8) === sequence;
        const bits = inbox.readUInt16LE(at2 + 6);
        at2 += align(length);
        if (!mine)
          continue;
        if (kind === NLMSG_ERROR) {
          const code2 = -data.readInt32LE(0);
          if (code2 !== 0)
            throw new NetlinkError(code2, explanation(data, bits));
          return found;
        }
        if (kind === NLMSG_DONE)
          return found;
        found.push(data);
        if (single2)
          return found;
      }
    }
  };
  return {
    request: (type2, flags, payload) => void exchange(type2, flags | NLM_F_ACK, payload, false),
    dump: (type2, payload) => exchange(type2, NLM_F_DUMP, payload, false),
    get: (type2, payload) => exchange(type2, 0, payload, true)[0],
    close: () => void closeCall(fd)
  };
};
var shared = null;
var netlink = () => {
  shared ??= openNetlink();
  return shared;
};

// dist/src/native/link.js
var RTM_GETLINK = 18;
var IFLA = {
  ADDRESS: 1,
  IFNAME: 3,
  MTU: 4,
  LINK: 5,
  MASTER: 10,
  PROTINFO: 12,
  TXQLEN: 13,
  OPERSTATE: 16,
  LINKINFO: 18,
  NET_NS_PID: 19,
  ALT_IFNAME: 53
};
var INFO_KIND = 1;
var INFO_DATA = 2;
var INFO_SLAVE_KIND = 4;
var BRIDGE = {
  FORWARD_DELAY: 1,
  STP_STATE: 5,
  VLAN_FILTERING: 7
};
var IFF_UP = 1;
var ENODEV = 19;
var IFNAME_MAX = 15;
var header = (family = 0, index = 0, flags = 0, change = 0) => {
  const out = Buffer.alloc(16);
  out.writeUInt8(family, 0);
  out.writeInt32LE(index, 4);
  out.writeUInt32LE(flags, 8);
  out.writeUInt32LE(change, 12);
  return out;
};
var macText = (data) => data ? [...data].map((byte) => byte.toString(16).padStart(2, "0")).join(":") : "";
var named = (name3) => attribute2(IFLA.IFNAME, stringz(name3));
var readLink = (message) => {
  const attributes = attributesOf(message, 16);
  const info = attributesOf(attributes.get(IFLA.LINKINFO) ?? Buffer.alloc(0));
  const kind = textOf(info.get(INFO_KIND));
  const data = attributesOf(info.get(INFO_DATA) ?? Buffer.alloc(0));
  const flags = message.readUInt32LE(8);
  return {
    index: message.readInt32LE(4),
    name: textOf(attributes.get(IFLA.IFNAME)),
    kind,
    portOf: textOf(info.get(INFO_SLAVE_KIND)),
    mac: macText(attributes.get(IFLA.ADDRESS)),
    mtu: attributes.get(IFLA.MTU)?.readUInt32LE() ?? 0,
    up: (flags & IFF_UP) !== 0,
    running: (flags & 64) !== 0,
    master: attributes.get(IFLA.MASTER)?.readUInt32LE() ?? 0,
    lower: attributes.get(IFLA.LINK)?.readUInt32LE() ?? 0,
    flags,
    type: message.readUInt16LE(2),
    operstate: attributes.get(IFLA.OPERSTATE)?.readUInt8() ?? 0,
    bridge: kind === "bridge" ? {
      stp: (data.get(BRIDGE.STP_STATE)?.readUInt32LE() ?? 0) !== 0,
      forwardDelay: (data.get(BRIDGE.FORWARD_DELAY)?.readUInt32LE() ?? 0) / 100,
      vlanFiltering: (data.get(BRIDGE.VLAN_FILTERING)?.readUInt8() ?? 0) !== 0
    } : null,
    vlan: kind === "vlan" ? data.get(1)?.readUInt16LE() ?? null : null
  };
};
var listLinks = () => netlink().dump(RTM_GETLINK, [header()]).map(readLink);
var findLink = (name3) => {
  if (name3.length === 0 || Buffer.byteLength(name3) > IFNAME_MAX)
    return null;
  try {
    return readLink(netlink().get(RTM_GETLINK, [header(), named(name3)]));
  } catch (error3) {
    if (error3 instanceof NetlinkError && error3.errno === ENODEV)
      return null;
    throw error3;
  }
};

// dist/src/native/route.js
var RTM_GETADDR = 22;
var RTM_GETROUTE = 26;
var AF_INET = 2;
var AF_INET6 = 10;
var IFA = { ADDRESS: 1, LOCAL: 2, BROADCAST: 4, FLAGS: 8 };
var RTA = { DST: 1, OIF: 4, GATEWAY: 5, PRIORITY: 6, TABLE: 15 };
var RT_TABLE_MAIN = 254;
var RTN_UNICAST = 1;
var ipText = (bytes) => {
  if (bytes.length === 4)
    return [...bytes].join(".");
  const groups = Array.from({ length: 8 }, (_, i) => bytes.readUInt16BE(i * 2));
  let best = { at: -1, length: 1 };
  for (let i = 0; i < 8; i++) {
    let length = 0;
    while (i + length < 8 && groups[i + length] === 0)
      length++;
    if (length > best.length)
      best = { at: i, length };
  }
  const last32 = [...bytes.subarray(12)].join(".");
  if (best.at === 0 && (best.length === 6 || best.length === 5 && groups[5] === 65535))
    return best.length === 6 ? `::${last32}` : `::ffff:${last32}`;
  const hex5 = (part) => part.map((group) => group.toString(16)).join(":");
  if (best.at < 0)
    return hex5(groups);
  return `${hex5(groups.slice(0, best.at))}::${hex5(groups.slice(best.at + best.length))}`;
};
var listAddresses = () => netlink().dump(RTM_GETADDR, [Buffer.alloc(8)]).map((message) => {
  const attributes = attributesOf(message, 8);
  const bytes = attributes.get(IFA.LOCAL) ?? attributes.get(IFA.ADDRESS) ?? Buffer.alloc(4);
  return {
    index: message.readUInt32LE(4),
    address: ipText(bytes),
    prefix: message.readUInt8(1),
    flags: attributes.get(IFA.FLAGS)?.readUInt32LE() ?? message.readUInt8(2),
    scope: message.readUInt8(3)
  };
});
var listRoutes = () => {
  const names2 = new Map(listLinks().map((link2) => [link2.index, link2.name]));
  const out = [];
  for (const message of netlink().dump(RTM_GETROUTE, [Buffer.alloc(12)])) {
    const attributes = attributesOf(message, 12);
    const table3 = attributes.get(RTA.TABLE)?.readUInt32LE() ?? message.readUInt8(4);
    if (table3 !== RT_TABLE_MAIN || message.readUInt8(7) !== RTN_UNICAST)
      continue;
    const v62 = message.readUInt8(0) === AF_INET6;
    if (!v62 && message.readUInt8(0) !== AF_INET)
      continue;
    const gateway = attributes.get(RTA.GATEWAY);
    out.push({
      family: v62 ? 6 : 4,
      to: ipText(attributes.get(RTA.DST) ?? Buffer.alloc(v62 ? 16 : 4)),
      prefix: message.readUInt8(1),
      gateway: gateway ? ipText(gateway) : null,
      device: names2.get(attributes.get(RTA.OIF)?.readUInt32LE() ?? 0) ?? "",
      metric: attributes.get(RTA.PRIORITY)?.readUInt32LE() ?? 0
    });
  }
  return out;
};

// dist/src/model/network/def.js
var forwardMode = (net3) => net3.forward?.mode ?? "none";
var ownsBridge = (net3) => ["none", "nat", "route", "open"].includes(forwardMode(net3));
var layerOf = (ip2) => isIPv43(ip2.address) ? "ipv4" : "ipv6";
var ipsOf = (net3, layer) => net3.ips.filter((ip2) => layerOf(ip2) === layer);
var hasDhcp = (ip2) => (ip2.dhcp?.ranges.length ?? 0) > 0 || (ip2.dhcp?.hosts.length ?? 0) > 0;
var addressOf3 = (number3, layer) => ipText(Buffer.from(number3.toString(16).padStart(layer === "ipv4" ? 8 : 32, "0"), "hex"));
var networkWithPrefix = (ip2) => {
  const prefix = prefixOf2(ip2);
  return `${addressOf3(networkOf(ip2.address, prefix), layerOf(ip2))}/${prefix}`;
};
var bridgeOf = (net3) => net3.bridge?.name ?? "";

// dist/src/model/network/dnsmasq.js
var needsDnsmasq = (net3) => net3.ips.length > 0 && (net3.dns?.enable !== false || net3.ips.some((ip2) => hasDhcp(ip2) || ip2.tftp?.root !== void 0));

// dist/src/model/network/nftables.js
var nftTable = "libvirt_network";

// dist/src/util/command.js
import { spawn as spawn2 } from "node:child_process";
import { accessSync as accessSync2, constants as constants4 } from "node:fs";
import { delimiter as delimiter2, join as join4 } from "node:path";
var FALLBACK_PATH = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"];
var OUTPUT_LIMIT = 16 * 1024 * 1024;
var DEADLINE_MS = 3e4;
var ENOENT = 2;
var isProgram = (path2) => {
  try {
    accessSync2(path2, constants4.X_OK);
    return true;
  } catch {
    return false;
  }
};
var findProgram = (name3) => {
  if (name3.includes("/"))
    return isProgram(name3) ? name3 : null;
  const path2 = (process.env.PATH ?? "").split(delimiter2).filter((dir) => dir !== "");
  for (const dir of [...path2, ...FALLBACK_PATH])
    if (isProgram(join4(dir, name3)))
      return join4(dir, name3);
  return null;
};
var runCommand = (argv2, options2 = {}) => {
  const [name3 = "", ...args2] = argv2;
  const program = findProgram(name3);
  if (!program)
    return Promise.reject(systemError(ErrorDomain.NONE, ENOENT, `Cannot find '${name3}' in path`, "No such file or directory"));
  return new Promise((resolve3, reject) => {
    const deadline = AbortSignal.timeout(options2.timeoutMs ?? DEADLINE_MS);
    const child2 = spawn2(program, args2, {
      stdio: [options2.input === void 0 ? "ignore" : "pipe", "pipe", "pipe"],
      env: { ...process.env, LC_ALL: "C", ...options2.quietEnv, ...options2.env },
      signal: options2.signal ? AbortSignal.any([options2.signal, deadline]) : deadline,
      killSignal: "SIGKILL"
    });
    const parts = { stdout: [], stderr: [] };
    let size2 = 0;
    for (const stream of ["stdout", "stderr"])
      child2[stream]?.on("data", (chunk) => {
        size2 += chunk.length;
        if (size2 <= OUTPUT_LIMIT)
          parts[stream].push(chunk);
      });
    child2.on("error", (error3) => {
      if (error3.name !== "AbortError")
        return reject(error3);
      reject(new VirError(options2.signal?.aborted ? ErrorCode.OPERATION_ABORTED : ErrorCode.OPERATION_TIMEOUT, ErrorDomain.NONE, `'${argv2.join(" ")}' did not end in time`));
    });
    child2.on("close", (code2, signal) => resolve3({
      status: code2 ?? (signal ? 128 + 9 : 255),
      stdout: Buffer.concat(parts.stdout).toString(),
      stderr: Buffer.concat(parts.stderr).toString()
    }));
    child2.stdin?.on("error", () => void 0);
    child2.stdin?.end(options2.input);
  });
};

// dist/src/drivers/network/places.js
import { join as join5 } from "node:path";
var networkPlaces = ({ paths, privileged }) => ({
  config: join5(paths.config, "qemu/networks"),
  autostart: join5(paths.config, "qemu/networks/autostart"),
  state: join5(paths.run, privileged ? "network" : "network/lib"),
  pids: join5(paths.run, privileged ? "network" : "network/run"),
  dnsmasq: privileged ? join5(paths.state, "dnsmasq") : join5(paths.run, "dnsmasq/lib")
});
var configFile = (places2, name3) => join5(places2.config, `${name3}.xml`);
var statusFile = (places2, name3) => join5(places2.state, `${name3}.xml`);
var pidFile = (places2, name3) => join5(places2.pids, `${escapeXml(name3)}.pid`);

// dist/src/drivers/network/ruleset.js
var readRuleset = async () => {
  const { status, stdout } = await runCommand(["nft", "-j", "list", "ruleset"]);
  if (status !== 0)
    return [];
  const { nftables = [] } = JSON.parse(stdout);
  const tables = /* @__PURE__ */ new Map();
  for (const { rule } of nftables) {
    if (!rule)
      continue;
    const key = `${rule.family} ${rule.table}`;
    const chains2 = tables.get(key) ?? /* @__PURE__ */ new Map();
    tables.set(key, chains2.set(rule.chain, [
      ...chains2.get(rule.chain) ?? [],
      { chain: rule.chain, expr: rule.expr ?? [] }
    ]));
  }
  return nftables.flatMap(({ chain }) => chain?.hook && chain.type === "filter" ? [
    {
      family: chain.family,
      table: chain.table,
      name: chain.name,
      hook: chain.hook,
      policy: chain.policy ?? "accept",
      rules: tables.get(`${chain.family} ${chain.table}`) ?? /* @__PURE__ */ new Map()
    }
  ] : []);
};
var deviceOf = (path2, key) => {
  if (key === "iifname" || key === "iif")
    return path2.in;
  if (key === "oifname" || key === "oif")
    return path2.out;
  return null;
};
var sameDevice = (pattern, device) => {
  if (device === void 0 || typeof pattern !== "string")
    return false;
  return pattern.endsWith("*") ? device.startsWith(pattern.slice(0, -1)) : pattern === device;
};
var asList = (value) => {
  const set = value?.set;
  return Array.isArray(set) ? set : [value];
};
var holds = (expression, path2) => {
  const match = expression.match;
  if (!match)
    return "xt" in expression ? void 0 : true;
  const negate = match.op === "!=";
  const meta = match.left?.meta?.key;
  const device = deviceOf(path2, meta);
  if (device !== null)
    return asList(match.right).some((one) => sameDevice(one, device)) !== negate;
  const ct = match.left?.ct?.key;
  if (ct === "state") {
    const states2 = asList(match.right).flat();
    return (states2.includes("new") || states2.includes("NEW")) !== negate;
  }
  if (meta === "l4proto")
    return asList(match.right).includes(path2.protocol) !== negate;
  const payload = match.left?.payload;
  if (payload?.field === "dport" && path2.port !== void 0) {
    if (payload.protocol !== path2.protocol && payload.protocol !== "th")
      return false;
    return asList(match.right).includes(path2.port) !== negate;
  }
  return void 0;
};
var walk = (chain, base3, path2, depth) => {
  if (depth > 32)
    return "unknown";
  for (const rule of base3.rules.get(chain) ?? []) {
    const conditions = rule.expr.map((expression) => holds(expression, path2));
    if (conditions.includes(false))
      continue;
    const certain = !conditions.includes(void 0);
    const last = rule.expr.at(-1) ?? {};
    let outcome = "continue";
    if ("accept" in last)
      outcome = "accept";
    else if ("drop" in last || "reject" in last)
      outcome = "drop";
    else if ("return" in last) {
      if (certain)
        return "continue";
    } else if ("jump" in last || "goto" in last) {
      const target2 = (last.jump ?? last.goto).target;
      outcome = walk(target2, base3, path2, depth + 1);
      if ("goto" in last && outcome === "continue" && certain)
        return "continue";
    }
    if (outcome === "continue")
      continue;
    if (certain)
      return outcome;
  }
  return "continue";
};
var verdictOf = (base3, path2) => {
  const outcome = walk(base3.name, base3, path2, 0);
  if (outcome !== "continue")
    return outcome;
  return base3.policy === "drop" ? "drop" : "accept";
};

// dist/src/drivers/network/diagnose.js
var read = (path2) => {
  try {
    return readFileSync2(path2, "utf8");
  } catch {
    return null;
  }
};
var pass = (check2) => ({ status: "PASS", check: check2 });
var fail12 = (check2, detail4, remedy) => ({
  status: "FAIL",
  check: check2,
  detail: detail4,
  remedy
});
var warn = (check2, detail4, remedy) => ({
  status: "WARN",
  check: check2,
  detail: detail4,
  remedy
});
var definitionOf = (places2, name3) => {
  for (const [file2, running] of [
    [statusFile(places2, name3), true],
    [configFile(places2, name3), false]
  ]) {
    const text4 = read(file2);
    if (text4 === null)
      continue;
    const tree = parseTree(text4);
    const node = tree.root.name === "network" ? tree.root : childNamed(tree.root, "network");
    if (node)
      return { def: parseNode(Network2, tree, node, networkParseOptions), running };
  }
  return null;
};
var checkBridge = (def) => {
  const bridge2 = bridgeOf(def);
  const check2 = `bridge ${bridge2}`;
  const link2 = findLink(bridge2);
  const again = `virsh net-destroy ${def.name}; virsh net-start ${def.name}`;
  if (!link2)
    return [fail12(check2, "it is not there: somebody removed it", again)];
  if (!link2.up)
    return [fail12(check2, "it is down", `ip link set ${bridge2} up`)];
  const have = listAddresses().filter(({ index }) => index === link2.index).map(({ address: address3, prefix }) => `${address3}/${prefix}`);
  const lacking = def.ips.map((ip2) => `${ip2.address}/${prefixOf2(ip2)}`).find((address3) => !have.includes(address3));
  return [
    lacking ? fail12(check2, `it lacks its address ${lacking}`, `ip addr add ${lacking} dev ${bridge2}`) : pass(check2)
  ];
};
var checkOverlap2 = (def) => {
  const check2 = "addresses of its own";
  const bridge2 = bridgeOf(def);
  for (const ip2 of ipsOf(def, "ipv4")) {
    const own = networkWithPrefix(ip2);
    const other = listRoutes().find((route) => route.device !== bridge2 && `${route.to}/${route.prefix}` === own);
    if (other)
      return fail12(check2, `${own} is also reached through ${other.device}`, `choose another range: virsh net-edit ${def.name}`);
  }
  return pass(check2);
};
var checkForwarding = (def) => {
  const mode = forwardMode(def);
  if (mode === "none")
    return [];
  const out = [];
  const families2 = [
    ["ipv4", "net.ipv4.ip_forward", "/proc/sys/net/ipv4/ip_forward"],
    ["ipv6", "net.ipv6.conf.all.forwarding", "/proc/sys/net/ipv6/conf/all/forwarding"]
  ];
  for (const [layer, name3, file2] of families2) {
    if (ipsOf(def, layer).length === 0)
      continue;
    const check2 = `forwarding of ${layer === "ipv4" ? "IPv4" : "IPv6"}`;
    out.push(read(file2)?.trim() === "0" ? fail12(check2, `${name3} is 0: packets are not passed on`, `sysctl -w ${name3}=1 (and keep it in /etc/sysctl.d)`) : pass(check2));
  }
  const hasWayOut = listRoutes().some(({ prefix, device }) => prefix === 0 && device !== bridgeOf(def));
  out.push(hasWayOut ? pass("a way out") : warn("a way out", "the host itself has no default route", "give the host a default route; guests use the same"));
  return out;
};
var checkDnsmasq = (places2, def) => {
  if (!needsDnsmasq(def))
    return [];
  const check2 = "dnsmasq (DHCP and names)";
  if (!findProgram("dnsmasq"))
    return [fail12(check2, "the program is not installed", "install dnsmasq (Debian: dnsmasq-base)")];
  const pid = Number.parseInt(read(pidFile(places2, def.name)) ?? "", 10);
  const command = Number.isNaN(pid) ? null : read(`/proc/${pid}/cmdline`);
  return [
    command?.includes("dnsmasq") ? pass(check2) : fail12(check2, "it does not run", `see the daemon's log; then virsh net-destroy ${def.name}; virsh net-start ${def.name}`)
  ];
};
var remedyFor = (base3, bridge2, what, ports2) => {
  const { rules, table: table3, family, name: name3 } = base3;
  const tool = family === "ip6" ? "ip6tables" : "iptables";
  if (table3 === "firewalld")
    return `firewall-cmd --permanent --zone=libvirt --add-interface=${bridge2}; firewall-cmd --reload`;
  if ([...rules.keys()].some((chain) => chain.startsWith("ufw")))
    return what === "forward" ? `ufw route allow in on ${bridge2}; ufw route allow out on ${bridge2}` : `ufw allow in on ${bridge2}`;
  if (what === "forward" && rules.has("DOCKER-USER"))
    return `${tool} -I DOCKER-USER -i ${bridge2} -j ACCEPT; ${tool} -I DOCKER-USER -o ${bridge2} -j ACCEPT`;
  if (table3 === "filter")
    return what === "forward" ? `${tool} -I ${name3} -i ${bridge2} -j ACCEPT; ${tool} -I ${name3} -o ${bridge2} -j ACCEPT` : `${tool} -I ${name3} -i ${bridge2} -j ACCEPT`;
  const rule = `nft insert rule ${family} ${table3} ${name3}`;
  return what === "forward" ? `${rule} iifname "${bridge2}" accept; ${rule} oifname "${bridge2}" accept` : `${rule} iifname "${bridge2}" ${ports2} accept`;
};
var ownerOf = ({ table: table3, rules }) => {
  if (table3 === "firewalld")
    return "firewalld";
  if ([...rules.keys()].some((chain) => chain.startsWith("ufw")))
    return "ufw";
  return [...rules.keys()].some((chain) => chain.startsWith("DOCKER")) ? "Docker" : "another rule set";
};
var checkFirewall = async (def) => {
  const bridge2 = bridgeOf(def);
  const mode = forwardMode(def);
  const out = [];
  const chains2 = (await readRuleset()).filter(({ family }) => ["ip", "ip6", "inet"].includes(family));
  const layers = ["ipv4", "ipv6"].filter((layer) => ipsOf(def, layer).length > 0);
  for (const layer of layers) {
    const family = layer === "ipv4" ? "ip" : "ip6";
    const label = layer === "ipv4" ? "IPv4" : "IPv6";
    const relevant = (hook) => chains2.filter((base3) => base3.hook === hook && (base3.family === family || base3.family === "inet"));
    if (mode === "nat" || mode === "route") {
      const own = relevant("forward").find(({ table: table3 }) => table3 === nftTable);
      const old = relevant("forward").find(({ rules }) => rules.has("LIBVIRT_FWO"));
      const check2 = `our own ${label} rules`;
      if (own || old) {
        const text4 = JSON.stringify([...(own ?? old).rules.values()]);
        out.push(text4.includes(`"${bridge2}"`) ? pass(check2) : fail12(check2, `nothing is there for ${bridge2}`, `virsh net-destroy ${def.name}; virsh net-start ${def.name}`));
      } else
        out.push(fail12(check2, "they are gone: somebody emptied the rule set", "restart the daemon: it puts them back"));
      const outside = listRoutes().find((r) => r.prefix === 0 && r.family === (layer === "ipv4" ? 4 : 6))?.device ?? "eth0";
      const path2 = { in: bridge2, out: outside, protocol: "tcp", port: 443 };
      for (const base3 of relevant("forward").filter((each) => each !== own)) {
        const name3 = `forwarding through ${base3.family} ${base3.table} ${base3.name}`;
        out.push(verdictOf(base3, path2) === "drop" ? fail12(name3, `${ownerOf(base3)} drops what guests send to the outside`, remedyFor(base3, bridge2, "forward", "")) : pass(name3));
      }
    }
    const services = [
      ...needsDnsmasq(def) && def.dns?.enable !== false ? [{ protocol: "udp", port: 53, what: "names (DNS)" }] : [],
      ...ipsOf(def, layer).some(hasDhcp) ? [{ protocol: "udp", port: layer === "ipv4" ? 67 : 547, what: "addresses (DHCP)" }] : []
    ];
    for (const base3 of relevant("input")) {
      const blocked = services.filter(({ protocol, port: port4 }) => verdictOf(base3, { in: bridge2, protocol, port: port4 }) === "drop");
      const name3 = `asking the host through ${base3.family} ${base3.table} ${base3.name}`;
      const ports2 = `udp dport { ${blocked.map(({ port: port4 }) => port4).join(", ")} }`;
      out.push(blocked.length > 0 ? fail12(name3, `${ownerOf(base3)} drops requests for ${blocked.map(({ what }) => what).join(" and ")}`, remedyFor(base3, bridge2, "input", ports2)) : pass(name3));
    }
  }
  return out;
};
var checkBridgeFilter = async (def) => {
  if (read("/proc/sys/net/bridge/bridge-nf-call-iptables")?.trim() !== "1")
    return [];
  const bridge2 = bridgeOf(def);
  const check2 = "traffic between guests of the bridge";
  const bad = (await readRuleset()).find((base3) => base3.family === "ip" && base3.hook === "forward" && base3.table !== nftTable && verdictOf(base3, { in: bridge2, out: bridge2, protocol: "tcp", port: 443 }) === "drop");
  return [
    bad ? warn(check2, `bridge-nf-call-iptables is on and ${ownerOf(bad)} drops it`, `${remedyFor(bad, bridge2, "forward", "")}; or sysctl -w net.bridge.bridge-nf-call-iptables=0`) : pass(check2)
  ];
};
var diagnoseNetwork = async (places2, name3) => {
  const found = definitionOf(places2, name3);
  if (!found)
    return [fail12("network", `there is no network '${name3}'`, "virsh net-list --all shows what there is")];
  const { def, running } = found;
  if (!running)
    return [fail12("network", "it is not running", `virsh net-start ${name3}`)];
  if (!ownsBridge(def)) {
    const bridge2 = bridgeOf(def);
    if (bridge2 === "")
      return [pass("network")];
    const there = listLinks().some((link2) => link2.name === bridge2);
    return [
      pass("network"),
      there ? pass(`bridge ${bridge2}`) : fail12(`bridge ${bridge2}`, "the host has no such bridge", `ip link add ${bridge2} type bridge`)
    ];
  }
  return [
    pass("network"),
    ...checkBridge(def),
    checkOverlap2(def),
    ...checkForwarding(def),
    ...checkDnsmasq(places2, def),
    ...forwardMode(def) === "open" ? [] : await checkFirewall(def),
    ...await checkBridgeFilter(def)
  ];
};
var formatFindings = (findings) => {
  const width2 = Math.max(...findings.map(({ check: check2 }) => check2.length));
  const text4 = findings.map(({ status, check: check2, detail: detail4, remedy }) => {
    const rest = detail4 === void 0 ? "" : `  ${detail4}${remedy === void 0 ? "" : `
      mend it: ${remedy}`}`;
    return `${status}  ${check2.padEnd(width2)}${rest}`.trimEnd();
  }).join("\n");
  return { text: `${text4}
`, status: findings.some(({ status }) => status === "FAIL") ? 1 : 0 };
};

// dist/src/drivers/node/host-validate.js
import { accessSync as accessSync3, constants as constants5, existsSync as existsSync2, readdirSync as readdirSync3, readFileSync as readFileSync3 } from "node:fs";
var thisHost = {
  read(path2) {
    try {
      return readFileSync3(path2, "utf8");
    } catch {
      return null;
    }
  },
  exists: existsSync2,
  accessible(path2) {
    try {
      accessSync3(path2, constants5.R_OK | constants5.W_OK);
      return true;
    } catch {
      return false;
    }
  },
  list(path2) {
    try {
      return readdirSync3(path2);
    } catch {
      return [];
    }
  },
  program: (name3) => findProgram(name3) !== null,
  machine: process.arch
};
var pass2 = (check2) => ({ status: "PASS", check: check2 });
var warn2 = (check2, remedy) => ({ status: "WARN", check: check2, remedy });
var fail13 = (check2, remedy) => ({ status: "FAIL", check: check2, remedy });
var virtualization = (host) => {
  const check2 = "hardware virtualization";
  const flags = new Set(/^(?:flags|Features)\s*:\s*(.*)$/m.exec(host.read("/proc/cpuinfo") ?? "")?.[1]?.split(" "));
  const isX863 = host.machine === "x64" || host.machine === "ia32";
  const capable = !isX863 || flags.has("vmx") || flags.has("svm");
  if (!capable)
    return [
      fail13(check2, "switch on VT-x or AMD-V in the firmware; inside a guest, nested virtualization on its host")
    ];
  const module = flags.has("svm") ? "kvm_amd" : flags.has("vmx") ? "kvm_intel" : "kvm";
  const device = host.exists("/dev/kvm") ? pass2("device /dev/kvm exists") : fail13("device /dev/kvm exists", `load its module: modprobe ${module}`);
  if (device.status === "FAIL")
    return [pass2(check2), device];
  const open = host.accessible("/dev/kvm") ? pass2("device /dev/kvm is accessible") : fail13("device /dev/kvm is accessible", "add the user to the group that owns /dev/kvm (usually kvm)");
  return [pass2(check2), device, open];
};
var devices = (host) => [
  ["/dev/vhost-net", "load the 'vhost_net' module: virtio networking is slower without it", false],
  ["/dev/net/tun", "load the 'tun' module: guests cannot be plugged into networks without it", true]
].map(([path2, remedy, needed]) => {
  const check2 = `device ${path2} exists`;
  return host.exists(path2) ? pass2(check2) : needed ? fail13(check2, remedy) : warn2(check2, remedy);
});
var controllers = (host) => {
  const unified = host.read("/sys/fs/cgroup/cgroup.controllers")?.trim().split(/\s+/);
  const legacy = (host.read("/proc/self/cgroup") ?? "").split("\n").flatMap((line) => (line.split(":")[1] ?? "").split(","));
  const there = new Set(unified ? [...unified, "devices", "cpuacct", ...unified.includes("io") ? ["blkio"] : []] : legacy);
  return ["cpu", "cpuacct", "cpuset", "memory", "devices", "blkio"].map((name3) => {
    const check2 = `cgroup '${name3}' controller`;
    return there.has(name3) ? pass2(check2) : warn2(check2, `let the kernel have it (CONFIG_CGROUP_*, no cgroup_disable=${name3}), or mount it`);
  });
};
var iommu2 = (host) => {
  const check2 = "IOMMU for device assignment";
  const tables = host.exists("/sys/firmware/acpi/tables/DMAR") ? "intel_iommu=on" : host.exists("/sys/firmware/acpi/tables/IVRS") ? "iommu=pt iommu=1" : null;
  const groups = host.list("/sys/kernel/iommu_groups").length;
  if (groups > 0)
    return [pass2(check2)];
  if (tables === null)
    return [warn2(check2, "this platform shows none; only needed to give PCI devices to guests")];
  return [warn2(check2, `the kernel does not use it: add ${tables} to its command line`)];
};
var secure = (host) => {
  const check2 = "encrypted guest memory (SEV, TDX)";
  const on2 = ["kvm_amd/parameters/sev", "kvm_intel/parameters/tdx"].some((name3) => /^[1Y]/.test(host.read(`/sys/module/${name3}`) ?? ""));
  return on2 ? pass2(check2) : warn2(check2, "neither the processor nor the kernel offers it; other guests do not need it");
};
var programs = (host) => {
  const emulator2 = host.machine === "arm64" ? "qemu-system-aarch64" : "qemu-system-x86_64";
  const need = (name3, remedy, needed = true) => {
    const check2 = `program ${name3}`;
    return host.program(name3) ? pass2(check2) : needed ? fail13(check2, remedy) : warn2(check2, remedy);
  };
  const firewall = host.program("nft") || host.program("iptables") ? pass2("packet filter (nft or iptables)") : fail13("packet filter (nft or iptables)", "install nftables: NAT and routed networks need it");
  return [
    need(emulator2, "install QEMU for this machine (Debian: qemu-system)"),
    need("qemu-img", "install it (Debian: qemu-utils): volumes and snapshots need it"),
    need("dnsmasq", "install it (Debian: dnsmasq-base): virtual networks need it for DHCP and names", false),
    firewall,
    need("tc", "install iproute2: bandwidth limits need it", false),
    need("swtpm", "install swtpm: guests with an emulated TPM need it", false)
  ];
};
var validateHost = (host = thisHost) => [
  ...virtualization(host),
  ...devices(host),
  ...controllers(host),
  ...iommu2(host),
  secure(host),
  ...programs(host)
];
var formatHostChecks = (checks2) => {
  const width2 = Math.max(...checks2.map(({ check: check2 }) => check2.length));
  const text4 = checks2.map(({ status, check: check2, remedy }) => `${status}  ${check2.padEnd(width2)}${remedy ? `  ${remedy}` : ""}`.trimEnd()).join("\n");
  return { text: `${text4}
`, status: checks2.some(({ status }) => status === "FAIL") ? 1 : 0 };
};

// dist/src/cli/host.js
var hostValidateUsage = `Usage: virtlight host-validate

Checks whether this host can run guests; tells how to mend what is missing.
Exit status 1 when something needed is missing.
`;
var hostValidate = () => formatHostChecks(validateHost());
var netDiagnoseUsage = `Usage: virtlight net-diagnose [--root DIR] NETWORK

Tells what on this host would keep the network's guests from addresses, names or the outside, and how to mend it.
Changes nothing. Exit status 1 when something is in the way.
`;
var netDiagnose = async (args2) => {
  const at2 = args2.indexOf("--root");
  const root = at2 >= 0 ? args2[at2 + 1] ?? null : null;
  const [name3, ...more] = args2.filter((_, i) => at2 < 0 || i !== at2 && i !== at2 + 1);
  if (name3 === void 0 || more.length > 0 || at2 >= 0 && root === null)
    return { text: netDiagnoseUsage, status: 2 };
  const { paths, privileged } = chooseMode(root, process.geteuid?.() ?? 0, process.env);
  return formatFindings(await diagnoseNetwork(networkPlaces({ paths, privileged }), name3));
};

// dist/src/cli/validate.js
import { parseArgs as parseArgs2 } from "node:util";

// dist/schemas/xml/backup.js
var isBackedUp = (disk2) => disk2.backup;
var BackupDisk = element("disk", {
  name: attr(text2, { required: "missing name from disk backup element" }),
  backup: attr(yesNo, { default: true }),
  state: attr(oneWord(["running", "complete", "failed", "cancelling", "cancelled"]), { live: true }),
  type: attr(StorageType, { default: "file", when: isBackedUp }),
  backupmode: attr(oneWord(["full", "incremental"]), { when: isBackedUp }),
  incremental: attr(text2, { when: isBackedUp }),
  exportname: attr(text2, { when: isBackedUp }),
  exportbitmap: attr(text2, { when: isBackedUp }),
  index: attr(uint2(), { live: true, omit: 0 }),
  driver: child({ type: attr(StorageFormat) }, { when: isBackedUp }),
  target: child(StorageSource, { when: isBackedUp }),
  scratch: child(StorageSource, { when: isBackedUp })
}, (disk2) => disk2.backup && disk2.type !== "file" && disk2.type !== "block" ? `unsupported disk backup type '${disk2.type}'` : void 0);
var unsupported17 = (text4) => ({ code: ErrorCode.CONFIG_UNSUPPORTED, text: text4 });
var checkServer = ({ mode, server }) => {
  if (!server)
    return void 0;
  if (mode !== "pull")
    return unsupported17("use of <server> requires pull mode backup");
  if (server.transport === "rdma")
    return unsupported17("transport rdma is not supported for <server>");
  if (server.transport === "unix" && !server.socket?.startsWith("/"))
    return `backup socket path '${server.socket}' must be absolute`;
  return void 0;
};
var Backup = element("domainbackup", {
  mode: attr(oneWord(["push", "pull"]), {
    default: "push",
    invalid: unsupported17("unknown backup mode '{value}'")
  }),
  incremental: child(text2),
  server: child({
    transport: attr(oneWord(["tcp", "unix", "rdma", "fd"]), { default: "tcp" }),
    tls: attr(yesNo),
    name: attr(text2),
    port: attr(uint2(), { omit: 0 }),
    socket: attr(text2),
    fdgroup: attr(text2)
  }),
  disks: children("disk", BackupDisk, { wrap: "disks" }),
  privateData: child({
    objects: child({
      secret: child({ type: attr(text2), alias: attr(text2) }),
      tls: child({ alias: attr(text2) }, { name: "TLSx509" })
    })
  }, { live: true })
}, (backup) => {
  for (const disk2 of backup.disks) {
    if (backup.mode === "push") {
      delete disk2.scratch;
      delete disk2.exportname;
      delete disk2.exportbitmap;
    } else
      delete disk2.target;
  }
  return checkServer(backup);
});
var backupParseOptions = { domain: ErrorDomain.DOMAIN, filename: "(domain_backup)" };

// dist/schemas/xml/checkpoint.js
var nameless = "Element disk failed to validate attributes";
var CheckpointDisk = element("disk", {
  name: attr(text2, { required: { code: 92, text: nameless } }),
  checkpoint: attr(oneWord(["no", "bitmap"]), { default: "bitmap" }),
  bitmap: attr(text2),
  size: attr(ulong(), { live: true })
});
var CheckpointHead = element("domaincheckpoint", {
  name: child(text2),
  description: child(text2),
  parent: child({ name: child(text2, { required: true }) }),
  creationTime: child(long(), { omit: 0 }),
  disks: children("disk", CheckpointDisk, { wrap: "disks" })
});
var checkpointParseOptions = {
  domain: ErrorDomain.DOMAIN_CHECKPOINT,
  filename: "(domain_checkpoint)"
};

// dist/schemas/xml/interface.js
var Link = child({
  speed: attr(uint2(), { omit: 0 }),
  state: attr(oneWord(["unknown", "notpresent", "down", "lowerlayerdown", "testing", "dormant", "up"]), {
    invalid: "unknown interface link state: {value}"
  })
});
var protocolFields = {
  family: attr(oneWord(["ipv4", "ipv6"]), {
    required: "protocol misses the family attribute",
    invalid: "unsupported protocol family '{value}'"
  }),
  autoconf: flag(),
  dhcp: child({ peerdns: attr(yesNo) }, { keep: true }),
  ips: children("ip", { address: attr(text2), prefix: attr(int2(), { omit: 0 }) }),
  route: child({ gateway: attr(text2) })
};
var Protocol = expanded(element("protocol", protocolFields, (protocol) => {
  if (protocol.family === "ipv4")
    delete protocol.autoconf;
}));
var mac2 = { mac: child({ address: attr(text2) }) };
var vlan = {
  vlan: child({
    tag: attr(text2, { required: "vlan interface misses the tag attribute" }),
    interface: child({ name: attr(text2, { required: "vlan interface misses name attribute" }) }, { required: "vlan interface misses name attribute" })
  }, { required: "vlan interface misses the vlan element" })
};
var name2 = attr(text2, { required: "interface has no name" });
var unsupported18 = "interface has unsupported type '{value}'";
var types = ["ethernet", "bridge", "bond", "vlan"];
var BondMember = expanded(element("interface", {
  type: attr(oneWord(["ethernet"]), { required: true, invalid: unsupported18 }),
  name: name2,
  link: Link,
  ...mac2
}));
var bondMilliseconds = (attribute3) => attr(int2(), { omit: 0, invalid: `bond interface miimon ${attribute3} invalid` });
var Bond = expanded(element("bond", {
  mode: attr(oneWord([
    "balance-rr",
    "active-backup",
    "balance-xor",
    "broadcast",
    "802.3ad",
    "balance-tlb",
    "balance-alb"
  ]), { invalid: "unknown bonding mode {value}" }),
  miimon: child({
    freq: attr(int2(), {
      required: "bond interface miimon freq missing or invalid",
      invalid: "bond interface miimon freq missing or invalid"
    }),
    downdelay: bondMilliseconds("downdelay"),
    updelay: bondMilliseconds("updelay"),
    carrier: attr(oneWord(["ioctl", "netif"]), { invalid: "unknown mii bonding carrier {value}" })
  }),
  arpmon: child({
    interval: attr(int2(), {
      required: "bond interface arpmon interval missing or invalid",
      invalid: "bond interface arpmon interval missing or invalid"
    }),
    target: attr(text2, { required: "bond interface arpmon target missing" }),
    validate: attr(oneWord(["active", "backup", "all"]), {
      invalid: "unknown arp bonding validate {value}"
    })
  }),
  interfaces: children("interface", BondMember)
}, (bond2) => {
  if (bond2.miimon)
    delete bond2.arpmon;
}));
var bond = { bond: child(Bond, { required: "bond interface misses the bond element" }) };
var BridgeMember = expanded(element("interface", {
  type: attr(oneWord(["ethernet", "bond", "vlan"]), { required: true, invalid: unsupported18 }),
  name: name2,
  link: Link,
  $kind: oneOf("type", { ethernet: mac2, bond, vlan })
}));
var Bridge = expanded(element("bridge", {
  stp: attr(onOff, { invalid: "bridge interface stp should be on or off got {value}" }),
  delay: attr(text2),
  interfaces: children("interface", BridgeMember)
}));
var bridge = { bridge: child(Bridge, { required: "bridge interface misses the bridge element" }) };
var Interface3 = expanded(element("interface", {
  type: attr(oneWord(types), { required: true }),
  name: name2,
  start: child({
    mode: attr(oneWord(["none", "onboot", "hotplug"]), {
      default: "none",
      invalid: "unknown interface startmode {value}"
    })
  }, { always: true }),
  mtu: child({ size: attr(uint2(), { omit: 0, invalid: "interface mtu value is improper" }) }),
  protocols: children("protocol", Protocol),
  link: Link,
  $kind: oneOf("type", { ethernet: mac2, bridge, bond, vlan })
}, (def) => {
  if (def.type === "bridge")
    delete def.link;
}));
var interfaceParseOptions = {
  domain: ErrorDomain.INTERFACE,
  filename: "(interface_definition)"
};

// dist/schemas/xml/network-port.js
var internal9 = (text4) => ({ code: ErrorCode.INTERNAL_ERROR, text: text4 });
var bridgePlug = {
  bridge: attr(text2, { required: "Missing network port bridge name" }),
  macTableManager: attr(oneWord(["kernel", "libvirt"]), {
    invalid: "Invalid macTableManager setting '{value}' in network port"
  })
};
var Plug2 = element("plug", {
  type: attr(oneWord(["network", "bridge", "direct", "hostdev-pci"]), { required: true }),
  $plug: oneOf("type", {
    "network bridge": bridgePlug,
    direct: {
      dev: attr(text2, { required: "Missing network port link device name" }),
      mode: attr(oneWord(["vepa", "private", "bridge", "passthrough"]), {
        default: "vepa",
        invalid: "Invalid mode setting '{value}' in network port"
      })
    },
    "hostdev-pci": {
      managed: attr(yesNo),
      driver: child({ name: attr(oneWord(["kvm", "vfio", "xen"])), model: attr(text2) }),
      address: child(pciAddressFields, { required: "Missing network port PCI address" })
    }
  })
});
var NetworkPort2 = element("networkport", {
  uuid: child(uuid2, {
    required: internal9("network port has no uuid"),
    invalid: internal9("Unable to parse UUID '{value}'")
  }),
  owner: child({
    name: child(text2, { required: internal9("network port has no owner name") }),
    uuid: child(uuid2, {
      required: internal9("network port has no owner UUID"),
      invalid: internal9("Unable to parse UUID '{value}'")
    })
  }, { required: internal9("network port has no owner name") }),
  group: child(text2),
  mac: child({
    address: attr(mac, {
      required: internal9("network port has no mac"),
      invalid: internal9("Unable to parse MAC '{value}'")
    })
  }, { required: internal9("network port has no mac") }),
  virtualport: child(VirtualPort),
  bandwidth: child(ClassBandwidth),
  vlan: child(Vlan),
  port: child({ isolated: attr(yesNo) }),
  rxfilters: child({ trustGuest: attr(yesNo) }),
  plug: child(Plug2)
});
var networkPortParseOptions = {
  domain: ErrorDomain.NETWORK,
  filename: "(networkport_definition)"
};

// dist/schemas/xml/nodedev.js
var none = (what) => ({
  code: ErrorCode.INTERNAL_ERROR,
  text: `no ${what} supplied for '{name}'`
});
var number = (of2, what) => child(of2, { required: none(what), invalid: `invalid ${what} supplied for '{name}'` });
var optionalNumber = (of2, what) => child(of2, { invalid: `invalid ${what} supplied for '{name}'` });
var address2 = { address: children("address", pciAddressFields) };
var mdevTypes = {
  types: children("type", {
    id: attr(text2, { required: true }),
    name: child(text2),
    deviceAPI: child(text2),
    availableInstances: child(uint2())
  })
};
var customField = { index: attr(text2), value: content(text2) };
var vpd = {
  name: child(text2),
  fields: children("fields", {
    access: attr(oneWord(["readonly", "readwrite"]), { required: true }),
    change_level: child(text2),
    manufacture_id: child(text2),
    part_number: child(text2),
    serial_number: child(text2),
    asset_tag: child(text2),
    vendorFields: children("vendor_field", customField),
    systemFields: children("system_field", customField)
  })
};
var pciCapability = element("capability", {
  type: attr(text2, { required: true }),
  $kind: oneOf("type", {
    phys_function: address2,
    virt_functions: { maxCount: attr(uint2(), { omit: 0 }), ...address2 },
    mdev_types: mdevTypes,
    vpd
  })
});
var pciOrder = ["phys_function", "virt_functions", "pci-bridge", "cardbus-bridge", "mdev_types", "vpd"];
var identity2 = { id: attr(hex(4), { required: true }), name: content(text2) };
var product = child(identity2, { required: none("product id") });
var vendor2 = child(identity2, { required: none("vendor id") });
var link = {
  validity: attr(oneWord(["cap", "sta"]), { required: true }),
  port: attr(uint2()),
  speed: attr(oneWord(["2.5", "5", "8", "16", "32", "64"])),
  width: attr(uint2(), { required: true })
};
var pci4 = {
  class: child(hex(6, { max: 16777215 })),
  domain: number(uint2(), "PCI domain ID"),
  bus: number(uint2(), "PCI bus ID"),
  slot: number(uint2(), "PCI slot ID"),
  function: number(uint2(), "PCI function ID"),
  product,
  vendor: vendor2,
  capabilities: children("capability", pciCapability),
  iommuGroup: child({ number: attr(uint2(), { required: true }), ...address2 }),
  numa: child({ node: attr(int2(), { required: true }) }),
  pciExpress: child({ links: children("link", link) }, { name: "pci-express", keep: true })
};
var system = {
  product: child(text2),
  hardware: child(expanded(element("hardware", {
    vendor: child(text2),
    version: child(text2),
    serial: child(text2),
    uuid: child(uuid2)
  })), { always: true, keep: true }),
  firmware: child(expanded(element("firmware", {
    vendor: child(text2),
    version: child(text2),
    release_date: child(text2)
  })), { always: true, keep: true })
};
var usbDevice = {
  bus: number(uint2(), "USB bus number"),
  device: number(uint2(), "USB device number"),
  product,
  vendor: vendor2
};
var usb3 = {
  number: number(uint2(), "USB interface number"),
  class: number(uint2(), "USB interface class"),
  subclass: number(uint2(), "USB interface subclass"),
  protocol: number(uint2(), "USB interface protocol"),
  description: child(text2)
};
var net2 = {
  interface: child(text2, {
    required: { code: ErrorCode.INTERNAL_ERROR, text: "no network interface supplied for '{name}'" }
  }),
  address: child(text2),
  link: child({
    speed: attr(uint2(), { omit: 0 }),
    state: attr(oneWord(["unknown", "notpresent", "down", "lowerlayerdown", "testing", "dormant", "up"]))
  }),
  features: children("feature", { name: attr(text2, { required: true }) }),
  capabilities: children("capability", { type: attr(oneWord(["80203", "80211"]), { required: true }) })
};
var scsiHost = {
  host: optionalNumber(uint2(), "SCSI host ID"),
  unique_id: child(int2()),
  capabilities: children("capability", {
    type: attr(oneWord(["fc_host", "vport_ops"]), { required: true }),
    $kind: oneOf("type", {
      fc_host: { wwnn: child(text2), wwpn: child(text2), fabric_wwn: child(text2) },
      vport_ops: { max_vports: child(int2()), vports: child(int2()) }
    })
  })
};
var scsiTarget = {
  target: child(text2, { required: none("target name") }),
  capabilities: children("capability", {
    type: attr(oneWord(["fc_remote_port"]), { required: true }),
    rport: child(text2),
    wwpn: child(text2)
  })
};
var scsi2 = {
  host: number(uint2(), "SCSI host ID"),
  bus: number(uint2(), "SCSI bus ID"),
  target: number(uint2(), "SCSI target ID"),
  lun: number(uint2(), "SCSI LUN ID"),
  scsiType: child(text2, { name: "type" })
};
var blocks = {
  logical_block_size: child(ulong(), { omit: 0 }),
  num_blocks: child(ulong(), { omit: 0 })
};
var storage2 = {
  block: child(text2, {
    required: { code: ErrorCode.INTERNAL_ERROR, text: "no block device path supplied for '{name}'" }
  }),
  bus: child(text2),
  drive_type: child(text2),
  model: child(text2),
  vendor: child(text2),
  serial: child(text2),
  size: child(ulong()),
  ...blocks,
  capabilities: children("capability", {
    type: attr(oneWord(["removable", "hotpluggable"]), { required: true }),
    media_available: child(uint2()),
    media_size: child(ulong()),
    media_label: child(text2),
    ...blocks
  })
};
var mdev2 = {
  mdevType: child({ id: attr(text2, { required: true }) }, { name: "type", required: true }),
  uuid: child(uuid2),
  parent_addr: child(text2),
  iommuGroup: child({ number: attr(uint2(), { required: true }) }),
  attrs: children("attr", {
    name: attr(text2, { required: true }),
    value: attr(text2, { required: true })
  })
};
var ccwAddress = {
  cssid: child(hex(1, { schema: { pattern: "(0x)?[0-9a-fA-F]{1,2}" } })),
  ssid: child(hex(1, { schema: { pattern: "(0x)?[0-3]" } })),
  devno: child(hex(4, { schema: { pattern: "(0x)?[0-9a-fA-F]{1,4}" } }))
};
var groupMember = children("capability", {
  type: attr(text2, { required: true }),
  group_device: child(text2)
});
var mdevCapabilities = children("capability", {
  type: attr(oneWord(["mdev_types"]), { required: true }),
  ...mdevTypes
});
var ccwState = child(oneWord(["online", "offline"]));
var capabilityKinds = {
  system,
  pci: pci4,
  usb_device: usbDevice,
  usb: usb3,
  net: net2,
  scsi_host: scsiHost,
  scsi_target: scsiTarget,
  scsi: scsi2,
  storage: storage2,
  scsi_generic: { char: child(text2, { required: none("character device path") }) },
  drm: {
    drmType: child(oneWord(["primary", "control", "render"]), {
      name: "type",
      required: none("drm type")
    })
  },
  mdev: mdev2,
  mdev_types: mdevTypes,
  ccw: { state: ccwState, ...ccwAddress, capabilities: groupMember },
  css: { ...ccwAddress, channel_dev_addr: child(ccwAddress), capabilities: mdevCapabilities },
  vdpa: { chardev: child(text2) },
  ap_card: { adapter: child(hex(2), { name: "ap-adapter", required: none("ap-adapter value") }) },
  ap_queue: {
    adapter: child(hex(2), { name: "ap-adapter", required: none("ap-adapter value") }),
    domain: child(hex(4), { name: "ap-domain", required: none("ap-domain value") })
  },
  ap_matrix: { capabilities: mdevCapabilities },
  ccwgroup: {
    state: ccwState,
    ...ccwAddress,
    members: children("ccw_device", { ref: attr(text2), device: content(text2) }, { wrap: "members" }),
    capabilities: children("capability", {
      type: attr(text2, { required: true }),
      card_type: child(text2),
      chpid: child(text2)
    })
  }
};
var normalise = {
  pci: (capability) => {
    capability.capabilities?.sort((a, b) => pciOrder.indexOf(a.type) - pciOrder.indexOf(b.type));
    return void 0;
  },
  storage: (capability) => {
    const disk2 = capability;
    if (disk2.capabilities.some((each) => each.type === "removable")) {
      delete disk2.size;
      delete disk2.logical_block_size;
      delete disk2.num_blocks;
    } else if (disk2.size === void 0)
      return { code: ErrorCode.INTERNAL_ERROR, text: "no size supplied for '{name}'" };
    return void 0;
  },
  scsi_host: (capability) => {
    for (const each of capability.capabilities ?? []) {
      if (each.type === "vport_ops")
        Object.assign(each, { max_vports: 0, vports: 0 });
    }
    return void 0;
  },
  mdev: (capability) => {
    const device = capability;
    device.iommuGroup ??= { number: 0 };
    delete device.parent_addr;
    return void 0;
  },
  system: (capability) => {
    const { hardware } = capability;
    return hardware.uuid ? void 0 : { code: ErrorCode.INTERNAL_ERROR, text: "no system UUID supplied for '{name}'" };
  }
};
var Capability = expanded(element("capability", {
  type: attr(oneWord(Object.keys(capabilityKinds)), {
    required: { code: ErrorCode.INTERNAL_ERROR, text: "missing capability type" },
    invalid: { code: ErrorCode.INTERNAL_ERROR, text: "unknown capability type '{value}'" }
  }),
  $kind: oneOf("type", capabilityKinds)
}, (capability) => normalise[capability.type]?.(capability)));
var checkDevice = (device) => {
  const { wwnn, wwpn } = device.parent ?? {};
  delete device.driver;
  if (wwnn !== void 0 && wwpn === void 0)
    return `when providing parent wwnn='${wwnn}', the wwpn must also be provided`;
  if (wwpn !== void 0 && wwnn === void 0)
    return `when providing parent wwpn='${wwpn}', the wwnn must also be provided`;
  if (device.capabilities.length === 0)
    return { code: ErrorCode.INTERNAL_ERROR, text: "no device capabilities for '{name}'" };
  return void 0;
};
var NodeDevice2 = element("device", {
  name: child(text2, { implied: "new device" }),
  path: child(text2, { live: true }),
  devnodes: children("devnode", { type: attr(oneWord(["dev", "link"]), { required: true }), path: content(text2) }, { live: true }),
  parent: child({
    wwnn: attr(text2),
    wwpn: attr(text2),
    fabric_wwn: attr(text2),
    name: content(text2)
  }),
  driver: child({ name: child(text2) }, { live: true }),
  capabilities: children("capability", Capability)
}, checkDevice);
var nodeDeviceParseOptions = {
  domain: ErrorDomain.NODEDEV,
  filename: "(node_device_definition)"
};

// dist/schemas/xml/nwfilter.js
import { randomUUID as randomUUID6 } from "node:crypto";

// dist/schemas/xml/nwfilter/patterns.js
var VARIABLE = "\\$[ ]*[a-zA-Z0-9_]+(\\[[ ]*@?[0-9]+[ ]*\\])?[ ]*";
var MAC = "([a-fA-F0-9]{1,2}:){5}[a-fA-F0-9]{1,2}";
var IPV4 = "([0-2]?[0-9]?[0-9]\\.){3}[0-2]?[0-9]?[0-9]";
var IPV6 = "([a-fA-F0-9]{0,4}:){2,7}[a-fA-F0-9]*(([0-2]?[0-9]?[0-9]\\.){3}[0-2]?[0-9]?[0-9])?";
var STATES = "(NEW|ESTABLISHED|RELATED|INVALID)";
var FLAGS = "((SYN|ACK|URG|PSH|FIN|RST)(,(SYN|ACK|URG|PSH|FIN|RST))*|ALL|NONE)";
var WAYS = "([Ss][Rr][Cc]|[Dd][Ss][Tt])";
var text3 = (pattern) => ({ pattern: `${VARIABLE}|${pattern}` });
var number2 = (max, pattern, min = 0) => ({
  ...text3(pattern),
  range: [min, max]
});
var kindSchemas = {
  mac: text3(MAC),
  macmask: text3(MAC),
  ip: text3(IPV4),
  ipmask: number2(32, IPV4),
  ip6: text3(IPV6),
  ip6mask: number2(128, IPV6),
  u8: number2(255, "0x[0-9a-fA-F]{1,2}"),
  u16: number2(65535, "0x[0-9a-fA-F]{1,4}"),
  u32: number2(4294967295, "0x[0-9a-fA-F]{1,8}"),
  dec16: number2(65535, "0x[0-9a-fA-F]{1,4}"),
  bool: { pattern: "yes|no|true|false|1|0" },
  comment: {},
  ethertype: number2(65535, "0x([6-9a-fA-F][0-9a-fA-F]{2}|[0-9a-fA-F]{4})|arp|rarp|ipv4|ipv6|vlan", 1536),
  vlanid: number2(4095, "0x[0-9a-fA-F]{1,3}"),
  vlanproto: number2(65535, "0x([6-9a-fA-F][0-9a-fA-F]{2}|[0-9a-fA-F]{4})|arp|rarp|ipv4|ipv6|vlan", 1536),
  arpopcode: number2(65535, "[Rr]eply|[Rr]equest|[Rr]equest_[Rr]everse|[Rr]eply_[Rr]everse|DRARP_([Rr]equest|[Rr]eply|[Ee]rror)|InARP_[Rr]equest|ARP_NAK"),
  ipproto: number2(255, "0x[0-9a-fA-F]{1,2}|tcp|udp|udplite|esp|ah|icmp|igmp|sctp|icmpv6"),
  dscp: number2(63, "0x([0-3][0-9a-fA-F]|[0-9a-fA-F])"),
  state: { pattern: `${STATES}(,${STATES})*|NONE` },
  tcpflags: { pattern: `${FLAGS}/${FLAGS}` },
  ipset: text3("[a-zA-Z0-9_.:+\\- ]{1,31}"),
  ipsetflags: { pattern: `${WAYS}(,${WAYS}){0,5}` }
};

// dist/schemas/xml/nwfilter/protocols.js
var macs2 = [
  ["srcmacaddr", "mac"],
  ["srcmacmask", "macmask"],
  ["dstmacaddr", "mac"],
  ["dstmacmask", "macmask"]
];
var comment = ["comment", "comment"];
var ports = [
  ["srcportstart", "u16"],
  ["srcportend", "u16"],
  ["dstportstart", "u16"],
  ["dstportend", "u16"]
];
var addresses = (ip2, mask2) => [
  ["srcipaddr", ip2],
  ["srcipmask", mask2],
  ["dstipaddr", ip2],
  ["dstipmask", mask2]
];
var layer3 = (ip2, mask2) => [
  ["srcmacaddr", "mac"],
  ...addresses(ip2, mask2),
  ["srcipfrom", ip2],
  ["srcipto", ip2],
  ["dstipfrom", ip2],
  ["dstipto", ip2],
  ["dscp", "dscp"],
  ["connlimit-above", "dec16"],
  ["state", "state"],
  ["ipset", "ipset"],
  ["ipsetflags", "ipsetflags"]
];
var range2 = (name3, kind) => [
  [name3, kind],
  [`${name3}-hi`, kind]
];
var arp = [
  ...macs2,
  ["hwtype", "u16"],
  ["protocoltype", "u16"],
  ["opcode", "arpopcode"],
  ["arpsrcmacaddr", "mac"],
  ["arpdstmacaddr", "mac"],
  ["arpsrcipaddr", "ip"],
  ["arpsrcipmask", "ipmask"],
  ["arpdstipaddr", "ip"],
  ["arpdstipmask", "ipmask"],
  ["gratuitous", "bool"],
  comment
];
var v4 = layer3("ip", "ipmask");
var v6 = layer3("ip6", "ip6mask");
var icmp = [
  ["type", "u8"],
  ["code", "u8"]
];
var protocols = {
  arp,
  rarp: arp,
  mac: [...macs2, ["protocolid", "ethertype"], comment],
  vlan: [...macs2, ["vlanid", "vlanid"], ["encap-protocol", "vlanproto"], comment],
  stp: [
    ["srcmacaddr", "mac"],
    ["srcmacmask", "macmask"],
    ["type", "u8"],
    ["flags", "u8"],
    ...range2("root-priority", "u16"),
    ["root-address", "mac"],
    ["root-address-mask", "macmask"],
    ...range2("root-cost", "u32"),
    ...range2("sender-priority", "u16"),
    ["sender-address", "mac"],
    ["sender-address-mask", "macmask"],
    ...range2("port", "u16"),
    ...range2("age", "u16"),
    ...range2("max-age", "u16"),
    ...range2("hello-time", "u16"),
    ...range2("forward-delay", "u16"),
    comment
  ],
  ip: [...macs2, ...addresses("ip", "ipmask"), ["protocol", "ipproto"], ...ports, ["dscp", "dscp"], comment],
  ipv6: [
    ...macs2,
    ...addresses("ip6", "ip6mask"),
    ["protocol", "ipproto"],
    ...ports,
    ["type", "u8"],
    ["typeend", "u8"],
    ["code", "u8"],
    ["codeend", "u8"],
    comment
  ],
  tcp: [...v4, ...ports, ["option", "u8"], ["flags", "tcpflags"], comment],
  udp: [...v4, ...ports, comment],
  udplite: [...v4, comment],
  esp: [...v4, comment],
  ah: [...v4, comment],
  sctp: [...v4, ...ports, comment],
  icmp: [...v4, ...icmp, comment],
  all: [...v4, comment],
  igmp: [...v4, comment],
  "tcp-ipv6": [...v6, ...ports, ["option", "u8"], comment],
  "udp-ipv6": [...v6, ...ports, comment],
  "udplite-ipv6": [...v6, comment],
  "esp-ipv6": [...v6, comment],
  "ah-ipv6": [...v6, comment],
  "sctp-ipv6": [...v6, ...ports, comment],
  icmpv6: [...v6, ...icmp, comment],
  "all-ipv6": [...v6, comment]
};
var follows = {
  srcmacmask: "srcmacaddr",
  dstmacmask: "dstmacaddr",
  srcipmask: "srcipaddr",
  dstipmask: "dstipaddr",
  srcipto: "srcipfrom",
  dstipto: "dstipfrom",
  srcportend: "srcportstart",
  dstportstart: "srcportstart",
  dstportend: "srcportstart",
  code: "type",
  typeend: "type",
  codeend: "type",
  "root-priority-hi": "root-priority",
  "root-address-mask": "root-address",
  "root-cost-hi": "root-cost",
  "sender-priority-hi": "sender-priority",
  "sender-address-mask": "sender-address",
  "port-hi": "port",
  "age-hi": "age",
  "max-age-hi": "max-age",
  "hello-time-hi": "hello-time",
  "forward-delay-hi": "forward-delay"
};

// dist/schemas/xml/nwfilter/values.js
import { isIPv4 as isIPv44, isIPv6 as isIPv64 } from "node:net";
var integer = (raw, max, hexadecimal = true) => {
  if (/^\s*\+?\d+$/.test(raw)) {
    const value2 = Number(raw);
    if (value2 <= max)
      return String(value2);
  }
  if (!hexadecimal || !/^\s*(0x)?[0-9a-f]+$/i.test(raw))
    return void 0;
  const value = Number.parseInt(raw, 16);
  return value <= max ? `0x${value.toString(16)}` : void 0;
};
var numberOf = (canonical) => Number(canonical);
var mac3 = (raw) => {
  const parts = raw.split(":");
  if (parts.length !== 6 || !parts.every((part) => /^[0-9a-f]{1,2}$/i.test(part)))
    return void 0;
  return parts.map((part) => part.toLowerCase().padStart(2, "0")).join(":");
};
var macMask = (raw) => {
  const canonical = mac3(raw);
  const bits = canonical?.split(":").map((part) => Number.parseInt(part, 16).toString(2).padStart(8, "0")).join("");
  return bits && /^1*0*$/.test(bits) ? canonical : void 0;
};
var ip6 = (raw) => {
  if (!isIPv64(raw))
    return void 0;
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(raw);
  const canonical = new URL(`http://[${raw}]/`).hostname.slice(1, -1);
  return dotted && canonical.startsWith("::ffff:") ? `::ffff:${dotted[2]}` : canonical;
};
var mask = (raw, width2, isAddress) => {
  if (/^\d+$/.test(raw))
    return Number(raw) <= width2 ? String(Number(raw)) : void 0;
  if (!isAddress(raw))
    return void 0;
  const prefix = prefixOfNetmask(raw);
  return prefix >= 0 ? String(prefix) : void 0;
};
var named2 = (raw, names2, max, min = 0, keepHex = true) => {
  const byNumber = (value2) => Object.keys(names2).find((name4) => names2[name4] === value2);
  const name3 = Object.keys(names2).find((each) => each.toLowerCase() === raw.toLowerCase());
  if (name3)
    return name3;
  const canonical = integer(raw, max);
  if (canonical === void 0 || numberOf(canonical) < min)
    return void 0;
  const value = numberOf(canonical);
  return byNumber(value) ?? (keepHex ? canonical : String(value));
};
var etherTypes = { arp: 2054, rarp: 32821, ipv4: 2048, ipv6: 34525, vlan: 33024 };
var ipProtocols = {
  tcp: 6,
  udp: 17,
  udplite: 136,
  esp: 50,
  ah: 51,
  icmp: 1,
  igmp: 2,
  sctp: 132,
  icmpv6: 58
};
var arpOpcodes = {
  Request: 1,
  Reply: 2,
  Request_Reverse: 3,
  Reply_Reverse: 4,
  DRARP_Request: 5,
  DRARP_Reply: 6,
  DRARP_Error: 7,
  InARP_Request: 8,
  ARP_NAK: 9
};
var flagBits = (raw, names2) => {
  let bits = 0;
  for (const word2 of raw.split(/[\s,]+/).filter(Boolean)) {
    const index = names2.findIndex((name3) => name3.toLowerCase() === word2.toLowerCase());
    if (index < 0)
      return void 0;
    bits |= 1 << index;
  }
  return bits;
};
var states = ["NEW", "ESTABLISHED", "RELATED", "INVALID", "NONE"];
var state2 = (raw) => {
  const bits = flagBits(raw, states);
  if (bits === void 0)
    return void 0;
  return bits & 16 ? "NONE" : states.filter((_, index) => bits & 1 << index).join(",");
};
var tcpNames = ["FIN", "SYN", "RST", "PSH", "ACK", "URG"];
var tcpPart = (raw) => {
  let bits = 0;
  for (const word2 of raw.split(/[\s,]+/).filter(Boolean)) {
    const name3 = word2.toUpperCase();
    const index = tcpNames.indexOf(name3);
    if (name3 === "ALL")
      bits = 63;
    else if (index >= 0)
      bits |= 1 << index;
    else if (name3 !== "NONE")
      return void 0;
  }
  if (bits === 0)
    return "NONE";
  return bits === 63 ? "ALL" : tcpNames.filter((_, index) => bits & 1 << index).join(",");
};
var tcpFlags = (raw) => {
  const [flagMask, flags] = raw.split("/");
  const parts = flags === void 0 ? [] : [tcpPart(flagMask ?? ""), tcpPart(flags)];
  return parts.length === 2 && !parts.includes(void 0) ? parts.join("/") : void 0;
};
var readers2 = {
  mac: mac3,
  macmask: macMask,
  ip: (raw) => isIPv44(raw) ? raw : void 0,
  ipmask: (raw) => mask(raw, 32, isIPv44),
  ip6,
  ip6mask: (raw) => mask(raw, 128, isIPv64),
  u8: (raw) => integer(raw, 255),
  u16: (raw) => integer(raw, 65535),
  u32: (raw) => integer(raw, 4294967295),
  dec16: (raw) => integer(raw, 65535, false),
  bool: (raw) => String(raw === "true" || raw === "1" || raw === "yes"),
  comment: (raw) => raw.slice(0, 256),
  ethertype: (raw) => named2(raw, etherTypes, 65535, 1536),
  vlanid: (raw) => integer(raw, 4095),
  vlanproto: (raw) => named2(raw, etherTypes, 65535, 60),
  arpopcode: (raw) => named2(raw, arpOpcodes, 65535, 0, false),
  ipproto: (raw) => named2(raw, ipProtocols, 255),
  dscp: (raw) => integer(raw, 63),
  state: state2,
  tcpflags: tcpFlags,
  ipset: (raw) => /^[A-Za-z0-9_.:+-]{0,31}$/.test(raw) ? raw : void 0,
  ipsetflags: (raw) => /^(src|dst)(,(src|dst)){0,5}$/i.test(raw) ? raw.toLowerCase() : void 0
};
var variable = (raw) => {
  const match = /^\$([A-Za-z0-9_]+)(\[\s*(@?)\s*(\d+)\s*\])?$/.exec(raw);
  if (!match)
    return void 0;
  const [, name3, index, at2, digits] = match;
  if (!index || at2 && Number(digits) === 0)
    return `$${name3}`;
  return `$${name3}[${at2}${Number(digits)}]`;
};
var canonicalValue = (kind, raw) => raw.startsWith("$") ? variable(raw) : readers2[kind](raw);

// dist/schemas/xml/nwfilter.js
var internal10 = (text4) => ({ code: ErrorCode.INTERNAL_ERROR, text: text4 });
var invalid2 = (text4) => ({ code: ErrorCode.INVALID_ARG, text: text4 });
var protocolShape = (name3) => element(name3, Object.fromEntries([
  ["match", attr(text2, { schema: { pattern: "yes|no" } })],
  ...(protocols[name3] ?? []).map(([attribute3, kind]) => [
    attribute3,
    attr(text2, { name: attribute3, schema: kindSchemas[kind] })
  ])
]));
var mergeMatches = (rule) => {
  const protocol = rule.matches[0]?.tag;
  if (!protocol)
    return void 0;
  const attributes = protocols[protocol] ?? [];
  const values = /* @__PURE__ */ new Map();
  for (const match of rule.matches) {
    if (match.tag !== protocol)
      continue;
    for (const [name3, kind] of attributes) {
      const raw = match[name3];
      if (raw === void 0)
        continue;
      const value = canonicalValue(kind, raw);
      if (value === void 0)
        return internal10(`${name3} has illegal value ${raw}`);
      values.set(name3, { value, no: match.match === "no" });
    }
  }
  if ((protocol === "ip" || protocol === "ipv6") && [...values.keys()].some((name3) => /^(src|dst)port/.test(name3))) {
    const given = values.get("protocol")?.value ?? "";
    if (!["tcp", "udp", "0x21", "33", "sctp"].includes(given)) {
      return internal10(`${protocol === "ip" ? "IP" : "IPv6"} rule with port specification requires protocol specification with protocol to be either one of tcp(6), udp(17), dccp(33), or sctp(132)`);
    }
  }
  for (const [name3, leader] of Object.entries(follows)) {
    const own = values.get(name3);
    const address3 = values.get(leader);
    if (own && protocol !== "arp" && protocol !== "rarp")
      own.no = address3?.no ?? false;
  }
  if (values.has("ipset") && !values.has("ipsetflags"))
    values.set("ipsetflags", { value: "src", no: false });
  if (!values.has("ipset"))
    values.delete("ipsetflags");
  const group = (no2) => {
    const match = { tag: protocol, ...no2 ? { match: "no" } : {} };
    for (const [name3] of attributes) {
      const entry = values.get(name3);
      if (entry && entry.no === no2)
        match[name3] = entry.value;
    }
    return match;
  };
  const yes = group(false);
  const no = group(true);
  const hasNo = Object.keys(no).length > 2;
  rule.matches = [...Object.keys(yes).length > 1 || !hasNo ? [yes] : [], ...hasNo ? [no] : []];
  return void 0;
};
var FilterRule = element("rule", {
  action: attr(oneWord(["drop", "accept", "reject", "return", "continue"]), { required: true }),
  direction: attr(oneWord(["in", "out", "inout"]), { required: true }),
  priority: attr(int2(), { default: 500 }),
  statematch: attr(text2),
  matches: mixed(Object.fromEntries(Object.keys(protocols).map((name3) => [name3, protocolShape(name3)])))
}, (rule) => {
  if (rule.priority > 1e3 || rule.priority < -1e3)
    rule.priority = 500;
  if (rule.statematch === "0" || rule.statematch?.toLowerCase() === "false")
    rule.statematch = "false";
  else
    delete rule.statematch;
  return mergeMatches(rule);
});
var FilterReference = element("filterref", {
  filter: attr(text2, { required: true }),
  parameters: children("parameter", { name: attr(text2), value: attr(text2) })
}, (reference2) => {
  const valid = reference2.parameters.filter(({ name: name3, value }) => /^[A-Za-z0-9_]+$/.test(name3 ?? "") && /^[A-Za-z0-9_.:,'"\s-]+$/.test(value ?? ""));
  const key = (name3 = "") => name3;
  reference2.parameters = valid.sort((a, b) => key(a.name) < key(b.name) ? -1 : key(a.name) > key(b.name) ? 1 : 0);
});
var chains = {
  root: 0,
  mac: -800,
  vlan: -750,
  stp: 0,
  arp: -500,
  rarp: -400,
  ipv4: -700,
  ipv6: -600
};
var prefixes = Object.keys(chains).filter((name3) => name3 !== "root");
var checkChain2 = (filter) => {
  const { chain, priority } = filter;
  if (priority !== void 0 && (priority < -1e3 || priority > 1e3)) {
    return invalid2(`Priority '${priority}' is outside valid range of [-1000,1000]`);
  }
  if (chain === void 0) {
    filter.chain = "root";
    delete filter.priority;
    return void 0;
  }
  if (chain.length > 12)
    return invalid2("Name of chain is longer than 12 characters");
  if (!/^[A-Za-z0-9_.:-]*$/.test(chain))
    return invalid2("Chain name contains invalid characters");
  const prefix = chain === "root" ? "root" : prefixes.find((name3) => chain.startsWith(name3));
  if (!prefix) {
    return invalid2(`Invalid chain name '${chain}'. Please use a chain name called 'root' or any of the following prefixes: ${prefixes.join(", ")}`);
  }
  filter.priority ??= chains[prefix] ?? 0;
  if (filter.priority === 0)
    delete filter.priority;
  return void 0;
};
var NWFilter2 = element("filter", {
  name: attr(text2, { required: internal10("filter has no name") }),
  chain: attr(text2),
  priority: attr(int2(), { omit: 0, invalid: invalid2("Could not parse chain priority '{value}'") }),
  uuid: child(uuid2, { invalid: "malformed uuid element" }),
  entries: mixed({ rule: FilterRule, filterref: FilterReference })
}, (filter) => {
  filter.uuid ??= randomUUID6();
  return checkChain2(filter);
});
var nwfilterParseOptions = {
  domain: ErrorDomain.NWFILTER,
  filename: "(nwfilter_definition)"
};

// dist/schemas/xml/nwfilter-binding.js
var missing3 = (what) => ({
  code: ErrorCode.INTERNAL_ERROR,
  text: `filter binding has no ${what}`
});
var NWFilterBinding2 = element("filterbinding", {
  owner: child({
    name: child(text2, { required: missing3("owner name") }),
    uuid: child(uuid2, { required: missing3("owner UUID") })
  }, { required: missing3("owner name") }),
  portdev: child({ name: attr(text2, { required: missing3("port dev name") }) }, { required: missing3("port dev name") }),
  linkdev: child({ name: attr(text2) }),
  mac: child({ address: attr(mac, { required: missing3("MAC address") }) }, { required: missing3("MAC address") }),
  filterref: child(FilterReference, { required: missing3("filter reference") })
});
var nwfilterBindingParseOptions = {
  domain: ErrorDomain.NWFILTER,
  filename: "(nwfilterbinding_definition)"
};

// dist/schemas/xml/pool.js
import { randomUUID as randomUUID7 } from "node:crypto";

// dist/schemas/xml/parts/storage.js
var unsupported19 = (text4) => ({ code: ErrorCode.CONFIG_UNSUPPORTED, text: text4 });
var checkSecretLookup = (secret) => {
  if (secret.uuid === void 0 && secret.usage === void 0)
    return "missing secret uuid or usage attribute";
  return secret.uuid !== void 0 && secret.usage !== void 0 ? "either secret uuid or usage expected" : void 0;
};
var lookupFields = {
  uuid: attr(uuid2, { invalid: "invalid secret uuid '{value}'" }),
  usage: attr(text2)
};
var StorageAuth = element("auth", {
  type: attr(oneWord(["none", "chap", "ceph"]), {
    empty: "absent",
    omit: "none",
    invalid: unsupported19("unknown auth type '{value}'")
  }),
  username: attr(text2, { empty: "absent", required: "missing username for auth" }),
  secret: child(element("secret", { type: attr(text2), ...lookupFields }, checkSecretLookup), {
    required: "Missing <secret> element in auth"
  })
});
var normalPermissions = (permissions) => {
  if (permissions.mode !== void 0)
    permissions.mode = `0${Number.parseInt(permissions.mode, 8).toString(8)}`;
  for (const key of ["owner", "group"]) {
    if (permissions[key] === -1 || permissions[key] === 4294967295)
      delete permissions[key];
  }
  return void 0;
};
var id2 = long({ min: -1, max: 4294967295 });
var StoragePermissions = element("permissions", {
  mode: child(word("\\s*\\+?0*[0-7]{1,3}", { pattern: "[0-7]+" }), { invalid: "malformed octal mode" }),
  owner: child(id2, { invalid: "malformed owner element", empty: "keep" }),
  group: child(id2, { invalid: "malformed group element", empty: "keep" }),
  label: child(text2)
}, normalPermissions);
var checkEncryption2 = (encryption) => {
  if (encryption.format !== "luks") {
    delete encryption.cipher;
    delete encryption.ivgen;
  }
  return encryption.ivgen !== void 0 && encryption.cipher === void 0 ? "ivgen element found, but cipher is missing" : void 0;
};
var StorageEncryption = expanded(element("encryption", {
  format: attr(oneWord(["default", "qcow", "luks", "luks2", "luks-any"]), {
    empty: "absent",
    required: "unknown volume encryption format",
    invalid: unsupported19("unknown volume encryption format type {value}")
  }),
  engine: attr(oneWord(["qemu", "librbd"])),
  secrets: children("secret", element("secret", {
    type: attr(oneWord(["passphrase"]), {
      empty: "absent",
      required: "unknown volume encryption secret type",
      invalid: unsupported19("unknown volume encryption secret type {value}")
    }),
    ...lookupFields
  }, checkSecretLookup)),
  cipher: child({
    name: attr(text2, { required: "cipher info missing 'name' attribute" }),
    size: attr(uint2(), { required: true }),
    mode: attr(text2),
    hash: attr(text2)
  }),
  ivgen: child({
    name: attr(text2, { required: "missing ivgen info name string" }),
    hash: attr(text2)
  })
}, checkEncryption2));

// dist/schemas/xml/storage/words.js
var poolTypes = [
  "dir",
  "fs",
  "netfs",
  "logical",
  "disk",
  "iscsi",
  "iscsi-direct",
  "scsi",
  "mpath",
  "rbd",
  "sheepdog",
  "gluster",
  "zfs",
  "vstorage"
];
var volumeTypes = ["file", "block", "dir", "network", "netdir", "ploop"];
var fileFormats = [
  "none",
  "raw",
  "dir",
  "bochs",
  "cloop",
  "dmg",
  "iso",
  "vpc",
  "vdi",
  "fat",
  "vhd",
  "ploop",
  "cow",
  "qcow",
  "qcow2",
  "qed",
  "vmdk"
];
var fileSystems = [
  "auto",
  "ext2",
  "ext3",
  "ext4",
  "ufs",
  "iso9660",
  "udf",
  "gfs",
  "gfs2",
  "vfat",
  "hfs+",
  "xfs",
  "ocfs2",
  "vmfs"
];
var netFileSystems = ["auto", "nfs", "glusterfs", "cifs"];
var diskLabels = ["unknown", "dos", "dvh", "gpt", "mac", "bsd", "pc98", "sun", "lvm2"];
var logicalFormats = ["unknown", "lvm2"];
var partitionFormats = [
  "none",
  "linux",
  "fat16",
  "fat32",
  "linux-swap",
  "linux-lvm",
  "linux-raid",
  "extended"
];
var files = { formats: fileFormats, default: "raw", listed: true };
var poolTraits = {
  dir: { source: [], volume: files },
  fs: { source: ["device"], pool: { formats: fileSystems, default: "auto" }, volume: files },
  netfs: { source: ["host", "dir"], pool: { formats: netFileSystems, default: "auto" }, volume: files },
  logical: { source: ["device", "name"], pool: { formats: logicalFormats, default: "lvm2" } },
  disk: {
    source: ["device"],
    pool: { formats: diskLabels, default: "unknown" },
    volume: { formats: partitionFormats, default: "none", listed: true }
  },
  iscsi: { source: ["host", "device", "initiator"] },
  "iscsi-direct": { source: ["host", "device", "initiator"], network: true },
  scsi: { source: ["adapter"] },
  mpath: { source: [] },
  rbd: { source: ["host", "name"], network: true, volume: { ...files, listed: false } },
  sheepdog: { source: ["host", "name"], network: true },
  gluster: { source: ["host", "dir", "name"], network: true, volume: files },
  zfs: { source: ["device", "name"] },
  vstorage: { source: ["name"], volume: files }
};

// dist/schemas/xml/storage/rules.js
var unsupported20 = (text4) => ({ code: ErrorCode.CONFIG_UNSUPPORTED, text: text4 });
var sanitizePath = (path2) => {
  if (path2.includes("://"))
    return path2;
  const twoFirst = path2.startsWith("//") && path2[2] !== "/";
  const single2 = path2.replace(/\/+/g, "/").replace(/(.)\/$/, "$1");
  return twoFirst ? `/${single2}` : single2;
};
var FC_ONLY = [
  "parent",
  "parent_wwnn",
  "parent_wwpn",
  "parent_fabric_wwn",
  "managed",
  "wwnn",
  "wwpn"
];
var malformedWwn = (wwn) => {
  const digits = wwn.replace(/^0x/i, "");
  return /^[0-9a-f]{16}$/i.test(digits) ? void 0 : { code: ErrorCode.INTERNAL_ERROR, domain: ErrorDomain.NONE, text: `Malformed wwn: ${wwn}` };
};
var checkFcHost = (fc) => {
  if (fc.wwnn === void 0 || fc.wwpn === void 0)
    return "'wwnn' and 'wwpn' must be specified for adapter type 'fchost'";
  const wrong = malformedWwn(fc.wwnn) ?? malformedWwn(fc.wwpn);
  if (wrong)
    return wrong;
  if (fc.parent_wwnn !== void 0 && fc.parent_wwpn === void 0)
    return `when providing parent_wwnn='${fc.parent_wwnn}', the parent_wwpn must also be provided`;
  if (fc.parent_wwnn === void 0 && fc.parent_wwpn !== void 0)
    return `when providing parent_wwpn='${fc.parent_wwpn}', the parent_wwnn must also be provided`;
  for (const wwn of [fc.parent_wwnn, fc.parent_wwpn, fc.parent_fabric_wwn]) {
    const bad = wwn === void 0 ? void 0 : malformedWwn(wwn);
    if (bad)
      return bad;
  }
  return void 0;
};
var checkAdapter = (adapter) => {
  if (adapter.type === void 0) {
    if (adapter.wwnn !== void 0 || adapter.wwpn !== void 0 || adapter.parent !== void 0)
      return "Use of 'wwnn', 'wwpn', and 'parent' attributes requires use of the adapter 'type'";
    if (adapter.parentaddr)
      return "Use of 'parentaddr' element requires use of the adapter 'type'";
    if (adapter.name === void 0)
      return "missing storage pool source adapter";
    adapter.type = "scsi_host";
  }
  if (adapter.type === "fc_host") {
    delete adapter.name;
    delete adapter.parentaddr;
    return checkFcHost(adapter);
  }
  for (const key of FC_ONLY)
    delete adapter[key];
  if (adapter.name === void 0 && !adapter.parentaddr)
    return "Either 'name' or 'parent' must be specified for the 'scsi_host' adapter";
  if (adapter.name !== void 0 && adapter.parentaddr)
    return "Both 'name' and 'parent' cannot be specified for the 'scsi_host' adapter";
  return void 0;
};
var checkAuth = (auth2) => auth2.type === void 0 || auth2.type === "none" ? unsupported20("storage pool missing auth type") : void 0;
var checkSource2 = (source2, { up }) => {
  const { type: type2 } = up.at(-1);
  if (type2 === "rbd" && source2.name === void 0)
    return "element 'name' is mandatory for RBD pool";
  if (source2.dir?.path !== void 0)
    source2.dir.path = sanitizePath(source2.dir.path);
  else if (type2 === "gluster")
    source2.dir = { path: "/" };
  const version2 = source2.protocol?.ver;
  if (version2 !== void 0) {
    const format2 = source2.format?.type ?? "auto";
    const words3 = poolTraits[type2].pool?.formats;
    if (words3 ? words3.indexOf(format2) > 1 : false)
      return unsupported20(`storage pool protocol ver unsupported for pool type '${format2}'`);
    if (version2.includes(","))
      return {
        code: ErrorCode.XML_DETAIL,
        text: `storage pool protocol ver '${version2}' must not contain ','`
      };
  }
  return void 0;
};
var checkFeatures3 = (features8, { up }) => {
  const { type: type2 } = up.at(-1);
  if (features8.cow?.state === void 0 || type2 === "fs" || type2 === "dir")
    return void 0;
  return { code: ErrorCode.NO_SUPPORT, text: "cow feature may only be used for 'fs' and 'dir' pools" };
};
var checkPool = (pool) => {
  const { source: source2, type: type2 } = pool;
  const { source: knows, network: network2 } = poolTraits[type2];
  pool.capacity = 0;
  pool.allocation = 0;
  pool.available = 0;
  if (pool.name === void 0 && knows.includes("name") && source2.name !== void 0)
    pool.name = source2.name;
  if (pool.name === void 0)
    return "missing pool source name element";
  if (pool.name.includes("/"))
    return `name ${pool.name} cannot contain '/'`;
  if (knows.includes("host") && !source2.hosts?.length)
    return "missing storage pool source host name";
  if (knows.includes("dir") && source2.dir?.path === void 0)
    return "missing storage pool source path";
  if (knows.includes("name"))
    source2.name ??= pool.name;
  if (knows.includes("adapter") && !source2.adapter)
    return "missing storage pool source adapter";
  if (knows.length === 1 && knows[0] === "device" && !source2.devices?.length)
    return "missing storage pool source device name";
  if (!network2) {
    pool.target ??= {};
    if (type2 === "logical")
      pool.target.path = `/dev/${source2.name}`;
    else if (type2 === "zfs")
      pool.target.path = `/dev/zvol/${source2.name}`;
    if (pool.target.path === void 0)
      return "missing storage pool target path";
    pool.target.path = sanitizePath(pool.target.path);
  }
  if (type2 === "iscsi-direct" && source2.initiator?.iqn?.name === void 0)
    return unsupported20("missing initiator IQN");
  return void 0;
};
var checkVolume = (volume) => {
  delete volume.source;
  delete volume.physical;
  delete volume.target.timestamps;
  if (volume.backingStore?.path === void 0)
    delete volume.backingStore;
  else {
    const { path: path2, format: format2, permissions } = volume.backingStore;
    volume.backingStore = { path: path2, format: format2, permissions };
  }
  const { compat } = volume.target;
  if (compat !== void 0 && !/^\s*\+?\d+\.\s*\+?\d+$/.test(compat))
    return "forbidden characters in 'compat' attribute";
  if (volume.target.features !== void 0)
    volume.target.compat ??= "1.1";
  return void 0;
};
var storageDomain = ErrorDomain.STORAGE;

// dist/schemas/xml/pool.js
var unsupported21 = (text4) => ({ code: ErrorCode.CONFIG_UNSUPPORTED, text: text4 });
var FsNs = { prefix: "fs", uri: "http://libvirt.org/schemas/storagepool/fs/1.0" };
var RbdNs = { prefix: "rbd", uri: "http://libvirt.org/schemas/storagepool/rbd/1.0" };
var Host = {
  name: attr(text2, { required: "missing storage pool host name" }),
  port: attr(int2(), { omit: 0 })
};
var Device2 = {
  path: attr(text2, { required: "missing storage pool source device path" }),
  part_separator: attr(yesNo),
  freeExtents: children("freeExtent", {
    start: attr(ulong(), { required: true }),
    end: attr(ulong(), { required: true })
  })
};
var Adapter = element("adapter", {
  type: attr(oneWord(["scsi_host", "fc_host"])),
  parent: attr(text2),
  parent_wwnn: attr(text2),
  parent_wwpn: attr(text2),
  parent_fabric_wwn: attr(text2),
  managed: attr(yesNo),
  wwnn: attr(text2),
  wwpn: attr(text2),
  name: attr(text2),
  parentaddr: child({
    unique_id: attr(int2({ min: 0 }), {
      required: "Missing or invalid scsi adapter 'unique_id' value",
      invalid: "Missing or invalid scsi adapter 'unique_id' value"
    }),
    address: child(pciAddressFields, { required: "Missing scsi_host PCI address element" })
  }, { keep: true })
}, checkAdapter);
var format = (words3, fallback) => child(element("format", {
  type: attr(oneWord(words3), {
    empty: "absent",
    default: fallback,
    invalid: unsupported21("unknown pool format type {value}")
  })
}), { always: true });
var sourceFields2 = {
  $hosts: oneOf("^type", {
    "netfs iscsi iscsi-direct rbd sheepdog gluster": { hosts: children("host", Host) }
  }),
  $devices: oneOf("^type", {
    "fs logical disk iscsi iscsi-direct zfs": { devices: children("device", Device2) }
  }),
  $dir: oneOf("^type", {
    "netfs gluster": { dir: child({ path: attr(text2, { empty: "absent" }) }) }
  }),
  $adapter: oneOf("^type", { scsi: { adapter: child(Adapter) } }),
  $name: oneOf("^type", { "logical rbd sheepdog gluster zfs vstorage": { name: child(text2) } }),
  $initiator: oneOf("^type", {
    "iscsi iscsi-direct": {
      initiator: child({ iqn: child({ name: attr(text2, { empty: "absent" }) }) })
    }
  }),
  $format: oneOf("^type", {
    fs: { format: format(fileSystems, "auto") },
    netfs: { format: format(netFileSystems, "auto") },
    logical: { format: format(logicalFormats, "lvm2") },
    disk: { format: format(diskLabels, "unknown") }
  }),
  auth: child(withRules(StorageAuth, checkAuth)),
  protocol: child({ ver: attr(text2, { empty: "absent" }) }),
  vendor: child({ name: attr(text2, { empty: "absent" }) }),
  product: child({ name: attr(text2, { empty: "absent" }) })
};
var Source = expanded(element("source", sourceFields2, checkSource2));
var PoolSources = expanded(element("sources", {
  /** Only decides how the sources are read; not written. */
  type: attr(oneWord(poolTypes), { live: true }),
  sources: children("source", Source)
}));
var Target = expanded(element("target", { path: child(text2), permissions: child(StoragePermissions) }));
var StoragePool2 = element("pool", {
  type: attr(oneWord(poolTypes), { required: true }),
  name: child(text2),
  uuid: child(uuid2, { generate: randomUUID7, invalid: "malformed uuid element" }),
  capacity: child(size("bytes"), { default: 0 }),
  allocation: child(size("bytes"), { default: 0 }),
  available: child(size("bytes"), { default: 0 }),
  features: child(element("features", { cow: child({ state: attr(yesNo) }) }, checkFeatures3)),
  source: child(Source, { always: true }),
  $target: oneOf("type", {
    "dir fs netfs logical disk iscsi scsi mpath zfs vstorage": {
      target: child(Target, { always: true })
    }
  }),
  refresh: child({
    volume: child({
      allocation: attr(oneWord(["default", "capacity"]), {
        empty: "absent",
        invalid: unsupported21("unknown storage pool volume refresh allocation type {value}")
      })
    })
  }),
  $options: oneOf("type", {
    "fs netfs": {
      mountOptions: children("option", { name: attr(text2, { required: "no fs mount option name specified" }) }, { ns: FsNs, wrap: "mount_opts" })
    },
    rbd: {
      configOptions: children("option", {
        name: attr(text2, { required: "no rbd option name specified" }),
        value: attr(text2, { required: "no rbd option value specified for name '{name}'" })
      }, { ns: RbdNs, wrap: "config_opts" })
    }
  })
}, checkPool);
var poolParseOptions = {
  domain: ErrorDomain.STORAGE,
  filename: "(storage_pool_definition)"
};

// dist/schemas/xml/secret.js
import { randomUUID as randomUUID8 } from "node:crypto";
var internal11 = (text4) => ({ code: ErrorCode.INTERNAL_ERROR, text: text4 });
var unknownType = { code: ErrorCode.CONFIG_UNSUPPORTED, text: "unknown secret usage type {value}" };
var Secret2 = element("secret", {
  ephemeral: attr(yesNo, { default: false, invalid: "invalid value of 'ephemeral'" }),
  private: attr(yesNo, { default: false, invalid: "invalid value of 'private'" }),
  uuid: child(uuid2, { invalid: internal11("malformed uuid element") }),
  description: child(text2),
  usage: child({
    type: attr(oneWord(["volume", "ceph", "iscsi", "tls", "vtpm"]), {
      required: "unknown secret usage type",
      invalid: unknownType
    }),
    $id: oneOf("type", {
      volume: {
        volume: child(text2, {
          required: internal11("volume usage specified, but volume path is missing")
        })
      },
      ceph: { name: child(text2, { required: internal11("Ceph usage specified, but name is missing") }) },
      iscsi: {
        target: child(text2, { required: internal11("iSCSI usage specified, but target is missing") })
      },
      tls: { name: child(text2, { required: internal11("TLS usage specified, but name is missing") }) },
      vtpm: { name: child(text2, { required: internal11("vTPM usage specified, but name is missing") }) }
    })
  })
}, (secret) => {
  secret.uuid ??= randomUUID8();
});
var secretParseOptions = { domain: ErrorDomain.SECRET, filename: "(definition_of_secret)" };

// dist/schemas/xml/snapshot.js
var snapshotStates = [
  "nostate",
  "running",
  "blocked",
  "paused",
  "shutdown",
  "shutoff",
  "crashed",
  "pmsuspended",
  "disk-snapshot"
];
var snapshotLocations = ["no", "internal", "external", "manual"];
var Location = oneWord(snapshotLocations);
var hasStorage = (disk2) => disk2.source !== void 0 || disk2.driver?.type !== void 0;
var SnapshotDisk = element("disk", {
  name: attr(text2, {
    required: { code: ErrorCode.INTERNAL_ERROR, text: "missing name from disk snapshot element" }
  }),
  snapshot: attr(Location),
  type: attr(StorageType, { default: "file", when: hasStorage }),
  snapshotDeleteInProgress: flag(),
  driver: child({
    type: attr(StorageFormat, {
      invalid: { code: ErrorCode.CONFIG_UNSUPPORTED, text: "unknown disk snapshot driver '{value}'" }
    }),
    metadata_cache: metadataCache
  }),
  source: child(StorageSource)
}, (disk2) => {
  if (disk2.type === "volume" || disk2.type === "dir")
    return `unsupported disk snapshot type '${disk2.type}'`;
  const { file: file2 } = disk2.source ?? {};
  if (file2 !== void 0 && !file2.startsWith("/"))
    return `disk snapshot image path '${file2}' must be absolute`;
  if (hasStorage(disk2))
    disk2.snapshot ??= "external";
  return void 0;
});
var SnapshotHead = element("domainsnapshot", {
  name: child(text2),
  description: child(text2),
  state: child(oneWord(snapshotStates), {
    invalid: { code: ErrorCode.CONFIG_UNSUPPORTED, text: "Invalid state '{value}' in domain snapshot XML" }
  }),
  parent: child({ name: child(text2, { required: true }) }),
  creationTime: child(long(), { omit: 0 }),
  memory: child({ snapshot: attr(Location), file: attr(text2) }),
  disks: children("disk", SnapshotDisk, { wrap: "disks" }),
  revertDisks: children("disk", SnapshotDisk, { wrap: "revertDisks" })
});
var snapshotParseOptions = {
  domain: ErrorDomain.DOMAIN_SNAPSHOT,
  filename: "(domain_snapshot)"
};

// dist/schemas/xml/storage-capabilities.js
var options = (name3) => child(element("options", {
  defaultFormat: child({ type: attr(text2, { required: true }) }, { required: true }),
  enum: child(expanded(element("enum", { name: attr(text2, { default: name3 }), values: children("value", text2) })), { required: true })
}));
var StoragePoolCapabilities = element("storagepoolCapabilities", {
  pools: children("pool", expanded(element("pool", {
    type: attr(oneWord(poolTypes), { required: true }),
    supported: attr(yesNo, { required: true }),
    poolOptions: options("sourceFormatType"),
    volOptions: options("targetFormatType")
  })))
});

// dist/schemas/xml/volume.js
var unsupported22 = (text4) => ({ code: ErrorCode.CONFIG_UNSUPPORTED, text: text4 });
var malformed3 = { invalid: "malformed capacity element" };
var MOST = 2 ** 63;
var Timestamps = element("timestamps", {
  atime: child(text2),
  mtime: child(text2),
  ctime: child(text2),
  btime: child(text2)
});
var formatOf2 = (words3, fallback) => child(element("format", {
  type: attr(oneWord(words3), {
    empty: "absent",
    default: fallback,
    invalid: unsupported22("unknown volume format type {value}")
  })
}), { always: true });
var targetFields = (format2) => ({
  path: child(text2),
  ...format2,
  permissions: child(StoragePermissions),
  timestamps: child(Timestamps),
  encryption: child(StorageEncryption),
  compat: child(text2),
  clusterSize: child({ ...size("bytes"), unit: "B" }),
  features: child(element("features", { lazy_refcounts: flag(), extended_l2: flag(), data_file: flag() }), { keep: true }),
  /** How a file is to be made, not what it is: read, never written (volumes are formatted as inactive objects). */
  nocow: flag({ live: true })
});
var volumeOf = (format2) => element("volume", {
  type: attr(oneWord(volumeTypes), {
    empty: "absent",
    default: "file",
    invalid: unsupported22("unknown volume type '{value}'")
  }),
  name: child(text2, { required: "missing volume name element" }),
  key: child(text2),
  source: child({
    devices: children("device", {
      path: attr(text2),
      extents: children("extent", { start: attr(text2), end: attr(text2) })
    })
  }),
  capacity: child(size("bytes", "bytes", { max: MOST }), malformed3),
  allocation: child(size("bytes", "bytes", { max: MOST }), malformed3),
  physical: child(size("bytes"), { omit: 0 }),
  target: child(expanded(element("target", targetFields(format2))), { always: true }),
  backingStore: child(expanded(element("backingStore", targetFields(format2))))
}, checkVolume);
var FileVolume = volumeOf({ format: formatOf2(fileFormats.slice(1), "raw") });
var PartitionVolume = volumeOf({ format: formatOf2(partitionFormats, "none") });
var PlainVolume = volumeOf({});
var volumeParseOptions = {
  domain: ErrorDomain.STORAGE,
  filename: "(storage_volume_definition)"
};

// dist/src/model/xml/schema/documents.js
var target = Disk.fields.target;
var withoutTarget = {
  ...Disk.fields,
  target: { ...target, options: { ...target.options, schema: { required: false } } }
};
var deviceShapes = Object.entries(Devices.fields).flatMap(([key, field]) => {
  const { of: of2, options: options2 } = field;
  if (of2?.is !== "shape" || options2.wrap !== void 0)
    return [];
  const name3 = options2.name ?? key;
  return [{ ...of2, name: name3, fields: name3 === "disk" ? withoutTarget : of2.fields }];
});
var domainWithin = oneOf("form", {
  whole: { domain: child(Domain2) },
  named: { domain: child({ uuid: child(uuid2) }) }
});
var Snapshot = element("domainsnapshot", {
  ...SnapshotHead.fields,
  $domain: domainWithin,
  inactiveDomain: child(Domain2),
  active: child(word("0|1")),
  cookie: verbatim()
});
var Checkpoint = element("domaincheckpoint", { ...CheckpointHead.fields, $domain: domainWithin });
var documents = {
  capability: [Capabilities],
  cpu: [{ ...Cpu, name: "cpu" }, HostCpu],
  device: deviceShapes,
  domain: [Domain2],
  domainbackup: [Backup],
  domaincaps: [DomainCapabilities],
  domaincheckpoint: [Checkpoint],
  domainsnapshot: [Snapshot],
  interface: [Interface3],
  network: [Network2],
  networkport: [NetworkPort2],
  nodedev: [NodeDevice2],
  nwfilter: [NWFilter2],
  nwfilterbinding: [NWFilterBinding2],
  secret: [Secret2],
  storagepool: [StoragePool2],
  storagepoolcaps: [StoragePoolCapabilities],
  storagevol: [FileVolume, PartitionVolume, PlainVolume]
};

// dist/src/cli/validate.js
var validateUsage = `Usage: virtlight validate FILE ...

Reads each document ('-' is standard input) and prints FILE:LINE: PROBLEM for everything libvirt would refuse.
Exit status 0 when there is nothing, 1 otherwise.
`;
var kinds = /* @__PURE__ */ new Map();
for (const [document, shapes2] of Object.entries(documents))
  if (document !== "device") {
    for (const shape of shapes2)
      if (!kinds.has(shape.name))
        kinds.set(shape.name, { shape, options: {} });
  }
kinds.set("domain", { shape: Domain2, options: domainParseOptions });
kinds.set("network", { shape: Network2, options: networkParseOptions });
var problemsOf = (text4) => {
  const problems = [];
  try {
    const root = parseTree(text4, "(document)", 0).root.name;
    const kind = kinds.get(root);
    if (!kind)
      return [{ line: 1, text: `a <${root}> document is not one of: ${[...kinds.keys()].join(", ")}` }];
    parseXml(kind.shape, text4, { ...kind.options, problems });
  } catch (error3) {
    const shown = asVirError(error3);
    const line = /:([0-9]+):/.exec(shown.message);
    return [...problems.map(told), { line: Number(line?.[1] ?? 1), text: shown.message }];
  }
  return problems.map(told);
};
var told = (problem) => ({
  line: problem.line,
  text: problem.error.message
});
var validateFiles = (args2, read2) => {
  const { positionals } = parseArgs2({ args: [...args2], allowPositionals: true, strict: true });
  if (positionals.length === 0)
    return { text: validateUsage, status: 2 };
  const lines2 = positionals.flatMap((file2) => problemsOf(read2(file2)).toSorted((a, b) => a.line - b.line).map(({ line, text: text4 }) => `${file2}:${line}: ${text4}`));
  return { text: lines2.length > 0 ? `${lines2.join("\n")}
` : "", status: lines2.length > 0 ? 1 : 0 };
};

// dist/src/cli/main.js
var readInput = (path2) => readFileSync4(path2 === "-" ? 0 : path2, "utf8");
var commands = {
  convert: {
    usage: convertUsage,
    summary: "turn a domain into another form: XML, JSON, QEMU arguments, xl.cfg, libxl JSON",
    run: (args2) => convert(args2, readInput)
  },
  validate: {
    usage: validateUsage,
    summary: "list every problem of a document with its line",
    run: (args2) => validateFiles(args2, readInput)
  },
  "host-validate": {
    usage: hostValidateUsage,
    summary: "check whether this host can run guests, with a remedy for each thing missing",
    run: hostValidate
  },
  "net-diagnose": {
    usage: netDiagnoseUsage,
    summary: "tell what is in the way of a network's guests on this host, and how to mend it",
    run: netDiagnose
  }
};
var usage = () => `Usage: virtlight COMMAND [ARGUMENT ...]

Commands:
${Object.entries(commands).map(([name3, command]) => `  ${name3.padEnd(16)} ${command.summary}`).join("\n")}

virtlight COMMAND --help tells more.
`;
var main = async (argv2) => {
  const [name3, ...rest] = argv2;
  if (name3 === void 0 || name3 === "--help" || name3 === "-h" || name3 === "help")
    return { text: usage(), status: 0 };
  const command = commands[name3];
  if (!command)
    return { text: `unknown command '${name3}'

${usage()}`, status: 2 };
  if (rest.includes("--help") || rest.includes("-h"))
    return { text: command.usage, status: 0 };
  await loadLibxml2();
  return command.run(rest);
};
main(process.argv.slice(2)).then(({ text: text4, status }) => {
  (status === 0 ? process.stdout : process.stderr).write(text4);
  process.exitCode = status;
}, (error3) => {
  process.stderr.write(`virtlight: ${asVirError(error3).message}
`);
  process.exitCode = 1;
});
export {
  readInput
};
