//! Runs toggle-server as a child process, and stops it whatever happens.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::run::{Outcome, capture, cargo, program, root, run};
use crate::workspace::target_dir;

/// How long a server may take to stop. It gives requests in flight about a second.
const STOP_TIMEOUT: Duration = Duration::from_secs(5);

/// The ids of the running servers: the thread that handles signals owns none of them.
static RUNNING: Mutex<Vec<u32>> = Mutex::new(Vec::new());

fn running() -> MutexGuard<'static, Vec<u32>> {
    RUNNING.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
}

/// Asks every server to stop, when only this process got a signal.
pub(crate) fn stop_all() {
    for id in running().iter() {
        terminate(*id);
    }
}

/// Sends SIGTERM; whether that was possible.
fn terminate(id: u32) -> bool {
    // The shell's built-in `kill`: small systems have no such program.
    cfg!(unix) && capture(program("sh").args(["-c", "kill \"$0\"", &id.to_string()])).is_some()
}

/// A toggle-server. It stops when this is dropped.
pub(crate) struct Server {
    child: Child,
    pub(crate) url: String,
}

/// Builds toggle-server and returns its path.
pub(crate) fn build() -> Outcome<PathBuf> {
    build_program("toggle-server")
}

/// Builds a program of this workspace and returns its path.
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
            // An error is treated like the end of the output: there is no address.
            let _ = BufReader::new(stdout).read_line(&mut line);
        }
        let url = line.split_whitespace().find(|word| word.starts_with("http://")).map(str::to_owned);
        let mut server = Self { child, url: String::new() };
        server.url = url.ok_or("toggle-server did not start; its message is above")?;
        Ok(server)
    }

    /// Waits until it ends, as it does on Ctrl-C.
    pub(crate) fn wait(&mut self) -> Outcome {
        self.child.wait().map(drop).map_err(|error| error.to_string())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // SIGTERM stops it cleanly. It is killed where there are no signals, or if it does not stop in time.
        if matches!(self.child.try_wait(), Ok(None)) && terminate(self.child.id()) {
            let end = Instant::now() + STOP_TIMEOUT;
            while matches!(self.child.try_wait(), Ok(None)) && Instant::now() < end {
                sleep(Duration::from_millis(10));
            }
        }
        // Both do nothing if the process has ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
        running().retain(|id| *id != self.child.id());
    }
}
