//! Text: messages, names of errors and signals, and numbers.

pub mod decimal;
pub mod errors;
pub mod log;
pub mod signal_names;
