//! The main loop of the init: forwards signals, reaps, and ends when the program has ended.
//!
//! Nothing in here may end this process before the program, so errors are logged and survived.
//! There is one exception. If a seccomp filter refuses to wait for children, the init could never
//! learn of the program's end.

use core::mem;

use syscalls::Errno;

use super::deadline::Deadline;
use super::forwarder::Forwarder;
use super::job_control::Job;
use super::status::Status;
use crate::cli::options::Options;
use crate::sys::{self, Pid, Set, Signal, Time};
use crate::text::decimal::Decimal;
use crate::text::errors;
use crate::text::log::{Level, Log};
use crate::text::signal_names;

pub struct Supervisor<'a> {
    program: Pid,
    options: &'a Options,
    log: Log,
    forwarder: Forwarder<'a>,
    deadline: Deadline,
    job: Job,
    /// Whether the last call that waits for signals, or polls, was interrupted.
    was_interrupted: bool,
    /// Whether the kernel refuses to wait for signals (already logged).
    deaf: bool,
}

/// The consequence that the log states when the init cannot wait for signals.
const DEAF: &[u8] = b".
zombie-init still reaps zombies, but it does not forward signals.
To fix the problem, let the seccomp filter allow rt_sigprocmask and rt_sigtimedwait.";

const WAITED_FOR: Set = Set::FORWARDED.with(Signal::CHLD);

/// Maximum number of children to reap before a signal gets its turn. Children may die faster than
/// the init reaps them, and then no wait call would ever report the last one.
const BATCH: usize = 64;

/// The work that is left after a batch of children.
enum Batch {
    /// The program was the last child of the batch. This is its exit code.
    Program(u8),
    /// There may be more dead children. Their SIGCHLD was taken already.
    Full,
    /// No child is left to wait for now.
    Last,
}

impl<'a> Supervisor<'a> {
    pub const fn new(program: Pid, options: &'a Options, log: Log) -> Self {
        Self {
            program,
            options,
            log,
            forwarder: Forwarder::new(program, options, log),
            deadline: Deadline::new(options.kill_after_seconds),
            job: Job::new(program),
            was_interrupted: false,
            deaf: false,
        }
    }

    /// Runs until the program has ended and returns the exit code. Returns an error when the kernel
    /// refuses to wait for children.
    pub fn run(&mut self) -> Result<u8, Errno> {
        loop {
            // The loop reaps before the first wait, too. Zombies from before an exec into this init
            // send no SIGCHLD.
            let has_waited = match self.reap()? {
                Batch::Program(code) => {
                    self.job.take_terminal_back();
                    return Ok(self.options.successes.remap(code));
                }
                Batch::Full => {
                    self.poll_signals();
                    false
                }
                Batch::Last => self.take_signal(WAITED_FOR, self.deadline.time_left()),
            };
            // The check comes after each signal and not after a timeout. There is no timeout while
            // signals keep coming.
            self.kill_when_overdue(has_waited);
        }
    }

    /// Forwards a pending signal, if there is one. This set leaves SIGCHLD out, because the kernel
    /// hands out the lowest number first (next_signal() in kernel/signal.c). While orphans keep
    /// dying, SIGCHLD is always pending and hides all higher signals.
    fn poll_signals(&mut self) {
        self.take_signal(Set::FORWARDED, Some(Time::ZERO));
    }

    /// Waits for a signal of the set and forwards it. SIGCHLD only ends the wait. Returns whether no
    /// signal came within the timeout.
    fn take_signal(&mut self, set: Set, timeout: Option<Time>) -> bool {
        let taken = sys::wait_for_signal(set, timeout);
        let is_interrupted = matches!(taken, Err(Errno::EINTR));
        let was_interrupted = mem::replace(&mut self.was_interrupted, is_interrupted);
        match taken {
            Ok((Signal::CHLD, _)) => {
                self.log.line(Level::Debug, &[b"Received SIGCHLD"]);
                self.poll_signals();
            }
            Ok((signal, info)) => {
                if self.forwarder.forward(signal, &info, &mut self.job) {
                    self.deadline.start();
                }
            }
            Err(Errno::EAGAIN) if timeout.is_some() => return true,
            // A wait ends with EINTR after this process was stopped, and a poll never does. Two in a
            // row are a filter that refuses with this error.
            Err(Errno::EINTR) if !was_interrupted => {
                if set == WAITED_FOR {
                    self.poll_signals();
                }
            }
            Err(error) => self.go_deaf(b"Waiting for signals", error),
        }
        false
    }

    /// Gives up signals after a seccomp filter refused to block them or to wait for them. From then
    /// on the init sleeps in wait calls. An unblocked SIGCHLD is ignored and ends no wait.
    ///
    /// Blocked signals stay blocked. PID 1 ignores them either way (pid_namespaces(7)), and any
    /// other process would end before its program.
    pub fn go_deaf(&mut self, what: &[u8], error: Errno) {
        if !mem::replace(&mut self.deaf, true) {
            errors::report(self.log, Level::Warn, &[what], error, DEAF);
        }
    }

    /// Reaps a batch of children and stops after the program. Sleeps only where the init cannot
    /// wait for signals.
    fn reap(&mut self) -> Result<Batch, Errno> {
        for _ in 0..BATCH {
            let Some((pid, word)) = sys::wait_for_child(self.deaf)? else {
                return Ok(Batch::Last);
            };
            let Some(status) = Status::decode(word) else {
                continue;
            };
            if let Status::Stopped(signal) = status {
                // A tracee of the init goes on, and comes back here if its signal stops it. The
                // init leaves a stopped orphan alone.
                if !sys::detach(pid, signal) && pid == self.program {
                    self.job.stop_too(signal);
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

    fn kill_when_overdue(&mut self, has_waited: bool) {
        if self.deadline.is_over(has_waited) {
            self.forwarder.kill();
            self.log.line(
                Level::Warn,
                &[b"Main child did not end within --kill-after: sending SIGKILL"],
            );
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
                let [sig, name] = signal_names::name(signal, &mut number);
                [b"Main child exited with signal (with signal '", sig, name]
            }
        };
        self.log.line(Level::Info, &[before, sig, name, b"')"]);
    }
}
