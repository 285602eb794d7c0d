//! The namespaces of this process, and whether /proc shows the same PID namespace.

use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

use super::text::{numbers, split};

/// Fails when there is no /proc, or when /proc shows another PID namespace. The latter happens
/// after an `unshare --pid` without `--mount-proc`. The PIDs in that /proc would name the wrong
/// processes.
///
/// Costs one system call, and the first call also reads one file.
///
/// # Errors
/// Of the kind `NotFound` in both cases. Other errors when no file can be opened.
pub fn check() -> io::Result<()> {
    // Each PID namespace has a procfs of its own, so the device number identifies the namespace.
    static OURS: AtomicU64 = AtomicU64::new(0);
    let device = fs::metadata("/proc")?.dev();
    if OURS.load(Ordering::Relaxed) == device {
        return Ok(());
    }
    // The file is read as bytes, because its first line may hold a process title that is cut within
    // a UTF-8 character.
    let status = fs::read("/proc/self/status")?;
    if !is_ours(&status, std::process::id()) {
        return Err(io::Error::new(
            io::ErrorKind::NotFound,
            "/proc shows another PID namespace",
        ));
    }
    OURS.store(device, Ordering::Relaxed);
    Ok(())
}

/// Returns whether `/proc/self/status` is that of a /proc of the PID namespace of this process.
///
/// NSpid lists the PID of this process in each namespace, from that of /proc down to its own. A
/// single number means that both are the same. gVisor and a kernel without `CONFIG_PID_NS` have no
/// such line. There the file has the PID of this process, unless /proc is of another sandbox.
fn is_ours(status: &[u8], own: u32) -> bool {
    let value = |label: &[u8]| split(status, b'\n').find_map(|line| line.strip_prefix(label));
    match value(b"NSpid:") {
        Some(pids) => numbers(pids).count() == 1,
        None => value(b"Pid:").is_some_and(|pid| numbers(pid).eq([u64::from(own)])),
    }
}

/// Returns whether this process is in the machine's first user namespace: `PROC_USER_INIT_INO`
/// (include/linux/proc_ns.h).
pub(crate) fn is_first_user() -> bool {
    fs::read_link("/proc/self/ns/user").is_ok_and(|link| link == Path::new("user:[4026531837]"))
}

/// Returns whether this process is in the machine's first PID namespace: `PROC_PID_INIT_INO`. A
/// process stays in its PID namespace (setns(2)).
pub(crate) fn is_first_pid() -> bool {
    static IS_FIRST: OnceLock<bool> = OnceLock::new();
    if let Some(known) = IS_FIRST.get() {
        return *known;
    }
    fs::read_link("/proc/self/ns/pid")
        .is_ok_and(|link| *IS_FIRST.get_or_init(|| link == Path::new("pid:[4026531836]")))
}

#[cfg(test)]
mod tests {
    use super::is_ours;

    #[test]
    fn one_number_in_ns_pid_means_that_proc_is_ours() {
        assert!(is_ours(b"Name:\tnode\nPid:\t7\nNSpid:\t7\n", 7));
        assert!(!is_ours(b"Name:\tnode\nPid:\t907\nNSpid:\t907\t7\n", 7));
    }

    // The file of gVisor.
    #[test]
    fn without_ns_pid_the_own_pid_means_that_proc_is_ours() {
        assert!(is_ours(b"Name:\tnode\nTgid:\t7\nPid:\t7\nPPid:\t1\n", 7));
        assert!(!is_ours(b"Name:\tnode\nTgid:\t907\nPid:\t907\n", 7));
        assert!(!is_ours(b"Name:\tnode\n", 7));
    }
}
