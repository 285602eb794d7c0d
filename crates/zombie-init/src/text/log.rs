//! Messages. Each is written in one system call, and none is copied into a buffer.

use crate::sys::{self, Bytes};
use crate::text::decimal::Decimal;

/// Tini's levels in Tini's order. A message is written when the verbosity is at least the number of
/// its level.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd)]
pub enum Level {
    Fatal,
    Warn,
    Info,
    Debug,
    Trace,
}

/// The log and its verbosity, 0 to 4. Tini's default is 1.
#[derive(Clone, Copy)]
pub struct Log {
    pub verbosity: u8,
}

/// Maximum number of bytes to write of each part of a message. At most one part is long: the name
/// of a program or an option. So a message stays below PIPE_BUF bytes, for which a writable pipe
/// has room (pipe(7)).
const LONGEST_PART: usize = 2048;

pub const STDOUT: i32 = 1;
pub const STDERR: i32 = 2;

impl Log {
    /// Writes fatal messages only.
    pub const QUIET: Self = Self { verbosity: 0 };

    /// Writes the parts one after the other as one line. Drops the line if the output does not take
    /// it at once, such as a full pipe. A blocked init reaps nothing and forwards nothing.
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

/// Writes a fatal message whatever the options say, and before they are known.
pub fn fatal(parts: &[&[u8]]) {
    Log::QUIET.line(Level::Fatal, parts);
}

/// Writes a text that the user asked for. Waits until the output takes the text.
pub fn print(output: i32, text: &str) {
    sys::write(output, &[Bytes::new(text.as_bytes())]);
}
