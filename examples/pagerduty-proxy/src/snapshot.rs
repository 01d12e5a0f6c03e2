//! A document as it is sent: its bytes and their ETag.

use std::hash::{DefaultHasher, Hash, Hasher};

use axum::{
    body::Bytes,
    http::{HeaderMap, header},
};

/// Bytes with a strong ETag. Equal bytes have the same one.
#[derive(Debug, PartialEq)]
pub(crate) struct Snapshot {
    pub(crate) body: Bytes,
    pub(crate) etag: String,
}

impl Snapshot {
    pub(crate) fn new(body: Vec<u8>) -> Self {
        let mut hasher = DefaultHasher::new();
        body.hash(&mut hasher);
        Self { body: body.into(), etag: format!("\"{:016x}\"", hasher.finish()) }
    }

    /// Whether `If-None-Match` names the ETag: `*`, or a list, compared weakly (RFC 9110, 13.1.2).
    ///
    /// Commas are legal inside an ETag. Ours has none, so splitting at commas can break only others.
    pub(crate) fn is_named_in(&self, request: &HeaderMap) -> bool {
        request
            .get_all(header::IF_NONE_MATCH)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|list| list.split(','))
            .map(str::trim)
            .any(|item| item == "*" || item.strip_prefix("W/").unwrap_or(item) == self.etag)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn if_none_match_is_a_list_compared_weakly() {
        let snapshot = Snapshot::new(b"{}".to_vec());
        let etag = &snapshot.etag;
        for (line, named) in [
            (etag.clone(), true),
            (format!("W/{etag}"), true),
            (format!("\"a,b\" , {etag}"), true),
            ("*".to_owned(), true),
            (String::new(), false),
            ("\"a\"".to_owned(), false),
            (etag.trim_matches('"').to_owned(), false),
        ] {
            let mut headers = HeaderMap::new();
            headers.append(header::IF_NONE_MATCH, line.parse().unwrap());
            assert_eq!(snapshot.is_named_in(&headers), named, "{line}");
        }
        assert!(!snapshot.is_named_in(&HeaderMap::new()));
    }

    #[test]
    fn equal_bodies_have_equal_tags() {
        assert_eq!(Snapshot::new(b"{}".to_vec()), Snapshot::new(b"{}".to_vec()));
        assert_ne!(Snapshot::new(b"{}".to_vec()).etag, Snapshot::new(b"{ }".to_vec()).etag);
    }
}
