// The parts of libxenlight's JSON that the driver reads. Members at their default value are left out by the library.

export interface DomInfo {
  readonly domid?: number;
  readonly uuid?: string;
  readonly running?: boolean;
  readonly blocked?: boolean;
  readonly paused?: boolean;
  readonly shutdown?: boolean;
  readonly dying?: boolean;
  readonly shutdown_reason?: string;
  readonly current_memkb?: number;
  readonly max_memkb?: number;
  readonly cpu_time?: number;
  readonly vcpu_max_id?: number;
  readonly vcpu_online?: number;
  readonly domain_type?: string;
  readonly cpupool?: number;
}
export interface VcpuInfo {
  readonly vcpuid?: number;
  readonly cpu?: number;
  readonly online?: boolean;
  readonly blocked?: boolean;
  readonly running?: boolean;
  readonly vcpu_time?: number;
  readonly cpumap?: readonly number[];
}
export interface PhysInfo {
  readonly threads_per_core?: number;
  readonly cores_per_socket?: number;
  readonly max_cpu_id?: number;
  readonly nr_cpus?: number;
  readonly cpu_khz?: number;
  readonly total_pages?: number;
  readonly free_pages?: number;
  readonly nr_nodes?: number;
  readonly hw_cap?: readonly number[];
  readonly cap_hvm?: boolean;
  readonly cap_pv?: boolean;
  readonly cap_hvm_directio?: boolean;
}
export interface CpuTopology {
  readonly core?: number;
  readonly socket?: number;
  readonly node?: number;
}
export interface NumaInfo {
  readonly size?: number;
  readonly free?: number;
  readonly dists?: readonly number[];
}
export interface SchedParams {
  readonly sched?: string;
  readonly weight?: number;
  readonly cap?: number;
}

/** Kinds of consoles, triggers, schedulers (libxl_types.idl). */
export const ConsoleType = { SERIAL: 1, PV: 2, VUART: 3 } as const;
export const Trigger = { POWER: 1, SLEEP: 2, NMI: 3, INIT: 4, RESET: 5, S3RESUME: 6 } as const;
export const schedulers: Readonly<Record<number, string>> = {
  4: 'sedf',
  5: 'credit',
  6: 'credit2',
  7: 'arinc653',
  8: 'rtds',
  9: 'null',
};
