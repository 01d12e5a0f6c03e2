//! Running other programs: what they do and how long they took, said out loud.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::Mutex;
use std::time::Instant;

/// What every step comes to: nothing, or one sentence on what is wrong.
pub(crate) type Outcome<T = ()> = Result<T, String>;

/// The root of the checkout.
pub(crate) fn root() -> PathBuf {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask).to_owned()
}

/// Does one step and says how long it took.
pub(crate) fn step<T>(what: &str, work: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
    println!("\n── {what}");
    let start = Instant::now();
    let done = work().map_err(|reason| format!("{what}: {reason}"))?;
    println!("── {what}: {:.1} s", start.elapsed().as_secs_f64());
    Ok(done)
}

/// A program to be run at the root of the checkout.
pub(crate) fn program(name: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(name);
    command.current_dir(root());
    command
}

/// Cargo, as it was started.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    let mut command = program(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    forget_cargo(&mut command);
    command.args(arguments);
    command
}

/// Takes away what cargo tells the programs it runs, which would make another cargo build everything anew.
pub(crate) fn forget_cargo(command: &mut Command) {
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&name);
        }
    }
}

/// Runs a program to its end, its output as it comes.
pub(crate) fn run(command: &mut Command) -> Outcome {
    let status = command.status().map_err(|error| cannot_start(command, &error))?;
    ended(command, status)
}

/// Runs a program to its end, its output as it comes, and gives back what it wrote and how it ended.
pub(crate) fn run_and_read(command: &mut Command) -> Outcome<(String, Outcome)> {
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|error| cannot_start(command, &error))?;
    let read = Mutex::new(String::new());
    std::thread::scope(|scope| {
        if let Some(stderr) = child.stderr.take() {
            scope.spawn(|| pass_on(stderr, std::io::stderr(), &read));
        }
        if let Some(stdout) = child.stdout.take() {
            pass_on(stdout, std::io::stdout(), &read);
        }
    });
    let status = child.wait().map_err(|error| error.to_string())?;
    let read = read.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner());
    Ok((read, ended(command, status)))
}

fn pass_on(from: impl std::io::Read, mut to: impl Write, read: &Mutex<String>) {
    let mut lines = BufReader::new(from);
    let mut line = Vec::new();
    while lines.read_until(b'\n', &mut line).is_ok_and(|length| length > 0) {
        // A closed terminal is no reason to stop the program that writes to it.
        let _ = to.write_all(&line);
        read.lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner())
            .push_str(&String::from_utf8_lossy(&line));
        line.clear();
    }
}

/// What a program writes, and nothing of it on the terminal; `None` if it cannot be run or fails.
pub(crate) fn ask(command: &mut Command) -> Option<String> {
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
