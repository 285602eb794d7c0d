//! The life of the init: it starts the program, forwards signals, reaps, and ends as the program ends.

mod execvp;
mod forwarder;
mod job_control;
pub mod program;
mod status;
pub mod supervisor;
