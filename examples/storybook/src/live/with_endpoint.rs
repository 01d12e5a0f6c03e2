//! Finds the endpoint for the live stories: a toggle server, or else an endpoint inside this page.

use std::cell::OnceCell;

use gloo_net::http::Request;
use serde_json::{Map, Value};
use wasm_bindgen_futures::spawn_local;
use web_sys::UrlSearchParams;
use yew::prelude::*;

use super::in_page;

#[derive(PartialEq, Properties)]
pub(crate) struct WithEndpointProps {
    /// Renders the story for a URL prefix of the endpoint: empty for the page's own folder, else a URL that ends in
    /// a slash.
    pub(crate) story: Callback<AttrValue, Html>,
}

/// Shows a live story once its endpoint is found.
#[component]
pub(crate) fn WithEndpoint(props: &WithEndpointProps) -> Html {
    let server = use_state_eq(found);
    use_effect_with((), {
        let server = server.clone();
        move |()| {
            if server.is_none() {
                spawn_local(async move { server.set(Some(find().await)) });
            }
        }
    });
    match &*server {
        Some(server) => props.story.emit(server.clone()),
        None => {
            html! { <p class="frame__note" role="status" lang="en">{ "Looking for a toggle server…" }</p> }
        }
    }
}

thread_local! {
    /// Searched for once per page load, so that a story that is shown again continues on the same endpoint.
    static FOUND: OnceCell<AttrValue> = const { OnceCell::new() };
}

fn found() -> Option<AttrValue> {
    FOUND.with(|found| found.get().cloned())
}

/// The server named in the URL (`?server=http://…`), whether it responds or not. Otherwise the server of this page, if
/// it is a toggle server. Otherwise the endpoint inside this page.
async fn find() -> AttrValue {
    let server = match named_in_url() {
        Some(server) => server,
        None if is_toggle_server().await => AttrValue::default(),
        None => in_page::ADDRESS.into(),
    };
    // Two stories may search at the same time, and must get the same endpoint.
    FOUND.with(|found| {
        found.get_or_init(|| {
            if server == in_page::ADDRESS {
                in_page::install();
            }
            server
        });
    });
    found().unwrap_or_default()
}

fn named_in_url() -> Option<AttrValue> {
    let query = web_sys::window()?.location().search().ok()?;
    let server = UrlSearchParams::new_with_str(&query).ok()?.get("server")?;
    (!server.is_empty()).then(|| format!("{}/", server.trim_end_matches('/')).into())
}

/// A static file host responses this path with 404, or with a page.
async fn is_toggle_server() -> bool {
    let Ok(response) = Request::get("admin/toggles").send().await else { return false };
    let body = response.text().await.unwrap_or_default();
    response.ok() && serde_json::from_str::<Map<String, Value>>(&body).is_ok()
}
