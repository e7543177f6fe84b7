# Every method of libvirt-python on the objects of a fresh test:///default, with each flag by itself and with odd arguments;
# what comes back, or the error with its code and domain, as lines. Usage: URI FOLDER
import inspect
import sys
import time

import libvirt

libvirt.registerErrorHandler(lambda *_: None, None)
URI, FOLDER = sys.argv[1], sys.argv[2]
UUID = "4a64cc71-19c4-2fd0-2323-305594139001"
DOMAIN = f"<domain type='test'><name>e</name><uuid>{UUID}</uuid><memory>8192</memory><vcpu>2</vcpu><iothreads>1</iothreads><os><type>hvm</type></os><devices><disk type='file' device='disk'><source file='/e.img'/><target dev='vda' bus='virtio'/></disk><interface type='network'><mac address='52:54:00:11:22:33'/><source network='default'/></interface></devices></domain>"
NETWORK = f"<network><name>n</name><uuid>{UUID}</uuid><bridge name='virbr9'/><mac address='52:54:00:00:00:09'/></network>"
POOL = f"<pool type='dir'><name>p</name><uuid>{UUID}</uuid><target><path>/p</path></target></pool>"
VOLUME = "<volume><name>w</name><capacity>4096</capacity></volume>"
INTERFACE = "<interface type='ethernet' name='eth9'><start mode='none'/><mac address='aa:bb:cc:dd:ee:09'/></interface>"
DISK = "<disk type='file' device='disk'><source file='/x.img'/><target dev='vdb' bus='virtio'/></disk>"
BITS = [1 << bit for bit in range(12)] + [1 << 20, 1 << 30]

# What would wait, needs another daemon or the event loop, or compares what is of the machine. The rest is called.
SKIPPED = {
    "c_pointer", "connect", "domain", "free", "ref", "__del__", "close", "setKeepAlive", "newStream", "isAlive", "getCapabilities",
    "migrate", "migrate2", "migrate3", "migrateToURI", "migrateToURI2", "migrateToURI3", "openConsole", "openChannel", "screenshot",
    "upload", "download", "getLibVersion", "getURI", "registerCloseCallback", "unregisterCloseCallback", "openGraphics", "openGraphicsFD",
    "createWithFiles", "createXMLWithFiles", "FDAssociate", "getInfo", "info", "domainListGetStats", "networkConnect", "storagePoolLookupByVolume",
}  # fmt: skip


def fresh():
    """A host nobody has touched: a daemon may take a moment to let go of the one before, which bears a mark."""
    while True:
        conn = libvirt.open(URI)
        if "mark" not in conn.listDefinedNetworks():
            return conn
        conn.close()
        time.sleep(0.01)


def leave(conn):
    try:
        conn.networkDefineXML("<network><name>mark</name></network>")
    except libvirt.libvirtError:
        pass
    conn.close()


def setup(kind):
    conn = fresh()
    if kind == "connection":
        return conn, conn
    if kind == "running":
        return conn, conn.lookupByName("test")
    if kind == "off":
        return conn, conn.defineXML(DOMAIN)
    if kind == "transient":
        return conn, conn.createXML(DOMAIN)
    if kind == "snapshot":
        dom = conn.lookupByName("test")
        dom.snapshotCreateXML("<domainsnapshot><name>s0</name></domainsnapshot>")
        return conn, dom.snapshotCreateXML("<domainsnapshot><name>s1</name></domainsnapshot>")
    if kind == "checkpoint":
        return conn, conn.defineXML(DOMAIN).checkpointCreateXML("<domaincheckpoint><name>c</name></domaincheckpoint>")
    if kind == "network":
        return conn, conn.networkLookupByName("default")
    if kind == "network off":
        return conn, conn.networkDefineXML(NETWORK)
    if kind == "interface":
        return conn, conn.interfaceLookupByName("eth1")
    if kind == "pool":
        return conn, conn.storagePoolLookupByName("default-pool")
    if kind == "pool off":
        return conn, conn.storagePoolDefineXML(POOL)
    if kind == "volume":
        return conn, conn.storagePoolLookupByName("default-pool").createXML(VOLUME)
    if kind == "device":
        return conn, conn.nodeDeviceLookupByName("scsi_host2")
    raise ValueError(kind)


KINDS = [
    "connection", "running", "off", "transient", "snapshot", "checkpoint", "network", "network off", "interface", "pool", "pool off", "volume",
    "device",
]  # fmt: skip

# A sensible argument by its name; of some there is another, odd one.
ARGUMENTS = {
    "name": ["e", ""], "newname": ["f", "a/b"], "uuid": [b"\0" * 16], "uuidstr": [UUID, "x"], "id": [1, -1], "xml": [DOMAIN, "<x/>"],
    "xmlDesc": [DOMAIN, "<x/>"], "xml_desc": [DISK], "disk": ["vda", "vdz"], "dev": ["vda"], "path": ["vda", "vdz"], "device": ["vda"],
    "mac": ["aa:bb:cc:dd:ee:ff"], "macstr": ["aa:bb:cc:dd:ee:ff", "x"], "memory": [4096, 1 << 40], "nvcpus": [1, 0, 99], "vcpu": [0, 99],
    "cpumap": [(True,), ()], "iothread_id": [1, 0, 9], "state": [0], "codeset": [0], "holdtime": [1], "keycodes": [[30], [99999]],
    "nkeycodes": [1], "pid_value": [1, 2], "signum": [9, 99], "duration": [1], "target": [0, 9], "user": ["root"], "password": ["x"],
    "keys": [["k"]], "mountpoints": [["/"], ["/x"]], "mountPoint": ["/", "/x"], "minimum": [0], "type": [0, 99], "types": [0], "uri": ["http://x"],
    "key": ["k"], "metadata": ["<a/>"], "to": [f"{FOLDER}/none/x"], "frm": [f"{FOLDER}/none/x"], "file": [f"{FOLDER}/none/x"], "dxml": [None],
    "dumpformat": [0, 1], "bandwidth": [1], "base": ["/b"], "top": ["/t"], "destxml": [DISK], "offset": [0], "size": [4, 1 << 21], "timeout": [1, -9],
    "seconds": [1, 99], "downtime": [1], "cacheSize": [1], "period": [1], "capacity": [8192, 1], "algorithm": [0, 99], "cpuNum": [-1, 0, 99],
    "cellNum": [-1, 0, 9], "startCell": [0, 9], "maxCells": [1, -1], "arch": ["x86_64", "nonsense"], "emulatorbin": [None], "machine": [None],
    "virttype": [None, "nonsense"], "portdev": ["v"], "usageType": [1], "usageID": ["x"], "wwnn": ["2000000012341234", "x"],
    "wwpn": ["1000000012341234", "x"], "cap": [None, "system"], "driverName": [None, "x"], "autostart": [1], "command": [2], "section": [4],
    "parentIndex": [-1], "nparams": [0], "source": [0, 9], "threshold": [1], "setmap": [(True,)], "guestvcpus": ["0"], "action": [0, 9],
    "cpulist": [["<cpu><arch>i686</arch><model>486</model></cpu>"]], "xmlCPU": ["<cpu><arch>i686</arch><model>486</model></cpu>"],
    "xmlCPUs": [["<cpu><arch>i686</arch><model>486</model></cpu>"]], "emulator": [None], "pages": [[4]], "cellCount": [1], "doms": [[]], "stats": [0],
    "value": [b"v"], "srcSpec": [None], "domainName": ["e"], "dname": ["e"],
}  # fmt: skip
BY_METHOD = {
    ("networkCreateXML", "xmlDesc"): [NETWORK], ("networkDefineXML", "xml"): [NETWORK], ("storagePoolCreateXML", "xmlDesc"): [POOL],
    ("networkDefineXMLFlags", "xml"): [NETWORK], ("networkCreateXMLFlags", "xmlDesc"): [NETWORK], ("storagePoolDefineXML", "xml"): [POOL],
    ("interfaceDefineXML", "xml"): [INTERFACE], ("createXML", "xmlDesc"): [DOMAIN, VOLUME], ("snapshotCreateXML", "xmlDesc"): ["<domainsnapshot><name>n</name></domainsnapshot>"],
    ("checkpointCreateXML", "xmlDesc"): ["<domaincheckpoint><name>n</name></domaincheckpoint>"], ("attachDevice", "xml"): [DISK],
    ("attachDeviceFlags", "xml"): [DISK], ("detachDevice", "xml"): [DISK], ("detachDeviceFlags", "xml"): [DISK], ("updateDeviceFlags", "xml"): [DISK],
    ("snapshotLookupByName", "name"): ["none"], ("detachDeviceAlias", "alias"): ["ua-x"], ("backupBegin", "backupXML"): ["<domainbackup/>"],
    ("setIOThreadParams", "params"): [{"poll_max_ns": 1}, {"x": 1}], ("setMemoryParameters", "params"): [{"hard_limit": 4096}, {"x": 1}],
    ("setBlkioParameters", "params"): [{"weight": 500}, {"x": 1}], ("setBlockIoTune", "params"): [{"total_bytes_sec": 1}, {"x": 1}],
    ("setNumaParameters", "params"): [{"numa_mode": 0}, {"x": 1}], ("setPerfEvents", "params"): [{"cmt": True}, {"x": True}],
    ("setInterfaceParameters", "params"): [{"inbound.average": 1}, {"x": 1}], ("setSchedulerParameters", "params"): [{"weight": 1}, {"x": 1}],
    ("setSchedulerParametersFlags", "params"): [{"weight": 1}, {"x": 1}], ("setMemoryStatsPeriod", "period"): [1, -1], ("setTime", "time"): [{"seconds": 1}],
    ("update", "xml"): ["<host mac='52:54:00:00:00:01' ip='192.168.122.9'/>"], ("interfaceParameters", "interface"): ["testnet0", "x"],
    ("setInterfaceParameters", "interface"): ["testnet0", "x"], ("interfaceStats", "path"): ["testnet0", "x"], ("interfaceStats", "device"): ["testnet0"],
}  # fmt: skip


def show(value):
    for naming in ("name", "getName"):
        if callable(getattr(value, naming, None)):
            return getattr(value, naming)()
    if isinstance(value, libvirt.virConnect):
        return "a connection"
    if isinstance(value, dict):
        return "{" + ", ".join(sorted(map(str, value))) + "}"
    if isinstance(value, (list, tuple)):
        return f"{type(value).__name__}({len(value)})"
    if isinstance(value, float):
        return "float"
    return str(value) if len(str(value)) < 60 else f"{type(value).__name__} of some length"


def attempt(kind, method, args):
    conn, obj = setup(kind)
    try:
        shown = show(getattr(obj, method)(*args))
    except libvirt.libvirtError as e:
        shown = f"error {e.get_error_code()} {e.get_error_domain()} {e}"
    except Exception as e:  # the bindings have errors of their own
        shown = type(e).__name__
    del obj
    leave(conn)
    said = [("" if len(str(a)) > 40 else str(a)) for a in args]
    print(f"{kind}: {method}({', '.join(said)}) = {shown}".replace("\n", " "), flush=True)


def calls(obj):
    for method in sorted(dir(obj)):
        function = getattr(obj, method)
        if method.startswith("_") or method in SKIPPED or not callable(function) or "EventRegister" in method or "EventDeregister" in method:
            continue
        named = list(inspect.signature(function).parameters)
        if any(n not in ARGUMENTS and (method, n) not in BY_METHOD and n != "flags" for n in named):
            continue
        choices = [BY_METHOD.get((method, n)) or ARGUMENTS.get(n) or [0] for n in named]
        plain = [each[0] for each in choices]
        yield method, plain
        for i, each in enumerate(choices):
            for other in each[1:]:
                yield method, plain[:i] + [other] + plain[i + 1 :]
        if "flags" in named:
            at = named.index("flags")
            for bit in BITS:
                yield method, plain[:at] + [bit] + plain[at + 1 :]


for kind in KINDS:
    try:
        conn, obj = setup(kind)
    except libvirt.libvirtError as e:
        print(f"{kind}: error {e}")
        continue
    tried = list(calls(obj))
    del obj
    leave(conn)
    for method, args in tried:
        attempt(kind, method, args)
