//! Words: messages, what errors and signals are called, and numbers.

pub mod decimal;
pub mod errors;
pub mod log;
pub mod signal_names;
