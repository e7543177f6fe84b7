// Slots of the simulated host that few clients know: ports and leases of networks, bindings of filters, capabilities of
// storage, CPUs of the hypervisor, memory encryption, and the screen behind a descriptor.
import { Socket } from 'node:net';
import t from 'tap';
import { param } from '../../schemas/rpc/types.ts';
import { socketPair } from '../../src/native/socket.ts';
import { type Answer, caller, failure, guest, simulator } from './hosts.ts';

const { open, document } = simulator(t);
const PORT = 'd7a49d15-8f12-4b5a-9d3a-3b1f6a1b2c01';

t.test('ports of a network', async (t) => {
  const connection = await open('test:///default');
  const call = caller(connection);
  const { net } = await call('networkLookupByName', { name: 'default' });
  const xml = `<networkport><uuid>${PORT}</uuid><owner><name>test</name><uuid>6695eb01-f6a4-8304-79aa-97f2502e193f</uuid></owner><mac address='52:54:00:7b:35:93'/></networkport>`;
  const { port } = await call('networkPortCreateXML', { network: net, xml });
  t.same(port, { net, uuid: PORT });
  t.match(await failure(call('networkPortCreateXML', { network: net, xml })), { code: 106 });
  t.same((await call('networkListAllPorts', { network: net, need_results: 1 })).ports, [port]);
  t.same(await call('networkPortLookupByUUID', { network: net, uuid: PORT }), { port });
  await call('networkPortSetParameters', {
    port,
    params: [
      param.uint('inbound.average', 100),
      param.uint('outbound.average', 50),
      param.uint('outbound.burst', 7),
    ],
  });
  const { params } = await call('networkPortGetParameters', { port, nparams: 7 });
  const value = (field: string) => params.find((each: Answer) => each.field === field).value;
  t.same(
    [value('inbound.average'), value('outbound.average'), value('outbound.burst'), value('inbound.floor')],
    [100, 50, 7, 0],
  );
  t.match(
    (await call('networkPortGetXMLDesc', { port })).xml,
    /<inbound average='100'\/>\s*<outbound average='50' burst='7'\/>/,
  );
  t.match(await failure(call('networkPortSetParameters', { port, params: [param.uint('sideways', 1)] })), {
    code: 74,
  });
  await call('networkPortDelete', { port });
  t.match(await failure(call('networkPortGetXMLDesc', { port })), { code: 107 });
  await call('networkDestroy', { net });
  t.match(await failure(call('networkPortCreateXML', { network: net, xml })), {
    code: 55,
    message: /is not active/,
  });
  connection.close();
});

t.test('leases follow the guests that run', async (t) => {
  const connection = await open('test:///default');
  const call = caller(connection);
  const { net } = await call('networkLookupByName', { name: 'default' });
  const leases = (mac: string | null = null) => call('networkGetDHCPLeases', { net, mac, need_results: 1 });
  t.match(await leases(), {
    leases: [
      {
        iface: 'virbr0',
        type: 0,
        mac: 'aa:bb:cc:dd:ee:ff',
        ipaddr: '192.168.122.3',
        prefix: 24,
        hostname: 'testhost',
      },
    ],
  });
  t.equal((await leases('AA:BB:CC:DD:EE:FF')).ret, 1);
  t.equal((await leases('52:54:00:00:00:01')).ret, 0);
  const { dom } = await call('domainLookupByName', { name: 'test' });
  const { ifaces } = await call('domainInterfaceAddresses', { dom, source: 0 });
  t.equal(
    ifaces[0].addrs[0].addr,
    (await leases()).leases[0].ipaddr,
    'the guest knows it by the same address',
  );
  await call('domainDestroy', { dom });
  t.same((await leases()).leases, []);
  connection.close();
});

t.test('filters and their bindings', async (t) => {
  const connection = await open('test:///default');
  const call = caller(connection);
  await call('nwfilterDefineXML', { xml: "<filter name='inner'/>" });
  const { nwfilter } = await call('nwfilterDefineXML', {
    xml: "<filter name='outer'><filterref filter='inner'/></filter>",
  });
  const loop = "<filter name='inner'><filterref filter='outer'/></filter>";
  const { nwfilter: inner } = await call('nwfilterLookupByName', { name: 'inner' });
  t.match(
    await failure(call('nwfilterDefineXML', { xml: loop.replace('>', `><uuid>${inner.uuid}</uuid>`) })),
    { message: /would introduce a loop/ },
  );
  const xml = (dev: string, filter: string) =>
    `<filterbinding><owner><name>g</name><uuid>${PORT}</uuid></owner><portdev name='${dev}'/><mac address='52:54:00:7b:35:93'/><filterref filter='${filter}'><parameter name='IP' value='10.0.0.1'/></filterref></filterbinding>`;
  t.match(await failure(call('nwfilterBindingCreateXML', { xml: xml('vnet0', 'none') })), {
    message: /none/,
  });
  const { nwfilter: binding } = await call('nwfilterBindingCreateXML', { xml: xml('vnet0', 'outer') });
  t.same(binding, { portdev: 'vnet0', filtername: 'outer' });
  t.match(await failure(call('nwfilterBindingCreateXML', { xml: xml('vnet0', 'outer') })), {
    message: /vnet0/,
  });
  t.same((await call('connectListAllNWFilterBindings', { need_results: 1 })).bindings, [binding]);
  t.same(await call('nwfilterBindingLookupByPortDev', { name: 'vnet0' }), { nwfilter: binding });
  t.match(
    (await call('nwfilterBindingGetXMLDesc', { nwfilter: binding })).xml,
    /<parameter name='IP' value='10.0.0.1'\/>/,
  );
  t.match(await failure(call('nwfilterUndefine', { nwfilter })), { code: 55, message: /in use/ });
  t.match(
    await failure(call('nwfilterUndefine', { nwfilter: inner })),
    { code: 55 },
    'another filter refers to it',
  );
  await call('nwfilterBindingDelete', { nwfilter: binding });
  t.match(await failure(call('nwfilterBindingLookupByPortDev', { name: 'vnet0' })), { code: 101 });
  await call('nwfilterUndefine', { nwfilter });
  connection.close();
});

t.test('what the host can do', async (t) => {
  const connection = await open('test:///default');
  const call = caller(connection);
  const { capabilities } = await call('connectGetStoragePoolCapabilities');
  t.match(capabilities, /<pool type='dir' supported='yes'>/);
  t.notMatch(capabilities, /supported='no'/);
  const compare = (model: string, more: object = {}) =>
    call('connectCompareHypervisorCPU', {
      emulator: null,
      arch: 'x86_64',
      machine: null,
      virttype: null,
      xmlCPU: `<cpu match='minimum'><model>${model}</model></cpu>`,
      ...more,
    });
  t.same(await compare('Skylake-Server'), { result: 1 });
  t.same(await compare('Nehalem'), { result: 2 });
  t.same(await compare('EPYC'), { result: 0 });
  t.match(await failure(compare('EPYC', { flags: 1 })), { code: 91 });
  t.match(await failure(compare('Nehalem', { arch: 'abacus' })), { message: /unknown architecture: abacus/ });
  const { params } = await call('nodeGetSEVInfo', { nparams: 7 });
  t.same(
    params.map((each: Answer) => each.field),
    ['pdh', 'cert-chain', 'cpu0-id', 'cbitpos', 'reduced-phys-bits', 'max-guests', 'max-es-guests'],
  );
  connection.close();
});

t.test('a guest with encrypted memory is measured and gets its secret', async (t) => {
  const sev =
    "<launchSecurity type='sev'><policy>0x0001</policy><cbitpos>47</cbitpos><reducedPhysBits>1</reducedPhysBits></launchSecurity>";
  const connection = await open(document('sev.xml', guest('open') + guest('sealed', sev)));
  const call = caller(connection);
  const { dom: plain } = await call('domainLookupByName', { name: 'open' });
  const { dom } = await call('domainLookupByName', { name: 'sealed' });
  t.same((await call('domainGetLaunchSecurityInfo', { dom: plain })).params, []);
  const { params } = await call('domainGetLaunchSecurityInfo', { dom });
  t.match(params[0], { field: 'sev-measurement', value: /^[A-Za-z0-9+/]{64}$/ });
  t.match(params.at(-1), { field: 'sev-policy', value: 1 });
  const secret = [param.string('sev-secret-header', 'aGVhZA=='), param.string('sev-secret', 'c2VjcmV0')];
  const give = (whom: object, given: object[]) =>
    failure(call('domainSetLaunchSecurityState', { dom: whom, params: given }));
  t.match(await give(plain, secret), { code: 84 });
  t.match(await give(dom, secret.slice(1)), { code: 8 });
  t.match(await give(dom, secret), { code: 55, message: /paused state/ });
  await call('domainSuspend', { dom });
  await call('domainSetLaunchSecurityState', { dom, params: secret });
  connection.close();
});

/** Reads exactly so many bytes. */
const reader = (socket: Socket) => {
  let held = Buffer.alloc(0);
  let wake = (): void => undefined;
  socket.on('data', (data: Buffer) => {
    held = Buffer.concat([held, data]);
    wake();
  });
  return async (size: number): Promise<Buffer> => {
    while (held.length < size)
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    const part = held.subarray(0, size);
    held = held.subarray(size);
    return part;
  };
};

t.test('the screen speaks VNC to whoever hands a descriptor over', async (t) => {
  const devices = "<devices><graphics type='vnc'/><graphics type='spice'/></devices>";
  const connection = await open(document('screen.xml', guest('seen', devices)));
  const call = caller(connection);
  const { dom } = await call('domainLookupByName', { name: 'seen' });
  const [theirs, ours] = socketPair();
  await call('domainOpenGraphics', { dom, idx: 0 }, { fds: [theirs] });
  const socket = new Socket({ fd: ours });
  t.teardown(() => socket.destroy());
  const read = reader(socket);
  t.equal((await read(12)).toString(), 'RFB 003.008\n');
  socket.write('RFB 003.008\n');
  t.same([...(await read(2))], [1, 1]);
  socket.write(Buffer.from([1]));
  t.equal((await read(4)).readUInt32BE(0), 0, 'no password is asked for');
  socket.write(Buffer.from([1]));
  const init = await read(24);
  const [width, height] = [init.readUInt16BE(0), init.readUInt16BE(2)];
  t.equal((await read(init.readUInt32BE(20))).toString(), 'seen');
  // 16 bits a pixel, 5-6-5, then the whole screen; in two writes that cut a message in half
  const format = Buffer.from([0, 0, 0, 0, 16, 16, 0, 1, 0, 31, 0, 63, 0, 31, 11, 5, 0, 0, 0, 0]);
  const request = Buffer.from([3, 0, 0, 0, 0, 0, 1, 64, 0, 240]);
  socket.write(Buffer.concat([format, request.subarray(0, 4)]));
  socket.write(request.subarray(4));
  const update = await read(16);
  t.same([update.readUInt16BE(8), update.readUInt16BE(10), update.readInt32BE(12)], [width, height, 0]);
  const pixels = await read(width * height * 2);
  t.equal(pixels.readUInt16LE(0), 0xffff, 'the first bar is white');
  const gone = new Promise((resolve) => socket.once('close', resolve));
  await call('domainDestroy', { dom });
  await gone;
  t.match(await failure(call('domainOpenGraphicsFD', { dom, idx: 0 })), { code: 55 });
  await call('domainCreate', { dom });
  t.match(await failure(call('domainOpenGraphicsFD', { dom, idx: 1 })), { code: 67, message: /not spice/ });
  t.match(await failure(call('domainOpenGraphicsFD', { dom, idx: 2 })), {
    message: /No graphics backend with index 2/,
  });
  await call('domainGraphicsReload', { dom, type: 1 });
  t.match(await failure(call('domainGraphicsReload', { dom, type: 2 })), { code: 8 });
  connection.close();
});
