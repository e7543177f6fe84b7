// xl.cfg and xm.cfg: displays, network cards, serial lines, sound, USB, PCI, channels. Disks have a file of their own.
import type { Domain } from '../../../../schemas/xml/domain.ts';
import { chardevText, parseChardev } from '../config/chardev.ts';
import {
  addressesOf,
  bridgeText,
  type Graphics,
  type Hostdev,
  type Interface,
  isHvm,
  scriptOf,
} from '../config/devices.ts';
import { getFlag, getNumber, getText, getTexts } from './conf.ts';
import { broken, defined, hexOf, pairsOf, put, putList, refuse, type Topic } from './topics.ts';

type Devices = Domain['devices'];
type Serial = Devices['serials'][number];
const VNC_FIRST_PORT = 5900;
const DEFAULT_VIF_SCRIPT = 'vif-bridge';

// ---- displays ----------------------------------------------------------------------------------------

const listenOn = (address: string | undefined) => [
  { type: 'address', ...(address === undefined ? {} : { address }) },
];
const graphicsOf = (fields: object): Graphics => fields as Graphics;
const vncFrom = (get: (name: string) => string | number | undefined, unused: boolean): Graphics =>
  graphicsOf(
    defined({
      type: 'vnc',
      autoport: unused,
      port: unused ? undefined : Number(get('vncdisplay') ?? 0) + VNC_FIRST_PORT,
      listens: listenOn(get('vnclisten') as string | undefined),
      passwd: get('vncpasswd'),
      keymap: get('keymap'),
    }),
  );

const displays: Topic = {
  read(conf, domain) {
    const list = domain.devices.graphics;
    if (isHvm(domain)) {
      if (getFlag(conf, 'vnc')) {
        const get = (name: string) => (name === 'vncdisplay' ? getNumber(conf, name) : getText(conf, name));
        list.push(vncFrom(get, getFlag(conf, 'vncunused') ?? true));
      } else if (getFlag(conf, 'sdl'))
        list.push(
          graphicsOf(
            defined({ type: 'sdl', display: getText(conf, 'display'), xauth: getText(conf, 'xauthority') }),
          ),
        );
      return;
    }
    if (!Array.isArray(conf.get('vfb'))) return;
    const text = getTexts(conf, 'vfb')[0] ?? '';
    const pairs = new Map(pairsOf(text));
    if (text.includes('type=sdl'))
      list.push(
        graphicsOf(defined({ type: 'sdl', display: pairs.get('display'), xauth: pairs.get('xauthority') })),
      );
    else {
      const display = pairs.get('vncdisplay');
      if (display !== undefined && !/^\d+$/.test(display))
        throw broken(`invalid vncdisplay value '${display}'`);
      const vnc = vncFrom((name) => pairs.get(name), pairs.get('vncunused') === '1');
      if (display === undefined) delete vnc.port;
      list.push(vnc);
    }
  },
  write(domain, conf) {
    const [graphics, ...more] = domain.devices.graphics;
    if (!graphics || more.length || graphics.type === 'spice') return;
    const sdl = graphics.type === 'sdl';
    const address = graphics.listens?.[0]?.address;
    const display = graphics.autoport ? undefined : (graphics.port ?? 0) - VNC_FIRST_PORT;
    if (isHvm(domain)) {
      put(conf, 'sdl', sdl ? 1 : 0);
      put(conf, 'vnc', sdl ? 0 : 1);
      if (sdl) {
        put(conf, 'display', graphics.display);
        put(conf, 'xauthority', graphics.xauth);
        return;
      }
      put(conf, 'vncunused', graphics.autoport ? 1 : 0);
      put(conf, 'vncdisplay', display);
      put(conf, 'vnclisten', address);
      put(conf, 'vncpasswd', graphics.passwd);
      put(conf, 'keymap', graphics.keymap);
      return;
    }
    const parts = sdl
      ? { type: 'sdl', display: graphics.display, xauthority: graphics.xauth }
      : {
          type: 'vnc',
          vncunused: graphics.autoport ? 1 : 0,
          vncdisplay: display,
          vnclisten: address,
          vncpasswd: graphics.passwd,
          keymap: graphics.keymap,
        };
    putList(conf, 'vfb', [
      Object.entries(defined(parts))
        .map(([k, v]) => `${k}=${v}`)
        .join(','),
    ]);
  },
};

export const spice: Topic = {
  only: 'xen-xl',
  read(conf, domain) {
    if (!isHvm(domain) || !getFlag(conf, 'spice')) return;
    const port = getNumber(conf, 'spiceport') ?? 0;
    const tlsPort = getNumber(conf, 'spicetls_port') ?? 0;
    const passwd = getText(conf, 'spicepasswd');
    const ticket = !getFlag(conf, 'spicedisable_ticketing');
    if (ticket && passwd === undefined) throw broken('config value spicepasswd was missing');
    domain.devices.graphics = [
      graphicsOf(
        defined({
          type: 'spice',
          port: port || undefined,
          tlsPort: tlsPort || undefined,
          autoport: !port && !tlsPort,
          listens: listenOn(getText(conf, 'spicehost')),
          passwd: ticket ? passwd : undefined,
          mouse: { mode: getFlag(conf, 'spiceagent_mouse') ? 'client' : 'server' },
          clipboard: { copypaste: getFlag(conf, 'spice_clipboard_sharing') ?? false },
          channels: [],
        }),
      ),
    ];
  },
  write(domain, conf) {
    const graphics = domain.devices.graphics[0];
    if (!isHvm(domain) || graphics?.type !== 'spice') return;
    put(conf, 'sdl', 0);
    put(conf, 'vnc', 0);
    put(conf, 'spice', 1);
    put(conf, 'spicehost', graphics.listens?.[0]?.address);
    put(conf, 'spiceport', graphics.port ?? 0);
    put(conf, 'spicetls_port', graphics.tlsPort ?? 0);
    put(conf, 'spicedisable_ticketing', graphics.passwd === undefined ? 1 : 0);
    put(conf, 'spicepasswd', graphics.passwd);
    const mode = graphics.mouse?.mode;
    if (mode !== undefined) put(conf, 'spiceagent_mouse', mode === 'client' ? 1 : 0);
    if (mode === 'client') put(conf, 'spicevdagent', 1);
    if (graphics.clipboard?.copypaste) {
      put(conf, 'spice_clipboard_sharing', 1);
      put(conf, 'spicevdagent', 1);
    }
  },
};

// ---- network cards -----------------------------------------------------------------------------------

/** The model word that stands for a card with no emulation, by language. */
const vifType = (format: string): string => (format === 'xen-xl' ? 'vif' : 'netfront');

/** "10MB/s@50ms" in KiB a second. */
const rateOf = (text: string): number => {
  const match = /^(\d+)([GMK]?)([Bb])\/s(@.*)?$/.exec(text);
  if (!match) throw broken(`Invalid rate '${text}' specified`);
  const [, digits, prefix, unit] = match;
  const scale = prefix === 'G' ? 1024 * 1024 : prefix === 'M' ? 1024 : 1;
  return Math.floor((Number(digits) * scale) / (unit === 'b' ? 8 : 1));
};

const bridgeFrom = (text: string): object => {
  const openvswitch = { virtualport: { type: 'openvswitch' } };
  const [bridge = '', tag] = text.split('.');
  if (tag !== undefined) return { source: { bridge }, vlan: { tags: [{ id: Number(tag) }] }, ...openvswitch };
  const [name, ...trunks] = text.split(':');
  if (trunks.length)
    return {
      source: { bridge: name },
      vlan: { trunk: 'yes', tags: trunks.map((id) => ({ id: Number(id) })) },
      ...openvswitch,
    };
  return { source: { bridge: text } };
};

const readVif = (text: string, word: string): Interface => {
  const pairs = new Map<string, string>();
  for (const [key, value] of pairsOf(text)) {
    if (value === '' && !text.includes(`${key}=`)) throw broken(`malformed vif '${text}'`);
    pairs.set(key, value);
  }
  const { mac, bridge, script, model, type, ip, vifname, rate } = Object.fromEntries(pairs) as Record<
    string,
    string | undefined
  >;
  if (mac !== undefined && !/^([0-9a-f]{1,2}:){5}[0-9a-f]{1,2}$/i.test(mac))
    throw broken(`malformed mac address '${mac}'`);
  const bridged = bridge !== undefined || script === 'vif-bridge' || script === 'vif-vnic';
  return defined({
    type: bridged ? 'bridge' : 'ethernet',
    mac: mac === undefined ? undefined : { address: mac.toLowerCase() },
    ...(bridged && bridge !== undefined ? bridgeFrom(bridge) : {}),
    bandwidth: rate === undefined ? undefined : { outbound: { average: rateOf(rate) } },
    ips: ip
      ? ip.split(' ').map((address) => ({ address, family: address.includes(':') ? 'ipv6' : 'ipv4' }))
      : [],
    routes: [],
    portForwards: [],
    script: script ? { path: script } : undefined,
    target: vifname ? { dev: vifname } : undefined,
    model: model !== undefined ? { type: model } : type === word ? { type: 'netfront' } : undefined,
  }) as unknown as Interface;
};

const networks: Topic = {
  read(conf, domain, format) {
    domain.devices.interfaces = getTexts(conf, 'vif').map((text) => readVif(text, vifType(format)));
  },
  write(domain, conf, format, context) {
    const texts = domain.devices.interfaces.map((net) => {
      const addresses = addressesOf(net);
      const parts = [`mac=${net.mac?.address}`];
      const ip = addresses === undefined ? [] : [`ip=${addresses}`];
      if (net.type === 'bridge')
        parts.push(`bridge=${bridgeText(net)}`, ...ip, `script=${scriptOf(net) ?? DEFAULT_VIF_SCRIPT}`);
      else if (net.type === 'ethernet')
        parts.push(...(net.script?.path ? [`script=${net.script.path}`] : []), ...ip);
      else if (net.type === 'network')
        parts.push(
          `bridge=${context.networkBridge(net.source?.network ?? '')}`,
          `script=${DEFAULT_VIF_SCRIPT}`,
        );
      else throw refuse(`Unsupported net type '${net.type}'`);
      const model = net.model?.type;
      if (model !== undefined)
        parts.push(isHvm(domain) && model === 'netfront' ? `type=${vifType(format)}` : `model=${model}`);
      if (net.target?.dev) parts.push(`vifname=${net.target.dev}`);
      const average = net.bandwidth?.outbound?.average;
      if (average) parts.push(`rate=${average}KB/s`);
      return parts.join(',');
    });
    putList(conf, 'vif', texts);
  },
};

// ---- PCI, serial lines, sound ------------------------------------------------------------------------

const readPci = (text: string): Hostdev => {
  const match = /^(?:([0-9a-f]+):)?([0-9a-f]+):([0-9a-f]+)\.([0-9a-f]+)(?:,(.*))?$/i.exec(text);
  if (!match) throw broken(`Malformed PCI address ${text}`);
  const [, domain = '0', bus, slot, func, options] = match;
  const permissive = pairsOf(options ?? '').find(([key]) => key === 'permissive')?.[1];
  return {
    mode: 'subsystem',
    type: 'pci',
    managed: false,
    source: {
      ...(permissive === undefined ? {} : { writeFiltering: Number(permissive) === 0 }),
      address: { domain: hexOf(domain), bus: hexOf(bus), slot: hexOf(slot), function: hexOf(func) },
    },
  } as unknown as Hostdev;
};
const hex = (n: number | undefined, digits: number): string => (n ?? 0).toString(16).padStart(digits, '0');

const pci: Topic = {
  read(conf, domain) {
    domain.devices.hostdevs.push(...getTexts(conf, 'pci').map(readPci));
  },
  write(domain, conf) {
    const devices = domain.devices.hostdevs.filter((h) => h.mode === 'subsystem' && h.type === 'pci');
    putList(
      conf,
      'pci',
      devices.map((h) => {
        const a = h.source.address as { domain?: number; bus?: number; slot?: number; function?: number };
        const filter = h.source.writeFiltering;
        const permissive = filter === undefined ? '' : `,permissive=${filter ? 0 : 1}`;
        return `${hex(a.domain, 4)}:${hex(a.bus, 2)}:${hex(a.slot, 2)}.${hex(a.function, 1)}${permissive}`;
      }),
    );
  },
};

const lines: Topic = {
  read(conf, domain, format) {
    const { devices } = domain;
    if (!isHvm(domain)) {
      devices.consoles.push({ type: 'pty', target: { type: 'xen', port: 0 } } as Devices['consoles'][number]);
      return;
    }
    const parallel = getText(conf, 'parallel');
    if (parallel !== undefined && parallel !== 'none')
      devices.parallels.push({
        ...parseChardev(parallel),
        target: { port: 0 },
      } as Devices['parallels'][number]);
    const many = Array.isArray(conf.get('serial'));
    if (many && format === 'xen-xm') throw refuse('Multiple serial devices are not supported by xen-xm');
    const texts = many ? getTexts(conf, 'serial') : [getText(conf, 'serial') ?? 'none'];
    for (const [port, text] of texts.entries())
      if (text !== 'none') devices.serials.push({ ...parseChardev(text), target: { port } } as Serial);
  },
  write(domain, conf, format) {
    if (!isHvm(domain)) return;
    const { parallels, serials } = domain.devices;
    put(conf, 'parallel', parallels[0] ? chardevText(parallels[0], true) : 'none');
    const first = serials[0];
    if (!first) put(conf, 'serial', 'none');
    else if (serials.length === 1 && (first.target?.port ?? 0) === 0)
      put(conf, 'serial', chardevText(first, true));
    else {
      if (format === 'xen-xm') throw refuse('Multiple serial devices are not supported by xen-xm');
      const ports = Math.max(...serials.map((s) => s.target?.port ?? 0)) + 1;
      conf.set(
        'serial',
        Array.from({ length: ports }, (_, port) => {
          const serial = serials.find((s) => (s.target?.port ?? 0) === port);
          return serial ? chardevText(serial, true) : 'none';
        }),
      );
    }
  },
};

const sounds: Topic = {
  read(conf, domain) {
    const text = isHvm(domain) ? getText(conf, 'soundhw') : undefined;
    if (text === undefined) return;
    const models = text === 'all' ? ['sb16', 'es1370'] : text.split(',').filter((m) => m !== '');
    const known = ['sb16', 'es1370', 'pcspk', 'ac97', 'ich6', 'ich9', 'usb', 'ich7', 'virtio'];
    const odd = models.find((m) => !known.includes(m));
    if (odd) throw broken(`unknown sound model '${odd}'`);
    domain.devices.sounds = models.map(
      (model) => ({ model, codecs: [] }) as unknown as Devices['sounds'][number],
    );
  },
  write(domain, conf) {
    if (isHvm(domain) && domain.devices.sounds.length)
      put(conf, 'soundhw', domain.devices.sounds.map((s) => s.model).join(','));
  },
};

/** Devices of both languages, in libvirt's order. */
export const deviceTopics: readonly Topic[] = [displays, networks, pci, lines, sounds];

const usbInputs = ['tablet', 'mouse', 'keyboard'] as const;
const readInputs = (texts: readonly unknown[]): Devices['inputs'] =>
  texts.flatMap((text) => {
    if (typeof text !== 'string') throw broken('config value usbdevice was malformed');
    const type = usbInputs.find((u) => u === text);
    return type ? [{ type, bus: 'usb' } as Devices['inputs'][number]] : [];
  });

/** One USB input device is a word, several are a list; xm knows only one. */
export const inputs: Topic = {
  read(conf, domain, format) {
    const value = conf.get('usbdevice');
    if (!isHvm(domain) || value === undefined) return;
    if (format === 'xen-xm') getText(conf, 'usbdevice');
    domain.devices.inputs.push(...readInputs(Array.isArray(value) ? value : [value]));
  },
  write(domain, conf, format) {
    if (!isHvm(domain)) return;
    const list = domain.devices.inputs.filter((i) => i.bus === 'usb');
    if (list.length === 0) return;
    put(conf, 'usb', 1);
    const words = usbInputs.length
      ? list.map((i) => i.type).filter((type) => usbInputs.some((u) => u === type))
      : [];
    if (words.length > 1 && format === 'xen-xl') putList(conf, 'usbdevice', words);
    else put(conf, 'usbdevice', words[0]);
  },
};

export const usbDevices: Topic = {
  only: 'xen-xl',
  read(conf, domain) {
    for (const text of getTexts(conf, 'usbdev')) {
      const pairs = new Map(pairsOf(text));
      domain.devices.hostdevs.push({
        mode: 'subsystem',
        type: 'usb',
        managed: false,
        source: { address: { bus: hexOf(pairs.get('hostbus')), device: hexOf(pairs.get('hostaddr')) } },
      } as unknown as Hostdev);
    }
  },
  write(domain, conf) {
    const devices = domain.devices.hostdevs.filter((h) => h.mode === 'subsystem' && h.type === 'usb');
    putList(
      conf,
      'usbdev',
      devices.map((h) => {
        const a = (h.source.address ?? {}) as { bus?: number; device?: number };
        return `hostbus=${hex(a.bus, 1)},hostaddr=${hex(a.device, 1)}`;
      }),
    );
  },
};

export const usbControllers: Topic = {
  only: 'xen-xl',
  read(conf, domain) {
    for (const text of getTexts(conf, 'usbctrl').filter((t) => t !== '')) {
      const pairs = new Map(pairsOf(text));
      if ((pairs.get('type') ?? 'qusb').startsWith('qusb'))
        domain.devices.controllers.push({
          type: 'usb',
          model: pairs.has('version') && hexOf(pairs.get('version')) === 1 ? 'qusb1' : 'qusb2',
          ports: pairs.has('ports') ? hexOf(pairs.get('ports')) : 8,
        } as Devices['controllers'][number]);
    }
  },
  write(domain, conf) {
    const controllers = domain.devices.controllers.filter((c) => c.type === 'usb');
    if (controllers.length === 0) return;
    conf.set(
      'usbctrl',
      controllers
        .map((c) => {
          const version = c.model === undefined ? '' : `type=qusb,version=${c.model === 'qusb1' ? 1 : 2},`;
          return `${version}${c.ports === undefined ? '' : `ports=${hex(c.ports, 1)}`}`;
        })
        .filter((text) => text !== ''),
    );
  },
};

export const channels: Topic = {
  only: 'xen-xl',
  read(conf, domain) {
    for (const text of getTexts(conf, 'channel')) {
      const pairs = new Map(pairsOf(text));
      const connection = pairs.get('connection') ?? '';
      const target = { type: 'xen', name: pairs.get('name') };
      const channel = connection.startsWith('socket')
        ? { type: 'unix', source: defined({ mode: 'bind', path: pairs.get('path') }), target }
        : { type: 'pty', target };
      domain.devices.channels.push(channel as Devices['channels'][number]);
    }
  },
  write(domain, conf) {
    const list = domain.devices.channels.filter((c) => c.target.type === 'xen');
    putList(
      conf,
      'channel',
      list.map((c) => {
        const name = c.target.name ?? '(null)';
        if (c.type === 'pty') return `connection=pty,name=${name}`;
        if (c.type !== 'unix') throw broken(`channel of type '${c.type}' has no form in xl.cfg`);
        const path = c.source?.path === undefined ? '' : `path=${c.source.path},`;
        return `connection=socket,${path}name=${name}`;
      }),
    );
  },
};
