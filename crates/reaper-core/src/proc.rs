//! Reads processes from /proc.

pub mod children;
pub mod namespace;
pub mod process_table;
pub(crate) mod text;
pub mod zombies;
