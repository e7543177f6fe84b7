#!/usr/bin/python3
# Measures one daemon through stock libvirt-python and prints a JSON object of figures. The same file measures any
# daemon, so that two can be compared. Usage: measure.py URI PART KERNEL INITRD
import json
import os
import signal
import subprocess
import sys
import threading
import time

import libvirt

uri, part, kernel, initrd = (sys.argv[1:] + ["", "", ""])[:4]
out = {}
libvirt.registerErrorHandler(lambda *_: None, None)
conn = libvirt.open(uri)
tag = f"b{os.getpid()}"


def median(values):
    return sorted(values)[len(values) // 2]


def timed(n, call):
    values = []
    for _ in range(n):
        t = time.perf_counter()
        call()
        values.append(time.perf_counter() - t)
    return median(values)


def domain(name, memory=64):
    boot = f"<kernel>{kernel}</kernel><initrd>{initrd}</initrd><cmdline>console=ttyS0 quiet</cmdline>" if kernel else ""
    return f"""<domain type='qemu'><name>{name}</name><memory unit='MiB'>{memory}</memory><vcpu>1</vcpu>
<os><type arch='x86_64' machine='pc'>hvm</type>{boot}</os><features><acpi/></features>
<devices><serial type='pty'/></devices></domain>"""


def calls():
    simulated = uri.startswith("test")
    dom = conn.lookupByName("test") if simulated else conn.defineXML(domain(f"{tag}-c"))
    name = dom.name()
    for _ in range(1500):
        conn.getLibVersion(), dom.info(), conn.lookupByName(name)
    out["getLibVersion_us"] = timed(4000, conn.getLibVersion) * 1e6
    out["info_us"] = timed(4000, dom.info) * 1e6
    out["lookup_us"] = timed(4000, lambda: conn.lookupByName(name)) * 1e6
    out["xml_us"] = timed(2000, lambda: dom.XMLDesc(0)) * 1e6
    for _ in range(500):
        libvirt.open(uri).close()
    out["open_close_us"] = timed(500, lambda: libvirt.open(uri).close()) * 1e6
    if not simulated:
        dom.undefine()


def parallel():
    # Eight processes, a connection each: threads of one interpreter would measure its lock.
    code = f"""
import libvirt,sys,time
c=libvirt.open({uri!r})
for _ in range(200): c.getLibVersion()
print('ready',flush=True); sys.stdin.readline()
end=time.time()+3; n=0
while time.time()<end:
    c.getLibVersion(); n+=1
print(n,flush=True)"""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    children = [subprocess.Popen([sys.executable, "-c", code], **pipes) for _ in range(8)]
    for c in children:
        c.stdout.readline()
    for c in children:
        c.stdin.write("\n")
        c.stdin.flush()
    out["calls_per_second_8"] = sum(int(c.stdout.readline()) for c in children) / 3


def define():
    t = time.perf_counter()
    doms = [conn.defineXML(domain(f"{tag}-d{i}")) for i in range(500)]
    out["define_per_second"] = 500 / (time.perf_counter() - t)
    out["list_500_ms"] = timed(20, conn.listAllDomains) * 1e3
    out["stats_500_ms"] = timed(10, conn.getAllDomainStats) * 1e3
    for d in doms:
        d.undefine()


def start():
    doms = [conn.defineXML(domain(f"{tag}-s{i}")) for i in range(8)]
    starts, stops = [], []
    for _ in range(6):
        t = time.perf_counter()
        doms[0].create()
        starts.append(time.perf_counter() - t)
        t = time.perf_counter()
        doms[0].destroy()
        stops.append(time.perf_counter() - t)
    out["start_ms"] = median(starts) * 1e3
    out["destroy_ms"] = median(stops) * 1e3
    mine = [libvirt.open(uri).lookupByName(d.name()) for d in doms]
    totals = []
    for _ in range(3):
        threads = [threading.Thread(target=d.create) for d in mine]
        t = time.perf_counter()
        [x.start() for x in threads]
        [x.join() for x in threads]
        totals.append(time.perf_counter() - t)
        for d in mine:
            d.destroy()
    out["start_8_at_once_ms"] = median(totals) * 1e3
    many = [conn.defineXML(domain(f"{tag}-m{i}", 32)) for i in range(30)]
    times = []
    for d in many:
        t = time.perf_counter()
        d.createWithFlags(libvirt.VIR_DOMAIN_START_PAUSED)
        times.append(time.perf_counter() - t)
    out["start_30_last_over_first"] = median(times[-5:]) / median(times[:5])
    for d in many + doms:
        if d.isActive():
            d.destroy()
        d.undefine()


def hung():
    import libvirt_qemu

    doms = [conn.createXML(domain(f"{tag}-h{i}")) for i in range(3)]
    victim, other = doms[0], doms[1]
    found = subprocess.run(["pgrep", "-f", f"guest={victim.name()},"], capture_output=True, text=True).stdout
    conns = [libvirt.open(uri) for _ in range(25)]
    os.kill(int(found.split()[0]), signal.SIGSTOP)

    def stick(c):
        try:
            libvirt_qemu.qemuMonitorCommand(c.lookupByName(victim.name()), '{"execute":"query-status"}', 0)
        except libvirt.libvirtError as e:
            out["hung_error"] = str(e)

    threads = [threading.Thread(target=stick, args=(c,), daemon=True) for c in conns]
    began = time.perf_counter()
    [x.start() for x in threads]
    time.sleep(1)
    mine = libvirt.open(uri).lookupByName(other.name())
    worst = 0
    for _ in range(50):
        t = time.perf_counter()
        mine.info()
        worst = max(worst, time.perf_counter() - t)
        if worst > 30:
            break
    out["hung_other_info_worst_ms"] = worst * 1e3
    threads[0].join(60)
    out["hung_call_ended_s"] = time.perf_counter() - began
    t = time.perf_counter()
    victim.destroy()
    out["hung_destroy_ms"] = (time.perf_counter() - t) * 1e3
    for d in doms[1:]:
        d.destroy()


def events():
    import libvirt_qemu

    libvirt.virEventRegisterDefaultImpl()
    mine = libvirt.open(uri)
    gaps, stop = [], []

    def stopped(_conn, _dom, _event, seconds, micros, _details, _opaque):
        gaps.append(time.time() - seconds - micros / 1e6)

    libvirt_qemu.qemuMonitorEventRegister(mine, None, "STOP", stopped, None)

    def loop():
        while not stop:
            libvirt.virEventRunDefaultImpl()

    threading.Thread(target=loop, daemon=True).start()
    dom = conn.createXML(domain(f"{tag}-e"))
    for _ in range(60):
        libvirt_qemu.qemuMonitorCommand(dom, '{"execute":"stop"}', 0)
        time.sleep(0.02)
        libvirt_qemu.qemuMonitorCommand(dom, '{"execute":"cont"}', 0)
        time.sleep(0.02)
    time.sleep(0.3)
    dom.destroy()
    stop.append(1)
    out["event_stamp_to_callback_ms"] = median(gaps) * 1e3 if gaps else None
    out["events_seen"] = len(gaps)


globals()[part]()
print(json.dumps(out))
