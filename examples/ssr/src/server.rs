//! Asks the feeds, renders the page with what they say, and serves what trunk has built.

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
  --dir FOLDER    what `trunk build` has made of examples/ssr/index.html
  --endpoint URL  the toggle-server
  --port PORT     default 4610; 0 takes a free one";

/// What the feeds may take before the page goes without them: a reader waits for it.
const PATIENCE: Duration = Duration::from_millis(500);

/// Where the page goes.
const BODY: &str = "<body>";

struct Site {
    /// The built page, up to and after the place of what is rendered.
    before: String,
    after: String,
    endpoint: String,
    client: reqwest::Client,
}

/// What one feed answered: the document and its ETag.
type Answer = Option<(Vec<u8>, Option<String>)>;

pub(crate) async fn run(arguments: impl Iterator<Item = String>) -> Result<(), String> {
    let (dir, endpoint, port) = parse(arguments)?;
    let index = dir.join("index.html");
    let page = std::fs::read_to_string(&index).map_err(|error| format!("{}: {error}", index.display()))?;
    let (before, after) =
        page.split_once(BODY).ok_or_else(|| format!("{} has no {BODY}", index.display()))?;
    let client = reqwest::Client::builder().timeout(PATIENCE).build().map_err(|error| error.to_string())?;
    let site = Arc::new(Site { before: before.to_owned(), after: after.to_owned(), endpoint, client });
    // The files after the page: `/` is not the index that trunk has left there.
    let app = Router::new().route("/", get(page_now)).fallback_service(ServeDir::new(dir)).with_state(site);
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

async fn page_now(State(site): State<Arc<Site>>) -> impl IntoResponse {
    // A feed is no thing to carry from thread to thread: its address is.
    let urls: Vec<String> =
        feeds(&site.endpoint).iter().filter_map(|feed| feed.url().map(str::to_owned)).collect();
    let mut answers = Vec::new();
    for url in urls {
        answers.push(ask(&site.client, &url).await);
    }
    let json = initial(&site.endpoint, answers).to_json();
    let (endpoint, known) = (site.endpoint.clone(), json.clone());
    let page = ServerRenderer::<App>::with_props(move || AppProps {
        endpoint: endpoint.into(),
        initial: Initial::from_json(&known),
    });
    let rendered = page.render().await;
    let Site { before, after, endpoint, .. } = &*site;
    let endpoint = attribute(endpoint);
    let html = format!(
        r#"{before}{BODY}<div id="{PAGE}" {ENDPOINT}="{endpoint}">{rendered}</div><script type="application/json" id="{INITIAL}">{json}</script>{after}"#
    );
    ([(CACHE_CONTROL, "no-store")], Html(html))
}

/// `None` where the feed does not answer in time: its sections are pending until the browser has asked.
async fn ask(client: &reqwest::Client, url: &str) -> Answer {
    let answer = client.get(url).send().await.and_then(|answer| answer.error_for_status());
    match answer {
        Ok(answer) => {
            let etag = answer.headers().get(ETAG).and_then(|etag| etag.to_str().ok()).map(str::to_owned);
            let body = answer.bytes().await.inspect_err(|error| eprintln!("{url}: {error}")).ok()?;
            Some((body.into(), etag))
        }
        Err(error) => {
            eprintln!("{url}: {error}");
            None
        }
    }
}

fn initial(endpoint: &str, answers: Vec<Answer>) -> Initial {
    let mut initial = Initial::at(Timestamp::from(std::time::SystemTime::now()));
    for (feed, answer) in feeds(endpoint).iter().zip(answers) {
        match answer {
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

fn attribute(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;")
}
