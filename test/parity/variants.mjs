// Composes guests that nobody wrote: takes recorded definitions apart and puts them together differently. Each variant is
// made from a seed alone, so that a difference found once can be looked at again.
import { parseTree } from '../../dist/src/model/xml/tree.js';

/** Numbers from 0 up to, but not including, `below`. */
export const randomFrom = (seed) => {
  let state = (seed * 2654435761) >>> 0 || 1;
  return (below) => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % below;
  };
};

const mutable = (node) => {
  const attrs = new Map();
  for (let i = 0; i < node.attrs.length; i += 2) attrs.set(node.attrs[i], node.attrs[i + 1]);
  return { name: node.name, ns: node.ns, attrs, kids: node.kids.map(mutable), text: node.text.trim() };
};
export const readTree = (xml) => mutable(parseTree(xml, 'variant').root);

const escaped = (text) => text.replace(/[&<>'"\n\t]/g, (c) => `&#${c.charCodeAt(0)};`);
export const writeTree = (node, indent = '', outer = '') => {
  const prefix =
    node.ns && node.ns === outer ? '' : node.ns ? ` xmlns='${escaped(node.ns)}'` : outer ? " xmlns=''" : '';
  const attrs = [...node.attrs]
    .filter(([name]) => !name.includes(' ') && !name.startsWith('{'))
    .map(([name, value]) => ` ${name}='${escaped(value)}'`)
    .join('');
  const open = `${indent}<${node.name}${prefix}${attrs}`;
  if (node.kids.length === 0 && node.text === '') return `${open}/>\n`;
  if (node.kids.length === 0) return `${open}>${escaped(node.text)}</${node.name}>\n`;
  const kids = node.kids.map((kid) => writeTree(kid, `${indent}  `, node.ns)).join('');
  return `${open}>${escaped(node.text)}\n${kids}${indent}</${node.name}>\n`;
};

export const copy = (node) => ({ ...node, attrs: new Map(node.attrs), kids: node.kids.map(copy) });

export const nodes = (node, path = '', parent = null, out = []) => {
  const here = `${path}/${node.name}`;
  out.push({ node, path: here, parent });
  for (const kid of node.kids) nodes(kid, here, node, out);
  return out;
};

/** What occurs where in all the guests at hand: values of attributes, texts, elements. */
export const makePool = (trees) => {
  const attrs = new Map();
  const texts = new Map();
  const elements = new Map();
  const add = (map, key, name, value) => {
    const names = map.get(key) ?? map.set(key, new Map()).get(key);
    (names.get(name) ?? names.set(name, new Set()).get(name)).add(value);
  };
  for (const tree of trees)
    for (const { node, path, parent } of nodes(tree)) {
      for (const [name, value] of node.attrs) add(attrs, path, name, value);
      if (node.text) add(texts, path, '', node.text);
      if (parent) {
        const key = path.slice(0, path.lastIndexOf('/'));
        (elements.get(key) ?? elements.set(key, []).get(key)).push(node);
      }
    }
  return { attrs, texts, elements };
};

const machines = [
  ['x86_64', 'pc'],
  ['x86_64', 'q35'],
  ['x86_64', 'pc-i440fx-2.5'],
  ['x86_64', 'pc-q35-4.2'],
  ['x86_64', 'isapc'],
  ['x86_64', 'microvm'],
  ['i686', 'pc'],
  ['i686', 'q35'],
  ['aarch64', 'virt'],
  ['armv7l', 'virt'],
  ['armv7l', 'vexpress-a9'],
  ['armv7l', 'versatilepb'],
  ['riscv64', 'virt'],
  ['s390x', 's390-ccw-virtio'],
  ['ppc64', 'pseries'],
  ['ppc64', 'g3beige'],
  ['x86_64', null],
];
const emulators = { i686: 'i386', armv7l: 'arm' };
const odd = [
  '',
  'bogus',
  '0',
  '-1',
  '1',
  '255',
  '65536',
  '4294967296',
  '99999999999999999999',
  '0x10',
  '1.5',
  ' 1',
  'yes',
  'no',
  'on',
  'off',
  'default',
  'none',
];

const child = (node, name) => node.kids.find((kid) => kid.name === name);

const setMachine = (tree, arch, machine) => {
  const os = child(tree, 'os');
  const type = os && child(os, 'type');
  if (!type) return;
  type.attrs.set('arch', arch);
  if (machine === null) type.attrs.delete('machine');
  else type.attrs.set('machine', machine);
  const devices = child(tree, 'devices');
  const emulator = devices && child(devices, 'emulator');
  if (emulator) emulator.text = `/usr/bin/qemu-system-${emulators[arch] ?? arch}`;
};

/** The ways to change a tree; each gives a word on what it did, or undefined when it found nothing to do. */
export const changes = {
  splice: (tree, pool, random) => {
    const devices = child(tree, 'devices');
    const candidates = pool.elements.get('/domain/devices') ?? [];
    if (!devices || candidates.length === 0) return undefined;
    const device = copy(candidates[random(candidates.length)]);
    if (device.name === 'emulator') return undefined;
    if (random(2) === 0) device.kids = device.kids.filter((kid) => kid.name !== 'address');
    devices.kids.push(device);
    return `+${device.name}`;
  },
  section: (tree, pool, random) => {
    const candidates = (pool.elements.get('/domain') ?? []).filter(
      (node) => !['devices', 'name', 'uuid', 'os', 'metadata'].includes(node.name),
    );
    const section = copy(candidates[random(candidates.length)]);
    tree.kids = tree.kids.filter((kid) => kid.name !== section.name);
    tree.kids.push(section);
    return `section ${section.name}`;
  },
  machine: (tree, _, random) => {
    const [arch, machine] = machines[random(machines.length)];
    setMachine(tree, arch, machine);
    return `${arch}/${machine}`;
  },
  x86: (tree, _, random) => {
    const machine = ['pc', 'q35', 'isapc', 'microvm', 'pc-i440fx-3.1', 'pc-q35-2.12'][random(6)];
    setMachine(tree, 'x86_64', machine);
    return `machine ${machine}`;
  },
  noAddresses: (tree) => {
    for (const { node } of nodes(tree)) node.kids = node.kids.filter((kid) => kid.name !== 'address');
    return 'no addresses';
  },
  noControllers: (tree) => {
    const devices = child(tree, 'devices');
    if (!devices) return undefined;
    devices.kids = devices.kids.filter((kid) => kid.name !== 'controller');
    return 'no controllers';
  },
  dropAttr: (tree, _, random) => {
    const all = nodes(tree).filter(({ node }) => node.attrs.size > 0);
    if (all.length === 0) return undefined;
    const { node, path } = all[random(all.length)];
    const names = [...node.attrs.keys()];
    const name = names[random(names.length)];
    node.attrs.delete(name);
    return `-${path}@${name}`;
  },
  dropElement: (tree, _, random) => {
    const all = nodes(tree).filter(({ parent }) => parent);
    const { node, path, parent } = all[random(all.length)];
    parent.kids.splice(parent.kids.indexOf(node), 1);
    return `-${path}`;
  },
  otherValue: (tree, pool, random) => {
    const all = nodes(tree).filter(({ node, path }) => node.attrs.size > 0 && pool.attrs.has(path));
    if (all.length === 0) return undefined;
    const { node, path } = all[random(all.length)];
    const names = [...node.attrs.keys()];
    const name = names[random(names.length)];
    const values = [...(pool.attrs.get(path).get(name) ?? [])];
    if (values.length < 2) return undefined;
    const value = values[random(values.length)];
    node.attrs.set(name, value);
    return `${path}@${name}=${value}`;
  },
  addAttr: (tree, pool, random) => {
    const all = nodes(tree).filter(({ path }) => pool.attrs.has(path));
    const { node, path } = all[random(all.length)];
    const known = [...pool.attrs.get(path)].filter(([name]) => !node.attrs.has(name));
    if (known.length === 0) return undefined;
    const [name, values] = known[random(known.length)];
    const value = [...values][random(values.size)];
    node.attrs.set(name, value);
    return `+${path}@${name}=${value}`;
  },
  addElement: (tree, pool, random) => {
    const all = nodes(tree).filter(
      ({ path }) => path.includes('/', 1) && pool.elements.has(path) && path !== '/domain/devices',
    );
    if (all.length === 0) return undefined;
    const { node, path } = all[random(all.length)];
    const candidates = pool.elements.get(path);
    const chosen = copy(candidates[random(candidates.length)]);
    if (random(2) === 0) node.kids = node.kids.filter((kid) => kid.name !== chosen.name);
    node.kids.push(chosen);
    return `+${path}/${chosen.name}`;
  },
  oddValue: (tree, _, random) => {
    const all = nodes(tree).filter(({ node }) => node.attrs.size > 0);
    if (all.length === 0) return undefined;
    const { node, path } = all[random(all.length)];
    const names = [...node.attrs.keys()];
    const name = names[random(names.length)];
    const value = odd[random(odd.length)];
    node.attrs.set(name, value);
    return `${path}@${name}=${JSON.stringify(value)}`;
  },
  oddText: (tree, pool, random) => {
    const all = nodes(tree).filter(
      ({ node, path }) => node.text !== '' && path !== '/domain/devices/emulator',
    );
    if (all.length === 0) return undefined;
    const { node, path } = all[random(all.length)];
    const known = [...(pool.texts.get(path)?.get('') ?? [])];
    node.text = random(2) === 0 && known.length > 0 ? known[random(known.length)] : odd[random(odd.length)];
    return `${path}=${JSON.stringify(node.text)}`;
  },
  twice: (tree, _, random) => {
    const all = nodes(tree).filter(({ parent, path }) => parent && path.split('/').length > 2);
    const { node, path, parent } = all[random(all.length)];
    parent.kids.splice(parent.kids.indexOf(node), 0, copy(node));
    return `2x ${path}`;
  },
};

/** Mostly what leaves a guest sound, so that what is completed gets compared; every third what spoils it. */
const guests = {
  changes,
  sound: [
    'splice',
    'splice',
    'splice',
    'section',
    'x86',
    'noAddresses',
    'noControllers',
    'otherValue',
    'addAttr',
    'addElement',
  ],
  spoiling: [
    'dropAttr',
    'dropElement',
    'oddValue',
    'oddText',
    'twice',
    'machine',
    'otherValue',
    'addAttr',
    'addElement',
  ],
};

/** What a seed stands for: a guest, or what else `ways` tells how to change. */
export const variant = (seed, sources, pool, { changes, sound, spoiling } = guests) => {
  const random = randomFrom(seed);
  const source = sources[random(sources.length)];
  const tree = copy(source.tree);
  const what = [source.name];
  const wanted = 1 + random(3);
  const kinds = seed % 3 === 0 ? spoiling : sound;
  for (let done = 0, tries = 0; done < wanted && tries < 20; tries++) {
    const did = changes[kinds[random(kinds.length)]](tree, pool, random);
    if (did === undefined) continue;
    what.push(did);
    done++;
  }
  return { name: `${seed}: ${what.join(', ')}`, xml: writeTree(tree) };
};
