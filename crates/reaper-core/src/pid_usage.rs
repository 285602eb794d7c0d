//! How many more tasks can be started, and what limits it.

mod cgroup;
mod rlimit_nproc;
mod usage;

pub use usage::{Source, Usage, usage};
