//! What errors are called. Only those that the system calls in here are documented to have.

use syscalls::Errno;

use crate::log::Decimal;

const KNOWN: [(Errno, &str, &str); 19] = [
    (Errno::E2BIG, "E2BIG", "Argument list too long"),
    (Errno::EACCES, "EACCES", "Permission denied"),
    (Errno::EAGAIN, "EAGAIN", "Resource temporarily unavailable"),
    (Errno::EINVAL, "EINVAL", "Invalid argument"),
    (Errno::EIO, "EIO", "Input/output error"),
    (Errno::EISDIR, "EISDIR", "Is a directory"),
    (
        Errno::ELIBBAD,
        "ELIBBAD",
        "Accessing a corrupted shared library",
    ),
    (Errno::ELOOP, "ELOOP", "Too many levels of symbolic links"),
    (Errno::EMFILE, "EMFILE", "Too many open files"),
    (Errno::ENAMETOOLONG, "ENAMETOOLONG", "File name too long"),
    (Errno::ENFILE, "ENFILE", "Too many open files in system"),
    (Errno::ENOENT, "ENOENT", "No such file or directory"),
    (Errno::ENOEXEC, "ENOEXEC", "Exec format error"),
    (Errno::ENOMEM, "ENOMEM", "Cannot allocate memory"),
    (Errno::ENOSYS, "ENOSYS", "Function not implemented"),
    (Errno::ENOTDIR, "ENOTDIR", "Not a directory"),
    (Errno::EPERM, "EPERM", "Operation not permitted"),
    (Errno::ESRCH, "ESRCH", "No such process"),
    (Errno::ETXTBSY, "ETXTBSY", "Text file busy"),
];

/// Its description and its name, or "errno" and its number.
pub fn describe(error: Errno, number: &mut Decimal) -> [&[u8]; 2] {
    match KNOWN.iter().find(|(known, ..)| *known == error) {
        Some((_, name, description)) => [description.as_bytes(), name.as_bytes()],
        None => [b"errno", number.set(error.into_raw().unsigned_abs())],
    }
}
