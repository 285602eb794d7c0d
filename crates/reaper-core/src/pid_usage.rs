//! How many more tasks this process can start, and which limit applies.

pub(crate) mod cgroup;
mod kernel_limits;
mod limit;
pub(crate) mod rlimit_nproc;
mod usage;

pub use kernel_limits::RESERVED_PIDS;
pub use limit::{Limit, Source};
pub use usage::{Usage, limit, usage};
