//! The list of options: their letters, their long names and their values.

/// An option, as the command line spells it.
#[derive(Debug, PartialEq, Eq)]
pub struct Flag {
    pub short: Option<u8>,
    pub long: &'static str,
    /// A description of a valid value; None for an option without a value.
    pub expects: Option<&'static str>,
    pub kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Help,
    License,
    Version,
    Subreaper,
    ParentDeathSignal,
    Verbose,
    WarnOnReap,
    ProcessGroup,
    RemapExit,
    KillAfter,
    Rewrite,
}

const fn flag(short: u8, long: &'static str, kind: Kind) -> Flag {
    Flag {
        short: Some(short),
        long,
        expects: None,
        kind,
    }
}

const fn valued(short: Option<u8>, long: &'static str, kind: Kind, value: &'static str) -> Flag {
    Flag {
        short,
        long,
        expects: Some(value),
        kind,
    }
}

pub static FLAGS: [Flag; 11] = [
    flag(b'h', "help", Kind::Help),
    flag(b'l', "license", Kind::License),
    Flag {
        short: None,
        long: "version",
        expects: None,
        kind: Kind::Version,
    },
    flag(b's', "subreaper", Kind::Subreaper),
    valued(
        Some(b'p'),
        "parent-death-signal",
        Kind::ParentDeathSignal,
        "a signal, such as SIGTERM or 15",
    ),
    flag(b'v', "verbose", Kind::Verbose),
    flag(b'w', "warn-on-reap", Kind::WarnOnReap),
    flag(b'g', "process-group", Kind::ProcessGroup),
    valued(
        Some(b'e'),
        "remap-exit",
        Kind::RemapExit,
        "an exit code from 0 to 255",
    ),
    valued(
        None,
        "kill-after",
        Kind::KillAfter,
        "a number of seconds from 1 to 4294967295",
    ),
    valued(
        None,
        "rewrite",
        Kind::Rewrite,
        "FROM:TO, a signal that can be forwarded and the signal to send, or 0 for none",
    ),
];
