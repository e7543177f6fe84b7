// Definitions: define, undefine, rename, autostart, metadata, native forms, lifecycle actions.
import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import { Domain } from '../../../../schemas/xml/domain.ts';
import { formatXml } from '../../../model/xml/format.ts';
import { affected, oneDefinition } from '../../common/impact.ts';
import { getMetadata, setMetadata } from '../../common/metadata.ts';
import { Detail } from '../../common/states.ts';
import { removeFile, setLink } from '../../common/store.ts';
import type { PartialTable } from '../../table.ts';
import { readDefinition, saveConfig, saveStatus } from '../definition.ts';
import { formatNative, parseNative } from '../native/config.ts';
import { shelfOf } from '../snapshots.ts';
import { DOM0, failure, type Guest, invalid, notDom0, notValid, type World } from '../world.ts';

const UNDEFINE_MANAGED_SAVE = 1;
const UNDEFINE_SNAPSHOTS = 2;
const XL = 'xen-xl';
const XM = 'xen-xm';
const SEXPR = 'xen-sxpr';

const actionNames = [
  'destroy',
  'restart',
  'rename-restart',
  'preserve',
  'coredump-destroy',
  'coredump-restart',
] as const;
const actionKeys = ['on_poweroff', 'on_reboot', 'on_crash'] as const;

export const defineSlots = (world: World): PartialTable<'hypervisor'> => {
  const { guests, places, life } = world;

  const define = async (xml: string): Promise<{ dom: Guest['handle'] }> => {
    const domain = readDefinition(xml);
    const known = guests.byUuid(domain.uuid ?? '');
    if (known?.name === DOM0) notDom0(known);
    const wasDefined = known?.persistent === true;
    const { dom: guest, old } = guests.add(domain);
    try {
      await saveConfig(world, guest);
    } catch (error) {
      if (old) guest.config = old;
      else if (guest.active) guest.config = null;
      else guests.remove(guest);
      throw error;
    }
    life.defined(guest, wasDefined ? Detail.DEFINED.UPDATED : Detail.DEFINED.ADDED);
    return { dom: guest.handle };
  };

  const undefine = async (guest: Guest, flags: number): Promise<void> => {
    notDom0(guest);
    if (!guest.persistent) throw notValid('cannot undefine transient domain');
    const image = places.saveOf(guest.name);
    if (existsSync(image)) {
      if (!(flags & UNDEFINE_MANAGED_SAVE))
        throw notValid('Refusing to undefine while domain managed save image exists');
      await removeFile(image);
    }
    if (!guest.active && guest.snapshots.size) {
      if (!(flags & UNDEFINE_SNAPSHOTS))
        throw notValid(`cannot delete inactive domain with ${guest.snapshots.size} snapshots`);
      await rm(shelfOf(world, guest).folder, { recursive: true, force: true });
    }
    await removeFile(places.configOf(guest.name));
    await removeFile(places.linkOf(guest.name));
    life.undefined(guest);
  };

  const readNative = (format: string, text: string): string => {
    if (format === SEXPR)
      throw failure(
        "conversion from 'xen-sxpr' format is no longer supported",
        ErrorCode.OPERATION_UNSUPPORTED,
      );
    if (format !== XL && format !== XM) throw invalid(`unsupported config type ${format}`);
    return formatXml(Domain, parseNative(text, format), { inactive: true });
  };

  return {
    domainDefineXML: (_ctx, { xml }) => define(xml),
    domainDefineXMLFlags: (_ctx, { xml }) => define(xml),
    domainUndefine: (_ctx, { dom }) => undefine(guests.find(dom), 0),
    domainUndefineFlags: (_ctx, { dom, flags }) => undefine(guests.find(dom), flags),
    async domainRename(_ctx, { dom, new_name }) {
      const guest = guests.find(dom);
      notDom0(guest);
      const from = guest.name;
      if (guest.snapshots.size) throw notValid('cannot rename domain with snapshots');
      if (!new_name) throw invalid("Can't rename domain to an empty name");
      life.rename(guest, new_name);
      await saveConfig(world, guest);
      await removeFile(places.configOf(from));
      if (guest.autostart) {
        await setLink(places.linkOf(from), '', false);
        await setLink(places.linkOf(new_name), places.configOf(new_name), true);
      }
      if (existsSync(places.saveOf(from))) await rename(places.saveOf(from), places.saveOf(new_name));
      return { retcode: 0 };
    },
    domainGetAutostart: (_ctx, { dom }) => ({ autostart: guests.find(dom).autostart ? 1 : 0 }),
    async domainSetAutostart(_ctx, { dom, autostart }) {
      const guest = guests.find(dom);
      notDom0(guest);
      if (!guest.persistent) throw notValid('cannot set autostart for transient domain');
      await setLink(places.linkOf(guest.name), places.configOf(guest.name), autostart !== 0);
      guest.autostart = autostart !== 0;
    },
    domainGetAutostartOnce: (_ctx, { dom }) => ({ autostart: guests.find(dom).autostartOnce ? 1 : 0 }),
    async domainSetAutostartOnce(_ctx, { dom, autostart }) {
      const guest = guests.find(dom);
      notDom0(guest);
      if (!guest.persistent) throw notValid('cannot set autostart for transient domain');
      await setLink(`${places.linkOf(guest.name)}.once`, places.configOf(guest.name), autostart !== 0);
      guest.autostartOnce = autostart !== 0;
    },
    domainGetMetadata(_ctx, { dom, type, uri, flags }) {
      return { metadata: getMetadata(oneDefinition(guests.find(dom), flags).def, type, uri) };
    },
    async domainSetMetadata(_ctx, { dom, type, metadata, key, uri, flags }) {
      const guest = guests.find(dom);
      const { live, config } = affected(guest, flags);
      for (const definition of new Set([live, config]))
        if (definition) setMetadata(definition, type, metadata, key, uri);
      if (live) await saveStatus(world, guest);
      if (config) await saveConfig(world, guest);
      world.bus.emit('domain', 'metadataChange', { dom: guest.handle, type, nsuri: uri });
    },
    async domainSetLifecycleAction(_ctx, { dom, type, action, flags }) {
      const guest = guests.find(dom);
      notDom0(guest);
      const key = actionKeys[type];
      const name = actionNames[action];
      if (!key || !name)
        throw new VirError(ErrorCode.INVALID_ARG, ErrorDomain.DOMAIN, `invalid lifecycle type or action`);
      const { live, config } = affected(guest, flags);
      for (const definition of new Set([live, config])) if (definition) definition[key] = name;
      if (live) await saveStatus(world, guest);
      if (config) await saveConfig(world, guest);
    },
    connectDomainXMLFromNative: (_ctx, { nativeFormat, nativeConfig }) => ({
      domainXml: readNative(nativeFormat, nativeConfig),
    }),
    connectDomainXMLToNative(_ctx, { nativeFormat, domainXml }) {
      const domain = readDefinition(domainXml);
      if (nativeFormat !== XL && nativeFormat !== XM)
        throw invalid(`unsupported config type ${nativeFormat}`);
      return { nativeConfig: formatNative(domain, nativeFormat, world.context()) };
    },
  };
};
