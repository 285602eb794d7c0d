use napi::{Env, Result};
use napi_derive::napi;
use reaper_core::pid_usage::{self, Source, Usage};

use crate::js::errors::throw_no_proc;

/// How many PIDs from 1 on the kernel gives out only once, before the PID counter wraps.
#[napi]
pub const RESERVED_PIDS: u32 = pid_usage::RESERVED_PIDS;

/// The tightest limit of tasks.
#[napi(object, object_from_js = false)]
pub struct PidUsage {
    /// The tasks that count against the limit: threads and zombies.
    pub tasks: f64,
    pub limit: f64,
    pub zombies: f64,
    pub source: LimitSource,
    /// The cgroup's folder, where a cgroup sets the limit.
    pub cgroup: Option<String>,
}

#[napi(string_enum)]
pub enum LimitSource {
    #[napi(value = "cgroup")]
    Cgroup,
    #[napi(value = "rlimit")]
    Rlimit,
    #[napi(value = "threads-max")]
    ThreadsMax,
    #[napi(value = "pid_max")]
    PidMax,
}

/// Returns the tightest limit of tasks and its use. Null when no limit is known.
#[napi(catch_unwind)]
pub fn pid_usage(env: Env) -> Result<Option<PidUsage>> {
    match pid_usage::usage() {
        Ok(usage) => Ok(usage.map(PidUsage::from)),
        Err(error) => throw_no_proc(env, &error),
    }
}

/// The tightest limit of tasks, without a count of zombies.
#[napi(object, object_from_js = false)]
pub struct PidLimit {
    pub tasks: f64,
    pub limit: f64,
}

/// Returns the same limit as `pidUsage`, at less cost. Null when no limit is known.
#[napi(catch_unwind)]
pub fn pid_limit(env: Env) -> Result<Option<PidLimit>> {
    match pid_usage::limit() {
        Ok(limit) => Ok(limit.map(|limit| PidLimit {
            tasks: limit.tasks as f64,
            limit: limit.limit as f64,
        })),
        Err(error) => throw_no_proc(env, &error),
    }
}

impl From<Usage> for PidUsage {
    fn from(usage: Usage) -> Self {
        let (source, cgroup) = match &usage.source {
            Source::Cgroup(dir) => (
                LimitSource::Cgroup,
                Some(dir.to_string_lossy().into_owned()),
            ),
            Source::Rlimit => (LimitSource::Rlimit, None),
            Source::ThreadsMax => (LimitSource::ThreadsMax, None),
            Source::PidMax => (LimitSource::PidMax, None),
        };
        // A double is exact up to 2^53, and no machine has that many tasks.
        let [tasks, limit, zombies] =
            [usage.tasks, usage.limit, usage.zombies].map(|count| count as f64);
        Self {
            tasks,
            limit,
            zombies,
            source,
            cgroup,
        }
    }
}
