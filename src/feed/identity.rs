//! When two feeds are the same, and when one only asks otherwise: what is known of the one may hold for the other.

use std::rc::Rc;

use super::Feed;

/// What a part of a feed's identity is about.
#[derive(Clone, Copy)]
pub(crate) enum Identity {
    /// Where it asks.
    Address,
    /// For whom.
    Audience,
    /// How the answer is read.
    Reader,
}

impl Feed {
    /// Gives `each` whatever decides what this feed says, with what kind of thing that is.
    pub(crate) fn identity(&self, mut each: impl FnMut(Identity, &str)) {
        each(Identity::Address, self.0.engine.name());
        each(Identity::Address, self.address().unwrap_or_default());
        each(Identity::Audience, self.url().unwrap_or_default());
        for (name, value) in &self.0.context {
            each(Identity::Audience, name);
            each(Identity::Audience, value);
        }
        // Another version of this crate may read the same document otherwise.
        each(Identity::Reader, env!("CARGO_PKG_VERSION"));
        each(Identity::Reader, &self.0.engine.variant());
        for (theirs, ours) in &self.0.services {
            each(Identity::Reader, theirs);
            each(Identity::Reader, ours);
        }
    }

    /// Whether the other feed says the same to the same people: only how it is asked may differ.
    pub(crate) fn has_same_content_as(&self, other: &Self) -> bool {
        let (a, b) = (&*self.0, &*other.0);
        a.source == b.source
            && a.engine.same(&*b.engine)
            && a.context == b.context
            && a.services == b.services
    }

    /// Whether the other feed is the same one, perhaps asked on behalf of somebody else: it says much the same
    /// until it has said otherwise.
    pub(crate) fn is_successor_of(&self, other: &Self) -> bool {
        self.engine().name() == other.engine().name()
            && self.address().is_some()
            && self.address() == other.address()
    }
}

impl PartialEq for Feed {
    fn eq(&self, other: &Self) -> bool {
        let (a, b) = (&*self.0, &*other.0);
        Rc::ptr_eq(&self.0, &other.0)
            || (self.has_same_content_as(other)
                && a.every == b.every
                && a.timeout == b.timeout
                && a.headers == b.headers
                && a.credentials == b.credentials)
    }
}
