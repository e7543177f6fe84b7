# The throw-away guest of kvm.ts, for reading: changes here are assembled into guestCode by hand with
#   as -o t.o throwaway.S && ld -Ttext=0 --oformat binary -o t.bin t.o
.code16
.globl _start
_start:
  cli
  xorw %ax,%ax
  movw %ax,%es
  cs lgdtl gdtr
  movl %cr0,%eax
  orb $1,%al
  movl %eax,%cr0
  ljmpl $8,$0xf0000+prot        # protected mode
.code32
prot:
  movw $16,%ax
  movw %ax,%ds
  movw %ax,%es
  movw %ax,%ss
  movl $0x8000,%esp
  # PML4 at 0x1000, PDPT at 0x2000, PD 0x3000..0x6fff (4 GiB in 2 MiB pages)
  movl $0x1000,%edi
  xorl %eax,%eax
  movl $0x1800,%ecx
  cld
  rep stosl
  movl $0x2003,0x1000
  movl $0x3003,0x2000
  movl $0x4003,0x2008
  movl $0x5003,0x2010
  movl $0x6003,0x2018
  movl $0x3000,%edi
  movl $0x83,%eax
1: movl %eax,(%edi)
  addl $8,%edi
  addl $0x200000,%eax
  jnc 1b
  movl %cr4,%eax
  orl $0x620,%eax
  movl %eax,%cr4
  movl $0x1000,%eax
  movl %eax,%cr3
  movl $0xc0000080,%ecx
  rdmsr
  orl $0x100,%eax
  wrmsr
  movl %cr0,%eax
  orl $0x80000000,%eax
  andl $~4,%eax
  orl $2,%eax
  movl %eax,%cr0
  ljmp $24,$0xf0000+long         # long mode, paging on
.code64
long:
  xorl %eax,%eax
  cpuid
  movl $0xfee00020,%esi          # local APIC id
  movl (%rsi),%ebx
  movq %rbx,%xmm0
  paddq %xmm0,%xmm0
  movl $0x200000,%edi
  movl $0x20000,%ecx
  movq $0x1234,%rax
  rep stosq
  movb $0x2a,%al
  outb %al,$0xf4                 # isa-debug-exit
2: hlt
  jmp 2b
.align 8
gdt: .quad 0
 .quad 0x00cf9b000000ffff
 .quad 0x00cf93000000ffff
 .quad 0x00af9b000000ffff
gdtr: .word 31
 .long 0xf0000+gdt
.org 0xfff0
.code16
  ljmp $0xf000,$0
.org 0x10000
