//! What the command line and the environment ask for.

pub mod environment;
mod flags;
pub mod options;
pub mod remap;
pub mod usage;
