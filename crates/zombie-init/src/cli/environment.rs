//! The variables of the environment: Tini's three, one of our own, and PATH.

use super::options::Options;
use crate::text::decimal::{decimal, without_blanks_and_plus};

/// Tells the program and its descendants that they run below an init. The value is the PID of the
/// init.
pub const MARKER: &[u8] = b"ZOMBIE_INIT_PID=";

/// The default PATH of musl. That of glibc lacks /usr/local/bin, where the Node images have `node`.
const DEFAULT_PATH: &[u8] = b"/usr/local/bin:/bin:/usr/bin";

#[derive(Debug, PartialEq, Eq)]
pub struct Environment<'a> {
    subreaper: bool,
    process_group: bool,
    verbosity: Option<&'a [u8]>,
    options: Option<&'a [u8]>,
    path: Option<&'a [u8]>,
}

impl<'a> Environment<'a> {
    pub fn read(variables: impl Iterator<Item = &'a [u8]>) -> Self {
        let mut found = Self {
            subreaper: false,
            process_group: false,
            verbosity: None,
            options: None,
            path: None,
        };
        for variable in variables {
            // Any value sets the option, even an empty one, as with Tini.
            if variable.starts_with(b"TINI_SUBREAPER=") {
                found.subreaper = true;
            } else if variable.starts_with(b"TINI_KILL_PROCESS_GROUP=") {
                found.process_group = true;
            } else if let Some(value) = variable.strip_prefix(b"TINI_VERBOSITY=") {
                // Like getenv(3): the first of two variables with the same name counts.
                found.verbosity.get_or_insert(value);
            } else if let Some(value) = variable.strip_prefix(b"ZOMBIE_INIT_OPTIONS=") {
                found.options.get_or_insert(value);
            } else if let Some(value) = variable.strip_prefix(b"PATH=") {
                found.path.get_or_insert(value);
            }
        }
        found
    }

    /// Applies Tini's variables to the options: TINI_VERBOSITY overrides, the others add.
    pub fn apply(&self, options: &mut Options) {
        options.subreaper |= self.subreaper;
        options.process_group |= self.process_group;
        if let Some(text) = self.verbosity {
            // Reads the text as atoi(3) does: digits, and 0 for anything else.
            let text = without_blanks_and_plus(text);
            let mut parts = text.split(|byte| !byte.is_ascii_digit());
            let number = parts.next().and_then(decimal).unwrap_or(0);
            options.verbosity = number.try_into().unwrap_or(u8::MAX);
        }
    }

    /// Returns the value of ZOMBIE_INIT_OPTIONS: options as on the command line.
    pub fn options(&self) -> &'a [u8] {
        self.options.unwrap_or_default()
    }

    pub fn path(&self) -> &'a [u8] {
        self.path.unwrap_or(DEFAULT_PATH)
    }
}

#[cfg(test)]
mod tests {
    use super::Environment;
    use crate::cli::options::Options;

    fn read(variables: &[&'static str]) -> (Options, &'static [u8]) {
        let environment = Environment::read(variables.iter().map(|text| text.as_bytes()));
        let mut options = Options::DEFAULT;
        environment.apply(&mut options);
        (options, environment.path())
    }

    #[test]
    fn nothing_said_changes_nothing() {
        let (options, path) = read(&["HOME=/", "TINI_SUBREAPERS=1", "XPATH=/x"]);
        assert_eq!(options, Options::DEFAULT);
        assert_eq!(path, b"/usr/local/bin:/bin:/usr/bin");
    }

    #[test]
    fn any_value_counts_even_an_empty_one() {
        let (options, _) = read(&["TINI_SUBREAPER=", "TINI_KILL_PROCESS_GROUP=0"]);
        assert!(options.subreaper && options.process_group);
    }

    #[test]
    fn verbosity_is_overridden() {
        for (text, verbosity) in [
            ("TINI_VERBOSITY=3", 3),
            ("TINI_VERBOSITY=0", 0),
            ("TINI_VERBOSITY= 2 times", 2),
            ("TINI_VERBOSITY=+3", 3),
            ("TINI_VERBOSITY=-1", 0),
            ("TINI_VERBOSITY=", 0),
            ("TINI_VERBOSITY=loud", 0),
            ("TINI_VERBOSITY=1000", 255),
        ] {
            assert_eq!(read(&[text]).0.verbosity, verbosity, "{text}");
        }
    }

    #[test]
    fn the_first_options_count() {
        let variables = [&b"ZOMBIE_INIT_OPTIONS=-e 1"[..], b"ZOMBIE_INIT_OPTIONS=-s"];
        let environment = Environment::read(variables.into_iter());
        assert_eq!(environment.options(), b"-e 1");
        assert_eq!(Environment::read([].into_iter()).options(), b"");
    }

    #[test]
    fn the_first_path_counts() {
        assert_eq!(read(&["PATH=/a:/b", "PATH=/c"]).1, b"/a:/b");
    }
}
