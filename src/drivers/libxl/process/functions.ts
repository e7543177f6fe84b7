// The functions of libxenlight that the worker calls, one line each: what goes in, what comes out, in the library's order.
// native.ts turns a line into a call; the context argument that all of them begin with is left out.
import type { StructName } from './sizes.ts';

/**
 * One parameter. Scalars by name; `<T` a structure given as JSON; `>T` a structure handed back as JSON; `>u32`,
 * `>u64`, `>i32`, `>str` a scalar handed back; `bitmap` a set of numbers, `>nodemap` a set of nodes handed back; `fd` a file or socket (see FileArg);
 * `ao` how completion is told; `null` always a null pointer.
 */
export type Parameter =
  | 'u32'
  | 'i32'
  | 'u64'
  | 'i64'
  | 'char'
  | 'str'
  | 'bitmap'
  | 'fd'
  | 'ao'
  | 'null'
  | `<${StructName}`
  | `>${StructName}`
  | '>u32'
  | '>u64'
  | '>i32'
  | '>str'
  | '>nodemap';

export interface FunctionSpec {
  readonly kind: 'call' | 'list' | 'struct' | 'value';
  readonly parameters: readonly Parameter[];
  /** Only hypercalls, at once: called without leaving the worker's own thread. */
  readonly quick?: true;
  /** Can be given up while in progress. */
  readonly abortable?: true;
  /** For lists: type of an element, and the function that frees the list. */
  readonly element?: StructName;
  readonly free?: string;
}

/** Returns an error code; results are the parameters that begin with `>`. */
const call = (...parameters: Parameter[]): FunctionSpec => ({ kind: 'call', parameters });
const quick = (...parameters: Parameter[]): FunctionSpec => ({ kind: 'call', parameters, quick: true });
const abortable = (...parameters: Parameter[]): FunctionSpec => ({
  kind: 'call',
  parameters,
  abortable: true,
});
/** Returns a number that is itself the answer, negative on failure. */
const value = (...parameters: Parameter[]): FunctionSpec => ({ kind: 'value', parameters, quick: true });
/** Returns an array whose length comes through the last pointers. */
const list = (element: StructName, ...parameters: Parameter[]): FunctionSpec => ({
  kind: 'list',
  parameters: [...parameters, '>i32'],
  element,
  free: `${element}_list_free`,
});
const device = <T extends string>(type: T) =>
  ({
    [`device_${type}_add`]: call('u32', `<device_${type}` as Parameter, 'ao'),
    [`device_${type}_remove`]: call('u32', `<device_${type}` as Parameter, 'ao'),
    [`device_${type}_destroy`]: call('u32', `<device_${type}` as Parameter, 'ao'),
    [`device_${type}_list`]: list(`device_${type}` as StructName, 'u32'),
  }) as Record<`device_${T}_${'add' | 'remove' | 'destroy' | 'list'}`, FunctionSpec>;

export const functions = {
  // Host
  get_physinfo: quick('>physinfo'),
  get_version_info: { kind: 'struct', parameters: [], element: 'version_info', quick: true },
  get_free_memory: call('>u64'),
  get_cpu_topology: { ...list('cputopology'), quick: true },
  get_numainfo: { ...list('numainfo'), quick: true },
  get_max_cpus: value(),
  get_online_cpus: value(),
  get_scheduler: value(),
  sched_credit_params_get: call('u32', '>sched_credit_params'),
  sched_credit_params_set: call('u32', '<sched_credit_params'),
  send_debug_keys: call('str'),
  list_cpupool: list('cpupoolinfo'),
  cpupool_destroy: call('u32'),
  cpupool_rename: call('str', 'u32'),
  cpupool_cpuadd: call('u32', 'i32'),
  cpupool_cpuremove: call('u32', 'i32'),
  cpupool_movedomain: call('u32', 'u32'),
  device_pci_assignable_list: { ...list('device_pci'), free: 'device_pci_assignable_list_free' },
  device_pci_assignable_add: call('<device_pci', 'i32'),
  device_pci_assignable_remove: call('<device_pci', 'i32'),
  // Guests
  list_domain: { ...list('dominfo'), quick: true },
  domain_info: quick('>dominfo', 'u32'),
  list_vcpu: { ...list('vcpuinfo', 'u32', '>i32'), quick: true },
  domain_create_new: abortable('<domain_config', '>u32', 'ao', 'null'),
  domain_create_restore: abortable(
    '<domain_config',
    '>u32',
    'fd',
    'i32',
    '<domain_restore_params',
    'ao',
    'null',
  ),
  domain_soft_reset: call('<domain_config', 'u32', 'ao', 'null'),
  retrieve_domain_configuration: call('u32', '>domain_config', 'ao'),
  domain_suspend: abortable('u32', 'fd', 'i32', 'ao'),
  domain_suspend_only: call('u32', 'ao'),
  domain_resume: call('u32', 'i32', 'ao'),
  domain_remus_start: abortable('<domain_remus_info', 'u32', 'fd', 'fd', 'ao'),
  domain_shutdown: call('u32', 'ao'),
  domain_reboot: call('u32', 'ao'),
  domain_destroy: call('u32', 'ao'),
  domain_pause: call('u32', 'ao'),
  domain_unpause: call('u32', 'ao'),
  domain_rename: call('u32', 'str', 'str'),
  domain_core_dump: call('u32', 'str', 'ao'),
  send_trigger: call('u32', 'i32', 'u32', 'ao'),
  send_sysrq: call('u32', 'char'),
  domain_setmaxmem: call('u32', 'u64'),
  set_memory_target: call('u32', 'i64', 'i32', 'i32'),
  get_memory_target: call('u32', '>u64'),
  set_vcpuonline: call('u32', 'bitmap', 'ao'),
  set_vcpuaffinity: call('u32', 'u32', 'bitmap', 'null'),
  domain_get_nodeaffinity: call('u32', '>nodemap'),
  domain_set_nodeaffinity: call('u32', 'bitmap'),
  domain_sched_params_get: call('u32', '>domain_sched_params'),
  domain_sched_params_set: call('u32', '<domain_sched_params'),
  console_get_tty: call('u32', 'i32', 'i32', '>str'),
  primary_console_get_tty: call('u32', '>str'),
  vm_get_start_time: { kind: 'value', parameters: ['u32'] },
  qemu_monitor_command: call('u32', 'str', '>str', 'ao'),
  psr_cat_set_cbm: call('u32', 'i32', 'bitmap', 'u64'),
  psr_cat_get_cbm: call('u32', 'i32', 'u32', '>u64'),
  psr_cmt_attach: call('u32'),
  psr_cmt_enabled: value(),
  psr_cmt_get_cache_occupancy: call('u32', 'u32', '>u32'),
  psr_set_val: call('u32', 'i32', 'bitmap', 'u64'),
  psr_get_val: call('u32', 'i32', 'u32', '>u64'),
  // Devices
  ...device('disk'),
  ...device('nic'),
  ...device('pci'),
  ...device('usbctrl'),
  device_usbdev_add: call('u32', '<device_usbdev', 'ao'),
  device_usbdev_remove: call('u32', '<device_usbdev', 'ao'),
  device_usbdev_list: list('device_usbdev', 'u32'),
  ...device('vtpm'),
  ...device('vkb'),
  ...device('vdispl'),
  ...device('vsnd'),
  device_vfb_add: call('u32', '<device_vfb', 'ao'),
  device_vfb_remove: call('u32', '<device_vfb', 'ao'),
  device_p9_remove: call('u32', '<device_p9', 'ao'),
  device_channel_list: list('device_channel', 'u32'),
  cdrom_insert: call('u32', '<device_disk', 'ao'),
} as const satisfies Record<string, FunctionSpec>;

export type FunctionName = keyof typeof functions;

/** A file or socket for the library to read or write: opened by the worker, closed when the call is over. */
export type FileArg =
  | { readonly path: string; readonly mode: 'read' | 'write'; readonly offset?: number }
  | { readonly socket: string };

/** Error codes of the library (libxl_types.idl), for the log. */
export const errorNames: Readonly<Record<number, string>> = {
  [-1]: 'NONSPECIFIC',
  [-2]: 'VERSION',
  [-3]: 'FAIL',
  [-4]: 'NI',
  [-5]: 'NOMEM',
  [-6]: 'INVAL',
  [-7]: 'BADFAIL',
  [-8]: 'GUEST_TIMEDOUT',
  [-9]: 'TIMEDOUT',
  [-10]: 'NOPARAVIRT',
  [-11]: 'NOT_READY',
  [-12]: 'OSEVENT_REG_FAIL',
  [-13]: 'BUFFERFULL',
  [-14]: 'UNKNOWN_CHILD',
  [-15]: 'LOCK_FAIL',
  [-16]: 'JSON_CONFIG_EMPTY',
  [-17]: 'DEVICE_EXISTS',
  [-18]: 'CHECKPOINT_DEVOPS_DOES_NOT_MATCH',
  [-19]: 'CHECKPOINT_DEVICE_NOT_SUPPORTED',
  [-20]: 'VNUMA_CONFIG_INVALID',
  [-21]: 'DOMAIN_NOTFOUND',
  [-22]: 'ABORTED',
  [-23]: 'NOTFOUND',
  [-24]: 'DOMAIN_DESTROYED',
  [-25]: 'FEATURE_REMOVED',
  [-26]: 'PROTOCOL_ERROR_QMP',
  [-27]: 'UNKNOWN_QMP_ERROR',
  [-28]: 'QMP_GENERIC_ERROR',
  [-29]: 'QMP_COMMAND_NOT_FOUND',
  [-30]: 'QMP_DEVICE_NOT_ACTIVE',
  [-31]: 'QMP_DEVICE_NOT_FOUND',
  [-32]: 'QEMU_API',
};
