// The CPUID instruction, which no system call offers: a few bytes of machine code in a page of their own.
import { Buffer } from 'node:buffer';
import koffi from 'koffi';
import { addressOf, libc } from './libc.ts';

const mmap = libc.func('void *mmap(void *, size_t, int, int, int, int64_t)');
const mprotect = libc.func('int mprotect(void *, size_t, int)');
const memcpy = libc.func('void *memcpy(void *, void *, size_t)');
const routine = koffi.proto('void cpuid_routine(uint32_t, uint32_t, void *)');

const PAGE = 4096;
const [READ, WRITE, EXEC, PRIVATE_ANONYMOUS] = [1, 2, 4, 0x22];

/** `void (uint32_t leaf, uint32_t subleaf, uint32_t out[4])` in the System V calling convention. */
const code = Buffer.from('4989d05389f889f10fa241890041895804418948084189500c5bc3', 'hex');

/** eax, ebx, ecx and edx. */
export type CpuidRegisters = [number, number, number, number];

/** Returns the instruction as a function; undefined on other processors, or where the system allows no new code. */
export const loadCpuid = (): ((leaf: number, subleaf: number) => CpuidRegisters) | undefined => {
  if (process.arch !== 'x64') return undefined;
  const page = mmap(0n, PAGE, READ | WRITE, PRIVATE_ANONYMOUS, -1, 0) as bigint;
  if (BigInt.asIntN(64, page) === -1n) return undefined;
  memcpy(page, code, code.length);
  if (mprotect(page, PAGE, READ | EXEC) !== 0) return undefined;
  const out = Buffer.alloc(16);
  return (leaf, subleaf) => {
    koffi.call(page, routine, leaf, subleaf, addressOf(out));
    return [out.readUInt32LE(0), out.readUInt32LE(4), out.readUInt32LE(8), out.readUInt32LE(12)];
  };
};
