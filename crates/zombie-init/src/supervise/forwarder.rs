//! Passing signals on to the program.

use syscalls::Errno;

use super::job_control::Job;
use crate::cli::options::Options;
use crate::sys::{self, Info, Pid, SI_USER, Signal};
use crate::text::decimal::Decimal;
use crate::text::errors;
use crate::text::log::{Level, Log};
use crate::text::signal_names;

pub struct Forwarder<'a> {
    program: Pid,
    options: &'a Options,
    log: Log,
}

impl<'a> Forwarder<'a> {
    pub const fn new(program: Pid, options: &'a Options, log: Log) -> Self {
        Self {
            program,
            options,
            log,
        }
    }

    /// Returns whether somebody has asked for the program's end.
    pub fn forward(&self, signal: Signal, info: &Info, job: &mut Job) -> bool {
        // A message of ours that nobody reads (SIGPIPE), or that is too much for its file (SIGXFSZ),
        // is no matter of the program's.
        if info.code == SI_USER && info.sender == sys::getpid() {
            return false;
        }
        if signal == Signal::CONT {
            job.lend_terminal_unasked();
        }
        let mut number = Decimal::new();
        let [sig, name] = signal_names::name(signal, &mut number);
        let rewritten = self.options.rewrites.apply(signal);
        // Dropped or not: somebody has asked for the end.
        let is_asked_to_end = asks_to_end(signal) || rewritten.is_some_and(asks_to_end);
        let Some(sent) = rewritten else {
            self.log
                .line(Level::Debug, &[b"Dropping signal: '", sig, name, b"'"]);
            return is_asked_to_end;
        };
        self.log
            .line(Level::Debug, &[b"Passing signal: '", sig, name, b"'"]);
        if let Err(error) = self.send(sent, info, job) {
            let what: [&[u8]; 4] = [b"Forwarding signal '", sig, name, b"'"];
            errors::report(self.log, Level::Warn, &what, error, b"");
        }
        is_asked_to_end
    }

    fn send(&self, signal: Signal, info: &Info, job: &mut Job) -> Result<(), Errno> {
        if job.continues_group(signal) {
            return sys::kill(sys::group_of(self.program), signal);
        }
        // What was sent with sigqueue(3) keeps its value. The kernel lets nobody pass on what it or
        // kill(2) sent (rt_sigqueueinfo(2), EPERM), and knows no such call for a group.
        let queued = info.code < SI_USER && !self.options.process_group;
        if queued && sys::queue(self.program, signal, info).is_ok() {
            return Ok(());
        }
        sys::kill(self.target(), signal)
    }

    /// Kills the program, and with -g its group too: the program may have left the group.
    pub fn kill(&self) {
        for pid in [self.target(), self.program] {
            let _ = sys::kill(pid, Signal::KILL);
        }
    }

    fn target(&self) -> Pid {
        if self.options.process_group {
            sys::group_of(self.program)
        } else {
            self.program
        }
    }
}

/// The three that people, shells and container engines end a program with.
fn asks_to_end(signal: Signal) -> bool {
    matches!(signal, Signal::TERM | Signal::INT | Signal::QUIT)
}
