//! The `pagerduty-proxy` program: reads its configuration and serves until it is stopped.

use std::{
    ffi::OsString,
    fs,
    io::{self, Write},
    path::Path,
    process::ExitCode,
};

use pagerduty_proxy::{Config, Log, app, serve};
use tokio::{net::TcpListener, runtime};

const USAGE: &str = "Usage: pagerduty-proxy FILE\n  FILE  the configuration in TOML; see the README\n";

fn main() -> ExitCode {
    let mut args = std::env::args_os().skip(1);
    let file = match (args.next(), args.next()) {
        (Some(flag), None) if flag == "--help" || flag == "-h" => {
            // If standard output is closed, there is nowhere to report that.
            let _ = io::stdout().write_all(USAGE.as_bytes());
            return ExitCode::SUCCESS;
        }
        (Some(file), None) => file,
        _ => {
            eprint!("pagerduty-proxy: name one file.\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    let (sentence, code) = match configuration(&file) {
        Ok(config) => match run(config) {
            Ok(()) => return ExitCode::SUCCESS,
            Err(sentence) => (sentence, ExitCode::FAILURE),
        },
        Err(sentence) => (sentence, ExitCode::from(2)),
    };
    eprintln!("pagerduty-proxy: {sentence}");
    code
}

fn configuration(file: &OsString) -> Result<Config, String> {
    let name = Path::new(file).display();
    let text = fs::read_to_string(file).map_err(|error| format!("cannot read {name}: {error}."))?;
    Config::parse(&text, |variable| std::env::var_os(variable)).map_err(|why| format!("{name}: {why}"))
}

/// Serves until a signal stops it.
fn run(config: Config) -> Result<(), String> {
    // One thread is enough: almost every response comes from memory.
    let runtime = runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| format!("cannot start: {error}."))?;
    runtime.block_on(async {
        // Before the log says that it is listening, because whoever waits for that may stop it at once.
        let stop = stop_signal().map_err(|error| format!("cannot listen for signals: {error}."))?;
        let address = config.listen;
        let listener = TcpListener::bind(address).await.map_err(|error| match error.kind() {
            io::ErrorKind::AddrInUse => format!("{address} is already in use."),
            _ => format!("cannot listen on {address}: {error}."),
        })?;
        let log = Log::to(io::stdout());
        serve(listener, app(config, log.clone())?, log, stop)
            .await
            .map_err(|error| format!("stopped: {error}."))
    })
}

#[cfg(unix)]
fn stop_signal() -> io::Result<impl Future<Output = ()> + Send + 'static> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

#[cfg(windows)]
fn stop_signal() -> io::Result<impl Future<Output = ()> + Send + 'static> {
    let mut interrupt = tokio::signal::windows::ctrl_c()?;
    Ok(async move {
        interrupt.recv().await;
    })
}
