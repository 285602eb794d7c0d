//! System calls about signals.

use core::ptr;

use syscalls::{Errno, Sysno, syscall};

use super::clock::Time;
use super::process::Pid;
use super::signal::Signal;
use super::signal_set::Set;

/// Blocks exactly these signals, and returns the set of signals that were blocked before.
pub fn set_mask(set: Set) -> Result<Set, Errno> {
    const SIG_SETMASK: usize = 2;
    let mut before = Set::NONE;
    // SAFETY: the kernel reads and writes one 64-bit mask.
    unsafe {
        syscall!(
            Sysno::rt_sigprocmask,
            SIG_SETMASK,
            &raw const set,
            &raw mut before,
            size_of::<Set>()
        )
    }?;
    Ok(before)
}

pub fn pending() -> Set {
    let mut set = Set::NONE;
    // SAFETY: the kernel writes one 64-bit mask.
    let _ = unsafe { syscall!(Sysno::rt_sigpending, &raw mut set, size_of::<Set>()) };
    set
}

/// The kernel's own `struct sigaction`. It is the same on x86_64 and aarch64.
#[repr(C)]
pub struct Action {
    handler: usize,
    flags: usize,
    restorer: usize,
    mask: u64,
}

impl Action {
    /// SIG_DFL.
    pub const DEFAULT: Self = Self {
        handler: 0,
        flags: 0,
        restorer: 0,
        mask: 0,
    };
}

/// Sets the action of a signal and returns the action before. A program has no handlers when it
/// starts, and the init installs none. So each action here is SIG_DFL or SIG_IGN.
pub fn set_action(signal: Signal, action: &Action) -> Action {
    let mut before = Action::DEFAULT;
    // SAFETY: the kernel reads one action and writes one. Neither has a handler.
    let _ = unsafe {
        syscall!(
            Sysno::rt_sigaction,
            signal.number(),
            ptr::from_ref(action),
            &raw mut before,
            size_of::<Set>()
        )
    };
    before
}

/// The `code` of a signal sent by `kill(2)`. The code is lower for a signal that user space queued,
/// and higher for a signal of the kernel (sigaction(2), "The si_code field").
pub const SI_USER: i32 = 0;

/// A `siginfo_t`, with names for the fields that the init reads.
#[repr(C)]
pub struct Info {
    number: i32,
    errno: i32,
    pub code: i32,
    padding: i32,
    pub sender: Pid,
    more: [u32; 27],
}

/// Waits for one of the signals and takes it. Without a timeout the wait has no end, and so it
/// causes no needless wake-up. Fails with EAGAIN after the timeout, and with EINTR after this
/// process was stopped.
pub fn wait_for_signal(set: Set, timeout: Option<Time>) -> Result<(Signal, Info), Errno> {
    let mut info = Info {
        number: 0,
        errno: 0,
        code: 0,
        padding: 0,
        sender: 0,
        more: [0; 27],
    };
    let timeout = timeout.as_ref().map_or(ptr::null(), ptr::from_ref);
    // SAFETY: the kernel reads the set and the timeout, and writes one siginfo_t.
    let number = unsafe {
        syscall!(
            Sysno::rt_sigtimedwait,
            &raw const set,
            &raw mut info,
            timeout,
            size_of::<Set>()
        )
    }?;
    // The kernel has no other numbers.
    let signal = Signal::new(number).ok_or(Errno::EAGAIN)?;
    Ok((signal, info))
}

/// Returns the process group that a process leads, in the form that [`kill`] takes.
pub fn group_of(leader: Pid) -> Pid {
    leader.wrapping_neg()
}

/// Sends a signal to a process. A negative `pid` means the process group -pid, 0 the caller's own
/// group.
pub fn kill(pid: Pid, signal: Signal) -> Result<(), Errno> {
    // SAFETY: the call takes numbers only.
    unsafe { syscall!(Sysno::kill, pid, signal.number()) }.map(|_| ())
}

/// Sends a signal with the whole `siginfo_t` that came with it, such as a value.
pub fn queue(pid: Pid, signal: Signal, info: &Info) -> Result<(), Errno> {
    // SAFETY: the kernel reads one siginfo_t.
    unsafe {
        syscall!(
            Sysno::rt_sigqueueinfo,
            pid,
            signal.number(),
            ptr::from_ref(info)
        )
    }
    .map(|_| ())
}
