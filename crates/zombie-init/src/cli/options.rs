//! The command line: Tini's options, a long name for each, and two options of our own. A variable
//! may hold options, too.
//!
//! Options end at the first operand, as POSIX demands and unlike with glibc's `getopt`. So the init
//! never takes an option of the program for its own.

use super::flags::{FLAGS, Flag, Kind};
use super::remap::{ExitCodes, Rewrites};
use crate::sys::{Set, Signal};
use crate::text::decimal::{decimal, without_blanks_and_plus};
use crate::text::signal_names;

/// What the command line asks for.
#[derive(Debug, PartialEq, Eq)]
pub enum Command {
    Help,
    License,
    Version,
    Run(Run),
}

/// A program to run.
#[derive(Debug, PartialEq, Eq)]
pub struct Run {
    /// The index of the argument PROGRAM. The name of the init itself has index 0.
    pub program: usize,
    /// Whether the argument after PROGRAM is a `--` that is not for the program.
    pub separator_follows: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    pub subreaper: bool,
    pub parent_death_signal: Option<Signal>,
    pub verbosity: u8,
    pub warn_on_reap: bool,
    pub process_group: bool,
    pub successes: ExitCodes,
    pub kill_after_seconds: Option<u32>,
    pub rewrites: Rewrites,
}

impl Options {
    pub const DEFAULT: Self = Self {
        subreaper: false,
        parent_death_signal: None,
        verbosity: 1,
        warn_on_reap: false,
        process_group: false,
        successes: ExitCodes::NONE,
        kill_after_seconds: None,
        rewrites: Rewrites::NONE,
    };
}

/// Why options are refused, with the option and the text that the user gave.
#[derive(Debug, PartialEq, Eq)]
pub enum Error<'a> {
    Unknown(&'a [u8]),
    NoValue(&'static Flag),
    BadValue(&'static Flag, &'a [u8]),
    NoProgram,
    NotForVariable(&'a [u8]),
}

/// The word that ends the options: `--`, the first operand, or an option such as `--help` that is a
/// command of its own.
struct Last<'a> {
    word: &'a [u8],
    command: Option<Command>,
}

/// Returns the next word: an option, or the value of an option.
type Words<'w, 'a> = &'w mut dyn FnMut() -> Option<&'a [u8]>;

/// Reads the arguments that follow the name of the init itself. Their options override those that
/// are set already.
///
/// # Errors
/// On the first argument that is not understood. The init has done nothing by then.
pub fn parse<'a>(
    mut arguments: impl Iterator<Item = &'a [u8]>,
    options: &mut Options,
) -> Result<Command, Error<'a>> {
    let mut count = 0usize;
    let mut words = || {
        count = count.wrapping_add(1);
        arguments.next()
    };
    let last = options.take(&mut words)?.ok_or(Error::NoProgram)?;
    if let Some(command) = last.command {
        return Ok(command);
    }
    let next = words();
    Ok(Command::Run(if last.word == b"--" {
        next.ok_or(Error::NoProgram)?;
        Run {
            program: count,
            separator_follows: false,
        }
    } else {
        Run {
            program: count.wrapping_sub(1),
            separator_follows: next == Some(b"--"),
        }
    }))
}

/// Reads options from the value of a variable. Blanks separate the words; there are no quotes.
///
/// # Errors
/// As [`parse`], and on a word that would end the options.
pub fn parse_variable<'a>(value: &'a [u8], options: &mut Options) -> Result<(), Error<'a>> {
    let mut words = value.split(u8::is_ascii_whitespace);
    match options.take(&mut || words.find(|word| !word.is_empty()))? {
        Some(last) => Err(Error::NotForVariable(last.word)),
        None => Ok(()),
    }
}

impl Options {
    /// Takes options up to the word that ends them, and returns that word.
    fn take<'a>(&mut self, words: Words<'_, 'a>) -> Result<Option<Last<'a>>, Error<'a>> {
        while let Some(word) = words() {
            let last = |command| Ok(Some(Last { word, command }));
            let command = if word == b"--" {
                return last(None);
            } else if let Some(long) = word.strip_prefix(b"--") {
                self.take_long(word, long, words)?
            } else if let Some(letters @ [_, ..]) = word.strip_prefix(b"-") {
                self.take_letters(word, letters, words)?
            } else {
                return last(None);
            };
            if command.is_some() {
                return last(command);
            }
        }
        Ok(None)
    }

    /// Takes `--name`, `--name value` or `--name=value`.
    fn take_long<'a>(
        &mut self,
        argument: &'a [u8],
        text: &'a [u8],
        words: Words<'_, 'a>,
    ) -> Result<Option<Command>, Error<'a>> {
        let (name, attached) = halves(text, b'=');
        let flag = FLAGS
            .iter()
            .find(|flag| flag.long.as_bytes() == name)
            .ok_or(Error::Unknown(argument))?;
        let value = match (flag.expects, attached) {
            (None, None) => return Ok(self.switch(flag.kind)),
            (None, Some(value)) => return Err(Error::BadValue(flag, value)),
            (Some(_), attached) => attached.or_else(words),
        };
        self.set(flag, value.ok_or(Error::NoValue(flag))?)?;
        Ok(None)
    }

    /// Takes `-v`, several letters at once as in `-vvg`, or a letter with its value as in `-e143`.
    fn take_letters<'a>(
        &mut self,
        argument: &'a [u8],
        mut letters: &'a [u8],
        words: Words<'_, 'a>,
    ) -> Result<Option<Command>, Error<'a>> {
        while let [letter, rest @ ..] = letters {
            let flag = FLAGS
                .iter()
                .find(|flag| flag.short == Some(*letter))
                .ok_or(Error::Unknown(argument))?;
            if flag.expects.is_some() {
                let attached = (!rest.is_empty()).then_some(rest);
                let value = attached.or_else(&mut *words);
                self.set(flag, value.ok_or(Error::NoValue(flag))?)?;
                return Ok(None);
            }
            if let Some(command) = self.switch(flag.kind) {
                return Ok(Some(command));
            }
            letters = rest;
        }
        Ok(None)
    }

    /// Applies an option without a value. Returns a command for `--help`, `--license` and
    /// `--version`.
    fn switch(&mut self, kind: Kind) -> Option<Command> {
        match kind {
            Kind::Help => return Some(Command::Help),
            Kind::License => return Some(Command::License),
            Kind::Version => return Some(Command::Version),
            Kind::Subreaper => self.subreaper = true,
            Kind::Verbose => self.verbosity = self.verbosity.saturating_add(1),
            Kind::WarnOnReap => self.warn_on_reap = true,
            Kind::ProcessGroup => self.process_group = true,
            Kind::ParentDeathSignal | Kind::RemapExit | Kind::KillAfter | Kind::Rewrite => {}
        }
        None
    }

    fn set<'a>(&mut self, flag: &'static Flag, value: &'a [u8]) -> Result<(), Error<'a>> {
        self.set_to(flag.kind, value)
            .ok_or(Error::BadValue(flag, value))
    }

    fn set_to(&mut self, kind: Kind, value: &[u8]) -> Option<()> {
        match kind {
            Kind::ParentDeathSignal => self.parent_death_signal = Some(signal_names::parse(value)?),
            Kind::RemapExit => {
                self.successes.insert(exit_code(value)?);
            }
            Kind::KillAfter => {
                self.kill_after_seconds = Some(decimal(value).filter(|&seconds| seconds > 0)?);
            }
            Kind::Rewrite => {
                let (from, to) = rewrite(value)?;
                self.rewrites.insert(from, to);
            }
            _ => {}
        }
        Some(())
    }
}

/// Reads an exit code as Tini does, by `strtol(3)`: an empty text is 0.
fn exit_code(value: &[u8]) -> Option<u8> {
    if value.is_empty() {
        return Some(0);
    }
    u8::try_from(decimal(without_blanks_and_plus(value))?).ok()
}

fn rewrite(value: &[u8]) -> Option<(Signal, Option<Signal>)> {
    let (from, to) = halves(value, b':');
    let from = signal_names::parse(from)?;
    if !Set::FORWARDED.contains(from) {
        return None;
    }
    let to = match to? {
        b"0" => None,
        to => Some(signal_names::parse(to)?),
    };
    Some((from, to))
}

/// Splits the text at the first separator. The second half is None without a separator.
fn halves(text: &[u8], separator: u8) -> (&[u8], Option<&[u8]>) {
    let mut halves = text.splitn(2, |&byte| byte == separator);
    (halves.next().unwrap_or_default(), halves.next())
}

#[cfg(test)]
mod tests;
