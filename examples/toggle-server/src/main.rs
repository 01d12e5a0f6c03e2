//! `toggle-server`: see `--help`, or the folder's README.

mod flags;

use std::{
    io::{self, Write},
    process::ExitCode,
};

use toggle_server::{app, serve};
use tokio::{net::TcpListener, runtime};

use crate::flags::{Flags, Parsed, USAGE};

fn main() -> ExitCode {
    let flags = match flags::parse(std::env::args_os().skip(1)) {
        Ok(Parsed::Run(flags)) => flags,
        Ok(Parsed::Help) => {
            // Nobody to tell if standard output is closed.
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

/// Serves until a signal says stop.
fn run(Flags { host, port, config }: Flags) -> Result<(), String> {
    // One thread: a few pages ask every half minute.
    let runtime = runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| format!("cannot start: {error}."))?;
    runtime.block_on(async {
        // Before the line below, so that whoever waits for it can stop the server at once.
        let stop = stop_signal().map_err(|error| format!("cannot listen for signals: {error}."))?;
        let cannot_listen = |error: io::Error| match error.kind() {
            io::ErrorKind::AddrInUse => format!("port {port} on {host} is already in use."),
            _ => format!("cannot listen on port {port} of {host}: {error}."),
        };
        let listener = TcpListener::bind((host.as_str(), port)).await.map_err(cannot_listen)?;
        let address = listener.local_addr().map_err(cannot_listen)?;
        let mut stdout = io::stdout();
        // A closed standard output is no reason not to serve.
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
