// The host's interfaces as the kernel has them: what is listed, what is told, what is refused.
import t from 'tap';
import type { CallContext } from '../../src/drivers/context.ts';
import { createInterfaceDriver } from '../../src/drivers/interface/driver.ts';
import { isUnsupported } from '../../src/drivers/table.ts';
import { createBridge, createVeth, setLink } from '../../src/native/link.ts';
import { openTap } from '../../src/native/tap.ts';
import { inNamespace } from '../network/namespace.ts';

if (inNamespace(import.meta.url)) {
  const { table } = createInterfaceDriver();
  const call = <T>(name: keyof typeof table, args: object = {}): T => {
    const slot = table[name] as unknown as (ctx: CallContext, args: object) => T;
    return slot({} as CallContext, args);
  };
  createBridge('br0', { mac: '52:54:00:00:00:01', stp: true, forwardDelay: 0 });
  createVeth('eth0', 'eth1');
  setLink('eth0', { mac: '52:54:00:00:00:02', up: true });
  setLink('eth1', { mac: '52:54:00:00:00:03', master: 'br0', up: true });
  setLink('br0', { up: true });
  openTap({ name: 'vnet0', persist: true });

  t.test('listed', (t) => {
    const names = (flags: number): string[] =>
      call<{ ifaces: { name: string }[] }>('connectListAllInterfaces', { flags }).ifaces.map(
        ({ name }) => name,
      );
    const all = names(0);
    t.ok(all.includes('eth0') && all.includes('br0') && all.includes('lo'));
    t.notOk(all.includes('eth1'), 'not what is part of a bridge');
    t.notOk(all.includes('vnet0'), "nor guests' devices");
    t.ok(names(2).includes('eth0'));
    t.ok(names(1).includes('lo'), 'the loopback device counts as inactive');
    t.same(call<{ names: string[] }>('connectListInterfaces').names, names(2));
    t.equal(call<{ num: number }>('connectNumOfInterfaces').num, names(2).length);
    t.end();
  });

  t.test('described', (t) => {
    const xml = (name: string): string =>
      call<{ xml: string }>('interfaceGetXMLDesc', { iface: { name } }).xml;
    t.match(
      xml('eth0'),
      /^<interface type='ethernet' name='eth0'>\n {2}<mtu size='1500'\/>\n {2}<link (speed='\d+' )?state='up'\/>/,
    );
    t.match(xml('br0'), /<bridge stp='on' delay='200'>\n {4}<interface type='ethernet' name='eth1'>/);
    t.match(call('interfaceLookupByMACString', { mac: '52:54:00:00:00:02' }), { iface: { name: 'eth0' } });
    t.equal(call<{ active: number }>('interfaceIsActive', { iface: { name: 'eth0' } }).active, 1);
    t.end();
  });

  t.test('refused', (t) => {
    t.throws(() => call('interfaceLookupByName', { name: 'nope' }), {
      message: "Interface not found: couldn't find interface named 'nope'",
    });
    t.throws(() => call('interfaceLookupByMACString', { mac: '52:54:00:00:00:77' }), {
      message: "Interface not found: couldn't find interface with MAC address '52:54:00:00:00:77'",
    });
    createVeth('twin0', 'twin1');
    for (const name of ['twin0', 'twin1']) setLink(name, { mac: '52:54:00:00:00:09' });
    t.throws(() => call('interfaceLookupByMACString', { mac: '52:54:00:00:00:09' }), {
      message: /matches multiple interfaces/,
    });
    t.ok(isUnsupported(table.interfaceDefineXML) && isUnsupported(table.interfaceChangeBegin));
    t.end();
  });
}
