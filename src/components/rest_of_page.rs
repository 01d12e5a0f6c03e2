//! Whether the rest of a page can be used: alerts say so only while it is true.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use yew::Callback;

use crate::model::{WHOLE_SITE, service};
use crate::store::{Answer, Query, Store, Subscription};

/// The sections of one guard, as far as the sentence depends on them.
#[derive(Default)]
pub(super) struct RestOfPage {
    sections: Cell<usize>,
    /// How many of them are in sight.
    shown: Cell<usize>,
    /// It cannot be used: what listeners go by.
    is_out: Cell<bool>,
    listeners: RefCell<Vec<(usize, Callback<()>)>>,
    numbers: Cell<usize>,
    /// The answer for the whole site. Asked for by the first alert that wants to know.
    site: RefCell<Option<Subscription>>,
}

impl RestOfPage {
    /// Nothing says that it cannot be used. Of a page's other parts that nobody guards nothing is known.
    pub(super) fn works(&self) -> bool {
        !self.is_out.get()
    }

    /// Calls `changed` whenever that changes, until what is given back is dropped.
    pub(super) fn listen(self: &Rc<Self>, store: &Rc<Store>, changed: Callback<()>) -> RestListener {
        if self.site.borrow().is_none() {
            let weak = Rc::downgrade(self);
            let look = move || weak.upgrade().into_iter().for_each(|rest| rest.look());
            self.site.replace(Some(store.subscribe(Query::from(service(WHOLE_SITE)), look)));
            self.look();
        }
        let number = self.numbers.replace(self.numbers.get() + 1);
        self.listeners.borrow_mut().push((number, changed));
        RestListener { rest_of_page: self.clone(), number }
    }

    fn look(&self) {
        let others_out = self.sections.get() > 1 && self.shown.get() == 0;
        let standing = self.site.borrow().as_ref().and_then(Subscription::answer);
        let site_out = matches!(standing, Some(Answer::Rule { availability, .. }) if availability.is_down());
        let is_out = others_out || site_out;
        if self.is_out.replace(is_out) != is_out {
            let listeners: Vec<_> =
                self.listeners.borrow().iter().map(|(_, changed)| changed.clone()).collect();
            listeners.iter().for_each(|changed| changed.emit(()));
        }
    }
}

/// Keeps a listener, until it is dropped.
pub(super) struct RestListener {
    rest_of_page: Rc<RestOfPage>,
    number: usize,
}

impl Drop for RestListener {
    fn drop(&mut self) {
        self.rest_of_page.listeners.borrow_mut().retain(|(number, _)| *number != self.number);
    }
}

/// A section of the guard's, until it is dropped.
pub(super) struct SectionCount {
    rest_of_page: Rc<RestOfPage>,
    is_shown: bool,
}

impl SectionCount {
    pub(super) fn new(rest: &Rc<RestOfPage>, is_shown: bool) -> Self {
        rest.sections.update(|sections| sections + 1);
        rest.shown.update(|shown| shown + usize::from(is_shown));
        rest.look();
        Self { rest_of_page: rest.clone(), is_shown }
    }

    pub(super) fn set(&mut self, is_shown: bool) {
        if std::mem::replace(&mut self.is_shown, is_shown) != is_shown {
            self.rest_of_page.shown.update(|shown| if is_shown { shown + 1 } else { shown - 1 });
            self.rest_of_page.look();
        }
    }
}

impl Drop for SectionCount {
    fn drop(&mut self) {
        self.rest_of_page.sections.update(|sections| sections - 1);
        self.rest_of_page.shown.update(|shown| shown - usize::from(self.is_shown));
        self.rest_of_page.look();
    }
}
