//! The names of signals.

use crate::sys::Signal;
use crate::text::decimal::{Decimal, decimal};

/// The name of each signal at the index of its number. The numbers are the same on x86_64 and
/// aarch64 (include/uapi/asm-generic/signal.h).
const NAMES: [&str; 32] = [
    "", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2",
    "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG",
    "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS",
];
const ALIASES: [(&str, Signal); 3] = [
    ("IOT", Signal::ABRT),
    ("POLL", Signal::IO),
    ("CLD", Signal::CHLD),
];

/// glibc's SIGRTMIN. The kernel's is 32 and musl's is 35. A name must mean the same signal in every
/// image.
const RTMIN: u8 = 34;

/// Reads a signal: "TERM", "SIGTERM" or "15", and "RTMIN", "RTMIN+3" or "RTMAX-3" for a real-time
/// one.
#[must_use]
pub fn parse(text: &[u8]) -> Option<Signal> {
    if let Some(number) = decimal(text) {
        return Signal::new(number as usize);
    }
    let name = text.strip_prefix(b"SIG").unwrap_or(text);
    if let Some(rest) = name.strip_prefix(b"RTMIN") {
        return real_time(RTMIN.checked_add(offset(rest, b"+")?)?);
    }
    if let Some(rest) = name.strip_prefix(b"RTMAX") {
        return real_time(Signal::MAX.checked_sub(offset(rest, b"-")?)?);
    }
    let by_name = NAMES
        .iter()
        .skip(1)
        .position(|known| known.as_bytes() == name);
    let alias = ALIASES.iter().find(|(known, _)| known.as_bytes() == name);
    by_name
        .and_then(|index| Signal::new(index + 1))
        .or(alias.map(|&(_, signal)| signal))
}

/// Returns two texts to write one after the other: "SIG" and "TERM", or "signal " and "37".
pub fn name(signal: Signal, number: &mut Decimal) -> [&[u8]; 2] {
    let signal = signal.number();
    match NAMES.get(usize::from(signal)) {
        Some(name) => [b"SIG", name.as_bytes()],
        None => [b"signal ", number.set(u32::from(signal))],
    }
}

/// Reads the text after RTMIN or RTMAX: nothing, or a sign and a number.
fn offset(text: &[u8], sign: &[u8]) -> Option<u8> {
    match text {
        [] => Some(0),
        _ => u8::try_from(decimal(text.strip_prefix(sign)?)?).ok(),
    }
}

fn real_time(number: u8) -> Option<Signal> {
    if number < RTMIN {
        return None;
    }
    Signal::new(usize::from(number))
}

#[cfg(test)]
mod tests {
    use super::{name, parse};
    use crate::sys::Signal;
    use crate::text::decimal::Decimal;

    #[test]
    fn a_name_is_known_with_and_without_sig_and_as_a_number() {
        for text in ["TERM", "SIGTERM", "15"] {
            assert_eq!(parse(text.as_bytes()), Some(Signal::TERM), "{text}");
        }
        assert_eq!(parse(b"HUP"), Signal::new(1));
        assert_eq!(parse(b"IOT"), Some(Signal::ABRT));
        assert_eq!(parse(b"SIGPOLL"), parse(b"IO"));
    }

    #[test]
    fn real_time_signals_have_glibcs_names() {
        for (text, number) in [
            ("RTMIN", 34),
            ("SIGRTMIN+3", 37),
            ("SIGRTMAX", 64),
            ("RTMAX-30", 34),
            ("32", 32),
        ] {
            assert_eq!(parse(text.as_bytes()), Signal::new(number), "{text}");
        }
    }

    #[test]
    fn anything_else_is_no_signal() {
        for text in [
            "",
            "SIG",
            "NOSIG",
            "0",
            "65",
            "-1",
            "+1",
            "1 ",
            "term",
            "RTMIN+31",
            "RTMAX-31",
            "RTMIN-1",
            "RTMIN+",
            "RTMIN+300",
            "4294967311",
        ] {
            assert_eq!(parse(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn every_signal_is_parsed_from_its_number() {
        for number in 1..=64 {
            assert_eq!(parse(number.to_string().as_bytes()), Signal::new(number));
        }
    }

    #[test]
    fn the_name_of_every_standard_signal_is_parsed_back() {
        for number in 1..=31 {
            let signal = Signal::new(number).unwrap();
            assert_eq!(
                parse(&name(signal, &mut Decimal::new()).concat()),
                Some(signal)
            );
        }
        let real_time = Signal::new(37).unwrap();
        assert_eq!(name(real_time, &mut Decimal::new()).concat(), b"signal 37");
    }
}
