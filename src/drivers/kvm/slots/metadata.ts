// What a definition says about itself, and what is to happen when the guest shuts down, reboots or crashes.
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import { affected, oneDefinition } from '../../common/impact.ts';
import { getMetadata, setMetadata } from '../../common/metadata.ts';
import type { PartialTable } from '../../table.ts';
import { saveDefinition } from '../define.ts';
import type { Guest } from '../guest.ts';
import type { Domain } from '../hardware.ts';
import { saveStatus } from '../status.ts';
import type { World } from '../world.ts';

/** virDomainLifecycle and virDomainLifecycleAction. */
const kinds = ['on_poweroff', 'on_reboot', 'on_crash'] as const;
const actions = [
  'destroy',
  'restart',
  'rename-restart',
  'preserve',
  'coredump-destroy',
  'coredump-restart',
] as const;
const words = ['poweroff', 'reboot', 'crash'] as const;

const unsupported = (text: string): VirError =>
  new VirError(ErrorCode.CONFIG_UNSUPPORTED, ErrorDomain.QEMU, text);

const checkAction = (kind: number, action: number): void => {
  if (kind < 2 && action > 3)
    throw new VirError(
      ErrorCode.INVALID_ARG,
      ErrorDomain.DOMAIN,
      `Lifecycle event '${words[kind]}' doesn't support '${actions[action]}' action`,
    );
  if (action === 2)
    throw unsupported(`qemu driver doesn't support '${actions[action]}' action for 'on_${words[kind]}'`);
};

const setAction = async (
  world: World,
  guest: Guest,
  kind: number,
  action: number,
  flags: number,
): Promise<void> => {
  const { live, config } = affected(guest, flags);
  const key = kinds[kind] ?? 'on_poweroff';
  const change = (domain: Domain): void => {
    domain[key] = actions[action] ?? 'destroy';
  };
  if (live) {
    if (guest.running().caps.has('set-action')) {
      const reboot = key === 'on_reboot' ? actions[action] : live.on_reboot;
      await guest.execute('set-action', { reboot: reboot === 'destroy' ? 'shutdown' : 'reset' });
    }
    change(live);
    await saveStatus(world, guest);
  }
  if (config) {
    change(config);
    await saveDefinition(world, guest, config);
  }
};

export const metadataSlots = (world: World): PartialTable<'hypervisor'> => {
  const { guests } = world;
  return {
    domainGetMetadata(_ctx, { dom, type, uri, flags }) {
      const { def } = oneDefinition(guests.find(dom), flags);
      return { metadata: getMetadata(def, type, uri) };
    },
    async domainSetMetadata(ctx, { dom, type, metadata, key, uri, flags }) {
      const guest = guests.find(dom);
      await guest.modify(ctx.api, async () => {
        const { live, config } = affected(guest, flags);
        if (live) {
          setMetadata(live, type, metadata, key, uri);
          await saveStatus(world, guest);
        }
        if (config) {
          setMetadata(config, type, metadata, key, uri);
          await saveDefinition(world, guest, config);
        }
        guest.emit('metadataChange', { type, nsuri: uri });
      });
    },
    domainSetLifecycleAction(ctx, { dom, type, action, flags }) {
      checkAction(type, action);
      const guest = guests.find(dom);
      return guest.modify(ctx.api, () => setAction(world, guest, type, action, flags));
    },
  };
};
