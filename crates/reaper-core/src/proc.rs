//! What /proc says of processes.

pub mod children;
pub mod namespace;
pub mod process_table;
pub(crate) mod text;
pub mod zombies;
