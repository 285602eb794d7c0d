//! The terminal, and being stopped as a job of a shell.
//!
//! The program has a process group of its own, so the terminal sends Ctrl-C and Ctrl-Z to it
//! directly, and the shell, which knows our group only, would not hear that its job has stopped.
//!
//! All signals are blocked here, SIGTTOU too, so the kernel lets us move the terminal even from the
//! background (tcsetpgrp(3)). Without a terminal nothing happens, and that is no error.

use core::mem;

use crate::sys::{self, Pid, Set, Signal};

/// The program, as a job of the shell above us.
pub struct Job {
    program: Pid,
    /// Whether it was told to stop through us.
    told_to_stop: bool,
    /// Whether we stopped with it, so that its whole group is to be continued with us.
    stopped_with_it: bool,
}

impl Job {
    pub const fn new(program: Pid) -> Self {
        Self {
            program,
            told_to_stop: false,
            stopped_with_it: false,
        }
    }

    /// Gives the program the terminal before the program asks, where that is allowed.
    pub fn lend_terminal_unasked(&self) {
        if lends_unasked() {
            sys::set_foreground_group(self.program);
        }
    }

    /// Records a signal that the program is about to get. Returns whether its whole group must get
    /// the signal: SIGCONT does after the group has stopped with us.
    pub fn continues_group(&mut self, signal: Signal) -> bool {
        match signal {
            Signal::TSTP => self.told_to_stop = true,
            Signal::CONT => {
                self.told_to_stop = false;
                return mem::take(&mut self.stopped_with_it);
            }
            _ => {}
        }
        false
    }

    /// The program stopped. So do we, and a shell above sees that its job has.
    pub fn stop_too(&mut self, signal: Signal) {
        // SIGSTOP comes from somebody who knows this process, and who will continue it himself.
        if !matches!(signal, Signal::TSTP | Signal::TTIN | Signal::TTOU) {
            return;
        }
        // Without a terminal there is no shell that has jobs, so whoever stopped the program will
        // continue it and not us.
        if sys::foreground_group().is_none() {
            return;
        }
        // The program used the terminal, which our group still has.
        if signal != Signal::TSTP && lend_terminal(self.program) {
            let _ = sys::kill(sys::group_of(self.program), Signal::CONT);
            return;
        }
        self.stopped_with_it = stop_like(self.program, signal);
        // Ctrl-Z where nobody could ever continue it. Without an init the kernel would have ignored
        // it; it did not because the program has a parent in another group of its session.
        if !self.stopped_with_it && signal == Signal::TSTP && !self.told_to_stop {
            let _ = sys::kill(sys::group_of(self.program), Signal::CONT);
        }
    }

    /// Takes the terminal back. A shell that waits for us does that by itself; a script would be
    /// stopped when it next reads from the terminal.
    pub fn take_terminal_back(&self) {
        if sys::foreground_group() == Some(self.program) {
            sys::set_foreground_group(sys::own_process_group());
        }
    }
}

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
fn lend_terminal(group: Pid) -> bool {
    owns_terminal() && sys::set_foreground_group(group)
}

/// Stops this process as the program was stopped, and returns when it is continued. False when the
/// kernel refused, since there is nobody who could continue it: in PID 1 and in a process group
/// whose session has no shell above it.
fn stop_like(program: Pid, signal: Signal) -> bool {
    // Ctrl-Z would have stopped all of our group, had it not been for the program's own.
    let from_terminal = sys::foreground_group() == Some(program);
    let _ = sys::kill(if from_terminal { 0 } else { sys::getpid() }, signal);
    // Here it stops: a blocked signal waits until it is let in.
    let _ = sys::set_mask(Set::ALL.without(signal));
    let _ = sys::set_mask(Set::ALL);
    sys::pending().contains(Signal::CONT)
}
