//! Spaces: independent states, so that tests can share one server.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use axum::{
    extract::{FromRequestParts, RawPathParams},
    http::request::Parts,
};

use crate::{
    error::Error,
    state::{State, Toggle},
};

/// Enough for any test run. The limit keeps a client that invents names from filling the memory.
const SPACE_LIMIT: usize = 1000;
const NAME_LIMIT: usize = 64;

/// A handle to the state of one space.
///
/// As an extractor it is the space named in the path, or the default one.
#[derive(Debug, Clone, Default)]
pub(crate) struct Space(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    prefix: String,
    state: Mutex<State>,
}

impl Space {
    fn new(name: &str) -> Self {
        Self(Arc::new(Inner { prefix: format!("/space/{name}"), state: Mutex::default() }))
    }

    /// The prefix of its paths; empty for the default space.
    pub(crate) fn prefix(&self) -> &str {
        &self.0.prefix
    }

    /// Locks the state. Never hold the guard across an `await`.
    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        lock(&self.0.state)
    }
}

/// All spaces.
#[derive(Debug)]
pub(crate) struct Spaces {
    default: Space,
    named: Mutex<BTreeMap<String, Space>>,
}

impl Spaces {
    pub(crate) fn new(toggles: BTreeMap<String, bool>) -> Self {
        let default = Space::default();
        default.state().toggles =
            toggles.into_iter().map(|(key, on)| (key, Toggle { on, notice: None })).collect();
        Self { default, named: Mutex::default() }
    }

    /// The space of that name, created on first use.
    fn named(&self, name: &str) -> Result<Space, Error> {
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"_-".contains(&byte);
        if name.is_empty() || name.len() > NAME_LIMIT || !name.bytes().all(allowed) {
            return Err(Error::bad_request(format!(
                "A space's name is 1 to {NAME_LIMIT} letters, digits, hyphens or underscores."
            )));
        }
        let mut named = lock(&self.named);
        if let Some(space) = named.get(name) {
            return Ok(space.clone());
        }
        if named.len() >= SPACE_LIMIT {
            return Err(Error::bad_request(format!(
                "There are {SPACE_LIMIT} spaces already, which is the limit."
            )));
        }
        Ok(named.entry(name.to_owned()).or_insert_with(|| Space::new(name)).clone())
    }
}

impl FromRequestParts<Arc<Spaces>> for Space {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, spaces: &Arc<Spaces>) -> Result<Self, Error> {
        let params = RawPathParams::from_request_parts(parts, spaces)
            .await
            .map_err(|_| Error::bad_request("The path is not valid UTF-8 once decoded."))?;
        match params.iter().find(|(param, _)| *param == "space") {
            Some((_, name)) => spaces.named(name),
            None => Ok(spaces.default.clone()),
        }
    }
}

/// Locks a mutex and ignores poisoning: every change is a single step, so a panic leaves the state consistent.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
