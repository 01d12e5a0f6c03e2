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
mod engine;
mod error;
mod etag;
mod fault;
mod files;
mod log;
mod page;
mod space;
mod state;
mod time;
mod window;

use std::{collections::BTreeMap, io, path::PathBuf, sync::Arc, time::Duration};

use axum::{
    Router,
    http::{Method, header},
};
use tokio::{net::TcpListener, sync::oneshot};
use tower_http::cors::{Any, CorsLayer};

use crate::{error::Error, space::Spaces};

/// How long [`serve`] waits, once asked to stop, for answers that are under way.
const GRACE: Duration = Duration::from_secs(1);

/// How long a browser may remember that a cross-origin request is allowed.
const PREFLIGHT_AGE: Duration = Duration::from_secs(3600);

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
    let endpoints = engine::routes(&spaces).merge(admin::routes());
    let router = Router::new().nest("/space/{space}", endpoints.clone()).merge(endpoints).with_state(spaces);
    let router = match config.dir {
        Some(dir) => router.fallback_service(files::routes(dir)),
        None => router.fallback(Error::no_such_path),
    };
    router.layer(cors())
}

/// Serves `app` on `listener` until `shutdown` completes.
///
/// Answers under way then get about a second to finish; after that this returns, whatever is still
/// open. Connections left over end with the runtime.
///
/// # Errors
///
/// Whatever keeps the listener from accepting connections at all.
pub async fn serve(
    listener: TcpListener,
    app: Router,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let (stop, stopping) = oneshot::channel();
    let serving = axum::serve(listener, app).with_graceful_shutdown(async move {
        shutdown.await;
        // Nobody listens any more only if serving has ended already.
        let _ = stop.send(());
    });
    tokio::select! {
        ended = serving => ended,
        // axum would wait for ever for a client that never reads, or for a delayed answer.
        () = grace_after(stopping) => Ok(()),
    }
}

async fn grace_after(stopping: oneshot::Receiver<()>) {
    // An error means that serving ended by itself, and then nobody waits for this.
    let _ = stopping.await;
    tokio::time::sleep(GRACE).await;
}

/// Open to every origin: the pages under test come from another port.
fn cors() -> CorsLayer {
    CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([Method::GET, Method::PUT, Method::POST, Method::DELETE])
        .allow_headers([
            header::IF_NONE_MATCH,
            header::CONTENT_TYPE,
            header::AUTHORIZATION,
            header::HeaderName::from_static("x-key-inflection"),
        ])
        .expose_headers([header::ETAG, header::DATE, header::RETRY_AFTER])
        .max_age(PREFLIGHT_AGE)
}
