# One libvirt-python client measures the daemon that serves xen:///system in this dom0. Prints JSON, in milliseconds.
# Usage: measure.py COUNT ROUNDS
import json
import sys
import time

import libvirt

count, rounds = int(sys.argv[1]), int(sys.argv[2])
libvirt.registerErrorHandler(lambda *_: None, None)
c = libvirt.open('xen:///system')
began = time.monotonic()


def xml(i):
    return """<domain type='xen'><name>b%d</name><uuid>dddddddd-2222-4333-8444-%012d</uuid><memory unit='MiB'>8</memory>
<vcpu>1</vcpu><os><type>xen</type><kernel>/lab/tiny</kernel></os><devices><console type='pty'/></devices></domain>""" % (i, i)


def ms(call):
    begin = time.monotonic()
    answer = call()
    return (time.monotonic() - begin) * 1000, answer


def tell(text):
    print('%.1f s: %s' % (time.monotonic() - began, text), file=sys.stderr, flush=True)


def median(values):
    return sorted(values)[len(values) // 2]


figures = {}
# One guest made and destroyed again, as `xl create` and `xl destroy` are timed.
pairs = []
for i in range(rounds):
    took, d = ms(lambda: c.createXML(xml(0), 0))
    gone, _ = ms(d.destroy)
    pairs.append((took, gone))
figures['create'] = median([p[0] for p in pairs])
figures['destroy'] = median([p[1] for p in pairs])
figures['create_and_destroy'] = median([sum(p) for p in pairs])
tell('pairs %s' % pairs)
# Many, one after another.
created, guests = [], []
for i in range(count):
    took, d = ms(lambda: c.createXML(xml(i), 0))
    created.append(took)
    guests.append(d)
tell('created %s' % created)
figures['creates'] = [round(v) for v in created]
figures['first_five'] = median(created[:5])
figures['last_five'] = median(created[-5:])


def listing():
    return [(d.name(), d.ID(), d.state(), d.info()) for d in c.listAllDomains()]


figures['list'] = median([ms(lambda: c.listAllDomains())[0] for _ in range(rounds)])
figures['list_and_info'] = median([ms(listing)[0] for _ in range(rounds)])
figures['statistics'] = median([ms(lambda: c.getAllDomainStats())[0] for _ in range(rounds)])
figures['list_and_statistics'] = median([ms(lambda: (c.listAllDomains(), c.getAllDomainStats()))[0] for _ in range(rounds)])
tell('listed %s' % figures)
figures['guests'] = len(c.listAllDomains())
figures['destroys'] = median([ms(d.destroy)[0] for d in guests])
print(json.dumps(figures))
