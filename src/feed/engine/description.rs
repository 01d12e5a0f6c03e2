//! The descriptions that operators write for each other: which part of them readers see.

use std::borrow::Cow;
use std::fmt;
use std::rc::Rc;

use super::Engine;
use crate::feed::{DecodeError, Decoded};
use crate::model::{Kinds, is_blank};

/// An engine whose documents have descriptions by operators.
pub(super) trait HasDescriptions: Engine {
    /// Decodes one document. The message of a window is the part of its description that `visible_part`
    /// gives.
    fn decode_with(&self, body: &[u8], visible_part: VisiblePart) -> Result<Decoded, DecodeError>;
}

/// The same engine, except that it shows readers the descriptions.
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
        self.0.decode_with(body, all)
    }
}

/// The part of a description that readers see.
pub(super) type VisiblePart = fn(&str) -> Option<Rc<str>>;

/// What follows this mark is meant for users.
///
/// Source: vets-api, which shows only that part of PagerDuty's descriptions.
const MARK: &str = "USER_MESSAGE:";

pub(super) fn nothing(_: &str) -> Option<Rc<str>> {
    None
}

/// The part that is marked as meant for users.
pub(super) fn marked(description: &str) -> Option<Rc<str>> {
    let (_, message) = description.split_once(MARK)?;
    (!is_blank(message)).then(|| message.trim().into())
}

/// The marked part if there is one, else the whole description.
pub(super) fn all(description: &str) -> Option<Rc<str>> {
    if description.contains(MARK) { marked(description) } else { Some(description.into()) }
}
