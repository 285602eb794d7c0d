use std::os::unix::ffi::OsStrExt;

use napi::bindgen_prelude::Float64ArraySlice;
use napi::{Env, Result};
use napi_derive::napi;
use reaper_core::pid_usage::{self, Source, Usage};

use crate::js::arrays::float64;
use crate::js::errors::throw_no_proc;

/// The tightest limit of tasks: which one (0 a cgroup, 1 RLIMIT_NPROC, 2 threads-max, 3 pid_max), the
/// tasks that count against it, the limit, the zombies among them, and the bytes of the cgroup's
/// path, a number each. Nothing when no limit is known.
#[napi]
pub fn pid_usage(env: &Env) -> Result<Float64ArraySlice<'_>> {
    match pid_usage::usage() {
        Ok(usage) => float64(env, usage.as_ref().map_or_else(Vec::new, flatten)),
        Err(error) => throw_no_proc(*env, &error),
    }
}

fn flatten(usage: &Usage) -> Vec<f64> {
    let (source, path) = match &usage.source {
        Source::Cgroup(dir) => (0.0, dir.as_os_str().as_bytes()),
        Source::Rlimit => (1.0, &[][..]),
        Source::ThreadsMax => (2.0, &[][..]),
        Source::PidMax => (3.0, &[][..]),
    };
    // Exact up to 2^53, and no machine has that many tasks.
    let counts = [usage.tasks, usage.limit, usage.zombies].map(|count| count as f64);
    let mut flat = vec![source];
    flat.extend(counts);
    flat.extend(path.iter().map(|byte| f64::from(*byte)));
    flat
}
