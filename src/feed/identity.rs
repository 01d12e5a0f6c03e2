//! When two feeds are the same, and when the report of one may be used for the other.

use std::rc::Rc;

use super::Feed;

/// Which aspect of a feed a part of its identity belongs to.
#[derive(Clone, Copy)]
pub(crate) enum Identity {
    /// What is fetched.
    Address,
    /// For whom: the query and the evaluation context.
    Audience,
    /// How the response is decoded.
    Reader,
}

impl Feed {
    /// Calls `each` with every part of the identity: everything that decides what the feed reports.
    pub(crate) fn identity(&self, mut each: impl FnMut(Identity, &str)) {
        each(Identity::Address, self.0.engine.name());
        each(Identity::Address, &self.address().unwrap_or_default());
        each(Identity::Audience, self.url().unwrap_or_default());
        for (name, value) in &self.0.context {
            each(Identity::Audience, name);
            each(Identity::Audience, value);
        }
        // Another version of this crate may decode the same document differently.
        each(Identity::Reader, env!("CARGO_PKG_VERSION"));
        each(Identity::Reader, &self.0.engine.variant());
        for (theirs, ours) in &self.0.service_aliases {
            each(Identity::Reader, theirs);
            each(Identity::Reader, ours);
        }
    }

    /// Whether the other feed reports the same. Only how it is fetched may differ.
    pub(crate) fn has_same_content_as(&self, other: &Self) -> bool {
        let (a, b) = (&*self.0, &*other.0);
        a.source == b.source
            && a.engine.same(&*b.engine)
            && a.context == b.context
            && a.service_aliases == b.service_aliases
    }

    /// Whether the other feed has the same address, perhaps for another audience or decoded differently. Its
    /// report is then used as stale until this feed has one.
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
