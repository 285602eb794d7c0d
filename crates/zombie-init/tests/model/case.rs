//! What a case is, and what the contract says of it.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

/// How a process ends by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    Exit(u8),
    Signal(i32),
    /// The process waits until it is killed.
    Never,
}

impl End {
    /// Returns the word for fate.c.
    pub fn word(self) -> String {
        match self {
            Self::Exit(code) => format!("e{code}"),
            Self::Signal(number) => format!("k{number}"),
            Self::Never => "w".to_owned(),
        }
    }
}

/// A descendant of the program. The parent of the first one is the program, and the parent of each
/// other one is the one before.
#[derive(Clone, Debug)]
pub struct Kid {
    pub end: End,
    /// Whether the process leads a session of its own.
    pub session: bool,
}

#[derive(Clone, Debug)]
pub struct Options {
    pub group: bool,
    pub warn: bool,
    pub verbose: usize,
    pub remapped: Vec<u8>,
    pub death_signal: Option<&'static str>,
}

/// When the signal comes that ends the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// The program and its descendants run, and every orphan that has ended is gone.
    Running,
    /// The init may not have started the program.
    Starting,
}

#[derive(Clone, Debug)]
pub struct Case {
    pub options: Options,
    /// The end of the program, by itself or by a signal for the init.
    pub program: Result<End, (i32, When)>,
    pub kids: Vec<Kid>,
}

impl Case {
    /// Returns the exit codes that the contract allows.
    ///
    /// A signal may come before the init has blocked signals. The init then dies of the signal.
    pub fn exit_codes(&self) -> Vec<u8> {
        let code = match self.program {
            Ok(End::Exit(code)) => code,
            Ok(End::Signal(number)) | Err((number, _)) => 128 + number as u8,
            Ok(End::Never) => unreachable!("no case hangs"),
        };
        let remapped = if self.options.remapped.contains(&code) {
            0
        } else {
            code
        };
        match self.program {
            Err((_, When::Starting)) => vec![remapped, code],
            _ => vec![remapped],
        }
    }

    /// Returns whether the init must have reaped this descendant while the program runs: both it
    /// and its parent have ended, and its parent was not the program.
    pub fn is_reaped(&self, kid: usize) -> bool {
        kid > 0 && self.ends(kid) && self.ends(kid - 1)
    }

    /// Returns the signal that this descendant gets through its process group.
    pub fn group_signal(&self, kid: usize) -> Option<i32> {
        let in_group = !self.kids[..=kid].iter().any(|kid| kid.session);
        match self.program {
            Err((number, _)) if self.options.group && in_group => Some(number),
            _ => None,
        }
    }

    fn ends(&self, kid: usize) -> bool {
        self.kids[kid].end != End::Never
    }

    pub fn arguments(&self) -> Vec<String> {
        let Options {
            group,
            warn,
            verbose,
            remapped,
            death_signal,
        } = &self.options;
        let mut words = vec!["-s".to_owned()];
        words.extend(group.then(|| "-g".to_owned()));
        words.extend(warn.then(|| "-w".to_owned()));
        words.extend((0..*verbose).map(|_| "-v".to_owned()));
        words.extend(
            remapped
                .iter()
                .flat_map(|code| ["-e".to_owned(), code.to_string()]),
        );
        words.extend(
            death_signal
                .iter()
                .flat_map(|name| ["-p".to_owned(), (*name).to_owned()]),
        );
        words
    }

    /// Returns the words for fate.c.
    pub fn fates(&self) -> Vec<String> {
        let program = self.program.unwrap_or(End::Never).word();
        let kids = self.kids.iter().map(|kid| {
            let session = if kid.session { "s" } else { "" };
            format!("{session}{}", kid.end.word())
        });
        std::iter::once(program).chain(kids).collect()
    }
}

/// Signals that end a process and dump no core, real-time ones too. SIGKILL cannot be forwarded.
pub const SIGNALS: [i32; 8] = [1, 2, 10, 12, 14, 15, 34, 64];

fn signals() -> impl Strategy<Value = i32> {
    select(&SIGNALS)
}

fn ends() -> impl Strategy<Value = End> {
    prop_oneof![
        any::<u8>().prop_map(End::Exit),
        prop_oneof![Just(9), signals()].prop_map(End::Signal),
    ]
}

fn kids() -> impl Strategy<Value = Kid> {
    let end = prop_oneof![2 => ends(), 1 => Just(End::Never)];
    (end, any::<bool>()).prop_map(|(end, session)| Kid { end, session })
}

fn options() -> impl Strategy<Value = Options> {
    // The codes of common signals, and any other.
    let code = prop_oneof![Just(143), Just(130), Just(129), any::<u8>()];
    let death_signal = option::of(select(vec!["SIGTERM", "SIGUSR1"]));
    (
        any::<bool>(),
        any::<bool>(),
        0..4_usize,
        vec(code, 0..3),
        death_signal,
    )
        .prop_map(|(group, warn, verbose, remapped, death_signal)| Options {
            group,
            warn,
            verbose,
            remapped,
            death_signal,
        })
}

pub fn cases() -> impl Strategy<Value = Case> {
    let when = prop_oneof![3 => Just(When::Running), 1 => Just(When::Starting)];
    let program = prop_oneof![
        1 => ends().prop_map(Ok),
        2 => (signals(), when).prop_map(Err),
    ];
    (options(), program, vec(kids(), 0..6)).prop_map(|(options, program, kids)| Case {
        options,
        program,
        kids,
    })
}
