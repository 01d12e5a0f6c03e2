//! Decides whether alerts may say that the rest of the page works.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use yew::Callback;

use super::listeners::{Listener, Listeners};
use crate::model::{WHOLE_SITE, service};
use crate::store::{Answer, Query, Store, Subscription};

/// Watches the sections of one guard and the whole site.
#[derive(Default)]
pub(super) struct RestOfPage {
    are_all_sections_out: Cell<bool>,
    /// The last result that listeners know.
    is_out: Cell<bool>,
    listeners: Listeners,
    /// The subscription to the whole site. The first listener opens it.
    site: RefCell<Option<Subscription>>,
}

impl RestOfPage {
    /// Whether nothing known says otherwise. Parts of the page that no guard wraps count as working.
    pub(super) fn works(&self) -> bool {
        !self.is_out.get()
    }

    /// Calls `on_change` whenever [`RestOfPage::works`] changes, until the listener is dropped.
    pub(super) fn listen(self: &Rc<Self>, store: &Rc<Store>, on_change: Callback<()>) -> Listener {
        if self.site.borrow().is_none() {
            let weak = Rc::downgrade(self);
            let update = move || weak.upgrade().into_iter().for_each(|rest_of_page| rest_of_page.update());
            self.site.replace(Some(store.subscribe(Query::from(service(WHOLE_SITE)), update)));
            self.update();
        }
        self.listeners.add(on_change)
    }

    /// Takes whether the guard has several sections and none of them is shown.
    pub(super) fn set_all_sections_out(&self, are_all_sections_out: bool) {
        self.are_all_sections_out.set(are_all_sections_out);
        self.update();
    }

    fn update(&self) {
        let site = self.site.borrow().as_ref().and_then(Subscription::answer);
        let is_out = self.are_all_sections_out.get()
            || matches!(site, Some(Answer::Rule { availability, .. }) if availability.is_down());
        if self.is_out.replace(is_out) != is_out {
            self.listeners.notify();
        }
    }
}
