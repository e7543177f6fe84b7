/* Entry point, ELF notes and fixed pages of the tiny guest (Xen public/elfnote.h gives the note numbers). */
    .macro note kind, value:vararg
    .balign 4
    .long 4, 9f - 8f, \kind
    .asciz "Xen"
8:  \value
9:  .balign 4
    .endm

    .section .note.Xen, "a", @note
    note 6, .asciz "virtlight-tiny"  /* guest OS */
    note 8, .asciz "generic"         /* loader */
    note 5, .asciz "xen-3.0"         /* interface */
    note 3, .quad 0                  /* virtual base: addresses equal pseudo-physical ones */
    note 4, .quad 0                  /* offset of physical addresses in the file */
    note 1, .quad entry
    note 2, .quad hypercalls
    note 9, .asciz "yes"             /* PAE, always so on x86-64 */

    .text
    .globl entry, hypercalls
entry:
    cld
    lea stack_end(%rip), %rsp
    mov %rsi, %rdi                   /* start_info */
    xor %ebp, %ebp
    call tiny_main
hang:
    jmp hang
    .balign 4096
hypercalls:
    .fill 4096, 1, 0xcc              /* Xen writes 128 stubs of 32 bytes here */

    .bss
    .balign 4096
    .globl shared_info_page, frame_list, frame_list_list
shared_info_page: .fill 4096, 1, 0
frame_list:       .fill 4096, 1, 0
frame_list_list:  .fill 4096, 1, 0
    .fill 16384, 1, 0
stack_end:
    .section .note.GNU-stack, "", @progbits
