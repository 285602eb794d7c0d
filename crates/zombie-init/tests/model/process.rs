//! Processes, as the kernel shows them.

use std::fs;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use crate::case::SIGNALS;

/// Only a defect takes this long.
const HANG: Duration = Duration::from_secs(300);

/// Makes this process adopt what an init leaves behind. Makes signals end the programs, even when
/// the caller of this test ignores them, as nohup(1) and background jobs do.
pub fn prepare() {
    // SAFETY: the call takes integers only.
    let result = unsafe { libc::prctl(libc::PR_SET_CHILD_SUBREAPER, 1) };
    assert_eq!(result, 0);
    for signal in SIGNALS {
        // SAFETY: the call sets the default action and installs no handler.
        unsafe { libc::signal(signal, libc::SIG_DFL) };
    }
}

pub fn is_there(program: &str) -> bool {
    Command::new(program).arg("--version").output().is_ok()
}

/// Returns the state letter of a process. None when no process has the PID.
pub fn state(pid: i32) -> Option<u8> {
    Some(*field(pid, 0)?.as_bytes().first()?)
}

/// Returns whether this process is the parent: the init has ended, or does not adopt orphans.
pub fn is_adopted(pid: i32) -> bool {
    field(pid, 1) == Some(std::process::id().to_string())
}

/// Returns a field of /proc/PID/stat, counted from the state (proc_pid_stat(5)).
fn field(pid: i32, place: usize) -> Option<String> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let (_, fields) = stat.rsplit_once(") ")?;
    fields.split(' ').nth(place).map(str::to_owned)
}

pub fn is_alive(pid: i32) -> bool {
    !matches!(state(pid), None | Some(b'Z' | b'X'))
}

pub fn send(pid: i32, signal: i32) {
    // SAFETY: the call takes integers only.
    unsafe { libc::kill(pid, signal) };
}

/// Waits for the end of an adopted child and returns its wait status. None when it is no child.
pub fn wait(pid: i32) -> Option<i32> {
    let mut status = 0;
    // SAFETY: the kernel writes one integer through the pointer, which outlives the call.
    let result = unsafe { libc::waitpid(pid, &raw mut status, 0) };
    (result == pid).then_some(status)
}

/// Waits until the condition holds. Returns whether it ever did.
pub fn until(mut condition: impl FnMut() -> bool) -> bool {
    let deadline = Instant::now() + HANG;
    while !condition() {
        if Instant::now() > deadline {
            return false;
        }
        thread::sleep(Duration::from_millis(1));
    }
    true
}
