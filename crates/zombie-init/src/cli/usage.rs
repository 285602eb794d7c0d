//! The texts of `--help`, `--license` and `--version`, and the messages for a refused command line.

use super::flags::Flag;
use super::options::Error;
use crate::text::log::{STDERR, fatal, print};

/// `docker info` reads this text. The part before " - " is a version of Tini (moby,
/// parseInitVersion). That version states whose behaviour the init follows.
macro_rules! version {
    () => {
        concat!(
            "tini version 0.19.0 - zombie-init ",
            env!("ZOMBIE_REAPER_VERSION"),
            "\n"
        )
    };
}

pub const VERSION: &str = version!();

pub const LICENSE: &str = include_str!("../../../../LICENSE");

pub const HELP: &str = concat!(
    version!(),
    "\
Usage: zombie-init [OPTIONS] PROGRAM -- ARGS
       zombie-init [OPTIONS] -- PROGRAM ARGS

Runs PROGRAM, forwards signals to it, reaps zombies, and ends as PROGRAM ends.

  -s, --subreaper            Adopt orphans when not running as PID 1.
  -p, --parent-death-signal SIGNAL
                             Have SIGNAL sent when the parent dies.
  -v, --verbose              Say more. Up to 3 times.
  -w, --warn-on-reap         Say which zombies are reaped.
  -g, --process-group        Forward signals to PROGRAM's process group.
  -e, --remap-exit CODE      Make exit code CODE (0 to 255) a 0. Repeatable.
      --kill-after SECONDS   Kill PROGRAM when it still lives that long after the first
                             SIGTERM, SIGINT or SIGQUIT, forwarded or not.
      --rewrite FROM:TO      Forward signal TO instead of FROM, none if TO is 0. Repeatable.
  -l, --license              Show the licence.
  -h, --help                 Show this.
      --version              Show the version.

Environment:
  TINI_SUBREAPER             As -s, whatever the value.
  TINI_KILL_PROCESS_GROUP    As -g, whatever the value.
  TINI_VERBOSITY             0 to 4 (default 1). Overrides -v.
  ZOMBIE_INIT_OPTIONS        More OPTIONS, separated by blanks. Those given here win.
  ZOMBIE_INIT_PID            Set for PROGRAM: the PID of zombie-init.
"
);

/// Writes one line that says where the error is and what was expected. Where Tini prints its usage
/// too, the help follows.
pub fn refuse(place: &[u8], error: &Error) {
    match *error {
        Error::Unknown(option) => {
            let expected = b" (expected one that --help lists)";
            fatal(&[place, b"Unknown option: ", option, expected]);
            print(STDERR, HELP);
        }
        Error::NoProgram => {
            let expected = b"No program given: expected zombie-init [OPTIONS] PROGRAM -- ARGS";
            fatal(&[place, expected]);
            print(STDERR, HELP);
        }
        Error::NotForVariable(word) => {
            let expected = b" (expected options for running a program)";
            fatal(&[place, b"Not for a variable: ", word, expected]);
        }
        Error::NoValue(flag) => {
            let (dash, name, expected) = describe(flag);
            let what = b"No value for ";
            fatal(&[place, what, dash, name, b": expected ", expected]);
        }
        Error::BadValue(flag, value) => {
            let (dash, name, expected) = describe(flag);
            let [what, colon, a, b] =
                [&b"Not a valid option for "[..], b": ", b" (expected ", b")"];
            fatal(&[place, what, dash, name, colon, value, a, expected, b]);
        }
    }
}

/// Returns the dash, the name and the expected value. An option with a letter is named by its
/// letter, as Tini names it.
fn describe(flag: &Flag) -> (&'static [u8], &[u8], &'static [u8]) {
    let expected = flag.expects.unwrap_or("none").as_bytes();
    match &flag.short {
        Some(letter) => (b"-", core::slice::from_ref(letter), expected),
        None => (b"--", flag.long.as_bytes(), expected),
    }
}
