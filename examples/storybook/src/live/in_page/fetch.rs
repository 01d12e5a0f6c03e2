//! The way to the endpoint: the page's own `fetch`, which hands on whatever is asked of any other address.

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

use super::endpoint::{self, Answer, Endpoint};

/// Where the endpoint is, as seen from the page. Nobody else may be there: the storybook has no such folder.
pub(in crate::live) const ADDRESS: &str = "in-page/";

/// From now on the endpoint answers.
pub(in crate::live) fn install() {
    let Some(window) = web_sys::window() else { return };
    let real =
        Reflect::get(&window, &"fetch".into()).ok().and_then(|fetch| fetch.dyn_into::<Function>().ok());
    let (Some(address), Some(real)) = (url(&ADDRESS.into()), real) else { return };
    let endpoint = Rc::new(RefCell::new(Endpoint::default()));
    let page = window.clone();
    let fetch = Closure::<dyn Fn(JsValue, JsValue) -> Promise>::new(move |asked: JsValue, how: JsValue| {
        match url(&asked).as_deref().and_then(|url| url.strip_prefix(&*address)) {
            Some(path) => future_to_promise(answer(endpoint.clone(), path.to_owned(), asked, how)),
            None => {
                real.call2(&page, &asked, &how).map_or_else(|error| Promise::reject(&error), Promise::from)
            }
        }
    });
    // Fails only where somebody has made it read-only; then the network answers that nobody is there.
    let _ = Reflect::set(&window, &"fetch".into(), &fetch.into_js_value());
}

/// The whole address of what is asked: of a request, or of text as seen from this page.
fn url(asked: &JsValue) -> Option<String> {
    if let Some(request) = asked.dyn_ref::<Request>() {
        return Some(request.url());
    }
    let base = web_sys::window()?.document()?.base_uri().ok()??;
    Some(Url::new_with_base(&asked.as_string()?, &base).ok()?.href())
}

async fn answer(
    endpoint: Rc<RefCell<Endpoint>>,
    path: String,
    asked: JsValue,
    how: JsValue,
) -> Result<JsValue, JsValue> {
    // What is asked in the one form that has everything in it.
    let request = match asked.dyn_into::<Request>() {
        Ok(request) => request,
        Err(url) => {
            Request::new_with_str_and_init(&url.as_string().unwrap_or_default(), how.unchecked_ref())?
        }
    };
    let body = JsFuture::from(request.text()?).await?.as_string().unwrap_or_default();
    let if_none_match = request.headers().get("If-None-Match")?;
    let asked = endpoint::Request {
        method: &request.method(),
        path: &path,
        if_none_match: if_none_match.as_deref(),
        body: &body,
        now: SystemClock.now(),
    };
    let answer = endpoint.borrow_mut().answer(&asked);
    pass(answer.delay_ms, &request.signal()).await?;
    if answer.is_lost {
        // As a browser says that the network is gone.
        return Err(TypeError::new("Failed to fetch").into());
    }
    Ok(response(&answer)?.into())
}

/// Waits, unless whoever asked gives up before.
async fn pass(millis: u32, signal: &AbortSignal) -> Result<(), JsValue> {
    if signal.aborted() {
        return Err(signal.reason());
    }
    let mut waiting = None;
    let over = Promise::new(&mut |resolve, reject| {
        let timeout = Timeout::new(millis, move || {
            // What resolves a promise does not throw.
            let _ = resolve.call0(&JsValue::UNDEFINED);
        });
        let given_up = EventListener::once(signal, "abort", {
            let signal = signal.clone();
            move |_| {
                let _ = reject.call1(&JsValue::UNDEFINED, &signal.reason());
            }
        });
        waiting = Some((timeout, given_up));
    });
    let outcome = JsFuture::from(over).await;
    drop(waiting);
    outcome.map(drop)
}

fn response(answer: &Answer) -> Result<Response, JsValue> {
    let headers = Headers::new()?;
    headers.set("Content-Type", "application/json")?;
    if let Some(etag) = &answer.etag {
        headers.set("ETag", etag)?;
    }
    let init = ResponseInit::new();
    init.set_status(answer.status);
    init.set_headers(&headers);
    // These have no body, not even an empty one.
    let body = (!matches!(answer.status, 204 | 304)).then_some(&*answer.body);
    Response::new_with_opt_str_and_init(body, &init)
}
