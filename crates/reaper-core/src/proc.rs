//! Reads processes from /proc.

pub mod children;
pub(crate) mod kept;
pub mod memory;
pub mod namespace;
pub mod pid_counter;
pub mod process_table;
pub(crate) mod text;
pub mod zombies;
