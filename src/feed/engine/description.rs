//! What an operator wrote beside a planned window: which of it readers are shown.

use std::rc::Rc;

use crate::model::is_blank;

/// An engine that shows readers what operators wrote.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Described<E>(pub(super) E);

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
