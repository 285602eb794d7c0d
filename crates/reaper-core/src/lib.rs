//! Makes, finds and reaps zombies. Linux only; contains no N-API and no JavaScript.
//!
//! The rule that decides which zombie may be taken has two halves. The kernel's half is here: a
//! child of the calling thread, by `__WNOTHREAD`. The other half is that no code waits for the
//! zombie. The caller asks the runtime for that half. [`claims`] asks the threads.

pub mod claims;
pub mod clock;
mod exec;
#[cfg(any(test, fuzzing))]
pub mod fuzz;
mod interrupted;
mod make_zombie;
pub mod pid_usage;
pub mod pidfd;
pub mod proc;
mod reap;
mod signal;
#[cfg(test)]
mod sleeper;
pub mod subreaper;
mod system_error;
mod wait;

pub use exec::exec;
pub use make_zombie::{Death, make as make_zombie};
pub use reap::{Error as ReapError, Limits, Record, Sighting, reap, steal, take_each, unclaimed};
pub use system_error::SystemError;
pub use wait::{Reaped, Scope, Waitable, is_any_waitable, is_child, is_main_thread, peek_at};
