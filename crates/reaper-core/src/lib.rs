//! Zombies: made, looked at and waited for. Linux only; knows nothing of N-API or JavaScript.
//!
//! The rule of which zombie may be taken has two halves. The kernel's half is here: a child of the
//! calling thread, by `__WNOTHREAD`. The other half, "nobody waits for it", comes from outside as
//! the [`Protected`] PIDs.

mod children;
mod process_table;
mod reap;
pub mod subreaper;
mod system_error;
mod wait;
mod zombie;

pub use process_table::{NAME_LEN, Name};
pub use reap::{Error as ReapError, Limits, Protected, Record, reap, steal};
pub use system_error::SystemError;
pub use wait::{Reaped, Scope, Waitable, is_any_waitable, is_main_thread};
pub use zombie::{Death, make as make_zombie};
