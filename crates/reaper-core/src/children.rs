//! The children of the calling thread, by PID.

use std::fs;
use std::io;

use crate::process_table;
use crate::wait::{self, Scope};

/// Lists the children of the calling thread, living and dead, oldest first.
///
/// One read of `/proc/self/task/TID/children` (proc_pid_children(5)). A kernel without
/// `CONFIG_PROC_CHILDREN` has no such file; there the whole of /proc is searched for processes
/// whose parent we are, which costs O(processes of the machine), and a wait call tells which of those
/// are this thread's.
///
/// The list is a snapshot: a child may be missed when another thread waits for one of its siblings
/// during the read (fs/proc/array.c, `get_children_pid`). It is then seen by the next call.
///
/// # Errors
/// As [`process_table::check`].
pub fn list() -> io::Result<Vec<libc::pid_t>> {
    process_table::check()?;
    // SAFETY: takes nothing, touches no memory of ours.
    let tid = unsafe { libc::syscall(libc::SYS_gettid) };
    match fs::read(format!("/proc/self/task/{tid}/children")) {
        Ok(text) => Ok(parse(&text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let mut pids = process_table::children_of_self()?;
            pids.retain(|pid| wait::is_child(*pid, Scope::Thread));
            Ok(pids)
        }
        Err(error) => Err(error),
    }
}

/// PIDs in decimal, each followed by a space.
fn parse(text: &[u8]) -> Vec<libc::pid_t> {
    text.split(|byte| *byte == b' ')
        .filter_map(|word| std::str::from_utf8(word).ok()?.parse().ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{list, parse};
    use std::process::Command;

    #[test]
    fn parses_what_the_kernel_prints() {
        assert_eq!(parse(b""), []);
        assert_eq!(parse(b"7 "), [7]);
        assert_eq!(parse(b"12 345 6789 "), [12, 345, 6789]);
    }

    #[test]
    fn lists_a_living_child_of_this_thread_and_of_no_other() {
        let mut child = Command::new("sleep").arg("1000").spawn().unwrap();
        let pid = child.id().cast_signed();
        assert!(list().unwrap().contains(&pid));
        let elsewhere = std::thread::spawn(|| list().unwrap()).join().unwrap();
        assert!(!elsewhere.contains(&pid));
        child.kill().unwrap();
        child.wait().unwrap();
    }
}
