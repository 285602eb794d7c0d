//! The files of /proc that show what a process has in memory: its command line, its environment and
//! its program. A process may point the first two at gigabytes that it has never touched (prctl(2),
//! `PR_SET_MM_MAP`). So both are read up to a limit.

use std::fs::{self, File};
use std::io::{self, Read};

use super::text::split;

/// The maximum size of one argument of execve(2) (`MAX_ARG_STRLEN`).
const MAX_COMMAND_LINE: usize = 128 * 1024;

/// The maximum size of all arguments and the environment together of execve(2), under the default
/// `RLIMIT_STACK` of 8 MiB.
const MAX_ENVIRONMENT: usize = 2 * 1024 * 1024;

/// Most environments are smaller.
const CHUNK: usize = 128 * 1024;

/// Returns the first 128 KiB of a command line, with a NUL after each argument. Empty for a dead
/// process and for a kernel thread, and when the file cannot be read.
#[must_use]
pub fn command_line(pid: libc::pid_t) -> Vec<u8> {
    read(&format!("/proc/{pid}/cmdline"), MAX_COMMAND_LINE).unwrap_or_default()
}

/// Returns whether the first 2 MiB of an environment have a variable. None when the environment is
/// empty. False when there is no such process, or when this process may not read the environment
/// (ptrace(2), "access mode checking").
#[must_use]
pub fn has_variable(pid: libc::pid_t, name: &str) -> Option<bool> {
    let Ok(environment) = read(&format!("/proc/{pid}/environ"), MAX_ENVIRONMENT) else {
        return Some(false);
    };
    (!environment.is_empty()).then(|| is_in(&environment, name.as_bytes()))
}

/// Returns whether a process runs a program. Zombies and kernel threads run none. False also when
/// this process may not know the program.
#[must_use]
pub fn has_program(pid: libc::pid_t) -> bool {
    fs::read_link(format!("/proc/{pid}/exe")).is_ok()
}

fn is_in(environment: &[u8], name: &[u8]) -> bool {
    split(environment, 0).any(|entry| {
        let rest = entry.strip_prefix(name);
        rest.is_some_and(|rest| rest.starts_with(b"="))
    })
}

/// Reads a file up to a limit, in as few reads as possible. When the process calls execve(2) between
/// two reads, the second read finds nothing (fs/proc/base.c, `environ_read`).
fn read(file: &str, limit: usize) -> io::Result<Vec<u8>> {
    let mut file = File::open(file)?;
    let mut bytes = Vec::new();
    let mut length = 0;
    // A read is short only at the end.
    while length == bytes.len() && length < limit {
        bytes.resize((length + CHUNK).min(limit), 0);
        length += file.read(&mut bytes[length..])?;
    }
    bytes.truncate(length);
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::{command_line, has_program, has_variable, is_in};
    use std::io::Read;
    use std::process::{Command, Stdio};

    #[test]
    fn a_variable_is_found_by_its_whole_name() {
        let environment = b"A=1\0MARK=1\0B=OTHER=1\0";
        assert!(is_in(environment, b"MARK"));
        assert!(!is_in(environment, b"MAR"));
        assert!(!is_in(environment, b"OTHER"));
        assert!(!is_in(b"\0\0", b"MARK"));
        // The limit may cut the last entry.
        assert!(!is_in(b"A=1\0MAR", b"MARK"));
    }

    #[test]
    fn reads_a_process_and_nothing_of_a_missing_one() {
        let mut command = Command::new("sh");
        command.args(["-c", "echo; read end"]).env("MARK", "1");
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let pid = child.id().cast_signed();
        // In the middle of execve(2) a process has neither arguments nor environment.
        child.stdout.take().unwrap().read_exact(&mut [0]).unwrap();
        assert_eq!(command_line(pid), b"sh\0-c\0echo; read end\0");
        assert_eq!(has_variable(pid, "MARK"), Some(true));
        assert_eq!(has_variable(pid, "NO_MARK"), Some(false));
        assert!(has_program(pid));
        // This closes the pipe, so the shell ends.
        child.wait().unwrap();
        assert_eq!(command_line(pid), b"");
        assert!(!has_program(pid));
        assert_eq!(has_variable(pid, "MARK"), Some(false));
    }
}
