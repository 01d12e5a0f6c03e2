//! Adds a strong ETag to responses, and answers 304 if the client has that version already.

use std::hash::{DefaultHasher, Hash, Hasher};

use axum::{
    body::{self, Body},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use crate::error::Error;

/// Adds the ETag to a successful response, or replaces it by a 304 if the request's headers name that tag.
pub(crate) async fn conditional(request: &HeaderMap, response: Response) -> Response {
    if response.status() != StatusCode::OK {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    // The engines' bodies are in memory already, so reading one needs no limit and cannot fail.
    let Ok(bytes) = body::to_bytes(body, usize::MAX).await else {
        let status = StatusCode::INTERNAL_SERVER_ERROR;
        return Error::new(status, "The response could not be read.").into_response();
    };
    let tag = tag(&bytes);
    let known = names(request, &tag);
    if let Ok(tag) = HeaderValue::try_from(tag) {
        parts.headers.insert(header::ETAG, tag);
    }
    parts.headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    if !known {
        return Response::from_parts(parts, Body::from(bytes));
    }
    parts.status = StatusCode::NOT_MODIFIED;
    parts.headers.remove(header::CONTENT_TYPE);
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::empty())
}

pub(crate) fn tag(body: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    body.hash(&mut hasher);
    format!("\"{:016x}\"", hasher.finish())
}

/// Whether `If-None-Match` names the tag: `*`, or a list, compared weakly (RFC 9110, 13.1.2).
///
/// Commas are legal inside a tag. Ours has none, so splitting at commas can break only other tags.
fn names(request: &HeaderMap, tag: &str) -> bool {
    request
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|list| list.split(','))
        .map(str::trim)
        .any(|item| item == "*" || item.strip_prefix("W/").unwrap_or(item) == tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn if_none_match_is_a_list_compared_weakly() {
        let named = |lines: &[&'static str]| {
            let mut headers = HeaderMap::new();
            for line in lines {
                headers.append(header::IF_NONE_MATCH, HeaderValue::from_static(line));
            }
            names(&headers, "\"a1\"")
        };
        assert!(named(&["\"a1\""]));
        assert!(named(&["W/\"a1\""]));
        assert!(named(&["\"b\", W/\"c,d\" ,\"a1\""]));
        assert!(named(&["\"b\"", "\"a1\""]));
        assert!(named(&["*"]));
        assert!(!named(&[]));
        assert!(!named(&[""]));
        assert!(!named(&["a1"]));
        assert!(!named(&["\"a\""]));
        assert!(!named(&["w/\"a1\""]));
    }

    #[test]
    fn equal_bodies_have_equal_tags() {
        assert_eq!(tag(b"{}"), tag(b"{}"));
        assert_ne!(tag(b"{}"), tag(b"{ }"));
    }
}
