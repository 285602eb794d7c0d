//! The way from the stack that the kernel has set up to a running program.

use syscalls::Errno;

use crate::cli::environment::{Environment, MARKER};
use crate::cli::options::{Command, Options, Run, parse, parse_variable};
use crate::cli::usage;
use crate::supervise::program::{Inherited, Program};
use crate::supervise::supervisor::Supervisor;
use crate::sys::{self, Pid, Stack, Text, program_arguments};
use crate::text::decimal::Decimal;
use crate::text::errors;
use crate::text::log::{Level, Log, STDOUT, print};

/// The words of Tini's message with our name. Users may search their logs for those words.
const NOT_A_REAPER: &[u8] =
    b"zombie-init is not running as PID 1 and isn't registered as a child subreaper.
Zombie processes will not be re-parented to zombie-init, so zombie reaping won't work.
To fix the problem, use the -s option or set the environment variable TINI_SUBREAPER to register \
zombie-init as a child subreaper, or run zombie-init as PID 1.";

/// Carries out the command line and returns the exit code.
pub fn start(mut stack: Stack) -> u8 {
    let inherited = Inherited::replace();
    let environment = Environment::read(stack.environment.iter().map_while(Text::bytes));
    let mut options = Options::DEFAULT;
    let variable = parse_variable(environment.options(), &mut options);
    let arguments = stack.arguments.iter().skip(1).map_while(Text::bytes);
    match (parse(arguments, &mut options), variable) {
        (Ok(Command::Help), _) => print(STDOUT, usage::HELP),
        (Ok(Command::License), _) => print(STDOUT, usage::LICENSE),
        (Ok(Command::Version), _) => print(STDOUT, usage::VERSION),
        (Ok(Command::Run(command)), Ok(())) => {
            environment.apply(&mut options);
            let path = environment.path();
            return run(command, &options, path, &mut stack, &inherited).unwrap_or(1);
        }
        (Ok(Command::Run(_)), Err(error)) => {
            usage::refuse(b"ZOMBIE_INIT_OPTIONS: ", &error);
            return 1;
        }
        (Err(error), _) => {
            usage::refuse(b"", &error);
            return 1;
        }
    }
    0
}

/// Starts the program and supervises it. Returns None after an error, which is logged by then.
fn run(
    command: Run,
    options: &Options,
    path: &[u8],
    stack: &mut Stack,
    inherited: &Inherited,
) -> Option<u8> {
    let log = Log {
        verbosity: options.verbosity,
    };
    let pid = sys::getpid();
    prepare(options, log, pid)?;

    let mut marker = [0; 32];
    stack.set_variable(MARKER, marker_with(pid, &mut marker));
    let mut program = Program {
        arguments: program_arguments(stack.arguments, command.program, command.separator_follows),
        environment: stack.environment,
        path,
    };
    let child = told("fork", program.spawn(inherited))?;
    let mut number = Decimal::new();
    let child_pid = number.set(child.cast_unsigned());
    let spawned: &[u8] = b"Spawned child process '";
    log.line(
        Level::Info,
        &[spawned, program.name(), b"' with pid '", child_pid, b"'"],
    );
    let mut supervisor = Supervisor::new(child, options, log);
    if let Err(error) = inherited.mask {
        supervisor.go_deaf(b"Blocking signals", error);
    }
    told("Waiting for the program", supervisor.run())
}

fn prepare(options: &Options, log: Log, pid: Pid) -> Option<()> {
    // A program recognises the init by this name and by the PID in its environment. The name of the
    // file says nothing: it may be /tini. The name is set before the program starts and looks for
    // it.
    sys::set_name(c"zombie-init");
    if let Some(signal) = options.parent_death_signal {
        told(
            "Setting the parent death signal",
            sys::set_parent_death_signal(signal),
        )?;
    }
    if options.subreaper {
        told("Registering as child subreaper", sys::become_subreaper())?;
        log.line(Level::Trace, &[b"Registered as child subreaper"]);
    }
    if pid != 1 && !sys::is_subreaper() {
        log.line(Level::Warn, &[NOT_A_REAPER]);
    }
    Some(())
}

/// Returns the value, or logs the error and returns None.
fn told<T>(what: &str, result: Result<T, Errno>) -> Option<T> {
    result
        .inspect_err(|&error| {
            errors::report(Log::QUIET, Level::Fatal, &[what.as_bytes()], error, b"");
        })
        .ok()
}

fn marker_with(pid: Pid, buffer: &mut [u8; 32]) -> Text {
    let mut number = Decimal::new();
    // At most 16 and 10 bytes: a NUL remains after them.
    let bytes = MARKER.iter().chain(number.set(pid.cast_unsigned()));
    for (place, byte) in buffer.iter_mut().zip(bytes) {
        *place = *byte;
    }
    // SAFETY: the text ends in a NUL. The buffer belongs to `run`, which returns after the program
    // has ended.
    unsafe { Text::from_buffer(buffer) }
}
