//! Runs a case with a real init.

use std::io::{BufRead, BufReader, Read};
use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::{ChildStdout, Command, Stdio};

use crate::case::{Case, End, When};
use crate::process::{is_adopted, is_alive, send, state, until, wait};

/// The program whose arguments say how it ends.
pub struct Fate(PathBuf);

impl Fate {
    pub fn compile(name: &str) -> Self {
        let source = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../__test__/programs/model/fate.c"
        );
        let output = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
        let mut cc = Command::new("cc");
        let status = cc.args(["-O2", source, "-o"]).arg(&output).status();
        assert!(status.expect("cc").success());
        Self(output)
    }
}

/// Tells the PID of the program before anything else.
const PROGRAM: &str = r#"echo program $$; exec "$0" "$@" 2>/dev/null"#;

/// The PIDs that the program and its descendants have printed.
#[derive(Default)]
struct Pids {
    program: Option<i32>,
    /// In the order of the case.
    kids: Vec<Option<i32>>,
}

impl Pids {
    fn take(&mut self, line: &str) {
        let Some((place, pid)) = line.trim().split_once(' ') else {
            return;
        };
        let Ok(pid) = pid.parse() else {
            // A message of the init.
            return;
        };
        match place.parse::<usize>() {
            Ok(place) => self.kids[place] = Some(pid),
            Err(_) => self.program = Some(pid),
        }
    }

    fn is_complete(&self) -> bool {
        self.program.is_some() && self.kids.iter().all(Option::is_some)
    }
}

/// Runs the case to its end, and leaves no process behind. Returns what breaks the contract.
pub fn run(init: &[&str], case: &Case, fate: &Fate) -> Result<(), String> {
    let mut child = Command::new(init[0])
        .args(&init[1..])
        .args(case.arguments())
        .args(["--", "sh", "-c", PROGRAM])
        .arg(&fate.0)
        .args(case.fates())
        .env_clear()
        .env("PATH", "/usr/bin:/bin")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| error.to_string())?;
    let pid = child.id().cast_signed();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    let mut pids = Pids {
        kids: vec![None; case.kids.len()],
        ..Pids::default()
    };
    let mut result = Ok(());
    match case.program {
        Err((signal, When::Starting)) => send(pid, signal),
        Err((signal, When::Running)) => {
            read(&mut output, &mut pids);
            result = orphans_are_reaped(case, &pids);
            send(pid, signal);
        }
        Ok(_) => {}
    }
    // Tini loses a signal for a process group that its child has not made yet.
    let again = match case.program {
        Err((signal, When::Starting)) if init == ["tini"] => Some(signal),
        _ => None,
    };
    if !until(|| {
        again.inspect(|signal| send(pid, *signal));
        child.try_wait().unwrap().is_some()
    }) {
        send(pid, libc::SIGKILL);
        result = Err("the init does not end".to_owned());
    }
    let mut rest = String::new();
    output.read_to_string(&mut rest).unwrap();
    rest.lines().for_each(|line| pids.take(line));
    let mut log = String::new();
    child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut log)
        .unwrap();
    let status = child.wait().unwrap();
    let code = status.code().or(status.signal().map(|signal| signal + 128));

    what_is_left(case, &pids, result)?;
    let expected = case.exit_codes();
    if !code.is_some_and(|code| expected.contains(&(code as u8))) {
        return Err(format!("exit code {code:?}, expected {expected:?}"));
    }
    warnings_are_right(case, &pids, &log)
}

/// Reads until every process has printed its PID.
fn read(output: &mut BufReader<ChildStdout>, pids: &mut Pids) {
    let mut line = String::new();
    while !pids.is_complete() && output.read_line(&mut line).unwrap() > 0 {
        pids.take(&line);
        line.clear();
    }
}

/// Waits until every orphan that has ended is gone.
fn orphans_are_reaped(case: &Case, pids: &Pids) -> Result<(), String> {
    for (i, pid) in pids.kids.iter().enumerate() {
        let Some(pid) = *pid else { continue };
        if !case.is_reaped(i) {
            continue;
        }
        if !until(|| state(pid).is_none() || is_adopted(pid)) || is_adopted(pid) {
            return Err(format!("orphan {i} is not reaped"));
        }
    }
    Ok(())
}

/// Ends what the init has left behind, and checks that it left the right processes. The parent of
/// each process ends before the process, so each of them becomes a child of this process.
fn what_is_left(case: &Case, pids: &Pids, mut result: Result<(), String>) -> Result<(), String> {
    // A signal that comes early may meet a process before it leads its session.
    let is_starting = matches!(case.program, Err((_, When::Starting)));
    if let Some(program) = pids.program
        && is_adopted(program)
    {
        send(program, libc::SIGKILL);
        wait(program);
        result = Err("the program is left behind".to_owned());
    }
    for (i, pid) in pids.kids.iter().enumerate() {
        let Some(pid) = *pid else { continue };
        let end = case.kids[i].end;
        let group_signal = case.group_signal(i);
        let is_spared = end == End::Never && group_signal.is_none();
        if is_spared && !is_starting && !is_alive(pid) {
            result = Err(format!("descendant {i} was killed"));
        }
        // The status is that of the first deadly signal (kernel/signal.c, complete_signal()). The
        // init has sent the signal of the group before this SIGKILL.
        if end == End::Never && is_adopted(pid) {
            send(pid, libc::SIGKILL);
        }
        let own = match end {
            End::Exit(code) => i32::from(code) << 8,
            End::Signal(number) => number,
            End::Never => group_signal.unwrap_or(libc::SIGKILL),
        };
        let Some(status) = wait(pid) else {
            // The init has reaped it.
            continue;
        };
        if status != own && Some(status) != group_signal && !is_starting {
            result = Err(format!("descendant {i} has ended with {status}"));
        }
    }
    result
}

/// With -w there is a warning of each orphan that was reaped for certain, and of no other process
/// than the descendants. Without it there is none.
fn warnings_are_right(case: &Case, pids: &Pids, log: &str) -> Result<(), String> {
    let warned: Vec<i32> = log
        .lines()
        .filter_map(|line| {
            line.split_once("Reaped zombie process with pid=")?
                .1
                .parse()
                .ok()
        })
        .collect();
    if !case.options.warn && !warned.is_empty() {
        return Err(format!("unasked warnings: {log}"));
    }
    let is_kid = |pid: &i32| pids.kids.contains(&Some(*pid));
    // A signal that comes early may kill a descendant that has not printed its PID.
    let is_starting = matches!(case.program, Err((_, When::Starting)));
    if !is_starting && !warned.iter().all(is_kid) {
        return Err(format!("warnings of other processes: {log}"));
    }
    let is_running = matches!(case.program, Err((_, When::Running)));
    for (i, pid) in pids.kids.iter().enumerate() {
        let count = warned
            .iter()
            .filter(|warned| Some(**warned) == *pid)
            .count();
        let is_certain = case.options.warn && is_running && case.is_reaped(i);
        if count > 1 || (is_certain && count == 0) {
            return Err(format!("{count} warnings of descendant {i}: {log}"));
        }
    }
    Ok(())
}
