//! The names of errors. The list holds only errors that the manual pages document for the system
//! calls of the init.

use syscalls::Errno;

use crate::text::decimal::Decimal;
use crate::text::log::{Level, Log};

const KNOWN: [(Errno, &str); 20] = [
    (Errno::E2BIG, "Argument list too long (E2BIG)"),
    (Errno::EACCES, "Permission denied (EACCES)"),
    (Errno::EAGAIN, "Resource temporarily unavailable (EAGAIN)"),
    (Errno::ECHILD, "No child processes (ECHILD)"),
    (Errno::EINVAL, "Invalid argument (EINVAL)"),
    (Errno::EIO, "Input/output error (EIO)"),
    (Errno::EISDIR, "Is a directory (EISDIR)"),
    (
        Errno::ELIBBAD,
        "Accessing a corrupted shared library (ELIBBAD)",
    ),
    (Errno::ELOOP, "Too many levels of symbolic links (ELOOP)"),
    (Errno::EMFILE, "Too many open files (EMFILE)"),
    (Errno::ENAMETOOLONG, "File name too long (ENAMETOOLONG)"),
    (Errno::ENFILE, "Too many open files in system (ENFILE)"),
    (Errno::ENOENT, "No such file or directory (ENOENT)"),
    (Errno::ENOEXEC, "Exec format error (ENOEXEC)"),
    (Errno::ENOMEM, "Cannot allocate memory (ENOMEM)"),
    (Errno::ENOSYS, "Function not implemented (ENOSYS)"),
    (Errno::ENOTDIR, "Not a directory (ENOTDIR)"),
    (Errno::EPERM, "Operation not permitted (EPERM)"),
    (Errno::ESRCH, "No such process (ESRCH)"),
    (Errno::ETXTBSY, "Text file busy (ETXTBSY)"),
];

/// Logs a failure: "WHAT failed: TEXT (ERRNO)", and the consequence.
pub fn report(log: Log, level: Level, what: &[&[u8]], error: Errno, consequence: &[u8]) {
    let mut number = Decimal::new();
    let [text, digits] = describe(error, &mut number);
    let end: [&[u8]; 4] = [b" failed: ", text, digits, consequence];
    let mut parts: [&[u8]; 8] = [b""; 8];
    for (place, part) in parts.iter_mut().zip(what.iter().chain(&end)) {
        *place = part;
    }
    log.line(level, &parts);
}

/// Returns two texts to write one after the other. A known error gives its description with its
/// name, and an empty text. Any other gives "errno " and its number.
fn describe(error: Errno, number: &mut Decimal) -> [&[u8]; 2] {
    match KNOWN.iter().find(|(known, _)| *known == error) {
        Some((_, text)) => [text.as_bytes(), b""],
        None => [b"errno ", number.set(error.into_raw().unsigned_abs())],
    }
}
