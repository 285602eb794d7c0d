//! The parsers of the command line, of the environment and of the stack, for any bytes. libFuzzer
//! calls these functions (`scripts/fuzz.sh`), and so do the tests below, with the corpus.

use std::ffi::CString;
use std::ptr;

use crate::cli::environment::Environment;
use crate::cli::options::{Command, Options, parse, parse_variable};
use crate::supervise::execvp::{PATH_MAX, join};
use crate::sys::{Stack, Text, program_arguments};

/// A parser, by the name of its corpus.
pub type Target = (&'static str, fn(&[u8]));

pub const TARGETS: [Target; 4] = [
    ("options", options),
    ("variable", variable),
    ("stack", stack),
    ("path", path),
];

/// The arguments of the init, with a NUL after each.
fn options(bytes: &[u8]) {
    let words: Vec<&[u8]> = bytes.split(|byte| *byte == 0).collect();
    let mut options = Options::DEFAULT;
    if let Ok(Command::Run(run)) = parse(words.iter().copied(), &mut options) {
        // The name of the init is before the first word.
        assert!((1..=words.len()).contains(&run.program));
        if run.separator_follows {
            assert_eq!(words[run.program], b"--");
        }
        assert_ne!(options.kill_after_seconds, Some(0));
    }
}

/// The variables of the environment, with a NUL after each.
fn variable(bytes: &[u8]) {
    let variables = bytes.split(|byte| *byte == 0);
    let environment = Environment::read(variables);
    let mut options = Options::DEFAULT;
    let _ = parse_variable(environment.options(), &mut options);
    environment.apply(&mut options);
    assert_ne!(options.kill_after_seconds, Some(0));
}

/// Arguments and variables as the kernel lays them out: lines, an empty line between the two.
fn stack(bytes: &[u8]) {
    let words: Vec<CString> = bytes
        .split(|byte| *byte == b'\n')
        .map(|word| word.split(|byte| *byte == 0).next().unwrap_or_default())
        .map(|word| CString::new(word).unwrap())
        .collect();
    let middle = words
        .iter()
        .position(|word| word.is_empty())
        .unwrap_or(words.len());
    let (arguments, variables) = words.split_at(middle);
    let mut memory = vec![ptr::without_provenance(arguments.len())];
    for list in [arguments, variables] {
        memory.extend(list.iter().map(|word| word.as_ptr()));
        memory.push(ptr::null());
    }
    // AT_NULL
    memory.extend([ptr::null(), ptr::null()]);
    // SAFETY: the words are laid out as the kernel lays them out. They outlive the stack, which
    // uses them once.
    let mut stack = unsafe { Stack::new(memory.as_mut_ptr().cast()) };
    let texts = |list: &[Text]| list.iter().map_while(Text::bytes).count();
    assert_eq!(texts(stack.arguments), arguments.len());
    assert_eq!(texts(stack.environment), variables.len());
    stack.set_variable(b"ZOMBIE_INIT_PID=", Text::new(c"ZOMBIE_INIT_PID=1"));
    let is_ours = |text: &[u8]| text == b"ZOMBIE_INIT_PID=1";
    let set = stack.environment.iter().map_while(Text::bytes);
    assert_eq!(set.filter(|text| is_ours(text)).count().min(1), 1);
    for program in 0..=arguments.len() {
        let rest = program_arguments(stack.arguments, program, false);
        assert!(texts(rest) <= arguments.len());
    }
}

/// A folder of PATH, a NUL, and the name of a program.
fn path(bytes: &[u8]) {
    let mut halves = bytes.splitn(2, |byte| *byte == 0);
    let folder = halves.next().unwrap_or_default();
    let name = halves.next().unwrap_or_default();
    let name = name.split(|byte| *byte == 0).next().unwrap_or_default();
    let mut buffer = [0; PATH_MAX];
    let file = join(folder, name, &mut buffer);
    let length = folder.len() + name.len() + usize::from(!folder.is_empty());
    assert_eq!(file.is_some(), length < PATH_MAX);
    let Some(file) = file.as_ref().and_then(Text::bytes) else {
        return;
    };
    assert!(file.starts_with(folder) && file.ends_with(name));
    assert_eq!(file.len(), length);
}

#[cfg(test)]
#[path = "../../../fuzz/near_corpus.rs"]
mod tests;
