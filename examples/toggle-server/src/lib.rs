//! The local default endpoint of `yew-outage`, for demos and tests: holds toggles and maintenance windows in memory,
//! and serves them in the protocol of each engine.
//!
//! Set each once, through `/admin`, and every engine whose protocol has it serves it. Faults make the engines
//! misbehave on demand, and a log lists the requests to them. Each *space* (`/space/{name}/…`) has a state and a log
//! of its own, so that tests can run in parallel.
//!
//! Nothing is authenticated and any web page may call it: run it on a development machine only.

mod admin;
mod backend_status;
mod body;
mod contact_information;
mod cors;
mod engine;
mod error;
mod etag;
mod fault;
mod files;
mod log;
mod space;
mod state;
mod status_page;
mod streams;
mod time;
mod window;

use std::{collections::BTreeMap, io, path::PathBuf, sync::Arc, time::Duration};

use axum::{Extension, Router};
use tokio::{net::TcpListener, sync::watch};

use crate::{error::Error, space::Spaces, streams::Stopping};

/// How long [`serve`] waits for responses in flight before it stops.
const GRACE: Duration = Duration::from_secs(1);

/// The configuration of a server.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// The toggles of the default space, by key. Named spaces start empty.
    pub toggles: BTreeMap<String, bool>,
    /// A folder with a built front end, served at `/`. Endpoints win over files.
    pub dir: Option<PathBuf>,
}

/// The server as a router, for [`serve`] or for a test that calls it directly.
///
/// Each call makes a server with a state of its own.
pub fn app(config: Config) -> Router {
    let spaces = Arc::new(Spaces::new(config.toggles));
    let endpoints = engine::routes(&spaces).merge(admin::routes().layer(cors::layer()));
    let rest = match config.dir {
        Some(dir) => files::routes(dir),
        None => Router::new().fallback(Error::no_such_path),
    };
    Router::new()
        .nest("/space/{space}", endpoints.clone())
        .merge(endpoints)
        .with_state(spaces)
        .fallback_service(rest.layer(cors::layer()))
}

/// Serves `app` on `listener` until `shutdown` completes.
///
/// Then event streams end, and responses in flight get about a second to finish. After that it returns, even if
/// connections are still open. These end with the runtime.
///
/// # Errors
///
/// If the listener cannot accept connections.
pub async fn serve(
    listener: TcpListener,
    app: Router,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let (stop, stopping) = watch::channel(false);
    let app = app.layer(Extension(Stopping(stopping.clone())));
    let serving = axum::serve(listener, app).with_graceful_shutdown(async move {
        shutdown.await;
        // Sending fails only if serving has ended already.
        let _ = stop.send(true);
    });
    tokio::select! {
        ended = serving => ended,
        // axum would wait forever for a client that never reads, or for a delayed response.
        () = grace_after(Stopping(stopping)) => Ok(()),
    }
}

async fn grace_after(mut stopping: Stopping) {
    stopping.wait().await;
    tokio::time::sleep(GRACE).await;
}
