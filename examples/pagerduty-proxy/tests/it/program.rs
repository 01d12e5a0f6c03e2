//! Tests the program: its configuration, its log and its exit.

use std::{fs, process::Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, BufReader, Lines},
    net::TcpListener,
    process::{Child, ChildStdout, Command},
};

use crate::{
    http::{FullResponse, client},
    proxy::config,
    upstream::{TOKEN, Upstream},
};

fn program(token: &str, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pagerduty-proxy"));
    command.args(args).env("PAGERDUTY_TOKEN", token).stdin(Stdio::null()).kill_on_drop(true);
    command
}

/// A folder with the configuration, and the path of that.
fn file(text: &str) -> (TempDir, String) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("proxy.toml");
    fs::write(&path, text).unwrap();
    let path = path.to_str().unwrap().to_owned();
    (dir, path)
}

async fn exit(token: &str, args: &[&str]) -> (Option<i32>, String) {
    let output = program(token, args).output().await.unwrap();
    assert!(output.stdout.is_empty(), "{output:?}");
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

/// A running program that listens.
struct Running {
    child: Child,
    stdout: Lines<BufReader<ChildStdout>>,
    url: String,
    log: Vec<Value>,
}

impl Running {
    async fn start(upstream: &Upstream) -> Self {
        let (_dir, path) = file(&config(upstream, ""));
        let mut command = program(TOKEN, &[&path]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let stdout = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut running = Self { child, stdout, url: String::new(), log: Vec::new() };
        running.url = running.event("listening").await["url"].as_str().unwrap().to_owned();
        running
    }

    /// The next event of that kind. Every line is an object with a time.
    async fn event(&mut self, kind: &str) -> Value {
        loop {
            let line = self.stdout.next_line().await.unwrap().expect(kind);
            let event: Value = serde_json::from_str(&line).expect(&line);
            assert!(event["at"].as_str().is_some_and(|at| at.ends_with('Z')), "{line}");
            self.log.push(event.clone());
            if event["event"] == kind {
                return event;
            }
        }
    }

    async fn get(&self, path: &str) -> FullResponse {
        FullResponse::of(client().get(format!("{}{path}", self.url))).await
    }
}

#[tokio::test]
async fn logs_one_line_for_each_event() {
    let upstream = Upstream::start().await;
    upstream.add_window("w", &["bank"]).await;
    let mut running = Running::start(&upstream).await;
    assert_eq!(running.get("/maintenance_windows?password=hunter2").await.ids(), ["w"]);
    assert_eq!(running.event("fetched").await["windows"], 1);
    let request = running.event("request").await;
    assert_eq!(
        [&request["method"], &request["path"], &request["status"], &request["age"], &request["cache"]],
        [
            &json!("GET"),
            &json!("/maintenance_windows"),
            &json!(200),
            &json!("0"),
            &json!("pagerduty-proxy; ttl=30")
        ]
    );
    assert!(request["ms"].is_u64());
    assert!(!format!("{:?}", running.log).contains("hunter2"));
}

#[tokio::test]
async fn says_in_the_log_why_pagerduty_failed() {
    let upstream = Upstream::start().await;
    for (fault, reason) in [
        (json!({"status": 503, "body": "dave"}), "status 503"),
        (
            json!({"body": "{\"maintenance_windows\":\"dave\"}"}),
            "not a list of maintenance windows (line 1, column 29)",
        ),
        (
            json!({"body": "{\"maintenance_windows\":[],\"more\":true}"}),
            "an empty page that is not the last one",
        ),
    ] {
        upstream.fail(fault).await;
        let mut running = Running::start(&upstream).await;
        running.get("/maintenance_windows").await.assert_error(502);
        assert_eq!(running.event("fetch_failed").await["reason"], reason);
    }
}

#[tokio::test]
async fn an_unusable_configuration_is_one_line() {
    let (_dir, unknown) = file("token_env = 'PAGERDUTY_TOKEN'\nservices = ['P1']\ntoken = 'u+secret'\n");
    let (_dir_2, unset) = file("token_env = 'NO_SUCH_TOKEN'\nservices = ['P1']\n");
    for (token, path, wanted) in [
        (TOKEN, &unknown, "line 3: unknown field `token`"),
        (TOKEN, &unset, "the environment variable NO_SUCH_TOKEN, which token_env names, is not set."),
        (TOKEN, &"no/such/file.toml".to_owned(), "cannot read no/such/file.toml: "),
    ] {
        let (code, line) = exit(token, &[path]).await;
        assert_eq!(code, Some(2), "{line}");
        assert!(line.starts_with("pagerduty-proxy: ") && line.contains(wanted), "{line}");
        assert!(line.ends_with(".\n") && line.matches('\n').count() == 1, "{line}");
        assert!(!line.contains("secret") && !line.contains(TOKEN), "{line}");
    }
}

#[tokio::test]
async fn wrong_arguments_are_reported_with_the_usage() {
    for args in [&[][..], &["a", "b"]] {
        let (code, text) = exit(TOKEN, args).await;
        assert_eq!(code, Some(2));
        assert!(text.starts_with("pagerduty-proxy: name one file.\nUsage: pagerduty-proxy FILE\n"), "{text}");
    }
}

#[tokio::test]
async fn a_port_in_use_is_reported_in_one_line() {
    let taken = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = taken.local_addr().unwrap();
    let upstream = Upstream::start().await;
    let text = config(&upstream, "").replace("127.0.0.1:0", &address.to_string());
    let (_dir, path) = file(&text);
    let (code, line) = exit(TOKEN, &[&path]).await;
    assert_eq!((code, line), (Some(1), format!("pagerduty-proxy: {address} is already in use.\n")));
}

#[cfg(unix)]
#[tokio::test]
async fn a_signal_stops_it_after_the_responses_in_flight_and_nothing_holds_the_token() {
    for signal in ["-INT", "-TERM"] {
        let upstream = Upstream::start().await;
        upstream.add_window("w", &["bank"]).await;
        let mut running = Running::start(&upstream).await;
        upstream.close();
        let request =
            tokio::spawn(FullResponse::of(client().get(format!("{}/maintenance_windows", running.url))));
        while upstream.queries().await.is_empty() {
            tokio::task::yield_now().await;
        }
        let pid = running.child.id().unwrap().to_string();
        assert!(Command::new("kill").args([signal, &pid]).status().await.unwrap().success());
        // It accepts no more connections, but the response in flight comes.
        let client = client();
        while client.get(format!("{}/healthz", running.url)).send().await.is_ok() {}
        upstream.open();
        assert_eq!(request.await.unwrap().ids(), ["w"]);
        running.event("stopped").await;
        assert_eq!(running.stdout.next_line().await.unwrap(), None, "the last line");
        assert_eq!(running.child.wait().await.unwrap().code(), Some(0), "{signal}");
        let mut stderr = String::new();
        running.child.stderr.take().unwrap().read_to_string(&mut stderr).await.unwrap();
        assert_eq!(stderr, "");
        assert!(!format!("{:?}", running.log).contains(TOKEN), "{:?}", running.log);
    }
}
