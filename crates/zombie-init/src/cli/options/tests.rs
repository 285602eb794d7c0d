use super::{Command, Error, Options, Run, parse, parse_variable};
use crate::cli::flags::FLAGS;
use crate::sys::Signal;

fn parse_all<'a>(arguments: &[&'a str]) -> Result<Command, Error<'a>> {
    parse_onto(&mut Options::DEFAULT.clone(), arguments)
}

fn parse_onto<'a>(options: &mut Options, arguments: &[&'a str]) -> Result<Command, Error<'a>> {
    parse(arguments.iter().map(|text| text.as_bytes()), options)
}

fn run(arguments: &[&str]) -> Run {
    match parse_all(arguments) {
        Ok(Command::Run(run)) => run,
        other => panic!("{arguments:?}: {other:?}"),
    }
}

fn options(arguments: &[&str]) -> Options {
    let mut options = Options::DEFAULT;
    let result = parse_onto(&mut options, &[arguments, &["program"]].concat());
    assert!(
        matches!(result, Ok(Command::Run(_))),
        "{arguments:?}: {result:?}"
    );
    options
}

#[test]
fn options_end_at_the_program_and_one_separator_beside_it_is_removed() {
    for (arguments, program, separator_follows) in [
        (&["program", "-x", "--help"][..], 1, false),
        (&["program", "--", "-x"], 1, true),
        (&["program", "-x", "--"], 1, false),
        (&["--", "program", "-x"], 2, false),
        (&["--", "program", "--"], 2, false),
        (&["--", "--"], 2, false),
        (&["-v", "-s", "program"], 3, false),
        (&["-", "-s"], 1, false),
        (&["", "-s"], 1, false),
    ] {
        let expected = Run {
            program,
            separator_follows,
        };
        assert_eq!(run(arguments), expected, "{arguments:?}");
    }
}

#[test]
fn every_option_has_its_tini_letter_and_a_long_name() {
    for (short, long) in [
        ("-s", "--subreaper"),
        ("-v", "--verbose"),
        ("-w", "--warn-on-reap"),
        ("-g", "--process-group"),
    ] {
        assert_eq!(options(&[short]), options(&[long]));
        assert_ne!(options(&[short]), Options::DEFAULT);
    }
    for (short, long, command) in [
        ("-h", "--help", Command::Help),
        ("-l", "--license", Command::License),
        ("--version", "--version", Command::Version),
    ] {
        assert_eq!(parse_all(&[short]).as_ref(), Ok(&command));
        assert_eq!(parse_all(&["-s", long, "program"]), Ok(command));
    }
}

#[test]
fn letters_can_be_joined_and_values_attached() {
    assert_eq!(options(&["-vvg"]), options(&["-v", "-v", "-g"]));
    assert_eq!(options(&["-we143"]), options(&["-w", "-e", "143"]));
    assert_eq!(options(&["-pKILL"]), options(&["-p", "SIGKILL"]));
    assert_eq!(
        options(&["--remap-exit=143"]),
        options(&["--remap-exit", "143"])
    );
    assert_eq!(options(&["-vvv"]).verbosity, 4);
}

#[test]
fn each_exit_code_can_be_remapped_alone() {
    for code in 0..=255u8 {
        let text = code.to_string();
        let successes = options(&["-e", &text]).successes;
        for other in 0..=255 {
            assert_eq!(
                successes.remap(other),
                if other == code { 0 } else { other }
            );
        }
    }
    for as_tini_reads_it in [" 3", "\t+3", "003"] {
        assert_eq!(options(&["-e", as_tini_reads_it]), options(&["-e", "3"]));
    }
    assert_eq!(options(&["-e", ""]), options(&["-e", "0"]));
    let several = options(&["-e", "1", "-e", "143"]).successes;
    assert_eq!([1, 2, 143].map(|code| several.remap(code)), [0, 2, 0]);
}

#[test]
fn signals_are_rewritten_and_dropped() {
    let rewrites = options(&[
        "--rewrite",
        "TERM:QUIT",
        "--rewrite=SIGHUP:0",
        "--rewrite",
        "34:64",
    ])
    .rewrites;
    let signal = |number| Signal::new(number).unwrap();
    assert_eq!(rewrites.apply(Signal::TERM), Some(Signal::QUIT));
    assert_eq!(rewrites.apply(signal(1)), None);
    assert_eq!(rewrites.apply(signal(34)), Some(signal(64)));
    assert_eq!(rewrites.apply(Signal::INT), Some(Signal::INT));
}

#[test]
fn bad_values_are_refused_with_their_option() {
    for (long, values) in [
        ("parent-death-signal", &["NOSIG", "0", "65", ""][..]),
        (
            "remap-exit",
            &["256", "300", "-1", "x", "+", " ", "3 ", "1.5"],
        ),
        ("kill-after", &["0", "-1", "x", "", "1.5", "99999999999"]),
        (
            "rewrite",
            &[
                "TERM",
                "TERM:",
                ":TERM",
                "KILL:TERM",
                "CHLD:TERM",
                "TERM:NOSIG",
                "TERM:65",
                "0:TERM",
            ],
        ),
    ] {
        let flag = FLAGS.iter().find(|flag| flag.long == long).unwrap();
        for value in values {
            let option = format!("--{long}");
            let result = parse_all(&[&option, value, "program"]);
            assert_eq!(
                result,
                Err(Error::BadValue(flag, value.as_bytes())),
                "{long} {value}"
            );
        }
    }
}

#[test]
fn anything_else_is_refused() {
    let flag = |long| FLAGS.iter().find(|flag| flag.long == long).unwrap();
    for (arguments, error) in [
        (&[][..], Error::NoProgram),
        (&["-s"], Error::NoProgram),
        (&["--"], Error::NoProgram),
        (&["-s", "--"], Error::NoProgram),
        (&["-Z", "program"], Error::Unknown(b"-Z")),
        (&["-sZ", "program"], Error::Unknown(b"-sZ")),
        (&["--verb", "program"], Error::Unknown(b"--verb")),
        (&["--=", "program"], Error::Unknown(b"--=")),
        (&["-e"], Error::NoValue(flag("remap-exit"))),
        (&["--rewrite"], Error::NoValue(flag("rewrite"))),
        (
            &["--subreaper=1", "program"],
            Error::BadValue(flag("subreaper"), b"1"),
        ),
    ] {
        assert_eq!(parse_all(arguments), Err(error), "{arguments:?}");
    }
}

fn from_variable(value: &str) -> Options {
    let mut options = Options::DEFAULT;
    assert_eq!(parse_variable(value.as_bytes(), &mut options), Ok(()));
    options
}

#[test]
fn a_variable_is_split_at_blanks() {
    for value in ["", " ", "\t\n"] {
        assert_eq!(from_variable(value), Options::DEFAULT);
    }
    let expected = options(&["-s", "--kill-after", "10", "-e143"]);
    for value in [
        "-s --kill-after 10 -e143",
        "\t-s\n --kill-after  10 -e 143 ",
    ] {
        assert_eq!(from_variable(value), expected);
    }
}

#[test]
fn arguments_come_after_a_variable() {
    let mut both = from_variable("-v --kill-after 10");
    parse_onto(&mut both, &["-v", "--kill-after", "5", "program"]).unwrap();
    assert_eq!(both, options(&["-vv", "--kill-after", "5"]));
}

#[test]
fn what_would_end_the_options_is_refused_in_a_variable() {
    for word in ["program", "--", "-", "--help", "-vh", "--version", "-l"] {
        let value = format!("-s {word} -v");
        let result = parse_variable(value.as_bytes(), &mut Options::DEFAULT.clone());
        assert_eq!(result, Err(Error::NotForVariable(word.as_bytes())));
    }
}
