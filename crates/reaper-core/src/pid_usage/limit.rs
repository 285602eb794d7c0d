//! A limit of tasks, whoever sets it.

use std::path::PathBuf;

#[derive(Debug, PartialEq, Eq)]
pub enum Source {
    /// pids.max of this group, ours or an ancestor.
    Cgroup(PathBuf),
    /// RLIMIT_NPROC.
    Rlimit,
    /// kernel.threads-max.
    ThreadsMax,
    /// kernel.pid_max.
    PidMax,
}

/// What counts against a limit, and the limit.
#[derive(Debug, PartialEq, Eq)]
pub struct Limit {
    pub source: Source,
    /// The tasks: threads and zombies.
    pub tasks: u64,
    pub limit: u64,
}
