//! The terminal, and job control by a shell.
//!
//! The program has a process group of its own, so the terminal sends Ctrl-C and Ctrl-Z to the
//! program directly. The shell knows the group of the init only. It would not learn that its job
//! has stopped.
//!
//! The init blocks all signals, SIGTTOU too. So the kernel lets it move the terminal even from the
//! background (tcsetpgrp(3)). Without a terminal this module does nothing and reports no error.

use core::mem;

use crate::sys::{self, Pid, Set, Signal};

/// The program, as a job of the shell above the init.
pub struct Job {
    program: Pid,
    /// Whether the init has forwarded SIGTSTP to the program.
    told_to_stop: bool,
    /// Whether the init stopped with the program. The next SIGCONT then goes to the program's whole
    /// group.
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

    /// Gives the program the terminal before the program asks, if [`lends_unasked`] allows it.
    pub fn lend_terminal_unasked(&self) {
        if lends_unasked() {
            sys::set_foreground_group(self.program);
        }
    }

    /// Records a signal that the program is about to get. Returns whether its whole group must get
    /// the signal. SIGCONT must reach the group if the group has stopped with the init.
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

    /// Stops the init after the program stopped. So a shell above sees that its job has stopped.
    pub fn stop_too(&mut self, signal: Signal) {
        // The sender of SIGSTOP knows the PID of the program and continues the program directly.
        if !matches!(signal, Signal::TSTP | Signal::TTIN | Signal::TTOU) {
            return;
        }
        // Without a terminal no shell with jobs is above. The process that stopped the program
        // continues the program, not the init.
        if sys::foreground_group().is_none() {
            return;
        }
        // The program used the terminal, which the group of the init still has.
        if signal != Signal::TSTP && lend_terminal(self.program) {
            let _ = sys::kill(sys::group_of(self.program), Signal::CONT);
            return;
        }
        self.stopped_with_it = stop_like(self.program, signal);
        // After this Ctrl-Z no process could continue the program. Without an init the kernel would
        // ignore the signal. It did not, because the program has a parent in another group of its
        // session.
        if !self.stopped_with_it && signal == Signal::TSTP && !self.told_to_stop {
            let _ = sys::kill(sys::group_of(self.program), Signal::CONT);
        }
    }

    /// Takes the terminal back. An interactive shell takes it back by itself when the init ends. A
    /// script does not, and would stop at its next read from the terminal.
    pub fn take_terminal_back(&self) {
        if sys::foreground_group() == Some(self.program) {
            sys::set_foreground_group(sys::own_process_group());
        }
    }
}

/// Whether the group of the init has the terminal. False when a shell started the init in the
/// background, with `&`.
fn owns_terminal() -> bool {
    sys::foreground_group().is_some_and(|group| group == sys::own_process_group())
}

/// Whether the program gets the terminal before it asks. False where standard input is no terminal:
/// another member of the group may read the terminal, such as a process that feeds the init by a
/// pipe.
pub fn lends_unasked() -> bool {
    sys::reads_terminal() && owns_terminal()
}

/// Gives the terminal to the program's group. Returns false if the init does not have the terminal,
/// or if the kernel refuses.
fn lend_terminal(group: Pid) -> bool {
    owns_terminal() && sys::set_foreground_group(group)
}

/// Stops this process as the program was stopped, and returns after this process is continued.
/// Returns false when the kernel refused because no process could continue this one. The kernel
/// refuses in PID 1, and in a process group whose session has no shell above it.
fn stop_like(program: Pid, signal: Signal) -> bool {
    // Ctrl-Z would have stopped the whole group of the init if the program had no group of its own.
    let from_terminal = sys::foreground_group() == Some(program);
    let _ = sys::kill(if from_terminal { 0 } else { sys::getpid() }, signal);
    // This process stops here: a blocked signal stays pending until it is unblocked.
    let _ = sys::set_mask(Set::ALL.without(signal));
    let _ = sys::set_mask(Set::ALL);
    sys::pending().contains(Signal::CONT)
}
