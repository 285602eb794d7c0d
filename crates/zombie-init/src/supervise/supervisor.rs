//! The life of an init: pass signals on, reap, and end when the program has ended.
//!
//! Nothing in here may end this process before the program: errors are told and survived. All but one:
//! where a seccomp filter refuses to wait for children, nobody would ever learn of the program's end.

use core::mem;

use syscalls::Errno;

use crate::cli::options::Options;
use crate::cli::usage;
use crate::supervise::job_control;
use crate::supervise::status::Status;
use crate::sys::Set;
use crate::sys::Signal;
use crate::sys::{self, Pid, Time};
use crate::text::decimal::Decimal;
use crate::text::errors::describe;
use crate::text::log::{Level, Log};

pub struct Supervisor<'a> {
    pub program: Pid,
    pub options: &'a Options,
    pub log: Log,
    /// When to kill the program, on the clock of [`sys::now`].
    pub deadline: Option<i64>,
    /// Whether it was told to stop through us.
    pub told_to_stop: bool,
    /// Whether we stopped with it, so that its whole group is to be continued with us.
    pub stopped_with_it: bool,
    /// Whether the kernel lets us hear no signals, which has been told then.
    pub deaf: bool,
}

const WAITED_FOR: Set = Set::FORWARDED.with(Signal::CHLD);

/// How many children are waited for before a signal gets its turn. Children may die faster than they
/// are reaped, and then there would never be a last one.
const BATCH: usize = 64;

/// What a batch of children leaves to do.
enum Batch {
    /// The program was the last of them, and this is its exit code.
    Program(u8),
    /// There may be more, whose SIGCHLD was taken already.
    Full,
    /// There is nobody left to wait for now.
    Last,
}

impl Supervisor<'_> {
    /// Returns the exit code when the program has ended, or why nobody can be waited for.
    pub fn run(&mut self) -> Result<u8, Errno> {
        loop {
            // Before the first wait too: zombies from before an exec into this init send no SIGCHLD.
            match self.reap()? {
                Batch::Program(code) => {
                    job_control::take_terminal_back(self.program);
                    return Ok(self.options.successes.remap(code));
                }
                Batch::Full => self.take_signal(Some(Time::ZERO)),
                Batch::Last => self.take_signal(self.time_left()),
            }
            // After each signal and not after a timeout, which never comes while signals do.
            self.kill_when_overdue();
        }
    }

    /// Waits for a signal and passes it on. SIGCHLD only ends the wait.
    fn take_signal(&mut self, timeout: Option<Time>) {
        match sys::wait_for_signal(WAITED_FOR, timeout) {
            Ok((Signal::CHLD, _)) => self.log.line(Level::Debug, &[b"Received SIGCHLD"]),
            Ok((signal, info)) => self.forward(signal, &info),
            Err(Errno::EAGAIN | Errno::EINTR) => {}
            Err(error) => self.tell_of_deafness(error),
        }
    }

    /// Where a seccomp filter refuses to wait for signals. They stay blocked all the same: as PID 1 it
    /// makes no difference (pid_namespaces(7)), and elsewhere one would end us before the program.
    fn tell_of_deafness(&mut self, error: Errno) {
        if !mem::replace(&mut self.deaf, true) {
            let mut number = Decimal::new();
            let [text, digits] = describe(error, &mut number);
            let (what, end): (&[u8], &[u8]) = (b"Waiting for signals failed: ", usage::DEAF);
            let parts = [what, text, digits, end];
            self.log.line(Level::Warn, &parts);
        }
    }

    /// Waits for a batch of children, and no further than to the program. Sleeps only where no signal
    /// can be waited for.
    fn reap(&mut self) -> Result<Batch, Errno> {
        for _ in 0..BATCH {
            let Some((pid, word)) = sys::wait_for_child(self.deaf)? else {
                return Ok(Batch::Last);
            };
            let Some(status) = Status::decode(word) else {
                continue;
            };
            if let Status::Stopped(signal) = status {
                // A tracee of ours goes on, and is back here if its signal stops it. An orphan that
                // stopped is its own matter.
                if !sys::detach(pid, signal) && pid == self.program {
                    self.stop_too(signal);
                }
                continue;
            }
            self.tell_of_death(pid);
            if pid == self.program
                && let Some(code) = status.exit_code()
            {
                self.tell_of_end(status);
                return Ok(Batch::Program(code));
            }
        }
        Ok(Batch::Full)
    }

    /// The program stopped. So do we, and a shell above sees that its job has.
    fn stop_too(&mut self, signal: Signal) {
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
        if signal != Signal::TSTP && job_control::lend_terminal(self.program) {
            let _ = sys::kill(self.group(), Signal::CONT);
            return;
        }
        self.stopped_with_it = job_control::stop_like(self.program, signal);
        // Ctrl-Z where nobody could ever continue it. Without an init the kernel would have ignored
        // it; it did not because the program has a parent in another group of its session.
        if !self.stopped_with_it && signal == Signal::TSTP && !self.told_to_stop {
            let _ = sys::kill(self.group(), Signal::CONT);
        }
    }

    fn tell_of_death(&self, pid: Pid) {
        let mut number = Decimal::new();
        let digits = number.set(pid.cast_unsigned());
        self.log
            .line(Level::Debug, &[b"Reaped child with pid: '", digits, b"'"]);
        if self.options.warn_on_reap && pid != self.program {
            self.log
                .line(Level::Warn, &[b"Reaped zombie process with pid=", digits]);
        }
    }

    fn tell_of_end(&self, status: Status) {
        let mut number = Decimal::new();
        let [before, sig, name] = match status {
            Status::Exited(code) => {
                let before: &[u8] = b"Main child exited normally (with status '";
                [before, number.set(code.into()), b""]
            }
            Status::Killed(signal) | Status::Stopped(signal) => {
                let [sig, name] = crate::text::signal_names::name(signal, &mut number);
                [b"Main child exited with signal (with signal '", sig, name]
            }
        };
        self.log.line(Level::Info, &[before, sig, name, b"')"]);
    }
}
