//! Forwards signals to the program.

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

    /// Forwards a signal. Returns whether the signal asks the program to end.
    pub fn forward(&self, signal: Signal, info: &Info, job: &mut Job) -> bool {
        // The init itself causes SIGPIPE when its message has no reader, and SIGXFSZ when the file
        // of its messages is full. Neither concerns the program.
        if info.code == SI_USER && info.sender == sys::getpid() {
            return false;
        }
        if signal == Signal::CONT {
            job.lend_terminal_unasked();
        }
        let mut number = Decimal::new();
        let [sig, name] = signal_names::name(signal, &mut number);
        let rewritten = self.options.rewrites.apply(signal);
        // A dropped signal is a request to end, too.
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
        // A signal sent with sigqueue(3) keeps its value. The kernel lets no process pass on a
        // signal of the kernel or of kill(2) in this way (rt_sigqueueinfo(2), EPERM). It has no
        // such call for a group.
        let queued = info.code < SI_USER && !self.options.process_group;
        if queued && sys::queue(self.program, signal, info).is_ok() {
            return Ok(());
        }
        sys::kill(self.target(), signal)
    }

    /// Kills the program, and with -g its group too. The program may have left the group.
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

/// Whether a signal is one of the three by which people, shells and container engines end a
/// program.
fn asks_to_end(signal: Signal) -> bool {
    matches!(signal, Signal::TERM | Signal::INT | Signal::QUIT)
}
