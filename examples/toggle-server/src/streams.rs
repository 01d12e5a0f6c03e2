//! Event streams: who listens for changes of a space, and what is sent to them.

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

/// Often enough for proxies and browsers to see that a quiet stream is alive.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// About how much of a flood is put together at a time.
const CHUNK: usize = 16 * 1024;

/// The streams of one space.
#[derive(Debug, Default)]
pub(crate) struct Streams {
    open: BTreeMap<u64, Listener>,
    /// How many there have been; the next one's id, too.
    opened: u64,
    /// The id of the newest event; 0 before the first.
    newest: u64,
    /// When that was, in seconds.
    changed_at: Option<i64>,
    /// What new streams are refused with.
    pub(crate) refusal: Option<StatusCode>,
}

/// How many streams there are, and have been.
#[derive(Debug, Serialize)]
pub(crate) struct Counts {
    open: usize,
    opened: u64,
}

/// The sending end of one stream. Dropped, it cuts the stream.
#[derive(Debug)]
pub(crate) struct Listener {
    url: String,
    sender: UnboundedSender<Message>,
}

/// An event as it goes over the wire, and how many times in a row it does.
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

    pub(crate) fn changed(&mut self) {
        self.newest += 1;
        self.changed_at = Some(time::now().timestamp());
    }

    pub(crate) fn refetch_event(&self, etag: &str) -> String {
        let data = RefetchEvaluation { kind: "refetchEvaluation", etag, last_modified: self.changed_at };
        let data = serde_json::to_string(&data).unwrap_or_default();
        format!("id: {}\ndata: {data}\n\n", self.newest)
    }

    /// Cuts all there are: the connections end in the middle of the answer.
    pub(crate) fn cut(&mut self) {
        self.open.clear();
    }
}

impl Listener {
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    pub(crate) fn send(&self, message: Message) {
        // A client that is going away right now misses it, as it would a moment later.
        let _ = self.sender.send(message);
    }
}

impl Message {
    pub(crate) fn once(event: String) -> Self {
        Self { event: event.into(), times: 1 }
    }

    /// An event of any data, without an id, so many times.
    pub(crate) fn raw(data: &str, times: usize) -> Self {
        let data = data.replace("\r\n", "\n").replace(['\r', '\n'], "\ndata: ");
        Self { event: format!("data: {data}\n\n").into(), times }
    }
}

/// Tells when the server is about to stop.
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
    /// What is left to send of the latest message.
    rest: Message,
}

impl Stream {
    /// Opens one that is known by that URL. `last_seen` is the newest event that its client knows of,
    /// if it says so; should there be another one, it is sent at once.
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
        // Cut in the middle of a flood, it leaves out the rest of it.
        if self.rest.times == 0 || self.receiver.is_closed() {
            tokio::select! {
                biased;
                message = self.receiver.recv() => match message {
                    Some(message) => self.rest = message,
                    None => {
                        // What was sent before goes out first.
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

/// A router that nobody serves never stops.
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
    async fn a_quiet_stream_says_that_it_is_alive() {
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
    async fn a_cut_ends_a_flood_where_it_is_but_not_what_was_sent_after_it() {
        let space = Space::default();
        let mut stream = Stream::open(space.clone(), String::new(), None, None);
        for listener in space.state().streams.listeners() {
            listener.send(Message::raw("flood", 100_000));
            listener.send(Message::raw("after", 1));
        }
        let (chunk, rest) = stream.next().await.unwrap();
        assert!(chunk.unwrap().starts_with(b"data: flood\n\ndata: flood\n\n"));
        space.state().streams.cut();
        (_, stream) = match rest.next().await.unwrap() {
            (Ok(after), rest) => (assert_eq!(after, "data: after\n\n"), rest),
            (Err(error), _) => panic!("{error}"),
        };
        assert!(stream.next().await.unwrap().0.is_err());
    }

    #[test]
    fn raw_data_may_have_lines() {
        assert_eq!(Message::raw("a\r\nb\rc\n", 2).event, "data: a\ndata: b\ndata: c\ndata: \n\n");
    }
}
