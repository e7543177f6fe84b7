#!/usr/bin/python3
# Measures the simulated hypervisor of one daemon through stock libvirt-python and prints a JSON object of figures; a second
# connection keeps the host alive. Usage: measure.py URI DOMAINS
import json
import subprocess
import sys
import time

import libvirt

uri, count = sys.argv[1], int(sys.argv[2])
conn = libvirt.open(uri)
out = {}


def timed(n, call, warm=None):
    for _ in range(n if warm is None else warm):
        call()
    values = []
    for _ in range(n):
        t = time.perf_counter()
        call()
        values.append(time.perf_counter() - t)
    return sorted(values)[n // 2] * 1e6


def domain(i):
    return f"""<domain type='test'><name>scale{i}</name><memory>8192</memory><vcpu>2</vcpu><os><type>hvm</type></os>
<devices><disk type='file'><source file='/images/{i}.img'/><target dev='vda' bus='virtio'/></disk>
<interface type='network'><source network='default'/></interface></devices></domain>"""


dom = conn.lookupByName("test")
out["getLibVersion_us"] = timed(4000, conn.getLibVersion)
out["info_us"] = timed(4000, dom.info)
out["lookup_us"] = timed(4000, lambda: conn.lookupByName("test"))
out["xml_us"] = timed(2000, lambda: dom.XMLDesc(0))
t = time.perf_counter()
for i in range(count - 1):
    conn.createXML(domain(i))
out["create_us"] = (time.perf_counter() - t) / max(count - 1, 1) * 1e6
assert len(conn.listAllDomains()) == count
out["listAllDomains_us"] = timed(60, conn.listAllDomains, 30)
assert len(conn.getAllDomainStats()) == count
out["getAllDomainStats_us"] = timed(20, conn.getAllDomainStats, 10)

# Eight processes, a connection each: threads of one interpreter would measure its lock.
code = f"""
import libvirt, sys, time
c = libvirt.open({uri!r})
for _ in range(500): c.getLibVersion()
print('ready', flush=True); sys.stdin.readline()
end = time.time() + 3; n = 0
while time.time() < end:
    c.getLibVersion(); n += 1
print(n, flush=True)"""
pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
children = [subprocess.Popen([sys.executable, "-c", code], **pipes) for _ in range(8)]
for c in children:
    c.stdout.readline()
for c in children:
    c.stdin.write("\n")
    c.stdin.flush()
out["calls_per_second_8"] = sum(int(c.stdout.readline()) for c in children) / 3
print(json.dumps(out))
