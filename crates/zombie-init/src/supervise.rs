//! The life of the init: starts the program, forwards signals, reaps, ends as the program ends.

mod deadline;
pub(crate) mod execvp;
mod forwarder;
mod job_control;
pub mod program;
mod status;
pub mod supervisor;
