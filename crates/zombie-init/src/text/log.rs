//! Messages, written in one system call each and without memory of their own.

use crate::sys::{self, Bytes};
use crate::text::decimal::Decimal;

/// Tini's, and in Tini's order: a message is written when the verbosity is at least its number.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd)]
pub enum Level {
    Fatal,
    Warn,
    Info,
    Debug,
    Trace,
}

/// What is written. 0 to 4, of which Tini's default is 1.
#[derive(Clone, Copy)]
pub struct Log {
    pub verbosity: u8,
}

/// How much of each part of a message is written. At most one part is long: the name of a program or
/// an option. So a message stays below PIPE_BUF bytes, for which a writable pipe has room (pipe(7)).
const LONGEST_PART: usize = 2048;

pub const STDOUT: i32 = 1;
pub const STDERR: i32 = 2;

impl Log {
    /// Writes what is fatal only.
    pub const QUIET: Self = Self { verbosity: 0 };

    /// Writes the parts one after the other as one line. Drops the line where the output does not take
    /// it at once, such as a full pipe: a blocked init reaps nothing and forwards nothing.
    pub fn line(self, level: Level, parts: &[&[u8]]) {
        if level as u8 > self.verbosity {
            return;
        }
        let (output, name): (i32, &[u8]) = match level {
            Level::Fatal => (STDERR, b"[FATAL"),
            Level::Warn => (STDERR, b"[WARN "),
            Level::Info => (STDOUT, b"[INFO "),
            Level::Debug => (STDOUT, b"[DEBUG"),
            Level::Trace => (STDOUT, b"[TRACE"),
        };
        if !sys::is_ready(output) {
            return;
        }
        let mut pid = Decimal::new();
        let start: [&[u8]; 4] = [
            name,
            b" zombie-init (",
            pid.set(sys::getpid().cast_unsigned()),
            b")] ",
        ];
        let mut line = [Bytes::new(b""); 16];
        let end: [&[u8]; 1] = [b"\n"];
        let texts = start.iter().chain(parts).chain(&end);
        for (place, text) in line.iter_mut().zip(texts) {
            *place = Bytes::new(text.get(..LONGEST_PART).unwrap_or(text));
        }
        sys::write(output, &line);
    }
}

/// For what can be said before the options are known, or whatever they say.
pub fn fatal(parts: &[&[u8]]) {
    Log::QUIET.line(Level::Fatal, parts);
}

/// Writes a text that somebody asked for, however long that takes.
pub fn print(output: i32, text: &str) {
    sys::write(output, &[Bytes::new(text.as_bytes())]);
}
