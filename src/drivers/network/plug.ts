// Joins a guest's tap to what its port says: a Linux bridge or an Open vSwitch, with isolation, MTU and limits.
import { ErrorDomain, systemError } from '../../../schemas/errors.ts';
import type { NetworkPort } from '../../../schemas/xml/network-port.ts';
import { strerror } from '../../native/libc.ts';
import { addForwarding, linkExists, removeForwarding, setBridgePort, setLink } from '../../native/link.ts';
import { runChecked, runCommand } from '../../util/command.ts';
import { setBandwidth } from './qos.ts';

const ENODEV = 19;

export interface PlugOptions {
  readonly mtu?: number;
  readonly mac: string;
  readonly owner: { readonly name: string; readonly uuid: string };
}

/** The ovs-vsctl command that adds a port with everything libvirt records of it. */
export const ovsPlugCommand = (tap: string, port: NetworkPort, options: PlugOptions): string[] => {
  const { virtualport, vlan } = port;
  const bridge = port.plug?.bridge ?? '';
  const set = (key: string, value: string): string[] => [
    '--',
    'set',
    'Interface',
    tap,
    `external-ids:${key}=${value}`,
  ];
  const tags = vlan?.tags ?? [];
  const native = tags.find((tag) => tag.nativeMode !== undefined);
  const ids = tags.map((tag) => tag.id).join(',');
  const vlanWords =
    tags.length === 0
      ? []
      : native
        ? [
            `vlan_mode=native-${native.nativeMode}`,
            `tag=${native.id}`,
            ...(vlan?.trunk ? [`trunk=${ids}`] : []),
          ]
        : vlan?.trunk
          ? [`trunk=${ids}`]
          : [`tag=${ids}`];
  const { interfaceid, profileid } = virtualport?.parameters ?? {};
  return [
    ...['ovs-vsctl', '--timeout=5', '--', '--may-exist', 'add-port', bridge, tap],
    ...vlanWords,
    ...set('attached-mac', `"${options.mac}"`),
    ...set('iface-id', `"${interfaceid ?? ''}"`),
    ...set('vm-id', `"${options.owner.uuid}"`),
    ...(profileid ? set('port-profile', `"${profileid}"`) : []),
    ...set('iface-status', 'active'),
  ];
};

/** Puts a tap on its port's bridge. */
export const plugTap = async (tap: string, port: NetworkPort, options: PlugOptions): Promise<void> => {
  const { plug } = port;
  if (plug?.type !== 'network' && plug?.type !== 'bridge') return;
  const bridge = plug.bridge ?? '';
  if (port.virtualport?.type !== 'openvswitch' && !linkExists(bridge))
    throw systemError(ErrorDomain.NONE, ENODEV, `Cannot get interface MTU on '${bridge}'`, strerror(ENODEV));
  if (port.virtualport?.type === 'openvswitch') {
    if (options.mtu) setLink(tap, { mtu: options.mtu });
    await runChecked(ovsPlugCommand(tap, port, options));
    setLink(tap, { up: true });
  } else {
    setLink(tap, { master: bridge, up: true, ...(options.mtu ? { mtu: options.mtu } : {}) });
    if (port.port?.isolated) setBridgePort(tap, { isolated: true });
    if (plug.macTableManager === 'libvirt') {
      setBridgePort(tap, { learning: false, unicastFlood: false });
      addForwarding(tap, options.mac);
    }
  }
  // What is guaranteed to it is kept by the bridge; what limits it by the tap, whose directions are the guest's reversed.
  await setBandwidth(tap, port.bandwidth, { swapped: true, replace: true });
};

/** Takes a tap off its bridge; one that is gone already is fine. */
export const unplugTap = async (tap: string, port: NetworkPort): Promise<void> => {
  if (port.virtualport?.type === 'openvswitch')
    await runCommand(['ovs-vsctl', '--timeout=5', '--', '--if-exists', 'del-port', tap]);
  else if (linkExists(tap)) {
    if (port.plug?.macTableManager === 'libvirt') removeForwarding(tap, port.mac.address);
    setLink(tap, { master: null });
  }
};
