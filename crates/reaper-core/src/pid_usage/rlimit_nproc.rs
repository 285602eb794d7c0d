//! RLIMIT_NPROC, which limits the tasks of a user (getrlimit(2)).

use std::fs;

use super::limit::{Limit, Source};
use crate::proc::namespace;
use crate::proc::process_table::{self, Stat, count_tasks};
use crate::proc::text::{numbers, split};

/// Returns the limit. None when it does not apply to this process.
pub fn limit() -> Option<u64> {
    let mut limit = libc::rlimit {
        rlim_cur: 0,
        rlim_max: 0,
    };
    // SAFETY: the kernel writes one rlimit through the pointer, which outlives the call.
    let result = unsafe { libc::getrlimit(libc::RLIMIT_NPROC, &raw mut limit) };
    if result == -1 || limit.rlim_cur == libc::RLIM_INFINITY || is_exempt() {
        return None;
    }
    Some(limit.rlim_cur)
}

/// Counts the tasks in the namespaces of this process. The user's tasks elsewhere count against the
/// limit too, but they are not visible.
pub fn count(limit: u64, table: &[Stat]) -> Limit {
    Limit {
        source: Source::Rlimit,
        tasks: count_tasks(table.iter().filter(|stat| is_counted(stat))),
        limit,
    }
}

/// Returns whether the process counts against the limit. The real user decides, not the effective
/// user.
pub fn is_counted(stat: &Stat) -> bool {
    let uids = process_table::status_field(stat.pid, b"Uid:").unwrap_or_default();
    numbers(&uids).next() == Some(own_uid())
}

/// Returns whether the limit does not apply to this process. The machine's root is exempt, and so
/// is a process with CAP_SYS_ADMIN or CAP_SYS_RESOURCE in the first user namespace (kernel/fork.c,
/// `copy_process`). The root of another user namespace may be neither.
fn is_exempt() -> bool {
    is_root(
        &fs::read("/proc/self/uid_map").unwrap_or_default(),
        own_uid(),
    ) || (namespace::is_first_user() && has_capability())
}

/// Returns whether `uid` is 0 in the parent of this user namespace, by lines of "INSIDE OUTSIDE
/// COUNT". That 0 need not be the machine's root, which is not visible from here.
pub(crate) fn is_root(uid_map: &[u8], uid: u64) -> bool {
    split(uid_map, b'\n').any(|line| {
        let mut numbers = numbers(line);
        // Only the first number of a range that begins with 0 is 0.
        numbers.next() == Some(uid) && numbers.next() == Some(0)
    })
}

fn has_capability() -> bool {
    let own = std::process::id().cast_signed();
    process_table::status_field(own, b"CapEff:").is_some_and(|mask| is_exempting(&mask))
}

/// Returns whether a set of capabilities, in hexadecimal, contains one of the two that exempt.
pub(crate) fn is_exempting(mask: &[u8]) -> bool {
    const CAP_SYS_ADMIN: u64 = 1 << 21;
    const CAP_SYS_RESOURCE: u64 = 1 << 24;
    let mask = str::from_utf8(mask.trim_ascii()).ok();
    let mask = mask.and_then(|mask| u64::from_str_radix(mask, 16).ok());
    mask.unwrap_or(0) & (CAP_SYS_ADMIN | CAP_SYS_RESOURCE) != 0
}

fn own_uid() -> u64 {
    // SAFETY: the call takes no arguments, touches no memory of this process, and cannot fail.
    u64::from(unsafe { libc::getuid() })
}

#[cfg(test)]
mod tests {
    use super::{is_counted, is_exempting, is_root};
    use crate::proc::process_table::{Stat, stat};

    #[test]
    fn a_process_of_the_same_user_is_counted() {
        let own = stat(std::process::id().cast_signed()).unwrap();
        assert!(is_counted(&own));
        assert!(!is_counted(&Stat { pid: -1, ..own }));
    }

    #[test]
    fn two_capabilities_exempt() {
        assert!(is_exempting(b"\t0000000000200000"));
        assert!(is_exempting(b"\t0000000001000000"));
        assert!(is_exempting(b"\t000001ffffffffff"));
        assert!(!is_exempting(b"\t000001fffedfffff"));
        assert!(!is_exempting(b""));
    }

    #[test]
    fn knows_the_machines_root_in_a_user_namespace() {
        assert!(is_root(b"         0          0 4294967295\n", 0));
        assert!(!is_root(b"         0          0 4294967295\n", 1));
        let rootless = b"0 1000 1\n1 100000 65536\n";
        assert!(!is_root(rootless, 0) && !is_root(rootless, 1));
        assert!(is_root(b"1000 0 1\n", 1000));
        assert!(!is_root(b"", 0));
    }
}
