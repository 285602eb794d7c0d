//! `execvp(3)`: replaces this process by a program that it looks for in PATH.

use core::mem;

use syscalls::Errno;

use crate::sys::{self, Text};

/// Replaces this process by the program. Returns only on failure, with the error that `execvp`
/// would give. The arguments begin one place before the program's name, with a word that may be
/// overwritten.
pub fn exec(arguments: &mut [Text], environment: &[Text], path: &[u8]) -> Errno {
    let Some((program, name)) = arguments
        .get(1)
        .and_then(|text| Some((*text, text.bytes()?)))
    else {
        return Errno::ENOENT;
    };
    if name.is_empty() {
        return Errno::ENOENT;
    }
    if name.contains(&b'/') {
        return exec_file(program, arguments, environment);
    }
    let mut denied = false;
    let mut last = Errno::ENOENT;
    let mut buffer = [0; PATH_MAX];
    for directory in path.split(|&byte| byte == b':') {
        let Some(file) = join(directory, name, &mut buffer) else {
            last = Errno::ENAMETOOLONG;
            continue;
        };
        last = exec_file(file, arguments, environment);
        match last {
            // The search goes on after a file without permission, because a later file may be
            // executable.
            Errno::EACCES => denied = true,
            Errno::ENOENT | Errno::ENOTDIR | Errno::ESTALE | Errno::ENODEV | Errno::ETIMEDOUT => {}
            _ => return last,
        }
    }
    if denied { Errno::EACCES } else { last }
}

/// The kernel's limit for a path, the NUL included.
pub(crate) const PATH_MAX: usize = 4096;

/// Joins a directory of PATH and a name. An empty directory is the current one.
pub(crate) fn join(directory: &[u8], name: &[u8], buffer: &mut [u8; PATH_MAX]) -> Option<Text> {
    let slash: &[u8] = if directory.is_empty() { b"" } else { b"/" };
    let length = directory
        .len()
        .checked_add(slash.len())?
        .checked_add(name.len())?;
    if length >= PATH_MAX {
        return None;
    }
    let bytes = directory.iter().chain(slash).chain(name).chain(b"\0");
    for (place, byte) in buffer.iter_mut().zip(bytes) {
        *place = *byte;
    }
    // SAFETY: a NUL is at the end of the text, and the caller uses the text before it changes the
    // buffer.
    Some(unsafe { Text::from_buffer(buffer) })
}

/// Executes a file. If the kernel does not know its format, passes the file to the shell, as execvp
/// does.
fn exec_file(file: Text, arguments: &mut [Text], environment: &[Text]) -> Errno {
    let error = sys::execve(file, arguments.get(1..).unwrap_or_default(), environment);
    if error == Errno::ENOEXEC
        && let [before, program, ..] = arguments
    {
        let shell = Text::new(c"/bin/sh");
        *before = shell;
        let name = mem::replace(program, file);
        let error = sys::execve(shell, arguments, environment);
        // Without a shell the search goes on, and the next file overwrites the buffer.
        if let [_, program, ..] = arguments {
            *program = name;
        }
        return error;
    }
    error
}
