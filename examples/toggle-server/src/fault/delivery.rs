//! How the bytes of an answer go out.

use std::{convert::Infallible, future::ready, io, time::Duration};

use axum::{
    body::{self, Body, Bytes},
    http::header,
    response::Response,
};
use futures_util::{StreamExt, stream};
use tokio::sync::oneshot;

/// A new way is one more variant.
#[derive(Debug, Clone, Copy)]
pub(super) enum Delivery {
    Whole,
    /// So many bytes of the body, and then the connection ends.
    ResetAfter(usize),
    /// One byte at a time, each after a pause.
    Drip(Duration),
}

impl Delivery {
    /// Says the full length in every case. An answer without a body goes out as it is.
    pub(super) async fn deliver(self, response: Response) -> Response {
        if matches!(self, Self::Whole) {
            return response;
        }
        let (mut parts, body) = response.into_parts();
        // In memory as it is: reading it has no limit to keep and cannot fail.
        let bytes = body::to_bytes(body, usize::MAX).await.unwrap_or_default();
        if bytes.is_empty() {
            return Response::from_parts(parts, Body::empty());
        }
        parts.headers.insert(header::CONTENT_LENGTH, bytes.len().into());
        let body = match self {
            Self::Whole => Body::from(bytes),
            Self::ResetAfter(count) => cut(bytes.slice(..count.min(bytes.len()))),
            Self::Drip(pause) => drip(bytes, pause),
        };
        Response::from_parts(parts, body)
    }
}

/// Tells by being dropped that its bytes were written.
struct Owner {
    bytes: Bytes,
    _written: oneshot::Sender<()>,
}

impl AsRef<[u8]> for Owner {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

fn cut(bytes: Bytes) -> Body {
    let (sender, written) = oneshot::channel();
    let bytes = Bytes::from_owner(Owner { bytes, _written: sender });
    let end = async {
        // The error drops whatever is not written yet, so that comes first: the bytes, and by the time
        // that another turn gives, the head, should there be none of them.
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
