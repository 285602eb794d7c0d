//! The signals that a thread blocks, as `/proc/self/task/TID/status` shows them.

use crate::signal::LAST;

/// Returns whether a thread blocks every signal that sigfillset(3) has. True when the file does not
/// say.
pub(crate) fn blocks_every_signal(status: &[u8]) -> bool {
    let text = String::from_utf8_lossy(status);
    let digits = text.lines().find_map(|line| line.strip_prefix("SigBlk:"));
    let mask = digits.and_then(|digits| u64::from_str_radix(digits.trim(), 16).ok());
    mask.is_none_or(|mask| (1..=LAST).all(|signal| has(mask, signal) || LEFT_OUT.contains(&signal)))
}

/// The kernel lets no thread block SIGKILL and SIGSTOP. sigfillset(3) leaves out 32 and 33 in glibc,
/// and 34 as well in musl.
const LEFT_OUT: [libc::c_int; 5] = [libc::SIGKILL, libc::SIGSTOP, 32, 33, 34];

fn has(mask: u64, signal: libc::c_int) -> bool {
    mask & (1 << (signal - 1)) != 0
}

#[cfg(test)]
mod tests {
    use super::blocks_every_signal;

    #[test]
    fn reads_the_mask_that_the_kernel_prints() {
        for (mask, is_full) in [
            ("fffffffffffbfeff", true),
            ("fffffffe7ffbfeff", true),
            ("fffffffc7ffbfeff", true),
            ("fffffffc7ffbfefe", false),
            ("7ffffffe7ffbfeff", false),
            ("fffffffa7ffbfeff", false),
            ("fffffffe7ffafeff", false),
            ("0000000000000000", false),
        ] {
            let status =
                format!("SigPnd:\tffffffffffffffff\nSigBlk:\t{mask}\nSigIgn:\t0000000000000000\n");
            assert_eq!(blocks_every_signal(status.as_bytes()), is_full, "{mask}");
        }
    }

    #[test]
    fn a_file_that_does_not_say_may_be_that_of_a_handler() {
        for status in [&b""[..], b"SigBlk:", b"SigBlk:\tall\n", b"Name:\t\xff\n"] {
            assert!(blocks_every_signal(status));
        }
        assert!(!blocks_every_signal(b"Name:\t\xff\nSigBlk:\t0\n"));
    }
}
