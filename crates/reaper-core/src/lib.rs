//! Zombies: made, looked at and waited for. Linux only; knows nothing of N-API or JavaScript.
//!
//! The rule of which zombie may be taken has two halves. The kernel's half is here: a child of the
//! calling thread, by `__WNOTHREAD`. The other half, "nobody waits for it", comes from outside as
//! the [`Protected`] PIDs.

mod cgroup;
pub mod children;
pub mod clock;
mod exec;
mod nproc;
pub mod pid_limit;
pub mod pidfd;
pub mod process_table;
mod reap;
mod signal;
pub mod subreaper;
mod system_error;
mod text;
mod wait;
mod zombie;
pub mod zombies;

pub use exec::exec;
pub use reap::{
    Error as ReapError, Limits, Protected, Record, Sighting, reap, steal, take_each, unclaimed,
};
pub use system_error::SystemError;
pub use wait::{Reaped, Scope, Waitable, is_any_waitable, is_child, is_main_thread, peek_at};
pub use zombie::{Death, make as make_zombie};
