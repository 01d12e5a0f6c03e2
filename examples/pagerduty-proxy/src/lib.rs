//! Gives a site's pages PagerDuty's maintenance windows without its API token.
//!
//! It keeps the token, lists only the services that its configuration allows, and answers from a cache: see the
//! README.

mod cache;
mod config;
mod log;
mod pagerduty;
mod routes;
mod snapshot;
mod token;

use std::{io, time::Duration};

use axum::Router;
use tokio::{net::TcpListener, sync::oneshot};

use self::{cache::Cache, log::Event};
pub use self::{config::Config, log::Log};

/// How long [`serve`] waits for responses in flight before it stops.
const GRACE: Duration = Duration::from_secs(10);

/// The proxy as a router, with a cache of its own.
///
/// # Errors
///
/// If requests to PagerDuty cannot be prepared. The error is a sentence.
pub fn app(config: Config, log: Log) -> Result<Router, String> {
    let cache = Cache::new(&config, log.clone())?;
    routes::routes(cache, config, log)
}

/// Serves `app` on `listener` until `shutdown` completes. Then responses in flight get some seconds to finish.
///
/// # Errors
///
/// If the listener cannot accept connections.
pub async fn serve(
    listener: TcpListener,
    app: Router,
    log: Log,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    log.write(&Event::Listening { url: &format!("http://{}", listener.local_addr()?) });
    let (stop, stopping) = oneshot::channel::<()>();
    let serving = axum::serve(listener, app).with_graceful_shutdown(async move {
        shutdown.await;
        drop(stop);
    });
    let ended = tokio::select! {
        ended = serving => ended,
        // axum would wait forever for a client that never reads.
        () = async { let _ = stopping.await; tokio::time::sleep(GRACE).await } => Ok(()),
    };
    log.write(&Event::Stopped);
    ended
}
