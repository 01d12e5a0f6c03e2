//! Replaces the page's `fetch`: requests to the endpoint are handled in the page, all others go to the network.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use js_sys::{Function, Promise, Reflect, TypeError};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::{AbortSignal, Headers, Request, Response, ResponseInit, Url};
use yew_outage::store::{Clock, SystemClock};

use super::endpoint::{self, Endpoint, EndpointResponse};

/// The endpoint's URL, relative to the page. The storybook has no folder of this name.
pub(in crate::live) const ADDRESS: &str = "in-page/";

/// Installs the endpoint.
pub(in crate::live) fn install() {
    let Some(window) = web_sys::window() else { return };
    let real =
        Reflect::get(&window, &"fetch".into()).ok().and_then(|fetch| fetch.dyn_into::<Function>().ok());
    let (Some(address), Some(real)) = (url(&ADDRESS.into()), real) else { return };
    let endpoint = Rc::new(RefCell::new(Endpoint::default()));
    let page = window.clone();
    let handle = move |input: JsValue, init: JsValue| -> Promise {
        match url(&input).as_deref().and_then(|url| url.strip_prefix(&*address)) {
            Some(path) => future_to_promise(respond(endpoint.clone(), path.to_owned(), input, init)),
            None => {
                real.call2(&page, &input, &init).map_or_else(|error| Promise::reject(&error), Promise::from)
            }
        }
    };
    let fetch = Closure::<dyn Fn(JsValue, JsValue) -> Promise>::new(handle);
    // Fails only if `fetch` is read-only. Then requests go to the network and get a 404.
    let _ = Reflect::set(&window, &"fetch".into(), &fetch.into_js_value());
}

/// The absolute URL of `fetch`'s input: a request, or a URL relative to the page.
fn url(input: &JsValue) -> Option<String> {
    if let Some(request) = input.dyn_ref::<Request>() {
        return Some(request.url());
    }
    let base = web_sys::window()?.document()?.base_uri().ok()??;
    Some(Url::new_with_base(&input.as_string()?, &base).ok()?.href())
}

async fn respond(
    endpoint: Rc<RefCell<Endpoint>>,
    path: String,
    input: JsValue,
    init: JsValue,
) -> Result<JsValue, JsValue> {
    // Make a `Request` of the input, as it has the method, headers, body and signal in one place.
    let request = match input.dyn_into::<Request>() {
        Ok(request) => request,
        Err(url) => {
            Request::new_with_str_and_init(&url.as_string().unwrap_or_default(), init.unchecked_ref())?
        }
    };
    let body = JsFuture::from(request.text()?).await?.as_string().unwrap_or_default();
    let if_none_match = request.headers().get("If-None-Match")?;
    let request_parts = endpoint::Request {
        method: &request.method(),
        path: &path,
        if_none_match: if_none_match.as_deref(),
        body: &body,
        now: SystemClock.now(),
    };
    let response = endpoint.borrow_mut().respond(&request_parts);
    delay(response.delay_ms, &request.signal()).await?;
    if response.is_lost {
        // The error of a browser without a network.
        return Err(TypeError::new("Failed to fetch").into());
    }
    Ok(to_js(&response)?.into())
}

/// Waits. Rejects if the request is aborted meanwhile.
async fn delay(millis: u32, signal: &AbortSignal) -> Result<(), JsValue> {
    if signal.aborted() {
        return Err(signal.reason());
    }
    let mut waiting = None;
    let elapsed = Promise::new(&mut |resolve, reject| {
        let timeout = Timeout::new(millis, move || {
            // Resolving a promise does not throw.
            let _ = resolve.call0(&JsValue::UNDEFINED);
        });
        let aborted = EventListener::once(signal, "abort", {
            let signal = signal.clone();
            move |_| {
                let _ = reject.call1(&JsValue::UNDEFINED, &signal.reason());
            }
        });
        waiting = Some((timeout, aborted));
    });
    let outcome = JsFuture::from(elapsed).await;
    drop(waiting);
    outcome.map(drop)
}

fn to_js(response: &EndpointResponse) -> Result<Response, JsValue> {
    let headers = Headers::new()?;
    headers.set("Content-Type", "application/json")?;
    if let Some(etag) = &response.etag {
        headers.set("ETag", etag)?;
    }
    let init = ResponseInit::new();
    init.set_status(response.status);
    init.set_headers(&headers);
    // Responses of these statuses must not have a body, not even an empty one.
    let body = (!matches!(response.status, 204 | 304)).then_some(&*response.body);
    Response::new_with_opt_str_and_init(body, &init)
}
