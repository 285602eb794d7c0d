//! Starts the program.

use syscalls::Errno;

use super::execvp::exec;
use super::job_control;
use crate::sys::{self, Action, Pid, Set, Signal, Text};
use crate::text::errors;
use crate::text::log::{Level, Log};

/// The signal settings that the init changes for itself and restores for the program.
pub struct Inherited {
    /// The mask that the init inherited. An error where a seccomp filter refuses to block signals.
    pub mask: Result<Set, Errno>,
    sigchld: Action,
}

impl Inherited {
    /// Blocks every signal, so that signals stay pending until the loop takes them. Changes one
    /// action only: that of SIGCHLD. If SIGCHLD is ignored, the kernel reaps children itself and
    /// the program's exit code is lost (wait(2), "ERRORS").
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

/// The program. Its name is argument 1, after a word that may be overwritten.
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

    /// Starts the program as the leader of a process group. That group gets the terminal if
    /// [`job_control::lends_unasked`] says so.
    pub fn spawn(&mut self, inherited: &Inherited) -> Result<Pid, Errno> {
        let lends_terminal = job_control::lends_unasked();
        let pid = sys::fork()?;
        // Parent and child both make this call. The parent may signal the group before the child
        // has run, and the child may have become the program before the parent runs.
        sys::lead_process_group(pid);
        if pid != 0 {
            return Ok(pid);
        }
        if lends_terminal {
            // The child does this and not the parent. Otherwise the program might start in the
            // background.
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
