//! Starting the program.

use syscalls::Errno;

use crate::supervise::execvp::exec;
use crate::supervise::job_control;
use crate::sys::Set;
use crate::sys::Signal;
use crate::sys::Text;
use crate::sys::{self, Action, Pid};
use crate::text::decimal::Decimal;
use crate::text::errors::describe;
use crate::text::log::fatal;

/// What the init changes for itself, and the program gets as it was.
pub struct Inherited {
    mask: Set,
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
        sys::set_mask(self.mask);
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
        let mut number = Decimal::new();
        let [text, digits] = describe(error, &mut number);
        fatal(&[b"exec ", self.name(), b" failed: ", text, digits]);
        sys::exit(match error {
            Errno::ENOENT => 127,
            Errno::EACCES => 126,
            _ => 1,
        })
    }
}
