//! The command line: Tini's options, a long name for each, and two of our own.
//!
//! Unlike with glibc's `getopt`, and as POSIX has it, options end at the first operand: those of
//! the program are never mistaken for ours.

use crate::flags::{FLAGS, Flag, Kind};
use crate::log::{decimal, without_blanks_and_plus};
use crate::remap::{ExitCodes, Rewrites};
use crate::signal_set::Set;
use crate::signals::Signal;

/// What the command line asks for.
#[derive(Debug, PartialEq, Eq)]
pub enum Command {
    Help,
    License,
    Version,
    Run(Run),
}

/// A program to be run.
#[derive(Debug, PartialEq, Eq)]
pub struct Run {
    pub options: Options,
    /// Which argument is PROGRAM. The name of the init itself is number 0.
    pub program: usize,
    /// Whether the argument behind it is a `--` that is not for the program.
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

/// Why a command line is refused: which option, and what came.
#[derive(Debug, PartialEq, Eq)]
pub enum Error<'a> {
    Unknown(&'a [u8]),
    NoValue(&'static Flag),
    UnwantedValue(&'static Flag, &'a [u8]),
    BadValue(&'static Flag, &'a [u8]),
    NoProgram,
}

/// Reads the arguments that follow the name of the init itself.
///
/// # Errors
/// On the first argument that is not understood; nothing has been done then.
pub fn parse<'a>(arguments: impl Iterator<Item = &'a [u8]>) -> Result<Command, Error<'a>> {
    let mut arguments = arguments.zip(1usize..).peekable();
    let mut options = Options::DEFAULT;
    while let Some((argument, index)) = arguments.next() {
        if argument == b"--" {
            let (_, program) = arguments.next().ok_or(Error::NoProgram)?;
            return Ok(Command::Run(Run {
                options,
                program,
                separator_follows: false,
            }));
        }
        let mut values = arguments.by_ref().map(|(value, _)| value);
        let command = if let Some(long) = argument.strip_prefix(b"--") {
            options.take_long(argument, long, &mut values)?
        } else if let Some(letters @ [_, ..]) = argument.strip_prefix(b"-") {
            options.take_letters(argument, letters, &mut values)?
        } else {
            let separator_follows = arguments.peek().is_some_and(|&(next, _)| next == b"--");
            return Ok(Command::Run(Run {
                options,
                program: index,
                separator_follows,
            }));
        };
        if let Some(command) = command {
            return Ok(command);
        }
    }
    Err(Error::NoProgram)
}

impl Options {
    /// `--name`, `--name value` or `--name=value`.
    fn take_long<'a>(
        &mut self,
        argument: &'a [u8],
        text: &'a [u8],
        values: &mut dyn Iterator<Item = &'a [u8]>,
    ) -> Result<Option<Command>, Error<'a>> {
        let mut halves = text.splitn(2, |&byte| byte == b'=');
        let name = halves.next().unwrap_or_default();
        let attached = halves.next();
        let flag = FLAGS
            .iter()
            .find(|flag| flag.long.as_bytes() == name)
            .ok_or(Error::Unknown(argument))?;
        let value = match (flag.expects, attached) {
            (None, None) => return Ok(self.switch(flag.kind)),
            (None, Some(value)) => return Err(Error::UnwantedValue(flag, value)),
            (Some(_), attached) => attached.or_else(|| values.next()),
        };
        self.set(flag, value.ok_or(Error::NoValue(flag))?)?;
        Ok(None)
    }

    /// `-v`, several at once as in `-vvg`, and a value behind its letter as in `-e143`.
    fn take_letters<'a>(
        &mut self,
        argument: &'a [u8],
        mut letters: &'a [u8],
        values: &mut dyn Iterator<Item = &'a [u8]>,
    ) -> Result<Option<Command>, Error<'a>> {
        while let [letter, rest @ ..] = letters {
            let flag = FLAGS
                .iter()
                .find(|flag| flag.short == Some(*letter))
                .ok_or(Error::Unknown(argument))?;
            if flag.expects.is_some() {
                let attached = (!rest.is_empty()).then_some(rest);
                let value = attached.or_else(|| values.next());
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

    /// An option without a value. Some of them are all there is to do.
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
            Kind::ParentDeathSignal => self.parent_death_signal = Some(Signal::parse(value)?),
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

/// As Tini reads it, which leaves that to `strtol`: an empty text is 0, too.
fn exit_code(value: &[u8]) -> Option<u8> {
    if value.is_empty() {
        return Some(0);
    }
    u8::try_from(decimal(without_blanks_and_plus(value))?).ok()
}

fn rewrite(value: &[u8]) -> Option<(Signal, Option<Signal>)> {
    let mut halves = value.splitn(2, |&byte| byte == b':');
    let from = Signal::parse(halves.next()?)?;
    if !Set::FORWARDED.contains(from) {
        return None;
    }
    let to = match halves.next()? {
        b"0" => None,
        to => Some(Signal::parse(to)?),
    };
    Some((from, to))
}

#[cfg(test)]
mod tests;
