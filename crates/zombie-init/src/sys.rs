//! The kernel: its system calls, each made safe to call, and the stack that it passes at the start.

mod clock;
mod output;
mod process;
mod signal;
mod signal_calls;
mod signal_set;
mod stack;
mod terminal;

pub use clock::{Time, now};
pub use output::{Bytes, is_ready, write};
pub use process::{
    Pid, become_subreaper, detach, execve, exit, fork, getpid, is_subreaper, lead_process_group,
    set_name, set_parent_death_signal, wait_for_child,
};
pub use signal::Signal;
pub use signal_calls::{
    Action, Info, SI_USER, group_of, kill, pending, queue, set_action, set_mask, wait_for_signal,
};
pub use signal_set::Set;
pub use stack::{Stack, Text, program_arguments};
pub use terminal::{foreground_group, own_process_group, reads_terminal, set_foreground_group};
