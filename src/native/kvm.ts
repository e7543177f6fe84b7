// Questions only /dev/kvm answers: how many vCPUs a guest may have, MSRs the host offers to guests, the TSC's rate.
// Asked on a worker thread, so that a kernel that does not answer holds up nothing but the question.
import { open } from 'node:fs/promises';
import { closeFds } from './descriptors.ts';
import { addressOf, libc } from './libc.ts';

const ioctlNumber = libc.func('int ioctl(int, unsigned long, long)');

const KVM_CREATE_VM = 0xae01;
const KVM_CHECK_EXTENSION = 0xae03;
const KVM_CREATE_VCPU = 0xae41;
const KVM_GET_MSRS = 0xc008ae88;
const KVM_GET_TSC_KHZ = 0xaea3;
const CAP_NR_VCPUS = 9;
const CAP_TSC_CONTROL = 60;
const CAP_MAX_VCPUS = 66;
/** What the kernel's documentation says where it does not say itself. */
const DEFAULT_MAX_VCPUS = 4;

const ioctl = (fd: number, request: number, argument: number | bigint = 0): Promise<number> =>
  new Promise((resolve, reject) => {
    ioctlNumber.async(fd, request, argument, (error: Error | null, result: number) =>
      error ? reject(error) : resolve(result),
    );
  });

export interface KvmDevice {
  maxVcpus: number;
  msrs: ReadonlyMap<number, bigint>;
  /** Hertz. */
  tsc?: { frequency: number; scaling: boolean };
}

/** Asks the device; undefined where it cannot be opened or does not answer within `deadline` milliseconds. */
export const readKvmDevice = async (
  path: string,
  msrs: readonly number[],
  deadline: number,
): Promise<KvmDevice | undefined> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, deadline, undefined);
  });
  try {
    return await Promise.race([ask(path, msrs).catch(() => undefined), late]);
  } finally {
    clearTimeout(timer);
  }
};

const ask = async (path: string, msrs: readonly number[]): Promise<KvmDevice> => {
  const device = await open(path, 'r');
  try {
    const most = await ioctl(device.fd, KVM_CHECK_EXTENSION, CAP_MAX_VCPUS);
    const usual = most > 0 ? most : await ioctl(device.fd, KVM_CHECK_EXTENSION, CAP_NR_VCPUS);
    const found = new Map<number, bigint>();
    for (const index of msrs) {
      // struct kvm_msrs with one entry: count, padding, index, reserved, value.
      const request = Buffer.alloc(24);
      request.writeUInt32LE(1, 0);
      request.writeUInt32LE(index, 8);
      if ((await ioctl(device.fd, KVM_GET_MSRS, addressOf(request))) >= 1)
        found.set(index, request.readBigUInt64LE(16));
    }
    const tsc = await readTsc(device.fd);
    return { maxVcpus: usual > 0 ? usual : DEFAULT_MAX_VCPUS, msrs: found, ...(tsc && { tsc }) };
  } finally {
    await device.close();
  }
};

/** The rate is a property of a vCPU, so one is made for a moment. */
const readTsc = async (device: number): Promise<KvmDevice['tsc']> => {
  const vm = await ioctl(device, KVM_CREATE_VM);
  if (vm < 0) return undefined;
  const vcpu = await ioctl(vm, KVM_CREATE_VCPU);
  try {
    if (vcpu < 0) return undefined;
    const khz = await ioctl(vcpu, KVM_GET_TSC_KHZ);
    if (khz <= 0) return undefined;
    return {
      frequency: khz * 1000,
      scaling: (await ioctl(device, KVM_CHECK_EXTENSION, CAP_TSC_CONTROL)) > 0,
    };
  } finally {
    closeFds(vcpu < 0 ? [vm] : [vcpu, vm]);
  }
};
