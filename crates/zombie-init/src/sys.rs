//! The kernel: its system calls, each made safe to call, and what it hands over at the start.

mod process;
mod signal_calls;
pub mod signal_set;
pub mod stack;
mod terminal;

pub use process::*;
pub use signal_calls::{
    Action, Info, SI_USER, Time, kill, now, pending, queue, set_action, set_mask, wait_for_signal,
};
pub use terminal::{foreground_group, own_process_group, reads_terminal, set_foreground_group};
