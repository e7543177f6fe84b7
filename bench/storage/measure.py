#!/usr/bin/python3
"""Measures the storage calls of a libvirt daemon through stock libvirt-python: measure.py SOCKET FOLDER.
Prints one `name value unit` per line; run it against two daemons, one after another, to compare them."""
import ctypes
import multiprocessing
import os
import shutil
import statistics
import sys
import time

import libvirt

socket, folder = sys.argv[1:3]
uri = f'qemu+unix:///system?socket={socket}'
now = time.perf_counter


def put(name, value, unit):
    print(f'{name:34s} {value:10.1f} {unit}', flush=True)


def ms(work):
    start = now()
    work()
    return (now() - start) * 1e3


def median(work, times=3):
    return statistics.median(ms(lambda: work(i)) for i in range(times))


def pace(worst, stop):
    """Another client, in a process of its own: one call per millisecond, remembering the slowest."""
    conn = libvirt.open(uri)
    while not stop.value:
        took = ms(conn.getLibVersion)
        worst.value = max(worst.value, took)
        time.sleep(.001)


class Pace:
    def __init__(self):
        self.worst = multiprocessing.Value(ctypes.c_double, 0)
        self.stop = multiprocessing.Value(ctypes.c_bool, False)
        self.process = multiprocessing.Process(target=pace, args=(self.worst, self.stop))
        self.process.start()
        time.sleep(.3)
        self.worst.value = 0

    def end(self):
        self.stop.value = True
        self.process.join()
        return self.worst.value


def pool(conn, name, path):
    os.makedirs(path)
    return conn.storagePoolDefineXML(
        f"<pool type='dir'><name>{name}</name><target><path>{path}</path></target></pool>")


def vol(name, kind, mib):
    return (f"<volume><name>{name}</name><capacity unit='MiB'>{mib}</capacity>"
            f"<target><format type='{kind}'/></target></volume>")


def many(conn, count):
    path = f'{folder}/many'
    big = pool(conn, 'bench-many', path)
    for i in range(count):
        with open(f'{path}/raw{i}.img', 'wb') as file:
            file.write(b'\0' * 4096)
    os.system(f'qemu-img create -q -f qcow2 {path}/q0.qcow2 1G')
    for i in range(1, 200):
        shutil.copy(f'{path}/q0.qcow2', f'{path}/q{i}.qcow2')
    other = Pace()
    put(f'start_{count + 200}', ms(big.create), 'ms')
    put('start_worst_other_call', other.end(), 'ms')
    other = Pace()
    put(f'refresh_{count + 200}', median(lambda i: big.refresh()), 'ms')
    put('refresh_worst_other_call', other.end(), 'ms')
    put('list_volumes', median(lambda i: big.listAllVolumes()), 'ms')
    big.destroy()
    big.undefine()


def streams(conn, volume, size):
    source = open('/dev/urandom', 'rb').read(1 << 20)
    left = [size]

    def give(stream, count, _):
        take = min(count, left[0], len(source))
        left[0] -= take
        return source[:take]

    def upload(i):
        left[0] = size
        stream = conn.newStream()
        volume.upload(stream, 0, size)
        stream.sendAll(give, None)
        stream.finish()

    def download(i):
        got = [0]

        def take(stream, data, _):
            got[0] += len(data)
            return len(data)

        stream = conn.newStream()
        volume.download(stream, 0, size)
        stream.recvAll(take, None)
        stream.finish()
        assert got[0] == size

    other = Pace()
    put('upload', size / 1e3 / median(upload), 'MB/s')
    put('download', size / 1e3 / median(download), 'MB/s')
    put('transfer_worst_other_call', other.end(), 'ms')


shutil.rmtree(folder, ignore_errors=True)
os.makedirs(folder)
connection = libvirt.open(uri)
many(connection, int(os.environ.get('FILES', '5000')))
small = pool(connection, 'bench-small', f'{folder}/small')
small.create()
put('create_100_qcow2', ms(lambda: [small.createXML(vol(f'v{i}.qcow2', 'qcow2', 1024)) for i in range(100)]), 'ms')
filled = small.createXML(vol('src.raw', 'raw', 256))
block = os.urandom(1 << 20)
with open(filled.path(), 'r+b') as image:
    for _ in range(256):
        image.write(block)
small.refresh()
calm = Pace()
put('clone_256MB_raw', median(lambda i: small.createXMLFrom(vol(f'c{i}.raw', 'raw', 256), filled)), 'ms')
put('wipe_256MB', median(lambda i: small.storageVolLookupByName(f'c{i}.raw').wipe()), 'ms')
put('copy_worst_other_call', calm.end(), 'ms')
streams(connection, filled, 256 << 20)
small.destroy()
small.undefine()
shutil.rmtree(folder, ignore_errors=True)
