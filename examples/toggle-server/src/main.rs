//! The `toggle-server` program: parses flags and serves until it is stopped. See `--help` or the README.

mod cli;

use std::{
    io::{self, Write},
    process::ExitCode,
};

use toggle_server::{app, serve};
use tokio::{net::TcpListener, runtime};

use crate::cli::{Flags, Parsed, USAGE};

fn main() -> ExitCode {
    let flags = match cli::parse(std::env::args_os().skip(1)) {
        Ok(Parsed::Run(flags)) => flags,
        Ok(Parsed::Help) => {
            // If standard output is closed, there is nowhere to report that.
            let _ = io::stdout().write_all(USAGE.as_bytes());
            return ExitCode::SUCCESS;
        }
        Err(sentence) => {
            eprint!("toggle-server: {sentence}\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    match run(flags) {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("toggle-server: {sentence}");
            ExitCode::FAILURE
        }
    }
}

/// Serves until a signal stops it.
fn run(Flags { host, port, config }: Flags) -> Result<(), String> {
    // One thread is enough for the few requests of demos and tests.
    let runtime = runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| format!("cannot start: {error}."))?;
    runtime.block_on(async {
        // Before printing the line below, because a program that waits for the line may stop the server at once.
        let stop = stop_signal().map_err(|error| format!("cannot listen for signals: {error}."))?;
        let cannot_listen = |error: io::Error| match error.kind() {
            io::ErrorKind::AddrInUse => format!("port {port} on {host} is already in use."),
            _ => format!("cannot listen on port {port} of {host}: {error}."),
        };
        let listener = TcpListener::bind((host.as_str(), port)).await.map_err(cannot_listen)?;
        let address = listener.local_addr().map_err(cannot_listen)?;
        let mut stdout = io::stdout();
        // Serve even if standard output is closed.
        let _ = writeln!(stdout, "toggle-server is listening on http://{address}");
        let _ = stdout.flush();
        serve(listener, app(config), stop).await.map_err(|error| format!("stopped: {error}."))
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
