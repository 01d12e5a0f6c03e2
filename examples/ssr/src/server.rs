//! The server: fetches the feeds, renders the page from their reports, and serves the files that Trunk has built.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, ETAG};
use axum::response::{Html, IntoResponse};
use axum::routing::get;
use tokio::net::TcpListener;
use tower_http::services::ServeDir;
use yew::ServerRenderer;
use yew_outage::model::Timestamp;
use yew_outage::prelude::Initial;

use crate::app::{App, AppProps, ENDPOINT, INITIAL, PAGE, feeds};

const USAGE: &str = "usage: ssr --dir FOLDER --endpoint URL [--port PORT]
  --dir FOLDER    the output of `trunk build` for examples/ssr/index.html
  --endpoint URL  the toggle-server
  --port PORT     default 4610; 0 takes a free one";

/// The time-out for the feeds. Short, because a reader is waiting for the page.
const FEED_TIMEOUT: Duration = Duration::from_millis(500);

/// The tag after which the rendered page is inserted.
const BODY_TAG: &str = "<body>";

struct Site {
    /// The built document before and after the rendered page.
    before: String,
    after: String,
    endpoint: String,
    client: reqwest::Client,
}

/// The document of a feed and its ETag; `None` if fetching failed.
type FeedDocument = Option<(Vec<u8>, Option<String>)>;

pub(crate) async fn run(arguments: impl Iterator<Item = String>) -> Result<(), String> {
    let (dir, endpoint, port) = parse(arguments)?;
    let index = dir.join("index.html");
    let page = std::fs::read_to_string(&index).map_err(|error| format!("{}: {error}", index.display()))?;
    let (before, after) =
        page.split_once(BODY_TAG).ok_or_else(|| format!("{} has no {BODY_TAG}", index.display()))?;
    let client =
        reqwest::Client::builder().timeout(FEED_TIMEOUT).build().map_err(|error| error.to_string())?;
    let site = Arc::new(Site { before: before.to_owned(), after: after.to_owned(), endpoint, client });
    // The route for `/` comes first, because the folder has an `index.html` of its own.
    let app =
        Router::new().route("/", get(render_page)).fallback_service(ServeDir::new(dir)).with_state(site);
    let listener = TcpListener::bind(("127.0.0.1", port)).await.map_err(|error| error.to_string())?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    println!("ssr is listening on http://{address}");
    axum::serve(listener, app).await.map_err(|error| error.to_string())
}

fn parse(mut arguments: impl Iterator<Item = String>) -> Result<(PathBuf, String, u16), String> {
    let (mut dir, mut endpoint, mut port) = (None, None, 4610);
    while let Some(flag) = arguments.next() {
        let value = arguments.next().ok_or(USAGE)?;
        match flag.as_str() {
            "--dir" => dir = Some(value.into()),
            "--endpoint" => endpoint = Some(value),
            "--port" => port = value.parse().map_err(|_| USAGE)?,
            _ => return Err(USAGE.to_owned()),
        }
    }
    Ok((dir.ok_or(USAGE)?, endpoint.ok_or(USAGE)?, port))
}

async fn render_page(State(site): State<Arc<Site>>) -> impl IntoResponse {
    // A feed is not `Send`, but its URL is.
    let urls: Vec<String> =
        feeds(&site.endpoint).iter().filter_map(|feed| feed.url().map(str::to_owned)).collect();
    let mut documents = Vec::new();
    for url in urls {
        documents.push(fetch(&site.client, &url).await);
    }
    let json = initial(&site.endpoint, documents).to_json();
    let (endpoint, known) = (site.endpoint.clone(), json.clone());
    let page = ServerRenderer::<App>::with_props(move || AppProps {
        endpoint: endpoint.into(),
        initial: Initial::from_json(&known),
    });
    let rendered = page.render().await;
    let Site { before, after, endpoint, .. } = &*site;
    let endpoint = attribute(endpoint);
    let html = format!(
        r#"{before}{BODY_TAG}<div id="{PAGE}" {ENDPOINT}="{endpoint}">{rendered}</div><script type="application/json" id="{INITIAL}">{json}</script>{after}"#
    );
    ([(CACHE_CONTROL, "no-store")], Html(html))
}

/// Fetches a feed. Without a response in time its sections are pending until the browser has fetched it.
async fn fetch(client: &reqwest::Client, url: &str) -> FeedDocument {
    let response = client.get(url).send().await.and_then(|response| response.error_for_status());
    match response {
        Ok(response) => {
            let etag = response.headers().get(ETAG).and_then(|etag| etag.to_str().ok()).map(str::to_owned);
            let body = response.bytes().await.inspect_err(|error| eprintln!("{url}: {error}")).ok()?;
            Some((body.into(), etag))
        }
        Err(error) => {
            eprintln!("{url}: {error}");
            None
        }
    }
}

fn initial(endpoint: &str, documents: Vec<FeedDocument>) -> Initial {
    let mut initial = Initial::at(Timestamp::from(std::time::SystemTime::now()));
    for (feed, document) in feeds(endpoint).iter().zip(documents) {
        match document {
            Some((body, etag)) => {
                if let Err(error) = initial.answered(feed, &body, etag.as_deref()) {
                    eprintln!("{error}");
                }
            }
            None => initial.unanswered(),
        }
    }
    initial
}

/// Escapes a text for an attribute value.
fn attribute(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;")
}
