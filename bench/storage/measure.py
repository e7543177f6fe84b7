#!/usr/bin/python3
"""Measures the storage calls of a libvirt daemon through stock libvirt-python and prints a JSON object of figures:
measure.py SOCKET FOLDER PID [REFLINKS], where REFLINKS is a folder on a file system that can share blocks. `npm run bench --
storage` runs it against two daemons."""
import ctypes
import json
import multiprocessing
import os
import shutil
import statistics
import sys
import time

import libvirt

socket, folder, pid = sys.argv[1:4]
reflinks = sys.argv[4] if len(sys.argv) > 4 else None
uri = f'qemu+unix:///system?socket={socket}'
now = time.perf_counter
out = {}


def put(name, value):
    out[name] = value


def resident():
    """MiB of memory the daemon holds."""
    with open(f'/proc/{pid}/status') as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith('VmRSS'))


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
    put(f'pool_first_start_{count + 200}_ms', ms(big.create))
    put('pool_first_start_other_call_worst_ms', other.end())
    other = Pace()
    put(f'pool_refresh_{count + 200}_ms', median(lambda i: big.refresh()))
    put('pool_refresh_other_call_worst_ms', other.end())
    put('list_volumes_ms', median(lambda i: big.listAllVolumes()))
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

    put('upload_MB_s', size / 1e3 / median(upload, 5))
    put('download_MB_s', size / 1e3 / median(download, 5))
    before = resident()
    other = Pace()
    for i in range(5):
        upload(i)
        download(i)
    put('transfer_memory_growth_MiB', resident() - before)
    put('transfer_other_call_worst_ms', other.end())


def filled(conn, where, name):
    """A pool with a volume of 256 MB of noise in it."""
    inside = pool(conn, name, where)
    inside.create()
    source = inside.createXML(vol('src.raw', 'raw', 256))
    block = os.urandom(1 << 20)
    with open(source.path(), 'r+b') as image:
        for _ in range(256):
            image.write(block)
    inside.refresh()
    return inside, source


def clones(inside, source, kind):
    put(f'{kind}_256MB_ms', median(lambda i: inside.createXMLFrom(vol(f'c{i}.raw', 'raw', 256), source)))


def end(inside):
    inside.destroy()
    inside.undefine()


shutil.rmtree(folder, ignore_errors=True)
os.makedirs(folder)
connection = libvirt.open(uri)
first = pool(connection, 'bench-first', f'{folder}/first')
put('pool_very_first_start_ms', ms(first.create))
end(first)
many(connection, int(os.environ.get('FILES', '5000')))
small, volume = filled(connection, f'{folder}/small', 'bench-small')
put('create_100_qcow2_ms', ms(lambda: [small.createXML(vol(f'v{i}.qcow2', 'qcow2', 1024)) for i in range(100)]))
calm = Pace()
clones(small, volume, 'clone')
put('wipe_256MB_ms', median(lambda i: small.storageVolLookupByName(f'c{i}.raw').wipe()))
put('copy_other_call_worst_ms', calm.end())
streams(connection, volume, 256 << 20)
end(small)
if reflinks:
    shared, volume = filled(connection, f'{reflinks}/{os.path.basename(folder)}', 'bench-shared')
    clones(shared, volume, 'clone_reflink')
    end(shared)
shutil.rmtree(folder, ignore_errors=True)
print(json.dumps(out))
