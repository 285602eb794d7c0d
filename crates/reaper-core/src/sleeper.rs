//! A living child of a test.

use std::process::{Child, ChildStdout, Command};

/// Ends with its test, also with a test that fails. Otherwise a test would hang that waits until no
/// child of this process is alive.
pub struct Sleeper(Child);

impl Sleeper {
    pub fn start() -> Self {
        Self::of(Command::new("sleep").arg("1000"))
    }

    pub fn of(command: &mut Command) -> Self {
        Self(command.spawn().unwrap())
    }

    pub fn pid(&self) -> libc::pid_t {
        self.0.id().cast_signed()
    }

    pub fn stdout(&mut self) -> ChildStdout {
        self.0.stdout.take().unwrap()
    }

    pub fn kill(&mut self) {
        self.0.kill().unwrap();
    }

    pub fn wait(&mut self) -> std::process::ExitStatus {
        self.0.wait().unwrap()
    }
}

impl Drop for Sleeper {
    fn drop(&mut self) {
        // This fails when the test has taken the child by its PID, which may be free or used again.
        if let Ok(None) = self.0.try_wait() {
            let _ = self.0.kill();
            let _ = self.0.wait();
        }
    }
}
