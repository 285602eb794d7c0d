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

Runs PROGRAM, forwards signals to it, reaps zombies, and exits with its exit code.

  -s, --subreaper            Adopt orphans when not running as PID 1.
  -p, --parent-death-signal SIGNAL
                             Get SIGNAL when the parent dies.
  -v, --verbose              Log more. Repeat up to 3 times.
  -w, --warn-on-reap         Log each reaped zombie.
  -g, --process-group        Forward signals to PROGRAM's process group.
  -e, --remap-exit CODE      Exit with 0 instead of CODE (0 to 255). Repeatable.
      --kill-after SECONDS   Kill PROGRAM if it still runs SECONDS after the first
                             SIGTERM, SIGINT or SIGQUIT, forwarded or not.
      --rewrite FROM:TO      Forward signal TO instead of FROM, or none if TO is 0.
                             Repeatable.
  -l, --license              Show the licence.
  -h, --help                 Show this help.
      --version              Show the version.

Environment:
  TINI_SUBREAPER             Same as -s, with any value.
  TINI_KILL_PROCESS_GROUP    Same as -g, with any value.
  TINI_VERBOSITY             0 to 4 (default 1). Overrides -v.
  ZOMBIE_INIT_OPTIONS        More OPTIONS, separated by blanks. The command line wins.
  ZOMBIE_INIT_PID            Set for PROGRAM: the PID of zombie-init.
"
);

/// Writes one line that says where the error is and what was expected. Where Tini prints its usage
/// too, the help follows.
pub fn refuse(place: &[u8], error: &Error) {
    match *error {
        Error::Unknown(option) => {
            let expected = b" (expected an option that --help lists)";
            fatal(&[place, b"Unknown option: ", option, expected]);
            print(STDERR, HELP);
        }
        Error::NoProgram => {
            let expected = b"No program given: expected zombie-init [OPTIONS] PROGRAM -- ARGS";
            fatal(&[place, expected]);
            print(STDERR, HELP);
        }
        Error::NotForVariable(word) => {
            let expected = b" (expected only options to run PROGRAM)";
            fatal(&[place, b"Not allowed in a variable: ", word, expected]);
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
    let expected = flag.expects.unwrap_or("no value").as_bytes();
    match &flag.short {
        Some(letter) => (b"-", core::slice::from_ref(letter), expected),
        None => (b"--", flag.long.as_bytes(), expected),
    }
}
