//! The namespaces of this process, and whether /proc shows the same.

use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use super::text::{numbers, split};

/// Fails when there is no /proc, or when it shows another PID namespace than ours (as after an
/// `unshare --pid` without `--mount-proc`): its numbers would name the wrong processes.
///
/// Costs one system call, and the reading of one file the first time.
///
/// # Errors
/// Of the kind `NotFound` in both cases; others when no file can be opened.
pub fn check() -> io::Result<()> {
    // Each PID namespace has a procfs of its own, so the device number is a name for it.
    static OURS: AtomicU64 = AtomicU64::new(0);
    let device = fs::metadata("/proc")?.dev();
    if OURS.load(Ordering::Relaxed) == device {
        return Ok(());
    }
    // Our PID in each namespace from that of /proc down to our own: one number when they are one.
    // Bytes: a title that is cut within a UTF-8 character is in that file too.
    let status = fs::read("/proc/self/status")?;
    let line = split(&status, b'\n').find_map(|line| line.strip_prefix(b"NSpid:"));
    if line.is_none_or(|pids| numbers(pids).count() != 1) {
        return Err(io::Error::new(
            io::ErrorKind::NotFound,
            "/proc shows another PID namespace",
        ));
    }
    OURS.store(device, Ordering::Relaxed);
    Ok(())
}

/// Whether our user namespace is the machine's first one: `PROC_USER_INIT_INO`
/// (include/linux/proc_ns.h).
pub(crate) fn is_first_user() -> bool {
    is("user", "user:[4026531837]")
}

/// Whether our PID namespace is the machine's first one: `PROC_PID_INIT_INO`.
pub(crate) fn is_first_pid() -> bool {
    is("pid", "pid:[4026531836]")
}

fn is(kind: &str, name: &str) -> bool {
    fs::read_link(format!("/proc/self/ns/{kind}")).is_ok_and(|link| link == Path::new(name))
}
