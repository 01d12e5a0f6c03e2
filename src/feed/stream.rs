//! A stream of server-sent events. Its address is a secret, so no error or log contains it.

use std::rc::Rc;

use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{EventSource, EventSourceInit, MessageEvent, Url};

use super::transport::{Stream, StreamEvent, StreamRequest};
use super::{Credentials, Request};
use crate::json::{Document, Kind};

/// The browser's stream. Dropping it closes it.
struct Source {
    source: EventSource,
    _listeners: [EventListener; 3],
}

impl Drop for Source {
    fn drop(&mut self) {
        self.source.close();
    }
}

/// Opens a stream; `None` if the browser refuses the address.
pub(super) fn open(request: StreamRequest<'_>, on_event: Rc<dyn Fn(StreamEvent)>) -> Option<Stream> {
    let page = web_sys::window()?.document()?.base_uri().ok()??;
    let base = Url::new_with_base(request.feed_url, &page).ok()?;
    let address = Url::new_with_base(request.address, &base.href()).ok()?;
    let options = EventSourceInit::new();
    options.set_with_credentials(request.credentials == Credentials::Include);
    let source = EventSource::new_with_event_source_init_dict(&address.href(), &options).ok()?;
    let listeners = [
        EventListener::new(&source, "open", {
            let on_event = on_event.clone();
            move |_| on_event(StreamEvent::Open)
        }),
        EventListener::new(&source, "error", {
            let (on_event, source) = (on_event.clone(), source.clone());
            move |_| {
                let closed = source.ready_state() == EventSource::CLOSED;
                on_event(if closed { StreamEvent::Closed } else { StreamEvent::Reconnecting });
            }
        }),
        EventListener::new(&source, "message", move |event| {
            let data = event.dyn_ref::<MessageEvent>().and_then(|message| message.data().as_string());
            if let Some(query) = data.and_then(|data| refetch(&data)) {
                on_event(StreamEvent::Refetch(query));
            }
        }),
    ];
    Some(Stream::new(Source { source, _listeners: listeners }))
}

/// The query for the request that an event asks for; `None` for any other event.
///
/// Source: OFREP's event streams, [github.com/open-feature/protocol](https://github.com/open-feature/protocol).
fn refetch(data: &str) -> Option<String> {
    let event = Document::parse("ofrep", data.as_bytes()).ok()?;
    let event = event.root();
    if event.field("type").ok()?.text().ok()? != "refetchEvaluation" {
        return None;
    }
    let pairs = [("etag", "flagConfigEtag"), ("lastModified", "flagConfigLastModified")];
    let request = pairs.into_iter().fold(Request::get(), |request, (field, name)| {
        let value = event.optional(field).ok().flatten();
        let text = value.and_then(|value| match value.kind() {
            Kind::Number => value.count().ok().map(|seconds| seconds.to_string()),
            _ => value.text().ok().map(Into::into),
        });
        match text {
            Some(text) => request.query(name, &text),
            None => request,
        }
    });
    Some(request.query_string().to_owned())
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn only_a_refetch_event_asks_for_anything() {
        for (data, query) in [
            (r#"{"type": "refetchEvaluation"}"#, Some("")),
            (
                r#"{"type": "refetchEvaluation", "etag": "\"a 1\"", "lastModified": 1771622898}"#,
                Some("flagConfigEtag=%22a%201%22&flagConfigLastModified=1771622898"),
            ),
            (
                r#"{"type": "refetchEvaluation", "lastModified": "2026-02-20T21:28:18Z", "more": [1]}"#,
                Some("flagConfigLastModified=2026-02-20T21%3A28%3A18Z"),
            ),
            (r#"{"type": "refetchEvaluation", "etag": 7, "lastModified": -1}"#, Some("flagConfigEtag=7")),
            (r#"{"type": "somethingElse"}"#, None),
            (r#"{"type": 1}"#, None),
            ("[]", None),
            ("", None),
            ("<html>", None),
        ] {
            assert_eq!(refetch(data).as_deref(), query, "{data}");
        }
    }
}
