//! Calls of libuv, whose functions the node executable exports.

mod deaths;
mod functions;
mod memory;
mod owned;

pub use owned::owned_pids;
