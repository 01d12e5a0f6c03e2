//! The local default endpoint of `yew-outage`: toggles and maintenance windows held in memory and
//! spoken in the protocol of each engine, for demos and tests.
//!
//! Each is set once, through `/admin`, and every engine that can tell of it does. Faults make the engines
//! misbehave on demand, and a log shows what was asked of them. Each *space* (`/space/{name}/…`) has
//! a state and a log of its own, so that tests which run side by side do not see each other.
//!
//! Nothing is authenticated and any web page may call it: run it on a development machine only.

mod admin;
mod body;
mod cors;
mod engine;
mod error;
mod etag;
mod fault;
mod files;
mod log;
mod page;
mod space;
mod state;
mod streams;
mod time;
mod window;

use std::{collections::BTreeMap, io, path::PathBuf, sync::Arc, time::Duration};

use axum::{Extension, Router};
use tokio::{net::TcpListener, sync::watch};

use crate::{error::Error, space::Spaces, streams::Stopping};

/// How long [`serve`] waits, once asked to stop, for answers that are under way.
const GRACE: Duration = Duration::from_secs(1);

/// What a server starts with.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// The toggles of the default space, by key. Named spaces start empty.
    pub toggles: BTreeMap<String, bool>,
    /// A folder with a built front end, served at `/` wherever no endpoint has the path.
    pub dir: Option<PathBuf>,
}

/// The whole server, ready for [`serve`] or for a test that calls it directly.
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
/// Event streams end then, and answers under way get about a second to finish; after that this returns,
/// whatever is still open. Connections left over end with the runtime.
///
/// # Errors
///
/// Whatever keeps the listener from accepting connections at all.
pub async fn serve(
    listener: TcpListener,
    app: Router,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let (stop, stopping) = watch::channel(false);
    let app = app.layer(Extension(Stopping(stopping.clone())));
    let serving = axum::serve(listener, app).with_graceful_shutdown(async move {
        shutdown.await;
        // Nobody listens any more only if serving has ended already.
        let _ = stop.send(true);
    });
    tokio::select! {
        ended = serving => ended,
        // axum would wait for ever for a client that never reads, or for a delayed answer.
        () = grace_after(Stopping(stopping)) => Ok(()),
    }
}

async fn grace_after(mut stopping: Stopping) {
    stopping.wait().await;
    tokio::time::sleep(GRACE).await;
}
