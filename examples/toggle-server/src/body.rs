//! Extracts JSON objects from request bodies, strictly.

use std::{fmt, marker::PhantomData};

use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
    http::StatusCode,
};
use serde::{
    Deserialize, Deserializer, Serialize,
    de::{DeserializeOwned, IntoDeserializer, MapAccess, Visitor, value::MapAccessDeserializer},
};

use crate::error::Error;

/// A `T` from a JSON object.
///
/// Unlike Serde's derive, it does not accept an array for a struct, such as `[true]` for `{"on":true}`.
///
/// As an extractor it accepts any `Content-Type`, so that `curl -d` works without a header.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Object<T>(pub(crate) T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ObjectVisitor(PhantomData))
    }
}

struct ObjectVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ObjectVisitor<T> {
    type Value = Object<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map)).map(Object)
    }
}

/// Deserializes a unit-only enum from a string. Serde's derive would also accept `{"major": null}` for `"major"`.
pub(crate) fn word<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<T, D::Error> {
    T::deserialize(String::deserialize(deserializer)?.into_deserializer())
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Object<T> {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self, Error> {
        read(request, state).await
    }
}

/// An extractor like [`Object`] that also accepts `null`.
pub(crate) struct Nullable<T>(pub(crate) Option<T>);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Nullable<T> {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self, Error> {
        let object: Option<Object<T>> = read(request, state).await?;
        Ok(Self(object.map(|Object(object)| object)))
    }
}

async fn read<S: Send + Sync, T: DeserializeOwned>(request: Request, state: &S) -> Result<T, Error> {
    let bytes = Bytes::from_request(request, state).await.map_err(|rejection| match rejection.status() {
        status @ StatusCode::PAYLOAD_TOO_LARGE => Error::new(status, "The body is too large."),
        _ => Error::bad_request("The body is incomplete."),
    })?;
    serde_json::from_slice(&bytes).map_err(|error| {
        Error::bad_request(if error.is_data() {
            format!("The body is not valid for this endpoint: {error}.")
        } else {
            format!("The body is not JSON: {error}.")
        })
    })
}
