//! What /proc says of processes.

use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::sync::atomic::{AtomicU64, Ordering};

/// Room for a process's name: `TASK_COMM_LEN`, of which the kernel uses 15 and a NUL.
pub const NAME_LEN: usize = 16;

/// A process's name, NUL-padded: any bytes its owner chose, not necessarily UTF-8.
pub type Name = [u8; NAME_LEN];

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
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("NSpid:"));
    if line.is_none_or(|pids| pids.split_ascii_whitespace().count() != 1) {
        return Err(io::Error::new(
            io::ErrorKind::NotFound,
            "/proc shows another PID namespace",
        ));
    }
    OURS.store(device, Ordering::Relaxed);
    Ok(())
}

/// The name of process `pid` (`/proc/PID/comm`), readable until it has been waited for. None when
/// there is no such process. Only after a [`check`]: another namespace's PID has another's name.
#[must_use]
pub fn name(pid: libc::pid_t) -> Option<Name> {
    let text = fs::read(format!("/proc/{pid}/comm")).ok()?;
    let text = text.strip_suffix(b"\n").unwrap_or(&text);
    let mut name = [0; NAME_LEN];
    // The kernel's own threads have longer ones, but none of them is a child of ours.
    let length = text.len().min(NAME_LEN);
    name[..length].copy_from_slice(&text[..length]);
    Some(name)
}

/// Every process whose parent is this one, whichever thread started it, by a look at all of /proc.
///
/// # Errors
/// As [`check`].
pub fn children_of_self() -> io::Result<Vec<libc::pid_t>> {
    check()?;
    let own = std::process::id().cast_signed();
    let mut children = Vec::new();
    for entry in fs::read_dir("/proc")? {
        let name = entry?.file_name();
        let Some(pid) = name.to_str().and_then(|name| name.parse().ok()) else {
            continue;
        };
        // One that is gone since the directory was read is no child any more.
        let Ok(stat) = fs::read(format!("/proc/{pid}/stat")) else {
            continue;
        };
        if parent(&stat) == Some(own) {
            children.push(pid);
        }
    }
    Ok(children)
}

/// The fourth field of a `/proc/PID/stat` line (proc_pid_stat(5)): the parent's PID.
///
/// Counted from the *last* `)`, since the name before it may hold spaces and brackets of its own.
fn parent(stat: &[u8]) -> Option<libc::pid_t> {
    let name_end = stat.iter().rposition(|byte| *byte == b')')?;
    let rest = std::str::from_utf8(&stat[name_end + 1..]).ok()?;
    let mut fields = rest.split_ascii_whitespace();
    let _state = fields.next()?;
    fields.next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{children_of_self, name, parent};
    use proptest::prelude::*;
    use std::process::Command;

    proptest! {
        #[test]
        fn any_name_may_stand_in_a_stat_line(
            name in proptest::collection::vec(any::<u8>(), 0..16),
            ppid in 0..=4_194_304_i32,
        ) {
            let mut line = b"4711 (".to_vec();
            line.extend(&name);
            line.extend(format!(") Z {ppid} 1 1 0 -1 4227084 0\n").bytes());
            prop_assert_eq!(parent(&line), Some(ppid));
        }

        #[test]
        fn no_bytes_make_it_panic(line in proptest::collection::vec(any::<u8>(), 0..64)) {
            let _ = parent(&line);
        }
    }

    #[test]
    fn reads_the_name_of_a_process() {
        let text = std::fs::read("/proc/self/comm").unwrap();
        let own = name(std::process::id().cast_signed()).unwrap();
        assert!(own.starts_with(text.strip_suffix(b"\n").unwrap()));
        assert_eq!(name(-1), None);
    }

    #[test]
    fn the_search_of_proc_finds_a_child_of_any_thread() {
        let mut child = Command::new("sleep").arg("1000").spawn().unwrap();
        let pid = child.id().cast_signed();
        assert!(children_of_self().unwrap().contains(&pid));
        let elsewhere = std::thread::spawn(|| children_of_self().unwrap());
        assert!(elsewhere.join().unwrap().contains(&pid));
        child.kill().unwrap();
        child.wait().unwrap();
    }
}
