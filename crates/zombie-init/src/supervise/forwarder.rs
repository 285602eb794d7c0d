//! Passing signals on to the program, and killing it when it does not heed them.

use core::mem;

use syscalls::Errno;

use crate::supervise::job_control;
use crate::supervise::supervisor::Supervisor;
use crate::sys::Signal;
use crate::sys::{self, Info, Pid, SI_USER, Time};
use crate::text::decimal::Decimal;
use crate::text::errors::describe;
use crate::text::log::Level;

const NANOSECONDS: i64 = 1_000_000_000;

impl Supervisor<'_> {
    pub fn forward(&mut self, signal: Signal, info: &Info) {
        // A message of ours that nobody reads (SIGPIPE), or that is too much for its file (SIGXFSZ),
        // is no matter of the program's.
        if info.code == SI_USER && info.sender == sys::getpid() {
            return;
        }
        if signal == Signal::CONT && job_control::lends_unasked() {
            sys::set_foreground_group(self.program);
        }
        let mut number = Decimal::new();
        let [sig, name] = crate::text::signal_names::name(signal, &mut number);
        let rewritten = self.options.rewrites.apply(signal);
        // Dropped or not: somebody has asked for the end.
        if asks_to_end(signal) || rewritten.is_some_and(asks_to_end) {
            self.set_deadline();
        }
        let Some(sent) = rewritten else {
            self.log
                .line(Level::Debug, &[b"Dropping signal: '", sig, name, b"'"]);
            return;
        };
        self.log
            .line(Level::Debug, &[b"Passing signal: '", sig, name, b"'"]);
        match sent {
            Signal::TSTP => self.told_to_stop = true,
            Signal::CONT => self.told_to_stop = false,
            _ => {}
        }
        if let Err(error) = self.send(sent, info) {
            let mut number = Decimal::new();
            let [text, digits] = describe(error, &mut number);
            let what: &[u8] = b"Forwarding signal '";
            let parts = [what, sig, name, b"' failed: ", text, digits];
            self.log.line(Level::Warn, &parts);
        }
    }

    fn send(&mut self, signal: Signal, info: &Info) -> Result<(), Errno> {
        if signal == Signal::CONT && mem::take(&mut self.stopped_with_it) {
            return sys::kill(self.group(), signal);
        }
        // What was sent with sigqueue(3) keeps its value. The kernel lets nobody pass on what it or
        // kill(2) sent (rt_sigqueueinfo(2), EPERM), and knows no such call for a group.
        let queued = info.code < SI_USER && !self.options.process_group;
        if queued && sys::queue(self.program, signal, info).is_ok() {
            return Ok(());
        }
        sys::kill(self.target(), signal)
    }

    fn target(&self) -> Pid {
        if self.options.process_group {
            self.group()
        } else {
            self.program
        }
    }

    /// The program's process group, as `kill(2)` takes it.
    pub fn group(&self) -> Pid {
        self.program.wrapping_neg()
    }

    fn set_deadline(&mut self) {
        if let (Some(seconds), None) = (self.options.kill_after_seconds, self.deadline) {
            let wait = i64::from(seconds).wrapping_mul(NANOSECONDS);
            self.deadline = Some(now().saturating_add(wait));
        }
    }

    /// None, which is to wait for ever, unless the program has been asked to end.
    pub fn time_left(&self) -> Option<Time> {
        let left = self.deadline?.saturating_sub(now()).max(0);
        Some(Time {
            seconds: left / NANOSECONDS,
            nanoseconds: left % NANOSECONDS,
        })
    }

    pub fn kill_when_overdue(&mut self) {
        if self.deadline.is_some_and(|deadline| deadline <= now()) {
            self.log.line(
                Level::Warn,
                &[b"Main child did not end in time: killing it"],
            );
            // The program may have left the group that is signalled with -g.
            for pid in [self.target(), self.program] {
                let _ = sys::kill(pid, Signal::KILL);
            }
            self.deadline = Some(i64::MAX);
        }
    }
}

/// The three that people, shells and container engines end a program with.
fn asks_to_end(signal: Signal) -> bool {
    matches!(signal, Signal::TERM | Signal::INT | Signal::QUIT)
}

fn now() -> i64 {
    let time = sys::now();
    time.seconds
        .saturating_mul(NANOSECONDS)
        .saturating_add(time.nanoseconds)
}
