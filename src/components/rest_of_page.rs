//! Decides whether alerts may say that the rest of the page works.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use yew::Callback;

use crate::model::{WHOLE_SITE, service};
use crate::store::{Answer, Query, Store, Subscription};

/// Counts the sections of one guard and watches the whole site.
#[derive(Default)]
pub(super) struct RestOfPage {
    sections: Cell<usize>,
    /// How many of the sections are shown.
    shown: Cell<usize>,
    /// The last result that listeners know.
    is_out: Cell<bool>,
    listeners: RefCell<Vec<(usize, Callback<()>)>>,
    next_id: Cell<usize>,
    /// The subscription to the whole site. The first listener opens it.
    site: RefCell<Option<Subscription>>,
}

impl RestOfPage {
    /// Whether nothing known says otherwise. Parts of the page that no guard wraps count as working.
    pub(super) fn works(&self) -> bool {
        !self.is_out.get()
    }

    /// Calls `on_change` whenever [`RestOfPage::works`] changes, until the listener is dropped.
    pub(super) fn listen(self: &Rc<Self>, store: &Rc<Store>, on_change: Callback<()>) -> RestOfPageListener {
        if self.site.borrow().is_none() {
            let weak = Rc::downgrade(self);
            let update = move || weak.upgrade().into_iter().for_each(|rest_of_page| rest_of_page.update());
            self.site.replace(Some(store.subscribe(Query::from(service(WHOLE_SITE)), update)));
            self.update();
        }
        let id = self.next_id.replace(self.next_id.get() + 1);
        self.listeners.borrow_mut().push((id, on_change));
        RestOfPageListener { rest_of_page: self.clone(), id }
    }

    fn update(&self) {
        let all_sections_out = self.sections.get() > 1 && self.shown.get() == 0;
        let site = self.site.borrow().as_ref().and_then(Subscription::answer);
        let is_out = all_sections_out
            || matches!(site, Some(Answer::Rule { availability, .. }) if availability.is_down());
        if self.is_out.replace(is_out) != is_out {
            let listeners: Vec<_> =
                self.listeners.borrow().iter().map(|(_, on_change)| on_change.clone()).collect();
            listeners.iter().for_each(|on_change| on_change.emit(()));
        }
    }
}

/// Removes its listener when it is dropped.
pub(super) struct RestOfPageListener {
    rest_of_page: Rc<RestOfPage>,
    id: usize,
}

impl Drop for RestOfPageListener {
    fn drop(&mut self) {
        self.rest_of_page.listeners.borrow_mut().retain(|(id, _)| *id != self.id);
    }
}

/// Counts one section of the guard until it is dropped.
pub(super) struct SectionCount {
    rest_of_page: Rc<RestOfPage>,
    is_shown: bool,
}

impl SectionCount {
    pub(super) fn new(rest_of_page: &Rc<RestOfPage>, is_shown: bool) -> Self {
        rest_of_page.sections.update(|sections| sections + 1);
        rest_of_page.shown.update(|shown| shown + usize::from(is_shown));
        rest_of_page.update();
        Self { rest_of_page: rest_of_page.clone(), is_shown }
    }

    pub(super) fn set_shown(&mut self, is_shown: bool) {
        if std::mem::replace(&mut self.is_shown, is_shown) != is_shown {
            self.rest_of_page.shown.update(|shown| if is_shown { shown + 1 } else { shown - 1 });
            self.rest_of_page.update();
        }
    }
}

impl Drop for SectionCount {
    fn drop(&mut self) {
        self.rest_of_page.sections.update(|sections| sections - 1);
        self.rest_of_page.shown.update(|shown| shown - usize::from(self.is_shown));
        self.rest_of_page.update();
    }
}
