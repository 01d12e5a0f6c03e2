//! Where the endpoint of the live stories is: on a toggle server, or inside this page.

use std::cell::OnceCell;

use gloo_net::http::Request;
use serde_json::{Map, Value};
use wasm_bindgen_futures::spawn_local;
use web_sys::UrlSearchParams;
use yew::prelude::*;

use super::in_page;

#[derive(PartialEq, Properties)]
pub(crate) struct OnServerProps {
    /// Draws the story, from what stands before the path of every endpoint: nothing for the page's own folder,
    /// else an address that ends in a slash.
    pub(crate) story: Callback<AttrValue, Html>,
}

/// Shows a live story once it is known where its endpoint is.
#[component]
pub(crate) fn OnServer(props: &OnServerProps) -> Html {
    let server = use_state_eq(known);
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
    /// Looked for once a page: a story that is shown again goes on where it was.
    static FOUND: OnceCell<AttrValue> = const { OnceCell::new() };
}

fn known() -> Option<AttrValue> {
    FOUND.with(|found| found.get().cloned())
}

/// The server that the query asks for, `?server=http://…`, whether it answers or not; else the one that
/// serves this page, if that is one; else the endpoint in this page.
async fn find() -> AttrValue {
    let server = match asked() {
        Some(server) => server,
        None if is_toggle_server().await => AttrValue::default(),
        None => in_page::ADDRESS.into(),
    };
    // Two stories may have looked at once, and must not get two endpoints.
    FOUND.with(|found| {
        found.get_or_init(|| {
            if server == in_page::ADDRESS {
                in_page::install();
            }
            server
        });
    });
    known().unwrap_or_default()
}

fn asked() -> Option<AttrValue> {
    let query = web_sys::window()?.location().search().ok()?;
    let asked = UrlSearchParams::new_with_str(&query).ok()?.get("server")?;
    (!asked.is_empty()).then(|| format!("{}/", asked.trim_end_matches('/')).into())
}

/// A host of plain files has no such path, or answers every path with a page.
async fn is_toggle_server() -> bool {
    let Ok(answer) = Request::get("admin/toggles").send().await else { return false };
    let body = answer.text().await.unwrap_or_default();
    answer.ok() && serde_json::from_str::<Map<String, Value>>(&body).is_ok()
}
