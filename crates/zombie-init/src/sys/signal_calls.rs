//! System calls about signals.

use core::ptr;

use syscalls::{Errno, Sysno, syscall};

use super::clock::Time;
use super::process::Pid;
use super::signal::Signal;
use super::signal_set::Set;

/// Blocks exactly these signals, and returns those that were blocked before.
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

/// The kernel's own `struct sigaction`, the same on x86_64 and aarch64.
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

/// Returns what was done with the signal before. A program has no handlers yet when it starts, and
/// this one installs none: what comes and goes here is SIG_DFL and SIG_IGN.
pub fn set_action(signal: Signal, action: &Action) -> Action {
    let mut before = Action::DEFAULT;
    // SAFETY: the kernel reads and writes one action each, which has no handler in it.
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

/// The `code` of what `kill(2)` sent. That of what user space queued is lower, of what the kernel
/// sent higher (sigaction(2), "The si_code field").
pub const SI_USER: i32 = 0;

/// `siginfo_t`, as far as it is looked at.
#[repr(C)]
pub struct Info {
    number: i32,
    errno: i32,
    pub code: i32,
    padding: i32,
    pub sender: Pid,
    more: [u32; 27],
}

/// Waits for one of the signals and takes it. Without a timeout as long as it takes, and so without
/// ever waking up for nothing. EAGAIN after the timeout, EINTR after this process has been stopped.
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

/// The process group that a process leads, as [`kill`] takes it.
pub fn group_of(leader: Pid) -> Pid {
    leader.wrapping_neg()
}

/// Sends a signal; to the process group -pid when negative, to our own when 0.
pub fn kill(pid: Pid, signal: Signal) -> Result<(), Errno> {
    // SAFETY: takes numbers.
    unsafe { syscall!(Sysno::kill, pid, signal.number()) }.map(|_| ())
}

/// Sends a signal with all that came with it, a value above all.
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
