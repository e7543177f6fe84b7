// PCI devices taken and given back through a sysfs of our own: each file that is written to, in its order, and each failure.
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import type { NodeDevice } from '../../schemas/xml/nodedev.ts';
import { createPciControl } from '../../src/drivers/nodedev/pci-control.ts';
import { manageVport, parentHost } from '../../src/drivers/nodedev/vport.ts';

const address = '0000:03:00.0';

const makeHost = (t: Test, header = 0) => {
  const root = mkdtempSync(join(tmpdir(), 'sysfs-'));
  t.teardown(() => rmSync(root, { recursive: true, force: true }));
  const path = join(root, 'devices/pci0000:00', address);
  mkdirSync(path, { recursive: true });
  const drivers = join(root, 'bus/pci/drivers');
  const config = Buffer.alloc(64);
  config[0x0e] = header;
  writeFileSync(join(path, 'config'), config);
  writeFileSync(join(path, 'driver_override'), '(null)\n');
  for (const driver of ['e1000e', 'vfio-pci', 'mlx5_vfio_pci']) {
    mkdirSync(join(drivers, driver), { recursive: true });
    writeFileSync(join(drivers, driver, 'unbind'), '');
  }
  writeFileSync(join(root, 'bus/pci/drivers_probe'), '');
  const said = (file: string): string => readFileSync(join(root, file), 'utf8');
  return {
    root,
    control: createPciControl(root),
    device: { address, path },
    /** What the kernel does on a probe. */
    bind(driver: string | null) {
      rmSync(join(path, 'driver'), { force: true });
      if (driver !== null) symlinkSync(join(drivers, driver), join(path, 'driver'));
    },
    override: () => readFileSync(join(path, 'driver_override'), 'utf8'),
    unbound: (driver: string) => said(`bus/pci/drivers/${driver}/unbind`),
    probed: () => said('bus/pci/drivers_probe'),
    has: (file: string, text = '') => writeFileSync(join(path, file), text),
    lacks: (file: string) => unlinkSync(join(root, file)),
  };
};

t.test('detached and reattached', async (t) => {
  const host = makeHost(t);
  host.bind('e1000e');
  await host.control.detach(host.device, null);
  t.match(host.override(), /^vfio-pci/);
  t.equal(host.unbound('e1000e'), address);
  t.equal(host.probed(), address);

  host.bind('vfio-pci');
  writeFileSync(join(host.root, 'bus/pci/drivers_probe'), '');
  await host.control.detach(host.device, null);
  t.equal(host.probed(), '', 'it is there already: nothing is written');

  await host.control.reattach(host.device);
  t.match(host.override(), /^\n/, 'no driver is preferred any more');
  t.equal(host.unbound('vfio-pci'), address);
  t.equal(host.probed(), address);

  host.bind('e1000e');
  writeFileSync(join(host.root, 'bus/pci/drivers_probe'), '');
  await host.control.reattach(host.device);
  t.equal(host.probed(), '', "the host's own driver is left alone");

  await host.control.detach(host.device, 'mlx5-vfio-pci');
  t.match(host.override(), /^mlx5_vfio_pci/, 'a variant driver, its name written with the other dash');
});

t.test('what goes wrong is said', async (t) => {
  const host = makeHost(t);
  host.bind('e1000e');
  await t.rejects(host.control.detach(host.device, 'no-such-driver'), {
    code: 1,
    message: 'internal error: Failed to load PCI driver module no_such_driver',
  });
  host.lacks('bus/pci/drivers_probe');
  await t.rejects(host.control.detach(host.device, null), {
    code: 38,
    message: `Failed to trigger a probe for PCI device '${address}': No such file or directory`,
  });
  host.lacks(`devices/pci0000:00/${address}/driver_override`);
  await t.rejects(host.control.detach(host.device, null), {
    code: 38,
    message: `Failed to add driver 'vfio-pci' to driver_override interface of PCI device '${address}': No such file or directory`,
  });
});

t.test('reset', async (t) => {
  const host = makeHost(t);
  host.bind('e1000e');
  await t.rejects(host.control.reset(host.device), {
    message: `internal error: Unable to reset PCI device ${address}: no FLR, PM reset or bus reset available`,
  });
  host.has('reset');
  await host.control.reset(host.device);
  t.equal(readFileSync(join(host.device.path, 'reset'), 'utf8'), '1');
  host.has('reset');
  host.bind('vfio-pci');
  await host.control.reset(host.device);
  t.equal(readFileSync(join(host.device.path, 'reset'), 'utf8'), '', 'vfio-pci does it itself');
  const bridge = makeHost(t, 1);
  bridge.has('reset');
  await t.rejects(bridge.control.reset(bridge.device), /Only PCI endpoint devices can be reset/);
});

t.test("a guest's device is nobody else's", async (t) => {
  const host = makeHost(t);
  host.bind('vfio-pci');
  host.has('reset');
  const mine = { driver: 'QEMU', domain: 'mine' };
  const other = { driver: 'QEMU', domain: 'other' };
  host.control.claim(address, mine);
  host.control.claim(address, mine);
  const used = {
    code: 55,
    message: `Requested operation is not valid: PCI device ${address} is in use by driver QEMU, domain mine`,
  };
  t.throws(() => host.control.claim(address, other), used);
  await t.rejects(host.control.detach(host.device, null), used);
  await t.rejects(host.control.reattach(host.device), used);
  await t.rejects(host.control.reset(host.device), /Not resetting active device/);
  host.control.release(address, other);
  await t.rejects(host.control.reattach(host.device), used, 'only its holder can give it up');
  host.control.release(address, mine);
  await host.control.reattach(host.device);
  t.equal(host.unbound('vfio-pci'), address);
});

t.test('ports of Fibre Channel adapters', async (t) => {
  const host = makeHost(t);
  const fc = join(host.root, 'class/fc_host/host5');
  mkdirSync(fc, { recursive: true });
  const names = { wwnn: '2001001b32a9da4e', wwpn: '2101001b32a90002' };
  await t.rejects(manageVport(5, names, 'create', host.root), {
    message: "Requested operation is not valid: vport operation 'vport_create' is not supported for host5",
  });
  for (const file of ['vport_create', 'vport_delete']) writeFileSync(join(fc, file), '');
  await manageVport(5, names, 'create', host.root);
  t.equal(readFileSync(join(fc, 'vport_create'), 'utf8'), `${names.wwpn}:${names.wwnn}`);
  await manageVport(5, names, 'delete', host.root);
  t.equal(readFileSync(join(fc, 'vport_delete'), 'utf8'), `${names.wwpn}:${names.wwnn}`);

  const adapter = (name: string, number: number, kinds: object[]): NodeDevice =>
    ({ name, capabilities: [{ type: 'scsi_host', host: number, capabilities: kinds }] }) as never;
  const wanted = (parent?: object): NodeDevice => ({ parent, capabilities: [] }) as never;
  const plain = adapter('scsi_host1', 1, []);
  const able = adapter('scsi_host5', 5, [
    { type: 'fc_host', wwnn: 'a', wwpn: 'b', fabric_wwn: 'c' },
    { type: 'vport_ops' },
  ]);
  const all = [plain, able];
  t.equal(parentHost(all, wanted()), 5, 'any that can');
  t.equal(parentHost(all, wanted({ name: 'scsi_host5' })), 5);
  t.equal(parentHost(all, wanted({ wwnn: 'a', wwpn: 'b' })), 5);
  t.equal(parentHost(all, wanted({ fabric_wwn: 'c' })), 5);
  t.throws(() => parentHost(all, wanted({ name: 'scsi_host1' })), /not capable of vport operations/);
  t.throws(() => parentHost(all, wanted({ wwnn: 'x', wwpn: 'b' })), /Could not find parent device/);
  t.throws(() => parentHost([plain], wanted()), /Could not find any vport capable device/);
});
