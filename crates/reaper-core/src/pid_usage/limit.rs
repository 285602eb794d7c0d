//! A limit of tasks, from any source.

use std::path::PathBuf;

#[derive(Debug, PartialEq, Eq)]
pub enum Source {
    /// pids.max of this group, which is that of this process or an ancestor.
    Cgroup(PathBuf),
    /// RLIMIT_NPROC.
    Rlimit,
    /// kernel.threads-max.
    ThreadsMax,
    /// kernel.pid_max.
    PidMax,
}

/// A limit, and the number of tasks that count against it.
#[derive(Debug, PartialEq, Eq)]
pub struct Limit {
    pub source: Source,
    /// The tasks: threads and zombies.
    pub tasks: u64,
    pub limit: u64,
}
