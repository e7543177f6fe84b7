#!/usr/bin/python3
"""Measures the network calls of a libvirt daemon through stock libvirt-python and prints a JSON object of figures:
measure.py SOCKET. The daemon should run in a network namespace of its own: bridges and rules are made for real.
`npm run bench -- network` runs it against two daemons."""
import json
import multiprocessing
import statistics
import sys
import time

import libvirt

uri = f'qemu+unix:///system?socket={sys.argv[1]}'
now = time.perf_counter
ADD, DELETE = libvirt.VIR_NETWORK_UPDATE_COMMAND_ADD_LAST, libvirt.VIR_NETWORK_UPDATE_COMMAND_DELETE
HOSTS = libvirt.VIR_NETWORK_SECTION_IP_DHCP_HOST
BOTH = libvirt.VIR_NETWORK_UPDATE_AFFECT_LIVE | libvirt.VIR_NETWORK_UPDATE_AFFECT_CONFIG


out = {}


def put(name, value):
    out[f'{name}_ms'] = value


def ms(work):
    start = now()
    work()
    return (now() - start) * 1e3


def pace(worst, stop):
    """Another client, in a process of its own: one call per millisecond, remembering the slowest."""
    conn = libvirt.open(uri)
    while not stop.value:
        worst.value = max(worst.value, ms(conn.getLibVersion))
        time.sleep(.001)


def network(conn, number):
    return conn.networkDefineXML(
        f"<network><name>bench{number}</name><forward mode='nat'/><bridge name='benchbr{number}' stp='off'/>"
        f"<ip address='10.213.{number}.1' netmask='255.255.255.0'>"
        f"<dhcp><range start='10.213.{number}.2' end='10.213.{number}.200'/></dhcp></ip></network>")


def clean(conn):
    for net in conn.listAllNetworks():
        if net.name().startswith('bench'):
            if net.isActive():
                net.destroy()
            net.undefine()


def main():
    conn = libvirt.open(uri)
    clean(conn)
    one = network(conn, 100)
    starts, destroys = [], []
    for _ in range(5):
        starts.append(ms(one.create))
        destroys.append(ms(one.destroy))
    put('net_nat_start', statistics.median(starts))
    put('net_nat_destroy', statistics.median(destroys))
    one.create()
    host = "<host mac='52:54:00:00:00:{0:02x}' name='h{0}' ip='10.213.100.{1}'/>"
    change = lambda command, i: one.update(command, HOSTS, -1, host.format(i, 50 + i), BOTH)
    put('net_update_host_add', statistics.median(ms(lambda: change(ADD, i)) for i in range(5)))
    put('net_update_host_delete', statistics.median(ms(lambda: change(DELETE, i)) for i in range(5)))
    worst, stop = multiprocessing.Value('d', 0), multiprocessing.Value('b', 0)
    other = multiprocessing.Process(target=pace, args=(worst, stop))
    other.start()
    many = [network(conn, i) for i in range(1, 21)]
    put('net_20_starts_total', sum(ms(net.create) for net in many))
    put('net_20_destroys_total', sum(ms(net.destroy) for net in many))
    stop.value = 1
    other.join()
    put('net_getLibVersion_meanwhile_max', worst.value)
    clean(conn)
    print(json.dumps(out))


main()
