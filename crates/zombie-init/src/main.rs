//! The program's entry point. It replaces the entry point of a libc.

#![no_std]
#![no_main]

// std brings its own builtins.
#[cfg(panic = "abort")]
mod builtins;

use core::arch::naked_asm;

use zombie_init::Stack;

/// The kernel starts the program here. It passes the stack pointer and nothing else.
///
/// # Safety
/// Only the kernel calls this function.
#[unsafe(naked)]
#[unsafe(no_mangle)]
unsafe extern "C" fn _start() -> ! {
    // The frame pointer of the outermost frame is 0. The stack is aligned to 16 bytes before a call
    // (System V ABI). On aarch64 the kernel has aligned the stack already.
    #[cfg(target_arch = "x86_64")]
    naked_asm!("xor ebp, ebp", "mov rdi, rsp", "and rsp, -16", "call {main}", "ud2", main = sym main);
    #[cfg(target_arch = "aarch64")]
    naked_asm!("mov x29, #0", "mov x30, #0", "mov x0, sp", "bl {main}", "brk #1", main = sym main);
}

extern "C" fn main(stack_pointer: *mut usize) -> ! {
    // SAFETY: _start passes the stack pointer that the kernel set, and calls `main` once.
    let stack = unsafe { Stack::new(stack_pointer) };
    zombie_init::exit(zombie_init::start(stack))
}

// Profiles that unwind, such as dev, need std. std brings a panic handler.
#[cfg(panic = "unwind")]
extern crate std;

/// Proves that the program cannot panic. Nothing in the optimised program calls this handler, so
/// the linker drops the handler. If something did, the link would fail at the undefined function
/// below.
#[cfg(panic = "abort")]
#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    #[cfg(not(debug_assertions))]
    {
        unsafe extern "C" {
            safe fn zombie_init_must_not_be_able_to_panic() -> !;
        }
        zombie_init_must_not_be_able_to_panic()
    }
    #[cfg(debug_assertions)]
    zombie_init::exit(1)
}
