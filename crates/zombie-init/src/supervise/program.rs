//! Starting the program.

use syscalls::Errno;

use super::execvp::exec;
use super::job_control;
use crate::sys::{self, Action, Pid, Set, Signal, Text};
use crate::text::errors;
use crate::text::log::{Level, Log};

/// What the init changes for itself, and the program gets as it was.
pub struct Inherited {
    /// An error where a seccomp filter refuses to block signals.
    pub mask: Result<Set, Errno>,
    sigchld: Action,
}

impl Inherited {
    /// Blocks every signal, so that whatever comes from now on waits for the loop. No action is
    /// changed but one: with SIGCHLD ignored the kernel would reap by itself, and the program's exit
    /// code would be lost (wait(2), "ERRORS").
    pub fn replace() -> Self {
        Self {
            mask: sys::set_mask(Set::ALL),
            sigchld: sys::set_action(Signal::CHLD, &Action::DEFAULT),
        }
    }

    fn restore(&self) {
        sys::set_action(Signal::CHLD, &self.sigchld);
        if let Ok(mask) = self.mask {
            let _ = sys::set_mask(mask);
        }
    }
}

/// The program: its name at place 1 of the arguments, behind a word that may be overwritten.
pub struct Program<'a> {
    pub arguments: &'a mut [Text],
    pub environment: &'a [Text],
    pub path: &'a [u8],
}

impl Program<'_> {
    pub fn name(&self) -> &'static [u8] {
        self.arguments
            .get(1)
            .and_then(Text::bytes)
            .unwrap_or_default()
    }

    /// Starts it, as the leader of a process group that has the terminal if we lend it unasked.
    pub fn spawn(&mut self, inherited: &Inherited) -> Result<Pid, Errno> {
        let lends_terminal = job_control::lends_unasked();
        let pid = sys::fork()?;
        // Both do it: we may signal the group before the child has run, and the child may have
        // become the program before we run.
        sys::lead_process_group(pid);
        if pid != 0 {
            return Ok(pid);
        }
        if lends_terminal {
            // Here and not in the parent, or the program might find itself in the background.
            sys::set_foreground_group(sys::getpid());
        }
        inherited.restore();
        let error = exec(self.arguments, self.environment, self.path);
        let what: [&[u8]; 2] = [b"exec ", self.name()];
        errors::report(Log::QUIET, Level::Fatal, &what, error, b"");
        sys::exit(match error {
            Errno::ENOENT => 127,
            Errno::EACCES => 126,
            _ => 1,
        })
    }
}
