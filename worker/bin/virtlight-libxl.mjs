import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);

// dist/src/drivers/libxl/process/main.js
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { createInterface } from "node:readline";

// dist/src/drivers/libxl/process/functions.js
var call = (...parameters) => ({ kind: "call", parameters });
var quick = (...parameters) => ({ kind: "call", parameters, quick: true });
var abortable = (...parameters) => ({
  kind: "call",
  parameters,
  abortable: true
});
var value = (...parameters) => ({ kind: "value", parameters, quick: true });
var list = (element, ...parameters) => ({
  kind: "list",
  parameters: [...parameters, ">i32"],
  element,
  free: `${element}_list_free`
});
var device = (type) => ({
  [`device_${type}_add`]: call("u32", `<device_${type}`, "ao"),
  [`device_${type}_remove`]: call("u32", `<device_${type}`, "ao"),
  [`device_${type}_destroy`]: call("u32", `<device_${type}`, "ao"),
  [`device_${type}_list`]: list(`device_${type}`, "u32")
});
var functions = {
  // Host
  get_physinfo: quick(">physinfo"),
  get_version_info: { kind: "struct", parameters: [], element: "version_info", quick: true },
  get_free_memory: call(">u64"),
  get_cpu_topology: { ...list("cputopology"), quick: true },
  get_numainfo: { ...list("numainfo"), quick: true },
  get_max_cpus: value(),
  get_online_cpus: value(),
  get_scheduler: value(),
  sched_credit_params_get: call("u32", ">sched_credit_params"),
  sched_credit_params_set: call("u32", "<sched_credit_params"),
  send_debug_keys: call("str"),
  list_cpupool: list("cpupoolinfo"),
  cpupool_destroy: call("u32"),
  cpupool_rename: call("str", "u32"),
  cpupool_cpuadd: call("u32", "i32"),
  cpupool_cpuremove: call("u32", "i32"),
  cpupool_movedomain: call("u32", "u32"),
  device_pci_assignable_list: { ...list("device_pci"), free: "device_pci_assignable_list_free" },
  device_pci_assignable_add: call("<device_pci", "i32"),
  device_pci_assignable_remove: call("<device_pci", "i32"),
  // Guests
  list_domain: { ...list("dominfo"), quick: true },
  domain_info: quick(">dominfo", "u32"),
  list_vcpu: { ...list("vcpuinfo", "u32", ">i32"), quick: true },
  domain_create_new: abortable("<domain_config", ">u32", "ao", "null"),
  domain_create_restore: abortable("<domain_config", ">u32", "fd", "i32", "<domain_restore_params", "ao", "null"),
  domain_soft_reset: call("<domain_config", "u32", "ao", "null"),
  retrieve_domain_configuration: call("u32", ">domain_config", "ao"),
  domain_suspend: abortable("u32", "fd", "i32", "ao"),
  domain_suspend_only: call("u32", "ao"),
  domain_resume: call("u32", "i32", "ao"),
  domain_remus_start: abortable("<domain_remus_info", "u32", "fd", "fd", "ao"),
  domain_shutdown: call("u32", "ao"),
  domain_reboot: call("u32", "ao"),
  domain_destroy: call("u32", "ao"),
  domain_pause: call("u32", "ao"),
  domain_unpause: call("u32", "ao"),
  domain_rename: call("u32", "str", "str"),
  domain_core_dump: call("u32", "str", "ao"),
  send_trigger: call("u32", "i32", "u32", "ao"),
  send_sysrq: call("u32", "char"),
  domain_setmaxmem: call("u32", "u64"),
  set_memory_target: call("u32", "i64", "i32", "i32"),
  get_memory_target: call("u32", ">u64"),
  set_vcpuonline: call("u32", "bitmap", "ao"),
  set_vcpuaffinity: call("u32", "u32", "bitmap", "null"),
  domain_get_nodeaffinity: call("u32", ">bitmap"),
  domain_set_nodeaffinity: call("u32", "bitmap"),
  domain_sched_params_get: call("u32", ">domain_sched_params"),
  domain_sched_params_set: call("u32", "<domain_sched_params"),
  console_get_tty: call("u32", "i32", "i32", ">str"),
  primary_console_get_tty: call("u32", ">str"),
  vm_get_start_time: { kind: "value", parameters: ["u32"] },
  qemu_monitor_command: call("u32", "str", ">str", "ao"),
  psr_cat_set_cbm: call("u32", "i32", "bitmap", "u64"),
  psr_cat_get_cbm: call("u32", "i32", "u32", ">u64"),
  psr_cmt_attach: call("u32"),
  psr_cmt_enabled: value(),
  psr_cmt_get_cache_occupancy: call("u32", "u32", ">u32"),
  psr_set_val: call("u32", "i32", "bitmap", "u64"),
  psr_get_val: call("u32", "i32", "u32", ">u64"),
  // Devices
  ...device("disk"),
  ...device("nic"),
  ...device("pci"),
  ...device("usbctrl"),
  device_usbdev_add: call("u32", "<device_usbdev", "ao"),
  device_usbdev_remove: call("u32", "<device_usbdev", "ao"),
  device_usbdev_list: list("device_usbdev", "u32"),
  ...device("vtpm"),
  ...device("vkb"),
  ...device("vdispl"),
  ...device("vsnd"),
  device_vfb_add: call("u32", "<device_vfb", "ao"),
  device_vfb_remove: call("u32", "<device_vfb", "ao"),
  device_p9_remove: call("u32", "<device_p9", "ao"),
  device_channel_list: list("device_channel", "u32"),
  cdrom_insert: call("u32", "<device_disk", "ao")
};
var errorNames = {
  [-1]: "NONSPECIFIC",
  [-2]: "VERSION",
  [-3]: "FAIL",
  [-4]: "NI",
  [-5]: "NOMEM",
  [-6]: "INVAL",
  [-7]: "BADFAIL",
  [-8]: "GUEST_TIMEDOUT",
  [-9]: "TIMEDOUT",
  [-10]: "NOPARAVIRT",
  [-11]: "NOT_READY",
  [-12]: "OSEVENT_REG_FAIL",
  [-13]: "BUFFERFULL",
  [-14]: "UNKNOWN_CHILD",
  [-15]: "LOCK_FAIL",
  [-16]: "JSON_CONFIG_EMPTY",
  [-17]: "DEVICE_EXISTS",
  [-18]: "CHECKPOINT_DEVOPS_DOES_NOT_MATCH",
  [-19]: "CHECKPOINT_DEVICE_NOT_SUPPORTED",
  [-20]: "VNUMA_CONFIG_INVALID",
  [-21]: "DOMAIN_NOTFOUND",
  [-22]: "ABORTED",
  [-23]: "NOTFOUND",
  [-24]: "DOMAIN_DESTROYED",
  [-25]: "FEATURE_REMOVED",
  [-26]: "PROTOCOL_ERROR_QMP",
  [-27]: "UNKNOWN_QMP_ERROR",
  [-28]: "QMP_GENERIC_ERROR",
  [-29]: "QMP_COMMAND_NOT_FOUND",
  [-30]: "QMP_DEVICE_NOT_ACTIVE",
  [-31]: "QMP_DEVICE_NOT_FOUND",
  [-32]: "QEMU_API"
};

// dist/src/drivers/libxl/process/native.js
import { closeSync, openSync, readdirSync } from "node:fs";
import koffi, {} from "koffi";

// dist/src/drivers/libxl/process/sizes.js
var series = ["4.17", "4.18", "4.19", "4.20"];
var xen417 = {
  channelinfo: 56,
  connector_param: 16,
  connectorinfo: 32,
  cpupoolinfo: 40,
  cputopology: 12,
  device_channel: 48,
  device_disk: 144,
  device_dtdev: 8,
  device_nic: 504,
  device_p9: 48,
  device_pci: 32,
  device_pvcallsif: 24,
  device_rdm: 24,
  device_usbctrl: 32,
  device_usbdev: 16,
  device_vdispl: 40,
  device_vfb: 88,
  device_vkb: 64,
  device_vsnd: 104,
  device_vtpm: 40,
  diskinfo: 48,
  domain_build_info: 920,
  domain_config: 1288,
  domain_create_info: 104,
  domain_remus_info: 48,
  domain_restore_params: 24,
  domain_sched_params: 32,
  dominfo: 120,
  event: 208,
  iomem_range: 24,
  ioport_range: 8,
  nicinfo: 48,
  numainfo: 32,
  pcitopology: 8,
  pcminfo: 16,
  physinfo: 128,
  psr_cat_info: 16,
  psr_hw_info: 20,
  rdm_reserve: 8,
  sched_credit_params: 12,
  sched_params: 24,
  sdl_info: 24,
  spice_info: 72,
  streaminfo: 8,
  usbctrlinfo: 64,
  vcpu_sched_params: 16,
  vcpuinfo: 56,
  vdisplinfo: 56,
  version_info: 96,
  vkbinfo: 48,
  vminfo: 20,
  vnc_info: 32,
  vnode_info: 48,
  vsnd_params: 48,
  vsnd_pcm: 72,
  vsnd_stream: 64,
  vsndinfo: 48,
  vtpminfo: 64
};
var xen418 = { ...xen417, domain_build_info: 960, domain_config: 1344, physinfo: 136 };
var xen419 = {
  ...xen418,
  device_nic: 512,
  device_p9: 64,
  domain_build_info: 968,
  domain_config: 1352
};
var xen420 = { ...xen419, domain_build_info: 984, domain_config: 1368 };
var sizesOf = {
  "4.17": xen417,
  "4.18": xen418,
  "4.19": xen419,
  "4.20": xen420
};

// dist/src/drivers/libxl/process/native.js
var LibxlError = class extends Error {
  rc;
  constructor(rc, name) {
    super(`libxl_${name}: ${errorNames[rc] ?? rc}`);
    this.rc = rc;
  }
};
var libraryFolders = [
  "/usr/lib/x86_64-linux-gnu",
  "/usr/lib/aarch64-linux-gnu",
  "/usr/lib64",
  "/usr/lib",
  "/usr/local/lib",
  "/usr/local/lib64"
];
var findLibrary = () => {
  for (const name of [...series].reverse()) {
    for (const folder of libraryFolders) {
      try {
        if (readdirSync(folder).includes(`libxenlight.so.${name}`))
          return { file: `${folder}/libxenlight.so.${name}`, series: name };
      } catch {
      }
    }
  }
  return null;
};
var scalarTypes = {
  u32: "uint32_t",
  i32: "int",
  u64: "uint64_t",
  i64: "int64_t",
  char: "char",
  str: "const char *",
  fd: "int"
};
var typeOf = (p) => scalarTypes[p] ?? "void *";
var EVENTS_ALL = 0xffffffffffffffffn;
var loadLibrary = (logFile2, logLevel2) => {
  const found = findLibrary();
  if (!found)
    throw new Error(`no libxenlight of Xen ${series.join(", ")} is installed`);
  const sizes = sizesOf[found.series];
  const libc = koffi.load("libc.so.6");
  const xtl = koffi.load("libxentoollog.so.1");
  const xl = koffi.load(found.file);
  const HeapString = koffi.disposable("HeapString", "str");
  const Bitmap = koffi.struct("libxl_bitmap", { size: "uint32_t", map: "void *" });
  const cache = /* @__PURE__ */ new Map();
  const native = (name, result, parameters) => {
    let f = cache.get(name);
    if (!f)
      cache.set(name, f = xl.func(`libxl_${name}`, result, parameters));
    return f;
  };
  const init = (type, p) => native(`${type}_init`, "void", ["void *"])(p);
  const dispose = (type, p) => native(`${type}_dispose`, "void", ["void *"])(p);
  const toJson = (ctx, type, p) => JSON.parse(native(`${type}_to_json`, HeapString, ["void *", "void *"])(ctx, p));
  const free = libc.func("void free(void *p)");
  const lseek = libc.func("int64_t lseek(int fd, int64_t offset, int whence)");
  const socket = libc.func("int socket(int family, int type, int protocol)");
  const connect = libc.func("int connect(int fd, const uint8_t *address, uint32_t length)");
  const fopen = libc.func("void *fopen(const char *path, const char *mode)");
  const logger = xtl.func("void *xtl_createlogger_stdiostream(void *file, int level, uint32_t flags)")(fopen(logFile2, "ae") ?? fopen("/dev/stderr", "we"), logLevel2, 0);
  const ctxAlloc = xl.func("int libxl_ctx_alloc(_Out_ void **ctx, int version, uint32_t flags, void *logger)");
  const childMode = xl.func("void libxl_childproc_setmode(void *ctx, void *hooks, void *user)");
  const childOccurred = xl.func("void libxl_childproc_sigchld_occurred(void *ctx)");
  const eventWait = xl.func("int libxl_event_wait(void *ctx, _Out_ void **event, uint64_t mask, void *predicate, void *user)");
  const eventFree = xl.func("void libxl_event_free(void *ctx, void *event)");
  const eventCheck = xl.func("int libxl_event_check(void *ctx, _Out_ void **event, uint64_t mask, void *predicate, void *user)");
  const aoAbort = xl.func("int libxl_ao_abort(void *ctx, void *how)");
  const openFile = (arg) => {
    if ("socket" in arg) {
      const fd2 = socket(1, 1 | 524288, 0);
      const address = Buffer.alloc(110);
      address.writeUInt16LE(1, 0);
      address.write(arg.socket, 2);
      if (fd2 < 0 || connect(fd2, address, 2 + arg.socket.length + 1) < 0)
        throw new Error(`cannot connect to ${arg.socket}`);
      return fd2;
    }
    const fd = openSync(arg.path, arg.mode === "read" ? "r" : "a");
    if (arg.offset !== void 0 && arg.mode === "read")
      lseek(fd, arg.offset, 0);
    return fd;
  };
  const marshal = (ctx, name, spec, args, how) => {
    const given = [...args];
    const results = [];
    const after = [];
    const hold = (bytes) => {
      const p = koffi.alloc("uint8_t", bytes);
      after.push(() => koffi.free(p));
      return p;
    };
    const scalar = (type) => {
      const p = hold(8);
      koffi.encode(p, "uint64_t", 0);
      results.push(() => koffi.decode(p, type));
      return p;
    };
    const one = (p) => {
      if (p === "ao")
        return how;
      if (p === "null")
        return null;
      if (p === ">u32")
        return scalar("uint32_t");
      if (p === ">i32")
        return scalar("int");
      if (p === ">u64")
        return scalar("uint64_t");
      if (p === ">str") {
        const cell = hold(8);
        koffi.encode(cell, "uint64_t", 0);
        results.push(() => {
          const address = BigInt(koffi.decode(cell, "uint64_t"));
          if (!address)
            return null;
          const text = koffi.decode(address, "char", -1);
          free(address);
          return text;
        });
        return cell;
      }
      if (p === "fd") {
        const fd = openFile(given.shift());
        after.push(() => closeSync(fd));
        return fd;
      }
      if (p === "bitmap")
        return bitmap(given.shift(), hold);
      if (p === ">bitmap") {
        const b = hold(16);
        native("bitmap_init", "void", ["void *"])(b);
        after.push(() => native("bitmap_dispose", "void", ["void *"])(b));
        results.push(() => bitsOf(b));
        return b;
      }
      if (p[0] === "<" || p[0] === ">") {
        const type = p.slice(1);
        const struct = hold(sizes[type] + 256);
        init(type, struct);
        after.unshift(() => dispose(type, struct));
        if (p[0] === ">")
          results.push(() => toJson(ctx, type, struct));
        else {
          const json = given.shift();
          const text = typeof json === "string" ? json : JSON.stringify(json);
          const rc = native(`${type}_from_json`, "int", ["void *", "void *", "const char *"])(ctx, struct, text);
          if (rc)
            throw new LibxlError(rc, `${type}_from_json`);
        }
        return struct;
      }
      return given.shift();
    };
    const release = () => after.forEach((f) => void f());
    try {
      return { values: spec.parameters.map(one), results, release };
    } catch (e) {
      release();
      throw e instanceof Error ? e : new Error(`${name}: ${e}`);
    }
  };
  const bitmap = (bits, hold) => {
    const bytes = Math.max(8, (Math.max(0, ...bits) >> 3) + 1);
    const data = Buffer.alloc(bytes);
    for (const b of bits)
      data[b >> 3] = (data[b >> 3] ?? 0) | 1 << (b & 7);
    const map = hold(bytes);
    koffi.encode(map, koffi.array("uint8_t", bytes), [...data]);
    const p = hold(16);
    koffi.encode(p, Bitmap, { size: bytes, map });
    return p;
  };
  const bitsOf = (p) => {
    const { size, map } = koffi.decode(p, Bitmap);
    if (!map || !size)
      return [];
    const data = koffi.decode(map, koffi.array("uint8_t", size));
    return [...data].flatMap((byte, i) => [0, 1, 2, 3, 4, 5, 6, 7].filter((b) => byte & 1 << b).map((b) => i * 8 + b));
  };
  const resultType = (spec) => spec.kind === "list" || spec.kind === "struct" ? "void *" : "int";
  const lookUp = (name, spec) => native(name, resultType(spec), ["void *", ...spec.parameters.map(typeOf)]);
  const unpack = (ctx, name, spec, returned, results) => {
    if (spec.kind === "value")
      return returned;
    if (spec.kind === "struct")
      return toJson(ctx, spec.element, returned);
    if (spec.kind === "list") {
      const count = Number(results[0]?.() ?? 0);
      if (!returned) {
        if (name.startsWith("device_"))
          return [];
        throw new LibxlError(-3, name);
      }
      const stride = sizes[spec.element];
      const items = [];
      for (let i = 0; i < count; i++)
        items.push(toJson(ctx, spec.element, returned + BigInt(i * stride)));
      native(spec.free, "void", ["void *", "int"])(returned, count);
      return items;
    }
    if (returned)
      throw new LibxlError(returned, name);
    const out = results.map((r) => r());
    return out.length > 1 ? out : out[0];
  };
  const context = () => {
    const cell = [null];
    const rc = ctxAlloc(cell, 0, 0, logger);
    const ctx = cell[0];
    if (rc || !ctx)
      throw new Error(`libxl_ctx_alloc: ${errorNames[rc] ?? rc} (probably not running in a Xen dom0)`);
    const hooks = koffi.alloc("uint8_t", 24);
    koffi.encode(hooks, koffi.array("uint8_t", 24), [1, ...new Array(23).fill(0)]);
    childMode(ctx, hooks, null);
    const how = koffi.alloc("uint8_t", 16);
    koffi.encode(how, koffi.array("uint64_t", 2), [0n, 1n]);
    const watched = /* @__PURE__ */ new Map();
    let finish = null;
    let waiting = false;
    const take = (event) => {
      const json = toJson(ctx, "event", event);
      eventFree(ctx, event);
      return json;
    };
    const nextEvent = async () => {
      const out = [null];
      const code = await new Promise((resolve, reject) => eventWait.async(ctx, out, EVENTS_ALL, null, null, (e, r) => e ? reject(e) : resolve(r)));
      if (code || !out[0])
        throw new LibxlError(code, "event_wait");
      return take(out[0]);
    };
    const look = () => {
      if (!finish)
        return;
      const out = [null];
      eventCheck.async(ctx, out, EVENTS_ALL, null, null, () => {
        if (out[0])
          finish?.(take(out[0]));
      });
    };
    const drive = () => {
      if (waiting || !finish)
        return;
      waiting = true;
      const again = () => {
        waiting = false;
        drive();
      };
      nextEvent().then((event) => {
        finish?.(event);
        again();
      }, again);
    };
    const self = {
      run(name, args) {
        const spec = functions[name];
        const { values, results, release } = marshal(ctx, name, spec, args, null);
        try {
          return unpack(ctx, name, spec, lookUp(name, spec)(ctx, ...values), results);
        } finally {
          release();
        }
      },
      async runAsync(name, args) {
        const spec = functions[name];
        const { values, results, release } = marshal(ctx, name, spec, args, spec.abortable ? how : null);
        try {
          const completed = new Promise((resolve) => {
            if (spec.abortable)
              finish = resolve;
          });
          const returned = await new Promise((resolve, reject) => lookUp(name, spec).async(ctx, ...values, (e, r) => e ? reject(e) : resolve(r)));
          if (!spec.abortable)
            return unpack(ctx, name, spec, returned, results);
          if (returned)
            throw new LibxlError(returned, name);
          drive();
          look();
          const done = (await completed)["type.operation_complete"];
          return unpack(ctx, name, spec, done?.rc ?? 0, results);
        } finally {
          finish = null;
          release();
        }
      },
      abort() {
        if (finish)
          aoAbort.async(ctx, how, look);
      },
      nextEvent,
      watch(domid) {
        if (watched.has(domid))
          return;
        const out = [null];
        const code = native("evenable_domain_death", "int", [
          "void *",
          "uint32_t",
          "uint64_t",
          koffi.out(koffi.pointer("void *"))
        ])(ctx, domid, 0n, out);
        if (code || !out[0])
          throw new LibxlError(code, "evenable_domain_death");
        watched.set(domid, out[0]);
      },
      unwatch(domid) {
        const generator = watched.get(domid);
        if (generator)
          native("evdisable_domain_death", "void", ["void *", "void *"])(ctx, generator);
        watched.delete(domid);
      },
      childEnded() {
        childOccurred.async(ctx, look);
      },
      consoleRing(clear) {
        const reader = native("xen_console_read_start", "void *", ["void *", "int"])(ctx, clear ? 1 : 0);
        if (!reader)
          throw new LibxlError(-3, "xen_console_read_start");
        const line = native("xen_console_read_line", "int", [
          "void *",
          "void *",
          koffi.out(koffi.pointer("str"))
        ]);
        let text = "";
        for (const out = [null]; line(ctx, reader, out) > 0; )
          text += out[0] ?? "";
        native("xen_console_read_finish", "void", ["void *", "void *"])(ctx, reader);
        return text;
      },
      createCpuPool(name, scheduler, cpus) {
        const held = [];
        const map = bitmap(cpus, (n) => {
          const p = koffi.alloc("uint8_t", n);
          held.push(p);
          return p;
        });
        const out = [4294967295];
        const uuid = Buffer.from(crypto.getRandomValues(new Uint8Array(16)));
        const code = native("cpupool_create", "int", [
          "void *",
          "const char *",
          "int",
          Bitmap,
          "void *",
          koffi.inout(koffi.pointer("uint32_t"))
        ])(ctx, name, scheduler, koffi.decode(map, Bitmap), uuid, out);
        for (const p of held)
          koffi.free(p);
        if (code)
          throw new LibxlError(code, "cpupool_create");
        return out[0];
      },
      storeUserdata(domid, name, text) {
        const data = Buffer.from(`${text}\0`);
        const code = native("userdata_store", "int", [
          "void *",
          "uint32_t",
          "const char *",
          "const uint8_t *",
          "int"
        ])(ctx, domid, name, data, data.length);
        if (code)
          throw new LibxlError(code, "userdata_store");
      },
      psrHwInfo(feature, level) {
        const count = [0];
        const out = [null];
        const code = native("psr_get_hw_info", "int", [
          "void *",
          "int",
          "uint32_t",
          koffi.out(koffi.pointer("uint32_t")),
          koffi.out(koffi.pointer("void *"))
        ])(ctx, feature, level, count, out);
        if (code)
          throw new LibxlError(code, "psr_get_hw_info");
        const items = [];
        for (let i = 0; i < count[0] && out[0]; i++)
          items.push(toJson(ctx, "psr_hw_info", out[0] + BigInt(i * sizes.psr_hw_info)));
        if (out[0])
          native("psr_hw_info_list_free", "void", ["void *", "uint32_t"])(out[0], count[0]);
        return items;
      }
    };
    return self;
  };
  return { series: found.series, context };
};

// dist/src/drivers/libxl/process/main.js
var logFile = process.argv[2] ?? "/dev/stderr";
var logLevel = Number(process.argv[3] ?? 5);
var windUpMs = 2e4;
var say = (message) => void process.stdout.write(`${JSON.stringify(message)}
`);
var toEvent = (raw) => {
  const domid = Number(raw.domid ?? 0);
  const shutdown = raw["type.domain_shutdown"];
  if (shutdown)
    return { type: "domain_shutdown", domid, reason: shutdown.shutdown_reason ?? 0 };
  if ("type.domain_death" in raw)
    return { type: "domain_death", domid };
  const eject = raw["type.disk_eject"];
  if (eject)
    return { type: "disk_eject", domid, vdev: eject.vdev ?? "" };
  return null;
};
var serve = (library) => {
  const queries = library.context();
  const events = library.context();
  const idle = [];
  const all = /* @__PURE__ */ new Set([queries, events]);
  const running = /* @__PURE__ */ new Map();
  process.on("SIGCHLD", () => {
    for (const context of all)
      context.childEnded();
  });
  const lend = () => {
    const context = idle.pop() ?? library.context();
    all.add(context);
    return context;
  };
  const special = {
    watch: ([domid]) => events.watch(domid),
    unwatch: ([domid]) => events.unwatch(domid),
    console_ring: ([clear]) => queries.consoleRing(clear === true),
    cpupool_create: ([name, scheduler, cpus]) => queries.createCpuPool(name, scheduler, cpus),
    userdata_store: ([domid, name, text]) => queries.storeUserdata(domid, name, text),
    psr_hw_info: ([feature, level]) => queries.psrHwInfo(feature, level),
    // Several quick calls in one message; one that fails leaves null in its place.
    batch: (calls) => calls.map(([name, ...args]) => {
      try {
        return queries.run(name, args) ?? true;
      } catch (e) {
        if (e instanceof LibxlError)
          return null;
        throw e;
      }
    })
  };
  const withoutRest = async (config, create) => {
    const uuid = (typeof config === "string" ? JSON.parse(config) : config).c_info.uuid;
    const ours = () => {
      const all2 = queries.run("list_domain", []);
      return all2.filter((d) => d.uuid === uuid && d.domid && !d.dying).map((d) => d.domid);
    };
    const before = new Set(ours());
    try {
      return await create();
    } catch (e) {
      const context = lend();
      for (const domid of ours().filter((d) => !before.has(d)))
        await context.runAsync("domain_destroy", [domid]).catch(() => void 0);
      idle.push(context);
      throw e;
    }
  };
  const perform = (id, call2, args) => {
    const own = special[call2];
    if (own)
      return own(args);
    const spec = functions[call2];
    if (!spec)
      throw new Error(`unknown call ${call2}`);
    if (spec.quick)
      return queries.run(call2, args);
    const context = lend();
    running.set(id, context);
    const work = () => context.runAsync(call2, args).finally(() => idle.push(context));
    return call2 === "domain_create_new" || call2 === "domain_create_restore" ? withoutRest(args[0], work) : work();
  };
  const handle = async (request) => {
    if ("abort" in request) {
      running.get(request.abort)?.abort();
      return;
    }
    const { id, call: call2, args } = request;
    running.set(id, null);
    try {
      say({ id, result: await perform(id, call2, args) ?? null });
    } catch (e) {
      say({ id, rc: e instanceof LibxlError ? e.rc : -3, error: e.message });
    } finally {
      running.delete(id);
    }
  };
  const input = createInterface({ input: process.stdin });
  input.on("line", (line) => void handle(JSON.parse(line)));
  input.on("close", () => {
    for (const context of running.values())
      context?.abort();
    const deadline = Date.now() + windUpMs;
    const leave = () => {
      if (running.size === 0 || Date.now() > deadline)
        process.kill(process.pid, "SIGKILL");
      setTimeout(leave, 50);
    };
    leave();
  });
  const listen = async () => {
    events.watch(0);
    for (; ; ) {
      const event = toEvent(await events.nextEvent());
      if (event)
        say({ event });
    }
  };
  listen().catch((e) => {
    process.stderr.write(`${e.message}
`);
    process.kill(process.pid, "SIGKILL");
  });
  say({ ready: { series: library.series, version: queries.run("get_version_info", []) } });
};
process.stdout.on("error", () => void 0);
try {
  mkdirSync(dirname(logFile), { recursive: true });
  serve(loadLibrary(logFile, logLevel));
} catch (e) {
  say({ unusable: e.message });
  process.exitCode = 3;
}
