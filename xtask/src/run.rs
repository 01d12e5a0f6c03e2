//! Runs other programs, and prints each step with the time that it took.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::Mutex;
use std::time::Instant;

/// The result of a step. The error is one sentence that says what is wrong.
pub(crate) type Outcome<T = ()> = Result<T, String>;

/// The root of the checkout.
pub(crate) fn root() -> PathBuf {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask).to_owned()
}

/// Runs one step and prints how long it took.
pub(crate) fn step<T>(what: &str, work: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
    println!("\n── {what}");
    let start = Instant::now();
    let done = work().map_err(|reason| format!("{what}: {reason}"))?;
    println!("── {what}: {:.1} s", start.elapsed().as_secs_f64());
    Ok(done)
}

/// A program that will run at the root of the checkout.
pub(crate) fn program(name: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(name);
    command.current_dir(root());
    command
}

/// The cargo that runs xtask.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    let mut command = program(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    forget_cargo(&mut command);
    command.args(arguments);
    command
}

/// Removes the variables that cargo sets for the programs it runs: inherited, they would make the next cargo rebuild
/// everything.
pub(crate) fn forget_cargo(command: &mut Command) {
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&name);
        }
    }
}

/// Runs a program to its end; its output goes to the terminal.
pub(crate) fn run(command: &mut Command) -> Outcome {
    let status = command.status().map_err(|error| cannot_start(command, &error))?;
    ended(command, status)
}

/// Runs a program to its end; its output goes to the terminal and is returned, together with how it ended.
pub(crate) fn run_and_capture(command: &mut Command) -> Outcome<(String, Outcome)> {
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|error| cannot_start(command, &error))?;
    let captured = Mutex::new(String::new());
    std::thread::scope(|scope| {
        if let Some(stderr) = child.stderr.take() {
            scope.spawn(|| tee(stderr, std::io::stderr(), &captured));
        }
        if let Some(stdout) = child.stdout.take() {
            tee(stdout, std::io::stdout(), &captured);
        }
    });
    let status = child.wait().map_err(|error| error.to_string())?;
    let captured = captured.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner());
    Ok((captured, ended(command, status)))
}

/// Copies lines to the terminal and to a string.
fn tee(from: impl std::io::Read, mut to: impl Write, captured: &Mutex<String>) {
    let mut lines = BufReader::new(from);
    let mut line = Vec::new();
    while lines.read_until(b'\n', &mut line).is_ok_and(|length| length > 0) {
        // The program goes on even if the terminal is closed.
        let _ = to.write_all(&line);
        captured
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner())
            .push_str(&String::from_utf8_lossy(&line));
        line.clear();
    }
}

/// What a program writes, without showing it; `None` if it cannot start or fails.
pub(crate) fn capture(command: &mut Command) -> Option<String> {
    let output = command.output().ok().filter(|output| output.status.success())?;
    Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn ended(command: &Command, status: ExitStatus) -> Outcome {
    if status.success() { Ok(()) } else { Err(format!("{} failed ({status})", words(command))) }
}

fn words(command: &Command) -> String {
    std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|word| word.to_string_lossy().into_owned())
        .collect::<Vec<_>>()
        .join(" ")
}

pub(crate) fn cannot_start(command: &Command, error: &std::io::Error) -> String {
    format!("cannot start {}: {error}", command.get_program().to_string_lossy())
}
