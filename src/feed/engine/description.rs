//! What an operator wrote beside a planned window: which of it readers are shown.

use std::borrow::Cow;
use std::fmt;
use std::rc::Rc;

use super::Engine;
use crate::feed::{DecodeError, Decoded};
use crate::model::{Kinds, is_blank};

/// An engine whose documents hold what operators wrote.
pub(super) trait HasDescriptions: Engine {
    /// Reads one document, and shows readers what `describe` makes of a description.
    fn read(&self, body: &[u8], describe: Choice) -> Result<Decoded, DecodeError>;
}

/// An engine that shows readers what operators wrote.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct WithDescriptions<E>(pub(super) E);

impl<E: HasDescriptions + fmt::Debug + PartialEq + 'static> Engine for WithDescriptions<E> {
    fn name(&self) -> &'static str {
        self.0.name()
    }

    fn reports(&self) -> Kinds {
        self.0.reports()
    }

    fn variant(&self) -> Cow<'static, str> {
        "descriptions".into()
    }

    fn decode(&self, body: &[u8]) -> Result<Decoded, DecodeError> {
        self.0.read(body, whole)
    }
}

/// What readers are shown of a description.
pub(super) type Choice = fn(&str) -> Option<Rc<str>>;

/// Before the words that are meant for users.
///
/// Source: vets-api, which keeps of PagerDuty's descriptions what follows it.
const MARK: &str = "USER_MESSAGE:";

pub(super) fn none(_: &str) -> Option<Rc<str>> {
    None
}

/// What is marked as meant for users.
pub(super) fn for_users(description: &str) -> Option<Rc<str>> {
    let (_, words) = description.split_once(MARK)?;
    (!is_blank(words)).then(|| words.trim().into())
}

/// All of it; where a part is marked as meant for users, that part.
pub(super) fn whole(description: &str) -> Option<Rc<str>> {
    if description.contains(MARK) { for_users(description) } else { Some(description.into()) }
}
