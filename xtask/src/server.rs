//! toggle-server as a child: started, waited for, stopped whatever happens.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::run::{Outcome, ask, cargo, program, root, run};
use crate::workspace::target_dir;

/// How long a server may take to stop. It gives the answers under way about a second.
const PATIENCE: Duration = Duration::from_secs(5);

/// The processes of the servers that run: a signal comes on a thread that owns none of them.
static RUNNING: Mutex<Vec<u32>> = Mutex::new(Vec::new());

fn running() -> MutexGuard<'static, Vec<u32>> {
    RUNNING.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
}

/// Asks every server to stop: for a signal that only this process got.
pub(crate) fn stop_all() {
    for id in running().iter() {
        terminate(*id);
    }
}

/// Whether the process could be asked to stop.
fn terminate(id: u32) -> bool {
    // The shell's own `kill`: a small system has no program of that name.
    cfg!(unix) && ask(program("sh").args(["-c", "kill \"$0\"", &id.to_string()])).is_some()
}

/// A toggle-server that runs until this is dropped.
pub(crate) struct Server {
    child: Child,
    pub(crate) url: String,
}

/// Builds toggle-server and gives back where it is.
pub(crate) fn build() -> Outcome<PathBuf> {
    build_program("toggle-server")
}

/// Builds a program of this repository and gives back where it is.
pub(crate) fn build_program(package: &str) -> Outcome<PathBuf> {
    run(&mut cargo(&["build", "--package", package]))?;
    Ok(target_dir()?.join("debug").join(format!("{package}{}", std::env::consts::EXE_SUFFIX)))
}

impl Server {
    /// Starts one and waits until it listens.
    pub(crate) fn start(arguments: &[&str]) -> Outcome<Self> {
        let binary =
            target_dir()?.join("debug").join(format!("toggle-server{}", std::env::consts::EXE_SUFFIX));
        let mut command = Command::new(binary);
        command.current_dir(root()).args(arguments).stdout(Stdio::piped());
        let mut child = command.spawn().map_err(|error| format!("cannot start toggle-server: {error}"))?;
        running().push(child.id());
        let mut line = String::new();
        if let Some(stdout) = child.stdout.take() {
            // An error reads like the end: no address came.
            let _ = BufReader::new(stdout).read_line(&mut line);
        }
        let url = line.split_whitespace().find(|word| word.starts_with("http://")).map(str::to_owned);
        let mut server = Self { child, url: String::new() };
        server.url = url.ok_or("toggle-server did not start; its message is above")?;
        Ok(server)
    }

    /// Waits until it ends by itself, as it does on Ctrl-C.
    pub(crate) fn wait(&mut self) -> Outcome {
        self.child.wait().map(drop).map_err(|error| error.to_string())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It stops cleanly on SIGTERM; where there is none, and if it does not, it is killed.
        if matches!(self.child.try_wait(), Ok(None)) && terminate(self.child.id()) {
            let end = Instant::now() + PATIENCE;
            while matches!(self.child.try_wait(), Ok(None)) && Instant::now() < end {
                sleep(Duration::from_millis(10));
            }
        }
        // Neither does anything to a process that has ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
        running().retain(|id| *id != self.child.id());
    }
}
