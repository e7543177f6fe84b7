# Life of simulated objects on one connection, and every event another callback of it sees, as lines. Usage: URI
import sys
import time

import libvirt

libvirt.virEventRegisterDefaultImpl()
libvirt.registerErrorHandler(lambda *_: None, None)
lines = []
conn = libvirt.open(sys.argv[1])


def show(value):
    if hasattr(value, "name"):
        return value.name()
    return str(value)


def generic(kind):
    return lambda _c, obj, *rest: lines.append(" ".join([kind, show(obj), *[show(r) for r in rest[:-1]]]))


DOMAIN = [n for n in dir(libvirt) if n.startswith("VIR_DOMAIN_EVENT_ID_") and not n.endswith("LAST")]
for name in DOMAIN:
    try:
        conn.domainEventRegisterAny(None, getattr(libvirt, name), generic(name[20:].lower()), None)
    except libvirt.libvirtError as e:
        lines.append(f"cannot register {name}: {e}")
conn.networkEventRegisterAny(None, 0, generic("network"), None)
for kind in (0, 1):
    conn.storagePoolEventRegisterAny(None, kind, generic(f"pool{kind}"), None)
    conn.nodeDeviceEventRegisterAny(None, kind, generic(f"nodedev{kind}"), None)
try:
    for kind in (0, 1):
        conn.secretEventRegisterAny(None, kind, generic(f"secret{kind}"), None)
except libvirt.libvirtError:
    pass


def settle():
    # events of a call are on the wire before its answer; one more round trip has them all dispatched
    conn.getLibVersion()
    end = time.time() + 0.15
    while time.time() < end:
        libvirt.virEventAddTimeout(10, lambda t, _: libvirt.virEventRemoveTimeout(t), None)
        libvirt.virEventRunDefaultImpl()


def step(title, call):
    lines.append(f"== {title}")
    result = None
    try:
        result = call()
    except libvirt.libvirtError as e:
        lines.append(f"error {e.get_error_code()} {e.get_error_domain()} {e}")
    settle()
    return result


XML = """<domain type='test'><name>e</name><uuid>4a64cc71-19c4-2fd0-2323-305594139001</uuid><memory>8192</memory><vcpu>2</vcpu>
<os><type>hvm</type></os><devices><disk type='file' device='disk'><source file='/tmp/e'/><target dev='vda' bus='virtio'/></disk>
<disk type='file' device='cdrom'><target dev='hdc' bus='ide'/></disk>
<interface type='network'><mac address='52:54:00:11:22:33'/><source network='default'/></interface></devices></domain>"""
SNAP = "<domainsnapshot><name>%s</name></domainsnapshot>"
dom = step("define", lambda: conn.defineXML(XML))
step("redefine", lambda: conn.defineXML(XML))
for title in ("create", "suspend", "resume", "shutdown", "create", "destroy"):
    step(title, getattr(dom, title))
step("start paused", lambda: dom.createWithFlags(1))
step("resume", dom.resume)
step("reboot", lambda: dom.reboot(0))
step("reset", lambda: dom.reset(0))
step("pmsuspend mem", lambda: dom.pMSuspendForDuration(0, 0, 0))
step("wakeup", lambda: dom.pMWakeup(0))
step("pmsuspend disk", lambda: dom.pMSuspendForDuration(1, 0, 0))
step("create", dom.create)
step("pmsuspend hybrid", lambda: dom.pMSuspendForDuration(2, 0, 0))
step("wakeup", lambda: dom.pMWakeup(0))
step("metadata", lambda: dom.setMetadata(0, "words", None, None, 0))
step("setMemory", lambda: dom.setMemory(4096))
step("setMaxMemory", lambda: dom.setMaxMemory(16384))
step("setVcpus", lambda: dom.setVcpus(1))
step("pinVcpu", lambda: dom.pinVcpu(0, (True, False)))
step("pinEmulator", lambda: dom.pinEmulator((True, False), 0))
step("schedinfo", lambda: dom.setSchedulerParameters({"weight": 3}))
step("iotune", lambda: dom.setBlockIoTune("vda", {"total_bytes_sec": 4000}, 0))
step("iothread", lambda: dom.addIOThread(3, 1))
step("pinIOThread", lambda: dom.pinIOThread(3, (True,), 1))
step("iothread", lambda: dom.delIOThread(3, 1))
step("setAutostart", lambda: dom.setAutostart(1))
step("lifecycle", lambda: dom.setLifecycleAction(1, 1, 1))
step("nmi", lambda: dom.injectNMI(0))
step("threshold", lambda: dom.setBlockThreshold("vda", 10))
step("snapshot s1", lambda: dom.snapshotCreateXML(SNAP % "s1", 0))
step("suspend", dom.suspend)
step("snapshot s2", lambda: dom.snapshotCreateXML(SNAP % "s2", 0))
for which in ("s1", "s2"):
    for flags in (0, 1, 2):
        step(f"revert {which} {flags}", lambda: dom.revertToSnapshot(dom.snapshotLookupByName(which), flags))
step("destroy", dom.destroy)
for which in ("s1", "s2"):
    for flags in (0, 1, 2):
        step(f"revert {which} {flags}", lambda: dom.revertToSnapshot(dom.snapshotLookupByName(which), flags))
        step("destroy", dom.destroy)
step("snapshot off", lambda: dom.snapshotCreateXML(SNAP % "off", 0))
step("create", dom.create)
for flags in (0, 1, 2):
    step(f"revert off {flags}", lambda: dom.revertToSnapshot(dom.snapshotLookupByName("off"), flags))
    step(f"create after {flags}", dom.create)
step("snapshot halt", lambda: dom.snapshotCreateXML(SNAP % "halt", 8))
step("create", dom.create)
for s in dom.listAllSnapshots():
    step("delete", lambda: s.delete(0))
step("checkpoint", lambda: dom.checkpointCreateXML("<domaincheckpoint><name>c</name></domaincheckpoint>", 0))
step("checkpoint delete", lambda: dom.checkpointLookupByName("c").delete(0))
FILE = sys.argv[2] + "/saved"
step("save", lambda: dom.save(FILE))
step("restore", lambda: conn.restore(FILE))
step("managed save", lambda: dom.managedSave(0))
step("create", dom.create)
step("managed save paused", lambda: dom.managedSave(4))
step("create", dom.create)
step("managed save", lambda: dom.managedSave(0))
step("remove", lambda: dom.managedSaveRemove(0))
step("create", dom.create)
step("dump crash", lambda: dom.coreDump(sys.argv[2] + "/core", 1))
step("create", dom.create)
step("dump", lambda: dom.coreDump(sys.argv[2] + "/core", 0))
step("undefine active", dom.undefine)
step("destroy transient", dom.destroy)
dom = step("createXML", lambda: conn.createXML(XML, 0))
step("destroy", lambda: dom.destroyFlags(1))
dom = step("define", lambda: conn.defineXML(XML))
step("rename", lambda: dom.rename("e2", 0))
step("undefine", dom.undefine)
net = step("net define", lambda: conn.networkDefineXML("<network><name>n</name><bridge name='virbr9'/></network>"))
for title in ("create", "destroy", "undefine"):
    step(f"net {title}", getattr(net, title))
net = step("net createXML", lambda: conn.networkCreateXML("<network><name>n</name><bridge name='virbr9'/></network>"))
step("net destroy", net.destroy)
POOL = "<pool type='dir'><name>p</name><target><path>/tmp/virtlight-none</path></target></pool>"
pool = step("pool define", lambda: conn.storagePoolDefineXML(POOL, 0))
for title, args in (("build", [0]), ("create", [0]), ("refresh", [0]), ("destroy", []), ("delete", [0]), ("undefine", [])):
    step(f"pool {title}", lambda: getattr(pool, title)(*args))
pool = step("pool createXML", lambda: conn.storagePoolCreateXML(POOL, 0))
step("vol create", lambda: pool.createXML("<volume><name>v</name><capacity>1</capacity></volume>", 0))
step("pool destroy", pool.destroy)
HBA = """<device><parent>scsi_host1</parent><capability type='scsi_host'><capability type='fc_host'>
<wwnn>20000000c9831b4c</wwnn><wwpn>10000000c9831b4c</wwpn></capability></capability></device>"""
dev = step("nodedev create", lambda: conn.nodeDeviceCreateXML(HBA, 0))
step("nodedev destroy", dev.destroy)
print("\n".join(lines))
