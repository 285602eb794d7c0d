//! The parsers of what the kernel prints, for any bytes. libFuzzer calls these functions
//! (`scripts/fuzz.sh`), and so do the tests below, with the corpus.

use crate::claims::pidfds;
use crate::claims::threads::{self, call, mask};
use crate::pid_usage::{cgroup, rlimit_nproc};
use crate::proc::text::numbers;
use crate::proc::{children, process_table};

/// A parser, by the name of its corpus.
pub type Target = (&'static str, fn(&[u8]));

pub const TARGETS: [Target; 7] = [
    ("stat", stat),
    ("status", status),
    ("children", list_of_children),
    ("cgroup", cgroup_and_mountinfo),
    ("fdinfo", fdinfo),
    ("syscall", syscall),
    ("folder", folder),
];

/// `/proc/PID/stat`. The name may be any bytes.
fn stat(bytes: &[u8]) {
    let Some(stat) = process_table::parse(bytes) else {
        return;
    };
    let start = bytes.iter().position(|byte| *byte == b'(').unwrap() + 1;
    let end = bytes.iter().rposition(|byte| *byte == b')').unwrap();
    let name = &bytes[start..end];
    let kept = name.len().min(stat.name.len());
    assert_eq!(stat.name[..kept], name[..kept]);
    assert!(stat.name[kept..].iter().all(|byte| *byte == 0));
}

/// Values of `/proc/PID/status` and of `/proc/PID/uid_map`.
fn status(bytes: &[u8]) {
    let digits = bytes.iter().filter(|byte| byte.is_ascii_digit()).count();
    assert!(numbers(bytes).count() <= digits);
    rlimit_nproc::is_root(bytes, 0);
    rlimit_nproc::is_exempting(bytes);
    pidfds::size_in(bytes);
    mask::blocks_every_signal(bytes);
}

/// `/proc/PID/task/TID/children`. What was read prints as the same list.
fn list_of_children(bytes: &[u8]) {
    let pids = children::parse(bytes);
    let printed: String = pids.iter().map(|pid| format!("{pid} ")).collect();
    assert_eq!(children::parse(printed.as_bytes()), pids);
}

/// `/proc/self/mountinfo`, a NUL, and `/proc/self/cgroup`.
fn cgroup_and_mountinfo(bytes: &[u8]) {
    let mut halves = bytes.splitn(2, |byte| *byte == 0);
    let mounts = halves.next().unwrap_or_default();
    let groups = cgroup::find(mounts, halves.next().unwrap_or_default());
    assert!(groups.len() <= mounts.split(|byte| *byte == b'\n').count());
    groups.iter().for_each(cgroup::Group::check);
}

/// `/proc/self/fdinfo/FD`
fn fdinfo(bytes: &[u8]) {
    assert!(pidfds::pid_in(bytes).is_none_or(|pid| pid > 0));
}

/// `/proc/self/task/TID/syscall`
fn syscall(bytes: &[u8]) {
    if let call::Call::WaitFor(pid) = call::parse(bytes) {
        assert!(pid > 0);
    }
}

/// What getdents64(2) writes.
fn folder(bytes: &[u8]) {
    let names = threads::names(bytes);
    // An entry has 19 bytes before its name, but its length may say 0.
    assert!(
        names
            .take(bytes.len() + 1)
            .all(|name| name.count_bytes() < bytes.len())
    );
}

#[cfg(test)]
#[path = "../../../fuzz/near_corpus.rs"]
mod tests;
