//! How the bytes of a faulty response are sent: whole, cut off, or slowly.

use std::{convert::Infallible, future::ready, io, time::Duration};

use axum::{
    body::{self, Body, Bytes},
    http::header,
    response::Response,
};
use futures_util::{StreamExt, stream};
use tokio::sync::oneshot;

/// How a response's body is sent.
#[derive(Debug, Clone, Copy)]
pub(super) enum Delivery {
    Whole,
    /// This many bytes of the body, and then the connection is closed.
    ResetAfter(usize),
    /// One byte at a time, each after this pause.
    Drip(Duration),
}

impl Delivery {
    /// Sends the response. `Content-Length` is always the full length. A response without a body is sent unchanged.
    pub(super) async fn deliver(self, response: Response) -> Response {
        if matches!(self, Self::Whole) {
            return response;
        }
        let (mut parts, body) = response.into_parts();
        // The body is in memory already, so reading it needs no limit and cannot fail.
        let bytes = body::to_bytes(body, usize::MAX).await.unwrap_or_default();
        if bytes.is_empty() {
            return Response::from_parts(parts, Body::empty());
        }
        parts.headers.insert(header::CONTENT_LENGTH, bytes.len().into());
        let body = match self {
            Self::Whole => Body::from(bytes),
            Self::ResetAfter(count) => reset_after(bytes.slice(..count.min(bytes.len()))),
            Self::Drip(pause) => drip(bytes, pause),
        };
        Response::from_parts(parts, body)
    }
}

/// Owns bytes, and signals by being dropped that they have been written.
struct WrittenSignal {
    bytes: Bytes,
    _written: oneshot::Sender<()>,
}

impl AsRef<[u8]> for WrittenSignal {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

fn reset_after(bytes: Bytes) -> Body {
    let (sender, written) = oneshot::channel();
    let bytes = Bytes::from_owner(WrittenSignal { bytes, _written: sender });
    let end = async {
        // The error discards whatever is not written yet, so wait for the bytes. Without any bytes, yielding once
        // gives the server time to write the head.
        let _ = written.await;
        tokio::task::yield_now().await;
        Err(io::Error::from(io::ErrorKind::ConnectionReset))
    };
    Body::from_stream(stream::once(ready(Ok(bytes))).chain(stream::once(end)))
}

fn drip(bytes: Bytes, pause: Duration) -> Body {
    Body::from_stream(stream::unfold(bytes, move |mut bytes| async move {
        if bytes.is_empty() {
            return None;
        }
        tokio::time::sleep(pause).await;
        Some((Ok::<_, Infallible>(bytes.split_to(1)), bytes))
    }))
}
