//! Event streams: the open streams of a space, and the events that are sent on them.

use std::{collections::BTreeMap, future::pending, io, time::Duration};

use axum::{
    body::{Body, Bytes},
    http::StatusCode,
};
use futures_util::stream;
use serde::Serialize;
use tokio::{
    sync::{
        mpsc::{self, UnboundedReceiver, UnboundedSender},
        watch,
    },
    time::sleep,
};

use crate::{space::Space, time};

/// How often a comment is sent, so that proxies and browsers see that a quiet stream is alive.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// About how many bytes of a repeated event are sent at a time.
const CHUNK: usize = 16 * 1024;

/// The streams of one space.
#[derive(Debug, Default)]
pub(crate) struct Streams {
    open: BTreeMap<u64, Listener>,
    /// How many streams have been opened. Also the id of the next one.
    opened: u64,
    /// The id of the newest event; 0 before the first.
    newest: u64,
    /// The time of the newest event, in seconds since the epoch.
    changed_at: Option<i64>,
    /// The status with which new streams are refused.
    pub(crate) refusal: Option<StatusCode>,
}

/// How many streams are open, and have been opened.
#[derive(Debug, Serialize)]
pub(crate) struct Counts {
    open: usize,
    opened: u64,
}

/// The sending end of one stream. Dropping it breaks the stream.
#[derive(Debug)]
pub(crate) struct Listener {
    url: String,
    sender: UnboundedSender<Message>,
}

/// An event as bytes, and how many times in a row it is sent.
#[derive(Debug, Clone, Default)]
pub(crate) struct Message {
    event: Bytes,
    times: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RefetchEvaluation<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    etag: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_modified: Option<i64>,
}

impl Streams {
    pub(crate) fn counts(&self) -> Counts {
        Counts { open: self.open.len(), opened: self.opened }
    }

    pub(crate) fn listeners(&self) -> impl Iterator<Item = &Listener> {
        self.open.values()
    }

    pub(crate) fn newest(&self) -> u64 {
        self.newest
    }

    pub(crate) fn on_change(&mut self) {
        self.newest += 1;
        self.changed_at = Some(time::now().timestamp());
    }

    pub(crate) fn refetch_event(&self, etag: &str) -> String {
        let data = RefetchEvaluation { kind: "refetchEvaluation", etag, last_modified: self.changed_at };
        let data = serde_json::to_string(&data).unwrap_or_default();
        format!("id: {}\ndata: {data}\n\n", self.newest)
    }

    /// Breaks all open streams: the connections end in the middle of the response.
    pub(crate) fn break_all(&mut self) {
        self.open.clear();
    }
}

impl Listener {
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    pub(crate) fn send(&self, message: Message) {
        // Sending fails only to a client that is disconnecting.
        let _ = self.sender.send(message);
    }
}

impl Message {
    pub(crate) fn once(event: String) -> Self {
        Self { event: event.into(), times: 1 }
    }

    /// An event with any data and without an id, sent `times` times.
    pub(crate) fn raw(data: &str, times: usize) -> Self {
        let data = data.replace("\r\n", "\n").replace(['\r', '\n'], "\ndata: ");
        Self { event: format!("data: {data}\n\n").into(), times }
    }
}

/// Signals that the server is about to stop.
#[derive(Debug, Clone)]
pub(crate) struct Stopping(pub(crate) watch::Receiver<bool>);

impl Stopping {
    pub(crate) async fn wait(&mut self) {
        // An error means that serving has ended already.
        let _ = self.0.wait_for(|stop| *stop).await;
    }
}

/// The receiving end of one stream, counted as open until dropped.
pub(crate) struct Stream {
    space: Space,
    id: u64,
    receiver: UnboundedReceiver<Message>,
    stopping: Option<Stopping>,
    /// The part of the latest message that is still to be sent.
    rest: Message,
}

impl Stream {
    /// Opens a stream that clients know by `url`. `last_seen` is the `Last-Event-ID` of the client. If that is not
    /// the newest event, the newest event is sent at once.
    pub(crate) fn open(
        space: Space,
        url: String,
        last_seen: Option<&str>,
        stopping: Option<Stopping>,
    ) -> Self {
        let (sender, receiver) = mpsc::unbounded_channel();
        let (id, rest) = {
            let mut state = space.state();
            let seen_all = last_seen.is_none_or(|id| id == state.streams.newest().to_string());
            let rest = if seen_all { Message::default() } else { Message::once(state.refetch_event(&url)) };
            let id = state.streams.opened;
            state.streams.opened += 1;
            state.streams.open.insert(id, Listener { url, sender });
            (id, rest)
        };
        Self { space, id, receiver, stopping, rest }
    }

    pub(crate) fn into_body(self) -> Body {
        Body::from_stream(stream::unfold(self, Self::next))
    }

    async fn next(mut self) -> Option<(io::Result<Bytes>, Self)> {
        // A stream that breaks while it repeats an event skips the rest.
        if self.rest.times == 0 || self.receiver.is_closed() {
            tokio::select! {
                biased;
                message = self.receiver.recv() => match message {
                    Some(message) => self.rest = message,
                    None => {
                        // Yield, so that the bytes so far are written first.
                        tokio::task::yield_now().await;
                        return Some((Err(io::ErrorKind::ConnectionReset.into()), self));
                    }
                },
                () = stopped(self.stopping.as_mut()) => return None,
                () = sleep(KEEP_ALIVE) => return Some((Ok(Bytes::from_static(b":\n\n")), self)),
            }
        }
        let Message { event, times } = &mut self.rest;
        let now = (CHUNK / event.len()).clamp(1, *times);
        *times -= now;
        let chunk = if now == 1 { event.clone() } else { event.repeat(now).into() };
        Some((Ok(chunk), self))
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        self.space.state().streams.open.remove(&self.id);
    }
}

/// Waits until the server stops. A router that is not served never stops.
async fn stopped(stopping: Option<&mut Stopping>) {
    match stopping {
        Some(stopping) => stopping.wait().await,
        None => pending().await,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_quiet_stream_sends_comments() {
        let started = tokio::time::Instant::now();
        let mut stream = Stream::open(Space::default(), String::new(), None, None);
        for n in 1..=3 {
            let (comment, rest) = stream.next().await.unwrap();
            assert_eq!(comment.unwrap(), ":\n\n");
            assert_eq!(started.elapsed(), KEEP_ALIVE * n);
            stream = rest;
        }
    }

    #[tokio::test]
    async fn breaking_a_stream_skips_the_rest_of_a_repeated_event_but_sends_later_ones() {
        let space = Space::default();
        let mut stream = Stream::open(space.clone(), String::new(), None, None);
        for listener in space.state().streams.listeners() {
            listener.send(Message::raw("flood", 100_000));
            listener.send(Message::raw("after", 1));
        }
        let (chunk, rest) = stream.next().await.unwrap();
        assert!(chunk.unwrap().starts_with(b"data: flood\n\ndata: flood\n\n"));
        space.state().streams.break_all();
        (_, stream) = match rest.next().await.unwrap() {
            (Ok(after), rest) => (assert_eq!(after, "data: after\n\n"), rest),
            (Err(error), _) => panic!("{error}"),
        };
        assert!(stream.next().await.unwrap().0.is_err());
    }

    #[test]
    fn raw_data_may_have_several_lines() {
        assert_eq!(Message::raw("a\r\nb\rc\n", 2).event, "data: a\ndata: b\ndata: c\ndata: \n\n");
    }
}
