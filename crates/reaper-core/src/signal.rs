//! Signal masks and actions by raw system calls, 64 bits wide. glibc's functions leave out signals
//! 32 and 33, and musl's leave out 34, too. Each of these signals may have a handler in Node's
//! memory.

use std::ptr;

/// The highest signal number, SIGRTMAX.
pub const LAST: libc::c_int = 64;

/// The calling thread's original mask of blocked signals. A drop restores the mask.
pub struct SignalMask(u64);

impl SignalMask {
    pub fn block_all() -> Self {
        Self(Self::set(u64::MAX))
    }

    pub fn block_none() -> Self {
        Self(Self::set(0))
    }

    /// Sets the mask and returns the mask before. Bit n - 1 stands for signal n.
    pub fn set(mask: u64) -> u64 {
        let mut before = 0_u64;
        // SAFETY: both pointers are to 8 bytes, and they outlive the call. 8 is the size that is
        // passed and the only size that the kernel takes. The call cannot fail for other reasons.
        unsafe {
            libc::syscall(
                libc::SYS_rt_sigprocmask,
                libc::SIG_SETMASK,
                &raw const mask,
                &raw mut before,
                size_of::<u64>(),
            )
        };
        before
    }
}

impl Drop for SignalMask {
    fn drop(&mut self) {
        Self::set(self.0);
    }
}

/// The action of a signal in the kernel's form: handler, flags, restorer, mask.
pub struct Action([u64; 4]);

impl Action {
    /// SIG_DFL is 0, and so is the empty value of each other field.
    pub const DEFAULT: Self = Self([0; 4]);
    pub const IGNORE: Self = Self([libc::SIG_IGN as u64, 0, 0, 0]);

    pub fn is_ignored(signal: libc::c_int) -> bool {
        let mut action = Self::DEFAULT;
        Self::exchange(signal, ptr::null(), &raw mut action);
        action.0[0] == libc::SIG_IGN as u64
    }

    pub fn set(&self, signal: libc::c_int) {
        Self::exchange(signal, self, ptr::null_mut());
    }

    fn exchange(signal: libc::c_int, new: *const Self, old: *mut Self) {
        // SAFETY: each pointer is null or to an Action. The kernel's struct sigaction is no larger
        // than that on any architecture. 8 is the only size of a mask that the kernel takes.
        // Neither of the actions that can be set has a handler.
        unsafe { libc::syscall(libc::SYS_rt_sigaction, signal, new, old, size_of::<u64>()) };
    }
}
