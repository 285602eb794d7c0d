//! The program's entry point, in the place of the one that a libc would bring.

#![no_std]
#![no_main]

// std brings its own.
#[cfg(panic = "abort")]
mod builtins;

use core::arch::naked_asm;

use zombie_init::Stack;

/// Where the kernel starts the program. The stack pointer is all that it passes.
///
/// # Safety
/// Nobody but the kernel calls this.
#[unsafe(naked)]
#[unsafe(no_mangle)]
unsafe extern "C" fn _start() -> ! {
    // The frame pointer of the outermost frame is 0, and the stack is aligned to 16 bytes before a
    // call (System V ABI; the kernel leaves it so on aarch64).
    #[cfg(target_arch = "x86_64")]
    naked_asm!("xor ebp, ebp", "mov rdi, rsp", "and rsp, -16", "call {main}", "ud2", main = sym main);
    #[cfg(target_arch = "aarch64")]
    naked_asm!("mov x29, #0", "mov x30, #0", "mov x0, sp", "bl {main}", "brk #1", main = sym main);
}

extern "C" fn main(stack_pointer: *mut usize) -> ! {
    // SAFETY: _start passes what the kernel left, once.
    let stack = unsafe { Stack::new(stack_pointer) };
    zombie_init::exit(zombie_init::start(stack))
}

// Profiles that unwind, as dev's, cannot do without std, which brings a panic handler.
#[cfg(panic = "unwind")]
extern crate std;

/// There is no way to panic in here: in the optimised program the linker proves it, by not finding
/// this function, which nothing then calls.
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
