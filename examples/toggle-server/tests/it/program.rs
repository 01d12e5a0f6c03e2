//! Tests the program: its flags, its output and its exit.

use std::process::{Output, Stdio};

use serde_json::json;
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, BufReader, Lines},
    net::TcpListener,
    process::{Child, ChildStdout, Command},
};

use crate::server::client;

fn program(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_toggle-server"));
    command.args(args).stdin(Stdio::null()).kill_on_drop(true);
    command
}

async fn output(args: &[&str]) -> Output {
    program(args).output().await.unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

/// A running program that has printed its address.
struct Running {
    child: Child,
    stdout: Lines<BufReader<ChildStdout>>,
    url: String,
}

impl Running {
    async fn start(args: &[&str]) -> Self {
        let mut child = program(args).stdout(Stdio::piped()).spawn().unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap()).lines();
        let line = stdout.next_line().await.unwrap().unwrap();
        let url = line.strip_prefix("toggle-server is listening on ").unwrap().to_owned();
        Self { child, stdout, url }
    }

    async fn get(&self, path: &str) -> String {
        client().get(format!("{}{path}", self.url)).send().await.unwrap().text().await.unwrap()
    }
}

#[tokio::test]
async fn starts_with_its_flags() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("index.html"), "Home").unwrap();
    let dir = format!("--dir={}", dir.path().display());
    let args = ["--port", "0", "--toggle", "a", "--toggle", "b=off", "--toggle=c=on", &dir];
    let running = Running::start(&args).await;
    assert!(running.url.starts_with("http://127.0.0.1:"), "{}", running.url);
    assert!(!running.url.ends_with(":0"), "the real port");
    assert_eq!(running.get("/toggles").await, json!({"a": true, "b": false, "c": true}).to_string());
    assert_eq!(running.get("/").await, "Home");
}

#[tokio::test]
async fn a_port_in_use_is_reported_in_one_line() {
    let taken = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let output = output(&["--port", &port]).await;
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(text(&output.stdout), "");
    assert_eq!(text(&output.stderr), format!("toggle-server: port {port} on 127.0.0.1 is already in use.\n"));
}

#[tokio::test]
async fn bad_flags_are_reported_with_the_usage() {
    for args in [
        &["--nonsense"][..],
        &["extra"],
        &["--port"],
        &["--port", "x"],
        &["--port", "65536"],
        &["--port", "-1"],
        &["--toggle", "a=maybe"],
        &["--toggle", ""],
        &["--toggle", "=on"],
        &["--dir", "no/such/folder"],
        &["--host"],
    ] {
        let output = output(args).await;
        let stderr = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {stderr}");
        assert_eq!(text(&output.stdout), "");
        let (line, usage) = stderr.split_once('\n').unwrap();
        assert!(line.starts_with("toggle-server: ") && line.ends_with('.'), "{line}");
        assert!(usage.starts_with("Usage: toggle-server "), "{usage}");
    }
}

#[tokio::test]
async fn help_goes_to_standard_output() {
    let output = output(&["--help"]).await;
    assert_eq!(output.status.code(), Some(0));
    assert!(text(&output.stdout).starts_with("Usage: toggle-server "));
}

#[cfg(unix)]
mod signals {
    use super::*;

    async fn send(signal: &str, running: &Running) {
        let pid = running.child.id().unwrap().to_string();
        assert!(Command::new("kill").args([signal, &pid]).status().await.unwrap().success());
    }

    #[tokio::test]
    async fn stop_it_cleanly_after_its_one_line() {
        for signal in ["-INT", "-TERM"] {
            let mut running = Running::start(&["--port", "0"]).await;
            send(signal, &running).await;
            assert_eq!(running.child.wait().await.unwrap().code(), Some(0), "{signal}");
            assert_eq!(running.stdout.next_line().await.unwrap(), None, "one line only");
        }
    }

    #[tokio::test]
    async fn stop_it_with_open_connections_and_a_delayed_response() {
        let mut running = Running::start(&["--port", "0"]).await;
        let address = running.url.strip_prefix("http://").unwrap();
        let mut idle = tokio::net::TcpStream::connect(address).await.unwrap();
        let client = client();
        let fault = client.put(format!("{}/admin/fault", running.url)).body("{\"delay_ms\":60000}");
        fault.send().await.unwrap().error_for_status().unwrap();
        let delayed = tokio::spawn(client.get(format!("{}/toggles", running.url)).send());
        while running.get("/admin/requests").await == "[]" {}

        send("-TERM", &running).await;
        assert_eq!(running.child.wait().await.unwrap().code(), Some(0));
        // It did not wait for the delay: the response never came.
        assert!(delayed.await.unwrap().is_err());
        assert_eq!(idle.read(&mut [0]).await.unwrap_or(0), 0);
    }

    #[tokio::test]
    async fn end_event_streams_cleanly() {
        let mut running = Running::start(&["--port", "0"]).await;
        let url = format!("{}/ofrep/v1/events", running.url);
        let mut stream = client().get(url).send().await.unwrap();
        send("-TERM", &running).await;
        assert_eq!(stream.chunk().await.unwrap(), None);
        assert_eq!(running.child.wait().await.unwrap().code(), Some(0));
    }
}
