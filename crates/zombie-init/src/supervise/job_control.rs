//! The terminal, and being stopped as a job of a shell.
//!
//! The program has a process group of its own, so the terminal sends Ctrl-C and Ctrl-Z to it
//! directly, and the shell, which knows our group only, would not hear that its job has stopped.
//!
//! All signals are blocked here, SIGTTOU too, so the kernel lets us move the terminal even from the
//! background (tcsetpgrp(3)). Without a terminal nothing happens, and that is no error.

use crate::sys::Set;
use crate::sys::Signal;
use crate::sys::{self, Pid};

/// Whether the terminal is ours to give. Not when we were started in the background, with `&`.
fn owns_terminal() -> bool {
    sys::foreground_group().is_some_and(|group| group == sys::own_process_group())
}

/// Whether the program gets the terminal before it asks. Where our standard input is something else,
/// another member of our group may read the terminal, such as what feeds us by a pipe.
pub fn lends_unasked() -> bool {
    sys::reads_terminal() && owns_terminal()
}

/// Gives the terminal to the program's group, if it is ours to give. False if not.
pub fn lend_terminal(group: Pid) -> bool {
    owns_terminal() && sys::set_foreground_group(group)
}

/// Takes the terminal back from the program's group. A shell that waits for us does that by itself;
/// a script would be stopped when it next reads from the terminal.
pub fn take_terminal_back(group: Pid) {
    if sys::foreground_group() == Some(group) {
        sys::set_foreground_group(sys::own_process_group());
    }
}

/// Stops this process as the program was stopped, and returns when it is continued. False when the
/// kernel refused, since there is nobody who could continue it: in PID 1 and in a process group
/// whose session has no shell above it.
pub fn stop_like(program: Pid, signal: Signal) -> bool {
    // Ctrl-Z would have stopped all of our group, had it not been for the program's own.
    let from_terminal = sys::foreground_group() == Some(program);
    let _ = sys::kill(if from_terminal { 0 } else { sys::getpid() }, signal);
    // Here it stops: a blocked signal waits until it is let in.
    sys::set_mask(Set::ALL.without(signal));
    sys::set_mask(Set::ALL);
    sys::pending().contains(Signal::CONT)
}
