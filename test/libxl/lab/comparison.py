# What virsh does not ask, or hides, asked through libvirt's Python binding on a connection to Xen. Each line: what was asked, and
# the answer or libvirt's words. Usage: comparison.py GUEST, the name of a running guest.
import sys
import libvirt

libvirt.registerErrorHandler(lambda *_: None, None)
c = libvirt.open('xen:///system')


def ask(text, call):
    try:
        answer = call()
    except libvirt.libvirtError as e:
        answer = 'error %d of %d: %s' % (e.get_error_code(), e.get_error_domain(), e)
    except Exception as e:
        answer = 'python: %s %s' % (type(e).__name__, e)
    print('%s => %s' % (text, answer), flush=True)


d = c.lookupByName(sys.argv[1])
for name in ['getType', 'getVersion', 'isAlive', 'isEncrypted', 'isSecure', 'getHostname', 'numOfDomains', 'numOfDefinedDomains', 'listDefinedDomains']:
    ask('connect.' + name, getattr(c, name))
ask('connect.getMaxVcpus', lambda: c.getMaxVcpus('xen'))
ask('connect.getInfo', lambda: [v for i, v in enumerate(c.getInfo()) if i not in (1, 3)])
ask('connect.getCPUMap', c.getCPUMap)
ask('connect.listDomainsID', lambda: len(c.listDomainsID()))
ask('connect.getCellsFreeMemory', lambda: len(c.getCellsFreeMemory(0, 1)))
ask('connect.getSecurityModel', c.getSecurityModel)
for flag in range(0, 14):
    ask('connect.listAllDomains %d' % (1 << flag), lambda: sorted(x.name() for x in c.listAllDomains(1 << flag)))
ask('connect.lookupByID 0', lambda: c.lookupByID(0).name())
ask('connect.lookupByID 9999', lambda: c.lookupByID(9999).name())
ask('connect.lookupByUUIDString', lambda: c.lookupByUUIDString(d.UUIDString()).name())
ask('connect.getAllDomainStats', lambda: sorted(x[0].name() for x in c.getAllDomainStats()))
ask('connect.domainListGetStats', lambda: sorted(k for x in c.domainListGetStats([d], 3) for k in x[1]))
for name in ['isActive', 'isPersistent', 'isUpdated', 'hasManagedSaveImage', 'OSType', 'maxMemory', 'maxVcpus', 'state', 'vcpusFlags', 'hasCurrentSnapshot', 'snapshotNum', 'autostart', 'schedulerType', 'jobStats', 'emulatorPinInfo', 'metadata', 'controlInfo', 'diskErrors', 'hostname', 'getTime', 'interfaceAddresses', 'guestInfo', 'fsInfo', 'memoryParameters', 'blkioParameters', 'numaParameters', 'perfEvents', 'launchSecurityInfo', 'ioThreadInfo', 'migrateGetCompressionCache', 'migrateGetMaxDowntime', 'guestVcpus', 'messages']:
    if name == 'metadata':
        for kind in range(4):
            ask('domain.metadata %d' % kind, lambda: d.metadata(kind, 'http://lab/' if kind == 2 else None))
    elif name == 'interfaceAddresses':
        for source in range(4):
            ask('domain.interfaceAddresses %d' % source, lambda: d.interfaceAddresses(source))
    elif name in ('emulatorPinInfo', 'perfEvents', 'launchSecurityInfo', 'vcpusFlags', 'hostname', 'guestInfo', 'diskErrors', 'ioThreadInfo', 'controlInfo', 'jobStats', 'snapshotNum', 'hasManagedSaveImage', 'hasCurrentSnapshot'):
        ask('domain.' + name, lambda: getattr(d, name)(0) if name not in ('hostname',) else d.hostname())
    else:
        ask('domain.' + name, getattr(d, name, lambda: 'not here'))
for params in [{'weight': 300}, {'cap': 10}, {'other': 1}, {'weight': 256, 'cap': 0}]:
    ask('setSchedulerParameters %s' % params, lambda: d.setSchedulerParameters(params))
ask('schedulerParameters', d.schedulerParameters)
ask('schedulerParametersFlags', lambda: d.schedulerParametersFlags(1))
ask('schedulerParametersFlags config', lambda: d.schedulerParametersFlags(2))
ask('vcpuPinInfo', d.vcpuPinInfo)
ask('pinVcpu', lambda: d.pinVcpu(0, (True, False)))
ask('vcpuPinInfo', d.vcpuPinInfo)
ask('pinVcpu', lambda: d.pinVcpu(0, (True, True)))
ask('setMetadata', lambda: d.setMetadata(2, '<x/>', 'lab', 'http://lab/', 1))
ask('metadata', lambda: d.metadata(2, 'http://lab/', 1))
ask('setMetadata title', lambda: d.setMetadata(1, 'Title', None, None, 1))
ask('metadata title', lambda: d.metadata(1, None, 1))
ask('setTime', d.setTime)
ask('memoryPeek', lambda: len(d.memoryPeek(0, 16, 2)))
ask('memoryStats', lambda: sorted(d.memoryStats()))
ask('coreDumpWithFormat', lambda: d.coreDumpWithFormat('/tmp/format.core', 1, 2))
ask('saveFlags', lambda: d.saveFlags('/tmp/flags.save', '<domain/>', 0))
ask('updateDeviceFlags', lambda: d.updateDeviceFlags('<disk/>', 1))
ask('attachDevice', lambda: d.attachDevice('<nonsense/>'))
ask('openConsole', lambda: d.openConsole('serial9', c.newStream(0), 0))
ask('openChannel', lambda: d.openChannel('none', c.newStream(0), 0))
ask('nodeDevice', lambda: c.nodeDeviceLookupByName('pci_0000_ff_1f_0'))
ask('compareCPU', lambda: c.compareCPU('<cpu/>', 0))
ask('baselineCPU', lambda: c.baselineCPU([], 0))
ask('domainXMLFromNative', lambda: c.domainXMLFromNative('xen-xl', '', 0))
ask('domainXMLToNative', lambda: c.domainXMLToNative('nonsense', '<domain/>', 0))
ask('createXML', lambda: c.createXML('', 0))
ask('createXML', lambda: c.createXML('<domain/>', 0))
ask('defineXMLFlags', lambda: c.defineXMLFlags('<domain/>', 99))
ask('setMemoryFlags', lambda: d.setMemoryFlags(1 << 40, 1))
ask('setVcpusFlags', lambda: d.setVcpusFlags(1, 3))
ask('shutdownFlags', lambda: d.shutdownFlags(64))
ask('migrateSetMaxSpeed', lambda: d.migrateSetMaxSpeed(10))
ask('migrateGetMaxSpeed', d.migrateMaxSpeed if hasattr(d, 'migrateMaxSpeed') else d.migrateGetMaxSpeed)
ask('abortJob', d.abortJob)
ask('restore', lambda: c.restore('/nowhere'))
ask('readOnly', lambda: libvirt.openReadOnly('xen:///system').lookupByName(sys.argv[1]).suspend())
ask('uri', lambda: libvirt.open('xen:///session'))
ask('uri', lambda: libvirt.open('xen:///nonsense'))
